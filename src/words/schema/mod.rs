//! The shape of a language's files. Shared with `build.rs`: only serde and std in here.

mod language;
mod purpose;

pub use language::LanguageWords;
pub use purpose::{Cue, Form, Piece, PurposeWords, Says, Scope, fold};
use serde::{Deserialize, Serialize};

/// All files of one language folder, one field a file: `language` is `language.toml`, and so on.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// `language.toml`: the language itself, and how its mail is built.
    pub language: LanguageWords,
    /// `purpose.toml`: what a message is for, and in which register.
    pub purpose: PurposeWords,
}

/// The files of a language folder, as [`Words`] has them.
pub const FILES: &[&str] = &["language", "purpose"];
