//! Calendar answers to requests as calendar programs send them.
//!
//! Every folder `tests/itip/<case>/` holds `mail.eml`, `case.toml` (the kind of reply, my addresses, proposed times)
//! and `answer.txt`: all messages that answer it, with their calendar objects unfolded, and the findings. Each is run
//! with LF and with CRLF line ends. Besides, every answer must keep the rules of RFC 5545, 5546 and 6047, which are
//! written down here once more, apart from the code that writes answers. A mismatch leaves `answer.failed`.

use regrets::extract;
use regrets::message::Mail;
use regrets::message::calendar::Calendar;
use regrets::reply::compose::{self, Answer, Given};
use regrets::reply::kind::Catalog;
use regrets::reply::wire::{Stamp, seal};
use regrets::reply::{Intent, Me, Reply};
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// The present moment of every case.
const NOW: &str = "2026-11-24T10:00:00+00:00[UTC]";

#[test]
fn every_request_gets_the_answer_it_should() {
    let mut cases: Vec<_> = fs::read_dir("tests/itip").unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 30, "only {} cases", cases.len());
    let problems: Vec<String> = cases.iter().flat_map(|case| check(case).err()).collect();
    assert!(problems.is_empty(), "{} of {} cases fail:\n{}", problems.len(), cases.len(), problems.join("\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(case.join("mail.eml")).map_err(|e| format!("{name}/mail.eml: {e}"))?;
    let text = fs::read_to_string(case.join("case.toml")).map_err(|e| format!("{name}/case.toml: {e}"))?;
    let wish: Table = text.parse().map_err(|e| format!("{name}/case.toml: {e}"))?;
    let want = fs::read_to_string(case.join("answer.txt")).unwrap_or_default();
    let failed = case.join("answer.failed");
    let _ = fs::remove_file(&failed);
    let lf = bytes.split(|b| *b == b'\n').map(|l| l.strip_suffix(b"\r").unwrap_or(l)).collect::<Vec<_>>();
    for end in ["\n", "\r\n"] {
        let mail = Mail::read(&lf.join(end.as_bytes())).map_err(|e| format!("{name}: {e}"))?;
        let answer = answer(&mail, &wish).map_err(|e| format!("{name}: {e}"))?;
        let got = shown(&answer).map_err(|e| format!("{name}: {e}"))?;
        if got != want {
            fs::write(&failed, &got).map_err(|e| e.to_string())?;
            return Err(format!("{name} ({end:?}): see {}", failed.display()));
        }
        let mut broken = Vec::new();
        for message in &answer.messages {
            rules(&mail, &message.reply, &mut broken);
        }
        if !broken.is_empty() {
            return Err(format!("{name} ({end:?}): {}", broken.join("; ")));
        }
    }
    Ok(())
}

fn strings(table: &Table, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    list.iter().filter_map(|v| v.as_str().map(str::to_string)).collect()
}

fn answer(mail: &Mail, wish: &Table) -> Result<Answer, regrets::error::Error> {
    let now = NOW.parse().unwrap();
    let found = extract::invitation(mail, &now);
    let intent = Intent {
        kind: wish["kind"].as_str().unwrap().into(),
        propose: strings(wish, "propose").iter().map(|t| t.parse().unwrap()).collect(),
        calendar: true,
        ..Intent::default()
    };
    let me = Me { name: Some("Ada Lovelace".into()), addresses: strings(wish, "me"), ..Me::default() };
    compose::compose(&Given { mail, found: &found, intent: &intent, me: &me, now: &now, catalog: &Catalog::built_in() })
}

/// Everything about an answer that its letter's wording does not decide.
fn shown(answer: &Answer) -> Result<String, regrets::error::Error> {
    let mut out = String::new();
    for message in &answer.messages {
        let reply = &message.reply;
        let stamp = Stamp::new(NOW.parse().unwrap(), [7; 16], "home.example")?;
        let sealed = seal(reply, &stamp)?;
        let to: Vec<&str> = sealed.envelope().to.iter().map(|a| a.email.as_str()).collect();
        out += &format!("From: {}\nTo: {}\n", sealed.envelope().from.email, to.join(", "));
        let back = Mail::read(sealed.bytes())?;
        for calendar in &back.calendars {
            out += &format!("method={}\n", calendar.header_method.as_deref().unwrap_or("none"));
            calendar.lines.iter().for_each(|l| out += &format!("  {}\n", wordless(l)));
        }
        out.push('\n');
    }
    let ids: Vec<String> = answer
        .findings
        .iter()
        .filter(|f| CALENDAR_FINDINGS.contains(&f.id))
        .map(|f| format!("{:?} {}", f.weight, f.id))
        .collect();
    Ok(format!("{out}{}\n", ids.join("\n")).trim_end().to_string() + "\n")
}

/// What the calendar's answer may have to say.
const CALENDAR_FINDINGS: &[&str] = &[
    "calendar-answered",
    "calendar-broken",
    "calendar-cancelled",
    "calendar-feed",
    "calendar-not-request",
    "calendar-outdated",
    "calendar-past",
    "calendar-published",
    "calendar-updated",
    "delegate",
    "delegated",
    "first-proposal",
    "instance",
    "invited-twice",
    "method-differs",
    "no-counter",
    "no-organizer",
    "no-uid",
    "not-invited",
    "organizer-differs",
    "organizer-too",
    "own-event",
    "series",
    "several-events",
];

/// A line without what changes from version to version.
fn wordless(line: &str) -> String {
    match line.split_once(':') {
        Some(("PRODID", _)) => "PRODID:(ours)".into(),
        Some(("COMMENT", _)) => "COMMENT:(the sentence that decides)".into(),
        _ => line.chars().take(160).collect(),
    }
}

/// The rules for an answer, as the RFCs have them.
fn rules(request: &Mail, reply: &Reply, broken: &mut Vec<String>) {
    let Some(calendar) = &reply.calendar else { return };
    let ics = &calendar.ics;
    let mut must = |holds: bool, rule: &str| {
        if !holds {
            broken.push(rule.to_string());
        }
    };
    must(ics.ends_with("END:VCALENDAR\r\n"), "3.4: ends with END:VCALENDAR");
    must(!ics.replace("\r\n", "").contains(['\r', '\n']), "3.1: CRLF");
    must(ics.split("\r\n").all(|l| l.len() <= 75), "3.1: 75 octets");
    must(ics.contains(&format!("\r\nMETHOD:{}\r\n", calendar.method)), "5546: METHOD");
    must(
        ics.contains("\r\nVERSION:2.0\r\n") && ics.contains("\r\nPRODID:-//iTIP//Answer//EN\r\n"),
        "3.7.3: PRODID, VERSION",
    );
    must(!ics.contains("VALARM"), "5546 3.2.3: no VALARM");
    let lines = ics.replace("\r\n ", "");
    let lines: Vec<&str> = lines.split("\r\n").filter(|l| !l.is_empty()).collect();
    let name = |line: &str| line.split([':', ';']).next().unwrap_or_default().to_string();
    let sent: Vec<&Calendar> = request.calendars.iter().collect();
    let given = |line: &str| sent.iter().any(|c| c.lines.iter().any(|l| same_line(l, line)));
    let count = |wanted: &str| lines.iter().filter(|l| name(l) == wanted).count();
    let events = lines.iter().filter(|l| **l == "BEGIN:VEVENT").count();
    for one in ["UID", "DTSTAMP", "ORGANIZER", "ATTENDEE", "COMMENT"] {
        must(count(one) == events, &format!("5546 3.2.3: {} {one} in {events} events", count(one)));
    }
    must(lines.contains(&"DTSTAMP:20261124T100000Z"), "3.8.7.2: DTSTAMP is the moment of writing, in UTC");
    let mut uids: Vec<&&str> = lines.iter().filter(|l| name(l) == "UID").collect();
    uids.dedup();
    must(uids.len() == 1, "5546 3.2.3: one UID");
    let attendee = lines.iter().find(|l| name(l) == "ATTENDEE").unwrap_or(&"");
    must(!attendee.contains("RSVP"), "3.2.17: RSVP is the organizer's");
    must(attendee.to_ascii_lowercase().contains(":mailto:"), "6047 2.3: ATTENDEE is a mailto");
    let moved: &[&str] = if calendar.method == "COUNTER" { &["DTSTART", "DTEND"] } else { &[] };
    let ours = ["BEGIN", "END", "PRODID", "METHOD", "VERSION", "DTSTAMP", "ATTENDEE", "COMMENT"];
    let mut zone = false;
    for line in &lines {
        zone = (zone || *line == "BEGIN:VTIMEZONE") && *line != "END:VTIMEZONE";
        let free = zone || ours.contains(&name(line).as_str()) || moved.contains(&name(line).as_str());
        must(free || given(line), &format!("5546 3.2.3: changed `{line}`"));
        if let (false, Some((_, rest))) = (zone, line.split_once(";TZID=")) {
            let id = match rest.strip_prefix('"') {
                Some(quoted) => quoted.split('"').next(),
                None => rest.split([':', ';']).next(),
            };
            let id = id.unwrap_or_default();
            must(lines.contains(&format!("TZID:{id}").as_str()), &format!("3.2.19: VTIMEZONE of {id}"));
        }
    }
    must(
        reply.to.iter().any(|a| lines.iter().any(|l| name(l) == "ORGANIZER" && names(l, &a.email))),
        "6047: to ORGANIZER",
    );
    must(names(attendee, &reply.from.email), "6047 2.3: From is the ATTENDEE");
}

fn names(line: &str, email: &str) -> bool {
    line.to_ascii_lowercase().contains(&email.to_ascii_lowercase())
}

/// The same but for the case of the property's name.
fn same_line(a: &str, b: &str) -> bool {
    let end = a.find([':', ';']).unwrap_or(0);
    a.len() == b.len()
        && a.is_char_boundary(end)
        && b.is_char_boundary(end)
        && a[..end].eq_ignore_ascii_case(&b[..end])
        && a[end..] == b[end..]
}
