//! Which cues a message holds: every form of the language's data, matched in every sentence.
//!
//! A sentence's words become sets of bits, one set a group; a form moves the set of places it has
//! reached along its pieces. Nothing is tried twice.

use super::scan::{Place, SENTENCE_LIMIT, Scan, Sentence};
use crate::text::Span;
use crate::words::schema::{Cue, Piece, PurposeWords, Says, Scope};

/// A cue that was found.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// The cue.
    pub cue: &'static Cue,
    /// Where it stands.
    pub place: Place,
    /// Its sentence in [`Scan::sentences`].
    pub sentence: usize,
    /// Does the writer of a forwarded message say it?
    pub forwarded: bool,
    /// Its words.
    pub seen: Span,
}

/// Every cue of every sentence, in the order of the text.
pub fn hits(scan: &Scan, words: &'static PurposeWords) -> Vec<Hit> {
    read(scan, words, |_, _| {})
}

/// As [`hits`]; tells for every sentence which named groups of words stand in it, in the order of the text.
pub fn read(
    scan: &Scan,
    words: &'static PurposeWords,
    mut concepts: impl FnMut(&Sentence, &[&'static str]),
) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut board = Board::new(words.groups as usize);
    let mut near = Vec::new();
    for (index, sentence) in scan.sentences.iter().enumerate() {
        board.set(scan, sentence, words);
        board.candidates(words, &mut near);
        concepts(sentence, &board.concepts(words));
        for form in near.iter().map(|form| &words.forms[*form as usize]) {
            let cue = &words.cues[form.cue as usize];
            if counts(cue.scope, sentence.place)
                && !(sentence.place == Place::Link && tells_of_a_change(cue.says))
                && let Some((from, to)) = board.find(words.pieces(form))
            {
                let (place, forwarded) = (sentence.place, sentence.forwarded);
                found.push(Hit { cue, place, sentence: index, forwarded, seen: scan.span(sentence, from, to) });
            }
        }
    }
    late(&mut found);
    void(&mut found);
    chosen(&mut found);
    moved(&mut found);
    part_of(&mut found);
    found
}

/// Drops an apology for the mail itself: "sorry for the late reply" moves nothing.
fn late(found: &mut Vec<Hit>) {
    let late: Vec<Span> = found.iter().filter(|h| h.cue.says == Says::Late).map(|h| h.seen).collect();
    let moves = |h: &Hit| h.cue.says == Says::Reschedule && late.iter().any(|l| l.overlaps(&h.seen));
    found.retain(|h| h.cue.says != Says::Late && !moves(h));
}

/// Drops what stands in a sentence that says what might be, and meetings in one that says what has been.
fn void(found: &mut Vec<Hit>) {
    let sentences = |says| -> Vec<usize> { found.iter().filter(|h| h.cue.says == says).map(|h| h.sentence).collect() };
    let (might_be, has_been) = (sentences(Says::Void), sentences(Says::Past));
    let is_meeting =
        |says| matches!(says, Says::Invitation | Says::Times | Says::Confirmation | Says::Reschedule | Says::Interview);
    let stays = |says| matches!(says, Says::Receipt | Says::Newsletter) || !is_class(says);
    found.retain(|h| {
        let interview = h.cue.says == Says::Interview;
        let might = might_be.contains(&h.sentence) && (!stays(h.cue.says) || interview);
        let past = has_been.contains(&h.sentence) && is_meeting(h.cue.says);
        !might && !past
    });
}

/// Drops a move that is only told of what may be chosen instead: "if you would rather come on Wednesday". A mail that
/// moves a meeting says so elsewhere, too.
fn chosen(found: &mut Vec<Hit>) {
    let sentences = |says| -> Vec<usize> { found.iter().filter(|h| h.cue.says == says).map(|h| h.sentence).collect() };
    let (choices, moves) = (sentences(Says::Choice), sentences(Says::Reschedule));
    if moves.iter().all(|sentence| choices.contains(sentence)) {
        found.retain(|h| h.cue.says != Says::Reschedule);
    }
}

/// Drops an invitation that is a move: "we would like to move our interview" is no wish to meet.
fn moved(found: &mut Vec<Hit>) {
    let moves: Vec<Hit> = found.iter().filter(|h| h.cue.says == Says::Reschedule).copied().collect();
    found.retain(|h| {
        h.cue.says != Says::Invitation || !moves.iter().any(|m| m.cue.points >= MOVE && h.seen.overlaps(&m.seen))
    });
}

/// A cue of a move that is more than an apology.
const MOVE: u8 = 6;

/// Drops what is only a part of a longer cue: "absagen" says no, "das Gespräch absagen" calls off.
fn part_of(found: &mut Vec<Hit>) {
    let inside = |short: &Hit, long: &Hit| {
        long.sentence == short.sentence
            && long.cue.says != short.cue.says
            // Who invites names a time in the same breath.
            && (long.cue.says, short.cue.says) != (Says::Times, Says::Invitation)
            && long.cue.points + 1 >= short.cue.points
            && long.seen.start <= short.seen.start
            && short.seen.end <= long.seen.end
            && long.seen.end - long.seen.start > short.seen.end - short.seen.start
            && is_class(long.cue.says)
            && is_class(short.cue.says)
    };
    let all = found.clone();
    let mut from = 0;
    found.retain(|short| {
        while all[from].sentence < short.sentence {
            from += 1;
        }
        let near = all[from..].iter().take_while(|h| h.sentence == short.sentence);
        !near.take(NEAR).any(|long| inside(short, long))
    });
}

/// So many cues of one sentence are compared with one another.
const NEAR: usize = 64;

fn is_class(says: Says) -> bool {
    !matches!(
        says,
        Says::Interview
            | Says::Elsewhere
            | Says::Daily
            | Says::Scam
            | Says::Context
            | Says::Void
            | Says::Past
            | Says::Choice
            | Says::Late
            | Says::Formal
            | Says::Informal
    )
}

/// Whatever has happened to a meeting, it is no label of a link that tells it.
fn tells_of_a_change(says: Says) -> bool {
    matches!(says, Says::Cancellation | Says::Reschedule)
}

fn counts(scope: Scope, place: Place) -> bool {
    match scope {
        Scope::Anywhere => true,
        Scope::Subject => place == Place::Subject,
        Scope::Body => place != Place::Subject,
    }
}

/// Where the terms of each group start in one sentence, and how long they are.
struct Board {
    /// One set of starts a group: does it occur at all?
    starts: Vec<u128>,
    /// Every term: group, start, length.
    terms: Vec<(u16, u8, u8)>,
    /// The groups that occur, each where it stands first.
    groups: Vec<u16>,
    len: usize,
}

impl Board {
    fn new(groups: usize) -> Board {
        Board { starts: vec![0; groups], terms: Vec::new(), groups: Vec::new(), len: 0 }
    }

    fn set(&mut self, scan: &Scan, sentence: &Sentence, words: &PurposeWords) {
        self.groups.drain(..).for_each(|group| self.starts[group as usize] = 0);
        self.terms.clear();
        self.len = sentence.words.len().min(SENTENCE_LIMIT + 7);
        for at in 0..self.len {
            let mut note = |group: u16, len: usize| {
                let starts = &mut self.starts[group as usize];
                if *starts == 0 {
                    self.groups.push(group);
                }
                *starts |= 1 << at;
                self.terms.push((group, at as u8, len as u8));
            };
            words.terms(|i| scan.word(sentence, at + i), &mut note);
            if let Some(capital) = scan.capital(sentence, at) {
                let rest = |i| if i == 0 { Some(capital) } else { scan.word(sentence, at + i) };
                words.terms(rest, &mut note);
            }
        }
    }

    /// The forms whose first group stands in the sentence, in the order of the data.
    fn candidates(&self, words: &PurposeWords, near: &mut Vec<u16>) {
        near.clear();
        self.groups.iter().for_each(|group| near.extend(words.beginning(*group)));
        near.sort_unstable();
    }

    /// The named groups that stand in the sentence, each where it stands first.
    fn concepts(&self, words: &'static PurposeWords) -> Vec<&'static str> {
        self.groups.iter().filter_map(|group| words.names.get(usize::from(*group))).map(String::as_str).collect()
    }

    /// The first and one past the last word of a place where the form stands.
    fn find(&self, pieces: &[Piece]) -> Option<(usize, usize)> {
        let all = pieces.iter().all(|p| match p {
            Piece::Group(g) => self.starts[*g as usize] != 0,
            Piece::Gap(_) | Piece::Start => true,
        });
        if !all {
            return None;
        }
        let mut reached = u128::MAX;
        for piece in pieces {
            reached = match piece {
                Piece::Group(group) => self.after(*group, reached),
                Piece::Start => reached & 1,
                Piece::Gap(gap) => (0..*gap).fold(reached, |r, _| r | r << 1),
            };
            if reached == 0 {
                return None;
            }
        }
        let from = match pieces.first() {
            Some(Piece::Group(first)) => self.starts[*first as usize].trailing_zeros() as usize,
            _ => 0,
        };
        let to = reached.trailing_zeros() as usize;
        Some((from.min(to), to.min(self.len)))
    }

    /// The places right after a term of `group` that starts at one of `from`.
    fn after(&self, group: u16, from: u128) -> u128 {
        let ours = self.terms.iter().filter(|(g, at, _)| *g == group && from >> at & 1 == 1);
        ours.fold(0, |set, (_, at, len)| set | 1u128.checked_shl(u32::from(at + len)).unwrap_or(0))
    }
}
