use super::Phrases;
use serde::{Deserialize, Serialize};

/// `format.toml`: how people would meet, and which step it is. Everything in lower case.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound(deserialize = "'de: 'static"))]
pub struct FormatWords {
    /// By telephone.
    pub phone: Phrases,
    /// By video.
    pub video: Phrases,
    /// At a place.
    pub onsite: Phrases,
    /// Details of a place, which speak less loud: a floor, a reception.
    pub onsite_hints: Phrases,
    /// What belongs to those who are written to: "your", "bei Ihnen"; the reader who says so speaks of their house.
    pub yours: Phrases,
    /// By messages, recorded, or anything else.
    pub other: Phrases,
    /// A choice of formats.
    pub choice: Phrases,
    /// Names of video calls that say it where they stand alone between two signs: "(45 minutes, Zoom)".
    pub alone: Phrases,
    /// In a line that tells how to answer or ask: a telephone in it is not the meeting.
    pub aside: Phrases,
    /// In a sentence about how one would work: "the role is on-site" is no way to meet.
    pub job: Phrases,
    /// Before the place of a meeting: "it takes place", "it will be held".
    pub held: Phrases,
    /// Labels before a place: "Location:".
    pub place: Phrases,
    /// What makes a place of the words behind a time.
    pub behind_time: BehindTime,
    /// What makes a place of the words beside a time.
    pub premises: Premises,
    /// Before a number to call them.
    pub call: Phrases,
    /// Directly before the name of a step that is over: "after the".
    pub passed: Phrases,
    /// Between two ways to meet: the second is that of a later step.
    pub later: Phrases,
    /// Somebody calls, where a number follows: "ruft +49 ... an".
    pub rings: Phrases,
    /// A first call.
    pub screen: Phrases,
    /// About the craft.
    pub technical: Phrases,
    /// With the person one would work for.
    pub hiring_manager: Phrases,
    /// Several people at once.
    pub panel: Phrases,
    /// Several conversations in a row.
    pub onsite_loop: Phrases,
    /// The last one.
    #[serde(rename = "final")]
    pub last: Phrases,
    /// A task or a centre.
    pub assessment: Phrases,
    /// The words of links, by what the link does.
    pub links: LinkWords,
    /// Locations that are no place.
    pub location: LocationWords,
}

/// "At nine, in the vestry".
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct BehindTime {
    /// Before a place.
    pub before: Phrases,
    /// Words behind these that are no place: "in the morning".
    pub not: Phrases,
}

/// "Come to the workshop at nine", "12 Quay Street".
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct Premises {
    /// Before a place, beside those of [`BehindTime`].
    pub before: Phrases,
    /// Houses where people work: a word, or with a hyphen the end of a word.
    pub nouns: Phrases,
    /// What asks for the place of a meeting, before a colon or a gap; "Location" may be that of the job.
    pub labels: Phrases,
    /// Words for streets, in the same way.
    pub streets: Phrases,
}

/// What stands for a location and is no place: the whole of it.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct LocationWords {
    /// By video.
    pub video: Phrases,
    /// By telephone.
    pub phone: Phrases,
    /// Not decided yet.
    pub open: Phrases,
}

/// The words of links.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct LinkWords {
    /// Joins the meeting.
    pub join: Phrases,
    /// Picks a time.
    pub schedule: Phrases,
    /// Moves it.
    pub reschedule: Phrases,
    /// Cancels it.
    pub cancel: Phrases,
    /// Declines or withdraws.
    pub decline: Phrases,
}
