//! The same choices, asked line by line: for screen readers, and for terminals that cannot draw.

use super::state::{Choices, State, Step};
use super::view::{View, lines};
use crate::app::terminal::Keyboard;
use crate::error::Result;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Asks what to say, once.
///
/// # Errors
/// As [`Keyboard::ask`].
pub fn choose(keyboard: &mut Keyboard, state: &mut State, view: &View) -> Result<()> {
    keyboard.say(&format!("{}\n{}", view.title, lines(view)));
    state.kind = pick(keyboard, "kind of reply", &state.choices.kinds, state.kind)?;
    state.reason = pick(keyboard, "reason", &state.choices.reasons, state.reason)?;
    Ok(())
}

/// Shows the letter and asks what to do, until it is something that ends this.
///
/// # Errors
/// As [`Keyboard::ask`].
pub fn next(keyboard: &mut Keyboard, state: &mut State, view: &View) -> Result<Step> {
    let findings: String = view.findings.iter().map(|(_, text)| format!("consider: {text}\n")).collect();
    keyboard.say(&format!("\n{}\n\n{findings}letter: {}\n", view.letter, view.about));
    loop {
        if let Some(said) = state.said.take() {
            keyboard.say(&format!("{said}\n"));
        }
        let Some(answer) = keyboard.ask(&format!("\n{}: ", question(&state.choices)))? else {
            return Ok(Step::Leave);
        };
        let mut letters = answer.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            unknown(keyboard, &answer, "a key is one letter or digit; ? lists them");
            continue;
        };
        if letter == '?' {
            keyboard.say(KEYS);
            continue;
        }
        if !KEYS.lines().any(|line| line.starts_with(letter)) && !"sdq".contains(letter) {
            unknown(keyboard, &answer, "? lists the keys");
            continue;
        }
        if letter == 'a' {
            choose(keyboard, state, view)?;
            return Ok(Step::Compose);
        }
        let step = press(state, KeyCode::Char(letter));
        let Some((field, line)) = &state.line else {
            if step != Step::Stay {
                return Ok(step);
            }
            continue;
        };
        let question = format!("{} [{}]: ", field.label(), crate::text::visible(&line.text()));
        match keyboard.ask(&question)? {
            None => drop(press(state, KeyCode::Esc)),
            Some(typed) => {
                // An empty answer keeps what stands there; `-` empties it.
                if !typed.is_empty() {
                    state.press(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
                }
                typed.chars().filter(|_| typed != "-").for_each(|c| drop(press(state, KeyCode::Char(c))));
                return Ok(press(state, KeyCode::Enter));
            }
        }
    }
}

fn press(state: &mut State, code: KeyCode) -> Step {
    state.press(KeyEvent::new(code, KeyModifiers::NONE))
}

/// The keys that end it, and the one that tells the others: a list that is read aloud each time is a long one.
fn question(choices: &Choices) -> String {
    let send = if choices.sends { "s send, " } else { "" };
    format!("{send}d draft, q leave, ? all keys")
}

const KEYS: &str = "\
a: kind and reason
e: edit the letter
u: your own text, or the written one
1: to
2: name
3: company
4: role
5: time of the interview
l: language
f: register
p: times to propose
n: note
c: calendar answer
o: quotation
!: pass what stops the answer
";

/// One of a list, by its number or name; an empty answer keeps the one there is.
fn pick(keyboard: &mut Keyboard, what: &str, all: &[(String, String)], now: usize) -> Result<usize> {
    let list: String =
        all.iter().enumerate().map(|(at, (name, summary))| format!("{} {name}: {summary}\n", at + 1)).collect();
    keyboard.say(&format!("\n{list}"));
    let default = all.get(now).map_or("", |(name, _)| name);
    for _ in 0..3 {
        let Some(answer) = keyboard.ask(&format!("{what} [{default}]: "))? else { return Ok(now) };
        if answer.is_empty() {
            return Ok(now);
        }
        if let Some(at) = chosen(all, &answer) {
            return Ok(at);
        }
        unknown(keyboard, &answer, "answer with a number, or with the beginning of a name");
    }
    keyboard.say(&format!("{what}: {default}\n"));
    Ok(now)
}

/// Says what was wrong with an answer, if there was one.
fn unknown(keyboard: &mut Keyboard, answer: &str, rather: &str) {
    if !answer.is_empty() {
        keyboard.say(&format!("`{}` is not understood: {rather}\n", crate::text::visible(answer)));
    }
}

/// By number, by name, or by the beginning of one name.
fn chosen(all: &[(String, String)], answer: &str) -> Option<usize> {
    if let Ok(number) = answer.parse::<usize>() {
        return number.checked_sub(1).filter(|n| *n < all.len());
    }
    let begins = || all.iter().enumerate().filter(|(_, (name, _))| name.starts_with(answer)).map(|(at, _)| at);
    let only = begins().next().filter(|_| begins().count() == 1);
    all.iter().position(|(name, _)| name == answer).or(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_a_number_or_a_name_or_the_beginning_of_one() {
        let all = super::super::state::tests::choices().kinds;
        assert_eq!(chosen(&all, "2"), Some(1));
        assert_eq!(chosen(&all, "yes"), Some(2));
        assert_eq!(chosen(&all, "la"), Some(1));
        assert_eq!(chosen(&[("role".into(), String::new()), ("ro".into(), String::new())], "r"), None);
        assert_eq!((chosen(&all, "0"), chosen(&all, "4"), chosen(&all, "maybe")), (None, None, None));
    }
}
