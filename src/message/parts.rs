//! The MIME tree: which part a person read, which parts are calendars, which messages are attached.

use super::body::{Body, Href};
use super::{Mail, calendar, html, lines};
use crate::words;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;

/// So much of a text is looked at, in bytes: a person reads less, and no line of it may cost a hostile mail's weight.
const TEXT_LIMIT: usize = 512 * 1024;
/// Pages are mostly tags: so much of one is rendered.
const PAGE_LIMIT: usize = 8 * 1024 * 1024;
/// Attached messages are looked into this deep.
const DEPTH: usize = 3;

/// Drops a parsed message. Dropping nested messages would recurse, and a hostile one is deep: take it apart.
pub(super) fn discard(message: Message) {
    let mut left = vec![message];
    while let Some(message) = left.pop() {
        left.extend(message.parts.into_iter().filter_map(|part| match part.body {
            PartType::Message(inner) => Some(inner),
            _ => None,
        }));
    }
}

/// What was gathered from the tree.
#[derive(Default)]
struct Tree {
    plain: Vec<String>,
    html: Vec<String>,
    /// Bytes, the Content-Type's method, and whether it says they are UTF-8.
    calendars: Vec<(Vec<u8>, Option<String>, bool)>,
    attached: Vec<String>,
    encrypted: bool,
}

/// Fills body, calendars and JSON-LD of a mail.
pub(super) fn read(mail: &mut Mail, parsed: &Message) {
    let mut tree = Tree::default();
    gather(parsed, &mut tree, 0);
    mail.marks.encrypted |= tree.encrypted;
    let (mut text, mut links, from_html) = choose(&mut tree, mail);
    for attached in &tree.attached {
        text.push_str("\n\n");
        text.push_str(attached);
    }
    text.truncate(text.floor_char_boundary(TEXT_LIMIT));
    links.retain(|l| l.end <= text.len());
    find_urls(&text, &mut links);
    links.sort_by_key(|l| l.start);
    let classed = lines::class(&text, words::mail(), super::thread::forwards(&mail.subject));
    mail.body = Body { text, lines: classed.lines, links, forward: classed.forward, from_html };
    mail.texts.jsonld = mail.jsonld.join("\n");
    for (bytes, method, says_utf8) in tree.calendars {
        let offset = mail.texts.calendar.len();
        let mut calendar = calendar::parse(&bytes, method.as_deref(), offset);
        calendar.doubtful = says_utf8 && !calendar.utf8;
        mail.texts.calendar.push_str(&calendar.text());
        mail.texts.calendar.push('\n');
        mail.calendars.push(calendar);
    }
}

fn gather(message: &Message, tree: &mut Tree, depth: usize) {
    for part in &message.parts {
        if is_calendar(part) {
            let says_utf8 = attribute(part, "charset").is_some_and(|c| c.eq_ignore_ascii_case("utf-8"));
            tree.calendars.push((bytes_of(message, part), attribute(part, "method"), says_utf8));
        } else if let PartType::Message(inner) = &part.body {
            if depth < DEPTH {
                let text = attached(inner, tree, depth + 1);
                tree.attached.push(text);
            }
        } else if depth == 0 && is_pgp(part) {
            tree.encrypted = true;
        }
    }
    if depth == 0 {
        tree.plain = bodies(message, &message.text_body, false);
        tree.html = bodies(message, &message.html_body, true);
    }
}

/// The parts a person reads, of one kind.
fn bodies(message: &Message, ids: &[u32], html: bool) -> Vec<String> {
    let broken: Vec<String> = message.parts.iter().filter_map(|p| repaired(message, p, html)).collect();
    if !broken.is_empty() {
        return broken;
    }
    let parts = ids.iter().filter_map(|id| message.parts.get(*id as usize));
    let wanted = parts.filter(|p| !is_calendar(p)).filter_map(|p| match &p.body {
        PartType::Text(text) if !html => Some(unflowed(p, lf(cut(&letters(message, p, text), TEXT_LIMIT)))),
        PartType::Html(text) if html => Some(cut(&letters(message, p, text), PAGE_LIMIT).to_string()),
        _ => None,
    });
    wanted.collect()
}

/// The text of a part. One that calls itself UTF-16 and has no zero byte is none: it is read as it stands.
fn letters<'a>(message: &'a Message, part: &MessagePart, text: &'a str) -> Cow<'a, str> {
    let named = attribute(part, "charset").is_some_and(|c| c.to_ascii_lowercase().starts_with("utf-16"));
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize);
    match raw.filter(|raw| named && part.encoding == Encoding::None && !raw.contains(&0)) {
        Some(raw) => String::from_utf8_lossy(raw),
        None => Cow::Borrowed(text),
    }
}

/// A text in base64 that the parser gave up on, line by line: what is no base64 (a footer that a list has added, a
/// damaged line) is left out, with a sign that something is missing.
fn repaired(message: &Message, part: &MessagePart, html: bool) -> Option<String> {
    let is = |header: Option<&str>, value: &str| header.is_some_and(|h| h.trim().eq_ignore_ascii_case(value));
    let kind = part.content_type().map_or(("text", None), |t| (t.ctype(), t.subtype()));
    let wanted =
        kind.0.eq_ignore_ascii_case("text") && is(kind.1.or(Some("plain")), if html { "html" } else { "plain" });
    if !wanted || !part.is_encoding_problem || !is(part.content_transfer_encoding(), "base64") {
        return None;
    }
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
    let decode = attribute(part, "charset").and_then(|c| charset_decoder(c.as_bytes()));
    let decode = |bytes: &[u8]| decode.map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |d| d(bytes));
    let (mut text, mut sound) = (String::new(), Vec::new());
    for line in raw.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).filter(|l| !l.is_empty()) {
        let digits = line.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
        match base64_decode(line).filter(|_| digits) {
            Some(bytes) => sound.extend_from_slice(&bytes),
            None => {
                text += &decode(&std::mem::take(&mut sound));
                text += "\u{fffd}\n";
            }
        }
    }
    text += &decode(&sound);
    Some(if html { cut(&text, PAGE_LIMIT).to_string() } else { unflowed(part, lf(cut(&text, TEXT_LIMIT))) })
}

/// An attached message as mail programs write a forwarded one: a header block, then its text.
fn attached(inner: &Message, tree: &mut Tree, depth: usize) -> String {
    let mut part = Tree::default();
    gather(inner, &mut part, depth);
    tree.calendars.append(&mut part.calendars);
    let plain = bodies(inner, &inner.text_body, false).join("\n");
    let text = if plain.trim().is_empty() {
        bodies(inner, &inner.html_body, true).iter().map(|h| html::render(h).text).collect::<Vec<_>>().join("\n")
    } else {
        plain
    };
    let from = super::address::list(inner.from()).first().map(ToString::to_string).unwrap_or_default();
    let to = super::address::list(inner.to()).first().map(ToString::to_string).unwrap_or_default();
    let date = inner.date().map(mail_parser::DateTime::to_rfc822).unwrap_or_default();
    let subject = crate::text::one_line(inner.subject().unwrap_or_default());
    format!(
        "---------- Forwarded message ----------\nFrom: {from}\nDate: {date}\nSubject: {subject}\nTo: {to}\n\n{text}"
    )
}

/// Plain text when it is real, else the HTML as text.
fn choose(tree: &mut Tree, mail: &mut Mail) -> (String, Vec<Href>, bool) {
    let plain = joined(std::mem::take(&mut tree.plain));
    let pages: Vec<html::Rendered> = tree.html.iter().map(|h| html::render(h)).collect();
    let mut rendered = String::new();
    let mut links = Vec::new();
    for page in pages {
        let offset = rendered.len();
        links.extend(page.links.into_iter().map(|l| Href { start: l.start + offset, end: l.end + offset, url: l.url }));
        mail.jsonld.extend(page.jsonld);
        rendered.push_str(&page.text);
        rendered.push('\n');
    }
    if is_real(&plain, &rendered) {
        let links = links.into_iter().map(|l| placed(&l, &rendered, &plain)).collect();
        (plain, links, false)
    } else {
        (rendered, links, !tree.html.is_empty())
    }
}

/// The texts, one below the other; one alone is not copied.
fn joined(mut texts: Vec<String>) -> String {
    if texts.len() == 1 { texts.remove(0) } else { texts.join("\n") }
}

/// A plain part is real when it says something, does not only point at the HTML part, and is not much poorer.
fn is_real(plain: &str, rendered: &str) -> bool {
    let says = |text: &str| text.chars().any(char::is_alphanumeric);
    if !says(plain) || !says(rendered) {
        return says(plain) || !says(rendered);
    }
    let size = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let (have, other) = (size(plain), size(rendered));
    let lower = plain.to_lowercase();
    let points = words::mail().iter().flat_map(|w| &w.no_plain).any(|p| lower.contains(p));
    !(points && have < 300 || have * 5 < other || plain.contains("<td") || plain.contains("</p>"))
}

/// The same link in the plain text: by its words, where they stand there; else at the very start.
fn placed(link: &Href, rendered: &str, plain: &str) -> Href {
    let words = rendered.get(link.start..link.end).unwrap_or_default().trim();
    let start = if words.len() < 4 { None } else { plain.find(words) };
    let (start, end) = start.map_or((0, 0), |at| (at, at + words.len()));
    Href { start, end, url: link.url.clone() }
}

/// Addresses written out in the text.
fn find_urls(text: &str, links: &mut Vec<Href>) {
    for at in memchr::memmem::find_iter(text.as_bytes(), b"://") {
        let scheme = ["https", "http"].into_iter().find(|s| text[..at].ends_with(s));
        let Some(start) = scheme.map(|s| at - s.len()) else { continue };
        let rest = &text[start..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | ']' | '|'))
            .unwrap_or(rest.len());
        let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
        if !links.iter().any(|l| l.url == url) {
            links.push(Href { start, end: start + url.len(), url: url.to_string() });
        }
        if links.len() > 500 {
            return;
        }
    }
}

fn is_calendar(part: &MessagePart) -> bool {
    let typed = part.content_type().is_some_and(|t| {
        let subtype = t.subtype().unwrap_or_default();
        subtype.eq_ignore_ascii_case("calendar") || subtype.eq_ignore_ascii_case("ics")
    });
    let named = part
        .attachment_name()
        .is_some_and(|n| n.len() > 4 && n.as_bytes()[n.len() - 4..].eq_ignore_ascii_case(b".ics"));
    let looks =
        |bytes: &[u8]| bytes.trim_ascii_start().get(..15).is_some_and(|b| b.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"));
    (typed || named) && !matches!(part.body, PartType::Message(_) | PartType::Multipart(_))
        || matches!(&part.body, PartType::Binary(b) if looks(b))
}

/// The decoded bytes of a calendar part, before any charset: its lines may be folded inside a character. A charset
/// other than UTF-8 is the parser's to decode; but bytes that are UTF-8 all the same are that (RFC 5545 3.1.4), as
/// text in an old charset never looks like it.
fn bytes_of(message: &Message, part: &MessagePart) -> Vec<u8> {
    let charset = attribute(part, "charset").unwrap_or_default().to_ascii_lowercase();
    let plain = charset.is_empty() || charset.contains("utf-8") || charset.contains("ascii");
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize);
    let decoded = match (part.encoding, raw) {
        (Encoding::None, Some(raw)) => Some(raw.to_vec()),
        (Encoding::Base64, Some(raw)) => base64_decode(raw),
        (Encoding::QuotedPrintable, Some(raw)) => quoted_printable_decode(raw),
        (_, None) => None,
    };
    // A charset of wide characters has zero bytes; one of escapes is all ASCII, and the parser's.
    let utf8 = |bytes: &Vec<u8>| !bytes.is_ascii() && !bytes.contains(&0) && calendar::line::unfold(bytes).1;
    if let Some(bytes) = decoded.filter(|bytes| plain || utf8(bytes)) {
        return bytes;
    }
    match &part.body {
        PartType::Text(text) | PartType::Html(text) => text.as_bytes().to_vec(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes.to_vec(),
        _ => Vec::new(),
    }
}

fn attribute(part: &MessagePart, name: &str) -> Option<String> {
    part.content_type().and_then(|t| t.attribute(name)).map(str::to_string)
}

fn is_pgp(part: &MessagePart) -> bool {
    matches!(&part.body, PartType::Text(text) if text.trim_start().starts_with("-----BEGIN PGP MESSAGE"))
}

fn cut(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

fn lf(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"\r\n") {
        out.push_str(&text[from..at]);
        from = at + 1;
    }
    out.push_str(&text[from..]);
    if out.is_ascii() { out } else { out.replace('\u{a0}', " ") }
}

/// format=flowed (RFC 3676): lines that end in a blank go on in the next.
fn unflowed(part: &MessagePart, text: String) -> String {
    let is = |name: &str, value: &str| attribute(part, name).is_some_and(|v| v.eq_ignore_ascii_case(value));
    if !is("format", "flowed") {
        return text;
    }
    let delsp = is("delsp", "yes");
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        let flows = bare.ends_with(' ') && bare != "-- " && line.ends_with('\n') && !bare.starts_with('>');
        if flows {
            out.push_str(if delsp { &bare[..bare.len() - 1] } else { bare });
        } else {
            out.push_str(line);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::message::Mail;
    use crate::message::body::Voice;

    fn mail(kind: &str, body: &str) -> Mail {
        Mail::read(format!("From: a@b.example\nMIME-Version: 1.0\nContent-Type: {kind}\n\n{body}").as_bytes()).unwrap()
    }

    fn both(plain: &str, html: &str) -> Mail {
        mail(
            "multipart/alternative; boundary=b",
            &format!("--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"),
        )
    }

    #[test]
    fn the_plain_part_is_read_when_it_is_real() {
        assert_eq!(
            both("Dear Ada, come on Monday.", "<p>Dear Ada, come on Monday.</p>").body.text.trim(),
            "Dear Ada, come on Monday."
        );
        assert!(!both("Dear Ada, come on Monday.", "<p>Dear Ada, come on Monday.</p>").body.from_html);
        assert!(both("Your client does not support HTML.", "<p>Dear Ada, come on Monday.</p>").body.from_html);
        assert!(both("", "<p>Dear Ada, come on Monday.</p>").body.from_html);
    }

    #[test]
    fn links_of_the_page_are_found_in_the_plain_text() {
        let mail = both(
            "Dear Ada, please choose a time here.",
            "<p>Dear Ada, please <a href='https://x.example/t'>choose a time</a> here.</p>",
        );
        let link = &mail.body.links[0];
        assert_eq!(
            (&mail.body.text[link.start..link.end], link.url.as_str()),
            ("choose a time", "https://x.example/t")
        );
        let mail = super::super::Mail::read(b"From: a@b.example\n\nJoin https://meet.example/abc.\n").unwrap();
        assert_eq!(mail.body.links[0].url, "https://meet.example/abc");
    }

    #[test]
    fn an_attached_message_is_read_as_a_forwarded_one() {
        let mail = mail(
            "multipart/mixed; boundary=b",
            "--b\nContent-Type: text/plain\n\nfor you\n--b\nContent-Type: message/rfc822\n\nFrom: Dana <d@acme.example>\nSubject: Interview\n\nDear Ada, come.\n--b--\n",
        );
        let forward = mail.body.forward.as_ref().expect("a forward");
        assert_eq!(forward.from.as_ref().unwrap().email, "d@acme.example");
        let voices: Vec<Voice> =
            mail.body.lines.iter().filter(|l| mail.body.line(l).contains("come")).map(|l| l.voice).collect();
        assert_eq!(voices, [Voice::Forwarded]);
    }

    #[test]
    fn flowed_lines_are_joined() {
        assert_eq!(mail("text/plain; format=flowed", "Dear Ada, \nwe meet\nsoon").body.text, "Dear Ada, we meet\nsoon");
    }

    #[test]
    fn a_text_that_is_not_in_the_letters_it_names_is_read_as_it_stands() {
        assert_eq!(mail("text/plain; charset=utf-16", "Dear Ada, come.").body.text, "Dear Ada, come.");
    }

    #[test]
    fn damaged_base64_is_read_as_far_as_it_goes() {
        let lines = [
            "RGVhciBBZGEsIHBsZWFzZSBjb21lIG9u",
            "$$$\u{1}***",
            "TW9uZGF5LCBEYW5hCg==",
            "____",
            "List footer, no base64",
        ];
        let text = format!(
            "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{}\n--b--\n",
            lines.join("\n")
        );
        let body = mail("multipart/mixed; boundary=b", &text).body.text;
        assert!(body.contains("come on\u{fffd}\nMonday, Dana"), "{body}");
        let alone = super::super::Mail::read(
            format!("From: a@b.example\nContent-Transfer-Encoding: base64\n\n{}", lines.join("\n")).as_bytes(),
        );
        assert!(alone.unwrap().body.text.contains("Monday, Dana"));
    }

    #[test]
    fn calendars_are_found_wherever_they_hang() {
        let ics = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(mail("text/calendar; method=REQUEST", ics).calendars.len(), 1);
        let attached = mail(
            "multipart/mixed; boundary=b",
            &format!(
                "--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: application/octet-stream; name=invite.ICS\n\n{ics}--b--\n"
            ),
        );
        assert_eq!(attached.calendars.len(), 1);
        assert_eq!(attached.body.text.trim(), "x");
    }
}
