//! The calendar object of an answer: the request's own lines, with only that changed which an answer changes.

use crate::message::calendar::line::{ContentLine, escape, fold};
use crate::message::calendar::{Calendar, Event, Moment, zone};
use crate::text::one_line;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Zoned};

/// The longest comment, in characters.
const COMMENT: usize = 500;
/// The longest line that is repeated, in bytes: beyond it stands a file, not a word.
const LINE: usize = 64 * 1024;
/// More zones than these are not looked up.
const ZONES: usize = 20;
/// Properties an event has at most once (RFC 5545 3.6.1): of two, the first is repeated.
const ONCE: [&str; 20] = [
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "CLASS",
    "CREATED",
    "DESCRIPTION",
    "GEO",
    "LAST-MODIFIED",
    "LOCATION",
    "ORGANIZER",
    "PRIORITY",
    "SEQUENCE",
    "STATUS",
    "SUMMARY",
    "TRANSP",
    "URL",
    "RECURRENCE-ID",
    "RRULE",
    "COLOR",
];

/// What an object is made of.
pub(super) struct Object<'a> {
    pub method: &'static str,
    /// My status.
    pub partstat: &'static str,
    pub calendar: &'a Calendar,
    /// The events, and which of their properties is the line that invites me.
    pub events: Vec<(&'a Event, usize)>,
    pub times: Times<'a>,
    pub now: &'a Zoned,
    pub comment: &'a str,
}

/// The times in the answer.
#[derive(Clone, Copy)]
pub(super) enum Times<'a> {
    /// As they came.
    Kept,
    /// Beginning then, as long as it was.
    Moved(&'a Zoned),
}

/// Writes the object: CRLF, folded.
pub(super) fn write(object: &Object) -> String {
    let events: Vec<Vec<ContentLine>> = object.events.iter().map(|(e, mine)| event(object, e, *mine)).collect();
    let mut out = Lines::begin();
    out.add("METHOD:", object.method);
    out.zones(object.calendar, events.iter().flatten(), object.events.first().and_then(|(e, _)| e.start.as_ref()));
    for lines in &events {
        out.add("BEGIN:", "VEVENT");
        lines.iter().for_each(|line| out.line(&line.to_line()));
        out.add("END:", "VEVENT");
    }
    out.end()
}

/// The lines of one event.
fn event(object: &Object, event: &Event, mine: usize) -> Vec<ContentLine> {
    let mut out: Vec<ContentLine> = vec![made("DTSTAMP", utc(object.now))];
    let organizer = event.organizer.as_ref().map(|o| o.property);
    let both_ends = event.property("DTEND").is_some();
    let mut zones = KnownZones(Vec::new());
    let mut once = [false; ONCE.len()];
    for (at, line) in event.properties.iter().enumerate() {
        let name = line.name.as_str();
        let again = ONCE.iter().position(|n| *n == name).is_some_and(|n| std::mem::replace(&mut once[n], true));
        let new = match name {
            "ATTENDEE" if at == mine => attendee(line, object.partstat, event),
            "ORGANIZER" if Some(at) == organizer => mailto(line, event.organizer.as_ref().map(|o| o.email.as_str())),
            "ATTENDEE" | "ORGANIZER" | "DTSTAMP" | "COMMENT" | "REQUEST-STATUS" | "BEGIN" | "END" => continue,
            "DURATION" if both_ends => continue,
            _ if again || !repeatable(line, object.calendar.doubtful) => continue,
            "DTSTART" | "DTEND" => match object.times {
                Times::Kept => line.clone(),
                Times::Moved(start) => moved(line, event, start, object.calendar),
            },
            _ => line.clone(),
        };
        if zones.know(&new, object.calendar) {
            out.push(new);
        }
    }
    let comment: String = one_line(object.comment).chars().take(COMMENT).collect();
    if !comment.is_empty() {
        out.push(made("COMMENT", escape(&comment)));
    }
    out
}

/// Can the line be repeated as it came? Files inside the event are not sent back; a line with control characters,
/// or with characters that are only a guess, would change on the way.
fn repeatable(line: &ContentLine, doubtful: bool) -> bool {
    let file = line.value.len() > LINE || line.name == "ATTACH" && line.param("ENCODING").is_some();
    let needed = matches!(line.name.as_str(), "UID" | "RECURRENCE-ID" | "SUMMARY");
    let whole = line.to_line();
    let same = !whole.contains(|c: char| c != '\t' && c.is_control()) && (whole.is_ascii() || !doubtful);
    !file && (needed || same)
}

/// The zones named so far, and whether anything is known about them.
struct KnownZones(Vec<(String, bool)>);

impl KnownZones {
    /// Can the line's zone be looked up? A time in any other says nothing; RECURRENCE-ID alone must stay, or the
    /// answer would be for the whole series.
    fn know(&mut self, line: &ContentLine, calendar: &Calendar) -> bool {
        let Some(id) = line.param("TZID") else { return true };
        let met = self.0.iter().find(|(name, _)| *name == id).map(|(_, known)| *known);
        let known = met.unwrap_or_else(|| {
            let few = self.0.len() < ZONES;
            few && (given_zone(calendar, &id).is_some()
                || zone::find(&id, &calendar.zones, DateTime::default()).is_some())
        });
        if met.is_none() && self.0.len() < ZONES {
            self.0.push((id, known));
        }
        known || line.name == "RECURRENCE-ID"
    }
}

fn made(name: &str, value: impl Into<String>) -> ContentLine {
    ContentLine { name: name.into(), params: Vec::new(), value: value.into() }
}

pub(super) fn utc(moment: &Zoned) -> String {
    moment.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// My line with my status; RSVP was the organizer's question.
pub(super) fn attendee(line: &ContentLine, partstat: &str, event: &Event) -> ContentLine {
    let party = event.attendees.iter().find(|p| event.properties.get(p.property) == Some(line));
    let mut out = mailto(line, party.map(|p| p.email.as_str()));
    let mut params: Vec<(String, String)> = Vec::with_capacity(out.params.len() + 1);
    for (name, value) in out.params {
        if name == "RSVP" || params.iter().any(|(n, _)| *n == name) {
            continue;
        }
        let value = if name == "PARTSTAT" { partstat.to_string() } else { value };
        params.push((name, value));
    }
    if !params.iter().any(|(n, _)| n == "PARTSTAT") {
        params.push(("PARTSTAT".into(), partstat.into()));
    }
    out.params = params;
    out
}

/// The same line with a `mailto:` value (RFC 6047 2.3), where it has none that programs can read.
fn mailto(line: &ContentLine, email: Option<&str>) -> ContentLine {
    let value = line.value.trim();
    let scheme = value.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("mailto:"));
    let clean = scheme && value[7..].contains('@') && !value.chars().any(|c| c.is_whitespace() || "<>?".contains(c));
    let value = match email {
        Some(email) if !clean => format!("mailto:{email}"),
        _ => value.to_string(),
    };
    ContentLine { value, ..line.clone() }
}

/// DTSTART or DTEND at the new time, in the form the request uses; a floating time becomes UTC.
fn moved(line: &ContentLine, event: &Event, start: &Zoned, calendar: &Calendar) -> ContentLine {
    let (old, length) = match line.name.as_str() {
        "DTSTART" => (event.start.as_ref(), SignedDuration::ZERO),
        _ => (event.end.as_ref(), length(event).unwrap_or(SignedDuration::from_hours(1))),
    };
    let new = start.checked_add(length).unwrap_or_else(|_| start.clone());
    match (old, line.param("TZID")) {
        (Some(Moment::Zoned(old)), Some(id)) => {
            let near = new.with_time_zone(old.time_zone().clone());
            let zone = zone::find(&id, &calendar.zones, near.datetime());
            let local = zone.map_or(near, |zone| new.with_time_zone(zone));
            ContentLine { value: local.strftime("%Y%m%dT%H%M%S").to_string(), ..line.clone() }
        }
        _ => made(&line.name, utc(&new)),
    }
}

fn length(event: &Event) -> Option<SignedDuration> {
    let length = match (event.start.as_ref()?, event.end.as_ref()?) {
        (Moment::Zoned(a), Moment::Zoned(b)) => a.duration_until(b),
        (Moment::Floating(a), Moment::Floating(b)) => a.duration_until(*b),
        _ => return None,
    };
    (length > SignedDuration::ZERO).then_some(length)
}

/// Content lines on their way out.
pub(super) struct Lines(String);

impl Lines {
    /// A calendar of ours.
    pub(super) fn begin() -> Lines {
        let mut out = Lines(String::new());
        out.add("BEGIN:", "VCALENDAR");
        // RFC 5545 asks for a name here. It tells nobody that a program helped to word a personal letter.
        out.add("PRODID:", "-//iTIP//Answer//EN");
        out.add("VERSION:", "2.0");
        out
    }

    pub(super) fn add(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}{value}"));
    }

    /// One line. Control characters are dropped: none of them can begin a line of its own here.
    pub(super) fn line(&mut self, line: &str) {
        let clean: String = line.chars().filter(|c| *c == '\t' || !c.is_control()).collect();
        self.0.push_str(&fold(&clean));
    }

    /// The zones that the lines name: the request's own description, else one made from the zone data.
    pub(super) fn zones<'a>(
        &mut self,
        calendar: &Calendar,
        lines: impl Iterator<Item = &'a ContentLine>,
        around: Option<&Moment>,
    ) {
        let mut done: Vec<String> = Vec::new();
        for id in lines.filter_map(|l| l.param("TZID")) {
            if done.contains(&id) {
                continue;
            }
            match (given_zone(calendar, &id), zone::find(&id, &calendar.zones, DateTime::default())) {
                (Some(lines), _) => lines.iter().for_each(|l| self.line(l)),
                (None, Some(zone)) => self.made_zone(&id, &zone, around),
                (None, None) => {}
            }
            done.push(id);
        }
    }

    /// A VTIMEZONE from zone data: the offset that holds at the event, and the changes of the three years after.
    fn made_zone(&mut self, id: &str, zone: &TimeZone, around: Option<&Moment>) {
        let at = match around {
            Some(Moment::Zoned(z)) => z.timestamp(),
            _ => return,
        };
        self.add("BEGIN:", "VTIMEZONE");
        self.add("TZID:", id);
        let before = zone.preceding(at).next();
        let first = before.as_ref().map(|t| t.timestamp());
        let changes: Vec<_> = before.into_iter().chain(zone.following(at).take(6)).collect();
        let mut offset = first
            .and_then(|t| t.checked_sub(SignedDuration::from_secs(1)).ok())
            .map_or_else(|| zone.to_offset(at), |t| zone.to_offset(t));
        if changes.is_empty() {
            self.observance("STANDARD", "19700101T000000", offset, offset);
        }
        for change in changes {
            let local = offset.to_datetime(change.timestamp()).strftime("%Y%m%dT%H%M%S").to_string();
            let name = if change.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" };
            self.observance(name, &local, offset, change.offset());
            offset = change.offset();
        }
        self.add("END:", "VTIMEZONE");
    }

    fn observance(&mut self, name: &str, start: &str, from: jiff::tz::Offset, to: jiff::tz::Offset) {
        let written = |o: jiff::tz::Offset| {
            let s = o.seconds();
            format!("{}{:02}{:02}", if s < 0 { '-' } else { '+' }, s.abs() / 3600, s.abs() / 60 % 60)
        };
        self.add("BEGIN:", name);
        self.add("DTSTART:", start);
        self.add("TZOFFSETFROM:", &written(from));
        self.add("TZOFFSETTO:", &written(to));
        self.add("END:", name);
    }

    pub(super) fn end(mut self) -> String {
        self.add("END:", "VCALENDAR");
        self.0
    }
}

/// The request's own description of a zone, if it is a whole one.
fn given_zone<'a>(calendar: &'a Calendar, id: &str) -> Option<&'a [String]> {
    let (_, lines) = calendar.zones.iter().find(|(name, _)| name == id)?;
    let mut open: Vec<String> = Vec::new();
    for line in lines.iter().map(|l| ContentLine::parse(l)) {
        let line = line?;
        let name = line.value.trim().to_ascii_uppercase();
        match line.name.as_str() {
            "BEGIN" => open.push(name),
            "END" if open.pop() != Some(name) => return None,
            _ => {}
        }
    }
    open.is_empty().then_some(lines)
}
