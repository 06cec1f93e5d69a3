//! Invitations are sorted as they arrive, by the delivery agents that people have; nothing is ever sent there.

mod common;

use common::reader::{INVITATION, Reader};
use common::testbed::Testbed;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

const OTHER: &str = "From: shop@example.test\nTo: alice@example.test\nSubject: Your receipt\n\
    Message-ID: <2@example.test>\nDate: Mon, 23 Nov 2026 09:12:00 +0000\n\nThank you for your order of two lamps.\n";

/// The one message in a folder.
fn only(folder: &Path) -> String {
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().collect();
    assert_eq!(files.len(), 1, "{}", folder.display());
    std::fs::read_to_string(files[0].path()).unwrap()
}

/// A delivery agent with the file that `setup --write` makes, below lines of the person's own.
fn sorted_by(program: &str, file: &str, own: &str) {
    let reader = Reader::new();
    for part in ["new", "cur", "tmp"] {
        std::fs::create_dir_all(reader.path("In/.Interviews").join(part)).unwrap();
        std::fs::create_dir_all(reader.path("In").join(part)).unwrap();
    }
    // A new file of `setup` is one that the agent accepts, too.
    let rules = reader.path(file);
    reader.regrets(&["setup", program, "--write"]);
    let block = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, own.replace("HOME", &reader.home.path().display().to_string()) + &block).unwrap();
    for mail in [INVITATION, OTHER] {
        std::fs::write(reader.path("arriving"), mail).unwrap();
        let mut command = Command::new(program);
        command.arg(&rules).envs(reader.variables()).stdin(std::fs::File::open(reader.path("arriving")).unwrap());
        let out = command.output().unwrap();
        assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    }
    assert!(only(&reader.path("In/.Interviews/new")).contains("<invitation-1@example.test>"));
    assert!(only(&reader.path("In/new")).contains("<2@example.test>"));
    assert!(reader.bed.delivered("bob").is_empty());
}

#[test]
#[ignore = "live: needs procmail; tests/run installs it"]
fn procmail_sorts_invitations() {
    sorted_by("procmail", ".procmailrc", "PATH=HOME/bin:/usr/bin:/bin\nMAILDIR=HOME/In\nDEFAULT=HOME/In/\n");
}

#[test]
#[ignore = "live: needs maildrop; tests/run installs it"]
fn maildrop_sorts_invitations() {
    sorted_by("maildrop", ".mailfilter", "PATH=\"HOME/bin:/usr/bin:/bin\"\nDEFAULT=\"HOME/In\"\n");
}

/// A block of the page for Sieve, by its language.
fn block(language: &str) -> &'static str {
    let page = include_str!("../docs/clients/sieve.md");
    let (_, block) = page.split_once(&format!("```{language}")).unwrap();
    block.split_once('\n').unwrap().1.split_once("```").unwrap().0
}

/// A file that whoever the server runs as may read.
fn put(path: &Path, text: &str, mode: u32) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

/// Hands a message to Dovecot as a mail server does.
fn deliver(bed: &Testbed, to: &str, mail: &str) {
    let mut out = std::net::TcpStream::connect(("127.0.0.1", bed.port("LMTP"))).unwrap();
    let mut answers = BufReader::new(out.try_clone().unwrap()).lines();
    let mut answered = |code: &str| {
        let last = answers.by_ref().map(Result::unwrap).find(|line| line.as_bytes().get(3) == Some(&b' ')).unwrap();
        assert!(last.starts_with(code), "{last}");
    };
    answered("220");
    let body = mail.replace('\n', "\r\n") + ".";
    let steps = ["LHLO test", "MAIL FROM:<bob@example.test>", &format!("RCPT TO:<{to}>"), "DATA", &body];
    for (line, code) in steps.into_iter().zip(["250", "250", "250", "354", "250"]) {
        write!(out, "{line}\r\n").unwrap();
        answered(code);
    }
}

#[test]
#[ignore = "live: needs Dovecot with Sieve; tests/run installs it"]
fn sieve_sorts_invitations_and_a_program_that_is_gone_loses_no_mail() {
    let bed = Testbed::with(|folder, form| {
        let programs = folder.join("execute");
        // A copy: the server runs as somebody who may not be able to look into the build.
        std::fs::create_dir_all(&programs).unwrap();
        std::fs::copy(assert_cmd::cargo::cargo_bin("regrets"), folder.join("regrets")).unwrap();
        let regrets = folder.join("regrets").display().to_string();
        put(&programs.join("classify-invitation"), &block("sh").replace("/usr/local/bin/regrets", &regrets), 0o755);
        block(&format!("dovecot-{form}"))
            .replace("/usr/local/lib/dovecot/sieve-execute", &programs.display().to_string())
    });
    let home = Path::new(bed.value("MAIL")).join("alice");
    let script = home.join("sieve/interviews.sieve");
    put(&script, block("sieve"), 0o644);
    let folder = home.ancestors().nth(2).unwrap();
    let mut sievec = Command::new("sievec");
    // Never /dev/null for its output: sievec replaces the file.
    let compiled = folder.join("interviews.svbin");
    let checked = sievec.arg("-c").arg(folder.join("dovecot.conf")).arg(&script).arg(&compiled).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    std::os::unix::fs::symlink("sieve/interviews.sieve", home.join(".dovecot.sieve")).unwrap();
    let server = std::fs::metadata(folder).unwrap().uid();
    std::os::unix::fs::chown(&home, Some(server), None).unwrap();

    deliver(&bed, "alice@example.test", INVITATION);
    deliver(&bed, "alice@example.test", OTHER);
    assert!(only(&home.join("Maildir/.Interviews/new")).contains("<invitation-1@example.test>"));
    assert!(only(&home.join("Maildir/new")).contains("<2@example.test>"));
    assert!(bed.delivered("bob").is_empty() && bed.delivered("remote").is_empty());

    std::fs::remove_file(folder.join("regrets")).unwrap();
    deliver(&bed, "alice@example.test", &INVITATION.replace("invitation-1", "invitation-2"));
    assert_eq!(bed.delivered("alice").len(), 2, "what cannot be asked about stays in the inbox");
}
