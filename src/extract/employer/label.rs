//! Does a name agree with the domain a mail comes from? "Wattle Bank" and `wattlebank.example` do.
//!
//! It confirms what the mail itself writes.

use crate::words::schema::{EmployerWords, WordClass, folded};

/// How well a name and a domain agree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Agreement {
    /// Not at all.
    None,
    /// One is a part of the other.
    Part,
    /// They say the same.
    Full,
}

/// Articles that a domain is written in one with.
const ARTICLES: [&str; 2] = ["the", "les"];

/// The telling label of a domain, without what says only "careers of".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The letters between the hyphens.
    pieces: Vec<String>,
    /// All letters.
    letters: String,
    /// All letters with what says only "careers of".
    whole: String,
    /// Was it an employer's account with a system? That is often the parent of who hires.
    pub account: bool,
    /// Does it stand before the registered domain? `physics.` is a department as often as a name.
    pub inner: bool,
}

impl Label {
    /// From one label of a host name, or a slug; `None` when nothing telling is left.
    pub fn new(label: &str, words: &EmployerWords) -> Option<Label> {
        let label = folded(label);
        let all: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
        // `marl-asbl`: what form the house has is no name.
        let form = |p: &str| all.len() > 1 && words.is(p, WordClass::Legal);
        let telling: Vec<&str> = all.iter().copied().filter(|p| !words.is(p, WordClass::Affix) && !form(p)).collect();
        let pieces: Vec<String> = telling.iter().map(|p| p.to_string()).collect();
        let letters: String = pieces.concat();
        let whole = all.concat();
        (letters.len() >= 2 && letters.len() <= 40).then_some(Label {
            pieces,
            letters,
            whole,
            account: false,
            inner: false,
        })
    }

    /// The same label, as one of an account with a system.
    pub fn of_account(self) -> Label {
        Label { account: true, ..self }
    }

    /// The same label, before the registered domain or in it.
    pub fn at(self, inner: bool) -> Label {
        Label { inner, ..self }
    }

    /// The same label without "and" in it: `marlandvale` says "Marl & Vale".
    pub fn without_and(&self) -> Option<Label> {
        let cut = |s: &String| {
            let and = ["and", "und"].iter().find_map(|and| {
                let at = s.match_indices(and).map(|(at, _)| at).find(|at| *at > 2 && at + and.len() + 1 < s.len())?;
                Some(format!("{}{}", &s[..at], &s[at + and.len()..]))
            });
            and.unwrap_or_else(|| s.clone())
        };
        let pieces: Vec<String> = self
            .pieces
            .iter()
            .map(cut)
            .filter(|p| !matches!(p.as_str(), "and" | "und" | "et" | "y" | "en" | "e"))
            .collect();
        let letters = pieces.concat();
        let other = Label { pieces, letters, ..self.clone() };
        (other != *self && other.letters.len() > 4).then_some(other)
    }

    /// The same label where "ue" stands for "ü", if it may.
    pub fn without_umlauts(&self) -> Option<Label> {
        let plain = |s: &String| s.replace("ae", "a").replace("oe", "o").replace("ue", "u");
        let pieces = self.pieces.iter().map(plain).collect();
        let other = Label { pieces, letters: plain(&self.letters), whole: plain(&self.whole), ..self.clone() };
        (other != *self).then_some(other)
    }

    /// The same label without an article in it: `themarlet` says "The Marlet".
    pub fn without_article(&self) -> Option<Label> {
        let cut = |s: &str| ARTICLES.iter().find_map(|a| s.strip_prefix(a)).map(str::to_string);
        let letters = cut(&self.letters).filter(|rest| rest.len() > 4)?;
        let pieces = self.pieces.iter().enumerate();
        let pieces = pieces.map(|(at, p)| cut(p).filter(|_| at == 0).unwrap_or_else(|| p.clone())).collect();
        Some(Label { pieces, letters, ..self.clone() })
    }

    /// May a name that says the same begin with this word? A cheap look before a thorough one.
    pub fn may_begin_with(&self, word: &str) -> bool {
        let start = word.floor_char_boundary(word.len().min(3));
        let word = word[..start].trim_matches(|c: char| !c.is_alphanumeric());
        self.whole.contains(word) || word.chars().next().is_some_and(|first| self.whole.starts_with(first))
    }

    /// Is the word one of its pieces, or all of it?
    pub fn has(&self, word: &str) -> bool {
        self.letters == word || self.pieces.iter().any(|p| p == word)
    }

    /// Is the word all of it?
    pub fn is_word(&self, word: &str) -> bool {
        self.letters == word
    }

    /// Is the word its beginning, and not all of it?
    pub fn goes_on_from(&self, word: &str) -> bool {
        self.letters.len() > word.len() + 2 && self.letters.starts_with(word)
    }

    /// Is the word the last of several pieces?
    pub fn ends_with_piece(&self, word: &str) -> bool {
        matches!(&self.pieces[..], [_, .., last] if last == word)
    }

    /// How well a name agrees.
    pub fn agrees(&self, name: &Name, words: &EmployerWords) -> Agreement {
        let Name { plain, joined, short, all, joint } = name;
        if joined.len() < 2 || plain.len() > 9 || joined.len() > 90 {
            return Agreement::None;
        }
        if [all, joined, short].contains(&&self.letters) || *joined == self.whole || self.writes_out(name, words) {
            return Agreement::Full;
        }
        // "Gem" of `gem-tools`.
        if self.pieces.len() > 1 && joined.len() > 2 && self.pieces[0] == *joined {
            return Agreement::Part;
        }
        // "Brot" says less than half of `kirchplatzbrot`.
        let end = || self.letters.strip_suffix(joined.as_str()).filter(|front| front.len() <= 2 * joined.len());
        if let Some(rest) = self.letters.strip_prefix(joined.as_str()).or_else(end) {
            if words.is(rest, WordClass::Affix)
                || words.is(rest, WordClass::Legal)
                || rest.bytes().all(|b| b.is_ascii_digit())
            {
                return Agreement::Full;
            }
            if joined.len() >= 4 && words.is(rest, WordClass::Institution) {
                return Agreement::Full;
            }
            return if joined.len() >= 4 { Agreement::Part } else { Agreement::None };
        }
        if self.shortened(plain, words) || self.ends_in_initials(plain, words) {
            return Agreement::Full;
        }
        if self.acronym(plain) {
            // "Lower Fell Road Primary School" of `lfrps`: so many letters are no chance.
            let house = self.pieces[0].len() > 4 && plain.iter().any(|w| words.is(w, WordClass::Institution));
            return if house { Agreement::Full } else { Agreement::Part };
        }
        // "Marl & Vale" of `marl-glazing`.
        let partner = joint.as_ref().is_some_and(|(before, _)| self.pieces.len() > 1 && self.pieces[0] == *before);
        self.consumed(plain, words).max(if partner { Agreement::Part } else { Agreement::None })
    }

    /// `marletvale` of "Marl & Vale": the sign as a word of some language.
    fn writes_out(&self, name: &Name, words: &EmployerWords) -> bool {
        let Some((before, behind)) = &name.joint else { return false };
        let rest = self.letters.strip_prefix(before.as_str()).and_then(|rest| rest.strip_suffix(behind.as_str()));
        rest.is_some_and(|and| [WordClass::And, WordClass::Link].iter().any(|c| words.is(and, *c)))
    }

    /// Does a name say exactly this, legal form and all?
    pub fn is_exactly(&self, name: &[&str]) -> bool {
        let letters = letters_of(name);
        letters == self.letters || letters == self.whole
    }

    /// Are these the letters before the first hyphen?
    pub fn begins_exactly(&self, name: &[&str]) -> bool {
        self.pieces.first() == Some(&letters_of(name))
    }

    /// Do the pieces consume words of the name, and is what is left no other thing?
    fn consumed(&self, plain: &[String], words: &EmployerWords) -> Agreement {
        let mut used = vec![false; plain.len()];
        if self.letters.len() < 5 || !self.pieces.iter().all(|piece| consumes(piece, plain, &mut used)) {
            return Agreement::None;
        }
        let left: Vec<&String> = plain.iter().zip(&used).filter(|(_, used)| !**used).map(|(w, _)| w).collect();
        let is = |w: &str, classes: &[WordClass]| classes.iter().any(|c| words.is(w, *c));
        use WordClass::{
            Agency, Chatter, Function, General, Institution, Level, Link, Manner, Role, RoleFirst, Stop, Team, Time,
            Tool,
        };
        let school = left.iter().any(|w| is(w, &[Institution]));
        let part = |w: &&&String| is(w, &[Institution, General, Agency, Link]);
        let other = |w: &&&String| {
            // "CE" of "St Cuthbert's CE Primary School" is a word of another language, "Senior" is who goes there.
            let small = school && (w.len() < 3 && !is(w, &[Stop]) || is(w, &[Level]));
            !is(w, &[Institution, Link])
                && !small
                && is(w, &[Chatter, Function, Level, Manner, Role, RoleFirst, Stop, Team, Time, Tool])
        };
        if left.iter().any(|w| other(&w)) {
            Agreement::None
        } else if left.iter().all(|w| part(&w)) || left.len() <= 1 && plain.len() > 2 {
            Agreement::Full
        } else {
            Agreement::Part
        }
    }

    /// "Unidade Local de Saúde da Ribeira" of `ulsribeira`: first letters, then the rest at length; also "Cooperative
    /// Larkrise" of `cooplarkrise`.
    fn shortened(&self, plain: &[String], words: &EmployerWords) -> bool {
        let cut = |first: &String| {
            let rest = plain[1..].iter().rev().try_fold(self.letters.as_str(), |left, w| left.strip_suffix(w.as_str()));
            rest.is_some_and(|left| left.len() > 2 && first.starts_with(left))
        };
        if plain.len() > 1 && plain[1..].iter().map(String::len).sum::<usize>() > 3 && cut(&plain[0]) {
            return true;
        }
        let telling: Vec<&String> = plain.iter().filter(|w| !words.is(w, WordClass::Link)).collect();
        // "Câmara Municipal de Serra do Lobo" of `cmserradolobo`: small words within the rest may stand there, too.
        [telling, plain.iter().collect()].iter().any(|all| {
            (1..all.len()).any(|at| {
                let rest: String = all[at..].iter().map(|w| w.as_str()).collect();
                let first = self.letters.strip_suffix(rest.as_str()).filter(|_| rest.len() > 3);
                let before = all[..at].iter().filter(|w| !words.is(w, WordClass::Link));
                first.is_some_and(|first| first.chars().eq(before.filter_map(|w| w.chars().next())))
            })
        })
    }

    /// "Santa Vale de Monte do Rio" of `santavalemr`: words at length, then the first letters of the rest.
    fn ends_in_initials(&self, plain: &[String], words: &EmployerWords) -> bool {
        use WordClass::{Chatter, Function, Level, Link, Manner, Role, RoleFirst, Stop, Team, Time, Tool};
        let other = [Chatter, Function, Level, Manner, Role, RoleFirst, Stop, Team, Time, Tool];
        let telling: Vec<&String> = plain.iter().filter(|w| !words.is(w, Link)).collect();
        let mut rest = self.letters.as_str();
        for (at, word) in telling.iter().enumerate() {
            let behind = &telling[at..];
            let initials = || behind.iter().filter_map(|w| w.chars().next());
            let plainly = || !behind.iter().any(|w| w.len() < 3 || other.iter().any(|c| words.is(w, *c)));
            if self.letters.len() - rest.len() > 4 && rest.chars().eq(initials()) && plainly() {
                return true;
            }
            match rest.strip_prefix(word.as_str()) {
                Some(left) => rest = left,
                None => return false,
            }
        }
        false
    }

    /// The first letters of the words, small words left out or not.
    fn acronym(&self, plain: &[String]) -> bool {
        let first = |skip: bool| -> String {
            plain.iter().filter(|w| !skip || w.len() > 3).filter_map(|w| w.chars().next()).collect()
        };
        // "Marl Western University" of `mwu-forestry`.
        let front = self.pieces.first().filter(|p| p.len() >= 3);
        plain.len() >= 3 && front.is_some_and(|front| first(false) == *front || first(true) == *front)
    }
}

/// A name that is held against labels.
#[derive(Debug)]
pub struct Name {
    /// The letters and figures of its words, without a legal form.
    plain: Vec<String>,
    /// These as one word.
    joined: String,
    /// The same without small words.
    short: String,
    /// All of it as one word: "Otter & Co" of `otterandco`, where the legal form is a part of the name.
    all: String,
    /// What stands on either side of its one "&".
    joint: Option<(String, String)>,
}

impl Name {
    /// Of folded words.
    pub fn new(name: &[&str], words: &EmployerWords) -> Name {
        let letters = |w: &str| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let mut it = Name {
            plain: Vec::new(),
            joined: String::new(),
            short: String::new(),
            all: String::new(),
            joint: joint(name),
        };
        for word in name {
            let bare = letters(word);
            it.all += &bare;
            // "Plinth's" of `plinth`: what an owner is called.
            let bare = owner(word).map_or(bare, letters);
            if bare.is_empty() || *word == "the" || words.is(word, WordClass::Legal) {
                continue;
            }
            it.joined += &bare;
            // "l'" before "Orbe": an article that a domain leaves out.
            if word.ends_with('\'') && words.is(word, WordClass::Link) {
                continue;
            }
            if !words.is(&bare, WordClass::Link) {
                it.short += &bare;
            }
            // "Marl-sur-Vale" of `marlvale`: each half is a word.
            let halves = owner(word).unwrap_or(word).split('-').map(letters).filter(|half| !half.is_empty());
            it.plain.extend(halves);
        }
        it
    }
}

/// The letters and digits of a name, run together.
fn letters_of(name: &[&str]) -> String {
    name.iter().flat_map(|w| w.chars()).filter(|c| c.is_alphanumeric()).collect()
}

/// The letters before and behind the one "&" of a name.
fn joint(name: &[&str]) -> Option<(String, String)> {
    let at = name.iter().position(|w| *w == "&")?;
    let (before, behind) = (letters_of(&name[..at]), letters_of(&name[at + 1..]));
    (!before.is_empty() && !behind.is_empty()).then_some((before, behind))
}

/// "plinth" of "plinth's".
pub fn owner(word: &str) -> Option<&str> {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"))
}

/// Is the piece made of the beginnings of some of these words, in order, or does it end one? Marks them.
fn consumes(piece: &str, plain: &[String], marks: &mut [bool]) -> bool {
    if let Some(at) = plain.iter().position(|w| w.len() > piece.len() && piece.len() >= 5 && w.ends_with(piece)) {
        marks[at] = true;
        return true;
    }
    let mut rest = piece;
    let mut used = 0;
    // "Studio Marl" of `marlstudio`: what stands first in the name may stand last in the domain; so may the second word
    // of "Clínica Dental Marl".
    for (i, word) in plain.iter().enumerate().chain(plain.iter().enumerate().take(2)) {
        let common = word.bytes().zip(rest.bytes()).take_while(|(a, b)| a == b).count();
        let enough =
            common >= 3 || (common == word.len() && common > 0) || (common == rest.len() && common > 1 && used > 0);
        if enough && rest.is_char_boundary(common) {
            rest = &rest[common..];
            used += 1;
            marks[i] = true;
        }
        if rest.is_empty() {
            break;
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn agree(label: &str, name: &str) -> Agreement {
        let name = folded(name);
        let name: Vec<&str> = name.split_whitespace().collect();
        Label::new(label, words::employer())
            .map_or(Agreement::None, |l| l.agrees(&Name::new(&name, words::employer()), words::employer()))
    }

    #[test]
    fn names_agree_with_the_domains_people_choose_for_them() {
        for (label, name) in [
            ("wattlebank", "Wattle Bank"),
            ("acme-hiring", "Acme"),
            ("acmecareers", "Acme"),
            ("uni-nordstadt", "Universität Nordstadt"),
            ("klinikum-hohental", "Universitätsklinikum Hohental"),
            ("kaveripay", "Kaveri Payments"),
            ("birk-soehne", "Birk & Soehne Personalberatung"),
            ("brightforge", "Brightforge Ltd"),
            ("1key", "1Key"),
            ("santavalemr", "Santa Vale de Monte do Rio"),
            ("marlstudio", "Studio Marl"),
            ("marlvale", "Marl-sur-Vale"),
            ("marletvale", "Marl & Vale"),
            ("duinenzo", "Duin & Zo"),
            ("losalerceshosp", "Clínica Hospitalaria Los Alerces"),
        ] {
            assert_eq!(agree(label, name), Agreement::Full, "{label} {name}");
        }
        assert_eq!(agree("ferncliffoptics", "Ferncliff"), Agreement::Part);
        assert_eq!(agree("nitw", "National Institute for Textile Weaving"), Agreement::Part);
    }

    #[test]
    fn other_names_do_not() {
        for (label, name) in [
            ("acme", "Zoom"),
            ("acme", "AC"),
            ("northlight", "North Sea Fish"),
            ("gem", "Gemma"),
            ("ats-mail", "Stark Industries"),
            ("plinths", "Plinth Team"),
            ("marlstudio", "Vale Studio"),
            ("duinoxzo", "Duin & Zo"),
        ] {
            assert_eq!(agree(label, name), Agreement::None, "{label} {name}");
        }
    }
}
