//! Domains made to be taken for others: letters of another script, and one letter beside a domain of the thread.

use super::sender::{is_freemail, system};
use crate::fact::{Finding, Weight};
use crate::message::Mail;
use crate::message::address::{self, Address, registered};
use crate::message::body::Voice;

/// Letters that look like others, and what they are taken for.
const TAKEN_FOR: &[(&str, char)] = &[
    ("аàáâãäåāăąα", 'a'),
    ("ьƅ", 'b'),
    ("сçćčϲ", 'c'),
    ("ԁđď", 'd'),
    ("еèéêëēėęεҽ", 'e'),
    ("ɡğġ", 'g'),
    ("һ", 'h'),
    ("іıìíîïīįιl1|", 'i'),
    ("ј", 'j'),
    ("кκ", 'k'),
    ("ӏłĺļľ", 'i'),
    ("мṃ", 'm'),
    ("пոñńņňηռ", 'n'),
    ("оòóôõöōοσօ0", 'o'),
    ("рρ", 'p'),
    ("ԛգ", 'q'),
    ("гŕř", 'r'),
    ("ѕśşšș", 's'),
    ("тτţťț", 't'),
    ("υսùúûüūůűų", 'u'),
    ("νѵ", 'v'),
    ("ѡωԝ", 'w'),
    ("хχ", 'x'),
    ("уýÿγ", 'y'),
    ("źżž", 'z'),
];
/// Two letters that look like one.
const PAIRS: &[(&str, &str)] = &[("rn", "m"), ("vv", "w"), ("cl", "d")];
/// In a shorter name one other letter makes another word.
const LONG: usize = 5;

/// A domain of the sender that looks like another one, or is written in letters of its own.
pub(super) fn finding(mail: &Mail) -> Option<Finding> {
    let senders = || mail.from.iter().chain(mail.reply_to.first());
    senders().find_map(|a| foreign(&a.domain())).or_else(|| {
        let known = known(mail);
        senders().find_map(|sender| beside(&registered(&sender.domain()), &known))
    })
}

/// A domain whose letters are not all of the alphabet that its readers type.
fn foreign(domain: &str) -> Option<Finding> {
    let read = address::as_read(domain)?;
    let text = format!("the domain `{domain}` is read `{read}`");
    let odd = read.split('.').any(|label| {
        let latin = label.chars().any(|c| c.is_ascii_alphabetic());
        let other = label.chars().any(|c| ('\u{370}'..='\u{58f}').contains(&c));
        // All Cyrillic is a word, unless each of its letters is one of the Latin alphabet to the eye.
        other && (latin || skeleton(label).is_ascii())
    });
    if odd {
        return Some(
            Finding::new("look-alike", Weight::Stop, text + ", with letters of another alphabet in it").help(HELP),
        );
    }
    Some(Finding::new("foreign-letters", Weight::Note, text))
}

const HELP: &str = "Compare it with an address that you know to be theirs.";

/// The domains of everybody else in the mail and in what it answers.
fn known(mail: &Mail) -> Vec<String> {
    let headers = mail.from.iter().chain(&mail.reply_to).chain(&mail.to).chain(&mail.cc).chain(&mail.sender);
    let parties = mail.calendars.iter().flat_map(|c| &c.events).flat_map(|e| e.organizer.iter().chain(&e.attendees));
    let ids = mail.references.iter().chain(&mail.in_reply_to).map(|id| id.as_str().to_string());
    let old = mail.body.lines.iter().filter(|l| matches!(l.voice, Voice::Quoted | Voice::Attribution));
    let lines = old.map(|l| mail.body.line(l)).filter(|l| l.contains('@'));
    let words = lines.flat_map(|l| l.split(|c: char| c.is_whitespace() || "<>()[]\"',;:".contains(c)));
    let named = words.filter(|w| w.contains('@')).map(|w| w.trim_end_matches('.').to_string());
    let emails = headers.map(|a| a.email.clone()).chain(parties.map(|p| p.email.clone())).chain(ids).chain(named);
    let mut out: Vec<String> = emails.take(2000).filter_map(Address::plain).map(|a| registered(&a.domain())).collect();
    out.sort();
    out.dedup();
    out
}

/// One that differs from a known domain by what an eye passes over.
fn beside(domain: &str, known: &[String]) -> Option<Finding> {
    let of_many = |d: &str| is_freemail(d) || system(d).is_some();
    let other = known.iter().find(|k| alike(domain, k) && !(of_many(domain) && of_many(k)))?;
    let text = format!("the sender's domain `{domain}` is not `{other}`, which stands in this mail, too");
    Some(Finding::new("look-alike", Weight::Stop, text).help(HELP))
}

fn alike(a: &str, b: &str) -> bool {
    let ((a, of_a), (b, of_b)) = (address::chosen(a), address::chosen(b));
    let read = |label: &str| address::as_read(label).unwrap_or_else(|| label.to_string());
    let (a, b) = (read(a), read(b));
    a != b && of_a == of_b && (skeleton(&a) == skeleton(&b) || a.len().min(b.len()) >= LONG && one_edit(&a, &b))
}

/// A name as a hasty eye reads it.
fn skeleton(label: &str) -> String {
    let seen = |c: char| TAKEN_FOR.iter().find(|(like, _)| like.contains(c)).map_or(c, |(_, letter)| *letter);
    let mut out: String = label.to_lowercase().chars().map(seen).filter(|c| *c != '-').collect();
    for (pair, one) in PAIRS {
        out = out.replace(pair, one);
    }
    out
}

/// One letter more, less or other, or two neighbours that changed places.
fn one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    matches!((a, b), ([_], [] | [_]) | ([], [_])) || matches!((a, b), ([w, x], [y, z]) if w == z && x == y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_eye_passes_over() {
        for (a, b) in [
            ("acme.example", "acme-.example"),
            ("modern.example", "rnodern.example"),
            ("paypal.example", "paypa1.example"),
            ("marlowe.example", "marl0we.example"),
            ("marlowe.example", "marlwoe.example"),
            ("marlowe.example", "marlow.example"),
            ("marlowe.co.uk", "marlovve.co.uk"),
        ] {
            assert!(alike(a, b) && alike(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("acme.example", "acme.example"),
            ("acme.example", "acne.example"),
            ("marlowe.com", "marlowe.org"),
            ("marlowe.example", "marlborough.example"),
            ("mail.example", "mailbox.example"),
        ] {
            assert!(!alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn letters_of_another_alphabet() {
        let id = |domain: &str| foreign(domain).map(|f| f.id);
        assert_eq!(id("acme.example"), None);
        assert_eq!(id("xn--bcher-kva.example"), Some("foreign-letters"));
        assert_eq!(id("xn--cme-5cd.example"), Some("look-alike"), "one Cyrillic letter in a Latin word");
        assert_eq!(id("xn--80ak6aa92e.example"), Some("look-alike"), "Cyrillic letters that read as a Latin word");
        assert_eq!(id("xn--e1afmkfd.example"), Some("foreign-letters"), "a Russian word");
    }

    proptest::proptest! {
        #[test]
        fn no_names_break_it(a in "\\PC{0,12}", b in "\\PC{0,12}") {
            one_edit(&a, &b);
            proptest::prop_assert_eq!(alike(&a, &b), alike(&b, &a));
        }
    }
}
