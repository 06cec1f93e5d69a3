//! One word that the program does not know, as somebody: by what stands behind it.

use super::acts::is_no_word;
use super::name::Name;
use super::said::Said;

impl Said<'_, '_> {
    /// "With Shabnam from drawings": does where somebody works stand behind one unknown word?
    pub(super) fn belongs(&self, name: &Name) -> bool {
        let Some(behind) = self.text[name.end..].strip_prefix(' ') else { return false };
        let out_of = self.words.out_of.iter().filter_map(|o| behind.strip_prefix(o)?.strip_prefix(' '));
        let small = |rest: &str| rest.starts_with(char::is_lowercase) || !self.words.no_name_endings.is_empty();
        is_no_word(name) && out_of.min_by_key(|rest| rest.len()).is_some_and(small)
    }

    /// "Dan belt Lidewij je": does one unknown word stand where the verb is first, before whom its owner speaks to?
    pub(super) fn acts_on_you(&self, name: &Name) -> bool {
        let behind = self.lower[name.end..].strip_prefix(' ');
        let you = |word: &str| self.words.you.contains(word);
        is_no_word(name) && behind.and_then(|b| b.split([' ', '.', ',', '\n']).next()).is_some_and(you)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::each;

    #[test]
    fn one_unknown_word_is_somebody_where_they_belong_to_a_house_or_speak_to_the_reader() {
        each(&[
            ("en", "You have an hour with Shabnam from drawings.", &["Shabnam"]),
            ("nl", "Dan belt Lidewij je om tien uur.", &["Lidewij"]),
            ("en", "You work with Figma from scratch.", &[]),
            ("nl", "Dat doen we met Figma.", &[]),
        ]);
    }
}
