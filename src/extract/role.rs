//! The job title.
