//! Mail clients, for real: a key is pressed, and the answer stands in the recipient's Maildir with its thread.
//! Each client reads the block that `regrets setup` prints for it.

mod common;

use common::screen::Screen;
use common::testbed::Testbed;
use std::path::PathBuf;
use std::process::Command;

/// Somebody with a mail client, an account on the test bed, and an invitation from Bob in the inbox.
struct Reader {
    home: tempfile::TempDir,
    bed: Testbed,
}

const INVITATION: &str = "\
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

const PASSWORD: &str = "alice-pw";

impl Reader {
    fn new() -> Reader {
        let reader = Reader { home: tempfile::tempdir().unwrap(), bed: Testbed::start() };
        for part in ["Mail/cur", "Mail/new", "Mail/tmp", "Sent/cur", "Sent/new", "Sent/tmp", ".config/regrets", "bin"] {
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

    fn path(&self, below: &str) -> PathBuf {
        self.home.path().join(below)
    }

    fn variables(&self) -> Vec<(&'static str, String)> {
        let path = std::env::var("PATH").unwrap();
        vec![
            ("HOME", self.home.path().display().to_string()),
            ("PATH", format!("{}:{path}", self.path("bin").display())),
            ("XDG_CONFIG_HOME", self.path(".config").display().to_string()),
            ("XDG_STATE_HOME", self.path(".local/state").display().to_string()),
            ("XDG_RUNTIME_DIR", self.home.path().display().to_string()),
            ("LC_ALL", "C.UTF-8".into()),
            ("EDITOR", "true".into()),
            ("VISUAL", "true".into()),
        ]
    }

    fn regrets(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(self.path("bin/regrets"));
        command.args(arguments).envs(self.variables()).stdin(std::process::Stdio::null());
        let out = command.output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    /// A muttrc with the account, and the block that `setup` prints.
    fn muttrc(&self, client: &str) -> PathBuf {
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
    fn notmuch_set_up(&self) {
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
    fn arrived(&self, screen: &Screen) -> String {
        screen.until("the answer in Bob's Maildir", || !self.bed.delivered("bob").is_empty());
        let mut all = self.bed.delivered("bob");
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    /// mutt writes the flags when it is told to; the invitation then bears the one of an answered mail.
    fn flagged(&self, screen: &Screen) {
        screen.wait("q:Quit").keys(&["$"]).until("the replied flag", || self.flags().contains('R'));
    }

    /// The flags of the invitation's file.
    fn flags(&self) -> String {
        let name = std::fs::read_dir(self.path("Mail/cur")).unwrap().flatten().next().unwrap().file_name();
        name.to_string_lossy().split_once(":2,").map_or(String::new(), |(_, flags)| flags.to_string())
    }
}

/// The answer stands in its thread, comes from Alice, and declines.
fn in_thread(message: &str) {
    let unfolded = message.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    let has = |line: &str| assert!(unfolded.contains(line), "{line} is missing in\n{message}");
    has("\nIn-Reply-To: <invitation-1@example.test>\n");
    has("\nReferences: <application-1@example.test> <invitation-1@example.test>\n");
    has("\nSubject: Re: Interview for the Data Engineer position\n");
    let words = message.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("the Data Engineer position at Marlowe Instruments"), "{message}");
    assert!(unfolded.lines().any(|l| l.starts_with("From:") && l.contains("alice@example.test")));
    assert!(!unfolded.contains("X-Mutt-References"), "{message}");
}

#[test]
#[ignore = "live: needs mutt and tmux; tests/run installs them"]
fn mutt_opens_a_draft_and_sends_it_in_its_thread() {
    let reader = Reader::new();
    reader.muttrc("mutt");
    let draft = reader.regrets(&["draft", reader.path("Mail/cur/1.invitation:2,S").to_str().unwrap()]);
    std::fs::write(reader.path("draft.eml"), draft).unwrap();
    let screen = Screen::start(reader.home.path(), &reader.variables(), "mutt -F muttrc -H draft.eml");
    screen.wait("To:").press(&["Enter"], "Subject:").press(&["Enter"], "y:Send").press(&["y"], "[ended 0]");
    in_thread(&reader.arrived(&screen));
}

/// The keys of mutt and neomutt.
fn keys_of(client: &str) {
    let reader = Reader::new();
    reader.muttrc(client);
    let screen = Screen::start(reader.home.path(), &reader.variables(), &format!("{client} -F muttrc"));
    screen.wait("Interview for the Data").press(&[",p"], "Press any key");
    assert!(screen.text().contains("relies on"), "{}", screen.text());
    screen.press(&["Space"], "Interview for the Data").wait("q:Quit");
    screen.press(&[",s"], "s SEND").press(&["s"], "send it to bob@example.test?");
    screen.press(&["y", "Enter"], "q:Quit");
    in_thread(&reader.arrived(&screen));
    reader.flagged(&screen);
}

#[test]
#[ignore = "live: needs mutt and tmux; tests/run installs them"]
fn a_key_in_mutt_shows_and_sends() {
    keys_of("mutt");
}

#[test]
#[ignore = "live: needs neomutt and tmux; tests/run installs them"]
fn a_key_in_neomutt_shows_and_sends() {
    keys_of("neomutt");
}

/// The client's own reply, with the letter in it.
fn own_reply_of(client: &str) {
    let reader = Reader::new();
    reader.muttrc(client);
    let screen = Screen::start(reader.home.path(), &reader.variables(), &format!("{client} -F muttrc"));
    screen.wait("Interview for the Data").press(&[",r"], "y:Send").press(&["y"], "Mail sent");
    in_thread(&reader.arrived(&screen));
    reader.flagged(&screen);
    screen.until("the client's copy", || std::fs::read_dir(reader.path("Sent/cur")).unwrap().count() == 1);
}

#[test]
#[ignore = "live: needs mutt and tmux; tests/run installs them"]
fn mutt_s_own_reply_has_the_letter_in_it() {
    own_reply_of("mutt");
}

#[test]
#[ignore = "live: needs neomutt and tmux; tests/run installs them"]
fn neomutt_s_own_reply_has_the_letter_in_it() {
    own_reply_of("neomutt");
}

/// The client's own key for a reply: `edit_headers` names the mail, notmuch has it, and a hook sets the editor. A mail
/// about something else gets the person's own editor.
fn reply_hook_of(client: &str) {
    let reader = Reader::new();
    let rc = reader.muttrc(client);
    let page = include_str!("../docs/clients/mutt.md");
    let (_, hook) = page.split_once("```\nset edit_headers").unwrap();
    let hook = format!("set edit_headers{}", hook.split_once("```").unwrap().0).replace("vim %s", "false");
    let own = "set include=no fast_reply=yes reply_to=yes\n";
    std::fs::write(&rc, std::fs::read_to_string(&rc).unwrap() + own + &hook).unwrap();
    reader.notmuch_set_up();
    let mut command = Command::new("notmuch");
    assert!(command.arg("new").envs(reader.variables()).output().unwrap().status.success());
    let screen = Screen::start(reader.home.path(), &reader.variables(), &format!("{client} -F muttrc"));
    screen.wait("Interview for the Data").press(&["r"], "y:Send").press(&["y"], "Mail sent");
    in_thread(&reader.arrived(&screen));
    reader.flagged(&screen);
}

#[test]
#[ignore = "live: needs mutt, notmuch and tmux; tests/run installs them"]
fn a_hook_puts_the_letter_into_mutt_s_own_reply() {
    reply_hook_of("mutt");
}

#[test]
#[ignore = "live: needs neomutt, notmuch and tmux; tests/run installs them"]
fn a_hook_puts_the_letter_into_neomutt_s_own_reply() {
    reply_hook_of("neomutt");
}

#[test]
#[ignore = "live: needs notmuch; tests/run installs it"]
fn a_reply_file_is_filled_from_what_notmuch_has() {
    let reader = Reader::new();
    let file = reader.path("reply");
    let fill = || {
        let mut command = Command::new(reader.path("bin/regrets"));
        command.arg("fill").arg(&file).envs(reader.variables()).stdin(std::process::Stdio::null()).output().unwrap()
    };
    let draft = "To: bob@example.test\nIn-Reply-To: <invitation-1@example.test>\n\n";
    std::fs::write(&file, draft).unwrap();
    let refused = fill();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(66), "{said}");
    assert!(said.contains("<invitation-1@example.test>") && said.contains("`regrets stash`"), "{said}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), draft);

    reader.notmuch_set_up();
    let mut command = Command::new("notmuch");
    assert!(command.arg("new").envs(reader.variables()).output().unwrap().status.success());
    let filled = fill();
    assert!(filled.status.success(), "{}", String::from_utf8_lossy(&filled.stderr));
    let text = std::fs::read_to_string(&file).unwrap();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.starts_with(draft) && words.contains("the Data Engineer position at Marlowe Instruments"), "{text}");
}

#[test]
#[ignore = "live: needs mutt and tmux; tests/run installs them"]
fn a_draft_is_recalled_in_mutt() {
    let reader = Reader::new();
    reader.muttrc("mutt");
    let screen = Screen::start(reader.home.path(), &reader.variables(), "mutt -F muttrc");
    screen.wait("Interview for the Data").press(&[",d"], "d write the draft").press(&["d"], "y:Send");
    screen.press(&["y"], "Mail sent");
    in_thread(&reader.arrived(&screen));
    reader.flagged(&screen);
}

#[test]
#[ignore = "live: needs aerc 0.14 and tmux; tests/run installs them"]
fn a_key_in_aerc_shows_replies_and_sends() {
    let reader = Reader::new();
    let bed = &reader.bed;
    std::fs::create_dir_all(reader.path(".config/aerc")).unwrap();
    std::fs::copy("/usr/share/aerc/binds.conf", reader.path(".config/aerc/binds.conf")).unwrap();
    let account = format!(
        "[test]\nsource = maildir://{}\noutgoing = smtps://alice%40example.test:{PASSWORD}@localhost:{}\n\
         from = Alice Adams <alice@example.test>\ndefault = Mail\ncopy-to = Sent\n",
        reader.home.path().display(),
        bed.port("SUBMISSIONS")
    );
    let accounts = reader.path(".config/aerc/accounts.conf");
    std::fs::write(&accounts, account).unwrap();
    std::fs::set_permissions(&accounts, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    assert!(reader.regrets(&["setup", "aerc-0.14", "--write"]).contains("What to press:"));
    let mut variables = reader.variables();
    variables.push(("SSL_CERT_FILE", bed.value("CA").to_string()));
    let screen = Screen::start(reader.home.path(), &variables, "aerc");
    screen.wait("Interview for the Data").press(&[",p"], "Process complete");
    assert!(screen.text().contains("relies on"), "{}", screen.text());
    screen.press(&["q"], "Interview for the Data");
    screen.press(&[",s"], "s SEND").press(&["s"], "send it to bob@example.test?");
    screen.press(&["y", "Enter"], "sent to bob@example.test").wait("Process complete");
    in_thread(&reader.arrived(&screen));
    // Last: after a reply of its own aerc reads its folders anew, and a key may wait for that.
    screen.press(&["q"], "Interview for the Data").press(&[",r"], "Send this email");
    screen.press(&["y"], "Interview for the Data");
    screen.until("the second answer in Bob's Maildir", || bed.delivered("bob").len() == 2);
    bed.delivered("bob").iter().for_each(|answer| in_thread(answer));
    screen.until("the answered flag", || reader.flags().contains('R'));
}

#[test]
#[ignore = "live: needs notmuch; tests/run installs it"]
fn notmuch_tags_invitations_as_they_arrive() {
    let reader = Reader::new();
    let other = "From: shop@example.test\nTo: alice@example.test\nSubject: Your receipt\nMessage-ID: <2@example.test>\n\
                 Date: Mon, 23 Nov 2026 09:12:00 +0000\n\nThank you for your order of two lamps.\n";
    std::fs::write(reader.path("Mail/cur/2.other:2,S"), other).unwrap();
    reader.notmuch_set_up();
    reader.regrets(&["setup", "notmuch", "--write"]);
    let notmuch = |arguments: &[&str]| {
        let out = Command::new("notmuch").args(arguments).envs(reader.variables()).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    notmuch(&["new"]);
    let tagged = |query: &str| notmuch(&["search", "--output=messages", query]).trim().to_string();
    assert_eq!(tagged("tag:interview"), "id:invitation-1@example.test");
    assert_eq!(tagged("tag:new"), "");
}

/// himalaya is in no package: the test runs where it is found.
#[test]
#[ignore = "live: needs himalaya 2 and tmux"]
#[expect(clippy::print_stdout, reason = "whoever runs the tests has to know that this one did not")]
fn the_functions_for_himalaya_show_and_send() {
    if Command::new("himalaya").arg("--version").output().is_err() {
        println!("not run: himalaya is not on PATH");
        return;
    }
    let reader = Reader::new();
    let bed = &reader.bed;
    let side = |kind: &str, scheme: &str, port: &str| {
        format!(
            "{kind}.server = \"{scheme}://localhost:{}\"\n{kind}.tls.cert = \"{}\"\n\
             {kind}.sasl.plain.username = \"alice@example.test\"\n{kind}.sasl.plain.password.raw = \"{PASSWORD}\"\n",
            bed.port(port),
            bed.value("CA")
        )
    };
    std::fs::create_dir_all(reader.path(".config/himalaya")).unwrap();
    let head = "[accounts.test]\ndefault = true\nemail = \"alice@example.test\"\nmessage.send.save-copy = \"Sent\"\n";
    let config = head.to_string() + &side("imap", "imaps", "IMAPS") + &side("smtp", "smtps", "SUBMISSIONS");
    std::fs::write(reader.path(".config/himalaya/config.toml"), config).unwrap();
    let page = include_str!("../docs/clients/himalaya.md");
    let account = page.split_once("```toml\n").unwrap().1.split_once("```").unwrap().0;
    let ours = "[me]\nname = \"Alice Adams\"\n[defaults]\nundo = 0\n".to_string();
    let account = account.replace("you@example.org", "alice@example.test");
    std::fs::write(reader.path(".config/regrets/config.toml"), ours + &account).unwrap();
    reader.regrets(&["setup", "himalaya", "--write"]);

    let himalaya = |arguments: &[&str]| {
        let mut command = Command::new("himalaya");
        let input = std::fs::File::open(reader.path("Mail/cur/1.invitation:2,S")).unwrap();
        let out = command.args(arguments).envs(reader.variables()).stdin(input).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    himalaya(&["message", "add", "-m", "INBOX"]);
    for shell in ["sh", "bash", "zsh"] {
        let mut command = Command::new(shell);
        command.args(["-c", ". ~/.config/regrets/himalaya.sh; regrets_preview 1"]).envs(reader.variables());
        let out = command.output().unwrap();
        let shown = String::from_utf8_lossy(&out.stdout);
        assert!(
            out.status.success() && shown.contains("relies on"),
            "{shell}: {}",
            String::from_utf8_lossy(&out.stderr)
        );
    }
    let reply = "sh -c '. ~/.config/regrets/himalaya.sh; regrets_reply 1'";
    let screen = Screen::start(reader.home.path(), &reader.variables(), reply);
    screen.wait("s SEND").press(&["s"], "send it to bob@example.test?").press(&["y", "Enter"], "[ended 0]");
    in_thread(&reader.arrived(&screen));
    let list = himalaya(&["envelope", "list"]);
    let row = list.lines().find(|l| l.contains("Interview for the Data")).unwrap();
    assert!(row.split('┆').nth(1).unwrap().contains('R'), "{list}");
    assert!(himalaya(&["message", "read", "--raw", "-m", "Sent", "1"]).contains("<invitation-1@example.test>"));
}

#[test]
#[ignore = "live: needs mblaze; tests/run installs it"]
fn mblaze_s_own_reply_has_the_letter_in_it() {
    let reader = Reader::new();
    std::fs::create_dir_all(reader.path(".mblaze")).unwrap();
    let profile = format!(
        "Local-Mailbox: Alice Adams <alice@example.test>\nSendmail: {0}/sendmail\nOutbox: {0}/Sent\n",
        reader.home.path().display()
    );
    std::fs::write(reader.path(".mblaze/profile"), profile).unwrap();
    std::fs::write(reader.path("sendmail"), "#!/bin/sh\ncat > \"$HOME/sent.eml\"\n").unwrap();
    std::fs::set_permissions(reader.path("sendmail"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    // The line of docs/clients/mblaze.md, with `-send` in place of the editor.
    let steps = "mlist Mail | mseq -S > /dev/null; mseq -C 1; \
                 regrets body \"$(mseq -r .)\" > body && mrep -noquote -send -body body -- .";
    let mut command = Command::new("sh");
    let out = command.args(["-c", steps]).current_dir(reader.home.path()).envs(reader.variables()).output().unwrap();
    assert!(out.status.success(), "{out:?}");
    in_thread(&std::fs::read_to_string(reader.path("sent.eml")).unwrap());
    assert!(reader.flags().contains('R'), "{}", reader.flags());
}

#[test]
#[ignore = "live: needs Emacs with notmuch; tests/run installs them"]
fn emacs_takes_the_block_and_gets_the_letter_of_the_shown_message() {
    let reader = Reader::new();
    reader.notmuch_set_up();
    reader.regrets(&["setup", "emacs", "--write"]);
    let mut command = Command::new("notmuch");
    assert!(command.arg("new").envs(reader.variables()).output().unwrap().status.success());
    let steps = "(progn (require 'notmuch) (load \"~/.config/regrets/regrets\") \
                 (notmuch-show \"id:invitation-1@example.test\") (princ (regrets-run \"draft\")) \
                 (princ (key-binding (kbd \"C-c r\"))))";
    let mut command = Command::new("emacs");
    let out = command.args(["--batch", "--eval", steps]).envs(reader.variables()).output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    in_thread(&text);
    assert!(text.ends_with("regrets-reply"), "{text}");
}

#[test]
#[ignore = "live: needs alot, notmuch and tmux; tests/run installs them"]
fn a_key_in_alot_shows_and_sends() {
    let reader = Reader::new();
    reader.notmuch_set_up();
    reader.regrets(&["setup", "alot", "--write"]);
    let mut command = Command::new("notmuch");
    assert!(command.arg("new").envs(reader.variables()).output().unwrap().status.success());
    let screen = Screen::start(reader.home.path(), &reader.variables(), "alot search id:invitation-1@example.test");
    screen.wait("Interview for the Data").press(&["Enter"], "Dear Alice").press(&[",", "p"], "envelope");
    screen.press(&["q"], "Dear Alice").press(&[",", "s"], "s SEND").press(&["s"], "send it to");
    screen.press(&["y", "Enter"], "Dear Alice");
    in_thread(&reader.arrived(&screen));
}

/// A block of the page for any other client.
fn generic_block(language: &str) -> String {
    let page = include_str!("../docs/clients/generic.md");
    let (_, block) = page.split_once(&format!("```{language}\n")).unwrap();
    block.split_once("```").unwrap().0.to_string()
}

#[test]
#[ignore = "live: needs procmail and maildrop; tests/run installs them"]
fn invitations_are_sorted_as_they_arrive() {
    let other = "From: shop@example.test\nTo: alice@example.test\nSubject: Your receipt\nMessage-ID: <2@example.test>\n\
                 Date: Mon, 23 Nov 2026 09:12:00 +0000\n\nThank you for your order of two lamps.\n";
    for program in ["procmail", "maildrop"] {
        let reader = Reader::new();
        let home = reader.home.path().display().to_string();
        for part in ["new", "cur", "tmp"] {
            std::fs::create_dir_all(reader.path("In/.Interviews").join(part)).unwrap();
            std::fs::create_dir_all(reader.path("In").join(part)).unwrap();
        }
        let head = match program {
            "procmail" => format!("PATH={home}/bin:/usr/bin:/bin\nMAILDIR={home}/In\nDEFAULT={home}/In/\n"),
            _ => format!("PATH=\"{home}/bin:/usr/bin:/bin\"\nDEFAULT=\"{home}/In\"\n"),
        };
        let rules = reader.path("rules");
        std::fs::write(&rules, head + &generic_block(program)).unwrap();
        std::fs::set_permissions(&rules, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        for mail in [INVITATION, other] {
            std::fs::write(reader.path("arriving"), mail).unwrap();
            let mut command = Command::new(program);
            command.arg(&rules).envs(reader.variables()).stdin(std::fs::File::open(reader.path("arriving")).unwrap());
            let out = command.output().unwrap();
            assert!(out.status.success(), "{program}: {}", String::from_utf8_lossy(&out.stderr));
        }
        let only = |folder: &str| {
            let files: Vec<_> = std::fs::read_dir(reader.path(folder)).unwrap().flatten().collect();
            assert_eq!(files.len(), 1, "{program}: {folder}");
            std::fs::read_to_string(files[0].path()).unwrap()
        };
        assert!(only("In/.Interviews/new").contains("<invitation-1@example.test>"), "{program}");
        assert!(only("In/new").contains("<2@example.test>"), "{program}");
    }
}

#[test]
#[ignore = "live: needs Emacs with mu4e; tests/run installs them"]
fn mu4e_has_the_keys_of_the_block() {
    let reader = Reader::new();
    reader.regrets(&["setup", "emacs", "--write"]);
    let steps = "(progn (load \"~/.config/regrets/regrets\") (require 'mu4e) \
                 (dolist (map (list mu4e-headers-mode-map mu4e-view-mode-map)) \
                 (princ (format \"%s \" (lookup-key map (kbd \"C-c r\"))))))";
    let mut command = Command::new("emacs");
    let arguments =
        ["--batch", "--eval", "(add-to-list 'load-path \"/usr/share/emacs/site-lisp/mu4e\")", "--eval", steps];
    let out = command.args(arguments).envs(reader.variables()).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(String::from_utf8_lossy(&out.stdout), "regrets-reply regrets-reply ");
}
