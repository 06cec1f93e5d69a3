//! What the tagger adds to the facts: it fills what the rules leave empty. A wrong fact is worse than none, so it must
//! be the surer the more a fact weighs. What a rule says it takes back in two cases only: a person that is a thing for it,
//! and an employer that is the agency for it where it knows the employer.

use super::Person;
use super::employer::bracket::with_remark;
use super::employer::fit::{can_be_name, is_a_house};
use super::employer::scene::Scene;
use super::employer::{Candidate, between, carrier, same_company};
use super::interviewer;
use super::particles::PARTICLES;
use super::rules::Context;
use super::tagger::{Label, Named, PEOPLE};
use super::tokens::Kind;
use crate::fact::{Fact, Settled, Sure};
use crate::text::Part;
use crate::words::schema::WordClass as C;
use std::cell::LazyCell;
use std::ops::Range;

/// The name of the rule.
pub const RULE: &str = "by-what-stands-around";

/// So likely must a name be to fill a fact that the rules leave empty: a firm, a title, who writes.
const COMPANY: f32 = 0.95;
/// And where its words say that it is one: "Marl Bakery".
const HOUSE: f32 = 0.6;
const ROLE: f32 = 0.5;
const WRITES: f32 = 0.85;
/// So likely must somebody be met where the rules know nobody, and where they know somebody.
const MEETS: [f32; 2] = [0.5, 0.7];
/// So unlikely are the words of a name for a person when they are none.
const NOBODY: f32 = 0.01;
/// So likely must a name be to stand behind what a rule states.
const AGREES: f32 = 0.5;

/// The employer: where the rules know none but by the domain.
pub fn company(it: &Context, found: Settled<String>) -> Settled<String> {
    match &found {
        Settled::None => {}
        Settled::One(fact) if fact.rule == "domain" => {}
        Settled::One(fact) if OF_THE_WRITER.contains(&fact.rule) => {
            let employer = filled(it, Label::Company, AGREES).filter(|e| !same_company(&e.value, &fact.value));
            return match employer.filter(|_| is_agency(it, &fact.value)) {
                Some(employer) => Settled::One(employer),
                None => found,
            };
        }
        // "Plinth - Site Surveyor", and "Plinth Homes" below.
        Settled::One(fact) if fact.rule == "subject" => {
            let short = format!("{} ", fact.value);
            let full = filled(it, Label::Company, AGREES).filter(|e| e.value.starts_with(&short));
            return full.map_or(found, Settled::One);
        }
        _ => return found,
    }
    // An agency that may not name its client names other houses.
    let agency = it.employer.agency.value();
    if agency.is_some() && between::is_withheld(it.employer.scene()) {
        return found;
    }
    let employer = filled(it, Label::Company, COMPANY).filter(|e| agency.is_none_or(|a| !same_company(a, &e.value)));
    employer.or_else(|| client(it)).map_or(found, Settled::One)
}

/// The one client that an agency's mail tells of in a word that might be somebody, and is nobody for the tagger:
/// "Plinth liked your portfolio".
fn client(it: &Context) -> Option<Fact<String>> {
    if !it.interview || it.employer.agency.fact().is_none() {
        return None;
    }
    let (scene, tags) = (it.employer.scene(), it.employer.tags());
    let person = |n: &&Named| PEOPLE.contains(&n.label);
    let people: Vec<_> = tags.named.iter().filter(person).filter_map(|n| scene.tokens.span(&n.range)).collect();
    let told = |c: &&Candidate| matches!(c.rule, "wants-you" | "they-want") && c.seen.part == Part::Body;
    let mut weak = it.employer.weak.iter().filter(told);
    let first = weak.next()?;
    let one = weak.all(|c| same_company(&c.value, &first.value)) && !people.iter().any(|p| p.overlaps(&first.seen));
    one.then(|| Fact::new(first.value.clone(), Sure::Guess, first.rule, vec![first.seen]))
}

/// The rules that take the writer's house for the employer.
const OF_THE_WRITER: [&str; 3] = ["signature", "sender-name", "named-as-its-domain"];

/// Does the tagger read a name as the agency's, and not rather as another house's?
fn is_agency(it: &Context, name: &str) -> bool {
    let (scene, tags) = (it.employer.scene(), it.employer.tags());
    let house = |n: &&Named| matches!(n.label, Label::Agency | Label::Company | Label::OtherCompany);
    let called = tags.named.iter().filter(house).filter(|n| same_company(&scene.text(&n.range), name));
    let best = called.max_by(|a, b| a.odds.total_cmp(&b.odds));
    best.is_some_and(|n| n.label == Label::Agency && n.odds >= AGREES)
}

/// The job title, where the rules know none.
pub fn role(it: &Context, found: Settled<String>) -> Settled<String> {
    match found {
        Settled::None => filled(it, Label::Role, ROLE).map_or(Settled::None, Settled::One),
        found => found,
    }
}

/// A firm or a title is stated only in a mail about an interview, and where the tagger reads the same words as one: else
/// it is likely.
pub fn agreed(it: &Context, label: Label, mut found: Settled<String>) -> Settled<String> {
    let says = |fact: &Fact<String>| {
        let (scene, tags) = (it.employer.scene(), it.employer.tags());
        tags.named.iter().any(|n| n.label == label && n.odds >= AGREES && scene.text(&n.range) == fact.value)
    };
    if let Settled::One(fact) = &mut found
        && fact.sure == Sure::Stated
        && !(it.interview && says(fact))
    {
        fact.sure = Sure::Likely;
    }
    found
}

/// No letter names more people; each is looked at with the sentence around it.
const MOST: usize = 60;

/// People one would meet besides those that the rules know; the more these know, the surer they must be.
pub fn people(it: &Context, known: &[Fact<Person>]) -> Vec<Fact<Person>> {
    // A table names all of them, and may name those of before.
    if !it.interview || known.iter().any(|fact| fact.rule == "people-of-a-table") {
        return Vec::new();
    }
    let [nobody, somebody] = MEETS;
    let least = if known.is_empty() { nobody } else { somebody };
    let named = it.employer.tags().named.iter().filter(|n| n.label == Label::Interviewer);
    let sure = |n: &&Named| n.odds >= least && (n.odds >= somebody || begins_with_given(it, n));
    let aside = LazyCell::new(|| interviewer::Aside::new(it));
    let aside = |fact: &Fact<Person>| fact.seen.iter().any(|seen| aside.names(*seen));
    let named = named.filter(sure).take(MOST);
    let met = named.filter_map(|n| person(it, &whole(it.employer.scene(), n)).or_else(|| person(it, n)));
    met.filter(|fact| !aside(fact) && !is_of_the_employer(it, fact)).collect()
}

/// Does a rule take a thing, a place or a firm for somebody: no word of the name is a given name or stands behind a
/// title or a rank, and the tagger reads something else there, or surely no person?
pub fn is_nobody(it: &Context, fact: &Fact<Person>) -> bool {
    let Some(seen) = fact.seen.first().filter(|s| s.part == Part::Body) else { return false };
    let (scene, tags) = (it.employer.scene(), it.employer.tags());
    let words: Vec<usize> =
        (0..scene.tokens.all.len()).filter(|at| scene.tokens.all[*at].span.overlaps(seen)).collect();
    let rank = words.first().is_some_and(|at| it.words.people.ranks.contains(scene.tokens.fold(*at)));
    let known = rank || fact.value.salutation.gender.is_some() || words.iter().any(|at| scene.is(*at, C::Given));
    let thing = |n: &Named| !PEOPLE.contains(&n.label) && words.iter().any(|at| n.range.contains(at));
    let persons = || words.iter().filter_map(|at| tags.persons[*at]);
    let unlikely = || persons().next().is_some() && persons().all(|odds| odds < NOBODY);
    // What says that it is the writer names nobody by itself.
    fact.rule != "the-writer" && !known && (tags.named.iter().any(thing) || unlikely())
}

/// "Mo Ito" where the tagger read "Ito": a name with the words beside it that have a capital, too.
fn whole(scene: &Scene, named: &Named) -> Named {
    let all = &scene.tokens.all;
    let mut range = named.range.clone();
    let capital =
        |at: usize| all.get(at).is_some_and(|t| t.kind == Kind::Word && t.capital() && !scene.is(at, C::Function));
    let sentence = scene.tokens.sentences.iter().find(|s| s.range.contains(&named.range.start));
    let Some(sentence) = sentence.map(|s| s.range.clone()) else { return named.clone() };
    // The first word of a sentence has a capital in any case.
    let told = |at: usize| at > sentence.start || scene.is(at, C::Given) || scene.is(at, C::Honorific);
    while range.start > sentence.start && !all[range.start].line && capital(range.start - 1) && told(range.start - 1) {
        range.start -= 1;
    }
    // What stands beyond a gap is the next column: "Dana Ito      Buyer".
    let beside = |at: usize| at == 0 || all[at].span.start - all[at - 1].span.end < interviewer::GAP.len();
    while range.end < sentence.end && capital(range.end) && !all[range.end].line && beside(range.end) {
        range.end += 1;
    }
    Named { range, ..named.clone() }
}

/// "Plinth" of "Plinth Lifts & Escalators": the first words, or one of several owners, of the employer's name.
fn is_of_the_employer(it: &Context, fact: &Fact<Person>) -> bool {
    let (Some(employer), Some(name)) = (it.employer.company.fact(), fact.value.name.as_deref()) else { return false };
    let (employer, name) = (employer.value.to_lowercase(), name.to_lowercase());
    // And "Ito" of "Marsh + Ito".
    let joined = employer.contains(['+', '&']) && employer.split(' ').any(|w| w == name);
    fact.value.salutation.gender.is_none() && (employer.starts_with(&format!("{name} ")) || joined)
}

fn begins_with_given(it: &Context, named: &Named) -> bool {
    it.employer.scene().is(named.range.start, C::Given)
}

/// Who writes, where the rules know nobody.
pub fn writer(it: &Context) -> Option<Fact<Person>> {
    let named = it.employer.tags().named.iter().rev();
    named.filter(|n| n.label == Label::Contact && n.odds >= WRITES).find_map(|n| person(it, n))
}

fn person(it: &Context, named: &Named) -> Option<Fact<Person>> {
    let scene = it.employer.scene();
    // "Dana Ito • Tom Baker" are two.
    let parts = |at: usize| matches!(scene.tokens.all[at].kind, Kind::Mark(c) if !matches!(c, '.' | '-' | '\'' | '’'));
    if named.range.clone().any(parts) {
        return None;
    }
    let range = behind_job(it, scene, &named.range);
    if is_a_date(scene, &range) {
        return None;
    }
    let person = interviewer::named(&scene.text(&range), it)?;
    Some(Fact::new(person, sure(named.odds), RULE, vec![scene.tokens.span(&range)?]))
}

/// "Our Tumuaki Dana Ito", "unser Küchenchef Leo": behind "our" somebody's office stands before the name. Where the given
/// name is not known, two words of the name are left.
fn behind_office(it: &Context, scene: &Scene, range: &Range<usize>) -> Option<usize> {
    let own = range.start.checked_sub(1).filter(|at| it.words.people.own.contains(scene.tokens.fold(*at)));
    let titled = |at: usize| {
        [C::Given, C::Honorific].iter().any(|c| scene.is(at, *c)) || PARTICLES.contains(&scene.tokens.fold(at))
    };
    own.filter(|_| !titled(range.start))?;
    let given = (range.start + 1..range.end).find(|at| scene.is(*at, C::Given));
    given.or((range.len() > 2 && !titled(range.start + 1)).then_some(range.start + 1))
}

/// "City Forester Dana Ito" without what she is: two words are left at least.
fn behind_job(it: &Context, scene: &Scene, range: &Range<usize>) -> Range<usize> {
    let job = |at: &usize| scene.is(*at, C::Role) || scene.is(*at, C::RoleFirst);
    if let Some(from) = behind_office(it, scene, range) {
        return from..range.end;
    }
    let last = range.clone().take(range.len().saturating_sub(2)).filter(job).last();
    last.filter(|_| !scene.is(range.start, C::Given)).map_or(range.clone(), |at| at + 1..range.end)
}

/// "Mon 18 Jan": is it one word for a time beside a number?
fn is_a_date(scene: &Scene, range: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let digit = |at: usize| all.get(at).is_some_and(|t| t.kind == Kind::Number);
    let beside = digit(range.end) || range.start.checked_sub(1).is_some_and(digit);
    range.len() == 1 && beside && scene.is(range.start, C::Time)
}

/// The surest name with this label.
fn filled(it: &Context, label: Label, least: f32) -> Option<Fact<String>> {
    if !it.interview {
        return None;
    }
    let (scene, tags) = (it.employer.scene(), it.employer.tags());
    let house = |n: &Named| {
        can_be_name(scene, &n.range, true)
            && !is_beside(scene, n)
            && !carrier::is_carriers(scene, &scene.text(&n.range))
    };
    let can_be = |n: &Named| label != Label::Company || house(n);
    let told = |n: &Named| label == Label::Company && n.range.len() > 1 && is_a_house(scene, &n.range);
    let sure_enough = |n: &Named| n.odds >= if told(n) { HOUSE } else { least };
    let fits = |n: &Named| n.label == label && sure_enough(n) && is_whole(scene, n) && can_be(n);
    let grown = |n: &Named| if label == Label::Company { with_partner(scene, n) } else { n.clone() };
    let named = tags.named.iter().map(grown).filter(fits);
    let best = named.max_by(|a, b| a.odds.total_cmp(&b.odds))?;
    let range = if label == Label::Role { with_remark(scene, &best.range) } else { best.range.clone() };
    Some(Fact::new(scene.text(&range), sure(best.odds), RULE, vec![scene.tokens.span(&range)?]))
}

/// "Wir sind gegenüber von Marl", "dat je bij Marl werkt": what stands near the house, or where somebody is now.
fn is_beside(scene: &Scene, named: &Named) -> bool {
    let Range { start, end } = named.range;
    let clause = |i: &usize| !matches!(scene.tokens.all[*i].kind, Kind::Mark('.' | ',' | '!' | '?'));
    let near = (0..start).rev().take(BESIDE).take_while(clause);
    near.chain((end..scene.tokens.all.len()).take(1).take_while(clause)).any(|i| scene.is(i, C::Beside))
}

/// So many words before a name say what it is to who hires.
const BESIDE: usize = 3;

/// "Otter & Finch" where the tagger read "Otter", "Royal Borough of Marl" where it read "Royal Borough".
fn with_partner(scene: &Scene, named: &Named) -> Named {
    let all = &scene.tokens.all;
    let (mut range, last) = (named.range.clone(), named.range.end - 1);
    let of = |at: usize| scene.is(last, C::Institution) && scene.is(at, C::Of) && scene.is(at, C::Link);
    let joint = |at: usize| all[at].is('&') || of(at);
    if range.end + 1 < all.len() && joint(range.end) && all[range.end + 1].capital() && !all[range.end + 1].line {
        range.end += 2;
    }
    Named { range, ..named.clone() }
}

/// Does the name end where the tagger ends it? A word with a capital right beside it may belong to it, too.
fn is_whole(scene: &Scene, named: &Named) -> bool {
    let (all, range) = (&scene.tokens.all, &named.range);
    let capital = |at: usize| all[at].kind == Kind::Word && all[at].capital();
    let within =
        |at: usize| scene.tokens.sentences.iter().any(|s| s.range.contains(&at) && s.range.contains(&range.start));
    let before = range.start.checked_sub(1).filter(|at| within(*at) && !all[range.start].line);
    // The first word of a sentence has a capital in any case: one that is known to be small says nothing.
    let small = |at: usize| [C::Function, C::Stop, C::Article].iter().any(|c| scene.is(at, *c));
    let begins = before.is_some_and(small);
    // "Dana Ito, Staff Engineer": what stands behind a comma is somebody's own.
    let own = named.label == Label::Role && before.is_some_and(|at| all[at].is(','));
    let behind = Some(range.end).filter(|at| *at < all.len() && within(*at) && !all[*at].line);
    !own && !before.is_some_and(|at| capital(at) && !begins) && !behind.is_some_and(capital)
}

fn sure(odds: f32) -> Sure {
    if odds >= 0.98 { Sure::Likely } else { Sure::Guess }
}

#[cfg(test)]
mod tests {
    use crate::extract::invitation;
    use crate::fact::Sure;
    use crate::message::Mail;

    #[test]
    fn what_stands_near_does_not_hire() {
        let company = |said: &str| {
            let head = "From: Dana <dana@gmail.com>\nTo: ada@home.example\nSubject: Interview";
            let mail =
                format!("{head}\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n\nYour interview is on Friday. {said}\n");
            let found =
                invitation(&Mail::read(mail.as_bytes()).unwrap(), &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap());
            found.company.value().cloned()
        };
        assert_eq!(company("There is parking at Otter & Marl next door."), None);
        assert_eq!(company("You will find parking at Marl Bakery next door."), None);
        assert_eq!(company("You would look after clients such as Marl Bakery."), None);
        assert_eq!(company("Vous travaillez actuellement chez Boulangerie Marl."), None);
        assert_eq!(company("Ik zie dat je bij Bakkerij Marl werkt."), None);
    }

    fn sure(subject: &str, body: &str) -> (Option<Sure>, Option<Sure>) {
        let head = "From: Dana Ito <dana.ito@plinth.example>\nTo: ada@home.example\nMessage-ID: <1@plinth.example>";
        let mail = format!("{head}\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nSubject: {subject}\n\n{body}\n\nDana Ito\n");
        let mail = Mail::read(mail.as_bytes()).unwrap();
        let found = invitation(&mail, &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap());
        (found.company.fact().map(|f| f.sure), found.role.fact().map(|f| f.sure))
    }

    #[test]
    fn a_firm_and_a_title_are_stated_where_the_mail_invites() {
        let said = "Thank you for your application for the Data Engineer position at Plinth.";
        let invited = sure("Interview at Plinth", &format!("{said} We would like to invite you to an interview."));
        assert_eq!(invited, (Some(Sure::Stated), Some(Sure::Stated)));
        let received = sure("Application received", &format!("{said} We will review it."));
        assert_eq!(received, (Some(Sure::Likely), Some(Sure::Likely)));
    }
}
