//! Trained weights as they lie in the program: nothing is unpacked, nothing is downloaded.
//!
//! `cargo run --profile train --example train` writes them (`src/extract/models/`). A model knows features, each a
//! hash, and for each of them a weight for every answer it can give.

/// The models that reading a mail asks.
#[derive(Clone, Copy, Debug)]
pub struct Models<'a> {
    /// What a mail is for.
    pub purpose: Model<'a>,
    /// What its words name.
    pub names: Model<'a>,
    /// How they would meet.
    pub format: Model<'a>,
}

impl Models<'_> {
    /// Those that are compiled in.
    pub fn shipped() -> Models<'static> {
        Models {
            purpose: Model::over(include_bytes!("models/purpose.bin")),
            names: Model::over(include_bytes!("models/names.bin")),
            format: Model::over(include_bytes!("models/format.bin")),
        }
    }
}

/// A linear model over its bytes.
///
/// All numbers are little-endian: the digest of what it was trained from (32 bytes), the number of features (`u32`),
/// the number of answers (`u32`), what one step of a weight is worth (`f32`), the bias of each answer (`f32`), the
/// features' hashes (`u32`, sorted), and for each feature one weight an answer (`i8`).
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    bytes: &'a [u8],
    count: usize,
    answers: usize,
    step: f32,
}

const DIGEST: usize = 32;
const BIAS: usize = DIGEST + 12;

impl<'a> Model<'a> {
    /// A model over its bytes; one without features where they are too short.
    pub fn over(bytes: &'a [u8]) -> Model<'a> {
        let (count, answers) = (u32_at(bytes, DIGEST) as usize, u32_at(bytes, DIGEST + 4) as usize);
        let whole = bytes.len() as u64 >= (BIAS + 4 * answers) as u64 + (count as u64) * (4 + answers as u64);
        let count = if whole { count } else { 0 };
        Model { bytes, count, answers, step: f32::from_bits(u32_at(bytes, DIGEST + 8)) }
    }

    /// The digest of what it was trained from.
    pub fn digest(&self) -> &'a [u8] {
        self.bytes.get(..DIGEST).unwrap_or_default()
    }

    /// How much it leans to each answer before it is asked anything.
    pub fn bias<const N: usize>(&self) -> [f32; N] {
        std::array::from_fn(|answer| match answer < self.answers {
            true => f32::from_bits(u32_at(self.bytes, BIAS + 4 * answer)),
            false => 0.0,
        })
    }

    /// The steps of weight of a feature for each answer; `None` for one that it does not know.
    pub fn steps(&self, hash: u32) -> Option<&'a [u8]> {
        let row = self.row(hash)?;
        let at = BIAS + 4 * self.answers + 4 * self.count + row * self.answers;
        self.bytes.get(at..at + self.answers)
    }

    /// Adds the weights of a feature, so many times; says whether it is known.
    pub fn add<const N: usize>(&self, hash: u32, times: f32, sums: &mut [f32; N]) -> bool {
        let Some(steps) = self.steps(hash) else { return false };
        let worth = self.step * times;
        sums.iter_mut().zip(steps).for_each(|(sum, step)| *sum += f32::from(step.cast_signed()) * worth);
        true
    }

    /// Hashes are spread evenly, so where one stands is known nearly: a few looks find it.
    fn row(&self, hash: u32) -> Option<usize> {
        let at = |row: usize| u32_at(self.bytes, BIAS + 4 * self.answers + 4 * row);
        let (mut from, mut to) = (0, self.count);
        let mut guess = ((u64::from(hash) * self.count as u64) >> 32) as usize;
        let mut stride = 8;
        while from < to {
            match at(guess).cmp(&hash) {
                std::cmp::Ordering::Equal => return Some(guess),
                std::cmp::Ordering::Less => {
                    from = guess + 1;
                    guess = if from + stride < to { guess + stride } else { usize::midpoint(from, to) };
                }
                std::cmp::Ordering::Greater => {
                    to = guess;
                    guess = if to > from + stride { guess - stride } else { usize::midpoint(from, to) };
                }
            }
            stride *= 2;
        }
        None
    }
}

/// Writes a model: features sorted by hash, each with its weights.
pub fn pack<const N: usize>(digest: &[u8; DIGEST], bias: &[f32; N], rows: &[(u32, [f32; N])]) -> Vec<u8> {
    let most = rows.iter().flat_map(|(_, w)| w).fold(f32::EPSILON, |most, w| most.max(w.abs()));
    let step = most / 127.0;
    let mut bytes = digest.to_vec();
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend((N as u32).to_le_bytes());
    bytes.extend(step.to_le_bytes());
    bias.iter().for_each(|b| bytes.extend(b.to_le_bytes()));
    rows.iter().for_each(|(hash, _)| bytes.extend(hash.to_le_bytes()));
    rows.iter().flat_map(|(_, w)| w).for_each(|w| bytes.push(((w / step).round() as i8).cast_unsigned()));
    bytes
}

/// The hash of a feature: its kind, and the words that make it.
pub fn hash(kind: u8, words: &[&str]) -> u32 {
    let bytes = words.iter().flat_map(|w| w.bytes().chain([b' ']));
    spread(std::iter::once(kind).chain(bytes).fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193)))
}

/// Evens a hash out, so that all of its bits tell.
pub fn spread(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x85eb_ca6b);
    h ^= h >> 13;
    h = h.wrapping_mul(0xc2b2_ae35);
    h ^ h >> 16
}

/// Sums as probabilities.
pub fn softmax<const N: usize>(sums: [f32; N]) -> [f32; N] {
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let powers = sums.map(|s| (s - most).exp());
    let all: f32 = powers.iter().sum();
    powers.map(|p| p / all)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found_again() {
        let rows: Vec<(u32, [f32; 2])> = {
            let mut hashes: Vec<u32> = (0..5000_u32).map(spread).collect();
            hashes.sort_unstable();
            hashes.into_iter().map(|h| (h, [f32::from(h as u8) / 4.0, -1.0])).collect()
        };
        let bytes = pack(&[7; DIGEST], &[0.5, -0.25], &rows);
        let model = Model::over(&bytes);
        for (hash, weights) in &rows {
            let mut sums = [0.0; 2];
            assert!(model.add(*hash, 1.0, &mut sums));
            assert!((sums[0] - weights[0]).abs() < 0.3 && (sums[1] + 1.0).abs() < 0.3);
        }
        assert!(!model.add(spread(6000), 1.0, &mut [0.0; 2]));
        assert_eq!((model.digest(), model.bias::<2>()), (&[7; DIGEST][..], [0.5, -0.25]));
        assert!(Model::over(&bytes[..50]).steps(rows[0].0).is_none(), "cut short");
    }
}
