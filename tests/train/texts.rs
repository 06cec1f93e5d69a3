//! The texts that the model learns from, and the messages that are made of them.

use super::dice::Dice;
use regrets::extract::Class;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Values for the places in texts that are left open, for all languages.
const COMMON: &str = "templates/training.toml";

/// The texts of one language.
pub struct Texts {
    /// Its code.
    pub language: String,
    lists: BTreeMap<String, Vec<String>>,
    classes: BTreeMap<String, ClassTexts>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassTexts {
    #[serde(default)]
    subjects: Vec<String>,
    texts: Vec<String>,
}

/// The texts of every language, and what the files say.
pub fn all() -> (Vec<String>, Vec<Texts>) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let read = |path: PathBuf| std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let common = read(root.join(COMMON));
    let mut sources = vec![common.clone()];
    let mut languages: Vec<PathBuf> = std::fs::read_dir(root.join("templates"))
        .expect("templates/ is there")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("training.toml").is_file())
        .collect();
    languages.sort();
    let texts = languages.into_iter().map(|folder| {
        let text = read(folder.join("training.toml"));
        sources.push(text.clone());
        let language = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
        Texts::of(language, &common, &text)
    });
    let texts = texts.collect();
    (sources, texts)
}

/// The name of a class, as the contract has it.
pub fn name(class: Class) -> String {
    format!("{class:?}").to_lowercase()
}

impl Texts {
    fn of(language: String, common: &str, text: &str) -> Texts {
        let mut texts = Texts { language, lists: BTreeMap::new(), classes: BTreeMap::new() };
        for part in [common, text] {
            let table: toml::Table = part.parse().unwrap_or_else(|e| panic!("{}: {e}", texts.language));
            for (key, value) in table {
                let parsed = match value.is_array() {
                    true => value.try_into().map(|list| drop(texts.lists.insert(key.clone(), list))),
                    false => value.try_into().map(|class| drop(texts.classes.insert(key.clone(), class))),
                };
                parsed.unwrap_or_else(|e| panic!("{}, {key}: {e}", texts.language));
            }
        }
        texts
    }

    /// One message of every text, with its class.
    pub fn messages(&self, dice: &mut Dice) -> Vec<(&str, String)> {
        let mut out = Vec::new();
        for (class, own) in &self.classes {
            for text in &own.texts {
                let mut parts = Vec::new();
                self.some(dice, "neutral", 4, &mut parts);
                parts.push(text.as_str());
                if dice.one_in(4) {
                    parts.push(dice.pick(&own.texts));
                }
                self.some(dice, "neutral", 2, &mut parts);
                self.some(dice, "neutral", 3, &mut parts);
                let subject = match own.subjects.is_empty() || dice.one_in(3) {
                    true => dice.pick(self.list("plain_subjects")),
                    false => dice.pick(&own.subjects),
                };
                out.push((class.as_str(), self.message(dice, subject, &parts)));
            }
        }
        for text in self.list("chatter") {
            let mut parts = vec![text.as_str()];
            self.some(dice, "chatter", 3, &mut parts);
            let subject = dice.pick(self.list("plain_subjects"));
            out.push(("other", self.message(dice, subject, &parts)));
        }
        out
    }

    fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).unwrap_or_else(|| panic!("{}: no `{name}`", self.language))
    }

    /// Adds a sentence of a list, once in so many times.
    fn some<'a>(&'a self, dice: &mut Dice, list: &str, times: usize, parts: &mut Vec<&'a str>) {
        if dice.one_in(times) {
            parts.push(dice.pick(self.list(list)));
        }
    }

    fn message(&self, dice: &mut Dice, subject: &str, parts: &[&str]) -> String {
        let mut body = Vec::new();
        if !dice.one_in(7) {
            body.push(dice.pick(self.list("greetings")).to_string());
        }
        body.push(parts.join(if dice.one_in(2) { "\n\n" } else { " " }));
        if !dice.one_in(7) {
            body.push(dice.pick(self.list("closings")).to_string());
        }
        let filled = |dice: &mut Dice, text: &str| self.filled(dice, text);
        let subject = filled(dice, subject);
        let body = filled(dice, &body.join("\n\n"));
        format!(
            "From: Sender <sender@mail.example>\nTo: me@home.example\nMIME-Version: 1.0\n\
             Content-Type: text/plain; charset=utf-8\nSubject: {subject}\n\n{body}\n"
        )
    }

    /// The text with a value at each open place.
    fn filled(&self, dice: &mut Dice, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, behind) = after.split_once('}').unwrap_or_else(|| panic!("{}: {text}", self.language));
            out += before;
            out += dice.pick(self.list(slot));
            rest = behind;
        }
        out + rest
    }
}
