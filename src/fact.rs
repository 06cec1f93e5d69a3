//! What was read, how sure it is, and why; and what a check has to say about it.

use crate::text::Span;
use serde::Serialize;

/// How sure a fact is. Three words, not a number: a person can say what they mean.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sure {
    /// It fits the shape, and nothing speaks against it.
    Guess,
    /// The mail says it in a way that is rarely wrong.
    Likely,
    /// The mail says it in so many words, or a person did.
    Stated,
}

/// One thing read from a message: the value, how sure, by which rule, from which words.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact<T> {
    /// What was understood.
    pub value: T,
    /// How sure.
    pub sure: Sure,
    /// The name of the rule that found it, as in the table of [`crate::extract::rules`].
    pub rule: &'static str,
    /// The words it was read from, most telling first; empty only for what follows from structure.
    pub seen: Vec<Span>,
}

impl<T> Fact<T> {
    /// A fact of `rule`, read at `seen`.
    pub fn new(value: T, sure: Sure, rule: &'static str, seen: Vec<Span>) -> Self {
        Fact { value, sure, rule, seen }
    }

    /// A correction by the person at the keyboard: stated, by the rule "you".
    pub fn you(value: T) -> Self {
        Fact::new(value, Sure::Stated, "you", vec![Span::you()])
    }

    /// The same fact about another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Fact<U> {
        Fact { value: f(self.value), sure: self.sure, rule: self.rule, seen: self.seen }
    }
}

/// All that was found for one thing, in the order of the rules.
#[derive(Clone, Debug)]
pub struct Candidates<T>(pub Vec<Fact<T>>);

impl<T> Default for Candidates<T> {
    fn default() -> Self {
        Candidates(Vec::new())
    }
}

impl<T: PartialEq> Candidates<T> {
    /// Adds one candidate.
    pub fn add(&mut self, fact: Fact<T>) {
        self.0.push(fact);
    }

    /// The surest candidate; *torn* when the surest differ by `same`.
    ///
    /// Candidates that are the same keep the first one's value and gather everybody's evidence.
    pub fn settle(self, same: impl Fn(&T, &T) -> bool) -> Settled<T> {
        let Some(best) = self.0.iter().map(|f| f.sure).max() else { return Settled::None };
        let mut kept: Vec<Fact<T>> = Vec::new();
        for fact in self.0 {
            match kept.iter_mut().find(|k| same(&k.value, &fact.value)) {
                Some(k) if k.sure >= fact.sure => k.seen.extend(fact.seen),
                Some(k) => {
                    let seen = std::mem::take(&mut k.seen);
                    *k = fact;
                    k.seen.extend(seen);
                }
                None => kept.push(fact),
            }
        }
        kept.retain(|k| k.sure == best);
        if kept.len() == 1 { Settled::One(kept.remove(0)) } else { Settled::Torn(kept) }
    }
}

/// What became of the candidates for one thing.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Settled<T> {
    /// The mail does not say.
    #[default]
    None,
    /// One value.
    One(Fact<T>),
    /// Equally sure candidates differ: shown and asked, never decided in silence.
    Torn(Vec<Fact<T>>),
}

impl<T> Settled<T> {
    /// The fact, unless there is none or it is torn.
    pub fn fact(&self) -> Option<&Fact<T>> {
        match self {
            Settled::One(f) => Some(f),
            _ => None,
        }
    }

    /// All there are: none, one, or those that differ.
    pub fn facts_mut(&mut self) -> &mut [Fact<T>] {
        match self {
            Settled::None => &mut [],
            Settled::One(one) => std::slice::from_mut(one),
            Settled::Torn(all) => all,
        }
    }

    /// The value, unless there is none or it is torn.
    pub fn value(&self) -> Option<&T> {
        self.fact().map(|f| &f.value)
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Worth one line.
    Note,
    /// A person should answer before anything leaves.
    Ask,
    /// Nothing leaves until the finding is named with `--allow`.
    Stop,
}

/// What a rule or a check has to say: the problem, and what helps.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// A short stable name, as in `--allow reply-to-differs`.
    pub id: &'static str,
    /// How much it weighs.
    pub weight: Weight,
    /// What is the matter, in plain words; strangers' words in it are raw.
    pub text: String,
    /// What helps, if something does.
    pub help: Option<String>,
    /// The words that it is about.
    pub seen: Option<Span>,
}

impl Finding {
    /// A finding without help and place.
    pub fn new(id: &'static str, weight: Weight, text: impl Into<String>) -> Self {
        Finding { id, weight, text: text.into(), help: None, seen: None }
    }

    /// The same finding with advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same finding with its place.
    pub fn at(mut self, seen: Span) -> Self {
        self.seen = Some(seen);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(value: &'static str, sure: Sure) -> Fact<&'static str> {
        Fact::new(value, sure, "test", vec![])
    }

    #[test]
    fn the_surest_wins_and_equals_are_torn() {
        let all = |v: &[Fact<&'static str>]| Candidates(v.to_vec()).settle(|a, b| a == b);
        assert_eq!(all(&[]), Settled::None);
        assert_eq!(all(&[fact("a", Sure::Likely), fact("b", Sure::Stated)]).value(), Some(&"b"));
        assert_eq!(all(&[fact("a", Sure::Likely), fact("a", Sure::Likely)]).value(), Some(&"a"));
        let torn = all(&[fact("a", Sure::Likely), fact("b", Sure::Likely), fact("c", Sure::Guess)]);
        assert!(matches!(&torn, Settled::Torn(v) if v.len() == 2), "{torn:?}");
    }
}
