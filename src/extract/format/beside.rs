//! A place that stands right behind a time: "Tuesday at nine, in the vestry".

use crate::extract::Format;
use crate::extract::rules::Context;
use crate::extract::when;
use crate::fact::{Fact, Sure};
use crate::text::Span;
use crate::words::schema::BehindTime;

/// Who names a place beside the time means to meet there, where no word of the mail says how.
pub(super) fn place_behind_a_time(it: &Context) -> Option<Fact<Format>> {
    let (words, time) = (&it.words.format.behind_time, &it.words.time);
    let is_time = |word: &str| time.months.iter().chain(&time.weekdays).flatten().any(|w| w == word);
    when::behind_times(it).into_iter().find_map(|(part, start, text)| {
        let (from, to) = place(text, words, is_time)?;
        Some(Fact::new(
            Format::Onsite,
            Sure::Likely,
            "place-behind-a-time",
            vec![Span::new(part, start + from, start + to)],
        ))
    })
}

/// Where the words of a place stand, as the first of a text or behind one other word: ", then, by the shed".
fn place(text: &str, words: &BehindTime, is_time: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
    let sign = |c: char| matches!(c, ',' | ' ' | '(' | ')' | '-' | '–' | '\n' | '|');
    let first = text.len() - text.trim_start_matches(sign).len();
    let second = text[first..].find(sign).map(|at| first + at);
    let second = second.map(|at| at + (text[at..].len() - text[at..].trim_start_matches(sign).len()));
    [Some(first), second].into_iter().flatten().find_map(|from| {
        let rest = &text[from..];
        let behind = words.before.iter().filter_map(|w| {
            let head = rest.get(..w.len()).filter(|head| head.to_lowercase() == *w)?;
            let next = rest[head.len()..].trim_start();
            (w.ends_with(['\'', '’']) || next.len() < rest.len() - head.len()).then_some(next)
        });
        let noun = behind.min_by_key(|next| next.len())?;
        let word = noun.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
        let lower = word.to_lowercase();
        let names = word.chars().count() > 2 && word.starts_with(char::is_alphabetic);
        let none = words.not.contains(&lower) || is_time(&lower);
        (names && !none).then(|| (from, text.len() - noun.len() + word.len()))
    })
}
