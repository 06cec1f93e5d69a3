//! What is said, as sentences of folded words: subject, calendar titles, then the speaking lines.

use crate::message::Mail;
use crate::message::body::{Line, Voice};
use crate::text::{Part, Span};
use crate::words::schema::{WordClass, fold, folded};

/// What a message is for is said in its first pages; more of a long text is not looked at.
const SAID_LIMIT: usize = 16 * 1024;
/// A sentence of more words than this is taken as several.
pub const SENTENCE_LIMIT: usize = 120;
/// A line shorter than this was ended on purpose, not by wrapping.
const WRAPPED: usize = 55;

/// What a link is for is said in no more words.
const LABEL: usize = 6;

/// Where a sentence stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// The subject, or the title of a calendar event.
    Subject,
    /// The body, or the description of a calendar event.
    Body,
    /// A line of the body that says what a link is for: what one may do, not what has happened.
    Link,
}

/// A row of words that belong together.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it stands.
    pub place: Place,
    /// Its words in [`Scan::words`].
    pub words: std::ops::Range<usize>,
    /// Does the writer of a forwarded message say it?
    pub forwarded: bool,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    start: u32,
    len: u16,
    capital: bool,
    span: Span,
}

/// The folded words of a message, in sentences.
#[derive(Default, Debug)]
pub struct Scan {
    folded: String,
    words: Vec<Word>,
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
    open: usize,
    forwarded: bool,
}

impl Scan {
    /// Everything that is said in `mail`: the newest words, or the forwarded ones where it is a forward.
    pub fn of(mail: &Mail) -> Scan {
        let mut scan = Scan::default();
        scan.text(Part::Subject, 0, &mail.subject, Place::Subject);
        for event in mail.calendars.iter().flat_map(|c| &c.events) {
            for (name, span) in &event.seen {
                let place = match *name {
                    "SUMMARY" => Place::Subject,
                    "DESCRIPTION" => Place::Body,
                    _ => continue,
                };
                scan.text(span.part, span.start, mail.words(*span), place);
            }
        }
        scan.body(mail, &[Voice::Said, Voice::Forwarded]);
        scan
    }

    /// What earlier messages say that are quoted in `mail`.
    pub fn history(mail: &Mail) -> Scan {
        let mut scan = Scan::default();
        scan.body(mail, &[Voice::Quoted]);
        scan
    }

    /// The folded word at `index` within a sentence.
    pub fn word(&self, sentence: &Sentence, index: usize) -> Option<&str> {
        let at = sentence.words.start + index;
        (at < sentence.words.end).then(|| self.folded(at))
    }

    /// The word as `^word`, where it is written with a capital within a sentence.
    pub fn capital(&self, sentence: &Sentence, index: usize) -> Option<&str> {
        let word = self.words.get(sentence.words.start + index).filter(|w| w.capital && index > 0)?;
        self.folded.get(word.start as usize..word.start as usize + 1 + word.len as usize)
    }

    /// The place of the words `from..to` of a sentence.
    pub fn span(&self, sentence: &Sentence, from: usize, to: usize) -> Span {
        let at = |i: usize| self.words[(sentence.words.start + i).min(self.words.len() - 1)].span;
        let (first, last) = (at(from), at(to.saturating_sub(1).max(from)));
        Span::new(first.part, first.start, last.end)
    }

    fn folded(&self, at: usize) -> &str {
        let w = self.words[at];
        &self.folded[w.start as usize + 1..w.start as usize + 1 + w.len as usize]
    }

    fn body(&mut self, mail: &Mail, voices: &[Voice]) {
        let mut left = SAID_LIMIT;
        let lines: Vec<&Line> = mail.body.lines.iter().collect();
        for (i, line) in lines.iter().enumerate() {
            if !voices.contains(&line.voice) {
                self.end(Place::Body);
                continue;
            }
            let text = mail.body.line(line);
            if left < text.len() {
                break;
            }
            left -= text.len();
            self.forwarded = line.voice == Voice::Forwarded;
            let place = if names_a_link(text) { Place::Link } else { Place::Body };
            if place == Place::Link {
                self.end(Place::Body);
            }
            self.chunks(Part::Body, line.start, text, place);
            let next = lines.get(i + 1).map_or("", |l| mail.body.line(l));
            if place == Place::Link || !continues(text, next) {
                self.end(place);
            }
        }
        self.end(Place::Body);
    }

    fn text(&mut self, part: Part, start: usize, text: &str, place: Place) {
        for line in text.split_inclusive('\n') {
            let offset = line.as_ptr() as usize - text.as_ptr() as usize;
            self.chunks(part, start + offset, line, place);
            self.end(place);
        }
    }

    /// The blank-separated pieces of one line.
    fn chunks(&mut self, part: Part, start: usize, line: &str, place: Place) {
        for chunk in line.split_whitespace() {
            let at = start + (chunk.as_ptr() as usize - line.as_ptr() as usize);
            let before = self.words.len();
            self.chunk(part, at, chunk);
            let next = line[at - start + chunk.len()..].trim_start();
            if self.words.len() - self.open >= SENTENCE_LIMIT || ends(chunk, self.words.len() - before, next) {
                self.end(place);
            }
        }
    }

    fn chunk(&mut self, part: Part, at: usize, chunk: &str) {
        let whole = Span::new(part, at, at + chunk.len());
        if chunk.contains("://") || chunk.starts_with("www.") {
            return self.push("@link", false, whole);
        }
        if chunk.contains('@') && chunk.contains('.') {
            return self.push("@mail", false, whole);
        }
        let mut rest = chunk;
        while let Some(first) = rest.chars().next() {
            let at = at + (chunk.len() - rest.len());
            let len = match first {
                '0'..='9' => number(rest),
                c if c.is_alphanumeric() => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
                c => c.len_utf8(),
            };
            let (word, after) = rest.split_at(len);
            let span = Span::new(part, at, at + len);
            match first {
                '0'..='9' => self.push(kind(word), false, span),
                '?' => self.push("?", false, span),
                ':' => self.push(":", false, span),
                c if c.is_alphanumeric() => self.push(word, c.is_uppercase(), span),
                _ => {}
            }
            rest = after;
        }
    }

    fn push(&mut self, word: &str, capital: bool, span: Span) {
        let start = self.folded.len();
        self.folded.push('^');
        word.chars().for_each(|c| fold(c, &mut self.folded));
        let len = self.folded.len() - start - 1;
        self.words.push(Word { start: start as u32, len: len.min(u16::MAX as usize) as u16, capital, span });
    }

    fn end(&mut self, place: Place) {
        if self.words.len() > self.open {
            self.sentences.push(Sentence { place, words: self.open..self.words.len(), forwarded: self.forwarded });
        }
        self.open = self.words.len();
    }
}

/// "Cancel: https://...": few words and a link behind them.
fn names_a_link(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let link = words.next_back().is_some_and(|last| last.trim_start_matches(['<', '(']).starts_with("http"));
    link && words.next_back().is_some_and(|label| label.ends_with(':')) && words.count() < LABEL
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\u{301}'
}

/// Does the next line go on with the sentence of this one?
fn continues(line: &str, next: &str) -> bool {
    let (line, next) = (line.trim(), next.trim());
    let Some(first) = next.chars().next() else { return false };
    if line.is_empty() || line.ends_with([':', '!', '?', '.']) {
        return false;
    }
    first.is_lowercase() || (line.len() >= WRAPPED && first.is_alphanumeric())
}

/// Does this chunk, of so many words, end a sentence before this text? "We enjoyed it. We" does, "ca. fifty" does not.
fn ends(chunk: &str, words: usize, next: &str) -> bool {
    let capital = next.starts_with(char::is_uppercase);
    let bare = chunk.trim_end_matches(['"', '\'', ')', '”', '“', '»', '’', '*', '_']);
    match bare.chars().last() {
        Some('!' | '?' | '…' | '。' | ';') => true,
        Some('.') => {
            let word = bare.trim_end_matches('.');
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                return capital && begins(next);
            }
            let small = capital && word.chars().all(char::is_lowercase);
            words == 1 && word.chars().count() > if small { 1 } else { 2 } && !word.contains('.')
        }
        _ => false,
    }
}

/// "At 3. **If** that suits", but not "am 3. **Dezember**": does a text begin with a small word, as sentences do?
fn begins(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let words = crate::words::employer();
    let first = folded(first);
    [WordClass::Function, WordClass::Stop].iter().any(|class| words.is(&first, *class))
}

/// The length of a number with what is glued to it: `10:30`, `2.30pm`, `14h`, `26/11/2026`.
fn number(text: &str) -> usize {
    let b = text.as_bytes();
    let digit = |i: usize| b.get(i).is_some_and(u8::is_ascii_digit);
    let mut i = 0;
    while i < b.len() {
        let glue = matches!(b[i], b'.' | b':' | b'/' | b'-' | b'h' | b'H' | b'u') && digit(i + 1);
        if !digit(i) && !glue {
            break;
        }
        i += 1;
    }
    i + text[i..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - i)
}

/// What a number is: `@clock`, `@date` or `@num`.
fn kind(word: &str) -> &'static str {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let tail = word[digits.len()..].to_ascii_lowercase();
    let hours = matches!(tail.as_str(), "h" | "u" | "am" | "pm" | "uhr" | "hrs" | "hs" | "uur" | "a" | "p");
    if hours || digits.contains([':', 'h', 'H', 'u']) {
        return "@clock";
    }
    match digits.split(['.', '/', '-']).count() {
        1 => "@num",
        2 if digits.contains('.') && digits.rsplit('.').next().is_some_and(|m| m.len() == 2 && m > "12") => "@clock",
        _ => "@date",
    }
}
