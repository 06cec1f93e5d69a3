//! Who speaks in each line: said, forwarded, quoted, signature, footer, attribution.
//!
//! The words that mail programs write are data, in `templates/<language>/language.toml`; all languages count,
//! because a program's language is its user's, not the mail's.

use super::body::{self, Forward, Line, Voice};
use crate::words::schema::LanguageWords;
use std::collections::HashMap;

mod breaks;

/// A line of more characters than this is a paragraph.
const FOOTER_LINE: usize = 160;
/// So many characters of it tell whether it is a footer.
const FOOTER_BEGIN: usize = 90;

/// A line that stands in a text more often than this is a row that a page repeats.
const ROWS: usize = 8;

/// No more lines behind an indented `>` are a list, nor longer ones.
const LIST: usize = 6;
const LIST_LINE: usize = 72;

/// The result of [`class`].
#[derive(Debug, Default)]
pub(super) struct Classed {
    pub lines: Vec<Line>,
    pub forward: Option<Forward>,
}

/// Classes every line of a text. `forwarded` says that the subject announces a forwarded mail.
pub(super) fn class(text: &str, words: &[LanguageWords], forwarded: bool) -> Classed {
    let mut classer = Classer { text, words, lines: body::said(text), forward: None };
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

impl<'a> Classer<'a> {
    fn line(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |l| &self.text[l.start..l.end])
    }

    /// Lines behind `>`, and the attribution above each run of them.
    fn quoted(&mut self) {
        let indents = !self.lines.iter().any(|l| self.text[l.start..].starts_with('>'));
        let mut at = 0;
        while at < self.lines.len() {
            let end = (at..self.lines.len()).find(|i| !is_quoted(self.line(*i))).unwrap_or(self.lines.len());
            if end > at && (self.attribution_above(at) || !(indents && self.is_list(at..end))) {
                self.mark(at..end, Voice::Quoted);
            }
            at = end.max(at + 1);
        }
    }

    /// " > Monday, 11am": a few short lines with a sign that no quotation has, for quotations begin their lines (RFC 3676).
    fn is_list(&self, lines: std::ops::Range<usize>) -> bool {
        lines.len() <= LIST && lines.clone().all(|at| self.line(at).chars().count() <= LIST_LINE)
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

    /// Marks the attribution in the lines just above line `at`: up to three lines, blank ones passed over. Is there one?
    fn attribution_above(&mut self, at: usize) -> bool {
        let mut last = at;
        while last > 0 && at - last < 3 && self.line(last - 1).trim().is_empty() {
            last -= 1;
        }
        for first in (last.saturating_sub(3)..last).rev() {
            let joined = self.joined(first, last);
            if self.is_attribution(&joined) {
                self.mark(first..last, Voice::Attribution);
                return true;
            }
        }
        false
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
        let same = |closing: &str| {
            let (a, b) = (core.chars(), closing.chars());
            a.flat_map(char::to_lowercase).eq(b.flat_map(char::to_lowercase))
        };
        // "Best regards, Dana" and "Viele Grüße aus Köln": the formula and a few more words.
        let begins = |closing: &str| {
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
        line.len() < 90 && self.words.iter().flat_map(|w| &w.sent_from).any(|s| line.starts_with(s))
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
        self.words.iter().flat_map(|w| &w.footers).any(|f| lower.contains(f))
    }
}

fn is_quoted(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('>') && !line.starts_with(">From ")
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
    fn arrows_on_both_sides_frame_an_attribution() {
        assert_eq!(voices("new\n\n>>> Ada <ada@home.example> 8/21/2026 9:15 AM >>>\nold\n\nold"), "ssaqqq");
        assert_eq!(voices("new\n\n>>> Apply here >>>\nnew"), "ssqs");
    }

    #[test]
    fn an_indented_list_behind_arrows_is_no_quotation() {
        assert_eq!(voices("These are free:\n\n > Mon 30 Nov, 11am\n > Thu 3 Dec, 8.45am\n\nWhich?"), "ssssss");
        assert_eq!(voices("Fine.\n\nOn Mon, Dana wrote:\n > Mon 30 Nov, 11am\n > or later"), "ssaqq");
        assert_eq!(voices("Fine.\n\n> old words\n > older words"), "ssqq");
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
