//! From a TZID to a zone: an IANA name, a Windows name, or the rules of the object's own VTIMEZONE.

use super::line::ContentLine;
use crate::words::zones::windows;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The zone of a TZID, for times around `at`; `None` when it is nowhere to be found, and the time stays floating.
pub fn find(id: &str, zones: &[(String, Vec<String>)], at: DateTime) -> Option<TimeZone> {
    let id = id.trim().trim_matches('"');
    if let Some(zone) = named(id) {
        return Some(zone);
    }
    let (_, lines) = zones.iter().find(|(name, _)| name == id)?;
    own(lines, at)
}

fn named(id: &str) -> Option<TimeZone> {
    if id.eq_ignore_ascii_case("utc") || id.eq_ignore_ascii_case("gmt") {
        return Some(TimeZone::UTC);
    }
    if let Some(iana) = windows(id) {
        return TimeZone::get(iana).ok();
    }
    // "/mozilla.org/20050126_1/Europe/Berlin": the name is at the end.
    let parts: Vec<&str> = id.split('/').filter(|p| !p.is_empty()).collect();
    let tail = |n: usize| (parts.len() >= n).then(|| parts[parts.len() - n..].join("/"));
    // A lone word such as "EST" says less than the object's own rules.
    [tail(3), tail(2)].into_iter().flatten().find_map(|name| TimeZone::get(&name).ok())
}

/// One observance of a VTIMEZONE.
struct Observance {
    daylight: bool,
    from: i32,
    to: i32,
    start: String,
    rule: Option<String>,
    /// The further starts of `RDATE`.
    more: Vec<String>,
}

/// The zone that a VTIMEZONE describes: its newest rules as a POSIX zone; the offset that holds at the time, where it
/// lists changes one by one.
fn own(lines: &[String], at: DateTime) -> Option<TimeZone> {
    let all = observances(lines);
    if all.iter().all(|o| o.rule.is_none()) {
        return listed(&all, at);
    }
    let newest = |daylight: bool| all.iter().filter(|o| o.daylight == daylight).max_by_key(|o| o.start.clone());
    let standard = newest(false).or(newest(true))?;
    let fixed = || jiff::tz::Offset::from_seconds(standard.to).ok().map(TimeZone::fixed);
    let Some(daylight) = newest(true).filter(|d| d.rule.is_some() && standard.rule.is_some() && d.to != standard.to)
    else {
        return fixed();
    };
    let posix =
        format!("STD{}DST{},{},{}", offset(standard.to), offset(daylight.to), change(daylight)?, change(standard)?);
    TimeZone::posix(&posix).ok().or_else(fixed)
}

/// The offset after the last change before the time; before all of them, the one they change from.
fn listed(all: &[Observance], at: DateTime) -> Option<TimeZone> {
    let at = at.strftime("%Y%m%dT%H%M%S").to_string();
    let changes = || all.iter().flat_map(|o| std::iter::once(&o.start).chain(&o.more).map(move |start| (start, o)));
    let last = changes().filter(|(start, _)| **start <= at).max_by_key(|(start, _)| *start);
    let seconds = match last {
        Some((_, o)) => o.to,
        None => changes().min_by_key(|(start, _)| *start)?.1.from,
    };
    jiff::tz::Offset::from_seconds(seconds).ok().map(TimeZone::fixed)
}

fn observances(lines: &[String]) -> Vec<Observance> {
    let mut out: Vec<Observance> = Vec::new();
    for line in lines.iter().filter_map(|l| ContentLine::parse(l)) {
        let value = line.value.trim();
        match (line.name.as_str(), out.last_mut()) {
            ("BEGIN", _) if value.eq_ignore_ascii_case("STANDARD") || value.eq_ignore_ascii_case("DAYLIGHT") => {
                out.push(Observance {
                    daylight: value.eq_ignore_ascii_case("DAYLIGHT"),
                    from: 0,
                    to: 0,
                    start: String::new(),
                    rule: None,
                    more: Vec::new(),
                });
            }
            ("TZOFFSETFROM", Some(o)) => o.from = seconds(value).unwrap_or(0),
            ("TZOFFSETTO", Some(o)) => o.to = seconds(value).unwrap_or(0),
            ("DTSTART", Some(o)) => o.start = value.to_string(),
            ("RDATE", Some(o)) => o.more.extend(value.split(',').map(|d| d.trim().to_string())),
            ("RRULE", Some(o)) => o.rule = Some(value.to_ascii_uppercase()),
            _ => {}
        }
    }
    out
}

/// `+0530` in seconds.
fn seconds(text: &str) -> Option<i32> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("-", rest) => (-1, rest),
        ("+", rest) => (1, rest),
        _ => (1, text),
    };
    let part = |range: std::ops::Range<usize>| digits.get(range).and_then(|d| d.parse::<i32>().ok());
    Some(sign * (part(0..2)? * 3600 + part(2..4)? * 60))
}

/// POSIX writes offsets the other way round.
fn offset(seconds: i32) -> String {
    let west = -seconds;
    format!("{}{:02}:{:02}", if west < 0 { "-" } else { "" }, west.abs() / 3600, west.abs() / 60 % 60)
}

/// `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU` with a start at 02:00 is `M3.5.0/2`.
fn change(o: &Observance) -> Option<String> {
    let rule = o.rule.as_deref()?;
    let part = |name: &str| rule.split(';').find_map(|p| p.strip_prefix(name)?.strip_prefix('='));
    let month: u8 = part("BYMONTH")?.parse().ok()?;
    let by_day = part("BYDAY")?;
    let (week, day) = by_day.split_at_checked(by_day.len().checked_sub(2)?)?;
    let day = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"].iter().position(|d| *d == day)?;
    let week: i8 = if week.is_empty() { 1 } else { week.parse().ok()? };
    let week = if week < 0 { 5 } else { week.min(5) };
    let hour: u8 = o.start.get(9..11)?.parse().ok()?;
    Some(format!("M{month}.{week}.{day}/{hour}"))
}
