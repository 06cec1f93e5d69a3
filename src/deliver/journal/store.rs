//! The journal's file: entries, and the chain of steps of each.

use super::attempt::{Claim, Lock};
use super::{About, Entry, Key, State, digest, failed};
use crate::deliver::{crash_point, folder};
use crate::error::{Error, Exit, Result};
use crate::reply::wire::Outgoing;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS entry (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        answered TEXT,
        kind TEXT NOT NULL,
        account TEXT NOT NULL,
        message_id TEXT NOT NULL,
        sender TEXT NOT NULL,
        recipients TEXT NOT NULL,
        subject TEXT NOT NULL,
        about TEXT NOT NULL,
        bytes BLOB NOT NULL
    );
    CREATE INDEX IF NOT EXISTS entry_by_key ON entry (key);
    CREATE TABLE IF NOT EXISTS step (
        id INTEGER PRIMARY KEY,
        entry INTEGER NOT NULL REFERENCES entry (id),
        state TEXT NOT NULL,
        at TEXT NOT NULL,
        detail TEXT NOT NULL,
        sum TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS step_by_entry ON step (entry);";

/// How long another run may use the file at a time.
const PATIENCE: Duration = Duration::from_secs(5);

/// An entry that no other run sends, files or settles while the value lives.
pub struct Held {
    /// The entry, as it was when it was taken.
    pub entry: Entry,
    _lock: Lock,
}

/// As [`entry`] reads them.
const COLUMNS: &str = "id, answered, kind, account, message_id, sender, recipients, subject, about, bytes";

/// The journal in a folder.
pub struct Journal {
    db: Connection,
    folder: PathBuf,
}

impl Journal {
    /// Opens the journal in this folder, making both where there are none. A preview never comes here.
    ///
    /// # Errors
    /// [`Exit::CantCreate`] when it cannot be made; [`Exit::Io`] when it cannot be read, or is damaged: then
    /// nothing may be sent, as nobody knows what was sent before.
    pub fn open(folder: &Path) -> Result<Journal> {
        let cannot = |e: io::Error| {
            Error::new(Exit::CantCreate, format!("the journal in `{}` cannot be made: {e}", folder.display()))
                .hint("Nothing was sent.")
        };
        folder::make(folder).map_err(cannot)?;
        let file = folder.join("journal.db");
        OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&file).map_err(cannot)?;
        Journal::connect(folder)
    }

    /// Opens the journal if there is one; nothing is made.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub fn existing(folder: &Path) -> Result<Option<Journal>> {
        if folder.join("journal.db").exists() { Journal::connect(folder).map(Some) } else { Ok(None) }
    }

    fn connect(folder: &Path) -> Result<Journal> {
        let folder = folder.canonicalize().map_err(|e| failed(&e))?;
        let flags =
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NOFOLLOW | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(folder.join("journal.db"), flags).map_err(|e| failed(&e))?;
        let ready = || -> rusqlite::Result<String> {
            db.busy_timeout(PATIENCE)?;
            db.pragma_update(None, "journal_mode", "WAL")?;
            db.pragma_update(None, "synchronous", "FULL")?;
            db.execute_batch(SCHEMA)?;
            db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        };
        // Where several runs make a journal at one instant, SQLite tells all but one at once, without waiting for them.
        let end = Instant::now() + PATIENCE;
        let made = loop {
            match ready() {
                Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && Instant::now() < end => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                made => break made,
            }
        };
        match made.map_err(|e| failed(&e))?.as_str() {
            "ok" => Ok(Journal { db, folder }),
            what => Err(failed(&what)),
        }
    }

    /// Takes the right to send one answer: nobody else has it until the claim is dropped, or the process dies.
    ///
    /// # Errors
    /// [`Exit::Already`] when the answer was sent, may have been sent (both unless `again`), or another
    /// run is at it.
    pub fn claim(&self, key: &Key, again: bool) -> Result<Claim<'_>> {
        let lock = self.lock(key)?;
        let last = self.last(key)?;
        if !again {
            if let Some(entry) = last.iter().find(|e| e.state.sent() != Some(false)) {
                return Err(already(entry));
            }
            if let Some(id) = lock.witness() {
                self.agrees(id)?;
            }
        }
        Ok(Claim::new(self, key.clone(), lock, last))
    }

    /// The lock's file says that this entry was about to be sent, or was. If the journal knows nothing of it, the
    /// journal has lost something.
    fn agrees(&self, id: i64) -> Result<()> {
        if self.entry(id)?.is_some_and(|e| matches!(e.state, State::NotSent | State::WasNotSent)) {
            return Ok(());
        }
        Err(Error::new(Exit::Already, "an earlier answer to this mail was, or may have been, sent")
            .hint("The journal has lost its entry. Look into your Sent folder; `--again` answers once more."))
    }

    pub(super) fn lock(&self, key: &Key) -> Result<Lock> {
        let folder = self.folder.join("locks");
        let open = || {
            folder::make(&folder)?;
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false).mode(0o600);
            let file = options.open(folder.join(&key.0))?;
            folder::sync(&folder)?;
            Ok(file)
        };
        let file = open().map_err(|e: io::Error| failed(&e))?;
        match rustix::fs::flock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Lock::new(file)),
            // It may show the answer, count down, send it, or look for it: it holds the file from the first to the last.
            Err(rustix::io::Errno::WOULDBLOCK) => {
                Err(Error::new(Exit::Already, "another run of regrets is at this answer, and may be sending it")
                    .hint("When it has ended, `regrets log` shows what became of it."))
            }
            Err(e) => Err(failed(&e)),
        }
    }

    /// All entries for a key, the newest first.
    ///
    /// # Errors
    /// As [`Journal::entries`].
    pub fn last(&self, key: &Key) -> Result<Vec<Entry>> {
        self.select("WHERE key = ?1 ORDER BY id DESC", [&key.0])
    }

    /// All entries, the newest last.
    ///
    /// # Errors
    /// [`Exit::Io`] when the journal cannot be read.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        self.select("ORDER BY id", [])
    }

    /// The same, as a person may read them: what another run is at, and has no end yet, is [`State::Busy`].
    ///
    /// # Errors
    /// As [`Journal::entries`].
    pub fn entries_now(&self) -> Result<Vec<Entry>> {
        let mut entries = self.entries()?;
        for entry in entries.iter_mut().filter(|e| e.state.is_open()) {
            if self.hold(entry.id).is_err_and(|e| e.exit == Exit::Already) {
                entry.state = State::Busy;
            }
        }
        Ok(entries)
    }

    /// One entry.
    ///
    /// # Errors
    /// As [`Journal::entries`].
    pub fn entry(&self, id: i64) -> Result<Option<Entry>> {
        Ok(self.select("WHERE id = ?1", [id])?.pop())
    }

    /// The entries of which nobody knows whether they were sent; every run shows them.
    ///
    /// # Errors
    /// As [`Journal::entries`].
    pub fn unknown(&self) -> Result<Vec<Entry>> {
        Ok(self.entries()?.into_iter().filter(|e| e.state.sent().is_none()).collect())
    }

    /// Takes an entry, so that nobody else does anything about it at the same time.
    ///
    /// # Errors
    /// [`Exit::Usage`] when there is no such entry; [`Exit::Already`] when another run is at that answer.
    pub fn hold(&self, id: i64) -> Result<Held> {
        let key = self.db.query_row("SELECT key FROM entry WHERE id = ?1", [id], |row| row.get(0)).optional();
        let none = || Error::new(Exit::Usage, format!("the journal has no entry {id}")).hint("See `regrets log`.");
        let lock = self.lock(&Key(key.map_err(|e| failed(&e))?.ok_or_else(none)?))?;
        Ok(Held { entry: self.entry(id)?.ok_or_else(none)?, _lock: lock })
    }

    /// Settles an unknown entry: somebody has looked.
    ///
    /// # Errors
    /// [`Exit::Usage`] when it is not unknown.
    pub fn settle(&self, held: &Held, sent: bool, how: &str) -> Result<()> {
        let Entry { id, state, .. } = held.entry;
        if state == State::Damaged {
            return Err(Error::new(
                Exit::Usage,
                format!("entry {id} is damaged: nothing that is added to it can be relied on"),
            )
            .hint("Look into your Sent folder; `regrets send --again` answers once more."));
        }
        if state.sent().is_some() {
            return Err(Error::new(Exit::Usage, format!("entry {id} is not unknown: it is {}", state.name())));
        }
        let state = if sent { State::WasSent } else { State::WasNotSent };
        self.step(id, state, how).map_err(|e| failed(&e))
    }

    /// A copy of a sent message was filed there.
    ///
    /// # Errors
    /// As [`Journal::entries`].
    pub fn filed(&self, id: i64, place: &str) -> Result<()> {
        crash_point("before-filed");
        self.named_step(id, FILED, place).map_err(|e| failed(&e))?;
        crash_point("filed");
        Ok(())
    }

    fn select(&self, rest: &str, params: impl rusqlite::Params) -> Result<Vec<Entry>> {
        let entries = || -> rusqlite::Result<Vec<Entry>> {
            let mut statement = self.db.prepare(&format!("SELECT {COLUMNS} FROM entry {rest}"))?;
            let mut found: Vec<Entry> = statement.query_map(params, entry)?.collect::<rusqlite::Result<_>>()?;
            for entry in &mut found {
                self.read_steps(entry)?;
            }
            Ok(found)
        };
        entries().map_err(|e| failed(&e))
    }

    /// Follows the chain of steps; a link that does not fit makes the entry damaged.
    fn read_steps(&self, entry: &mut Entry) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare("SELECT state, at, detail, sum FROM step WHERE entry = ?1 ORDER BY id")?;
        let mut rows = statement.query([entry.id])?;
        let mut sum = seed(entry);
        while let Some(row) = rows.next()? {
            let (state, at, detail, kept): (String, String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            sum = chain(&sum, &state, &at, &detail);
            if sum != kept {
                entry.state = State::Damaged;
                return Ok(());
            }
            if state == FILED {
                entry.filed = true;
                continue;
            }
            (entry.state, entry.at, entry.detail) = (State::from_name(&state), at, detail);
        }
        Ok(())
    }

    /// Keeps a message and its first step, both or neither.
    pub(super) fn insert(&self, key: &str, message: &Outgoing, about: &About) -> rusqlite::Result<i64> {
        let whole = self.db.unchecked_transaction()?;
        let envelope = message.envelope();
        let to: Vec<&str> = envelope.to.iter().map(|a| a.email.as_str()).collect();
        self.db.execute(
            "INSERT INTO entry (key, answered, kind, account, message_id, sender, recipients, subject, about, bytes) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                key,
                about.answered,
                about.kind,
                about.account,
                message.message_id().as_str(),
                envelope.from.email,
                to.join("\n"),
                about.subject,
                about.about,
                message.bytes()
            ],
        )?;
        let id = self.db.last_insert_rowid();
        self.next_step(id, State::Prepared.name(), "")?;
        whole.commit()?;
        Ok(id)
    }

    pub(super) fn step(&self, id: i64, state: State, detail: &str) -> rusqlite::Result<()> {
        self.named_step(id, state.name(), detail)
    }

    /// Adds a step. Two runs may add to one entry, each looking at the last step: one after the other.
    fn named_step(&self, id: i64, state: &str, detail: &str) -> rusqlite::Result<()> {
        let whole = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        self.next_step(id, state, detail)?;
        whole.commit()
    }

    fn next_step(&self, id: i64, state: &str, detail: &str) -> rusqlite::Result<()> {
        let last: Option<String> = self
            .db
            .query_row("SELECT sum FROM step WHERE entry = ?1 ORDER BY id DESC LIMIT 1", [id], |row| row.get(0))
            .optional()?;
        let last = match last {
            Some(sum) => sum,
            None => self.db.query_row(&format!("SELECT {COLUMNS} FROM entry WHERE id = ?1"), [id], |row| {
                entry(row).map(|e| seed(&e))
            })?,
        };
        let at = now();
        let sum = chain(&last, state, &at, detail);
        self.db.execute(
            "INSERT INTO step (entry, state, at, detail, sum) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, state, at, detail, sum],
        )?;
        Ok(())
    }
}

/// A step beside the states: a copy was filed.
const FILED: &str = "filed";

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let to: String = row.get(6)?;
    Ok(Entry {
        id: row.get(0)?,
        about: About {
            answered: row.get(1)?,
            kind: row.get(2)?,
            account: row.get(3)?,
            subject: row.get(7)?,
            about: row.get(8)?,
        },
        message_id: row.get(4)?,
        from: row.get(5)?,
        to: to.split('\n').map(String::from).collect(),
        bytes: row.get(9)?,
        // An entry and its first step are written together: one without steps has lost them.
        state: State::Damaged,
        at: String::new(),
        detail: String::new(),
        filed: false,
    })
}

/// Where the chain of an entry's steps begins: everything in the entry.
fn seed(entry: &Entry) -> String {
    let a = &entry.about;
    let to = entry.to.join(",");
    let fields =
        [&entry.id.to_string(), &a.kind, &a.account, &entry.message_id, &entry.from, &to, &digest(&entry.bytes)];
    digest(fields.map(String::as_str).join("\n").as_bytes())
}

fn chain(before: &str, state: &str, at: &str, detail: &str) -> String {
    digest([before, state, at, detail].join("\n").as_bytes())
}

#[expect(clippy::disallowed_methods, reason = "when a step was taken is no part of any message")]
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn already(entry: &Entry) -> Error {
    let at = &entry.at;
    if entry.state.sent() == Some(true) {
        return Error::new(Exit::Already, format!("this mail was answered at {at} (entry {} of the log)", entry.id))
            .hint("`regrets log` shows what was sent; `--again` answers once more.");
    }
    Error::new(
        Exit::Already,
        format!("an earlier answer to this mail may or may not have been sent at {at} (entry {} of the log)", entry.id),
    )
    .hint("`regrets log --check` looks in your Sent folder; `--was-sent` or `--was-not-sent` settles it.")
    .hint("`--again` answers once more without knowing.")
}
