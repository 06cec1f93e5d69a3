//! The name that the domain of the mail confirms, wherever the mail writes it.
//!
//! `plinth.example` does not say what the company is called, but "Plinth" in a mail from there does.

use super::name;
use super::scene::Scene;
use crate::extract::tokens::{Kind, Stream};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// A longer name is not looked for.
const LONGEST: usize = 6;
/// Names that are found in one mail.
const MOST: usize = 40;

/// Names that say what a domain of the mail says, each with its stream.
pub fn names(scene: &Scene) -> Vec<(Stream, Range<usize>)> {
    let streams = [Stream::Location, Stream::Said, Stream::Signature, Stream::Footer, Stream::Notes];
    let mut out = Vec::new();
    for sentence in scene.tokens.sentences.iter().filter(|s| streams.contains(&s.stream)) {
        let mut at = sentence.range.start;
        while at < sentence.range.end && out.len() < MOST {
            match name_at(scene, at, &sentence.range) {
                Some(range) => {
                    at = range.end;
                    out.push((sentence.stream, range));
                }
                None => at += 1,
            }
        }
    }
    out
}

fn name_at(scene: &Scene, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    if scene.tokens.all[at].kind != Kind::Word || !may_begin(scene, at, sentence) {
        return None;
    }
    let whole = name::at_start(scene, &(at..sentence.end)).filter(|r| r.start == at);
    let fits = |range: &Range<usize>| scene.is_domain(range) && !scene.has_head(range) && name::is_name(scene, range);
    let shorter = || (at + 1..sentence.end.min(at + LONGEST)).map(|end| at..end).find(fits);
    whole.filter(fits).or_else(shorter)
}

/// A capital begins a name; a small letter only where a name is due: "at plinth", "bei klar".
fn may_begin(scene: &Scene, at: usize, sentence: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let first = at == sentence.start;
    let ordinary = [C::Chatter, C::Function, C::Team, C::Time, C::Stop];
    if all[at].capital() {
        return !first || !ordinary.iter().any(|c| scene.is(at, *c)) || sentence.len() <= 4;
    }
    !first
        && (all[at - 1].is('@')
            || all[at - 1].kind == Kind::Word
                && scene.is(at - 1, C::Of)
                && (!all[at - 1].capital() || at == sentence.start + 1))
}
