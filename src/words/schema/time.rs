use serde::{Deserialize, Serialize};

/// `time.toml`: how a language writes days and times. Everything in lower case.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TimeWords {
    /// Twelve lists: every way to write each month.
    pub months: Vec<Vec<String>>,
    /// Seven lists from Monday: every way to write each day.
    pub weekdays: Vec<Vec<String>>,
    /// Today, tomorrow, the day after: one list each.
    pub days: Vec<Vec<String>>,
    /// "next", before or behind a weekday.
    pub next: Vec<String>,
    /// Words between a day and its month: "of", "de".
    pub of: Vec<String>,
    /// Between two days that share a month, or are offered together: "or".
    pub or: Vec<String>,
    /// Before a day: "on".
    pub on: Vec<String>,
    /// Before a number of days from now: "in".
    pub ahead: Vec<String>,
    /// Day and days, behind such a number.
    pub day_units: Vec<String>,
    /// Week and weeks, behind such a number.
    pub week_units: Vec<String>,
    /// Words before a bare hour: "at", "um".
    pub at: Vec<String>,
    /// Words behind an hour: "Uhr", "h".
    pub clock: Vec<String>,
    /// Those of `clock` that say how long as often as when: "heure", "uur".
    #[serde(default)]
    pub lengths: Vec<String>,
    /// Between an hour and its minutes: "alle 17 e 30".
    #[serde(default)]
    pub and: Vec<String>,
    /// In a row above: the column of ends.
    #[serde(default)]
    pub ends: Vec<String>,
    /// Before a colon, above or beside the old time: "Old".
    #[serde(default)]
    pub old_label: Vec<String>,
    /// Behind an hour before noon.
    pub am: Vec<String>,
    /// Behind an hour after noon.
    pub pm: Vec<String>,
    /// Twelve o'clock.
    pub noon: Vec<String>,
    /// The numbers one to twelve as words.
    pub numbers: Vec<Vec<String>>,
    /// Before an hour: half an hour earlier than it ("halb").
    pub half_to: Vec<String>,
    /// Before an hour: half past it.
    pub half_past: Vec<String>,
    /// Before an hour: a quarter past it.
    pub quarter_past: Vec<String>,
    /// Before an hour: a quarter to it.
    pub quarter_to: Vec<String>,
    /// Behind an hour: and a half.
    pub and_half: Vec<String>,
    /// Behind an hour: and a quarter.
    pub and_quarter: Vec<String>,
    /// Behind an hour: less a quarter.
    pub less_quarter: Vec<String>,
    /// Between two ends of a range.
    pub range: Vec<String>,
    /// Before a day that is a deadline, no appointment.
    pub deadline: Vec<String>,
    /// Directly before a time that bounds a window and starts nothing: "between".
    pub window: Vec<String>,
    /// Before the old time, in a sentence that names the new one, too: "instead of".
    pub instead: Vec<String>,
    /// In a sentence about the old time of a move.
    pub old: Vec<String>,
    /// In a sentence about times that are no appointment: office hours, arrivals.
    pub other: Vec<String>,
    /// Before a place that names a zone: "heure de".
    pub zone_before: Vec<String>,
    /// Behind a place that names a zone: "time".
    pub zone_after: Vec<String>,
    /// How a letter writes a moment, in strftime's signs; `{weekday}` and `{month}` are names from above.
    pub written: String,
    /// The full names of the weekdays from Monday, and of the months, as letters write them.
    pub weekday_names: Vec<String>,
    /// See `weekday_names`.
    pub month_names: Vec<String>,
}
