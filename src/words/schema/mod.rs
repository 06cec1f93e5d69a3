//! The shape of a language's files. Shared with `build.rs`: only serde and std in here.

mod advise;
mod employer;
mod fold;
mod format;
pub mod glance;
mod kinds;
mod language;
mod letter;
mod packed;
mod people;
mod phrases;
mod purpose;
mod sender;
mod senders;
mod thread;
mod time;
mod word_class;

pub use advise::{Advice, Advise, Leads, Question};
pub use employer::{EmployerSource, EmployerWords, JobForm, JobPiece, JobSlot};
pub use fold::{ELISIONS, fold, folded};
pub use format::{BehindTime, FormatWords};
pub use kinds::{CalendarReply, FollowFrom, FollowUp, Kind, Kinds, Medium, Need, Reason, Reasons, Thread};
pub use language::{LanguageWords, Variety};
pub use letter::{BothRegisters, Greeting, LetterWords};
pub use people::PeopleWords;
pub use phrases::Phrases;
pub use purpose::{Cue, Form, Piece, PurposeWords, Says, Scope};
pub use sender::SenderWords;
pub use senders::{Reaches, SenderRules, Senders, System, SystemKind, Tenant};
use serde::{Deserialize, Serialize};
pub use thread::ThreadWords;
pub use time::TimeWords;
pub use word_class::WordClass;

/// All files of one language folder, one field a file: `language` is `language.toml`, and so on.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct Words {
    /// `language.toml`: the language itself, and how its mail is built.
    pub language: LanguageWords,
    /// `letter.toml`: the words of letters; a language that is only read has none.
    #[serde(default)]
    pub letter: Option<LetterWords>,
    /// `time.toml`: days and times.
    pub time: TimeWords,
    /// `format.toml`: formats, steps and links.
    pub format: FormatWords,
    /// `people.toml`: how people are named.
    pub people: PeopleWords,
    /// `sender.toml`: what a mail says of answers to its address.
    pub sender: SenderWords,
    /// `thread.toml`: times that only an earlier message explains.
    pub thread: ThreadWords,
    /// `purpose.toml`: what a message is for, and in which register.
    pub purpose: PurposeWords,
}

/// The files of a language folder, as [`Words`] has them; `letter` may be missing.
pub const FILES: &[&str] = &["format", "language", "letter", "people", "purpose", "sender", "thread", "time"];
