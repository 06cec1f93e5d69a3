//! The right to send one answer, and the steps of one attempt.

use super::store::Journal;
use super::{About, Entry, Key, State, digest, failed};
use crate::deliver::{Outcome, crash_point};
use crate::error::{Error, Exit, Result};
use crate::message::thread::MsgId;
use crate::reply::wire::Outgoing;
use std::fs::File;
use std::io::{self, Read, Seek, Write};

/// The file that only one process can hold, and a second witness of what the journal says: its one line has the
/// number of the entry whose message was about to end; it is emptied when that is proved not to have left.
pub(super) struct Lock(File);

impl Lock {
    /// A file that is locked already.
    pub(super) fn new(file: File) -> Lock {
        Lock(file)
    }

    fn write(&self, line: &str) -> io::Result<()> {
        let mut file = &self.0;
        file.rewind()?;
        file.set_len(0)?;
        file.write_all(line.as_bytes())?;
        file.sync_all()
    }

    /// The entry that was about to be sent, or was.
    pub(super) fn witness(&self) -> Option<i64> {
        let mut text = String::new();
        let mut file = &self.0;
        file.rewind().ok()?;
        file.read_to_string(&mut text).ok()?;
        // What cannot be read is taken for an entry that nobody knows.
        if text.is_empty() { None } else { Some(text.trim().parse().unwrap_or(-1)) }
    }
}

/// The right to send one answer.
pub struct Claim<'a> {
    journal: &'a Journal,
    key: Key,
    lock: Lock,
    last: Vec<Entry>,
}

impl<'a> Claim<'a> {
    pub(super) fn new(journal: &'a Journal, key: Key, lock: Lock, last: Vec<Entry>) -> Claim<'a> {
        Claim { journal, key, lock, last }
    }

    /// The Message-ID of an earlier attempt that is not known to have been sent: the next one takes it, so that
    /// whoever gets both can see that they are one.
    pub fn message_id(&self) -> Option<MsgId> {
        let last = self.last.first().filter(|e| e.state.sent() != Some(true))?;
        MsgId::parse(&last.message_id)
    }

    /// The claim on nothing else but these bytes: they are kept, durably, before anything else happens.
    ///
    /// # Errors
    /// [`Exit::Io`] when they cannot be kept.
    pub fn prepare(&self, message: &Outgoing, about: &About) -> Result<Attempt<'_>> {
        crash_point("before-prepared");
        let id = self.journal.insert(&self.key.0, message, about).map_err(|e| failed(&e))?;
        crash_point(State::Prepared.name());
        Ok(Attempt { claim: self, id, digest: digest(message.bytes()) })
    }
}

/// One attempt to send, step by step. Each step is durable when its function returns.
pub struct Attempt<'a> {
    claim: &'a Claim<'a>,
    id: i64,
    digest: String,
}

impl Attempt<'_> {
    /// The entry's number.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The person said yes to bytes with this digest.
    ///
    /// # Errors
    /// [`Exit::Software`] when those are not the bytes that would leave; [`Exit::Io`] as for all steps.
    pub fn approved(&self, shown: &str) -> Result<()> {
        if shown != self.digest {
            return Err(Error::new(Exit::Software, "what was shown is not what would leave").hint("Nothing was sent."));
        }
        self.step(State::Approved, shown).map_err(|e| failed(&e))
    }

    /// A connection is about to be made.
    ///
    /// # Errors
    /// [`Exit::Io`].
    pub fn connecting(&self) -> Result<()> {
        self.step(State::Connecting, "").map_err(|e| failed(&e))
    }

    /// The end of the message is about to leave.
    ///
    /// # Errors
    /// When that cannot be kept: then it must not leave.
    pub fn critical(&self) -> io::Result<()> {
        crash_point("before-critical");
        // The witness comes second: alone, it would stand for an entry that was lost.
        self.step(State::Critical, "").map_err(io::Error::other)?;
        self.claim.lock.write(&format!("{}\n", self.id))
    }

    /// What became of it. An unknown outcome leaves the entry as it is.
    ///
    /// # Errors
    /// [`Exit::Io`]; the entry stays unknown then.
    pub fn result(&self, outcome: &Outcome) -> Result<()> {
        crash_point("before-result");
        let (state, detail) = match outcome {
            Outcome::Accepted(receipt) => {
                (State::Accepted, receipt.code.map_or(receipt.reply.clone(), |c| format!("{c} {}", receipt.reply)))
            }
            Outcome::NotSent(failure) => (State::NotSent, format!("{}: {}", failure.stage, failure.error.message)),
            Outcome::Unknown(failure) => (State::Critical, format!("{}: {}", failure.stage, failure.error.message)),
        };
        if state == State::NotSent {
            let _ = self.claim.lock.write("");
        }
        self.step(state, &detail).map_err(|e| failed(&e))
    }

    fn step(&self, state: State, detail: &str) -> rusqlite::Result<()> {
        self.claim.journal.step(self.id, state, detail)?;
        crash_point(state.name());
        Ok(())
    }
}
