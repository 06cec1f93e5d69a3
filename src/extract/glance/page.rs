//! What a person sees of a text that may be a page: not its tags, and not what its tags hide.

use memchr::memmem;

/// A piece of a text, from one place to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece {
    /// What is seen.
    Seen(usize, usize),
    /// A tag, or a comment.
    Tag(usize, usize),
}

/// No tag is longer: what goes on is a text with a sign in it.
const TAG: usize = 4096;
/// What stands between these and their ends is for programs. Data about events may stand in a script.
const HIDDEN: [(&[u8], &[u8]); 2] = [(b"<style", b"</style"), (b"<!--", b"-->")];

/// The pieces of a text in their order. Styles are left out.
pub fn pieces(text: &[u8]) -> Pieces<'_> {
    Pieces { text, at: 0, tag: None, endless: [false; HIDDEN.len()] }
}

/// See [`pieces`].
#[derive(Debug)]
pub struct Pieces<'a> {
    text: &'a [u8],
    at: usize,
    tag: Option<(usize, usize)>,
    /// What hides something and is not closed from here on: that is not looked for again.
    endless: [bool; HIDDEN.len()],
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if let Some((from, to)) = self.tag.take() {
            return Some(Piece::Tag(from, to));
        }
        if self.at >= self.text.len() {
            return None;
        }
        let (from, mut look) = (self.at, self.at);
        while let Some(open) = memchr::memchr(b'<', &self.text[look..]).map(|n| look + n) {
            if let Some(length) = self.length(open) {
                self.at = open + length;
                self.tag = Some((open, self.at));
                return Some(Piece::Seen(from, open));
            }
            look = open + 1;
        }
        self.at = self.text.len();
        Some(Piece::Seen(from, self.at))
    }
}

impl Pieces<'_> {
    /// The length of the tag that begins there, with what it hides.
    fn length(&mut self, at: usize) -> Option<usize> {
        let text = &self.text[at..];
        if !text.get(1).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, b'/' | b'!' | b'?')) {
            return None;
        }
        let begins = |name: &[u8]| text.get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name));
        let hides = HIDDEN.iter().position(|(open, _)| begins(open)).filter(|kind| !self.endless[*kind]);
        if let Some(kind) = hides {
            match close(text, HIDDEN[kind].1) {
                Some(end) => return Some(end),
                None => self.endless[kind] = true,
            }
        }
        let inner = &text[1..text.len().min(TAG)];
        memchr::memchr2(b'<', b'>', inner).filter(|end| inner[*end] == b'>').map(|end| end + 2)
    }
}

/// One past the first place of `end`, without regard to case.
fn close(text: &[u8], end: &[u8]) -> Option<usize> {
    let fits = |at: &usize| text.get(*at..at + end.len()).is_some_and(|t| t.eq_ignore_ascii_case(end));
    memmem::find_iter(text, &end[..2]).find(fits).map(|at| at + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let all = pieces(text.as_bytes());
        all.filter_map(|p| if let Piece::Seen(a, b) = p { Some(&text[a..b]) } else { None })
            .collect::<Vec<_>>()
            .concat()
    }

    #[test]
    fn tags_styles_and_comments_are_not_seen() {
        assert_eq!(seen("<p class=\"role\">We <b>call</b> you</p>"), "We call you");
        assert_eq!(seen("a<STYLE>p { position: screen }</Style>b<!-- c <i> -->d<!--[if !mso]><!-->e"), "a>bde");
    }

    #[test]
    fn a_sign_in_a_text_opens_no_tag() {
        for text in ["a < b and c > d", "a <b and c", "x <y <b", "<"] {
            assert_eq!(seen(text), text);
        }
        let long = format!("<a {}>", "b ".repeat(TAG));
        assert_eq!(seen(&long), long);
    }

    #[test]
    fn what_is_never_closed_is_seen_and_looked_for_once() {
        assert_eq!(seen("a<!-- b <style> c"), "a<!-- b  c");
        assert_eq!(seen(&"<!-- <".repeat(200_000)).len(), 1_200_000);
        assert_eq!(seen(&"<a<style<!".repeat(200_000)).len(), 2_000_000);
    }
}
