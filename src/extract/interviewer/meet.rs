//! Whom one would meet: people of the calendar part, people behind words such as "you will meet", and the writer
//! where they say that it is they.

use super::guests::invited;
use super::said::{replaced, said, said_before};
use super::{candidate_words, display, is_candidate, known, same_name};
use crate::extract::rules::Context;
use crate::extract::{Class, Person, names};
use crate::fact::Fact;
use crate::message::calendar::Party;
use crate::words::schema::folded;

/// Nobody meets more people than this.
const MOST: usize = 40;

/// Everybody, each once, in the order of the mail.
pub(super) fn interviewers(it: &Context) -> Vec<Fact<Person>> {
    let candidate = candidate_words(it);
    let mut out: Vec<Fact<Person>> = Vec::new();
    let mut told = said(it);
    told.retain(|fact| !names::is_nobody(it, fact));
    let mut guests = invited(it);
    // Who sends the invitation is met where the mail names nobody else.
    guests.retain(|fact| told.is_empty() || fact.rule != "calendar-organizer");
    guests.retain(|fact| !is_named_aside(it, fact));
    told.extend(guests);
    // Who moves a meeting for themselves may leave out who else is met.
    // So may who tells of one of them that another takes their place.
    let replaced = replaced(it);
    let others = told.iter().all(|fact| fact.rule == "the-writer") || !replaced.is_empty();
    if others && matches!(it.class, Class::Reschedule | Class::Confirmation) {
        let gone = |fact: &Fact<Person>| {
            let name = fact.value.name.as_deref().unwrap_or_default();
            replaced.iter().any(|other| same_name(other, name))
        };
        told.extend(said_before(it).into_iter().filter(|fact| !gone(fact)));
    }
    told.extend(names::people(it, &told));
    for fact in told {
        let name = fact.value.name.clone().unwrap_or_default();
        // Initials of theirs, too: "K. Balasubramaniam".
        let mut words = name.split(' ').map(str::to_lowercase).filter(|w| w.trim_end_matches('.').chars().count() > 2);
        let own = words.clone().next().is_some() && words.all(|w| candidate.contains(&w));
        let own = own || is_initialled(it, &name) || is_addressed(it, &name);
        if own || name.is_empty() && fact.value.email.is_none() {
            continue;
        }
        match out.iter().position(|known| same_person(&known.value, &fact.value)) {
            Some(known) => merge(&mut out[known], fact),
            None if out.len() < MOST => out.push(fact),
            None => {}
        }
    }
    out.iter_mut().for_each(|fact| known::complete(it, fact));
    out.iter_mut().for_each(|fact| known::in_full(it, fact));
    out
}

/// "Mr. Albert Ito" of a mail to "A. Ito": is it the candidate, whom To names by an initial?
fn is_initialled(it: &Context, name: &str) -> bool {
    let to = it.mail.to.first().filter(|_| it.mail.to.len() == 1);
    let shown = to.and_then(|a| a.name.as_deref()).map(display).unwrap_or_default();
    let initial = shown.split(' ').next().is_some_and(|w| w.trim_end_matches('.').chars().count() == 1);
    initial && shown.contains(' ') && name.contains(' ') && same_name(&shown, name)
}

/// Is it the candidate, whose address is the whole name in one word, or whom the event lists by that address?
fn is_addressed(it: &Context, name: &str) -> bool {
    let letters = |text: &str| folded(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let to = it.mail.to.first().filter(|_| it.mail.to.len() == 1);
    let written = name.contains(' ') && to.is_some_and(|a| letters(a.local()) == letters(name));
    let guests = || it.mail.calendars.iter().flat_map(|c| &c.events).flat_map(|e| &e.attendees);
    let mine =
        |p: &Party| is_candidate(it, &p.email) && p.name.as_deref().is_some_and(|n| same_name(&display(n), name));
    written || name.contains(' ') && guests().any(mine)
}

/// "My assistant Dana Ito opens the room": does the mail call a guest of the event the help of somebody?
fn is_named_aside(it: &Context, guest: &Fact<Person>) -> bool {
    let (Some(name), text) = (guest.value.name.as_deref(), it.mail.body.text.as_str()) else { return false };
    let people = &it.words.people;
    text.match_indices(name).take(PLACES).any(|(at, _)| {
        let mut before = text[..at].split_whitespace().rev().map(str::to_lowercase);
        let office = before.next().is_some_and(|w| people.aside.contains(&w));
        office && before.next().is_some_and(|w| people.own.contains(&w))
    })
}

/// So many places of a name are looked at.
const PLACES: usize = 8;

fn same_person(a: &Person, b: &Person) -> bool {
    let mail = matches!((&a.email, &b.email), (Some(a), Some(b)) if a.eq_ignore_ascii_case(b));
    let name = matches!((&a.name, &b.name), (Some(a), Some(b)) if same_name(a, b));
    let local = |p: &Person, q: &Person| match (&p.name, &q.email, &q.name) {
        (Some(name), Some(email), None) => is_address_of(email, name),
        _ => false,
    };
    // "Mr Ito and Mrs Ito".
    let two = matches!((a.salutation.gender, b.salutation.gender), (Some(a), Some(b)) if a != b);
    mail || !two && (name || local(a, b) || local(b, a))
}

/// "j.ito@", "dana.ito@", "dana@" of Dana Ito, or of Dr. Ito: is a word of the name in the address, and is every other
/// piece of it one, too, or an initial?
fn is_address_of(email: &str, name: &str) -> bool {
    let local = folded(email.split('@').next().unwrap_or_default());
    let name = folded(name);
    let words: Vec<&str> = name.split(' ').collect();
    let mut pieces: Vec<&str> = local.split(['.', '_', '-']).filter(|p| !p.is_empty()).collect();
    let all = pieces.len();
    pieces.retain(|piece| !words.contains(piece));
    // Of a family name alone, the given one is not known.
    let initial = |piece: &&str| piece.len() == 1 || words.len() == 1;
    pieces.len() < all && pieces.iter().all(initial)
}

/// The longer name, whatever address there is, the evidence of both.
fn merge(known: &mut Fact<Person>, other: Fact<Person>) {
    let length = |p: &Person| p.name.as_ref().map_or(0, |n| n.split(' ').count());
    let email = known.value.email.clone().or(other.value.email.clone());
    // What the tagger adds before a full name is no part of it: "Deputy Dana Ito".
    let full = known.value.name.as_deref().filter(|n| n.contains(' '));
    let before = other.rule == names::RULE
        && full.is_some_and(|full| other.value.name.as_deref().is_some_and(|n| n.ends_with(full)));
    if length(&other.value) > length(&known.value) && !before {
        known.value = other.value;
    }
    known.value.email = email;
    known.sure = known.sure.max(other.sure);
    known.seen.extend(other.seen);
}

#[cfg(test)]
mod tests {
    use super::is_address_of;
    use crate::extract::invitation;
    use crate::message::Mail;

    #[test]
    fn an_address_is_of_whose_name_it_holds() {
        assert!(is_address_of("j.ito@plinth.example", "Ito"));
        assert!(is_address_of("dana.ito@plinth.example", "Dana Ito"));
        assert!(is_address_of("d.ito@plinth.example", "Dana Ito"));
        assert!(is_address_of("dana@plinth.example", "Dana Ito"));
        assert!(!is_address_of("leo.ito@plinth.example", "Dana Ito"));
        assert!(!is_address_of("leo.marsh@plinth.example", "Ito"));
        assert!(!is_address_of("@plinth.example", "Ito"));
    }

    #[test]
    fn the_candidate_is_not_met_whose_given_name_to_shortens() {
        let met = |to: &str| {
            let mail = format!(
                "From: Dana Ito <dana.ito@plinth.example>\nTo: {to}\nSubject: Interview\nMessage-ID: <1@plinth.example>\n\
                 Date: Tue, 24 Nov 2026 10:00:00 +0000\n\nMr. Albert Quill\n12 Marl Road\n\nDear Sir,\n\nYou are invited to \
                 an interview for the post of Clerk on Friday 4 December at 10:00.\n\nDana Ito\n"
            );
            let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
            let found = invitation(&Mail::read(mail.as_bytes()).unwrap(), &now);
            found.interviewers.iter().filter_map(|fact| fact.value.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(met("\"A. Quill\" <quill@home.example>"), [""; 0]);
        assert_eq!(met("\"B. Quill\" <quill@home.example>"), ["Albert Quill"]);
    }

    #[test]
    fn the_candidate_is_not_met_whose_whole_name_the_address_is() {
        let met = |to: &str| {
            let mail = format!(
                "From: Dana Ito <dana.ito@plinth.example>\nTo: {to}\nSubject: Interview\nMessage-ID: <1@plinth.example>\n\
                 Date: Tue, 24 Nov 2026 10:00:00 +0000\n\nYou are invited to an interview for the post of Clerk on \
                 Friday 4 December at 10:00.\n\nInvitees: Priya Raman, Albert Quill\n"
            );
            let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
            let found = invitation(&Mail::read(mail.as_bytes()).unwrap(), &now);
            found.interviewers.iter().filter_map(|fact| fact.value.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(met("albertquill@home.example"), ["Priya Raman"]);
        assert_eq!(met("bertquill@home.example"), ["Priya Raman", "Albert Quill"]);
    }
}
