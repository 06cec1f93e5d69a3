//! Whose words the history holds: those of the person at the keyboard tell of other jobs, too.

use crate::message::Mail;
use crate::message::address::Address;
use crate::message::body::Voice;

/// The label of a line such as "From: Dana" is no longer than this.
const LABEL: usize = 16;

/// Follows the lines of a message from the top.
#[derive(Debug)]
pub struct Author<'m> {
    mail: &'m Mail,
    /// Has a line of this head told whose words follow?
    told: bool,
    mine: bool,
}

impl<'m> Author<'m> {
    /// At the first line.
    pub fn new(mail: &'m Mail) -> Author<'m> {
        Author { mail, told: false, mine: false }
    }

    /// Did the person whom the mail was sent to write this line? `text` without its `>`.
    pub fn wrote(&mut self, voice: Voice, text: &str) -> bool {
        if !matches!(voice, Voice::Quoted | Voice::Attribution) {
            return false;
        }
        let text = text.trim();
        let label = text.bytes().take(LABEL).any(|b| b == b':') || text.ends_with(':');
        if voice != Voice::Attribution && !label {
            self.told = false;
        } else if !self.told
            && let Some(mine) = self.names(text)
        {
            (self.told, self.mine) = (true, mine);
        }
        self.mine && voice == Voice::Quoted
    }

    /// Whom a line above old words names: first comes who wrote them.
    fn names(&self, text: &str) -> Option<bool> {
        let has = |a: &Address| text.contains(&a.email) || a.name.as_ref().is_some_and(|n| text.contains(n.as_str()));
        let mut me = self.mail.to.iter().chain(&self.mail.delivered_to);
        let mut them = self.mail.from.iter();
        if me.any(has) { Some(true) } else { (text.contains('@') || them.any(has)).then_some(false) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_old_words_tells_whose_they_are() {
        let text = "From: Dana Ito <dana@acme.example>\nTo: Ada Byron <ada@home.example>\nSubject: Re: hello\n\nYes.\n\n\
            On Tue, 17 Nov 2026, Ada Byron <ada@home.example> wrote:\n> I saw the Buyer post, too.\n>\n\
            > On Mon, 16 Nov 2026, Dana Ito <dana@acme.example> wrote:\n>> This is about the Welder post.\n";
        let mail = Mail::read(text.as_bytes()).unwrap();
        let mut author = Author::new(&mail);
        let mine = mail.body.lines.iter().filter_map(|l| {
            let line = mail.body.line(l).trim_start_matches(['>', ' ']);
            author.wrote(l.voice, line).then_some(line.trim())
        });
        assert_eq!(mine.collect::<Vec<_>>(), ["I saw the Buyer post, too.", ""]);
    }
}
