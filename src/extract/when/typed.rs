//! A time as a person types it in one of their languages: `tue 14:00`, `mardi 14h`, `in 3 days 10:00`.

use super::resolve;
use super::scan::{self, Clock, Day, What, Zone};
use crate::words::schema::{Phrases, TimeWords};
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// What was typed, and what is wrong with it.
#[derive(Debug, PartialEq)]
pub enum Typed {
    /// A moment; in the zone that was typed with it, else in the zone of `now`.
    Moment(Zoned),
    /// An hour that the clocks leave out on that day.
    Skipped,
    /// A start with an end.
    Range,
    /// Two numbers that may be day and month or month and day.
    DayOrMonth,
    /// Nothing that is understood for sure.
    Unclear,
}

/// Reads one day and one time, with nothing else beside them, counted from `now`.
///
/// `month_may_be_first` says whether the person may write `12/1` for the first of December.
pub fn typed(text: &str, words: &TimeWords, now: &Zoned, month_may_be_first: bool) -> Typed {
    if let Ok(moment) = text.trim().parse::<Timestamp>() {
        return Typed::Moment(moment.to_zoned(now.time_zone().clone()));
    }
    if let Ok(local) = text.trim().to_uppercase().parse::<DateTime>()
        && text.contains(':')
    {
        return at(local, now.time_zone());
    }
    let text = capitals(text);
    let (ahead, rest) = days_ahead(&text, words).map_or((None, text.as_str()), |(days, rest)| (Some(days), rest));
    let found = scan::line(rest, words);
    if !is_all(rest, &found, words) {
        return Typed::Unclear;
    }
    let (mut day, mut clock, mut zone) = (ahead.map(|n| Day { ahead: Some(n), ..Day::default() }), None, None);
    for scan::Found { what, start, end } in found {
        let twice = match what {
            What::Day(d) => day.replace(d).is_some(),
            What::Time(_, Some(_)) => return Typed::Range,
            What::Time(c, None) => clock.replace(as_typed(c, &rest[start..end])).is_some(),
            What::Zone(z) => zone.replace(z).is_some(),
        };
        if twice {
            return Typed::Unclear;
        }
    }
    match (day, clock) {
        (Some(day), Some(clock)) => moment(&day, clock, zone.as_ref(), now, month_may_be_first),
        _ => Typed::Unclear,
    }
}

fn moment(day: &Day, clock: Clock, zone: Option<&Zone>, now: &Zoned, month_may_be_first: bool) -> Typed {
    let Some((date, _)) = resolve::date(day, Some(now.date()), month_may_be_first) else {
        let torn = month_may_be_first && day.swapped.is_some();
        return if torn { Typed::DayOrMonth } else { Typed::Unclear };
    };
    // A weekday that is not the date's own is a slip.
    if day.weekday.is_some_and(|w| date.weekday().to_monday_zero_offset() != w) {
        return Typed::Unclear;
    }
    let zone = match zone {
        None => Some(now.time_zone().clone()),
        Some(Zone::Named(name)) => TimeZone::get(name).ok(),
        Some(Zone::Offset(seconds)) => Offset::from_seconds(*seconds).ok().map(TimeZone::fixed),
        Some(Zone::Letters(_)) => None,
    };
    zone.map_or(Typed::Unclear, |zone| at(local(date, clock), &zone))
}

fn local(date: Date, clock: Clock) -> DateTime {
    date.at(clock.hour, clock.minute, 0, 0)
}

/// Who types `5:00` means five in the morning, whatever people mean in letters.
fn as_typed(clock: Clock, text: &str) -> Clock {
    let shifted = !clock.sure && clock.hour > 12 && text.contains(':');
    Clock { hour: if shifted { clock.hour - 12 } else { clock.hour }, ..clock }
}

/// The moment a wall clock shows this; hours that occur twice are the first of the two.
fn at(local: DateTime, zone: &TimeZone) -> Typed {
    let ambiguous = zone.to_ambiguous_zoned(local);
    if matches!(ambiguous.offset(), jiff::tz::AmbiguousOffset::Gap { .. }) {
        return Typed::Skipped;
    }
    ambiguous.compatible().map_or(Typed::Unclear, Typed::Moment)
}

/// Words with capitals: the reader takes short names of days for names only so.
fn capitals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut starts = true;
    for c in text.trim().chars() {
        if starts && c.is_lowercase() {
            out.extend(c.to_uppercase())
        } else {
            out.push(c)
        }
        starts = c.is_whitespace();
    }
    out
}

/// "In 3 days", "dans 2 semaines" at the beginning, and the rest.
fn days_ahead<'a>(text: &'a str, words: &TimeWords) -> Option<(i64, &'a str)> {
    let (first, rest) = text.split_once(' ')?;
    let (number, rest) = rest.trim_start().split_once(' ')?;
    let (unit, rest) = rest.trim_start().split_once(' ')?;
    let is = |list: &Phrases, word: &str| list.contains(&word.trim_end_matches(',').to_lowercase());
    let number: i64 = number.parse().ok().filter(|n| (1..=365).contains(n))?;
    let days = match (is(&words.day_units, unit), is(&words.week_units, unit)) {
        (true, _) => number,
        (_, true) => number * 7,
        _ => return None,
    };
    is(&words.ahead, first).then_some((days, rest))
}

/// Is there nothing beside what was found but signs and the small words of dates?
fn is_all(text: &str, found: &[scan::Found], words: &TimeWords) -> bool {
    let mut rest = String::new();
    let mut from = 0;
    for f in found {
        rest += text.get(from..f.start).unwrap_or_default();
        rest.push(' ');
        from = f.end;
    }
    rest += text.get(from..).unwrap_or_default();
    let small = |word: &str| words.of.iter().chain(&words.at).chain(&words.on).any(|w| w == word);
    rest.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(language: &str, text: &str) -> Option<String> {
        // A Tuesday.
        let now: Zoned = "2026-11-24T10:00:00+01:00[Europe/Berlin]".parse().unwrap();
        match typed(text, &crate::words::of(language).unwrap().time, &now, language == "en") {
            Typed::Moment(z) => Some(z.with_time_zone(now.time_zone().clone()).strftime("%Y-%m-%d %H:%M").to_string()),
            _ => None,
        }
    }

    #[test]
    fn natural_forms_of_seven_languages() {
        for (language, text, want) in [
            ("en", "2026-12-01 14:00", "2026-12-01 14:00"),
            ("en", "2026-12-01T14:00", "2026-12-01 14:00"),
            ("en", "2026-12-01T14:00+00:00", "2026-12-01 15:00"),
            ("en", "thu 14:00", "2026-11-26 14:00"),
            ("en", "Tuesday 9am", "2026-12-01 09:00"),
            ("en", "next monday 12.30pm", "2026-11-30 12:30"),
            ("en", "next tue 2pm", "2026-12-01 14:00"),
            ("en", "tomorrow 2pm", "2026-11-25 14:00"),
            ("en", "1 Dec 14:00", "2026-12-01 14:00"),
            ("en", "on Tuesday, Dec 1 at 2pm London time", "2026-12-01 15:00"),
            ("en", "in 3 days 10:00", "2026-11-27 10:00"),
            ("en", "thu 5:00", "2026-11-26 05:00"),
            ("en", "thu 5:00 pm", "2026-11-26 17:00"),
            ("en", "thu 17:00", "2026-11-26 17:00"),
            ("de", "Dienstag 14 Uhr", "2026-12-01 14:00"),
            ("de", "di 14:30", "2026-12-01 14:30"),
            ("de", "am 1. Dezember um halb drei", "2026-12-01 14:30"),
            ("de", "in 2 Wochen 9 Uhr", "2026-12-08 09:00"),
            ("fr", "mardi 14h", "2026-12-01 14:00"),
            ("fr", "jeudi 3 décembre à 14h30", "2026-12-03 14:30"),
            ("es", "el jueves a las 5 de la tarde", "2026-11-26 17:00"),
            ("it", "giovedì alle 15", "2026-11-26 15:00"),
            ("pt", "quinta-feira às 15h", "2026-11-26 15:00"),
            ("nl", "donderdag om half drie", "2026-11-26 14:30"),
        ] {
            assert_eq!(read(language, text).as_deref(), Some(want), "{language}: {text}");
        }
    }

    #[test]
    fn what_is_not_clear_is_not_read() {
        for text in [
            "soon",
            "14:00",
            "2026-13-01 14:00",
            "2026-12-01",
            "tuesday 25:00",
            "m 9",
            "tue 14",
            "tue or wed 14:00",
            "tue 14:00 or 15:00",
            "maybe tue 14:00",
            "Monday 1 Dec 14:00",
            "not tuesday 14:00",
        ] {
            assert_eq!(read("en", text), None, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let now: Zoned = "2026-03-24T10:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let words = &crate::words::of("en").unwrap().time;
        assert_eq!(typed("2026-03-29 02:30", words, &now, true), Typed::Skipped);
        assert_eq!(typed("29 March 2:30 am", words, &now, true), Typed::Skipped);
        assert_eq!(typed("tue 14:00-16:00", words, &now, true), Typed::Range);
        assert_eq!(typed("4/5 14:00", words, &now, true), Typed::DayOrMonth);
        let first = "2026-03-31T14:00:00+02:00[Europe/Berlin]".parse().unwrap();
        assert_eq!(typed("tue 14:00", words, &now, true), Typed::Moment(first));
    }
}
