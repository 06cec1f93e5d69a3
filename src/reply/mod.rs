//! The answer: from an invitation and an intent to typed replies, and from those to exact bytes.

pub mod answer;
pub mod compose;
mod facts;
pub mod kind;
pub mod letter;
mod quote;
pub mod salutation;
pub mod suggest;
pub mod template;
pub mod wire;

use crate::extract::Formality;
use crate::fact::Finding;
use crate::message::address::Address;
use crate::message::thread::MsgId;
use jiff::Zoned;

/// The person who answers.
#[derive(Clone, Debug, Default)]
pub struct Me {
    /// The name letters are signed with.
    pub name: Option<String>,
    /// My addresses, first = default; `*` in the local part stands for anything.
    pub addresses: Vec<String>,
    /// My zone.
    pub timezone: Option<jiff::tz::TimeZone>,
    /// Signature lines, each optional.
    pub phone: Option<String>,
    /// See `phone`.
    pub linkedin: Option<String>,
    /// See `phone`.
    pub website: Option<String>,
    /// The languages I answer in; empty: whatever the mail is written in.
    pub languages: Vec<String>,
}

/// What the person wants to say.
#[derive(Clone, Debug)]
pub struct Intent {
    /// The kind of reply, by its name in the kinds data.
    pub kind: String,
    /// The reason, by its name in the reasons data; `None` gives no reason.
    pub reason: Option<String>,
    /// Times the person proposes, in their zone.
    pub propose: Vec<Zoned>,
    /// The person's own words to add: one paragraph, or answers to what the kind asks.
    pub notes: Vec<String>,
    /// Corrections: stated facts by the rule "you".
    pub role: Option<String>,
    /// See `role`.
    pub company: Option<String>,
    /// See `role`: whom the reply greets.
    pub name: Option<String>,
    /// See `role`: the address the reply goes to.
    pub to: Option<String>,
    /// The language of the reply; `None`: the mail's.
    pub language: Option<String>,
    /// The register; `None`: the mail's.
    pub formality: Option<Formality>,
    /// Answer the calendar request too?
    pub calendar: bool,
    /// Quote the original?
    pub quote: bool,
    /// Offer to stay in touch?
    pub door: bool,
    /// Answer although the mail is no invitation?
    pub force: bool,
    /// Answer an `ask` as tentative in the calendar?
    pub tentative: bool,
    /// Names of findings that the person has looked at and passes.
    pub allow: Vec<String>,
    /// A template's text to use in place of the built-in one, and its name for errors.
    pub template: Option<(String, String)>,
    /// The body as the person edited it, in place of the composed one.
    pub body: Option<String>,
}

impl Default for Intent {
    fn default() -> Intent {
        Intent {
            kind: String::new(),
            reason: None,
            propose: Vec::new(),
            notes: Vec::new(),
            role: None,
            company: None,
            name: None,
            to: None,
            language: None,
            formality: None,
            calendar: false,
            quote: false,
            door: true,
            force: false,
            tentative: false,
            allow: Vec::new(),
            template: None,
            body: None,
        }
    }
}

/// A calendar answer (RFC 5546), ready to be a MIME part.
#[derive(Clone, PartialEq, Debug)]
pub struct CalendarAnswer {
    /// `REPLY` or `COUNTER`.
    pub method: &'static str,
    /// The whole calendar object, CRLF, folded.
    pub ics: String,
}

/// A fact that a sentence of a reply relies on, for the preview.
#[derive(Clone, PartialEq, Debug)]
pub struct Relied {
    /// What it is: `company`, `role`, `name` ...
    pub what: &'static str,
    /// As the letter uses it.
    pub value: String,
    /// How sure.
    pub sure: crate::fact::Sure,
    /// The words it was read from.
    pub seen: Option<crate::text::Span>,
}

/// One typed reply; everything that [`wire::seal`] needs but the stamp.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The address of mine that was written to.
    pub from: Address,
    /// Whom it goes to.
    pub to: Vec<Address>,
    /// The subject, decoded, one line, with one `Re:`.
    pub subject: String,
    /// The message answered; `None` in a new thread.
    pub in_reply_to: Option<MsgId>,
    /// The chain, oldest first, ending with the message answered.
    pub references: Vec<MsgId>,
    /// The language of the body.
    pub language: String,
    /// The body, LF line ends, signature and all.
    pub body: String,
    /// Is the body format=flowed (RFC 3676)?
    pub flowed: bool,
    /// The calendar answer that travels with it.
    pub calendar: Option<CalendarAnswer>,
    /// What composing had to say.
    pub findings: Vec<Finding>,
}
