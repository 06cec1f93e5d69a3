//! What would leave, shown for a person: envelope, headers, body, calendar answer, findings, evidence.

use super::paint::Paint;
use super::source;
use crate::fact::{Finding, Sure, Weight};
use crate::message::Mail;
use crate::message::calendar::line::unescape;
use crate::reply::wire::Outgoing;
use crate::reply::{CalendarAnswer, Relied, Reply};
use crate::text::one_line;

/// Columns before a fact's value, and before the words it was read from.
const INDENT: usize = 15;

/// One message that would leave, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    /// The typed reply.
    pub reply: &'a Reply,
    /// Its exact bytes and envelope.
    pub outgoing: &'a Outgoing,
    /// Facts that its sentences rely on.
    pub relied: &'a [Relied],
}

/// Draws the preview: pleasant on a terminal, plain in a pipe.
///
/// `messages` are all that would leave for one invitation; `title` says what this is; `findings` are all there are.
pub fn show(mail: &Mail, title: &str, messages: &[Shown], findings: &[Finding], paint: Paint) -> String {
    let mut out = String::new();
    for (at, message) in messages.iter().enumerate() {
        let count = if messages.len() > 1 { format!(" ({} of {})", at + 1, messages.len()) } else { String::new() };
        out += &format!("{}\n", paint.strong(&format!("{title}{count}")));
        envelope(&mut out, message, paint);
        headers(&mut out, message, paint);
        body(&mut out, message, paint);
        if let Some(answer) = &message.reply.calendar {
            calendar(&mut out, answer, paint);
        }
        relied(&mut out, mail, message.relied, paint);
    }
    concerns(&mut out, findings, paint);
    out
}

pub(super) fn heading(out: &mut String, text: &str, paint: Paint) {
    let rule = "-".repeat(paint.width.min(72).saturating_sub(text.len() + 4));
    *out += &format!("\n{} {}\n", paint.head(&format!("- {text}")), paint.dim(&rule));
}

fn envelope(out: &mut String, message: &Shown, paint: Paint) {
    heading(out, "envelope", paint);
    let envelope = message.outgoing.envelope();
    *out += &format!("  from  {}\n", paint.plain(&shown_address(&envelope.from.email)));
    for to in &envelope.to {
        *out += &format!("  to    {}\n", paint.strong(&shown_address(&to.email)));
    }
}

/// An address with its domain in Unicode and in ASCII where the two differ.
fn shown_address(email: &str) -> String {
    if email.is_ascii() && !email.contains("xn--") {
        email.to_string()
    } else {
        format!("{email}   (an international domain: look twice)")
    }
}

/// The headers as they leave; MIME's own are left to `--raw`.
fn headers(out: &mut String, message: &Shown, paint: Paint) {
    heading(out, "headers", paint);
    let reply = message.reply;
    let mailbox = |a: &crate::message::address::Address| match &a.name {
        Some(name) => format!("{} <{}>", one_line(name), a.email),
        None => a.email.clone(),
    };
    let to: Vec<String> = reply.to.iter().map(mailbox).collect();
    let mut rows = vec![("From", mailbox(&reply.from)), ("To", to.join(", ")), ("Subject", one_line(&reply.subject))];
    if let Some(id) = &reply.in_reply_to {
        rows.push(("In-Reply-To", id.to_string()));
    }
    if !reply.references.is_empty() {
        rows.push(("References", reply.references.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")));
    }
    for (name, value) in rows {
        let lines = paint.wrap(&value, name.len() + 4);
        *out += &format!(
            "  {} {}\n",
            paint.dim(&format!("{name}:")),
            lines.join(&format!("\n{}", " ".repeat(name.len() + 4)))
        );
    }
}

/// The body in a frame of `| `, so that nothing in it can pass for a line of ours.
fn body(out: &mut String, message: &Shown, paint: Paint) {
    let words = message.reply.body.split_whitespace().count();
    heading(out, &format!("body, {words} words, {}", message.reply.language), paint);
    for line in message.reply.body.trim_end().split('\n') {
        for part in paint.wrap(line, 4) {
            let line = format!("  {} {}", paint.dim("|"), paint.plain(&part));
            *out += &format!("{}\n", line.trim_end());
        }
    }
}

fn calendar(out: &mut String, answer: &CalendarAnswer, paint: Paint) {
    heading(out, &format!("calendar answer, METHOD:{}", answer.method), paint);
    let unfolded = answer.ics.replace("\r\n ", "");
    let wanted = ["SUMMARY", "DTSTART", "ORGANIZER", "ATTENDEE", "COMMENT", "RECURRENCE-ID"];
    for line in
        unfolded.lines().filter(|l| wanted.iter().any(|w| l.starts_with(w) && l[w.len()..].starts_with([':', ';'])))
    {
        // Text values as a person reads them (RFC 5545 3.3.11).
        for part in paint.wrap(&one_line(&unescape(line)), 4) {
            *out += &format!("  {} {}\n", paint.dim("|"), paint.plain(&part));
        }
    }
}

/// For each fact the letter uses: its value, how sure, and the words it was read from.
fn relied(out: &mut String, mail: &Mail, relied: &[Relied], paint: Paint) {
    if relied.is_empty() {
        return;
    }
    heading(out, "relies on", paint);
    for fact in relied {
        let sure = match fact.sure {
            Sure::Stated => paint.dim("stated"),
            Sure::Likely => paint.weight(Weight::Note, "likely"),
            Sure::Guess => paint.weight(Weight::Ask, "a guess"),
        };
        *out += &format!("  {:<12} {}  {sure}\n", fact.what, paint.strong(&one_line(&fact.value)));
        if let Some(seen) = fact.seen {
            let glance = source::glance(mail, seen, paint.width.saturating_sub(INDENT));
            *out += &format!("{:INDENT$}{}\n", "", glance.painted(paint));
        }
    }
}

/// Draws findings, the weightiest first; nothing where there are none.
pub fn concerns(out: &mut String, findings: &[Finding], paint: Paint) {
    if findings.is_empty() {
        return;
    }
    heading(out, "findings", paint);
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|f| std::cmp::Reverse(f.weight));
    for finding in sorted {
        let weight = match finding.weight {
            Weight::Note => "note",
            Weight::Ask => "ask ",
            Weight::Stop => "stop",
        };
        // The id wraps with the words, and is the last of them.
        let text = paint.wrap(&format!("{} [{}]", one_line(&finding.text), finding.id), 8).join("\n        ");
        let (words, id) = text.split_at(text.len() - finding.id.len() - 2);
        *out += &format!("  {}  {words}{}\n", paint.weight(finding.weight, weight), paint.dim(id));
        if let Some(help) = &finding.help {
            *out += &format!("        {}\n", paint.dim(&paint.wrap(&one_line(help), 8).join("\n        ")));
        }
    }
}
