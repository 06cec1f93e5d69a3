//! Turns `purpose.toml` as it is written into groups, terms and forms, when the program is built.

use super::super::fold::fold;
use super::{BUCKETS, Cue, Form, Piece, PurposeWords, Row, Says, Scope, Term, Word, bucket};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    groups: BTreeMap<String, Vec<String>>,
    cue: Vec<SourceCue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceCue {
    name: String,
    says: Says,
    points: u8,
    #[serde(default)]
    scope: Scope,
    forms: Vec<String>,
}

/// Turns the written file into groups, terms and forms.
struct Compiler {
    groups: BTreeMap<String, Vec<String>>,
    names: BTreeMap<String, u16>,
    terms: Vec<(Vec<String>, u16)>,
}

impl Source {
    /// Checks and compiles it.
    ///
    /// # Errors
    /// What is wrong, and in which form.
    pub(super) fn compile(self) -> Result<PurposeWords, String> {
        let names: BTreeMap<_, _> = self.groups.keys().cloned().zip(0..).collect();
        let mut it = Compiler { groups: self.groups, names: names.clone(), terms: Vec::new() };
        for (name, id) in &names {
            it.group(name, *id, 0)?;
        }
        let (mut forms, mut pieces, mut cues) = (Vec::new(), Vec::new(), Vec::new());
        for SourceCue { name, says, points, scope, forms: written } in self.cue {
            for form in &written {
                let row = it.form(form).map_err(|e| format!("{name}: `{form}`: {e}"))?;
                forms.push(Form { cue: cues.len() as u16, pieces: Row::append(&mut pieces, row) });
            }
            cues.push(Cue { name, says, points, scope });
        }
        Ok(it.pack(forms, pieces, cues))
    }
}

impl Compiler {
    /// Adds the terms of a group to `id`; a term `<other>` adds those of another group.
    fn group(&mut self, name: &str, id: u16, deep: u8) -> Result<(), String> {
        let terms = self.groups.get(name).cloned().ok_or_else(|| format!("no group `{name}`"))?;
        for term in &terms {
            match group_name(term) {
                Some(_) if deep > 3 => return Err(format!("`{name}` holds itself")),
                Some(other) => self.group(other, id, deep + 1)?,
                None => self.term(term, id)?,
            }
        }
        Ok(())
    }

    /// One term of several words, each of which may be `a|b`.
    fn term(&mut self, term: &str, id: u16) -> Result<(), String> {
        let mut rows: Vec<Vec<String>> = vec![Vec::new()];
        for item in term.split_whitespace() {
            let mut longer = Vec::new();
            for choice in item.split('|') {
                let words = fold_words(choice);
                longer.extend(rows.iter().map(|r| r.iter().cloned().chain(words.clone()).collect::<Vec<_>>()));
            }
            rows = longer;
        }
        for row in rows {
            if row.is_empty() || row.iter().any(|w| w.is_empty() || w == "*") {
                return Err(format!("`{term}` has an empty word"));
            }
            self.terms.push((row, id));
        }
        Ok(())
    }

    fn form(&mut self, form: &str) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        for item in form.split_whitespace() {
            pieces.push(match item {
                ".." => Piece::Gap(4),
                "..." => Piece::Gap(14),
                "^" => Piece::Start,
                _ => Piece::Group(match group_name(item) {
                    Some(name) => *self.names.get(name).ok_or_else(|| format!("no group `{name}`"))?,
                    None => self.choice(item)?,
                }),
            });
        }
        match pieces.first() {
            Some(Piece::Group(_)) => Ok(pieces),
            Some(Piece::Start) if matches!(pieces.get(1), Some(Piece::Group(_))) => Ok(pieces),
            _ => Err("a form starts with a word".into()),
        }
    }

    /// A group of its own for the `a|<b>|c` of a form.
    fn choice(&mut self, item: &str) -> Result<u16, String> {
        let name = format!("={item}");
        if let Some(id) = self.names.get(&name) {
            return Ok(*id);
        }
        let id = self.names.len() as u16;
        self.names.insert(name, id);
        for one in item.split('|') {
            match group_name(one) {
                Some(group) => self.group(group, id, 0)?,
                None => self.term(one, id)?,
            }
        }
        Ok(id)
    }

    fn pack(mut self, forms: Vec<Form>, pieces: Vec<Piece>, cues: Vec<Cue>) -> PurposeWords {
        self.terms.sort();
        self.terms.dedup();
        self.terms.sort_by_key(|(row, _)| bucket(&row[0]));
        let (mut text, mut seen) = (String::new(), BTreeMap::new());
        let mut word = |w: &String| {
            let open = w.ends_with('*');
            let bare = w.trim_end_matches('*').to_string();
            let start = *seen.entry(bare.clone()).or_insert_with(|| {
                text.push_str(&bare);
                text.len() - bare.len()
            });
            Word { start: start as u16, len: bare.len() as u8, open }
        };
        let mut words = Vec::new();
        let term = |(row, group): &(Vec<String>, u16)| Term {
            group: *group,
            words: Row::append(&mut words, row.iter().map(&mut word)),
        };
        let terms: Vec<Term> = self.terms.iter().map(term).collect();
        let mut firsts: Vec<(Word, u16)> = Vec::new();
        let mut buckets = vec![0; BUCKETS + 1];
        for ((row, _), (term, at)) in self.terms.iter().zip(terms.iter().zip(0..)) {
            let first = words[term.words.start as usize];
            if firsts.last().is_none_or(|(before, _)| *before != first) {
                firsts.push((first, at));
            }
            buckets[bucket(&row[0]) + 1] = firsts.len() as u16;
        }
        (1..=BUCKETS).for_each(|b| buckets[b] = buckets[b].max(buckets[b - 1]));
        firsts.push((Word { start: 0, len: 0, open: false }, terms.len() as u16));
        let groups = self.names.len() as u16;
        let first = |form: &Form| {
            pieces[form.pieces.range()].iter().find_map(|p| if let Piece::Group(g) = p { Some(*g) } else { None })
        };
        let mut by_first: Vec<(u16, u16)> =
            forms.iter().zip(0..).filter_map(|(form, at)| Some((first(form)?, at))).collect();
        by_first.sort_unstable();
        let group_starts = (0..=groups).map(|g| by_first.partition_point(|(of, _)| *of < g) as u16).collect();
        let by_group = by_first.iter().map(|(_, form)| *form).collect();
        let names = self.groups.keys().cloned().collect();
        PurposeWords {
            text: text.into(),
            words: words.into_iter().collect(),
            terms: terms.into_iter().collect(),
            firsts: firsts.into_iter().collect(),
            buckets: buckets.into_iter().collect(),
            names,
            groups,
            forms,
            by_group,
            group_starts,
            pieces,
            cues,
        }
    }
}

/// `name` of `<name>`.
fn group_name(item: &str) -> Option<&str> {
    item.strip_prefix('<').and_then(|t| t.strip_suffix('>')).filter(|t| !t.contains('|'))
}

/// The words of a written choice: folded, split where a text would be; a last `*` stays.
fn fold_words(choice: &str) -> Vec<String> {
    if choice.starts_with('@') || choice == "?" || choice == ":" {
        return vec![choice.to_string()];
    }
    let mut folded = String::new();
    for c in choice.chars() {
        if matches!(c, '*' | '^') || c.is_alphanumeric() {
            fold(c, &mut folded);
        } else {
            folded.push(' ');
        }
    }
    folded.split_whitespace().map(str::to_string).collect()
}
