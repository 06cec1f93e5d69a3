//! Handing a message to a program that takes it as sendmail does: envelope as arguments, message on standard
//! input, sysexits(3) as answer.

use super::program::{self, End, Left};
use super::{Failure, Outcome, Receipt, Stop, Transport};
use crate::error::{Error, Exit};
use crate::reply::wire::Outgoing;
use crate::text::one_line;
use std::io;
use std::time::Duration;

/// A program that takes messages.
pub struct Command {
    /// The program and its own arguments.
    pub command: Vec<String>,
    /// How long it may take.
    pub limit: Duration,
    /// Set by a signal.
    pub stop: Stop,
}

impl Command {
    /// The program with the usual limit.
    pub fn new(command: Vec<String>, stop: Stop) -> Command {
        Command { command, limit: Duration::from_secs(15 * 60), stop }
    }

    /// The whole command line. After `--` nothing is an option; with `-t` the program reads the recipients from
    /// the header, which has exactly those of the envelope.
    fn line(&self, message: &Outgoing) -> Vec<String> {
        let reads_header = self.command.iter().skip(1).any(|a| a == "-t" || a == "--read-recipients");
        let envelope = message.envelope();
        let mut line = self.command.clone();
        line.extend(["-i".to_string(), "-f".to_string(), envelope.from.email.clone()]);
        if !reads_header {
            line.push("--".to_string());
            line.extend(envelope.to.iter().map(|a| a.email.clone()));
        }
        line
    }

    fn name(&self) -> &str {
        self.command.first().map_or("", String::as_str)
    }

    fn failure(&self, code: Option<i32>, error: Error) -> Failure {
        Failure { stage: "command", code: code.and_then(|c| u16::try_from(c).ok()), error }
    }

    fn not_sent(&self, code: Option<i32>, exit: Exit, what: String) -> Outcome {
        let error = Error::new(exit, format!("`{}` {what}", self.name())).hint("Nothing was sent.");
        Outcome::NotSent(self.failure(code, error))
    }

    fn unknown(&self, code: Option<i32>, what: &str) -> Outcome {
        let error = Error::new(Exit::Unknown, format!("it may or may not have been sent: `{}` {what}", self.name()))
            .hint("Do not send it again before you have looked: the program's own log, or `regrets log --check`.");
        Outcome::Unknown(self.failure(code, error))
    }

    fn judge(&self, left: Left) -> Outcome {
        let status = match left.end {
            End::Exit(status) => status,
            End::Late => return self.unknown(None, "did not end in time"),
            End::Stopped => return self.unknown(None, "was stopped, as you asked"),
        };
        let said = one_line(&left.stderr);
        let Some(code) = status.code() else { return self.unknown(None, &format!("was ended by a signal: {said}")) };
        // Only codes that a program gives before it has handed the message on prove that it did not leave.
        let exit = match code {
            0 => return Outcome::Accepted(Receipt { code: None, reply: said }),
            64 | 66 | 78 => Exit::Config,
            65 => Exit::Data,
            67 => Exit::NoUser,
            68 => Exit::NoHost,
            69 => Exit::Unavailable,
            73 => Exit::CantCreate,
            75 => Exit::Temporary,
            77 => Exit::NoPermission,
            126 | 127 => Exit::Config,
            _ => return self.unknown(Some(code), &format!("ended with code {code}: {said}")),
        };
        self.not_sent(Some(code), exit, format!("refuses (code {code}): {said}"))
    }
}

impl Transport for Command {
    fn hand_over(&self, message: &Outgoing, critical: &mut dyn FnMut() -> io::Result<()>) -> Outcome {
        if let Some(signal) = self.stop.signal() {
            return self.not_sent(None, Exit::of_signal(signal), "was not started, as you asked to stop".to_string());
        }
        // Before it starts, not before the last byte: if we die, the program sees the end of its input and may
        // send what it has.
        if let Err(e) = critical() {
            return self.not_sent(None, Exit::Io, format!("was not started: the journal cannot be written: {e}"));
        }
        let input = local_lines(message.bytes());
        match program::run(&self.line(message), input, self.limit, &self.stop) {
            Ok(left) => self.judge(left),
            Err(e) => self.not_sent(None, Exit::Config, format!("cannot be run: {e}")),
        }
    }
}

/// The message with the line ends of this system, as local programs and folders expect it.
pub fn local_lines(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        match line.strip_suffix(b"\r\n") {
            Some(text) => {
                out.extend_from_slice(text);
                out.push(b'\n');
            }
            None => out.extend_from_slice(line),
        }
    }
    out
}
