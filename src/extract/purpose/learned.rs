//! What a message is for, by everything that is found in it: a linear model over words, cues and structure.
//!
//! Cues know what people often write; the model has read many mails and has learned how much each cue is to be
//! trusted, and weighs every word and every few words in a row beside them, so that a message in nobody's phrases
//! still leans to one class.

use super::super::Class;
use super::super::format::link_use;
use super::super::rules::Context;
use super::super::{LinkUse, sender};
use super::cues::Hit;
use super::scan::{Place, Scan, Sentence};
use super::tally::Tally;
use crate::extract::model::{Model, hash};
use crate::extract::weigh::{Feature, Weighed};
use crate::fact::{Fact, Sure};
use crate::message::thread::{base, is_forward};
use crate::text::Span;
use crate::words::schema::Says;

/// The classes, in the order of the model's weights.
pub const CLASSES: [Class; 12] = [
    Class::Invitation,
    Class::Reschedule,
    Class::Confirmation,
    Class::Cancellation,
    Class::Assessment,
    Class::Inquiry,
    Class::Receipt,
    Class::Rejection,
    Class::Offer,
    Class::Outreach,
    Class::Newsletter,
    Class::Other,
];

/// The name of the rule.
pub const RULE: &str = "all-its-words";
/// Words of a message that are weighed; what it is for is said by then.
const WORDS: usize = 400;

/// Every feature of the words of a message, each once.
pub(super) fn words(scan: &Scan) -> Vec<Feature> {
    let mut all = Vec::new();
    let mut left = WORDS;
    for sentence in &scan.sentences {
        let count = sentence.words.len().min(left);
        left -= count;
        let asks = (0..count).any(|at| scan.word(sentence, at) == Some("?"));
        for at in 0..count {
            around(scan, sentence, at, asks, &mut all);
        }
    }
    all
}

/// The features that end at one word: itself, its beginning, and with the one or two words before it.
fn around(scan: &Scan, sentence: &Sentence, at: usize, asks: bool, all: &mut Vec<Feature>) {
    let word = |back: usize| at.checked_sub(back).and_then(|i| scan.word(sentence, i));
    let Some(this) = word(0) else { return };
    let mut add = |kind: u8, back: usize, words: &[&str]| {
        all.push(Feature { hash: hash(kind, words), kind, seen: Some(scan.span(sentence, at - back, at + 1)) });
    };
    add(b'w', 0, &[this]);
    if sentence.place == Place::Subject {
        add(b's', 0, &[this]);
        word(1).into_iter().for_each(|before| add(b'S', 1, &[before, this]));
    }
    if asks {
        add(b'q', 0, &[this]);
    }
    if let Some((end, _)) = this.char_indices().nth(5) {
        add(b'p', 0, &[&this[..end]]);
    }
    if let Some(before) = word(1) {
        add(b'b', 1, &[before, this]);
    }
}

/// The features of one sentence in which these groups of words stand: what it says in any language.
pub(super) fn concepts(scan: &Scan, sentence: &Sentence, names: &[&str], all: &mut Vec<Feature>) {
    let seen = Some(scan.span(sentence, 0, sentence.words.len()));
    let mut add = |kind: u8, parts: &[&str]| all.push(Feature { hash: hash(kind, parts), kind, seen });
    let asks = (0..sentence.words.len()).any(|at| scan.word(sentence, at) == Some("?"));
    let names = &names[..names.len().min(MOST_CUES)];
    for (at, first) in names.iter().enumerate() {
        add(b'g', &[first]);
        if asks {
            add(b'g', &[first, "?"]);
        }
        if sentence.place == Place::Subject {
            add(b'g', &["subject", first]);
        }
        names[at + 1..].iter().for_each(|second| add(b'h', &[first, second]));
    }
}

/// Every feature of a message, each once: words, cues, what the cues together say, and structure.
pub(super) fn features(it: &Context, tally: &Tally, cues: &Fact<Class>, times: usize) -> Vec<Feature> {
    let mut all = it.said.words.clone();
    let mut add = |kind: u8, parts: &[&str], seen: Option<Span>| {
        all.push(Feature { hash: hash(kind, parts), kind, seen });
    };
    found(&it.said.hits, &mut add);
    for class in CLASSES {
        let points = tally.points(class);
        for least in [1, 3, 5, 7, 10, 14].into_iter().filter(|least| points >= *least) {
            add(b'T', &[&format!("{class:?}"), &least.to_string()], None);
        }
    }
    let sure = format!("{:?}", cues.sure);
    add(b'V', &[&format!("{:?}", cues.value)], None);
    add(b'V', &[&format!("{:?}", cues.value), &sure], None);
    let count = |n: usize| n.min(4).to_string();
    add(b'X', &["times", &count(times)], None);
    add(b'X', &["job", &count(tally.words_of_jobs().max(0) as usize)], None);
    add(b'X', &["elsewhere", &count(tally.elsewhere() as usize / 2)], None);
    structure(it, &mut add);
    all.sort_by_key(|f| f.hash);
    all.dedup_by_key(|f| f.hash);
    all
}

/// The cues, each by itself, in the subject, repeated, and each two of them.
fn found(hits: &[Hit], add: &mut impl FnMut(u8, &[&str], Option<Span>)) {
    let mut names: Vec<(&str, Span)> = Vec::new();
    for hit in hits
        .iter()
        .filter(|h| !matches!(h.cue.says, Says::Formal | Says::Informal | Says::Scam | Says::Daily | Says::Choice))
    {
        let name = hit.cue.name.as_str();
        if hit.place == Place::Subject {
            add(b'C', &["subject", name], Some(hit.seen));
        }
        if names.iter().any(|(n, _)| *n == name) {
            add(b'C', &["again", name], Some(hit.seen));
        } else {
            add(b'C', &[name], Some(hit.seen));
            names.push((name, hit.seen));
        }
    }
    names.truncate(MOST_CUES);
    names.sort_unstable_by_key(|(name, _)| *name);
    for (at, (first, seen)) in names.iter().enumerate() {
        for (second, _) in &names[at + 1..] {
            add(b'D', &[first, second], Some(*seen));
        }
    }
}

/// Of so many different cues each two are a feature.
const MOST_CUES: usize = 12;

/// What headers, calendar and links tell.
fn structure(it: &Context, add: &mut impl FnMut(u8, &[&str], Option<Span>)) {
    let mail = it.mail;
    let mut sign = |name: &str, there: bool| {
        if there {
            add(b'X', &[name], None);
        }
    };
    let from = mail.from.first();
    sign("no-reply", from.is_some_and(sender::is_no_reply));
    sign("machine", from.is_some_and(sender::is_of_a_machine));
    sign("shared", from.is_some_and(sender::is_shared_mailbox));
    sign("system", it.sender.via.is_some());
    sign("unread", it.sender.reply_reaches_a_person == Some(false));
    sign("unsubscribe", mail.marks.unsubscribe);
    sign("list", mail.marks.list);
    sign("bounce", mail.marks.bounce);
    sign("automatic", mail.marks.auto_submitted.is_some());
    let subject = mail.subject.trim();
    sign("answer", base(subject).len() < subject.len() && !is_forward(subject));
    sign("forward", is_forward(subject));
    sign("no subject", subject.is_empty());
    sign("role", it.employer.role.fact().is_some_and(|role| role.sure >= Sure::Likely));
    sign("company", it.employer.company.fact().is_some());
    sign("agency", it.employer.agency.fact().is_some());
    let history = mail.body.lines.iter().any(|l| l.voice == crate::message::body::Voice::Quoted);
    sign("history", history);
    for what in [LinkUse::Join, LinkUse::Schedule, LinkUse::Reschedule, LinkUse::Cancel, LinkUse::Decline] {
        let there = mail.body.links.iter().take(40).any(|l| {
            let shown = mail.body.text.get(l.start..l.end).unwrap_or_default();
            link_use(&l.url, shown, &it.words.format) == what
        });
        sign(&format!("link {what:?}"), there);
    }
    let method = mail.calendars.iter().find_map(|c| c.method.as_deref());
    sign(&format!("calendar {}", method.unwrap_or("none")), !mail.calendars.is_empty());
    let said: usize = mail.body.speaking().map(|l| l.end - l.start).take(400).sum();
    sign("short", said < 150);
    sign("long", said > 900);
    sign("longer", said > 2500);
    let asked = mail.body.speaking().take(400).filter(|l| mail.body.line(l).contains('?')).count();
    sign(&format!("asked {}", asked.min(3)), true);
}

/// How much a message speaks for each class.
#[derive(Clone, Debug)]
pub struct Leaning {
    /// The probability of each class, in the order of [`CLASSES`].
    pub odds: [f32; CLASSES.len()],
    /// The words that speak most for the likeliest class.
    pub seen: Option<Span>,
    /// Does it know too few of the words to say anything by itself?
    pub mute: bool,
}

/// Fewer known words than these say nothing.
const FEW: usize = 8;

impl Leaning {
    /// Weighs the features.
    pub fn of(features: &[Feature], model: &Model) -> Leaning {
        let Weighed { odds, seen, words, .. } = Weighed::of(features, model);
        Leaning { odds, seen, mute: words < FEW }
    }

    /// The same where a class is that much likelier: so many e-folds of its odds.
    pub fn trusting(&self, class: Class, folds: f32) -> Leaning {
        let mut odds = self.odds;
        CLASSES.iter().zip(&mut odds).filter(|(c, _)| **c == class).for_each(|(_, o)| *o *= folds.exp());
        let all: f32 = odds.iter().sum();
        Leaning { odds: odds.map(|o| o / all), ..*self }
    }

    /// The same where it is not of this class.
    pub fn without(&self, class: Class) -> Leaning {
        self.trusting(class, f32::NEG_INFINITY)
    }

    /// How likely a class is.
    pub fn of_class(&self, class: Class) -> f32 {
        CLASSES.iter().zip(self.odds).find(|(c, _)| **c == class).map_or(0.0, |(_, odds)| odds)
    }

    /// How likely it is that there is an interview in it.
    pub fn of_interviews(&self) -> f32 {
        CLASSES.iter().zip(self.odds).filter(|(c, _)| c.has_interview()).map(|(_, odds)| odds).sum()
    }

    /// The likeliest class and how likely it is.
    pub fn best(&self) -> (Class, f32) {
        let best = (0..self.odds.len()).max_by(|a, b| self.odds[*a].total_cmp(&self.odds[*b])).unwrap_or(0);
        (CLASSES[best], self.odds[best])
    }
}
