//! Content lines (RFC 5545 3.1): folding, names, parameters (RFC 6868 too), text values. The raw form is kept, so
//! that an answer can repeat a line unchanged.

/// One unfolded content line.
#[derive(Clone, Debug, PartialEq)]
pub struct ContentLine {
    /// The name, upper case.
    pub name: String,
    /// Parameters in order: the name in upper case, and everything behind `=` as it came.
    pub params: Vec<(String, String)>,
    /// The value as it came.
    pub value: String,
}

impl ContentLine {
    /// Reads one unfolded line; `None` for what is no content line.
    pub fn parse(line: &str) -> Option<ContentLine> {
        let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(|at| *at > 0)?;
        let name = line[..end].to_ascii_uppercase();
        let mut rest = &line[end..];
        let mut params = Vec::new();
        while let Some(behind) = rest.strip_prefix(';') {
            let key_end = behind.find('=')?;
            let key = behind[..key_end].trim();
            if key.is_empty() || !key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
                return None;
            }
            let value = &behind[key_end + 1..];
            let stop = unquoted(value, |c| matches!(c, ';' | ':'))?;
            params.push((key.to_ascii_uppercase(), value[..stop].to_string()));
            rest = &value[stop..];
        }
        let value = rest.strip_prefix(':')?;
        Some(ContentLine { name, params, value: value.to_string() })
    }

    /// The first value of a parameter, unquoted and decoded (RFC 6868).
    pub fn param(&self, name: &str) -> Option<String> {
        let (_, raw) = self.params.iter().find(|(n, _)| n == name)?;
        let raw = raw.trim();
        let one = match raw.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next().unwrap_or_default(),
            None => raw.split(',').next().unwrap_or_default(),
        };
        Some(decode(one))
    }

    /// The line again, unfolded, with every parameter as it came.
    pub fn to_line(&self) -> String {
        let params: String = self.params.iter().map(|(n, v)| format!(";{n}={v}")).collect();
        format!("{}{params}:{}", self.name, self.value)
    }
}

/// A parameter value without its circumflexes (RFC 6868).
fn decode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('^') {
        out.push_str(&rest[..at]);
        let (c, length) = match rest.as_bytes().get(at + 1) {
            Some(b'n') => ('\n', 2),
            Some(b'\'') => ('"', 2),
            Some(b'^') => ('^', 2),
            _ => ('^', 1),
        };
        out.push(c);
        rest = &rest[at + length..];
    }
    out + rest
}

/// The first byte outside quotes for which the test holds.
fn unquoted(text: &str, test: impl Fn(char) -> bool) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if !quoted && test(c) => return Some(at),
            _ => {}
        }
    }
    None
}

/// The content lines of a calendar object: byte order mark, line ends and folds undone before the bytes are read
/// as text, because a fold may stand inside a character. Bytes that are no UTF-8 are taken as Latin-1, and the second
/// value is false then.
pub fn unfold(bytes: &[u8]) -> (Vec<String>, bool) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut whole = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        match (first, tail) {
            (b'\r', [b'\n', b' ' | b'\t', after @ ..]) | (b'\n' | b'\r', [b' ' | b'\t', after @ ..]) => rest = after,
            (b'\r', [b'\n', after @ ..]) => {
                whole.push(b'\n');
                rest = after;
            }
            (b'\r', _) => {
                whole.push(b'\n');
                rest = tail;
            }
            _ => {
                whole.push(*first);
                rest = tail;
            }
        }
    }
    let (text, utf8) = match String::from_utf8(whole) {
        Ok(text) => (text, true),
        Err(e) => (e.into_bytes().iter().map(|b| char::from(*b)).collect::<String>(), false),
    };
    (text.split('\n').filter(|l| !l.trim().is_empty()).map(str::to_string).collect(), utf8)
}

/// A line folded at 75 octets, between characters, with CRLF at its end.
pub fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / 70 + 4);
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

/// A TEXT value (RFC 5545 3.3.11) as people read it.
pub fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            (c, _) => out.push(c),
        }
    }
    out
}

/// Text as a TEXT value; control characters but the newline are dropped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_parameters_keep_their_colons() {
        let line =
            ContentLine::parse("attendee;CN=\"Ito; Dana: PhD\";PARTSTAT=NEEDS-ACTION:MAILTO:d@acme.example").unwrap();
        assert_eq!(line.name, "ATTENDEE");
        assert_eq!(line.param("CN").as_deref(), Some("Ito; Dana: PhD"));
        assert_eq!(line.value, "MAILTO:d@acme.example");
        assert_eq!(line.to_line(), "ATTENDEE;CN=\"Ito; Dana: PhD\";PARTSTAT=NEEDS-ACTION:MAILTO:d@acme.example");
        assert_eq!(ContentLine::parse("X;CN=^'a^'^nb:1").unwrap().param("CN").as_deref(), Some("\"a\"\nb"));
        assert_eq!(ContentLine::parse("X;CN=^^na^x^:1").unwrap().param("CN").as_deref(), Some("^na^x^"));
        for bad in ["", "garbage", ":x", "A;B:c", "A;\"=x:y", "A;B=\"open:c"] {
            assert!(ContentLine::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn folds_inside_a_character_are_undone() {
        assert_eq!(
            unfold(b"\xef\xbb\xbfSUMMARY:Gespr\xc3\r\n \xa4ch\r\n\r\nX:1 \n\ty\rZ:2 ").0,
            ["SUMMARY:Gespräch", "X:1 y", "Z:2 "]
        );
        assert_eq!(unfold(b"SUMMARY:Gespr\xe4ch"), (vec!["SUMMARY:Gespräch".to_string()], false));
    }

    proptest::proptest! {
        #[test]
        fn folding_comes_undone_and_never_cuts_a_character(text in "[^\\r\\n]{0,300}") {
            let line = format!("X:{text}a");
            let folded = fold(&line);
            proptest::prop_assert!(folded.split("\r\n").all(|l| l.len() <= 75));
            proptest::prop_assert_eq!(unfold(folded.as_bytes()), (vec![line], true));
        }

        #[test]
        fn escaping_comes_undone_and_makes_one_line(text in "[ -~äß€\\n]{0,80}") {
            let escaped = escape(&text);
            proptest::prop_assert!(!escaped.contains('\n'));
            proptest::prop_assert_eq!(unescape(&escaped), text);
        }

        #[test]
        fn any_line_that_is_read_is_written_again(text in "[A-Z]{1,9}(;[A-Z]{1,5}=(\"[^\"\\r\\n]{0,9}\"|[a-z]{0,9})){0,3}:[ -~]{0,30}") {
            let line = ContentLine::parse(&text).unwrap();
            proptest::prop_assert_eq!(line.to_line(), text);
        }
    }
}
