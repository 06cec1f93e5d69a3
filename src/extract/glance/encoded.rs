//! Bodies in base64, found without taking the message apart.

use memchr::memmem;

/// Two headers of one part are no further from one another.
const NEAR: usize = 600;
/// The line that says how a body is encoded is no longer.
const LINE: usize = 100;

/// A body in base64.
pub struct Encoded<'a> {
    /// Its lines.
    pub bytes: &'a [u8],
    /// Is it a text?
    pub text: bool,
}

/// The first body in base64, and where it begins. Every step looks at a few bytes around, or at what is passed for good.
pub fn encoded(raw: &[u8]) -> Option<(usize, Encoded<'_>)> {
    const NAME: &[u8] = b"content-transfer-encoding:";
    memmem::find_iter(raw, b"64").find_map(|at| {
        let before = &raw[at.saturating_sub(LINE)..at];
        if !before.last_chunk().is_some_and(|b: &[u8; 4]| b.eq_ignore_ascii_case(b"base")) {
            return None;
        }
        let line = at - before.len() + memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let says_so = |text: &[u8]| text.get(..NAME.len()).is_some_and(|t| t.eq_ignore_ascii_case(NAME));
        if !says_so(&raw[line..]) {
            return None;
        }
        let head = &raw[at..(at + NEAR).min(raw.len())];
        let blank = memmem::find(head, b"\n\n").map(|n| n + 2).into_iter();
        let start = blank.chain(memmem::find(head, b"\n\r\n").map(|n| n + 3)).min().map(|n| at + n)?;
        let near = &raw[start..(start + NEAR).min(raw.len())];
        let first = near.split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii_end();
        // A mail that shows the header of another is no such mail.
        if first.iter().any(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'+' | b'/' | b'=')) {
            return None;
        }
        let end = memmem::find(&raw[start..], b"\n--").map_or(raw.len(), |n| start + n);
        Some((start, Encoded { bytes: &raw[start..end], text: is_text(raw, line, start) }))
    })
}

/// Does the header around a line, which ends at `end`, name a text, or no type at all?
fn is_text(raw: &[u8], line: usize, end: usize) -> bool {
    let before = line.saturating_sub(NEAR);
    let blank = [&b"\n\n"[..], b"\n\r\n"].iter().filter_map(|b| memmem::rfind(&raw[before..line], b)).max();
    let head = &raw[blank.map_or(before, |n| before + n)..end];
    let has = |names: &[&[u8]]| names.iter().any(|name| memmem::find(head, name).is_some());
    has(&[b"text/", b"Text/", b"TEXT/"]) || !has(&[b"ontent-Type", b"ontent-type", b"ONTENT-TYPE"])
}
