//! `regrets setup`: the configuration for a mail client, printed or installed.

use crate::app::session::Session;
use crate::app::{config, output, setup};
use crate::error::Result;
use std::process::ExitCode;

/// Prints, installs or removes a client's blocks; `config` prints our own configuration.
///
/// # Errors
/// As [`setup::page`] and [`setup::install`].
pub fn run(session: &Session, client: Option<&str>, write: bool, remove: bool, import: bool) -> Result<ExitCode> {
    let _ = session;
    if import {
        crate::app::import::run()?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(client) = client else {
        output::print(&format!("{}\nconfig\n", setup::clients().collect::<Vec<_>>().join("\n")))?;
        return Ok(ExitCode::SUCCESS);
    };
    if client == "config" {
        output::print(config::REFERENCE)?;
        return Ok(ExitCode::SUCCESS);
    }
    let page = setup::page(client)?;
    let blocks = setup::blocks(page);
    if blocks.is_empty() {
        output::print(page)?;
        return Ok(ExitCode::SUCCESS);
    }
    for block in &blocks {
        let file = block.file.display();
        if write {
            setup::install(block)?;
            output::print(&format!("written: {file}\n"))?;
        } else if remove {
            let done = setup::remove(block)?;
            output::print(&format!("{}: {file}\n", if done { "removed" } else { "nothing to remove" }))?;
        } else {
            output::print(&format!("# {file}\n{}\n", block.text))?;
        }
    }
    if write {
        output::print(&format!("\nWhat to press:\n{}", setup::keys(page)))?;
    }
    Ok(ExitCode::SUCCESS)
}
