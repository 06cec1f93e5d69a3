use super::Phrases;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// `time.toml`: how a language writes days and times. Everything in lower case.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound(deserialize = "'de: 'static"))]
pub struct TimeWords {
    /// Twelve lists: every way to write each month.
    pub months: Vec<Phrases>,
    /// Seven lists from Monday: every way to write each day.
    pub weekdays: Vec<Phrases>,
    /// Today, tomorrow, the day after: one list each.
    pub days: Vec<Phrases>,
    /// The evening of today in a word: "tonight".
    #[serde(default)]
    pub tonight: Phrases,
    /// "next", before or behind a weekday: not the one of this week.
    pub next: Phrases,
    /// "this coming", before or behind a weekday: the first one that comes.
    pub coming: Phrases,
    /// "next week", before or behind a weekday, or in the sentence before it.
    pub next_week: Phrases,
    /// "this week".
    pub this_week: Phrases,
    /// Before a day, how many days later is meant: "a week on".
    #[serde(default)]
    pub later_before: BTreeMap<String, i64>,
    /// Behind a day, how many days later is meant: "en huit".
    #[serde(default)]
    pub later_behind: BTreeMap<String, i64>,
    /// Behind a weekday: the first of its name behind the day that was named before, "the Saturday after".
    pub after_it: Phrases,
    /// The day behind the one that was named before: "the day after".
    pub following: Phrases,
    /// The day that was named before, once more: "the same day".
    pub same_day: Phrases,
    /// Before the number of a day that stands alone, its month being the next: "the 3rd at four".
    pub the: Phrases,
    /// Behind a day, or as one word with it: the half before noon.
    pub mornings: Phrases,
    /// Behind a day, or as one word with it: the half after noon.
    pub afternoons: Phrases,
    /// The days of the month from the first as words, before their month: "premier", "vingt-sept".
    #[serde(default)]
    pub day_words: Vec<Phrases>,
    /// Behind the number of a day whose month was named before: "du même mois".
    #[serde(default)]
    pub same_month: Phrases,
    /// Words between a day and its month: "of", "de".
    pub of: Phrases,
    /// Between two days that share a month, or are offered together: "or".
    pub or: Phrases,
    /// Between two times that are offered both, or before the second: "or", "otherwise".
    pub either: Phrases,
    /// Before a day: "on".
    pub on: Phrases,
    /// Before a number of days from now: "in".
    pub ahead: Phrases,
    /// Day and days, behind such a number.
    pub day_units: Phrases,
    /// Week and weeks, behind such a number.
    pub week_units: Phrases,
    /// Words before a bare hour: "at", "um".
    pub at: Phrases,
    /// Words behind an hour: "Uhr", "h".
    pub clock: Phrases,
    /// Those of `clock` that say how long as often as when: "heure", "uur".
    #[serde(default)]
    pub lengths: Phrases,
    /// Between an hour and its minutes: "alle 17 e 30".
    #[serde(default)]
    pub and: Phrases,
    /// In a row above: the column of ends.
    #[serde(default)]
    pub ends: Phrases,
    /// Before a colon, above or beside the old time: "Old".
    #[serde(default)]
    pub old_label: Phrases,
    /// Before a colon and a time: "Time", "Uhrzeit".
    #[serde(default)]
    pub time_label: Phrases,
    /// Behind a time that is told as one's own or as the other's: "our time".
    #[serde(default)]
    pub own_time: Phrases,
    /// Behind a time that is told as one's own, where the other's stands behind it: "5pm here, 10am for you".
    #[serde(default)]
    pub here: Phrases,
    /// Words with which one parts until a day, and which say by when elsewhere.
    #[serde(default)]
    pub see_you: Phrases,
    /// Before "about": words for how exact a time is that are days, too, in short.
    #[serde(default)]
    pub roughly: Phrases,
    /// Words that say a time again, as another clock shows it.
    pub says_again: Phrases,
    /// Before a colon, above a line that begins with one of `to_label`: the old time of a move.
    #[serde(default)]
    pub from_label: Phrases,
    /// See `from_label`: the new time.
    #[serde(default)]
    pub to_label: Phrases,
    /// Words that go on behind an hour and count nothing: "at three would suit us".
    pub behind_hour: Phrases,
    /// Behind an hour before noon.
    pub am: Phrases,
    /// Behind an hour after noon.
    pub pm: Phrases,
    /// Twelve o'clock.
    pub noon: Phrases,
    /// The numbers from one as words: to twelve at least, to twenty-three where hours are counted so.
    pub numbers: Vec<Phrases>,
    /// Those of `numbers` that are articles, too, and no hour without a word of clocks behind: "ein", "une".
    #[serde(default)]
    pub articles: Phrases,
    /// Minutes as words.
    pub minutes: BTreeMap<String, i8>,
    /// Behind such a number, where the hour and "and" stand before it, or behind a number that says how long: "minutos".
    #[serde(default)]
    pub minute_units: Phrases,
    /// Between minutes and their hour: "ten past four".
    #[serde(default)]
    pub past: Phrases,
    /// Between minutes and the hour they lack: "ten to four".
    #[serde(default)]
    pub to: Phrases,
    /// Between an hour and the minutes it lacks: "las cuatro menos diez".
    #[serde(default)]
    pub less: Phrases,
    /// Before an hour: half an hour earlier than it ("halb").
    pub half_to: Phrases,
    /// Before an hour: half past it.
    pub half_past: Phrases,
    /// Before an hour: a quarter past it.
    pub quarter_past: Phrases,
    /// Before an hour: a quarter to it.
    pub quarter_to: Phrases,
    /// Behind an hour: and a half.
    pub and_half: Phrases,
    /// Behind an hour: and a quarter.
    pub and_quarter: Phrases,
    /// Behind an hour: less a quarter.
    pub less_quarter: Phrases,
    /// Between two ends of a range.
    pub range: Phrases,
    /// Before the first end of a range, never before a single time: "from".
    #[serde(default)]
    pub range_from: Phrases,
    /// Between two days of a week in which somebody is there: "from Monday to Friday".
    #[serde(default)]
    pub until_day: Phrases,
    /// Before a time that is not meant to the minute: "about".
    pub about: Phrases,
    /// Behind an hour that begins a quarter later than it says: "c.t.".
    #[serde(default)]
    pub quarter_late: Phrases,
    /// Before a day that is a deadline, no appointment.
    pub deadline: Phrases,
    /// Verbs of coming that end in a word of deadlines: "swing by".
    #[serde(default)]
    pub drops_by: Phrases,
    /// Directly before a time from which on one may come: "any time after".
    #[serde(default)]
    pub onwards: Phrases,
    /// Before such a time: who is asked to come.
    pub asks: Phrases,
    /// Directly before a time that bounds a window and starts nothing: "between".
    pub window: Phrases,
    /// Before the old time, in a sentence that names the new one, too: "instead of".
    pub instead: Phrases,
    /// In a sentence about the old time of a move.
    pub old: Phrases,
    /// Right before or behind a time: what keeps somebody then, "have another appointment".
    pub clashes: Phrases,
    /// Before the old time, where a word of `but` stands behind it: "not".
    pub not: Phrases,
    /// See `not`: before the new time.
    pub but: Phrases,
    /// Before a time, where a word of `moves` stands in the same clause: "move our talk from Monday at three".
    pub moves_from: Phrases,
    /// Words by which the writer moves a meeting: "move", "verschieben".
    pub moves: Phrases,
    /// In the sentence of a time in brackets, which is then the old one: "has to move", "ausfallen".
    #[serde(default)]
    pub put_off: Phrases,
    /// Before words of `old`: they then say only what would be.
    #[serde(default)]
    pub if_words: Phrases,
    /// Between the old time and the new one: "is moved to".
    #[serde(default)]
    pub moves_to: Phrases,
    /// Before a time that begins the interview only where no other is told: "reporting time".
    #[serde(default)]
    pub if_alone: Phrases,
    /// Asks for a call, if there are questions: "ring me", "ruf mich".
    #[serde(default)]
    pub ask_me: Phrases,
    /// What such a call would be about: "if anything", "Fragen".
    #[serde(default)]
    pub questions: Phrases,
    /// Right before a time: what the writer does then, which is no meeting: "on holiday", "send you the".
    #[serde(default)]
    pub writer_does: Phrases,
    /// Before times that are taken out: "except", "nur nicht".
    #[serde(default)]
    pub except: Phrases,
    /// In a sentence in which somebody is to be there "by" a time: that is when it begins.
    #[serde(default)]
    pub comes: Phrases,
    /// Words of `other` that ask, in a question, for a call: "êtes-vous joignable lundi à 12h ?".
    #[serde(default)]
    pub reachable: Phrases,
    /// In a sentence about times that are no appointment: office hours, arrivals.
    pub other: Phrases,
    /// Like `other`, but for a clause with a day in which a word of `over` stands before it: "lunch".
    #[serde(default)]
    pub meals: Phrases,
    /// Before a word of `meals`: it is there that one meets.
    #[serde(default)]
    pub over: Phrases,
    /// Between a time and a word of `meals`, or right before it: the meal only says when that is, "after lunch".
    #[serde(default)]
    pub beside_meal: Phrases,
    /// In a clause whose sentence names no day: what the time is of, if another time begins the interview: "train".
    #[serde(default)]
    pub things: Phrases,
    /// Before a place that names a zone: "heure de".
    pub zone_before: Phrases,
    /// Behind a place that names a zone: "time".
    pub zone_after: Phrases,
    /// How a letter writes a moment, in strftime's signs; `{weekday}` and `{month}` are names from below, `{day}` is the
    /// day of the month, `{year}` stands where a far one is told.
    pub written: String,
    /// What stands for `{year}`.
    pub written_year: String,
    /// What the first day of a month is written as, where that is no plain number.
    #[serde(default)]
    pub first_day: Option<String>,
    /// The full names of the weekdays from Monday, and of the months, as letters write them.
    pub weekday_names: Phrases,
    /// See `weekday_names`.
    pub month_names: Phrases,
    /// How the first word of a day, a time or a zone may begin; worked out when it is first asked for.
    #[serde(skip)]
    begins: OnceLock<Beginnings>,
}

/// The first bytes of words, as a set that may hold a few others, too.
#[derive(Debug, Clone)]
struct Beginnings([u64; 64]);

impl Beginnings {
    /// Beginnings of more bytes are not told apart.
    const LONGEST: usize = 3;

    fn bit(begin: &[u8]) -> usize {
        begin.iter().fold(begin.len(), |hash, byte| (hash * 61) ^ usize::from(*byte)) % (64 * 64)
    }

    fn of<'a>(phrases: impl Iterator<Item = &'a str>) -> Beginnings {
        let mut set = [0; 64];
        for phrase in phrases {
            for len in 1..=phrase.len().min(Self::LONGEST) {
                let bit = Self::bit(&phrase.as_bytes()[..len]);
                set[bit / 64] |= 1 << (bit % 64);
            }
        }
        Beginnings(set)
    }

    fn has(&self, word: &str) -> bool {
        let bit = Self::bit(&word.as_bytes()[..word.len().min(Self::LONGEST)]);
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }
}

impl TimeWords {
    /// May a word in lower case be the first of a day or a time in words, or of a place that names a zone? Most words
    /// of a text are none, and are told by their first letters. The places are the same each time.
    pub fn may_begin<'a>(&'a self, word: &str, places: impl Iterator<Item = &'a str>) -> bool {
        let lists = [
            &self.following,
            &self.same_day,
            &self.tonight,
            &self.next_week,
            &self.coming,
            &self.next,
            &self.ahead,
            &self.the,
            &self.at,
            &self.about,
            &self.onwards,
            &self.mornings,
            &self.afternoons,
            &self.noon,
            &self.half_to,
            &self.half_past,
            &self.quarter_past,
            &self.quarter_to,
            &self.zone_before,
        ];
        let tables = [&self.months, &self.weekdays, &self.days, &self.numbers, &self.day_words];
        let counted = self.later_before.keys().chain(self.minutes.keys()).map(String::as_str);
        let all = lists.into_iter().flatten().chain(tables.into_iter().flatten().flatten()).chain(counted);
        self.begins.get_or_init(|| Beginnings::of(all.chain(places))).has(word)
    }
}
