//! The pictures of the screen in the documentation: made from what the program writes to a terminal, and compared.
//! `REGRETS_WRITE=1` writes them anew.

mod common;

use common::screen::Screen;
use std::path::Path;
use std::process::Command;

const INVITATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/demo/invitation.eml");

/// The picture in the documentation is the one of this screen.
fn shown(name: &str, screen: &str) {
    let picture = anstyle_svg::Term::new().render_svg(screen.trim_end());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screens").join(name);
    if std::env::var_os("REGRETS_WRITE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &picture).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == picture, "{} is not what is seen now; REGRETS_WRITE=1 writes it anew:\n{screen}", file.display());
}

/// A home in which Ada has an account.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(home.path().join("regrets")).unwrap();
    let config = "[me]\nname = \"Ada Lovelace\"\naddresses = [\"ada@home.example\"]\n[account.main]\n\
                  from = \"ada@home.example\"\ncommand = [\"false\"]\n";
    std::fs::write(home.path().join("regrets/config.toml"), config).unwrap();
    home
}

fn variables(home: &Path) -> [(&'static str, String); 5] {
    let home = home.display().to_string();
    [
        ("HOME", home.clone()),
        ("XDG_CONFIG_HOME", home.clone()),
        ("XDG_STATE_HOME", home),
        ("LC_ALL", "C.UTF-8".into()),
        ("TZ", "Europe/London".into()),
    ]
}

const NOW: [&str; 2] = ["--now", "2026-11-24T10:00:00Z"];

/// What a command writes with colours.
fn colored(arguments: &[&str]) -> String {
    let home = home();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("regrets"));
    command.args(NOW).args(["--color", "always"]).args(arguments).arg(INVITATION).envs(variables(home.path()));
    let out = command.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn what_a_mail_says_is_shown_as_it_is() {
    shown("read.svg", &colored(&["read"]));
}

#[test]
fn the_preview_is_shown_as_it_is() {
    shown("preview.svg", &colored(&["preview", "--because", "other-offer"]));
}

#[test]
#[ignore = "live: needs tmux; tests/run installs it"]
fn the_full_screen_is_shown_as_it_is() {
    let home = home();
    let program = assert_cmd::cargo::cargo_bin("regrets");
    let command = format!("'{}' {} reply '{INVITATION}'", program.display(), NOW.join(" "));
    let screen = Screen::start(home.path(), &variables(home.path()), &command);
    screen.wait("s SEND").press(&["Tab", "Down"], "accepted another offer").wait("> other-offer");
    shown("reply.svg", &screen.colored());
}
