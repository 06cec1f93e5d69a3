//! People in what is said: behind words such as "you will meet", before words such as "will interview you", in rows,
//! and the writer where they say that it is they.

use super::doubt::LIKELY;
use super::elsewhere::{Elsewhere, Later};
use super::job::{behind_job, behind_office, introduced};
use super::list;
use super::name::{self, Name, is_job};
use super::spoken::{lines_of, lowered, spoken, unescaped, unwrapped};
use super::{address, candidate_words, contact, families, rows, same_name, sentence, small, subject};
use crate::extract::author::Author;
use crate::extract::finder::{Finder, Hit};
use crate::extract::rules::Context;
use crate::extract::{Class, Person};
use crate::fact::{Fact, Sure};
use crate::message::body::{Line, Voice};
use crate::text::{Part, Span, find_word};
use crate::words::schema::PeopleWords;
use std::cell::OnceCell;
use std::ops::Range;

/// The lists that are looked for, by their numbers in the finder.
pub(super) const MEET: u16 = 0;
const WITH: u16 = 1;
pub(super) const AND_ME: u16 = 2;
pub(super) const ME: u16 = 3;
const TITLE: u16 = 4;
pub(super) const DOES: u16 = 5;
pub(super) const WANTS: u16 = 6;
const ASK_FOR: u16 = 7;
pub(super) const KEPT_AWAY: u16 = 8;
pub(super) const THEY_ACT: u16 = 9;
pub(super) const KEPT_ME: u16 = 10;
pub(super) const BESIDE_ME: u16 = 11;
pub(super) const ASKS_FOR_ME: u16 = 12;
pub(super) const BRINGS: u16 = 13;
const NOT_ME: u16 = 14;
pub(super) const US: u16 = 15;
const DONE_WITH: u16 = 16;
pub(super) const REPLACED: u16 = 17;
pub(super) const FELT: u16 = 18;
const TAKE_PART: u16 = 19;

/// Bytes of a text in which people are looked for: whoever is met is named by then, and a hostile mail costs no more.
pub(super) const LIMIT: usize = 16 * 1024;

/// The people that a text names, by the byte at which their names begin.
pub(super) struct Said<'a, 'm> {
    pub(super) it: &'a Context<'m>,
    pub(super) words: &'a PeopleWords,
    pub(super) text: &'a str,
    pub(super) lower: String,
    pub(super) part: Part,
    pub(super) start: usize,
    /// Does the writer say that it is not they?
    pub(super) away: bool,
    /// The bytes behind the names of those who cannot come.
    cannot_come: Vec<usize>,
    pub(super) later: Later,
    pub(super) elsewhere: OnceCell<Elsewhere>,
    /// The bytes behind a "with" that tells of something else than the meeting: "leave your bike with".
    done_with: Vec<usize>,
    /// The bytes at which the names of the list begin that is being read.
    pub(super) listed: Vec<usize>,
    pub(super) found: Vec<(usize, Fact<Person>)>,
}

/// Everybody whom the text of the mail names as somebody one would meet.
pub(super) fn said(it: &Context) -> Vec<Fact<Person>> {
    let body = spoken(it);
    if body.trim().is_empty() {
        // The whole mail is an event: what its description says is said.
        let event = it.mail.calendars.iter().flat_map(|c| &c.events).next();
        let Some(span) = event.and_then(|e| e.place("DESCRIPTION")) else { return Vec::new() };
        let text = unescaped(it.mail.words(span));
        return people(it, &text, span.part, span.start);
    }
    let mut found = people(it, &body, Part::Body, 0);
    let of_the_subject = subject::people(it, found.is_empty());
    found.extend(of_the_subject);
    found
}

/// "Dana Ito will chair in place of Leo": those whose place somebody takes, as the mail says now.
pub(super) fn replaced(it: &Context) -> Vec<String> {
    let (text, words) = (spoken(it), &it.words.people);
    let lower = unwrapped(&lowered(&text));
    let ends = words.instead.iter().flat_map(|p| lower.match_indices(p).map(|(at, p)| at + p.len()));
    let named = |end: usize| text.get(end..)?.strip_prefix([' ', '\n']).and_then(|_| name::at(&text, end + 1, words));
    ends.take(REPLACED_AT_MOST).filter_map(named).filter(Name::is_told).map(|name| name.text).collect()
}

/// So many places are looked at for whose place somebody takes.
const REPLACED_AT_MOST: usize = 8;

/// Whom an earlier message names: where a meeting is moved or settled, who was to be met is met. What I wrote counts where
/// it is moved: who settles a meeting may leave out whom I spoke of.
pub(super) fn said_before(it: &Context) -> Vec<Fact<Person>> {
    let mut author = Author::new(it.mail);
    let mut mine = |line: &Line, words: &str| author.wrote(line.voice, words.trim_start_matches(['>', ' ']));
    let theirs = lines_of(it, |line, words| !mine(line, words) && line.voice == Voice::Quoted);
    let found = named_before(it, &theirs, &["named-with-a-title", "people-kept-away"]);
    if !found.is_empty() || it.class != Class::Reschedule {
        return found;
    }
    let all = lines_of(it, |line, _| line.voice == Voice::Quoted);
    named_before(it, &all, &["named-with-a-title", "people-kept-away", "the-writer", "with-the-writer"])
}

/// Whom old words name, but for those by weaker rules and those at the head of a message: "Da: Dana Ito".
fn named_before(it: &Context, text: &str, but: &[&str]) -> Vec<Fact<Person>> {
    let mut found = people(it, text, Part::Body, 0);
    let heads = |f: &Fact<Person>| f.seen.iter().any(|s| text[..s.start].trim_end().ends_with(':'));
    found.retain(|fact| !but.contains(&fact.rule) && !heads(fact));
    found
}

pub(super) fn people(it: &Context, text: &str, part: Part, start: usize) -> Vec<Fact<Person>> {
    let text = &text[..text.floor_char_boundary(text.len().min(LIMIT))];
    let words = &it.words.people;
    let lower = unwrapped(&lowered(text));
    let capital = small::with_capitals(text, &lower, words);
    let text = capital.as_deref().unwrap_or(text);
    let mut hits = it.people().all(&lower);
    // "... and I'll send it": a sentence of its own begins.
    let own = |hit: &Hit| lower[hit.end..].starts_with(['\'', '’']);
    hits.retain(|hit| !(matches!(hit.list, ME | AND_ME) && own(hit)));
    // "Myself, Dana Ito and Leo will be there", but "I'd like it myself, yet ...".
    let inside = |hit: &Hit| hit.phrase.ends_with(',') && !text[..hit.at].trim_end().ends_with(['.', '!', '?', '\n']);
    hits.retain(|hit| hit.list != ME || text[..hit.at].ends_with('\n') || !inside(hit));
    // "Mr Ito and I were impressed" tells of a meeting that has been.
    let felt: Vec<usize> = of(&hits, FELT).map(|hit| hit.at).collect();
    hits.retain(|hit| hit.list != AND_ME || felt.binary_search(&hit.at).is_err());
    let away = of(&hits, NOT_ME).next().is_some();
    let mut said = Said {
        it,
        words,
        text,
        lower: lower.clone(),
        part,
        start,
        away,
        cannot_come: Vec::new(),
        later: Later::new(it),
        elsewhere: OnceCell::new(),
        done_with: of(&hits, DONE_WITH).map(|hit| hit.end).collect(),
        listed: Vec::new(),
        found: Vec::new(),
    };
    said.gather(&hits);
    families::join(&mut said);
    let writer = said.the_writer(&hits);
    said.found.sort_by_key(|(at, _)| *at);
    said.found.into_iter().map(|(_, fact)| fact).chain(writer).collect()
}

/// The hits of one list.
pub(super) fn of<'h, 'w>(hits: &'h [Hit<'w>], list: u16) -> impl Iterator<Item = Hit<'w>> + use<'h, 'w> {
    hits.iter().copied().filter(move |hit| hit.list == list)
}

/// "Interviewer: Dana Ito", "Seeing | Dana Ito": lines that begin with what heads a column of people, too.
fn labels<'w>(words: &'w PeopleWords, lower: &str) -> Vec<Hit<'w>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in lower.split('\n') {
        let bare = line.trim_start_matches([' ', '-', '*', '•', '|', '–', '·']);
        let at = start + line.len() - bare.len();
        start += line.len() + 1;
        // "WHO      Dana Ito": a gap parts the two columns of a plain text.
        let end = bare.find([':', '|']).or_else(|| bare.find(GAP)).filter(|end| *end < LABEL);
        let Some(end) = end else { continue };
        let label = bare[..end].trim_end_matches([' ', '*']);
        found.extend(words.column.iter().find(|c| *c == label).map(|phrase| Hit {
            list: MEET,
            phrase,
            at,
            end: at + phrase.len(),
        }));
    }
    found
}

/// A label is shorter.
const LABEL: usize = 40;

/// What stands between two columns.
pub(in crate::extract) const GAP: &str = "   ";

impl Said<'_, '_> {
    /// Everybody whom the phrases and the rows name.
    fn gather(&mut self, hits: &[Hit]) {
        self.cannot_come = self.kept_away(hits);
        of(hits, MEET).for_each(|hit| self.behind(hit, 1));
        of(hits, WITH).for_each(|hit| self.behind(hit, 2));
        labels(self.words, &self.lower).into_iter().for_each(|hit| self.behind(hit, 1));
        let brings: Vec<Hit> = of(hits, BRINGS).filter(|hit| self.comes_along(hit)).collect();
        brings.into_iter().for_each(|hit| self.behind(hit, 1));
        let parts: Vec<Hit> = of(hits, TAKE_PART).filter_map(|hit| self.takes_part(&hit)).collect();
        parts.into_iter().for_each(|hit| self.behind(hit, 1));
        of(hits, AND_ME).for_each(|hit| self.before(hit, "with-the-writer"));
        of(hits, DOES).chain(of(hits, WANTS)).for_each(|hit| self.before(hit, "people-who-act"));
        of(hits, THEY_ACT).for_each(|hit| self.named_before(hit));
        let acts: Vec<usize> = of(hits, DOES).map(|hit| hit.at).collect();
        of(hits, ASK_FOR).for_each(|hit| self.asked_for(hit, Some(&acts)));
        let mut meets: Vec<usize> = hits
            .iter()
            .filter(|h| {
                !matches!(h.list, TITLE | KEPT_AWAY | KEPT_ME | NOT_ME | DONE_WITH | REPLACED | FELT | TAKE_PART)
            })
            .map(|h| h.at)
            .collect();
        meets.sort_unstable();
        let (near, far): (Vec<Hit>, Vec<Hit>) =
            of(hits, TITLE).partition(|hit| meets_in_its_sentence(self.text, hit.at, &meets));
        near.into_iter().for_each(|hit| self.titled(hit));
        rows::bracketed(self);
        rows::columns(self);
        rows::aligned(self);
        rows::agenda(self);
        rows::below_a_heading(self, hits);
        self.gather_further(hits, &far);
    }

    /// Whom less tells of, each where nothing has named anybody: who cannot come is who one would have met, and is met
    /// when it is moved; who is asked for; who has a title, wherever it stands.
    fn gather_further(&mut self, hits: &[Hit], titles: &[Hit]) {
        if self.found.is_empty() && !self.cannot_come.is_empty() {
            of(hits, KEPT_AWAY).for_each(|hit| self.before(hit, "people-kept-away"));
        }
        if self.found.is_empty() {
            of(hits, ASK_FOR).for_each(|hit| self.asked_for(hit, None));
        }
        if self.found.is_empty() {
            titles.iter().for_each(|hit| self.titled(*hit));
        }
    }

    /// The line in which the writer signs ("With regards,"), and the writer who says that they are not met.
    fn is_the_absent_writer(&self, name: &Name, rule: &str) -> bool {
        let contact = contact(self.it);
        let Some(writer) = contact.fact() else { return false };
        let at = self.start + name.start;
        let signs =
            writer.seen.iter().any(|s| s.part == self.part && s.part == Part::Body && s.start <= at && at < s.end);
        signs && rule == "with-somebody"
            || self.away && writer.value.name.as_ref().is_some_and(|w| same_name(w, &name.text))
    }

    /// The list of people behind a phrase.
    fn behind(&mut self, hit: Hit, least: usize) {
        let (text, words) = (self.text, self.words);
        let Hit { phrase, end, .. } = hit;
        let rest = &self.lower[end..];
        let label = phrase.ends_with(':') || rest.starts_with(':');
        if !rest.starts_with([' ', '\n', ':', ',']) || self.done_with.contains(&end) || self.excluded(end) {
            return;
        }
        let start = end + rest.len() - rest.trim_start_matches([' ', '\n', ':', '-', '|', '*', '•', '–']).len();
        // "You would meet there": words that say nothing of whom.
        let filler =
            words.fillers.iter().find(|f| self.lower[start..].strip_prefix(f).is_some_and(|r| r.starts_with(' ')));
        let start = filler.map_or(start, |f| start + f.len() + 1);
        // "with our CTO, Leo Marsh": a job before the name is passed over.
        let named = |start: usize| !list::list(text, start, words).0.is_empty();
        let behind = || behind_job(text, start, words).or_else(|| behind_office(text, start, words));
        let start = if named(start) { start } else { behind().unwrap_or(start) };
        let (mut names, mut last) = list::list(text, start, words);
        // "The members are", and their names in rows below.
        let below = least == 1 && text[end..start].contains("\n  ");
        let row = |last: usize| match below && !label {
            true => rows::next(text, last, words, true).filter(|at| rows::tells_who(text, *at, words)),
            false => rows::next(text, last, words, label),
        };
        while let Some(next) = row(last).filter(|_| !names.is_empty() && names.len() < 12) {
            let (more, at) = list::list(text, next, words);
            names.extend(more);
            last = at;
        }
        let alone = names.len() == 1 && least > 1;
        let rule = if least == 1 { "people-to-meet" } else { "with-somebody" };
        let people = names.len() > 1 && names.iter().any(Name::is_told);
        self.listed = names.iter().map(|name| name.start).collect();
        for name in names {
            let plain = name.is_bare() && !introduced(text, &name, words);
            // "with the head of Modelling": what a job is about.
            let about =
                name.is_bare() && name.words == 1 && !name::begins_with_given(&name) && self.is_of_a_job(name.start);
            let job = plain
                && !name::begins_with_given(&name)
                && name
                    .text
                    .rsplit(' ')
                    .next()
                    .map(str::to_lowercase)
                    .is_some_and(|w| is_job(&w) && !words.ranks.contains(&w));
            let single = alone && name.words < least && plain && !name::begins_with_given(&name);
            let bare = about || job || single && !self.belongs(&name) && !self.acts_on_you(&name);
            // "In line with Safe Schools", "proof of National Insurance": behind "with", a person needs a sign of one.
            let thing = least > 1 && plain && !people && !name::begins_with_given(&name);
            let known = name.words > 1 || self.belongs(&name);
            let thing = thing && !self.acts_on_you(&name) && !(known && self.is_somebody(&name, LIKELY));
            if !bare && !thing && !self.is_past(name.end) {
                self.push(&name, rule);
            }
        }
    }

    /// "the head of Modelling": does a word such as "of" stand right before the name?
    fn is_of_a_job(&self, at: usize) -> bool {
        let before = self.lower[..at].trim_end_matches(' ');
        let word = before.rsplit([' ', '\n']).next().unwrap_or_default();
        self.words.out_of.contains(word)
    }

    /// "Herr Prof. Wolfsteiner would like to meet you": who is named with a title in what is said, is who one meets,
    /// unless the sentence says otherwise.
    fn titled(&mut self, hit: Hit) {
        let Hit { phrase, at, end, .. } = hit;
        let rest = &self.text[end..];
        let glued = phrase.ends_with('.') && rest.starts_with(char::is_uppercase);
        let told = (rest.starts_with(' ') || glued) && !self.lower[..at].ends_with('.');
        if !told || self.is_below_the_letter(at) || self.excluded(at) || self.greets(at) {
            return;
        }
        let titled = |n: &Name| !n.is_bare();
        let Some(name) = name::at(self.text, at, self.words).filter(titled) else { return };
        let over = self.done_with.contains(&self.text[..at].trim_end().len());
        if over || self.acts_elsewhere(name.end) || self.leads_there(name.end) || self.is_their_office(&name) {
            return;
        }
        let writer = contact(self.it).fact().and_then(|c| c.value.name.clone());
        if !writer.is_some_and(|n| same_name(&n, &name.text)) {
            self.push(&name, "named-with-a-title");
            self.beside(at).iter().for_each(|other| self.push(other, "named-with-a-title"));
        }
    }

    /// "Dr. Ito (Vorstand Technik)": do brackets behind somebody hold nothing but the title and the word behind it?
    fn is_their_office(&self, name: &Name) -> bool {
        let closed = self.text[name.end..].starts_with(')');
        let before = self.text[..name.start].strip_suffix('(').map(str::trim_end).filter(|_| closed && name.rank);
        before.is_some_and(|before| {
            self.found.iter().any(|(_, f)| f.seen.iter().any(|s| s.end == self.start + before.len()))
        })
    }

    /// "Dr. Ito & Leo Marsh": those whom "and" joins to the first of a list.
    fn beside(&self, at: usize) -> Vec<Name> {
        let (names, _) = list::list(self.text, at, self.words);
        let and = |pair: &[Name]| {
            self.text.get(pair[0].end..pair[1].start).is_some_and(|gap| self.words.and.contains(gap.trim()))
        };
        let joined = names.windows(2).take_while(|pair| and(pair)).map(|pair| pair[1].clone());
        joined.filter(|name| name.words >= 2 || name.is_told()).collect()
    }

    pub(super) fn push(&mut self, name: &Name, rule: &'static str) {
        let nobody = self.is_the_company(name) || self.opens_with_mine(name) || self.is_a_street(name);
        if nobody || self.stands_aside(name.end) || self.is_the_absent_writer(name, rule) {
            return;
        }
        if rule != "people-kept-away" && (self.is_apart(name.end) || self.cannot_come.contains(&name.end)) {
            return;
        }
        if !IN_ROWS.contains(&rule) && self.is_later(name.start) {
            return;
        }
        let span = Span::new(self.part, self.start + name.start, self.start + name.end);
        self.found.push((name.start, Fact::new(address::person(name, None), Sure::Likely, rule, vec![span])));
    }

    /// Whoever was read from these bytes is not met.
    pub(super) fn withdraw(&mut self, bytes: Range<usize>) {
        self.found.retain(|(at, _)| !bytes.contains(at));
    }

    /// "Parfait Thierry, je vous confirme ...": the first words of a line, with my name in them.
    fn opens_with_mine(&self, name: &Name) -> bool {
        let line = self.text[..name.start].rsplit('\n').next().unwrap_or_default();
        let first = line.trim_matches([' ', '>']).is_empty() && self.text[name.end..].starts_with([',', '!', ':']);
        let mine = candidate_words(self.it);
        first && name.text.to_lowercase().split(' ').any(|w| mine.iter().any(|m| m == w))
    }

    fn is_the_company(&self, name: &Name) -> bool {
        let Some(company) = self.it.employer.company.fact() else { return false };
        // "nuestra jefa de equipo, Marta Gil" in a sentence looks like a line of a signature, and is none.
        let span = Span::new(self.part, self.start + name.start, self.start + name.end);
        if company.rule == "signature"
            && company.seen.iter().all(|s| s.part == span.part && span.start <= s.start && s.end <= span.end)
        {
            return false;
        }
        // "Frau Dr. Vogelsang" of "Vogelsang & Thiele".
        let titled = !name.is_bare();
        let (company, name) = (company.value.to_lowercase(), name.text.to_lowercase());
        if titled && company != name {
            // "Nonno Elmo" of "Pastificio Nonno Elmo".
            let written = self.lower.get(span.start - self.start..span.end - self.start);
            return written.is_some_and(|w| find_word(&company, w).is_some_and(|at| at > 0));
        }
        company == name || company.starts_with(&format!("{name} ")) || name.starts_with(&format!("{company} "))
    }
}

/// The rules by which people stand in rows, which are no sentences.
const IN_ROWS: [&str; 2] = ["people-of-a-table", "people-of-a-part"];

/// The first person who is surely one in a stretch of text.
pub(super) fn next_person(text: &str, range: Range<usize>, words: &PeopleWords) -> Option<Name> {
    let mut at = range.start;
    while let Some(next) = text.get(at..range.end)?.find(char::is_uppercase) {
        let start = at + next;
        let told = |n: &Name| !n.goes_on && n.end <= range.end && n.is_told();
        let word = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '@');
        if let Some(name) = word.then(|| name::at(text, start, words)).flatten().filter(told) {
            return Some(name);
        }
        at = start + text[start..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Does the sentence around a byte speak of meeting? "The reference from Mrs Petty has arrived" does not.
fn meets_in_its_sentence(text: &str, at: usize, meets: &[usize]) -> bool {
    let sentence = sentence::around(text, at);
    meets.get(meets.partition_point(|m| *m < sentence.start)).is_some_and(|m| *m < sentence.end)
}

/// All that is looked for in one pass.
pub(in crate::extract) fn finder(words: &PeopleWords) -> Finder<'_> {
    let titles = words.masculine.iter().chain(&words.feminine).chain(&words.ranks).chain(EVERYWHERE.iter().copied());
    Finder::default()
        .with(MEET, words.meet.iter().chain(FACES.iter().copied()))
        .with(WITH, &words.with)
        .with(AND_ME, &words.and_me)
        .with(ME, &words.me)
        .with(TITLE, titles)
        .with(DOES, &words.does)
        .with(WANTS, &words.wants)
        .with(ASK_FOR, &words.ask_for)
        .with(KEPT_AWAY, &words.kept_away)
        .with(THEY_ACT, &words.they_act)
        .with(KEPT_ME, &words.kept_me)
        .with(BESIDE_ME, &words.beside_me)
        .with(ASKS_FOR_ME, &words.asks_for_me)
        .with(BRINGS, &words.brings)
        .with(NOT_ME, &words.not_me)
        .with(US, &words.us)
        .with(DONE_WITH, &words.done_with)
        .with(REPLACED, &words.replaced)
        .with(FELT, &words.felt)
        .with(TAKE_PART, &words.take_part)
}

/// Signs before the name of somebody, in every language.
const FACES: &[&str] = &["👤", "👥", "👩‍💼", "👨‍💼", "🧑‍💼", "🙋", "🙋‍♀️", "🙋‍♂️"];

/// Titles of address that are written alike in all languages.
const EVERYWHERE: &[&str] =
    &["dr", "dr.", "prof", "prof.", "professor", "dra.", "ing.", "dott.", "dre", "rev.", "rev'd", "revd", "avv."];

#[cfg(test)]
mod tests {
    use super::super::tests::each;
    use super::*;

    #[test]
    fn who_is_joined_to_somebody_with_a_title_is_met_as_they_are() {
        each(&[
            ("en", "Deep dive: Dr Priya Raman and Henrik Brekke. Then lunch.", &["Priya Raman", "Henrik Brekke"]),
            ("en", "Deep dive: Dr Priya Raman and Coffee. Then lunch.", &["Priya Raman"]),
        ]);
    }

    #[test]
    fn a_sign_or_a_gap_parts_a_label_from_what_it_labels() {
        let words = &crate::words::or_english("en").people;
        let at = |text: &str| labels(words, text).iter().map(|hit| hit.at).collect::<Vec<_>>();
        assert_eq!(at("when     friday\nwho      priya raman"), [16]);
        assert_eq!(at("* interviewer: priya raman\n| who | priya raman |"), [2, 29]);
        assert_eq!(at("who priya raman is, you will see"), [0_usize; 0]);
    }

    #[test]
    fn a_talk_that_has_been_names_nobody_to_meet() {
        each(&[
            ("en", "You will meet Sam Hill. We loved the conversation you had with Priya Raman.", &["Sam Hill"]),
            ("de", "Das Gespräch gestern mit Frau Kolb war gut. Nun treffen Sie Herrn Maurer.", &["Maurer"]),
            ("fr", "L'échange d'hier avec Mme Roy nous a plu. Vous rencontrerez M. Duprat.", &["Duprat"]),
            ("es", "La charla que tuviste con Luis Paredes nos gustó. Te recibirá Marta Gil.", &["Marta Gil"]),
            ("pt", "A conversa de ontem com a Marta Pacheco correu bem. Vai falar com o Rui Prado.", &["Rui Prado"]),
            ("it", "Grazie per la call di ieri con Carla Sala. Ora incontrerà Pio Orto.", &["Pio Orto"]),
            ("nl", "Het gesprek van gisteren met Joost Laan was goed. Je spreekt Fatima Pinas.", &["Fatima Pinas"]),
        ]);
    }

    #[test]
    fn a_talk_between_the_reader_and_somebody_is_with_them() {
        each(&[
            ("en", "We'd set up a 30-minute call between you and Priya Raman, our head of sales.", &["Priya Raman"]),
            ("en", "You show your work for half an hour, and after that one-to-one with Dr. Raman.", &["Raman"]),
            ("de", "Wir planen ein Gespräch zwischen Ihnen und Jens Maurer.", &["Jens Maurer"]),
            ("fr", "Nous prévoyons un échange entre vous et Salomé Roy.", &["Salomé Roy"]),
            ("es", "Será una llamada entre tú y Marta Gil.", &["Marta Gil"]),
            ("it", "Sarà una chiamata tra te e Carla Sala.", &["Carla Sala"]),
            ("nl", "Het wordt een gesprek tussen jou en Joost Laan.", &["Joost Laan"]),
            ("en", "The contract between you and Plinth Works is ready.", &[]),
            ("en", "You would work for Priya Raman.", &[]),
        ]);
    }
}
