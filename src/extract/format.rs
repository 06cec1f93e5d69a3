//! How they would meet: telephone, video, a place.

use super::rules::Context;
use super::{Format, Link};
use crate::fact::Settled;

/// How they would meet.
pub fn format(_it: &Context) -> Settled<Format> {
    Settled::None
}

/// Where, for a meeting at a place.
pub fn place(_it: &Context) -> Settled<String> {
    Settled::None
}

/// A telephone number to call them, as written.
pub fn phone(_it: &Context) -> Settled<String> {
    Settled::None
}

/// What the links do.
pub fn links(_it: &Context) -> Vec<Link> {
    Vec::new()
}
