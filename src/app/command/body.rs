//! `regrets body`: the text alone, for a client's own reply.

use crate::app::cli::{ReplyOptions, Source};
use crate::app::input::Message;
use crate::app::session::Session;
use crate::app::{editor, input, output, run, stash};
use crate::error::Result;
use std::process::ExitCode;

/// Prints the body of the reply.
///
/// # Errors
/// As [`run::prepare`].
pub fn run(session: &Session, source: &Source, options: &ReplyOptions, stashed: bool) -> Result<ExitCode> {
    let messages = match stashed {
        true => vec![Message::new("the stash".into(), stash::take()?, None)],
        false => input::of(source)?,
    };
    input::each(&messages, |message| {
        let prepared = run::prepare(session, &message.bytes, options)?;
        let printed = prepared.messages.first().map_or(Ok(()), |(message, _)| output::print(&message.reply.body));
        editor::settle(prepared.edited.as_ref(), printed)
    })
}
