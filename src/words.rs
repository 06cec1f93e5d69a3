//! The words of each language, read from `templates/<language>/*.toml` when the program is built.
//!
//! A language is a folder. Each file of it has one schema in `words/schema/`; unknown keys stop the
//! build, and so does a missing file. Nothing is parsed at run time: the build stores the checked data
//! in a compact form, and a file of a language is unpacked when it is first asked for.

pub mod schema;
mod sorted;
pub mod zones;

use schema::{
    Advise, EmployerWords, FormatWords, Kinds, LanguageWords, LetterWords, PeopleWords, PurposeWords, Reasons,
    SenderWords, Senders, ThreadWords, TimeWords, Variety,
};
use serde::Deserialize;
use sorted::Sorted;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// One built-in language or variety: its folder's name and its files.
#[derive(Debug)]
#[expect(missing_docs, reason = "the files are described with their schemas")]
pub struct Words {
    /// The folder's name.
    pub code: &'static str,
    pub letter: Part<Option<LetterWords>>,
    pub time: Part<TimeWords>,
    pub format: Part<FormatWords>,
    pub people: Part<PeopleWords>,
    pub sender: Part<SenderWords>,
    pub thread: Part<ThreadWords>,
    pub purpose: Part<PurposeWords>,
}

/// One file of a language, unpacked when it is first looked at.
pub struct Part<T: 'static> {
    bytes: &'static [u8],
    value: OnceLock<T>,
}

impl<T> Part<T> {
    const fn new(bytes: &'static [u8]) -> Part<T> {
        Part { bytes, value: OnceLock::new() }
    }
}

impl<T: Deserialize<'static>> Deref for Part<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| postcard::from_bytes(self.bytes).expect("packed by our own build"))
    }
}

impl<T> fmt::Debug for Part<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.bytes.len())
    }
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The codes of all built-in languages, in alphabetical order, then those of varieties.
pub fn languages() -> impl Iterator<Item = &'static str> {
    PACKED.iter().map(|p| p.code)
}

/// The varieties of languages that have letters of their own.
pub fn varieties() -> &'static [Variety] {
    static VARIETIES: OnceLock<Vec<Variety>> = OnceLock::new();
    VARIETIES.get_or_init(|| postcard::from_bytes(PACKED_VARIETIES).expect("packed by our own build"))
}

/// The language of a variety; any other code is its own.
pub fn base(code: &str) -> &str {
    varieties().iter().find(|v| v.code == code).map_or(code, |v| v.of.as_str())
}

/// The letters of a language or a variety.
pub fn letter(code: &str) -> Option<&'static LetterWords> {
    of(code)?.letter.as_ref()
}

/// The code we have for a code as people write it: `pt-PT` and `PT_pt` are `pt-pt`, `en-GB` is `en`.
pub fn code(written: &str) -> String {
    let code = written.trim().to_lowercase().replace('_', "-");
    match code.split_once('-') {
        Some((language, _)) if of(&code).is_none() => language.to_string(),
        _ => code,
    }
}

/// The words of a language, by its folder's name (`en`, `de`, ...); `None` for a language we have no words for.
pub fn of(code: &str) -> Option<&'static Words> {
    PACKED.iter().find(|p| p.code == code)
}

/// The words of a language, or the English ones where we have none for it.
pub fn or_english(code: &str) -> &'static Words {
    of(code).or_else(|| of("en")).expect("English is built in")
}

/// The codes of all languages that are recognised, built in or not, in alphabetical order.
pub fn recognised() -> &'static [&'static str] {
    TOLD
}

/// Which languages a word speaks for: bit `i` stands for `recognised()[i]`. The word is in lower case.
pub fn tells(word: &str) -> u32 {
    TELLS.get(word).unwrap_or(0)
}

/// The code of a language that only letter statistics know, by its ISO 639-3 code.
pub fn by_letters(three: &str) -> Option<&'static str> {
    LETTERS.iter().find(|(code, _)| *code == three).map(|(_, two)| *two)
}

/// How mail is built, in every language: what `language.toml` says of each.
///
/// Mail programs write in their user's language, so all of them count for any mail.
pub fn mail() -> &'static [LanguageWords] {
    static MAIL: OnceLock<Vec<LanguageWords>> = OnceLock::new();
    MAIL.get_or_init(|| postcard::from_bytes(PACKED_MAIL).expect("packed by our own build"))
}

/// The line that stands above a quotation in the letters of each language, with `{date}` and `{name}` in it.
pub fn introductions() -> &'static [&'static str] {
    INTRODUCTIONS
}

/// Every built-in kind of reply.
pub fn kinds() -> &'static Kinds {
    static KINDS: OnceLock<Kinds> = OnceLock::new();
    KINDS.get_or_init(|| postcard::from_bytes(PACKED_KINDS).expect("packed by our own build"))
}

/// The systems that mail for employers, and what holds for any sender.
pub fn senders() -> &'static Senders {
    static SENDERS: OnceLock<Senders> = OnceLock::new();
    SENDERS.get_or_init(|| postcard::from_bytes(PACKED_SENDERS).expect("packed by our own build"))
}

/// The systems with the examples of their files.
#[cfg(test)]
pub fn sender_examples() -> Senders {
    let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sender-examples.bin"));
    postcard::from_bytes(bytes).expect("packed by our own build")
}

/// The words of all languages for jobs and those who give them.
pub fn employer() -> &'static EmployerWords {
    static EMPLOYER: OnceLock<EmployerWords> = OnceLock::new();
    EMPLOYER.get_or_init(|| postcard::from_bytes(PACKED_EMPLOYER).expect("packed by our own build"))
}

/// What a message in this language is for: in its own words, in those of all languages that are only recognised, or
/// in English where it is not known.
pub fn purpose(language: Option<&str>) -> &'static PurposeWords {
    static RECOGNISED: OnceLock<PurposeWords> = OnceLock::new();
    match language {
        Some(code) if of(code).is_none() => {
            RECOGNISED.get_or_init(|| postcard::from_bytes(PACKED_PURPOSE).expect("packed by our own build"))
        }
        code => &or_english(code.unwrap_or("en")).purpose,
    }
}

/// Beginnings of words in all languages, sorted, with what each speaks for ([`schema::glance`]).
pub fn glance() -> &'static Sorted<u64> {
    &GLANCE
}

/// Every built-in reason.
pub fn reasons() -> &'static Reasons {
    static REASONS: OnceLock<Reasons> = OnceLock::new();
    REASONS.get_or_init(|| postcard::from_bytes(PACKED_REASONS).expect("packed by our own build"))
}

/// The decision aid.
pub fn advise() -> &'static Advise {
    static ADVISE: OnceLock<Advise> = OnceLock::new();
    ADVISE.get_or_init(|| postcard::from_bytes(PACKED_ADVISE).expect("packed by our own build"))
}

/// A built-in template by its path: `en/decline.tera`.
pub fn template(path: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
}

/// The paths of all built-in templates.
pub fn templates() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_unpacks() {
        for code in languages() {
            let words = of(code).unwrap();
            assert!(!words.purpose.cues.is_empty() && !words.thread.same_time.is_empty(), "{code}");
            assert!(words.time.months.len() == 12 && !words.people.meet.is_empty(), "{code}");
            assert_eq!(of(code).map(|w| w.code), Some(code));
        }
        assert!(languages().all(|code| recognised().contains(&base(code))));
        assert_eq!([code("pt-PT"), code("pt_BR"), code("en-GB"), code("DE")], ["pt-pt", "pt", "en", "de"]);
        assert!(of("tlh").is_none());
        assert_eq!(or_english("tlh").code, "en");
    }
}
