//! Kinds of reply and reasons: data in `templates/kinds.toml` and `templates/reasons.toml`, with a template per
//! language and kind; the user's own files shadow them, file by file.

use crate::error::{Error, Exit, Result};
use crate::words;
use crate::words::schema::{BothRegisters, Kinds, Reasons};
pub use crate::words::schema::{CalendarReply, FollowFrom, FollowUp, Kind, Medium, Need, Reason, Thread};
use std::collections::BTreeMap;

/// All the program can say: built in, and the user's.
#[derive(Debug, Clone)]
pub struct Catalog {
    kinds: Vec<Kind>,
    /// Texts beside a letter: not for `--as`.
    beside: Vec<Kind>,
    reasons: Vec<Reason>,
    /// The user's files by their path below the template folder: `en/decline.tera`.
    own: BTreeMap<String, String>,
    /// The user's sentences for reasons, by language.
    sentences: BTreeMap<String, BTreeMap<String, BothRegisters<String>>>,
}

impl Catalog {
    /// What is built in.
    pub fn built_in() -> Catalog {
        let (kinds, beside) = words::kinds().kind.iter().cloned().partition(|k| k.medium == Medium::Letter);
        Catalog {
            kinds,
            beside,
            reasons: words::reasons().reason.clone(),
            own: BTreeMap::new(),
            sentences: BTreeMap::new(),
        }
    }

    /// What is built in, shadowed by the user's files: `kinds.toml`, `reasons.toml`, `<language>/<kind>.tera`,
    /// `<language>/reasons.toml`. A kind or reason of the same name takes the place of the built-in one.
    ///
    /// # Errors
    /// [`Exit::Config`] for a file that is not understood, with the allowed keys.
    pub fn with_own(own: BTreeMap<String, String>) -> Result<Catalog> {
        let mut catalog = Catalog::built_in();
        if let Some(text) = own.get("kinds.toml") {
            let kinds: Kinds = parse("kinds.toml", text)?;
            for kind in kinds.kind {
                let list = if kind.medium == Medium::Letter { &mut catalog.kinds } else { &mut catalog.beside };
                put(list, kind, |k| &k.name);
            }
        }
        if let Some(text) = own.get("reasons.toml") {
            let reasons: Reasons = parse("reasons.toml", text)?;
            reasons.reason.into_iter().for_each(|r| put(&mut catalog.reasons, r, |r| &r.name));
        }
        for (path, text) in &own {
            if let Some(language) = path.strip_suffix("/reasons.toml") {
                catalog.sentences.insert(language.to_string(), parse(path, text)?);
            }
        }
        catalog.own = own;
        Ok(catalog)
    }

    /// Every kind, in the order people are shown them.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// Every reason, in order.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// A kind by its name.
    ///
    /// # Errors
    /// [`Exit::Usage`] with the names there are.
    pub fn kind(&self, name: &str) -> Result<&Kind> {
        self.kinds.iter().find(|k| k.name == name).ok_or_else(|| {
            let names: Vec<&str> = self.kinds.iter().map(|k| k.name.as_str()).collect();
            unknown("kind of reply", name, &names)
        })
    }

    /// The text beside a letter for this medium.
    ///
    /// # Errors
    /// [`Exit::Usage`] where there is none.
    pub fn beside(&self, medium: Medium) -> Result<&Kind> {
        let found = self.beside.iter().find(|k| k.medium == medium);
        found.ok_or_else(|| Error::new(Exit::Usage, "there is no such text"))
    }

    /// A kind, or a text beside a letter, by its name.
    ///
    /// # Errors
    /// As [`Catalog::kind`].
    pub fn text(&self, name: &str) -> Result<&Kind> {
        self.beside.iter().find(|k| k.name == name).map_or_else(|| self.kind(name), Ok)
    }

    /// A reason by its name.
    ///
    /// # Errors
    /// [`Exit::Usage`] with the names there are.
    pub fn reason(&self, name: &str) -> Result<&Reason> {
        self.reasons.iter().find(|r| r.name == name).ok_or_else(|| {
            let names: Vec<&str> = self.reasons.iter().map(|r| r.name.as_str()).collect();
            unknown("reason", name, &names)
        })
    }

    /// The template of a kind in a language, and whether it is the user's own.
    pub fn template(&self, language: &str, kind: &str) -> Option<(&str, bool)> {
        let path = format!("{language}/{kind}.tera");
        match self.own.get(&path) {
            Some(text) => Some((text, true)),
            None => words::template(&path).map(|text| (text, false)),
        }
    }

    /// The languages that have this kind.
    pub fn languages(&self, kind: &str) -> Vec<&'static str> {
        words::languages().filter(|l| self.template(l, kind).is_some()).collect()
    }

    /// The sentence of a reason; empty for a reason that says nothing.
    pub fn sentence(&self, language: &str, reason: &str, formal: bool) -> Option<String> {
        let own = self.sentences.get(language).and_then(|all| all.get(reason));
        let built_in = || words::of(language).and_then(|w| w.letter.as_ref()?.reason.get(reason));
        own.or_else(built_in).map(|both| both.of(formal).clone())
    }

    /// The user's files, by path.
    pub fn own(&self) -> &BTreeMap<String, String> {
        &self.own
    }
}

fn parse<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|e| {
        let line = e.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
        Error::new(Exit::Config, format!("your {path}, line {line}: {}", e.message().replace('\n', " ")))
    })
}

fn put<T>(all: &mut Vec<T>, new: T, name: impl Fn(&T) -> &String) {
    match all.iter_mut().find(|old| name(old) == name(&new)) {
        Some(old) => *old = new,
        None => all.push(new),
    }
}

fn unknown(what: &str, name: &str, known: &[&str]) -> Error {
    Error::new(Exit::Usage, format!("`{name}` is not a {what}")).hint(format!("There are: {}.", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_reason_has_its_words_in_english() {
        let catalog = Catalog::built_in();
        for kind in catalog.kinds() {
            assert!(catalog.template("en", &kind.name).is_some(), "{}", kind.name);
        }
        let english = words::of("en").unwrap().letter.as_ref().unwrap();
        for reason in catalog.reasons().iter().skip(1) {
            assert!(english.reason.contains_key(&reason.name), "{}", reason.name);
        }
        assert_eq!(english.reason.len(), catalog.reasons().len() - 1, "a sentence for each reason but none");
    }

    #[test]
    fn own_files_shadow_and_add() {
        let own = [
            ("en/decline.tera", "no"),
            (
                "kinds.toml",
                "[[kind]]\nname = \"postpone\"\nsummary = \"s\"\ncalendar = \"none\"\ndecision = \"later\"\nwords = [1, 9]\n",
            ),
            ("en/reasons.toml", "location = { formal = \"Far.\", informal = \"far\" }\n"),
        ];
        let catalog = Catalog::with_own(own.iter().map(|(p, t)| (p.to_string(), t.to_string())).collect()).unwrap();
        assert_eq!(catalog.template("en", "decline"), Some(("no", true)));
        assert!(catalog.kind("postpone").is_ok() && catalog.kind("cancel").is_ok());
        assert_eq!(catalog.sentence("en", "location", true).as_deref(), Some("Far."));
    }

    #[test]
    fn unknown_names_and_keys_are_refused_with_the_known_ones() {
        assert!(Catalog::built_in().kind("refuse").unwrap_err().hints[0].contains("decline"));
        let own = BTreeMap::from([(
            "reasons.toml".to_string(),
            "[[reason]]\nname = \"x\"\nsummary = \"y\"\nwhy = 1\n".to_string(),
        )]);
        let e = Catalog::with_own(own).unwrap_err();
        assert!(e.exit == Exit::Config && e.message.contains("line 4") && e.message.contains("summary"), "{e}");
    }
}
