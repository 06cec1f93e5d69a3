//! Days that lean on another day of the text: "Wednesday 2 December, or the day after", "14 January or Monday the
//! 18th", "next week: Tuesday or Thursday".

use super::about::{has_phrase, sentence_around, sentence_before};
use super::block::Block;
use super::lower;
use super::resolve;
use super::scan::{Day, What};
use crate::words::schema::{Phrases, TimeWords};
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::Range;

/// Gives these days their dates. `moves` where the mail moves a meeting: then the days before may be the old ones.
pub(super) fn lean(blocks: &mut [Block], base: Option<Date>, english: bool, moves: bool, words: &TimeWords) {
    let Some(base) = base else { return };
    // The last day that was named, and the last with its month in the same block.
    let mut last: Option<Date> = None;
    let mut heading = false;
    // The last day that was offered with a time and is no nearest weekday.
    let mut agreed: Option<Date> = None;
    for block in blocks {
        let text = block.text;
        let mut dated: Option<(Date, bool, Range<usize>)> = None;
        // "Next week:" stands above the days of a list.
        heading = match text.trim_end().ends_with(':') {
            true => names_next_week(text, words),
            false => heading && text.chars().count() < 80,
        };
        let times: Vec<usize> =
            block.found.iter().filter(|f| matches!(f.what, What::Time(..))).map(|f| f.start).collect();
        // A weekday with a time of its own, and where it stands.
        let mut offered: Option<(usize, Date)> = None;
        for found in &mut block.found {
            let start = found.start;
            let What::Day(day) = &mut found.what else { continue };
            if day.deadline {
                continue;
            }
            if is_bare(day) && !day.next && (heading || week_before(text, start, words)) {
                day.next = true;
            }
            let near = dated.as_ref().filter(|(_, timed, sentence)| !moves && (*timed || sentence.contains(&start)));
            day.date = leaning(day, last, near.map(|(date, ..)| *date));
            let own = offered.filter(|(at, _)| {
                let timed = times.iter().any(|time| (*at..start).contains(time)) && times.iter().any(|t| *t > start);
                timed && sentence_before(text, start, words).len() >= start - at && goes_on(text, start, words)
            });
            if let (true, None, Some((_, before))) = (is_bare(day) && !moves, day.date, own) {
                day.date = in_order(day, before, base, english);
            }
            if is_bare(day) && !day.next && day.date.is_none() {
                day.date = agreed.filter(|date| is_again(day, *date, base));
            }
            let Some((date, _)) = resolve::date(day, Some(base), english).filter(|(d, _)| *d >= base) else { continue };
            if !times.is_empty() && (day.month.is_some() || day.day.is_some() || day.later > 0) {
                agreed = Some(date);
            }
            offered = is_bare(day).then_some((start, date));
            last = Some(date);
            // "From 1 February we need somebody. Would Thursday at nine do?": a day with no time is not offered.
            let sentence = sentence_around(text, start, words);
            if day.month.is_some() {
                dated = Some((date, times.iter().any(|time| sentence.contains(time)), sentence));
            }
        }
        // "Same day, same link": the day is told elsewhere.
        block.found.retain(|f| !matches!(&f.what, What::Day(day) if day.same && day.date.is_none()));
    }
}

/// A weekday and nothing else.
pub(super) fn is_bare(day: &Day) -> bool {
    day.month.is_none()
        && day.day.is_none()
        && day.ahead.is_none()
        && day.weekday.is_some()
        && day.later == 0
        && !day.after_it
        && !day.same
}

fn leaning(day: &Day, last: Option<Date>, dated: Option<Date>) -> Option<Date> {
    if day.same {
        return last;
    }
    if day.following {
        return last?.checked_add(1.days()).ok();
    }
    if day.after_it {
        return resolve::next(last?, day.weekday?, false);
    }
    if is_bare(day) && !day.next {
        return resolve::next(dated?, day.weekday?, false);
    }
    match (day.month, day.day, day.weekday) {
        (None, Some(number), Some(weekday)) => resolve::numbered(last?, number, weekday),
        (None, Some(number), None) => resolve::of_number(last?, number),
        _ => None,
    }
}

/// "Wednesday at four or Friday at ten", written on a Thursday: who offers days names them in their order. The weekday
/// on which the mail was written says nothing: it may be meant for today.
fn in_order(day: &Day, before: Date, base: Date, english: bool) -> Option<Date> {
    let (date, _) = resolve::date(day, Some(base), english)?;
    let soon = (before - base).get_days() < 7;
    (soon && date < before).then(|| resolve::next(before, day.weekday?, false)).flatten()
}

/// "Wednesday at four or on | Friday": not "we met on Wednesday at four and would like to see you on Friday".
fn goes_on(text: &str, at: usize, words: &TimeWords) -> bool {
    let before = lower(&text[..at]);
    let mut said = before.split_whitespace().rev();
    let small = |w: &&str| words.on.contains(w) || words.of.contains(w);
    said.find(|w| !small(w)).is_some_and(|w| w.ends_with(',') || words.or.contains(w))
}

/// "Tuesday week at ten ... if Tuesday is no good": the same day again, not the nearest of its name.
fn is_again(day: &Day, date: Date, base: Date) -> bool {
    let soon = (date - base).get_days() <= SOON;
    soon && day.weekday == Some(date.weekday().to_monday_zero_offset())
}

/// Within so many days somebody who names a weekday may mean one that was named before.
const SOON: i32 = 21;

/// Does the sentence, or the one before it, speak of next week?
fn week_before(text: &str, at: usize, words: &TimeWords) -> bool {
    let here = sentence_before(text, at, words);
    let before = text[..at - here.len()].trim_end().trim_end_matches(['.', '?', '!', ':']);
    let before = sentence_before(before, before.len(), words);
    names_next_week(here, words) || names_next_week(before, words)
}

/// Next week, and not this one, too.
fn names_next_week(text: &str, words: &TimeWords) -> bool {
    let text = lower(text);
    let has = |list: &Phrases| list.iter().any(|w| has_phrase(&text, w));
    has(&words.next_week) && !has(&words.this_week)
}
