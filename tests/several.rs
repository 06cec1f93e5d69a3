//! Several messages in one run: each with its own preview or draft, one failure stops none, a summary ends it.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

struct Folder(tempfile::TempDir);

impl Folder {
    /// Two invitations in an mbox, one in a file, and a mail that is none.
    fn new() -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        let mbox = format!("From bob Tue\n{}\nFrom bob Wed\n{}", invitation(1), invitation(2));
        std::fs::write(folder.path("two.mbox"), mbox).unwrap();
        std::fs::write(folder.path("three.eml"), invitation(3)).unwrap();
        let lunch = "From: Bo <bo@friends.example>\nTo: ada@home.example\nSubject: Lunch\nMessage-ID: <4@f.example>\n\n\
                     Shall we?\n";
        std::fs::write(folder.path("lunch.eml"), lunch).unwrap();
        folder
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("regrets"));
        command.args(["--now", "2026-11-24T10:00:00Z"]).args(arguments).current_dir(self.0.path());
        command.env_clear().env("HOME", self.0.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        told(self.command(arguments).output().unwrap())
    }
}

fn told(out: Output) -> (Option<i32>, String, String) {
    (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
}

fn invitation(n: usize) -> String {
    format!(
        "From: Dana Ito <dana{n}@acme.example>\nTo: Ada <ada@home.example>\nSubject: Interview {n}\n\
         Message-ID: <{n}@acme.example>\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n\nDear Ada,\n\nwe would like to invite \
         you to an interview for the Data Engineer position at Acme on Thursday, 3 December 2026 at 14:00.\n\n\
         Kind regards,\nDana Ito\n"
    )
}

const ALL: [&str; 4] = ["two.mbox", "gone.eml", "lunch.eml", "three.eml"];

/// What is said on standard error about all of them.
fn summary(said: &str) {
    for words in [
        "message 1 of 5: two.mbox, message 1\n",
        "message 2 of 5: two.mbox, message 2\n",
        "message 3 of 5: gone.eml\n",
        "`gone.eml` cannot be read",
        "message 4 of 5: lunch.eml\n",
        "message 5 of 5: three.eml\n",
        "3 of 5 messages done\n  not done: gone.eml: `gone.eml` cannot be read",
        "  not done: lunch.eml: this looks like",
    ] {
        assert!(said.contains(words), "{words:?} is missing in\n{said}");
    }
}

#[test]
fn each_has_its_own_preview_and_one_failure_stops_none() {
    let folder = Folder::new();
    let (code, shown, said) = folder.run(&[&["preview"], &ALL[..]].concat());
    assert_eq!(code, Some(66), "the worst of the failures");
    let at = |n: usize| shown.find(&format!("to    dana{n}@acme.example")).unwrap_or_else(|| panic!("{n}: {shown}"));
    assert!(at(1) < at(2) && at(2) < at(3) && shown.matches("- envelope -").count() == 3, "{shown}");
    summary(&said);
    let (code, bodies, said) = folder.run(&[&["body"], &ALL[..]].concat());
    assert!(code == Some(66) && bodies.matches("Dear Dana Ito,").count() == 3, "{bodies}");
    summary(&said);
}

#[test]
fn drafts_go_one_by_one_into_a_maildir_or_an_mbox_and_never_into_one_file() {
    let folder = Folder::new();
    let (code, drafts, said) = folder.run(&[&["draft"], &ALL[..]].concat());
    assert_eq!((code, drafts.matches("From regrets ").count()), (Some(66), 3), "{drafts}");
    summary(&said);
    let (code, _, said) = folder.run(&["draft", "--maildir", "Drafts", "two.mbox", "three.eml"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(std::fs::read_dir(folder.path("Drafts/cur")).unwrap().count(), 3, "{said}");
    let (code, _, said) = folder.run(&["draft", "--output", "one.eml", "two.mbox"]);
    assert!(code == Some(64) && said.contains("--maildir DIR") && !folder.path("one.eml").exists(), "{said}");
}

#[test]
fn a_single_message_has_no_heading_and_no_summary() {
    let folder = Folder::new();
    let (code, _, said) = folder.run(&["preview", "three.eml"]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    let (code, _, said) = folder.run(&["preview", "gone.eml"]);
    assert!(
        code == Some(66) && said.starts_with("regrets: `gone.eml` cannot be read") && !said.contains(" of "),
        "{said}"
    );
}

#[test]
fn what_a_client_pipes_with_a_line_behind_each_message_is_several() {
    let folder = Folder::new();
    let stream = format!("{}\n= regrets =\n{}\n= regrets =\n", invitation(1), invitation(2));
    std::fs::write(folder.path("stream"), stream).unwrap();
    let mut command = folder.command(&["preview", "--separator", "= regrets ="]);
    let (code, shown, said) =
        told(command.stdin(std::fs::File::open(folder.path("stream")).unwrap()).output().unwrap());
    assert!(code == Some(0) && shown.matches("- envelope -").count() == 2, "{shown}");
    assert!(said.contains("message 2 of 2: tagged message 2\n2 of 2 messages done"), "{said}");
}
