//! What comes after an answer: the record (A1), reminders for a calendar (A2), leaving every open process (A3), and an
//! answer to a no (A4).

mod common;

use common::person::Person;
use std::fs;

const HEADERS: &str = "To: ada@home.example\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n";

fn mail(from: &str, id: &str, more: &str, text: &str) -> String {
    format!(
        "From: {from}\n{HEADERS}Message-ID: <{id}>\nSubject: Interview for Data Engineer\n{more}\n{text}\n\nKind regards\n"
    )
}

fn invites(company: &str) -> String {
    format!(
        "Dear Ada,\n\nwe would like to invite you to an interview for the role of Data Engineer at {company}.\n\
         Which time suits you next week?"
    )
}

/// A person whose messages go into files of their home, with a mail folder: two open processes, one that they ended, one
/// that was confirmed, and talk.
fn person() -> Person {
    let person = Person::with_program("n=$(ls \"$HOME\"/sent* 2>/dev/null | wc -l)\ncat > \"$HOME/sent$n\"\n");
    let folder = person.path("Mail/cur");
    fs::create_dir_all(&folder).unwrap();
    let put = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    put("1:2,S", &mail("Dana Roth <dana@marlowe.example>", "1@marlowe.example", "", &invites("Marlowe Instruments")));
    put("2:2,RS", &mail("Eve Lind <eve@globe.example>", "2@globe.example", "", &invites("Globe Bakery")));
    put("3:2,S", &mail("Tom Berg <tom@harbour.example>", "3@harbour.example", "", &invites("Harbour Foods")));
    let no = "Dear Ada,\n\nthank you for your application for the role of Data Engineer at Harbour Foods. Unfortunately \
              we have decided to move forward with other candidates.";
    put(
        "4:2,S",
        &mail("Tom Berg <tom@harbour.example>", "4@harbour.example", "In-Reply-To: <3@harbour.example>\n", no),
    );
    put("5:2,S", &mail("News <news@list.example>", "5@list.example", "", "Dear all,\n\nthe canteen has soup today."));
    person
}

const NOW: &str = "2026-11-24T10:00:00Z";

#[test]
fn a3_without_a_person_the_open_processes_are_listed_and_nothing_is_sent() {
    let person = person();
    let folder = person.path("Mail").display().to_string();
    let (code, text) = person.run(&["wrap-up", &folder, "--now", NOW]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("Marlowe Instruments, Data Engineer") && text.contains("Globe Bakery"), "{text}");
    assert!(text.contains("2 open processes; nothing was sent"), "{text}");
    assert!(!text.contains("Harbour") && !text.contains("soup"), "what they ended is not open: {text}");
    assert!(!person.path("sent0").exists());
    let (code, text) = person.run(&["wrap-up", &folder, "--now", NOW, "--because", "no-such"]);
    assert!(code == 64 && text.contains("other-offer"), "{code} {text}");
}

#[test]
#[ignore = "live: needs a terminal; tests/run makes one with script(1)"]
fn a3_each_process_is_left_after_its_own_yes() {
    let person = person();
    let folder = person.path("Mail").display().to_string();
    let answers = [("send it to dana@marlowe.example?", "n\n"), ("send it to eve@globe.example?", "y\n")];
    let (code, text) = person.on_a_terminal(&format!("wrap-up {folder} --now {NOW}"), &answers);
    assert_eq!(code, 10, "one no among them: {text}");
    let sent = fs::read_to_string(person.path("sent0")).unwrap();
    assert!(sent.contains("To: \"Eve Lind\" <eve@globe.example>") && sent.contains("withdraw"), "{sent}");
    assert!(sent.contains("accepted another offer") && !person.path("sent1").exists(), "{sent}");
    let (_, text) = person.run(&["wrap-up", &folder, "--now", NOW]);
    assert!(text.contains("Marlowe") && !text.contains("Globe"), "what was left is not open any more: {text}");
}

#[test]
fn a1_a2_the_record_is_searched_exported_and_counted_and_reminders_are_entries_of_a_calendar() {
    let person = person();
    let one = person.path("Mail/cur/1:2,S").display().to_string();
    let (code, text) = person.run(&["send", "--yes", "--because", "location", "--now", NOW, &one]);
    assert_eq!(code, 0, "{text}");
    assert!(person.run(&["log", "--search", "marlowe LOCATION"]).1.contains("(location)"));
    assert!(!person.run(&["log", "--search", "globe"]).1.contains("location"));
    let (_, table) = person.run(&["log", "--csv"]);
    assert!(table.contains("location,Marlowe Instruments,Data Engineer") && table.lines().count() == 2, "{table}");
    let (_, summary) = person.run(&["log", "--summary"]);
    assert!(summary.contains("1  decline") && summary.contains("1  location"), "{summary}");
    let file = person.path("due.ics");
    let (code, text) = person.run(&["due", "--ics", file.to_str().unwrap()]);
    assert!(code == 0 && text.contains("1 reminder"), "{code} {text}");
    let ics = fs::read_to_string(&file).unwrap();
    assert!(ics.contains("BEGIN:VTODO\r\nUID:regrets-due-") && ics.contains("SUMMARY:stay in touch: Marlowe"), "{ics}");
    assert_eq!(person.run(&["due", "--ics", file.to_str().unwrap(), "--events"]).0, 0);
    let ics = fs::read_to_string(&file).unwrap();
    assert!(
        ics.contains("BEGIN:VEVENT\r\n") && ics.contains("\r\nDTEND:") && ics.starts_with("BEGIN:VCALENDAR"),
        "{ics}"
    );
}

#[test]
fn whoever_only_asks_is_not_thanked_for_an_invitation() {
    let person = person();
    let path = person.path("asks.eml").display().to_string();
    let text = "Dear Ada,\n\nwe have read your application for the role of Data Engineer at Marlowe Instruments. Before we \
                decide how to go on: what are your salary expectations, and when could you start?";
    fs::write(&path, mail("Dana Roth <dana@marlowe.example>", "7@marlowe.example", "", text)).unwrap();
    let (_, declines) = person.run(&["preview", "--now", NOW, &path]);
    assert!(declines.contains("[no-invitation]") && declines.contains("`withdraw`"), "{declines}");
    let (_, leaves) = person.run(&["preview", "--as", "withdraw", "--now", NOW, &path]);
    assert!(!leaves.contains("no-invitation") && !leaves.contains("interview"), "{leaves}");
    let (code, sends) = person.run(&["send", "--yes", "--now", NOW, &path]);
    assert!(code != 0 && !person.path("sent0").exists(), "{code} {sends}");
}

#[test]
fn a4_an_answer_to_a_no_gets_the_matching_kind_suggested() {
    let person = person();
    let quoted = "\n\nOn Monday, Ada Lovelace wrote:\n> Thank you. I have decided to decline the interview.\n";
    let asks = |text: &str| {
        let text = format!("Dear Ada,\n\n{text}{quoted}");
        let path = person.path("answer.eml");
        let more = "In-Reply-To: <mine@home.example>\nReferences: <1@marlowe.example> <mine@home.example>\n";
        fs::write(&path, mail("Dana Roth <dana@marlowe.example>", "9@marlowe.example", more, &text)).unwrap();
        let path = path.display().to_string();
        (person.run(&["preview", "--force", "--now", NOW, &path]).1, person.run(&["read", "--now", NOW, &path]).1)
    };
    for (text, kind) in [
        ("thank you for letting us know. May I ask why you decided against it?", "explain"),
        ("that is a pity. Would another time in January suit you better?", "reschedule"),
        ("I understand. We also have another role in the same team; would that be of interest?", "other-role"),
    ] {
        let (preview, read) = asks(text);
        assert!(preview.contains(&format!("`--as {kind}`")), "{kind}: {preview}");
        assert!(read.contains(&format!("`--as {kind}`")), "{kind}: {read}");
    }
    let (preview, _) = asks("thank you, all the best for you.");
    assert!(!preview.contains("suggested-kind"), "{preview}");
}
