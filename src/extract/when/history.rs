//! What earlier messages, quoted below, say of times: a mail that confirms or moves may name the day or the hour alone.

use super::pair::Pair;
use super::resolve;
use super::scan::{self, Clock, Day, What, Zone};
use crate::extract::Class;
use crate::extract::rules::Context;
use crate::fact::Sure;
use crate::message::body::Voice;
use crate::text::{Part, Span};
use crate::words;
use jiff::civil::Date;

/// More lines of history are not looked at.
const QUOTED: usize = 200;

/// A line of history that a person wrote.
pub(super) struct Written<'a> {
    /// How many signs of quotation stand before it.
    pub(super) depth: usize,
    pub(super) start: usize,
    text: &'a str,
    pub(super) found: Vec<scan::Found>,
    /// The day on which it was written, where the line above its message says so.
    pub(super) on: Option<Date>,
}

/// The lines of history without those that programs put above each message: "On Monday at 10:02 Ada wrote:".
pub(super) fn written<'a>(it: &Context<'a>) -> Vec<Written<'a>> {
    let body = &it.mail.body;
    let quoted = body.lines.iter().filter(|l| l.voice == Voice::Quoted && !bare(body.line(l)).is_empty()).take(QUOTED);
    let mut lines = quoted.map(|l| line(l.start, body.line(l), it)).peekable();
    let mut out = Vec::new();
    let mut on = None;
    while let Some(this) = lines.next() {
        // A head that a program wrapped ends in the next line.
        let wrapped = lines.peek().filter(|next| next.depth == this.depth && !next.has_time());
        if is_head(bare(this.text), wrapped.map_or("", |next| bare(next.text)), this.has_time()) {
            on = written_on(&this, it);
        } else {
            out.push(Written { on, ..this });
        }
    }
    out
}

/// The day that the head of a message names, if it is not behind the mail's own.
fn written_on(head: &Written, it: &Context) -> Option<Date> {
    let base = it.mail.date.as_ref()?.date();
    let day = head.found.iter().find_map(|f| if let What::Day(day) = &f.what { Some(day) } else { None })?;
    let english = it.language.as_deref() == Some("en");
    day.month.and_then(|_| resolve::date(day, Some(base), english)).map(|(date, _)| date).filter(|date| *date <= base)
}

fn line<'a>(start: usize, text: &'a str, it: &Context) -> Written<'a> {
    Written { depth: depth(text), start, text, found: scan::line(text, &it.words.time), on: None }
}

impl Written<'_> {
    fn has_time(&self) -> bool {
        self.found.iter().any(|f| matches!(f.what, What::Time(..)))
    }
}

fn bare(line: &str) -> &str {
    line.trim_start_matches(|c: char| c == '>' || c.is_whitespace()).trim_end()
}

fn depth(line: &str) -> usize {
    line.chars().take_while(|c| *c == '>' || c.is_whitespace()).filter(|c| *c == '>').count()
}

/// "On 3 May at 10:02, Ada wrote:", perhaps wrapped; "Sent: Monday, 3 May 2026 10:02".
fn is_head(line: &str, next: &str, has_time: bool) -> bool {
    if !has_time {
        return false;
    }
    let label = line.split_once(':').map(|(label, _)| label.trim_matches([' ', '*', '\u{a0}']));
    let sent = label.is_some_and(|label| {
        words::mail().iter().flat_map(|w| &w.headers.sent).any(|name| name.eq_ignore_ascii_case(label))
    });
    let wrote = |text: &str| {
        let text = text.trim_end_matches(|c: char| c == ':' || c.is_whitespace());
        let ends = words::mail().iter().flat_map(|w| &w.attributions).map(|a| a.end.trim_end_matches(':'));
        ends.filter(|end| end.len() > 3).any(|end| text.ends_with(end))
    };
    let mail = |text: &str| text.contains('@') && text.ends_with(':');
    // "Op 4 dec. 2026 om 16:50 schreef Ada Ito:"
    let opened = |text: &str| {
        let all = words::mail().iter().flat_map(|w| &w.attributions);
        all.filter(|a| a.end == ":" && !a.start.is_empty()).any(|a| text.starts_with(&*a.start) && text.ends_with(':'))
    };
    sent || wrote(line) || wrote(next) || mail(line) || mail(next) || opened(line)
}

/// A time that history names, on its day.
struct Told {
    date: Date,
    clock: Clock,
    zone: Option<Zone>,
    span: Span,
}

fn told(it: &Context, base: Date) -> Vec<Told> {
    let english = it.language.as_deref() == Some("en");
    let mut out = Vec::new();
    let mut last: Option<(usize, Date)> = None;
    for line in written(it) {
        for (n, found) in line.found.iter().enumerate() {
            match &found.what {
                What::Day(day) => {
                    let told = resolve::date(day, Some(line.on.unwrap_or(base)), english).map(|(date, _)| date);
                    last = told.filter(|date| *date >= base).map(|date| (line.depth, date));
                }
                What::Time(clock, _) => {
                    let Some((_, date)) = last.filter(|(depth, _)| *depth == line.depth) else { continue };
                    let zone = line.found[n + 1..].first();
                    let zone = zone.and_then(|f| if let What::Zone(z) = &f.what { Some(z.clone()) } else { None });
                    let span = Span::new(Part::Body, line.start + found.start, line.start + found.end);
                    out.push(Told { date, clock: *clock, zone, span });
                }
                What::Zone(_) => {}
            }
        }
    }
    out
}

/// The one time that history names, and its day.
pub(super) fn agreed(it: &Context) -> Option<(Date, Clock)> {
    let told = told(it, it.mail.date.as_ref()?.date());
    let first = told.first()?;
    let same = |t: &Told| t.date == first.date && t.clock.minutes() == first.clock.minutes();
    told.iter().all(same).then_some((first.date, first.clock))
}

fn dated(day: &Day, base: Date, english: bool) -> Option<Date> {
    resolve::date(day, Some(base), english).map(|(date, _)| date).filter(|date| *date >= base)
}

/// A time without a day, or a day without a time, that the words of now name.
pub(super) enum Half {
    Day(Date),
    Time(Clock),
}

/// The one time of history that has this day or this hour; `at` is where the words stand: block, first byte and end.
pub(super) fn completed(it: &Context, half: &Half, at: (usize, usize, usize)) -> Option<Pair> {
    let base = it.mail.date.as_ref()?.date();
    let told = told(it, base);
    let one_date = told.iter().all(|t| t.date == told[0].date);
    let fits = |t: &&Told| match half {
        Half::Day(date) => t.date == *date,
        Half::Time(clock) => same_hour(*clock, t.clock) || it.class == Class::Reschedule && one_date,
    };
    let mut all = told.iter().filter(fits);
    let first = all.next()?;
    // Two that differ: nobody can know which is meant.
    if all.any(|t| t.date != first.date || matches!(half, Half::Day(_)) && t.clock.minutes() != first.clock.minutes()) {
        return None;
    }
    let start = match half {
        Half::Time(clock) if !same_hour(*clock, first.clock) => *clock,
        _ => first.clock,
    };
    Some(Pair {
        block: at.0,
        start,
        end: None,
        at: (at.1, at.2),
        date: first.date,
        sure: Sure::Likely,
        zone: first.zone.clone(),
        old: false,
        carried: false,
        early: false,
        named: Some(first.span),
    })
}

/// The same hour, also where one of them leaves open which half of the day it is.
pub(super) fn same_hour(a: Clock, b: Clock) -> bool {
    let apart = (a.minutes() - b.minutes()).abs();
    apart == 0 || apart == 12 * 60 && !(a.sure && b.sure)
}

/// The one day that what is said now names, and where it stands.
pub(super) fn only_day(
    blocks: &[super::block::Block],
    base: Date,
    english: bool,
) -> Option<(Date, (usize, usize, usize))> {
    let mut only: Option<(Date, (usize, usize, usize))> = None;
    for (n, block) in blocks.iter().enumerate().skip(1) {
        for found in &block.found {
            let What::Day(day) = &found.what else { continue };
            if day.deadline {
                return None;
            }
            let Some(date) = dated(day, base, english) else { continue };
            if only.is_some_and(|(known, _)| known != date) {
                return None;
            }
            only.get_or_insert((date, (n, found.start, found.end)));
        }
    }
    only
}
