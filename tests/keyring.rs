//! A keyring that does not give the password: locked and its question dismissed or never answered, slow, or silent.
//! Real ones are in `tests/live.rs`; the one here is told what to do.
#![allow(missing_docs, reason = "the macro of D-Bus makes functions without")]

mod common;

use common::person::Person;
use common::server::Script;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use zbus::blocking::{Connection, connection};
use zbus::interface;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const SERVICE: &str = "/org/freedesktop/secrets";
const ITEM: &str = "/org/freedesktop/secrets/collection/login/1";
const PROMPT: &str = "/org/freedesktop/secrets/prompt/1";

/// What the keyring does.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Does {
    /// It is locked, and the person closes its question.
    Dismissed,
    /// It is locked, and nobody is there to answer its question.
    NeverAnswered,
    /// It looks for three seconds, and has nothing.
    Slow,
    /// It never answers at all.
    Silent,
}

/// The Secret Service of a session (specifications.freedesktop.org/secret-service), as far as a password is read.
struct Keyring(Does);

#[interface(name = "org.freedesktop.Secret.Service")]
impl Keyring {
    /// The other side's number for a shared secret, which is never used: no password is given.
    fn open_session(&self, _algorithm: &str, _input: Value<'_>) -> (OwnedValue, OwnedObjectPath) {
        (Value::from(vec![2_u8; 128]).try_into().unwrap(), path("/org/freedesktop/secrets/session/1"))
    }

    fn search_items(&self, attributes: HashMap<String, String>) -> (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) {
        assert_eq!(attributes.get("service").map(String::as_str), Some("regrets"), "{attributes:?}");
        match self.0 {
            Does::Dismissed | Does::NeverAnswered => (vec![], vec![path(ITEM)]),
            Does::Slow => {
                std::thread::sleep(Duration::from_secs(3));
                (vec![], vec![])
            }
            Does::Silent => loop {
                std::thread::park();
            },
        }
    }

    fn unlock(&self, _objects: Vec<ObjectPath<'_>>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        (vec![], path(PROMPT))
    }

    fn read_alias(&self, _name: &str) -> OwnedObjectPath {
        path("/org/freedesktop/secrets/collection/login")
    }
}

/// The password, which is locked.
struct Item;

#[interface(name = "org.freedesktop.Secret.Item")]
impl Item {
    #[zbus(property)]
    fn locked(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn label(&self) -> String {
        "regrets".into()
    }
}

/// The question of the keyring.
struct Question(Does);

#[interface(name = "org.freedesktop.Secret.Prompt")]
impl Question {
    async fn prompt(&self, _window: &str, #[zbus(signal_emitter)] emitter: SignalEmitter<'_>) -> zbus::fdo::Result<()> {
        if self.0 == Does::Dismissed {
            Question::completed(&emitter, true, Value::from("")).await?;
        }
        Ok(())
    }

    #[zbus(signal)]
    async fn completed(emitter: &SignalEmitter<'_>, dismissed: bool, result: Value<'_>) -> zbus::Result<()>;
}

fn path(text: &str) -> OwnedObjectPath {
    OwnedObjectPath::try_from(text).unwrap()
}

/// A session with such a keyring; it ends with the value.
struct Session {
    bus: Child,
    address: String,
    _keyring: Connection,
}

impl Session {
    fn start(does: Does) -> Session {
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address"]);
        bus.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut bus = bus.spawn().expect("dbus-daemon");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_string();
        let keyring = connection::Builder::address(address.as_str()).unwrap();
        let keyring = keyring.serve_at(SERVICE, Keyring(does)).unwrap().serve_at(ITEM, Item).unwrap();
        let keyring = keyring.serve_at(PROMPT, Question(does)).unwrap();
        let keyring = keyring.name("org.freedesktop.secrets").unwrap().build().unwrap();
        Session { bus, address, _keyring: keyring }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}

/// Sends with the password in such a keyring: nothing leaves, nobody is even connected to, and the error has the words.
fn refused(does: Does, says: &[&str]) {
    let session = Session::start(does);
    let server = Script::default().serve();
    let person = Person::in_session(&server, &session.address);
    let (code, text) = person.send(&[]);
    assert_eq!(code, 77, "{does:?}: {text}");
    for says in says {
        assert!(text.contains(says), "{does:?}: {says:?} is not in {text}");
    }
    assert!(text.contains("password-command") && text.contains("Nothing was sent."), "{does:?}: {text}");
    assert_eq!(server.seen().connections, 0, "{does:?}");
    assert!(person.run(&["log"]).1.contains("not sent"), "{does:?}: it is in the log, and may be sent");
}

/// B67
#[test]
#[ignore = "live: needs dbus-daemon; tests/run installs it"]
fn b67_a_question_that_is_dismissed_is_a_locked_keyring() {
    refused(Does::Dismissed, &["the keyring is locked", "Unlock it"]);
}

/// B67
#[test]
#[ignore = "live: needs dbus-daemon, and waits for ten seconds; tests/run installs it"]
fn b67_a_question_that_nobody_answers_is_given_up() {
    refused(Does::NeverAnswered, &["did not answer in 10 seconds", "unlock it"]);
}

/// B66
#[test]
#[ignore = "live: needs dbus-daemon, and waits for ten seconds; tests/run installs it"]
fn b66_a_keyring_that_never_answers_is_given_up() {
    refused(Does::Silent, &["did not answer in 10 seconds"]);
}

/// B68
#[test]
#[ignore = "live: needs dbus-daemon; tests/run installs it"]
fn b68_a_slow_keyring_is_waited_for() {
    refused(Does::Slow, &["has no password for `ada@localhost`", "regrets login"]);
}
