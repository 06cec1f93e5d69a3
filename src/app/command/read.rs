//! `regrets read`: what was understood.

use crate::app::cli::Source;
use crate::app::session::Session;
use crate::app::{input, output, pager, thread, wording};
use crate::error::Result;
use crate::extract;
use crate::reply::suggest;
use crate::review::reading;
use std::path::Path;
use std::process::ExitCode;

/// Prints what was understood, for people or as JSON.
///
/// # Errors
/// As [`input::messages`] and [`thread::understood`].
pub fn run(session: &Session, source: &Source, folder: Option<&Path>, json: bool) -> Result<ExitCode> {
    input::each(&input::of(source)?, |message| {
        let bytes = &message.bytes;
        let (mail, found) = thread::understood(session, bytes, folder)?;
        if json {
            let text = serde_json::to_string_pretty(&extract::json::json(&mail, &found)).unwrap_or_default();
            return output::print(&(text + "\n"));
        }
        let mut text = reading::show(&mail, &found, session.now.time_zone(), session.style.into());
        if let Some(it) = suggest::suggest(&mail, &found, &wording::load()?) {
            let (words, kind) = (it.words, it.kind);
            text += &format!("\n  They answer your earlier no (\"{words}\"): `--as {kind}` answers that.\n");
        }
        pager::print(&text, session.style)
    })
}
