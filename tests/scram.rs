//! A password that is proved and not said, and a server that has to prove that it knows it: by SMTP and by IMAP, with
//! servers that cannot do it, will not do it, or only pretend. A real one: `tests/live.rs`.

mod common;

use common::imap::Folders;
use common::person::Person;
use common::scram::Sham;
use common::server::{Faulty, Script};
use common::{PASSWORD, certs, message, smtp};
use regrets::deliver::account::{Auth, Sent};
use regrets::deliver::imap::Folder;
use regrets::deliver::sasl::{Secret, base64};
use regrets::deliver::{Outcome, Transport};
use regrets::error::{Error, Exit};

/// What the person is told, and in which ways the password left: none, or all that the server heard.
struct Told {
    outcome: Result<(), Error>,
    said: bool,
    asked: Vec<String>,
}

/// Was the password said, in whatever form?
fn said(lines: &[String]) -> bool {
    let whole = lines.join("\n");
    [
        PASSWORD.to_string(),
        base64(PASSWORD.as_bytes()).to_string(),
        base64(format!("\0ada\0{PASSWORD}").as_bytes()).to_string(),
    ]
    .iter()
    .any(|form| whole.contains(form))
}

fn mechanisms(lines: &[String], verb: &str) -> Vec<String> {
    lines.iter().filter_map(|l| l.strip_prefix(verb)?.split(' ').next().map(String::from)).collect()
}

fn sends(offers: &'static str, sham: Sham, auth: Auth) -> (Told, Faulty) {
    let server = Script { scram: sham, ..Script::default().offers(&[offers]) }.serve();
    let mut transport = smtp("smtps", server.port);
    transport.server.auth = auth;
    let outcome = match transport.hand_over(&message(&["nora@acme.example"]), &mut || Ok(())) {
        Outcome::Accepted(_) => Ok(()),
        Outcome::NotSent(f) => {
            assert_eq!(f.stage, "auth", "{f:?}");
            assert!(f.error.hints.iter().any(|h| h == "Nothing was sent."), "{f:?}");
            Err(f.error)
        }
        Outcome::Unknown(f) => panic!("{f:?}"),
    };
    let lines = server.seen().lines;
    assert_eq!(server.seen().held.len(), usize::from(outcome.is_ok()), "{lines:?}");
    (Told { outcome, said: said(&lines), asked: mechanisms(&lines, "AUTH ") }, server)
}

fn files(offers: &'static str, sham: Sham, auth: Auth) -> Told {
    let server = Folders::serve(offers, sham);
    let url = format!("imaps://ada@localhost:{}/Sent", server.port);
    let Sent::Imaps(mut place, name) = Sent::parse(&url, &|p| p.into()).unwrap() else { panic!() };
    (place.ca_file, place.auth) = (Some(certs::ca_file()), auth);
    let secret = Secret::new(PASSWORD.into());
    let copy = message(&["nora@acme.example"]);
    let outcome = Folder { server: &place, name: &name, secret: &secret }.append(copy.bytes());
    let seen = server.seen();
    assert_eq!(seen.held, if outcome.is_ok() { vec![copy.bytes().to_vec()] } else { vec![] }, "{seen:?}");
    Told { outcome, said: said(&seen.lines), asked: mechanisms(&seen.lines, "AUTHENTICATE ") }
}

/// The same by both protocols.
fn both(sham: Sham, auth: Auth) -> [(&'static str, Told); 2] {
    let imap = files("AUTH=PLAIN AUTH=SCRAM-SHA-256", sham, auth);
    [("smtp", sends("AUTH PLAIN LOGIN SCRAM-SHA-256", sham, auth).0), ("imap", imap)]
}

#[test]
fn the_password_is_proved_and_not_said() {
    for auth in [Auth::Auto, Auth::ScramSha256] {
        for (name, told) in both(Sham::Honest, auth) {
            assert_eq!((told.outcome, told.said), (Ok(()), false), "{name} {auth:?}");
            assert_eq!(told.asked, ["SCRAM-SHA-256"], "{name} {auth:?}");
        }
    }
    for (name, told) in both(Sham::Honest, Auth::Plain) {
        assert_eq!((told.outcome, told.said), (Ok(()), true), "{name}");
    }
}

#[test]
fn a_server_that_cannot_check_a_proof_is_told_the_password_only_where_that_is_wanted() {
    for (name, told) in both(Sham::Refuses, Auth::Auto) {
        assert_eq!((told.outcome, told.said), (Ok(()), true), "{name}");
        assert_eq!(told.asked, ["SCRAM-SHA-256", "PLAIN"], "{name}");
    }
    for (name, told) in both(Sham::Refuses, Auth::ScramSha256) {
        let e = told.outcome.unwrap_err();
        assert!(e.exit == Exit::NoPermission && e.hints[0].contains("`auth = \"plain\"`"), "{name}: {e:?}");
        assert!(!told.said, "{name}");
        assert_eq!(told.asked, ["SCRAM-SHA-256"], "{name}");
    }
    let (told, _) = sends("AUTH PLAIN LOGIN", Sham::Honest, Auth::ScramSha256);
    assert_eq!((told.outcome.unwrap_err().exit, told.asked.len()), (Exit::NoPermission, 0));
    let (told, _) = sends("AUTH LOGIN SCRAM-SHA-256", Sham::Refuses, Auth::Auto);
    assert_eq!((told.outcome, told.asked), (Ok(()), vec!["SCRAM-SHA-256".to_string(), "LOGIN".to_string()]));
}

#[test]
fn a_proof_that_is_refused_is_not_tried_again() {
    for sham in [Sham::Denies, Sham::Word] {
        for auth in [Auth::Auto, Auth::ScramSha256] {
            for (name, told) in both(sham, auth) {
                let e = told.outcome.unwrap_err();
                assert!(e.exit == Exit::NoPermission && e.message.contains("refuses the login"), "{name}: {e:?}");
                assert!(e.hints[0].contains("`auth = \"plain\"`"), "{name}: {e:?}");
                assert!(!told.said, "{name} {sham:?}");
                assert_eq!(told.asked, ["SCRAM-SHA-256"], "{name} {sham:?}");
            }
        }
    }
}

#[test]
fn a_server_that_does_not_know_the_password_is_not_believed() {
    for (sham, words) in [
        (Sham::Signs, "did not prove that it knows the password"),
        (Sham::Silent, "did not prove that it knows the password"),
        (Sham::Open, "did not prove that it knows the password"),
        (Sham::Nonce, "somebody else's question"),
        (Sham::Rounds(4095), "wants the password digested 4095 times"),
        (Sham::Rounds(4_000_000_000), "wants the password digested 4000000000 times"),
    ] {
        for auth in [Auth::Auto, Auth::ScramSha256] {
            for (name, told) in both(sham, auth) {
                let e = told.outcome.unwrap_err();
                assert!(e.exit == Exit::NoPermission && e.message.contains(words), "{name} {sham:?}: {e:?}");
                assert!(!told.said, "{name} {sham:?}");
                assert_eq!(told.asked, ["SCRAM-SHA-256"], "{name} {sham:?}");
            }
        }
    }
}

#[test]
fn an_imap_server_without_plain_is_told_the_password_in_its_oldest_form() {
    for (offers, asked) in [("LITERAL+", vec!["PLAIN"]), ("AUTH=SCRAM-SHA-256", vec!["SCRAM-SHA-256", "PLAIN"])] {
        let told = files(offers, Sham::Refuses, Auth::Auto);
        assert_eq!((told.outcome, told.said), (Ok(()), true), "{offers}");
        assert_eq!(told.asked, asked, "{offers}");
    }
    let told = files("AUTH=PLAIN", Sham::Honest, Auth::ScramSha256);
    assert_eq!((told.outcome.unwrap_err().exit, told.said), (Exit::NoPermission, false));
}

#[test]
fn the_person_is_told_that_nothing_was_sent_and_by_whom_nothing_was_proved() {
    let script = Script::default().offers(&["AUTH PLAIN SCRAM-SHA-256"]);
    let server = Script { scram: Sham::Signs, ..script.clone() }.serve();
    let person = Person::new(&server, "auth = \"scram-sha-256\"\n");
    let (code, text) = person.send(&[]);
    assert!(code == 77 && text.contains("`localhost` did not prove that it knows the password"), "{code} {text}");
    assert!(text.contains("Nothing was sent.") && text.contains("Somebody may stand between"), "{text}");
    let (code, text) = person.run(&["doctor"]);
    assert!(code == 77 && text.contains("did not prove"), "{code} {text}");
    let server = script.serve();
    let person = Person::new(&server, "auth = \"scram-sha-256\"\n");
    assert_eq!((person.send(&[]).0, server.seen().held.len()), (0, 1));
}
