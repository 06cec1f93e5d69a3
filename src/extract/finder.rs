//! Many phrases at once: where any of them stands in a text, in one pass over it.
//!
//! A phrase is a row of words, in which `(a|b)` is one of several texts, and ` .. ` a few words of the same clause, or
//! none: "i('ll| will) (|just )call you", "ich nehme mir .. zeit". ` ... ` is as many words as tell an occasion and its
//! hour: "the panel ... is". An apostrophe stands for a typographic one, too.

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
    /// The second byte in a text, or [`ANY`].
    second: u8,
    /// The next phrase with the same first byte.
    next: u16,
}

/// The second byte of a phrase that may have several.
const ANY: u8 = 0;

/// No phrase.
const NONE: u16 = u16::MAX;

/// A phrase in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The number of its list, as given to [`Finder::with`].
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
        for phrase in phrases {
            match phrase.bytes().next() {
                Some(b'(') => beginnings(phrase).into_iter().for_each(|begins| self.add(begins, list, phrase)),
                Some(first) => self.add((first, second(phrase)), list, phrase),
                None => {}
            }
        }
        self
    }

    fn add(&mut self, (byte, second): (u8, u8), list: u16, phrase: &'a str) {
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
        self.phrases.push(Entry { list, phrase, second, next: NONE });
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
                let second = text.as_bytes().get(at + 1).copied();
                let all = std::iter::successors(entry(first), |e| entry(e.next));
                let all = all.filter(|e| e.second == ANY || Some(e.second) == second);
                let fits = |e: &Entry<'a>| {
                    let end = stands(e.phrase, text, at)?;
                    Some(Hit { list: e.list, phrase: e.phrase, at, end })
                };
                out.extend(all.filter_map(fits));
            }
            inside = c.is_alphanumeric();
        }
        out
    }

    /// Does a text in lower case begin with one of the phrases?
    pub fn begins(&self, text: &str) -> bool {
        self.phrases.iter().any(|entry| stands(entry.phrase, text, 0).is_some())
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
/// Room for an occasion and its hour: "beim Gespräch am Donnerstag um 15 Uhr".
pub(super) const WIDE: &str = " ... ";
/// So many words.
const WIDE_ROOM: usize = 10;

/// What a phrase holds beside words.
enum Piece<'p> {
    /// One of several texts.
    Choice(&'p str),
    /// Room for so many words.
    Gap(usize),
}

/// The words before the first choice or gap of a phrase, that piece, and what stands behind it.
fn piece(phrase: &str) -> Option<(&str, Piece<'_>, &str)> {
    let marks = phrase.bytes().enumerate().filter(|(_, b)| matches!(b, b'(' | b'.'));
    for (at, mark) in marks {
        if mark == b'(' {
            let choice = phrase[at + 1..].split_once(')').filter(|(choice, _)| choice.contains('|'));
            if let Some((choice, rest)) = choice {
                return Some((&phrase[..at], Piece::Choice(choice), rest));
            }
        } else if let Some(start) = at.checked_sub(1)
            && let Some((room, size)) = phrase.get(start..).and_then(gap)
        {
            return Some((&phrase[..start], Piece::Gap(room), &phrase[start + size..]));
        }
    }
    None
}

/// The words that may stand in the gap with which a text begins, and its own bytes.
fn gap(text: &str) -> Option<(usize, usize)> {
    let gaps = [(GAP, ROOM), (WIDE, WIDE_ROOM)];
    gaps.iter().find(|(sign, _)| text.starts_with(sign)).map(|(sign, room)| (*room, sign.len()))
}

/// The second byte of a phrase, if it has one only in whatever text.
fn second(phrase: &str) -> u8 {
    match phrase.as_bytes().get(1).copied() {
        None | Some(b'(' | b'\'') => ANY,
        Some(b' ') if gap(&phrase[1..]).is_some() => ANY,
        Some(second) => second,
    }
}

/// The first two bytes that a phrase may have which begins with a choice.
fn beginnings(phrase: &str) -> Vec<(u8, u8)> {
    let begins = |words: &str| words.bytes().next().map(|first| (first, second(words)));
    let Some(("", Piece::Choice(choice), rest)) = piece(phrase) else { return begins(phrase).into_iter().collect() };
    let mut all: Vec<(u8, u8)> = choice.split('|').filter_map(begins).collect();
    if choice.split('|').any(str::is_empty) {
        all.extend(beginnings(rest));
    }
    all.sort_unstable();
    // Sorted, [`ANY`] stands before the second bytes that it holds.
    all.dedup_by(|this, before| this.0 == before.0 && (before.1 == ANY || this.1 == before.1));
    all
}

/// The byte behind a phrase that stands in a text at a byte. Nearly all phrases are mere words and differ from the text
/// in the first letters, so what else a phrase may hold is asked for only behind the letters that are the same.
fn stands(phrase: &str, text: &str, at: usize) -> Option<usize> {
    let letters = phrase.bytes().zip(&text.as_bytes()[at..]);
    let same = letters.take_while(|(own, said)| own == *said).count();
    let opens = |at: usize| phrase.as_bytes()[at] == b' ' && gap(&phrase[at..]).is_some();
    match phrase.as_bytes().get(same) {
        None => ends(text, at + same).then_some(at + same),
        Some(b'(' | b'\'') => behind(&phrase[same..], text, at + same),
        Some(b' ') if opens(same) => behind(&phrase[same..], text, at + same),
        // The blank before the mark of a gap stands in the text, too.
        Some(b'.') if same > 0 && opens(same - 1) => behind(&phrase[same - 1..], text, at + same - 1),
        Some(_) => None,
    }
}

/// The byte behind a phrase, or the rest of one, that stands in a text at a byte.
fn behind(phrase: &str, text: &str, at: usize) -> Option<usize> {
    if phrase.is_empty() {
        return ends(text, at).then_some(at);
    }
    let Some((head, piece, rest)) = piece(phrase) else {
        return behind_words(phrase, text, at).filter(|at| ends(text, *at));
    };
    let from = behind_words(head, text, at)?;
    match piece {
        Piece::Choice(choice) => {
            let mut ends = choice.split('|').filter_map(|words| behind_words(words, text, from));
            ends.find_map(|at| behind(rest, text, at))
        }
        Piece::Gap(room) => rooms(text, from, room).find_map(|from| behind(rest, text, from)),
    }
}

/// The byte behind mere words that stand in a text at a byte.
fn behind_words(words: &str, text: &str, at: usize) -> Option<usize> {
    size_of_words(words, &text[at..]).map(|size| at + size)
}

/// The places where a phrase may go on behind a gap: at the next words of the clause.
fn rooms(text: &str, from: usize, room: usize) -> impl Iterator<Item = usize> {
    let next = |at: &usize| {
        let word = text[*at..].find([' ', ',', '.', ';', ':', '?', '!', '(', '\n'])?;
        text[at + word..].starts_with(' ').then_some(at + word + 1)
    };
    let first = text[from..].starts_with(' ').then_some(from + 1);
    std::iter::successors(first, next).take(room + 1)
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
    fn a_wide_gap_takes_an_occasion_and_its_hour() {
        let found = |text: &str| places(&[&["the panel ... (is|are)"]], text).len();
        assert_eq!(found("the panel is"), 1);
        assert_eq!(found("the panel for your interview on thursday at 3 is"), 1);
        assert_eq!(found("the panel meets on thursday, lunch is"), 0);
        assert_eq!(found("the panel for the long talk that you will have with us on thursday is"), 0);
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
