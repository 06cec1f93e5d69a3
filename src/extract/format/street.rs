//! A street and its number, as several countries write it.

use super::premises::{Word, is_one_of};
use crate::words::schema::FormatWords;

/// So many words of a name stand between a street and its number.
const NAME: usize = 5;

/// Where an address stands: "12 Quay Street", "4 place du Port", "via Roma 12", "Hauptstraße 5".
pub(super) fn address(found: &[Word], words: &FormatWords) -> Option<(usize, usize)> {
    let streets = &words.premises.streets;
    let is_street = |word: &str| is_one_of(word, streets) || is_one_of(word.trim_end_matches('.'), streets);
    (0..found.len()).filter(|at| is_street(&found[*at].bare)).find_map(|at| {
        let from = number_before(found, at).map(|number| (number, at));
        let (first, last) = from.or_else(|| number_behind(found, at, words).map(|number| (at, number)))?;
        Some((found[first].start, found[last].end()))
    })
}

/// Does a number of a house stand beside a name: "Parklaan 7", "12 Quay Street"?
pub(super) fn is_numbered(found: &[Word]) -> bool {
    let beside = |a: &Word, b: &Word| a.is_capital() && is_number(b) && b.bare.len() < 5;
    found.windows(2).any(|pair| beside(&pair[0], &pair[1]) || beside(&pair[1], &pair[0]))
}

/// "12 Quay Street", "4, rue du Port": the number, with nothing but a name between, and a name behind where none is.
fn number_before(found: &[Word], at: usize) -> Option<usize> {
    let first = found[..at].iter().rev().take(NAME).take_while(|w| w.is_capital()).count();
    let number = at.checked_sub(first + 1).filter(|n| is_number(&found[*n]))?;
    let named = first > 0 && found[at].is_capital();
    let behind = found[at + 1..].iter().take(3).any(Word::is_capital);
    (named || first == 0 && behind).then_some(number)
}

/// "Hauptstraße 5", "via Giulio Roma, 12": the number, with nothing but a name and small words of it between.
fn number_behind(found: &[Word], at: usize, words: &FormatWords) -> Option<usize> {
    let part =
        |w: &Word| w.is_capital() && !words.alone.contains(&w.bare) || w.bare.chars().count() <= 3 && !is_number(w);
    let between = found[at + 1..].iter().take(NAME).take_while(|w| part(w)).count();
    let compound = between == 0 && found[at].is_capital();
    let named = found[at + 1..].iter().take(between).any(Word::is_capital);
    let number = at + 1 + between;
    (compound || named).then(|| found.get(number)).flatten().filter(|w| is_number(w)).map(|_| number)
}

/// A number of a house: "12", "12a", "12,", not "12:30", "12." or "12h".
fn is_number(word: &Word) -> bool {
    let digits = word.bare.trim_end_matches(['a', 'b', 'c']);
    let few = (1..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let rest = word.written.trim_start_matches('(').strip_prefix(digits).unwrap_or(":");
    few && rest.chars().all(|c| matches!(c, ',' | ';' | ')' | 'a' | 'b' | 'c' | 'A' | 'B' | 'C'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> bool {
        let words = crate::words::or_english("en");
        let all = super::super::premises::words_of(text);
        address(&all, &words.format).is_some()
    }

    #[test]
    fn streets_have_numbers() {
        assert!(found("come to 12 Quay Street, Bristol"));
        assert!(found("210 Orchard St, main office"));
        assert!(found("we are in via Giulio Roma, 12"));
        assert!(found("rue du Port 7, second door"));
        assert!(found("4 place du Port"));
        assert!(found("Lindenstraße 5"));
        assert!(!found("via Zoom 15"), "a program");
        assert!(!found("via Torino 12:30"), "a time");
        assert!(!found("one place 12 left"));
        assert!(!found("there are 4 place cards"));
        assert!(!found("Wall Street has 4 banks"));
    }
}
