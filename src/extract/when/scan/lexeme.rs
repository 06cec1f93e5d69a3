//! A line as lexemes, and the phrases that stand among them.

use crate::words::schema::{Phrases, TimeWords};
use std::borrow::Cow;

#[derive(Debug, Clone)]
pub(super) struct Lexeme<'a> {
    pub(super) text: &'a str,
    pub(super) lower: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: Option<u32>,
}

pub(super) fn lex(text: &str) -> Vec<Lexeme<'_>> {
    let mut out: Vec<Lexeme> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let class = kind(c);
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = chars.peek().copied() {
            let joins = kind(next) == class
                || class == 1
                    && matches!(next, '\'' | '’')
                    && text[at + next.len_utf8()..].starts_with(char::is_alphabetic);
            if class == 2 || !joins {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let word = &text[start..end];
        let number = if class == 0 && word.len() <= 4 { word.parse().ok() } else { None };
        out.push(Lexeme { text: word, lower: lower(word), start, end, number });
    }
    out
}

/// The word in lower case, as most are written.
fn lower(word: &str) -> Cow<'_, str> {
    let plain = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if plain { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Digits, letters, signs.
fn kind(c: char) -> u8 {
    if c.is_ascii_digit() {
        0
    } else if c.is_alphabetic() || c == '\u{aa}' || c == 'º' {
        1
    } else {
        2
    }
}

/// A line with the words of its language: what stands at a lexeme.
pub(super) struct Scan<'a> {
    pub(super) l: &'a [Lexeme<'a>],
    pub(super) w: &'a TimeWords,
    pub(super) text: &'a str,
    /// Is it being asked whether a day ends before a time? A day that needs that very time is then none.
    pub(super) asked: std::cell::Cell<bool>,
}

impl Scan<'_> {
    pub(super) fn number(&self, i: usize) -> Option<u32> {
        self.l.get(i)?.number
    }

    pub(super) fn is(&self, i: usize, sign: &str) -> bool {
        self.l.get(i).is_some_and(|l| l.text == sign)
    }

    /// Do two lexemes touch?
    pub(super) fn touch(&self, i: usize) -> bool {
        i > 0 && self.l.get(i).is_some_and(|l| self.l[i - 1].end == l.start)
    }

    /// Does one of the phrases stand at `i`? Returns the lexeme behind it; the longest wins.
    pub(super) fn phrase(&self, list: &Phrases, i: usize) -> Option<usize> {
        self.l.get(i).filter(|here| list.may_begin(&here.lower))?;
        list.iter().filter_map(|p| self.one_phrase(p, i)).max()
    }

    #[inline]
    pub(super) fn one_phrase(&self, phrase: &str, i: usize) -> Option<usize> {
        // Most phrases differ in the first letter: told apart before any text is looked at.
        let here = self.l.get(i)?;
        (here.lower.as_bytes().first() == phrase.as_bytes().first()).then(|| self.whole_phrase(phrase, i))?
    }

    fn whole_phrase(&self, phrase: &str, i: usize) -> Option<usize> {
        let start = self.l.get(i)?.start;
        let rest = self.text.get(start..)?;
        let mut matched = start;
        let mut chars = rest.char_indices();
        for wanted in phrase.chars() {
            let (at, c) = chars.next()?;
            let same =
                c == wanted || c.to_lowercase().eq(std::iter::once(wanted)) || wanted == ' ' && c.is_whitespace();
            if !same {
                return None;
            }
            matched = start + at + c.len_utf8();
        }
        let mut next = i;
        while self.l.get(next).is_some_and(|l| l.end <= matched) {
            next += 1;
        }
        // It must end where a word ends.
        (next > i && self.l[next - 1].end == matched).then_some(next)
    }

    /// The index of the list in which the word stands.
    pub(super) fn which(&self, lists: &[Phrases], i: usize) -> Option<(i8, usize)> {
        let found = lists.iter().enumerate().filter_map(|(n, list)| self.phrase(list, i).map(|next| (n as i8, next)));
        found.max_by_key(|(_, next)| *next)
    }

    pub(super) fn skip(&self, mut i: usize, signs: &[&str]) -> usize {
        while signs.iter().any(|s| self.is(i, s)) {
            i += 1;
        }
        i
    }
}
