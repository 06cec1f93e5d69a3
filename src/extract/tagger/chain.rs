//! The odds of every label of every token in a row, each seen with those beside it (a linear-chain random field).

use super::LABELS;
use super::features::Row;
use crate::extract::model::{Model, hash};

/// One number a label.
pub type Labels = [f32; LABELS.len()];

/// What it weighs that one label follows another.
#[derive(Clone, Debug)]
pub struct Steps {
    /// Powers of the weights: from, to.
    follow: [Labels; LABELS.len()],
}

/// The feature of a token that follows one with this label.
pub fn follows(label: usize) -> u32 {
    hash(b'>', &[["0", "1", "2", "3", "4", "5", "6", "7", "8"][label]])
}

impl Steps {
    /// The steps of a model.
    pub fn of(model: &Model) -> Steps {
        let mut weights = [[0.0; LABELS.len()]; LABELS.len()];
        weights.iter_mut().enumerate().for_each(|(from, row)| {
            model.add(follows(from), 1.0, row);
        });
        Steps::from(&weights)
    }

    /// Steps of these weights.
    pub fn from(weights: &[Labels; LABELS.len()]) -> Steps {
        Steps { follow: weights.map(|row| row.map(f32::exp)) }
    }

    /// The odds of each token of a row.
    pub fn odds(&self, row: &Row, model: &Model) -> Vec<Labels> {
        let bias: Labels = model.bias();
        let power = |features: &Vec<u32>| {
            let mut sums = bias;
            features.iter().for_each(|feature| {
                model.add(*feature, 1.0, &mut sums);
            });
            powers(sums)
        };
        let powers: Vec<Labels> = row.features.iter().map(power).collect();
        self.between(&powers, &|_, _| {})
    }

    /// Forward and backward over the powers of each token. `pairs` is told of the odds of each two that follow.
    pub fn between(&self, powers: &[Labels], pairs: &impl Fn(usize, &[Labels; LABELS.len()])) -> Vec<Labels> {
        let n = powers.len();
        let mut ahead: Vec<Labels> = Vec::with_capacity(n);
        for (i, own) in powers.iter().enumerate() {
            let mut sums = *own;
            if i > 0 {
                let before = ahead[i - 1];
                for (to, sum) in sums.iter_mut().enumerate() {
                    *sum *= (0..LABELS.len()).map(|from| before[from] * self.follow[from][to]).sum::<f32>();
                }
            }
            ahead.push(evened(sums));
        }
        let mut back = [1.0; LABELS.len()];
        let mut out = vec![[0.0; LABELS.len()]; n];
        for i in (0..n).rev() {
            out[i] = evened(std::array::from_fn(|l| ahead[i][l] * back[l]));
            if i > 0 {
                let behind: Labels = std::array::from_fn(|to| powers[i][to] * back[to]);
                let mut both = [[0.0; LABELS.len()]; LABELS.len()];
                let mut all = 0.0;
                for from in 0..LABELS.len() {
                    for to in 0..LABELS.len() {
                        both[from][to] = ahead[i - 1][from] * self.follow[from][to] * behind[to];
                        all += both[from][to];
                    }
                }
                back = evened(std::array::from_fn(|from| {
                    (0..LABELS.len()).map(|to| self.follow[from][to] * behind[to]).sum()
                }));
                both.iter_mut().flatten().for_each(|b| *b /= all.max(f32::MIN_POSITIVE));
                pairs(i, &both);
            }
        }
        out
    }
}

/// Sums as powers, the largest of which is one.
pub fn powers(sums: Labels) -> Labels {
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    sums.map(|s| (s - most).max(-30.0).exp())
}

fn evened(numbers: Labels) -> Labels {
    let all: f32 = numbers.iter().sum();
    numbers.map(|n| n / all.max(f32::MIN_POSITIVE))
}
