//! One moment on two clocks: "10am CT / 4pm your time", "las 17:00 (las 18:00 en Bilbao)". The first is the time, the
//! second only says what the clock shows elsewhere.

use super::about::has_phrase;
use super::block::Block;
use super::lower;
use super::scan::{Clock, Found, What};
use crate::text::begins_with;
use crate::words::schema::TimeWords;

/// Bytes between a time and the bracket with the other clock: the name of a zone or a place stands there.
const HEAD: usize = 32;
/// Bytes between that bracket and the other clock: "(your side is 7:30)".
const INSIDE: usize = 24;

/// Is the `i`th find what the clock shows elsewhere at the time before it?
pub(super) fn is_clock_elsewhere(block: &Block, i: usize, words: &TimeWords) -> bool {
    let (What::Time(here, _), found) = (&block.found[i].what, &block.found[i]) else { return false };
    let before = block.found[..i].iter().rposition(|f| !matches!(f.what, What::Zone(_)));
    let Some((at, first)) = before.map(|n| (n, &block.found[n])) else { return false };
    let What::Time(there, _) = &first.what else { return false };
    let gap = block.text.get(first.end..found.start).unwrap_or_default();
    if !hours_apart(*here, *there) {
        return false;
    }
    if let Some((head, inside)) = gap.split_once('(') {
        let first = inside.split_whitespace().next().map(str::to_lowercase).unwrap_or_default();
        let sentence = head.contains(". ") || head.contains(['(', ')', ';', '?']);
        return head.len() <= HEAD && inside.len() <= INSIDE && !sentence && !words.or.contains(&first);
    }
    if says_again(gap, words) || is_told_of_both(block, i, gap, words) {
        return true;
    }
    let Some((head, tail)) = gap.split_once('/') else { return false };
    let tail_small = tail.trim().is_empty() || words.at.contains(&tail.trim().to_lowercase());
    let behind = block.text.get(found.end..).unwrap_or_default();
    head.len() <= HEAD && tail_small && two_places(block, at, i, head.trim(), behind, words)
}

/// "10am UK time, that is | 11am for you".
fn says_again(gap: &str, words: &TimeWords) -> bool {
    let gap = lower(gap);
    gap.len() <= AGAIN && words.says_again.iter().any(|w| has_phrase(&gap, w))
}

/// Bytes between a time and the words that say it again.
const AGAIN: usize = 40;

/// "5pm here, so | 10am Friday for you": the first is told as somebody's own, and the second as the other's.
fn is_told_of_both(block: &Block, i: usize, gap: &str, words: &TimeWords) -> bool {
    let next = block.found.get(i + 1).filter(|f| matches!(f.what, What::Day(_) | What::Zone(_)));
    let behind = |from: usize| block.text.get(from..).unwrap_or_default();
    let ends = [Some(block.found[i].end), next.map(|f| f.end)];
    let gap_ends = gap.contains(". ") || gap.contains(['?', ';']) || words.or.iter().any(|or| has_phrase(gap, or));
    gap.len() <= AGAIN
        && !gap_ends
        && is_own(gap, words)
        && ends.into_iter().flatten().any(|at| is_own(behind(at), words))
}

/// Does a text begin with words for somebody's own time?
fn is_own(text: &str, words: &TimeWords) -> bool {
    let text = text.trim_start_matches([' ', ',']).to_lowercase();
    words.own_time.iter().chain(&words.here).any(|own| begins_with(&text, own))
}

/// Full hours, and no more than there are between two clocks of the world; India's are half an hour off.
fn hours_apart(a: Clock, b: Clock) -> bool {
    let minutes = (a.minutes() - b.minutes()).abs();
    minutes >= 60 && minutes % 30 == 0
}

/// Do a zone or words for somebody's own time stand by one of the two, or a name by both?
fn two_places(block: &Block, first: usize, second: usize, head: &str, behind: &str, words: &TimeWords) -> bool {
    let zone = |n: usize| {
        let zones = block.found.get(n + 1..).unwrap_or_default();
        zones
            .first()
            .filter(|f| near(block, n, f))
            .and_then(|f| if let What::Zone(z) = &f.what { Some(z) } else { None })
    };
    let own = |text: &str| {
        let text = text.trim_start().to_lowercase();
        words.own_time.iter().any(|o| text.starts_with(o))
    };
    match (zone(first), zone(second)) {
        (Some(a), Some(b)) => a != b,
        (None, None) => own(head) || own(behind) || is_name(head) && is_name(behind),
        _ => true,
    }
}

/// Does a zone stand right behind the `n`th find?
fn near(block: &Block, n: usize, zone: &Found) -> bool {
    let gap = block.text.get(block.found[n].end..zone.start).unwrap_or_default();
    gap.chars().all(|c| c == ' ' || c == '(')
}

/// Does a text begin with a capital word: "4pm Dublin"?
fn is_name(text: &str) -> bool {
    let word: String = text.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    word.chars().count() > 2 && word.starts_with(char::is_uppercase)
}
