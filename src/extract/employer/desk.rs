//! A department that stands for the job there: "the **customer service** role", "**Front desk** position".

use super::label::Agreement;
use super::scene::Scene;
use super::title::Title;
use crate::extract::phrase::Slot;
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// The name of a department from end to end of a range. One word is none: "the office job" is any.
fn title(scene: &Scene, range: &Range<usize>) -> Option<Title> {
    let last = range.end.checked_sub(1)?;
    let plain = |i: usize| {
        let other = [C::Function, C::Stop, C::Link, C::Time, C::Manner, C::Level, C::Hires, C::Reference, C::Affix];
        scene.tokens.all[i].is_text() && !other.iter().any(|c| scene.is(i, *c))
    };
    // "The hiring team role", "our talent acquisition job": who hires, and not the job.
    let first = !scene.is(range.start, C::Team) && !scene.is(range.start, C::Chatter);
    let own = scene.is_person(range) || scene.agreement(range) != Agreement::None;
    let desk = scene.is(last, C::Team) && !scene.is(last, C::General);
    let named = (2..=3).contains(&range.len()) && range.clone().all(plain);
    (named && first && desk && !own).then_some(Title { range: range.clone(), head: false })
}

/// The department in a slot that a word for a job closes.
pub(super) fn of_slot(scene: &Scene, slot: &Slot, range: &Range<usize>) -> Option<Title> {
    let led = range.start > slot.range.start || range.start > 0 && scene.is(range.start - 1, C::Article);
    let closed = !slot.open && !slot.back && range.end == slot.range.end && scene.is(range.end, C::Hires);
    title(scene, range).filter(|_| led && closed)
}

/// "Front desk position": what stands before the word for a job, where a piece of a subject is nothing else.
pub(super) fn before_job(scene: &Scene, piece: &Range<usize>) -> Option<Title> {
    let job = piece.end.checked_sub(1).filter(|i| scene.is(*i, C::Hires))?;
    title(scene, &(piece.start..job))
}

#[cfg(test)]
mod tests {
    use super::super::test::role;

    #[test]
    fn a_department_stands_for_the_job_there() {
        let said = |said: &str| role("Hello", &format!("Your interview for the {said} is on Monday at ten."));
        assert_eq!(said("customer service role").as_deref(), Some("customer service"));
        assert_eq!(said("guest relations position").as_deref(), Some("guest relations"));
        for none in ["office job", "hiring team role", "same team", "new team role", "Saturday desk job"] {
            assert_eq!(said(none), None, "{none}");
        }
        let subject = |subject: &str| role(subject, "Could you come for an interview on Monday at ten?");
        assert_eq!(subject("Front desk position").as_deref(), Some("Front desk"));
        assert_eq!(subject("Your office job"), None);
    }
}
