//! Times: fixed, proposed, moved; read against the mail's own date.

use super::Slot;
use super::rules::Context;
use crate::fact::Fact;

/// Every time that is fixed or offered, in the order of the mail.
pub fn slots(_it: &Context) -> Vec<Fact<Slot>> {
    Vec::new()
}
