//! Times that are told beside the one of the meeting.

use super::offhand::all;
use super::read;

#[test]
fn when_somebody_may_be_asked_is_no_meeting() {
    all(&[
        (
            "en",
            "Would Monday at 9 suit? If you have any questions, ring me, I'm free on Thursday at 4.",
            &["2026-11-30 09:00"],
        ),
        ("en", "If you are interested, call me on Thursday at 4.", &["2026-11-26 16:00"]),
        (
            "de",
            "Passt Montag um 9 Uhr? Falls Sie Fragen haben, rufen Sie mich am Donnerstag um 16 Uhr an.",
            &["2026-11-30 09:00"],
        ),
        ("fr", "Lundi à 9h ? Si vous avez des questions, appelez-moi jeudi à 16h.", &["2026-11-30 09:00"]),
        ("es", "¿El lunes a las 9? Si tiene dudas, llámeme el jueves a las 16.", &["2026-11-30 09:00"]),
        ("it", "Lunedì alle 9? Se ha domande, mi chiami giovedì alle 16.", &["2026-11-30 09:00"]),
        ("pt", "Pode na segunda às 9h? Se tiver dúvidas, ligue-me na quinta às 16h.", &["2026-11-30 09:00"]),
        ("nl", "Schikt maandag om 9 uur? Als je vragen hebt, bel me donderdag om 16 uur.", &["2026-11-30 09:00"]),
    ]);
}

#[test]
fn what_is_taken_out_of_a_day_is_no_offer() {
    all(&[
        ("en", "Would Thursday at 10 do? Just not between 12 and 2, we close then.", &["2026-11-26 10:00"]),
        ("en", "Would Thursday between 12 and 2 do?", &["2026-11-26 12:00"]),
        ("de", "Passt Donnerstag um 10 Uhr? Nur nicht zwischen 12 und 14 Uhr.", &["2026-11-26 10:00"]),
        ("es", "¿El jueves a las 10? Menos entre las 14 y las 16, que cerramos.", &["2026-11-26 10:00"]),
        ("it", "Giovedì alle 10? Tranne dalle 12 alle 14.", &["2026-11-26 10:00"]),
        ("pt", "Pode na quinta às 10h? Menos entre as 12h e as 14h.", &["2026-11-26 10:00"]),
        ("nl", "Schikt donderdag om 10 uur? Behalve tussen 12 en 14 uur.", &["2026-11-26 10:00"]),
    ]);
}

#[test]
fn what_the_writer_does_then_is_no_meeting() {
    all(&[
        ("en", "Could you come on Monday at 9? I will email the link on Friday at 5.", &["2026-11-30 09:00"]),
        ("en", "I will send you the link; could you come on Friday at 5?", &["2026-11-27 17:00"]),
        ("de", "Passt Montag um 9 Uhr? Den Link schicke ich am Freitag um 17 Uhr.", &["2026-11-30 09:00"]),
        ("fr", "Lundi à 9h ? Je pars en congé jeudi à midi.", &["2026-11-30 09:00"]),
        ("en", "Please arrive at 8:45 for your interview at 9 on Monday.", &["2026-11-30 09:00"]),
    ]);
}

#[test]
fn noon_is_a_time_and_four_digits_are() {
    all(&[
        ("en", "Can I call you on Wednesday at noon or at six?", &["2026-11-25 12:00", "2026-11-25 18:00"]),
        ("en", "I can call you tomorrow, any time from 10 AM to noon.", &["2026-11-25 10:00"]),
        ("en", "Come to the yard Monday 30 Nov, 0830, and bring boots.", &["2026-11-30 08:30"]),
        ("en", "On Monday 30 Nov, 1430 people will be here.", &[]),
        ("en", "Since 30 November 1985, nothing has changed.", &[]),
    ]);
}

#[test]
fn what_is_put_off_in_brackets_is_old() {
    all(&[
        ("moved", "The talk planned for tomorrow (2pm) has to move. Could you do Friday at 3?", &["2026-11-27 15:00"]),
        (
            "moved",
            "I have to move our talk. Can you do Friday (3pm) or Monday (9am)?",
            &["2026-11-27 15:00", "2026-11-30 09:00"],
        ),
        ("moved", "I have to move our talk. I can do Friday (3pm).", &["2026-11-27 15:00"]),
    ]);
}

#[test]
fn the_new_time_of_a_day_stands_behind_its_colon() {
    all(&[
        ("it", "Devo posticipare il colloquio di mercoledì: alle 16 anziché alle 14.", &["2026-11-25 16:00"]),
        ("moved", "I must move our talk of Monday at three.", &[]),
    ]);
}

#[test]
fn what_is_over_says_when_it_was_done() {
    all(&[
        ("en", "Confirmed: Monday 30 November, 11:00. Booked: 20 November 2026 at 09:17.", &["2026-11-30 11:00"]),
        ("de", "Bestätigt: Montag, 30. November, 11 Uhr. Gebucht: 20.11.2026 um 09:17 Uhr.", &["2026-11-30 11:00"]),
    ]);
}

#[test]
fn minutes_in_digits_stand_behind_their_hour() {
    all(&[
        ("pt", "A entrevista será no dia 30 de novembro, pelas 14 horas e 45 minutos.", &["2026-11-30 14:45"]),
        ("es", "La entrevista será el 30 de noviembre a las 14 horas y 45 minutos.", &["2026-11-30 14:45"]),
        ("es", "La entrevista será el 30 de noviembre a las 10. Dura 1 hora y 45 minutos.", &["2026-11-30 10:00"]),
    ]);
}

#[test]
fn a_meal_beside_a_time_only_says_when_that_is() {
    all(&[
        ("en", "Could you come on Friday, about half 2 when the lunch rush is over?", &["2026-11-27 14:30"]),
        ("en", "Could you come on Friday after lunch, at two?", &["2026-11-27 14:00"]),
        ("en", "Could you come on Friday at ten? Lunch is at one.", &["2026-11-27 10:00"]),
    ]);
}

#[test]
fn a_time_in_brackets_behind_the_meeting_is_of_something_else() {
    all(&[
        ("de", "Passt Freitag um 15 Uhr bei uns im Hof (vorne ist ab 14 Uhr zu)?", &["2026-11-27 15:00"]),
        ("en", "Could you come on Friday at 3pm to the yard (the shop shuts from 2pm)?", &["2026-11-27 15:00"]),
        (
            "en",
            "Could you come on Friday at 3pm to the yard (or at 4pm, if you like)?",
            &["2026-11-27 15:00", "2026-11-27 16:00"],
        ),
        ("de", "Passt Freitag um 15 Uhr? Am Freitag ist ab 4 Uhr früh immer jemand da.", &["2026-11-27 15:00"]),
    ]);
}

#[test]
fn so_long_a_stretch_on_several_days_is_when_somebody_is_there() {
    all(&[
        (
            "nl",
            "Het gesprek is maandag 30 november om 13.00 uur.\n\nAanwezig: ma, di, do 8.30-15.00 uur",
            &["2026-11-30 13:00"],
        ),
        ("en", "Friday at 2pm?\n\nIn the office: Mon, Wed and Thu 8:30-15:00", &["2026-11-27 14:00"]),
        ("en", "Could you do Thu 10:00-11:00?", &["2026-11-26 10:00"]),
    ]);
}

#[test]
fn hours_and_minutes_are_written_with_a_comma_in_a_row_for_the_time() {
    all(&[
        ("it", "Giorno: martedì 1 dicembre 2026\nOra: h. 11,15", &["2026-12-01 11:15"]),
        ("it", "Il colloquio è martedì 1 dicembre 2026, h. 11,15.", &["2026-12-01 11:15"]),
    ]);
}

#[test]
fn the_number_of_a_house_is_no_time() {
    for (said, want) in [
        ("Please come to our offices at 3 Coopers' Row at 11.15 a.m. on Thursday.", &["2026-11-26 11:15"][..]),
        (
            "On Thursday at 10 Dana will show you round, at 11 Leo will talk to you.",
            &["2026-11-26 10:00", "2026-11-26 11:00"],
        ),
        ("Does at 3 Thursday or at 4 Friday suit you?", &["2026-11-26 15:00", "2026-11-27 16:00"]),
    ] {
        assert_eq!(read("en", said), want, "{said}");
    }
}

#[test]
fn what_is_open_to_all_is_no_interview() {
    for (language, said) in [
        ("en", "Come on Thursday at 2pm.\n\nNext open day: Friday 27 November, 10.30am"),
        ("de", "Kommen Sie am Donnerstag um 14 Uhr.\n\nTag der offenen Tür: Freitag, 27. November, 10.30 Uhr"),
        ("nl", "Kom donderdag om 14 uur langs.\n\nOpen dag: vrijdag 27 november, 10.30 uur"),
    ] {
        assert_eq!(read(language, said), ["2026-11-26 14:00"], "{said}");
    }
}

#[test]
fn hours_that_go_on_from_those_of_a_week_are_no_offer() {
    all(&[
        (
            "en",
            "Come on Thursday at 10.\n\nRing us (Monday to Thursday 8.30am - 5pm, Friday 8.30am - 4pm).",
            &["2026-11-26 10:00"],
        ),
        (
            "fr",
            "L'entretien est jeudi à 10h.\n\nOuverture : lundi au vendredi 8h-12h / 13h-17h, samedi 9h-12h",
            &["2026-11-26 10:00"],
        ),
        (
            "en",
            "Could you do Thursday 26 November 10am - 11am, Friday 2pm - 3pm?",
            &["2026-11-26 10:00", "2026-11-27 14:00"],
        ),
        ("en", "Come on Thursday at 10.\n\nDay off: Friday. Shows: Sundays 2pm, 4pm & 6pm", &["2026-11-26 10:00"]),
        ("de", "Passt Donnerstag um 10 Uhr? Am Freitag nicht, freitags um 14 Uhr ist Chor.", &["2026-11-26 10:00"]),
        ("en", "Sundays I work; on Monday at 9 I am free.", &["2026-11-30 09:00"]),
    ]);
}

#[test]
fn who_is_asked_whether_they_can_be_reached_is_offered_a_time() {
    all(&[
        ("de", "Sind Sie am Donnerstag um 12 Uhr telefonisch erreichbar?", &["2026-11-26 12:00"]),
        ("fr", "Êtes-vous joignable jeudi à 12h ?", &["2026-11-26 12:00"]),
        ("it", "È reperibile giovedì alle 12?", &["2026-11-26 12:00"]),
        ("nl", "Bent u donderdag om 12 uur bereikbaar?", &["2026-11-26 12:00"]),
        ("de", "Passt Freitag um 9 Uhr? Ich bin am Donnerstag um 12 Uhr erreichbar.", &["2026-11-27 09:00"]),
    ]);
}

#[test]
fn times_are_written_in_more_ways_than_one() {
    all(&[
        ("en", "Date: Thursday, December 3, 2026\nTime: 12noon", &["2026-12-03 12:00"]),
        ("en", "I'll ring you Thursday arvo around 4.", &["2026-11-26 16:00"]),
        ("fr", "Jeudi à 14h30 ? Sinon vendredi meme heure.", &["2026-11-26 14:30", "2026-11-27 14:30"]),
        (
            "en",
            "Pick one:\n\nMon 30 November 2026   1830 / 1915 / 2000",
            &["2026-11-30 18:30", "2026-11-30 19:15", "2026-11-30 20:00"],
        ),
        ("en", "Since 30 November 1985, 1990 and 2010 were good years.", &[]),
        (
            "en",
            "We meet on Thursday 3 December, and can offer you either 11.00 or 2.20.",
            &["2026-12-03 11:00", "2026-12-03 14:20"],
        ),
        ("en", "We meet on Thursday 3 December. We pay 11.00 or 12.50.", &[]),
    ]);
}

#[test]
fn a_part_of_an_hour_and_a_rough_one_are_no_day() {
    all(&[
        (
            "de",
            "Datum: Donnerstag, 3. Dezember 2026\nZeit: 17.15 Uhr (Dauer rund 1 1/4 Stunden)",
            &["2026-12-03 17:15"],
        ),
        ("en", "Could you come on Thursday at 10 for 3/4 hour?", &["2026-11-26 10:00"]),
        ("de", "Magst am Freitag vorbeikommen? So um halb fünf in der Halle.", &["2026-11-27 16:30"]),
        ("de", "Passt Samstag um 9? So um 11 ginge auch.", &["2026-11-28 09:00", "2026-11-29 11:00"]),
    ]);
}
