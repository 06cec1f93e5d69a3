//! Which step it seems to be by whom one would meet, where the mail names no step. A guess, never more.

use crate::extract::format::{has, lower};
use crate::extract::rules::Context;
use crate::extract::{Format, Person, Stage};
use crate::fact::{Fact, Sure};
use crate::message::body::Voice;
use crate::text::{Part, Span};

/// A title stands so near to its name.
const BEFORE: usize = 40;
const AFTER: usize = 80;

/// From so many people on, one by one, it is a row of conversations.
const ROW: usize = 3;

/// Several people who are not the writer sit together; one who leads is who one would work for; and who meets
/// somebody on the telephone, or for an agency, wants to know them first.
pub(super) fn stage(it: &Context, met: &[Fact<Person>], format: Option<Format>) -> Option<Fact<Stage>> {
    let guess = |stage, rule, people: &[&Fact<Person>]| {
        let seen = people.iter().filter_map(|p| p.seen.first().copied()).collect();
        Some(Fact::new(stage, Sure::Guess, rule, seen))
    };
    let (writer, others): (Vec<_>, Vec<_>) = met.iter().partition(|p| p.rule == "the-writer");
    match others.as_slice() {
        [] if writer.is_empty() => None,
        [] if signs_as_lead(it) => guess(Stage::HiringManager, "meets-who-leads", &writer),
        [] if format == Some(Format::Phone) || it.employer.agency.value().is_some() => {
            guess(Stage::Screen, "first-talk", &writer)
        }
        [] => None,
        [one] if leads(it, one) => guess(Stage::HiringManager, "meets-who-leads", &others),
        [_] => None,
        row if row.len() >= ROW && row.iter().all(|p| p.rule == "people-of-a-part") => {
            guess(Stage::OnsiteLoop, "meets-one-by-one", &others)
        }
        _ => guess(Stage::Panel, "meets-several", &others),
    }
}

/// Does a title of somebody who leads stand beside the name: "our COO, Dana Ito", "Dana Ito, Head of Data"?
fn leads(it: &Context, person: &Fact<Person>) -> bool {
    let title = person.value.title.as_deref().is_some_and(|title| is_lead(it, &lower(title)));
    title || person.seen.iter().any(|span| is_lead(it, &beside(it, *span)))
}

fn is_lead(it: &Context, text: &str) -> bool {
    let words = &it.words.format;
    has(text, &words.leads).is_some() && has(text, &words.recruits).is_none()
}

/// Does the writer sign as one who leads?
fn signs_as_lead(it: &Context) -> bool {
    let body = &it.mail.body;
    let mut lines = body.lines.iter().filter(|l| l.voice == Voice::Signature).take(6).map(|l| lower(body.line(l)));
    it.employer.agency.value().is_none() && lines.any(|line| is_lead(it, &line))
}

/// The words of the sentence around a name, in lower case.
fn beside(it: &Context, name: Span) -> String {
    if name.part != Part::Body {
        return String::new();
    }
    let text = &it.mail.body.text;
    let before: String = text[..name.start].chars().rev().take(BEFORE).collect();
    let before: String = before.split(['.', ';', '!', '?', '\n']).next().unwrap_or_default().chars().rev().collect();
    let after: String = text[name.end..].chars().take(AFTER).collect();
    let after = after.split("\n\n").next().unwrap_or_default();
    let after = after.split(['.', ';', '!', '?']).next().unwrap_or_default();
    // The next item of a list is somebody else's.
    let end = after
        .match_indices('\n')
        .find(|(at, _)| !after[at + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '('))
        .map_or(after.len(), |(at, _)| at);
    lower(&format!("{before} | {}", &after[..end]).replace('\n', " "))
}
