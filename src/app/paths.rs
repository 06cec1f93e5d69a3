//! Where files of ours live (XDG base directories); relative values are ignored, as the specification asks.

use std::path::PathBuf;

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
