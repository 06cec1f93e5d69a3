//! Which step of the process: by its name in the subject or the calendar, else by the first name in what is said.

mod rows;

use super::format::{List, is_over};
use super::rules::Context;
use super::{Class, Person, Stage};
use crate::fact::{Fact, Settled, Sure};

/// Which step of the process. `class` is what the message is for: a test to take is a step by itself. Where one
/// conversation follows another, what each is called is no name of the step.
pub fn stage(it: &Context, class: &Fact<Class>, people: &[Fact<Person>]) -> Settled<Stage> {
    if class.value == Class::Assessment {
        return Settled::One(Fact::new(
            Stage::Assessment,
            class.sure.min(Sure::Likely),
            "test-as-step",
            class.seen.clone(),
        ));
    }
    if !it.interview {
        return Settled::None;
    }
    let words = &it.words.format;
    let kinds = [
        (List::Final, Stage::Final),
        (List::OnsiteLoop, Stage::OnsiteLoop),
        (List::HiringManager, Stage::HiringManager),
        (List::Technical, Stage::Technical),
        (List::Assessment, Stage::Assessment),
        // "The panel" is who decides as often as it is the step.
        (List::Panel, Stage::Panel),
        (List::Screen, Stage::Screen),
    ];
    let mut seen = Vec::new();
    for text in it.texts() {
        for (list, stage) in kinds {
            if let Some((at, length)) = text.first(list).filter(|(at, _)| !is_over(&text.lower()[..*at], words)) {
                seen.push((stage, text.span(at, length), text.is_title()));
            }
        }
    }
    let rows = rows::conversations(it, people);
    seen.retain(|(_, span, title)| *title || !rows.iter().any(|row| row.overlaps(span)));
    // The subject and the event's name speak for the whole; a name later in the text may be a later step.
    let title = seen.iter().find(|(_, _, title)| *title);
    match title.or(seen.first()) {
        Some((stage, span, title)) => {
            let sure = if *title { Sure::Stated } else { Sure::Likely };
            Settled::One(Fact::new(*stage, sure, "stage-name", vec![*span]))
        }
        None if rows.is_empty() => sit_together(people),
        None => Settled::One(Fact::new(Stage::OnsiteLoop, Sure::Likely, "one-after-another", rows)),
    }
}

/// So many people at one meeting are a panel.
const PANEL: usize = 3;

/// A panel that nobody calls one.
fn sit_together(people: &[Fact<Person>]) -> Settled<Stage> {
    if people.len() < PANEL {
        return Settled::None;
    }
    let seen = people.iter().flat_map(|person| person.seen.iter().copied()).collect();
    Settled::One(Fact::new(Stage::Panel, Sure::Guess, "sit-together", seen))
}

#[cfg(test)]
mod tests {
    use crate::extract::{Stage, invitation};
    use crate::message::Mail;

    fn stage(subject: &str, body: &str) -> Option<Stage> {
        let mail = format!(
            "From: d@acme.example\nTo: ada@home.example\nSubject: {subject}\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nMessage-ID: <1@acme.example>\n\nWe would like to invite you to an interview.\n\n{body}\n"
        );
        invitation(&Mail::read(mail.as_bytes()).unwrap(), &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap())
            .stage
            .value()
            .copied()
    }

    #[test]
    fn three_people_at_once_are_a_panel() {
        let three = "You will meet Maria Sand, Peter Holm and Ines Falk on Thursday at 2pm.";
        assert_eq!(stage("Interview", three), Some(Stage::Panel));
        let two = "You will meet Maria Sand and Peter Holm on Thursday at 2pm.";
        assert_eq!(stage("Interview", two), None);
        assert_eq!(stage("Technical interview", three), Some(Stage::Technical));
    }

    #[test]
    fn the_subject_goes_before_the_text() {
        assert_eq!(stage("Phone screen", "A technical interview would follow."), Some(Stage::Screen));
        assert_eq!(stage("Interview", "It is the final round."), Some(Stage::Final));
        assert_eq!(stage("Interview", "Thank you for completing the phone screen."), None);
        assert_eq!(stage("Interview", "After your great phone screen we would like to meet."), None);
        assert_eq!(stage("Interview", "We look forward to it."), None);
        assert_eq!(stage("Technical Writer interview", "Finally, bring your papers."), None);
        assert_eq!(
            stage("Interview", "It is the system design round; tell us so that we can block the panel's calendar."),
            Some(Stage::Technical)
        );
    }
}
