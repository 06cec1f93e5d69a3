//! "Thursday any time after four": who may come from a time on begins then, where a day is told with it.

use super::about::{sentence_around, sentence_before};
use super::block::Block;
use super::lower;
use super::scan::Found;
use crate::words::schema::TimeWords;

/// Is it a time from which on something is?
pub(super) fn is_onwards(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let own = lower(&block.text[found.start..found.end]);
    words.onwards.iter().any(|w| own.strip_prefix(w).is_some_and(|rest| rest.starts_with(' ')))
}

/// "We answer calls after four": is no day told with a time from which on something is? One stands in its sentence, or
/// in the one before, where this one goes on from there: "Could you come on Thursday? Any time after four".
pub(super) fn has_no_day(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let sentence = sentence_around(block.text, found.start, words);
    if block.has_day(sentence.clone()) {
        return false;
    }
    let end = block.text[..sentence.start].trim_end().len().saturating_sub(1);
    let end = if block.text.is_char_boundary(end) { end } else { return true };
    let start = end - sentence_before(block.text, end, words).len();
    // "Come at two on Thursday. After six the gate is shut."
    let whole = block.has_time(start..end);
    let before = block.text[sentence.start..found.start].trim();
    !(goes_on(before, words) && block.has_day(start..end)) || whole && before.is_empty()
}

/// Does nothing stand before the time in its sentence but a clause of its own, or who is asked to come?
fn goes_on(before: &str, words: &TimeWords) -> bool {
    let before = lower(before);
    let last = before.rsplit(' ').next().unwrap_or_default();
    before.is_empty() || before.ends_with([',', '(', ':', '-', '–']) || words.asks.contains(last)
}
