//! What a mail makes the program do beside answering: nothing. It follows no link, fetches no picture, opens no file that
//! the mail names, and starts no program. Seen from outside, by strace.

mod common;

use common::person::Person;
use common::server::Script;
use std::path::Path;
use std::process::{Command, Stdio};

const HEAD: &str = "From: Dana Ito <dana@acme.example>\nTo: Ada Lovelace <ada@home.example>\n\
                    Subject: Interview invitation: Backend Engineer\nDate: Mon, 23 Nov 2026 09:30:00 +0000\n\
                    Message-ID: <m1@acme.example>\nMIME-Version: 1.0\n";
const TEXT: &str = "Hi Ada,\n\nWe would like to invite you to an interview for the Backend Engineer position at Acme on \
                    Thursday, 3 December 2026 at 14:00.\n";
const END: &str = "\nBest regards,\nDana Ito\n";

fn plain(more: &str) -> String {
    format!("{HEAD}Content-Type: text/plain; charset=utf-8\n\n{TEXT}\n{more}\n{END}")
}

/// A29: an interview by chat. A30: money, equipment, papers and an account first.
fn chat_and_cheque() -> [(&'static str, String, bool); 2] {
    let chat = "The interview is text based and takes place on Telegram: download the app and add our hiring manager \
                @acme_hr_desk (https://t.me/acme_hr_desk), who will be with you at once.";
    let cheque = "Before you start we will send you a check for your home office equipment. Deposit it, and send us \
                  your bank details, a copy of your ID card and your social security number at once.";
    [("A29", plain(chat), true), ("A30", plain(cheque), true)]
}

/// A43: everything in a mail that a reader could be made to fetch or to open.
fn fetches() -> [(&'static str, String, bool); 2] {
    let page = format!(
        "<html><head><link rel=stylesheet href=\"https://evil.example/s.css\"><base href=\"https://evil.example/\">\
         <style>@import url(https://evil.example/i.css); p {{ background: url(//evil.example/b.png) }}</style>\
         <script src=\"https://evil.example/x.js\"></script><meta http-equiv=refresh content=\"0;url=https://evil.example\">\
         </head><body><img src=\"https://evil.example/p.gif?ada\" width=1 height=1><img src=\"cid:p1\">\
         <img src=\"file:///etc/hostname\"><iframe src=\"file:///etc/passwd\"></iframe><object data=\"/etc/shadow\"></object>\
         <p>{}</p><a href=\"https://evil.example/accept\">Accept</a><p>{}</p></body></html>",
        TEXT.replace('\n', "<br>"),
        END.replace('\n', "<br>")
    );
    let html = format!("{HEAD}Content-Type: text/html; charset=utf-8\n\n{page}\n");
    let ics = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//A//B//EN\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:u-1@acme.example\n\
               DTSTAMP:20261123T093000Z\nDTSTART;TZID=/etc/passwd:20261203T140000\nSUMMARY:Interview\n\
               ORGANIZER;DIR=\"ldap://evil.example\":mailto:dana@acme.example\nATTENDEE;RSVP=TRUE:mailto:ada@home.example\n\
               ATTACH:file:///etc/group\nATTACH:https://evil.example/a\nURL:https://evil.example/u\n\
               CONFERENCE;VALUE=URI:https://evil.example/c\nBEGIN:VALARM\nACTION:PROCEDURE\nATTACH:file:///bin/true\n\
               TRIGGER:-PT1M\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n";
    let parts = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n{TEXT}{END}\n--b\n\
         Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\n{ics}\n--b\n\
         Content-Type: message/external-body; access-type=local-file; name=\"/etc/fstab\"\n\nContent-Type: text/plain\n\n\n\
         --b\nContent-Type: message/external-body; access-type=URL; URL=\"https://evil.example/e\"\n\n\
         Content-Type: text/plain\n\n\n--b\nContent-Type: application/x-sh; name=\"../../run.sh\"\n\
         Content-Disposition: attachment; filename=\"/tmp/run.sh\"\n\ntouch /tmp/harm\n--b--\n"
    );
    [("A43 page", html, false), ("A43 parts", parts, false)]
}

/// The program under strace; what it said, and its calls.
fn traced(person: &Person, arguments: &[&str]) -> (Option<i32>, String, Vec<String>) {
    let trace = person.path("trace");
    let own = person.command();
    let mut strace = Command::new("strace");
    strace.env_clear().envs(own.get_envs().filter_map(|(k, v)| Some((k, v?)))).stdin(Stdio::null());
    strace.args(["-f", "-qq", "-s", "4096", "-e", "trace=%file,%network,%process", "-o"]).arg(&trace);
    let out = strace.arg(assert_cmd::cargo::cargo_bin("regrets")).args(arguments).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    let calls = std::fs::read_to_string(trace).unwrap();
    let call = |line: &str| line.split_once(' ').map_or("", |(_, call)| call.trim_start()).to_string();
    (out.status.code(), said, calls.lines().map(call).collect())
}

/// Is a path what the program, and the libraries that it is made of, look at for every mail?
fn is_usual(path: &str, home: &str) -> bool {
    // The zones of the system, and how it finds the names of servers.
    let etc = [
        "localtime",
        "timezone",
        "ld.so",
        "hosts",
        "resolv.conf",
        "nsswitch.conf",
        "host.conf",
        "gai.conf",
        "ssl",
        "passwd",
    ];
    let system = [
        "/lib",
        "/usr/lib",
        "/usr/share/zoneinfo",
        "/usr/share/lib/zoneinfo",
        "/proc/self",
        "/sys/fs/cgroup",
        "/dev/null",
        "/dev/tty",
        "/dev/urandom",
    ];
    path.is_empty()
        || path.starts_with(home)
        || home.starts_with(path)
        || Path::new(path) == common::certs::ca_file()
        || system.iter().any(|s| path.starts_with(s))
        || etc.iter().any(|e| path.strip_prefix("/etc/").is_some_and(|p| p.starts_with(e)))
}

/// Nothing is opened, connected to or run that the mail is not answered by; `port` is the server's.
fn check(what: &str, person: &Person, calls: &[String], port: Option<u16>) {
    assert!(calls.iter().any(|c| c.contains("mail.eml")), "{what}: nothing was traced");
    let home = person.path("").display().to_string();
    let home = home.trim_end_matches('/');
    let mut programs = 0;
    for call in calls {
        let name = call.split('(').next().unwrap_or_default();
        assert!(!call.contains("evil") && !call.contains("harm"), "{what}: {call}");
        match name {
            // Another thread may stand between the call and its result.
            _ if call.contains("execve") => programs += usize::from(call.ends_with("= 0")),
            "socket" => assert!(port.is_some(), "{what}: {call}"),
            // A unix socket is that of the system's cache of names.
            "connect" if call.contains("AF_UNIX") => assert!(call.contains("/nscd/"), "{what}: {call}"),
            "connect" => {
                let ours = call.contains("127.0.0.1") || call.contains("\"::1\"");
                let there = call.contains(&format!("htons({})", port.unwrap_or(0))) || call.contains("htons(0)");
                assert!(ours && there, "{what}: {call}");
            }
            _ => {
                let path = call.split('"').nth(1).filter(|_| !name.contains("send") && !name.contains("recv"));
                assert!(path.is_none_or(|p| is_usual(p, home) || call.contains("mail.eml")), "{what}: {call}");
            }
        }
    }
    assert_eq!(programs, 1 + usize::from(port.is_some()), "{what}: the program itself, and what prints the password");
}

/// A29, A30, A43: hostile mail is read, shown, answered and sent, and does nothing else.
#[test]
#[ignore = "live: needs strace and the right to trace; tests/run installs it"]
fn a29_a30_a43_a_mail_opens_connects_and_starts_nothing() {
    let may = Command::new("strace").args(["-o", "/dev/null", "true"]).status();
    if !may.is_ok_and(|s| s.success()) {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "not run: this machine does not let strace trace");
        return;
    }
    let server = Script::default().serve();
    for (id, mail, scam) in chat_and_cheque().into_iter().chain(fetches()) {
        let person = Person::new(&server, "");
        let file = person.path("mail.eml");
        std::fs::write(&file, &mail).unwrap();
        let file = file.to_str().unwrap();
        for command in [&["read", "--json"][..], &["preview", "--quote"], &["draft", "--quote"], &["body"]] {
            let (code, said, calls) = traced(&person, &[command, &["--now", "2026-11-24T10:00:00Z", file]].concat());
            assert_eq!(code, Some(0), "{id} {command:?}: {said}");
            assert!(command[0] != "preview" || said.contains("[possible-scam]") == scam, "{id}: {said}");
            check(&format!("{id} {command:?}"), &person, &calls, None);
        }
        let send = ["send", "--yes", "--allow", "possible-scam", "--now", "2026-11-24T10:00:00Z", file];
        let (code, said, calls) = traced(&person, &send);
        assert_eq!(code, Some(0), "{id}: {said}");
        check(&format!("{id} send"), &person, &calls, Some(server.port));
    }
    assert_eq!(server.seen().held.len(), 4);
    assert!(!Path::new("/tmp/harm").exists());
}

/// A30: nothing that such a mail asks for stands in an answer to it: no letter has a place for it.
#[test]
fn a30_what_they_ask_for_is_in_no_answer() {
    let person = Person::with_program("cat > /dev/null\n");
    let file = person.path("mail.eml");
    std::fs::write(&file, &chat_and_cheque()[1].1).unwrap();
    for kind in ["decline", "withdraw", "reschedule", "accept", "ask"] {
        let (code, said) =
            person.run(&["body", "--as", kind, "--note", "Is this position real?", file.to_str().unwrap()]);
        assert_eq!(code, 0, "{kind}: {said}");
        let letter = said.to_lowercase();
        for asked in ["bank", "check", "deposit", "card", "social security", "equipment"] {
            assert!(!letter.contains(asked), "{kind}: {asked} is in {said}");
        }
    }
}
