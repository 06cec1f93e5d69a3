use serde::{Deserialize, Serialize};

/// `people.toml`: how a language speaks of people in mail about interviews. Everything in lower case.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PeopleWords {
    /// Titles of address for a man.
    pub masculine: Vec<String>,
    /// Titles of address for a woman.
    pub feminine: Vec<String>,
    /// Ranks, offices and words of kinship before a name, which tell no gender: "capt.", "uncle".
    pub ranks: Vec<String>,
    /// Words for streets and squares, which have names of people: by themselves, or at the end of a word.
    pub streets: Vec<String>,
    /// Words before the people one would meet.
    pub meet: Vec<String>,
    /// Behind the people one would meet, what only people do: "will interview you".
    pub does: Vec<String>,
    /// Behind the people one would meet, what firms wish, too: "would like to meet you".
    pub wants: Vec<String>,
    /// What somebody does whom the sentence before names: "she'll ring you".
    pub they_act: Vec<String>,
    /// Between people and what they do: "Dana Ito, who would like ...".
    pub who: Vec<String>,
    /// Between words of meeting and the people: "you would meet there Dana Ito".
    pub fillers: Vec<String>,
    /// In a list, again before the next name: "con Marta y con Luis".
    pub again: Vec<String>,
    /// Words by which a machine that writes like a person names itself.
    pub machine: Vec<String>,
    /// Plain words for "with": enough before a full name only.
    pub with: Vec<String>,
    /// Between the last two of a list of people.
    pub and: Vec<String>,
    /// Sentences in which the writer says that it is they.
    pub me: Vec<String>,
    /// The writer as one of a list: "and I", "and myself".
    pub and_me: Vec<String>,
    /// The writer beside somebody whom the sentence names: "and me", "in the room with me".
    pub beside_me: Vec<String>,
    /// The writer as who is asked for at a door, which says that it is they where nobody else is met.
    pub asks_for_me: Vec<String>,
    /// In a sentence about somebody who arranges things, or is no interviewer for another reason.
    pub not: Vec<String>,
    /// Behind a name, of somebody who is not met: who has left, gave a reference, opens the door.
    pub apart: Vec<String>,
    /// The same of whom the sentence before names: "he is not part of the interview".
    pub left_out: Vec<String>,
    /// Sentences in which the writer says that it is not they: "I won't be there".
    pub not_me: Vec<String>,
    /// Words that set a clause against the one before: "but".
    pub but: Vec<String>,
    /// Of what is over, in the clause of a name or behind it: "last week", "we spoke".
    pub past: Vec<String>,
    /// Talks beside the meeting: "prep call", "if anything comes up, I will call you".
    pub beside: Vec<String>,
    /// Before somebody whom one asks for: at a desk, or the person to be met, which the rest of the sentence tells.
    pub ask_for: Vec<String>,
    /// Behind somebody who cannot come, so that the meeting is moved.
    pub kept_away: Vec<String>,
    /// The same of the writer, and words for what is between the two: "my train", "our appointment".
    pub kept_me: Vec<String>,
    /// Behind a name, of somebody who is there and does not interview: "optional", "who drives".
    pub aside: Vec<String>,
    /// Between a person and where they work: "Leo from sales".
    pub out_of: Vec<String>,
    /// Labels of the person for whom a machine writes: "host".
    pub hosts: Vec<String>,
    /// The opening words of a greeting.
    pub greetings: Vec<String>,
    /// Words that are capital but no names: days, months, departments.
    pub no_names: Vec<String>,
    /// How words end that are jobs or things, in a language that writes all nouns with a capital.
    #[serde(default)]
    pub no_name_endings: Vec<String>,
    /// Words before a job: "our", "my".
    pub own: Vec<String>,
    /// Heads of the column of a table in which people stand, and labels before them: "Interviewer: Dana Ito".
    pub column: Vec<String>,
    /// Heads of a column of names, which are people one meets where another column says what each is.
    pub name_column: Vec<String>,
    /// Heads of that other column: "function".
    pub job_column: Vec<String>,
    /// Before the signature of somebody who writes for another: "i. A.".
    pub on_behalf: Vec<String>,
}
