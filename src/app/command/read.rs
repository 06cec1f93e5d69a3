//! `regrets read`: what was understood.

use crate::app::cli::Source;
use crate::app::session::Session;
use crate::app::{input, output};
use crate::error::Result;
use crate::extract;
use crate::message::Mail;
use crate::review::reading;
use std::process::ExitCode;

/// Prints what was understood, for people or as JSON.
///
/// # Errors
/// As [`input::messages`] and [`Mail::read`].
pub fn run(session: &Session, source: &Source, json: bool) -> Result<ExitCode> {
    input::each(&input::messages(&source.files)?, |bytes| {
        let mail = Mail::read(bytes)?;
        let found = extract::invitation(&mail, &session.now);
        if json {
            let text = serde_json::to_string_pretty(&extract::json::json(&mail, &found)).unwrap_or_default();
            return output::print(&(text + "\n"));
        }
        output::print(&reading::show(&mail, &found, session.now.time_zone(), session.style.into()))
    })
}
