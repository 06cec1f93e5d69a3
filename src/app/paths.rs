//! Where files of ours live (XDG base directories); relative values are ignored, as the specification asks.

use super::owner;
use crate::deliver::folder;
use crate::error::{Error, Exit, Result};
use std::path::{Path, PathBuf};

fn xdg(variable: &str, below_home: &str) -> Option<PathBuf> {
    let from = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    from(variable).or_else(|| from("HOME").map(|home| home.join(below_home)))
}

/// `$XDG_CONFIG_HOME/regrets`, else `~/.config/regrets`; `None` when neither variable is usable.
pub fn config_dir() -> Option<PathBuf> {
    xdg("XDG_CONFIG_HOME", ".config").map(|p| p.join("regrets"))
}

/// The configuration file.
pub fn config_file() -> Option<PathBuf> {
    config_dir().map(|p| p.join("config.toml"))
}

/// `$XDG_STATE_HOME/regrets`, else `~/.local/state/regrets`: the journal.
pub fn state_dir() -> Option<PathBuf> {
    xdg("XDG_STATE_HOME", ".local/state").map(|p| p.join("regrets"))
}

/// A leading `~/` stands for the home folder.
pub fn expand(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(path),
    }
}

/// Makes a folder that only we can enter, and refuses one that others can write to.
///
/// # Errors
/// [`Exit::CantCreate`] when it cannot be made; [`Exit::Config`] when it is a link, not ours, or open to others.
pub fn private(folder: &Path) -> Result<PathBuf> {
    let name = folder.display();
    folder::make(folder)
        .map_err(|e| Error::new(Exit::CantCreate, format!("the folder `{name}` cannot be made: {e}")))?;
    let meta = std::fs::symlink_metadata(folder).map_err(|e| Error::new(Exit::Io, format!("`{name}`: {e}")))?;
    if !meta.is_dir() || !owner::mine(&meta) || owner::open_to_others(&meta) {
        return Err(Error::new(
            Exit::Config,
            format!("the folder `{name}` is not safe: others could write to it, or it is not ours"),
        )
        .hint(format!("Look at it, then `chmod 700 '{name}'`.")));
    }
    Ok(folder.to_path_buf())
}

/// `$XDG_RUNTIME_DIR/regrets`, else the state folder: what lives for a moment.
pub fn runtime_dir() -> Option<PathBuf> {
    let from = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|p| p.is_absolute() && p.is_dir());
    from.map(|p| p.join("regrets")).or_else(state_dir)
}
