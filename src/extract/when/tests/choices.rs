//! Hours that are offered together, stretches of a day, and days that only their number or another day tells.

use super::read;

fn all(cases: &[(&str, &str, &[&str])]) {
    for (language, said, want) in cases {
        assert_eq!(read(language, said), *want, "{language}: {said}");
    }
}

#[test]
fn a_list_of_hours_is_told_by_its_last() {
    all(&[
        (
            "en",
            "On Thursday we could do 9, 10.30 or 2pm.",
            &["2026-11-26 09:00", "2026-11-26 10:30", "2026-11-26 14:00"],
        ),
        ("en", "Thursday, any of 9, 12.15 or 5 works.", &["2026-11-26 09:00", "2026-11-26 12:15", "2026-11-26 17:00"]),
        ("en", "Thursday, in room 4, 10:00 or 11:00?", &["2026-11-26 10:00", "2026-11-26 11:00"]),
        (
            "de",
            "Am Donnerstag wären 9, 11 oder 15 Uhr frei.",
            &["2026-11-26 09:00", "2026-11-26 11:00", "2026-11-26 15:00"],
        ),
        ("de", "Am Donnerstag sind 9, 11 oder 15 Leute da.", &[]),
        ("fr", "Jeudi à 9, 11 ou 15 heures ?", &["2026-11-26 09:00", "2026-11-26 11:00", "2026-11-26 15:00"]),
        (
            "en",
            "Could we speak on Thursday, in the week of the fair? I am free at 08:45,\n10:15 and 15:30 CET, whichever of them suits you best.",
            &["2026-11-26 08:45 +01:00", "2026-11-26 10:15 +01:00", "2026-11-26 15:30 +01:00"],
        ),
    ]);
}

#[test]
fn a_stretch_behind_a_day_begins_with_its_first_hour() {
    all(&[
        ("en", "Would Thursday, 9 till 1, suit you for a trial?", &["2026-11-26 09:00"]),
        ("en", "Tomorrow 3-4?", &["2026-11-25 15:00"]),
        ("en", "On Thursday 8 to 12 people are here.", &[]),
        ("en", "Could you come on Thursday at 2pm?\nShop: Tue 9-17, Sat 9-13", &["2026-11-26 14:00"]),
        ("de", "Passt Donnerstag, 9 bis 11?", &["2026-11-26 09:00"]),
        ("nl", "Kan donderdag, 9 tot 11?", &["2026-11-26 09:00"]),
        ("fr", "Jeudi, de 9 à 11 ?", &["2026-11-26 09:00"]),
    ]);
}

#[test]
fn minutes_before_and_behind_an_hour() {
    all(&[
        ("en", "We expect you on Thursday. Your time is twenty minutes to ten.", &["2026-11-26 09:40"]),
        ("en", "Give twenty minutes to three of us on Thursday at 4pm.", &["2026-11-26 16:00"]),
        ("de", "Am Donnerstag um fünf Minuten nach neun.", &["2026-11-26 09:05"]),
        ("de", "Am Donnerstag um 9 Uhr; zehn Minuten vor zwei Fachleuten.", &["2026-11-26 09:00"]),
        ("nl", "Kun je donderdag om vijf voor half tien bellen met Els?", &["2026-11-26 09:25"]),
        ("nl", "Kun je donderdag om vijf over elf bellen met Els?", &["2026-11-26 11:05"]),
        ("pt", "Na quinta, às cinco para as onze.", &["2026-11-26 10:55"]),
        ("fr", "C'est noté pour jeudi 3, six heures et demie (du matin !).", &["2026-12-03 06:30"]),
        ("fr", "Rendez-vous jeudi à 9h ; l'essai dure quatre heures et demie.", &["2026-11-26 09:00"]),
    ]);
}

#[test]
fn a_number_is_a_day_beside_a_weekday_or_a_time() {
    all(&[
        ("en", "At 9.15am on the 8th or 3pm on the 10th?", &["2026-12-08 09:15", "2026-12-10 15:00"]),
        (
            "en",
            "A quarter past nine on the 8th, or the same time on the 10th.",
            &["2026-12-08 09:15", "2026-12-10 09:15"],
        ),
        ("en", "On Thursday at 9am, on the 8th floor.", &["2026-11-26 09:00"]),
        ("nl", "Om 9 uur op de 8e of om 15 uur op de 10e.", &["2026-12-08 09:00", "2026-12-10 15:00"]),
        ("fr", "À 9h le 8 ou à 15h le 10.", &["2026-12-08 09:00", "2026-12-10 15:00"]),
        ("es", "A las 9 del día 8 o a las 16 del día 10.", &["2026-12-08 09:00", "2026-12-10 16:00"]),
        ("it", "Alle 9 del giorno 8 o alle 15 dell'11.", &["2026-12-08 09:00", "2026-12-11 15:00"]),
        ("pt", "Às 9h do dia 8 ou às 15h do dia 10.", &["2026-12-08 09:00", "2026-12-10 15:00"]),
        ("es", "martes 8    de 9:15 a 9:45\njueves 10   de 16:00 a 16:30", &["2026-12-08 09:15", "2026-12-10 16:00"]),
        ("es", "El jueves 10 de la mañana le viene bien?", &["2026-11-26 10:00"]),
        ("fr", "Le jeudi 10 dans nos bureaux, à 9h.", &["2026-12-10 09:00"]),
        ("it", "Giovedì 10 mattina, alle 9.", &["2026-12-10 09:00"]),
        ("de", "Ab 1. Februar suchen wir jemanden. Passt Donnerstag um 9 Uhr?", &["2026-11-26 09:00"]),
    ]);
}

#[test]
fn the_same_day_is_the_one_that_was_named() {
    let both: &[&str] = &["2026-12-03 08:30", "2026-12-03 18:00"];
    all(&[
        ("en", "1. Thursday 3 December at 8.30am\n2. The same day at 6pm, when we have shut", both),
        ("de", "- Donnerstag, 3. Dezember, 8:30 Uhr\n- am selben Tag um 18 Uhr, nach Ladenschluss", both),
        ("fr", "- jeudi 3 décembre à 8h30\n- le même jour à 18h, après la fermeture", both),
        ("es", "- jueves 3 de diciembre a las 8:30\n- el mismo día a las 18:00, con la tienda cerrada", both),
        ("it", "- giovedì 3 dicembre alle 8.30\n- lo stesso giorno alle 18.00, a negozio chiuso", both),
        ("pt", "- quinta, 3 de dezembro, às 8h30\n- no mesmo dia às 18h, depois de fecharmos", both),
        ("nl", "- donderdag 3 december om 8.30 uur\n- dezelfde dag om 18 uur, na sluitingstijd", both),
    ]);
    let quote = "\n\nOn Mon, 23 Nov 2026 at 09:12, Ada wrote:\n> See you on Wednesday 2 December at 11:00 then.";
    assert_eq!(read("moved", &format!("Could we make it 3pm? Same day, same place.{quote}")), ["2026-12-02 15:00"]);
}

#[test]
fn a_time_at_which_one_is_not_to_come_is_the_old_one() {
    assert_eq!(
        read(
            "moved",
            "We are closed because of a burst pipe, so I have to ask you not\nto come at 3pm today. Tomorrow at 9am?"
        ),
        ["2026-11-25 09:00"]
    );
    assert_eq!(read("de", "Bitte kommen Sie heute um 15 Uhr nicht. Ginge morgen um 9 Uhr?"), ["2026-11-25 09:00"]);
    assert_eq!(read("de", "Ginge morgen um 9 Uhr?"), ["2026-11-25 09:00"]);
}

#[test]
fn a_meal_may_be_where_one_meets() {
    all(&[
        ("en", "Would Thursday at noon over lunch suit you?", &["2026-11-26 12:00"]),
        ("en", "On Thursday at 10 you meet the crew, and lunch is at 12.30.", &["2026-11-26 10:00"]),
    ]);
}

#[test]
fn a_second_clock_may_show_another_day() {
    all(&[
        ("en", "Could you do Thursday? 6pm here, so 9am Friday for you.", &["2026-11-26 18:00"]),
        ("en", "Thursday at 6pm here, or 9am Friday?", &["2026-11-26 18:00", "2026-11-27 09:00"]),
    ]);
}

#[test]
fn a_quoted_day_needs_no_month() {
    let quote =
        "\n\n> Op 23 nov. 2026 om 16:50 schreef Ada Ito:\n>\n> Prima, dan kom ik donderdag 3 december om 13.30 uur.";
    assert_eq!(
        read("nl", &format!("Helaas moet ik ons gesprek verzetten. Kan het vrijdag de 4e, zelfde tijd?{quote}")),
        ["2026-12-04 13:30"]
    );
    let quote = "\n\nOn Mon, 23 Nov 2026 at 09:12, Ada wrote:\n> Thursday the 3rd at 11:00 suits me.";
    assert_eq!(read("moved", &format!("Could we start two hours later?{quote}")), ["2026-12-03 13:00"]);
}

#[test]
fn a_day_right_behind_a_time_is_its_own() {
    let both: &[&str] = &["2026-11-26 18:00", "2026-11-27 09:00"];
    all(&[
        ("en", "Thursday at 6pm or 9am on Friday?", both),
        ("de", "Donnerstag um 18 Uhr oder 9 Uhr am Freitag?", both),
        ("fr", "Jeudi à 18h ou 9h vendredi ?", both),
        ("es", "¿El jueves a las 18 o a las 9 del viernes?", both),
        ("it", "Giovedì alle 18 o alle 9 di venerdì?", both),
        ("pt", "Na quinta às 18h ou às 9h de sexta?", both),
        ("nl", "Donderdag om 18 uur of 9 uur vrijdag?", both),
        (
            "en",
            "Thursday at 6pm, Friday at 9am or Monday at 10am?",
            &["2026-11-26 18:00", "2026-11-27 09:00", "2026-11-30 10:00"],
        ),
    ]);
}

#[test]
fn what_keeps_somebody_stands_beside_the_old_time() {
    let new: &[&str] = &["2026-11-27 10:00"];
    for said in [
        "Something has come up on Thursday at 2pm, so could we meet on Friday at 10am?",
        "I have another appointment. Could we meet on Friday at 10am?",
        "I am double-booked on Thursday at 2pm. Friday at 10am?",
        "Could we meet on Friday at 10am, unless you are double-booked?",
        "The new time is Friday at 10am (was Thursday at 2pm).",
        "We meet not on Thursday at 2pm but on Friday at 10am.",
    ] {
        assert_eq!(read("moved", said), new, "{said}");
    }
    all(&[
        ("de", "Am Donnerstag um 14 Uhr habe ich leider einen anderen Termin. Freitag um 10 Uhr?", new),
        ("de", "Nicht am Donnerstag um 14 Uhr, sondern am Freitag um 10 Uhr.", new),
        ("fr", "J'ai un empêchement jeudi à 14h. Vendredi à 10h ?", new),
        ("fr", "Pas jeudi à 14h, mais vendredi à 10h.", new),
        ("es", "Me ha surgido un imprevisto el jueves a las 14:00. ¿El viernes a las 10?", new),
        ("es", "No será el jueves a las 14:00 sino el viernes a las 10:00.", new),
        ("pt", "Tenho um imprevisto na quinta às 14h. Sexta às 10h?", new),
        ("pt", "Não será na quinta às 14h, mas sim na sexta às 10h.", new),
        ("it", "Ho un imprevisto giovedì alle 14. Venerdì alle 10?", new),
        ("it", "Non più giovedì alle 14 ma venerdì alle 10.", new),
        ("nl", "Donderdag om 14 uur lukt me toch niet. Kan vrijdag om 10 uur?", new),
        ("nl", "Niet donderdag om 14 uur maar vrijdag om 10 uur.", new),
        ("en", "Would Thursday at 2pm suit you? I have another appointment at 3pm.", &["2026-11-26 14:00"]),
    ]);
}

#[test]
fn days_and_hours_of_a_list() {
    all(&[
        ("en", "Thu 26th: 10, 11.30, 2", &["2026-11-26 10:00", "2026-11-26 11:30", "2026-11-26 14:00"]),
        ("en", "Thu 26th: 3 talks", &[]),
        ("en", "Thursday morning at 10 or in the afternoon at 3?", &["2026-11-26 10:00", "2026-11-26 15:00"]),
        ("en", "Thursday afternoon at 3 or in the morning at 10?", &["2026-11-26 15:00", "2026-11-26 10:00"]),
        ("fr", "Samedi matin, à cinq heures et demie.", &["2026-11-28 05:30"]),
        ("de", "Am 26. oder 27.11. um 10 Uhr?", &["2026-11-26 10:00", "2026-11-27 10:00"]),
        ("es", "El jueves 26 o el viernes 27, a las 10.", &["2026-11-26 10:00", "2026-11-27 10:00"]),
        (
            "nl",
            "donderdag (10 uur, 11 uur) en vrijdag (14 uur)",
            &["2026-11-26 10:00", "2026-11-26 11:00", "2026-11-27 14:00"],
        ),
    ]);
}

#[test]
fn a_dash_ends_what_a_time_is_of() {
    assert_eq!(read("en", "Thursday, 2pm – please arrive ten minutes early, at 1.50pm."), ["2026-11-26 14:00"]);
}
