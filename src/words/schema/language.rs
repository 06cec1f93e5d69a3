use super::Phrases;
use serde::{Deserialize, Serialize};

/// `language.toml`: the language itself, and how its mail is built.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound(deserialize = "'de: 'static"))]
pub struct LanguageWords {
    /// ISO 639-1 code, the folder's name.
    pub code: String,
    /// Its name in English.
    pub name: String,
    /// Words that tell it from other languages, in lower case.
    pub tells: Phrases,
    /// Does what qualifies a job follow it: "ingénieur réseaux"?
    #[serde(default)]
    pub head_first: bool,
    /// What mail programs write before the subject of an answer, without the colon, lower case.
    pub reply_prefixes: Phrases,
    /// What mail programs write before the subject of a forwarded mail.
    pub forward_prefixes: Phrases,
    /// Lines that introduce a quotation: how they begin and how they end.
    pub attributions: Vec<Attribution>,
    /// Labels of a header block inside a body: From, Sent, To, Cc, Subject.
    pub headers: HeaderLabels,
    /// The words in a line of dashes above an earlier message.
    pub original_message: Phrases,
    /// The words in a line of dashes above a forwarded message.
    pub forwarded_message: Phrases,
    /// How the line begins that a telephone's mail program adds.
    pub sent_from: Phrases,
    /// Closing formulas of letters, without the comma.
    pub closings: Phrases,
    /// Words that only stand in footers: legal text, unsubscribing, automatic mail.
    pub footers: Phrases,
    /// Words of a plain part that only sends the reader to the HTML part.
    pub no_plain: Phrases,
}

/// `variety.toml`: how a language is written in one country. Its folder has letters of its own; all else is the
/// language's.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound(deserialize = "'de: 'static"))]
pub struct Variety {
    /// The folder's name.
    #[serde(default)]
    pub code: String,
    /// The language.
    pub of: String,
    /// Its name in English.
    pub name: String,
    /// Words that speak for it, in lower case.
    pub signs: Phrases,
    /// Words that speak for another variety.
    pub against: Phrases,
    /// The ends of domains that speak for it.
    pub domains: Phrases,
    /// The ends of domains that speak for another variety.
    pub other_domains: Phrases,
}

/// An attribution line: it may wrap over three lines.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct Attribution {
    /// Its first words.
    pub start: String,
    /// Its last words.
    pub end: String,
}

/// The labels of a header block.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct HeaderLabels {
    /// `From`
    pub from: Phrases,
    /// `Sent`, `Date`
    pub sent: Phrases,
    /// `To`
    pub to: Phrases,
    /// `Cc`, `Reply-To`: known, not used.
    pub other: Phrases,
    /// `Subject`
    pub subject: Phrases,
}
