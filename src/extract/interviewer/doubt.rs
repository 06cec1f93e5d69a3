//! What speaks against a name: that its sentence tells of something else than the meeting.

use super::elsewhere::Elsewhere;
use super::name::{self, Name};
use super::said::{Said, next_person};
use super::titles::{addressed, is_academic};
use super::{contact, sentence};
use crate::extract::Class;
use crate::text::{Part, Span, find_word};
use crate::words::schema::Phrases;
use std::ops::Range;

/// What is said of somebody in brackets or between commas is shorter.
const ASIDE: usize = 160;

/// No clause names more people by a title.
const TITLES: usize = 4;

impl Said<'_, '_> {
    /// "Dana (optional)", "Leo, who is leaving us": does what follows the name say that they do not interview?
    pub(super) fn stands_aside(&self, end: usize) -> bool {
        let rest = &self.text[end..sentence::around(self.text, end).end];
        let told = match rest.strip_prefix(" (") {
            Some(inside) => inside.split(')').next(),
            // What follows may be the next of a list.
            None if rest.starts_with(", ") && name::at(self.text, end + 2, self.words).is_some() => None,
            None => rest.strip_prefix(", ").and_then(|clause| clause.split([',', '\n', ';']).next()),
        };
        let told = told.filter(|told| told.len() < ASIDE).map(str::to_lowercase);
        told.is_some_and(|told| self.words.aside.iter().any(|a| find_word(&told, a).is_some()))
    }

    /// "Mr Ito having left", "Ito, who opens the door": does what stands between a name and the next person say that its
    /// owner is not met, or the sentence behind it: "He is not part of the interview"?
    pub(super) fn is_apart(&self, end: usize) -> bool {
        let stop = sentence::around(self.text, end).end;
        let says = |list: &Phrases, text: &str| list.iter().any(|a| find_word(text, a).is_some());
        let next = next_person(self.text, end..stop, self.words).map(|n| n.start);
        let listed = self.listed.iter().copied().find(|at| (end..stop).contains(at));
        let own = next.into_iter().chain(listed).min().unwrap_or(stop);
        if says(&self.words.apart, &self.lower[end..own]) {
            return true;
        }
        own == stop && self.is_left_out(stop + 1)
    }

    /// Does the sentence that begins at a byte speak first of somebody who is not met?
    fn is_left_out(&self, at: usize) -> bool {
        let behind = self.text.get(at..).is_some_and(|rest| rest.starts_with([' ', '\n']) && !rest.starts_with("\n\n"));
        if !behind {
            return false;
        }
        let sentence = &self.lower[at..sentence::around(self.text, at).end.max(at)];
        let mut found = self.words.left_out.iter().filter_map(|l| find_word(sentence, l));
        found.any(|to| next_person(self.text, at..at + to, self.words).is_none())
    }

    /// Is what the clause behind a name says over: "with Bia last week"?
    pub(super) fn is_past(&self, end: usize) -> bool {
        let rest = &self.text[end..sentence::around(self.text, end).end];
        let clause = &self.lower[end..end + rest.find([',', ';', ':', '\n']).unwrap_or(rest.len())];
        self.words.past.iter().any(|p| find_word(clause, p).is_some())
    }

    /// Does the sentence around a byte speak of the meeting, and not of one that is over or stands beside it?
    pub(super) fn is_of_the_meeting(&self, at: usize) -> bool {
        let sentence = &self.lower[sentence::around(self.text, at)];
        let says = |list: &Phrases| list.iter().any(|p| find_word(sentence, p).is_some());
        !says(&self.words.beside) && !says(&self.words.past)
    }

    /// Does the sentence around a byte speak of what may come when the meeting is over: "if that goes well, you'd meet"?
    pub(super) fn is_later(&self, at: usize) -> bool {
        let sentence = || sentence::around(self.text, at);
        !self.later.is_empty() && self.later.is_in(self.part, sentence(), self.start)
    }

    /// Does what stands behind a name begin with what people do beside a meeting: "Mrs Ito will send you the forms"?
    pub(super) fn acts_elsewhere(&self, end: usize) -> bool {
        let behind = &self.lower[end..sentence::around(self.text, end).end];
        self.elsewhere().begins(behind)
    }

    fn elsewhere(&self) -> &Elsewhere {
        self.elsewhere.get_or_init(|| Elsewhere::new(&self.it.words.people))
    }

    /// "Ask for Leo, who will take you up": does what the sentence says behind a name, up to the next person, tell of somebody
    /// who brings the reader to others?
    pub(super) fn leads_there(&self, end: usize) -> bool {
        let behind = &self.lower[end..sentence::around(self.text, end).end];
        let first = self.elsewhere().leads(behind);
        first.is_some_and(|first| next_person(self.text, end..end + first, self.words).is_none())
    }

    /// Is this byte below the line in which the writer signs? Firms stand there, and who else works for them.
    pub(super) fn is_below_the_letter(&self, at: usize) -> bool {
        let contact = contact(self.it);
        let signed = contact.fact().and_then(|c| c.seen.iter().find(|s| s.part == Part::Body));
        self.part == Part::Body && signed.is_some_and(|s| s.end < at)
    }

    /// "Rua Irmã Zélia", "rue du Commandant Rivière", "Rua do Carmo": is what looks like a person a street or a house?
    pub(super) fn is_a_street(&self, name: &Name) -> bool {
        let first = name.text.split(' ').next().unwrap_or_default();
        let named_so = name.words > 1 && name.is_bare() && self.words.streets.contains(&first.to_lowercase());
        if named_so && !name::begins_with_given(name) {
            return true;
        }
        let nouns = !self.words.no_name_endings.is_empty();
        let only = name.rank && name.gender.is_none() && name.title.is_none();
        let line = self.text[..name.start].rsplit('\n').next().unwrap_or_default();
        let mut before = line.split(' ').rev().filter(|w| !w.is_empty()).take(3).enumerate();
        let capital = |w: &str| w.starts_with(char::is_uppercase) && !w.ends_with(['.', ',', ':', ';', '!', '?']);
        only && before.any(|(at, word)| {
            let lower = word.to_lowercase();
            at == 0 && !nouns && capital(word) && line.trim() != word
                || self.words.streets.iter().any(|s| *s == lower || s.len() > 3 && lower.ends_with(s))
        })
    }

    /// Is this byte in a line of greeting?
    pub(super) fn greets(&self, at: usize) -> bool {
        let start = self.lower[..at].rfind('\n').map_or(0, |i| i + 1);
        let line = self.lower[start..].split('\n').next().unwrap_or_default().trim();
        let short = line.chars().count() < 60 && line.ends_with([',', ':', '!']);
        let opens = self.words.greetings.iter().any(|g| line.starts_with(g));
        opens && (short || line.chars().count() < 40)
    }

    /// Does the clause speak of somebody who arranges things, or of the past? A clause of few words is none of its own.
    pub(super) fn excluded(&self, at: usize) -> bool {
        // "Your meeting with Dana Ito, moved" heads a mail about that very meeting.
        if self.part == Part::Subject && self.it.class != Class::Invitation {
            return false;
        }
        let ends = self.lower[..at].rmatch_indices(['.', '!', '?', '\n', ';']).map(|(i, _)| i);
        let own = |(nth, i): &(usize, usize)| *nth == TITLES || !self.closes_a_title(*i);
        let start = ends.enumerate().find(own).map_or(0, |(_, i)| i + 1);
        let sentence = &self.lower[start..at];
        // "It is no longer Leo who will see you but Dana Ito".
        let but = self.words.but.iter().filter_map(|b| last_word(sentence, b)).max();
        let sentence = but.map_or(sentence, |at| &sentence[at..]);
        let mut clauses = sentence.rmatch_indices(", ").map(|(at, _)| &sentence[at + 2..]);
        // Asked at most once, and only behind a comma: it reads all names of the sentence.
        let mut aside = None;
        let mut closes = || *aside.get_or_insert_with(|| self.closes_an_aside(start..at));
        let own = |c: &&str| c.split(", ").next().unwrap_or(c).split_whitespace().count() >= 3 || closes();
        let clause = clauses.find(own).unwrap_or(sentence);
        let from = at - clause.len();
        self.words.not.iter().any(|n| find_word(clause, n).is_some_and(|not| !self.is_spent(n, from + not..at)))
    }

    /// Is the stop at a byte that of "Dr."?
    fn closes_a_title(&self, at: usize) -> bool {
        let word = self.lower[..at].rsplit([' ', '\n', '(', '\'', '’']).next().unwrap_or_default();
        self.lower[at..].strip_prefix(". ").is_some() && {
            let title = format!("{word}.");
            is_academic(&title) || addressed(&title, self.words).is_some()
        }
    }

    /// "In place of Leo comes Dana", "instead of Leo, Dana": is what stands between two bytes a phrase that speaks of the one
    /// person behind it, and more?
    fn is_spent(&self, phrase: &str, range: Range<usize>) -> bool {
        let own = || next_person(self.text, range.start + phrase.len()..range.end, self.words);
        self.words.instead.contains(phrase)
            && own().is_some_and(|other| !self.text[other.end..range.end].trim().is_empty())
    }

    /// "Instead of Leo, who is ill, you will see ...": is what stands between two bytes first a person and, between commas,
    /// what is said of them? Then a clause of its own follows.
    fn closes_an_aside(&self, range: Range<usize>) -> bool {
        let Some(other) = next_person(self.text, range.clone(), self.words) else { return false };
        let told = self.text[other.end..range.end].strip_prefix(", ").and_then(|rest| rest.split_once(", "));
        told.is_some_and(|(aside, rest)| {
            let and = rest.split(' ').next().is_some_and(|w| self.words.and.contains(w));
            aside.starts_with(char::is_lowercase) && !rest.trim().is_empty() && !and
        })
    }

    /// Does the tagger read a person in these words, and so surely?
    pub(super) fn is_somebody(&self, name: &Name, sure: f32) -> bool {
        let odds = self.odds(name);
        !odds.is_empty() && odds.iter().all(|odds| odds.is_some_and(|odds| odds >= sure))
    }

    /// "Free Parking": does the tagger hardly read a person in these words?
    pub(super) fn is_hardly_somebody(&self, name: &Name) -> bool {
        let odds = self.odds(name);
        !odds.is_empty() && odds.iter().all(|odds| odds.is_some_and(|odds| odds < UNLIKELY))
    }

    /// How likely the words of a name are a person's, where the tagger says so.
    fn odds(&self, name: &Name) -> Vec<Option<f32>> {
        let span = Span::new(self.part, self.start + name.start, self.start + name.end);
        let (scene, tags) = (self.it.employer.scene(), self.it.employer.tags());
        let all = scene.tokens.all.iter().zip(&tags.persons);
        all.filter(|(token, _)| token.span.overlaps(&span)).map(|(_, odds)| *odds).collect()
    }

    /// "Obviously", "Atelier": a capital says little where a sentence begins, and where all nouns have one.
    pub(super) fn may_be_a_thing(&self, name: &Name) -> bool {
        let nouns = !self.words.no_name_endings.is_empty();
        let before = self.text[..name.start].trim_end_matches([' ', '-', '*', '•']);
        nouns || before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':']) || is_vocative(before)
    }
}

/// The byte of the last place where words stand between blanks.
fn last_word(text: &str, words: &str) -> Option<usize> {
    let parted = |at: &usize| text[..*at].ends_with(' ') && text[at + words.len()..].starts_with(' ');
    text.rmatch_indices(words).map(|(at, _)| at).find(parted)
}

/// So likely is somebody a person for whom nothing else speaks.
pub(super) const LIKELY: f32 = 0.8;
/// And somebody before what only people do, whose name is no other word.
pub(super) const MAY_BE: f32 = 0.5;

/// And less so words that are a thing.
const UNLIKELY: f32 = 0.1;

/// "Hi Ada, Trains are late": does the comma at the end of a text close a greeting, behind which a sentence begins?
fn is_vocative(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.ends_with(',') && line.split_whitespace().count() <= GREETING
}

/// A greeting has no more words.
const GREETING: usize = 3;

#[cfg(test)]
mod tests {
    use super::super::tests::each;

    #[test]
    fn who_is_named_in_passing_is_not_met() {
        each(&[
            ("en", "As agreed with Priya Raman, you will meet Sam Hill.", &["Sam Hill"]),
            (
                "en",
                "You will meet Sam Hill. A talk with our partner, Dame Priya Raman, would follow in May.",
                &["Sam Hill"],
            ),
            ("de", "Sie treffen Jens Maurer. Ihre Vorgängerin, Frau Kolb, ist noch bis Mai da.", &["Jens Maurer"]),
            ("it", "Incontrerà Carla Sala. Responsabile del procedimento è il rag. Pio Orto.", &["Carla Sala"]),
            ("es", "Te recibirá Marta Gil. El Dr. Luis Paredes se inhabilitó.", &["Marta Gil"]),
        ]);
    }

    #[test]
    fn who_signs_as_the_undersigned_is_met_or_says_that_they_are_not() {
        each(&[
            ("es", "La comisión: la Dra. Marta Gil y quien suscribe.", &["Marta Gil", "Dana Ito"]),
            ("en", "The undersigned will interview you.", &["Dana Ito"]),
            (
                "en",
                "The undersigned unfortunately cannot be present; Priya Raman will interview you.",
                &["Priya Raman"],
            ),
        ]);
    }

    #[test]
    fn who_brings_the_reader_to_others_is_not_met() {
        each(&[
            ("en", "Please ask for Mr. Orr at the gate, who will guide you.", &[]),
            ("en", "Ask for Priya at the till and she'll bring you up to Hannah and me.", &["Hannah", "Dana Ito"]),
            ("en", "You will meet Sam Hill. Mrs Orr will take you up.", &["Sam Hill"]),
            (
                "de",
                "Sie sprechen mit Herrn Maurer; bitte melden Sie sich bei Frau Kolb, die bringt Sie hin.",
                &["Maurer"],
            ),
            ("de", "Frau Kolb bringt Sie dann zu Herrn Maurer.", &["Maurer"]),
            ("fr", "Vous rencontrerez M. Duprat. Mme Roy vous conduira à la salle.", &["Duprat"]),
            ("es", "Te recibirá Luis Paredes. La Sra. Gil te acompañará a la sala.", &["Luis Paredes"]),
            ("nl", "Je spreekt met Joost Laan. Mevrouw Pinas haalt je op bij de balie.", &["Joost Laan"]),
            // Who is asked for and does nothing else, is.
            ("en", "Please ask for Mr. Orr at the gate.", &["Orr"]),
        ]);
    }

    #[test]
    fn who_may_come_later_is_not_met() {
        each(&[
            ("en", "You will meet Sam Hill. If that goes well, you'd meet our director Priya Raman.", &["Sam Hill"]),
            ("en", "You would meet our foreman Sam Hill, too, but that's for later.", &[]),
            ("de", "Sie treffen Jens Maurer. Wenn das gut läuft, treffen Sie danach Petra Kolb.", &["Jens Maurer"]),
            (
                "fr",
                "Vous rencontrerez Jean Duprat. Si tout se passe bien, vous rencontrerez Salomé Roy.",
                &["Jean Duprat"],
            ),
            ("es", "Te recibirá Luis Paredes. Más adelante conocerás a Marta Gil.", &["Luis Paredes"]),
            ("pt", "Vai falar com a Marta Pacheco. Mais à frente falará com o Rui Prado.", &["Marta Pacheco"]),
            ("it", "Incontrerà Carla Sala. Più avanti incontrerà Pio Orto.", &["Carla Sala"]),
            ("nl", "Je spreekt met Joost Laan. Als dat goed gaat, ontmoet je Fatima Pinas.", &["Joost Laan"]),
            ("en", "If that suits you, you will meet Sam Hill.", &["Sam Hill"]),
        ]);
    }

    #[test]
    fn who_was_impressed_with_the_writer_is_not_met_again() {
        each(&[
            ("en", "Mr Hill and I were very impressed. The last step is to meet Ms Raman.", &["Raman"]),
            ("de", "Herr Maurer und ich waren beeindruckt. Nun treffen Sie Frau Kolb.", &["Kolb"]),
            ("fr", "M. Duprat et moi avons beaucoup apprécié. Vous rencontrerez Mme Roy.", &["Roy"]),
            ("es", "Luis Paredes y yo quedamos encantados. Ahora te recibirá Marta Gil.", &["Marta Gil"]),
            ("it", "Il dott. Orto e io siamo rimasti colpiti. Ora incontrerà Carla Sala.", &["Carla Sala"]),
            ("nl", "Joost Laan en ik waren onder de indruk. Nu spreek je met Fatima Pinas.", &["Fatima Pinas"]),
            ("en", "Mr Hill and I will see you on Friday.", &["Hill", "Dana Ito"]),
        ]);
    }

    #[test]
    fn whom_papers_are_with_or_who_is_on_leave_is_not_met() {
        each(&[
            ("en", "You will meet Sam Hill. Your file is now with Priya Raman.", &["Sam Hill"]),
            ("en", "You will meet Sam Hill. Fr. Orr has kindly sent in his reference.", &["Sam Hill"]),
            ("de", "Sie treffen Jens Maurer. Frau Kolb ist in Karenz.", &["Jens Maurer"]),
        ]);
    }

    #[test]
    fn the_stop_of_a_title_ends_no_clause() {
        each(&[
            ("en", "You will meet Sam Hill. Letters from Prof. Orr and Dr. Raman have arrived.", &["Sam Hill"]),
            ("en", "Letters from Prof. Orr and Dr. Raman have arrived.", &[]),
            ("en", "Bring both letters. Dr. Raman will see you.", &["Raman"]),
        ]);
    }
}
