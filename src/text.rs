//! Places in a message, and making strangers' text safe to show.

use serde::Serialize;

/// Which text of a message a [`Span`] counts its bytes in.
///
/// Every part has exactly one decoded text, see [`crate::message::Mail::part`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The decoded `Subject:`.
    Subject,
    /// The decoded first mailbox of `From:`, as `Name <address>`.
    From,
    /// The decoded first mailbox of `Reply-To:`, as `Name <address>`.
    ReplyTo,
    /// The decoded `To:` and `Cc:`, as written.
    To,
    /// The `Date:` header.
    Date,
    /// The chosen body text: see [`crate::message::body`].
    Body,
    /// The text of all calendar parts, one after another.
    Calendar,
    /// The text of all JSON-LD blocks of the HTML part, one after another.
    JsonLd,
    /// What was read in earlier messages of the thread, a line each: the words, and which message.
    Thread,
    /// Any other header.
    Header,
    /// Not in the message: the person at the keyboard said so.
    You,
}

/// A place in a message: the bytes `start..end` of the decoded text of `part`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The text that is counted in.
    pub part: Part,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes `start..end` of `part`.
    pub fn new(part: Part, start: usize, end: usize) -> Self {
        Span { part, start, end }
    }

    /// Do they share a byte?
    pub fn overlaps(&self, other: &Span) -> bool {
        self.part == other.part && self.start < other.end && other.start < self.end
    }

    /// The place of what a person typed on the command line.
    pub fn you() -> Self {
        Span::new(Part::You, 0, 0)
    }
}

/// Does this character change how a terminal or a reader shows the text around it?
///
/// C0 but tab and newline, DEL, C1, bidirectional controls, zero-width characters and the soft
/// hyphen: what mutt calls display-corrupting, and what Trojan Source used.
pub fn is_trick(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => true,
        _ => false,
    }
}

/// Strangers' text with every [trick](is_trick) made visible as `\u{1b}`.
///
/// Tabs and newlines stay: whoever prints one line only uses [`one_line`] first.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_trick(c) {
            out.push_str(&format!("\\u{{{:x}}}", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

/// Text as one clean line: tricks and line ends become blanks, runs of blanks become one, ends are cut.
///
/// This is how a stranger's words may enter a header or a sentence of ours.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = c.is_whitespace() || is_trick(c);
        if !blank {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// How many bytes of a text these words take at its beginning: their apostrophes stand for typographic ones, too.
pub fn size_of_words(words: &str, text: &str) -> Option<usize> {
    let mut size = 0;
    for own in words.bytes() {
        let said = &text.as_bytes()[size..];
        size += match own {
            b'\'' if said.starts_with("’".as_bytes()) => "’".len(),
            _ if said.first() == Some(&own) => 1,
            _ => return None,
        };
    }
    Some(size)
}

/// Where a phrase stands first between ends of words, as the byte of its start.
pub fn find_word(text: &str, phrase: &str) -> Option<usize> {
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let whole = |at: usize, size: usize| free(text[..at].chars().next_back()) && free(text[at + size..].chars().next());
    // Phrases are many and texts short: a search that prepares itself costs more than it saves.
    let first = *phrase.as_bytes().first()?;
    memchr::memchr_iter(first, text.as_bytes())
        .find(|at| size_of_words(phrase, &text[*at..]).is_some_and(|size| whole(*at, size)))
}

/// Does a text begin with these words, whole?
pub fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Does a text end with these words, whole?
pub fn ends_with(text: &str, words: &str) -> bool {
    text.strip_suffix(words).is_some_and(|front| !front.ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_has_two_signs() {
        assert_eq!(find_word("i won’t be there", "won't be"), Some(2));
        assert_eq!(find_word("i won't be there", "won't be"), Some(2));
        assert_eq!(find_word("i won’t been", "won't be"), None);
    }

    #[test]
    fn tricks_are_shown_and_never_obeyed() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202e}c"), "a\\u{1b}[2Jb\\u{202e}c");
        assert_eq!(visible("tab\tand\nline"), "tab\tand\nline");
    }

    #[test]
    fn one_line_cannot_start_a_second_header() {
        assert_eq!(one_line(" A\r\nBcc: x@y.example \u{200b}"), "A Bcc: x@y.example");
    }
}
