//! How people write of people, sentence by sentence.

use crate::extract::invitation;
use crate::message::Mail;

/// The contact and the interviewers of a letter by these people with this sentence.
pub(super) fn people(language: &str, from: &str, said: &str, signature: &str) -> (Option<String>, Vec<String>) {
    let open = match language {
        "de" => "Hallo Ada,\n\nwir möchten dich gerne zu einem Vorstellungsgespräch einladen.",
        "fr" => "Bonjour Ada,\n\nNous souhaitons vous inviter à un entretien pour le poste de comptable.",
        "es" => "Hola Ada:\n\nNos gustaría invitarte a una entrevista para el puesto de contable.",
        "pt" => "Olá Ada,\n\nGostaríamos de a convidar para uma entrevista para a vaga de contabilista.",
        "it" => "Gentile Ada,\n\nvorremmo invitarla a un colloquio per la posizione di contabile.",
        "nl" => "Beste Ada,\n\nGraag nodigen we je uit voor een sollicitatiegesprek voor de functie boekhouder.",
        _ => "Hi Ada,\n\nWe would like to invite you to an interview for the Accountant position.",
    };
    let mail = format!(
        "From: {from}\nTo: ada@home.example\nSubject: 3.12.\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n\
         Message-ID: <1@plinth.example>\nContent-Type: text/plain; charset=utf-8\n\n{open}\n\n{said}\n\n{signature}\n"
    );
    let mail = Mail::read(mail.as_bytes()).unwrap();
    let found = invitation(&mail, &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap());
    let name = |p: &crate::extract::Person| p.name.clone().unwrap_or_default();
    (found.contact.fact().map(|c| name(&c.value)), found.interviewers.iter().map(|i| name(&i.value)).collect())
}

pub(super) fn interviewers(language: &str, said: &str) -> Vec<String> {
    people(language, "Dana Ito <dana.ito@plinth.example>", said, "Dana Ito").1
}

#[test]
fn who_acts_is_whom_one_meets() {
    for (language, said, want) in [
        ("en", "Our CTO, Lee Wong, and our lead engineer Sam O'Hara will join.", &["Lee Wong", "Sam O'Hara"][..]),
        ("en", "Priya Raman, who leads the data team, would like to talk to you.", &["Priya Raman"]),
        ("en", "I'm copying Sam Hill. Priya Raman will interview you.", &["Priya Raman"]),
        ("en", "After your chat with Sam Hill, we would like you to meet Lee Wong.", &["Lee Wong"]),
        ("en", "Our CTO Jo will give you a call.", &["Jo"]),
        ("de", "Am Freitag würde dich unser CTO Jens gerne kennenlernen.", &["Jens"]),
        ("de", "Das Gespräch führen Ihr neuer Vorgesetzter, Jens Maurer, und ich.", &["Jens Maurer", "Dana Ito"]),
        ("de", "Im Auftrag von Herrn Maurer, der Sie sprechen möchte, schreibe ich Ihnen.", &["Maurer"]),
        ("fr", "Mme Salomé Roy, directrice, de M. Jean DUPRAT, vous recevra.", &["Salomé Roy", "Jean DUPRAT"]),
        ("es", "Te entrevistará nuestra jefa de equipo, Marta Gil.", &["Marta Gil"]),
        (
            "it",
            "L'Avv. Ettore Sala e l'Avv. Pia Dall'Orto avrebbero piacere di incontrarla.",
            &["Ettore Sala", "Pia Dall'Orto"],
        ),
        (
            "nl",
            "Joost van den Akker en Fatima el Idrissi voeren het gesprek.",
            &["Joost van den Akker", "Fatima el Idrissi"],
        ),
        // What stands behind "with" is a person by the given name, the title, or what is said beside it.
        ("en", "In line with Keeping Children Safe, you will be checked.", &[]),
        ("en", "You will have an interview with Priya Raman.", &["Priya Raman"]),
        // Firms wish, too; offices, places and jobs are nobody; who is asked for at the door is not met.
        ("en", "Plinth would love to meet you.", &[]),
        ("en", "Straits Research would like to talk to you.", &[]),
        ("en", "Our client in Canary Wharf is interviewing for this role.", &[]),
        ("en", "The Chair will join, and somebody from Facilities will be there.", &[]),
        ("en", "If you have any questions, speak to Sam Hill.", &[]),
        ("fr", "Merci de demander Mme Roy à l'accueil.", &[]),
    ] {
        assert_eq!(interviewers(language, said), want, "{language}: {said}");
    }
}

#[test]
fn what_looks_like_a_name_beside_one() {
    for (language, said, want) in [
        // What brackets say of somebody, and whom one addresses with a capital.
        ("de", "Frau Dr. Maurer (Vorstand Technik) und Herr Vogel erwarten Sie.", &["Maurer", "Vogel"][..]),
        ("de", "Frau Dr. Maurer (Vorstand) und Herr Vogel erwarten Sie.", &["Maurer", "Vogel"]),
        ("it", "L'Avv. Bruni Le propone un colloquio venerdì.", &["Bruni"]),
        ("it", "L'Avv. Sala e l'Avv. Orto potrebbero riceverLa venerdì.", &["Sala", "Orto"]),
        ("fr", "Ce sera avec Sofiane, notre directeur.", &["Sofiane"]),
        // A cry, and a title that belongs to the job.
        ("fr", "Catastrophe, notre directeur ne sera pas là vendredi.", &[]),
        ("es", "Es para el puesto de Diseñador UX Sr. Vas a estar con Marta Gil.", &["Marta Gil"]),
    ] {
        assert_eq!(interviewers(language, said), want, "{language}: {said}");
    }
}

#[test]
fn lists_rows_and_labels() {
    for (language, said, want) in [
        ("en", "Who: Priya Raman\nWhen: Friday", &["Priya Raman"][..]),
        ("en", "Interviewers | Priya Raman; Kit\nWhen | Friday", &["Priya Raman", "Kit"]),
        ("en", "Panel – Priya Raman, Director\nRoom – 2", &["Priya Raman"]),
        ("en", "You'll talk to Priya Raman, Actuary, on Friday.", &["Priya Raman"]),
        ("en", "You'll meet with the Customer Success Manager on Friday.", &[]),
        (
            "en",
            "Here's who you'll talk to:\n\n- Zhang Wei, Staff Engineer\n- Kim Min-jun (design)\n- Bao (product)",
            &["Zhang Wei", "Kim Min-jun", "Bao"],
        ),
        (
            "de",
            "Ihre Gesprächspartner am Freitag sind:\n\n– Jens Maurer, Bereichsleiter\n– Ayşe Yıldırım, Teamleiterin",
            &["Jens Maurer", "Ayşe Yıldırım"],
        ),
        (
            "de",
            "Der Kommission gehören an: MinR Dr. Holger Vogel (Vorsitz) sowie Erna Kogler.",
            &["Holger Vogel", "Erna Kogler"],
        ),
        (
            "fr",
            "Le jury sera composé de Mme Anne LE GOFF, adjointe, de M. Hervé d'Aubigny,\ndirecteur, et de Mme Rose Sylla.",
            &["Anne LE GOFF", "Hervé d'Aubigny", "Rose Sylla"],
        ),
        ("pt", "Será conduzida pela Dra. Inês Sá e pelo Eng. Rui Melo.", &["Inês Sá", "Rui Melo"]),
        ("it", "Ci siamo io e la Benny (Benedetta Trovato, che segue il piano).", &["Benedetta Trovato", "Dana Ito"]),
        ("nl", "Gesprekspartners: mevrouw drs. A. Bos en de heer J.P. de Wit", &["A. Bos", "J.P. de Wit"]),
    ] {
        assert_eq!(interviewers(language, said), want, "{language}: {said}");
    }
}

#[test]
fn the_writer_only_where_they_say_so() {
    for (language, said, writer) in [
        ("en", "It will be just you and me.", true),
        ("en", "I could call you on Friday.", true),
        ("en", "You will meet the hiring manager and two engineers.", false),
        ("de", "Das Gespräch werde ich mit Ihnen führen.", true),
        ("de", "Frau Kirchhoff möchte gern mit Ihnen telefonieren.", false),
        ("fr", "Tu verrais Capucine, notre COO, puis moi dix minutes.", true),
        ("es", "Conmigo y con Marta hablarás el viernes.", true),
    ] {
        assert_eq!(interviewers(language, said).contains(&"Dana Ito".to_string()), writer, "{language}: {said}");
    }
}

#[test]
fn who_wrote() {
    for (from, signature, want) in [
        (
            "Plinth Recruiting <recruiting@plinth.example>",
            "Kind regards,\nSam Hill (he/him)\nTalent Partner",
            Some("Sam Hill"),
        ),
        ("sam hill <sam.hill@plinth.example>", "sam", Some("sam hill")),
        ("\"Hill, Sam (HR)\" <sam.hill@plinth.example>", "Sam", Some("Sam Hill")),
        ("Federica Lo Monaco <federica@plinth.example>", "F.", Some("Federica Lo Monaco")),
        ("Tanaka Yuki <y.tanaka@plinth.example>", "Tanaka Yuki (Ms.)", Some("Tanaka Yuki")),
        ("Plinth Bot <bot@plinth.example>", "Ava, your virtual assistant", None),
        ("Plinth Talent Team <talent@plinth.example>", "The Plinth Talent Team", None),
    ] {
        assert_eq!(people("en", from, "Is Friday fine?", signature).0.as_deref(), want, "{from}");
    }
}

#[test]
fn a_machine_speaks_for_the_one_host() {
    let from = "Bookable <notifications@bookable.example>";
    let host = |said: &str, signature: &str| people("en", from, said, signature).0;
    assert_eq!(host("Your interview is booked.\nHost: Thea Mensah", "").as_deref(), Some("Thea Mensah"));
    assert_eq!(host("Your interview is booked.\nHost:\nThea Mensah", "").as_deref(), Some("Thea Mensah"));
    // Whom one meets is not who reads an answer to a robot.
    assert_eq!(host("You will meet with Thea Mensah.", ""), None);
    assert_eq!(host("You will meet with Thea Mensah and Lee Wong.", ""), None);
    assert_eq!(host("Your interview is booked.\nHost: Thea Mensah", "Kind regards,\nThe people team"), None);
    let team = "Plinth Hiring <no-reply@bookable.example>";
    assert_eq!(people("en", team, "Your interview is booked.\nHost: Thea Mensah", "").0, None);
}

#[test]
fn the_writer_is_who_from_and_the_letter_name_not_what_stands_beside() {
    for (from, under, want) in [
        ("Orla <kitchen@plinth.example>", "Orla\nExec Chef", "Orla"),
        ("Orla <office@plinth.example>", "Kind regards,\nOrla\nRunaí, Board of Management", "Orla"),
        ("Tom Hasler <tom.hasler@plinth.example>", "Gruess Tom Hasler", "Tom Hasler"),
        ("Orla <orla@plinth.example>", "Kind regards,\nOrla Keane\nPlinth", "Orla Keane"),
    ] {
        let (contact, _) = people("en", from, "Would Friday suit?", under);
        assert_eq!(contact.as_deref(), Some(want), "{from} {under}");
    }
}

#[test]
fn the_address_tells_which_name_is_the_given_one() {
    let mail = "From: Dana Ito <dana.i@plinth.example>\nTo: ada@home.example\nSubject: hello\n\nHi Ada,\n\nWe would like to \
                invite you to an interview for the Accountant position.\n\nThanks,\nDana Ito\nHead of People\n";
    let mail = Mail::read(mail.as_bytes()).unwrap();
    let found = invitation(&mail, &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap());
    let contact = found.contact.fact().map(|c| (c.value.name.clone(), c.value.salutation.given.clone()));
    assert_eq!(contact, Some((Some("Dana Ito".to_string()), Some("Dana".to_string()))));
}

#[test]
fn a_directory_writes_the_family_first() {
    for (said, want) in [
        ("Interviewer(s): Whitlow, Ruth; Abara, Somto", &["Ruth Whitlow", "Somto Abara"][..]),
        ("Interviewers:\nWhitlow, Ruth (Head of Risk)\nDelgado, Martin (Models)", &["Ruth Whitlow", "Martin Delgado"]),
        // Two people, each by one name.
        ("You will meet Ruth, Martin and Leo.", &["Ruth", "Martin", "Leo"]),
        ("You will meet Whitlow, Ruth and Martin.", &["Whitlow", "Ruth", "Martin"]),
    ] {
        assert_eq!(interviewers("en", said), want, "{said}");
    }
}

#[test]
fn what_heads_a_column_of_people_is_a_label_too() {
    for (language, said, want) in [
        ("en", "Interview team: Ruth Whitlow, Principal", &["Ruth Whitlow"][..]),
        ("en", "Seeing | Ruth Whitlow, Creative Lead", &["Ruth Whitlow"]),
        ("it", "Chi incontri: Carla Sanna (capoturno) ed Ewa Nowak (HR)", &["Carla Sanna", "Ewa Nowak"]),
        ("es", "Le entrevistarán: Marta Gil (gerente) y Luis Paredes", &["Marta Gil", "Luis Paredes"]),
        // The same word in a sentence is none.
        ("en", "We are seeing: Bristol, Leeds and York are all possible.", &[]),
    ] {
        assert_eq!(interviewers(language, said), want, "{language}: {said}");
    }
}

#[test]
fn a_job_and_what_it_is_about_are_nobody() {
    for (language, said, want) in [
        ("es", "Tendrá una entrevista con la jefa de Facturación.", &[][..]),
        ("de", "Ihr Gespräch mit der Chefköchin und dem Technischen Direktor beginnt um zehn.", &[]),
        ("en", "Whitlow & Abara would like to meet you.", &[]),
        ("en", "Ruth and Martin would like to meet you.", &["Ruth", "Martin"]),
        ("de", "Notiz: Hi Ada, Jens und ich sind da.", &["Jens", "Dana Ito"]),
        ("pt", "Por incumbência do Senhor Administrador, Dr. Rui Leite, confirmo a entrevista.", &["Rui Leite"]),
    ] {
        assert_eq!(interviewers(language, said), want, "{language}: {said}");
    }
}

/// The interviewers of a mail with this subject, this text and the old words below it.
pub(super) fn in_a_thread(subject: &str, said: &str, before: &str) -> Vec<String> {
    let mail = format!(
        "From: Dana Ito <dana.ito@plinth.example>\nTo: Ada <ada@home.example>\nSubject: {subject}\n\
         Date: Tue, 24 Nov 2026 10:00:00 +0000\nMessage-ID: <1@plinth.example>\n\n{said}\n\nDana\n\n{before}"
    );
    let mail = Mail::read(mail.as_bytes()).unwrap();
    let found = invitation(&mail, &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap());
    found.interviewers.iter().map(|i| i.value.name.clone().unwrap_or_default()).collect()
}

#[test]
fn who_moves_a_meeting_for_themselves_would_have_been_there() {
    let moved = |said: &str| in_a_thread("Re: our interview on Friday", said, "");
    assert_eq!(
        moved("So sorry, my train is cancelled. Could we reschedule the interview to Monday at 10?"),
        ["Dana Ito"]
    );
    assert_eq!(moved("I'm afraid I can't make Friday. Could we move the interview to Monday at 10?"), ["Dana Ito"]);
    // Somebody else is the reason, or nobody is.
    assert_eq!(moved("Leo Marsh is ill, so I have to reschedule your interview to Monday at 10."), ["Leo Marsh"]);
    assert_eq!(moved("The interview has to be rescheduled to Monday at 10, sorry."), [""; 0]);
}

#[test]
fn what_was_settled_is_with_whom_they_said_before() {
    let old = "On Mon, 23 Nov 2026, Dana Ito <dana.ito@plinth.example> wrote:\n> Hi Ada, could you come for an interview \
               on Friday?\n> You would talk with Leo Marsh and me.\n";
    let confirmed = "Great, your interview is confirmed for Friday at 10.";
    assert_eq!(in_a_thread("Re: interview", confirmed, old), ["Leo Marsh", "Dana Ito"]);
    // My own words are nobody's promise.
    let mine = "On Mon, 23 Nov 2026, Ada <ada@home.example> wrote:\n> I had a talk with Leo Marsh about it.\n";
    assert_eq!(in_a_thread("Re: interview", confirmed, mine), [""; 0]);
}

#[test]
fn titles_in_brackets_and_a_job_between_commas_part_nobody() {
    for (language, said, want) in [
        ("en", "Panel : Prof. (Dr.) Anil Menon; Kavya Rao", &["Anil Menon", "Kavya Rao"][..]),
        ("en", "You will meet Fr. (Retd. Prof.) Anil Menon.", &["Anil Menon"]),
        // A rank alone is nobody.
        ("en", "Panel : Fr. (to be named)", &[]),
        ("en", "You will meet Ms Priya Raman, QC Manager, and Sam, her deputy.", &["Priya Raman", "Sam"]),
        (
            "en",
            "The panel will be:\n\n  Ms Priya Raman, Chair;\n  Dr Sam Hill, Lay Member.",
            &["Priya Raman", "Sam Hill"],
        ),
        ("it", "Sarà ricevuta dal ns. consulente, Ing. Ettore Sala.", &["Ettore Sala"]),
    ] {
        assert_eq!(interviewers(language, said), want, "{said}");
    }
}

#[test]
fn a_gap_parts_a_label_from_its_people() {
    let plan = "WHEN     Friday at 10\nWHO      Priya Raman (Finance) and Canon Sam Hill, Trustee";
    assert_eq!(interviewers("en", plan), ["Priya Raman", "Sam Hill"]);
}

#[test]
fn the_sentence_before_names_for_whom_somebody_arranges_it() {
    for (language, said, want) in [
        ("en", "Mr Sam Hill is away this week and asked me to write. I do so on his behalf.", "Sam Hill"),
        ("fr", "Marc Petit m'a demandé de fixer un rendez-vous.", "Marc Petit"),
        ("es", "Marta Gil me ha pedido que organice la entrevista. Le gustaría hablar contigo.", "Marta Gil"),
        ("pt", "A Marta Gil pediu-me para marcar a conversa. Ela gostaria de falar contigo.", "Marta Gil"),
        ("it", "Ettore Sala mi ha chiesto di fissare l'incontro. Vorrebbe chiamarla.", "Ettore Sala"),
        (
            "nl",
            "Joost van den Akker vroeg me om iets vast te leggen. Hij zou je graag even bellen.",
            "Joost van den Akker",
        ),
    ] {
        assert_eq!(interviewers(language, said), [want], "{said}");
    }
    let asks = interviewers("en", "Plinth asked me to send you the form.");
    assert!(asks.is_empty(), "{asks:?}");
}

#[test]
fn the_candidate_is_known_by_the_address() {
    let meets = |to: &str| {
        let said = "Hi,\n\nHey Ada, the interview is on Friday at 10. You will meet Ada and Sam.";
        let mail = format!(
            "From: Dana Ito <dana.ito@plinth.example>\nTo: {to}\nSubject: Interview\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n\
             Message-ID: <1@plinth.example>\nContent-Type: text/plain; charset=utf-8\n\n{said}\n\nDana Ito\n"
        );
        let mail = Mail::read(mail.as_bytes()).unwrap();
        let found = invitation(&mail, &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap());
        found.interviewers.iter().filter_map(|i| i.value.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(meets("ada.quill@home.example"), ["Sam"]);
    assert_eq!(meets("jo@home.example"), ["Ada", "Sam"]);
}

#[track_caller]
pub(super) fn each(cases: &[(&str, &str, &[&str])]) {
    for (language, said, want) in cases {
        assert_eq!(interviewers(language, said), *want, "{language}: {said}");
    }
}

#[test]
fn short_words_with_a_stop_are_titles_and_initials_no_names() {
    each(&[
        ("de", "Das Gespräch führt Frau MLitt. Anna Rieder.", &["Anna Rieder"]),
        ("de", "Das Gespräch führt Frau Dkfm. Rieder.", &["Rieder"]),
        ("de", "Das Gespräch führt Frau Rieder. Bitte kommen Sie pünktlich.", &["Rieder"]),
        ("nl", "Je gesprek is met mevrouw W.M. (Willy) van der Laan.", &["Willy van der Laan"]),
        ("nl", "Je gesprek is met J.P. (Jan Piet) Kuiper.", &["Jan Piet Kuiper"]),
        ("en", "You will meet Mr Ng. Parking is behind the house.", &["Ng"]),
        ("en", "You will meet Dr Sun Li and Ms May Lin.", &["Sun Li", "May Lin"]),
        ("fr", "Vous rencontrerez Mme Le Goff.", &["Le Goff"]),
        ("es", "Le recibirá la Hna. Directora.", &[]),
    ]);
}

#[test]
fn offices_streets_and_the_first_word_of_a_sentence_are_nobody() {
    each(&[
        ("de", "Der Technische Inspektor wird das Gespräch führen.", &[]),
        ("es", "La Directora Financiera le entrevistará.", &[]),
        ("pt", "Será no armazém da Rua do Carmo, com a Marta e comigo.", &["Marta", "Dana Ito"]),
        ("de", "Auch Anna Rieder wird dabei sein.", &["Anna Rieder"]),
        ("fr", "C'est Karim Benali qui te recevra.", &["Karim Benali"]),
        ("it", "Incontrerai Giulia Sala e me.", &["Giulia Sala", "Dana Ito"]),
        ("en", "You will meet Deputy Warden Anna Moss and Harbour Pilot Peter Moss.", &["Anna Moss", "Peter Moss"]),
    ]);
}

#[test]
fn who_chairs_sits_or_shows_the_house_is_met() {
    each(&[
        ("fr", "Un entretien avec le comité, présidé par M. Karim Benali, directeur.", &["Karim Benali"]),
        ("de", "In der Jury sitzen Kurt Rieder (Kultur) und Frau Moser.", &["Kurt Rieder", "Moser"]),
        ("nl", "In de jury zitten Joost Kuiper (cultuur) en Fatima Laan.", &["Joost Kuiper", "Fatima Laan"]),
        ("it", "La commissione è presieduta dalla dott.ssa Carla Riva.", &["Carla Riva"]),
        ("es", "Marta te enseñará el taller.", &["Marta"]),
        ("pt", "O Tiago vai mostrar-lhe a oficina.", &["Tiago"]),
        ("en", "Peter will show you the workshop.", &["Peter"]),
        ("en", "Peter will show you the way.", &[]),
        ("de", "Frau Moser holt Sie am Empfang ab.", &[]),
        ("en", "You will have 30 mins with Peter Vaughan-Roe.", &["Peter Vaughan-Roe"]),
        ("en", "You will have 30 mins with Excel.", &[]),
        ("en", "Your interviewers are Team leader Baek and Mr Moss.", &["Baek", "Moss"]),
        ("en", "I shall chair the panel.", &["Dana Ito"]),
    ]);
}

#[test]
fn who_comes_along_with_the_writer_is_met_beside_them() {
    each(&[
        ("en", "I'll have Lorraine from the news desk sit in.", &["Lorraine", "Dana Ito"]),
        ("en", "I'll have Lorraine send you the link.", &[]),
        ("de", "Ich bringe Kurt aus der Werkstatt mit.", &["Kurt", "Dana Ito"]),
        ("fr", "Je viendrai avec Salomé.", &["Salomé", "Dana Ito"]),
        ("es", "Me acompañará Marta Gil.", &["Marta Gil", "Dana Ito"]),
        ("pt", "Levo o Tiago comigo.", &["Tiago", "Dana Ito"]),
        ("it", "Porto con me Giulia.", &["Giulia", "Dana Ito"]),
        ("nl", "Ik neem Fatima van de boekhouding mee.", &["Fatima", "Dana Ito"]),
        ("nl", "Neem ik mijn VCA-papieren mee?", &[]),
        ("en", "I've asked Lorraine to join us.", &["Lorraine", "Dana Ito"]),
        ("en", "I've asked Lorraine for the form.", &[]),
        ("fr", "J'ai demandé à Karim de nous rejoindre.", &["Karim", "Dana Ito"]),
        ("es", "Le he pedido a Marta que venga.", &["Marta", "Dana Ito"]),
        ("it", "Ho chiesto a Carla di venire.", &["Carla", "Dana Ito"]),
        ("de", "Ich bringe Kuchen mit.", &[]),
        ("de", "Dazu kommen Urlaubsgeld und Weihnachtsgeld.", &[]),
        ("it", "Il pacchetto è composto da Stipendio e Premi.", &[]),
    ]);
}

#[test]
fn people_one_after_another_are_a_list() {
    each(&[
        ("en", "You'll meet Leo Marsh first, then Priya Raman.", &["Leo Marsh", "Priya Raman"]),
        ("en", "You'll meet Leo again and Priya.", &["Leo", "Priya"]),
        ("fr", "Vous rencontrerez d'abord Salomé Roy, puis Karim Benali.", &["Salomé Roy", "Karim Benali"]),
        ("nl", "Je spreekt eerst met Fatima Laan, daarna met Joost Kuiper.", &["Fatima Laan", "Joost Kuiper"]),
        ("en", "You'll meet Leo Marsh first, then Accounts.", &["Leo Marsh"]),
    ]);
}

#[test]
fn a_phrase_without_a_subject_is_of_whom_it_stands_behind() {
    each(&[("pt", "Gostaria de o conhecer.", &["Dana Ito"]), ("pt", "A Inês gostaria de o conhecer.", &[])]);
}

#[test]
fn two_families_are_one_name() {
    let from = "Inês Prado e Moura <ines@oficina.example>";
    let said = "Venha à oficina, fala comigo e com o Rui Costa.";
    let (contact, met) = people("pt", from, said, "Inês Prado e Moura");
    assert_eq!(contact.as_deref(), Some("Inês Prado e Moura"));
    assert_eq!(met, ["Rui Costa", "Inês Prado e Moura"]);
    let both = people("pt", "Inês Prado e Rui <ines@oficina.example>", said, "").0;
    assert_ne!(both.as_deref(), Some("Inês Prado e Rui"));
}

#[test]
fn a_machine_that_carries_mail_is_nobody() {
    let contact = |from: &str, said: &str| people("en", from, said, "").0;
    assert_eq!(contact("Marl Pumps via Planable <no-reply@planable.example>", "See you there."), None);
    let person = contact("Anna Moss via Planable <no-reply@planable.example>", "See you there.");
    assert_eq!(person.as_deref(), Some("Anna Moss"));
    // Nor is what it signs with, unless somebody of that name mails.
    let signed =
        |from: &str| people("en", from, "A reminder of your interview.", "Good luck!\nPlanable, on behalf of Marl").0;
    assert_eq!(signed("no-reply@planable.example"), None);
}

#[test]
fn a_department_behind_a_name_in_a_table_is_nobody() {
    let table =
        "When | With | About\n10:00 | Hauwa Sani-Bello, Customer Experience | Clients\n11:00 | Peter Moss | Bread";
    assert_eq!(interviewers("en", table), ["Hauwa Sani-Bello", "Peter Moss"]);
    let two = "When | With | About\n10:00 | Anna Moss, Peter Lane | Clients";
    assert_eq!(interviewers("en", two), ["Anna Moss", "Peter Lane"]);
}

#[test]
fn who_introduces_themselves_is_the_contact() {
    let contact = |said: &str| people("es", "Gaby <turnos@taller.example>", said, "").0;
    assert_eq!(contact("soy gaby, del taller.").as_deref(), Some("Gaby"));
    assert_eq!(contact("gaby está de viaje."), None);
}
