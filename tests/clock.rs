//! The clock of the machine is wrong.
#![cfg(target_os = "linux")]

mod common;

use common::person::{INVITATION, Person, said};
use common::server::{Act, Script};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::OnceLock;

/// A library that moves the clock of a program by the seconds in `CLOCK_MOVED_BY`: the program asks the system's
/// library for the time, and this one answers in its place.
const MOVED: &str = r#"
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = syscall(SYS_clock_gettime, clock, time);
  const char *by = getenv("CLOCK_MOVED_BY");
  if (result == 0 && clock == CLOCK_REALTIME && by) time->tv_sec += atol(by);
  return result;
}
"#;

/// The library, made once. The C compiler that SQLite is built with is there.
fn library() -> PathBuf {
    static MADE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let (source, library) = (folder.path().join("clock.c"), folder.path().join("clock.so"));
        std::fs::write(&source, MOVED).unwrap();
        let mut cc = std::process::Command::new("cc");
        cc.args(["-shared", "-fPIC", "-o"]).args([&library, &source]);
        assert!(cc.status().unwrap().success());
        (folder, library)
    });
    made.1.clone()
}

/// The program with its clock moved by so many seconds.
fn run(person: &Person, by: i64, arguments: &[&str]) -> (i32, String) {
    let mut command = person.command();
    command.env("LD_PRELOAD", library()).env("CLOCK_MOVED_BY", by.to_string());
    let out = command.args(arguments).stdin(Stdio::null()).output().unwrap();
    said(&out)
}

const YEAR: i64 = 365 * 24 * 3600;
const SEND: [&str; 3] = ["send", "--yes", INVITATION];

fn since_1970() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(now.as_secs()).unwrap()
}

/// The years that the log gives to its entries, in its order.
fn years(log: &str) -> Vec<i64> {
    let at = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["at"].as_str().unwrap().to_string();
    log.lines().map(|line| at(line)[..4].parse().unwrap()).collect()
}

/// C20: the clock jumps back by a year between two runs. What was sent stays sent, what is unknown stays unknown, and
/// the newest entry is the one that was made last.
#[test]
fn c20_no_time_decides_what_was_sent() {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    assert_eq!(run(&person, 0, &SEND).0, 0);
    let (code, text) = run(&person, -YEAR, &SEND);
    assert!(code == 13 && text.contains("was answered"), "{code} {text}");
    // Once more on purpose, in the past; then back in the present.
    let (code, text) = run(&person, -YEAR, &[&SEND[..], &["--again"]].concat());
    assert_eq!(code, 0, "{text}");
    let (_, log) = run(&person, 0, &["log", "--json"]);
    let years = years(&log);
    assert!(years.len() == 2 && years[0] > years[1], "the clock was moved, and the later one stands last: {log}");
    assert_eq!(run(&person, 0, &SEND).0, 13);
    assert_eq!(server.seen().held.len(), 2);

    let server = Script::at("dot", Act::Drop).once().serve();
    let person = Person::new(&server, "");
    assert_eq!(run(&person, 0, &SEND).0, 12);
    let (code, text) = run(&person, -YEAR, &SEND);
    assert!(code == 13 && text.contains("may or may not have been sent"), "{code} {text}");
    assert_eq!(run(&person, -YEAR, &["log", "--was-not-sent", "1"]).0, 0);
    assert_eq!(run(&person, -YEAR, &SEND).0, 0);
    assert_eq!(run(&person, YEAR, &SEND).0, 13);
    assert_eq!(server.seen().held.len(), 2, "the one that was lost on the way, and the one sent on purpose");
}

/// B84: in 1970 no certificate is valid yet. That is said, and what may be the matter; a preview needs no clock.
#[test]
fn b84_a_clock_in_1970_is_named_as_the_reason() {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    let by = 86_400 - since_1970();
    let (code, text) = run(&person, by, &["preview", INVITATION]);
    assert_eq!(code, 0, "{text}");
    let (code, text) = run(&person, by, &SEND);
    assert!(
        code == 69 && text.contains("is not valid yet") && text.contains("clock of this computer"),
        "{code} {text}"
    );
    assert!(text.contains("Nothing was sent.") && server.seen().held.is_empty(), "{text}");
    assert!(server.seen().auth.is_empty(), "no password was said");
}
