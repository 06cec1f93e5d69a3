//! Every time of day in what is said, with the day it belongs to.

use super::about::{has_phrase, is_end_column, labelled_old, not_a_start, sentence, sentence_before};
use super::block::{Block, blocks};
use super::planned::same;
use super::resolve;
use super::scan::{self, Clock, Day, Found, What, Zone};
use super::zone::{certain, only_zone, zone_of};
use crate::extract::rules::Context;
use crate::extract::{Class, Slot, Start};
use crate::fact::{Fact, Sure};
use crate::text::Span;
use crate::words::schema::TimeWords;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

/// How many blocks above a time its day may stand.
const CARRY: usize = 8;

/// A time with the day it found.
struct Pair {
    block: usize,
    start: Clock,
    end: Option<Clock>,
    at: (usize, usize),
    date: Date,
    sure: Sure,
    zone: Option<Zone>,
    old: bool,
    carried: bool,
}

pub(super) fn from_text(it: &Context) -> Vec<Fact<Slot>> {
    let words = &it.words.time;
    let blocks = blocks(it, words);
    let base = it.mail.date.as_ref().map(jiff::Zoned::date);
    let spoken: Option<Zone> = only_zone(&blocks);
    let forwarded = |b: &usize| {
        let inner = it.mail.body.forward.as_ref().and_then(|f| it.mail.body.lines.get(f.lines.start));
        *b > 0 && inner.is_some_and(|line| blocks[*b].start >= line.start)
    };
    let inner = inner_date(it, words, base);
    let mut pairs: Vec<Pair> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        // A subject says again what the body says, or is all there is.
        for (i, found) in block.found.iter().enumerate() {
            let What::Time(start, end) = &found.what else { continue };
            let sentence = sentence(block.text, found.start, words).to_lowercase();
            if not_a_start(block, found, words) || words.other.iter().any(|o| has_phrase(&sentence, o)) {
                continue;
            }
            if is_end_column(&blocks, at, i, words) {
                continue;
            }
            let Some((day, carried)) = day_of(&blocks, at, i, base) else { continue };
            if day.deadline {
                continue;
            }
            // What was forwarded counts from its own date.
            let from = if forwarded(&at) { inner.or(base) } else { base };
            let Some((date, sure)) = resolve::date(&day, from, it.language.as_deref() == Some("en")) else { continue };
            let passed_on = it.mail.body.forward.is_some();
            if base.is_some_and(|b| date < b) && !passed_on && it.class != Class::Confirmation {
                continue;
            }
            let before = sentence_before(block.text, found.start, words).to_lowercase();
            let old = labelled_old(block.text, words)
                || words.old.iter().any(|o| has_phrase(&sentence, o))
                || words.instead.iter().any(|o| has_phrase(&before, o));
            let zone = zone_of(block, i).or(spoken.clone()).and_then(|z| certain(z, &blocks, it));
            let sure = if start.sure { sure } else { sure.min(Sure::Likely) };
            pairs.push(Pair {
                block: at,
                start: *start,
                end: *end,
                at: (found.start, found.end),
                date,
                sure,
                zone,
                old,
                carried,
            });
        }
    }
    // Who moves a meeting tells the new time; the time below, in what was forwarded along, is the old one.
    let history = matches!(it.class, Class::Reschedule | Class::Confirmation) || sent_before(it);
    if history && pairs.iter().any(|p| !p.old && p.block > 0 && !forwarded(&p.block)) {
        pairs.retain(|p| !forwarded(&p.block));
    }
    let moved = it.class == Class::Reschedule || pairs.iter().any(|p| !p.old);
    pairs.retain(|p| !(p.old && moved));
    if pairs.iter().any(|p| p.block > 0) {
        pairs.retain(|p| p.block > 0);
    }
    if windows(&pairs) {
        return Vec::new();
    }
    agenda(&mut pairs, &blocks);
    facts(pairs, &blocks)
}

/// The day of the `i`th find of a block, and whether it stands in another block.
fn day_of(blocks: &[Block], at: usize, i: usize, base: Option<Date>) -> Option<(Day, bool)> {
    let found = &blocks[at].found;
    let day = |f: &Found| if let What::Day(d) = &f.what { Some(d.clone()) } else { None };
    let first_is_time =
        found.iter().find(|f| !matches!(f.what, What::Zone(_))).is_some_and(|f| matches!(f.what, What::Time(..)));
    let before = found[..i].iter().rev().find_map(day);
    let after = found[i + 1..].iter().take_while(|f| !matches!(f.what, What::Time(..))).find_map(day);
    let mut days = found.iter().filter_map(day);
    if let (Some(only), None) = (days.next(), days.next()) {
        return Some((only, false));
    }
    let here = if first_is_time { after.or(before) } else { before.or(after) };
    if let Some(day) = here {
        return Some((day, false));
    }
    let _ = base;
    let above = (at.saturating_sub(CARRY)..at)
        .rev()
        .filter(|b| *b > 0)
        .find_map(|b| blocks[b].found.iter().rev().find_map(day));
    let below = || blocks[at + 1..].iter().take(2).find_map(|b| b.found.first().and_then(day));
    above.or_else(below).or_else(|| blocks[0].found.iter().find_map(day)).map(|d| (d, true))
}

/// The day on which the forwarded message was written.
fn inner_date(it: &Context, words: &TimeWords, base: Option<Date>) -> Option<Date> {
    let written = it.mail.body.forward.as_ref()?.date.as_deref()?;
    let day =
        scan::line(written, words).into_iter().find_map(|f| if let What::Day(d) = f.what { Some(d) } else { None })?;
    resolve::date(&day, base, false).map(|(date, _)| date).filter(|d| base.is_none_or(|b| *d <= b))
}

/// Did the message that is forwarded go to the same person before? Then it is history.
fn sent_before(it: &Context) -> bool {
    let to = it.mail.body.forward.as_ref().and_then(|f| f.to.as_deref()).unwrap_or_default().to_lowercase();
    it.mail.to.first().is_some_and(|a| !a.email.is_empty() && to.contains(&a.email.to_lowercase()))
}

/// Are these wide stretches on several days, out of which a time is still to be chosen?
fn windows(pairs: &[Pair]) -> bool {
    let wide = |p: &Pair| p.end.is_some_and(|e| e.minutes() - p.start.minutes() >= 110);
    pairs.len() > 1 && pairs.iter().all(wide) && pairs.iter().any(|p| p.date != pairs[0].date)
}

/// Several times below one day that stand in long lines are the parts of one visit: the first is its start.
fn agenda(pairs: &mut Vec<Pair>, blocks: &[Block]) {
    let mut keep: Vec<bool> = vec![true; pairs.len()];
    for i in 1..pairs.len() {
        let (before, this) = (&pairs[i - 1], &pairs[i]);
        let row = |p: &Pair| blocks[p.block].text.trim().chars().count() > p.at.1 - p.at.0 + 14;
        let parts = this.date == before.date && this.carried && this.block != before.block && row(this);
        keep[i] = !parts;
    }
    let mut keep = keep.into_iter();
    pairs.retain(|_| keep.next().unwrap_or(true));
}

fn facts(pairs: Vec<Pair>, blocks: &[Block]) -> Vec<Fact<Slot>> {
    let mut out: Vec<Fact<Slot>> = Vec::new();
    for pair in pairs {
        let Some((start, timezone)) = start(pair.date, pair.start, pair.zone.as_ref()) else { continue };
        let end = pair.end.and_then(|e| self::start(pair.date, e, pair.zone.as_ref())).map(|(e, _)| e);
        let block = &blocks[pair.block];
        let (from, to) = written(block, pair.at);
        let span = Span::new(block.part, block.start + from, block.start + to);
        let slot = Slot { start, end, timezone, as_written: crate::text::one_line(&block.text[from..to]) };
        match out.iter_mut().find(|known| same(&known.value.start, &slot.start)) {
            Some(known) => known.seen.push(span),
            None => out.push(Fact::new(
                slot,
                pair.sure,
                if pair.carried { "time-below-a-day" } else { "day-and-time" },
                vec![span],
            )),
        }
    }
    out
}

/// The words of a time together with its day on the same line, where nothing else stands between them.
fn written(block: &Block, at: (usize, usize)) -> (usize, usize) {
    let before = block.found.iter().rev().find(|f| f.end <= at.0 && matches!(f.what, What::Day(_)));
    let from = before.filter(|f| at.0 - f.end <= 12).map_or(at.0, |f| f.start);
    let after = block.found.iter().find(|f| f.start >= at.1 && !matches!(f.what, What::Time(..)));
    let to = after.filter(|f| f.start - at.1 <= 12 && from == at.0 || f.start - at.1 <= 3).map_or(at.1, |f| f.end);
    (from, to)
}

fn start(date: Date, clock: Clock, zone: Option<&Zone>) -> Option<(Start, Option<String>)> {
    let local = date.at(clock.hour, clock.minute, 0, 0);
    match zone {
        None => Some((Start::Local(local), None)),
        Some(Zone::Named(name)) => {
            let zoned = local.to_zoned(TimeZone::get(name).ok()?).ok()?;
            Some((Start::Zoned(zoned), Some((*name).to_string())))
        }
        Some(Zone::Letters(_)) => Some((Start::Local(local), None)),
        Some(Zone::Offset(seconds)) => {
            let zone = TimeZone::fixed(Offset::from_seconds(*seconds).ok()?);
            Some((Start::Zoned(local.to_zoned(zone).ok()?), None))
        }
    }
}
