//! The whole terminal for the view: taken, drawn on, and put back however it ends.

use super::draw::draw;
use super::state::State;
use super::view::View;
use crate::app::terminal::Keyboard;
use crate::app::{restore, signals};
use crate::error::{Error, Exit, Result};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, read};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use rustix::termios::{OptionalActions, tcsetattr};
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// The terminal while the view has it.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<File>>>,
    color: bool,
}

/// Takes the alternate screen, empty. Nothing is asked of the terminal: a slow line may answer too late.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[2J";

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// As [`Keyboard::open`]; [`Exit::Io`] when the terminal fails.
    pub fn open(instead: &str, color: bool) -> Result<Screen> {
        let mut tty = Keyboard::open(instead)?.into_tty();
        let mut raw = restore::keep(&tty, true).map_err(failed)?;
        let screen = Screen::on(&mut tty, &mut raw, color);
        if screen.is_err() {
            restore::now();
        }
        screen.map_err(failed)
    }

    fn on(tty: &mut File, raw: &mut rustix::termios::Termios, color: bool) -> io::Result<Screen> {
        raw.make_raw();
        tcsetattr(&*tty, OptionalActions::Now, raw)?;
        tty.write_all(ENTER)?;
        let backend = CrosstermBackend::new(BufWriter::new(tty.try_clone()?));
        Ok(Screen { terminal: Terminal::new(backend)?, color })
    }

    /// Draws.
    ///
    /// # Errors
    /// [`Exit::Io`] when the terminal fails.
    pub fn show(&mut self, state: &mut State, view: &View) -> Result<()> {
        let color = self.color;
        self.terminal.draw(|frame| draw(frame, state, view, color)).map(|_| ()).map_err(failed)
    }

    /// Waits for a key; `None` when something else happened, after which the screen is drawn again.
    ///
    /// # Errors
    /// [`Exit::Io`] when the terminal fails.
    pub fn key(&mut self) -> Result<Option<KeyEvent>> {
        match read().map_err(failed)? {
            Event::Key(key) if key.code == KeyCode::Char('z') && key.modifiers.contains(KeyModifiers::CONTROL) => {
                signals::suspend();
                Ok(None)
            }
            Event::Key(key) if key.kind != KeyEventKind::Release => Ok(Some(key)),
            // Another size, or a terminal that was somebody else's meanwhile: nothing of what was drawn is there.
            Event::Resize(..) => self.forget().map(|()| None).map_err(failed),
            _ => Ok(None),
        }
    }

    /// An empty screen, and no memory of what was on it: the next drawing draws all.
    fn forget(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().write_all(b"\x1b[2J")?;
        // Both of its buffers are empty then.
        self.terminal.swap_buffers();
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.terminal.show_cursor();
        restore::now();
    }
}

fn failed(e: io::Error) -> Error {
    Error::new(Exit::Io, format!("the terminal cannot be used: {e}; nothing was sent"))
}
