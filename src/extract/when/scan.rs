//! Days, times and zones as they stand in one line of text; nothing is resolved yet.

mod bare;
mod clock;
mod date;
mod day;
mod digits;
mod lexeme;
mod numbered;
mod range;
mod zone;

use crate::words::schema::TimeWords;
use crate::words::zones;
use lexeme::{Scan, lex};

/// What was found in a line, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it is.
    pub what: What,
    /// First byte in the line.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A day, a time or a zone, as written.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A day.
    Day(Day),
    /// A time of day; with the end of a range.
    Time(Clock, Option<Clock>),
    /// A zone: its IANA name or an offset, and whether the letters say which without doubt.
    Zone(Zone),
}

/// A day as written: what is missing is worked out from the mail's date.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Day {
    /// Year.
    pub year: Option<i16>,
    /// Month.
    pub month: Option<i8>,
    /// Day of the month.
    pub day: Option<i8>,
    /// The other reading of two numbers: (month, day).
    pub swapped: Option<(i8, i8)>,
    /// Days from Monday.
    pub weekday: Option<i8>,
    /// Days from the mail's date.
    pub ahead: Option<i64>,
    /// "next" stands by it, or "next week".
    pub next: bool,
    /// Days by which it is later than its words say: "a week on Thursday".
    pub later: i64,
    /// Is it the half before or after noon that is meant?
    pub half: Option<Half>,
    /// It is the day behind one that was named before.
    pub following: bool,
    /// It is the day itself that was named before.
    pub same: bool,
    /// The first such weekday behind one that was named before.
    pub after_it: bool,
    /// The date, where another day of the text tells it.
    pub date: Option<jiff::civil::Date>,
    /// A word before it makes it a deadline.
    pub deadline: bool,
}

/// A half of the day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Half {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clock {
    /// Hour, 0 to 23.
    pub hour: i8,
    /// Minute.
    pub minute: i8,
    /// Is it certain which half of the day it is?
    pub sure: bool,
}

impl Clock {
    /// Minutes since midnight.
    pub fn minutes(self) -> i16 {
        i16::from(self.hour) * 60 + i16::from(self.minute)
    }

    /// The same clock in the half of the day that is meant, where it leaves that open.
    pub fn in_half(mut self, half: Half) -> Clock {
        if !self.sure {
            self.hour = match half {
                Half::Morning if self.hour > 12 => self.hour - 12,
                Half::Afternoon if self.hour < 12 => self.hour + 12,
                _ => self.hour,
            };
        }
        self
    }
}

/// A zone as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Zone {
    /// An IANA name.
    Named(&'static str),
    /// Seconds east of Greenwich.
    Offset(i32),
    /// Letters that several zones use, and the one that uses them most: evidence has to agree.
    Letters(&'static str),
}

/// Finds everything in one line.
pub fn line(text: &str, words: &TimeWords) -> Vec<Found> {
    let lexemes = lex(text);
    let mut out = Vec::new();
    let scan = Scan { l: &lexemes, w: words, text, asked: false.into() };
    let mut at = 0;
    // The lexeme behind the last time.
    let mut time = None;
    while at < lexemes.len() {
        let found = || scan.at(at).or_else(|| scan.next_time(time?, at));
        if let Some((found, next)) = scan.may_begin(at).then(found).flatten() {
            if matches!(found.what, What::Time(..)) {
                time = Some(next);
            }
            out.push(found);
            at = next.max(at + 1);
        } else {
            at += 1;
        }
    }
    out
}

impl Scan<'_> {
    /// Can anything begin here? A number can, and a word that begins like one of days, times or zones.
    fn may_begin(&self, i: usize) -> bool {
        let lexeme = &self.l[i];
        let digits = lexeme.text.starts_with(|c: char| c.is_ascii_digit());
        digits || self.w.may_begin(&lexeme.lower, zones::PLACES.iter().map(|p| p.0)) || zone::may_begin(lexeme)
    }

    /// A time at this lexeme, behind one that ends at `time`.
    fn next_time(&self, time: usize, i: usize) -> Option<(Found, usize)> {
        let (clock, next) = self.time_behind(time, i)?;
        self.found(What::Time(range::settled(clock), None), i, next)
    }

    fn found(&self, what: What, from: usize, next: usize) -> Option<(Found, usize)> {
        Some((Found { what, start: self.l[from].start, end: self.l[next - 1].end }, next))
    }

    fn at(&self, i: usize) -> Option<(Found, usize)> {
        if let Some((mut day, next)) = self.day(i) {
            let next = self.weekday_behind(&mut day, next);
            return self.found(What::Day(self.marked(day, i)), i, next);
        }
        if let Some((start, end, next)) = self.time(i) {
            return self.found(What::Time(start, end), i, next);
        }
        if let Some((zone, next)) = self.zone(i) {
            return self.found(What::Zone(zone), i, next);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(language: &str, text: &str) -> Vec<String> {
        let words = &crate::words::of(language).unwrap().time;
        let show = |c: &Clock| format!("{:02}:{:02}", c.hour, c.minute);
        line(text, words)
            .iter()
            .filter_map(|f| match &f.what {
                What::Time(start, None) => Some(show(start)),
                What::Time(start, Some(end)) => Some(format!("{}-{}", show(start), show(end))),
                _ => None,
            })
            .collect()
    }

    fn days(language: &str, text: &str) -> Vec<(Option<i16>, Option<i8>, Option<i8>)> {
        let words = &crate::words::of(language).unwrap().time;
        line(text, words)
            .iter()
            .filter_map(|f| match &f.what {
                What::Day(d) => Some((d.year, d.month, d.day)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn times_in_digits_and_words() {
        for (language, text, want) in [
            ("en", "at 2:30 PM", "14:30"),
            ("en", "2pm", "14:00"),
            ("en", "2-2:45pm", "14:00-14:45"),
            ("en", "from 3:00 PM to 3:45 PM", "15:00-15:45"),
            ("en", "11:30 until 11:45", "11:30-11:45"),
            ("en", "at 3 on Tuesday", "15:00"),
            ("en", "a quarter past two", "14:15"),
            ("en", "half past nine", "09:30"),
            ("en", "noon", "12:00"),
            ("en", "thursday around 4 when it's quiet", "16:00"),
            ("en", "your slot is 1330-1430", "13:30-14:30"),
            ("it", "giovedì alle 9 che ne parliamo", "09:00"),
            ("it", "tra le 15:00 e le 17:00", "15:00-17:00"),
            ("nl", "om halfelf", "10:30"),
            ("en", "1430 hrs", "14:30"),
            ("en", "2.30pm", "14:30"),
            ("en", "Thursday 19/11 @ 1345", "13:45"),
            ("en", "10 - 11 a.m.", "10:00-11:00"),
            ("de", "um 14.30 Uhr", "14:30"),
            ("de", "um halb drei", "14:30"),
            ("de", "am Donnerstag um eins", "13:00"),
            ("de", "um ein Uhr", "13:00"),
            ("de", "um halb eins", "12:30"),
            ("en", "a quarter to one", "12:45"),
            ("nl", "om half een", "12:30"),
            ("fr", "jeudi à une heure", "13:00"),
            ("pt", "à uma e meia", "13:30"),
            ("de", "viertel nach zehn", "10:15"),
            ("de", "9-10 Uhr", "09:00-10:00"),
            ("de", "von 10 bis 11 Uhr", "10:00-11:00"),
            ("fr", "à 14h30", "14:30"),
            ("fr", "de 10h à 11h", "10:00-11:00"),
            ("fr", "13 h 30", "13:30"),
            ("fr", "midi et demi", "12:30"),
            ("fr", "l'après-midi à 15h30", "15:30"),
            ("es", "el martes 24 a las 9", "09:00"),
            ("it", "alle 17 e 30", "17:30"),
            ("nl", "09.00 – 10.30 uur", "09:00-10:30"),
            ("es", "a las 5 de la tarde", "17:00"),
            ("es", "las 12 y media", "12:30"),
            ("es", "a las 16:30 h", "16:30"),
            ("pt", "às 14h30", "14:30"),
            ("pt", "às 7 da noite", "19:00"),
            ("it", "alle ore 10.30", "10:30"),
            ("it", "alle tre e mezza", "15:30"),
            ("nl", "om half drie", "14:30"),
            ("nl", "kwart voor tien", "09:45"),
            ("nl", "13u15", "13:15"),
            ("nl", "om 15.30 uur", "15:30"),
        ] {
            assert_eq!(times(language, text), [want], "{language}: {text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        for (language, text) in [
            ("en", "for 2 hours and 30 minutes"),
            ("en", "the midday supervisor post"),
            ("en", "in the years 2015-2020"),
            ("nl", "verkoper (16 uur)"),
            ("en", "at 3 locations"),
            ("en", "at three locations"),
            ("en", "founded in Leeds at 2020"),
            ("fr", "à une entrevue"),
            ("fr", "jeudi à une"),
            ("de", "am Donnerstag um ein Gespräch"),
            ("nl", "donderdag om een"),
            ("fr", "comptez une heure"),
            ("nl", "het gesprek duurt een uur"),
            ("en", "a team of 12"),
            ("en", "call 555-0187"),
            ("en", "v1.2.30"),
            ("de", "am 4. März"),
            ("fr", "à 3 km"),
            ("nl", "voor 12 mensen"),
            // A day that needs the time behind it, and a time that needs the day before it: neither.
            ("en", "in 2 days, 10 hours"),
            ("fr", "dans deux jours, 9 heures"),
        ] {
            assert_eq!(times(language, text), Vec::<String>::new(), "{language}: {text}");
        }
    }

    #[test]
    fn days_in_every_order() {
        for (language, text, want) in [
            ("en", "Tuesday, March 4th, 2025", (Some(2025), Some(3), Some(4))),
            ("en", "Thu 3 Dec", (None, Some(12), Some(3))),
            ("en", "2026-12-01", (Some(2026), Some(12), Some(1))),
            ("en", "the 4th of March", (None, Some(3), Some(4))),
            ("de", "Di., 04.03.2025", (Some(2025), Some(3), Some(4))),
            ("de", "Dienstag, den 4. März 2025", (Some(2025), Some(3), Some(4))),
            ("de", "am 25.11.", (None, Some(11), Some(25))),
            ("de", "am 25.11. 10:00 Uhr", (None, Some(11), Some(25))),
            ("de", "Mittwoch 25.11 um 10 Uhr", (None, Some(11), Some(25))),
            ("de", "Mittwoch 9.10 Uhr", (None, None, None)),
            ("fr", "mardi 4 mars 2025", (Some(2025), Some(3), Some(4))),
            ("es", "martes 4 de marzo de 2025", (Some(2025), Some(3), Some(4))),
            ("pt", "terça-feira, 4 de março", (None, Some(3), Some(4))),
            ("it", "martedì 4 marzo", (None, Some(3), Some(4))),
            ("es", "lunes 23 a las 13:15", (None, None, Some(23))),
            ("es", "mar 24 nov", (None, Some(11), Some(24))),
            ("pt", "dia 27 de novembro, sexta-feira, pelas 10h45", (None, Some(11), Some(27))),
            ("nl", "dinsdag 4 maart", (None, Some(3), Some(4))),
        ] {
            assert_eq!(days(language, text), [want], "{language}: {text}");
        }
        assert_eq!(days("en", "may I ask you to march on"), []);
        assert_eq!(days("de", "so do not"), []);
        let both = |m| [(Some(2026), Some(m), Some(3)), (Some(2026), Some(m), Some(4))];
        assert_eq!(days("en", "3 or 4 December 2026"), both(12));
        assert_eq!(days("es", "jueves 3 o viernes 4 de marzo de 2026"), both(3));
        assert_eq!(days("fr", "le 3 ou le 4 mars 2026"), both(3));
        assert_eq!(days("en", "3 or 4 people in December"), []);
    }

    #[test]
    fn deadlines_are_marked() {
        let words = &crate::words::of("en").unwrap().time;
        let found = line("please answer by Friday 5pm", words);
        assert!(matches!(&found[0].what, What::Day(d) if d.deadline), "{found:?}");
        let words = &crate::words::of("de").unwrap().time;
        assert!(matches!(&line("bis zum 27.11.2026", words)[0].what, What::Day(d) if d.deadline));
    }

    #[test]
    fn zones_by_letters_offset_and_place() {
        let words = &crate::words::of("en").unwrap().time;
        let zone = |text: &str| {
            line(text, words).into_iter().find_map(|f| if let What::Zone(z) = f.what { Some(z) } else { None })
        };
        assert_eq!(zone("2pm EST"), Some(Zone::Named("America/New_York")));
        assert_eq!(zone("14:00 (UTC+01:00)"), Some(Zone::Offset(3600)));
        assert_eq!(zone("at 3 London time"), Some(Zone::Named("Europe/London")));
        assert_eq!(zone("the best time to call"), None);
    }

    /// Texts put together by chance from what the reader knows and what it does not.
    #[test]
    fn any_text_gives_places_inside_it_in_order() {
        const BITS: &[&str] = &[
            "10",
            ":",
            "30",
            " ",
            "-",
            "–",
            ".",
            "/",
            "2026",
            "31",
            "1",
            "o",
            "or",
            "y",
            "um",
            "halb",
            "drei",
            "à",
            "h",
            "pm",
            "p. m.",
            "Uhr",
            "Thursday",
            "jueves",
            "10",
            "de",
            "diciembre",
            "Dec",
            "3rd",
            "ª",
            "º",
            "CET",
            "UTC",
            "+",
            "14",
            "(",
            ")",
            ",",
            "@",
            "1345",
            "İ",
            "ß",
            "日",
            "\u{301}",
            "'s",
            "middags",
            "next",
            "a.s.",
            "\n",
            "|",
            "a las",
            "mezzogiorno",
            "le",
            "the",
            "quarter past",
            "99999999999",
        ];
        let mut seed: u64 = 0x2545_f491_4f6c_dd1d;
        let mut next = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed
        };
        for language in ["en", "de", "fr", "es", "pt", "it", "nl"] {
            let words = &crate::words::of(language).unwrap().time;
            for _ in 0..300 {
                let mut text = String::new();
                for _ in 0..next() % 24 {
                    text += BITS[(next() % BITS.len() as u64) as usize];
                    text += if next() % 3 == 0 { "" } else { " " };
                }
                let lexemes = lex(&text);
                let scan = Scan { l: &lexemes, w: words, text: &text, asked: false.into() };
                for i in (0..lexemes.len()).filter(|i| !scan.may_begin(*i)) {
                    assert_eq!(scan.at(i), None, "{language}: {text:?}: passed over at {i}");
                }
                let mut end = 0;
                for found in line(&text, words) {
                    assert!(found.start >= end && found.end > found.start, "{language}: {text:?}: {found:?}");
                    assert!(text.get(found.start..found.end).is_some(), "{language}: {text:?}: {found:?}");
                    end = found.end;
                }
            }
        }
    }
}
