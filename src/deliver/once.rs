//! Sending once: the journal's steps around one hand-over, and at most one more try, only while nothing of the
//! message was said.

use super::journal::{About, Attempt, Claim};
use super::{Failure, Outcome, Stop, Transport};
use crate::error::{Error, Exit, Result};
use crate::reply::wire::Outgoing;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Was a message sent in this run, or may one have been?
static LEFT: AtomicBool = AtomicBool::new(false);

/// Was a message sent in this run, or may one have been? For who has to say so when all else has failed.
pub fn may_have_left() -> bool {
    LEFT.load(Ordering::SeqCst)
}

/// How the second try is made.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    /// How long to wait before it.
    pub pause: Duration,
    /// Only after a first try that took no longer than this: who has waited for minutes is asked, not kept.
    pub within: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Retry { pause: Duration::from_secs(2), within: Duration::from_secs(40) }
    }
}

/// What became of a message, and what could not be written down about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Done {
    /// What became of it.
    pub outcome: Outcome,
    /// The entry's number in the journal.
    pub id: i64,
    /// What the person must be told beside the outcome.
    pub warnings: Vec<String>,
}

/// Sends approved bytes: keeps them, records the approval, opens the way out, and hands over.
///
/// `shown` is the digest of the bytes the person said yes to. `open` gives the transport: it may ask for
/// secrets, and is called once the bytes are kept, so that no text is lost when it fails.
///
/// # Errors
/// Only before anything was handed over: then nothing was sent.
pub fn send(
    claim: &Claim<'_>,
    message: &Outgoing,
    about: &About,
    shown: &str,
    open: &mut dyn FnMut() -> Result<Box<dyn Transport>>,
    stop: &Stop,
    retry: Retry,
) -> Result<Done> {
    let attempt = claim.prepare(message, about)?;
    attempt.approved(shown)?;
    let transport = match open() {
        Ok(transport) => transport,
        Err(error) => return Ok(record(&attempt, Outcome::NotSent(Failure { stage: "secret", code: None, error }))),
    };
    let started = Instant::now();
    let first = hand_over(&attempt, transport.as_ref(), message);
    let outcome = match first {
        Outcome::NotSent(failure) if worth_a_second(&failure) && started.elapsed() < retry.within => {
            pause(retry.pause, stop);
            match stop.signal() {
                None => hand_over(&attempt, transport.as_ref(), message),
                Some(_) => Outcome::NotSent(failure),
            }
        }
        other => other,
    };
    Ok(record(&attempt, outcome))
}

/// One try: recorded as begun, and as critical right before its end may leave.
fn hand_over(attempt: &Attempt<'_>, transport: &dyn Transport, message: &Outgoing) -> Outcome {
    if let Err(error) = attempt.connecting() {
        return Outcome::NotSent(Failure { stage: "journal", code: None, error });
    }
    let before = may_have_left();
    let outcome = transport.hand_over(message, &mut || {
        attempt.critical()?;
        LEFT.store(true, Ordering::SeqCst);
        Ok(())
    });
    if matches!(outcome, Outcome::NotSent(_)) {
        LEFT.store(before, Ordering::SeqCst);
    }
    outcome
}

/// Only a connection that failed, not a server that answered; never a login, as a second one may lock the
/// account; never once DATA was said.
fn worth_a_second(failure: &Failure) -> bool {
    let early = ["connect", "tls", "greeting", "ehlo", "starttls", "mail", "rcpt"].contains(&failure.stage);
    early && failure.error.exit == Exit::Temporary && failure.code.is_none()
}

fn pause(time: Duration, stop: &Stop) {
    let start = Instant::now();
    while start.elapsed() < time && stop.signal().is_none() {
        std::thread::sleep(Duration::from_millis(20).min(time));
    }
}

/// Writes the outcome down. That may fail, and changes nothing about what became of the message.
fn record(attempt: &Attempt<'_>, outcome: Outcome) -> Done {
    let warnings = match (attempt.result(&outcome), &outcome) {
        (Ok(()), _) => vec![],
        (Err(e), Outcome::Accepted(_)) => vec![unrecorded("it was sent", &e)],
        (Err(e), Outcome::NotSent(_)) => vec![unrecorded("it was not sent", &e)],
        (Err(_), Outcome::Unknown(_)) => vec![],
    };
    Done { outcome, id: attempt.id(), warnings }
}

fn unrecorded(what: &str, e: &Error) -> String {
    format!("{what}, but that could not be recorded ({}); the log will call it unknown", e.message)
}
