//! The job title. How it is found: [`super::employer`].

use super::company::about_a_job;
use super::names;
use super::rules::Context;
use super::tagger::Label;
use crate::fact::{Settled, Sure};

/// The job title as written, without numbers, places and "position".
pub fn role(it: &Context) -> Settled<String> {
    names::agreed(it, Label::Role, names::role(it, about_a_job(it, &it.employer.role, Sure::Likely)))
}
