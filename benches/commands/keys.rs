//! How long a key takes on the screen: from the key that is typed until the last byte of the frame that answers it.
//! The program runs on a terminal of its own, made by `script`, so what is measured is all that a person waits for.

use super::mails;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Keys of each kind that are typed.
const ROUNDS: usize = 100;

/// A frame is over when nothing more comes for so long.
const QUIET: Duration = Duration::from_millis(40);

/// Keys that come in pairs, so that the second takes back what the first did; all of them compose the letter anew.
const PAIRS: [(&str, [&str; 2]); 3] =
    [("another kind", ["\x1b[B", "\x1b[A"]), ("quotation", ["o", "o"]), ("calendar answer", ["c", "c"])];

/// The program on its terminal; it ends with the value.
struct Terminal {
    child: Child,
    keys: ChildStdin,
    screen: Receiver<(Instant, Vec<u8>)>,
}

impl Terminal {
    fn start(program: &str, mail: &Path, home: &Path, columns: u16, rows: u16) -> Terminal {
        let line = format!("stty cols {columns} rows {rows}; exec '{program}' reply '{}'", mail.display());
        let mut command = Command::new("script");
        command.args(["-qefc", &line, "/dev/null"]).env("HOME", home).env("TERM", "xterm-256color");
        command.env("XDG_CONFIG_HOME", home).env("XDG_STATE_HOME", home).env_remove("NO_COLOR");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script is installed");
        let (keys, mut out) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        let (send, screen) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(n @ 1..) = out.read(&mut bytes) {
                if send.send((Instant::now(), bytes[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        Terminal { child, keys, screen }
    }

    /// Types a key, and waits for the frame; how long it took to its last byte, and how many bytes it had.
    fn press(&mut self, key: &str) -> (Duration, usize) {
        let start = Instant::now();
        self.keys.write_all(key.as_bytes()).and_then(|()| self.keys.flush()).expect("the program runs");
        let (mut last, mut size) = (start, 0);
        loop {
            let patience = if size == 0 { Duration::from_secs(5) } else { QUIET };
            match self.screen.recv_timeout(patience) {
                Ok((at, bytes)) => (last, size) = (at, size + bytes.len()),
                Err(RecvTimeoutError::Timeout) => return (last - start, size),
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended"),
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Prints the table.
pub fn table(program: &str) {
    let home = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(home.path().join("regrets")).expect("a folder");
    let config = "[me]\nname = \"Ada Lovelace\"\naddresses = [\"ada@home.example\"]\n";
    std::fs::write(home.path().join("regrets/config.toml"), config).expect("a file");
    println!("\na key on the screen of `reply`, until the last byte of the frame ({ROUNDS} keys each)");
    println!("{:<16} {:<16} {:>8} {:>9} {:>9} {:>9}", "mail", "key", "screen", "median", "95 %", "longest");
    for (name, mail) in [("short", mails::short()), ("a long thread", mails::thread()), ("HTML", mails::html())] {
        let file = home.path().join("mail.eml");
        std::fs::write(&file, mail).expect("a file");
        for (columns, rows) in [(80, 24), (200, 60)] {
            for (key, pair) in PAIRS {
                let mut terminal = Terminal::start(program, &file, home.path(), columns, rows);
                std::thread::sleep(Duration::from_millis(500));
                terminal.press(pair[0]);
                let mut times: Vec<Duration> = (1..=ROUNDS).map(|n| terminal.press(pair[n % 2]).0).collect();
                times.sort();
                let ms = |at: usize| format!("{:.1} ms", times[at].as_secs_f64() * 1e3);
                let (median, most, longest) = (ms(ROUNDS / 2), ms(ROUNDS * 95 / 100), ms(ROUNDS - 1));
                println!("{name:<16} {key:<16} {:>8} {median:>9} {most:>9} {longest:>9}", format!("{columns}x{rows}"));
            }
        }
    }
}
