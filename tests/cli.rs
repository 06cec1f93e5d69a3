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
