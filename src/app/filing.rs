//! After a send: the copy in the Sent folder, the flag of the mail answered, and the look that settles what is
//! unknown. A failure here changes nothing about what was sent.

use super::output;
use super::session::Session;
use crate::deliver::account::Account;
use crate::deliver::journal::{Entry, Journal, State};
use crate::deliver::{Stop, sent};
use crate::error::{Exit, Result};
use crate::message::Mail;
use crate::reply::wire::Outgoing;
use std::path::Path;

/// How many copies that an earlier run could not file are tried again in one run.
const TRIED_AGAIN: usize = 3;

/// Files the copy of a sent message. What went wrong is said, and `false` returned: a later run tries again.
pub fn file(journal: &Journal, account: &Account, id: i64, outgoing: &Outgoing, again: bool, stop: &Stop) -> bool {
    let filed = sent::file(account, outgoing, again, stop)
        .and_then(|place| journal.filed(id, place.as_deref().unwrap_or("no copy is wanted")));
    if let Err(e) = &filed {
        output::say(&format!("regrets: it was sent, but the copy was not filed: {}", e.message));
    }
    filed.is_ok()
}

/// Marks the mail as answered: its file in a Maildir, and by the account's own command.
pub fn answered(account: &Account, mail: &Mail, file: Option<&Path>, stop: &Stop) {
    let id = mail.id.as_ref().map(|id| format!("id:{}", id.as_str()));
    for warning in sent::answered(account, file, id.as_deref(), stop) {
        output::say(&format!("regrets: it was sent, but {warning}"));
    }
}

/// Files the copies that earlier runs could not; a place that fails again is left for another day.
///
/// # Errors
/// As the journal.
pub fn unfinished(session: &Session, journal: &Journal, stop: &Stop) -> Result<()> {
    let left = |e: &Entry| e.state == State::Accepted && !e.filed;
    for entry in journal.entries()?.into_iter().rev().filter(left).take(TRIED_AGAIN) {
        let held = match journal.hold(entry.id) {
            Ok(held) if left(&held.entry) => held,
            // Another run files it, or has done so by now.
            Ok(_) => continue,
            Err(e) if e.exit == Exit::Already => continue,
            Err(e) => return Err(e),
        };
        let account = session.config.account_for(Some(&entry.about.account), None).ok();
        if let (Some(account), Some(outgoing)) = (account, held.entry.outgoing())
            && !file(journal, &account, entry.id, &outgoing, true, stop)
        {
            break;
        }
    }
    Ok(())
}

/// Looks for every unknown message in the Sent folder of its account, and settles those that are there. What another run
/// is at is left to that run: it may know in a moment.
///
/// # Errors
/// As the journal.
pub fn look(session: &Session, journal: &Journal, stop: &Stop) -> Result<()> {
    for entry in journal.unknown()? {
        let id = entry.id;
        let held = match journal.hold(id) {
            Ok(held) if held.entry.state.sent().is_none() => held,
            Ok(_) => continue,
            Err(e) if e.exit == Exit::Already => {
                output::say(&format!("entry {id}: {}; look again when it has ended", e.message));
                continue;
            }
            Err(e) => return Err(e),
        };
        let there = session
            .config
            .account_for(Some(&entry.about.account), None)
            .and_then(|account| sent::look(&account, &entry.message_id, stop));
        match there {
            Ok(true) => {
                journal.settle(&held, true, "found in the Sent folder")?;
                output::say(&format!("entry {id}: found in the Sent folder: it was sent"));
            }
            Ok(false) => output::say(&format!(
                "entry {id}: not in the Sent folder; that proves nothing where the server files no copy"
            )),
            Err(e) => output::say(&format!("entry {id}: {}\n  {}", e.message, e.hints.join("\n  "))),
        }
    }
    Ok(())
}
