//! Somebody calls a number: "Leo will call +44 20 ...", "Leo ruft +49 30 ... an".

use super::text::{Text, has};
use crate::text::Span;
use crate::words::schema::FormatWords;

/// So many bytes stand between who calls and the number: "at your number".
const BETWEEN: usize = 24;
/// Between a house and the number of its telephone: "at the branch on".
const BESIDE: usize = 8;
/// The figures of a telephone number, at least.
const FIGURES: usize = 7;

/// The words of calling before a number, and the number.
pub(super) fn rung(text: &Text, words: &FormatWords) -> Option<Span> {
    let (at, length) = has(text.lower(), &words.rings)?;
    let rest = &text.lower()[at + length..];
    let number = rest.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')).filter(|n| *n <= BETWEEN)?;
    let (end, figures) = figures(&rest[number..]);
    (FIGURES..=15).contains(&figures).then(|| text.span(at, length + number + rest[number..][..end].trim_end().len()))
}

/// "You can ring me at the branch on 0300 ...": does a number stand right behind a byte? There is where a telephone is.
pub(super) fn stands_behind(text: &Text, end: usize) -> bool {
    let rest = text.lower().get(end..).unwrap_or_default();
    let number = rest.find(|c: char| c.is_ascii_digit() || c == '+').filter(|n| *n <= BESIDE);
    let number = number.filter(|at| !rest[..*at].contains([',', '.', ';']) && rest[*at..].starts_with(['0', '+']));
    // "02/11/2026" is a date.
    let told = number.and_then(|at| rest[at..].split(['.', '/']).next());
    told.is_some_and(|told| (FIGURES..=15).contains(&figures(told).1))
}

/// Where the number ends that a text begins with, and how many figures it has.
fn figures(text: &str) -> (usize, usize) {
    let end = text.find(|c: char| !(c.is_ascii_digit() || " +-()/.\u{a0}".contains(c))).unwrap_or(text.len());
    (end, text[..end].bytes().filter(u8::is_ascii_digit).count())
}
