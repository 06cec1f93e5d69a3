//! `regrets check`: any draft, or text, against the rules of a good answer.

use crate::app::cli::Source;
use crate::app::session::Session;
use crate::app::{input, output, wording};
use crate::error::{Error, Exit, Result};
use crate::extract::{self, language};
use crate::fact::Weight;
use crate::message::Mail;
use crate::review::checks::{self, Letter};
use crate::review::preview;
use crate::words;
use std::path::Path;
use std::process::ExitCode;

/// Checks each draft and prints what there is to say.
///
/// # Errors
/// [`Exit::NeedsPerson`] when a finding is a *stop*; [`Exit::Data`] for a draft without text; as [`input::messages`].
pub fn run(session: &Session, source: &Source, message: Option<&Path>, kind: Option<&str>) -> Result<ExitCode> {
    let catalog = wording::load()?;
    let kind = kind.map(|name| catalog.kind(name)).transpose()?;
    let answered = match message {
        Some(path) => {
            let mail = Mail::read(&input::messages(&[path.to_path_buf()])?.remove(0).bytes)?;
            let found = extract::invitation(&mail, &session.now);
            Some((mail, found))
        }
        None => None,
    };
    input::each(&input::of(source)?, |message| {
        let bytes = &message.bytes;
        let whole = text(bytes)?;
        let body = without_quotation(&whole).to_string();
        let language = language::of_text(&body).unwrap_or_else(|| "en".into());
        let words = words::letter(&language);
        let words = words.ok_or_else(|| {
            Error::new(Exit::Usage, format!("the text reads as `{language}`, a language without letters here"))
        })?;
        let answers = answered.as_ref().map(|(mail, found)| (mail, found));
        let findings = checks::run(&Letter { body: &body, language: &language, words, kind, answers, intent: None });
        if findings.is_empty() {
            return output::print("nothing to say against it\n");
        }
        let mut out = String::new();
        preview::concerns(&mut out, &findings, session.style.into());
        output::print(out.trim_start_matches('\n'))?;
        let stops = findings.iter().filter(|f| f.weight == Weight::Stop).count();
        if stops > 0 {
            return Err(Error::new(Exit::NeedsPerson, format!("{stops} of the findings should stop this letter")));
        }
        Ok(())
    })
}

/// A draft without the original that is quoted below it: the line above it, and nothing but quoted lines and a
/// signature behind.
fn without_quotation(text: &str) -> &str {
    let Some(at) = text.find("\n>").map(|at| at + 1) else { return text };
    let rest = text[at..].split("\n-- \n").next().unwrap_or_default();
    if rest.lines().any(|l| !l.starts_with('>') && !l.trim().is_empty()) {
        return text;
    }
    let above = text[..at].trim_end();
    above.rfind("\n\n").filter(|_| above.ends_with(':')).map_or(above, |end| &above[..end])
}

/// The text of a draft: of a message, of a client's reply file with or without headers, or the text itself.
fn text(bytes: &[u8]) -> Result<String> {
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let name = first.split(|b| *b == b':').next().unwrap_or_default();
    let header =
        name.len() < first.len() && !name.is_empty() && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let text = match Mail::read(bytes) {
        Ok(mail) if header => mail.body.text,
        _ => String::from_utf8_lossy(bytes).replace("\r\n", "\n"),
    };
    if text.trim().is_empty() {
        return Err(Error::new(Exit::Data, "the draft has no text"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_original_below_is_no_part_of_the_letter() {
        let letter = "Dear Nora,\n\nI decline.\n\nAda";
        let quoted = format!("{letter}\n\nOn Monday, Nora wrote:\n> Come.\n>\n> Nora\n\n-- \nAda\n+44 20\n");
        assert_eq!(without_quotation(&quoted), letter);
        let between = format!("{letter}\n> Come.\nNo.\n");
        assert_eq!(without_quotation(&between), between);
    }
}
