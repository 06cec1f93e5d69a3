//! What is looked at before a message is parsed, so that no mail can make the parser slow or deep.

use crate::error::{Error, Exit, Result};
use memchr::memmem;

/// The largest message that is read, in bytes.
pub const SIZE_LIMIT: usize = 25 * 1024 * 1024;

/// The longest line of a header, in bytes: a thousand times what is allowed (RFC 5322 2.1.1).
const HEADER_LINE_LIMIT: usize = 1 << 20;
/// Levels of attached messages, and multiparts, that a message may name.
const ATTACHED_LIMIT: usize = 100;
const MULTIPART_LIMIT: usize = 1000;
/// Parts that a message may have: each costs memory, however small it is.
const PARTS_LIMIT: usize = 20_000;
/// Boundaries named, times bytes to look for them in: the parser's work is their product.
const BOUNDARY_WORK: usize = 1_000_000_000;

/// Cuts what does not belong to a message: a byte order mark, blank lines, a leading mbox `From ` line.
pub(super) fn trimmed(mut bytes: &[u8]) -> &[u8] {
    bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes = without_blank_lines(bytes);
    if bytes.starts_with(b"From ") || bytes.starts_with(b">From ") {
        let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
        bytes = &bytes[end..];
    }
    bytes
}

/// Lines of nothing but blanks before the first header.
fn without_blank_lines(bytes: &[u8]) -> &[u8] {
    let text = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(bytes.len());
    let line = memchr::memrchr(b'\n', &bytes[..text]).map_or(0, |at| at + 1);
    // Blanks right before the first header name are no fold: there is nothing to fold.
    &bytes[if line == 0 { text } else { line.max(text) }..]
}

/// Refuses what is not one message of bearable size and depth.
///
/// # Errors
/// [`Exit::NoInput`] for nothing, [`Exit::Data`] for the rest, with the reason in plain words.
pub(super) fn check(bytes: &[u8]) -> Result<()> {
    let no = |what: &str| Err(Error::new(Exit::Data, what));
    if bytes.len() > SIZE_LIMIT {
        return no(&format!("the message is larger than {} MiB", SIZE_LIMIT >> 20));
    }
    if bytes.iter().all(|b| b.is_ascii_whitespace()) {
        return Err(Error::new(Exit::Data, "this is an empty message: blank lines only"));
    }
    if !has_header(bytes) {
        let binary = bytes.iter().take(4096).any(|b| *b == 0);
        return no(if binary {
            "this is a binary file, not a mail message"
        } else {
            "this is not a mail message: it does not begin with headers"
        });
    }
    if memchr::memchr(b'\n', bytes).is_none() {
        return no("this is not a mail message: its line ends are bare carriage returns, or it has one line");
    }
    if has_endless_header(bytes) {
        return no("the message has a header line of more than 1 MiB");
    }
    if count(bytes, b"message/rfc822") > ATTACHED_LIMIT || count(bytes, b"multipart/") > MULTIPART_LIMIT {
        return no("the message is nested too deeply");
    }
    let boundaries = count(bytes, b"boundary");
    let parts = if boundaries == 0 { 0 } else { memmem::find_iter(bytes, b"\n--").count() };
    if parts > PARTS_LIMIT || boundaries.saturating_mul(bytes.len()) > BOUNDARY_WORK {
        return no("the message has too many parts");
    }
    Ok(())
}

/// Does the text begin with a header field (RFC 5322 2.2): a name of printable characters, then a colon?
fn has_header(bytes: &[u8]) -> bool {
    let name = bytes.iter().take(100).take_while(|b| (b'!'..=b'~').contains(b) && **b != b':').count();
    let rest = bytes.get(name..).unwrap_or_default();
    let rest = rest.iter().find(|b| !matches!(b, b' ' | b'\t'));
    name > 0 && rest == Some(&b':')
}

/// Is a line of the header longer than any program writes?
fn has_endless_header(bytes: &[u8]) -> bool {
    let lines = bytes.split(|b| *b == b'\n').take_while(|l| !l.trim_ascii().is_empty());
    bytes.len() > HEADER_LINE_LIMIT && lines.map(<[u8]>::len).any(|len| len > HEADER_LINE_LIMIT)
}

/// Occurrences, without regard to case for what mail programs write in lower or mixed case.
fn count(bytes: &[u8], what: &[u8]) -> usize {
    let exact = memmem::find_iter(bytes, what).count();
    let mut capital = what.to_vec();
    capital[0] = capital[0].to_ascii_uppercase();
    let upper = what.to_ascii_uppercase();
    exact + memmem::find_iter(bytes, &capital).count() + memmem::find_iter(bytes, &upper).count()
}

/// Where each message of an mbox begins; one message for anything else.
///
/// A message begins at a `From ` line behind a blank one (or at the start), when a header follows.
pub fn split(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return vec![bytes];
    }
    let mut starts = vec![0];
    for at in memmem::find_iter(bytes, b"\nFrom ") {
        let blank = bytes[..=at].ends_with(b"\n\n") || bytes[..=at].ends_with(b"\n\r\n");
        let next = memchr::memchr(b'\n', &bytes[at + 1..]).map(|n| at + 1 + n + 1);
        if blank && next.is_some_and(|n| has_header(&bytes[n..])) {
            starts.push(at + 1);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts.iter().zip(ends).map(|(start, end)| &bytes[*start..end]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_is_refused_in_plain_words() {
        let refused = |bytes: &[u8]| check(trimmed(bytes)).map_err(|e| e.message).unwrap_err();
        assert!(refused(b"\n\r\n  \n").contains("empty"));
        assert!(refused(b"Dear Ada, come on Monday\n").contains("headers"));
        assert!(refused(b"\x7fELF\0\0\0").contains("binary"));
        assert!(refused(b"From: a@b.example\rTo: c@d.example\r\rhi").contains("carriage returns"));
        assert!(refused(&[&b"Subject: "[..], &vec![b'a'; 2 << 20], b"\n\nhi\n"].concat()).contains("header line"));
        assert!(refused(&b"Content-Type: message/rfc822\n\n".repeat(200)).contains("nested"));
        assert!(check(trimmed(b"\xef\xbb\xbf\nFrom a@b Tue\nFrom: a@b.example\n\nhi")).is_ok());
    }

    #[test]
    fn an_mbox_splits_at_from_lines_with_headers_only() {
        let mbox =
            b"From a@b Tue\nSubject: 1\n\nFrom here on we talk\n\nFrom the top.\n\nFrom c@d Wed\nSubject: 2\n\nx\n";
        assert_eq!(split(mbox).len(), 2);
        assert_eq!(split(b"Subject: 1\n\nFrom c@d Wed\nSubject: 2\n").len(), 1);
    }
}
