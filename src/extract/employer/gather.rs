//! Every source of names and titles, each a rule with its worth.

use super::label::{Agreement, Name};
use super::scene::Scene;
use super::{
    Candidate, LEAST, NEAR, STATED, between, bracket, carrier, client, compound, display, host, house, lone, name, own,
    same_company, same_role, segments, signature, title, worth,
};
use crate::extract::jsonld::{self, Says};
use crate::extract::phrase::{Forms, Match, Slot};
use crate::extract::sender;
use crate::extract::tokens::{Kind, Stream};
use crate::message::thread::{base, is_forward};
use crate::text::{Part, Span};
use crate::words::schema::folded;
use crate::words::schema::{JobSlot, WordClass as C};
use std::ops::Range;

/// Tokens before a name that are asked for a title.
const TITLE_BEFORE: usize = 10;
/// More names than this in one subject are a list, not a name.
const MOST: usize = 24;

/// All candidates.
#[derive(Default, Debug)]
pub struct Found {
    /// For the employer.
    pub companies: Vec<Candidate>,
    /// For the agency between.
    pub agencies: Vec<Candidate>,
    /// For the job title.
    pub roles: Vec<Candidate>,
    /// For the job title, from the history.
    pub earlier: Vec<Candidate>,
    /// Does somebody stand between, named or not?
    pub between: bool,
}

/// Asks every source.
pub fn gather(scene: &Scene) -> Found {
    let mut found = Found::default();
    phrases(scene, &mut found);
    let titles = [Stream::Subject, Stream::Title].map(|stream| (stream, segments::pieces(scene, stream)));
    for (stream, pieces) in titles.into_iter().chain(segments::entitled(scene)) {
        subject(scene, stream, &pieces, &mut found);
    }
    for signed in signature::names(scene) {
        let points = signed.points;
        company(scene, &mut found.companies, &signed.range, points, "signature", false);
    }
    if let Some(range) = house::letterhead(scene) {
        company(scene, &mut found.companies, &range, 76, "letterhead", false);
    }
    for range in house::of_the_place(scene) {
        company(scene, &mut found.companies, &range, 78, "place-in-title", false);
    }
    owned(scene, &mut found);
    display::names(scene, &mut found.companies);
    structured(scene, &mut found);
    lone_titles(scene, &mut found);
    remembered(&mut found);
    for list in [&mut found.companies, &mut found.agencies, &mut found.roles] {
        let mut seen = std::collections::BTreeSet::new();
        list.retain(|c| seen.insert((c.rule, c.seen.part, c.seen.start, c.seen.end)));
    }
    departments(scene, &mut found.companies);
    parents(scene, &mut found.companies);
    parts(scene, &mut found.companies);
    found.companies.retain(|c| c.own || !carrier::is_carriers(scene, &c.value));
    found.companies.retain(|c| !carrier::is_known_systems(scene, &c.value));
    let agencies: Vec<String> = found.agencies.iter().filter(|a| a.points >= 80).map(|a| a.value.clone()).collect();
    found.companies.retain(|c| !agencies.iter().any(|a| same_company(a, &c.value)));
    if between::relay(scene, &found) {
        let systems: Vec<bool> = found.companies.iter().map(|c| between::is_systems(scene, &found, c)).collect();
        let mut systems = systems.into_iter();
        found.companies.retain(|_| systems.next() == Some(false));
    }
    between::believe_wishes(scene, &mut found);
    client::in_full(scene, &mut found);
    between::between(scene, &mut found);
    unnamed(scene, &mut found);
    cut_employers(&mut found);
    let houses: Vec<String> = found.companies.iter().filter(|c| c.points >= 80).map(|c| folded(&c.value)).collect();
    found.roles.retain(|r| r.points >= 80 || !houses.contains(&folded(&r.value)));
    let titles: Vec<String> = found.roles.iter().filter(|r| r.points >= 80).map(|r| folded(&r.value)).collect();
    found.companies.retain(|c| c.own || !titles.iter().any(|t| t.contains(&folded(&c.value))));
    let told: Vec<String> = found.roles.iter().filter(|r| r.rule != "subject").map(|r| folded(&r.value)).collect();
    found.companies.retain(|c| c.own || c.rule != "subject" || !told.contains(&folded(&c.value)));
    found
}

/// "Institut für Physik" from `physik.acme.example` is a part of Acme, where the mail names Acme.
fn departments(scene: &Scene, companies: &mut [Candidate]) {
    let agrees = |c: &Candidate, inner: bool| {
        let words = display::words_of(&c.value);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let name = Name::new(&words, scene.words);
        scene.labels.iter().any(|l| l.inner == inner && l.agrees(&name, scene.words) == Agreement::Full)
    };
    if companies.iter().any(|c| agrees(c, false)) {
        companies.iter_mut().filter(|c| agrees(c, true) && !agrees(c, false)).for_each(|c| c.points -= 2 * NEAR);
    }
}

/// "Plinth Coatings Ltd", and "A Marl Group company" on the line below: whose house it is does not hire, wherever the
/// mail names it, unless who hires has its name, too.
fn parents(scene: &Scene, companies: &mut Vec<Candidate>) {
    let Some((house, parent)) = signature::owned_house(scene) else { return };
    let [house, parent] = [house, parent].map(|range| scene.tokens.span(&range));
    let inside = |c: &Candidate, of: &Span| c.seen.part == of.part && of.start <= c.seen.start && c.seen.end <= of.end;
    let stands = |of: Option<Span>| {
        let names = companies.iter().filter(|c| of.is_some_and(|of| inside(c, &of)));
        names.map(|c| c.value.clone()).collect::<Vec<_>>()
    };
    let (own, others) = (stands(house), stands(parent));
    let same = |list: &[String], c: &Candidate| list.iter().any(|name| same_company(name, &c.value));
    if !own.is_empty() {
        companies.retain(|c| same(&own, c) || !same(&others, c));
        companies.iter_mut().filter(|c| same(&own, c)).for_each(|c| c.points = c.points.max(STATED));
    }
}

/// "Department of Entomology", "School Governing Body": a part of the house that the mail names, too.
fn parts(scene: &Scene, companies: &mut Vec<Candidate>) {
    let team = |w: &String| scene.words.is(w, C::Team);
    let house = |w: &String| scene.words.is(w, C::Institution);
    let part = |name: &str| match display::words_of(name).as_slice() {
        [first, rest @ ..] => rest.len() > 1 && (team(first) || house(first) && rest.iter().any(team)),
        [] => false,
    };
    let whole = |c: &Candidate| c.own && c.rule == "signature" && !part(&c.value);
    if companies.iter().any(whole) {
        companies.retain(|c| c.own || !part(&c.value));
    }
    // "Dana Ito (Medical Workforce)", who signs with it above the line of the house.
    let signed: Vec<Span> = companies.iter().filter(|c| c.rule == "signature").map(|c| c.seen).collect();
    companies.retain(|c| c.own || c.rule != display::RULE || !stands_above(scene, &c.value, &signed));
}

/// Do these words stand on a line of their own, right above one of these places?
fn stands_above(scene: &Scene, words: &str, places: &[Span]) -> bool {
    places.iter().any(|place| {
        let text = scene.mail.part(place.part);
        let (above, _) = text[..place.start].rsplit_once('\n').unwrap_or_default();
        let line = above.rsplit('\n').next().unwrap_or_default();
        place.part == Part::Body && display::words_of(line) == display::words_of(words)
    })
}

/// "Data Engineer, Acme" is a title and an employer, where Acme is known to be one.
fn cut_employers(found: &mut Found) {
    let known: Vec<&str> = found
        .companies
        .iter()
        .filter(|c| c.points >= 74 && (c.own || c.rule != "subject"))
        .map(|c| c.value.as_str())
        .collect();
    for role in &mut found.roles {
        // "cook Trattoria Plinth": the title of a meeting at the house that stands behind it.
        let place = found.companies.iter().find(|c| c.rule == "place-in-title" && role.value.ends_with(&c.value));
        let before = place.and_then(|c| role.value.strip_suffix(&c.value)).map(|t| t.trim_end().len());
        if let Some(end) = before.filter(|end| *end > 0) {
            role.value.truncate(end);
        }
        let tail = role
            .value
            .rfind([',', '|', '-', '–', '/', '@'])
            .map(|at| (at, role.value[at..].trim_matches(|c: char| !c.is_alphanumeric())));
        if let Some((at, tail)) = tail
            && known.iter().any(|name| name.eq_ignore_ascii_case(tail))
        {
            role.value.truncate(role.value[..at].trim_end().len());
        }
    }
}

/// The points of a source by the stream it stands in.
fn weighed(points: u8, stream: Stream) -> u8 {
    match stream {
        Stream::Earlier => points.saturating_sub(14).min(70),
        Stream::Footer => points.saturating_sub(6),
        _ => points,
    }
}

fn phrases(scene: &Scene, found: &mut Found) {
    let forms = Forms { words: scene.words, ids: &scene.ids };
    for sentence in &scene.tokens.sentences {
        if sentence.stream == Stream::Location {
            continue;
        }
        let matches: Vec<Match> = forms.find(&scene.tokens, sentence).collect();
        if sentence.stream == Stream::Earlier && matches.iter().any(|m| elsewhere(scene, m)) {
            continue;
        }
        for Match { rule, slots } in matches.into_iter().filter(|m| !names_a_field(scene, m)) {
            let (rule, points) = &scene.words.rules[rule];
            let points = weighed(*points, sentence.stream);
            for slot in &slots {
                slot_value(scene, found, slot, points, rule, sentence.stream);
            }
        }
    }
}

/// "ricercatore **in geochimica**": what a job is about where a form waits for a house.
fn names_a_field(scene: &Scene, told: &Match) -> bool {
    let field = |at: usize| {
        let small = scene.tokens.all[at].kind == Kind::Word && !scene.tokens.all[at].capital();
        small && ![C::Function, C::Stop, C::Article].iter().any(|c| scene.is(at, *c))
    };
    let waits = |slot: &&Slot| slot.what == JobSlot::Company && !slot.back && !slot.range.is_empty();
    told.slots.len() > 1
        && told.slots.iter().filter(waits).any(|slot| {
            let within = slot.range.start > 0 && scene.is(slot.range.start - 1, C::Within);
            within && field(slot.range.start) && name::of_slot(scene, slot).is_none()
        })
}

/// The candidate wrote of another company's job.
fn elsewhere(scene: &Scene, told: &Match) -> bool {
    let (rule, points) = &scene.words.rules[told.rule];
    let another = |slot: &Slot, range: &Range<usize>| {
        let worth = worth::of_company(scene, (slot, range), (rule, *points), Stream::Earlier);
        worth > 0 && scene.agreement(range) == Agreement::None
    };
    let companies = told.slots.iter().filter(|s| s.what == JobSlot::Company);
    let mut found = companies.filter_map(|s| name::of_slot(scene, s).map(|range| (s, range)));
    found.any(|(slot, range)| another(slot, &range))
}

fn slot_value(scene: &Scene, found: &mut Found, slot: &Slot, points: u8, rule: &'static str, stream: Stream) {
    match slot.what {
        JobSlot::Role if stream == Stream::Footer => {}
        // "Re:" before a subject says that it is an answer, above a letter what it is about.
        JobSlot::Role if rule == ABOUT && stream == Stream::Subject => {}
        JobSlot::Role => {
            if let Some(title) = title::of_slot(scene, slot).filter(|t| !title::is_one_of_two(scene, &t.range)) {
                let points = points.saturating_sub(unknown(scene, &title, slot));
                let points = if stream == Stream::Subject { points - older(scene) } else { points };
                let list = if stream == Stream::Earlier { &mut found.earlier } else { &mut found.roles };
                role(scene, list, &title.range, points, rule);
            }
        }
        JobSlot::Company | JobSlot::Agency => {
            let Some(range) = name::of_slot(scene, slot) else { return };
            if heads_column(scene, &range) || is_inside_name(scene, &range) || slot.back && is_governed(scene, &range) {
                return;
            }
            // "Marl's have been on": before its verb, nothing is owned.
            let goes_on = !slot.back && (range.end < slot.range.end || !slot.open);
            let points = worth::of_company(scene, (slot, &range), (rule, points), stream);
            let list = if slot.what == JobSlot::Agency { &mut found.agencies } else { &mut found.companies };
            company(scene, list, &range, points, rule, goes_on);
        }
    }
}

/// "Your time **at** Plinth has impressed them": where something was, not who acts.
fn is_governed(scene: &Scene, name: &Range<usize>) -> bool {
    let article = |i: usize| scene.is(i, C::Article) && !scene.tokens.all[i].line;
    let before = (0..name.start).rev().take(2).find(|i| !article(*i));
    before.is_some_and(|i| !scene.tokens.all[name.start].line && scene.is(i, C::At))
}

/// "Il Marlo **Società** Cooperativa": what kind of house it is, within a name that has begun before it.
fn is_inside_name(scene: &Scene, range: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let Some([before, kind]) = range.start.checked_sub(2).map(|at| [at, at + 1]) else { return false };
    let capital = |i: usize| all[i].kind == Kind::Word && all[i].capital();
    let house = scene.is(kind, C::Institution) || scene.is(kind, C::General);
    house && capital(kind) && capital(before) && !all[kind].line && !all[range.start].line
}

/// "Name | Designation | Capacity": what stands above a column, in a row that is no label and what it labels.
fn heads_column(scene: &Scene, name: &Range<usize>) -> bool {
    let bar = |i: usize| scene.tokens.all.get(i).is_some_and(|t| t.is('|'));
    name.start > 0 && bar(name.start - 1) && bar(name.end)
}

/// What a title is worth less of which no word is known; least where the form ends as its sentence does.
fn unknown(scene: &Scene, title: &title::Title, slot: &Slot) -> u8 {
    let next = scene.tokens.all.get(title.range.end);
    let ends = next.is_none_or(|t| t.line || !t.is_text()) || scene.is(title.range.end, C::Stop);
    let small = !scene.tokens.all[title.range.start].capital();
    let words = (title.range.len() > 1 || small) && !scene.is(title.range.start, C::Honorific);
    if !title.head && scene.is_doer(last_word(scene, &title.range)) {
        return 5;
    }
    match (title.head, slot.open, ends && words) {
        (true, ..) => 0,
        (_, false, _) => 12,
        (_, true, true) => 14,
        (_, true, false) => 24,
    }
}

/// The last word of a title, before what stands in brackets.
fn last_word(scene: &Scene, title: &Range<usize>) -> usize {
    let end = title.clone().find(|i| scene.tokens.all[*i].is('(')).unwrap_or(title.end);
    end.saturating_sub(1).max(title.start)
}

/// A line above a letter: "Re: Ward Clerk".
const ABOUT: &str = "line-about-role";

fn role(scene: &Scene, list: &mut Vec<Candidate>, range: &Range<usize>, points: u8, rule: &'static str) {
    let Some(seen) = scene.tokens.span(range) else { return };
    let value = scene.text(range);
    list.push(Candidate { value, points, rule, seen, own: false });
}

/// Without a title of its own, a mail is about the one that its history names; history that names two tells of
/// other jobs, too.
fn remembered(found: &mut Found) {
    let earlier = std::mem::take(&mut found.earlier);
    let one = earlier.iter().all(|e| same_role(&e.value, &earlier[0].value));
    if one && !found.roles.iter().any(|r| r.points >= LEAST) {
        found.roles.extend(earlier);
    }
}

/// Nothing names the employer, and nobody is between: whose people write from where?
fn unnamed(scene: &Scene, found: &mut Found) {
    let named = found.companies.iter().any(|c| c.points >= LEAST);
    if !named && found.agencies.is_empty() && !found.between {
        found.companies.extend(host::name(scene, LEAST));
    }
}

/// Adds a company; agreement with the domain is worth something.
fn company(
    scene: &Scene,
    list: &mut Vec<Candidate>,
    range: &Range<usize>,
    points: u8,
    rule: &'static str,
    goes_on: bool,
) {
    let Some(seen) = scene.tokens.span(range) else { return };
    let agreement = scene.agreement(range);
    let points = match agreement {
        Agreement::Full => points + 6,
        Agreement::Part => points + 4,
        Agreement::None if scene.has_head(range) && !is_of_a_trade(scene, range) => points.saturating_sub(8),
        Agreement::None => points,
    };
    let value = name::spelt(scene, range, goes_on);
    list.push(Candidate { value, points: points.min(100), rule, seen, own: agreement != Agreement::None });
}

/// The subject of an answer is as old as the first mail of the thread.
fn older(scene: &Scene) -> u8 {
    let subject = scene.mail.subject.trim();
    if base(subject).len() < subject.len() && !is_forward(subject) { 6 } else { 0 }
}

/// A word that makes a name that of an organisation, whatever stands before it: "Partners Executive Search"; or what
/// kind of house it is, before its name: "Studio Ottico Marl".
fn is_of_a_trade(scene: &Scene, name: &Range<usize>) -> bool {
    let last = [C::Institution, C::Agency, C::Broker, C::Legal].iter().any(|c| scene.is(name.end - 1, *c));
    let first = name.len() > 2 && scene.is(name.start, C::Institution) && !scene.is_known(name.end - 1);
    last || first
}

fn subject(scene: &Scene, stream: Stream, pieces: &segments::Pieces, found: &mut Found) {
    let less = if stream == Stream::Subject { older(scene) } else { 0 };
    let titled = !pieces.titles.is_empty();
    for (i, title) in pieces.titles.iter().enumerate() {
        role(scene, &mut found.roles, &title.range, (if i == 0 { 81 } else { 76 }) - less, "subject");
    }
    for range in &pieces.trades {
        role(scene, &mut found.roles, range, 70 - less, "subject");
    }
    for range in &pieces.employers {
        company(scene, &mut found.companies, range, 80, "subject", false);
    }
    for (i, range) in pieces.names.iter().take(MOST).enumerate() {
        let agreement = scene.agreement(range);
        let points = match agreement {
            Agreement::Full => 82,
            Agreement::Part => 78,
            Agreement::None if mentioned(scene, range, &[Stream::Said, Stream::Signature, Stream::Notes]) => 74,
            Agreement::None if leads(scene, range, pieces) => 70,
            Agreement::None if i == 0 && opens_as_house(scene, range, pieces) => 72,
            Agreement::None if ends_in_form(scene, range) => 78,
            Agreement::None if follows_title(scene, range, pieces) => 74,
            Agreement::None if stands_alone_as_house(scene, range) || house::is_articled(scene, range) => 72,
            Agreement::None if titled => 60,
            Agreement::None => 56,
        };
        company(scene, &mut found.companies, range, points, "subject", false);
    }
}

/// "Plinth City Council: your interview": what the name is made of says that it is a house's.
fn opens_as_house(scene: &Scene, name: &Range<usize>, pieces: &segments::Pieces) -> bool {
    let house = |i: usize| scene.is(i, C::Institution) && !scene.is(i, C::Team) && !scene.is(i, C::Chatter);
    let own = |i: usize| scene.tokens.all[i].capital() && !scene.is_known(i) && !scene.is_head(i);
    let titled = pieces.titles.iter().any(|t| t.range.start < name.start);
    // "Royal Borough of Plinth"
    let joined = || name.clone().skip(1).any(|i| scene.is(i, C::Of) && scene.is(i, C::Link) && house(i - 1));
    let kind = house(name.start) || house(name.end - 1) || joined();
    kind && !titled && scene.tokens.all[name.start].capital() && name.clone().any(own)
}

/// "Plinth Garage Ltd": only a house has a legal form.
fn ends_in_form(scene: &Scene, name: &Range<usize>) -> bool {
    let own = |i: usize| scene.tokens.all[i].capital() && !scene.is_known(i);
    scene.is(name.end - 1, C::Legal) && name.clone().any(own)
}

/// "Accountant, Tarn Hospice": the house that a comma parts from the title.
fn follows_title(scene: &Scene, name: &Range<usize>, pieces: &segments::Pieces) -> bool {
    let house = |i: usize| scene.is(i, C::Institution) && !scene.is(i, C::Team);
    let comma = name.start > 0 && scene.tokens.all[name.start - 1].is(',');
    let titled = pieces.titles.iter().any(|t| t.range.end + 1 == name.start);
    comma && titled && (house(name.start) || house(name.end - 1))
}

/// "Interview | Data Engineer | Museum of Plinth": between bars, what begins with what it is.
fn stands_alone_as_house(scene: &Scene, name: &Range<usize>) -> bool {
    let bar = |i: usize| scene.tokens.all.get(i).is_none_or(|t| t.line || t.is('|'));
    let own = |i: usize| scene.tokens.all[i].capital() && !scene.is_known(i);
    let house = scene.is(name.start, C::Institution) && !scene.is(name.start, C::Team);
    name.start > 0 && scene.tokens.all[name.start - 1].is('|') && bar(name.end) && house && name.clone().any(own)
}

/// "Plinth | Data Engineer", mailed by a system for others: whose system it is comes first; a place comes last.
fn leads(scene: &Scene, name: &Range<usize>, pieces: &segments::Pieces) -> bool {
    let system = scene.mail.from.first().is_some_and(sender::is_vendor);
    let first = pieces.titles.first().is_some_and(|t| name.end <= t.range.start && name.end + 2 > t.range.start);
    system && first && pieces.names.len() == 1 && pieces.titles.len() == 1
}

/// Do the words of a range stand in one of these streams, too?
pub(super) fn mentioned(scene: &Scene, range: &Range<usize>, streams: &[Stream]) -> bool {
    let sentences = scene.tokens.sentences.iter().filter(|s| streams.contains(&s.stream));
    sentences.flat_map(|s| s.range.clone()).any(|at| {
        let all = &scene.tokens.all;
        let name_goes_on = |i: usize| all.get(i).is_some_and(|t| t.capital() && t.kind == Kind::Word && !t.line);
        !behind_title(scene, at)
            && all[at].capital()
            && range.clone().enumerate().all(|(i, own)| bare(scene.tokens.fold(at + i)) == bare(scene.tokens.fold(own)))
            && !name_goes_on(at + range.len())
    })
}

/// A word without "'s".
fn bare(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
}

/// "Trainee – Risk & Compliance": what follows a title is its field as often as an employer.
fn behind_title(scene: &Scene, at: usize) -> bool {
    let all = &scene.tokens.all;
    let dash = |i: usize| matches!(all[i].kind, Kind::Mark('-' | '–' | '—' | '|'));
    let from = at.saturating_sub(TITLE_BEFORE);
    let line = (from..at).rev().take_while(|i| !all[i + 1].line);
    at > 0 && dash(at - 1) && line.into_iter().any(|i| scene.is_head(i))
}

/// What the domain confirms is the company's name, even where nothing says "at".
fn owned(scene: &Scene, found: &mut Found) {
    for (stream, range) in own::names(scene) {
        let points = match stream {
            Stream::Footer => 68,
            Stream::Earlier => 66,
            _ => 74,
        };
        company(scene, &mut found.companies, &range, points, "named-as-its-domain", true);
    }
}

/// Titles that no form tells: only where they agree.
fn lone_titles(scene: &Scene, found: &mut Found) {
    if let Some(range) = lone::heading(scene) {
        role(scene, &mut found.roles, &range, 76, "heading");
    }
    let agreed = [
        (lone::above_a_date(scene), 76, "heading"),
        (lone::marked(scene), 76, "heading"),
        (lone::answers(scene), 76, "heading"),
        (bracket::titles(scene), 76, "in-brackets"),
        (lone::titles(scene), 70, "hiring-words"),
    ];
    for (titles, points, rule) in agreed {
        let text: Vec<String> = titles.iter().map(|t| scene.text(t)).collect();
        if text.iter().all(|t| same_role(t, &text[0])) {
            titles.iter().for_each(|range| role(scene, &mut found.roles, range, points, rule));
        }
    }
    let joined = compound::titles(scene);
    if joined.iter().all(|(title, _)| same_role(title, &joined[0].0)) {
        let candidate = |(value, seen)| Candidate { value, points: 70, rule: "hiring-words", seen, own: false };
        found.roles.extend(joined.into_iter().map(candidate));
    }
}

/// Data in the HTML: a job posting says it outright, who holds a meeting is the employer more often than not.
fn structured(scene: &Scene, found: &mut Found) {
    let add = |list: &mut Vec<Candidate>, value: String, seen, points| {
        list.push(Candidate { value, points, rule: jsonld::RULE, seen, own: false });
    };
    for said in jsonld::says(scene.mail) {
        match said {
            Says::Employer(name, seen) => add(&mut found.companies, name, seen, 94),
            Says::Organizer(name, seen) => add(&mut found.companies, name, seen, 72),
            Says::Role(title, seen) => add(&mut found.roles, title, seen, 94),
            _ => {}
        }
    }
}
