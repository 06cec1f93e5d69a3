//! Who is who in a request: which line invites me, who the organizer is, and whether the answer may go there.

use super::{AnswerInput, ask};
use crate::extract::sender::is_freemail;
use crate::fact::{Finding, Weight};
use crate::message::address::{Address, is_mine};
use crate::message::calendar::{Event, Party};
use crate::text::one_line;

/// How an event invites me.
pub(super) struct Invited {
    /// The address of mine, as the request writes it.
    pub address: String,
    /// The index of the ATTENDEE line in the event's properties.
    pub property: usize,
    /// My status so far.
    pub partstat: Option<String>,
    /// I have handed it on.
    pub delegated: bool,
    /// Who handed it to me.
    pub delegate_of: Option<String>,
    /// How many more of my addresses are invited.
    pub others: usize,
}

/// The line that invites me: the address of the events before, else the one the mail came to, else one that is
/// configured letter by letter, else the first.
pub(super) fn invited(input: &AnswerInput, event: &Event, before: Option<&str>) -> Option<Invited> {
    let mut found: Vec<(&Party, String)> = Vec::new();
    for party in &event.attendees {
        let both = [Some(&party.email), party.also.as_ref()];
        let mine = both.into_iter().flatten().find(|e| input.me.iter().any(|m| is_mine(m, e)));
        if let Some(email) = mine.and_then(|e| Address::plain(e.clone())) {
            found.push((party, email.email));
        }
    }
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    let handed_on = |p: &Party| p.partstat.as_deref() == Some("DELEGATED");
    let worse = |(party, email): &&(&Party, String)| {
        (
            handed_on(party),
            !before.is_some_and(|b| same(b, email)),
            !same(&input.sender.email, email),
            !input.me.iter().any(|m| same(m, email)),
            party.property,
        )
    };
    let (party, email) = found.iter().min_by_key(worse)?;
    let others = found.iter().filter(|(p, e)| !same(e, email) && !handed_on(p)).count();
    let line = event.properties.get(party.property)?;
    Some(Invited {
        address: email.clone(),
        property: party.property,
        partstat: party.partstat.clone(),
        delegated: handed_on(party),
        delegate_of: line.param("DELEGATED-FROM"),
        others,
    })
}

/// The organizer's mailbox.
pub(super) fn organizer(event: &Event) -> Result<Address, Finding> {
    let party = event.organizer.as_ref();
    let found = party.and_then(|p| {
        let email = Address::plain(p.email.clone())?.email;
        Some(Address { name: p.name.as_deref().map(one_line).filter(|n| !n.is_empty()), email })
    });
    found.ok_or_else(|| {
        ask("no-organizer", "the calendar part names no organizer with a mail address; only the words go out")
    })
}

/// May the answer go to the organizer? The finding to show, or the one that stops it.
pub(super) fn way(input: &AnswerInput, event: &Event, organizer: &Address) -> Result<Option<Finding>, Finding> {
    if organizer.same(input.words_to) {
        return Ok(None);
    }
    let place = event.place("ORGANIZER");
    let placed = |finding: Finding| match place {
        Some(span) => finding.at(span),
        None => finding,
    };
    let who = one_line(&organizer.to_string());
    if linked(input, event, organizer) {
        let text = format!("the organizer of the event is {who}: the message goes there too, with the calendar answer");
        return Ok(Some(placed(ask("organizer-too", text))));
    }
    let text = format!(
        "the organizer of the event is {who}, who has nothing to do with `{}`: no calendar answer is made for them",
        input.words_to.email
    );
    let stop = Finding::new("organizer-differs", Weight::Stop, text).help(
        "If you know them, `--allow organizer-differs` answers them too; `--no-calendar` leaves the calendar alone.",
    );
    if input.allow_stranger { Ok(Some(placed(stop))) } else { Err(placed(stop)) }
}

/// Does the mail's sender have to do with the organizer: the same person, the same organisation, or somebody who
/// acts for them by the request's own words (`SENT-BY`, RFC 5546 3.2.2.5)?
fn linked(input: &AnswerInput, event: &Event, organizer: &Address) -> bool {
    let mail = input.mail;
    let senders = || std::iter::once(input.words_to).chain(&mail.from).chain(&mail.sender);
    let colleague = |a: &Address| a.same(organizer) || a.same_organisation(organizer) && !is_freemail(&a.domain());
    let sent_by = event.organizer.as_ref().and_then(|o| o.sent_by.as_deref());
    // The address behind the one that programs use (RFC 7986 6.2).
    let known = event.organizer.as_ref().and_then(|o| Address::plain(o.also.clone()?));
    let behind = known.is_some_and(|k| k.same(input.words_to));
    let acts = sent_by.is_some_and(|by| senders().chain(&mail.reply_to).any(|a| a.email.eq_ignore_ascii_case(by)));
    behind || acts || mail.from.len() <= 1 && senders().any(colleague)
}
