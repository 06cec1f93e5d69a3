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

/// A program with one code for every failure, and the lines of its page that read its first line.
#[test]
fn what_himalaya_says_of_a_refusal_becomes_a_code_and_nothing_else_does() {
    let page = include_str!("../docs/clients/himalaya.md");
    let functions =
        page.split_once("```sh").and_then(|(_, rest)| rest.split_once('\n')?.1.split_once("```")).unwrap().0;
    let place = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(place.path().join(name), text).unwrap();
    write("functions.sh", functions);
    write(
        "himalaya",
        "#!/bin/sh\n[ \"$*\" = 'message send' ] || exit 2\ncat > \"${0%/*}/message\"\n. \"${0%/*}/end\"\n",
    );
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(place.path().join("himalaya"), executable).unwrap();
    let script = format!("PATH={0}:$PATH; . {0}/functions.sh; regrets_deliver", place.path().display());
    let transport = Command::new(["sh", "-c", &script].map(String::from).to_vec(), Stop::default());
    let message = message(&["nora@acme.example"]);
    let run = |end: &str| {
        write("end", end);
        transport.hand_over(&message, &mut || Ok(()))
    };
    let outcome = run("echo 'Message successfully sent'");
    assert!(matches!(&outcome, Outcome::Accepted(_)), "{outcome:?}");
    let handed = std::fs::read(place.path().join("message")).unwrap();
    assert_eq!(handed, String::from_utf8(message.bytes().to_vec()).unwrap().replace("\r\n", "\n").into_bytes());
    let copy = "Error: Message sent, but saving a copy to Sent failed";
    let outcome = run(&format!("printf '{copy}\\n\\nCaused by:\\n - no\\n\\nBacktrace:\\n 0: x\\n' >&2; exit 1"));
    assert!(matches!(&outcome, Outcome::Accepted(r) if r.reply == format!("{copy}; Caused by:; - no")), "{outcome:?}");
    for (line, wanted) in [
        ("Error: SMTP AUTH PLAIN failed: rejected 535 5.7.8 no", Some(77)),
        ("Error: SMTP AUTH LOGIN failed: rejected 454 later", Some(75)),
        ("Error: SMTP MAIL FROM failed: rejected 550 no", Some(69)),
        ("Error: SMTP RCPT TO failed: rejected 550 5.1.1 nobody", Some(67)),
        ("Error: SMTP RCPT TO failed: rejected 450 greylisted", Some(75)),
        ("Error: SMTP DATA command failed: rejected 554 no", Some(69)),
        ("Error: SMTP DATA body failed: rejected 554 5.7.1 spam", Some(69)),
        ("Error: SMTP DATA body failed: rejected 451 later", Some(75)),
        ("Error: connect mail.home.example:465", Some(75)),
        ("Error: Parse TOML config error", Some(78)),
        // The end of the message left, or the copy failed, or nobody knows.
        ("Error: SMTP DATA body failed: rejected 354 x failed: rejected 554", None),
        ("Error: peer closed connection without sending TLS close_notify", None),
        ("Error: connect mail.home.example:993", None),
        ("Error: IMAP APPEND failed: rejected 550", None),
        ("Error: SMTP MAIL FROM failed: Message sent, but saving a copy to x", None),
        ("Message successfully sent\nError: SMTP AUTH PLAIN failed: rejected 535", None),
        ("", None),
    ] {
        let outcome = run(&format!("cat >&2 <<'END'\n{line}\n\nBacktrace:\n 0: <unknown>\nEND\nexit 1"));
        let (code, error) = match &outcome {
            Outcome::NotSent(f) => (f.code, &f.error),
            Outcome::Unknown(f) => (None, &f.error),
            Outcome::Accepted(_) => panic!("{line}: {outcome:?}"),
        };
        assert_eq!(code, wanted, "{line}: {outcome:?}");
        let last = line.lines().last().unwrap_or_default();
        assert!(error.message.contains(last) && !error.message.contains("unknown>"), "{line}: {error:?}");
    }
}
