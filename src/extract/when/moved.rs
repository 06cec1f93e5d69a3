//! The old and the new time of a move: "from Monday at three to Tuesday at four", "at five instead of four".

use super::about::{has_phrase, sentence_around};
use super::block::Block;
use super::lower;
use super::scan::{Found, What};
use crate::text::{begins_with, ends_with, find_word};
use crate::words::schema::{Phrases, TimeWords};
use std::ops::Range;

/// "At half past four instead of two": the first time behind words for what is replaced.
pub(super) fn is_replaced(block: &Block, i: usize, words: &TimeWords) -> bool {
    let found = &block.found[i];
    let sentence = sentence_around(block.text, found.start, words);
    // The "of" of "instead of" may count as a part of the time: "au lieu | de 14 h".
    let said = lower(block.text.get(sentence.start..found.end).unwrap_or_default());
    let last = words.instead.iter().filter_map(|w| find_word(&said, w).map(|at| sentence.start + at + w.len())).max();
    let times = |from: usize| block.found[..i].iter().any(|f| matches!(f.what, What::Time(..)) && f.start >= from);
    last.is_some_and(|end| !times(end))
}

/// "I must move our talk of Monday at three": the first time of a clause that moves something, behind a word for where
/// from. What stands behind "to" is the new one.
pub(super) fn moved_from(block: &Block, found: &Found, clause: &Range<usize>, words: &TimeWords) -> bool {
    let mut told = block.found.iter().filter(|f| clause.contains(&f.start) && !matches!(f.what, What::Zone(_)));
    let Some(first) = told.next() else { return false };
    let own = first.start == found.start || told.next().is_some_and(|f| f.start == found.start);
    let before = lower(block.text.get(clause.start..first.start).unwrap_or_default());
    let from = |word: &str| ends_with(before.trim_end(), word);
    // "Move it to between ten and twelve": a range is no single time that had been agreed on.
    let single = matches!(first.what, What::Day(_) | What::Time(_, None));
    let moves = || {
        let said = lower(&block.text[clause.clone()]);
        words.moves.iter().any(|moves| has_phrase(&said, moves))
    };
    // "Put off our talk of Wednesday: at four": what stands behind the colon is the new one.
    let led = block.text.get(first.end..found.start).is_some_and(|between| between.contains(':'));
    let named = own && single && !led && words.moves_from.iter().any(from);
    named && moves() || leads_on(block, found, words).is_some_and(|clear| clear || moves())
}

/// "From 12:00 to 14:00", "von 12 Uhr auf 14 Uhr": a time by itself, with nothing but a word for where to behind it
/// before the next; and whether that word never stands between the ends of a stretch.
fn leads_on(block: &Block, found: &Found, words: &TimeWords) -> Option<bool> {
    let next = block.found.iter().find(|f| f.start >= found.end && !matches!(f.what, What::Zone(_)));
    let next = next.filter(|f| matches!(f.what, What::Time(..)))?;
    // The "to" of the second may count as a part of it.
    let between = lower(block.text.get(found.end..next.end).unwrap_or_default());
    let to = words.to_label.iter().find(|to| begins_with(between.trim_start(), to))?;
    let own = lower(&block.text[found.start..found.end]);
    let from = words.range_from.iter().chain(&words.moves_from).any(|from| begins_with(&own, from));
    matches!(found.what, What::Time(_, None)).then(|| from && !words.range.contains(to))
}

/// "Our talk tomorrow (2pm) has to move", "unser Gespräch am Montag um 14 Uhr verlegen": the one time of a sentence that
/// puts something off, in brackets, where the words of the move stand outside, or right before them.
pub(super) fn is_put_off(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let sentence = sentence_around(block.text, found.start, words);
    let before = block.text.get(sentence.start..found.start).unwrap_or_default();
    let inside = before.rfind('(').is_some_and(|open| !before[open..].contains(')'));
    let times = block.found.iter().filter(|f| sentence.contains(&f.start) && matches!(f.what, What::Time(..)));
    let asked = block.text[sentence.end..].starts_with('?');
    let behind = lower(block.text.get(found.end..sentence.end).unwrap_or_default());
    let led = words.put_off.iter().any(|w| begins_with(behind.trim_start(), w)) && !is_led_to(block, &sentence, words);
    if !(inside || led) || asked || times.count() != 1 {
        return false;
    }
    let said = lower(&block.text[sentence]);
    words.put_off.iter().any(|w| has_phrase(&said, w))
}

/// "Unser Gespräch **auf** nächsten Montag": does a word for where to stand right before the first day of a sentence?
fn is_led_to(block: &Block, sentence: &Range<usize>, words: &TimeWords) -> bool {
    let day = block.found.iter().find(|f| sentence.contains(&f.start)).map_or(sentence.end, |f| f.start);
    let before = lower(block.text.get(sentence.start..day).unwrap_or_default());
    before.split_whitespace().rev().take(2).any(|word| words.to_label.contains(word))
}

/// "Move it from 10am to 3pm": written like the ends of a stretch, in a clause that moves something to no other day.
pub(super) fn moved_within(block: &Block, found: &Found, clause: &Range<usize>, words: &TimeWords) -> bool {
    let What::Time(start, Some(end)) = &found.what else { return false };
    let said = lower(&block.text[clause.clone()]);
    let Some(verb) = words.moves.iter().filter_map(|m| find_word(&said, m)).min() else { return false };
    let own = lower(&block.text[found.start..found.end]);
    let spoken = words.range.iter().any(|r| r.starts_with(char::is_alphabetic) && has_phrase(&own, r));
    // "Move it to Thursday from ten to eleven" has the new day, and what is long for a talk is no stretch.
    let before = said.get(verb..found.start - clause.start).unwrap_or_default();
    let led = words.to_label.iter().any(|to| has_phrase(before, to));
    let opened = before.trim_end();
    let from = |list: &Phrases| list.iter().any(|w| begins_with(&own, w) || ends_with(opened, w));
    let between = words.or.iter().any(|or| has_phrase(&own, or));
    let long = end.minutes() - start.minutes() > TALK;
    spoken && !between && (!led || long) && (from(&words.moves_from) || from(&words.at) || from(&words.range_from))
}

/// Minutes that no interview takes.
const TALK: i16 = 150;

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
