//! Many phrases at once: where any of them stands in a text, in one pass over it.
//!
//! A phrase is a row of words, in which `(a|b)` is one of several texts, and ` .. ` a few words of the same clause, or
//! none: "i('ll| will) (|just )call you", "ich nehme mir .. zeit". An apostrophe stands for a typographic one, too.

use crate::text::size_of_words;

/// Lists of phrases, all in lower case.
#[derive(Debug)]
pub struct Finder<'a> {
    /// The phrases in the order in which they were given.
    phrases: Vec<Entry<'a>>,
    /// For each first byte the first phrase and the last one.
    by_first: [(u16, u16); 256],
}

#[derive(Debug)]
struct Entry<'a> {
    list: u16,
    phrase: &'a str,
    /// The words it begins with, letter for letter.
    first: &'a str,
    /// What is left of these words behind an apostrophe.
    tail: &'a str,
    /// What stands behind them.
    rest: &'a str,
    /// The next phrase with the same first byte.
    next: u16,
}

/// No phrase.
const NONE: u16 = u16::MAX;

/// A phrase in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The number of its list, as given to [`Finder::new`].
    pub list: u16,
    /// The phrase.
    pub phrase: &'a str,
    /// Its first byte in the text.
    pub at: usize,
    /// The byte behind it.
    pub end: usize,
}

impl<'a> Finder<'a> {
    /// Looks for these phrases, too; a phrase may stand in several lists.
    pub fn with(mut self, list: u16, phrases: impl IntoIterator<Item = &'a str>) -> Finder<'a> {
        phrases.into_iter().for_each(|phrase| self.enter(list, phrase, phrase));
        self
    }

    /// Adds a phrase that begins with a pattern: once for each of the words that it may begin with.
    fn enter(&mut self, list: u16, phrase: &'a str, pattern: &'a str) {
        let mut enter = |words: &'a str, rest: &'a str| {
            let (first, tail) = words.split_at(words.find('\'').unwrap_or(words.len()));
            if let Some(byte) = words.bytes().next() {
                self.add(byte, Entry { list, phrase, first, tail, rest, next: NONE });
            }
        };
        let Some(("", choice, rest)) = group(pattern) else {
            let (words, rest) = pattern.split_at(head(pattern));
            return enter(words, rest);
        };
        choice.split('|').for_each(|words| enter(words, rest));
        if choice.split('|').any(str::is_empty) {
            self.enter(list, phrase, rest);
        }
    }

    fn add(&mut self, byte: u8, entry: Entry<'a>) {
        let new = u16::try_from(self.phrases.len()).unwrap_or(NONE);
        if new == NONE {
            return;
        }
        let (first, last) = &mut self.by_first[usize::from(byte)];
        match self.phrases.get_mut(usize::from(*last)) {
            Some(before) => before.next = new,
            None => *first = new,
        }
        *last = new;
        self.phrases.push(entry);
    }

    /// Every place where a phrase stands as whole words in a text in lower case, in the order of the places.
    ///
    /// A phrase that ends with a blank or a sign may go on with anything.
    pub fn all(&self, text: &str) -> Vec<Hit<'a>> {
        let mut out = Vec::new();
        let mut inside = false;
        for (at, c) in text.char_indices() {
            if !inside {
                let entry = |number: u16| self.phrases.get(usize::from(number));
                let first = self.by_first[usize::from(text.as_bytes()[at])].0;
                let all = std::iter::successors(entry(first), |e| entry(e.next));
                let fits = |e: &'_ Entry<'a>| {
                    let begins = text[at..].starts_with(e.first).then_some(at + e.first.len())?;
                    let end = behind(e.rest, text, behind_words(e.tail, text, begins)?)?;
                    Some(Hit { list: e.list, phrase: e.phrase, at, end })
                };
                out.extend(all.filter_map(fits));
            }
            inside = c.is_alphanumeric();
        }
        out
    }
}

impl Default for Finder<'_> {
    fn default() -> Self {
        Finder { phrases: Vec::new(), by_first: [(NONE, NONE); 256] }
    }
}

/// Room for a few words.
const GAP: &str = " .. ";
/// So many words.
const ROOM: usize = 4;

/// What stands before the first choice of a phrase, the choice, and what stands behind it.
fn group(phrase: &str) -> Option<(&str, &str, &str)> {
    let mut opens = phrase.match_indices('(');
    opens.find_map(|(at, _)| {
        let (choice, rest) = phrase[at + 1..].split_once(')')?;
        choice.contains('|').then_some((&phrase[..at], choice, rest))
    })
}

/// The bytes of a phrase before its first choice or gap.
fn head(phrase: &str) -> usize {
    let choice = group(phrase).map(|(head, ..)| head.len());
    choice.into_iter().chain(phrase.find(GAP)).min().unwrap_or(phrase.len())
}

/// The byte behind a phrase, or the rest of one, that stands in a text at a byte.
fn behind(phrase: &str, text: &str, at: usize) -> Option<usize> {
    if phrase.is_empty() {
        return ends(text, at).then_some(at);
    }
    let gap = phrase.find(GAP).unwrap_or(phrase.len());
    if let Some((head, choice, rest)) = group(phrase).filter(|(head, ..)| head.len() < gap) {
        let from = behind_words(head, text, at)?;
        return choice
            .split('|')
            .filter_map(|word| behind_words(word, text, from))
            .find_map(|at| behind(rest, text, at));
    }
    let from = behind_words(&phrase[..gap], text, at)?;
    match phrase.get(gap + GAP.len()..) {
        Some(rest) => rooms(text, from).find_map(|from| behind(rest, text, from)),
        None => ends(text, from).then_some(from),
    }
}

/// The byte behind mere words that stand in a text at a byte.
fn behind_words(words: &str, text: &str, at: usize) -> Option<usize> {
    size_of_words(words, &text[at..]).map(|size| at + size)
}

/// The places where a phrase may go on behind a gap: at the next words of the clause.
fn rooms(text: &str, from: usize) -> impl Iterator<Item = usize> {
    let next = |at: &usize| {
        let word = text[*at..].find([' ', ',', '.', ';', ':', '?', '!', '(', '\n'])?;
        text[at + word..].starts_with(' ').then_some(at + word + 1)
    };
    let first = text[from..].starts_with(' ').then_some(from + 1);
    std::iter::successors(first, next).take(ROOM + 1)
}

/// Does a word end where a phrase ends that took so many bytes?
fn ends(text: &str, at: usize) -> bool {
    let open = text[..at].ends_with([' ', ':', '|', '.', '-']);
    open || text[at..].chars().next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(lists: &[&[&'static str]], text: &str) -> Vec<(u16, &'static str, usize)> {
        let add = |finder: Finder<'static>, (list, phrases): (u16, &&[&'static str])| {
            finder.with(list, phrases.iter().copied())
        };
        let finder = (0..).zip(lists).fold(Finder::default(), add);
        finder.all(text).into_iter().map(|h| (h.list, h.phrase, h.at)).collect()
    }

    #[test]
    fn phrases_are_whole_words() {
        let found = places(&[&["on site", "site"], &["via zoom"]], "website: on site, via zoom, via zoomer");
        let want = [(0, "on site", 9), (0, "site", 12), (1, "via zoom", 18)];
        assert_eq!(found, want);
    }

    #[test]
    fn letters_of_several_bytes_are_letters() {
        assert_eq!(places(&[&["école", "cole"]], "l'école, décole").len(), 1);
        assert_eq!(places(&[&["für"]], "für fürs dafür").len(), 1);
    }

    #[test]
    fn a_gap_takes_a_few_words_of_its_clause() {
        let found = |text: &str| places(&[&["ich nehme mir .. zeit"]], text).len();
        assert_eq!(found("ich nehme mir zeit"), 1);
        assert_eq!(found("ich nehme mir dann gerne zeit."), 1);
        assert_eq!(found("ich nehme mir frei, zeit ist da"), 0);
        assert_eq!(found("ich nehme mir zeiten"), 0);
        assert_eq!(found("ich nehme mir an diesem tag einmal gerne zeit"), 0);
    }

    #[test]
    fn a_phrase_may_have_choices() {
        let found = |text: &str| places(&[&["(i|we)('ll| will) (|just )call you"]], text).len();
        assert_eq!(found("i'll call you, we will just call you"), 2);
        assert_eq!(found("i just call you, they'll call you, i'll call yours"), 0);
        let both = places(&[&["(he|she) takes .. (round|around)"]], "she takes you all around");
        assert_eq!(both.len(), 1);
        assert_eq!(places(&[&["interviewer(s)", "w/o (a"]], "interviewer(s) w/o (a").len(), 2);
    }

    #[test]
    fn an_apostrophe_has_two_signs() {
        assert_eq!(places(&[&["i'll call you"]], "i’ll call you, i'll call you").len(), 2);
    }

    #[test]
    fn labels_may_go_on_with_anything() {
        assert_eq!(places(&[&["place:", "@ "]], "place:berlin, @ noon").len(), 2);
    }
}
