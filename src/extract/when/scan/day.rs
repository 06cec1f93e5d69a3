//! Days as they are written: words, weekdays, and what stands beside them.

use super::lexeme::Scan;
use super::{Day, Half};
use crate::text::ends_with;
use crate::words::schema::Phrases;
use std::collections::BTreeMap;

impl Scan<'_> {
    pub(super) fn day(&self, i: usize) -> Option<(Day, usize)> {
        let tomorrow = self.which(&self.w.days, i).map_or(0, |(_, next)| next);
        if let Some(next) = self.phrase(&self.w.following, i).filter(|next| *next > tomorrow) {
            return Some((Day { following: true, ..Day::default() }, next));
        }
        if let Some(next) = self.phrase(&self.w.same_day, i) {
            return Some((Day { same: true, ..Day::default() }, next));
        }
        if let Some((later, next)) = self.amount(&self.w.later_before, i) {
            return self.named(next).map(|(day, end)| (Day { later, ..day }, end));
        }
        if let Some((day, next)) = self.in_next_week(i).or_else(|| self.half_of_day(i)) {
            return Some((day, next));
        }
        if let Some((day, next)) = self.named(i) {
            return Some(self.shifted_behind(day, next));
        }
        self.ahead(i).or_else(|| self.date_of(i)).or_else(|| self.number_alone(i))
    }

    /// A date without a weekday before it.
    fn date_of(&self, i: usize) -> Option<(Day, usize)> {
        self.phrase(&self.w.next, i).is_none().then(|| self.date(i)).flatten()
    }

    /// "tomorrow", "next Tuesday", "Tuesday afternoon", "Tuesday, 3 March".
    fn named(&self, i: usize) -> Option<(Day, usize)> {
        if let Some((n, next)) = self.which(&self.w.days, i) {
            let clear = !(n == 1 && self.l[i].lower == "mañana" && i > 0 && self.l[i - 1].lower == "la");
            let (half, next) = self.part(next);
            return clear.then(|| (Day { ahead: Some(i64::from(n)), half, ..Day::default() }, next));
        }
        if let Some((n, half)) = self.with_part(i, &self.w.days) {
            return Some((Day { ahead: Some(i64::from(n)), half: Some(half), ..Day::default() }, i + 1));
        }
        if let Some(next) = self.phrase(&self.w.tonight, i) {
            return Some((Day { ahead: Some(0), half: Some(Half::Afternoon), ..Day::default() }, next));
        }
        let coming = self.phrase(&self.w.coming, i);
        // "This afternoon".
        if let Some((Some(half), next)) = coming.map(|from| self.part(from)) {
            return Some((Day { ahead: Some(0), half: Some(half), ..Day::default() }, next));
        }
        let skips = self.phrase(&self.w.next, i).filter(|_| coming.is_none());
        let (before, from) = (skips.is_some(), skips.or(coming).unwrap_or(i));
        let (weekday, next, half) = self.weekday_word(from).filter(|_| !self.touch(from))?;
        let (day, next) = self.weekday(weekday, next, before)?;
        Some((Day { half: day.half.or(half), ..day }, next))
    }

    /// "next week, on Tuesday".
    fn in_next_week(&self, i: usize) -> Option<(Day, usize)> {
        let mut from = self.skip(self.phrase(&self.w.next_week, i)?, &[","]);
        while let Some(next) = self.phrase(&self.w.on, from).or_else(|| self.phrase(&self.w.of, from)) {
            from = next;
        }
        let (weekday, next, half) = self.weekday_word(from)?;
        let (day, next) = self.weekday(weekday, next, true)?;
        Some((Day { half: day.half.or(half), ..day }, next))
    }

    /// "The evening of Tuesday the 26th", "la tarde del martes".
    fn half_of_day(&self, i: usize) -> Option<(Day, usize)> {
        let (half, next) = self.part(i);
        let half = half?;
        let mut from = self.phrase(&self.w.of, next)?;
        while let Some(next) = self.phrase(&self.w.the, from).or_else(|| self.phrase(&self.w.of, from)) {
            from = next;
        }
        let day = self.named(from).or_else(|| self.date(from)).or_else(|| self.number_day(from));
        let (day, end) = day?;
        Some((Day { half: day.half.or(Some(half)), ..day }, end))
    }

    /// "jeudi en huit", "Thursday week", "Tuesday, next week".
    fn shifted_behind(&self, day: Day, next: usize) -> (Day, usize) {
        if day.month.is_some() || day.day.is_some() {
            return (day, next);
        }
        // "The Saturday after, at ten", not "Thursday after the show" nor "Thursday after four".
        let ends = |end: usize| self.closes(end) || self.phrase(&self.w.at, end).is_some();
        if let Some(end) = self.phrase(&self.w.after_it, next).filter(|end| day.weekday.is_some() && ends(*end)) {
            return (Day { after_it: true, ..day }, end);
        }
        if let Some((later, end)) = self.amount(&self.w.later_behind, next) {
            return (Day { later, ..day }, end);
        }
        match self.phrase(&self.w.next_week, self.skip(next, &[","])).filter(|_| day.weekday.is_some()) {
            Some(end) => (Day { next: true, ..day }, end),
            None => (day, next),
        }
    }

    /// "in two days" before a time.
    fn ahead(&self, i: usize) -> Option<(Day, usize)> {
        let from = self.phrase(&self.w.ahead, i)?;
        let (number, next) = match self.number(from) {
            Some(n) => (i64::from(n), from + 1),
            None => self.which(&self.w.numbers, from).map(|(n, next)| (i64::from(n) + 1, next))?,
        };
        let unit = |list: &Phrases| self.phrase(list, next);
        let (days, end) = unit(&self.w.day_units)
            .map(|end| (number, end))
            .or_else(|| unit(&self.w.week_units).map(|end| (number * 7, end)))?;
        self.time(self.skip(end, &[","]))?;
        (1..=60).contains(&days).then(|| (Day { ahead: Some(days), ..Day::default() }, end))
    }

    /// A weekday and, where it is one word with it or behind it, the half of the day: "Donnerstagnachmittag".
    fn weekday_word(&self, i: usize) -> Option<(i8, usize, Option<Half>)> {
        if let Some((weekday, next)) = self.which(&self.w.weekdays, i) {
            return Some((weekday, next, None));
        }
        self.with_part(i, &self.w.weekdays).map(|(n, half)| (n, i + 1, Some(half)))
    }

    /// A day and the half of it as one word: "Donnerstagnachmittag", "morgenvoormiddag".
    fn with_part(&self, i: usize, days: &[Phrases]) -> Option<(i8, Half)> {
        let word = &self.l.get(i)?.lower;
        let full = days.iter().zip(0..).filter_map(|(names, n)| Some((n, names.first()?)));
        full.filter_map(|(n, name)| Some((n, word.strip_prefix(name)?))).find_map(|(n, part)| {
            let is = |list: &Phrases| list.contains(part);
            match (is(&self.w.mornings), is(&self.w.afternoons)) {
                (true, _) => Some((n, Half::Morning)),
                (_, true) => Some((n, Half::Afternoon)),
                _ => None,
            }
        })
    }

    /// "Afternoon" behind a day.
    pub(super) fn part(&self, i: usize) -> (Option<Half>, usize) {
        match (self.phrase(&self.w.mornings, i), self.phrase(&self.w.afternoons, i)) {
            (Some(next), _) => (Some(Half::Morning), next),
            (_, Some(next)) => (Some(Half::Afternoon), next),
            _ => (None, i),
        }
    }

    /// The phrase of a table that stands at `i`, and its number.
    fn amount(&self, table: &BTreeMap<String, i64>, i: usize) -> Option<(i64, usize)> {
        let found = table.iter().filter_map(|(phrase, n)| self.one_phrase(phrase, i).map(|next| (*n, next)));
        found.max_by_key(|(_, next)| *next)
    }

    /// A weekday, and the date behind it if one follows.
    pub(super) fn weekday(&self, weekday: i8, next: usize, next_before: bool) -> Option<(Day, usize)> {
        let word = &self.l[next - 1];
        let short = word.text.chars().count() <= 3;
        let (half, next) = self.part(next);
        let mut behind = self.skip(next, &[".", ",", "(", "-", "–", "/"]);
        while let Some(after) = self.phrase(&self.w.of, behind) {
            behind = self.skip(after, &[",", "."]);
        }
        if let Some((day, end)) = self.date(behind).or_else(|| self.without_year(behind)) {
            return Some((Day { weekday: Some(weekday), half, ..day }, end));
        }
        // "Monday the 23rd", "Di 24."
        if let Some(day) = self.number(behind).filter(|d| (1..=31).contains(d) && !self.opens_stretch(behind))
            && let Some(end) = self
                .same_month(behind)
                .or_else(|| self.ordinal(behind))
                .or_else(|| self.day_before_time(behind))
                .or_else(|| self.day_alone(behind))
                .or_else(|| self.day_of_weekday(behind))
        {
            let (part, end) = self.part(end);
            let half = half.or(part);
            return Some((Day { day: Some(day as i8), weekday: Some(weekday), half, ..Day::default() }, end));
        }
        // A short name alone is a word of its own too often: "do", "so", "mar", "die".
        let capital = word.text.starts_with(char::is_uppercase);
        // "Zo rond kwart over vier", "So gegen drei": how exact a time is, not Sunday.
        let rough = self.w.roughly.contains(&word.lower);
        let exact = rough && (self.phrase(&self.w.about, next).is_some() || self.is_rough_hour(next - 1, next));
        if exact {
            return None;
        }
        // "wed 3pm or fri 10am", "do 10u"
        let told = !self.w.roughly.contains(&word.lower) && self.number(behind).is_some() && !self.touch(behind);
        let timed = || if capital { self.time(behind).is_some() } else { told && self.clock(behind, false).is_some() };
        if short
            && !(next_before || timed())
            && !(capital && word.text.len() == 3 && self.w.weekdays[0].contains("mon"))
        {
            return None;
        }
        let skips = self.phrase(&self.w.next, next).filter(|_| self.phrase(&self.w.next_week, next).is_none());
        let end = skips.or_else(|| self.phrase(&self.w.coming, next)).unwrap_or(next);
        let skips = next_before || skips.is_some();
        Some((Day { weekday: Some(weekday), next: skips, half, ..Day::default() }, end))
    }

    /// "Magst am Freitag kommen? **So um** halb fünf": the hour of a day that the sentence before names without one.
    fn is_rough_hour(&self, i: usize, next: usize) -> bool {
        let opens = i > 0 && matches!(self.l[i - 1].text, "." | "?" | "!") && !self.touch(i);
        let day =
            || (0..i).any(|at| self.which(&self.w.weekdays, at).is_some_and(|(_, end)| self.l[end - 1].text.len() > 3));
        let told = |at: usize| {
            let hour = self.phrase(&self.w.at, at).and_then(|from| self.clock(from, true));
            hour.or_else(|| self.clock(at, false)).is_some()
        };
        opens && self.phrase(&self.w.at, next).is_some() && day() && !(0..i).any(told)
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
        let of = self.w.of.iter().chain(&self.w.on).chain(["zum", "am", "le", "il", "el", "o"]);
        let bare = of.fold(before.as_str(), |text, word| {
            text.strip_suffix(word).filter(|t| t.ends_with(' ')).map_or(text, str::trim_end)
        });
        // "Swing by Wednesday" says when to come, not until when.
        let comes = self.w.drops_by.iter().any(|verb| bare.ends_with(verb));
        day.deadline =
            !comes && self.w.deadline.iter().any(|until| ends_with(&before, until) || ends_with(bare, until));
        day
    }
}
