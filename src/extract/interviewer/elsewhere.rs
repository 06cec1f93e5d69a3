//! Who is named beside a meeting and does something else: "Dana is on holiday", "Leo will send you the forms".

use super::sentence;
use crate::extract::finder::Finder;
use crate::extract::rules::Context;
use crate::text::{Part, Span, find_word};
use crate::words::schema::{PeopleWords, Phrases};

/// So much of a sentence on each side of a name may speak of it: of one without end nobody reads more.
const NEAR: usize = 600;

/// Does the sentence around a place in the body speak of somebody who is not to be met: a referee, who was met before, who
/// had the job, or who does something else?
pub(in crate::extract) fn is_set_aside(it: &Context, seen: Span) -> bool {
    let text = it.mail.body.text.as_str();
    let Some(before) = text.get(..seen.start).filter(|_| seen.part == Part::Body) else { return false };
    let words = &it.words.people;
    let from = sentence::start(before).max(before.len().saturating_sub(NEAR));
    let clause = before[before.ceil_char_boundary(from)..].to_lowercase();
    let to = sentence::around(text, seen.end).end.clamp(seen.end, seen.end + NEAR);
    let behind = text[seen.end..text.floor_char_boundary(to)].to_lowercase();
    let says = |list: &Phrases, clause: &str| list.iter().any(|n| find_word(clause, n).is_some());
    let own = behind.split([',', ';']).next().unwrap_or_default();
    let told = says(&words.not, &clause) || says(&words.apart, &behind) || says(&words.past, own);
    told || acts_elsewhere(&behind, words) || is_done_with(clause.trim_end(), words)
}

/// "Leave your bike with": does what stands before a name end with what is done beside a meeting?
fn is_done_with(clause: &str, words: &PeopleWords) -> bool {
    let hits = Finder::default().with(0, &words.done_with).all(clause);
    hits.iter().any(|hit| hit.end == clause.len())
}

/// Does what stands behind a name begin with what people do beside a meeting, or with what keeps them away?
fn acts_elsewhere(behind: &str, words: &PeopleWords) -> bool {
    let rest = behind.trim_start_matches([',', ' ', '\n']);
    // "Dana also sends the forms"; what somebody does "who ..." only says who it is.
    let small = words.too.iter().find_map(|w| rest.strip_prefix(w)?.strip_prefix(' '));
    let finder = Finder::default().with(0, &words.elsewhere).with(0, &words.kept_away);
    [Some(rest), small].into_iter().flatten().any(|rest| finder.begins(rest))
}

#[cfg(test)]
mod tests {
    use super::super::tests::each;

    #[test]
    fn who_does_something_else_is_not_met() {
        each(&[
            ("en", "The interview is on Friday at 3. Priya Raman is on holiday.", &[]),
            ("en", "The interview is on Friday at 3. Priya Raman booked the room.", &[]),
            ("en", "The interview is on Friday at 3. You can leave your bike with Priya Raman.", &[]),
            ("en", "Priya Raman is away, so Sam Hill will interview you on Friday at 3.", &["Sam Hill"]),
            ("en", "Instead of Priya Raman, Sam Hill will do the interview.", &["Sam Hill"]),
        ]);
    }
}
