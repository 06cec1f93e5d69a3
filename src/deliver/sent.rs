//! After a message was taken: its copy goes into the Sent folder, the mail it answers is marked. What fails here
//! is a warning, never a reason to send again. And the look that settles what is unknown.

use super::account::{Account, Sent, Way};
use super::imap::Folder;
use super::maildir::{self, Maildir};
use super::program::{self, End};
use super::{Stop, secret};
use crate::error::{Error, Exit, Result};
use crate::reply::wire::Outgoing;
use std::path::Path;
use std::time::Duration;

/// Servers whose provider files a copy of what it sends, a suffix a line.
const FILES_ITS_OWN: &str = include_str!("providers.txt");

/// Files the copy of a sent message; gives the place, or `None` where none is wanted.
///
/// With `again` an earlier try may have got there: then the folder is looked through first.
///
/// # Errors
/// Why there is no copy; for the person it is a warning.
pub fn file(account: &Account, message: &Outgoing, again: bool, stop: &Stop) -> Result<Option<String>> {
    if matches!(account.sent, Sent::None) || provider_files(account) {
        return Ok(None);
    }
    if again && look(account, message.message_id().as_str(), stop)? {
        return Ok(Some("it was there".to_string()));
    }
    match &account.sent {
        Sent::None => Ok(None),
        Sent::Maildir(folder) => {
            let stored = Maildir { folder: folder.clone(), flags: "S" }.store(message.bytes())?;
            Ok(Some(stored.display().to_string()))
        }
        Sent::Imaps(server, name) => {
            let secret = secret::get(server, &account.password, stop)?.unwrap_or_default();
            Folder { server, name, secret: &secret }.append(message.bytes())?;
            Ok(Some(format!("{name} on {}", server.host)))
        }
    }
}

/// Is a message with this Message-ID in the Sent folder? That it is not there proves nothing.
///
/// # Errors
/// [`Exit::Config`] where no folder is known; else why it cannot be looked through.
pub fn look(account: &Account, message_id: &str, stop: &Stop) -> Result<bool> {
    match &account.sent {
        Sent::Maildir(folder) => Maildir { folder: folder.clone(), flags: "S" }
            .find(message_id)
            .map(|found| !found.is_empty())
            .map_err(|e| Error::new(Exit::Io, format!("`{}` cannot be read: {e}", folder.display()))),
        Sent::Imaps(server, name) => {
            let secret = secret::get(server, &account.password, stop)?.unwrap_or_default();
            Folder { server, name, secret: &secret }.has(message_id)
        }
        Sent::None => {
            Err(Error::new(Exit::Config, format!("account `{}` has no Sent folder to look in", account.name))
                .hint("Set `sent` in the account, or look with your mail client for this Message-ID:")
                .hint(format!("<{message_id}>")))
        }
    }
}

/// Does the provider file its own copies, so that one of ours would be the second?
pub fn provider_files(account: &Account) -> bool {
    let Way::Smtp(server) = &account.way else { return false };
    let host = server.host.to_ascii_lowercase();
    let covers = |suffix: &str| host.strip_suffix(suffix).is_some_and(|left| left.is_empty() || left.ends_with('.'));
    matches!(account.sent, Sent::Imaps(..))
        && FILES_ITS_OWN.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).any(covers)
}

/// Marks the mail as answered: its file, where it lies in a Maildir, and by the account's `answered-command`.
/// Returns what went wrong, as warnings.
pub fn answered(account: &Account, mail: Option<&Path>, message_id: Option<&str>, stop: &Stop) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(path) = mail
        && let Err(e) = maildir::answered(path)
    {
        warnings.push(format!("`{}` could not be marked as answered: {e}", path.display()));
    }
    if let (Some(command), Some(id)) = (&account.answered_command, message_id) {
        let line: Vec<String> = command.iter().cloned().chain([id.to_string()]).collect();
        let left = program::run(&line, Vec::new(), Duration::from_secs(30), stop);
        if !matches!(&left, Ok(left) if matches!(left.end, End::Exit(status) if status.success())) {
            warnings.push(format!("`{}` could not mark the mail as answered", line[0]));
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::account::{PasswordSource, Server};

    fn account(smtp: &str, sent: &str) -> Account {
        Account {
            name: "main".into(),
            from: "ada@home.example".into(),
            way: Way::Smtp(Server::smtp(smtp).unwrap()),
            password: PasswordSource::Keyring,
            sent: Sent::parse(sent, &|p| p.into()).unwrap(),
            answered_command: None,
        }
    }

    #[test]
    fn a_provider_that_files_gets_no_second_copy() {
        let imap = "imaps://ada@imap.example/Sent";
        let first = FILES_ITS_OWN.lines().find(|l| !l.is_empty() && !l.starts_with('#')).unwrap();
        assert!(provider_files(&account(&format!("smtps://ada@smtp.{first}"), imap)));
        assert!(!provider_files(&account(&format!("smtps://ada@not{first}"), imap)));
        assert!(!provider_files(&account("smtps://ada@mail.home.example", imap)));
        assert!(!provider_files(&account(&format!("smtps://ada@smtp.{first}"), "maildir:/Mail/Sent")));
    }

    #[test]
    fn without_a_folder_the_look_says_what_to_look_for() {
        let e = look(&account("smtps://ada@mail.example", "none"), "a@b.example", &Stop::default()).unwrap_err();
        assert!(e.exit == Exit::Config && e.hints.iter().any(|h| h == "<a@b.example>"), "{e:?}");
    }

    #[test]
    fn the_command_is_given_the_message_answered() {
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("seen");
        let mut account = account("smtps://ada@mail.example", "none");
        let script = format!("printf %s \"$1\" > {}", seen.display());
        account.answered_command = Some(["sh", "-c", &script, "x"].map(String::from).to_vec());
        assert!(answered(&account, None, Some("a@b.example"), &Stop::default()).is_empty());
        assert_eq!(std::fs::read_to_string(seen).unwrap(), "a@b.example");
        account.answered_command = Some(vec!["false".into()]);
        assert_eq!(answered(&account, None, Some("a@b.example"), &Stop::default()).len(), 1);
    }
}
