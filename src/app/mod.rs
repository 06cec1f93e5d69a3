//! The program around the library: command line, configuration, terminal.

pub mod account;
pub mod candidates;
pub mod claims;
pub mod cli;
pub mod command;
pub mod config;
pub mod editor;
pub mod fault;
pub mod filing;
pub mod import;
pub mod input;
pub mod original;
pub mod output;
pub mod own_calendar;
pub mod owner;
pub mod pager;
pub mod paths;
pub mod picker;
pub mod restore;
pub mod run;
pub mod scan;
pub mod session;
pub mod setup;
pub mod signals;
pub mod stash;
pub mod template_check;
pub mod terminal;
pub mod thread;
pub mod times;
pub mod wording;

use crate::error::{Error, Exit};
use clap::{CommandFactory, FromArgMatches, Parser};
use cli::Cli;
use std::process::ExitCode;

/// The whole program: parse, run, print one error, exit.
pub fn main() -> ExitCode {
    fault::guarded(whole)
}

fn whole() -> ExitCode {
    // A shell asks what could be typed next.
    if std::env::var_os("COMPLETE").is_some() {
        clap_complete::CompleteEnv::with_factory(Cli::command).complete();
    }
    let asks_help = std::env::args_os().any(|a| a == "--help" || a == "-h");
    let parsed = if asks_help { with_names() } else { Cli::try_parse() };
    let cli = match parsed {
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

/// The command line with the names that `--as` and `--because` take, the person's own ones too: for help.
fn with_names() -> clap::error::Result<Cli> {
    let mut command = Cli::command();
    if let Ok(catalog) = wording::load() {
        let kinds: Vec<&str> = catalog.kinds().iter().map(|k| k.name.as_str()).collect();
        let reasons: Vec<&str> = catalog.reasons().iter().map(|r| r.name.as_str()).collect();
        let kinds = format!("Kind of reply: {}", kinds.join(", "));
        let reasons = format!("One reason: {}", reasons.join(", "));
        // What a verb takes is worked out when it is needed.
        command.build();
        command = command.mut_subcommands(|sub| {
            sub.mut_args(|arg| match arg.get_id().as_str() {
                "kind" => arg.help(kinds.clone()),
                "because" => arg.help(reasons.clone()),
                _ => arg,
            })
        });
    }
    command.try_get_matches().and_then(|m| Cli::from_arg_matches(&m))
}

/// What clap has to say: help and version are a success; a mistake is told as any other, with exit code 64.
fn usage(told: &clap::Error) -> ExitCode {
    let help = told.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if !told.use_stderr() || help {
        let _ = told.print();
        return if help { ExitCode::from(Exit::Usage as u8) } else { ExitCode::SUCCESS };
    }
    let text = told.render().to_string().replace('\'', "`");
    let mut lines = text.trim_start_matches("error: ").lines().map(str::trim).filter(|l| !l.is_empty());
    let mut error = Error::new(Exit::Usage, lines.next().unwrap_or("the command line is not understood"));
    error.hints.extend(lines.filter(|l| !l.starts_with("For more")).map(str::to_owned));
    output::error(&error);
    ExitCode::from(Exit::Usage as u8)
}
