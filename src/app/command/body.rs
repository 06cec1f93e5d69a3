//! `regrets body`: the text alone, for a client's own reply.

use crate::app::cli::{ReplyOptions, Source};
use crate::app::session::Session;
use crate::app::{input, output, run, stash};
use crate::error::Result;
use std::process::ExitCode;

/// Prints the body of the reply.
///
/// # Errors
/// As [`run::prepare`].
pub fn run(session: &Session, source: &Source, options: &ReplyOptions, stashed: bool) -> Result<ExitCode> {
    let messages =
        if stashed { vec![("the stash".to_string(), stash::take()?)] } else { input::messages(&source.files)? };
    input::each(&messages, |bytes| {
        let prepared = run::prepare(session, bytes, options)?;
        prepared.messages.first().map_or(Ok(()), |(message, _)| output::print(&message.reply.body))
    })
}
