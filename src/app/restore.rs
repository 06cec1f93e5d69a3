//! The terminal as it was: put back at every end, also after a signal or a panic.

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use std::fs::File;
use std::io::{self, Write};
use std::sync::Mutex;

struct Before {
    tty: File,
    modes: Termios,
    /// Was the whole screen taken?
    screen: bool,
    /// The modes at a stop, while the program is stopped.
    during: Option<Termios>,
    /// What is asked, to be asked again after a stop.
    question: String,
}

static BEFORE: Mutex<Option<Before>> = Mutex::new(None);

/// Takes the alternate screen, and hides the cursor.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l";
/// Leaves the alternate screen, and shows the cursor.
const LEAVE: &[u8] = b"\x1b[?1049l\x1b[?25h";

/// Remembers the terminal until [`now`], and gives its modes; `screen`: the alternate screen is taken, too.
///
/// # Errors
/// What the system says.
pub fn keep(tty: &File, screen: bool) -> io::Result<Termios> {
    let modes = tcgetattr(tty)?;
    let (during, question) = (None, String::new());
    let before = Before { tty: tty.try_clone()?, modes: modes.clone(), screen, during, question };
    if let Ok(mut kept) = BEFORE.lock() {
        *kept = Some(before);
    }
    super::signals::watch();
    Ok(modes)
}

/// Puts the terminal back; does nothing where there is nothing to put back.
pub fn now() {
    // Whoever holds the lock is putting it back.
    let Ok(mut kept) = BEFORE.try_lock() else { return };
    let Some(mut before) = kept.take() else { return };
    if before.screen {
        let _ = before.tty.write_all(LEAVE).and_then(|()| before.tty.flush());
    }
    let _ = tcsetattr(&before.tty, OptionalActions::Flush, &before.modes);
}

/// There is nothing to put back: the modes were not changed, and what was typed ahead stays.
pub fn forget() {
    if let Ok(mut kept) = BEFORE.lock() {
        *kept = None;
    }
}

/// What is being asked: after a stop the person reads it again.
pub fn asks(question: &str) {
    if let Ok(mut kept) = BEFORE.lock()
        && let Some(before) = kept.as_mut()
    {
        before.question = question.to_string();
    }
}

/// Puts the terminal back for as long as the program is stopped (Ctrl-Z).
pub fn pause() {
    let Ok(mut kept) = BEFORE.try_lock() else { return };
    let Some(before) = kept.as_mut() else { return };
    before.during = tcgetattr(&before.tty).ok();
    if before.screen {
        let _ = before.tty.write_all(LEAVE).and_then(|()| before.tty.flush());
    }
    let _ = tcsetattr(&before.tty, OptionalActions::Now, &before.modes);
}

/// Takes the terminal again as it was before [`pause`].
pub fn resume() {
    let Ok(mut kept) = BEFORE.try_lock() else { return };
    let Some(before) = kept.as_mut() else { return };
    let Some(during) = before.during.take() else { return };
    // The shell may have changed the modes meanwhile: those are what is to be put back in the end.
    before.modes = tcgetattr(&before.tty).unwrap_or_else(|_| before.modes.clone());
    let _ = tcsetattr(&before.tty, OptionalActions::Flush, &during);
    let shown = if before.screen { ENTER } else { before.question.as_bytes() };
    let _ = before.tty.write_all(shown).and_then(|()| before.tty.flush());
    // What was drawn is gone: a screen is drawn anew as after a change of its size.
    if before.screen {
        let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
    }
}
