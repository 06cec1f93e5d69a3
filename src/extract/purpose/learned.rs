//! What a message is for, by all of its words: a small linear model beside the cues.
//!
//! Cues know what people often write; the model has read many texts and weighs every word and every few words in a
//! row, so that a message in nobody's phrases still leans to one class. It is trained from the texts in
//! `templates/<language>/training.toml` by `cargo run --release --example train`, which writes `learned.bin`.

use super::super::Class;
use super::scan::{Place, Scan, Sentence};
use crate::message::Mail;
use crate::text::Span;

/// The classes, in the order of the model's weights.
pub const CLASSES: [Class; 12] = [
    Class::Invitation,
    Class::Reschedule,
    Class::Confirmation,
    Class::Cancellation,
    Class::Assessment,
    Class::Inquiry,
    Class::Receipt,
    Class::Rejection,
    Class::Offer,
    Class::Outreach,
    Class::Newsletter,
    Class::Other,
];

/// The name of the rule.
pub const RULE: &str = "all-its-words";
/// Words of a message that are weighed; what it is for is said by then.
const WORDS: usize = 400;

/// A feature: a word or a few words in a row, as a hash, and where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature {
    /// FNV-1a of the folded words.
    pub hash: u32,
    /// Where they stand.
    pub seen: Span,
}

/// Every feature of what a message says, each once: for the trainer.
pub fn features(mail: &Mail) -> Vec<Feature> {
    of(&Scan::of(mail))
}

fn of(scan: &Scan) -> Vec<Feature> {
    let mut all = Vec::new();
    let mut left = WORDS;
    for sentence in &scan.sentences {
        let count = sentence.words.len().min(left);
        left -= count;
        for at in 0..count {
            around(scan, sentence, at, &mut all);
        }
    }
    all.sort_by_key(|f| f.hash);
    all.dedup_by_key(|f| f.hash);
    all
}

/// The features that end at one word: itself, its beginning, and with the one or two words before it.
fn around(scan: &Scan, sentence: &Sentence, at: usize, all: &mut Vec<Feature>) {
    let word = |back: usize| at.checked_sub(back).and_then(|i| scan.word(sentence, i));
    let Some(this) = word(0) else { return };
    let mut add = |kind: u8, back: usize, words: &[&str]| {
        all.push(Feature { hash: hash(kind, words), seen: scan.span(sentence, at - back, at + 1) });
    };
    add(b'w', 0, &[this]);
    if sentence.place == Place::Subject {
        add(b's', 0, &[this]);
    }
    if let Some((end, _)) = this.char_indices().nth(5) {
        add(b'b', 0, &[&this[..end]]);
    }
    if let Some(before) = word(1) {
        add(b'w', 1, &[before, this]);
        if let Some(first) = word(2) {
            add(b'w', 2, &[first, before, this]);
        }
    }
}

/// FNV-1a over the kind and the words.
fn hash(kind: u8, words: &[&str]) -> u32 {
    let bytes = words.iter().flat_map(|w| w.bytes().chain([b' ']));
    std::iter::once(kind).chain(bytes).fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// How much the words of a message speak for each class.
#[derive(Clone, Copy, Debug)]
pub struct Leaning {
    /// The probability of each class, in the order of [`CLASSES`].
    pub odds: [f32; CLASSES.len()],
    /// The words that speak most for the likeliest class.
    pub seen: Option<Span>,
}

impl Leaning {
    /// Weighs what is said; `None` where the model knows too few of the words to say anything.
    pub fn of(scan: &Scan) -> Option<Leaning> {
        let model = Model::shipped();
        let mut sums = model.bias();
        let known: Vec<(Feature, usize)> =
            of(scan).into_iter().filter_map(|f| model.find(f.hash).map(|row| (f, row))).collect();
        if known.len() < FEW {
            return None;
        }
        for (_, row) in &known {
            for (class, sum) in sums.iter_mut().enumerate() {
                *sum += model.weight(*row, class);
            }
        }
        let odds = softmax(sums);
        let best = (0..odds.len()).max_by(|a, b| odds[*a].total_cmp(&odds[*b])).unwrap_or(0);
        let telling = known.iter().max_by(|a, b| model.weight(a.1, best).total_cmp(&model.weight(b.1, best)));
        Some(Leaning { odds, seen: telling.map(|(f, _)| f.seen) })
    }
}

/// Fewer known features than these say nothing.
const FEW: usize = 6;

/// Sums as probabilities.
pub fn softmax<const N: usize>(sums: [f32; N]) -> [f32; N] {
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let powers = sums.map(|s| (s - most).exp());
    let all: f32 = powers.iter().sum();
    powers.map(|p| p / all)
}

/// The trained weights as they lie in the program: nothing is unpacked.
///
/// All numbers are little-endian: the digest of what it was trained from (32 bytes), the number of features (`u32`),
/// what one step of a weight is worth (`f32`), the bias of each class (`f32`), the features' hashes (`u32`, sorted), and
/// for each feature one weight a class (`i8`).
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    bytes: &'a [u8],
    count: usize,
    step: f32,
}

const DIGEST: usize = 32;
const BIAS: usize = DIGEST + 8;
const HASHES: usize = BIAS + 4 * CLASSES.len();

impl Model<'_> {
    /// The one that is compiled in.
    pub fn shipped() -> Model<'static> {
        Model::over(include_bytes!("learned.bin"))
    }

    /// A model over its bytes; one without features where they are too short.
    pub fn over(bytes: &[u8]) -> Model<'_> {
        let count = u32_at(bytes, DIGEST) as usize;
        let whole = bytes.len() >= HASHES + count * (4 + CLASSES.len());
        Model { bytes, count: if whole { count } else { 0 }, step: f32_at(bytes, DIGEST + 4) }
    }

    /// The digest of what it was trained from.
    pub fn digest(&self) -> &[u8] {
        self.bytes.get(..DIGEST).unwrap_or_default()
    }

    fn bias(&self) -> [f32; CLASSES.len()] {
        std::array::from_fn(|class| f32_at(self.bytes, BIAS + 4 * class))
    }

    fn find(&self, hash: u32) -> Option<usize> {
        let (mut from, mut to) = (0, self.count);
        while from < to {
            let middle = (from + to) / 2;
            match u32_at(self.bytes, HASHES + 4 * middle).cmp(&hash) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    fn weight(&self, row: usize, class: usize) -> f32 {
        let at = HASHES + 4 * self.count + row * CLASSES.len() + class;
        self.bytes.get(at).map_or(0.0, |b| f32::from(b.cast_signed()) * self.step)
    }
}

/// Writes a model: features sorted by hash, each with its weights.
pub fn pack(digest: &[u8; DIGEST], bias: &[f32; CLASSES.len()], rows: &[(u32, [f32; CLASSES.len()])]) -> Vec<u8> {
    let most = rows.iter().flat_map(|(_, w)| w).fold(f32::EPSILON, |most, w| most.max(w.abs()));
    let step = most / 127.0;
    let mut bytes = digest.to_vec();
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend(step.to_le_bytes());
    bias.iter().for_each(|b| bytes.extend(b.to_le_bytes()));
    rows.iter().for_each(|(hash, _)| bytes.extend(hash.to_le_bytes()));
    rows.iter().flat_map(|(_, w)| w).for_each(|w| bytes.push(((w / step).round() as i8).cast_unsigned()));
    bytes
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn f32_at(bytes: &[u8], at: usize) -> f32 {
    f32::from_bits(u32_at(bytes, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Mail {
        Mail::read(format!("From: a@b.example\nSubject: x\n\n{text}\n").as_bytes()).unwrap()
    }

    #[test]
    fn a_feature_counts_once_and_case_and_accents_do_not_matter() {
        let one: Vec<u32> = features(&said("Café morgen")).iter().map(|f| f.hash).collect();
        let two: Vec<u32> = features(&said("cafe MORGEN. Cafe")).iter().map(|f| f.hash).collect();
        assert_eq!(one, two);
    }

    #[test]
    fn what_is_packed_is_found_again() {
        let mut weights = [0.0; CLASSES.len()];
        weights[3] = -2.0;
        weights[5] = 1.0;
        let bytes = pack(&[7; DIGEST], &[0.5; CLASSES.len()], &[(4, weights), (9, [0.0; CLASSES.len()])]);
        let model = Model::over(&bytes);
        let row = model.find(4).unwrap();
        assert!((model.weight(row, 3) + 2.0).abs() < 0.01 && (model.weight(row, 5) - 1.0).abs() < 0.01);
        assert!(model.find(9).is_some() && model.find(5).is_none());
        assert_eq!(model.digest(), [7; DIGEST]);
        assert!(Model::over(&bytes[..50]).find(4).is_none());
    }
}
