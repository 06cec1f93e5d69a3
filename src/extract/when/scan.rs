//! Days, times and zones as they stand in one line of text; nothing is resolved yet.

use crate::words::schema::TimeWords;
use crate::words::zones;

/// A word, a number or a sign of a line, with its bytes.
#[derive(Debug, Clone)]
struct Lexeme<'a> {
    text: &'a str,
    lower: String,
    start: usize,
    end: usize,
    number: Option<u32>,
}

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
    /// "next" stands by it.
    pub next: bool,
    /// A word before it makes it a deadline.
    pub deadline: bool,
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
    let mut at = 0;
    while at < lexemes.len() {
        let scan = Scan { l: &lexemes, w: words, text };
        if let Some((found, next)) = scan.at(at) {
            out.push(found);
            at = next.max(at + 1);
        } else {
            at += 1;
        }
    }
    out
}

fn lex(text: &str) -> Vec<Lexeme<'_>> {
    let mut out: Vec<Lexeme> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let class = kind(c);
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = chars.peek().copied() {
            let joins = kind(next) == class
                || class == 1
                    && matches!(next, '\'' | '’')
                    && text[at + next.len_utf8()..].starts_with(char::is_alphabetic);
            if class == 2 || !joins {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let word = &text[start..end];
        let number = if class == 0 && word.len() <= 4 { word.parse().ok() } else { None };
        out.push(Lexeme { text: word, lower: word.to_lowercase(), start, end, number });
    }
    out
}

/// Digits, letters, signs.
fn kind(c: char) -> u8 {
    if c.is_ascii_digit() {
        0
    } else if c.is_alphabetic() || c == '\u{aa}' || c == 'º' {
        1
    } else {
        2
    }
}

struct Scan<'a> {
    l: &'a [Lexeme<'a>],
    w: &'a TimeWords,
    text: &'a str,
}

impl Scan<'_> {
    fn at(&self, i: usize) -> Option<(Found, usize)> {
        let found = |what, from: usize, next: usize| {
            Some((Found { what, start: self.l[from].start, end: self.l[next - 1].end }, next))
        };
        if let Some((mut day, next)) = self.day(i) {
            let next = self.weekday_behind(&mut day, next);
            return found(What::Day(self.marked(day, i)), i, next);
        }
        if let Some((start, end, next)) = self.time(i) {
            return found(What::Time(start, end), i, next);
        }
        if let Some((zone, next)) = self.zone(i) {
            return found(What::Zone(zone), i, next);
        }
        None
    }

    fn number(&self, i: usize) -> Option<u32> {
        self.l.get(i)?.number
    }

    fn is(&self, i: usize, sign: &str) -> bool {
        self.l.get(i).is_some_and(|l| l.text == sign)
    }

    /// Do two lexemes touch?
    fn touch(&self, i: usize) -> bool {
        i > 0 && self.l.get(i).is_some_and(|l| self.l[i - 1].end == l.start)
    }

    /// Does one of the phrases stand at `i`? Returns the lexeme behind it; the longest wins.
    fn phrase(&self, list: &[String], i: usize) -> Option<usize> {
        // Most phrases differ in the first letter: told apart before any text is looked at.
        let first = self.l.get(i)?.lower.as_bytes().first()?;
        list.iter().filter(|p| p.as_bytes().first() == Some(first)).filter_map(|p| self.one_phrase(p, i)).max()
    }

    fn one_phrase(&self, phrase: &str, i: usize) -> Option<usize> {
        let start = self.l.get(i)?.start;
        let rest = self.text.get(start..)?;
        let mut matched = start;
        let mut chars = rest.char_indices();
        for wanted in phrase.chars() {
            let (at, c) = chars.next()?;
            let same =
                c == wanted || c.to_lowercase().eq(std::iter::once(wanted)) || wanted == ' ' && c.is_whitespace();
            if !same {
                return None;
            }
            matched = start + at + c.len_utf8();
        }
        let mut next = i;
        while self.l.get(next).is_some_and(|l| l.end <= matched) {
            next += 1;
        }
        // It must end where a word ends.
        (next > i && self.l[next - 1].end == matched).then_some(next)
    }

    /// The index of the list in which the word stands.
    fn which(&self, lists: &[Vec<String>], i: usize) -> Option<(i8, usize)> {
        let found = lists.iter().enumerate().filter_map(|(n, list)| self.phrase(list, i).map(|next| (n as i8, next)));
        found.max_by_key(|(_, next)| *next)
    }

    fn skip(&self, mut i: usize, signs: &[&str]) -> usize {
        while signs.iter().any(|s| self.is(i, s)) {
            i += 1;
        }
        i
    }

    fn day(&self, i: usize) -> Option<(Day, usize)> {
        if let Some((n, next)) = self.which(&self.w.days, i) {
            let clear = !(n == 1 && self.l[i].lower == "mañana" && i > 0 && self.l[i - 1].lower == "la");
            return clear.then(|| (Day { ahead: Some(i64::from(n)), ..Day::default() }, next));
        }
        let (before, from) = match self.phrase(&self.w.next, i) {
            Some(next) => (true, next),
            None => (false, i),
        };
        if let Some((weekday, next)) = self.which(&self.w.weekdays, from).filter(|_| !self.touch(from)) {
            let none = |s: &Self| (!before).then(|| s.date(i)).flatten();
            return self.weekday(weekday, next, before).or_else(|| none(self));
        }
        (!before).then(|| self.date(i)).flatten()
    }

    /// A weekday, and the date behind it if one follows.
    fn weekday(&self, weekday: i8, next: usize, next_before: bool) -> Option<(Day, usize)> {
        let word = &self.l[next - 1];
        let short = word.text.chars().count() <= 3;
        let mut behind = self.skip(next, &[".", ",", "(", "-", "–", "/"]);
        while let Some(after) = self.phrase(&self.w.of, behind) {
            behind = self.skip(after, &[",", "."]);
        }
        if let Some((mut day, end)) = self.date(behind) {
            day.weekday = Some(weekday);
            return Some((day, end));
        }
        // "Monday the 23rd", "Di 24."
        if let Some(day) = self.number(behind).filter(|d| (1..=31).contains(d))
            && let Some(end) = self.ordinal(behind).or_else(|| self.day_before_time(behind))
        {
            return Some((Day { day: Some(day as i8), weekday: Some(weekday), ..Day::default() }, end));
        }
        // A short name alone is a word of its own too often: "do", "so", "mar", "die".
        let capital = word.text.starts_with(char::is_uppercase);
        if short
            && !(capital && self.time(behind).is_some() || next_before)
            && !(capital && word.text.len() == 3 && self.w.weekdays[0].contains(&"mon".to_string()))
        {
            return None;
        }
        let next_word = self.phrase(&self.w.next, next);
        Some((
            Day { weekday: Some(weekday), next: next_before || next_word.is_some(), ..Day::default() },
            next_word.unwrap_or(next),
        ))
    }

    /// `23rd`, `24.`, `24th`: a day of the month without the month.
    fn ordinal(&self, i: usize) -> Option<usize> {
        let suffix = |l: &Lexeme| ["st", "nd", "rd", "th"].contains(&l.lower.as_str());
        match self.l.get(i + 1) {
            Some(l) if suffix(l) && self.touch(i + 1) => Some(i + 2),
            Some(l) if l.text == "." && self.touch(i + 1) && self.number(i + 2).is_none() => Some(i + 2),
            _ => None,
        }
    }

    /// The `24` of "martes 24 a las 9": a number behind a weekday, before "at" and a time.
    fn day_before_time(&self, i: usize) -> Option<usize> {
        let comma = self.skip(i + 1, &[","]);
        let at = self.phrase(&self.w.at, comma)?;
        self.clock(at, true).map(|_| i + 1)
    }

    /// A weekday behind its date: "27 de novembro, sexta-feira", "25/11/2026 (quarta-feira)".
    fn weekday_behind(&self, day: &mut Day, next: usize) -> usize {
        let from = self.skip(next, &[",", "("]);
        if day.weekday.is_some() || day.month.is_none() || from > next + 2 {
            return next;
        }
        match self.which(&self.w.weekdays, from) {
            Some((weekday, end)) if self.weekday(weekday, end, false).is_some_and(|(d, _)| d.day.is_none()) => {
                day.weekday = Some(weekday);
                self.skip(end, &[")"])
            }
            _ => next,
        }
    }

    fn date(&self, i: usize) -> Option<(Day, usize)> {
        self.numeric(i).or_else(|| self.day_month(i)).or_else(|| self.month_day(i))
    }

    /// `2026-12-01`, `01.12.2026`, `1.12.`, `12/1/2026`, `3/4`
    fn numeric(&self, i: usize) -> Option<(Day, usize)> {
        let first = self.number(i)?;
        if self.touch(i) && [".", ":", "/", "-"].iter().any(|s| i > 0 && self.is(i - 1, s)) {
            return None;
        }
        let sign = self.l.get(i + 1).filter(|l| matches!(l.text, "." | "/" | "-") && self.touch(i + 1))?.text;
        let second = self.number(i + 2).filter(|_| self.touch(i + 2) || sign == ".")?;
        let gap = !self.touch(i + 2);
        let third = if self.is(i + 3, sign) && self.touch(i + 3) {
            self.number(i + 4).filter(|_| self.touch(i + 4) || sign == ".")
        } else {
            None
        };
        if self.l[i].text.len() == 4 {
            let day = third
                .filter(|d| (1..=31).contains(d) && (1..=12).contains(&second) && (2000..2100).contains(&first))?;
            return Some((
                Day { year: Some(first as i16), month: Some(second as i8), day: Some(day as i8), ..Day::default() },
                i + 5,
            ));
        }
        let year = third.and_then(|y| self.year(i + 4, y));
        let end = match (third, sign) {
            (Some(_), _) if year.is_some() => i + 5,
            (_, ".") if self.is(i + 3, ".") && self.touch(i + 3) => i + 4,
            // "4.30" and "3-4" are no days; "4/30" may be one.
            (None, "/") => i + 3,
            _ => return None,
        };
        if gap && year.is_none() {
            return None;
        }
        let (a, b) = (first as i8, second as i8);
        let valid = |d: u32, m: u32| (1..=31).contains(&d) && (1..=12).contains(&m);
        let day_first = valid(first, second);
        let month_first = valid(second, first) && sign != ".";
        let day = match (day_first, month_first) {
            (true, true) if a == b => Day { day: Some(a), month: Some(b), year, ..Day::default() },
            (true, true) => Day { day: Some(a), month: Some(b), swapped: Some((a, b)), year, ..Day::default() },
            (true, false) => Day { day: Some(a), month: Some(b), year, ..Day::default() },
            (false, true) => Day { day: Some(b), month: Some(a), year, ..Day::default() },
            (false, false) => return None,
        };
        Some((day, end))
    }

    fn year(&self, i: usize, value: u32) -> Option<i16> {
        match self.l[i].text.len() {
            4 if (2000..2100).contains(&value) => Some(value as i16),
            2 => Some(2000 + value as i16),
            _ => None,
        }
    }

    /// `3 March 2026`, `3rd of March`, `3. März`, `1er avril`, `4-mar-2025`
    fn day_month(&self, i: usize) -> Option<(Day, usize)> {
        let day = self.number(i).filter(|d| (1..=31).contains(d) && self.l[i].text.len() <= 2)?;
        if i > 0 && self.touch(i) && [":", "/", "."].iter().any(|s| self.is(i - 1, s)) {
            return None;
        }
        let mut next = i + 1;
        if self.l.get(next).is_some_and(|l| ["st", "nd", "rd", "th", "er", "º", "ª", "°"].contains(&l.lower.as_str()))
        {
            next += 1;
        }
        next = self.skip(next, &[".", "-", "°"]);
        while let Some(after) = self.phrase(&self.w.of, next) {
            next = after;
        }
        let (month, next) = self.which(&self.w.months, next)?;
        let (year, end) = self.behind_month(next);
        Some((Day { day: Some(day as i8), month: Some(month + 1), year, ..Day::default() }, end))
    }

    /// `March 3rd, 2026`, `Dec 3`
    fn month_day(&self, i: usize) -> Option<(Day, usize)> {
        let (month, next) = self.which(&self.w.months, i)?;
        let next = self.skip(next, &[".", "-"]);
        let next = self.phrase(&self.w.of, next).unwrap_or(next);
        let day = self.number(next).filter(|d| (1..=31).contains(d) && self.l[next].text.len() <= 2)?;
        if self.is(next + 1, ":") && self.touch(next + 1) {
            return None;
        }
        let mut end = next + 1;
        if self.l.get(end).is_some_and(|l| ["st", "nd", "rd", "th"].contains(&l.lower.as_str()) && self.touch(end)) {
            end += 1;
        }
        let (year, end) = self.behind_month(end);
        Some((Day { day: Some(day as i8), month: Some(month + 1), year, ..Day::default() }, end))
    }

    /// The year behind a day and month, if one stands there.
    fn behind_month(&self, at: usize) -> (Option<i16>, usize) {
        let mut next = self.skip(at, &[",", ".", "-"]);
        while let Some(after) = self.phrase(&self.w.of, next) {
            next = after;
        }
        match self.number(next).filter(|y| (2000..2100).contains(y) && self.l[next].text.len() == 4) {
            Some(year) if !self.is(next + 1, ":") => (Some(year as i16), next + 1),
            _ => (None, at),
        }
    }

    /// A day behind a word of deadlines is one.
    fn marked(&self, mut day: Day, i: usize) -> Day {
        let before = self.text[..self.l[i].start].trim_end().to_lowercase();
        let of = self.w.of.iter().map(String::as_str).chain(["zum", "am", "le", "il", "el", "o"]);
        let bare = of.fold(before.as_str(), |text, word| {
            text.strip_suffix(word).filter(|t| t.ends_with(' ')).map_or(text, str::trim_end)
        });
        day.deadline = self.w.deadline.iter().any(|d| {
            [before.as_str(), bare]
                .iter()
                .any(|text| text.strip_suffix(d.as_str()).is_some_and(|front| !front.ends_with(char::is_alphanumeric)))
        });
        day
    }

    /// A time of day, perhaps with the end of a range.
    fn time(&self, i: usize) -> Option<(Clock, Option<Clock>, usize)> {
        let (bare, from) = match self.phrase(&self.w.at, i) {
            Some(next) => (true, next),
            None => (false, i),
        };
        // "2-2:45pm", "9-10 Uhr": the first end borrows what the second says.
        let apart = from == 0 || !self.touch(from) || !matches!(self.l[from - 1].text, "." | ":" | "/");
        if let Some(hour) = self.number(from).filter(|h| apart && *h <= 23 && self.l[from].text.len() <= 2)
            && let Some(sign) = self.phrase(&self.w.range, from + 1)
            && let Some((end, next)) = self.clock(sign, false)
            && self.clock(from, false).is_none()
            && end.sure
        {
            let hour = hour as i8;
            let afternoon = end.hour >= 12 && hour < 12 && hour + 12 <= end.hour;
            let start = Clock { hour: if afternoon { hour + 12 } else { hour }, minute: 0, sure: true };
            return Some((start, Some(end), next));
        }
        let (mut start, next) = self.clock(from, bare)?;
        if let Some(sign) = self.phrase(&self.w.range, next) {
            let from = self.phrase(&self.w.at, sign).unwrap_or(sign);
            if let Some((end, last)) =
                self.clock(from, true).filter(|(end, _)| end.minutes() > start.minutes() || !start.sure || !end.sure)
            {
                if !start.sure && end.sure && end.hour >= 12 && start.hour + 12 <= end.hour && start.hour < 12 {
                    start.hour += 12;
                }
                return Some((start, Some(settled(end)), last));
            }
        }
        Some((settled(start), None, next))
    }

    /// One clock time. `bare` allows an hour alone.
    fn clock(&self, i: usize, bare: bool) -> Option<(Clock, usize)> {
        // "Après-midi" is the afternoon.
        if let Some(next) = self.phrase(&self.w.noon, i).filter(|_| !self.touch(i) || self.is(i - 1, "(")) {
            let half = self.phrase(&self.w.and_half, next);
            return Some((
                Clock { hour: 12, minute: if half.is_some() { 30 } else { 0 }, sure: true },
                half.unwrap_or(next),
            ));
        }
        for (list, minutes) in
            [(&self.w.half_to, -30), (&self.w.half_past, 30), (&self.w.quarter_past, 15), (&self.w.quarter_to, -15)]
        {
            if let Some(next) = self.phrase(list, i)
                && let Some((hour, end)) = self.hour(next)
            {
                return self.with_half(shifted(hour, minutes), end);
            }
        }
        let word = self.which(&self.w.numbers, i).filter(|_| self.number(i).is_none());
        if let Some((hour, next)) = word {
            return self.spoken(hour + 1, next, bare);
        }
        self.digits(i, bare)
    }

    fn hour(&self, i: usize) -> Option<(i8, usize)> {
        match self.number(i) {
            Some(n) if (1..=12).contains(&n) => Some((n as i8, i + 1)),
            Some(_) => None,
            None => self.which(&self.w.numbers, i).map(|(n, next)| (n + 1, next)),
        }
    }

    /// An hour in words: only behind "at", with a half or a quarter, or with a word of clocks behind it.
    fn spoken(&self, hour: i8, next: usize, bare: bool) -> Option<(Clock, usize)> {
        for (list, minutes) in [(&self.w.and_half, 30), (&self.w.and_quarter, 15), (&self.w.less_quarter, -15)] {
            if let Some(end) = self.phrase(list, next) {
                return self.with_half(shifted(hour, minutes), end);
            }
        }
        let clock = self.phrase(&self.w.clock, next).filter(|_| self.l[next].text.len() > 1);
        // "Une heure", "een uur": a length, unless something says when.
        let clock = clock.filter(|_| bare || self.phrase(&self.w.lengths, next).is_none());
        let half = self.phrase(&self.w.pm, next).or(self.phrase(&self.w.am, next));
        // "À une entrevue", "at three locations": a count, no time.
        let counted = self.l.get(next).is_some_and(|l| l.text.starts_with(char::is_lowercase) && !self.ends_hour(next));
        let end = clock.or(half.map(|_| next)).or((bare && !counted).then_some(next))?;
        self.with_half(Clock { hour, minute: 0, sure: false }, end)
    }

    fn digits(&self, i: usize, bare: bool) -> Option<(Clock, usize)> {
        let hour = self.number(i)?;
        let text = self.l[i].text;
        if i > 0 && self.touch(i) && !matches!(self.l[i - 1].text, "(" | "-" | "–" | "|" | "@" | "~" | "*" | "\u{b7}")
        {
            return None;
        }
        // "1430 hrs"
        if text.len() == 4 && self.phrase(&self.w.clock, i + 1).is_some() && hour / 100 < 24 && hour % 100 < 60 {
            let end = self.phrase(&self.w.clock, i + 1)?;
            return Some((Clock { hour: (hour / 100) as i8, minute: (hour % 100) as i8, sure: true }, end));
        }
        // "@ 1345": four digits behind "at", that are no year.
        let year = (1900..2100).contains(&hour) && i > 0 && !self.is(i - 1, "@");
        if text.len() == 4 && bare && !year && hour / 100 < 24 && hour % 100 < 60 && hour % 5 == 0 {
            return Some((Clock { hour: (hour / 100) as i8, minute: (hour % 100) as i8, sure: true }, i + 1));
        }
        if hour > 23 || text.len() > 2 {
            return None;
        }
        let minute = |at: usize| self.number(at).filter(|m| *m < 60 && self.l[at].text.len() == 2).map(|m| m as i8);
        let colon = self.is(i + 1, ":") && self.touch(i + 1) && self.touch(i + 2);
        if let Some(m) = minute(i + 2).filter(|_| colon) {
            // Seconds, as machines write them.
            let end = if self.is(i + 3, ":") && self.touch(i + 3) && minute(i + 4).is_some() { i + 5 } else { i + 3 };
            return self.finished(hour as i8, m, text.len() == 2 && text.starts_with('0'), end);
        }
        let letter = self.l.get(i + 1).is_some_and(|l| matches!(l.lower.as_str(), "h" | "u" | "hs"))
            && (self.touch(i + 1) || minute(i + 2).is_some());
        let letter = letter && self.w.clock.contains(&self.l[i + 1].lower);
        if letter {
            let (m, end) = minute(i + 2).map_or((0, i + 2), |m| (m, i + 3));
            return Some((Clock { hour: hour as i8, minute: m, sure: true }, end));
        }
        let dotted = self.is(i + 1, ".") && self.touch(i + 1) && self.touch(i + 2);
        if let Some(m) = minute(i + 2).filter(|_| dotted) {
            let told = bare || self.told(i + 3) || self.range_told(i + 3);
            let date = self.is(i + 3, ".") && self.touch(i + 3) && self.number(i + 4).is_some();
            return if told && !date { self.finished(hour as i8, m, text.starts_with('0'), i + 3) } else { None };
        }
        if dotted || colon || self.is(i + 1, "/") || self.is(i + 1, "%") {
            return None;
        }
        if let Some(end) = self.phrase(&self.w.clock, i + 1) {
            // "in 2 hours" is a length.
            let length = matches!(
                self.l[i + 1].lower.as_str(),
                "hours" | "hour" | "hr" | "heures" | "heure" | "horas" | "hora" | "ore"
            ) && !bare;
            let (minute, end) = minute(end).filter(|_| !length).map_or((0, end), |m| (m, end + 1));
            if length {
                return None;
            }
            let sure = text.starts_with('0') || hour >= 7 || hour == 0;
            return self.with_half(Clock { hour: hour as i8, minute, sure }, end);
        }
        if self.half(i + 1).is_some() {
            return self.finished(hour as i8, 0, false, i + 1);
        }
        for (list, minutes) in [(&self.w.and_half, 30), (&self.w.and_quarter, 15), (&self.w.less_quarter, -15)] {
            if let Some(end) = self.phrase(list, i + 1) {
                return self.with_half(shifted(hour as i8, minutes), end);
            }
        }
        // "Alle 17 e 30"
        if let Some(m) =
            minute(i + 2).filter(|m| bare && matches!(m, 30 | 45) && self.phrase(&self.w.and, i + 1) == Some(i + 2))
        {
            return self.finished(hour as i8, m, false, i + 3);
        }
        // An hour alone: behind "at", and nothing behind it that makes it a count or a day.
        let counted =
            self.l.get(i + 1).is_some_and(|l| l.text.starts_with(char::is_lowercase) && !self.ends_hour(i + 1));
        let day = self.which(&self.w.months, i + 1).is_some()
            || self.phrase(&self.w.of, i + 1).is_some_and(|n| self.which(&self.w.months, n).is_some());
        let address = self.l[i].text.starts_with('0') && text.len() == 1;
        (bare && !counted && !day && !address && hour > 0).then(|| self.finished(hour as i8, 0, false, i + 1)).flatten()
    }

    /// Does a word behind say that what stands before is a time?
    fn told(&self, i: usize) -> bool {
        self.phrase(&self.w.clock, i).is_some() || self.half(i).is_some()
    }

    /// "09.00 – 10.30 Uhr": the second end says what both are.
    fn range_told(&self, i: usize) -> bool {
        let second = self.phrase(&self.w.range, i).filter(|s| self.number(*s).is_some());
        second.is_some_and(|s| {
            let dotted = self.is(s + 1, ".") && self.touch(s + 1) && self.touch(s + 2);
            dotted && self.number(s + 2).is_some() && self.told(s + 3)
        })
    }

    /// Words that may stand behind a bare hour without making it a count.
    fn ends_hour(&self, i: usize) -> bool {
        let words = self.w.of.iter().chain(&self.w.at).chain(&self.w.next).chain(&self.w.range);
        let known = [
            "on", "or", "and", "oder", "und", "ou", "et", "o", "y", "e", "of", "en", "sharp", "for", "via", "with",
            "per", "por", "mit", "avec", "con", "com", "met", "bei", "our", "your", "local", "bring", "works", "im",
            "in", "zeit", "time", "passt", "ginge", "würde", "da", "geht",
        ];
        known.contains(&self.l[i].lower.as_str())
            || words.into_iter().any(|w| *w == self.l[i].lower)
            || self.which(&self.w.weekdays, i).is_some()
            || self.which(&self.w.days, i).is_some()
    }

    fn half(&self, i: usize) -> Option<usize> {
        self.phrase(&self.w.pm, i).or(self.phrase(&self.w.am, i))
    }

    /// Puts am or pm, and a word of clocks, behind a time in digits.
    fn finished(&self, hour: i8, minute: i8, zero: bool, end: usize) -> Option<(Clock, usize)> {
        let told = self.phrase(&self.w.clock, end).filter(|_| self.w.pm.is_empty() || self.l[end].text.len() > 1);
        let end = told.unwrap_or(end);
        let sure = zero || hour >= 13 || hour == 0 || told.is_some() && hour >= 7;
        self.with_half(Clock { hour, minute, sure }, end)
    }

    fn with_half(&self, mut clock: Clock, end: usize) -> Option<(Clock, usize)> {
        if let Some(next) = self.phrase(&self.w.pm, end) {
            clock.hour += if clock.hour < 12 { 12 } else { 0 };
            clock.sure = true;
            return Some((clock, next));
        }
        if let Some(next) = self.phrase(&self.w.am, end) {
            clock.hour = if clock.hour == 12 { 0 } else { clock.hour };
            clock.sure = true;
            return Some((clock, next));
        }
        Some((clock, end))
    }

    /// `CET`, `(GMT+1)`, `UTC`, `London time`, `heure de Paris`.
    fn zone(&self, i: usize) -> Option<(Zone, usize)> {
        if let Some(next) = self.phrase(&self.w.zone_before, i) {
            let place = zones::PLACES
                .iter()
                .filter_map(|(name, zone)| self.one_phrase(name, next).map(|end| (Zone::Named(zone), end)))
                .max_by_key(|(_, end)| *end);
            if place.is_some() {
                return place;
            }
        }
        let place = zones::PLACES
            .iter()
            .filter_map(|(name, zone)| self.one_phrase(name, i).map(|end| (zone, end)))
            .max_by_key(|(_, end)| *end);
        if let Some((zone, next)) = place
            && let Some(end) = self.phrase(&self.w.zone_after, next)
        {
            return Some((Zone::Named(zone), end));
        }
        let lexeme = self.l.get(i)?;
        if matches!(lexeme.text, "UTC" | "GMT" | "utc" | "gmt" | "Z") {
            return Some(self.offset(i + 1).unwrap_or((Zone::Named("UTC"), i + 1)));
        }
        let upper = lexeme.text.len() >= 2 && lexeme.text.chars().all(|c| c.is_ascii_uppercase());
        let named = zones::abbreviation(lexeme.text).filter(|_| upper)?;
        if zones::is_ambiguous(lexeme.text) {
            return Some((Zone::Letters(named), i + 1));
        }
        Some((Zone::Named(named), i + 1))
    }

    /// `+1`, `+01:00`, `-0500` behind UTC or GMT.
    fn offset(&self, i: usize) -> Option<(Zone, usize)> {
        let sign = match self.l.get(i)?.text {
            "+" => 1,
            "-" | "–" | "−" => -1,
            _ => return None,
        };
        let number = self.number(i + 1).filter(|_| self.touch(i + 1))?;
        if self.l[i + 1].text.len() == 4 {
            return Some((Zone::Offset(sign * ((number / 100 * 3600 + number % 100 * 60) as i32)), i + 2));
        }
        let minutes = self.number(i + 3).filter(|_| self.is(i + 2, ":") && self.touch(i + 2)).filter(|m| *m < 60);
        let end = if minutes.is_some() { i + 4 } else { i + 2 };
        (number <= 14).then(|| (Zone::Offset(sign * (number * 3600 + minutes.unwrap_or(0) * 60) as i32), end))
    }
}

/// An hour and some minutes later or earlier.
fn shifted(hour: i8, minutes: i16) -> Clock {
    let total = (i16::from(hour) * 60 + minutes).rem_euclid(24 * 60);
    Clock { hour: (total / 60) as i8, minute: (total % 60) as i8, sure: false }
}

/// A time that leaves open which half of the day it is: interviews are not held before seven in the morning.
fn settled(mut clock: Clock) -> Clock {
    if !clock.sure && (1..7).contains(&clock.hour) {
        clock.hour += 12;
    }
    clock
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
            ("en", "1430 hrs", "14:30"),
            ("en", "2.30pm", "14:30"),
            ("en", "Thursday 19/11 @ 1345", "13:45"),
            ("en", "10 - 11 a.m.", "10:00-11:00"),
            ("de", "um 14.30 Uhr", "14:30"),
            ("de", "um halb drei", "14:30"),
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
            ("en", "at 3 locations"),
            ("en", "at three locations"),
            ("en", "founded in Leeds at 2020"),
            ("fr", "à une entrevue"),
            ("fr", "comptez une heure"),
            ("nl", "het gesprek duurt een uur"),
            ("en", "a team of 12"),
            ("en", "call 555-0187"),
            ("en", "v1.2.30"),
            ("de", "am 4. März"),
            ("fr", "à 3 km"),
            ("nl", "voor 12 mensen"),
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
}
