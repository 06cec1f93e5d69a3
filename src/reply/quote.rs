//! The original below a letter, only when it is asked for, and only what a person could see.

use crate::message::Mail;
use crate::message::body::Voice;
use crate::text::{one_line, visible};
use crate::words;

/// The attribution line and the visible text of the mail, each line behind `> `. Of a mail that holds something
/// encrypted only the attribution: who hides somebody else's secret in it waits for a quotation.
pub fn quote(mail: &Mail, language: &str) -> String {
    let words = words::letter(language);
    let name = mail.from.first().map(|a| a.name.clone().unwrap_or_else(|| a.email.clone())).unwrap_or_default();
    let date = mail.date.as_ref().map(|d| d.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
    let line = words.map_or("{name}:", |w| w.attribution.as_str());
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
        assert_eq!(quote(&mail, "en"), "On 2026-11-24 10:00, Dana wrote:\n> Come on Monday.\n>\n>> old\n");
    }
}
