//! Trains the model that weighs what a mail is for: `cargo run --release --example train`.
//!
//! Reads the texts of every language (`templates/<language>/training.toml`), makes messages of them with changing
//! names, days and surroundings, fits a linear classifier, and writes `src/extract/purpose/learned.bin`. The same
//! texts give the same file. `tests/learned.rs` sees to it that the file is younger than the texts.

#![allow(clippy::print_stdout, reason = "it tells what it does")]

mod texts;

use regrets::extract::purpose::learned::{self, CLASSES};
use regrets::message::Mail;
use std::collections::HashMap;
use texts::{Dice, Texts};

/// Messages that are made of each text.
const VARIANTS: usize = 6;
/// Rounds over all messages.
const ROUNDS: usize = 3;
/// How fast weights move; each slows down with what it has moved already (Adagrad).
const RATE: f32 = 0.15;
/// Weights shrink by this part in each step that touches them, so that rare words stay weak.
const SHRINK: f32 = 2e-5;
/// Features that occur in fewer messages than this are dropped: they are chance.
const RARE: usize = 4;
/// Features kept, the strongest first.
const MOST: usize = 120_000;

/// The known features of one message, and its class.
struct Example {
    features: Vec<usize>,
    class: usize,
}

fn main() {
    let (digest, languages) = texts::all();
    let messages: Vec<(Vec<u32>, usize)> = languages.iter().flat_map(made).collect();
    let (hashes, examples) = indexed(&messages);
    println!("{} messages, {} features", examples.len(), hashes.len());
    let (weights, bias) = fit(&examples, hashes.len());
    let rows = strongest(&hashes, weights);
    let bytes = learned::pack(&digest, &bias, &rows);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/extract/purpose/learned.bin");
    std::fs::write(path, &bytes).expect("the model can be written");
    println!("{path}: {} features, {} bytes", rows.len(), bytes.len());
}

/// The messages of one language: each text several times, in changing company.
fn made(texts: &Texts) -> Vec<(Vec<u32>, usize)> {
    let mut dice = Dice::new(&texts.language);
    let mut out = Vec::new();
    for _ in 0..VARIANTS {
        for (class, message) in texts.messages(&mut dice) {
            let mail = Mail::read(message.as_bytes()).expect("a made message is one");
            let features = learned::features(&mail).into_iter().map(|f| f.hash).collect();
            let class = CLASSES.iter().position(|c| texts::name(*c) == class).expect("a class of the contract");
            out.push((features, class));
        }
    }
    out
}

/// Features by number, those that are chance left out.
fn indexed(messages: &[(Vec<u32>, usize)]) -> (Vec<u32>, Vec<Example>) {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    messages.iter().flat_map(|(features, _)| features).for_each(|hash| *counts.entry(*hash).or_default() += 1);
    let mut hashes: Vec<u32> = counts.into_iter().filter(|(_, n)| *n >= RARE).map(|(hash, _)| hash).collect();
    hashes.sort_unstable();
    let known = |hash: &u32| hashes.binary_search(hash).ok();
    let examples = messages
        .iter()
        .map(|(features, class)| Example { features: features.iter().filter_map(known).collect(), class: *class });
    let examples = examples.collect();
    (hashes, examples)
}

type Row = [f32; CLASSES.len()];

/// Multinomial logistic regression by stochastic gradients.
fn fit(examples: &[Example], features: usize) -> (Vec<Row>, Row) {
    let mut weights = vec![[0.0; CLASSES.len()]; features + 1];
    let mut moved = vec![[1e-3_f32; CLASSES.len()]; features + 1];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice = Dice::new("rounds");
    for round in 1..=ROUNDS {
        dice.shuffle(&mut order);
        let mut loss = 0.0;
        for example in order.iter().map(|at| &examples[*at]) {
            // The last row is the bias: it is touched by every message.
            let touched = || example.features.iter().copied().chain([features]);
            let mut sums = [0.0; CLASSES.len()];
            touched().for_each(|f| sums.iter_mut().zip(&weights[f]).for_each(|(s, w)| *s += w));
            let odds = learned::softmax(sums);
            loss -= odds[example.class].max(1e-9).ln();
            let slope: Row = std::array::from_fn(|class| odds[class] - f32::from(u8::from(class == example.class)));
            for f in touched() {
                for class in 0..CLASSES.len() {
                    moved[f][class] += slope[class] * slope[class];
                    weights[f][class] -= RATE * slope[class] / moved[f][class].sqrt();
                    weights[f][class] *= 1.0 - SHRINK;
                }
            }
        }
        println!("round {round}: loss {:.4}", loss / examples.len() as f32);
    }
    let bias = weights.pop().unwrap_or_default();
    (weights, bias)
}

/// The features that say most, sorted by hash.
fn strongest(hashes: &[u32], weights: Vec<Row>) -> Vec<(u32, Row)> {
    let strength = |row: &Row| row.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
    let mut rows: Vec<(u32, Row)> = hashes.iter().copied().zip(weights).collect();
    rows.sort_by(|a, b| strength(&b.1).total_cmp(&strength(&a.1)).then(a.0.cmp(&b.0)));
    rows.truncate(MOST);
    rows.sort_by_key(|(hash, _)| *hash);
    rows
}
