//! What is found in a message, weighed by a trained model: how likely each answer is, and which words say so.

use super::model::{Model, softmax};
use crate::text::Span;

/// A feature: something that is found in a message, as a hash, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature {
    /// The hash of what it is.
    pub hash: u32,
    /// What it is: a word of its own, several, a cue, ...
    pub kind: u8,
    /// Where it stands.
    pub seen: Option<Span>,
}

/// Every answer of a model and how likely it is.
#[derive(Clone, Copy, Debug)]
pub struct Weighed<const N: usize> {
    /// The probability of each answer.
    pub odds: [f32; N],
    /// The words that speak most for the likeliest.
    pub seen: Option<Span>,
    /// How many of the single words the model knows.
    pub words: usize,
}

impl<const N: usize> Weighed<N> {
    /// Weighs the features.
    pub fn of(features: &[Feature], model: &Model) -> Weighed<N> {
        let mut sums = model.bias();
        let times = worth(features);
        let mut known = Vec::new();
        for feature in features {
            if model.add(feature.hash, times(feature.kind), &mut sums) {
                known.push(feature);
            }
        }
        let odds = softmax(sums);
        let best = (0..N).max_by(|a, b| odds[*a].total_cmp(&odds[*b])).unwrap_or(0);
        let loud = |f: &&Feature| model.steps(f.hash).map_or(0, |steps| steps[best].cast_signed());
        let telling = known.iter().copied().filter(|f| f.seen.is_some()).max_by_key(loud);
        let words = known.iter().filter(|f| f.kind == b'w').count();
        Weighed { odds, seen: telling.and_then(|f| f.seen), words }
    }
}

/// What a feature counts: many words share what a few would say.
pub fn worth(features: &[Feature]) -> impl Fn(u8) -> f32 {
    let words = features.iter().filter(|f| f.kind.is_ascii_lowercase()).count();
    let each = (WORTH / (words as f32).max(1.0).sqrt()).min(1.0);
    move |kind| if kind.is_ascii_lowercase() { each } else { 1.0 }
}

/// So many words count in full, more of them share.
const WORTH: f32 = 8.0;
