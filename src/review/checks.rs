//! The table of checks: one line a check, each with its function below, on the final text of a letter, whoever wrote it.

mod names;

use crate::extract::{Invitation, language};
use crate::fact::{Finding, Weight};
use crate::message::Mail;
use crate::reply::Intent;
use crate::words::schema::{Kind, LetterWords};

/// A letter and what is known around it. What is not known is not checked.
#[derive(Clone, Copy)]
pub struct Letter<'a> {
    /// The text, from the greeting to the signature, without a quotation.
    pub body: &'a str,
    /// Its language, as an ISO 639-1 code.
    pub language: &'a str,
    /// The words of that language.
    pub words: &'a LetterWords,
    /// What kind of reply it is to be.
    pub kind: Option<&'a Kind>,
    /// The mail it answers, and what that says.
    pub answers: Option<(&'a Mail, &'a Invitation)>,
    /// What the person asked for: corrections are facts, too.
    pub intent: Option<&'a Intent>,
}

/// One check: the rule of `docs/templates.md` it holds, and its function.
type Check = (&'static str, fn(&Letter) -> Vec<Finding>);

/// Every check, in the order of the findings.
const CHECKS: &[Check] = &[
    ("open slot", open_slot),
    ("E2", two_decisions),
    ("E8 name", names::greeted),
    ("E8 company", names::companies),
    ("E8 language", other_language),
    ("E1", no_thanks),
    ("E2", no_decision),
    ("E3", several_reasons),
    ("E4", words_to_avoid),
    ("E7", length),
    ("quotation", leftover_quotation),
];

/// Runs every check.
pub fn run(letter: &Letter) -> Vec<Finding> {
    CHECKS.iter().flat_map(|(_, check)| check(letter)).collect()
}

/// The line of the letter in which a byte stands, from 1.
fn line_of(body: &str, at: usize) -> usize {
    body[..at].matches('\n').count() + 1
}

/// The text in one line and in lower case, for phrases that a line end may part.
fn flat(body: &str) -> String {
    body.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Does a phrase stand in a flat text, from the beginning of a word to the end of one?
fn says(flat: &str, phrase: &str) -> bool {
    flat.match_indices(phrase).any(|(at, _)| {
        !flat[..at].ends_with(char::is_alphanumeric) && !flat[at + phrase.len()..].starts_with(char::is_alphanumeric)
    })
}

/// `[Name]`, `{{ role }}`, `<company>`, `TODO`, `____`: what somebody meant to fill in.
fn open_slot(letter: &Letter) -> Vec<Finding> {
    let body = letter.body;
    let found = [("[", "]"), ("{", "}"), ("<", ">")].into_iter().find_map(|(open, close)| {
        body.match_indices(open).find_map(|(at, _)| {
            let inner = &body[at + 1..at + 1 + body[at + 1..].find(close).filter(|end| *end < 40)?];
            let words = inner.trim_matches(['{', ' ', '%']);
            let named = words.starts_with(char::is_alphabetic)
                && words.chars().all(|c| c.is_alphabetic() || " -_'|}%".contains(c));
            named.then_some((at, &body[at..at + inner.len() + 2]))
        })
    });
    let mark = ["TODO", "XXX", "FIXME", "____", "{{", "{%"].iter().find_map(|m| body.find(m).map(|at| (at, *m)));
    let Some((at, words)) = found.or(mark) else { return vec![] };
    let text = format!("line {} has an open place: `{words}`", line_of(body, at));
    vec![Finding::new("open-slot", Weight::Stop, text).help("Fill it in, or take it out.")]
}

/// A letter that declines does not accept, and the other way round.
fn two_decisions(letter: &Letter) -> Vec<Finding> {
    let Some(kind) = letter.kind else { return vec![] };
    let opposite = match kind.decision.as_str() {
        "no" => "yes",
        "yes" => "no",
        _ => return vec![],
    };
    let flat = flat(letter.body);
    let other = letter.words.decision.get(opposite).into_iter().flatten().find(|w| says(&flat, w));
    let text = |w: &String| format!("this is to be `{}`, and the text also says \"{w}\"", kind.name);
    other
        .map(|w| Finding::new("two-decisions", Weight::Stop, text(w)).help("Say one thing, plainly."))
        .into_iter()
        .collect()
}

fn no_thanks(letter: &Letter) -> Vec<Finding> {
    let flat = flat(letter.body);
    if letter.words.thanks.iter().any(|w| flat.contains(w.as_str())) {
        return vec![];
    }
    vec![
        Finding::new("no-thanks", Weight::Ask, "the letter thanks for nothing")
            .help("Thank them for the invitation or their time."),
    ]
}

fn no_decision(letter: &Letter) -> Vec<Finding> {
    let Some(words) = letter.kind.and_then(|k| letter.words.decision.get(&k.decision)) else { return vec![] };
    let flat = flat(letter.body);
    if words.iter().any(|w| flat.contains(w.as_str())) {
        return vec![];
    }
    vec![
        Finding::new("no-decision", Weight::Ask, "the letter does not say plainly what you decided")
            .help("One plain sentence is enough."),
    ]
}

/// More than one of the reasons that we have sentences for.
fn several_reasons(letter: &Letter) -> Vec<Finding> {
    let text = flat(letter.body);
    let stands = |sentence: &String| !sentence.is_empty() && text.contains(flat(sentence).trim_end_matches('.'));
    let count = letter.words.reason.values().filter(|r| stands(&r.formal) || stands(&r.informal)).count();
    if count < 2 {
        return vec![];
    }
    vec![
        Finding::new("several-reasons", Weight::Note, format!("the letter gives {count} reasons"))
            .help("One is enough."),
    ]
}

fn words_to_avoid(letter: &Letter) -> Vec<Finding> {
    let flat = flat(letter.body);
    let mut out = Vec::new();
    for (group, words) in &letter.words.avoid {
        let Some(word) = words.iter().find(|w| says(&flat, w)) else { continue };
        let (id, what) = match group.as_str() {
            "negative" => ("negative-words", "speaks ill of somebody or something"),
            "slang" => ("slang", "is slang"),
            "hedging" => ("hedging", "leaves open what you decided"),
            "promise" => ("promise", "promises what you may not keep"),
            "pay" => ("pay", "names figures of pay"),
            _ => ("words-to-avoid", "does not belong into such a letter"),
        };
        out.push(Finding::new(id, Weight::Ask, format!("\"{word}\" {what}")).help("Leave it out."));
    }
    out
}

fn length(letter: &Letter) -> Vec<Finding> {
    let most = letter.kind.map_or(150, |k| k.words.1);
    let core = letter.body.split("\n-- \n").next().unwrap_or_default();
    let words = core.split_whitespace().count();
    // Greeting and closing are some ten words more.
    if words <= most + 10 {
        return vec![];
    }
    vec![Finding::new("too-long", Weight::Note, format!("the letter has {words} words; {most} are plenty"))]
}

fn leftover_quotation(letter: &Letter) -> Vec<Finding> {
    let quoted = letter.body.lines().position(|l| l.starts_with('>'));
    let text = |at: usize| format!("line {} is quoted from another mail", at + 1);
    quoted
        .map(|at| {
            Finding::new("leftover-quotation", Weight::Note, text(at))
                .help("`--quote` quotes the original below the letter.")
        })
        .into_iter()
        .collect()
}

/// Another language than the letter is to be in.
fn other_language(letter: &Letter) -> Vec<Finding> {
    let Some(found) = language::of_text(letter.body).filter(|l| l != crate::words::base(letter.language)) else {
        return vec![];
    };
    let text = format!("the text reads as `{found}`, the letter is to be in `{}`", letter.language);
    vec![Finding::new("other-language", Weight::Ask, text).help("`--lang` chooses the language.")]
}

#[cfg(test)]
mod tests;
