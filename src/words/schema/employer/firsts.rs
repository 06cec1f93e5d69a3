//! Which words may begin a term: told apart by a few bits before anything is compared.

use super::super::packed::Fixed;

/// A set of words by their numbers, in 256 bits: what it lacks is surely not in it, what it has may be.
#[derive(Debug, Clone, Copy, Default)]
pub struct Firsts([u64; 4]);

impl Firsts {
    /// What fits words that have no number, too, and what every word has: one of the set is a beginning, `engineer*`.
    pub const ANY: Firsts = Firsts([1, 0, 0, 0]);

    /// Of one word.
    pub fn of(word: u16) -> Firsts {
        let bit = usize::from(word % 255) + 1;
        let mut bits = [0; 4];
        bits[bit / 64] = 1 << (bit % 64);
        Firsts(bits)
    }

    /// Of both.
    pub fn and(self, other: Firsts) -> Firsts {
        Firsts(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }

    /// May the two have a word in common?
    pub fn meets(self, other: Firsts) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }
}

impl Fixed for Firsts {
    const SIZE: usize = 32;
    fn put(&self, out: &mut Vec<u8>) {
        self.0.iter().for_each(|bits| bits.put(out));
    }
    #[inline]
    fn take(bytes: &[u8]) -> Firsts {
        Firsts(std::array::from_fn(|i| u64::take(&bytes[8 * i..])))
    }
}
