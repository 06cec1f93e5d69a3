//! Folders whose names outlive a loss of power.

use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// Makes a folder, and those above it that are missing, for their owner alone. A file that is durable in a folder whose
/// name is not is lost with it, so each name is made durable in the folder above.
///
/// # Errors
/// Those of the system.
pub fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().filter(|above| *above != Path::new("")).unwrap_or(Path::new("."));
    make(above)?;
    match DirBuilder::new().mode(0o700).create(folder) {
        // Another run may be as far.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
        other => other?,
    }
    sync(above)
}

/// Makes the names in a folder durable.
///
/// # Errors
/// Those of the system.
pub fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
