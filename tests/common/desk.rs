//! A person at a terminal.

use super::screen::Screen;
use std::path::{Path, PathBuf};

/// A person at a terminal, whose mail leaves into a file.
pub struct Desk(pub tempfile::TempDir);

impl Desk {
    pub fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        std::fs::create_dir_all(desk.path("config/regrets")).unwrap();
        let program = desk.path("sendmail");
        std::fs::write(&program, format!("#!/bin/sh\ncat > '{}'\n", desk.path("sent").display())).unwrap();
        let editor = desk.path("editor");
        std::fs::write(&editor, "#!/bin/sh\nprintf 'Dear Ottilie Grant,\\n\\nA line of my own.\\n' > \"$1\"\n")
            .unwrap();
        for file in [&program, &editor] {
            std::fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        }
        let config = format!(
            "[me]\nname = \"Ada Lovelace\"\naddresses = [\"ada@home.example\"]\n[defaults]\nundo = 0\n[account.main]\n\
             from = \"ada@home.example\"\ncommand = [\"{}\"]\n",
            program.display()
        );
        std::fs::write(desk.path("config/regrets/config.toml"), config).unwrap();
        desk
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    /// What the program finds in its environment.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("HOME", self.path("").display().to_string()),
            ("XDG_CONFIG_HOME", self.path("config").display().to_string()),
            ("XDG_STATE_HOME", self.path("state").display().to_string()),
            ("VISUAL", self.path("editor").display().to_string()),
            ("LC_ALL", "C.UTF-8".into()),
        ]
    }

    /// The program on a screen, with the terminal's modes written down before and after.
    pub fn start(&self, arguments: &str) -> Screen {
        let program = assert_cmd::cargo::cargo_bin("regrets");
        let command = format!(
            "stty -g > before\n'{}' --now 2026-11-24T10:00:00Z {arguments}\ncode=$?\nstty -g > after\n(exit $code)",
            program.display()
        );
        Screen::start(self.0.path(), &self.variables(), &command)
    }

    /// The program has ended so, and the terminal is as it was.
    pub fn ended(&self, screen: &Screen, code: i32) {
        screen.wait(&format!("[ended {code}]"));
        assert_eq!(read(&self.path("after")), read(&self.path("before")));
    }
}

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}
