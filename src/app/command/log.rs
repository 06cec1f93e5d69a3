//! `regrets log`: what was sent, and settling what is unknown.

use super::send::journal;
use crate::app::output;
use crate::deliver::journal::Entry;
use crate::error::Result;
use crate::text::{one_line, visible};
use serde_json::json;
use std::process::ExitCode;

/// What `log` was asked to do.
pub struct Asked {
    /// Look for unknown messages.
    pub check: bool,
    /// Settle as sent.
    pub was_sent: Option<i64>,
    /// Settle as not sent.
    pub was_not_sent: Option<i64>,
    /// JSON lines.
    pub json: bool,
}

/// Shows the record, newest last, or settles an entry.
///
/// # Errors
/// As the journal.
pub fn run(session: &crate::app::session::Session, asked: &Asked) -> Result<ExitCode> {
    let journal = journal()?;
    if let Some((id, sent)) = asked.was_sent.map(|id| (id, true)).or(asked.was_not_sent.map(|id| (id, false))) {
        journal.settle(id, sent, "you said so")?;
        output::print(&format!("entry {id}: settled as {}\n", if sent { "sent" } else { "not sent" }))?;
        return Ok(ExitCode::SUCCESS);
    }
    if asked.check {
        crate::app::filing::look(session, &journal, &crate::app::signals::stop())?;
    }
    let entries = journal.entries()?;
    if entries.is_empty() && !asked.json {
        output::print("nothing was sent yet\n")?;
    }
    entries.iter().try_for_each(|e| output::print(&if asked.json { line(e) } else { row(e) }))?;
    Ok(ExitCode::SUCCESS)
}

fn row(entry: &Entry) -> String {
    let state = match entry.state.sent() {
        Some(true) => "sent",
        Some(false) => "not sent",
        None => "UNKNOWN",
    };
    let at = entry.at.get(..16).unwrap_or(&entry.at).replace('T', " ");
    let to = entry.to.join(", ");
    let subject = one_line(&entry.about.subject);
    visible(&format!("{:>4}  {at}  {state:<8}  {:<12}  {to}  {subject}", entry.id, entry.about.kind)) + "\n"
}

fn line(entry: &Entry) -> String {
    let about: serde_json::Value = serde_json::from_str(&entry.about.about).unwrap_or_default();
    let value = json!({
        "id": entry.id, "at": entry.at, "state": entry.state.name(), "sent": entry.state.sent(), "kind": entry.about.kind,
        "to": entry.to, "subject": entry.about.subject, "account": entry.about.account, "answered": entry.about.answered,
        "message_id": entry.message_id, "filed": entry.filed, "detail": entry.detail, "about": about,
    });
    format!("{value}\n")
}
