//! What a message says, as sentences of tokens: the common ground of rules that look for phrases.
//!
//! One pass over each text. A token keeps its place, its folded form (lower case, without accents) and how it
//! is written. Tokens of all streams stand in one row; a sentence is a range of it, so a rule may look past the
//! end of a sentence where a line break split what belongs together.

use super::author::Author;
use crate::message::Mail;
use crate::message::body::Voice;
use crate::message::thread::is_forward;
use crate::text::{Part, Span};
use crate::words::schema::{ELISIONS, fold};
use std::ops::Range;

/// Bytes of what is said, and of what was said before: beyond them a letter names nobody for the first time.
const LIMIT: usize = 16 * 1024;
const EARLIER_LIMIT: usize = 4 * 1024;
/// The same for a subject, a title, a description.
const TEXT_LIMIT: usize = 8 * 1024;
/// Events of a calendar that are looked at.
const EVENTS: usize = 8;
/// A line shorter than this was ended on purpose, not by wrapping.
const WRAPPED: usize = 55;
/// A sentence of more tokens than this is taken as several.
const SENTENCE: usize = 120;

/// Where a sentence stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// `Subject:`
    Subject,
    /// `SUMMARY` of a calendar event.
    Title,
    /// `DESCRIPTION` of a calendar event.
    Notes,
    /// `LOCATION` of a calendar event.
    Location,
    /// What the sender says, or the writer of a forwarded message.
    Said,
    /// A signature.
    Signature,
    /// A footer.
    Footer,
    /// History.
    Earlier,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A word, also with signs in it: `AT&T`, `Mitarbeiter*in`, `CI/CD`.
    Word,
    /// A number, a date, a clock.
    Number,
    /// A link or a mail address.
    Link,
    /// One punctuation mark.
    Mark(char),
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// Begins with a small letter, or has none.
    Lower,
    /// Begins with a capital.
    Capital,
    /// Only capitals, at least two.
    Upper,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub case: Case,
    /// Is it the first of its line?
    pub line: bool,
    /// Is it the first after an empty line?
    pub paragraph: bool,
    fold: (u32, u16),
}

impl Token {
    /// Is it a word or a number?
    pub fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Number)
    }

    /// Is it this mark?
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Is it written with a capital?
    pub fn capital(&self) -> bool {
        self.case != Case::Lower
    }
}

/// A row of tokens that belong together.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it stands.
    pub stream: Stream,
    /// Its tokens in [`Tokens::all`].
    pub range: Range<usize>,
    /// Is it the person's own, from the history?
    pub mine: bool,
}

/// The tokens of a message, in sentences.
#[derive(Default, Debug)]
pub struct Tokens {
    folded: String,
    /// Every token, in order.
    pub all: Vec<Token>,
    /// Every sentence, in order.
    pub sentences: Vec<Sentence>,
    open: usize,
    paragraph: bool,
    mine: bool,
}

impl Tokens {
    /// The tokens of everything in `mail` that a person reads.
    pub fn of(mail: &Mail) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.text(Part::Subject, 0, &mail.subject, Stream::Subject);
        for event in mail.calendars.iter().flat_map(|c| &c.events).take(EVENTS) {
            for (name, span) in &event.seen {
                let stream = match *name {
                    "SUMMARY" => Stream::Title,
                    "DESCRIPTION" => Stream::Notes,
                    "LOCATION" => Stream::Location,
                    _ => continue,
                };
                tokens.text(span.part, span.start, mail.words(*span), stream);
            }
        }
        tokens.body(mail);
        tokens
    }

    /// The tokens of one text of `part` from byte `start` on, each line for itself.
    pub fn text(&mut self, part: Part, start: usize, text: &str, stream: Stream) {
        let mut text = &text[..text.floor_char_boundary(TEXT_LIMIT)];
        let mut start = start;
        while !text.is_empty() {
            let (line, rest) = first_line(part, text);
            self.paragraph |= line.trim().is_empty();
            self.chunks(part, start, line, stream);
            self.end(stream);
            start += text.len() - rest.len();
            text = rest;
        }
    }

    /// The folded form of a token.
    pub fn fold(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |t| {
            let start = t.fold.0 as usize;
            &self.folded[start..start + t.fold.1 as usize]
        })
    }

    /// The place of a range of tokens; empty ranges have none.
    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let (first, last) = (self.all.get(range.start)?, self.all.get(range.end.checked_sub(1)?)?);
        (range.start < range.end).then(|| Span::new(first.span.part, first.span.start, last.span.end))
    }

    /// The line of a token, within `stretch`: from the first token of the line to the last.
    pub fn line(&self, at: usize, stretch: &Range<usize>) -> Range<usize> {
        let start = (stretch.start..=at).rev().find(|i| self.all[*i].line).unwrap_or(stretch.start);
        let end = (at + 1..stretch.end).find(|i| self.all[*i].line).unwrap_or(stretch.end);
        start..end
    }

    fn body(&mut self, mail: &Mail) {
        let (mut left, mut earlier) = (LIMIT, EARLIER_LIMIT);
        // Who forwards without a program's own marks still hands on what was written.
        let forward = mail.body.forward.is_none() && is_forward(&mail.subject);
        let history = if forward { Stream::Said } else { Stream::Earlier };
        let mut author = Author::new(mail);
        for (i, line) in mail.body.lines.iter().enumerate() {
            let mine = author.wrote(line.voice, mail.body.line(line).trim_start_matches(['>', ' ']));
            if mine != self.mine {
                self.end(history);
                self.mine = mine;
            }
            let stream = match line.voice {
                Voice::Said | Voice::Forwarded => Stream::Said,
                Voice::Signature => Stream::Signature,
                Voice::Footer => Stream::Footer,
                Voice::Quoted => history,
                Voice::Attribution | Voice::Repeated => continue,
            };
            let text = mail.body.line(line);
            let room = if stream == Stream::Earlier { &mut earlier } else { &mut left };
            let Some(rest) = room.checked_sub(text.len()) else { continue };
            *room = rest;
            let bare = text.trim_start_matches(['>', ' ']);
            self.chunks(Part::Body, line.end - bare.len(), bare, stream);
            let next = mail.body.lines.get(i + 1).filter(|l| l.voice == line.voice);
            let next = next.map_or("", |l| mail.body.line(l).trim_start_matches(['>', ' ']));
            if !continues(bare, next) || !matches!(stream, Stream::Said | Stream::Earlier) {
                self.end(stream);
            }
            self.paragraph |= bare.trim().is_empty();
        }
    }

    fn chunks(&mut self, part: Part, start: usize, line: &str, stream: Stream) {
        let first = self.all.len();
        for chunk in line.split_whitespace() {
            let at = start + (chunk.as_ptr() as usize - line.as_ptr() as usize);
            let rest = &line[at - start + chunk.len()..];
            let before = self.all.len();
            self.chunk(part, at, chunk, rest.trim_start());
            if before == first && self.all.len() > first {
                self.all[first].line = true;
                self.all[first].paragraph = std::mem::take(&mut self.paragraph);
            }
            let last = self.all.last().map(|t| t.kind);
            let ended = matches!(last, Some(Kind::Mark('.' | '!' | '?' | ';' | '…')));
            if self.all.len() - self.open >= SENTENCE || (ended && stream != Stream::Subject) {
                self.end(stream);
            }
        }
    }

    fn chunk(&mut self, part: Part, at: usize, chunk: &str, rest: &str) {
        if is_link(chunk) {
            return self.push(Kind::Link, "", Span::new(part, at, at + chunk.len()));
        }
        if matches!(chunk, "'t" | "’t" | "'n" | "’n") && rest.starts_with(char::is_uppercase) {
            // "'t Nest": the article of a name.
            self.push(Kind::Word, chunk, Span::new(part, at, at + chunk.len()));
            return self.all.last_mut().into_iter().for_each(|t| t.case = Case::Capital);
        }
        let mut left = chunk;
        while let Some(first) = left.chars().next() {
            let at = at + (chunk.len() - left.len());
            let dotted = first == '.' && left[1..].starts_with(|c: char| c.is_ascii_uppercase());
            if !first.is_alphanumeric() && !dotted {
                let len = first.len_utf8();
                if first == '\\' && part == Part::Calendar {
                    left = &left[len..];
                    continue;
                }
                self.push(Kind::Mark(first), &left[..len], Span::new(part, at, at + len));
                left = &left[len..];
                continue;
            }
            let len = word(left, rest);
            let (core, behind) = left.split_at(len);
            let kind = if is_number(core) { Kind::Number } else { Kind::Word };
            self.push(kind, core, Span::new(part, at, at + len));
            left = behind;
        }
    }

    fn push(&mut self, kind: Kind, word: &str, span: Span) {
        let start = self.folded.len();
        for c in word.trim_end_matches('.').chars() {
            match c {
                '’' | '`' | '´' => self.folded.push('\''),
                c => fold(c, &mut self.folded),
            }
        }
        let len = u16::try_from(self.folded.len() - start).unwrap_or(u16::MAX);
        let fold = (start as u32, if (len as usize) == self.folded.len() - start { len } else { 0 });
        self.all.push(Token { span, kind, case: case(word), line: false, paragraph: false, fold });
    }

    fn end(&mut self, stream: Stream) {
        if self.all.len() > self.open {
            let mine = stream == Stream::Earlier && self.mine;
            self.sentences.push(Sentence { stream, range: self.open..self.all.len(), mine });
        }
        self.open = self.all.len();
    }
}

/// The first line of a text and what follows it; in a calendar, `\n` ends one, too.
fn first_line(part: Part, text: &str) -> (&str, &str) {
    let plain = text.find('\n').map_or((text.len(), 1), |at| (at, 1));
    let written = |mark| text.find(mark).filter(|_| part == Part::Calendar);
    let escaped = [written("\\n"), written("\\N")].into_iter().flatten().min().map(|at| (at, 2));
    let (end, len) = escaped.filter(|(at, _)| *at < plain.0).unwrap_or(plain);
    (&text[..end], text.get(end + len..).unwrap_or_default())
}

fn case(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase) && !word.starts_with(|c: char| c.is_lowercase());
    let mut more = 0;
    let all = letters.all(|c| {
        more += 1;
        c.is_uppercase()
    });
    match (first, all && more > 0) {
        (true, true) => Case::Upper,
        (true, false) => Case::Capital,
        _ => Case::Lower,
    }
}

/// A shorter word behind "@" may be a brand: "Barista @tern".
const HANDLE: usize = 9;

fn is_link(chunk: &str) -> bool {
    let host = |h: &str| {
        h.contains('.')
            && h.len() > 5
            && h.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-".contains(&b))
    };
    if chunk.split_once('/').is_some_and(|(front, _)| host(front)) {
        return true;
    }
    // "@thegreylaghotel": what a house is called elsewhere.
    let handle = |name: &str| name.len() > HANDLE && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    chunk.contains("://")
        || chunk.strip_prefix(['@', '#']).is_some_and(handle)
        || chunk.starts_with("www.")
        || (chunk.contains('@') && chunk.contains('.') && chunk.len() > 5)
}

/// The length of the word or number at the start of `text`; `rest` is what follows on the line.
fn word(text: &str, rest: &str) -> usize {
    let mut end = 0;
    let mut open = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let letter = next.is_some_and(char::is_alphanumeric);
        let inside = match c {
            c if c.is_alphanumeric() || matches!(c, '+' | '#' | '\u{301}') => true,
            '.' if i == 0 => true,
            // "Facharzt/-ärztin"
            '/' if next == Some('-') => text[i + 2..].starts_with(char::is_alphabetic),
            '-' | '&' | '*' | '\'' | '’' | '/' | '_' => letter,
            '.' => letter,
            '·' | ':' => letter && !next.is_some_and(char::is_uppercase),
            '(' if letter && !text[..i].ends_with(|c: char| c.is_ascii_digit()) => {
                open += 1;
                true
            }
            ')' if open > 0 => {
                open -= 1;
                true
            }
            '!' => next.is_none() && rest.starts_with(char::is_lowercase),
            _ => false,
        };
        if !inside {
            break;
        }
        end = i + c.len_utf8();
        if matches!(c, '\'' | '’') && is_elision(&text[..i], next) {
            return end;
        }
    }
    if text[end..].starts_with('.') && is_abbreviation(&text[..end], rest) {
        end += 1;
    }
    end.max(text.chars().next().map_or(0, char::len_utf8))
}

/// Words that end with a full stop and do not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "sr", "jr", "dr", "inc", "ltd", "co", "corp", "pte", "pvt", "pty", "mr", "ms", "mrs", "prof", "st", "wiss",
    "techn", "kfm", "eng", "ing", "bzw", "ca", "inkl", "resp", "dept", "no", "nr", "approx", "dott", "sra", "dra",
    "lic", "mag", "dipl", "ssr", "assoc", "asst", "mgr", "exec", "ltda", "lda", "phil", "med", "geb", "mme", "vs", "z",
    "gr", "abt", "kl", "sp", "stv", "stellv",
];

fn is_elision(word: &str, next: Option<char>) -> bool {
    let small = word.chars().all(char::is_lowercase);
    ELISIONS.contains(&word.to_lowercase().as_str()) && (small || next.is_some_and(char::is_lowercase))
}

fn is_abbreviation(word: &str, rest: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let lower = word.to_lowercase();
    if rest.is_empty() {
        return word.contains('.') || matches!(lower.as_str(), "inc" | "ltd" | "co" | "corp" | "ltda" | "lda" | "v");
    }
    (letters == 1 && word.len() < 3) || word.contains('.') || ABBREVIATIONS.contains(&lower.as_str())
}

/// Digits with no more letters than a unit has: `14:30`, `80-100`, `2pm`, `R0000312284` is none.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().filter(|c| c.is_alphabetic()).count() <= 2
}

/// Does the next line go on with the sentence of this one?
fn continues(line: &str, next: &str) -> bool {
    let (line, next) = (line.trim(), next.trim());
    let Some(first) = next.chars().next() else { return false };
    if line.is_empty() || line.ends_with([':', '!', '?', '.']) {
        return false;
    }
    if is_label(next) {
        return false;
    }
    first.is_lowercase()
        || (line.len() >= WRAPPED && (first.is_alphanumeric() || matches!(first, '(' | '"' | '“' | '&')))
}

/// "Pay band: Band 6": does a line begin with what says what is behind it?
fn is_label(line: &str) -> bool {
    let label = line.split_once(": ").map_or("", |(label, _)| label);
    let words = label.split(' ').count();
    label.starts_with(char::is_uppercase) && words <= LABEL && label.chars().all(|c| c.is_alphabetic() || c == ' ')
}

/// A label has no more words than these.
const LABEL: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::body::Body;

    #[allow(clippy::field_reassign_with_default)]
    fn said(text: &str) -> Vec<Vec<String>> {
        let mut mail = Mail::default();
        mail.body = Body::plain(text);
        let tokens = Tokens::of(&mail);
        let words = |s: &Sentence| s.range.clone().map(|i| mail.words(tokens.all[i].span).to_string()).collect();
        tokens.sentences.iter().map(words).collect()
    }

    #[test]
    fn a_label_begins_a_line_of_its_own() {
        let long = "Job title: Senior Occupational Therapist of the Rehabilitation Ward";
        assert_eq!(said(&format!("{long}\nPay band: Band 6")).len(), 2);
        assert_eq!(said(&format!("{long}\nBand 6 at 10:30 and on")).len(), 1);
    }

    #[test]
    fn signs_inside_a_name_stay_and_those_around_it_go() {
        assert_eq!(
            said("AT&T, (d.velop) monday.com! Mitarbeiter*in .NET C++"),
            [vec!["AT&T", ",", "(", "d.velop", ")", "monday.com", "!"], vec!["Mitarbeiter*in", ".NET", "C++"]]
        );
        assert_eq!(said("agent(e) (m/w/d)"), [["agent(e)", "(", "m/w/d", ")"]]);
        assert_eq!(said("at Yahoo! for"), [["at", "Yahoo!", "for"]]);
        assert_eq!(said("d'agent L'Oréal I'm"), [["d'", "agent", "L'Oréal", "I'm"]]);
    }

    #[test]
    fn a_sentence_ends_at_its_stop_not_at_an_abbreviation() {
        assert_eq!(said("Sr. Engineer at Acme Inc. in Rome. Next")[0].len(), 8);
        assert_eq!(said("We met in Rome. Next").len(), 2);
    }

    #[test]
    fn a_wrapped_line_goes_on_and_a_short_one_ends() {
        let long = "We would like to invite you to an interview for the Senior";
        assert_eq!(said(&format!("{long}\nEngineer role")).len(), 1);
        assert_eq!(said("Dana Ito\nRecruiter, Acme").len(), 2);
    }

    #[test]
    fn hostile_text_is_cut_not_followed() {
        said(&"(".repeat(50_000));
        said(&"a.".repeat(50_000));
        said("\u{301}\u{200b}. .. ... ’’’ (a (b (c");
    }
}
