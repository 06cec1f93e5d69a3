//! `regrets preview`: what would leave, word for word. Nothing leaves, nothing is stored.

use crate::app::cli::{ReplyOptions, Source};
use crate::app::session::Session;
use crate::app::{input, output, run};
use crate::error::Result;
use std::process::ExitCode;

/// Shows everything that would leave, or its exact bytes.
///
/// # Errors
/// As [`run::prepare`].
pub fn run(session: &Session, source: &Source, options: &ReplyOptions, raw: bool) -> Result<ExitCode> {
    let bytes = input::message(source.file.as_deref())?;
    let prepared = run::prepare(session, &bytes, options)?;
    if raw {
        for (_, outgoing) in &prepared.messages {
            output::bytes(outgoing.bytes())?;
        }
    } else {
        output::print(&run::shown(&prepared, session.style.into()))?;
    }
    Ok(ExitCode::SUCCESS)
}
