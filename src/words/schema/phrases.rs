//! Lists of words and phrases that lie in the program as they are used.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A list of words or phrases, in the order of the file.
///
/// It is one text, in which the length of a phrase stands before it as a letter: unpacking it takes no memory and no
/// time, however many there are. Beside it stands with what they begin: most words that are looked for begin with
/// something else.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Phrases {
    all: Cow<'static, str>,
    /// A bit for every 64th first byte.
    begins: u64,
}

/// The phrases of a list, one after another.
#[derive(Debug, Clone)]
pub struct Iter<'a>(&'a str);

impl Phrases {
    /// The phrases in their order.
    pub fn iter(&self) -> Iter<'_> {
        Iter(&self.all)
    }

    /// Is it one of them, letter for letter?
    pub fn contains(&self, word: &str) -> bool {
        self.may_begin(word) && self.iter().any(|one| one == word)
    }

    /// May one of them stand at the beginning of a text? No means no.
    #[inline]
    pub fn may_begin(&self, text: &str) -> bool {
        self.begins & bit(text) != 0
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The first of them.
    pub fn first(&self) -> Option<&str> {
        self.iter().next()
    }
}

/// The bit of a first byte; an empty phrase begins like any text, and so has all.
fn bit(text: &str) -> u64 {
    text.bytes().next().map_or(!0, |first| 1 << (first % 64))
}

impl<'a> Iterator for Iter<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        let mut letters = self.0.chars();
        let length = letters.next()? as usize;
        let (phrase, rest) = letters.as_str().split_at(length);
        self.0 = rest;
        Some(phrase)
    }
}

impl<'a> IntoIterator for &'a Phrases {
    type Item = &'a str;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl<S: AsRef<str>> FromIterator<S> for Phrases {
    /// Panics on a phrase that is longer than 2047 bytes: the build stops, nothing else makes lists.
    fn from_iter<I: IntoIterator<Item = S>>(phrases: I) -> Phrases {
        let (mut text, mut begins) = (String::new(), 0);
        for phrase in phrases {
            let phrase = phrase.as_ref();
            let length = u32::try_from(phrase.len()).ok().filter(|n| *n < 2048).and_then(char::from_u32);
            text.push(length.unwrap_or_else(|| panic!("more than 2047 bytes: {phrase}")));
            text += phrase;
            begins |= bit(phrase);
        }
        Phrases { all: text.into(), begins }
    }
}

impl fmt::Debug for Phrases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl Serialize for Phrases {
    /// Packed: a list that is written for people is never written back.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (&self.all, self.begins).serialize(to)
    }
}

impl<'de: 'static> Deserialize<'de> for Phrases {
    /// From the rows of a written file, or from what the build packed.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return Ok(Vec::<String>::deserialize(from)?.iter().collect());
        }
        let (all, begins) = <(&'static str, u64)>::deserialize(from)?;
        Ok(Phrases { all: all.into(), begins })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_come_back_in_their_order() {
        let list: Phrases = ["at", "zum frühstück", "", "§"].into_iter().collect();
        assert_eq!(list.iter().collect::<Vec<_>>(), ["at", "zum frühstück", "", "§"]);
        let packed: &'static [u8] = postcard::to_stdvec(&list).unwrap().leak();
        assert_eq!(postcard::from_bytes::<Phrases>(packed).unwrap(), list);
        assert!(list.may_begin("attic") && list.may_begin("") && !Phrases::from_iter(["at", "zu"]).may_begin("bat"));
        assert!(list.contains("at") && !list.contains("a") && !list.is_empty());
        assert!(Phrases::default().is_empty() && Phrases::default().first().is_none());
    }
}
