use serde::{Deserialize, Serialize};

/// What a word can be. One word may be several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordClass {
    /// The head of a job title: "engineer", "Leiterin".
    Role,
    /// The head of a job title in a language where what qualifies it follows: "responsable".
    RoleFirst,
    /// The end of a compound that is the head of a job title: "entwickler".
    RoleEnd,
    /// What most words for those who do something end with: "er". It tells a title only where one is due.
    DoerEnd,
    /// What is written behind such a word so that everybody is meant: "in", "trice".
    GenderEnd,
    /// Rank before or behind a title: "senior", "II".
    Level,
    /// Subjects and stages are made of it: "interview", "next", "steps". Never a company by itself.
    Chatter,
    /// Departments and their people: "team", "recruiting". Never a company by itself.
    Team,
    /// Small words: "the", "und".
    Function,
    /// Where a job title that nothing closes ends: "at", "with".
    Stop,
    /// Days, months, units of time, time zones.
    Time,
    /// Makes a name that of an institution: "University", "Klinikum".
    Institution,
    /// A house of any kind, which is no part of a name in small letters: "société".
    General,
    /// Makes a name that of an agency: "Recruitment", "Personalberatung".
    Agency,
    /// Says so beyond doubt: nobody's own department is a "Personalvermittlung".
    Broker,
    /// Legal forms: "GmbH".
    Legal,
    /// Tools, platforms and other names that are not the employer because they are named: "Zoom".
    Tool,
    /// How work is done, not what: "remote", "hybrid", "full-time".
    Manner,
    /// Words for a client who stays between the lines: "our client".
    Client,
    /// Speaks of those who hire as of others: "they'd like to see you".
    Others,
    /// Says that the client is not named: "confidential".
    Withheld,
    /// Titles before a person's name: "Mr", "Frau".
    Honorific,
    /// Joins a person and a company: "at", "von", "chez".
    Of,
    /// Joins words within a name or a title: "of", "und", "de".
    Link,
    /// Introduces a number of the employer's: "ref", "Kennziffer".
    Reference,
    /// Gender of a job title: "m/w/d", "h/f".
    Gender,
    /// Joins a title and what belongs to it: "de", "del", "der".
    Genitive,
    /// "the", "der", "la".
    Article,
    /// An article that makes what follows a thing, not a name: "the".
    Thing,
    /// "with": who follows is met, not hired.
    With,
    /// Says who carried the mail: "powered", "sent".
    Carrier,
    /// Joins equals: "and", "et".
    And,
    /// Chatter that titles begin with, too: "technical", "video".
    Either,
    /// Says that it is another one: "not", "nicht".
    Denies,
    /// Where work is done: "Standort", "site".
    Site,
    /// Stands before places as often as before employers: "en", "in".
    Within,
    /// The end of a compound that makes a name that of an institution: "zorggroep", "Maschinenbau".
    InstitutionEnd,
    /// Speaks of hiring or applying: "need", "vacancy", "applied".
    Hires,
    /// Stands before the title of a meeting, on a line of its own: "Event:", "Betreff:".
    Entitles,
    /// Stands before a title: "a", "as", "another".
    Presents,
    /// How many are looked for: "two", "several". No part of the title.
    Count,
    /// Writes for a company without being its name: "careers" in "acme-careers".
    Affix,
    /// What somebody is in who holds a job: "in training", "en prácticas".
    Condition,
    /// A given name: what begins with it and is not the sender's own name for the house is a person.
    Given,
    /// Stands before where somebody works: "at", "chez".
    At,
    /// On whose behalf somebody signs: "for", "per".
    For,
    /// Where in a house one meets: "room", "edifício".
    Room,
    /// What stands behind it is near, or somebody's past: "opposite", "parking", "experience".
    Beside,
    /// What a house is, in its first letters, where it is written in capitals: "TU".
    Initials,
}
