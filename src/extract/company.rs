//! The employer, and the agency between. How both are found: [`super::employer`].

use super::rules::Context;
use crate::fact::Settled;

/// The employer that would hire, as the mail writes it.
pub fn company(it: &Context) -> Settled<String> {
    it.employer.company.clone()
}

/// The agency between, where there is one.
pub fn agency(it: &Context) -> Settled<String> {
    it.employer.agency.clone()
}
