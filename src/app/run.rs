//! The pipeline: bytes in, sealed messages and findings out. Preview, draft, body and send all walk it.

use super::cli::ReplyOptions;
use super::editor::{self, Edited};
use super::session::Session;
use super::{thread, times, wording};
use crate::deliver;
use crate::error::{Error, Exit, Result};
use crate::extract::{Formality, Invitation};
use crate::fact::{Finding, Weight};
use crate::message::Mail;
use crate::message::thread::MsgId;
use crate::reply::compose::{self, Composed, Given};
use crate::reply::kind::{Catalog, Medium};
use crate::reply::letter::{self, Question};
use crate::reply::wire::{Outgoing, Stamp, seal};
use crate::reply::{Intent, Me};
use crate::review::checks;
use crate::review::preview::{self, Shown};
use crate::words;
use std::path::Path;
use std::rc::Rc;

/// A mail that was read once, and the wording there is: answers to it are prepared as often as one chooses.
pub struct Opened {
    /// The mail.
    pub mail: Rc<Mail>,
    /// What it says.
    pub found: Invitation,
    /// The wording.
    pub catalog: Catalog,
}

impl Opened {
    /// Reads a mail, with what earlier messages of the thread in `folder` add to it.
    ///
    /// # Errors
    /// As [`thread::understood`] and [`wording::load`].
    pub fn new(session: &Session, bytes: &[u8], folder: Option<&Path>) -> Result<Opened> {
        let (mail, found) = thread::understood(session, bytes, folder)?;
        Ok(Opened { mail: Rc::new(mail), found, catalog: wording::load()? })
    }

    /// What it says, with the person's corrections of what letters do not correct themselves.
    ///
    /// # Errors
    /// [`Exit::Usage`] for what is no time.
    pub fn corrected(&self, session: &Session, options: &ReplyOptions) -> Result<Invitation> {
        let mut found = self.found.clone();
        if let Some(text) = &options.time {
            found.slots = vec![times::corrected(session, text, &found.slots)?];
        }
        Ok(found)
    }
}

/// Everything that would leave for one mail, sealed.
pub struct Prepared {
    /// The mail that is answered.
    pub mail: Rc<Mail>,
    /// What it says.
    pub found: Invitation,
    /// The kind of reply.
    pub kind: String,
    /// The replies, and their bytes.
    pub messages: Vec<(Composed, Outgoing)>,
    /// All there is to say, passed findings left out.
    pub findings: Vec<Finding>,
    /// The body as the person edited it just now.
    pub edited: Option<Edited>,
}

/// Walks the whole way to sealed bytes.
///
/// # Errors
/// Whatever a step fails with; nothing has left by then, and nothing was stored.
pub fn prepare(session: &Session, bytes: &[u8], options: &ReplyOptions) -> Result<Prepared> {
    prepare_as(session, bytes, options, &mut |_| None)
}

/// The same, with the ids of earlier attempts by the messages' places: a second try is the same message.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_as(
    session: &Session,
    bytes: &[u8],
    options: &ReplyOptions,
    earlier: &mut dyn FnMut(usize) -> Option<MsgId>,
) -> Result<Prepared> {
    prepare_opened(session, &Opened::new(session, bytes, options.thread.as_deref())?, options, earlier)
}

/// The same for a mail that is read already.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_opened(
    session: &Session,
    opened: &Opened,
    options: &ReplyOptions,
    earlier: &mut dyn FnMut(usize) -> Option<MsgId>,
) -> Result<Prepared> {
    let (mail, catalog) = (opened.mail.clone(), &opened.catalog);
    let found = opened.corrected(session, options)?;
    let me = for_account(session, options, &mail)?;
    let mut intent = intent(session, options)?;
    let mut answer = composed(session, &mail, &found, &intent, &me, catalog)?;
    let mut edited = None;
    if options.edit {
        let body = answer.messages.first().map(|m| m.reply.body.clone()).unwrap_or_default();
        let own = editor::edit(&body)?;
        intent.body = Some(own.text.clone());
        answer = composed(session, &mail, &found, &intent, &me, catalog).map_err(|e| own.kept(e))?;
        edited = Some(own);
    }
    let mut findings = answer.findings;
    findings.extend(times::findings(&intent.propose, &found.slots));
    if options.time.is_some() && answer.messages.iter().any(|m| m.reply.calendar.is_some()) {
        findings.extend(times::beside_request(&found.slots, &opened.found.slots, session));
    }
    findings.extend(checked(&answer.messages, &mail, &found, &intent, catalog));
    findings.retain(|f| !options.allow.iter().any(|a| a == f.id));
    let mut messages = Vec::new();
    for message in answer.messages {
        let mut stamp = stamp(session, &message.reply.from.domain())?;
        if let Some(id) = earlier(messages.len()) {
            stamp.message_id = id;
        }
        let outgoing = seal(&message.reply, &stamp).map_err(|e| editor::kept(edited.as_ref(), e))?;
        messages.push((message, outgoing));
    }
    Ok(Prepared { mail, found, kind: intent.kind, messages, findings, edited })
}

/// A text beside the letter, and what it was made from.
pub struct Beside {
    /// The text of the template, paragraphs parted by empty lines.
    pub text: String,
    /// What the mail says.
    pub found: Invitation,
}

/// Writes a text beside the letter. For a call, the sentence that decides is taken from the letter of the kind.
///
/// # Errors
/// As [`prepare`]; a language that has no such text is an error.
pub fn beside(session: &Session, bytes: &[u8], options: &ReplyOptions, medium: Medium) -> Result<Beside> {
    let opened = Opened::new(session, bytes, options.thread.as_deref())?;
    let (mail, catalog, found) = (&opened.mail, &opened.catalog, opened.corrected(session, options)?);
    let mut me = for_account(session, options, mail)?;
    me.name = me.name.clone().or_else(|| compose::my_name(mail, &found, &me));
    let mut intent = intent(session, options)?;
    let write =
        |intent: &Intent| letter::write(&Question { mail, found: &found, intent, me: &me, now: &session.now, catalog });
    if medium == Medium::Call {
        intent.notes.insert(0, write(&intent)?.decisive);
    }
    intent.kind = catalog.beside(medium)?.name.clone();
    Ok(Beside { text: write(&intent)?.body, found })
}

/// What the checks say of the letter, whoever wrote it.
fn checked(messages: &[Composed], mail: &Mail, found: &Invitation, intent: &Intent, catalog: &Catalog) -> Vec<Finding> {
    let Some(reply) = messages.first().map(|m| &m.reply) else { return Vec::new() };
    let Some(words) = words::letter(&reply.language) else { return Vec::new() };
    let quoted = if intent.quote { reply.body.find("\n> ") } else { None };
    // The line above says whose words they are.
    let own = quoted.map_or(reply.body.len(), |at| reply.body[..at].rfind('\n').unwrap_or(at));
    checks::run(&checks::Letter {
        body: &reply.body[..own],
        language: &reply.language,
        words,
        kind: catalog.kind(&intent.kind).ok(),
        answers: Some((mail, found)),
        intent: Some(intent),
    })
}

fn composed(
    session: &Session,
    mail: &Mail,
    found: &Invitation,
    intent: &Intent,
    me: &Me,
    catalog: &Catalog,
) -> Result<compose::Answer> {
    let mut answer = compose::compose(&Given { mail, found, intent, me, now: &session.now, catalog })?;
    for message in &mut answer.messages {
        message.reply.flowed = session.config.defaults.flowed;
    }
    Ok(answer)
}

/// The preview of all that would leave.
pub fn shown(prepared: &Prepared, paint: crate::review::paint::Paint) -> String {
    let messages: Vec<Shown> = prepared
        .messages
        .iter()
        .map(|(message, outgoing)| Shown { reply: &message.reply, outgoing, relied: &message.relied })
        .collect();
    preview::show(&prepared.mail, &prepared.kind, &messages, &prepared.findings, paint)
}

/// The first finding that nothing passes but its own `--allow`.
pub fn stopped(prepared: &Prepared) -> Option<Error> {
    let stop = prepared.findings.iter().find(|f| f.weight == Weight::Stop)?;
    let mut error = Error::new(Exit::NeedsPerson, format!("{}; nothing was sent", stop.text));
    if let Some(help) = &stop.help {
        error = error.hint(help.clone());
    }
    Some(error.hint(format!("If you have looked and want it all the same: `--allow {}`.", stop.id)))
}

/// What the options mean.
fn intent(session: &Session, options: &ReplyOptions) -> Result<Intent> {
    let defaults = &session.config.defaults;
    let reason = options.because.clone().unwrap_or_else(|| defaults.because.clone());
    let formality = match (options.formal, options.informal) {
        (true, _) => Some(Formality::Formal),
        (_, true) => Some(Formality::Informal),
        _ => None,
    };
    let propose = options.propose.iter().map(|text| times::proposed(session, text)).collect::<Result<Vec<_>>>()?;
    Ok(Intent {
        kind: options.kind.clone().unwrap_or_else(|| defaults.kind.clone()),
        reason: Some(reason).filter(|r| r != "none"),
        propose,
        notes: options.note.clone(),
        role: options.role.clone(),
        company: options.company.clone(),
        name: options.name.clone(),
        to: options.to.clone(),
        language: options.lang.clone(),
        formality,
        calendar: defaults.calendar && !options.no_calendar,
        quote: defaults.quote || options.quote,
        door: defaults.stay_in_touch && !options.no_door,
        force: options.force,
        tentative: defaults.tentative || options.tentative,
        allow: options.allow.clone(),
        template: options.template.as_deref().map(wording::named).transpose()?,
        body: options.body.clone(),
    })
}

/// The person as the chosen account knows them: with `--account`, the reply comes from its address.
fn for_account(session: &Session, options: &ReplyOptions, mail: &Mail) -> Result<Me> {
    let mut me = session.me.clone();
    if let Some(name) = &options.account {
        let account = session.config.account_for(Some(name), None)?;
        let covered =
            crate::message::address::mine(std::slice::from_ref(&account.from), mail.to.iter().chain(&mail.cc));
        if covered.is_none() {
            me.addresses.insert(0, account.from.clone());
        }
        me.addresses.retain(|a| crate::message::address::is_mine(a, &account.from) || *a == account.from);
    }
    Ok(me)
}

fn stamp(session: &Session, domain: &str) -> Result<Stamp> {
    Stamp::new(session.now.clone(), deliver::random()?, domain)
}
