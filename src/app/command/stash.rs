//! `regrets stash`: keeps a message for the `fill` or `body --stashed` that follows.

use crate::app::cli::{ReplyOptions, Source};
use crate::app::session::Session;
use crate::app::{input, run, stash};
use crate::error::{Error, Exit, Result};
use std::process::ExitCode;

/// Keeps the message if it can be answered; else forgets what was kept before, and says why.
///
/// # Errors
/// As [`run::prepare`]; [`Exit::Data`] for more than one message.
pub fn run(session: &Session, source: &Source) -> Result<ExitCode> {
    let kept = input::of(source).and_then(|messages| match messages.as_slice() {
        [only] => {
            run::prepare(session, &only.bytes, &ReplyOptions::default())?;
            stash::put(&only.bytes)
        }
        _ => Err(Error::new(Exit::Data, "one message at a time can be kept")),
    });
    if kept.is_err() {
        stash::forget();
    }
    kept.map(|()| ExitCode::SUCCESS)
}
