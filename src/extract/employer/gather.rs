//! Every source of names and titles, each a rule with its worth.

use super::label::Agreement;
use super::scene::{Scene, folded};
use super::{Candidate, name, same_company, segments, signature, title};
use crate::extract::phrase::{Match, Phrases, Slot};
use crate::extract::sender;
use crate::extract::tokens::{Kind, Stream, Tokens};
use crate::message::address::Address;
use crate::text::{Part, Span};
use crate::words::schema::{JobSlot, WordClass as C};
use std::ops::Range;

/// All candidates.
#[derive(Default, Debug)]
pub struct Found {
    /// For the employer.
    pub companies: Vec<Candidate>,
    /// For the agency between.
    pub agencies: Vec<Candidate>,
    /// For the job title.
    pub roles: Vec<Candidate>,
}

/// Asks every source.
pub fn gather(scene: &Scene) -> Found {
    let mut found = Found::default();
    phrases(scene, &mut found);
    for stream in [Stream::Subject, Stream::Title] {
        subject(scene, stream, &mut found);
    }
    for signed in signature::names(scene) {
        let points = signed.points;
        company(scene, &mut found.companies, &signed.range, points, "signature", false);
    }
    places(scene, &mut found);
    displays(scene, &mut found);
    structured(scene, &mut found);
    for list in [&mut found.companies, &mut found.agencies, &mut found.roles] {
        let mut seen = std::collections::BTreeSet::new();
        list.retain(|c| seen.insert((c.rule, c.seen.part, c.seen.start, c.seen.end)));
    }
    let relayed = relay(scene, &found);
    if relayed {
        found.companies.retain(|c| !c.own);
    }
    between(scene, &mut found);
    cut_employers(&mut found);
    let titles: Vec<String> = found.roles.iter().filter(|r| r.points >= 80).map(|r| folded(&r.value)).collect();
    found.companies.retain(|c| c.own || !titles.iter().any(|t| t.contains(&folded(&c.value))));
    found
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

/// A system mails in its own name for an employer it names: its own name stands only where senders put theirs.
fn relay(scene: &Scene, found: &Found) -> bool {
    let (own, other): (Vec<&Candidate>, Vec<&Candidate>) = found.companies.iter().partition(|c| c.own);
    let machine = scene.mail.from.first().is_some_and(|a| sender::is_no_reply(a) || a.domain().split('.').count() > 2);
    let told = |c: &&&Candidate| !own_place_of(c) && c.points >= 74;
    machine && own.iter().all(own_place_of) && other.iter().filter(told).count() > 0
}

fn own_place_of(c: &&Candidate) -> bool {
    matches!(c.rule, "signature" | "sender-name" | "named-at-its-own-address")
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
    let forms = Phrases(scene.words);
    for sentence in &scene.tokens.sentences {
        if sentence.stream == Stream::Location {
            continue;
        }
        let matches: Vec<Match> = forms.find(&scene.tokens, sentence).collect();
        if sentence.stream == Stream::Earlier && matches.iter().any(|m| elsewhere(scene, &m.slots)) {
            continue;
        }
        for Match { rule, slots } in matches {
            let (rule, points) = &scene.words.rules[rule];
            let points = weighed(*points, sentence.stream);
            for slot in &slots {
                slot_value(scene, found, slot, points, rule, sentence.stream);
            }
        }
    }
}

/// The candidate wrote of another company's job.
fn elsewhere(scene: &Scene, slots: &[Slot]) -> bool {
    let companies = slots.iter().filter(|s| s.what == JobSlot::Company);
    let mut found = companies.filter_map(|s| name::of_slot(scene, s));
    found.any(|range| scene.agreement(&range) == Agreement::None)
}

fn slot_value(scene: &Scene, found: &mut Found, slot: &Slot, points: u8, rule: &'static str, stream: Stream) {
    match slot.what {
        // History tells of other jobs as often as of this one.
        JobSlot::Role if matches!(stream, Stream::Footer | Stream::Earlier) => {}
        JobSlot::Role => {
            if let Some(title) = title::of_slot(scene, slot) {
                let points = if title.head { points } else { points.saturating_sub(if slot.open { 24 } else { 12 }) };
                role(scene, found, &title.range, points, rule);
            }
        }
        JobSlot::Company | JobSlot::Agency => {
            let Some(range) = name::of_slot(scene, slot) else { return };
            let goes_on = range.end < slot.range.end || !slot.open;
            let points = if rule == WITH { met(scene, &range, points, stream) } else { points };
            let list = if slot.what == JobSlot::Agency { &mut found.agencies } else { &mut found.companies };
            company(scene, list, &range, points, rule, goes_on);
        }
    }
}

/// "An interview with X": X is as often a person, so what X looks like decides.
const WITH: &str = "with-company";

fn met(scene: &Scene, range: &Range<usize>, points: u8, stream: Stream) -> u8 {
    let known = range.clone().any(|i| scene.is(i, C::Institution) || scene.is(i, C::Legal));
    let titled = matches!(stream, Stream::Subject | Stream::Title);
    match (known || scene.agreement(range) != Agreement::None, range.len(), titled) {
        (true, _, _) => points + 16,
        (false, 1, true) => points + 6,
        (false, 1, false) => points.saturating_sub(4),
        _ => points.saturating_sub(12),
    }
}

fn role(scene: &Scene, found: &mut Found, range: &Range<usize>, points: u8, rule: &'static str) {
    let Some(seen) = scene.tokens.span(range) else { return };
    let value = scene.text(range);
    found.roles.push(Candidate { value, points, rule, seen, own: false });
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
        Agreement::None if scene.has_head(range) => points.saturating_sub(8),
        Agreement::None => points,
    };
    let value = name::spelt(scene, range, goes_on);
    list.push(Candidate { value, points: points.min(100), rule, seen, own: agreement != Agreement::None });
}

fn subject(scene: &Scene, stream: Stream, found: &mut Found) {
    let pieces = segments::pieces(scene, stream);
    let titled = !pieces.titles.is_empty();
    for (i, title) in pieces.titles.iter().enumerate() {
        role(scene, found, &title.range, if i == 0 { 81 } else { 76 }, "subject");
    }
    for range in &pieces.employers {
        company(scene, &mut found.companies, range, 80, "subject", false);
    }
    for range in &pieces.names {
        let agreement = scene.agreement(range);
        let points = match agreement {
            Agreement::Full => 82,
            Agreement::Part => 78,
            Agreement::None if mentioned(scene, range) => 74,
            Agreement::None if titled => 60,
            Agreement::None => 56,
        };
        company(scene, &mut found.companies, range, points, "subject", false);
    }
}

/// Do these words stand in the subject, in what is said or signed?
fn text_mentions(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    let streams = [Stream::Subject, Stream::Said, Stream::Signature, Stream::Title, Stream::Notes];
    let sentences = scene.tokens.sentences.iter().filter(|s| streams.contains(&s.stream));
    sentences
        .flat_map(|s| s.range.clone())
        .any(|at| words.iter().enumerate().all(|(i, w)| scene.tokens.fold(at + i) == *w))
}

/// Do the words of a range stand elsewhere in what is said or signed?
fn mentioned(scene: &Scene, range: &Range<usize>) -> bool {
    let name = scene.folds(range);
    let streams = [Stream::Said, Stream::Signature, Stream::Notes];
    let sentences = scene.tokens.sentences.iter().filter(|s| streams.contains(&s.stream));
    sentences.flat_map(|s| s.range.clone()).any(|at| {
        let all = &scene.tokens.all;
        let name_goes_on = |i: usize| all.get(i).is_some_and(|t| t.capital() && t.kind == Kind::Word && !t.line);
        all[at].capital()
            && name.iter().enumerate().all(|(i, w)| scene.tokens.fold(at + i) == *w)
            && !name_goes_on(at + name.len())
    })
}

/// "Karoo Insurance (Pty) Ltd, 3rd Floor, 44 Bree Street": the place may begin with the company.
fn places(scene: &Scene, found: &mut Found) {
    for sentence in &scene.tokens.sentences {
        let short = sentence.range.len() <= 24;
        if !matches!(sentence.stream, Stream::Location | Stream::Said | Stream::Footer | Stream::Notes) || !short {
            continue;
        }
        for at in sentence.range.clone() {
            let begins = at == sentence.range.start
                || matches!(scene.tokens.all[at - 1].kind, Kind::Mark(',' | ':' | '(' | '©' | '|' | '·'));
            if !begins {
                continue;
            }
            let Some(range) = name::at_start(scene, &(at..sentence.range.end)) else { continue };
            if scene.agreement(&range) == Agreement::Full && !scene.has_head(&range) {
                let points = if sentence.stream == Stream::Footer { 68 } else { 74 };
                company(scene, &mut found.companies, &range, points, "named-at-its-own-address", false);
            }
        }
    }
}

/// "Dana Ito (Acme)", "Acme Hiring Team", "Dana from Acme".
fn displays(scene: &Scene, found: &mut Found) {
    let mail = scene.mail;
    let from = mail.from.first().map(|a| (a, Part::From));
    let reply = mail.reply_to.first().map(|a| (a, Part::ReplyTo));
    for (address, part) in from.into_iter().chain(reply) {
        let Some(display) = address.name.as_deref() else { continue };
        for (piece, points) in display_pieces(scene, address, display) {
            let start = display.find(piece).unwrap_or(0);
            let seen = Span::new(part, start, start + piece.len());
            let own = agreement(scene, piece) != Agreement::None;
            found.companies.push(Candidate { value: piece.to_string(), points, rule: "sender-name", seen, own });
        }
    }
}

/// What stands between a person and a company, and between nothing else.
const OF_COMPANY: [&str; 7] = [" @ ", " at ", " from ", " von ", " de chez ", " bei ", " bij "];

fn display_pieces<'d>(scene: &Scene, address: &Address, display: &'d str) -> Vec<(&'d str, u8)> {
    let mut out = Vec::new();
    let display = display.split(" via ").next().unwrap_or(display);
    let joints = [
        " | ",
        " - ",
        " – ",
        " @ ",
        " at ",
        " from ",
        " von ",
        " de chez ",
        " de ",
        " da ",
        " di ",
        " van ",
        " bei ",
        " bij ",
        " of ",
        ", ",
        " (",
    ];
    let splits = joints.iter().flat_map(|j| display.match_indices(j));
    let mut splits: Vec<(usize, &str)> = splits.take(12).collect();
    splits.sort();
    for (at, joint) in splits {
        let (before, behind) = (&display[..at], display[at + joint.len()..].trim_end_matches(')'));
        let behind = sender::without_suffix(behind).trim();
        let person = is_person_text(scene, before);
        if is_display_name(scene, behind) {
            match agreement(scene, behind) {
                Agreement::Full => out.push((behind, 90)),
                Agreement::Part => out.push((behind, 86)),
                Agreement::None if OF_COMPANY.contains(&joint) && person => out.push((behind, 82)),
                Agreement::None if joint == " (" && person => out.push((behind, 76)),
                Agreement::None => {}
            }
        }
        let before = sender::without_suffix(before).trim();
        if is_display_name(scene, before) && agreement(scene, before) == Agreement::Full {
            out.push((before, 88));
        }
    }
    // "Filiale di Treviso - Lavorabene": the shortest piece that agrees says it best.
    if let Some(best) = out.iter().copied().min_by_key(|(piece, points)| (*points < 88, piece.len())) {
        return vec![best];
    }
    let bare = sender::without_suffix(display).trim();
    let bare = teamless(scene, bare.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let stripped = bare.len() < display.trim().len();
    if !is_display_name(scene, bare) || display.contains('@') {
        return out;
    }
    let shared = sender::is_shared_mailbox(address);
    if !shared && !stripped && looks_like_person(scene, bare) && bare.contains(' ') {
        return out;
    }
    let robot = sender::is_no_reply(address);
    let points = match agreement(scene, bare) {
        Agreement::Full | Agreement::Part if robot && !text_mentions(scene, bare) => return out,
        // A system that nobody knows says its own name there, too.
        Agreement::Full if shared || stripped => 78,
        Agreement::Full => 80,
        Agreement::Part => 76,
        Agreement::None if stripped && !is_person_text(scene, bare) => 76,
        Agreement::None if shared && !looks_like_person(scene, bare) => 70,
        Agreement::None => return out,
    };
    out.push((bare, points));
    out
}

/// "Karriere Acme", "Acme Interview Scheduling": without the words of departments around the name.
fn teamless<'t>(scene: &Scene, mut text: &'t str) -> &'t str {
    let team = |w: &str| {
        let w = folded(w);
        (scene.words.is(&w, C::Team) || scene.words.is(&w, C::Chatter) || scene.words.is(&w, C::Function))
            && !scene.words.is(&w, C::Institution)
    };
    let whole = text;
    while let Some((first, rest)) =
        text.split_once(' ').filter(|(first, _)| team(first) && agreement(scene, text) != Agreement::Full)
    {
        let _ = first;
        text = rest.trim_start();
    }
    while let Some((rest, _)) =
        text.rsplit_once(' ').filter(|(_, last)| team(last) && agreement(scene, text) != Agreement::Full)
    {
        text = rest.trim_end();
    }
    if text.split_whitespace().all(team) { whole } else { text }
}

fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|w| folded(w.trim_matches(|c: char| !c.is_alphanumeric())))
        .filter(|w| !w.is_empty())
        .collect()
}

fn agreement(scene: &Scene, text: &str) -> Agreement {
    let words = words_of(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    scene.labels.iter().map(|l| l.agrees(&words, scene.words)).max().unwrap_or(Agreement::None)
}

fn is_person_text(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    !words.is_empty() && words.iter().any(|w| scene.people.contains(w)) || looks_like_person(scene, text)
}

/// Two or three capitalised words without any that companies use.
fn looks_like_person(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    let classes = [C::Institution, C::Legal, C::Team, C::Chatter, C::Agency, C::Role];
    (1..=4).contains(&words.len()) && !words.iter().any(|w| classes.iter().any(|c| scene.words.is(w, *c)))
}

fn is_display_name(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    let classes = [C::Chatter, C::Team, C::Function, C::Time, C::Level, C::Honorific, C::Tool, C::Agency, C::Manner];
    let hollow = words.iter().all(|w| classes.iter().any(|c| scene.words.is(w, *c)));
    let person = words.iter().all(|w| scene.people.contains(w));
    let agrees = agreement(scene, text) != Agreement::None;
    let automatic = sender::system(&text.to_lowercase()).is_some();
    let title = !agrees
        && words.iter().any(|w| scene.words.is(w, C::Role))
        && !words.iter().any(|w| scene.words.is(w, C::Institution));
    let name = agrees || text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    name && !title && !words.is_empty() && words.len() <= 8 && (!hollow || agrees) && !person && !automatic
}

/// JSON-LD of the mail: `hiringOrganization`, with the job's `title` beside it.
fn structured(scene: &Scene, found: &mut Found) {
    let mut offset = 0;
    for block in &scene.mail.jsonld {
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(block) {
            let seen = Span::new(Part::JsonLd, offset, offset + block.len());
            let add = |list: &mut Vec<Candidate>, value: &serde_json::Value, rule| {
                if let Some(text) = value.as_str().map(crate::text::one_line).filter(|t| !t.is_empty() && t.len() < 90)
                {
                    list.push(Candidate { value: text, points: 94, rule, seen, own: false });
                }
            };
            let items = match &value {
                serde_json::Value::Array(all) => all.iter().collect(),
                one => vec![one],
            };
            for item in items {
                let job = if item.get("hiringOrganization").is_some() { item } else { &item["about"] };
                let employer = &job["hiringOrganization"];
                add(&mut found.companies, if employer.is_string() { employer } else { &employer["name"] }, "json-ld");
                if !employer.is_null() {
                    add(&mut found.roles, &job["title"], "json-ld");
                }
            }
        }
        offset += block.len() + 1;
    }
}

/// Is somebody between? Then what agrees with the sender's domain is the agency.
fn between(scene: &Scene, found: &mut Found) {
    if forwarded(scene, found) {
        return;
    }
    let client = says_any(scene, &scene.words.client);
    let withheld = says_any(scene, &scene.words.withheld);
    let named = found.companies.iter().any(|c| c.rule == "through-agency" && !c.own);
    let rival = found.companies.iter().any(|c| !c.own && c.points >= 70);
    let agency = found.companies.iter().filter(|c| c.own).any(|c| is_agency(scene, &c.value));
    if !(client || named || (agency && rival)) {
        return;
    }
    let all = std::mem::take(&mut found.companies);
    let (own, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|c| c.own || (c.rule == "signature") || is_agency(scene, &c.value));
    found.agencies.extend(own.into_iter().map(|c| with_trade(scene, c)));
    let agencies: Vec<String> = found.agencies.iter().map(|c| c.value.clone()).collect();
    let least = if withheld { 84 } else { 70 };
    let told = |c: &Candidate| named && c.rule == "through-agency" || !client || c.points >= least;
    found.companies =
        others.into_iter().filter(|c| told(c) && !agencies.iter().any(|a| same_company(a, &c.value))).collect();
}

/// Who hands on an employer's mail is the agency, if anything.
fn forwarded(scene: &Scene, found: &mut Found) -> bool {
    let inner = scene.forwarder_labels();
    let by_inner = |c: &Candidate| {
        let words = words_of(&c.value);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        inner.iter().any(|l| l.agrees(&words, scene.words) != Agreement::None)
    };
    if !found.companies.iter().any(by_inner) {
        return false;
    }
    let all = std::mem::take(&mut found.companies);
    let (outer, inside): (Vec<_>, Vec<_>) = all.into_iter().partition(|c| c.own && !by_inner(c));
    found.agencies.extend(outer.into_iter().filter(|c| is_agency(scene, &c.value)));
    found.companies = inside;
    true
}

/// An agency's name goes on with its trade: "Garnier Recrutement".
fn with_trade(scene: &Scene, mut candidate: Candidate) -> Candidate {
    let part = scene.mail.part(candidate.seen.part);
    let rest = part.get(candidate.seen.end..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let mut end = 0;
    for word in line.split_inclusive(' ').take(4) {
        let bare = word.trim();
        if !bare.is_empty() && !scene.words.is(&folded(bare), C::Agency) && !scene.words.is(&folded(bare), C::Legal) {
            break;
        }
        end += word.len();
    }
    let trade = line[..end].trim_end();
    if candidate.rule == "signature" && !trade.is_empty() && trade.starts_with(' ') {
        candidate.value.push_str(trade);
        candidate.seen.end += trade.len();
    }
    candidate
}

fn is_agency(scene: &Scene, name: &str) -> bool {
    words_of(name).iter().any(|w| scene.words.is(w, C::Agency))
}

/// Does one of these rows of words stand in what is said?
fn says_any(scene: &Scene, rows: &[Vec<String>]) -> bool {
    let Tokens { sentences, .. } = &scene.tokens;
    let streams = [Stream::Said, Stream::Signature, Stream::Footer, Stream::Notes];
    sentences.iter().filter(|s| streams.contains(&s.stream)).any(|s| {
        s.range.clone().any(|at| {
            rows.iter()
                .any(|row| row.iter().enumerate().all(|(i, w)| at + i < s.range.end && scene.tokens.fold(at + i) == w))
        })
    })
}
