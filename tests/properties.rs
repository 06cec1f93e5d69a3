//! What holds for any bytes, however hostile: properties over whole mails, from bytes to the sealed reply.
//!
//! A mail is one of our own hand-made ones, damaged: bytes changed, pieces cut, doubled, put elsewhere, or strange
//! words put into a header. `REGRETS_CASES=20000 cargo test --test properties` runs it at length. The names of the
//! tests begin with the number that the property has in our list.

mod common;

use common::damage::{cases, damage, damaged, seeds};
use jiff::Zoned;
use proptest::prelude::*;
use regrets::app::config::Config;
use regrets::error::Exit;
use regrets::extract::{self, Invitation};
use regrets::fact::{Sure, Weight};
use regrets::message::Mail;
use regrets::message::address::{Address, is_address};
use regrets::message::thread::MsgId;
use regrets::reply::compose::{Given, compose};
use regrets::reply::kind::Catalog;
use regrets::reply::template::{Template, Values};
use regrets::reply::wire::{Outgoing, Stamp, seal};
use regrets::reply::{Intent, Me, Reply};
use regrets::review::paint::Paint;
use regrets::review::preview::{self, Shown};
use regrets::text::is_trick;

fn now() -> Zoned {
    "2026-11-24T12:00:00+01:00[Europe/Berlin]".parse().unwrap()
}

fn me() -> Me {
    Me { name: Some("Ada Lovelace".into()), addresses: vec!["ada@home.example".into()], ..Me::default() }
}

fn understood(bytes: &[u8]) -> Option<(Mail, Invitation)> {
    let mail = Mail::read(bytes).ok()?;
    let found = extract::invitation(&mail, &now());
    Some((mail, found))
}

/// The sealed answers to a mail, with the findings beside.
fn answered(mail: &Mail, found: &Invitation, intent: &Intent) -> Vec<(Reply, Outgoing)> {
    let catalog = Catalog::built_in();
    let given = Given { mail, found, intent, me: &me(), now: &now(), catalog: &catalog };
    let Ok(answer) = compose(&given) else { return Vec::new() };
    let sealed = |m: regrets::reply::compose::Composed| {
        let stamp = Stamp::new(now(), [7; 16], "home.example").unwrap();
        seal(&m.reply, &stamp).ok().map(|outgoing| (m.reply, outgoing))
    };
    answer.messages.into_iter().filter_map(sealed).collect()
}

fn intent(kind: &str) -> Intent {
    Intent { kind: kind.into(), force: true, ..Intent::default() }
}

/// Bytes that the rules of the wire allow (RFC 5322 2.1, 5321 4.5.2): CRLF alone, short lines, 7 bit, no dot alone.
fn is_clean(bytes: &[u8]) -> bool {
    let ends = bytes.windows(2).all(|w| (w[0] == b'\r') == (w[1] == b'\n'));
    let lines = bytes.split(|b| *b == b'\n').all(|l| l.len() <= 999);
    ends && lines && bytes.ends_with(b"\r\n") && bytes.is_ascii() && !bytes.contains(&0)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn z1_any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
        let _ = understood(&bytes);
        let _ = understood(&[&b"From: a@b.example\nContent-Type: text/html\n\n"[..], &bytes].concat());
        let _ = regrets::extract::glance::may_wait(&bytes, false);
    }

    #[test]
    fn z1_line_ends_do_not_matter(seed in any::<prop::sample::Index>()) {
        let text = String::from_utf8_lossy(&seeds()[seed.index(seeds().len())]).replace("\r\n", "\n");
        let one = understood(text.as_bytes()).map(|(m, f)| extract::json::json(&m, &f));
        let other = understood(text.replace('\n', "\r\n").as_bytes()).map(|(m, f)| extract::json::json(&m, &f));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn z2_facts_are_words_of_the_mail(seed in any::<prop::sample::Index>(), how in damage()) {
        let bytes = damaged(seed, &how);
        let Some((mail, found)) = understood(&bytes) else { return Ok(()) };
        let single = |text: &str| !text.chars().any(|c| c.is_control() || is_trick(c)) && text.len() < 300;
        for fact in [found.company.fact(), found.role.fact(), found.agency.fact()].into_iter().flatten() {
            prop_assert!(single(&fact.value), "{:?}", fact.value);
            for span in &fact.seen {
                prop_assert!(!mail.words(*span).is_empty() || mail.part(span.part).is_empty(), "{:?}", fact);
            }
        }
        for slot in &found.slots {
            prop_assert!(single(&slot.value.as_written), "{:?}", slot.value.as_written);
        }
        let again = extract::invitation(&mail, &now());
        prop_assert_eq!(extract::json::json(&mail, &found), extract::json::json(&mail, &again));
        // A mailbox hears the same, but for what no cue stands behind.
        let told = Some(found.class).filter(|c| c.value.is_of_process());
        match extract::of_process(&mail, &now()) {
            None => prop_assert!(told.is_none_or(|c| c.sure == Sure::Guess && c.rule == extract::purpose::learned::RULE)),
            some => prop_assert_eq!(some, told),
        }
    }

    #[test]
    fn z3_z7_replies_are_clean_whatever_they_answer(seed in any::<prop::sample::Index>(), how in damage(), kind in 0..5_usize, words in any::<String>()) {
        let bytes = damaged(seed, &how);
        let Some((mail, found)) = understood(&bytes) else { return Ok(()) };
        let kind = ["decline", "reschedule", "accept", "withdraw", "ask"][kind];
        let user = |s: &str| Some(s.to_string());
        let intent = Intent { role: user(&words), company: user(&words), notes: vec![words.clone()], quote: kind == "ask", ..intent(kind) };
        for (reply, outgoing) in answered(&mail, &found, &intent) {
            prop_assert!(is_clean(outgoing.bytes()), "{}", String::from_utf8_lossy(outgoing.bytes()));
            let names = common::header_names(outgoing.headers());
            prop_assert!(names.iter().all(|n| common::HEADERS.contains(n)), "{:?}", names);
            for once in ["From", "To", "Subject", "Date", "Message-ID"] {
                prop_assert_eq!(names.iter().filter(|n| **n == once).count(), 1, "{}", once);
            }
            let back = Mail::read(outgoing.bytes()).expect("our own mail is read");
            let to: Vec<String> = back.to.iter().map(|a| a.email.clone()).collect();
            let meant: Vec<String> = outgoing.envelope().to.iter().map(|a| a.email.clone()).collect();
            prop_assert_eq!((to, back.from.len()), (meant, 1));
            prop_assert!(outgoing.bytes().len() < 64 * 1024 + 4 * mail.body.text.len() + 8 * mail.raw.len());
            if let Some(answer) = &reply.calendar {
                prop_assert_eq!(back.calendars.len(), 1);
                let event = &back.calendars[0].events[0];
                prop_assert_eq!((back.calendars[0].events.len(), event.attendees.len()), (1, 1));
                prop_assert!(mail.calendars.iter().flat_map(|c| &c.events).any(|e| e.uid == event.uid));
                prop_assert!(answer.ics.split("\r\n").all(|l| l.len() <= 75), "{}", answer.ics);
            }
        }
    }

    #[test]
    fn z6_a_preview_holds_nothing_that_a_terminal_obeys(seed in any::<prop::sample::Index>(), how in damage()) {
        let bytes = damaged(seed, &how);
        let Some((mail, found)) = understood(&bytes) else { return Ok(()) };
        let paint = Paint { color: false, width: 80 };
        let answers = answered(&mail, &found, &Intent { quote: true, ..intent("decline") });
        let shown: Vec<Shown> = answers.iter().map(|(reply, outgoing)| Shown { reply, outgoing, relied: &[] }).collect();
        let text = preview::show(&mail, "decline", &shown, &found.warnings, paint)
            + &regrets::review::reading::show(&mail, &found, now().time_zone(), paint);
        let harmful = text.chars().find(|c| *c != '\n' && *c != '\t' && (c.is_control() || is_trick(*c)));
        prop_assert_eq!(harmful, None, "{}", text);
    }

    #[test]
    fn z8_p17_addresses_come_back_byte_for_byte(email in "[!-~é ]{1,20}@[a-zA-Z0-9.\\-é]{1,20}", name in any::<String>()) {
        if let Some(address) = Address::plain(email.clone()) {
            prop_assert!(!email.contains(['\r', '\n', ' ', '<', '>', ',']));
            prop_assert!(!email.is_ascii() || address.email == email);
            let reply = Mail::read(format!("From: Nora <{email}>\n\nx").as_bytes()).unwrap();
            prop_assert!(reply.from.first().is_none_or(|a| a.email == address.email || !email.is_ascii()), "{:?}", reply.from);
        }
        prop_assert!(!is_address(&name) || !name.contains(['\r', '\n', ' ', '<', '>']));
    }

    #[test]
    fn z11_hidden_text_is_not_read(text in "[a-z]{4,12}", more in "[ -~]{0,80}") {
        let page = format!("<p>seen <span style='display:none'>HIDDEN{text}</span><b hidden>HIDDEN</b></p><p>{}</p>", more.replace('<', "&lt;"));
        let mail = Mail::read(format!("From: a@b.example\nContent-Type: text/html\n\n{page}").as_bytes()).unwrap();
        prop_assert!(mail.body.text.contains("seen") && !mail.body.text.contains("HIDDEN"), "{}", mail.body.text);
    }

    #[test]
    fn p5_p18_subject_and_text_arrive_as_they_were(subject in "[ -~äßé漢🙂]{1,200}", text in "[ -~äßé漢🙂\n.]{1,400}") {
        let (mail, found) = understood(&seeds()[0]).unwrap();
        let Some((mut reply, _)) = answered(&mail, &found, &intent("decline")).into_iter().next() else { return Ok(()) };
        (reply.subject, reply.body, reply.calendar) = (subject.clone(), text.clone(), None);
        let Ok(sealed) = seal(&reply, &Stamp::new(now(), [7; 16], "home.example").unwrap()) else { return Ok(()) };
        prop_assert!(is_clean(sealed.bytes()));
        let back = Mail::read(sealed.bytes()).unwrap();
        let words = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(words(&back.subject), words(&subject));
        let lines = |s: &str| s.trim_end().lines().map(|l| l.trim_end().to_string()).collect::<Vec<_>>();
        prop_assert_eq!(lines(&back.body.text), lines(&text));
    }

    #[test]
    fn p6_references_grow_by_one_and_stay_short(ids in prop::collection::vec("[a-z0-9]{1,60}", 0..200)) {
        let chain: Vec<String> = ids.iter().map(|id| format!("<{id}@x.example>")).collect();
        let head = format!("From: nora@acme.example\nTo: ada@home.example\nMessage-ID: <new@x.example>\nReferences: {}\n\nhi\n", chain.join("\n "));
        let (mail, found) = understood(head.as_bytes()).unwrap();
        for (reply, outgoing) in answered(&mail, &found, &intent("decline")) {
            let new = MsgId::parse("<new@x.example>").unwrap();
            prop_assert_eq!(reply.references.last(), Some(&new));
            prop_assert!(reply.references.len() <= 21);
            prop_assert!(chain.is_empty() || reply.references[0].to_string() == chain[0]);
            prop_assert!(is_clean(outgoing.bytes()));
        }
    }

    #[test]
    fn p7_the_order_of_alternatives_does_not_matter(swap in any::<bool>(), twice in any::<bool>()) {
        let plain = "--b\nContent-Type: text/plain\n\nDear Ada, please come on Monday.\n";
        let html = "--b\nContent-Type: text/html\n\n<p>Dear Ada, please come on Monday.</p>\n";
        let mut parts = if swap { vec![html, plain] } else { vec![plain, html] };
        if twice {
            parts.insert(1, html);
        }
        let text = format!("From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n{}--b--\n", parts.concat());
        let mail = Mail::read(text.as_bytes()).unwrap();
        prop_assert_eq!(mail.body.text.trim(), "Dear Ada, please come on Monday.");
    }

    #[test]
    fn p16_the_same_input_gives_the_same_bytes(seed in any::<prop::sample::Index>(), how in damage()) {
        let bytes = damaged(seed, &how);
        let all = || {
            let (mail, found) = understood(&bytes)?;
            Some(answered(&mail, &found, &intent("decline")).into_iter().map(|(_, o)| o.bytes().to_vec()).collect::<Vec<_>>())
        };
        prop_assert_eq!(all(), all());
    }

    /// Whatever a person writes where a secret does not belong: the error has its place, and not the secret.
    #[test]
    fn z10_a_configuration_is_refused_with_its_place_and_without_its_secrets(
        table in prop::sample::select(vec!["me", "defaults", "account.main", "account"]), key in prop::sample::select(CONFIG_KEYS.to_vec()),
        how in 0..7_usize, cut in any::<prop::sample::Index>(),
    ) {
        let secret = "canary-Zk7";
        let value = ["\"S\"", "[\"S\"]", "{ a = \"S\" }", "S", "\"S", "[\"S\", 7]", "\"\"\"\nS\"\"\""][how].replace('S', secret);
        let before = "[me]\n[account.one]\nfrom = \"a@b.example\"\nsmtp = \"smtps://a@b.example\"\n".replace(&format!("[{table}]\n"), "");
        let text = format!("{before}[{table}]\nfrom = \"c@d.example\"\n{key} = {value}\n");
        let whole = if cut.index(3) == 0 { &text[..cut.index(text.len() + 1)] } else { &text };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("c.toml");
        std::fs::write(&file, whole).unwrap();
        let Err(e) = Config::load(Some(&file)) else { return Ok(()) };
        prop_assert_eq!(e.exit, Exit::Config);
        prop_assert!(!format!("{e:?}").contains("canary"), "{:?} {}", e, whole);
        let place = e.message.split_once("c.toml:").map(|p| p.1.split(':').take_while(|n| n.parse::<usize>().is_ok()).count());
        prop_assert!(place == Some(2) || e.message.contains("account `"), "{:?} {}", e, whole);
    }

    #[test]
    fn p19_a_name_that_a_template_may_not_use_is_an_error(name in "[a-z]{1,4}_[a-z]{1,8}", place in 0..5_usize, before in "[ -z\n]{0,40}") {
        let used = ["{{ NAME }}", "{% if NAME %}x{% endif %}", "{% for one in NAME %}x{% endfor %}", "{{ NAME | upper }}", "{{ either(a=NAME, b=role) }}"];
        let text = format!("{before}{}", used[place].replace("NAME", &name));
        let mut values = Values::default();
        values.set("role", "Engineer");
        let e = Template::parse("own.txt", &text, 1).and_then(|t| t.render(&values)).expect_err("it is nowhere");
        prop_assert!(e.exit == Exit::Config && e.message.contains(&format!("uses `{name}`")), "{}", e);
        let line = before.matches('\n').count() + 1;
        prop_assert!(e.message.contains(&format!("own.txt`:{line}:")), "{} {:?}", e, text);
    }

    #[test]
    fn p20_what_is_found_stands_there_at_every_width(seed in any::<prop::sample::Index>(), how in damage(), width in 20..200_usize, color in any::<bool>()) {
        let bytes = damaged(seed, &how);
        let Some((mail, found)) = understood(&bytes) else { return Ok(()) };
        let text = preview::show(&mail, "decline", &[], &found.warnings, Paint { color, width });
        let plain = unpainted(&text);
        for finding in &found.warnings {
            let weight = match finding.weight { Weight::Note => "note", Weight::Ask => "ask", Weight::Stop => "stop" };
            let shown = plain.lines().filter(|l| l.trim_start().starts_with(weight)).count();
            let there = found.warnings.iter().filter(|f| f.weight == finding.weight).count();
            prop_assert!(shown >= there && plain.contains(&format!("[{}]", finding.id)), "{} at {}: {}", finding.id, width, plain);
        }
    }
}

/// What people write into a configuration, some of it wrongly.
const CONFIG_KEYS: &[&str] = &[
    "name",
    "addresses",
    "timezone",
    "languages",
    "phone",
    "as",
    "undo",
    "quote",
    "from",
    "smtp",
    "sent",
    "auth",
    "ca-file",
    "command",
    "password-command",
    "answered-command",
    "password",
    "passwd",
    "pass",
    "token",
    "main",
];

/// Without the colours.
fn unpainted(text: &str) -> String {
    text.split('\u{1b}')
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once('m').map_or("", |p| p.1) })
        .collect()
}
