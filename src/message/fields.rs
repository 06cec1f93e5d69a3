//! The header fields of a message as they stand in it, without parsing the rest.

/// An iterator over names and values, folded or not; a line that is no field is passed over.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    /// What was not looked at yet: once there is no more field, the blank line and the body.
    pub rest: &'a [u8],
}

/// The fields above the first blank line.
pub fn fields(raw: &[u8]) -> Fields<'_> {
    Fields { rest: raw }
}

impl<'a> Iterator for Fields<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut end = line(self.rest)?;
            while self.rest.get(end).is_some_and(|b| matches!(b, b' ' | b'\t')) {
                end += line(&self.rest[end..])?;
            }
            let (field, after) = self.rest.split_at(end);
            self.rest = after;
            if let Some(colon) = memchr::memchr(b':', field) {
                return Some((field[..colon].trim_ascii_end(), &field[colon + 1..]));
            }
        }
    }
}

/// The length of the line here with its end; `None` at a blank line and at the end.
fn line(text: &[u8]) -> Option<usize> {
    let end = memchr::memchr(b'\n', text).map_or(text.len(), |at| at + 1);
    (!text[..end].trim_ascii().is_empty()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_end_at_the_blank_line_and_keep_their_folds() {
        let raw = b"From a@b Tue\nFrom: a@b.example\nReferences: <1@x.example>\r\n\t<2@x.example>\r\n\r\nTo: body\n";
        let mut all = fields(raw);
        let pairs: Vec<_> = all.by_ref().collect();
        assert_eq!(pairs.last().unwrap().1, b" <1@x.example>\r\n\t<2@x.example>\r\n");
        assert!(!pairs.iter().any(|(name, _)| name.eq_ignore_ascii_case(b"to")));
        assert_eq!(all.rest, b"\r\nTo: body\n");
    }
}
