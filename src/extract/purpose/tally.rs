//! Points for each class, and the verdict over them.

use super::super::Class;
use super::cues::Hit;
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

/// What speaks for one class.
#[derive(Clone, Default, Debug)]
struct Row {
    points: i32,
    best: i32,
    rule: &'static str,
    seen: Vec<Span>,
}

/// What speaks for each class, and whether it is about a job at all.
#[derive(Debug)]
pub struct Tally {
    rows: Vec<Row>,
    context: i32,
}

impl Tally {
    /// The points of all cues: each cue counts once, and a little more in the subject or when repeated.
    pub fn of(hits: &[Hit]) -> Tally {
        let mut tally = Tally { rows: vec![Row::default(); CLASSES.len()], context: 0 };
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
                _ => 0,
            };
            match class(hit.cue.says) {
                Some(class) => tally.add(class, points, &hit.cue.name, Some(hit.seen)),
                None if hit.cue.says == Says::Context => tally.context += 1,
                None => {}
            }
        }
        tally
    }

    /// Adds what one cue or sign says.
    pub fn add(&mut self, class: Class, points: i32, rule: &'static str, seen: Option<Span>) {
        let row = self.row_mut(class);
        row.points += points;
        if points > row.best {
            (row.best, row.rule) = (points, rule);
            row.seen.splice(0..0, seen);
        } else {
            row.seen.extend(seen);
        }
    }

    /// The points of a class.
    pub fn points(&self, class: Class) -> i32 {
        self.rows[index(class)].points
    }

    fn row_mut(&mut self, class: Class) -> &mut Row {
        &mut self.rows[index(class)]
    }

    /// The class that most speaks for.
    pub fn verdict(mut self) -> Fact<Class> {
        if self.context == 0 {
            for class in CLASSES.iter().filter(|c| c.has_interview()) {
                self.row_mut(*class).points -= 3;
            }
        }
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
            return Fact::new(Class::Other, Sure::Guess, "nothing-known", vec![]);
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
        Says::Context | Says::Void | Says::Formal | Says::Informal => return None,
    })
}
