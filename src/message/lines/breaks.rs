//! Where another message begins in a text without a `>` before its lines: below "Original Message", below a block of
//! header labels, below an attribution; and whether what follows is history or was forwarded.

use super::Classer;
use crate::message::address::Address;
use crate::message::body::{Forward, Voice};
use crate::words::schema::{LanguageWords, Phrases};

/// What stands between two messages in one body.
enum Break {
    /// The rest is history.
    History,
    /// The rest was forwarded.
    Forward,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Label {
    From,
    Sent,
    To,
    Subject,
    Other,
}

impl Classer<'_> {
    /// The first place where another message begins without `>`, and what follows from it.
    pub(super) fn breaks(&mut self, forwarded: bool) {
        let mut at = 0;
        while at < self.lines.len() {
            if self.is_framed(at) {
                self.mark(at..at + 1, Voice::Attribution);
                return self.mark(at + 1..self.lines.len(), Voice::Quoted);
            }
            if self.lines[at].voice != Voice::Said {
                at += 1;
                continue;
            }
            if let Some((kind, next)) = self.break_at(at, forwarded) {
                self.mark(at..next, Voice::Attribution);
                match kind {
                    Break::History => self.mark(next..self.lines.len(), Voice::Quoted),
                    Break::Forward => self.forward(at, next),
                }
                return;
            }
            at += 1;
        }
    }

    /// `>>> Ada Byron <ada@home.example> 8/21/2026 9:15 AM >>>`: GroupWise, above an answered message without `>`.
    fn is_framed(&self, at: usize) -> bool {
        let line = self.line(at).trim();
        let inner = line.strip_prefix(">>> ").and_then(|rest| rest.strip_suffix(">>>"));
        inner.is_some_and(|inner| line.len() <= 300 && inner.contains(|c: char| c.is_ascii_digit()))
    }

    /// Does another message begin at line `at`? Returns what it is and its first line of text.
    fn break_at(&self, at: usize, forwarded: bool) -> Option<(Break, usize)> {
        let line = self.line(at).trim();
        if line.is_empty() || line.len() > 300 {
            return None;
        }
        if let Some(kind) = self.separator(line) {
            // Thunderbird begins with the subject.
            let labels = self.labels_of(self.after_blank(at + 1));
            // Outlook writes the same line above what is answered and what is forwarded.
            let kind = if forwarded && labels.is_some() { Break::Forward } else { kind };
            return Some((kind, labels.unwrap_or(at + 1)));
        }
        if let Some(next) = self.labels(at) {
            let kind = if forwarded { Break::Forward } else { Break::History };
            return Some((kind, next));
        }
        for last in at + 1..=(at + 3).min(self.lines.len()) {
            let joined = self.joined(at, last);
            let clear = self.words.iter().flat_map(|w| &w.attributions).any(|a| {
                !a.start.is_empty() && a.end.len() > 3 && joined.starts_with(&a.start) && joined.ends_with(&a.end)
            });
            if clear && joined.len() < 300 && (joined.contains('@') || joined.contains(|c: char| c.is_ascii_digit())) {
                return Some((Break::History, last));
            }
        }
        None
    }

    /// `-----Original Message-----`, `---------- Forwarded message ---------`, `Begin forwarded message:`
    fn separator(&self, line: &str) -> Option<Break> {
        let core = line.trim_matches(|c: char| matches!(c, '-' | '_' | '=' | '*' | '>' | ':' | ' '));
        if core.len() > 60 || core.is_empty() {
            return None;
        }
        let dashed = line.starts_with('-') || line.starts_with('_') || line.starts_with('*') || line.ends_with(':');
        let any = |list: fn(&LanguageWords) -> &Phrases| {
            self.words.iter().any(|w| list(w).iter().any(|p| core.eq_ignore_ascii_case(p)))
        };
        if !dashed {
            return None;
        }
        if any(|w| &w.forwarded_message) {
            return Some(Break::Forward);
        }
        any(|w| &w.original_message).then_some(Break::History)
    }

    fn after_blank(&self, mut at: usize) -> usize {
        while at < self.lines.len() && self.line(at).trim().is_empty() {
            at += 1;
        }
        at
    }

    /// A block of header labels that starts with From and has at least two more; returns the line behind it.
    fn labels(&self, at: usize) -> Option<usize> {
        let (first, _) = self.label(self.line(at))?;
        (first == Label::From).then(|| self.labels_of(at))?
    }

    /// The same, whichever comes first.
    fn labels_of(&self, at: usize) -> Option<usize> {
        self.label(self.line(at))?;
        let mut seen = 1;
        let mut next = at + 1;
        let mut gap = 0;
        while next < self.lines.len() && next - at < 16 && gap < 2 {
            let line = self.line(next);
            if self.label(line).is_some() {
                seen += 1;
                gap = 0;
            } else if line.trim().is_empty() && seen >= 3 {
                break;
            } else {
                gap += 1;
            }
            next += 1;
        }
        (seen >= 3).then_some(next - gap.min(1) * usize::from(gap > 1))
    }

    /// `From: x`, `*Von:* x`, `De : x` as label and value.
    fn label<'l>(&self, line: &'l str) -> Option<(Label, &'l str)> {
        let line = line.trim_start_matches(['>', ' ', '*', '|']).trim();
        let (name, value) = line.split_once(':')?;
        if name.len() > 24 {
            return None;
        }
        let name = name.trim_matches(['*', ' ', '\u{a0}']);
        let value = value.trim_start_matches([' ', '*', '|', '\u{a0}']).trim();
        let is = |list: &Phrases| list.iter().any(|l| l.eq_ignore_ascii_case(name));
        let find = |w: &LanguageWords| {
            let h = &w.headers;
            [
                (Label::From, &h.from),
                (Label::Sent, &h.sent),
                (Label::To, &h.to),
                (Label::Subject, &h.subject),
                (Label::Other, &h.other),
            ]
            .into_iter()
            .find(|(_, list)| is(list))
            .map(|(label, _)| label)
        };
        Some((self.words.iter().find_map(find)?, value))
    }

    /// Lines from `at` head a forwarded message whose text starts at `next`.
    fn forward(&mut self, at: usize, next: usize) {
        let mut inner = Forward { lines: next..self.lines.len(), ..Forward::default() };
        for i in at..next {
            let Some((label, value)) = self.label(self.line(i)) else { continue };
            match label {
                Label::From if inner.from.is_none() => inner.from = mailbox(value),
                Label::Sent => inner.date = Some(value.to_string()),
                Label::To => inner.to = Some(value.to_string()),
                Label::Subject => inner.subject = Some(value.to_string()),
                _ => {}
            }
        }
        for i in next..self.lines.len() {
            if self.lines[i].voice == Voice::Said {
                self.lines[i].voice = Voice::Forwarded;
            }
        }
        // History inside the forwarded message.
        for i in next..self.lines.len() {
            if self.lines[i].voice == Voice::Forwarded
                && let Some((_, inside)) = self.break_at(i, false)
            {
                self.mark(i..inside, Voice::Attribution);
                self.mark(inside..self.lines.len(), Voice::Quoted);
                inner.lines.end = i;
                break;
            }
        }
        self.forward = Some(inner);
    }
}

/// `Name <a@b>`, `Name [mailto:a@b]`, `a@b`, or a name alone.
fn mailbox(text: &str) -> Option<Address> {
    let text = text.trim();
    let (name, email) = match text.split_once(['<', '[']) {
        Some((name, rest)) => {
            (name, rest.trim_start_matches("mailto:").split(['>', ']', '<']).next().unwrap_or_default())
        }
        None if text.contains('@') && !text.contains(' ') => ("", text),
        None => (text, ""),
    };
    let name = name.trim().trim_matches(['"', '\'', '*']).trim();
    if name.is_empty() && email.is_empty() {
        return None;
    }
    Some(Address { name: (!name.is_empty()).then(|| name.to_string()), email: email.trim().to_string() })
}
