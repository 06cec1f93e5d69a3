//! Calendar answers as they are sent: answers of several messages, and what earlier answers say about an event.

mod common;

use common::person::Person;
use common::server::Script;

const TWO_EVENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/itip/two-events/mail.eml");

/// An invitation to an event in this state, as a mail of its own.
fn invitation(sequence: u32) -> String {
    format!(
        "From: Dana Ito <dana@acme.example>\nTo: Ada <ada@home.example>\nSubject: Interview invitation\n\
         Date: Mon, 23 Nov 2026 09:30:00 +0000\nMessage-ID: <m{sequence}@acme.example>\nMIME-Version: 1.0\n\
         Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//A//B//EN\n\
         METHOD:REQUEST\nBEGIN:VEVENT\nUID:u-1@acme.example\nSEQUENCE:{sequence}\nDTSTAMP:20261123T093000Z\n\
         DTSTART:20261203T140000Z\nSUMMARY:Interview for Backend Engineer\nORGANIZER:mailto:dana@acme.example\n\
         ATTENDEE;RSVP=TRUE:mailto:ada@home.example\nEND:VEVENT\nEND:VCALENDAR\n"
    )
}

#[test]
fn an_answer_of_two_messages_is_made_good_by_a_second_run() {
    // A program that takes the first message, fails once, and takes the rest.
    let person = Person::with_program(
        "n=$(ls \"$HOME\" | grep -c '^taken')\n\
         if [ $n = 1 ] && [ ! -e \"$HOME/failed\" ]; then touch \"$HOME/failed\"; exit 75; fi\n\
         cat > \"$HOME/taken.$n\"\n",
    );
    let send = || person.run(&["send", "--yes", "--now", "2026-11-24T10:00:00Z", TWO_EVENTS]);
    let (code, text) = send();
    assert!(code == 12 && text.contains("1 of 2 messages were sent"), "a code that proves nothing: {code} {text}");
    let (code, text) = send();
    assert!(code == 0 && !text.contains("(1 of 2)"), "only what is left is shown: {code} {text}");
    let taken = |n: u32| std::fs::read_to_string(person.path(&format!("taken.{n}"))).unwrap();
    assert_ne!(taken(0), taken(1));
    assert!(!person.path("taken.2").exists(), "the first message left once");
    let (code, text) = send();
    assert!(code == 13 && text.contains("was answered"), "{code} {text}");
}

#[test]
fn a_request_that_was_changed_since_is_not_answered_unseen() {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    let send = |sequence: u32, more: &[&str]| {
        let file = person.path(&format!("{sequence}.eml"));
        std::fs::write(&file, invitation(sequence)).unwrap();
        let file = file.display().to_string();
        person.run(&[&["send", "--yes", "--now", "2026-11-24T10:00:00Z", file.as_str()], more].concat())
    };
    assert_eq!(send(2, &[]).0, 0);
    let (code, text) = send(1, &[]);
    assert!(code == 11 && text.contains("--allow calendar-outdated"), "{code} {text}");
    assert_eq!(server.seen().held.len(), 1);
    let (code, text) = send(3, &[]);
    assert!(code == 0 && text.contains("changes an event that was answered"), "{code} {text}");
    assert_eq!(send(1, &["--allow", "calendar-outdated"]).0, 0);
    assert_eq!(server.seen().held.len(), 3);
}

#[test]
fn what_preview_shows_is_what_is_sent() {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    let file = person.path("mail.eml");
    std::fs::write(&file, invitation(0)).unwrap();
    let file = file.display().to_string();
    let fixed = ["--now", "2026-11-24T10:00:00Z", file.as_str()];
    let (code, shown) = person.run(&[&["preview", "--raw"], &fixed[..]].concat());
    assert_eq!(code, 0, "{shown}");
    assert_eq!(person.run(&[&["send", "--yes"], &fixed[..]].concat()).0, 0);
    let sent = String::from_utf8(server.seen().held[0].clone()).unwrap();
    assert!(sent.contains("text/calendar; method=\"REPLY\""), "{sent}");
    let differ: Vec<(&str, &str)> = shown.split("\r\n").zip(sent.split("\r\n")).filter(|(a, b)| a != b).collect();
    assert_eq!(shown.len(), sent.len());
    assert!(
        matches!(differ[..], [(a, b)] if a.starts_with("Message-ID: <") && b.starts_with("Message-ID: <")),
        "{differ:?}"
    );
}

#[test]
fn of_several_mails_one_sent_and_one_refused_is_no_proof_that_nothing_was_sent() {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    let (good, bad) = (person.path("good.eml"), person.path("bad.eml"));
    std::fs::write(&good, invitation(0)).unwrap();
    std::fs::write(&bad, "From: Bo <bo@friends.example>\nSubject: Lunch\n\nShall we?\n").unwrap();
    let now = ["send", "--yes", "--now", "2026-11-24T10:00:00Z"];
    let send = |files: &[&std::path::Path]| {
        person.run(&[&now[..], &files.iter().map(|f| f.to_str().unwrap()).collect::<Vec<_>>()].concat())
    };
    let (code, text) = send(&[&bad, &bad]);
    assert!(code == 65 && text.contains("0 of 2 messages done"), "{code} {text}");
    let (code, text) = send(&[&bad, &good]);
    assert!(code == 12 && text.contains("1 of 2 messages done"), "{code} {text}");
    assert_eq!(server.seen().held.len(), 1);
}
