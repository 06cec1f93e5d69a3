//! What stands beside a name and is no part of it: academic titles before it, letters behind it.

use crate::extract::Gender;
use crate::words::schema::PeopleWords;

/// Behind an office that somebody had.
pub(super) const RETIRED: &[&str] = &[" a. D. ", " a.D. ", " i. R. ", " i.R. ", " em. ", " (ret.) ", " (ret'd) "];

/// Offices of a church that stand behind another title: "the Revd Canon".
pub(super) const SPIRITUAL: &[&str] = &["canon", "preb.", "prebendary", "father", "dean"];

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
    "dr.ª",
    "prof.ª",
    "dr.a",
    "mtra.",
    "mtro.",
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
    "dipl.-kfm.",
    "dipl.-psych.",
    "dipl.",
    "mag.a",
    "psic.",
    "rag.",
    "geom.",
    "arch.",
    "doutor",
    "doutora",
    "dras.",
    "drs",
    "dres.",
    "rev.",
    "rev'd",
    "revd",
    "cand.",
];

/// Is it an academic title?
pub(super) fn is_academic(lower: &str) -> bool {
    ACADEMIC.contains(&lower)
}

/// Is it an academic title, written as one?
pub(super) fn is_title(word: &str, lower: &str) -> bool {
    // "Dr. h. c.", but "H. Ito".
    let initial = word.chars().count() == 2 && word.starts_with(char::is_uppercase) && word.ends_with('.');
    let written = word.ends_with('.') || word.starts_with(char::is_uppercase);
    word == "DI" || ACADEMIC.contains(&lower) && written && !initial
}

/// Whom a title of address in the mail's language is for: "Frau", "signor".
pub(super) fn addressed(lower: &str, words: &PeopleWords) -> Option<Gender> {
    if words.feminine.contains(lower) {
        return Some(Gender::Feminine);
    }
    words.masculine.contains(lower).then_some(Gender::Masculine)
}

/// English titles stand in mail of every language; in small letters, "mr." is a Dutch lawyer's, and says nothing.
pub(super) fn english(word: &str) -> Option<Option<Gender>> {
    match word {
        "Mr" | "Mr." => Some(Some(Gender::Masculine)),
        "Mrs" | "Mrs." | "Ms" | "Ms." => Some(Some(Gender::Feminine)),
        "mr." | "Mx" | "Mx." => Some(None),
        _ => None,
    }
}

/// Does a title follow?
pub(super) fn titled_next(rest: &str) -> bool {
    let word = rest.strip_prefix(' ').and_then(|r| r.split([' ', '\n', ',']).next()).unwrap_or_default();
    is_title(word, &word.to_lowercase())
}

/// Letters behind a name: a degree or an honour, "MBA", "K.C.", "FRCS-ED", "PhD".
pub(super) fn is_letters(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    let only = word.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '-'));
    let degree = matches!(word, "PhD" | "Ph.D." | "Ph.D" | "MSc" | "BSc" | "LLM" | "LL.M." | "MBA" | "Jr." | "Jr");
    degree || only && (2..=7).contains(&letters) && small == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_and_a_stop_are_an_initial() {
        assert!(is_title("h.", "h.") && is_title("c.", "c.") && is_title("Dr.", "dr."));
        assert!(!is_title("H.", "h.") && !is_title("C.", "c."));
    }
}
