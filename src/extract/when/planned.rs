//! What calendar parts say, and the words of the mail that agree.

use super::MOST;
use crate::extract::{Slot, Start};
use crate::fact::{Fact, Sure};
use crate::message::calendar::{Calendar, Event, Moment};

/// The starts of the events that are on.
pub(super) fn from_calendars(calendars: &[Calendar]) -> Vec<Fact<Slot>> {
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
pub(super) fn confirmed(mut planned: Vec<Fact<Slot>>, said: Vec<Fact<Slot>>) -> Vec<Fact<Slot>> {
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

pub(super) fn same(a: &Start, b: &Start) -> bool {
    match (a, b) {
        (Start::Zoned(a), Start::Zoned(b)) => a.timestamp() == b.timestamp(),
        (Start::Local(a), Start::Local(b)) => a == b,
        _ => false,
    }
}
