//! `regrets result`: what became of the last `send --for`, as commands of the client, once.
//!
//! A file in the runtime folder holds a line for each message: `asked`, where several tagged ones were, and `sent`. It is
//! written as they leave, so that a run that was cut short still says what it did.

use crate::app::input::Message;
use crate::app::{output, paths};
use crate::error::Result;
use crate::message::Mail;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

fn path() -> Option<PathBuf> {
    Some(paths::private(&paths::runtime_dir()?).ok()?.join("result.mutt"))
}

/// A run that is about to send: nothing of an earlier one is told any more. Of tagged messages it is kept which they are,
/// as the client's cursor stands on none of them in particular.
pub fn begin(messages: &[Message], tagged: bool) {
    let Some(path) = path() else { return };
    let ids = messages.iter().filter(|_| tagged).filter_map(|m| Mail::read(&m.bytes).ok()?.id);
    let lines: String = ids.map(|id| format!("asked {}\n", id.as_str())).collect();
    let _ = std::fs::write(path, lines);
}

/// Leaves it for the client to pick up that this message was answered.
pub fn sent(mail: &Mail) {
    let id = mail.id.as_ref().map_or("", |id| id.as_str());
    let file = path().and_then(|p| std::fs::OpenOptions::new().create(true).append(true).open(p).ok());
    if let Some(mut file) = file {
        let _ = writeln!(file, "sent {id}");
    }
}

/// Prints the result once, and forgets it.
///
/// # Errors
/// As [`output::print`].
pub fn run() -> Result<ExitCode> {
    let kept = path().and_then(|p| {
        let text = std::fs::read_to_string(&p).ok();
        let _ = std::fs::remove_file(p);
        text
    });
    output::print(&commands(kept.as_deref().unwrap_or_default()))?;
    Ok(ExitCode::SUCCESS)
}

/// The client's commands for what was kept. Flags come first: what a key does clears the line that says so.
fn commands(kept: &str) -> String {
    let of =
        |what: &str| -> Vec<&str> { kept.lines().filter_map(|l| l.strip_prefix(what)?.strip_prefix(' ')).collect() };
    let (asked, sent) = (of("asked"), of("sent"));
    match (asked.len(), sent.len()) {
        (_, 0) => "echo \"regrets: nothing was sent\"\n".to_string(),
        (0, _) => "push \"<set-flag>r<enter-command>echo 'regrets: sent'<enter>\"\n".to_string(),
        (all, some) => {
            let left: Vec<&str> = asked.into_iter().filter(|id| !sent.contains(id)).collect();
            let (answered, left) = (tag_alone(&sent), tag_alone(&left));
            let told = format!("<enter-command>echo \"regrets: {some} of {all} sent\"<enter>");
            format!("push '{answered}<tag-prefix><set-flag>r{left}{told}'\n")
        }
    }
}

/// Keys that tag these messages and no others.
fn tag_alone(ids: &[&str]) -> String {
    let each = ids.iter().map(|id| format!("<tag-pattern>~i {}<enter>", pattern(id)));
    format!("<untag-pattern>~A<enter>{}", each.collect::<String>())
}

/// How long a pattern may be: mutt's prompt takes a thousand bytes.
const LONGEST: usize = 250;

/// A pattern that finds this id. The client runs it as keys and commands, and a stranger chose the id: all but letters,
/// digits and a few signs that mean nothing to either is "any character". `^^` is how a `^` is written in `push`.
fn pattern(id: &str) -> String {
    let harmless = |c: char| if c.is_ascii_alphanumeric() || "@-_=".contains(c) { c } else { '.' };
    let text: String = id.chars().take(LONGEST).map(harmless).collect();
    format!("^^.{text}{}", if id.chars().count() > LONGEST { "" } else { ".$" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_message_is_the_one_below_the_cursor() {
        assert_eq!(commands(""), "echo \"regrets: nothing was sent\"\n");
        assert_eq!(commands("sent 1@a.example\n"), "push \"<set-flag>r<enter-command>echo 'regrets: sent'<enter>\"\n");
    }

    #[test]
    fn of_tagged_messages_those_sent_are_flagged_and_the_others_stay_tagged() {
        let kept = "asked 1@a.example\nasked 2@a.example\nasked 3@a.example\nsent 1@a.example\nsent 3@a.example\n";
        assert_eq!(
            commands(kept),
            "push '<untag-pattern>~A<enter><tag-pattern>~i ^^.1@a.example.$<enter><tag-pattern>~i ^^.3@a.example.$<enter>\
             <tag-prefix><set-flag>r<untag-pattern>~A<enter><tag-pattern>~i ^^.2@a.example.$<enter>\
             <enter-command>echo \"regrets: 2 of 3 sent\"<enter>'\n"
        );
        assert_eq!(commands("asked 1@a.example\n"), "echo \"regrets: nothing was sent\"\n");
    }

    #[test]
    fn an_id_cannot_give_the_client_a_command() {
        assert_eq!(pattern("x'<quit>`rm -rf ~`\"$HOME;\\^é@a.example"), "^^.x..quit..rm.-rf.....HOME....@a.example.$");
        let long = format!("{}@a.example", "x".repeat(2000));
        assert_eq!(pattern(&long), format!("^^.{}", "x".repeat(LONGEST)));
    }
}
