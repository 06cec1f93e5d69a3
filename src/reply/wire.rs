//! From a typed reply to the exact bytes that leave (RFC 5322, 2045-2047, 6047); mail-builder is used here
//! and nowhere else.

use super::Reply;
use crate::error::{Error, Exit, Result};
use crate::message::address::Address;
use crate::message::thread::MsgId;
use crate::text::one_line;
use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address as Written;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};
use sha2::{Digest, Sha256};

/// What makes two sealings of one reply differ.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// For `Date:`.
    pub now: jiff::Zoned,
    /// The new message's id: 128 random bits at my domain.
    pub message_id: MsgId,
}

impl Stamp {
    /// A stamp from 128 random bits, which name the message `at` a domain.
    ///
    /// # Errors
    /// [`Exit::Usage`] when `at` is no domain a message id can have.
    pub fn new(now: jiff::Zoned, random: [u8; 16], at: &str) -> Result<Stamp> {
        let message_id = MsgId::parse(&format!("{}@{at}", hex(&random))).ok_or_else(|| {
            Error::new(Exit::Usage, format!("`{at}` is not a domain that can stand in an address of mine"))
        })?;
        Ok(Stamp { now, message_id })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Who hands the message over, and to whom (RFC 5321 3.3).
#[derive(Clone, PartialEq, Debug)]
pub struct Envelope {
    /// `MAIL FROM`.
    pub from: Address,
    /// `RCPT TO`, each exactly once.
    pub to: Vec<Address>,
}

/// A sealed message: exact bytes and envelope, made once, never changed. Preview, draft and send all take it.
#[derive(Clone, PartialEq, Debug)]
pub struct Outgoing {
    bytes: Vec<u8>,
    envelope: Envelope,
    message_id: MsgId,
}

impl Outgoing {
    /// The exact bytes: CRLF, at most 998 bytes a line, 7 bit, ending with CRLF.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Who and whom.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// The message's own id.
    pub fn message_id(&self) -> &MsgId {
        &self.message_id
    }

    /// A message sealed before, as the journal kept it.
    pub fn kept(bytes: Vec<u8>, envelope: Envelope, message_id: MsgId) -> Outgoing {
        Outgoing { bytes, envelope, message_id }
    }

    /// The header block as lines, folded as they leave.
    pub fn headers(&self) -> &str {
        let end = self.bytes.windows(4).position(|w| w == b"\r\n\r\n").map_or(self.bytes.len(), |at| at + 2);
        std::str::from_utf8(&self.bytes[..end]).unwrap_or_default()
    }
}

/// The headers of every message of ours, in this order; the last two only in a thread.
const HEADERS: [&str; 7] = ["From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References"];

/// Makes the exact bytes of a reply.
///
/// # Errors
/// [`Exit::Data`] when an address cannot stand in a message; [`Exit::Software`] when the bytes break one of
/// our own rules: that is a bug, and nothing may leave.
pub fn seal(reply: &Reply, stamp: &Stamp) -> Result<Outgoing> {
    let to = unique(&reply.to);
    for address in std::iter::once(&reply.from).chain(&to) {
        for_server(&address.email)?;
    }
    if to.is_empty() {
        return Err(Error::new(Exit::NeedsPerson, "nobody to send it to").hint("Name the address with `--to`."));
    }
    let mut message = MessageBuilder::new()
        .header("From", mailboxes(std::slice::from_ref(&reply.from)))
        .header("To", mailboxes(&to))
        .header("Subject", Text::new(one_line(&reply.subject)))
        .header("Date", Raw::new(date(&stamp.now)))
        .header("Message-ID", MessageId::new(stamp.message_id.as_str()));
    if let Some(id) = &reply.in_reply_to {
        message = message.header("In-Reply-To", MessageId::new(id.as_str()));
    }
    if !reply.references.is_empty() {
        message = message.header("References", MessageId::new_list(reply.references.iter().map(|id| id.as_str())));
    }
    let mut bytes = message
        .body(mime(reply))
        .write_to_vec()
        .map_err(|e| Error::new(Exit::Software, format!("the message could not be built: {e}")))?;
    if !bytes.ends_with(b"\r\n") {
        bytes.extend_from_slice(b"\r\n");
    }
    let out =
        Outgoing { bytes, envelope: Envelope { from: reply.from.clone(), to }, message_id: stamp.message_id.clone() };
    prove(reply, &out)?;
    Ok(out)
}

/// RFC 5322 3.3, with the zone of the stamp.
fn date(now: &jiff::Zoned) -> String {
    now.strftime("%a, %-d %b %Y %H:%M:%S %z").to_string()
}

fn unique(addresses: &[Address]) -> Vec<Address> {
    let mut out: Vec<Address> = Vec::new();
    for address in addresses {
        if !out.iter().any(|known| known.same(address)) {
            out.push(address.clone());
        }
    }
    out
}

/// An address as servers take it: ASCII, one mailbox, nothing that starts an option or a second address.
///
/// # Errors
/// [`Exit::Data`] for one that they do not take.
pub fn for_server(email: &str) -> Result<lettre::Address> {
    if !email.is_ascii() {
        return Err(Error::new(Exit::Data, format!("the address `{email}` needs a server that speaks SMTPUTF8"))
            .hint("Nothing was sent. Answer with your mail client if your server does."));
    }
    let wrong = |e| Error::new(Exit::Data, format!("`{email}` is not a mail address: {e}"));
    email.parse().or_else(|e| with_long_token(email).ok_or_else(|| wrong(e)))
}

/// Systems put tokens into addresses that are longer than the 64 bytes of RFC 5321 4.5.3.1.1, and take them.
fn with_long_token(email: &str) -> Option<lettre::Address> {
    let (local, domain) = email.rsplit_once('@')?;
    let atom =
        |a: &str| !a.is_empty() && a.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b));
    lettre::Address::new("x", domain).ok()?;
    local.split('.').all(atom).then(|| lettre::Address::new_dangerous(local, domain))
}

fn mailboxes(addresses: &[Address]) -> HeaderType<'static> {
    let one =
        |a: &Address| Written::new_address(a.name.as_deref().map(one_line).filter(|n| !n.is_empty()), a.email.clone());
    match addresses {
        [only] => one(only).into(),
        many => Written::new_list(many.iter().map(one).collect()).into(),
    }
}

/// The body: plain text alone, or text first and the calendar answer last (RFC 6047 2.4).
fn mime(reply: &Reply) -> MimePart<'static> {
    let mut kind = ContentType::new("text/plain").attribute("charset", "utf-8");
    if reply.flowed {
        kind = kind.attribute("format", "flowed");
    }
    let text = MimePart::new(kind, BodyPart::Text(clean_body(&reply.body).into()));
    let Some(calendar) = &reply.calendar else { return text };
    let kind = ContentType::new("text/calendar").attribute("method", calendar.method).attribute("charset", "UTF-8");
    let answer =
        MimePart::new(kind, BodyPart::Binary(base64_lines(calendar.ics.as_bytes()).into())).transfer_encoding("base64");
    let kind = ContentType::new("multipart/alternative").attribute("boundary", boundary(&reply.body));
    MimePart::new(kind, BodyPart::Multipart(vec![text, answer]))
}

/// A boundary that follows from the text, so that a preview and the message sent have the same: `=_` stands in no
/// encoded part (RFC 2046 5.1.1), and no text holds its own digest.
fn boundary(body: &str) -> String {
    format!("=_{}", hex(&Sha256::digest(body.as_bytes())[..16]))
}

/// Canonical text: CRLF line ends, no other control characters but tab, exactly one line end at the end.
fn clean_body(body: &str) -> String {
    let mut out = String::with_capacity(body.len() + body.len() / 32);
    for line in body.replace("\r\n", "\n").replace('\r', "\n").trim_end().split('\n') {
        out.extend(line.chars().filter(|c| *c == '\t' || !c.is_control()));
        out.push_str("\r\n");
    }
    out
}

/// Base64 in lines of 76 (RFC 2045 6.8). Written out, so that a calendar object is never sent in the clear:
/// gateways that rewrite text parts break its folding.
fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::with_capacity(bytes.len() * 4 / 3 + bytes.len() / 40 + 8);
    for line in bytes.chunks(57) {
        for three in line.chunks(3) {
            let bits = three.iter().fold(0u32, |acc, b| acc << 8 | u32::from(*b)) << (8 * (3 - three.len()));
            for i in 0..4 {
                let sextet = (bits >> (18 - 6 * i)) as usize & 63;
                out.push(if i <= three.len() { ALPHABET[sextet] } else { b'=' });
            }
        }
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// Looks at the finished bytes as a stranger would, and refuses what should be impossible.
fn prove(reply: &Reply, out: &Outgoing) -> Result<()> {
    let broken = |what: &str| {
        Err(Error::new(Exit::Software, format!("the message built is not right: {what}"))
            .hint("Nothing was sent. This is a fault of regrets; please report it with the message."))
    };
    let bytes = out.bytes();
    if !bytes.is_ascii() || bytes.contains(&0) {
        return broken("it is not 7 bit");
    }
    let mut lines = 0;
    for line in bytes.split(|b| *b == b'\n') {
        lines += 1;
        let Some(line) = line.strip_suffix(b"\r") else {
            if line.is_empty() { continue } else { return broken("a line end is not CRLF") }
        };
        if line.len() > 998 || line.contains(&b'\r') {
            return broken("a line is too long or holds a bare CR");
        }
    }
    if lines < 3 {
        return broken("it is empty");
    }
    let names: Vec<&str> = out
        .headers()
        .split("\r\n")
        .filter(|l| !l.starts_with([' ', '\t']))
        .filter_map(|l| l.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    let wanted = HEADERS.iter().filter(|name| match **name {
        "In-Reply-To" => reply.in_reply_to.is_some(),
        "References" => !reply.references.is_empty(),
        _ => true,
    });
    let ours = names.iter().filter(|name| !name.starts_with("Content-") && **name != "MIME-Version");
    if !wanted.eq(ours) {
        return broken(&format!("its headers are {}", names.join(", ")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::CalendarAnswer;

    fn address(name: &str, email: &str) -> Address {
        Address { name: (!name.is_empty()).then(|| name.to_string()), email: email.to_string() }
    }

    fn reply() -> Reply {
        Reply {
            from: address("Ada Lovelace", "ada@home.example"),
            to: vec![address("Nóra Whitfield", "nora+tok.EN@acme.example")],
            subject: "Re: Interview – Backend Engineer".into(),
            in_reply_to: MsgId::parse("<a@acme.example>"),
            references: vec![MsgId::parse("<r@acme.example>").unwrap(), MsgId::parse("<a@acme.example>").unwrap()],
            language: "en".into(),
            body: "Dear Nóra,\n\n.a dot starts this line\n\nKind regards\nAda\n".into(),
            flowed: false,
            calendar: None,
            findings: vec![],
        }
    }

    fn stamp() -> Stamp {
        Stamp::new("2026-11-24T10:00:00+01:00[Europe/Berlin]".parse().unwrap(), [7; 16], "home.example").unwrap()
    }

    fn sealed(reply: &Reply) -> String {
        String::from_utf8(seal(reply, &stamp()).unwrap().bytes().to_vec()).unwrap()
    }

    #[test]
    fn the_whole_message_is_as_it_should_be() {
        assert_eq!(
            sealed(&reply()),
            "From: \"Ada Lovelace\" <ada@home.example>\r\n\
             To: =?utf-8?Q?N=C3=B3ra_Whitfield?= <nora+tok.EN@acme.example>\r\n\
             Subject: =?utf-8?Q?Re:_Interview_=E2=80=93_Backend_Engineer?=\r\n\
             Date: Tue, 24 Nov 2026 10:00:00 +0100\r\n\
             Message-ID: <07070707070707070707070707070707@home.example>\r\n\
             In-Reply-To: <a@acme.example>\r\n\
             References: <r@acme.example> <a@acme.example>\r\n\
             MIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset=\"utf-8\"\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\
             \r\n\
             Dear N=C3=B3ra,\r\n\r\n.a dot starts this line\r\n\r\nKind regards\r\nAda\r\n"
        );
    }

    #[test]
    fn the_calendar_answer_comes_last_encoded_and_not_attached() {
        let ics = format!("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nX:{}\r\nEND:VCALENDAR\r\n", "ä".repeat(90));
        let with = Reply { calendar: Some(CalendarAnswer { method: "REPLY", ics: ics.clone() }), ..reply() };
        let text = sealed(&with);
        assert!(text.contains("Content-Type: multipart/alternative;"), "{text}");
        let (words, answer) =
            text.split_once("Content-Type: text/calendar; method=\"REPLY\"; charset=\"UTF-8\"\r\n").expect(&text);
        assert!(words.contains("text/plain"));
        assert!(answer.starts_with("Content-Transfer-Encoding: base64\r\n\r\nQkVHSU46VkNBTEVOREFSDQ"), "{answer}");
        assert!(!text.contains("attachment") && !text.contains("filename"));
        let mail = mail_parser::MessageParser::default().parse(text.as_bytes()).unwrap();
        assert_eq!(mail.part(2).unwrap().text_contents(), Some(ics.as_str()));
    }

    #[test]
    fn strangers_words_cannot_add_a_header_or_end_the_body() {
        let mut hostile = reply();
        hostile.subject = "Re: x\r\nBcc: evil@x.example\u{202e}".into();
        hostile.to[0].name = Some("A\r\nCc: evil@x.example".into());
        hostile.body = "a\rb\n.\r\n\0MAIL FROM\u{1b}[2J\n".into();
        let text = sealed(&hostile);
        assert!(!text.contains("\r\nBcc:") && !text.contains("\r\nCc:"), "{text}");
        assert!(text.ends_with("\r\n\r\na\r\nb\r\n.\r\nMAIL FROM[2J\r\n"), "{text}");
    }

    #[test]
    fn long_threads_and_long_words_stay_within_the_line_limit() {
        let mut long = reply();
        long.references =
            (0..20).map(|i| MsgId::parse(&format!("{i}{}@acme.example", "x".repeat(200))).unwrap()).collect();
        long.body = "ü".repeat(5000);
        long.subject = "word ".repeat(200);
        assert!(sealed(&long).split("\r\n").all(|line| line.len() <= 998));
    }

    #[test]
    fn nobody_twice_and_nothing_that_is_no_address() {
        let mut two = reply();
        two.to.push(address("", "NORA+tok.en@acme.example"));
        assert_eq!(seal(&two, &stamp()).unwrap().envelope().to.len(), 1);
        for bad in
            ["", "@x.example", "a@x.example\r\nRCPT TO:<b@x.example>", "a b@x.example", "ü@x.example", "a@x.example>"]
        {
            let mut reply = reply();
            reply.to = vec![address("", bad)];
            assert_eq!(seal(&reply, &stamp()).map_err(|e| e.exit), Err(Exit::Data), "{bad:?}");
        }
    }

    #[test]
    fn a_token_longer_than_the_rules_allow_is_kept_byte_for_byte() {
        let long = format!("Reply+{}@in.acme.example", "aBcD.9=".repeat(40));
        assert_eq!(for_server(&long).unwrap().to_string(), long);
        for bad in [format!("{}..x@acme.example", "a".repeat(90)), format!("{}@acme example", "a".repeat(90))] {
            assert_eq!(for_server(&bad).unwrap_err().exit, Exit::Data, "{bad}");
        }
    }
}
