//! The person's editor on the body of a reply, on the terminal, also when the mail came on standard input.

use super::{paths, signals};
use crate::error::{Error, Exit, Result};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Text that came back from the editor. It stays in its private file until the answer has left or is a draft: no
/// text is lost with a no to the last question, or with a failure.
#[derive(Debug)]
pub struct Edited {
    /// The text.
    pub text: String,
    file: PathBuf,
}

impl Edited {
    /// Where it is kept.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The text has gone where it should.
    pub fn done(&self) {
        let _ = std::fs::remove_file(&self.file);
    }

    /// A failure that says where the text is.
    pub fn kept(&self, failure: Error) -> Error {
        failure.hint(format!("Your text is kept in `{}`.", self.file.display()))
    }
}

/// Forgets the file of an edited text when all went well; else the failure says where the text is.
///
/// # Errors
/// The failure that was given.
pub fn settle<T>(edited: Option<&Edited>, outcome: Result<T>) -> Result<T> {
    match (edited, outcome) {
        (Some(edited), Ok(done)) => {
            edited.done();
            Ok(done)
        }
        (edited, Err(e)) => Err(kept(edited, e)),
        (None, outcome) => outcome,
    }
}

/// A failure that says where an edited text is, if there is one.
pub fn kept(edited: Option<&Edited>, failure: Error) -> Error {
    match edited {
        Some(edited) => edited.kept(failure),
        None => failure,
    }
}

/// Opens `$VISUAL`, else `$EDITOR`, else `vi` on the text and returns what was left of it.
///
/// # Errors
/// [`Exit::NeedsPerson`] without a terminal; [`Exit::No`] when the editor failed (the text is kept, and the
/// error says where) or the text was emptied; [`Exit::Data`] for text that is not UTF-8 or holds NUL.
pub fn edit(text: &str) -> Result<Edited> {
    let tty = || OpenOptions::new().read(true).write(true).open("/dev/tty");
    let (input, output) = tty().and_then(|i| Ok((i, tty()?))).map_err(|_| {
        Error::new(Exit::NeedsPerson, "there is no terminal to edit on; nothing was sent")
            .hint("Leave `--edit` out, or use `regrets draft` and edit the draft in your client.")
    })?;
    let path = private_file(text)?;
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(format!("{} \"$1\"", editor())).arg("regrets").arg(&path).stdin(input).stdout(output);
    // A Ctrl-C in an editor is a command of the editor's; it must not end us, who know where the text is.
    let status = signals::lend(|| command.status());
    let kept = |what: String| {
        Error::new(Exit::No, format!("{what}; nothing was sent"))
            .hint(format!("Your text is kept in `{}`.", path.display()))
    };
    match status {
        Err(e) => return Err(kept(format!("the editor could not be started: {e}"))),
        Ok(status) if !status.success() => return Err(kept(format!("the editor ended with {status}"))),
        Ok(_) => {}
    }
    let bytes = std::fs::read(&path).map_err(|e| kept(format!("the edited text cannot be read: {e}")))?;
    let edited = understood(bytes).map_err(|e| e.hint(format!("Your text is kept in `{}`.", path.display())))?;
    let edited = Edited { text: edited, file: path };
    if edited.text.trim().is_empty() {
        edited.done();
        return Err(Error::new(Exit::No, "the text was emptied; nothing was sent"));
    }
    Ok(edited)
}

/// Opens the person's editor on a file, with the streams we were given: a client started us in its place.
///
/// # Errors
/// [`Exit::No`] when the editor fails; the file stays as it is then.
pub fn open(path: &Path) -> Result<()> {
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(format!("{} \"$1\"", editor())).arg("regrets").arg(path);
    let status = signals::lend(|| command.status());
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::new(Exit::No, format!("the editor ended with {status}"))),
        Err(e) => Err(Error::new(Exit::No, format!("the editor could not be started: {e}"))),
    }
}

fn editor() -> String {
    let set = |name: &str| std::env::var(name).ok().filter(|v| !v.trim().is_empty());
    set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| "vi".into())
}

fn understood(bytes: Vec<u8>) -> Result<String> {
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Error::new(Exit::Data, format!("the edited text is not UTF-8 (byte {at}); nothing was sent"))
    })?;
    match text.find(|c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r')) {
        Some(at) => {
            let line = text[..at].matches('\n').count() + 1;
            Err(Error::new(
                Exit::Data,
                format!("the edited text holds a control character in line {line}; nothing was sent"),
            ))
        }
        None => Ok(text.replace("\r\n", "\n").replace('\r', "\n")),
    }
}

fn private_file(text: &str) -> Result<PathBuf> {
    let failed =
        |e: std::io::Error| Error::new(Exit::CantCreate, format!("the text for the editor cannot be written: {e}"));
    let folder = paths::private(&paths::state_dir().ok_or_else(|| {
        Error::new(Exit::Config, "neither XDG_STATE_HOME nor HOME is an absolute path").hint("Set HOME.")
    })?)?;
    // A text that an earlier edit left here is never written over.
    let (path, mut file) = (1..)
        .map(|n| folder.join(format!("edit-{}-{n}.txt", std::process::id())))
        .map(|path| {
            let new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
            new.map(|file: File| (path, file))
        })
        .find(|made| !made.as_ref().is_err_and(|e| e.kind() == std::io::ErrorKind::AlreadyExists))
        .unwrap_or_else(|| Err(std::io::ErrorKind::AlreadyExists.into()))
        .map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    Ok(path)
}
