//! Mail made to do harm: each case is one attack, what the program must say to it, and what must never leave.
//!
//! Every case runs the program twice, `preview` and `draft`. Whatever is special about it, the preview must hold no
//! character that moves a cursor or turns text around, and the draft must be a message of ours: our headers, once
//! each, in our order, one sender, clean line ends, nothing beyond ASCII.

mod common;

use common::HEADERS;
use common::person::Person;
use common::server::{Act, Script, say};
use std::fmt::Write as _;
use std::process::{Output, Stdio};

const NOW: &str = "2026-11-24T10:00:00Z";
const BODY: &str = "Hi Ada,\n\nWe would like to invite you to an interview for the Backend Engineer position at Acme on \
                    Thursday, 3 December 2026 at 14:00.\n\nBest regards,\nDana Ito\n";

/// An invitation; `edits` replace whole headers, or add them (an empty value takes one out).
fn mail(edits: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut headers = vec![
        ("From", "Dana Ito <dana@acme.example>"),
        ("To", "Ada Lovelace <ada@home.example>"),
        ("Subject", "Interview invitation: Backend Engineer"),
        ("Date", "Mon, 23 Nov 2026 09:30:00 +0000"),
        ("Message-ID", "<m1@acme.example>"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
    ];
    headers.retain(|(name, _)| !edits.iter().any(|(edited, _)| edited == name));
    headers.extend(edits.iter().filter(|(_, value)| !value.is_empty()));
    let mut out = String::new();
    headers.iter().for_each(|(name, value)| writeln!(out, "{name}: {value}").unwrap());
    format!("{out}\n{body}").into_bytes()
}

/// A request in the mail; `lines` replace or add to those of the event.
fn request(organizer: &str, attendee: &str, lines: &str, method: &str) -> Vec<u8> {
    let ics = format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//A//B//EN\nMETHOD:{method}\nBEGIN:VEVENT\nUID:u-1@acme.example\n\
         DTSTAMP:20261123T093000Z\nDTSTART:20261203T140000Z\nORGANIZER:{organizer}\nATTENDEE;RSVP=TRUE:{attendee}\n\
         {lines}END:VEVENT\nEND:VCALENDAR\n"
    );
    let body = format!(
        "--b\nContent-Type: text/plain\n\n{BODY}\n--b\nContent-Type: text/calendar; method={method}; charset=utf-8\n\n\
         {ics}\n--b--\n"
    );
    mail(&[("Content-Type", "multipart/alternative; boundary=b")], &body)
}

fn html(inner: &str) -> Vec<u8> {
    let visible = BODY.replace('\n', "<br>");
    mail(&[("Content-Type", "text/html; charset=utf-8")], &format!("<html>{inner}<p>{visible}</p></html>"))
}

/// One attack, and what must come of it.
struct Attack {
    name: &'static str,
    mail: Vec<u8>,
    options: &'static [&'static str],
    /// Exit code of `draft`, which passes everything that a person may yet look at.
    exit: i32,
    /// What the preview says; with `!` in front, what neither preview nor draft may say.
    says: Vec<&'static str>,
}

fn attack(name: &'static str, mail: Vec<u8>, exit: i32, says: &[&'static str]) -> Attack {
    Attack { name, mail, options: &[], exit, says: says.to_vec() }
}

impl Attack {
    fn with(self, options: &'static [&'static str]) -> Attack {
        Attack { options, ..self }
    }
}

fn person() -> Person {
    Person::with_program("cat > \"$HOME/message\"\nprintf '%s\\n' \"$@\" > \"$HOME/arguments\"\n")
}

/// The program, with the mail on standard input.
fn run(person: &Person, arguments: &[&str], mail: &[u8]) -> Output {
    use std::io::Write;
    let mut command = person.command();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that refuses early reads no further.
    let _ = child.stdin.take().unwrap().write_all(mail);
    child.wait_with_output().unwrap()
}

fn text(out: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

/// What a terminal would obey, or a reader would be misled by.
fn tricks(text: &str) -> Option<char> {
    text.chars().find(|c| *c != '\n' && regrets::text::is_trick(*c))
}

/// A message of ours, and nothing else.
fn ours(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?.replace("\r\n", "\n");
    if !text.is_ascii() || text.contains(['\r', '\0']) || text.lines().any(|l| l.len() > 998) {
        return Err("bytes that servers read in two ways".into());
    }
    let (head, _) = text.split_once("\n\n").ok_or("no headers")?;
    let names = common::header_names(head);
    let known: Vec<&str> = HEADERS.into_iter().filter(|n| names.contains(n)).collect();
    let mut sorted = names.clone();
    sorted.sort_by_key(|n| HEADERS.iter().position(|o| o == n));
    if sorted != known || !["From", "To", "Subject"].iter().all(|n| names.contains(n)) {
        return Err(format!("headers {names:?}"));
    }
    Ok(())
}

fn check(attack: &Attack) -> Result<(), String> {
    let person = person();
    let base = ["--now", NOW];
    let shown = run(&person, &[&["preview"], &base[..], attack.options].concat(), &attack.mail);
    let drafted = run(&person, &[&["draft"], &base[..], attack.options].concat(), &attack.mail);
    let all = format!("{}{}", text(&shown), String::from_utf8_lossy(&drafted.stderr));
    let code = drafted.status.code();
    if code != Some(attack.exit) || shown.status.code() != code {
        return Err(format!("exit {code:?} and {:?}: {all}", shown.status.code()));
    }
    if let Some(c) = tricks(&all) {
        return Err(format!("{c:?} reaches the terminal: {all}"));
    }
    if all.contains("panicked") || all.contains("stack overflow") {
        return Err(all);
    }
    if attack.exit == 0 {
        ours(&drafted.stdout).map_err(|e| format!("{e}: {}", String::from_utf8_lossy(&drafted.stdout)))?;
    }
    // The preview wraps its lines.
    let flat = |t: &str| t.replace("\n  | ", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let seen = flat(&all);
    let everything = format!("{seen} {}", flat(&String::from_utf8_lossy(&drafted.stdout)));
    for says in &attack.says {
        let holds = match says.strip_prefix('!') {
            Some(never) => !everything.contains(never),
            None => seen.contains(says),
        };
        if !holds {
            return Err(format!("{says:?} does not hold: {all}{}", String::from_utf8_lossy(&drafted.stdout)));
        }
    }
    Ok(())
}

fn all_hold(attacks: Vec<Attack>) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let failed = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(attack) = attacks.get(next.fetch_add(1, std::sync::atomic::Ordering::SeqCst)) {
                    if let Err(e) = check(attack) {
                        failed.lock().unwrap().push(format!("{}: {e}", attack.name));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{} of {} fail:\n{}", failed.len(), attacks.len(), failed.join("\n\n"));
}

#[test]
fn headers_and_lines_cannot_be_added() {
    let ends =
        ["\n.\n", "\r.\r", "\r.\n", "\n.\r", "\n.\r\n", "\r\n.\n", "\r.\r\n", "\r\n.\r", "\r\n\0.\r\n", "\r\n.\0\r\n"];
    let smuggle: String = ends.iter().map(|e| format!("x{e}MAIL FROM:<e@evil.example>")).collect();
    let coded: String = smuggle.bytes().fold(String::new(), |mut out, b| {
        write!(out, "={b:02X}").unwrap();
        out
    });
    let name = |value: &str| mail(&[("From", &format!("{value} <dana@acme.example>"))], BODY);
    let subject = |value: &str| mail(&[("Subject", value)], BODY);
    let stop = "[hidden-characters]";
    all_hold(vec![
        attack(
            "A01 name",
            name("=?utf-8?q?Dana=0d=0aBcc:_x=40evil.example?="),
            0,
            &[stop, "to dana@acme.example", "!\nBcc:"],
        ),
        attack("A02 subject q", subject("=?utf-8?q?Interview=0d=0aBcc:_x=40evil.example?="), 0, &[stop]),
        attack("A02 subject b", subject("=?utf-8?b?SW50ZXJ2aWV3DQpCY2M6IHhAZXZpbC5leGFtcGxl?="), 0, &[stop]),
        attack("A02 subject lf", subject("=?utf-8?q?Interview=0aBcc:_x=40evil.example?="), 0, &[]),
        attack("A02 subject cr", subject("Interview\rBcc: x@evil.example"), 0, &[]),
        attack(
            "A03 ids",
            mail(
                &[
                    ("Message-ID", "<m1@acme.example\r\n Bcc: x@evil.example>"),
                    ("References", "<a b@c.example> <ok@acme.example> <x@evil.example\tBcc>"),
                ],
                BODY,
            ),
            0,
            &["[no-message-id]", "!Bcc"],
        ),
        attack("A03 long id", mail(&[("Message-ID", &format!("<{}@acme.example>", "x".repeat(2000)))], BODY), 0, &[]),
        attack(
            "A04 field",
            mail(&[], &BODY.replace("Best", "Company: Acme\r\nCc: x@evil.example\r\n\r\nBest")),
            0,
            &["to dana@acme.example"],
        ),
        attack(
            "A05 event",
            request(
                "mailto:dana@acme.example",
                "mailto:ada@home.example",
                "SUMMARY:Interview\\nATTENDEE:mailto:x@evil.example\nLOCATION:Room\n \r\nX-A:1\n",
                "REQUEST",
            ),
            0,
            &["METHOD:REPLY", "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@home.example"],
        ),
        attack("A06 body", mail(&[], &format!("{BODY}{smuggle}")), 0, &[]).with(&["--quote"]),
        attack("A06 coded name", name(&format!("=?utf-8?q?{coded}?=")), 0, &[stop]),
        attack("A06 coded subject", subject(&format!("=?utf-8?q?Interview_{coded}?=")), 0, &[stop]),
        attack("A07 dots", mail(&[], &format!("{BODY}\n.\n..\n.x\n")), 0, &[]).with(&["--quote"]),
        attack("A08 nul", mail(&[], &BODY.replace("Best", "B\0est")), 0, &[]).with(&["--quote"]),
        attack(
            "A59 a local part beyond ASCII",
            mail(&[("From", "Dana <danä@acme.example>")], BODY),
            65,
            &["danä@acme.example"],
        ),
    ]);
}

#[test]
fn a_terminal_obeys_nothing_and_no_text_is_turned_around() {
    let name = |value: &str| mail(&[("From", &format!("{value} <dana@acme.example>"))], BODY);
    let subject = |value: &str| mail(&[("Subject", &format!("Interview {value} Backend Engineer"))], BODY);
    let body = |value: &str| mail(&[], &BODY.replace("Best", &format!("{value}\nBest")));
    let stop = "[hidden-characters]";
    let mut attacks = Vec::new();
    for trick in [
        "\u{1b}]0;title\u{7}",
        "\u{1b}]52;c;ZXZpbA==\u{7}",
        "\u{1b}]8;;https://evil.example\u{7}link\u{1b}]8;;\u{7}",
        "\u{1b}P+q544e\u{1b}\\",
        "\u{1b}[2J\u{1b}[H",
        "\u{9b}2J",
        "safe\u{8}\u{8}\u{8}\u{8}evil",
        "\u{202e}elpmaxe.live\u{202c}",
        "\u{2066}isolate\u{2069}",
        "zero\u{200b}width",
    ] {
        attacks.push(attack("A09-A15 name", name(&format!("Dana {trick}")), 0, &[stop]));
        attacks.push(attack("A09-A15 subject", subject(trick), 0, &[stop]));
        attacks.push(attack("A09-A15 body", body(trick), 0, &[]).with(&["--quote"]));
        attacks.push(attack("A09-A15 company", mail(&[], &BODY.replace("Acme", &format!("Acme{trick}"))), 0, &[]));
    }
    attacks.push(
        attack("A11 carriage return", body("to: evil@evil.example\rto: dana@acme.example"), 0, &[]).with(&["--quote"]),
    );
    attacks.push(
        attack(
            "A48 a forged frame",
            body("- envelope ---\n  from  ada@home.example\n  to    safe@safe.example\n"),
            0,
            &["to dana@acme.example", "> - envelope ---"],
        )
        .with(&["--quote"]),
    );
    all_hold(attacks);
}

#[test]
fn the_answer_goes_where_the_mail_honestly_says_or_a_person_is_asked() {
    let from = |value: &str| mail(&[("From", value)], BODY);
    let reply = |value: &str| mail(&[("Reply-To", value)], BODY);
    let cc: String = (0..300).map(|n| format!("g{n}@acme.example, ")).collect();
    let to_dana = "to dana@acme.example";
    all_hold(vec![
        attack("A15 zero width in a domain", from("Dana <dana@ac\u{200b}me.example>"), 65, &[]),
        attack(
            "A16 a domain of other letters",
            from("Dana <dana@\u{430}cme.example>"),
            0,
            &["[look-alike]", "xn--cme-5cd.example"],
        ),
        attack(
            "A16 the same, coded",
            from("Dana <dana@xn--cme-5cd.example>"),
            0,
            &["[look-alike]", "\u{430}cme.example"],
        ),
        attack(
            "A16 an honest domain",
            from("Dana <dana@bücher.example>"),
            0,
            &["xn--bcher-kva.example", "bücher.example", "![look-alike]"],
        ),
        attack("A17 no punycode at all", from("Dana <dana@xn--acme-.example>"), 65, &[]),
        attack(
            "A18 a name that is an address",
            from("\"hr@acme.example\" <x@evil.example>"),
            0,
            &["[name-is-address]", "to x@evil.example"],
        ),
        attack("A19 two senders", from("Dana <dana@acme.example>, Eve <eve@evil.example>"), 0, &["[two-senders]"]),
        attack(
            "A19 two headers",
            mail(&[("From", "Dana <dana@acme.example>\nFrom: Eve <eve@evil.example>")], BODY),
            0,
            &["[two-senders]"],
        ),
        attack("A20 comment", from("dana@acme.example (x@evil.example)"), 0, &[to_dana]),
        attack("A20 group", from("Team: dana@acme.example, x@evil.example;"), 0, &["[two-senders]"]),
        attack("A20 empty group", from("Team:;"), 65, &[]),
        attack("A20 angle in quotes", from("\"<x@evil.example>c\" <dana@acme.example>"), 0, &[to_dana]),
        attack("A21 coded address", from("=?utf-8?q?x=40evil=2eexample?= <dana@acme.example>"), 0, &[to_dana]),
        attack("A22 to a mailbox provider", reply("dana.acme@gmail.com"), 0, &["[reply-to-differs]", "stop"]),
        attack(
            "A23 a token of a system",
            reply("Thread+AbC.9xYz@talent.icims.com"),
            0,
            &["to Thread+AbC.9xYz@talent.icims.com", "!stop "],
        ),
        attack(
            "A24 a list",
            mail(&[("List-Id", "<jobs.acme.example>"), ("Reply-To", "all@jobs.acme.example")], BODY),
            0,
            &["[mailing-list]"],
        ),
        attack("A24 300 others", mail(&[("Cc", &format!("{cc}z@acme.example"))], BODY), 0, &[to_dana, "!g17@"]),
        attack(
            "A25 followup",
            mail(&[("Mail-Followup-To", "x@evil.example"), ("Mail-Reply-To", "x@evil.example")], BODY),
            0,
            &[to_dana, "!evil"],
        ),
        attack(
            "A31 a look-alike in a thread",
            mail(
                &[("From", "Dana Ito <dana@acmme-robotics.example>"), ("In-Reply-To", "<a1@home.example>")],
                &format!(
                    "{BODY}\nOn Fri, 20 Nov 2026 at 10:00, Dana Ito <dana@acme-robotics.example> wrote:\n> Hello Ada\n"
                ),
            ),
            0,
            &["[look-alike]", "acme-robotics.example"],
        ),
        attack(
            "A31 answers to a look-alike",
            mail(&[("From", "Dana <dana@modern-robots.example>"), ("Reply-To", "dana@rnodern-robots.example")], BODY),
            0,
            &["[look-alike]"],
        ),
        attack("A45 myself", from("Ada <ada@home.example>"), 11, &["yourself"]),
        attack("A45 a daemon", from("Mail Delivery <mailer-daemon@acme.example>"), 11, &[]),
        attack(
            "A45 away",
            mail(&[("Auto-Submitted", "auto-replied"), ("Subject", "Automatic reply: Interview invitation")], BODY),
            11,
            &[],
        ),
        attack("A45 a bounce", mail(&[("Return-Path", "<>")], BODY), 11, &[]),
        attack(
            "A46 nobody, with somebody behind",
            mail(&[("From", "Acme <no-reply@acme.example>"), ("Reply-To", "Dana <dana@acme.example>")], BODY),
            0,
            &[to_dana],
        ),
    ]);
}

#[test]
fn a_calendar_answer_cannot_be_turned_against_me() {
    let me = "mailto:ada@home.example";
    let dana = "mailto:dana@acme.example";
    let long = format!("DESCRIPTION:{}\n", "x".repeat(900_000));
    let zones = "BEGIN:VTIMEZONE\nTZID:Z\nEND:VTIMEZONE\n".repeat(20_000);
    let bomb = "RRULE:FREQ=SECONDLY;COUNT=2147483647\nEXDATE:19700101T000000Z\n";
    all_hold(vec![
        attack(
            "A34 a stranger",
            request("mailto:x@evil.example", me, "", "REQUEST"),
            0,
            &["[organizer-differs]", "to dana@acme.example", "!METHOD:REPLY"],
        ),
        attack(
            "A35 more in an address",
            request("mailto:dana@acme.example?bcc=x@evil.example", me, "", "REQUEST"),
            0,
            &["to dana@acme.example", "!bcc"],
        ),
        attack(
            "A35 a line end in an address",
            request("mailto:dana@acme.example%0d%0aBcc:x@evil.example", me, "", "REQUEST"),
            0,
            &["[no-organizer]"],
        ),
        attack("A36 a forged cancellation", request(dana, me, "STATUS:CANCELLED\n", "CANCEL"), 0, &["!METHOD:REPLY"]),
        attack("A36 a forged answer", request(dana, me, "", "REPLY"), 0, &["!METHOD:REPLY"]),
        attack(
            "A37 not me",
            request(dana, "mailto:other@acme.example", "", "REQUEST"),
            0,
            &["[not-invited]", "!METHOD:REPLY"],
        ),
        attack("A38 repeats", request(dana, me, bomb, "REQUEST"), 0, &["[series]"]),
        attack(
            "A38 zones",
            request(dana, me, &format!("END:VEVENT\n{zones}BEGIN:VEVENT\n"), "REQUEST"),
            0,
            &["METHOD:REPLY"],
        ),
        attack("A38 long", request(dana, me, &long, "REQUEST"), 0, &["METHOD:REPLY"]),
    ]);
}

#[test]
fn bombs_and_hidden_text_have_no_effect() {
    let part = |kind: &str, body: &str| mail(&[("Content-Type", kind)], body);
    let nested = |levels: usize| {
        let mut body = String::new();
        (0..levels).for_each(|_| body += "Content-Type: message/rfc822\n\n");
        part("message/rfc822", &(body + BODY))
    };
    let multi: String = (0..50_000).fold(String::new(), |mut out, n| {
        write!(out, "--b{n}\nContent-Type: multipart/mixed; boundary=b{}\n\n", n + 1).unwrap();
        out
    });
    let many: String = (0..100_000).map(|_| "--b\nContent-Type: text/plain\n\nx\n").collect();
    let mut params = String::from("text/plain");
    (0..50_000).for_each(|n| write!(params, "; name*{n}=x").unwrap());
    let mut extra = String::new();
    (0..400_000).for_each(|n| writeln!(extra, "X-{n}: y").unwrap());
    let headers = [extra.as_bytes(), &mail(&[], BODY)].concat();
    let people: String = (0..40_000).map(|n| format!("g{n}@acme.example,")).collect();
    let hidden = |style: &str| html(&format!("<div style=\"{style}\">Salary: SECRET at Hidden Corp</div>"));
    let mut coded = mail(&[], BODY);
    for _ in 0..12 {
        let head = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n".to_vec();
        coded = [head, base64(&coded).into_bytes()].concat();
    }
    let never = "!SECRET";
    all_hold(vec![
        attack("A39 messages in messages", nested(200_000), 65, &["nested"]),
        attack("A39 parts in parts", part("multipart/mixed; boundary=b0", &multi), 65, &[]),
        attack("A39 many parts", part("multipart/mixed; boundary=b", &many), 65, &[]),
        attack("A39 many headers", headers, 0, &["to dana@acme.example"]),
        attack("A39 many people", mail(&[("Cc", people.trim_end_matches(','))], BODY), 0, &["to dana@acme.example"]),
        attack("A39 parameters", part(&params, BODY), 0, &[]),
        attack("A39 a line without end", part("text/plain", &"x".repeat(2_000_000)), 0, &[]),
        attack(
            "A40 coded in coded",
            [b"From: Dana <dana@acme.example>\nTo: ada@home.example\nSubject: Interview\n".to_vec(), coded].concat(),
            65,
            &[],
        ),
        attack("A41 display", hidden("display:none"), 0, &[never]).with(&["--quote"]),
        attack("A41 visibility", hidden("visibility: hidden"), 0, &[never]).with(&["--quote"]),
        attack("A41 size", hidden("font-size:0px"), 0, &[never]).with(&["--quote"]),
        attack("A41 opacity", hidden("opacity:0"), 0, &[never]).with(&["--quote"]),
        attack("A41 white on white", hidden("color:#ffffff;background-color:#fff"), 0, &[never]).with(&["--quote"]),
        attack("A41 off the screen", hidden("position:absolute; left:-9999px"), 0, &[never]).with(&["--quote"]),
        attack(
            "A42 a style sheet that hides",
            html("<style>.k{display:none} .moz-fw .k{display:block}</style><div class=\"k\">Salary: SECRET</div>"),
            0,
            &[never],
        )
        .with(&["--quote"]),
        attack(
            "A43 a picture from elsewhere",
            html(
                "<img src=\"https://evil.example/p.gif?ada\"><link rel=stylesheet href=\"https://evil.example/s.css\">",
            ),
            0,
            &["!evil.example/p"],
        )
        .with(&["--quote"]),
        attack(
            "A44 an encrypted part",
            part(
                "multipart/mixed; boundary=b",
                &format!(
                    "--b\nContent-Type: text/plain\n\n{BODY}\n--b\nContent-Type: text/plain\n\n\
                     -----BEGIN PGP MESSAGE-----\n\nSECRET\n-----END PGP MESSAGE-----\n--b--\n"
                ),
            ),
            0,
            &["[encrypted]", never],
        )
        .with(&["--quote"]),
    ]);
}

fn base64(bytes: &[u8]) -> String {
    let coded = regrets::deliver::sasl::base64(bytes);
    coded.as_bytes().chunks(76).map(|l| format!("{}\n", std::str::from_utf8(l).unwrap())).collect()
}

#[test]
fn words_of_a_mail_are_never_a_template_an_answer_or_a_line_of_ours() {
    let ssti = "{{ get_env(name=\"HOME\") }}{% include \"/etc/passwd\" %}{{ 7 * 7 }}";
    let body = BODY.replace("Acme", &format!("Acme {ssti}"));
    let edits = [("From", "\"Dana {{ 7 * 7 }}\" <dana@acme.example>"), ("Subject", "Interview {{ 7 * 7 }} Backend")];
    all_hold(vec![
        attack("A32 templates", mail(&edits, &body), 0, &["!root:x:", "!Dana 49", "!Interview 49"]),
        attack("A32 templates, quoted", mail(&edits, &body), 0, &["!root:x:", "!/home", "{{ 7 * 7 }}"])
            .with(&["--quote"]),
        attack("A33 a kind from elsewhere", mail(&[], BODY), 64, &[]).with(&["--as", "../../etc/passwd"]),
        attack("A33 a reason from elsewhere", mail(&[], BODY), 64, &[]).with(&["--because", "../x"]),
    ]);
    let person = person();
    // A47: the mail on standard input answers no question.
    let yes = mail(&[], &"y\n".repeat(1000));
    let out = run(&person, &["send", "--force"], &[mail(&[], BODY), yes].concat());
    assert_eq!(out.status.code(), Some(11), "{}", text(&out));
    assert!(!person.path("message").exists());
    // A49: whatever stands in a mail, programs get one JSON value.
    let breaker = mail(&[("Subject", "Interview \"}],\\u0000\u{7}\t{\"x\":[")], &BODY.replace("Acme", "\"},{\\"));
    let out = run(&person, &["read", "--json", "--now", NOW], &breaker);
    serde_json::from_slice::<serde_json::Value>(&out.stdout).unwrap();
    // A50: one message, one line in the log.
    let forged = mail(&[("Subject", "=?utf-8?q?Interview=0aregrets:_sent_to_all?=")], BODY);
    let file = person.path("forged.eml");
    std::fs::write(&file, forged).unwrap();
    let path = file.display().to_string();
    assert_eq!(person.run(&["send", "--yes", "--allow", "hidden-characters", &path]).0, 0);
    let (_, log) = person.run(&["log"]);
    assert_eq!(log.lines().count(), 1, "{log}");
    // A52: an address is never an option.
    let option = mail(&[("From", "Dana <-oQ/tmp@acme.example>"), ("Message-ID", "<m2@acme.example>")], BODY);
    std::fs::write(&file, option).unwrap();
    assert_eq!(person.run(&["send", "--yes", &path]).0, 0);
    let arguments = std::fs::read_to_string(person.path("arguments")).unwrap();
    assert!(arguments.ends_with("--\n-oQ/tmp@acme.example\n"), "{arguments}");
}

/// A51
#[test]
fn files_in_the_way_are_not_followed() {
    let person = person();
    let invitation = common::person::INVITATION;
    let target = person.path("target");
    std::fs::write(&target, "mine").unwrap();
    std::os::unix::fs::symlink(&target, person.path("draft")).unwrap();
    let draft = person.path("draft").display().to_string();
    // A file that the person named is written, wherever it leads; a folder of drafts follows no link.
    assert_eq!(person.run(&["draft", "--output", &draft, invitation]).0, 0);
    assert!(std::fs::symlink_metadata(person.path("draft")).unwrap().is_symlink());
    // The state folder: somebody else's choice of a place, or open to everybody.
    std::fs::create_dir(person.path("elsewhere")).unwrap();
    std::fs::create_dir(person.path("state")).unwrap();
    std::os::unix::fs::symlink(person.path("elsewhere"), person.path("state/regrets")).unwrap();
    let (code, said) = person.send(&[]);
    assert!((64..=78).contains(&code) && !person.path("message").exists(), "{code} {said}");
    assert_eq!(std::fs::read_dir(person.path("elsewhere")).unwrap().count(), 0);
    // A template that never ends.
    let fifo = person.path("fifo");
    std::process::Command::new("mkfifo").arg(&fifo).status().unwrap();
    let (code, said) = person.run(&["preview", "--template", fifo.to_str().unwrap(), invitation]);
    assert_eq!(code, 78, "{said}");
}

/// A53
#[test]
fn a_server_s_words_are_cleaned() {
    let server = Script::at("rcpt", say("550 5.1.1 \u{1b}]0;x\u{7}no\u{202e}body\u{9b}2J")).serve();
    let (code, said) = Person::new(&server, "").send(&[]);
    assert!(code == 67 && tricks(&said).is_none(), "{code} {said}");
    let long = Act::Say([b"550 ".to_vec(), vec![b'x'; 5_000_000]].concat());
    let server = Script::at("rcpt", long).serve();
    let (code, said) = Person::new(&server, "").send(&[]);
    assert!(code == 76 && said.len() < 2000, "{code} {said}");
}

/// A26, A27, A28
#[test]
fn what_authenticates_a_sender_is_believed_of_my_own_server_only() {
    let failed = "mx.home.example; dkim=none; dmarc=fail (p=reject) header.from=acme.example";
    let person = person();
    let config = person.path("config/regrets/config.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, text.replace("[account", "authserv-id = \"mx.home.example\"\n[account")).unwrap();
    let shown = |headers: &[(&str, &str)]| {
        let out = run(&person, &["preview", "--now", NOW], &mail(headers, BODY));
        in_one_line(&String::from_utf8_lossy(&out.stdout))
    };
    let stop = |text: &str| text.contains("stop") && text.contains("[not-authentic]");
    assert!(stop(&shown(&[("Authentication-Results", failed)])));
    // Somebody else's verdict is nobody's, whichever way it goes.
    assert!(!shown(&[("Authentication-Results", "evil.example; dmarc=fail")]).contains("[not-authentic]"));
    assert!(
        !shown(&[("Authentication-Results", "mx.home.example; dmarc=pass (it said dmarc=fail)")])
            .contains("[not-authentic]")
    );
    let both = format!(
        "{failed}\nAuthentication-Results: mx.home.example; dmarc=pass\nAuthentication-Results: evil.example; dmarc=pass"
    );
    assert!(stop(&shown(&[("Authentication-Results", &both)])));
    // A forwarder breaks the proof of an honest mail.
    let chained = "mx.home.example; arc=pass; dmarc=fail header.from=acme.example";
    let noted = shown(&[("Authentication-Results", chained)]);
    assert!(noted.contains("[not-authentic]") && !stop(&noted), "{noted}");
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
