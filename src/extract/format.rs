//! How they would meet. Where, which number to call and what each link does is told beside it; links are never opened.

mod beside;
mod history;
pub mod learned;
mod links;
mod number;
mod place;
mod premises;
mod street;
mod text;

pub(super) use links::link_use;
pub use links::links;
pub use place::{phone, place};
pub(super) use text::List;
pub use text::{Text, texts};

use super::Format;
use super::finder::Hit;
use super::rules::Context;
use crate::fact::{Fact, Settled, Sure};
use crate::text::{Part, Span};
use crate::words::schema::{FormatWords, Phrases};
pub(super) use text::{has, is_over, lower};

/// Where a word was found, and for what it speaks.
struct Sign {
    format: Format,
    /// Is it the name of a program for video calls?
    platform: bool,
    /// How loud it speaks.
    weight: u8,
    span: Span,
}

/// The weight of words for the meeting itself, and of a detail: there is a floor where people work, wherever they meet.
const WORD: u8 = 2;
const DETAIL: u8 = 1;

/// How they would meet: what most words of the mail speak for; nothing where two formats speak as loud.
pub fn format(it: &Context) -> Settled<Format> {
    if !it.interview {
        return Settled::None;
    }
    if let Some(fact) = planned(it) {
        return Settled::One(fact);
    }
    let words = &it.words.format;
    let texts = it.texts();
    let choice = |t: &Text| t.first_span(List::Choice).filter(|_| t.first(List::Aside).is_none());
    if let Some(span) = texts.iter().find_map(choice) {
        return Settled::One(Fact::new(Format::Other, Sure::Likely, "format-to-choose", vec![span]));
    }
    let signs: Vec<Sign> = texts.iter().flat_map(|t| signs(t, words)).collect();
    let count = |format: Format| signs.iter().filter(|s| s.format == format).map(|s| s.weight).sum::<u8>();
    let mut all = [Format::Other, Format::Phone, Format::Video, Format::Onsite].map(|f| (count(f), f));
    all.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let all = called_before_housed(all, &signs);
    let [(most, format), (next, second), ..] = all;
    let seen = |format| signs.iter().filter(|s| s.format == format).map(|s| s.span).take(3).collect();
    if most == 0 {
        let told = joined(it).or_else(|| at_a_place(it)).or_else(|| beside::place_behind_a_time(it));
        let told = told.or_else(|| premises::house_beside_a_time(it)).or_else(|| premises::held_in_a_house(it));
        return told.or_else(|| history::as_before(it)).map_or(Settled::None, Settled::One);
    }
    if format == Format::Phone
        && let Some(fact) = premises::address_beside_a_time(it)
    {
        return Settled::One(fact);
    }
    // A call on a platform is a video call, whichever words name it a call.
    let call = format == Format::Phone && second == Format::Video && signs.iter().any(|s| s.platform);
    match most == next {
        true if call => Settled::One(Fact::new(second, Sure::Likely, "format-words", seen(second))),
        true => {
            // Words for the meeting itself go before as many details of a house.
            let told = |format| signs.iter().any(|s| s.format == format && s.weight == WORD);
            match (told(format), told(second)) {
                (true, false) => Settled::One(Fact::new(format, Sure::Likely, "format-words", seen(format))),
                (false, true) => Settled::One(Fact::new(second, Sure::Likely, "format-words", seen(second))),
                _ => joined(it).map_or(Settled::None, Settled::One),
            }
        }
        false => {
            // A lift and a gate are where people work: they make a meeting there likely.
            let word = signs.iter().any(|s| s.format == format && s.weight == WORD);
            // "Three days onsite" in a mail about paperwork is no way to meet.
            let told = next == 0 && word && it.class.has_interview();
            let sure = if told && learned::agrees(it, format) { Sure::Stated } else { Sure::Likely };
            Settled::One(Fact::new(format, sure, "format-words", seen(format)))
        }
    }
}

/// Words for a video call go before whatever details of a house: "your video interview", and a floor in the footer.
fn called_before_housed(mut all: [(u8, Format); 4], signs: &[Sign]) -> [(u8, Format); 4] {
    let told = |format| signs.iter().any(|s| s.format == format && s.weight == WORD);
    if all[0].1 == Format::Onsite && !told(Format::Onsite) && told(Format::Video) {
        all.sort_by_key(|(_, format)| *format != Format::Video);
    }
    all
}

/// A link that joins a meeting is a video call, where no word says anything.
fn joined(it: &Context) -> Option<Fact<Format>> {
    let join = it.mail.body.links.iter().find(|l| is_meeting(&l.url))?;
    Some(Fact::new(Format::Video, Sure::Likely, "meeting-link", vec![Span::new(Part::Body, join.start, join.end)]))
}

/// A street and its number behind "Location:", where no word says anything.
fn at_a_place(it: &Context) -> Option<Fact<Format>> {
    let (value, span) = place::labelled(it)?;
    let lower = value.to_lowercase();
    let address = value.contains(|c: char| c.is_ascii_digit()) && !lower.contains("http");
    let elsewhere = it.words.format.location.video.iter().any(|w| lower.contains(w));
    (address && !elsewhere).then(|| Fact::new(Format::Onsite, Sure::Likely, "place-label", vec![span]))
}

/// What the calendar's location says.
fn planned(it: &Context) -> Option<Fact<Format>> {
    let event = it.mail.calendars.iter().flat_map(|c| &c.events).next()?;
    let span = event.place("LOCATION")?;
    let (format, sure) = meant(event.location.as_deref().unwrap_or_default().trim(), &it.words.format)?;
    Some(Fact::new(format, sure, "calendar-location", vec![span]))
}

/// What a location says: a meeting's address, a number, or a place.
fn meant(location: &str, words: &FormatWords) -> Option<(Format, Sure)> {
    let lower = location.to_lowercase();
    let is = |list: &Phrases| list.contains(&lower);
    let named = has(&lower, &words.video).or_else(|| has(&lower, &words.alone));
    let video = is_meeting(&lower) || named.is_some() || is(&words.location.video);
    if video {
        // A room beside a meeting: the one that stands first is meant for the guest, the room is their own.
        return match has(&lower, &words.onsite).or_else(|| has(&lower, &words.onsite_hints)) {
            None => Some((Format::Video, Sure::Stated)),
            Some(room) => named.filter(|name| *name < room).map(|_| (Format::Video, Sure::Likely)),
        };
    }
    let digits = location.chars().filter(char::is_ascii_digit).count();
    let number = digits >= 8 && location.chars().filter(|c| c.is_alphabetic()).count() < 12;
    if number || has(&lower, &words.phone).is_some() || is(&words.location.phone) {
        return Some((Format::Phone, Sure::Stated));
    }
    let unknown = location.is_empty() || lower.starts_with("http") || is(&words.location.open);
    (!unknown).then_some((Format::Onsite, Sure::Stated))
}

/// Every phrase counts once for its format, wherever it stands first.
fn signs(text: &Text, words: &FormatWords) -> Vec<Sign> {
    let mut out = Vec::new();
    // "If that goes well, we would have a video call with the owner".
    if text.first(List::Perhaps).is_some() {
        return out;
    }
    let aside = text.first(List::Aside).is_some();
    // "The role is on-site" says where one would work.
    let job = text.first(List::Job).is_some();
    for (list, format, weight) in [
        (List::Phone, Format::Phone, WORD),
        (List::Video, Format::Video, WORD),
        (List::Onsite, Format::Onsite, WORD),
        (List::Hint, Format::Onsite, DETAIL),
        (List::Other, Format::Other, WORD),
    ] {
        let mut counted: Vec<&str> = Vec::new();
        let mut read = 0;
        // Who says how to answer says nothing about the meeting.
        let passed = aside && format == Format::Phone || job && matches!(format, Format::Onsite | Format::Video);
        for hit in text.hits.iter().filter(|h| h.list == list as u16 && !passed) {
            // "bei uns im Büro" holds two phrases, and says one thing; so does "virtual onsite".
            let within = hit.at < read || is_part_of_another(text, hit);
            let elsewhere = format == Format::Onsite && number::stands_behind(text, hit.end);
            if !counted.contains(&hit.phrase) && !within && !elsewhere {
                counted.push(hit.phrase);
                read = hit.end;
                let before = &text.lower[..hit.at];
                if !negated(before) && !is_over(before, words) {
                    let platform = words.alone.iter().any(|name| hit.phrase.contains(name));
                    out.push(Sign { format, platform, weight, span: text.span(hit.at, hit.end - hit.at) });
                }
            }
        }
    }
    if !aside {
        let rings =
            number::rung(text, words).map(|span| Sign { format: Format::Phone, platform: false, weight: WORD, span });
        out.extend(rings);
    }
    without_later_steps(&mut out, text, words);
    if out.is_empty() && !text.is_title() {
        let name = alone(&text.lower, &words.alone);
        out.extend(name.map(|(at, n)| Sign {
            format: Format::Video,
            platform: true,
            weight: WORD,
            span: text.span(at, n),
        }));
    }
    out
}

/// Does a longer phrase for another way to meet hold this one?
fn is_part_of_another(text: &Text, hit: &Hit) -> bool {
    let way = |list: u16| [List::Phone, List::Video, List::Onsite].iter().any(|l| *l as u16 == list);
    let holds = |h: &Hit| h.at <= hit.at && hit.end <= h.end && h.end - h.at > hit.end - hit.at;
    text.hits.iter().any(|h| h.list != hit.list && way(h.list) && holds(h))
}

/// "Thirty minutes on Zoom first, then a visit to our office": what stands behind "then" is how they meet later.
fn without_later_steps(signs: &mut Vec<Sign>, text: &Text, words: &FormatWords) {
    let Some(first) = signs.iter().filter(|s| s.weight == WORD).min_by_key(|s| s.span.start) else { return };
    let (format, from) = (first.format, text.offset(first.span.end));
    let Some((later, _)) = text.lower.get(from..).and_then(|rest| has(rest, &words.later)) else { return };
    signs.retain(|s| s.format == format || text.offset(s.span.start) < from + later);
}

/// A clause that is nothing but the name of a way to meet: "Forty minutes, video.", "(45 minutes, Zoom)".
fn alone(text: &str, names: &Phrases) -> Option<(usize, usize)> {
    let mut start = 0;
    for clause in text.split_inclusive([',', '.', ';', '(', ')', '|', ':', '–', '—', '/', '·', '•', '!', '?']) {
        let bare = clause.trim_matches(|c: char| !c.is_alphanumeric());
        if names.contains(bare) && !clause.ends_with(':') {
            let at = start + clause.find(bare).unwrap_or_default();
            return Some((at, bare.len()));
        }
        start += clause.len();
    }
    None
}

/// "no video", "not in person", "kein Video".
fn negated(before: &str) -> bool {
    let last: Vec<&str> = before.split_whitespace().rev().take(2).collect();
    last.iter().any(|w| {
        ["no", "not", "kein", "keine", "nicht", "pas", "sin", "non", "niet", "geen", "não", "without", "ohne"]
            .contains(w)
    })
}

fn is_meeting(url: &str) -> bool {
    let url = url.to_lowercase();
    [
        "zoom.us/",
        "zoom.com/j",
        "meet.google.",
        "teams.microsoft.",
        "teams.live.",
        "webex.com/",
        "whereby.",
        "meet.jit.si",
        "gotomeeting.",
        "bluejeans.",
        "chime.aws",
        "meeting.tencent.",
        "voovmeeting.",
        "meeting.zoho.",
        "8x8.vc/",
        "facetime.apple.",
    ]
    .iter()
    .any(|m| url.contains(m))
}

#[cfg(test)]
mod tests {
    use crate::extract::{Format, LinkUse, invitation};
    use crate::fact::Sure;
    use crate::message::Mail;

    fn read(body: &str) -> crate::extract::Invitation {
        let mail = format!(
            "From: Dana Ito <d@acme.example>\nTo: ada@home.example\nSubject: Interview\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nMessage-ID: <1@acme.example>\n\nDear Ada,\n\nWe would like to invite you to an interview for the Engineer position.\n\n{body}\n\nKind regards,\nDana Ito\nTel. +44 20 7946 0000\n"
        );
        invitation(&Mail::read(mail.as_bytes()).unwrap(), &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap())
    }

    #[test]
    fn formats_by_their_words() {
        let format = |body: &str| read(body).format.value().copied();
        assert_eq!(format("It is a video call via Zoom."), Some(Format::Video));
        assert_eq!(format("I will call you on your mobile."), Some(Format::Phone));
        assert_eq!(format("Please come to our offices, in person."), Some(Format::Onsite));
        assert_eq!(format("In person or by video, whichever you prefer."), Some(Format::Other));
        assert_eq!(format("We are happy to meet you."), None);
        assert_eq!(format("No video needed; I will call you on Monday."), Some(Format::Phone));
        assert_eq!(format("It is a video call first, then the onsite."), Some(Format::Video));
        assert_eq!(format("Leo will call +44 20 7946 0123."), Some(Format::Phone));
        assert_eq!(format("If you get lost, somebody who calls +44 20 7946 0123 is helped."), None);
        assert_eq!(format("Leo will call 2 or 3 others."), None);
        assert_eq!(format("Interviews will be held at Marl Community Fire Station."), Some(Format::Onsite));
        assert_eq!(format("The fair is held at the weekend."), None);
    }

    #[test]
    fn a_longer_phrase_says_one_thing() {
        let format = |body: &str| read(body).format.value().copied();
        assert_eq!(format("We would like to meet you at a virtual onsite."), Some(Format::Video));
        assert_eq!(format("The committee would like to speak with you online."), Some(Format::Video));
        assert_eq!(
            format("It is a phone interview. Please use the link below to tell us a time."),
            Some(Format::Phone)
        );
        assert_eq!(format("Join us with the link below."), Some(Format::Video));
        assert_eq!(format("Come in through the side door."), Some(Format::Onsite));
    }

    #[test]
    fn where_a_telephone_stands_is_not_where_they_meet() {
        let format = |body: &str| read(body).format.value().copied();
        assert_eq!(format("It is by phone. Or ring me at our office on 020 7946 0123."), Some(Format::Phone));
        assert_eq!(format("We meet in our office on 02/11/2026."), Some(Format::Onsite));
        assert_eq!(format("We meet at our office. The number is 020 7946 0123."), Some(Format::Onsite));
    }

    #[test]
    fn words_of_a_house_make_a_meeting_there_likely() {
        let sure = |body: &str| read(body).format.fact().map(|f| (f.value, f.sure));
        assert_eq!(sure("Come back on Tuesday at six, safety shoes."), Some((Format::Onsite, Sure::Likely)));
        assert_eq!(sure("We meet in person on Tuesday."), Some((Format::Onsite, Sure::Stated)));
        assert_eq!(sure("We meet virtually; wear a shirt. There is a lift, too."), Some((Format::Video, Sure::Likely)));
        assert_eq!(sure("It is a video call; there is a lift in our house."), Some((Format::Video, Sure::Likely)));
    }

    #[test]
    fn where_people_work_is_stated_of_no_meeting() {
        let mail = "From: Dana Ito <d@acme.example>\nTo: ada@home.example\nSubject: Your references\n\nHi Ada,\n\nBefore I \
                    can go on with your application I need two references. The job is hybrid with 3 days onsite at our \
                    office.\n\nDana\n";
        let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
        let found = invitation(&Mail::read(mail.as_bytes()).unwrap(), &now);
        assert_ne!(found.format.fact().map(|f| f.sure), Some(Sure::Stated));
    }

    #[test]
    fn a_name_of_a_program_says_it_alone_but_not_as_a_name_of_something_else() {
        let format = |body: &str| read(body).format.value().copied();
        assert_eq!(format("Forty minutes, video."), Some(Format::Video));
        assert_eq!(format("On Thursday (45 minutes, Zoom)."), Some(Format::Video));
        assert_eq!(format("Where | Microsoft Teams"), Some(Format::Video));
        assert_eq!(format("You would work on the video editor and zoom lenses."), None);
        assert_eq!(format("Online: our handbook."), None, "a label says nothing of the meeting");
    }

    #[test]
    fn an_address_behind_a_label_is_a_place() {
        let format = |body: &str| read(body).format.value().copied();
        assert_eq!(format("Location: Harbour House, 12 Quay Street"), Some(Format::Onsite));
        assert_eq!(format("\u{1f4cd} 12 Quay Street, Bristol"), Some(Format::Onsite));
        assert_eq!(format("Location: Bristol"), None, "where the job is");
        assert_eq!(format("Location: 100% remote"), None);
    }

    #[test]
    fn how_to_answer_is_not_how_to_meet() {
        let format = |body: &str| read(body).format.value().copied();
        assert_eq!(format("Any questions? You can reach me by phone."), None);
        assert_eq!(format("After our phone call we would like to see you at our offices."), Some(Format::Onsite));
        assert_eq!(format("The call is on Google Meet, a quick call."), Some(Format::Video));
    }

    #[test]
    fn where_one_would_work_is_not_where_one_meets() {
        let format = |body: &str| read(body).format.value().copied();
        assert_eq!(
            format("The job is hybrid, three days a week in the office. We talk by video."),
            Some(Format::Video)
        );
        assert_eq!(format("The role is fully remote. Could you come at ten on Friday?"), Some(Format::Onsite));
        assert_eq!(format("The position is on-site."), None);
    }

    #[test]
    fn who_is_asked_to_come_comes() {
        let format = |body: &str| read(body).format.value().copied();
        assert_eq!(format("Could you come at ten on Friday?"), Some(Format::Onsite));
        assert_eq!(format("I'm afraid it is off, so please do not come on Friday."), Some(Format::Onsite));
        assert_eq!(format("When the reply has come, we will see."), None);
        assert_eq!(format("Could you meet online on Friday?"), Some(Format::Video));
        assert_eq!(format("As promised on the phone, we offer you Friday."), None);
    }

    #[test]
    fn it_takes_place_in_a_house() {
        let format = |body: &str| read(body).format.value().copied();
        assert_eq!(format("The talk is on Friday.\n\nIt takes place at 12 Quay Lane."), Some(Format::Onsite));
        assert_eq!(format("The talk is on Friday.\n\nIt takes place in English."), None);
    }

    #[test]
    fn words_for_a_video_call_go_before_a_house_in_the_footer() {
        let format = |body: &str| read(body).format.value().copied();
        let house = "Parking, a lift and our reception are at Marl Road";
        assert_eq!(format(&format!("Your video interview is on Friday. {house}.")), Some(Format::Video));
        assert_eq!(format(&format!("{house}.")), Some(Format::Onsite));
    }

    #[test]
    fn links_do_what_they_say() {
        let found = read(
            "Join: https://acme.zoom.us/j/123\nReschedule: https://calendly.com/reschedulings/x\nPick: https://calendly.com/acme/30min",
        );
        let uses: Vec<LinkUse> = found.links.iter().map(|l| l.what).collect();
        assert_eq!(uses, [LinkUse::Join, LinkUse::Reschedule, LinkUse::Schedule]);
        assert_eq!(found.phone.value().map(String::as_str), Some("+44 20 7946 0000"));
    }

    #[test]
    fn what_was_agreed_by_phone_says_nothing_of_how_they_meet() {
        let format = |language: &str, said: &str| {
            let open = match language {
                "de" => "wir laden Sie zum Vorstellungsgespräch ein.",
                "it" => "vorremmo invitarla a un colloquio per la posizione di contabile.",
                _ => "gostaríamos de a convidar para uma entrevista para a vaga de contabilista.",
            };
            let mail = format!(
                "From: Dana Ito <d@acme.example>\nTo: ada@home.example\nSubject: 3.12.\nMessage-ID: <1@acme.example>\n\
                 Content-Type: text/plain; charset=utf-8\n\n{open}\n\n{said}\n\nDana Ito\n"
            );
            let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
            invitation(&Mail::read(mail.as_bytes()).unwrap(), &now).format.value().copied()
        };
        assert_eq!(format("de", "Gern bestätigen wir den telefonisch vereinbarten Termin."), None);
        assert_eq!(format("de", "Das Gespräch führen wir telefonisch."), Some(Format::Phone));
        assert_eq!(format("it", "Il prossimo passo è una video intervista."), Some(Format::Video));
        assert_eq!(format("pt", "A conversa é na nossa unidade."), Some(Format::Onsite));
    }
}
