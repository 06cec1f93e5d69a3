//! Who stands between: an agency, who handed the mail on, a system that mails in its own name.

use super::carrier;
use super::display::{self, words_of};
use super::gather::Found;
use super::label::{Agreement, Name};
use super::scene::Scene;
use super::{Candidate, LEAST, NEAR, STATED, WEAK, same_company};
use crate::extract::sender;
use crate::extract::tokens::Stream;
use crate::text::Part;
use crate::words::schema::WordClass as C;
use crate::words::schema::folded;

/// Rules that name who hires, where another writes.
const TELLS_EMPLOYER: [&str; 4] = ["through-agency", "wants-you", "they-want", "is-called"];

/// Is somebody between? Then what agrees with the sender's domain is the agency.
pub fn between(scene: &Scene, found: &mut Found) {
    if forwarded(scene, found) {
        return;
    }
    if !is_between(scene, found) {
        return;
    }
    let (client, withheld, named) = (speaks_of_client(scene), is_withheld(scene), is_named(found));
    found.between = true;
    let all = std::mem::take(&mut found.companies);
    let told: Vec<String> =
        all.iter().filter(|c| !c.own && TELLS_EMPLOYER.contains(&c.rule)).map(|c| c.value.clone()).collect();
    // "Cabinet Marl Talents" writes for itself, too.
    let own = scene.mail.from.first().is_some_and(|a| !sender::is_vendor(a) && !carrier::is_machine(a));
    let signs = |c: &Candidate| c.rule == "signature" || own && c.rule == display::RULE;
    let is_told = |c: &Candidate| told.iter().any(|t| same_company(t, &c.value));
    let (own, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|c| c.own || !is_told(c) && (signs(c) || is_agency(scene, &c.value)));
    found.agencies.extend(own.into_iter().map(|c| with_trade(scene, c)));
    let agencies: Vec<String> = found.agencies.iter().map(|c| c.value.clone()).collect();
    let least = if withheld { 84 } else { 70 };
    // "The post at Weserstahl is filled": who wants to meet goes before who is named.
    let wanted = !told.is_empty();
    let told = |c: &Candidate| named && TELLS_EMPLOYER.contains(&c.rule) || !client && !withheld || c.points >= least;
    found.companies =
        others.into_iter().filter(|c| told(c) && !agencies.iter().any(|a| same_company(a, &c.value))).collect();
    let passing = |c: &&mut Candidate| wanted && !TELLS_EMPLOYER.contains(&c.rule);
    found.companies.iter_mut().filter(passing).for_each(|c| c.points = c.points.min(STATED - NEAR));
}

/// Do the mail's words, its trade or who it speaks of say that somebody is between?
pub(super) fn is_between(scene: &Scene, found: &Found) -> bool {
    // "Sent by Relay on behalf of Plinth" in Plinth's own mail: a system, and nobody between.
    if found.companies.iter().any(|c| c.own && c.rule == "through-agency") {
        return false;
    }
    let client = speaks_of_client(scene);
    let withheld = is_withheld(scene);
    let named = is_named(found);
    let agency = found
        .companies
        .iter()
        .filter(|c| c.own || withheld && c.rule == "signature")
        .any(|c| is_agency(scene, &c.value));
    // "Dean & Co - Education Recruitment" asks on behalf of the school that the text names.
    let told = |c: &Candidate| !c.own && c.points >= 84 && !names_writer(c);
    let trade = found.companies.iter().any(told) && found.companies.iter().any(|c| c.own && trade_behind(scene, c));
    // "They'd like to see you", signed "Crown Hill Recruitment".
    let others = || says_any(scene, C::Others, |row| scene.words.speaks_of_others(row));
    let ends = || found.companies.iter().any(|c| c.own && (trade_ends(scene, c) || trade_behind(scene, c)));
    let trade = trade || (names_other_house(scene, found) || others()) && ends();
    let broker = found.companies.iter().any(|c| signs_as_broker(scene, c));
    client || named || agency || trade || broker
}

/// "Vale Foods - interview": the subject names a house that is not the writer's.
fn names_other_house(scene: &Scene, found: &Found) -> bool {
    let house = |w: &String| scene.words.is(w, C::Institution) || scene.words.is(w, C::Legal);
    let named = |c: &&Candidate| c.rule == "subject" && !c.own && c.points >= 70;
    found.companies.iter().filter(named).any(|c| c.value.contains('&') || words_of(&c.value).iter().any(house))
}

/// Does a sentence name who hires as somebody else?
fn is_named(found: &Found) -> bool {
    found.companies.iter().any(|c| c.rule == "through-agency" && !c.own) || wanted(found)
}

/// Does the mail say that it keeps the name of who hires to itself?
pub fn is_withheld(scene: &Scene) -> bool {
    says_any(scene, C::Withheld, |row| scene.words.withholds(row))
}

/// "Pentland wants to meet you", written by somebody else's organisation.
fn wanted(found: &Found) -> bool {
    let writer = |c: &Candidate| c.own || c.rule == "signature";
    let wants = |c: &&Candidate| matches!(c.rule, "wants-you" | "they-want" | "is-called") && !c.own && c.points >= 80;
    let other = |c: &Candidate| found.companies.iter().filter(|w| writer(w)).all(|w| !same_company(&w.value, &c.value));
    found.companies.iter().any(writer) && found.companies.iter().filter(wants).any(other)
}

/// "Plinth would like to meet you", signed by an agency: one name that may be a person's is its client's as a rule.
pub(super) fn believe_wishes(scene: &Scene, found: &mut Found) {
    let trade = |c: &Candidate| trade_behind(scene, c) || trade_ends(scene, c) || signs_as_broker(scene, c);
    if !found.companies.iter().any(|c| c.own && trade(c)) || found.companies.iter().any(|c| !c.own && c.points >= LEAST)
    {
        return;
    }
    let wish = |c: &Candidate| matches!(c.rule, "wants-you" | "company-says") && c.points >= WEAK;
    let wishes = |c: &&mut Candidate| wish(c) && !c.own && is_bare(scene, &c.value);
    found.companies.iter_mut().filter(wishes).for_each(|c| c.points = c.points.max(WANTED));
}

/// What a wish is worth that an agency passes on.
const WANTED: u8 = 80;

/// Does nothing say that the name is somebody's?
fn is_bare(scene: &Scene, name: &str) -> bool {
    !words_of(name).iter().any(|w| scene.words.is(w, C::Given) || scene.people.contains(w))
}

/// Who hands on an employer's mail is the agency, if anything.
fn forwarded(scene: &Scene, found: &mut Found) -> bool {
    let inner = scene.forwarder_labels();
    let by_inner = |c: &Candidate| {
        let words = words_of(&c.value);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let name = Name::new(&words, scene.words);
        inner.iter().any(|l| l.agrees(&name, scene.words) != Agreement::None)
    };
    if !found.companies.iter().any(by_inner) {
        return false;
    }
    // A system's mail, passed on by who signs for the house that uses it.
    let system = scene.mail.body.forward.as_ref().and_then(|f| f.from.as_ref()).is_some_and(carrier::is_machine);
    if system && found.companies.iter().any(|c| names_writer(c) && c.own && c.points >= 78 && !by_inner(c)) {
        found.companies.retain(|c| !by_inner(c));
        return false;
    }
    let all = std::mem::take(&mut found.companies);
    let (outer, inside): (Vec<_>, Vec<_>) = all.into_iter().partition(|c| c.own && !by_inner(c));
    found.agencies.extend(outer.into_iter().filter(|c| is_agency(scene, &c.value)));
    found.companies = inside;
    true
}

/// Does the rest of its line say that it recruits?
fn trade_behind(scene: &Scene, candidate: &Candidate) -> bool {
    let rest = scene.mail.part(candidate.seen.part).get(candidate.seen.end..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    candidate.rule == "signature" && words_of(line).iter().take(6).any(|w| scene.words.is(w, C::Agency))
}

/// "Crown Hill Recruitment | 01952 960222": a trade that a name ends with, and no department's team.
fn trade_ends(scene: &Scene, candidate: &Candidate) -> bool {
    let rest = scene.mail.part(candidate.seen.part).get(candidate.seen.end..).unwrap_or_default();
    let line = rest.split(['\n', '|', ',']).next().unwrap_or_default();
    let words = words_of(line);
    candidate.rule == "signature" && words.len() == 1 && line.starts_with(' ') && scene.words.is(&words[0], C::Agency)
}

/// "Jacquin & Partner, Personalberatung", "Nexo ETT": a trade that is nobody's department.
fn signs_as_broker(scene: &Scene, candidate: &Candidate) -> bool {
    let rest = scene.mail.part(candidate.seen.part).get(candidate.seen.start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let signed = candidate.rule == "signature" || candidate.own && candidate.rule == "sender-name";
    let line = if candidate.rule == "signature" { line } else { candidate.value.as_str() };
    let words: Vec<String> = words_of(line).into_iter().take(8).collect();
    let is = |w: &String, class| scene.words.is(w, class);
    // "Executive Search": two such words are a trade.
    let pair = words.windows(2).any(|w| is(&w[0], C::Agency) && is(&w[1], C::Agency));
    // "Recrutement des métiers du droit": what they find people for; a department says that of nobody.
    let object = |w: &[String]| is(&w[0], C::Agency) && is(&w[1], C::Genitive) && !is(&w[2], C::Institution);
    let object = words.windows(3).any(object);
    signed && (pair || object || words.iter().any(|w| is(w, C::Broker)))
}

/// An agency's name goes on with its trade: "Garnier Recrutement".
fn with_trade(scene: &Scene, mut candidate: Candidate) -> Candidate {
    let part = scene.mail.part(candidate.seen.part);
    let rest = part.get(candidate.seen.end..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let mut end = 0;
    let mut passed = 0;
    for word in line.split_inclusive(' ').take(5) {
        let bare = folded(word.trim());
        let is = |class| scene.words.is(&bare, class);
        passed += word.len();
        let department = is(C::Team) && word.starts_with(char::is_uppercase);
        if is(C::Agency) || is(C::Broker) || is(C::Legal) || department {
            end = passed;
        } else if !bare.is_empty() && bare != "&" && !is(C::And) {
            break;
        }
    }
    let trade = line[..end].trim_end();
    let signed = matches!(candidate.rule, "signature" | "named-as-its-domain");
    if signed && !trade.is_empty() && trade.starts_with(' ') {
        candidate.value.push_str(trade);
        candidate.seen.end += trade.len();
    }
    candidate
}

fn is_agency(scene: &Scene, name: &str) -> bool {
    words_of(name).iter().any(|w| scene.words.is(w, C::Agency) || scene.words.is(w, C::Broker))
}

/// Does the mail speak of a client, named or not?
pub(super) fn speaks_of_client(scene: &Scene) -> bool {
    says_any(scene, C::Client, |row| scene.words.speaks_of_client(row))
}

/// Does a row of words that `speaks` knows stand in what is said?
fn says_any<'s>(scene: &'s Scene, first: C, speaks: impl Fn(&dyn Fn(usize) -> Option<&'s str>) -> bool) -> bool {
    let streams = [Stream::Said, Stream::Signature, Stream::Footer, Stream::Notes];
    let sentences = scene.tokens.sentences.iter().filter(|s| streams.contains(&s.stream));
    sentences.map(|s| &s.range).any(|range| {
        range
            .clone()
            .any(|at| scene.is(at, first) && speaks(&|i| (at + i < range.end).then(|| scene.tokens.fold(at + i))))
    })
}

/// A system mails in its own name for an employer it names: its own name stands only where senders put theirs.
pub fn relay(scene: &Scene, found: &Found) -> bool {
    let (own, other): (Vec<&Candidate>, Vec<&Candidate>) =
        found.companies.iter().partition(|c| is_systems(scene, found, c));
    if scene.carried {
        return false;
    }
    let machine = scene.mail.from.first().is_some_and(carrier::is_machine);
    // Above its mail a system puts whose it is.
    let told = |c: &&&Candidate| (!names_writer(c) || c.rule == "letterhead") && c.points >= 74;
    // "You applied at a customer of Hireflow": at the foot of its mail, a system speaks of itself.
    let foot = scene.mail.body.text.len() / 4 * 3;
    let own_words = |c: &&Candidate| names_writer(c) || c.seen.part == Part::Body && c.seen.start > foot;
    // "Plinth Careers" from the domain of somebody else: who mails for them.
    let shared = scene.mail.from.first().is_some_and(sender::is_shared_mailbox);
    let sent_for = (shared || machine) && other.iter().any(|c| c.rule == "sender-name" && c.points >= 76);
    let known = machine && other.iter().any(|c| told(&c)) || sent_for || carrier::is_planner(scene, &own);
    known && own.iter().all(own_words)
}

/// May it be the name of the system that mails? What the sender is called, and another domain of the mail says, is not.
pub(super) fn is_systems(scene: &Scene, found: &Found, candidate: &Candidate) -> bool {
    let other = |c: &Candidate| c.own && !carrier::is_senders(scene, &c.value);
    let called = found.companies.iter().any(|c| c.rule == "sender-name" && other(c));
    candidate.own && !(called && other(candidate))
}

/// Does it stand where who writes puts their own name? That may be an agency or a parent of who hires.
pub(super) fn names_writer(c: &Candidate) -> bool {
    matches!(c.rule, "signature" | "sender-name" | "letterhead" | "named-as-its-domain")
}

#[cfg(test)]
mod tests {
    use super::super::Employer;
    use super::super::scene::Scene;
    use crate::message::Mail;

    fn read(from: &str, body: &str) -> (Option<String>, Option<String>) {
        let text = format!("From: {from}\nTo: Ada Byron <ada@home.example>\nSubject: hello\n\n{body}\n");
        let found = Employer::of(&Scene::new(&Mail::read(text.as_bytes()).unwrap(), false));
        (found.company.value().cloned(), found.agency.value().cloned())
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_string())
    }

    #[test]
    fn a_part_of_the_house_is_no_client() {
        let from = "Ingrid Pell <pell@marlpond.example>";
        for part in ["The School Governing Body", "The search committee in the Department of Entomology"] {
            let body =
                format!("{part} has shortlisted you and would like to meet you.\n\nIngrid Pell\nMarl Pond University");
            assert_eq!(read(from, &body), (some("Marl Pond University"), None), "{part}");
        }
        let body = "Sandbank Marine would like to meet you.\n\nIngrid Pell\nMarl Pond Recruitment";
        assert_eq!(read(from, body), (some("Sandbank Marine"), some("Marl Pond Recruitment")));
    }

    #[test]
    fn who_wants_to_meet_goes_before_who_is_named() {
        let from = "Ruth Voss <voss@voss-beratung.example>";
        let body = "die Nordkai Terminal GmbH möchte Sie als Einsatzleiter kennenlernen. Die Stelle bei Weserstahl ist \
                    inzwischen besetzt.\n\nRuth Voss\nVOSS PERSONALBERATUNG";
        assert_eq!(read(from, body), (some("Nordkai Terminal GmbH"), some("VOSS PERSONALBERATUNG")));
    }

    #[test]
    fn a_system_says_whose_mail_it_is() {
        let foot = "Your interview is on Thursday at ten.\n\nPlanable Pty Ltd, 4 Quay Street, Perth";
        let body = format!("Marl and Vale Foundation Trust\n\nDear Ada,\n\n{foot}");
        assert_eq!(read("PLANABLE <do-not-reply@planable.example>", &body).0, some("Marl and Vale Foundation Trust"));
        let body = format!("Questions? Write to dana@marllane.example.\n\n{foot}");
        let from = "Recruitment at Marl Lane Learning <notifications@planable.example>";
        assert_eq!(read(from, &body).0, some("Marl Lane Learning"));
    }

    #[test]
    fn where_somebody_was_wants_nothing() {
        let from = "Jasper Kohn | Personalwerft <kohn@personalwerft.example>";
        for (said, house) in [
            (
                "Vale & Zwirn möchte mit Ihnen telefonieren. Ihre Zeit bei der Spedition Marl hat sie besonders interessiert.",
                "Vale & Zwirn",
            ),
            ("Vale & Co want to meet you. Your years at Marl Foods have impressed them.", "Vale & Co"),
        ] {
            assert_eq!(read(from, said).0, some(house), "{said}");
        }
    }

    #[test]
    fn a_client_is_the_employer_and_the_sender_the_agency() {
        let from = "Grace <grace@lowepike.example>";
        let sign = "\n\nGrace\nLowe Pike Recruitment";
        let agency = some("Lowe Pike Recruitment");
        assert_eq!(
            read(from, &format!("My client, Sandbank Marine, would like to meet you.{sign}")),
            (some("Sandbank Marine"), agency.clone())
        );
        assert_eq!(
            read(from, &format!("The guys at Sandbank Marine liked your CV.{sign}")),
            (some("Sandbank Marine"), agency.clone())
        );
        let acting = "They could see you on Monday.\n\nGrace\nLowe Pike Recruitment, acting for Sandbank Marine A/S";
        assert_eq!(read(from, acting).0, some("Sandbank Marine A/S"));
        assert_eq!(read(from, &format!("My client, a leading bank, would like to meet you.{sign}")), (None, agency));
    }

    #[test]
    fn an_agency_that_passes_on_a_wish_names_its_client() {
        let from = "Grace Pike <grace.pike@lowepike.example>";
        let wish =
            |who: &str, house: &str| read(from, &format!("{who} would like to meet you.\n\nGrace Pike\n{house}")).0;
        assert_eq!(wish("Brixmoor", "Lowe Pike Recruitment"), some("Brixmoor"));
        assert_ne!(wish("Oliver", "Lowe Pike Recruitment"), some("Oliver"));
        assert_eq!(wish("Brixmoor", "Lowe Pike"), some("Lowe Pike"));
    }

    #[test]
    fn a_client_that_may_not_be_named_is_no_place() {
        let from = "Grace Pike <grace@lowepike.example>";
        let sign = "Grace Pike\nLowe Pike Staffing";
        let job = "Te escribo por el puesto de cocinera en Valle Hermoso.";
        let read = |told: &str| read(from, &format!("{job} {told}\n\n{sign}")).0;
        assert_eq!(read("Es una bodega cuyo nombre te cuento luego."), None);
        assert_eq!(read("Nos vemos el lunes."), some("Valle Hermoso"));
    }

    #[test]
    fn who_visits_a_client_is_no_agency() {
        let from = "Pia Sala <pia@officinemarl.example>";
        for said in ["Domani sono da un cliente.", "Morgen bin ich bei einem Kunden.", "Demain je suis chez un client."]
        {
            let (company, agency) = read(from, &format!("{said}\n\nPia Sala\nOfficine Marl S.r.l."));
            assert_eq!((company, agency), (some("Officine Marl S.r.l."), None), "{said}");
        }
    }

    #[test]
    fn who_passes_on_what_they_heard_names_the_employer() {
        let from = "Grace Pike <grace@lowepike.example>";
        let read = |told: &str| read(from, &format!("{told}\n\nGrace Pike\nLowe Pike Recruitment")).0;
        for (told, house) in [
            ("I have just spoken with Marl Dairies about Tuesday.", "Marl Dairies"),
            ("Ich habe eben mit der Marl Brauerei telefoniert.", "Marl Brauerei"),
            ("Je viens d'échanger avec la Laiterie Marl.", "Laiterie Marl"),
            ("Acabo de hablar con Talleres Marl.", "Talleres Marl"),
            ("Acabei de falar com a Padaria Marl.", "Padaria Marl"),
            ("Ho appena parlato con il Caseificio Marl.", "Caseificio Marl"),
            ("Ik heb net Bakkerij Marl gesproken.", "Bakkerij Marl"),
        ] {
            assert_eq!(read(told), some(house), "{told}");
        }
        assert_ne!(read("I have just spoken with Oliver about Tuesday."), some("Oliver"));
    }

    #[test]
    fn who_carries_the_mail_is_nobody() {
        let body = "Your interview for Buyer at Brook & Vale is on Tuesday.\n\nPowered by Hireflow";
        assert_eq!(read("Hireflow <no-reply@hireflow.example>", body), (some("Brook & Vale"), None));
        assert_eq!(read("Hireflow <no-reply@hireflow.example>", "Your interview is on Tuesday."), (None, None));
    }
}
