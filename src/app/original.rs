//! The message that a reply file answers, where no client handed it over.

use super::{input, stash};
use crate::error::{Error, Exit, Result};
use crate::message::thread::MsgId;
use std::process::{Command, Stdio};

/// The message that was stashed; else the one that the reply file names, as notmuch has it.
///
/// # Errors
/// [`Exit::NoInput`] when there is neither.
pub fn find(named: Option<&MsgId>) -> Result<Vec<u8>> {
    match (stash::fresh()?, named) {
        (Some(bytes), _) => Ok(bytes),
        // A client that starts `stash` and the editor at once may still be on its way.
        (None, Some(id)) => in_notmuch(id).or_else(|why| stash::take().map_err(|_| why)),
        (None, None) => stash::take(),
    }
}

/// Looks the message up by its id: the names of its files change as soon as it is read.
fn in_notmuch(id: &MsgId) -> Result<Vec<u8>> {
    let failed = |why: &str| {
        Error::new(
            Exit::NoInput,
            format!("{id}, which this reply answers, was not found: {why}; the file is unchanged"),
        )
        .hint(
            "notmuch is asked for it, when it is set up. Else pipe the message to `regrets stash` before, or name \
                 its file with `--message`.",
        )
    };
    let out = Command::new("notmuch")
        .args(["show", "--format=raw", &query(id)])
        .stdin(Stdio::null())
        .output()
        .map_err(|_| failed("it was not piped in, and notmuch cannot be started"))?;
    if !out.status.success() {
        let said = String::from_utf8_lossy(&out.stderr);
        return Err(failed(&format!("notmuch says: {}", said.lines().next().unwrap_or("nothing"))));
    }
    input::limited(out.stdout.as_slice(), &id.to_string())
}

/// An id may hold characters that mean something to notmuch.
fn query(id: &MsgId) -> String {
    format!("id:\"{}\"", id.as_str().replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_one_word_to_notmuch() {
        let id = MsgId::parse("<a\"or(*)@b.example>").unwrap();
        assert_eq!(query(&id), "id:\"a\"\"or(*)@b.example\"");
    }
}
