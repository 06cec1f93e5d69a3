//! The table: every rule in order, one line each. This is the extractor at a glance.

use super::*;
use crate::fact::Sure;

/// Runs the table over a message, settles the candidates and checks them against one another.
pub(super) fn run(_mail: &Mail, _now: &Zoned) -> Invitation {
    Invitation {
        class: Fact::new(Class::Other, Sure::Guess, "nothing-known", vec![]),
        language: None,
        formality: None,
        contact: Settled::None,
        company: Settled::None,
        agency: Settled::None,
        role: Settled::None,
        interviewers: vec![],
        slots: vec![],
        format: Settled::None,
        stage: Settled::None,
        place: Settled::None,
        phone: Settled::None,
        links: vec![],
        sender: Sender::default(),
        warnings: vec![],
    }
}
