//! `regrets login`, `logout`, `doctor`: credentials, and whether everything is ready, without sending.

use crate::app::session::Session;
use crate::app::terminal::Keyboard;
use crate::app::{output, signals};
use crate::deliver::account::{Account, PasswordSource, Server, Way};
use crate::deliver::secret;
use crate::deliver::smtp::Smtp;
use crate::error::{Error, Exit, Result};
use std::process::ExitCode;

fn server(account: &Account) -> Result<&Server> {
    match &account.way {
        Way::Smtp(server) => Ok(server),
        Way::Command(_) => Err(Error::new(
            Exit::Config,
            format!("the account `{}` sends by a program; its password is that program's", account.name),
        )),
    }
}

/// Asks for a password without echo, checks it against the server, and puts it into the keyring.
///
/// # Errors
/// As [`secret::put`] and [`Smtp::check`]; a password that the server refuses is not kept.
pub fn login(session: &Session, name: Option<&str>, unchecked: bool) -> Result<ExitCode> {
    let account = session.config.account_for(name, None)?;
    let server = server(&account)?;
    let user = server.keyring_user().ok_or_else(|| {
        Error::new(Exit::Config, format!("the account `{}` has no login in its `smtp` address", account.name))
    })?;
    let mut keyboard = Keyboard::open(
        "Put it into the keyring yourself: `secret-tool store --label=regrets service regrets username LOGIN`, or use `password-command`.",
    )?;
    let typed = keyboard.secret(&format!("password of {user}: "))?;
    if !unchecked {
        Smtp::new(server.clone(), Some(typed.clone()), signals::stop().clone())
            .check()
            .map_err(|e| e.hint("Nothing was stored. `--no-check` stores without asking the server."))?;
    }
    secret::put(server, &typed)?;
    output::print(&format!("stored for {user}{}\n", if unchecked { "" } else { "; the server accepts it" }))?;
    Ok(ExitCode::SUCCESS)
}

/// Takes the password out of the keyring.
///
/// # Errors
/// As [`secret::remove`].
pub fn logout(session: &Session, name: Option<&str>) -> Result<ExitCode> {
    let account = session.config.account_for(name, None)?;
    let gone = secret::remove(server(&account)?)?;
    output::print(if gone { "removed\n" } else { "there was nothing to remove\n" })?;
    Ok(ExitCode::SUCCESS)
}

/// Checks configuration, credentials and server of one account or all; the first problem is the exit code.
///
/// # Errors
/// The first problem, after all were told.
pub fn doctor(session: &Session, name: Option<&str>) -> Result<ExitCode> {
    let place = session.config.path.as_ref().map_or("none; the defaults hold".to_string(), |p| p.display().to_string());
    output::print(&format!("configuration  {place}\n"))?;
    let accounts = match name {
        Some(name) => vec![session.config.account_for(Some(name), None)?],
        None => session.config.account.iter().map(|a| a.account()).collect::<Result<Vec<_>>>()?,
    };
    if accounts.is_empty() {
        output::print("accounts       none: `preview` and `draft` work, `send` needs one\n")?;
    }
    let mut first = None;
    for account in &accounts {
        match examined(account) {
            Ok(said) => output::print(&format!("{:<14} {said}\n", account.name))?,
            Err(e) => {
                output::print(&format!("{:<14} {}\n", account.name, crate::text::visible(&e.message)))?;
                first.get_or_insert(e);
            }
        }
    }
    first.map_or(Ok(ExitCode::SUCCESS), Err)
}

fn examined(account: &Account) -> Result<String> {
    match &account.way {
        Way::Command(command) => Ok(format!("{}: sends by `{}`", account.from, command.join(" "))),
        Way::Smtp(server) => {
            let stop = signals::stop();
            let secret = secret::get(server, &account.password, &stop)?;
            let from = match account.password {
                PasswordSource::Keyring => "the keyring",
                PasswordSource::Command(_) => "password-command",
            };
            Smtp::new(server.clone(), secret, stop.clone()).check()?;
            Ok(format!(
                "{}: {}:{} accepts the login; the password comes from {from}",
                account.from, server.host, server.port
            ))
        }
    }
}
