//! SMTP replies (RFC 5321 4.2), read byte by byte without trusting who sends them.

use std::fmt;

/// One whole reply.
#[derive(Clone, PartialEq, Debug)]
pub struct Reply {
    /// Three digits, `200..=559`.
    pub code: u16,
    /// The text of each line, as it came; what is no UTF-8 is replaced.
    pub lines: Vec<String>,
}

impl Reply {
    /// The enhanced status code (RFC 3463) that the text begins with, as `5.7.`.
    pub fn has_class(&self, class: &str) -> bool {
        self.lines.iter().any(|line| line.starts_with(class))
    }
}

impl fmt::Display for Reply {
    /// `550 5.1.1 No such user`: the lines joined, not made safe for a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.lines.join(" "))
    }
}

/// The longest line: RFC 5321 says 512, servers say more.
const LINE: usize = 4096;
/// The longest reply, all lines together.
const WHOLE: usize = 64 * 1024;
/// The most lines: no server has a hundred extensions.
const LINES: usize = 100;

/// Collects bytes into replies. Bounded, linear, and independent of how the bytes were cut on the way.
#[derive(Default, Debug)]
pub struct Parser {
    waiting: Vec<u8>,
    /// Bytes of `waiting` known to hold no line end.
    looked: usize,
    size: usize,
    code: Option<u16>,
    lines: Vec<String>,
}

impl Parser {
    /// Takes what arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
    }

    /// Has anything arrived that belongs to no reply yet?
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.code.is_none()
    }

    /// The next whole reply; `None` when more bytes are needed.
    ///
    /// A bare code, a line end of LF alone and text that is no UTF-8 are all taken.
    ///
    /// # Errors
    /// What is wrong, once bytes cannot become a reply or grow beyond the limits.
    pub fn take(&mut self) -> Result<Option<Reply>, &'static str> {
        loop {
            let Some(end) = memchr::memchr(b'\n', &self.waiting[self.looked..]).map(|at| at + self.looked) else {
                self.looked = self.waiting.len();
                return if self.looked > LINE { Err("a line that does not end") } else { Ok(None) };
            };
            if end > LINE {
                return Err("a line that does not end");
            }
            let line: Vec<u8> = self.waiting.drain(..=end).collect();
            self.looked = 0;
            self.size += line.len();
            let (code, more, text) = parts(&line).ok_or("something that is no reply")?;
            if self.code.is_some_and(|first| first != code) {
                return Err("a reply with two codes");
            }
            self.code = Some(code);
            self.lines.push(text);
            if self.size > WHOLE || self.lines.len() > LINES {
                return Err("a reply without end");
            }
            if !more {
                self.size = 0;
                self.code = None;
                return Ok(Some(Reply { code, lines: std::mem::take(&mut self.lines) }));
            }
        }
    }
}

/// Code, whether more lines follow, text.
fn parts(line: &[u8]) -> Option<(u16, bool, String)> {
    let line = line.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let ([a @ b'2'..=b'5', b @ b'0'..=b'5', c @ b'0'..=b'9'], rest) = line.split_first_chunk::<3>()? else {
        return None;
    };
    let code = [a, b, c].iter().fold(0u16, |n, d| n * 10 + u16::from(**d - b'0'));
    let (more, text) = match rest {
        [] => (false, rest),
        [b' ', text @ ..] => (false, text),
        [b'-', text @ ..] => (true, text),
        _ => return None,
    };
    Some((code, more, String::from_utf8_lossy(text).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<Option<Reply>, &'static str> {
        let mut parser = Parser::default();
        parser.push(bytes);
        parser.take()
    }

    #[test]
    fn every_form_that_servers_use() {
        let cases: [(&[u8], u16, &[&str]); 6] = [
            (b"250 2.0.0 Ok\r\n", 250, &["2.0.0 Ok"]),
            (b"250\r\n", 250, &[""]),
            (b"250 \r\n", 250, &[""]),
            (b"250-a\r\n250-b\r\n250 c\r\n", 250, &["a", "b", "c"]),
            (b"354 go\n", 354, &["go"]),
            (b"250 caf\xe9\r\n", 250, &["caf\u{fffd}"]),
        ];
        for (bytes, code, lines) in cases {
            let reply = read(bytes).unwrap().unwrap();
            assert_eq!((reply.code, reply.lines), (code, lines.iter().map(ToString::to_string).collect()));
        }
    }

    #[test]
    fn what_is_no_reply_is_never_one() {
        for bytes in
            [&b"hello\r\n"[..], b"\r\n", b"25\r\n", b"999 x\r\n", b"150 x\r\n", b"250-a\r\n251 b\r\n", b"250x\r\n"]
        {
            assert!(read(bytes).is_err(), "{bytes:?}");
        }
        assert_eq!(read(b"250-a\r\n"), Ok(None));
        assert_eq!(read(b"250 not yet"), Ok(None));
    }

    #[test]
    fn a_reply_without_end_is_refused_early() {
        assert!(read(&[b'2'; 5000]).is_err());
        assert!(read(&b"250-X\r\n".repeat(1000)).is_err());
        assert!(read(&[b"250-".as_slice(), &[b'x'; 4000], b"\r\n"].concat().repeat(30)).is_err());
    }

    #[test]
    fn a_second_reply_stays_visible() {
        let mut parser = Parser::default();
        parser.push(b"250 one\r\n250-two");
        assert_eq!(parser.take().unwrap().unwrap().lines, ["one"]);
        assert!(!parser.is_empty());
    }

    proptest! {
        /// Z04
        #[test]
        fn the_result_does_not_depend_on_how_bytes_are_cut(bytes: Vec<u8>, tail in "(250-a\r\n){0,3}250 b\r\n", cut in 1usize..7) {
            let bytes = [bytes, tail.into_bytes()].concat();
            let whole = {
                let mut parser = Parser::default();
                parser.push(&bytes);
                parser.take()
            };
            let mut parser = Parser::default();
            let mut last = Ok(None);
            for piece in bytes.chunks(cut) {
                parser.push(piece);
                last = parser.take();
                if last != Ok(None) {
                    break;
                }
            }
            prop_assert_eq!(whole, last);
        }
    }
}
