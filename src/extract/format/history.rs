//! How they would meet by what they said before: where a meeting is moved or settled and nothing else tells, it stays so.

use super::{has, premises, signs, text};
use crate::extract::rules::Context;
use crate::extract::{Class, Format};
use crate::fact::{Fact, Sure};

/// The one format of which the history speaks.
pub(super) fn as_before(it: &Context) -> Option<Fact<Format>> {
    if !matches!(it.class, Class::Reschedule | Class::Confirmation) {
        return None;
    }
    let texts = text::earlier(it.mail, it.words);
    let signs: Vec<_> = texts.iter().flat_map(|text| signs(text, &it.words.format)).collect();
    let Some(first) = signs.first() else { return in_a_house(it, &texts) };
    let one = signs.iter().all(|sign| sign.format == first.format);
    let seen = signs.iter().map(|sign| sign.span).take(3).collect();
    one.then(|| Fact::new(first.format, Sure::Likely, "format-words", seen))
}

/// A house, or a street with its number, in a sentence of theirs with a figure, or of mine that speaks of what is theirs:
/// "Thursday at 3, at your workshop".
fn in_a_house(it: &Context, theirs: &[text::Text]) -> Option<Fact<Format>> {
    let words = &it.words.format;
    let numbered = |text: &&text::Text| text.lower().contains(|c: char| c.is_ascii_digit());
    let of_you = |text: &&text::Text| has(text.lower(), &words.yours).is_some();
    let mine = text::mine(it.mail, it.words);
    let mut all = theirs.iter().filter(numbered).chain(mine.iter().filter(numbered).filter(of_you));
    let seen = all.find_map(|text| premises::in_text(it, text))?;
    Some(Fact::new(Format::Onsite, Sure::Likely, "house-beside-a-time", vec![seen]))
}

#[cfg(test)]
mod tests {
    use crate::extract::{Format, invitation};
    use crate::message::Mail;

    fn format(said: &str, before: &str) -> Option<Format> {
        let mail = format!(
            "From: Priya Raman <priya@plinth.example>\nTo: Ada Quill <ada@home.example>\nSubject: Re: our interview\n\
             Date: Tue, 24 Nov 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{said}\n\nPriya\n\n{before}\n"
        );
        let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
        invitation(&Mail::read(mail.as_bytes()).unwrap(), &now).format.value().copied()
    }

    #[test]
    fn a_meeting_that_is_moved_stays_what_it_was() {
        let moved = "Hi Ada, sorry, can we move our interview to Friday at 4?";
        let head = "On Mon, 23 Nov 2026, Priya Raman <priya@plinth.example> wrote:";
        let before = |words: &str| format!("{head}\n> {words}\n");
        assert_eq!(format(moved, &before("The interview is a video call on Thursday.")), Some(Format::Video));
        assert_eq!(format(moved, &before("Come to our workshop on Thursday.")), Some(Format::Onsite));
        assert_eq!(format(moved, &before("A phone call first, or come to our workshop.")), None);
        // A house of theirs is where they meet, whoever wrote so, beside a figure.
        let house = "On Mon, 23 Nov 2026, Ada Quill <ada@home.example> wrote:\n> Thursday at 3, ";
        assert_eq!(format(moved, &format!("{house}at your museum, is fine.\n")), Some(Format::Onsite));
        assert_eq!(format(moved, &format!("{house}I leave the museum at 2.\n")), None);
        assert_eq!(format(moved, &before("Thursday at 3, room 5, 82 Kiln Street.")), Some(Format::Onsite));
        assert_eq!(format(moved, &before("We run a museum.")), None);
        // What the reader asked for is no word of theirs, and what is said now counts alone.
        let mine = "On Mon, 23 Nov 2026, Ada Quill <ada@home.example> wrote:\n> Could it be a video call?\n";
        assert_eq!(format(moved, mine), None);
        let by_phone = "Hi Ada, can we move our interview to Friday at 4, by phone?";
        assert_eq!(format(by_phone, &before("The interview is a video call.")), Some(Format::Phone));
    }

    #[test]
    fn what_may_come_later_tells_no_format() {
        let said = "Hi Ada, the interview is on Friday at 4.";
        assert_eq!(format(&format!("{said} If that goes well, we would have a video call with the owner."), ""), None);
        assert_eq!(format(&format!("{said} We would have a video call with the owner."), ""), Some(Format::Video));
    }
}
