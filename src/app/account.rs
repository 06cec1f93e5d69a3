//! From an account as typed to one that can deliver.

use super::config::{AccountConfig, Config};
use super::paths::expand;
use crate::deliver::account::{Account, Auth, PasswordSource, Sent, Server, Way};
use crate::error::{Error, Exit, Result};

impl AccountConfig {
    /// What the account means.
    ///
    /// # Errors
    /// [`Exit::Config`], naming the account, for a URL or word that means nothing, or without a way to send.
    pub fn account(&self) -> Result<Account> {
        self.meant().map_err(|e| Error { message: format!("account `{}`: {}", self.name, e.message), ..e })
    }

    fn meant(&self) -> Result<Account> {
        let auth = self.auth.as_deref().map_or(Ok(Auth::Auto), Auth::parse)?;
        let ca_file = self.ca_file.as_ref().map(|p| expand(&p.to_string_lossy()));
        let sent = self.sent.as_deref().map_or(Ok(Sent::None), |s| Sent::parse(s, &expand))?;
        let way = match (&self.smtp, &self.command) {
            (Some(url), None) => Way::Smtp(Server { ca_file: ca_file.clone(), auth, ..Server::smtp(url)? }),
            (None, Some(command)) if !command.is_empty() => Way::Command(command.clone()),
            (Some(_), Some(_)) => {
                return Err(Error::new(Exit::Config, "it has both `smtp` and `command`; which one shall send?"));
            }
            _ => {
                return Err(Error::new(Exit::Config, "it has neither `smtp` nor `command`: no way to send").hint(
                    "Add `smtp = \"smtps://you@mail.example:465\"`, or take `draft` and send with your client.",
                ));
            }
        };
        let password = match &self.password_command {
            Some(command) if !command.is_empty() => PasswordSource::Command(command.clone()),
            Some(_) => return Err(Error::new(Exit::Config, "`password-command` is empty")),
            None => PasswordSource::Keyring,
        };
        Ok(Account {
            name: self.name.clone(),
            from: self.from.clone(),
            way,
            password,
            sent: sent.with(ca_file.as_deref(), auth),
            answered_command: self.answered_command.clone().filter(|c| !c.is_empty()),
        })
    }
}

impl Config {
    /// The account to use: the one named; else the one whose address was written to; else the first.
    ///
    /// # Errors
    /// [`Exit::Usage`] for a name nobody gave; [`Exit::Config`] without any account, or as
    /// [`AccountConfig::account`].
    pub fn account_for(&self, name: Option<&str>, written_to: Option<&str>) -> Result<Account> {
        let accounts = &self.account;
        let found = match name {
            Some(name) => Some(accounts.iter().find(|a| a.name == name).ok_or_else(|| {
                let known: Vec<String> = accounts.iter().map(|a| format!("`{}`", a.name)).collect();
                let known = if known.is_empty() { "none".to_string() } else { known.join(", ") };
                Error::new(Exit::Usage, format!("there is no account `{name}`"))
                    .hint(format!("The configuration has: {known}."))
            })?),
            None => accounts
                .iter()
                .find(|a| written_to.is_some_and(|w| a.from.eq_ignore_ascii_case(w)))
                .or_else(|| accounts.first()),
        };
        match found {
            Some(account) => account.account(),
            None => Err(Error::new(Exit::Config, "no account is configured, so nothing can be sent")
                .hint("Add `[account.main]` to the configuration; `regrets setup config` prints it with comments.")
                .hint("Or write the reply with `regrets draft` and send it with your mail client.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        toml::from_str(text).unwrap()
    }

    const TWO: &str = "[account.main]\nfrom = \"ada@home.example\"\nsmtp = \"smtps://ada@mail.home.example\"\n\
                       sent = \"imaps://ada@mail.home.example/Sent\"\nca-file = \"/ca.crt\"\n\
                       [account.work]\nfrom = \"ada@work.example\"\ncommand = [\"msmtp\", \"-a\", \"work\"]\n";

    #[test]
    fn the_account_named_or_written_to_or_the_first() {
        let config = config(TWO);
        let name = |n, w| config.account_for(n, w).map(|a| a.name).map_err(|e| e.exit);
        assert_eq!(name(None, None).as_deref(), Ok("main"));
        assert_eq!(name(None, Some("ADA@work.example")).as_deref(), Ok("work"));
        assert_eq!(name(Some("work"), Some("ada@home.example")).as_deref(), Ok("work"));
        assert_eq!(name(Some("play"), None), Err(Exit::Usage));
        assert_eq!(Config::default().account_for(None, None).unwrap_err().exit, Exit::Config);
    }

    #[test]
    fn trust_and_mechanism_hold_for_both_servers() {
        let account = config(TWO).account_for(None, None).unwrap();
        let (Way::Smtp(smtp), Sent::Imaps(imap, folder)) = (account.way, account.sent) else { panic!() };
        assert_eq!((smtp.ca_file, imap.ca_file.clone()), (Some("/ca.crt".into()), Some("/ca.crt".into())));
        assert_eq!((imap.port, folder.as_str()), (993, "Sent"));
    }

    #[test]
    fn what_cannot_send_is_said_with_its_name() {
        for lines in [
            "",
            "smtp = \"smtp://h.example\"",
            "command = []",
            "smtp = \"smtps://h.example\"\ncommand = [\"x\"]",
            "smtp = \"smtps://h.example\"\nauth = \"cram-md5\"",
        ] {
            let e = config(&format!("[account.main]\nfrom = \"a@b.example\"\n{lines}")).account_for(None, None);
            let e = e.unwrap_err();
            assert!(e.exit == Exit::Config && e.message.starts_with("account `main`: "), "{lines}: {e}");
        }
    }
}
