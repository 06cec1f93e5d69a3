//! The day of a time: on its own line, at the head of its column, above, or just below.

use super::about::{sentence_around, sentence_before};
use super::block::Block;
use super::lower;
use super::scan::{Day, Found, Half, What};
use crate::text::find_word;
use crate::words::schema::{Phrases, TimeWords};

/// How many blocks above a time its day may stand.
const CARRY: usize = 8;

/// The days of the `i`th find of a block, and whether they stand in another block: one, or all that are offered
/// together ("Date: Thursday 10 or Friday 11").
pub(super) fn days_of(blocks: &[Block], at: usize, i: usize, words: &TimeWords) -> (Vec<Day>, bool) {
    let found = &blocks[at].found;
    let first_is_time =
        found.iter().find(|f| !matches!(f.what, What::Zone(_))).is_some_and(|f| matches!(f.what, What::Time(..)));
    let before = found[..i].iter().rev().find_map(day);
    let after = found[i + 1..].iter().take_while(|f| !matches!(f.what, What::Time(..))).find_map(day);
    let mut days = found.iter().filter_map(day);
    if let (Some(only), None) = (days.next(), days.next()) {
        return if of_a_later_sentence(&blocks[at], i, words) { (Vec::new(), false) } else { (vec![only], false) };
    }
    let own_before = right_before(&blocks[at], i, words);
    if let Some(day) = behind_it(&blocks[at], i, words).filter(|_| !own_before) {
        return (vec![day], false);
    }
    if before.is_some() && (!first_is_time || own_before) {
        return (offered_together(&blocks[at], i, words), false);
    }
    let here = if first_is_time { after.or(before) } else { after };
    if let Some(day) = here {
        return (vec![day], false);
    }
    if let Some(day) = day_of_column(blocks, at, &found[i]) {
        return (vec![day], false);
    }
    let above = (at.saturating_sub(CARRY)..at).rev().filter(|b| *b > 0).find(|b| blocks[*b].found.iter().any(is_day));
    if let Some(above) = above {
        return (together(&blocks[above], words), true);
    }
    let below = blocks[at + 1..].iter().take(2).find_map(|b| b.found.first().and_then(day));
    (below.or_else(|| blocks[0].found.iter().find_map(day)).into_iter().collect(), true)
}

/// The day at the head of its column, where a table has a day above each: "| Mon 18 Jan | Wed 20 Jan".
fn day_of_column(blocks: &[Block], at: usize, time: &Found) -> Option<Day> {
    // From the last column on: the empty first cell of a head is not shown.
    let cells = |text: &str| text.matches('|').count();
    let text = blocks[at].text;
    let (all, column) = (cells(text), cells(&text[time.start..]));
    let heads = |b: &&Block| all > 0 && cells(b.text) + 1 >= all && b.found.iter().filter(|f| is_day(f)).count() > 1;
    let head = blocks[at.saturating_sub(CARRY)..at].iter().rev().find(heads)?;
    head.found.iter().filter(|f| cells(&head.text[f.start..]) == column).find_map(day)
}

/// "Our lines are open 8am to 6pm. Could you come on Tuesday at 9?": the day of a later sentence that has a time of
/// its own is not the day of this one.
fn of_a_later_sentence(block: &Block, i: usize, words: &TimeWords) -> bool {
    let own = sentence_around(block.text, block.found[i].start, words);
    let Some(day) = block.found[i..].iter().find(|f| is_day(f) && f.start >= own.end) else { return false };
    let its = sentence_around(block.text, day.start, words);
    block.has_time(its)
}

/// "Ok, tot woensdag kwart voor acht dan": who parts until a day meets on it.
pub(super) fn parts_until(block: &Block, i: usize, words: &TimeWords) -> bool {
    let Some(day) = block.found[..i].iter().rfind(|f| is_day(f)) else { return false };
    let before = lower(sentence_before(block.text, day.start, words));
    let mut said: Vec<&str> = before.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    said.len() <= PARTING && said.pop().is_some_and(|last| words.see_you.contains(last))
}

/// So many words before a day part from somebody until then: "ok top, tot".
const PARTING: usize = 4;

/// Does a day stand in the sentence around a byte?
pub(super) fn day_in_sentence(block: &Block, at: usize, words: &TimeWords) -> bool {
    block.has_day(sentence_around(block.text, at, words))
}

/// The last day before the `i`th find; with those before it where nothing but "or" stands between: "Thursday or
/// Friday at two".
fn offered_together(block: &Block, i: usize, words: &TimeWords) -> Vec<Day> {
    let Some(mut first) = block.found[..i].iter().rposition(is_day) else { return Vec::new() };
    let last = first;
    while first > 0
        && is_day(&block.found[first - 1])
        && only_or(block, first - 1, words)
        && !behind_its_time(block, first - 1, words)
    {
        first -= 1;
    }
    block.found[first..=last].iter().filter_map(day).collect()
}

/// The half of the day that is told last before a time: "Thursday morning at 10 or in the afternoon at | 3".
pub(super) fn half_before(before: &str, words: &TimeWords) -> Option<Half> {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(NEAR))..];
    let last = |list: &Phrases| list.iter().filter_map(|w| find_word(near, w)).max();
    match (last(&words.mornings), last(&words.afternoons)) {
        (None, None) => None,
        (morning, afternoon) if morning > afternoon => Some(Half::Morning),
        _ => Some(Half::Afternoon),
    }
}

/// Bytes before a time in which the half of its day stands.
const NEAR: usize = 24;

/// Does nothing but "or", and the small words of days, stand behind a find up to the next one?
fn only_or(block: &Block, at: usize, words: &TimeWords) -> bool {
    let between = block.text.get(block.found[at].end..block.found[at + 1].start).unwrap_or_default().to_lowercase();
    let mut said = between.trim_start_matches([',', ' ']).split_whitespace();
    let small = |w: &str| words.of.iter().chain(&words.on).any(|o| o == w);
    said.next().is_some_and(|w| words.or.contains(w)) && said.all(small)
}

/// The day right behind the `i`th find: "Thursday at 6pm, or | 9am Friday".
fn behind_it(block: &Block, i: usize, words: &TimeWords) -> Option<Day> {
    let next = (i + 1..block.found.len()).find(|n| !matches!(block.found[*n].what, What::Zone(_)))?;
    day(&block.found[next]).filter(|_| behind_its_time(block, next, words))
}

/// Does the day of the `i`th find stand right behind a time: "noon tomorrow"?
fn behind_its_time(block: &Block, i: usize, words: &TimeWords) -> bool {
    let own = block.found[..i].iter().rev().find(|f| !matches!(f.what, What::Zone(_)));
    own.is_some_and(|f| {
        let gap = block.text.get(f.end..block.found[i].start).unwrap_or_default().trim().to_lowercase();
        let small = gap.is_empty() || words.on.contains(&gap) || words.of.contains(&gap);
        matches!(f.what, What::Time(..)) && small
    })
}

/// Does a day stand right before the `i`th find: "noon tomorrow, or Friday at 8"?
fn right_before(block: &Block, i: usize, words: &TimeWords) -> bool {
    let Some(before) = i.checked_sub(1).map(|n| &block.found[n]).filter(|f| is_day(f)) else { return false };
    // Another time before that day has it for its own, unless it is of this one, too.
    let between = block.text.get(before.end..block.found[i].start).unwrap_or_default().to_lowercase();
    let between = between.trim().trim_matches(',').trim();
    !behind_its_time(block, i - 1, words) && (between.is_empty() || words.at.contains(between))
}

fn is_day(found: &Found) -> bool {
    matches!(found.what, What::Day(_))
}

fn day(found: &Found) -> Option<Day> {
    if let What::Day(day) = &found.what { Some(day.clone()) } else { None }
}

/// The last day of a block; all of them where nothing but "or" stands between, and no time beside one.
fn together(block: &Block, words: &TimeWords) -> Vec<Day> {
    let or = |pair: &[Found]| {
        let between = block.text.get(pair[0].end..pair[1].start).unwrap_or_default().trim();
        let mut said = between.trim_start_matches(',').split_whitespace();
        between == "," || said.next().is_some_and(|w| words.or.contains(w)) && said.all(|w| words.of.contains(w))
    };
    let all: Vec<Day> = block.found.iter().filter_map(day).collect();
    if block.found.iter().all(is_day) && block.found.windows(2).all(or) {
        return all;
    }
    all.into_iter().next_back().into_iter().collect()
}
