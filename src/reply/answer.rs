//! The calendar answer (RFC 5546, 6047): whether one is due, about which event, in whose name, and to whom.
//!
//! A calendar answer gives an address of mine and my decision to somebody. So nobody gets one who did not ask in this
//! mail, and none is written in the name of an address that was not invited.

pub mod known;
mod object;
pub mod own;
mod people;

use super::CalendarAnswer;
use crate::fact::{Finding, Weight};
use crate::message::Mail;
use crate::message::address::{Address, is_mine};
use crate::message::calendar::{Calendar, Event, Moment, Party};
use crate::text::one_line;
use crate::words::schema::CalendarReply;
use jiff::Zoned;
use people::Invited;

/// More events than this are a feed, and nobody answers a feed.
const EVENTS: usize = 10;

/// What deciding needs.
#[derive(Clone, Copy, Debug)]
pub struct AnswerInput<'a> {
    /// The mail that is answered.
    pub mail: &'a Mail,
    /// What the kind of reply answers to a calendar request.
    pub answer: CalendarReply,
    /// Is a [`CalendarReply::Tentative`] asked for? Else such a kind leaves the calendar alone.
    pub tentative: bool,
    /// Times the person proposes, for [`CalendarReply::Counter`].
    pub propose: &'a [Zoned],
    /// My addresses, `*` allowed.
    pub me: &'a [String],
    /// The address of mine that the mail was sent to.
    pub sender: &'a Address,
    /// Whom the words go to.
    pub words_to: &'a Address,
    /// The present moment.
    pub now: &'a Zoned,
    /// The sentence of the letter that decides.
    pub comment: &'a str,
    /// May the answer go to an organizer who has nothing to do with the mail's sender?
    pub allow_stranger: bool,
}

/// The calendar answers of one mail.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// One for every UID; each is a message of its own (RFC 5546 3.2.3).
    pub answers: Vec<Prepared>,
    /// Why there is none, and what a person should know about those there are.
    pub findings: Vec<Finding>,
}

/// One calendar answer and its way.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The calendar object.
    pub answer: CalendarAnswer,
    /// The address that was invited: the message's `From` (RFC 6047 2.3).
    pub from: Address,
    /// Who gets it.
    pub organizer: Address,
    /// What the event is called.
    pub summary: Option<String>,
}

/// The events of one UID in one calendar object.
struct Request<'a> {
    calendar: &'a Calendar,
    uid: &'a str,
    events: Vec<&'a Event>,
    /// Another part of the mail says something else about the same UID.
    contradicted: bool,
}

/// An event to answer, and the line that invites me.
struct Mine<'a> {
    event: &'a Event,
    invited: Invited,
}

/// Decides what the calendar is answered.
pub fn decide(input: &AnswerInput) -> Decision {
    let mut out = Decision::default();
    let Some(partstat) = partstat(input) else { return out };
    let requests = requests(input.mail, &mut out.findings);
    let several = requests.len() > 1;
    for request in &requests {
        match prepare(input, partstat, request, several, &mut out.findings) {
            Ok(prepared) => out.answers.push(prepared),
            Err(why) => say(&mut out.findings, why),
        }
    }
    if out.answers.len() > 1 {
        let text = format!("the mail holds {} events; each is answered in a message of its own", out.answers.len());
        say(&mut out.findings, Finding::new("several-events", Weight::Ask, text));
    }
    out
}

/// Does a calendar part of the mail ask one of these addresses to an event?
pub fn asks_me(mail: &Mail, me: &[String]) -> bool {
    let asks = |c: &&Calendar| c.method.as_deref() == Some("REQUEST");
    let parties = mail.calendars.iter().filter(asks).flat_map(|c| &c.events).flat_map(|e| &e.attendees);
    let emails = |p: &Party| [Some(p.email.clone()), p.also.clone()];
    parties.flat_map(emails).flatten().any(|email| me.iter().any(|m| is_mine(m, &email)))
}

/// The organizer whom a calendar part of the mail names, with the invitation for one of these addresses.
pub fn organizer_of(mail: &Mail, me: &[String]) -> Option<Address> {
    let events = mail.calendars.iter().flat_map(|c| &c.events);
    let organizer = events.filter_map(|e| people::organizer(e).ok()).next()?;
    (asks_me(mail, me) && !crate::extract::sender::is_no_reply(&organizer)).then_some(organizer)
}

/// My status in the answer; `None` where the kind leaves the calendar alone.
fn partstat(input: &AnswerInput) -> Option<&'static str> {
    match input.answer {
        CalendarReply::Accepted => Some("ACCEPTED"),
        CalendarReply::Declined => Some("DECLINED"),
        CalendarReply::Counter => Some("TENTATIVE"),
        CalendarReply::Tentative if input.tentative => Some("TENTATIVE"),
        CalendarReply::Tentative | CalendarReply::None => None,
    }
}

/// Says a thing once.
fn say(findings: &mut Vec<Finding>, finding: Finding) {
    if !findings.iter().any(|f| f.id == finding.id && f.text == finding.text) {
        findings.push(finding);
    }
}

fn note(id: &'static str, text: impl Into<String>) -> Finding {
    Finding::new(id, Weight::Note, text)
}

fn ask(id: &'static str, text: impl Into<String>) -> Finding {
    Finding::new(id, Weight::Ask, text)
}

/// The events by UID. The part that names a method in its Content-Type speaks first: the others repeat it.
fn requests<'a>(mail: &'a Mail, findings: &mut Vec<Finding>) -> Vec<Request<'a>> {
    let mut calendars: Vec<&Calendar> = mail.calendars.iter().collect();
    calendars.sort_by_key(|c| c.header_method.is_none());
    let mut out: Vec<Request> = Vec::new();
    for calendar in calendars {
        for event in &calendar.events {
            let Some(uid) = event.uid.as_deref() else {
                say(
                    findings,
                    note(
                        "no-uid",
                        "an event in the mail has no UID: its organizer could not tell which one is answered",
                    ),
                );
                continue;
            };
            match out.iter_mut().find(|r| r.uid == uid) {
                Some(known) if std::ptr::eq(known.calendar, calendar) => known.events.push(event),
                Some(known) => known.contradicted |= known.calendar.method != calendar.method,
                None => out.push(Request { calendar, uid, events: vec![event], contradicted: false }),
            }
        }
    }
    if out.len() > EVENTS {
        let text =
            format!("the mail holds {} events: a calendar to look at, not a request; only the words go out", out.len());
        say(findings, note("calendar-feed", text));
        out.clear();
    }
    out
}

/// One answer, or why there is none.
fn prepare<'a>(
    input: &AnswerInput,
    partstat: &'static str,
    request: &Request<'a>,
    several: bool,
    findings: &mut Vec<Finding>,
) -> Result<Prepared, Finding> {
    answerable(request)?;
    let events: Vec<&Event> = request.events.iter().copied().filter(|e| !called_off(e)).collect();
    let Some(first) = events.first() else {
        return Err(note(
            "calendar-cancelled",
            "the organizer has called this event off: its calendar needs no answer",
        ));
    };
    if events.iter().any(|e| !e.ended) {
        return Err(ask("calendar-broken", "the calendar part is cut off; only the words go out"));
    }
    let organizer = people::organizer(first)?;
    if input.me.iter().any(|m| is_mine(m, &organizer.email)) {
        return Err(note("own-event", "you are the organizer of this event: there is nobody to answer"));
    }
    let mine = invited(input, &events, findings)?;
    let (method, object) = if input.answer == CalendarReply::Counter {
        let start = counter_start(input, &mine, several)?;
        if input.propose.len() > 1 {
            let text = "a counter-proposal holds one time: the first; the letter names them all";
            say(findings, note("first-proposal", text));
        }
        ("COUNTER", object::Times::Moved(start))
    } else {
        ("REPLY", object::Times::Kept)
    };
    findings.extend(people::way(input, first, &organizer)?);
    state(input, partstat, &mine, findings);
    let from = mine[0].invited.address.clone();
    let ics = object::write(&object::Object {
        method,
        partstat,
        calendar: request.calendar,
        events: mine.iter().map(|m| (m.event, m.invited.property)).collect(),
        times: object,
        now: input.now,
        comment: input.comment,
    });
    let from = Address { name: input.sender.name.clone(), email: from };
    let summary = first.summary.as_deref().map(one_line);
    Ok(Prepared { answer: CalendarAnswer { method, ics }, from, organizer, summary })
}

/// Only a REQUEST is answered, and only when the mail says the same everywhere (RFC 6047 2.4).
fn answerable(request: &Request) -> Result<(), Finding> {
    let calendar = request.calendar;
    let method = calendar.method.as_deref();
    let differs = calendar.header_method.is_some() && calendar.header_method != calendar.method;
    if differs || request.contradicted {
        let text = "the mail contradicts itself about what its calendar part asks for; only the words go out";
        return Err(ask("method-differs", text));
    }
    match method {
        Some("REQUEST") => Ok(()),
        Some("CANCEL") => {
            Err(note("calendar-cancelled", "the organizer has called this event off: its calendar needs no answer"))
        }
        Some("PUBLISH") | None => {
            Err(note("calendar-published", "the calendar part is for information: it asks for no answer"))
        }
        Some(other) => {
            let text = format!("the calendar part is a {}, which an invited person does not answer", one_line(other));
            Err(note("calendar-not-request", text))
        }
    }
}

fn called_off(event: &Event) -> bool {
    event.status.as_deref() == Some("CANCELLED")
}

/// The events that invite me, all by one address.
fn invited<'a>(
    input: &AnswerInput,
    events: &[&'a Event],
    findings: &mut Vec<Finding>,
) -> Result<Vec<Mine<'a>>, Finding> {
    let mut out: Vec<Mine> = Vec::new();
    let mut handed_on = None;
    for event in events {
        let before = out.first().map(|m| m.invited.address.clone());
        match people::invited(input, event, before.as_deref()) {
            Some(invited) if invited.delegated => handed_on = Some(invited),
            Some(invited) => out.push(Mine { event, invited }),
            None => {}
        }
    }
    if let Some(first) = out.first() {
        if first.invited.others > 0 {
            let text = format!("more than one of your addresses is invited; `{}` answers", first.invited.address);
            say(findings, note("invited-twice", text));
        }
        return Ok(out);
    }
    Err(match handed_on {
        Some(_) => ask(
            "delegated",
            "you have handed this invitation on to somebody else, who answers it; only the words go out",
        ),
        None => ask("not-invited", "none of your addresses is invited in the calendar part; only the words go out")
            .help("If you were invited by an address that is missing there, add it to `[me] addresses`."),
    })
}

/// The first proposed time, where a counter-proposal is possible (RFC 5546 3.2.7).
fn counter_start<'a>(input: &AnswerInput<'a>, mine: &[Mine], several: bool) -> Result<&'a Zoned, Finding> {
    let words_only = |why: &str| note("no-counter", format!("{why}; the other time stands in the words only"));
    let event = mine[0].event;
    let Some(proposed) = input.propose.first() else {
        return Err(note("no-counter", "no time is proposed, so the calendar is left as it is")
            .help("Name one with `--propose \"2026-12-01 14:00\"`."));
    };
    if event.no_counter {
        return Err(words_only("the organizer takes no counter-proposals"));
    }
    if several {
        return Err(words_only("the mail holds several events"));
    }
    if mine.len() > 1 || event.repeats && event.recurrence_id.is_none() {
        return Err(words_only("the event is a series"));
    }
    match &event.start {
        Some(Moment::Zoned(start)) if start.timestamp() == proposed.timestamp() => {
            Err(words_only("the proposed time is the one they named"))
        }
        Some(Moment::Zoned(_) | Moment::Floating(_)) if proposed.timestamp() <= input.now.timestamp() => {
            Err(words_only("the proposed time is over"))
        }
        Some(Moment::Zoned(_) | Moment::Floating(_)) => Ok(proposed),
        Some(Moment::Day(_)) => Err(words_only("the event takes a whole day")),
        None => Err(words_only("the event names no time")),
    }
}

/// What a person should know about the state of the event.
fn state(input: &AnswerInput, partstat: &str, mine: &[Mine], findings: &mut Vec<Finding>) {
    let first = &mine[0];
    let event = first.event;
    if event.repeats && event.recurrence_id.is_none() {
        say(findings, ask("series", "the event is a series: the answer is for all of it"));
    } else if event.recurrence_id.is_some() {
        say(findings, note("instance", "the event is one of a series: the answer is for this one only"));
    } else if over(input.now, event) {
        say(findings, note("calendar-past", "the event in the calendar part is over"));
    }
    if first.invited.partstat.as_deref() == Some(partstat) && input.answer != CalendarReply::Counter {
        say(findings, note("calendar-answered", "the organizer's calendar has this answer of yours already"));
    }
    if first.invited.delegate_of.is_some() {
        say(findings, note("delegate", "you were invited in somebody's place"));
    }
}

fn over(now: &Zoned, event: &Event) -> bool {
    match event.end.as_ref().or(event.start.as_ref()) {
        Some(Moment::Zoned(end)) => end.timestamp() < now.timestamp(),
        Some(Moment::Floating(end)) => *end < now.datetime(),
        Some(Moment::Day(end)) => *end < now.date(),
        None => false,
    }
}

#[cfg(test)]
mod tests;
