//! Times: fixed, proposed, moved; read against the mail's own date.
//!
//! A calendar part decides where there is one; the words of the mail confirm it. Without one, every time of day in
//! what is said looks for its day: on its own line, then above, then just below. What is a deadline, an office hour,
//! the old time of a move or past is no slot, and what stays ambiguous is dropped.

mod about;
mod again;
mod aside;
mod block;
pub mod day;
mod days;
mod elsewhere;
mod history;
mod hours;
mod lean;
mod moved;
mod onwards;
mod pair;
mod planned;
mod resolve;
pub mod scan;
mod taken;
#[cfg(test)]
mod tests;
pub mod typed;
pub mod write;
mod zone;

pub(super) use block::read;

use super::rules::Context;
use super::{Class, Slot};
use crate::fact::Fact;
use crate::text::{Part, Span};
use scan::What;

/// More slots than this are a calendar of office hours, not an offer.
const MOST: usize = 12;

/// Every fixed or offered start of an interview.
pub fn slots(it: &Context) -> Vec<Fact<Slot>> {
    if !it.interview || it.class == Class::Cancellation {
        return Vec::new();
    }
    let planned = planned::from_calendars(&it.mail.calendars);
    let said = pair::from_text(it);
    let mut slots = if planned.is_empty() { said } else { planned::confirmed(planned, said) };
    slots.truncate(MOST);
    slots
}

/// What stands behind each time of the mail, with the days and zones beside it: its part, where it begins, the rest
/// of the line.
pub(super) fn behind_times<'a>(it: &Context<'a>) -> Vec<(Part, usize, &'a str)> {
    let mut out = Vec::new();
    for block in block::blocks(it) {
        for (i, found) in block.found.iter().enumerate().filter(|(_, f)| matches!(f.what, What::Time(..))) {
            let mut at = found.end;
            for next in &block.found[i + 1..] {
                let beside = block.text[at..next.start].chars().all(|c| !c.is_alphanumeric());
                at = if beside && !matches!(next.what, What::Time(..)) { next.end } else { break };
            }
            out.push((block.part, block.start + at, &block.text[at..]));
        }
    }
    out
}

/// The lines that name a time, the one below the last of each run and one that announces it: their part, where they
/// begin, the text.
pub(super) fn around_times<'a>(it: &Context<'a>) -> Vec<(Part, usize, &'a str)> {
    let timed = |block: &block::Block| block.found.iter().any(|f| matches!(f.what, What::Time(..)));
    let blocks = block::blocks(it);
    // "Either of these, both at the depot:" and the times below.
    let announces = |at: usize| blocks[at].text.trim_end().ends_with(':') && blocks.get(at + 1).is_some_and(timed);
    let near = |at: &usize| timed(&blocks[*at]) || *at > 1 && timed(&blocks[*at - 1]) || announces(*at);
    (1..blocks.len()).filter(near).map(|at| (blocks[at].part, blocks[at].start, blocks[at].text)).collect()
}

/// The lines of the body that name a time, and no day.
pub(super) fn rows_of_a_day(it: &Context) -> Vec<Span> {
    let of_a_day = |block: &block::Block| {
        block.found.iter().any(|f| matches!(f.what, What::Time(..)))
            && !block.found.iter().any(|f| matches!(f.what, What::Day(_)))
    };
    let rows = block::blocks(it).into_iter().skip(1).filter(of_a_day);
    rows.map(|row| Span::new(row.part, row.start, row.start + row.text.len())).collect()
}

/// A text in small letters, byte for byte as long, in which a phrase goes on where its line was wrapped.
fn lower(text: &str) -> String {
    crate::extract::format::lower(text).replace('\n', " ")
}

/// How many times from now on the words of the mail name, whatever it is for.
pub fn named(it: &Context) -> usize {
    pair::from_text(it).len()
}
