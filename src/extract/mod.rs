//! What a message says: candidates by the table of [`rules`], settled, then checked against one another.

pub mod authentic;
mod author;
mod closing;
pub mod company;
pub mod earlier;
pub mod employer;
pub mod finder;
pub mod format;
pub mod glance;
pub mod interviewer;
pub mod json;
pub mod jsonld;
pub mod language;
mod lookalike;
pub mod model;
mod names;
mod particles;
pub mod phrase;
pub mod purpose;
pub mod role;
pub mod rules;
pub mod sender;
pub mod stage;
pub mod tagger;
pub mod tokens;
pub mod weigh;
pub mod when;

use crate::fact::{Fact, Finding, Settled};
use crate::message::Mail;
use jiff::Zoned;
use serde::Serialize;

/// What a message is for. The words of the public contract.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Asks to, offers or schedules an interview or a screening call.
    Invitation,
    /// They move it.
    Reschedule,
    /// Confirms or reminds of an agreed time.
    Confirmation,
    /// They call it off.
    Cancellation,
    /// A test to take, no meeting.
    Assessment,
    /// Asks the candidate something about an application or a decline.
    Inquiry,
    /// Application received.
    Receipt,
    /// No.
    Rejection,
    /// Yes.
    Offer,
    /// A cold approach about a job, no concrete interview.
    Outreach,
    /// Sent to many.
    Newsletter,
    /// Anything else.
    Other,
}

impl Class {
    /// Does this message wait for an answer about an interview?
    pub fn needs_answer(self) -> bool {
        matches!(self, Class::Invitation | Class::Reschedule)
    }

    /// Does it show a process that goes on: a meeting, a test, or a question about it?
    pub fn in_process(self) -> bool {
        self.needs_answer() || matches!(self, Class::Confirmation | Class::Assessment | Class::Inquiry)
    }

    /// Does it begin, carry on or end a process?
    pub fn is_of_process(self) -> bool {
        self.in_process() || matches!(self, Class::Cancellation | Class::Rejection | Class::Offer)
    }

    /// Is there an interview in it, past, present or called off?
    pub fn has_interview(self) -> bool {
        matches!(self, Class::Invitation | Class::Reschedule | Class::Confirmation | Class::Cancellation)
    }
}

/// The register of a language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Formality {
    /// Sie, vous, usted, Lei, u; Dear Ms.
    Formal,
    /// du, tu, je; Hi.
    Informal,
}

/// Somebody the mail names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Person {
    /// The name as written, without titles of address; `None` when only an address is known.
    pub name: Option<String>,
    /// The address, if the mail gives one.
    pub email: Option<String>,
    /// What they do: "Head of Data".
    pub title: Option<String>,
    /// How a reply may address them; unknown stays unknown.
    pub salutation: Salutation,
}

/// What a salutation needs to know. Nothing in it is guessed from a first name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Salutation {
    /// The given name, where it is certain which part that is.
    pub given: Option<String>,
    /// The family name with its particles, where it is certain.
    pub family: Option<String>,
    /// Academic title as signed: "Dr.", "Prof. Dr.".
    pub title: Option<String>,
    /// Only from an explicit "Ms", "Herr", "Mme", "(she/her)".
    pub gender: Option<Gender>,
}

/// Grammatical gender, only where the mail states it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gender {
    /// Ms, Frau, Mme, Sra.
    Feminine,
    /// Mr, Herr, M., Sr.
    Masculine,
}

/// A proposed or fixed time.
#[derive(Clone, PartialEq, Debug)]
pub struct Slot {
    /// The start.
    pub start: Start,
    /// The end, in the same form as the start, if given.
    pub end: Option<Start>,
    /// IANA name or the zone as written, if the mail gives or implies one.
    pub timezone: Option<String>,
    /// The mail's own words.
    pub as_written: String,
}

/// When a slot starts.
#[derive(Clone, PartialEq, Debug)]
pub enum Start {
    /// With a zone.
    Zoned(Zoned),
    /// A local time whose zone the mail does not give.
    Local(jiff::civil::DateTime),
}

impl Start {
    /// The moment, in this zone; a local time is taken in it.
    pub fn moment(&self, zone: &jiff::tz::TimeZone) -> Option<Zoned> {
        match self {
            Start::Zoned(z) => Some(z.with_time_zone(zone.clone())),
            Start::Local(t) => t.to_zoned(zone.clone()).ok(),
        }
    }
}

/// How they would meet.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// By telephone.
    Phone,
    /// By video.
    Video,
    /// At a place.
    Onsite,
    /// Anything else, or a choice.
    Other,
}

/// Which step of the process.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// A first call.
    Screen,
    /// About the craft.
    Technical,
    /// With the person one would work for.
    HiringManager,
    /// Several people at once.
    Panel,
    /// Several conversations in a row.
    OnsiteLoop,
    /// The last one.
    Final,
    /// A task or a centre.
    Assessment,
    /// Another.
    Other,
}

/// What a link does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkUse {
    /// Joins the meeting.
    Join,
    /// Picks a time.
    Schedule,
    /// Moves it.
    Reschedule,
    /// Cancels it.
    Cancel,
    /// Declines or withdraws.
    Decline,
    /// Something else.
    Other,
}

/// A link of the mail and what it does. It is never opened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Link {
    /// What it does.
    pub what: LinkUse,
    /// The address, as written.
    pub url: String,
}

/// Who sent it, and where an answer goes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sender {
    /// The id of the system that sent it, from the sender data.
    pub via: Option<String>,
    /// Does an answer reach a person, as far as is known?
    pub reply_reaches_a_person: Option<bool>,
    /// Where an answer goes, byte for byte.
    pub reply_to: Option<crate::message::address::Address>,
    /// Why, in plain words.
    pub why: Option<String>,
}

/// Everything that was understood: what `regrets read` shows.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// What the message is for.
    pub class: Fact<Class>,
    /// Its language, as an ISO 639-1 code.
    pub language: Option<String>,
    /// Its variety of that language, where letters differ by country and the mail tells.
    pub variety: Option<String>,
    /// Its register.
    pub formality: Option<Formality>,
    /// Who wrote it: whom the reply greets.
    pub contact: Settled<Person>,
    /// The employer.
    pub company: Settled<String>,
    /// The agency, where one is between.
    pub agency: Settled<String>,
    /// The job title.
    pub role: Settled<String>,
    /// Whom one would talk to.
    pub interviewers: Vec<Fact<Person>>,
    /// When.
    pub slots: Vec<Fact<Slot>>,
    /// How.
    pub format: Settled<Format>,
    /// Which step.
    pub stage: Settled<Stage>,
    /// Where, for a meeting at a place.
    pub place: Settled<String>,
    /// A telephone number to call them, as written.
    pub phone: Settled<String>,
    /// What the links do.
    pub links: Vec<Link>,
    /// Who sent it and where an answer goes.
    pub sender: Sender,
    /// What gives reason to look twice.
    pub warnings: Vec<Finding>,
}

/// Reads everything out of a message.
///
/// `now` is the present moment; it decides nothing that the mail's own `Date:` can decide.
pub fn invitation(mail: &Mail, now: &Zoned) -> Invitation {
    rules::run(mail, now, model::Models::shipped())
}

/// As [`invitation`], by other models than the shipped ones: for the trainer.
pub fn invitation_by(mail: &Mail, now: &Zoned, models: model::Models) -> Invitation {
    rules::run(mail, now, models)
}

/// Reads what a message is for, as [`invitation`] would say it, and nothing else; `None` where it tells of no process
/// ([`Class::is_of_process`]), or where that is a mere guess that no cue stands behind. Most messages of a mailbox need
/// no more.
pub fn of_process(mail: &Mail, now: &Zoned) -> Option<Fact<Class>> {
    rules::of_process(mail, now)
}
