//! Dates as they are written: numbers in every order, and months by name.

use super::Day;
use super::lexeme::Scan;

impl Scan<'_> {
    pub(super) fn date(&self, i: usize) -> Option<(Day, usize)> {
        self.numeric(i).or_else(|| self.day_month(i)).or_else(|| self.month_day(i))
    }

    /// `2026-12-01`, `01.12.2026`, `1.12.`, `12/1/2026`, `3/4`
    pub(super) fn numeric(&self, i: usize) -> Option<(Day, usize)> {
        let first = self.number(i)?;
        if self.touch(i) && [".", ":", "/", "-"].iter().any(|s| i > 0 && self.is(i - 1, s)) {
            return None;
        }
        if self.is_fraction(i) {
            return None;
        }
        let sign = self.l.get(i + 1).filter(|l| matches!(l.text, "." | "/" | "-") && self.touch(i + 1))?.text;
        let second = self.number(i + 2).filter(|_| self.touch(i + 2) || sign == ".")?;
        let gap = !self.touch(i + 2);
        let third = if self.is(i + 3, sign) && self.touch(i + 3) {
            self.number(i + 4).filter(|_| self.touch(i + 4) || sign == "." && self.l[i + 4].text.len() == 4)
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

    /// "1 **1/4** Stunden", "**3/4** hour": a part of something, with a number before it or a unit behind it.
    fn is_fraction(&self, i: usize) -> bool {
        let part = matches!(
            (self.number(i), self.number(i + 2)),
            (Some(1), Some(2..=4)) | (Some(3), Some(4)) | (Some(2), Some(3))
        );
        let slashed = self.is(i + 1, "/") && self.touch(i + 1) && self.touch(i + 2) && !self.is(i + 3, "/");
        let counted = i > 0 && self.l[i - 1].text.len() == 1 && self.number(i - 1).is_some();
        let whole = counted && (i < 2 || !matches!(self.l[i - 2].text, "." | ":" | "/"));
        part && slashed && (whole || self.phrase(&self.w.lengths, i + 3).is_some())
    }

    /// "25.11" behind a weekday and before "at": nothing may make it a time.
    pub(super) fn without_year(&self, i: usize) -> Option<(Day, usize)> {
        let day = self.number(i).filter(|d| (1..=31).contains(d))?;
        let dotted = self.is(i + 1, ".") && self.touch(i + 1) && self.touch(i + 2);
        let month = self.number(i + 2).filter(|m| dotted && (1..=12).contains(m))?;
        let at = self.phrase(&self.w.at, self.skip(i + 3, &[","])).is_some();
        (at && !self.told(i + 3))
            .then(|| (Day { day: Some(day as i8), month: Some(month as i8), ..Day::default() }, i + 3))
    }

    pub(super) fn year(&self, i: usize, value: u32) -> Option<i16> {
        match self.l[i].text.len() {
            4 if (2000..2100).contains(&value) => Some(value as i16),
            2 => Some(2000 + value as i16),
            _ => None,
        }
    }

    /// `3 March 2026`, `3rd of March`, `3. März`, `1er avril`, `4-mar-2025`, `vingt-sept novembre`
    pub(super) fn day_month(&self, i: usize) -> Option<(Day, usize)> {
        if let Some((day, next)) = self.which(&self.w.day_words, i) {
            let (month, behind) = self.which(&self.w.months, self.behind_number(next))?;
            let (year, end) = self.behind_month(behind);
            return Some((Day { day: Some(day + 1), month: Some(month + 1), year, ..Day::default() }, end));
        }
        let day = self.number(i).filter(|d| (1..=31).contains(d) && self.l[i].text.len() <= 2)?;
        if i > 0 && self.touch(i) && [":", "/", "."].iter().any(|s| self.is(i - 1, s)) {
            return None;
        }
        let next = self.behind_number(i + 1);
        let Some((month, behind)) = self.which(&self.w.months, next) else {
            let (month, year) = self.shared_month(next)?;
            return Some((Day { day: Some(day as i8), month: Some(month), year, ..Day::default() }, next));
        };
        let (year, end) = self.behind_month(behind);
        Some((Day { day: Some(day as i8), month: Some(month + 1), year, ..Day::default() }, end))
    }

    /// What stands behind the number of a day: past `th`, a full stop, "of".
    fn behind_number(&self, mut next: usize) -> usize {
        let suffix = ["st", "nd", "rd", "th", "er", "º", "ª", "°", "e", "de", "ste"];
        if self.l.get(next).is_some_and(|l| suffix.contains(&&*l.lower)) {
            next += 1;
        }
        next = self.skip(next, &[".", "-", "°"]);
        while let Some(after) = self.phrase(&self.w.of, next) {
            next = after;
        }
        next
    }

    /// "the 3rd or the 4th of March", "jueves 10 o viernes 11 de diciembre": the first day has the second's month.
    fn shared_month(&self, i: usize) -> Option<(i8, Option<i16>)> {
        let mut next = self.phrase(&self.w.or, i)?;
        while let Some(after) =
            self.phrase(&self.w.of, next).or_else(|| self.which(&self.w.weekdays, next).map(|(_, after)| after))
        {
            next = self.skip(after, &[",", "."]);
        }
        self.number(next).filter(|d| (1..=31).contains(d) && self.l[next].text.len() <= 2)?;
        // "Am 26. oder 27.11."
        let Some((month, behind)) = self.which(&self.w.months, self.behind_number(next + 1)) else {
            let (day, _) = self.numeric(next).filter(|(day, _)| day.swapped.is_none())?;
            return Some((day.month?, day.year));
        };
        Some((month + 1, self.behind_month(behind).0))
    }

    /// `March 3rd, 2026`, `Dec 3`
    pub(super) fn month_day(&self, i: usize) -> Option<(Day, usize)> {
        let (month, next) = self.which(&self.w.months, i)?;
        let next = self.skip(next, &[".", "-"]);
        let next = self.phrase(&self.w.of, next).unwrap_or(next);
        let day = self.number(next).filter(|d| (1..=31).contains(d) && self.l[next].text.len() <= 2)?;
        if self.is(next + 1, ":") && self.touch(next + 1) {
            return None;
        }
        let mut end = next + 1;
        if self.l.get(end).is_some_and(|l| ["st", "nd", "rd", "th"].contains(&&*l.lower) && self.touch(end)) {
            end += 1;
        }
        let (year, end) = self.behind_month(end);
        Some((Day { day: Some(day as i8), month: Some(month + 1), year, ..Day::default() }, end))
    }

    /// The year behind a day and month, if one stands there.
    pub(super) fn behind_month(&self, at: usize) -> (Option<i16>, usize) {
        let mut next = self.skip(at, &[",", ".", "-"]);
        while let Some(after) = self.phrase(&self.w.of, next) {
            next = after;
        }
        match self.number(next).filter(|y| (2000..2100).contains(y) && self.l[next].text.len() == 4) {
            Some(year) if !self.is(next + 1, ":") => (Some(year as i16), next + 1),
            _ => (None, at),
        }
    }
}
