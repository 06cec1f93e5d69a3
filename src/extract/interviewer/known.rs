//! People whom the headers know by their full name and address.

use super::{contact, display, is_candidate, is_personal, same_name, titles};
use crate::extract::rules::Context;
use crate::extract::{Gender, Person, interviewer::name};
use crate::fact::Fact;
use crate::message::address::Address;

/// Gives somebody whom the text names the address, and to a short name the rest of it, where the headers know exactly
/// one such person.
pub(super) fn complete(it: &Context, fact: &mut Fact<Person>) {
    let Some(name) = fact.value.name.clone().filter(|_| fact.value.email.is_none()) else { return };
    let mut known = others(it).filter(|(full, _)| same_name(full, &name) && full.contains(' '));
    let (Some((full, email)), None) = (known.next(), known.next()) else { return };
    if !name.contains(' ') {
        fact.value.name = Some(full);
    }
    fact.value.email = Some(email);
}

/// "It will be with Gail", where the mail says "Gail Thistle" elsewhere: the one longer name that it has.
pub(super) fn in_full(it: &Context, fact: &mut Fact<Person>) {
    let (text, words) = (it.mail.body.text.as_str(), &it.words.people);
    let Some(short) = fact.value.name.clone().filter(|n| !n.contains(' ') && n.chars().count() > 2) else { return };
    let mut longer: Option<name::Name> = None;
    for (at, _) in text.match_indices(short.as_str()).take(MENTIONS) {
        let line = text[..at].rfind('\n').map_or(0, |i| i + 1);
        // "Celia Hartwright": a family name stands behind the given one.
        let before = text[line..at].trim_end_matches(' ').rfind(' ').map_or(line, |i| line + i + 1);
        let whole = |from: usize| {
            name::at(text, from, words).filter(|n| n.words == 2 && !n.goes_on && n.text.split(' ').any(|w| w == short))
        };
        // "Mr Ito": the short name is the family's.
        let family = fact.value.salutation.gender.is_some();
        let given = |n: &name::Name| name::begins_with_given(n) && (!family || n.text.ends_with(short.as_str()));
        let title = text[line..before].split_whitespace().next_back().unwrap_or_default().to_lowercase();
        // "Professor Albert Ito": whatever the given name is, it stands behind the title.
        let told = |n: &name::Name| titles::is_academic(&title) && n.text.ends_with(short.as_str());
        // "Mr Albert Ito and Mrs Ito".
        let other = match fact.value.salutation.gender {
            Some(Gender::Feminine) => words.masculine.contains(&title),
            Some(Gender::Masculine) => words.feminine.contains(&title),
            _ => false,
        };
        if other {
            continue;
        }
        let Some(found) = whole(at).filter(given).or_else(|| whole(before).filter(|n| given(n) || told(n))) else {
            continue;
        };
        match &longer {
            Some(known) if known.text != found.text => return,
            _ => longer = Some(found),
        }
    }
    if let Some(full) = longer {
        fact.value.name = Some(full.text);
    }
}

/// So many places of a name are looked at.
const MENTIONS: usize = 8;

/// The people of the headers who are not the candidate, and the writer.
fn others<'a>(it: &'a Context) -> impl Iterator<Item = (String, String)> + use<'a> {
    let writer = contact(it).fact().and_then(|c| c.value.name.clone().zip(c.value.email.clone()));
    let mail = it.mail;
    let forwarded = mail.body.forward.as_ref().and_then(|f| f.from.as_ref());
    let listed = mail.cc.iter().chain(&mail.reply_to).chain(mail.to.iter().skip(1)).chain(forwarded);
    let listed = listed.filter(|a| !is_candidate(it, &a.email) && is_personal(a)).filter_map(|a| shown(it, a));
    let mut out: Vec<(String, String)> = writer.into_iter().collect();
    for person in listed {
        if !out.iter().any(|(_, email)| email.eq_ignore_ascii_case(&person.1)) {
            out.push(person);
        }
    }
    out.into_iter()
}

fn shown(it: &Context, address: &Address) -> Option<(String, String)> {
    let name = name::whole(&display(address.name.as_deref()?), &it.words.people, 2)?;
    Some((name.text, address.email.clone()))
}
