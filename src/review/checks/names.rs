//! Names in a letter: whom it greets, and which company it names.

use super::{Letter, line_of};
use crate::fact::{Finding, Weight};
use crate::message::Mail;
use crate::text::one_line;
use crate::words::schema::{Greeting, LetterWords};

/// A greeting by another name than the writer's.
pub(super) fn greeted(letter: &Letter) -> Vec<Finding> {
    let Some(right) = right_name(letter) else { return vec![] };
    let line = letter.body.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    if line.chars().count() > 60 {
        return vec![];
    }
    let known = vocabulary(letter.words);
    let allowed =
        words(&right).chain(company(letter).iter().flat_map(|c| words(c))).map(str::to_lowercase).collect::<Vec<_>>();
    let names: Vec<&str> =
        words(line).filter(|w| w.starts_with(char::is_uppercase) && !known.contains(&w.to_lowercase())).collect();
    if names.is_empty() || names.iter().any(|n| allowed.contains(&n.to_lowercase())) {
        return vec![];
    }
    // A name that the mail knows is somebody else's; a word that it does not know may be a form of address.
    let somebody = letter.answers.is_some_and(|(mail, _)| names.iter().all(|n| names_it(mail, n)));
    let weight = if somebody { Weight::Stop } else { Weight::Ask };
    let text = format!("the letter greets \"{}\", the mail was written by {right}", names.join(" "));
    vec![Finding::new("wrong-name", weight, text).help("`--name` says who is right.")]
}

/// The name of the person to greet: the one given on the command line, else the writer's.
fn right_name(letter: &Letter) -> Option<String> {
    let given = letter.intent.and_then(|i| i.name.clone());
    given.or_else(|| letter.answers?.1.contact.value()?.name.clone())
}

fn company(letter: &Letter) -> Option<String> {
    let given = letter.intent.and_then(|i| i.company.clone());
    given.or_else(|| letter.answers?.1.company.value().cloned())
}

/// A company, behind the language's "at", that is not the mail's and that the mail never names.
pub(super) fn companies(letter: &Letter) -> Vec<Finding> {
    let (Some((mail, found)), Some(right)) = (letter.answers, company(letter)) else { return vec![] };
    let Some(at) = letter.words.piece.get("at_company").map(|p| p.with.split("{").next().unwrap_or_default()) else {
        return vec![];
    };
    let known = [Some(right.clone()), found.agency.value().cloned(), letter.intent.and_then(|i| i.role.clone())];
    for (place, _) in letter.body.match_indices(at).filter(|_| at.len() > 1) {
        let name = capitals(&letter.body[place + at.len()..]);
        // A line end may part the name.
        let name = &one_line(name.strip_suffix("'s").unwrap_or(name));
        let stands = |text: &String| text.to_lowercase().contains(&name.to_lowercase());
        if name.chars().count() < 3 || known.iter().flatten().any(stands) || names_it(mail, name) {
            continue;
        }
        let line = line_of(letter.body, place + 1);
        let text = format!("line {line} names \"{name}\"; the mail is from {right} and does not name it");
        // One word may be anything that is written large: a feast, a town.
        let weight = if name.contains(' ') { Weight::Stop } else { Weight::Ask };
        return vec![Finding::new("wrong-company", weight, text).help("`--company` says which is right.")];
    }
    vec![]
}

/// The words with a capital that a text begins with.
fn capitals(text: &str) -> &str {
    let mut end = 0;
    for word in text.split_inclusive([' ', '\n']) {
        let bare = word.trim_end();
        if !bare.starts_with(char::is_uppercase) {
            break;
        }
        end += word.len();
        if bare.ends_with([',', '.', ';', ':', '!', '?', ')']) {
            break;
        }
    }
    text[..end].trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// Does the mail name it: in its text, its headers, its calendar?
fn names_it(mail: &Mail, name: &str) -> bool {
    use crate::text::Part::{Body, Calendar, From, Subject};
    let name = name.to_lowercase();
    [Body, Subject, From, Calendar].iter().any(|part| mail.part(*part).to_lowercase().contains(&name))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty())
}

/// The words of all greetings of the language, without what is filled in.
fn vocabulary(letter: &LetterWords) -> Vec<String> {
    let all = |g: &Greeting| {
        [
            &g.feminine,
            &g.feminine_titled,
            &g.masculine,
            &g.masculine_titled,
            &g.titled,
            &g.full,
            &g.given,
            &g.team,
            &g.nobody,
        ]
        .map(String::clone)
    };
    let forms = all(&letter.greeting.formal).into_iter().chain(all(&letter.greeting.informal));
    forms.flat_map(|form| words(&form).map(str::to_lowercase).collect::<Vec<_>>()).collect()
}
