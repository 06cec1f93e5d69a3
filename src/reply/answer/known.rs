//! What earlier answers tell about an event: whether this request is the newest word on it, and still open.

use crate::fact::{Finding, Weight};
use crate::message::Mail;
use crate::message::calendar::{Event, Moment};

/// An event as an earlier answer of mine left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// `UID`.
    pub uid: String,
    /// The `SEQUENCE` that was answered.
    pub sequence: u32,
    /// Which instance of a series was answered, as [`instance`] writes it.
    pub recurrence_id: Option<String>,
    /// The kind of answer.
    pub kind: String,
    /// When it was sent, in words.
    pub at: String,
}

/// The events that a mail asks for, as an answer to it would be remembered.
pub fn asked(mail: &Mail, kind: &str, at: &str) -> Vec<Known> {
    let mut out: Vec<Known> = Vec::new();
    let asks = mail.calendars.iter().filter(|c| c.method.as_deref() == Some("REQUEST"));
    for event in asks.flat_map(|c| &c.events) {
        let known = event.uid.clone().map(|uid| Known {
            uid,
            sequence: sequence(event),
            recurrence_id: instance(event),
            kind: kind.to_string(),
            at: at.to_string(),
        });
        out.extend(known.filter(|k| !out.contains(k)));
    }
    out
}

/// The instance by its time: the same one may be written in UTC, and next time with a zone.
fn instance(event: &Event) -> Option<String> {
    match &event.instance {
        Some(Moment::Zoned(time)) => Some(time.timestamp().to_string()),
        Some(Moment::Floating(time)) => Some(time.to_string()),
        Some(Moment::Day(day)) => Some(day.to_string()),
        None => event.recurrence_id.clone(),
    }
}

fn sequence(event: &Event) -> u32 {
    event.sequence.unwrap_or(0)
}

/// Compares the events of a mail with those answered before (RFC 5546 2.1.4: the higher SEQUENCE is the newer word).
///
/// An older request than the one answered is a *stop*: whoever answers it answers a meeting that was changed since.
pub fn compare(mail: &Mail, before: &[Known]) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for now in asked(mail, "", "") {
        let same = |k: &&Known| k.uid == now.uid && k.recurrence_id == now.recurrence_id;
        let Some(last) = before.iter().filter(same).max_by_key(|k| k.sequence) else { continue };
        let finding = said(&now, last);
        if !out.contains(&finding) {
            out.push(finding);
        }
    }
    out
}

fn said(now: &Known, last: &Known) -> Finding {
    let (kind, at) = (&last.kind, &last.at);
    match now.sequence.cmp(&last.sequence) {
        std::cmp::Ordering::Less => Finding::new(
            "calendar-outdated",
            Weight::Stop,
            format!("this event was changed after this mail, and the change was answered at {at} ({kind})"),
        )
        .help("Answer the newer mail."),
        std::cmp::Ordering::Equal => Finding::new(
            "event-answered",
            Weight::Ask,
            format!("this event was answered at {at}, with another mail ({kind})"),
        ),
        std::cmp::Ordering::Greater => Finding::new(
            "calendar-updated",
            Weight::Note,
            format!("this mail changes an event that was answered at {at} ({kind})"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(sequence: u32, more: &str) -> Mail {
        let mail = format!(
            "From: Dana <d@acme.example>\nMIME-Version: 1.0\nContent-Type: text/calendar; method=REQUEST\n\n\
             BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:u-1\nSEQUENCE:{sequence}\n{more}DTSTART:20261201T140000Z\n\
             ORGANIZER:mailto:d@acme.example\nATTENDEE:mailto:ada@home.example\nEND:VEVENT\nEND:VCALENDAR\n"
        );
        Mail::read(mail.as_bytes()).unwrap()
    }

    fn ids(mail: &Mail, before: &[Known]) -> Vec<&'static str> {
        compare(mail, before).iter().map(|f| f.id).collect()
    }

    #[test]
    fn the_higher_sequence_is_the_newer_word() {
        let before = asked(&request(2, ""), "decline", "2026-11-24");
        assert_eq!(ids(&request(1, ""), &before), ["calendar-outdated"]);
        assert_eq!(ids(&request(2, ""), &before), ["event-answered"]);
        assert_eq!(ids(&request(3, ""), &before), ["calendar-updated"]);
        assert_eq!(ids(&request(1, ""), &[]), [""; 0]);
    }

    #[test]
    fn an_instance_is_another_event_than_its_series() {
        let before = asked(&request(2, ""), "decline", "2026-11-24");
        let instance = "RECURRENCE-ID:20261208T140000Z\n";
        assert_eq!(ids(&request(1, instance), &before), [""; 0]);
        let before = asked(&request(2, instance), "decline", "2026-11-24");
        assert_eq!(ids(&request(1, instance), &before), ["calendar-outdated"]);
        assert_eq!(ids(&request(1, ""), &before), [""; 0]);
    }

    #[test]
    fn an_instance_is_known_by_its_time_however_it_is_written() {
        let before = asked(&request(2, "RECURRENCE-ID:20261208T140000Z\n"), "decline", "2026-11-24");
        for same in [
            "RECURRENCE-ID;TZID=Europe/Berlin:20261208T150000\n",
            "RECURRENCE-ID;TZID=America/New_York:20261208T090000\n",
        ] {
            assert_eq!(ids(&request(2, same), &before), ["event-answered"], "{same}");
        }
        assert_eq!(ids(&request(2, "RECURRENCE-ID;TZID=Europe/Berlin:20261208T140000\n"), &before), [""; 0]);
    }
}
