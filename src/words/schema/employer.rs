mod compile;
mod firsts;

use super::WordClass;
use super::packed::{self, Fixed, Table, Text};
pub use firsts::Firsts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `employer.toml` as it is written: the words a language has for jobs and those who give them.
///
/// All languages are merged into one [`EmployerWords`], because job mail mixes them: a German mail about a
/// "Senior Controller", a Dutch one with an English subject.
///
/// A form is a row of pieces, matched against the folded tokens of one sentence:
///
/// - `word`, or `one|other`: either; `wor*`: any ending; `<group>`: any of a group, whose entries may be
///   several words
/// - `(word|<group>)`: may be there or not
/// - `{role}`, `{company}`, `{agency}`: a slot, up to 16 tokens; it ends where the next piece begins, and at the
///   end of the sentence if there is none. A form may begin with a slot, which then reaches back as far as
///   the start of the sentence
/// - `{person}`: one to three words with a capital, a name that is not kept; before the first word it reaches back
/// - `^` and `$`: the sentence begins, ends here; `..`: up to four tokens; `,..,`: between two commas, or nothing
/// - `,` `:` and other marks stand for themselves; quotation marks are passed over everywhere
#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields)]
pub struct EmployerSource {
    lexicon: BTreeMap<WordClass, Vec<String>>,
    /// Are words written in one, so that a title may end with any longer word for one?
    #[serde(default)]
    compounds: bool,
    #[serde(default)]
    groups: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    form: Vec<FormSource>,
}

#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields)]
struct FormSource {
    name: String,
    points: u8,
    forms: Vec<String>,
}

/// The words of all languages, as the build packs them: every word once, in one text.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct EmployerWords {
    #[serde(deserialize_with = "packed::text")]
    text: Text,
    /// Where each word ends in `text`; the words are sorted by bucket.
    ends: Table<u32>,
    /// Where the words of each bucket begin.
    buckets: Table<u16>,
    /// The classes of each word, one bit a class.
    classes: Table<u64>,
    /// The ends of compounds, by their last letters.
    role_ends: Table<(u32, u16)>,
    /// The ends of compounds that name a house.
    house_ends: Table<(u32, u16)>,
    /// What most words for those who do something end with.
    doer_ends: Table<(u32, u16)>,
    /// What is written behind a word for somebody so that everybody is meant.
    gender_ends: Table<(u32, u16)>,
    /// Rows of words that speak of a client.
    client: Vec<Vec<u16>>,
    /// Rows of words that speak of those who hire as of others.
    others: Vec<Vec<u16>>,
    /// Rows of words that say the client is not named.
    withheld: Vec<Vec<u16>>,
    /// All words of all terms, one after another.
    terms: Table<u16>,
    /// Each set of terms: where its words start in `terms`, and the lengths of its terms in `lengths`.
    sets: Table<(u16, u16)>,
    /// The lengths of the terms of all sets; a set ends where the next begins.
    lengths: Table<u8>,
    /// Of each set, the words that may begin it.
    firsts: Table<Firsts>,
    /// Every form.
    forms: Table<JobForm>,
    /// The pieces of all forms, one form after another.
    #[serde(with = "packed")]
    pieces: Vec<JobPiece>,
    /// First words and the forms they may begin, sorted.
    anchors: Table<(u16, u16)>,
    /// The names of the forms, and what they are worth.
    pub rules: Vec<(String, u8)>,
}

/// A compiled form.
#[derive(Debug, Clone, Copy)]
pub struct JobForm {
    /// The index of its rule.
    pub rule: u16,
    /// The piece that has to be found first.
    pub anchor: u8,
    /// Its first piece in the list of all, and how many it has.
    pieces: (u16, u8),
}

impl Fixed for JobForm {
    const SIZE: usize = 6;
    fn put(&self, out: &mut Vec<u8>) {
        ((self.rule, self.anchor), self.pieces).put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> JobForm {
        let ((rule, anchor), pieces) = Fixed::take(bytes);
        JobForm { rule, anchor, pieces }
    }
}

/// One piece of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobPiece {
    /// One term of this set.
    Words(u16),
    /// One term of this set, or nothing.
    Maybe(u16),
    /// A value.
    Slot(JobSlot),
    /// Up to four tokens.
    Gap,
    /// What stands between two commas, if anything does.
    Aside,
    /// Somebody's name.
    Person,
    /// The sentence begins.
    Start,
    /// The sentence ends.
    End,
}

impl Fixed for JobPiece {
    const SIZE: usize = 3;
    fn put(&self, out: &mut Vec<u8>) {
        let (kind, value): (u8, u16) = match *self {
            JobPiece::Words(set) => (0, set),
            JobPiece::Maybe(set) => (1, set),
            JobPiece::Slot(slot) => (2, slot as u16),
            JobPiece::Gap => (3, 0),
            JobPiece::Aside => (6, 0),
            JobPiece::Person => (7, 0),
            JobPiece::Start => (4, 0),
            JobPiece::End => (5, 0),
        };
        (kind, value).put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> JobPiece {
        let (kind, value): (u8, u16) = Fixed::take(bytes);
        match (kind, value) {
            (0, set) => JobPiece::Words(set),
            (1, set) => JobPiece::Maybe(set),
            (2, 0) => JobPiece::Slot(JobSlot::Role),
            (2, 1) => JobPiece::Slot(JobSlot::Company),
            (2, _) => JobPiece::Slot(JobSlot::Agency),
            (3, _) => JobPiece::Gap,
            (6, _) => JobPiece::Aside,
            (7, _) => JobPiece::Person,
            (4, _) => JobPiece::Start,
            _ => JobPiece::End,
        }
    }
}

/// What a slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobSlot {
    /// A job title.
    Role,
    /// An employer.
    Company,
    /// Who recruits for another.
    Agency,
}

impl EmployerWords {
    fn word(&self, id: u16) -> &str {
        let start = if id == 0 { 0 } else { self.ends.at(id as usize - 1) as usize };
        &self.text[start..self.ends.at(id as usize) as usize]
    }

    /// Is this a beginning, `engineer*`, and one of what `word` tells?
    fn is_open<'a>(&self, want: u16, word: impl Fn() -> Option<&'a str>) -> bool {
        self.classes.at(want as usize) & OPEN != 0
            && word().is_some_and(|w| w.starts_with(self.word(want).trim_end_matches('*')))
    }

    /// The number of a folded word, if it is known: what asks about one word often asks by number.
    pub fn id(&self, word: &str) -> Option<u16> {
        let bucket = bucket(word);
        let mut range = self.buckets.at(bucket)..self.buckets.at(bucket + 1);
        range.find(|id| self.word(*id) == word)
    }

    /// The classes of a word by its number, one bit a class.
    pub fn classes(&self, id: u16) -> u64 {
        self.classes.at(id as usize)
    }

    /// Is the folded word of this class?
    pub fn is(&self, word: &str, class: WordClass) -> bool {
        self.id(word).is_some_and(|id| self.classes.at(id as usize) & (1 << class as u64) != 0)
    }

    /// Does the folded word end as the head of a job title does?
    pub fn ends_as_role(&self, word: &str) -> bool {
        self.ends(&self.role_ends, word).any(|end| word.len() > end.len())
    }

    /// Does the folded word end as those do who do something: "groomer"? So do many that name nobody.
    pub fn ends_as_doer(&self, word: &str) -> bool {
        self.ends(&self.doer_ends, word).any(|end| word.len() > end.len() + 2)
    }

    /// Is it what is written behind a word for somebody so that everybody is meant: the "trice" of "auditeur·trice"?
    pub fn is_gender_end(&self, end: &str) -> bool {
        self.ends(&self.gender_ends, end).any(|known| known == end)
    }

    /// Does the folded word end as the name of a house does?
    pub fn ends_as_house(&self, word: &str) -> bool {
        self.ends(&self.house_ends, word).any(|end| word.len() > end.len() + 2)
    }

    /// Of the ends in a list, those that `word` has.
    fn ends<'a>(&'a self, list: &'a Table<(u32, u16)>, word: &'a str) -> impl Iterator<Item = &'a str> {
        last_letters(word).flat_map(move |last| {
            let from = list.partition_point(|(letters, _)| letters < last);
            let near = list.rows(from..list.len()).take_while(move |(letters, _)| *letters == last);
            near.map(|(_, id)| self.word(id)).filter(|end| word.ends_with(end))
        })
    }

    /// Do words that speak of a client stand at the start of what `word` tells?
    pub fn speaks_of_client<'a>(&self, word: impl Fn(usize) -> Option<&'a str>) -> bool {
        self.any_row(&self.client, word)
    }

    /// Is it the word for a client itself, as in "our client"?
    pub fn is_client(&self, word: &str) -> bool {
        let our = |id: u16| self.classes(id) & (1 << WordClass::Function as u64) != 0;
        let says = |row: &[u16], id: u16| matches!(row, [first, last] if *last == id && our(*first));
        self.id(word).is_some_and(|id| self.client.iter().any(|row| says(row, id)))
    }

    /// Do words that speak of those who hire as of others stand at the start of what `word` tells?
    pub fn speaks_of_others<'a>(&self, word: impl Fn(usize) -> Option<&'a str>) -> bool {
        self.any_row(&self.others, word)
    }

    /// Do words that say the client is not named stand at the start of what `word` tells?
    pub fn withholds<'a>(&self, word: impl Fn(usize) -> Option<&'a str>) -> bool {
        self.any_row(&self.withheld, word)
    }

    fn any_row<'a>(&self, rows: &[Vec<u16>], word: impl Fn(usize) -> Option<&'a str>) -> bool {
        // Its first word is a plain one: told apart by its number.
        let first = word(0).and_then(|w| self.id(w));
        first.is_some()
            && rows.iter().filter(|row| row.first().copied() == first).any(|row| {
                row.iter().enumerate().all(|(i, id)| word(i).is_some_and(|w| [w, ANY].contains(&self.word(*id))))
            })
    }

    /// The forms that may begin at a word, by its number.
    pub fn forms(&self, id: u16) -> impl Iterator<Item = JobForm> {
        let from = self.anchors.partition_point(|(w, _)| w < id);
        let near = self.anchors.rows(from..self.anchors.len()).take_while(move |(w, _)| *w == id);
        near.map(|(_, form)| self.forms.at(form as usize))
    }

    /// The pieces of a form, in order.
    pub fn pieces(&self, form: &JobForm) -> &[JobPiece] {
        let (start, len) = form.pieces;
        &self.pieces[start as usize..start as usize + len as usize]
    }

    /// What [`EmployerWords::may_stand`] asks of the words of a text, by their numbers.
    pub fn firsts(ids: impl Iterator<Item = Option<u16>>) -> Firsts {
        ids.flatten().map(Firsts::of).fold(Firsts::ANY, Firsts::and)
    }

    /// May a form stand among words of which [`EmployerWords::firsts`] tells? Most forms lack a word, and are told apart
    /// at once.
    pub fn may_stand(&self, form: &JobForm, firsts: Firsts) -> bool {
        let lacks =
            |piece: &JobPiece| matches!(piece, JobPiece::Words(set) if !self.firsts.at(*set as usize).meets(firsts));
        !self.pieces(form).iter().any(lacks)
    }

    /// How many words of a term of `set` stand at the start of what `id` tells by number, and `word` by letters.
    pub fn term<'a>(
        &self,
        set: u16,
        id: impl Fn(usize) -> Option<u16>,
        word: impl Fn(usize) -> Option<&'a str>,
    ) -> Option<usize> {
        let here = id(0);
        // Most sets have no term that begins here: told apart at once.
        if !self.firsts.at(set as usize).meets(here.map_or(Firsts::ANY, |id| Firsts::of(id).and(Firsts::ANY))) {
            return None;
        }
        let (start, first) = self.sets.at(set as usize);
        let next = set as usize + 1;
        let last = if next < self.sets.len() { self.sets.at(next).1 as usize } else { self.lengths.len() };
        let mut at = start as usize;
        self.lengths.rows(first as usize..last).map(usize::from).find(|len| {
            let mut term = self.terms.rows(at..at + len);
            at += len;
            let begins = |want| here == Some(want) || self.is_open(want, || word(0));
            term.next().is_some_and(begins)
                && (1..).zip(term).all(|(i, want)| id(i) == Some(want) || self.is_open(want, || word(i)))
        })
    }
}

/// How many buckets the words lie in.
const BUCKETS: usize = 4096;

/// FNV-1a, folded to a bucket.
fn bucket(word: &str) -> usize {
    let hash = word.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    (hash >> 16 ^ hash) as usize % BUCKETS
}

/// Among the classes of a word: it is a beginning, `engineer*`.
const OPEN: u64 = 1 << 63;

/// By what the ends of a word are looked up: its last four bytes, and fewer for shorter ends.
fn last_letters(word: &str) -> impl Iterator<Item = u32> + use<> {
    let bytes = word.as_bytes();
    let last = bytes.iter().skip(bytes.len().saturating_sub(4)).fold(0, |last, b| last << 8 | u32::from(*b));
    (1..=bytes.len().min(4)).rev().map(move |count| last & u32::MAX >> (32 - 8 * count))
}

/// In a row of words: any one word.
const ANY: &str = "*";
