//! One message kept for the command that follows: a client pipes it first, and starts its own reply then.

use super::paths;
use crate::error::{Error, Exit, Result};
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

/// A stash older than this is not what the person means.
const FRESH: Duration = Duration::from_secs(60);
/// How long to wait for a client that starts both commands at once.
const WAIT: Duration = Duration::from_secs(3);

fn path() -> Result<PathBuf> {
    let folder =
        paths::runtime_dir().ok_or_else(|| Error::new(Exit::Config, "neither XDG_RUNTIME_DIR nor HOME is usable"))?;
    Ok(paths::private(&folder)?.join("stash.eml"))
}

/// Keeps a message, in place of one kept before.
///
/// # Errors
/// [`Exit::CantCreate`] when it cannot be written.
pub fn put(bytes: &[u8]) -> Result<()> {
    let path = path()?;
    let failed = |e: std::io::Error| {
        Error::new(Exit::CantCreate, format!("the message cannot be kept in `{}`: {e}", path.display()))
    };
    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    let _ = fs::remove_file(&temporary);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    fs::rename(&temporary, &path).map_err(failed)
}

/// Forgets the message, so that a refusal leaves nothing a later command could take for the right one.
pub fn forget() {
    if let Ok(path) = path() {
        let _ = fs::remove_file(path);
    }
}

/// Takes the message out; waits a moment for one, as some clients start both commands at once.
///
/// # Errors
/// [`Exit::NoInput`] when there is no fresh one.
pub fn take() -> Result<Vec<u8>> {
    let started = Instant::now();
    loop {
        if let Some(bytes) = fresh()? {
            return Ok(bytes);
        }
        if started.elapsed() > WAIT {
            return Err(Error::new(Exit::NoInput, "no message was kept for this; nothing was written")
                .hint("Pipe the message to `regrets stash` first."));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Takes the message out, if there is a fresh one now.
///
/// # Errors
/// [`Exit::NoInput`] when it cannot be read.
pub fn fresh() -> Result<Option<Vec<u8>>> {
    let path = path()?;
    let age = fs::metadata(&path).and_then(|m| m.modified()).ok().map(age);
    if age.is_none_or(|a| a >= FRESH) {
        return Ok(None);
    }
    let bytes =
        fs::read(&path).map_err(|e| Error::new(Exit::NoInput, format!("the kept message cannot be read: {e}")))?;
    let _ = fs::remove_file(&path);
    Ok(Some(bytes))
}

fn age(modified: SystemTime) -> Duration {
    SystemTime::now().duration_since(modified).unwrap_or_default()
}
