//! Days that only their number tells: "on the 3rd at four", "Monday the 23rd", "jueves 26".

use super::Day;
use super::lexeme::{Lexeme, Scan};

/// Lexemes between the first of a time and the number of its day.
const AT_MOST: usize = 9;

impl Scan<'_> {
    /// "on the 3rd at four", "le 2 à 16h": the number of a day, where a time follows.
    pub(super) fn number_alone(&self, i: usize) -> Option<(Day, usize)> {
        let at = self.phrase(&self.w.the, i)?;
        self.number_day(at).or_else(|| self.number_behind_on(i, at))
    }

    /// "The same time on the 11th.", "op de 11e": letters behind it and nothing that it counts say that it is a day.
    fn number_behind_on(&self, i: usize, at: usize) -> Option<(Day, usize)> {
        let day = self.number(at).filter(|d| (1..=31).contains(d))?;
        let on = (i.saturating_sub(1)..=i).any(|on| self.phrase(&self.w.on, on).is_some_and(|next| next > i || on < i));
        let end = self.ordinal(at).filter(|end| on && !self.is(end - 1, ".") && self.closes(*end))?;
        Some((Day { day: Some(day as i8), ..Day::default() }, end))
    }

    /// The number of a day, with a word for its month or a time behind it.
    pub(super) fn number_day(&self, at: usize) -> Option<(Day, usize)> {
        let day = self.number(at).filter(|d| (1..=31).contains(d) && self.l[at].text.len() <= 2)?;
        if let Some(end) = self.same_month(at) {
            return Some((Day { day: Some(day as i8), ..Day::default() }, end));
        }
        let end = match self.ordinal(at) {
            // "Sonst am 10., gleiche Zeit": no number of anything else stands so.
            // "The 8th (Tuesday)"
            Some(end) if self.is(end, "(") && self.which(&self.w.weekdays, end + 1).is_some() => {
                let (weekday, end) = self.which(&self.w.weekdays, end + 1)?;
                let day = Day { day: Some(day as i8), weekday: Some(weekday), ..Day::default() };
                return Some((day, self.skip(end, &[")"])));
            }
            Some(end) if self.is(end, ",") || self.is(end, "?") => {
                return Some((Day { day: Some(day as i8), ..Day::default() }, end));
            }
            Some(end) => end,
            // "The 3 at work": English and German write which of them it is.
            None if self.w.past.is_empty() => at + 1,
            None => return None,
        };
        let day = Day { day: Some(day as i8), ..Day::default() };
        let timed = self.leads_to_time(end) || self.closes(end) && self.behind_time(at);
        timed.then_some((day, end))
    }

    /// Does a time follow behind a word for "at"?
    fn leads_to_time(&self, i: usize) -> bool {
        let at = self.phrase(&self.w.at, self.skip(i, &[",", "("]));
        at.is_some_and(|from| self.clock(from, true).is_some())
    }

    /// "At ten on | the 9th", "a las diez del | día 9": does a time end right before the number of a day?
    fn behind_time(&self, at: usize) -> bool {
        if self.asked.replace(true) {
            return false;
        }
        let leads = |mut end: usize| {
            while let Some(next) = [&self.w.on, &self.w.of, &self.w.the].iter().find_map(|list| self.phrase(list, end))
            {
                end = next;
            }
            end == at
        };
        let time = |from| self.time(from).is_some_and(|(_, _, end)| end < at && leads(end));
        let found = (at.saturating_sub(AT_MOST)..at).any(time);
        self.asked.set(false);
        found
    }

    /// "Jueves 26 de 9:00 a 9:30", "le jeudi 10 dans nos locaux": a number right behind a weekday that is no hour.
    pub(super) fn day_of_weekday(&self, i: usize) -> Option<usize> {
        let beside = i > 0 && self.l[i - 1].text.starts_with(char::is_alphabetic) && self.l[i].text.len() <= 2;
        if !self.w.past.is_empty() || !beside || self.clock(i, false).is_some() || self.half(i + 1).is_some() {
            return None;
        }
        let words = [&self.w.of, &self.w.at, &self.w.about, &self.w.range_from, &self.w.onwards, &self.w.behind_hour];
        let goes_on = words.iter().any(|list| self.phrase(list, i + 1).is_some()) || self.part(i + 1).0.is_some();
        goes_on.then_some(i + 1)
    }

    /// "Jeudi, de | 8 à 12": the first of two hours, not a day.
    pub(super) fn opens_stretch(&self, i: usize) -> bool {
        let from = (i.saturating_sub(2)..i).any(|at| self.phrase(&self.w.range_from, at) == Some(i));
        from && self.phrase(&self.w.range, i + 1).is_some()
    }

    /// `23rd`, `24.`, `24th`: a day of the month without the month.
    pub(super) fn ordinal(&self, i: usize) -> Option<usize> {
        let suffix = |l: &Lexeme| ["st", "nd", "rd", "th", "e", "de", "ste"].contains(&&*l.lower);
        match self.l.get(i + 1) {
            Some(l) if suffix(l) && self.touch(i + 1) => Some(i + 2),
            Some(l) if l.text == "." && self.touch(i + 1) && self.number(i + 2).is_none() => Some(i + 2),
            _ => None,
        }
    }

    /// "Le 14 du même mois", "el 14 del corriente": the month was named before.
    pub(super) fn same_month(&self, i: usize) -> Option<usize> {
        self.phrase(&self.w.same_month, self.skip(i + 1, &["."]))
    }

    /// "Mercredi 9, 17h", "lunes 7 o martes 8": where nobody writes an hour so, a number right behind a weekday.
    pub(super) fn day_alone(&self, i: usize) -> Option<usize> {
        let close = matches!(self.l.get(i + 1).map(|l| l.text), None | Some("," | ")" | "?" | ";"));
        let other = self.phrase(&self.w.or, i + 1).is_some_and(|next| {
            let next = self.phrase(&self.w.on, next).unwrap_or(next);
            self.which(&self.w.weekdays, next).is_some()
        });
        let beside = i > 0 && self.l[i - 1].text.starts_with(char::is_alphabetic);
        (self.w.past.is_empty() && self.l[i].text.len() <= 2 && beside && (close || other)).then_some(i + 1)
    }

    /// The `24` of "martes 24 a las 9": a number behind a weekday, before "at" and a time.
    pub(super) fn day_before_time(&self, i: usize) -> Option<usize> {
        let comma = self.skip(i + 1, &[","]);
        let at = self.phrase(&self.w.at, comma)?;
        self.clock(at, true).map(|_| i + 1)
    }
}
