//! `scan`: every message of many folders, looked at once, on all cores, in constant memory.
//!
//! One thread walks the paths and hands out files and pieces of mailboxes; the others look at them. What is kept
//! is only what waits for an answer, and the ids of messages that were answered.

mod look;
mod mailbox;
mod waiting;
mod walk;

use super::output;
use super::session::Session;
use crate::message::SIZE_LIMIT;
use look::Looker;
pub use mailbox::message_at;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
pub use waiting::{Waiting, open, processes};

/// Pieces of work that may wait for a free thread.
const QUEUE: usize = 8;

/// What the walk hands out.
pub(super) enum Work {
    /// Message files, and whether each was named by the person.
    Files(Vec<PathBuf>),
    /// Whole messages of an mbox, and where the first one begins in it.
    Piece {
        /// The mbox.
        path: PathBuf,
        /// The place of the first byte.
        offset: u64,
        /// The messages.
        bytes: Vec<u8>,
    },
}

/// What was found below the paths.
#[derive(Default)]
pub struct Found {
    /// What asks for an answer, before anything is known about answers.
    pub asking: Vec<Waiting>,
    /// Ids of messages that a later one of the thread, or a flag, settles.
    pub settled: std::collections::HashSet<String>,
    /// What belongs to a process that goes on, answered or not.
    pub processes: Vec<Waiting>,
    /// Ids of messages whose process a later one of the thread ended, and when.
    pub ended: std::collections::HashMap<String, jiff::Timestamp>,
    /// Files and folders that could not be read; each was told.
    pub failed: usize,
}

impl Found {
    fn add(&mut self, other: Found) {
        self.asking.extend(other.asking);
        self.settled.extend(other.settled);
        self.processes.extend(other.processes);
        for (id, when) in other.ended {
            let known = self.ended.entry(id).or_insert(when);
            *known = when.max(*known);
        }
        self.failed += other.failed;
    }
}

/// Looks at everything below `paths`.
pub fn run(session: &Session, paths: &[PathBuf]) -> Found {
    let (send, receive) = sync_channel(QUEUE);
    let receive = Mutex::new(receive);
    let done = AtomicUsize::new(0);
    let mut found = Found::default();
    std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism().map_or(2, usize::from);
        let work = || look_at_all(session, &receive, &done);
        let all: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let mut progress = Progress::new(&done);
        found.failed = walk::all(paths, &mut |work| {
            progress.show();
            let _ = send.send(work);
        });
        drop(send);
        for worker in all {
            match worker.join() {
                Ok(part) => found.add(part),
                Err(_) => found.failed += 1,
            }
        }
        progress.clear();
    });
    found
}

/// One thread's part.
fn look_at_all(session: &Session, queue: &Mutex<Receiver<Work>>, done: &AtomicUsize) -> Found {
    let mut looker = Looker::new(session);
    let mut buffer = Vec::new();
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(Work::Files(files)) => {
                done.fetch_add(files.len(), Relaxed);
                files.iter().for_each(|path| file(&mut looker, path, &mut buffer));
            }
            Ok(Work::Piece { path, offset, bytes }) => {
                let messages = looker.piece(&path, offset, &bytes);
                done.fetch_add(messages, Relaxed);
            }
            Err(_) => return looker.found,
        }
    }
}

/// Looks at a message file; one that cannot be read, or is too large, is told and passed over.
fn file(looker: &mut Looker, path: &Path, buffer: &mut Vec<u8>) {
    let read = std::fs::File::open(path).and_then(|file| read_all(&file, buffer));
    match read {
        Ok(length) if length > SIZE_LIMIT => {
            looker.found.failed += 1;
            passed_over(path, &format!("it is larger than {} MiB", SIZE_LIMIT >> 20));
        }
        Ok(length) => looker.message(path, None, &buffer[..length]),
        // Mail programs move messages while they are read.
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        Err(e) => {
            looker.found.failed += 1;
            passed_over(path, &e.to_string());
        }
    }
}

fn passed_over(path: &Path, why: &str) {
    output::say(&format!("regrets: `{}` was passed over: {why}", path.display()));
}

/// Reads a file into a buffer that is used again and again, and no further than just above the limit; its length.
fn read_all(mut file: &std::fs::File, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut filled = 0;
    while filled <= SIZE_LIMIT {
        if buffer.len() - filled < 16 * 1024 {
            let room = (buffer.len() * 2).max(64 * 1024);
            buffer.resize(room, 0);
        }
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

/// A count on the terminal while it works; nothing anywhere else.
struct Progress<'a> {
    done: &'a AtomicUsize,
    next: Option<Instant>,
}

impl Progress<'_> {
    fn new(done: &AtomicUsize) -> Progress<'_> {
        let next = io::stderr().is_terminal().then(|| Instant::now() + Duration::from_millis(300));
        Progress { done, next }
    }

    fn show(&mut self) {
        if self.next.is_some_and(|next| Instant::now() >= next) {
            self.next = Some(Instant::now() + Duration::from_millis(100));
            let _ = write!(io::stderr(), "\r{} messages", self.done.load(Relaxed));
        }
    }

    fn clear(&self) {
        if self.next.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
