//! An mbox, read in pieces of whole messages: a mailbox of any size takes the same memory.

use super::{Work, passed_over};
use crate::message::{SIZE_LIMIT, split};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

/// Bytes read at once.
const PIECE: usize = 1 << 20;

/// Hands out the messages of an mbox; how many were too large.
///
/// # Errors
/// When it cannot be read.
pub fn pieces(path: &Path, hand_out: &mut dyn FnMut(Work)) -> io::Result<usize> {
    cut(&mut File::open(path)?, PIECE, &mut |offset, bytes| match bytes {
        Some(bytes) => hand_out(Work::Piece { path: path.to_path_buf(), offset, bytes }),
        None => passed_over(path, &format!("the message at byte {offset} is larger than {} MiB", SIZE_LIMIT >> 20)),
    })
}

/// The message that begins at this place of an mbox.
///
/// # Errors
/// When it cannot be read, or the file ends before.
pub fn message_at(path: &Path, offset: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(io::SeekFrom::Start(offset))?;
    let (mut held, mut want) = (Vec::new(), PIECE);
    loop {
        let read = (&mut file).take(want as u64).read_to_end(&mut held)?;
        let messages = split(&held);
        match messages.as_slice() {
            [] => return Err(io::ErrorKind::UnexpectedEof.into()),
            [only] if read > 0 && held.len() <= SIZE_LIMIT => want = only.len().max(PIECE),
            [first, ..] => return Ok(first.to_vec()),
        }
    }
}

/// Cuts a stream between messages, about every `piece` bytes; `None` stands for a message that is too large.
fn cut(mut from: &mut dyn Read, piece: usize, give: &mut dyn FnMut(u64, Option<Vec<u8>>)) -> io::Result<usize> {
    let (mut held, mut offset, mut passed) = (Vec::new(), 0, 0);
    // Looking again costs the length of what is held: a long message is read in ever longer pieces.
    let mut want = piece;
    loop {
        let read = (&mut from).take(want as u64).read_to_end(&mut held)?;
        if read == 0 {
            if !held.is_empty() {
                give(offset, Some(held));
            }
            return Ok(passed);
        }
        let open = split(&held).last().map_or(0, |last| last.len());
        let whole = held.len() - open;
        if whole > 0 {
            let rest = held.split_off(whole);
            give(offset, Some(std::mem::replace(&mut held, rest)));
            offset += whole as u64;
            want = piece;
        } else if held.len() > SIZE_LIMIT {
            give(offset, None);
            passed += 1;
            offset = skip(from, &mut held, offset)?;
            want = piece;
        } else {
            want = held.len().min(SIZE_LIMIT + piece - held.len());
        }
    }
}

/// Reads on to the next message; leaves its beginning in `held`, which begins at `offset`, and gives its place.
fn skip(mut from: &mut dyn Read, held: &mut Vec<u8>, mut offset: u64) -> io::Result<u64> {
    const START: &[u8] = b"\r\n\r\nFrom ";
    loop {
        let done = held.len() - held.len().min(START.len() - 1);
        held.drain(..done);
        offset += done as u64;
        if (&mut from).take(PIECE as u64).read_to_end(held)? == 0 {
            held.clear();
            return Ok(offset);
        }
        let blank = |at: &usize| held[..*at].ends_with(b"\n") || held[..*at].ends_with(b"\n\r");
        if let Some(at) = memchr::memmem::find_iter(held, b"\nFrom ").find(blank) {
            held.drain(..=at);
            return Ok(offset + at as u64 + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(text: &[u8], piece: usize) -> (Vec<(u64, Vec<u8>)>, usize) {
        let mut out = Vec::new();
        let passed = cut(&mut &text[..], piece, &mut |at, bytes| out.extend(bytes.map(|b| (at, b)))).unwrap();
        (out, passed)
    }

    #[test]
    fn pieces_are_whole_messages_and_nothing_is_lost() {
        let one = b"From a@b Tue\nSubject: x\n\nsome words\nFrom here on\n\n";
        let text = one.repeat(50);
        for piece in [1, 7, 49, 200, 10_000] {
            let (all, passed) = cuts(&text, piece);
            assert_eq!((all.iter().flat_map(|(_, b)| b.clone()).collect::<Vec<u8>>(), passed), (text.clone(), 0));
            assert_eq!(all.iter().map(|(_, b)| split(b).len()).sum::<usize>(), 50, "pieces of {piece}");
            assert!(all.iter().all(|(at, b)| text[*at as usize..].starts_with(b)));
        }
    }

    #[test]
    fn a_message_that_is_too_large_is_passed_over_and_the_next_is_found() {
        let mut text = b"From a@b Tue\nSubject: small\n\nx\n\nFrom c@d Tue\nSubject: large\n\n".to_vec();
        text.resize(text.len() + SIZE_LIMIT + 3 * PIECE, b'x');
        let start = text.len() as u64 + 4;
        text.extend_from_slice(b"\r\n\r\nFrom e@f Tue\nSubject: last\n\nx\n");
        let (all, passed) = cuts(&text, PIECE);
        assert_eq!((all.len(), passed), (2, 1));
        assert_eq!(all[1], (start, b"From e@f Tue\nSubject: last\n\nx\n".to_vec()));
    }
}
