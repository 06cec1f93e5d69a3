//! Who is named beside a meeting and does something else: "Dana is on holiday", "Leo will send you the forms".

use super::sentence;
use crate::extract::finder::Finder;
use crate::extract::format::List;
use crate::extract::rules::Context;
use crate::text::{Part, Span, find_word};
use crate::words::schema::{PeopleWords, Phrases};
use std::ops::Range;

/// So much of a sentence on each side of a name may speak of it: of one without end nobody reads more.
const NEAR: usize = 600;

/// Where somebody works is said in so many words.
const HOUSE: usize = 5;

/// Tells who is named beside a meeting and not to be met.
pub(in crate::extract) struct Aside<'a> {
    text: &'a str,
    words: &'static PeopleWords,
    /// What is done beside a meeting with somebody: "leave your bike with".
    done_with: Finder<'static>,
    elsewhere: Elsewhere,
    later: Later,
    /// What stands behind somebody whose place another takes, or who was met together with the writer.
    replaced: Finder<'static>,
}

/// Tells what people do beside a meeting, and what keeps them away.
pub(super) struct Elsewhere {
    words: &'static PeopleWords,
    finder: Finder<'static>,
    /// What somebody does who brings the reader to others.
    guides: Finder<'static>,
}

/// Where the mail speaks of what may come when the meeting is over: "if that goes well".
pub(super) struct Later(Vec<Span>);

impl Later {
    pub(super) fn new(it: &Context) -> Later {
        let mut all: Vec<Span> = it.texts().iter().flat_map(|text| text.spans(List::Perhaps)).collect();
        all.sort_by_key(|span| span.start);
        Later(all)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Does it so in these bytes of a text that begins at a byte of its part?
    pub(super) fn is_in(&self, part: Part, bytes: Range<usize>, start: usize) -> bool {
        let bytes = start + bytes.start..start + bytes.end;
        let first = self.0.partition_point(|span| span.start < bytes.start);
        self.0[first..].iter().take_while(|span| span.start < bytes.end).any(|span| span.part == part)
    }
}

impl Elsewhere {
    pub(super) fn new(words: &'static PeopleWords) -> Elsewhere {
        let finder = Finder::default().with(0, &words.elsewhere).with(0, &words.kept_away);
        Elsewhere { words, finder, guides: Finder::default().with(0, &words.guides) }
    }

    /// The first byte, in what stands behind a name, of words for bringing the reader to others.
    pub(super) fn leads(&self, behind: &str) -> Option<usize> {
        self.guides.all(behind).iter().map(|hit| hit.at).min()
    }

    /// Does what stands behind a name, in small letters, begin with such words?
    pub(super) fn begins(&self, behind: &str) -> bool {
        let rest = behind.trim_start_matches([',', ' ', '\n']);
        // "Dana also sends the forms"; what somebody does "who ..." only says who it is.
        let small = self.words.too.iter().find_map(|w| rest.strip_prefix(w)?.strip_prefix(' '));
        [Some(rest), small].into_iter().flatten().any(|rest| self.finder.begins(rest))
            || self.begins_behind_a_house(rest)
    }

    /// "Dana from HR will send you the forms": the same behind where somebody works.
    fn begins_behind_a_house(&self, rest: &str) -> bool {
        let of = |o: &str| rest.strip_prefix(o).is_some_and(|behind| behind.starts_with(' '));
        let blanks = || rest.match_indices(' ').map(|(at, _)| at + 1).take(HOUSE);
        self.words.out_of.iter().any(of) && blanks().any(|at| self.finder.begins(&rest[at..]))
    }
}

impl<'a> Aside<'a> {
    /// With the words of the mail's language.
    pub(in crate::extract) fn new(it: &'a Context) -> Aside<'a> {
        let words = &it.words.people;
        let done_with = Finder::default().with(0, &words.done_with);
        let later = Later::new(it);
        let replaced = Finder::default().with(0, &words.replaced).with(0, &words.felt);
        Aside { text: &it.mail.body.text, words, done_with, elsewhere: Elsewhere::new(words), later, replaced }
    }

    /// Does the sentence around a name in the body speak of somebody who is not to be met: a referee, who was met before,
    /// who had the job, or who does something else?
    pub(in crate::extract) fn names(&self, seen: Span) -> bool {
        let (text, words) = (self.text, self.words);
        let Some(before) = text.get(..seen.start).filter(|_| seen.part == Part::Body) else { return false };
        let from = sentence::start(before).max(before.len().saturating_sub(NEAR));
        let clause = before[before.ceil_char_boundary(from)..].to_lowercase();
        let to = sentence::around(text, seen.end).end.clamp(seen.end, seen.end + NEAR);
        let behind = text[seen.end..text.floor_char_boundary(to)].to_lowercase();
        let says = |list: &Phrases, clause: &str| list.iter().any(|n| find_word(clause, n).is_some());
        let own = behind.split([',', ';']).next().unwrap_or_default();
        let told = says(&words.not, &clause) || says(&words.apart, &behind) || says(&words.past, own);
        let later = self.later.is_in(Part::Body, from..to, 0);
        let replaced = self.replaced.begins(behind.trim_start());
        told || later || replaced || self.elsewhere.begins(&behind) || self.is_done_with(clause.trim_end())
    }

    /// Does what stands before a name end with what is done beside a meeting?
    fn is_done_with(&self, clause: &str) -> bool {
        self.done_with.all(clause).iter().any(|hit| hit.end == clause.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::each;

    #[test]
    fn who_does_something_else_is_not_met() {
        each(&[
            ("en", "The interview is on Friday at 3. Priya Raman is on holiday.", &[]),
            ("en", "The interview is on Friday at 3. Priya Raman booked the room.", &[]),
            ("en", "The interview is on Friday at 3. You can leave your bike with Priya Raman.", &[]),
            ("en", "Priya Raman is away, so Sam Hill will interview you on Friday at 3.", &["Sam Hill"]),
            ("en", "Instead of Priya Raman, Sam Hill will do the interview.", &["Sam Hill"]),
        ]);
    }

    #[test]
    fn who_has_a_title_and_does_something_else_is_not_met() {
        each(&[
            ("en", "You will meet Sam Hill. Mrs Orr is not part of the panel.", &["Sam Hill"]),
            ("en", "Dr. Orr knows you well.", &[]),
            ("nl", "Je spreekt met Joost Laan. Wethouder Pinas is niet bij het gesprek aanwezig.", &["Joost Laan"]),
            ("fr", "Vous rencontrerez Jean Duprat. Mme Roy n'y assistera pas.", &["Jean Duprat"]),
            ("en", "Mrs Orr has read your letter.", &["Orr"]),
            // Where they work may stand between.
            ("en", "Mrs Orr from payroll will send you the forms.", &[]),
            ("de", "Frau Kolb aus der Buchhaltung schickt Ihnen die Formulare.", &[]),
            ("fr", "Mme Roy, de la paie, vous demandera un RIB.", &[]),
            ("en", "Mrs Orr from payroll will be at the table.", &["Orr"]),
        ]);
    }
}
