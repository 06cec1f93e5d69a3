//! The program itself, from an invitation to a server: exit codes, the record, and what it says.

mod common;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use common::PASSWORD;
use common::person::{INVITATION, Person, bus, said};
use common::server::{Act, Script, say};
use regrets::deliver::journal::{Journal, Key};
use regrets::message::Mail;
use std::process::Stdio;

/// B80
#[test]
fn sent_once_recorded_and_not_sent_again() {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    let (code, text) = person.run(&["preview", INVITATION]);
    assert_eq!((code, person.path("state").exists()), (0, false), "a preview leaves nothing behind: {text}");
    let (code, text) = person.send(&[]);
    assert!(code == 0 && text.contains("2.0.0 queued as 4711"), "{code} {text}");
    let (code, text) = person.send(&[]);
    assert!(code == 13 && text.contains("--again"), "{code} {text}");
    assert_eq!(server.seen().held.len(), 1);
    let (code, text) = person.run(&["log"]);
    assert!(code == 0 && text.contains("sent"), "{code} {text}");
    assert_eq!(person.send(&["--again"]).0, 0);
    assert_eq!(server.seen().held.len(), 2);
}

#[test]
fn a_second_answer_of_another_kind_is_sent_but_not_unseen() {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    let before = "you have answered this mail already: decline, sent 2";
    let (code, text) = person.send(&[]);
    assert!(code == 0 && !text.contains("answered this mail"), "{code} {text}");
    let (code, text) = person.send(&["--as", "withdraw"]);
    assert!(code == 0 && text.contains(before) && !text.contains("with another mail"), "{code} {text}");
    let (code, text) = person.send(&["--as", "accept", "--allow", "answered-before"]);
    assert!(code == 0 && !text.contains("answered this mail"), "{code} {text}");
    assert_eq!(server.seen().held.len(), 3);
}

#[test]
fn what_may_have_been_sent_is_said_until_somebody_looks() {
    let server = Script::at("dot", Act::Drop).once().serve();
    let sent = tempfile::tempdir().unwrap();
    let person = Person::new(&server, &format!("sent = \"maildir:{}\"\n", sent.path().display()));
    let (code, text) = person.send(&[]);
    assert!(code == 12 && text.contains("regrets log --was-sent 1"), "{code} {text}");
    let (code, text) = person.send(&[]);
    assert!(code == 13 && text.contains("may or may not have been sent"), "{code} {text}");
    assert_eq!(server.seen().held.len(), 1);
    let (_, text) = person.run(&["log", "--check"]);
    assert!(text.contains("not in the Sent folder"), "{text}");
    // The server files a copy after all.
    std::fs::create_dir_all(sent.path().join("cur")).unwrap();
    std::fs::write(sent.path().join("cur/1.x:2,S"), &server.seen().held[0]).unwrap();
    let (code, text) = person.run(&["log", "--check"]);
    assert!(code == 0 && text.contains("it was sent"), "{code} {text}");
    assert!(person.send(&[]).1.contains("was answered"));
}

#[test]
fn what_another_run_is_at_is_neither_looked_for_nor_settled_nor_called_sent() {
    let server = Script::at("dot", Act::Silence).once().serve();
    let sent = tempfile::tempdir().unwrap();
    let person = Person::new(&server, &format!("sent = \"maildir:{}\"\n", sent.path().display()));
    let mut run = person.command();
    let mut run = run.args(["send", "--yes", INVITATION]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    server.until("the end of the message", Some(&mut run), |s| s.ended);
    let at_it = "another run of regrets is at this answer, and may be sending it";
    let left_alone = || {
        let (code, text) = person.run(&["log", "--check"]);
        assert!(code == 0 && text.contains(&format!("entry 1: {at_it}; look again")), "{text}");
        assert!(!text.contains("Sent folder"), "{text}");
        assert!(text.contains("busy ") && !text.contains("UNKNOWN"), "{text}");
        for settled in ["--was-sent", "--was-not-sent"] {
            let (code, text) = person.run(&["log", settled, "1"]);
            assert!(code == 13 && text.contains(at_it), "{code} {text}");
        }
    };
    left_alone();
    let (code, text) = person.send(&["--again"]);
    assert!(code == 13 && text.contains(at_it) && !text.contains("may or may not"), "{code} {text}");
    run.kill().unwrap();
    run.wait().unwrap();
    let (_, text) = person.run(&["log", "--check"]);
    assert!(text.contains("not in the Sent folder") && text.contains("UNKNOWN"), "{text}");

    // A run that waits for a yes, or counts down, holds the same lock.
    let mail = Mail::read(&std::fs::read(INVITATION).unwrap()).unwrap();
    let journal = Journal::open(&person.path("state/regrets")).unwrap();
    let claim = journal.claim(&Key::new(mail.id.as_ref(), &mail.raw, "decline"), true).unwrap();
    left_alone();
    drop(claim);
    assert_eq!(person.run(&["log", "--was-not-sent", "1"]).0, 0);
    assert_eq!((person.send(&[]).0, server.seen().held.len()), (0, 2));
}

#[test]
fn what_was_not_sent_can_be_sent() {
    let server = Script::at("dot", Act::Reset).once().serve();
    let person = Person::new(&server, "");
    assert_eq!(person.send(&[]).0, 12);
    let (code, text) = person.run(&["log", "--check"]);
    assert!(code == 0 && text.contains("look with your mail client"), "{code} {text}");
    assert_eq!(person.run(&["log", "--was-not-sent", "1"]).0, 0);
    assert_eq!(person.send(&[]).0, 0);
    let id = |message: &Vec<u8>| {
        let text = String::from_utf8(message.clone()).unwrap();
        text.lines().find(|l| l.starts_with("Message-ID:")).unwrap().to_string()
    };
    let held = server.seen().held;
    assert_eq!(id(&held[0]), id(&held[1]), "a second try is the same message to whoever gets both");
}

#[test]
fn refusals_prove_that_nothing_was_sent() {
    for (stage, line, wanted) in [
        ("auth", "535 5.7.8 no", 77),
        ("rcpt", "550 5.1.1 nobody", 67),
        ("rcpt", "450 4.7.1 greylisted", 75),
        ("dot", "554 5.7.1 spam", 69),
        ("data", "250 ok", 76),
    ] {
        let server = Script::at(stage, say(line)).serve();
        let person = Person::new(&server, "");
        let (code, text) = person.send(&["--json"]);
        assert!(code == wanted && text.contains("Nothing was sent."), "{stage} {code} {text}");
        assert_eq!(text.matches("Nothing was sent.").count(), 1, "{text}");
        let line = text.lines().find(|l| l.starts_with('{')).unwrap();
        let outcome: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!((&outcome["verdict"], &outcome["stage"]), (&"not-sent".into(), &stage.into()), "{text}");
        assert!(person.run(&["log"]).1.contains("not sent"));
    }
}

#[test]
fn a_mail_in_a_maildir_is_marked_and_a_copy_is_filed() {
    let server = Script::default().serve();
    let person = Person::new(&server, "sent = \"maildir:~/Mail/.Sent\"\n");
    for folder in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(person.path("Mail").join(folder)).unwrap();
    }
    let mail = person.path("Mail/new/1.a.b");
    std::fs::copy(INVITATION, &mail).unwrap();
    let (code, text) = person.run(&["send", "--yes", mail.to_str().unwrap()]);
    assert_eq!(code, 0, "{text}");
    assert!(person.path("Mail/cur/1.a.b:2,RS").exists());
    let copies: Vec<_> = std::fs::read_dir(person.path("Mail/.Sent/cur")).unwrap().collect();
    assert_eq!(copies.len(), 1);
}

/// F53
#[test]
fn a_copy_that_cannot_be_filed_is_a_warning_and_tried_again() {
    let server = Script::default().serve();
    let person = Person::new(&server, "sent = \"maildir:~/Mail/.Sent\"\n");
    std::fs::write(person.path("Mail"), "a file in the way").unwrap();
    let (code, text) = person.send(&[]);
    assert!(code == 0 && text.contains("it was sent, but the copy was not filed"), "{code} {text}");
    std::fs::remove_file(person.path("Mail")).unwrap();
    assert_eq!(person.send(&[]).0, 13);
    assert_eq!(std::fs::read_dir(person.path("Mail/.Sent/cur")).unwrap().count(), 1);
    assert_eq!(person.send(&[]).0, 13);
    assert_eq!(std::fs::read_dir(person.path("Mail/.Sent/cur")).unwrap().count(), 1);
}

/// F54
#[test]
fn ctrl_c_is_130_before_the_end_of_the_message_and_12_after_it() {
    use rustix::process::Signal;
    for (stage, signal, wanted, held) in [
        ("rcpt", Signal::INT, 130, 0),
        ("rcpt", Signal::TERM, 143, 0),
        ("dot", Signal::INT, 12, 1),
        ("dot", Signal::TERM, 12, 1),
    ] {
        let server = Script::at(stage, Act::Silence).serve();
        let person = Person::new(&server, "");
        let mut run = person.command();
        let mut run =
            run.args(["send", "--yes", INVITATION]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        server.until(stage, Some(&mut run), |s| s.ended || stage == "rcpt" && s.recipient());
        let process = rustix::process::Pid::from_child(&run);
        rustix::process::kill_process(process, signal).unwrap();
        let (code, text) = said(&run.wait_with_output().unwrap());
        assert_eq!((code, server.seen().held.len()), (wanted, held), "{stage}: {text}");
    }
}

/// P14, A56
#[test]
#[cfg(target_os = "linux")]
fn a_password_is_in_no_argument_no_environment_and_no_image_of_a_crash() {
    let server = Script::at("dot", Act::Silence).serve();
    let person = Person::new(&server, "");
    let mut shell = std::process::Command::new("sh");
    let own = person.command();
    shell.env_clear().envs(own.get_envs().filter_map(|(k, v)| Some((k, v?)))).current_dir(person.path(""));
    shell.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full").stdin(Stdio::null());
    // The person's own limit would allow an image.
    shell.args(["-c", "ulimit -c unlimited; exec \"$0\" send --yes \"$1\""]).arg(cargo_bin("regrets")).arg(INVITATION);
    let mut run = shell.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    server.until("the end of the message", Some(&mut run), |s| s.ended);
    assert!(!server.seen().auth.is_empty(), "the password was said by now");
    let process = std::path::PathBuf::from(format!("/proc/{}", run.id()));
    for file in ["cmdline", "environ"] {
        // Where the system lets nobody look, there is nothing to see.
        let seen = std::fs::read(process.join(file)).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&seen).contains(PASSWORD), "{file}");
    }
    let limits = std::fs::read_to_string(process.join("limits")).unwrap();
    let core = limits.lines().find(|l| l.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    let pid = rustix::process::Pid::from_child(&run);
    rustix::process::kill_process(pid, rustix::process::Signal::ABORT).unwrap();
    let out = run.wait_with_output().unwrap();
    let text = [out.stdout.as_slice(), &out.stderr].concat();
    assert!(!String::from_utf8_lossy(&text).contains(PASSWORD));
    let mut folders = vec![person.path("")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("config.toml") {
                let bytes = std::fs::read(&path).unwrap();
                let there = bytes.windows(PASSWORD.len()).any(|w| w == PASSWORD.as_bytes());
                assert!(!there, "{}", path.display());
            }
        }
    }
}

#[test]
#[ignore = "live: waits for eleven seconds"]
fn a_server_that_takes_its_time_is_waited_for_and_the_person_is_told() {
    let late = Act::Late(b"250 ok\r\n".to_vec(), std::time::Duration::from_secs(12));
    let server = Script::at("dot", late).serve();
    let (code, text) = Person::new(&server, "").send(&[]);
    assert!(code == 0 && text.contains("has not answered yet"), "{code} {text}");
}

#[test]
fn doctor_checks_without_sending() {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    let (code, text) = person.run(&["doctor"]);
    assert!(code == 0 && text.contains("accepts the login"), "{code} {text}");
    assert!(!server.seen().lines.iter().any(|l| l.starts_with("MAIL")));
    let refusing = Script::at("auth", say("535 5.7.8 no")).serve();
    let (code, text) = Person::new(&refusing, "").run(&["doctor"]);
    assert!(code == 77 && text.contains("refuses the login"), "{code} {text}");
}

#[test]
fn a_program_takes_messages_in_place_of_a_server() {
    let person = Person::with_program(
        "printf '%s\\n' \"$@\" > \"$HOME/arguments\"\ncat > \"$HOME/message\"\necho a word >&2\nexit $(cat \"$HOME/code\")\n",
    );
    for (code, wanted) in [("75", 75), ("67", 67), ("0", 0)] {
        std::fs::write(person.path("code"), code).unwrap();
        let (got, text) = person.send(&[]);
        assert!(got == wanted && text.contains("a word"), "{got} {text}");
    }
    let arguments = std::fs::read_to_string(person.path("arguments")).unwrap();
    assert!(arguments.starts_with("-i\n-f\nada@home.example\n--\n"), "{arguments}");
    let message = std::fs::read(person.path("message")).unwrap();
    assert!(message.starts_with(b"From: ") && !message.contains(&b'\r'));
}

#[test]
fn f55_a_reader_that_went_away_changes_nothing() {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    let mut run = person.command();
    let mut run =
        run.args(["send", "--yes", INVITATION]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop((run.stdout.take(), run.stderr.take()));
    assert_eq!(run.wait().unwrap().code(), Some(0));
    assert_eq!(server.seen().held.len(), 1);
    assert_eq!(person.send(&[]).0, 13);
}

/// B83: somebody else's record, as `sudo` with the home of another finds it, is not written to.
#[test]
fn b83_the_record_of_another_is_left_alone() {
    if !rustix::process::getuid().is_root() {
        return;
    }
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    assert_eq!(person.send(&[]).0, 0);
    let state = person.path("state/regrets");
    std::os::unix::fs::chown(&state, Some(65534), None).unwrap();
    let before = std::fs::read(state.join("journal.db")).unwrap();
    for more in [&[][..], &["--again"]] {
        let (code, text) = person.send(more);
        assert!(code == 78 && text.contains("it is not ours"), "{code} {text}");
    }
    assert_eq!(server.seen().connections, 1);
    assert_eq!(std::fs::read(state.join("journal.db")).unwrap(), before);
}

/// C16, C17, B81
#[test]
fn c16_a_disk_that_is_full_at_any_moment_gives_no_duplicate_and_no_lie() {
    for blocks in (0..200).step_by(6) {
        let server = Script::default().serve();
        let person = Person::new(&server, "");
        let mut run = person.command();
        let mut shell = std::process::Command::new("sh");
        shell.env_clear().envs(run.get_envs().filter_map(|(k, v)| Some((k, v?)))).stdin(Stdio::null());
        // No file may grow beyond this; a write beyond it fails, as on a full disk.
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" send --yes \"$1\"");
        run = shell;
        run.args(["-c", &script]).arg(cargo_bin("regrets")).arg(INVITATION);
        let (code, text) = said(&Command::from_std(run).output().unwrap());
        let held = server.seen().held.len();
        match code {
            0 => assert_eq!(held, 1, "{blocks}: {text}"),
            73 | 74 => assert_eq!(held, 0, "{blocks}: {text}"),
            other => panic!("{blocks}: {other} {text}"),
        }
        let (again, text) = person.send(&[]);
        assert_eq!(again, if held == 1 { 13 } else { 0 }, "{blocks}: {text}");
        assert_eq!(server.seen().held.len(), 1, "{blocks}: {text}");
    }
}

/// The program under strace, which kills it, or fails it, at the given call.
fn injected(person: &Person, inject: &str) -> (Option<i32>, String) {
    let own = person.command();
    let mut strace = std::process::Command::new("strace");
    strace.env_clear().envs(own.get_envs().filter_map(|(k, v)| Some((k, v?)))).stdin(Stdio::null());
    strace.args(["-f", "-o", "/dev/null", "-e", &format!("inject={inject}")]);
    let out = strace.arg(cargo_bin("regrets")).args(["send", "--yes", INVITATION]).output().unwrap();
    (out.status.code(), said(&out).1)
}

#[test]
#[ignore = "live: needs strace and the right to trace; tests/run installs it"]
fn killed_at_every_call_that_makes_something_durable_or_speaks() {
    if !std::process::Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|s| s.success()) {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "not run: this machine does not let strace trace");
        return;
    }
    let mut deaths = 0;
    for call in ["fsync", "fdatasync", "rename", "sendto", "connect", "flock", "ftruncate"] {
        for n in 1..60 {
            let server = Script::default().serve();
            let person = Person::new(&server, "sent = \"maildir:~/Mail/.Sent\"\n");
            let (code, _) = injected(&person, &format!("{call}:signal=SIGKILL:when={n}"));
            if code == Some(0) {
                break;
            }
            deaths += 1;
            let before = server.seen().held.len();
            let (again, text) = person.send(&[]);
            let held = server.seen().held.len();
            // It is sent by the second run; or it was, or may have been, sent by the first, and stays so.
            match again {
                0 => assert_eq!((before, held), (0, 1), "{call} {n}: {text}"),
                13 => assert_eq!(before, held, "{call} {n}: {text}"),
                other => panic!("{call} {n}: {other} {text}"),
            }
            assert!(held == 1 || text.contains("may or may not have been"), "{call} {n}: {text}");
        }
    }
    assert!(deaths >= 20, "only {deaths} places to die at");
}

#[test]
#[ignore = "live: needs strace and the right to trace; tests/run installs it"]
fn a_socket_or_a_disk_that_fails_at_any_call_gives_no_duplicate_and_no_lie() {
    if !std::process::Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|s| s.success()) {
        return;
    }
    for fault in ["sendto:error=ECONNRESET", "fsync:error=EIO", "fdatasync:error=EIO", "pwrite64:error=ENOSPC"] {
        for n in 1..60 {
            let server = Script::default().serve();
            let person = Person::new(&server, "");
            let (code, text) = injected(&person, &format!("{fault}:when={n}"));
            let held = server.seen().held.len();
            match code {
                Some(0) => assert_eq!(held, 1, "{fault} {n}: {text}"),
                Some(12) => assert!(held <= 1, "{fault} {n}: {text}"),
                Some(64..=78) => assert_eq!(held, 0, "{fault} {n}: {text}"),
                other => panic!("{fault} {n}: {other:?} {text}"),
            }
            let (again, text) = person.send(&[]);
            assert!(server.seen().held.len() <= 1, "{fault} {n}: {again} {text}");
            if code == Some(0) && n > 40 {
                break;
            }
        }
    }
}

#[test]
#[ignore = "live: needs a terminal; tests/run makes one with script(1)"]
fn a_person_says_yes_no_or_takes_it_back() {
    for (undo, answers, wanted) in [
        (1, &[("[y/N]", "n\n")][..], 10),
        (1, &[("[y/N]", "\n")], 10),
        (1, &[("[y/N]", "\u{4}")], 10),
        (5, &[("[y/N]", "y\n"), ("any key stops it", "x")], 10),
        (5, &[("[y/N]", "y\n"), ("any key stops it", "\u{3}")], 10),
        (1, &[("[y/N]", "y\n")], 0),
        (0, &[("[y/N]", "yes\n")], 0),
    ] {
        let server = Script::default().serve();
        let person = Person::new(&server, &format!("[defaults]\nundo = {undo}\n"));
        let (code, text) = person.on_a_terminal(&format!("send --as decline {INVITATION}"), answers);
        assert_eq!(code, wanted, "{answers:?}: {text}");
        assert_eq!(server.seen().held.len(), usize::from(wanted == 0), "{answers:?}: {text}");
        assert_eq!(server.seen().connections, usize::from(wanted == 0), "{answers:?}");
    }
}

#[test]
#[ignore = "live: needs a Secret Service and script(1); tests/run installs them"]
fn a_password_goes_into_the_keyring_and_out_again() {
    common::testbed::in_keyring("login_session");
}

#[test]
#[ignore = "live: runs inside a_password_goes_into_the_keyring_and_out_again"]
fn login_session() {
    if bus().is_none() {
        return;
    }
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    let (code, text) = person.send(&[]);
    assert!(code == 77 && text.contains("regrets login"), "{code} {text}");
    let (code, text) = person.on_a_terminal("login", &[("password of ada@localhost", &format!("{PASSWORD}\n"))]);
    assert!(code == 0 && text.contains("the server accepts it") && !text.contains(PASSWORD), "{code} {text}");
    assert_eq!(person.run(&["doctor"]).0, 0);
    assert_eq!(person.send(&[]).0, 0);
    assert_eq!(server.seen().held.len(), 1);
    assert!(person.run(&["logout"]).1.contains("removed"));
    assert_eq!(person.run(&["doctor"]).0, 77);
    let refusing = Script::at("auth", say("535 5.7.8 no")).serve();
    let person = Person::new(&refusing, "");
    let (code, text) = person.on_a_terminal("login", &[("password of ada@localhost", "wrong\n")]);
    assert!(code == 77 && text.contains("Nothing was stored"), "{code} {text}");
    assert_eq!(person.run(&["doctor"]).0, 77);
}
