//! Matches the forms of `employer.toml` against sentences. How forms are written: [`EmployerSource`].
//!
//! Forms are found by their first word, so a text costs one look-up a token; slots are bounded, so a form costs
//! no more than a bounded number of steps wherever it is tried.
//!
//! [`EmployerSource`]: crate::words::schema::EmployerSource

use super::tokens::{Kind, Sentence, Token, Tokens};
use crate::words::schema::{EmployerWords, JobForm, JobPiece, JobSlot};
use std::ops::Range;

/// A slot takes no more tokens than this.
const SLOT: usize = 16;
/// A gap takes no more tokens than this.
const GAP: usize = 4;
/// A name takes no more tokens than this.
const NAME: usize = 3;
/// What stands between two commas takes no more tokens than this.
const ASIDE: usize = 14;

/// A form that was found.
#[derive(Clone, Debug)]
pub struct Match {
    /// The index of its rule in [`EmployerWords::rules`].
    pub rule: usize,
    /// What stands in its slots, as tokens of [`Tokens::all`].
    pub slots: Vec<Slot>,
}

/// What stands in a slot.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What it holds.
    pub what: JobSlot,
    /// Its tokens.
    pub range: Range<usize>,
    /// Does nothing but the sentence end it?
    pub open: bool,
    /// Does nothing but the sentence begin it?
    pub back: bool,
}

/// Forms, ready to be looked for.
#[derive(Clone, Copy, Debug)]
pub struct Forms<'a> {
    /// The words of all languages.
    pub words: &'a EmployerWords,
    /// The numbers of the tokens' words, as [`EmployerWords::id`] tells them.
    pub ids: &'a [Option<u16>],
}

impl Forms<'_> {
    /// Every form that stands in a sentence.
    pub fn find<'t>(&'t self, tokens: &'t Tokens, sentence: &'t Sentence) -> impl Iterator<Item = Match> + 't {
        let known = sentence.range.clone().filter_map(|i| Some((i, self.ids.get(i).copied().flatten()?)));
        let matcher = Matcher { words: self.words, ids: self.ids, tokens, sentence: &sentence.range };
        let firsts = EmployerWords::firsts(sentence.range.clone().map(|i| matcher.id(i)));
        known.flat_map(move |(i, id)| {
            let forms = self.words.forms(id).filter(move |form| self.words.may_stand(form, firsts));
            forms.filter_map(move |form| matcher.form(&form, i))
        })
    }
}

#[derive(Clone, Copy)]
struct Matcher<'a> {
    words: &'a EmployerWords,
    ids: &'a [Option<u16>],
    tokens: &'a Tokens,
    sentence: &'a Range<usize>,
}

impl Matcher<'_> {
    /// The form, with its anchor at token `at`.
    fn form(&self, form: &JobForm, at: usize) -> Option<Match> {
        let (anchor, pieces) = (form.anchor as usize, self.words.pieces(form));
        let mut slots = Vec::new();
        match &pieces[..anchor] {
            [JobPiece::Start] if self.first(at) => {}
            [.., JobPiece::Slot(what)] => {
                let start = self.sentence.start.max(at.saturating_sub(SLOT));
                let whole = pieces[0] == JobPiece::Start;
                if start == at || (whole && start != self.sentence.start) {
                    return None;
                }
                slots.push(Slot { what: *what, range: start..at, open: false, back: !whole });
            }
            [] => {}
            [.., JobPiece::Person] if self.person_before(at, pieces[0] == JobPiece::Start) => {}
            _ => return None,
        }
        self.rest(&pieces[anchor..], at, &mut slots)?;
        Some(Match { rule: form.rule as usize, slots })
    }

    fn rest(&self, pieces: &[JobPiece], at: usize, slots: &mut Vec<Slot>) -> Option<()> {
        let Some((piece, rest)) = pieces.split_first() else { return Some(()) };
        match *piece {
            JobPiece::Slot(what) => self.slot(what, rest, at, slots),
            JobPiece::Gap => (0..=GAP).find_map(|n| {
                let known = slots.len();
                let found = (at + n < self.sentence.end).then(|| self.rest(rest, at + n, slots)).flatten();
                if found.is_none() {
                    slots.truncate(known);
                }
                found
            }),
            JobPiece::Aside => self.aside(rest, at, slots),
            JobPiece::Person => {
                let long = (at..self.sentence.end).take(NAME).take_while(|i| self.is_name(*i)).count();
                (1..=long).find_map(|n| self.rest(rest, at + n, slots))
            }
            JobPiece::Start => self.first(at).then(|| self.rest(rest, at, slots))?,
            JobPiece::End => self.ends(self.quotes(at)).then_some(()),
            JobPiece::Words(set) => self.rest(rest, self.term(set, at)?, slots),
            JobPiece::Maybe(set) => self.rest(rest, self.term(set, at).unwrap_or(at), slots),
        }
    }

    /// "Our client, whose name I may give now, is Plinth": what stands between two commas, or nothing.
    fn aside(&self, rest: &[JobPiece], at: usize, slots: &mut Vec<Slot>) -> Option<()> {
        let comma = |i: &usize| self.tokens.all[*i].is(',');
        let opens = (at..self.sentence.end).next().filter(comma);
        let end = self.sentence.end.min(at + ASIDE);
        let closes = opens.into_iter().flat_map(|open| (open + 1..end).filter(comma));
        let known = slots.len();
        std::iter::once(at).chain(closes.map(|close| close + 1)).find_map(|from| {
            slots.truncate(known);
            self.rest(rest, from, slots)
        })
    }

    /// Does somebody's name stand before `at`, and is it all that does, if the sentence is to begin with it?
    fn person_before(&self, at: usize, whole: bool) -> bool {
        let start = self.sentence.start.max(at.saturating_sub(NAME));
        let from = (start..at).rev().take_while(|i| self.is_name(*i)).last();
        from.is_some_and(|from| !whole || self.first(from))
    }

    /// May the token be a part of somebody's name?
    fn is_name(&self, at: usize) -> bool {
        let token = &self.tokens.all[at];
        token.kind == Kind::Word && token.capital()
    }

    fn slot(&self, what: JobSlot, rest: &[JobPiece], at: usize, slots: &mut Vec<Slot>) -> Option<()> {
        let known = slots.len();
        let end = self.sentence.end.min(at + SLOT);
        if rest.is_empty() {
            // "for the position of" and the title on a line of its own.
            let range = if self.quotes(at) < self.sentence.end { at..end } else { self.next(at)? };
            slots.push(Slot { what, range, open: true, back: false });
            return Some(());
        }
        for stop in at + 1..=end {
            if matches!(self.tokens.all[stop - 1].kind, Kind::Link | Kind::Mark('?' | ';')) {
                return None;
            }
            slots.push(Slot { what, range: at..stop, open: false, back: false });
            if self.rest(rest, stop, slots).is_some() {
                return Some(());
            }
            slots.truncate(known);
        }
        None
    }

    /// The sentence behind this one, if it is the rest of it: a title that stands by itself.
    fn next(&self, at: usize) -> Option<Range<usize>> {
        let end = self.sentence.end;
        let starting = |at: usize| {
            let found = self.tokens.sentences.binary_search_by_key(&at, |s| s.range.start);
            found.ok().map(|i| &self.tokens.sentences[i])
        };
        let (here, next) = (starting(self.sentence.start)?, starting(end)?);
        (at == end && next.stream == here.stream).then(|| next.range.start..next.range.end.min(end + SLOT))
    }

    /// The token behind a term of `set` at `at`.
    fn term(&self, set: u16, at: usize) -> Option<usize> {
        let from = self.quotes(at);
        let inside = |i: usize| Some(from + i).filter(|at| *at < self.sentence.end);
        let id = |i: usize| inside(i).and_then(|at| self.id(at));
        self.words.term(set, id, |i| inside(i).map(|at| self.text(at))).map(|n| from + n)
    }

    /// The sentence ends here, or a mark ends the thought.
    fn ends(&self, at: usize) -> bool {
        let mark = |t: &Token| match t.kind {
            Kind::Mark(c) => matches!(c, '.' | '!' | '?' | ',' | ';' | ':' | '(' | '-' | '–' | '—' | '|' | '@'),
            _ => false,
        };
        at >= self.sentence.end || mark(&self.tokens.all[at])
    }

    /// The number of the token's word.
    fn id(&self, at: usize) -> Option<u16> {
        if self.tokens.all[at].is('|') { self.words.id(":") } else { self.ids[at] }
    }

    /// The folded token; a cell of a table ends as a label does.
    fn text(&self, at: usize) -> &str {
        if self.tokens.all[at].is('|') { ":" } else { self.tokens.fold(at) }
    }

    fn first(&self, at: usize) -> bool {
        self.quotes(self.sentence.start) >= at
    }

    /// The next token that is no quotation mark or star.
    fn quotes(&self, mut at: usize) -> usize {
        let passes = |k: Kind| matches!(k, Kind::Mark('"' | '“' | '”' | '„' | '«' | '»' | '*' | '_' | '>' | '•'));
        while at < self.sentence.end && passes(self.tokens.all[at].kind) {
            at += 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Mail;
    use crate::words;

    fn found(body: &str) -> Vec<(String, String)> {
        let mail = Mail::read(format!("From: a@b.example\n\n{body}\n").as_bytes()).unwrap();
        let (tokens, words) = (Tokens::of(&mail), words::employer());
        let ids: Vec<_> = (0..tokens.all.len()).map(|i| words.id(tokens.fold(i))).collect();
        let forms = Forms { words, ids: &ids };
        let mut out = Vec::new();
        for sentence in &tokens.sentences {
            for m in forms.find(&tokens, sentence) {
                let slot =
                    |s: &Slot| tokens.span(&s.range).map(|span| mail.words(span).to_string()).unwrap_or_default();
                out.push((words.rules[m.rule].0.clone(), m.slots.iter().map(slot).collect::<Vec<_>>().join(" | ")));
            }
        }
        out
    }

    #[test]
    fn slots_end_where_the_next_word_of_the_form_begins() {
        let all = found("for the \"Data Engineer\" position at Acme");
        assert!(all.contains(&("role-at-company".into(), "\"Data Engineer | Acme".into())), "{all:?}");
        assert_eq!(found("We look forward to seeing you."), []);
    }

    #[test]
    fn a_value_may_stand_on_the_next_line_by_itself() {
        let all = found("Position:\n\nData Engineer");
        assert!(all.iter().any(|(_, slots)| slots == "Data Engineer"), "{all:?}");
    }
}
