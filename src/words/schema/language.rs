use serde::{Deserialize, Serialize};

/// The language itself.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LanguageWords {
    /// ISO 639-1 code, the folder's name.
    pub code: String,
    /// Its name in English.
    pub name: String,
    /// Words that tell it from other languages, in lower case.
    pub tells: Vec<String>,
}
