//! What the rules for employers and job titles share: tokens, classes of words, who is named, whose domain it is.

use super::domains::forwarder;
use super::label::{Agreement, Label, Name};
use crate::extract::particles::PARTICLES;
use crate::extract::sender;
use crate::extract::tokens::{Case, Kind, Token, Tokens};
use crate::message::Mail;
use crate::message::calendar::line::unescape;
use crate::text::{Part, one_line};
use crate::words::schema::{EmployerWords, WordClass, folded};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// What stands before a house that somebody works at.
const AT: [&str; 5] = ["at ", "chez ", "bei ", "bij ", "presso "];

/// Everything a rule may look at.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The message.
    pub mail: &'a Mail,
    /// Its tokens.
    pub tokens: Tokens,
    /// The words of all languages.
    pub words: &'static EmployerWords,
    /// The numbers of the tokens' words.
    pub ids: Vec<Option<u16>>,
    /// The classes of the tokens' words, one bit a class.
    classes: Vec<u64>,
    /// What is known of each token as the head of a title: not asked, no, yes.
    heads: Vec<Cell<Option<bool>>>,
    /// How well ranges agree with the domains, as far as it was asked: every source of names asks.
    agreements: RefCell<HashMap<(usize, usize), Agreement>>,
    /// The folded words of the names of people on the mail.
    pub people: BTreeSet<String>,
    /// The telling labels of the domains that belong to a company.
    pub labels: Vec<Label>,
    /// The labels of domains that belong to who carries the mail.
    pub carriers: Vec<Label>,
    /// Does a machine of somebody else's mail for who gets the answers?
    pub carried: bool,
    /// Does what qualifies a job follow it in the language of the mail: "ingénieur réseaux"?
    pub(super) head_first: bool,
}

impl<'a> Scene<'a> {
    /// The scene of a message, in a language where titles begin with their head or not.
    pub fn new(mail: &'a Mail, head_first: bool) -> Self {
        let words = crate::words::employer();
        let tokens = Tokens::of(mail);
        let ids: Vec<Option<u16>> = (0..tokens.all.len()).map(|i| words.id(tokens.fold(i))).collect();
        let house = 1 << WordClass::Institution as u64;
        let known = |(at, id): (usize, &Option<u16>)| {
            let classes = id.map_or(0, |id| words.classes(id));
            let compound = classes == 0 && tokens.all[at].capital() && words.ends_as_house(tokens.fold(at));
            if compound { classes | house } else { classes }
        };
        let mut classes: Vec<u64> = ids.iter().enumerate().map(known).collect();
        // "Sp. z o.o.": a letter is a part of a legal form between two others, and no form of its own.
        let legal = 1 << WordClass::Legal as u64;
        for at in 0..classes.len() {
            let inside = at > 0 && classes.get(at + 1).is_some_and(|next| classes[at - 1] & next & legal != 0);
            if classes[at] & legal != 0 && tokens.fold(at).len() == 1 && !inside {
                classes[at] &= !legal;
            }
        }
        // "TU Marl": in small letters it is another word.
        let initials = 1 << WordClass::Initials as u64;
        for at in (0..classes.len()).filter(|at| tokens.all[*at].case == Case::Upper) {
            if classes[at] & initials != 0 {
                classes[at] = 1 << WordClass::Institution as u64;
            }
        }
        // "Kinderladen Marl e. V.": two letters that are a legal form together.
        for at in 0..classes.len().saturating_sub(1) {
            if (tokens.fold(at), tokens.fold(at + 1)) == ("e.", "v.") && tokens.all[at + 1].capital() {
                classes[at] |= legal;
                classes[at + 1] |= legal;
            }
        }
        // "è libera", "é para": a verb, and not the "e" that joins two words.
        let joints = 1 << WordClass::And as u64 | 1 << WordClass::Link as u64;
        for at in (0..classes.len()).filter(|at| tokens.fold(*at) == "e") {
            if mail.words(tokens.all[at].span).chars().any(|c| matches!(c, 'è' | 'é')) {
                classes[at] &= !joints;
            }
        }
        let heads = vec![Cell::new(None); ids.len()];
        let (people, labels) = (BTreeSet::new(), Vec::new());
        let agreements = RefCell::default();
        let mut scene = Scene {
            mail,
            tokens,
            words,
            ids,
            classes,
            heads,
            agreements,
            people,
            labels,
            carriers: Vec::new(),
            carried: false,
            head_first,
        };
        scene.read_labels();
        scene.read_people();
        scene
    }

    fn read_people(&mut self) {
        let mail = self.mail;
        for address in mail.to.iter().chain(&mail.cc).chain(&mail.delivered_to) {
            self.person(address.name.as_deref().unwrap_or_default());
            if !sender::is_shared_mailbox(address) {
                self.person(&address.local().replace(['.', '_', '+'], " "));
            }
        }
        let from = mail.from.iter().chain(&mail.reply_to).chain(forwarder(mail));
        for address in from {
            let local = address.local().replace(['.', '_', '-', '+'], " ");
            let known = folded(&local);
            // A name in From may be a company's: only what the local part says, too, is surely a person's.
            let name = folded(address.name.as_deref().unwrap_or_default());
            let person = name.split_whitespace().any(|w| w.len() > 2 && known.contains(w));
            let team = name.split_whitespace().any(|w| {
                self.words.is(w, WordClass::Team)
                    || self.words.is(w, WordClass::Institution)
                    || self.words.is(w, WordClass::Legal)
            });
            let house = self.is_house(address.name.as_deref().unwrap_or_default());
            if person && !team && !house && !sender::is_shared_mailbox(address) {
                let name = address.name.as_deref().unwrap_or_default();
                let name = name.split(['(', '|', ',', '@']).next().unwrap_or_default();
                let brand = |w: &&str| self.labels.iter().any(|l| l.has(&folded(w))) && !known.contains(&folded(w));
                let words: Vec<&str> = name.split_whitespace().filter(|w| !brand(w)).collect();
                if words.len() <= 4 && !words.iter().any(|w| self.words.is(&folded(w), WordClass::Of) && w.len() > 1) {
                    let name = words.join(" ");
                    self.person(&name);
                } else if let Some(first) = words.first() {
                    self.person(first);
                }
            }
        }
        let parties =
            mail.calendars.iter().flat_map(|c| &c.events).flat_map(|e| e.attendees.iter().chain(&e.organizer));
        let named: Vec<String> =
            parties.filter_map(|p| p.name.clone()).filter(|n| n.split_whitespace().count() < 4).collect();
        // "Plinth Recruiting" invites: nobody's name.
        let team = |n: &str| sender::without_suffix(n) != n.trim();
        let named: Vec<String> = named.into_iter().filter(|n| !team(n)).collect();
        for name in named {
            if !name.contains(['(', ',', '|', '@']) {
                self.person(&name);
            }
        }
        self.greeted();
    }

    /// "at Acme", "chez Acme" in the subject or the text: people are written to, houses worked at.
    fn is_house(&self, name: &str) -> bool {
        let behind_at = |text: &str| {
            let mut places = memchr::memmem::find_iter(text.as_bytes(), name.as_bytes());
            places.any(|place| AT.iter().any(|at| text[..place].ends_with(at)))
        };
        name.contains(' ') && (behind_at(&self.mail.subject) || behind_at(self.mail.part(Part::Body)))
    }

    /// "Hi Priya," names the candidate.
    fn greeted(&mut self) {
        let first = self.tokens.sentences.iter().filter(|s| s.stream == crate::extract::tokens::Stream::Said);
        let names: Vec<String> = first
            .take(2)
            .filter(|s| {
                let marks = s.range.clone().all(|i| match self.tokens.all[i].kind {
                    Kind::Mark(c) => matches!(c, ',' | '!' | '.'),
                    _ => true,
                });
                marks
                    && s.range.len() <= 7
                    && !s.range.clone().any(|i| self.tokens.all[i].is(':') || self.tokens.all[i].is('|'))
            })
            .filter(|s| {
                let last = s.range.end - 1;
                self.tokens.all[last].is(',') || s.range.len() <= 5
            })
            // "Greetings from Acme." comes from there.
            .filter(|s| !s.range.clone().any(|i| self.is(i, WordClass::Of) && !self.is(i, WordClass::With)))
            .flat_map(|s| s.range.clone().skip(1).map(|i| (&s.range, i)))
            .filter(|(_, i)| self.tokens.all[*i].capital() && self.tokens.all[*i].kind == Kind::Word)
            // "Interview, Stage Designer" greets nobody; "Guten Tag Herr Koch," ends as a greeting does.
            .filter(|(s, i)| {
                let titled = || if self.is(*i, WordClass::Given) { self.is_head(*i) } else { self.has_head(s) };
                self.tokens.all[s.end - 1].is(',') || !titled()
            })
            .map(|(_, i)| i)
            // "Come to Acme!" greets nobody.
            .filter(|i| self.tokens.all[*i - 1].capital() || !self.is(*i - 1, WordClass::Link))
            .map(|i| self.tokens.fold(i).to_string())
            .filter(|w| {
                !self.words.is(w, WordClass::Chatter)
                    && !self.words.is(w, WordClass::Team)
                    && !self.words.is(w, WordClass::Honorific)
            })
            .collect();
        self.people.extend(names);
        let called: Vec<String> = self.called().map(|i| self.tokens.fold(i).to_string()).collect();
        self.people.extend(called);
    }

    /// "Hoi Kerem, even bellen": a greeting that its sentence goes on behind.
    fn called(&self) -> impl Iterator<Item = usize> {
        use crate::extract::tokens::Stream::{Notes, Said};
        let all = &self.tokens.all;
        let told = self.tokens.sentences.iter().filter(|s| matches!(s.stream, Said | Notes)).take(3);
        let greeted = told.filter_map(|s| {
            let mut at = s.range.clone();
            let hello = at.next().filter(|i| self.is(*i, WordClass::Chatter) && all[*i].line)?;
            let end = at.find(|i| !all[*i].capital() || all[*i].kind != Kind::Word)?;
            (all[end].is(',') && (1..=3).contains(&(end - hello - 1))).then_some(hello + 1..end)
        });
        greeted.flatten()
    }

    fn person(&mut self, name: &str) {
        let words = name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'');
        let words = words.map(folded).filter(|w| w.len() > 1 && w.len() < 30 && !w.bytes().all(|b| b.is_ascii_digit()));
        let (people, lexicon) = (&mut self.people, self.words);
        people.extend(words.filter(|w| !lexicon.is(w, WordClass::Institution) && !lexicon.is(w, WordClass::Function)));
    }

    /// The folded words of a range, marks left out.
    pub fn folds(&self, range: &Range<usize>) -> Vec<&str> {
        range.clone().filter(|i| self.tokens.all[*i].is_text()).map(|i| self.tokens.fold(i)).collect()
    }

    /// The same with each "&", which domains write out.
    fn folds_and_signs(&self, range: &Range<usize>) -> Vec<&str> {
        let all = &self.tokens.all;
        let word = |i: usize| if all[i].is('&') { Some("&") } else { all[i].is_text().then(|| self.tokens.fold(i)) };
        range.clone().filter_map(word).collect()
    }

    /// How well a range agrees with the domains of the mail.
    pub fn agreement(&self, range: &Range<usize>) -> Agreement {
        let key = (range.start, range.end);
        let known = self.agreements.borrow().get(&key).copied();
        known.unwrap_or_else(|| {
            let agreement = self.agrees(&self.folds_and_signs(range));
            self.agreements.borrow_mut().insert(key, agreement);
            agreement
        })
    }

    /// How well a name, as folded words, agrees with the domains of the mail.
    pub fn agrees(&self, name: &[&str]) -> Agreement {
        if self.labels.is_empty() {
            return Agreement::None;
        }
        let name = Name::new(name, self.words);
        self.labels.iter().map(|l| l.agrees(&name, self.words)).max().unwrap_or(Agreement::None)
    }

    /// Does a range say what the sender's own domain says, not only an account with a system?
    pub fn is_domain(&self, range: &Range<usize>) -> bool {
        let name = Name::new(&self.folds_and_signs(range), self.words);
        self.labels.iter().any(|l| !l.account && l.agrees(&name, self.words) == Agreement::Full)
    }

    /// Is a range the last piece of a domain of several?
    pub fn is_last_piece(&self, range: &Range<usize>) -> bool {
        let name = self.folds(range);
        matches!(name[..], [word] if self.labels.iter().any(|l| l.ends_with_piece(word)))
    }

    /// May a name that says what a domain says begin at this token?
    pub fn may_begin_domain(&self, at: usize) -> bool {
        self.labels.iter().any(|l| l.may_begin_with(self.tokens.fold(at)))
    }

    /// Does a registered domain of the mail begin with this word, and go on?
    pub fn begins_domain(&self, word: &str) -> bool {
        word.len() > 2 && self.labels.iter().any(|l| !l.inner && !l.account && l.goes_on_from(word))
    }

    /// Does a range say exactly what a domain of the mail says?
    pub fn is_exact(&self, range: &Range<usize>) -> bool {
        let name = self.folds(range);
        self.labels.iter().any(|l| l.is_exactly(&name))
    }

    /// Is a word exactly what a registered domain of the mail says, not only a host in it?
    pub fn is_registered(&self, word: &str) -> bool {
        self.labels.iter().any(|l| !l.inner && !l.account && l.is_word(word))
    }

    /// Does a range say exactly what stands before the first hyphen of a domain of the mail?
    pub fn is_first_piece(&self, range: &Range<usize>) -> bool {
        let name = self.folds(range);
        self.labels.iter().any(|l| l.begins_exactly(&name))
    }

    /// Is the token's word of this class?
    pub fn is(&self, at: usize, class: WordClass) -> bool {
        self.classes.get(at).is_some_and(|classes| classes & (1 << class as u64) != 0)
    }

    /// Is the token's word in any list but that of given names?
    pub fn is_known(&self, at: usize) -> bool {
        self.classes.get(at).is_some_and(|classes| classes & !(1 << WordClass::Given as u64) != 0)
    }

    /// Is every word of a range of one of these classes?
    pub fn all(&self, range: &Range<usize>, classes: &[WordClass]) -> bool {
        let mut words = range.clone().filter(|i| self.tokens.all[*i].kind == Kind::Word);
        words.all(|i| classes.iter().any(|c| self.is(i, *c)))
    }

    /// Is the token the head of a job title?
    pub fn is_head(&self, at: usize) -> bool {
        let Some(known) = self.heads.get(at) else { return false };
        let head = known.get().unwrap_or_else(|| self.head(at));
        known.set(Some(head));
        head
    }

    /// Is it one in the lists, not only by its end?
    pub fn is_listed_head(&self, at: usize) -> bool {
        let word = self.tokens.fold(at);
        self.known_head(word, WordClass::Role) || self.known_head(word, WordClass::RoleFirst)
    }

    fn head(&self, at: usize) -> bool {
        let token = &self.tokens.all[at];
        // "Kanzlei Brandt & Partner": who stands behind the sign belongs to the house.
        let joined = at > 1 && token.capital() && self.tokens.all[at - 1].is('&');
        if joined && self.tokens.all[at - 2].capital() && !self.is_known(at - 2) {
            return false;
        }
        let fold = self.tokens.fold(at);
        // "DA" is a data analyst, "da" is not.
        let long = fold.len() > 2 || token.case == Case::Upper;
        let head = || self.is(at, WordClass::Role) || self.is_head_word(fold) || self.is_doer_of_any_gender(at);
        token.kind == Kind::Word && long && head()
    }

    /// "conservador/a", "Auditeur·trice": who does something, whatever it is, and so written that everybody is meant.
    pub fn is_doer_of_any_gender(&self, at: usize) -> bool {
        let fold = self.tokens.fold(at);
        let end = fold.get(stem(fold).len()..).unwrap_or_default();
        let bare = end.trim_matches(|c: char| !c.is_alphabetic());
        bare.len() < end.len() && self.words.is_gender_end(bare) && self.is_doer(at)
    }

    /// Is a folded word the head of a job title?
    pub(super) fn is_head_word(&self, word: &str) -> bool {
        self.known_head(word, WordClass::Role) || self.known_head(word, WordClass::RoleFirst) || self.compound(word)
    }

    fn compound(&self, word: &str) -> bool {
        let stem = stem(word);
        let one = ["innen", "s"].into_iter().find_map(|plural| stem.strip_suffix(plural));
        self.words.ends_as_role(stem) || one.is_some_and(|one| self.words.ends_as_role(one))
    }

    fn known_head(&self, word: &str, class: WordClass) -> bool {
        let stem = stem(word);
        let is = |w: &str| {
            // "managers", "Managerin"
            let ended = ["s", "in", "innen"].into_iter().filter_map(|end| w.strip_suffix(end));
            self.words.is(w, class) || ended.into_iter().any(|w| w.len() > 4 && self.words.is(w, class))
        };
        is(word) || is(stem) || word.split(['-', '/', '&', '+']).any(|p| p.len() > 2 && is(p))
    }

    /// Does an unknown word look like somebody who does something: "groomer"? It is one where a title is due.
    pub fn is_doer(&self, at: usize) -> bool {
        let token = &self.tokens.all[at];
        let fold = stem(self.tokens.fold(at));
        token.kind == Kind::Word && !self.is_known(at) && fold.len() > 5 && self.words.ends_as_doer(fold)
    }

    /// Is the token a head behind which the words stand that qualify it: "responsable du service"?
    pub fn is_first_head(&self, at: usize) -> bool {
        let word = self.tokens.fold(at);
        let next = self.tokens.all.get(at + 1).filter(|t| t.case == Case::Lower && t.kind == Kind::Word);
        // "Directeur administratif": in a heading, no sentence goes on behind the title.
        let ends = || self.tokens.all.get(at + 2).is_none_or(|t| t.line || !t.is_text());
        let heading = |t: &&Token| {
            self.tokens.all[at].capital() && !self.is_known(at + 1) && (t.span.part != Part::Body || ends())
        };
        let joined = next.is_some_and(|t| self.is(at + 1, WordClass::Genitive) || heading(&t));
        let listed = self.words.is(word, WordClass::Role);
        self.known_head(word, WordClass::RoleFirst) && (self.head_first || joined || !listed)
            || joined && self.is_doer_of_any_gender(at)
            || self.head_first && !listed && self.compound(word)
    }

    /// Is the token a head that a field follows: "lecturer in glaciology"?
    pub fn has_field(&self, at: usize) -> bool {
        let word = self.tokens.fold(at);
        self.known_head(word, WordClass::RoleFirst) && self.words.is(word, WordClass::Role)
    }

    /// Does a range hold the head of a job title?
    pub fn has_head(&self, range: &Range<usize>) -> bool {
        range.clone().any(|i| self.is_head(i))
    }

    /// Is a range a person's name: of people on this mail, or by the given name it begins with?
    pub fn is_person(&self, range: &Range<usize>) -> bool {
        self.is_on_this_mail(range) || self.begins_as_person(range)
    }

    /// "Priya Raman", "Mei Ling Tan": a given name, and names that are no words behind it. One alone may be a house's,
    /// where one works at it.
    fn begins_as_person(&self, range: &Range<usize>) -> bool {
        let name = |i: usize| {
            let token = &self.tokens.all[i];
            let free = !self.is_known(i) || range.len() > 1 && self.is(i, WordClass::Given);
            token.kind == Kind::Word && token.case == Case::Capital && free
        };
        // "Ingrid van den Berg".
        let particle = |i: usize| PARTICLES.contains(&self.tokens.fold(i)) && !self.tokens.all[i].capital();
        let inner = |i: usize| name(i) || i > range.start && i + 1 < range.end && particle(i);
        let few = || (1..=3).contains(&range.clone().filter(|i| name(*i)).count());
        if !(self.is(range.start, WordClass::Given) && range.clone().all(inner) && few()) {
            return false;
        }
        let before = range.start.checked_sub(1).filter(|_| !self.tokens.all[range.start].line);
        let at = before
            .is_some_and(|i| self.is(i, WordClass::Of) && !self.is(i, WordClass::With) && !self.is(i, WordClass::Link));
        !(at && range.len() == 1) && self.agreement(range) == Agreement::None
    }

    /// Are all words of a range names of people on this mail, or initials?
    fn is_on_this_mail(&self, range: &Range<usize>) -> bool {
        let mut words = range.clone().filter(|i| self.tokens.all[*i].is_text()).peekable();
        words.peek().is_some()
            && words.all(|i| {
                let word = self.tokens.fold(i);
                self.people.contains(word) || word.chars().count() == 1 || self.is(i, WordClass::Honorific)
            })
            && range.clone().any(|i| self.people.contains(self.tokens.fold(i)))
    }

    /// "hang- en sluitwerk": a hyphen that stands for the end of a word to come.
    pub fn is_suspended(&self, at: usize) -> bool {
        let all = &self.tokens.all;
        let glued = at > 0 && all[at].is('-') && all[at - 1].span.end == all[at].span.start;
        let joint = self.is(at + 1, WordClass::And) || self.is(at + 1, WordClass::Link);
        glued && at + 1 < all.len() && all[at + 1].span.start > all[at].span.end && joint
    }

    /// A number of the employer's: `R0000312284`, `LVH/2026/117`, `508112`.
    pub fn is_number(&self, at: usize) -> bool {
        let token = &self.tokens.all[at];
        let text = self.mail.words(token.span);
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        token.is_text() && (digits >= 4 || (digits >= 3 && text.contains(['-', '/', '_'])))
    }

    /// The words of a range as the mail writes them, on one line.
    pub fn text(&self, range: &Range<usize>) -> String {
        let Some(span) = self.tokens.span(range) else { return String::new() };
        let words = self.mail.words(span);
        let words = if span.part == Part::Calendar { unescape(words) } else { words.to_string() };
        let bare = words.split_whitespace().map(|w| w.trim_matches(['*', '•', '_', '>'])).filter(|w| !w.is_empty());
        one_line(&bare.collect::<Vec<_>>().join(" "))
    }
}

/// `mitarbeiter` of "Mitarbeiter:in", `chargé` of "Chargé·e", `agent` of "agent(e)".
fn stem(word: &str) -> &str {
    let end = word.find(['*', ':', '(', '·', '/', '_', '.']).unwrap_or(word.len());
    let stem = &word[..end];
    if stem.len() < 2 { word } else { stem }
}
