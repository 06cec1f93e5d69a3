use super::*;
use crate::extract;
use crate::reply::kind::Catalog;
use crate::words;

const MAIL: &str = "From: Nora Whitfield <nora@marlowe.example>\nTo: ada@home.example\nSubject: Interview for the Firmware Engineer position\n\
     Message-ID: <1@marlowe.example>\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n\nDear Ada,\n\nwe would like to invite you to an interview for \
     the Firmware Engineer position at Marlowe Instruments. You will meet Tobias Renner.\n\nKind regards,\nNora Whitfield\nMarlowe Instruments\n";

fn ids(kind: &str, body: &str) -> Vec<&'static str> {
    let mail = Mail::read(MAIL.as_bytes()).unwrap();
    let found = extract::invitation(&mail, &"2026-11-24T10:00:00+00:00[UTC]".parse().unwrap());
    let catalog = Catalog::built_in();
    let letter = Letter {
        body,
        language: "en",
        words: words::of("en").unwrap().letter.as_ref().unwrap(),
        kind: catalog.kind(kind).ok(),
        answers: Some((&mail, &found)),
        intent: None,
    };
    run(&letter).iter().map(|f| f.id).collect()
}

fn decline(middle: &str) -> String {
    format!(
        "Dear Nora Whitfield,\n\nThank you for the invitation to an interview at Marlowe Instruments. {middle}\n\nKind regards,\nAda Lovelace\n"
    )
}

const NO: &str = "I have thought about it and have decided to decline.";

/// A kind that declines, by what it decides: no name of a kind stands in code.
fn no() -> String {
    Catalog::built_in().kinds().iter().find(|k| k.decision == "no").unwrap().name.clone()
}

#[test]
fn a_good_letter_has_no_findings() {
    assert_eq!(ids(&no(), &decline(NO)), [""; 0]);
}

#[test]
fn open_slots_stop() {
    for slot in ["[Name]", "{{ role }}", "<company>", "TODO", "[your company here]", "____"] {
        assert_eq!(ids(&no(), &decline(&format!("{NO} Best wishes to {slot}."))), ["open-slot"], "{slot}");
    }
    for fine in ["See <https://home.example/ada>.", "(by video)", "I am free at 14:00 [CET+1].", "a < b"] {
        assert_eq!(ids(&no(), &decline(&format!("{NO} {fine}"))), [""; 0], "{fine}");
    }
}

#[test]
fn a_letter_says_one_thing() {
    assert_eq!(ids(&no(), &decline(&format!("{NO} I confirm the appointment."))), ["two-decisions"]);
    assert_eq!(ids(&no(), &decline("I wish you a nice week.")), ["no-decision"]);
    assert_eq!(ids(&no(), &decline(&format!("{NO} I have accepted another offer."))), [""; 0]);
}

#[test]
fn the_wrong_name_or_company_is_seen() {
    let other = decline(NO).replace("Nora Whitfield,", "Tobias Renner,");
    assert_eq!(ids(&no(), &other), ["wrong-name"]);
    assert_eq!(ids(&no(), &decline(NO).replace("Dear Nora Whitfield", "Hello Nora")), [""; 0]);
    assert_eq!(ids(&no(), &decline(NO).replace("Dear Nora Whitfield", "Dear Marlowe Instruments team")), [""; 0]);
    assert_eq!(ids(&no(), &decline(NO).replace("Marlowe Instruments", "Marlowe\nInstruments")), [""; 0]);
    let other = decline(NO).replace("Marlowe Instruments", "Globex Dynamics");
    assert_eq!(ids(&no(), &other), ["wrong-company"]);
    assert_eq!(ids(&no(), &decline(&format!("{NO} I stay at home, at Marlowe's request."))), [""; 0]);
}

#[test]
fn manners() {
    assert_eq!(ids(&no(), "Dear Nora,\n\nI have decided to decline.\n\nAda\n"), ["no-thanks"]);
    for (words, id) in [
        ("It was a waste of time.", "negative-words"),
        ("Gonna stay where I am.", "slang"),
        ("I would want a salary of 90,000.", "pay"),
        ("Maybe it is not right.", "hedging"),
    ] {
        assert_eq!(ids(&no(), &decline(&format!("{NO} {words}"))), [id], "{words}");
    }
    assert_eq!(ids(&no(), &decline(&format!("{NO} {}", "More words follow here. ".repeat(60)))), ["too-long"]);
    assert_eq!(ids(&no(), &decline(&format!("{NO}\n\n> we would like to invite you"))), ["leftover-quotation"]);
}

#[test]
fn another_language_is_seen() {
    let body = "Dear Nora Whitfield,\n\nvielen Dank für die Einladung. Leider muss ich das Gespräch absagen, weil ich mich für eine \
        andere Stelle entschieden habe. Ich wünsche Ihnen viel Erfolg bei der Suche.\n\nThank you, I decline.\n";
    assert!(ids(&no(), body).contains(&"other-language"));
}

/// What the checks say of a letter in a language: `{}` stands for one more sentence.
fn ids_in(language: &str, extra: &str) -> Vec<&'static str> {
    let letters = [
        (
            "de",
            "Sehr geehrte Frau Whitfield,\n\nvielen Dank für die Einladung zum Gespräch. Nach reiflicher Überlegung habe ich mich entschieden, das Gespräch abzusagen. {}\n\nFreundliche Grüße\nAda",
        ),
        (
            "en",
            "Dear Ms Whitfield,\n\nThank you for the invitation. I have decided to decline the interview. {}\n\nKind regards,\nAda",
        ),
        (
            "es",
            "Estimada Sra. Whitfield:\n\nMuchas gracias por la invitación. He decidido declinar la entrevista. {}\n\nUn cordial saludo,\nAda",
        ),
        (
            "fr",
            "Bonjour Madame Whitfield,\n\nMerci beaucoup pour votre invitation. J'ai décidé de décliner cet entretien. {}\n\nCordialement,\nAda",
        ),
        (
            "it",
            "Gentile Sig.ra Whitfield,\n\nLa ringrazio per l'invito. Ho deciso di declinare il colloquio. {}\n\nCordiali saluti\nAda",
        ),
        (
            "nl",
            "Geachte mevrouw Whitfield,\n\nHartelijk dank voor uw uitnodiging. Ik heb besloten van het gesprek af te zien. {}\n\nMet vriendelijke groet,\nAda",
        ),
        (
            "pt",
            "Prezada Sra. Whitfield,\n\nAgradeço o convite. Decidi declinar a entrevista. {}\n\nAtenciosamente,\nAda",
        ),
    ];
    let body = letters.iter().find(|(code, _)| *code == language).unwrap().1.replace("{}", extra);
    let mail = Mail::read(MAIL.as_bytes()).unwrap();
    let found = extract::invitation(&mail, &"2026-11-24T10:00:00+00:00[UTC]".parse().unwrap());
    let catalog = Catalog::built_in();
    let no = no();
    let words = words::letter(language).unwrap();
    let kind = catalog.kind(&no).ok();
    let letter = Letter { body: &body, language, words, kind, answers: Some((&mail, &found)), intent: None };
    run(&letter).iter().map(|f| f.id).collect()
}

#[test]
fn every_language_has_every_check() {
    for (language, id, sentence) in [
        ("de", "negative-words", "Der Prozess war enttäuschend."),
        ("de", "slang", "Ich habe keinen Bock mehr."),
        ("de", "hedging", "Vielleicht passt es doch."),
        ("de", "promise", "Ich verspreche Ihnen eine Empfehlung."),
        ("de", "pay", "Unter 70.000 € arbeite ich nicht."),
        ("de", "several-reasons", "Das liegt daran, weil der Weg weit ist; außerdem bleibe ich hier."),
        ("de", "two-decisions", "Den Termin bestätige ich."),
        ("de", "wrong-company", "Eine Stelle bei Globex Dynamics passt nicht zu mir."),
        ("es", "negative-words", "El proceso fue decepcionante."),
        ("es", "slang", "Paso de hacerla."),
        ("es", "hedging", "Tal vez me equivoque."),
        ("es", "promise", "Le prometo una recomendación."),
        ("es", "pay", "Mi mínimo son 45.000 euros."),
        ("es", "several-reasons", "Es porque vivo lejos; además, me quedo aquí."),
        ("es", "two-decisions", "Confirmo la cita."),
        ("es", "wrong-company", "Un puesto en Globex Dynamics no encaja conmigo."),
        ("fr", "negative-words", "Le processus a été décevant."),
        ("fr", "slang", "Ouais, non."),
        ("fr", "hedging", "Ce sera peut-être pour plus tard."),
        ("fr", "promise", "Je vous promets une recommandation."),
        ("fr", "pay", "Je demande 55 000 €."),
        ("fr", "several-reasons", "C'est parce que j'habite loin ; de plus, je reste ici."),
        ("fr", "two-decisions", "Je confirme le rendez-vous."),
        ("fr", "wrong-company", "Un poste chez Globex Dynamics ne me convient pas bien."),
        ("it", "negative-words", "La selezione è stata deludente."),
        ("it", "slang", "Boh, non so."),
        ("it", "hedging", "Forse cambio idea."),
        ("it", "promise", "Le prometto una segnalazione."),
        ("it", "pay", "Chiedo 40.000 euro."),
        ("it", "several-reasons", "È perché abito lontano; inoltre resto qui."),
        ("it", "two-decisions", "Confermo l'appuntamento."),
        ("it", "wrong-company", "Un ruolo presso Globex Dynamics non fa per me."),
        ("nl", "negative-words", "De procedure was teleurstellend."),
        ("nl", "slang", "Balen, maar goed."),
        ("nl", "hedging", "Misschien bedenk ik me nog."),
        ("nl", "promise", "Ik beloof u een aanbeveling."),
        ("nl", "pay", "Ik vraag 60.000 euro."),
        ("nl", "several-reasons", "Dat is omdat ik ver weg woon; bovendien blijf ik hier."),
        ("nl", "two-decisions", "Ik bevestig de afspraak."),
        ("nl", "wrong-company", "Een functie bij Globex Dynamics past niet bij mij."),
        ("pt", "negative-words", "O processo foi decepcionante."),
        ("pt", "slang", "Foi massa."),
        ("pt", "hedging", "Talvez eu mude de ideia."),
        ("pt", "promise", "Prometo uma indicação."),
        ("pt", "pay", "Peço R$ 15.000 por mês."),
        ("pt", "several-reasons", "É porque moro longe; além disso, fico aqui."),
        ("pt", "two-decisions", "Confirmo o horário."),
        ("pt", "wrong-company", "Uma vaga na Globex Dynamics não combina comigo."),
        ("en", "pay", "I would need $120k."),
        ("en", "several-reasons", "This is because I live far away, and due to my family."),
        ("en", "negative-words", "I was disappointed."),
        ("en", "two-decisions", "I accept the invitation."),
    ] {
        assert_eq!(ids_in(language, ""), [""; 0], "{language}");
        assert_eq!(ids_in(language, sentence), [id], "{language}: {sentence}");
    }
}

#[test]
fn what_is_not_accepted_is_no_second_decision() {
    for (language, sentence) in [
        ("en", "I cannot accept the invitation."),
        ("de", "Der Termin passt mir leider nicht."),
        ("fr", "Le jour prévu ne me convient pas."),
        ("es", "La fecha no me viene bien."),
        ("it", "La data non va bene per me."),
        ("nl", "Het moment past mij niet."),
    ] {
        assert_eq!(ids_in(language, sentence), [""; 0], "{language}");
    }
}

#[test]
fn figures_that_are_no_pay() {
    for fine in [
        "See you at 14:00.",
        "I have 10 years of experience.",
        "Call 030 1234567.",
        "Room 12, floor 3.",
        "It takes 2h.",
    ] {
        assert_eq!(ids_in("en", fine), [""; 0], "{fine}");
    }
}

#[test]
fn the_line_above_another_mail_is_seen_in_every_language() {
    for line in [
        "On 2026-11-23 10:00, Nora Whitfield wrote:",
        "Am 23.11.2026 um 10:00 schrieb Nora Whitfield:",
        "Le 23/11/2026, Nora Whitfield a écrit :",
        "El 23/11/2026, Nora Whitfield escribió:",
        "Il 23/11/2026, Nora Whitfield ha scritto:",
        "Op 23-11-2026 schreef Nora Whitfield:",
        "Em 23/11/2026, Nora Whitfield escreveu:",
        "-----Original Message-----",
    ] {
        assert_eq!(ids_in("en", &format!("\n\n{line}\n")), ["leftover-quotation"], "{line}");
    }
}
