//! Every time of day in what is said, with the day it belongs to.

use super::about::{
    clause, is_end_column, is_of_a_thing, is_of_something_else, is_part_of_day, is_said_again, is_short_window,
    keeps_away, listed_old, not_a_start, sentence_before, told_old,
};
use super::again::again;
use super::aside::{
    is_excepted, is_house_number, is_in_brackets, is_of_the_writer, is_there_first, is_weekly, may_ask,
};
use super::block::{Block, blocks};
use super::days::{day_in_sentence, days_of, half_before, parts_until};
use super::elsewhere::is_clock_elsewhere;
use super::history;
use super::hours::are_hours;
use super::lean::lean;
use super::lower;
use super::moved::{Side, is_put_off, is_replaced, moved_from, moved_within, side};
use super::onwards::{has_no_day, is_onwards};
use super::planned::same;
use super::resolve;
use super::scan::{self, Clock, What, Zone};
use super::taken::is_taken;
use super::zone::{certain, only_zone, zone_of};
use crate::extract::rules::Context;
use crate::extract::{Class, Slot, Start};
use crate::fact::{Fact, Sure};
use crate::text::Span;
use crate::words::schema::TimeWords;
use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

/// The first hour at which a time is a start that stands by itself below its day.
const DAWN: i8 = 6;

/// So many characters beside a time tell what happens then; where so many rows begin with a time, fewer do.
const LONG_ROW: usize = 14;
const ROWS: usize = 3;
const SHORT_ROW: usize = 6;

/// A time with the day it found.
pub(super) struct Pair {
    pub(super) block: usize,
    pub(super) start: Clock,
    pub(super) end: Option<Clock>,
    pub(super) at: (usize, usize),
    pub(super) date: Date,
    pub(super) sure: Sure,
    pub(super) zone: Option<Zone>,
    pub(super) old: bool,
    pub(super) carried: bool,
    /// Is it when one is to be there, or of something else, unless no other time is told?
    pub(super) early: bool,
    /// Where the time stands that this one names: "same time on Friday".
    pub(super) named: Option<Span>,
}

pub(super) fn from_text(it: &Context) -> Vec<Fact<Slot>> {
    let words = &it.words.time;
    let mut blocks = blocks(it);
    let base = it.mail.date.as_ref().map(jiff::Zoned::date);
    let english = it.language.as_deref() == Some("en");
    lean(&mut blocks, base, english, it.class == Class::Reschedule, words);
    let blocks = blocks;
    let spoken: Option<Zone> = only_zone(&blocks);
    let forwarded = |b: &usize| {
        let inner = it.mail.body.forward.as_ref().and_then(|f| it.mail.body.lines.get(f.lines.start));
        *b > 0 && inner.is_some_and(|line| blocks[*b].start >= line.start)
    };
    let inner = inner_date(it, words, base);
    let mut pairs: Vec<Pair> = Vec::new();
    let mut lone: Vec<(Clock, (usize, usize, usize))> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        // A subject says again what the body says, or is all there is.
        for (i, found) in block.found.iter().enumerate() {
            let What::Time(start, end) = &found.what else { continue };
            let said = clause(block.text, found.start, words);
            if not_a_start(block, found, words)
                || are_hours(block, found, words)
                || is_of_something_else(block, found, &said, words)
                || is_excepted(block, found, words)
                || is_weekly(block, found, words)
            {
                continue;
            }
            let onwards = is_onwards(block, found, words);
            if is_part_of_day(block, i, words) || onwards && has_no_day(block, found, words) {
                continue;
            }
            if is_end_column(&blocks, at, i, words)
                || is_said_again(block, i, words)
                || is_house_number(block, i)
                || is_clock_elsewhere(block, i, words)
            {
                continue;
            }
            let within = it.class == Class::Reschedule && moved_within(block, found, &said, words);
            let (start, end) = match within {
                true => (end.as_ref().unwrap_or(start), &None),
                false => (start, end),
            };
            let (days, carried) = days_of(&blocks, at, i, words);
            if days.is_empty() && at > 0 {
                lone.push((*start, (at, found.start, found.end)));
            }
            // "You rang at four in the morning. Could you come on Thursday?"
            if start.hour < DAWN && !carried && !day_in_sentence(block, found.start, words) {
                continue;
            }
            let before = lower(sentence_before(block.text, found.start, words));
            let kept = || keeps_away(block, found, &said, &it.words.people.kept_away);
            let told = || {
                told_old(block, found, &said, words)
                    || moved_from(block, found, &said, words)
                    || kept()
                    || is_replaced(block, i, words)
                    || is_taken(block, i, words)
                    || it.class == Class::Reschedule && is_put_off(block, found, words)
            };
            let old = !within
                && (listed_old(&blocks, at, found, words)
                    || side(block, found, words).map_or_else(told, |side| side == Side::Old));
            // Where one time is agreed on, a further one in a sentence without a day is of something else: "We shut at five."
            let alone = onwards || !carried && at > 0 && !day_in_sentence(block, found.start, words);
            let other = it.class == Class::Confirmation && alone;
            let early = other
                || is_there_first(block, found, words)
                || is_of_a_thing(block, found, &said, words)
                || may_ask(block, found, words)
                || is_in_brackets(block, found, words)
                || is_of_the_writer(block, found, words);
            let zone = zone_of(block, i).or(spoken.clone()).and_then(|z| certain(z, &blocks, it));
            let parting = it.class == Class::Confirmation && parts_until(block, i, words);
            for day in days.iter().filter(|d| !d.deadline || parting) {
                // What was forwarded counts from its own date.
                let from = if forwarded(&at) { inner.or(base) } else { base };
                let Some((date, sure)) = resolve::date(day, from, english) else {
                    continue;
                };
                let passed_on = it.mail.body.forward.is_some();
                let half = day.half.filter(|_| !carried).map(|half| half_before(&before, words).unwrap_or(half));
                let start = half.map_or(*start, |half| start.in_half(half));
                let past = base.is_some_and(|b| date < b) || earlier_today(it, date, start);
                if past && !passed_on && it.class != Class::Confirmation {
                    continue;
                }
                pairs.push(Pair {
                    block: at,
                    start,
                    end: *end,
                    at: (found.start, found.end),
                    date,
                    sure: if start.sure { sure } else { sure.min(Sure::Likely) },
                    zone: zone.clone(),
                    old,
                    carried,
                    early,
                    named: None,
                });
            }
        }
    }
    again(it, &blocks, &mut pairs);
    if it.class == Class::Reschedule {
        old_by_history(&mut pairs, history::agreed(it));
    }
    if pairs.is_empty() {
        pairs.extend(from_history(it, &blocks, &lone, base, english));
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
    // "Booked on 4 December at 9:17": beside a day to come, one that is over is when something was done.
    let over = |p: &Pair| base.is_some_and(|b| p.date < b) && it.mail.body.forward.is_none();
    if !pairs.iter().all(over) {
        pairs.retain(|p| !over(p));
    }
    if pairs.iter().any(|p| !p.early) {
        pairs.retain(|p| !p.early);
    }
    if windows(&pairs, &blocks, words) {
        return Vec::new();
    }
    // Nobody is met before dawn: "Duration: 1h30" below a day is how long.
    pairs.retain(|p| !(p.carried && p.start.hour < DAWN && p.end.is_none()));
    agenda(&mut pairs, &blocks);
    facts(pairs, &blocks)
}

/// The time of a mail that confirms or moves, and names its day or its hour alone: history has the rest.
fn from_history(
    it: &Context,
    blocks: &[Block],
    lone: &[(Clock, (usize, usize, usize))],
    base: Option<Date>,
    english: bool,
) -> Option<Pair> {
    if !matches!(it.class, Class::Confirmation | Class::Reschedule) {
        return None;
    }
    // "Something has come up at two, can you do four instead?": the old hour is named, too.
    let old = history::agreed(it).filter(|_| lone.len() > 1 && it.class == Class::Reschedule);
    let is_old = |clock: Clock| old.is_some_and(|(_, agreed)| history::same_hour(clock, agreed));
    let lone: Vec<_> = lone.iter().filter(|(clock, _)| !is_old(*clock)).collect();
    match lone[..] {
        [(clock, at)] => history::completed(it, &history::Half::Time(*clock), *at),
        [] => {
            let (date, at) = history::only_day(blocks, base?, english)?;
            let confirms = it.class == Class::Confirmation;
            confirms.then(|| history::completed(it, &history::Half::Day(date), at))?
        }
        _ => None,
    }
}

/// The one time that history had agreed on is the old one, where a mail that moves names another, too.
fn old_by_history(pairs: &mut [Pair], agreed: Option<(Date, Clock)>) {
    let Some((date, clock)) = agreed else { return };
    let is_it = |p: &Pair| p.date == date && p.start.minutes() == clock.minutes();
    if pairs.iter().any(|p| !p.old && !is_it(p)) {
        pairs.iter_mut().filter(|p| is_it(p)).for_each(|p| p.old = true);
    }
}

/// Was it over when the mail was sent, by the sender's own clock? A machine's UTC says nothing of that.
fn earlier_today(it: &Context, date: Date, clock: Clock) -> bool {
    let sent = it.mail.date.as_ref().filter(|sent| sent.offset() != Offset::UTC);
    sent.is_some_and(|sent| sent.date() == date && clock.minutes() < i16::from(sent.hour()) * 60)
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
fn windows(pairs: &[Pair], blocks: &[Block], words: &TimeWords) -> bool {
    let short = |p: &Pair| {
        let found = blocks[p.block].found.iter().find(|f| f.start == p.at.0);
        found.is_some_and(|f| is_short_window(&blocks[p.block], f, words))
    };
    let wide = |p: &Pair| p.end.is_some_and(|e| e.minutes() - p.start.minutes() >= 110) && !short(p);
    pairs.len() > 1 && pairs.iter().all(wide) && pairs.iter().any(|p| p.date != pairs[0].date)
}

/// Several times below one day that stand in long lines are the parts of one visit: the first is its start.
fn agenda(pairs: &mut Vec<Pair>, blocks: &[Block]) {
    let mut keep: Vec<bool> = vec![true; pairs.len()];
    let rows = pairs.iter().filter(|p| p.carried && opens_block(&blocks[p.block], p.at.0)).count();
    for i in 1..pairs.len() {
        let (before, this) = (&pairs[i - 1], &pairs[i]);
        let row = |p: &Pair| {
            let (text, (from, to)) = (blocks[p.block].text, p.at);
            let told = text[..from].trim_start().chars().count() + text[to..].trim_end().chars().count();
            told > LONG_ROW || rows >= ROWS && told > SHORT_ROW
        };
        // One part begins when the other ends.
        let follows = before.end.is_some_and(|end| end.minutes() == this.start.minutes()) && this.date == before.date;
        let parts = this.date == before.date && this.carried && this.block != before.block && row(this);
        // A short last row goes on with the parts: "12:15 Close".
        let goes_on = !keep[i - 1] && this.date == before.date && this.carried && this.block != before.block;
        keep[i] = !(parts || goes_on || follows && this.block != before.block);
    }
    let mut keep = keep.into_iter();
    pairs.retain(|_| keep.next().unwrap_or(true));
}

/// Is a time all that stands before it in its line?
fn opens_block(block: &Block, at: usize) -> bool {
    block.text[..at].trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
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
        let rule = match (pair.named, pair.carried) {
            (Some(_), _) => "time-named",
            (None, true) => "time-below-a-day",
            (None, false) => "day-and-time",
        };
        match out.iter_mut().find(|known| same(&known.value.start, &slot.start)) {
            Some(known) => known.seen.push(span),
            None => out.push(Fact::new(slot, pair.sure, rule, std::iter::once(span).chain(pair.named).collect())),
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
            let zone = TimeZone::get(name).ok()?.to_ambiguous_zoned(local);
            // An hour that the clocks leave out is nobody's.
            let gap = matches!(zone.offset(), AmbiguousOffset::Gap { .. });
            let zoned = zone.compatible().ok().filter(|_| !gap)?;
            Some((Start::Zoned(zoned), Some((*name).to_string())))
        }
        Some(Zone::Letters(_)) => Some((Start::Local(local), None)),
        Some(Zone::Offset(seconds)) => {
            let zone = TimeZone::fixed(Offset::from_seconds(*seconds).ok()?);
            Some((Start::Zoned(local.to_zoned(zone).ok()?), None))
        }
    }
}
