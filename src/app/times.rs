//! Times as a person types them on the command line.

use super::session::Session;
use crate::error::{Error, Exit, Result};
use crate::extract::when::typed::{Typed, typed};
use crate::extract::{Slot, Start};
use crate::fact::{Fact, Finding, Weight};
use crate::words;
use jiff::{SignedDuration, Zoned};

/// Hours at which people meet: from this one on, and until the other.
const DAY: (i8, i8) = (7, 21);

/// A proposed time: `2026-12-01 14:00`, `tue 14:00`, `Dienstag 14 Uhr`, `in 3 days 10:00`; in my zone, in the future.
/// My languages are tried in their order, then the others.
///
/// # Errors
/// [`Exit::Usage`] for what is no time, two times, left out by the clocks, past, or years away.
pub fn proposed(session: &Session, text: &str) -> Result<Zoned> {
    let refused = |what: &str| refused(text, what);
    let time = moment(session, text)?.with_time_zone(session.now.time_zone().clone());
    let ahead = time.duration_since(&session.now);
    if ahead.is_negative() {
        return Err(refused(&format!("is in the past: {}", time.strftime("%A, %-d %B %Y, %H:%M"))));
    }
    if ahead > SignedDuration::from_hours(24 * 366) {
        return Err(refused("is more than a year away"));
    }
    Ok(time)
}

/// The interview's time as the person says it is: in the zone that they type, else in that of the mail's own times,
/// else a local time. It may be past.
///
/// # Errors
/// As [`proposed`], but for the past.
pub fn corrected(session: &Session, text: &str, slots: &[Fact<Slot>]) -> Result<Fact<Slot>> {
    let time = moment(session, text)?;
    let theirs = slots.iter().find_map(|s| match &s.value.start {
        Start::Zoned(z) => Some(z.time_zone().clone()),
        Start::Local(_) => None,
    });
    let start = match theirs {
        _ if time.time_zone() != session.now.time_zone() => Start::Zoned(time),
        Some(zone) => {
            let there = time.datetime().to_zoned(zone);
            Start::Zoned(there.map_err(|_| refused(text, "does not exist where they are"))?)
        }
        None => Start::Local(time.datetime()),
    };
    let timezone = match &start {
        Start::Zoned(z) => z.time_zone().iana_name().map(str::to_owned),
        Start::Local(_) => None,
    };
    Ok(Fact::you(Slot { start, end: None, timezone, as_written: String::new() }))
}

/// The letter has the time that the person gave, and the calendar answer the one of the request: do they differ?
pub fn beside_request(given: &[Fact<Slot>], read: &[Fact<Slot>], session: &Session) -> Option<Finding> {
    let moment = |slot: &Fact<Slot>| slot.value.start.moment(session.now.time_zone());
    let asked = read.iter().filter_map(moment).next()?;
    let other = given.iter().filter_map(moment).all(|time| time != asked);
    other.then(|| {
        let text = format!("the calendar request is for {}, another time", asked.strftime("%A, %-d %B, %H:%M"));
        Finding::new("other-time", Weight::Ask, text).help("`--no-calendar` leaves the request unanswered.")
    })
}

fn refused(text: &str, what: &str) -> Error {
    Error::new(Exit::Usage, format!("`{text}` {what}"))
}

/// The one moment that a text means.
fn moment(session: &Session, text: &str) -> Result<Zoned> {
    let refused = |what: &str| refused(text, what);
    Err(match understood(&session.now, &session.me.languages, text) {
        Typed::Moment(time) => return Ok(time),
        Typed::Skipped => refused("does not exist: the clocks go forward over it that night"),
        Typed::Range => refused("is a range").hint("Give the start alone; `--propose` may stand several times."),
        Typed::DayOrMonth => refused("may be two days").hint("Write the month as a word, or the date as `2026-12-01`."),
        Typed::Unclear => refused("is not a time that was understood")
            .hint("Write `2026-12-01 14:00`, `tue 14:00`, `tomorrow 9:30` or `in 3 days 10:00`."),
    })
}

/// The first of my languages that understands, then the first of all.
fn understood(now: &Zoned, mine: &[String], text: &str) -> Typed {
    let month_may_be_first = mine.is_empty() || mine.iter().any(|l| l == "en");
    let mine = mine.iter().filter_map(|l| words::of(l));
    let all = mine.chain(words::of("en")).chain(words::languages().filter_map(words::of));
    let mut read = all.map(|w| typed(text, &w.time, now, month_may_be_first));
    read.find(|t| *t != Typed::Unclear).unwrap_or(Typed::Unclear)
}

/// What to ask about proposed times: those at night, here or in the zone the invitation states.
pub fn findings(times: &[Zoned], slots: &[Fact<Slot>]) -> Vec<Finding> {
    let theirs = slots.iter().find_map(|s| match &s.value.start {
        Start::Zoned(z) => Some(z.time_zone().clone()),
        Start::Local(_) => None,
    });
    let night = |time: &Zoned| !(DAY.0..DAY.1).contains(&time.hour());
    let ask = |time: &Zoned, whose: &str| {
        Finding::new(
            "odd-hour",
            Weight::Ask,
            format!("the proposed {} is at night {whose}", time.strftime("%A, %-d %B, %H:%M")),
        )
    };
    let one = |time: &Zoned| {
        let there = theirs.as_ref().map(|zone| time.with_time_zone(zone.clone()));
        if night(time) {
            Some(ask(time, "in your zone"))
        } else {
            there.filter(night).map(|t| ask(&t, "where they are"))
        }
    };
    times.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mine: &[&str], text: &str) -> Option<String> {
        let now: Zoned = "2026-11-24T10:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let mine: Vec<String> = mine.iter().map(|l| l.to_string()).collect();
        match understood(&now, &mine, text) {
            Typed::Moment(z) => Some(z.strftime("%Y-%m-%d %H:%M").to_string()),
            _ => None,
        }
    }

    #[test]
    fn every_language_is_understood_mine_first() {
        for (mine, text, want) in [
            (&["en"][..], "tue 14:00", "2026-12-01 14:00"),
            (&[], "Dienstag 14 Uhr", "2026-12-01 14:00"),
            (&["fr"], "mar 14h", "2026-12-01 14:00"),
            (&["de"], "tomorrow 2pm", "2026-11-25 14:00"),
            (&["de"], "5.12. 10:00", "2026-12-05 10:00"),
        ] {
            assert_eq!(read(mine, text).as_deref(), Some(want), "{mine:?}: {text}");
        }
        assert_eq!(read(&["en"], "one of these days"), None);
    }

    #[test]
    fn times_at_night_are_asked_about() {
        let at = |text: &str| text.parse::<Zoned>().unwrap();
        let early = at("2026-12-01T05:00:00+01:00[Europe/Berlin]");
        let late = at("2026-12-01T20:45:00+01:00[Europe/Berlin]");
        let asked = findings(&[early, late], &[]);
        assert_eq!(asked.len(), 1);
        assert!(asked[0].text.contains("05:00"), "{}", asked[0].text);
    }
}
