//! Mail clients, for real: a key is pressed, and the answer stands in the recipient's Maildir with its thread.
//! Each client reads the block that `regrets setup` prints for it.

mod common;

use common::reader::{INVITATION, PASSWORD, Reader, in_thread};
use common::screen::Screen;
use std::process::Command;

#[test]
#[ignore = "live: needs mutt and tmux; tests/run installs them"]
fn mutt_opens_a_draft_and_sends_it_in_its_thread() {
    let reader = Reader::new();
    reader.muttrc("mutt");
    let draft = reader.regrets(&["draft", "--for", "mutt", reader.path("Mail/cur/1.invitation:2,S").to_str().unwrap()]);
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
    // The whole answer, from its top, in the person's pager.
    screen.wait("Interview for the Data").press(&[",p"], "- envelope ---").press(&["G"], "relies on");
    screen.press(&["q"], "Press any key").press(&["Space"], "Interview for the Data").wait("q:Quit");
    screen.press(&[",s"], "s SEND").press(&["s"], "send it to bob@example.test?");
    screen.press(&["y", "Enter"], "q:Quit").wait("regrets: sent");
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

/// A draft in the client's own composer, with the calendar answer in it.
fn draft_recalled_in(client: &str) -> (Reader, Screen) {
    let reader = Reader::new();
    reader.muttrc(client);
    let request = "\nBEGIN:VCALENDAR\nPRODID:-//test//EN\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:interview-1@example.test\n\
                   DTSTAMP:20261123T091200Z\nDTSTART:20261203T140000Z\nDTEND:20261203T150000Z\nSUMMARY:Interview\n\
                   ORGANIZER:mailto:bob@example.test\nATTENDEE;RSVP=TRUE:mailto:alice@example.test\nEND:VEVENT\n\
                   END:VCALENDAR\n";
    let (head, text) = INVITATION.split_once("Content-Type: text/plain; charset=utf-8\n").unwrap();
    let mail = format!(
        "{head}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n{text}\n\
         --b\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\n{request}\n--b--\n"
    );
    std::fs::write(reader.path("Mail/cur/1.invitation:2,S"), mail).unwrap();
    let screen = Screen::start(reader.home.path(), &reader.variables(), &format!("{client} -F muttrc"));
    screen.wait("Interview for the Data").press(&[",d"], "d write the draft").press(&["d"], "y:Send");
    screen.wait("text/calendar").press(&["y"], "Mail sent");
    let arrived = reader.arrived(&screen);
    in_thread(&arrived);
    assert!(arrived.contains("Content-Type: text/calendar;") && arrived.contains("method=REPLY"), "{arrived}");
    (reader, screen)
}

#[test]
#[ignore = "live: needs mutt and tmux; tests/run installs them"]
fn a_draft_is_recalled_in_mutt() {
    let (reader, screen) = draft_recalled_in("mutt");
    reader.flagged(&screen);
}

#[test]
#[ignore = "live: needs neomutt and tmux; tests/run installs them"]
fn a_draft_is_recalled_in_neomutt() {
    draft_recalled_in("neomutt");
}

/// Tagged messages: each has its own preview, and its own picker and question; one that cannot be answered stops none.
fn tagged_in(client: &str) {
    let reader = Reader::new();
    reader.muttrc(client);
    let other = "From: shop@example.test\nTo: alice@example.test\nSubject: Your receipt\nMessage-ID: <2@example.test>\n\
                 Date: Mon, 23 Nov 2026 10:12:00 +0000\n\nThank you for your order of two lamps.\n";
    std::fs::write(reader.path("Mail/cur/2.other:2,S"), other).unwrap();
    let third = INVITATION.replace("invitation-1", "invitation-3").replace("Data Engineer", "Modeller");
    let third = third.replace("09:12", "11:12").replace("bob@", "carol@").replace("Bob Baker", "Carol Carter");
    std::fs::write(reader.path("Mail/cur/3.invitation:2,S"), third).unwrap();
    let screen = Screen::start(reader.home.path(), &reader.variables(), &format!("{client} -F muttrc"));
    screen.wait("Modeller").press(&["T", "~A", "Enter"], "*").press(&[",t"], "to    bob@example.test");
    screen.press(&["q"], "to    carol@example.test").press(&["q"], "Press any key");
    let said = screen.text();
    let at = |words: &str| said.find(words).unwrap_or_else(|| panic!("{words:?} is missing in\n{said}"));
    assert!(at("message 3 of 3") < at("this looks like"), "{said}");
    assert!(at("this looks like") < at("2 of 3 messages done\n  not done: tagged message 3"), "{said}");
    screen.press(&["Space"], "q:Quit").press(&[",T"], "s SEND");
    screen.press(&["s"], "send it to bob@example.test?").press(&["y", "Enter"], "Modeller").wait("s SEND");
    screen.press(&["s"], "send it to carol@example.test?").press(&["y", "Enter"], "no letter yet");
    screen.press(&["q"], "2 of 3 messages done").press(&["Space"], "regrets: 2 of 3 sent");
    // The one that was not answered is still tagged, and bears no flag.
    let all = screen.text();
    let row = |subject: &str| all.lines().find(|l| l.contains(subject)).unwrap();
    assert!(row("Your receipt").contains('*') && !row("Modeller").contains('*'), "{all}");
    screen.keys(&["$"]).until("the replied flags", || {
        let flags = |n: &str| reader.flags_of(n).contains('R');
        flags("1.invitation") && flags("3.invitation") && !flags("2.other")
    });
    in_thread(&reader.arrived(&screen));
    screen.until("the answer in Carol's Maildir", || reader.bed.delivered("carol").len() == 1);
}

#[test]
#[ignore = "live: needs mutt and tmux; tests/run installs them"]
fn tagged_messages_in_mutt_are_answered_one_by_one() {
    tagged_in("mutt");
}

#[test]
#[ignore = "live: needs neomutt and tmux; tests/run installs them"]
fn tagged_messages_in_neomutt_are_answered_one_by_one() {
    tagged_in("neomutt");
}

/// The block for the aerc that is installed: from 0.17 on `:pipe` has a shell, and aerc takes commands from it.
fn aerc_page() -> &'static str {
    let out = Command::new("aerc").arg("-v").output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let version = text.split(|c: char| !c.is_ascii_digit() && c != '.').find(|w| w.contains('.')).unwrap();
    let minor: u32 = version.split('.').nth(1).unwrap().parse().unwrap();
    if version.starts_with("0.") && minor < 17 { "aerc-0.14" } else { "aerc" }
}

/// The command of the page that sets aerc's flag for what `regrets` sent; aerc 0.14 takes no commands.
fn aerc_s_flag(reader: &Reader) -> bool {
    let page = include_str!("../docs/clients/aerc.md");
    let line = page.split('`').find(|code| code.starts_with("answered-command")).unwrap();
    let file = reader.path(".config/regrets/config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    let there = aerc_page() == "aerc";
    if there {
        std::fs::write(&file, format!("{config}{line}\n")).unwrap();
    }
    there
}

/// aerc on a screen, with an account on the test bed, and these lines in its files.
fn aerc(reader: &Reader, binds: &str, conf: &str) -> Screen {
    let bed = &reader.bed;
    std::fs::create_dir_all(reader.path(".config/aerc")).unwrap();
    let own = std::fs::read_to_string("/usr/share/aerc/binds.conf").unwrap();
    std::fs::write(reader.path(".config/aerc/binds.conf"), own + binds).unwrap();
    std::fs::write(reader.path(".config/aerc/aerc.conf"), conf).unwrap();
    let account = format!(
        "[test]\nsource = maildir://{}\noutgoing = smtps://alice%40example.test:{PASSWORD}@localhost:{}\n\
         from = Alice Adams <alice@example.test>\ndefault = Mail\ncopy-to = Sent\n",
        reader.home.path().display(),
        bed.port("SUBMISSIONS")
    );
    let accounts = reader.path(".config/aerc/accounts.conf");
    std::fs::write(&accounts, account).unwrap();
    std::fs::set_permissions(&accounts, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    assert!(reader.regrets(&["setup", aerc_page(), "--write"]).contains("What to press:"));
    let mut variables = reader.variables();
    variables.push(("SSL_CERT_FILE", bed.value("CA").to_string()));
    let screen = Screen::start(reader.home.path(), &variables, "aerc");
    screen.wait("Interview for the Data");
    screen
}

#[test]
#[ignore = "live: needs aerc and tmux; tests/run installs them"]
fn a_key_in_aerc_shows_replies_and_sends() {
    let reader = Reader::new();
    let bed = &reader.bed;
    let flags_by_command = aerc_s_flag(&reader);
    let screen = aerc(&reader, "", "");
    screen.press(&[",p"], "- envelope ---").press(&["G"], "relies on");
    screen.press(&["q"], "Process complete").press(&["q"], "Interview for the Data");
    screen.press(&[",s"], "s SEND").press(&["s"], "send it to bob@example.test?");
    screen.press(&["y", "Enter"], "sent to bob@example.test");
    in_thread(&reader.arrived(&screen));
    if flags_by_command {
        screen.until("the answered flag, set by the command of the page", || reader.flags().contains('R'));
    }
    screen.wait("Process complete");
    // Last: after a reply of its own aerc reads its folders anew, and a key may wait for that.
    screen.press(&["q"], "Interview for the Data").press(&[",r"], "Send this email");
    screen.press(&["y"], "Interview for the Data");
    screen.until("the second answer in Bob's Maildir", || bed.delivered("bob").len() == 2);
    bed.delivered("bob").iter().for_each(|answer| in_thread(answer));
    screen.until("the answered flag", || reader.flags().contains('R'));
    screen.until("aerc's own copy", || std::fs::read_dir(reader.path("Sent/cur")).unwrap().count() == 1);
}

/// The block of a page below this heading of an ini file.
fn ini<'a>(page: &'a str, heading: &str) -> &'a str {
    page.split("```").find(|block| block.starts_with(&format!("ini\n{heading}\n"))).unwrap().split_once('\n').unwrap().1
}

#[test]
#[ignore = "live: needs aerc and tmux; tests/run installs them"]
fn a_draft_is_recalled_in_aerc() {
    let reader = Reader::new();
    reader.maildir("Drafts");
    let page = include_str!("../docs/clients/aerc.md");
    let key = ini(page, "[messages]");
    assert!(include_str!("../docs/clients/aerc-0.14.md").contains(key));
    let screen = aerc(&reader, &format!("\n{}", key.replace("~/Mail/Drafts", "~/Drafts")), "");
    screen.press(&[",d"], "d write the draft").press(&["d"], "draft written").wait("Process complete");
    screen.press(&["q"], "Interview for the Data").press(&[":cf Drafts", "Enter"], "Re: Interview for the Data");
    screen.press(&["Enter"], "Send this email").press(&["y"], "Drafts");
    in_thread(&reader.arrived(&screen));
    screen.until("aerc's own copy", || std::fs::read_dir(reader.path("Sent/cur")).unwrap().count() == 1);
    screen.until("the draft is gone", || std::fs::read_dir(reader.path("Drafts/cur")).unwrap().count() == 0);
}

#[test]
#[ignore = "live: needs aerc 0.17 or later and tmux; tests/run installs what the system has"]
#[expect(clippy::print_stdout, reason = "whoever runs the tests has to know that this one did not")]
fn mail_that_arrives_while_aerc_runs_is_told_and_not_answered() {
    if aerc_page() != "aerc" {
        println!("not run: this aerc has no hook for it");
        return;
    }
    let reader = Reader::new();
    let told = reader.path("told");
    std::fs::write(reader.path("bin/notify-send"), format!("#!/bin/sh\necho \"$1: $2\" >> '{}'\n", told.display()))
        .unwrap();
    std::fs::set_permissions(reader.path("bin/notify-send"), std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .unwrap();
    let hook = ini(include_str!("../docs/clients/aerc.md"), "[hooks]").replace("~/Mail/INBOX", "~/Mail");
    let screen = aerc(&reader, "", &hook);
    let arrives = |name: &str, mail: &str| {
        std::fs::write(reader.path("Mail/tmp").join(name), mail).unwrap();
        std::fs::rename(reader.path("Mail/tmp").join(name), reader.path("Mail/new").join(name)).unwrap();
    };
    arrives(
        "2.other",
        "From: Shop <shop@example.test>\nTo: alice@example.test\nSubject: Your receipt\n\
                        Message-ID: <2@example.test>\nDate: Mon, 23 Nov 2026 10:12:00 +0000\n\nTwo lamps.\n",
    );
    screen.wait("Your receipt");
    let third = INVITATION.replace("invitation-1", "invitation-3").replace("Data Engineer", "Modeller");
    arrives("3.invitation", &third.replace("bob@", "carol@").replace("Bob Baker", "Carol Carter"));
    screen.wait("Modeller").until("the word about it", || told.exists());
    assert_eq!(std::fs::read_to_string(told).unwrap(), "Carol Carter: an invitation waits for an answer\n");
    assert!(["bob", "carol", "remote"].iter().all(|user| reader.bed.delivered(user).is_empty()));
}

/// himalaya is in no package: the test runs where it is found.
#[test]
#[ignore = "live: needs himalaya 2 and tmux"]
#[expect(clippy::print_stdout, reason = "whoever runs the tests has to know that this one did not")]
fn the_functions_for_himalaya_show_and_send_and_tell_refusals() {
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
    let line = page.split('`').find(|code| code.contains("| regrets draft |")).unwrap();
    let mut command = Command::new("sh");
    let out = command.args(["-c", &line.replace("ID", "1")]).envs(reader.variables()).output().unwrap();
    assert!(out.status.success(), "{line}: {out:?}");
    in_thread(&himalaya(&["message", "read", "--raw", "-m", "Drafts", "1"]));
    let reply = "sh -c '. ~/.config/regrets/himalaya.sh; regrets_reply 1'";
    let screen = Screen::start(reader.home.path(), &reader.variables(), reply);
    screen.wait("s SEND").press(&["s"], "send it to bob@example.test?").press(&["y", "Enter"], "[ended 0]");
    in_thread(&reader.arrived(&screen));
    let list = himalaya(&["envelope", "list"]);
    let row = list.lines().find(|l| l.contains("Interview for the Data")).unwrap();
    assert!(row.split('┆').nth(1).unwrap().contains('R'), "{list}");
    assert!(himalaya(&["message", "read", "--raw", "-m", "Sent", "1"]).contains("<invitation-1@example.test>"));

    // Its words for a refusal are still those that the page knows.
    let delivers = |to: &str| {
        let script = format!(
            ". ~/.config/regrets/himalaya.sh; printf 'From: alice@example.test\\nTo: {to}\\nSubject: x\\n\\nx\\n' | regrets_deliver"
        );
        Command::new("sh").args(["-c", &script]).envs(reader.variables()).output().unwrap().status.code()
    };
    assert_eq!(delivers("nora@remote.test"), Some(0));
    assert_eq!((delivers("nouser@remote.test"), delivers("greylist@remote.test")), (Some(67), Some(75)));
    assert_eq!(delivers("spam@remote.test"), Some(69));
    let path = reader.path(".config/himalaya/config.toml");
    let config = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, config.replace("save-copy = \"Sent\"", "save-copy = \"Nowhere\"")).unwrap();
    assert_eq!(delivers("nora@remote.test"), Some(0), "it is sent, and only the copy is missing");
    let (imap, smtp) = config.split_once("smtp.server").unwrap();
    std::fs::write(&path, format!("{imap}smtp.server{}", smtp.replace(PASSWORD, "wrong"))).unwrap();
    assert_eq!(delivers("nora@remote.test"), Some(77));
    std::fs::write(&path, "not toml [").unwrap();
    assert_eq!(delivers("nora@remote.test"), Some(78));
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
