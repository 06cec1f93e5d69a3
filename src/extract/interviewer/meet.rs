//! Whom one would meet: people of the calendar part, people behind words such as "you will meet", and the writer
//! where they say that it is they.

use super::address;
use super::headers::without_firm;
use super::name::{self, Name};
use super::{candidate_words, contact, display, is_candidate, is_personal, same_name};
use crate::extract::Person;
use crate::extract::finder::{Finder, Hit};
use crate::extract::rules::Context;
use crate::fact::{Fact, Sure};
use crate::message::address::Address;
use crate::message::body::Voice;
use crate::message::calendar::{Event, Party};
use crate::text::{Part, Span};
use crate::words::schema::PeopleWords;

/// Everybody, each once, in the order of the mail.
pub(super) fn interviewers(it: &Context) -> Vec<Fact<Person>> {
    let candidate = candidate_words(it);
    let mut out: Vec<Fact<Person>> = Vec::new();
    let text = spoken(it);
    for fact in said(it, &text).into_iter().chain(invited(it)) {
        let name = fact.value.name.clone().unwrap_or_default();
        let own = !name.is_empty() && name.to_lowercase().split(' ').all(|w| candidate.iter().any(|c| c == w));
        if own || name.is_empty() && fact.value.email.is_none() {
            continue;
        }
        match out.iter_mut().find(|known| same_person(&known.value, &fact.value)) {
            Some(known) => merge(known, fact),
            None => out.push(fact),
        }
    }
    out
}

fn same_person(a: &Person, b: &Person) -> bool {
    let mail = matches!((&a.email, &b.email), (Some(a), Some(b)) if a.eq_ignore_ascii_case(b));
    let name = matches!((&a.name, &b.name), (Some(a), Some(b)) if same_name(a, b));
    let local = |p: &Person, q: &Person| match (&p.name, &q.email, &q.name) {
        (Some(name), Some(email), None) => email
            .split(['@', '.', '_'])
            .next()
            .is_some_and(|l| name.to_lowercase().split(' ').any(|w| w == l.to_lowercase())),
        _ => false,
    };
    mail || name || local(a, b) || local(b, a)
}

/// The longer name, whatever address there is, the evidence of both.
fn merge(known: &mut Fact<Person>, other: Fact<Person>) {
    let length = |p: &Person| p.name.as_ref().map_or(0, |n| n.split(' ').count());
    let email = known.value.email.clone().or(other.value.email.clone());
    if length(&other.value) > length(&known.value) {
        known.value = other.value;
    }
    known.value.email = email;
    known.sure = known.sure.max(other.sure);
    known.seen.extend(other.seen);
}

/// What is said, with other lines blanked, so that places stay; it ends with the last line that is said.
fn spoken(it: &Context) -> String {
    let body = &it.mail.body;
    let last = body.lines.iter().rposition(|l| matches!(l.voice, Voice::Said | Voice::Forwarded));
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

/// People behind the words of meeting somebody, and the writer where they name themselves.
fn said(it: &Context, text: &str) -> Vec<Fact<Person>> {
    let words = &it.words.people;
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        // Rare letters change length in lower case; places would be wrong.
        return Vec::new();
    }
    let titles = titles(words);
    let finder = Finder::new(&[&words.meet, &words.with, &words.and_me, &words.me, &titles]);
    let hits = finder.all(&lower);
    let of = |list: u16| hits.iter().filter(move |h| h.list == list);
    let mut found: Vec<(usize, Fact<Person>)> = Vec::new();
    of(MEET).for_each(|hit| behind(it, text, &lower, *hit, 1, &mut found));
    of(WITH).for_each(|hit| behind(it, text, &lower, *hit, 2, &mut found));
    of(AND_ME).for_each(|hit| before_verb(words, text, hit.at, &mut found));
    of(TITLE).for_each(|hit| titled(it, text, &lower, *hit, &mut found));
    bracketed(text, words, &mut found);
    columns(it, text, &mut found);
    found.sort_by_key(|(at, _)| *at);
    let mut out: Vec<Fact<Person>> = found.into_iter().map(|(_, f)| f).collect();
    let and_me = of(AND_ME).find(|hit| name_before(text, hit.at, words).is_some());
    if let Some((hit, writer)) = and_me.or(of(ME).next()).and_then(|hit| Some((hit, writer(it, hit.at)?))) {
        let span = Span::new(Part::Body, hit.at, hit.at + hit.phrase.len());
        out.push(Fact::new(writer, Sure::Likely, "the-writer", vec![span]));
    }
    out
}

/// Who says what stands at a byte: the contact, or the writer of a forwarded message.
fn writer(it: &Context, at: usize) -> Option<Person> {
    let line = it.mail.body.lines.iter().find(|l| l.start <= at && at <= l.end)?;
    if line.voice != Voice::Forwarded {
        return contact(it).fact().map(|c| c.value.clone());
    }
    let from = it.mail.body.forward.as_ref()?.from.as_ref()?;
    let name = name::whole(&display(from.name.as_deref()?), &it.words.people, 2)?;
    Some(Person { email: Some(from.email.clone()), ..address::person(&name, None) })
}

fn find_word(lower: &str, phrase: &str) -> Option<usize> {
    lower.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let before = lower[..*at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && lower[at + phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// The lists that are looked for in what is said, by their numbers in the finder.
const MEET: u16 = 0;
const WITH: u16 = 1;
const AND_ME: u16 = 2;
const ME: u16 = 3;
const TITLE: u16 = 4;

/// The list of people behind a phrase.
fn behind(it: &Context, text: &str, lower: &str, hit: Hit, least: usize, found: &mut Vec<(usize, Fact<Person>)>) {
    let words = &it.words.people;
    let Hit { phrase, at, .. } = hit;
    let end = at + phrase.len();
    if !lower[end..].starts_with([' ', '\n', ':', ',']) || excluded(lower, at, words) {
        return;
    }
    let start = end + lower[end..].len() - lower[end..].trim_start_matches([' ', '\n', ':', '-', '|', '*', '•']).len();
    // "with our CTO, Leo Marsh": a job before the name is passed over.
    let start = name::at(text, start, words).map(|_| start).or_else(|| behind_job(text, start, words)).unwrap_or(start);
    let (mut names, mut last) = name::list(text, start, words);
    while let Some(next) = next_row(text, last, words, phrase.ends_with(':') || lower[end..].starts_with(':'))
        .filter(|_| !names.is_empty() && names.len() < 12)
    {
        let (more, at) = name::list(text, next, words);
        names.extend(more);
        last = at;
    }
    let alone = names.len() == 1 && least > 1;
    let employer = it.employer.company.value();
    for name in names {
        let company = employer.is_some_and(|e| {
            e.eq_ignore_ascii_case(&name.text)
                || e.to_lowercase().starts_with(&format!("{} ", name.text.to_lowercase()))
        });
        let bare = alone
            && name.words < least
            && name.gender.is_none()
            && name.title.is_none()
            && !introduced(text, &name, words);
        if !company && !bare {
            push(found, &name, if least == 1 { "people-to-meet" } else { "with-somebody" }, Sure::Likely);
        }
    }
}

/// "Koen, notre directeur", "Leo (CTO)": what follows the name says who it is.
fn introduced(text: &str, name: &Name, words: &PeopleWords) -> bool {
    let rest = text[name.end..].trim_start();
    let behind = rest.strip_prefix(',').map(str::trim_start);
    rest.starts_with('(')
        || behind.is_some_and(|b| words.own.iter().any(|o| b.to_lowercase().starts_with(&format!("{o} "))))
}

/// The next line of a list, behind its bullet, where a name begins it.
fn next_row(text: &str, from: usize, words: &PeopleWords, listed: bool) -> Option<usize> {
    let rest = text.get(from..)?;
    let line_end = rest.find('\n')?;
    let row = from + line_end + 1;
    let line = text[row..].split('\n').next()?;
    let bare = line.trim_start_matches([' ', '-', '*', '•', '|', '–', '·']);
    let bullet = line.trim_start().starts_with(['-', '*', '•', '·', '–']);
    let at = row + (line.len() - bare.len());
    let name = name::at(text, at, words)?;
    let behind = text[name.end..].chars().next();
    let ended = matches!(behind, None | Some('\n' | ',' | '('))
        || text[name.end..].starts_with(" (")
        || text[name.end..].starts_with(" -")
        || text[name.end..].starts_with(" –");
    ((bullet || listed) && ended && (name.words >= 2 || name.gender.is_some())).then_some(at)
}

/// "our Head of Data, Dana Ito": the name behind the comma, in the same clause.
fn behind_job(text: &str, start: usize, words: &PeopleWords) -> Option<usize> {
    let clause = &text[start..];
    let own = words.own.iter().any(|o| {
        clause.to_lowercase().starts_with(&format!("{o} "))
            || o.ends_with('\'') && clause.to_lowercase().starts_with(o.as_str())
    });
    let stop = clause.find(['.', ';', '\n', '?', '!', '(']).unwrap_or(clause.len()).min(90);
    let clause = clause.get(..stop)?;
    if let Some(comma) = clause.find(',') {
        let behind = start + comma + 1;
        if name::at(text, behind, words).is_some_and(|n| n.words >= 2 || n.title.is_some() || own) {
            return Some(behind);
        }
    }
    // "our documentation lead Olena": the last capital word of the clause, behind a word in small letters.
    let clause = clause.split(',').next()?;
    let stop = words.and.iter().filter_map(|a| clause.find(&format!(" {a} "))).min().unwrap_or(clause.len());
    let clause = &clause[..stop];
    let starts = clause.char_indices().filter(|(i, c)| c.is_uppercase() && *i > 0 && clause[..*i].ends_with(' '));
    let found = starts.map(|(i, _)| start + i).find(|at| {
        name::at(text, *at, words)
            .is_some_and(|n| n.end == start + clause.len() || text[n.end..].starts_with([' ', ',', '.']))
    })?;
    let before = text[..found].trim_end().rsplit(' ').next()?;
    let told = before.starts_with(char::is_lowercase) || name::at(text, found, words)?.gender.is_some();
    (own && told).then_some(found)
}

/// "Jule (our CTO) and I would ...", "Dana will interview you": names before "and I".
fn before_verb(words: &PeopleWords, text: &str, at: usize, found: &mut Vec<(usize, Fact<Person>)>) {
    if let Some(name) = name_before(text, at, words) {
        push(found, &name, "with-the-writer", Sure::Likely);
    }
}

/// Titles of address in the mail's language, and those that are written alike everywhere.
fn titles(words: &PeopleWords) -> Vec<String> {
    let everywhere = ["dr", "dr.", "prof", "prof.", "professor", "dra.", "ing.", "dott.", "dre"];
    words.masculine.iter().chain(&words.feminine).cloned().chain(everywhere.map(String::from)).collect()
}

/// "Herr Prof. Wolfsteiner would like to meet you": who is named with a title in what is said, is who one meets,
/// unless the sentence says otherwise.
fn titled(it: &Context, text: &str, lower: &str, hit: Hit, found: &mut Vec<(usize, Fact<Person>)>) {
    let words = &it.words.people;
    let Hit { phrase, at, .. } = hit;
    let told = lower[at + phrase.len()..].starts_with(' ') && !lower[..at].ends_with('.');
    if !told || excluded(lower, at, words) || greets(it, text, at) {
        return;
    }
    let Some(name) = name::at(text, at, words).filter(|n| n.gender.is_some() || n.title.is_some()) else { return };
    let writer = contact(it).fact().and_then(|c| c.value.name.clone()).is_some_and(|n| same_name(&n, &name.text));
    if !writer {
        push(found, &name, "named-with-a-title", Sure::Likely);
    }
}

/// Is this byte in a line of greeting?
fn greets(it: &Context, text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line = text[start..].split('\n').next().unwrap_or_default().trim().to_lowercase();
    let short = line.chars().count() < 60 && line.ends_with([',', ':', '!']);
    it.words.people.greetings.iter().any(|g| line.starts_with(g.as_str())) && (short || line.chars().count() < 40)
}

/// "Site Operations (Johan Steyn, Ana Ruiz)": brackets that hold nothing but names.
fn bracketed(text: &str, words: &PeopleWords, found: &mut Vec<(usize, Fact<Person>)>) {
    for (open, _) in text.match_indices('(') {
        let Some(close) = text[open..].find(')').filter(|c| *c < 120) else { continue };
        let line = text[..open].rsplit('\n').next().unwrap_or_default();
        if !line.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let (names, end) = name::list(text, open + 1, words);
        let ends = text[open + close + 1..].trim_start_matches([' ', '.']).starts_with('\n');
        // "(React Native)" in the middle of a sentence is no one.
        let whole = end == open + close && (names.len() > 1 || ends || text.len() == open + close + 1);
        if whole && names.iter().all(|n| n.words >= 2 || n.gender.is_some()) {
            names.iter().for_each(|n| push(found, n, "people-of-a-part", Sure::Likely));
        }
    }
}

/// A table whose head names a column of people.
fn columns(it: &Context, text: &str, found: &mut Vec<(usize, Fact<Person>)>) {
    let words = &it.words.people;
    let mut column: Option<usize> = None;
    let mut start = 0;
    for line in text.split('\n') {
        let here = start;
        start += line.len() + 1;
        let cells: Vec<&str> = line.split(" | ").collect();
        if cells.len() < 2 {
            continue;
        }
        if let Some(at) = cells.iter().position(|c| words.column.iter().any(|w| c.trim().to_lowercase() == *w)) {
            column = Some(at);
            continue;
        }
        let Some(cell) = column.and_then(|c| cells.get(c)) else { continue };
        let offset = here + cells[..column.unwrap_or(0)].iter().map(|c| c.len() + 3).sum::<usize>();
        let lead = cell.len() - cell.trim_start().len();
        for name in name::list(text, offset + lead, words).0 {
            if name.end <= offset + cell.len() && (name.words >= 2 || name.gender.is_some()) {
                push(found, &name, "people-of-a-table", Sure::Likely);
            }
        }
    }
}

/// The name that ends right before a byte, brackets passed over.
fn name_before(text: &str, at: usize, words: &PeopleWords) -> Option<Name> {
    let mut before = text[..at].trim_end();
    if before.ends_with(')') {
        before = before[..before.rfind('(')?].trim_end();
    }
    let line = before.rfind(['\n', '.', '!', '?', ',', ':']).map_or(0, |i| i + 1);
    let stretch = &before[line..];
    let starts =
        stretch.char_indices().filter(|(i, c)| c.is_uppercase() && (*i == 0 || stretch[..*i].ends_with([' ', '-'])));
    for (i, _) in starts {
        if let Some(name) = name::at(text, line + i, words).filter(|n| n.end == before.len()) {
            return Some(name);
        }
    }
    None
}

/// Does the sentence speak of somebody who arranges things, or of the past?
fn excluded(lower: &str, at: usize, words: &PeopleWords) -> bool {
    let start = lower[..at].rfind(['.', '!', '?', '\n']).map_or(0, |i| i + 1);
    let sentence = &lower[start..at];
    words.not.iter().any(|n| find_word(sentence, n).is_some())
}

fn push(found: &mut Vec<(usize, Fact<Person>)>, name: &Name, rule: &'static str, sure: Sure) {
    let span = Span::new(Part::Body, name.start, name.end);
    found.push((name.start, Fact::new(address::person(name, None), sure, rule, vec![span])));
}

/// People of the calendar part: those invited beside me; the organiser where nobody else is.
fn invited(it: &Context) -> Vec<Fact<Person>> {
    let mut out = Vec::new();
    for event in it.mail.calendars.iter().flat_map(|c| &c.events).take(3) {
        let organizer = event.organizer.as_ref();
        let others: Vec<&Party> = event.attendees.iter().filter(|a| is_other(it, event, a)).collect();
        let is_organizer = |a: &&&Party| organizer.is_some_and(|o| o.email.eq_ignore_ascii_case(&a.email));
        let guests: Vec<&&Party> = others.iter().filter(|a| !is_organizer(a)).collect();
        if guests.is_empty() {
            out.extend(
                organizer
                    .filter(|o| is_other(it, event, o))
                    .and_then(|o| guest(it, o, "calendar-organizer", Sure::Likely)),
            );
        } else {
            out.extend(guests.into_iter().filter_map(|g| guest(it, g, "calendar-guest", Sure::Stated)));
        }
    }
    out
}

/// A person, and neither me nor a room.
fn is_other(it: &Context, event: &Event, party: &Party) -> bool {
    let room = matches!(party.cutype.as_deref(), Some("ROOM" | "RESOURCE" | "GROUP"))
        || matches!(party.role.as_deref(), Some("NON-PARTICIPANT"));
    let address = Address { name: party.name.clone(), email: party.email.clone() };
    let place = event.location.as_deref().zip(party.name.as_deref()).is_some_and(|(l, n)| l.contains(n));
    !room && !place && !is_candidate(it, &party.email) && is_personal(&address)
}

fn guest(it: &Context, party: &Party, rule: &'static str, sure: Sure) -> Option<Fact<Person>> {
    let span = party.seen?;
    let domain = party.email.rsplit('@').next().unwrap_or_default().to_lowercase();
    let shown = party.name.as_deref().map(|n| display(without_firm(n, &domain))).filter(|n| !n.contains('@'));
    let name = shown.as_deref().and_then(|n| name::whole(n, &it.words.people, 1));
    let person = match name {
        Some(name) => Person { email: Some(party.email.clone()), ..address::person(&name, None) },
        None if shown.is_some() => return None,
        None => Person { email: Some(party.email.clone()), ..Person::default() },
    };
    Some(Fact::new(person, sure, rule, vec![span]))
}
