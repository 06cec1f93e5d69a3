//! Getting the message: a file or standard input, always read to its end.

use crate::error::{Error, Exit, Result};
use crate::message::SIZE_LIMIT;
use std::io::{IsTerminal, Read};
use std::path::Path;

/// Reads the message of `FILE`, or of standard input when it is absent or `-`.
///
/// A stream is read to its end even when it is too long, so that whoever pipes it sees no broken pipe.
///
/// # Errors
/// [`Exit::Usage`] when standard input is a terminal; [`Exit::NoInput`] for a file that cannot be read;
/// [`Exit::Data`] for more than [`SIZE_LIMIT`].
pub fn message(file: Option<&Path>) -> Result<Vec<u8>> {
    match file.filter(|f| f.as_os_str() != "-") {
        Some(path) => from_file(path),
        None if std::io::stdin().is_terminal() => {
            Err(Error::new(Exit::Usage, "no message: standard input is a terminal")
                .hint("Pipe a message in, or name a file: `regrets preview invitation.eml`."))
        }
        None => {
            let stdin = std::io::stdin().lock();
            limited(stdin, "standard input")
        }
    }
}

fn from_file(path: &Path) -> Result<Vec<u8>> {
    let name = format!("`{}`", path.display());
    let failed = |e: std::io::Error| Error::new(Exit::NoInput, format!("{name} cannot be read: {e}"));
    let file = std::fs::File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(Error::new(Exit::NoInput, format!("{name} is a folder, not a message"))
            .hint("`regrets scan` looks through folders."));
    }
    limited(file, &name)
}

fn limited(mut from: impl Read, name: &str) -> Result<Vec<u8>> {
    let failed = |e: std::io::Error| Error::new(Exit::Io, format!("{name} cannot be read: {e}"));
    let mut bytes = Vec::with_capacity(128 * 1024);
    from.by_ref().take(SIZE_LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > SIZE_LIMIT {
        std::io::copy(&mut from, &mut std::io::sink()).map_err(failed)?;
        return Err(Error::new(Exit::Data, format!("the message is larger than {} MiB", SIZE_LIMIT >> 20)));
    }
    Ok(bytes)
}
