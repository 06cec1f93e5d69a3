//! `regrets body`: the text alone, for a client's own reply.

use crate::app::cli::{ReplyOptions, Source};
use crate::app::session::Session;
use crate::app::{input, output, run};
use crate::error::Result;
use std::process::ExitCode;

/// Prints the body of the reply.
///
/// # Errors
/// As [`run::prepare`].
pub fn run(session: &Session, source: &Source, options: &ReplyOptions) -> Result<ExitCode> {
    let bytes = input::message(source.file.as_deref())?;
    let prepared = run::prepare(session, &bytes, options)?;
    if let Some((message, _)) = prepared.messages.first() {
        output::print(&message.reply.body)?;
    }
    Ok(ExitCode::SUCCESS)
}
