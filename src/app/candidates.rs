//! What a shell offers while a command is typed: the kinds, reasons, languages, accounts and clients there are now.

use super::config::Config;
use super::{setup, wording};
use crate::words;
use clap_complete::engine::CompletionCandidate;

/// The kinds of reply, the person's own ones too.
pub fn kinds() -> Vec<CompletionCandidate> {
    let catalog = wording::load().ok();
    catalog.iter().flat_map(|c| c.kinds()).map(|k| described(&k.name, &k.summary)).collect()
}

/// The reasons, the person's own ones too.
pub fn reasons() -> Vec<CompletionCandidate> {
    let catalog = wording::load().ok();
    catalog.iter().flat_map(|c| c.reasons()).map(|r| described(&r.name, &r.summary)).collect()
}

/// The languages that letters are written in.
pub fn languages() -> Vec<CompletionCandidate> {
    words::languages().map(CompletionCandidate::new).collect()
}

/// The accounts of the configuration.
pub fn accounts() -> Vec<CompletionCandidate> {
    let config = Config::load(None).ok();
    config.iter().flat_map(|c| &c.account).map(|a| CompletionCandidate::new(&a.name)).collect()
}

/// The mail clients with a page, and our own configuration.
pub fn clients() -> Vec<CompletionCandidate> {
    setup::clients().chain(["config"]).map(CompletionCandidate::new).collect()
}

/// The shells that can be completed in.
pub fn shells() -> Vec<CompletionCandidate> {
    clap_complete::env::Shells::builtins().names().map(|n| CompletionCandidate::new(n.to_owned())).collect()
}

fn described(name: &str, summary: &str) -> CompletionCandidate {
    CompletionCandidate::new(name.to_owned()).help(Some(summary.to_owned().into()))
}
