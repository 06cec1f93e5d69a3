//! What the tagger looks at: each token, how it is written, what it is known as, what stands beside it, and where.

use crate::extract::employer::label::Agreement;
use crate::extract::employer::scene::Scene;
use crate::extract::model::spread;
use crate::extract::tokens::{Case, Kind, Stream};
use crate::words::schema::{WordClass as C, folded};
use std::ops::Range;

/// Tokens of a message that are looked at.
const MOST: usize = 500;
/// The last tokens of a longer message: who signs.
const LAST: usize = 60;

/// The tokens of one sentence, and the features of each.
#[derive(Clone, Debug)]
pub struct Row {
    /// The tokens.
    pub tokens: Range<usize>,
    /// Their features, hashes.
    pub features: Vec<Vec<u32>>,
}

/// What is known of a token before its neighbours are asked.
#[derive(Clone, Copy, Default)]
struct Seen {
    word: u32,
    start: u32,
    end: u32,
    shape: u32,
    class: u32,
    known: u32,
}

/// The rows of a message. The words of tokens that are `hidden` are not told: names that nobody has read before.
pub fn rows(scene: &Scene, hidden: impl Fn(usize) -> bool) -> Vec<Row> {
    let told = |s: &&crate::extract::tokens::Sentence| s.stream != Stream::Earlier;
    let sentences: Vec<_> = scene.tokens.sentences.iter().filter(told).collect();
    let all: usize = sentences.iter().map(|s| s.range.len()).sum();
    let marked = Marked::of(scene);
    let (mut at, mut out) = (0, Vec::new());
    let mut heading = Heading::default();
    for (n, sentence) in sentences.iter().enumerate() {
        let near = at < MOST || at + LAST > all;
        at += sentence.range.len();
        if !near {
            continue;
        }
        let seen: Vec<Seen> = sentence.range.clone().map(|i| seen(scene, &marked, i, hidden(i))).collect();
        let edge = |n: Option<&&crate::extract::tokens::Sentence>, last: bool| {
            n.map_or(1, |s| {
                let at = if last { s.range.end - 1 } else { s.range.start };
                word(scene, at) ^ if s.range.len() > 4 { 0x55 } else { 0 }
            })
        };
        let before = edge(n.checked_sub(1).and_then(|n| sentences.get(n)), true);
        let behind = edge(sentences.get(n + 1), false);
        let lines = lines(scene, &sentence.range, &seen);
        let place = Place { stream: sentence.stream as u32, before, behind, heading };
        let features = (0..seen.len()).map(|i| features(&seen, i, &lines[i], &place)).collect();
        heading = heading_below(scene, &sentence.range, heading);
        out.push(Row { tokens: sentence.range.clone(), features });
    }
    out
}

/// Where a sentence stands.
struct Place {
    stream: u32,
    before: u32,
    behind: u32,
    heading: Heading,
}

/// The last words of what a list stands below, "The panel will be:"; nothing where no list begins.
type Heading = [u32; 4];

/// A sentence of more tokens ends a list.
const ROW: usize = 14;

/// What heads the sentence behind this one.
fn heading_below(scene: &Scene, range: &Range<usize>, known: Heading) -> Heading {
    let last = range.end - 1;
    if scene.tokens.all[last].is(':') {
        std::array::from_fn(|n| if last > range.start + n { word(scene, last - 1 - n) } else { 0 })
    } else if range.len() > ROW {
        Heading::default()
    } else {
        known
    }
}

/// The words of From and the domain.
struct Marked {
    from: Vec<String>,
}

impl Marked {
    fn of(scene: &Scene) -> Marked {
        let from = scene.mail.from.iter().take(1).filter_map(|a| a.name.as_deref());
        let words = from.flat_map(|n| n.split(|c: char| !c.is_alphanumeric())).filter(|w| w.chars().count() > 1);
        Marked { from: words.map(folded).collect() }
    }
}

/// What the line of a token is like: its first word, where it is a label the word before the colon, and its length.
#[derive(Clone, Copy, Default)]
struct Line {
    first: u32,
    label: u32,
    size: u32,
    at: u32,
}

fn lines(scene: &Scene, range: &Range<usize>, seen: &[Seen]) -> Vec<Line> {
    let mut out = vec![Line::default(); range.len()];
    let mut from = 0;
    while from < range.len() {
        let more = (from + 1..range.len()).take_while(|i| !scene.tokens.all[range.start + i].line).count();
        let to = from + 1 + more;
        let colon = (from..to.min(from + 6)).find(|i| scene.tokens.all[range.start + i].is(':'));
        let label = colon.map_or(0, |at| seen[at.saturating_sub(1)].word);
        for (at, line) in out[from..to].iter_mut().enumerate() {
            let inside = colon.is_some_and(|c| from + at > c);
            *line = Line {
                first: seen[from].word,
                label: if inside { label } else { 0 },
                size: (to - from).min(9) as u32,
                at: at.min(4) as u32,
            };
        }
        from = to;
    }
    out
}

fn word(scene: &Scene, at: usize) -> u32 {
    let folded = scene.tokens.fold(at);
    match scene.tokens.all[at].kind {
        Kind::Mark(c) => text(&c.to_string()),
        Kind::Number => 7,
        Kind::Link => 8,
        Kind::Word => text(folded),
    }
}

fn text(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

fn seen(scene: &Scene, marked: &Marked, at: usize, hidden: bool) -> Seen {
    let token = &scene.tokens.all[at];
    let folded = scene.tokens.fold(at);
    let kind = match token.kind {
        Kind::Word => 1 + token.case as u32,
        Kind::Number => 5,
        Kind::Link => 6,
        Kind::Mark(c) => 16 + u32::from(c),
    };
    let signs = folded.bytes().any(|b| !b.is_ascii_alphanumeric() && b < 128);
    let shape = kind << 3 | u32::from(signs) << 2 | u32::from(token.line) << 1 | u32::from(token.paragraph);
    let mut class = 0;
    let classes = [
        C::Legal,
        C::Institution,
        C::Agency,
        C::Team,
        C::Level,
        C::Honorific,
        C::Function,
        C::Link,
        C::Chatter,
        C::Tool,
    ];
    for (bit, c) in classes.into_iter().enumerate() {
        class |= u32::from(scene.is(at, c)) << bit;
    }
    // Some names are not in our lists: with a name that is not told, it is left open now and then whether this one is.
    let told = !hidden || !spread(at as u32 ^ 77).is_multiple_of(4);
    class |= u32::from(scene.is(at, C::Given) && told) << 12;
    class |= u32::from(scene.is_head(at)) << 10 | u32::from(scene.has_field(at)) << 11;
    let from = marked.from.iter().any(|w| w == folded);
    let domain = scene.agrees(&[folded]) != Agreement::None || scene.labels.iter().any(|l| l.has(folded));
    let known = u32::from(from) | u32::from(domain) << 1 | u32::from(scene.people.contains(folded)) << 2;
    let part = |from: usize, to: usize| folded.get(from..to).map_or(0, text);
    let len = folded.len();
    let word = if hidden { spread(at as u32 ^ 0x9e37_79b9) } else { word(scene, at) };
    let is_word = token.kind == Kind::Word && !hidden;
    Seen {
        word,
        start: if is_word { part(0, 4.min(len)) } else { 0 },
        end: if is_word { part(len.saturating_sub(3), len) } else { 0 },
        shape,
        class,
        known: if token.kind == Kind::Word { known | u32::from(token.case != Case::Lower) << 3 } else { 0 },
    }
}

impl Seen {
    /// Is it a word with a capital?
    fn capital(self) -> bool {
        self.known & 8 != 0
    }
}

/// So far off, words still tell what a name is.
const FAR: isize = 12;

/// The features of one token.
fn features(seen: &[Seen], at: usize, line: &Line, place: &Place) -> Vec<u32> {
    let none = Seen { word: 3, ..Seen::default() };
    let near = |by: isize| at.checked_add_signed(by).and_then(|i| seen.get(i)).copied().unwrap_or(none);
    let (a, b, c, d, e) = (near(-2), near(-1), seen[at], near(1), near(2));
    let (far, off) = (near(-3), near(3));
    let mut out = Vec::with_capacity(34);
    let mut add = |kind: u32, parts: &[u32]| {
        out.push(spread(
            parts.iter().fold(kind.wrapping_mul(0x9e37_79b9), |h, p| (h ^ p).wrapping_mul(0x85eb_ca6b).rotate_left(13)),
        ));
    };
    add(1, &[c.word]);
    add(2, &[b.word, c.shape]);
    add(3, &[d.word, c.shape]);
    add(4, &[a.word, c.shape]);
    add(5, &[e.word, c.shape]);
    add(6, &[b.word, c.word]);
    add(7, &[c.word, d.word]);
    add(8, &[a.word, b.word, c.shape]);
    add(9, &[d.word, e.word, c.shape]);
    add(10, &[b.word, d.word]);
    add(11, &[b.shape, c.shape, d.shape]);
    add(12, &[a.shape, b.shape, c.shape]);
    add(13, &[c.shape, d.shape, e.shape]);
    add(14, &[c.start]);
    add(15, &[c.end]);
    add(16, &[c.class, c.shape]);
    add(17, &[b.class, c.class]);
    add(18, &[c.class, d.class]);
    add(19, &[c.known, place.stream]);
    add(20, &[b.known, c.known, d.known]);
    add(21, &[line.label, c.shape]);
    add(22, &[line.first, c.shape]);
    add(23, &[line.size, line.at, c.shape, place.stream]);
    add(24, &[place.stream, c.shape]);
    add(25, &[place.before, line.at, u32::from(c.known > 7)]);
    add(26, &[place.behind, line.at, u32::from(c.known > 7)]);
    add(27, &[far.word, c.known]);
    add(28, &[off.word, c.known]);
    add(29, &[a.word, c.known]);
    add(30, &[e.word, c.known]);
    add(31, &[far.word, a.word, b.word]);
    add(32, &[b.word, c.class]);
    add(33, &[d.word, c.class]);
    add(34, &[b.word, b.class, c.shape, c.known]);
    if c.capital() {
        for by in 4..=FAR {
            let further = u32::from(by > 7);
            let small = |s: Seen| (!s.capital() && s.word != none.word).then_some(s.word);
            small(near(-by)).into_iter().for_each(|w| add(35, &[w, further]));
            small(near(by)).into_iter().for_each(|w| add(36, &[w, further]));
        }
        place.heading.iter().filter(|w| **w != 0).for_each(|w| add(37, &[*w, line.at]));
    }
    out
}
