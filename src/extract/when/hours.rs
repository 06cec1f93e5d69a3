//! Times that are no meeting's, by the clock alone: the hours of a shift, the last minute of a day.

use super::block::Block;
use super::scan::{Clock, Found, What};
use crate::words::schema::TimeWords;

/// A shift that begins before this hour and ends behind midnight is nobody's interview.
const NOON: i8 = 12;

/// "The link works until 30 November, 23:59", "22:00 to 06:00", "15:30 to 23:30, Monday to Friday".
pub(super) fn are_hours(block: &Block, found: &Found, words: &TimeWords) -> bool {
    match &found.what {
        What::Time(start, end) => {
            is_last_minute(*start)
                || end.is_some_and(|end| is_of_a_night(*start, end) || week_behind(block, found, words))
        }
        _ => false,
    }
}

/// A day ends then, and with it what could be done that day.
fn is_last_minute(clock: Clock) -> bool {
    (clock.hour, clock.minute) == (23, 59)
}

/// Does a range end on the next day?
pub(super) fn is_of_a_night(start: Clock, end: Clock) -> bool {
    start.sure && end.sure && start.hour >= NOON && end.hour < NOON
}

/// Do days of a week, from one to another, stand right behind a range of times?
fn week_behind(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let behind = block.text.get(found.end..).unwrap_or_default().to_lowercase();
    let behind = behind.trim_start_matches([',', ' ', '(']);
    let opened = words.range_from.iter().filter_map(|w| behind.strip_prefix(w)?.strip_prefix(' '));
    let Some(rest) = day(opened.min_by_key(|rest| rest.len()).unwrap_or(behind), words) else { return false };
    let rest = rest.trim_start_matches(['.', ' ']);
    let joints = words.range.iter().chain(&words.until_day);
    joints.filter_map(|w| rest.strip_prefix(w)).any(|rest| day(rest.trim_start(), words).is_some())
}

/// What stands behind the weekday with which a text begins.
fn day<'a>(text: &'a str, words: &TimeWords) -> Option<&'a str> {
    let names = words.weekdays.iter().flatten().filter_map(|name| text.strip_prefix(name));
    names.filter(|rest| !rest.starts_with(char::is_alphanumeric)).min_by_key(|rest| rest.len())
}
