//! `regrets wrap-up`: after an accepted offer, every open process is left, one by one, each with its own preview and
//! question. Where nobody can be asked, the list is all there is.

use super::scan as listing;
use super::send;
use crate::app::cli::{ReplyOptions, SendOptions};
use crate::app::input::Message;
use crate::app::scan::{self, Waiting};
use crate::app::session::Session;
use crate::app::terminal::Keyboard;
use crate::app::{input, output, paths, wording};
use crate::deliver::journal::Journal;
use crate::error::{Error, Exit, Result};
use crate::reply::kind::Catalog;
use crate::text::{one_line, visible};
use jiff::Timestamp;
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// Lists the open processes below `paths`, and on a terminal leaves each that the person says yes to.
///
/// # Errors
/// As the journal and the wording; the exit code is the worst one of all answers, as `send` has it for several.
pub fn run(session: &Session, paths: &[PathBuf], because: Option<&str>, json: bool) -> Result<ExitCode> {
    let catalog = wording::load()?;
    let (kind, reason) = catalog
        .kinds()
        .iter()
        .find_map(|k| Some((k.name.clone(), k.wrap_up.clone()?)))
        .ok_or_else(|| Error::new(Exit::Config, "your `kinds.toml` leaves no kind that wraps up"))?;
    let reason = because.map_or(reason, str::to_string);
    catalog.reason(&reason)?;
    let missing = paths.iter().any(|p| !p.exists());
    let found = scan::run(session, paths);
    let failed = found.failed;
    let answered = found.settled.clone();
    let open = scan::processes(found, &ended(&catalog)?);
    let text: String =
        open.iter().map(|w| if json { listing::line(w) } else { entry(w, &answered, session) }).collect();
    output::print(&text)?;
    let incomplete = match (missing, failed) {
        (true, _) => Some(Exit::NoInput),
        (_, 0) => None,
        _ => Some(Exit::Io),
    };
    let done = |code: ExitCode| incomplete.map_or(code, |e| ExitCode::from(e as u8));
    if open.is_empty() {
        output::say("no open process was found");
        return Ok(done(ExitCode::SUCCESS));
    }
    // Never without a person: the list is for looking through, too.
    if json || Keyboard::open("").is_err() {
        let many = if open.len() == 1 { "1 open process".into() } else { format!("{} open processes", open.len()) };
        output::say(&format!("{many}; nothing was sent: on a terminal each is shown and asked about"));
        return Ok(done(ExitCode::SUCCESS));
    }
    let options = ReplyOptions { kind: Some(kind), because: Some(reason), ..ReplyOptions::default() };
    leave(session, &open, &options).map(done)
}

/// Answers one process after another.
fn leave(session: &Session, open: &[Waiting], options: &ReplyOptions) -> Result<ExitCode> {
    let mut messages = Vec::new();
    for one in open {
        let file = Some(one.path.clone()).filter(|_| one.offset.is_none());
        messages.push(match message(one) {
            Ok(bytes) => Message::new(title(one), bytes, file),
            Err(e) => Message::unread(title(one), e),
        });
    }
    input::each_sent(&messages, |message| send::one(session, message, options, &SendOptions::default()))
}

/// The message again, from its file or its place in an mbox.
fn message(one: &Waiting) -> Result<Vec<u8>> {
    let all = input::messages(std::slice::from_ref(&one.path));
    let Some(offset) = one.offset else { return all.map(|mut a| a.remove(0).bytes) };
    scan::message_at(&one.path, offset)
        .map_err(|e| Error::new(Exit::Io, format!("`{}` cannot be read: {e}", one.path.display())))
}

/// The messages whose process an answer of mine ended, and when.
fn ended(catalog: &Catalog) -> Result<HashMap<String, Timestamp>> {
    let journal = paths::state_dir().map(|folder| Journal::existing(&folder)).transpose()?.flatten();
    let entries = journal.map(|j| j.entries()).transpose()?.unwrap_or_default();
    let says_no = |kind: &str| catalog.kind(kind).is_ok_and(|k| k.decision == "no");
    // What may have been sent counts as sent: `send` would refuse to send it again.
    let sent = entries.into_iter().filter(|e| e.state.sent() != Some(false) && says_no(&e.about.kind));
    Ok(sent.filter_map(|e| Some((e.about.answered?, e.at.parse().ok()?))).collect())
}

fn title(w: &Waiting) -> String {
    let what: Vec<&str> = w.company.iter().chain(&w.role).map(String::as_str).collect();
    if what.is_empty() { one_line(&w.subject) } else { one_line(&what.join(", ")) }
}

/// What, who, where, and whether I have written since.
fn entry(w: &Waiting, answered: &std::collections::HashSet<String>, session: &Session) -> String {
    let date = w.date.as_ref().map_or("no date   ".into(), |d| d.date().to_string());
    let interview = w.interview.as_ref().filter(|i| **i > session.now);
    let interview =
        interview.map_or(String::new(), |i| format!("; the interview is on {}", i.strftime("%a %-d %b %Y %H:%M")));
    let since = w.id.as_ref().filter(|id| answered.contains(*id)).map_or("", |_| "; you have answered since");
    visible(&format!(
        "{date}  {}{interview}{since}\n{:12}{}\n{:12}{}\n",
        title(w),
        "",
        one_line(&w.sender),
        "",
        w.path.display()
    ))
}
