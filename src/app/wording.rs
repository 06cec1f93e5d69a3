//! The user's own wording: `templates/` beside the configuration file.

use super::paths;
use crate::error::{Error, Exit, Result};
use crate::reply::kind::Catalog;
use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The folder of the user's own templates.
pub fn folder() -> Option<PathBuf> {
    paths::config_dir().map(|p| p.join("templates"))
}

/// The built-in wording, shadowed by the user's files.
///
/// # Errors
/// [`Exit::Config`] for a file that is not understood, or a folder or file that others can write to: whoever can
/// write there speaks in the user's name.
pub fn load() -> Result<Catalog> {
    let Some(folder) = folder().filter(|f| f.exists()) else { return Ok(Catalog::built_in()) };
    let mut own = BTreeMap::new();
    read_folder(&folder, "", &mut own)?;
    Catalog::with_own(own)
}

fn read_folder(folder: &Path, below: &str, own: &mut BTreeMap<String, String>) -> Result<()> {
    let failed = |e: std::io::Error| {
        Error::new(Exit::Config, format!("your templates in `{}` cannot be read: {e}", folder.display()))
    };
    safe(folder)?;
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        if path.is_dir() && below.is_empty() {
            read_folder(&path, &name, own)?;
        } else if name.ends_with(".tera") || name.ends_with(".toml") {
            safe(&path)?;
            let key = if below.is_empty() { name } else { format!("{below}/{name}") };
            own.insert(key, std::fs::read_to_string(&path).map_err(failed)?);
        }
    }
    Ok(())
}

/// Refuses what others can write to, and links that could lead anywhere.
fn safe(path: &Path) -> Result<()> {
    let meta =
        std::fs::symlink_metadata(path).map_err(|e| Error::new(Exit::Config, format!("`{}`: {e}", path.display())))?;
    let ours = meta.uid() == rustix::process::getuid().as_raw() || meta.uid() == 0;
    if meta.file_type().is_symlink() || !ours || meta.mode() & 0o022 != 0 {
        return Err(Error::new(
            Exit::Config,
            format!("`{}` is not safe: it is a link, or others could write to it", path.display()),
        )
        .hint(format!("Look at it, then `chmod go-w '{}'`.", path.display())));
    }
    Ok(())
}
