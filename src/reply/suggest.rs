//! Which kind of reply the words of a mail call for: somebody who got a no asks why, or offers something else.

use super::kind::Catalog;
use crate::extract::{Class, Invitation};
use crate::fact::{Finding, Weight};
use crate::message::Mail;
use crate::message::body::Voice;
use crate::words::{self, schema::LetterWords};

/// A kind that fits, and the words that call for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The kind's name.
    pub kind: String,
    /// The words.
    pub words: String,
}

/// The kind that a mail calls for which follows a no of mine in the same thread.
pub fn suggest(mail: &Mail, found: &Invitation, catalog: &Catalog) -> Option<Suggestion> {
    let words = words::letter(found.language.as_deref()?)?;
    if !follows_a_no(mail, found, words) {
        return None;
    }
    let said = flat(mail, |voice| voice == Voice::Said);
    let fits = |(kind, all): (&String, &Vec<String>)| {
        let first = all.iter().filter_map(|w| said.find(w.as_str()).map(|at| (at, w))).min()?;
        catalog.kind(kind).ok().map(|k| (first.0, Suggestion { kind: k.name.clone(), words: first.1.clone() }))
    };
    words.suggest.iter().filter_map(fits).min_by_key(|(at, _)| *at).map(|(_, suggestion)| suggestion)
}

/// The finding that names it, where another kind is about to be written.
pub fn finding(mail: &Mail, found: &Invitation, catalog: &Catalog, chosen: &str) -> Option<Finding> {
    let it = suggest(mail, found, catalog).filter(|s| s.kind != chosen)?;
    let text = format!("they answer your earlier no, with \"{}\"", it.words);
    Some(Finding::new("suggested-kind", Weight::Ask, text).help(format!("`--as {}` answers that.", it.kind)))
}

/// Is it an answer to a no: by the quoted text, or as a question within a thread?
fn follows_a_no(mail: &Mail, found: &Invitation, words: &LetterWords) -> bool {
    if found.class.value == Class::Inquiry && !(mail.in_reply_to.is_empty() && mail.references.is_empty()) {
        return true;
    }
    let quoted = flat(mail, |voice| matches!(voice, Voice::Quoted));
    words.decision.get("no").into_iter().flatten().any(|no| quoted.contains(no.as_str()))
}

/// So many bytes of a voice are looked at: the newest message stands above those it answers.
const LIMIT: usize = 32 * 1024;

/// The lines of some voices, in one line and in lower case.
fn flat(mail: &Mail, wanted: impl Fn(Voice) -> bool) -> String {
    let mut left = LIMIT;
    let lines = mail.body.lines.iter().filter(|l| wanted(l.voice)).map(|l| mail.body.line(l)).take_while(|line| {
        let fits = left.checked_sub(line.len());
        left = fits.unwrap_or(0);
        fits.is_some()
    });
    let mut out = String::new();
    for word in lines.flat_map(|l| l.trim_start_matches(['>', ' ']).split_whitespace()) {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            out += &word.to_lowercase().replace('\u{2019}', "'");
        }
    }
    out
}
