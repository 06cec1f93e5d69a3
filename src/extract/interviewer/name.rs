//! Names of people as they stand in a text: titles, given names, particles, family names. Nothing is guessed from a
//! first name.

use crate::extract::{Gender, Person, Salutation};
use crate::words::schema::PeopleWords;

/// A name in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    /// The name without titles.
    pub text: String,
    /// First byte, titles included.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Words of the name.
    pub words: usize,
    /// Academic titles as written.
    pub title: Option<String>,
    /// From a title of address.
    pub gender: Option<Gender>,
}

/// Academic titles, in every language we read.
const ACADEMIC: &[&str] = &[
    "dr",
    "dr.",
    "prof",
    "prof.",
    "professor",
    "professorin",
    "dipl.-ing.",
    "ing.",
    "ing",
    "mag.",
    "mba",
    "phd",
    "med.",
    "med",
    "h.",
    "c.",
    "h.c.",
    "pd",
    "priv.-doz.",
    "dra.",
    "dra",
    "dre",
    "drs.",
    "ir.",
    "mr.drs.",
    "lic.",
    "eng.",
    "eng.º",
    "eng.ª",
    "arq.",
    "avv.",
    "rer.",
    "nat.",
    "phil.",
    "jur.",
    "dott.",
    "dott.ssa",
    "prof.ssa",
    "pr",
    "pr.",
    "me",
    "maître",
    "ddr.",
    "univ.-prof.",
    "a.o.",
];

/// Particles of family names.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "da", "dos", "das", "do", "di", "del", "della", "la", "le", "du", "des", "ter",
    "ten", "te", "zu", "zur", "vom", "af", "bin", "ibn", "al", "el", "ní", "nic", "ó", "mac", "st.", "'t", "’t", "op",
    "in", "san", "los", "las", "d'", "d’",
];

/// Particles that stand inside a name only: before one they are an article.
const INNER: &[&str] =
    &["el", "al", "la", "le", "du", "des", "do", "das", "los", "las", "in", "op", "te", "di", "da", "del", "den", "de"];

/// The name that begins at byte `at`, titles first; `None` where no name begins.
pub(super) fn at(text: &str, at: usize, words: &PeopleWords) -> Option<Name> {
    let mut rest = &text[at..];
    let mut title: Option<String> = None;
    let mut gender = None;
    let skip = |s: &str| s.len() - s.trim_start_matches([' ', '\t', '*', '\u{a0}', '\n']).len();
    loop {
        rest = &rest[skip(rest)..];
        let word = next_word(rest);
        let lower = word.to_lowercase();
        if matches!(lower.as_str(), "messrs." | "messrs" | "mm." | "mmes" | "proff." | "sir" | "juf" | "meester") {
            rest = &rest[word.len()..];
            continue;
        }
        if words.masculine.contains(&lower) || words.feminine.contains(&lower) {
            gender = Some(if words.feminine.contains(&lower) { Gender::Feminine } else { Gender::Masculine });
            if ACADEMIC.contains(&lower.as_str()) {
                title = Some(joined(title, word));
            }
        } else if ACADEMIC.contains(&lower.as_str()) && (word.ends_with('.') || word.starts_with(char::is_uppercase)) {
            title = Some(joined(title, word));
        } else {
            break;
        }
        rest = &rest[word.len()..];
    }
    let begin = text.len() - rest.len();
    let (end, count) = name_words(rest, words)?;
    let name = rest[..end].trim_end_matches(['.', ',', ' ']);
    // "Katya M." keeps its stop.
    let keep = rest[name.len()..].starts_with('.') && name.chars().rev().take_while(|c| c.is_alphabetic()).count() == 1;
    let name = if keep { &rest[..=name.len()] } else { name };
    let flat = name.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Name { text: flat, start: at + skip(&text[at..]), end: begin + name.len(), words: count, title, gender })
}

fn joined(before: Option<String>, word: &str) -> String {
    before.map_or(word.to_string(), |b| format!("{b} {word}"))
}

fn next_word(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || "<>()[]{}|:;,\"/&!?".contains(c)).unwrap_or(text.len());
    &text[..end]
}

/// The end of the name's words and how many there are: capital words, initials and particles in between.
fn name_words(text: &str, words: &PeopleWords) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut end = 0;
    let mut count = 0;
    while count < 5 {
        let gap = text[at..].len() - text[at..].trim_start_matches([' ', '\u{a0}', '\t']).len();
        // A name may wrap over a line end, once.
        let gap = if text[at + gap..].starts_with('\n') && count == 1 && !text[at + gap + 1..].starts_with('\n') {
            gap + 1
        } else {
            gap
        };
        if gap > 2 || at > 0 && gap == 0 {
            break;
        }
        let word = next_word(&text[at + gap..]);
        let bare = word.trim_end_matches(['.', '\'', '’', '"']).trim_end_matches("'s").trim_end_matches("’s");
        if bare.is_empty() {
            break;
        }
        let lower = bare.to_lowercase();
        let inner = INNER.contains(&lower.as_str());
        let leads = bare.starts_with(char::is_lowercase) && !inner;
        let particle = PARTICLES.contains(&lower.as_str()) && (count > 0 || leads);
        let initial = bare.chars().count() == 1 && bare.starts_with(char::is_uppercase);
        let sentence_end = word.ends_with('.') && !initial && bare.chars().count() > 2;
        if particle && !(initial && count > 0) {
            // What follows decides.
        } else if is_name_word(bare) && !words.no_names.contains(&lower) && !is_organisation(&lower) {
            count += 1;
            end = at + gap + bare.len() + usize::from(initial && word.ends_with('.'));
        } else {
            break;
        }
        at += gap + word.len();
        if sentence_end || text[at..].starts_with([',', '(', ';', ':', '|', '/', '&', '!', '?']) {
            break;
        }
    }
    (count > 0).then_some((end, count))
}

/// Is it a word of organisations and offices?
fn is_organisation(word: &str) -> bool {
    crate::words::senders().rules.organisations.iter().any(|o| o == word)
}

/// A word that can be part of a name: a capital letter first, letters and hyphens behind it.
fn is_name_word(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '‑'));
    let letters = letters && !word.ends_with('-') && word.find(['\'', '’']).is_none_or(|at| at <= 2);
    let cased = word.chars().any(char::is_lowercase) || word.chars().count() <= 14;
    first && letters && cased && word.chars().count() <= 24
}

/// The people named in a text, from its start: separated by commas, "and", line ends; each with what stands in
/// brackets or behind a comma passed over. Returns the byte behind the list.
pub(super) fn list(text: &str, from: usize, words: &PeopleWords) -> (Vec<Name>, usize) {
    let mut names: Vec<Name> = Vec::new();
    let mut here = from;
    while let Some(name) = at(text, here, words) {
        let mut end = name.end;
        names.push(name);
        end = behind_title(text, end, words);
        match separator(text, end, words) {
            Some(next) => here = next,
            None => return (names, end),
        }
        if names.len() > 12 {
            break;
        }
    }
    let end = names.last().map_or(from, |n| n.end);
    (names, end)
}

/// Behind "(Head of Data)" or ", Head of Data" when another name follows.
fn behind_title(text: &str, end: usize, words: &PeopleWords) -> usize {
    let rest = &text[end..];
    let trimmed = rest.trim_start_matches([' ', '\u{a0}']);
    if let Some(inside) = trimmed.strip_prefix('(')
        && let Some(close) = inside.find(')').filter(|c| *c < 120)
    {
        return end + (rest.len() - trimmed.len()) + close + 2;
    }
    if let Some(behind) = trimmed.strip_prefix(',') {
        // A title ends before the next separator, if a name follows that.
        let stop = behind.find([',', ';', '\n', '.']).unwrap_or(behind.len()).min(120);
        let clause = behind.get(..stop).unwrap_or_default();
        for and in &words.and {
            let Some(found) = clause.find(&format!(" {and} ")) else { continue };
            let after = end + (rest.len() - trimmed.len()) + 1 + found;
            if at(text, after + and.len() + 1, words).is_some_and(|n| n.words >= 2 || n.gender.is_some())
                && at(text, end + (rest.len() - trimmed.len()) + 1, words).is_none()
            {
                return after;
            }
        }
    }
    end
}

/// The byte behind a separator of a list, where a name may follow.
fn separator(text: &str, end: usize, words: &PeopleWords) -> Option<usize> {
    let rest = &text[end..];
    let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\n']);
    let mut here = end + (rest.len() - trimmed.len());
    let mut found = false;
    if text[here..].starts_with([',', ';', '/']) {
        here += 1;
        found = true;
    }
    let rest = text[here..].trim_start_matches([' ', '\n']);
    let at = text.len() - rest.len();
    for and in &words.and {
        if rest.get(..and.len()).is_some_and(|w| w.eq_ignore_ascii_case(and))
            && rest[and.len()..].starts_with([' ', '\n'])
        {
            return Some(at + and.len() + 1);
        }
    }
    found.then_some(here)
}

/// Is the whole text one person's name: two words or more, or one where that is enough?
pub(super) fn whole(text: &str, words: &PeopleWords, least: usize) -> Option<Name> {
    let text = text.trim().trim_end_matches(['.', ',']);
    let name = at(text, 0, words)?;
    let rest = text[name.end..].trim();
    let suffix = rest.is_empty()
        || rest.starts_with('(') && rest.ends_with(')')
        || rest
            .trim_start_matches([',', ' '])
            .split([',', ' '])
            .all(|w| w.is_empty() || ACADEMIC.contains(&w.to_lowercase().as_str()));
    let shouted = name.words >= 2 && !name.text.chars().any(char::is_lowercase);
    (suffix && !shouted && name.words >= least).then_some(name)
}

/// A person of that name; `given` says which word is known to be the given name.
pub(super) fn person(name: &Name, given: Option<&str>) -> Person {
    let words: Vec<&str> = name.text.split(' ').collect();
    let capitals = |w: &str| w.chars().count() > 2 && w.chars().all(|c| !c.is_lowercase());
    let (mut first, mut family) = (given.map(str::to_string), None);
    if let Some(g) = given {
        if words.first() == Some(&g) && words.len() > 1 {
            family = Some(words[1..].join(" "));
        } else if words.last() == Some(&g) && words.len() > 1 {
            family = Some(words[..words.len() - 1].join(" "));
        }
    } else if name.gender.is_some() && words.len() == 1 || name.title.is_some() && words.len() == 1 {
        family = Some(name.text.clone());
    } else if let Some(at) = words.iter().position(|w| capitals(w)).filter(|_| words.iter().any(|w| !capitals(w))) {
        // "Marie DUPONT" and "DUPONT Marie": the capitals are the family's.
        family = Some(words[at].to_string());
        first = words.iter().find(|w| !capitals(w)).map(|w| (*w).to_string());
    } else if let Some(at) = words.iter().position(|w| PARTICLES.contains(w)).filter(|at| *at > 0) {
        family = Some(words[at..].join(" "));
        first = Some(words[..at].join(" "));
    } else if (name.gender.is_some() || name.title.is_some()) && words.len() == 2 {
        family = Some(words[1].to_string());
    }
    let salutation = Salutation { given: first, family, title: name.title.clone(), gender: name.gender };
    Person { name: Some(name.text.clone()), email: None, title: None, salutation }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: &str) -> &'static PeopleWords {
        &crate::words::of(language).unwrap().people
    }

    fn names(language: &str, text: &str) -> Vec<String> {
        list(text, 0, words(language)).0.into_iter().map(|n| n.text).collect()
    }

    #[test]
    fn lists_of_people_with_titles_and_jobs() {
        assert_eq!(
            names("en", "Dr Aoife Brannigan (chair), Mr. Padraig Tuohy and an external"),
            ["Aoife Brannigan", "Padraig Tuohy"]
        );
        assert_eq!(names("en", "Bob Garland, Platform team"), ["Bob Garland"]);
        assert_eq!(names("en", "Leo (CTO) and Katya M. on Monday"), ["Leo", "Katya M."]);
        assert_eq!(names("de", "Frau Dr. Müller und Herr von der Leyen teil"), ["Müller", "von der Leyen"]);
        assert_eq!(names("nl", "Sanne de Vries en Joost van den Berg"), ["Sanne de Vries", "Joost van den Berg"]);
        assert_eq!(names("fr", "M. Jean DUPONT et Mme Marie Curie"), ["Jean DUPONT", "Marie Curie"]);
    }

    #[test]
    fn what_is_no_name() {
        for text in ["the Hiring Team", "Zoom", "our CTO", "you", "Tuesday at 3"] {
            assert_eq!(names("en", text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_salutation_knows_only_what_is_certain() {
        let read = |language: &str, text: &str| person(&at(text, 0, words(language)).unwrap(), None).salutation;
        let s = read("de", "Frau Dr. Müller");
        assert_eq!(
            (s.family.as_deref(), s.title.as_deref(), s.gender),
            (Some("Müller"), Some("Dr."), Some(Gender::Feminine))
        );
        let s = read("en", "Alex Kim");
        assert_eq!((s.given, s.family, s.gender), (None, None, None));
        let s = read("fr", "Marie DUPONT");
        assert_eq!((s.given.as_deref(), s.family.as_deref()), (Some("Marie"), Some("DUPONT")));
        let s = read("nl", "Joost van den Berg");
        assert_eq!((s.given.as_deref(), s.family.as_deref()), (Some("Joost"), Some("van den Berg")));
    }
}
