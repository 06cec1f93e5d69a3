//! Delivery: sealed bytes go out once, and what became of them is always known.

pub mod account;
pub mod maildir;

use crate::reply::wire::Outgoing;

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
