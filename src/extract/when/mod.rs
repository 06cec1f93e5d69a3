//! Times: fixed, proposed, moved; read against the mail's own date.
//!
//! A calendar part decides where there is one; the words of the mail confirm it. Without one, every time of day in
//! what is said looks for its day: on its own line, then above, then just below. What is a deadline, an office hour,
//! the old time of a move or past is no slot, and what stays ambiguous is dropped.

mod about;
mod again;
mod block;
pub mod day;
mod pair;
mod planned;
mod resolve;
pub mod scan;
pub mod typed;
pub mod write;
mod zone;

use super::rules::Context;
use super::{Class, Slot};
use crate::fact::Fact;

/// More slots than this are a calendar of office hours, not an offer.
const MOST: usize = 12;

/// Every fixed or offered start of an interview.
pub fn slots(it: &Context) -> Vec<Fact<Slot>> {
    if !it.class.has_interview() || it.class == Class::Cancellation {
        return Vec::new();
    }
    let planned = planned::from_calendars(&it.mail.calendars);
    let said = pair::from_text(it);
    let mut slots = if planned.is_empty() { said } else { planned::confirmed(planned, said) };
    slots.truncate(MOST);
    slots
}

#[cfg(test)]
mod tests {
    use crate::extract::{Start, invitation};
    use crate::message::Mail;

    fn read(language: &str, body: &str) -> Vec<String> {
        let open = match language {
            "moved" => "Something came up, so I need to reschedule our interview.",
            "de" => "wir möchten Sie gerne zu einem Vorstellungsgespräch einladen.",
            _ => "We would like to invite you to an interview for the Engineer position.",
        };
        let mail = format!(
            "From: d@acme.example\nTo: ada@home.example\nSubject: Interview\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nMessage-ID: <1@acme.example>\nContent-Type: text/plain; charset=utf-8\n\n{open}\n\n{body}\n"
        );
        let mail = Mail::read(mail.as_bytes()).unwrap();
        let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
        let show = |s: &Start| match s {
            Start::Zoned(z) => z.strftime("%Y-%m-%d %H:%M %:z").to_string(),
            Start::Local(t) => t.strftime("%Y-%m-%d %H:%M").to_string(),
        };
        invitation(&mail, &now).slots.iter().map(|s| show(&s.value.start)).collect()
    }

    #[test]
    fn a_day_and_a_time_make_a_slot() {
        assert_eq!(read("en", "Would Thursday 3 December at 2pm suit you?"), ["2026-12-03 14:00"]);
        assert_eq!(
            read("en", "Does Tuesday at 10 or Thursday at 14:00 work?"),
            ["2026-12-01 10:00", "2026-11-26 14:00"]
        );
        assert_eq!(read("en", "Date: December 3, 2026\nTime: 3:15 PM - 4:45 PM EST"), ["2026-12-03 15:15 -05:00"]);
        assert_eq!(read("en", "2pm ET / 11am PT on Dec 3"), ["2026-12-03 14:00 -05:00"]);
        assert_eq!(read("de", "Passt Ihnen morgen um halb drei?"), ["2026-11-25 14:30"]);
    }

    #[test]
    fn days_that_are_offered_together_share_their_times() {
        assert_eq!(
            read("en", "Date: Thursday 10 or Friday 11 December 2026\nTime: 9:00 or 15:00"),
            ["2026-12-10 09:00", "2026-12-11 09:00", "2026-12-10 15:00", "2026-12-11 15:00"]
        );
        assert_eq!(
            read("en", "We wrote on 10 December and met on 11 December 2026.\nTime: 9:00"),
            ["2026-12-11 09:00"],
            "two days, but not offered together"
        );
    }

    #[test]
    fn a_time_may_name_another_one() {
        assert_eq!(
            read("en", "Would Thursday 3 December at 2pm suit you, or the same time on Friday?"),
            ["2026-12-03 14:00", "2026-11-27 14:00"]
        );
        let quote = "\n\nOn Mon, 23 Nov 2026 at 09:12, Ada <ada@home.example> wrote:\n> See you on 2 December at 11:00 then.\n>\n> On Sun, 22 Nov 2026 at 19:40, Dana <d@acme.example> wrote:\n>> How about 2 December at 11:00?";
        let moved = |said: &str| read("moved", &format!("{said}{quote}"));
        assert_eq!(moved("Could we do Friday, same time?"), ["2026-11-27 11:00"]);
        assert_eq!(moved("Could we start an hour later?"), ["2026-12-02 12:00"]);
        assert_eq!(moved("Could we talk later? It takes an hour and a half."), Vec::<String>::new());
        assert_eq!(read("en", "Could we do Friday, same time?"), Vec::<String>::new(), "no time was named before");
    }

    #[test]
    fn deadlines_and_office_hours_are_no_slots() {
        assert_eq!(read("en", "Please answer by Friday 27 November, 5pm."), Vec::<String>::new());
        assert_eq!(
            read("en", "We meet on Dec 3 at 10:00. Our office hours on Friday are 9am to 5pm."),
            ["2026-12-03 10:00"]
        );
        assert_eq!(
            read("en", "We can offer Dec 3, 14:00-16:00, or Dec 4, 10:00-12:00."),
            Vec::<String>::new(),
            "windows, no starts"
        );
        assert_eq!(read("en", "We met on 3 November 2026 at 10:00."), Vec::<String>::new());
        assert_eq!(read("en", "Tuesday at 11 it is then."), ["2026-12-01 11:00"]);
        assert_eq!(
            read(
                "de",
                "Wir müssen Ihr für den 1. Dezember um 10 Uhr geplantes Gespräch auf den 3. Dezember, 10:00 Uhr verlegen. Passt der 3. Dezember um 10:00 Uhr?"
            ),
            ["2026-12-03 10:00"]
        );
    }

    #[test]
    fn the_old_time_of_a_move_is_not_offered() {
        assert_eq!(read("en", "Could we meet on Dec 4 at 11:00 instead of Dec 3 at 10:00?"), ["2026-12-04 11:00"]);
        assert_eq!(read("en", "Old: Dec 3, 2026, 10:00\nNew: Dec 4, 2026, 11:00"), ["2026-12-04 11:00"]);
        assert_eq!(
            read("de", "Tag | Beginn | Ende\nMi, 02.12.2026 | 08:00 | 09:30"),
            ["2026-12-02 08:00"],
            "the second column is the end"
        );
        assert_eq!(read("en", "We originally had Dec 3 at 10:00. Could we do Dec 4 at 11:00?"), ["2026-12-04 11:00"]);
    }
}
