//! The test bed: a mail stack of its own for each test, and a keyring of its own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testbed")
}

/// The versions of Dovecot whose configuration differs; `start` takes the one of the Dovecot that is installed.
const FORMS: [&str; 2] = ["2.3", "2.4"];

/// A running mail stack; it ends with the value.
pub struct Testbed {
    folder: tempfile::TempDir,
    values: HashMap<String, String>,
}

impl Testbed {
    pub fn start() -> Testbed {
        Testbed::with(|_, _| String::new())
    }

    /// The same, with more of Dovecot's configuration, which may name the folder of the bed, in the form of each version.
    pub fn with(configuration: impl Fn(&Path, &str) -> String) -> Testbed {
        let folder = tempfile::tempdir().unwrap();
        for form in FORMS {
            let file = folder.path().join(format!("local-{form}.conf"));
            std::fs::write(file, configuration(folder.path(), form)).unwrap();
        }
        let out = Command::new(scripts().join("start")).arg(folder.path()).output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        assert!(out.status.success(), "the test bed does not start: {}", String::from_utf8_lossy(&out.stderr));
        let values = text.lines().filter_map(|l| l.split_once('=')).map(|(k, v)| (k.into(), v.into())).collect();
        Testbed { folder, values }
    }

    /// The same, with a Postfix in front: ports `POSTFIX_SUBMISSION` and `POSTFIX_SUBMISSIONS`. Only root can.
    pub fn with_postfix() -> Testbed {
        let mut bed = Testbed::start();
        let out = Command::new(scripts().join("postfix-start")).arg(bed.folder.path()).output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        assert!(out.status.success(), "Postfix does not start: {}", String::from_utf8_lossy(&out.stderr));
        bed.values.extend(text.lines().filter_map(|l| l.split_once('=')).map(|(k, v)| (k.into(), v.into())));
        bed
    }

    /// A value of the bed: `CA`, `MAIL`.
    pub fn value(&self, name: &str) -> &str {
        &self.values[&format!("TESTBED_{name}")]
    }

    pub fn port(&self, name: &str) -> u16 {
        self.value(name).rsplit_once(':').unwrap().1.parse().unwrap()
    }

    /// What Dovecot writes about itself.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("dovecot.log")
    }

    /// A token for a user, valid for so many seconds.
    pub fn token(&self, user: &str, seconds: i64) -> String {
        let out = Command::new(scripts().join("token")).args([user, &seconds.to_string()]).output().unwrap();
        String::from_utf8(out.stdout).unwrap().trim().to_string()
    }

    /// The messages that arrived for a user.
    pub fn delivered(&self, user: &str) -> Vec<String> {
        let folder = Path::new(self.value("MAIL")).join(user).join("Maildir/new");
        let Ok(entries) = std::fs::read_dir(folder) else { return vec![] };
        entries.map(|e| std::fs::read_to_string(e.unwrap().path()).unwrap()).collect()
    }
}

impl Drop for Testbed {
    fn drop(&mut self) {
        let _ = Command::new(scripts().join("stop")).arg(self.folder.path()).output();
    }
}

/// Runs a test of this program inside a session with an empty keyring.
pub fn in_keyring(test: &str) {
    again(Command::new(scripts().join("with-keyring")).arg(std::env::current_exe().unwrap()), test);
}

/// Runs a test of this program where no session bus can be found.
pub fn without_bus(test: &str) {
    let mut program = Command::new(std::env::current_exe().unwrap());
    for variable in ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY"] {
        program.env_remove(variable);
    }
    again(program.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"), test);
}

fn again(program: &mut Command, test: &str) {
    let out = program.args(["--exact", test, "--include-ignored"]).env("REGRETS_KEYRING_SESSION", "1").output();
    let out = out.unwrap();
    assert!(out.status.success(), "{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
}
