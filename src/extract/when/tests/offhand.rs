//! Days and times as people write them offhand, in mails of a few lines.

use super::read;
use crate::extract::invitation;
use crate::message::Mail;

pub(super) fn all(cases: &[(&str, &str, &[&str])]) {
    for (language, said, want) in cases {
        assert_eq!(read(language, said), *want, "{language}: {said}");
    }
}

#[test]
fn who_may_come_from_a_time_on_begins_then() {
    all(&[
        (
            "en",
            "Would Thursday after 4 or Friday any time after half five do?",
            &["2026-11-26 16:00", "2026-11-27 17:30"],
        ),
        (
            "en",
            "Could you look in on Thursday? Any time after half five, the shop is empty by then.",
            &["2026-11-26 17:30"],
        ),
        ("en", "Could you come on Thursday at 3pm? After 10 minutes you will want a tea.", &["2026-11-26 15:00"]),
        ("en", "Could you come on Thursday? The last customers go after 6.", &[]),
        (
            "de",
            "Passt Ihnen Donnerstag nach 17 Uhr oder Freitag jederzeit ab zwei?",
            &["2026-11-26 17:00", "2026-11-27 14:00"],
        ),
        ("de", "Am Donnerstag sehen wir Sie nach zwei Gesprächen mit anderen.", &[]),
        ("fr", "Passez jeudi, n'importe quand après 18h.", &["2026-11-26 18:00"]),
        ("es", "Venga el jueves por la tarde, a partir de las cinco y media.", &["2026-11-26 17:30"]),
        ("pt", "Pode passar cá na quinta? De manhã há gente, por isso venha depois das três.", &["2026-11-26 15:00"]),
        ("it", "Passi in bottega giovedì dopo le quattro e mezza.", &["2026-11-26 16:30"]),
        ("nl", "Kun je donderdag na vieren langskomen?", &["2026-11-26 16:00"]),
    ]);
}

#[test]
fn a_short_stretch_of_a_day_begins_with_its_first_end() {
    all(&[
        ("en", "Swing by Thursday between 2 and 4.", &["2026-11-26 14:00"]),
        ("en", "Please answer by Thursday.", &[]),
        (
            "en",
            "Would Thursday between 2 and 3.30 do, or Friday any time between one and three?",
            &["2026-11-26 14:00", "2026-11-27 13:00"],
        ),
        ("de", "Donnerstag irgendwann zwischen zehn und zwölf?", &["2026-11-26 10:00"]),
        ("fr", "Jeudi après-midi, mettons entre 1 h et 4 h ?", &["2026-11-26 13:00"]),
        ("nl", "Donderdag ergens tussen twee en vier?", &["2026-11-26 14:00"]),
        ("en", "I am here on Thursday from 2 till 4.", &["2026-11-26 14:00"]),
    ]);
}

#[test]
fn hours_that_only_their_place_tells() {
    all(&[
        ("en", "Would Thursday afternoon, 2 or 4, do?", &["2026-11-26 14:00", "2026-11-26 16:00"]),
        ("en", "Tomorrow 10?", &["2026-11-25 10:00"]),
        ("en", "Tomorrow 10 people are here.", &[]),
        ("en", "I can do Thursday at 9, 11 or 3.", &["2026-11-26 09:00", "2026-11-26 11:00", "2026-11-26 15:00"]),
        ("en", "We could do 10 on Thursday, or 9.30 Friday morning.", &["2026-11-26 10:00", "2026-11-27 09:30"]),
        ("en", "Either 10 or 2 on Thursday?", &["2026-11-26 10:00", "2026-11-26 14:00"]),
        ("en", "Thurs: 10, 11:30, 2", &["2026-11-26 10:00", "2026-11-26 11:30", "2026-11-26 14:00"]),
        ("en", "Thu 26 Nov: 10.00, 14.00", &["2026-11-26 10:00", "2026-11-26 14:00"]),
        ("en", "See you on Thursday at 330.", &["2026-11-26 15:30"]),
        ("en", "See you on Thursday at 330 Mill Lane.", &[]),
        ("en", "thu 3pm or fri 10am, you choose", &["2026-11-26 15:00", "2026-11-27 10:00"]),
        ("en", "Are you free at 6 tonight?", &["2026-11-24 18:00"]),
        ("en", "So, Thursday it is. 11.20, back door.", &["2026-11-26 11:20"]),
        ("en", "Thursday, twenty to one, by the gate.", &["2026-11-26 12:40"]),
        ("de", "Donnerstagnachmittag, zwei oder vier?", &["2026-11-26 14:00", "2026-11-26 16:00"]),
        ("de", "Am Donnerstag so gegen zehn zum Kaffee?", &["2026-11-26 10:00"]),
        ("nl", "do 10u of vr 14u?", &["2026-11-26 10:00", "2026-11-27 14:00"]),
        ("fr", "Jeudi en fin de journée, disons dix-huit heures trente ?", &["2026-11-26 18:30"]),
        ("es", "El jueves a las dieciocho.", &["2026-11-26 18:00"]),
        ("it", "Giovedì verso le diciotto.", &["2026-11-26 18:00"]),
    ]);
}

#[test]
fn days_that_are_told_from_another() {
    all(&[
        ("en", "This Saturday at 10, or the Saturday after at 9?", &["2026-11-28 10:00", "2026-12-05 09:00"]),
        ("en", "Thursday after the show at 10?", &["2026-11-26 10:00"]),
        ("en", "The day after tomorrow about 4?", &["2026-11-26 16:00"]),
        ("en", "Two weeks today at 10?", &["2026-12-08 10:00"]),
        ("de", "Donnerstag um neun oder tags drauf um eins?", &["2026-11-26 09:00", "2026-11-27 13:00"]),
        (
            "de",
            "Ginge der 8. Dezember um Viertel vor eins? Sonst am 10., gleiche Zeit.",
            &["2026-12-08 12:45", "2026-12-10 12:45"],
        ),
        ("en", "Tuesday the 8th at 10, or Wednesday, same time?", &["2026-12-08 10:00", "2026-12-09 10:00"]),
        ("en", "We met on Wednesday at 4pm. Would Friday at 10am do?", &["2026-11-27 10:00"]),
    ]);
    assert_eq!(read("moved", "Thursday no good because of the stock take, Friday 4pm?"), ["2026-11-27 16:00"]);
}

#[test]
fn what_history_had_agreed_on_is_the_old_time() {
    let quote = "\n\nOn Mon, 23 Nov 2026 at 09:12, Ada <ada@home.example> wrote:\n> Noted: Thursday 26 November, 9am.";
    let said = "I see that somebody is here on Thursday at 9am. Friday at 10am?";
    assert_eq!(read("moved", &format!("{said}{quote}")), ["2026-11-27 10:00"]);
    let quote = "\n\nOn Tue, 24 Nov 2026 at 08:12, Ada <ada@home.example> wrote:\n> Tomorrow at 1pm it is.\n>\n> On Mon, 23 Nov 2026 at 09:12, Dana <d@acme.example> wrote:\n>> The day after tomorrow at 1pm?";
    assert_eq!(read("moved", &format!("Can we do 330 instead?{quote}")), ["2026-11-25 15:30"]);
}

#[test]
fn a_further_time_without_a_day_is_of_something_else() {
    let confirmed = |said: &str| {
        let head = "From: Dana <d@acme.example>\nTo: ada@home.example\nSubject: Interview confirmed\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n\n";
        let mail = format!("{head}Hi Ada, your interview is confirmed. {said}\n");
        let mail = Mail::read(mail.as_bytes()).unwrap();
        invitation(&mail, &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap()).slots.len()
    };
    assert_eq!(confirmed("See you on Thursday at 2pm. We shut at 5."), 1);
    assert_eq!(confirmed("See you on Thursday at 2pm. After 6 the gate is locked."), 1);
    assert_eq!(confirmed("See you on Thursday. We start at 2pm."), 1);
    all(&[
        ("it", "Venga giovedì alle 14. Dopo le 18 il cancello è chiuso.", &["2026-11-26 14:00"]),
        ("en", "Come on Thursday at 2pm, if not ring me before 6.", &["2026-11-26 14:00"]),
        ("en", "We are seeing 3 on Thursday. Could you do Friday at 2pm?", &["2026-11-27 14:00"]),
        ("nl", "Kan het gesprek donderdag van 10 naar 14 uur?", &["2026-11-26 14:00"]),
        ("de", "Können wir es am Donnerstag von 10 auf 14 Uhr schieben?", &["2026-11-26 14:00"]),
    ]);
}
