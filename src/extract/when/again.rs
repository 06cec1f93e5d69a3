//! "Same time on Friday", "an hour later": a new time that names the old one, which was said before or is quoted.

use super::about::{has_phrase, sentence_around};
use super::block::Block;
use super::history;
use super::lean::is_bare;
use super::lower;
use super::pair::Pair;
use super::resolve;
use super::scan::{Clock, Day, What, Zone};
use super::zone::certain;
use crate::extract::Class;
use crate::extract::earlier::minutes_moved;
use crate::extract::rules::Context;
use crate::fact::Sure;
use crate::text::{Part, Span};
use jiff::civil::Date;
use std::ops::Range;

/// A day no farther than this behind the words that name the time may belong to them.
const BESIDE: usize = 16;
/// Farther than any day in the same sentence.
const FAR: usize = 1000;

/// The time that is named.
struct Named {
    clock: Clock,
    date: Option<Date>,
    zone: Option<Zone>,
    span: Span,
    early: bool,
}

/// Adds the times that name another; the time they name, in the same sentence, is the old one.
pub(super) fn again(it: &Context, blocks: &[Block], pairs: &mut Vec<Pair>) {
    let Some(base) = it.mail.date.as_ref().map(jiff::Zoned::date) else { return };
    for (at, block) in blocks.iter().enumerate() {
        let text = lower(block.text);
        for (range, names) in sentences(block.text, &text, it) {
            let Some(moved) = minutes_moved(&text[range.clone()], &it.words.thread) else { continue };
            // An hour later than something is a length more often than a move.
            if moved != 0 && it.class != Class::Reschedule {
                continue;
            }
            let Some(named) = said_before(pairs, blocks, at, names.start).or_else(|| quoted(it, base, blocks)) else {
                continue;
            };
            let offered = it.class != Class::Reschedule || offers_both(&text[range.start..names.start], it);
            let day = new_day(block, &range, &names, &named, base, offered, it).or(named.date.filter(|_| moved != 0));
            let Some((date, clock)) = day.zip(later(named.clock, moved)) else { continue };
            let source = |p: &Pair| blocks[p.block].part == named.span.part && starts(blocks, p) == named.span.start;
            let told = |p: &Pair| {
                p.block == at && (range.start..names.start).contains(&p.at.0) || source(p) && !asks(blocks, p, it)
            };
            for old in pairs.iter_mut().filter(|p| told(p)) {
                old.old = it.class == Class::Reschedule && !offered;
            }
            pairs.push(Pair {
                block: at,
                start: clock,
                end: None,
                at: (range.start, range.end),
                date,
                sure: Sure::Likely,
                zone: named.zone.and_then(|z| certain(z, blocks, it)),
                old: false,
                carried: false,
                early: named.early,
                named: Some(named.span),
            });
        }
    }
}

/// "The 8th at ten, or the 10th, | same time": both are offered.
fn offers_both(before: &str, it: &Context) -> bool {
    it.words.time.either.iter().any(|or| has_phrase(before, or))
}

fn starts(blocks: &[Block], pair: &Pair) -> usize {
    blocks[pair.block].start + pair.at.0
}

/// Does the sentence of a time ask whether it suits?
fn asks(blocks: &[Block], pair: &Pair, it: &Context) -> bool {
    let text = blocks[pair.block].text;
    text[sentence_around(text, pair.at.0, &it.words.time).end..].starts_with('?')
}

/// The sentences in which words name a time, and where the words stand; `lower` is the text in small letters.
fn sentences(text: &str, lower: &str, it: &Context) -> Vec<(Range<usize>, Range<usize>)> {
    let words = &it.words.thread;
    let mut out: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for word in words.same_time.iter().chain(&words.later).chain(&words.earlier) {
        if let Some(at) = lower.find(word) {
            let range = sentence_around(text, at, &it.words.time);
            if !out.iter().any(|(known, _)| *known == range) {
                out.push((range, at..at + word.len()));
            }
        }
    }
    out
}

/// The last time that was said up to this place.
fn said_before(pairs: &[Pair], blocks: &[Block], block: usize, end: usize) -> Option<Named> {
    let before = |p: &&Pair| p.block > 0 && p.named.is_none() && (p.block < block || p.block == block && p.at.0 < end);
    let last = pairs.iter().rev().find(before)?;
    // The parts of a day are named by the first of them.
    let part = |p: &&Pair| before(p) && last.carried && p.carried && p.date == last.date;
    let pair = pairs.iter().find(part).unwrap_or(last);
    let of = &blocks[pair.block];
    let span = Span::new(of.part, of.start + pair.at.0, of.start + pair.at.1);
    Some(Named { clock: pair.start, date: Some(pair.date), zone: pair.zone.clone(), span, early: pair.early })
}

/// The one time of the newest quoted message that names any.
fn quoted(it: &Context, base: Date, blocks: &[Block]) -> Option<Named> {
    let mut newest: Option<usize> = None;
    let mut named: Option<Named> = None;
    for line in history::written(it) {
        if newest.is_some_and(|level| line.depth != level) {
            break;
        }
        let day = line.found.iter().find_map(|f| if let What::Day(d) = &f.what { Some(d) } else { None });
        let zone = line.found.iter().find_map(|f| if let What::Zone(z) = &f.what { Some(z.clone()) } else { None });
        for time in &line.found {
            let What::Time(clock, _) = time.what else { continue };
            // Two times: nobody can know which is meant.
            if named.as_ref().is_some_and(|n| n.clock.minutes() != clock.minutes()) {
                return None;
            }
            newest = Some(line.depth);
            let zone = zone.clone().and_then(|z| certain(z, blocks, it)).or(zone.clone());
            named.get_or_insert(Named {
                clock,
                date: day.and_then(|d| fixed(d, base, line.on)),
                zone,
                span: Span::new(Part::Body, line.start + time.start, line.start + time.end),
                early: false,
            });
        }
    }
    named
}

/// A day with its month; others count from the date on which they were written, where that is told.
fn fixed(day: &Day, base: Date, written: Option<Date>) -> Option<Date> {
    let told = day.month.is_some() || day.day.is_some() && day.weekday.is_some();
    let from = if told { Some(base) } else { written }?;
    resolve::date(day, Some(from), false).map(|(date, _)| date)
}

/// The day in the sentence that is not the old time's own: the one beside the words that name the time ("same time on
/// Friday"), the last before them, or the first behind them.
fn new_day(
    block: &Block,
    range: &Range<usize>,
    names: &Range<usize>,
    named: &Named,
    base: Date,
    offered: bool,
    it: &Context,
) -> Option<Date> {
    let old = named.span;
    let beside = |at: usize| block.part == old.part && old.start.abs_diff(block.start + at) <= 16;
    let days = block.found.iter().filter(|f| range.contains(&f.start) && !beside(f.end));
    let english = it.language.as_deref() == Some("en");
    let days = days.filter_map(|f| if let What::Day(d) = &f.what { Some((f.start, f.end, d)) } else { None });
    let (before, behind): (Vec<_>, Vec<_>) = days.partition(|(at, _, _)| *at < names.start);
    // "She has been called away tomorrow, could you come at the same time on Friday?"
    let gap = |from: usize, to: usize| block.text.get(from..to).filter(|gap| !gap.contains(". ")).map_or(FAR, str::len);
    let day = match (before.last(), behind.first()) {
        (Some(one), Some(other)) if gap(names.end, other.0) < gap(one.1, names.start).min(BESIDE) => other,
        (before, behind) => before.or(behind)?,
    };
    let day = Some(day.2).filter(|d| !d.deadline)?;
    let date = resolve::date(day, Some(base), english).map(|(date, _)| date)?;
    // "Tuesday the 8th at ten or Wednesday, same time": who offers days names them in their order.
    let first = named.date.filter(|first| offered && date < *first && is_bare(day));
    first.map_or(Some(date), |first| resolve::next(first, day.weekday?, false))
}

fn later(clock: Clock, minutes: i64) -> Option<Clock> {
    let total = i64::from(clock.minutes()) + minutes;
    (0..24 * 60).contains(&total).then_some(Clock {
        hour: (total / 60) as i8,
        minute: (total % 60) as i8,
        sure: clock.sure,
    })
}
