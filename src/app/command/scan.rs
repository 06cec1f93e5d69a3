//! `regrets scan`: every invitation that waits for an answer, the most urgent first.

use crate::app::scan::{self, Waiting};
use crate::app::session::Session;
use crate::app::{output, paths};
use crate::deliver::journal::Journal;
use crate::error::{Exit, Result};
use crate::text::{one_line, visible};
use jiff::Zoned;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::process::ExitCode;

/// Prints what waits below `paths`. What cannot be read is told on standard error and does not stop the rest.
///
/// # Errors
/// As the journal, where there is one; exit code 66 when a path is not there, 74 when something below one could not
/// be read: the rest was shown.
pub fn run(session: &Session, paths: &[PathBuf], json: bool) -> Result<ExitCode> {
    let (answered, unknown) = answered()?;
    let missing = paths.iter().any(|p| !p.exists());
    let found = scan::run(session, paths);
    let failed = found.failed;
    let mut open = scan::open(found, &answered, &session.now);
    for one in &mut open {
        one.unknown = one.id.as_ref().and_then(|id| unknown.get(id)).copied();
    }
    let text: String = open.iter().map(|w| if json { line(w) } else { entry(w, &session.now) }).collect();
    output::print(&text)?;
    if open.is_empty() && failed == 0 && session.style.terminal {
        output::say("nothing waits for an answer");
    }
    Ok(match (missing, failed) {
        (true, _) => ExitCode::from(Exit::NoInput as u8),
        (_, 0) => ExitCode::SUCCESS,
        _ => ExitCode::from(Exit::Io as u8),
    })
}

/// The ids of messages that the journal says were answered, and those where it does not know.
fn answered() -> Result<(HashSet<String>, HashMap<String, i64>)> {
    let (mut sent, mut unknown) = (HashSet::new(), HashMap::new());
    let Some(journal) = paths::state_dir().map(|f| Journal::existing(&f)).transpose()?.flatten() else {
        return Ok((sent, unknown));
    };
    for entry in journal.entries()? {
        let Some(id) = entry.about.answered else { continue };
        match entry.state.sent() {
            Some(true) => _ = sent.insert(id),
            None => _ = unknown.insert(id, entry.id),
            Some(false) => {}
        }
    }
    Ok((sent, unknown))
}

/// Three lines: when and what, who, where.
fn entry(w: &Waiting, now: &Zoned) -> String {
    let what: Vec<&str> = w.company.iter().chain(&w.role).map(String::as_str).collect();
    let what = if what.is_empty() { one_line(&w.subject) } else { what.join(", ") };
    let interview = w.interview.as_ref().map_or(String::new(), |i| {
        let verb = if i < now { "was" } else { "is" };
        format!("; the interview {verb} on {}", i.strftime("%a %-d %b %Y %H:%M"))
    });
    let place = w.offset.map_or(String::new(), |at| format!(" (byte {at})"));
    let mut text = format!(
        "{:<14}  {what}{interview}\n{:16}{}\n{:16}{}{place}\n",
        urgency(w, now),
        "",
        one_line(&w.sender),
        "",
        w.path.display()
    );
    if let Some(id) = w.unknown {
        text += &format!("{:16}an answer may have been sent: `regrets log --check`, entry {id}\n", "");
    }
    visible(&text)
}

/// How much time is left until an answer is expected.
fn urgency(w: &Waiting, now: &Zoned) -> String {
    let Some(deadline) = &w.deadline else { return "no date".into() };
    let hours = deadline.duration_since(now).as_hours();
    let span = |hours: i64| if hours < 48 { format!("{hours} h") } else { format!("{} days", hours / 24) };
    match (deadline < now, w.latest.as_ref().is_some_and(|l| l < now)) {
        (false, _) => format!("due in {}", span(hours)),
        (_, false) => "due now".into(),
        _ => format!("late {}", span(-hours)),
    }
}

/// One JSON object.
pub(super) fn line(w: &Waiting) -> String {
    let time = |t: &Option<Zoned>| t.as_ref().map(|t| t.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    let value = json!({
        "class": w.class, "company": w.company, "role": w.role, "from": w.sender, "subject": w.subject,
        "date": time(&w.date), "interview": time(&w.interview), "deadline": time(&w.deadline), "latest": time(&w.latest),
        "unknown": w.unknown, "message_id": w.id, "path": w.path.display().to_string(), "offset": w.offset,
    });
    format!("{value}\n")
}
