//! What a slash joins: two halves of a title, or a title and who hires.

use super::between;
use super::label::Agreement;
use super::scene::Scene;
use super::segments::without_chatter;
use crate::extract::tokens::{Kind, Stream};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// Do both sides of a slash belong to one title: "Fitter / Welder", "Operations Manager / Supply Chain"?
pub(super) fn is_one_title(scene: &Scene, left: Range<usize>, right: Range<usize>) -> bool {
    let mark = |i: &usize| matches!(scene.tokens.all[*i].kind, Kind::Mark(c) if c != '(' && c != ')');
    let end = right.clone().find(mark).unwrap_or(right.end);
    let right = right.start..end;
    if left.is_empty() || right.is_empty() {
        return false;
    }
    match (scene.has_head(&left), scene.has_head(&right)) {
        // "Estimator / head of projects" is one, "with our lead developer / Data Engineer" is two.
        (true, true) => scene.tokens.all[left.end - 1].capital() || !scene.tokens.all[right.start].capital(),
        (true, false) => is_field(scene, &right) && !sent_by_agency(scene),
        // "Plinth / Data Engineer" names who hires; "Band 6 OT / Physiotherapist" has a grade.
        (false, true) => {
            let left = without_chatter(scene, left);
            let graded = |i: usize| scene.tokens.all[i].kind == Kind::Number || scene.is(i, C::Level);
            // "Jointer / Welder": a trade that no list knows.
            let trade = left.len() == 1 && scene.is_doer(left.start) && scene.tokens.all[left.start].capital();
            (trade || left.clone().any(graded)) && is_field(scene, &left)
        }
        (false, false) => false,
    }
}

/// Who recruits for others names them, or where they are, where others name a field.
fn sent_by_agency(scene: &Scene) -> bool {
    if between::speaks_of_client(scene) {
        return true;
    }
    let signed = scene.tokens.sentences.iter().filter(|s| matches!(s.stream, Stream::Signature | Stream::Footer));
    signed.flat_map(|s| s.range.clone()).any(|i| scene.is(i, C::Agency) || scene.is(i, C::Broker))
}

/// May it be the other half of a title: not the employer, whose domain is known, nobody, and no place or manner?
fn is_field(scene: &Scene, range: &Range<usize>) -> bool {
    use C::{Chatter, Institution, Legal, Manner, Site, Stop, Team, Time, Tool};
    let other = [Chatter, Institution, Legal, Manner, Site, Stop, Team, Time, Tool];
    let named =
        |i: usize| scene.tokens.all[i].capital() || scene.is(i, C::Link) || scene.tokens.all[i].kind != Kind::Word;
    let employer = scene.labels.is_empty() || scene.agreement(range) != Agreement::None;
    (1..=5).contains(&range.len())
        && !employer
        && !scene.is_person(range)
        && range.clone().all(named)
        && !range.clone().any(|i| other.iter().any(|c| scene.is(i, *c) && !(*c == Institution && range.len() == 1)))
}

#[cfg(test)]
mod tests {
    use super::super::test::role;

    fn titled(subject: &str) -> Option<String> {
        role(subject, "We look forward to it.")
    }

    #[test]
    fn a_trade_that_no_list_knows_is_half_a_title() {
        assert_eq!(titled("Interview: Chaser / Silver Technician").as_deref(), Some("Chaser / Silver Technician"));
        assert_eq!(titled("Interview: Plinth / Silver Technician").as_deref(), Some("Silver Technician"));
    }
}
