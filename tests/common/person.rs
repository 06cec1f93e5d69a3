//! A person with a home of their own who runs the program.

use super::PASSWORD;
use super::certs;
use super::server::Faulty;
use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Output, Stdio};

/// An invitation that the person got.
pub const INVITATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/invites-by-phone-en/mail.eml");

/// The bus of a session with a keyring, inside the test that makes one.
pub fn bus() -> Option<OsString> {
    std::env::var_os("REGRETS_KEYRING_SESSION").and_then(|_| std::env::var_os("DBUS_SESSION_BUS_ADDRESS"))
}

/// A person: a home with a configuration and an invitation, and a session with a keyring or without one.
pub struct Person {
    home: tempfile::TempDir,
    bus: Option<OsString>,
}

impl Person {
    /// Whose account is this server; `more` are further lines for the account.
    pub fn new(server: &Faulty, more: &str) -> Person {
        match bus() {
            Some(bus) => Person { bus: Some(bus), ..Person::with_account(&(account(server) + more)) },
            None => {
                let command = format!("password-command = [\"echo\", \"{PASSWORD}\"]\n");
                Person::with_account(&(account(server) + &command + more))
            }
        }
    }

    /// Whose password is in the keyring of this session.
    pub fn in_session(server: &Faulty, bus: &str) -> Person {
        Person { bus: Some(bus.into()), ..Person::with_account(&account(server)) }
    }

    /// Who sends with a shell script.
    pub fn with_program(script: &str) -> Person {
        let person = Person::with_account("command = [\"sendmail\"]\n");
        let path = person.path("sendmail");
        std::fs::write(&path, format!("#!/bin/sh\n{script}")).unwrap();
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        person.configure(&format!("command = [\"{}\"]\n", path.display()));
        person
    }

    fn with_account(account: &str) -> Person {
        let person = Person { home: tempfile::tempdir().unwrap(), bus: None };
        std::fs::create_dir_all(person.path("config/regrets")).unwrap();
        person.configure(account);
        person
    }

    fn configure(&self, account: &str) {
        let text = format!(
            "[me]\nname = \"Ada Lovelace\"\naddresses = [\"ada@home.example\"]\n[account.main]\n\
             from = \"ada@home.example\"\n{account}"
        );
        std::fs::write(self.path("config/regrets/config.toml"), text).unwrap();
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.home.path().join(below)
    }

    pub fn command(&self) -> std::process::Command {
        let mut command = std::process::Command::new(cargo_bin("regrets"));
        command.env_clear().env("HOME", self.home.path()).env("PATH", std::env::var_os("PATH").unwrap());
        command.env("XDG_CONFIG_HOME", self.path("config")).env("XDG_STATE_HOME", self.path("state"));
        if let Some(bus) = &self.bus {
            command.env("DBUS_SESSION_BUS_ADDRESS", bus);
        }
        command.stdin(Stdio::null());
        command
    }

    /// Runs the program on a terminal of its own, and types each answer once its question stands there.
    pub fn on_a_terminal(&self, arguments: &str, answers: &[(&str, &str)]) -> (i32, String) {
        use std::io::{Read, Write};
        let mut command = self.command();
        let program = format!("{} {arguments}", cargo_bin("regrets").display());
        let line = command.get_envs().map(|(k, v)| (k.to_owned(), v.map(ToOwned::to_owned))).collect::<Vec<_>>();
        command = std::process::Command::new("script");
        command.env_clear().envs(line.into_iter().filter_map(|(k, v)| Some((k, v?)))).env("TERM", "dumb");
        command.args(["-qefc", &program, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut run = command.spawn().unwrap();
        let (mut keys, mut screen) = (run.stdin.take().unwrap(), run.stdout.take().unwrap());
        let mut seen = String::new();
        let mut left = answers.iter();
        let mut next = left.next();
        let mut bytes = [0; 4096];
        while let Ok(n) = screen.read(&mut bytes) {
            if n == 0 {
                break;
            }
            seen.push_str(&String::from_utf8_lossy(&bytes[..n]));
            if let Some((question, keystrokes)) = next
                && seen.contains(question)
            {
                keys.write_all(keystrokes.as_bytes()).unwrap();
                next = left.next();
            }
        }
        (run.wait().unwrap().code().unwrap_or(-1), seen)
    }

    pub fn run(&self, arguments: &[&str]) -> (i32, String) {
        let out = Command::from_std(self.command()).args(arguments).output().unwrap();
        said(&out)
    }

    pub fn send(&self, more: &[&str]) -> (i32, String) {
        self.run(&[&["send", "--yes", INVITATION], more].concat())
    }
}

/// An account of this server.
fn account(server: &Faulty) -> String {
    format!("smtp = \"smtps://ada@localhost:{}\"\nca-file = \"{}\"\n", server.port, certs::ca_file().display())
}

pub fn said(out: &Output) -> (i32, String) {
    let text = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(!text.contains(PASSWORD), "{text}");
    assert!(!text.contains('\u{1b}') && !text.contains("panicked"), "{text}");
    (out.status.code().unwrap_or(-1), text)
}
