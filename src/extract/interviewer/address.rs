//! How a person of a name may be addressed: which word is the given name and which the family's, where that is
//! certain. Nothing is guessed from a first name.

use super::name::Name;
use crate::extract::particles::PARTICLES;
use crate::extract::{Person, Salutation};

/// A person of that name; `given` says which word is known to be the given name.
pub(super) fn person(name: &Name, given: Option<&str>) -> Person {
    let words: Vec<&str> = name.text.split(' ').collect();
    let capitals = |w: &str| w.chars().count() > 2 && w.chars().all(|c| !c.is_lowercase());
    let (mut first, mut family) = (given.map(str::to_string), None);
    if let Some(g) = given {
        if words.first() == Some(&g) && words.len() > 1 {
            family = Some(words[1..].join(" "));
        } else if words.last() == Some(&g) && words.len() > 1 {
            family = Some(words[..words.len() - 1].join(" "));
        }
    } else if name.gender.is_some() && words.len() == 1 || name.title.is_some() && words.len() == 1 {
        family = Some(name.text.clone());
    } else if let Some(at) = words.iter().position(|w| capitals(w)).filter(|_| words.iter().any(|w| !capitals(w))) {
        // "Marie DUPONT" and "DUPONT Marie": the capitals are the family's.
        family = Some(words[at].to_string());
        first = words.iter().find(|w| !capitals(w)).map(|w| (*w).to_string());
    } else if let Some(at) = words.iter().position(|w| PARTICLES.contains(w)).filter(|at| *at > 0) {
        family = Some(words[at..].join(" "));
        first = Some(words[..at].join(" "));
    } else if (name.gender.is_some() || name.title.is_some()) && words.len() == 2 {
        family = Some(words[1].to_string());
    }
    let salutation = Salutation { given: first, family, title: name.title.clone(), gender: name.gender };
    Person { name: Some(name.text.clone()), email: None, title: None, salutation }
}

#[cfg(test)]
mod tests {
    use super::super::name::at;
    use super::*;
    use crate::extract::Gender;
    use crate::words::schema::PeopleWords;

    fn words(language: &str) -> &'static PeopleWords {
        &crate::words::of(language).unwrap().people
    }

    #[test]
    fn a_salutation_knows_only_what_is_certain() {
        let read = |language: &str, text: &str| person(&at(text, 0, words(language)).unwrap(), None).salutation;
        let s = read("de", "Frau Dr. Müller");
        assert_eq!(
            (s.family.as_deref(), s.title.as_deref(), s.gender),
            (Some("Müller"), Some("Dr."), Some(Gender::Feminine))
        );
        let s = read("en", "Alex Kim");
        assert_eq!((s.given, s.family, s.gender), (None, None, None));
        let s = read("fr", "Marie DUPONT");
        assert_eq!((s.given.as_deref(), s.family.as_deref()), (Some("Marie"), Some("DUPONT")));
        let s = read("nl", "Joost van den Berg");
        assert_eq!((s.given.as_deref(), s.family.as_deref()), (Some("Joost"), Some("van den Berg")));
    }
}
