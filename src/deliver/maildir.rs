//! Maildir: a message is written below `tmp`, made durable, and renamed into its place; it is there whole or not
//! at all.

use crate::error::{Error, Exit, Result};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
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
    let mut random = [0; 16];
    getrandom::fill(&mut random)
        .map_err(|e| Error::new(Exit::Os, format!("the system gives no random numbers: {e}")))?;
    let hex: String = random.iter().map(|b| format!("{b:02x}")).collect();
    Ok(format!("{hex}.regrets"))
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
}
