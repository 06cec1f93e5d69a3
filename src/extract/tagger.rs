//! Who and what each word names: a trained chain of labels over the tokens of a sentence.
//!
//! Rules of hand know the ways in which people most often name an employer, a job, somebody to meet. The tagger has
//! read many mails and weighs what stands around a word, how it is written and where. It fills what the rules
//! of a fact leave empty (`names.rs`), and takes back nothing that they say.

pub mod chain;
mod features;

pub use chain::Labels;
pub use features::{Row, rows};

use super::employer::scene::Scene;
use super::model::Model;
use super::tokens::Kind;
use std::ops::Range;

/// What a word can belong to. The order is that of the model's weights.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Label {
    /// Nothing of these.
    None,
    /// The employer that would hire.
    Company,
    /// The agency between.
    Agency,
    /// Another organisation.
    OtherCompany,
    /// The job title.
    Role,
    /// Another title: of who writes, of who is met.
    OtherRole,
    /// Who writes.
    Contact,
    /// Whom one would meet.
    Interviewer,
    /// Somebody else.
    Person,
}

/// All of them.
pub const LABELS: [Label; 9] = [
    Label::None,
    Label::Company,
    Label::Agency,
    Label::OtherCompany,
    Label::Role,
    Label::OtherRole,
    Label::Contact,
    Label::Interviewer,
    Label::Person,
];

/// Those of people.
pub const PEOPLE: [Label; 3] = [Label::Contact, Label::Interviewer, Label::Person];

/// Words in a row that belong to one name.
#[derive(Clone, Debug)]
pub struct Named {
    /// What they name.
    pub label: Label,
    /// The tokens.
    pub range: Range<usize>,
    /// How likely it is that each of them does.
    pub odds: f32,
}

/// The names in a message.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    /// The names, in the order of the mail.
    pub named: Vec<Named>,
    /// How likely each token belongs to a person's name; nothing for tokens that were not looked at.
    pub persons: Vec<Option<f32>>,
}

impl Tags {
    /// Reads the names out of a scene.
    pub fn of(scene: &Scene, model: &Model) -> Tags {
        let mut tags = Tags { persons: vec![None; scene.tokens.all.len()], ..Tags::default() };
        let steps = chain::Steps::of(model);
        for row in rows(scene, |_| false) {
            let odds = steps.odds(&row, model);
            let person = |o: &Labels| PEOPLE.iter().map(|l| o[*l as usize]).sum();
            row.tokens.clone().zip(&odds).for_each(|(at, odds)| tags.persons[at] = Some(person(odds)));
            spans(scene, &row.tokens, &odds, &mut tags.named);
        }
        tags
    }
}

/// The runs of tokens whose likeliest label is the same; a name ends with its line, and with its last word.
fn spans(scene: &Scene, tokens: &Range<usize>, odds: &[Labels], named: &mut Vec<Named>) {
    let best = |i: usize| (0..LABELS.len()).max_by(|a, b| odds[i][*a].total_cmp(&odds[i][*b])).unwrap_or(0);
    let mut from = 0;
    while from < odds.len() {
        let label = best(from);
        let goes_on = |i: &usize| best(*i) == label && !(scene.tokens.all[tokens.start + i].line && is_short(label));
        let mut to = (from + 1..odds.len()).take_while(goes_on).last().map_or(from + 1, |last| last + 1);
        let next = to;
        let closes = |i: usize| matches!(scene.tokens.all[tokens.start + i].kind, Kind::Mark(c) if c != ')' );
        while to > from && closes(to - 1) {
            to -= 1;
        }
        while from < to && matches!(scene.tokens.all[tokens.start + from].kind, Kind::Mark(_)) {
            from += 1;
        }
        if label != 0 && from < to {
            let least = odds[from..to].iter().map(|o| o[label]).fold(1.0, f32::min);
            let range = tokens.start + from..tokens.start + to;
            named.push(Named { label: LABELS[label], range, odds: least });
        }
        from = next;
    }
}

/// Names of people and firms do not go over the end of a line that was ended on purpose.
fn is_short(label: usize) -> bool {
    !matches!(LABELS[label], Label::Role | Label::OtherRole)
}
