//! What a run says in the end is true, wherever it can or cannot be said: to people, to programs, after a signal.

mod common;

use common::person::{INVITATION, Person, said};
use common::server::{Act, Script, Seen, say};
use rustix::process::{Pid, Signal, kill_process};
use std::fs::File;
use std::process::{Command, Stdio};

/// The lines of JSON that a run prints.
fn json(text: &str) -> Vec<serde_json::Value> {
    text.lines().filter(|l| l.starts_with('{')).map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn programs_are_told_each_outcome_once() {
    for (stage, act, code, verdict) in [
        ("greeting", None, 0, "sent"),
        ("rcpt", Some(say("550 5.1.1 nobody")), 67, "not-sent"),
        ("dot", Some(Act::Drop), 12, "unknown"),
    ] {
        let server = act.map_or_else(Script::default, |act| Script::at(stage, act)).serve();
        let person = Person::new(&server, "");
        let (got, text) = person.send(&["--json"]);
        let lines = json(&text);
        assert_eq!((got, lines.len()), (code, 1), "{text}");
        assert_eq!(lines[0]["verdict"], verdict, "{text}");
    }
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    assert_eq!(person.send(&[]).0, 0);
    let (code, text) = person.send(&["--json"]);
    assert_eq!((code, json(&text).len()), (13, 1), "{text}");
    assert_eq!(json(&text)[0]["verdict"], "already", "what was answered before is not simply `not-sent`: {text}");
    let (code, text) = person.run(&["send", "--yes", "--json", "/nowhere/mail.eml"]);
    assert_eq!((code, json(&text).len()), (66, 0), "there is no message to tell of: {text}");
}

#[test]
#[cfg(target_os = "linux")]
fn an_outcome_that_cannot_be_printed_is_no_other_outcome() {
    for (act, code, held) in [(None, 0, 1), (Some(Act::Drop), 12, 1), (Some(say("554 no")), 69, 0)] {
        let server = act.map_or_else(Script::default, |act| Script::at("dot", act)).serve();
        let person = Person::new(&server, "sent = \"maildir:~/Mail/.Sent\"\n");
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut run = person.command();
        run.args(["send", "--yes", "--json", INVITATION]).stdout(full).stderr(Stdio::piped());
        let (got, text) = said(&run.spawn().unwrap().wait_with_output().unwrap());
        assert_eq!((got, server.seen().held.len()), (code, held), "{text}");
        assert!(text.contains("regrets log"), "{text}");
        let copies = std::fs::read_dir(person.path("Mail/.Sent/cur")).map_or(0, Iterator::count);
        assert_eq!(copies, usize::from(code == 0), "the copy is filed all the same");
    }
}

/// Sends both files with one command, a signal at the recipient of the first; exit code, what was said, messages held.
#[test]
fn ctrl_c_stops_at_this_message_and_begins_no_other() {
    let server = Script::at("rcpt", Act::Silence).once().serve();
    let person = Person::new(&server, "");
    let second = person.path("second.eml");
    let text = std::fs::read_to_string(INVITATION).unwrap();
    std::fs::write(&second, text.replace("Message-ID: <", "Message-ID: <other-")).unwrap();
    let mut run = person.command();
    run.args(["send", "--yes", INVITATION]).arg(&second).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut run = run.spawn().unwrap();
    server.until("a recipient", Some(&mut run), Seen::recipient);
    kill_process(Pid::from_child(&run), Signal::INT).unwrap();
    let (code, text) = said(&run.wait_with_output().unwrap());
    assert_eq!((code, server.seen().held.len(), server.seen().connections), (130, 0, 1), "{text}");
    assert!(text.contains("0 of 2 messages done") && text.contains("not begun"), "{text}");
}

/// The standard error of a shell that runs the program under a limit.
fn limited(person: &Person, limit: &str, arguments: &[&str]) -> (i32, String) {
    let own = person.command();
    let mut shell = Command::new("sh");
    shell.env_clear().envs(own.get_envs().filter_map(|(k, v)| Some((k, v?)))).stdin(Stdio::null());
    shell.args(["-c", &format!("{limit}; exec \"$0\" \"$@\"")]).arg(assert_cmd::cargo::cargo_bin("regrets"));
    said(&shell.args(arguments).output().unwrap())
}

/// Changes the person's configuration.
fn rewrite(person: &Person, change: impl Fn(&str) -> String) {
    let config = person.path("config/regrets/config.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, change(&text)).unwrap();
}

/// Each number of files that the program may have open: it fails somewhere, and never says a wrong thing; where no
/// connection can be made the code is 71.
#[test]
#[cfg(target_os = "linux")]
fn exit_71_a_system_that_gives_no_more_files() {
    let mut codes = Vec::new();
    for files in 3..40 {
        let server = Script::default().serve();
        let person = Person::new(&server, "");
        // Without a login no program is started for a password, which takes more files than a connection.
        rewrite(&person, |text| text.replace("ada@localhost", "localhost"));
        let (code, text) = limited(&person, &format!("ulimit -n {files}"), &["send", "--yes", INVITATION]);
        let held = server.seen().held.len();
        // A loader without files ends with 127 before we begin.
        match code {
            0 => assert_eq!(held, 1, "{files}: {text}"),
            64..=78 | 127 => assert_eq!(held, 0, "{files}: {text}"),
            other => panic!("{files}: {other} {text}"),
        }
        codes.push(code);
        if code == 0 {
            break;
        }
        let (again, text) = person.send(&[]);
        assert_eq!((again, server.seen().held.len()), (0, 1), "{files}: {text}");
    }
    assert!(codes.contains(&71) && codes.last() == Some(&0), "{codes:?}");
}

/// The whole program and a name that the system's resolver does not know (RFC 6761 keeps `.invalid` for that).
#[test]
fn exit_68_an_unknown_host() {
    let person = Person::with_program("");
    rewrite(&person, |text| format!("{}smtp = \"smtps://mail.invalid\"\n", text.split_once("command =").unwrap().0));
    let (code, text) = person.send(&[]);
    // A machine without any resolver cannot know that there is no such name: it says to try again.
    assert!(code == 68 || code == 75 && text.contains("Temporary failure"), "{code} {text}");
    assert!(text.contains("Nothing was sent."), "{text}");
    if code == 68 {
        assert!(text.contains("there is no server `mail.invalid`"), "{text}");
    }
}
