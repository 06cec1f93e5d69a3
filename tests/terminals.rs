//! The same screen and the same questions wherever a terminal comes from.

mod common;

use common::desk::{Desk, read};
use common::person::INVITATION;
use common::screen::Screen;
use std::process::Command;

/// The command for an SSH server that lets in whoever runs the test, by a key made for it. It talks over the pipes of
/// its client: a port of loopback could be taken by somebody else before it listens there.
fn sshd(desk: &Desk) -> String {
    for key in ["host", "mine"] {
        let mut command = Command::new("ssh-keygen");
        let made = command.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(desk.path(key)).output().unwrap();
        assert!(made.status.success(), "{made:?}");
    }
    // sshd wants the folder that its service would make.
    if rustix::process::getuid().is_root() {
        std::fs::create_dir_all("/run/sshd").unwrap();
    }
    let keys = desk.path("mine.pub");
    format!(
        "/usr/sbin/sshd -i -e -f /dev/null -h {} -o StrictModes=no -o UsePAM=no -o PermitRootLogin=yes -o PidFile=none \
         -o AuthorizedKeysFile={} 2> {}",
        desk.path("host").display(),
        keys.display(),
        desk.path("sshd.log").display()
    )
}

#[test]
#[ignore = "live: needs sshd and tmux; tests/run installs them"]
fn the_screen_works_over_ssh() {
    let desk = Desk::new();
    let server = sshd(&desk);
    let mut far = String::new();
    for (name, value) in desk.variables() {
        far += &format!("{name}='{value}' ");
    }
    let program = assert_cmd::cargo::cargo_bin("regrets");
    far += &format!("'{}' --now 2026-11-24T10:00:00Z send < '{INVITATION}'", program.display());
    std::fs::write(desk.path("far.sh"), format!("env {far}\n")).unwrap();
    let near = format!(
        "stty -g > before; ssh -tt -o ProxyCommand='{server}' -i mine -o BatchMode=yes \
         -o StrictHostKeyChecking=no -o UserKnownHostsFile=known far sh '{}'\ncode=$?; stty -g > after; (exit $code)",
        desk.path("far.sh").display()
    );
    let screen = Screen::start(desk.0.path(), &desk.variables(), &near);
    screen.wait("s SEND").press(&["Down"], "agreed").press(&["s"], "[y/N]").press(&["y", "Enter"], "sent to ottilie");
    desk.ended(&screen, 0);
    assert!(read(&desk.path("sent")).contains("In-Reply-To: <"));
}

#[test]
#[ignore = "live: needs Emacs and tmux; tests/run installs them"]
fn a_shell_in_emacs_is_asked_line_by_line() {
    let desk = Desk::new();
    let screen = Screen::start(desk.0.path(), &desk.variables(), "emacs -nw -q --eval '(shell)'");
    let program = assert_cmd::cargo::cargo_bin("regrets");
    std::fs::write(desk.path("ask.sh"), format!("'{}' send < '{INVITATION}'\n", program.display())).unwrap();
    screen.wait("*shell*").press(&["sh ask.sh", "Enter"], "kind of reply [decline]:");
    screen.press(&["cancel", "Enter"], "reason [none]:").press(&["Enter"], "s send, d draft");
    screen.press(&["?", "Enter"], "5: time of the interview").press(&["s", "Enter"], "[y/N]");
    screen.press(&["y", "Enter"], "sent to ottilie");
    assert!(read(&desk.path("sent")).contains("In-Reply-To: <"));
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn ctrl_z_gives_the_terminal_back_and_fg_draws_the_screen_again() {
    let desk = Desk::new();
    let program = assert_cmd::cargo::cargo_bin("regrets");
    let now = "--now 2026-11-24T10:00:00Z";
    std::fs::write(desk.path("go"), format!("'{}' {now} reply '{INVITATION}'\n", program.display())).unwrap();
    let screen = Screen::start(desk.0.path(), &desk.variables(), "PS1='ready> ' bash --norc --noprofile -i");
    screen.wait("ready>").press(&["stty -g > before; . ./go", "Enter"], "s SEND");
    screen.press(&["Down"], "agreed").press(&["C-z"], "Stopped");
    assert!(!screen.text().contains("s SEND"), "{}", screen.text());
    screen.press(&["stty -g > stopped", "Enter"], "ready> stty").press(&["fg", "Enter"], "s SEND");
    screen.wait("> cancel").press(&["q"], "nothing was sent").press(&["stty -g > after", "Enter"], "stty -g > after");
    screen.until("the modes are written down", || !read(&desk.path("after")).is_empty());
    assert_eq!(read(&desk.path("stopped")), read(&desk.path("before")));
    assert_eq!(read(&desk.path("after")), read(&desk.path("before")));
}

/// An editor as editors are: it reads single keys, puts the terminal back when it is to stop, and ends at the first key.
const EDITOR: &str = "#!/bin/bash\nbefore=$(stty -g)\ntake() { stty -icanon -echo; echo 'in the editor'; }\n\
    trap 'stty \"$before\"; kill -STOP $$; take' TSTP\ntake\nuntil read -rs -n 1 -t 0.1; do :; done\nstty \"$before\"\n";

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn a_stop_from_outside_gives_the_terminal_back_wherever_it_comes() {
    // What is run, what is on the screen while it waits, and how it ends from there.
    let rows: [(&str, &str, &[&str], &str); 3] = [
        ("reply", "s SEND", &["q"], "nothing was sent"),
        ("send --as decline", "[y/N]", &["y", "Enter"], "sent to ottilie"),
        ("send --as decline --edit", "in the editor", &["x"], "[y/N]"),
    ];
    for (run, waits, keys, then) in rows {
        let desk = Desk::new();
        std::fs::write(desk.path("editor"), EDITOR).unwrap();
        let program = assert_cmd::cargo::cargo_bin("regrets");
        let line =
            format!("echo $$ > pid; exec '{}' --now 2026-11-24T10:00:00Z {run} '{INVITATION}'", program.display());
        std::fs::write(desk.path("go"), line).unwrap();
        let screen = Screen::start(desk.0.path(), &desk.variables(), "PS1='ready> ' bash --norc --noprofile -i");
        screen.wait("ready>").press(&["stty -g > before; clear; sh ./go", "Enter"], waits);
        for round in 0..2 {
            let pid = rustix::process::Pid::from_raw(read(&desk.path("pid")).trim().parse().unwrap()).unwrap();
            rustix::process::kill_process(pid, rustix::process::Signal::TSTP).unwrap();
            screen.wait("Stopped");
            // In the line that is typed the word stands apart.
            screen.press(
                &[&format!("clear; stty -g > stopped; echo round' '{round}"), "Enter"],
                &format!("round {round}"),
            );
            assert_eq!(read(&desk.path("stopped")), read(&desk.path("before")), "{run}");
            assert!(!screen.text().contains(waits), "{run}: {}", screen.text());
            screen.press(&["fg", "Enter"], waits);
        }
        screen.press(keys, then);
        if then == "[y/N]" {
            screen.press(&["n", "Enter"], "not sent");
        }
        screen.press(&["stty -g > after; echo at' 'last", "Enter"], "at last");
        assert_eq!(read(&desk.path("after")), read(&desk.path("before")), "{run}");
    }
}
