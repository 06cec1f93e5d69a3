//! The trained model is the one that its texts give, and it leans the way a reader would.

#![allow(dead_code, reason = "the trainer uses the rest")]

#[path = "train/dice.rs"]
mod dice;
#[path = "train/made.rs"]
mod made;
#[path = "train/texts.rs"]
mod texts;
#[path = "train/values.rs"]
mod values;

use regrets::extract::model::Models;
use regrets::extract::{self, Class};
use regrets::message::Mail;

#[test]
fn the_models_are_trained_from_the_mails_as_they_are() {
    let digest = made::digest();
    let models = Models::shipped();
    let again = "the mails have changed: cargo run --profile train --example train";
    assert_eq!(models.purpose.digest(), digest, "{again}");
    assert_eq!(models.names.digest(), digest, "{again}");
    assert_eq!(models.format.digest(), digest, "{again}");
    // Every language that letters are written in has mails.
    assert_eq!((made::all().0.len(), texts::all().1.len()), (7, 7));
}

/// The class of a mail, and the rule behind it.
fn read(subject: &str, body: &str) -> (Class, &'static str) {
    let text = format!(
        "From: Dana <dana@acme.example>\nTo: me@home.example\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n\
         Message-ID: <1@acme.example>\nSubject: {subject}\n\n{body}\n"
    );
    let mail = Mail::read(text.as_bytes()).unwrap();
    let found = extract::invitation(&mail, &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap());
    (found.class.value, found.class.rule)
}

#[test]
fn a_mail_in_nobodys_phrases_leans_to_what_its_words_mean() {
    let said = "Loved your CV for the barista job! Could you pop round on Thursday 26 November about 3, have a go behind \
                the bar and meet the crew? Ask for me.";
    assert_eq!(read("barista job", said).0, Class::Invitation);
    let said = "The job went to somebody else in the end, your interview was lovely though. Fingers crossed for you.";
    assert_eq!(read("barista job", said).0, Class::Rejection);
}

#[test]
fn the_same_words_about_other_things_are_no_invitation() {
    for said in [
        "Fancy swinging by on Thursday 26 November around 3? Bring the kids, there is cake.",
        "Can you come in on Thursday 26 November at 3 so that the dentist can have another look?",
        "The plumber can pop round on Thursday 26 November at 3. Is somebody in to let him into the flat?",
    ] {
        assert!(!read("Thursday", said).0.needs_answer(), "{said}");
    }
}
