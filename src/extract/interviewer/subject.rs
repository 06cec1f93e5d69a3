//! People whom the subject names: "Interview with Dana Ito", "Panel for Ada: D. Ito, Leo Marsh".

use super::name::{self, Name};
use super::{address, list, said};
use crate::extract::rules::Context;
use crate::extract::{Class, Person};
use crate::fact::{Fact, Sure};
use crate::text::{Part, Span};

/// What may stand before a list of people that ends a subject.
const MARKS: &[&str] = &[": ", " - ", " – ", " — ", " | ", ", "];

/// Whom the subject names: behind "with", or as a list at its end where the letter names nobody. A meeting that is moved
/// has an old subject, which counts where the letter names nobody.
pub(super) fn people(it: &Context, nobody: bool) -> Vec<Fact<Person>> {
    let subject = it.mail.subject.as_str();
    if !nobody && matches!(it.class, Class::Reschedule | Class::Cancellation) {
        return Vec::new();
    }
    let mut found = said::people(it, subject, Part::Subject, 0);
    found.retain(|fact| matches!(fact.rule, "with-somebody" | "people-to-meet" | "people-of-a-table"));
    // "Chat with our London folks", "at the Stern & Anker Reederei": what nothing says a person is.
    let told = |fact: &Fact<Person>| fact.seen.iter().any(|s| is_told(it, &subject[s.start..s.end]));
    let full = |fact: &Fact<Person>| fact.value.name.as_deref().is_some_and(|n| n.contains(' '));
    let several = found.len() > 1 && found.iter().all(full);
    if !several && !found.iter().any(told) {
        found.clear();
    }
    if found.is_empty() && nobody {
        found = at_the_end(it, subject);
    }
    found
}

fn is_told(it: &Context, written: &str) -> bool {
    name::at(written, 0, &it.words.people).is_some_and(|n| n.is_told())
}

/// The list of people that ends a subject, or that a mark ends.
fn at_the_end(it: &Context, subject: &str) -> Vec<Fact<Person>> {
    let mut starts: Vec<usize> =
        MARKS.iter().flat_map(|m| subject.match_indices(m).map(|(at, m)| at + m.len())).collect();
    starts.sort_unstable();
    let names = starts.into_iter().find_map(|start| {
        let (names, end) = list::list(subject, start, &it.words.people);
        let behind = subject[end..].trim_start();
        let ends = behind.is_empty() || behind.starts_with([',', '(', '-', '–', '|', '/']);
        (ends && are_people(&names)).then_some(names)
    });
    let fact = |name: Name| {
        let seen = Span::new(Part::Subject, name.start, name.end);
        Fact::new(address::person(&name, None), Sure::Likely, "people-to-meet", vec![seen])
    };
    names.unwrap_or_default().into_iter().map(fact).collect()
}

/// Two people or more who are surely such, but for one among many; or one with a title.
fn are_people(names: &[Name]) -> bool {
    let told = names.iter().filter(|n| n.is_told()).count();
    let whole = names.iter().all(|n| n.words >= 2 || !n.is_bare());
    let titled = names.len() == 1 && !names[0].is_bare();
    whole && (titled || names.len() > 1 && (told == names.len() || told >= 2))
}
