//! A first look at undecoded bytes: could this message wait for an answer at all? It decides most mail.
//!
//! A message is worth reading when it holds a word that only interviews have, or one word of work and one of
//! meeting, both of one language, or a calendar part. Words are looked for by their beginnings, without regard to
//! case, where a word begins. Texts in base64 are decoded for it, and files are passed over.

use crate::message;
use crate::words;
use crate::words::schema::glance::{MEET, SURE, WORK};
use memchr::memmem;
use std::sync::OnceLock;

/// Two headers of one part are no further from one another.
const NEAR: usize = 600;

/// Is this message worth reading in full? Of a discussion list (`list`) only what speaks of interviews is.
pub fn may_wait(raw: &[u8], list: bool) -> bool {
    if has_calendar(raw) {
        return true;
    }
    let mut look = Look { list, seen: 0 };
    let mut rest = raw;
    while let Some((before, encoded)) = encoded(rest) {
        if look.at(&rest[..before]) {
            return true;
        }
        if encoded.text {
            match message::from_base64(encoded.bytes) {
                Some(text) if !text.contains(&0) => {
                    if !in_latin(&text) || look.at(&text) {
                        return true;
                    }
                }
                // Words that stay hidden are for the full reading.
                _ => return true,
            }
        }
        rest = &rest[before + encoded.bytes.len()..];
    }
    look.at(rest)
}

/// Is a text written in Latin letters, for which the words to look for are?
fn in_latin(text: &[u8]) -> bool {
    let (letters, others) = text.iter().fold((0_usize, 0_usize), |(letters, others), byte| {
        (letters + usize::from(byte.is_ascii_alphabetic()), others + usize::from(!byte.is_ascii()))
    });
    letters >= others
}

fn has_calendar(raw: &[u8]) -> bool {
    [&b"/calendar"[..], b"/CALENDAR", b"/Calendar"].iter().any(|name| {
        memmem::find_iter(raw, name).any(|at| raw[..at].len() >= 4 && raw[at - 4..at].eq_ignore_ascii_case(b"text"))
    })
}

/// A body in base64.
struct Encoded<'a> {
    bytes: &'a [u8],
    /// Is it a text?
    text: bool,
}

/// The first body in base64, and where it begins.
fn encoded(raw: &[u8]) -> Option<(usize, Encoded<'_>)> {
    const NAME: &[u8] = b"content-transfer-encoding:";
    let (lower, upper) = (memmem::Finder::new(b"ase64"), memmem::Finder::new(b"ASE64"));
    let mut from = 0;
    loop {
        let found = [&lower, &upper].into_iter().filter_map(|f| f.find(&raw[from..])).min()?;
        let at = from + found;
        from = at + 1;
        let line = memchr::memrchr(b'\n', &raw[..at]).map_or(0, |end| end + 1);
        if !raw[line..].get(..NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME)) {
            continue;
        }
        let head = &raw[at..(at + NEAR).min(raw.len())];
        let blank = memmem::find(head, b"\n\n").map(|n| n + 2).into_iter();
        let Some(start) = blank.chain(memmem::find(head, b"\n\r\n").map(|n| n + 3)).min().map(|n| at + n) else {
            continue;
        };
        let end = memmem::find(&raw[start..], b"\n--").map_or(raw.len(), |n| start + n);
        let first = raw[start..end].split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii_end();
        // A mail that shows the header of another is no such mail.
        if first.iter().any(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'+' | b'/' | b'=')) {
            continue;
        }
        return Some((start, Encoded { bytes: &raw[start..end], text: is_text(raw, line, start) }));
    }
}

/// Does the header around a line, which ends at `end`, name a text, or no type at all?
fn is_text(raw: &[u8], line: usize, end: usize) -> bool {
    let before = line.saturating_sub(NEAR);
    let blank = [&b"\n\n"[..], b"\n\r\n"].iter().filter_map(|b| memmem::rfind(&raw[before..line], b)).max();
    let head = &raw[blank.map_or(before, |n| before + n)..end];
    let has = |names: &[&[u8]]| names.iter().any(|name| memmem::find(head, name).is_some());
    has(&[b"text/", b"Text/", b"TEXT/"]) || !has(&[b"ontent-Type", b"ontent-type", b"ONTENT-TYPE"])
}

/// What was seen so far.
struct Look {
    list: bool,
    seen: u64,
}

impl Look {
    /// Looks at some bytes; true when they make the message worth reading.
    fn at(&mut self, text: &[u8]) -> bool {
        let table = table();
        let mut inside = false;
        let mut chunks = text.chunks_exact(8);
        let mut base = 0;
        for chunk in &mut chunks {
            let bytes = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
            let letters = letters(bytes);
            let mut starts = letters & !((letters << 8) | (u64::from(inside) << 7));
            inside = letters >> 63 == 1;
            while starts != 0 {
                let at = base + starts.trailing_zeros() as usize / 8;
                if self.word(table, &text[at..]) {
                    return true;
                }
                starts &= starts - 1;
            }
            base += 8;
        }
        for (at, byte) in chunks.remainder().iter().enumerate() {
            let letter = byte.is_ascii_alphabetic();
            if letter && !inside && self.word(table, &text[base + at..]) {
                return true;
            }
            inside = letter;
        }
        false
    }

    fn word(&mut self, table: &Table, text: &[u8]) -> bool {
        if !table.may_begin(text) {
            return false;
        }
        self.seen |= table.at(text);
        let seen = self.seen;
        seen & SURE != 0 || (!self.list && seen & (seen >> MEET) & WORK != 0)
    }
}

/// The highest bit of each byte that is an ASCII letter.
fn letters(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = (bytes | (0x20 * EACH)) & (0x7f * EACH);
    let from_a = low + (0x80 - u64::from(b'a')) * EACH;
    let above_z = low + (0x7f - u64::from(b'z')) * EACH;
    from_a & !above_z & !bytes & (0x80 * EACH)
}

/// Every beginning, behind filters of its first letters.
struct Table {
    /// For each pair of first letters, where its beginnings lie in the list.
    pairs: Vec<(u16, u16)>,
    /// For each three, whether there is a beginning at all.
    triples: Vec<u64>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { pairs: vec![(0, 0); 32 * 32], triples: vec![0; 32 * 32 * 32 / 64] };
        for (at, (word, _)) in (0..).zip(words::glance()) {
            let word = word.as_bytes();
            let pair = pair(word);
            let (first, last) = &mut table.pairs[pair];
            if *last == 0 {
                *first = at;
            }
            *last = at + 1;
            // A short word may go on with anything, and any word at the end of a line with `=`.
            let thirds = word.get(2).map_or(0..32, |c| u32::from(c & 31)..u32::from(c & 31) + 1);
            for third in thirds.chain([u32::from(b'=' & 31)]) {
                let triple = (pair << 5) | third as usize;
                table.triples[triple / 64] |= 1 << (triple % 64);
            }
        }
        table
    })
}

impl Table {
    /// Is there a beginning of these three letters?
    fn may_begin(&self, text: &[u8]) -> bool {
        let [a, b, c, ..] = text else { return text.len() == 2 };
        if *b == b'=' {
            return true;
        }
        let triple = (pair(&[*a, *b]) << 5) | usize::from(c & 31);
        self.triples[triple / 64] >> (triple % 64) & 1 == 1
    }

    /// What the word that begins here speaks for.
    fn at(&self, text: &[u8]) -> u64 {
        let (first, last) = self.pairs[pair(text)];
        let here = match text {
            [_, b'=', ..] => words::glance(),
            _ => &words::glance()[usize::from(first)..usize::from(last)],
        };
        here.iter().filter(|(word, _)| begins(text, word)).fold(0, |seen, (_, bit)| seen | bit)
    }
}

/// The number of a word's first two letters, without regard to case.
fn pair(text: &[u8]) -> usize {
    match text {
        [a, b, ..] => (usize::from(a & 31) << 5) | usize::from(b & 31),
        _ => 0,
    }
}

/// Does a text begin with a word? Over the end of a line that `=` continues, too. A word of two or three letters is
/// a whole word: `hr` and `cv` begin too many others.
fn begins(text: &[u8], word: &str) -> bool {
    let mut rest = text;
    for letter in word.bytes() {
        while let Some(next) = rest.strip_prefix(b"=\n").or(rest.strip_prefix(b"=\r\n")) {
            rest = next;
        }
        match rest.split_first() {
            Some((c, next)) if c.eq_ignore_ascii_case(&letter) => rest = next,
            _ => return false,
        }
    }
    word.len() > 3 || !rest.first().is_some_and(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_interviews_are_enough_in_any_language_and_case() {
        for text in ["INTERVIEW", "zum Vorstellungsgespr=C3=A4ch", "votre entretien", "een sollicitatiegesprek"] {
            assert!(may_wait(text.as_bytes(), false), "{text}");
        }
        assert!(may_wait(b"about the role: are you free for a chat?", false));
        assert!(may_wait(b"HR here, can we talk?", false));
        assert!(!may_wait(b"HR here, can we talk?", true) && may_wait(b"your interview", true));
    }

    #[test]
    fn one_half_is_not_enough_and_words_begin_where_they_begin() {
        for text in [
            "let us talk on Tuesday",
            "the engineers built it",
            "chrome metals reinterviewed",
            "die Stelle. Shall we talk?",
            "lunch?",
        ] {
            assert!(!may_wait(text.as_bytes(), false), "{text}");
        }
    }

    #[test]
    fn letters_are_seen_in_eight_bytes_as_in_one() {
        for byte in 0..=255_u8 {
            for place in 0..8 {
                let mut bytes = *b"@[`{ 9z=";
                bytes[place] = byte;
                let seen = letters(u64::from_le_bytes(bytes)) >> (8 * place + 7) & 1 == 1;
                assert_eq!(seen, byte.is_ascii_alphabetic(), "{byte}");
            }
        }
        for front in 0..20 {
            assert!(may_wait(format!("{}interview", "-".repeat(front)).as_bytes(), false), "{front}");
            assert!(!may_wait(format!("{}xinterview", "-".repeat(front)).as_bytes(), false), "{front}");
        }
    }

    #[test]
    fn a_word_may_be_cut_by_the_end_of_an_encoded_line() {
        for text in ["an inter=\nview", "an inter=\r\nview", "i=\nnterview", "in=\nterview"] {
            assert!(may_wait(text.as_bytes(), false), "{text}");
        }
    }

    #[test]
    fn what_hides_its_words_is_read() {
        let text = |kind: &str, body: &str| {
            may_wait(format!("{kind}Content-Transfer-Encoding: Base64\r\n\r\n{body}\r\n--b--").as_bytes(), false)
        };
        let (interview, hi) = ("YW4gaW50ZXJ2aWV3", "SGksIGhvdyBhcmUgeW91Pw==");
        assert!(text("Content-Type: text/plain\r\n", interview) && text("", interview));
        assert!(!text("Content-Type: text/plain\r\n", hi) && !text("Content-Type: image/png\r\n", interview));
        assert!(!text("Content-Type: text/plain\r\n\r\nhi\r\n--b\r\nContent-Type: image/png\r\n", interview));
        assert!(text("Content-Type: text/plain\r\n", "aGFsZg==\r\n!!"), "what cannot be decoded is read");
        assert!(may_wait(b"Content-Transfer-Encoding: base64\n\nshe said: an interview it is\n", false));
        assert!(may_wait(b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n", false));
        assert!(!may_wait(b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nSGk=\n", false));
    }
}
