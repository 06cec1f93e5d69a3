//! The facts that sentences may use: settled, sure enough, in a form that fits into prose.

use super::letter::Question;
use super::template::Values;
use super::{Relied, salutation};
use crate::extract::{Person, Slot, Start};
use crate::fact::{Fact, Settled, Sure};
use crate::text::{Part, one_line};
use crate::words::{self, schema::LetterWords};

/// What the mail says and the person corrected, ready for sentences; `None` is left out of them.
pub struct Facts {
    role: Option<(String, Fact<String>)>,
    company: Option<(String, Fact<String>)>,
    person: Option<Fact<Person>>,
    interviewer: Option<(String, Fact<Person>)>,
    time: Option<(String, Fact<Slot>)>,
    place: Option<(String, Fact<String>)>,
}

impl Facts {
    /// What there is for a letter in this language.
    pub fn gather(q: &Question, language: &str) -> Facts {
        let corrected = |said: &Option<String>, found: &Settled<String>| match said {
            Some(value) => Some(Fact::you(value.clone())),
            None => usable(found).cloned(),
        };
        let prose = |f: Fact<String>| {
            Some((one_line(&f.value), f)).filter(|(text, _)| !text.is_empty() && text.chars().count() <= 100)
        };
        let role = corrected(&q.intent.role, &q.found.role).map(|f| f.map(|v| without_marks(&v))).and_then(prose);
        let person = match &q.intent.name {
            Some(name) => Some(Fact::you(Person { name: Some(one_line(name)), ..Person::default() })),
            None => usable(&q.found.contact).filter(|f| f.value.name.is_some()).cloned(),
        };
        let interviewer = match q.found.interviewers.as_slice() {
            [only] if only.sure >= Sure::Likely => only.value.name.as_deref().map(|n| (one_line(n), only.clone())),
            _ => None,
        };
        Facts {
            role,
            company: corrected(&q.intent.company, &q.found.company).and_then(prose),
            person,
            interviewer,
            time: the_time(q, language),
            place: usable(&q.found.place).cloned().and_then(prose),
        }
    }

    /// The values that templates may use.
    pub fn values(&self, words: &LetterWords, formal: bool, language: &str) -> Values {
        let mut values = Values::default();
        let role = self.role.as_ref().map(|(text, _)| text.as_str());
        let company = self.company.as_ref().map(|(text, _)| text.as_str());
        let time = self.time.as_ref().map(|(text, _)| text.as_str()).filter(|t| !t.is_empty());
        let interviewer = self.interviewer.as_ref().map(|(text, _)| text.as_str());
        for (name, piece) in &words.piece {
            let fact = match name.as_str() {
                n if n.ends_with("role") || n.ends_with("application") => role,
                n if n.ends_with("time") => time,
                n if n.ends_with("interviewer") => interviewer,
                _ => company,
            };
            let form = |f: &str| match &piece.dated {
                Some(dated) if begins_with_weekday(f, language) => dated.clone(),
                _ => piece.form(f).to_string(),
            };
            let text =
                fact.map_or_else(|| piece.without.clone(), |f| form(f).replace("{de}", &elided(f)).replace("{}", f));
            values.set(name, text);
        }
        values.set("role", role.unwrap_or_default());
        values.set("company", company.unwrap_or_default());
        values.set("time", time.unwrap_or_default());
        values.set("has_time", self.time.is_some());
        values.set("place", self.place.as_ref().map(|(text, _)| text.as_str()).unwrap_or_default());
        values.set("team", self.person.is_none());
        let person = self.person.as_ref().map(|f| &f.value);
        values.set("greeting", one_line(&salutation::greeting(words, formal, person, company)));
        values
    }

    /// The facts that the used names stand for.
    pub fn relied(&self, used: &std::collections::BTreeSet<String>) -> Vec<Relied> {
        let mut out = Vec::new();
        let any = |ends: &[&str]| used.iter().any(|u| ends.iter().any(|e| u.ends_with(e)));
        let mut add = |what, value: &str, sure, seen: &[crate::text::Span]| {
            out.push(Relied { what, value: value.to_string(), sure, seen: seen.first().copied() });
        };
        if let Some(f) = &self.person {
            add("name", f.value.name.as_deref().unwrap_or_default(), f.sure, &f.seen);
        }
        if let Some((text, f)) = self.company.as_ref().filter(|_| any(&["company", "team"]) || self.person.is_none()) {
            add("company", text, f.sure, &f.seen);
        }
        if let Some((text, f)) = self.role.as_ref().filter(|_| any(&["role", "application"])) {
            add("role", text, f.sure, &f.seen);
        }
        if let Some((text, f)) = self.time.as_ref().filter(|(text, _)| any(&["time"]) && !text.is_empty()) {
            add("time", text, f.sure, &f.seen);
        }
        if let Some((text, f)) = self.interviewer.as_ref().filter(|_| any(&["interviewer"])) {
            add("interviewer", text, f.sure, &f.seen);
        }
        out
    }
}

/// A guess or a torn fact does not go into a sentence: the letter reads naturally without it.
fn usable<T>(settled: &Settled<T>) -> Option<&Fact<T>> {
    settled.fact().filter(|f| f.sure >= Sure::Likely)
}

/// The one time of the mail: in the sender's own words where these name the day and are of the letter's language, else
/// in ours. "Tomorrow" is another day by the time it is answered.
fn the_time(q: &Question, language: &str) -> Option<(String, Fact<Slot>)> {
    let [only] = q.found.slots.as_slice() else { return None };
    let in_calendar = only.seen.first().is_some_and(|s| s.part == Part::Calendar);
    let mut written = one_line(&only.value.as_written);
    if written.matches('(').count() > written.matches(')').count() {
        written.push(')');
    }
    let theirs = !in_calendar
        && written.chars().count() <= 60
        && q.found.language.as_deref() == Some(words::base(language))
        && (begins_with_weekday(&written, language) || begins_with_date(&written, language));
    let words = if theirs { written } else { in_our_words(q, &only.value.start, language) };
    Some((words, only.clone()))
}

/// A start as the letter's language writes it; the zone is told where the mail gives one.
fn in_our_words(q: &Question, start: &Start, language: &str) -> String {
    use crate::extract::when::write;
    let words = &words::or_english(language).time;
    match start {
        Start::Zoned(z) if z.time_zone().to_fixed_offset().is_ok() => {
            write::with_zone(&z.with_time_zone(q.now.time_zone().clone()), q.now, words)
        }
        Start::Zoned(z) => write::with_zone(z, q.now, words),
        Start::Local(t) => write::as_words(*t, q.now.datetime(), words),
    }
}

fn begins_with_weekday(time: &str, language: &str) -> bool {
    let first: String =
        time.chars().take_while(|c| c.is_alphanumeric() || *c == '-').flat_map(char::to_lowercase).collect();
    words::or_english(language).time.weekday_names.iter().any(|day| day.to_lowercase() == first)
}

/// "10 December at 14:00": a day in figures with its month's name.
fn begins_with_date(time: &str, language: &str) -> bool {
    let lower = time.to_lowercase();
    let months = &words::or_english(language).time.month_names;
    lower.starts_with(|c: char| c.is_ascii_digit()) && months.iter().any(|m| lower.contains(&m.to_lowercase()))
}

/// A role without the marks of gender that adverts carry in every country: "(m/w/d)", "[H/F]", "m/v/x".
fn without_marks(role: &str) -> String {
    let pieces = role.split_inclusive([')', ']']).flat_map(|piece| match piece.rfind(['(', '[']) {
        Some(open) if is_mark(&piece[open..]) => vec![&piece[..open]],
        _ => vec![piece],
    });
    let text: String = pieces.collect();
    text.split_whitespace().filter(|word| !is_mark(word)).collect::<Vec<_>>().join(" ")
}

/// Letters that stand for genders, at least two of them: f/m/x, w|m|d, h/f.
fn is_mark(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let letters: Vec<&str> = bare.split(['/', '|', '*']).map(str::trim).collect();
    let gender = ["m", "w", "f", "d", "x", "h", "v", "i", "k", "n", "a", "gn", "div", "diverse"];
    letters.len() > 1 && letters.iter().all(|l| gender.contains(l))
}

/// French "de" before a fact: "d'" before a vowel.
fn elided(fact: &str) -> String {
    let vowel = fact.chars().next().is_some_and(|c| "aeiouàâäéèêëîïôöùûüAEIOUÀÂÄÉÈÊËÎÏÔÖÙÛÜ".contains(c));
    if vowel { format!("d'{fact}") } else { format!("de {fact}") }
}
