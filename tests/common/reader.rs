//! Somebody with a mail client, and an account on the test bed.

use super::screen::Screen;
use super::testbed::Testbed;
use std::path::PathBuf;
use std::process::Command;

/// Somebody with a mail client, an account on the test bed, and an invitation from Bob in the inbox.
pub struct Reader {
    pub home: tempfile::TempDir,
    pub bed: Testbed,
}

pub const INVITATION: &str = "\
From: Bob Baker <bob@example.test>
To: Alice Adams <alice@example.test>
Subject: Interview for the Data Engineer position
Date: Mon, 23 Nov 2026 09:12:00 +0000
Message-ID: <invitation-1@example.test>
References: <application-1@example.test>
In-Reply-To: <application-1@example.test>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Dear Alice,

thank you for your application. We would like to invite you to an interview for the Data Engineer position at
Marlowe Instruments on Thursday, 3 December 2026 at 14:00.

Kind regards,
Bob Baker
";

pub const PASSWORD: &str = "alice-pw";

impl Reader {
    pub fn new() -> Reader {
        let reader = Reader { home: tempfile::tempdir().unwrap(), bed: Testbed::start() };
        reader.maildir("Mail");
        reader.maildir("Sent");
        for part in [".config/regrets", "bin"] {
            std::fs::create_dir_all(reader.path(part)).unwrap();
        }
        std::fs::write(reader.path("Mail/cur/1.invitation:2,S"), INVITATION).unwrap();
        std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin("regrets"), reader.path("bin/regrets")).unwrap();
        let config = format!(
            "[me]\nname = \"Alice Adams\"\naddresses = [\"alice@example.test\"]\n[defaults]\nundo = 0\n[account.main]\n\
             from = \"alice@example.test\"\nsmtp = \"smtps://alice%40example.test@localhost:{}\"\nca-file = \"{}\"\n\
             password-command = [\"echo\", \"{PASSWORD}\"]\n",
            reader.bed.port("SUBMISSIONS"),
            reader.bed.value("CA")
        );
        std::fs::write(reader.path(".config/regrets/config.toml"), config).unwrap();
        reader
    }

    /// An empty Maildir.
    pub fn maildir(&self, below: &str) {
        for part in ["cur", "new", "tmp"] {
            std::fs::create_dir_all(self.path(below).join(part)).unwrap();
        }
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.home.path().join(below)
    }

    pub fn variables(&self) -> Vec<(&'static str, String)> {
        let path = std::env::var("PATH").unwrap();
        vec![
            ("HOME", self.home.path().display().to_string()),
            ("PATH", format!("{}:{path}", self.path("bin").display())),
            ("XDG_CONFIG_HOME", self.path(".config").display().to_string()),
            ("XDG_STATE_HOME", self.path(".local/state").display().to_string()),
            ("XDG_RUNTIME_DIR", self.home.path().display().to_string()),
            ("LC_ALL", "C.UTF-8".into()),
            ("PAGER", "less".into()),
            ("EDITOR", "true".into()),
            ("VISUAL", "true".into()),
        ]
    }

    pub fn regrets(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(self.path("bin/regrets"));
        command.args(arguments).envs(self.variables()).stdin(std::process::Stdio::null());
        let out = command.output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    /// A muttrc with the account, and the block that `setup` prints.
    pub fn muttrc(&self, client: &str) -> PathBuf {
        let bed = &self.bed;
        let text = format!(
            "set folder=~ spoolfile=~/Mail mbox_type=Maildir record=~/Sent postponed=~/Drafts header_cache=\"\"\n\
             set realname=\"Alice Adams\" from=alice@example.test use_from=yes\n\
             set smtp_url=\"smtps://alice%40example.test:{PASSWORD}@localhost:{}\" ssl_force_tls=yes\n\
             set certificate_file=\"{}\" ssl_verify_host=no\n\
             set sleep_time=0 confirmappend=no move=no quit=yes\n{}",
            bed.port("SUBMISSIONS"),
            bed.value("CA"),
            self.regrets(&["setup", client])
        );
        let file = self.path("muttrc");
        std::fs::write(&file, text).unwrap();
        file
    }

    /// notmuch's configuration: new mail bears the tag `new`.
    pub fn notmuch_set_up(&self) {
        std::fs::create_dir_all(self.path(".config/notmuch/default")).unwrap();
        let config = format!(
            "[database]\npath={}\n[user]\nname=Alice\nprimary_email=alice@example.test\n[new]\n\
             tags=new;unread;inbox\n",
            self.path("Mail").display()
        );
        std::fs::write(self.path(".config/notmuch/default/config"), &config).unwrap();
        // alot looks at the old place alone.
        std::fs::write(self.path(".notmuch-config"), config).unwrap();
    }

    /// Waits for the one answer in Bob's Maildir.
    pub fn arrived(&self, screen: &Screen) -> String {
        screen.until("the answer in Bob's Maildir", || !self.bed.delivered("bob").is_empty());
        let mut all = self.bed.delivered("bob");
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    /// mutt writes the flags when it is told to; the invitation then bears the one of an answered mail.
    pub fn flagged(&self, screen: &Screen) {
        screen.wait("q:Quit").keys(&["$"]).until("the replied flag", || self.flags().contains('R'));
    }

    /// The flags of the invitation's file.
    pub fn flags(&self) -> String {
        self.flags_of("1.invitation")
    }

    /// The flags of the file with this name, which may be moved at any time.
    pub fn flags_of(&self, name: &str) -> String {
        let files = ["cur", "new"].map(|part| std::fs::read_dir(self.path("Mail").join(part)).unwrap());
        let names = files.into_iter().flatten().flatten().map(|f| f.file_name().to_string_lossy().into_owned());
        let found = names.filter_map(|n| n.strip_prefix(name).map(str::to_owned)).next().unwrap_or_default();
        found.strip_prefix(":2,").unwrap_or_default().to_string()
    }
}
/// The answer stands in its thread, comes from Alice, and declines.
pub fn in_thread(message: &str) {
    let unfolded = message.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    // Names of headers are written in many ways; ids and subjects are not.
    let has = |line: &str| {
        let (name, value) = line.trim().split_once(": ").unwrap();
        // Emacs says in a comment whose message it was.
        let without_comment = |v: &str| v.split_once(" (").map_or(v.to_string(), |(v, _)| v.to_string());
        let same = |v: &str| v == value || name == "In-Reply-To" && without_comment(v) == value;
        let named = |l: &str| l.split_once(": ").is_some_and(|(n, v)| n.eq_ignore_ascii_case(name) && same(v));
        assert!(unfolded.lines().any(named), "{line} is missing in\n{message}");
    };
    has("\nIn-Reply-To: <invitation-1@example.test>\n");
    has("\nReferences: <application-1@example.test> <invitation-1@example.test>\n");
    has("\nSubject: Re: Interview for the Data Engineer position\n");
    let words = message.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("the Data Engineer position at Marlowe Instruments"), "{message}");
    assert!(unfolded.lines().any(|l| l.starts_with("From:") && l.contains("alice@example.test")));
    assert!(!unfolded.contains("X-Mutt-References"), "{message}");
}
