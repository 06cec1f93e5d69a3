//! What there is to see: the facts, the letter as it would leave, the findings. Made by the same walk as `send`.

use super::state::{Choices, Field};
use crate::app::cli::ReplyOptions;
use crate::app::run::{self, Opened, Prepared};
use crate::app::session::Session;
use crate::error::Error;
use crate::extract::{Invitation, Start};
use crate::fact::{Settled, Sure, Weight};
use crate::reply::CalendarAnswer;
use crate::text::{one_line, visible};
use jiff::civil::DateTime;

/// One fact on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub label: &'static str,
    /// What the letter uses.
    pub value: String,
    /// Why it may be wrong; empty for what the mail states or the person said.
    pub doubt: &'static str,
}

/// Everything that is drawn beside the state.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The mail's subject and sender.
    pub title: String,
    /// To, name, company, role, and when; in this order.
    pub facts: Vec<Row>,
    /// The letter with its headers, or why there is none.
    pub letter: String,
    /// The body alone, for the editor; `None` when there is none.
    pub body: Option<String>,
    /// The letter's language.
    pub language: String,
    /// Language, register and calendar answer in a few words.
    pub about: String,
    /// What there is to consider.
    pub findings: Vec<(Weight, String)>,
    /// Why it cannot leave, if it cannot.
    pub refused: Option<String>,
    /// What the person may pass after a look.
    pub stop: Option<Passed>,
}

/// What stops an answer until the person passes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passed {
    /// The mail looks like no invitation.
    Class,
    /// The finding of this name.
    Finding(String),
}

/// How to pass what stops an answer.
const PASS: &str = "`!` answers all the same.";

/// What can be chosen for a mail.
pub fn choices(opened: &Opened) -> Choices {
    let (catalog, found) = (&opened.catalog, &opened.found);
    let mut facts = Vec::new();
    let mut add = |field, value: Option<String>| facts.extend(value.map(|v| (field, one_line(&v))));
    add(Field::To, found.sender.reply_to.as_ref().map(|a| a.email.clone()));
    add(Field::Name, found.contact.value().and_then(|p| p.name.clone()));
    add(Field::Company, found.company.value().cloned());
    add(Field::Role, found.role.value().cloned());
    if let [only] = found.slots.as_slice() {
        add(Field::Time, Some(at(&only.value.start).strftime("%Y-%m-%d %H:%M").to_string()));
    }
    Choices {
        kinds: catalog.kinds().iter().map(|k| (k.name.clone(), k.summary.clone())).collect(),
        reasons: catalog.reasons().iter().map(|r| (r.name.clone(), r.summary.clone())).collect(),
        languages: crate::words::languages().map(str::to_owned).collect(),
        found: facts,
        sends: true,
        asks_file: true,
    }
}

/// Composes what the options say.
pub fn view(session: &Session, opened: &Opened, options: &ReplyOptions) -> View {
    let mail = &opened.mail;
    let from = mail.from.first().map(|a| one_line(&a.to_string())).unwrap_or_default();
    let mut view = View {
        title: visible(&format!("{}, from {from}", one_line(&mail.subject))),
        facts: facts(options, &opened.corrected(session, options).unwrap_or_else(|_| opened.found.clone())),
        ..View::default()
    };
    match run::prepare_opened(session, opened, options, &mut |_| None) {
        Ok(prepared) => composed(&mut view, &prepared, options),
        Err(e) => failed(&mut view, &e),
    }
    view
}

fn composed(view: &mut View, prepared: &Prepared, options: &ReplyOptions) {
    let all = prepared.messages.len();
    for (at, (message, outgoing)) in prepared.messages.iter().enumerate() {
        if all > 1 {
            view.letter += &format!("- message {} of {all}\n", at + 1);
        }
        let to: Vec<&str> = outgoing.envelope().to.iter().map(|a| a.email.as_str()).collect();
        let reply = &message.reply;
        view.letter += &format!("To: {}\nSubject: {}\n\n{}\n", to.join(", "), one_line(&reply.subject), reply.body);
    }
    view.letter = visible(view.letter.trim_end());
    let first = prepared.messages.first().map(|(message, _)| &message.reply);
    view.body = first.map(|reply| reply.body.clone());
    let register = match (options.formal, options.informal) {
        (true, _) => ", formal",
        (_, true) => ", informal",
        _ => "",
    };
    let answer = prepared.messages.iter().find_map(|(message, _)| message.reply.calendar.as_ref());
    let calendar = match (answer, prepared.mail.calendars.is_empty()) {
        (Some(answer), _) => format!(", calendar: {}", in_a_word(answer)),
        (None, false) => ", calendar: no answer".to_string(),
        (None, true) => String::new(),
    };
    let own = if options.body.is_some() { ", your own text" } else { "" };
    view.language = first.map(|reply| reply.language.clone()).unwrap_or_default();
    view.about = format!("{}{register}{calendar}{own}", view.language);
    view.findings = prepared.findings.iter().map(|f| (f.weight, visible(&one_line(&f.text)))).collect();
    view.findings.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let stop = prepared.findings.iter().find(|f| f.weight == Weight::Stop);
    view.stop = stop.map(|f| Passed::Finding(f.id.to_string()));
    view.refused = run::stopped(prepared).map(|e| visible(&one_line(&format!("{}. {PASS}", e.message))));
}

/// No letter: why, and what helps. What an option of the command line passes, a key passes here.
fn failed(view: &mut View, error: &Error) {
    let passes = |hint: &String| hint.contains("`--force`");
    view.stop = error.hints.iter().any(passes).then_some(Passed::Class);
    let pass = view.stop.iter().map(|_| PASS);
    let hints = error.hints.iter().filter(|h| !passes(h)).map(String::as_str).chain(pass);
    let hints: String = hints.map(|h| format!("\n- {h}")).collect();
    view.letter = visible(&format!("{}\n{hints}", error.message));
    view.about = "no letter yet".into();
    view.refused = Some(visible(&error.message));
}

/// What a calendar answer says: a proposal, or the state it gives my attendance.
fn in_a_word(answer: &CalendarAnswer) -> String {
    if answer.method == "COUNTER" {
        return "another time".into();
    }
    let text = answer.ics.replace("\r\n ", "");
    let state = text.split_once("PARTSTAT=").map_or("", |(_, rest)| rest.split([':', ';']).next().unwrap_or_default());
    state.trim().to_lowercase()
}

/// An error in one line, with what helps.
pub fn said(error: &Error) -> String {
    let hints = error.hints.iter().fold(String::new(), |all, hint| format!("{all} {hint}"));
    visible(&one_line(&format!("{}.{hints}", error.message)))
}

fn facts(options: &ReplyOptions, found: &Invitation) -> Vec<Row> {
    let to = found.sender.reply_to.as_ref().map(|a| a.email.clone());
    let unread = found.sender.reply_reaches_a_person == Some(false);
    let contact = map(&found.contact, |p| p.name.clone().unwrap_or_default());
    vec![
        match &options.to {
            Some(own) => said_by_me("to", own),
            None => row("to", to.unwrap_or_default(), if unread { "reaches nobody" } else { "" }),
        },
        corrected("greets", &options.name, &contact),
        corrected("company", &options.company, &found.company),
        corrected("role", &options.role, &found.role),
        slots(options, found),
    ]
}

fn row(label: &'static str, value: String, doubt: &'static str) -> Row {
    Row { label, value: visible(&one_line(&value)), doubt }
}

fn said_by_me(label: &'static str, value: &str) -> Row {
    row(label, format!("{value} (you)"), "")
}

fn corrected(label: &'static str, own: &Option<String>, found: &Settled<String>) -> Row {
    match (own, found) {
        (Some(own), _) => said_by_me(label, own),
        (None, Settled::None) => row(label, "-".into(), ""),
        (None, Settled::One(fact)) => row(label, fact.value.clone(), doubt(fact.sure)),
        (None, Settled::Torn(all)) => {
            let values: Vec<&str> = all.iter().map(|f| f.value.as_str()).collect();
            row(label, values.join(" / "), "torn")
        }
    }
}

fn doubt(sure: Sure) -> &'static str {
    match sure {
        Sure::Stated => "",
        Sure::Likely => "likely",
        Sure::Guess => "guess",
    }
}

/// The day and time where they are.
fn at(start: &Start) -> DateTime {
    match start {
        Start::Zoned(at) => at.datetime(),
        Start::Local(at) => *at,
    }
}

fn slots(options: &ReplyOptions, found: &Invitation) -> Row {
    let start = |start: &Start| match start {
        Start::Zoned(at) => at.strftime("%a %-d %b %Y %H:%M %Z").to_string(),
        Start::Local(at) => at.strftime("%a %-d %b %Y %H:%M").to_string(),
    };
    if options.time.is_some()
        && let [only] = found.slots.as_slice()
    {
        return said_by_me("when", &start(&only.value.start));
    }
    let all: Vec<String> = found.slots.iter().map(|s| start(&s.value.start)).collect();
    let weakest = found.slots.iter().map(|s| s.sure).min();
    row("when", if all.is_empty() { "-".into() } else { all.join("; ") }, weakest.map_or("", doubt))
}

fn map<T, U>(settled: &Settled<T>, f: impl Fn(&T) -> U) -> Settled<U> {
    let one = |fact: &crate::fact::Fact<T>| crate::fact::Fact::new(f(&fact.value), fact.sure, fact.rule, vec![]);
    match settled {
        Settled::None => Settled::None,
        Settled::One(fact) => Settled::One(one(fact)),
        Settled::Torn(all) => Settled::Torn(all.iter().map(one).collect()),
    }
}

/// The letter's facts as lines, for those who read no screen.
pub fn lines(view: &View) -> String {
    let doubt = |row: &Row| if row.doubt.is_empty() { String::new() } else { format!(" ({})", row.doubt) };
    view.facts.iter().map(|row| format!("{}: {}{}\n", row.label, row.value, doubt(row))).collect()
}
