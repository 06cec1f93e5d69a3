//! Mail whose writer knows no capitals: given names get one, so that the rules for names see them.

use super::name::is_job;
use crate::words::schema::{PeopleWords, WordClass, folded};

/// The text with a capital for each given name that is no other word, where the writer begins sentences small. Every byte
/// stays in its place.
pub(super) fn with_capitals(text: &str, lower: &str, words: &PeopleWords) -> Option<String> {
    if !writes_small(text) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphabetic) {
        let size = rest[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len() - start);
        let (word, behind) = (&rest[start..start + size], &rest[start + size..]);
        out.push_str(&rest[..start]);
        let glued = out.ends_with(['@', '.', '/', '-', '\'', '’', '_']) || behind.starts_with(['@', '/', '-', '_']);
        if !glued && is_given(word, words) {
            capitalised(word, &mut out)
        } else {
            out.push_str(word)
        }
        rest = behind;
    }
    out.push_str(rest);
    (out.len() == lower.len()).then_some(out)
}

/// Do more lines and sentences begin with a small letter than with a capital?
fn writes_small(text: &str) -> bool {
    let (mut small, mut capital) = (0, 0);
    let mut before = ['\n', '\n'];
    for c in text.chars() {
        let begins = before[1] == '\n' || before[1] == ' ' && matches!(before[0], '.' | '?' | '!' | '\n');
        small += usize::from(begins && c.is_lowercase());
        capital += usize::from(begins && c.is_uppercase());
        before = [before[1], c];
    }
    small > 2 * capital
}

fn is_given(word: &str, words: &PeopleWords) -> bool {
    let small = word.chars().count() >= 3 && word.chars().all(char::is_lowercase);
    if !small {
        return false;
    }
    let (employer, key) = (crate::words::employer(), folded(word));
    let other = [WordClass::Function, WordClass::Stop, WordClass::Time, WordClass::Chatter, WordClass::Team];
    employer.is(&key, WordClass::Given)
        && !other.iter().any(|c| employer.is(&key, *c))
        && !is_job(word)
        && !words.no_names.contains(word)
}

fn capitalised(word: &str, out: &mut String) {
    let mut chars = word.chars();
    if let Some(first) = chars.next() {
        let big: String = first.to_uppercase().collect();
        if big.len() == first.len_utf8() { out.push_str(&big) } else { out.push(first) }
    }
    out.push_str(chars.as_str());
}
