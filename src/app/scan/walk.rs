//! Which files below a path are messages: Maildir, MH, mbox, or a folder of message files.

use super::{Work, mailbox, passed_over};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Files handed out at once.
const BATCH: usize = 64;

/// Hands out everything below `paths`; how many files and folders could not be read.
pub fn all(paths: &[PathBuf], hand_out: &mut dyn FnMut(Work)) -> usize {
    let mut walk = Walk { batch: Vec::new(), known: HashSet::new(), failed: 0, hand_out };
    for path in paths {
        if path.is_dir() { walk.folder(path) } else { walk.named(path) }
    }
    walk.flush();
    walk.failed
}

struct Walk<'a> {
    batch: Vec<PathBuf>,
    /// Folders that were looked into, by their real paths: links may lead round in a circle.
    known: HashSet<PathBuf>,
    failed: usize,
    hand_out: &'a mut dyn FnMut(Work),
}

impl Walk<'_> {
    /// Everything below a folder, without recursion.
    fn folder(&mut self, top: &Path) {
        let mut left = vec![top.to_path_buf()];
        while let Some(folder) = left.pop() {
            let entries = fs::canonicalize(&folder).and_then(|real| match self.known.insert(real) {
                true => self.entries(&folder, &mut left),
                false => Ok(()),
            });
            match entries {
                Err(e) if folder == top => self.fail(&folder, &e),
                Err(e) => self.told(&folder, &e),
                Ok(()) => {}
            }
        }
    }

    fn entries(&mut self, folder: &Path, left: &mut Vec<PathBuf>) -> io::Result<()> {
        let maildir = folder.file_name().is_some_and(|n| n == "cur" || n == "new");
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let kind = match kind(&entry) {
                Ok(kind) => kind,
                Err(e) => {
                    self.told(&entry.path(), &e);
                    continue;
                }
            };
            if kind.is_dir() {
                if is_mail_folder(&name, folder) {
                    left.push(entry.path());
                }
            } else if !kind.is_file() {
                // A pipe or a socket: opening it would wait for somebody to write.
            } else if maildir {
                if waits(&name) {
                    self.file(entry.path());
                }
            } else if !name.starts_with('.') && !name.starts_with(',') && !name.ends_with('~') {
                self.found(entry.path());
            }
        }
        Ok(())
    }

    /// A path that the person named: it must be there, and be a file.
    fn named(&mut self, path: &Path) {
        let no_file = || io::Error::other("it is neither a file nor a folder");
        match fs::metadata(path).and_then(|is| if is.is_file() { File::open(path) } else { Err(no_file()) }) {
            Ok(_) => self.found(path.to_path_buf()),
            Err(e) => self.fail(path, &e),
        }
    }

    /// A file that is no Maildir entry: a message, or an mbox.
    fn found(&mut self, path: PathBuf) {
        if !is_mbox(&path) {
            return self.file(path);
        }
        match mailbox::pieces(&path, self.hand_out) {
            Ok(passed) => self.failed += passed,
            Err(e) => self.fail(&path, &e),
        }
    }

    fn file(&mut self, path: PathBuf) {
        self.batch.push(path);
        if self.batch.len() >= BATCH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if !self.batch.is_empty() {
            (self.hand_out)(Work::Files(std::mem::take(&mut self.batch)));
        }
    }

    /// As [`Walk::fail`], unless it was there and has vanished: mail programs move messages while they are looked at.
    fn told(&mut self, path: &Path, why: &io::Error) {
        if why.kind() != io::ErrorKind::NotFound {
            self.fail(path, why);
        }
    }

    fn fail(&mut self, path: &Path, why: &io::Error) {
        self.failed += 1;
        passed_over(path, &why.to_string());
    }
}

/// What an entry is, or what it links to.
fn kind(entry: &fs::DirEntry) -> io::Result<fs::FileType> {
    let kind = entry.file_type()?;
    if !kind.is_symlink() {
        return Ok(kind);
    }
    fs::metadata(entry.path()).map(|to| to.file_type())
}

/// Not what is being delivered, and not the indexes of other programs. Maildir++ folders begin with a dot.
fn is_mail_folder(name: &str, parent: &Path) -> bool {
    match name {
        "tmp" => !parent.join("cur").is_dir(),
        _ if name.starts_with('.') => parent.join("cur").is_dir() && parent.join(name).join("cur").is_dir(),
        _ => true,
    }
}

/// Maildir flags: a draft is mine, and what is in the trash waits for nothing. What was replied to is still looked
/// at, as it may settle earlier messages of its thread.
fn waits(name: &str) -> bool {
    !flags(name).contains(['D', 'T'])
}

/// The flags of a Maildir file's name.
pub fn flags(name: &str) -> &str {
    name.rsplit_once(":2,").map_or("", |(_, flags)| flags)
}

fn is_mbox(path: &Path) -> bool {
    let mut start = [0; 5];
    File::open(path).and_then(|mut f| f.read_exact(&mut start)).is_ok() && start == *b"From "
}
