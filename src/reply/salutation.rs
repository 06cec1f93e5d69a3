//! How a letter greets: by what is known of the person, and by nothing that is guessed.

use crate::extract::{Gender, Person};
use crate::words::schema::{Greeting, LetterWords};

/// The greeting line.
///
/// `person` is whom the reply greets, if it is a person; `company` fills the greeting of a team.
pub fn greeting(words: &LetterWords, formal: bool, person: Option<&Person>, company: Option<&str>) -> String {
    let forms = words.greeting.of(formal);
    let form = person.map_or_else(|| for_nobody(forms, company), |p| for_person(forms, p, formal));
    let fill = |text: &str, name: &str, value: Option<&str>| text.replace(name, value.unwrap_or_default());
    let person = person.cloned().unwrap_or_default();
    let s = &person.salutation;
    let full = person.name.as_deref();
    let mut line = form.to_string();
    line = fill(&line, "{given}", s.given.as_deref().or(full));
    line = fill(&line, "{family}", s.family.as_deref());
    line = fill(&line, "{Family}", s.family.as_deref().map(capital).as_deref());
    line = fill(&line, "{title}", s.title.as_deref());
    line = fill(&line, "{full}", full);
    fill(&line, "{company}", company)
}

/// A name with a capital at its beginning, as Dutch has it behind a form of address: "mevrouw Van den Berg".
fn capital(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

fn for_nobody<'a>(forms: &'a Greeting, company: Option<&str>) -> &'a str {
    if company.is_some() { &forms.team } else { &forms.nobody }
}

fn for_person<'a>(forms: &'a Greeting, person: &Person, formal: bool) -> &'a str {
    let s = &person.salutation;
    let one_word = person.name.as_deref().is_none_or(|n| !n.trim().contains(' '));
    if !formal && (s.given.is_some() || one_word) {
        return &forms.given;
    }
    match (&s.family, s.gender, &s.title) {
        (Some(_), Some(Gender::Feminine), Some(_)) => &forms.feminine_titled,
        (Some(_), Some(Gender::Feminine), None) => &forms.feminine,
        (Some(_), Some(Gender::Masculine), Some(_)) => &forms.masculine_titled,
        (Some(_), Some(Gender::Masculine), None) => &forms.masculine,
        (Some(_), None, Some(_)) => &forms.titled,
        _ if one_word => &forms.given,
        _ => &forms.full,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Salutation;

    fn person(name: &str, family: Option<&str>, title: Option<&str>, gender: Option<Gender>) -> Person {
        let given = family.and_then(|f| name.strip_suffix(f)).map(|g| g.trim().to_string());
        let salutation = Salutation { given, family: family.map(Into::into), title: title.map(Into::into), gender };
        Person { name: Some(name.into()), salutation, ..Person::default() }
    }

    #[test]
    fn english_greets_without_guessing() {
        let words = crate::words::of("en").unwrap().letter.as_ref().unwrap();
        let greet = |formal, p: Option<&Person>, company| greeting(words, formal, p, company);
        let plain = person("Alex Kim", None, None, None);
        assert_eq!(greet(true, Some(&plain), None), "Dear Alex Kim,");
        assert_eq!(greet(false, Some(&plain), None), "Hi Alex Kim,");
        let known = person("Nora van den Berg", Some("van den Berg"), None, Some(Gender::Feminine));
        assert_eq!(greet(true, Some(&known), None), "Dear Ms van den Berg,");
        assert_eq!(greet(false, Some(&known), None), "Hi Nora,");
        let doctor = person("Uwe Petersen", Some("Petersen"), Some("Dr."), None);
        assert_eq!(greet(true, Some(&doctor), None), "Dear Dr. Petersen,");
        assert_eq!(greet(true, Some(&person("Olivia", None, None, None)), None), "Dear Olivia,");
        assert_eq!(greet(true, None, Some("Acme")), "Dear Acme team,");
        assert_eq!(greet(true, None, None), "Dear Hiring Team,");
    }
}
