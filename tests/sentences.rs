//! What single sentences say, in all languages: whom a mail names as the house, and which job.
//!
//! A whole message says more than one thing at once; here each way of speaking stands alone, beside sentences that
//! look like it and say nothing of the kind.

use jiff::Zoned;
use regrets::extract::{self, Invitation};
use regrets::message::Mail;

/// What an invitation with this sentence in it is understood as.
fn read(sentence: &str) -> Invitation {
    let mail = format!(
        "From: Dana Ito <dana.ito@gmail.com>\nTo: Ada Roux <ada@home.example>\nSubject: Thursday\n\
         Date: Tue, 24 Nov 2026 10:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n\n{sentence}\n\nDana\n"
    );
    let mail = Mail::read(mail.as_bytes()).unwrap();
    extract::invitation(&mail, &"2026-11-24T10:00[Europe/Berlin]".parse::<Zoned>().unwrap())
}

fn role(sentence: &str) -> Option<String> {
    read(sentence).role.value().cloned()
}

fn company(sentence: &str) -> Option<String> {
    read(sentence).company.value().cloned()
}

#[test]
fn who_leaves_for_good_leaves_a_job() {
    for (said, title) in [
        ("Our florist leaves in May. Interview on Thursday at 3?", "florist"),
        ("Someone has to replace our florist, who retires. Interview on Thursday at 3?", "florist"),
        ("Unsere Floristin hat gekündigt. Vorstellungsgespräch am Donnerstag um 15 Uhr?", "Floristin"),
        ("Unser Gärtner geht im Mai in Rente. Vorstellungsgespräch am Donnerstag um 15 Uhr?", "Gärtner"),
        ("Notre fleuriste part à la retraite en mai. Entretien jeudi à 15h ?", "fleuriste"),
        ("Nuestra cocinera se jubila en mayo. ¿Entrevista el jueves a las 15?", "cocinera"),
        ("A nossa cozinheira vai-se embora em maio. Entrevista na quinta às 15h?", "cozinheira"),
        ("La nostra cuoca va in pensione a maggio. Colloquio giovedì alle 15?", "cuoca"),
        ("Onze bakker gaat in mei met pensioen. Sollicitatiegesprek donderdag om 15 uur?", "bakker"),
    ] {
        assert_eq!(role(said).as_deref(), Some(title), "{said}");
    }
}

#[test]
fn who_leaves_for_the_day_leaves_none() {
    for said in [
        "Our florist leaves at five, so ring the bell. The interview is on Thursday at 6.",
        "Our florist is moving the buckets inside. The interview is on Thursday at 6.",
        "Unser Gärtner geht um fünf, bitte klingeln. Vorstellungsgespräch am Donnerstag um 18 Uhr.",
        "Unser Gärtner wird Sie am Tor abholen. Vorstellungsgespräch am Donnerstag um 18 Uhr.",
        "Notre fleuriste part à 17h, sonnez. Entretien jeudi à 18h.",
        "Notre fleuriste nous attendra en bas. Entretien jeudi à 18h.",
        "Nuestra cocinera se va a las cinco. Entrevista el jueves a las 18.",
        "A nossa cozinheira sai às cinco. Entrevista na quinta às 18h.",
        "La nostra cuoca va a prenderla al cancello. Colloquio giovedì alle 18.",
        "Onze bakker gaat om vijf uur naar huis. Sollicitatiegesprek donderdag om 18 uur.",
    ] {
        assert_eq!(role(said), None, "{said}");
    }
}

#[test]
fn somebody_is_wanted_as_something() {
    for (said, title) in [
        ("We're still looking for someone as night porter. Interview on Thursday at 3?", "night porter"),
        ("Besetzen wollen wir nun eine Gärtnerin. Vorstellungsgespräch am Donnerstag um 15 Uhr?", "Gärtnerin"),
        ("Wir suchen ja jemanden als Gärtnerin. Vorstellungsgespräch am Donnerstag um 15 Uhr?", "Gärtnerin"),
        ("Nous cherchons quelqu'un comme vendeuse. Entretien jeudi à 15h ?", "vendeuse"),
        ("Buscamos a alguien como ilustradora. ¿Entrevista el jueves a las 15?", "ilustradora"),
        ("Precisamos de uma cozinheira a partir de maio. Entrevista na quinta às 15h?", "cozinheira"),
        ("Lavorerebbe come magazziniere. Colloquio giovedì alle 15?", "magazziniere"),
        ("Wij zoeken nog iemand als bakker. Sollicitatiegesprek donderdag om 15 uur?", "bakker"),
    ] {
        assert_eq!(role(said).as_deref(), Some(title), "{said}");
    }
}

#[test]
fn a_title_is_as_long_as_it_is() {
    for (said, title) in [
        ("It's about the health and safety officer job. Interview on Thursday at 3?", "health and safety officer"),
        ("It's about the front of house manager job. Interview on Thursday at 3?", "front of house manager"),
        ("You applied for the post of stage manager. Interview on Thursday at 3?", "stage manager"),
        ("Votre candidature au poste de conducteur offset nous a plu. Entretien jeudi à 15h ?", "conducteur offset"),
        ("Nous cherchons un monteur vidéo. Entretien jeudi à 15h ?", "monteur vidéo"),
        ("Gracias por tu candidatura al puesto de técnico en farmacia. ¿Entrevista el jueves?", "técnico en farmacia"),
        ("Buscamos un cocinero y hablamos mucho de ti. ¿Entrevista el jueves a las 15?", "cocinero"),
        ("Grazie per la candidatura al posto di ricercatore in geochimica. Colloquio?", "ricercatore in geochimica"),
    ] {
        assert_eq!(role(said).as_deref(), Some(title), "{said}");
    }
    for said in
        ["Could you give us a hand with the form? Interview on Thursday at 3?", "Your tech interview is on Thursday."]
    {
        assert_eq!(role(said), None, "{said}");
    }
}

#[test]
fn a_house_looks_for_somebody() {
    for (said, house) in [
        ("We here at Marlen need a baker. Interview on Thursday at 3?", "Marlen"),
        ("Your interview is at Marlen & Sons on Thursday at 3.", "Marlen & Sons"),
        ("The next step at Marlen is an interview on Thursday at 3.", "Marlen"),
        ("Ich leite bei Marlen das Lager. Vorstellungsgespräch am Donnerstag um 15 Uhr?", "Marlen"),
        ("Je dirige l'équipe de vente chez Marlen. Entretien jeudi à 15h ?", "Marlen"),
        ("Gracias por postularte a Marlen. ¿Entrevista el jueves a las 15?", "Marlen"),
        ("Obrigada por se candidatar à Marlen. Entrevista na quinta às 15h?", "Marlen"),
        ("Il prossimo passo in Marlen è un colloquio giovedì alle 15.", "Marlen"),
        ("De volgende stap bij Marlen is een sollicitatiegesprek donderdag om 15 uur.", "Marlen"),
        ("The folks at Marlen want to move Friday's interview.", "Marlen"),
        ("Wir suchen bei Marlen noch eine Köchin. Vorstellungsgespräch am Donnerstag um 15 Uhr?", "Marlen"),
        ("Nous cherchons chez Marlen une vendeuse. Entretien jeudi à 15h ?", "Marlen"),
        ("La gente de Transportes Marlen anula la entrevista del viernes.", "Transportes Marlen"),
        ("O pessoal da Marlen quer remarcar a entrevista de sexta.", "Marlen"),
        ("Thanks for sending your CV. You left your letter with Marlen. Interview on Thursday at 3?", "Marlen"),
        ("Ich bin die Küchenchefin vom Marlen. Vorstellungsgespräch am Donnerstag um 15 Uhr?", "Marlen"),
        ("Merci de l'intérêt que vous portez à Marlen. Entretien jeudi à 15h ?", "Marlen"),
        ("Enviaste tu currículum a Marlen. ¿Entrevista el jueves a las 15?", "Marlen"),
        ("Sou a chefe de cozinha da Marlen. Entrevista na quinta às 15h?", "Marlen"),
        ("Leuk dat je bij Marlen wilt werken. Sollicitatiegesprek donderdag om 15 uur?", "Marlen"),
        ("A Marlen serve un panettiere. Colloquio giovedì alle 15?", "Marlen"),
        ("Hoi Ada, wij van Marlen zoeken nog een bakker. Sollicitatiegesprek donderdag om 15 uur?", "Marlen"),
    ] {
        assert_eq!(company(said).as_deref(), Some(house), "{said}");
    }
}

#[test]
fn a_house_that_is_only_spoken_of_hires_nobody() {
    for said in [
        "I saw you worked at Marlen for two years. Interview on Thursday at 3?",
        "Take the bus to Marlen and walk up the hill. Interview on Thursday at 3?",
        "We'll have lunch at Marlen afterwards. Interview on Thursday at 3?",
        "Sie waren ja zwei Jahre bei Marlen. Vorstellungsgespräch am Donnerstag um 15 Uhr?",
        "Vous avez travaillé deux ans chez Marlen. Entretien jeudi à 15h ?",
        "Vi que trabajaste dos años en Marlen. ¿Entrevista el jueves a las 15?",
        "Je werkte twee jaar bij Marlen, zie ik. Sollicitatiegesprek donderdag om 15 uur?",
    ] {
        assert_eq!(company(said), None, "{said}");
    }
}

#[test]
fn a_house_keeps_its_first_word() {
    for house in [
        "Te Marlen Hospice",
        "Van Marlen Transport B.V.",
        "New Marlen Housing Association",
        "First Light Nursery",
        "Next Step Training Ltd",
    ] {
        let said = format!("Your interview is on Thursday at 3.\n\nKind regards,\nDana Ito\nManager\n{house}");
        assert_eq!(company(&said).as_deref(), Some(house));
    }
    for line in ["Human Resources Department", "Head of Nursery", "Für Marlen Hospice", "Dana Ito, Marlen Hospice"] {
        let said = format!("Your interview is on Thursday at 3.\n\nKind regards,\nDana Ito\nManager\n{line}");
        assert_ne!(company(&said).as_deref(), Some(line));
    }
}

#[test]
fn a_department_signs_for_its_house() {
    let es = |line: &str| company(&format!("Tu entrevista es el jueves a las 15.\n\nAtentamente,\n{line}"));
    assert_eq!(es("Recursos Humanos Marlen Textil").as_deref(), Some("Marlen Textil"));
    assert_eq!(es("Recursos Humanos Marlen"), None, "one word may be a place");
    let nl = |line: &str| company(&format!("Je gesprek is donderdag om 15 uur.\n\nTot donderdag!\n{line}"));
    assert_eq!(nl("Recruitment Marl&Vos").as_deref(), Some("Marl&Vos"));
    let fr = |line: &str| company(&format!("Votre entretien a lieu jeudi à 15h.\n\nInès Roux\nAssistante\n{line}"));
    assert_eq!(fr("Lycée professionnel agricole de Marlen").as_deref(), Some("Lycée professionnel agricole de Marlen"));
}
