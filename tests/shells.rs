//! Completions in the real shells: the tab key asks the program itself, so that what it offers is always what there is.

mod common;

use common::screen::Screen;
use std::path::Path;

/// A shell that has read its start file only, with the line of the README in it.
fn start(home: &Path, shell: &str) -> Screen {
    let readme = include_str!("../README.md");
    let marked = format!("# {shell}\n");
    let line =
        readme.lines().find(|l| format!("{l}\n").ends_with(&marked)).expect("the README has a line for the shell");
    let line = line.split(" # ").next().unwrap();
    std::fs::create_dir_all(home.join(".config/fish")).unwrap();
    std::fs::create_dir_all(home.join("bin")).unwrap();
    std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin("regrets"), home.join("bin/regrets")).unwrap();
    std::fs::write(home.join(".bashrc"), format!("PS1='ready> '\n{line}\n")).unwrap();
    std::fs::write(home.join(".zshrc"), format!("PS1='ready> '\nautoload -Uz compinit; compinit -u\n{line}\n"))
        .unwrap();
    let prompt = "function fish_prompt; echo -n 'ready> '; end\n";
    std::fs::write(home.join(".config/fish/config.fish"), format!("{prompt}{line}\n")).unwrap();
    let path = std::env::var("PATH").unwrap();
    let variables = [
        ("HOME", home.display().to_string()),
        ("ZDOTDIR", home.display().to_string()),
        ("XDG_CONFIG_HOME", home.join(".config").display().to_string()),
        ("PATH", format!("{}:{path}", home.join("bin").display())),
        ("LC_ALL", "C.UTF-8".to_string()),
    ];
    let screen = Screen::start(home, &variables, &format!("{shell} -i"));
    screen.wait("ready>");
    screen
}

/// Leaves the line that was begun. A shell that is still at its completion throws the key away.
fn give_up(screen: &Screen) {
    let fresh = || screen.text().lines().rfind(|l| !l.trim().is_empty()).is_some_and(|l| l.trim() == "ready>");
    screen.until("a fresh prompt", || {
        let done = fresh();
        if !done {
            screen.keys(&["C-c"]);
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
        done
    });
}

/// Every kind, one that is begun, and an account that was not there when the shell began.
fn completes(shell: &str) {
    let home = tempfile::tempdir().unwrap();
    let screen = start(home.path(), shell);
    screen.press(&["regrets preview --as ", "Tab", "Tab"], "thank-you");
    for kind in ["decline", "withdraw", "reschedule", "other-format", "reconnect"] {
        assert!(screen.text().contains(kind), "{kind} is missing in\n{}", screen.text());
    }
    give_up(&screen);
    screen.keys(&["clear", "Enter"]);
    screen.until("an empty screen", || !screen.text().contains("thank-you"));
    screen.press(&["regrets preview --as resch", "Tab"], "--as reschedule");
    give_up(&screen);
    std::fs::create_dir_all(home.path().join(".config/regrets")).unwrap();
    let account = "[account.newly-made]\nfrom = \"a@b.example\"\ncommand = [\"cat\"]\n";
    std::fs::write(home.path().join(".config/regrets/config.toml"), account).unwrap();
    screen.press(&["regrets send --account ", "Tab"], "--account newly-made");
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn bash_completes() {
    completes("bash");
}

#[test]
#[ignore = "live: needs zsh and tmux; tests/run installs them"]
fn zsh_completes() {
    completes("zsh");
}

#[test]
#[ignore = "live: needs fish and tmux; tests/run installs them"]
fn fish_completes() {
    completes("fish");
}
