//! A job beside a name: "our Head of Data, Dana Ito", "Koen, our director".

use super::name::{self, Name};
use crate::words::schema::PeopleWords;

/// "our Head of Data, Dana Ito": the name behind the comma, in the same clause.
pub(super) fn behind_job(text: &str, start: usize, words: &PeopleWords) -> Option<usize> {
    let clause = &text[start..];
    let own = words.own.iter().any(|o| {
        clause.to_lowercase().starts_with(&format!("{o} "))
            || o.ends_with('\'') && clause.to_lowercase().starts_with(o.as_str())
    });
    let wrapped = text[..start].rsplit('\n').next().unwrap_or_default().len() + clause.find('\n').unwrap_or(0) >= 50;
    let ends = |c: char| matches!(c, '.' | ';' | '?' | '!' | '(') || c == '\n' && !wrapped;
    let stop = clause.find(ends).unwrap_or(clause.len()).min(90);
    let clause = clause.get(..clause.floor_char_boundary(stop))?;
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
            .is_some_and(|n| !n.goes_on && n.end == start + clause.len() || text[n.end..].starts_with([' ', ',', '.']))
    })?;
    let before = text[..found].trim_end().rsplit(' ').next()?;
    let office = words.no_names.contains(&before.to_lowercase()) || before.chars().all(char::is_uppercase);
    let told = before.starts_with(char::is_lowercase) || office || name::at(text, found, words)?.gender.is_some();
    (own && told).then_some(found)
}

/// "Koen, notre directeur", "Leo (CTO)": what follows the name says who it is.
pub(super) fn introduced(text: &str, name: &Name, words: &PeopleWords) -> bool {
    let rest = text[name.end..].trim_start();
    let behind = rest.strip_prefix(',').map(str::trim_start);
    rest.starts_with('(')
        || behind.is_some_and(|b| words.own.iter().any(|o| b.to_lowercase().starts_with(&format!("{o} "))))
}
