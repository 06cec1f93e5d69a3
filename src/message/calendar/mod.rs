//! text/calendar (RFC 5545) as it came: events, people and moments; unchanged lines are kept for the answer.

pub mod line;
pub mod zone;

use crate::text::{Part, Span};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use line::{ContentLine, unescape};

/// The largest calendar object that is read, in bytes.
const SIZE_LIMIT: usize = 1024 * 1024;
/// Events and people beyond these are not looked at; an event keeps all its lines.
const EVENTS: usize = 200;
const ATTENDEES: usize = 1000;

/// One calendar object of a message.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// `METHOD` of the object, upper case; the Content-Type's `method` where the object has none.
    pub method: Option<String>,
    /// The Content-Type's `method`, upper case.
    pub header_method: Option<String>,
    /// Every event, in order.
    pub events: Vec<Event>,
    /// The unfolded content lines, as they came: the text that places count in, joined by newlines.
    pub lines: Vec<String>,
    /// Every VTIMEZONE: its TZID and its lines from BEGIN to END.
    pub zones: Vec<(String, Vec<String>)>,
    /// `PRODID`, for display only.
    pub prodid: Option<String>,
    /// Were the bytes UTF-8? Else they were read as Latin-1.
    pub utf8: bool,
    /// The mail calls them UTF-8, and they are not: what the texts say is a guess.
    pub doubtful: bool,
}

/// One event.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// The event's own properties, in order, without those of its alarms.
    pub properties: Vec<ContentLine>,
    /// `UID`.
    pub uid: Option<String>,
    /// `SEQUENCE`.
    pub sequence: Option<u32>,
    /// `RECURRENCE-ID` as its unfolded content line.
    pub recurrence_id: Option<String>,
    /// The time in it: which instance of a series this is.
    pub instance: Option<Moment>,
    /// Does it repeat (`RRULE` or `RDATE`)?
    pub repeats: bool,
    /// `ORGANIZER`.
    pub organizer: Option<Party>,
    /// `ATTENDEE`s, in order.
    pub attendees: Vec<Party>,
    /// `DTSTART`.
    pub start: Option<Moment>,
    /// `DTEND`, or the start and `DURATION`.
    pub end: Option<Moment>,
    /// `STATUS`, upper case.
    pub status: Option<String>,
    /// `SUMMARY`, unescaped.
    pub summary: Option<String>,
    /// `LOCATION`, unescaped.
    pub location: Option<String>,
    /// `DESCRIPTION`, unescaped.
    pub description: Option<String>,
    /// `URL`, or a vendor's conference property.
    pub url: Option<String>,
    /// `X-MICROSOFT-DISALLOW-COUNTER:TRUE`.
    pub no_counter: bool,
    /// Where each property's line and its value stand in [`crate::text::Part::Calendar`].
    pub places: Vec<(Span, Span)>,
    /// Did its `END` come? Else the object was cut off, and what it lacks is not known.
    pub ended: bool,
    /// The event's bytes in [`crate::text::Part::Calendar`].
    pub span: Option<Span>,
    /// Where SUMMARY, LOCATION, DESCRIPTION, DTSTART, ORGANIZER stand in [`crate::text::Part::Calendar`] (name, place of the value).
    pub seen: Vec<(&'static str, Span)>,
}

/// Somebody named in a calendar object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Party {
    /// `CN`.
    pub name: Option<String>,
    /// The address of the value, or of `EMAIL=`, without `mailto:`.
    pub email: String,
    /// `PARTSTAT`, upper case.
    pub partstat: Option<String>,
    /// `ROLE`, upper case.
    pub role: Option<String>,
    /// `CUTYPE`, upper case.
    pub cutype: Option<String>,
    /// `EMAIL=`, where it differs from the value.
    pub also: Option<String>,
    /// The index of the line in the event's properties.
    pub property: usize,
    /// `SENT-BY`, without `mailto:`.
    pub sent_by: Option<String>,
    /// Where the content line stands in [`crate::text::Part::Calendar`].
    pub seen: Option<Span>,
}

/// A point in a calendar.
#[derive(Clone, Debug, PartialEq)]
pub enum Moment {
    /// With a zone: UTC, an IANA or Windows name, or a VTIMEZONE of the object.
    Zoned(jiff::Zoned),
    /// A local time whose zone is not given or not known.
    Floating(jiff::civil::DateTime),
    /// A whole day.
    Day(jiff::civil::Date),
}

impl Calendar {
    /// The text that places count in.
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }
}

/// Reads a calendar part from its decoded bytes. `method` is the Content-Type's; `offset` is where the part's text
/// begins in [`Part::Calendar`].
///
/// What is broken is passed over: a truncated object, garbage lines, names in lower case, a missing END. Recurrence
/// rules are never expanded; nothing recurses.
pub fn parse(bytes: &[u8], method: Option<&str>, offset: usize) -> Calendar {
    let bytes = &bytes[..bytes.len().min(SIZE_LIMIT)];
    let header_method = method.map(|m| m.trim().to_ascii_uppercase());
    let (lines, utf8) = line::unfold(bytes);
    let mut calendar = Calendar { header_method, lines, utf8, ..Calendar::default() };
    let mut reader = Reader { calendar: &mut calendar, open: Vec::new(), zone: Vec::new(), starts: Vec::new() };
    let mut at = offset;
    let lines = std::mem::take(&mut reader.calendar.lines);
    for text in &lines {
        reader.line(text, at);
        at += text.len() + 1;
    }
    reader.finish(at);
    calendar.lines = lines;
    if calendar.method.is_none() {
        calendar.method.clone_from(&calendar.header_method);
    }
    let zones = std::mem::take(&mut calendar.zones);
    for event in &mut calendar.events {
        event.read(&zones);
    }
    calendar.zones = zones;
    calendar
}

struct Reader<'a> {
    calendar: &'a mut Calendar,
    open: Vec<String>,
    zone: Vec<String>,
    /// Where each line of the open event begins.
    starts: Vec<usize>,
}

impl Reader<'_> {
    fn line(&mut self, text: &str, at: usize) {
        let Some(line) = ContentLine::parse(text) else { return };
        let name = line.value.trim().to_ascii_uppercase();
        if self.open.iter().any(|c| c == "VTIMEZONE") || line.name == "BEGIN" && name == "VTIMEZONE" {
            self.zone.push(text.to_string());
        }
        match line.name.as_str() {
            "BEGIN" if self.open.len() < 20 => {
                if name == "VEVENT" && self.calendar.events.len() < EVENTS {
                    self.calendar
                        .events
                        .push(Event { span: Some(Span::new(Part::Calendar, at, at)), ..Event::default() });
                    self.starts.clear();
                }
                self.open.push(name);
            }
            "END" => {
                if let Some(depth) = self.open.iter().rposition(|c| *c == name) {
                    self.open.truncate(depth);
                }
                if name == "VTIMEZONE" {
                    self.end_zone();
                }
                if name == "VEVENT" {
                    self.end_event(at + text.len());
                    if let Some(event) = self.calendar.events.last_mut() {
                        event.ended = true;
                    }
                }
            }
            "BEGIN" => {}
            _ => self.property(line, text, at),
        }
    }

    fn property(&mut self, line: ContentLine, text: &str, at: usize) {
        match self.open.last().map(String::as_str) {
            Some("VEVENT") => {
                let Some(event) = self.calendar.events.last_mut() else { return };
                let value = at + text.len() - line.value.len();
                event.places.push((
                    Span::new(Part::Calendar, at, at + text.len()),
                    Span::new(Part::Calendar, value, at + text.len()),
                ));
                event.properties.push(line);
            }
            Some("VCALENDAR") | None => match line.name.as_str() {
                "METHOD" => self.calendar.method = Some(line.value.trim().to_ascii_uppercase()),
                "PRODID" => self.calendar.prodid = Some(line.value),
                _ => {}
            },
            _ => {}
        }
    }

    fn end_zone(&mut self) {
        let lines = std::mem::take(&mut self.zone);
        let id = lines
            .iter()
            .filter_map(|l| ContentLine::parse(l))
            .find(|l| l.name == "TZID")
            .map(|l| unescape(l.value.trim()));
        if let Some(id) = id.filter(|_| lines.len() < 2000) {
            self.calendar.zones.push((id, lines));
        }
    }

    fn end_event(&mut self, at: usize) {
        if let Some(span) = self.calendar.events.last_mut().and_then(|e| e.span.as_mut()) {
            span.end = at;
        }
    }

    fn finish(&mut self, at: usize) {
        if self.open.iter().any(|c| c == "VEVENT") {
            self.end_event(at.saturating_sub(1));
        }
    }
}

impl Event {
    /// The first property of that name.
    pub fn property(&self, name: &str) -> Option<&ContentLine> {
        self.properties.iter().find(|p| p.name == name)
    }

    /// Gives the properties their meaning.
    fn read(&mut self, zones: &[(String, Vec<String>)]) {
        let properties = std::mem::take(&mut self.properties);
        for (at, p) in properties.iter().enumerate() {
            let text = || Some(unescape(&p.value)).filter(|t| !t.trim().is_empty());
            let (line, value) = self.places[at];
            match p.name.as_str() {
                "UID" => self.uid = Some(p.value.trim().to_string()).filter(|u| !u.is_empty()),
                "SEQUENCE" => self.sequence = p.value.trim().parse().ok(),
                "RECURRENCE-ID" => (self.recurrence_id, self.instance) = (Some(p.to_line()), moment(p, zones)),
                "RRULE" | "RDATE" => self.repeats = true,
                "ORGANIZER" => self.organizer = party(p, at, line),
                "ATTENDEE" if self.attendees.len() < ATTENDEES => self.attendees.extend(party(p, at, line)),
                "DTSTART" => self.start = moment(p, zones),
                "DTEND" => self.end = moment(p, zones),
                "STATUS" => self.status = Some(p.value.trim().to_ascii_uppercase()),
                "SUMMARY" => self.summary = text(),
                "LOCATION" => self.location = text(),
                "DESCRIPTION" => self.description = text(),
                "URL" | "X-GOOGLE-CONFERENCE" | "X-MICROSOFT-SKYPETEAMSMEETINGURL" if self.url.is_none() => {
                    self.url = Some(p.value.trim().to_string());
                }
                "X-MICROSOFT-DISALLOW-COUNTER" => self.no_counter = p.value.trim().eq_ignore_ascii_case("TRUE"),
                _ => {}
            }
            if let Some(name) = ["SUMMARY", "LOCATION", "DESCRIPTION", "DTSTART", "DTEND", "ORGANIZER"]
                .into_iter()
                .find(|n| *n == p.name)
            {
                self.seen.push((name, value));
            }
        }
        if self.end.is_none() {
            let duration = properties
                .iter()
                .find(|p| p.name == "DURATION")
                .and_then(|p| p.value.trim().parse::<jiff::Span>().ok());
            self.end = duration.and_then(|d| self.start.as_ref()?.plus(d));
        }
        self.properties = properties;
    }

    /// Where the value of a property stands in [`Part::Calendar`].
    pub fn place(&self, name: &str) -> Option<Span> {
        self.seen.iter().find(|(n, _)| *n == name).map(|(_, span)| *span)
    }
}

impl Moment {
    fn plus(&self, span: jiff::Span) -> Option<Moment> {
        match self {
            Moment::Zoned(z) => z.checked_add(span).ok().map(Moment::Zoned),
            Moment::Floating(t) => t.checked_add(span).ok().map(Moment::Floating),
            Moment::Day(d) => d.checked_add(span).ok().map(Moment::Day),
        }
    }
}

/// The address of a calendar value: `mailto:` and what stands behind `?` dropped, percent signs decoded. A line end
/// or a blank in it makes it no address.
pub fn address(value: &str) -> String {
    let value = value.trim();
    let bare = value.get(..7).filter(|p| p.eq_ignore_ascii_case("mailto:")).map_or(value, |_| &value[7..]);
    let bare = bare.split('?').next().unwrap_or_default();
    let mut out = Vec::with_capacity(bare.len());
    let bytes = bare.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes
            .get(at + 1..at + 3)
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match (bytes[at], code) {
            (b'%', Some(code)) => {
                out.push(code);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).trim().to_string()
}

fn party(line: &ContentLine, property: usize, seen: Span) -> Option<Party> {
    let value = address(&line.value);
    let also = line.param("EMAIL").map(|e| address(&e)).filter(|e| !e.eq_ignore_ascii_case(&value) && e.contains('@'));
    let email = if value.contains('@') { value } else { also.clone().unwrap_or(value) };
    let upper = |name: &str| line.param(name).map(|v| v.trim().to_ascii_uppercase());
    Some(Party {
        name: line.param("CN").map(|n| n.trim().trim_matches('\'').to_string()).filter(|n| !n.is_empty()),
        email,
        also,
        property,
        partstat: upper("PARTSTAT"),
        role: upper("ROLE"),
        cutype: upper("CUTYPE"),
        sent_by: line.param("SENT-BY").map(|v| address(&v)),
        seen: Some(seen),
    })
}

/// A DATE or DATE-TIME value (RFC 5545 3.3.4, 3.3.5) with its zone, if that is known.
fn moment(line: &ContentLine, zones: &[(String, Vec<String>)]) -> Option<Moment> {
    let value = line.value.trim();
    let digits = |range: std::ops::Range<usize>| value.get(range).and_then(|d| d.parse::<i16>().ok());
    let date = Date::new(digits(0..4)?, digits(4..6)? as i8, digits(6..8)? as i8).ok()?;
    if value.len() == 8 {
        return Some(Moment::Day(date));
    }
    if !matches!(value.as_bytes().get(8), Some(b'T' | b't')) {
        return None;
    }
    let time = Time::new(digits(9..11)? as i8, digits(11..13)? as i8, digits(13..15).unwrap_or(0).min(59) as i8, 0);
    let time = date.to_datetime(time.ok()?);
    if value.ends_with(['Z', 'z']) {
        return time.to_zoned(TimeZone::UTC).ok().map(Moment::Zoned);
    }
    let zone = line.param("TZID").and_then(|id| zone::find(&id, zones, time));
    match zone {
        Some(zone) => time.to_zoned(zone).ok().map(Moment::Zoned),
        None => Some(Moment::Floating(time)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOGLE: &str = "BEGIN:VCALENDAR\r\nPRODID:-//x//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART:20261203T160000Z\r\nDTEND:20261203T170000Z\r\nUID:1@x.example\r\nORGANIZER;CN=Dana:mailto:d@acme.example\r\nATTENDEE;CN=Ada;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ada@home.example\r\nSUMMARY:Interview\\, Backend\r\nSEQUENCE:2\r\nBEGIN:VALARM\r\nDESCRIPTION:r\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    #[test]
    fn an_ordinary_request_is_read_whole() {
        let calendar = parse(GOOGLE.as_bytes(), Some("REQUEST"), 100);
        let event = &calendar.events[0];
        assert_eq!(
            (calendar.method.as_deref(), event.uid.as_deref(), event.sequence),
            (Some("REQUEST"), Some("1@x.example"), Some(2))
        );
        assert_eq!(event.summary.as_deref(), Some("Interview, Backend"));
        assert_eq!(event.description, None, "an alarm's description is not the event's");
        assert_eq!(event.attendees[0].email, "ada@home.example");
        assert!(matches!(&event.start, Some(Moment::Zoned(z)) if z.to_string() == "2026-12-03T16:00:00+00:00[UTC]"));
        let place = event.place("SUMMARY").unwrap();
        assert_eq!(&calendar.text()[place.start - 100..place.end - 100], "Interview\\, Backend");
    }

    #[test]
    fn zones_by_name_by_windows_name_and_by_rule() {
        let start = |tzid: &str, zone: &str| {
            let text = format!(
                "BEGIN:VCALENDAR\n{zone}BEGIN:VEVENT\nDTSTART;TZID={tzid}:20260710T090000\nEND:VEVENT\nEND:VCALENDAR"
            );
            match parse(text.as_bytes(), None, 0).events.remove(0).start {
                Some(Moment::Zoned(z)) => z.timestamp().to_string(),
                other => format!("{other:?}"),
            }
        };
        assert_eq!(start("Europe/Berlin", ""), "2026-07-10T07:00:00Z");
        assert_eq!(start("W. Europe Standard Time", ""), "2026-07-10T07:00:00Z");
        assert_eq!(start("/mozilla.org/20050126_1/Europe/Berlin", ""), "2026-07-10T07:00:00Z");
        let own = "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
        assert_eq!(start("Mine", own), "2026-07-10T07:00:00Z");
        let listed = "BEGIN:VTIMEZONE\nTZID:Here\\, there\nBEGIN:STANDARD\nDTSTART:20251026T030000\nRDATE:20261025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20260329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
        assert_eq!(start("\"Here, there\"", listed), "2026-07-10T07:00:00Z");
        assert!(start("Nowhere", "").contains("Floating"));
    }

    #[test]
    fn broken_objects_give_what_they_have() {
        for text in [
            "",
            "BEGIN:VEVENT",
            "begin:vcalendar\nbegin:vevent\nuid:1\ngarbage\nsummary:x",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2026\nDTSTART;VALUE=DATE:20261301\nEND:VEVENT",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261203T990000Z\nDTEND:20261203T147500\nEND:VEVENT",
        ] {
            let calendar = parse(text.as_bytes(), None, 0);
            assert!(calendar.events.iter().all(|e| e.start.is_none()), "{text}");
        }
        assert_eq!(
            parse(b"begin:vcalendar\nbegin:vevent\nuid:1\nsummary:x", None, 0).events[0].uid.as_deref(),
            Some("1")
        );
    }

    #[test]
    fn addresses_cannot_smuggle() {
        assert_eq!(address("MAILTO:d@acme.example?bcc=x@y.example"), "d@acme.example");
        assert!(!crate::message::address::is_address(&address("mailto:d@acme.example%0d%0aBcc:x@y.example")));
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let mut text = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=".to_vec();
            text.extend_from_slice(&bytes);
            parse(&text, None, 0);
            parse(&bytes, None, 0);
        }
    }
}
