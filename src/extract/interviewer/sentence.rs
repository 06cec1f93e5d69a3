//! Where a sentence begins and ends: at a stop that closes no title, or at a blank line.

use super::titles::is_academic;
use crate::words::schema::{WordClass, folded};
use std::ops::Range;

/// Bytes before and behind a place in which its sentence is looked for.
pub(super) const NEAR: usize = 400;

/// The sentence around a byte.
pub(super) fn around(text: &str, at: usize) -> Range<usize> {
    let to = text.floor_char_boundary(text.len().min(at + NEAR));
    let mut ends = text[at..to].match_indices(['.', '?', '!', '\n']).map(|(i, _)| at + i);
    start(&text[..at])..ends.find(|i| closes(&text[..to], *i)).unwrap_or(to)
}

/// Where the last sentence of a text begins.
pub(super) fn start(text: &str) -> usize {
    let from = text.floor_char_boundary(text.len().saturating_sub(NEAR));
    let mut ends = text[from..].rmatch_indices(['.', '?', '!', '\n']).map(|(i, _)| from + i);
    ends.find(|i| closes(text, *i)).map_or(from, |i| i + 1)
}

/// Does the sign at a byte end a sentence?
fn closes(text: &str, at: usize) -> bool {
    let (before, behind) = (&text[..at], &text[at + 1..]);
    match text.as_bytes()[at] {
        b'\n' => behind.starts_with('\n') || before.ends_with('\n'),
        b'.' => {
            let word = before.rsplit([' ', '\n', '(', '\'', '’']).next().unwrap_or_default();
            let short = word.chars().count() <= 4 && word.starts_with(char::is_uppercase);
            let known = is_academic(&format!("{}.", word.to_lowercase())) && word.chars().count() > 2;
            let title = known || short && !is_surname(&before[..before.len() - word.len()], word) || word.contains('.');
            behind.starts_with(['\n', ' ']) && !(title && behind.starts_with(' '))
        }
        _ => behind.is_empty() || behind.starts_with(['\n', ' ']),
    }
}

/// "Sam Hill": a short word behind a name, that is no title, is one, too.
fn is_surname(before: &str, word: &str) -> bool {
    let given = before.strip_suffix(' ').and_then(|b| b.rsplit([' ', '\n', '(']).next()).unwrap_or_default();
    let names = word.chars().count() > 2 && given.starts_with(char::is_uppercase) && !given.ends_with('.');
    names && !crate::words::employer().is(&folded(word), WordClass::Honorific)
}
