//! The employer, and the agency between.

use super::rules::Context;
use crate::fact::Settled;

/// The employer that would hire, as the mail writes it.
pub fn company(_it: &Context) -> Settled<String> {
    Settled::None
}

/// The agency between, where there is one.
pub fn agency(_it: &Context) -> Settled<String> {
    Settled::None
}
