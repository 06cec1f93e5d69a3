use super::Phrases;
use serde::{Deserialize, Serialize};

/// `sender.toml`: what a mail says of answers to its address. Everything in lower case, beginnings of words.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct SenderWords {
    /// Nobody reads them: "do not reply to this".
    pub unread: Phrases,
    /// They are welcome: "just reply to this email".
    pub read: Phrases,
}
