//! Where a job title begins: behind articles, words of meetings, marks and people's names.

use super::scene::Scene;
use crate::extract::tokens::{Case, Kind};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// A slot that reaches back holds a title only as far as its words look like one.
pub(super) fn backwards(scene: &Scene, range: &Range<usize>) -> usize {
    let mut start = range.end;
    while start > range.start {
        let at = start - 1;
        let token = &scene.tokens.all[at];
        let fits = match token.kind {
            Kind::Word => {
                (token.capital() || scene.is_head(at) || scene.is(at, C::Level))
                    || (scene.is(at, C::Link) && token.span.end - token.span.start < 4)
            }
            Kind::Number => true,
            Kind::Mark(c) => matches!(c, '(' | ')' | ',' | '-' | '–' | '/' | '&' | '+'),
            Kind::Link => false,
        };
        if !fits || scene.is(at, C::Function) && !scene.is(at, C::Link) {
            break;
        }
        start = at;
    }
    start
}

/// "your interest in the Data Engineer role": the title stands behind the last article.
pub(super) fn behind_article(scene: &Scene, range: &Range<usize>) -> usize {
    let article = |i: &usize| {
        let small = scene.tokens.all[*i].case == Case::Lower;
        small && scene.is(*i, C::Function) && !scene.is(*i, C::Link) && !inside(scene, range, *i)
    };
    range.clone().rev().find(article).map_or(range.start, |i| i + 1)
}

fn inside(scene: &Scene, range: &Range<usize>, at: usize) -> bool {
    let open = (range.start..at).filter(|i| scene.tokens.all[*i].is('(')).count();
    let close = (range.start..at).filter(|i| scene.tokens.all[*i].is(')')).count();
    open > close
}

/// Where the title begins: behind what it is presented with, articles, numbers of the employer's and people's names.
pub(super) fn begin(scene: &Scene, range: &Range<usize>) -> usize {
    let mut at = range.start + chatter(scene, range);
    at += presented(scene, at..range.end);
    while at < range.end {
        let token = &scene.tokens.all[at];
        let level = |i: usize| i < range.end && (scene.is(i, C::Level) || scene.is_head(i));
        let skip = match token.kind {
            Kind::Mark('(') => !(level(at + 1) && range.clone().any(|i| i > at && scene.tokens.all[i].is(')'))),
            Kind::Mark('[') => {
                let close = (at..range.end).find(|i| scene.tokens.all[*i].is(']'));
                at = close.unwrap_or(at);
                true
            }
            Kind::Mark(_) => true,
            Kind::Number => scene.is_number(at),
            Kind::Word => {
                scene.is_number(at)
                    || counts(scene, at)
                    || (token.capital() && scene.people.contains(scene.tokens.fold(at)) && !scene.is_head(at))
                    || (scene.is(at, C::Function)
                        // "IT Support", but not "POST OF DRIVER", "I write".
                        && (token.case != Case::Upper || joins(scene, at) || scene.tokens.fold(at).len() == 1)
                        && !scene.is_head(at)
                        && !(token.capital() && scene.is(at, C::Level) && scene.tokens.fold(at).len() > 1))
                    || scene.is(at, C::Reference)
                        && at + 1 < range.end
                        && (scene.is_number(at + 1) || scene.tokens.all[at + 1].is(':'))
            }
            Kind::Link => return range.end,
        };
        if !skip {
            break;
        }
        at += 1;
    }
    at
}

/// "**Two** welders", "**deux** mécaniciens".
fn counts(scene: &Scene, at: usize) -> bool {
    let title = |i: usize| i < scene.tokens.all.len() && (scene.is_head(i) || scene.is_doer(i));
    scene.is(at, C::Count) && scene.tokens.all[at].case == Case::Lower && title(at + 1)
}

/// Is it a word that joins others, however it is written?
fn joins(scene: &Scene, at: usize) -> bool {
    [C::Link, C::Of, C::Article, C::Thing].iter().any(|class| scene.is(at, *class))
}

/// "the place as cook", "l'incarico di direttrice": the title is what comes behind, not what it is presented for.
fn presented(scene: &Scene, range: Range<usize>) -> usize {
    let small = |i: usize| !scene.tokens.all[i].capital();
    let first = range.start + usize::from(range.len() > 3 && scene.is(range.start, C::Article) && small(range.start));
    let as_ = first + 1;
    let joint = [C::Link, C::Genitive, C::Of].iter().any(|c| scene.is(as_, *c)) && !scene.is(first, C::Hires);
    let presents = as_ + 1 < range.end && scene.is(as_, C::Presents) && !joint && scene.is_head(as_ + 1);
    if presents && !scene.is_head(first) && small(first) { first + 2 - range.start } else { 0 }
}

/// How many words of meetings stand before the title: "technical interview for".
fn chatter(scene: &Scene, range: &Range<usize>) -> usize {
    let loose = |i: &usize| {
        let t = &scene.tokens.all[*i];
        let word = scene.is(*i, C::Chatter) || (scene.is(*i, C::Function) && !t.capital());
        t.is_text() && word && !scene.is_head(*i) && !scene.is(*i, C::Level)
    };
    let run = range.start..range.start + range.clone().take_while(loose).count();
    let meeting = run.clone().rev().find(|i| scene.is(*i, C::Chatter) && !scene.is(*i, C::Either));
    let meeting = meeting.map_or(0, |i| i + 1 - range.start);
    meeting.max(meeting_before_dash(scene, range))
}

/// Words of a meeting's name before a dash.
const NAME: usize = 4;

/// "**ORAL INTERVIEW -** PROGRAMME OFFICER": the name of a meeting, of which not every word is known, before a dash.
fn meeting_before_dash(scene: &Scene, range: &Range<usize>) -> usize {
    let all = &scene.tokens.all;
    let dash = |i: &usize| matches!(all[*i].kind, Kind::Mark('-' | '–' | '—' | ':'));
    let Some(at) = (range.start + 1..range.end).take(NAME).find(dash) else { return 0 };
    let plain = |i: usize| all[i].kind == Kind::Word && !scene.is_head(i) && !scene.is(i, C::Level);
    let meeting = scene.is(at - 1, C::Chatter) && !scene.is(at - 1, C::Either);
    let named = meeting && (range.start..at).all(plain) && scene.has_head(&(at + 1..range.end));
    if named { at + 1 - range.start } else { 0 }
}
