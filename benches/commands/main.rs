//! Whole processes against others: `cargo bench --bench commands`.
//!
//! Three tables. Reading one mail of 100 KB, against this program with `--floor`, which reads standard input, parses
//! it with mail-parser, and ends. And looking through a Maildir that is made for it, against reading the same bytes,
//! and against the indexers that people use. And a key on the screen of `regrets reply`, from the key to the whole frame.
//! `-- reading`, `-- scanning` and `-- keys` make one table only.
//!
//! What is measured, and what came out: `docs/performance.md`.

#![allow(clippy::print_stdout, reason = "the table is the result")]

mod compare;
mod keys;
mod maildir;
mod mails;
mod prose;

use compare::{Contender, compare};
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

/// Rounds of the short commands, and of the long ones.
const SHORT: usize = 200;
const LONG: usize = 5;

const REGRETS: &str = env!("CARGO_BIN_EXE_regrets");

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| arguments.iter().any(|a| a == name);
    if has("--floor") {
        return floor();
    }
    let only = ["reading", "scanning", "keys"].into_iter().find(|name| has(name));
    let wanted = |name: &str| only.is_none_or(|only| only == name);
    if wanted("reading") {
        reading();
    }
    if wanted("scanning") {
        scanning();
    }
    if wanted("keys") {
        keys::table(REGRETS);
    }
    ExitCode::SUCCESS
}

/// What no reader of mail can be faster than.
fn floor() -> ExitCode {
    let mut input = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut input);
    let parsed = mail_parser::MessageParser::default().parse(&input);
    ExitCode::from(u8::from(read.is_err() || parsed.is_none()))
}

fn reading() {
    let floor = std::env::current_exe().expect("this program has a path");
    for (name, mail) in
        [("a long thread", mails::thread()), ("HTML", mails::html()), ("an attachment", mails::attachment())]
    {
        let mut all = [
            Contender::new("parse only", &floor, &["--floor"]),
            Contender::new("regrets read --json", REGRETS, &["read", "--json"]),
            Contender::new("regrets read", REGRETS, &["read"]),
            Contender::new("regrets preview", REGRETS, &["preview"]),
        ];
        compare(&format!("100 KB, {name}"), &mut all, SHORT, &mail);
    }
}

fn scanning() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mail = folder.path().join("Mail");
    let made = maildir::make(&mail).expect("the Maildir can be written");
    let title = format!("{} messages, {} MiB", made.messages, made.bytes >> 20);
    let path = mail.to_str().expect("a plain path");
    let mut all = vec![
        Contender::new("cat", "sh", &["-c", "find \"$0\" -type f -print0 | xargs -0 cat", path]),
        Contender::new("regrets scan", REGRETS, &["scan", path]).saying(made.waiting),
    ];
    all.extend(notmuch(folder.path(), path));
    all.extend(mu(folder.path(), path));
    compare(&title, &mut all, LONG, b"");
}

/// `notmuch new` on an index that is not there yet.
fn notmuch(folder: &Path, mail: &str) -> Option<Contender> {
    let (index, config) = (folder.join("notmuch"), folder.join("notmuch-config"));
    let text = format!(
        "[database]\npath={}\nmail_root={mail}\n[user]\nname=Ada\nprimary_email=ada@home.example\n",
        index.display()
    );
    std::fs::write(&config, text).expect("a file");
    let made = Contender::new("notmuch new", "notmuch", &["new", "--quiet"])
        .with("NOTMUCH_CONFIG", &config)
        .with("HOME", folder);
    made.before(move || afresh(&index)).if_installed()
}

/// `mu index` likewise; `mu init`, which makes the empty index, is not counted.
fn mu(folder: &Path, mail: &str) -> Option<Contender> {
    let home = folder.join("mu");
    let muhome = format!("--muhome={}", home.display());
    let init = [muhome.clone(), format!("--maildir={mail}")];
    let made = Contender::new("mu index", "mu", &["index", "--quiet", &muhome]);
    let prepare = move || {
        afresh(&home);
        let done = std::process::Command::new("mu").args(["init", "--quiet"]).args(&init).status();
        assert!(done.is_ok_and(|s| s.success()), "mu init");
    };
    made.before(prepare).if_installed()
}

/// An empty folder.
fn afresh(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).expect("a folder");
}
