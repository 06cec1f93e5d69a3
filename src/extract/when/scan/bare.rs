//! Hours that nothing but their place tells: "Thursday afternoon, 2 or 4", "at 10, 11 or 12", "can we do 330".

use super::lexeme::Scan;
use super::range::settled;
use super::{Clock, Day};

/// Hours that are offered together in a list.
const LIST: usize = 5;

impl Scan<'_> {
    /// An hour that its place beside a day tells.
    pub(super) fn told_by_place(&self, i: usize) -> Option<(Clock, usize)> {
        self.spoken_range(i)
            .or_else(|| self.hour_of_a_stretch(i))
            .or_else(|| self.hour_of_day(i))
            .or_else(|| self.hour_before_day(i))
            .or_else(|| self.hour_of_a_list(i))
    }

    /// "Next Tuesday, 8 till 12", "tomorrow 9-11": the first of two hours in digits right behind a day.
    fn hour_of_a_stretch(&self, i: usize) -> Option<(Clock, usize)> {
        let (clock, next) = self.digits(i, true).filter(|_| self.number(i).is_some_and(|n| n < 24))?;
        let second = self.phrase(&self.w.range, next).filter(|second| self.number(*second).is_some())?;
        let (end, last) = self.digits(second, true)?;
        // "Monday 8 - 12 people are invited"
        let ends = self.closes(last) || self.goes_on(last);
        let hours = (settled(end).hour - settled(clock).hour).rem_euclid(12);
        let from = (i.saturating_sub(2)..i).find(|at| self.phrase(&self.w.range_from, *at) == Some(i));
        let day = self.day_before(from.unwrap_or(i)).filter(|day| day.weekday.is_some() || day.ahead.is_some())?;
        // "Thu 9-17" is when somebody is there.
        let short = self.l[..i].iter().rfind(|l| l.text.starts_with(char::is_alphabetic))?.text.chars().count() <= 3;
        let most = if short { 2 } else { 5 };
        (ends && (1..=most).contains(&hours) && (day.day.is_none() || from.is_some() || self.is(i - 1, ",")))
            .then_some((clock, next))
    }

    /// "10, 11 or 2pm", "9, 10 oder 14 Uhr": the hour of a list whose last one is surely a time.
    fn hour_of_a_list(&self, i: usize) -> Option<(Clock, usize)> {
        let apart = i == 0 || !self.touch(i);
        let (mut clock, next) = self.clock(i, true).filter(|_| apart && self.number(i).is_some())?;
        let mut at = next;
        for _ in 0..LIST {
            let last = self.phrase(&self.w.or, at);
            let item =
                last.or_else(|| self.is(at, ",").then_some(at + 1)).filter(|item| self.number(*item).is_some())?;
            let told = self.clock(item, false);
            if last.is_none() && told.is_some() {
                // "Room 4, 10:00 or 11:00"
                return None;
            }
            if let Some((told, _)) = told {
                let afternoon = told.sure && !clock.sure && clock.hour + 12 <= told.hour;
                clock.hour += if afternoon { 12 } else { 0 };
                return Some((clock, next));
            }
            at = self.clock(item, true)?.1;
        }
        None
    }

    /// The hour right behind a day that leaves no room for a date: "tomorrow 2", "Thursday afternoon, ten".
    fn hour_of_day(&self, i: usize) -> Option<(Clock, usize)> {
        let (clock, next) = self.clock(i, true).filter(|(_, next)| self.closes(*next))?;
        let day = self.day_before(i)?;
        // "Friday two", "Friday: 10": where a day of the month is written as "2." or "2nd", such a number is an hour.
        let written = !self.w.past.is_empty() && day.weekday.is_some() && day.day.is_none();
        let listed = day.weekday.is_some() && self.is(i - 1, ":");
        let spoken = listed || written && self.number(i).is_none();
        (day.half.is_some() || day.ahead.is_some() || spoken).then_some((clock, next))
    }

    /// "10 on Friday", "9.30 Friday morning", "10 or 2 on Friday": the hour stands right before its day.
    fn hour_before_day(&self, i: usize) -> Option<(Clock, usize)> {
        let (clock, next) = self.small_hour(i)?;
        let other = self.phrase(&self.w.or, next).and_then(|other| self.small_hour(other));
        // "We are seeing 3 on Thursday"
        let counts = i > 0 && self.l[i - 1].text.starts_with(char::is_alphabetic) && clock.hour < 7;
        if counts && clock.minute == 0 && other.is_none() {
            return None;
        }
        let leads = self.leads_to_day(next) || other.is_some_and(|(_, next)| self.leads_to_day(next));
        leads.then_some((clock, next))
    }

    /// An hour of a clock in digits, where the day of a month is not written so.
    fn small_hour(&self, i: usize) -> Option<(Clock, usize)> {
        // "2 hours on Thursday"
        let length = self.phrase(&self.w.lengths, i + 1).is_some();
        let small = self.number(i).is_some_and(|hour| (1..=12).contains(&hour)) && !length;
        let apart = i == 0 || !self.touch(i);
        if small && apart && !self.w.past.is_empty() { self.clock(i, true) } else { None }
    }

    /// Does a weekday or "tomorrow" follow, and no noun that it belongs to?
    fn leads_to_day(&self, i: usize) -> bool {
        let day = self.phrase(&self.w.on, i).unwrap_or(i);
        let named = self.which(&self.w.weekdays, day).or_else(|| self.which(&self.w.days, day));
        named.is_some_and(|(_, end)| self.closes(end) || self.part(end).0.is_some() || self.goes_on(end))
    }

    /// A time behind another one and "or" or a comma.
    pub(super) fn time_behind(&self, time: usize, i: usize) -> Option<(Clock, usize)> {
        let joined = self.phrase(&self.w.or, time) == Some(i) || self.is(time, ",") && time + 1 == i;
        let next = self.clock(i, true).filter(|(_, next)| self.closes(*next) || self.goes_on(*next));
        next.filter(|_| joined)
    }

    /// "Three thirty" as three digits, behind a word before hours.
    pub(super) fn three_digits(&self, i: usize) -> Option<(Clock, usize)> {
        let number = self.number(i).filter(|n| self.l[i].text.len() == 3 && n % 15 == 0 && (100..1000).contains(n))?;
        let (hour, minute) = ((number / 100) as i8, (number % 100) as i8);
        let goes_on = self.closes(i + 1) || self.ends_hour(i + 1);
        (minute < 60 && goes_on).then_some((Clock { hour, minute, sure: false }, i + 1))
    }

    /// The day that ends right before this lexeme: "mardi prochain, 14 heures".
    pub(super) fn day_before(&self, i: usize) -> Option<Day> {
        if self.asked.replace(true) {
            return None;
        }
        let end = if i > 0 && [",", ":", "("].iter().any(|sign| self.is(i - 1, sign)) { i - 1 } else { i };
        let found = (end.saturating_sub(4)..end).find_map(|from| self.day(from).filter(|(_, next)| *next == end));
        self.asked.set(false);
        found.map(|(day, _)| day)
    }
}
