//! `--ics FILE`: the accepted event for the person's own calendar, or a reminder to look for their answer.

use super::cli::ReplyOptions;
use super::output;
use super::run::Prepared;
use super::session::Session;
use crate::error::{Error, Exit, Result};
use crate::extract::Start;
use crate::reply::answer::AnswerInput;
use crate::reply::answer::own::{self, Entry};
use crate::reply::wire::Outgoing;
use crate::text::one_line;
use crate::words::schema::CalendarReply;
use jiff::{Span, Zoned};

/// After this many days without an answer it is worth asking.
const PATIENCE: i64 = 7;

/// Writes the file, where `--ics` asks for one; tells where.
///
/// # Errors
/// [`Exit::NeedsPerson`] for an accepted mail without a clear time; [`Exit::CantCreate`] when the file cannot be
/// written. Nothing else depends on it: callers write it after the draft is written or the message sent.
pub fn write(session: &Session, prepared: &Prepared, options: &ReplyOptions) -> Result<()> {
    let Some(path) = &options.ics else { return Ok(()) };
    let Some((reply, outgoing)) = prepared.messages.first().map(|(m, o)| (&m.reply, o)) else { return Ok(()) };
    let catalog = super::wording::load()?;
    let kind = catalog.kind(&prepared.kind)?;
    let text = if kind.calendar == CalendarReply::Accepted {
        let own = [reply.from.email.clone()];
        let me = if session.me.addresses.is_empty() { &own[..] } else { &session.me.addresses };
        let input = AnswerInput {
            mail: &prepared.mail,
            answer: kind.calendar,
            tentative: false,
            propose: &[],
            me,
            sender: &reply.from,
            words_to: &reply.to[0],
            now: &session.now,
            comment: "",
            allow_stranger: false,
        };
        own::accepted(&input).map_or_else(|| from_words(session, prepared, outgoing), Ok)?
    } else {
        reminder(session, prepared, outgoing)
    };
    std::fs::write(path, text)
        .map_err(|e| Error::new(Exit::CantCreate, format!("`{}` cannot be written: {e}", path.display())))?;
    output::say(&format!("for your calendar: {}", path.display()));
    Ok(())
}

/// The one time that the words of the mail name.
fn from_words(session: &Session, prepared: &Prepared, outgoing: &Outgoing) -> Result<String> {
    let unclear = || {
        Error::new(Exit::NeedsPerson, "the mail does not name one clear time for your calendar")
            .hint("Leave `--ics` out, and enter the event by hand.")
    };
    let [slot] = prepared.found.slots.as_slice() else { return Err(unclear()) };
    let zoned = |start: &Start| match start {
        Start::Zoned(z) => Ok(z.clone()),
        Start::Local(t) => t.to_zoned(session.now.time_zone().clone()).map_err(|_| unclear()),
    };
    let at = zoned(&slot.value.start)?;
    let end = slot.value.end.as_ref().map(zoned).transpose()?;
    Ok(own::event(&Entry {
        uid: &uid(prepared, outgoing),
        summary: &one_line(&prepared.mail.subject),
        at: &at,
        end: end.as_ref(),
        place: None,
        description: None,
        now: &session.now,
    }))
}

fn reminder(session: &Session, prepared: &Prepared, outgoing: &Outgoing) -> String {
    let due: Zoned = session.now.checked_add(Span::new().days(PATIENCE)).unwrap_or_else(|_| session.now.clone());
    own::reminder(&Entry {
        uid: &uid(prepared, outgoing),
        summary: &format!("Has an answer come? {}", one_line(&prepared.mail.subject)),
        at: &due,
        end: None,
        place: None,
        description: None,
        now: &session.now,
    })
}

/// The same for the same mail, so that a second import replaces the first.
fn uid(prepared: &Prepared, outgoing: &Outgoing) -> String {
    let id = prepared.mail.id.as_ref().unwrap_or_else(|| outgoing.message_id());
    format!("regrets-{}-{}", prepared.kind, id.as_str())
}
