//! The command line as typed: definitions only, nothing is done here. clap is used here and nowhere else.

use super::{candidates, paths};
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::engine::ArgValueCandidates;
use std::path::PathBuf;

/// Answer a job interview invitation from your mail client: in the same thread, in its language, once.
#[derive(Parser, Debug)]
#[command(
    name = "regrets",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = "Examples:\n  \
        regrets preview invitation.eml                      what would leave, word for word\n  \
        regrets preview --as reschedule --propose 'tue 14:00' < invitation.eml\n  \
        regrets send --because other-offer < invitation.eml  preview, one question, delivery\n\n\
        FILE is a message file; absent or - means standard input. Nothing leaves without a yes."
)]
pub struct Cli {
    /// Read this configuration instead of ~/.config/regrets/config.toml
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Take this as the present moment, as in 2026-11-24T10:00:00+01:00 (for reproducible previews)
    #[arg(long, global = true, value_name = "TIMESTAMP")]
    pub now: Option<String>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colour.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Also when piped
    Always,
    /// Not at all
    Never,
}

/// One verb each.
#[expect(missing_docs, reason = "clap reads the fields; their types document them")]
#[derive(Subcommand, Debug)]
// What a verb takes is worked out when it is typed.
#[command(defer = true)]
pub enum Command {
    /// Show what was understood, how sure it is, and the words it was read from
    Read {
        #[command(flatten)]
        source: Source,
        /// Look up earlier messages of the thread in this Maildir
        #[arg(long, value_name = "MAILDIR", value_hint = ValueHint::DirPath)]
        thread: Option<PathBuf>,
        /// Print schema 1 of the JSON contract
        #[arg(long)]
        json: bool,
    },
    /// Show exactly what would leave; nothing leaves, nothing is stored
    Preview {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        reply: ReplyOptions,
        /// Print the bytes `send` would transmit, but for Date and Message-ID
        #[arg(long)]
        raw: bool,
    },
    /// Write the reply as a draft that your mail client opens
    Draft {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        reply: ReplyOptions,
        /// Write the draft to this file
        #[arg(long, short, value_name = "FILE", conflicts_with = "maildir", value_hint = ValueHint::FilePath)]
        #[arg(value_parser = own_path())]
        output: Option<PathBuf>,
        /// Deliver the draft into this Maildir
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, value_parser = own_path())]
        maildir: Option<PathBuf>,
        /// With --maildir: remove the drafts that regrets left there before
        #[arg(long, requires = "maildir")]
        only: bool,
        /// Write the draft as this client takes it: mutt keeps the calendar answer, and sets the replied flag after sending
        #[arg(long = "for", value_name = "CLIENT")]
        client: Option<Client>,
        /// Write unencoded UTF-8 headers and body, for tools that add MIME themselves (mblaze)
        #[arg(long)]
        plain: bool,
    },
    /// Print the body text alone, for a client's own reply template
    Body {
        #[command(flatten)]
        source: Source,
        /// Take the message that `regrets stash` kept
        #[arg(long, conflicts_with = "files")]
        stashed: bool,
        #[command(flatten)]
        reply: ReplyOptions,
    },
    /// Complete the reply file that a client's editor was started on, in place
    Fill {
        /// The reply file
        #[arg(value_name = "DRAFT", value_hint = ValueHint::FilePath)]
        draft: PathBuf,
        /// The message that is answered [default: the stashed one, else the one that DRAFT's headers name, from notmuch]
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        message: Option<PathBuf>,
        #[command(flatten)]
        reply: ReplyOptions,
    },
    /// Keep a message for the `fill` or `body --stashed` that follows (for mail clients)
    Stash {
        #[command(flatten)]
        source: Source,
    },
    /// Say by the exit code whether a mail is an invitation that waits for an answer: 0 yes, 1 no
    Classify {
        #[command(flatten)]
        source: Source,
    },
    /// Print what became of the last `send --for` as commands of that client
    #[command(hide = true)]
    Result,
    /// Show the reply, ask once, and deliver it
    Send {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        reply: ReplyOptions,
        #[command(flatten)]
        sending: SendOptions,
    },
    /// Choose, see and change the reply in a full-screen view, then send or keep it
    Reply {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        reply: ReplyOptions,
        /// Ask line by line instead of drawing a screen (for screen readers)
        #[arg(long)]
        plain: bool,
    },
    /// List every invitation that waits for an answer
    Scan {
        /// Maildir, MH folder, mbox or a folder of messages
        #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Show what was sent, and settle what is unknown
    Log {
        /// Look for unknown messages in the Sent folder
        #[arg(long, conflicts_with_all = ["was_sent", "was_not_sent"])]
        check: bool,
        /// Settle entry ID: it was sent
        #[arg(long, value_name = "ID", conflicts_with = "was_not_sent")]
        was_sent: Option<i64>,
        /// Settle entry ID: it was not sent
        #[arg(long, value_name = "ID")]
        was_not_sent: Option<i64>,
        /// Only what has all of these words: who, company, role, kind, reason, subject
        #[arg(long, value_name = "WORDS")]
        search: Option<String>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
        /// A table for spreadsheets
        #[arg(long, conflicts_with_all = ["json", "summary"])]
        csv: bool,
        /// How many answers of each kind, and for which reasons
        #[arg(long, conflicts_with = "json")]
        summary: bool,
    },
    /// After an accepted offer: find every open process and leave each, one by one, each with its preview and question
    #[command(name = "wrap-up")]
    WrapUp {
        /// Maildir, MH folder, mbox or a folder of messages
        #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
        /// The reason to give; an accepted offer when absent, `none` for no reason
        #[arg(long, value_name = "REASON", add = ArgValueCandidates::new(candidates::reasons))]
        because: Option<String>,
        /// List them as one JSON object a line, and send nothing
        #[arg(long)]
        json: bool,
    },
    /// Show what is due: thanks, questions without an answer, contacts to keep
    Due {
        /// Write all of it, and what is due later, to this file for your calendar, as things to do
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        ics: Option<PathBuf>,
        /// With --ics: as events, for calendars that know no things to do
        #[arg(long, requires = "ics")]
        events: bool,
    },
    /// Check any draft, or text, against the rules of a good answer
    Check {
        #[command(flatten)]
        source: Source,
        /// The invitation it answers: names and company are compared with it
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        message: Option<PathBuf>,
        /// The kind of reply it is to be: whether it says so is checked
        #[arg(long = "as", value_name = "KIND", add = ArgValueCandidates::new(candidates::kinds))]
        kind: Option<String>,
    },
    /// Think it over: a few questions, an advice, and the command to run
    Advise {
        #[command(flatten)]
        source: Source,
        /// Answers in order, instead of questions: `no,yes,unsure`
        #[arg(long, value_name = "LIST", value_delimiter = ',')]
        answers: Option<Vec<String>>,
    },
    /// Write a short note to stay in touch on LinkedIn (no link, within its limit)
    Note {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        reply: ReplyOptions,
        /// Characters allowed: 300, or 200 on a free account
        #[arg(long, default_value_t = 300)]
        limit: usize,
    },
    /// Write what to say in a call
    CallScript {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        reply: ReplyOptions,
    },
    /// Put a password into the keyring of the system, and check it
    Login {
        /// The account; the first when absent
        #[arg(add = ArgValueCandidates::new(candidates::accounts))]
        account: Option<String>,
        /// Do not contact the server
        #[arg(long)]
        no_check: bool,
    },
    /// Take a password out of the keyring
    Logout {
        /// The account; the first when absent
        #[arg(add = ArgValueCandidates::new(candidates::accounts))]
        account: Option<String>,
    },
    /// Check configuration, credentials and server, without sending anything
    Doctor {
        /// The account; all when absent
        #[arg(add = ArgValueCandidates::new(candidates::accounts))]
        account: Option<String>,
    },
    /// Print or install the configuration for a mail client
    Setup {
        /// The client, or `config` for the commented configuration; a list when absent
        #[arg(add = ArgValueCandidates::new(candidates::clients))]
        client: Option<String>,
        /// Install it (with a backup)
        #[arg(long, conflicts_with = "remove")]
        write: bool,
        /// Take it out again
        #[arg(long)]
        remove: bool,
        /// Propose accounts from the configuration of mutt, msmtp, aerc and himalaya
        #[arg(long, conflicts_with_all = ["client", "write", "remove"])]
        import: bool,
    },
    /// The wording: built in, and your own
    Templates {
        #[command(subcommand)]
        what: TemplatesCommand,
    },
    /// Print the completion script of a shell
    Completions {
        /// bash, zsh, fish, elvish or powershell
        #[arg(add = ArgValueCandidates::new(candidates::shells))]
        shell: String,
    },
    /// Print the manual page
    Man {
        /// Write a page for each command into this folder
        #[arg(long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}

// `regrets templates ...`
#[expect(missing_docs, reason = "what is written here would stand in the help instead of the verb's own words")]
#[derive(Subcommand, Debug)]
pub enum TemplatesCommand {
    /// List kinds, reasons and languages, and which are your own
    List,
    /// Print a template
    Show {
        /// As listed: `en/decline`, `kinds`, `reasons`
        name: String,
    },
    /// Start a template of your own from the built-in one
    New {
        /// As listed: `en/decline`
        name: String,
    },
    /// Render your templates against many invitations and report what breaks
    Check {
        /// As listed; all of your own when absent
        name: Option<String>,
    },
}

/// A path whose leading `~/` is the home folder, also where a client starts us without a shell.
fn own_path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(|path| path.to_str().map_or_else(|| PathBuf::from(&path), paths::expand))
}

// The message to work on.
#[expect(missing_docs, reason = "what is written here would stand in the help instead of the verb's own words")]
#[derive(Args, Debug, Clone, Default)]
pub struct Source {
    /// Message files (raw, as they came; an mbox holds several); absent or - means standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Standard input holds several messages, with this line behind each (mutt's `pipe_sep`)
    #[arg(long, value_name = "LINE", hide = true, conflicts_with = "files")]
    pub separator: Option<String>,
}

// What to answer.
#[expect(missing_docs, reason = "what is written here would stand in the help instead of the verb's own words")]
#[derive(Args, Debug, Clone, Default)]
pub struct ReplyOptions {
    /// Kind of reply: decline, cancel, reschedule, accept ... (`regrets templates list`)
    #[arg(long = "as", value_name = "KIND", add = ArgValueCandidates::new(candidates::kinds))]
    pub kind: Option<String>,
    /// One reason: other-offer, location, timing ... (`regrets templates list`)
    #[arg(long, value_name = "REASON", add = ArgValueCandidates::new(candidates::reasons))]
    pub because: Option<String>,
    /// A time I propose, as in '2026-12-01 14:00' or 'tue 14:00'; can be given several times
    #[arg(long, value_name = "TIME")]
    pub propose: Vec<String>,
    /// A sentence of my own, or an answer to what the kind asks; can be given several times
    #[arg(long, value_name = "TEXT")]
    pub note: Vec<String>,
    /// The job title, where the mail was not understood
    #[arg(long)]
    pub role: Option<String>,
    /// The employer, where the mail was not understood
    #[arg(long)]
    pub company: Option<String>,
    /// The interview's time, where the mail was not understood
    #[arg(long, value_name = "TIME")]
    pub time: Option<String>,
    /// The address the reply goes to
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,
    /// The person the reply greets
    #[arg(long)]
    pub name: Option<String>,
    /// Language of the reply: en, de, fr, es, pt, pt-pt, it, nl
    #[arg(long, value_name = "LANGUAGE", add = ArgValueCandidates::new(candidates::languages))]
    pub lang: Option<String>,
    /// Formal register
    #[arg(long, conflicts_with = "informal")]
    pub formal: bool,
    /// Informal register
    #[arg(long)]
    pub informal: bool,
    /// Leave the calendar request unanswered
    #[arg(long)]
    pub no_calendar: bool,
    /// Answer the calendar request of an `ask` as tentative
    #[arg(long)]
    pub tentative: bool,
    /// Write the accepted event, or a reminder, for my own calendar to this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub ics: Option<PathBuf>,
    /// Quote the original below the reply
    #[arg(long)]
    pub quote: bool,
    /// Do not offer to stay in touch
    #[arg(long = "final")]
    pub no_door: bool,
    /// Open the body in $VISUAL or $EDITOR first; an emptied text means no
    #[arg(long)]
    pub edit: bool,
    /// The account to send from
    #[arg(long, value_name = "NAME", add = ArgValueCandidates::new(candidates::accounts))]
    pub account: Option<String>,
    /// Look up earlier messages of the thread in this Maildir
    #[arg(long, value_name = "MAILDIR", value_hint = ValueHint::DirPath)]
    pub thread: Option<PathBuf>,
    /// Use this template
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub template: Option<PathBuf>,
    /// Answer although the message does not look like an invitation
    #[arg(long)]
    pub force: bool,
    /// Pass one *stop* finding by its name; can be given several times
    #[arg(long, value_name = "FINDING")]
    pub allow: Vec<String>,
    /// The body as the person wrote it in the full-screen view, in place of the composed one
    #[arg(skip)]
    pub body: Option<String>,
}

// How to send.
#[expect(missing_docs, reason = "what is written here would stand in the help instead of the verb's own words")]
#[derive(Args, Debug, Clone, Default)]
pub struct SendOptions {
    /// Do not ask; never passes a *stop* finding
    #[arg(long, short)]
    pub yes: bool,
    /// Answer again although this mail was answered, or an earlier attempt is unknown
    #[arg(long)]
    pub again: bool,
    /// Print the outcome as one JSON object on standard output
    #[arg(long)]
    pub json: bool,
    /// Leave a result for this client to pick up: mutt sets its replied flag
    #[arg(long = "for", value_name = "CLIENT")]
    pub client: Option<Client>,
}

/// Clients that a draft can be marked for.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// mutt
    Mutt,
    /// neomutt
    Neomutt,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        Cli::command().debug_assert();
    }
}
