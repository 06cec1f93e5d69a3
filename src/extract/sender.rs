//! Who mails: systems as data, and where an answer goes.

use super::rules::Context;
use super::{Invitation, Sender};
use crate::fact::Finding;
use crate::message::Mail;

/// Who sent it and where an answer goes.
pub fn sender(_mail: &Mail) -> Sender {
    Sender::default()
}

/// What gives reason to look twice.
pub fn warnings(_it: &Context, _found: &Invitation) -> Vec<Finding> {
    Vec::new()
}
