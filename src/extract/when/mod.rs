//! Times: fixed, proposed, moved; read against the mail's own date.
//!
//! A calendar part decides where there is one; the words of the mail confirm it. Without one, every time of day in
//! what is said looks for its day: on its own line, then above, then just below. What is a deadline, an office hour,
//! the old time of a move or past is no slot, and what stays ambiguous is dropped.

pub mod day;
mod resolve;
pub mod scan;
pub mod write;

use super::rules::Context;
use super::{Class, Slot, Start};
use crate::fact::{Fact, Sure};
use crate::message::calendar::{Calendar, Event, Moment};
use crate::text::{Part, Span};
use crate::words::schema::TimeWords;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use scan::{Clock, Day, Found, What, Zone};

/// More slots than this are a calendar of office hours, not an offer.
const MOST: usize = 12;
/// How many blocks above a time its day may stand.
const CARRY: usize = 8;

/// Every fixed or offered start of an interview.
pub fn slots(it: &Context) -> Vec<Fact<Slot>> {
    if !it.class.has_interview() || it.class == Class::Cancellation {
        return Vec::new();
    }
    let planned = from_calendars(&it.mail.calendars);
    let said = from_text(it);
    let mut slots = if planned.is_empty() { said } else { confirmed(planned, said) };
    slots.truncate(MOST);
    slots
}

/// The starts of the events that are on.
fn from_calendars(calendars: &[Calendar]) -> Vec<Fact<Slot>> {
    let mut out: Vec<Fact<Slot>> = Vec::new();
    for calendar in calendars.iter().filter(|c| c.method.as_deref() != Some("CANCEL")) {
        for event in calendar.events.iter().filter(|e| e.status.as_deref() != Some("CANCELLED")).take(MOST) {
            let Some(fact) = planned(event) else { continue };
            if !out.iter().any(|known| same(&known.value.start, &fact.value.start)) {
                out.push(fact);
            }
        }
    }
    out
}

fn planned(event: &Event) -> Option<Fact<Slot>> {
    let (start, timezone) = moment(event.start.as_ref()?)?;
    let end = event.end.as_ref().and_then(moment).map(|(end, _)| end);
    let span = event.place("DTSTART")?;
    let as_written = event.property("DTSTART").map(|p| p.value.clone()).unwrap_or_default();
    Some(Fact::new(Slot { start, end, timezone, as_written }, Sure::Stated, "calendar-start", vec![span]))
}

fn moment(moment: &Moment) -> Option<(Start, Option<String>)> {
    match moment {
        Moment::Zoned(z) => Some((Start::Zoned(z.clone()), z.time_zone().iana_name().map(str::to_string))),
        Moment::Floating(t) => Some((Start::Local(*t), None)),
        Moment::Day(_) => None,
    }
}

/// The calendar's starts, with the words that say the same as further evidence.
fn confirmed(mut planned: Vec<Fact<Slot>>, said: Vec<Fact<Slot>>) -> Vec<Fact<Slot>> {
    for fact in &mut planned {
        for words in said.iter().filter(|s| agrees(&fact.value.start, &s.value.start)) {
            // The sender's own words are what a letter can repeat.
            fact.seen.splice(0..0, words.seen.iter().copied());
            fact.value.as_written.clone_from(&words.value.as_written);
        }
    }
    planned
}

/// The same instant, or the same clock on the wall where the words give no zone.
fn agrees(planned: &Start, said: &Start) -> bool {
    match (planned, said) {
        (Start::Zoned(a), Start::Local(b)) => a.datetime() == *b,
        (Start::Local(a), Start::Zoned(b)) => *a == b.datetime(),
        _ => same(planned, said),
    }
}

fn same(a: &Start, b: &Start) -> bool {
    match (a, b) {
        (Start::Zoned(a), Start::Zoned(b)) => a.timestamp() == b.timestamp(),
        (Start::Local(a), Start::Local(b)) => a == b,
        _ => false,
    }
}

/// Bytes of what is said that are looked at: who offers a time says it on the first pages.
const SAID_LIMIT: usize = 16 * 1024;

/// A stretch of text that belongs together: a line, or lines that a program wrapped.
struct Block<'a> {
    part: Part,
    start: usize,
    text: &'a str,
    found: Vec<Found>,
}

fn blocks<'a>(it: &'a Context, words: &TimeWords) -> Vec<Block<'a>> {
    let body = &it.mail.body;
    let mut out = vec![Block { part: Part::Subject, start: 0, text: it.mail.subject.as_str(), found: Vec::new() }];
    let mut open: Option<(usize, usize)> = None;
    for line in &body.lines {
        let text = body.line(line);
        let speaks = matches!(line.voice, crate::message::body::Voice::Said | crate::message::body::Voice::Forwarded);
        let joins = open.is_some_and(|(_, end)| end + 1 == line.start && wrapped(&body.text[..end], text));
        match (&mut open, speaks && !text.trim().is_empty()) {
            (Some((_, end)), true) if joins => *end = line.end,
            (_, speaks) => {
                if let Some((start, end)) = open.take() {
                    out.push(Block { part: Part::Body, start, text: &body.text[start..end], found: Vec::new() });
                }
                open = speaks.then_some((line.start, line.end));
            }
        }
    }
    if let Some((start, end)) = open {
        out.push(Block { part: Part::Body, start, text: &body.text[start..end], found: Vec::new() });
    }
    let mut left = SAID_LIMIT;
    for block in &mut out {
        let Some(rest) = left.checked_sub(block.text.len()) else { break };
        left = rest;
        if block.text.len() < 4000 {
            block.found = scan::line(block.text, words);
        }
    }
    out
}

/// Did a program break the line here: was the one before long, and does the next begin as text?
fn wrapped(before: &str, next: &str) -> bool {
    let last = before.rsplit('\n').next().unwrap_or_default();
    let list = next.trim_start().starts_with(['-', '*', '•', '|', '·', '–'])
        || next.trim_start().starts_with(|c: char| c.is_ascii_digit());
    // Items of a list, or rows of an agenda, whatever their length.
    let item = |line: &str| {
        let line = line.trim_start();
        line.starts_with(['-', '*', '•', '·', '–']) || line.starts_with(|c: char| c.is_ascii_digit())
    };
    if item(last) && item(next) {
        return false;
    }
    let cells = next.contains(" | ") || last.contains(" | ");
    let ended = last.ends_with(':') || list && last.ends_with(['.', ';', ',']);
    last.chars().count() >= 50 && !ended && !cells
}

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

fn from_text(it: &Context) -> Vec<Fact<Slot>> {
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

/// Does the line begin with a word for the old time and a colon: "ALT: Fr., 20. Nov."?
fn labelled_old(text: &str, words: &TimeWords) -> bool {
    let label = text.split([':', '|']).next().unwrap_or_default();
    let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    label.len() < text.trim().len() && words.old_label.contains(&label)
}

/// Is the time the second in its row, below a head that names a column of ends?
fn is_end_column(blocks: &[Block], at: usize, i: usize, words: &TimeWords) -> bool {
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

/// The zone, where its letters leave no doubt or the mail speaks for the reading; letters alone are no evidence.
fn certain(zone: Zone, blocks: &[Block], it: &Context) -> Option<Zone> {
    let Zone::Letters(most) = zone else { return Some(zone) };
    let place = blocks.iter().flat_map(|b| &b.found).find_map(|f| match &f.what {
        What::Zone(Zone::Named(name)) => Some(*name),
        _ => None,
    });
    let sent = it.mail.date.as_ref()?;
    let offset = |name: &str| TimeZone::get(name).ok().map(|tz| tz.to_offset(sent.timestamp()));
    // A machine's UTC says nothing about where people are.
    let told = place.is_some_and(|p| p == most)
        || Some(sent.offset()) == offset(most)
        || sent.offset() == Offset::UTC && !IRISH.contains(&most);
    told.then_some(Zone::Named(most))
}

/// Zones whose letters Ireland uses, too.
const IRISH: &[&str] = &["Asia/Kolkata"];

/// The zone behind a time: the first before the next time, else the only one of its block.
fn zone_of(block: &Block, i: usize) -> Option<Zone> {
    let zone = |f: &Found| if let What::Zone(z) = &f.what { Some(z.clone()) } else { None };
    let near = block.found[i + 1..].iter().take_while(|f| !matches!(f.what, What::Time(..))).find_map(zone);
    near.or_else(|| only_zone(std::slice::from_ref(block)))
}

fn only_zone(blocks: &[Block]) -> Option<Zone> {
    let mut zones =
        blocks.iter().flat_map(|b| &b.found).filter_map(|f| if let What::Zone(z) = &f.what { Some(z) } else { None });
    let first = zones.next()?;
    zones.all(|z| z == first).then(|| first.clone())
}

/// Is this time the end of a deadline or the bound of a window?
fn not_a_start(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let before = block.text[..found.start].trim_end().to_lowercase();
    let ends = |list: &[String]| {
        list.iter()
            .any(|w| before.strip_suffix(w.as_str()).is_some_and(|front| !front.ends_with(char::is_alphanumeric)))
    };
    let window = |list: &[String]| {
        let tail: String = before.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
        list.iter().any(|w| {
            tail.contains(&format!("{w} "))
                && tail.split_whitespace().last().is_some_and(|l| ["and", "und", "et", "y", "e", "en"].contains(&l))
        })
    };
    ends(&words.deadline) || ends(&words.window) || window(&words.window)
}

/// The sentence around a byte of a block.
fn sentence<'a>(text: &'a str, at: usize, words: &TimeWords) -> &'a str {
    let end =
        text[at..].char_indices().map(|(i, _)| at + i).find(|i| ends_sentence(text, *i, words)).unwrap_or(text.len());
    let before = sentence_before(text, at, words);
    &text[at - before.len()..end]
}

/// The part of the sentence before a byte.
fn sentence_before<'a>(text: &'a str, at: usize, words: &TimeWords) -> &'a str {
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

fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        free(text[..at].chars().next_back()) && free(text[at + phrase.len()..].chars().next())
    })
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

#[cfg(test)]
mod tests {
    use crate::extract::{Start, invitation};
    use crate::message::Mail;

    fn read(language: &str, body: &str) -> Vec<String> {
        let open = match language {
            "de" => "wir möchten Sie gerne zu einem Vorstellungsgespräch einladen.",
            _ => "We would like to invite you to an interview for the Engineer position.",
        };
        let mail = format!(
            "From: d@acme.example\nTo: ada@home.example\nSubject: Interview\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nMessage-ID: <1@acme.example>\nContent-Type: text/plain; charset=utf-8\n\n{open}\n\n{body}\n"
        );
        let mail = Mail::read(mail.as_bytes()).unwrap();
        let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
        let show = |s: &Start| match s {
            Start::Zoned(z) => z.strftime("%Y-%m-%d %H:%M %:z").to_string(),
            Start::Local(t) => t.strftime("%Y-%m-%d %H:%M").to_string(),
        };
        invitation(&mail, &now).slots.iter().map(|s| show(&s.value.start)).collect()
    }

    #[test]
    fn a_day_and_a_time_make_a_slot() {
        assert_eq!(read("en", "Would Thursday 3 December at 2pm suit you?"), ["2026-12-03 14:00"]);
        assert_eq!(
            read("en", "Does Tuesday at 10 or Thursday at 14:00 work?"),
            ["2026-12-01 10:00", "2026-11-26 14:00"]
        );
        assert_eq!(read("en", "Date: December 3, 2026\nTime: 3:15 PM - 4:45 PM EST"), ["2026-12-03 15:15 -05:00"]);
        assert_eq!(read("en", "2pm ET / 11am PT on Dec 3"), ["2026-12-03 14:00 -05:00"]);
        assert_eq!(read("de", "Passt Ihnen morgen um halb drei?"), ["2026-11-25 14:30"]);
    }

    #[test]
    fn deadlines_and_office_hours_are_no_slots() {
        assert_eq!(read("en", "Please answer by Friday 27 November, 5pm."), Vec::<String>::new());
        assert_eq!(
            read("en", "We meet on Dec 3 at 10:00. Our office hours on Friday are 9am to 5pm."),
            ["2026-12-03 10:00"]
        );
        assert_eq!(
            read("en", "We can offer Dec 3, 14:00-16:00, or Dec 4, 10:00-12:00."),
            Vec::<String>::new(),
            "windows, no starts"
        );
        assert_eq!(read("en", "We met on 3 November 2026 at 10:00."), Vec::<String>::new());
    }

    #[test]
    fn the_old_time_of_a_move_is_not_offered() {
        assert_eq!(read("en", "Could we meet on Dec 4 at 11:00 instead of Dec 3 at 10:00?"), ["2026-12-04 11:00"]);
        assert_eq!(read("en", "Old: Dec 3, 2026, 10:00\nNew: Dec 4, 2026, 11:00"), ["2026-12-04 11:00"]);
        assert_eq!(
            read("de", "Tag | Beginn | Ende\nMi, 02.12.2026 | 08:00 | 09:30"),
            ["2026-12-02 08:00"],
            "the second column is the end"
        );
        assert_eq!(read("en", "We originally had Dec 3 at 10:00. Could we do Dec 4 at 11:00?"), ["2026-12-04 11:00"]);
    }
}
