//! Stretches of text that belong together, with the days, times and zones found in each.

use super::scan::{self, Found, What};
use crate::extract::rules::Context;
use crate::message::Mail;
use crate::message::body::Voice;
use crate::text::Part;
use crate::words::schema::TimeWords;
use std::ops::Range;

/// Bytes of what is said that are looked at: who offers a time says it on the first pages.
const SAID_LIMIT: usize = 16 * 1024;

/// A stretch of text that belongs together: a line, or lines that a program wrapped.
pub(super) struct Block<'a> {
    pub(super) part: Part,
    pub(super) start: usize,
    pub(super) text: &'a str,
    pub(super) found: Vec<Found>,
}

impl Block<'_> {
    /// Does a day begin among these bytes?
    pub(super) fn has_day(&self, bytes: Range<usize>) -> bool {
        self.found.iter().any(|f| matches!(f.what, What::Day(_)) && bytes.contains(&f.start))
    }

    /// Does a time of day begin among these bytes?
    pub(super) fn has_time(&self, bytes: Range<usize>) -> bool {
        self.found.iter().any(|f| matches!(f.what, What::Time(..)) && bytes.contains(&f.start))
    }
}

/// Every stretch of the subject and of what is said, with what stands in it.
pub(super) fn blocks<'a>(it: &Context<'a>) -> Vec<Block<'a>> {
    let mut out = stretches(it.mail);
    for (block, found) in out.iter_mut().zip(it.times()) {
        block.found.clone_from(found);
    }
    out
}

/// What stands in each stretch, in the order of [`blocks`].
pub(in crate::extract) fn read(mail: &Mail, words: &TimeWords) -> Vec<Vec<Found>> {
    let mut left = SAID_LIMIT;
    let fits = |block: &Block| {
        left = left.checked_sub(block.text.len())?;
        Some(if block.text.len() < 4000 { scan::line(block.text, words) } else { Vec::new() })
    };
    stretches(mail).iter().map_while(fits).collect()
}

fn stretches(mail: &Mail) -> Vec<Block<'_>> {
    let body = &mail.body;
    let mut out = vec![Block { part: Part::Subject, start: 0, text: mail.subject.as_str(), found: Vec::new() }];
    let mut open: Option<(usize, usize)> = None;
    for line in &body.lines {
        let text = body.line(line);
        let speaks = matches!(line.voice, Voice::Said | Voice::Forwarded);
        let joins = open.is_some_and(|(_, end)| end + 1 == line.start && wrapped(&body.text[..end], text));
        match (&mut open, speaks && !text.trim().is_empty()) {
            (Some((_, end)), true) if joins => *end = line.end,
            (_, speaks) => {
                if let Some((start, end)) = open.take() {
                    out.push(Block { part: Part::Body, start, text: &body.text[start..end], found: Vec::new() });
                }
                open = speaks.then_some((line.start, line.end));
            }
        }
    }
    if let Some((start, end)) = open {
        out.push(Block { part: Part::Body, start, text: &body.text[start..end], found: Vec::new() });
    }
    out
}

/// Did a program break the line here: was the one before long, and does the next begin as text?
fn wrapped(before: &str, next: &str) -> bool {
    let last = before.rsplit('\n').next().unwrap_or_default();
    let list = next.trim_start().starts_with(['-', '*', '•', '|', '·', '–'])
        || next.trim_start().starts_with(|c: char| c.is_ascii_digit());
    // Items of a list, or rows of an agenda, whatever their length.
    let item = |line: &str| {
        let line = line.trim_start();
        line.starts_with(['-', '*', '•', '·', '–']) || line.starts_with(|c: char| c.is_ascii_digit())
    };
    if item(last) && item(next) {
        return false;
    }
    let column = |line: &str| line.trim().contains("   ");
    let cells = labelled(next) || column(next) || next.contains(" | ") || last.contains(" | ");
    // "I have 09:00, | 11:30 and 16:15": a list of hours goes on.
    let hours = last.strip_suffix(',').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let ended = last.ends_with(':') || list && last.ends_with(['.', ';', ',']) && (item(last) || !hours);
    last.chars().count() >= 50 && !ended && !cells
}

/// Does a line begin with a label: "Time: 10:00"?
fn labelled(line: &str) -> bool {
    let Some((label, value)) = line.trim_start().split_once(':') else { return false };
    let words = label.split_whitespace().count();
    label.starts_with(char::is_uppercase) && label.len() <= 24 && words <= 3 && value.starts_with(' ')
}
