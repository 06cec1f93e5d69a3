//! Message ids and the chain of a conversation (RFC 5322 3.6.4).

/// A valid message id, without the angle brackets: printable ASCII, one `@`, at most 250 bytes a side.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MsgId(String);

impl MsgId {
    /// The id, if it is a valid one; brackets are optional.
    pub fn parse(text: &str) -> Option<MsgId> {
        let id = text.trim();
        let id = id.strip_prefix('<').unwrap_or(id);
        let id = id.strip_suffix('>').unwrap_or(id);
        let (left, right) = id.split_once('@')?;
        let good = |s: &str| {
            (1..=250).contains(&s.len()) && s.bytes().all(|b| (b'!'..=b'~').contains(&b) && !b"<>".contains(&b))
        };
        (good(left) && good(right)).then(|| MsgId(id.to_string()))
    }

    /// The id without brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for MsgId {
    /// With brackets, as headers want it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}>", self.0)
    }
}
