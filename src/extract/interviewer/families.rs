//! "Inês Prado e Moura": one person, where the mail's headers write the name as one.

use super::name::{self, BETWEEN_FAMILIES, Name};
use super::said::Said;
use super::{contact, display};
use crate::text::Span;

/// Whoever was read as two people, and is one by the headers or by the signature.
pub(super) fn join(said: &mut Said) {
    for whole in joined(said) {
        let places: Vec<usize> = said.text.match_indices(whole.text.as_str()).map(|(at, _)| at).take(PLACES).collect();
        for place in places {
            let end = place + whole.text.len();
            let inside = |at: &usize| (place..end).contains(at);
            let Some(first) = said.found.iter().position(|(at, _)| inside(at)) else { continue };
            let fact = &mut said.found[first].1;
            fact.value.name = Some(whole.text.clone());
            fact.seen = vec![Span::new(said.part, said.start + place, said.start + end)];
            let mut first = true;
            said.found.retain(|(at, _)| !inside(at) || std::mem::take(&mut first));
        }
    }
}

/// So many places of a name are looked at.
const PLACES: usize = 8;

/// The names of the headers, the calendar and the writer that hold the word for "and".
fn joined(said: &Said) -> Vec<Name> {
    let mail = said.it.mail;
    let addresses = mail.from.iter().chain(&mail.to).chain(&mail.cc).chain(&mail.reply_to);
    let events = mail.calendars.iter().flat_map(|c| &c.events).take(3);
    let parties = events.flat_map(|e| e.organizer.iter().chain(&e.attendees)).filter_map(|p| p.name.as_deref());
    let shown = addresses.filter_map(|a| a.name.as_deref()).chain(parties).take(NAMES).map(display);
    let writer = contact(said.it).fact().and_then(|c| c.value.name.clone());
    let both = shown.chain(writer).filter(|n| BETWEEN_FAMILIES.iter().any(|and| n.contains(and)));
    both.filter_map(|n| name::whole(&n, said.words, 3)).collect()
}

/// So many names of the headers are looked at.
const NAMES: usize = 40;
