//! A terminal that a test looks at and types into: tmux with a server of its own.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long a screen may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running program on a screen of 100 columns and 40 lines; it ends with the value.
pub struct Screen {
    socket: String,
}

impl Screen {
    /// Starts a shell command in a folder, with these environment variables on top of the test's own.
    pub fn start(folder: &Path, variables: &[(&str, String)], command: &str) -> Screen {
        let screen = Screen { socket: folder.join("tmux").display().to_string() };
        // A script, not tmux's `-e`: a login shell of the person who runs the tests may set its own PATH.
        let exports: String = variables.iter().map(|(name, value)| format!("export {name}='{value}'\n")).collect();
        let script = folder.join("on-screen.sh");
        // The screen stays when the program ends, so that its last words can be read.
        std::fs::write(&script, format!("{exports}{command}\necho \"[ended $?]\"\nexec sleep 60\n")).unwrap();
        let mut start = screen.tmux();
        start.args(["-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "40"]);
        start.arg("-c").arg(folder).arg(format!("exec sh '{}'", script.display()));
        let out = start.output().expect("tmux is installed");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        screen
    }

    fn tmux(&self) -> Command {
        let mut command = Command::new("tmux");
        command.args(["-S", &self.socket]).env_remove("TMUX").env("LC_ALL", "C.UTF-8").env("TERM", "xterm-256color");
        command
    }

    /// Types keys, by tmux's names: `Enter`, `C-c`, `Down`; anything else is typed as it is.
    pub fn keys(&self, keys: &[&str]) -> &Screen {
        let done = self.tmux().arg("send-keys").args(keys).status().expect("tmux is installed");
        assert!(done.success());
        self
    }

    /// What stands on the screen.
    pub fn text(&self) -> String {
        let out = self.tmux().args(["capture-pane", "-p"]).output().expect("tmux is installed");
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    /// Waits until the screen shows this.
    pub fn wait(&self, words: &str) -> &Screen {
        self.until(&format!("{words:?} on the screen"), || self.text().contains(words))
    }

    /// Waits until this is so.
    pub fn until(&self, what: &str, so: impl Fn() -> bool) -> &Screen {
        let start = Instant::now();
        while !so() {
            assert!(start.elapsed() < PATIENCE, "waited for {what}; the screen:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(30));
        }
        self
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.tmux().arg("kill-server").output();
    }
}
