//! What was understood, for a person: a table of facts, then the message's own lines with the words underlined.

use super::evidence::{self, Mark};
use super::paint::Paint;
use super::preview::{concerns, heading};
use crate::extract::{Invitation, LinkUse, Person, Slot, Start};
use crate::fact::{Fact, Settled, Sure};
use crate::message::Mail;
use crate::message::calendar::{Event, Moment};
use crate::text::{Part, Span, one_line};
use jiff::Zoned;
use jiff::tz::TimeZone;
use std::collections::HashSet;

/// Columns of the names on the left.
const LABEL: usize = 14;

/// One line of the table.
struct Row {
    label: &'static str,
    /// The value in words; absent where the mail does not say.
    value: Option<String>,
    /// How sure and by which rule, in words.
    why: String,
}

/// Draws what was understood of `mail`; times are shown in their zone and in `mine`.
pub fn show(mail: &Mail, found: &Invitation, mine: &TimeZone, paint: Paint) -> String {
    let mut out = String::new();
    out += &format!("{}\n\n", paint.strong(&one_line(&mail.subject)));
    for row in rows(mail, found, mine) {
        draw(&mut out, &row, paint);
    }
    let shown = evidence::show(mail, &marks(mail, found), paint);
    if !shown.is_empty() {
        heading(&mut out, "read from", paint);
        out += &shown;
    }
    concerns(&mut out, &found.warnings, paint);
    out
}

fn draw(out: &mut String, row: &Row, paint: Paint) {
    let label = paint.dim(&format!("{:<LABEL$}", row.label));
    let Some(value) = &row.value else {
        *out += &format!("  {label}{}\n", paint.dim("not said"));
        return;
    };
    let lines = paint.wrap(value, LABEL + 2);
    let value = lines.iter().map(|l| paint.strong(l)).collect::<Vec<_>>();
    let value = value.join(&format!("\n{}", " ".repeat(LABEL + 2)));
    let why = if row.why.is_empty() { String::new() } else { paint.dim(&format!("  {}", row.why)) };
    *out += &format!("  {label}{value}{why}\n");
}

/// The table, in the order in which a person asks.
fn rows(mail: &Mail, found: &Invitation, mine: &TimeZone) -> Vec<Row> {
    let mut rows = vec![
        fact("class", &found.class, word),
        settled("company", &found.company, String::clone),
        settled("role", &found.role, String::clone),
        settled("contact", &found.contact, person),
    ];
    rows.extend(given("agency", &found.agency, String::clone));
    rows.extend(listed("interviewers", &found.interviewers, person));
    match found.slots.as_slice() {
        [] => rows.push(Row { label: "time", value: None, why: String::new() }),
        slots => rows.extend(listed("time", slots, |s| slot(s, mine))),
    }
    rows.extend(given("format", &found.format, word));
    rows.extend(given("stage", &found.stage, word));
    rows.extend(given("place", &found.place, String::clone));
    rows.extend(given("phone", &found.phone, String::clone));
    rows.extend(links(found));
    rows.extend(calendar(mail, mine));
    rows.extend(language(found));
    rows.extend(answer_goes_to(found));
    rows
}

fn fact<T>(label: &'static str, fact: &Fact<T>, words: impl Fn(&T) -> String) -> Row {
    Row { label, value: Some(one_line(&words(&fact.value))), why: format!("{}, {}", sure(fact.sure), fact.rule) }
}

fn settled<T>(label: &'static str, settled: &Settled<T>, words: impl Fn(&T) -> String) -> Row {
    match settled {
        Settled::None => Row { label, value: None, why: String::new() },
        Settled::One(one) => fact(label, one, words),
        Settled::Torn(all) => {
            let both: Vec<String> = all.iter().map(|f| one_line(&words(&f.value))).collect();
            Row { label, value: Some(both.join(" or ")), why: "torn: the mail says both".into() }
        }
    }
}

/// As [`settled`], but nothing where the mail does not say.
fn given<T>(label: &'static str, value: &Settled<T>, words: impl Fn(&T) -> String) -> Option<Row> {
    (!matches!(value, Settled::None)).then(|| settled(label, value, words))
}

/// A row for each; the name stands beside the first.
fn listed<T>(label: &'static str, facts: &[Fact<T>], words: impl Fn(&T) -> String) -> Vec<Row> {
    facts.iter().enumerate().map(|(at, f)| fact(if at == 0 { label } else { "" }, f, &words)).collect()
}

fn sure(sure: Sure) -> &'static str {
    match sure {
        Sure::Stated => "stated",
        Sure::Likely => "likely",
        Sure::Guess => "a guess",
    }
}

/// A value of the public contract as its own word.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn person(person: &Person) -> String {
    let name = match (&person.name, &person.email) {
        (Some(name), Some(email)) => format!("{name} <{email}>"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    };
    match &person.title {
        Some(title) => format!("{name}, {title}"),
        None => name,
    }
}

fn slot(slot: &Slot, mine: &TimeZone) -> String {
    let end = slot.end.as_ref();
    match &slot.start {
        Start::Zoned(start) => {
            let end = end.and_then(|e| if let Start::Zoned(z) = e { Some(z) } else { None });
            in_both(start, end, slot.timezone.as_deref(), mine)
        }
        Start::Local(start) => {
            let end = end.map(|e| match e {
                Start::Zoned(z) => z.strftime("-%H:%M").to_string(),
                Start::Local(l) => l.strftime("-%H:%M").to_string(),
            });
            format!("{}{} (no zone given)", start.strftime("%a %-d %b %Y, %H:%M"), end.unwrap_or_default())
        }
    }
}

/// A moment in its own zone, and in mine where the clocks differ.
fn in_both(start: &Zoned, end: Option<&Zoned>, zone: Option<&str>, mine: &TimeZone) -> String {
    let until = |z: Option<&Zoned>| z.map(|e| e.strftime("-%H:%M").to_string()).unwrap_or_default();
    let zone = zone.map_or_else(|| start.strftime("%Z").to_string(), str::to_owned);
    let theirs = format!("{}{} {zone}", start.strftime("%a %-d %b %Y, %H:%M"), until(end));
    let here = start.with_time_zone(mine.clone());
    if here.offset() == start.offset() {
        return theirs;
    }
    let day = if here.date() == start.date() { "%H:%M" } else { "%a %-d %b, %H:%M" };
    let end = end.map(|e| e.with_time_zone(mine.clone()));
    format!("{theirs} = {}{} for you", here.strftime(day), until(end.as_ref()))
}

fn links(found: &Invitation) -> Vec<Row> {
    let useful = found.links.iter().filter(|l| l.what != LinkUse::Other);
    useful
        .map(|l| Row { label: "link", value: Some(format!("{}: {}", word(&l.what), l.url)), why: String::new() })
        .collect()
}

/// The calendar request: what it asks, when, and who holds it. The same event in a second part is not told twice.
fn calendar(mail: &Mail, mine: &TimeZone) -> Vec<Row> {
    let mut told = HashSet::new();
    let mut rows = Vec::new();
    for (calendar, event) in mail.calendars.iter().flat_map(|c| c.events.iter().map(move |e| (c, e))) {
        if told.insert((&calendar.method, &event.uid, &event.recurrence_id)) {
            let label = if rows.is_empty() { "calendar" } else { "" };
            let why = event.organizer.as_ref().map(|o| one_line(&format!("organizer {}", o.email)));
            let value = format!("{}: {}", calendar.method.as_deref().unwrap_or("no method"), told_event(event, mine));
            rows.push(Row { label, value: Some(one_line(&value)), why: why.unwrap_or_default() });
        }
    }
    rows
}

fn told_event(event: &Event, mine: &TimeZone) -> String {
    let called_off = event.status.as_deref() == Some("CANCELLED");
    let parts = [
        Some(event.summary.clone().unwrap_or_else(|| "(no title)".into())),
        event.start.as_ref().map(|s| moment(s, event, mine)),
        event.repeats.then(|| "repeats".into()),
        called_off.then(|| "called off".into()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn moment(start: &Moment, event: &Event, mine: &TimeZone) -> String {
    match start {
        Moment::Zoned(start) => {
            let end = event.end.as_ref().and_then(|e| if let Moment::Zoned(z) = e { Some(z) } else { None });
            in_both(start, end, start.time_zone().iana_name(), mine)
        }
        Moment::Floating(at) => format!("{} (no zone given)", at.strftime("%a %-d %b %Y, %H:%M")),
        Moment::Day(day) => format!("{}, all day", day.strftime("%a %-d %b %Y")),
    }
}

fn language(found: &Invitation) -> Option<Row> {
    let register = found.formality.map(|f| format!(", {}", word(&f))).unwrap_or_default();
    found.language.as_ref().map(|l| Row {
        label: "language",
        value: Some(format!("{l}{register}")),
        why: String::new(),
    })
}

fn answer_goes_to(found: &Invitation) -> Option<Row> {
    let to = found.sender.reply_to.as_ref()?;
    let reaches = match found.sender.reply_reaches_a_person {
        Some(true) => "reaches a person",
        Some(false) => "nobody reads it",
        None => "",
    };
    let via = found.sender.via.as_ref().map(|v| format!("sent through {v}"));
    let why: Vec<String> = [Some(reaches.to_owned()).filter(|r| !r.is_empty()), via].into_iter().flatten().collect();
    Some(Row { label: "answer to", value: Some(to.email.clone()), why: why.join(", ") })
}

/// Every place that something was read from, labelled.
fn marks(mail: &Mail, found: &Invitation) -> Vec<Mark> {
    let mut marks = Marks { mail, all: Vec::new() };
    marks.add("class", &found.class);
    marks.settled("company", &found.company);
    marks.settled("agency", &found.agency);
    marks.settled("role", &found.role);
    marks.settled("contact", &found.contact);
    found.interviewers.iter().for_each(|f| marks.add("interviewer", f));
    found.slots.iter().for_each(|f| marks.add("time", f));
    marks.settled("format", &found.format);
    marks.settled("stage", &found.stage);
    marks.settled("place", &found.place);
    marks.settled("phone", &found.phone);
    marks.all
}

struct Marks<'a> {
    mail: &'a Mail,
    all: Vec<Mark>,
}

impl Marks<'_> {
    fn settled<T>(&mut self, label: &str, settled: &Settled<T>) {
        match settled {
            Settled::None => {}
            Settled::One(fact) => self.add(label, fact),
            Settled::Torn(all) => all.iter().for_each(|f| self.add(label, f)),
        }
    }

    /// The places of one fact, without those that say the same again.
    fn add<T>(&mut self, label: &str, fact: &Fact<T>) {
        for seen in &fact.seen {
            let known = self.all.iter().any(|m| m.label == label && self.same(m.seen, *seen));
            if !known {
                self.all.push(Mark { label: label.into(), sure: fact.sure, seen: *seen });
            }
        }
    }

    /// The same words: an overlap, or the same line of a calendar that the mail holds twice.
    fn same(&self, a: Span, b: Span) -> bool {
        a.overlaps(&b) || (a.part == Part::Calendar && b.part == a.part && self.mail.words(a) == self.mail.words(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(mail: &str, zone: &str) -> String {
        let mail = Mail::read(mail.as_bytes()).unwrap();
        let now = "2026-11-24T10:00:00+00:00[Europe/London]".parse().unwrap();
        show(&mail, &crate::extract::invitation(&mail, &now), &TimeZone::get(zone).unwrap(), Paint::PLAIN)
    }

    #[test]
    fn a_time_is_shown_in_both_zones_where_the_clocks_differ() {
        let start: Zoned = "2026-12-01T09:30:00+01:00[Europe/Berlin]".parse().unwrap();
        let end = &start + jiff::ToSpan::minutes(45);
        let told = |mine: &str| in_both(&start, Some(&end), Some("Europe/Berlin"), &TimeZone::get(mine).unwrap());
        assert_eq!(told("Europe/Paris"), "Tue 1 Dec 2026, 09:30-10:15 Europe/Berlin");
        assert_eq!(told("Europe/London"), "Tue 1 Dec 2026, 09:30-10:15 Europe/Berlin = 08:30-09:15 for you");
        assert!(told("America/Los_Angeles").ends_with("= 00:30-01:15 for you"));
        assert!(told("Pacific/Honolulu").ends_with("= Mon 30 Nov, 22:30-23:15 for you"));
    }

    #[test]
    fn what_the_mail_does_not_say_is_said_to_be_missing() {
        let shown = shown("From: Dana <d@acme.example>\nSubject: Lunch\n\nShall we have lunch?\n", "Europe/London");
        for label in ["company", "role", "time"] {
            assert!(shown.contains(&format!("  {label:<LABEL$}not said\n")), "{shown}");
        }
        assert!(!shown.contains("agency"), "{shown}");
    }

    #[test]
    fn an_event_that_the_mail_holds_twice_is_told_once() {
        let ics = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1@a.example\nDTSTART:20261201T140000Z\n\
                   SUMMARY:Interview\nORGANIZER:mailto:d@acme.example\nATTENDEE:mailto:me@home.example\nEND:VEVENT\nEND:VCALENDAR\n";
        let part = format!("--b\nContent-Type: text/calendar; method=REQUEST\n\n{ics}");
        let mail = format!(
            "From: Dana <d@acme.example>\nSubject: Interview\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{part}{part}--b--\n"
        );
        let shown = shown(&mail, "Europe/Berlin");
        assert_eq!(
            shown.matches("REQUEST: Interview, Tue 1 Dec 2026, 14:00 UTC = 15:00 for you").count(),
            1,
            "{shown}"
        );
        assert_eq!(shown.matches("| DTSTART:20261201T140000Z").count(), 1, "{shown}");
    }

    #[test]
    fn nothing_in_a_mail_can_draw_a_line_of_ours() {
        let shown = shown(
            "From: =?utf-8?q?D=0Acompany_=1B[2J_Acme?= <d@acme.example>\nSubject: =?utf-8?q?a=0A__role__b?=\n\nhi\n",
            "Europe/London",
        );
        assert!(!shown.contains('\u{1b}') && !shown.contains("\n  role  b"), "{shown:?}");
    }
}
