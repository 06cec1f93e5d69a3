use super::Phrases;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `thread.toml`: how a language names a time by an earlier one. Everything in lower case.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound(deserialize = "'de: 'static"))]
pub struct ThreadWords {
    /// The time of day stays: "same time".
    pub same_time: Phrases,
    /// Behind or before an amount: that much later.
    pub later: Phrases,
    /// Behind or before an amount: that much earlier.
    pub earlier: Phrases,
    /// Amounts in words, in minutes: "half an hour".
    pub amounts: BTreeMap<String, i64>,
    /// Behind a number: minutes.
    pub minutes: Phrases,
    /// Behind a number: hours.
    pub hours: Phrases,
}
