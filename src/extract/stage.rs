//! Which step of the process.

use super::Stage;
use super::rules::Context;
use crate::fact::Settled;

/// Which step of the process.
pub fn stage(_it: &Context) -> Settled<Stage> {
    Settled::None
}
