//! notmuch and the clients that show its mail, for real: the command line, alot, Emacs; and mu4e, Emacs' other client.

mod common;

use common::reader::{PASSWORD, Reader, in_thread};
use common::screen::Screen;
use std::process::Command;

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

#[test]
#[ignore = "live: needs alot, notmuch and tmux; tests/run installs them"]
fn alot_s_own_reply_has_the_letter_in_it() {
    let reader = Reader::new();
    reader.notmuch_set_up();
    reader.maildir("Mail/sent");
    let home = reader.home.path().display();
    let account = format!(
        "[accounts]\n  [[main]]\n    realname = Alice Adams\n    address = alice@example.test\n    \
         sendmail_command = sh {home}/sendmail\n    sent_box = maildir://{home}/Mail/sent\n\
         [bindings]\n  [[search]]\n    G = move last\n"
    );
    std::fs::create_dir_all(reader.path(".config/alot")).unwrap();
    std::fs::write(reader.path(".config/alot/config"), account).unwrap();
    std::fs::write(reader.path("sendmail"), "cat > \"$HOME/sent.eml\"\n").unwrap();
    reader.regrets(&["setup", "alot", "--write"]);
    notmuch(&reader, &["new"]);
    let screen = Screen::start(reader.home.path(), &reader.variables(), "alot search id:invitation-1@example.test");
    screen.wait("Interview for the Data").press(&["Enter"], "Dear Alice").press(&[",", "r"], "Dear Bob Baker");
    screen.press(&["y"], "Dear Alice");
    let tags = || notmuch(&reader, &["search", "--output=tags", "id:invitation-1@example.test"]);
    screen.until("alot's tag for what was answered", || tags().contains("replied"));
    in_thread(&std::fs::read_to_string(reader.path("sent.eml")).unwrap());
    screen.until("alot's own copy", || notmuch(&reader, &["count", "folder:sent"]).trim() == "1");
}

#[test]
#[ignore = "live: needs notmuch; tests/run installs it"]
fn a_draft_is_put_into_notmuch_by_the_line_of_its_page() {
    let reader = Reader::new();
    reader.notmuch_set_up();
    reader.maildir("Mail/Drafts");
    notmuch(&reader, &["new"]);
    let page = include_str!("../docs/clients/notmuch.md");
    let line = page.lines().find(|l| l.contains("notmuch insert")).unwrap();
    let line = line.replace("id:X", "id:invitation-1@example.test");
    let out = Command::new("sh").args(["-c", &line]).envs(reader.variables()).output().unwrap();
    assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    let draft = "folder:Drafts and tag:draft and not tag:inbox and not tag:unread";
    in_thread(&notmuch(&reader, &["show", "--format=raw", draft]));
}

/// Emacs on a terminal, with an account for sending and the block of `setup`, and these lines behind them.
fn emacs(reader: &Reader, lines: &str) -> Screen {
    reader.regrets(&["setup", "emacs", "--write"]);
    let bed = &reader.bed;
    let port = bed.port("SUBMISSIONS");
    let login = format!("machine localhost port {port} login alice@example.test password {PASSWORD}\n");
    std::fs::write(reader.path(".authinfo"), login).unwrap();
    let init = format!(
        "(setq user-full-name \"Alice Adams\" user-mail-address \"alice@example.test\" inhibit-startup-screen t\n\
         message-send-mail-function 'message-smtpmail-send-it send-mail-function 'smtpmail-send-it\n\
         smtpmail-smtp-server \"localhost\" smtpmail-smtp-service {port} smtpmail-stream-type 'ssl\n\
         smtpmail-smtp-user \"alice@example.test\" auth-sources '(\"~/.authinfo\") auth-source-save-behavior nil\n\
         message-kill-buffer-on-exit t message-confirm-send nil)\n\
         (require 'gnutls) (setq gnutls-trustfiles '(\"{}\"))\n\
         (load \"~/.config/regrets/regrets\")\n{lines}\n",
        bed.value("CA")
    );
    std::fs::write(reader.path("init.el"), init).unwrap();
    Screen::start(reader.home.path(), &reader.variables(), "emacs -nw -q -l init.el")
}

/// The three keys of the block: preview, the client's own reply, and sending by regrets.
fn keys_of_emacs(reader: &Reader, screen: &Screen, replied: impl Fn() -> bool) {
    screen.wait("Dear Alice").press(&["C-c", "p"], "- envelope ---").wait("Subject: Re: Interview");
    screen.press(&["C-x", "1"], "Kind regards").press(&["C-c", "r"], "Dear Bob Baker");
    assert!(screen.text().contains("References:") || screen.text().contains("To: Bob Baker"), "{}", screen.text());
    screen.press(&["C-c", "C-c"], "Dear Alice");
    in_thread(&reader.arrived(screen));
    screen.until("the mail bears a mark of its answer", &replied);
    screen.press(&["C-c", "s"], "Send this?").press(&["yes", "Enter"], "sent to bob@example.test");
    screen.until("the second answer in Bob's Maildir", || reader.bed.delivered("bob").len() == 2);
    reader.bed.delivered("bob").iter().for_each(|answer| in_thread(answer));
}

/// What notmuch answers.
fn notmuch(reader: &Reader, arguments: &[&str]) -> String {
    let out = Command::new("notmuch").args(arguments).envs(reader.variables()).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
#[ignore = "live: needs Emacs with notmuch and tmux; tests/run installs them"]
fn keys_in_notmuch_for_emacs_show_reply_and_send() {
    let reader = Reader::new();
    reader.notmuch_set_up();
    reader.maildir("Mail/sent");
    notmuch(&reader, &["new"]);
    let screen = emacs(&reader, "(require 'notmuch) (notmuch-show \"id:invitation-1@example.test\")");
    let tags = || notmuch(&reader, &["search", "--output=tags", "id:invitation-1@example.test"]);
    keys_of_emacs(&reader, &screen, || tags().contains("replied"));
    // The copy of the reply is where notmuch files those that it sends.
    let sent = || notmuch(&reader, &["search", "--output=messages", "folder:sent"]);
    screen.until("notmuch's own copy", || !sent().trim().is_empty());
}

#[test]
#[ignore = "live: needs Emacs with mu4e and tmux; tests/run installs them"]
fn keys_in_mu4e_show_reply_and_send() {
    let reader = Reader::new();
    let mu = |arguments: &[&str]| {
        let out = Command::new("mu").args(arguments).envs(reader.variables()).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    };
    let maildir = reader.path("Mail");
    for part in ["sent", "drafts", "trash"] {
        reader.maildir(&format!("Mail/{part}"));
    }
    mu(&["init", "--quiet", "--my-address=alice@example.test", &format!("--maildir={}", maildir.display())]);
    mu(&["index", "--quiet"]);
    let lines = "(add-to-list 'load-path \"/usr/share/emacs/site-lisp/mu4e\") (require 'mu4e)\n\
                 (setq mu4e-sent-folder \"/sent\" mu4e-drafts-folder \"/drafts\" mu4e-confirm-quit nil)\n\
                 (mu4e t) (mu4e-headers-search \"subject:Interview\")";
    let screen = emacs(&reader, lines);
    screen.wait("Interview for the Data").press(&["Enter"], "Dear Alice");
    keys_of_emacs(&reader, &screen, || reader.flags().contains('R'));
    screen.until("mu4e's own copy", || std::fs::read_dir(maildir.join("sent/cur")).unwrap().count() == 1);
}
