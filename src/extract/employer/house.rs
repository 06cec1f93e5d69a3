//! A house that a mail names by its place: above the letter, as where one meets, if the title of the meeting names it,
//! too, or in the subject by its article.

use super::scene::Scene;
use super::{carrier, name};
use crate::extract::tokens::{Kind, Stream};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// A name above a letter, or before the first comma of a place, has no more words.
const LONGEST: usize = 7;

/// "ST. MARL'S GRAMMAR SCHOOL" in capitals above a letter: the line that the paper of a house begins with.
pub fn letterhead(scene: &Scene) -> Option<Range<usize>> {
    let all = &scene.tokens.all;
    let first = scene.tokens.sentences.iter().find(|s| s.stream == Stream::Said)?.range.start;
    let line = scene.tokens.line(first, &(first..all.len()));
    // The sentence may end within the line: "ST. MARL'S".
    let below = all.get(line.end).filter(|t| t.line)?;
    let loud = |i: &usize| scene.mail.words(all[*i].span).chars().all(|c| !c.is_lowercase());
    let shout = line.clone().all(|i| all[i].kind != Kind::Link && all[i].kind != Kind::Number && loud(&i));
    let under = scene.mail.words(below.span).chars().any(char::is_lowercase);
    // "Marl and Vale NHS Foundation Trust": a system puts whose mail it is above it.
    let title =
        scene.mail.from.first().is_some_and(carrier::is_machine) && line.clone().all(|i| part_of_title(scene, i));
    ((shout && under || title) && names_a_house(scene, &line)).then_some(line)
}

/// A word with a capital, or one that joins two.
fn part_of_title(scene: &Scene, at: usize) -> bool {
    let token = &scene.tokens.all[at];
    token.is('&') || token.kind == Kind::Word && (token.capital() || scene.is(at, C::Link))
}

/// "Trattoria Marl, 4 Quay Street", for a meeting that is called "Interview cook Trattoria Marl".
pub fn of_the_place(scene: &Scene) -> Vec<Range<usize>> {
    let all = &scene.tokens.all;
    let places = scene.tokens.sentences.iter().filter(|s| s.stream == Stream::Location);
    let first = |s: &Range<usize>| {
        let end =
            s.clone().skip(1).find(|i| all[*i].line || !all[*i].is_text() && !all[*i].is('&') && !all[*i].is('-'));
        s.start..end.unwrap_or(s.end)
    };
    let opens = |r: &Range<usize>| scene.is(r.start, C::Institution) && !scene.is(r.start, C::Team);
    let named = |r: &Range<usize>| opens(r) && names_a_house(scene, r) && is_in_a_title(scene, r);
    places.map(|s| first(&s.range)).filter(named).collect()
}

/// Has it a word for houses at an end, and a word of its own?
fn names_a_house(scene: &Scene, range: &Range<usize>) -> bool {
    let kind = |i: usize| scene.is(i, C::Institution) && !scene.is(i, C::Team);
    let own = |i: usize| {
        let word = &scene.tokens.all[i];
        word.kind == Kind::Word && word.capital() && word.span.end - word.span.start > 2 && !scene.is_known(i)
    };
    (2..=LONGEST).contains(&range.len())
        && (kind(range.start) || kind(range.end - 1))
        && range.clone().any(own)
        && name::is_name(scene, range)
}

/// Does the subject or the title of the event name it?
fn is_in_a_title(scene: &Scene, range: &Range<usize>) -> bool {
    let titles = scene.tokens.sentences.iter().filter(|s| matches!(s.stream, Stream::Subject | Stream::Title));
    let words = scene.folds(range);
    titles.flat_map(|s| s.range.clone()).any(|at| {
        let end = at + range.len();
        end <= scene.tokens.all.len() && scene.folds(&(at..end)) == words
    })
}

/// "Your application - The Copper Kettle": an article and capitals, of which one at least is no word of jobs.
pub fn is_articled(scene: &Scene, name: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let other = |i: usize| [C::Time, C::Chatter, C::Team, C::Hires, C::Function].iter().any(|c| scene.is(i, *c));
    let behind = name.start + 1..name.end;
    let capital = |i: usize| all[i].kind == Kind::Word && all[i].capital();
    let own = !behind.is_empty() && behind.clone().all(|i| capital(i) && !scene.is_head(i) && !other(i));
    scene.is(name.start, C::Article) && capital(name.start) && own && behind.into_iter().any(|i| !scene.is_known(i))
}

#[cfg(test)]
mod tests {
    use super::super::Employer;
    use super::super::scene::Scene;
    use crate::message::Mail;

    fn read(text: &str) -> (Option<String>, Option<String>) {
        let found = Employer::of(&Scene::new(&Mail::read(text.as_bytes()).unwrap(), false));
        (found.company.value().cloned(), found.role.value().cloned())
    }

    #[test]
    fn an_article_and_capitals_in_the_subject_are_a_house() {
        let subject = |subject: &str| {
            let body = "Are you free for an interview on Thursday at three?";
            read(&format!("From: Dana <dana@gmail.com>\nSubject: {subject}\n\n{body}\n")).0
        };
        assert_eq!(subject("Interview - The Copper Marlow").as_deref(), Some("The Copper Marlow"));
        assert_eq!(subject("Votre candidature - Le Petit Marlow").as_deref(), Some("Le Petit Marlow"));
        assert_eq!(subject("Interview - The Next Step"), None);
        assert_eq!(subject("Interview - The Data Engineer"), None);
    }

    #[test]
    fn a_house_behind_a_title_and_a_comma_is_told_by_its_words() {
        let read = |subject: &str| {
            let body = "Are you free for an interview on Thursday at three?";
            let (company, role) = read(&format!("From: Dana <dana@gmail.com>\nSubject: {subject}\n\n{body}\n"));
            (company.unwrap_or_default(), role.unwrap_or_default())
        };
        for (subject, company, role) in [
            ("Interview: Accountant, Marl Hospice", "Marl Hospice", "Accountant"),
            ("Interview: Accountant, Marl, Vale & Trame LLP", "Marl, Vale & Trame LLP", "Accountant"),
            ("Interview: Accountant, Leeds", "", "Accountant, Leeds"),
            ("Marl Garage Ltd - interview", "Marl Garage Ltd", ""),
            ("Royal Borough of Marl - interview", "Royal Borough of Marl", ""),
        ] {
            assert_eq!(read(subject), (company.to_string(), role.to_string()), "{subject}");
        }
    }

    #[test]
    fn a_house_in_capitals_above_the_letter_writes_it() {
        let head = "From: Office <office@tarnhead.example>\nTo: Ada Byron <ada@home.example>\nSubject: interview";
        let company = |first: &str| {
            read(&format!(
                "{head}\n\n{first}\nMill Lane, Tarn\n\nDear Ms Byron,\n\nYou are called for an interview on Friday.\n"
            ))
            .0
        };
        assert_eq!(company("ST. OSWIN'S GRAMMAR SCHOOL").as_deref(), Some("ST. OSWIN'S GRAMMAR SCHOOL"));
        assert_ne!(company("INVITATION TO INTERVIEW").as_deref(), Some("INVITATION TO INTERVIEW"));
        assert_ne!(company("Our school").as_deref(), Some("Our school"));
    }

    #[test]
    fn where_one_meets_is_the_employer_if_the_title_says_so() {
        let read = |title: &str| {
            let event = format!(
                "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20261203T163000Z\n\
                SUMMARY:{title}\nLOCATION:Trattoria Pinzolo\\, Via Marl 4\nEND:VEVENT\nEND:VCALENDAR\n"
            );
            read(&format!(
                "From: Ugo Rastelli <ugo@gmail.com>\nTo: ada@home.example\nSubject: {title}\n\
                MIME-Version: 1.0\nContent-Type: text/calendar; method=REQUEST\n\n{event}"
            ))
        };
        let (company, role) = read("Colloquio cuoco Trattoria Pinzolo");
        assert_eq!((company.as_deref(), role.as_deref()), (Some("Trattoria Pinzolo"), Some("cuoco")));
        assert_eq!(read("Colloquio cuoco").0, None);
    }
}
