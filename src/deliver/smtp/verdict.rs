//! What a stage of the dialogue and what went wrong in it mean for the person: sent, not sent, or unknown.

use super::reply::Reply;
use crate::deliver::scram::OTHERWISE;
use crate::deliver::{Failure, NOTHING, Outcome};
use crate::error::{Error, Exit};
use crate::text::one_line;
use std::io;

/// How far the dialogue got.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names of RFC 5321")]
pub enum Stage {
    Connect,
    Tls,
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Body,
    Dot,
}

impl Stage {
    /// As outcomes and journals name it.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Connect => "connect",
            Stage::Tls => "tls",
            Stage::Greeting => "greeting",
            Stage::Ehlo => "ehlo",
            Stage::StartTls => "starttls",
            Stage::Auth => "auth",
            Stage::Mail => "mail",
            Stage::Rcpt => "rcpt",
            Stage::Data => "data",
            Stage::Body => "body",
            Stage::Dot => "dot",
        }
    }
}

/// What went wrong.
#[derive(Debug)]
pub enum Fault {
    /// The server said no: 4xx or 5xx.
    Told(Reply),
    /// The server refused a login by SCRAM: the password may be wrong, or kept in a form that does not fit.
    Unproved(Reply),
    /// The server said yes where another yes was due.
    Unexpected(Reply),
    /// The server sent what is no reply.
    Broken(&'static str),
    /// The server spoke without being asked.
    Unasked,
    /// The connection failed or ended.
    Lost(io::Error),
    /// The server took too long.
    Late,
    /// The person or the system asked us to stop, by this signal.
    Stopped(i32),
    /// The journal could not take the step; nothing more was written.
    Journal(io::Error),
    /// The server's certificate, its TLS, or its offers are not acceptable.
    Refused(Error),
}

/// The outcome, `ended` saying whether a byte of the end of the message may have left.
pub fn of(host: &str, stage: Stage, fault: Fault, ended: bool) -> Outcome {
    let code = match &fault {
        Fault::Told(reply) | Fault::Unproved(reply) | Fault::Unexpected(reply) => Some(reply.code),
        _ => None,
    };
    let told = matches!(fault, Fault::Told(_));
    let stage = if ended { Stage::Dot } else { stage };
    let failure = |error| Failure { stage: stage.name(), code, error };
    if ended && !told {
        return Outcome::Unknown(failure(unknown(host, fault)));
    }
    Outcome::NotSent(failure(error(host, stage, fault).hint(NOTHING)))
}

fn unknown(host: &str, fault: Fault) -> Error {
    let what = match fault {
        Fault::Told(reply) | Fault::Unproved(reply) | Fault::Unexpected(reply) => {
            format!("answered `{}`", said(&reply))
        }
        Fault::Broken(what) => format!("sent {what}"),
        Fault::Unasked => "spoke out of turn".to_string(),
        Fault::Lost(e) => format!("was lost ({})", reason(&e)),
        Fault::Late => "did not answer in time".to_string(),
        Fault::Stopped(_) => "was left waiting, as you asked to stop".to_string(),
        Fault::Journal(e) => format!("could not be recorded ({})", reason(&e)),
        Fault::Refused(e) => e.message,
    };
    Error::new(Exit::Unknown, format!("it may or may not have been sent: after the whole message `{host}` {what}"))
        .hint("Do not send it again before you have looked: `regrets log --check` looks in your Sent folder.")
        .hint("Then `regrets log --was-sent ID` or `regrets log --was-not-sent ID`.")
}

fn error(host: &str, stage: Stage, fault: Fault) -> Error {
    match fault {
        Fault::Told(reply) => refusal(host, stage, &reply),
        Fault::Unproved(reply) => {
            let what = format!("`{host}` refuses the login: {}", said(&reply));
            Error::new(Exit::NoPermission, what).hint(OTHERWISE)
        }
        Fault::Unexpected(reply) => {
            strange(format!("`{host}` answered `{}` where something else was due ({})", said(&reply), stage.name()))
        }
        Fault::Broken(what) => strange(format!("`{host}` sent {what} ({})", stage.name())),
        Fault::Unasked => strange(format!("`{host}` spoke without being asked ({})", stage.name()))
            .hint("Somebody between you and the server may be adding to the conversation."),
        Fault::Lost(e) => temporary(format!("the connection to `{host}` was lost ({}: {})", stage.name(), reason(&e))),
        Fault::Late => temporary(format!("`{host}` did not answer in time ({})", stage.name())),
        Fault::Stopped(signal) => Error::new(Exit::of_signal(signal), "stopped before the message was complete"),
        Fault::Journal(e) => Error::new(Exit::Io, format!("the journal cannot be written: {}", reason(&e))),
        Fault::Refused(error) => error,
    }
}

fn refusal(host: &str, stage: Stage, reply: &Reply) -> Error {
    let said = said(reply);
    let transient = reply.code < 500;
    match stage {
        Stage::Auth if transient => temporary(format!("`{host}` cannot check logins now: {said}")),
        Stage::Auth => denied(host, reply, &said),
        _ if reply.code == 421 => temporary(format!("`{host}` is not ready: {said}")),
        Stage::Rcpt if transient => temporary(format!("`{host}` does not take mail for the recipient yet: {said}"))
            .hint(format!("Servers that do not know a sender yet often say this; try again in {}.", wait(&said))),
        Stage::Rcpt if reply.has_class("5.7.") => {
            Error::new(Exit::Unavailable, format!("`{host}` refuses to pass the message on: {said}"))
        }
        Stage::Rcpt => Error::new(Exit::NoUser, format!("`{host}` refuses the recipient: {said}"))
            .hint("Check the address; `--to` names another."),
        Stage::Mail if reply.code == 530 => denied(host, reply, &said),
        _ if transient => temporary(format!("`{host}` cannot take the message now: {said}")),
        Stage::Mail => Error::new(Exit::Unavailable, format!("`{host}` refuses the sender: {said}"))
            .hint("The account may not send as this address."),
        Stage::Body | Stage::Dot => Error::new(Exit::Unavailable, format!("`{host}` refuses the message: {said}")),
        _ => Error::new(Exit::Unavailable, format!("`{host}` refuses: {said}")),
    }
}

/// How long to wait: as the reply says, else what such servers usually want (RFC 6647 5).
fn wait(said: &str) -> String {
    let words: Vec<&str> = said.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let named = words.windows(2).find_map(|two| {
        let number: u32 = two[0].parse().ok()?;
        let unit = two[1].to_ascii_lowercase();
        let minutes = if unit.starts_with("sec") {
            number.div_ceil(60)
        } else if unit.starts_with("min") {
            number
        } else {
            return None;
        };
        (1..=24 * 60).contains(&minutes).then_some(minutes)
    });
    match named.unwrap_or(10) {
        1 => "1 minute".to_string(),
        minutes => format!("{minutes} minutes"),
    }
}

fn denied(host: &str, reply: &Reply, said: &str) -> Error {
    let error = Error::new(Exit::NoPermission, format!("`{host}` refuses the login: {said}"));
    if reply.has_class("5.7.9") || said.to_lowercase().contains("application-specific") {
        return error.hint("The provider wants an app password, or a token (`auth = \"xoauth2\"`).");
    }
    error.hint("Store the right password with `regrets login`. It was tried once and will not be tried again.")
}

fn temporary(what: String) -> Error {
    Error::new(Exit::Temporary, what).hint("Trying again later is safe.")
}

fn strange(what: String) -> Error {
    Error::new(Exit::Protocol, what)
}

/// A reply as one line, not longer than anybody wants to read.
fn said(reply: &Reply) -> String {
    let mut line = one_line(&reply.to_string());
    if let Some((cut, _)) = line.char_indices().nth(300) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

/// An I/O error in words, without numbers of the system.
fn reason(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::UnexpectedEof => "it was closed".to_string(),
        io::ErrorKind::ConnectionReset => "it was reset".to_string(),
        io::ErrorKind::ConnectionRefused => "nobody listens there".to_string(),
        _ => {
            let text = e.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: u16, text: &str) -> Fault {
        Fault::Told(Reply { code, lines: vec![text.to_string()] })
    }

    fn exit(stage: Stage, fault: Fault, ended: bool) -> Exit {
        match of("h.example", stage, fault, ended) {
            Outcome::NotSent(f) => {
                assert!(f.error.exit != Exit::Unknown);
                assert!(f.error.hints.iter().any(|h| h == "Nothing was sent."), "{f:?}");
                f.error.exit
            }
            Outcome::Unknown(f) => {
                assert_eq!(f.error.exit, Exit::Unknown);
                f.error.exit
            }
            Outcome::Accepted(_) => panic!("a fault is no receipt"),
        }
    }

    /// P08, P09
    #[test]
    fn every_stage_and_code_has_its_exit() {
        use Stage::*;
        let rows = [
            (Greeting, 421, "x", Exit::Temporary),
            (Greeting, 554, "x", Exit::Unavailable),
            (Ehlo, 502, "x", Exit::Unavailable),
            (StartTls, 454, "x", Exit::Temporary),
            (Auth, 535, "5.7.8 x", Exit::NoPermission),
            (Auth, 454, "4.7.0 x", Exit::Temporary),
            (Mail, 451, "x", Exit::Temporary),
            (Mail, 550, "5.7.60 x", Exit::Unavailable),
            (Mail, 530, "5.7.0 x", Exit::NoPermission),
            (Rcpt, 450, "x", Exit::Temporary),
            (Rcpt, 550, "5.1.1 x", Exit::NoUser),
            (Rcpt, 554, "5.7.1 relay denied", Exit::Unavailable),
            (Data, 451, "x", Exit::Temporary),
            (Data, 554, "x", Exit::Unavailable),
            (Body, 552, "x", Exit::Unavailable),
        ];
        for (stage, code, text, wanted) in rows {
            assert_eq!(exit(stage, told(code, text), false), wanted, "{stage:?} {code}");
        }
    }

    #[test]
    fn after_the_end_only_a_clear_no_is_a_no() {
        assert_eq!(exit(Stage::Dot, told(451, "x"), true), Exit::Temporary);
        assert_eq!(exit(Stage::Dot, told(554, "x"), true), Exit::Unavailable);
        let strange = Reply { code: 354, lines: vec!["go".into()] };
        for fault in [
            Fault::Unexpected(strange),
            Fault::Broken("x"),
            Fault::Unasked,
            Fault::Lost(io::ErrorKind::ConnectionReset.into()),
            Fault::Late,
            Fault::Stopped(2),
        ] {
            assert_eq!(exit(Stage::Dot, fault, true), Exit::Unknown);
        }
    }

    #[test]
    fn the_time_to_wait_is_the_server_s_own() {
        for (said, time) in [
            ("450 4.2.0 Greylisted, see http://x.example/300/help", "10 minutes"),
            ("450 4.2.0 Greylisted for 300 seconds", "5 minutes"),
            ("451 4.7.1 try again in 00:05, or 15 minutes", "15 minutes"),
            ("450 please wait 20 sec.", "1 minute"),
            ("450 in 99999999999 minutes, 0 seconds", "10 minutes"),
        ] {
            assert_eq!(wait(said), time, "{said}");
        }
    }

    #[test]
    fn words_of_the_server_are_one_short_line() {
        let Outcome::NotSent(f) =
            of("h", Stage::Mail, told(550, &format!("a\u{1b}[2J\r\nb{}", "x".repeat(5000))), false)
        else {
            panic!()
        };
        assert!(f.error.message.len() < 500 && !f.error.message.contains(['\u{1b}', '\n']), "{}", f.error.message);
    }
}
