//! How they would meet, where, which number to call, and what each link does. Links are never opened.

use super::finder::{Finder, Hit};
use super::rules::Context;
use super::{Class, Format, Link, LinkUse, sender};
use crate::fact::{Fact, Settled, Sure};
use crate::message::Mail;
use crate::message::body::Voice;
use crate::text::{Part, Span, one_line};
use crate::words::schema::{FormatWords, SystemKind};

/// Where a word was found, and for what it speaks.
struct Sign {
    format: Format,
    span: Span,
}

/// How they would meet: what most words of the mail speak for; nothing where two formats speak as loud.
pub fn format(it: &Context) -> Settled<Format> {
    if !it.class.has_interview() {
        return Settled::None;
    }
    if let Some(fact) = planned(it) {
        return Settled::One(fact);
    }
    let texts = it.texts();
    if let Some(span) = texts.iter().find_map(|t| t.first_span(List::Choice).or_else(|| t.first_span(List::Other))) {
        return Settled::One(Fact::new(Format::Other, Sure::Likely, "format-to-choose", vec![span]));
    }
    let signs: Vec<Sign> = texts.iter().flat_map(signs).collect();
    let count = |format: Format| signs.iter().filter(|s| s.format == format).count();
    let mut all = [Format::Phone, Format::Video, Format::Onsite].map(|f| (count(f), f));
    all.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let [(most, format), (next, _), _] = all;
    if most == 0 || most == next {
        return joined(it);
    }
    let seen = signs.iter().filter(|s| s.format == format).map(|s| s.span).take(3).collect();
    Settled::One(Fact::new(format, if next == 0 { Sure::Stated } else { Sure::Likely }, "format-words", seen))
}

/// A link that joins a meeting is a video call, where no word says anything.
fn joined(it: &Context) -> Settled<Format> {
    let join = it.mail.body.links.iter().find(|l| is_meeting(&l.url));
    join.map_or(Settled::None, |l| {
        Settled::One(Fact::new(
            Format::Video,
            Sure::Likely,
            "meeting-link",
            vec![Span::new(Part::Body, l.start, l.end)],
        ))
    })
}

/// What the calendar's location says: a meeting's address, a number, or a place.
fn planned(it: &Context) -> Option<Fact<Format>> {
    let event = it.mail.calendars.iter().flat_map(|c| &c.events).next()?;
    let location = event.location.as_deref().unwrap_or_default().trim();
    let span = event.place("LOCATION")?;
    let lower = location.to_lowercase();
    let words = &it.words.format;
    let is = |list: &[String]| list.contains(&lower);
    let video = is_meeting(&lower) || has(&lower, &words.video).is_some() || is(&words.location.video);
    let digits = location.chars().filter(char::is_ascii_digit).count();
    let phone = has(&lower, &words.phone).is_some()
        || is(&words.location.phone)
        || digits >= 8 && location.chars().filter(|c| c.is_alphabetic()).count() < 12;
    let format = match (video, phone) {
        (true, _) => Format::Video,
        (_, true) => Format::Phone,
        _ if location.is_empty() || lower.starts_with("http") || is(&words.location.open) => return None,
        _ => Format::Onsite,
    };
    // A room beside a meeting's address: both are offered.
    (!(video && has(&lower, &words.onsite).is_some()))
        .then(|| Fact::new(format, Sure::Stated, "calendar-location", vec![span]))
}

/// A text in lower case, with its place and the phrases that stand in it.
#[derive(Debug)]
pub struct Text {
    part: Part,
    start: usize,
    lower: String,
    title: bool,
    hits: Vec<Hit<'static>>,
}

impl Text {
    /// The text in lower case.
    pub(super) fn lower(&self) -> &str {
        &self.lower
    }

    /// The place of some of its bytes.
    pub(super) fn span(&self, at: usize, length: usize) -> Span {
        Span::new(self.part, self.start + at, self.start + at + length)
    }

    /// Is it the subject, or the name of the event?
    pub(super) fn is_title(&self) -> bool {
        self.title
    }

    /// The first place and the length of a phrase of one of [`LISTS`].
    pub(super) fn first(&self, list: List) -> Option<(usize, usize)> {
        self.hits.iter().filter(|h| h.list == list as u16).map(|h| (h.at, h.phrase.len())).min()
    }

    fn first_span(&self, list: List) -> Option<Span> {
        self.first(list).map(|(at, length)| self.span(at, length))
    }
}

/// The lists of phrases that are looked for in every text at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub(super) enum List {
    Phone,
    Video,
    Onsite,
    Other,
    Choice,
    Final,
    OnsiteLoop,
    Panel,
    HiringManager,
    Technical,
    Assessment,
    Screen,
}

/// The phrases of each [`List`], in its order.
fn lists(words: &FormatWords) -> [&[String]; 12] {
    [
        &words.phone,
        &words.video,
        &words.onsite,
        &words.other,
        &words.choice,
        &words.last,
        &words.onsite_loop,
        &words.panel,
        &words.hiring_manager,
        &words.technical,
        &words.assessment,
        &words.screen,
    ]
}

/// Subject, summary and what is said.
pub fn texts(mail: &Mail, words: &'static FormatWords) -> Vec<Text> {
    let finder = Finder::new(&lists(words));
    let text = |part, start, text: &str, title| {
        let lower = lower(text);
        Text { part, start, hits: finder.all(&lower), lower, title }
    };
    let mut out = vec![text(Part::Subject, 0, &mail.subject, true)];
    for event in mail.calendars.iter().flat_map(|c| &c.events).take(2) {
        for name in ["SUMMARY", "DESCRIPTION"] {
            if let Some(span) = event.place(name) {
                out.push(text(Part::Calendar, span.start, mail.words(span), name == "SUMMARY"));
            }
        }
    }
    out.extend(mail.body.speaking().map(|l| text(Part::Body, l.start, mail.body.line(l), false)));
    out
}

/// Lower case that keeps places: letters whose length would change stay as they are.
fn lower(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
                _ => c,
            }
        })
        .collect()
}

/// The first phrase of a list in a text, as whole words: its place and length.
pub(super) fn has(text: &str, list: &[String]) -> Option<(usize, usize)> {
    list.iter().filter_map(|p| find(text, p).map(|at| (at, p.len()))).min()
}

fn find(text: &str, phrase: &str) -> Option<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let open = phrase.ends_with([' ', ':', '|', '.', '-']);
        edge(text[..*at].chars().next_back()) && (open || edge(text[at + phrase.len()..].chars().next()))
    })
}

/// Every phrase counts once for its format, wherever it stands first.
fn signs(text: &Text) -> Vec<Sign> {
    let mut out = Vec::new();
    for (list, format) in [(List::Phone, Format::Phone), (List::Video, Format::Video), (List::Onsite, Format::Onsite)] {
        let mut counted: Vec<&str> = Vec::new();
        for hit in text.hits.iter().filter(|h| h.list == list as u16) {
            if !counted.contains(&hit.phrase) {
                counted.push(hit.phrase);
                if !negated(&text.lower[..hit.at]) {
                    out.push(Sign { format, span: text.span(hit.at, hit.phrase.len()) });
                }
            }
        }
    }
    out
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
    ]
    .iter()
    .any(|m| url.contains(m))
}

/// Where, for a meeting at a place: the calendar's location, or what stands behind "Location:".
pub fn place(it: &Context, format: &Settled<Format>) -> Settled<String> {
    if format.value() != Some(&Format::Onsite) {
        return Settled::None;
    }
    let event = it.mail.calendars.iter().flat_map(|c| &c.events).next();
    if let Some((event, span)) = event.and_then(|e| e.place("LOCATION").map(|s| (e, s)))
        && let Some(location) =
            event.location.as_deref().map(one_line).filter(|l| !l.is_empty() && !l.starts_with("http"))
    {
        return Settled::One(Fact::new(location, Sure::Stated, "calendar-location", vec![span]));
    }
    let body = &it.mail.body;
    for line in body.speaking() {
        let text = body.line(line);
        let small = lower(text);
        let start = small.len() - small.trim_start_matches([' ', '*', '-', '•']).len();
        let Some(label) = it.words.format.place.iter().find(|l| small[start..].starts_with(l.as_str())) else {
            continue;
        };
        let behind = start + label.len();
        let value = one_line(text.get(behind..).unwrap_or_default());
        if value.chars().count() > 3 && value.chars().count() < 160 {
            let span = Span::new(Part::Body, line.start + behind, line.end);
            return Settled::One(Fact::new(value, Sure::Stated, "place-label", vec![span]));
        }
    }
    Settled::None
}

/// A telephone number to call them: behind a word of calling, in the signature first.
pub fn phone(it: &Context) -> Settled<String> {
    let body = &it.mail.body;
    let lines = |voice: Voice| body.lines.iter().filter(move |l| l.voice == voice);
    for line in lines(Voice::Signature).chain(lines(Voice::Said)) {
        let text = body.line(line);
        if text.bytes().filter(u8::is_ascii_digit).count() < 7 {
            continue;
        }
        let small = lower(text);
        let Some((at, length)) = has(&small, &it.words.format.call) else { continue };
        let Some((from, to)) = number(text, at + length) else { continue };
        let span = Span::new(Part::Body, line.start + from, line.start + to);
        return Settled::One(Fact::new(one_line(&text[from..to]), Sure::Likely, "number-to-call", vec![span]));
    }
    Settled::None
}

/// A number of at least seven digits within a few characters of a byte.
fn number(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = from + rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(').filter(|at| *at <= 12)?;
    let end = text[start..]
        .find(|c: char| !(c.is_ascii_digit() || " +-()/.\u{a0}".contains(c)))
        .map_or(text.len(), |e| start + e);
    let found = text[start..end].trim_end_matches([' ', '-', '(', '/', '.']);
    let digits = found.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits).then_some((start, start + found.len()))
}

/// What the links do: by their host, their path, and the words they stand under.
pub fn links(it: &Context) -> Vec<Link> {
    if matches!(it.class, Class::Newsletter | Class::Other) {
        return Vec::new();
    }
    let body = &it.mail.body;
    let mut out: Vec<Link> = Vec::new();
    for href in body.links.iter().filter(|l| l.url.starts_with("http")).take(100) {
        let shown = lower(body.text.get(href.start..href.end).unwrap_or_default());
        let what = link_use(&href.url.to_lowercase(), &shown, &it.words.format);
        if what != LinkUse::Other && !out.iter().any(|l| l.url == href.url) {
            out.push(Link { what, url: href.url.clone() });
        }
    }
    out
}

pub(super) fn link_use(url: &str, shown: &str, words: &FormatWords) -> LinkUse {
    let says = |list: &[String]| has(shown, list).is_some();
    let path = |parts: &[&str]| parts.iter().any(|p| url.contains(p));
    let host = url.split("://").nth(1).unwrap_or_default().split(['/', '?']).next().unwrap_or_default();
    let scheduler = sender::system(host).is_some_and(|s| s.kind == SystemKind::Scheduler);
    match () {
        () if says(&words.links.reschedule) || path(&["reschedul"]) => LinkUse::Reschedule,
        () if says(&words.links.cancel) || path(&["/cancel", "cancellation"]) => LinkUse::Cancel,
        () if says(&words.links.decline) || path(&["/decline", "withdraw"]) => LinkUse::Decline,
        () if is_meeting(url) || says(&words.links.join) => LinkUse::Join,
        () if says(&words.links.schedule) || scheduler || path(&["/schedul", "/booking", "/book/"]) => {
            LinkUse::Schedule
        }
        () => LinkUse::Other,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::{Format, LinkUse, invitation};
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
}
