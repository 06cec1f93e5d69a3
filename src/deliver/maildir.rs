//! Maildir: a message is written below `tmp`, made durable, and renamed into its place; it is there whole or not
//! at all.

use super::command::local_lines;
use super::{Failure, Outcome, Receipt, Transport};
use crate::error::{Error, Exit, Result};
use crate::reply::wire::Outgoing;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Stores a message in `cur` of a Maildir with the given flags (letters of the `:2,` suffix, in order), making the
/// Maildir where there is none. The file's name ends in `.regrets` before the flags, so that we know our own.
///
/// # Errors
/// [`Exit::CantCreate`] when the Maildir cannot be made, [`Exit::Io`] when the message cannot be written; no file
/// is left behind then.
pub fn store(folder: &Path, bytes: &[u8], flags: &str) -> Result<PathBuf> {
    for part in ["tmp", "new", "cur"] {
        fs::create_dir_all(folder.join(part)).map_err(|e| {
            Error::new(Exit::CantCreate, format!("the Maildir `{}` cannot be made: {e}", folder.display()))
        })?;
    }
    let name = unique()?;
    let temporary = folder.join("tmp").join(&name);
    let place = folder.join("cur").join(format!("{name}:2,{flags}"));
    let written =
        write(&temporary, bytes).and_then(|()| fs::rename(&temporary, &place)).and_then(|()| sync(&folder.join("cur")));
    written.map_err(|e| {
        let _ = fs::remove_file(&temporary);
        Error::new(Exit::Io, format!("the message cannot be written into `{}`: {e}", folder.display()))
    })?;
    Ok(place)
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// A name nobody else makes: 128 random bits. No host name: it would leave the machine with a synchronised folder.
fn unique() -> Result<String> {
    let hex: String = super::random::<16>()?.iter().map(|b| format!("{b:02x}")).collect();
    Ok(format!("{hex}.regrets"))
}

/// A Maildir that takes messages.
pub struct Maildir {
    /// The folder that has `cur`, `new` and `tmp`, or will have them.
    pub folder: PathBuf,
    /// The flags, sorted: `S` seen, `D` draft.
    pub flags: &'static str,
}

impl Maildir {
    /// Stores a message, with the line ends of this system.
    ///
    /// # Errors
    /// As [`store`].
    pub fn store(&self, bytes: &[u8]) -> Result<PathBuf> {
        store(&self.folder, &local_lines(bytes), self.flags)
    }

    /// The messages whose header has this Message-ID. Every file's head is read: folders have no index.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn find(&self, message_id: &str) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for folder in ["cur", "new"] {
            let entries = match fs::read_dir(self.folder.join(folder)) {
                // The first copy makes the folder.
                Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
                entries => entries?,
            };
            for entry in entries {
                let path = entry?.path();
                if head(&path).is_some_and(|head| has_id(&head, message_id)) {
                    found.push(path);
                }
            }
        }
        Ok(found)
    }
}

/// Marks a message in a Maildir as answered; `None` when it lies in none, else its new path.
///
/// # Errors
/// When it cannot be renamed.
pub fn answered(path: &Path) -> io::Result<Option<PathBuf>> {
    let (Some(name), Some(folder)) = (path.file_name().and_then(|n| n.to_str()), path.parent()) else {
        return Ok(None);
    };
    let Some(root) = folder
        .parent()
        .filter(|root| folder.file_name().is_some_and(|f| f == "cur" || f == "new") && root.join("tmp").is_dir())
    else {
        return Ok(None);
    };
    let (base, flags) = name.rsplit_once(":2,").unwrap_or((name, ""));
    let mut flags: Vec<char> = flags.chars().chain(['R', 'S']).collect();
    flags.sort_unstable();
    flags.dedup();
    let new = root.join("cur").join(format!("{base}:2,{}", flags.into_iter().collect::<String>()));
    fs::rename(path, &new)?;
    Ok(Some(new))
}

impl Transport for Maildir {
    fn hand_over(&self, message: &Outgoing, critical: &mut dyn FnMut() -> std::io::Result<()>) -> Outcome {
        let failed = |e: &dyn std::fmt::Display| {
            Error::new(Exit::Io, format!("the journal cannot be written: {e}")).hint("Nothing was stored.")
        };
        match critical().map_err(|e| failed(&e)).and_then(|()| self.store(message.bytes())) {
            Ok(path) => Outcome::Accepted(Receipt { code: None, reply: path.display().to_string() }),
            Err(error) => Outcome::NotSent(Failure { stage: "maildir", code: None, error }),
        }
    }
}

/// The first 64 KiB, where the header is.
fn head(path: &Path) -> Option<Vec<u8>> {
    use io::Read;
    let mut out = Vec::new();
    File::open(path).ok()?.take(64 * 1024).read_to_end(&mut out).ok()?;
    Some(out)
}

fn has_id(head: &[u8], message_id: &str) -> bool {
    let text = String::from_utf8_lossy(head).replace("\r\n", "\n");
    let header = text.split("\n\n").next().unwrap_or_default();
    let unfolded = header.replace("\n ", " ").replace("\n\t", " ");
    unfolded.lines().any(|line| {
        line.split_once(':').is_some_and(|(name, value)| {
            name.eq_ignore_ascii_case("message-id")
                && value.trim().trim_start_matches('<').trim_end_matches('>') == message_id
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_there_whole_with_its_flags_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let maildir = folder.path().join("Drafts");
        let path = store(&maildir, b"From: a@b.example\n\nx\n", "DS").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"From: a@b.example\n\nx\n");
        assert!(path.to_string_lossy().ends_with(".regrets:2,DS"));
        assert_eq!(fs::read_dir(maildir.join("tmp")).unwrap().count(), 0);
        assert_ne!(store(&maildir, b"x", "S").unwrap(), path);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_an_error_that_names_it() {
        let e = store(Path::new("/proc/nowhere/Drafts"), b"x", "D").unwrap_err();
        assert!(e.exit == Exit::CantCreate && e.message.contains("/proc/nowhere"), "{e}");
    }

    #[test]
    fn a_message_is_stored_whole_and_found_by_its_id() {
        let root = tempfile::tempdir().unwrap();
        let maildir = Maildir { folder: root.path().join("Mail/.Sent"), flags: "S" };
        let message = b"Subject: x\r\nMessage-Id:\r\n <a@b.example>\r\n\r\nMessage-ID: <no@b.example>\r\n";
        let path = maildir.store(message).unwrap();
        assert_eq!(fs::read(&path).unwrap(), local_lines(message));
        assert!(path.to_str().unwrap().ends_with(":2,S"));
        assert_eq!(maildir.find("a@b.example").unwrap(), [path]);
        assert!(maildir.find("no@b.example").unwrap().is_empty());
        assert_eq!(fs::read_dir(maildir.folder.join("tmp")).unwrap().count(), 0);
    }

    #[test]
    fn an_answered_message_keeps_its_other_flags() {
        let root = tempfile::tempdir().unwrap();
        let maildir = Maildir { folder: root.path().to_path_buf(), flags: "F" };
        let path = maildir.store(b"x: y\n\nz").unwrap();
        let new = answered(&path).unwrap().unwrap();
        assert!(new.to_str().unwrap().ends_with("regrets:2,FRS") && new.exists() && !path.exists());
        let fresh = root.path().join("new/1.a.b");
        fs::write(&fresh, "x").unwrap();
        assert_eq!(answered(&fresh).unwrap().unwrap(), root.path().join("cur/1.a.b:2,RS"));
        let elsewhere = root.path().join("mail.eml");
        fs::write(&elsewhere, "x").unwrap();
        assert_eq!(answered(&elsewhere).unwrap(), None);
    }
}
