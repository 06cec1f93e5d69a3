//! Getting the message: a file or standard input, always read to its end.

use super::cli::Source;
use super::{output, signals};
use crate::error::{Error, Exit, Result};
use crate::message::SIZE_LIMIT;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// One message to work on.
#[derive(Clone, Debug)]
pub struct Message {
    /// Where it came from, for summaries.
    pub name: String,
    /// As it came.
    pub bytes: Vec<u8>,
    /// Its file, where the file holds nothing else: it may lie in a Maildir, and is marked as answered there.
    pub file: Option<PathBuf>,
    /// Why it could not be read, where there are others that could.
    pub unread: Option<Error>,
}

impl Message {
    /// A message that was read.
    pub fn new(name: String, bytes: Vec<u8>, file: Option<PathBuf>) -> Message {
        Message { name, bytes, file, unread: None }
    }

    /// A message that could not be read.
    pub fn unread(name: String, why: Error) -> Message {
        Message { unread: Some(why), ..Message::new(name, Vec::new(), None) }
    }

    /// Fails where it could not be read.
    ///
    /// # Errors
    /// What reading it failed with.
    pub fn read(&self) -> Result<()> {
        self.unread.clone().map_or(Ok(()), Err)
    }
}

/// Every message that a command is to work on.
///
/// # Errors
/// As [`messages`].
pub fn of(source: &Source) -> Result<Vec<Message>> {
    let Some(line) = &source.separator else { return messages(&source.files) };
    let bytes = message(None)?;
    let parts = separated(&bytes, line.as_bytes());
    let name = |at: usize| if parts.len() == 1 { STDIN.to_string() } else { format!("tagged message {}", at + 1) };
    Ok(parts.iter().enumerate().map(|(at, part)| Message::new(name(at), part.to_vec(), None)).collect())
}

/// The parts that end with this line; what is behind the last one counts if there is something.
fn separated<'a>(bytes: &'a [u8], line: &[u8]) -> Vec<&'a [u8]> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    for row in bytes.split_inclusive(|b| *b == b'\n') {
        if row.trim_ascii_end() == line.trim_ascii() {
            parts.push(&bytes[start..at]);
            start = at + row.len();
        }
        at += row.len();
    }
    if parts.is_empty() || !bytes[start..].trim_ascii().is_empty() {
        parts.push(&bytes[start..]);
    }
    parts
}

const STDIN: &str = "standard input";

/// Every message of the files named, or of standard input. Of several files, one that cannot be read stops none.
///
/// # Errors
/// [`Exit::Usage`] when standard input is a terminal; [`Exit::NoInput`] for a file that cannot be read;
/// [`Exit::Data`] for more than [`SIZE_LIMIT`].
pub fn messages(files: &[PathBuf]) -> Result<Vec<Message>> {
    let sources: Vec<Option<&Path>> =
        if files.is_empty() { vec![None] } else { files.iter().map(|f| Some(f.as_path())).collect() };
    let mut out = Vec::new();
    let several = sources.len() > 1;
    for source in sources {
        let name = source.map_or(STDIN.to_string(), |p| p.display().to_string());
        let bytes = match message(source) {
            Err(e) if several => {
                out.push(Message::unread(name, e));
                continue;
            }
            read => read?,
        };
        let parts = crate::message::split(&bytes);
        if parts.len() == 1 {
            let file = source.filter(|p| p.as_os_str() != "-").map(Path::to_path_buf);
            out.push(Message::new(name, bytes, file));
            continue;
        }
        let part =
            |(at, part): (usize, &&[u8])| Message::new(format!("{name}, message {}", at + 1), part.to_vec(), None);
        out.extend(parts.iter().enumerate().map(part));
    }
    Ok(out)
}

/// Runs a step on every message, one after another; one failure does not stop the rest.
///
/// A single message's failure is the result. With several, each failure is told where it happens, and a summary of
/// all follows. The exit code is the worst one: 12 (it may have been sent) before all others, then the highest.
///
/// # Errors
/// The only message's error.
pub fn each(messages: &[Message], step: impl FnMut(&Message) -> Result<()>) -> Result<ExitCode> {
    let (codes, _) = all(messages, step)?;
    Ok(worst(&codes).map_or(ExitCode::SUCCESS, |e| ExitCode::from(e as u8)))
}

/// As [`each`], for a step that sends: once one message was sent, no code says any more that nothing was.
///
/// # Errors
/// The only message's error.
pub fn each_sent(messages: &[Message], step: impl FnMut(&Message) -> Result<()>) -> Result<ExitCode> {
    let (codes, done) = all(messages, step)?;
    let code = worst(&codes).map(|e| if done > 0 && e as u8 >= Exit::Usage as u8 { Exit::Unknown } else { e });
    Ok(code.map_or(ExitCode::SUCCESS, |e| ExitCode::from(e as u8)))
}

/// The exit codes of the failures, and how many messages were done; a single message's failure is returned as it is.
/// After a signal no further message is begun.
fn all(messages: &[Message], mut step: impl FnMut(&Message) -> Result<()>) -> Result<(Vec<Exit>, usize)> {
    if let [only] = messages {
        return step(only).map(|()| (Vec::new(), 1));
    }
    let (mut failed, mut done) = (Vec::new(), 0);
    for (at, message) in messages.iter().enumerate() {
        output::say(&format!("message {} of {}: {}", at + 1, messages.len(), message.name));
        match message.read().and_then(|()| step(message)) {
            Ok(()) => done += 1,
            Err(e) => {
                output::error(&e);
                failed.push((&message.name, e));
            }
        }
        if signals::asked() {
            break;
        }
    }
    output::say(&format!("{done} of {} messages done", messages.len()));
    for (name, e) in &failed {
        output::say(&format!("  not done: {name}: {}", e.message));
    }
    let mut codes: Vec<Exit> = failed.iter().map(|(_, e)| e.exit).collect();
    for message in &messages[done + codes.len()..] {
        output::say(&format!("  not begun: {}", message.name));
    }
    if done + codes.len() < messages.len() {
        codes.push(Exit::Interrupted);
    }
    Ok((codes, done))
}

/// The worst of several failures: what may have been sent outweighs what surely was not.
fn worst(codes: &[Exit]) -> Option<Exit> {
    codes.iter().copied().max_by_key(|e| (*e == Exit::Unknown, *e as u8))
}

/// Reads the message of `FILE`, or of standard input when it is absent or `-`.
///
/// A stream is read to its end even when it is too long, so that whoever pipes it sees no broken pipe.
///
/// # Errors
/// [`Exit::Usage`] when standard input is a terminal; [`Exit::NoInput`] for a file that cannot be read;
/// [`Exit::Data`] for more than [`SIZE_LIMIT`].
fn message(file: Option<&Path>) -> Result<Vec<u8>> {
    match file.filter(|f| f.as_os_str() != "-") {
        Some(path) => from_file(path),
        None if std::io::stdin().is_terminal() => {
            Err(Error::new(Exit::Usage, "no message: standard input is a terminal")
                .hint("Pipe a message in, or name a file: `regrets preview invitation.eml`."))
        }
        None => {
            let stdin = std::io::stdin().lock();
            limited(stdin, STDIN)
        }
    }
}

fn from_file(path: &Path) -> Result<Vec<u8>> {
    let name = format!("`{}`", path.display());
    let failed = |e: std::io::Error| Error::new(Exit::NoInput, format!("{name} cannot be read: {e}"));
    let file = std::fs::File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(Error::new(Exit::NoInput, format!("{name} is a folder, not a message"))
            .hint("`regrets scan` looks through folders."));
    }
    limited(file, &name)
}

pub(super) fn limited(mut from: impl Read, name: &str) -> Result<Vec<u8>> {
    let failed = |e: std::io::Error| Error::new(Exit::Io, format!("{name} cannot be read: {e}"));
    let mut bytes = Vec::with_capacity(128 * 1024);
    from.by_ref().take(SIZE_LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > SIZE_LIMIT {
        std::io::copy(&mut from, &mut std::io::sink()).map_err(failed)?;
        return Err(Error::new(Exit::Data, format!("the message is larger than {} MiB", SIZE_LIMIT >> 20)));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_behind_each_message_parts_them() {
        let parts = |text: &'static str| separated(text.as_bytes(), b"= x =").into_iter().map(<[u8]>::len).collect();
        let lens: Vec<usize> = parts("Subject: 1\n\na = x = b\n= x =\nSubject: 2\r\n\r\n= x =\r\n");
        assert_eq!(lens, [22, 14]);
        let lens: Vec<usize> = parts("Subject: 1\n\na");
        assert_eq!(lens, [13]);
    }

    #[test]
    fn what_may_have_been_sent_is_the_worst() {
        assert_eq!(worst(&[]), None);
        assert_eq!(worst(&[Exit::No, Exit::Data, Exit::NeedsPerson]), Some(Exit::Data));
        assert_eq!(worst(&[Exit::Config, Exit::Unknown, Exit::No]), Some(Exit::Unknown));
    }
}
