//! What is written in small letters in the name of a house: its kind, its field, a brand.

use super::label::Agreement;
use super::scene::Scene;
use crate::extract::tokens::Kind;
use crate::words::schema::WordClass as C;

/// "Le **garage** Plinth", "la **cooperativa** Plinth": what kind of house it is, in small letters, and its name.
pub(super) fn small_kind(scene: &Scene, at: usize, limit: usize) -> bool {
    let all = &scene.tokens.all;
    let kind = scene.is(at, C::Institution) && !scene.is(at, C::General) && !scene.is(at, C::Team);
    let led = at > 0 && !all[at].line && (scene.is(at - 1, C::Article) || scene.is(at - 1, C::Genitive));
    let named = at + 1 < limit
        && all[at + 1].kind == Kind::Word
        && all[at + 1].capital()
        && !all[at + 1].line
        && !scene.is_known(at + 1);
    !all[at].capital() && kind && led && named
}

/// "Biblioteca **civica** di Valbruna", "Tribunal **de commerce** de Valbrune", "Centre **de services scolaire** des
/// Rives": what a house is and what it is for, in small letters, before its name.
pub(super) fn qualifies_house(scene: &Scene, at: usize, limit: usize) -> bool {
    let all = &scene.tokens.all;
    let small = |i: usize| all[i].kind == Kind::Word && !all[i].capital() && !all[i].line;
    let joint = |i: usize| small(i) && scene.is(i, C::Genitive);
    let is = |i: usize, classes: &[C]| classes.iter().any(|c| scene.is(i, *c));
    // "services" is what a house is for only behind "de".
    let noun = |i: usize| {
        small(i)
            && !is(i, &[C::Function, C::Stop, C::Link, C::Time])
            && (joint(i - 1) || !is(i, &[C::Chatter, C::Team]))
    };
    let article = |i: usize| small(i) && scene.is(i, C::Article) && joint(i - 1);
    let and = |i: usize| small(i) && scene.is(i, C::And) && scene.is(i, C::Link);
    let part = |i: &usize| *i > 0 && (joint(*i) || noun(*i) || article(*i) || and(*i));
    let start = at - (0..at).rev().take(QUALIFIED).take_while(part).count();
    let end = at + (at..limit).take_while(part).count();
    let house = start > 0 && scene.is(start - 1, C::Institution) && all[start - 1].capital();
    // "Marl Mill cannot do Monday".
    let name = |i: usize| all[i].capital() && all[i].kind == Kind::Word && !is(i, &[C::Time, C::Function]);
    let named = end < limit && name(end) && (joint(end - 1) || article(end - 1));
    house && end > at && (start + 2..=start + QUALIFIED).contains(&end) && (start..end).any(noun) && named
}

/// Small words between what kind of house it is and its name.
const QUALIFIED: usize = 10;

/// `1Key`, `monday.com`.
pub(super) fn letters_and_digits(scene: &Scene, at: usize) -> bool {
    let text = scene.mail.words(scene.tokens.all[at].span);
    let dotted = text.len() > 5
        && text.rsplit_once('.').is_some_and(|(a, b)| {
            a.len() > 2
                && (2..=3).contains(&b.len())
                && !a.contains(['.', '/', '('])
                && text.chars().all(|c| c.is_ascii_lowercase() || c == '.')
        });
    if dotted {
        return true;
    }
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().any(char::is_uppercase)
}

/// A brand in small letters is a name where the domain says so: "tern" from `tern.example`.
pub(super) fn small_brand(scene: &Scene, start: usize, limit: usize) -> usize {
    let mut best = start;
    if !scene.may_begin_domain(start) {
        return best;
    }
    for end in start + 1..=limit.min(start + 4) {
        if scene.tokens.all[end - 1].kind != Kind::Word && !scene.tokens.all[end - 1].is('&') {
            break;
        }
        if scene.is_exact(&(start..end)) {
            best = end;
            break;
        }
        if scene.agreement(&(start..end)) == Agreement::Full {
            best = end;
        }
    }
    if best == start && begins_domain(scene, start, limit) {
        return start + 1;
    }
    if best > start { to_legal_form(scene, best, limit).unwrap_or(best) } else { best }
}

/// "Sono Bea di **poi**, la gelateria" from `poigelato.example`: a domain goes on to what the house does.
fn begins_domain(scene: &Scene, at: usize, limit: usize) -> bool {
    let all = &scene.tokens.all;
    let ends = all.get(at + 1).is_none_or(|t| t.line || matches!(t.kind, Kind::Mark(_)));
    let kind = scene.is(at, C::Institution) || scene.is(at, C::Team) || scene.is(at, C::Article);
    at < limit && all[at].kind == Kind::Word && ends && !kind && scene.begins_domain(scene.tokens.fold(at))
}

/// "plinth Systems AG": behind a brand in small letters, the name goes on to its legal form.
fn to_legal_form(scene: &Scene, from: usize, limit: usize) -> Option<usize> {
    let same_line = |i: &usize| !scene.tokens.all[*i].line && scene.tokens.all[*i].kind == Kind::Word;
    let run = (from..limit.min(from + 4))
        .take_while(|i| same_line(i) && (scene.tokens.all[*i].capital() || scene.is(*i, C::Legal)));
    let last = run.filter(|i| scene.is(*i, C::Legal)).last()?;
    Some(last + 1)
}
