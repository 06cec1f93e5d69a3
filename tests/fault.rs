//! A fault of ours, alone in its program: what it says goes to the whole process.

mod common;

use common::server::{Act, Script};
use common::{message, smtp};
use regrets::app::fault::guarded;
use regrets::deliver::journal::{About, Journal, Key, digest};
use regrets::deliver::once::{self, Retry};
use regrets::deliver::{Outcome, Stop, Transport};
use regrets::error::Exit;
use regrets::reply::wire::Outgoing;
use std::process::ExitCode;

/// Delivers, then fails.
struct Failing(regrets::deliver::smtp::Smtp);

impl Transport for Failing {
    fn hand_over(&self, message: &Outgoing, critical: &mut dyn FnMut() -> std::io::Result<()>) -> Outcome {
        let outcome = self.0.hand_over(message, critical);
        if matches!(outcome, Outcome::NotSent(_)) { outcome } else { panic!("a fault with a secret in it") }
    }
}

/// A run that delivers to this server, and fails: the exit code.
fn run(script: Script) -> ExitCode {
    let server = script.serve();
    guarded(|| {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(folder.path()).unwrap();
        let claim = journal.claim(&Key::new(None, b"mail", "no"), false).unwrap();
        let message = message(&["nora@acme.example"]);
        let mut open =
            || -> regrets::error::Result<Box<dyn Transport>> { Ok(Box::new(Failing(smtp("smtps", server.port)))) };
        let shown = digest(message.bytes());
        let stop = Stop::default();
        once::send(&claim, &message, &About::default(), &shown, &mut open, &stop, Retry::default()).unwrap();
        panic!("a fault after a refusal")
    })
}

fn is(code: ExitCode, exit: Exit) -> bool {
    format!("{code:?}") == format!("{:?}", ExitCode::from(exit as u8))
}

/// Exit code 70 is ours to prevent, so no input is known that gives it: the guard around the program is run with faults
/// of its own. One that comes after the end of a message may have left must not prove that nothing was sent.
#[test]
fn exit_70_only_where_nothing_was_sent() {
    assert!(is(guarded(|| ExitCode::from(11)), Exit::NeedsPerson));
    assert!(is(guarded(|| panic!("a fault")), Exit::Software));
    assert!(is(run(Script::at("rcpt", common::server::say("550 no"))), Exit::Software));
    assert!(is(run(Script::default()), Exit::Unknown));
    assert!(is(run(Script::at("rcpt", Act::Drop)), Exit::Unknown), "what an earlier message left stays so");
}
