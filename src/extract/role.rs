//! The job title.

use super::rules::Context;
use crate::fact::Settled;

/// The job title as written, without numbers, places and "position".
pub fn role(_it: &Context) -> Settled<String> {
    Settled::None
}
