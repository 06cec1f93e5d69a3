//! What the languages say of jobs and employers, merged and packed: done once, when the program is built.

use super::super::{ELISIONS, WordClass, folded};
use super::{BUCKETS, EmployerSource, EmployerWords, Firsts, JobForm, JobPiece, JobSlot, OPEN, bucket, last_letters};
use std::collections::BTreeMap;

/// A word for a title that ends compounds has no fewer letters.
const LEAST_END: usize = 6;

impl EmployerWords {
    /// Merges and compiles what the languages say.
    ///
    /// # Errors
    /// What is wrong, and in which form.
    pub fn compile(sources: &[EmployerSource]) -> Result<EmployerWords, String> {
        let mut compiler = Compiler::default();
        for source in sources {
            compiler.lexicon(&source.lexicon);
            if source.compounds {
                compiler.compounds(&source.lexicon);
            }
            for form in &source.form {
                let rule = compiler.rules.len() as u16;
                compiler.rules.push((form.name.clone(), form.points));
                for text in &form.forms {
                    compiler.form(rule, text, &source.groups).map_err(|e| format!("`{text}`: {e}"))?;
                }
            }
        }
        Ok(compiler.packed())
    }
}

/// What is gathered before it is packed.
#[derive(Default)]
struct Compiler {
    words: BTreeMap<String, u64>,
    ends: BTreeMap<WordClass, Vec<String>>,
    client: Vec<Vec<String>>,
    others: Vec<Vec<String>>,
    withheld: Vec<Vec<String>>,
    sets: Vec<Vec<Vec<String>>>,
    forms: Vec<JobForm>,
    pieces: Vec<JobPiece>,
    anchors: Vec<(String, u16)>,
    rules: Vec<(String, u8)>,
}

impl Compiler {
    fn lexicon(&mut self, lexicon: &BTreeMap<WordClass, Vec<String>>) {
        for (class, list) in lexicon {
            for word in list.iter().map(|w| folded(w)) {
                match class {
                    WordClass::RoleEnd | WordClass::InstitutionEnd | WordClass::DoerEnd | WordClass::GenderEnd => {
                        self.ends.entry(*class).or_default().push(word);
                    }
                    WordClass::Client | WordClass::Others | WordClass::Withheld => {
                        let words = row(&word);
                        *self.words.entry(words[0].clone()).or_default() |= 1 << *class as u64;
                        match class {
                            WordClass::Client => self.client.push(words),
                            WordClass::Others => self.others.push(words),
                            _ => self.withheld.push(words),
                        }
                    }
                    _ => *self.words.entry(word).or_default() |= 1 << *class as u64,
                }
            }
        }
    }

    /// "Buchbindegeselle" of "Geselle": short words end too much that is no title.
    fn compounds(&mut self, lexicon: &BTreeMap<WordClass, Vec<String>>) {
        let lists = [WordClass::Role, WordClass::RoleFirst].into_iter().filter_map(|class| lexicon.get(&class));
        let titles = lists.flatten().map(|w| folded(w));
        let ends = titles.filter(|w| w.len() >= LEAST_END && !w.contains(['-', ' ']));
        self.ends.entry(WordClass::RoleEnd).or_default().extend(ends);
    }

    fn form(&mut self, rule: u16, text: &str, groups: &BTreeMap<String, Vec<String>>) -> Result<(), String> {
        let pieces = text.split_whitespace().map(|piece| self.piece(piece, groups)).collect::<Result<Vec<_>, _>>()?;
        let is_words = |p: &JobPiece| matches!(p, JobPiece::Words(_));
        let anchor = pieces.iter().position(is_words).ok_or("a form needs a word")?;
        let before = &pieces[..anchor];
        let ([JobPiece::Start, value @ ..] | value) = before;
        if !matches!(value, [] | [JobPiece::Slot(_) | JobPiece::Person]) {
            return Err("before the first word there may be `^` and one slot or person".into());
        }
        let JobPiece::Words(set) = pieces[anchor] else { return Err("a form needs a word".into()) };
        let form = self.forms.len() as u16;
        for term in &self.sets[set as usize] {
            if term[0].ends_with('*') {
                return Err("the first word has no `*`".into());
            }
            self.anchors.push((term[0].clone(), form));
        }
        self.forms.push(JobForm { rule, anchor: anchor as u8, pieces: (self.pieces.len() as u16, pieces.len() as u8) });
        self.pieces.extend(pieces);
        Ok(())
    }

    fn piece(&mut self, piece: &str, groups: &BTreeMap<String, Vec<String>>) -> Result<JobPiece, String> {
        Ok(match piece {
            "^" => JobPiece::Start,
            "$" => JobPiece::End,
            ".." => JobPiece::Gap,
            ",..," => JobPiece::Aside,
            "{person}" => JobPiece::Person,
            "{role}" => JobPiece::Slot(JobSlot::Role),
            "{company}" => JobPiece::Slot(JobSlot::Company),
            "{agency}" => JobPiece::Slot(JobSlot::Agency),
            _ if piece.starts_with('{') => return Err(format!("no slot is named {piece}")),
            _ => match piece.strip_prefix('(').and_then(|p| p.strip_suffix(')')) {
                Some(inner) => JobPiece::Maybe(self.set(inner, groups)?),
                None => JobPiece::Words(self.set(piece, groups)?),
            },
        })
    }

    fn set(&mut self, text: &str, groups: &BTreeMap<String, Vec<String>>) -> Result<u16, String> {
        let mut terms: Vec<Vec<String>> = Vec::new();
        for one in text.split('|') {
            match one.strip_prefix('<').and_then(|g| g.strip_suffix('>')) {
                Some(name) => {
                    let group = groups.get(name).ok_or_else(|| format!("no group is named {name}"))?;
                    terms.extend(group.iter().map(|t| t.split_whitespace().flat_map(words).collect()));
                }
                None => terms.push(words(one)),
            }
        }
        terms.sort_by_key(|t| std::cmp::Reverse(t.len()));
        if terms.iter().any(|t| t.is_empty() || t.iter().any(String::is_empty)) {
            return Err("an empty word".into());
        }
        let known = self.sets.iter().position(|s| *s == terms);
        Ok(known.unwrap_or_else(|| {
            self.sets.push(terms);
            self.sets.len() - 1
        }) as u16)
    }

    fn packed(mut self) -> EmployerWords {
        assert!(
            self.words.len() < 60_000 && self.sets.iter().flatten().flatten().count() < 60_000,
            "16 bits count them"
        );
        assert!(self.pieces.len() < 60_000, "16 bits count them");
        let rows = self.client.iter().chain(&self.others).chain(&self.withheld).chain(self.sets.iter().flatten());
        let all: Vec<String> = rows.flatten().chain(self.ends.values().flatten()).cloned().collect();
        for word in all {
            self.words.entry(word).or_default();
        }
        let mut words: Vec<(&str, u64)> = self.words.iter().map(|(word, classes)| (word.as_str(), *classes)).collect();
        words.sort_by_key(|(word, _)| bucket(word));
        let ids: BTreeMap<&str, u16> = words.iter().zip(0..).map(|((word, _), id)| (*word, id)).collect();
        let row = |words: &Vec<String>| words.iter().map(|w| ids[w.as_str()]).collect::<Vec<u16>>();
        let by_letters = |class: WordClass| {
            let ends = self.ends.get(&class).into_iter().flatten();
            let key = |end: &String| last_letters(end).next().unwrap_or(0);
            let mut all: Vec<(u32, u16)> = ends.map(|end| (key(end), ids[end.as_str()])).collect();
            all.sort_unstable();
            all.dedup();
            all.into_iter().collect()
        };
        let (mut sets, mut terms, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
        for set in &self.sets {
            sets.push((terms.len() as u16, lengths.len() as u16));
            lengths.extend(set.iter().map(|t| t.len() as u8));
            terms.extend(set.iter().flat_map(row));
        }
        let bit = |t: &Vec<String>| match t[0].ends_with('*') {
            true => Firsts::ANY,
            false => Firsts::of(ids[t[0].as_str()]),
        };
        let firsts = self.sets.iter().map(|set| set.iter().map(bit).fold(Firsts::default(), Firsts::and));
        let mut anchors: Vec<(u16, u16)> = self.anchors.iter().map(|(w, form)| (ids[w.as_str()], *form)).collect();
        anchors.sort_unstable();
        anchors.dedup();
        let ends = words.iter().scan(0, |end, (word, _)| {
            *end += word.len() as u32;
            Some(*end)
        });
        EmployerWords {
            text: words.iter().map(|(word, _)| *word).collect::<String>().into(),
            ends: ends.collect(),
            buckets: (0..=BUCKETS).map(|b| words.partition_point(|(word, _)| bucket(word) < b) as u16).collect(),
            classes: words.iter().map(|(w, classes)| classes | if w.ends_with('*') { OPEN } else { 0 }).collect(),
            role_ends: by_letters(WordClass::RoleEnd),
            house_ends: by_letters(WordClass::InstitutionEnd),
            doer_ends: by_letters(WordClass::DoerEnd),
            gender_ends: by_letters(WordClass::GenderEnd),
            client: self.client.iter().map(row).collect(),
            others: self.others.iter().map(row).collect(),
            withheld: self.withheld.iter().map(row).collect(),
            firsts: firsts.collect(),
            sets: sets.into_iter().collect(),
            terms: terms.into_iter().collect(),
            lengths: lengths.into_iter().collect(),
            anchors: anchors.into_iter().collect(),
            forms: self.forms.into_iter().collect(),
            pieces: self.pieces,
            rules: self.rules,
        }
    }
}

fn row(words: &str) -> Vec<String> {
    words.split(' ').map(str::to_string).collect()
}

/// A word as the tokens of a text have it: `s'appelle` is two there.
fn words(word: &str) -> Vec<String> {
    let word = folded(word);
    match word.split_once('\'') {
        Some((small, rest)) if ELISIONS.contains(&small) && !rest.is_empty() => {
            vec![format!("{small}'"), rest.to_string()]
        }
        _ => vec![word],
    }
}
