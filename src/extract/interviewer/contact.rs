//! Who wrote: the name of From, the name under the letter, and which of them is a person.

use super::name::{self, Name};
use super::{candidate_words, display, same_name};
use crate::extract::rules::Context;
use crate::extract::{Person, sender};
use crate::fact::{Fact, Sure};
use crate::message::body::Voice;
use crate::text::{Part, Span};

/// The writer, if it is a person.
pub(super) fn contact(it: &Context) -> Option<Fact<Person>> {
    let from = from_header(it);
    let signed = signature(it);
    let email = it.mail.from.first().map(|a| a.email.clone());
    let (name, rule, sure, span) = match (from, signed) {
        (Some((name, span)), Some((under, line))) if same_name(&name.text, &under.text) => {
            // The longer form is the name; the titles of both count.
            let longer = if under.words >= name.words { &under } else { &name };
            let title = under.title.clone().or(name.title.clone());
            let both = Name { title, gender: under.gender.or(name.gender), ..longer.clone() };
            let given = (under.words == 1 && name.words > 1).then(|| under.text.clone());
            return Some(fact(&both, given.as_deref(), email, "from-and-signature", Sure::Stated, vec![span, line]));
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
    let person = Person { email, ..name::person(name, given) };
    Fact::new(person, sure, rule, seen)
}

/// `dana.ito@`, `dana@`: the word of the name that the address begins with is the given name.
fn given_by_address(name: &str, email: &str) -> Option<String> {
    let local = email.split('@').next()?.to_lowercase();
    let first = local.split(['.', '_', '-', '+']).next()?;
    let word = name.split(' ').find(|w| w.to_lowercase() == first)?;
    (name.split(' ').next() == Some(word) && first.len() > 1).then(|| word.to_string())
}

/// The display name of From, if it is a person's.
fn from_header(it: &Context) -> Option<(Name, Span)> {
    let from = it.mail.from.first()?;
    let shown = from.name.as_deref()?;
    let text = display(shown);
    let robot = sender::without_suffix(&text).is_empty() || sender::without_suffix(&text) != text;
    let name = name::whole(&text, &it.words.people, 1)?;
    if robot || is_company(it, &text) || text.contains('@') {
        return None;
    }
    // One word is a person's name only with something that says so.
    if name.words == 1 && !one_word_is_a_person(it, &name.text) {
        return None;
    }
    Some((name, Span::new(Part::From, 0, shown.len())))
}

/// Does the mail use this display name as a company's?
fn is_company(it: &Context, text: &str) -> bool {
    let company = crate::extract::company::company(it);
    company.value().is_some_and(|c| {
        c.eq_ignore_ascii_case(text) || text.to_lowercase().starts_with(&format!("{} ", c.to_lowercase()))
    })
}

/// "Mirko" signs as Mirko, or writes from mirko@.
fn one_word_is_a_person(it: &Context, word: &str) -> bool {
    let local = it.mail.from.first().map(|a| a.local().to_lowercase()).unwrap_or_default();
    let lower = word.to_lowercase();
    let domain = it.mail.from.first().map(|a| a.domain()).unwrap_or_default();
    let signed = signature(it).is_some_and(|(name, _)| same_name(&name.text, word));
    signed || local.split(['.', '_', '-', '+']).any(|p| p == lower) && !domain.split('.').any(|l| l == lower)
}

/// Is the signature that of somebody who signs for another?
fn writes_for_another(it: &Context) -> bool {
    it.mail.from.first().is_some_and(sender::is_shared_mailbox)
}

/// The first name under the letter: behind the closing formula, or alone at its end.
fn signature(it: &Context) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let candidate = candidate_words(it);
    let usable = |text: &str, least: usize| {
        let text = text.trim().trim_start_matches(['-', '–', '—', '*', '/', '~', ' ']).trim_end_matches(['*', ' ']);
        let head = text.split([',', '|', '•', '·', '/']).next().unwrap_or_default();
        let head = head.split(" - ").next().unwrap_or_default().split(" – ").next().unwrap_or_default();
        let head = without_closing(head);
        let head = without_for(head, &it.words.people.on_behalf);
        let name = name::whole(&display_line(head), &it.words.people, least)?;
        let own = name.text.to_lowercase();
        let mine = !candidate.is_empty() && own.split(' ').all(|w| candidate.iter().any(|c| c == w));
        (!mine && !is_company(it, &name.text)).then_some(name)
    };
    let mut formula = false;
    let mut seen = 0;
    for line in body.lines.iter().filter(|l| l.voice == Voice::Signature) {
        let text = body.line(line);
        if text.trim().is_empty() || text.trim() == "--" {
            continue;
        }
        seen += 1;
        if seen > 6 {
            break;
        }
        // The formula's own line may hold the name: "Best, Dana".
        let behind = text.split_once(',').map(|(_, b)| b).filter(|b| !formula && !b.trim().is_empty() && seen == 1);
        if let Some(name) = behind
            .and_then(|b| usable(b, 1))
            .or_else(|| if seen > 1 || formula { usable(text, 1) } else { usable(text, 2) })
        {
            return Some((name, Span::new(Part::Body, line.start, line.end)));
        }
        formula = true;
    }
    // No formula: a name alone in the last line of what is said.
    let last = body
        .lines
        .iter()
        .rfind(|l| matches!(l.voice, Voice::Said | Voice::Forwarded) && !body.line(l).trim().is_empty())?;
    let text = body.line(last);
    let short = text.trim().chars().count() <= 30
        && body.lines.iter().filter(|l| l.voice == Voice::Said && l.end > l.start).count() > 1;
    short.then(|| usable(text, 1)).flatten().map(|name| (name, Span::new(Part::Body, last.start, last.end)))
}

/// "Groetjes Bas" without the formula.
fn without_closing(text: &str) -> &str {
    let all = crate::words::mail().iter().flat_map(|w| &w.closings);
    let mut cut = 0;
    for closing in all {
        let fits = text.get(..closing.len()).is_some_and(|head| head.eq_ignore_ascii_case(closing))
            && text[closing.len()..].starts_with([' ', ',']);
        if fits {
            cut = cut.max(closing.len() + 1);
        }
    }
    text.get(cut..).unwrap_or_default().trim_start()
}

/// "i. A. Karin Vogt" without the "i. A.".
fn without_for<'a>(text: &'a str, words: &[String]) -> &'a str {
    let lower = text.trim_start().to_lowercase();
    let cut = words.iter().find(|w| lower.starts_with(&format!("{w} ")));
    cut.and_then(|w| text.trim_start().get(w.len()..)).unwrap_or(text)
}

fn display_line(text: &str) -> String {
    let text = text.split('(').next().unwrap_or_default();
    text.trim().to_string()
}
