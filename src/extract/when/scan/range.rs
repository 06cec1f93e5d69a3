//! A time of day with the end of its range.

use super::Clock;
use super::lexeme::Scan;
use crate::extract::when::hours::is_of_a_night;

impl Scan<'_> {
    /// A time of day, perhaps with the end of a range.
    pub(super) fn time(&self, i: usize) -> Option<(Clock, Option<Clock>, usize)> {
        let (bare, from) = match self.phrase(&self.w.at, i) {
            Some(next) => (true, next),
            // "Thursday around 4"
            None => {
                match self.phrase(&self.w.about, i).filter(|next| self.number(*next).is_some() && self.behind_day(i)) {
                    Some(next) => (true, next),
                    None => (false, i),
                }
            }
        };
        if let Some((start, next)) = self.onwards(i) {
            return Some(self.with_end(start, next, None));
        }
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
        if let Some(window) = self.between(i, from) {
            return Some(window);
        }
        let (start, next) = self.clock(from, bare).or_else(|| self.told_by_place(from))?;
        if next == from + 1 && self.is_how_long(next) {
            return None;
        }
        // "Tra le 15:00 e le 17:00"
        let and = self.phrase(&self.w.or, next).filter(|_| self.is_between(i, from));
        Some(self.with_end(start, next, and))
    }

    /// "a talk of 12-15 **minutes**": do the end of a range and a unit stand behind its first number?
    fn is_how_long(&self, next: usize) -> bool {
        let end = self.phrase(&self.w.range, next).filter(|end| self.number(*end).is_some());
        end.is_some_and(|end| self.phrase(&self.w.minute_units, end + 1).is_some())
    }

    /// A time with the end of its range, if one stands behind it or at `and`.
    fn with_end(&self, mut start: Clock, next: usize, and: Option<usize>) -> (Clock, Option<Clock>, usize) {
        if let Some(sign) = self.phrase(&self.w.range, next).or(and) {
            let from = self.phrase(&self.w.about, sign).unwrap_or(sign);
            let from = self.phrase(&self.w.at, from).or_else(|| self.phrase(&self.w.the, from)).unwrap_or(from);
            if let Some((end, last)) = self.clock(from, true).filter(|(end, _)| goes_on(start, *end)) {
                if !start.sure && end.sure && end.hour >= 12 && start.hour + 12 <= end.hour && start.hour < 12 {
                    start.hour += 12;
                }
                return (settled(start), Some(settled(end)), last);
            }
        }
        (settled(start), None, next)
    }

    /// "Saturday, eight till noon": the first of two hours in words right behind a day.
    pub(super) fn spoken_range(&self, i: usize) -> Option<(Clock, usize)> {
        let (clock, next) = self.clock(i, true).filter(|_| self.number(i).is_none())?;
        let second = self.phrase(&self.w.range, next).filter(|_| self.l[next].text.starts_with(char::is_alphabetic))?;
        (self.clock(second, true).is_some() && self.behind_day(i)).then_some((clock, next))
    }

    /// "Any time after 4", "n'importe quand après 17h": nothing may be counted behind it.
    fn onwards(&self, i: usize) -> Option<(Clock, usize)> {
        let next = self.phrase(&self.w.onwards, i)?;
        let next = self.phrase(&self.w.about, next).unwrap_or(next);
        let next = self.phrase(&self.w.at, next).unwrap_or(next);
        self.clock(next, false)
            .or_else(|| self.clock(next, true).filter(|(_, end)| self.closes(*end) || self.goes_on(*end)))
    }

    /// "Between 4 and 6pm", "tussen 19.00 en 20.00 uur": the second end says that both are times.
    fn between(&self, i: usize, from: usize) -> Option<(Clock, Option<Clock>, usize)> {
        if !self.is_between(i, from) {
            return None;
        }
        let (start, next) = self.clock(from, true)?;
        let second = self.phrase(&self.w.or, next)?;
        // "Tra le 10 e le 11"
        let articled = second > next + 1;
        let second = self.phrase(&self.w.at, second).or_else(|| self.phrase(&self.w.the, second)).unwrap_or(second);
        let (end, last) = self.clock(second, true)?;
        // "Entre 2 et 3 heures" is how long.
        let told = articled
            || self.clock(second, false).is_some()
            || self.phrase(&self.w.clock, last - 1) == Some(last) && end.hour >= 8
            || self.is_between_behind_day(from);
        if !told {
            return None;
        }
        let later = start.hour < 12 && !start.sure && end.hour >= start.hour + 12;
        let start = Clock { hour: start.hour + if later { 12 } else { 0 }, sure: start.sure || end.sure, ..start };
        let (start, end) = (settled(start), settled(end));
        (end.minutes() > start.minutes()).then_some((start, Some(end), last))
    }

    /// Does a word for "between" stand before a time that begins at `i`, or as its "at"?
    fn is_between(&self, i: usize, from: usize) -> bool {
        let opens = |at: usize| {
            let next = self.phrase(&self.w.range_from, at)?;
            Some(self.phrase(&self.w.the, next).unwrap_or(next))
        };
        (i.saturating_sub(3)..=i).any(|at| opens(at).is_some_and(|next| next == i || next == from))
    }

    /// "Thursday between 9 and 11", "Thursday – any time between 9 and 11": behind a day it is hardly how long.
    fn is_between_behind_day(&self, from: usize) -> bool {
        let word = |at: &usize| self.phrase(&self.w.range_from, *at).is_some_and(|next| next <= from);
        let Some(at) = (from.saturating_sub(3)..from).find(word) else { return false };
        let words = self.l[..at].iter().rev().take_while(|l| l.text.starts_with(char::is_lowercase)).take(2).count();
        let dashed = |at: usize| at > 0 && ["-", "–", "—"].iter().any(|dash| self.is(at - 1, dash));
        (at - words..=at).any(|at| self.behind_day(at) || dashed(at) && self.behind_day(at - 1))
    }
}

/// Can a range begin and end so? One that ends before it began is a shift, over midnight.
fn goes_on(start: Clock, end: Clock) -> bool {
    end.minutes() > start.minutes() || !start.sure || !end.sure || is_of_a_night(start, end)
}

/// A time that leaves open which half of the day it is: interviews are not held before seven in the morning.
pub(super) fn settled(mut clock: Clock) -> Clock {
    if !clock.sure && (0..7).contains(&clock.hour) {
        clock.hour += 12;
    }
    clock
}
