//! `regrets result`: what became of the last `send --for`, as commands of the client, once.

use crate::app::{output, paths};
use crate::error::Result;
use std::path::PathBuf;
use std::process::ExitCode;

fn path() -> Option<PathBuf> {
    Some(paths::private(&paths::runtime_dir()?).ok()?.join("result.mutt"))
}

/// The flag first: what a key does clears the line that says so.
const SENT: &str = "push \"<set-flag>r<enter-command>echo 'regrets: sent'<enter>\"\n";

/// Leaves a success for mutt to pick up. The text is fixed: mutt runs it, so no word of a mail may be in it.
pub fn leave() {
    if let Some(path) = path() {
        let _ = std::fs::write(path, SENT);
    }
}

/// Prints the result once, and forgets it.
///
/// # Errors
/// As [`output::print`].
pub fn run() -> Result<ExitCode> {
    let kept = path().and_then(|p| {
        let text = std::fs::read_to_string(&p).ok();
        let _ = std::fs::remove_file(p);
        text
    });
    output::print(kept.as_deref().unwrap_or("echo \"regrets: nothing was sent\"\n"))?;
    Ok(ExitCode::SUCCESS)
}
