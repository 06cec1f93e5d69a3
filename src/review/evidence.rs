//! The message's own lines with the words that were read underlined and labelled, as a good compiler shows code.

use super::paint::Paint;
use crate::fact::Sure;
use crate::message::Mail;
use crate::text::{Part, Span, is_trick};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

/// Words of the message and what they were taken for.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What they say: `company`, `role`.
    pub label: String,
    /// How sure: stated words are underlined with `^`, others with `-`.
    pub sure: Sure,
    /// Where they stand.
    pub seen: Span,
}

/// The parts that are shown, in reading order.
const PARTS: [Part; 9] = [
    Part::Subject,
    Part::From,
    Part::ReplyTo,
    Part::To,
    Part::Date,
    Part::Body,
    Part::Calendar,
    Part::JsonLd,
    Part::Thread,
];

/// Marks beyond these are not drawn: a page of underlined words tells nobody anything.
const MOST: usize = 120;

/// So many lines behind the last mark are enough to be folded.
const FOLDED: usize = 8;

/// Draws every marked line of the message, part by part; empty where nothing is marked.
pub fn show(mail: &Mail, marks: &[Mark], paint: Paint) -> String {
    let renderer = if paint.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(paint.width);
    let marks = &marks[..marks.len().min(MOST)];
    let mut out = String::new();
    for part in PARTS {
        let here: Vec<&Mark> = marks.iter().filter(|m| m.seen.part == part && m.seen.end > m.seen.start).collect();
        let page = Page::of(until_marked(mail.part(part), &here), &here, paint.width.saturating_sub(8).max(24));
        let annotations: Vec<Annotation> = here.iter().flat_map(|mark| page.annotations(mark)).collect();
        if annotations.is_empty() {
            continue;
        }
        let snippet = Snippet::source(page.text.as_str()).line_numbering(false).annotations(annotations);
        out += &format!("  {}\n", paint.dim(part_name(part)));
        out += &renderer.render(&[Group::with_level(Level::NOTE).element(snippet)]);
        out += "\n";
    }
    out
}

/// What people call a part of a message.
pub fn part_name(part: Part) -> &'static str {
    match part {
        Part::Subject => "subject",
        Part::From => "from",
        Part::ReplyTo => "reply-to",
        Part::To => "to",
        Part::Date => "date",
        Part::Body => "body",
        Part::Calendar => "calendar",
        Part::JsonLd => "data in the HTML",
        Part::Thread => "earlier in the thread",
        Part::Header | Part::You => "header",
    }
}

/// The text as far as it is marked, and a few lines more, which are folded away.
fn until_marked<'a>(text: &'a str, marks: &[&Mark]) -> &'a str {
    let last = marks.iter().map(|m| m.seen.end).max().unwrap_or(0).min(text.len());
    let behind = memchr::memchr_iter(b'\n', &text.as_bytes()[last..]).nth(FOLDED);
    &text[..behind.map_or(text.len(), |at| last + at)]
}

/// A part's text as it is shown: tricks made harmless, long lines broken between the marks.
struct Page {
    text: String,
    /// Places in the original from which on the shown text is longer, and by how much in all.
    longer: Vec<(usize, usize)>,
}

impl Page {
    fn of(original: &str, marks: &[&Mark], width: usize) -> Page {
        let mut page = Page { text: String::with_capacity(original.len()), longer: Vec::new() };
        if marks.is_empty() {
            return page;
        }
        // Where the line may be broken: after a blank outside of the marks, else after any blank or sign.
        let (mut column, mut good, mut poor) = (0, None, None);
        for (at, c) in original.char_indices() {
            if c == '\n' {
                (column, good, poor) = (0, None, None);
                page.text.push(c);
                continue;
            }
            page.push(at, c);
            column += 1;
            let here = Some((page.text.len(), at + c.len_utf8(), column));
            match c {
                ' ' if !marks.iter().any(|m| m.seen.start < at && at < m.seen.end) => good = here,
                ' ' | ';' | ',' | ':' => poor = here,
                _ => {}
            }
            if let Some((shown, after, from)) = good.or(poor).filter(|_| column > width) {
                page.break_after(shown, after);
                column -= from;
                (good, poor) = (None, None);
            }
        }
        page
    }

    /// One character of the original, made harmless.
    fn push(&mut self, at: usize, c: char) {
        if is_trick(c) {
            self.text.push(char::REPLACEMENT_CHARACTER);
            self.grew(at + c.len_utf8(), char::REPLACEMENT_CHARACTER.len_utf8() - c.len_utf8());
        } else {
            self.text.push(c);
        }
    }

    /// Breaks the line before `shown`: at the blank that stands there, or between two characters.
    fn break_after(&mut self, shown: usize, original: usize) {
        if self.text[..shown].ends_with(' ') {
            self.text.replace_range(shown - 1..shown, "\n");
        } else {
            self.text.insert(shown, '\n');
            self.grew(original, 1);
        }
    }

    /// From `place` of the original on, the shown text is longer by `more`.
    fn grew(&mut self, place: usize, more: usize) {
        let all = self.longer.last().map_or(0, |(_, all)| *all) + more;
        self.longer.push((place, all));
    }

    /// Where a place of the original stands in the shown text.
    fn at(&self, place: usize) -> usize {
        let before = self.longer.partition_point(|(at, _)| *at <= place);
        place + before.checked_sub(1).map_or(0, |i| self.longer[i].1)
    }

    /// One annotation for each line that a mark touches; the label stands on the last.
    fn annotations<'a>(&self, mark: &'a Mark) -> Vec<Annotation<'a>> {
        let (start, end) = (self.at(mark.seen.start), self.at(mark.seen.end));
        let Some(words) = self.text.get(start..end) else { return Vec::new() };
        let kind = if mark.sure == Sure::Stated { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mut pieces = Vec::new();
        let mut from = start;
        for line in words.split('\n') {
            let inner = line.trim();
            if !inner.is_empty() {
                let lead = line.len() - line.trim_start().len();
                pieces.push(kind.span(from + lead..from + lead + inner.len()));
            }
            from += line.len() + 1;
        }
        if let Some(last) = pieces.pop() {
            pieces.push(last.label(mark.label.as_str()));
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(body: &str) -> Mail {
        Mail::read(format!("From: Dana <d@acme.example>\nSubject: Interview at Acme\n\n{body}\n").as_bytes()).unwrap()
    }

    fn mark(label: &str, sure: Sure, part: Part, text: &str, words: &str) -> Mark {
        let start = text.find(words).unwrap();
        Mark { label: label.into(), sure, seen: Span::new(part, start, start + words.len()) }
    }

    #[test]
    fn words_are_underlined_and_labelled_in_their_own_line() {
        let mail = mail("Hello,\n\nwe would like to meet you on Tuesday.\n");
        let marks = [
            mark("company", Sure::Stated, Part::Subject, mail.part(Part::Subject), "Acme"),
            mark("time", Sure::Likely, Part::Body, mail.part(Part::Body), "Tuesday"),
        ];
        let want = [
            "  subject",
            " |",
            " | Interview at Acme",
            " |              ^^^^ company",
            "  body",
            " |",
            " | we would like to meet you on Tuesday.",
            " |                              ------- time",
        ];
        let want = want.join("\n") + "\n";
        assert_eq!(show(&mail, &marks, Paint::PLAIN), want);
    }

    #[test]
    fn hidden_characters_are_shown_and_do_not_move_the_underline() {
        let mail = mail("Ac\u{200b}me \u{202e}and\u{202c} Globex");
        let marks = [mark("company", Sure::Stated, Part::Body, mail.part(Part::Body), "Globex")];
        let shown = show(&mail, &marks, Paint::PLAIN);
        assert!(!shown.contains(['\u{200b}', '\u{202e}', '\u{202c}']), "{shown:?}");
        let lines: Vec<&str> = shown.lines().collect();
        let column = |line: &str, what: &str| line.chars().count() - line.split(what).last().unwrap().chars().count();
        assert_eq!(column(lines[2], "Globex"), column(lines[3], "^^^^^^"), "{shown}");
    }

    #[test]
    fn a_long_line_is_broken_outside_of_the_words_that_were_read() {
        let mail = mail(&format!("{} Senior Data Engineer {}", "word ".repeat(17), "word ".repeat(30)));
        let marks = [mark("role", Sure::Stated, Part::Body, mail.part(Part::Body), "Senior Data Engineer")];
        let shown = show(&mail, &marks, Paint::PLAIN);
        assert!(shown.contains("Senior Data Engineer"), "{shown}");
        assert!(shown.lines().all(|l| l.len() <= 84), "{shown}");
    }

    #[test]
    fn what_stands_nowhere_is_not_shown() {
        let mail = mail("Hello");
        let marks = [Mark { label: "company".into(), sure: Sure::Stated, seen: Span::you() }];
        assert_eq!(show(&mail, &marks, Paint::PLAIN), "");
        let beyond = [Mark { label: "company".into(), sure: Sure::Stated, seen: Span::new(Part::Body, 3, 900) }];
        assert!(!show(&mail, &beyond, Paint::PLAIN).contains("company"));
    }
}
