//! Names that stand before what their owners do: "Dana Ito and our CTO, Leo Marsh, will join".

use super::name::{Name, begins_with_given, is_job};
use super::name_words::{is_elision, opens_a_sentence};
use super::spoken::WRAPPED;
use super::{list, sentence};
use crate::extract::particles::PARTICLES;
use crate::words::schema::PeopleWords;

/// Bytes before the words in which names are looked for.
const NEAR: usize = 200;

/// The people named right before a byte; what stands between them and it in commas or brackets is passed over.
pub(super) fn names_before(text: &str, at: usize, words: &PeopleWords) -> Vec<Name> {
    let mut before = trimmed(without_tail(trimmed(&text[..at]), words));
    let tail = before[before.floor_char_boundary(before.len().saturating_sub(WHO))..].to_lowercase();
    let who = words.who.iter().find(|w| tail.strip_suffix(w).is_some_and(|rest| rest.ends_with(' ')));
    if let Some(rest) = who.and_then(|who| before.get(..before.len() - who.len())) {
        before = trimmed(rest);
    }
    let names = list_up_to(before, words);
    if !names.is_empty() {
        return names;
    }
    let sentence = start_of_row(before, sentence::start(before));
    let mut rest = before;
    for _ in 0..ASIDES {
        let Some(comma) = rest.rfind(", ").filter(|comma| *comma > sentence) else { break };
        if !tells_who(&rest[comma + 2..], words) {
            break;
        }
        rest = trimmed(&rest[..comma]);
        let names = list_up_to(rest, words);
        if !names.is_empty() {
            return names;
        }
    }
    let names = names_at_a_house(&before[sentence..], sentence, before, words);
    if !names.is_empty() {
        return names;
    }
    let names = names_before_who(before, sentence, words);
    if !names.is_empty() {
        return names;
    }
    without_somebody(before, sentence, words).map_or(Vec::new(), |before| list_up_to(before, words))
}

/// "Theo and my old man": what stands before the one whom nobody names at the end of a text.
fn without_somebody<'t>(text: &'t str, from: usize, words: &PeopleWords) -> Option<&'t str> {
    let mut before = text;
    for _ in 0..SOMEBODY {
        let (head, word) = before.get(from..)?.rsplit_once([' ', '\n'])?;
        if word.contains([',', ';', ':']) {
            return None;
        }
        let head = head.trim_end();
        if words.own.contains(&word.to_lowercase()) {
            let (names, and) = head.rsplit_once([' ', '\n'])?;
            return words.and.contains(and).then(|| trimmed(&text[..from + names.len()]));
        }
        before = &text[..from + head.len()];
    }
    None
}

/// Somebody without a name is told in so many words: "my old man", "our head of stores".
const SOMEBODY: usize = 5;

/// Where the last row of a text begins, from a byte on; a line that a program broke goes on in the next.
fn start_of_row(text: &str, from: usize) -> usize {
    let mut end = text.len();
    while let Some(at) = text[from..end].rfind('\n').map(|at| from + at) {
        let above = text[..at].rsplit('\n').next().unwrap_or_default();
        if above.chars().count() < WRAPPED {
            return at + 1;
        }
        end = at;
    }
    from
}

/// "Vinayak Kale sir": words of honour that stand behind a name.
const HONOURS: &[&str] = &[" sir", " madam", " ma'am", " mam", " ji", "-ji", "-san", " san", " sahib", " bhai"];

/// A text without such a word, or the "also" of "Priya also", at its end.
fn without_tail<'t>(text: &'t str, words: &PeopleWords) -> &'t str {
    let also = || words.too.iter().find_map(|too| text.strip_suffix(too)?.strip_suffix(' '));
    HONOURS.iter().find_map(|honour| text.strip_suffix(honour)).or_else(also).unwrap_or(text)
}

/// Words such as "who" are shorter.
const WHO: usize = 16;

/// So much is said between commas of one person.
const ASIDES: usize = 3;

/// "Dana Ito, who leads the team, would like ...": does a clause say who somebody is? "As Dana said, we will call" does not.
fn tells_who(clause: &str, words: &PeopleWords) -> bool {
    let mut all = clause.split([' ', '\n']).filter(|w| !w.is_empty());
    let first = all.clone().next().unwrap_or_default().to_lowercase();
    let own = |o: &str| first == o || o.ends_with('\'') && first.starts_with(o);
    let opens = words.who.contains(&first) || words.out_of.contains(&first) || words.own.iter().any(own);
    opens || all.any(|w| is_job(&w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()))
}

/// Words between a person and what they do, that say where they belong.
const HOUSE: usize = 5;

/// "Dana from the design team will call you": the name before where somebody belongs.
fn names_at_a_house(clause: &str, start: usize, text: &str, words: &PeopleWords) -> Vec<Name> {
    let mut end = clause.len();
    for _ in 0..HOUSE {
        let Some(blank) = clause[..end].rfind(' ') else { break };
        let word = &clause[blank + 1..end];
        if word.ends_with([',', ';', ':']) {
            break;
        }
        if words.out_of.contains(word) {
            let names = list_up_to(&text[..start + blank], words);
            if !names.is_empty() {
                return names;
            }
        }
        end = blank;
    }
    Vec::new()
}

/// "Dana who is responsible for sales and I": the name before a few words that no comma parts from it.
fn names_before_who(text: &str, from: usize, words: &PeopleWords) -> Vec<Name> {
    let clause = &text[from..];
    let who = words.who.iter().filter_map(|who| clause.rfind(&format!(" {who} "))).max();
    let few =
        |at: &usize| clause[*at..].split_whitespace().count() <= RELATIVE && !clause[*at..].contains([',', ';', ':']);
    who.filter(few).map_or(Vec::new(), |at| list_up_to(&text[..from + at], words))
}

/// So many words tell without a comma who somebody is, the first of them included.
const RELATIVE: usize = 7;

fn trimmed(text: &str) -> &str {
    text.trim_end().trim_end_matches(',').trim_end()
}

/// The longest list of names that ends where `before` ends.
fn list_up_to(before: &str, words: &PeopleWords) -> Vec<Name> {
    let from = before.floor_char_boundary(before.len().saturating_sub(NEAR)).max(sentence::start(before));
    let open = |i: usize| i == 0 || before[..i].ends_with([' ', '\n', '-', '•', '*', '(', '\u{a0}', '’', '\'']);
    let letters = before[from..].char_indices().map(|(i, c)| (from + i, c));
    let starts = letters.filter(|(i, c)| c.is_uppercase() && open(*i)).map(|(i, _)| i);
    for start in starts {
        let (names, end) = list::list(before, start, words);
        let whole = !names.is_empty() && before[end..].trim().is_empty();
        if whole && !names.iter().any(|n| n.goes_on) && !stands_behind_an_article(before, &names[0], words) {
            return names;
        }
    }
    Vec::new()
}

/// "The Chair", "der Personalleiter", "from Plinth", "in Canary Wharf": what stands behind such words is no name.
fn stands_behind_an_article(text: &str, name: &Name, words: &PeopleWords) -> bool {
    let before = text[..name.start].trim_end().rsplit([' ', '\n']).next().unwrap_or_default().to_lowercase();
    // Places, where everything stands behind; and what may as well stand before a person.
    let place = ["from", "at", "bei", "chez", "in", "en", "em", "na", "no", "bij"];
    let of = ["von", "de", "di", "da", "van", "of", "for", "du", "des", "del", "della", "do", "für"];
    let bare = name.is_bare();
    // "Straits Research", "Next Tuesday": the word is the tail of another name.
    let raw = text[..name.start].strip_suffix([' ', '\n']).unwrap_or_default();
    let last = raw.rsplit([' ', '\n']).next().unwrap_or_default();
    let own = raw[..raw.len() - last.len()].trim_end().rsplit([' ', '\n']).next().unwrap_or_default().to_lowercase();
    let tail = last.starts_with(char::is_uppercase) && !words.own.contains(&own) && !last.ends_with(['.', ',', ':']);
    // "Van der Sluis Metaal": so is a particle behind a capital.
    let particle = PARTICLES.contains(&last) && own.starts_with(char::is_alphabetic) && {
        let word = raw[..raw.len() - last.len()].trim_end().rsplit([' ', '\n']).next().unwrap_or_default();
        word.starts_with(char::is_uppercase) && !words.own.contains(&own)
    };
    let small = last.to_lowercase();
    let tail = tail && !opens_a_sentence(&small, words) && !is_elision(last);
    let tail = tail && !is_job(&small) && !words.no_names.contains(&small) || particle;
    // "A Fernanda", "la Marta": given names have an article in some languages.
    let one = of.contains(&before.as_str()) || words.own.contains(&before) && !begins_with_given(name);
    let part = tail && (name.words == 1 || !begins_with_given(name));
    // "Der Technische Inspektor".
    let job = name.words > 1 && name.text.rsplit(' ').next().is_some_and(|w| is_job(&w.to_lowercase()));
    let own = words.own.contains(&before) && !begins_with_given(name);
    bare && (place.contains(&before.as_str()) || name.words == 1 && one || part || job && own)
}

#[cfg(test)]
mod tests {
    use super::super::tests::each;

    #[test]
    fn what_is_said_of_somebody_goes_over_the_end_of_a_line() {
        each(&[
            (
                "en",
                "The mill stands still until the new year, but Sam Hill, who keeps the\nstores, and I will be there on Friday.",
                &["Sam Hill", "Dana Ito"],
            ),
            ("en", "Sam Hill, stores\nThe mill will be there for a long time.", &[]),
        ]);
    }

    #[test]
    fn who_does_something_first_comes_then() {
        each(&[
            ("en", "Sam Hill is in the mill on Friday and will join us.", &["Sam Hill"]),
            ("de", "Herr Maurer kommt aus dem Lager und setzt sich dazu.", &["Maurer", "Dana Ito"]),
            ("fr", "Salomé Roy rentre le matin même et nous rejoindra.", &["Salomé Roy"]),
            ("nl", "Fatima Laan is dan terug en schuift aan.", &["Fatima Laan"]),
            ("en", "Sam Hill has read your letter and it was a pleasure.", &[]),
        ]);
    }

    #[test]
    fn somebody_without_a_name_comes_too() {
        each(&[
            ("en", "Priya and our foreman will join us.", &["Priya"]),
            ("en", "Sam Hill and my old man will want a word.", &["Sam Hill"]),
            ("de", "Petra und unser Werkstattleiter sind dabei.", &["Petra"]),
            ("fr", "Salomé et notre chef d'atelier seront là.", &["Salomé"]),
            ("en", "Coffee and our cake will be there.", &[]),
        ]);
    }
}
