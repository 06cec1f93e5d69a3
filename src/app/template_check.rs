//! `regrets templates check`: the user's templates against a spread of invitations.

use super::{output, wording};
use crate::error::{Error, Exit, Result};
use crate::extract::{self, Formality, Invitation, Person, Slot, Start};
use crate::fact::{Fact, Settled, Sure};
use crate::message::Mail;
use crate::reply::kind::{Catalog, Kind, Medium};
use crate::reply::letter::{self, Question};
use crate::reply::{Intent, Me};
use crate::review::checks::{self, Letter};
use crate::words;
use crate::words::schema::LetterWords;
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
            if problems.is_empty() {
                "good".to_string()
            } else {
                format!("{} problem{}", problems.len(), if problems.len() == 1 { "" } else { "s" })
            }
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
    let kind = catalog.text(kind)?;
    if words::letter(language).is_none() {
        return Err(Error::new(Exit::Usage, format!("there are no letters in the language `{language}`")));
    }
    let mail = Mail::read(b"From: Nora Whitfield <nora@acme.example>\nTo: ada@home.example\nMessage-ID: <1@acme.example>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n\nx\n")?;
    let now: Zoned =
        "2026-03-02T12:00:00+00:00[UTC]".parse().map_err(|_| Error::new(Exit::Software, "a fixed moment"))?;
    let text = catalog.template(language, &kind.name).map(|(text, _)| text.to_string()).ok_or_else(|| {
        Error::new(Exit::Usage, format!("there is no template `{name}`")).hint("`regrets templates list` lists them.")
    })?;
    let template = Template { name, language, text: &text };
    let reason = catalog.reasons().iter().map(|r| &r.name).find(|r| kind.takes(r) && r.as_str() != "none");
    let mut problems = unguarded(&template);
    for facts in 0..16_u8 {
        for formality in [Formality::Formal, Formality::Informal] {
            let found = sample(&mail, &now, facts);
            let intent = Intent {
                kind: kind.name.clone(),
                reason: reason.cloned(),
                notes: if facts & 4 == 0 { vec!["A note of mine.".into()] } else { vec!["One.".into(), "Two.".into()] },
                propose: if facts & 8 == 0 { vec![] } else { vec![now.clone()] },
                language: Some(language.into()),
                formality: Some(formality),
                ..Intent::default()
            };
            let me = Me { name: Some("Ada Lovelace".into()), ..Me::default() };
            let question = Question { mail: &mail, found: &found, intent: &intent, me: &me, now: &now, catalog };
            let said = match letter::write(&question) {
                Ok(letter) if kind.medium == Medium::Letter => broken_rules(&letter.body, &template, kind),
                Ok(_) => vec![],
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

/// What a letter of this template breaks, each with the place in the template where its words stand.
fn broken_rules(body: &str, template: &Template, kind: &Kind) -> Vec<String> {
    let mut out = Vec::new();
    let words = words::letter(template.language);
    for finding in words.map(|w| checks::run(&letter(body, template.language, w, kind))).unwrap_or_default() {
        let quoted = finding.text.split(['"', '`']).nth(1).unwrap_or_default();
        // The line of the letter says nothing here: the template's does.
        let what =
            finding.text.strip_prefix("line ").and_then(|t| t.split_once(' ')).map_or(&*finding.text, |(_, t)| t);
        out.push(format!("{}{what}", template.place(quoted)));
    }
    for line in body.lines() {
        for stray in [" .", " ,", "..", ",,", "()"] {
            let Some(at) = line.find(stray).filter(|_| !line.contains("...")) else { continue };
            let before = line[..at].rsplit(' ').next().unwrap_or_default();
            out.push(format!(
                "{}an empty value leaves \"{}\": {line}",
                template.place(&format!("{before} {{{{")),
                stray.trim()
            ));
        }
    }
    out
}

/// Values that a mail may not give, used where nothing asks whether they are there.
fn unguarded(template: &Template) -> Vec<String> {
    let mut out = Vec::new();
    for name in ["role", "company", "time", "place"] {
        let used = [format!("{{{{ {name} }}}}"), format!("{{{{{name}}}}}")];
        let Some(used) = used.iter().find(|u| template.text.contains(u.as_str())) else { continue };
        let asked = [format!("if {name}"), format!("for {name} in")];
        if !asked.iter().any(|a| template.text.contains(a.as_str())) {
            let help =
                format!("put it between `{{% if {name} %}}` and `{{% endif %}}`, or use a piece such as `for_role`");
            out.push(format!("{}`{name}` is not in every mail: {help}", template.place(used)));
        }
    }
    out
}

fn letter<'a>(body: &'a str, language: &'a str, words: &'a LetterWords, kind: &'a Kind) -> Letter<'a> {
    Letter { body, language, words, kind: Some(kind), answers: None, intent: None }
}

/// A template of the user's.
struct Template<'a> {
    name: &'a str,
    language: &'a str,
    text: &'a str,
}

impl Template<'_> {
    /// Where these words stand in it: `en/decline:3:12: `, or the name alone where they came from elsewhere.
    fn place(&self, words: &str) -> String {
        let lower = self.text.to_lowercase();
        // Case can change how long a text is: the place is counted in the text where it was found.
        let Some(at) = lower.find(&words.to_lowercase()).filter(|_| !words.is_empty()) else {
            return format!("{}: ", self.name);
        };
        let before = &lower[..at];
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        format!("{}:{}:{column}: ", self.name, before.matches('\n').count() + 1)
    }
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
