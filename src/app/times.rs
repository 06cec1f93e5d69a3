//! Times as a person types them on the command line.

use super::session::Session;
use crate::error::{Error, Exit, Result};
use jiff::{SignedDuration, ToSpan, Zoned};

/// A proposed time: `2026-12-01 14:00`, `tue 14:00`, `tomorrow 9:30`; in my zone, in the future.
///
/// # Errors
/// [`Exit::Usage`] for what is no time, is past, or is years away.
pub fn proposed(session: &Session, text: &str) -> Result<Zoned> {
    let time = understood(&session.now, text).ok_or_else(|| {
        Error::new(Exit::Usage, format!("`{text}` is not a time that was understood"))
            .hint("Write `2026-12-01 14:00`, `tue 14:00` or `tomorrow 9:30`.")
    })?;
    let ahead = time.duration_since(&session.now);
    if ahead.is_negative() {
        return Err(Error::new(
            Exit::Usage,
            format!("`{text}` is in the past: {}", time.strftime("%A, %-d %B %Y, %H:%M")),
        ));
    }
    if ahead > SignedDuration::from_hours(24 * 366) {
        return Err(Error::new(Exit::Usage, format!("`{text}` is more than a year away")));
    }
    Ok(time)
}

fn understood(now: &Zoned, text: &str) -> Option<Zoned> {
    let text = text.trim().to_lowercase();
    if let Ok(local) = text.to_uppercase().parse::<jiff::civil::DateTime>() {
        return local.to_zoned(now.time_zone().clone()).ok();
    }
    let (day, clock) = text.rsplit_once(' ')?;
    let time = clock_time(clock)?;
    let date = date(now, day.trim().trim_end_matches(','))?;
    date.to_datetime(time).to_zoned(now.time_zone().clone()).ok()
}

fn clock_time(text: &str) -> Option<jiff::civil::Time> {
    let (text, afternoon) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(rest), _) => (rest, Some(true)),
        (_, Some(rest)) => (rest, Some(false)),
        _ => (text, None),
    };
    let (hour, minute) = text.split_once([':', '.', 'h']).unwrap_or((text, "0"));
    let hour: i8 = hour.parse().ok()?;
    let minute: i8 = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    let hour = match afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    jiff::civil::Time::new(hour, minute, 0, 0).ok()
}

fn date(now: &Zoned, text: &str) -> Option<jiff::civil::Date> {
    let today = now.date();
    if let Ok(date) = text.parse::<jiff::civil::Date>() {
        return Some(date);
    }
    match text {
        "today" => return Some(today),
        "tomorrow" => return today.tomorrow().ok(),
        _ => {}
    }
    let day = text.strip_prefix("next ").unwrap_or(text);
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let wanted = names.iter().position(|n| day.len() >= 3 && n.starts_with(day))? as i8;
    let ahead = (wanted - today.weekday().to_monday_zero_offset()).rem_euclid(7);
    today.checked_add(i64::from(if ahead == 0 { 7 } else { ahead }).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn natural_forms() {
        let now: Zoned = "2026-11-24T10:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let read = |text: &str| understood(&now, text).map(|z| z.strftime("%Y-%m-%d %H:%M").to_string());
        for (text, want) in [
            ("2026-12-01 14:00", "2026-12-01 14:00"),
            ("2026-12-01T14:00", "2026-12-01 14:00"),
            ("thu 14:00", "2026-11-26 14:00"),
            ("Tuesday 9am", "2026-12-01 09:00"),
            ("next monday 12.30", "2026-11-30 12:30"),
            ("tomorrow 2pm", "2026-11-25 14:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(want), "{text}");
        }
        for nonsense in ["soon", "14:00", "2026-13-01 14:00", "tuesday 25:00", "m 9"] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }
}
