//! The people: who wrote, and whom one would meet.

use super::Person;
use super::rules::Context;
use crate::fact::{Fact, Settled};

/// Who wrote: whom the reply greets.
pub fn contact(_it: &Context) -> Settled<Person> {
    Settled::None
}

/// Whom one would meet or talk to.
pub fn interviewers(_it: &Context) -> Vec<Fact<Person>> {
    Vec::new()
}
