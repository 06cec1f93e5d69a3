//! A first look at undecoded bytes: could this message wait for an answer at all? It decides most mail.
//!
//! A message is worth reading when it holds a word that only interviews have, or one word of work and one of
//! meeting, both of one language and not far between, or a calendar part. Words are looked for by their beginnings, without regard to
//! case, where a word begins: in who wrote, in the subject, and in what a person sees of the body. Texts in base64
//! are decoded for it, files are passed over, and so is what pages say to programs alone.

mod encoded;
mod page;
mod table;

use crate::message::{fields, from_base64};
use crate::words::schema::glance::{MEET, SURE, WORK};
use encoded::encoded;
use memchr::memmem;
use page::{Piece, pieces};
use table::{Table, table};

/// So much of a link names where it leads.
const LINK: usize = 60;

/// The fields above a message that a person reads.
const SEEN: [&[u8]; 5] = [b"subject", b"from", b"sender", b"reply-to", b"organization"];

/// Is this message worth reading in full? Of a discussion list (`list`) only what speaks of interviews is.
pub fn may_wait(raw: &[u8], list: bool) -> bool {
    if has_calendar(raw) {
        return true;
    }
    let mut look = Look { list, ..Look::default() };
    let mut head = fields(raw);
    let above =
        head.by_ref().any(|(name, value)| SEEN.iter().any(|n| name.eq_ignore_ascii_case(n)) && look.field(value));
    above || look.body(raw, raw.len() - head.rest.len())
}

fn has_calendar(raw: &[u8]) -> bool {
    [&b"/calendar"[..], b"/CALENDAR", b"/Calendar"].iter().any(|name| {
        memmem::find_iter(raw, name).any(|at| raw[..at].len() >= 4 && raw[at - 4..at].eq_ignore_ascii_case(b"text"))
    })
}

/// What was seen so far.
#[derive(Default)]
struct Look {
    list: bool,
    seen: u64,
    /// How many words told something.
    telling: usize,
    /// Bytes of what people see, without the piece that is looked at.
    bytes: usize,
    /// Latin letters, and signs that letters of other alphabets are made of; of what people see.
    letters: usize,
    others: usize,
}

impl Look {
    /// Looks at a header field; true when it makes the message worth reading.
    fn field(&mut self, value: &[u8]) -> bool {
        let encoded = |at: &usize| matches!(value[*at..], [b'?', b'b' | b'B', b'?', ..]);
        for start in memchr::memchr_iter(b'?', value).filter(encoded).map(|at| at + 3) {
            let end = memchr::memchr(b'?', &value[start..]).map_or(value.len(), |n| start + n);
            if from_base64(&value[start..end]).is_some_and(|text| !in_latin(&text) || self.at(&text)) {
                return true;
            }
        }
        self.at(value)
    }

    /// Looks at the body, which begins at `start`; what stands above it says how it is encoded.
    fn body(&mut self, raw: &[u8], start: usize) -> bool {
        let mut done = 0;
        while let Some((before, encoded)) = encoded(&raw[done..]) {
            if self.at(&raw[done.max(start)..(done + before).max(start)]) {
                return true;
            }
            if encoded.text {
                match from_base64(encoded.bytes) {
                    Some(text) if !text.contains(&0) => {
                        if !in_latin(&text) || self.at(&text) {
                            return true;
                        }
                    }
                    // Words that stay hidden are for the full reading.
                    _ => return true,
                }
            }
            done += before + encoded.bytes.len();
        }
        // Words of other alphabets are not looked for: they are for the full reading, too.
        self.at(&raw[done.max(start)..]) || self.others > self.letters
    }

    /// Looks at some text; true when it makes the message worth reading.
    fn at(&mut self, text: &[u8]) -> bool {
        pieces(text).any(|piece| match piece {
            Piece::Seen(from, to) => self.words(text, from, to, !0),
            // What a link leads to tells as much as words do.
            Piece::Tag(from, to) => {
                let tag = &text[..to];
                let mut slashes = memchr::memchr_iter(b'/', &tag[from..]).map(|at| from + at);
                let link = slashes.find(|at| tag[..*at].ends_with(b":") && tag[*at..].starts_with(b"//"));
                link.is_some_and(|at| self.words(text, at + 2, (at + 2 + LINK).min(to), SURE))
            }
        })
    }

    /// Looks at the words that begin in a piece of a text, for these bits.
    fn words(&mut self, text: &[u8], from: usize, to: usize, bits: u64) -> bool {
        let table = table();
        let mut inside = false;
        let mut chunks = text[from..to].chunks_exact(8);
        let mut base = from;
        let (mut letters_seen, mut others) = (0, 0);
        for chunk in &mut chunks {
            let bytes = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
            let letters = letters(bytes);
            letters_seen += count(letters);
            others += count(signs(bytes));
            let mut starts = letters & !((letters << 8) | (u64::from(inside) << 7));
            inside = letters >> 63 == 1;
            while starts != 0 {
                let at = base + starts.trailing_zeros() as usize / 8;
                if self.word(table, text, at, bits) && self.may_ask(at - from) {
                    return true;
                }
                starts &= starts - 1;
            }
            base += 8;
        }
        for (at, byte) in chunks.remainder().iter().enumerate() {
            let letter = byte.is_ascii_alphabetic();
            if letter && !inside && self.word(table, text, base + at, bits) && self.may_ask(base + at - from) {
                return true;
            }
            inside = letter;
        }
        if bits != SURE {
            self.bytes += to - from;
            self.letters += letters_seen;
            self.others += others;
        }
        false
    }

    /// Takes down what the word that begins at a place tells; whether it tells something.
    fn word(&mut self, table: &Table, text: &[u8], at: usize, bits: u64) -> bool {
        if !table.may_begin(&text[at..]) {
            return false;
        }
        let mut found = table.at(&text[at..]) & bits;
        // In what is answered somebody may well have asked to meet: that is not this message.
        if found & !(SURE | WORK) != 0 && is_quoted(text, at) {
            found &= SURE | WORK;
        }
        self.seen |= found;
        self.telling += usize::from(found != 0);
        found != 0
    }

    /// Is what was seen so far, with so much of the piece that is looked at, enough?
    fn may_ask(&self, piece: usize) -> bool {
        let pair = !self.list && self.seen & (self.seen >> MEET) & WORK != 0;
        self.seen & SURE != 0 || pair && self.telling * FAR >= self.bytes + piece
    }
}

/// Who asks somebody to meet about a job says one telling word in so many bytes at least, up to some place: the
/// invitations that were looked at say one in 130, a long text about something else says two on different pages.
const FAR: usize = 250;

/// No line of a mail is longer (RFC 5322 2.1.1).
const LINE: usize = 998;

/// Does the line around a place begin as a quoted one does?
fn is_quoted(text: &[u8], at: usize) -> bool {
    let near = at.saturating_sub(LINE);
    let line = memchr::memrchr(b'\n', &text[near..at]).map_or(near, |end| near + end + 1);
    text[line] == b'>'
}

/// Is a text written in Latin letters, for which the words to look for are?
fn in_latin(text: &[u8]) -> bool {
    let (letters, others) = text.iter().fold((0_usize, 0_usize), |(letters, others), byte| {
        (letters + usize::from(byte.is_ascii_alphabetic()), others + usize::from(!byte.is_ascii()))
    });
    letters >= others
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * EACH;

/// The highest bit of each byte that is an ASCII letter.
fn letters(bytes: u64) -> u64 {
    let low = (bytes | (0x20 * EACH)) & (0x7f * EACH);
    let from_a = low + (0x80 - u64::from(b'a')) * EACH;
    let above_z = low + (0x7f - u64::from(b'z')) * EACH;
    from_a & !above_z & !bytes & HIGH
}

/// The highest bit of each byte that is no ASCII, or the sign that writes such a byte.
fn signs(bytes: u64) -> u64 {
    let apart = bytes ^ (u64::from(b'=') * EACH);
    let differs = ((apart & !HIGH) + (0x7f * EACH)) | apart;
    (bytes | !differs) & HIGH
}

/// How many bytes have their highest bit set, where no other bit is.
fn count(bits: u64) -> usize {
    ((bits >> 7).wrapping_mul(EACH) >> 56) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A body alone.
    fn asks(text: &str, list: bool) -> bool {
        may_wait(format!("\n{text}").as_bytes(), list)
    }

    #[test]
    fn long_texts_say_both_halves_somewhere() {
        let far = format!("The job is done. {}Let us talk.", "The soup was good, the bread was old. ".repeat(20));
        assert!(!asks(&far, false));
        let near = format!("About the job: can we talk? {}", "The soup was good, the bread was old. ".repeat(90));
        assert!(asks(&near, false));
    }

    #[test]
    fn words_of_interviews_are_enough_in_any_language_and_case() {
        for text in ["INTERVIEW", "zum Vorstellungsgespr=C3=A4ch", "votre entretien", "een sollicitatiegesprek"] {
            assert!(asks(text, false), "{text}");
        }
        assert!(asks("about the role: are you free for a chat?", false));
        assert!(asks("HR here, can we talk?", false));
        assert!(!asks("HR here, can we talk?", true) && asks("your interview", true));
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
            assert!(!asks(text, false), "{text}");
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
            assert!(asks(&format!("{}interview", "-".repeat(front)), false), "{front}");
            assert!(!asks(&format!("{}xinterview", "-".repeat(front)), false), "{front}");
        }
    }

    #[test]
    fn a_word_may_be_cut_by_the_end_of_an_encoded_line() {
        for text in ["an inter=\nview", "an inter=\r\nview", "i=\nnterview", "in=\nterview"] {
            assert!(asks(text, false), "{text}");
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
