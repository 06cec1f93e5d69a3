use super::*;

const ORGANIZER: &str = "ORGANIZER;CN=Dana Ito:mailto:dana@acme.example";
const ME: &str = "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Ada:mailto:Ada@home.example";

fn event(lines: &str) -> String {
    format!(
        "BEGIN:VEVENT\nUID:u-1\nDTSTAMP:20261101T100000Z\nDTSTART:20261203T140000Z\nDTEND:20261203T150000Z\nSUMMARY:Interview\\, Backend\nSEQUENCE:2\n{lines}\nEND:VEVENT\n"
    )
}

fn ordinary() -> String {
    event(&format!("{ORGANIZER}\n{ME}\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@acme.example"))
}

fn mail(method: &str, events: &str) -> Mail {
    mail_with("", &format!("text/calendar; method={method}"), method, events)
}

fn mail_with(headers: &str, kind: &str, method: &str, events: &str) -> Mail {
    let text = format!(
        "From: Dana Ito <dana@acme.example>\nTo: ada@home.example\nMessage-ID: <1@acme.example>\nMIME-Version: 1.0\n{headers}Content-Type: {kind}\n\nBEGIN:VCALENDAR\nPRODID:-//theirs//EN\nVERSION:2.0\nMETHOD:{method}\n{events}END:VCALENDAR\n"
    );
    Mail::read(text.as_bytes()).unwrap()
}

/// What is decided about a mail, with one thing changed; test data lives as long as the test.
fn decided<'a>(mail: &'a Mail, change: impl FnOnce(&mut AnswerInput<'a>)) -> Decision {
    let plain = |email: &str| -> &'static Address { Box::leak(Box::new(Address::plain(email).unwrap())) };
    let me: &'static [String] = vec!["ada@home.example".to_string()].leak();
    let now: &'static Zoned = Box::leak(Box::new("2026-11-24T10:00:00+01:00[Europe/Berlin]".parse().unwrap()));
    let mut input = AnswerInput {
        mail,
        answer: CalendarReply::Declined,
        tentative: false,
        propose: &[],
        me,
        sender: plain("ada@home.example"),
        words_to: plain("dana@acme.example"),
        now,
        comment: "I decline; thank you, all.",
        allow_stranger: false,
    };
    change(&mut input);
    decide(&input)
}

fn ics(decision: &Decision) -> String {
    let ics = &decision.answers.first().unwrap_or_else(|| panic!("{:?}", decision.findings)).answer.ics;
    ics.replace("\r\n ", "")
}

fn ids(decision: &Decision) -> Vec<&'static str> {
    decision.findings.iter().map(|f| f.id).collect()
}

#[test]
fn a_refusal_is_the_request_with_one_attendee_and_nothing_else_changed() {
    let decision = decided(&mail("REQUEST", &ordinary()), |_| {});
    assert_eq!(
        ics(&decision),
        "BEGIN:VCALENDAR\r\nPRODID:-//iTIP//Answer//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n\
             DTSTAMP:20261124T090000Z\r\nUID:u-1\r\nDTSTART:20261203T140000Z\r\nDTEND:20261203T150000Z\r\n\
             SUMMARY:Interview\\, Backend\r\nSEQUENCE:2\r\nORGANIZER;CN=Dana Ito:mailto:dana@acme.example\r\n\
             ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=Ada:mailto:Ada@home.example\r\n\
             COMMENT:I decline\\; thank you\\, all.\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    assert_eq!((decision.answers[0].from.email.as_str(), ids(&decision)), ("Ada@home.example", vec![]));
}

#[test]
fn only_a_request_is_answered() {
    for (method, why) in [
        ("CANCEL", "calendar-cancelled"),
        ("PUBLISH", "calendar-published"),
        ("COUNTER", "calendar-not-request"),
        ("REPLY", "calendar-not-request"),
    ] {
        let decision = decided(&mail(method, &ordinary()), |_| {});
        assert!(decision.answers.is_empty() && ids(&decision) == [why], "{method} {:?}", decision.findings);
    }
    let called_off = ordinary().replace("SEQUENCE:2", "SEQUENCE:2\nSTATUS:CANCELLED");
    assert_eq!(ids(&decided(&mail("REQUEST", &called_off), |_| {})), ["calendar-cancelled"]);
}

#[test]
fn an_answer_of_ours_is_not_answered_again() {
    let ours = ics(&decided(&mail("REQUEST", &ordinary()), |_| {})).replace("\r\n", "\n");
    let text = format!("From: Dana <dana@acme.example>\nContent-Type: text/calendar; method=REPLY\n\n{ours}");
    assert!(decided(&Mail::read(text.as_bytes()).unwrap(), |_| {}).answers.is_empty());
}

#[test]
fn a_mail_that_contradicts_itself_gets_words_only() {
    let header = mail_with("", "text/calendar; method=CANCEL", "REQUEST", &ordinary());
    assert_eq!(ids(&decided(&header, |_| {})), ["method-differs"]);
    let case = mail_with("", "text/calendar; method=\"request\"", "REQUEST", &ordinary());
    assert_eq!(decided(&case, |_| {}).answers.len(), 1, "the case of a method says nothing");
    let unnamed = mail_with("", "text/calendar", "REQUEST", &ordinary());
    assert_eq!(decided(&unnamed, |_| {}).answers.len(), 1, "the object's own method is enough");
    let parts = format!(
        "From: dana@acme.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n{0}END:VCALENDAR\n--b\nContent-Type: application/ics; name=x.ics\n\nBEGIN:VCALENDAR\nMETHOD:CANCEL\n{0}END:VCALENDAR\n--b--\n",
        ordinary()
    );
    assert_eq!(ids(&decided(&Mail::read(parts.as_bytes()).unwrap(), |_| {})), ["method-differs"]);
    let twice = parts.replace("METHOD:CANCEL", "METHOD:REQUEST");
    assert_eq!(
        decided(&Mail::read(twice.as_bytes()).unwrap(), |_| {}).answers.len(),
        1,
        "one event, sent in two parts"
    );
}

#[test]
fn nobody_answers_who_was_not_invited() {
    let others = event(&format!("{ORGANIZER}\nATTENDEE:mailto:bob@acme.example"));
    assert_eq!(ids(&decided(&mail("REQUEST", &others), |_| {})), ["not-invited"]);
    let own = ordinary().replace("dana@acme.example", "ada@home.example");
    assert_eq!(ids(&decided(&mail("REQUEST", &own), |_| {})), ["own-event"]);
    assert_eq!(ids(&decided(&mail("REQUEST", &event(ME)), |_| {})), ["no-organizer"]);
}

#[test]
fn i_am_found_by_alias_by_parameter_and_once() {
    let with = |line: &str| mail("REQUEST", &event(&format!("{ORGANIZER}\n{line}")));
    let alias = decided(&with("ATTENDEE:MAILTO:ada+acme@home.example"), |_| {});
    assert_eq!(alias.answers[0].from.email, "ada+acme@home.example");
    assert!(ics(&alias).contains("ATTENDEE;PARTSTAT=DECLINED:MAILTO:ada+acme@home.example\r\n"));
    let hidden = decided(&with("ATTENDEE;EMAIL=ada@home.example:mailto:2_GEY@imip.example"), |_| {});
    assert_eq!(hidden.answers[0].from.email, "ada@home.example");
    assert!(ics(&hidden).contains("ATTENDEE;EMAIL=ada@home.example;PARTSTAT=DECLINED:mailto:2_GEY@imip.example\r\n"));
    let urn =
        decided(&with("ATTENDEE;EMAIL=ada@home.example;PARTSTAT=TENTATIVE;PARTSTAT=TENTATIVE:urn:uuid:1"), |_| {});
    assert!(ics(&urn).contains("ATTENDEE;EMAIL=ada@home.example;PARTSTAT=DECLINED:mailto:ada@home.example\r\n"));
    let twice = decided(&with(&format!("ATTENDEE:mailto:ada+old@home.example\n{ME}")), |_| {});
    assert_eq!((twice.answers[0].from.email.as_str(), ids(&twice)), ("Ada@home.example", vec!["invited-twice"]));
    assert_eq!(ics(&twice).matches("ATTENDEE").count(), 1);
}

#[test]
fn who_has_handed_an_invitation_on_does_not_answer_it() {
    let delegated = "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:bob@home.example\":mailto:ada@home.example\nATTENDEE;DELEGATED-FROM=\"mailto:ada@home.example\":mailto:bob@home.example";
    let mail = mail("REQUEST", &event(&format!("{ORGANIZER}\n{delegated}")));
    assert_eq!(ids(&decided(&mail, |_| {})), ["delegated"]);
    let bob = ["bob@home.example".to_string()];
    let decision = decided(&mail, |i| i.me = &bob);
    assert_eq!(ids(&decision), ["delegate"]);
    assert!(
        ics(&decision).contains(
            "ATTENDEE;DELEGATED-FROM=\"mailto:ada@home.example\";PARTSTAT=DECLINED:mailto:bob@home.example\r\n"
        )
    );
}

#[test]
fn a_stranger_gets_nothing_before_i_have_said_so() {
    let to = Address::plain("recruiter@agency.example").unwrap();
    let text = "From: R <recruiter@agency.example>\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n";
    let read = |events: &str| Mail::read(format!("{text}{events}END:VCALENDAR\n").as_bytes()).unwrap();
    let mail = read(&ordinary());
    let decision = decided(&mail, |i| i.words_to = &to);
    assert!(decision.answers.is_empty() && decision.findings[0].weight == Weight::Stop);
    assert_eq!(ids(&decision), ["organizer-differs"]);
    let allowed = decided(&mail, |i| {
        i.words_to = &to;
        i.allow_stranger = true;
    });
    assert_eq!(allowed.answers[0].organizer.email, "dana@acme.example");
    let sent_by = ordinary().replace("ORGANIZER;", "ORGANIZER;SENT-BY=\"mailto:recruiter@agency.example\";");
    assert_eq!(ids(&decided(&read(&sent_by), |i| i.words_to = &to)), ["organizer-too"]);
    let provider = |a: &str| a.replace("acme.example", "gmail.com");
    let neighbour = Mail::read(
        provider(&format!("{text}{}END:VCALENDAR\n", ordinary()))
            .replace("recruiter@agency.example", "r@gmail.com")
            .as_bytes(),
    );
    let to = Address::plain("r@gmail.com").unwrap();
    let decision = decided(&neighbour.unwrap(), |i| i.words_to = &to);
    assert_eq!(ids(&decision), ["organizer-differs"], "a mailbox provider is nobody's organisation");
}

#[test]
fn a_colleague_gets_it_too_and_it_is_asked() {
    let nora = Address::plain("nora@mail.acme.example").unwrap();
    let mail = mail("REQUEST", &ordinary());
    let decision = decided(&mail, |i| i.words_to = &nora);
    assert_eq!((decision.answers.len(), ids(&decision)), (1, vec!["organizer-too"]));
    assert_eq!(mail.words(decision.findings[0].seen.unwrap()), "mailto:dana@acme.example");
}

#[test]
fn one_uid_a_message_and_the_exceptions_of_a_series_together() {
    let second = ordinary().replace("UID:u-1", "UID:u-2");
    let decision = decided(&mail("REQUEST", &format!("{}{second}", ordinary())), |_| {});
    assert_eq!((decision.answers.len(), ids(&decision)), (2, vec!["several-events"]));
    assert!(decision.answers.iter().all(|a| a.answer.ics.matches("\r\nUID:").count() == 1));
    let series = ordinary().replace("SEQUENCE:2", "SEQUENCE:2\nRRULE:FREQ=WEEKLY;COUNT=4");
    let exception = ordinary().replace("SEQUENCE:2", "SEQUENCE:3\nRECURRENCE-ID:20261210T140000Z");
    let decision = decided(&mail("REQUEST", &format!("{series}{exception}")), |_| {});
    assert_eq!((decision.answers.len(), ids(&decision)), (1, vec!["series"]));
    let ics = ics(&decision);
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 2);
    assert!(ics.contains("RECURRENCE-ID:20261210T140000Z\r\n") && ics.contains("SEQUENCE:3\r\n"));
    assert_eq!(ids(&decided(&mail("REQUEST", &exception), |_| {})), ["instance"]);
}

#[test]
fn another_time_is_proposed_in_the_form_of_the_request() {
    let time: Zoned = "2026-12-08T16:00:00+01:00[Europe/Berlin]".parse().unwrap();
    let propose = [time];
    let counter = |events: &str| {
        decided(&mail("REQUEST", events), |i| {
            i.answer = CalendarReply::Counter;
            i.propose = &propose;
        })
    };
    let plain = counter(&ordinary());
    assert_eq!(plain.answers[0].answer.method, "COUNTER");
    assert!(ics(&plain).contains("DTSTART:20261208T150000Z\r\nDTEND:20261208T160000Z\r\n"), "{}", ics(&plain));
    assert!(ics(&plain).contains("METHOD:COUNTER\r\n") && ics(&plain).contains("SEQUENCE:2\r\n"));
    let london = ordinary()
        .replace("DTSTART:20261203T140000Z", "DTSTART;TZID=GMT Standard Time:20261203T140000")
        .replace("DTEND:20261203T150000Z", "DTEND;TZID=GMT Standard Time:20261203T144500");
    let zoned = ics(&counter(&london));
    assert!(zoned.contains("DTSTART;TZID=GMT Standard Time:20261208T150000\r\n"), "{zoned}");
    assert!(zoned.contains("DTEND;TZID=GMT Standard Time:20261208T154500\r\n"), "{zoned}");
    assert!(
        zoned.contains("TZID:GMT Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:20261025T020000\r\nTZOFFSETFROM:+0100\r\n")
    );
    for refused in [
        ordinary().replace("SEQUENCE:2", "X-MICROSOFT-DISALLOW-COUNTER:TRUE"),
        ordinary().replace("SEQUENCE:2", "RRULE:FREQ=DAILY;COUNT=3"),
        ordinary().replace("DTSTART:20261203T140000Z", "DTSTART;VALUE=DATE:20261203"),
        ordinary().replace("20261203T140000Z", "20261208T150000Z"),
        format!("{}{}", ordinary(), ordinary().replace("u-1", "u-2")),
    ] {
        let decision = counter(&refused);
        assert!(decision.answers.is_empty() && ids(&decision) == ["no-counter"], "{refused}{:?}", decision.findings);
    }
    let none = decided(&mail("REQUEST", &ordinary()), |i| i.answer = CalendarReply::Counter);
    assert!(none.answers.is_empty() && ids(&none) == ["no-counter"]);
}

#[test]
fn state_is_told_and_does_not_hinder() {
    let answered = ordinary().replace("NEEDS-ACTION", "DECLINED");
    assert_eq!(ids(&decided(&mail("REQUEST", &answered), |_| {})), ["calendar-answered"]);
    let past = ordinary().replace("20261203", "20260903");
    assert_eq!(ids(&decided(&mail("REQUEST", &past), |_| {})), ["calendar-past"]);
}

#[test]
fn times_that_nobody_can_look_up_are_left_out() {
    let lost = ordinary().replace("DTSTART:20261203T140000Z", "DTSTART;TZID=Nowhere:20261203T140000");
    assert!(!ics(&decided(&mail("REQUEST", &lost), |_| {})).contains("DTSTART"));
}

#[test]
fn a_request_that_was_cut_off_is_not_answered() {
    let whole = ordinary();
    let cut = whole.split("SEQUENCE").next().unwrap();
    let text = format!(
        "From: dana@acme.example\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n{cut}{ORGANIZER}\n{ME}\n"
    );
    assert_eq!(ids(&decided(&Mail::read(text.as_bytes()).unwrap(), |_| {})), ["calendar-broken"]);
    let guests: String = (0..5000).map(|i| format!("\nATTENDEE:mailto:g{i}@acme.example")).collect();
    let late = whole.replace("SEQUENCE:2", &format!("X:1\n{ME}{guests}\nSEQUENCE:2"));
    assert!(
        ics(&decided(&mail("REQUEST", &late), |_| {})).contains("SEQUENCE:2\r\n"),
        "what stands behind many guests is read"
    );
}

#[test]
fn strangers_lines_add_no_property() {
    let hostile = event(&format!(
        "{ORGANIZER}\n{ME}\nX-A:1\u{b}ATTENDEE:mailto:x@y.example\nLOCATION:a\\nATTENDEE:mailto:x@y.example\nATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA"
    ));
    let decision = decided(&mail("REQUEST", &hostile), |i| i.comment = "no\r\nATTENDEE:mailto:z@y.example\n");
    let text = ics(&decision);
    let names: Vec<&str> = text.split("\r\n").filter_map(|l| l.split([':', ';']).next()).collect();
    assert_eq!(names.iter().filter(|n| **n == "ATTENDEE").count(), 1, "{text}");
    assert!(!text.contains("ATTACH") && text.contains("COMMENT:no ATTENDEE:mailto:z@y.example\r\n"));
}

#[test]
fn my_own_calendar_gets_the_event_accepted() {
    let mail = mail("REQUEST", &ordinary());
    let mut text = None;
    decided(&mail, |i| text = own::accepted(i));
    let text = text.unwrap();
    assert!(!text.contains("METHOD") && text.contains("bob@acme.example"), "{text}");
    assert!(text.replace("\r\n ", "").contains("PARTSTAT=ACCEPTED;CN=Ada:mailto:Ada@home.example\r\n"), "{text}");
    let at: Zoned = "2026-12-01T09:00:00+01:00[Europe/Berlin]".parse().unwrap();
    let entry = own::Entry {
        uid: "1@x",
        summary: "Answer Acme; today\n",
        at: &at,
        end: None,
        place: None,
        description: None,
        now: &at,
    };
    assert!(own::reminder(&entry).contains("DUE:20261201T080000Z\r\nSUMMARY:Answer Acme\\; today\r\nEND:VTODO"));
}

proptest::proptest! {
    #[test]
    fn whatever_is_asked_the_answer_is_one_attendee_of_one_event(
        lines in proptest::collection::vec("[A-Z;:=\",\\\\\\t a-z\u{b}\u{85}ä-]{0,40}", 0..8),
        comment in "\\PC{0,100}",
    ) {
        let hostile = event(&format!("{ORGANIZER}\n{ME}\n{}", lines.join("\n")));
        let decision = decided(&mail("REQUEST", &hostile), |i| i.comment = &comment);
        for answer in &decision.answers {
            let ics = &answer.answer.ics;
            proptest::prop_assert!(ics.split("\r\n").all(|l| l.len() <= 75 && !l.contains(['\n', '\r'])));
            let again = crate::message::calendar::parse(ics.as_bytes(), Some("REPLY"), 0);
            proptest::prop_assert_eq!(again.events.len(), 1);
            let back = &again.events[0];
            proptest::prop_assert_eq!(back.attendees.len(), 1);
            proptest::prop_assert_eq!(back.attendees[0].partstat.as_deref(), Some("DECLINED"));
            proptest::prop_assert_eq!((back.uid.as_deref(), back.sequence), (Some("u-1"), Some(2)));
        }
    }
}
