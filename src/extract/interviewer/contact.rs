//! Who wrote: the name of From, the name under the letter, and which of them is a person.

use super::address;
use super::headers::{answered, folded, from_header};
use super::name::Name;
use super::same_name;
use super::signature::{signature, signed_as, signed_by_given, signed_with};
use crate::extract::rules::Context;
use crate::extract::{Person, sender};
use crate::fact::{Fact, Sure};
use crate::text::Span;

/// The writer, if it is a person.
pub(super) fn contact(it: &Context) -> Option<Fact<Person>> {
    let (from, address) = match from_header(it) {
        None => answered(it).map_or((None, it.mail.from.first()), |to| (Some(to), it.mail.reply_to.first())),
        from => (from, it.mail.from.first()),
    };
    let owner = owner_of_the_address(it);
    let from = from.filter(|_| owner.is_none());
    let signed = owner.or_else(|| signature(it));
    // "Dana" above "Dana Ito" is how she signs; "Exec Chef" below "Orla" is not.
    let signed = match &from {
        Some((name, _)) if !signed.as_ref().is_some_and(|(under, _)| same_name(&name.text, &under.text)) => {
            signed_as(it, name).or(signed).or_else(|| signed_by_given(it, name))
        }
        _ => signed,
    };
    let email = address.map(|a| a.email.clone());
    // `jo@` of Jo Vandersmissen is nobody else's, whoever is named last in the mail.
    let begins_address = |name: &Name| email.as_deref().is_some_and(|e| given_by_address(&name.text, e).is_some());
    let (name, rule, sure, span) = match (from, signed) {
        (Some((name, span)), Some((under, line))) if same_name(&name.text, &under.text) => {
            // The longer form is the name, if not by a word of greeting before it; the titles of both count.
            let size = |n: &Name| (n.words, n.text.chars().count());
            let greets = name.words > 1 && under.text.ends_with(&format!(" {}", name.text));
            let longer = if size(&under) >= size(&name) && !greets { &under } else { &name };
            let title = under.title.clone().or(name.title.clone());
            let both = Name { title, gender: under.gender.or(name.gender), ..longer.clone() };
            let given =
                (under.words == 1 && name.words > 1 && under.text.chars().count() > 1).then(|| under.text.clone());
            let given = given.or_else(|| email.as_deref().and_then(|e| given_by_address(&both.text, e)));
            return Some(fact(&both, given.as_deref(), email, "from-and-signature", Sure::Stated, vec![span, line]));
        }
        // "Ward Office" above "C. Dana Ito": who signs is a person.
        (Some((name, _)), Some((under, line)))
            if under.words >= 2 && under.is_told() && !name.is_told() && !begins_address(&name) =>
        {
            (under, "signature", Sure::Likely, line)
        }
        (Some((name, span)), Some((under, line))) if name.words >= 2 || under.words == 1 => {
            // Two people: the one who signs wrote the words, if they say so in full.
            if under.words >= 2 && writes_for_another(it) {
                (under, "signature", Sure::Likely, line)
            } else {
                (name, "from-name", Sure::Likely, span)
            }
        }
        (Some(_), Some((under, line))) => (under, "signature", Sure::Likely, line),
        (Some((name, span)), None) if name.words >= 2 => (name, "from-name", Sure::Stated, span),
        (Some((name, span)), None) => (name, "from-name", Sure::Likely, span),
        (None, Some((under, line))) => (under, "signature", Sure::Likely, line),
        (None, None) => return None,
    };
    let given = email.as_deref().and_then(|e| given_by_address(&name.text, e));
    Some(fact(&name, given.as_deref(), email, rule, sure, vec![span]))
}

fn fact(
    name: &Name,
    given: Option<&str>,
    email: Option<String>,
    rule: &'static str,
    sure: Sure,
    seen: Vec<Span>,
) -> Fact<Person> {
    let person = Person { email, ..address::person(name, given) };
    Fact::new(person, sure, rule, seen)
}

/// `dana.ito@`, `dana@`: the word of the name that the address begins with is the given name.
fn given_by_address(name: &str, email: &str) -> Option<String> {
    let local = email.split('@').next()?.to_lowercase();
    let first = local.split(['.', '_', '-', '+']).next()?;
    let word = name.split(' ').find(|w| w.to_lowercase() == first)?;
    (name.split(' ').next() == Some(word) && first.len() > 1).then(|| word.to_string())
}

/// "Marsh Vane <dana.ito@marshvane.example>": who signs with the name in the address, where From names somebody else.
fn owner_of_the_address(it: &Context) -> Option<(Name, Span)> {
    let from = it.mail.from.first()?;
    let shown = folded(from.name.as_deref().unwrap_or_default());
    let mut pieces = from.local().split(['.', '-', '_']).map(folded);
    let foreign = from.local().contains('.') && !pieces.any(|piece| shown.contains(&piece));
    foreign.then(|| signed_with(it, from)).flatten()
}

/// Is the signature that of somebody who signs for another?
fn writes_for_another(it: &Context) -> bool {
    it.mail.from.first().is_some_and(sender::is_shared_mailbox)
}

#[cfg(test)]
mod tests {
    use crate::extract::{Formality, Invitation, invitation};
    use crate::message::Mail;

    fn read(from: &str, said: &str, under: &str) -> Invitation {
        let mail = format!(
            "From: {from}\nTo: ada@home.example\nSubject: 3.12.\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n\
             Message-ID: <1@plinth.example>\nContent-Type: text/plain; charset=utf-8\n\n{said}\n\n{under}\n"
        );
        let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
        invitation(&Mail::read(mail.as_bytes()).unwrap(), &now)
    }

    #[test]
    fn a_house_writes_nothing() {
        let contact = |from: &str, under: &str| {
            let said = "Hi Ada,\n\nWe would like to invite you to an interview on Friday.";
            read(from, said, under).contact.fact().and_then(|c| c.value.name.clone())
        };
        let house = "Perlwerk Morgenrot <shop@morgenrot.example>";
        assert_eq!(contact(house, ""), None);
        assert_eq!(contact(house, "Best,\nJane Ott").as_deref(), Some("Jane Ott"));
        assert_eq!(contact("Okta Morgenrot <o.morgenrot@morgenrot.example>", "").as_deref(), Some("Okta Morgenrot"));
        assert_eq!(contact("Klinik Perl <perl@plinth.example>", ""), None);
        let team = "Plinth Hiring <hiring@plinth.example>";
        assert_eq!(contact(team, "Jane Ott\nFor: Head of Mills").as_deref(), Some("Jane Ott"));
        assert_eq!(contact(team, "Jane Ott\nbrings a cake along."), None);
        // The buttons of a calendar.
        assert_eq!(contact(team, "Accept Decline"), None);
    }

    #[test]
    fn a_given_name_before_the_domain_is_the_writers() {
        let said = "Hi Ada,\n\nWe would like to invite you to an interview on Friday.";
        let contact =
            |from: &str, under: &str| read(from, said, under).contact.fact().and_then(|c| c.value.name.clone());
        assert_eq!(contact("Vu Okkersen <vu@plinth.example>", "Guests\nJane Ott").as_deref(), Some("Vu Okkersen"));
        assert_eq!(contact("Okker Vusen <post@plinth.example>", "Jane Ott").as_deref(), Some("Jane Ott"));
    }

    #[test]
    fn whose_address_it_is_signs_below_the_name_of_a_house() {
        let said = "Hi Ada,\n\nWe would like to invite you to an interview on Friday.";
        let contact =
            |from: &str, under: &str| read(from, said, under).contact.fact().and_then(|c| c.value.name.clone());
        let under = "Speak soon\nLeo\n\nLeo O'Marsh\nSenior Consultant\nJane Ott | Staffing";
        assert_eq!(contact("Jane Ott <leo.omarsh@janeott.example>", under).as_deref(), Some("Leo O'Marsh"));
        assert_eq!(contact("Jane Ott <jane.ott@janeott.example>", under).as_deref(), Some("Jane Ott"));
        // A town and its county.
        assert_eq!(contact("Plinth Hiring <hiring@plinth.example>", "Plinth Ltd\nThirsk (Yorkshire)"), None);
    }

    #[test]
    fn a_name_above_a_job_signs_below_any_words() {
        let said = "Hi Ada,\n\nWe would like to invite you to an interview on Friday.";
        let contact = |under: &str| {
            let found = read("Recruitment <recruitment@plinth.example>", said, under).contact;
            found.fact().and_then(|c| c.value.name.clone())
        };
        let closed = |below: &str| format!("Go lá geal,\n\nSuibhnea Rathmoy\n{below}");
        assert_eq!(
            contact(&closed("Senior Manager, Personnel\nPlinth County Council, Ennis Road")).as_deref(),
            Some("Suibhnea Rathmoy")
        );
        assert_eq!(
            contact(&closed("Plinth House, second floor on the left side\nPlinth County Council, Ennis Road")),
            None
        );
    }

    #[test]
    fn answers_to_whom_one_meets_go_to_the_contact() {
        let contact = |to: &str| {
            let from = format!("Planable <notifications@planable.example>\nReply-To: {to}");
            let said = "A reminder of your job interview on Friday 4 December at 10:00.";
            read(&from, said, "With: Suibhnea Rathmoy\n\nSee you then!")
                .contact
                .fact()
                .and_then(|c| c.value.name.clone())
        };
        assert_eq!(contact("suibhnea@plinth.example").as_deref(), Some("Suibhnea Rathmoy"));
        assert_eq!(contact("desk@plinth.example"), None);
    }

    #[test]
    fn a_full_name_above_the_mark_signs_before_the_owners_below_it() {
        let said = "Hi Ada,\n\nWe would like to invite you to an interview on Friday.";
        let under = "Kind regards\n\nSuibhnea Rathmoy\nFront desk\n\n-- \nPlinth Clinic\nDr. Jane Ott · Dr. Vu Okker";
        let found = read("Front Desk <desk@plinth.example>", said, under).contact;
        assert_eq!(found.fact().and_then(|c| c.value.name.clone()).as_deref(), Some("Suibhnea Rathmoy"));
        let under = "Kind regards\n\n-- \nJane Ott\nPlinth Clinic";
        let found = read("Front Desk <desk@plinth.example>", said, under).contact;
        assert_eq!(found.fact().and_then(|c| c.value.name.clone()).as_deref(), Some("Jane Ott"));
    }

    #[test]
    fn a_system_that_writes_from_its_own_box_is_nobody() {
        let said = "Hi Ada,\n\nWe would like to invite you to an interview on Friday.";
        let contact = |from: &str| read(from, said, "").contact.fact().and_then(|c| c.value.name.clone());
        assert_eq!(contact("Okka Planner <okka@plinth.example>").as_deref(), Some("Okka Planner"));
        assert_eq!(contact("Marl Planner <planner@marl.example>"), None);
    }

    #[test]
    fn a_name_keeps_its_apostrophe() {
        let name = |from: &str| {
            let said = "Hi Ada,\n\nWe would like to invite you to an interview on Friday.";
            read(from, said, "").contact.fact().and_then(|c| c.value.name.clone())
        };
        assert_eq!(name("Jane O'Hara <jane@plinth.example>").as_deref(), Some("Jane O'Hara"));
        assert_eq!(name("Femke van 't Woud <f@plinth.example>").as_deref(), Some("Femke van 't Woud"));
        assert_eq!(name("'Jane Ott' <jane@plinth.example>").as_deref(), Some("Jane Ott"));
    }

    #[test]
    fn a_given_name_below_tells_the_register_where_nothing_else_does() {
        let register = |said: &str, under: &str| read("Jane Ott <jane@plinth.example>", said, under).formality;
        assert_eq!(register("Confirmed. Interview on Friday, 7.30 sharp.", "Jane"), Some(Formality::Informal));
        assert_eq!(register("Confirmed. Interview on Friday, 7.30 sharp.", "Jane Ott"), None);
        let both = "With greetings,\nJane\n\n-- \nJane Ott\nPlinth Ltd";
        assert_eq!(register("Confirmed. Interview on Friday, 7.30 sharp.", both), Some(Formality::Informal));
        assert_eq!(register("Dear Ms Marsh,\n\nThe interview is on Friday.", "Jane"), Some(Formality::Formal));
    }
}
