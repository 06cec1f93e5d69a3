//! Can these words be a company's name at all? What is a person, a job, a department, a tool or an hour is none.

use super::label::{Agreement, owner};
use super::scene::Scene;
use crate::extract::tokens::{Kind, Token};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// A name has no more words than this.
const LONGEST: usize = 9;

/// Can they? `within` a sentence, where only names have capitals, an ordinary word may be one.
pub fn can_be_name(scene: &Scene, range: &Range<usize>, within: bool) -> bool {
    let words = scene.folds(range);
    if words.is_empty() || words.len() > LONGEST || scene.is_person(range) {
        return false;
    }
    if range.clone().any(|i| scene.tokens.all[i].kind == Kind::Link) || titled(scene, range.start) {
        return false;
    }
    if is_room(scene, range)
        || is_officer(scene, range)
        || UNIVERSITIES.iter().any(|kind| kind.split(' ').eq(words.iter().copied()))
    {
        return false;
    }
    // "At Dana's" from `danafoods.example`: somebody's place, unless that is what the house is called.
    let given = |i: usize| owner(scene.tokens.fold(i)).is_some_and(|name| scene.words.is(name, C::Given));
    if range.len() == 1 && given(range.start) && !scene.is_exact(range) {
        return false;
    }
    let agrees = scene.agreement(range) != Agreement::None;
    if scene.agreement(range) != Agreement::Full && (is_kind_of_house(scene, range) || is_management(scene, range)) {
        return false;
    }
    if !agrees && range.clone().any(|i| scene.is_number(i) && scene.tokens.all[i].kind == Kind::Word) {
        return false;
    }
    let legal = range.clone().any(|i| scene.is(i, C::Legal) || scene.is(i, C::Institution));
    // "Store Manager" is no store, "Institution of Civil Engineers" is one.
    let of = scene.is(range.start, C::Institution) && scene.is(range.start + 1, C::Link);
    let closed = of || scene.is(range.end - 1, C::Institution) || range.clone().any(|i| scene.is(i, C::Legal));
    let joined = range.clone().any(|i| scene.is(i, C::And) && !scene.tokens.all[i].is('&'));
    if joined && !agrees && !legal {
        return false;
    }
    let hollow = scene.all(
        range,
        &[
            C::Chatter,
            C::Team,
            C::Function,
            C::Time,
            C::Manner,
            C::Level,
            C::Stop,
            C::Honorific,
            C::Legal,
            C::Reference,
            C::Gender,
            C::Entitles,
        ],
    );
    let named = words.len() == 1 && within && scene.all(range, &[C::Chatter]);
    if hollow && !agrees && !named || scene.is(range.start, C::Honorific) && words.len() < 4 {
        return false;
    }
    // "Direktorin Dr. Marlow": a job and a person, but "Notariat Dr. Marlow" is a house.
    let person = range.clone().skip(1).any(|i| scene.is(i, C::Honorific) && scene.tokens.all[i].capital());
    if person && !agrees && !legal {
        return false;
    }
    let greeting = scene.tokens.all[range.start].line && words.len() > 1 && scene.is(range.start, C::Chatter);
    if greeting && !agrees && !legal {
        return false;
    }
    let tool = range.clone().any(|i| scene.is(i, C::Tool));
    if tool
        && scene.all(range, &[C::Tool, C::Chatter, C::Function, C::Team])
        && scene.agreement(range) != Agreement::Full
    {
        return false;
    }
    // "Brandt & Partner"
    let joined = range.len() > 2 && scene.tokens.all[range.end - 2].is('&');
    let title =
        !closed && !joined && (scene.is_head(range.end - 1) || scene.is(range.end - 1, C::Level) && words.len() > 1);
    let letters = words.iter().any(|w| w.chars().any(char::is_alphabetic));
    letters && (!title || agrees)
}

/// What German universities write below their names: their kind, in English.
const UNIVERSITIES: [&str; 2] = ["university of applied sciences", "university of applied sciences and arts"];

/// "Edifício dos Paços", "Room 4": where in the house one meets, unless the domain says otherwise.
fn is_room(scene: &Scene, range: &Range<usize>) -> bool {
    let joined = range.len() > 1 && scene.tokens.all[range.start + 1].is('&');
    scene.is(range.start, C::Room) && !joined && scene.agreement(range) == Agreement::None
}

/// "Notaio Elio Marl": an office, and who has it.
fn is_officer(scene: &Scene, range: &Range<usize>) -> bool {
    let house = |i: usize| scene.is(i, C::Institution) || scene.is(i, C::Legal) || scene.tokens.all[i].is('&');
    range.len() > 2 && scene.is_head(range.start) && scene.is(range.start + 1, C::Given) && !range.clone().any(house)
}

/// "Marl & Vale", "Vale Trust", "Vale Ltd": what only a house is called.
pub fn is_a_house(scene: &Scene, range: &Range<usize>) -> bool {
    range.clone().any(|i| scene.is(i, C::Institution) || scene.is(i, C::Legal) || scene.tokens.all[i].is('&'))
}

/// As [`is_a_house`], or by the end of its first word: "Tischlerei Marl".
pub fn says_what_it_is(scene: &Scene, range: &Range<usize>) -> bool {
    is_a_house(scene, range) || scene.words.ends_as_house(scene.tokens.fold(range.start))
}

/// "the Hotel", "namens der Kommission", "Opdrachtgever": what kind of house it is, not which.
fn is_kind_of_house(scene: &Scene, range: &Range<usize>) -> bool {
    if range.len() != 1 {
        return false;
    }
    let fold = scene.tokens.fold(range.start);
    let the = range.start > 0 && !scene.tokens.all[range.start].line && scene.is(range.start - 1, C::Article);
    scene.words.is_client(fold) || scene.words.is(fold, C::Institution) || the && scene.words.ends_as_house(fold)
}

/// "Direction générale de l'Hôpital": a department of the house, which is not named.
fn is_management(scene: &Scene, range: &Range<usize>) -> bool {
    let last = range.end - 1;
    let joined = range.len() > 2 && (scene.is(last - 1, C::Genitive) || scene.is(last - 1, C::Article));
    let house = |i: usize| scene.is(i, C::Institution) && !scene.is(i, C::Legal);
    // The article may be written in one with the word: "dell'Azienda".
    let glued =
        || scene.tokens.fold(last).rsplit_once('\'').is_some_and(|(_, word)| scene.words.is(word, C::Institution));
    let team = scene.is(range.start, C::Team) && !scene.is(range.start, C::Institution);
    team && range.len() > 1 && (joined && house(last) || glued())
}

/// "Dr. Marlow", "l'avv. Marlow": a person's name.
pub(super) fn titled(scene: &Scene, at: usize) -> bool {
    let all = &scene.tokens.all;
    // "and me. Plinth": only with a capital is "Me" a title.
    let long = |i: usize| all[i].capital() || scene.tokens.fold(i).len() > 2;
    let before = |i: usize| at >= i && scene.is(at - i, C::Honorific) && long(at - i);
    let dotted = at > 1 && all[at - 1].is('.') && before(2);
    // "Mr.Sun": the blank is missing.
    let glued = scene.tokens.fold(at).split_once('.').is_some_and(|(title, _)| scene.words.is(title, C::Honorific));
    if glued && scene.tokens.all[at].capital() {
        return true;
    }
    let short = |t: &Token| t.capital() || scene.mail.words(t.span).ends_with('.');
    !all[at].line && (dotted || before(1) && short(&all[at - 1]))
}
