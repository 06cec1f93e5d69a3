//! The rights to send the messages of one answer. Most answers are one message; a request for two events takes two,
//! and a run that sent the first of them only can be made good by a later one.

use crate::deliver::journal::{Claim, Journal, Key};
use crate::error::{Exit, Result};
use crate::message::Mail;
use crate::message::thread::MsgId;
use serde_json::Value;

/// The claims of one answer, in the order of its messages.
pub struct Claims<'a> {
    journal: &'a Journal,
    mail: &'a Mail,
    kind: &'a str,
    again: bool,
    held: Vec<Result<Claim<'a>>>,
}

impl<'a> Claims<'a> {
    /// Claims the first message of an answer.
    ///
    /// # Errors
    /// As [`Journal::claim`]; but an answer of which an earlier run sent only a part is claimed for the rest.
    pub fn new(journal: &'a Journal, mail: &'a Mail, kind: &'a str, again: bool) -> Result<Claims<'a>> {
        let mut claims = Claims { journal, mail, kind, again, held: Vec::new() };
        let first = journal.claim(&claims.key(0), again);
        match first {
            Err(e) if e.exit == Exit::Already && claims.left()? => claims.held.push(Err(e)),
            first => claims.held.push(Ok(first?)),
        }
        Ok(claims)
    }

    fn key(&self, at: usize) -> Key {
        let kind = if at == 0 { self.kind.to_string() } else { format!("{} {}", self.kind, at + 1) };
        Key::new(self.mail.id.as_ref(), &self.mail.raw, &kind)
    }

    /// Was the first message sent, and is there a further one that was not?
    fn left(&self) -> Result<bool> {
        let last = self.journal.last(&self.key(0))?;
        let Some(first) = last.first().filter(|e| e.state.sent() == Some(true)) else { return Ok(false) };
        let about: Value = serde_json::from_str(&first.about.about).unwrap_or_default();
        let messages = usize::try_from(about["messages"].as_u64().unwrap_or(1)).unwrap_or(1);
        for at in 1..messages {
            let last = self.journal.last(&self.key(at))?;
            if last.iter().all(|e| e.state.sent() == Some(false)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Claims the message at this place, and gives the Message-ID of an earlier attempt at it: a second try is the
    /// same message.
    pub fn message_id(&mut self, at: usize) -> Option<MsgId> {
        while self.held.len() <= at {
            let key = self.key(self.held.len());
            self.held.push(self.journal.claim(&key, self.again));
        }
        self.held[at].as_ref().ok().and_then(Claim::message_id)
    }

    /// The claim on the message at this place; `None` where an earlier run has sent it, or may have.
    pub fn get(&self, at: usize) -> Option<&Claim<'a>> {
        self.held.get(at)?.as_ref().ok()
    }
}
