//! The command line as data: each file of `tests/cmd` is a command, its input, its exit code, and all that it says on
//! both streams. A missing or a further word on either is a failure. `TRYCMD=overwrite` writes what is seen.
//! What needs a file that is too big or too odd to be kept is made here.

use assert_cmd::Command;
use std::io::Write;
use std::process::Output;

const INVITATION: &str = include_str!("demo/invitation.eml");

#[test]
fn commands_say_what_they_should() {
    for case in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd")).unwrap() {
        let case = case.unwrap().path();
        let whole = ["stdout", "stderr"].iter().all(|stream| case.with_extension(stream).is_file());
        assert!(case.extension().is_none_or(|e| e != "toml") || whole, "{}: a stream is not checked", case.display());
    }
    trycmd::TestCases::new()
        .env("HOME", "/dev/null")
        .env("XDG_CONFIG_HOME", "/dev/null")
        .env("XDG_STATE_HOME", "/dev/null")
        .env("TZ", "Europe/London")
        .case("tests/cmd/*.toml");
}

/// Runs a command without a configuration.
fn regrets(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::cargo_bin("regrets").unwrap();
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env(name, "/dev/null");
    }
    command.args(arguments).write_stdin(input).output().unwrap()
}

/// The exit code and the first line on standard error.
fn told(out: &Output) -> (i32, String) {
    let text = String::from_utf8_lossy(&out.stderr);
    assert!(!text.contains("panicked"), "{text}");
    (out.status.code().unwrap_or(-1), text.lines().next().unwrap_or_default().to_string())
}

#[test]
fn what_is_no_message_is_refused_in_plain_words() {
    let random: Vec<u8> = (0..=255u8).cycle().take(1 << 20).collect();
    let mut huge = INVITATION.as_bytes().to_vec();
    huge.resize(60 << 20, b'a');
    let nested = "Content-Type: message/rfc822\n\n".repeat(4 << 15);
    let many = format!("From: a@b.example\n{}\nhello\n", "X-Filler: x\n".repeat(400_000));
    for (input, code, words) in [
        (&b""[..], 66, "there is no message"),
        (b"\n\n\n", 65, "an empty message"),
        (&random, 65, "a binary file"),
        (&huge, 65, "larger than 25 MiB"),
        (nested.as_bytes(), 65, "nested"),
        (many.as_bytes(), 65, "no invitation"),
        (b"hello there\nno headers here\n", 65, "does not begin with headers"),
        (b"From: a@b.example\rSubject: x\r\rhello\r", 65, "line ends"),
        (b"From a Tue\nFrom: a@b.example\n\nx\n\nFrom c Wed\nFrom: c@d.example\n\ny\n", 65, "no invitation"),
    ] {
        let out = regrets(&["preview"], input);
        let (got, line) = told(&out);
        assert!(got == code && String::from_utf8_lossy(&out.stderr).contains(words), "{words}: {got} {line}");
        assert!(out.stdout.is_empty());
    }
}

/// The invitation with these header lines in the place of those of the same names.
fn with(headers: &str) -> Vec<u8> {
    let names: Vec<&str> = headers.lines().filter_map(|l| l.split_once(':')).map(|(name, _)| name).collect();
    let (head, body) = INVITATION.split_once("\n\n").unwrap();
    let kept = head.lines().filter(|l| !names.iter().any(|n| l.starts_with(&format!("{n}:"))));
    let lines: Vec<&str> = headers.lines().filter(|l| !l.ends_with(": -")).chain(kept).collect();
    format!("{}\n\n{body}", lines.join("\n")).into_bytes()
}

#[test]
fn whom_nobody_can_answer_is_not_answered() {
    for (headers, code, words) in [
        ("From: -", 65, "nobody to answer"),
        ("From: <>", 65, "nobody to answer"),
        ("From: Team:;", 65, "nobody to answer"),
        ("From: Acme <no-reply@acme.example>", 11, "nobody reads"),
        ("Return-Path: <>", 11, "report of a mail server"),
        ("Reply-To: Ada <ada@home.example>", 11, "to yourself"),
    ] {
        let out = regrets(&["preview", "--no-calendar"], &with(headers));
        let (got, line) = told(&out);
        assert!(got == code && line.contains(words), "{headers}: {got} {line}");
    }
}

#[test]
fn doubts_about_the_sender_stop_a_send_and_show_in_the_preview() {
    for (headers, id) in [
        ("From: A <a@acme.example>\nFrom: B <b@other.example>", "two-senders"),
        ("From: A <a@acme.example>, B <b@other.example>", "two-senders"),
        ("From: \"hr@good.example\" <x@evil.example>", "name-is-address"),
        ("List-Id: <x.example>\nList-Post: <mailto:x@lists.example>", "mailing-list"),
        ("From: =?utf-8?q?Nora=0D=0ABcc=3A_x=40evil.example?= <n@acme.example>", "hidden-characters"),
    ] {
        let mail = with(headers);
        let out = regrets(&["preview", "--no-calendar"], &mail);
        let shown = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(
            out.status.success() && shown.contains("  stop  ") && shown.contains(&format!("[{id}]")),
            "{id}: {shown}"
        );
        let raw = regrets(&["preview", "--raw", "--no-calendar"], &mail).stdout;
        let raw = String::from_utf8(raw).unwrap();
        let head = raw.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|l| l.starts_with("Bcc:") || l.starts_with("Cc:")), "{head}");
    }
}

#[test]
fn a_disk_without_room_is_told_and_nothing_is_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mail = folder.path().join("mail.eml");
    std::fs::write(&mail, INVITATION).unwrap();
    let mail = mail.to_str().unwrap();
    let (code, line) = told(&regrets(&["draft", "--output", "/dev/full", mail], b""));
    assert!(code == 74 && line.contains("No space left"), "{code} {line}");
    let (code, line) = told(&regrets(&["draft", "--output", "/dev/null/draft", mail], b""));
    assert!(code == 73 && line.contains("cannot be made"), "{code} {line}");
    let out = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let program = assert_cmd::cargo::cargo_bin("regrets");
    let status = std::process::Command::new(program).args(["draft", mail]).stdout(out).status().unwrap();
    assert_eq!(status.code(), Some(74));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_draft_goes_into_a_pipe_and_through_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    std::fs::File::create(&real).unwrap().write_all(b"old").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let out = regrets(&["draft", "--output", link.to_str().unwrap()], INVITATION.as_bytes());
    assert!(out.status.success());
    assert!(link.is_symlink() && std::fs::read_to_string(&real).unwrap().contains("\nIn-Reply-To: <7d1f0c2e.4471@"));
    let out = regrets(&["draft", "--output", "/dev/stdout"], INVITATION.as_bytes());
    assert!(String::from_utf8_lossy(&out.stdout).contains("In-Reply-To: <7d1f0c2e.4471@"));
}
