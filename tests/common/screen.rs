//! A terminal that a test looks at and types into: tmux with a server of its own.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long a screen may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a screen may stay as it was after a key before the program is made to draw it anew.
const STILL: Duration = Duration::from_secs(3);

/// How long, before the key counts as lost.
const LOST: Duration = Duration::from_secs(12);

const WIDTH: u16 = 100;
const HEIGHT: u16 = 40;

/// The time between two keys.
const PACE: Duration = Duration::from_millis(150);

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
        start.args(["-f", "/dev/null", "new-session", "-d"]);
        start.args(["-x", &WIDTH.to_string(), "-y", &HEIGHT.to_string()]);
        start.arg("-c").arg(folder).arg(format!("exec sh '{}'", script.display()));
        // On a busy machine a new server now and then gives up before its first client has spoken.
        let mut out = start.output().expect("tmux is installed");
        for _ in 0..3 {
            if !out.status.success() {
                std::thread::sleep(Duration::from_millis(500));
                out = start.output().expect("tmux is installed");
            }
        }
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        screen
    }

    fn tmux(&self) -> Command {
        let mut command = Command::new("tmux");
        command.args(["-S", &self.socket]).env_remove("TMUX").env("LC_ALL", "C.UTF-8").env("TERM", "xterm-256color");
        command
    }

    /// Types keys one after another, at the pace of a person, by tmux's names: `Enter`, `C-c`, `Down`; anything else is
    /// typed as it is. Some clients look only at the first of two keys that reach them together.
    pub fn keys(&self, keys: &[&str]) -> &Screen {
        for (at, key) in keys.iter().enumerate() {
            std::thread::sleep(if at == 0 { Duration::ZERO } else { PACE });
            assert!(self.tmux().args(["send-keys", key]).status().expect("tmux is installed").success());
        }
        self
    }

    /// Types keys and waits until the screen shows this.
    ///
    /// aerc 0.14 now and then does what a key says and does not draw it before something else happens: a screen that
    /// stands still is drawn anew. And a program that is about to hand the terminal over, or has just taken it, throws
    /// away what was typed meanwhile: keys after which the screen still is what it was before, but for a status line or
    /// a flag, were lost and are typed again.
    pub fn press(&self, keys: &[&str], words: &str) -> &Screen {
        let before = self.text();
        let mut seen = (before.clone(), Instant::now(), false);
        self.keys(keys);
        self.until(&format!("{words:?} on the screen after {keys:?}"), || {
            let now = self.text();
            let (last, since, nudged) = &mut seen;
            if now != *last {
                seen = (now.clone(), Instant::now(), *nudged);
            } else if since.elapsed() > LOST && alike(&before, &now) {
                seen = (now.clone(), Instant::now(), false);
                self.keys(keys);
            } else if since.elapsed() > STILL && !std::mem::replace(nudged, true) {
                self.draw_anew();
            }
            now.contains(words)
        })
    }

    /// A terminal that changes its size is drawn anew by every program.
    fn draw_anew(&self) {
        for width in [WIDTH + 1, WIDTH] {
            let size = [width.to_string(), HEIGHT.to_string()];
            assert!(self.tmux().args(["resize-window", "-x", &size[0], "-y", &size[1]]).status().unwrap().success());
            std::thread::sleep(PACE);
        }
    }

    /// What stands on the screen.
    pub fn text(&self) -> String {
        let out = self.tmux().args(["capture-pane", "-p"]).output().expect("tmux is installed");
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    /// What stands on the screen, with its colours as escapes.
    pub fn colored(&self) -> String {
        let out = self.tmux().args(["capture-pane", "-e", "-p"]).output().expect("tmux is installed");
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    /// Waits until the screen shows this.
    pub fn wait(&self, words: &str) -> &Screen {
        self.until(&format!("{words:?} on the screen"), || self.text().contains(words))
    }

    /// Waits until the screen has shown this, even if it has scrolled away since: a program that does not stop there
    /// may be faster than the next look.
    pub fn shown(&self, words: &str) -> &Screen {
        self.until(&format!("{words:?} on the screen or above it"), || {
            let out = self.tmux().args(["capture-pane", "-p", "-S", "-"]).output().expect("tmux is installed");
            String::from_utf8_lossy(&out.stdout).contains(words)
        })
    }

    /// Waits until this is so.
    pub fn until(&self, what: &str, mut so: impl FnMut() -> bool) -> &Screen {
        let start = Instant::now();
        while !so() {
            assert!(start.elapsed() < PATIENCE, "waited for {what}; the screen:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(30));
        }
        self
    }
}

/// Are at least half of the lines of a screen still there?
fn alike(before: &str, now: &str) -> bool {
    let lines: Vec<&str> = before.lines().filter(|l| !l.trim().is_empty()).collect();
    lines.iter().filter(|line| now.lines().any(|l| l == **line)).count() * 2 >= lines.len()
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.tmux().arg("kill-server").output();
    }
}
