//! Days as they are written: words, weekdays, and what stands beside them.

use super::Day;
use super::lexeme::{Lexeme, Scan};

impl Scan<'_> {
    pub(super) fn day(&self, i: usize) -> Option<(Day, usize)> {
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
    pub(super) fn weekday(&self, weekday: i8, next: usize, next_before: bool) -> Option<(Day, usize)> {
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
        if let Some((day, end)) = self.without_year(behind) {
            return Some((Day { weekday: Some(weekday), ..day }, end));
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
    pub(super) fn ordinal(&self, i: usize) -> Option<usize> {
        let suffix = |l: &Lexeme| ["st", "nd", "rd", "th"].contains(&l.lower.as_str());
        match self.l.get(i + 1) {
            Some(l) if suffix(l) && self.touch(i + 1) => Some(i + 2),
            Some(l) if l.text == "." && self.touch(i + 1) && self.number(i + 2).is_none() => Some(i + 2),
            _ => None,
        }
    }

    /// The `24` of "martes 24 a las 9": a number behind a weekday, before "at" and a time.
    pub(super) fn day_before_time(&self, i: usize) -> Option<usize> {
        let comma = self.skip(i + 1, &[","]);
        let at = self.phrase(&self.w.at, comma)?;
        self.clock(at, true).map(|_| i + 1)
    }

    /// A weekday behind its date: "27 de novembro, sexta-feira", "25/11/2026 (quarta-feira)".
    pub(super) fn weekday_behind(&self, day: &mut Day, next: usize) -> usize {
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

    /// A day behind a word of deadlines is one.
    pub(super) fn marked(&self, mut day: Day, i: usize) -> Day {
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
}
