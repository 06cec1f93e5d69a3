//! Delivery: sealed bytes go out once, and what became of them is always known.

pub mod account;
pub mod command;
pub mod countdown;
pub mod folder;
pub mod imap;
pub mod journal;
pub mod maildir;
pub mod once;
mod program;
pub mod sasl;
pub mod scram;
pub mod secret;
pub mod sent;
pub mod smtp;
mod tls;

use crate::error::{Error, Exit, Result};
use crate::reply::wire::Outgoing;
use account::{Account, Way};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

/// The hint of every error that proves it.
pub const NOTHING: &str = "Nothing was sent.";

/// Between a delivery and whoever watches over it: it is asked to stop, and tells when it can only wait.
#[derive(Clone, Default, Debug)]
pub struct Stop(Arc<Watched>);

#[derive(Default, Debug)]
struct Watched {
    signal: AtomicI32,
    waits: AtomicBool,
}

impl Stop {
    /// The signal that asked, if one did.
    pub fn signal(&self) -> Option<i32> {
        Some(self.0.signal.load(Ordering::SeqCst)).filter(|s| *s != 0)
    }

    /// Asks to stop, because of this signal.
    pub fn ask(&self, signal: i32) {
        self.0.signal.store(signal, Ordering::SeqCst);
    }

    /// Does it wait for the answer to a whole message? Stopping now leaves the outcome open.
    pub fn waits(&self) -> bool {
        self.0.waits.load(Ordering::SeqCst)
    }

    /// The delivery begins, or ends, to wait for that answer.
    pub fn set_waits(&self, waits: bool) {
        self.0.waits.store(waits, Ordering::SeqCst);
    }
}

/// A way to hand over a sealed message.
pub trait Transport {
    /// Hands the message over. `critical` is called once, before anything that could make the other side
    /// accept the message; when it fails, nothing more may be written.
    fn hand_over(&self, message: &Outgoing, critical: &mut dyn FnMut() -> std::io::Result<()>) -> Outcome;
}

/// What became of a message. Three outcomes, not two.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// The other side took it.
    Accepted(Receipt),
    /// It was proved not to have left.
    NotSent(Failure),
    /// It may have left.
    Unknown(Failure),
}

/// What the other side said when it took the message.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Receipt {
    /// Reply code, if there is one.
    pub code: Option<u16>,
    /// The reply's text, as it came.
    pub reply: String,
}

/// Why a message did not leave, or may not have.
#[derive(Clone, PartialEq, Debug)]
pub struct Failure {
    /// How far it got: `connect`, `tls`, `greeting`, `ehlo`, `starttls`, `auth`, `mail`, `rcpt`, `data`, `body`, `dot`.
    pub stage: &'static str,
    /// Reply code, if there is one.
    pub code: Option<u16>,
    /// The error for the person, with its exit code.
    pub error: crate::error::Error,
}

/// The way an account sends, with its secret at hand: everything that can fail before a message is named.
///
/// # Errors
/// As [`secret::get`].
pub fn transport(account: &Account, stop: &Stop) -> Result<Box<dyn Transport>> {
    Ok(match &account.way {
        Way::Smtp(server) => {
            let secret = secret::get(server, &account.password, stop)?;
            Box::new(smtp::Smtp::new(server.clone(), secret, stop.clone()))
        }
        Way::Command(line) => Box::new(command::Command::new(line.clone(), stop.clone())),
    })
}

/// Bytes that nobody can guess.
///
/// # Errors
/// [`Exit::Os`] where the system gives none.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|e| Error::new(Exit::Os, format!("the system gives no random numbers: {e}")))?;
    Ok(bytes)
}

/// Ends the process as a power cut would, when a test asked for it at this step; nothing in a release build.
fn crash_point(step: &str) {
    #[cfg(debug_assertions)]
    if std::env::var("REGRETS_CRASH_AT").is_ok_and(|at| at == step) {
        let me = rustix::process::getpid();
        let _ = rustix::process::kill_process(me, rustix::process::Signal::KILL);
        std::process::abort();
    }
    #[cfg(not(debug_assertions))]
    let _ = step;
}
