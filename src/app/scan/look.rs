//! One message: mine, passed over at a first look, or read.

use super::waiting::Waiting;
use super::{Found, walk};
use crate::app::session::Session;
use crate::extract::{self, Class, glance};
use crate::fact::{Fact, Sure};
use crate::message::thread::MsgId;
use crate::message::{Mail, address, fields, split};
use std::path::Path;

/// What one thread knows.
pub struct Looker<'a> {
    session: &'a Session,
    /// What it found.
    pub found: Found,
}

impl Looker<'_> {
    /// A thread's looker.
    pub fn new(session: &Session) -> Looker<'_> {
        Looker { session, found: Found::default() }
    }

    /// Looks at the messages of a piece of an mbox; how many they are.
    pub fn piece(&mut self, path: &Path, offset: u64, bytes: &[u8]) -> usize {
        let messages = split(bytes);
        for one in &messages {
            let at = one.as_ptr() as usize - bytes.as_ptr() as usize;
            self.message(path, Some(offset + at as u64), one);
        }
        messages.len()
    }

    /// Looks at one message; `offset` is its place in an mbox.
    pub fn message(&mut self, path: &Path, offset: Option<u64>, raw: &[u8]) {
        let marks = Marks::of(path, raw);
        if marks.gone {
            return;
        }
        if marks.from.is_some_and(|from| self.is_mine(from)) {
            return self.settles(raw);
        }
        if !glance::may_wait(raw, marks.list) {
            return;
        }
        // What is no message, or a hostile one, asks for nothing.
        let Ok(mail) = Mail::read(raw) else { return };
        let Some(Fact { value: class, sure, .. }) = extract::of_process(&mail, &self.session.now) else { return };
        // Nobody is invited over a discussion list: what only looks like it there is talk about meeting.
        let talk = sure == Sure::Guess && (mail.marks.list || mail.marks.precedence.is_some());
        if class.has_interview() || matches!(class, Class::Rejection | Class::Offer) {
            let earlier = mail.references.iter().chain(&mail.in_reply_to);
            self.found.settled.extend(earlier.map(|id| id.as_str().to_string()));
        }
        if matches!(class, Class::Rejection | Class::Offer | Class::Cancellation)
            && let Some(when) = mail.date.as_ref().map(|d| d.timestamp())
        {
            self.found
                .ended
                .extend(mail.references.iter().chain(&mail.in_reply_to).map(|id| (id.as_str().to_string(), when)));
        }
        if talk || !class.in_process() && !class.needs_answer() {
            return;
        }
        let invitation = extract::invitation(&mail, &self.session.now);
        let waiting = Waiting::new(path, offset, &mail, &invitation, &self.session.now);
        if class.needs_answer() {
            if marks.answered {
                self.found.settled.extend(waiting.id.clone());
            } else {
                self.found.asking.push(waiting.clone());
            }
        }
        if class.in_process() {
            self.found.processes.push(waiting);
        }
    }

    /// A message of mine answers every message it refers to.
    fn settles(&mut self, raw: &[u8]) {
        for (name, value) in fields(raw) {
            if is(name, b"references") || is(name, b"in-reply-to") {
                let text = String::from_utf8_lossy(value);
                let ids = text.split_whitespace().filter_map(MsgId::parse);
                self.found.settled.extend(ids.map(|id| id.as_str().to_string()));
            }
        }
    }

    fn is_mine(&self, from: &[u8]) -> bool {
        let text = String::from_utf8_lossy(from);
        let email = text.rsplit_once('<').map_or(text.as_ref(), |(_, rest)| rest.split('>').next().unwrap_or(rest));
        self.session.me.addresses.iter().any(|mine| address::is_mine(mine, email.trim()))
    }
}

/// What is known without reading: flags of the folder or the mbox, and the sender as written.
struct Marks<'a> {
    answered: bool,
    gone: bool,
    list: bool,
    from: Option<&'a [u8]>,
}

impl<'a> Marks<'a> {
    fn of(path: &Path, raw: &'a [u8]) -> Marks<'a> {
        let name = path.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
        let mut marks = Marks { answered: walk::flags(&name).contains('R'), gone: false, list: false, from: None };
        for (name, value) in fields(raw) {
            if is(name, b"from") {
                marks.from = marks.from.or(Some(value));
            } else if is(name, b"x-status") {
                marks.answered |= value.contains(&b'A');
                marks.gone |= value.contains(&b'D') || value.contains(&b'T');
            } else if is(name, b"list-id") || is(name, b"list-post") {
                marks.list = true;
            } else if is(name, b"replied") {
                marks.answered = true;
            } else if is(name, b"x-mozilla-status") {
                let bits = std::str::from_utf8(value.trim_ascii()).ok().and_then(|v| u32::from_str_radix(v, 16).ok());
                marks.answered |= bits.is_some_and(|b| b & 2 != 0);
                marks.gone |= bits.is_some_and(|b| b & 8 != 0);
            }
        }
        marks
    }
}

fn is(name: &[u8], wanted: &[u8]) -> bool {
    name.eq_ignore_ascii_case(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_maildirs_and_mailboxes() {
        let marks = |name: &str, raw: &'static [u8]| {
            let marks = Marks::of(Path::new(name), raw);
            (marks.answered, marks.gone)
        };
        assert_eq!(marks("1:2,RS", b"From: a@b.example\n\n"), (true, false));
        assert_eq!(marks("READ", b"X-Status: A\n\n"), (true, false));
        assert_eq!(marks("mbox", b"X-Status: D\n\n"), (false, true));
        assert_eq!(marks("mbox", b"X-Mozilla-Status: 0003\n\n"), (true, false));
        assert_eq!(marks("mbox", b"X-Mozilla-Status: 0001\n\nX-Status: A\n"), (false, false));
    }
}
