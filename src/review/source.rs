//! Where a fact was read, in one line: the part of the mail, the words, and what stands around them.

use super::evidence::part_name;
use super::paint::Paint;
use crate::message::Mail;
use crate::text::{Part, Span, one_line, visible};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands for text that was cut away.
const CUT: &str = "...";

/// The words of a fact in their line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Glance {
    /// The part of the mail, and the text before the words.
    before: String,
    /// The words.
    words: String,
    /// The text behind them.
    after: String,
}

impl Glance {
    /// The line in one string: the words stand out from what is around them.
    pub fn painted(&self, paint: Paint) -> String {
        format!("{}{}{}", paint.dim(&self.before), paint.plain(&self.words), paint.dim(&self.after))
    }
}

/// The words at a place of the mail with as much of their line as fits into `room` columns.
pub fn glance(mail: &Mail, span: Span, room: usize) -> Glance {
    if span.part == Part::You {
        return Glance { words: "you said so".into(), ..Glance::default() };
    }
    let name = format!("{}: ", part_name(span.part));
    let text = mail.part(span.part);
    let (Some(before), Some(words), Some(after)) =
        (text.get(..span.start), text.get(span.start..span.end), text.get(span.end..))
    else {
        return Glance { before: name, ..Glance::default() };
    };
    let room = room.saturating_sub(name.width());
    let words = first(&clean(words), room);
    // One line of the text only, and the blank beside the words, which cleaning cuts off.
    let before = before.rsplit('\n').next().unwrap_or_default();
    let before = clean(before) + if before.ends_with(char::is_whitespace) { " " } else { "" };
    let after = after.split('\n').next().unwrap_or_default();
    let after = if after.starts_with(char::is_whitespace) { " " } else { "" }.to_string() + &clean(after);
    let left = room.saturating_sub(words.width());
    let shown_before = last(&before, left.saturating_sub(after.width().min(left / 2)));
    let shown_after = first(&after, left.saturating_sub(shown_before.width()));
    Glance { before: name + &shown_before, words, after: shown_after }
}

/// A stranger's text as one clean line.
fn clean(text: &str) -> String {
    visible(&one_line(text))
}

/// The beginning of a text, in at most `room` columns; whole words where it has blanks.
fn first(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.into();
    }
    let mut left = room.saturating_sub(CUT.len());
    let kept: String = text.chars().take_while(|c| fits(*c, &mut left)).collect();
    kept[..kept.rfind(' ').unwrap_or(kept.len())].to_string() + &CUT[..room.min(CUT.len())]
}

/// The end of a text, in at most `room` columns; whole words where it has blanks.
fn last(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.into();
    }
    let mut left = room.saturating_sub(CUT.len());
    let kept: usize = text.chars().rev().take_while(|c| fits(*c, &mut left)).map(char::len_utf8).sum();
    let kept = &text[text.len() - kept..];
    CUT[..room.min(CUT.len())].to_string() + &kept[kept.find(' ').map_or(0, |at| at + 1)..]
}

/// Takes the columns of one character from what is left, if there are enough.
fn fits(c: char, left: &mut usize) -> bool {
    let width = c.width().unwrap_or(0);
    let fits = width <= *left;
    *left = left.saturating_sub(width);
    fits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str, words: &str, room: usize) -> String {
        let mail = Mail::read(format!("From: a@b.example\n\n{body}\n").as_bytes()).unwrap();
        let start = mail.body.text.find(words).unwrap();
        glance(&mail, Span::new(Part::Body, start, start + words.len()), room).painted(Paint::PLAIN)
    }

    #[test]
    fn the_words_are_seen_wherever_they_stand_in_their_line() {
        let body = "We would like to invite you to an interview for the Data Engineer position at Acme, soon.\nBye";
        assert_eq!(shown(body, "Acme", 200), format!("body: {}", body.split('\n').next().unwrap()));
        assert_eq!(shown(body, "Acme", 40), "body: ...position at Acme, soon.");
        assert_eq!(shown(body, "We would", 40), "body: We would like to invite you to...");
        assert_eq!(shown(body, "Data Engineer", 40), "body: ...the Data Engineer position...");
    }

    #[test]
    fn tricks_and_wide_characters_do_not_break_the_line() {
        let line = shown("日本語日本語日本語日本語 Acme 日本語日本語日本語日本語", "Acme", 30);
        assert!(line.width() <= 30 && line.contains("Acme"), "{line}");
        assert!(shown("a \u{202e}b Acme", "Acme", 40).ends_with("b Acme"));
    }
}
