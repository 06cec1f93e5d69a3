//! The demonstration: an invitation is read, the answer shown and sent to a small server on loopback, and what
//! arrived is shown. No account, no network; everything it writes is in a temporary folder.

#![allow(clippy::print_stdout, reason = "a demonstration talks")]

#[path = "../common/mod.rs"]
mod common;

use common::server::Script;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let program = program();
    let invitation = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/demo/invitation.eml");
    let home = tempfile::tempdir().expect("a temporary folder");
    let server = Script::default().serve();
    let config = home.path().join("config.toml");
    std::fs::write(&config, configuration(server.port)).expect("the temporary folder can be written");
    let regrets = |what: &str, arguments: &[&str]| {
        println!("\n$ {what}");
        let mut command = Command::new(&program);
        command
            .args(arguments)
            .arg("--config")
            .arg(&config)
            .args(["--now", "2026-11-24T12:00:00+00:00"])
            .arg(&invitation);
        command
            .env("HOME", home.path())
            .env_remove("XDG_STATE_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_RUNTIME_DIR");
        command.status().is_ok_and(|status| status.success())
    };
    println!("A small mail server listens on 127.0.0.1:{}; the invitation is tests/demo/invitation.eml.", server.port);
    let previewed =
        regrets("regrets preview --because other-offer invitation.eml", &["preview", "--because", "other-offer"]);
    let sent = regrets(
        "regrets send --yes --because other-offer invitation.eml",
        &["send", "--yes", "--because", "other-offer"],
    );
    let again = !regrets("regrets send --yes invitation.eml        # once means once", &["send", "--yes"]);
    let seen = server.seen();
    for message in &seen.held {
        println!("\nWhat arrived at the server, as it arrived:\n");
        String::from_utf8_lossy(message).lines().for_each(|line| println!("    {line}"));
    }
    let _ = std::fs::remove_file(common::certs::ca_file());
    let good = previewed && sent && again && seen.held.len() == 1;
    println!(
        "\n{}",
        if good { "One message left, in the thread of the invitation." } else { "The demonstration failed." }
    );
    ExitCode::from(u8::from(!good))
}

/// The program beside this one.
fn program() -> PathBuf {
    let here = std::env::current_exe().expect("a program knows where it is");
    let folder = here.parent().and_then(Path::parent).expect("examples/ is in the build folder");
    folder.join("regrets")
}

fn configuration(port: u16) -> String {
    let ca = common::certs::ca_file();
    format!(
        "[me]\nname = \"Ada Lovelace\"\naddresses = [\"ada@home.example\"]\ntimezone = \"Europe/London\"\n\n[defaults]\nundo = 0\n\n\
         [account.main]\nfrom = \"ada@home.example\"\nsmtp = \"smtps://ada@localhost:{port}\"\nca-file = {:?}\npassword-command = [\"printf\", \"demo\"]\n",
        ca.display().to_string()
    )
}
