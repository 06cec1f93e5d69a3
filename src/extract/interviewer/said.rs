//! People in what is said: behind words such as "you will meet", before words such as "will interview you", in rows,
//! and the writer where they say that it is they.

use super::before::names_before;
use super::job::{behind_job, introduced};
use super::list;
use super::name::{self, Name};
use super::{address, candidate_words, contact, display, rows, same_name};
use crate::extract::Person;
use crate::extract::finder::{Finder, Hit};
use crate::extract::rules::Context;
use crate::fact::{Fact, Sure};
use crate::message::body::{Line, Voice};
use crate::text::{Part, Span};
use crate::words::schema::PeopleWords;

/// The lists that are looked for, by their numbers in the finder.
const MEET: u16 = 0;
const WITH: u16 = 1;
const AND_ME: u16 = 2;
const ME: u16 = 3;
const TITLE: u16 = 4;
const DOES: u16 = 5;
const WANTS: u16 = 6;

/// Bytes of a text in which people are looked for: whoever is met is named by then, and a hostile mail costs no more.
const LIMIT: usize = 16 * 1024;

/// Bytes before and behind a name in which its sentence is looked for.
pub(super) const NEAR: usize = 400;

/// A line of so many letters goes on in the next.
pub(super) const WRAPPED: usize = 60;

/// The people that a text names, by the byte at which their names begin.
pub(super) struct Said<'a, 'm> {
    pub(super) it: &'a Context<'m>,
    pub(super) words: &'a PeopleWords,
    pub(super) text: &'a str,
    lower: String,
    part: Part,
    start: usize,
    found: Vec<(usize, Fact<Person>)>,
}

/// Everybody whom the text of the mail names as somebody one would meet.
pub(super) fn said(it: &Context) -> Vec<Fact<Person>> {
    let body = spoken(it);
    if body.trim().is_empty() {
        // The whole mail is an event: what its description says is said.
        let event = it.mail.calendars.iter().flat_map(|c| &c.events).next();
        let Some(span) = event.and_then(|e| e.place("DESCRIPTION")) else { return Vec::new() };
        let text = unescaped(it.mail.words(span));
        return people(it, &text, span.part, span.start);
    }
    people(it, &body, Part::Body, 0)
}

/// What is said, with other lines blanked, so that places stay; it ends with the last line that is said.
fn spoken(it: &Context) -> String {
    let body = &it.mail.body;
    // The blank line at the end of a long history says nothing.
    let says = |l: &Line| matches!(l.voice, Voice::Said | Voice::Forwarded) && !body.line(l).trim().is_empty();
    let last = body.lines.iter().rposition(says);
    let mut text = String::new();
    for (at, line) in body.lines.iter().take(last.map_or(0, |at| at + 1)).enumerate() {
        if at > 0 {
            text.push('\n');
        }
        match line.voice {
            Voice::Said | Voice::Forwarded => text.push_str(body.line(line)),
            _ => text.extend(std::iter::repeat_n(' ', line.end - line.start)),
        }
    }
    text
}

/// A calendar's text as people read it, every byte in its place.
fn unescaped(text: &str) -> String {
    text.replace("\\n", " \n").replace("\\N", " \n").replace("\\,", ", ").replace("\\;", "; ")
}

/// The text with the line ends that a program put in as blanks, so that phrases are found across them.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n').filter(|l| l.chars().count() >= WRAPPED) {
            Some(long) => {
                out.push_str(long);
                out.push(' ');
            }
            None => out.push_str(line),
        }
    }
    out
}

fn people(it: &Context, text: &str, part: Part, start: usize) -> Vec<Fact<Person>> {
    let text = &text[..text.floor_char_boundary(text.len().min(LIMIT))];
    let words = &it.words.people;
    let lower = unwrapped(&text.to_lowercase());
    if lower.len() != text.len() {
        // Rare letters change length in lower case; places would be wrong.
        return Vec::new();
    }
    let titles = titles(words);
    let lists = [&words.meet, &words.with, &words.and_me, &words.me, &titles, &words.does, &words.wants];
    let finder = Finder::new(&lists.map(|l| l.as_slice()));
    let hits = finder.all(&lower);
    let of = |list: u16| hits.iter().filter(move |h| h.list == list);
    let mut said = Said { it, words, text, lower: lower.clone(), part, start, found: Vec::new() };
    of(MEET).for_each(|hit| said.behind(*hit, 1));
    of(WITH).for_each(|hit| said.behind(*hit, 2));
    of(AND_ME).for_each(|hit| said.before(*hit, "with-the-writer"));
    of(DOES).chain(of(WANTS)).for_each(|hit| said.before(*hit, "people-who-act"));
    let mut meets: Vec<usize> = hits.iter().filter(|h| h.list != TITLE).map(|h| h.at).collect();
    meets.sort_unstable();
    let (near, far): (Vec<Hit>, Vec<Hit>) =
        of(TITLE).copied().partition(|hit| meets_in_its_sentence(&lower, hit.at, &meets));
    near.into_iter().for_each(|hit| said.titled(hit));
    rows::bracketed(&mut said);
    rows::columns(&mut said);
    rows::agenda(&mut said);
    rows::below_a_heading(&mut said);
    // Where nothing names anybody else, a title does, wherever it stands.
    if said.found.is_empty() {
        far.into_iter().for_each(|hit| said.titled(hit));
    }
    let and_me = of(AND_ME).find(|hit| !names_before(text, hit.at, words).is_empty());
    let writer = and_me.or(of(ME).next()).and_then(|hit| Some((hit, said.writer(hit.at)?)));
    said.found.sort_by_key(|(at, _)| *at);
    let mut out: Vec<Fact<Person>> = said.found.into_iter().map(|(_, f)| f).collect();
    if let Some((hit, writer)) = writer {
        let at = start + hit.at;
        out.push(Fact::new(writer, Sure::Likely, "the-writer", vec![Span::new(part, at, at + hit.phrase.len())]));
    }
    out
}

impl Said<'_, '_> {
    /// Who says what stands at a byte: the contact, or the writer of a forwarded message.
    fn writer(&self, at: usize) -> Option<Person> {
        let body = &self.it.mail.body;
        let line = body.lines.iter().find(|l| l.start <= at && at <= l.end);
        if self.part != Part::Body || line.is_some_and(|l| l.voice != Voice::Forwarded) {
            return contact(self.it).fact().map(|c| c.value.clone());
        }
        let from = body.forward.as_ref()?.from.as_ref()?;
        let name = name::whole(&display(from.name.as_deref()?), self.words, 2)?;
        Some(Person { email: Some(from.email.clone()), ..address::person(&name, None) })
    }

    /// The list of people behind a phrase.
    fn behind(&mut self, hit: Hit, least: usize) {
        let (text, words) = (self.text, self.words);
        let Hit { phrase, at, .. } = hit;
        let end = at + phrase.len();
        let rest = &self.lower[end..];
        let label = phrase.ends_with(':') || rest.starts_with(':');
        if !rest.starts_with([' ', '\n', ':', ',']) || self.excluded(end) {
            return;
        }
        let start = end + rest.len() - rest.trim_start_matches([' ', '\n', ':', '-', '|', '*', '•', '–']).len();
        // "with our CTO, Leo Marsh": a job before the name is passed over.
        let named = |start: usize| !list::list(text, start, words).0.is_empty();
        let start = if named(start) { start } else { behind_job(text, start, words).unwrap_or(start) };
        let (mut names, mut last) = list::list(text, start, words);
        while let Some(next) = rows::next(text, last, words, label).filter(|_| !names.is_empty() && names.len() < 12) {
            let (more, at) = list::list(text, next, words);
            names.extend(more);
            last = at;
        }
        let alone = names.len() == 1 && least > 1;
        let rule = if least == 1 { "people-to-meet" } else { "with-somebody" };
        let people = names.len() > 1 && names.iter().any(name::begins_with_given);
        for name in names {
            let plain = is_bare(&name) && !introduced(text, &name, words);
            let bare = alone && name.words < least && plain && !name::begins_with_given(&name);
            // "In line with Safe Schools", "proof of National Insurance": behind "with", a person needs a sign of one.
            let thing = least > 1 && plain && !people && !name::begins_with_given(&name);
            if !bare && !thing {
                self.push(&name, rule);
            }
        }
    }

    /// "Jule (our CTO) and I would ...", "Dana Ito will interview you": names before what they do.
    fn before(&mut self, hit: Hit, rule: &'static str) {
        let names = names_before(self.text, hit.at, self.words);
        // Before a wish, one word may be a firm.
        let firm = hit.list == WANTS && names.len() == 1 && names[0].words == 1 && is_bare(&names[0]);
        if firm && !self.has_a_job(&names[0]) {
            return;
        }
        let Some(first) = names.first() else { return };
        if self.excluded(first.start) {
            return;
        }
        names.iter().for_each(|name| self.push(name, rule));
    }

    /// "our CTO Jens": does a job stand before the name?
    fn has_a_job(&self, name: &Name) -> bool {
        let before = self.text[..name.start].trim_end();
        let mut last = before.rsplit([' ', '\n']);
        let job = last.next().unwrap_or_default().to_lowercase();
        let own = last.next().unwrap_or_default().to_lowercase();
        let is = |w: &str| self.words.own.iter().any(|o| o == w);
        !is(&job) && is(&own) || introduced(self.text, name, self.words)
    }

    /// "Herr Prof. Wolfsteiner would like to meet you": who is named with a title in what is said, is who one meets,
    /// unless the sentence says otherwise.
    fn titled(&mut self, hit: Hit) {
        let Hit { phrase, at, .. } = hit;
        let rest = &self.text[at + phrase.len()..];
        let glued = phrase.ends_with('.') && rest.starts_with(char::is_uppercase);
        let told = (rest.starts_with(' ') || glued) && !self.lower[..at].ends_with('.');
        if !told || self.excluded(at) || self.greets(at) {
            return;
        }
        let titled = |n: &Name| n.gender.is_some() || n.title.is_some();
        let Some(name) = name::at(self.text, at, self.words).filter(titled) else { return };
        let writer = contact(self.it).fact().and_then(|c| c.value.name.clone());
        if !writer.is_some_and(|n| same_name(&n, &name.text)) {
            self.push(&name, "named-with-a-title");
        }
    }

    /// Is this byte in a line of greeting?
    fn greets(&self, at: usize) -> bool {
        let start = self.lower[..at].rfind('\n').map_or(0, |i| i + 1);
        let line = self.lower[start..].split('\n').next().unwrap_or_default().trim();
        let short = line.chars().count() < 60 && line.ends_with([',', ':', '!']);
        let opens = self.words.greetings.iter().any(|g| line.starts_with(g.as_str()));
        opens && (short || line.chars().count() < 40)
    }

    /// Does the clause speak of somebody who arranges things, or of the past? A clause of few words is none of its own.
    pub(super) fn excluded(&self, at: usize) -> bool {
        let start = self.lower[..at].rfind(['.', '!', '?', '\n']).map_or(0, |i| i + 1);
        let sentence = &self.lower[start..at];
        let clause = sentence.rsplit_once(", ").map(|(_, last)| last).filter(|c| c.split_whitespace().count() >= 3);
        let clause = clause.unwrap_or(sentence);
        self.words.not.iter().any(|n| find_word(clause, n).is_some())
    }

    pub(super) fn push(&mut self, name: &Name, rule: &'static str) {
        if self.is_the_company(name) || self.opens_with_mine(name) {
            return;
        }
        let span = Span::new(self.part, self.start + name.start, self.start + name.end);
        self.found.push((name.start, Fact::new(address::person(name, None), Sure::Likely, rule, vec![span])));
    }

    /// "Parfait Thierry, je vous confirme ...": the first words of the mail, with my name in them.
    fn opens_with_mine(&self, name: &Name) -> bool {
        let first = self.text[..name.start].trim().is_empty();
        let mine = candidate_words(self.it);
        first && name.text.to_lowercase().split(' ').any(|w| mine.iter().any(|m| m == w))
    }

    fn is_the_company(&self, name: &Name) -> bool {
        let Some(company) = self.it.employer.company.fact() else { return false };
        // "nuestra jefa de equipo, Marta Gil" in a sentence looks like a line of a signature, and is none.
        let span = Span::new(self.part, self.start + name.start, self.start + name.end);
        if company.rule == "signature"
            && company.seen.iter().all(|s| s.part == span.part && span.start <= s.start && s.end <= span.end)
        {
            return false;
        }
        let (company, name) = (company.value.to_lowercase(), name.text.to_lowercase());
        company == name || company.starts_with(&format!("{name} ")) || name.starts_with(&format!("{company} "))
    }
}

/// Does the sentence around a byte speak of meeting? "The reference from Mrs Petty has arrived" does not.
fn meets_in_its_sentence(lower: &str, at: usize, meets: &[usize]) -> bool {
    let ends = ["? ", "! ", ".\n", "\n\n", "?\n", "!\n"];
    let from = lower.floor_char_boundary(at.saturating_sub(NEAR));
    let to = lower.floor_char_boundary(lower.len().min(at + NEAR));
    let start = ends.iter().filter_map(|e| lower[from..at].rfind(e)).max().map_or(from, |i| from + i + 1);
    let end = ends.iter().filter_map(|e| lower[at..to].find(e)).min().map_or(to, |i| at + i);
    meets.get(meets.partition_point(|m| *m < start)).is_some_and(|m| *m < end)
}

/// No title of any kind?
fn is_bare(name: &Name) -> bool {
    name.gender.is_none() && name.title.is_none()
}

pub(super) fn find_word(lower: &str, phrase: &str) -> Option<usize> {
    lower.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let before = lower[..*at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && lower[at + phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Titles of address in the mail's language, and those that are written alike everywhere.
fn titles(words: &PeopleWords) -> Vec<String> {
    let everywhere =
        ["dr", "dr.", "prof", "prof.", "professor", "dra.", "ing.", "dott.", "dre", "rev.", "rev'd", "revd", "avv."];
    words.masculine.iter().chain(&words.feminine).cloned().chain(everywhere.map(String::from)).collect()
}
