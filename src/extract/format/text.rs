//! The texts in which words are looked for, and where the phrases of each list stand in them.

use crate::extract::author::Author;
use crate::extract::finder::{Finder, Hit};
use crate::message::Mail;
use crate::message::body::{Line, Voice};
use crate::text::{Part, Span};
use crate::words::Words;
use crate::words::schema::{FormatWords, Phrases};

/// A text in lower case, with its place and the phrases that stand in it.
#[derive(Debug)]
pub struct Text {
    part: Part,
    start: usize,
    pub(super) lower: String,
    title: bool,
    pub(super) hits: Vec<Hit<'static>>,
}

impl Text {
    fn new(finder: &Finder<'static>, part: Part, start: usize, text: &str, title: bool) -> Text {
        let lower = lower(text).replace('\n', " ");
        Text { part, start, hits: finder.all(&lower), lower, title }
    }

    /// The text in lower case.
    pub(in crate::extract) fn lower(&self) -> &str {
        &self.lower
    }

    /// The place of some of its bytes.
    pub(in crate::extract) fn span(&self, at: usize, length: usize) -> Span {
        Span::new(self.part, self.start + at, self.start + at + length)
    }

    /// Where a byte of its part stands in it.
    pub(super) fn offset(&self, at: usize) -> usize {
        at.saturating_sub(self.start)
    }

    /// Is it the subject, or the name of the event?
    pub(in crate::extract) fn is_title(&self) -> bool {
        self.title
    }

    /// The first place and the length of a phrase of one of [`LISTS`].
    pub(in crate::extract) fn first(&self, list: List) -> Option<(usize, usize)> {
        self.hits.iter().filter(|h| h.list == list as u16).map(|h| (h.at, h.end - h.at)).min()
    }

    /// The places of all phrases of one of [`LISTS`].
    pub(in crate::extract) fn spans(&self, list: List) -> impl Iterator<Item = Span> {
        self.hits.iter().filter(move |h| h.list == list as u16).map(|h| self.span(h.at, h.end - h.at))
    }

    pub(super) fn first_span(&self, list: List) -> Option<Span> {
        self.first(list).map(|(at, length)| self.span(at, length))
    }
}

/// The lists of phrases that are looked for in every text at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub(in crate::extract) enum List {
    Phone,
    Video,
    Onsite,
    Other,
    Choice,
    Final,
    OnsiteLoop,
    Panel,
    HiringManager,
    Technical,
    Assessment,
    Screen,
    Aside,
    Hint,
    Job,
    Held,
    Perhaps,
}

/// The phrases of each [`List`], in its order.
fn lists(words: &Words) -> [&Phrases; 17] {
    let (words, people) = (&words.format, &words.people);
    [
        &words.phone,
        &words.video,
        &words.onsite,
        &words.other,
        &words.choice,
        &words.last,
        &words.onsite_loop,
        &words.panel,
        &words.hiring_manager,
        &words.technical,
        &words.assessment,
        &words.screen,
        &words.aside,
        &words.onsite_hints,
        &words.job,
        &words.held,
        &people.later,
    ]
}

/// All that is looked for in one pass.
fn finder(words: &'static Words) -> Finder<'static> {
    (0..).zip(lists(words)).fold(Finder::default(), |finder, (list, phrases)| finder.with(list, phrases))
}

/// Subject, summary and what is said.
pub fn texts(mail: &Mail, words: &'static Words) -> Vec<Text> {
    let finder = finder(words);
    let text = |part, start, text: &str, title| Text::new(&finder, part, start, text, title);
    let mut out = vec![text(Part::Subject, 0, &mail.subject, true)];
    for event in mail.calendars.iter().flat_map(|c| &c.events).take(2) {
        for name in ["SUMMARY", "DESCRIPTION"] {
            if let Some(span) = event.place(name) {
                out.push(text(Part::Calendar, span.start, mail.words(span), name == "SUMMARY"));
            }
        }
    }
    for (start, end) in sentences(mail, mail.body.speaking()) {
        out.push(text(Part::Body, start, &mail.body.text[start..end], false));
    }
    out
}

/// The sentences of what they said before, as far as anybody reads it.
pub(super) fn earlier(mail: &Mail, words: &'static Words) -> Vec<Text> {
    quoted(mail, words, false)
}

/// The sentences of what I wrote before.
pub(super) fn mine(mail: &Mail, words: &'static Words) -> Vec<Text> {
    quoted(mail, words, true)
}

fn quoted(mail: &Mail, words: &'static Words, own: bool) -> Vec<Text> {
    let (finder, body, mut author) = (finder(words), &mail.body, Author::new(mail));
    let mut told = |line: &&Line| {
        let mine = author.wrote(line.voice, body.line(line).trim_start_matches(['>', ' ']));
        line.voice == Voice::Quoted && mine == own
    };
    let lines = body.lines.iter().filter(|line| told(line)).take(EARLIER);
    let sentences = sentences(mail, lines).into_iter();
    sentences.map(|(start, end)| Text::new(&finder, Part::Body, start, &body.text[start..end], false)).collect()
}

/// So many lines of a history are read for how they meet.
const EARLIER: usize = 60;

/// A line of more bytes than this was broken by a program, not by its writer.
const WRAPPED: usize = 55;

/// The sentences of what is said, as bytes of the body: over the breaks that a program put in.
fn sentences<'m>(mail: &'m Mail, lines: impl Iterator<Item = &'m Line>) -> Vec<(usize, usize)> {
    let body = &mail.body;
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut wrapped = false;
    for line in lines {
        let text = body.line(line);
        let goes_on = wrapped && text.starts_with(|c: char| c.is_alphanumeric() || c == '(');
        let mut start = line.start;
        let ends = text.match_indices(['.', '!', '?']).filter(|(at, _)| {
            let mut after = text[at + 1..].chars();
            after.next() == Some(' ') && after.next().is_some_and(|c| !c.is_lowercase())
        });
        for end in ends.map(|(at, _)| line.start + at + 1).chain([line.end]) {
            match out.last_mut().filter(|last| goes_on && start == line.start && last.1 + 1 == start) {
                Some(last) => last.1 = end,
                None => out.push((start, end)),
            }
            start = end;
        }
        wrapped = text.len() > WRAPPED && !text.trim_end().ends_with(['.', '!', '?', ':']);
    }
    out
}

/// Lower case that keeps places: letters whose length would change stay as they are.
pub(in crate::extract) fn lower(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
                _ => c,
            }
        })
        .collect()
}

/// The first phrase of a list in a text, as whole words: its place and length.
pub(in crate::extract) fn has(text: &str, list: &Phrases) -> Option<(usize, usize)> {
    list.iter().filter_map(|p| find(text, p).map(|at| (at, p.len()))).min()
}

fn find(text: &str, phrase: &str) -> Option<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let open = phrase.ends_with([' ', ':', '|', '.', '-']);
        edge(text[..*at].chars().next_back()) && (open || edge(text[at + phrase.len()..].chars().next()))
    })
}

/// Do words before the name say that what is named is over: "after the phone screen"? One word may stand between.
pub(in crate::extract) fn is_over(before: &str, words: &FormatWords) -> bool {
    let before = before.trim_end();
    let shorter = before.rsplit_once(' ').map_or("", |(front, _)| front);
    words.passed.iter().any(|p| [before, shorter].iter().any(|text| text.ends_with(p)))
}
