//! After a send: the copy in the Sent folder. A failure here changes nothing about what was sent.

use super::run::Prepared;
use crate::deliver::account::{Account, Sent};
use crate::deliver::journal::Journal;
use crate::deliver::once::Done;
use crate::deliver::{Outcome, maildir};
use crate::reply::wire::Outgoing;

/// Files the copy where the account says, runs its command for the answered flag, and returns what went wrong.
pub fn file(
    journal: &Journal,
    account: &Account,
    outgoing: &Outgoing,
    done: &Done,
    prepared: &Prepared,
) -> Vec<String> {
    if !matches!(done.outcome, Outcome::Accepted(_)) {
        return Vec::new();
    }
    let mut warnings = Vec::new();
    if let Sent::Maildir(folder) = &account.sent {
        let text = String::from_utf8_lossy(outgoing.bytes()).replace("\r\n", "\n");
        match maildir::store(folder, text.as_bytes(), "S") {
            Ok(path) => warnings.extend(
                journal
                    .filed(done.id, &path.display().to_string())
                    .err()
                    .map(|e| format!("it was sent, but that the copy was filed could not be recorded: {e}")),
            ),
            Err(e) => warnings.push(format!("it was sent, but the copy was not filed: {e}")),
        }
    }
    warnings.extend(answered(account, prepared));
    warnings
}

/// The account's own command for the answered flag, with the id of the mail answered as its last argument.
fn answered(account: &Account, prepared: &Prepared) -> Option<String> {
    let (program, arguments) = account.answered_command.as_deref()?.split_first()?;
    let id = prepared.mail.id.as_ref()?;
    let status = std::process::Command::new(program)
        .args(arguments)
        .arg(format!("id:{}", id.as_str()))
        .stdin(std::process::Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => None,
        Ok(status) => Some(format!("it was sent, but `answered-command` ended with {status}")),
        Err(e) => Some(format!("it was sent, but `answered-command` could not be started: {e}")),
    }
}

/// Looks for every unknown message in the Sent folder of its account, and settles those that are there.
///
/// # Errors
/// As the journal.
pub fn look(session: &super::session::Session, journal: &Journal) -> crate::error::Result<()> {
    for entry in journal.unknown()? {
        let account = session.config.account_for(Some(&entry.about.account), None).ok();
        let there = account
            .as_ref()
            .is_some_and(|a| matches!(&a.sent, Sent::Maildir(folder) if in_maildir(folder, &entry.message_id)));
        if there {
            journal.settle(entry.id, true, "found in the Sent folder")?;
            super::output::say(&format!("entry {}: found in the Sent folder: it was sent", entry.id));
        } else {
            super::output::say(&format!(
                "entry {}: not found in the Sent folder; that proves nothing where the server files no copy",
                entry.id
            ));
        }
    }
    Ok(())
}

fn in_maildir(folder: &std::path::Path, id: &str) -> bool {
    let wanted = format!("<{id}>").into_bytes();
    ["cur", "new"].iter().any(|part| {
        let files = std::fs::read_dir(folder.join(part)).into_iter().flatten().flatten();
        files
            .map(|f| f.path())
            .any(|path| std::fs::read(path).is_ok_and(|bytes| memchr::memmem::find(&bytes, &wanted).is_some()))
    })
}
