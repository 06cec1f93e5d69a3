//! Where a job title begins and ends: "for the position of **Sr Engineer - Inventory** at Acme".

use super::scene::Scene;
use crate::extract::phrase::Slot;
use crate::extract::tokens::{Case, Kind};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// A title has no more words than this.
const LONGEST: usize = 14;

/// A job title that was cut out of a text.
#[derive(Clone, Debug)]
pub struct Title {
    /// Its tokens.
    pub range: Range<usize>,
    /// Does it hold the head of a title: "engineer"?
    pub head: bool,
}

/// The job title in a slot; `None` when there is none.
pub fn of_slot(scene: &Scene, slot: &Slot) -> Option<Title> {
    let mut range = slot.range.clone();
    if slot.back {
        range.start = backwards(scene, &range);
    } else if !slot.open {
        range.start = behind_article(scene, &range);
    }
    cut(scene, range, slot.open)
}

/// A slot that reaches back holds a title only as far as its words look like one.
fn backwards(scene: &Scene, range: &Range<usize>) -> usize {
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
fn behind_article(scene: &Scene, range: &Range<usize>) -> usize {
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

/// Cuts a job title out of a range; an open one ends where the sentence goes on.
pub fn cut(scene: &Scene, range: Range<usize>, open: bool) -> Option<Title> {
    let start = begin(scene, &range);
    let end = finish(scene, start, range.end, open);
    let range = trim(scene, start..end);
    let words = scene.folds(&range).len();
    if words == 0 || words > LONGEST {
        return None;
    }
    let head = scene.has_head(&range);
    let title = Title { range, head };
    is_title(scene, &title).then_some(title)
}

fn begin(scene: &Scene, range: &Range<usize>) -> usize {
    let mut at = range.start + chatter(scene, range);
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
                    || (token.capital() && scene.people.contains(scene.tokens.fold(at)) && !scene.is_head(at))
                    || (scene.is(at, C::Function)
                        && token.case != Case::Upper
                        && !scene.is_head(at)
                        && !(token.capital() && scene.is(at, C::Level)))
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

/// How many words of meetings stand before the title: "technical interview for".
fn chatter(scene: &Scene, range: &Range<usize>) -> usize {
    let loose = |i: &usize| {
        let t = &scene.tokens.all[*i];
        let word = scene.is(*i, C::Chatter) || (scene.is(*i, C::Function) && !t.capital());
        t.is_text() && word && !scene.is_head(*i) && !scene.is(*i, C::Level)
    };
    let run = range.start..range.start + range.clone().take_while(loose).count();
    let meeting = run.clone().rev().find(|i| scene.is(*i, C::Chatter) && !scene.is(*i, C::Either));
    meeting.map_or(0, |i| i + 1 - range.start)
}

/// Where the title ends.
fn finish(scene: &Scene, start: usize, limit: usize, open: bool) -> usize {
    let capital = scene.tokens.all.get(start).is_some_and(|t| t.capital());
    let mut walk = Walk { scene, start, limit, open, capital, head: false, first_head: false };
    let mut at = start;
    while at < limit {
        match walk.step(at) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

struct Walk<'s, 'm> {
    scene: &'s Scene<'m>,
    start: usize,
    limit: usize,
    open: bool,
    capital: bool,
    head: bool,
    first_head: bool,
}

impl Walk<'_, '_> {
    /// The token behind the piece at `at`, or `None` where the title ends.
    fn step(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let token = &scene.tokens.all[at];
        if at > self.start && token.paragraph {
            return None;
        }
        match token.kind {
            Kind::Link => None,
            Kind::Number => (!scene.is_number(at) || !self.open).then_some(at + 1),
            Kind::Mark(mark) => self.mark(at, mark),
            Kind::Word => self.word(at),
        }
    }

    fn mark(&mut self, at: usize, mark: char) -> Option<usize> {
        let scene = self.scene;
        let next = (at + 1 < self.limit).then(|| &scene.tokens.all[at + 1]);
        let capital = next.is_some_and(|t| t.capital() && t.is_text());
        match mark {
            '(' => self.parenthesis(at),
            ',' if self.open => {
                let name = at + 2..self.run(at + 1);
                let person = scene.is_person(&(at + 1..name.end));
                (capital && self.head && !person && !scene.is(at + 1, C::Function) && !self.another_clause(at + 1))
                    .then_some(at + 1)
            }
            ',' | '&' | '+' | '/' | '·' | '\'' | '’' => Some(at + 1),
            ':' => (self.head && (at + 1 < self.limit) && scene.is(at + 1, C::Level)).then_some(at + 1),
            '-' | '–' | '—' if at + 1 < self.limit && self.meeting(at + 1) => None,
            '-' | '–' | '—' => {
                (!self.open || capital || (self.first_head && next.is_some_and(|t| t.kind == Kind::Word)))
                    .then_some(at + 1)
            }
            '"' | '“' | '”' | '„' | '«' | '»' | '*' | '_' if at == self.start => Some(at + 1),
            _ => None,
        }
    }

    /// Is it a word of meetings and not of titles?
    fn meeting(&self, at: usize) -> bool {
        let scene = self.scene;
        scene.is(at, C::Chatter) && !scene.is(at, C::Either) && !scene.is_head(at) && !scene.is(at, C::Level)
    }

    /// Capitalised words from `at` on.
    fn run(&self, at: usize) -> usize {
        let name = |i: &usize| self.scene.tokens.all[*i].capital() && self.scene.tokens.all[*i].kind == Kind::Word;
        at + (at..self.limit).take_while(name).count()
    }

    /// "Data Engineer, Acme would like": what follows is no part of the title.
    fn another_clause(&self, at: usize) -> bool {
        let behind = self.run(at);
        let verb =
            behind < self.limit && self.scene.tokens.all[behind].kind == Kind::Word && !self.scene.is(behind, C::Link);
        let own = self.scene.agreement(&(at..behind)) == super::label::Agreement::Full;
        own || (verb && !self.scene.is(behind, C::Stop) && self.capital)
    }

    /// Remarks in parentheses belong to the title unless they are numbers of the employer's.
    fn parenthesis(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let close = (at..self.limit.min(at + 9)).find(|i| scene.tokens.all[*i].is(')'))?;
        let inner = at + 1..close;
        let number = inner.clone().any(|i| scene.is_number(i) || scene.is(i, C::Reference) && !scene.is(i, C::Gender));
        let sentence =
            inner.clone().any(|i| scene.is(i, C::Function) && !scene.is(i, C::Link) && !scene.is(i, C::Gender));
        let manner = inner.len() <= 5 && inner.clone().any(|i| scene.is(i, C::Manner));
        let remark = inner.len() > 2
            && !scene.tokens.all[inner.start].capital()
            && !scene.has_head(&inner)
            && !scene.is(inner.start, C::Level);
        (!number && !sentence && !manner && !remark && !inner.is_empty()).then_some(close + 1)
    }

    fn word(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let token = &scene.tokens.all[at];
        let head = scene.is_head(at);
        if head {
            self.head = true;
            self.first_head |= scene.is_first_head(at);
            return Some(at + 1);
        }
        if scene.is(at, C::Gender) {
            return Some(at + 1);
        }
        let named = at + 1 < self.limit && scene.tokens.all[at + 1].capital();
        if scene.is(at, C::Honorific) && at > self.start && token.capital() && (named || !scene.is(at, C::Level)) {
            return None;
        }
        if !self.open && !token.line && !scene.is(at, C::Link) {
            let ends = self.head
                && !token.capital()
                && !scene.is(at, C::Link)
                && !scene.is(at, C::Level)
                && (scene.is(at, C::Stop) || scene.is(at, C::Function));
            return (!ends).then_some(at + 1);
        }
        if scene.is(at, C::Reference)
            && at > self.start
            && at + 1 < self.limit
            && (scene.is_number(at + 1) || !scene.tokens.all[at + 1].is_text())
        {
            return None;
        }
        if scene.is(at, C::Link) {
            return self.link(at);
        }
        if !token.capital() && scene.is(at, C::Stop) {
            return None;
        }
        let breaks = token.line && self.head && token.capital() && at > self.start;
        if breaks && !self.wrapped(at) {
            return None;
        }
        if token.capital() || scene.is(at, C::Level) || scene.is(at, C::Manner) {
            let known = self.head && (scene.is(at, C::Time) && !scene.is(at, C::Level));
            return (!known).then_some(at + 1);
        }
        // Small letters: before the head they may be anything, behind it only where words follow their head.
        let ordinal = at > self.start && scene.tokens.all[at - 1].kind == Kind::Number;
        let paired = at + 1 < self.limit && matches!(scene.tokens.all[at + 1].kind, Kind::Mark('/' | '('));
        let qualifies = self.first_head || !self.head || ordinal || paired;
        qualifies.then_some(at + 1)
    }

    /// Does the line before `at` fill its width, so that the break says nothing?
    fn wrapped(&self, at: usize) -> bool {
        let (all, mail) = (&self.scene.tokens.all, self.scene.mail);
        let before = all[at - 1].span.end;
        let text = mail.part(all[at].span.part);
        let line = text.get(..before).map_or(0, |t| before - t.rfind('\n').map_or(0, |n| n + 1));
        line >= 50
    }

    /// A small joining word belongs to the title when a name or a qualifying word follows it.
    fn link(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let genitive = scene.is(at, C::Genitive) && self.head;
        let and = scene.is(at, C::And) && self.head;
        let stop = scene.is(at, C::Stop) && !genitive && !and;
        if !self.open && !stop {
            return Some(at + 1);
        }
        let mut next = at + 1;
        while next < self.limit && scene.is(next, C::Link) && next < at + 3 {
            next += 1;
        }
        let token = (next < self.limit).then(|| &scene.tokens.all[next])?;
        if token.kind != Kind::Word || token.paragraph {
            return None;
        }
        let name = token.capital() && !scene.is_person(&(next..next + 1)) && !(stop_word(scene, next));
        let own = name && scene.agreement(&(next..self.run(next))) != super::label::Agreement::None;
        let fine = if stop {
            name && !own
                && self.head
                && !scene.is(next, C::Team)
                && next == at + 1
                && (scene.has_field(at - 1) || self.few(at))
        } else {
            (name && !own) || scene.is_head(next) || (self.first_head && self.qualifies(next))
        };
        fine.then_some(at + 1)
    }

    /// A word in small letters that says what the head is about, and does not begin a sentence of its own.
    fn qualifies(&self, at: usize) -> bool {
        let scene = self.scene;
        let pronoun = at + 1 < self.limit
            && scene.is(at + 1, C::Function)
            && scene.is(at + 1, C::Stop)
            && !scene.is(at + 1, C::Link);
        !scene.is(at, C::Function) && !scene.is(at, C::Stop) && !pronoun
    }

    /// "Lecturer in Comparative Literature", but not "Engineer in Berlin": the joint word is followed by two.
    fn few(&self, at: usize) -> bool {
        self.run(at + 1) >= at + 3
    }
}

/// Drops joints, marks and numbers at both ends.
fn trim(scene: &Scene, mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end {
        let last = range.end - 1;
        let token = &scene.tokens.all[last];
        let drop = match token.kind {
            Kind::Mark(')') => !closes(scene, &range),
            Kind::Mark(_) => true,
            Kind::Link => true,
            Kind::Number => scene.is_number(last),
            Kind::Word => {
                let joint = !token.capital()
                    && (scene.is(last, C::Link) || scene.is(last, C::Function))
                    && !scene.is_head(last)
                    && !scene.is(last, C::Level);
                scene.is_number(last)
                    || joint
                    || (scene.is(last, C::Reference)
                        && range.len() > 1
                        && !scene.is(last, C::Level)
                        && !scene.is(last, C::Gender))
            }
        };
        if !drop {
            break;
        }
        range.end = last;
    }
    place(scene, range)
}

fn closes(scene: &Scene, range: &Range<usize>) -> bool {
    range.clone().any(|i| scene.tokens.all[i].is('('))
}

/// "Product Owner (m/w/d) – Rosdorf/Remote": where the work is done is no part of the title.
fn place(scene: &Scene, range: Range<usize>) -> Range<usize> {
    let dash = |i: &usize| matches!(scene.tokens.all[*i].kind, Kind::Mark('-' | '–' | '—' | '|'));
    let Some(at) = range.clone().rev().find(dash) else { return range };
    let tail = at + 1..range.end;
    let pieces = |i: usize| scene.tokens.fold(i).split('/').any(|p| scene.words.is(p, C::Manner));
    let slashed = tail.clone().any(|i| scene.tokens.fold(i).contains('/') && pieces(i));
    if slashed && scene.has_head(&(range.start..at)) { range.start..at } else { range }
}

/// "and We", "und Ihr": a word that begins another thought, whatever its first letter.
fn stop_word(scene: &Scene, at: usize) -> bool {
    scene.is(at, C::Function) && scene.is(at, C::Stop) || scene.is(at, C::Honorific)
}

fn is_title(scene: &Scene, title: &Title) -> bool {
    let range = &title.range;
    if scene.is_person(range) {
        return false;
    }
    let names_meeting = range.clone().any(|i| {
        scene.is(i, C::Chatter)
            && !scene.is(i, C::Level)
            && !scene.is_head(i)
            && !scene.is(i, C::Team)
            && chatty(scene, i)
    });
    let words = || range.clone().filter(|i| scene.tokens.all[*i].is_text());
    let clock = words().all(|i| scene.is(i, C::Time) || scene.tokens.all[i].kind == Kind::Number);
    let stage = range.len() == 1 && scene.is(range.start, C::Chatter) && !scene.is(range.start, C::Level);
    if clock || stage {
        return false;
    }
    if title.head {
        let only_level =
            scene.folds(range).len() == 1 && scene.is(range.start, C::Team) && !scene.tokens.all[range.start].capital();
        let hiring = range.len() == 1
            && range.start > 0
            && scene.is(range.start - 1, C::Chatter)
            && scene.is(range.start - 1, C::Team);
        return !names_meeting && !only_level && !hiring;
    }
    let capital = scene.tokens.all[range.start].capital();
    let hollow = scene.all(range, &[C::Chatter, C::Team, C::Function, C::Time, C::Manner, C::Level, C::Stop]);
    let department = scene.is(range.end - 1, C::Team) || scene.is(range.end - 1, C::Institution);
    capital && !hollow && !department && !names_meeting && scene.agreement(range) == super::label::Agreement::None
}

/// Words of meetings that never stand in a title.
fn chatty(scene: &Scene, at: usize) -> bool {
    let fold = scene.tokens.fold(at);
    fold.len() > 4 && !scene.tokens.all[at].capital()
        || matches!(scene.tokens.all[at].kind, Kind::Word)
            && scene.words.is(fold, C::Chatter)
            && scene.words.is(fold, C::Stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Mail;

    fn titles(body: &str) -> Vec<String> {
        let mail = Mail::read(
            format!("From: Dana <dana@acme.example>\nTo: Ada Byron <ada@home.example>\n\n{body}\n").as_bytes(),
        );
        let mail = mail.unwrap();
        let scene = Scene::new(&mail);
        let mut found: Vec<String> =
            super::super::gather::gather(&scene).roles.into_iter().filter(|r| r.points > 66).map(|r| r.value).collect();
        found.dedup();
        found
    }

    #[test]
    fn a_title_ends_where_the_sentence_goes_on() {
        for (said, title) in [
            ("Thank you for applying for the Data Engineer role.", "Data Engineer"),
            (
                "You applied for the position of Sr. Engineer - Inventory Systems at Acme.",
                "Sr. Engineer - Inventory Systems",
            ),
            ("Thank you for your interest in the Product Manager, Growth position.", "Product Manager, Growth"),
            ("We are hiring for a Head of Data and would like to talk.", "Head of Data"),
            (
                "vielen Dank für Ihre Bewerbung als Leiterin der Abteilung Einkauf bei der Acme AG.",
                "Leiterin der Abteilung Einkauf",
            ),
            (
                "votre candidature au poste de chef de projet éditorial a retenu notre attention",
                "chef de projet éditorial",
            ),
            ("la vacante de Técnico/a de Laboratorio en Acme", "Técnico/a de Laboratorio"),
            (
                "über Ihre Bewerbung auf die Stelle als\n\n    Oberarzt (m/w/d) Innere Medizin\n\nfreuen wir uns",
                "Oberarzt (m/w/d) Innere Medizin",
            ),
        ] {
            assert_eq!(titles(said).first().map(String::as_str), Some(title), "{said}");
        }
    }

    #[test]
    fn numbers_places_and_manners_are_no_part_of_it() {
        assert_eq!(titles("for the position of R0012345 Data Engineer (Remote)"), ["Data Engineer"]);
        assert_eq!(titles("for the role of Data Engineer (Ref. 4711)."), ["Data Engineer"]);
    }

    #[test]
    fn people_meetings_and_teams_are_no_titles() {
        for said in [
            "You will meet the hiring manager, Dave Stone.",
            "We would like to invite you for an interview.",
            "Thank you for your interest in the role.",
            "as discussed with Ada Byron for the role",
            "about the next step on Tuesday at 4 PM",
        ] {
            assert_eq!(titles(said), Vec::<String>::new(), "{said}");
        }
    }
}
