//! `regrets setup CLIENT --write` and `--remove` in a home of their own, and the completions of the shells.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("regrets"));
        command.env_clear().env("HOME", self.0.path()).env("PATH", "/usr/bin:/bin");
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        let out = self.command().args(arguments).output().unwrap();
        assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }
}

/// Every file below a folder, with its text.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type().unwrap().is_dir() {
            true => out.extend(files(&entry.path())),
            false => out.push((entry.path(), std::fs::read_to_string(entry.path()).unwrap())),
        }
    }
    out.sort();
    out
}

#[test]
fn every_client_s_block_is_put_in_once_and_taken_out_again() {
    let clients = [
        "mutt",
        "neomutt",
        "aerc",
        "aerc-0.14",
        "alot",
        "notmuch",
        "emacs",
        "himalaya",
        "procmail",
        "maildrop",
        "sieve",
    ];
    for client in clients {
        let home = Home::new();
        // aerc makes this file at its first start.
        std::fs::create_dir_all(home.path(".config/aerc")).unwrap();
        std::fs::write(home.path(".config/aerc/binds.conf"), "[messages]\nq = :quit<Enter>\n").unwrap();
        let said = home.run(&["setup", client, "--write"]);
        assert!(
            said.contains("written: ") && (said.contains("What to press:\n  ") || said.contains("What it does:\n  ")),
            "{client}: {said}"
        );
        let once = files(&home.path(""));
        assert!(!once.is_empty() && once.iter().any(|(_, text)| text.contains("regrets")), "{client}");
        home.run(&["setup", client, "--write"]);
        assert_eq!(files(&home.path("")), once, "{client}");
        let said = home.run(&["setup", client, "--remove"]);
        assert!(said.contains("removed: "), "{client}: {said}");
        let left = files(&home.path(""));
        let ours = left
            .iter()
            .filter(|(path, text)| !path.to_string_lossy().ends_with(".before-regrets") && text.contains("regrets"));
        assert_eq!(ours.count(), 0, "{client}: {left:?}");
        assert!(home.run(&["setup", client, "--remove"]).contains("nothing to remove"), "{client}");
    }
}

#[test]
fn what_the_person_had_stays_and_a_backup_holds_it() {
    let home = Home::new();
    std::fs::write(home.path(".muttrc"), "set sort=threads\n").unwrap();
    home.run(&["setup", "mutt", "--write"]);
    let text = std::fs::read_to_string(home.path(".muttrc")).unwrap();
    assert!(text.starts_with("set sort=threads\n") && text.contains("macro index,pager ,p"), "{text}");
    assert_eq!(std::fs::read_to_string(home.path(".muttrc.before-regrets")).unwrap(), "set sort=threads\n");
    home.run(&["setup", "mutt", "--remove"]);
    assert_eq!(std::fs::read_to_string(home.path(".muttrc")).unwrap(), "set sort=threads\n");
}

/// What a shell would offer after these words.
fn offered(home: &Home, words: &[&str]) -> String {
    let mut command = home.command();
    command.env("COMPLETE", "fish").arg("--").arg("regrets").args(words);
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

#[test]
fn shells_offer_kinds_reasons_accounts_and_languages() {
    let home = Home::new();
    std::fs::create_dir_all(home.path(".config/regrets")).unwrap();
    let accounts = "[account.work]\nfrom = \"a@b.example\"\ncommand = [\"cat\"]\n";
    std::fs::write(home.path(".config/regrets/config.toml"), accounts).unwrap();
    assert!(offered(&home, &["send", "--as", "res"]).starts_with("reschedule\tAsk for another time"));
    assert!(offered(&home, &["preview", "--because", "other"]).starts_with("other-offer\t"));
    assert_eq!(offered(&home, &["send", "--account", ""]).trim(), "work");
    assert!(offered(&home, &["draft", "--lang", "d"]).starts_with("de"));
    assert!(offered(&home, &["setup", "neo"]).starts_with("neomutt"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(home.run(&["completions", shell]).contains("COMPLETE"), "{shell}");
    }
}

/// `REGRETS_WRITE=1` writes the pages that are shipped.
#[test]
fn the_manual_pages_that_are_shipped_are_those_of_this_program() {
    let home = Home::new();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/man");
    let output = if std::env::var_os("REGRETS_WRITE").is_some() { shipped.clone() } else { home.path("man1") };
    home.run(&["man", "--output", output.to_str().unwrap()]);
    let name = |(path, text): (PathBuf, String)| (path.file_name().unwrap().to_owned(), text);
    let pages: Vec<_> = files(&output).into_iter().map(name).collect();
    assert!(pages.iter().any(|(name, _)| name == "regrets-reply.1"), "{pages:?}");
    assert!(pages.iter().all(|(_, text)| text.contains(".SH NAME")));
    let shipped: Vec<_> = files(&shipped).into_iter().map(name).collect();
    assert!(shipped == pages, "docs/man is not what `regrets man` writes; REGRETS_WRITE=1 writes it anew");
    assert!(home.run(&["man"]).contains(".TH regrets 1"));
}
