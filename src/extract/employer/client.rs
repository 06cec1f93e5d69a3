//! The client whom an agency's subject names in short: "Marlow - new time", and "the Marlow Trust" below.

use super::gather::Found;
use super::scene::Scene;
use super::{between, name};
use crate::extract::tokens::Stream;
use crate::text::Part;
use crate::words::schema::{WordClass as C, folded};
use std::ops::Range;

/// What such a name is worth.
const POINTS: u8 = 76;

/// Where an agency writes and no sentence names who hires, the text may say at length what the subject says in short.
pub fn in_full(scene: &Scene, found: &mut Found) {
    let named = found.companies.iter().any(|c| !c.own && c.rule != "signature" && c.points >= 70);
    if named || !between::is_between(scene, found) || between::is_withheld(scene) {
        return;
    }
    let short = |c: &&mut super::Candidate| c.rule == "subject" && c.seen.part == Part::Subject && !c.own;
    for candidate in found.companies.iter_mut().filter(short) {
        if let Some(range) = longer(scene, &candidate.value.split_whitespace().map(folded).collect::<Vec<_>>()) {
            candidate.value = name::spelt(scene, &range, true);
            candidate.points = POINTS;
            candidate.seen = scene.tokens.span(&range).unwrap_or(candidate.seen);
            return;
        }
    }
}

/// A name in the text that begins with these words and goes on.
fn longer(scene: &Scene, short: &[String]) -> Option<Range<usize>> {
    let said = scene.tokens.sentences.iter().filter(|s| matches!(s.stream, Stream::Said | Stream::Notes));
    let begins = |at: usize| short.iter().enumerate().all(|(i, w)| scene.tokens.fold(at + i) == w);
    let mut found = said.flat_map(|s| s.range.clone().map(|at| at..s.range.end)).filter(|r| begins(r.start));
    found.find_map(|rest| {
        let name = name::at_start(scene, &rest).filter(|n| n.start == rest.start && n.len() > short.len())?;
        let house = |i: usize| scene.is(i, C::Institution) || scene.is(i, C::Legal);
        let due = || name.start > 0 && (scene.is(name.start - 1, C::Of) || scene.is(name.start - 1, C::With));
        let fits = !scene.has_head(&name) && (name.clone().any(house) || due());
        fits.then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::super::Employer;
    use super::super::scene::Scene;
    use crate::message::Mail;

    fn company(subject: &str, body: &str) -> Option<String> {
        let head = "From: Grace Lowe <grace@lowepike.example>\nTo: Ada Byron <ada@home.example>";
        let text = format!("{head}\nSubject: {subject}\n\n{body}\n\nGrace Lowe\nLowe Pike Executive Search\n");
        Employer::of(&Scene::new(&Mail::read(text.as_bytes()).unwrap(), false)).company.value().cloned()
    }

    #[test]
    fn what_the_subject_says_in_short_the_text_says_at_length() {
        let body = "Joan at the Marlow Trust asks for Tuesday at ten instead.";
        assert_eq!(company("Marlow - new time", body).as_deref(), Some("Marlow Trust"));
        assert_eq!(company("Leeds - new time", "You will be met on Tuesday at ten."), None);
        let withheld = "The name of the client is confidential. I met Joan at the Marlow Trust.";
        assert_eq!(company("Marlow - new time", withheld), None);
    }
}
