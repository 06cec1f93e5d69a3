//! One test over every way a message can leave: the other side takes it, refuses it, or vanishes.

mod common;

use common::server::{Act, Faulty, Script, say};
use common::{message, smtp};
use regrets::deliver::command::Command;
use regrets::deliver::maildir::Maildir;
use regrets::deliver::{Outcome, Stop, Transport};
use std::path::Path;

/// What the other side does.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Other {
    Takes,
    Refuses,
    Vanishes,
}

/// A way out whose other side does that; the second value is kept alive for it.
type Way = fn(Other, &Path) -> (Box<dyn Transport>, Option<Faulty>);

fn submission(other: Other, _: &Path) -> (Box<dyn Transport>, Option<Faulty>) {
    let script = match other {
        Other::Takes => Script::default(),
        Other::Refuses => Script::at("rcpt", say("550 5.1.1 nobody")),
        Other::Vanishes => Script::at("dot", Act::Drop),
    };
    let server = script.serve();
    (Box::new(smtp("smtps", server.port)), Some(server))
}

fn program(other: Other, _: &Path) -> (Box<dyn Transport>, Option<Faulty>) {
    let script = match other {
        Other::Takes => "cat > /dev/null",
        Other::Refuses => "cat > /dev/null; echo no such user >&2; exit 67",
        Other::Vanishes => "cat > /dev/null; kill -9 $$",
    };
    let line = ["sh", "-c", script].map(String::from).to_vec();
    (Box::new(Command::new(line, Stop::default())), None)
}

fn folder(other: Other, place: &Path) -> (Box<dyn Transport>, Option<Faulty>) {
    let folder = place.join("Drafts");
    if other != Other::Takes {
        std::fs::write(&folder, "a file in the way").unwrap();
    }
    (Box::new(Maildir { folder, flags: "DS" }), None)
}

/// Every transport, and whether its other side can vanish in a way that leaves the outcome open.
const ALL: [(&str, Way, bool); 3] =
    [("smtp", submission, true), ("command", program, true), ("maildir", folder, false)];

#[test]
fn every_transport_tells_the_three_outcomes_apart() {
    for (name, way, open) in ALL {
        for other in [Other::Takes, Other::Refuses, Other::Vanishes] {
            let place = tempfile::tempdir().unwrap();
            let (transport, _server) = way(other, place.path());
            let mut asked = 0;
            let outcome = transport.hand_over(&message(&["nora@acme.example"]), &mut || {
                asked += 1;
                Ok(())
            });
            match (&outcome, other) {
                (Outcome::Accepted(_), Other::Takes) => {}
                (Outcome::NotSent(_), Other::Refuses) => {}
                (Outcome::Unknown(_), Other::Vanishes) if open => {}
                (Outcome::NotSent(_), Other::Vanishes) if !open => {}
                _ => panic!("{name} {other:?}: {outcome:?}"),
            }
            assert!(asked <= 1, "{name} {other:?}: leave is asked at most once");
            assert!(asked == 1 || matches!(outcome, Outcome::NotSent(_)), "{name} {other:?}: never without leave");
        }
    }
}

#[test]
fn no_transport_goes_on_without_leave() {
    for (name, way, _) in ALL {
        let place = tempfile::tempdir().unwrap();
        let (transport, server) = way(Other::Takes, place.path());
        let outcome =
            transport.hand_over(&message(&["nora@acme.example"]), &mut || Err(std::io::Error::other("no space left")));
        assert!(matches!(&outcome, Outcome::NotSent(f) if f.error.message.contains("journal")), "{name}: {outcome:?}");
        assert!(server.is_none_or(|s| s.seen().held.is_empty()), "{name}");
        assert!(!place.path().join("Drafts").exists(), "{name}");
    }
}

#[test]
fn a_program_is_not_started_after_a_signal() {
    let place = tempfile::tempdir().unwrap();
    let line = ["sh", "-c", &format!("touch {}/started", place.path().display())].map(String::from).to_vec();
    let stop = Stop::default();
    stop.ask(2);
    let outcome = Command::new(line, stop).hand_over(&message(&["nora@acme.example"]), &mut || panic!("not asked"));
    assert!(matches!(&outcome, Outcome::NotSent(f) if f.error.exit as u8 == 130), "{outcome:?}");
    assert!(!place.path().join("started").exists());
}

#[test]
fn a_program_s_codes_are_believed_only_where_they_prove_something() {
    let outcome = |code: i32| {
        let line = ["sh", "-c", &format!("cat > /dev/null; exit {code}")].map(String::from).to_vec();
        Command::new(line, Stop::default()).hand_over(&message(&["nora@acme.example"]), &mut || Ok(()))
    };
    for (code, exit) in [(65, 65), (67, 67), (68, 68), (69, 69), (75, 75), (77, 77), (78, 78), (127, 78)] {
        let outcome = outcome(code);
        assert!(matches!(&outcome, Outcome::NotSent(f) if f.error.exit as u8 == exit), "{code}: {outcome:?}");
    }
    for code in [1, 70, 71, 74, 76, 255] {
        assert!(matches!(outcome(code), Outcome::Unknown(_)), "{code} may come after the message has left");
    }
    let missing = Command::new(vec!["/nowhere/sendmail".into()], Stop::default());
    let outcome = missing.hand_over(&message(&["nora@acme.example"]), &mut || Ok(()));
    assert!(matches!(&outcome, Outcome::NotSent(f) if f.error.exit as u8 == 78), "{outcome:?}");
}

#[test]
fn an_address_is_never_an_option() {
    let place = tempfile::tempdir().unwrap();
    let seen = place.path().join("seen");
    let script = format!("cat > /dev/null; printf '%s\\n' \"$@\" > {}", seen.display());
    let line = |more: &[&str]| ["sh", "-c", &script, "sendmail"].iter().chain(more).map(ToString::to_string).collect();
    let message = message(&["-oQ@acme.example"]);
    assert!(matches!(
        Command::new(line(&[]), Stop::default()).hand_over(&message, &mut || Ok(())),
        Outcome::Accepted(_)
    ));
    let arguments = std::fs::read_to_string(&seen).unwrap();
    assert_eq!(arguments, "-i\n-f\nada@home.example\n--\n-oQ@acme.example\n");
    Command::new(line(&["-t"]), Stop::default()).hand_over(&message, &mut || Ok(()));
    assert_eq!(std::fs::read_to_string(&seen).unwrap(), "-t\n-i\n-f\nada@home.example\n");
}
