//! Words for a terminal: width, colour, wrapping. Every stranger's word passes through here before it is shown.

use crate::fact::Weight;
use crate::text::visible;
use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    /// Colour escapes allowed?
    pub color: bool,
    /// Columns to stay within.
    pub width: usize,
}

impl Paint {
    /// No colour, 80 columns: what a pipe gets.
    pub const PLAIN: Paint = Paint { color: false, width: 80 };

    /// Text made safe, in a style.
    fn styled(self, style: Style, text: &str) -> String {
        let text = visible(text);
        if self.color { format!("{style}{text}{style:#}") } else { text }
    }

    /// A heading.
    pub fn head(self, text: &str) -> String {
        self.styled(AnsiColor::Cyan.on_default().bold(), text)
    }

    /// What matters.
    pub fn strong(self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    /// What matters less.
    pub fn dim(self, text: &str) -> String {
        self.styled(Style::new().dimmed(), text)
    }

    /// Text as it is, made safe.
    pub fn plain(self, text: &str) -> String {
        self.styled(Style::new(), text)
    }

    /// Words in the colour of a finding's weight.
    pub fn weight(self, weight: Weight, text: &str) -> String {
        let color = match weight {
            Weight::Note => AnsiColor::Blue,
            Weight::Ask => AnsiColor::Yellow,
            Weight::Stop => AnsiColor::Red,
        };
        self.styled(color.on_default().bold(), text)
    }

    /// Lines of at most the width less `indent` columns, broken at blanks; a word that is too long stays whole.
    pub fn wrap(self, text: &str, indent: usize) -> Vec<String> {
        let room = self.width.saturating_sub(indent).max(16);
        let mut lines = Vec::new();
        for paragraph in visible(text).split('\n') {
            let mut line = String::new();
            for word in paragraph.split(' ') {
                if !line.is_empty() && line.width() + 1 + word.width() > room {
                    lines.push(std::mem::take(&mut line));
                }
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            lines.push(line);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_ours_alone() {
        let paint = Paint { color: true, width: 80 };
        assert_eq!(paint.strong("a\u{1b}[31mb"), "\u{1b}[1ma\\u{1b}[31mb\u{1b}[0m");
        assert_eq!(Paint::PLAIN.head("a\u{7}"), "a\\u{7}");
    }

    #[test]
    fn wrapping_counts_columns_not_bytes() {
        let paint = Paint { color: false, width: 26 };
        assert_eq!(paint.wrap("日本語 日本語 日本語 ok", 0), ["日本語 日本語 日本語 ok"]);
        assert_eq!(paint.wrap("日本語 日本語 日本語 okay x", 0), ["日本語 日本語 日本語 okay", "x"]);
        assert_eq!(paint.wrap("one\ntwo", 2), ["one", "two"]);
    }
}
