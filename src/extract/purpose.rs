//! What a message is for.
//!
//! Each step can be told to a person: the cues that the words hold ([`cues`]), the signs that the structure holds
//! ([`SIGNS`]), the verdict over both ([`tally`]); and where that states nothing, what all the words together lean to
//! ([`learned`]). The rule of the fact is the cue or the sign that weighed most.

mod cues;
pub mod learned;
mod scan;
mod tally;

use super::Class;
use super::rules::Context;
use super::when;
use crate::fact::{Fact, Finding, Sure, Weight};
use crate::message::Mail;
use crate::words::schema::{PurposeWords, Says};
use cues::Hit;
use learned::Leaning;
use tally::Tally;

/// What is said in a message, as the cues of its language.
#[derive(Debug)]
pub struct Said {
    hits: Vec<Hit>,
    leaning: Option<Leaning>,
}

impl Said {
    /// Finds every cue of `words` in what `mail` says.
    pub fn of(mail: &Mail, words: &'static PurposeWords) -> Said {
        let scan = scan::Scan::of(mail);
        let mut hits = cues::hits(&scan, words);
        // A short answer names neither the job nor the interview: the mail that it answers does.
        let job = |h: &Hit| matches!(h.cue.says, Says::Context | Says::Interview);
        if hits.iter().filter(|h| job(h)).count() < 2 {
            let before = cues::hits(&scan::Scan::history(mail), words);
            hits.extend(before.into_iter().filter(job).take(4));
        }
        Said { hits, leaning: Leaning::of(&scan) }
    }

    /// The points of the formal and of the informal cues.
    ///
    /// What a forwarded writer says goes before what the forwarding one does: that is who is answered.
    pub fn register(&self) -> (i32, i32) {
        let points = |says, inner: bool| -> i32 {
            let told = self.hits.iter().filter(|h| h.cue.says == says && (h.forwarded || !inner));
            told.map(|h| i32::from(h.cue.points)).sum()
        };
        let inner = (points(Says::Formal, true), points(Says::Informal, true));
        if inner != (0, 0) { inner } else { (points(Says::Formal, false), points(Says::Informal, false)) }
    }
}

/// What gives reason to doubt that somebody hires: each kind of sign counts once.
pub fn scam(said: &Said) -> Option<Finding> {
    let mut signs: Vec<&Hit> = said.hits.iter().filter(|h| h.cue.says == Says::Scam).collect();
    signs.sort_by_key(|h| &h.cue.name);
    signs.dedup_by_key(|h| &h.cue.name);
    let points: i32 = signs.iter().map(|h| i32::from(h.cue.points)).sum();
    let strongest = signs.iter().max_by_key(|h| h.cue.points)?;
    let weight = if points >= STRONG { Weight::Stop } else { Weight::Ask };
    let text = "this may not be a real employer: it asks for what employers do not ask for";
    let help = "Look the employer up, and ask there by a way that the mail does not name.";
    Some(Finding::new("possible-scam", weight, text).at(strongest.seen).help(help))
}

/// One strong sign, or two weak ones.
const STRONG: i32 = 2;

/// What the message is for.
pub fn class(it: &Context) -> Fact<Class> {
    let tally = Tally::of(&it.said.hits);
    let role = names_a_role(it);
    let times = if role || tally.about_a_job() { when::named(it) } else { 0 };
    weigh(it, tally, role, times)
}

/// What the message is for, where it may tell of a process at all.
///
/// The times and the job title are what costs most to read. Most mail is about something else whatever they are, and
/// then they are not asked for.
pub fn of_process(it: &Context) -> Option<Fact<Class>> {
    let tally = Tally::of(&it.said.hits);
    let may_tell = |times: usize| {
        [false, true].into_iter().any(|role| weigh(it, tally.clone(), role, times).value.is_of_process())
    };
    let open = (0..=MANY).any(may_tell) && may_tell(when::named(it).min(MANY));
    open.then(|| class(it)).filter(|class| class.value.is_of_process())
}

/// So many times, and more, are a choice.
const MANY: usize = 2;

fn names_a_role(it: &Context) -> bool {
    it.employer.role.fact().is_some_and(|role| role.sure >= Sure::Likely)
}

/// Weighs all that speaks for a class: the cues, a job title, times to come, the structure, and all words together.
fn weigh(it: &Context, mut tally: Tally, role: bool, times: usize) -> Fact<Class> {
    if role {
        tally.names_a_role();
    }
    let times = if tally.about_a_job() { times } else { 0 };
    tally.names_times(times);
    for sign in SIGNS {
        if (!sign.says.has_interview() || tally.about_a_job()) && (sign.test)(it) {
            tally.add(sign.says, sign.points, sign.name, None);
        }
    }
    let Some(leaning) = &it.said.leaning else { return tally.verdict() };
    tally.hear(leaning);
    let cues = tally.clone().verdict();
    // People write of much else in the same words: they are weighed where something says that it is about a job.
    let silent = cues.value == Class::Other;
    if !tally.about_a_job() || !silent && cues.sure == Sure::Stated {
        return cues;
    }
    let words_of_jobs = tally.words_of_jobs();
    tally.lean(leaning, silent && times == 0);
    let all = tally.verdict();
    // No cue stands behind it: then a time is named, or much speaks of a job.
    let bare = all.rule == learned::RULE && times == 0 && words_of_jobs < 3;
    if bare && all.value.has_interview() { cues } else { all }
}

/// A sign in the structure of a message.
struct Sign {
    name: &'static str,
    says: Class,
    points: i32,
    test: fn(&Context) -> bool,
}

/// The signs, surest first.
const SIGNS: &[Sign] = &[
    Sign { name: "discussion-list", says: Class::Other, points: 8, test: |it| it.mail.marks.list },
    Sign { name: "calendar-request", says: Class::Invitation, points: 5, test: |it| plans(it, "REQUEST") },
    // Whatever the subject says: the calendar decides what is off.
    Sign {
        name: "calendar-cancel",
        says: Class::Cancellation,
        points: 20,
        test: |it| plans(it, "CANCEL") || is_off(it),
    },
];

/// Are all events called off?
fn is_off(it: &Context) -> bool {
    let mut events = it.mail.calendars.iter().flat_map(|c| &c.events).peekable();
    events.peek().is_some() && events.all(|e| e.status.as_deref() == Some("CANCELLED"))
}

/// Does a calendar part of this method speak of an event?
fn plans(it: &Context, method: &str) -> bool {
    it.mail.calendars.iter().any(|c| c.method.as_deref() == Some(method) && !c.events.is_empty())
}
