//! A last look before anything leaves: checks on the final text, and the preview that shows it.

pub mod checks;
pub mod evidence;
pub mod paint;
pub mod preview;
pub mod reading;
mod source;
