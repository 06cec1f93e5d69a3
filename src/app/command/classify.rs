//! `regrets classify`: is it an invitation that waits for an answer? For filters; it never sends.

use crate::app::cli::Source;
use crate::app::session::Session;
use crate::app::{input, output};
use crate::error::Result;
use crate::extract;
use crate::message::Mail;
use std::process::ExitCode;

/// Prints the class of each message; exit code 0 when one waits for an answer, 1 when none does.
///
/// # Errors
/// As [`Mail::read`], with a code of 64 or more, so that a filter can tell "no" from "not understood".
pub fn run(session: &Session, source: &Source) -> Result<ExitCode> {
    let mut waits = false;
    for message in input::of(source)? {
        message.read()?;
        let mail = Mail::read(&message.bytes)?;
        let class = extract::invitation(&mail, &session.now).class.value;
        waits |= class.needs_answer();
        let name = serde_json::to_value(class).unwrap_or_default();
        output::print(&format!("{}\n", name.as_str().unwrap_or_default()))?;
    }
    Ok(if waits { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
