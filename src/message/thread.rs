//! Message ids, subjects and the chain of a conversation (RFC 5322 3.6.4, RFC 5256 2.1).

use super::Mail;
use crate::text::one_line;
use crate::words;

/// How many ids an answer names at most: the first and the newest.
const CHAIN: usize = 20;

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
            (1..=250).contains(&s.len()) && s.bytes().all(|b| (b'!'..=b'~').contains(&b) && !b"<>@".contains(&b))
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

/// `References:` of an answer: the parent's References, else its In-Reply-To, then its Message-ID.
///
/// A long chain keeps its first id and the newest; no id stands twice.
pub fn references(parent: &Mail) -> Vec<MsgId> {
    let older = match (parent.references.is_empty(), parent.in_reply_to.as_slice()) {
        (false, _) => parent.references.clone(),
        // RFC 5322: several ids in In-Reply-To say nothing about their order.
        (true, [one]) => vec![one.clone()],
        (true, _) => Vec::new(),
    };
    let mut chain: Vec<MsgId> = Vec::new();
    for id in older.into_iter().filter(|id| Some(id) != parent.id.as_ref()).chain(parent.id.clone()) {
        if !chain.contains(&id) {
            chain.push(id);
        }
    }
    if chain.len() > CHAIN {
        chain.drain(1..=chain.len() - CHAIN);
    }
    chain
}

/// The subject of an answer: one `Re:`, whatever prefixes came before; `empty` stands in for no subject at all.
pub fn reply_subject(subject: &str, empty: &str) -> String {
    let line = one_line(subject);
    let base = base(&line);
    let base = if base.is_empty() { empty } else { base };
    let cut: String = base.chars().take(250).collect();
    format!("Re: {cut}")
}

/// The subject without prefixes of answers: `AW: RE[2]: Sv: x` is `x`. Prefixes of forwards stay.
pub fn base(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some(behind) = prefix(rest, is_reply) {
        rest = behind;
    }
    rest
}

/// Does a subject say that the mail was forwarded?
pub fn is_forward(subject: &str) -> bool {
    let mut rest = subject.trim();
    loop {
        if prefix(rest, is_forward_word).is_some() {
            return true;
        }
        match prefix(rest, is_reply) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
}

/// Does a subject say that this very mail forwards another? "Re: Fwd: x" answers what was forwarded before.
pub(super) fn forwards(subject: &str) -> bool {
    prefix(subject.trim(), is_forward_word).is_some()
}

/// Answers in programs of languages that have no folder here; the last four are full words or signs.
const OTHER_REPLIES: [&str; 10] = ["sv", "vs", "odp", "vá", "ynt", "απ", "回复", "答复", "返信", "回覆"];
const OTHER_FORWARDS: [&str; 6] = ["vb", "vl", "pd", "转发", "轉寄", "転送"];

fn is_reply(word: &str) -> bool {
    OTHER_REPLIES.contains(&word) || words::mail().iter().any(|w| w.reply_prefixes.contains(word))
}

fn is_forward_word(word: &str) -> bool {
    OTHER_FORWARDS.contains(&word) || words::mail().iter().any(|w| w.forward_prefixes.contains(word))
}

/// What stands behind `word:`, `word :`, `word[2]:`, `word(3):` or `word：`, if the word is wanted.
fn prefix(subject: &str, wanted: impl Fn(&str) -> bool) -> Option<&str> {
    let colon = subject.char_indices().take(16).find(|(_, c)| matches!(c, ':' | '：'))?;
    let word = subject[..colon.0].trim();
    let word = match word.find(['[', '(']) {
        Some(at) if word[at + 1..].trim_end_matches([']', ')']).bytes().all(|b| b.is_ascii_digit()) => &word[..at],
        _ => word,
    };
    wanted(&word.trim().to_lowercase()).then(|| subject[colon.0 + colon.1.len_utf8()..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: usize) -> MsgId {
        MsgId::parse(&format!("<{n}@x.example>")).unwrap()
    }

    #[test]
    fn one_re_whatever_came() {
        for subject in [
            "Interview",
            "Re: Interview",
            "RE: AW: SV: Interview",
            "Re[2]: Interview",
            "RE (3): Interview",
            "R: Interview",
            "Antw: Interview",
            "回复：Interview",
            "RES: ENC",
        ] {
            let want = if subject == "RES: ENC" { "Re: ENC" } else { "Re: Interview" };
            assert_eq!(reply_subject(subject, ""), want, "{subject}");
        }
        assert_eq!(reply_subject("Re: ", "your invitation"), "Re: your invitation");
        assert_eq!(reply_subject("Interview: next steps", ""), "Re: Interview: next steps");
        assert_eq!(reply_subject("Fwd: Interview", ""), "Re: Fwd: Interview");
        assert_eq!(reply_subject("a\r\nBcc: x@y.example", ""), "Re: a Bcc: x@y.example");
    }

    #[test]
    fn forwards_are_known_by_their_prefix() {
        assert!(is_forward("WG: Einladung") && is_forward("Re: Fwd: x") && is_forward("TR : x"));
        assert!(!is_forward("Re: Forward planning: x"));
        assert!(forwards("WG: AW: Einladung") && !forwards("AW: WG: Einladung"));
    }

    #[test]
    fn the_chain_grows_by_one_and_keeps_its_ends() {
        let mut mail = Mail { id: Some(id(9)), ..Mail::default() };
        assert_eq!(references(&mail), [id(9)]);
        mail.in_reply_to = vec![id(1)];
        assert_eq!(references(&mail), [id(1), id(9)]);
        mail.references = (10..60).map(id).collect();
        let chain = references(&mail);
        assert_eq!((chain.len(), &chain[0], &chain[19], &chain[18]), (20, &id(10), &id(9), &id(59)));
        mail.references = vec![id(9), id(2), id(2)];
        assert_eq!(references(&mail), [id(2), id(9)]);
    }

    #[test]
    fn ids_are_strict() {
        for bad in ["", "<a>", "<a b@c>", "<a@b\r\n>", "<a@b@c>", "<é@b>"] {
            assert!(MsgId::parse(bad).is_none(), "{bad:?}");
        }
        assert!(MsgId::parse(&format!("<{}@b>", "x".repeat(2000))).is_none());
        assert!(MsgId::parse(" <AM0PR006MB7007@eurmail.acme.example> ").is_some());
    }
}
