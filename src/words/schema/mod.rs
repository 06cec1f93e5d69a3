//! The shape of a language's files. Shared with `build.rs`: only serde and std in here.

mod language;

pub use language::LanguageWords;
use serde::{Deserialize, Serialize};

/// All files of one language folder, one field a file: `language` is `language.toml`, and so on.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// `language.toml`: the language itself, and how its mail is built.
    pub language: LanguageWords,
}

/// The files of a language folder, as [`Words`] has them.
pub const FILES: &[&str] = &["language"];
