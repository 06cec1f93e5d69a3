//! How a letter of a language writes a moment.

use crate::words::schema::TimeWords;
use jiff::Zoned;

/// Weekday, day, month, year and time as `words` write them, then the zone's letters in brackets, as the zone data
/// give them: "Dienstag, 1. Dezember 2026, um 14:00 Uhr (CET)".
pub fn as_words(time: &Zoned, words: &TimeWords) -> String {
    let name = |names: &[String], at: i8| names.get(usize::try_from(at).unwrap_or(0)).cloned().unwrap_or_default();
    let form = words
        .written
        .replace("{weekday}", &name(&words.weekday_names, time.weekday().to_monday_zero_offset()))
        .replace("{month}", &name(&words.month_names, time.month() - 1));
    format!("{} ({})", time.strftime(&form), time.strftime("%Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_writes_its_own_way() {
        let time: Zoned = "2026-12-01T14:00:00+01:00[Europe/Berlin]".parse().unwrap();
        for (language, want) in [
            ("en", "Tuesday, 1 December 2026, 14:00 (CET)"),
            ("de", "Dienstag, 1. Dezember 2026, um 14:00 Uhr (CET)"),
            ("fr", "mardi 1 décembre 2026 à 14h00 (CET)"),
            ("es", "el martes 1 de diciembre de 2026 a las 14:00 (CET)"),
            ("pt", "terça-feira, 1 de dezembro de 2026, às 14:00 (CET)"),
            ("it", "martedì 1 dicembre 2026 alle ore 14:00 (CET)"),
            ("nl", "dinsdag 1 december 2026 om 14:00 uur (CET)"),
        ] {
            assert_eq!(as_words(&time, &crate::words::of(language).unwrap().time), want);
        }
    }
}
