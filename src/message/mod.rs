//! A message as it came: headers, the text a person saw, calendar parts; nothing is interpreted yet.
//!
//! mail-parser is used here and nowhere else.

pub mod address;
pub mod body;
pub mod calendar;
mod fields;
pub mod guard;
mod html;
mod lines;
mod microdata;
mod parts;
mod style;
pub mod thread;

use crate::error::{Error, Exit, Result};
use crate::text::{Part, Span};
use address::Address;
use body::Body;
use calendar::Calendar;
pub use fields::fields;
pub use guard::{SIZE_LIMIT, split};
use thread::MsgId;

/// One message, parsed once, unchanged afterwards.
#[derive(Debug, Default)]
pub struct Mail {
    /// The bytes as they came, without a leading mbox `From ` line, of a message that no `Message-ID` tells apart.
    pub raw: Vec<u8>,
    /// `Message-ID:`, if it is a valid one.
    pub id: Option<MsgId>,
    /// The valid ids of `In-Reply-To:`.
    pub in_reply_to: Vec<MsgId>,
    /// The valid ids of `References:`, oldest first.
    pub references: Vec<MsgId>,
    /// Every mailbox of every `From:`.
    pub from: Vec<Address>,
    /// How many `From:` headers there are.
    pub from_headers: usize,
    /// `Sender:`.
    pub sender: Option<Address>,
    /// Every mailbox of `Reply-To:`.
    pub reply_to: Vec<Address>,
    /// Every mailbox of `To:`.
    pub to: Vec<Address>,
    /// Every mailbox of `Cc:`.
    pub cc: Vec<Address>,
    /// The addresses the mail was delivered to, nearest first: `Delivered-To`, `X-Original-To`, `Envelope-To`.
    pub delivered_to: Vec<Address>,
    /// The decoded first `Subject:`, raw of control characters as they came.
    pub subject: String,
    /// `Date:`, if it is a possible one.
    pub date: Option<jiff::Zoned>,
    /// The chosen text, in lines.
    pub body: Body,
    /// Every calendar part, in the order of the parts.
    pub calendars: Vec<Calendar>,
    /// The text of every JSON-LD block of the HTML part.
    pub jsonld: Vec<String>,
    /// What the headers say about machines and lists.
    pub marks: Marks,
    /// Decoded texts that spans count in, filled by [`Mail::read`].
    texts: Texts,
}

#[derive(Debug, Default)]
struct Texts {
    from: String,
    reply_to: String,
    to: String,
    date: String,
    calendar: String,
    jsonld: String,
    thread: String,
}

/// What the headers say about machines, lists and loops.
#[derive(Debug, Default, Clone)]
pub struct Marks {
    /// `Auto-Submitted:` other than `no`.
    pub auto_submitted: Option<String>,
    /// `Precedence: bulk`, `list` or `junk`.
    pub precedence: Option<String>,
    /// `List-Id` or `List-Post`: a discussion list (an unsubscribe link alone is none).
    pub list: bool,
    /// `List-Unsubscribe`: sent to many, though invitations from systems carry it, too.
    pub unsubscribe: bool,
    /// `Return-Path: <>`, a `multipart/report`, or a mailer-daemon.
    pub bounce: bool,
    /// Encrypted: `multipart/encrypted`, S/MIME or inline PGP.
    pub encrypted: bool,
    /// Decoded by a mail client before it came here: no Message-ID, no MIME, no Received.
    pub decoded: bool,
    /// `Authentication-Results:` in order, as written.
    pub authentication: Vec<String>,
}

impl Mail {
    /// Reads one message from its bytes (LF or CRLF, with or without a leading mbox `From ` line or a BOM).
    ///
    /// # Errors
    /// [`Exit::NoInput`] for nothing at all; [`Exit::Data`] for what is not a message, is larger than
    /// [`SIZE_LIMIT`], is nested too deeply, or holds several messages.
    pub fn read(bytes: &[u8]) -> Result<Mail> {
        if bytes.is_empty() {
            return Err(Error::new(Exit::NoInput, "there is no message on the input"));
        }
        let several = split(bytes).len();
        if several > 1 {
            return Err(Error::new(Exit::Data, format!("there are {several} messages on the input"))
                .hint("Pipe one message at a time, or name the files."));
        }
        let bytes = guard::trimmed(bytes);
        guard::check(bytes)?;
        let parsed = mail_parser::MessageParser::default()
            .parse(bytes)
            .ok_or_else(|| Error::new(Exit::Data, "this is not a mail message: it does not begin with headers"))?;
        let mut mail = Mail::default();
        mail.headers(&parsed);
        if mail.id.is_none() {
            mail.raw = bytes.to_vec();
        }
        parts::read(&mut mail, &parsed);
        parts::discard(parsed);
        Ok(mail)
    }

    fn headers(&mut self, parsed: &mail_parser::Message) {
        use mail_parser::HeaderName as Name;
        for header in parsed.headers() {
            let value = &header.value;
            match &header.name {
                Name::Subject if self.subject.is_empty() => {
                    self.subject = value.as_text().unwrap_or_default().to_string()
                }
                Name::From => {
                    self.from_headers += 1;
                    self.from.extend(address::list(value.as_address()));
                }
                Name::Sender => self.sender = address::list(value.as_address()).into_iter().next(),
                Name::ReplyTo => self.reply_to.extend(address::list(value.as_address())),
                Name::To => self.to.extend(address::list(value.as_address())),
                Name::Cc => self.cc.extend(address::list(value.as_address())),
                Name::MessageId if self.id.is_none() => self.id = ids(value).into_iter().next(),
                Name::InReplyTo => self.in_reply_to.extend(ids(value)),
                Name::References => self.references.extend(ids(value)),
                Name::Date => {
                    self.date = value.as_datetime().and_then(moment);
                    self.texts.date = raw(parsed, header).trim().to_string();
                }
                _ => self.mark(header.name.as_str(), raw(parsed, header).trim()),
            }
        }
        self.texts.from = self.from.first().map(ToString::to_string).unwrap_or_default();
        self.texts.reply_to = self.reply_to.first().map(ToString::to_string).unwrap_or_default();
        self.texts.to = self.to.iter().chain(&self.cc).map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let has = |name: &str| parsed.headers().iter().any(|h| h.name.as_str().eq_ignore_ascii_case(name));
        self.marks.decoded = !has("Message-ID") && !has("MIME-Version") && !has("Received");
        self.marks.bounce |= self.from.iter().any(|a| a.local().eq_ignore_ascii_case("mailer-daemon"));
    }

    /// Headers that say something about machines, lists and delivery.
    fn mark(&mut self, name: &str, value: &str) {
        match name.to_ascii_lowercase().as_str() {
            "delivered-to" | "x-original-to" | "envelope-to" | "x-delivered-to" => {
                let email = value.trim_matches(['<', '>', ' ']).to_string();
                self.delivered_to.extend(Address::plain(email));
            }
            "auto-submitted" if !value.eq_ignore_ascii_case("no") => {
                self.marks.auto_submitted = Some(value.to_string())
            }
            "precedence" if ["bulk", "list", "junk"].iter().any(|p| value.eq_ignore_ascii_case(p)) => {
                self.marks.precedence = Some(value.to_ascii_lowercase());
            }
            "list-id" | "list-post" => self.marks.list = true,
            "list-unsubscribe" => self.marks.unsubscribe = true,
            "return-path" => self.marks.bounce |= value == "<>",
            "content-type" => {
                let value = value.to_ascii_lowercase();
                self.marks.bounce |= value.starts_with("multipart/report");
                self.marks.encrypted |= value.starts_with("multipart/encrypted")
                    || (value.contains("pkcs7-mime") && !value.contains("signed-data"));
            }
            "authentication-results" => self.marks.authentication.push(value.to_string()),
            _ => {}
        }
    }

    /// The decoded text of a part, that [`Span`]s count in; empty for [`Part::You`] and [`Part::Header`].
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Subject => &self.subject,
            Part::From => &self.texts.from,
            Part::ReplyTo => &self.texts.reply_to,
            Part::To => &self.texts.to,
            Part::Date => &self.texts.date,
            Part::Body => &self.body.text,
            Part::Calendar => &self.texts.calendar,
            Part::JsonLd => &self.texts.jsonld,
            Part::Thread => &self.texts.thread,
            Part::Header | Part::You => "",
        }
    }

    /// Takes down what was read in an earlier message of the thread; the place of that line.
    pub fn note_earlier(&mut self, words: &str, earlier: &Mail) -> Span {
        let id = earlier.id.as_ref().map_or(String::new(), ToString::to_string);
        let day = earlier.date.as_ref().map_or(String::new(), |d| format!(" of {}", d.date()));
        let start = self.texts.thread.len();
        self.texts.thread += &format!("{words} (message {id}{day})");
        let span = Span::new(Part::Thread, start, self.texts.thread.len());
        self.texts.thread.push('\n');
        span
    }

    /// The words at a place; empty where the place is not in the message.
    pub fn words(&self, span: Span) -> &str {
        self.part(span.part).get(span.start..span.end).unwrap_or_default()
    }
}

/// What stands in base64 there; `None` where it is none.
pub fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    mail_parser::decoders::base64::base64_decode(text)
}

/// A header's text as it stands in the message, unfolded.
fn raw(parsed: &mail_parser::Message, header: &mail_parser::Header) -> String {
    let (start, end) = (header.offset_start as usize, header.offset_end as usize);
    let bytes = parsed.raw_message.get(start..end).unwrap_or_default();
    String::from_utf8_lossy(bytes).replace(['\r', '\n'], "")
}

fn ids(value: &mail_parser::HeaderValue) -> Vec<MsgId> {
    use mail_parser::HeaderValue::{Text, TextList};
    match value {
        Text(one) => MsgId::parse(one).into_iter().collect(),
        TextList(many) => many.iter().filter_map(|id| MsgId::parse(id)).collect(),
        _ => Vec::new(),
    }
}

/// The moment of a `Date:` with its own offset; `None` for the 31st of February and the like.
fn moment(date: &mail_parser::DateTime) -> Option<jiff::Zoned> {
    if !date.is_valid() {
        return None;
    }
    let part = |n: u8| i8::try_from(n).ok();
    let local = jiff::civil::DateTime::new(
        i16::try_from(date.year).ok()?,
        part(date.month)?,
        part(date.day)?,
        part(date.hour)?,
        part(date.minute)?,
        part(date.second.min(59))?,
        0,
    )
    .ok()?;
    let seconds = i32::from(date.tz_hour) * 3600 + i32::from(date.tz_minute) * 60;
    let offset = jiff::tz::Offset::from_seconds(if date.tz_before_gmt { -seconds } else { seconds }).ok()?;
    offset.to_timestamp(local).ok().map(|t| t.to_zoned(jiff::tz::TimeZone::fixed(offset)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_once_and_strictly() {
        let mail = Mail::read(
            b"From bounce Tue\r\nDelivered-To: ada+jobs@home.example\r\nFrom: \"Dana, Acme\" <Dana+tok.EN@acme.example>\r\n\
              Reply-To: <r@acme.example>\r\nTo: Ada <ada@home.example>, bob@home.example\r\nSubject: =?utf-8?q?Gespr=C3=A4ch?=\r\n\
              Subject: second\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\nMessage-ID: <1@acme.example>\r\n\
              References: <a@x.example> <bad id@x.example> <b@x.example>\r\nList-Unsubscribe: <mailto:x@y.example>\r\n\r\nhi\r\n",
        )
        .unwrap();
        assert_eq!(mail.from[0].email, "Dana+tok.EN@acme.example");
        assert_eq!(mail.part(Part::From), "Dana, Acme <Dana+tok.EN@acme.example>");
        assert_eq!(mail.subject, "Gespräch");
        assert_eq!(mail.delivered_to[0].email, "ada+jobs@home.example");
        assert_eq!(mail.to.len(), 2);
        assert_eq!(mail.date.as_ref().map(ToString::to_string).as_deref(), Some("2026-11-24T10:00:00+01:00[+01:00]"));
        assert_eq!(mail.id.as_ref().map(ToString::to_string).as_deref(), Some("<1@acme.example>"));
        assert!(mail.marks.unsubscribe && !mail.marks.list && !mail.marks.decoded);
        assert_eq!(mail.body.text, "hi\n");
    }

    #[test]
    fn impossible_dates_and_hostile_ids_are_not_there() {
        let mail =
            Mail::read(b"From: a@b.example\nDate: Wed, 31 Feb 2026 10:00:00 +0000\nMessage-ID: <a\x01@b.example>\n\nx")
                .unwrap();
        assert!(mail.date.is_none() && mail.id.is_none());
    }

    #[test]
    fn deep_and_many_parts_are_refused_not_feared() {
        let mut bomb = b"From: a@b.example\n".to_vec();
        for _ in 0..200_000 {
            bomb.extend_from_slice(b"Content-Type: message/rfc822\n\n");
        }
        assert_eq!(Mail::read(&bomb).unwrap_err().exit, Exit::Data);
    }

    #[test]
    fn several_messages_are_not_one() {
        let two = b"From a@b Tue\nFrom: a@b.example\n\nx\n\nFrom c@d Wed\nFrom: c@d.example\n\ny\n";
        assert!(Mail::read(two).unwrap_err().message.contains("2 messages"));
        assert_eq!(split(two).iter().filter(|m| Mail::read(m).is_ok()).count(), 2);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic_and_lines_cover_the_text(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..600)) {
            let mut mail = b"From: a@b.example\nContent-Type: text/html\n\n".to_vec();
            mail.extend_from_slice(&bytes);
            for input in [&bytes[..], &mail[..]] {
                if let Ok(mail) = Mail::read(input) {
                    let text = &mail.body.text;
                    proptest::prop_assert_eq!(mail.body.lines.last().map(|l| l.end), Some(text.len()));
                    for link in &mail.body.links {
                        proptest::prop_assert!(text.get(link.start..link.end).is_some());
                    }
                }
            }
        }
    }
}
