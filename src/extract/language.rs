//! Which language and which register.

use super::Formality;
use super::rules::Context;
use crate::message::Mail;

/// The language of what is said, as an ISO 639-1 code.
pub fn language(_mail: &Mail) -> Option<String> {
    None
}

/// The register of what is said; `None` when nothing tells.
pub fn formality(_it: &Context) -> Option<Formality> {
    None
}
