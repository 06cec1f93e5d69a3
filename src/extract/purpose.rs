//! What a message is for.

use super::Class;
use super::rules::Context;
use crate::fact::{Fact, Sure};

/// What the message is for.
pub fn class(_it: &Context) -> Fact<Class> {
    Fact::new(Class::Other, Sure::Guess, "nothing-known", vec![])
}
