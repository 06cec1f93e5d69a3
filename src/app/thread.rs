//! `--thread`: earlier messages of the thread, looked up in a Maildir by their ids.

use super::session::Session;
use crate::error::{Error, Exit, Result};
use crate::extract::{self, Invitation, earlier};
use crate::message::thread::MsgId;
use crate::message::{Mail, SIZE_LIMIT};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// More files than this are not opened: the newest go first, and a thread is rarely older.
const FILES: usize = 20_000;
/// A message whose headers are longer is passed over.
const HEADERS: u64 = 64 * 1024;
/// More earlier messages say nothing new.
const MOST: usize = 20;

/// A message and what it says, with what earlier messages in `folder` add to it.
///
/// # Errors
/// As [`Mail::read`]; [`Exit::NoInput`] when `folder` is not there or is no Maildir.
pub fn understood(session: &Session, bytes: &[u8], folder: Option<&Path>) -> Result<(Mail, Invitation)> {
    let mut mail = Mail::read(bytes)?;
    let mut found = extract::invitation(&mail, &session.now);
    let server = session.config.me.authserv_id.as_deref();
    found.warnings.extend(server.and_then(|server| extract::authentic::finding(&mail, server)));
    if let Some(folder) = folder {
        let messages = look_up(folder, wanted(&mail))?;
        earlier::complete(&mut mail, &mut found, &messages, &session.now);
    }
    Ok((mail, found))
}

/// The ids of the messages before this one.
fn wanted(mail: &Mail) -> HashSet<MsgId> {
    let ids = mail.references.iter().chain(&mail.in_reply_to);
    ids.filter(|id| Some(*id) != mail.id.as_ref()).cloned().collect()
}

/// The messages with these ids, newest first; reads headers until all are found.
fn look_up(folder: &Path, mut ids: HashSet<MsgId>) -> Result<Vec<Mail>> {
    let files = newest_first(folder)?;
    let mut out = Vec::new();
    for path in files.into_iter().take(FILES) {
        if ids.is_empty() || out.len() >= MOST {
            break;
        }
        if id_of(&path).is_some_and(|id| ids.remove(&id)) {
            out.extend(message(&path));
        }
    }
    out.sort_by_key(|m: &Mail| std::cmp::Reverse(m.date.as_ref().map(|d| d.timestamp())));
    Ok(out)
}

/// A message that cannot be read any more, or is none, tells nothing.
fn message(path: &Path) -> Option<Mail> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(SIZE_LIMIT as u64).read_to_end(&mut bytes).ok()?;
    Mail::read(&bytes).ok()
}

/// The files of `cur` and `new`.
fn newest_first(folder: &Path) -> Result<Vec<PathBuf>> {
    let name = folder.display();
    let failed = |e: std::io::Error| Error::new(Exit::NoInput, format!("the folder `{name}` cannot be read: {e}"));
    fs::read_dir(folder).map_err(failed)?;
    let parts: Vec<PathBuf> = ["cur", "new"].iter().map(|p| folder.join(p)).filter(|p| p.is_dir()).collect();
    if parts.is_empty() {
        return Err(Error::new(Exit::NoInput, format!("`{name}` is no Maildir: it has neither `cur` nor `new`"))
            .hint("`--thread` takes the folder of one mailbox, as in `--thread ~/Mail/INBOX`."));
    }
    let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
    for part in parts {
        for entry in fs::read_dir(&part).map_err(failed)?.flatten() {
            let time = entry.metadata().ok().filter(|m| m.is_file()).and_then(|m| m.modified().ok());
            files.extend(time.map(|time| (time, entry.path())));
        }
    }
    files.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

/// The `Message-ID:` of a file, from its headers alone.
fn id_of(path: &Path) -> Option<MsgId> {
    let mut lines = BufReader::new(File::open(path).ok()?.take(HEADERS));
    let mut line = Vec::new();
    let mut folded = false;
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line).ok()? == 0 || line.trim_ascii().is_empty() {
            return None;
        }
        let text = String::from_utf8_lossy(&line);
        if folded && text.starts_with([' ', '\t']) {
            return MsgId::parse(text.trim());
        }
        let (name, value) = text.split_once(':').unwrap_or((&text, ""));
        folded = name.trim().eq_ignore_ascii_case("message-id");
        if folded && !value.trim().is_empty() {
            return MsgId::parse(value.trim());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("regrets-thread-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        path
    }

    #[test]
    fn messages_are_found_by_their_ids_in_cur_and_new() {
        let maildir = folder("found");
        for (part, id) in [("cur", "Message-ID: <1@x.example>"), ("new", "message-id:\n <2@x.example>")] {
            fs::create_dir_all(maildir.join(part)).unwrap();
            let text = format!("From: a@x.example\n{id}\nSubject: {part}\n\nMessage-ID: <3@x.example>\n");
            fs::write(maildir.join(part).join("1:2,S"), text).unwrap();
        }
        let ids = ["<1@x.example>", "<2@x.example>", "<3@x.example>"].iter().filter_map(|id| MsgId::parse(id));
        let mut found: Vec<String> = look_up(&maildir, ids.collect()).unwrap().into_iter().map(|m| m.subject).collect();
        found.sort();
        assert_eq!(found, ["cur", "new"]);
        fs::remove_dir_all(maildir).unwrap();
    }

    #[test]
    fn a_folder_that_is_none_is_a_plain_error() {
        let empty = folder("empty");
        let error = look_up(&empty, HashSet::new()).unwrap_err();
        assert!(error.exit == Exit::NoInput && error.message.contains("no Maildir"), "{error:?}");
        let missing = look_up(&empty.join("missing"), HashSet::new()).unwrap_err();
        assert_eq!(missing.exit, Exit::NoInput);
        fs::remove_dir_all(empty).unwrap();
    }
}
