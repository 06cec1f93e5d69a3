//! What a mail does not say is not made up: mails of which it is known that they name nothing, and mails that are
//! damaged at random, whose every fact must still be words of theirs.
//!
//! `REGRETS_CASES=20000 cargo test --test honest` runs it at length.

mod common;

use common::damage::{cases, damage, damaged, seeds};
use proptest::prelude::*;
use proptest::sample::Index;
use regrets::extract::{self, Invitation};
use regrets::fact::{Settled, Sure};
use regrets::message::Mail;
use regrets::text::{Part, is_trick};

/// A mail from nobody in particular.
fn mail(subject: &str, kind: &str, body: &str) -> Mail {
    let text = format!(
        "From: <qozuva@gmail.com>\nTo: ada@home.example\nSubject: {subject}\nDate: Mon, 23 Nov 2026 09:30:00 +0000\n\
         Message-ID: <m1@mail.example>\nMIME-Version: 1.0\nContent-Type: {kind}\n\n{body}"
    );
    Mail::read(text.as_bytes()).expect("it has headers")
}

fn understood(mail: &Mail) -> Invitation {
    extract::invitation(mail, &"2026-11-24T12:00:00+01:00[Europe/Berlin]".parse().unwrap())
}

/// A word of no language: no weekday, month, title or preposition is made of these syllables.
fn made_up() -> impl Strategy<Value = String> {
    let syllables = vec!["qo", "xu", "zva", "vuq", "jyx", "kwo", "bzu", "xik", "quy", "zox", "wuv", "yuj"];
    let lower = prop::collection::vec(prop::sample::select(syllables), 3..6).prop_map(|all| all.concat());
    (lower, prop::bool::weighted(0.3)).prop_map(
        |(word, capital)| {
            if capital { word[..1].to_uppercase() + &word[1..] } else { word }
        },
    )
}

/// Lines of such words, with what stands between words.
fn prattle() -> impl Strategy<Value = String> {
    let between =
        vec![" ", " ", " ", " ", ", ", ": ", " - ", ".\n", "\n", "\n\n", "\n- ", " (", ") ", " | ", "? ", "!\n"];
    prop::collection::vec((made_up(), prop::sample::select(between)), 1..80)
        .prop_map(|all| all.into_iter().map(|(word, behind)| word + behind).collect())
}

/// The surest of what was made of a mail that says nothing; `None` where nothing was.
fn believed(found: &Invitation) -> Vec<String> {
    let mut out = Vec::new();
    for (what, fact) in [("company", &found.company), ("agency", &found.agency), ("role", &found.role)] {
        let all = match fact {
            Settled::None => &[][..],
            Settled::One(one) => std::slice::from_ref(one),
            Settled::Torn(all) => all,
        };
        out.extend(all.iter().filter(|f| f.sure > Sure::Guess).map(|f| format!("{what} {f:?}")));
    }
    out.extend(found.slots.iter().map(|s| format!("slot {s:?}")));
    out
}

/// The letters of a text for others, and a letter for each digit: the shape of a mail that says nothing any more.
fn enciphered(text: &str, shift: usize) -> String {
    const FROM: &str = "abcdefghijklmnopqrstuvwxyz";
    const TO: &[u8] = b"qxzvjkwyqxzvjkwyqxzvjkwyqx";
    text.chars()
        .map(|c| {
            let lower = c.to_ascii_lowercase();
            let other = match FROM.find(lower) {
                Some(at) => TO[(at + shift) % TO.len()],
                None if c.is_alphanumeric() => TO[(c as usize + shift) % TO.len()],
                None => return c,
            };
            if c.is_uppercase() { other.to_ascii_uppercase() as char } else { other as char }
        })
        .collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn words_of_no_language_name_nothing(subject in made_up(), body in prattle()) {
        let found = understood(&mail(&subject, "text/plain; charset=utf-8", &body));
        prop_assert_eq!(believed(&found), Vec::<String>::new(), "{}", body);
    }

    #[test]
    fn nor_do_they_as_a_page(subject in made_up(), body in prattle()) {
        let page = format!("<html><h1>{subject}</h1><table><tr><td>{}</td></tr></table></html>", body.replace('\n', "</td></tr><tr><td>"));
        let found = understood(&mail(&subject, "text/html; charset=utf-8", &page));
        prop_assert_eq!(believed(&found), Vec::<String>::new(), "{}", page);
    }

    #[test]
    fn control_characters_and_broken_parts_name_nothing(body in prattle(), at in prop::collection::vec(any::<Index>(), 0..20), cut in any::<Index>(), part in 0..4_usize) {
        let mut text: Vec<char> = body.chars().collect();
        for (n, at) in at.iter().enumerate() {
            text.insert(at.index(text.len() + 1), ['\0', '\u{1b}', '\u{8}', '\u{202e}', '\u{200b}', '\u{9b}', '\r', '\u{7f}'][n % 8]);
        }
        let text: String = text.into_iter().collect();
        let inner = ["text/plain", "text/html", "text/calendar; method=REQUEST", "application/ld+json"][part];
        let whole = format!("--b\nContent-Type: {inner}\nContent-Transfer-Encoding: quoted-printable\n\n{text}\n--b--\n");
        let end = (0..=cut.index(whole.len() + 1)).rev().find(|n| whole.is_char_boundary(*n)).unwrap_or(0);
        let found = understood(&mail("Xuqozva", "multipart/mixed; boundary=b", &whole[..end]));
        prop_assert_eq!(believed(&found), Vec::<String>::new(), "{}", &whole[..end]);
    }

    #[test]
    fn the_shape_of_a_mail_alone_names_nothing(seed in any::<Index>(), shift in 0..26_usize) {
        let Ok(original) = Mail::read(&seeds()[seed.index(seeds().len())]) else { return Ok(()) };
        // An address would still be one, and prove a name beside it.
        let lines: Vec<&str> = original.body.text.lines().filter(|l| !l.contains(['@', '/'])).collect();
        let body = enciphered(&lines.join("\n"), shift);
        let found = understood(&mail(&enciphered(&original.subject, shift), "text/plain; charset=utf-8", &body));
        prop_assert_eq!(believed(&found), Vec::<String>::new(), "{}", body);
    }

    /// Sentences about interviews, taken apart and thrown together: all the words that lead to a name, and no name.
    #[test]
    fn words_about_interviews_without_a_name_name_no_company(seed in any::<Index>(), order in prop::collection::vec(any::<Index>(), 10..120)) {
        let Ok(original) = Mail::read(&seeds()[seed.index(seeds().len())]) else { return Ok(()) };
        let words: Vec<&str> = original.body.text.split_whitespace().filter(|w| w.chars().all(|c| c.is_lowercase() || ",.:;-?!".contains(c))).collect();
        if words.is_empty() {
            return Ok(());
        }
        let body: Vec<&str> = order.iter().map(|at| words[at.index(words.len())]).collect();
        let found = understood(&mail("interview", "text/plain; charset=utf-8", &body.join(" ")));
        // Jobs and days are written small in most languages, and may stand there.
        let named: Vec<String> = believed(&found).into_iter().filter(|b| b.starts_with("company")).collect();
        prop_assert_eq!(named, Vec::<String>::new(), "{}", body.join(" "));
    }

    #[test]
    fn every_fact_is_words_of_the_mail(seed in any::<Index>(), how in damage()) {
        let Ok(mail) = Mail::read(&damaged(seed, &how)) else { return Ok(()) };
        let found = understood(&mail);
        let texts = [Part::Subject, Part::From, Part::ReplyTo, Part::To, Part::Body, Part::Calendar, Part::JsonLd, Part::Header];
        let held: Vec<String> = texts.iter().map(|part| letters(mail.part(*part))).collect();
        let mut said: Vec<(&str, &str)> = Vec::new();
        for (what, fact) in [("company", &found.company), ("agency", &found.agency), ("role", &found.role), ("place", &found.place), ("phone", &found.phone)] {
            match fact {
                Settled::None => {}
                Settled::One(one) => said.push((what, &one.value)),
                Settled::Torn(all) => said.extend(all.iter().map(|f| (what, f.value.as_str()))),
            }
        }
        said.extend(found.slots.iter().map(|s| ("slot", s.value.as_written.as_str())));
        let mut names: Vec<&str> = Vec::new();
        for person in found.interviewers.iter().map(|f| &f.value).chain(found.contact.value()) {
            said.extend([("address", &person.email), ("title", &person.title)].iter().filter_map(|(what, v)| Some((*what, v.as_deref()?))));
            names.extend(person.name.as_deref());
        }
        for (what, value) in said {
            let looked_for = letters(value);
            prop_assert!(held.iter().any(|text| text.contains(&looked_for)), "{} {:?} is not in the mail", what, value);
            prop_assert!(!value.chars().any(|c| c.is_control() || is_trick(c)), "{} {:?} is no plain text", what, value);
        }
        // "Amsler, Beatrix" is given as "Beatrix Amsler".
        for name in names {
            let all = name.split_whitespace().all(|word| held.iter().any(|text| text.contains(&letters(word))));
            prop_assert!(all, "name {:?} is not in the mail", name);
        }
    }
}

/// Its letters and digits alone, in small: what is left when words are folded, unfolded and unescaped.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The mails that are taken apart here do say something, and what is asked for would see it.
#[test]
fn whole_mails_name_what_their_shapes_do_not() {
    let some = seeds().iter().step_by(8).filter_map(|seed| Mail::read(seed).ok());
    let (all, telling) = some.fold((0, 0), |(all, telling), mail| {
        (all + 1, telling + usize::from(!believed(&understood(&mail)).is_empty()))
    });
    assert!(telling * 4 > all * 3, "{telling} of {all}");
}
