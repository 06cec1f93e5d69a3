//! `regrets due`: what the record says is due now, as a list, or with what is due later as a file for a calendar.

use crate::app::session::Session;
use crate::app::{output, paths, wording};
use crate::deliver::journal::{Entry, Journal};
use crate::error::{Error, Exit, Result};
use crate::reply::answer::own;
use crate::reply::kind::{FollowFrom, FollowUp};
use crate::text::{one_line, visible};
use jiff::civil::Weekday;
use jiff::{Timestamp, ToSpan, Zoned};
use serde_json::Value;
use std::path::Path;
use std::process::ExitCode;

/// How long an event of a calendar takes that stands for something to do.
const EVENT: i64 = 15;

/// Lists what is due, the longest due first, and what is still unknown; or writes it for a calendar, with what is due
/// later, as things to do, or as events.
///
/// # Errors
/// As the journal and the wording; [`Exit::CantCreate`] when the file cannot be written.
pub fn run(session: &Session, ics: Option<&Path>, events: bool) -> Result<ExitCode> {
    let journal = paths::state_dir().map(|folder| Journal::existing(&folder)).transpose()?.flatten();
    let entries = journal.map(|j| j.entries()).transpose()?.unwrap_or_default();
    let catalog = wording::load()?;
    let follow = |kind: &str| catalog.kinds().iter().find(|k| k.name == kind)?.follow_up.clone();
    let mut all: Vec<Reminder> =
        (0..entries.len()).filter_map(|at| Reminder::of(&entries, at, &follow, &session.now)).collect();
    all.sort_by_key(|r| r.since.timestamp());
    if let Some(path) = ics {
        return written(session, &all, path, events);
    }
    for entry in entries.iter().filter(|e| e.state.sent().is_none()) {
        let subject = one_line(&entry.about.subject);
        output::print(&visible(&format!("unknown     was entry {} sent? \"{subject}\"\n", entry.id)))?;
        output::print("            `regrets log --check` looks in your Sent folder\n")?;
    }
    let due: Vec<&Reminder> = all.iter().filter(|r| r.since <= session.now).collect();
    due.iter().try_for_each(|r| output::print(&r.lines()))?;
    if due.is_empty() && session.style.terminal {
        output::say("nothing is due");
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the file for a calendar.
fn written(session: &Session, all: &[Reminder], path: &Path, events: bool) -> Result<ExitCode> {
    let mut calendar = own::Calendar::begin();
    for one in all {
        let end = one.since.checked_add(EVENT.minutes()).ok();
        let (uid, summary, about) = (one.uid(), one.summary(), one.about());
        let entry = own::Entry {
            uid: &uid,
            summary: &summary,
            at: &one.since,
            end: end.as_ref(),
            place: None,
            description: Some(&about),
            now: &session.now,
        };
        if events { calendar.event(&entry) } else { calendar.reminder(&entry) }
    }
    let text = calendar.end();
    std::fs::write(path, text)
        .map_err(|e| Error::new(Exit::CantCreate, format!("`{}` cannot be written: {e}", path.display())))?;
    let many = if all.len() == 1 { "1 reminder".to_string() } else { format!("{} reminders", all.len()) };
    output::say(&format!("for your calendar: {many} in {}", path.display()));
    Ok(ExitCode::SUCCESS)
}

/// What to do after an answer, and from when on.
struct Reminder {
    since: Zoned,
    /// What to do.
    what: String,
    /// The kind that does it.
    kind: Option<String>,
    /// About which job.
    job: String,
    to: String,
    entry: i64,
    sent: String,
    message_id: String,
}

impl Reminder {
    /// What follows from the entry at this place.
    ///
    /// Whoever was written to again since then is not waiting.
    fn of(entries: &[Entry], at: usize, follow: &dyn Fn(&str) -> Option<FollowUp>, now: &Zoned) -> Option<Reminder> {
        let entry = entries.get(at).filter(|e| e.state.sent() == Some(true))?;
        let follow = follow(&entry.about.kind)?;
        let about: Value = serde_json::from_str(&entry.about.about).unwrap_or_default();
        let begin: Timestamp = match follow.from {
            FollowFrom::Sent => entry.at.parse().ok()?,
            FollowFrom::Interview => about["interview"].as_str()?.parse().ok()?,
        };
        let since = waited(begin.to_zoned(now.time_zone().clone()), &follow)?;
        let again = |e: &Entry| e.state.sent() == Some(true) && e.to.iter().any(|to| entry.to.contains(to));
        if entries.iter().skip(at + 1).any(again) {
            return None;
        }
        let job: Vec<&str> = ["company", "role"].iter().filter_map(|key| about[*key].as_str()).collect();
        Some(Reminder {
            since,
            what: follow.text,
            kind: follow.kind,
            job: if job.is_empty() { one_line(&entry.about.subject) } else { one_line(&job.join(", ")) },
            to: entry.to.join(", "),
            entry: entry.id,
            sent: entry.about.kind.clone(),
            message_id: entry.message_id.clone(),
        })
    }

    /// The two lines of the list.
    fn lines(&self) -> String {
        let kind = self.kind.as_ref().map_or(String::new(), |kind| format!(" (`--as {kind}`)"));
        let (what, job) = (&self.what, &self.job);
        visible(&format!("{}  {what}{kind}: {job}\n            {}\n", self.since.date(), self.about()))
    }

    fn about(&self) -> String {
        format!("{}; entry {}, {}", self.to, self.entry, self.sent)
    }

    fn summary(&self) -> String {
        format!("{}: {}", self.what, self.job)
    }

    /// The same for the same answer, so that a second import replaces the first.
    fn uid(&self) -> String {
        format!("regrets-due-{}", self.message_id)
    }
}

/// The moment after the days to wait.
fn waited(begin: Zoned, follow: &FollowUp) -> Option<Zoned> {
    let mut day = begin.checked_add(i64::from(follow.days).days()).ok()?;
    let mut left = follow.working_days;
    while left > 0 {
        day = day.tomorrow().ok()?.with().time(begin.time()).build().ok()?;
        left -= u16::from(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::journal::{About, State};

    fn entry(kind: &str, to: &str, at: &str, state: State) -> Entry {
        let about = r#"{"company": "Acme", "interview": "2026-12-01T09:00:00Z"}"#.to_string();
        Entry {
            id: 7,
            about: About { kind: kind.into(), about, ..About::default() },
            message_id: String::new(),
            from: String::new(),
            to: vec![to.into()],
            bytes: vec![],
            state,
            at: at.into(),
            detail: String::new(),
            filed: false,
        }
    }

    fn due(entries: &[Entry], now: &str) -> Option<(String, String)> {
        let follow = |kind: &str| {
            let (days, working_days, from) = match kind {
                "no" => (42, 0, FollowFrom::Sent),
                "later" => (0, 5, FollowFrom::Sent),
                "yes" => (0, 0, FollowFrom::Interview),
                _ => return None,
            };
            Some(FollowUp { text: "do it".into(), days, working_days, from, kind: Some("next".into()) })
        };
        let now: Zoned = format!("{now}+01:00[Europe/Berlin]").parse().unwrap();
        let found = Reminder::of(entries, 0, &follow, &now).filter(|r| r.since <= now);
        found.map(|r| (r.since.date().to_string(), r.lines()))
    }

    #[test]
    fn a2_due_after_weeks_working_days_and_the_interview() {
        let sent = |kind| [entry(kind, "dana@acme.example", "2026-11-24T09:00:00Z", State::Accepted)];
        assert_eq!(due(&sent("no"), "2027-01-05T09:59"), None);
        let (day, text) = due(&sent("no"), "2027-01-05T10:00").unwrap();
        assert_eq!(day, "2027-01-05");
        assert!(text.contains("do it (`--as next`): Acme") && text.contains("dana@acme.example; entry 7"), "{text}");
        // Five working days from a Tuesday end on the next Tuesday.
        assert_eq!(due(&sent("later"), "2026-12-01T09:00"), None);
        assert_eq!(due(&sent("later"), "2026-12-01T10:00").map(|d| d.0).as_deref(), Some("2026-12-01"));
        assert_eq!(due(&sent("yes"), "2026-12-01T09:00"), None);
        assert_eq!(due(&sent("yes"), "2026-12-01T10:00").map(|d| d.0).as_deref(), Some("2026-12-01"));
    }

    #[test]
    fn nothing_is_due_for_what_was_not_sent_or_was_followed() {
        let late = "2027-02-01T10:00";
        let at = "2026-11-24T09:00:00Z";
        let one = |kind, state| entry(kind, "dana@acme.example", at, state);
        assert_eq!(due(&[one("no", State::NotSent)], late), None);
        assert_eq!(due(&[one("other", State::Accepted)], late), None);
        assert_eq!(due(&[one("no", State::Accepted), one("hello", State::Accepted)], late), None);
        let else_to = entry("hello", "eve@else.example", at, State::Accepted);
        assert!(due(&[one("no", State::Accepted), else_to], late).is_some());
    }
}
