//! The person's terminal while a password is asked for, an editor runs, or a question is open: whatever signal comes,
//! it is as it was afterwards, and no text is lost.

mod common;

use common::PASSWORD;
use common::person::{INVITATION, Person};
use common::server::Script;
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long anything may take here.
const LIMIT: Duration = Duration::from_secs(60);

/// A shell script on a terminal of its own (script(1)); it leaves its process id and its terminal's name in `$HOME`.
struct Terminal {
    run: Child,
    keys: ChildStdin,
    seen: Arc<Mutex<String>>,
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.run.kill();
        let _ = self.run.wait();
    }
}

impl Terminal {
    fn run(person: &Person, script: &str) -> Terminal {
        let program = assert_cmd::cargo::cargo_bin("regrets").display().to_string();
        let own = person.command();
        let mut command = Command::new("script");
        command.env_clear().envs(own.get_envs().filter_map(|(k, v)| Some((k, v?)))).env("TERM", "dumb");
        command.env("REGRETS", program).env("SHELL", "/bin/sh");
        let file = person.path("script.sh");
        std::fs::write(&file, format!("tty > $HOME/tty; echo $$ > $HOME/pid\n{script}\n")).unwrap();
        command.args(["-qefc", &format!("exec sh {}", file.display()), "/dev/null"]);
        let mut run = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (keys, mut screen) = (run.stdin.take().unwrap(), run.stdout.take().unwrap());
        let seen = Arc::new(Mutex::new(String::new()));
        let all = seen.clone();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = screen.read(&mut bytes) {
                all.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..n]));
            }
        });
        Terminal { run, keys, seen }
    }

    fn seen(&self) -> String {
        self.seen.lock().unwrap().clone()
    }

    fn until(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let end = Instant::now() + LIMIT;
        while !holds(&self.seen()) {
            assert!(Instant::now() < end, "{what} does not come: {}", self.seen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    fn ends(&mut self) -> i32 {
        let end = Instant::now() + LIMIT;
        loop {
            if let Some(status) = self.run.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            assert!(Instant::now() < end, "it does not end: {}", self.seen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn word(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap().trim().to_string()
}

/// Does the person's terminal show what is typed?
fn echoes(person: &Person) -> bool {
    let out = Command::new("stty").args(["-a", "-F", &word(&person.path("tty"))]).output().unwrap();
    String::from_utf8_lossy(&out.stdout).split_whitespace().any(|w| w == "echo")
}

fn soon(what: &str, holds: impl Fn() -> bool) {
    let end = Instant::now() + LIMIT;
    while !holds() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Whose password is asked for, whatever the keyring has.
fn asked() -> (common::server::Faulty, Person) {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    (server, person)
}

#[test]
#[ignore = "live: needs script(1) and stty; tests/run has them"]
fn a_signal_at_the_hidden_question_puts_the_terminal_back() {
    // The keyboard's own: Ctrl-C and Ctrl-\; the shell that started us outlives them and tells the modes.
    for (keys, code) in [("\u{3}", 130), ("\u{1c}", 131)] {
        let (_server, person) = asked();
        let mut terminal =
            Terminal::run(&person, "trap : INT QUIT\n\"$REGRETS\" login\necho code $?; stty -a; echo end");
        terminal.until("the question", |seen| seen.contains("password of"));
        soon("it hides what is typed", || !echoes(&person));
        terminal.types(keys);
        terminal.until("the end", |seen| seen.contains("\nend"));
        let seen = terminal.seen();
        assert!(seen.contains(&format!("code {code}")) && seen.contains(" echo "), "{seen}");
        terminal.ends();
    }
    for signal in [Signal::TERM, Signal::HUP, Signal::QUIT] {
        let (_server, person) = asked();
        let mut terminal = Terminal::run(&person, "\"$REGRETS\" login & echo $! > $HOME/child; wait $!; sleep 60");
        // A background process cannot ask: this one is in the shell's own group, and may.
        terminal.until("the question", |seen| seen.contains("password of"));
        soon("it hides what is typed", || !echoes(&person));
        let child = Pid::from_raw(word(&person.path("child")).parse().unwrap()).unwrap();
        kill_process(child, signal).unwrap();
        soon("the terminal is put back", || echoes(&person));
        let shell = Pid::from_raw(word(&person.path("pid")).parse().unwrap()).unwrap();
        kill_process(shell, Signal::KILL).unwrap();
        terminal.ends();
    }
}

#[test]
#[ignore = "live: needs script(1) and stty; tests/run has them"]
fn a_stop_at_the_hidden_question_lends_the_terminal_to_the_shell() {
    let (_server, person) = asked();
    let mut terminal = Terminal::run(&person, "exec \"$REGRETS\" login --no-check");
    terminal.until("the question", |seen| seen.contains("password of"));
    soon("it hides what is typed", || !echoes(&person));
    let pid = word(&person.path("pid"));
    let process = Pid::from_raw(pid.parse().unwrap()).unwrap();
    let stopped = || std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap().contains(") T ");
    for _ in 0..2 {
        kill_process(process, Signal::TSTP).unwrap();
        soon("it stops", stopped);
        assert!(echoes(&person), "stopped, and still hiding what is typed");
        // script(1) stops with it, and lets it go on as a shell does.
        kill_process(Pid::from_child(&terminal.run), Signal::CONT).unwrap();
        soon("it hides again", || !echoes(&person));
    }
    terminal.until("the question once more", |seen| seen.matches("password of").count() == 3);
    terminal.types(&format!("{PASSWORD}\n"));
    // There is no keyring here; that the answer got there is what matters.
    assert!([0, 77].contains(&terminal.ends()), "{}", terminal.seen());
    assert!(!terminal.seen().contains(PASSWORD), "{}", terminal.seen());
}

#[test]
#[ignore = "live: needs script(1); tests/run has it"]
fn ctrl_c_in_an_editor_is_the_editor_s_and_b75_what_the_editor_leaves() {
    // B75: what the editor does, the exit code of `send`, how many texts are kept, messages held.
    let rows = [
        ("trap : INT; echo ready; read x || read x; echo 'Dear Nora, no, thank you.' > \"$1\"", "\u{3}\n", 0, 0, 1),
        ("exit 3", "", 10, 1, 0),
        ("rm \"$1\"", "", 10, 0, 0),
        ("printf ' \\n' > \"$1\"", "", 10, 0, 0),
        ("kill -9 $$", "", 10, 1, 0),
        // An unchanged letter is a letter.
        ("true", "", 0, 0, 1),
        // B76: bytes that no mail can hold.
        ("printf 'Dear Nora\\000\\n' > \"$1\"", "", 65, 1, 0),
        ("printf 'Dear \\377\\n' > \"$1\"", "", 65, 1, 0),
    ];
    for (does, keys, code, kept, held) in rows {
        let (server, person) = asked();
        let editor = person.path("editor");
        std::fs::write(&editor, format!("{does}\n")).unwrap();
        // Both the shell around the editor and the editor itself outlive a Ctrl-C, as editors do.
        let script = format!(
            "export EDITOR=\"trap : INT; sh {}\"\nexec \"$REGRETS\" send --yes --edit {INVITATION}",
            editor.display()
        );
        let mut terminal = Terminal::run(&person, &script);
        if !keys.is_empty() {
            terminal.until("the editor", |seen| seen.contains("ready"));
            terminal.types(keys);
        }
        let got = terminal.ends();
        assert_eq!((got, server.seen().held.len()), (code, held), "{does}: {}", terminal.seen());
        let texts = std::fs::read_dir(person.path("state/regrets")).into_iter().flatten().flatten();
        let texts = texts.filter(|f| f.file_name().to_string_lossy().starts_with("edit-")).count();
        assert_eq!(texts, kept, "{does}: {}", terminal.seen());
        if kept == 1 {
            assert!(terminal.seen().contains("Your text is kept in"), "{does}: {}", terminal.seen());
        }
    }
}

#[test]
#[ignore = "live: needs script(1); tests/run has it"]
fn b01_b73_a_terminal_in_place_of_a_mail_and_answers_that_are_none() {
    let (server, person) = asked();
    let mut terminal = Terminal::run(&person, "exec \"$REGRETS\" preview");
    assert_eq!(terminal.ends(), 64, "{}", terminal.seen());
    assert!(terminal.seen().contains("Pipe a message in"), "{}", terminal.seen());
    // B73: three answers that are neither yes nor no; the end of input.
    for (keys, asked) in [("maybe\nwhat?\nyess\n", 3), ("\u{4}", 1)] {
        let mut terminal = Terminal::run(&person, &format!("exec \"$REGRETS\" send --as decline {INVITATION}"));
        terminal.until("the question", |seen| seen.contains("[y/N]"));
        terminal.types(keys);
        assert_eq!(terminal.ends(), 10, "{}", terminal.seen());
        assert_eq!(terminal.seen().matches("[y/N]").count(), asked, "{}", terminal.seen());
    }
    assert_eq!(server.seen().connections, 0);
}
