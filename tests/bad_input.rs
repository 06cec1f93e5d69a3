//! What comes in is not always a mail, and not always honest. Each row names the input by the number it has in our
//! list, and says what a person sees of it: the exit code, and words of the error or of the preview.
//! What needs a server, a keyring or a crash is in `tests/send.rs`, `tests/live.rs` and `tests/crash.rs`.

mod common;

use assert_cmd::Command;
use std::path::Path;
use std::process::{Output, Stdio};

const INVITATION: &str = include_str!("demo/invitation.eml");
const NOW: [&str; 2] = ["--now", "2026-11-24T10:00:00+00:00"];

/// Runs a command in a home with an account that leads nowhere.
fn regrets(home: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let config = home.join("config.toml");
    std::fs::write(
        &config,
        "[account.main]\nfrom = \"ada@home.example\"\nsmtp = \"smtps://ada@127.0.0.1:1\"\npassword-command = [\"echo\", \"x\"]\n",
    )
    .unwrap();
    let mut command = Command::cargo_bin("regrets").unwrap();
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env(name, home);
    }
    command.arg("--config").arg(config).args(arguments).args(NOW).write_stdin(input).output().unwrap()
}

/// Exit code, standard output, standard error; an error is one line and hints, whatever came in.
fn told(out: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("what is said is UTF-8");
    let (shown, error) = (text(&out.stdout), text(&out.stderr));
    assert!(!error.contains("panicked"), "{error}");
    assert!(error.is_empty() || error.starts_with("regrets: ") || error.contains("messages done"), "{error}");
    (out.status.code().unwrap_or(-1), shown, error)
}

/// The invitation with these header fields in the place of those of the same names; `Name: -` takes one away.
fn with(headers: &str) -> Vec<u8> {
    let names: Vec<&str> = headers
        .lines()
        .filter(|l| !l.starts_with([' ', '\t']))
        .filter_map(|l| l.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    let (head, body) = INVITATION.split_once("\n\n").unwrap();
    let kept = head.lines().filter(|l| !names.iter().any(|n| l.starts_with(&format!("{n}:"))));
    let lines: Vec<&str> = headers.lines().filter(|l| !l.ends_with(": -")).chain(kept).collect();
    format!("{}\n\n{body}", lines.join("\n")).into_bytes()
}

const TEXT: &str = "Dear Ada,\n\nwe would like to invite you to an interview for the Data Engineer position at Acme.\n\
                    Which time suits you next week?\n\nKind regards,\nNora Whitfield\n";

/// The head of the invitation above another body.
fn body(kind: &str, more: &str, text: &str) -> Vec<u8> {
    above(&with(&format!("Content-Type: {kind}{more}")), text)
}

/// The head of a mail above another body.
fn above(mail: &[u8], text: &str) -> Vec<u8> {
    let end = mail.windows(2).position(|w| w == b"\n\n").unwrap();
    [&mail[..end + 2], text.as_bytes()].concat()
}

/// A text and a calendar part.
fn calendar(method: &str, ics: &str) -> Vec<u8> {
    let parts = format!(
        "--b\nContent-Type: text/plain\n\n{TEXT}\n--b\nContent-Type: text/calendar; method={method}; charset=utf-8\n\n\
         {ics}\n--b--\n"
    );
    body("multipart/mixed; boundary=b", "", &parts)
}

fn event(method: &str, start: &str, invited: &str, more: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Acme//EN\nMETHOD:{method}\nBEGIN:VEVENT\nUID:1@marlowe.example\n\
         DTSTAMP:20261124T090000Z\nDTSTART:{start}\nDURATION:PT45M\nSUMMARY:Interview Data Engineer\n\
         ORGANIZER:mailto:nora.whitfield@marlowe-instruments.example\n\
         ATTENDEE;RSVP=TRUE;PARTSTAT=NEEDS-ACTION:mailto:{invited}\n{more}END:VEVENT\nEND:VCALENDAR\n"
    )
}

const FUTURE: &str = "20261203T140000Z";

#[test]
fn what_is_no_message_is_refused_in_plain_words() {
    let home = tempfile::tempdir().unwrap();
    let invitation = INVITATION.as_bytes();
    let random: Vec<u8> = (0..1 << 20).map(|n: u32| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let longer = |front: &[u8], n: usize| [front, &vec![b'a'; n], b"\n", invitation].concat();
    let multiparts: String =
        (0..50_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    let multiparts = format!("From: a@b.example\n{multiparts}");
    let attached = format!("From: a@b.example\n{}", "Content-Type: message/rfc822\n\n".repeat(4 << 15));
    let rows: &[(&str, &[u8], i32, &str)] = &[
        ("B02 nothing", b"", 66, "there is no message"),
        ("B03 blank lines", b"\n\r\n  \n", 65, "an empty message"),
        ("B04 random bytes", &random, 65, "not a mail message"),
        ("B05 no headers", b"hello there\nno headers here\n", 65, "does not begin with headers"),
        ("B09 bare carriage returns", &INVITATION.replace('\n', "\r").into_bytes(), 65, "line ends"),
        ("B10 60 MB", &longer(b"", 60 << 20), 65, "larger than 25 MiB"),
        ("B11 a line without end", &longer(b"Subject: ", 2 << 20), 65, "header line"),
        ("B13 messages in messages", attached.as_bytes(), 65, "nested"),
        ("B14 parts in parts", multiparts.as_bytes(), 65, "nested"),
    ];
    for (id, input, code, words) in rows {
        for command in [&["preview"][..], &["read", "--json"], &["body"], &["draft"], &["send", "--yes"]] {
            let (got, shown, error) = told(&regrets(home.path(), command, input));
            assert!(got == *code && error.contains(words) && shown.is_empty(), "{id} {command:?}: {got} {error}");
        }
    }
}

#[test]
fn what_is_only_odd_is_read() {
    let home = tempfile::tempdir().unwrap();
    let mixed: String = INVITATION.lines().enumerate().map(|(n, l)| l.to_string() + ["\n", "\r\n"][n % 2]).collect();
    let many = "X-Filler: x\n".repeat(400_000) + INVITATION;
    let usual = told(&regrets(home.path(), &["preview", "--raw"], INVITATION.as_bytes())).1;
    let usual = without_id(&usual);
    for (id, input) in [
        ("B06 an mbox line", format!("From dana@acme.example Tue Nov 24 10:00:00 2026\n{INVITATION}")),
        ("B08 a mark and blank lines", format!("\u{feff}\n\n{INVITATION}")),
        ("B08 blank lines", format!("\n\r\n{INVITATION}")),
        ("B09 CRLF", INVITATION.replace('\n', "\r\n")),
        ("B09 mixed line ends", mixed),
        ("B12 400,000 headers", many),
    ] {
        let (code, raw, error) = told(&regrets(home.path(), &["preview", "--raw"], input.as_bytes()));
        assert_eq!((code, without_id(&raw)), (0, usual.clone()), "{id}: {error}");
    }
    let two = format!("From a Tue\n{INVITATION}\n\nFrom b Wed\n{INVITATION}");
    let (code, shown, error) = told(&regrets(home.path(), &["preview"], two.as_bytes()));
    assert!(code == 0 && error.contains("2 of 2 messages done"), "B07: {code} {error}");
    assert_eq!(shown.matches("- envelope -").count(), 2, "B07");
}

fn without_id(raw: &str) -> String {
    raw.lines().filter(|l| !l.starts_with("Message-ID:")).collect::<Vec<_>>().join("\n")
}

#[test]
fn whom_nobody_can_answer_is_not_answered() {
    let home = tempfile::tempdir().unwrap();
    let pgp = "-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----\n";
    let smime = body("application/pkcs7-mime; smime-type=enveloped-data", "", "aGVsbG8=\n");
    let bounce = body("multipart/report; report-type=delivery-status; boundary=b", "", "--b\n\nnot delivered\n--b--\n");
    let image = body("image/png", "\nContent-Transfer-Encoding: base64", "iVBORw0KGgo=\n");
    let rows: &[(&str, Vec<u8>, i32, &str)] = &[
        ("B15 no From", with("From: -"), 65, "nobody to answer"),
        ("B16 an empty From", with("From: <>"), 65, "nobody to answer"),
        ("B18 a group", with("From: Team:;"), 65, "nobody to answer"),
        ("B22 letters before the @", with("From: Nöra <nöra@acme.example>"), 65, "SMTPUTF8"),
        ("B24 a number for a domain", with("From: a@[127.0.0.1]"), 65, "nobody to answer"),
        ("B30 my own address", with("Reply-To: Ada <ada@home.example>"), 11, "to yourself"),
        ("B31 no-reply", with("From: Acme <no-reply@acme.example>"), 11, "nobody reads"),
        ("B32 an empty Return-Path", with("Return-Path: <>"), 11, "report of a mail server"),
        ("B33 a machine that answered", with("Auto-Submitted: auto-replied"), 11, "a machine answered by itself"),
        ("B34 a report", bounce, 11, "report of a mail server"),
        ("B44 an image", image, 11, "no text"),
        ("B45 encrypted, PGP", body("text/plain", "", pgp), 11, "encrypted"),
        ("B45 encrypted, S/MIME", smime, 11, "encrypted"),
    ];
    for (id, input, code, words) in rows {
        for command in ["preview", "draft", "body"] {
            let (got, shown, error) = told(&regrets(home.path(), &[command, "--no-calendar"], input));
            assert!(got == *code && error.contains(words) && shown.is_empty(), "{id}: {got} {error}");
        }
        let (got, ..) = told(&regrets(home.path(), &["send", "--yes", "--no-calendar"], input));
        assert_eq!(got, *code, "{id}");
    }
}

#[test]
fn doubts_show_in_the_preview_and_stop_a_send() {
    let home = tempfile::tempdir().unwrap();
    for (id, headers, finding) in [
        ("B17 two From", "From: A <a@acme.example>\nFrom: B <b@other.example>", "two-senders"),
        ("B19 three senders", "From: A <a@acme.example>, B <b@other.example>, c@d.example", "two-senders"),
        (
            "B20 a line end in the name",
            "From: =?utf-8?q?Nora=0D=0ABcc=3A_x=40evil.example?= <n@acme.example>",
            "hidden-characters",
        ),
        ("B21 a name that is an address", "From: \"hr@good.example\" <x@evil.example>", "name-is-address"),
        ("B25 a domain of this machine", "From: a@localhost", "local-address"),
        ("B35 a mailing list", "List-Id: <x.example>\nList-Post: <mailto:x@lists.example>", "mailing-list"),
    ] {
        let mail = with(headers);
        let (code, shown, error) = told(&regrets(home.path(), &["preview", "--no-calendar"], &mail));
        assert!(
            code == 0 && shown.contains("  stop  ") && shown.contains(&format!("[{finding}]")),
            "{id}: {error}{shown}"
        );
        let (code, _, error) = told(&regrets(home.path(), &["send", "--yes", "--no-calendar"], &mail));
        assert!(code == 11 && error.contains(&format!("--allow {finding}")), "{id}: {code} {error}");
        let raw = told(&regrets(home.path(), &["preview", "--raw", "--no-calendar"], &mail)).1;
        let head = raw.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|l| l.starts_with("Bcc:") || l.starts_with("Cc:")), "{id}: {head}");
    }
}

/// What is odd about headers, and a line that the message then has.
#[test]
fn odd_headers_are_answered_and_nothing_of_them_gets_out_of_its_line() {
    let home = tempfile::tempdir().unwrap();
    let long = format!("Reply-To: Reply+{}@in.acme.example", "aBcD".repeat(50));
    let token = format!("To: <Reply+{}@in.acme.example>", "aBcD".repeat(50));
    let many = format!("References: {}", (0..500).map(|n| format!("<{n}@x.example>")).collect::<Vec<_>>().join("\n "));
    let id = format!("Message-ID: <{}@c.example>", "a".repeat(2000));
    let subject = format!("Subject: {}", "Interview ".repeat(1000));
    for (row, headers, wants) in [
        (
            "B23 a domain of other letters",
            "From: Nora <nora@bücher.example>",
            "To: \"Nora\" <nora@xn--bcher-kva.example>",
        ),
        ("B26 an address like an option", "From: -oQ/tmp@acme.example", "To: <-oQ/tmp@acme.example>"),
        ("B27 an empty Reply-To", "Reply-To: ", "To: \"Nora Whitfield\" <nora.whitfield@marlowe-instruments.example>"),
        ("B28 two Reply-To", "Reply-To: a@acme.example, b@acme.example", "To: <a@acme.example>"),
        ("B29 a long token", &long, &token),
        ("B36 no Message-ID", "Message-ID: -", "!In-Reply-To:"),
        ("B37 blanks in the Message-ID", "Message-ID: <a b@c.example>", "!In-Reply-To:"),
        ("B37 a line end in the Message-ID", "Message-ID: <a\n b@c.example>", "!In-Reply-To:"),
        ("B38 a Message-ID without end", &id, "!In-Reply-To:"),
        ("B39 500 references", &many, "References: <0@x.example>"),
        ("B40 no subject", "Subject: -", "Subject: Re: "),
        ("B40 a subject without end", &subject, "Subject: =?us-ascii?Q?Re:_Interview_Interview"),
        ("B40 forty times Re:", &format!("Subject: {}Interview", "Re: ".repeat(40)), "Subject: Re: Interview"),
        ("B41 a broken subject", "Subject: =?utf-8?b?SW50ZXJ2aWV$$=?= =?x-no?q?caf=E9?=", "Subject: "),
        ("B42 no date", "Date: -", "In-Reply-To: <7d1f0c2e"),
        ("B42 1970", "Date: Thu, 1 Jan 1970 00:00:00 +0000", "In-Reply-To: <7d1f0c2e"),
        ("B42 9999", "Date: Fri, 31 Dec 9999 23:59:59 +0000", "In-Reply-To: <7d1f0c2e"),
        ("B42 no day at all", "Date: the day after", "In-Reply-To: <7d1f0c2e"),
    ] {
        let (code, raw, error) = told(&regrets(home.path(), &["preview", "--raw", "--no-calendar"], &with(headers)));
        assert_eq!(code, 0, "{row}: {error}");
        let head = raw.split("\r\n\r\n").next().unwrap();
        let has = |line: &str| {
            head.split("\r\n").any(|l| l.starts_with(line) || l.replace('"', "").starts_with(&line.replace('"', "")))
        };
        assert!(wants.strip_prefix('!').map_or(has(wants), |no| !has(no)), "{row}: {head}");
        assert!(head.len() < 9000 && head.split("\r\n").all(|l| l.len() <= 998), "{row}: {} bytes", head.len());
        let names = common::header_names(head);
        assert!(names.iter().all(|n| common::HEADERS.contains(n)), "{row}: {names:?}");
    }
}

#[test]
fn damaged_texts_are_read_as_far_as_they_go() {
    let home = tempfile::tempdir().unwrap();
    let html = format!("<html><body>{}</body></html>", TEXT.replace('\n', "<br>\n"));
    let base64 = "RGVhciBBZGEsCgp0aGFuayB5b3UgZm9yIHlvdXIgcGF0aWVuY2UgYW5kIGZvciAK\n$$$ *** $$$\n\
                  V2Ugd291bGQgbGlrZSB0byBpbnZpdGUgeW91IHRvIGFuIGludGVydmlldyBmb3IgdGhlIERhdGEgRW5naW5lZXIgcG9zaXRpb24gYXQgQWNtZS4K\n";
    for (row, mail) in [
        ("B43 HTML alone", body("text/html; charset=utf-8", "", &html)),
        ("B46 it calls itself UTF-7", body("text/plain; charset=utf-7", "", TEXT)),
        ("B46 it calls itself UTF-16", body("text/plain; charset=utf-16", "", TEXT)),
        ("B46 letters nobody knows", body("text/plain; charset=x-unknown", "", TEXT)),
        ("B47 broken base64", body("text/plain", "\nContent-Transfer-Encoding: base64", base64)),
    ] {
        let (code, letter, error) = told(&regrets(home.path(), &["body"], &mail));
        assert!(
            code == 0 && letter.contains("Data Engineer") && !letter.contains('\u{fffd}'),
            "{row}: {error}{letter}"
        );
    }
    let broken = body("text/plain", "\nContent-Transfer-Encoding: base64", base64);
    let shown = told(&regrets(home.path(), &["preview"], &broken)).1;
    assert!(shown.contains("[garbled]"), "B47: {shown}");
}

#[test]
fn a_calendar_part_that_cannot_be_answered_is_not_and_it_is_said_why() {
    let home = tempfile::tempdir().unwrap();
    let good = event("REQUEST", FUTURE, "ada@home.example", "");
    let huge = event("REQUEST", FUTURE, "ada@home.example", &format!("DESCRIPTION:{}\n", "x".repeat(5 << 20)));
    for (row, mail, answers, words) in [
        ("a good one", calendar("REQUEST", &good), true, ""),
        ("B48 no event", calendar("REQUEST", "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n"), false, ""),
        (
            "B48 called off",
            calendar("CANCEL", &event("CANCEL", FUTURE, "ada@home.example", "")),
            false,
            "calendar-cancelled",
        ),
        (
            "B48 published",
            calendar("PUBLISH", &event("PUBLISH", FUTURE, "ada@home.example", "")),
            false,
            "calendar-published",
        ),
        ("B49 5 MiB", calendar("REQUEST", &huge), false, "calendar-broken"),
        ("B50 no end", calendar("REQUEST", good.split("END:VEVENT").next().unwrap()), false, "calendar-broken"),
        ("B51 past", calendar("REQUEST", &event("REQUEST", "20261103T140000Z", "ada@home.example", "")), true, "past"),
        (
            "B52 not for me",
            calendar("REQUEST", &event("REQUEST", FUTURE, "bob@other.example", "")),
            false,
            "none of your addresses",
        ),
    ] {
        let (code, shown, error) = told(&regrets(home.path(), &["preview"], &mail));
        assert!(code == 0 && shown.contains(words), "{row}: {code} {error}{shown}");
        let raw = told(&regrets(home.path(), &["preview", "--raw"], &mail)).1;
        assert_eq!(raw.contains("text/calendar"), answers, "{row}");
    }
}

#[test]
fn what_the_mail_does_not_say_stands_in_no_letter() {
    let home = tempfile::tempdir().unwrap();
    let nobody = with("Subject: Interview\nFrom: nora@marlowe-instruments.example\nContent-Type: text/plain");
    let nobody = above(&nobody, "Dear Ada,\n\nwe would like to invite you to an interview next week.\n");
    let (code, letter, error) = told(&regrets(home.path(), &["body"], &nobody));
    assert_eq!(code, 0, "B53: {error}");
    assert!(!letter.contains(['[', ']', '{', '}', '<', '>']) && !letter.contains("  "), "B53: {letter}");
    let two = TEXT.replace("at Acme", "at Acme, or for the Platform Engineer position at Acme");
    let mail = body("text/plain", "", &two);
    let (code, shown, _) = told(&regrets(home.path(), &["preview"], &mail));
    assert!(code == 0 && shown.contains("[torn]"), "B54: {shown}");
    let letter = told(&regrets(home.path(), &["body"], &mail)).1;
    assert!(!letter.contains("Engineer"), "B54: {letter}");
    let letter = told(&regrets(home.path(), &["body", "--role", "Platform Engineer"], &mail)).1;
    assert!(letter.contains("Platform Engineer"), "B54: {letter}");
}

#[test]
fn templates_and_settings_that_cannot_be_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &[u8]| {
        let path = home.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_string()
    };
    let template = |text: &str| file("own.tera", text.as_bytes());
    let loops = "{% for i in range(end=9999) %}";
    let open = file("open.tera", b"Dear Nora,\n");
    std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o666)).unwrap();
    let is = |row: &str, arguments: &[&str], code: i32, words: &str| {
        let all = [&["preview", "--no-calendar"], arguments].concat();
        let (got, shown, error) = told(&regrets(home.path(), &all, INVITATION.as_bytes()));
        assert!(got == code && error.contains(words) && shown.is_empty(), "{row}: {got} {error}");
        assert!(!error.contains("hunter2"), "{row}: {error}");
    };
    is("B55 a kind nobody knows", &["--as", "nonsense"], 64, "There are: decline");
    is("B55 no such template", &["--template", "/dev/null/none.tera"], 78, "cannot be read");
    is("B56 a path for a kind", &["--as", "../../etc/passwd"], 64, "not a kind");
    is("B56 a path for a reason", &["--because", "../../etc/passwd"], 64, "not a reason");
    is("B56 a path for a language", &["--lang", "../../etc"], 64, "no `decline` in the language");
    is("B57 an unknown name", &["--template", &template("Dear\n  {{ nobody }}")], 78, ":2:6 uses `nobody`");
    is("B58 a huge loop", &["--template", &template("{% for i in range(end=1000000000) %}x{% endfor %}")], 78, "limit");
    is(
        "B58 loops in loops",
        &["--template", &template(&format!("{loops}{loops}x{0}{0}", "{% endfor %}"))],
        78,
        "256 KiB",
    );
    is("B58 itself", &["--template", &template("{% include \"own.tera\" %}")], 78, "Unknown template");
    is("B59 nothing", &["--template", &template(" \n")], 65, "renders nothing");
    is("B60 others may write", &["--template", &open], 78, "not safe");
    is("B65 an account nobody has", &["--account", "none"], 64, "no account `none`");
    is("B79 an option nobody knows", &["--bogus"], 64, "--bogus");
    is("B79 two kinds", &["--as", "decline", "--as", "cancel"], 64, "multiple times");
    is("B79 two registers", &["--formal", "--informal"], 64, "cannot be used with");
}

#[test]
fn configurations_that_cannot_be_are_told_and_never_repeated() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("own.toml");
    let account = "[account.main]\nfrom = \"a@b.example\"\n";
    for (row, text, words) in [
        ("B62 a password", format!("{account}password = \"hunter2\"\n"), "keyring"),
        ("B62 a password in a URL", format!("{account}smtp = \"smtps://a:hunter2@b.example\"\n"), "keyring"),
        (
            "B63 an unknown key",
            "[me]\nnmae = \"Ada\"\n".to_string(),
            ":2:1: unknown field `nmae`, expected one of `name`",
        ),
        ("no TOML", "[me\nname = hunter2\n".to_string(), "own.toml:"),
    ] {
        std::fs::write(&path, text).unwrap();
        let mut command = Command::cargo_bin("regrets").unwrap();
        let out = command.arg("--config").arg(&path).arg("preview").write_stdin(INVITATION).output().unwrap();
        let (code, shown, error) = told(&out);
        assert!(code == 78 && error.contains(words) && shown.is_empty(), "{row}: {code} {error}");
        assert!(!error.contains("hunter2"), "{row}: {error}");
    }
    for (row, bytes, words) in
        [("B64 no UTF-8", Some(&b"[me]\nname = \"\xff\"\n"[..]), "UTF-8"), ("B61 none", None, "cannot be read")]
    {
        let _ = std::fs::remove_file(&path);
        bytes.into_iter().for_each(|b| std::fs::write(&path, b).unwrap());
        let mut command = Command::cargo_bin("regrets").unwrap();
        let out = command.arg("--config").arg(&path).args(["preview"]).write_stdin(INVITATION).output().unwrap();
        let (code, _, error) = told(&out);
        assert!(code == 78 && error.contains(words), "{row}: {code} {error}");
    }
}

#[test]
fn without_a_terminal_nothing_is_asked_and_nothing_leaves() {
    let home = tempfile::tempdir().unwrap();
    let yes = above(&body("text/plain", "", ""), &format!("y\ny\nyes\n{TEXT}"));
    for (row, mail) in [("B71 no terminal", INVITATION.as_bytes()), ("B72 a mail that says y", &yes)] {
        let (code, _, error) = told(&regrets(home.path(), &["send", "--no-calendar"], mail));
        assert!(code == 11 && error.contains("no terminal to ask on; nothing was sent"), "{row}: {code} {error}");
    }
    let config = home.path().join("config.toml");
    let mut command = Command::cargo_bin("regrets").unwrap();
    command.env_clear().env("XDG_STATE_HOME", "relative").arg("--config").arg(config).args(["send", "--yes"]);
    let (code, _, error) = told(&command.write_stdin(INVITATION).output().unwrap());
    assert!(code == 78 && error.contains("XDG_STATE_HOME"), "B82: {code} {error}");
}

/// A reader that goes away, a narrow screen, hostile words in JSON.
#[test]
fn the_output_holds_whatever_it_meets() {
    let home = tempfile::tempdir().unwrap();
    let program = assert_cmd::cargo::cargo_bin("regrets");
    let mail = home.path().join("mail.eml");
    std::fs::write(&mail, INVITATION).unwrap();
    for command in ["preview", "read", "draft"] {
        let mut child = std::process::Command::new(&program);
        child.arg(command).arg(&mail).env("HOME", home.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = child.spawn().unwrap();
        drop(child.stdout.take());
        let out = child.wait_with_output().unwrap();
        assert!(out.stderr.is_empty(), "B77 {command}: {}", String::from_utf8_lossy(&out.stderr));
    }
    let hostile = "=?utf-8?q?a=22=2C=22b=22=3A1=7D=0A=1B[2J=E2=80=AE=00?=";
    let mail = with(&format!("From: {hostile} <n@acme.example>\nSubject: Interview {hostile}"));
    let (code, json, _) = told(&regrets(home.path(), &["read", "--json"], &mail));
    assert_eq!(code, 0, "B78");
    let value: serde_json::Value = serde_json::from_str(&json).expect("valid JSON");
    assert_eq!(value["schema"], 1, "B78");
    assert!(!json.contains(['\u{1b}', '\u{202e}', '\0']), "B78: {json}");
    for columns in ["20", "1", "0", "999999"] {
        let mut command = Command::cargo_bin("regrets").unwrap();
        command.env("COLUMNS", columns).env("TERM", "dumb").env("NO_COLOR", "1").env("HOME", home.path());
        let (code, shown, error) = told(&command.arg("preview").write_stdin(INVITATION).output().unwrap());
        assert!(code == 0 && shown.contains("Firmware Engineer") && !shown.contains('\u{1b}'), "B74: {error}");
    }
}

#[test]
fn names_without_end_are_cut_not_followed() {
    let head = "From: Nora Lind <nora@acme.example>\nTo: ada@home.example\nSubject: Interview\nDate: Tue, 24 Nov 2026 \
                10:00:00 +0000\nMessage-ID: <1@acme.example>\n\nWe invite you to an interview for the Engineer position.\n";
    let home = tempfile::tempdir().unwrap();
    for words in [
        "Mr Ito and ",
        "you will meet Dana Ito, ",
        "with Dana ",
        "Dana Ito will join ",
        "Dr. ",
        "10:00 with Dana Ito\n",
    ] {
        let mail = format!("{head}{}\n", words.repeat(12_000));
        let (code, json, error) = told(&regrets(home.path(), &["read", "--json"], mail.as_bytes()));
        assert_eq!(code, 0, "{words}: {error}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert!(read["interviewers"].as_array().unwrap().len() <= 40, "{words}");
    }
}
