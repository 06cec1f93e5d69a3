//! What stands in the open places of a mail: invented people, firms, titles, times.

use super::dice::Dice;
use std::collections::BTreeMap;

/// The lists of one language, by name, those for all languages among them.
pub struct Values {
    own: BTreeMap<String, Vec<String>>,
    common: BTreeMap<String, Vec<String>>,
}

impl Values {
    /// The lists in two files of `key = "one|two|three"`.
    pub fn of(own: &str, common: &str) -> Values {
        let lists = |text: &str| -> BTreeMap<String, Vec<String>> {
            let table: BTreeMap<String, String> = toml::from_str(text).expect("lists of values");
            let split = |v: String| v.trim().split('|').map(str::to_string).collect();
            table.into_iter().map(|(key, value)| (key, split(value))).collect()
        };
        Values { own: lists(own), common: lists(common) }
    }

    /// One value of a list, with values in its own open places; three of four from the language's list.
    pub fn pick(&self, dice: &mut Dice, list: &str) -> String {
        let (own, common) = (self.own.get(list), self.common.get(list));
        let list = match (own, common) {
            (Some(own), Some(_)) if !dice.one_in(4) => own,
            (_, Some(common)) => common,
            (Some(own), None) => own,
            (None, None) => panic!("no list `{list}`"),
        };
        let mut out = String::new();
        let mut rest = dice.pick(list);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').expect("a closed place");
            out += before;
            out += &if name == "slug" { slug(&self.pick(dice, "stem")) } else { self.pick(dice, name) };
            rest = behind;
        }
        out + rest
    }

    /// Is this one of the values of a list of the language?
    pub fn has(&self, list: &str, value: &str) -> bool {
        self.own.get(list).is_some_and(|l| l.iter().any(|v| v == value))
    }

    /// A person's name in full, and its first and last part.
    pub fn person(&self, dice: &mut Dice) -> Person {
        match dice.roll(40) {
            0..=2 => {
                let full = self.pick(dice, "east");
                let (last, first) = full.split_once(' ').expect("two parts");
                Person { first: first.to_string(), last: last.to_string(), full }
            }
            3 => {
                let full = self.pick(dice, "mononym");
                Person { first: full.clone(), last: full.clone(), full }
            }
            _ => {
                let (first, last) = (self.pick(dice, "first"), self.pick(dice, "surname"));
                Person { full: format!("{first} {last}"), first, last }
            }
        }
    }
}

/// Somebody invented.
#[derive(Clone)]
pub struct Person {
    /// How friends call them.
    pub first: String,
    /// The family's name.
    pub last: String,
    /// All of it.
    pub full: String,
}

/// Small letters and digits of a name, as in a domain.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'í' | 'ï' | 'î' | 'ı' => out.push('i'),
            'ó' | 'ô' | 'õ' => out.push('o'),
            'ú' | 'ù' => out.push('u'),
            'ñ' => out.push('n'),
            'ç' => out.push('c'),
            _ => {}
        }
    }
    if out.is_empty() { "acme".into() } else { out }
}
