//! The words of a mail that say something, as the rules of people read them: every byte in its place.

use crate::extract::rules::Context;
use crate::message::body::{Line, Voice};
use std::borrow::Cow;

/// A line of so many letters goes on in the next.
pub(super) const WRAPPED: usize = 60;

/// What is said, with other lines blanked, so that places stay; it ends with the last line that is said.
pub(super) fn spoken(it: &Context) -> String {
    lines_of(it, |line, _| matches!(line.voice, Voice::Said | Voice::Forwarded))
}

/// Some lines of the mail, with other lines blanked.
pub(super) fn lines_of(it: &Context, mut says: impl FnMut(&Line, &str) -> bool) -> String {
    let body = &it.mail.body;
    let said: Vec<bool> = body.lines.iter().map(|line| says(line, body.line(line))).collect();
    let lines: Vec<(&Line, bool)> = body.lines.iter().zip(said).collect();
    let speaks = |(line, said): &(&Line, bool)| *said && !body.line(line).trim().is_empty();
    // The end of a long history says nothing.
    let end = lines.iter().rposition(speaks).map_or(0, |last| last + 1);
    let text = lines[..end].iter().map(|(line, said)| match said {
        true => Cow::Borrowed(body.line(line)),
        false => Cow::Owned(" ".repeat(line.end - line.start)),
    });
    text.collect::<Vec<_>>().join("\n")
}

/// A calendar's text as people read it, every byte in its place.
pub(super) fn unescaped(text: &str) -> String {
    text.replace("\\n", " \n").replace("\\N", " \n").replace("\\,", ", ").replace("\\;", "; ")
}

/// The text with the line ends that a program put in as blanks, so that phrases are found across them.
pub(super) fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    for line in text.split_inclusive('\n') {
        rest = &rest[line.len()..];
        // A blank line below ends a paragraph.
        if rest.starts_with('\n') {
            out.push_str(line);
            continue;
        }
        match line.strip_suffix('\n').filter(|l| l.chars().count() >= WRAPPED) {
            Some(long) => {
                out.push_str(long);
                out.push(' ');
            }
            None => out.push_str(line),
        }
    }
    out
}

/// The text in lower case, every byte in its place: the few letters that change their length stay.
pub(super) fn lowered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => out.push(one),
            _ => out.push(c),
        }
    }
    out
}
