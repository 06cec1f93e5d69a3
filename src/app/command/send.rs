//! `regrets send`: preview, one question, delivery, and what became of it.

use super::{draft, result};
use crate::app::claims::Claims;
use crate::app::cli::{ReplyOptions, SendOptions, Source};
use crate::app::input::Message;
use crate::app::picker::{self, Act, Offer};
use crate::app::run::{self, Prepared};
use crate::app::session::Session;
use crate::app::terminal::Keyboard;
use crate::app::{editor, filing, input, output, own_calendar, pager, paths, signals};
use crate::deliver::account::Account;
use crate::deliver::journal::{About, Entry, Journal, State, digest};
use crate::deliver::once::{self, Done, Retry};
use crate::deliver::{NOTHING, Outcome, Stop, transport};
use crate::error::{Error, Exit, Result};
use crate::fact::{Finding, Weight};
use crate::message::Mail;
use crate::message::thread::MsgId;
use crate::reply::answer::known::{self, Known};
use crate::reply::wire::Outgoing;
use crate::text::one_line;
use serde_json::{Value, json};
use std::cell::Cell;
use std::process::ExitCode;

/// Sends the answer to each message, one after another, each with its own preview and question.
///
/// # Errors
/// Codes from 64 to 78, 10, 11 and 13 prove that nothing was sent; 12 says that it may have been.
pub fn run(session: &Session, source: &Source, options: &ReplyOptions, sending: &SendOptions) -> Result<ExitCode> {
    let messages = input::of(source)?;
    if sending.client.is_some() {
        result::begin(&messages, source.separator.is_some());
    }
    if !sending.yes && !sending.json && picker::wanted(session, options) {
        return input::each_sent(&messages, |message| choose(session, message, options, sending));
    }
    input::each_sent(&messages, |message| one(session, message, options, sending))
}

/// Lets the person choose what to send.
fn choose(session: &Session, message: &Message, options: &ReplyOptions, sending: &SendOptions) -> Result<()> {
    let offer = Offer { sends: true, asks_file: true, plain: false };
    picker::run(session, &message.bytes, options, offer, &mut |chosen, act| match act {
        Act::Send => one(session, message, chosen, sending),
        Act::Draft(path) => draft::one(session, &message.bytes, chosen, &draft::Form::to(path), false),
    })
}

/// Sends the answer to one message, after its preview and its question.
///
/// # Errors
/// As [`run`].
pub fn one(session: &Session, asked: &Message, options: &ReplyOptions, sending: &SendOptions) -> Result<()> {
    let told = Cell::new(false);
    answered(session, asked, options, sending, &told).inspect_err(|e| {
        if sending.json && !told.get() {
            refused(e);
        }
    })
}

/// The whole of it; `told` is set once the outcome was said as JSON, so that it is said once.
fn answered(
    session: &Session,
    asked: &Message,
    options: &ReplyOptions,
    sending: &SendOptions,
    told: &Cell<bool>,
) -> Result<()> {
    let journal = journal()?;
    remind(&journal)?;
    filing::unfinished(session, &journal, &Stop::default())?;
    let mail = Mail::read(&asked.bytes)?;
    let kind = options.kind.clone().unwrap_or_else(|| session.config.defaults.kind.clone());
    let mut claims = Claims::new(&journal, &mail, &kind, sending.again)?;
    let mut prepared = run::prepare_as(session, &asked.bytes, options, &mut |at| claims.message_id(at))?;
    let edited = prepared.edited.take();
    let leaving = Leaving { session, asked, options, sending, told, journal: &journal, mail: &mail, kind: &kind };
    editor::settle(edited.as_ref(), leave(&leaving, prepared, &mut claims))
}

/// One answer that is about to leave.
struct Leaving<'a> {
    session: &'a Session,
    asked: &'a Message,
    options: &'a ReplyOptions,
    sending: &'a SendOptions,
    told: &'a Cell<bool>,
    journal: &'a Journal,
    mail: &'a Mail,
    kind: &'a str,
}

/// Shows it, asks, hands it over, and does what comes after that.
fn leave(leaving: &Leaving, mut prepared: Prepared, claims: &mut Claims) -> Result<()> {
    let Leaving { session, asked, options, sending, told: said, journal, mail, kind } = *leaving;
    let all = prepared.messages.len();
    let (here, elsewhere) = sent_before(journal, mail)?;
    let before = known::compare(mail, &remembered(&elsewhere)).into_iter().chain(other_kind(&here, kind));
    prepared.findings.extend(before.filter(|f| !options.allow.iter().any(|a| a == f.id)));
    let left = keep_unsent(&mut prepared, claims);
    let (first, _) = prepared.messages.first().ok_or_else(|| Error::new(Exit::Data, "there is nothing to send"))?;
    let account = session.config.account_for(options.account.as_deref(), Some(&first.reply.from.email))?;
    let text = shown(session, &prepared, &account);
    if sending.json { output::note(&text) } else { output::print(&text) }?;
    if let Some(stop) = run::stopped(&prepared) {
        return Err(stop);
    }
    if !sending.yes {
        ask(session, &prepared, &text)?;
    }
    // Not earlier: until here Ctrl-C simply ends the program.
    let stop = signals::stop();
    let mut sent = all - left.len();
    for (at, (message, outgoing)) in left.iter().zip(&prepared.messages) {
        let Some(claim) = claims.get(*at) else { continue };
        said.set(false);
        let about = About {
            answered: mail.id.as_ref().map(|id| id.as_str().to_string()),
            kind: kind.to_string(),
            account: account.name.clone(),
            subject: message.reply.subject.clone(),
            about: record(&prepared, options, &session.config.defaults.because, all, &session.now),
        };
        let shown = digest(outgoing.bytes());
        let done =
            once::send(claim, outgoing, &about, &shown, &mut || transport(&account, &stop), &stop, Retry::default())
                .map_err(|e| partly(e, sent, all))?;
        said.set(true);
        told(&done, outgoing, sending).map_err(|e| partly(e, sent, all))?;
        sent += 1;
        filing::file(journal, &account, done.id, outgoing, false, &stop);
    }
    filing::answered(&account, mail, asked.file.as_deref(), &stop);
    // It has left: a file that cannot be written is told, and changes nothing about that.
    if let Err(e) = own_calendar::write(session, &prepared, options) {
        output::say(&format!("regrets: {e}; the message was sent"));
    }
    if sending.client.is_some() {
        result::sent(mail);
    }
    Ok(())
}

/// Keeps the messages that no earlier run has sent, and gives their places.
fn keep_unsent(prepared: &mut Prepared, claims: &Claims) -> Vec<usize> {
    let left: Vec<usize> = (0..prepared.messages.len()).filter(|at| claims.get(*at).is_some()).collect();
    let mut at = 0;
    prepared.messages.retain(|_| {
        at += 1;
        left.contains(&(at - 1))
    });
    left
}

/// A failure after other messages of the same answer were sent: no code that proves that nothing left.
fn partly(error: Error, sent: usize, all: usize) -> Error {
    if sent == 0 {
        return error;
    }
    let mut out = Error::new(Exit::Unknown, format!("{sent} of {all} messages were sent; {}", error.message))
        .hint("The same command once more sends what is left, and only that.");
    out.hints.extend(error.hints.into_iter().filter(|h| !h.starts_with(NOTHING)));
    out
}

/// What was sent before: in answer to this mail, and to others.
fn sent_before(journal: &Journal, mail: &Mail) -> Result<(Vec<Entry>, Vec<Entry>)> {
    let sent = journal.entries()?.into_iter().filter(|e| e.state.sent() == Some(true));
    let here =
        |e: &Entry| e.about.answered.is_some() && e.about.answered.as_deref() == mail.id.as_ref().map(MsgId::as_str);
    Ok(sent.partition(here))
}

/// An answer of another kind is another answer, and may be wanted; but whoever reads it has the first one, too.
fn other_kind(sent: &[Entry], kind: &str) -> Option<Finding> {
    let last = sent.iter().rev().find(|e| e.about.kind != kind)?;
    let text = format!("you have answered this mail already: {}, sent {} UTC", last.about.kind, last.minute());
    Some(Finding::new("answered-before", Weight::Ask, text).help(format!("`regrets log` has it, entry {}.", last.id)))
}

/// The events that were answered before, as these entries have them.
fn remembered(sent: &[Entry]) -> Vec<Known> {
    let mut out = Vec::new();
    for entry in sent {
        let about: Value = serde_json::from_str(&entry.about.about).unwrap_or_default();
        for event in about["events"].as_array().into_iter().flatten() {
            let sequence = event["sequence"].as_u64().and_then(|n| u32::try_from(n).ok());
            let (Some(uid), Some(sequence)) = (event["uid"].as_str(), sequence) else { continue };
            let recurrence_id = event["recurrence-id"].as_str().map(str::to_owned);
            let (kind, at) = (entry.about.kind.clone(), entry.at.clone());
            out.push(Known { uid: uid.into(), sequence, recurrence_id, kind, at });
        }
    }
    out
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
    // What another run is sending will be known to that run.
    let unknown = |e: &Entry| e.state.sent().is_none() && e.state != State::Busy;
    for entry in journal.entries_now()?.iter().filter(|e| unknown(e)) {
        output::say(&format!(
            "regrets: entry {} (\"{}\") may or may not have been sent; `regrets log --check` looks",
            entry.id,
            one_line(&entry.about.subject)
        ));
    }
    Ok(())
}

/// The preview, and the account it leaves by.
fn shown(session: &Session, prepared: &Prepared, account: &Account) -> String {
    format!("{}\n  account {}\n", run::shown(prepared, session.style.into()).trim_end(), account.name)
}

/// One question; only yes is yes. What scrolled away can be seen again before it is answered.
fn ask(session: &Session, prepared: &Prepared, text: &str) -> Result<()> {
    let to: Vec<&str> =
        prepared.messages.iter().flat_map(|(_, out)| &out.envelope().to).map(|a| a.email.as_str()).collect();
    let mut keyboard = Keyboard::open(
        "Look at it with `regrets preview`, then use `--yes`; or `regrets draft` hands it to your mail client.",
    )?;
    let question = format!("send it to {}?", crate::text::visible(&to.join(", ")));
    let long = pager::is_long(text, session.style);
    let offer = if long { "\nv shows all of it, page by page" } else { "" };
    let yes = keyboard.yes_after(&format!("{offer}\n{question}"), &mut || long && pager::shown(text))?;
    if yes && keyboard.undo(session.config.defaults.undo)? {
        return Ok(());
    }
    Err(Error::new(Exit::No, "not sent"))
}

/// What the log keeps about it, beside the bytes: `messages` is how many the whole answer has.
fn record(prepared: &Prepared, options: &ReplyOptions, because: &String, messages: usize, now: &jiff::Zoned) -> String {
    let found = &prepared.found;
    let events: Vec<Value> = known::asked(&prepared.mail, &prepared.kind, "")
        .iter()
        .map(|k| json!({"uid": k.uid, "sequence": k.sequence, "recurrence-id": k.recurrence_id}))
        .collect();
    let starts = found.slots.iter().filter_map(|s| s.value.start.moment(now.time_zone()));
    let interview = starts.map(|s| s.timestamp()).min().map(|t| t.to_string());
    json!({
        "company": options.company.as_ref().or(found.company.value()),
        "role": options.role.as_ref().or(found.role.value()),
        "reason": options.because.as_ref().or(Some(because)).filter(|r| *r != "none"),
        "interview": interview,
        "messages": messages,
        "events": events,
    })
    .to_string()
}

/// Says what became of it, in the one line that matters. Where it cannot be said, it stays what it is.
fn told(done: &Done, outgoing: &Outgoing, sending: &SendOptions) -> Result<()> {
    let to: Vec<&str> = outgoing.envelope().to.iter().map(|a| a.email.as_str()).collect();
    for warning in &done.warnings {
        output::say(&format!("regrets: {warning}"));
    }
    let outcome = |verdict, stage, code, reply: &str| {
        if sending.json {
            unsaid(output::print(&line(verdict, stage, code, reply, Some((outgoing, done.id)))));
        }
    };
    match &done.outcome {
        Outcome::Accepted(receipt) => {
            outcome("sent", None, receipt.code, &receipt.reply);
            if !sending.json {
                let reply = one_line(&receipt.reply);
                let said = match receipt.code {
                    Some(code) => format!(" ({code} {reply})"),
                    // A program that took it and complains all the same.
                    None if !reply.is_empty() => format!(" ({reply})"),
                    None => String::new(),
                };
                let text = format!("sent to {}{}\n", crate::text::visible(&to.join(", ")), crate::text::visible(&said));
                unsaid(output::print(&text));
            }
            Ok(())
        }
        Outcome::NotSent(failure) => {
            outcome("not-sent", Some(failure.stage), failure.code, &failure.error.message);
            let mut error = failure.error.clone();
            error.hints.retain(|h| h != NOTHING);
            Err(error.hint(format!("{NOTHING} The text is kept: `regrets log` entry {}.", done.id)))
        }
        Outcome::Unknown(failure) => {
            outcome("unknown", Some(failure.stage), failure.code, &failure.error.message);
            Err(Error::new(Exit::Unknown, failure.error.message.clone())
                .hint("Look before you send again: `regrets log --check` looks in your Sent folder.")
                .hint(format!("Then `regrets log --was-sent {0}` or `regrets log --was-not-sent {0}`.", done.id)))
        }
    }
}

/// An outcome that could not be printed is no other outcome: an exit code of its own would lie about it.
fn unsaid(printed: Result<()>) {
    if let Err(e) = printed {
        output::say(&format!("regrets: {e}; `regrets log` has what became of the message"));
    }
}

/// An outcome for programs, as a line of JSON.
fn line(
    verdict: &str,
    stage: Option<&str>,
    code: Option<u16>,
    reply: &str,
    message: Option<(&Outgoing, i64)>,
) -> String {
    let (message_id, id) = (message.map(|(m, _)| m.message_id().to_string()), message.map(|(_, id)| id));
    let reply = one_line(reply);
    let value = json!({"verdict": verdict, "stage": stage, "code": code, "reply": reply, "message_id": message_id, "journal_id": id});
    format!("{value}\n")
}

/// A refusal before anything was handed over, for programs.
fn refused(error: &Error) {
    let verdict = match error.exit {
        Exit::Unknown => return,
        // Nothing left now; but something did before, or may have.
        Exit::Already => "already",
        _ => "not-sent",
    };
    let _ = output::print(&line(verdict, None, Some(error.exit as u16), &error.message, None));
}
