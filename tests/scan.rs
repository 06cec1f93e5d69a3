//! `regrets scan`, from outside: folders of every kind, what waits in them, and what does not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

/// A message of a thread: an invitation unless the text says otherwise.
fn mail(id: &str, more: &str, text: &str) -> String {
    format!(
        "From: Dana Roth <dana@acme.example>\nTo: ada@home.example\nSubject: Interview for Data Engineer at Acme\n\
         Date: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <{id}@acme.example>\n{more}\n{text}\n"
    )
}

const INVITES: &str = "Dear Ada,\n\nwe would like to invite you to an interview for the role of Data Engineer.\n\
                       Which time suits you next week?\n\nKind regards\nDana Roth\n";
const TALK: &str = "Dear all,\n\nthe canteen has soup today.\n";

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        home.put("config.toml", "[me]\nname = \"Ada\"\naddresses = [\"ada@home.example\"]\n");
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn scan(&self, paths: &[&str]) -> Output {
        let mut command = assert_cmd::Command::cargo_bin("regrets").unwrap();
        command.env("HOME", self.0.path()).env_remove("XDG_STATE_HOME").env_remove("XDG_CONFIG_HOME");
        command.arg("--config").arg(self.path("config.toml")).args(["--now", "2026-11-24T12:00:00+01:00"]);
        command.args(["scan", "--json"]).args(paths.iter().map(|p| self.path(p))).output().unwrap()
    }

    /// The ids of what waits, in order.
    fn waits(&self, paths: &[&str]) -> Vec<String> {
        let out = self.scan(paths);
        assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
        assert_eq!(out.status.code(), Some(0));
        ids(&out)
    }
}

fn ids(out: &Output) -> Vec<String> {
    let lines = String::from_utf8_lossy(&out.stdout).into_owned();
    let id = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        value["message_id"].as_str().unwrap().split('@').next().unwrap().to_string()
    };
    lines.lines().map(id).collect()
}

#[test]
fn a_maildir_with_flags_and_folders() {
    let home = Home::new();
    home.put("Mail/new/1", &mail("new", "", INVITES));
    home.put("Mail/cur/2:2,S", &mail("seen", "", INVITES));
    home.put("Mail/cur/3:2,RS", &mail("replied", "", INVITES));
    home.put("Mail/cur/4:2,ST", &mail("trashed", "", INVITES));
    home.put("Mail/cur/5:2,D", &mail("draft", "", INVITES));
    home.put("Mail/cur/6:2,S", &mail("soup", "", TALK));
    home.put("Mail/tmp/7", &mail("half", "", INVITES));
    home.put("Mail/.Jobs/cur/8:2,S", &mail("folder", "", INVITES));
    home.put("Mail/.notmuch/cur-not/9", &mail("index", "", INVITES));
    let mut waits = home.waits(&["Mail"]);
    waits.sort();
    assert_eq!(waits, ["folder", "new", "seen"]);
}

#[test]
fn an_mbox_an_mh_folder_and_a_single_file() {
    let home = Home::new();
    let from = "From dana@acme.example Mon Nov 23 10:00:00 2026\n";
    let answered = mail("answered", "X-Status: A\n", INVITES);
    home.put("inbox", &format!("{from}{}\n{from}{answered}\n{from}{}\n", mail("a", "", INVITES), mail("b", "", TALK)));
    home.put("mh/1", &mail("mh", "", INVITES));
    home.put("mh/2", &mail("annotated", "Replied: Mon, 23 Nov 2026\n", INVITES));
    home.put("mh/,3", &mail("removed", "", INVITES));
    home.put("mh/.mh_sequences", "unseen: 1\n");
    home.put("one.eml", &mail("one", "", INVITES));
    assert_eq!(home.waits(&["inbox"]), ["a"]);
    assert_eq!(home.waits(&["mh"]), ["mh"]);
    assert_eq!(home.waits(&["one.eml"]), ["one"]);
}

#[test]
fn what_i_answered_and_what_they_settled_no_longer_waits() {
    let home = Home::new();
    for id in ["mine", "called-off", "open"] {
        home.put(&format!("Mail/cur/{id}:2,S"), &mail(id, "", INVITES));
    }
    home.put(
        "Mail/.Sent/cur/1:2,S",
        "From: Ada <ada@home.example>\nSubject: Re: Interview\nReferences: <x@y.example>\n <mine@acme.example>\n\nNo.\n",
    );
    let off = "Dear Ada,\n\nunfortunately we have to cancel our interview on Thursday. The position has been filled.\n";
    home.put("Mail/cur/9:2,S", &mail("off", "In-Reply-To: <called-off@acme.example>\n", off));
    assert_eq!(home.waits(&["Mail"]), ["open"]);
}

#[test]
fn the_same_message_is_shown_once_and_the_most_urgent_first() {
    let home = Home::new();
    home.put("a/cur/1", &mail("late", "", INVITES).replace("Mon, 23", "Fri, 20"));
    home.put("a/cur/2", &mail("fresh", "", INVITES));
    home.put("b/cur/1", &mail("fresh", "", INVITES));
    assert_eq!(home.waits(&["a", "b"]), ["late", "fresh"]);
}

#[test]
fn what_cannot_be_read_is_told_and_does_not_stop_the_rest() {
    let home = Home::new();
    home.put("Mail/cur/1", &mail("there", "", INVITES));
    let missing = home.scan(&["missing", "Mail"]);
    assert_eq!((ids(&missing), missing.status.code()), (vec!["there".into()], Some(66)));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("missing"));
    std::os::unix::fs::symlink(home.path("Mail/cur/2"), home.path("Mail/cur/2")).unwrap();
    let looped = home.scan(&["Mail"]);
    assert_eq!((ids(&looped), looped.status.code()), (vec!["there".into()], Some(74)));
    assert!(String::from_utf8_lossy(&looped.stderr).contains("cur/2"));
}

#[test]
fn hostile_files_are_passed_over() {
    let home = Home::new();
    home.put("Mail/cur/1", &mail("there", "", INVITES));
    home.put("Mail/cur/2", &format!("From: a@b.example\n{}interview", "Content-Type: message/rfc822\n\n".repeat(9000)));
    home.put("Mail/cur/3", &"\0interview ".repeat(9000));
    home.put("Mail/cur/4", "");
    home.put("Mail/cur/5", &format!("From: a@b.example\n\n{}", "interview ".repeat(100_000)));
    assert_eq!(home.waits(&["Mail"]), ["there"]);
}

/// Every case of `tests/mail` that waits for an answer passes the first look.
#[test]
fn the_first_look_loses_no_invitation() {
    let cases = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail")).unwrap();
    let (mut looked, mut lost) = (0, Vec::new());
    for case in cases.map(|c| c.unwrap().path()).filter(|c| c.join("mail.eml").exists()) {
        let raw = fs::read(case.join("mail.eml")).unwrap();
        let Ok(mail) = regrets::message::Mail::read(&raw) else { continue };
        let now = "2026-11-24T12:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let class = regrets::extract::invitation(&mail, &now).class.value;
        if class.needs_answer() {
            looked += 1;
            lost.extend((!regrets::extract::glance::may_wait(&raw, mail.marks.list)).then_some(case));
        }
    }
    assert!(looked > 20 && lost.is_empty(), "{looked} cases; lost: {lost:?}");
}
