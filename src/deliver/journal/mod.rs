//! The journal: every step of every sending, durable before the next one is taken. It is what makes "once" and
//! "always know" true after a crash. SQLite is used here and nowhere else.
//!
//! ```text
//! prepared -> approved -> connecting -> critical -> accepted
//!      \__________\____________\____________\____-> not-sent
//! ```
//! `critical` without a result means that the message may have left. Such an entry is never sent again; a look
//! into the Sent folder, or the person, settles it.

mod attempt;
mod store;

pub use attempt::{Attempt, Claim};
pub use store::{Held, Journal};

use crate::error::{Error, Exit};
use crate::message::address::Address;
use crate::message::thread::MsgId;
use crate::reply::wire::{Envelope, Outgoing};
use sha2::{Digest, Sha256};

/// How far a sending got.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Its bytes are kept.
    Prepared,
    /// The person said yes to exactly these bytes.
    Approved,
    /// A server is being spoken to.
    Connecting,
    /// The end of the message was about to leave. Alone, it means: unknown.
    Critical,
    /// The other side took it.
    Accepted,
    /// It is proved not to have left.
    NotSent,
    /// It was unknown, and was found to have been sent.
    WasSent,
    /// It was unknown, and was found not to have been sent.
    WasNotSent,
    /// Another run is at the answer, and the entry has no end yet. Never written down.
    Busy,
    /// The entry is damaged: nothing about it can be relied on.
    Damaged,
}

impl State {
    const NAMES: [(State, &'static str); 9] = [
        (State::Prepared, "prepared"),
        (State::Approved, "approved"),
        (State::Connecting, "connecting"),
        (State::Critical, "critical"),
        (State::Accepted, "accepted"),
        (State::NotSent, "not-sent"),
        (State::WasSent, "was-sent"),
        (State::WasNotSent, "was-not-sent"),
        (State::Busy, "busy"),
    ];

    /// As the journal and `log --json` name it.
    pub fn name(self) -> &'static str {
        State::NAMES.iter().find(|(state, _)| *state == self).map_or("damaged", |(_, name)| name)
    }

    fn from_name(name: &str) -> State {
        State::NAMES.iter().find(|(_, known)| *known == name).map_or(State::Damaged, |(state, _)| *state)
    }

    /// Was it sent: `None` means that nobody knows.
    pub fn sent(self) -> Option<bool> {
        match self {
            State::Accepted | State::WasSent => Some(true),
            State::Critical | State::Busy | State::Damaged => None,
            _ => Some(false),
        }
    }

    /// Does another step have to follow?
    fn is_open(self) -> bool {
        matches!(self, State::Prepared | State::Approved | State::Connecting | State::Critical)
    }
}

/// What may be sent once: an answer of one kind to one mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key(String);

impl Key {
    /// The key of an answer: the mail's Message-ID, or its bytes where it has none, and the kind of the answer.
    pub fn new(answered: Option<&MsgId>, mail: &[u8], kind: &str) -> Key {
        let mail = match answered {
            Some(id) => id.as_str().to_string(),
            None => digest(mail),
        };
        Key(digest(format!("{mail}\n{kind}").as_bytes()))
    }
}

/// SHA-256 in hexadecimal: what was shown and what is sent must have the same.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// What is known about a sending beside its bytes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct About {
    /// The Message-ID of the mail that is answered.
    pub answered: Option<String>,
    /// The kind of answer.
    pub kind: String,
    /// The account.
    pub account: String,
    /// The subject, decoded.
    pub subject: String,
    /// Anything else worth keeping, as the caller writes it (JSON).
    pub about: String,
}

/// One sending, as the journal has it.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its number, for `log --was-sent`.
    pub id: i64,
    /// What is known about it.
    pub about: About,
    /// Its own Message-ID, without brackets.
    pub message_id: String,
    /// `MAIL FROM`.
    pub from: String,
    /// `RCPT TO`.
    pub to: Vec<String>,
    /// The bytes that were, or would have been, sent.
    pub bytes: Vec<u8>,
    /// How far it got.
    pub state: State,
    /// When it got there (RFC 3339, UTC).
    pub at: String,
    /// What the other side said, or why it did not leave.
    pub detail: String,
    /// Was a copy filed?
    pub filed: bool,
}

impl Entry {
    /// When it got there, to the minute, in UTC: `2026-11-24 10:05`.
    pub fn minute(&self) -> String {
        self.at.get(..16).unwrap_or(&self.at).replace('T', " ")
    }

    /// The sealed message again, to be sent with the same bytes; `None` when the entry is damaged.
    pub fn outgoing(&self) -> Option<Outgoing> {
        let address = |email: &String| Address { name: None, email: email.clone() };
        let envelope = Envelope { from: address(&self.from), to: self.to.iter().map(address).collect() };
        Some(Outgoing::kept(self.bytes.clone(), envelope, MsgId::parse(&self.message_id)?))
    }
}

fn failed(e: &dyn std::fmt::Display) -> Error {
    Error::new(Exit::Io, format!("the journal cannot be used: {e}"))
        .hint("Nothing was sent: without it nobody would know what was.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::{Failure, Outcome, Receipt};
    use crate::error::Result;
    use proptest::prelude::*;
    use std::path::Path;

    fn message(id: &str) -> Outgoing {
        let address = |email: &str| Address { name: None, email: email.into() };
        let envelope = Envelope { from: address("ada@home.example"), to: vec![address("nora@acme.example")] };
        Outgoing::kept(b"Subject: x\r\n\r\ny\r\n".to_vec(), envelope, MsgId::parse(id).unwrap())
    }

    fn key() -> Key {
        Key::new(MsgId::parse("<mail@acme.example>").as_ref(), b"", "no")
    }

    fn accepted() -> Outcome {
        Outcome::Accepted(Receipt { code: Some(250), reply: "ok".into() })
    }

    fn refused() -> Outcome {
        let error = Error::new(Exit::Temporary, "no");
        Outcome::NotSent(Failure { stage: "rcpt", code: Some(450), error })
    }

    fn sent(journal: &Journal, outcome: &Outcome) -> Result<i64> {
        let claim = journal.claim(&key(), false)?;
        let attempt = claim.prepare(&message("<1@home.example>"), &About::default())?;
        attempt.approved(&digest(message("<1@home.example>").bytes()))?;
        attempt.connecting()?;
        attempt.critical().unwrap();
        attempt.result(outcome)?;
        Ok(attempt.id())
    }

    #[test]
    fn what_was_sent_is_not_sent_again() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(folder.path()).unwrap();
        let id = sent(&journal, &accepted()).unwrap();
        assert_eq!(sent(&journal, &accepted()).unwrap_err().exit, Exit::Already);
        assert!(journal.claim(&key(), true).is_ok());
        assert!(journal.claim(&Key::new(None, b"other", "no"), false).is_ok());
        let entry = journal.entry(id).unwrap().unwrap();
        assert_eq!((entry.state, entry.detail.as_str()), (State::Accepted, "250 ok"));
        assert_eq!(entry.outgoing().unwrap().bytes(), message("<1@home.example>").bytes());
    }

    #[test]
    fn what_was_refused_can_be_sent_with_the_same_id() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(folder.path()).unwrap();
        sent(&journal, &refused()).unwrap();
        assert_eq!(journal.claim(&key(), false).unwrap().message_id(), MsgId::parse("<1@home.example>"));
        sent(&journal, &accepted()).unwrap();
        assert_eq!(journal.claim(&key(), true).unwrap().message_id(), None);
    }

    #[test]
    fn critical_without_result_is_unknown_until_somebody_looks() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(folder.path()).unwrap();
        let id = {
            let claim = journal.claim(&key(), false).unwrap();
            let attempt = claim.prepare(&message("<1@home.example>"), &About::default()).unwrap();
            attempt.critical().unwrap();
            attempt.id()
        };
        assert_eq!(journal.unknown().unwrap().len(), 1);
        assert_eq!(journal.claim(&key(), false).map(|_| ()).unwrap_err().exit, Exit::Already);
        journal.settle(&journal.hold(id).unwrap(), false, "you").unwrap();
        assert!(journal.claim(&key(), false).is_ok());
        assert_eq!(journal.settle(&journal.hold(id).unwrap(), true, "you").unwrap_err().exit, Exit::Usage);
        assert_eq!(journal.hold(99).map(|_| ()).unwrap_err().exit, Exit::Usage);
    }

    #[test]
    fn only_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (Journal::open(folder.path()).unwrap(), Journal::open(folder.path()).unwrap());
        let claim = one.claim(&key(), false).unwrap();
        assert_eq!(two.claim(&key(), true).map(|_| ()).unwrap_err().exit, Exit::Already);
        drop(claim);
        assert!(two.claim(&key(), false).is_ok());
    }

    #[test]
    fn an_entry_is_filed_or_settled_by_one_run_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (Journal::open(folder.path()).unwrap(), Journal::open(folder.path()).unwrap());
        let id = sent(&one, &accepted()).unwrap();
        let taken = |id| two.hold(id).map(|_| ()).unwrap_err().exit;
        let held = one.hold(id).unwrap();
        assert_eq!(taken(id), Exit::Already, "another run files it");
        one.filed(id, "Sent").unwrap();
        drop(held);
        assert!(two.hold(id).unwrap().entry.filed);
        let claim = one.claim(&key(), true).unwrap();
        assert_eq!(taken(id), Exit::Already, "another run shows, or sends, an answer to the same mail");
        let attempt = claim.prepare(&message("<2@home.example>"), &About::default()).unwrap();
        attempt.critical().unwrap();
        assert_eq!(taken(attempt.id()), Exit::Already, "the run that sends it is at it");
        let states = || two.entries_now().unwrap().iter().map(|e| e.state).collect::<Vec<_>>();
        assert_eq!(states(), [State::Accepted, State::Busy]);
        attempt.result(&accepted()).unwrap();
        assert_eq!(states(), [State::Accepted, State::Accepted]);
        let id = attempt.id();
        drop(claim);
        assert_eq!(two.hold(id).unwrap().entry.state, State::Accepted);
    }

    #[test]
    fn many_runs_make_one_journal_at_the_same_instant() {
        for _ in 0..40 {
            let folder = tempfile::tempdir().unwrap();
            let (state, start) = (folder.path().join("regrets"), std::sync::Barrier::new(6));
            std::thread::scope(|scope| {
                for _ in 0..6 {
                    scope.spawn(|| {
                        start.wait();
                        let journal = Journal::open(&state).unwrap();
                        match journal.claim(&key(), false) {
                            Ok(_) => {}
                            Err(e) => assert_eq!(e.exit, Exit::Already, "{e:?}"),
                        }
                    });
                }
            });
        }
    }

    #[test]
    fn steps_of_two_runs_make_one_chain() {
        let folder = tempfile::tempdir().unwrap();
        let id = sent(&Journal::open(folder.path()).unwrap(), &accepted()).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let journal = Journal::open(folder.path()).unwrap();
                    (0..10).for_each(|_| journal.filed(id, "Sent").unwrap());
                });
            }
        });
        assert_eq!(Journal::open(folder.path()).unwrap().entry(id).unwrap().unwrap().state, State::Accepted);
    }

    #[test]
    fn a_damaged_entry_cannot_be_settled_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(folder.path()).unwrap();
        let id = sent(&journal, &refused()).unwrap();
        let other = rusqlite::Connection::open(folder.path().join("journal.db")).unwrap();
        other.execute("UPDATE step SET state = 'was-sent' WHERE state = 'not-sent'", []).unwrap();
        assert_eq!(journal.entry(id).unwrap().unwrap().state, State::Damaged);
        let e = journal.settle(&journal.hold(id).unwrap(), false, "you").unwrap_err();
        assert!(e.exit == Exit::Usage && e.message.contains("damaged"), "{e}");
    }

    #[test]
    fn other_bytes_than_those_shown_do_not_leave() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(folder.path()).unwrap();
        let claim = journal.claim(&key(), false).unwrap();
        let attempt = claim.prepare(&message("<1@home.example>"), &About::default()).unwrap();
        assert_eq!(attempt.approved(&digest(b"else")).unwrap_err().exit, Exit::Software);
    }

    /// C21
    #[test]
    fn a_flipped_byte_never_makes_a_sent_message_unsent() {
        let folder = tempfile::tempdir().unwrap();
        sent(&Journal::open(folder.path()).unwrap(), &accepted()).unwrap();
        let file = folder.path().join("journal.db");
        let whole = std::fs::read(&file).unwrap();
        // All of them take a while; a sample stands for them unless asked.
        let every = if std::env::var_os("REGRETS_THOROUGH").is_some() { 1 } else { 211 };
        for at in (0..whole.len()).step_by(every) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            std::fs::write(&file, &bytes).unwrap();
            let claimed = Journal::open(folder.path()).and_then(|journal| journal.claim(&key(), false).map(|_| ()));
            let exit = claimed.map_err(|e| e.exit);
            assert!(matches!(exit, Err(Exit::Already | Exit::Io)), "byte {at}: {exit:?}");
        }
    }

    #[test]
    fn nobody_else_can_read_it_and_a_link_is_not_followed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("a/state");
        assert!(Journal::existing(&state).unwrap().is_none() && !state.exists());
        sent(&Journal::open(&state).unwrap(), &accepted()).unwrap();
        let mode = |p: &Path| std::fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&state), mode(&state.join("journal.db"))), (0o700, 0o600));
        let other = folder.path().join("other");
        std::fs::create_dir(&other).unwrap();
        std::os::unix::fs::symlink(state.join("journal.db"), other.join("journal.db")).unwrap();
        assert_eq!(Journal::open(&other).map(|_| ()).unwrap_err().exit, Exit::Io);
    }

    /// A record that ends at `critical`, as bytes.
    fn critical() -> (tempfile::TempDir, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        {
            let journal = Journal::open(folder.path()).unwrap();
            let claim = journal.claim(&key(), false).unwrap();
            claim.prepare(&message("<1@home.example>"), &About::default()).unwrap().critical().unwrap();
        }
        let bytes = std::fs::read(folder.path().join("journal.db")).unwrap();
        (folder, bytes)
    }

    /// Each case waits for the disk a dozen times.
    fn cases() -> ProptestConfig {
        let asked = std::env::var("REGRETS_CASES").ok().and_then(|n| n.parse().ok());
        ProptestConfig { cases: asked.unwrap_or(24), failure_persistence: None, ..ProptestConfig::default() }
    }

    proptest! {
        #![proptest_config(cases())]

        /// Z09: whatever is written over it, cut off or emptied, a message that may have left is not sent again.
        #[test]
        fn no_damage_makes_a_message_unsent(
            from in any::<prop::sample::Index>(), length in 1_usize..9000, with in prop::option::of(any::<u8>()), cut in prop::bool::weighted(0.2),
        ) {
            let (folder, mut bytes) = critical();
            let from = from.index(bytes.len());
            let end = (from + length).min(bytes.len());
            match with {
                _ if cut => bytes.truncate(from),
                Some(byte) => bytes[from..end].fill(byte),
                None => drop(bytes.drain(from..end)),
            }
            std::fs::write(folder.path().join("journal.db"), &bytes).unwrap();
            let claimed = Journal::open(folder.path()).and_then(|journal| journal.claim(&key(), false).map(|_| ()));
            let exit = claimed.map_err(|e| e.exit);
            prop_assert!(matches!(exit, Err(Exit::Already | Exit::Io)), "{:?}", exit);
            // Nor does the record say that it was not sent.
            let entries = Journal::open(folder.path()).and_then(|journal| journal.entries());
            prop_assert!(entries.is_err() || entries.unwrap().iter().all(|e| e.state.sent().is_none()));
        }
    }
}
