//! Getting the message: a file or standard input, always read to its end.

use super::output;
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
}

/// Every message of the files named, or of standard input.
///
/// # Errors
/// [`Exit::Usage`] when standard input is a terminal; [`Exit::NoInput`] for a file that cannot be read;
/// [`Exit::Data`] for more than [`SIZE_LIMIT`].
pub fn messages(files: &[PathBuf]) -> Result<Vec<Message>> {
    let sources: Vec<Option<&Path>> =
        if files.is_empty() { vec![None] } else { files.iter().map(|f| Some(f.as_path())).collect() };
    let mut out = Vec::new();
    for source in sources {
        let bytes = message(source)?;
        let name = source.map_or("standard input".to_string(), |p| p.display().to_string());
        let parts = crate::message::split(&bytes);
        match parts.as_slice() {
            [only] => {
                let file = source.filter(|p| p.as_os_str() != "-").map(Path::to_path_buf);
                out.push(Message { name, bytes: only.to_vec(), file });
            }
            many => out.extend(many.iter().enumerate().map(|(at, part)| {
                let name = format!("{name}, message {}", at + 1);
                Message { name, bytes: part.to_vec(), file: None }
            })),
        }
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
    let codes = all(messages, step)?;
    Ok(worst(&codes).map_or(ExitCode::SUCCESS, |e| ExitCode::from(e as u8)))
}

/// As [`each`], for a step that sends: once one message was sent, no code says any more that nothing was.
///
/// # Errors
/// The only message's error.
pub fn each_sent(messages: &[Message], step: impl FnMut(&Message) -> Result<()>) -> Result<ExitCode> {
    let codes = all(messages, step)?;
    let some_sent = codes.len() < messages.len();
    let code = worst(&codes).map(|e| if some_sent && e as u8 >= Exit::Usage as u8 { Exit::Unknown } else { e });
    Ok(code.map_or(ExitCode::SUCCESS, |e| ExitCode::from(e as u8)))
}

/// The exit codes of the failures; a single message's failure is returned as it is.
fn all(messages: &[Message], mut step: impl FnMut(&Message) -> Result<()>) -> Result<Vec<Exit>> {
    if let [only] = messages {
        return step(only).map(|()| Vec::new());
    }
    let mut failed = Vec::new();
    for (at, message) in messages.iter().enumerate() {
        output::say(&format!("message {} of {}: {}", at + 1, messages.len(), message.name));
        if let Err(e) = step(message) {
            output::error(&e);
            failed.push((&message.name, e));
        }
    }
    output::say(&format!("{} of {} messages done", messages.len() - failed.len(), messages.len()));
    for (name, e) in &failed {
        output::say(&format!("  not done: {name}: {}", e.message));
    }
    Ok(failed.iter().map(|(_, e)| e.exit).collect())
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
            limited(stdin, "standard input")
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
    fn what_may_have_been_sent_is_the_worst() {
        assert_eq!(worst(&[]), None);
        assert_eq!(worst(&[Exit::No, Exit::Data, Exit::NeedsPerson]), Some(Exit::Data));
        assert_eq!(worst(&[Exit::Config, Exit::Unknown, Exit::No]), Some(Exit::Unknown));
    }
}
