//! Times of day in words, the halves of the day, and what tells that a number is an hour.

use super::Clock;
use super::lexeme::Scan;

impl Scan<'_> {
    /// One clock time. `bare` allows an hour alone.
    pub(super) fn clock(&self, i: usize, bare: bool) -> Option<(Clock, usize)> {
        // "Après-midi" is the afternoon.
        let noon = self.phrase(&self.w.noon, i).filter(|_| !self.touch(i) || self.is(i - 1, "("));
        // "The midday supervisor"
        let names = |next: usize| {
            self.l.get(next).is_some_and(|l| l.text.starts_with(char::is_lowercase) && !self.ends_hour(next))
        };
        if let Some(next) =
            noon.filter(|next| bare || !names(*next) || self.parts(12, *next).is_some() || self.behind_day(i))
        {
            // "Midi et demi", "mezzogiorno e un quarto", "midi trente".
            let (clock, end) = self.parts(12, next).unwrap_or((Clock { hour: 12, minute: 0, sure: true }, next));
            return Some((Clock { sure: true, ..clock }, end));
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
        if let Some((clock, next)) = self.half_joined(i).or_else(|| self.minutes_beside(i, bare)) {
            return self.with_half(clock, next);
        }
        let word = self.which(&self.w.numbers, i).filter(|_| self.number(i).is_none());
        if let Some((hour, next)) = word {
            return self.spoken(hour + 1, i, next, bare);
        }
        self.digits(i, bare)
    }

    pub(super) fn hour(&self, i: usize) -> Option<(i8, usize)> {
        match self.number(i) {
            Some(n) if (1..=12).contains(&n) => Some((n as i8, i + 1)),
            Some(_) => None,
            None => self.which(&self.w.numbers, i).map(|(n, next)| (n + 1, next)).filter(|(n, _)| *n <= 12),
        }
    }

    /// "halfelf": the half and its hour as one word.
    fn half_joined(&self, i: usize) -> Option<(Clock, usize)> {
        let word = &self.l.get(i)?.lower;
        let hour = self.w.half_to.iter().find_map(|half| word.strip_prefix(half))?;
        let hour = self.w.numbers.iter().take(12).zip(1..).find(|(names, _)| names.contains(hour))?.1;
        Some((shifted(hour, -30), i + 1))
    }

    /// "ten past four", "fünf vor halb drei", "20 over 3".
    fn minutes_beside(&self, i: usize, bare: bool) -> Option<(Clock, usize)> {
        let (minutes, next) = self.minutes(i).or_else(|| {
            let digits = self.number(i).filter(|n| n % 5 == 0 && (5..30).contains(n))?;
            Some((digits as i8, i + 1))
        })?;
        // "Ten minutes to eleven"
        let unit = self.phrase(&self.w.minute_units, next);
        let next = unit.unwrap_or(next);
        let (sign, next) = match (self.phrase(&self.w.past, next), self.phrase(&self.w.to, next)) {
            (Some(next), _) => (1, next),
            (None, Some(next)) => (-1, next),
            _ => return None,
        };
        // "From ten to four", "ten to four": as soon two ends of a range as one time.
        let ranges = self.w.range.contains(&self.l[next - 1].lower);
        let opened = i > 0 && self.w.range_from.contains(&self.l[i - 1].lower);
        let told = bare || unit.is_some() || minutes > 12 && self.behind_day(i);
        if ranges && (!told || opened) {
            return None;
        }
        let half = self.phrase(&self.w.half_to, next);
        let (hour, end) = self.hour(half.unwrap_or(next))?;
        let counted = self.l.get(end).is_some_and(|l| l.text.starts_with(char::is_lowercase) && !self.ends_hour(end));
        // "Om tien over negen bellen" tells when; "ten minutes to three of us", "zehn Minuten vor zwei Leuten" how long.
        let told = match (bare, unit) {
            (false, Some(_)) => self.closes(end) || self.goes_on(end) || self.told(end),
            _ => bare || !counted || self.told(end),
        };
        told.then(|| {
            let from = if half.is_some() { -30 } else { 0 };
            (shifted(hour, from + sign * i16::from(minutes)), end)
        })
    }

    /// Minutes as a word.
    fn minutes(&self, i: usize) -> Option<(i8, usize)> {
        let found = self.w.minutes.iter().filter_map(|(w, n)| self.one_phrase(w, i).map(|next| (*n, next)));
        found.max_by_key(|(_, next)| *next)
    }

    /// "14 horas e **45 minutos**": minutes in digits, with their unit.
    fn counted_minutes(&self, i: usize) -> Option<(i8, usize)> {
        let minutes = self.number(i).filter(|n| (1..60).contains(n))?;
        self.phrase(&self.w.minute_units, i + 1).map(|end| (minutes as i8, end))
    }

    /// What stands behind an hour as words: "y media", "moins le quart", "trente", "menos diez".
    pub(super) fn parts(&self, hour: i8, at: usize) -> Option<(Clock, usize)> {
        for (list, minutes) in [(&self.w.and_half, 30), (&self.w.and_quarter, 15), (&self.w.less_quarter, -15)] {
            if let Some(end) = self.phrase(list, at) {
                return Some((shifted(hour, minutes), end));
            }
        }
        if let Some((minutes, end)) = self.phrase(&self.w.less, at).and_then(|next| self.minutes(next)) {
            return Some((shifted(hour, -i16::from(minutes)), end));
        }
        if let Some((minutes, end)) = self.phrase(&self.w.and, at).and_then(|next| self.counted_minutes(next)) {
            return Some((shifted(hour, i16::from(minutes)), end));
        }
        let hyphen = self.is(at, "-") && self.touch(at) && self.touch(at + 1);
        let from = self.phrase(&self.w.and, at).unwrap_or(if hyphen { at + 1 } else { at });
        let (minutes, end) = self.minutes(from).filter(|(m, _)| *m >= 10)?;
        // "Two thirty-minute talks", "eleven twenty people".
        // "Dezassete horas e trinta minutos"
        if let Some(end) = self.phrase(&self.w.minute_units, end).filter(|_| from > at) {
            return Some((shifted(hour, i16::from(minutes)), end));
        }
        let counted = self.l.get(end).is_some_and(|l| l.text.starts_with(char::is_lowercase) && !self.ends_hour(end));
        let counted = counted && !self.told(end) || self.is(end, "-") && self.touch(end);
        (!counted).then(|| (shifted(hour, i16::from(minutes)), end))
    }

    /// An hour in words: only behind "at", with a half or a quarter, or with a word of clocks behind it.
    pub(super) fn spoken(&self, hour: i8, i: usize, next: usize, bare: bool) -> Option<(Clock, usize)> {
        // "Um ein Gespräch", "à une | rencontre": who means the hour says "ein Uhr", "une heure".
        let alone = bare && !self.w.articles.contains(&self.l[next - 1].lower);
        let unit = self.phrase(&self.w.clock, next).filter(|_| self.l[next].text.len() > 1);
        // "A conversa dura duas horas e meia": how long, unless something says when.
        if !bare
            && hour <= 12
            && unit.is_some()
            && self.phrase(&self.w.lengths, next).is_some()
            && self.parts(hour, unit.unwrap_or(next)).is_some_and(|(_, end)| !self.ends_behind_day(i, end))
        {
            return None;
        }
        if let Some((clock, end)) = self.parts(hour, unit.unwrap_or(next)) {
            // "Three twenty": a number as often as a time.
            let quarter = hour <= 12 && clock.minute % 15 == 0;
            if alone || unit.is_some() || quarter || self.told_by_words(next) {
                return self.with_half(Clock { sure: hour > 12, ..clock }, end);
            }
        }
        let clock = self.phrase(&self.w.clock, next).filter(|_| self.l[next].text.len() > 1);
        // "Une heure", "een uur": a length, unless something says when.
        let clock = clock.filter(|_| bare || self.phrase(&self.w.lengths, next).is_none());
        let half = self.phrase(&self.w.pm, next).or(self.phrase(&self.w.am, next));
        // "À une entrevue", "at three locations": a count, no time.
        let counted = self.l.get(next).is_some_and(|l| l.text.starts_with(char::is_lowercase) && !self.ends_hour(next));
        if hour > 12 && clock.is_none() && !(alone && self.closes(next)) {
            return None;
        }
        let end = clock.or(half.map(|_| next)).or((alone && !counted).then_some(next))?;
        self.with_half(Clock { hour, minute: 0, sure: hour > 12 }, end)
    }

    /// "Samedi 5, cinq heures et demie (du matin)": right behind a day, with nothing behind it that lasts so long.
    fn ends_behind_day(&self, i: usize, end: usize) -> bool {
        let ends = self.closes(end) || self.half(self.skip(end, &["("])).is_some();
        ends && self.behind_day(i)
    }

    /// Is what stands behind an hour a word that only times have: "y media", "moins le quart"?
    fn told_by_words(&self, i: usize) -> bool {
        [&self.w.and_half, &self.w.and_quarter, &self.w.less_quarter].iter().any(|list| self.phrase(list, i).is_some())
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
        let lists = [&self.w.of, &self.w.or, &self.w.on, &self.w.at, &self.w.next, &self.w.range, &self.w.behind_hour];
        lists.into_iter().flatten().any(|w| *w == self.l[i].lower)
            || self.phrase(&self.w.tonight, i).is_some()
            || self.phrase(&self.w.next_week, i).is_some()
            || self.which(&self.w.weekdays, i).is_some()
            || self.which(&self.w.days, i).is_some()
    }

    /// Does nothing stand behind an hour that it may count: the end, a stop, "or", a day?
    pub(super) fn closes(&self, i: usize) -> bool {
        let Some(lexeme) = self.l.get(i) else { return true };
        let stop = matches!(lexeme.text, "," | "." | "?" | "!" | ";" | ")" | "…")
            && !(self.number(i + 1).is_some() && self.touch(i + 1));
        stop || [&self.w.or, &self.w.on].into_iter().any(|list| self.phrase(list, i).is_some())
            || self.which(&self.w.weekdays, i).is_some()
            || self.which(&self.w.days, i).is_some()
    }

    /// Does a word stand there that goes on behind an hour, and counts nothing?
    pub(super) fn goes_on(&self, i: usize) -> bool {
        self.phrase(&self.w.behind_hour, i).is_some()
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
        if let Some(next) = self.phrase(&self.w.quarter_late, end) {
            let minute = if clock.minute == 0 { 15 } else { clock.minute };
            return Some((Clock { minute, sure: true, ..clock }, next));
        }
        // "Ore 4.30 (del mattino)"
        let open = if self.is(end, "(") { end + 1 } else { end };
        let closed = |next: usize| if open > end { self.skip(next, &[")"]) } else { next };
        if let Some(next) = self.phrase(&self.w.pm, open).map(closed) {
            clock.hour += if clock.hour < 12 { 12 } else { 0 };
            clock.sure = true;
            return Some((clock, next));
        }
        if let Some(next) = self.phrase(&self.w.am, open).map(closed) {
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
