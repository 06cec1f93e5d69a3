//! `regrets setup`: the configuration for a mail client, printed or installed.

use crate::app::{config, output, setup};
use crate::error::Result;
use std::process::ExitCode;

/// Prints, installs or removes a client's blocks; `config` prints our own configuration.
///
/// # Errors
/// As [`setup::page`] and [`setup::install`].
pub fn run(client: Option<&str>, write: bool, remove: bool, import: bool) -> Result<ExitCode> {
    if import {
        crate::app::import::run()?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(client) = client else {
        output::print(&list()?)?;
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
        let pressed = page.contains("| key | does |");
        let head = if pressed { "What to press:" } else { "What it does:" };
        output::print(&format!("\n{head}\n{}", setup::keys(page)))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What there is to set up, and how to go on.
fn list() -> Result<String> {
    let mut out = String::new();
    for client in setup::clients() {
        let heading = Some(setup::heading(setup::page(client)?)).filter(|h| *h != client).unwrap_or_default();
        out += format!("{client:<12}{heading}").trim_end();
        out.push('\n');
    }
    Ok(out
        + "config      the configuration of regrets, with comments\n\n\
           `regrets setup CLIENT` prints what goes into the client's configuration; with `--write` it is put there.\n")
}
