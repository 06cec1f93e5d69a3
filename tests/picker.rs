//! The full-screen view on a real terminal.

mod common;

use common::desk::{Desk, read};
use common::person::INVITATION;
use std::path::Path;

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn what_is_chosen_on_the_screen_is_what_leaves() {
    let desk = Desk::new();
    let screen = desk.start(&format!("reply '{INVITATION}'"));
    screen.wait("s SEND").wait("decline the").keys(&["Down"]).wait("agreed").keys(&["3", " Labs", "Enter"]);
    screen.wait("Brackenfold Labs (you)").keys(&["Tab", "Down"]).wait("accepted another offer");
    screen.keys(&["s"]).wait("send it to ottilie.grant@brackenfold.example? [y/N]").keys(&["n", "Enter"]);
    screen.wait("not sent").wait("Brackenfold Labs (you)");
    assert!(!desk.path("sent").exists());
    screen.keys(&["s"]).wait("[y/N]").keys(&["y", "Enter"]).wait("sent to ottilie.grant@brackenfold.example");
    desk.ended(&screen, 0);
    let sent = read(&desk.path("sent"));
    assert!(sent.contains("Brackenfold Labs") && sent.contains("\nIn-Reply-To: <"), "{sent}");
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn a_time_is_corrected_and_the_thread_is_looked_up_once() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("Mail/cur")).unwrap();
    let screen = desk.start(&format!("reply --thread Mail '{INVITATION}'"));
    screen.wait("s SEND");
    // A key composes; it does not search again.
    std::fs::remove_dir_all(desk.path("Mail")).unwrap();
    screen.press(&["5"], "the interview's time").press(&["C-u", "soon", "Enter"], "is not a time that was understood");
    screen.press(&["5", "C-u", "fri 15:30", "Enter"], "Fri 27 Nov 2026 15:30");
    screen.wait("(you)").press(&["Down"], "agreed").wait("Friday, 27 November at 15:30");
    screen.press(&["q"], "nothing was sent");
    desk.ended(&screen, 10);
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn send_without_a_kind_opens_the_screen_and_an_own_text_leaves_as_it_is() {
    let desk = Desk::new();
    let screen = desk.start(&format!("send < '{INVITATION}'"));
    screen.wait("s SEND").keys(&["e"]).wait("A line of my own.").wait("your own text").keys(&["Down"]);
    screen.wait("brings the written letter back").keys(&["s"]).wait("[y/N]").keys(&["y", "Enter"]).wait("sent to");
    desk.ended(&screen, 0);
    assert!(read(&desk.path("sent")).ends_with("\nA line of my own.\n"), "{}", read(&desk.path("sent")));
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn a_draft_is_written_where_asked_and_never_over_a_file() {
    let desk = Desk::new();
    std::fs::write(desk.path("reply.eml"), "mine").unwrap();
    let screen = desk.start(&format!("reply '{INVITATION}'"));
    screen.wait("s SEND").keys(&["d"]).wait("Maildir: reply.eml").keys(&["Enter"]).wait("is there already");
    screen.keys(&["d", "C-u", "other.eml", "Enter"]).wait("draft written: other.eml");
    desk.ended(&screen, 0);
    assert_eq!(read(&desk.path("reply.eml")), "mine");
    assert!(read(&desk.path("other.eml")).contains("Subject: Re: Brackenfold"));
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn an_edited_text_is_kept_until_it_has_left() {
    let desk = Desk::new();
    let kept = || std::fs::read_dir(desk.path("state/regrets")).unwrap().flatten().map(|e| e.path());
    let kept = || kept().filter(|p| p.display().to_string().contains("/edit-")).collect::<Vec<_>>();
    for start in ["reply", "send --as decline --edit"] {
        let screen = desk.start(&format!("{start} '{INVITATION}'"));
        match start {
            "reply" => screen.wait("s SEND").press(&["e"], "your own text").press(&["q"], "Your text is kept in"),
            _ => screen.wait("[y/N]").press(&["n", "Enter"], "Your text is kept in"),
        };
        desk.ended(&screen, 10);
        assert_eq!(
            kept().iter().map(|p| read(p)).collect::<Vec<_>>(),
            ["Dear Ottilie Grant,\n\nA line of my own.\n"],
            "{start}"
        );
        std::fs::remove_file(&kept()[0]).unwrap();
    }
    let screen = desk.start(&format!("send --as decline --edit '{INVITATION}'"));
    screen.wait("[y/N]").press(&["y", "Enter"], "sent to");
    desk.ended(&screen, 0);
    assert_eq!(kept().len(), 0);
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn what_stops_an_answer_is_passed_by_a_key_of_its_own() {
    let desk = Desk::new();
    let mail = "From: Shop <shop@y.example>\nTo: ada@home.example\nSubject: Your order\nMessage-ID: <s@y.example>\n\n\
                Two lamps.\n";
    std::fs::write(desk.path("order"), mail).unwrap();
    let screen = desk.start("reply order");
    screen.wait("no letter yet").press(&["s"], "this looks like").press(&["!"], "Subject: Re: Your order");
    screen.wait("passed").press(&["q"], "nothing was sent");
    desk.ended(&screen, 10);
    assert!(!desk.path("sent").exists());
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn leaving_and_signals_put_the_terminal_back() {
    for (ways, code) in [(["q"], 10), (["C-c"], 10), (["Escape"], 10)] {
        let desk = Desk::new();
        let screen = desk.start(&format!("reply '{INVITATION}'"));
        screen.wait("s SEND").keys(&ways).wait("nothing was sent");
        desk.ended(&screen, code);
    }
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let desk = Desk::new();
        let screen = desk.start(&format!("reply '{INVITATION}' & echo $! > pid; wait $!"));
        screen.wait("s SEND");
        let pid = read(&desk.path("pid"));
        let killed = std::process::Command::new("kill").args(["-s", signal, pid.trim()]).status().unwrap();
        assert!(killed.success());
        desk.ended(&screen, code);
        assert!(!screen.text().contains("s SEND"), "{}", screen.text());
    }
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn the_plain_mode_asks_line_by_line() {
    let desk = Desk::new();
    let screen = desk.start(&format!("reply --plain '{INVITATION}'"));
    screen.wait("kind of reply [decline]:").keys(&["cancel", "Enter"]).wait("reason [none]:").keys(&["2", "Enter"]);
    screen.wait("s send, d draft").keys(&["4", "Enter"]).wait("role [Hydrology Modeller]:");
    screen.keys(&["Modeller", "Enter"]).wait("s send, d draft").keys(&["s", "Enter"]).wait("[y/N]");
    screen.keys(&["y", "Enter"]).wait("sent to ottilie.grant@brackenfold.example");
    desk.ended(&screen, 0);
    let sent = read(&desk.path("sent"));
    assert!(sent.contains("Modeller") && !sent.contains("Hydrology Modeller"), "{sent}");
}

#[test]
#[ignore = "live: needs tmux and less; tests/run installs them"]
fn what_scrolled_away_is_shown_again_before_the_question_is_answered() {
    let desk = Desk::new();
    let invitation = read(Path::new(INVITATION));
    std::fs::write(desk.path("long"), invitation).unwrap();
    // A letter that no screen holds.
    let lines = (1..90).map(|n| format!("Line {n}.\\n")).collect::<String>();
    std::fs::write(desk.path("editor"), format!("#!/bin/sh\nprintf 'Dear Ottilie,\\n\\n{lines}' > \"$1\"\n")).unwrap();
    let screen = desk.start("send --as decline --edit long");
    screen.wait("v shows all of it").wait("[y/N]");
    assert!(!screen.text().contains("Dear Ottilie"), "{}", screen.text());
    screen.press(&["v", "Enter"], "Dear Ottilie").press(&["q"], "[y/N]");
    screen.press(&["y", "Enter"], "sent to ottilie");
    desk.ended(&screen, 0);
}

#[test]
fn without_a_terminal_the_view_is_refused_and_nothing_is_asked() {
    let desk = Desk::new();
    let program = assert_cmd::cargo::cargo_bin("regrets");
    let mut command = std::process::Command::new("setsid");
    command.arg("--wait").arg(program).args(["reply", INVITATION]);
    command.env("HOME", desk.path("")).env("XDG_CONFIG_HOME", desk.path("config"));
    let out = command.stdin(std::process::Stdio::null()).output().unwrap();
    assert_eq!(out.status.code(), Some(11));
    let text = String::from_utf8_lossy(&out.stderr);
    assert!(text.contains("no terminal") && text.contains("--as KIND"), "{text}");
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn an_edited_text_gets_no_second_signature() {
    let desk = Desk::new();
    let file = desk.path("config/regrets/config.toml");
    std::fs::write(&file, read(&file).replace("[defaults]", "phone = \"+44 20 7946 0000\"\n[defaults]")).unwrap();
    std::fs::write(desk.path("editor"), "#!/bin/sh\nsed -i 's/^Thank you/Thanks/' \"$1\"\n").unwrap();
    let screen = desk.start(&format!("send --as decline --edit '{INVITATION}'"));
    screen.wait("[y/N]").keys(&["y", "Enter"]).wait("sent to");
    let sent = read(&desk.path("sent"));
    assert!(sent.contains("\nThanks ") && sent.matches("+44 20 7946 0000").count() == 1, "{sent}");
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn several_messages_are_asked_about_one_after_another() {
    let desk = Desk::new();
    let line = "From x@y.example Mon Nov 23 10:12:00 2026";
    let other =
        "From: shop@y.example\nTo: ada@home.example\nSubject: Your order\nMessage-ID: <s@y.example>\n\nTwo lamps.\n";
    let invitation = read(Path::new(INVITATION));
    let again = invitation.replace("one@brackenfold", "two@brackenfold");
    let text = format!("{line}\n{other}\n{line}\n{invitation}\n{line}\n{again}\n");
    std::fs::write(desk.path("mbox"), text).unwrap();
    let screen = desk.start("send --as decline < mbox");
    screen.shown("message 1 of 3").wait("[y/N]").keys(&["n", "Enter"]).wait("<two@");
    screen.until("the second question", || {
        screen.text().split_once("References: <two@").is_some_and(|(_, then)| then.contains("[y/N]"))
    });
    screen.keys(&["y", "Enter"]).wait("1 of 3 messages done").shown("sent to ottilie");
    screen.wait("not done: standard input, message 1").wait("not done: standard input, message 2: not sent");
    // One was sent: no code may say that nothing was.
    desk.ended(&screen, 12);
}
