//! `regrets advise`: a few questions, an advice, and the command to run. It changes nothing by itself.

use crate::app::cli::Source;
use crate::app::output;
use crate::app::session::Session;
use crate::app::terminal::Keyboard;
use crate::error::{Error, Exit, Result};
use crate::review::paint::Paint;
use crate::words;
use crate::words::schema::{Advice, Leads, Question};
use std::process::ExitCode;

/// One answer of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Yes,
    No,
    Unsure,
}

impl Answer {
    fn read(text: &str) -> Option<Answer> {
        match text.trim().to_lowercase().as_str() {
            "y" | "yes" => Some(Answer::Yes),
            "n" | "no" => Some(Answer::No),
            "?" | "u" | "unsure" | "not sure" => Some(Answer::Unsure),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::Unsure => "not sure",
        }
    }

    fn leads(self, question: &Question) -> &Leads {
        match self {
            Answer::Yes => &question.yes,
            Answer::No => &question.no,
            Answer::Unsure => &question.unsure,
        }
    }
}

/// Asks, advises, and names the command.
///
/// # Errors
/// [`Exit::NeedsPerson`] without a terminal and without `answers`; [`Exit::Usage`] for answers that are none of yes, no
/// and unsure, or too few; [`Exit::No`] at the end of input.
pub fn run(session: &Session, source: &Source, answers: Option<&[String]>) -> Result<ExitCode> {
    let paint: Paint = session.style.into();
    let (path, advice) = match answers {
        Some(answers) => {
            let mut given = answers.iter();
            walk(|question| match given.next() {
                None => Err(Error::new(Exit::Usage, format!("one more answer is needed: {}", question.ask))),
                Some(text) => Answer::read(text)
                    .ok_or_else(|| Error::new(Exit::Usage, format!("`{text}` is none of `yes`, `no` and `unsure`"))),
            })?
        }
        None => {
            let mut keyboard = Keyboard::open("Give the answers as `--answers no,yes,unsure`.")?;
            walk(|question| ask(&mut keyboard, question))?
        }
    };
    output::print(&told(&path, advice, source, paint))?;
    Ok(ExitCode::SUCCESS)
}

fn ask(keyboard: &mut Keyboard, question: &Question) -> Result<Answer> {
    for _ in 0..3 {
        let line = keyboard.ask(&format!("{} [y/n/?] ", question.ask))?;
        let line = line.ok_or_else(|| Error::new(Exit::No, "no answer; nothing was changed"))?;
        if let Some(answer) = Answer::read(&line) {
            return Ok(answer);
        }
        keyboard.say("y is yes, n is no, ? is not sure\n");
    }
    Err(Error::new(Exit::No, "no answer; nothing was changed"))
}

/// The way through the tree: each question with its answer, and the advice at its end.
fn walk(
    mut answer: impl FnMut(&Question) -> Result<Answer>,
) -> Result<(Vec<(&'static Question, Answer)>, &'static Advice)> {
    let tree = words::advise();
    let broken = || Error::new(Exit::Software, "the decision aid leads nowhere");
    let mut path = Vec::new();
    let mut question = tree.question.first().ok_or_else(broken)?;
    // Each question is asked once at most: a tree has no circles, and a broken one ends here.
    for _ in 0..=tree.question.len() {
        let given = answer(question)?;
        let leads = given.leads(question);
        path.push((question, given));
        if let Some(id) = &leads.advice {
            return Ok((path, tree.advice.iter().find(|a| a.id == *id).ok_or_else(broken)?));
        }
        question = tree.question.iter().find(|q| leads.go.as_ref() == Some(&q.id)).ok_or_else(broken)?;
    }
    Err(broken())
}

fn told(path: &[(&Question, Answer)], advice: &Advice, source: &Source, paint: Paint) -> String {
    let mut out = String::new();
    for (question, answer) in path {
        out += &format!("  {:<8}  {}\n", paint.strong(answer.word()), question.ask);
        if let Some(settle) = &answer.leads(question).settle {
            out += &format!("            {}\n", paint.dim(&format!("what would settle it: {settle}")));
        }
    }
    out += &format!("\n{}\n\n", paint.wrap(&advice.say, 0).join("\n"));
    let file = source.files.first().map(|f| format!(" {}", quoted(&f.display().to_string()))).unwrap_or_default();
    let options: Vec<String> = advice.options.iter().map(|o| quoted(o)).collect();
    out + &format!("  {}\n", paint.head(&format!("regrets preview {}{file}", options.join(" "))))
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if word.chars().all(plain) { word.to_string() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::kind::Catalog;

    /// Every way through the tree.
    fn ways(so_far: &[Answer], out: &mut Vec<(Vec<Answer>, &'static str)>) {
        for next in [Answer::Yes, Answer::No, Answer::Unsure] {
            let way: Vec<Answer> = so_far.iter().copied().chain([next]).collect();
            let mut given = way.iter();
            let open = || Error::new(Exit::Usage, "more");
            match walk(|_| given.next().copied().ok_or_else(open)) {
                Ok((path, advice)) if path.len() == way.len() => out.push((way, &advice.id)),
                Ok(_) => {}
                Err(e) if e.exit == Exit::Usage => ways(&way, out),
                Err(e) => panic!("{way:?}: {e}"),
            }
        }
    }

    #[test]
    fn every_way_ends_with_an_advice_that_can_be_followed() {
        let mut all = Vec::new();
        ways(&[], &mut all);
        let catalog = Catalog::built_in();
        for advice in &words::advise().advice {
            assert!(all.iter().any(|(_, id)| *id == advice.id), "nothing leads to {}", advice.id);
            let option = |name: &str| advice.options.iter().position(|o| o == name).map(|at| &advice.options[at + 1]);
            assert!(catalog.kind(option("--as").unwrap()).is_ok());
            assert!(option("--because").is_none_or(|r| catalog.reason(r).is_ok()));
        }
        assert!(all.iter().all(|(way, _)| way.len() <= 7), "seven questions at most");
    }

    #[test]
    fn the_command_is_safe_to_paste() {
        assert_eq!(quoted("it's $HOME"), "'it'\\''s $HOME'");
        assert_eq!(quoted("--as"), "--as");
    }
}
