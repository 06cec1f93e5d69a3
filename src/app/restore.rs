//! The terminal as it was: put back at every end, also after a signal or a panic.

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use std::fs::File;
use std::io::{self, Write};
use std::sync::{Mutex, Once};

struct Before {
    tty: File,
    modes: Termios,
    /// Was the whole screen taken?
    screen: bool,
}

static BEFORE: Mutex<Option<Before>> = Mutex::new(None);

/// Leaves the alternate screen, and shows the cursor.
const LEAVE: &[u8] = b"\x1b[?1049l\x1b[?25h";

/// Remembers the terminal until [`now`], and gives its modes; `screen`: the alternate screen is taken, too.
///
/// # Errors
/// What the system says.
pub fn keep(tty: &File, screen: bool) -> io::Result<Termios> {
    let modes = tcgetattr(tty)?;
    let before = Before { tty: tty.try_clone()?, modes: modes.clone(), screen };
    if let Ok(mut kept) = BEFORE.lock() {
        *kept = Some(before);
    }
    super::signals::watch();
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            now();
            told(panic);
        }));
    });
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
