use serde::{Deserialize, Serialize};

/// `format.toml`: how people would meet, and which step it is. Everything in lower case.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FormatWords {
    /// By telephone.
    pub phone: Vec<String>,
    /// By video.
    pub video: Vec<String>,
    /// At a place.
    pub onsite: Vec<String>,
    /// Details of a place, which speak less loud: a floor, a reception.
    pub onsite_hints: Vec<String>,
    /// By messages, recorded, or anything else.
    pub other: Vec<String>,
    /// A choice of formats.
    pub choice: Vec<String>,
    /// Names of video calls that say it where they stand alone between two signs: "(45 minutes, Zoom)".
    pub alone: Vec<String>,
    /// In a line that tells how to answer or ask: a telephone in it is not the meeting.
    pub aside: Vec<String>,
    /// Labels before a place: "Location:".
    pub place: Vec<String>,
    /// What makes a place of the words behind a time.
    pub behind_time: BehindTime,
    /// What makes a place of the words beside a time.
    pub premises: Premises,
    /// Before a number to call them.
    pub call: Vec<String>,
    /// Directly before the name of a step that is over: "after the".
    pub passed: Vec<String>,
    /// Between two ways to meet: the second is that of a later step.
    pub later: Vec<String>,
    /// Somebody calls, where a number follows: "ruft +49 ... an".
    pub rings: Vec<String>,
    /// A first call.
    pub screen: Vec<String>,
    /// About the craft.
    pub technical: Vec<String>,
    /// With the person one would work for.
    pub hiring_manager: Vec<String>,
    /// Several people at once.
    pub panel: Vec<String>,
    /// Several conversations in a row.
    pub onsite_loop: Vec<String>,
    /// The last one.
    #[serde(rename = "final")]
    pub last: Vec<String>,
    /// A task or a centre.
    pub assessment: Vec<String>,
    /// The words of links, by what the link does.
    pub links: LinkWords,
    /// Locations that are no place.
    pub location: LocationWords,
}

/// "At nine, in the vestry".
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BehindTime {
    /// Before a place.
    pub before: Vec<String>,
    /// Words behind these that are no place: "in the morning".
    pub not: Vec<String>,
}

/// "Come to the workshop at nine", "12 Quay Street".
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Premises {
    /// Before a place, beside those of [`BehindTime`].
    pub before: Vec<String>,
    /// Houses where people work: a word, or with a hyphen the end of a word.
    pub nouns: Vec<String>,
    /// What asks for the place of a meeting, before a colon or a gap; "Location" may be that of the job.
    pub labels: Vec<String>,
    /// Words for streets, in the same way.
    pub streets: Vec<String>,
}

/// What stands for a location and is no place: the whole of it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LocationWords {
    /// By video.
    pub video: Vec<String>,
    /// By telephone.
    pub phone: Vec<String>,
    /// Not decided yet.
    pub open: Vec<String>,
}

/// The words of links.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LinkWords {
    /// Joins the meeting.
    pub join: Vec<String>,
    /// Picks a time.
    pub schedule: Vec<String>,
    /// Moves it.
    pub reschedule: Vec<String>,
    /// Cancels it.
    pub cancel: Vec<String>,
    /// Declines or withdraws.
    pub decline: Vec<String>,
}
