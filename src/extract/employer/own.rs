//! The name that the domain of the mail confirms, wherever the mail writes it.
//!
//! `plinth.example` does not say what the company is called, but "Plinth" in a mail from there does.

use super::label::Agreement;
use super::name;
use super::scene::Scene;
use crate::extract::tokens::{Case, Kind, Stream};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// A longer name is not looked for.
const LONGEST: usize = 6;
/// A shorter word in small letters is a word.
const BRAND: usize = 5;
/// Names that are found in one mail.
const MOST: usize = 40;

/// Names that say what a domain of the mail says, each with its stream.
pub fn names(scene: &Scene) -> Vec<(Stream, Range<usize>)> {
    let streams = [Stream::Location, Stream::Said, Stream::Signature, Stream::Footer, Stream::Notes, Stream::Earlier];
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
    let article = scene.is(at, C::Article) || scene.is(at, C::Thing);
    if article && !scene.tokens.all[at].capital() {
        return None;
    }
    if !scene.tokens.all[at].is_text() || !may_begin(scene, at, sentence) || !scene.may_begin_domain(at) {
        return None;
    }
    let whole = name::at_start(scene, &(at..sentence.end)).filter(|r| r.start == at);
    let due =
        at > sentence.start && (scene.is(at - 1, C::Of) || scene.is(at - 1, C::Link)) && scene.tokens.all[at].capital();
    if family_name(scene, at, sentence) {
        return None;
    }
    // "Veldkracht" ends as a title does, and is none.
    let titled =
        |range: &Range<usize>| range.clone().any(|i| scene.is_head(i) && (range.len() > 1 || scene.is_listed_head(i)));
    // "Room B, Harbour Board": what a comma parts is no one name, unless it is of partners.
    let parts = |i: usize| {
        let comma = i > at && scene.tokens.all[i].is(',') && !scene.is(i + 1, C::Legal);
        comma && !name::joins_partners(scene, i, sentence.end)
    };
    let fits = |range: &Range<usize>| {
        if range.clone().any(parts) {
            return false;
        }
        // "Valbrune" of `avocats-valbrune`: what a domain ends with is where the house is as often as what it is called.
        let agrees = scene.is_domain(range)
            || due
                && scene.agreement(range) == Agreement::Part
                && (!scene.is_last_piece(range) || from_institution(scene, range, sentence.start) < range.start);
        let ends = scene.tokens.all[range.end - 1].capital() || !scene.is(range.end - 1, C::Link);
        agrees && ends && (!titled(range) || range.len() > 2 && scene.is_exact(range)) && name::is_name(scene, range)
    };
    let shorter = || (at + 1..=sentence.end.min(at + LONGEST)).map(|end| at..end).find(fits);
    let found = whole.clone().filter(fits).or_else(shorter)?;
    // "Studio Marl e Associati" of `studiomarl`: a house's name goes as far as it can.
    let house = scene.is(found.start, C::Institution) && scene.tokens.all[found.start].capital();
    let joint = |at: usize| scene.is(at, C::Link) || matches!(scene.tokens.all[at].kind, Kind::Mark('\'' | '’'));
    let found = whole.filter(|w| house && w.end > found.end && joint(found.end)).unwrap_or(found);
    let found =
        name::at_start(scene, &(at..sentence.end)).filter(|w| goes_on_as_house(scene, &found, w)).unwrap_or(found);
    let start = from_institution(scene, &found, sentence.start);
    let longer = name::at_start(scene, &(start..sentence.end)).filter(|r| start < found.start && r.end > found.end);
    let longer = longer.unwrap_or(start..found.end);
    let start =
        partner_before(scene, longer.start, sentence.start).unwrap_or(with_article(scene, &longer, sentence.start));
    Some(start..with_partners(scene, longer.end, sentence.end))
}

/// "The Greylag Hotel" of `thegreylag.example`: the article is a part of the name.
fn with_article(scene: &Scene, name: &Range<usize>, from: usize) -> usize {
    let before = name.start.checked_sub(1).filter(|i| *i >= from && scene.is(*i, C::Article));
    let own = |at: usize| (name.start + 1..=name.end).any(|end| scene.is_exact(&(at..end)));
    before.filter(|i| scene.tokens.all[*i].capital() && own(*i)).unwrap_or(name.start)
}

/// "Vale & **Marl**" of `valeogmarl.example`: who stands before the sign belongs to it.
fn partner_before(scene: &Scene, start: usize, from: usize) -> Option<usize> {
    let all = &scene.tokens.all;
    let before = start.checked_sub(2).filter(|at| *at >= from && all[start - 1].is('&'))?;
    (all[before].capital() && all[before].kind == Kind::Word && !scene.is_known(before)).then_some(before)
}

/// "Marl, Vale & Partners" of `marl-vale.example`: others belong to it, too.
fn with_partners(scene: &Scene, end: usize, limit: usize) -> usize {
    let all = &scene.tokens.all;
    let partner = |i: usize| all[i].capital() && (scene.is(i, C::Institution) || scene.is(i, C::Legal));
    if end + 1 < limit && all[end].is('&') && partner(end + 1) { end + 2 } else { end }
}

/// "Marlow Garden Services" of `marlow.example`: the name goes on to what the house is.
fn goes_on_as_house(scene: &Scene, found: &Range<usize>, whole: &Range<usize>) -> bool {
    let other = [C::Team, C::Chatter, C::Time, C::Function, C::Tool, C::Site];
    let mut more = found.end..whole.end;
    let house = |i: usize| scene.is(i, C::Institution) || scene.is(i, C::Legal);
    let plain = |i: usize| {
        let token = &scene.tokens.all[i];
        (token.kind == Kind::Word && token.capital() || token.is('&'))
            && !other.iter().any(|c| scene.is(i, *c))
            && !scene.is_listed_head(i)
    };
    whole.start == found.start && (1..4).contains(&more.len()) && house(whole.end - 1) && more.all(plain)
}

/// "Town **of** Marl"
fn civic_joint(scene: &Scene, at: usize) -> bool {
    at > 0 && scene.is(at, C::Of) && scene.is(at, C::Link) && scene.is(at - 1, C::General)
}

/// "Câmara Municipal de Valverde" of `valverde.example`: the name begins with what the house is.
fn from_institution(scene: &Scene, range: &Range<usize>, from: usize) -> usize {
    let small = [C::Genitive, C::Article];
    // "Conseil départemental du Val", "Grundschule am Weiher": what joins the house and its name.
    let joins = |i: usize| {
        let house = i > from && scene.is(i - 1, C::Institution) && scene.tokens.all[i - 1].capital();
        house && (!scene.is_known(i) || scene.is(i, C::Link) && !scene.is(i, C::And) && i + 1 == range.start)
    };
    let part = |i: &usize| {
        let token = &scene.tokens.all[*i];
        token.kind == Kind::Word
            && (token.capital() || civic_joint(scene, *i) || small.iter().any(|c| scene.is(*i, *c)) || joins(*i))
    };
    let run = (from.max(range.start.saturating_sub(LONGEST))..range.start).rev().take_while(part);
    // "Town of Marl"
    let civic = |i: usize| scene.is(i, C::General) && scene.is(i + 1, C::Of) && scene.is(i + 1, C::Link);
    let house = |i: usize| scene.is(i, C::Institution) || civic(i);
    let first = run.filter(|i| house(*i) && scene.tokens.all[*i].capital()).last();
    // "SCEA Les Embruns": within a line, an article with a capital is a part of the name.
    let before = range.start.saturating_sub(1);
    let all = &scene.tokens.all;
    let article =
        before > from && scene.is(before, C::Article) && all[before].case == Case::Capital && !all[before].line;
    first.unwrap_or(if article { before } else { range.start })
}

/// "Ettore Plinth" of Studio Plinth: behind an unknown word with a capital, one word is a person's family name.
fn family_name(scene: &Scene, at: usize, sentence: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let given = |i: usize| all[i].kind == Kind::Word && all[i].case == Case::Capital && !scene.is_known(i);
    let alone = at + 1 >= sentence.end || all[at + 1].line || !all[at + 1].capital();
    alone
        && at > sentence.start
        && !all[at].line
        && given(at - 1)
        && all[at].capital()
        && (scene.is(at - 1, C::Given) || !scene.is_person(&(at - 1..at)))
}

/// A capital begins a name; a small letter only where a name is due: "at plinth", "bei klar", or where no word is
/// written so.
fn may_begin(scene: &Scene, at: usize, sentence: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let first = at == sentence.start;
    let ordinary = [C::Chatter, C::Function, C::Team, C::Time, C::Stop];
    if all[at].capital() {
        return !first || !ordinary.iter().any(|c| scene.is(at, *c)) || sentence.len() <= 4;
    }
    // "if ferment can take on a second barista" from `ferment.example`: no other word.
    let word = scene.tokens.fold(at);
    if !scene.is_known(at) && word.len() >= BRAND && all[at].kind == Kind::Word && scene.is_registered(word) {
        return true;
    }
    !first
        && (all[at - 1].is('@')
            || all[at - 1].kind == Kind::Word
                && scene.is(at - 1, C::Of)
                && (!all[at - 1].capital() || at == sentence.start + 1))
}
