//! Words in alphabetical order, each with what it tells.

/// A table without addresses: those the loader would have to write at the start of each run.
#[derive(Debug)]
pub struct Sorted<T: 'static> {
    /// All words, one after another.
    pub text: &'static str,
    /// Where each word ends in the text.
    pub ends: &'static [u16],
    /// What each word tells.
    pub values: &'static [T],
}

impl<T: Copy> Sorted<T> {
    /// The words with what they tell, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, T)> {
        (0..self.values.len()).map(|at| (self.word(at), self.values[at]))
    }

    /// What a word tells.
    pub fn get(&self, word: &str) -> Option<T> {
        let (mut low, mut high) = (0, self.values.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.word(middle).cmp(word) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(self.values[middle]),
            }
        }
        None
    }

    fn word(&self, at: usize) -> &'static str {
        let start = if at == 0 { 0 } else { self.ends[at - 1].into() };
        &self.text[start..self.ends[at].into()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_and_a_part_of_one_is_not() {
        let table = Sorted { text: "atfürzu", ends: &[2, 6, 8], values: &[1_u32, 2, 4] };
        assert_eq!(table.iter().collect::<Vec<_>>(), [("at", 1), ("für", 2), ("zu", 4)]);
        let found = ["at", "für", "zu", "a", "fü", "zum", ""].map(|w| table.get(w));
        assert_eq!(found, [Some(1), Some(2), Some(4), None, None, None, None]);
    }
}
