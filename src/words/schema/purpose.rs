use super::fold::fold;
use super::packed::{self, Fixed};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use std::collections::BTreeMap;

/// What the messages of a language are for, as `purpose.toml` says it: groups of words, forms made of
/// them, and what a form speaks for. Checked and compiled when the program is built.
///
/// A form is a row of pieces: `word`, `wor*` (any ending), `a|b` (either), `<group>`, `?` and `:` as
/// they stand in a text, `^` (the beginning of a sentence), `..` (up to 4 words between) and `...` (up to 14), `@clock`, `@date`, `@num`
/// and `@link` for what is not made of letters. Case and accents do not matter.
#[derive(Debug, Clone, Serialize)]
pub struct PurposeWords {
    /// All words of all terms, one after another.
    text: String,
    /// The words of all terms, one term after another.
    #[serde(with = "packed")]
    words: Vec<Word>,
    /// Every term, those of one first word together.
    #[serde(with = "packed")]
    terms: Vec<Term>,
    /// The first words of terms, by bucket, each with its first term; and one behind the last.
    #[serde(with = "packed")]
    firsts: Vec<(Word, u16)>,
    /// Where each bucket starts in `firsts`; one more than there are buckets.
    #[serde(with = "packed")]
    buckets: Vec<u16>,
    /// The names of the groups that have one: the first of them.
    pub names: Vec<String>,
    /// How many groups there are.
    pub groups: u16,
    /// Every form, in the order of the file.
    #[serde(with = "packed")]
    pub forms: Vec<Form>,
    /// The forms by their first group.
    #[serde(with = "packed")]
    by_group: Vec<u16>,
    /// Where the forms of each group start in `by_group`; one more than there are groups.
    #[serde(with = "packed")]
    group_starts: Vec<u16>,
    /// The pieces of all forms, one form after another.
    #[serde(with = "packed")]
    pieces: Vec<Piece>,
    /// What the forms speak for.
    pub cues: Vec<Cue>,
}

/// A row of words that belongs to a group. Rows lie in one list: unpacking takes one allocation, not thousands.
#[derive(Debug, Clone, Copy)]
struct Term {
    group: u16,
    words: Row,
}

/// A piece of a list: its first item and how many.
#[derive(Debug, Clone, Copy)]
struct Row {
    start: u16,
    len: u8,
}

impl Row {
    /// Appends items to a list.
    fn append<T>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>) -> Row {
        let start = list.len();
        list.extend(items);
        Row { start: start as u16, len: (list.len() - start) as u8 }
    }

    fn of<T>(self, list: &[T]) -> &[T] {
        &list[self.start as usize..self.start as usize + self.len as usize]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    start: u16,
    len: u8,
    open: bool,
}

/// A row of pieces, and the cue it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The index of its cue.
    pub cue: u16,
    pieces: Row,
}

/// One piece of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A term of this group.
    Group(u16),
    /// So many words or fewer.
    Gap(u8),
    /// The beginning of a sentence.
    Start,
}

impl Fixed for Row {
    const SIZE: usize = 3;
    fn put(&self, out: &mut Vec<u8>) {
        (self.start, self.len).put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Row {
        let (start, len) = Fixed::take(bytes);
        Row { start, len }
    }
}

impl Fixed for Term {
    const SIZE: usize = 5;
    fn put(&self, out: &mut Vec<u8>) {
        self.group.put(out);
        self.words.put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Term {
        let (group, words) = Fixed::take(bytes);
        Term { group, words }
    }
}

impl Fixed for Word {
    const SIZE: usize = 4;
    fn put(&self, out: &mut Vec<u8>) {
        (self.start, (self.len, u8::from(self.open))).put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Word {
        let (start, (len, open)): (u16, (u8, u8)) = Fixed::take(bytes);
        Word { start, len, open: open != 0 }
    }
}

impl Fixed for Form {
    const SIZE: usize = 5;
    fn put(&self, out: &mut Vec<u8>) {
        self.cue.put(out);
        self.pieces.put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Form {
        let (cue, pieces) = Fixed::take(bytes);
        Form { cue, pieces }
    }
}

impl Fixed for Piece {
    const SIZE: usize = 3;
    fn put(&self, out: &mut Vec<u8>) {
        let (kind, value): (u8, u16) = match *self {
            Piece::Start => (0, 0),
            Piece::Group(group) => (1, group),
            Piece::Gap(gap) => (2, u16::from(gap)),
        };
        (kind, value).put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Piece {
        let (kind, value): (u8, u16) = Fixed::take(bytes);
        match kind {
            0 => Piece::Start,
            1 => Piece::Group(value),
            _ => Piece::Gap(value as u8),
        }
    }
}

/// What a form speaks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Cue {
    /// Its name, as a reader of `read --json` sees it.
    pub name: String,
    /// What it speaks for.
    pub says: Says,
    /// How strongly, from 1 (a hint) to 9 (settles it).
    pub points: u8,
    /// Where it counts; everywhere if absent.
    #[serde(default)]
    pub scope: Scope,
}

/// What a cue speaks for: a class of message, or how its sentence is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Says {
    Invitation,
    Reschedule,
    Confirmation,
    Cancellation,
    Assessment,
    Inquiry,
    Receipt,
    Rejection,
    Offer,
    Outreach,
    Newsletter,
    Other,
    /// The writer asks for times, offers them, or wants one confirmed: to invite or to move.
    Times,
    /// An interview is named.
    Interview,
    /// About a matter that is no job: a visa, a flat, a doctor.
    Elsewhere,
    /// This is about somebody's job application at all.
    Context,
    /// The writer may only pretend to hire: 2 points for a strong sign, 1 for a weak one.
    Scam,
    /// The sentence says what might be.
    Void,
    /// The sentence says what has been: no meeting in it is still to come.
    Past,
    /// The writer addresses the reader formally.
    Formal,
    /// The writer addresses the reader informally.
    Informal,
}

/// Where a cue counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// In the subject and in the body.
    #[default]
    Anywhere,
    /// In the subject, and in the title of a calendar event.
    Subject,
    /// In the body.
    Body,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
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

#[derive(Deserialize)]
struct Packed {
    text: String,
    #[serde(with = "packed")]
    words: Vec<Word>,
    #[serde(with = "packed")]
    terms: Vec<Term>,
    #[serde(with = "packed")]
    firsts: Vec<(Word, u16)>,
    #[serde(with = "packed")]
    buckets: Vec<u16>,
    names: Vec<String>,
    groups: u16,
    #[serde(with = "packed")]
    forms: Vec<Form>,
    #[serde(with = "packed")]
    by_group: Vec<u16>,
    #[serde(with = "packed")]
    group_starts: Vec<u16>,
    #[serde(with = "packed")]
    pieces: Vec<Piece>,
    cues: Vec<Cue>,
}

impl<'de> Deserialize<'de> for PurposeWords {
    /// From the written file, or from what the build packed.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return Compiler::compile(Source::deserialize(from)?).map_err(D::Error::custom);
        }
        let Packed { text, words, terms, firsts, buckets, names, groups, forms, by_group, group_starts, pieces, cues } =
            Packed::deserialize(from)?;
        Ok(PurposeWords {
            text,
            words,
            terms,
            firsts,
            buckets,
            names,
            groups,
            forms,
            by_group,
            group_starts,
            pieces,
            cues,
        })
    }
}

const BUCKETS: usize = 1024;

fn bucket(word: &str) -> usize {
    let b = word.as_bytes();
    let at = |i: usize| b.get(i).copied().unwrap_or(0) as usize;
    (at(0) * 67 + at(1) * 31) % BUCKETS
}

impl PurposeWords {
    /// Calls `found(group, words)` for every term that starts with the first of `rest`.
    pub fn terms<'a>(&self, rest: impl Fn(usize) -> Option<&'a str>, mut found: impl FnMut(u16, usize)) {
        let Some(first) = rest(0) else { return };
        let at = bucket(first);
        for index in self.buckets[at] as usize..self.buckets[at + 1] as usize {
            let (word, from) = self.firsts[index];
            if !self.fits(word, first) {
                continue;
            }
            for term in &self.terms[from as usize..self.firsts[index + 1].1 as usize] {
                let fits = |(i, w): (usize, &Word)| rest(i).is_some_and(|word| self.fits(*w, word));
                if (1..).zip(&term.words.of(&self.words)[1..]).all(fits) {
                    found(term.group, term.words.len as usize);
                }
            }
        }
    }

    /// The forms whose first group this is, by their numbers in order. Every form has a group.
    pub fn beginning(&self, group: u16) -> &[u16] {
        let group = group as usize;
        &self.by_group[self.group_starts[group] as usize..self.group_starts[group + 1] as usize]
    }

    /// The pieces of a form, in order.
    pub fn pieces(&self, form: &Form) -> &[Piece] {
        form.pieces.of(&self.pieces)
    }

    fn fits(&self, pattern: Word, word: &str) -> bool {
        let start = pattern.start as usize;
        let text = &self.text[start..start + pattern.len as usize];
        if pattern.open { word.starts_with(text) } else { word == text }
    }
}

/// Turns the written file into groups, terms and forms.
struct Compiler {
    groups: BTreeMap<String, Vec<String>>,
    names: BTreeMap<String, u16>,
    terms: Vec<(Vec<String>, u16)>,
}

impl Compiler {
    fn compile(source: Source) -> Result<PurposeWords, String> {
        let names: BTreeMap<_, _> = source.groups.keys().cloned().zip(0..).collect();
        let mut it = Compiler { groups: source.groups, names: names.clone(), terms: Vec::new() };
        for (name, id) in &names {
            it.group(name, *id, 0)?;
        }
        let (mut forms, mut pieces, mut cues) = (Vec::new(), Vec::new(), Vec::new());
        for SourceCue { name, says, points, scope, forms: written } in source.cue {
            for form in &written {
                let row = it.form(form).map_err(|e| format!("{name}: `{form}`: {e}"))?;
                forms.push(Form { cue: cues.len() as u16, pieces: Row::append(&mut pieces, row) });
            }
            cues.push(Cue { name, says, points, scope });
        }
        Ok(it.pack(forms, pieces, cues))
    }

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
            form.pieces.of(&pieces).iter().find_map(|p| if let Piece::Group(g) = p { Some(*g) } else { None })
        };
        let mut by_first: Vec<(u16, u16)> =
            forms.iter().zip(0..).filter_map(|(form, at)| Some((first(form)?, at))).collect();
        by_first.sort_unstable();
        let group_starts = (0..=groups).map(|g| by_first.partition_point(|(of, _)| *of < g) as u16).collect();
        let by_group = by_first.iter().map(|(_, form)| *form).collect();
        let names = self.groups.keys().cloned().collect();
        PurposeWords { text, words, terms, firsts, buckets, names, groups, forms, by_group, group_starts, pieces, cues }
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
