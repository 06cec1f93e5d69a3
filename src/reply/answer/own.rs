//! What goes into the person's own calendar: the accepted event, or a reminder. No METHOD: these are files to open,
//! not messages between people.

use super::object::{Lines, attendee, utc};
use super::people;
use super::{AnswerInput, called_off};
use crate::message::calendar::line::{ContentLine, escape};
use crate::text::one_line;
use jiff::Zoned;

/// An event that only the words of a mail tell of, or something to do by a moment.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Its own id: the same for the same mail, so that a second import replaces the first.
    pub uid: &'a str,
    /// What it is called.
    pub summary: &'a str,
    /// When it begins, or when it is due.
    pub at: &'a Zoned,
    /// When it ends.
    pub end: Option<&'a Zoned>,
    /// Where.
    pub place: Option<&'a str>,
    /// More about it.
    pub description: Option<&'a str>,
    /// When this is written.
    pub now: &'a Zoned,
}

/// The events of the mail that invite me, for my own calendar: everything as it came, with my own status accepted and
/// without the organizer's alarms. `None` when the mail holds none.
pub fn accepted(input: &AnswerInput) -> Option<String> {
    let methods = [Some("REQUEST"), Some("PUBLISH"), None];
    let mut out = Lines::begin();
    let mut uid: Option<&str> = None;
    let mut calendars: Vec<_> = input.mail.calendars.iter().collect();
    calendars.sort_by_key(|c| c.header_method.is_none());
    let calendar = calendars.into_iter().find(|c| methods.contains(&c.method.as_deref()) && !c.events.is_empty())?;
    let mut events: Vec<Vec<ContentLine>> = Vec::new();
    for event in calendar.events.iter().filter(|e| !called_off(e)) {
        let mine = people::invited(input, event, None).map(|i| i.property);
        let each = event.properties.iter().enumerate();
        let mut lines: Vec<ContentLine> = vec![stamp(input.now)];
        for (at, line) in each.filter(|(_, l)| !matches!(l.name.as_str(), "DTSTAMP" | "BEGIN" | "END")) {
            lines.push(if Some(at) == mine { attendee(line, "ACCEPTED", event) } else { line.clone() });
        }
        uid = uid.or(event.uid.as_deref());
        events.push(lines);
    }
    uid?;
    let around = calendar.events.first().and_then(|e| e.start.as_ref());
    out.zones(calendar, events.iter().flatten(), around);
    for lines in &events {
        out.add("BEGIN:", "VEVENT");
        lines.iter().for_each(|l| out.line(&l.to_line()));
        out.add("END:", "VEVENT");
    }
    Some(out.end())
}

fn stamp(now: &Zoned) -> ContentLine {
    ContentLine { name: "DTSTAMP".into(), params: Vec::new(), value: utc(now) }
}

/// An event that the mail tells of in words.
pub fn event(entry: &Entry) -> String {
    let mut out = Calendar::begin();
    out.event(entry);
    out.end()
}

/// Something to do by a moment.
pub fn reminder(entry: &Entry) -> String {
    let mut out = Calendar::begin();
    out.reminder(entry);
    out.end()
}

/// A file of entries.
pub struct Calendar(Lines);

impl Calendar {
    /// One without entries.
    pub fn begin() -> Calendar {
        Calendar(Lines::begin())
    }

    /// Adds an event.
    pub fn event(&mut self, entry: &Entry) {
        entry.write(&mut self.0, "VEVENT", "DTSTART");
    }

    /// Adds something to do by a moment.
    pub fn reminder(&mut self, entry: &Entry) {
        entry.write(&mut self.0, "VTODO", "DUE");
    }

    /// The whole file.
    pub fn end(self) -> String {
        self.0.end()
    }
}

impl Entry<'_> {
    fn write(&self, out: &mut Lines, component: &str, when: &str) {
        out.add("BEGIN:", component);
        out.add("UID:", &escape(&one_line(self.uid)));
        out.add("DTSTAMP:", &utc(self.now));
        out.add(&format!("{when}:"), &utc(self.at));
        if let Some(end) = self.end.filter(|e| component == "VEVENT" && e.timestamp() > self.at.timestamp()) {
            out.add("DTEND:", &utc(end));
        }
        out.add("SUMMARY:", &escape(&one_line(self.summary)));
        let more = [("LOCATION:", self.place), ("DESCRIPTION:", self.description)];
        more.iter().filter_map(|(n, v)| v.map(|v| (n, v))).for_each(|(n, v)| out.add(n, &escape(v)));
        out.add("END:", component);
    }
}
