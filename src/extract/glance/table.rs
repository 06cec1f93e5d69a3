//! Which beginnings of words stand at a place, asked for every word of a mailbox.

use crate::words;
use std::sync::OnceLock;

/// Every beginning, behind filters of its first letters.
#[derive(Debug)]
pub struct Table {
    entries: Vec<Entry>,
    /// For each pair of first letters, where its beginnings lie in the list.
    pairs: Vec<(u16, u16)>,
    /// For each three, whether there is a beginning at all.
    triples: Vec<u64>,
}

/// A beginning.
#[derive(Debug)]
struct Entry {
    word: &'static str,
    /// Its first eight bytes, and which of them there are.
    first: u64,
    mask: u64,
    /// What it speaks for.
    bits: u64,
}

/// Bytes of letters differ from those of small ones here at most.
const SMALL: u64 = 0x2020_2020_2020_2020;

impl Entry {
    fn of(word: &'static str, bits: u64) -> Entry {
        let length = word.len().min(8);
        let mask = u64::MAX >> (64 - 8 * length);
        Entry { word, first: eight(word.as_bytes()) | (SMALL & mask), mask, bits }
    }
}

/// The first eight bytes of a text, zeroes where it ends before.
fn eight(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => text.iter().rev().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte)),
    }
}

/// Built when first asked for.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let entries = words::glance().iter().map(|(word, bits)| Entry::of(word, bits)).collect();
        let mut table = Table { entries, pairs: vec![(0, 0); 32 * 32], triples: vec![0; 32 * 32 * 32 / 64] };
        for (at, (word, _)) in (0..).zip(words::glance().iter()) {
            let word = word.as_bytes();
            let pair = pair(word);
            let (first, last) = &mut table.pairs[pair];
            if *last == 0 {
                *first = at;
            }
            *last = at + 1;
            // A short word may go on with anything, and any word at the end of a line with `=`.
            let thirds = word.get(2).map_or(0..32, |c| u32::from(c & 31)..u32::from(c & 31) + 1);
            for third in thirds.chain([u32::from(b'=' & 31)]) {
                let triple = (pair << 5) | third as usize;
                table.triples[triple / 64] |= 1 << (triple % 64);
            }
        }
        table
    })
}

impl Table {
    /// Is there a beginning of these three letters?
    pub fn may_begin(&self, text: &[u8]) -> bool {
        let [a, b, c, ..] = text else { return text.len() == 2 };
        if *b == b'=' {
            return true;
        }
        let triple = (pair(&[*a, *b]) << 5) | usize::from(c & 31);
        self.triples[triple / 64] >> (triple % 64) & 1 == 1
    }

    /// What the word that begins here speaks for.
    pub fn at(&self, text: &[u8]) -> u64 {
        let cut = is_cut(text);
        let (first, last) = self.pairs[pair(text)];
        let here = match text {
            [_, b'=', ..] if cut => &self.entries[..],
            _ => &self.entries[usize::from(first)..usize::from(last)],
        };
        let start = eight(text) | SMALL;
        let fits = |e: &&Entry| cut || (start ^ e.first) & e.mask == 0;
        here.iter().filter(fits).filter(|e| begins(text, e.word)).fold(0, |seen, e| seen | e.bits)
    }
}

/// Does the end of an encoded line stand in the first letters?
fn is_cut(text: &[u8]) -> bool {
    let start = &text[..text.len().min(8)];
    start.iter().position(|b| *b == b'=').is_some_and(|at| matches!(text.get(at + 1), Some(b'\n' | b'\r')))
}

/// The number of a word's first two letters, without regard to case.
fn pair(text: &[u8]) -> usize {
    match text {
        [a, b, ..] => (usize::from(a & 31) << 5) | usize::from(b & 31),
        _ => 0,
    }
}

/// Does a text begin with a word? Over the end of a line that `=` continues, too. A word of two or three letters is
/// a whole word: `hr` and `cv` begin too many others.
fn begins(text: &[u8], word: &str) -> bool {
    let mut rest = text;
    for letter in word.bytes() {
        while let Some(next) = rest.strip_prefix(b"=\n").or(rest.strip_prefix(b"=\r\n")) {
            rest = next;
        }
        match rest.split_first() {
            Some((c, next)) if c.eq_ignore_ascii_case(&letter) => rest = next,
            _ => return false,
        }
    }
    word.len() > 3 || !rest.first().is_some_and(u8::is_ascii_alphabetic)
}
