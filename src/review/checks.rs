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

/// Where a phrase stands in a flat text, from the beginning of a word to the end of one; `*` at its end stands for any
/// ending. The words as they stand in the text.
fn found<'a>(flat: &'a str, phrase: &str) -> Option<&'a str> {
    let (stem, open) = phrase.strip_suffix('*').map_or((phrase, false), |stem| (stem, true));
    flat.match_indices(stem).find_map(|(at, _)| {
        let rest = &flat[at + stem.len()..];
        let ending = if open { rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()) } else { 0 };
        // A phrase may end with a sign.
        let ends = open || !stem.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
        let whole = !flat[..at].ends_with(char::is_alphanumeric) && ends;
        whole.then(|| &flat[at..at + stem.len() + ending])
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

/// A letter that declines does not accept, and the other way round; "I cannot accept" accepts nothing.
fn two_decisions(letter: &Letter) -> Vec<Finding> {
    let Some(kind) = letter.kind else { return vec![] };
    let opposite = match kind.decision.as_str() {
        "no" => "yes",
        "yes" => "no",
        _ => return vec![],
    };
    let flat = flat(letter.body);
    let mut other = letter.words.decision.get(opposite).into_iter().flatten();
    let said = |w: &&String| found(&flat, w).is_some_and(|words| !negated(&flat, words, &letter.words.not));
    let text = |w: &String| format!("this is to be `{}`, and the text also says \"{w}\"", kind.name);
    other
        .find(said)
        .map(|w| Finding::new("two-decisions", Weight::Stop, text(w)).help("Say one thing, plainly."))
        .into_iter()
        .collect()
}

/// Does a word that turns a sentence round stand near these words of a text?
fn negated(flat: &str, words: &str, not: &[String]) -> bool {
    let at = words.as_ptr() as usize - flat.as_ptr() as usize;
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').to_string();
    let sentence = flat[..at].rsplit(['.', '!', '?', ';']).next().unwrap_or_default();
    let before: Vec<String> = sentence.split_whitespace().rev().take(4).map(bare).collect();
    let after: Vec<String> = flat[at + words.len()..].split_whitespace().take(2).map(bare).collect();
    before
        .iter()
        .chain(&after)
        .any(|w| not.contains(w) || not.iter().any(|n| n.ends_with('\'') && w.starts_with(n.as_str())))
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

/// More reasons than one: sentences of ours, or words that give a reason, and one more.
fn several_reasons(letter: &Letter) -> Vec<Finding> {
    let mut text = flat(letter.body);
    let mut ours = 0;
    for reason in letter.words.reason.values() {
        let sentences = [&reason.formal, &reason.informal].map(|s| flat(s).trim_end_matches('.').to_string());
        if let Some(sentence) = sentences.iter().find(|s| !s.is_empty() && text.contains(s.as_str())) {
            text = text.replace(sentence.as_str(), "");
            ours += 1;
        }
    }
    let said = |list: &[String]| list.iter().filter_map(|w| found(&text, w)).map(str::to_string).collect::<Vec<_>>();
    let (causes, more) = (said(&letter.words.several.causes), said(&letter.words.several.more));
    let reasons = ours + causes.len();
    if reasons < 2 && (causes.is_empty() || more.is_empty()) {
        return vec![];
    }
    let words: Vec<String> = causes.iter().chain(&more).map(|w| format!("\"{w}\"")).collect();
    let by = if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
    vec![
        Finding::new("several-reasons", Weight::Note, format!("the letter gives more than one reason{by}"))
            .help("One is enough, and it needs no explanation."),
    ]
}

fn words_to_avoid(letter: &Letter) -> Vec<Finding> {
    let flat = flat(letter.body);
    let mut out = Vec::new();
    for (group, words) in &letter.words.avoid {
        let Some(word) = words.iter().find_map(|w| found(&flat, w)) else { continue };
        let (id, what, help) = match group.as_str() {
            "negative" => {
                ("negative-words", "speaks ill of somebody or something", "Leave it out: the decision is enough.")
            }
            "slang" => ("slang", "is slang", "Say it in full, or leave it out."),
            "hedging" => ("hedging", "leaves open what you decided", "Say plainly what you decided."),
            "promise" => ("promise", "promises what such a letter need not promise", "Leave it out."),
            "pay" => {
                ("pay", "speaks of figures of pay", "Leave figures out; `--because compensation` says it without.")
            }
            _ => ("words-to-avoid", "does not belong into such a letter", "Leave it out."),
        };
        out.push(Finding::new(id, Weight::Ask, format!("\"{word}\" {what}")).help(help));
    }
    if !out.iter().any(|f| f.id == "pay")
        && let Some(words) = money(&flat)
    {
        let text = format!("\"{words}\" is a figure of pay");
        out.push(Finding::new("pay", Weight::Ask, text).help("Leave figures out: the letter may be passed on."));
    }
    out
}

/// What stands beside a figure of money, in front of it or behind.
const MONEY: &[&str] =
    &["€", "$", "£", "eur", "euro", "euros", "usd", "gbp", "chf", "brl", "r$", "reais", "dollars", "pounds", "k€"];

/// A sum: figures with a currency at them or beside them, or thousands with a `k`.
fn money(flat: &str) -> Option<String> {
    let words: Vec<&str> =
        flat.split(' ').map(|w| w.trim_matches(|c: char| !c.is_alphanumeric() && !"€$£".contains(c))).collect();
    let figures = |w: &str| {
        let digits = w.chars().filter(char::is_ascii_digit).count();
        digits >= 2 && w.chars().all(|c| c.is_ascii_digit() || "., '".contains(c))
    };
    let thousands = |w: &str| w.strip_suffix('k').is_some_and(figures);
    let sum = |w: &str| {
        let bare = w.trim_matches(|c: char| "€$£".contains(c)).trim_end_matches("eur");
        bare.len() < w.len() && (figures(bare) || thousands(bare)) || thousands(w)
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let beside = figures(word) && MONEY.contains(&next) || MONEY.contains(word) && figures(next);
        (beside || sum(word)).then(|| if beside { format!("{word} {next}") } else { (*word).to_string() })
    })
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

/// Lines of another mail: quoted, or the line above a quotation.
fn leftover_quotation(letter: &Letter) -> Vec<Finding> {
    let all = || letter.body.lines().enumerate();
    let quoted =
        all().find(|(_, line)| line.starts_with('>')).map(|(at, _)| (at, "is quoted from another mail".into()));
    let above = || {
        all()
            .find(|(_, line)| introduces(line))
            .map(|(at, line)| (at, format!("introduces another mail: \"{}\"", line.trim())))
    };
    let found = quoted.or_else(above);
    let finding = |(at, what): (usize, String)| {
        Finding::new("leftover-quotation", Weight::Note, format!("line {} {what}", at + 1))
            .help("Take it out; `--quote` quotes the original below the letter.")
    };
    found.map(finding).into_iter().collect()
}

/// Does a line stand above another mail, in any language: "On Monday, Dana wrote:", "-----Original Message-----"?
fn introduces(line: &str) -> bool {
    let line = line.trim();
    let dashed = line.starts_with("--") && line.ends_with("--");
    let figures = line.chars().any(|c| c.is_ascii_digit());
    let written = figures && crate::words::introductions().iter().any(|form| fits(line, form));
    written
        || crate::words::mail().iter().any(|words| {
            let begins = words.attributions.iter().any(|a| {
                !a.start.is_empty()
                    && a.end.len() > 2
                    && figures
                    && line.starts_with(&a.start)
                    && line.ends_with(&a.end)
            });
            begins || dashed && words.original_message.iter().any(|m| line.contains(m))
        })
}

/// Is a line of this form, whatever stands in its places?
fn fits(line: &str, form: &str) -> bool {
    let mut rest = line;
    let pieces = form.split('{').enumerate();
    pieces
        .map(|(at, piece)| if at == 0 { piece } else { piece.split_once('}').map_or(piece, |(_, p)| p) })
        .enumerate()
        .all(|(at, piece)| match rest.find(piece).filter(|place| at > 0 || *place == 0) {
            Some(place) => {
                rest = &rest[place + piece.len()..];
                true
            }
            None => false,
        })
        && rest.is_empty()
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
