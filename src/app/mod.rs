//! The program around the library: command line, configuration, terminal.

pub mod cli;
pub mod config;
pub mod input;
pub mod output;
pub mod paths;
pub mod terminal;

use crate::{extract, message::Mail};
use std::io::{Read, Write};
use std::process::ExitCode;

/// The whole program. For now: `regrets read --json [FILE]`.
pub fn main() -> ExitCode {
    let file = std::env::args().skip(1).find(|a| a != "read" && a != "--json" && a != "-");
    let mut bytes = Vec::new();
    let read = match &file {
        Some(path) => std::fs::File::open(path).and_then(|mut f| f.read_to_end(&mut bytes)),
        None => std::io::stdin().read_to_end(&mut bytes),
    };
    if read.is_err() {
        return ExitCode::from(66);
    }
    match Mail::read(&bytes) {
        Ok(mail) => {
            let found = extract::invitation(&mail, &jiff::Zoned::now());
            let text = serde_json::to_string_pretty(&extract::json::json(&mail, &found)).unwrap_or_default();
            let _ = writeln!(std::io::stdout(), "{text}");
            ExitCode::SUCCESS
        }
        Err(e) => {
            let _ = writeln!(std::io::stderr(), "regrets: {e}");
            ExitCode::from(e.exit as u8)
        }
    }
}
