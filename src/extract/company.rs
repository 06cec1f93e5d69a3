//! The employer, and the agency between. How both are found: [`super::employer`].

use super::rules::Context;
use super::tagger::Label;
use super::{Class, names};
use crate::fact::{Settled, Sure};
use crate::text::is_trick;

/// The employer that would hire, as the mail writes it.
pub fn company(it: &Context) -> Settled<String> {
    // A mail that states a job title is about a job, whatever it is for.
    let job = it.employer.role.fact().is_some_and(|role| role.sure == Sure::Stated);
    let found = about_a_job(it, &it.employer.company, if job { Sure::Likely } else { Sure::Stated });
    names::agreed(it, Label::Company, names::company(it, found))
}

/// The agency between, where there is one.
pub fn agency(it: &Context) -> Settled<String> {
    about_a_job(it, &it.employer.agency, Sure::Stated)
}

/// A newsletter has many employers, so it has none; what seems not to be about a job has one only if that is
/// at least this sure.
pub(super) fn about_a_job(it: &Context, found: &Settled<String>, least: Sure) -> Settled<String> {
    match it.class {
        Class::Newsletter => Settled::None,
        Class::Other if !it.interview && found.fact().is_none_or(|f| f.sure < least) => Settled::None,
        // Characters that hide or turn text around belong to no name.
        _ if found.value().is_some_and(|name| name.contains(is_trick)) => Settled::None,
        _ => found.clone(),
    }
}
