//! Points for each class, and the verdict over them.

use super::super::Class;
use super::cues::Hit;
use super::learned::{self, Leaning};
use super::scan::Place;
use crate::fact::{Fact, Sure};
use crate::text::Span;
use crate::words::schema::Says;

/// All classes, in the order of precedence among equals.
const CLASSES: &[Class] = &[
    Class::Cancellation,
    Class::Reschedule,
    Class::Rejection,
    Class::Offer,
    Class::Assessment,
    Class::Other,
    Class::Confirmation,
    Class::Invitation,
    Class::Receipt,
    Class::Inquiry,
    Class::Newsletter,
    Class::Outreach,
];

/// From so many points on, something is moved, or somebody approaches.
const MOVES: i32 = 6;
/// From so many points on, there is an interview that somebody is asked to.
const INVITES: i32 = 5;

/// From so many points on, a cue settles what a mail is for.
const SETTLES: i32 = 8;
/// What speaks for another matter once more.
const AGAIN: i32 = 2;
/// A job title speaks as loud for a job as so many other words.
const TITLE: i32 = 2;

/// The rule where no cue says anything.
const NOTHING: &str = "nothing-known";
/// How much likelier a class is that the cues state, take for likely, or guess, in e-folds of its odds: the mails that
/// the model has read are harder than most.
const TRUST: [f32; 3] = [1.8, 0.8, 0.3];
/// The same for "something else" where nothing says that it is about a job, and against it where something does.
const NO_JOB: f32 = 0.4;
/// The same against it where an interview and a time to come are named: "Interview Thursday at 3, on Teams".
const MEETS: f32 = 1.2;
/// A class is stated where the cues say it and the model, without a look at how sure they are, has these odds.
const STATES: f32 = 0.998;
/// From these odds on, the cues counted, it is likely.
const LIKELY: f32 = 0.8;

/// From these odds on, a cancellation that no cue tells of is one where a cue says that the time is agreed.
const AGREED: f32 = 0.75;
/// From these odds on, a mail in which neither a cue nor a word of jobs stands may be about one.
const SPEAKS: f32 = 0.5;
/// From these odds on, one word of every day says nothing against an interview.
const DAILY: f32 = 0.98;

/// What a question or a meeting loses where nothing says that it is about a job: people meet for much.
const DOUBT: i32 = 4;

/// What speaks for one class.
#[derive(Clone, Default, Debug)]
struct Row {
    points: i32,
    best: i32,
    rule: &'static str,
    seen: Vec<Span>,
}

impl Row {
    fn add(&mut self, points: i32, rule: &'static str, seen: Option<Span>) {
        self.points += points;
        if points > self.best {
            (self.best, self.rule) = (points, rule);
            self.seen.splice(0..0, seen);
        } else {
            self.seen.extend(seen);
        }
    }

    fn take(&mut self, other: Row) {
        self.points += other.points;
        if other.best > self.best {
            (self.best, self.rule) = (other.best, other.rule);
        }
        self.seen.extend(other.seen);
    }
}

/// What speaks for each class, and whether it is about a job at all.
#[derive(Clone, Debug)]
pub struct Tally {
    rows: Vec<Row>,
    times: Row,
    elsewhere: Row,
    daily: Row,
    interviews: i32,
    context: i32,
    /// Does it name a job title?
    role: bool,
    /// Is another time named for whom this one does not suit?
    may_choose: bool,
}

impl Tally {
    /// The points of all cues: each cue counts once, and a little more in the subject or when repeated.
    pub fn of<'h>(hits: impl Iterator<Item = &'h Hit>) -> Tally {
        let rows = vec![Row::default(); CLASSES.len()];
        let (times, elsewhere, daily) = (Row::default(), Row::default(), Row::default());
        let mut tally =
            Tally { rows, times, elsewhere, daily, interviews: 0, context: 0, role: false, may_choose: false };
        let mut counted: Vec<(&str, u32)> = Vec::new();
        for hit in hits {
            let points = i32::from(hit.cue.points);
            let before = match counted.iter_mut().find(|(n, _)| *n == hit.cue.name) {
                Some((_, n)) => {
                    *n += 1;
                    *n - 1
                }
                None => {
                    counted.push((&hit.cue.name, 1));
                    0
                }
            };
            let points = match before {
                0 => points + i32::from(hit.place == Place::Subject),
                1 | 2 => (points > 3) as i32,
                // A circular is told by how much of it is one.
                3..=8 if hit.cue.says == Says::Newsletter => 2,
                _ => 0,
            };
            match class(hit.cue.says) {
                Some(class) => tally.add(class, points, &hit.cue.name, Some(hit.seen)),
                None => match hit.cue.says {
                    Says::Choice => tally.may_choose = true,
                    Says::Context => tally.context += 1,
                    Says::Interview => tally.interviews += 1,
                    Says::Elsewhere => {
                        let points = if before == 0 { points } else { AGAIN };
                        tally.elsewhere.add(points, &hit.cue.name, Some(hit.seen));
                    }
                    Says::Daily => tally.daily.add(points.max(1), &hit.cue.name, Some(hit.seen)),
                    Says::Times => tally.times.add(points, &hit.cue.name, Some(hit.seen)),
                    _ => {}
                },
            }
        }
        tally
    }

    /// Adds what one cue or sign says.
    pub fn add(&mut self, class: Class, points: i32, rule: &'static str, seen: Option<Span>) {
        self.row_mut(class).add(points, rule, seen);
    }

    /// The mail names a job title: it is about a job, whichever words it has for that.
    pub fn names_a_role(&mut self) {
        self.role = true;
        self.context += TITLE;
    }

    /// The mail names so many times to come: one is a hint, several are a choice, where no words say so.
    pub fn names_times(&mut self, times: usize) {
        let points = match times {
            0 => 0,
            1 => 2,
            _ => 4,
        };
        if self.times.points < points {
            self.times.add(points - self.times.points, "times-to-come", None);
        }
    }

    /// Gives what asks for times to the class that asks: a move of an agreed time, or an invitation. An
    /// offer asks for a call, and an approach that names no interview for a chat.
    fn lend_times(&mut self) {
        let times = std::mem::take(&mut self.times);
        let (moves, invites) = (self.points(Class::Reschedule), self.points(Class::Invitation));
        let class = match () {
            () if moves >= MOVES && moves >= invites => Class::Reschedule,
            () if self.points(Class::Offer) >= MOVES && invites < MOVES => Class::Offer,
            () if self.points(Class::Outreach) >= MOVES && self.interviews == 0 && invites < INVITES => Class::Outreach,
            () => Class::Invitation,
        };
        self.row_mut(class).take(times);
    }

    /// People meet, ask, test and refuse for much else: where nothing says that it is about a job, words of these
    /// speak less loud; where hardly anything does, a meeting is a little less likely.
    fn doubt(&mut self) {
        for class in CLASSES.iter().filter(|c| !matches!(c, Class::Other | Class::Newsletter)) {
            self.row_mut(*class).points -= match (self.context, self.interviews) {
                (0, 0) => DOUBT,
                (1, 0) if class.has_interview() => DOUBT / 2,
                _ => 0,
            };
        }
    }

    /// Other matters have interviews, too, and nobody who has one waits for an answer about a job; a hospital that
    /// hires a doctor speaks more of the job.
    fn weigh_elsewhere(&mut self) {
        let elsewhere = std::mem::take(&mut self.elsewhere);
        if elsewhere.points > self.context {
            for class in CLASSES.iter().filter(|c| c.has_interview()) {
                *self.row_mut(*class) = Row::default();
            }
            self.times = Row::default();
            self.row_mut(Class::Other).take(elsewhere);
        }
    }

    /// Friends, clubs, customers and tradesmen meet, move and call off in the same words as those who hire.
    fn is_daily(&self) -> bool {
        self.daily.points > self.context && self.interviews == 0
    }

    /// What is of every day begins, carries on and ends no process.
    fn weigh_daily(&mut self) {
        if self.is_daily() {
            CLASSES.iter().filter(|c| c.is_of_process()).for_each(|c| *self.row_mut(*c) = Row::default());
            self.times = Row::default();
            let daily = std::mem::take(&mut self.daily);
            self.row_mut(Class::Other).take(daily);
        }
    }

    /// Who records answers alone is invited to do so, and meets nobody.
    fn weigh_alone(&mut self) {
        if self.row(Class::Assessment).best >= SETTLES {
            self.times = Row::default();
            *self.row_mut(Class::Invitation) = Row::default();
        }
    }

    /// Does anything say that this is about a job?
    pub fn about_a_job(&self) -> bool {
        self.context + self.interviews > 0
    }

    /// Does it name an interview or the job, and a time to come, and no other matter?
    fn names_a_meeting(&self) -> bool {
        (self.interviews > 0 || self.role) && self.times.points > 0 && self.elsewhere.points == 0
    }

    /// Does a cue speak for a class of a process, or ask for times?
    pub fn speaks_of_a_process(&self) -> bool {
        let mut rows = CLASSES.iter().zip(&self.rows);
        self.times.best > 0 || rows.any(|(class, row)| class.is_of_process() && row.best > 0)
    }

    /// How often something says so.
    pub fn words_of_jobs(&self) -> i32 {
        self.context + self.interviews
    }

    /// The points of what speaks for another matter.
    pub fn elsewhere(&self) -> i32 {
        self.elsewhere.points
    }

    /// A rejection asks for no meeting: one that does says no to something else.
    fn weigh_rejection(&mut self) {
        let row = &self.rows[index(Class::Rejection)];
        if self.times.points >= 3 && row.seen.len() == 1 {
            self.row_mut(Class::Rejection).points -= 3;
        }
    }

    /// The points of a class.
    pub fn points(&self, class: Class) -> i32 {
        self.rows[index(class)].points
    }

    /// What speaks for a class.
    fn row(&self, class: Class) -> &Row {
        &self.rows[index(class)]
    }

    fn row_mut(&mut self, class: Class) -> &mut Row {
        &mut self.rows[index(class)]
    }

    /// The class that the model leans to, with the cue that says so, if one does.
    /// `cues` is their own verdict.
    pub fn decided(mut self, cues: Fact<Class>, leaning: &Leaning) -> Fact<Class> {
        let trust = match cues.sure {
            _ if cues.rule == NOTHING => 0.0,
            _ if cues.value == Class::Other => TRUST[0],
            Sure::Stated => TRUST[0],
            Sure::Likely => TRUST[1],
            Sure::Guess => TRUST[2],
        };
        if leaning.mute && cues.rule == NOTHING {
            return cues;
        }
        let other = match () {
            () if self.names_a_meeting() => -MEETS,
            () if self.about_a_job() => -NO_JOB,
            () => NO_JOB,
        };
        let (class, odds) = leaning.trusting(cues.value, trust).trusting(Class::Other, other).best();
        // What a cue states is not talked away where no other matter is spoken of.
        if class == Class::Other && cues.sure == Sure::Stated && self.elsewhere.points == 0 {
            return Fact { sure: Sure::Likely, ..cues };
        }
        if self.stands(class, odds, &cues) {
            return self.decided(cues, &leaning.without(class));
        }
        if self.speaks_against(class, odds, &cues) {
            return cues;
        }
        self.weigh();
        let row = &self.rows[index(class)];
        let agreed = cues.value == class;
        let sure = match odds {
            _ if agreed && row.best > 0 && leaning.of_class(class) >= STATES => Sure::Stated,
            LIKELY.. => Sure::Likely,
            _ => Sure::Guess,
        };
        if agreed {
            return Fact { sure, ..cues };
        }
        match row.best {
            // Whatever the odds: no words can be shown that say so.
            0 => Fact::new(class, Sure::Guess, learned::RULE, leaning.seen.into_iter().collect()),
            _ => Fact::new(class, sure, row.rule, row.seen.iter().take(4).copied().collect()),
        }
    }

    /// Does no cue say so?
    fn is_untold(&self, class: Class) -> bool {
        self.row(class).best == 0
    }

    /// A mail that says little is often one that calls off or moves: not where a cue says that the time is agreed.
    fn stands(&self, class: Class, odds: f32, cues: &Fact<Class>) -> bool {
        let off = matches!(class, Class::Cancellation | Class::Reschedule) && self.is_untold(class);
        let choice = class == Class::Reschedule && self.may_choose;
        // "Come on Thursday, or on Friday if you cannot": two times that somebody is asked to are no move.
        let asked = choice && cues.value == Class::Invitation;
        off && (asked || cues.value == Class::Confirmation && (odds < AGREED || choice))
    }

    /// Does what the cues say, or do not say, go before the class that the model leans to?
    fn speaks_against(&self, class: Class, odds: f32, cues: &Fact<Class>) -> bool {
        let daily = class.is_of_process() && self.is_daily() && (odds < DAILY || self.daily.points != 1);
        // Friends meet in the same words: where nothing says that it is about a job, it must be likely.
        let friends = class.has_interview() && odds < LIKELY;
        let untold = !matches!(class, Class::Newsletter | Class::Other) && self.is_untold(class) && odds < SPEAKS;
        // Who is asked to interview somebody is no candidate.
        let settled = cues.value == Class::Other && cues.sure != Sure::Guess && self.row(Class::Other).best > SETTLES;
        daily || settled || !self.about_a_job() && (friends || untold)
    }

    fn weigh(&mut self) {
        self.weigh_rejection();
        self.weigh_elsewhere();
        self.weigh_daily();
        self.weigh_alone();
        self.lend_times();
        self.doubt();
    }

    /// The class that most speaks for.
    pub fn verdict(mut self) -> Fact<Class> {
        self.weigh();
        let (mut best, mut next) = (Class::Other, 0);
        let mut top = 2;
        for class in CLASSES {
            let points = self.points(*class);
            if points > top {
                (next, top, best) = (top, points, *class);
            } else {
                next = next.max(points);
            }
        }
        let row = &self.rows[index(best)];
        if row.points == 0 {
            return Fact::new(Class::Other, Sure::Guess, NOTHING, vec![]);
        }
        let sure = match top - next {
            6.. => Sure::Stated,
            3.. => Sure::Likely,
            _ => Sure::Guess,
        };
        let seen = row.seen.iter().take(4).copied().collect();
        Fact::new(best, sure, row.rule, seen)
    }
}

fn index(class: Class) -> usize {
    CLASSES.iter().position(|c| *c == class).unwrap_or(0)
}

fn class(says: Says) -> Option<Class> {
    Some(match says {
        Says::Invitation => Class::Invitation,
        Says::Reschedule => Class::Reschedule,
        Says::Confirmation => Class::Confirmation,
        Says::Cancellation => Class::Cancellation,
        Says::Assessment => Class::Assessment,
        Says::Inquiry => Class::Inquiry,
        Says::Receipt => Class::Receipt,
        Says::Rejection => Class::Rejection,
        Says::Offer => Class::Offer,
        Says::Outreach => Class::Outreach,
        Says::Newsletter => Class::Newsletter,
        Says::Other => Class::Other,
        Says::Times
        | Says::Scam
        | Says::Interview
        | Says::Elsewhere
        | Says::Daily
        | Says::Context
        | Says::Void
        | Says::Past
        | Says::Choice
        | Says::Late
        | Says::Formal
        | Says::Informal => return None,
    })
}
