//! `regrets draft`: the reply as a draft that a mail client opens.

use crate::app::cli::{Client, ReplyOptions, Source};
use crate::app::picker::{self, Act, Offer};
use crate::app::run::Prepared;
use crate::app::session::Session;
use crate::app::{editor, input, output, own_calendar, run};
use crate::error::{Error, Exit, Result};
use crate::fact::Weight;
use crate::reply::wire::Outgoing;
use crate::text::one_line;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where the draft goes, and in which form.
pub struct Form {
    /// To this file.
    pub output: Option<PathBuf>,
    /// Into this Maildir.
    pub maildir: Option<PathBuf>,
    /// In place of the drafts we left there.
    pub only: bool,
    /// For this client.
    pub client: Option<Client>,
    /// Without encoding.
    pub plain: bool,
    /// Never over a file that is there.
    pub new: bool,
}

impl Form {
    /// The form for a place that a person typed: a folder is a Maildir; a file is new.
    pub fn to(place: Option<PathBuf>) -> Form {
        let (maildir, output) = match place {
            Some(folder) if folder.is_dir() => (Some(folder), None),
            file => (None, file),
        };
        Form { output, maildir, only: false, client: None, plain: false, new: true }
    }
}

/// Writes the drafts of every message.
///
/// # Errors
/// As [`run::prepare`]; [`Exit::CantCreate`] and [`Exit::Io`] when a draft cannot be written.
pub fn run(session: &Session, source: &Source, options: &ReplyOptions, form: &Form) -> Result<ExitCode> {
    let messages = input::of(source)?;
    if form.only
        && let Some(folder) = &form.maildir
    {
        forget(folder);
    }
    let several = messages.len() > 1;
    let choosing = picker::wanted(session, options);
    let asks_file = form.output.is_none() && form.maildir.is_none();
    input::each(&messages, |message| {
        let bytes = &message.bytes;
        if !choosing {
            return one(session, bytes, options, form, several);
        }
        let offer = Offer { sends: false, asks_file, plain: false };
        picker::run(session, bytes, options, offer, &mut |chosen, act| match act {
            Act::Draft(Some(path)) => {
                let form = Form { client: form.client, plain: form.plain, ..Form::to(Some(path)) };
                one(session, bytes, chosen, &form, several)
            }
            _ => one(session, bytes, chosen, form, several),
        })
    })
}

/// Writes the drafts that answer one message; `several`: there are more messages to answer.
///
/// # Errors
/// As [`run`].
pub fn one(session: &Session, bytes: &[u8], options: &ReplyOptions, form: &Form, several: bool) -> Result<()> {
    let prepared = run::prepare(session, bytes, options)?;
    editor::settle(prepared.edited.as_ref(), written(session, &prepared, options, form, several))
}

fn written(session: &Session, prepared: &Prepared, options: &ReplyOptions, form: &Form, several: bool) -> Result<()> {
    for finding in prepared.findings.iter().filter(|f| f.weight > Weight::Note) {
        output::say(&format!("regrets: {}", finding.text));
    }
    let many = several || prepared.messages.len() > 1;
    for (at, (_, outgoing)) in prepared.messages.iter().enumerate() {
        write(form, &draft(prepared, at, outgoing, form), many)?;
    }
    own_calendar::write(session, prepared, options)
}

/// The draft's bytes, with LF line ends as files on this system have them.
fn draft(prepared: &Prepared, at: usize, outgoing: &Outgoing, form: &Form) -> Vec<u8> {
    if form.plain {
        return plain(prepared, at).into_bytes();
    }
    let text = String::from_utf8_lossy(outgoing.bytes()).replace("\r\n", "\n");
    let (Some(client), Some((head, body))) = (form.client, text.split_once("\n\n")) else { return text.into_bytes() };
    let mut head = head.to_string();
    if client == Client::Mutt {
        // mutt keeps only the first part of a recalled alternative: the calendar answer would be lost.
        head = head.replacen("\nContent-Type: multipart/alternative;", "\nContent-Type: multipart/mixed;", 1);
    }
    // Taken out of a draft that is recalled from a folder; one that is named on the command line would leave with it.
    if let (Some(_), Some(id)) = (&form.maildir, &prepared.mail.id) {
        head += &format!("\nX-Mutt-References: {id}");
    }
    format!("{head}\n\n{body}").into_bytes()
}

/// UTF-8 headers and body without MIME, as mblaze wants its drafts.
fn plain(prepared: &Prepared, at: usize) -> String {
    let reply = &prepared.messages[at].0.reply;
    let to: Vec<String> = reply.to.iter().map(|a| one_line(&a.to_string())).collect();
    let mut out = format!(
        "From: {}\nTo: {}\nSubject: {}\n",
        one_line(&reply.from.to_string()),
        to.join(", "),
        one_line(&reply.subject)
    );
    if let Some(id) = &reply.in_reply_to {
        out += &format!("In-Reply-To: {id}\n");
    }
    if !reply.references.is_empty() {
        let ids: Vec<String> = reply.references.iter().map(ToString::to_string).collect();
        out += &format!("References: {}\n", ids.join("\n "));
    }
    format!("{out}\n{}", reply.body)
}

fn write(form: &Form, bytes: &[u8], many: bool) -> Result<()> {
    match (&form.output, &form.maildir) {
        (Some(file), _) if many => Err(Error::new(
            Exit::Usage,
            format!("the answer takes several messages, and `{}` is one file", file.display()),
        )
        .hint("Use `--maildir DIR`.")),
        (Some(file), _) if form.new && file.exists() => {
            Err(Error::new(Exit::CantCreate, format!("`{}` is there already", file.display())))
        }
        (Some(file), _) => {
            to_file(file, bytes)?;
            if form.new {
                output::say(&format!("draft written: {}", file.display()));
            }
            Ok(())
        }
        (None, Some(folder)) => crate::deliver::maildir::store(folder, bytes, "DS")
            .map(|path| output::say(&format!("draft written: {}", path.display()))),
        (None, None) if many => output::bytes(&mbox(bytes)),
        (None, None) => output::bytes(bytes),
    }
}

/// One message of an mbox: a `From ` line, and `From ` in the text quoted.
fn mbox(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).replace("\nFrom ", "\n>From ");
    format!("From regrets Thu Jan  1 00:00:00 1970\n{text}\n").into_bytes()
}

/// Writes a file whole or not at all; a pipe or a device is written to, never replaced.
fn to_file(file: &Path, bytes: &[u8]) -> Result<()> {
    let name = file.display();
    if std::fs::metadata(file).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        let written = std::fs::OpenOptions::new().write(true).open(file).and_then(|mut out| out.write_all(bytes));
        return written.map_err(|e| {
            Error::new(Exit::Io, format!("the draft cannot be written to `{name}`: {e}")).hint("Nothing was sent.")
        });
    }
    // A link stays, and what it leads to is replaced.
    let file = &file.canonicalize().unwrap_or_else(|_| file.to_path_buf());
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let create = |e: std::io::Error| {
        Error::new(Exit::CantCreate, format!("the draft `{name}` cannot be made: {e}"))
            .hint("Nothing was sent, and no draft was left behind.")
    };
    let mut temporary = file.as_os_str().to_owned();
    temporary.push(format!(".{}.tmp", std::process::id()));
    let mut out = std::fs::File::create(&temporary).map_err(create)?;
    let written = out.write_all(bytes).and_then(|()| out.sync_all()).and_then(|()| std::fs::rename(&temporary, file));
    written.map_err(|e| {
        let _ = std::fs::remove_file(&temporary);
        Error::new(Exit::Io, format!("the draft `{name}` cannot be written into `{}`: {e}", folder.display()))
            .hint("Nothing was sent, and no draft was left behind.")
    })
}

/// Removes the drafts of ours in a Maildir that is ours alone: every file whose content bears our mark.
fn forget(folder: &Path) {
    for part in ["cur", "new"] {
        for entry in std::fs::read_dir(folder.join(part)).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().contains(".regrets") {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}
