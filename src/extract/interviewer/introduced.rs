//! Writers who say who they are: "my name is Dana Ito and I look after hiring".

use super::address;
use super::name::{self, Name};
use super::said::LIMIT;
use super::spoken::{lines_of, lowered, unwrapped};
use crate::extract::Person;
use crate::extract::finder::{Finder, Hit};
use crate::extract::particles::PARTICLES;
use crate::extract::rules::Context;
use crate::fact::{Fact, Sure};
use crate::message::body::Voice;
use crate::text::{Part, Span};
use crate::words::schema::folded;

/// The name of the rule.
pub(super) const RULE: &str = "says-who-it-is";

/// Who introduces themselves in full where a clause of the letter begins, if nobody else does.
pub(super) fn introduced(it: &Context) -> Option<Fact<Person>> {
    let said = lines_of(it, |line, _| line.voice == Voice::Said);
    let text = &said[..said.floor_char_boundary(said.len().min(LIMIT))];
    let lower = unwrapped(&lowered(text));
    let hits = Finder::default().with(0, &it.words.people.my_name).all(&lower);
    let mut names = hits.iter().filter(|hit| opens_a_clause(&lower, hit)).filter_map(|hit| own_name(it, text, hit.end));
    let name = names.next().filter(|first| names.all(|other| other.text == first.text));
    let name = name.or_else(|| asked_for(it, text, &lower))?;
    let email = it.mail.from.first().map(|a| a.email.clone());
    let person = Person { email, ..address::person(&name, None) };
    Some(Fact::new(person, Sure::Likely, RULE, vec![Span::new(Part::Body, name.start, name.end)]))
}

/// "Ask for Dana, that's me": the name that one asks for at the door, where it is said to be the writer's.
fn asked_for(it: &Context, text: &str, lower: &str) -> Option<Name> {
    let words = &it.words.people;
    let hits = Finder::default().with(0, &words.that_is_me).with(1, &words.ask_for).all(lower);
    let mine: Vec<usize> = hits.iter().filter(|hit| hit.list == 0).map(|hit| hit.at).collect();
    hits.iter().filter(|hit| hit.list == 1).find_map(|hit| {
        let start = text.get(hit.end..)?.strip_prefix(' ').map(|_| hit.end + 1)?;
        let name = name::at(text, start, words)?;
        let behind = text[name.end..].len() - text[name.end..].trim_start_matches([',', ' ', '-', '–', '(']).len();
        mine.contains(&(name.end + behind)).then_some(name)
    })
}

/// Does nothing of the same clause stand before it?
fn opens_a_clause(lower: &str, hit: &Hit) -> bool {
    let before = lower[..hit.at].trim_end();
    before.is_empty()
        || before.ends_with([',', '.', '!', '?', ':', ';', '-', '–', '\n'])
        || lower[..hit.at].ends_with('\n')
}

/// The full name behind such words; "I am Dana Ito's assistant" and "it's Dana Ito who will see you" name somebody else.
fn own_name(it: &Context, text: &str, end: usize) -> Option<Name> {
    let words = &it.words.people;
    let start = text.get(end..)?.strip_prefix([' ', '\n']).map(|_| end + 1)?;
    let name = name::at(text, start, words).filter(|n| n.words >= 2 && n.is_told() && !n.goes_on)?;
    let behind = &text[name.end..];
    let who = behind.trim_start_matches([' ', ',']).split([' ', '\n']).next().unwrap_or_default();
    let other = behind.starts_with(['\'', '’']) || words.who.contains(&who.to_lowercase());
    (!other).then(|| without_house(it, name))
}

/// "Dana Ito von Plinth": the name up to the house that it is of.
fn without_house(it: &Context, name: Name) -> Name {
    let blanks: Vec<usize> = name.text.match_indices(' ').map(|(at, _)| at).collect();
    let house = |pair: &[usize]| {
        let rest = &name.text[pair[1] + 1..];
        PARTICLES.contains(&&name.text[pair[0] + 1..pair[1]]) && is_own_house(it, rest)
    };
    let Some(at) = blanks.windows(2).skip(1).find(|pair| house(pair)).map(|pair| pair[0]) else { return name };
    Name { text: name.text[..at].to_string(), end: name.start + at, words: name.words - 1, ..name }
}

/// Is it the employer, or does the writer's address belong to it?
fn is_own_house(it: &Context, text: &str) -> bool {
    let own = folded(text);
    let company = it.employer.company.fact().is_some_and(|c| folded(&c.value).starts_with(&own));
    company || it.mail.from.first().is_some_and(|a| a.domain().split('.').any(|label| label == own))
}

#[cfg(test)]
mod tests {
    use crate::extract::invitation;
    use crate::message::Mail;

    fn contact(said: &str) -> Option<String> {
        let mail = format!(
            "From: Plinth Hiring <jobs@plinth.example>\nTo: ada@home.example\nSubject: Friday\nMessage-ID: <1@plinth.example>\n\
             Date: Tue, 24 Nov 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{said}\n"
        );
        let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
        let found = invitation(&Mail::read(mail.as_bytes()).unwrap(), &now);
        found.contact.fact().and_then(|c| c.value.name.clone())
    }

    #[test]
    fn who_says_who_they_are_wrote() {
        let of = |said: &str| contact(&format!("Hi Ada, {said} The interview is on Friday at 3."));
        assert_eq!(of("my name is Sam Hill and I look after hiring.").as_deref(), Some("Sam Hill"));
        assert_eq!(of("this is Sam Hill from Plinth.").as_deref(), Some("Sam Hill"));
        assert_eq!(of("this is Sam van Plinth from Leigh.").as_deref(), Some("Sam van Plinth"));
        assert_eq!(of("this is Sam Hill van Plinth.").as_deref(), Some("Sam Hill"));
        assert_eq!(of("I am Sam Hill's assistant."), None);
        assert_eq!(of("it is Sam Hill who will see you."), None);
        assert_eq!(of("the manager's name is Sam Hill."), None);
        assert_eq!(of("my name is Sam Hill. My name is Priya Raman, too."), None);
        assert_eq!(of("ask for Sam, that's me.").as_deref(), Some("Sam"));
        assert_eq!(of("ask for Sam. A cake, that's me."), None);
    }
}
