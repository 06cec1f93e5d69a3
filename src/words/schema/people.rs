use super::Phrases;
use serde::{Deserialize, Serialize};

/// `people.toml`: how a language speaks of people in mail about interviews. Everything in lower case. Phrases that stand
/// before or behind people, or are of the writer, may have choices and gaps, as the finder reads them.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound(deserialize = "'de: 'static"))]
pub struct PeopleWords {
    /// Titles of address for a man.
    pub masculine: Phrases,
    /// Titles of address for a woman.
    pub feminine: Phrases,
    /// Ranks, offices and words of kinship before a name, which tell no gender: "capt.", "uncle".
    pub ranks: Phrases,
    /// Words for streets and squares, which have names of people: by themselves, or at the end of a word.
    pub streets: Phrases,
    /// Words before the people one would meet.
    pub meet: Phrases,
    /// Behind the people one would meet, what only people do: "will interview you".
    pub does: Phrases,
    /// Behind the people one would meet, what firms wish, too: "would like to meet you".
    pub wants: Phrases,
    /// What somebody does whom the sentence before names: "she'll ring you".
    pub they_act: Phrases,
    /// Between people and what they do: "Dana Ito, who would like ...".
    pub who: Phrases,
    /// Between words of meeting and the people: "you would meet there Dana Ito".
    pub fillers: Phrases,
    /// Words with which a sentence begins, right before a name: "unfortunately Dana Ito is ill".
    pub opening: Phrases,
    /// In a list, again before the next name: "con Marta y con Luis".
    pub again: Phrases,
    /// Words by which a machine that writes like a person names itself.
    pub machine: Phrases,
    /// Plain words for "with": enough before a full name only.
    pub with: Phrases,
    /// Between the last two of a list of people.
    pub and: Phrases,
    /// Sentences in which the writer says that it is they.
    pub me: Phrases,
    /// Words for the writer: "I", "me".
    pub myself: Phrases,
    /// Words that add somebody to those who are there anyhow: "too", "as well".
    pub too: Phrases,
    /// The writer among others of their house, which says that it is they where nobody else is met and they do not arrange
    /// it for others: "come and see us".
    pub us: Phrases,
    /// Behind a talk, whom it is with who is told before: "with him".
    pub with_them: Phrases,
    /// Verbs in two halves, around those who are met: "nimmt Frau Ito teil".
    pub take_part: Phrases,
    /// Between both halves, what denies it.
    pub denied: Phrases,
    /// Between what somebody is and their name: "called".
    pub called: Phrases,
    /// The jobs of those who are met only where they say so beside others: "receptionist".
    pub clerks: Phrases,
    /// The jobs of those who arrange meetings of others.
    pub arrangers: Phrases,
    /// The writer as one of a list: "and I", "and myself".
    pub and_me: Phrases,
    /// The writer beside somebody, and what they felt when they met: "and I were impressed".
    pub felt: Phrases,
    /// The writer beside somebody whom the sentence names: "and me", "in the room with me".
    pub beside_me: Phrases,
    /// The writer as who is asked for at a door, which says that it is they where nobody else is met.
    pub asks_for_me: Phrases,
    /// Before somebody who comes along with the writer, if the sentence goes on so: "I'll have Dana ...".
    pub brings: Phrases,
    /// How it goes on: "with me", "sit in".
    pub along: Phrases,
    /// Before the name of who writes: "this is", "my name is".
    pub i_am: Phrases,
    /// The same, where the sentence can be of nobody but who writes.
    pub my_name: Phrases,
    /// Behind a name that is asked for, whose it is: "that's me".
    pub that_is_me: Phrases,
    /// In a sentence about somebody who arranges things, or is no interviewer for another reason.
    pub not: Phrases,
    /// Behind a name, of somebody who is not met: who has left, gave a reference, opens the door.
    pub apart: Phrases,
    /// Right behind a name that nothing else says to be met, what people do beside a meeting: "is on holiday", "will send
    /// you the forms".
    pub elsewhere: Phrases,
    /// Up to the word for "with", what is done with somebody beside a meeting: "leave your bike with".
    pub done_with: Phrases,
    /// Whom somebody speaks to, in a language whose verbs may stand before both: "dan belt Dana je".
    #[serde(default)]
    pub you: Phrases,
    /// Words for whom one writes to that courtesy gives a capital, and that are families' names elsewhere: "Le confermo".
    #[serde(default)]
    pub courtesy: Phrases,
    /// Behind somebody whose place another takes: "will be replaced by".
    pub replaced: Phrases,
    /// What may come when the meeting is over, and who knows: "if that goes well", "further down the line".
    pub later: Phrases,
    /// What somebody does who brings the reader to others: "will take you up", "lets you in".
    pub guides: Phrases,
    /// Before somebody whose place another takes: "instead of".
    pub instead: Phrases,
    /// The same of whom the sentence before names: "he is not part of the interview".
    pub left_out: Phrases,
    /// Sentences in which the writer says that it is not they: "I won't be there".
    pub not_me: Phrases,
    /// Words that set a clause against the one before: "but".
    pub but: Phrases,
    /// Of what is over, in the clause of a name or behind it: "last week", "we spoke".
    pub past: Phrases,
    /// Talks beside the meeting: "prep call", "if anything comes up, I will call you".
    pub beside: Phrases,
    /// Before somebody whom one asks for: at a desk, or the person to be met, which the rest of the sentence tells.
    pub ask_for: Phrases,
    /// Behind somebody who cannot come, so that the meeting is moved. Written out, as times are read by these words, too.
    pub kept_away: Phrases,
    /// The same of the writer, and words for what is between the two: "my train", "our appointment".
    pub kept_me: Phrases,
    /// Behind a name, of somebody who is there and does not interview: "optional", "who drives".
    pub aside: Phrases,
    /// Between a person and where they work: "Leo from sales".
    pub out_of: Phrases,
    /// Labels of the person for whom a machine writes: "host".
    pub hosts: Phrases,
    /// The opening words of a greeting.
    pub greetings: Phrases,
    /// Words that are capital but no names: days, months, departments.
    pub no_names: Phrases,
    /// How words end that are jobs or things, in a language that writes all nouns with a capital.
    #[serde(default)]
    pub no_name_endings: Phrases,
    /// Words before a job: "our", "my".
    pub own: Phrases,
    /// Heads of the column of a table in which people stand, and labels before them: "Interviewer: Dana Ito".
    pub column: Phrases,
    /// Heads of a column of names, which are people one meets where another column says what each is.
    pub name_column: Phrases,
    /// Heads of that other column: "function".
    pub job_column: Phrases,
    /// Before the signature of somebody who writes for another: "i. A.".
    pub on_behalf: Phrases,
}
