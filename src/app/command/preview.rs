//! `regrets preview`: what would leave, word for word. Nothing leaves, nothing is stored.

use crate::app::cli::{ReplyOptions, Source};
use crate::app::session::Session;
use crate::app::{input, output, pager, run};
use crate::error::Result;
use std::process::ExitCode;

/// Shows everything that would leave, or its exact bytes.
///
/// # Errors
/// As [`run::prepare`].
pub fn run(session: &Session, source: &Source, options: &ReplyOptions, raw: bool) -> Result<ExitCode> {
    input::each(&input::of(source)?, |message| {
        let bytes = &message.bytes;
        let prepared = run::prepare(session, bytes, options)?;
        if let Some(own) = &prepared.edited {
            output::say(&format!("regrets: your text is kept in `{}`", own.file().display()));
        }
        if !raw {
            return pager::print(&run::shown(&prepared, session.style.into()), session.style);
        }
        prepared.messages.iter().try_for_each(|(_, outgoing)| output::bytes(outgoing.bytes()))
    })
}
