//! How a letter of a language writes a moment.

use crate::words::schema::{Phrases, TimeWords};
use jiff::Zoned;
use jiff::civil::DateTime;

/// A moment further away than this many days is written with its year.
const NEAR: i64 = 240;

/// Weekday, day, month and time as `words` write them, with the year where it is not near `now`: "Dienstag,
/// 1. Dezember, um 14:00 Uhr".
pub fn as_words(time: DateTime, now: DateTime, words: &TimeWords) -> String {
    let far = time.duration_since(now).as_hours().abs() > NEAR * 24;
    let first = words.first_day.as_deref().filter(|_| time.day() == 1);
    let form = words
        .written
        .replace("{year}", if far { &words.written_year } else { "" })
        .replace("{day}", first.unwrap_or("%-d"))
        .replace("{weekday}", nth(&words.weekday_names, time.weekday().to_monday_zero_offset()))
        .replace("{month}", nth(&words.month_names, time.month() - 1));
    time.strftime(&form).to_string()
}

fn nth(names: &Phrases, at: i8) -> &str {
    names.iter().nth(usize::try_from(at).unwrap_or(0)).unwrap_or_default()
}

/// The same, then the zone's letters in brackets, as the zone data give them.
pub fn with_zone(time: &Zoned, now: &Zoned, words: &TimeWords) -> String {
    format!("{} ({})", as_words(time.datetime(), now.datetime(), words), time.strftime("%Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_writes_its_own_way() {
        let time: Zoned = "2026-12-01T14:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let now: Zoned = "2026-11-24T14:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let long_ago: Zoned = "2025-11-24T14:00:00+01:00[Europe/Berlin]".parse().unwrap();
        for (language, want, with_year) in [
            ("en", "Tuesday, 1 December at 14:00", "Tuesday, 1 December 2026 at 14:00"),
            ("de", "Dienstag, 1. Dezember, um 14:00 Uhr", "Dienstag, 1. Dezember 2026, um 14:00 Uhr"),
            ("fr", "mardi 1er décembre à 14h00", "mardi 1er décembre 2026 à 14h00"),
            ("es", "martes 1 de diciembre a las 14:00", "martes 1 de diciembre de 2026 a las 14:00"),
            ("pt", "terça-feira, 1º de dezembro, às 14:00", "terça-feira, 1º de dezembro de 2026, às 14:00"),
            ("it", "martedì 1° dicembre alle 14:00", "martedì 1° dicembre 2026 alle 14:00"),
            ("nl", "dinsdag 1 december om 14:00 uur", "dinsdag 1 december 2026 om 14:00 uur"),
        ] {
            let words = &crate::words::of(language).unwrap().time;
            assert_eq!(as_words(time.datetime(), now.datetime(), words), want);
            assert_eq!(as_words(time.datetime(), long_ago.datetime(), words), with_year);
            assert_eq!(with_zone(&time, &now, words), format!("{want} (CET)"));
        }
    }
}
