//! Many phrases at once: where any of them stands in a text, in one pass over it.

/// Lists of phrases, all in lower case.
#[derive(Debug)]
pub struct Finder<'a> {
    /// The phrases in the order in which they were given.
    phrases: Vec<Entry<'a>>,
    /// For each first byte the first phrase and the last one.
    by_first: [(u16, u16); 256],
}

#[derive(Debug)]
struct Entry<'a> {
    list: u16,
    phrase: &'a str,
    /// The next phrase with the same first byte.
    next: u16,
}

/// No phrase.
const NONE: u16 = u16::MAX;

/// A phrase in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The number of its list, as given to [`Finder::new`].
    pub list: u16,
    /// The phrase.
    pub phrase: &'a str,
    /// Its first byte in the text.
    pub at: usize,
}

impl<'a> Finder<'a> {
    /// Looks for these phrases, too; a phrase may stand in several lists.
    pub fn with(mut self, list: u16, phrases: impl IntoIterator<Item = &'a str>) -> Finder<'a> {
        for phrase in phrases {
            let new = u16::try_from(self.phrases.len()).unwrap_or(NONE);
            let Some(byte) = phrase.bytes().next().filter(|_| new < NONE) else { continue };
            let (first, last) = &mut self.by_first[usize::from(byte)];
            match self.phrases.get_mut(usize::from(*last)) {
                Some(before) => before.next = new,
                None => *first = new,
            }
            *last = new;
            self.phrases.push(Entry { list, phrase, next: NONE });
        }
        self
    }

    /// Every place where a phrase stands as whole words in a text in lower case, in the order of the places.
    ///
    /// A phrase that ends with a blank or a sign may go on with anything.
    pub fn all(&self, text: &str) -> Vec<Hit<'a>> {
        let mut out = Vec::new();
        let mut inside = false;
        for (at, c) in text.char_indices() {
            if !inside {
                let entry = |number: u16| self.phrases.get(usize::from(number));
                let first = self.by_first[usize::from(text.as_bytes()[at])].0;
                let all = std::iter::successors(entry(first), |e| entry(e.next));
                let fits = |e: &&Entry| text[at..].starts_with(e.phrase) && ends(e.phrase, &text[at..]);
                out.extend(all.filter(fits).map(|e| Hit { list: e.list, phrase: e.phrase, at }));
            }
            inside = c.is_alphanumeric();
        }
        out
    }
}

impl Default for Finder<'_> {
    fn default() -> Self {
        Finder { phrases: Vec::new(), by_first: [(NONE, NONE); 256] }
    }
}

/// Does a word end where the phrase ends?
fn ends(phrase: &str, text: &str) -> bool {
    let open = phrase.ends_with([' ', ':', '|', '.', '-']);
    open || text[phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(lists: &[&[&'static str]], text: &str) -> Vec<(u16, &'static str, usize)> {
        let add = |finder: Finder<'static>, (list, phrases): (u16, &&[&'static str])| {
            finder.with(list, phrases.iter().copied())
        };
        let finder = (0..).zip(lists).fold(Finder::default(), add);
        finder.all(text).into_iter().map(|h| (h.list, h.phrase, h.at)).collect()
    }

    #[test]
    fn phrases_are_whole_words() {
        let found = places(&[&["on site", "site"], &["via zoom"]], "website: on site, via zoom, via zoomer");
        let want = [(0, "on site", 9), (0, "site", 12), (1, "via zoom", 18)];
        assert_eq!(found, want);
    }

    #[test]
    fn letters_of_several_bytes_are_letters() {
        assert_eq!(places(&[&["école", "cole"]], "l'école, décole").len(), 1);
        assert_eq!(places(&[&["für"]], "für fürs dafür").len(), 1);
    }

    #[test]
    fn labels_may_go_on_with_anything() {
        assert_eq!(places(&[&["place:", "@ "]], "place:berlin, @ noon").len(), 2);
    }
}
