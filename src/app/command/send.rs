//! `regrets send`: preview, one question, delivery, and what became of it.

use super::result;
use crate::app::cli::{ReplyOptions, SendOptions, Source};
use crate::app::run::{self, Prepared};
use crate::app::session::Session;
use crate::app::terminal::Keyboard;
use crate::app::{filing, input, output, own_calendar, paths, signals};
use crate::deliver::account::Account;
use crate::deliver::journal::{About, Journal, Key, digest};
use crate::deliver::once::{self, Done, Retry};
use crate::deliver::{NOTHING, Outcome, Stop, transport};
use crate::error::{Error, Exit, Result};
use crate::message::Mail;
use crate::reply::wire::Outgoing;
use crate::text::one_line;
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

/// Sends the answer to each message, one after another, each with its own preview and question.
///
/// # Errors
/// Codes from 64 to 78, 10, 11 and 13 prove that nothing was sent; 12 says that it may have been.
pub fn run(session: &Session, source: &Source, options: &ReplyOptions, sending: &SendOptions) -> Result<ExitCode> {
    let messages = input::messages(&source.files)?;
    // A file that is one message may lie in a Maildir, and is marked as answered there.
    let file = match source.files.as_slice() {
        [only] if messages.len() == 1 && only.as_os_str() != "-" => Some(only.as_path()),
        _ => None,
    };
    input::each(&messages, |bytes| {
        one(session, bytes, file, options, sending).inspect_err(|e| {
            if sending.json {
                refused(e)
            }
        })
    })
}

fn one(
    session: &Session,
    bytes: &[u8],
    file: Option<&Path>,
    options: &ReplyOptions,
    sending: &SendOptions,
) -> Result<()> {
    let journal = journal()?;
    remind(&journal)?;
    filing::unfinished(session, &journal, &Stop::default())?;
    let mail = Mail::read(bytes)?;
    let kind = options.kind.clone().unwrap_or_else(|| session.config.defaults.kind.clone());
    let claim = journal.claim(&Key::new(mail.id.as_ref(), &mail.raw, &kind), sending.again)?;
    let prepared = run::prepare_as(session, bytes, options, claim.message_id())?;
    let (first, _) = prepared.messages.first().ok_or_else(|| Error::new(Exit::Data, "there is nothing to send"))?;
    let account = session.config.account_for(options.account.as_deref(), Some(&first.reply.from.email))?;
    show(session, &prepared, &account, sending)?;
    if let Some(stop) = run::stopped(&prepared) {
        return Err(stop);
    }
    if !sending.yes {
        ask(&prepared, session.config.defaults.undo)?;
    }
    // Not earlier: until here Ctrl-C simply ends the program.
    let stop = signals::stop();
    for (at, (message, outgoing)) in prepared.messages.iter().enumerate() {
        // A further message of the same answer has a right of its own: each leaves once.
        let further = (at > 0)
            .then(|| {
                journal.claim(&Key::new(mail.id.as_ref(), &mail.raw, &format!("{kind} {}", at + 1)), sending.again)
            })
            .transpose()?;
        let about = About {
            answered: mail.id.as_ref().map(|id| id.as_str().to_string()),
            kind: kind.clone(),
            account: account.name.clone(),
            subject: message.reply.subject.clone(),
            about: record(&prepared, options),
        };
        let shown = digest(outgoing.bytes());
        let claim = further.as_ref().unwrap_or(&claim);
        let done =
            once::send(claim, outgoing, &about, &shown, &mut || transport(&account, &stop), &stop, Retry::default())?;
        told(&done, outgoing, sending)?;
        filing::file(&journal, &account, done.id, outgoing, false, &stop);
    }
    filing::answered(&account, &mail, file, &stop);
    // It has left: a file that cannot be written is told, and changes nothing about that.
    if let Err(e) = own_calendar::write(session, &prepared, options) {
        output::say(&format!("regrets: {e}; the message was sent"));
    }
    if sending.client.is_some() {
        result::leave();
    }
    Ok(())
}

/// The journal in the state folder.
///
/// # Errors
/// As [`Journal::open`]: without a record nothing is sent, as nobody would know.
pub fn journal() -> Result<Journal> {
    let folder = paths::state_dir().ok_or_else(|| {
        Error::new(Exit::Config, "neither XDG_STATE_HOME nor HOME is an absolute path; nothing was sent")
    })?;
    Journal::open(&paths::private(&folder)?)
}

/// Says on every run what is still unknown.
fn remind(journal: &Journal) -> Result<()> {
    for entry in journal.unknown()? {
        output::say(&format!(
            "regrets: entry {} (\"{}\") may or may not have been sent; `regrets log --check` looks",
            entry.id,
            one_line(&entry.about.subject)
        ));
    }
    Ok(())
}

fn show(session: &Session, prepared: &Prepared, account: &Account, sending: &SendOptions) -> Result<()> {
    let text = format!("{}\n  account {}\n", run::shown(prepared, session.style.into()).trim_end(), account.name);
    if sending.json { output::note(&text) } else { output::print(&text) }
}

/// One question; only yes is yes.
fn ask(prepared: &Prepared, undo: u64) -> Result<()> {
    let to: Vec<&str> =
        prepared.messages.iter().flat_map(|(_, out)| &out.envelope().to).map(|a| a.email.as_str()).collect();
    let mut keyboard = Keyboard::open(
        "Look at it with `regrets preview`, then use `--yes`; or `regrets draft` hands it to your mail client.",
    )?;
    if keyboard.yes(&format!("\nsend it to {}?", crate::text::visible(&to.join(", "))))? && keyboard.undo(undo)? {
        return Ok(());
    }
    Err(Error::new(Exit::No, "not sent"))
}

/// What the log keeps about it, beside the bytes.
fn record(prepared: &Prepared, options: &ReplyOptions) -> String {
    let found = &prepared.found;
    json!({
        "company": options.company.as_ref().or(found.company.value()),
        "role": options.role.as_ref().or(found.role.value()),
        "reason": options.because,
    })
    .to_string()
}

/// Says what became of it, in the one line that matters.
fn told(done: &Done, outgoing: &Outgoing, sending: &SendOptions) -> Result<()> {
    let to: Vec<&str> = outgoing.envelope().to.iter().map(|a| a.email.as_str()).collect();
    for warning in &done.warnings {
        output::say(&format!("regrets: {warning}"));
    }
    match &done.outcome {
        Outcome::Accepted(receipt) => {
            if sending.json {
                return outcome("sent", None, receipt.code, &receipt.reply, outgoing, done.id);
            }
            let reply = one_line(&receipt.reply);
            let said = receipt.code.map(|c| format!(" ({c} {reply})")).unwrap_or_default();
            output::print(&format!("sent to {}{}\n", crate::text::visible(&to.join(", ")), crate::text::visible(&said)))
        }
        Outcome::NotSent(failure) => {
            if sending.json {
                outcome("not-sent", Some(failure.stage), failure.code, &failure.error.message, outgoing, done.id)?;
            }
            let mut error = failure.error.clone();
            error.hints.retain(|h| h != NOTHING);
            Err(error.hint(format!("{NOTHING} The text is kept: `regrets log` entry {}.", done.id)))
        }
        Outcome::Unknown(failure) => {
            if sending.json {
                outcome("unknown", Some(failure.stage), failure.code, &failure.error.message, outgoing, done.id)?;
            }
            Err(Error::new(Exit::Unknown, failure.error.message.clone())
                .hint("Look before you send again: `regrets log --check` looks in your Sent folder.")
                .hint(format!("Then `regrets log --was-sent {0}` or `regrets log --was-not-sent {0}`.", done.id)))
        }
    }
}

fn outcome(
    verdict: &str,
    stage: Option<&str>,
    code: Option<u16>,
    reply: &str,
    outgoing: &Outgoing,
    id: i64,
) -> Result<()> {
    let line = json!({"verdict": verdict, "stage": stage, "code": code, "reply": one_line(reply), "message_id": outgoing.message_id().to_string(), "journal_id": id});
    output::print(&format!("{line}\n"))
}

/// A refusal before anything was handed over, for programs.
fn refused(error: &Error) {
    if !matches!(error.exit, Exit::Unknown) {
        let line = json!({"verdict": "not-sent", "stage": null, "code": error.exit as u8, "reply": one_line(&error.message), "message_id": null, "journal_id": null});
        let _ = output::print(&format!("{line}\n"));
    }
}
