//! Each block that `setup` prints is loaded by its client without a complaint; and the same client complains about a
//! block that is broken, so that silence means something. aerc and alot show what they think of a file only on a
//! screen: their keys are pressed in `clients.rs` and `notmuch.rs`.

mod common;

use common::testbed::Testbed;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How a client is made to read a file and say what it thinks of it, and a line that it has to complain about.
struct Reading {
    client: &'static str,
    file: &'static str,
    /// `FILE` stands for the file.
    command: &'static str,
    broken: &'static str,
}

const ALL: [Reading; 12] = [
    Reading { client: "mutt", file: ".muttrc", command: "mutt -F FILE -Q folder", broken: "macro index ,x" },
    Reading {
        client: "neomutt",
        file: ".config/neomutt/neomuttrc",
        // 20250510 ends with 1 after every -Q.
        command: "neomutt -F FILE -Q folder || true",
        broken: "macro index ,x",
    },
    Reading { client: "himalaya", file: ".config/regrets/himalaya.sh", command: "sh FILE", broken: "regrets_x() {" },
    Reading { client: "himalaya", file: ".config/regrets/himalaya.sh", command: "bash FILE", broken: "regrets_x() {" },
    Reading { client: "himalaya", file: ".config/regrets/himalaya.sh", command: "zsh FILE", broken: "regrets_x() {" },
    Reading {
        client: "notmuch",
        file: ".config/notmuch/default/hooks/post-new",
        command: "sh -n FILE",
        broken: "for id in; do",
    },
    // Warnings of the compiler count.
    Reading {
        client: "emacs",
        file: ".config/regrets/regrets.el",
        command: "emacs -Q --batch --eval '(setq byte-compile-error-on-warn t)' -f batch-byte-compile FILE",
        broken: "(defun regrets-x () (no-such-function))",
    },
    Reading {
        client: "emacs",
        file: ".config/regrets/regrets.el",
        command: "emacs -Q --batch -l FILE",
        broken: "(no-such-function)",
    },
    Reading {
        client: "alot",
        file: ".config/alot/hooks.py",
        command: "python3 -W error FILE",
        broken: "def pre_edit_translate(:",
    },
    Reading {
        client: "procmail",
        file: ".procmailrc",
        command: "printf 'Subject: x\\n\\nx\\n' | procmail DEFAULT=inbox PATH=\"$PATH\" FILE",
        broken: ":0 X\n* ?",
    },
    Reading {
        client: "maildrop",
        file: ".mailfilter",
        command: "(echo 'DEFAULT=\"inbox\"'; cat FILE) > rules; chmod 600 rules; \
                  printf 'Subject: x\\n\\nx\\n' | maildrop ./rules",
        broken: "if (",
    },
    Reading {
        client: "sieve",
        file: "sieve/interviews.sieve",
        command: "sievec -c dovecot.conf FILE compiled",
        broken: "fileinto;",
    },
];

/// A home in which `setup` wrote the block, and the server's configuration for the compiler of Sieve.
fn home(bed: &Testbed) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let above = Path::new(bed.value("MAIL")).parent().unwrap();
    std::os::unix::fs::symlink(above.join("dovecot.conf"), home.path().join("dovecot.conf")).unwrap();
    std::fs::create_dir(home.path().join("bin")).unwrap();
    std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin("regrets"), home.path().join("bin/regrets")).unwrap();
    home
}

/// All that a command says, and whether it succeeds; `DEFAULT` of maildrop and the home lie in the folder.
fn said(home: &Path, line: &str) -> (bool, String) {
    let path = format!("{}:{}", home.join("bin").display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(home).env("HOME", home).env("PATH", path).stdin(Stdio::null());
    command.env("XDG_CONFIG_HOME", home.join(".config")).env("XDG_STATE_HOME", home);
    let out = command.output().unwrap();
    (out.status.success(), String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
#[ignore = "live: needs the clients; tests/run installs them"]
fn each_client_takes_its_block_and_complains_about_a_broken_one() {
    let bed = Testbed::with(|_, form| {
        let page = include_str!("../docs/clients/sieve.md");
        page.split_once(&format!("```dovecot-{form}\n")).unwrap().1.split_once("```").unwrap().0.to_string()
    });
    for Reading { client, file, command, broken } in ALL {
        let home = home(&bed);
        let (written, why) = said(home.path(), &format!("regrets setup {client} --write"));
        assert!(written, "{client}: {why}");
        let path: PathBuf = home.path().join(file);
        let line = command.replace("FILE", &path.display().to_string());
        let (taken, complaint) = said(home.path(), &line);
        assert!(taken && complaint.is_empty(), "{line}: {complaint}");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{text}\n{broken}\n")).unwrap();
        let (taken, complaint) = said(home.path(), &line);
        assert!(!taken || !complaint.is_empty(), "{line}: nothing is said about `{broken}`");
    }
}
