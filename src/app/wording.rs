//! The user's own wording: `templates/` beside the configuration file.

use super::{owner, paths};
use crate::error::{Error, Exit, Result};
use crate::reply::kind::Catalog;
use std::collections::BTreeMap;
use std::fs::Metadata;
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

/// One template that was named on the command line, and its name. A link that the person names is theirs to name:
/// what it leads to must be safe.
///
/// # Errors
/// [`Exit::Config`] for one that cannot be read, or that others can write to.
pub fn named(path: &Path) -> Result<(String, String)> {
    let name = path.display().to_string();
    let failed = |e: std::io::Error| Error::new(Exit::Config, format!("the template `{name}` cannot be read: {e}"));
    let meta = std::fs::metadata(path).map_err(failed)?;
    // A pipe may never end.
    if !meta.is_file() {
        return Err(Error::new(Exit::Config, format!("the template `{name}` is not a file")));
    }
    if !is_ours(&meta) {
        return Err(unsafe_file(path));
    }
    let text = std::fs::read_to_string(path).map_err(failed)?;
    Ok((name, text))
}

/// Refuses what others can write to, and links that could lead anywhere.
fn safe(path: &Path) -> Result<()> {
    let meta =
        std::fs::symlink_metadata(path).map_err(|e| Error::new(Exit::Config, format!("`{}`: {e}", path.display())))?;
    if meta.file_type().is_symlink() || !is_ours(&meta) { Err(unsafe_file(path)) } else { Ok(()) }
}

/// Is it mine or the system's, and can nobody else write to it?
fn is_ours(meta: &Metadata) -> bool {
    (owner::mine(meta) || meta.uid() == 0) && !owner::open_to_others(meta)
}

fn unsafe_file(path: &Path) -> Error {
    let path = path.display();
    Error::new(Exit::Config, format!("`{path}` is not safe: it is a link, or others could write to it"))
        .hint(format!("Look at it, then `chmod go-w '{path}'`."))
}
