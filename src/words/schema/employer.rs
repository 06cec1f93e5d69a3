use super::fold;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `employer.toml` as it is written: the words a language has for jobs and those who give them.
///
/// All languages are merged into one [`EmployerWords`], because job mail mixes them: a German mail about a
/// "Senior Controller", a Dutch one with an English subject.
///
/// A form is a row of pieces, matched against the folded tokens of one sentence:
///
/// - `word`, or `one|other`: either; `wor*`: any ending; `<group>`: any of a group, whose entries may be
///   several words
/// - `(word|<group>)`: may be there or not
/// - `{role}`, `{company}`, `{agency}`: a slot, up to 16 tokens; it ends where the next piece begins, and at the
///   end of the sentence if there is none. A form may begin with a slot, which then reaches back as far as
///   the start of the sentence
/// - `^` and `$`: the sentence begins, ends here; `..`: up to four tokens that do not matter
/// - `,` `:` and other marks stand for themselves; quotation marks are passed over everywhere
#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields)]
pub struct EmployerSource {
    lexicon: BTreeMap<WordClass, Vec<String>>,
    #[serde(default)]
    groups: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    form: Vec<FormSource>,
}

#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields)]
struct FormSource {
    name: String,
    points: u8,
    forms: Vec<String>,
}

/// What a word can be. One word may be several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordClass {
    /// The head of a job title: "engineer", "Leiterin".
    Role,
    /// The head of a job title in a language where what qualifies it follows: "responsable".
    RoleFirst,
    /// The end of a compound that is the head of a job title: "entwickler".
    RoleEnd,
    /// Rank before or behind a title: "senior", "II".
    Level,
    /// Subjects and stages are made of it: "interview", "next", "steps". Never a company by itself.
    Chatter,
    /// Departments and their people: "team", "recruiting". Never a company by itself.
    Team,
    /// Small words: "the", "und".
    Function,
    /// Where a job title that nothing closes ends: "at", "with".
    Stop,
    /// Days, months, units of time, time zones.
    Time,
    /// Makes a name that of an institution: "University", "Klinikum".
    Institution,
    /// Makes a name that of an agency: "Recruitment", "Personalberatung".
    Agency,
    /// Legal forms: "GmbH".
    Legal,
    /// Tools, platforms and other names that are not the employer because they are named: "Zoom".
    Tool,
    /// How work is done, not what: "remote", "hybrid", "full-time".
    Manner,
    /// Words for a client who stays between the lines: "our client".
    Client,
    /// Says that the client is not named: "confidential".
    Withheld,
    /// Titles before a person's name: "Mr", "Frau".
    Honorific,
    /// Joins a person and a company: "at", "von", "chez".
    Of,
    /// Joins words within a name or a title: "of", "und", "de".
    Link,
    /// Introduces a number of the employer's: "ref", "Kennziffer".
    Reference,
    /// Gender of a job title: "m/w/d", "h/f".
    Gender,
    /// Joins a title and what belongs to it: "de", "del", "der".
    Genitive,
    /// "the", "der", "la".
    Article,
    /// An article that makes what follows a thing, not a name: "the".
    Thing,
    /// "with": who follows is met, not hired.
    With,
    /// Says who carried the mail: "powered", "sent".
    Carrier,
    /// Joins equals: "and", "et".
    And,
    /// Chatter that titles begin with, too: "technical", "video".
    Either,
    /// Writes for a company without being its name: "careers" in "acme-careers".
    Affix,
}

/// The words of all languages, as the build packs them.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct EmployerWords {
    words: Vec<(String, u32)>,
    ends: Vec<String>,
    /// Rows of words that speak of a client.
    pub client: Vec<Vec<String>>,
    /// Rows of words that say the client is not named.
    pub withheld: Vec<Vec<String>>,
    /// Sets of terms; a term is a row of words.
    sets: Vec<Vec<Vec<String>>>,
    /// Every form.
    forms: Vec<JobForm>,
    anchors: Vec<(String, u16)>,
    /// The names of the forms, and what they are worth.
    pub rules: Vec<(String, u8)>,
}

/// A compiled form.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct JobForm {
    /// The index of its rule.
    pub rule: u16,
    /// The piece that has to be found first.
    pub anchor: u8,
    /// All pieces.
    pub pieces: Vec<JobPiece>,
}

/// One piece of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum JobPiece {
    /// One term of this set.
    Words(u16),
    /// One term of this set, or nothing.
    Maybe(u16),
    /// A value.
    Slot(JobSlot),
    /// Up to four tokens.
    Gap,
    /// The sentence begins.
    Start,
    /// The sentence ends.
    End,
}

/// What a slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobSlot {
    /// A job title.
    Role,
    /// An employer.
    Company,
    /// Who recruits for another.
    Agency,
}

impl EmployerWords {
    /// Merges and compiles what the languages say.
    ///
    /// # Errors
    /// What is wrong, and in which form.
    pub fn compile(sources: &[EmployerSource]) -> Result<EmployerWords, String> {
        let mut all = EmployerWords::default();
        let mut words: BTreeMap<String, u32> = BTreeMap::new();
        for source in sources {
            for (class, list) in &source.lexicon {
                for word in list {
                    let word = folded(word);
                    match class {
                        WordClass::RoleEnd => all.ends.push(word),
                        WordClass::Client => all.client.push(row(&word)),
                        WordClass::Withheld => all.withheld.push(row(&word)),
                        _ => *words.entry(word).or_default() |= 1 << *class as u32,
                    }
                }
            }
            for form in &source.form {
                let rule = all.rules.len() as u16;
                all.rules.push((form.name.clone(), form.points));
                for text in &form.forms {
                    let pieces = all.pieces(text, &source.groups).map_err(|e| format!("`{text}`: {e}"))?;
                    all.add(rule, pieces).map_err(|e| format!("`{text}`: {e}"))?;
                }
            }
        }
        all.words = words.into_iter().collect();
        all.ends.sort_by_key(|end| std::cmp::Reverse(end.len()));
        all.ends.dedup();
        all.anchors.sort();
        all.anchors.dedup();
        Ok(all)
    }

    fn add(&mut self, rule: u16, pieces: Vec<JobPiece>) -> Result<(), String> {
        let is_words = |p: &JobPiece| matches!(p, JobPiece::Words(_));
        let anchor = pieces.iter().position(is_words).ok_or("a form needs a word")?;
        let before = &pieces[..anchor];
        if !matches!(before, [] | [JobPiece::Start] | [JobPiece::Slot(_)] | [JobPiece::Start, JobPiece::Slot(_)]) {
            return Err("before the first word there may be `^` and one slot".into());
        }
        let JobPiece::Words(set) = pieces[anchor] else { return Err("a form needs a word".into()) };
        let form = self.forms.len() as u16;
        for term in &self.sets[set as usize] {
            if term[0].ends_with('*') {
                return Err("the first word has no `*`".into());
            }
            self.anchors.push((term[0].clone(), form));
        }
        self.forms.push(JobForm { rule, anchor: anchor as u8, pieces });
        Ok(())
    }

    fn pieces(&mut self, text: &str, groups: &BTreeMap<String, Vec<String>>) -> Result<Vec<JobPiece>, String> {
        text.split_whitespace().map(|piece| self.piece(piece, groups)).collect()
    }

    fn piece(&mut self, piece: &str, groups: &BTreeMap<String, Vec<String>>) -> Result<JobPiece, String> {
        Ok(match piece {
            "^" => JobPiece::Start,
            "$" => JobPiece::End,
            ".." => JobPiece::Gap,
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
        let all = if text == "|" { vec!["|"] } else { text.split('|').collect() };
        for one in all {
            match one.strip_prefix('<').and_then(|g| g.strip_suffix('>')) {
                Some(name) => {
                    let group = groups.get(name).ok_or_else(|| format!("no group is named {name}"))?;
                    terms.extend(group.iter().map(|t| t.split_whitespace().map(folded).collect()));
                }
                None => terms.push(vec![folded(one)]),
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

    /// Is the folded word of this class?
    pub fn is(&self, word: &str, class: WordClass) -> bool {
        let found = self.words.binary_search_by(|(w, _)| w.as_str().cmp(word));
        found.is_ok_and(|at| self.words[at].1 & (1 << class as u32) != 0)
    }

    /// Does the folded word end as the head of a job title does?
    pub fn ends_as_role(&self, word: &str) -> bool {
        self.ends.iter().any(|end| word.len() > end.len() && word.ends_with(end.as_str()))
    }

    /// The forms that may begin at a folded word.
    pub fn forms(&self, word: &str) -> impl Iterator<Item = &JobForm> {
        let from = self.anchors.partition_point(|(w, _)| w.as_str() < word);
        let fits = move |(w, _): &&(String, u16)| w == word;
        self.anchors[from..].iter().take_while(fits).map(|(_, form)| &self.forms[*form as usize])
    }

    /// How many words of a term of `set` stand at the start of what `word` tells.
    pub fn term<'a>(&self, set: u16, word: impl Fn(usize) -> Option<&'a str>) -> Option<usize> {
        let fits = |(i, want): (usize, &String)| {
            word(i).is_some_and(|w| match want.strip_suffix('*') {
                Some(open) => w.starts_with(open),
                None => w == want,
            })
        };
        let sets = self.sets.get(set as usize)?;
        sets.iter().find(|term| term.iter().enumerate().all(fits)).map(Vec::len)
    }
}

fn row(words: &str) -> Vec<String> {
    words.split(' ').map(str::to_string).collect()
}

fn folded(word: &str) -> String {
    let mut out = String::new();
    word.chars().for_each(|c| fold(c, &mut out));
    out
}
