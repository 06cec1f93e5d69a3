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

/// The same invitation in every form that mail comes in.
#[test]
fn however_it_is_encoded() {
    let home = Home::new();
    let text = format!("{INVITES}\nGrüße, Zoë\n");
    let page = format!("<html><style>p {{ position: static }}</style><p>{}</p></html>", text.replace('\n', "<br>\n"));
    let escaped: String = text.bytes().map(|b| format!("={b:02X}")).collect();
    let quoted: Vec<String> = escaped.as_bytes().chunks(72).map(|l| String::from_utf8_lossy(l).into_owned()).collect();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| c as u32 as u8).collect();
    let encoded = |kind: &str, how: &str| format!("Content-Type: {kind}\nContent-Transfer-Encoding: {how}\n");
    let below = |head: &str, body: &[u8]| {
        let from = "From: Dana Roth <dana@acme.example>\nTo: ada@home.example\nDate: Mon, 23 Nov 2026 10:00:00 +0100\n";
        [from.as_bytes(), head.as_bytes(), b"\n", body].concat()
    };
    let ics = "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1@acme.example\nDTSTAMP:20261123T090000Z\n\
               DTSTART:20261203T140000Z\nSUMMARY:Interview Data Engineer\nORGANIZER:mailto:dana@acme.example\n\
               ATTENDEE:mailto:ada@home.example\nEND:VEVENT\nEND:VCALENDAR\n";
    let calendar = "Content-Type: text/calendar; method=REQUEST; charset=utf-8\n";
    let multi = "Content-Type: multipart/mixed; boundary=b\n";
    let file = "--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n";
    let attached = format!("{file}{}\n--b\nContent-Type: text/plain\n\n{text}\n--b--\n", "QUJD\n".repeat(100_000));
    let inner = format!(
        "--b\nContent-Type: text/plain\n\nFor you?\n--b\nContent-Type: message/rfc822\n\n{}\n--b--\n",
        mail("in", "", INVITES)
    );
    let cases: [(&str, Vec<u8>); 11] = [
        ("plain", below(&encoded("text/plain; charset=utf-8", "8bit"), text.as_bytes())),
        ("latin", below(&encoded("text/plain; charset=iso-8859-1", "8bit"), &latin)),
        ("quoted", below(&encoded("text/plain; charset=utf-8", "quoted-printable"), quoted.join("=\n").as_bytes())),
        ("base64", below(&encoded("text/plain; charset=utf-8", "base64"), base64(text.as_bytes()).as_bytes())),
        ("wide", below(&encoded("text/plain; charset=utf-16le", "base64"), base64(&wide).as_bytes())),
        ("page", below("Content-Type: text/html; charset=utf-8\n", page.as_bytes())),
        ("page-base64", below(&encoded("text/html; charset=utf-8", "base64"), base64(page.as_bytes()).as_bytes())),
        ("calendar", below(calendar, ics.as_bytes())),
        (
            "calendar-base64",
            below(&format!("{calendar}Content-Transfer-Encoding: base64\n"), base64(ics.as_bytes()).as_bytes()),
        ),
        ("below-a-file", below(multi, attached.as_bytes())),
        ("forwarded", below(multi, inner.as_bytes())),
    ];
    for (name, bytes) in &cases {
        let bytes = [format!("Message-ID: <{name}@acme.example>\n").as_bytes(), bytes].concat();
        fs::create_dir_all(home.path("Mail/cur")).unwrap();
        fs::write(home.path(&format!("Mail/cur/{name}:2,S")), bytes).unwrap();
    }
    let waits = home.waits(&["Mail"]);
    let lost: Vec<&str> = cases.iter().map(|(name, _)| *name).filter(|name| !waits.iter().any(|w| w == name)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let three = |c: &[u8]| {
        let bits = c.iter().chain([&0, &0]).take(3).fold(0, |n, b| n << 8 | u32::from(*b));
        let sign = |i: usize| if i > c.len() { '=' } else { LETTERS[(bits >> (18 - 6 * i) & 63) as usize] as char };
        (0..4).map(sign).collect::<String>()
    };
    let lines: Vec<String> = bytes.chunks(57).map(|line| line.chunks(3).map(three).collect()).collect();
    lines.join("\n") + "\n"
}

/// A subject can be all that says it, and be encoded, too.
#[test]
fn a_word_that_stands_in_an_encoded_subject_alone() {
    let home = Home::new();
    let text = "Dear Ada,\n\ncould you come on Thursday at 10:00?\n\nKind regards\nDana Roth\n";
    let subject = format!("=?utf-8?B?{}?=", base64("Interview – Data Engineer at Acme".as_bytes()).trim());
    home.put("Mail/cur/1", &mail("subject", "", text).replace("Interview for Data Engineer at Acme", &subject));
    assert_eq!(home.waits(&["Mail"]), ["subject"]);
}

#[test]
fn folders_in_folders_and_links_round_in_a_circle() {
    use std::os::unix::fs::symlink;
    let home = Home::new();
    home.put("Mail/a/b/.Jobs/new/1", &mail("elsewhere", "", TALK));
    home.put("Mail/jobs/inbox/cur/1:2,", &mail("deep", "", INVITES));
    home.put("other/cur/2:2,", &mail("linked", "", INVITES));
    symlink(home.path("other"), home.path("Mail/other")).unwrap();
    symlink(home.path("Mail"), home.path("Mail/jobs/round")).unwrap();
    symlink("/nowhere", home.path("Mail/jobs/inbox/cur/3:2,")).unwrap();
    let mut waits = home.waits(&["Mail"]);
    waits.sort();
    assert_eq!(waits, ["deep", "linked"]);
}

/// A pipe would wait for somebody who writes; nobody does.
#[test]
fn a_pipe_and_a_socket_are_no_mail() {
    let home = Home::new();
    home.put("Mail/cur/1", &mail("there", "", INVITES));
    home.put("plain/1", &mail("plain", "", INVITES));
    for place in ["Mail/cur/2", "plain/2"] {
        assert!(std::process::Command::new("mkfifo").arg(home.path(place)).status().unwrap().success());
    }
    let _socket = std::os::unix::net::UnixListener::bind(home.path("Mail/cur/3")).unwrap();
    assert_eq!(home.waits(&["Mail"]), ["there"]);
    assert_eq!(home.waits(&["plain"]), ["plain"]);
    let named = home.scan(&["plain/2", "Mail"]);
    assert_eq!((ids(&named), named.status.code()), (vec!["there".into()], Some(74)));
    assert!(String::from_utf8_lossy(&named.stderr).contains("plain/2"));
}

#[test]
fn what_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.put("Mail/cur/1", &mail("there", "", INVITES));
    home.put("Mail/cur/2", &mail("closed", "", INVITES));
    home.put("Mail/.Jobs/cur/3", &mail("hidden", "", INVITES));
    for closed in ["Mail/cur/2", "Mail/.Jobs/cur"] {
        fs::set_permissions(home.path(closed), fs::Permissions::from_mode(0o0)).unwrap();
    }
    // Who may read everything is refused nothing.
    if fs::read(home.path("Mail/cur/2")).is_ok() {
        return;
    }
    let out = home.scan(&["Mail"]);
    fs::set_permissions(home.path("Mail/.Jobs/cur"), fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!((ids(&out), out.status.code()), (vec!["there".into()], Some(74)));
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(told.contains("cur/2") && told.contains(".Jobs/cur"), "{told}");
}

/// Some programs quote `From ` at the beginning of a line, some do not.
#[test]
fn lines_of_an_mbox_that_begin_with_from() {
    let home = Home::new();
    let from = "From dana@acme.example Mon Nov 23 10:00:00 2026\n";
    let text = |id: &str, line: &str| mail(id, "", &format!("{INVITES}\n{line} Monday on we are two.\n"));
    home.put("inbox", &format!("{from}{}\n{from}{}\n", text("quoted", ">From"), text("bare", "From")));
    let mut waits = home.waits(&["inbox"]);
    waits.sort();
    assert_eq!(waits, ["bare", "quoted"]);
}

/// What machines are told stands in no invitation: nobody reads styles, tags and files.
#[test]
fn pages_and_files_are_looked_at_as_a_person_sees_them() {
    let passes = |text: &str| {
        let mail = format!("From: Shop <news@shop.example>\nReceived: from interview.example\nSubject: New\n{text}");
        regrets::extract::glance::may_wait(mail.as_bytes(), false)
    };
    let table = "<table role=3D\"presentation\" class=\"call\"><tr><td>Boots</td></tr></table>";
    assert!(!passes(&format!("Content-Type: text/html\n\n<style>td {{ position: screen }}</style>{table}\n")));
    assert!(!passes("Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nIGludGVydmlldyA=\n"));
    assert!(!passes("\nThe job is done.\n\n> When can we meet?\n"), "what is answered asks nothing");
    assert!(passes("\nWhen can we meet?\n\n> I ask for the job.\n"));
    assert!(passes("\n> the interview\n"), "a word of interviews is one anywhere");
    assert!(passes("Content-Type: text/html\n\n<a href=\"https://calendly.com/dana\">a time</a> <!-- boots -->\n"));
    let russian = "Приглашаем вас на собеседование в четверг";
    assert!(
        passes(&format!("\n{russian}\n"))
            && passes(&format!("Content-Type: text/html\n\n<p class=\"c\">{russian}</p>\n"))
    );
    let escaped: String = russian.bytes().map(|b| format!("={b:02X}")).collect();
    assert!(passes(&format!("\n{escaped}\n")), "words of other alphabets are for the full reading");
}
