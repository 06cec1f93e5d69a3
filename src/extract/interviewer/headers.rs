//! The person a header names: of From, or of Reply-To where From names none.

use super::name::{self, Name};
use super::signature::{signature, signed_as};
use super::{display, is_company, same_name};
use crate::extract::employer::carrier;
use crate::extract::rules::Context;
use crate::extract::sender;
use crate::message::address::Address;
use crate::message::body::{Line, Voice};
use crate::text::{Part, Span, find_word};
use crate::words::schema::{WordClass, fold};

/// The person whom Reply-To names in full, where From names none.
pub(super) fn answered(it: &Context) -> Option<(Name, Span)> {
    let to = it.mail.reply_to.first()?;
    let shown = to.name.as_deref()?;
    let text = display(shown);
    let name = name::whole(&text, &it.words.people, 2)?;
    // An address tells its owner; where it is a number, the letter is signed so, or the name begins as people's do.
    let owned = || in_address(&name.text, to) || name::begins_with_given(&name) || signed_as(it, &name).is_some();
    let person = sender::without_suffix(&text) == text && !is_company(it, &text) && owned();
    (person && !is_mine(it, &name.text)).then(|| (name, Span::new(Part::ReplyTo, 0, shown.len())))
}

/// Does a word of the name, or its first letters, stand in the local part?
fn in_address(name: &str, address: &Address) -> bool {
    let local = folded(address.local());
    fold_words(name).iter().any(|w| w.chars().count() > 2 && local.contains(w.as_str()))
}

/// `dana.ito@` of "Dana Ito": is the whole local part the name?
pub(super) fn is_whole_address(name: &str, address: &Address) -> bool {
    folded(name) == folded(address.local())
}

pub(super) fn folded(text: &str) -> String {
    let mut out = String::new();
    text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| fold(c, &mut out));
    out
}

fn fold_words(name: &str) -> Vec<String> {
    name.split([' ', '-']).map(folded).collect()
}

/// Is it the candidate's own name, as To writes it?
fn is_mine(it: &Context, name: &str) -> bool {
    let shown = it.mail.to.first().and_then(|a| a.name.as_deref());
    shown.is_some_and(|n| !n.contains('@') && same_name(&display(n), name) && name.contains(' '))
}

/// "Amsler Beatrix, Talwerk" of talwerk.example is no "Last, First".
pub(super) fn without_firm<'a>(shown: &'a str, domain: &str) -> &'a str {
    let Some((name, firm)) = shown.rsplit_once(", ") else { return shown };
    let firm = folded(firm);
    let whole = name.trim().contains([' ', ',']) && !firm.is_empty();
    if whole && domain.split('.').any(|l| l.replace('-', "") == firm) { name } else { shown }
}

/// "Ida von Kornfeld" who writes from kornfeld.example is Ida.
fn without_house<'a>(text: &'a str, address: &Address) -> &'a str {
    let domain = address.domain();
    let labels: Vec<&str> = domain.split('.').collect();
    let words: Vec<&str> = text.split(' ').collect();
    let small = |w: &str| w.starts_with(char::is_lowercase);
    let Some(at) = words.iter().position(|w| small(w)).filter(|at| *at > 0) else { return text };
    let house: String = words[at..].iter().skip_while(|w| small(w)).map(|w| folded(w)).collect();
    let lived = !house.is_empty() && labels.iter().any(|l| l.replace('-', "") == house);
    if !lived {
        return text;
    }
    let cut = text.match_indices(' ').nth(at - 1).map_or(text.len(), |(i, _)| i);
    &text[..cut]
}

/// The display name of From, if it is a person's.
pub(super) fn from_header(it: &Context) -> Option<(Name, Span)> {
    let from = it.mail.from.first()?;
    let shown = from.name.as_deref()?;
    let text = display(without_firm(shown, &from.domain()));
    let text = without_house(&text, from).to_string();
    if is_mine(it, &text) {
        return None;
    }
    if let Some(name) = in_small_letters(it, &text) {
        return Some((name, Span::new(Part::From, 0, shown.len())));
    }
    let machine = text.to_lowercase().split(' ').any(|w| it.words.people.machine.contains(w));
    let robot = machine || sender::without_suffix(&text).is_empty() || sender::without_suffix(&text) != text;
    let name = name::whole(&text, &it.words.people, 1)?;
    let robot = robot || carrier::is_system_itself(it.employer.scene());
    if robot
        || is_company(it, &text)
        || text.contains('@')
        || is_house(&name) && !is_initialled(&name, from)
        || is_domain_of(it, &name, from)
    {
        return None;
    }
    // "Marl Pumps via Planable" through a machine: nothing says that it is somebody.
    if shown.contains(" via ") && sender::is_no_reply(from) && !name.is_told() && signed_as(it, &name).is_none() {
        return None;
    }
    // One word is a person's name only with something that says so.
    if name.words == 1 && !one_word_is_a_person(it, &name) {
        return None;
    }
    Some((name, Span::new(Part::From, 0, shown.len())))
}

/// "Kapsalon Knip", "Gestione Candidature": a word for houses and departments, and no given name before it.
fn is_house(name: &Name) -> bool {
    use WordClass::{Institution, Legal, Team};
    let employer = crate::words::employer();
    let word = |w: &str| [Institution, Legal, Team].iter().any(|c| employer.is(&w.to_lowercase(), *c));
    name.is_bare() && name.text.split(' ').any(word) && !name::begins_with_given(name)
}

/// `d.marl@`, `dmarl@`, `dana.marl@` of "Dana Marl": no house writes so.
fn is_initialled(name: &Name, address: &Address) -> bool {
    let (words, local) = (fold_words(&name.text), folded(address.local()));
    let [first, .., last] = words.as_slice() else { return false };
    let initial: String = first.chars().take(1).collect();
    local == format!("{initial}{last}") || address.local().contains('.') && local == format!("{first}{last}")
}

/// "Backhaus Morgenrot" of backstube@morgenrot.example: does the domain say a word of the name, where nothing says that
/// it is a person's: no given name, no word in the address before the domain, nobody who signs so?
fn is_domain_of(it: &Context, name: &Name, address: &Address) -> bool {
    let domain = address.domain();
    let said = |w: &String| w.chars().count() > 3 && domain.split('.').any(|l| l.split('-').any(|part| part == *w));
    !name.is_told()
        && fold_words(&name.text).iter().any(said)
        && (!in_address(&name.text, address) || sender::is_shared_mailbox(address))
        && signed_as(it, name).is_none()
}

/// "Mirko" signs as Mirko, or writes from mirko@.
fn one_word_is_a_person(it: &Context, name: &Name) -> bool {
    let word = name.text.as_str();
    let local = it.mail.from.first().map(|a| a.local().to_lowercase()).unwrap_or_default();
    let lower = folded(word);
    let domain = it.mail.from.first().map(|a| a.domain()).unwrap_or_default();
    let signed = signed_as(it, name).or_else(|| signature(it)).is_some_and(|(under, _)| same_name(&under.text, word));
    let short = lower.chars().count() > 2;
    let named = local.split(['.', '_', '-', '+']).any(|p| p == lower || short && p.starts_with(lower.as_str()));
    signed
        || introduces_itself(it, &lower)
        || named && !domain.split('.').any(|l| l == lower) && !it.mail.from.iter().any(sender::is_shared_mailbox)
}

/// "hier ist gaby von ...": does the letter say of its writer that this is the name?
pub(super) fn introduces_itself(it: &Context, name: &str) -> bool {
    let body = &it.mail.body;
    let mut lines = body.speaking().filter(|l| l.end > l.start).take(OPENING).map(|l| body.line(l).to_lowercase());
    let says = |line: &str| it.words.people.i_am.iter().any(|i| find_word(line, &format!("{i} {name}")).is_some());
    lines.any(|line| says(&line))
}

/// People say who they are in so many lines at the top.
const OPENING: usize = 5;

/// "dave", "jb" who writes from dave@ or signs so: a name that its owner writes in small letters.
fn in_small_letters(it: &Context, text: &str) -> Option<Name> {
    let from = it.mail.from.first()?;
    let small = (2..=24).contains(&text.chars().count()) && text.split(' ').all(|w| w.chars().all(char::is_lowercase));
    let shared = sender::is_shared_mailbox(from) || is_company(it, text);
    if !small || shared || it.words.people.no_names.contains(text) {
        return None;
    }
    let local = folded(from.local());
    let mut words = text.split(' ');
    let whole = words.clone().count() == 2 && words.all(|w| w.len() > 1 && local.contains(&folded(w)));
    let named = (local.starts_with(&folded(text)) || whole) && !from.domain().split('.').any(|l| l == text);
    let signs = |l: &&Line| it.mail.body.line(l).trim().split([' ', '/', ',']).next() == Some(text);
    let signed = it.mail.body.lines.iter().rev().filter(|l| l.voice != Voice::Quoted && l.end > l.start).take(4);
    let speaks = signed.clone().any(|l| signs(&l));
    // "dana de marl" writes from dana@ and signs as "dana".
    let given = text.split(' ').next().filter(|given| text.len() > given.len() && local == folded(given));
    let begins = |l: &&Line, given: &str| it.mail.body.line(l).trim().split([' ', '/', ',']).next() == Some(given);
    let first = given.is_some_and(|given| {
        !from.domain().split('.').any(|label| label == given) && signed.clone().any(|l| begins(&l, given))
    });
    let of_itself = it.mail.body.speaking().any(|l| it.mail.body.line(l).contains(&format!(" {text} ")));
    (whole || first || named && (speaks || of_itself)).then(|| small_name(text))
}

/// A name that is written in small letters.
pub(super) fn small_name(text: &str) -> Name {
    Name {
        text: text.to_string(),
        start: 0,
        end: text.len(),
        words: text.split(' ').count(),
        title: None,
        gender: None,
        rank: false,
        goes_on: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_small_letters_is_whose_address_begins_so() {
        let contact = |from: &str, under: &str| super::super::tests::people("en", from, "Friday at 10?", under).0;
        let own = "fenna de marl <fenna@pebbl.example>";
        assert_eq!(contact(own, "fenna + col\npebbl").as_deref(), Some("fenna de marl"));
        assert_eq!(contact("pebbl tools shop <pebbl@pebbl.example>", "pebbl"), None);
    }

    #[test]
    fn an_address_of_initials_is_a_persons() {
        let words = &crate::words::or_english("es").people;
        let own = |shown: &str, email: &str| {
            let name = name::whole(shown, words, 2).unwrap();
            is_initialled(&name, &Address { name: Some(shown.to_string()), email: email.to_string() })
        };
        assert!(own("Iris Rathmoy", "irathmoy@plinth.example"));
        assert!(own("Iris Rathmoy", "iris.rathmoy@plinth.example"));
        assert!(!own("Iris Rathmoy", "iris@plinth.example"));
        assert!(!own("Iris Rathmoy", "irisrathmoy@plinth.example"));
    }
}
