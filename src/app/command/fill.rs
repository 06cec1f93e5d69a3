//! `regrets fill`: completes the reply file that a client's editor was started on, in place.

use crate::app::cli::ReplyOptions;
use crate::app::session::Session;
use crate::app::{editor, input, original, output, run};
use crate::error::{Error, Exit, Result};
use crate::message::thread::MsgId;
use std::path::Path;
use std::process::ExitCode;

/// Writes the letter into the reply file: a header block at its top stays, and so does text the person wrote.
///
/// The message answered is the one named, else the one that was stashed, else the one that the file's header block
/// names, out of notmuch; where the header block names one, it has to be that one. With `--edit` the person's editor is started on the file afterwards.
///
/// # Errors
/// As [`run::prepare`]; the file is unchanged then. [`Exit::NeedsPerson`] when the message is another one.
pub fn run(session: &Session, draft: &Path, message: Option<&Path>, options: &ReplyOptions) -> Result<ExitCode> {
    let name = draft.display();
    let text = std::fs::read_to_string(draft)
        .map_err(|e| Error::new(Exit::NoInput, format!("the reply file `{name}` cannot be read: {e}")))?;
    let (head, rest) = head(&text);
    let named = answered(head);
    let bytes = match message {
        Some(path) => input::messages(&[path.to_path_buf()])?.remove(0).bytes,
        None => original::find(named.as_ref())?,
    };
    let quiet = ReplyOptions { edit: false, ..options.clone() };
    let prepared = run::prepare(session, &bytes, &quiet)?;
    if let Some(error) = run::stopped(&prepared) {
        return Err(error);
    }
    if let (Some(named), Some(id)) = (&named, &prepared.mail.id)
        && named != id
    {
        return Err(Error::new(
            Exit::NeedsPerson,
            "this reply answers another message than the one that was piped; the file is unchanged",
        ));
    }
    let letter = prepared.messages.first().map(|(m, _)| m.reply.body.as_str()).unwrap_or_default();
    let own = own_words(rest);
    let filled = if own.is_empty() { format!("{head}{letter}") } else { format!("{head}{letter}\n{rest}") };
    replace(draft, &filled)?;
    if prepared.messages.iter().any(|(m, _)| m.reply.calendar.is_some()) {
        output::say("regrets: the calendar request is not answered by this text; `draft` and `send` answer it, too");
    }
    for finding in &prepared.findings {
        output::say(&format!("regrets: {}", finding.text));
    }
    if options.edit {
        editor::open(draft)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the file anew, whole or not at all: what the person wrote in it is never lost half-way.
fn replace(draft: &Path, text: &str) -> Result<()> {
    let cannot = |e: std::io::Error| {
        Error::new(Exit::CantCreate, format!("the reply file `{}` cannot be written: {e}", draft.display()))
            .hint("It is unchanged.")
    };
    let draft = draft.canonicalize().map_err(cannot)?;
    let mut beside = draft.clone().into_os_string();
    beside.push(format!(".{}.tmp", std::process::id()));
    let written = std::fs::copy(&draft, &beside).and_then(|_| std::fs::write(&beside, text));
    written.and_then(|()| std::fs::rename(&beside, &draft)).map_err(|e| {
        let _ = std::fs::remove_file(&beside);
        cannot(e)
    })
}

/// The header block with its blank line, and what follows; no block in a file that begins with text.
fn head(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        if bare.is_empty() {
            return if at > 0 { text.split_at(at + line.len()) } else { ("", text) };
        }
        let name = bare.split(':').next().unwrap_or_default();
        let named = bare.contains(':') && !name.is_empty();
        let header = named && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let folded = at > 0 && bare.starts_with([' ', '\t']);
        if !header && !folded {
            return ("", text);
        }
        at += line.len();
    }
    ("", text)
}

fn answered(head: &str) -> Option<MsgId> {
    head.lines().find_map(|l| {
        l.get(..12).filter(|n| n.eq_ignore_ascii_case("in-reply-to:")).and_then(|_| MsgId::parse(&l[12..]))
    })
}

/// What a person wrote into the file: not quoted, not the attribution above a quotation, not the signature.
fn own_words(text: &str) -> String {
    let before_signature = text.split("\n-- \n").next().unwrap_or_default();
    let lines: Vec<&str> = before_signature.lines().collect();
    let quoted = |l: Option<&&str>| l.is_some_and(|l| l.starts_with('>'));
    let own = lines.iter().enumerate().filter(|(at, line)| {
        let attribution = quoted(lines.get(at + 1)) && line.trim_end().ends_with(':');
        let client = quoted(Some(line)) || attribution || **line == "-- ";
        !client && !line.trim().is_empty()
    });
    own.map(|(_, line)| *line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_block_is_kept_and_text_is_none() {
        let file = "To: a@b.example\nSubject: Re: x\n y\nIn-Reply-To: <1@b.example>\n\nhello\n";
        let (head, rest) = head(file);
        assert!(head.ends_with(">\n\n") && rest == "hello\n");
        assert_eq!(answered(head).map(|id| id.to_string()).as_deref(), Some("<1@b.example>"));
        assert_eq!(super::head("Dear all: hi\n\nx"), ("", "Dear all: hi\n\nx"));
        assert_eq!(super::head("\nx"), ("", "\nx"));
    }

    #[test]
    fn only_the_persons_own_words_count() {
        assert_eq!(own_words("\nOn Monday Dana wrote:\n> old\n> older\n\n-- \nAda\n"), "");
        assert_eq!(own_words("I typed this\n> old"), "I typed this");
    }
}
