//! Printing: results on standard output, talk on standard error. A reader that went away is no error.

use super::terminal::Style;
use crate::error::{Error, Exit, Result};
use crate::review::paint::Paint;
use crate::text::visible;
use std::io::Write;

/// Prints a result.
///
/// # Errors
/// [`Exit::Io`] when standard output cannot be written; a closed pipe is fine.
pub fn print(text: &str) -> Result<()> {
    bytes(text.as_bytes())
}

/// Prints bytes exactly.
///
/// # Errors
/// As [`print`].
pub fn bytes(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::new(Exit::Io, format!("standard output cannot be written: {e}")))
        }
        _ => Ok(()),
    }
}

/// Shows a person something beside the result, with its colours: on standard error.
///
/// # Errors
/// As [`print`].
pub fn note(text: &str) -> Result<()> {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
    Ok(())
}

/// Tells the person something beside the result.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", visible(text));
}

/// Prints an error: one line, then indented hints.
pub fn error(error: &Error) {
    let mut text = format!("regrets: {}\n", visible(&error.message.replace('\n', " ")));
    for hint in &error.hints {
        text.push_str(&format!("  {}\n", visible(hint).replace('\n', "\n  ")));
    }
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

impl From<Style> for Paint {
    fn from(style: Style) -> Paint {
        Paint { color: style.color, width: style.width }
    }
}
