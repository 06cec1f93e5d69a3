//! The job title. How it is found: [`super::employer`].

use super::rules::Context;
use crate::fact::Settled;

/// The job title as written, without numbers, places and "position".
pub fn role(it: &Context) -> Settled<String> {
    it.employer.role.clone()
}
