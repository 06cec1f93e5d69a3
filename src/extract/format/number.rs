//! Somebody calls a number: "Leo will call +44 20 ...", "Leo ruft +49 30 ... an".

use super::text::{Text, has};
use crate::text::Span;
use crate::words::schema::FormatWords;

/// So many bytes stand between who calls and the number: "at your number".
const BETWEEN: usize = 24;
/// The figures of a telephone number, at least.
const FIGURES: usize = 7;

/// The words of calling before a number, and the number.
pub(super) fn rung(text: &Text, words: &FormatWords) -> Option<Span> {
    let (at, length) = has(text.lower(), &words.rings)?;
    let rest = &text.lower()[at + length..];
    let number = rest.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')).filter(|n| *n <= BETWEEN)?;
    let tail = &rest[number..];
    let end = tail.find(|c: char| !(c.is_ascii_digit() || " +-()/.\u{a0}".contains(c))).unwrap_or(tail.len());
    let figures = tail[..end].bytes().filter(u8::is_ascii_digit).count();
    (FIGURES..=15).contains(&figures).then(|| text.span(at, length + number + tail[..end].trim_end().len()))
}
