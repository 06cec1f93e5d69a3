//! Whole mails to learn from, `tests/train/mails/<language>/<class>.toml`, and the messages that are made of them.

use super::dice::Dice;
use super::values::{Person, Values, slug};
use regrets::extract::tagger::Label;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A mail as it is written, with open places.
#[derive(serde::Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Written {
    subject: String,
    text: String,
    format: Option<String>,
    stage: Option<String>,
    #[serde(default)]
    meets_contact: bool,
}

/// All mails of one language.
pub struct Mails {
    /// Its code.
    pub language: String,
    values: Values,
    by_class: BTreeMap<String, Vec<Written>>,
}

/// A message with everything that is known of it.
#[derive(Default, Clone)]
pub struct Made {
    /// Its bytes.
    pub message: String,
    /// The number of the mail it is made of: messages of one mail have the same.
    pub mail: usize,
    pub language: String,
    pub class: String,
    /// What stands where, in the subject and in the text.
    pub in_subject: Vec<(Label, Range<usize>)>,
    pub in_text: Vec<(Label, Range<usize>)>,
    pub text: String,
    pub format: Option<String>,
    pub stage: Option<String>,
    pub company: Option<String>,
    /// The company whose domain it is: naming it is no mistake, naming none neither.
    pub company_of_domain: Option<String>,
    pub role: Option<String>,
    pub contact: Option<String>,
    pub interviewers: Vec<String>,
}

/// The folder of the trainer.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/train")
}

/// The mails of every language, and every file's text, to tell whether one has changed.
pub fn all() -> (Vec<Mails>, Vec<String>) {
    let read = |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let common = read(&root().join("values/common.toml"));
    let mut sources = vec![common.clone()];
    let mut out = Vec::new();
    for folder in sorted(&root().join("mails")) {
        let language = stem(&folder);
        let own = read(&root().join(format!("values/{language}.toml")));
        let values = Values::of(&own, &common);
        sources.push(own);
        let mut by_class = BTreeMap::new();
        for file in sorted(&folder) {
            #[derive(serde::Deserialize)]
            struct File {
                mail: Vec<Written>,
            }
            let text = read(&file);
            let parsed: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            // `offer.toml`, `offer-2.toml`: a class may have several files.
            let class = stem(&file).split('-').next().unwrap_or_default().to_string();
            by_class.entry(class).or_insert_with(Vec::new).extend(parsed.mail);
            sources.push(text);
        }
        out.push(Mails { language, values, by_class });
    }
    (out, sources)
}

/// The digest of everything that is learned from.
pub fn digest() -> [u8; 32] {
    let mut digest = Sha256::new();
    all().1.iter().chain(&super::texts::all().0).for_each(|source| digest.update(source));
    digest.finalize().into()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut all: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    all.sort();
    all
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

impl Mails {
    /// So many messages of each mail; `first` is the number of the first mail.
    pub fn messages(&self, first: usize, variants: usize) -> Vec<Made> {
        let mut out = Vec::new();
        let mails = self.by_class.iter().flat_map(|(class, all)| all.iter().map(move |mail| (class, mail)));
        for (at, (class, mail)) in mails.enumerate() {
            for variant in 0..variants {
                let mut dice = Dice::new(&format!("{} {at} {variant}", self.language));
                let made = Making::new(&self.values, &mut dice).make(mail, class);
                out.push(Made { mail: first + at, language: self.language.clone(), class: class.clone(), ..made });
            }
        }
        out
    }

    /// How many mails there are.
    pub fn len(&self) -> usize {
        self.by_class.values().map(Vec::len).sum()
    }
}

/// One message in the making: who and what it is about.
struct Making<'a> {
    values: &'a Values,
    dice: &'a mut Dice,
    me: Person,
    contact: Person,
    company: String,
    agency: String,
    other_company: String,
    role: String,
    interviewers: Vec<Person>,
}

impl<'a> Making<'a> {
    fn new(values: &'a Values, dice: &'a mut Dice) -> Making<'a> {
        Making {
            me: values.person(dice),
            contact: values.person(dice),
            company: values.pick(dice, "company"),
            agency: values.pick(dice, "agency"),
            other_company: values.pick(dice, "company"),
            role: values.pick(dice, "role"),
            interviewers: Vec::new(),
            values,
            dice,
        }
    }

    fn make(mut self, mail: &Written, class: &str) -> Made {
        let (subject, in_subject) = self.filled(&mail.subject);
        let (text, in_text) = self.filled(mail.text.trim_start_matches('\n'));
        let mut made = Made { in_subject, in_text, text, ..Made::default() };
        made.format.clone_from(&mail.format);
        made.stage.clone_from(&mail.stage);
        let has = |kind: Label| made.in_text.iter().chain(&made.in_subject).any(|(k, _)| *k == kind);
        made.company = has(Label::Company).then(|| self.company.clone());
        made.role = has(Label::Role).then(|| self.role.clone());
        made.interviewers = self.interviewers.iter().map(|p| p.full.clone()).collect();
        let signed = has(Label::Contact);
        let agency = has(Label::Agency);
        let own = own_words(&mail.text);
        let from = if own { self.mine() } else { self.from(&mut made, class, signed, agency) };
        if signed && made.contact.is_none() {
            let told = |full: &str| made.text.contains(full);
            let last = self.named(&made.text, &made.in_text);
            made.contact = Some(if told(&self.contact.full) { self.contact.full.clone() } else { last });
        }
        if mail.meets_contact {
            made.interviewers.extend(made.contact.clone());
        }
        let day = 1 + self.dice.roll(27);
        let (hour, minute, id) = (7 + self.dice.roll(12), self.dice.roll(60), self.dice.roll(1 << 30));
        let to = match self.dice.roll(3) {
            0 => String::from("me@home.example"),
            _ => format!("{} <me@home.example>", quoted(&self.me.full)),
        };
        made.message = format!(
            "From: {from}\nTo: {to}\nDate: {day} Nov 2026 {hour:02}:{minute:02}:00 +0100\nMessage-ID: <{id}@mx.example>\n\
             MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\
             Subject: {subject}\n\n{}",
            made.text
        );
        made
    }

    /// The form of the contact's name that the text has.
    fn named(&self, text: &str, spans: &[(Label, Range<usize>)]) -> String {
        let contact = spans.iter().filter(|(k, _)| *k == Label::Contact).map(|(_, r)| &text[r.clone()]);
        contact.max_by_key(|n| n.len()).unwrap_or(&self.contact.full).to_string()
    }

    fn mine(&mut self) -> String {
        format!("{} <{}@home.example>", quoted(&self.me.full), slug(&self.me.first))
    }

    /// Who sends it: the writer, a team, a machine; from a domain that fits, from a system's, or from anywhere.
    fn from(&mut self, made: &mut Made, class: &str, signed: bool, agency: bool) -> String {
        let named = made.company.is_some();
        let firm = match () {
            () if agency && !self.dice.one_in(5) => self.agency.clone(),
            () if matches!(class, "other" | "newsletter") && !named => self.other_company.clone(),
            () => self.company.clone(),
        };
        let person = self.contact.clone();
        let (personal, display) = match self.dice.roll(20) {
            0..=9 if signed || self.dice.one_in(2) => (true, person.full.clone()),
            10 => (true, format!("{} ({firm})", person.full)),
            11 => (true, format!("{}, {}", person.last, person.first)),
            12 => (true, format!("{} - {firm}", person.full)),
            13 => (true, person.first.clone()),
            14 | 15 => (false, format!("{firm} {}", self.values.pick(self.dice, "team"))),
            16 => (false, self.values.pick(self.dice, "team")),
            17 => (false, firm.clone()),
            18 if signed => (true, String::new()),
            _ => (false, String::new()),
        };
        if personal && !display.is_empty() {
            let first_only = display == person.first;
            let longer = signed && first_only;
            made.contact = Some(if longer {
                self.named(&made.text, &made.in_text)
            } else if first_only {
                person.first.clone()
            } else {
                person.full.clone()
            });
        }
        let shown = display.contains(&firm);
        if shown && firm == self.company && made.company.is_none() {
            made.company = Some(firm.clone());
        }
        let domain = match self.dice.roll(12) {
            0..=7 => {
                if firm == self.company && made.company.is_none() {
                    made.company_of_domain = Some(firm.clone());
                }
                format!("{}.example", slug(&firm))
            }
            8 if personal => self.values.pick(self.dice, "freemail"),
            8 | 9 if !personal => self.values.pick(self.dice, "system"),
            _ => format!("{}.example", slug(&self.values.pick(self.dice, "stem"))),
        };
        let local = match (personal, self.dice.roll(3)) {
            (true, 0) => slug(&person.first),
            (true, 1) => format!("{}.{}", slug(&person.first), slug(&person.last)),
            (true, _) => format!("{}{}", &slug(&person.first)[..1], slug(&person.last)),
            (false, _) => self.values.pick(self.dice, "local"),
        };
        match display.is_empty() {
            true => format!("{local}@{domain}"),
            false => format!("{} <{local}@{domain}>", quoted(&display)),
        }
    }

    /// The text with a value at each open place, and what stands where.
    fn filled(&mut self, text: &str) -> (String, Vec<(Label, Range<usize>)>) {
        let mut out = String::new();
        let mut spans = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out += before;
            let Some((place, behind)) = after.split_once('}').filter(|(p, _)| self.is_place(p)) else {
                out.push('{');
                rest = after;
                continue;
            };
            let (value, kind) = self.value(place, &out, behind);
            if let Some(kind) = kind {
                spans.push((kind, out.len()..out.len() + value.len()));
            }
            out += &value;
            rest = behind;
        }
        (out + rest, spans)
    }

    fn is_place(&self, place: &str) -> bool {
        const PLACES: [&str; 15] = [
            "me",
            "company",
            "agency",
            "other_company",
            "role",
            "other_role",
            "contact",
            "interviewer",
            "person",
            "day",
            "time",
            "place",
            "link",
            "phone",
            "minutes",
        ];
        PLACES.contains(&place)
    }

    fn value(&mut self, place: &str, before: &str, behind: &str) -> (String, Option<Label>) {
        let (values, last) = (self.values, last_word(before));
        let formal = values.has("before_surname", &last);
        let line = before.is_empty() || before.ends_with('\n');
        let alone = line && behind.trim_start_matches(' ').starts_with('\n');
        let domain = before.ends_with(['@', '/']) || before.ends_with("www.") || behind.starts_with(".");
        let address =
            before.ends_with(['@', '/', '.']) || domain && behind[1..].starts_with(|c: char| c.is_ascii_lowercase());
        let firm = |name: &str| if address { slug(name) } else { name.to_string() };
        let named = |kind: Label| (!address).then_some(kind);
        match place {
            "me" if formal => (self.me.last.clone(), None),
            "me" => (if alone && self.dice.one_in(2) { self.me.full.clone() } else { self.me.first.clone() }, None),
            "company" => (firm(&self.company), named(Label::Company)),
            "agency" => (firm(&self.agency), named(Label::Agency)),
            "other_company" => (firm(&self.other_company), named(Label::OtherCompany)),
            "role" => (self.role.clone(), Some(Label::Role)),
            "other_role" => (values.pick(self.dice, "other_role"), Some(Label::OtherRole)),
            "contact" => {
                let person = self.contact.clone();
                (self.called(&person, formal, if alone { 4 } else { 2 }), Some(Label::Contact))
            }
            "interviewer" => {
                let mut person = values.person(self.dice);
                let text = self.called(&person, formal, 4);
                person.full.clone_from(&text);
                self.interviewers.push(person);
                (text, Some(Label::Interviewer))
            }
            "person" => {
                let person = values.person(self.dice);
                (self.called(&person, formal, 2), Some(Label::Person))
            }
            _ => (values.pick(self.dice, place), None),
        }
    }

    /// The name as the text has it: the last after "Ms", else the first once in so many times.
    fn called(&mut self, person: &Person, formal: bool, times: usize) -> String {
        match formal {
            true if self.dice.one_in(4) => person.full.clone(),
            true => person.last.clone(),
            false if self.dice.one_in(times) => person.first.clone(),
            false => person.full.clone(),
        }
    }
}

/// Does the candidate sign what is written above the history?
fn own_words(text: &str) -> bool {
    let above = text.split("\n>").next().unwrap_or_default();
    above.lines().rev().map(str::trim).find(|l| !l.is_empty()) == Some("{me}")
}

fn last_word(text: &str) -> String {
    let word = text.trim_end_matches([' ', '.']).rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.to_lowercase()
}

fn quoted(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '-');
    match name.is_ascii() {
        true if plain => name.to_string(),
        true => format!("\"{}\"", name.replace('"', "")),
        // Whole words in Base64, as mail has names beyond ASCII.
        false => format!("=?utf-8?B?{}?=", base64(name.as_bytes())),
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let n = chunk.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let letter = char::from(LETTERS[(n >> (18 - 6 * i) & 63) as usize]);
            out.push(if i <= chunk.len() { letter } else { '=' });
        }
    }
    out
}
