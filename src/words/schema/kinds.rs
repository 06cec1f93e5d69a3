use serde::{Deserialize, Serialize};

/// `templates/kinds.toml`: every kind of reply, in the order people are shown them.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    /// The kinds.
    pub kind: Vec<Kind>,
}

/// One kind of reply.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Kind {
    /// Its name on the command line, and of its templates.
    pub name: String,
    /// One line for lists and help.
    pub summary: String,
    /// What it refuses to be written without: `role`, `company`, `name`, `time`, `reason`, `note`, `two-notes`.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// What `--note` is for, if the kind asks for something.
    #[serde(default)]
    pub note: Option<String>,
    /// Does it take a reason?
    #[serde(default)]
    pub reason: bool,
    /// The reasons that fit it; all, where none is named.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// What it answers to a calendar request.
    pub calendar: CalendarReply,
    /// The same thread, or a new one.
    #[serde(default)]
    pub thread: Thread,
    /// What it decides: words for it are in each language's letter.toml; `none` decides nothing.
    pub decision: String,
    /// Words it may have at least and at most, without greeting and closing.
    pub words: (usize, usize),
    /// Does the letter speak of an invitation?
    #[serde(default)]
    pub invited: bool,
    /// Can it be written after the start of the interview? Else such a mail is worded as a missed one.
    #[serde(default)]
    pub after: bool,
    /// A letter, or something beside it.
    #[serde(default)]
    pub medium: Medium,
    /// What is due afterwards.
    #[serde(default)]
    pub follow_up: Option<FollowUp>,
    /// Set for the kind that `wrap-up` writes to every open process: the reason it gives unless told another.
    #[serde(default)]
    pub wrap_up: Option<String>,
}

impl Kind {
    /// Can this reason be given with it?
    pub fn takes(&self, reason: &str) -> bool {
        self.reason && (self.reasons.is_empty() || self.reasons.iter().any(|r| r == reason))
    }
}

/// A reminder after an answer of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FollowUp {
    /// What to do, in a few words.
    pub text: String,
    /// Days to wait.
    #[serde(default)]
    pub days: u16,
    /// Working days to wait, Monday to Friday.
    #[serde(default)]
    pub working_days: u16,
    /// What the wait begins with.
    #[serde(default)]
    pub from: FollowFrom,
    /// The kind that does it.
    #[serde(default, rename = "as")]
    pub kind: Option<String>,
}

/// What a wait begins with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FollowFrom {
    /// The answer was sent.
    #[default]
    Sent,
    /// The interview's start.
    Interview,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Medium {
    /// A mail: the kinds of `--as`.
    #[default]
    Letter,
    /// A note on a network, of a few hundred characters. Its template holds versions, the longest first.
    Note,
    /// What to say in a call. Its first note is the decision of a letter.
    Call,
}

/// A fact that a kind cannot be written without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// The job title.
    Role,
    /// The employer.
    Company,
    /// Whom it greets.
    Name,
    /// The interview's time.
    Time,
    /// A reason other than none.
    Reason,
    /// One `--note`.
    Note,
}

/// What a kind answers to a calendar request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalendarReply {
    /// PARTSTAT=ACCEPTED.
    Accepted,
    /// PARTSTAT=DECLINED.
    Declined,
    /// A counter-proposal, where a time is proposed and the request allows one.
    Counter,
    /// PARTSTAT=TENTATIVE where the person asks for it, else nothing.
    Tentative,
    /// Nothing.
    None,
}

/// Where a reply stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thread {
    /// In the thread of the mail it answers.
    #[default]
    Same,
    /// In one of its own.
    New,
}

/// `templates/reasons.toml`: every reason, in order.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    /// The reasons.
    pub reason: Vec<Reason>,
}

/// One reason a person may give.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Its name on the command line, and of its sentence.
    pub name: String,
    /// One line for lists and help.
    pub summary: String,
}
