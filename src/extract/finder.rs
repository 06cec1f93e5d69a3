//! Many phrases at once: where any of them stands in a text, in one pass over it.

/// Lists of phrases, all in lower case.
#[derive(Debug)]
pub struct Finder<'a> {
    /// The phrases by their first byte, each with the number of its list.
    by_first: Vec<Vec<(u16, &'a str)>>,
}

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
    /// A finder for these lists; a phrase may stand in several.
    pub fn new(lists: &[&'a [String]]) -> Finder<'a> {
        let mut by_first = vec![Vec::new(); 256];
        for (list, phrases) in (0..).zip(lists) {
            for phrase in *phrases {
                if let Some(first) = phrase.as_bytes().first() {
                    by_first[usize::from(*first)].push((list, phrase.as_str()));
                }
            }
        }
        Finder { by_first }
    }

    /// Every place where a phrase stands as whole words in a text in lower case, in the order of the places.
    ///
    /// A phrase that ends with a blank or a sign may go on with anything.
    pub fn all(&self, text: &str) -> Vec<Hit<'a>> {
        let mut out = Vec::new();
        let mut inside = false;
        for (at, c) in text.char_indices() {
            if !inside {
                let here = &self.by_first[usize::from(text.as_bytes()[at])];
                let fits = |(_, phrase): &&(u16, &str)| text[at..].starts_with(phrase) && ends(phrase, &text[at..]);
                out.extend(here.iter().filter(fits).map(|(list, phrase)| Hit { list: *list, phrase, at }));
            }
            inside = c.is_alphanumeric();
        }
        out
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

    fn places(lists: &[&[&str]], text: &str) -> Vec<(u16, String, usize)> {
        let owned: Vec<Vec<String>> = lists.iter().map(|l| l.iter().map(ToString::to_string).collect()).collect();
        let lists: Vec<&[String]> = owned.iter().map(Vec::as_slice).collect();
        Finder::new(&lists).all(text).into_iter().map(|h| (h.list, h.phrase.to_string(), h.at)).collect()
    }

    #[test]
    fn phrases_are_whole_words() {
        let found = places(&[&["on site", "site"], &["via zoom"]], "website: on site, via zoom, via zoomer");
        let want = [(0, "on site", 9), (0, "site", 12), (1, "via zoom", 18)];
        assert_eq!(found, want.map(|(l, p, a)| (l, p.to_string(), a)));
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
