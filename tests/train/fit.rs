//! Fits a linear model: multinomial logistic regression by stochastic gradients.

use super::dice::Dice;
use regrets::extract::model::softmax;
use std::collections::HashMap;

/// What is found in one message, each with what it counts, and the right answer.
pub struct Example {
    pub features: Vec<(u32, f32)>,
    pub answer: usize,
    /// Messages of one mail have the same number.
    pub group: usize,
}

/// How a model is fitted.
pub struct Way {
    /// Rounds over all messages.
    pub rounds: usize,
    /// How fast weights move; each slows down with what it has moved already (Adagrad).
    pub rate: f32,
    /// Weights shrink by this part in each step that touches them, so that rare words stay weak.
    pub shrink: f32,
    /// Features that occur in fewer mails than this are dropped: they are chance.
    pub rare: usize,
    /// Features kept, the most telling first.
    pub most: usize,
}

/// For what a mail is for.
pub const PURPOSE: Way = Way { rounds: 8, rate: 0.05, shrink: 1e-5, rare: 3, most: 58_000 };

/// For how they would meet.
pub const FORMAT: Way = Way { rounds: 8, rate: 0.05, shrink: 1e-5, rare: 4, most: 10_000 };

/// Fits weights to examples: the bias, and the most telling features sorted by hash.
pub fn fit<const N: usize>(examples: &[&Example], way: &Way) -> ([f32; N], Vec<(u32, [f32; N])>) {
    let hashes = known(examples, way.rare);
    let find = |hash: u32| hashes.binary_search(&hash).ok();
    let rows: Vec<Vec<(usize, f32)>> = examples
        .iter()
        .map(|e| e.features.iter().filter_map(|(h, x)| Some((find(*h)?, *x))).chain([(hashes.len(), 1.0)]).collect())
        .collect();
    // The last row is the bias: it is touched by every message.
    let mut weights = vec![[0.0; N]; hashes.len() + 1];
    let mut moved = vec![[1e-3_f32; N]; hashes.len() + 1];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice = Dice::new("rounds");
    // The mean over the later rounds: the messages that come last would weigh too much.
    let mut sum = vec![[0.0; N]; hashes.len() + 1];
    let later = way.rounds / 2;
    for round in 0..way.rounds {
        dice.shuffle(&mut order);
        for at in &order {
            let mut sums = [0.0; N];
            for (f, x) in &rows[*at] {
                sums.iter_mut().zip(&weights[*f]).for_each(|(s, w)| *s += w * x);
            }
            let odds = softmax(sums);
            let slope: [f32; N] =
                std::array::from_fn(|answer| odds[answer] - f32::from(u8::from(answer == examples[*at].answer)));
            for (f, x) in &rows[*at] {
                for answer in 0..N {
                    let slope = slope[answer] * x;
                    moved[*f][answer] += slope * slope;
                    weights[*f][answer] -= way.rate * slope / moved[*f][answer].sqrt();
                    weights[*f][answer] *= 1.0 - way.shrink;
                }
            }
        }
        if round >= later {
            sum.iter_mut().zip(&weights).for_each(|(sum, w)| sum.iter_mut().zip(w).for_each(|(s, w)| *s += w));
        }
    }
    let rounds = (way.rounds - later) as f32;
    let mut weights: Vec<[f32; N]> = sum.into_iter().map(|sum| sum.map(|s| s / rounds)).collect();
    let bias = weights.pop().unwrap_or([0.0; N]);
    // With one for the bias, which has no row.
    let mut met = vec![0; hashes.len() + 1];
    rows.iter().flatten().for_each(|(f, _)| met[*f] += 1);
    let rows = hashes.into_iter().zip(weights).collect();
    (bias, telling(rows, &met, way.most))
}

/// The features that occur in enough mails, sorted.
fn known(examples: &[&Example], rare: usize) -> Vec<u32> {
    let mut seen: HashMap<u32, (usize, usize)> = HashMap::new();
    for example in examples {
        for (hash, _) in &example.features {
            let (mails, last) = seen.entry(*hash).or_insert((0, usize::MAX - 1));
            if std::mem::replace(last, example.group) != example.group {
                *mails += 1;
            }
        }
    }
    let mut hashes: Vec<u32> =
        seen.into_iter().filter(|(_, (mails, _))| *mails >= rare).map(|(hash, _)| hash).collect();
    hashes.sort_unstable();
    hashes
}

/// The features that tell most over all messages, sorted by hash: a strong one that is hardly ever met tells less than a
/// weaker one that is met often. `met` says how often each is.
pub fn telling<const N: usize>(rows: Vec<(u32, [f32; N])>, met: &[u32], most: usize) -> Vec<(u32, [f32; N])> {
    let strength = |row: &[f32; N]| row.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
    let tells = rows.iter().zip(met).map(|((_, row), met)| strength(row) * (*met as f32).sqrt());
    let mut rows: Vec<(f32, (u32, [f32; N]))> = tells.collect::<Vec<_>>().into_iter().zip(rows).collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.0.cmp(&b.1.0)));
    rows.truncate(most);
    let mut rows: Vec<(u32, [f32; N])> = rows.into_iter().map(|(_, row)| row).collect();
    rows.sort_by_key(|(hash, _)| *hash);
    rows
}
