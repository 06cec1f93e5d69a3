use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `letter.toml`: greetings, closings, pieces of sentences and reasons of a language.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LetterWords {
    /// The subject that stands in for a missing one.
    pub subject: String,
    /// How people are greeted, formally and informally.
    pub greeting: BothRegisters<Greeting>,
    /// Closing formulas; one is taken.
    pub closing: BothRegisters<Vec<String>>,
    /// Pieces of sentences that need a fact, and what stands there without it.
    pub piece: BTreeMap<String, Piece>,
    /// How one meets, by the format: " by phone".
    pub by_format: BTreeMap<String, String>,
    /// The sentence of each reason.
    pub reason: BTreeMap<String, BothRegisters<String>>,
    /// Between the last two of a list: " and ".
    pub and: String,
    /// Between the last two of a choice: " or ".
    pub or: String,
    /// The line above a quotation; `{date}` and `{name}` are filled in.
    pub attribution: String,
    /// Words of thanks: a letter without one is no good answer.
    pub thanks: Vec<String>,
    /// Words that say no, yes or another time: by the decision of a kind.
    pub decision: BTreeMap<String, Vec<String>>,
    /// Words that turn a sentence round: not, cannot.
    pub not: Vec<String>,
    /// Words of a mail that answers a no of mine, by the kind of reply they call for.
    pub suggest: BTreeMap<String, Vec<String>>,
    /// Words that do not belong into such a letter, each with the reason; `*` at the end stands for any ending.
    pub avoid: BTreeMap<String, Vec<String>>,
    /// Words by which a letter gives reasons.
    pub several: Several,
}

/// Words by which a letter gives reasons.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Several {
    /// Words in front of a reason: because.
    pub causes: Vec<String>,
    /// Words in front of one more: besides.
    pub more: Vec<String>,
}

/// Something that differs between the registers.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BothRegisters<T> {
    /// Sie, vous, usted, Lei, u; Dear.
    pub formal: T,
    /// du, tu, je; Hi.
    pub informal: T,
}

impl<T> BothRegisters<T> {
    /// One of the two.
    pub fn of(&self, formal: bool) -> &T {
        if formal { &self.formal } else { &self.informal }
    }
}

/// Greetings, by what is known: `{full}`, `{given}`, `{family}`, `{Family}` (with a capital), `{title}` and `{company}` are filled in.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Greeting {
    /// A woman, by her family name.
    pub feminine: String,
    /// A woman with a title.
    pub feminine_titled: String,
    /// A man, by his family name.
    pub masculine: String,
    /// A man with a title.
    pub masculine_titled: String,
    /// A title, gender unknown.
    pub titled: String,
    /// A full name, gender unknown.
    pub full: String,
    /// A given name alone.
    pub given: String,
    /// A company's team.
    pub team: String,
    /// Nobody is known.
    pub nobody: String,
}

/// A piece of a sentence with and without its fact.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// With the fact; `{}` stands for it, `{de}` for it behind "de" or "d'".
    pub with: String,
    /// With a time that begins with a weekday, where that reads better than `with`.
    #[serde(default)]
    pub dated: Option<String>,
    /// With a fact that ends with one of these words, where that takes other ones: "bei der Muster GmbH".
    #[serde(default)]
    pub ending: BTreeMap<String, String>,
    /// With a fact that begins with one of these words, by what they take: "bei der Sparkasse". `*` before a word stands
    /// for any beginning of it: "*gemeinde".
    #[serde(default)]
    pub beginning: BTreeMap<String, Vec<String>>,
    /// Without.
    pub without: String,
}

impl Piece {
    /// The form that this fact takes.
    pub fn form(&self, fact: &str) -> &str {
        let last = fact.rsplit(' ').next().filter(|last| last.len() < fact.len());
        if let Some(form) = last.and_then(|last| self.ending.get(last)) {
            return form;
        }
        let first = fact.split([' ', '-']).next().unwrap_or_default();
        let lower = first.to_lowercase();
        let begins = |word: &String| match word.strip_prefix('*') {
            Some(end) => lower.len() > end.len() && lower.ends_with(end),
            None => word == first,
        };
        let found = self.beginning.iter().find(|(_, words)| words.iter().any(begins));
        found.map_or(&self.with, |(form, _)| form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_takes_the_form_of_its_first_or_last_word() {
        let beginning = BTreeMap::from([(" bei der {}".to_string(), vec!["Stadt".into(), "*sparkasse".into()])]);
        let ending = BTreeMap::from([("GmbH".to_string(), " bei der {}".to_string())]);
        let piece = Piece { with: " bei {}".into(), dated: None, ending, beginning, without: String::new() };
        for name in ["Stadt Hohenfels", "Kreissparkasse Elbaue", "Kelp GmbH"] {
            assert_eq!(piece.form(name), " bei der {}", "{name}");
        }
        for name in ["Acme", "Darmstadt Digital", "Sparkasse", "GmbH"] {
            assert_eq!(piece.form(name), " bei {}", "{name}");
        }
    }
}
