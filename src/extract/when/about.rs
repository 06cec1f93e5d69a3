//! What the words around a time say of it: a deadline, a window, the old time of a move.

use super::MOST;
use super::block::Block;
use super::scan::{Found, What};
use crate::extract::format::lower;
use crate::text::find_word;
use crate::words::schema::TimeWords;
use std::ops::Range;

/// Does the line begin with a word for the old time and a colon: "ALT: Fr., 20. Nov."?
pub(super) fn labelled_old(text: &str, words: &TimeWords) -> bool {
    let label = text.split([':', '|']).next().unwrap_or_default();
    let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    label.len() < text.trim().len() && words.old_label.contains(&label)
}

/// Is the time the second in its row, below a head that names a column of ends?
pub(super) fn is_end_column(blocks: &[Block], at: usize, i: usize, words: &TimeWords) -> bool {
    let block = &blocks[at];
    let found = &block.found[i];
    let time = |f: &&Found| matches!(f.what, What::Time(..));
    let Some(first) = block.found[..i].iter().rfind(time) else { return false };
    let beside = block.text.get(first.end..found.start).is_some_and(|between| between.trim() == "|");
    let head = |b: &Block| {
        let cells = b.text.split('|').map(|c| c.trim().trim_end_matches([':', '.']).to_lowercase());
        b.text.contains('|') && cells.into_iter().any(|cell| words.ends.contains(&cell))
    };
    beside && blocks[at.saturating_sub(MOST)..at].iter().any(head)
}

/// Does it stand in brackets right behind another time: "4.30pm SGT (9.30am my side)", "2.10 pm (arrive by 1.50)"?
pub(super) fn is_said_again(block: &Block, i: usize, words: &TimeWords) -> bool {
    let found = &block.found[i];
    let Some(open) = block.text[..found.start].rfind('(') else { return false };
    let inside = &block.text[open + 1..found.start];
    let offered = inside.trim_start().split(' ').next().is_some_and(|w| words.or.iter().any(|or| or == w));
    let first = block.found[..i].iter().rfind(|f| matches!(f.what, What::Time(..)));
    let beside = first.is_some_and(|f| f.end <= open && open - f.end <= BESIDE);
    let day = block.found[..i].iter().any(|f| f.start > open && matches!(f.what, What::Day(_)));
    beside && !inside.contains(')') && !offered && !day
}

/// "We open at nine", "lunch: 12:30": a time of something else. What stands behind it and a comma is no name of it:
/// "half eight, before we open".
pub(super) fn is_of_something_else(block: &Block, found: &Found, clause: &Range<usize>, words: &TimeWords) -> bool {
    let behind = block.text.get(found.end..clause.end).unwrap_or_default();
    let end = behind.find(',').map_or(clause.end, |comma| found.end + comma);
    let said = block.text[clause.start..end].to_lowercase();
    words.other.iter().any(|o| has_phrase(&said, o))
}

/// "Samedi midi : tu arrives à 10h": noon right behind its day is a part of that day, where the sentence has a time.
pub(super) fn is_part_of_day(block: &Block, i: usize, words: &TimeWords) -> bool {
    let (found, Some(before)) = (&block.found[i], i.checked_sub(1).map(|n| &block.found[n])) else { return false };
    let said = block.text[found.start..found.end].to_lowercase();
    let beside = block.text[before.end..found.start].trim().is_empty() && matches!(before.what, What::Day(_));
    if !beside || !words.noon.contains(&said) {
        return false;
    }
    let end = sentence_around(block.text, found.start, words).end;
    let behind = block.found[i + 1..].iter().take_while(|f| f.start < end).find(|f| !matches!(f.what, What::Zone(_)));
    behind.is_some_and(|f| matches!(f.what, What::Time(..)))
}

/// Bytes between a time and the bracket that says it again: a zone stands there.
const BESIDE: usize = 8;

/// Is this time the end of a deadline or the bound of a window?
pub(super) fn not_a_start(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let before = block.text[..found.start].trim_end().to_lowercase();
    // "Until about six".
    let about = words.about.iter().filter_map(|w| before.strip_suffix(w.as_str()));
    let before = about.min_by_key(|b| b.len()).filter(|b| b.ends_with(' ')).map_or(before.as_str(), str::trim_end);
    // "The day after at ten": what is part of a day says nothing of the time.
    let from = block.found.iter().take_while(|f| f.end <= found.start).last().map_or(0, |f| f.end);
    let near = before.get(from..).unwrap_or_default();
    let ends = |list: &[String]| {
        list.iter().any(|w| near.strip_suffix(w.as_str()).is_some_and(|front| !front.ends_with(char::is_alphanumeric)))
    };
    let window = |list: &[String]| {
        let tail: String = before.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
        list.iter().any(|w| {
            tail.contains(&format!("{w} "))
                && tail.split_whitespace().last().is_some_and(|l| ["and", "und", "et", "y", "e", "en"].contains(&l))
        })
    };
    // "Please come on Tuesday by 10 am": that is when it begins.
    let comes = || {
        let said = sentence_before(block.text, found.start, words).to_lowercase();
        words.comes.iter().any(|c| has_phrase(&said, c))
    };
    let ended = ends(&words.deadline) || ends(&words.window);
    ended && !comes() || window(&words.window)
}

/// On which side of a move a time stands: "from Monday at three to Tuesday at four" and its like.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Side {
    /// Before the words that tell the move.
    Old,
    /// Behind them.
    New,
}

/// The side of a time in a sentence that moves something to another time.
pub(super) fn side(block: &Block, found: &Found, words: &TimeWords) -> Option<Side> {
    let sentence = sentence_around(block.text, found.start, words);
    let said = lower(&block.text[sentence.clone()]);
    let at = found.start - sentence.start;
    // "Auf den 3. Dezember", but "freuen uns auf den Austausch": what they lead to is a day or a time.
    let leads = |end: &usize| {
        block.found.iter().any(|f| (*end..end + LEAD).contains(&f.start) && !matches!(f.what, What::Zone(_)))
    };
    let ends = words.moves_to.iter().filter_map(|m| find_word(&said, m).map(|at| at + m.len()));
    let moves = ends.filter(|end| leads(&(sentence.start + end))).min()?;
    Some(if moves <= at { Side::New } else { Side::Old })
}

/// Bytes between the words of a move and the day or time that they lead to: "instead on".
const LEAD: usize = 12;

/// The bytes of the sentence around a byte of a block.
pub(super) fn sentence_around(text: &str, at: usize, words: &TimeWords) -> Range<usize> {
    let end =
        text[at..].char_indices().map(|(i, _)| at + i).find(|i| ends_sentence(text, *i, words)).unwrap_or(text.len());
    at - sentence_before(text, at, words).len()..end
}

/// The bytes of the clause around a byte of a block: its sentence from the last semicolon to the next, or to a bracket
/// behind it.
pub(super) fn clause(text: &str, at: usize, words: &TimeWords) -> Range<usize> {
    let range = sentence_around(text, at, words);
    let start = text[range.start..at].rfind(';').map_or(range.start, |i| range.start + i + 1);
    let end = text[at..range.end].find([';', '(', ')']).map_or(range.end, |i| at + i);
    start..end
}

/// The part of the sentence before a byte.
pub(super) fn sentence_before<'a>(text: &'a str, at: usize, words: &TimeWords) -> &'a str {
    let start = text[..at]
        .char_indices()
        .rev()
        .find(|(i, _)| ends_sentence(text, *i, words))
        .map_or(0, |(i, c)| i + c.len_utf8());
    &text[start..at]
}

/// Does a sentence end with the sign at this byte? Not with the full stop of "am 4. März" and "2 p.m. on".
fn ends_sentence(text: &str, at: usize, words: &TimeWords) -> bool {
    let rest = &text[at..];
    if !rest.starts_with(['.', '?', '!']) || !rest[1..].starts_with([' ', '\n']) {
        return false;
    }
    let next = rest[1..].trim_start();
    let word: String = next.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let month = words.months.iter().flatten().any(|m| *m == word);
    let goes_on =
        next.starts_with(|c: char| c.is_lowercase()) || month || word.starts_with(|c: char| c.is_ascii_digit());
    !(rest.starts_with('.') && goes_on)
}

pub(super) fn has_phrase(text: &str, phrase: &str) -> bool {
    find_word(text, phrase).is_some()
}
