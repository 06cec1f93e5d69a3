//! A first look at undecoded bytes: could this message wait for an answer at all? It decides most mail.
//!
//! A message is worth reading when it holds a word that only interviews have, or one word of work and one of
//! meeting, both of one language; or when the bytes hide the words: a calendar part, or text in base64. Words are
//! looked for by their beginnings, without regard to case, where a word begins.

use crate::words;
use crate::words::schema::glance::{MEET, SURE, WORK};
use memchr::memmem;
use std::sync::OnceLock;

/// What hides words from a first look, in the header of a part. Written in the case that most programs use.
const TEXT: &[&[u8]] = &[b"text/", b"Text/", b"TEXT/"];
const BASE64: &[&[u8]] = &[b"base64", b"Base64", b"BASE64"];
/// Two headers of one part are no further from one another.
const NEAR: usize = 600;

/// Is this message worth reading in full? Of a discussion list (`list`) only what speaks of interviews is.
pub fn may_wait(raw: &[u8], list: bool) -> bool {
    let mut seen = 0;
    let mut inside = false;
    let table = table();
    for (at, byte) in raw.iter().enumerate() {
        let letter = byte.is_ascii_alphabetic();
        if letter && !inside {
            seen |= table.at(&raw[at..]);
            if seen & SURE != 0 || (!list && seen & (seen >> MEET) & WORK != 0) {
                return true;
            }
        }
        inside = letter;
    }
    has_hidden_words(raw)
}

/// Every beginning, behind a filter of its first two letters.
struct Table {
    /// For each pair of first letters, where its beginnings lie in the list.
    pairs: Vec<(u16, u16)>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut pairs = vec![(0, 0); 32 * 32];
        for (at, (word, _)) in (0..).zip(words::glance()) {
            let Some(pair) = pair(word.as_bytes()) else { continue };
            let (first, last) = &mut pairs[pair];
            if *last == 0 {
                *first = at;
            }
            *last = at + 1;
        }
        Table { pairs }
    })
}

impl Table {
    /// What the word that begins here speaks for.
    fn at(&self, text: &[u8]) -> u64 {
        let Some(pair) = pair(text) else { return 0 };
        let (first, last) = self.pairs[pair];
        let here = &words::glance()[usize::from(first)..usize::from(last)];
        here.iter().filter(|(word, _)| begins(text, word)).fold(0, |seen, (word, bit)| {
            // A word of two or three letters is a whole word: `hr` and `cv` begin too many others.
            let whole = word.len() > 3 || text.get(word.len()).is_none_or(|b| !b.is_ascii_alphabetic());
            if whole { seen | bit } else { seen }
        })
    }
}

/// The number of a word's first two letters, without regard to case.
fn pair(text: &[u8]) -> Option<usize> {
    match text {
        [a, b, ..] if b.is_ascii_alphabetic() => Some(usize::from(a & 31) << 5 | usize::from(b & 31)),
        _ => None,
    }
}

fn begins(text: &[u8], word: &str) -> bool {
    text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word.as_bytes()))
}

/// Is there a calendar, or text that is encoded as a whole?
fn has_hidden_words(raw: &[u8]) -> bool {
    BASE64.iter().any(|base64| {
        memmem::find_iter(raw, base64).any(|at| {
            let around = &raw[at.saturating_sub(NEAR)..(at + NEAR).min(raw.len())];
            TEXT.iter().any(|text| memmem::find(around, text).is_some())
        })
    }) || TEXT.iter().any(|text| memmem::find_iter(raw, text).any(|at| begins(&raw[at + text.len()..], "calendar")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_interviews_are_enough_in_any_language_and_case() {
        for text in ["INTERVIEW", "zum Vorstellungsgespr=C3=A4ch", "votre entretien", "een sollicitatiegesprek"] {
            assert!(may_wait(text.as_bytes(), false), "{text}");
        }
        assert!(may_wait(b"about the role: are you free for a chat?", false));
        assert!(may_wait(b"HR here, can we talk?", false));
        assert!(!may_wait(b"HR here, can we talk?", true) && may_wait(b"your interview", true));
    }

    #[test]
    fn one_half_is_not_enough_and_words_begin_where_they_begin() {
        for text in [
            "let us talk on Tuesday",
            "the engineers built it",
            "chrome metals reinterviewed",
            "die Stelle. Shall we talk?",
            "lunch?",
        ] {
            assert!(!may_wait(text.as_bytes(), false), "{text}");
        }
    }

    #[test]
    fn what_hides_its_words_is_read() {
        assert!(may_wait(b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSGk=\n", false));
        assert!(may_wait(b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n", false));
        assert!(!may_wait(b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nSGk=\n", false));
    }
}
