//! The one day that a text names.

use super::resolve;
use super::scan::{self, What};
use crate::words::schema::TimeWords;
use jiff::civil::Date;

/// The day that `text` names, counted from `base`; `None` when it names none, several, or one nobody can know.
pub fn only(text: &str, words: &TimeWords, base: Date, english: bool) -> Option<Date> {
    let mut days = scan::line(text, words).into_iter().filter_map(|found| match found.what {
        What::Day(day) if !day.deadline => resolve::date(&day, Some(base), english).map(|(date, _)| date),
        _ => None,
    });
    let first = days.next()?;
    days.all(|day| day == first).then_some(first)
}
