//! The original below a letter, only when it is asked for, and only what a person could see.

use crate::extract::when::write;
use crate::message::Mail;
use crate::message::body::Voice;
use crate::text::{one_line, visible};
use crate::words;

/// The attribution line and the visible text of the mail, each line behind `> `. Of a mail that holds something
/// encrypted only the attribution: who hides somebody else's secret in it waits for a quotation.
pub fn quote(mail: &Mail, language: &str) -> String {
    let words = words::letter(language);
    let name = mail.from.first().map(|a| a.name.clone().unwrap_or_else(|| a.email.clone())).unwrap_or_default();
    let times = &words::or_english(language).time;
    let date = mail.date.as_ref().map(|d| write::in_full(d.datetime(), times));
    // Without a date, the name alone introduces the text.
    let line = words.filter(|_| date.is_some()).map_or("{name}:", |w| w.attribution.as_str());
    let date = date.unwrap_or_default();
    let mut out = format!("{}\n", line.replace("{date}", &date).replace("{name}", &one_line(&name)));
    if mail.marks.encrypted {
        return out;
    }
    let said = mail.body.lines.iter().filter(|l| !matches!(l.voice, Voice::Footer));
    let text: String = said.map(|l| format!("{}\n", mail.body.line(l))).collect();
    for line in text.trim().lines() {
        let line = visible(line.trim_end());
        let bare = line.is_empty() || line.starts_with('>');
        out.push_str(if bare { ">" } else { "> " });
        out.push_str(&line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_visible_is_quoted() {
        let mail = Mail::read(b"From: Dana <d@acme.example>\nDate: Tue, 24 Nov 2026 10:00:00 +0100\nContent-Type: text/html\n\n<p>Come <i style='display:none'>secret</i>on Monday.</p><p>> old</p>").unwrap();
        assert_eq!(
            quote(&mail, "en"),
            "On Tuesday, 24 November 2026 at 10:00, Dana wrote:\n> Come on Monday.\n>\n>> old\n"
        );
    }

    #[test]
    fn the_line_above_it_is_of_the_letters_language() {
        let mail =
            Mail::read("From: Dana <d@acme.example>\nDate: Tue, 1 Dec 2026 10:00:00 +0100\n\nx\n".as_bytes()).unwrap();
        for (language, want) in [
            ("de", "Am Dienstag, 1. Dezember 2026, um 10:00 Uhr schrieb Dana:"),
            ("es", "El martes 1 de diciembre de 2026 a las 10:00, Dana escribió:"),
            ("fr", "Le mardi 1er décembre 2026 à 10h00, Dana a écrit :"),
            ("it", "Il martedì 1° dicembre 2026 alle 10:00, Dana ha scritto:"),
            ("nl", "Op dinsdag 1 december 2026 om 10:00 uur schreef Dana:"),
            ("pt", "Em terça-feira, 1º de dezembro de 2026, às 10:00, Dana escreveu:"),
        ] {
            assert_eq!(quote(&mail, language).lines().next(), Some(want));
        }
        let undated = Mail::read(b"From: Dana <d@acme.example>\n\nx\n").unwrap();
        assert_eq!(quote(&undated, "en"), "Dana:\n> x\n");
    }
}
