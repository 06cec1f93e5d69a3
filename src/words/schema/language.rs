use serde::{Deserialize, Serialize};

/// `language.toml`: the language itself, and how its mail is built.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LanguageWords {
    /// ISO 639-1 code, the folder's name.
    pub code: String,
    /// Its name in English.
    pub name: String,
    /// Words that tell it from other languages, in lower case.
    pub tells: Vec<String>,
    /// What mail programs write before the subject of an answer, without the colon, lower case.
    pub reply_prefixes: Vec<String>,
    /// What mail programs write before the subject of a forwarded mail.
    pub forward_prefixes: Vec<String>,
    /// Lines that introduce a quotation: how they begin and how they end.
    pub attributions: Vec<Attribution>,
    /// Labels of a header block inside a body: From, Sent, To, Cc, Subject.
    pub headers: HeaderLabels,
    /// The words in a line of dashes above an earlier message.
    pub original_message: Vec<String>,
    /// The words in a line of dashes above a forwarded message.
    pub forwarded_message: Vec<String>,
    /// How the line begins that a telephone's mail program adds.
    pub sent_from: Vec<String>,
    /// Closing formulas of letters, without the comma.
    pub closings: Vec<String>,
    /// Words that only stand in footers: legal text, unsubscribing, automatic mail.
    pub footers: Vec<String>,
    /// Words of a plain part that only sends the reader to the HTML part.
    pub no_plain: Vec<String>,
}

/// `variety.toml`: how a language is written in one country. Its folder has letters of its own; all else is the
/// language's.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Variety {
    /// The folder's name.
    #[serde(default)]
    pub code: String,
    /// The language.
    pub of: String,
    /// Its name in English.
    pub name: String,
    /// Words that speak for it, in lower case.
    pub signs: Vec<String>,
    /// Words that speak for another variety.
    pub against: Vec<String>,
    /// The ends of domains that speak for it.
    pub domains: Vec<String>,
    /// The ends of domains that speak for another variety.
    pub other_domains: Vec<String>,
}

/// An attribution line: it may wrap over three lines.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Attribution {
    /// Its first words.
    pub start: String,
    /// Its last words.
    pub end: String,
}

/// The labels of a header block.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderLabels {
    /// `From`
    pub from: Vec<String>,
    /// `Sent`, `Date`
    pub sent: Vec<String>,
    /// `To`
    pub to: Vec<String>,
    /// `Cc`, `Reply-To`: known, not used.
    pub other: Vec<String>,
    /// `Subject`
    pub subject: Vec<String>,
}
