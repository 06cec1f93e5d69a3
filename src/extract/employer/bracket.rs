//! A title in brackets behind the meeting it is about: "your call at 1pm (**Ward Clerk**)".
//!
//! Behind a name, brackets hold what that person does: there they say nothing.

use super::scene::Scene;
use super::title;
use crate::extract::tokens::{Kind, Sentence, Stream};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// More words than this in brackets are a remark.
const LONGEST: usize = 14;
/// So far before the bracket a word says what it is about.
const FAR: usize = 24;

/// Titles in brackets behind words of meetings, of hiring or of time.
pub fn titles(scene: &Scene) -> Vec<Range<usize>> {
    let told = scene.tokens.sentences.iter().filter(|s| matches!(s.stream, Stream::Said | Stream::Notes));
    told.flat_map(|s| in_sentence(scene, s)).collect()
}

/// A title with the remark in brackets behind it, if that belongs to it: "Librarian (Mobile)".
pub fn with_remark(scene: &Scene, named: &Range<usize>) -> Range<usize> {
    let all = &scene.tokens.all;
    let open = all.get(named.end).is_some_and(|t| t.is('(') && !t.line);
    let close = (named.end..all.len()).take(LONGEST).find(|i| all[*i].is(')')).filter(|_| open);
    let whole = close.and_then(|close| title::cut(scene, named.start..close + 1, true)).map(|t| t.range);
    whole.filter(|w| w.start == named.start && w.end > named.end).unwrap_or_else(|| named.clone())
}

fn in_sentence(scene: &Scene, sentence: &Sentence) -> Vec<Range<usize>> {
    let all = &scene.tokens.all;
    let range = &sentence.range;
    let open = range.clone().skip(1).filter(|i| all[*i].is('(') && is_about_meeting(scene, range, *i));
    let inner = open.filter_map(|open| {
        let close = (open + 1..range.end.min(open + LONGEST)).find(|i| all[*i].is(')'))?;
        Some(open + 1..close)
    });
    inner.filter_map(|inner| title_in(scene, inner)).collect()
}

/// Does the word before the bracket say when, what for or what kind of meeting, and nobody's name stand before it?
fn is_about_meeting(scene: &Scene, sentence: &Range<usize>, open: usize) -> bool {
    let all = &scene.tokens.all;
    let last = open - 1;
    let about = [C::Chatter, C::Time, C::Hires].iter().any(|c| scene.is(last, *c)) || all[last].kind == Kind::Number;
    // "with Dana at ten (the manager)", "10:00 Dana (manager)"
    let named = |i: usize| scene.is_person(&(i..i + 1)) || scene.is(i, C::With) && !scene.is(i + 1, C::Function);
    let before = sentence.start.max(open.saturating_sub(FAR))..open;
    let meets = before.clone().any(|i| scene.is(i, C::Chatter) || scene.is(i, C::Hires));
    about && meets && !scene.is_head(last) && !before.clone().any(named)
}

/// The title that is all of what stands in brackets, or behind a comma all of the rest: "(Plinth, Ward Clerk)".
fn title_in(scene: &Scene, inner: Range<usize>) -> Option<Range<usize>> {
    let all = &scene.tokens.all;
    let comma = inner.clone().find(|i| all[*i].is(',')).filter(|at| !scene.has_head(&(inner.start..*at)));
    let from = comma.map_or(inner.start, |at| at + 1);
    let title = title::cut(scene, from..inner.end, true).filter(|t| t.head && t.range.start == from)?;
    let ends = title.range.end == inner.end || all[title.range.end].is(',');
    // "(1)", "(by phone, in German)" hold no head; "(managers only)" goes on.
    ends.then_some(title.range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Mail;

    fn read(body: &str) -> Vec<String> {
        let text = format!("From: Kim <kim@acme.example>\nTo: Ada Byron <ada@home.example>\n\n{body}\n");
        let mail = Mail::read(text.as_bytes()).unwrap();
        let scene = Scene::new(&mail, false);
        titles(&scene).iter().map(|t| scene.text(t)).collect()
    }

    #[test]
    fn a_title_stands_in_brackets_behind_what_it_is_about() {
        for (said, title) in [
            ("Your interview on Monday at 2pm (Parish Clerk) has to move.", "Parish Clerk"),
            ("Your screening call (Plinth, Grants Officer) is booked.", "Grants Officer"),
            ("Ihr Vorstellungsgespräch (Bauleitung) findet statt.", "Bauleitung"),
            ("Votre entretien (comptable) est maintenu.", "comptable"),
            ("Il colloquio (impiegata contabile) è confermato.", "impiegata contabile"),
            ("La entrevista (soldador) se mantiene.", "soldador"),
            ("A sua entrevista (técnica de enfermagem) mantém-se.", "técnica de enfermagem"),
            ("Het sollicitatiegesprek (bakker) gaat door.", "bakker"),
        ] {
            assert_eq!(read(said), [title], "{said}");
        }
    }

    #[test]
    fn behind_a_name_it_says_who_somebody_is() {
        for said in [
            "Your interview is with Sam Stone (Site Manager) on Monday.",
            "Your interview on Monday with Sam at 2pm (Site Manager) is on.",
            "Your interview on Monday at 2pm (the manager will let you in) is on.",
            "Your interview on Monday at 2pm (by phone) is on.",
        ] {
            assert_eq!(read(said), Vec::<String>::new(), "{said}");
        }
    }
}
