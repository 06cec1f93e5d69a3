//! What waits for an answer, until when, and in which order it is shown.

use super::Found;
use crate::extract::{Invitation, Stage};
use crate::message::Mail;
use jiff::{SignedDuration, Timestamp, Zoned};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// An answer is expected within a day of the message, and is late after two.
const ANSWER: SignedDuration = SignedDuration::from_hours(24);
const LATEST: SignedDuration = SignedDuration::from_hours(48);
/// Notice before a first call, and before a later meeting.
const FIRST_CALL: SignedDuration = SignedDuration::from_hours(24);
const MEETING: SignedDuration = SignedDuration::from_hours(72);

/// A message that asks for an answer.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its Message-ID.
    pub id: Option<String>,
    /// The file it stands in.
    pub path: PathBuf,
    /// Where in it, for an mbox.
    pub offset: Option<u64>,
    /// What it is, as `read --json` says it.
    pub class: String,
    /// The employer.
    pub company: Option<String>,
    /// The job title.
    pub role: Option<String>,
    /// Who wrote it, as the message says.
    pub sender: String,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    pub date: Option<Zoned>,
    /// The first time that is still to come, or else the last that is past.
    pub interview: Option<Zoned>,
    /// When an answer is expected.
    pub deadline: Option<Zoned>,
    /// When it is late.
    pub latest: Option<Zoned>,
    /// The messages it refers to.
    pub earlier: Vec<String>,
    /// The journal does not know whether an answer was sent: the entry's number.
    pub unknown: Option<i64>,
}

impl Waiting {
    /// What `found` says, with its deadlines.
    pub fn new(path: &Path, offset: Option<u64>, mail: &Mail, found: &Invitation, now: &Zoned) -> Waiting {
        let zone = now.time_zone();
        let date = mail.date.as_ref().map(|d| d.with_time_zone(zone.clone()));
        let mut starts: Vec<Zoned> = found.slots.iter().filter_map(|s| s.value.start.moment(zone)).collect();
        starts.sort();
        let interview = starts.iter().find(|s| *s > now).or(starts.last()).cloned();
        let first = matches!(found.stage.value(), Some(Stage::Screen) | None);
        let notice = if first { FIRST_CALL } else { MEETING };
        let (deadline, latest) = deadlines(date.as_ref(), interview.as_ref(), notice);
        let class = serde_json::to_value(found.class.value).unwrap_or_default();
        Waiting {
            id: mail.id.as_ref().map(|id| id.as_str().to_string()),
            path: path.to_path_buf(),
            offset,
            class: class.as_str().unwrap_or_default().to_string(),
            company: found.company.value().cloned(),
            role: found.role.value().cloned(),
            sender: mail.from.first().map(ToString::to_string).unwrap_or_default(),
            subject: mail.subject.clone(),
            date,
            interview,
            deadline,
            latest,
            earlier: mail.references.iter().chain(&mail.in_reply_to).map(|id| id.as_str().to_string()).collect(),
            unknown: None,
        }
    }

    /// The message and all it refers to.
    fn thread(&self) -> impl Iterator<Item = &String> {
        self.id.iter().chain(&self.earlier)
    }
}

/// When an answer is expected, and when it is late: counted from the message, but never after the notice that the
/// interview asks for, and never before the message itself.
fn deadlines(
    date: Option<&Zoned>,
    interview: Option<&Zoned>,
    notice: SignedDuration,
) -> (Option<Zoned>, Option<Zoned>) {
    let notice = interview.and_then(|i| i.checked_sub(notice).ok());
    let after = |span| date.and_then(|d| d.checked_add(span).ok());
    let bound = |by: Option<Zoned>| match (by, &notice, date) {
        (Some(by), Some(notice), Some(date)) if *notice < by => Some(notice.max(date).clone()),
        (None, notice, _) => notice.clone(),
        (by, ..) => by,
    };
    (bound(after(ANSWER)), bound(after(LATEST)))
}

/// What still waits: without what was answered, each message once, the most urgent first.
///
/// An interview that is still to come goes before one that is past; within both, the earliest deadline first.
pub fn open(found: Found, answered: &HashSet<String>, now: &Zoned) -> Vec<Waiting> {
    let mut seen = HashSet::new();
    let settled = |id: &String| found.settled.contains(id) || answered.contains(id);
    let mut open: Vec<Waiting> = found.asking.into_iter().filter(|w| !w.id.as_ref().is_some_and(settled)).collect();
    open.sort_by(|a, b| a.path.cmp(&b.path).then(a.offset.cmp(&b.offset)));
    open.retain(|w| w.id.as_ref().is_none_or(|id| seen.insert(id.clone())));
    let past = |w: &Waiting| w.interview.as_ref().is_some_and(|i| i < now);
    open.sort_by_key(|w| (past(w), w.deadline.is_none(), w.deadline.as_ref().map(Zoned::timestamp)));
    open
}

/// Every process that is still open, by its newest message, the newest first.
///
/// One thread is one process, and so is one job of one sender. A process is over when something that ends it came
/// after its newest message: `ended` has when, by the messages' ids.
pub fn processes(found: Found, ended: &HashMap<String, Timestamp>) -> Vec<Waiting> {
    let mut over: HashMap<String, Timestamp> = ended.clone();
    for (id, when) in found.ended {
        let known = over.entry(id).or_insert(when);
        *known = when.max(*known);
    }
    let mut all = found.processes;
    all.sort_by(|a, b| (&a.path, a.offset).cmp(&(&b.path, b.offset)));
    all.sort_by_key(|w| std::cmp::Reverse(w.date.as_ref().map(Zoned::timestamp)));
    let mut threads: Vec<HashSet<String>> = Vec::new();
    let mut out: Vec<Waiting> = Vec::new();
    for one in all {
        let job =
            |w: &Waiting| w.company.is_some() && w.role.is_some() && w.company == one.company && w.role == one.role;
        let known = |at: &usize| threads[*at].iter().any(|id| one.thread().any(|mine| mine == id)) || job(&out[*at]);
        if let Some(at) = (0..out.len()).find(known) {
            threads[at].extend(one.thread().cloned());
        } else {
            threads.push(one.thread().cloned().collect());
            out.push(one);
        }
    }
    let date = |w: &Waiting| w.date.as_ref().map_or(Timestamp::MIN, Zoned::timestamp);
    let is_over =
        |w: &Waiting, thread: &HashSet<String>| thread.iter().any(|id| over.get(id).is_some_and(|at| *at >= date(w)));
    out.into_iter().zip(threads).filter(|(w, thread)| !is_over(w, thread)).map(|(w, _)| w).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Zoned {
        format!("{text}+01:00[Europe/Berlin]").parse().unwrap()
    }

    #[test]
    fn an_answer_is_due_in_a_day_and_before_the_notice() {
        let date = at("2026-11-24T10:00");
        let due = |interview: Option<&str>, notice| {
            let (by, latest) = deadlines(Some(&date), interview.map(at).as_ref(), notice);
            (by.unwrap().to_string()[..16].to_string(), latest.unwrap().to_string()[..16].to_string())
        };
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        assert_eq!(due(None, FIRST_CALL), pair("2026-11-25T10:00", "2026-11-26T10:00"));
        assert_eq!(due(Some("2026-12-09T10:00"), MEETING), pair("2026-11-25T10:00", "2026-11-26T10:00"));
        assert_eq!(due(Some("2026-11-28T18:00"), MEETING), pair("2026-11-25T10:00", "2026-11-25T18:00"));
        assert_eq!(due(Some("2026-11-25T09:00"), FIRST_CALL), pair("2026-11-24T10:00", "2026-11-24T10:00"));
        assert_eq!(deadlines(None, None, MEETING), (None, None));
    }

    fn waiting(id: &str, deadline: &str, interview: Option<&str>) -> Waiting {
        Waiting {
            id: Some(id.into()),
            path: id.into(),
            offset: None,
            class: "invitation".into(),
            company: None,
            role: None,
            sender: String::new(),
            subject: String::new(),
            date: None,
            interview: interview.map(at),
            deadline: Some(at(deadline)),
            latest: None,
            earlier: vec![],
            unknown: None,
        }
    }

    #[test]
    fn the_most_urgent_first_and_nothing_that_was_answered() {
        let asking = vec![
            waiting("past", "2026-11-01T10:00", Some("2026-11-02T10:00")),
            waiting("later", "2026-11-26T10:00", None),
            waiting("soon", "2026-11-25T10:00", Some("2026-11-30T10:00")),
            waiting("soon", "2026-11-25T10:00", Some("2026-11-30T10:00")),
            waiting("thread", "2026-11-25T10:00", None),
            waiting("journal", "2026-11-25T10:00", None),
        ];
        let found = Found { asking, settled: ["thread".to_string()].into(), ..Found::default() };
        let open = open(found, &["journal".to_string()].into(), &at("2026-11-24T12:00"));
        let ids: Vec<&str> = open.iter().filter_map(|w| w.id.as_deref()).collect();
        assert_eq!(ids, ["soon", "later", "past"]);
    }

    #[test]
    fn a_process_is_one_thread_or_one_job_until_something_ends_it() {
        let message = |id: &str, date: &str, earlier: &[&str], role: Option<&str>| Waiting {
            date: Some(at(date)),
            earlier: earlier.iter().map(|e| e.to_string()).collect(),
            company: Some("Acme".into()),
            role: role.map(Into::into),
            ..waiting(id, date, None)
        };
        let found = || Found {
            processes: vec![
                message("first", "2026-11-01T10:00", &[], None),
                message("again", "2026-11-05T10:00", &["mine", "first"], None),
                message("job", "2026-11-02T10:00", &[], Some("Baker")),
                message("job too", "2026-11-03T10:00", &[], Some("Baker")),
                message("refused", "2026-11-02T10:00", &[], Some("Cook")),
            ],
            ended: [("refused".to_string(), at("2026-11-09T10:00").timestamp())].into(),
            ..Found::default()
        };
        let ids = |ended: &[(&str, &str)]| -> Vec<String> {
            let ended = ended.iter().map(|(id, when)| (id.to_string(), at(when).timestamp())).collect();
            processes(found(), &ended).into_iter().filter_map(|w| w.id).collect()
        };
        assert_eq!(ids(&[]), ["again", "job too"]);
        // They wrote again after the answer that ended it.
        assert_eq!(ids(&[("first", "2026-11-02T10:00")]), ["again", "job too"]);
        assert_eq!(ids(&[("first", "2026-11-06T10:00")]), ["job too"]);
    }
}
