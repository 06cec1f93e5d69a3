//! The process dies (SIGKILL) at every durable step of a sending; then it runs again. No message twice, none
//! lost, and never a wrong word about what was sent.

mod common;

use common::server::{Act, Faulty, Script, Seen};
use common::{certs, message, numbered, trusting};
use proptest::prelude::*;
use regrets::deliver::account::{Account, PasswordSource, Sent, Server, Way};
use regrets::deliver::journal::{About, Journal, Key, State, digest};
use regrets::deliver::once::{self, Retry};
use regrets::deliver::smtp::Smtp;
use regrets::deliver::{Outcome, Stop, Transport, sent};
use regrets::error::Exit;
use regrets::reply::wire::Outgoing;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const TO: &str = "nora@acme.example";

fn key() -> Key {
    Key::new(None, b"the invitation", "no")
}

fn account(state: &Path) -> Account {
    Account {
        name: "main".into(),
        from: "ada@home.example".into(),
        way: Way::Smtp(Server::smtp("smtps://localhost").unwrap()),
        password: PasswordSource::Keyring,
        sent: Sent::Maildir(state.join("Sent")),
        answered_command: None,
    }
}

/// One whole run of the program, as `send` makes it; the exit code, 0 for sent.
fn whole_run(state: &Path, smtp: impl Fn() -> Smtp) -> u8 {
    let journal = match Journal::open(state) {
        Ok(journal) => journal,
        Err(e) => return e.exit as u8,
    };
    // Every run finishes the filing that an earlier one could not.
    for entry in journal.entries().unwrap().iter().filter(|e| e.state == State::Accepted && !e.filed) {
        if let Ok(Some(place)) = sent::file(&account(state), &entry.outgoing().unwrap(), true, &Stop::default()) {
            journal.filed(entry.id, &place).unwrap();
        }
    }
    let claim = match journal.claim(&key(), false) {
        Ok(claim) => claim,
        Err(e) => return e.exit as u8,
    };
    // An earlier attempt's Message-ID is kept; without one, this run takes its own.
    let mut message = numbered(usize::try_from(std::process::id()).unwrap(), &[TO]);
    if let Some(id) = claim.message_id() {
        message = Outgoing::kept(message.bytes().to_vec(), message.envelope().clone(), id);
    }
    let shown = digest(message.bytes());
    let mut open = || -> regrets::error::Result<Box<dyn Transport>> { Ok(Box::new(smtp())) };
    let retry = Retry { pause: Duration::from_millis(5), ..Retry::default() };
    let done = once::send(&claim, &message, &About::default(), &shown, &mut open, &Stop::default(), retry).unwrap();
    match done.outcome {
        Outcome::Accepted(_) => {
            if let Ok(Some(place)) = sent::file(&account(state), &message, false, &Stop::default()) {
                journal.filed(done.id, &place).unwrap();
            }
            0
        }
        Outcome::NotSent(f) | Outcome::Unknown(f) => f.error.exit as u8,
    }
}

/// The program that dies: this test program, run again.
fn start(state: &Path, server: &Faulty, crash_at: &str) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "child", "--ignored"]);
    child.env("REGRETS_TEST_STATE", state).env("REGRETS_TEST_PORT", server.port.to_string());
    child.env("REGRETS_TEST_CA", certs::ca_file()).env("REGRETS_CRASH_AT", crash_at);
    child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
#[ignore = "the program that the other tests here run and kill"]
fn child() {
    let Some(state) = std::env::var_os("REGRETS_TEST_STATE") else { return };
    let port = std::env::var("REGRETS_TEST_PORT").unwrap().parse().unwrap();
    let ca = std::env::var_os("REGRETS_TEST_CA").unwrap();
    std::process::exit(whole_run(Path::new(&state), || trusting(ca.clone().into(), "smtps", port)).into());
}

/// Copies in the Sent folder.
fn filed(state: &Path) -> usize {
    std::fs::read_dir(state.join("Sent/cur")).map_or(0, Iterator::count)
}

fn entries(state: &Path) -> Vec<State> {
    Journal::open(state).unwrap().entries().unwrap().iter().map(|e| e.state).collect()
}

/// C01-C08, C10, C12, C13: killed at each step of the journal, as the rows say.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "a release build has no place to die at")]
fn killed_at_every_step() {
    // Step, the journal's word, then the second run: exit code, messages held in the end, copies filed.
    let rows: [(&str, &[State], u8, usize, usize); 10] = [
        // C01
        ("before-prepared", &[], 0, 1, 1),
        // C02, C03, C04
        ("prepared", &[State::Prepared], 0, 1, 1),
        ("approved", &[State::Approved], 0, 1, 1),
        // C05
        ("connecting", &[State::Connecting], 0, 1, 1),
        // C07: the message is written, all but its end.
        ("before-critical", &[State::Connecting], 0, 1, 1),
        // C08
        ("critical", &[State::Critical], 13, 0, 0),
        // C10
        ("before-result", &[State::Critical], 13, 1, 0),
        // C12
        ("accepted", &[State::Accepted], 13, 1, 1),
        ("before-filed", &[State::Accepted], 13, 1, 1),
        // C13
        ("filed", &[State::Accepted], 13, 1, 1),
    ];
    for (step, states, exit, held, copies) in rows {
        let folder = tempfile::tempdir().unwrap();
        let server = Script::default().serve();
        let status = start(folder.path(), &server, step).wait().unwrap();
        assert_eq!(status.code(), None, "{step}: it was killed");
        assert_eq!(entries(folder.path()), states, "{step}");
        let again = start(folder.path(), &server, "").wait().unwrap();
        assert_eq!(again.code(), Some(exit.into()), "{step}");
        assert_eq!((server.seen().held.len(), filed(folder.path())), (held, copies), "{step}");
        let journal = Journal::open(folder.path()).unwrap();
        let ids: Vec<String> = journal.entries().unwrap().into_iter().map(|e| e.message_id).collect();
        assert!(ids.windows(2).all(|two| two[0] == two[1]), "{step}: a second try keeps the Message-ID: {ids:?}");
        assert_eq!(journal.unknown().unwrap().len(), usize::from(states == [State::Critical]), "{step}");
    }
}

/// C06, C09: killed while the server has not answered the recipient, and the end of the message.
#[test]
fn killed_while_the_server_is_silent() {
    // Stage, has the server read so far?, the journal's word, the second run's exit code, messages held.
    type Reached = fn(&Seen) -> bool;
    let rows: [(&'static str, Act, Reached, State, u8, usize); 3] = [
        ("rcpt", Act::Silence, Seen::recipient, State::Connecting, 0, 1),
        ("data", Act::Silence, |s| s.lines.iter().any(|l| l == "DATA"), State::Connecting, 0, 1),
        ("dot", Act::Silence, |s| s.ended, State::Critical, 13, 1),
    ];
    for (stage, act, reached, state, exit, held) in rows {
        let folder = tempfile::tempdir().unwrap();
        let server = Script::at(stage, act).once().serve();
        let mut run = start(folder.path(), &server, "");
        server.until(stage, Some(&mut run), reached);
        run.kill().unwrap();
        run.wait().unwrap();
        assert_eq!(entries(folder.path()), [state], "{stage}");
        let again = start(folder.path(), &server, "").wait().unwrap();
        assert_eq!(again.code(), Some(exit.into()), "{stage}");
        assert_eq!(server.seen().held.len(), held, "{stage}");
    }
}

#[test]
fn c14_two_at_the_same_instant() {
    let folder = tempfile::tempdir().unwrap();
    let server = Script::at("dot", Act::Late(b"250 ok\r\n".to_vec(), Duration::from_millis(300))).serve();
    let runs = [start(folder.path(), &server, ""), start(folder.path(), &server, "")];
    let mut codes = runs.map(|mut run| run.wait().unwrap().code());
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(13)]);
    assert_eq!((server.seen().held.len(), filed(folder.path())), (1, 1));
}

#[test]
fn c18_what_cannot_be_recorded_is_said_and_never_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = Script::default().serve();
    let journal = Journal::open(folder.path()).unwrap();
    let claim = journal.claim(&key(), false).unwrap();
    let message = message(&[TO]);
    let path = folder.path().join("journal.db");
    let smtp = || trusting(certs::ca_file(), "smtps", server.port);
    let mut open = || -> regrets::error::Result<Box<dyn Transport>> {
        let path = path.clone();
        Ok(Box::new(Crashing {
            smtp: smtp(),
            at: None,
            after: Box::new(move || {
                rusqlite::Connection::open(&path).unwrap().execute_batch("DROP TABLE step").unwrap();
            }),
        }))
    };
    let shown = digest(message.bytes());
    let stop = Stop::default();
    let done = once::send(&claim, &message, &About::default(), &shown, &mut open, &stop, Retry::default()).unwrap();
    assert!(matches!(done.outcome, Outcome::Accepted(_)));
    assert!(done.warnings[0].starts_with("it was sent, but that could not be recorded"), "{done:?}");
    drop(claim);
    drop(journal);
    assert_eq!(whole_run(folder.path(), smtp), Exit::Already as u8);
    assert_eq!(server.seen().held.len(), 1);
}

#[test]
fn c19_without_a_place_for_the_journal_nothing_is_connected() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state");
    std::fs::write(&file, "").unwrap();
    let server = Script::default().serve();
    let code = whole_run(&file.join("regrets"), || trusting(certs::ca_file(), "smtps", server.port));
    assert_eq!((code, server.seen().connections), (Exit::CantCreate as u8, 0));
}

/// Where a run of the property dies.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Dies {
    Connecting,
    BeforeCritical,
    AfterCritical,
    BeforeResult,
}

/// A transport that dies on the way.
struct Crashing {
    smtp: Smtp,
    at: Option<Dies>,
    after: Box<dyn Fn()>,
}

impl Crashing {
    fn die(&self, here: Dies) {
        if self.at == Some(here) {
            std::panic::resume_unwind(Box::new(here));
        }
    }
}

impl Transport for Crashing {
    fn hand_over(&self, message: &Outgoing, critical: &mut dyn FnMut() -> std::io::Result<()>) -> Outcome {
        self.die(Dies::Connecting);
        let outcome = self.smtp.hand_over(message, &mut || {
            self.die(Dies::BeforeCritical);
            critical()?;
            self.die(Dies::AfterCritical);
            Ok(())
        });
        (self.after)();
        self.die(Dies::BeforeResult);
        outcome
    }
}

fn faults() -> impl Strategy<Value = Option<(&'static str, Act)>> {
    let stages = ["greeting", "ehlo", "auth", "mail", "rcpt", "data", "body", "dot", "quit", "tls"];
    let say = |text: &str| Act::Say(text.as_bytes().to_vec());
    let acts = [
        say("250 ok\r\n"),
        say("250\r\n"),
        say("250 ok\r\n250 ok\r\n"),
        say("354 go\r\n"),
        say("421 busy\r\n"),
        say("451 later\r\n"),
        say("550 5.1.1 no\r\n"),
        say("250-a\r\n550 b\r\n"),
        say("\u{0}junk\r\n"),
        Act::Last(b"250 o".to_vec()),
        Act::Drop,
        Act::Reset,
        Act::Silence,
        Act::Late(b"250 ok\r\n".to_vec(), Duration::from_millis(60)),
    ];
    // A server that answers inside a message and then delivers it all the same lies; no client can know better.
    let honest = |(stage, act): &(&str, Act)| *stage != "body" || matches!(act, Act::Drop | Act::Reset | Act::Silence);
    let fault = (prop::sample::select(stages.to_vec()), prop::sample::select(acts.to_vec()))
        .prop_filter("an honest server", honest);
    prop::option::weighted(0.8, fault)
}

fn deaths() -> impl Strategy<Value = Option<Dies>> {
    let all = vec![Dies::Connecting, Dies::BeforeCritical, Dies::AfterCritical, Dies::BeforeResult];
    prop::option::weighted(0.3, prop::sample::select(all))
}

/// One run of the property: what it told the person; `None` when it died, or was refused as answered already.
fn told(state: &Path, server: &Faulty, dies: Option<Dies>) -> Option<Outcome> {
    let journal = Journal::open(state).unwrap();
    let claim = journal.claim(&key(), false).ok()?;
    let message = message(&[TO]);
    let shown = digest(message.bytes());
    let mut open = || -> regrets::error::Result<Box<dyn Transport>> {
        let mut smtp = trusting(certs::ca_file(), "smtps", server.port);
        let short = Duration::from_millis(150);
        (smtp.limits.connect, smtp.limits.command, smtp.limits.body, smtp.limits.end) = (short, short, short, short);
        Ok(Box::new(Crashing { smtp, at: dies, after: Box::new(|| {}) }))
    };
    let retry = Retry { pause: Duration::ZERO, ..Retry::default() };
    let run = || once::send(&claim, &message, &About::default(), &shown, &mut open, &Stop::default(), retry);
    catch_unwind(AssertUnwindSafe(run)).ok().map(|done| done.unwrap().outcome)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("REGRETS_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(60),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// P10, Z05: any faults, any crashes, as many runs as the person likes: at most one message, and never a lie.
    #[test]
    fn no_duplicate_and_no_lie(runs in prop::collection::vec((faults(), deaths()), 1..5)) {
        let folder = tempfile::tempdir().unwrap();
        let mut held = 0;
        for (fault, dies) in runs {
            let script = fault.clone().map_or_else(Script::default, |(stage, act)| Script::at(stage, act));
            let server = script.serve();
            let outcome = told(folder.path(), &server, dies);
            let new = server.seen().held.len();
            match &outcome {
                Some(Outcome::Accepted(_)) => prop_assert_eq!(new, 1, "told sent: {:?}", fault),
                Some(Outcome::NotSent(f)) => prop_assert_eq!(new, 0, "told not sent: {:?} {:?}", fault, f),
                Some(Outcome::Unknown(_)) | None => {}
            }
            held += new;
            let sent = Journal::open(folder.path()).unwrap().entries().unwrap().last().map(|e| e.state.sent());
            prop_assert!(held <= 1, "{} messages", held);
            if let Some(Some(sent)) = sent {
                prop_assert_eq!(sent, held == 1, "the journal says {:?}, the server holds {}", sent, held);
            }
        }
    }
}
