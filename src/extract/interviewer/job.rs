//! A job beside a name: "our Head of Data, Dana Ito", "Koen, our director".

use super::name::{self, Name, begins_with_given, is_job};
use super::name_words::next_word;
use crate::text::find_word;
use crate::words::schema::{PeopleWords, WordClass, folded};

/// "our Head of Data, Dana Ito": the name behind the comma, in the same clause.
pub(super) fn behind_job(text: &str, start: usize, words: &PeopleWords) -> Option<usize> {
    let clause = &text[start..];
    let lower = clause.to_lowercase();
    let opens = |o: &&str| lower.strip_prefix(o).is_some_and(|r| o.ends_with('\'') || r.starts_with([' ', '\n']));
    let own = words.own.iter().filter(opens).map(|o| o.len()).max();
    // "ns. direttore": the stop of a short word ends nothing.
    let head = own.unwrap_or(0);
    let own = own.is_some();
    let wrapped = text[..start].rsplit('\n').next().unwrap_or_default().len() + clause.find('\n').unwrap_or(0) >= 50;
    // "Enf.ª Diretora": nor does one inside a word.
    let ends = |(at, c): (usize, char)| match c {
        '.' => clause[at + 1..].starts_with([' ', '\n']) || at + 1 == clause.len(),
        '\n' => !wrapped || clause[at + 1..].starts_with('\n'),
        _ => matches!(c, ';' | '?' | '!' | '(' | '|'),
    };
    let mut signs = clause.char_indices().skip_while(|(at, _)| *at < head).take(90);
    let stop = signs.find(|sign| ends(*sign)).map_or(clause.len(), |(at, _)| at).min(90);
    let clause = clause.get(..clause.floor_char_boundary(stop))?;
    if let Some(called) = behind_called(clause, words).filter(|_| own) {
        let called = start + called;
        return name::at(text, called, words).map(|_| called);
    }
    if let Some(comma) = clause.find(',') {
        let behind = start + comma + 1;
        // "dem Altgesellen, dem Ingo".
        let rest = text[behind..].strip_prefix(' ').unwrap_or_default();
        let article = words.own.iter().find(|o| rest.strip_prefix(o).is_some_and(|r| r.starts_with(' ')));
        let behind = article.filter(|_| own).map_or(behind, |o| behind + 1 + o.len());
        let parted = text[behind..].trim_start_matches(' ').starts_with("\n\n");
        if !parted && name::at(text, behind, words).is_some_and(|n| n.words >= 2 || !n.is_bare() || own) {
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
            .is_some_and(|n| !n.goes_on && n.end == start + clause.len() || text[n.end..].starts_with([' ', ',', '.']))
    })?;
    let before = text[..found].trim_end().rsplit(' ').next()?;
    let office = words.no_names.contains(&before.to_lowercase()) || before.chars().all(char::is_uppercase);
    let told = before.starts_with(char::is_lowercase) || office || !name::at(text, found, words)?.is_bare();
    (own && told).then_some(found)
}

/// "my deputy, whom everyone calls Bean", "a colleague called Priya": the byte behind the words for that.
fn behind_called(clause: &str, words: &PeopleWords) -> Option<usize> {
    let called = words.called.iter().filter_map(|called| Some(find_word(clause, called)? + called.len() + 1));
    called.min().filter(|at| clause.is_char_boundary(*at))
}

/// A job before a name has no more words.
const JOB: usize = 5;

/// "Store Manager Dana Ito", "resource teacher Leo", "the FD (Colin)": the name behind a job that nothing parts from it.
pub(super) fn behind_office(text: &str, start: usize, words: &PeopleWords) -> Option<usize> {
    let mut at = start;
    // "the boss (Leo)".
    let owned = words.own.contains(&next_word(&text[start..]).to_lowercase());
    for _ in 0..JOB {
        let rest = &text[at..];
        let size =
            rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’' | '/')).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(size);
        let bracket = behind.starts_with(" (");
        let gap = if bracket { 2 } else { usize::from(behind.starts_with([' ', '\n'])) };
        if word.is_empty() || gap == 0 || behind.starts_with("\n\n") {
            return None;
        }
        at += size + gap;
        let told = is_office(word);
        let whose = bracket && owned;
        let name =
            (told || whose).then(|| name::at(text, at, words)).flatten().filter(|n| !n.goes_on && !begins_with_job(n));
        let Some(name) = name else { continue };
        let sure =
            name.words >= 2 && word.starts_with(char::is_uppercase) || begins_with_given(&name) || !name.is_bare();
        let sure = sure || told && is_one_of_the_house(text, word, &name, words);
        let closed = !bracket || text[name.end..].starts_with([')', ',']);
        if sure && closed && text[at..].starts_with(char::is_alphabetic) {
            return Some(at);
        }
    }
    None
}

/// "Team leader Baek", "Head Chef Danilo": is one unknown word behind a job somebody, where what qualifies a job stands
/// before it and things are written small?
fn is_one_of_the_house(text: &str, job: &str, name: &Name, words: &PeopleWords) -> bool {
    let (employer, word) = (crate::words::employer(), folded(&name.text));
    let head = employer.is(&folded(job), WordClass::Role) && !employer.is(&folded(job), WordClass::RoleFirst);
    let closed = text[name.end..].starts_with([',', '.', ';', '\n'])
        || text[name.end..].strip_prefix(' ').is_some_and(|rest| words.and.contains(next_word(rest)));
    head && closed && name.words == 1 && words.no_name_endings.is_empty() && employer.id(&word).is_none()
}

/// Is it what somebody is: a job, or a few capitals, "CFO"?
pub(super) fn is_office(word: &str) -> bool {
    let short = (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    short || is_job(&word.to_lowercase())
}

/// Is a job part of what looks like one name: "Principal Dana Ito"?
pub(super) fn begins_with_job(name: &Name) -> bool {
    let mut heads = name.text.split(' ').rev().skip(1);
    name.words >= 2 && !begins_with_given(name) && heads.any(|w| is_job(&w.to_lowercase()))
}

/// "Koen, notre directeur", "Leo (CTO)": what follows the name says who it is.
pub(super) fn introduced(text: &str, name: &Name, words: &PeopleWords) -> bool {
    let rest = text[name.end..].trim_start();
    let behind = rest.strip_prefix(',').map(str::trim_start);
    rest.starts_with('(')
        || behind.is_some_and(|b| {
            let clause = b.split([',', '.', ';', '\n']).next().unwrap_or_default().to_lowercase();
            // "Koen, c'est mon associé": a word or two may stand before.
            let mut first = clause.split(' ').take(3);
            first.any(|w| words.own.contains(w))
        })
}
