//! A message as it came: headers, the text a person saw, calendar parts; nothing is interpreted yet.
//!
//! mail-parser is used here and nowhere else.

pub mod address;
pub mod body;
pub mod calendar;
pub mod thread;

use crate::error::{Error, Exit, Result};
use crate::text::{Part, Span};
use address::Address;
use body::Body;
use calendar::Calendar;
use thread::MsgId;

/// The largest message that is read, in bytes.
pub const SIZE_LIMIT: usize = 25 * 1024 * 1024;

/// One message, parsed once, unchanged afterwards.
#[derive(Debug, Default)]
pub struct Mail {
    /// The bytes as they came, without a leading mbox `From ` line.
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
    /// The decoded `Subject:`, raw of control characters as they came.
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
    header: String,
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
        let parsed = mail_parser::MessageParser::default()
            .parse(bytes)
            .ok_or_else(|| Error::new(Exit::Data, "this is not a mail message"))?;
        let mut mail =
            Mail { raw: bytes.to_vec(), subject: parsed.subject().unwrap_or_default().to_string(), ..Mail::default() };
        mail.from = address::list(parsed.from());
        mail.body = Body::plain(&parsed.body_text(0).unwrap_or_default());
        std::mem::forget(parsed);
        Ok(mail)
    }

    /// The decoded text of a part, that [`Span`]s count in; empty for [`Part::You`].
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
            Part::Header => &self.texts.header,
            Part::You => "",
        }
    }

    /// The words at a place; empty where the place is not in the message.
    pub fn words(&self, span: Span) -> &str {
        self.part(span.part).get(span.start..span.end).unwrap_or_default()
    }
}
