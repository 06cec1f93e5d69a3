use super::*;
use crate::extract;
use crate::reply::kind::Catalog;
use crate::words;

const MAIL: &str = "From: Nora Whitfield <nora@marlowe.example>\nTo: ada@home.example\nSubject: Interview for the Firmware Engineer position\n\
     Message-ID: <1@marlowe.example>\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n\nDear Ada,\n\nwe would like to invite you to an interview for \
     the Firmware Engineer position at Marlowe Instruments. You will meet Tobias Renner.\n\nKind regards,\nNora Whitfield\nMarlowe Instruments\n";

fn ids(kind: &str, body: &str) -> Vec<&'static str> {
    let mail = Mail::read(MAIL.as_bytes()).unwrap();
    let found = extract::invitation(&mail, &"2026-11-24T10:00:00+00:00[UTC]".parse().unwrap());
    let catalog = Catalog::built_in();
    let letter = Letter {
        body,
        language: "en",
        words: words::of("en").unwrap().letter.as_ref().unwrap(),
        kind: catalog.kind(kind).ok(),
        answers: Some((&mail, &found)),
        intent: None,
    };
    run(&letter).iter().map(|f| f.id).collect()
}

fn decline(middle: &str) -> String {
    format!(
        "Dear Nora Whitfield,\n\nThank you for the invitation to an interview at Marlowe Instruments. {middle}\n\nKind regards,\nAda Lovelace\n"
    )
}

const NO: &str = "I have thought about it and have decided to decline.";

/// A kind that declines, by what it decides: no name of a kind stands in code.
fn no() -> String {
    Catalog::built_in().kinds().iter().find(|k| k.decision == "no").unwrap().name.clone()
}

#[test]
fn a_good_letter_has_no_findings() {
    assert_eq!(ids(&no(), &decline(NO)), [""; 0]);
}

#[test]
fn open_slots_stop() {
    for slot in ["[Name]", "{{ role }}", "<company>", "TODO", "[your company here]", "____"] {
        assert_eq!(ids(&no(), &decline(&format!("{NO} Best wishes to {slot}."))), ["open-slot"], "{slot}");
    }
    for fine in ["See <https://home.example/ada>.", "(by video)", "I am free at 14:00 [CET+1].", "a < b"] {
        assert_eq!(ids(&no(), &decline(&format!("{NO} {fine}"))), [""; 0], "{fine}");
    }
}

#[test]
fn a_letter_says_one_thing() {
    assert_eq!(ids(&no(), &decline(&format!("{NO} I confirm the appointment."))), ["two-decisions"]);
    assert_eq!(ids(&no(), &decline("I wish you a nice week.")), ["no-decision"]);
    assert_eq!(ids(&no(), &decline(&format!("{NO} I have accepted another offer."))), [""; 0]);
}

#[test]
fn the_wrong_name_or_company_is_seen() {
    let other = decline(NO).replace("Nora Whitfield,", "Tobias Renner,");
    assert_eq!(ids(&no(), &other), ["wrong-name"]);
    assert_eq!(ids(&no(), &decline(NO).replace("Dear Nora Whitfield", "Hello Nora")), [""; 0]);
    assert_eq!(ids(&no(), &decline(NO).replace("Dear Nora Whitfield", "Dear Marlowe Instruments team")), [""; 0]);
    assert_eq!(ids(&no(), &decline(NO).replace("Marlowe Instruments", "Marlowe\nInstruments")), [""; 0]);
    let other = decline(NO).replace("Marlowe Instruments", "Globex Dynamics");
    assert_eq!(ids(&no(), &other), ["wrong-company"]);
    assert_eq!(ids(&no(), &decline(&format!("{NO} I stay at home, at Marlowe's request."))), [""; 0]);
}

#[test]
fn manners() {
    assert_eq!(ids(&no(), "Dear Nora,\n\nI have decided to decline.\n\nAda\n"), ["no-thanks"]);
    for (words, id) in [
        ("It was a waste of time.", "negative-words"),
        ("Gonna stay where I am.", "slang"),
        ("I would want a salary of 90,000.", "pay"),
        ("Maybe it is not right.", "hedging"),
    ] {
        assert_eq!(ids(&no(), &decline(&format!("{NO} {words}"))), [id], "{words}");
    }
    assert_eq!(ids(&no(), &decline(&format!("{NO} {}", "More words follow here. ".repeat(60)))), ["too-long"]);
    assert_eq!(ids(&no(), &decline(&format!("{NO}\n\n> we would like to invite you"))), ["leftover-quotation"]);
}

#[test]
fn another_language_is_seen() {
    let body = "Dear Nora Whitfield,\n\nvielen Dank für die Einladung. Leider muss ich das Gespräch absagen, weil ich mich für eine \
        andere Stelle entschieden habe. Ich wünsche Ihnen viel Erfolg bei der Suche.\n\nThank you, I decline.\n";
    assert!(ids(&no(), body).contains(&"other-language"));
}
