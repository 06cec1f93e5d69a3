//! The employer, and the agency between. How both are found: [`super::employer`].

use super::rules::Context;
use super::tagger::Label;
use super::{Class, names};
use crate::fact::{Settled, Sure};
use crate::text::is_trick;
use crate::words::schema::{WordClass, folded};

/// The employer that would hire, as the mail writes it.
pub fn company(it: &Context) -> Settled<String> {
    // A mail that states a job title is about a job, whatever it is for.
    let job = it.employer.role.fact().is_some_and(|role| role.sure == Sure::Stated);
    let found = about_a_job(it, &it.employer.company, if job { Sure::Likely } else { Sure::Stated });
    let found = if found.value().is_some_and(|name| is_ranked(it, name)) { Settled::None } else { found };
    names::agreed(it, Label::Company, names::company(it, found))
}

/// "Captain Ito would like to speak with you": somebody, whose rank says so; but "Captain Ltd" is a house.
fn is_ranked(it: &Context, name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let house = |w: &String| {
        let house = [WordClass::Institution, WordClass::Legal, WordClass::Link, WordClass::And];
        !w.chars().any(char::is_alphabetic) || house.iter().any(|c| crate::words::employer().is(&folded(w), *c))
    };
    let ranked = |w: &String| it.words.people.ranks.contains(w);
    (2..=3).contains(&words.len()) && ranked(&words[0]) && !words.iter().any(house)
}

/// The agency between, where there is one.
pub fn agency(it: &Context) -> Settled<String> {
    about_a_job(it, &it.employer.agency, Sure::Stated)
}

/// A newsletter has many employers, so it has none; what seems not to be about a job has one only if that is
/// at least this sure.
pub(super) fn about_a_job(it: &Context, found: &Settled<String>, least: Sure) -> Settled<String> {
    match it.class {
        Class::Newsletter => Settled::None,
        Class::Other if !it.interview && found.fact().is_none_or(|f| f.sure < least) => Settled::None,
        // Characters that hide or turn text around belong to no name.
        _ if found.value().is_some_and(|name| name.contains(is_trick)) => Settled::None,
        _ => found.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::invitation;
    use crate::message::Mail;

    fn company(said: &str) -> Option<String> {
        let head = "From: Jobs <jobs@relay.example>\nTo: ada@home.example\nSubject: Phone interview: Ward Clerk";
        let text = format!("{head}\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n\n{said} on Friday at 10am.\n");
        let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
        invitation(&Mail::read(text.as_bytes()).unwrap(), &now).company.value().cloned()
    }

    #[test]
    fn somebody_of_a_rank_is_no_house() {
        assert_eq!(company("Captain Marl would like to interview you"), None);
        assert_eq!(company("Marl Brewery would like to interview you").as_deref(), Some("Marl Brewery"));
    }
}
