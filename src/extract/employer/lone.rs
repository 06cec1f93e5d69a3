//! Titles that no form tells, found by what people say before them: "we need a **backend engineer**".
//!
//! Weak by itself, so it counts only where all such titles of a mail say the same.

use super::scene::Scene;
use super::title::{self, Title};
use crate::extract::tokens::{Kind, Sentence, Stream};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// A title stands no farther behind the word that speaks of hiring.
const FAR: usize = 16;
/// Words between an article and the head of a title.
const BEFORE_HEAD: usize = 4;
/// Words before a verb at the end of a clause, among which an article is looked for.
const BEFORE_VERB: usize = 6;
/// So many verbs of a sentence are looked at.
const MOST_VERBS: usize = 8;
/// A line by itself that is longer is no title.
const LINE: usize = 16;

/// Titles behind a word that speaks of hiring.
pub fn titles(scene: &Scene) -> Vec<Range<usize>> {
    let spoken = scene.tokens.sentences.iter().filter(|s| matches!(s.stream, Stream::Said | Stream::Notes));
    spoken.filter_map(|s| in_sentence(scene, s)).collect()
}

fn in_sentence(scene: &Scene, sentence: &Sentence) -> Option<Range<usize>> {
    let hires = sentence.range.clone().find(|i| scene.is(*i, C::Hires))?;
    let end = sentence.range.end.min(hires + FAR);
    // Who is met is not who is hired.
    let with = (hires..end).find(|i| scene.is(*i, C::With)).unwrap_or(end);
    let presents = (hires..with).filter(|i| *i == hires || scene.is(*i, C::Presents));
    let found = presents.map(|i| i + 1).find_map(|at| title_at(scene, at, sentence.range.end));
    found.or_else(|| before_verb(scene, sentence)).or_else(|| quoted(scene, hires, sentence.range.end))
}

/// "einen Koch brauchen", "een extra kok gebruiken": the verb ends the clause.
fn before_verb(scene: &Scene, sentence: &Sentence) -> Option<Range<usize>> {
    let verbs = sentence.range.clone().filter(|i| scene.is(*i, C::Hires));
    let title = |verb: usize| {
        let near = verb.saturating_sub(BEFORE_VERB).max(sentence.range.start)..verb;
        let mut presents = near.filter(|i| scene.is(*i, C::Presents));
        presents.find_map(|i| title_at(scene, i + 1, verb)).filter(|title| title.end == verb)
    };
    verbs.take(MOST_VERBS).find_map(title)
}

/// "l'offre « Acheteur Industriel »": what stands in quotation marks behind the word for a job.
fn quoted(scene: &Scene, hires: usize, end: usize) -> Option<Range<usize>> {
    let all = &scene.tokens.all;
    let mark = |i: usize, marks: &[char]| marks.iter().any(|c| all[i].is(*c));
    let open = (hires + 1..end.min(hires + 4)).find(|i| mark(*i, &['«', '"', '“', '„', '‘']))?;
    let close = (open + 1..end.min(open + LINE)).find(|i| mark(*i, &['»', '"', '”', '“', '’']))?;
    title::cut(scene, open + 1..close, false).filter(|t| all[t.range.start].capital()).map(|t| t.range)
}

fn title_at(scene: &Scene, at: usize, end: usize) -> Option<Range<usize>> {
    let head = (at..end.min(at + BEFORE_HEAD)).find(|i| scene.is_head(*i))?;
    let plain =
        |i: usize| scene.tokens.all[i].is_text() && ![C::Stop, C::Hires, C::Presents].iter().any(|c| scene.is(i, *c));
    let leads = (at..head).all(plain);
    let Title { range, head } = title::cut(scene, at..end, true)?;
    // "the manager Dana Ito": a title of somebody.
    let of_somebody = |i: usize| scene.tokens.all.get(i).is_some_and(|t| t.capital() && t.is_text() && !t.line);
    let small = !scene.tokens.all[range.start].capital();
    let somebody = of_somebody(range.end) || small && range.clone().skip(1).any(of_somebody);
    let one = !somebody && !title::is_one_of_two(scene, &range);
    (leads && head && range.start < at + BEFORE_HEAD && one).then_some(range)
}

/// A title on a line of its own right above a date, as mail of systems puts it; only if all such are one.
pub fn above_a_date(scene: &Scene) -> Vec<Range<usize>> {
    let all = &scene.tokens.all;
    let said: Vec<&Sentence> = scene.tokens.sentences.iter().filter(|s| s.stream == Stream::Said).collect();
    let dated = |s: &Sentence| {
        let first = s.range.start;
        let number = (first..s.range.end.min(first + 4)).any(|i| all[i].kind == Kind::Number);
        all[first].line && number && (scene.is(first, C::Time) || all[first].kind == Kind::Number)
    };
    let somebody = |s: &Sentence| s.range.clone().any(|i| scene.is_person(&(i..i + 1)));
    let windows = said.windows(3).filter(|w| dated(w[2]) && w[1].range.len() <= LINE && !somebody(w[0]));
    windows.filter_map(|w| line_of_title(scene, &w[1].range)).collect()
}

/// "Dachdecker (m/w/d)", "Subtitulador/a": a line of its own that says who may have the job, whatever its words.
pub fn marked(scene: &Scene) -> Vec<Range<usize>> {
    let all = &scene.tokens.all;
    let said = scene.tokens.sentences.iter().filter(|s| matches!(s.stream, Stream::Said | Stream::Notes));
    let short = said.filter(|s| s.range.len() <= LINE && all[s.range.start].line && !is_spoken(scene, s));
    let title = |line: &Range<usize>| {
        let any_gender = || line.clone().find(|i| scene.is_doer_of_any_gender(*i));
        let mark = title::gender_mark(scene, line).or_else(any_gender)?;
        let title = title::cut(scene, line.clone(), true)?.range;
        let from = (line.start..title.start).all(|i| !all[i].is_text());
        (from && title.contains(&mark)).then_some(title)
    };
    short.filter_map(|s| title(&s.range)).collect()
}

/// "Which job is this about?" and below it, or behind an arrow, "Bespoke Shoe Closer": what was answered when the
/// meeting was booked.
pub fn answers(scene: &Scene) -> Vec<Range<usize>> {
    let all = &scene.tokens.all;
    let said: Vec<&Sentence> = scene.tokens.sentences.iter().filter(|s| s.stream == Stream::Said).collect();
    let asks = |s: &Sentence| {
        let asked = all[s.range.start].line && all[s.range.end - 1].is('?') && s.range.len() <= LINE;
        asked && s.range.clone().any(|i| scene.is(i, C::Hires))
    };
    let answer = |line: &Range<usize>| {
        let line = &(line.clone().find(|i| all[*i].is_text())?..line.end);
        let title = title::cut(scene, line.clone(), true)?;
        let whole = title.range == *line && all[line.start].capital() && line.len() <= LINE;
        (whole && (title.head || scene.is_doer(line.end - 1))).then_some(title.range)
    };
    said.windows(2).filter(|w| asks(w[0])).filter_map(|w| answer(&w[1].range)).collect()
}

fn line_of_title(scene: &Scene, line: &Range<usize>) -> Option<Range<usize>> {
    let all = &scene.tokens.all;
    let meeting = |i: usize| scene.is(i, C::Chatter) && !scene.is_head(i) && !scene.is(i, C::Level);
    if !all[line.start].line || !all[line.start].capital() || line.clone().any(meeting) {
        return None;
    }
    let title = title::cut(scene, line.clone(), true).filter(|t| t.head && t.range.start == line.start)?;
    (title.range.end == line.end || all[title.range.end].is('(')).then_some(title.range)
}

/// Has it the small words of a sentence?
fn is_spoken(scene: &Scene, sentence: &Sentence) -> bool {
    let small = |i: usize| !scene.tokens.all[i].capital();
    sentence.range.clone().any(|i| scene.is(i, C::Function) && !scene.is(i, C::Link) && small(i))
}

/// A title on a line of its own above the text: the heading of a formal letter.
pub fn heading(scene: &Scene) -> Option<Range<usize>> {
    let mut said = scene.tokens.sentences.iter().filter(|s| s.stream == Stream::Said).peekable();
    let greeting = said.next()?;
    let heading = said.next().filter(|_| greeting.range.len() < 8)?;
    let all = &scene.tokens.all;
    // Below it there may be what else belongs to a heading: the house, the hours.
    let short_line = |s: &&Sentence| !all[s.range.start].paragraph && s.range.len() <= LINE && !is_spoken(scene, s);
    let below = said.by_ref().find(|s| !short_line(s));
    let alone = all[heading.range.start].paragraph && below.is_some_and(|s| all[s.range.start].paragraph);
    let short = heading.range.len() <= LINE && all[heading.range.start].capital();
    if !alone || !short || is_spoken(scene, heading) {
        return None;
    }
    title::cut(scene, heading.range.clone(), true)
        .filter(|t| t.head && t.range.start == heading.range.start)
        .map(|t| t.range)
}

#[cfg(test)]
mod tests {
    use super::super::test::role;

    #[test]
    fn what_was_answered_is_the_title() {
        let asked = |question: &str, answer: &str| role("Confirmed", &format!("Booked.\n\n{question}\n{answer}\n"));
        assert_eq!(asked("Which role is this for?", "Junior Saddler").as_deref(), Some("Junior Saddler"));
        assert_eq!(asked("Um welche Stelle geht es?", "Hutmacherin").as_deref(), Some("Hutmacherin"));
        let beside = |line: &str| role("Confirmed", &format!("Booked.\n\n{line}\n"));
        assert_eq!(beside("Questions: Which job is this about? -> Rope Splicer").as_deref(), Some("Rope Splicer"));
        assert_eq!(beside("Which job is this about? Call the porter."), None);
        assert_eq!(asked("Are you still interested in the role?", "Best Wishes"), None);
        assert_eq!(asked("Who is your host?", "Junior Saddler"), None);
    }

    #[test]
    fn a_verb_may_end_the_clause() {
        let said = |said: &str| role("hallo", &format!("{said} Passt ein Vorstellungsgespräch am Montag um 10 Uhr?"));
        assert_eq!(said("Wir könnten noch einen Koch gebrauchen.").as_deref(), Some("Koch"));
        assert_eq!(said("We kunnen een extra kok gebruiken.").as_deref(), Some("kok"));
        assert_eq!(
            role("hallo", "We zoeken nieuwe teeltmedewerkers. Kan een gesprek maandag?").as_deref(),
            Some("teeltmedewerkers")
        );
        assert_eq!(said("Wir können einen Termin suchen."), None);
    }

    #[test]
    fn when_one_works_is_no_part_of_the_title() {
        let said = |said: &str| role("hola", &format!("{said} ¿Una entrevista el lunes a las 10?"));
        assert_eq!(said("Buscamos una camarera para los sábados.").as_deref(), Some("camarera"));
        assert_eq!(said("Wir brauchen eine Köchin für die Nachmittage.").as_deref(), Some("Köchin"));
        assert_eq!(said("Nous cherchons un veilleur de nuit.").as_deref(), Some("veilleur de nuit"));
    }

    #[test]
    fn a_line_for_anybody_is_the_title() {
        assert_eq!(role("hola", "Encuadernador/a\n\nNos vemos el lunes.").as_deref(), Some("Encuadernador/a"));
        assert_eq!(role("hola", "Bienvenido/a\n\nNos vemos el lunes."), None);
    }
}
