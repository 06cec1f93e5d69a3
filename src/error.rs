//! One error type for the whole house: the exit code, what happened, what to do.

use std::fmt;

/// Exit codes, as sysexits(3) where they fit. Every code from 64 to 78 proves that nothing was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Exit {
    /// The person said no.
    No = 10,
    /// A person has to decide something first.
    NeedsPerson = 11,
    /// It may have been sent.
    Unknown = 12,
    /// This mail was answered before.
    Already = 13,
    /// The command line is wrong.
    Usage = 64,
    /// Not a message, or nothing to answer.
    Data = 65,
    /// No such input.
    NoInput = 66,
    /// The server refuses the recipient.
    NoUser = 67,
    /// The server's name is unknown.
    NoHost = 68,
    /// The server refuses for good.
    Unavailable = 69,
    /// A fault of ours.
    Software = 70,
    /// The system refuses something basic.
    Os = 71,
    /// A file cannot be made.
    CantCreate = 73,
    /// Reading or writing failed.
    Io = 74,
    /// Trying again later is safe and may help.
    Temporary = 75,
    /// The server does not speak the protocol.
    Protocol = 76,
    /// Credentials refused, or the keyring locked or absent.
    NoPermission = 77,
    /// The configuration is wrong.
    Config = 78,
    /// Interrupted before anything could leave.
    Interrupted = 130,
    /// Told to end before anything could leave.
    Terminated = 143,
}

impl Exit {
    /// The code of a run that this signal ended before anything could leave.
    pub fn of_signal(signal: i32) -> Exit {
        if signal == libc::SIGTERM { Exit::Terminated } else { Exit::Interrupted }
    }
}

/// What went wrong, for a person: one line in plain words, then hints.
///
/// The text may hold strangers' words as they came; they are made safe where they meet the terminal.
/// It never holds a secret.
#[derive(Clone, PartialEq, Debug)]
pub struct Error {
    /// The exit code.
    pub exit: Exit,
    /// What happened: lower case, names in backticks, no full stop.
    pub message: String,
    /// What to do: full sentences, most helpful first.
    pub hints: Vec<String>,
}

impl Error {
    /// An error without hints.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Error { exit, message: message.into(), hints: Vec::new() }
    }

    /// The same error with one more hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// The result of everything that can fail in front of a person.
pub type Result<T> = std::result::Result<T, Error>;
