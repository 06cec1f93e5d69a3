//! text/calendar (RFC 5545) as it came: events, people and moments; unchanged lines are kept for the answer.

use crate::text::Span;

/// One calendar object of a message.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// `METHOD` of the object, upper case; the Content-Type's `method` where the object has none.
    pub method: Option<String>,
    /// Every event, in order.
    pub events: Vec<Event>,
    /// The unfolded content lines, as they came.
    pub lines: Vec<String>,
    /// `PRODID`, for display only.
    pub prodid: Option<String>,
}

/// One event.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// `UID`.
    pub uid: Option<String>,
    /// `SEQUENCE`.
    pub sequence: Option<u32>,
    /// `RECURRENCE-ID` as its unfolded content line.
    pub recurrence_id: Option<String>,
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

/// Reads a calendar part.
pub fn parse(_text: &str, method: Option<&str>, _offset: usize) -> Calendar {
    Calendar { method: method.map(str::to_ascii_uppercase), ..Calendar::default() }
}
