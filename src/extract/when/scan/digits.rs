//! Times of day in digits.

use super::Clock;
use super::clock::shifted;
use super::lexeme::Scan;

impl Scan<'_> {
    /// Does a day end right before this lexeme: "mardi prochain, 14 heures"?
    pub(super) fn behind_day(&self, i: usize) -> bool {
        self.day_before(i).is_some()
    }

    /// Does a part of a day end right before this lexeme: "donderdag 's ochtends 8 uur"?
    fn behind_part(&self, i: usize) -> bool {
        (i.saturating_sub(3)..i).any(|from| self.part(from).0.is_some() && self.part(from).1 == i)
    }

    /// Does a day end right before the "at" before this lexeme: "giovedì alle 9", "Thursday around 4"?
    fn at_behind_day(&self, i: usize) -> bool {
        let at = |from: usize| [&self.w.at, &self.w.about].iter().any(|list| self.phrase(list, from) == Some(i));
        (i.saturating_sub(3)..i).any(|from| at(from) && self.behind_day(from))
    }

    /// "10.00   a walk round the house": a row that begins with a number and what stands in the next column.
    fn opens_row(&self, i: usize, next: usize) -> bool {
        let (before, behind) = (&self.text[..self.l[i].start], &self.text[self.l[next - 1].end..]);
        let opens =
            before.trim_end_matches([' ', '\t']).is_empty() || before.trim_end_matches([' ', '\t']).ends_with('\n');
        let column = behind.starts_with("  ") || behind.starts_with('\t');
        opens && column && self.l.get(next).is_some_and(|l| l.text.starts_with(char::is_alphabetic))
    }

    /// "Tuesday it is. 11.20, back door": a number with a point that begins a sentence, at a time when people meet.
    fn opens_sentence(&self, i: usize, next: usize) -> bool {
        let opens = i > 0 && matches!(self.l[i - 1].text, "." | "!" | "?") && !self.touch(i);
        let day =
            self.number(i).is_some_and(|h| (7..21).contains(&h)) && self.number(i + 2).is_some_and(|m| m % 5 == 0);
        opens && day && (self.is(next, ",") || self.l.get(next).is_none())
    }

    /// "Time: 10.50", "9.00 (CET)", "9.00 our time", "Friday (8.30)", "09.00-09.45 | Tour": a label, a zone, brackets
    /// of its own or a second end in the same form say that a number with a point is a time.
    fn dotted_told(&self, i: usize) -> bool {
        let behind = i + 3;
        let quarter = self.number(i + 2).is_some_and(|m| m % 15 == 0) && self.number(i).is_some_and(|h| h >= 7);
        let bracketed = i > 0 && self.is(i - 1, "(") && self.is(behind, ")") && quarter;
        let label = self.labelled(i) && self.numeric(i).is_none();
        let zone = self.zone(self.skip(behind, &["("])).is_some();
        bracketed
            || label
            || zone
            || self.behind_dotted(i)
            || self.is_one_of_two_dotted(i)
            || self.phrase(&self.w.own_time, behind).is_some()
            || self.range_of_dotted(i)
    }

    /// "Om 16.00 of 16.45": the second of two, both at a quarter of an hour.
    fn behind_dotted(&self, i: usize) -> bool {
        let quarter = |at: usize| self.number(at).is_some_and(|m| m % 15 == 0 && m < 60 && self.l[at].text.len() == 2);
        let Some(or) = i.checked_sub(1).filter(|or| self.phrase(&self.w.or, *or) == Some(i)) else { return false };
        let clock = or > 0 && self.phrase(&self.w.clock, or - 1) == Some(or);
        let Some(minute) = or.checked_sub(if clock { 2 } else { 1 }).filter(|m| *m >= 2) else { return false };
        let dotted = self.is(minute - 1, ".") && self.touch(minute - 1) && self.touch(minute);
        dotted && quarter(minute) && quarter(i + 2) && self.number(minute - 2).is_some_and(|h| (7..24).contains(&h))
    }

    /// "Friday 4 December; you can have either 11.00 or 2.20": two numbers with a point and "or" between them, the first
    /// at a quarter of an hour of a working day, and nothing behind them that they count.
    fn is_one_of_two_dotted(&self, i: usize) -> bool {
        let dotted = |at: usize| {
            let point = self.is(at + 1, ".") && self.touch(at + 1) && self.touch(at + 2);
            let minute = self.number(at + 2).filter(|m| *m < 60 && m % 5 == 0 && self.l[at + 2].text.len() == 2)?;
            self.number(at).filter(|h| point && (1..24).contains(h)).map(|h| (h, minute))
        };
        let pair = |first: usize, second: usize| {
            let opens = dotted(first).is_some_and(|(h, m)| (7..20).contains(&h) && m % 15 == 0);
            let sign =
                first > 0 && !self.l[first - 1].text.starts_with(char::is_alphabetic) && !self.is(first - 1, ",");
            opens && !sign && dotted(second).is_some() && self.closes(second + 3) && self.is_after_a_day(first)
        };
        match self.phrase(&self.w.or, i + 3) {
            Some(second) => pair(i, second),
            None => i >= 4 && self.phrase(&self.w.or, i - 1) == Some(i) && pair(i - 4, i),
        }
    }

    /// Does a weekday stand in the sentence before this lexeme?
    fn is_after_a_day(&self, i: usize) -> bool {
        let ends = |at: &usize| match self.l[*at].text {
            "?" | "!" | ";" => true,
            "." => !self.touch(at + 1) && at.checked_sub(1).is_some_and(|before| self.number(before).is_none()),
            _ => false,
        };
        let from = (0..i).rev().find(ends).map_or(0, |at| at + 1);
        (from..i).any(|at| self.which(&self.w.weekdays, at).is_some_and(|(_, end)| self.l[end - 1].text.len() > 2))
    }

    /// Does a word for a time of day, and a colon or the next cell, stand right before this lexeme?
    fn labelled(&self, i: usize) -> bool {
        let ends = |at: &usize| self.is(*at, ":") || self.is(*at, "|");
        let Some(colon) = i.checked_sub(1).filter(ends) else { return false };
        (colon.saturating_sub(3)..colon).any(|from| self.phrase(&self.w.time_label, from) == Some(colon))
    }

    /// "09.00-09.45" at the beginning of a row: no price or version has minutes by fives on both sides.
    fn range_of_dotted(&self, i: usize) -> bool {
        let dotted = |at: usize| {
            let point = self.is(at + 1, ".") && self.touch(at + 1) && self.touch(at + 2);
            let minute = self.number(at + 2).filter(|m| *m < 60 && m % 5 == 0 && self.l[at + 2].text.len() == 2)?;
            self.number(at).filter(|h| point && *h < 24).map(|h| h * 60 + minute)
        };
        let opens =
            |at: usize| self.text[..self.l[at].start].trim_end_matches([' ', '\t', '|', '-', '*', '\u{b7}', '•']);
        let pair = |first: usize, second: usize| {
            let row = opens(first);
            (row.is_empty() || row.ends_with('\n')) && dotted(first) < dotted(second) && dotted(first).is_some()
        };
        match self.phrase(&self.w.range, i + 3) {
            Some(second) => pair(i, second),
            None => i >= 4 && self.phrase(&self.w.range, i - 1) == Some(i) && pair(i - 4, i),
        }
    }

    /// "1330-1430": the first of two times of four digits, that are no years.
    fn four_of_two(&self, i: usize) -> Option<(Clock, usize)> {
        let four = |at: usize| {
            let n =
                self.number(at).filter(|n| self.l[at].text.len() == 4 && n % 5 == 0 && n / 100 < 24 && n % 100 < 60)?;
            Some(Clock { hour: (n / 100) as i8, minute: (n % 100) as i8, sure: true })
        };
        let sign = |at: usize| matches!(self.l.get(at).map(|l| l.text), Some("-" | "–"));
        let year = |at: usize| self.number(at).is_some_and(|n| (1900..2100).contains(&n));
        let (first, other) = match i {
            _ if sign(i + 1) => (i, i + 2),
            _ if i >= 2 && sign(i - 1) => (i - 2, i),
            _ => return None,
        };
        let (start, end) = (four(first)?, four(other)?);
        let times = start.minutes() < end.minutes() && !(year(first) && year(other));
        times.then_some((if i == first { start } else { end }, i + 1))
    }

    /// Four digits of a clock that stand by themselves behind a day with its number.
    fn is_four_behind_day(&self, i: usize) -> bool {
        let clock = self.number(i).is_some_and(|n| n / 100 < 24 && n % 100 < 60 && n % 5 == 0);
        let ends = self.closes(i + 1) || self.goes_on(i + 1) || self.phrase(&self.w.at, i + 1).is_some();
        clock && ends && self.day_before(i).is_some_and(|day| day.day.is_some())
    }

    /// "Mon 1 March   1830 / 1915 / 2000": one of several such times behind a day with its number, of which the first is
    /// no year.
    fn is_four_of_list(&self, i: usize) -> bool {
        let four = |at: usize| {
            let clock = self.number(at).filter(|n| n / 100 < 24 && n % 100 < 60 && n % 5 == 0);
            clock.filter(|_| self.l[at].text.len() == 4)
        };
        let sign = |at: usize| self.is(at, "/") || self.is(at, ",") || self.phrase(&self.w.or, at) == Some(at + 1);
        let mut first = i;
        while first >= 2 && sign(first - 1) && four(first - 2).is_some() {
            first -= 2;
        }
        let several = first < i || sign(i + 1) && four(i + 2).is_some();
        let told = several && four(i).is_some() && four(first).is_some_and(|n| !(1900..2100).contains(&n));
        told && self.day_before(first).is_some_and(|day| day.day.is_some())
    }

    /// "A talk of 20 minutes": what stands behind a number that says how long.
    fn is_unit(&self, i: usize) -> bool {
        self.phrase(&self.w.minute_units, i).is_some()
    }

    pub(super) fn digits(&self, i: usize, bare: bool) -> Option<(Clock, usize)> {
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
        // "Monday 30 Nov, 0830"
        if text.len() == 4 && !(1900..2100).contains(&hour) && self.is_four_behind_day(i) {
            return Some((Clock { hour: (hour / 100) as i8, minute: (hour % 100) as i8, sure: true }, i + 1));
        }
        if let Some(four) = self.four_of_two(i) {
            return Some(four);
        }
        if self.is_four_of_list(i) {
            return Some((Clock { hour: (hour / 100) as i8, minute: (hour % 100) as i8, sure: true }, i + 1));
        }
        if hour > 23 || text.len() > 2 {
            return self.three_digits(i).filter(|_| bare);
        }
        let minute = |at: usize| self.number(at).filter(|m| *m < 60 && self.l[at].text.len() == 2).map(|m| m as i8);
        let colon = self.is(i + 1, ":") && self.touch(i + 1) && self.touch(i + 2);
        if let Some(m) = minute(i + 2).filter(|_| colon) {
            // Seconds, as machines write them.
            let end = if self.is(i + 3, ":") && self.touch(i + 3) && minute(i + 4).is_some() { i + 5 } else { i + 3 };
            return self.finished(hour as i8, m, text.len() == 2 && text.starts_with('0'), end);
        }
        let letter = self.l.get(i + 1).is_some_and(|l| matches!(&*l.lower, "h" | "u" | "hs"))
            && (self.touch(i + 1) || minute(i + 2).is_some());
        let letter = letter && self.w.clock.contains(&self.l[i + 1].lower);
        if letter {
            let (m, end) = minute(i + 2).map_or((0, i + 2), |m| (m, i + 3));
            // "~2h", "(2h)": a length.
            if end == i + 2 && hour < 7 && !bare && !self.behind_day(i) {
                return None;
            }
            // In Quebec "1 h" is as often after noon.
            return Some((Clock { hour: hour as i8, minute: m, sure: !(1..5).contains(&hour) }, end));
        }
        let dotted = self.is(i + 1, ".") && self.touch(i + 1) && self.touch(i + 2);
        if let Some(m) = minute(i + 2).filter(|_| dotted) {
            let told = bare || self.told(i + 3) || self.range_told(i + 3) || (m > 12 || m == 0) && self.behind_day(i);
            let told = told || self.opens_row(i, i + 3) || self.opens_sentence(i, i + 3) || self.dotted_told(i);
            let date = self.is(i + 3, ".") && self.touch(i + 3) && self.number(i + 4).is_some();
            return if told && !date { self.finished(hour as i8, m, text.starts_with('0'), i + 3) } else { None };
        }
        // "Alle ore 14,45"
        let comma = self.is(i + 1, ",") && self.touch(i + 1) && self.touch(i + 2);
        let told = || bare || self.told(i + 3) || self.labelled(i);
        if let Some(m) = minute(i + 2).filter(|m| comma && m % 5 == 0 && told()) {
            return self.finished(hour as i8, m, text.starts_with('0'), i + 3);
        }
        if dotted || colon || self.is(i + 1, "/") || self.is(i + 1, "%") {
            return None;
        }
        if let Some(end) = self.phrase(&self.w.clock, i + 1) {
            // "in 2 hours", "verkoper (16 uur)": a length, unless something says when.
            let told = bare || self.labelled(i) || hour >= 9 && self.behind_day(i) || hour >= 6 && self.behind_part(i);
            let length = !told && self.phrase(&self.w.lengths, i + 1).is_some();
            let (minute, end) = minute(end).filter(|_| !length).map_or((0, end), |m| (m, end + 1));
            if length {
                return None;
            }
            if let Some((clock, end)) = self.parts(hour as i8, end).filter(|_| minute == 0) {
                return self.with_half(Clock { sure: hour > 12, ..clock }, end);
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
        // "11 c.t."
        if self.phrase(&self.w.quarter_late, i + 1).is_some() && self.number(i).is_some_and(|h| h > 0) {
            return self.with_half(Clock { hour: hour as i8, minute: 0, sure: true }, i + 1);
        }
        // "Alle 17 e 30"
        if let Some(m) = minute(i + 2).filter(|m| {
            self.phrase(&self.w.and, i + 1) == Some(i + 2)
                && (bare && matches!(m, 30 | 45) || m % 5 == 0 && self.labelled(i))
        }) {
            return self.finished(hour as i8, m, false, i + 3);
        }
        // An hour alone: behind "at", and nothing behind it that makes it a count or a day.
        let counted =
            self.l.get(i + 1).is_some_and(|l| l.text.starts_with(char::is_lowercase) && !self.ends_hour(i + 1));
        let counted = counted && !self.at_behind_day(i) || self.is_unit(i + 1);
        let day = self.which(&self.w.months, self.skip(i + 1, &["."])).is_some()
            || self.phrase(&self.w.of, i + 1).is_some_and(|n| self.which(&self.w.months, n).is_some());
        let address = self.l[i].text.starts_with('0') && text.len() == 1;
        (bare && !counted && !day && !address && hour > 0).then(|| self.finished(hour as i8, 0, false, i + 1)).flatten()
    }
}
