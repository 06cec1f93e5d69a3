//! `regrets note` and `regrets call-script`: texts beside the letter, from the same facts and templates.

use crate::app::cli::{ReplyOptions, Source};
use crate::app::session::Session;
use crate::app::{input, output, run};
use crate::error::{Error, Exit, Result};
use crate::reply::kind::Medium;
use crate::review::paint::Paint;
use crate::text::one_line;
use std::process::ExitCode;

/// Prints a note of at most `limit` characters: the longest version of the template that fits.
///
/// # Errors
/// As [`run::beside`]; [`Exit::Usage`] when no version fits.
pub fn note(session: &Session, source: &Source, options: &ReplyOptions, limit: usize) -> Result<ExitCode> {
    input::each(&input::of(source)?, |message| {
        let bytes = &message.bytes;
        let beside = run::beside(session, bytes, options, Medium::Note)?;
        let versions: Vec<String> = beside.text.split("\n\n").map(one_line).filter(|v| !v.is_empty()).collect();
        let fits = versions.iter().find(|v| v.chars().count() <= limit);
        let note = fits.ok_or_else(|| {
            let least = versions.iter().map(|v| v.chars().count()).min().unwrap_or_default();
            Error::new(Exit::Usage, format!("no version of the note fits into {limit} characters"))
                .hint(format!("The shortest has {least}."))
        })?;
        output::print(&format!("{note}\n"))?;
        output::say(&format!("{} of {limit} characters", note.chars().count()));
        Ok(())
    })
}

/// Prints what to say in a call: whom to ring, and a paragraph for each turn the call may take.
///
/// # Errors
/// As [`run::beside`].
pub fn call_script(session: &Session, source: &Source, options: &ReplyOptions) -> Result<ExitCode> {
    let paint: Paint = session.style.into();
    input::each(&input::of(source)?, |message| {
        let bytes = &message.bytes;
        let beside = run::beside(session, bytes, options, Medium::Call)?;
        let found = &beside.found;
        let mut out = String::new();
        let who = found.contact.value().and_then(|p| p.name.clone()).or_else(|| found.company.value().cloned());
        let number = found.phone.value().map_or("the mail gives no number", String::as_str);
        out += &format!("{}\n", paint.head(&one_line(&format!("{}: {number}", who.as_deref().unwrap_or("call")))));
        for paragraph in beside.text.split("\n\n") {
            out += "\n";
            for line in paint.wrap(&one_line(paragraph), 2) {
                out += &format!("  {}\n", paint.plain(&line));
            }
        }
        output::print(&out)
    })
}
