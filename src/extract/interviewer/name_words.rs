//! The words that a name is made of: given names, initials, nicknames, particles, family names; titles stand before them.

use super::spoken::WRAPPED;
use super::titles::{addressed, is_title};
use crate::extract::particles::PARTICLES;
use crate::words::schema::PeopleWords;

/// A line of so many letters may be broken behind a given name; in a shorter one something else begins below.
const BROKEN: usize = 45;

/// Particles that place somebody, unless another particle follows.
const PREPOSITIONS: &[&str] = &["in", "op", "te"];

/// Particles that stand inside a name only: before one they are an article.
const INNER: &[&str] = &[
    "el", "al", "la", "le", "du", "des", "do", "das", "los", "las", "in", "op", "te", "di", "da", "del", "den", "de",
    "lo", "li", "der", "dos", "das",
];

/// Family names that are particles elsewhere.
const SHORT_FAMILIES: &[&str] = &["li", "lo", "le", "van", "san", "do"];

/// Is a word of two letters a name in full, and not the beginning of one: "Ng", "Li", "Wu", but "Th."?
fn is_short_family(lower: &str) -> bool {
    lower == "ng" || lower.chars().count() == 2 && lower.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// The end of the name's words and how many there are: capital words, initials and particles in between. `before` is
/// how many letters stand before it in its line.
pub(super) fn name_words(text: &str, before: usize, words: &PeopleWords) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut end = 0;
    let mut count = 0;
    while count < 5 {
        let gap = text[at..].len() - text[at..].trim_start_matches([' ', '\u{a0}', '\t']).len();
        // A name may wrap over a line end, once; a line of one word holds what somebody is: "Siân", "Headmistress".
        let below = text[at + gap..].strip_prefix('\n').unwrap_or_default().split('\n').next().unwrap_or_default();
        // "Shadow: Dana Ito" begins something else.
        let labelled = below.trim_start().split(' ').next().is_some_and(|w| w.ends_with(':'));
        // Nor does it go on in the next row of a column: what a program broke begins at the edge.
        let indented = below.starts_with([' ', '\t']);
        let wraps = (1..3).contains(&count) && below.trim().contains(' ') && !labelled && !indented;
        let gap =
            if text[at + gap..].starts_with('\n') && wraps && end + before >= if count == 1 { BROKEN } else { WRAPPED }
            {
                gap + 1
            } else {
                gap
            };
        if gap > 2 || at > 0 && gap == 0 {
            break;
        }
        let initials = count > 0 && text[..end].split(' ').all(is_initials);
        let nick = nickname_before_family(&text[at + gap..], initials, words);
        if let Some(nick) = nick.filter(|_| count == 1 || initials) {
            at += gap + nick;
            continue;
        }
        let word = next_word(&text[at + gap..]);
        let bare = word.trim_end_matches(['.', '\'', '’', '"']).trim_end_matches("'s").trim_end_matches("’s");
        if bare.is_empty() {
            break;
        }
        let lower = bare.to_lowercase();
        let inner = INNER.contains(&lower.as_str()) || count > 1 && bare == "i";
        // "Suresh s/o Maniam".
        let child = ["s/o ", "d/o "].iter().any(|c| text[at + gap..].starts_with(c)) && count > 0;
        if child {
            at += gap + 3;
            continue;
        }
        // "Auftrag von Herrn Maurer": a title begins another name.
        let titled = addressed(&lower, words).is_some() || lower.len() > 3 && is_title(bare, &lower);
        if titled && count > 0 && bare.chars().count() > 1 {
            break;
        }
        let leads = bare.starts_with(char::is_lowercase) && (!inner || at > 0);
        // "Ina in 't Veld", but "Ina in Stuttgart".
        let behind = next_word(text[at + gap + word.len()..].trim_start());
        let placed = PREPOSITIONS.contains(&lower.as_str()) && !PARTICLES.contains(&behind.to_lowercase().as_str());
        let particle = (PARTICLES.contains(&lower.as_str()) || inner) && (count > 0 || leads) && !placed;
        let initial = bare.split('.').all(|c| c.chars().count() == 1) && bare.starts_with(char::is_uppercase);
        let sentence_end = word.ends_with('.') && !initial && (bare.chars().count() > 2 || is_short_family(&lower));
        // "Dr Sun Li": what may be a particle is the family's name, where nothing of it follows.
        let beside = next_word(text[at + gap + word.len()..].trim_start_matches(' '));
        let last = count == 1 && !leads && SHORT_FAMILIES.contains(&lower.as_str());
        // "l'Avv. Marl Le conferma": whom one addresses with a capital.
        let courtesy = words.courtesy.contains(&lower) && beside.starts_with(char::is_lowercase);
        let last = last && !courtesy && (word.ends_with('.') || !is_name_word(beside));
        if particle && !last && !(initial && count > 0) {
            // What follows decides.
        } else if last
            || initial && count > 0 && word.chars().count() == 2
            || is_name_word(elided(bare, count))
                && !is_no_name(&lower, words)
                && !(count == 0 && opens_a_sentence(&lower, words))
        {
            // "Ngozi A.": with its stop it is an initial, whatever the letter alone would be.
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

/// The name behind the particle that is one word with it, inside a name: "Hervé d'Albignac".
fn elided(word: &str, count: usize) -> &str {
    let heads = ["d'", "d’", "l'", "l’", "dell'", "dell’"];
    heads.iter().filter(|_| count > 0).find_map(|head| word.strip_prefix(head)).unwrap_or(word)
}

/// A word that can be part of a name: a capital letter first, letters and hyphens behind it.
pub(super) fn is_name_word(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '‑'));
    let letters = letters && !word.ends_with('-') && word.find(['\'', '’']).is_none_or(|at| at <= 4);
    // "I'd", "I'll"; "C'est", but "L'Hermite".
    let letters = letters && !word.starts_with("I'") && !word.starts_with("I’");
    let letters = letters && !is_elision(word);
    let cased = word.chars().any(char::is_lowercase) || word.chars().count() <= 14;
    first && letters && cased && word.chars().count() <= 24
}

/// "C'est", "J'ai", "L'équipe": a small word before an apostrophe, and a word in small letters behind it. Not all that
/// are glued so: "D'hondt" is a name.
pub(super) fn is_elision(word: &str) -> bool {
    let Some((head, rest)) = word.split_once(['\'', '’']) else { return false };
    matches!(head, "C" | "J" | "L" | "S" | "Qu") && rest.starts_with(char::is_lowercase)
}

/// Is it a word that no name has: a day, a job, an office?
pub(super) fn is_no_name(lower: &str, words: &PeopleWords) -> bool {
    let known = words.no_names.contains(lower) || is_organisation(lower);
    known || words.no_name_endings.iter().any(|e| lower.ends_with(e))
}

/// "Auch", "Leider", "Incontrerai": a small word or a verb of meeting has a capital where a sentence begins.
pub(super) fn opens_a_sentence(lower: &str, words: &PeopleWords) -> bool {
    [&words.meet, &words.fillers, &words.opening, &words.me, &words.with].iter().any(|list| list.contains(lower))
}

/// Is it a word of organisations and offices?
fn is_organisation(word: &str) -> bool {
    crate::words::senders().rules.organisations.contains(word)
}

/// The name without a nickname in quotes; "A. (Anke) Postma", "J.P. (Jan Piet) Postma" have their given name in brackets.
pub(super) fn plain(name: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = name.trim();
    while !rest.is_empty() {
        let size = nickname_size(rest);
        let word = &rest[..size];
        rest = rest[size..].trim_start();
        match nickname(word) {
            Some(given) if word.starts_with('(') && !words.is_empty() && words.iter().all(|w| is_initials(w)) => {
                words = given.split_whitespace().collect();
            }
            Some(_) => {}
            None => words.push(word),
        }
    }
    words.join(" ")
}

/// "J.", "J.P.": one letter or more, each with its stop, or one alone.
pub(super) fn is_initials(word: &str) -> bool {
    let mut letters = word.trim_end_matches('.').split(['.', '-']);
    letters.all(|l| l.chars().count() == 1) && word.starts_with(char::is_uppercase)
}

/// The bytes of the first word of a text, or of what stands there in brackets.
fn nickname_size(text: &str) -> usize {
    let word = text.find(char::is_whitespace).unwrap_or(text.len());
    let bracket = text.starts_with('(').then(|| text.find(')')).flatten().filter(|close| *close < NICKNAME);
    bracket.map_or(word, |close| close + 1)
}

/// A nickname is shorter.
const NICKNAME: usize = 30;

/// The name inside `"Max"`, `(Anke)`, `(Jan Piet)`.
fn nickname(word: &str) -> Option<&str> {
    let closes = match word.chars().next()? {
        '"' | '“' | '„' => ['"', '”', '“'],
        '(' => [')'; 3],
        _ => return None,
    };
    let inside = word.get(word.chars().next()?.len_utf8()..)?.strip_suffix(closes)?;
    (inside.chars().count() > 1 && inside.split(' ').all(is_name_word)).then_some(inside)
}

/// The bytes of a nickname at the start of a text that a family name follows on the same line; behind initials, one with
/// particles, too.
fn nickname_before_family(text: &str, initials: bool, words: &PeopleWords) -> Option<usize> {
    let size = nickname_size(text);
    let inside = nickname(&text[..size]).filter(|name| initials || !name.contains(' '))?;
    let mut rest = text[size..].strip_prefix(' ')?;
    while initials && PARTICLES.contains(&next_word(rest)) {
        rest = rest[next_word(rest).len()..].strip_prefix(' ')?;
    }
    let family = next_word(rest);
    let known = |word: &str| is_no_name(&word.to_lowercase(), words);
    (is_name_word(family) && !known(family) && !inside.split(' ').any(known)).then_some(size)
}

/// The text up to a blank or a sign that ends a word.
pub(super) fn next_word(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || "<>()[]{}|:;,\"/&!?".contains(c)).unwrap_or(text.len());
    &text[..end]
}
