//! Submission against a server that fails on purpose: for every stage and fault the verdict, what the server
//! holds, whether it saw a password, and what the journal says.

mod common;

use common::certs::Cert;
use common::server::{Act, Faulty, Script, Seen, say};
use common::{PASSWORD, fast, large, message, smtp};
use regrets::deliver::journal::{About, Journal, Key, State, digest};
use regrets::deliver::once::{self, Done, Retry};
use regrets::deliver::smtp::Smtp;
use regrets::deliver::{Outcome, Stop, Transport};
use regrets::error::{Error, Exit};
use regrets::reply::wire::Outgoing;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A whole sending, and the journal it left.
struct Run {
    done: Done,
    state: State,
    took: Duration,
}

fn run(transport: impl Fn() -> Box<dyn Transport>, message: &Outgoing) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(folder.path()).unwrap();
    let claim = journal.claim(&Key::new(None, b"mail", "no"), false).unwrap();
    let retry = Retry { pause: Duration::from_millis(10), ..Retry::default() };
    let start = Instant::now();
    let shown = digest(message.bytes());
    let done = once::send(&claim, message, &About::default(), &shown, &mut || Ok(transport()), &Stop::default(), retry)
        .unwrap();
    let took = start.elapsed();
    drop(claim);
    let state = journal.entry(done.id).unwrap().unwrap().state;
    drop(journal);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let Ok(bytes) = std::fs::read(file.unwrap().path()) else { continue };
        assert!(memchr::memmem::find(&bytes, PASSWORD.as_bytes()).is_none(), "the journal has the password");
    }
    assert!(!format!("{done:?}").contains(PASSWORD), "{done:?}");
    Run { done, state, took }
}

/// 0 for sent, else the exit code.
fn exit(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Accepted(_) => 0,
        Outcome::NotSent(f) | Outcome::Unknown(f) => f.error.exit as u8,
    }
}

/// A row: its number in `docs/delivery.md`, the server's script, the exit code, messages held, password seen?
type Row = (&'static str, Script, u8, usize, bool);

/// Password seen? The login went well, or at least began.
const AUTH: bool = true;
const NO_AUTH: bool = false;

fn check(rows: Vec<Row>) {
    std::thread::scope(|scope| {
        for row in rows {
            scope.spawn(move || row_holds(row));
        }
    });
}

fn row_holds((name, script, wanted, held, auth): Row) {
    let scheme = if script.starttls { "smtp+starttls" } else { "smtps" };
    let server = script.serve();
    let message = message(&["nora@acme.example", "hr@acme.example"]);
    let run = run(|| Box::new(smtp(scheme, server.port)), &message);
    verdict(name, &run, &server, wanted, held);
    let seen = server.seen();
    assert_eq!(!seen.auth.is_empty(), auth, "{name}: password seen: {:?}", seen.lines);
    assert!(!String::from_utf8_lossy(&seen.clear).contains("AUTH"), "{name}");
}

/// What every row holds to; P11 is how long it took.
fn verdict(name: &str, run: &Run, server: &Faulty, wanted: u8, held: usize) {
    let outcome = &run.done.outcome;
    assert_eq!(exit(outcome), wanted, "{name}: {outcome:?} {:?}", server.seen().lines);
    let state = match wanted {
        0 => State::Accepted,
        12 => State::Critical,
        _ => State::NotSent,
    };
    assert_eq!(run.state, state, "{name}");
    assert_eq!(server.seen().held.len(), held, "{name}");
    assert!(run.took < fast().total * 2 + Duration::from_secs(5), "{name} took {:?}", run.took);
    if let Outcome::NotSent(failure) = outcome {
        assert!(failure.error.hints.iter().any(|h| h == "Nothing was sent."), "{name}: {failure:?}");
    }
}

fn raw(bytes: &[u8]) -> Act {
    Act::Say(bytes.to_vec())
}

fn drip(line: &str) -> Act {
    Act::Drip(line.repeat(1000).into_bytes(), Duration::from_millis(50))
}

#[test]
fn both_forms_of_tls_deliver_the_exact_bytes() {
    for (scheme, script) in [("smtps", Script::default()), ("smtp+starttls", Script::default().starttls())] {
        let server = script.serve();
        let message = message(&["nora@acme.example"]);
        let mut asked = 0;
        let outcome = smtp(scheme, server.port).hand_over(&message, &mut || {
            asked += 1;
            assert!(!server.seen().ended, "leave is asked before the end is written");
            Ok(())
        });
        let Outcome::Accepted(receipt) = outcome else { panic!("{scheme}: {outcome:?} {:?}", server.seen()) };
        assert_eq!((receipt.code, receipt.reply.as_str(), asked), (Some(250), "2.0.0 queued as 4711", 1));
        let seen = server.seen();
        assert_eq!(seen.held, [message.bytes()], "{scheme}");
        assert!(seen.lines.contains(&"EHLO [127.0.0.1]".to_string()), "{seen:?}");
        assert!(seen.lines.iter().any(|l| l.starts_with("MAIL FROM:<ada@home.example> SIZE=")), "{seen:?}");
    }
}

fn resolving(found: fn(u16) -> std::io::Result<Vec<std::net::SocketAddr>>, port: u16) -> Smtp {
    let mut smtp = smtp("smtps", port);
    smtp.resolve = Arc::new(move |_, port| found(port));
    smtp
}

#[test]
fn names_and_addresses() {
    let server = Script::default().serve();
    let (port, message) = (server.port, message(&["nora@acme.example"]));
    let none = move || -> Box<dyn Transport> {
        Box::new(resolving(|_| Err(std::io::Error::other("failed to lookup: Name or service not known")), port))
    };
    let f01 = run(none, &message);
    assert_eq!(exit(&f01.done.outcome), 68, "F01");
    let later = |_| Err(std::io::Error::other("failed to lookup: Temporary failure in name resolution"));
    let f02 = run(|| Box::new(resolving(later, port)), &message);
    assert_eq!(exit(&f02.done.outcome), 75, "F02");
    let mut hanging = smtp("smtps", port);
    hanging.limits.connect = Duration::from_millis(50);
    hanging.resolve = Arc::new(|_, _| {
        std::thread::sleep(Duration::from_millis(500));
        Ok(vec![])
    });
    assert_eq!(exit(&hanging.hand_over(&message, &mut || Ok(()))), 75, "F02, no answer at all");
    let refused = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    assert_eq!(exit(&run(|| Box::new(smtp("smtps", refused)), &message).done.outcome), 75, "F03");
    let hole = |port| Ok(vec![([192, 0, 2, 1], port).into()]);
    let f04 = run(|| Box::new(resolving(hole, port)), &message);
    assert_eq!((exit(&f04.done.outcome), f04.state), (75, State::NotSent), "F04");
    assert_eq!(server.seen().connections, 0);
    let second = |port| Ok(vec![([127, 0, 0, 1], 1).into(), ([127, 0, 0, 1], port).into()]);
    let f05 = run(|| Box::new(resolving(second, port)), &message);
    verdict("F05", &f05, &server, 0, 1);
}

/// A54
#[test]
fn tls() {
    check(vec![
        ("F06", Script::default().cert(Cert::WrongName), 69, 0, NO_AUTH),
        ("F06 starttls", Script::default().cert(Cert::WrongName).starttls(), 69, 0, NO_AUTH),
        ("F07", Script::default().cert(Cert::Expired), 69, 0, NO_AUTH),
        ("F07 starttls", Script::default().cert(Cert::Expired).starttls(), 69, 0, NO_AUTH),
        ("F08", Script::default().cert(Cert::SelfSigned), 69, 0, NO_AUTH),
        ("F08 purpose", Script::default().cert(Cert::WrongUse), 69, 0, NO_AUTH),
        ("F09", Script::at("tls", raw(b"220 plain ESMTP\r\n")), 76, 0, NO_AUTH),
        ("F10", Script::at("tls", Act::Reset), 75, 0, NO_AUTH),
        ("F10 silence", Script::at("tls", Act::Silence), 75, 0, NO_AUTH),
        ("F10 once", Script::at("tls", Act::Reset).once(), 0, 1, AUTH),
    ]);
}

#[test]
fn greeting_and_ehlo() {
    let many = "250-X-EXTENSION\r\n".repeat(1000);
    check(vec![
        ("F11", Script::at("greeting", say("421 busy")), 75, 0, NO_AUTH),
        ("F12", Script::at("greeting", say("554 no service")), 69, 0, NO_AUTH),
        ("F13", Script::at("greeting", Act::Silence), 75, 0, NO_AUTH),
        ("F14", Script::at("greeting", Act::Flood(vec![b'2'; 4096])), 76, 0, NO_AUTH),
        ("F15", Script::at("greeting", drip("220-hello\r\n")), 75, 0, NO_AUTH),
        ("F16", Script::at("ehlo", say("502 what?")), 69, 0, NO_AUTH),
        ("F17", Script::at("ehlo", raw(many.as_bytes())), 76, 0, NO_AUTH),
        ("blank lines", Script::at("ehlo", raw(b"250-\r\n250-   \r\n250 AUTH=PLAIN\r\n")), 0, 1, AUTH),
        ("small letters", Script::at("ehlo", raw(b"250-hi\r\n250 auth plain\r\n")), 0, 1, AUTH),
        ("no greeting", Script::at("greeting", say("250 hello")), 76, 0, NO_AUTH),
    ]);
}

/// A54
#[test]
fn starttls() {
    let injected = b"220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n235 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 ok\r\n";
    check(vec![
        ("F18", Script::at("ehlo", say("250 nothing here")).starttls(), 69, 0, NO_AUTH),
        ("F19", Script::at("starttls", say("454 not now")).starttls(), 75, 0, NO_AUTH),
        ("F20", Script::at("starttls", raw(injected)).starttls(), 76, 0, NO_AUTH),
        ("F21", Script::at("starttls", raw(b"220 go\r\n250 A")).starttls(), 76, 0, NO_AUTH),
        ("F22", Script::default().offers(&["SIZE"]), 77, 0, NO_AUTH),
        ("F22 starttls", Script::default().starttls().offers(&["SIZE"]), 77, 0, NO_AUTH),
        ("F22 token", Script::default().offers(&["AUTH XOAUTH2"]), 77, 0, NO_AUTH),
    ]);
}

#[test]
fn login() {
    check(vec![
        ("F23", Script::at("auth", say("535 5.7.8 no")), 77, 0, AUTH),
        ("F24", Script::at("auth", Act::Say(b"334 \r\n".to_vec())), 76, 0, AUTH),
        ("F25", Script::at("auth", say("454 4.7.0 later")), 75, 0, AUTH),
        ("F26", Script::at("auth", Act::Drop), 75, 0, AUTH),
        ("login", Script::default().offers(&["AUTH LOGIN"]), 0, 1, AUTH),
    ]);
    for fault in [say("535 no"), say("454 later"), Act::Drop] {
        let server = Script::at("auth", fault).serve();
        run(|| Box::new(smtp("smtps", server.port)), &message(&["nora@acme.example"]));
        let attempts = server.seen().lines.iter().filter(|l| l.starts_with("AUTH")).count();
        assert_eq!(attempts, 1, "a password is tried once: a second try may lock the account");
    }
}

/// A55
#[test]
fn envelope() {
    check(vec![
        ("F27", Script::at("mail", say("451 later")), 75, 0, AUTH),
        ("F28", Script::at("mail", say("550 5.7.60 not yours")), 69, 0, AUTH),
        ("F29", Script::at("mail", Act::Last(b"421 bye\r\n".to_vec())), 75, 0, AUTH),
        ("F30", Script::at("mail", raw(b"250 ok\r\n250 ok\r\n")), 76, 0, AUTH),
        ("F30 rcpt", Script::at("rcpt", raw(b"250 ok\r\n250 ok\r\n")), 76, 0, AUTH),
        ("F30 goodbye", Script::at("mail", raw(b"250 ok\r\n421 bye\r\n")), 75, 0, AUTH),
        ("F31", Script::at("rcpt", say("450 4.7.1 greylisted")), 75, 0, AUTH),
        ("F32", Script::at("rcpt", say("550 5.1.1 nobody")), 67, 0, AUTH),
        ("F33", Script::at("rcpt2", say("550 5.1.1 nobody")), 67, 0, AUTH),
        ("F34", Script::at("rcpt", Act::Drop), 75, 0, AUTH),
        ("F34 once", Script::at("rcpt", Act::Drop).once(), 0, 1, AUTH),
        ("251", Script::at("rcpt", say("251 will forward")), 76, 0, AUTH),
        ("SIZE", Script::default().offers(&["AUTH PLAIN", "SIZE 10"]), 69, 0, AUTH),
    ]);
    let server = Script::at("rcpt2", say("550 5.1.1 nobody")).serve();
    run(|| Box::new(smtp("smtps", server.port)), &message(&["nora@acme.example", "hr@acme.example"]));
    assert!(!server.seen().lines.iter().any(|l| l == "DATA"), "all recipients or none");
}

#[test]
fn data() {
    check(vec![
        ("F35", Script::at("data", say("250 ok")), 76, 0, AUTH),
        ("F36", Script::at("data", say("451 later")), 75, 0, AUTH),
        ("F36 5xx", Script::at("data", say("554 no")), 69, 0, AUTH),
        ("F37", Script::at("data", Act::Drop), 75, 0, AUTH),
        ("two replies", Script::at("data", raw(b"354 go\r\n250 ok\r\n")), 76, 0, AUTH),
    ]);
    let server = Script::at("data", say("250 ok")).serve();
    run(|| Box::new(smtp("smtps", server.port)), &message(&["nora@acme.example"]));
    assert_eq!(server.seen().body, 0, "F35: no byte of the message was written");
}

#[test]
fn body() {
    let rows = [
        ("F38", Act::Reset, 75),
        ("F38 close", Act::Drop, 75),
        ("F39", Act::Stall, 75),
        ("F40", Act::Early(b"552 too big\r\n".to_vec()), 69),
        ("F40 4xx", Act::Early(b"452 full\r\n".to_vec()), 75),
        ("out of turn", Act::Early(b"250 ok\r\n".to_vec()), 76),
    ];
    let message = large();
    std::thread::scope(|scope| {
        for (name, act, wanted) in rows {
            let message = &message;
            scope.spawn(move || {
                let server = Script::at("body", act).offers(&["AUTH PLAIN"]).serve();
                let run = run(|| Box::new(smtp("smtps", server.port)), message);
                verdict(name, &run, &server, wanted, 0);
                assert!(!server.seen().ended, "{name}");
            });
        }
    });
}

#[test]
fn after_the_end_of_the_message() {
    let late = |ms| Act::Late(b"250 queued\r\n".to_vec(), Duration::from_millis(ms));
    check(vec![
        ("F41", Script::at("dot", Act::Drop), 12, 1, AUTH),
        ("F41 reset", Script::at("dot", Act::Reset), 12, 1, AUTH),
        ("F51", Script::at("dot", Act::Alert), 12, 1, AUTH),
        ("F51 forged", Script::at("dot", Act::Forged), 12, 1, AUTH),
        ("F51 notice", Script::at("dot", Act::Notice), 12, 1, AUTH),
        ("F43", Script::at("dot", Act::Last(b"421 4.3.0 bye\r\n".to_vec())), 75, 0, AUTH),
        ("F44", Script::at("dot", say("451 later")), 75, 0, AUTH),
        ("F44 5xx", Script::at("dot", say("554 5.7.1 spam")), 69, 0, AUTH),
        ("F45", Script::at("dot", Act::Silence), 12, 1, AUTH),
        ("F45 drip", Script::at("dot", drip("250-x\r\n")), 12, 1, AUTH),
        ("F46", Script::at("dot", late(1000)), 0, 1, AUTH),
        ("F47", Script::at("dot", raw(b"250\r\n")), 0, 1, AUTH),
        ("F47 blank", Script::at("dot", raw(b"250 \r\n")), 0, 1, AUTH),
        ("F47 lines", Script::at("dot", raw(b"250-one\r\n250 two\r\n")), 0, 1, AUTH),
        ("F47 LF", Script::at("dot", raw(b"250 ok\n")), 0, 1, AUTH),
        ("F48", Script::at("dot", raw(b"250 caf\xe9\r\n")), 0, 1, AUTH),
        ("F49", Script::at("dot", say("354 go")), 12, 1, AUTH),
        ("F50", Script::at("dot", raw(b"\x00\xff what\r\n")), 12, 1, AUTH),
        ("F50 mixed", Script::at("dot", raw(b"250-a\r\n550 b\r\n")), 12, 1, AUTH),
        ("F50 999", Script::at("dot", say("999 x")), 12, 1, AUTH),
        ("F50 half", Script::at("dot", Act::Last(b"250 o".to_vec())), 12, 1, AUTH),
        ("F50 long", Script::at("dot", Act::Flood(vec![b'2'; 4096])), 12, 1, AUTH),
        // One of two answers is to the message; a refusal behind an acceptance takes the certainty away.
        ("F50 two", Script::at("dot", raw(b"250 ok\r\n554 5.7.1 no\r\n")), 12, 1, AUTH),
        ("F50 two, apart", Script::at("quit", say("554 5.7.1 no")), 12, 1, AUTH),
        ("twice the same", Script::at("dot", raw(b"250 ok\r\n250 ok\r\n")), 0, 1, AUTH),
        ("F52", Script::at("quit", Act::Drop), 0, 1, AUTH),
        ("F52 silence", Script::at("quit", Act::Silence), 0, 1, AUTH),
        ("F52 421", Script::at("quit", say("421 bye")), 0, 1, AUTH),
        ("F52 flood", Script::at("quit", Act::Flood(vec![b'2'; 4096])), 0, 1, AUTH),
    ]);
}

/// A transport that does something right after the journal has taken the critical step.
struct Then<F: Fn()>(Smtp, F);

impl<F: Fn()> Transport for Then<F> {
    fn hand_over(&self, message: &Outgoing, critical: &mut dyn FnMut() -> std::io::Result<()>) -> Outcome {
        self.0.hand_over(message, &mut || {
            critical()?;
            (self.1)();
            Ok(())
        })
    }
}

#[test]
fn f42_a_line_cut_while_the_end_is_written_is_unknown() {
    let server = Arc::new(Script::default().serve());
    let cut = server.clone();
    let transport = || -> Box<dyn Transport> {
        let cut = cut.clone();
        Box::new(Then(smtp("smtps", cut.port), move || cut.cut()))
    };
    let run = run(transport, &message(&["nora@acme.example"]));
    // Whatever the kernel had taken of it: nobody here can tell, and it is said so.
    assert!(matches!(exit(&run.done.outcome), 12 | 75), "{:?}", run.done);
    assert_eq!(exit(&run.done.outcome) == 12, run.state == State::Critical);
    assert!(run.done.outcome != Outcome::Accepted(Default::default()) && server.seen().held.len() <= 1);
}

#[test]
fn c17_a_journal_that_cannot_take_the_step_keeps_the_end_back() {
    let server = Script::default().serve();
    let outcome = smtp("smtps", server.port)
        .hand_over(&message(&["nora@acme.example"]), &mut || Err(std::io::Error::other("no space left")));
    assert_eq!(exit(&outcome), Exit::Io as u8, "{outcome:?}");
    std::thread::sleep(Duration::from_millis(50));
    let seen = server.seen();
    assert!(seen.body > 0 && !seen.ended && seen.held.is_empty(), "{seen:?}");
}

#[test]
fn f54_a_signal_before_the_end_stops_and_after_it_leaves_unknown() {
    for (stage, wanted, held) in [("greeting", 130, 0), ("rcpt", 130, 0), ("dot", 12, 1)] {
        let server = Script::at(stage, Act::Silence).serve();
        let mut smtp = smtp("smtps", server.port);
        let patient = Duration::from_secs(30);
        (smtp.limits.command, smtp.limits.end, smtp.limits.total) = (patient, patient, patient);
        let stop = smtp.stop.clone();
        std::thread::scope(|scope| {
            let reached = &server;
            scope.spawn(move || {
                // The stage is reached once the command before it was read.
                let so = |s: &Seen| stage == "greeting" || s.ended || stage == "rcpt" && s.recipient();
                reached.until(stage, None, so);
                stop.ask(2);
            });
            let outcome = smtp.hand_over(&message(&["nora@acme.example"]), &mut || Ok(()));
            assert_eq!(exit(&outcome), wanted, "{stage}: {outcome:?}");
        });
        assert_eq!(server.seen().held.len(), held, "{stage}");
    }
}

#[test]
fn a_second_try_is_made_once_and_with_the_same_bytes() {
    let server = Script::at("ehlo", Act::Drop).serve();
    let outcome = run(|| Box::new(smtp("smtps", server.port)), &message(&["nora@acme.example"])).done.outcome;
    assert_eq!((exit(&outcome), server.seen().connections), (75, 2));
    for stage in ["data", "body", "dot"] {
        let server = Script::at(stage, Act::Drop).serve();
        run(|| Box::new(smtp("smtps", server.port)), &message(&["nora@acme.example"]));
        assert_eq!(server.seen().connections, 1, "nothing is repeated after DATA ({stage})");
    }
    for stage in ["greeting", "mail", "rcpt"] {
        let server = Script::at(stage, say("421 busy")).serve();
        run(|| Box::new(smtp("smtps", server.port)), &message(&["nora@acme.example"]));
        assert_eq!(server.seen().connections, 1, "a server that answers is not asked again ({stage})");
    }
}

#[test]
fn a_secret_that_cannot_be_had_leaves_the_text_in_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(folder.path()).unwrap();
    let claim = journal.claim(&Key::new(None, b"mail", "no"), false).unwrap();
    let message = message(&["nora@acme.example"]);
    let shown = digest(message.bytes());
    let mut open = || Err(Error::new(Exit::NoPermission, "locked"));
    let stop = Stop::default();
    let done = once::send(&claim, &message, &About::default(), &shown, &mut open, &stop, Retry::default()).unwrap();
    assert_eq!(exit(&done.outcome), 77);
    let entry = journal.entry(done.id).unwrap().unwrap();
    assert_eq!((entry.state, entry.bytes.as_slice()), (State::NotSent, message.bytes()));
}
