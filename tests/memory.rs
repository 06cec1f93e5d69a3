//! How much memory a hostile mail can take. Alone in its program: what a parent holds counts for its children, too.

use std::process::{Command, Stdio};
use wait4::Wait4;

/// A mail of this type with this body.
fn mail(kind: &str, body: &str) -> Vec<u8> {
    format!(
        "From: Dana Ito <dana@acme.example>\nTo: ada@home.example\nSubject: Interview\nMIME-Version: 1.0\n\
         Content-Type: {kind}\n\n{body}"
    )
    .into_bytes()
}

const EVENT: &str = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20261203T140000Z\nSUMMARY:Interview\n\
                     RRULE:FREQ=SECONDLY\nATTENDEE:mailto:ada@home.example\nEND:VEVENT\nEND:VCALENDAR\n";

type Made = fn() -> Vec<u8>;
/// What hostile mail is made of; each is made when its turn comes.
const HOSTILE: &[(&str, Made)] = &[
    ("many parts", || mail("multipart/mixed; boundary=b", &"--b\nContent-Type: text/plain\n\nx\n".repeat(40_000))),
    ("many addresses", || mail(&format!("text/plain\nCc: {}", "a@b.example, ".repeat(50_000)), "x")),
    ("many headers", || mail(&format!("text/plain\n{}", "X-A: x\n".repeat(200_000)), "x")),
    ("brackets", || mail(&format!("text/plain\nX-A: {}", "(".repeat(1_000_000)), "x")),
    ("a deep page", || mail("text/html", &"<div><b>interview ".repeat(100_000))),
    ("many links", || mail("text/html", &"<a href=https://a.example/>interview</a>".repeat(50_000))),
    ("a long text", || mail("text/plain", &"interview on Monday at 10, ".repeat(400_000))),
    ("many lines", || mail("text/plain", &"> a\nb\n".repeat(500_000))),
    ("a large file", || mail("application/pdf\nContent-Transfer-Encoding: base64", &"QUJD".repeat(5 << 20))),
    ("tags without end", || mail("text/html", &"<a<style<!-- call job ".repeat(300_000))),
    ("a line of both halves", || mail("text/plain", &format!("{}job call ", "soup ".repeat(100)).repeat(20_000))),
    ("subjects in base64", || mail(&format!("text/plain\nSubject: {}", "=?utf-8?B?aW50?= ".repeat(50_000)), "x")),
    ("bodies in base64", || mail("text/plain", &"\nContent-Transfer-Encoding: base64\n\nSGk=\n--".repeat(50_000))),
    ("many events", || mail("text/calendar; method=REQUEST", &EVENT.repeat(2000))),
];

/// No mail takes more memory than 64 MiB and six times its size.
#[test]
fn memory_stays_in_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mail.eml");
    for (what, make) in HOSTILE {
        std::fs::write(&path, make()).unwrap();
        let bound = (64 << 20) + 6 * path.metadata().unwrap().len();
        for command in ["preview", "scan"] {
            let mut child = Command::new(assert_cmd::cargo::cargo_bin("regrets"));
            child.arg(command).arg(&path).env("HOME", folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
            let end = child.spawn().unwrap().wait4().unwrap();
            assert!(matches!(end.status.code(), Some(0 | 11 | 65)), "{what}, {command}: {}", end.status);
            let most = end.rusage.maxrss;
            assert!(most <= bound, "{what}, {command}: {} MiB of {}", most >> 20, bound >> 20);
        }
    }
}
