//! Who mails: systems as data, and where an answer goes.
//!
//! The address that is answered is Reply-To, else From, byte for byte: systems route by tokens in it.

use super::rules::Context;
use super::{Invitation, Sender};
use crate::fact::{Finding, Weight};
use crate::message::Mail;
use crate::message::address::{Address, registered};
use crate::message::body::Voice;
use crate::text::{Part, Span, is_trick};
use crate::words;
use crate::words::schema::{Phrases, Reaches, SenderWords, System, Tenant, folded};

/// More of a text is not asked what it says of answers.
const TEXT: usize = 20 * 1024;

/// Who sent it and where an answer goes.
///
/// Whether an answer reaches a person: an address nobody reads says no; else the mail's own words decide, and
/// where it is silent, what is known of the system.
pub fn sender(mail: &Mail, words: &SenderWords) -> Sender {
    let from = mail.from.first();
    let via = from.and_then(|a| system(&a.domain()));
    let reply_to = mail.reply_to.first().or(from).cloned();
    let (reaches, why) = reaches(mail, reply_to.as_ref(), words);
    Sender { via: via.map(|s| s.id.clone()), reply_reaches_a_person: reaches, reply_to, why }
}

fn reaches(mail: &Mail, answered: Option<&Address>, words: &SenderWords) -> (Option<bool>, Option<String>) {
    let no = |why: String| (Some(false), Some(why));
    let Some(address) = answered else { return no("the mail names no sender".to_string()) };
    if is_no_reply(address) {
        return no(format!("nobody reads what is sent to `{}`", address.email));
    }
    if mail.marks.bounce {
        return no("this is a report of a mail server".to_string());
    }
    // RFC 3834: such as a note of absence. `auto-generated` is what systems call their invitations.
    if mail.marks.auto_submitted.as_ref().is_some_and(|a| a.to_ascii_lowercase().starts_with("auto-replied")) {
        return no("a machine answered by itself".to_string());
    }
    match (says(mail, words), system(&address.domain())) {
        (Some(false), _) => no("the mail says that answers to it are not read".to_string()),
        (Some(true), _) | (None, None) => (Some(true), None),
        (None, Some(system)) => match system.reply {
            Reaches::No => no(format!("answers to mail of {} reach nobody", system.name)),
            Reaches::Unknown => (None, None),
            Reaches::Yes => (Some(true), None),
        },
    }
}

/// What the mail itself says of answers to it, quoted history left out.
fn says(mail: &Mail, words: &SenderWords) -> Option<bool> {
    let mut text = String::new();
    let own =
        mail.body.lines.iter().filter(|l| !matches!(l.voice, Voice::Quoted | Voice::Attribution | Voice::Repeated));
    for line in own {
        let line = mail.body.line(line);
        if text.len() + line.len() > TEXT {
            break;
        }
        text.push(' ');
        text += line.trim();
    }
    let text = text.to_lowercase().replace('’', "'");
    let any = |list: &Phrases| {
        list.iter().any(|w| text.match_indices(w).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric)))
    };
    if any(&words.unread) { Some(false) } else { any(&words.read).then_some(true) }
}

/// The system a domain belongs to: by whole labels from the right.
pub fn system(domain: &str) -> Option<&'static System> {
    let under =
        |listed: &str| domain.strip_suffix(listed).is_some_and(|front| front.is_empty() || front.ends_with('.'));
    words::senders().systems.iter().find(|s| s.domains.iter().any(under))
}

/// Is it an address of a system that mails for others: its name is never a company or a person?
pub fn is_vendor(address: &Address) -> bool {
    system(&address.domain()).is_some()
}

/// Does nobody read this address?
pub fn is_no_reply(address: &Address) -> bool {
    let rules = &words::senders().rules;
    let local = address.local().to_lowercase();
    let plain = local.split('+').next().unwrap_or_default();
    rules.no_reply.contains(plain) || rules.no_reply_pieces.iter().any(|p| local.contains(p))
}

/// Does its local part say that a machine mails from it: `notifications`?
pub fn is_notifier(address: &Address) -> bool {
    let local = address.local().to_lowercase();
    let plain = local.split('+').next().unwrap_or_default();
    words::senders().rules.notifier.contains(plain)
}

/// Does a machine mail from it under a system's name: "Agenda", "Sistema de Citas"?
pub fn is_system(address: &Address) -> bool {
    let system = &words::senders().rules.system;
    let name = folded(address.name.as_deref().unwrap_or_default());
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let first = words.next();
    let named = [first, words.next_back()].into_iter().flatten().any(|w| system.contains(w));
    let local = address.local().to_lowercase();
    named && (is_no_reply(address) || is_notifier(address) || is_of_a_machine(address) || system.contains(&local))
}

/// Does a label of the host say that machines mail from it: `us.`, `notifications.`?
pub fn is_of_a_machine(address: &Address) -> bool {
    let domain = address.domain();
    let front = domain.strip_suffix(&registered(&domain)).unwrap_or_default();
    front.split('.').any(|label| words::senders().rules.infrastructure.contains(label))
}

/// Do many share this local part: `jobs`, `hr`, `noreply`?
pub fn is_shared_mailbox(address: &Address) -> bool {
    let local = address.local().to_lowercase();
    let plain = local.split('+').next().unwrap_or_default();
    let rules = &words::senders().rules;
    let pieces = || plain.split(['.', '-', '_']).all(|piece| rules.shared.contains(piece));
    rules.shared.contains(plain) || pieces() || is_no_reply(address)
}

/// Is it a provider of mailboxes, whose domain says nothing about an employer?
pub fn is_freemail(domain: &str) -> bool {
    let domain = registered(domain);
    words::senders().rules.freemail.contains(&domain)
}

/// A display name without the words that are no part of a company: "Acme Hiring Team" is "Acme".
pub fn without_suffix(display: &str) -> &str {
    let mut name = display.trim();
    loop {
        let lower = name.to_lowercase();
        let cut = words::senders().rules.display_suffixes.iter().find_map(|suffix| {
            let at = lower.len().checked_sub(suffix.len())?;
            let whole = lower.ends_with(suffix) && (at == 0 || !lower[..at].ends_with(char::is_alphanumeric));
            (whole && lower.len() == name.len() && name.is_char_boundary(at)).then_some(at)
        });
        match cut {
            Some(at) => name = name[..at].trim_end_matches(|c: char| c.is_whitespace() || "-–—|@:,/(&".contains(c)),
            None => return name,
        }
    }
}

/// The employer's slug in an address of a system: `acme` in `jobs@acme.teamtailor-mail.com`.
pub fn tenant(address: &Address) -> Option<String> {
    let domain = address.domain();
    let system = system(&domain)?;
    let rules = &words::senders().rules;
    let local = address.local();
    // `jobs-4471@acme.jobs.personio.de`: a label of its own, whatever the mailbox says.
    let front = system.domains.iter().filter_map(|d| domain.strip_suffix(d)).find_map(|front| front.strip_suffix('.'));
    let host = || front?.rsplit('.').find(|label| !rules.infrastructure.contains(label));
    let slug = match system.tenant {
        Tenant::None => return None,
        Tenant::Subdomain => host()?,
        _ if front.is_some() && host().is_some() => host()?,
        Tenant::Localpart => local.split('+').next()?.trim_end_matches("-jobs"),
        Tenant::LocalBeforePlus => local.split_once('+')?.0,
        Tenant::LocalAfterDot => local.rsplit_once('.')?.1,
    };
    let known = |list: &Phrases| list.contains(slug);
    (!slug.is_empty() && !known(&rules.shared) && !known(&rules.infrastructure)).then(|| slug.to_string())
}

/// What gives reason to look twice.
pub fn warnings(it: &Context, found: &Invitation) -> Vec<Finding> {
    let mail = it.mail;
    let mut out = Vec::new();
    let from = mail.from.first();
    if mail.from_headers > 1 || mail.from.len() > 1 && mail.sender.is_none() {
        out.push(
            Finding::new("two-senders", Weight::Stop, "the mail names more than one sender")
                .help("Look at the mail, and name the right one with `--to`."),
        );
    }
    if mail.reply_to.len() > 1 {
        out.push(Finding::new(
            "two-reply-to",
            Weight::Ask,
            "the mail asks for answers to more than one address; the first is taken",
        ));
    }
    for (part, text) in [
        (Part::From, mail.part(Part::From)),
        (Part::ReplyTo, mail.part(Part::ReplyTo)),
        (Part::Subject, mail.subject.as_str()),
    ] {
        if let Some((at, c)) = text.char_indices().find(|(_, c)| is_trick(*c)) {
            let span = Span::new(part, at, at + c.len_utf8());
            out.push(
                Finding::new(
                    "hidden-characters",
                    Weight::Stop,
                    "a name, an address or the subject holds characters that hide or turn text around",
                )
                .at(span),
            );
            break;
        }
    }
    if let Some(address) = from.and_then(|a| {
        a.name.as_deref().and_then(address_in).filter(|inside| registered(inside) != registered(&a.domain()))
    }) {
        out.push(Finding::new(
            "name-is-address",
            Weight::Stop,
            format!("the sender's name shows an address of `{address}`, the mail comes from another domain"),
        ));
    }
    out.extend(super::lookalike::finding(mail));
    if let (Some(from), Some(reply)) = (from, mail.reply_to.first())
        && !from.same(reply)
        && !from.same_organisation(reply)
        && !is_vendor(from)
        && !is_vendor(reply)
    {
        let weight =
            if is_freemail(&reply.domain()) && !is_freemail(&from.domain()) { Weight::Stop } else { Weight::Note };
        out.push(Finding::new(
            "reply-to-differs",
            weight,
            format!("answers go to `{}`, the mail came from `{}`", reply.email, from.email),
        ));
    }
    out.extend(super::purpose::scam(&it.said));
    out.extend(forwarded(mail, found.agency.value().is_some()));
    if mail.marks.list {
        out.push(Finding::new(
            "mailing-list",
            Weight::Stop,
            "the mail came through a mailing list: an answer may go to everybody on it",
        ));
    }
    let submitted = mail.marks.auto_submitted.as_deref().unwrap_or_default().to_ascii_lowercase();
    if submitted.starts_with("auto-replied") {
        out.push(Finding::new(
            "automatic-answer",
            Weight::Stop,
            "this is an automatic answer, as of somebody on holiday: nobody waits for a reply to it",
        ));
    } else if !submitted.is_empty() && mail.reply_to.is_empty() {
        out.push(Finding::new("automatic", Weight::Note, "a machine sent this mail"));
    }
    if found.sender.reply_to.as_ref().is_some_and(|a| !a.domain().contains('.')) {
        out.push(
            Finding::new("local-address", Weight::Stop, "the address to answer is one of this machine or network only")
                .help("Name an address that is known everywhere with `--to`."),
        );
    }
    if mail.body.text.contains(char::REPLACEMENT_CHARACTER) {
        out.push(Finding::new(
            "garbled",
            Weight::Note,
            "some of the text could not be decoded: look at the mail itself",
        ));
    }
    if mail.marks.encrypted {
        out.push(
            Finding::new("encrypted", Weight::Stop, "the mail is encrypted")
                .help("Decrypt it in your mail client, and pipe the decrypted message."),
        );
    }
    out
}

/// Who forwards is answered, unless the person says otherwise: that is rarely who invites.
fn forwarded(mail: &Mail, agency: bool) -> Option<Finding> {
    let inner = mail.body.forward.as_ref()?.from.as_ref()?;
    let answered = mail.reply_to.first().or(mail.from.first())?;
    let mine = mail.to.iter().chain(&mail.delivered_to).any(|to| to.same(inner));
    if inner.email.is_empty() || inner.same(answered) || mine {
        return None;
    }
    let weight = if agency || inner.same_organisation(answered) { Weight::Note } else { Weight::Ask };
    let text =
        format!("this was forwarded: the answer goes to `{}`, `{}` wrote the mail inside", answered.email, inner.email);
    Some(Finding::new("forwarded", weight, text).help(format!("To answer the mail inside: `--to {}`.", inner.email)))
}

/// The domain of an address that stands in a display name.
fn address_in(name: &str) -> Option<String> {
    let word = name
        .split(|c: char| c.is_whitespace() || "<>()\"',;".contains(c))
        .find(|w| crate::message::address::is_address(w) && w.contains('.'))?;
    word.rsplit_once('@').map(|(_, domain)| domain.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(email: &str) -> Address {
        Address { name: None, email: email.into() }
    }

    #[test]
    fn every_data_file_proves_itself() {
        for s in &words::sender_examples().systems {
            assert!(!s.example.is_empty(), "{}", s.id);
            for example in &s.example {
                let from = address(&example.from);
                assert_eq!(system(&from.domain()).map(|f| f.id.as_str()), Some(s.id.as_str()), "{}", example.from);
                assert_eq!(tenant(&from), example.tenant, "{}", example.from);
            }
            for example in &s.not {
                assert_ne!(
                    system(&address(&example.from).domain()).map(|f| f.id.as_str()),
                    Some(s.id.as_str()),
                    "{}",
                    example.from
                );
            }
        }
    }

    #[test]
    fn no_domain_belongs_to_two_systems() {
        let mut seen = std::collections::BTreeMap::new();
        for s in &words::senders().systems {
            for domain in &s.domains {
                assert!(seen.insert(domain, &s.id).is_none(), "{domain}");
            }
        }
    }

    #[test]
    fn nobody_reads_these_and_people_read_those() {
        for dead in
            ["no-reply@x.example", "Acme-NoReply@x.example", "donotreply.acme@x.example", "nepasrepondre@x.example"]
        {
            assert!(is_no_reply(&address(dead)), "{dead}");
        }
        assert!(!is_no_reply(&address("nora.reply@x.example")));
        assert!(is_shared_mailbox(&address("jobs@x.example")) && is_shared_mailbox(&address("talent-team@x.example")));
        assert!(!is_shared_mailbox(&address("dana.ito@x.example")));
    }

    #[test]
    fn display_names_lose_their_suffixes() {
        assert_eq!(without_suffix("Acme Hiring Team"), "Acme");
        assert_eq!(without_suffix("Acme | Talent Acquisition"), "Acme");
        assert_eq!(without_suffix("Nordlicht Karriere"), "Nordlicht");
        assert_eq!(without_suffix("Talent Team"), "");
        assert_eq!(without_suffix("Steam"), "Steam");
    }

    #[test]
    fn the_answer_goes_to_reply_to_byte_for_byte() {
        let mail = Mail::read(b"From: Acme <no-reply@acme.example>\nReply-To: Thread+AbC.9@ats.example\n\nx").unwrap();
        let words = &words::or_english("en").sender;
        let sender = sender(&mail, words);
        assert_eq!(sender.reply_to.unwrap().email, "Thread+AbC.9@ats.example");
        assert_eq!(sender.reply_reaches_a_person, Some(true));
        let mail = Mail::read(b"From: Acme <no-reply@acme.example>\n\nx").unwrap();
        assert_eq!(super::sender(&mail, words).reply_reaches_a_person, Some(false));
    }

    #[test]
    fn the_mails_own_words_say_whether_answers_are_read() {
        let reaches = |from: &str, body: &str| {
            let mail = format!("From: Acme <{from}>\nTo: ada@home.example\n\nHi Ada,\n\n{body}\n");
            let mail = Mail::read(mail.as_bytes()).unwrap();
            super::sender(&mail, &words::or_english("en").sender).reply_reaches_a_person
        };
        let person = "dana@acme.example";
        assert_eq!(reaches(person, "See you on Monday."), Some(true));
        assert_eq!(reaches(person, "Replies to this\nemail are not monitored."), Some(false));
        assert_eq!(reaches(person, "> Please do not reply to this email.\n\nSee above, that was old."), Some(true));
        let system = words::senders().systems.iter().find(|s| s.reply == Reaches::Unknown).unwrap();
        let unknown = &format!("dana@{}", system.domains.first().unwrap());
        assert_eq!(reaches(unknown, "See you on Monday."), None);
        assert_eq!(reaches(unknown, "Just reply to this email."), Some(true));
        assert_eq!(reaches("no-reply@acme.example", "Just reply to this email."), Some(false));
    }

    #[test]
    fn a_machine_with_a_systems_name_is_a_system() {
        let system = |from: &str| {
            let mail = Mail::read(format!("From: {from}\n\nHi\n").as_bytes()).unwrap();
            is_system(&mail.from[0])
        };
        assert!(system("Sistema de Turnos Botelo <turnos@noreply.botelo.example>"));
        assert!(system("Botelo Planner <planner@botelo.example>"));
        assert!(!system("Portal Marl <dana@portal-marl.example>") && !system("Marl Jobs <noreply@marl.example>"));
    }

    #[test]
    fn a_forwarded_mail_says_who_is_answered() {
        let weight = |from: &str, agency| {
            let text = format!(
                "From: {from}\nTo: ada@home.example\nSubject: Fwd: Interview\n\nLook!\n\n\
                 ---------- Forwarded message ---------\nFrom: Dana Ito <dana@acme.example>\n\
                 Date: Mon, 23 Nov 2026 at 16:40\nSubject: Interview\nTo: <bea@home.example>\n\nDear Ada,\n"
            );
            forwarded(&Mail::read(text.as_bytes()).unwrap(), agency).map(|f| f.weight)
        };
        assert_eq!(weight("Bea <bea@friend.example>", false), Some(Weight::Ask));
        assert_eq!(weight("Jo <jo@search.example>", true), Some(Weight::Note));
        assert_eq!(weight("Jo <jo@acme.example>", false), Some(Weight::Note));
        assert_eq!(weight("Dana Ito <dana@acme.example>", false), None);
    }
}
