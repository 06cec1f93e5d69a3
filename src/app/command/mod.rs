//! One file a verb.

mod body;
mod preview;
mod read;

use super::cli::{Cli, Command};
use super::session::Session;
use crate::error::Result;
use std::process::ExitCode;

/// Runs the verb that was typed.
///
/// # Errors
/// Whatever the verb fails with; the exit code is in the error.
pub fn run(cli: Cli) -> Result<ExitCode> {
    let session = Session::open(&cli)?;
    match cli.command {
        Command::Read { source, json } => read::run(&session, &source, json),
        Command::Preview { source, reply, raw } => preview::run(&session, &source, &reply, raw),
        Command::Body { source, reply } => body::run(&session, &source, &reply),
        _ => Err(crate::error::Error::new(crate::error::Exit::Software, "not built yet")),
    }
}
