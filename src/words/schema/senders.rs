use super::Phrases;
use serde::{Deserialize, Serialize};

/// One system that mails for employers: `src/extract/senders/<id>.toml`.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct System {
    /// Its id: the file's name.
    #[serde(default)]
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it does.
    pub kind: SystemKind,
    /// Its domains, matched by whole labels from the right.
    pub domains: Phrases,
    /// Where the employer's slug stands in an address.
    #[serde(default)]
    pub tenant: Tenant,
    /// Does an answer to its addresses reach the employer, unless the address says otherwise?
    #[serde(default)]
    pub reply: Reaches,
    /// Hosts and paths of links that do something.
    #[serde(default)]
    pub links: Phrases,
    /// Addresses that are of this system; the file proves itself.
    pub example: Vec<Example>,
    /// Addresses that look like it and are not.
    #[serde(default)]
    pub not: Vec<Example>,
}

/// What a system does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SystemKind {
    /// Applicant tracking.
    Ats,
    /// A job board.
    Jobboard,
    /// Tests, recorded interviews.
    Assessment,
    /// Scheduling.
    Scheduler,
    /// Calendars and meetings.
    Calendar,
}

/// Where the employer's slug stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tenant {
    /// Nowhere.
    #[default]
    None,
    /// `x@acme.system.example`
    Subdomain,
    /// `acme@system.example`
    Localpart,
    /// `acme+token@system.example`
    LocalBeforePlus,
    /// `job.acme@system.example`
    LocalAfterDot,
}

/// Does an answer reach somebody?
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reaches {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Nobody knows.
    #[default]
    Unknown,
}

/// An address in a test of a data file.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct Example {
    /// The sender's address.
    pub from: String,
    /// The employer's slug in it.
    #[serde(default)]
    pub tenant: Option<String>,
}

/// `src/extract/senders.toml`: what holds for any sender.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound(deserialize = "'de: 'static"))]
pub struct SenderRules {
    /// Local parts nobody reads.
    pub no_reply: Phrases,
    /// Pieces of local parts that say the same.
    pub no_reply_pieces: Phrases,
    /// Local parts that many share.
    pub shared: Phrases,
    /// Local parts that only machines have, whether or not somebody reads them.
    pub notifier: Phrases,
    /// Words that a machine's own name begins or ends with.
    pub system: Phrases,
    /// Labels of machines and regions.
    pub infrastructure: Phrases,
    /// Words at the end of a display name, longest first.
    pub display_suffixes: Phrases,
    /// Providers of mailboxes.
    pub freemail: Phrases,
    /// Words of organisations and offices, in lower case.
    pub organisations: Phrases,
}

/// All of it, as the build packs it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Senders {
    /// What holds for any sender.
    pub rules: SenderRules,
    /// The systems.
    pub systems: Vec<System>,
}
