//! A text that is longer than the screen is shown page by page, by the pager that the person has: a client's pipe and
//! a client's own terminal keep nothing of what scrolled away.

use super::terminal::Style;
use super::{output, signals};
use crate::error::Result;
use std::io::Write;
use std::process::{Command, Stdio};

/// What a shell says by its exit code of a program that is not there.
const NOT_FOUND: i32 = 127;

/// Prints a text that a person reads.
///
/// # Errors
/// As [`output::print`].
pub fn print(text: &str, style: Style) -> Result<()> {
    if !is_long(text, style) || !shown(text) {
        return output::print(text);
    }
    Ok(())
}

/// Is a person looking at a screen that does not hold it?
pub fn is_long(text: &str, style: Style) -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|t| t == "dumb");
    // Where there is no screen, asking for its size starts another program.
    let rows = || crossterm::terminal::size().map_or(usize::MAX, |(_, rows)| usize::from(rows));
    style.terminal && !dumb && text.lines().count() >= rows()
}

/// Hands the text to the pager, and waits for its end; `false` when the person wants none, or there is no such program.
pub fn shown(text: &str) -> bool {
    let pager = std::env::var("PAGER").unwrap_or_else(|_| "less".into());
    if ["", "cat"].contains(&pager.trim()) {
        return false;
    }
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &pager]).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FR");
    }
    // Ctrl-C is a command of the pager's.
    signals::lend(|| {
        let Ok(mut running) = command.spawn() else { return false };
        // Whoever leaves the pager early has read enough.
        if let Some(mut pages) = running.stdin.take() {
            let _ = pages.write_all(text.as_bytes());
        }
        running.wait().is_ok_and(|status| status.code() != Some(NOT_FOUND))
    })
}
