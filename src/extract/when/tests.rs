//! Days and times as people write them.

mod aside;
mod choices;
mod offhand;

use crate::extract::{Start, invitation};
use crate::message::Mail;

fn read(language: &str, body: &str) -> Vec<String> {
    let open = match language {
        "moved" => "Something came up, so I need to reschedule our interview.",
        "de" => "wir möchten Sie gerne zu einem Vorstellungsgespräch einladen.",
        "fr" => "Nous souhaitons vous inviter à un entretien pour le poste de comptable.",
        "es" => "Nos gustaría invitarle a una entrevista para el puesto de contable.",
        "pt" => "Gostaríamos de a convidar para uma entrevista para a vaga de contabilista.",
        "it" => "Vorremmo invitarla a un colloquio per la posizione di contabile.",
        "nl" => "Graag nodigen we je uit voor een sollicitatiegesprek voor de functie boekhouder.",
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
    assert_eq!(read("en", "Does Tuesday at 10 or Thursday at 14:00 work?"), ["2026-12-01 10:00", "2026-11-26 14:00"]);
    assert_eq!(read("en", "Date: December 3, 2026\nTime: 3:15 PM - 4:45 PM EST"), ["2026-12-03 15:15 -05:00"]);
    assert_eq!(read("en", "2pm ET / 11am PT on Dec 3"), ["2026-12-03 14:00 -05:00"]);
    assert_eq!(read("de", "Passt Ihnen morgen um halb drei?"), ["2026-11-25 14:30"]);
}

#[test]
fn times_in_the_words_of_people() {
    for (language, said, want) in [
        ("en", "How about ten to four on Monday?", &["2026-11-30 15:50"][..]),
        ("en", "How about twenty past nine on Monday morning?", &["2026-11-30 09:20"]),
        (
            "en",
            "We could do two-thirty tomorrow or eleven fifteen on Friday.",
            &["2026-11-25 14:30", "2026-11-27 11:15"],
        ),
        ("en", "We run two thirty-minute talks on Thursday.", &[]),
        ("en", "Somebody is here on Thursday from ten to four.", &["2026-11-26 10:00"]),
        ("en", "Would Thursday evening at 8 do?", &["2026-11-26 20:00"]),
        (
            "de",
            "Passt Ihnen Donnerstag um fünf vor halb vier oder um dreiviertel fünf?",
            &["2026-11-26 15:25", "2026-11-26 16:45"],
        ),
        ("de", "Donnerstagvormittag 10 Uhr oder Freitagabend um 8?", &["2026-11-26 10:00", "2026-11-27 20:00"]),
        ("de", "Am 3.12. um 11 c.t. in Raum 4.", &["2026-12-03 11:15"]),
        (
            "fr",
            "jeudi à quatre heures moins le quart, ou vendredi à quatorze heures trente ?",
            &["2026-11-26 15:45", "2026-11-27 14:30"],
        ),
        ("fr", "mardi prochain, 14 heures ; comptez 2 heures.", &["2026-12-01 14:00"]),
        (
            "es",
            "¿El jueves a las cinco menos diez o el viernes a las diez y cuarto?",
            &["2026-11-26 16:50", "2026-11-27 10:15"],
        ),
        ("pt", "amanhã às três e meia ou quinta às quinze horas", &["2026-11-25 15:30", "2026-11-26 15:00"]),
        ("it", "giovedì alle tre e venti o venerdì alle quindici", &["2026-11-26 15:20", "2026-11-27 15:00"]),
        (
            "nl",
            "donderdag om vijf voor half drie of vrijdag om tien over vier",
            &["2026-11-26 14:25", "2026-11-27 16:10"],
        ),
    ] {
        assert_eq!(read(language, said), want, "{language}: {said}");
    }
}

#[test]
fn days_that_lean_on_other_days() {
    for (language, said, want) in [
        ("en", "Thursday week at 3pm, or a week on Friday at 10am?", &["2026-12-03 15:00", "2026-12-04 10:00"][..]),
        ("en", "Would a week today at 11am do?", &["2026-12-01 11:00"]),
        ("en", "Could we speak next week? Thursday at 2pm would be good.", &["2026-12-03 14:00"]),
        ("en", "Could we speak this week or next week? Thursday at 2pm would be good.", &["2026-11-26 14:00"]),
        ("en", "Next week:\n- Wednesday, 2pm\n- Friday, 9am", &["2026-12-02 14:00", "2026-12-04 09:00"]),
        ("en", "Thursday 3 December at 2pm, or Monday at 9am?", &["2026-12-03 14:00", "2026-12-07 09:00"]),
        ("en", "Thursday 14 January at 2pm, or Monday the 18th at 9am?", &["2027-01-14 14:00", "2027-01-18 09:00"]),
        ("en", "Tomorrow at 5, or the day after at 10?", &["2026-11-25 17:00", "2026-11-26 10:00"]),
        ("en", "Either Thursday or Friday at 2pm?", &["2026-11-26 14:00", "2026-11-27 14:00"]),
        ("en", "On Thursday, after we saw you on Friday, at 2pm?", &["2026-11-27 14:00"]),
        ("en", "See you on the 3rd at 4pm.", &["2026-12-03 16:00"]),
        ("en", "You would report to the 3 at work.", &[]),
        ("en", "In two days at 3 pm?", &["2026-11-26 15:00"]),
        (
            "de",
            "nächste Woche, am Mittwoch um 16 Uhr, oder Donnerstag in einer Woche um 9 Uhr",
            &["2026-12-02 16:00", "2026-12-03 09:00"],
        ),
        ("de", "am kommenden Donnerstag um 16 Uhr", &["2026-11-26 16:00"]),
        ("fr", "jeudi en huit à 10h, ou le lendemain à 9h", &["2026-12-03 10:00", "2026-12-04 09:00"]),
        ("fr", "le mardi 1er décembre à 9h15, ou le 2 à 16h", &["2026-12-01 09:15", "2026-12-02 16:00"]),
        (
            "es",
            "el próximo jueves a las 10 o la semana que viene, el lunes a las 9",
            &["2026-11-26 10:00", "2026-11-30 09:00"],
        ),
        (
            "nl",
            "aanstaande donderdag om 11 uur of donderdag over een week om 9 uur",
            &["2026-11-26 11:00", "2026-12-03 09:00"],
        ),
    ] {
        assert_eq!(read(language, said), want, "{language}: {said}");
    }
}

#[test]
fn what_stands_beside_a_time_decides() {
    for (language, said, want) in [
        ("en", "It is on 2 December at 9:00 (~2h).", &["2026-12-02 09:00"][..]),
        ("en", "Could you do noon tomorrow, or the day after at 8:15am?", &["2026-11-25 12:00", "2026-11-26 08:15"]),
        ("en", "Our phones are open 8am to 6pm. Could you come in on 1 December at 8.30?", &["2026-12-01 08:30"][..]),
        ("en", "We meet on 2 December at 9:00; lunch is at 12:00.", &["2026-12-02 09:00"]),
        ("en", "The link expires on 30 November at 23:59. The interview: 2 December, 13:00.", &["2026-12-02 13:00"]),
        ("en", "Our talk on Monday at 3pm has to move. Could you do Wednesday at 3pm?", &["2026-11-25 15:00"]),
        (
            "en",
            "Thursday 26 November\n10:00 - 10:45 Intro\n10:45 - 11:30 Code\n11:30 - 12:00 Tour",
            &["2026-11-26 10:00"],
        ),
        ("de", "Am 2. Dezember um 10 Uhr, und es dauert bis ca. 12 Uhr.", &["2026-12-02 10:00"]),
        // The clocks leave this hour out.
        ("en", "29 March 2027 at 2:30 am Berlin time", &["2027-03-29 02:30 +02:00"]),
        ("en", "28 March 2027 at 2:30 am Berlin time", &[]),
    ] {
        assert_eq!(read(language, said), want, "{language}: {said}");
    }
}

#[test]
fn hours_of_work_and_the_end_of_a_day_are_no_slots() {
    for (language, said, want) in [
        ("en", "Book your time on Monday 30 November at 11:59 PM at the latest.", &[][..]),
        ("en", "Could you do Thursday at 3pm? The link closes itself on Friday at 11:59 PM.", &["2026-11-26 15:00"]),
        ("en", "Could you do Thursday at 11pm?", &["2026-11-26 23:00"]),
        (
            "es",
            "¿El jueves a las 5 de la tarde? Se trabaja de 14:30 a 00:30, de lunes a jueves.",
            &["2026-11-26 17:00"],
        ),
        (
            "en",
            "Could you come on Thursday at 2pm? You would work 10pm to 6am, Sunday to Thursday.",
            &["2026-11-26 14:00"],
        ),
        (
            "en",
            "Could you come on Thursday at 2pm? You would work 9:00-17:00, Monday to Friday.",
            &["2026-11-26 14:00"],
        ),
        ("en", "You could come 9:00-9:30, Monday or Thursday.", &["2026-11-30 09:00"]),
        ("nl", "Wanneer: maandag 30/11 om 8u30\n\nDe ploegen zijn 6u-14u / 14u-22u.", &["2026-11-30 08:30"]),
        ("de", "Tag | Freitag, 4. Dezember 2026\nBeginn | 9.30 Uhr\nEnde | gegen 12.15 Uhr", &["2026-12-04 09:30"]),
        ("de", "Am 4. Dezember um 9 Uhr, mit einem Vortrag von 20 Minuten.", &["2026-12-04 09:00"]),
    ] {
        assert_eq!(read(language, said), want, "{language}: {said}");
    }
}

#[test]
fn where_it_moves_from_is_the_old_time() {
    for (said, want) in [
        ("I need to move our talk planned for Thursday at 3pm. Would Friday at 10am do?", &["2026-11-27 10:00"][..]),
        ("Can we move our talk of Thursday, 3pm, to Friday at 10am?", &["2026-11-27 10:00"]),
        ("Can we move our talk to Friday at 10am?", &["2026-11-27 10:00"]),
        ("Ms Ito, who on Thursday at 3pm will be in court, could do Friday at 10am.", &["2026-11-27 10:00"]),
        ("Ms Ito could do Friday at 10am; Leo will be in court.", &["2026-11-27 10:00"]),
    ] {
        assert_eq!(read("moved", said), want, "{said}");
    }
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
        ["2026-12-03 14:00", "2026-12-04 14:00"]
    );
    let quote = "\n\nOn Mon, 23 Nov 2026 at 09:12, Ada <ada@home.example> wrote:\n> See you on 2 December at 11:00 then.\n>\n> On Sun, 22 Nov 2026 at 19:40, Dana <d@acme.example> wrote:\n>> How about 2 December at 11:00?";
    let moved = |said: &str| read("moved", &format!("{said}{quote}"));
    assert_eq!(moved("Could we do Friday, same time?"), ["2026-11-27 11:00"]);
    assert_eq!(moved("Could we start an hour later?"), ["2026-12-02 12:00"]);
    assert_eq!(
        moved("Could you do Friday instead, same time, or else Monday 30th at half past ten?"),
        ["2026-11-30 10:30", "2026-11-27 11:00"]
    );
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
fn ranges_in_a_list_are_a_choice_whatever_sign_they_have() {
    for sign in ["-", "–", "—"] {
        let list = format!("Thursday 3 December\n14:00{sign}15:00\n16:00{sign}17:00\n18:00{sign}19:00");
        assert_eq!(read("en", &list), ["2026-12-03 14:00", "2026-12-03 16:00", "2026-12-03 18:00"], "{sign}");
    }
}

#[test]
fn words_of_a_move_lead_to_a_time() {
    let said = "Am Montag um 10 Uhr freuen wir uns auf den Austausch. Am Mittwoch um 9 Uhr ginge es auch.";
    assert_eq!(read("de", said), ["2026-11-30 10:00", "2026-11-25 09:00"]);
    let said = "Wir verlegen das Gespräch vom Montag um 10 Uhr auf den 3. Dezember um 9 Uhr.";
    assert_eq!(read("de", said), ["2026-12-03 09:00"]);
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

#[test]
fn one_moment_on_two_clocks_is_one_slot() {
    for (language, said, want) in [
        ("en", "Thursday 3 December, 11am ET / 5pm your time?", &["2026-12-03 11:00 -05:00"][..]),
        ("en", "Thursday 3 December, 3pm Leeds / 4pm Lyon?", &["2026-12-03 15:00"]),
        ("en", "Thursday 3 December, 11am / 5pm?", &["2026-12-03 11:00", "2026-12-03 17:00"]),
        ("de", "Am 3. Dezember um 9:00 Uhr unserer Zeit (16:00 in Osaka).", &["2026-12-03 09:00"]),
        ("es", "El jueves a las 12:00 hora local (las 17:00 en Vigo).", &["2026-11-26 12:00"]),
        ("pt", "Na quinta, às 10h30 no Funchal (11h30 aí no Porto).", &["2026-11-26 10:30"]),
    ] {
        assert_eq!(read(language, said), want, "{language}: {said}");
    }
}

#[test]
fn times_of_other_things_are_no_slots() {
    for (language, said, want) in [
        ("en", "Come on Thursday at 15:00. The bus gets in at 14:40.", &["2026-11-26 15:00"][..]),
        ("en", "Would Thursday after the rehearsal do, at 15:00?", &["2026-11-26 15:00"]),
        ("en", "Thursday, 11am it is.\nOffice: Mon-Thu 8:30-16:30", &["2026-11-26 11:00"]),
        ("en", "We moved it from Monday to Thursday at 11am.", &["2026-11-26 11:00"]),
        ("fr", "Jeudi à 11h.\nOuvert du mardi au samedi, 10h-19h", &["2026-11-26 11:00"]),
        ("nl", "Kom donderdag om 11 uur. De slagboom sluit om 10 uur.", &["2026-11-26 11:00"]),
        ("it", "La preghiamo di presentarsi giovedì alle 9.15.", &["2026-11-26 09:15"]),
        ("es", "La esperamos en la oficina el jueves a las 12:00.", &["2026-11-26 12:00"]),
    ] {
        assert_eq!(read(language, said), want, "{language}: {said}");
    }
}

#[test]
fn somebody_will_call_within_a_short_window() {
    for (language, said, want) in [
        ("en", "I will ring you on Thursday between 4 and 6pm.", &["2026-11-26 16:00"][..]),
        ("en", "We are free on Thursday between 9am and 5pm.", &[]),
        ("en", "It takes between 2 and 3 hours on Thursday.", &[]),
        ("de", "Ich rufe Sie am Donnerstag zwischen 14 und 15 Uhr an.", &["2026-11-26 14:00"]),
        ("de", "Am Donnerstag sind zwischen 5 und 10 Leute da.", &[]),
        ("fr", "Je vous appelle jeudi entre seize heures et dix-sept heures.", &["2026-11-26 16:00"]),
        ("it", "La chiamo giovedì tra le 10 e le 11.", &["2026-11-26 10:00"]),
        ("nl", "Ik bel donderdag tussen 18.30 en 19.00 uur.", &["2026-11-26 18:30"]),
    ] {
        assert_eq!(read(language, said), want, "{language}: {said}");
    }
}

#[test]
fn days_and_times_as_formal_letters_write_them() {
    for (language, said, want) in [
        ("en", "The third of December at ten o'clock", &["2026-12-03 10:00"][..]),
        ("fr", "le jeudi trois décembre à dix heures", &["2026-12-03 10:00"]),
        ("fr", "le jeudi 3 décembre à 9h, ou le lundi 7 du même mois à 10h", &["2026-12-03 09:00", "2026-12-07 10:00"]),
        ("fr", "mercredi 2, 17h, ou le matin du 4, à 8h", &["2026-12-02 17:00", "2026-12-04 08:00"]),
        ("pt", "no dia dois de dezembro, pelas dez horas", &["2026-12-02 10:00"]),
        ("pt", "na 4.ª feira às 6 da tarde", &["2026-11-25 18:00"]),
        ("nl", "donderdag de 3e, 's ochtends 8 uur", &["2026-12-03 08:00"]),
        ("de", "Donnerstag morgens um halb sieben", &["2026-11-26 06:30"]),
        ("en", "Day: Thursday 3 December\nTime: 10.20 (please be early)", &["2026-12-03 10:20"]),
        ("en", "Day: Thursday 3 December\nVersion: 10.20", &[]),
        ("it", "3 dic 2026 04:00 PM", &["2026-12-03 16:00"]),
    ] {
        assert_eq!(read(language, said), want, "{language}: {said}");
    }
}

#[test]
fn lists_tell_the_old_time_from_the_new() {
    let moved = |said: &str| read("moved", said);
    assert_eq!(moved("From: Mon 30 Nov 2026, 10:00\nTo: Wed 2 Dec 2026, 11:30"), ["2026-12-02 11:30"]);
    assert_eq!(moved("Date: Wed 2 Dec 2026\nFrom: 10:00\nTo: 11:30"), ["2026-12-02 10:00", "2026-12-02 11:30"]);
    assert_eq!(
        moved("Was        Monday 30 November 2026, 10:00 (CET)\nNow        Wednesday 2 December 2026, 11:30 (CET)"),
        ["2026-12-02 11:30 +01:00"]
    );
    assert_eq!(
        moved("| Old | New\nDay | Mon 30 Nov 2026 | Wed 2 Dec 2026\nTime | 10:00 | 11:30"),
        ["2026-12-02 11:30"]
    );
    assert_eq!(moved("Monday at 9 is not possible, Wednesday at 10 would be."), ["2026-11-25 10:00"]);
    assert_eq!(
        moved("Could you do Monday at 9 or, if that is not possible, Wednesday at 10?"),
        ["2026-11-30 09:00", "2026-11-25 10:00"]
    );
}

#[test]
fn history_has_the_day_or_the_hour_that_is_not_said() {
    let moved = |said: &str| read("moved", said);
    let head = "On Mon, 23 Nov 2026 at 09:12, Ada wrote:\n>";
    let quote = format!("\n\nDana\n\n> {head} See you on Wednesday 2 December at 11:00 then.\n");
    assert_eq!(moved(&format!("I am away tomorrow. Same time on Friday?{quote}")), ["2026-11-27 11:00"]);
    assert_eq!(moved(&format!("Could we start at 15:00 instead?{quote}")), ["2026-12-02 15:00"]);
    let two = quote.replace("then", "or Thursday 3 December at 11:00");
    assert_eq!(moved(&format!("Could we start at 15:00 instead?{two}")), Vec::<String>::new(), "on which day?");
}

#[test]
fn a_move_has_an_old_and_a_new_time() {
    for (language, said, want) in [
        ("moved", "We need to move your interview on Thursday 3 December from 10am to 3pm.", &["2026-12-03 15:00"][..]),
        ("moved", "Could we move it to Thursday from 10am to 11am?", &["2026-11-26 10:00"]),
        ("de", "Können wir das Gespräch am Mittwoch von 12 Uhr auf 14 Uhr verschieben?", &["2026-11-25 14:00"]),
        ("fr", "Peut-on décaler l'entretien de mercredi de 10h à 14h ?", &["2026-11-25 14:00"]),
        ("it", "Possiamo spostare il colloquio di mercoledì dalle 10 alle 14?", &["2026-11-25 14:00"]),
        ("fr", "L'entretien aura lieu le 11 à 16 h 30 au lieu de 14 h.", &["2026-12-11 16:30"]),
        ("pt", "A entrevista fica na quinta, às 16h, em vez da quarta às 15h.", &["2026-11-26 16:00"]),
        (
            "de",
            "Leider müssen wir Ihr Gespräch am 3.12.2026 um 9:00 Uhr verlegen, da Inventur ist.\n\nNeuer Termin:\n  Datum: 4. Dezember 2026\n  Uhrzeit: 13:00 Uhr",
            &["2026-12-04 13:00"],
        ),
        ("de", "Ihr Gespräch wird auf Donnerstag, 9 Uhr verlegt.", &["2026-11-26 09:00"]),
        ("nl", "Ons gesprek wordt naar donderdag 9 uur verplaatst.", &["2026-11-26 09:00"]),
        ("moved", "Instead of Thursday 2pm could we say Friday at 10am?", &["2026-11-27 10:00"]),
    ] {
        assert_eq!(read(language, said), want, "{said}");
    }
    assert_eq!(read("en", "You would be here on Thursday from 10am to 3pm."), ["2026-11-26 10:00"]);
}

#[test]
fn days_are_offered_in_their_order() {
    // Written on a Tuesday.
    assert_eq!(
        read("en", "Would Monday at 4:30pm or Wednesday at 10am suit you?"),
        ["2026-11-30 16:30", "2026-12-02 10:00"]
    );
    assert_eq!(
        read("nl", "Maandag om half vijf ben ik er met Anke, woensdag om tien kan ook."),
        ["2026-11-30 16:30", "2026-12-02 10:00"]
    );
    assert_eq!(read("en", "Thank you for Monday. Could you come again on Thursday at 10am?"), ["2026-11-26 10:00"]);
}

#[test]
fn a_second_clock_says_the_same_time_again() {
    for (language, said) in [
        ("en", "Would Thursday at 2pm UK time, that is 3pm for you, suit you?"),
        ("en", "Could you do Thursday at 2pm, which I am told is 4pm with you?"),
        ("es", "¿Le viene bien el jueves a las 14, o sea las 15 en Zaragoza?"),
    ] {
        assert_eq!(read(language, said)[..1].len(), read(language, said).len(), "{said}");
    }
    assert_eq!(read("en", "Would Thursday at 2pm or 4pm suit you?"), ["2026-11-26 14:00", "2026-11-26 16:00"]);
}

#[test]
fn a_column_has_its_day_above() {
    let table = "| Mon 30 Nov | Wed 2 Dec |\nMorning | 9:30am | - |\nAfternoon | 1:15pm | 4:00pm |";
    assert_eq!(
        read("en", &format!("Please pick one.\n\n{}", table.replace("| \n", "\n"))),
        ["2026-11-30 09:30", "2026-11-30 13:15", "2026-12-02 16:00"]
    );
}

#[test]
fn between_two_hours_behind_a_day() {
    assert_eq!(read("de", "Passt Donnerstag zwischen 9 und 11?"), ["2026-11-26 09:00"]);
    assert_eq!(read("en", "Would Thursday between 9 and 11 work?"), ["2026-11-26 09:00"]);
    assert_eq!(read("en", "It takes between 2 and 3 hours on Thursday."), Vec::<String>::new());
    assert_eq!(read("en", "I'm free:\n\n- Thu 26 Nov – any time between 9 and 12"), ["2026-11-26 09:00"]);
    assert_eq!(
        read("de", "Donnerstag, 14 Uhr. Bereiten Sie einen Vortrag von 12-15 Minuten vor."),
        ["2026-11-26 14:00"]
    );
    assert_eq!(read("en", "On Thursday at 2pm, with a talk of 10-12 minutes."), ["2026-11-26 14:00"]);
    assert_eq!(read("en", "Come on Thursday, from 10-12."), ["2026-11-26 10:00"]);
    assert_eq!(read("fr", "Date : jeudi 3 décembre 2026\nHeure : 10 heures"), ["2026-12-03 10:00"]);
    assert_eq!(read("es", "El jueves, a un cuarto para las doce."), ["2026-11-26 11:45"]);
}

#[test]
fn who_parts_until_a_day_meets_on_it() {
    let read = |said: &str| {
        let head = "From: Els <els@plinth.example>\nTo: ada@home.example\nSubject: RE: sollicitatiegesprek\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n\n";
        let mail = Mail::read(format!("{head}{said}\n").as_bytes()).unwrap();
        invitation(&mail, &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap()).slots.len()
    };
    assert_eq!(read("Ok top, tot donderdag kwart voor acht dan voor het sollicitatiegesprek!"), 1);
    assert_eq!(read("Het sollicitatiegesprek is bevestigd. Laat het ons weten tot donderdag kwart voor acht."), 0);
}

#[test]
fn who_is_asked_to_drop_by_is_not_moved() {
    for (language, said) in [
        ("fr", "Passe nous voir jeudi de 10h à 13h."),
        ("it", "Passi in negozio giovedì dalle 10 alle 13."),
        ("pt", "Passe aqui na quinta das 10h às 13h."),
        ("en", "We met on Monday at 4pm and would like to see you again on Thursday at 10am."),
    ] {
        assert!(read(language, said).contains(&"2026-11-26 10:00".to_string()), "{said} {:?}", read(language, said));
    }
    assert_eq!(read("de", "Do gegen 14 Uhr?"), ["2026-11-26 14:00"]);
}
