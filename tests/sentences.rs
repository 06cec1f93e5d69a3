//! What single sentences say, in all languages: whom a mail names as the house, which job, whom one meets, and
//! what it is for.
//!
//! A whole message says more than one thing at once; here each way of speaking stands alone, beside sentences that
//! look like it and say nothing of the kind.

use jiff::Zoned;
use regrets::extract::{self, Class, Format, Invitation};
use regrets::message::Mail;

/// What an invitation with this sentence in it is understood as.
fn read(sentence: &str) -> Invitation {
    read_from("Dana Ito <dana.ito@gmail.com>", &format!("{sentence}\n\nDana"))
}

/// What a mail of somebody is understood as.
fn read_from(writer: &str, said: &str) -> Invitation {
    let mail = format!(
        "From: {writer}\nTo: Ada Roux <ada@home.example>\nSubject: Thursday\n\
         Date: Tue, 24 Nov 2026 10:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n\n{said}\n"
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

/// Whom one meets, by an invitation with this sentence in it.
fn met(sentence: &str) -> Vec<String> {
    read(sentence).interviewers.iter().filter_map(|i| i.value.name.clone()).collect()
}

/// Who wrote, if the address is that of a desk.
fn contact(said: &str) -> Option<String> {
    read_from("jobs@plinth.example", said).contact.fact().and_then(|c| c.value.name.clone())
}

fn format_of(sentence: &str) -> Option<Format> {
    read(sentence).format.value().copied()
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
        ("We'd still love to have you as the night porter. Interview on Thursday at 3?", "night porter"),
        ("Interview on Thursday at 3? I'd show you what a press officer does all day.", "press officer"),
        ("Der Vorstand würde Sie für die Werkstattleitung gerne sprechen. Donnerstag um 15 Uhr?", "Werkstattleitung"),
        ("Le escribo por su solicitud de hojalatero. ¿Entrevista el jueves a las 15?", "hojalatero"),
        ("Giovedì alle 15 ci vediamo per il colloquio da educatrice.", "educatrice"),
    ] {
        assert_eq!(role(said).as_deref(), Some(title), "{said}");
    }
}

#[test]
fn a_thing_that_is_needed_or_fails_is_no_job() {
    for said in [
        "Please replace the attachment, it was broken. The interview is on Thursday at 3.",
        "Unser Aufzug fällt aus. Das Vorstellungsgespräch ist am Donnerstag um 15 Uhr.",
        "Unser Chef geht auf Sie zu. Das Vorstellungsgespräch ist am Donnerstag um 15 Uhr.",
        "Nous cherchons quelqu'un pour aider en cuisine. Entretien jeudi à 15h ?",
        "Lo de siempre: café y charla. ¿Entrevista el jueves a las 15?",
        "Trabajaría de noche. ¿Entrevista el jueves a las 15?",
        "Precisamos de alguém para ajudar na cozinha. Entrevista na quinta às 15h?",
        "Obrigada por me chamar para conversar. Entrevista na quinta às 15h?",
        "Serve un documento valido. Colloquio giovedì alle 15?",
        "Iemand als jij past hier. Sollicitatiegesprek donderdag om 15 uur?",
        "We'd love to have you as a customer again. Interview on Thursday at 3?",
        "Ich würde Sie für die Frühschicht gerne gewinnen. Vorstellungsgespräch am Donnerstag um 15 Uhr?",
        "Gracias por su solicitud de información. ¿Entrevista el jueves a las 15?",
        "Giovedì alle 15 ci vediamo per il colloquio da remoto.",
    ] {
        assert_eq!(role(said), None, "{said}");
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
        ("A Trattoria Marlen serve un cuoco. Colloquio giovedì alle 15?", "Trattoria Marlen"),
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
        // Behind these stands a town as often.
        "A Marlen serve un panettiere. Colloquio giovedì alle 15?",
        "Quelli di Marlen vogliono vederti. Colloquio giovedì alle 15.",
        "Les gens de Marlen veulent vous voir aussi. Entretien jeudi à 15h.",
        "La gente de Marlen quiere verte. Entrevista el jueves a las 15.",
        "O pessoal do Marlen quer ver-te. Entrevista na quinta às 15h.",
        "De mensen van Marlen willen je ook zien. Sollicitatiegesprek donderdag om 15 uur.",
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

#[test]
fn a_sentence_tells_who_interviews() {
    for (said, people) in [
        ("Hi Ada, Leo Marsh will do the interview on Thursday at 3.", &["Leo Marsh"][..]),
        ("Your interviewer on Thursday at 3 is Leo Marsh.", &["Leo Marsh"]),
        ("The panel for your interview on Thursday at 3 is Leo Marsh and Nell Good.", &["Leo Marsh", "Nell Good"]),
        ("Instead of Leo Marsh, Nell Good will take your interview on Thursday at 3.", &["Nell Good"]),
        ("I will be doing your interview on Thursday at 3.", &["Dana Ito"]),
        ("Ihr Gesprächspartner beim Vorstellungsgespräch am Donnerstag um 15 Uhr ist Jens Maurer.", &["Jens Maurer"]),
        ("Das Vorstellungsgespräch am Donnerstag um 15 Uhr macht Jens Maurer.", &["Jens Maurer"]),
        ("Votre entretien de jeudi à 15h sera mené par Luc Perrin.", &["Luc Perrin"]),
        ("C'est moi qui ferai l'entretien jeudi à 15h.", &["Dana Ito"]),
        ("La entrevista del jueves a las 15 te la hará nuestra jefa, Marta Gil.", &["Marta Gil"]),
        ("Pablo Roca te hará la entrevista el jueves a las 15.", &["Pablo Roca"]),
        ("O Rui Prado vai fazer a entrevista na quinta às 15h.", &["Rui Prado"]),
        ("Ti farà il colloquio Pio Orto giovedì alle 15.", &["Pio Orto"]),
        ("Al posto di Marco Orto farà il colloquio Anna Sala giovedì alle 15.", &["Anna Sala"]),
        ("Je gesprekspartner bij het sollicitatiegesprek donderdag om 15 uur is Joost Laan.", &["Joost Laan"]),
    ] {
        assert_eq!(met(said), people, "{said}");
    }
}

#[test]
fn a_sentence_beside_the_interview_names_nobody_who_is_met() {
    for said in [
        "The interview is on Thursday at 3. Leo Marsh is on holiday.",
        "The interview is on Thursday at 3. Leo Marsh will send you the forms.",
        "The interview is on Thursday at 3. Leo Marsh booked the room.",
        "The interview is on Thursday at 3. Leo Marsh will meet you at the gate and bring you up to us.",
        "The interview is on Thursday at 3. If you get the job, you will work for Leo Marsh.",
        "Das Vorstellungsgespräch ist am Donnerstag um 15 Uhr. Jens Maurer holt Sie am Bahnhof ab.",
        "L'entretien est jeudi à 15h. Luc Perrin a réservé la salle.",
        "L'entretien est jeudi à 15h. Vous travailleriez avec Luc Perrin.",
        "La entrevista es el jueves a las 15. Pablo Roca está de vacaciones.",
        "A entrevista é na quinta às 15h. O Rui Prado está de férias.",
        "Il colloquio è giovedì alle 15. Pio Orto ti manderà i moduli.",
        "Het sollicitatiegesprek is donderdag om 15 uur. Joost Laan stuurt je de papieren.",
    ] {
        assert_eq!(met(said), [""; 0], "{said}");
    }
}

#[test]
fn a_word_that_opens_the_sentence_is_no_name() {
    for (said, name) in [
        ("Unfortunately Leo Marsh is ill, could we move the interview to Friday at 3?", "Leo Marsh"),
        ("Malheureusement Luc Perrin est malade, pouvons-nous reporter l'entretien à vendredi 15h ?", "Luc Perrin"),
        ("Purtroppo Pio Orto è malato, possiamo spostare il colloquio a venerdì alle 15?", "Pio Orto"),
    ] {
        assert_eq!(met(&format!("Ada,\n\n{said}")), [name], "{said}");
    }
}

#[test]
fn who_writes_says_so_or_signs_in_a_row() {
    for (said, name) in [
        ("Hi Ada, my name is Leo Marsh and I run the mill. The interview is on Thursday at 3.", "Leo Marsh"),
        ("The interview is on Thursday at 3.\n\nCheers, Leo Marsh", "Leo Marsh"),
        ("Hallo Ada, hier ist Jens Maurer von Plinth. Das Gespräch ist am Donnerstag um 15 Uhr.", "Jens Maurer"),
        ("Das Vorstellungsgespräch ist am Donnerstag um 15 Uhr.\n\nDanke, Jens Maurer", "Jens Maurer"),
        ("Bonjour Ada, je m'appelle Luc Perrin. Votre entretien est jeudi à 15h.", "Luc Perrin"),
        ("Hola Ada, me llamo Pablo Roca. Tu entrevista es el jueves a las 15.", "Pablo Roca"),
        ("A entrevista é na quinta às 15h.\n\nAbraço, Rui Prado", "Rui Prado"),
        ("Ciao Ada, sono Marco Orto, il titolare. Il colloquio è giovedì alle 15.", "Marco Orto"),
        ("Dag Ada, mijn naam is Joost Laan. Het sollicitatiegesprek is donderdag om 15 uur.", "Joost Laan"),
    ] {
        assert_eq!(contact(said).as_deref(), Some(name), "{said}");
    }
    for said in [
        "Hi Ada, it's Leo Marsh who will see you. The interview is on Thursday at 3.",
        "Hi Ada, I am Leo Marsh's neighbour. The interview is on Thursday at 3.",
        "The interview is on Thursday at 3.\n\nPlease ask for our miller, Leo Marsh, at the gate.",
    ] {
        assert_eq!(contact(said), None, "{said}");
    }
}

#[test]
fn a_sentence_tells_how_they_meet() {
    for (said, format) in [
        ("Your interview is on Thursday at 3. It will be online.", Some(Format::Video)),
        ("Your interview is on Thursday at 3. Which number shall we call?", Some(Format::Phone)),
        ("Your interview is on Thursday at 3. I tried to phone you this morning.", None),
        ("Das Vorstellungsgespräch am Donnerstag um 15 Uhr ist persönlich.", Some(Format::Onsite)),
        ("Das Vorstellungsgespräch ist am Donnerstag um 15 Uhr. Ich habe Sie telefonisch nicht erreicht.", None),
        ("Votre entretien est jeudi à 15h. Nous vous appellerons.", Some(Format::Phone)),
        ("A sua entrevista é na quinta às 15h. O trabalho é remoto.", None),
        ("Il colloquio è giovedì alle 15. Ti chiamiamo noi.", Some(Format::Phone)),
    ] {
        assert_eq!(format_of(said), format, "{said}");
    }
}

/// What a mail of this subject and this sentence is for.
fn class(subject: &str, sentence: &str) -> Class {
    let mail = format!(
        "From: Dana Ito <dana.ito@plinth.example>\nTo: Ada Roux <ada@home.example>\nSubject: {subject}\n\
         Date: Tue, 24 Nov 2026 10:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n\n{sentence}\n\nDana\n"
    );
    let mail = Mail::read(mail.as_bytes()).unwrap();
    let read = extract::invitation(&mail, &"2026-11-24T10:00[Europe/Berlin]".parse::<Zoned>().unwrap());
    read.class.value
}

#[test]
fn friends_and_tradesmen_meet_in_the_same_words() {
    for (subject, said) in [
        ("Dinner", "Sorry, we have to call off dinner on Thursday."),
        ("Re: Thursday", "Could we make it half an hour later? The film starts at nine."),
        ("Choir", "We have to move Thursday's rehearsal to Friday at 7, same place."),
        ("Boiler", "Our fitter would like to come on Thursday at 3. Are you at home?"),
        ("Good luck", "Good luck with your interview on Thursday! Ring me after."),
        ("My day", "I had my job interview on Thursday. It went well, I think!"),
        (
            "Candidates",
            "We have three candidates for the porter job. Can you sit in on the interviews on Thursday at 3?",
        ),
        ("Donnerstag", "Kommst du am Donnerstag um drei vorbei? Es gibt Kuchen."),
        ("Probe", "Die Chorprobe am Donnerstag fällt aus."),
        ("Angebot", "Vielen Dank für Ihr Angebot. Leider haben wir uns für jemand anderen entschieden."),
        ("Devis", "Merci pour votre devis. Nous avons malheureusement retenu une autre entreprise."),
        ("Re: Cinéma", "Serait-il possible d'avancer d'une demi-heure ? Le film commence à huit heures."),
        ("Presupuesto", "Gracias por su presupuesto. Lamentablemente hemos elegido a otra empresa."),
        ("Cinema", "Podemos mudar o cinema para sexta às 21h?"),
        ("Giovedì", "Vieni giovedì alle tre? C'è la torta."),
        ("Donderdag", "Kom je donderdag om drie uur langs? Er is taart."),
    ] {
        assert_eq!(class(subject, said), Class::Other, "{said}");
    }
}

#[test]
fn words_of_every_day_take_nothing_from_a_job() {
    for (subject, said, class_) in [
        ("The waiter's job", "Could you come for an interview on Thursday at 3, before dinner?", Class::Invitation),
        ("Your interview", "My parents are in hospital. Could we move your interview to Friday?", Class::Reschedule),
        ("Interview", "The film has lost its money: we have to cancel your interview.", Class::Cancellation),
        (
            "Your interview",
            "Your interview is confirmed for Thursday at 3. Good luck with your interview!",
            Class::Confirmation,
        ),
        (
            "Ihre Bewerbung",
            "Kommen Sie am Donnerstag um 15 Uhr zum Gespräch? Der Chor probt nebenan.",
            Class::Invitation,
        ),
        (
            "Ihre Bewerbung",
            "Könnten Sie am Donnerstag um 15 Uhr kommen? Unser Techniker kommt auch dazu.",
            Class::Invitation,
        ),
        ("Votre candidature", "Pouvez-vous passer jeudi à 15 h, avant le dîner ?", Class::Invitation),
        ("Je sollicitatie", "Kun je donderdag om 15 uur langskomen, voor de repetitie?", Class::Invitation),
    ] {
        assert_eq!(class(subject, said), class_, "{said}");
    }
}

#[test]
fn what_no_word_calls_off_is_on() {
    for (subject, said) in [
        ("Thursday", "your interview for the porter job is on Saturday at 8."),
        ("Friday", "your interview for the job is on Saturday"),
        ("Gesprek", "Bij deze bevestig ik ons gesprek van maandag om 10 uur in de werkplaats."),
    ] {
        assert!(matches!(class(subject, said), Class::Invitation | Class::Confirmation), "{said}");
    }
    for (subject, said) in [
        ("Thursday", "Please don't come on Thursday. The position has been withdrawn."),
        ("Interview", "Change of plan: no interview on Thursday. The shop is closing."),
        ("Donnerstag", "Bitte kommen Sie am Donnerstag nicht. Die Stelle ist schon vergeben."),
        ("Gesprek", "Donderdag hoef je niet te komen, de baan is al vergeven."),
    ] {
        assert_eq!(class(subject, said), Class::Cancellation, "{said}");
    }
}

#[test]
fn a_time_that_no_longer_suits_is_moved() {
    for (subject, said) in [
        ("Entrevista", "Tenemos que pasar su entrevista al viernes a las 10."),
        ("Entrevista", "El jueves ya no nos viene bien. ¿Puede el viernes a las 10?"),
        ("Entrevista", "¿Podría venir el viernes a las 10 en lugar del jueves?"),
        ("Entrevista", "Quinta já não dá para nós. Pode vir na sexta às 10h?"),
        ("Colloquio", "Giovedì non ci va più bene. Può venire venerdì alle 10?"),
        ("Gesprek", "Mag het een half uurtje vroeger?"),
    ] {
        assert_eq!(class(subject, said), Class::Reschedule, "{said}");
    }
    for (subject, said) in [
        ("Entrevista", "Su entrevista es el jueves a las 10; venga media hora antes."),
        ("Gesprek", "Je gesprek is donderdag om 10 uur; kom een half uur eerder."),
    ] {
        assert_ne!(class(subject, said), Class::Reschedule, "{said}");
    }
}

#[test]
fn what_somebody_has_or_can_do_is_asked_before_a_meeting() {
    for (subject, said) in [
        ("Your application", "Before we book the interview I'd like to know whether you have a driving licence."),
        (
            "Ihre Bewerbung",
            "Vor dem Gespräch wüsste ich gern, also wollte ich fragen, ob Sie einen Führerschein haben.",
        ),
        ("Votre candidature", "Avant l'entretien, je voulais savoir si vous avez le permis."),
        ("Su candidatura", "Antes de la entrevista quería saber si tiene carnet de conducir."),
        ("Domanda", "Prima di fissare un colloquio volevo sapere se è disponibile anche la domenica."),
        ("Je sollicitatie", "Vooraf wil ik graag weten of je een rijbewijs hebt."),
    ] {
        assert_eq!(class(subject, said), Class::Inquiry, "{said}");
    }
    for (subject, said) in [
        ("La sua candidatura", "Vorrei sapere se è disponibile giovedì alle 10 per un colloquio."),
        ("Your application", "I'd like to know whether Thursday at 10 suits you for an interview."),
    ] {
        assert_eq!(class(subject, said), Class::Invitation, "{said}");
    }
}

#[test]
fn who_cannot_keep_an_appointment_moves_it() {
    let said = "The dean cannot keep our appointment of Thursday. May I propose instead Friday at 10?";
    assert_eq!(class("Search committee", said), Class::Reschedule);
}

#[test]
fn who_got_the_job_is_somebody_else() {
    for said in [
        "Thank you for the interview. We have offered the Research Fellow, Peat Ecology position to someone whose work \
         is closer to ours. I'd be glad to meet for a coffee some day.",
        "Thank you for the interview. We have offered the Head of Kitchen job to another candidate.",
    ] {
        assert_eq!(class("Outcome", said), Class::Rejection, "{said}");
    }
    let said = "Do you know somebody for this position? I'd like a call with you on Thursday at 3.";
    assert_ne!(class("A role", said), Class::Rejection);
}

#[test]
fn somebody_is_moved_forward_and_not_the_meeting() {
    let said = "We're excited to move you forward! Please use the button below to select a time for your interview.";
    assert_eq!(class("Plinth: select your interview time", said), Class::Invitation);
    let said = "We have to move you to Friday at 3pm, sorry. The interview takes half an hour.";
    assert_eq!(class("Interview", said), Class::Reschedule);
}

#[test]
fn who_wishes_to_meet_may_be_a_client() {
    for said in [
        "Nuestro cliente ha leído su perfil y desea entrevistarla el viernes a las 10h.",
        "Il nostro cliente ha letto il suo profilo e desidera incontrarla venerdì alle 10.",
        "O nosso cliente leu o seu perfil e deseja entrevistá-la na sexta-feira às 10h.",
    ] {
        assert_eq!(class("Su perfil", said), Class::Invitation, "{said}");
    }
}

#[test]
fn small_houses_say_where_somebody_is_wanted() {
    for said in [
        "We're looking for somebody for the counter on Saturdays. Could you come by on Thursday at 4?",
        "Wir suchen noch jemanden für die Theke. Hättest du Donnerstag um 15 Uhr Zeit, bei uns reinzuschauen?",
        "On cherche quelqu'un pour le comptoir. Est-ce que vous pourriez passer jeudi à 15 h ?",
        "Buscamos a alguien para la barra. ¿Podrías pasarte el jueves a las 15h?",
        "Estamos procurando alguém para o balcão. Você poderia passar aqui na quinta às 15h?",
        "Cerchiamo qualcuno per il banco. Potresti passare giovedì alle 15?",
        "We zoeken iemand voor achter de toonbank. Zou je donderdag om 15 uur langs kunnen komen?",
    ] {
        assert_eq!(class("Hello", said), Class::Invitation, "{said}");
    }
    for said in [
        "We're looking for somebody for doubles on Thursday. Could you come at 6?",
        "On cherche quelqu'un pour la belote jeudi. Tu peux passer à 20 h ?",
        "Buscamos a alguien para el pádel. ¿Podrías venir el jueves a las 20h?",
        "Procuramos alguém para o futebol. Podes vir cá na quinta às 20h?",
        "Cerchiamo qualcuno per il calcetto. Riesci a venire giovedì alle 20?",
        "We zoeken iemand voor het kaarten. Zou je donderdag om 20 uur langs kunnen komen?",
    ] {
        assert_eq!(class("Hello", said), Class::Other, "{said}");
    }
}

#[test]
fn an_apology_for_the_mail_moves_nothing() {
    for (subject, said) in [
        ("Cameriere", "Scusa l'ora, ho finito adesso. Passa giovedì alle quattro che il locale è chiuso."),
        ("Camarero", "Perdona la hora, acabo de terminar. Pásate el jueves a las cuatro."),
        ("Waiter", "Sorry for the late reply, I only just finished. Could you come by on Thursday at four?"),
    ] {
        assert_eq!(class(subject, said), Class::Invitation, "{said}");
    }
    for (subject, said) in [
        ("Your interview", "Sorry, we have to move your interview to Friday at 10."),
        ("Your interview", "Sorry for the delay. We have to move your interview to Friday at 10."),
        ("Colloquio", "Scusi, domani alle 10 non riesco più a chiamarla. Possiamo sentirci venerdì alle 12?"),
    ] {
        assert_eq!(class(subject, said), Class::Reschedule, "{said}");
    }
}

#[test]
fn what_a_job_is_called_is_no_other_matter() {
    let said = "Could you come for an interview for the dental nurse job on Thursday at 10?";
    assert_eq!(class("Dental nurse", said), Class::Invitation);
    for (subject, said) in [
        ("Mortgage adviser", "Your appointment with our mortgage adviser is on Thursday at 10."),
        ("Grant application", "Your grant application interview is on Thursday at 10."),
    ] {
        assert_eq!(class(subject, said), Class::Other, "{said}");
    }
}

#[test]
fn the_title_a_job_has_now_is_read() {
    assert_eq!(role("De functie heet inmiddels lasser.").as_deref(), Some("lasser"));
    assert_eq!(role("Die Stelle heißt inzwischen Lagerist.").as_deref(), Some("Lagerist"));
    assert_eq!(role("De straat heet Bakkerstraat."), None);
    assert_eq!(role("I have put you forward for Fitter at the Leeds works.").as_deref(), Some("Fitter"));
    assert_eq!(role("I have put you forward for Thursday."), None);
}
