//! `regrets completions` and `regrets man`: from the one definition of the command line.

use crate::app::cli::Cli;
use crate::app::output;
use crate::error::{Error, Exit, Result};
use clap::CommandFactory;
use clap_complete::env::Shells;
use std::path::Path;
use std::process::ExitCode;

/// Prints the script that asks the program itself for each completion, so that kinds, reasons, accounts and
/// languages are always those there are.
///
/// # Errors
/// [`Exit::Usage`] for a shell we do not know.
pub fn run(shell: &str) -> Result<ExitCode> {
    let known = Shells::builtins();
    let completer = known.completer(shell).ok_or_else(|| {
        let names: Vec<&str> = known.names().collect();
        Error::new(Exit::Usage, format!("`{shell}` is not a shell we have completions for"))
            .hint(format!("There are: {}.", names.join(", ")))
    })?;
    let mut script = Vec::new();
    completer
        .write_registration("COMPLETE", "regrets", "regrets", "regrets", &mut script)
        .map_err(|e| Error::new(Exit::Io, format!("the script cannot be written: {e}")))?;
    output::bytes(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual page, or writes one for each command into a folder.
///
/// # Errors
/// [`Exit::CantCreate`] when the folder cannot be written to.
pub fn man(folder: Option<&Path>) -> Result<ExitCode> {
    match folder {
        Some(folder) => {
            let failed = |e: std::io::Error| Error::new(Exit::CantCreate, format!("`{}`: {e}", folder.display()));
            std::fs::create_dir_all(folder).map_err(failed)?;
            clap_mangen::generate_to(Cli::command(), folder).map_err(failed)?;
        }
        None => {
            let mut page = Vec::new();
            let rendered = clap_mangen::Man::new(Cli::command()).render(&mut page);
            rendered.map_err(|e| Error::new(Exit::Io, format!("the page cannot be written: {e}")))?;
            output::bytes(&page)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
