//! People of the calendar part: who is invited beside me.

use super::headers::without_firm;
use super::{address, display, is_candidate, is_personal, name};
use crate::extract::Person;
use crate::extract::rules::Context;
use crate::fact::{Fact, Sure};
use crate::message::address::{Address, is_address};
use crate::message::calendar::{Event, Party};

/// People of the calendar part: those invited beside me; the organiser where nobody else is.
pub(super) fn invited(it: &Context) -> Vec<Fact<Person>> {
    let mut out = Vec::new();
    for event in it.mail.calendars.iter().flat_map(|c| &c.events).take(3) {
        let organizer = event.organizer.as_ref();
        let others: Vec<&Party> = event.attendees.iter().filter(|a| is_other(it, event, a)).collect();
        let is_organizer = |a: &&&Party| organizer.is_some_and(|o| o.email.eq_ignore_ascii_case(&a.email));
        let guests: Vec<&&Party> = others.iter().filter(|a| !is_organizer(a)).collect();
        if guests.is_empty() {
            out.extend(
                organizer
                    .filter(|o| is_other(it, event, o))
                    .and_then(|o| guest(it, o, "calendar-organizer", Sure::Likely)),
            );
        } else {
            out.extend(guests.into_iter().filter_map(|g| guest(it, g, "calendar-guest", Sure::Stated)));
        }
    }
    out
}

/// A person, and neither me nor a room.
fn is_other(it: &Context, event: &Event, party: &Party) -> bool {
    let room = matches!(party.cutype.as_deref(), Some("ROOM" | "RESOURCE" | "GROUP"))
        || matches!(party.role.as_deref(), Some("NON-PARTICIPANT"));
    let address = Address { name: party.name.clone(), email: party.email.clone() };
    // "Room Gorse (12)" of "Room Gorse, Clinic": how many it seats is no part of its name.
    let shown = party.name.as_deref().map(|n| n.split(" (").next().unwrap_or(n).trim()).filter(|n| !n.is_empty());
    let place = event.location.as_deref().zip(shown).is_some_and(|(l, n)| l.contains(n));
    !room && !place && !is_candidate(it, &party.email) && is_personal(&address)
}

fn guest(it: &Context, party: &Party, rule: &'static str, sure: Sure) -> Option<Fact<Person>> {
    let span = party.seen?;
    let domain = party.email.rsplit('@').next().unwrap_or_default().to_lowercase();
    let shown = party.name.as_deref().map(|n| display(without_firm(n, &domain))).filter(|n| !n.contains('@'));
    let name = shown.as_deref().and_then(|n| name::whole(n, &it.words.people, 1));
    // Whatever stands where an address should: "invalid:nomail", or what is left of one.
    let email = Some(&party.email).filter(|e| is_address(e)).cloned();
    let person = match (name, shown) {
        (Some(name), _) => Person { email, ..address::person(&name, None) },
        (None, None) if email.is_some() => Person { email, ..Person::default() },
        _ => return None,
    };
    Some(Fact::new(person, sure, rule, vec![span]))
}
