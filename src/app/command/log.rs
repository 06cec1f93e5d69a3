//! `regrets log`: what was sent, in the form that is asked for, and settling what is unknown.

use super::send::journal;
use crate::app::output;
use crate::deliver::journal::{Entry, State};
use crate::error::Result;
use crate::text::{one_line, visible};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};
use std::process::ExitCode;

/// What `log` was asked to do.
pub struct Asked {
    /// Look for unknown messages.
    pub check: bool,
    /// Settle as sent.
    pub was_sent: Option<i64>,
    /// Settle as not sent.
    pub was_not_sent: Option<i64>,
    /// Words that an entry has to have, all of them.
    pub search: Option<String>,
    /// How to show it.
    pub form: Form,
}

/// How the record is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A line each, for people.
    List,
    /// JSON lines.
    Json,
    /// A table for spreadsheets (RFC 4180).
    Csv,
    /// How many of each kind and reason.
    Summary,
}

/// Shows the record, newest last, or settles an entry.
///
/// # Errors
/// As the journal.
pub fn run(session: &crate::app::session::Session, asked: &Asked) -> Result<ExitCode> {
    let journal = journal()?;
    if let Some((id, sent)) = asked.was_sent.map(|id| (id, true)).or(asked.was_not_sent.map(|id| (id, false))) {
        journal.settle(&journal.hold(id)?, sent, "you said so")?;
        output::print(&format!("entry {id}: settled as {}\n", if sent { "sent" } else { "not sent" }))?;
        return Ok(ExitCode::SUCCESS);
    }
    if asked.check {
        crate::app::filing::look(session, &journal, &crate::app::signals::stop())?;
    }
    let entries = journal.entries_now()?;
    let none = entries.is_empty();
    let kept: Vec<Entry> =
        entries.into_iter().filter(|e| has(e, asked.search.as_deref().unwrap_or_default())).collect();
    let text: String = match asked.form {
        Form::List if none => "nothing was sent yet\n".into(),
        Form::List => kept.iter().map(row).collect(),
        Form::Json => kept.iter().map(line).collect(),
        Form::Csv => table(&kept),
        Form::Summary => summary(&kept),
    };
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn about(entry: &Entry) -> Value {
    serde_json::from_str(&entry.about.about).unwrap_or_default()
}

/// Has the entry all the words, in whatever part of it?
fn has(entry: &Entry, words: &str) -> bool {
    let about = about(entry);
    let told = ["company", "role", "reason"].iter().filter_map(|key| about[*key].as_str());
    let parts = entry.to.iter().map(String::as_str).chain(told);
    let more = [entry.about.kind.as_str(), &entry.about.subject, &entry.about.account, &entry.at, state(entry)];
    let all = parts.chain(more).collect::<Vec<_>>().join("\n").to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| all.contains(word))
}

fn state(entry: &Entry) -> &'static str {
    match entry.state.sent() {
        Some(true) => "sent",
        Some(false) => "not sent",
        None if entry.state == State::Busy => "busy",
        None => "UNKNOWN",
    }
}

fn row(entry: &Entry) -> String {
    let at = entry.minute();
    let to = entry.to.join(", ");
    let subject = one_line(&entry.about.subject);
    let reason = about(entry)["reason"].as_str().map_or(String::new(), |r| format!("  ({})", one_line(r)));
    let (id, state, kind) = (entry.id, state(entry), &entry.about.kind);
    visible(&format!("{id:>4}  {at}  {state:<8}  {kind:<12}  {to}  {subject}{reason}")) + "\n"
}

fn line(entry: &Entry) -> String {
    let value = json!({
        "id": entry.id, "at": entry.at, "state": entry.state.name(), "sent": entry.state.sent(), "kind": entry.about.kind,
        "to": entry.to, "subject": entry.about.subject, "account": entry.about.account, "answered": entry.about.answered,
        "message_id": entry.message_id, "filed": entry.filed, "detail": entry.detail, "about": about(entry),
    });
    format!("{value}\n")
}

/// What a spreadsheet shows, a row an entry.
fn table(entries: &[Entry]) -> String {
    let mut out = String::from("id,at,state,kind,reason,company,role,interview,to,subject,account\r\n");
    for entry in entries {
        let about = about(entry);
        let told = |key: &str| about[key].as_str().unwrap_or_default().to_string();
        let id = entry.id.to_string();
        let cells = [
            id,
            entry.at.clone(),
            state(entry).into(),
            entry.about.kind.clone(),
            told("reason"),
            told("company"),
            told("role"),
            told("interview"),
            entry.to.join(", "),
            entry.about.subject.clone(),
            entry.about.account.clone(),
        ];
        out += &cells.map(|c| cell(&c)).join(",");
        out += "\r\n";
    }
    out
}

/// A cell; what a spreadsheet would take for a formula is made text, as the words are a stranger's.
fn cell(text: &str) -> String {
    let text = one_line(text);
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text };
    if text.contains(['"', ',']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// How many were sent of each kind, and for which reasons, the most first.
fn summary(entries: &[Entry]) -> String {
    let mut kinds: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    // Further messages of one answer are the same decision.
    let mut seen = HashSet::new();
    let mut once =
        |e: &Entry| e.about.answered.is_none() || seen.insert((e.about.answered.clone(), e.about.kind.clone()));
    for entry in entries.iter().filter(|e| e.state.sent() == Some(true)).filter(|e| once(e)) {
        let reason = about(entry)["reason"].as_str().unwrap_or("none").to_string();
        *kinds.entry(entry.about.kind.clone()).or_default().entry(reason).or_default() += 1;
    }
    let mut out = String::new();
    let count = |reasons: &BTreeMap<String, usize>| reasons.values().sum::<usize>();
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, reasons)| std::cmp::Reverse(count(reasons)));
    for (kind, reasons) in kinds {
        out += &format!("{:>4}  {kind}\n", count(&reasons));
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        out.extend(reasons.iter().map(|(reason, n)| format!("      {n:>4}  {reason}\n")));
    }
    if out.is_empty() { "nothing was sent yet\n".into() } else { visible(&out) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::journal::About;

    fn entry(kind: &str, reason: &str, company: &str) -> Entry {
        let about = json!({"company": company, "role": "Baker", "reason": reason}).to_string();
        let subject = "=1+1 \"Re\", Interview".into();
        Entry {
            id: 3,
            about: About { kind: kind.into(), about, subject, ..About::default() },
            message_id: String::new(),
            from: String::new(),
            to: vec!["dana@acme.example".into()],
            bytes: vec![],
            state: State::Accepted,
            at: "2026-11-24T09:00:00Z".into(),
            detail: String::new(),
            filed: false,
        }
    }

    #[test]
    fn a1_a_search_needs_all_words_wherever_they_stand() {
        let one = entry("no", "location", "Marlowe");
        for (words, found) in [("marlowe", true), ("dana baker", true), ("LOCATION no", true), ("marlowe cook", false)]
        {
            assert_eq!(has(&one, words), found, "{words}");
        }
    }

    #[test]
    fn a1_a_table_that_no_spreadsheet_runs() {
        let text = table(&[entry("no", "location", "Marlowe")]);
        let row = text.lines().nth(1).unwrap();
        assert_eq!(
            row,
            "3,2026-11-24T09:00:00Z,sent,no,location,Marlowe,Baker,,dana@acme.example,\"'=1+1 \"\"Re\"\", Interview\","
        );
    }

    #[test]
    fn a1_a_summary_shows_the_pattern() {
        let refused = Entry { state: State::NotSent, ..entry("no", "location", "a") };
        let all = [entry("no", "location", "a"), entry("no", "timing", "b"), entry("no", "location", "c"), refused];
        assert_eq!(summary(&all), "   3  no\n         2  location\n         1  timing\n");
    }
}
