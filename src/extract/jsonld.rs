//! Data in the HTML of a mail (JSON-LD and microdata, schema.org): the job, the meeting, what buttons do.
//!
//! What people read goes first: this data fills what the text leaves open and confirms what it says.

use super::format::link_use;
use super::rules::Context;
use super::{Format, Invitation, Link, LinkUse, Slot, Start};
use crate::fact::{Fact, Settled, Sure};
use crate::message::Mail;
use crate::text::{Part, Span, one_line};
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

/// The name of the rule.
pub const RULE: &str = "json-ld";
/// Deeper data is not read.
const DEPTH: usize = 10;
/// More objects than this are not read.
const OBJECTS: usize = 500;
/// Names and titles are shorter.
const LONGEST: usize = 90;

/// What one object says, with where it stands.
#[derive(Debug)]
pub enum Says {
    /// The employer of a job posting.
    Employer(String, Span),
    /// Who holds a meeting, when that is an organisation.
    Organizer(String, Span),
    /// The job title.
    Role(String, Span),
    /// A meeting with a time.
    Meeting(Slot, Span),
    /// Where it is held.
    Place(String, Span),
    /// A button: its words and where it leads.
    Button(String, String),
}

/// Everything the data of a mail says, in its order.
pub fn says(mail: &Mail) -> Vec<Says> {
    let mut out = Vec::new();
    let mut start = 0;
    for block in &mail.jsonld {
        if let Ok(value) = serde_json::from_str::<Value>(block) {
            let mut walk = Walk { block, start, left: OBJECTS, out: &mut out };
            walk.value(&value, DEPTH);
        }
        start += block.len() + 1;
    }
    out
}

struct Walk<'a> {
    block: &'a str,
    start: usize,
    left: usize,
    out: &'a mut Vec<Says>,
}

impl Walk<'_> {
    fn value(&mut self, value: &Value, depth: usize) {
        if depth == 0 || self.left == 0 {
            return;
        }
        match value {
            Value::Array(all) => all.iter().for_each(|v| self.value(v, depth - 1)),
            Value::Object(object) => {
                self.left -= 1;
                self.object(object);
                object.values().for_each(|v| self.value(v, depth - 1));
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &Map<String, Value>) {
        let kind = kind(object);
        if let Some(employer) = object.get("hiringOrganization") {
            self.text(name(employer), Says::Employer);
            self.text(object.get("title").and_then(Value::as_str), Says::Role);
        }
        if kind.ends_with("Event") {
            self.meeting(object);
        }
        if kind.ends_with("Action") {
            let target = object.get("url").or(object.get("target")).or(object.get("handler"));
            let said = object.get("name").and_then(Value::as_str).unwrap_or(kind);
            let declines = object.get("rsvpResponse").and_then(Value::as_str).is_some_and(|r| r.ends_with("No"));
            if let Some(url) = target.and_then(address).filter(|u| u.starts_with("http")) {
                let said = if declines { "decline" } else { said };
                self.out.push(Says::Button(one_line(said), url.to_string()));
            }
        }
    }

    fn meeting(&mut self, object: &Map<String, Value>) {
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        let Some((start, zone)) = text("startDate").and_then(moment) else { return };
        let as_written = text("startDate").unwrap_or_default().to_string();
        let end = text("endDate").and_then(moment).map(|(end, _)| end);
        let seen = self.place_of(&as_written);
        self.out.push(Says::Meeting(Slot { start, end, timezone: zone, as_written }, seen));
        let organizer = object.get("organizer").filter(|o| o.as_object().is_some_and(|o| kind(o) == "Organization"));
        self.text(organizer.and_then(name), Says::Organizer);
        let place = object.get("location").filter(|l| l.as_object().is_none_or(|l| kind(l) != "VirtualLocation"));
        self.text(place.and_then(name), Says::Place);
    }

    fn text(&mut self, text: Option<&str>, says: fn(String, Span) -> Says) {
        let Some(text) = text.filter(|t| t.len() < LONGEST) else { return };
        let seen = self.place_of(text);
        let line = one_line(text);
        if !line.is_empty() {
            self.out.push(says(line, seen));
        }
    }

    /// Where a value stands; the whole block where it is written with escapes.
    fn place_of(&self, text: &str) -> Span {
        let (at, len) = self.block.find(text).map_or((0, self.block.len()), |at| (at, text.len()));
        Span::new(Part::JsonLd, self.start + at, self.start + at + len)
    }
}

/// The type of an object, without its address: `Event` of `http://schema.org/Event`.
fn kind(object: &Map<String, Value>) -> &str {
    let kind = object.get("@type").map(|t| t.as_array().and_then(|all| all.first()).unwrap_or(t));
    kind.and_then(Value::as_str).unwrap_or_default().rsplit(['/', '#']).next().unwrap_or_default()
}

/// A name that is given itself or as the `name` of a thing.
fn name(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("name")?.as_str())
}

fn address(value: &Value) -> Option<&str> {
    let value = value.as_array().and_then(|all| all.first()).unwrap_or(value);
    value.as_str().or_else(|| ["url", "urlTemplate"].iter().find_map(|key| value.get(key)?.as_str()))
}

/// A time of day, with its offset where it gives one; a day alone is no time.
fn moment(text: &str) -> Option<(Start, Option<String>)> {
    let pieces = Pieces::parse(text.trim()).ok()?;
    let time = pieces.date().to_datetime(pieces.time()?);
    match pieces.to_numeric_offset() {
        Some(offset) => {
            let zoned = time.to_zoned(TimeZone::fixed(offset)).ok()?;
            Some((Start::Zoned(zoned), Some(offset.to_string())))
        }
        None => Some((Start::Local(time), None)),
    }
}

/// Fills what the text and the calendar left open.
pub fn complete(it: &Context, found: &mut Invitation) {
    if it.mail.jsonld.is_empty() || !it.interview {
        return;
    }
    let told = !found.slots.is_empty();
    for said in says(it.mail) {
        match said {
            Says::Meeting(slot, seen) if !told && is_ahead(it, &slot) => {
                found.slots.push(Fact::new(slot, Sure::Likely, RULE, vec![seen]));
            }
            Says::Place(place, seen)
                if found.place == Settled::None && found.format.value() == Some(&Format::Onsite) =>
            {
                found.place = Settled::One(Fact::new(place, Sure::Likely, RULE, vec![seen]));
            }
            Says::Button(said, url) => {
                let what = link_use(&url.to_lowercase(), &said.to_lowercase(), &it.words.format);
                if what != LinkUse::Other && !found.links.iter().any(|l| l.url == url) {
                    found.links.push(Link { what, url });
                }
            }
            _ => {}
        }
    }
}

/// A meeting before the mail was sent is another one.
fn is_ahead(it: &Context, slot: &Slot) -> bool {
    let Some(sent) = &it.mail.date else { return true };
    match &slot.start {
        Start::Zoned(start) => start.timestamp() > sent.timestamp(),
        Start::Local(start) => *start > sent.datetime(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{invitation, json};
    use super::*;

    fn read(data: &str, text: &str) -> Invitation {
        let mail = format!(
            "From: no-reply@hireflow.example\nTo: ada@home.example\nSubject: Your interview\n\
             Date: Tue, 24 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n\
             <html><script type=\"application/ld+json\">{data}</script><p>Hi Ada,</p><p>{text}</p></html>\n"
        );
        invitation(&Mail::read(mail.as_bytes()).unwrap(), &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap())
    }

    const INVITES: &str = "We would like to invite you to an interview.";

    #[test]
    fn a_posting_names_employer_and_title_wherever_it_stands() {
        let posting = r#"{"@type":"JobPosting","title":"Data Engineer","hiringOrganization":{"name":"Plinth"}}"#;
        for data in [
            posting.to_string(),
            format!("[{posting}]"),
            format!(r#"{{"@context":"https://schema.org","@graph":[{{"@type":"WebPage"}},{posting}]}}"#),
            format!(r#"{{"@type":"EmailMessage","about":{posting}}}"#),
        ] {
            let found = read(&data, INVITES);
            assert_eq!(found.company.value().map(String::as_str), Some("Plinth"), "{data}");
            assert_eq!(found.role.value().map(String::as_str), Some("Data Engineer"), "{data}");
        }
    }

    #[test]
    fn a_meeting_gives_the_time_that_the_text_leaves_out() {
        let event = r#"{"@type":"http://schema.org/Event","name":"Interview","startDate":"2026-12-02T15:00:00+01:00",
            "organizer":{"@type":"Organization","name":"Plinth"},
            "potentialAction":{"@type":"CancelAction","name":"Cancel interview","target":{"urlTemplate":"https://hireflow.example/c/1"}}}"#;
        let found = read(event, INVITES);
        let starts: Vec<String> = found.slots.iter().map(|s| json::start(&s.value.start)).collect();
        assert_eq!(starts, ["2026-12-02T15:00:00+01:00"]);
        assert_eq!(found.company.value().map(String::as_str), Some("Plinth"));
        assert_eq!(found.links, [Link { what: LinkUse::Cancel, url: "https://hireflow.example/c/1".into() }]);
        // The text goes first; a day without a time, a time past and broken data are none.
        let said = read(event, &format!("{INVITES} It is on 3 December 2026 at 10:00."));
        assert_eq!(json::start(&said.slots[0].value.start), "2026-12-03T10:00:00");
        for none in
            [event.replace("T15:00:00+01:00", ""), event.replace("2026-12", "2026-10"), event.replace("}}}", "")]
        {
            assert!(read(&none, INVITES).slots.is_empty(), "{none}");
        }
    }
}
