//! What leaves is what was shown, and nothing else: from a reply, whatever is in it, to the bytes that a server holds.
//!
//! The names of the tests begin with the number that the property has in our list.

mod common;

use common::damage::{cases, damage, damaged};
use common::person::{INVITATION, Person};
use common::server::{Act, Faulty, Script};
use common::{HEADERS, header_names};
use proptest::prelude::*;
use proptest::sample::Index;
use regrets::deliver::journal::{About, Journal, Key, digest};
use regrets::deliver::once::{self, Retry};
use regrets::deliver::{Outcome, Stop, Transport};
use regrets::error::Exit;
use regrets::message::Mail;
use regrets::message::address::Address;
use regrets::message::thread::MsgId;
use regrets::reply::compose::{Given, compose};
use regrets::reply::kind::Catalog;
use regrets::reply::wire::{Outgoing, Stamp, seal};
use regrets::reply::{Intent, Me, Reply};
use std::process::Stdio;
use std::sync::OnceLock;
use std::time::Duration;

/// The ways to end a message early for one server and not for the next.
const ENDINGS: [&str; 10] =
    ["\n.\n", "\r.\r", "\r.\n", "\n.\r", "\n.\r\n", "\r\n.\n", "\r.\r\n", "\r\n.\r", "\r\n\0.\r\n", "\r\n.\0\r\n"];

/// A text in which line ends, dots and words follow one another in any order.
fn wild() -> impl Strategy<Value = String> {
    let mut pieces =
        vec!["\r", "\n", "\r\n", ".", "..", "\0", "word", " ", "é", "\u{2028}", "\u{1b}", "Bcc: x@evil.example"];
    pieces.extend(ENDINGS);
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|all| all.concat())
}

fn address(name: &str) -> Address {
    Address { name: Some(name.to_string()), email: "nora@acme.example".into() }
}

fn reply(body: &str) -> Reply {
    Reply {
        from: Address { email: "ada@home.example".into(), ..address("Ada Lovelace") },
        to: vec![address("Nora Whitfield")],
        subject: "Re: Interview".into(),
        in_reply_to: MsgId::parse("<a@acme.example>"),
        references: MsgId::parse("<a@acme.example>").into_iter().collect(),
        language: "en".into(),
        body: body.to_string(),
        flowed: false,
        calendar: None,
        findings: vec![],
    }
}

fn now() -> jiff::Zoned {
    "2026-11-24T12:00:00+01:00[Europe/Berlin]".parse().unwrap()
}

fn sealed(reply: &Reply) -> Outgoing {
    seal(reply, &Stamp::new(now(), [7; 16], "home.example").unwrap()).unwrap()
}

/// As a server gets it, its last line left out.
fn stuffed(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.replace("\r\n.", "\r\n..")
}

/// One server for all cases: each takes a connection of its own.
fn server() -> &'static Faulty {
    static SERVER: OnceLock<Faulty> = OnceLock::new();
    SERVER.get_or_init(|| Script::default().serve())
}

/// Hands a message over, as approved by this digest; what the server then holds of it.
fn sent(message: &Outgoing, shown: &str) -> Result<Vec<u8>, Exit> {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(folder.path()).unwrap();
    let claim = journal.claim(&Key::new(None, message.bytes(), "no"), false).unwrap();
    let mut open =
        || -> regrets::error::Result<Box<dyn Transport>> { Ok(Box::new(common::smtp("smtps", server().port))) };
    let done = once::send(&claim, message, &About::default(), shown, &mut open, &Stop::default(), Retry::default());
    let done = done.map_err(|e| e.exit)?;
    assert!(matches!(done.outcome, Outcome::Accepted(_)), "{done:?}");
    Ok(server().seen().held.last().cloned().unwrap())
}

/// The properties that need the server share it: one after the other.
fn alone() -> std::sync::MutexGuard<'static, ()> {
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn p1_sealing_twice_is_sealing_once_and_no_message_ends_early(body in wild(), name in wild(), subject in wild()) {
        let first = Reply { to: vec![address(&name)], subject, ..reply(&format!("Dear Nora,\n{body}\nAda")) };
        let once = sealed(&first);
        let wire = stuffed(once.bytes());
        for ending in ENDINGS {
            prop_assert!(!wire.contains(ending), "{:?} in {:?}", ending, wire);
        }
        let back = Mail::read(once.bytes()).unwrap();
        let twice = sealed(&Reply { to: back.to.clone(), subject: back.subject.clone(), body: back.body.text.clone(), ..first });
        prop_assert_eq!(String::from_utf8_lossy(twice.bytes()), String::from_utf8_lossy(once.bytes()));
    }

    #[test]
    fn p2_dots_arrive_as_they_were(lines in prop::collection::vec("[. a]{0,5}", 1..40)) {
        let _one = alone();
        let message = sealed(&reply(&format!("{}\nAda", lines.join("\n"))));
        let held = sent(&message, &digest(message.bytes())).unwrap();
        prop_assert_eq!(String::from_utf8_lossy(&held), String::from_utf8_lossy(message.bytes()));
    }

    #[test]
    fn p3_what_was_shown_is_what_the_server_holds(body in wild(), other in wild()) {
        let _one = alone();
        let message = sealed(&reply(&format!("Dear Nora,\n{body}\nAda")));
        let shown = digest(message.bytes());
        prop_assert_eq!(digest(&sent(&message, &shown).unwrap()), shown.clone());
        // Approved was another text: nothing is said to anybody.
        let another = digest(sealed(&reply(&format!("Dear Nora,\n{other}\nAda"))).bytes());
        let before = server().seen().connections;
        prop_assert_eq!(sent(&message, &another).err(), (another != shown).then_some(Exit::Software));
        prop_assert_eq!(server().seen().connections, before + usize::from(another == shown));
    }

    #[test]
    fn p4_no_text_adds_a_header_or_takes_one(subject in wild(), mine in wild(), theirs in any::<String>(), body in wild()) {
        let usual = sealed(&reply("Dear Nora,\n\nno.\n\nAda"));
        let from = Address { name: Some(mine), ..reply("").from };
        let message = sealed(&Reply { from, to: vec![address(&theirs)], subject, ..reply(&format!("Dear Nora,\n{body}")) });
        let (before, after) = (header_names(usual.headers()), header_names(message.headers()));
        let own = |names: Vec<&str>| names.into_iter().filter(|n| !n.starts_with("Content-")).map(String::from).collect::<Vec<_>>();
        prop_assert_eq!(own(before), own(after.clone()));
        prop_assert!(after.iter().all(|n| HEADERS.contains(n)), "{:?}", after);
    }

    #[test]
    fn p12_blind_copies_are_in_no_byte(seed in any::<Index>(), how in damage(), words in wild(), kind in 0..5_usize) {
        let hidden = b"Bcc: canary@hidden.example\nResent-Bcc: canary@hidden.example\n".to_vec();
        let Ok(mail) = Mail::read(&[hidden, damaged(seed, &how)].concat()) else { return Ok(()) };
        let found = regrets::extract::invitation(&mail, &now());
        let me = Me { addresses: vec!["ada@home.example".into()], ..Me::default() };
        let kind = ["decline", "reschedule", "accept", "withdraw", "ask"][kind].into();
        let intent = Intent { kind, notes: vec![words], quote: true, force: true, ..Intent::default() };
        let (now, catalog) = (now(), Catalog::built_in());
        let given = Given { mail: &mail, found: &found, intent: &intent, me: &me, now: &now, catalog: &catalog };
        let Ok(answer) = compose(&given) else { return Ok(()) };
        for message in answer.messages {
            let Ok(out) = seal(&message.reply, &Stamp::new(now.clone(), [7; 16], "home.example").unwrap()) else { continue };
            let back = Mail::read(out.bytes()).unwrap();
            prop_assert!(!back.body.text.contains("canary"), "{}", back.body.text);
            prop_assert!(!String::from_utf8_lossy(out.bytes()).contains("canary"));
            prop_assert!(out.envelope().to.iter().all(|a| !a.email.contains("canary")));
            prop_assert!(!header_names(out.headers()).iter().any(|n| n.to_ascii_lowercase().contains("bcc")));
        }
    }

    #[test]
    fn z12_answers_are_the_same_by_message_id_and_by_bytes_without_one(
        ids in prop::array::uniform2(prop::option::of("[a-c]{1,2}@[xy]\\.example")), mails in prop::array::uniform2("[ab]{0,2}"),
        kinds in prop::array::uniform2(prop::sample::select(vec!["no", "yes"])),
    ) {
        let id = |n: usize| ids[n].as_ref().and_then(|id| MsgId::parse(id));
        let key = |n: usize| Key::new(id(n).as_ref(), mails[n].as_bytes(), kinds[n]);
        let same_mail = match (id(0), id(1)) {
            (Some(a), Some(b)) => a == b,
            (None, None) => mails[0] == mails[1],
            _ => false,
        };
        prop_assert_eq!(key(0) == key(1), same_mail && kinds[0] == kinds[1]);
    }
}

/// A57: the name of the machine is neither said to the server nor in the message.
#[test]
fn a57_the_machine_has_no_name() {
    let server = Script::default().serve();
    assert_eq!(Person::new(&server, "").send(&[]).0, 0);
    let seen = server.seen();
    let greeted: Vec<&String> = seen.lines.iter().filter(|l| l.starts_with("EHLO") || l.starts_with("HELO")).collect();
    assert_eq!(greeted, ["EHLO [127.0.0.1]"]);
    let host = std::process::Command::new("uname").arg("-n").output().unwrap().stdout;
    let host = String::from_utf8(host).unwrap().trim().to_string();
    let message = String::from_utf8(seen.held[0].clone()).unwrap();
    let id = message.lines().find(|l| l.starts_with("Message-ID:")).unwrap();
    assert!(id.ends_with("@home.example>"), "{id}");
    // Names of machines are short: the name is looked for where one would stand.
    for place in [format!("@{host}"), format!(".{host}"), format!(" {host}\r"), format!("[{host}]")] {
        assert!(!message.contains(&place), "{place:?}: {message}");
    }
}

/// A58: the copy for myself is filed, not addressed: no header and no recipient says that there is one.
#[test]
fn a58_nobody_sees_that_i_keep_a_copy() {
    let server = Script::default().serve();
    let person = Person::new(&server, "sent = \"maildir:~/Mail/.Canary\"\n");
    assert_eq!(person.send(&[]).0, 0);
    let seen = server.seen();
    assert_eq!(seen.lines.iter().filter(|l| l.starts_with("RCPT")).count(), 1, "{:?}", seen.lines);
    let message = String::from_utf8(seen.held[0].clone()).unwrap();
    let head = message.split_once("\r\n\r\n").unwrap().0;
    assert!(header_names(head).iter().all(|n| HEADERS.contains(n)), "{head}");
    let mine: Vec<&str> = head.lines().filter(|l| l.contains("ada@home.example")).collect();
    assert!(matches!(mine[..], [from] if from.starts_with("From:")), "{mine:?}");
    assert!(!message.to_lowercase().contains("canary"), "{message}");
    assert_eq!(std::fs::read_dir(person.path("Mail/.Canary/cur")).unwrap().count(), 1);
}

/// A60: the mail is read once. What stands in its file a moment later changes nothing about what was shown.
#[test]
fn a60_a_mail_that_changes_meanwhile_changes_nothing() {
    let server = Script::at("greeting", Act::Late(b"220 hello\r\n".to_vec(), Duration::from_millis(400))).serve();
    let person = Person::new(&server, "");
    let file = person.path("mail.eml");
    let original = std::fs::read_to_string(INVITATION).unwrap();
    std::fs::write(&file, &original).unwrap();
    let mut run = person.command();
    run.args(["send", "--yes"]).arg(&file).stdout(Stdio::piped()).stderr(Stdio::piped());
    let run = run.spawn().unwrap();
    while server.seen().connections == 0 {
        std::thread::yield_now();
    }
    let forged = "From: Eve <eve@evil.example>\nTo: ada@home.example\nSubject: Interview\nMessage-ID: <m@evil.example>\n\nCome.\n";
    std::fs::write(&file, forged).unwrap();
    let (code, text) = common::person::said(&run.wait_with_output().unwrap());
    assert_eq!(code, 0, "{text}");
    let held = String::from_utf8(server.seen().held[0].clone()).unwrap();
    let id = original.lines().find_map(|l| l.strip_prefix("Message-ID: ")).unwrap();
    assert!(held.contains(&format!("In-Reply-To: {id}")) && !held.contains("evil"), "{held}");
    assert!(server.seen().lines.iter().all(|l| !l.contains("evil")), "{:?}", server.seen().lines);
}

/// P20: what there is to say of a mail does not depend on the language of the machine, nor on the width of the terminal.
#[test]
fn p20_findings_are_the_same_everywhere() {
    let mail = "From: \"hr@acme.example\" <x@evil.example>\nReply-To: a@gmail.com\nTo: ada@home.example\n\
                Subject: Interview\nMessage-ID: <m1@acme.example>\n\nHi Ada,\n\nplease come to an interview for the \
                Backend Engineer position at Acme on Telegram: add our hiring manager at once.\n";
    let person = Person::with_program("cat > /dev/null\n");
    let file = person.path("mail.eml");
    std::fs::write(&file, mail).unwrap();
    let found = |locale: &str, columns: &str, arguments: &[&str]| {
        let mut run = person.command();
        run.env("LC_ALL", locale).env("LANG", locale).env("COLUMNS", columns).args(arguments).arg(&file);
        let (_, text) = common::person::said(&run.output().unwrap());
        text
    };
    let ids = |text: &str| {
        let lines =
            text.lines().filter_map(|l| l.trim_end().strip_suffix(']')?.rsplit_once('[').map(|i| i.1.to_string()));
        let weights = text.lines().filter(|l| ["  stop  ", "  ask   ", "  note  "].iter().any(|w| l.starts_with(w)));
        (lines.collect::<Vec<_>>(), weights.map(|l| l[..8].to_string()).collect::<Vec<_>>())
    };
    let usual = found("C", "80", &["preview", "--force"]);
    let read = found("C", "80", &["read", "--json"]);
    assert!(ids(&usual).0.len() >= 2 && usual.contains("stop"), "{usual}");
    for locale in ["C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "xx"] {
        for columns in ["20", "80", "300", "0", "x"] {
            let text = found(locale, columns, &["preview", "--force"]);
            assert_eq!(ids(&text), ids(&usual), "{locale} {columns}: {text}");
        }
        assert_eq!(found(locale, "20", &["read", "--json"]), read, "{locale}");
    }
}
