//! The people: who wrote, and whom one would meet.

mod acts;
mod address;
mod before;
mod contact;
mod doubt;
mod elsewhere;
mod families;
mod guests;
mod headers;
mod introduced;
mod job;
mod known;
mod list;
mod meet;
mod name;
mod name_words;
mod rows;
mod said;
mod sentence;
mod signature;
mod small;
mod spoken;
mod subject;
mod titles;
mod unknown;
mod writer;

pub(super) use elsewhere::Aside;
pub(super) use said::{GAP, finder};

use super::rules::Context;
use super::{Person, names, sender};
use crate::fact::{Fact, Settled, Sure};
use crate::message::address::Address;
use crate::text::{Part, Span};
use crate::words::schema::{WordClass, folded};

/// Who wrote: whom the reply greets; nobody for a team or a robot.
pub fn contact(it: &Context) -> Settled<Person> {
    it.writer().map_or(Settled::None, |writer| Settled::One(writer.clone()))
}

/// As [`contact`], read anew.
pub(super) fn writer(it: &Context) -> Option<Fact<Person>> {
    // Who is named as the host is asked for by a rule of their own.
    let host = |fact: &Fact<Person>| fact.seen.iter().any(|s| is_labelled_as_host(it, *s));
    let contact = contact::contact(it).or_else(|| introduced::introduced(it));
    contact.or_else(|| names::writer(it).filter(|fact| !host(fact)))
}

/// Does who wrote sign with a given name, and nothing else but the full name below it?
pub(super) fn signs_by_given_name(it: &Context) -> bool {
    let given = |name: &name::Name| name.words == 1 && name.is_bare() && name::begins_with_given(name);
    it.writer().is_some()
        && signature::signature(it).is_some_and(|(name, _)| given(&name) || signature::is_above_itself(it, &name))
}

/// A person of this name, where it is written as one.
pub(super) fn named(text: &str, it: &Context) -> Option<Person> {
    name::whole(text, &it.words.people, 1).map(|name| address::person(&name, None))
}

/// Who wrote, else the host of a meeting about which a machine writes.
pub fn addressed(it: &Context, interviewers: &[Fact<Person>]) -> Settled<Person> {
    match contact(it) {
        Settled::None => host(it, interviewers).map_or(Settled::None, Settled::One),
        writer => writer,
    }
}

/// Whom a machine's mail speaks for, where it names one person only: the host of the meeting. `None` where somebody,
/// or a team, signs.
fn host(it: &Context, interviewers: &[Fact<Person>]) -> Option<Fact<Person>> {
    let [only] = interviewers else { return None };
    let name = only.value.name.as_deref()?;
    let from = it.mail.from.first()?;
    let notes =
        from.local().to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| it.words.people.machine.contains(w));
    let labelled = only.seen.iter().any(|s| is_labelled_as_host(it, *s));
    let machine = notes || sender::is_no_reply(from) || sender::is_of_a_machine(from) || it.sender.via.is_some();
    // "Plinth Hiring" is a team.
    let shown = from.name.as_deref().unwrap_or_default();
    if sender::without_suffix(shown) != shown {
        return None;
    }
    // "Confirmed: intro call with Dana Ito": a meeting that is named for its host.
    let named_for = it.mail.subject.contains(name) || only.rule == "calendar-organizer";
    let hosts = labelled || machine && (named_for || answers_reach(it, name));
    (hosts && !signature::is_signed(it)).then(|| Fact { rule: "host", sure: Sure::Likely, ..only.clone() })
}

/// Answers go to `dana@` or `dana.ito@`, while a machine mails: whom one meets is who asks.
fn answers_reach(it: &Context, name: &str) -> bool {
    let [to] = it.mail.reply_to.as_slice() else { return false };
    let folded = crate::words::schema::folded(name);
    let own: Vec<&str> = folded.split(' ').filter(|w| w.len() > 2).collect();
    let local = crate::words::schema::folded(to.local());
    let mut pieces = local.split(['.', '-', '_']);
    let first = pieces.next().unwrap_or_default();
    !sender::is_shared_mailbox(to) && own.contains(&first) && pieces.all(|p| folded.contains(p))
}

/// "Host: Dana Ito", also with the name in the line below.
fn is_labelled_as_host(it: &Context, seen: Span) -> bool {
    let Some(before) = it.mail.body.text.get(..seen.start).filter(|_| seen.part == Part::Body) else { return false };
    let Some(label) = before.trim_end().strip_suffix([':', '|']) else { return false };
    let label = label.rsplit(['\n', '|']).next().unwrap_or_default().to_lowercase();
    let label = label.trim_matches(|c: char| !c.is_alphabetic());
    it.words.people.hosts.contains(label)
}

/// Whom one would meet or talk to, as far as the mail says.
pub fn interviewers(it: &Context) -> Vec<Fact<Person>> {
    if it.interview { meet::interviewers(it) } else { Vec::new() }
}

/// A display name without what does not belong to the person: "(Acme)", "via System", "| Acme", "at Acme".
fn display(name: &str) -> String {
    let mut text = unquoted(&crate::text::one_line(name));
    if let Some((before, _)) = text.split_once(['(', '[']) {
        text = before.to_string();
    }
    for mark in [" via ", " | ", " @ ", " at ", " from ", " - ", " – ", " von ", " bei ", " de chez ", " chez "] {
        if let Some((before, _)) = text.split_once(mark)
            && !(mark == " von " && before.split(' ').count() == 1)
        {
            text = before.to_string();
        }
    }
    // Directories write "Last, First".
    match text.split_once(", ") {
        Some((last, first))
            if !first.trim().is_empty()
                && first.split_whitespace().count() <= 3
                && !titles::is_letters(first.trim())
                && last.split_whitespace().count() <= 3 =>
        {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => text.trim().to_string(),
    }
}

/// Is an address one of the candidate: it was written to?
fn is_candidate(it: &Context, email: &str) -> bool {
    let mine = |a: &Address| a.email.eq_ignore_ascii_case(email);
    it.mail.to.iter().filter(|_| it.mail.to.len() == 1).any(mine) || it.mail.delivered_to.iter().any(mine)
}

/// The words that name the candidate: of To, of its address, and of the greeting.
fn candidate_words(it: &Context) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let names = it.mail.to.iter().take(1).filter_map(|a| a.name.as_deref());
    for name in names.filter(|n| !n.contains('@')) {
        out.extend(name.split([' ', ',']).filter(|w| w.chars().count() > 2).map(str::to_lowercase));
    }
    out.extend(it.mail.to.iter().take(1).flat_map(words_of_address));
    let first = it.mail.body.speaking().filter(|l| l.end > l.start).take(3);
    for line in first.filter(|l| l.end - l.start < GREETING_LINE) {
        let greeting = greeting(it.mail.body.line(line)).to_lowercase();
        if it.words.people.greetings.iter().any(|g| greeting.starts_with(g)) {
            out.extend(
                greeting
                    .split(|c: char| !c.is_alphabetic())
                    .filter(|w| w.chars().count() > 2 && !it.words.people.greetings.contains(w))
                    .map(str::to_string),
            );
        }
    }
    out
}

/// A line, or the greeting with which a letter in one line begins: "Hi Ada, Dana will do the interview".
fn greeting(line: &str) -> &str {
    let opens = |head: &str| head.split_whitespace().count() <= GREETING;
    match line.split_once([',', '!', ':', '–']) {
        // "Dear Ito, Dana".
        Some((head, rest)) if opens(head) && rest.split_whitespace().count() >= GREETING => head,
        _ => line,
    }
}

/// A greeting has no more words, and a sentence no fewer.
const GREETING: usize = 4;

/// A line that greets has fewer bytes.
const GREETING_LINE: usize = 60;

/// "ada.quill@": the names of an address that has two or more.
fn words_of_address(address: &Address) -> Vec<String> {
    let local = address.local().to_lowercase();
    let word = |w: &&str| w.chars().count() > 2 && w.chars().all(char::is_alphabetic);
    let words: Vec<String> = local.split(['.', '_', '-']).filter(word).map(str::to_string).collect();
    if words.len() > 1 { words } else { Vec::new() }
}

/// Could this address belong to a person: no machine, no vendor's robot, no shared calendar?
fn is_personal(address: &Address) -> bool {
    !sender::is_no_reply(address)
        && !address.domain().ends_with("calendar.google.com")
        && !sender::is_shared_mailbox(address)
}

/// Without the quotes around it, or around a nickname; "O'Brien" and "van 't Hof" keep what is no quote.
fn unquoted(text: &str) -> String {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let own = |at: usize| {
        let behind = &text[at + 1..];
        behind.starts_with("t ") || letter(text[..at].chars().next_back()) && letter(behind.chars().next())
    };
    let kept = text.char_indices().filter(|(at, c)| *c != '"' && (*c != '\'' || own(*at)));
    kept.map(|(_, c)| c).collect()
}

/// Do two names mean one person: the same words, or one's words all in the other?
fn same_name(a: &str, b: &str) -> bool {
    let words =
        |n: &str| n.to_lowercase().split([' ', '.']).filter(|w| !w.is_empty()).map(str::to_string).collect::<Vec<_>>();
    let (a, b) = (words(a), words(b));
    let inside = |small: &[String], large: &[String]| {
        small.iter().all(|w| large.iter().any(|l| l == w || w.chars().count() == 1 && l.starts_with(w.as_str())))
    };
    !a.is_empty() && !b.is_empty() && (inside(&a, &b) || inside(&b, &a))
}

/// Does the mail use this display name as a company's?
fn is_company(it: &Context, text: &str) -> bool {
    let company = super::company::company(it);
    company.fact().is_some_and(|fact| {
        let (firm, text) = (fact.value.trim_matches([' ', '-', '–']).to_lowercase(), text.to_lowercase());
        // "Talents Harbour Mill" is that of "Harbour Mill", "Post Plinth" from `post@plinth.example` the house's mailbox.
        let last = (firm.contains(' ') || fact.rule == "sender-name") && text.ends_with(&format!(" {firm}"));
        firm == text || text.starts_with(&format!("{firm} ")) || last || is_of_the_machine(it, &firm, &text)
    })
}

/// "Plinth via Hireflow" from a machine, and a mail that speaks of "Plinth SpA".
fn is_of_the_machine(it: &Context, firm: &str, display: &str) -> bool {
    let bare = firm.rsplit_once(' ').filter(|(_, form)| crate::words::employer().is(&folded(form), WordClass::Legal));
    bare.is_some_and(|(bare, _)| bare == display) && it.mail.from.first().is_some_and(sender::is_no_reply)
}

#[cfg(test)]
mod tests;
