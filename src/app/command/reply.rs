//! `regrets reply`: the full-screen view for each message, then what was chosen there.

use super::{draft, send};
use crate::app::cli::{ReplyOptions, SendOptions, Source};
use crate::app::input;
use crate::app::picker::{self, Act, Offer};
use crate::app::session::Session;
use crate::error::Result;
use std::process::ExitCode;

/// Shows each message's answer, one after another, and sends it, writes the draft, or leaves.
///
/// # Errors
/// As [`picker::run`], `send` and `draft`.
pub fn run(session: &Session, source: &Source, options: &ReplyOptions, plain: bool) -> Result<ExitCode> {
    let messages = input::of(source)?;
    let sending = SendOptions::default();
    input::each_sent(&messages, |message| {
        let offer = Offer { sends: true, asks_file: true, plain };
        picker::run(session, &message.bytes, options, offer, &mut |chosen, act| match act {
            Act::Send => send::one(session, message, chosen, &sending),
            Act::Draft(path) => draft::one(session, &message.bytes, chosen, &draft::Form::to(path), false),
        })
    })
}
