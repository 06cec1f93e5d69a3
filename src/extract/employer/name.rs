//! Where a company's name begins and ends, and what is none.

use super::label::Agreement;
use super::lower::{letters_and_digits, qualifies_house, small_brand, small_kind};
use super::scene::Scene;
use super::{fit, quotation};
use crate::extract::phrase::Slot;
use crate::extract::tokens::{Case, Kind, Token};
use crate::words::schema::{WordClass as C, folded};
use std::ops::Range;

/// The company's name in a slot; `None` when there is none.
pub fn of_slot(scene: &Scene, slot: &Slot) -> Option<Range<usize>> {
    let first = slot.range.start;
    let article = first < slot.range.end && !scene.tokens.all[first].capital() && scene.is(first, C::Function);
    let found = with_article(scene, slot, in_slot(scene, slot)?);
    let known = scene.agreement(&found) != Agreement::None
        || found.clone().any(|i| scene.is(i, C::Institution) || scene.is(i, C::Legal));
    // "at the Halifax property": what has an article of its own is a place or a thing, unless it is an institution.
    (!article || known || scene.is(first, C::Article) && !scene.is(first, C::Thing)).then_some(found)
}

/// "Dana de La Brume": an article with a capital inside a sentence belongs to the name.
fn with_article(scene: &Scene, slot: &Slot, name: Range<usize>) -> Range<usize> {
    let before = name.start.checked_sub(1).filter(|at| name.start == slot.range.start && !slot.back && *at > 0);
    let all = &scene.tokens.all;
    let own = |at: &usize| all[*at].capital() && !all[*at].line && scene.is(*at, C::Article) && all[at - 1].is_text();
    before.filter(own).map_or(name.clone(), |at| at..name.end)
}

fn in_slot(scene: &Scene, slot: &Slot) -> Option<Range<usize>> {
    if slot.back {
        let last = slot.range.end.saturating_sub(1);
        // "Marl Ltd. We would like": a sentence began behind the form.
        let stopped = last > slot.range.start && scene.mail.words(scene.tokens.all[last - 1].span).ends_with('.');
        if stopped && scene.is(last, C::Function) && !scene.is(last, C::Link) {
            return None;
        }
        let start = backwards(scene, &slot.range);
        return checked(scene, start..slot.range.end, false);
    }
    let start = begin(scene, &slot.range);
    let end = finish(scene, start, slot.range.end);
    let end = owner(scene, start..end, slot.range.end).unwrap_or(end);
    let described = slot.open && end < slot.range.end && goes_on_describing(scene, end);
    let known = (start..end).any(|i| scene.is(i, C::Institution) || scene.is(i, C::Legal));
    if described && !known && scene.agreement(&(start..end)) == Agreement::None {
        return None;
    }
    let rest = end..slot.range.end;
    let whole = slot.open || rest_is_hollow(scene, rest.clone()) || is_place(scene, &rest);
    let closed = !slot.open && end < slot.range.end;
    if closed && !whole {
        return None;
    }
    checked(scene, start..end, end < slot.range.end || !slot.open)
}

/// "Acme's Berlin office" names Acme; "Marlow's Bank" is a name.
fn owner(scene: &Scene, name: Range<usize>, limit: usize) -> Option<usize> {
    let small = [C::Function, C::Stop, C::Time, C::Link, C::Legal];
    let thing = name.end < limit
        && scene.tokens.all[name.end].kind == Kind::Word
        && !small.iter().any(|c| scene.is(name.end, *c));
    let owner = name.clone().find(|i| scene.tokens.fold(*i).ends_with("'s"))?;
    (thing && owner + 1 < name.end).then_some(owner + 1)
}

/// "ETI industrielle familiale": a capital that begins a description, not a name.
fn goes_on_describing(scene: &Scene, at: usize) -> bool {
    let token = &scene.tokens.all[at];
    let known = [C::Function, C::Stop, C::Time, C::Chatter, C::Team, C::Link, C::Legal, C::Manner, C::Of];
    token.kind == Kind::Word && !token.capital() && !token.line && !known.iter().any(|c| scene.is(at, *c))
}

fn rest_is_hollow(scene: &Scene, range: Range<usize>) -> bool {
    range.clone().all(|i| !scene.tokens.all[i].is_text() || scene.is(i, C::Function) || scene.is(i, C::Team))
}

/// "Marl Optik **in Vale**,": where the house is, which its name has been told before.
fn is_place(scene: &Scene, rest: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let name = |i: usize| all[i].capital() && !scene.is_head(i) || all[i].is('-') || scene.is(i, C::Link);
    let within = scene.is(rest.start, C::Within) && !all[rest.start].capital();
    (2..=5).contains(&rest.len()) && within && all[rest.start + 1].capital() && (rest.start + 1..rest.end).all(name)
}

/// The name at the start of a range, as far as it goes.
pub fn at_start(scene: &Scene, range: &Range<usize>) -> Option<Range<usize>> {
    let start = begin(scene, range);
    let end = finish(scene, start, range.end);
    // "Les Jardins du Marl" alone on its line: the article is a part of the name. So it is not in "Le Conseil du Marl".
    let led = start == range.start + 1 && end == range.end && scene.is(range.start, C::Article);
    let several = || scene.tokens.fold(range.start).ends_with('s') || !scene.is(start, C::Institution);
    let led = led && scene.tokens.all[range.start].capital() && !scene.is(range.start, C::Thing) && several();
    checked(scene, if led { range.start } else { start }..end, false)
}

fn backwards(scene: &Scene, range: &Range<usize>) -> usize {
    let mut start = range.end;
    // The name goes on to the front of its line, whatever stands above: "Hi Ada" and "Acme Steel would like".
    let opens = |at: usize| {
        let token = &scene.tokens.all[at];
        at + 1 < range.end && token.line && token.capital() && !scene.is_known(at) && !scene.tokens.all[at + 1].line
    };
    while start > range.start && (part_of_name(scene, start - 1, range.end, start == range.end) || opens(start - 1)) {
        start -= 1;
    }
    if start > range.start && small_kind(scene, start - 1, range.end) {
        start -= 1;
    }
    begin(scene, &(start..range.end))
}

fn begin(scene: &Scene, range: &Range<usize>) -> usize {
    let mut at = range.start;
    // "The Acme team" at the start of a line.
    let stop = |t: &Token| matches!(t.kind, Kind::Mark('.' | '!' | '?'));
    let opens = |at: usize| {
        let all = &scene.tokens.all;
        let the = scene.is(at, C::Thing) && scene.is(at + 1, C::Institution) && all[at + 1].capital();
        all[at].line || at > 0 && stop(&all[at - 1]) || the
    };
    // "'t Nest": what is never written with a capital belongs to the name that has one.
    let short = scene.tokens.fold(at).starts_with('\'');
    let article = at + 1 < range.end && !short && opens(at) && (scene.is(at, C::Article) || scene.is(at, C::Thing));
    // "El Clavo" of `bodega-elclavo.example`.
    let full = |range: Range<usize>| scene.agreement(&range) == Agreement::Full;
    let own = |end: usize| scene.is_exact(&(at..end)) || full(at..end) && !full(at + 1..end);
    if article && !(at + 2..=range.end.min(at + 3)).any(own) {
        at += 1;
    }
    while at < range.end {
        if team_of(scene, at, range.end) || person_and(scene, at, range.end) {
            at += 2;
            continue;
        }
        if team_behind_team(scene, at, range.end) {
            at += 1;
            continue;
        }
        let token = &scene.tokens.all[at];
        let skip = match token.kind {
            Kind::Mark('(' | '[') => false,
            Kind::Mark(_) => true,
            Kind::Word => {
                // "For Marl Mill" on a line: on whose behalf they sign.
                let behalf = token.line && scene.is(at, C::For) && at + 1 < range.end;
                let small = scene.is(at, C::Article) || scene.is(at, C::Function) && scene.is(at, C::Link);
                behalf || !token.capital() && small
            }
            _ => false,
        };
        if !skip {
            break;
        }
        at += 1;
    }
    at
}

/// "Kerem & Acme" from Acme: who meets whom.
fn person_and(scene: &Scene, at: usize, limit: usize) -> bool {
    let exact = |from: usize| (at + 3..=limit.min(at + 6)).any(|end| scene.is_exact(&(from..end)));
    let named = || exact(at + 2) && !exact(at);
    at + 2 < limit && scene.is(at + 1, C::And) && scene.is_person(&(at..at + 1)) && named()
}

/// "Team **HR** Plinth": the name stands behind both.
fn team_behind_team(scene: &Scene, at: usize, limit: usize) -> bool {
    let team = |i: usize| scene.is(i, C::Team) && !scene.is(i, C::Institution);
    at > 0 && at + 1 < limit && team(at) && team(at - 1) && !scene.is_known(at + 1) && !scene.is_exact(&(at..limit))
}

/// "Gente da Acme", "Recruiting der Acme": the name stands behind.
fn team_of(scene: &Scene, at: usize, limit: usize) -> bool {
    let joint = |i: usize| {
        let token = &scene.tokens.all[i];
        token.kind == Kind::Word && !token.capital() && scene.is(i, C::Link) && !scene.is(i, C::And)
    };
    // "Equipo de Selección de Acme": a team's, and no agency.
    let led = at > 1 && scene.is(at - 1, C::Link) && scene.is(at - 2, C::Team);
    let team = scene.is(at, C::Team) && !scene.is(at, C::Institution) && (led || !scene.is(at, C::Agency));
    // "Service de police de Valbrune": the domain says that it is all of the name.
    let own = |end: usize| scene.is_domain(&(at..end)) && !scene.is_domain(&(at + 2..end));
    at + 2 < limit
        && team
        && joint(at + 1)
        && scene.tokens.all[at + 2].capital()
        && !(at + 3..=limit.min(at + 7)).any(own)
}

fn finish(scene: &Scene, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit && part_of_name(scene, at, limit, at == start) {
        at += 1;
    }
    if at == start {
        return small_brand(scene, start, limit);
    }
    if let Some(end) = quotation::end(scene, &(start..at), limit) {
        return end;
    }
    // "Blue Duiker Talent" from `blueduikertalent.example`: the domain knows where the name ends.
    let own = |end: &usize| scene.is_exact(&(start..*end)) || scene.is_first_piece(&(start..*end));
    let more = (at + 1..=limit.min(at + 3)).rev().find(own);
    if let Some(more) = more {
        return more;
    }
    // "Acme Data Team": the team is not the company, where the domain says so.
    let team = at < limit && scene.is(at, C::Team) && !scene.is(at, C::Institution);
    let own = (start + 1..at).find(|end| scene.is_exact(&(start..*end)));
    // "Marl & Vale Data Team": where partners end, their team begins.
    let partners = (start..at).rev().find(|i| scene.tokens.all[*i].is('&')).map(|and| and + 2).filter(|end| *end < at);
    if team { own.or(partners).unwrap_or(at) } else { at }
}

/// May the token stand in a company's name?
fn part_of_name(scene: &Scene, at: usize, limit: usize, first: bool) -> bool {
    let token = &scene.tokens.all[at];
    let next = (at + 1 < limit).then(|| &scene.tokens.all[at + 1]);
    let goes_on = next.is_some_and(|t| t.capital() && t.kind == Kind::Word);
    // "at Marl & Sons on Thursday"
    let joined = goes_on && !scene.is(at + 1, C::Time);
    if !first && at > 0 && scene.is(at - 1, C::Legal) && !behind_legal(scene, at, limit) {
        return false;
    }
    if !first && at > 0 && token.line && !scene.is(at, C::Legal) && scene.tokens.all[at - 1].line {
        return false;
    }
    match token.kind {
        // "Pallet & Son": what is joined by a sign is no word of a sentence.
        Kind::Word if token.capital() && !first && at > 0 && scene.tokens.all[at - 1].is('&') => true,
        Kind::Word if token.capital() || scene.is(at, C::Legal) => first || !ends_before(scene, at),
        Kind::Word if first && small_kind(scene, at, limit) => true,
        Kind::Word => {
            !first && joins(scene, at) && (joined || next_is_link(scene, at + 1, limit))
                || !first && (qualifies_house(scene, at, limit) || articled(scene, at, limit))
                || letters_and_digits(scene, at)
        }
        Kind::Number => !first && (goes_on || next.is_none()) && scene.mail.words(token.span).len() < 4,
        Kind::Mark('&' | '+') => !first && goes_on,
        Kind::Mark(',') => {
            let legal = at + 1 < limit && scene.is(at + 1, C::Legal) && scene.tokens.all[at + 1].capital();
            !first && (legal || joins_partners(scene, at, limit))
        }
        // "Marl Girls' High School": several owners.
        Kind::Mark('\'' | '’') => !first && goes_on && owns(scene, at),
        Kind::Mark('(') => !first && closes_with_legal(scene, at, limit),
        Kind::Mark(')') => !first,
        // "Pvt. Ltd.", "Sp. z o.o.": legal forms are shortened.
        Kind::Mark('.') => {
            !first && !token.line && scene.is(at - 1, C::Legal) && at + 1 < limit && scene.is(at + 1, C::Legal)
        }
        _ => false,
    }
}

/// "Marl**,** Vale & Sons": does the comma join partners of one house?
pub(super) fn joins_partners(scene: &Scene, comma: usize, limit: usize) -> bool {
    let all = &scene.tokens.all;
    let named = |i: usize| all[i].kind == Kind::Word && all[i].case == Case::Capital && !scene.is_known(i);
    // "Tom, Dana & Ines" are people, "Tom, Dana & Ines LLP" is none.
    let form = |i: usize| (i..limit.min(i + 3)).any(|i| scene.is(i, C::Legal));
    let partner = |i: usize, form: bool| named(i) && !scene.is_head(i) && (form || !scene.is_person(&(i..i + 1)));
    let behind = (comma + 1..limit).take_while(|i| named(*i)).count();
    let next = comma + 1 + behind;
    let joint = |i: usize| i + 1 < limit && all[i].is('&') && all[i + 1].capital();
    let more = |i: usize| i + 1 < limit && all[i].is(',') && (joint(i + 1) || joins_partners(scene, i, limit));
    let form = joint(next) && form(next + 2);
    let partners = comma > 0 && (comma - 1..next).filter(|i| *i != comma).all(|i| partner(i, form));
    partners && (1..=2).contains(&behind) && (joint(next) || more(next))
}

/// "Girls**'**": an apostrophe right behind an "s".
fn owns(scene: &Scene, at: usize) -> bool {
    let before = scene.tokens.all[at - 1];
    before.span.end == scene.tokens.all[at].span.start && scene.mail.words(before.span).ends_with('s')
}

/// Behind a legal form only its other half follows: "GmbH & Co. KG".
fn behind_legal(scene: &Scene, at: usize, limit: usize) -> bool {
    let legal = |i: usize| i < limit && scene.is(i, C::Legal);
    let joint =
        matches!(scene.tokens.all[at].kind, Kind::Mark('&' | '+' | ',' | ')' | '(' | '.')) || scene.is(at, C::Link);
    legal(at) || joint && legal(at + 1) || scene.tokens.all[at].is(')') || !scene.tokens.all[at - 1].capital()
}

fn next_is_link(scene: &Scene, at: usize, limit: usize) -> bool {
    at + 1 < limit && scene.is(at, C::Link) && scene.tokens.all[at + 1].capital()
}

/// "Museum **of the** Shipwrights": what joins a house and its name may have an article.
fn articled(scene: &Scene, at: usize, limit: usize) -> bool {
    let all = &scene.tokens.all;
    let small = |i: usize| !all[i].capital() && !all[i].line;
    let house = |i: usize| scene.is(i, C::Institution) && !scene.is(i, C::Team) && all[i].capital();
    let of = if small(at) && scene.is(at, C::Article) { at - 1 } else { at };
    let joint = of > 0 && small(of) && scene.is(of, C::Of) && scene.is(of, C::Link) && !scene.is(of, C::Within);
    let article = of + 2 < limit && small(of + 1) && scene.is(of + 1, C::Article);
    let name = of + 2 < limit && all[of + 2].kind == Kind::Word && all[of + 2].capital() && !scene.is(of + 2, C::Time);
    joint && house(of - 1) && article && name
}

/// "University of X", "Institute for Y", "Müller und Söhne"; but "Acme in Berlin" is two things.
fn joins(scene: &Scene, at: usize) -> bool {
    // "Haus am Weiher", "Casa de la Fuente", but "bei Marl das Lager", "bei Marl im Einkauf": an article, and what one is
    // hidden in, joins only what a house is called.
    let hidden = scene.is(at, C::Stop) && !scene.is(at, C::Of);
    let article = scene.is(at, C::Article) && !scene.is(at, C::Genitive) || hidden && scene.is(at, C::Genitive);
    if article && !scene.is(at - 1, C::Institution) && !scene.is(at - 1, C::Link) {
        return false;
    }
    let open = !scene.is(at, C::Stop) || scene.is(at, C::And) || scene.is(at, C::Genitive) || scene.is(at, C::Article);
    scene.is(at, C::Link) && (open || scene.is(at - 1, C::Institution) && !scene.is(at, C::Within))
}

/// A capitalised word that begins something else: "Acme Monday", "Acme Hiring Team".
fn ends_before(scene: &Scene, at: usize) -> bool {
    let all = &scene.tokens.all;
    let legal = (at + 1..all.len().min(at + 4))
        .take_while(|i| all[*i].is_text() && all[*i].capital())
        .any(|i| scene.is(i, C::Legal));
    if legal {
        return false;
    }
    // "Cooperative La Ruche": an article with a capital, behind what the house is.
    let capital = |i: usize| all.get(i).is_some_and(|t| t.capital() && t.is_text() && !t.line);
    let article = scene.is(at, C::Article) && at > 0 && scene.is(at - 1, C::Institution);
    if article && capital(at) && capital(at + 1) {
        return false;
    }
    // "Clínica São Marlo": a saint, and no verb.
    if at > 0 && scene.tokens.fold(at) == "sao" && scene.is(at - 1, C::Institution) && capital(at) && capital(at + 1) {
        return false;
    }
    scene.is(at, C::Time)
        || scene.is(at, C::Function)
            && !scene.is(at, C::Link)
            && scene.tokens.all[at].case != crate::extract::tokens::Case::Upper
        || scene.is(at, C::Team) && !scene.is(at, C::Institution)
}

/// "(Pty) Ltd", "(Australia) Pty Ltd".
fn closes_with_legal(scene: &Scene, at: usize, limit: usize) -> bool {
    let close = (at..limit.min(at + 4)).find(|i| scene.tokens.all[*i].is(')'));
    close.is_some_and(|c| scene.is(at + 1, C::Legal) || (c + 1 < limit && scene.is(c + 1, C::Legal)))
}

/// The range, without what is no name, if a name is left.
pub fn checked(scene: &Scene, mut range: Range<usize>, goes_on: bool) -> Option<Range<usize>> {
    while range.start < range.end {
        let last = range.end - 1;
        let token = &scene.tokens.all[last];
        let hollow = match token.kind {
            Kind::Mark(')') => !range.clone().any(|i| scene.tokens.all[i].is('(')),
            Kind::Mark(_) if quotation::closes(scene, &range) => false,
            Kind::Mark(_) | Kind::Link => true,
            _ => !token.capital() && scene.is(last, C::Link) && !scene.is(last, C::Legal) && !scene.is_exact(&range),
        };
        if !hollow {
            break;
        }
        range.end = last;
    }
    range.end = before_and(scene, &range);
    let said = range.start > 0 && goes_on && scene.tokens.all.get(range.start).is_some_and(|t| t.capital() && !t.line);
    fit::can_be_name(scene, &range, said).then_some(range)
}

/// Where a name ends that something else is joined to. "Plinth and Ines would": the domain knows that the name is "Plinth".
fn before_and(scene: &Scene, range: &Range<usize>) -> usize {
    let and = range.clone().skip(1).find(|i| scene.is(*i, C::And) && !scene.tokens.all[*i].is('&'));
    let goes_on = scene.tokens.all.get(range.end).is_some_and(|t| t.kind == Kind::Word && !t.line);
    // "Plinth die Entwicklung": an article begins another thing.
    let article = range
        .clone()
        .skip(1)
        .find(|i| scene.is(*i, C::Article) && !scene.is(*i, C::Genitive) && !scene.tokens.all[*i].capital());
    // "Marl & Nephew of Whitby": where partners have their house.
    let partners = range.clone().find(|i| scene.tokens.all[*i].is('&')).unwrap_or(range.end);
    let place = |i: &usize| scene.is(*i, C::Of) && scene.is(*i, C::Link) && scene.is(*i - 1, C::Institution);
    if let Some(at) = (partners + 2..range.end).find(place).filter(|_| scene.agreement(range) == Agreement::None) {
        return at;
    }
    let cut = and.filter(|_| goes_on).or(article).filter(|at| {
        scene.agreement(&(range.start..*at)) == Agreement::Full && scene.agreement(range) != Agreement::Full
    });
    cut.unwrap_or(range.end)
}

/// Can this be a company's name at all?
pub fn is_name(scene: &Scene, range: &Range<usize>) -> bool {
    fit::can_be_name(scene, range, false)
}

/// "Plinth-Personalteam": whose team it is.
fn without_team<'t>(scene: &Scene, text: &'t str) -> &'t str {
    let team = |word: &str| {
        let word = folded(word);
        word.ends_with("team") || scene.words.is(&word, C::Team) && !scene.words.is(&word, C::Institution)
    };
    let cut = text.rsplit_once('-').filter(|(house, last)| team(last) && house.starts_with(char::is_uppercase));
    cut.map_or(text, |(house, _)| house)
}

/// The name without "'s", where the sentence goes on behind it and the owner is meant.
pub fn spelt(scene: &Scene, range: &Range<usize>, goes_on: bool) -> String {
    let text = scene.text(range);
    // "You + Plinth": what joins a name to others is none of it.
    let text = text.trim_start_matches(['+', '&', ' ']).trim_end_matches([',', ';', ':']);
    let text = without_team(scene, text);
    // "at Marlowe's.": nothing stands there that Marlowe could own.
    let ends =
        scene.tokens.all.get(range.end).is_none_or(|t| t.line || matches!(t.kind, Kind::Mark('.' | ',' | '!' | '?')));
    // "St Botolph's School": a patron owns nothing.
    let patron = text.split_once(' ').is_some_and(|(first, _)| matches!(first, "St" | "St." | "Saint"));
    let goes_on = goes_on && !ends && !patron;
    match text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")) {
        Some(owner) if goes_on => owner.to_string(),
        _ => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test::company;

    #[test]
    fn names_are_taken_as_they_are_written() {
        for (said, name) in [
            ("your application for the Buyer role at Marl & Sons Ltd has arrived", "Marl & Sons Ltd"),
            ("Thank you for applying to AT&T.", "AT&T"),
            ("opportunities at monday.com are growing", "monday.com"),
            ("Ihre Bewerbung als Koch bei der Auenland GmbH & Co. KG haben wir gelesen", "Auenland GmbH & Co. KG"),
            ("for the Actuary role at Karst Insurance (Pty) Ltd in Durban", "Karst Insurance (Pty) Ltd"),
            ("for the Actuary role at Acme's Berlin office", "Acme"),
            ("for the Actuary role at Marl & Vale Asset Management in Durban", "Marl & Vale"),
            ("Ihre Bewerbung als Koch bei der Auenland-Personalteam", "Auenland"),
            ("for the Actuary role at Marl, Vale & Trame LLP in Durban", "Marl, Vale & Trame LLP"),
            ("Thank you for applying to Marl Garage Ltd. We would like to meet you.", "Marl Garage Ltd."),
            ("Ihre Bewerbung als Koch beim Haus am Marlet haben wir gelesen", "Haus am Marlet"),
            ("Ihre Bewerbung als Koch bei Kanzlei Marl & Partner haben wir gelesen", "Kanzlei Marl & Partner"),
            ("Su candidatura al puesto de cocinero en La Ribera del Marl nos gusta", "La Ribera del Marl"),
            ("la sua candidatura come cuoco presso La Locanda del Marlo ci piace", "La Locanda del Marlo"),
            ("ha sido preseleccionada con nuestra empresa usuaria CLÍNICA MARL", "CLÍNICA MARL"),
            ("Unfortunately Marl Hospice has had to cancel your interview on Friday.", "Marl Hospice"),
            ("Marl & Vale is pleased to invite you to an interview on Friday.", "Marl & Vale"),
            ("Leider muss die Bäckerei Marl das Gespräch am Freitag absagen.", "Bäckerei Marl"),
            ("La Mairie de Marl a le plaisir de vous inviter à un entretien.", "Mairie de Marl"),
            ("Panadería Marl tiene el placer de invitarle a una entrevista.", "Panadería Marl"),
            ("Infelizmente a Farmácia Marl teve de cancelar a entrevista.", "Farmácia Marl"),
            ("Il Comune di Marl ha il piacere di invitarla a un colloquio.", "Comune di Marl"),
            ("Bakkerij Marl nodigt je uit voor een gesprek.", "Bakkerij Marl"),
            ("Ihre Bewerbung als Dozentin bei der TU Marl haben wir gelesen", "TU Marl"),
            ("Thanks for applying to join Marl Hospice! Are you free on Friday?", "Marl Hospice"),
            ("As you know, Marl Hospice is recruiting an accountant.", "Marl Hospice"),
            ("Ich arbeite im Recruiting von Marl Optik. Haben Sie am Freitag Zeit?", "Marl Optik"),
            ("Merci de votre intérêt pour Marl Optique. Êtes-vous libre vendredi ?", "Marl Optique"),
            ("Hoi Ada, dag!\n\nBakkerij Marl zoekt een boekhouder. Kun je vrijdag?", "Bakkerij Marl"),
            ("Are you free on Friday?\n\nDana Ito\nFor University of Marl", "University of Marl"),
            ("Could you come to the Museum of the Marl on Monday?", "Museum of the Marl"),
            ("Tu nous trouveras au Petit Marlet, 8 quai des Tanneurs.", "Petit Marlet"),
            ("Du findest uns in der Tischlerei Marl, Eingang über den Hof.", "Tischlerei Marl"),
            ("Ich habe Ihr Profil beim Sennereiverband Marl eG vorgestellt.", "Sennereiverband Marl eG"),
            ("for the Actuary role at Marl Girls' High School in Durban", "Marl Girls' High School"),
            ("Unser Mandant, die Marl Optik GmbH in Vale-Nord, möchte Sie kennenlernen.", "Marl Optik GmbH"),
            ("Good news from Marl & Vale on Friday", "Marl & Vale"),
            ("Eine gute Nachricht von Marl & Sohn ist da", "Marl & Sohn"),
            ("Marl & Zoon wil je graag spreken", "Marl & Zoon"),
            ("J'ai transmis votre profil à la Fromagerie Marl", "Fromagerie Marl"),
            ("Marl Srl, nostra cliente, desidera incontrarla", "Marl Srl"),
            ("Tengo noticias de Marl & Hijos", "Marl & Hijos"),
            ("Tenho novidades da Marl & Filhos", "Marl & Filhos"),
        ] {
            assert_eq!(company("Dana <dana@relay.example>", said).as_deref(), Some(name), "{said}");
        }
    }

    #[test]
    fn tools_times_places_and_people_are_none() {
        for said in [
            "an interview at 2pm on Zoom",
            "a call with Microsoft Teams",
            "an interview at our offices",
            "interviewing at your convenience",
            "an interview with Joan Mercer on Friday",
            "a role at the Harbour property",
            "next steps with Ada Byron",
            "Priya Raman wants to meet you on Friday",
            "Your call with Karl-Heinz, some context",
            "your application to the Hotel has been read",
            "Opdrachtgever wil je graag spreken.",
            "Good news from Ingeborga on Friday",
            "+13125550111 US (Chicago)",
            "an interview at our Leeds, Marl & Vale office",
            "Ihr Interesse an der Tätigkeit freut uns",
            "Tu nous trouveras au Petit Marlet, 8 h pile.",
            "Nous sommes à la Rue Marlet, 8 au fond.",
            "sono Dana della filiale di Marl, mi chiami",
            "Accept  Maybe  Decline",
            "Su experiencia en Panadería Marl nos interesa.",
            "Please bring your references from Marl Garage Ltd.",
            "o posto a que concorreu, no Edifício dos Paços",
        ] {
            assert_eq!(company("Dana <dana@gmail.com>", said), None, "{said}");
        }
    }

    #[test]
    fn a_house_may_have_a_given_name() {
        assert_eq!(
            company("Dana <dana@relay.example>", "your application for the Buyer role at Otto has arrived").as_deref(),
            Some("Otto")
        );
        assert_eq!(company("Dana <dana@clara.example>", "Clara would like to meet you").as_deref(), Some("Clara"));
        assert_eq!(
            company("Dana <dana@relay.example>", "your application for the Buyer role at Otto Ltd has arrived")
                .as_deref(),
            Some("Otto Ltd")
        );
    }

    #[test]
    fn the_domain_knows_where_a_name_begins_and_ends() {
        for (host, said, name) in [
            ("bodega-elquicio", "Te espero.\n\nDana\nEl Quicio", "El Quicio"),
            ("quicio", "Ci vediamo lunedì. A Quicio serve un cuoco.", "Quicio"),
            ("nextpier-stage", "See you on Monday at Next Pier, 5 Mill Row.", "Next Pier"),
            ("echtgraag", "Kom je langs? Wij van echt graag zoeken een bakker.", "echt graag"),
            ("stbotolphs", "See you on Monday.\n\nDana\nSt Botolph's Primary School", "St Botolph's Primary School"),
        ] {
            assert_eq!(company(&format!("Dana <dana@{host}.example>"), said).as_deref(), Some(name), "{said}");
        }
    }

    #[test]
    fn a_brand_in_small_letters_is_known_by_its_domain_wherever_it_stands() {
        for (host, said, name) in [
            ("marlet", "We do not know if marlet can take on a second barista.", "marlet"),
            ("poigelato", "Sono Dana di poi, la gelateria in via Larga. Passi venerdì alle tre?", "poi"),
            ("wearemarlet", "See you tomorrow at ten!\n\nDana x\nmarlet | homeware that fits", "marlet"),
        ] {
            assert_eq!(company(&format!("Dana <dana@{host}.example>"), said).as_deref(), Some(name), "{said}");
        }
        let host = "Rota <rota4@marlet.planable.example>";
        assert_eq!(company(host, "Nobody reads what marlet brings."), None);
    }

    #[test]
    fn a_house_is_named_in_full() {
        for (from, said, name) in [
            ("Dana <dana@valeogmarl.example>", "See you on Monday.\n\nDana\nVale & Marl", "Vale & Marl"),
            ("Dana <dana@gmail.com>", "Bis Montag!\n\nDana\nfür den Kinderladen Marl e. V.", "Kinderladen Marl e. V."),
            (
                "Dana <dana@cm-valedomarl.example>",
                "Até segunda.\n\nDana\nCâmara Municipal de Vale do Marl",
                "Câmara Municipal de Vale do Marl",
            ),
            (
                "Dana (IPML) <dana@ipml.example>",
                "Até segunda.\n\nDana\nInstituto Politécnico de Marl Longo",
                "Instituto Politécnico de Marl Longo",
            ),
            ("Dana <dana@gmail.com>", "A entrevista é amanhã às 10h30, lá na Malharia Marl.", "Malharia Marl"),
            ("Dana <dana@lesmarls-asbl.example>", "À lundi.\n\nDana\nLes Marls ASBL", "Les Marls ASBL"),
            ("Dana <dana@marlharbour.example>", "Bye.\n\nDana\nTown of Marl Harbour", "Town of Marl Harbour"),
            (
                "Dana <dana@lmrps.example>",
                "Venue: Room 4, 2/F, Lower Marl Road Primary School",
                "Lower Marl Road Primary School",
            ),
            ("La Marlotte <no-reply@flatchr.io>", "Nous souhaitons vous rencontrer.\n\nDana", "La Marlotte"),
            (
                "Dana <dana@marlbank.example>",
                "Bis Montag!\n\nDana\nRegionalbank Marl\nT 055 | marlbank.example",
                "Regionalbank Marl",
            ),
            (
                "Dana <dana@hs-marl.example>",
                "Bis Montag!\n\nDana\nHochschule Marl\nUniversity of Applied Sciences",
                "Hochschule Marl",
            ),
            ("Joan Vale <joan@gmail.com>", "Bye.\n\nJoan\n\nJoan & Tom Vale\nMarl Dairy", "Marl Dairy"),
            ("Dana <dana@themarlet.example>", "Bye.\n\nDana\nThe Marlet Hotel", "The Marlet Hotel"),
            ("Dana <dana@marl-glazing.example>", "Bye.\n\nDana\nMarl & Vale, Glaziers", "Marl & Vale"),
            (
                "Dana <dana@mwu-forestry.example>",
                "Bye.\n\nDana\nCollege of Forestry\nMarl Western University",
                "Marl Western University",
            ),
            ("Dana <dana@valegroup.example>", "Bye.\n\nDana\nMarl Paints Ltd\nA Vale Group company", "Marl Paints Ltd"),
            ("Marlwright <no-reply@hire.lever.co>", "We'd like to meet you.\n\nDana Ito", "Marlwright"),
            ("Ayla von marlwerk <jobs-44@marlwerk.jobs.personio.de>", "Bis bald!\n\nmarlwerk · Büro", "marlwerk"),
            ("Secrétariat Maître Vale <s@marl-vale.example>", "À lundi.\n\nDana\n\nSCP Marl & Vale", "SCP Marl & Vale"),
            (
                "Sekretariat Vale <info@uni-marl.example>",
                "Prof. Vale lädt Sie ein.\n\nDana\n\nUniversität Marl",
                "Universität Marl",
            ),
            ("Dana <dana@tmarlet.example>", "Tot maandag.\n\nDana\n't Marlet vzw - wonen", "'t Marlet vzw"),
            ("\"Kita Marl, Verwaltung\" <info@kirche.example>", "Bis Montag!", "Kita Marl"),
            (
                "Dana Ito (Ward Workforce) <dana@vale.example>",
                "See you.\n\nDana\nWard Workforce\nMarl Hospital",
                "Marl Hospital",
            ),
            ("Marl Hospital <noreply@trac.jobs>", "You are invited to an interview at Marl Hospital.", "Marl Hospital"),
            (
                "Dana <dana@cssm.example>",
                "À lundi.\n\nDana\nCentre de services scolaire des Marls",
                "Centre de services scolaire des Marls",
            ),
            (
                "Município de Vale de Marl - Pessoal <pessoal@cm-valedemarl.example>",
                "Até segunda.\n\nDana\nMunicípio de Vale de Marl",
                "Município de Vale de Marl",
            ),
        ] {
            assert_eq!(company(from, said).as_deref(), Some(name), "{said}");
        }
        for (from, said) in [
            ("Ruprecht von Vale <vale@gmail.com>", "Bis Montag!"),
            ("Dana <info@kirchplatzbrot.example>", "Bis Montag!\n\nDana\nBrot, Torten und mehr"),
            ("Calendly <notifications@calendly.com>", "Your call is on Monday.\n\nCalendly LLC, 115 E Main St"),
        ] {
            assert_eq!(company(from, said), None, "{from}");
        }
        // Where somebody writes from is no house.
        for said in [
            "Até segunda. Um abraço do Douro,\nDana",
            "Bis Montag! Grüße aus Marl\nDana",
            "Te espero. Saludos desde Lima\nDana",
        ] {
            assert_eq!(company("Dana <dana@gmail.com>", said), None, "{said}");
        }
    }

    #[test]
    fn a_small_brand_needs_its_domain() {
        assert_eq!(company("Dana <dana@tern.example>", "your application to tern.").as_deref(), Some("tern"));
        assert_eq!(company("Dana <dana@gmail.com>", "your application to tern."), None);
    }
}
