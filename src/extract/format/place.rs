//! Where they would meet, and which number to call.

use super::text::{has, lower};
use crate::extract::Format;
use crate::extract::rules::Context;
use crate::fact::{Fact, Settled, Sure};
use crate::message::body::Voice;
use crate::text::{Part, Span, one_line};

/// The sign that maps put on a place.
const PIN: char = '\u{1f4cd}';

/// Where, for a meeting at a place: the calendar's location, or what stands behind "Location:".
pub fn place(it: &Context, format: &Settled<Format>) -> Settled<String> {
    if format.value() != Some(&Format::Onsite) {
        return Settled::None;
    }
    let event = it.mail.calendars.iter().flat_map(|c| &c.events).next();
    if let Some((event, span)) = event.and_then(|e| e.place("LOCATION").map(|s| (e, s)))
        && let Some(location) =
            event.location.as_deref().map(one_line).filter(|l| !l.is_empty() && !l.starts_with("http"))
    {
        return Settled::One(Fact::new(location, Sure::Stated, "calendar-location", vec![span]));
    }
    labelled(it)
        .map_or(Settled::None, |(value, span)| Settled::One(Fact::new(value, Sure::Stated, "place-label", vec![span])))
}

/// What stands behind "Location:", or behind a pin.
pub(super) fn labelled(it: &Context) -> Option<(String, Span)> {
    let body = &it.mail.body;
    body.speaking().find_map(|line| {
        let text = body.line(line);
        let small = lower(text);
        let rest = small.trim_start_matches([' ', '*', '-', '•', PIN]);
        let start = small.len() - rest.len();
        let label = it.words.format.place.iter().filter(|l| rest.starts_with(l)).map(|l| l.len()).max();
        let behind = start + label.or_else(|| small[..start].contains(PIN).then_some(0))?;
        let value = one_line(text.get(behind..).unwrap_or_default().trim_start_matches([' ', ':', '|']));
        let length = value.chars().count();
        (4..160).contains(&length).then(|| (value, Span::new(Part::Body, line.start + behind, line.end)))
    })
}

/// A telephone number to call them: behind a word of calling, in the signature first.
pub fn phone(it: &Context) -> Settled<String> {
    let body = &it.mail.body;
    let lines = |voice: Voice| body.lines.iter().filter(move |l| l.voice == voice);
    for line in lines(Voice::Signature).chain(lines(Voice::Said)) {
        let text = body.line(line);
        if text.bytes().filter(u8::is_ascii_digit).count() < 7 {
            continue;
        }
        let small = lower(text);
        let Some((at, length)) = has(&small, &it.words.format.call) else { continue };
        let Some((from, to)) = number(text, at + length) else { continue };
        let span = Span::new(Part::Body, line.start + from, line.start + to);
        return Settled::One(Fact::new(one_line(&text[from..to]), Sure::Likely, "number-to-call", vec![span]));
    }
    Settled::None
}

/// A number of at least seven digits within a few characters of a byte.
fn number(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = from + rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(').filter(|at| *at <= 12)?;
    let end = text[start..]
        .find(|c: char| !(c.is_ascii_digit() || " +-()/.\u{a0}".contains(c)))
        .map_or(text.len(), |e| start + e);
    let found = text[start..end].trim_end_matches([' ', '-', '(', '/', '.']);
    let digits = found.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits).then_some((start, start + found.len()))
}
