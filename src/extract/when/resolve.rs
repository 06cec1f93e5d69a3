//! From a day as written to a date, against the mail's own date.

use super::scan::Day;
use crate::fact::Sure;
use jiff::ToSpan;
use jiff::civil::Date;

/// The date that is meant, and how sure that is; `None` when it cannot be known.
///
/// `base` is the mail's date. Without a year the date is the nearest that is not past; a weekday beside it decides
/// where it can. Two numbers are day and month in every language but English, where evidence has to decide.
pub(super) fn date(day: &Day, base: Option<Date>, english: bool) -> Option<(Date, Sure)> {
    if let Some(date) = day.date {
        return Some((date, Sure::Likely));
    }
    if let Some(ahead) = day.ahead {
        return Some((base?.checked_add((ahead + day.later).days()).ok()?, Sure::Stated));
    }
    match (day.month, day.day, day.weekday) {
        (Some(month), Some(number), _) => {
            let first = full(day, month, number, base);
            match day.swapped.filter(|_| english) {
                Some((m, d)) => either(first, full(day, m, d, base), day, base),
                None => first,
            }
        }
        (None, Some(number), Some(weekday)) => numbered(base?, number, weekday).map(|d| (d, Sure::Likely)),
        (None, Some(number), None) => of_number(base?, number).map(|d| (d, Sure::Likely)),
        (None, None, Some(weekday)) => {
            let date = next(base?, weekday, day.next)?.checked_add(day.later.days()).ok()?;
            Some((date, Sure::Likely))
        }
        _ => None,
    }
}

/// Day and month, with the year that is given or the nearest that fits.
fn full(day: &Day, month: i8, number: i8, base: Option<Date>) -> Option<(Date, Sure)> {
    if let Some(year) = day.year {
        let date = Date::new(year, month, number).ok()?;
        return Some((date, if agrees(date, day.weekday) { Sure::Stated } else { Sure::Likely }));
    }
    let base = base?;
    let from = base.checked_sub(3.days()).ok()?;
    let years = [base.year(), base.year() + 1]
        .into_iter()
        .filter_map(|y| Date::new(y, month, number).ok())
        .filter(|d| *d >= from);
    let all: Vec<Date> = years.collect();
    let fits = all.iter().find(|d| agrees(**d, day.weekday)).or(all.first()).copied()?;
    // Months ahead without a year is more often a slip than a plan.
    let near = fits <= base.checked_add(10.months()).ok()?;
    Some((fits, if agrees(fits, day.weekday) && near { Sure::Stated } else { Sure::Likely }))
}

/// Day first or month first: the weekday decides, then the past; else nobody knows.
fn either(
    day_first: Option<(Date, Sure)>,
    month_first: Option<(Date, Sure)>,
    day: &Day,
    base: Option<Date>,
) -> Option<(Date, Sure)> {
    let (a, b) = match (day_first, month_first) {
        (Some(a), Some(b)) => (a, b),
        (a, b) => return a.or(b),
    };
    if day.weekday.is_some() {
        return match (agrees(a.0, day.weekday), agrees(b.0, day.weekday)) {
            (true, false) => Some(a),
            (false, true) => Some(b),
            (false, false) => None,
            (true, true) => later(a, b, base?).or_else(|| soon(a, b, base?)),
        };
    }
    later(a, b, base?)
}

/// The one of two readings that lies in the months to come.
fn later(a: (Date, Sure), b: (Date, Sure), base: Date) -> Option<(Date, Sure)> {
    let limit = base.checked_add(4.months()).ok()?;
    let likely = |d: Date| d >= base && d <= limit;
    match (likely(a.0), likely(b.0)) {
        (true, false) => Some((a.0, Sure::Likely)),
        (false, true) => Some((b.0, Sure::Likely)),
        _ => None,
    }
}

/// The one of two readings with the same weekday that lies in the weeks to come, the other being far.
fn soon(a: (Date, Sure), b: (Date, Sure), base: Date) -> Option<(Date, Sure)> {
    let (near, far) = if a.0 <= b.0 { (a.0, b.0) } else { (b.0, a.0) };
    let (weeks, months) = (base.checked_add(21.days()).ok()?, base.checked_add(35.days()).ok()?);
    (near >= base && near <= weeks && far >= months).then_some((near, Sure::Likely))
}

fn agrees(date: Date, weekday: Option<i8>) -> bool {
    weekday.is_none_or(|w| date.weekday().to_monday_zero_offset() == w)
}

/// "Monday the 23rd": the next such day within two months.
pub(super) fn numbered(base: Date, number: i8, weekday: i8) -> Option<Date> {
    (0..62)
        .filter_map(|n| base.checked_add(i64::from(n).days()).ok())
        .find(|d| d.day() == number && agrees(*d, Some(weekday)))
}

/// "The 3rd": the next day of that number.
pub(super) fn of_number(base: Date, number: i8) -> Option<Date> {
    (0..62).filter_map(|n| base.checked_add(i64::from(n).days()).ok()).find(|d| d.day() == number)
}

/// The next such weekday after the mail's day; "next" skips the rest of this week.
pub(super) fn next(base: Date, weekday: i8, skip: bool) -> Option<Date> {
    let today = base.weekday().to_monday_zero_offset();
    let ahead = (weekday - today).rem_euclid(7);
    let ahead = if ahead == 0 { 7 } else { ahead };
    let this_week = today + ahead < 7;
    base.checked_add(i64::from(if skip && this_week { ahead + 7 } else { ahead }).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Date = Date::constant(2026, 11, 24); // a Tuesday

    fn on(day: Day) -> Option<String> {
        date(&day, Some(BASE), true).map(|(d, _)| d.to_string())
    }

    #[test]
    fn years_are_the_nearest_that_are_not_past() {
        let day = |m, d| Day { month: Some(m), day: Some(d), ..Day::default() };
        assert_eq!(on(day(12, 3)).as_deref(), Some("2026-12-03"));
        assert_eq!(on(day(1, 14)).as_deref(), Some("2027-01-14"));
        assert_eq!(on(day(2, 31)), None);
    }

    #[test]
    fn two_numbers_need_evidence_in_english() {
        let day = |weekday| Day {
            month: Some(12),
            day: Some(3),
            swapped: Some((3, 12)),
            weekday,
            year: Some(2026),
            ..Day::default()
        };
        assert_eq!(
            on(day(Some(3))).as_deref(),
            Some("2026-12-03"),
            "the 3rd of December is a Thursday, the 12th of March is one, too, but past"
        );
        let both = Day { month: Some(1), day: Some(2), swapped: Some((2, 1)), ..Day::default() };
        assert_eq!(on(both), None);
        assert_eq!(
            date(&Day { month: Some(1), day: Some(2), swapped: Some((2, 1)), ..Day::default() }, Some(BASE), false)
                .map(|(d, _)| d.to_string())
                .as_deref(),
            Some("2027-01-02")
        );
    }

    #[test]
    fn weekdays_count_from_the_mail() {
        let day = |w, next| Day { weekday: Some(w), next, ..Day::default() };
        assert_eq!(on(day(3, false)).as_deref(), Some("2026-11-26"));
        assert_eq!(on(day(1, false)).as_deref(), Some("2026-12-01"), "on a Tuesday, Tuesday is the next one");
        assert_eq!(on(day(3, true)).as_deref(), Some("2026-12-03"));
        assert_eq!(on(day(0, true)).as_deref(), Some("2026-11-30"));
        assert_eq!(on(Day { day: Some(30), weekday: Some(0), ..Day::default() }).as_deref(), Some("2026-11-30"));
    }
}
