use serde::{Deserialize, Serialize};

/// `templates/advise.toml`: the decision aid, a tree of questions.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Advise {
    /// The questions; the first one begins.
    pub question: Vec<Question>,
    /// Where a conversation can end.
    pub advice: Vec<Advice>,
}

/// One question.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name, for `go`.
    pub id: String,
    /// The question.
    pub ask: String,
    /// What yes leads to.
    pub yes: Leads,
    /// What no leads to.
    pub no: Leads,
    /// What not being sure leads to.
    pub unsure: Leads,
}

/// What an answer leads to: the next question or an advice.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Leads {
    /// The next question.
    #[serde(default)]
    pub go: Option<String>,
    /// The advice that ends the conversation.
    #[serde(default)]
    pub advice: Option<String>,
    /// What would settle it, where somebody is not sure.
    #[serde(default)]
    pub settle: Option<String>,
}

/// An advice and the command that follows it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// Its name, for `advice`.
    pub id: String,
    /// The advice.
    pub say: String,
    /// The options of the command; words in capitals are for the person to fill in.
    pub options: Vec<String>,
}
