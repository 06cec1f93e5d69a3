//! What a message is for.
//!
//! Each step can be told to a person: the cues that the words hold ([`cues`]), the signs that the structure holds
//! ([`SIGNS`]), the verdict over both ([`tally`]); and what a trained model makes of them and of all the words
//! ([`learned`]), which decides. The rule of the fact is the cue or the sign that weighed most for what it decides.

mod cues;
pub mod learned;
mod scan;
mod tally;

use super::Class;
use super::rules::Context;
use super::weigh::Feature;
use super::when;
use crate::fact::{Fact, Finding, Sure, Weight};
use crate::message::Mail;
use crate::text::Span;
use crate::words::schema::{PurposeWords, Says};
use cues::Hit;
use learned::Leaning;
use tally::Tally;

/// What is said in a message, as the cues of its language.
#[derive(Debug)]
pub struct Said {
    hits: Vec<Hit>,
    words: Vec<Feature>,
}

impl Said {
    /// Finds every cue of `words` in what `mail` says.
    pub fn of(mail: &Mail, words: &'static PurposeWords) -> Said {
        let scan = scan::Scan::of(mail);
        let mut known = learned::words(&scan);
        let mut hits =
            cues::read(&scan, words, |sentence, names| learned::concepts(&scan, sentence, names, &mut known));
        // A short answer names neither the job nor the interview: the mail that it answers does.
        let job = |h: &Hit| matches!(h.cue.says, Says::Context | Says::Interview);
        if hits.iter().filter(|h| job(h)).count() < 2 {
            let before = cues::hits(&scan::Scan::history(mail), words);
            hits.extend(before.into_iter().filter(job).take(4));
        }
        Said { hits, words: known }
    }

    /// Every feature of its words, each once.
    pub fn features(&self) -> Vec<Feature> {
        let mut all = self.words.clone();
        all.sort_by_key(|f| f.hash);
        all.dedup_by_key(|f| f.hash);
        all
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

/// What the message is for, and whether there is an interview in it, or may be one: a mere guess that there is none
/// keeps nothing from being read.
pub fn class(it: &Context) -> (Fact<Class>, bool) {
    let (tally, cues, features) = weighed(it);
    if cues.rule == OFF {
        return (cues, true);
    }
    let leaning = Leaning::of(&features, &it.models.purpose);
    let about_a_job = tally.words_of_jobs() >= OF_A_JOB && !it.mail.marks.list;
    let class = tally.decided(cues, &leaning);
    let guess = class.sure == Sure::Guess && class.value != Class::Newsletter && about_a_job;
    let may_be = guess && leaning.of_interviews() >= MAY_BE;
    let interview = class.value.has_interview() || may_be;
    (class, interview)
}

/// From these odds on, what is guessed to be something else may hold an interview, if so many words are about a job.
const MAY_BE: f32 = 0.25;
const OF_A_JOB: i32 = 1;

/// What the message is for, where it tells of a process. For a mailbox, most of which is about something else: there a
/// verdict by all words, that no cue stands behind, is none.
pub fn of_process(it: &Context) -> Option<Fact<Class>> {
    let sign = SIGNS.iter().any(|sign| sign.says.is_of_process() && (sign.test)(it));
    // Nothing could stand behind a verdict: so it is with nearly every message, and whom it is from need not be known.
    if !sign && !Tally::of(it.said.hits.iter()).speaks_of_a_process() && when::named(it) == 0 {
        return None;
    }
    Some(class(it).0).filter(|class| class.value.is_of_process() && class.rule != learned::RULE)
}

/// Every feature of a message that the model weighs: for the trainer.
pub fn features(it: &Context) -> Vec<Feature> {
    weighed(it).2
}

/// What the cues and the signs say, their verdict, and everything that the model weighs.
fn weighed(it: &Context) -> (Tally, Fact<Class>, Vec<Feature>) {
    let role = it.employer.role.fact().filter(|role| role.sure >= Sure::Likely);
    let titles = role.map_or(&[][..], |role| &role.seen);
    let mut tally = Tally::of(it.said.hits.iter().filter(|hit| !is_in_a_title(hit, titles)));
    if role.is_some() {
        tally.names_a_role();
    }
    let times = if tally.about_a_job() { when::named(it) } else { 0 };
    tally.names_times(times);
    for sign in SIGNS {
        if (!sign.says.has_interview() || tally.about_a_job()) && (sign.test)(it) {
            tally.add(sign.says, sign.points, sign.name, None);
        }
    }
    let cues = tally.clone().verdict();
    let features = learned::features(it, &tally, &cues, times);
    (tally, cues, features)
}

/// "Press officer", "dental nurse", "choir master": in the title of the job, what else people meet for says what is done.
fn is_in_a_title(hit: &Hit, titles: &[Span]) -> bool {
    let len = |span: &Span| span.end - span.start;
    let within = |title: &Span| title.overlaps(&hit.seen) && len(&hit.seen) < len(title);
    matches!(hit.cue.says, Says::Elsewhere | Says::Other | Says::Daily) && titles.iter().any(within)
}

/// The sign that decides by itself.
const OFF: &str = "calendar-cancel";

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
    Sign { name: OFF, says: Class::Cancellation, points: 20, test: |it| plans(it, "CANCEL") || is_off(it) },
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
