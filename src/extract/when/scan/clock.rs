//! Times of day in words, the halves of the day, and what tells that a number is an hour.

use super::Clock;
use super::lexeme::Scan;

impl Scan<'_> {
    /// One clock time. `bare` allows an hour alone.
    pub(super) fn clock(&self, i: usize, bare: bool) -> Option<(Clock, usize)> {
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

    pub(super) fn hour(&self, i: usize) -> Option<(i8, usize)> {
        match self.number(i) {
            Some(n) if (1..=12).contains(&n) => Some((n as i8, i + 1)),
            Some(_) => None,
            None => self.which(&self.w.numbers, i).map(|(n, next)| (n + 1, next)),
        }
    }

    /// An hour in words: only behind "at", with a half or a quarter, or with a word of clocks behind it.
    pub(super) fn spoken(&self, hour: i8, next: usize, bare: bool) -> Option<(Clock, usize)> {
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

    /// Does a word behind say that what stands before is a time?
    pub(super) fn told(&self, i: usize) -> bool {
        self.phrase(&self.w.clock, i).is_some() || self.half(i).is_some()
    }

    /// "09.00 – 10.30 Uhr": the second end says what both are.
    pub(super) fn range_told(&self, i: usize) -> bool {
        let second = self.phrase(&self.w.range, i).filter(|s| self.number(*s).is_some());
        second.is_some_and(|s| {
            let dotted = self.is(s + 1, ".") && self.touch(s + 1) && self.touch(s + 2);
            dotted && self.number(s + 2).is_some() && self.told(s + 3)
        })
    }

    /// Words that may stand behind a bare hour without making it a count.
    pub(super) fn ends_hour(&self, i: usize) -> bool {
        let words = self.w.of.iter().chain(&self.w.at).chain(&self.w.next).chain(&self.w.range);
        let known = [
            "on", "or", "and", "oder", "und", "ou", "et", "o", "y", "e", "of", "en", "sharp", "for", "via", "with",
            "per", "por", "mit", "avec", "con", "com", "met", "bei", "our", "your", "local", "bring", "works", "im",
            "it", "then", "would", "please", "if", "is", "in", "zeit", "time", "passt", "ginge", "würde", "da", "geht",
        ];
        known.contains(&self.l[i].lower.as_str())
            || words.into_iter().any(|w| *w == self.l[i].lower)
            || self.which(&self.w.weekdays, i).is_some()
            || self.which(&self.w.days, i).is_some()
    }

    pub(super) fn half(&self, i: usize) -> Option<usize> {
        self.phrase(&self.w.pm, i).or(self.phrase(&self.w.am, i))
    }

    /// Puts am or pm, and a word of clocks, behind a time in digits.
    pub(super) fn finished(&self, hour: i8, minute: i8, zero: bool, end: usize) -> Option<(Clock, usize)> {
        let told = self.phrase(&self.w.clock, end).filter(|_| self.w.pm.is_empty() || self.l[end].text.len() > 1);
        let end = told.unwrap_or(end);
        let sure = zero || hour >= 13 || hour == 0 || told.is_some() && hour >= 7;
        self.with_half(Clock { hour, minute, sure }, end)
    }

    pub(super) fn with_half(&self, mut clock: Clock, end: usize) -> Option<(Clock, usize)> {
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
}

/// An hour and some minutes later or earlier.
pub(super) fn shifted(hour: i8, minutes: i16) -> Clock {
    let total = (i16::from(hour) * 60 + minutes).rem_euclid(24 * 60);
    Clock { hour: (total / 60) as i8, minute: (total % 60) as i8, sure: false }
}
