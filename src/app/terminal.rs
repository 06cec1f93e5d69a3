//! The person's terminal: width, colour, questions. stdin is the message; the keyboard is /dev/tty.

use super::cli::Color;
use super::restore;
use crate::error::{Error, Exit, Result};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, IsTerminal, Read, Write};
use zeroize::Zeroizing;

/// How to draw for one output stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Colour escapes allowed?
    pub color: bool,
    /// Columns; 80 where there is no terminal.
    pub width: usize,
    /// Is a person looking?
    pub terminal: bool,
}

/// The style for standard output: colour by option, `NO_COLOR`, `TERM=dumb` and whether it is a terminal.
pub fn stdout_style(color: Color) -> Style {
    let terminal = std::io::stdout().is_terminal();
    let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && !dumb && !plain,
    };
    // Asked of nothing else: without any terminal the question itself fails loudly.
    let width = columns(terminal.then(|| crossterm::terminal::size().ok()).flatten().map(|(width, _)| width));
    Style { color, width, terminal }
}

/// How wide to write. A terminal that nobody told its size says that it has none: below `script`, in a shell of an editor.
fn columns(told: Option<u16>) -> usize {
    told.filter(|width| *width > 0).map_or(80, |width| usize::from(width).max(20))
}

/// The keyboard of the person: the controlling terminal, opened only when a question may be asked on it.
pub struct Keyboard {
    tty: File,
}

impl Keyboard {
    /// Opens the terminal for a question.
    ///
    /// An open /dev/tty is no licence to ask: in a client's background pipe it opens, too, and belongs to the
    /// client's screen. So a question needs standard output or error on a terminal, and a terminal in line mode.
    ///
    /// # Errors
    /// [`Exit::NeedsPerson`] where nobody can be asked; `instead` says which option answers the question.
    pub fn open(instead: &str) -> Result<Keyboard> {
        let cannot = || Error::new(Exit::NeedsPerson, "there is no terminal to ask on; nothing was sent").hint(instead);
        if !std::io::stdout().is_terminal() && !std::io::stderr().is_terminal() {
            return Err(cannot());
        }
        let tty = OpenOptions::new().read(true).write(true).open("/dev/tty").map_err(|_| cannot())?;
        if !line_mode(&tty) {
            return Err(cannot());
        }
        Ok(Keyboard { tty })
    }

    /// The terminal itself, for a view that takes all of it.
    pub fn into_tty(self) -> File {
        self.tty
    }

    /// Asks one question and returns the answer's line, trimmed; `None` at the end of input.
    ///
    /// # Errors
    /// [`Exit::Io`] when the terminal fails.
    pub fn ask(&mut self, question: &str) -> Result<Option<String>> {
        restore::keep(&self.tty, false).map_err(unusable)?;
        restore::asks(question.trim_start_matches('\n'));
        let mut line = String::new();
        let asked = write!(self.tty, "{question}").and_then(|()| self.tty.flush());
        let read = asked.and_then(|()| BufReader::new(&self.tty).read_line(&mut line));
        restore::forget();
        if read.map_err(unusable)? == 0 {
            let _ = writeln!(self.tty);
            return Ok(None);
        }
        Ok(Some(line.trim().to_string()))
    }

    /// Asks for yes or no. Only `y` and `yes` are yes; the end of input, or three answers that are neither, are no.
    ///
    /// # Errors
    /// [`Exit::Io`] when the terminal fails.
    pub fn yes(&mut self, question: &str) -> Result<bool> {
        self.yes_after(question, &mut || false)
    }

    /// The same, where `v` shows what it is about, as often as it is asked for; `false` when it shows nothing.
    ///
    /// # Errors
    /// As [`Keyboard::yes`].
    pub fn yes_after(&mut self, question: &str, view: &mut dyn FnMut() -> bool) -> Result<bool> {
        let mut left = 3;
        while left > 0 {
            match self.ask(&format!("{question} [y/N] "))?.map(|a| a.to_lowercase()).as_deref() {
                Some("y" | "yes") => return Ok(true),
                None | Some("" | "n" | "no") => return Ok(false),
                Some("v") if view() => {}
                Some(_) => left -= 1,
            }
        }
        Ok(false)
    }

    /// Lets some seconds pass in which any key takes the yes back; `true` when none was pressed.
    ///
    /// # Errors
    /// [`Exit::Io`] when the terminal fails.
    pub fn undo(&mut self, seconds: u64) -> Result<bool> {
        use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcsetattr};
        if seconds == 0 {
            return Ok(true);
        }
        let mut keys = restore::keep(&self.tty, false).map_err(unusable)?;
        // Ctrl-C is a key, too: it must not end us before the terminal is as it was.
        keys.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG);
        // A read ends with a key, or after a second without one.
        keys.special_codes[SpecialCodeIndex::VMIN] = 0;
        keys.special_codes[SpecialCodeIndex::VTIME] = 10;
        tcsetattr(&self.tty, OptionalActions::Now, &keys).map_err(|e| unusable(e.into()))?;
        let passed = crate::deliver::countdown::passed(seconds, self);
        restore::now();
        self.say("\r\x1b[K");
        Ok(passed)
    }

    /// Writes to the person, not to standard output.
    pub fn say(&mut self, text: &str) {
        let _ = write!(self.tty, "{text}").and_then(|()| self.tty.flush());
    }

    /// Asks without echo. What is typed is kept in one place only, which is wiped; blanks belong to it.
    ///
    /// # Errors
    /// [`Exit::Io`] when the terminal fails; [`Exit::No`] at the end of input.
    pub fn secret(&mut self, question: &str) -> Result<Zeroizing<String>> {
        let mut quiet = restore::keep(&self.tty, false).map_err(unusable)?;
        restore::asks(question);
        quiet.local_modes.remove(rustix::termios::LocalModes::ECHO);
        let hidden = rustix::termios::tcsetattr(&self.tty, rustix::termios::OptionalActions::Now, &quiet);
        self.say(question);
        let typed = hidden.map_err(Into::into).and_then(|()| hidden_line(&mut self.tty));
        restore::now();
        self.say("\n");
        typed.map_err(unusable)?.ok_or_else(|| Error::new(Exit::No, "no password was typed"))
    }
}

/// One line without its end; `None` at the end of input.
fn hidden_line(from: &mut impl Read) -> std::io::Result<Option<Zeroizing<String>>> {
    // A terminal gives no longer line (termios(3)), so nothing grows and leaves a copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(4096));
    let mut byte = [0];
    while bytes.len() < 4096 {
        match from.read(&mut byte) {
            Ok(0) if bytes.is_empty() => return Ok(None),
            Ok(0) => break,
            Ok(_) if byte[0] == b'\n' => break,
            Ok(_) => bytes.push(byte[0]),
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| std::io::Error::other("what was typed is no UTF-8"))?;
    Ok(Some(Zeroizing::new(text.to_string())))
}

impl crate::deliver::countdown::Watcher for Keyboard {
    fn show(&mut self, left: u64) -> std::io::Result<()> {
        write!(self.tty, "\rsending in {left} s; any key stops it \x1b[K")?;
        self.tty.flush()
    }

    fn key(&mut self, _: std::time::Duration) -> std::io::Result<bool> {
        let mut keys = [0; 16];
        self.tty.read(&mut keys).map(|n| n > 0)
    }
}

fn unusable(e: std::io::Error) -> Error {
    Error::new(Exit::Io, format!("the terminal cannot be used: {e}"))
}

/// Is there no program any more that reads single keys?
pub fn at_rest() -> bool {
    File::open("/dev/tty").is_ok_and(|tty| line_mode(&tty))
}

/// Is the terminal in line mode, as a shell or a client that waits for us leaves it?
fn line_mode(tty: &File) -> bool {
    rustix::termios::tcgetattr(tty).is_ok_and(|t| t.local_modes.contains(rustix::termios::LocalModes::ICANON))
}

#[cfg(test)]
mod tests {
    use super::hidden_line;

    #[test]
    fn a_terminal_without_a_size_is_written_to_as_a_usual_one() {
        assert_eq!([None, Some(0), Some(9), Some(120)].map(super::columns), [80, 80, 20, 120]);
    }

    #[test]
    fn a_password_is_what_was_typed_blanks_too() {
        let typed = |mut bytes: &[u8]| hidden_line(&mut bytes).unwrap().map(|t| t.to_string());
        assert_eq!(typed(b" pa ss \nmore").as_deref(), Some(" pa ss "));
        assert_eq!(typed("pä".as_bytes()).as_deref(), Some("pä"));
        assert_eq!(typed(b"\n").as_deref(), Some(""));
        assert_eq!(typed(b""), None);
        assert!(hidden_line(&mut &b"\xff\n"[..]).is_err());
    }
}
