//! The old time of a move by what stands right beside it: what keeps somebody then, "not ... but", "(was ...)".

use super::about::sentence_around;
use super::block::Block;
use super::lower;
use super::scan::{Found, What};
use crate::text::find_word;
use crate::words::schema::{Phrases, TimeWords};

/// Bytes between a time and what keeps somebody then: "on", "geht bei uns".
const BEFORE: usize = 8;
const BEHIND: usize = 24;

/// Is a time the old one by the words right beside it?
pub(super) fn is_taken(block: &Block, i: usize, words: &TimeWords) -> bool {
    let found = &block.found[i];
    let sentence = sentence_around(block.text, found.start, words);
    let start = block.found[..i].iter().rfind(|f| is_its_day(block, f, found)).map_or(found.start, |f| f.start);
    let start = start.max(sentence.start);
    let before = lower(block.text.get(sentence.start..start).unwrap_or_default());
    let next = block.found[i + 1..].iter().find(|f| matches!(f.what, What::Time(..)) && f.start < sentence.end);
    let end = next.map_or(sentence.end, |f| f.start);
    let behind = lower(block.text.get(found.end..end).unwrap_or_default());
    keeps(&before, &behind, words)
        || next.is_some() && is_not_but(&before, &behind, block.has_time(sentence.start..start), words)
        || opens_with_old(&before, words)
}

/// Does a day right before a time belong to it?
fn is_its_day(block: &Block, day: &Found, time: &Found) -> bool {
    let gap = block.text.get(day.end..time.start).unwrap_or_default();
    matches!(day.what, What::Day(_)) && gap.len() <= BEFORE && !gap.contains(['.', '?', ';', '('])
}

/// "Something has come up on | Thursday at two", "Donnerstag um 14 Uhr | habe ich einen anderen Termin".
fn keeps(before: &str, behind: &str, words: &TimeWords) -> bool {
    // "Friday at ten, unless you are away", "or are you away?"
    let choice = |gap: &str| words.or.iter().chain(&words.if_words).any(|w| find_word(gap, w).is_some());
    let plain = |gap: &str, most: usize| gap.len() <= most && !gap.contains([',', '.', ':', '?', ';']) && !choice(gap);
    words.clashes.iter().any(|clash| {
        let from = before.len().saturating_sub(clash.len() + BEFORE);
        let tail = before.get(before.floor_char_boundary(from)..).unwrap_or_default();
        let ahead = find_word(tail, clash).is_some_and(|at| plain(&tail[at + clash.len()..], BEFORE));
        ahead || find_word(behind, clash).is_some_and(|at| plain(&behind[..at], BEHIND))
    })
}

/// "Not on | Thursday at two, but on Friday at ten": the first time of such a sentence.
fn is_not_but(before: &str, behind: &str, timed: bool, words: &TimeWords) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(BEHIND))..];
    let says = |text: &str, list: &Phrases| list.iter().any(|w| find_word(text, w).is_some());
    let but = words.but.iter().any(|but| behind.trim_start_matches([',', ' ']).starts_with(but));
    !timed && says(near, &words.not) && but
}

/// "The new time is Friday at ten (was | Thursday at two)".
fn opens_with_old(before: &str, words: &TimeWords) -> bool {
    let Some((_, inside)) = before.rsplit_once('(') else { return false };
    words.old_label.contains(inside.trim_matches(|c: char| !c.is_alphanumeric()))
}
