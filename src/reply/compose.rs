//! From a mail and an intent to typed replies: who writes to whom, in which thread, with which words.

use super::answer::{self, AnswerInput, Decision, Prepared};
use super::kind::{Catalog, Thread};
use super::letter::{self, Question};
use super::{Intent, Me, Relied, Reply};
use crate::error::{Error, Exit, Result};
use crate::extract::{Class, Invitation};
use crate::fact::{Finding, Sure, Weight};
use crate::message::Mail;
use crate::message::address::{self, Address};
use crate::message::thread;
use crate::text::{Part, one_line};
use crate::words;
use jiff::Zoned;

/// Everything that answers one mail.
#[derive(Clone, Debug)]
pub struct Answer {
    /// One message, or more where the calendar asks for more.
    pub messages: Vec<Composed>,
    /// What reading and writing had to say.
    pub findings: Vec<Finding>,
}

/// One reply and the facts it relies on.
#[derive(Clone, Debug)]
pub struct Composed {
    /// The typed reply.
    pub reply: Reply,
    /// The facts its sentences use.
    pub relied: Vec<Relied>,
}

/// What composing needs.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The mail that is answered.
    pub mail: &'a Mail,
    /// What it says.
    pub found: &'a Invitation,
    /// What the person wants.
    pub intent: &'a Intent,
    /// The person.
    pub me: &'a Me,
    /// The present moment.
    pub now: &'a Zoned,
    /// The wording.
    pub catalog: &'a Catalog,
}

/// Composes the answer to a mail.
///
/// # Errors
/// As [`letter::write`]; [`Exit::Data`] for a mail nobody can answer, or that is no invitation (`force` in the
/// intent passes that); [`Exit::NeedsPerson`] for a sender nobody reads, naming the links that do the job.
pub fn compose(given: &Given) -> Result<Answer> {
    let kind = given.catalog.kind(&given.intent.kind)?;
    answerable(given)?;
    let from = sender(given.mail, given.me, given.found.language.as_deref())?;
    let to = recipient(given, &from)?;
    let me = Me { name: given.me.name.clone().or_else(|| from.name.clone()), ..given.me.clone() };
    let question = Question {
        mail: given.mail,
        found: given.found,
        intent: given.intent,
        me: &me,
        now: given.now,
        catalog: given.catalog,
    };
    let letter = letter::write(&question)?;
    let words = words::letter(&letter.language);
    let stand_in = words.map_or("your invitation", |w| w.subject.as_str());
    let same = kind.thread == Thread::Same;
    let subject = if same {
        thread::reply_subject(&given.mail.subject, stand_in)
    } else {
        thread::base(&one_line(&given.mail.subject)).to_string()
    };
    let unsigned = me.name.is_none() && given.intent.body.is_none();
    let mut reply = Reply {
        from: Address { name: me.name.clone().map(|n| one_line(&n)), email: from.email },
        to: vec![to],
        subject: if subject.is_empty() { stand_in.to_string() } else { subject },
        in_reply_to: given.mail.id.clone().filter(|_| same),
        references: if same { thread::references(given.mail) } else { Vec::new() },
        body: body(given, &me, &letter),
        language: letter.language.clone(),
        flowed: false,
        calendar: None,
        findings: Vec::new(),
    };
    let mut findings = given.found.warnings.clone();
    let calendar = calendar(given, &reply, &letter.decisive);
    let mut answers = calendar.answers.into_iter();
    if let Some(first) = answers.next() {
        if !first.organizer.same(&reply.to[0]) {
            reply.to.push(first.organizer);
        }
        reply.from.email = first.from.email;
        reply.calendar = Some(first.answer);
    }
    findings.extend(letter.findings);
    findings.extend(calendar.findings);
    findings.extend(doubts(given, same));
    findings.extend(unsigned.then(no_name));
    findings.extend(super::suggest::finding(given.mail, given.found, given.catalog, &given.intent.kind));
    let more: Vec<Composed> = answers.map(|a| further(&reply, a, &letter.decisive)).collect();
    let mut messages = vec![Composed { reply, relied: letter.relied }];
    messages.extend(more);
    Ok(Answer { messages, findings })
}

/// What the calendar is answered, in a reply from me to the one the words go to.
fn calendar(given: &Given, reply: &Reply, comment: &str) -> Decision {
    let Ok(kind) = given.catalog.kind(&given.intent.kind) else { return Decision::default() };
    if !given.intent.calendar {
        return Decision::default();
    }
    let own = [reply.from.email.clone()];
    answer::decide(&AnswerInput {
        mail: given.mail,
        answer: kind.calendar,
        tentative: given.intent.tentative,
        propose: &given.intent.propose,
        me: if given.me.addresses.is_empty() { &own } else { &given.me.addresses },
        sender: &reply.from,
        words_to: &reply.to[0],
        now: given.now,
        comment,
        allow_stranger: given.intent.allow.iter().any(|a| a == "organizer-differs"),
    })
}

/// The message for one more event: the whole letter for an organizer who has not got it, else its decision alone.
fn further(first: &Reply, answer: Prepared, decisive: &str) -> Composed {
    let mut reply = first.clone();
    if first.to.iter().any(|a| a.same(&answer.organizer)) {
        let name = first.from.name.clone().unwrap_or_default();
        let lines = [answer.summary.unwrap_or_default(), decisive.to_string(), name];
        let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|l| !l.is_empty()).collect();
        reply.body = lines.join("\n\n") + "\n";
    }
    reply.from.email = answer.from.email;
    reply.to = vec![answer.organizer];
    reply.calendar = Some(answer.answer);
    Composed { reply, relied: Vec::new() }
}

/// Refuses what there is nothing to answer to.
fn answerable(given: &Given) -> Result<()> {
    let class = given.found.class.value;
    if given.intent.force {
        return Ok(());
    }
    let unreadable = |why: &str| Error::new(Exit::NeedsPerson, format!("{why}; nothing was sent"));
    // A subject may speak of an interview; what is asked stands where nobody has read it.
    let read = class.has_interview() && given.found.class.seen.iter().any(|s| s.part != Part::Subject);
    if given.mail.marks.encrypted && given.mail.calendars.is_empty() && !read {
        return Err(
            unreadable("the mail is encrypted").hint("Decrypt it in your mail client, and pipe the decrypted message.")
        );
    }
    if class.has_interview() {
        return Ok(());
    }
    // Whoever asks my calendar waits for an answer, whatever the words around it are.
    if class == Class::Other && answer::asks_me(given.mail, &given.me.addresses) {
        return Ok(());
    }
    // A process can be left at any point of it.
    if class.in_process() && given.catalog.kind(&given.intent.kind).is_ok_and(|k| k.wrap_up.is_some()) {
        return Ok(());
    }
    if given.mail.marks.bounce {
        return Err(unreadable("this is a report of a mail server"));
    }
    if given.mail.body.text.trim().is_empty() && given.mail.calendars.is_empty() {
        return Err(unreadable("the mail holds no text that could be read")
            .hint("To answer it all the same: `--force`, with `--company` and `--role`."));
    }
    let what = match class {
        Class::Assessment => "a test to take, with no meeting",
        Class::Inquiry => return Ok(()),
        Class::Receipt => "a receipt of an application",
        Class::Rejection => "a rejection",
        Class::Offer => "an offer",
        Class::Outreach => "a first approach without an interview",
        Class::Newsletter => "a newsletter",
        _ => "no invitation to an interview",
    };
    let exit = if matches!(class, Class::Newsletter | Class::Other) { Exit::Data } else { Exit::NeedsPerson };
    Err(Error::new(exit, format!("this looks like {what}; nothing was sent"))
        .hint("If it should be answered all the same, say so with `--force`."))
}

/// The address of mine that the mail, in this language, was sent to, with my name.
fn sender(mail: &Mail, me: &Me, language: Option<&str>) -> Result<Address> {
    let seen = || mail.to.iter().chain(&mail.cc).chain(&mail.delivered_to);
    let named = |a: &Address| a.name.clone().filter(|n| !n.contains('@')).map(|n| signed(&one_line(&n), language));
    if me.addresses.is_empty() {
        let delivered = |a: &&Address| mail.delivered_to.iter().any(|d| d.same(a));
        let found =
            mail.to.iter().chain(&mail.cc).find(delivered).or(mail.delivered_to.first()).or(match mail.to.as_slice() {
                [only] => Some(only),
                _ => None,
            });
        let found = found.ok_or_else(|| {
            Error::new(Exit::NeedsPerson, "which of the addresses in this mail is yours is not clear")
                .hint("List your addresses in the configuration: `[me] addresses = [...]`.")
        })?;
        return Ok(Address { name: named(found), email: found.email.clone() });
    }
    if let Some(found) = address::mine(&me.addresses, seen()) {
        return Ok(Address { name: me.name.clone().or_else(|| named(found)), email: found.email.clone() });
    }
    let plain = me.addresses.iter().find(|a| !a.contains('*'));
    let first = plain.ok_or_else(|| {
        Error::new(Exit::Config, "none of your addresses is without `*`")
            .hint("Put the address you send from first in `[me] addresses`.")
    })?;
    Ok(Address { name: me.name.clone(), email: first.clone() })
}

/// A name as its owner signs it: without the forms of address that others put before it.
fn signed(name: &str, language: Option<&str>) -> String {
    let people = &words::or_english(language.unwrap_or("en")).people;
    let address = |word: &str| {
        let lower = word.to_lowercase();
        people.masculine.iter().chain(&people.feminine).any(|form| *form == lower)
    };
    let own: Vec<&str> = name.split(' ').skip_while(|word| address(word)).collect();
    if own.is_empty() { name.to_string() } else { own.join(" ") }
}

/// My name as the mail's own recipients have it.
pub fn my_name(mail: &Mail, found: &Invitation, me: &Me) -> Option<String> {
    sender(mail, me, found.language.as_deref()).ok()?.name
}

/// Whom the words go to: the person named on the command line, else Reply-To, else From.
fn recipient(given: &Given, from: &Address) -> Result<Address> {
    if let Some(to) = &given.intent.to {
        return Address::plain(to.trim())
            .ok_or_else(|| Error::new(Exit::Usage, format!("`{to}` is not a mail address")));
    }
    let sender = &given.found.sender;
    let Some(to) = &sender.reply_to else {
        return Err(Error::new(Exit::Data, "the mail has no usable From or Reply-To: nobody to answer"));
    };
    if sender.reply_reaches_a_person == Some(false) {
        let why = sender.why.clone().unwrap_or_else(|| "an answer would reach nobody".into());
        let mut error = Error::new(Exit::NeedsPerson, format!("{why}; nothing was sent"));
        if let Some(organizer) = answer::organizer_of(given.mail, &given.me.addresses) {
            let who = one_line(&organizer.to_string());
            error = error.hint(format!("The calendar part names {who} as its organizer: `--to {}`.", organizer.email));
        }
        for link in given
            .found
            .links
            .iter()
            .filter(|l| l.what != crate::extract::LinkUse::Join && l.what != crate::extract::LinkUse::Other)
        {
            error = error.hint(format!("The mail offers a link to {}: {}", action(link.what), link.url));
        }
        return Err(error.hint("If you know who reads it, name the address with `--to`."));
    }
    if to.same(from) || given.me.addresses.iter().any(|mine| address::is_mine(mine, &to.email)) {
        return Err(Error::new(Exit::NeedsPerson, format!("the answer would go to yourself, `{}`", to.email))
            .hint("Name the address with `--to`."));
    }
    Ok(to.clone())
}

fn action(what: crate::extract::LinkUse) -> &'static str {
    use crate::extract::LinkUse::{Cancel, Decline, Join, Other, Reschedule, Schedule};
    match what {
        Schedule => "pick a time",
        Reschedule => "move it",
        Cancel => "cancel it",
        Decline => "decline",
        Join | Other => "open",
    }
}

/// The letter, the contact lines, and the original where it is asked for.
fn body(given: &Given, me: &Me, letter: &letter::Letter) -> String {
    let mut body = letter.body.trim_end().to_string() + "\n";
    // The person edited the whole text, with its signature and quotation.
    if given.intent.body.is_some() {
        return body;
    }
    if given.intent.quote {
        body.push('\n');
        body.push_str(&super::quote::quote(given.mail, &letter.language));
    }
    let lines: Vec<String> =
        [&me.phone, &me.linkedin, &me.website].into_iter().flatten().map(|l| one_line(l)).collect();
    if !lines.is_empty() {
        body.push_str("\n-- \n");
        body.extend(me.name.iter().map(|n| format!("{}\n", one_line(n))));
        body.extend(lines.iter().map(|l| format!("{l}\n")));
    }
    body
}

/// Nothing says what the person is called: neither they themselves nor the mail.
fn no_name() -> Finding {
    Finding::new("no-name", Weight::Ask, "your name is not known: nobody signs the letter")
        .help("Set `[me] name` in the configuration.")
}

/// What composing doubts: torn facts, a decoded mail, a missing id.
fn doubts(given: &Given, same_thread: bool) -> Vec<Finding> {
    let mut out = Vec::new();
    let torn = |what: &str, option: &str, values: Vec<String>| {
        Finding::new(
            "torn",
            Weight::Ask,
            format!("the mail names more than one {what}: {}; the letter names none", values.join(" / ")),
        )
        .help(format!("Name the right one with `{option}`."))
    };
    use crate::fact::Settled::Torn;
    if let (Torn(all), None) = (&given.found.company, &given.intent.company) {
        out.push(torn("company", "--company", all.iter().map(|f| f.value.clone()).collect()));
    }
    if let (Torn(all), None) = (&given.found.role, &given.intent.role) {
        out.push(torn("role", "--role", all.iter().map(|f| f.value.clone()).collect()));
    }
    if given.mail.marks.decoded {
        out.push(
            Finding::new(
                "decoded",
                Weight::Stop,
                "this message was decoded before it came here: its thread and its calendar request are lost",
            )
            .help("Pipe the raw message: in mutt `set pipe_decode=no`, in himalaya `message read --raw`."),
        );
    } else if given.mail.id.is_none() && same_thread {
        out.push(Finding::new(
            "no-message-id",
            Weight::Note,
            "the mail has no usable Message-ID: the answer cannot stand in its thread",
        ));
    }
    let class = &given.found.class;
    if (class.sure == Sure::Guess || class.value == Class::Other) && !given.intent.force {
        let about = class.value.has_interview() || class.value == Class::Other;
        let what = if about { "that this is about an interview" } else { "what this mail is for" };
        out.push(Finding::new("unsure", Weight::Ask, format!("it is only a guess {what}")));
    }
    out.extend(thanks_for_no_invitation(given));
    out
}

/// Whoever asks for a salary, out of no thread, has invited nobody: no letter is to thank them for it.
fn thanks_for_no_invitation(given: &Given) -> Option<Finding> {
    let kind = given.catalog.kind(&given.intent.kind).ok()?;
    let first = given.mail.in_reply_to.is_empty() && given.mail.references.is_empty();
    if given.found.class.value != Class::Inquiry || !first || given.intent.force || !kind.invited {
        return None;
    }
    let other = given.catalog.kinds().iter().filter(|k| !k.invited && k.thread == Thread::Same);
    let other: Vec<String> = other.map(|k| format!("`{}`", k.name)).collect();
    let text = "the mail asks you something, and the letter speaks of an invitation";
    let help = format!("These kinds do not: {}. `--force` leaves it as it is.", other.join(", "));
    Some(Finding::new("no-invitation", Weight::Stop, text).help(help))
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn nobody_signs_with_a_form_of_address() {
        assert_eq!(signed("Monsieur Aurélien Casteix", Some("fr")), "Aurélien Casteix");
        assert_eq!(signed("Dr. Katharina Brandl", Some("de")), "Dr. Katharina Brandl");
        assert_eq!(signed("Frau", Some("de")), "Frau");
    }
}
