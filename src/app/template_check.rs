//! `regrets templates check`: the user's templates against a spread of invitations.

use super::{output, wording};
use crate::error::{Error, Exit, Result};
use crate::extract::{self, Formality, Invitation, Person, Slot, Start};
use crate::fact::{Fact, Settled, Sure};
use crate::message::Mail;
use crate::reply::kind::Catalog;
use crate::reply::letter::{self, Question};
use crate::reply::{Intent, Me};
use crate::words;
use jiff::Zoned;
use std::process::ExitCode;

/// Renders each template of the user's, or the one named, with and without every fact, in both registers.
///
/// # Errors
/// [`Exit::Config`] when a template breaks: each problem is told with its place.
pub fn run(name: Option<&str>) -> Result<ExitCode> {
    let catalog = wording::load()?;
    let names: Vec<String> = match name {
        Some(name) => vec![name.to_string()],
        None => catalog.own().keys().filter_map(|p| p.strip_suffix(".tera")).map(str::to_string).collect(),
    };
    if names.is_empty() {
        output::print("you have no templates of your own\n")?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut broken = 0;
    for name in &names {
        let problems = check(&catalog, name)?;
        output::print(&format!(
            "{name}: {}\n",
            if problems.is_empty() { "good".to_string() } else { format!("{} problems", problems.len()) }
        ))?;
        problems.iter().try_for_each(|p| output::print(&format!("  {p}\n")))?;
        broken += usize::from(!problems.is_empty());
    }
    if broken > 0 {
        return Err(Error::new(Exit::Config, format!("{broken} of {} templates need a look", names.len())));
    }
    Ok(ExitCode::SUCCESS)
}

/// What is wrong with one template, each problem once.
fn check(catalog: &Catalog, name: &str) -> Result<Vec<String>> {
    let (language, kind) = name.split_once('/').ok_or_else(|| {
        Error::new(Exit::Usage, format!("`{name}` is not a template's name")).hint("Names look like `en/decline`.")
    })?;
    catalog.kind(kind)?;
    if words::of(language).is_none_or(|w| w.letter.is_none()) {
        return Err(Error::new(Exit::Usage, format!("there are no letters in the language `{language}`")));
    }
    let mail = Mail::read(b"From: Nora Whitfield <nora@acme.example>\nTo: ada@home.example\nMessage-ID: <1@acme.example>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n\nx\n")?;
    let now: Zoned =
        "2026-03-02T12:00:00+00:00[UTC]".parse().map_err(|_| Error::new(Exit::Software, "a fixed moment"))?;
    let mut problems = Vec::new();
    for facts in 0..16_u8 {
        for formality in [Formality::Formal, Formality::Informal] {
            let found = sample(&mail, &now, facts);
            let intent = Intent {
                kind: kind.into(),
                reason: Some("location".into()),
                notes: if facts & 4 == 0 { vec!["A note of mine.".into()] } else { vec!["One.".into(), "Two.".into()] },
                propose: if facts & 8 == 0 { vec![] } else { vec![now.clone()] },
                language: Some(language.into()),
                formality: Some(formality),
                ..Intent::default()
            };
            let me = Me { name: Some("Ada Lovelace".into()), ..Me::default() };
            let question = Question { mail: &mail, found: &found, intent: &intent, me: &me, now: &now, catalog };
            let said = match letter::write(&question) {
                Ok(letter) => broken_rules(&letter.body),
                Err(e) => vec![std::iter::once(e.message).chain(e.hints).collect::<Vec<_>>().join(" ")],
            };
            said.into_iter().for_each(|p| {
                if !problems.contains(&p) {
                    problems.push(p)
                }
            });
        }
    }
    Ok(problems)
}

/// What no letter may show, with the line where it stands.
fn broken_rules(body: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, line) in body.lines().enumerate() {
        let place = format!("line {} of the letter", at + 1);
        if line.contains("{{") || line.contains("}}") || line.contains("[Name]") || line.contains("TODO") {
            out.push(format!("{place}: an open slot: {line}"));
        }
        if line.contains("  ") || line.contains(" .") || line.contains(" ,") || line.contains("..") {
            out.push(format!("{place}: a doubled or stray blank or stop: {line}"));
        }
    }
    out
}

/// An invitation with the facts whose bits are set: 1 role and company, 2 a person, 4 a time.
fn sample(mail: &Mail, now: &Zoned, facts: u8) -> Invitation {
    let mut found = extract::invitation(mail, now);
    let stated = |text: &str| Settled::One(Fact::new(text.to_string(), Sure::Stated, "sample", vec![]));
    if facts & 1 != 0 {
        found.role = stated("Backend Engineer");
        found.company = stated("Acme");
    } else {
        (found.role, found.company) = (Settled::None, Settled::None);
    }
    let person = Person { name: Some("Nora Whitfield".into()), ..Person::default() };
    found.contact =
        if facts & 2 != 0 { Settled::One(Fact::new(person, Sure::Stated, "sample", vec![])) } else { Settled::None };
    found.slots = if facts & 4 != 0 {
        let start = Start::Zoned(now.saturating_add(jiff::SignedDuration::from_hours(200)));
        vec![Fact::new(
            Slot { start, end: None, timezone: None, as_written: "Tuesday at 10:00".into() },
            Sure::Stated,
            "sample",
            vec![],
        )]
    } else {
        vec![]
    };
    found
}
