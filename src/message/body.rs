//! The text a person saw, in lines that say who speaks.

/// Who speaks in a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Voice {
    /// The sender, now.
    Said,
    /// The sender of a message that was forwarded.
    Forwarded,
    /// History: an earlier message that is quoted.
    Quoted,
    /// The sender's signature.
    Signature,
    /// Legal text, unsubscribe lines, a vendor's footer.
    Footer,
    /// A row that a page repeats word for word: it was read before.
    Repeated,
    /// A line that introduces or heads another message: `On ... wrote:`, `From: ...`.
    Attribution,
}

/// One line of the body: bytes `start..end` of [`Body::text`], without the line end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Who speaks.
    pub voice: Voice,
}

/// A link of the HTML part or the text: where it stands and where it leads. It is never opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Href {
    /// First byte of the words in [`Body::text`].
    pub start: usize,
    /// One past the last byte of the words.
    pub end: usize,
    /// The address, as written.
    pub url: String,
}

/// The inner message of a forwarded one.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Forward {
    /// Who wrote the inner message.
    pub from: Option<super::address::Address>,
    /// The inner subject.
    pub subject: Option<String>,
    /// The inner date, as written.
    pub date: Option<String>,
    /// Whom the inner message was sent to, as written.
    pub to: Option<String>,
    /// The inner message's lines: indices into [`Body::lines`].
    pub lines: std::ops::Range<usize>,
}

/// The chosen text of a message: the plain part when it is real, else the HTML part as text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Body {
    /// The decoded text, LF line ends. Cells of an HTML table row stand on one line, split by ` | `.
    pub text: String,
    /// Every line, in order.
    pub lines: Vec<Line>,
    /// Every link, in order.
    pub links: Vec<Href>,
    /// The forwarded message, if this is one.
    pub forward: Option<Forward>,
    /// Was the text made from HTML?
    pub from_html: bool,
}

/// The lines of a text, as if all were said.
pub(super) fn said(text: &str) -> Vec<Line> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let line = |end| Line { start: std::mem::replace(&mut start, end + 1), end, voice: Voice::Said };
    ends.map(line).collect()
}

impl Body {
    /// A body of plain text whose lines are all said.
    pub fn plain(text: &str) -> Body {
        let text = text.replace("\r\n", "\n");
        let lines = said(&text);
        Body { text, lines, ..Body::default() }
    }

    /// The words of a line.
    pub fn line(&self, line: &Line) -> &str {
        &self.text[line.start..line.end]
    }

    /// The lines in which somebody speaks about the present: said, and forwarded where this is a forward.
    pub fn speaking(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|l| matches!(l.voice, Voice::Said | Voice::Forwarded))
    }
}
