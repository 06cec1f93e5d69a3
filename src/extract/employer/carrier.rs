//! Who only carries the mail: a system that is nobody's employer, told by how it mails.

use super::Candidate;
use super::between::names_writer;
use super::display::words_of;
use super::label::{Agreement, Label, Name};
use super::scene::Scene;
use crate::extract::sender;
use crate::extract::tokens::{Kind, Stream};
use crate::message::address::{Address, registered};
use crate::words::schema::WordClass as C;

/// So many links to its own pages a planner gives: to move it, to call it off.
const LINKS: usize = 2;
/// A number of a record has so many digits at least; a year of birth has fewer.
const RECORD: usize = 5;
/// "Powered by" stands no farther before a name.
const NEAR: usize = 4;

/// Does nobody write from here, but a machine?
pub fn is_machine(address: &Address) -> bool {
    sender::is_no_reply(address) || sender::is_of_a_machine(address) || sender::is_notifier(address)
}

/// Do answers to a system's mail go to somebody's own address at another house? Then whose system it is, is no matter.
pub fn answers_elsewhere(scene: &Scene) -> bool {
    let mail = scene.mail;
    let Some(from) = mail.from.first() else { return false };
    let house = |a: &Address| {
        let foreign = sender::is_vendor(a) || sender::is_freemail(&a.domain());
        !foreign && !is_machine(a) && !is_routed(a) && !a.same_organisation(from)
    };
    let system = || is_machine(from) || says_its_domain(scene, from);
    mail.reply_to.iter().any(house) && mail.reply_to.iter().all(house) && system()
}

/// `cand-5520@`, `dana+771@`: a number that leads answers to the right record of a system.
fn is_routed(address: &Address) -> bool {
    let local = address.local();
    local.contains('+') || local.bytes().filter(u8::is_ascii_digit).count() >= RECORD
}

/// "Planable" of `planable.example`: nobody's name, but that of the system.
fn says_its_domain(scene: &Scene, address: &Address) -> bool {
    says(scene, &scene.labels_of(address), address.name.as_deref().unwrap_or_default())
}

/// Is it what the domain of the sender says? Other domains in the mail may be of who hires.
pub fn is_senders(scene: &Scene, name: &str) -> bool {
    let own = |from| agreement(scene, &scene.labels_of(from), name) != Agreement::None;
    scene.mail.from.first().is_some_and(own)
}

fn says(scene: &Scene, labels: &[Label], text: &str) -> bool {
    agreement(scene, labels, text) == Agreement::Full
}

fn agreement(scene: &Scene, labels: &[Label], text: &str) -> Agreement {
    let words = words_of(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let name = Name::new(&words, scene.words);
    labels.iter().map(|l| l.agrees(&name, scene.words)).max().unwrap_or(Agreement::None)
}

/// Is it the name of who carries the mail?
pub fn is_carriers(scene: &Scene, name: &str) -> bool {
    says(scene, &scene.carriers, name)
}

/// "Planner LLC" at the foot of a mail that a known system sent: its own name, with nothing but a legal form.
pub fn is_known_systems(scene: &Scene, name: &str) -> bool {
    let system = scene.mail.from.first().and_then(|from| sender::system(&from.domain()));
    let words = words_of(name);
    let called = system.map(|system| words_of(&system.name)).unwrap_or_default();
    let form = |w: &String| scene.words.is(w, C::Legal) || scene.words.is(w, C::General);
    !called.is_empty() && words.first() == called.first() && words[1..].iter().all(form)
}

/// Is the name in From the system's own?
pub fn is_system_itself(scene: &Scene) -> bool {
    let system = |a: &Address| (scene.carried || is_machine(a)) && says_its_domain(scene, a);
    scene.mail.from.first().is_some_and(system)
}

/// "Powered by X", "Plinth via X": the domain of X belongs to who carried the mail.
pub fn carries(scene: &Scene, label: &Label) -> bool {
    let all = &scene.tokens.all;
    let carrier = |i: &usize| all[*i].kind == Kind::Word && scene.is(*i, C::Carrier);
    let said = |i: usize| {
        (i + 1..all.len().min(i + NEAR))
            .any(|at| (at + 1..=all.len().min(at + 3)).any(|end| label.is_exactly(&scene.folds(&(at..end)))))
    };
    (0..all.len()).filter(carrier).any(said) || is_behind_via(scene, label)
}

/// "Plinth via X", but not "Dana via Plinth": a list of a house passes on what its people write.
fn is_behind_via(scene: &Scene, label: &Label) -> bool {
    let display = scene.mail.from.first().and_then(|a| a.name.as_deref()).unwrap_or_default();
    let Some((before, system)) = display.split_once(" via ").or_else(|| display.split_once(" (via ")) else {
        return false;
    };
    let system = words_of(system);
    let system: Vec<&str> = system.iter().map(String::as_str).collect();
    let given = words_of(before).first().is_some_and(|w| scene.words.is(w, C::Given));
    !given && label.is_exactly(&system)
}

/// A planner that says its own name at the head and the foot of its mail, and gives links to its own pages.
pub fn is_planner(scene: &Scene, own: &[&Candidate]) -> bool {
    let Some(from) = scene.mail.from.first().filter(|from| is_machine(from)) else { return false };
    let domain = registered(&from.domain());
    let links = scene.tokens.sentences.iter().filter(|s| s.stream != Stream::Earlier).flat_map(|s| s.range.clone());
    let links = links.filter(|i| scene.tokens.all[*i].kind == Kind::Link);
    let to_itself = |i: &usize| {
        let link = scene.mail.words(scene.tokens.all[*i].span);
        let host = link.split_once("://").map_or("", |(_, rest)| rest);
        registered(host.split('/').next().unwrap_or_default()) == domain
    };
    own.iter().any(|c| c.rule == "sender-name")
        && own.iter().all(|c| names_writer(c))
        && links.filter(to_itself).take(LINKS).count() == LINKS
}

#[cfg(test)]
mod tests {
    use super::super::Employer;
    use super::super::scene::Scene;
    use crate::message::Mail;

    fn company(head: &str, body: &str) -> Option<String> {
        let text = format!("{head}\nTo: Ada Byron <ada@home.example>\nSubject: hello\n\n{body}\n");
        Employer::of(&Scene::new(&Mail::read(text.as_bytes()).unwrap(), false)).company.value().cloned()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_string())
    }

    #[test]
    fn whose_machine_it_is_does_not_matter_where_answers_go_elsewhere() {
        let head = "From: Planable <no-reply@planable.example>\nReply-To: Dana Ito <dana@plinthdairy.example>";
        let body = "Your interview is on Tuesday.\n\nDana Ito\nPlinth Dairy\n\nPlanable Inc., 4 Quay Street, Dublin";
        assert_eq!(company(head, body), some("Plinth Dairy"));
        let head = "From: Plinth Dairy <no-reply@plinthdairy.example>\nReply-To: Dana Ito <dana@plinthdairy.example>";
        assert_eq!(company(head, "Your interview is on Tuesday.\n\nDana Ito\nPlinth Dairy"), some("Plinth Dairy"));
    }

    #[test]
    fn behind_via_stands_who_carries() {
        let head = "From: Plinth Foods via Planable <no-reply@planable.example>";
        let body = "Your interview at Plinth Foods is on Tuesday.\n\nPlanable B.V., Zwolle";
        assert_eq!(company(head, body), some("Plinth Foods"));
        let head = "From: Priya Ito via Plinth <hiring@plinth.example>";
        assert_eq!(company(head, "Your interview is on Tuesday.\n\nPriya Ito\nPlinth"), some("Plinth"));
    }

    #[test]
    fn a_record_of_a_system_is_nobodys_own_address() {
        let head = "From: Marl 4 Dairy <jobs@marl4.example>\nReply-To: cand-5520-8811@in.planable.example";
        assert_eq!(company(head, "Your interview is on Tuesday."), some("Marl 4 Dairy"));
    }

    #[test]
    fn whose_system_it_is_stands_in_brackets_too() {
        let head = "From: \"Marl People (via Planable)\" <marl-88@in.planable.example>";
        let body =
            "Your interview has moved.\n\nMarl Brewing Co. uses Planable to hire. Planable Inc., 4 Quay, Austin.";
        assert_eq!(company(head, body), some("Marl Brewing Co."));
    }

    #[test]
    fn a_planner_that_names_itself_alone_names_nobody() {
        let head = "From: Planable <notifications@planable.example>";
        let foot = "Move it: https://planable.example/m/1\nCancel: https://planable.example/c/1\n\nPlanable, Dublin";
        let body = "Your chat with Dana Ito is on Tuesday at ten. You will talk for half an hour.";
        assert_eq!(company(head, &format!("{body}\n\n{foot}")), None);
        assert_eq!(
            company(head, &format!("Welcome to your interview at Planable.\n\n{body}\n\n{foot}")),
            some("Planable")
        );
    }

    #[test]
    fn a_house_and_its_team_are_in_the_senders_name_where_the_mail_speaks_of_it() {
        let head = "From: Plinth Dairy Recruiting <no-reply@relay.example>";
        assert_eq!(company(head, "Your interview is on Tuesday.\n\nPlinth Dairy Talent Team"), some("Plinth Dairy"));
        let head = "From: Priya Recruiting <no-reply@relay.example>";
        assert_eq!(company(head, "Your interview is on Tuesday. Priya will call."), None);
    }
}
