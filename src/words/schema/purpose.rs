mod compile;

use super::packed::{self, Fixed, Table, Text};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::ops::Range;

/// What the messages of a language are for, as `purpose.toml` says it: groups of words, forms made of
/// them, and what a form speaks for. Checked and compiled when the program is built.
///
/// A form is a row of pieces: `word`, `wor*` (any ending), `a|b` (either), `<group>`, `?` and `:` as
/// they stand in a text, `^` (the beginning of a sentence), `..` (up to 4 words between) and `...` (up to 14), `@clock`, `@date`, `@num`
/// and `@link` for what is not made of letters. Case and accents do not matter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(remote = "Self", bound(deserialize = "'de: 'static"))]
pub struct PurposeWords {
    /// All words of all terms, one after another.
    #[serde(deserialize_with = "packed::text")]
    text: Text,
    /// The words of all terms, one term after another.
    words: Table<Word>,
    /// Every term, those of one first word together.
    terms: Table<Term>,
    /// The first words of terms, by bucket, each with its first term; and one behind the last.
    firsts: Table<(Word, u16)>,
    /// Where each bucket starts in `firsts`; one more than there are buckets.
    buckets: Table<u16>,
    /// The names of the groups that have one: the first of them.
    pub names: Vec<String>,
    /// How many groups there are.
    pub groups: u16,
    /// Every form, in the order of the file.
    #[serde(with = "packed")]
    pub forms: Vec<Form>,
    /// The forms by their first group.
    by_group: Table<u16>,
    /// Where the forms of each group start in `by_group`; one more than there are groups.
    group_starts: Table<u16>,
    /// The pieces of all forms, one form after another.
    #[serde(with = "packed")]
    pieces: Vec<Piece>,
    /// What the forms speak for.
    pub cues: Vec<Cue>,
}

/// A row of words that belongs to a group. Rows lie in one list: unpacking takes one allocation, not thousands.
#[derive(Debug, Clone, Copy)]
struct Term {
    group: u16,
    words: Row,
}

/// A piece of a list: its first item and how many.
#[derive(Debug, Clone, Copy)]
struct Row {
    start: u16,
    len: u8,
}

impl Row {
    /// Appends items to a list.
    fn append<T>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>) -> Row {
        let start = list.len();
        list.extend(items);
        Row { start: start as u16, len: (list.len() - start) as u8 }
    }

    fn range(self) -> Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    start: u16,
    len: u8,
    open: bool,
}

/// A row of pieces, and the cue it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The index of its cue.
    pub cue: u16,
    pieces: Row,
}

/// One piece of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A term of this group.
    Group(u16),
    /// So many words or fewer.
    Gap(u8),
    /// The beginning of a sentence.
    Start,
}

impl Fixed for Row {
    const SIZE: usize = 3;
    fn put(&self, out: &mut Vec<u8>) {
        (self.start, self.len).put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Row {
        let (start, len) = Fixed::take(bytes);
        Row { start, len }
    }
}

impl Fixed for Term {
    const SIZE: usize = 5;
    fn put(&self, out: &mut Vec<u8>) {
        self.group.put(out);
        self.words.put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Term {
        let (group, words) = Fixed::take(bytes);
        Term { group, words }
    }
}

impl Fixed for Word {
    const SIZE: usize = 4;
    fn put(&self, out: &mut Vec<u8>) {
        (self.start, (self.len, u8::from(self.open))).put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Word {
        let (start, (len, open)): (u16, (u8, u8)) = Fixed::take(bytes);
        Word { start, len, open: open != 0 }
    }
}

impl Fixed for Form {
    const SIZE: usize = 5;
    fn put(&self, out: &mut Vec<u8>) {
        self.cue.put(out);
        self.pieces.put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Form {
        let (cue, pieces) = Fixed::take(bytes);
        Form { cue, pieces }
    }
}

impl Fixed for Piece {
    const SIZE: usize = 3;
    fn put(&self, out: &mut Vec<u8>) {
        let (kind, value): (u8, u16) = match *self {
            Piece::Start => (0, 0),
            Piece::Group(group) => (1, group),
            Piece::Gap(gap) => (2, u16::from(gap)),
        };
        (kind, value).put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Piece {
        let (kind, value): (u8, u16) = Fixed::take(bytes);
        match kind {
            0 => Piece::Start,
            1 => Piece::Group(value),
            _ => Piece::Gap(value as u8),
        }
    }
}

/// What a form speaks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Cue {
    /// Its name, as a reader of `read --json` sees it.
    pub name: String,
    /// What it speaks for.
    pub says: Says,
    /// How strongly, from 1 (a hint) to 9 (settles it).
    pub points: u8,
    /// Where it counts; everywhere if absent.
    #[serde(default)]
    pub scope: Scope,
}

/// What a cue speaks for: a class of message, or how its sentence is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Says {
    Invitation,
    Reschedule,
    Confirmation,
    Cancellation,
    Assessment,
    Inquiry,
    Receipt,
    Rejection,
    Offer,
    Outreach,
    Newsletter,
    Other,
    /// The writer asks for times, offers them, or wants one confirmed: to invite or to move.
    Times,
    /// An interview is named.
    Interview,
    /// About a matter that is no job: a visa, a flat, a doctor.
    Elsewhere,
    /// Friends, clubs, customers and tradesmen say so: it counts where nothing says that it is about a job.
    Daily,
    /// This is about somebody's job application at all.
    Context,
    /// The writer may only pretend to hire: 2 points for a strong sign, 1 for a weak one.
    Scam,
    /// The sentence says what might be.
    Void,
    /// The sentence names what may be chosen instead: what it says of a move is none.
    Choice,
    /// The writer apologises for the mail itself, its hour or how late it is.
    Late,
    /// The sentence says what has been: no meeting in it is still to come.
    Past,
    /// The writer addresses the reader formally.
    Formal,
    /// The writer addresses the reader informally.
    Informal,
}

/// Where a cue counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// In the subject and in the body.
    #[default]
    Anywhere,
    /// In the subject, and in the title of a calendar event.
    Subject,
    /// In the body.
    Body,
}

impl Serialize for PurposeWords {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        PurposeWords::serialize(self, to)
    }
}

impl<'de: 'static> Deserialize<'de> for PurposeWords {
    /// From the written file, or from what the build packed.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return compile::Source::deserialize(from)?.compile().map_err(D::Error::custom);
        }
        PurposeWords::deserialize(from)
    }
}

const BUCKETS: usize = 1024;

fn bucket(word: &str) -> usize {
    let b = word.as_bytes();
    let at = |i: usize| b.get(i).copied().unwrap_or(0) as usize;
    (at(0) * 67 + at(1) * 31) % BUCKETS
}

impl PurposeWords {
    /// Calls `found(group, words)` for every term that starts with the first of `rest`.
    pub fn terms<'a>(&self, rest: impl Fn(usize) -> Option<&'a str>, mut found: impl FnMut(u16, usize)) {
        let Some(first) = rest(0) else { return };
        let at = bucket(first);
        for index in self.buckets.at(at) as usize..self.buckets.at(at + 1) as usize {
            let (word, from) = self.firsts.at(index);
            if !self.fits(word, first) {
                continue;
            }
            for term in self.terms.rows(from as usize..self.firsts.at(index + 1).1 as usize) {
                let fits = |(i, w): (usize, Word)| rest(i).is_some_and(|word| self.fits(w, word));
                if (1..).zip(self.words.rows(term.words.range()).skip(1)).all(fits) {
                    found(term.group, term.words.len as usize);
                }
            }
        }
    }

    /// The forms whose first group this is, by their numbers in order. Every form has a group.
    pub fn beginning(&self, group: u16) -> impl Iterator<Item = u16> {
        let group = group as usize;
        self.by_group.rows(self.group_starts.at(group) as usize..self.group_starts.at(group + 1) as usize)
    }

    /// The pieces of a form, in order.
    pub fn pieces(&self, form: &Form) -> &[Piece] {
        &self.pieces[form.pieces.range()]
    }

    fn fits(&self, pattern: Word, word: &str) -> bool {
        let start = pattern.start as usize;
        let text = &self.text[start..start + pattern.len as usize];
        if pattern.open { word.starts_with(text) } else { word == text }
    }
}
