//! Earlier messages of the thread: what a mail leaves out because it was said before, and times that are only
//! named by an older one ("an hour later", "same time on Thursday").

use super::when::day;
use super::{Invitation, Slot, Start};
use crate::fact::{Fact, Settled, Sure};
use crate::message::Mail;
use crate::message::body::Voice;
use crate::text::{Part, Span, one_line};
use crate::words;
use crate::words::Words;
use crate::words::schema::{Phrases, ThreadWords};
use jiff::civil::{Date, DateTime};
use jiff::{ToSpan, Zoned};

/// The name of the rule.
pub const RULE: &str = "thread";
/// An amount stands no farther from "later" than this, in bytes.
const NEAR: usize = 24;

/// Completes what was understood of `mail` by what `earlier` messages of its thread say, newest first.
///
/// What the mail itself says stays. What only an earlier one says is *likely* at most, and its evidence names that
/// message. Messages that the person at the keyboard wrote are passed over.
pub fn complete(mail: &mut Mail, found: &mut Invitation, earlier: &[Mail], now: &Zoned) {
    let theirs: Vec<&Mail> = earlier.iter().filter(|e| !is_mine(mail, e)).collect();
    let read: Vec<(&Mail, Invitation)> = theirs.iter().map(|e| (*e, super::invitation(e, now))).collect();
    for (message, said) in &read {
        found.company = filled(mail, message, &found.company, &said.company);
        found.agency = filled(mail, message, &found.agency, &said.agency);
        found.role = filled(mail, message, &found.role, &said.role);
    }
    if found.class.value.has_interview() && found.slots.is_empty() {
        let moved = read.iter().find(|(_, said)| said.slots.len() == 1);
        found.slots.extend(moved.and_then(|(message, said)| moved_slot(mail, message, &said.slots[0].value)));
    }
}

fn is_mine(mail: &Mail, earlier: &Mail) -> bool {
    let me = || mail.to.iter().chain(&mail.delivered_to);
    earlier.from.iter().any(|from| me().any(|to| to.same(from)))
}

/// The known value; where there is none, or none of several, the one of an earlier message.
fn filled(mail: &mut Mail, earlier: &Mail, known: &Settled<String>, said: &Settled<String>) -> Settled<String> {
    let Some(before) = said.fact() else { return known.clone() };
    let fits = match known {
        Settled::One(_) => false,
        Settled::None => true,
        Settled::Torn(all) => all.iter().any(|c| c.value == before.value),
    };
    if !fits {
        return known.clone();
    }
    let seen = mail.note_earlier(&before.value, earlier);
    Settled::One(Fact::new(before.value.clone(), before.sure.min(Sure::Likely), RULE, vec![seen]))
}

/// The slot that an earlier one and this mail's words make together.
fn moved_slot(mail: &mut Mail, earlier: &Mail, old: &Slot) -> Option<Fact<Slot>> {
    let language = super::language::language(mail)?;
    let words = words::of(&language)?;
    let base = mail.date.as_ref()?.date();
    let shift = said_lines(mail).find_map(|(span, text)| Some((span, Shift::of(&text, words, base)?)))?;
    let (span, shift) = shift;
    let start = shift.apply(&old.start)?;
    let end = old.end.as_ref().and_then(|end| shift.apply(end));
    let as_written = one_line(mail.words(span));
    let named = mail.note_earlier(&old.as_written, earlier);
    let slot = Slot { start, end, timezone: old.timezone.clone(), as_written };
    Some(Fact::new(slot, Sure::Likely, RULE, vec![span, named]))
}

/// The subject and every line that is said, in lower case, with its place.
fn said_lines(mail: &Mail) -> impl Iterator<Item = (Span, String)> {
    let subject = (Span::new(Part::Subject, 0, mail.subject.len()), mail.subject.to_lowercase());
    let said = mail.body.lines.iter().filter(|l| matches!(l.voice, Voice::Said | Voice::Forwarded));
    let lines = said.map(|l| (Span::new(Part::Body, l.start, l.end), mail.body.line(l).to_lowercase()));
    let mut all: Vec<(Span, String)> = std::iter::once(subject).chain(lines).collect();
    // A sentence may go on in the next line.
    for at in 1..all.len().saturating_sub(1) {
        let next = all[at + 1].1.clone();
        all[at].1 += " ";
        all[at].1 += &next;
    }
    all.into_iter()
}

/// How a time moves: to another day, by some minutes, or both.
#[derive(Debug, PartialEq)]
struct Shift {
    day: Option<Date>,
    minutes: i64,
}

impl Shift {
    fn of(text: &str, words: &Words, base: Date) -> Option<Shift> {
        let day = day::only(text, &words.time, base, words.code == "en");
        match minutes_moved(text, &words.thread)? {
            0 => day.map(|day| Shift { day: Some(day), minutes: 0 }),
            minutes => Some(Shift { day, minutes }),
        }
    }

    fn apply(&self, start: &Start) -> Option<Start> {
        let moved = |time: DateTime| {
            let day = self.day.unwrap_or(time.date());
            DateTime::from_parts(day, time.time()).checked_add(self.minutes.minutes()).ok()
        };
        Some(match start {
            Start::Local(time) => Start::Local(moved(*time)?),
            Start::Zoned(time) => Start::Zoned(moved(time.datetime())?.to_zoned(time.time_zone().clone()).ok()?),
        })
    }
}

/// By how many minutes a text says that a time moves; 0 for the same time on another day.
pub(super) fn minutes_moved(text: &str, words: &ThreadWords) -> Option<i64> {
    if words.same_time.iter().any(|w| has(text, w)) {
        return Some(0);
    }
    amount_near(text, &words.later, words).or_else(|| amount_near(text, &words.earlier, words).map(|m| -m))
}

/// The minutes of an amount beside one of these words.
fn amount_near(text: &str, beside: &Phrases, words: &ThreadWords) -> Option<i64> {
    beside.iter().find_map(|word| {
        let (at, _) = text.match_indices(word).find(|(at, w)| whole(text, *at, w.len()))?;
        let from = text.floor_char_boundary(at.saturating_sub(NEAR));
        let to = text.floor_char_boundary((at + word.len() + NEAR).min(text.len()));
        amount(&text[from..at], words).or_else(|| amount(&text[at + word.len()..to], words))
    })
}

/// "an hour and a half" before "an hour"; else a number and its unit.
fn amount(text: &str, words: &ThreadWords) -> Option<i64> {
    let written = words.amounts.iter().filter(|(w, _)| has(text, w)).max_by_key(|(w, _)| w.len());
    written.map(|(_, minutes)| *minutes).or_else(|| {
        let parts: Vec<&str> = text.split_whitespace().collect();
        parts.windows(2).find_map(|pair| {
            let number: i64 = pair[0].parse().ok().filter(|n| (1..=600).contains(n))?;
            let unit = pair[1].trim_matches(|c: char| !c.is_alphabetic());
            let is = |list: &Phrases| list.contains(unit);
            if is(&words.minutes) {
                return Some(number);
            }
            is(&words.hours).then(|| number * 60).filter(|m| *m <= 720)
        })
    })
}

fn has(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, w)| whole(text, at, w.len()))
}

fn whole(text: &str, at: usize, len: usize) -> bool {
    !text[..at].ends_with(char::is_alphanumeric) && !text[at + len..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::{Class, json};
    use super::*;

    const FIRST: &str = "From: Dana Ito <dana@plinth.example>\nTo: ada@home.example\nSubject: Interview\n\
        Date: Fri, 20 Nov 2026 09:00:00 +0000\nMessage-ID: <1@plinth.example>\n\n\
        Hi Ada,\n\nWe would like to invite you to an interview for the Data Engineer role at Plinth on\n\
        Wednesday 25 November 2026 at 14:00 GMT.\n\nDana\n";

    fn second(body: &str) -> String {
        format!(
            "From: Dana Ito <dana@plinth.example>\nTo: ada@home.example\nSubject: Re: Interview\n\
             Date: Mon, 23 Nov 2026 09:00:00 +0000\nMessage-ID: <2@plinth.example>\n\
             In-Reply-To: <1@plinth.example>\n\nHi Ada,\n\n{body}\n\nDana\n"
        )
    }

    fn read(body: &str, earlier: &[&str]) -> (Mail, Invitation) {
        let now: Zoned = "2026-11-23T10:00:00+00:00[UTC]".parse().unwrap();
        let mut mail = Mail::read(second(body).as_bytes()).unwrap();
        let mut found = super::super::invitation(&mail, &now);
        found.class.value = Class::Reschedule;
        let earlier: Vec<Mail> = earlier.iter().map(|e| Mail::read(e.as_bytes()).unwrap()).collect();
        complete(&mut mail, &mut found, &earlier, &now);
        (mail, found)
    }

    #[test]
    fn what_was_said_before_is_likely_and_names_its_message() {
        let (mail, found) = read("Could we speak sooner?", &[FIRST]);
        let role = found.role.fact().unwrap();
        assert_eq!((role.value.as_str(), role.sure, role.rule), ("Data Engineer", Sure::Likely, RULE));
        assert_eq!(mail.words(role.seen[0]), "Data Engineer (message <1@plinth.example> of 2026-11-20)");
    }

    #[test]
    fn what_this_mail_says_stays() {
        let (_, found) = read("It is about the Platform Lead position now.", &[FIRST]);
        assert_eq!(found.role.value().map(String::as_str), Some("Platform Lead"));
    }

    #[test]
    fn my_own_words_are_no_source() {
        let mine = FIRST.replace("From: Dana Ito <dana@plinth.example>", "From: ada@home.example");
        let (_, found) = read("Could we speak sooner?", &[&mine]);
        assert_eq!(found.role, Settled::None);
    }

    #[test]
    fn a_move_is_counted_from_the_time_before() {
        for (said, start) in [
            ("Sorry, could we make it an hour later?", Some("2026-11-25T15:00")),
            ("Can we start 30 minutes earlier?", Some("2026-11-25T13:30")),
            ("I have to move our call to the same time on Friday.", Some("2026-11-27T14:00")),
            ("I have to move our call, more on that later.", None),
            ("We will speak at the same time as planned.", None),
        ] {
            let (_, found) = read(said, &[FIRST]);
            let got = found.slots.first().map(|s| json::start(&s.value.start)[..16].to_string());
            assert_eq!(got.as_deref(), start, "{said}");
        }
    }
}
