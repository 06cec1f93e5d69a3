//! One file a verb.

mod advise;
mod beside;
mod body;
mod check;
mod classify;
mod completions;
mod draft;
mod due;
mod fill;
mod log;
mod login;
mod preview;
mod read;
mod reply;
mod result;
mod scan;
mod send;
mod setup;
mod stash;
mod templates;
mod wrap_up;

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
        Command::Read { source, thread, json } => read::run(&session, &source, thread.as_deref(), json),
        Command::Preview { source, reply, raw } => preview::run(&session, &source, &reply, raw),
        Command::Body { source, stashed, reply } => body::run(&session, &source, &reply, stashed),
        Command::Draft { source, reply, output, maildir, only, client, plain } => {
            let form = draft::Form { output, maildir, only, client, plain, new: false };
            draft::run(&session, &source, &reply, &form)
        }
        Command::Fill { draft, message, reply } => fill::run(&session, &draft, message.as_deref(), &reply),
        Command::Stash { source } => stash::run(&session, &source),
        Command::Classify { source } => classify::run(&session, &source),
        Command::Result => result::run(),
        Command::Send { source, reply, sending } => send::run(&session, &source, &reply, &sending),
        Command::Reply { source, reply, plain } => reply::run(&session, &source, &reply, plain),
        Command::Scan { paths, json } => scan::run(&session, &paths, json),
        Command::WrapUp { paths, because, json } => wrap_up::run(&session, &paths, because.as_deref(), json),
        Command::Due { ics, events } => due::run(&session, ics.as_deref(), events),
        Command::Log { check, was_sent, was_not_sent, search, json, csv, summary } => {
            let form = match (json, csv, summary) {
                (true, ..) => log::Form::Json,
                (_, true, _) => log::Form::Csv,
                (.., true) => log::Form::Summary,
                _ => log::Form::List,
            };
            log::run(&session, &log::Asked { check, was_sent, was_not_sent, search, form })
        }
        Command::Check { source, message, kind } => check::run(&session, &source, message.as_deref(), kind.as_deref()),
        Command::Note { source, reply, limit } => beside::note(&session, &source, &reply, limit),
        Command::CallScript { source, reply } => beside::call_script(&session, &source, &reply),
        Command::Advise { source, answers } => advise::run(&session, &source, answers.as_deref()),
        Command::Login { account, no_check } => login::login(&session, account.as_deref(), no_check),
        Command::Logout { account } => login::logout(&session, account.as_deref()),
        Command::Doctor { account } => login::doctor(&session, account.as_deref()),
        Command::Setup { client, write, remove, import } => setup::run(client.as_deref(), write, remove, import),
        Command::Templates { what } => templates::run(&what),
        Command::Completions { shell } => completions::run(&shell),
        Command::Man { output } => completions::man(output.as_deref()),
    }
}
