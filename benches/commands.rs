//! Whole processes against a floor: `cargo bench --bench commands`.
//!
//! The floor is this program with `--floor`: it reads standard input, parses it with mail-parser, and ends. Each round
//! runs the floor and every command once, in turn, so that a machine whose speed drifts slows all of them. The table
//! gives minimum and median of the wall time, the ratio to the floor, and the peak of memory.
//! What is measured, and what came out: `docs/performance.md`.

#![allow(clippy::print_stdout, reason = "the table is the result")]

use std::io::{Read, Write};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// Rounds that count; three more go before them.
const ROUNDS: usize = 200;

fn main() -> ExitCode {
    if std::env::args().any(|a| a == "--floor") {
        let mut input = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut input);
        let parsed = mail_parser::MessageParser::default().parse(&input);
        return ExitCode::from(u8::from(read.is_err() || parsed.is_none()));
    }
    println!("{:<34} {:>9} {:>9} {:>7} {:>9}", "100 KB, whole process", "min ms", "median ms", "x floor", "peak MiB");
    for (name, mail) in [("a long thread", thread()), ("HTML", html()), ("an attachment", attachment())] {
        measure(name, &mail);
    }
    ExitCode::SUCCESS
}

/// One program and what it is called in the table.
struct Contender {
    name: &'static str,
    program: std::path::PathBuf,
    arguments: &'static [&'static str],
    times: Vec<Duration>,
    peak: u64,
}

fn measure(what: &str, mail: &[u8]) {
    let floor = std::env::current_exe().expect("this program has a path");
    let regrets = std::path::PathBuf::from(env!("CARGO_BIN_EXE_regrets"));
    let contender = |name, program: &std::path::Path, arguments| Contender {
        name,
        program: program.to_path_buf(),
        arguments,
        times: Vec::new(),
        peak: 0,
    };
    let mut all = [
        contender("parse only (the floor)", &floor, &["--floor"]),
        contender("regrets read --json", &regrets, &["read", "--json"]),
        contender("regrets read", &regrets, &["read"]),
        contender("regrets preview", &regrets, &["preview"]),
    ];
    for round in 0..ROUNDS + 3 {
        for one in &mut all {
            let (time, peak) = run(one, mail);
            if round >= 3 {
                one.times.push(time);
            }
            one.peak = one.peak.max(peak);
        }
    }
    println!("{what}");
    let floor = median(&mut all[0].times);
    for one in &mut all {
        let middle = median(&mut one.times);
        println!(
            "  {:<32} {:>9.2} {:>9.2} {:>7.2} {:>9.1}",
            one.name,
            one.times[0].as_secs_f64() * 1e3,
            middle.as_secs_f64() * 1e3,
            middle.as_secs_f64() / floor.as_secs_f64(),
            one.peak as f64 / (1 << 20) as f64
        );
    }
}

/// Sorts, too.
fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// One run: its wall time from before the start to after the end, and the peak of its memory in bytes.
fn run(one: &Contender, mail: &[u8]) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(&one.program)
        .args(one.arguments)
        .env_clear()
        .env("HOME", "/dev/null")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(mail).expect("all is read");
    let end = child.wait4().expect("the program ends");
    assert!(end.status.success(), "{} failed: {}", one.name, end.status);
    (start.elapsed(), end.rusage.maxrss)
}

const SIZE: usize = 100 * 1024;

const HEAD: &str = "From: Dana Ito <dana.ito@acme.example>\r\nTo: Ada Lovelace <ada@home.example>\r\n\
    Subject: Interview for the Data Engineer position\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n\
    Message-ID: <1@acme.example>\r\nMIME-Version: 1.0\r\n";

const SAID: &str = "Dear Ada,\r\n\r\nwe would like to invite you to an interview for the Data Engineer position at \
    Acme on\r\nThursday, 3 December 2026 at 14:00 (CET), by video. You will meet Tom Baker.\r\n\r\nKind regards,\r\nDana Ito\r\n";

/// A short answer above a long history.
fn thread() -> Vec<u8> {
    let mut mail = format!("{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n{SAID}\r\nOn Monday, Ada wrote:\r\n");
    let mut line = 0;
    while mail.len() < SIZE {
        line += 1;
        mail += &format!(
            "> In week {line} we spoke about the project, its dates and who would lead it on day {}.\r\n",
            line % 28
        );
    }
    mail.into_bytes()
}

/// No plain text, and styles on everything.
fn html() -> Vec<u8> {
    let mut mail = format!("{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>\r\n");
    for line in SAID.lines() {
        mail += &format!("<p style=\"margin:0\">{line}</p>\r\n");
    }
    while mail.len() < SIZE {
        mail += "<table style=\"border-collapse:collapse;font-family:Arial\"><tr><td style=\"padding:0 4px;color:#333\">&nbsp;</td><td>Our benefits &amp; values</td></tr></table>\r\n";
    }
    (mail + "</body></html>\r\n").into_bytes()
}

/// A short text and a file.
fn attachment() -> Vec<u8> {
    let mut mail = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{SAID}\r\n\
         --b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    );
    while mail.len() < SIZE {
        mail += "JVBERi0xLjcKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2cvUGFnZXMgMiAwIFI+PgplbmRv\r\n";
    }
    (mail + "--b--\r\n").into_bytes()
}
