//! Who speaks in each line: said, forwarded, quoted, signature, footer, attribution.
//!
//! The words that mail programs write are data, in `templates/<language>/language.toml`; all languages count,
//! because a program's language is its user's, not the mail's.

use super::address::Address;
use super::body::{Forward, Line, Voice};
use crate::words::schema::LanguageWords;
use std::collections::HashMap;

/// A line of more characters than this is a paragraph.
const FOOTER_LINE: usize = 160;
/// So many characters of it tell whether it is a footer.
const FOOTER_BEGIN: usize = 90;

/// A line that stands in a text more often than this is a row that a page repeats.
const ROWS: usize = 8;

/// The result of [`class`].
#[derive(Debug, Default)]
pub(super) struct Classed {
    pub lines: Vec<Line>,
    pub forward: Option<Forward>,
}

/// Classes every line of a text. `forwarded` says that the subject announces a forwarded mail.
pub(super) fn class(text: &str, words: &[LanguageWords], forwarded: bool) -> Classed {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        lines.push(Line { start, end: start + line.len(), voice: Voice::Said });
        start += line.len() + 1;
    }
    let mut classer = Classer { text, words, lines, forward: None };
    classer.quoted();
    classer.repeated();
    classer.breaks(forwarded);
    classer.signatures();
    classer.footers();
    Classed { lines: classer.lines, forward: classer.forward }
}

struct Classer<'a> {
    text: &'a str,
    words: &'a [LanguageWords],
    lines: Vec<Line>,
    forward: Option<Forward>,
}

/// What stands between two messages in one body.
enum Break {
    /// The rest is history.
    History,
    /// The rest was forwarded.
    Forward,
}

impl<'a> Classer<'a> {
    fn line(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |l| &self.text[l.start..l.end])
    }

    /// Lines behind `>`, and the attribution above each run of them.
    fn quoted(&mut self) {
        let mut before = false;
        for at in 0..self.lines.len() {
            let quoted = is_quoted(self.line(at));
            if quoted {
                self.lines[at].voice = Voice::Quoted;
                if !before {
                    self.attribution_above(at);
                }
            }
            before = quoted;
        }
    }

    /// Rows that a page repeats word for word, a button under each item of a list: nobody reads them again. Figures
    /// may be a time that belongs to the line above.
    fn repeated(&mut self) {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for line in self.lines.iter_mut().filter(|l| l.voice == Voice::Said) {
            let text = self.text[line.start..line.end].trim();
            if text.is_empty() || text.bytes().any(|b| b.is_ascii_digit()) {
                continue;
            }
            let times = seen.entry(text).or_default();
            *times += 1;
            if *times > ROWS {
                line.voice = Voice::Repeated;
            }
        }
    }

    /// Marks the attribution in the lines just above line `at`: up to three lines, blank ones passed over.
    fn attribution_above(&mut self, at: usize) {
        let mut last = at;
        while last > 0 && at - last < 3 && self.line(last - 1).trim().is_empty() {
            last -= 1;
        }
        for first in (last.saturating_sub(3)..last).rev() {
            let joined = self.joined(first, last);
            if self.is_attribution(&joined) {
                self.mark(first..last, Voice::Attribution);
                return;
            }
        }
    }

    fn joined(&self, first: usize, last: usize) -> String {
        (first..last).map(|i| self.line(i).trim()).collect::<Vec<_>>().join(" ")
    }

    fn is_attribution(&self, line: &str) -> bool {
        line.len() < 400
            && self.words.iter().flat_map(|w| &w.attributions).any(|a| {
                line.starts_with(&a.start) && line.ends_with(&a.end) && line.len() > a.start.len() + a.end.len() + 3
            })
    }

    /// The first place where another message begins without `>`, and what follows from it.
    fn breaks(&mut self, forwarded: bool) {
        let mut at = 0;
        while at < self.lines.len() {
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

    /// Does another message begin at line `at`? Returns what it is and its first line of text.
    fn break_at(&self, at: usize, forwarded: bool) -> Option<(Break, usize)> {
        let line = self.line(at).trim();
        if line.is_empty() || line.len() > 300 {
            return None;
        }
        if let Some(kind) = self.separator(line) {
            let labels = self.labels(self.after_blank(at + 1));
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
        let any = |list: fn(&LanguageWords) -> &Vec<String>| {
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
        if first != Label::From {
            return None;
        }
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
        let is = |list: &[String]| list.iter().any(|l| l.eq_ignore_ascii_case(name));
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

    fn mark(&mut self, lines: std::ops::Range<usize>, voice: Voice) {
        for line in &mut self.lines[lines] {
            line.voice = voice;
        }
    }

    /// A signature begins at `-- `, at a closing formula with a few short lines behind it, or at a line that a
    /// telephone adds; it ends with the voice.
    fn signatures(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            let voice = self.lines[at].voice;
            let end = (at..self.lines.len()).find(|i| self.lines[*i].voice != voice).unwrap_or(self.lines.len());
            if matches!(voice, Voice::Said | Voice::Forwarded)
                && let Some(first) = self.signature_in(at, end)
            {
                self.mark(first..end, Voice::Signature);
            }
            at = end;
        }
    }

    fn signature_in(&self, start: usize, end: usize) -> Option<usize> {
        let filled: Vec<usize> = (start..end).filter(|i| !self.line(*i).trim().is_empty()).collect();
        for (left, at) in filled.iter().enumerate() {
            let line = self.line(*at);
            if (line == "-- " || line == "--") && filled.len() - left <= 25 {
                return Some(*at);
            }
        }
        for (left, at) in filled.iter().enumerate().rev().take(16) {
            let line = self.line(*at).trim();
            if self.is_closing(line) && left > 0 {
                let behind = &filled[left + 1..];
                let words = behind.iter().take(4).all(|i| self.line(*i).trim().chars().count() <= 70);
                // A postscript is said, so is a question below the name.
                if words && !behind.iter().any(|i| self.is_postscript(self.line(*i))) {
                    return Some(*at);
                }
            }
        }
        filled.iter().copied().find(|i| self.is_sent_from(self.line(*i).trim()))
    }

    fn is_closing(&self, line: &str) -> bool {
        let core = line.trim_end_matches(|c: char| {
            c.is_ascii_punctuation() || c == '–' || c == '—' || c == ' ' || !c.is_ascii() && !c.is_alphanumeric()
        });
        if core.is_empty() || core.len() > 60 {
            return false;
        }
        let same = |closing: &String| {
            let (a, b) = (core.chars(), closing.chars());
            a.flat_map(char::to_lowercase).eq(b.flat_map(char::to_lowercase))
        };
        // "Best regards, Dana" and "Viele Grüße aus Köln": the formula and a few more words.
        let begins = |closing: &String| {
            closing.len() >= 8
                && core.len() > closing.len()
                && core.get(..closing.len()).is_some_and(|head| head.eq_ignore_ascii_case(closing))
                && core[closing.len()..].starts_with([',', ' '])
                && core[closing.len()..].split_whitespace().count() <= 4
                && !line.ends_with(['?', '.', ':'])
        };
        self.words.iter().flat_map(|w| &w.closings).any(|c| same(c) || begins(c))
    }

    fn is_postscript(&self, line: &str) -> bool {
        let line = line.trim_start();
        ["PS", "P.S.", "PS.", "P.S", "NB:", "PD:", "P.D."]
            .iter()
            .any(|p| line.starts_with(p) && line[p.len()..].starts_with([':', ' ', '.', '-']))
    }

    fn is_sent_from(&self, line: &str) -> bool {
        line.len() < 90 && self.words.iter().flat_map(|w| &w.sent_from).any(|s| line.starts_with(s.as_str()))
    }

    /// Legal and automatic text: from a line of underscores or the first footer words behind the last thing that
    /// was said, to the end of its stretch.
    fn footers(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            let speaks = |v: Voice| matches!(v, Voice::Said | Voice::Forwarded | Voice::Signature);
            let end = (at..self.lines.len()).find(|i| !speaks(self.lines[*i].voice)).unwrap_or(self.lines.len());
            let mut first = None;
            for i in (at..end).rev().take(40) {
                let line = self.line(i);
                let is_rule = line.len() >= 10 && line.chars().all(|c| matches!(c, '_' | '-' | '=' | '*'));
                let signed = self.lines[i].voice == Voice::Signature;
                if self.has_footer_words(line) || (is_rule && first.is_some()) {
                    first = Some(i);
                } else if !line.trim().is_empty() && !signed && first.is_some() && !is_rule {
                    break;
                }
            }
            if let Some(first) = first.filter(|f| *f > at) {
                self.mark(first..end, Voice::Footer);
            }
            at = end.max(at) + 1;
        }
    }

    /// A footer says so at its beginning; a paragraph that comes to such words later on is none.
    fn has_footer_words(&self, line: &str) -> bool {
        let line = line.trim();
        if line.len() < 6 {
            return false;
        }
        let long = line.chars().count() > FOOTER_LINE;
        let begin: String = line.chars().take(if long { FOOTER_BEGIN } else { FOOTER_LINE }).collect();
        let lower = begin.to_lowercase();
        self.words.iter().flat_map(|w| &w.footers).any(|f| lower.contains(f.as_str()))
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Label {
    From,
    Sent,
    To,
    Subject,
    Other,
}

fn is_quoted(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('>') && !line.starts_with(">From ")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn voices(text: &str) -> String {
        let classed = class(text, crate::words::mail(), false);
        let letter = |l: &Line| match l.voice {
            Voice::Said => 's',
            Voice::Forwarded => 'f',
            Voice::Quoted => 'q',
            Voice::Signature => 'g',
            Voice::Footer => 'x',
            Voice::Attribution => 'a',
            Voice::Repeated => 'r',
        };
        classed.lines.iter().map(letter).collect()
    }

    #[test]
    fn rows_that_a_page_repeats_are_read_a_few_times() {
        let rows = |row: &str| voices(&format!("Dear Ada,\n{}bye", format!("{row}\n").repeat(12)));
        assert_eq!(rows("Apply now"), "sssssssssrrrrs");
        assert_eq!(rows("at 10:30"), "ssssssssssssss", "each may be the time of the line above");
    }

    #[test]
    fn quotations_and_their_attributions_in_many_languages() {
        for attribution in [
            "On Tue, 4 Mar 2025 at 14:30, Ada Lovelace <ada@home.example> wrote:",
            "Am 16.11.26 um 19:03 schrieb Lea Fritsche:",
            "Le mar. 4 mars 2025 à 14:30, Ada Lovelace <ada@home.example> a écrit :",
            "El mar, 4 mar 2025 a las 14:30, Ada (<ada@home.example>) escribió:",
            "Em ter., 4 de mar. de 2025 às 14:30, Ada <ada@home.example> escreveu:",
            "Il giorno mar 4 mar 2025 alle ore 14:30 Ada <ada@home.example> ha scritto:",
            "Op di 4 mrt 2025 om 14:30 schreef Ada <ada@home.example>:",
        ] {
            assert_eq!(voices(&format!("new words\n{attribution}\n> old words\n> more")), "saqq", "{attribution}");
        }
    }

    #[test]
    fn an_attribution_wraps_and_answers_stand_between_quotes() {
        assert_eq!(
            voices("On Tue, 4 Mar 2025 at 14:30, Ada Lovelace\n<ada@home.example> wrote:\n\n> old\nnew\n> old\nnew"),
            "aasqsqs"
        );
    }

    #[test]
    fn history_without_marks_stays_history() {
        assert_eq!(voices("new\n\nOn Tue, 4 Mar 2025, Ada <ada@home.example> wrote:\n\nold\nold"), "ssaqqq");
        assert_eq!(
            voices("new\n-----Original Message-----\nFrom: Ada\nSent: Tuesday\nTo: Bob\nSubject: x\n\nold"),
            "saaaaaqq"
        );
        assert_eq!(
            voices("neu\n\nVon: Ada <ada@home.example>\nGesendet: Dienstag\nAn: Bob\nBetreff: x\n\nalt"),
            "ssaaaaqq"
        );
    }

    #[test]
    fn on_monday_somebody_wrote_is_no_attribution() {
        assert_eq!(voices("On Monday we meet, as I wrote:\nplease bring your passport"), "ss");
    }

    #[test]
    fn a_forwarded_message_speaks_and_names_its_sender() {
        let text = "FYI, for you\n\n---------- Forwarded message ---------\nFrom: Dana Ito <dana@acme.example>\nDate: Mon, 2 Nov 2026\nSubject: Interview\nTo: <bob@x.example>\n\nDear Bob,\nwe invite you.";
        let classed = class(text, crate::words::mail(), false);
        let forward = classed.forward.expect("it is a forward");
        assert_eq!(forward.from.unwrap().email, "dana@acme.example");
        assert_eq!(forward.subject.as_deref(), Some("Interview"));
        assert_eq!(voices(text), "ssaaaaafff");
    }

    #[test]
    fn signatures_begin_at_the_closing_formula() {
        assert_eq!(voices("Hi Ada,\n\nwe meet on Monday.\n\nKind regards,\nDana\nRecruiter | Acme"), "ssssggg");
        assert_eq!(voices("Hi,\nsee you.\n-- \nDana\nAcme"), "ssggg");
        assert_eq!(voices("Hallo,\nbis bald im Büro, wir freuen uns.\nViele Grüße aus Köln\nDana"), "ssgg");
        assert_eq!(voices("see you then\nSent from my iPhone"), "sg");
    }

    #[test]
    fn thanks_in_the_middle_is_no_signature() {
        let text = "Thanks,\nyour application reached us and we would like to talk to you about the role at some length in the coming week.\nPlease choose a time.";
        assert_eq!(voices(text), "sss");
    }

    #[test]
    fn legal_text_is_a_footer() {
        let text = "Come on Monday.\nRegards\nDana\n\n________________________________\nThis email and any files with it are confidential.";
        assert_eq!(voices(text), "sggxxx".replace("xxx", "gxx").as_str());
    }
}
