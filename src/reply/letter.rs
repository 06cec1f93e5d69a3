//! The words of a reply: facts, kind and reason in, one short letter out.

use super::facts::Facts;
use super::kind::{Catalog, Kind, Need};
use super::template::Template;
use super::{Intent, Me, Relied};
use crate::error::{Error, Exit, Result};
use crate::extract::{Class, Formality, Invitation, Stage, Start};
use crate::fact::{Finding, Sure, Weight};
use crate::message::Mail;
use crate::text::one_line;
use crate::words::{self, schema::LetterWords};
use jiff::{SignedDuration, Zoned};

/// Columns that a paragraph is wrapped at.
const WIDTH: usize = 72;

/// All that a letter is made of.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The mail that is answered.
    pub mail: &'a Mail,
    /// What it says.
    pub found: &'a Invitation,
    /// What the person wants.
    pub intent: &'a Intent,
    /// The person.
    pub me: &'a Me,
    /// The present moment.
    pub now: &'a Zoned,
    /// The wording.
    pub catalog: &'a Catalog,
}

/// A finished letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its language.
    pub language: String,
    /// Its register.
    pub formal: bool,
    /// The body: greeting to name, LF line ends, wrapped.
    pub body: String,
    /// The decisive sentence, for a calendar answer's comment.
    pub decisive: String,
    /// The facts its sentences rely on.
    pub relied: Vec<Relied>,
    /// What writing it had to say.
    pub findings: Vec<Finding>,
}

/// Where the interview stands in time (T1 to T3 of a good answer).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// The mail is older than two days.
    pub late: bool,
    /// The interview is sooner than notice asks for.
    pub short_notice: bool,
    /// The interview has begun or is over.
    pub missed: bool,
}

/// Writes the letter.
///
/// # Errors
/// [`Exit::Usage`] for a kind, reason or language there is none of; [`Exit::NeedsPerson`] for a fact that the kind
/// needs and the mail lacks, naming the option that gives it; [`Exit::Config`] for a broken template.
pub fn write(q: &Question) -> Result<Letter> {
    let kind = q.catalog.text(&q.intent.kind)?;
    let language = language(q, kind)?;
    let words = words::letter(&language);
    let words = words.ok_or_else(|| Error::new(Exit::Usage, format!("there are no letters in `{language}`")))?;
    let formal = q.intent.formality.or(q.found.formality) != Some(Formality::Informal);
    let reason = reason(q, kind, &language, formal)?;
    needs(q, kind, !reason.is_empty())?;

    let facts = Facts::gather(q, &language);
    let timing = timing(q);
    let mut values = facts.values(words, formal, &language);
    values.set("formal", formal);
    values.set("reason", reason);
    values.set("late", timing.late);
    values.set("short_notice", timing.short_notice);
    values.set("missed", timing.missed && !kind.after);
    values.set("door", q.intent.door);
    values.set("by_format", by_format(q, words));
    values.set("notes", q.intent.notes.iter().map(|n| phrase(n)).collect::<Vec<_>>());
    values.set("sentences", q.intent.notes.iter().map(|n| sentence(n)).collect::<Vec<_>>());
    values.set("note", q.intent.notes.first().map(|n| sentence(n)).unwrap_or_default());
    values.set("proposals", proposals(q, &language));
    values.set("closing", closing(q, words, formal));
    values.set("me", q.me.name.as_deref().map(one_line).unwrap_or_default());

    let (name, text) = template(q, kind, &language)?;
    let template = Template::parse(&name, &text, seed(q))?;
    let rendered = template.render(&values)?;
    let body = q.intent.body.clone().unwrap_or_else(|| laid_out(&rendered));
    let decisive = decisive(&body, words, kind);
    let flat = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let relied =
        facts.relied(&template.uses()).into_iter().filter(|r| r.what == "name" || flat.contains(&r.value)).collect();
    Ok(Letter { language, formal, body, decisive, relied, findings: findings(q, kind, timing) })
}

/// The language of the letter: the one asked for, else the mail's, where I answer in it and it has the kind.
fn language(q: &Question, kind: &Kind) -> Result<String> {
    let has = |code: &str| q.catalog.template(code, &kind.name).is_some();
    let mail = q.found.variety.as_deref().or(q.found.language.as_deref());
    let me: Vec<String> = q.me.languages.iter().map(|l| words::code(l)).collect();
    let mine = |code: &str| me.is_empty() || me.iter().any(|l| l == code || l == words::base(code));
    // Asked for a language, the mail's variety of it is meant.
    let asked = q.intent.language.as_deref().map(|asked| {
        let plain = asked.trim().eq_ignore_ascii_case(words::base(mail.unwrap_or_default()));
        if plain { mail.unwrap_or_default().to_string() } else { words::code(asked) }
    });
    let wanted = match (asked, mail) {
        (Some(asked), _) => asked,
        (None, Some(code)) if mine(code) => code.to_string(),
        (None, Some(_)) => me[0].clone(),
        (None, None) => me.first().cloned().unwrap_or_else(|| "en".into()),
    };
    if has(&wanted) || q.intent.template.is_some() && words::of(&wanted).is_some_and(|w| w.letter.is_some()) {
        return Ok(wanted);
    }
    let there = q.catalog.languages(&kind.name).join(", ");
    let exit = if q.intent.language.is_some() { Exit::Usage } else { Exit::NeedsPerson };
    Err(Error::new(exit, format!("there is no `{}` in the language `{wanted}`", kind.name))
        .hint(format!("Name another language with `--lang`: {there}.")))
}

fn reason(q: &Question, kind: &Kind, language: &str, formal: bool) -> Result<String> {
    let Some(name) = &q.intent.reason else { return Ok(String::new()) };
    let known = q.catalog.reason(name)?;
    if !kind.takes(name) {
        return Ok(String::new());
    }
    Ok(q.catalog.sentence(language, &known.name, formal).unwrap_or_default())
}

fn needs(q: &Question, kind: &Kind, has_reason: bool) -> Result<()> {
    for need in &kind.needs {
        let (there, what, option) = match need {
            Need::Role => (q.intent.role.is_some() || q.found.role.value().is_some(), "the role", "--role"),
            Need::Company => {
                (q.intent.company.is_some() || q.found.company.value().is_some(), "the company", "--company")
            }
            Need::Name => (q.intent.name.is_some() || q.found.contact.value().is_some(), "whom to greet", "--name"),
            Need::Time => (!q.found.slots.is_empty() || !q.intent.propose.is_empty(), "the time", "--propose"),
            Need::Reason => (has_reason, "a reason", "--because"),
            Need::Note => (!q.intent.notes.is_empty(), kind.note.as_deref().unwrap_or("a note"), "--note"),
        };
        if !there {
            return Err(Error::new(Exit::NeedsPerson, format!("`{}` needs {what}, and there is none", kind.name))
                .hint(format!("Give it with `{option}`.")));
        }
    }
    Ok(())
}

/// How one meets, in the letter's words; nothing for a format that needs none.
fn by_format(q: &Question, words: &LetterWords) -> String {
    let format = q.found.format.fact().filter(|f| f.sure >= Sure::Likely);
    let name = format.and_then(|f| serde_json::to_value(f.value).ok());
    name.and_then(|n| words.by_format.get(n.as_str()?).cloned()).unwrap_or_default()
}

/// T1 to T3: how old the mail is, and how far away the interview.
fn timing(q: &Question) -> Timing {
    let age = q.mail.date.as_ref().map(|d| q.now.duration_since(d));
    let late = age.is_some_and(|a| a > SignedDuration::from_hours(48));
    let starts: Vec<SignedDuration> = q.found.slots.iter().filter_map(|s| until(&s.value.start, q.now)).collect();
    let fixed = starts.len() == 1 || q.found.class.value == Class::Confirmation;
    let Some(next) = starts.iter().min().filter(|_| fixed) else { return Timing { late, ..Timing::default() } };
    let missed = starts.iter().all(|s| s.is_negative());
    let first_call = matches!(q.found.stage.value(), Some(Stage::Screen) | None);
    let notice = SignedDuration::from_hours(if first_call { 48 } else { 72 });
    Timing { late, missed, short_notice: !missed && *next < notice }
}

/// How long until a start; a local time is taken in the present moment's zone.
fn until(start: &Start, now: &Zoned) -> Option<SignedDuration> {
    Some(start.moment(now.time_zone())?.duration_since(now))
}

fn findings(q: &Question, kind: &Kind, timing: Timing) -> Vec<Finding> {
    let mut out = Vec::new();
    let call = q
        .found
        .phone
        .value()
        .map(|p| format!("A call helps as well: {p}."))
        .unwrap_or_else(|| "A call helps as well.".into());
    if timing.missed && !kind.after {
        out.push(
            Finding::new(
                "missed",
                Weight::Ask,
                "the interview's start is past: the letter is worded as an apology for missing it",
            )
            .help(call.clone()),
        );
    } else if timing.short_notice && kind.decision != "yes" {
        out.push(
            Finding::new(
                "short-notice",
                Weight::Note,
                "the interview is close: the letter apologises for the short notice",
            )
            .help(call),
        );
    }
    if let Some(name) = q.intent.reason.as_ref().filter(|name| kind.reason && !kind.takes(name)) {
        let text = format!("`{name}` is no reason for a `{}`: the letter leaves it out", kind.name);
        out.push(
            Finding::new("reason-left-out", Weight::Note, text)
                .help(format!("These fit: {}.", kind.reasons.join(", "))),
        );
    }
    if timing.late && q.found.class.value.needs_answer() {
        out.push(Finding::new(
            "late",
            Weight::Note,
            "the mail is more than two days old: the letter says so in half a sentence",
        ));
    }
    out
}

/// Proposed times as the letter's language writes them, in both zones where these differ.
fn proposals(q: &Question, language: &str) -> Vec<String> {
    use crate::extract::when::write;
    let theirs = q.found.slots.iter().find_map(|s| match &s.value.start {
        Start::Zoned(z) => Some(z.time_zone().clone()),
        Start::Local(_) => None,
    });
    let words = &words::or_english(language).time;
    let in_zone = |time: &Zoned| write::with_zone(time, q.now, words);
    let one = |time: &Zoned| match &theirs {
        None => in_zone(time),
        Some(zone) if zone.to_offset(time.timestamp()) == time.offset() => {
            write::as_words(time.datetime(), q.now.datetime(), words)
        }
        Some(zone) => format!("{}, {}", in_zone(time), there(&time.with_time_zone(zone.clone()), time, q.now, words)),
    };
    q.intent.propose.iter().map(one).collect()
}

/// The same moment where they are: the hour alone where it is the same day.
fn there(theirs: &Zoned, mine: &Zoned, now: &Zoned, words: &crate::words::schema::TimeWords) -> String {
    use crate::extract::when::write;
    if theirs.date() == mine.date() {
        theirs.strftime("%H:%M (%Z)").to_string()
    } else {
        write::with_zone(theirs, now, words)
    }
}

/// A note of the person's as a part of a sentence: one line, without the stop at its end.
fn phrase(note: &str) -> String {
    one_line(note).trim_end_matches('.').to_string()
}

/// The same as a sentence of its own: with a stop where nothing stands at its end.
fn sentence(note: &str) -> String {
    let note = one_line(note);
    if note.ends_with(|c: char| c.is_alphanumeric() || c == ')') { note + "." } else { note }
}

fn closing(q: &Question, words: &LetterWords, formal: bool) -> String {
    let formulas = words.closing.of(formal);
    let formula = formulas.get((seed(q) >> 8) as usize % formulas.len().max(1)).cloned().unwrap_or_default();
    match &q.me.name {
        Some(name) => format!("{formula}\n{}", one_line(name)),
        None => formula,
    }
}

/// The same mail and kind give the same letter: FNV-1a over the id, or over the bytes.
fn seed(q: &Question) -> u64 {
    let id = q.mail.id.as_ref().map(|id| id.as_str().as_bytes()).unwrap_or(&q.mail.raw);
    let bytes = id.iter().chain(q.intent.kind.as_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3))
}

fn template(q: &Question, kind: &Kind, language: &str) -> Result<(String, String)> {
    if let Some((name, text)) = &q.intent.template {
        return Ok((name.clone(), text.clone()));
    }
    let (text, _) =
        q.catalog.template(language, &kind.name).ok_or_else(|| Error::new(Exit::Software, "a template is gone"))?;
    Ok((format!("{language}/{}", kind.name), text.to_string()))
}

/// Blank lines single, blanks single, paragraphs wrapped; lists and the closing keep their lines.
fn laid_out(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for paragraph in text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
        if !out.is_empty() {
            out.push(String::new());
        }
        for line in paragraph.lines() {
            // A sign that stands alone, as in French, stays with its word.
            let mut words: Vec<String> = Vec::new();
            for word in line.split_whitespace() {
                match words.last_mut() {
                    Some(last) if !word.contains(|c: char| c.is_alphanumeric() || c == '-') => {
                        *last += &format!(" {word}")
                    }
                    // A name that ends with a full stop ends its sentence, too: "Acme Inc."
                    _ if word.ends_with("..") && !word.ends_with("...") => words.push(word[..word.len() - 1].into()),
                    _ => words.push(word.to_string()),
                }
            }
            let mut row = String::new();
            for word in words {
                if !row.is_empty() && row.chars().count() + 1 + word.chars().count() > WIDTH {
                    out.push(std::mem::take(&mut row));
                }
                if !row.is_empty() {
                    row.push(' ');
                }
                row.push_str(&word);
            }
            out.push(row);
        }
    }
    out.join("\n") + "\n"
}

/// The sentence that decides: the first with one of the kind's words, else the letter's second paragraph's first.
fn decisive(body: &str, words: &LetterWords, kind: &Kind) -> String {
    let text = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = words.decision.get(&kind.decision);
    let sentences = text.split_inclusive(['.', '!', '?']);
    let found = sentences.into_iter().find(|s| {
        let lower = s.to_lowercase();
        wanted.is_some_and(|all| all.iter().any(|w| lower.contains(w.as_str())))
    });
    let second = || body.split("\n\n").nth(1).and_then(|p| p.split_inclusive(['.', '!', '?']).next());
    let chosen = found.or_else(second).unwrap_or_default();
    chosen.split_whitespace().collect::<Vec<_>>().join(" ")
}
