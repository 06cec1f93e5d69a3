//! One line that is typed: enough editing for a name or a sentence.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The line, and where the cursor stands in it.
#[derive(Clone, Debug, Default)]
pub struct Line {
    before: String,
    after: String,
}

impl Line {
    /// Begins with a text, the cursor at its end.
    pub fn new(text: String) -> Line {
        Line { before: text, after: String::new() }
    }

    /// All of it.
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// What stands before the cursor.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// Types or moves.
    pub fn press(&mut self, key: KeyEvent) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('u') if control => self.before.clear(),
            KeyCode::Char('a') if control => self.home(),
            KeyCode::Char('e') if control => self.end(),
            KeyCode::Char(c) if !control && !c.is_control() => self.before.push(c),
            KeyCode::Backspace => drop(self.before.pop()),
            KeyCode::Delete => drop((!self.after.is_empty()).then(|| self.after.remove(0))),
            KeyCode::Left => self.left(),
            KeyCode::Right if !self.after.is_empty() => self.before.push(self.after.remove(0)),
            KeyCode::Home => self.home(),
            KeyCode::End => self.end(),
            _ => {}
        }
    }

    fn left(&mut self) {
        if let Some(c) = self.before.pop() {
            self.after.insert(0, c);
        }
    }

    fn home(&mut self) {
        self.after = self.text();
        self.before.clear();
    }

    fn end(&mut self) {
        self.before = self.text();
        self.after.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_typed_and_mended() {
        let mut line = Line::new("Zürich".into());
        let mut press = |code| line.press(KeyEvent::new(code, KeyModifiers::NONE));
        for code in [KeyCode::Left, KeyCode::Left, KeyCode::Backspace, KeyCode::Char('x'), KeyCode::Delete] {
            press(code);
        }
        for code in [KeyCode::End, KeyCode::Char('!'), KeyCode::Home, KeyCode::Delete, KeyCode::Right] {
            press(code);
        }
        assert_eq!((line.text().as_str(), line.before()), ("ürxh!", "ü"));
    }

    #[test]
    fn control_u_empties_it() {
        let mut line = Line::new("long".into());
        line.press(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert_eq!(line.text(), "");
    }
}
