//! The program around the library: command line, configuration, terminal.

pub mod account;
pub mod claims;
pub mod cli;
pub mod command;
pub mod config;
pub mod editor;
pub mod filing;
pub mod import;
pub mod input;
pub mod output;
pub mod own_calendar;
pub mod paths;
pub mod run;
pub mod session;
pub mod setup;
pub mod signals;
pub mod stash;
pub mod template_check;
pub mod terminal;
pub mod times;
pub mod wording;

use clap::Parser;
use cli::Cli;
use std::process::ExitCode;

/// The whole program: parse, run, print one error, exit.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => return usage(&told),
    };
    match command::run(cli) {
        Ok(code) => code,
        Err(error) => {
            output::error(&error);
            ExitCode::from(error.exit as u8)
        }
    }
}

/// What clap has to say: help and version are a success, the rest is exit code 64 (not clap's 2).
fn usage(told: &clap::Error) -> ExitCode {
    let _ = told.print();
    if told.use_stderr() { ExitCode::from(crate::error::Exit::Usage as u8) } else { ExitCode::SUCCESS }
}
