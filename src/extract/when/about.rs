//! What the words around a time say of it: a deadline, a window, the old time of a move.

use super::MOST;
use super::block::Block;
use super::lower;
use super::scan::{Day, Found, What};
use crate::text::{ends_with, find_word};
use crate::words::schema::{Phrases, TimeWords};
use std::ops::Range;

/// Does the line begin with a word for the old time and a colon: "ALT: Fr., 20. Nov."?
fn labelled_old(text: &str, words: &TimeWords) -> bool {
    // "Was          Wednesday 25 November at 10:00": a column, as machines write it.
    let label = text.split([':', '|', '\t']).next().unwrap_or_default().trim_start();
    let label = label.split("  ").next().unwrap_or_default();
    let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    label.len() < text.trim().len() && words.old_label.contains(&label)
}

/// Is it the old time of a move in a list of a machine's: in a row or a column that is called so, or "From: Monday,
/// 9:00" above "To: Tuesday, 10:00"?
pub(super) fn listed_old(blocks: &[Block], at: usize, found: &Found, words: &TimeWords) -> bool {
    let block = &blocks[at];
    if labelled_old(block.text, words) || in_old_column(blocks, at, found, words) {
        return true;
    }
    let begins = |block: &Block, labels: &Phrases| {
        let label = block.text.split_once(':').map(|(label, _)| label.trim_matches(|c: char| !c.is_alphabetic()));
        label.is_some_and(|label| labels.contains(&label.to_lowercase()))
    };
    let whole = |block: &Block| {
        block.found.iter().any(|f| matches!(f.what, What::Time(..)))
            && block.found.iter().any(|f| matches!(f.what, What::Day(_)))
    };
    let next = blocks.get(at + 1);
    begins(block, &words.from_label) && whole(block) && next.is_some_and(|n| begins(n, &words.to_label) && whole(n))
}

/// Does a head above name the column of this time for the old one: "| Old | New"?
fn in_old_column(blocks: &[Block], at: usize, found: &Found, words: &TimeWords) -> bool {
    // From the last column on: the empty first cell of a head is not shown.
    let text = blocks[at].text;
    let (all, column) = (text.matches('|').count(), text[found.start..].matches('|').count());
    let old = |cell: &str| {
        let cell = cell.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        words.old_label.contains(&cell)
    };
    let head = |b: &Block| {
        let cells = b.text.matches('|').count();
        b.found.is_empty() && cells > 0 && all - cells.min(all) <= 1 && b.text.rsplit('|').nth(column).is_some_and(old)
    };
    all > 0 && blocks[at.saturating_sub(MOST)..at].iter().any(head)
}

/// Is the time the second in its row, below a head that names a column of ends?
pub(super) fn is_end_column(blocks: &[Block], at: usize, i: usize, words: &TimeWords) -> bool {
    let block = &blocks[at];
    let found = &block.found[i];
    let time = |f: &&Found| matches!(f.what, What::Time(..));
    let Some(first) = block.found[..i].iter().rfind(time) else { return false };
    let beside = block.text.get(first.end..found.start).is_some_and(|between| between.trim() == "|");
    let head = |b: &Block| {
        let cells = b.text.split('|').map(|c| c.trim().trim_end_matches([':', '.']).to_lowercase());
        b.text.contains('|') && cells.into_iter().any(|cell| words.ends.contains(&cell))
    };
    beside && blocks[at.saturating_sub(MOST)..at].iter().any(head)
}

/// Does it stand in brackets right behind another time: "4.30pm SGT (9.30am my side)", "2.10 pm (arrive by 1.50)"?
pub(super) fn is_said_again(block: &Block, i: usize, words: &TimeWords) -> bool {
    let found = &block.found[i];
    let Some(open) = block.text[..found.start].rfind('(') else { return false };
    let inside = &block.text[open + 1..found.start];
    let offered = inside.trim_start().split(' ').next().is_some_and(|w| words.or.contains(w));
    let first = block.found[..i].iter().rfind(|f| matches!(f.what, What::Time(..)));
    let first = first.filter(|f| !is_noon(block, f, words));
    let beside = first.is_some_and(|f| f.end <= open && open - f.end <= BESIDE);
    let day = block.found[..i].iter().any(|f| f.start > open && matches!(f.what, What::Day(_)));
    beside && !inside.contains(')') && !offered && !day
}

/// "We open at nine", "lunch: 12:30": a time of something else. What stands behind it and a comma is no name of it:
/// "half eight, before we open".
pub(super) fn is_of_something_else(block: &Block, found: &Found, clause: &Range<usize>, words: &TimeWords) -> bool {
    let behind = block.text.get(found.end..clause.end).unwrap_or_default();
    // "14:00 – please arrive ten minutes early"
    let ends = [",", " – ", " — ", " - "].iter().filter_map(|sign| behind.find(sign));
    let end = ends.min().map_or(clause.end, |at| found.end + at);
    let said = lower(&block.text[clause.start..end]);
    // "Please arrive at ten" says when it begins, if nothing else does.
    let before = lower(&block.text[clause.start..found.start]);
    if words.if_alone.iter().any(|w| has_phrase(&before, w)) {
        return false;
    }
    // "Sind Sie am Montag um 12 erreichbar?"
    let sentence = sentence_around(block.text, found.start, words);
    let asks = block.text[sentence.start..].get(sentence.len()..).is_some_and(|rest| rest.starts_with('?'))
        || block.text[sentence].trim_end().ends_with('?');
    words.other.iter().any(|o| has_phrase(&said, o) && !(asks && words.reachable.contains(o)))
        || is_of_a_meal(block, found, clause, &said, words)
        || of_a_week(block, found, words)
        || goes_on_from_week(block, found, words)
        || on_several_days(block, found, words)
}

/// "Lunch is at one", but "would Thursday at noon over lunch suit you?": is the meal not where one meets?
fn is_of_a_meal(block: &Block, found: &Found, clause: &Range<usize>, said: &str, words: &TimeWords) -> bool {
    let Some(at) = words.meals.iter().filter_map(|meal| find_word(said, meal)).min() else { return false };
    let before = said[..at].trim_end();
    // "At two when the lunch rush is over", "after lunch, at two": the meal says when that is.
    let behind = said.get(found.end - clause.start..at);
    let marks = |w: &&str| ends_with(before, w) || behind.is_some_and(|between| has_phrase(between, w));
    if words.beside_meal.iter().any(|w| marks(&w)) {
        return false;
    }
    let met = words.over.iter().any(|over| ends_with(before, over));
    !(met && block.has_day(clause.clone()))
}

/// "Mon-Fri 9-17", "opened from Wednesday to Sunday, 10h-18h": days of a week before a time are when somebody is there.
fn of_a_week(block: &Block, found: &Found, words: &TimeWords) -> bool {
    // The first of the times of that week: "L-J 9:00-14:00 y 16:00-18:00".
    let at = block.found.iter().position(|f| f.start == found.start).unwrap_or(0);
    let times = block.found[..at].iter().rev().take_while(|f| matches!(f.what, What::Time(..))).last();
    let first = times.filter(|f| found.start - f.start <= WEEK).unwrap_or(found);
    let before = block.text[..first.start].trim_end_matches(|c: char| !c.is_alphabetic());
    let day = |word: &str| {
        let one = word.len() == 1 && word.starts_with(char::is_uppercase);
        one || words.weekdays.iter().flatten().any(|w| *w == word.to_lowercase())
    };
    let tail = |text: &str| {
        text.char_indices().rev().take_while(|(_, c)| c.is_alphabetic() || *c == 'ª').last().map(|(i, _)| i)
    };
    let Some(last) = tail(before) else { return false };
    let rest = before[..last].trim_end();
    let signed = rest.trim_end_matches(['-', '–', '—', '.', ' ']);
    let (rest, signed) = if signed.len() < rest.len() && !rest.ends_with('.') {
        (signed, true)
    } else {
        let between = tail(rest).map_or("", |i| &rest[i..]).to_lowercase();
        if !words.range.contains(&between) && !words.until_day.contains(&between) {
            return false;
        }
        (rest[..rest.len() - between.len()].trim_end(), false)
    };
    let ranges = signed || matches!(found.what, What::Time(_, Some(_)));
    ranges && day(&before[last..]) && tail(rest).is_some_and(|i| day(&rest[i..]))
}

/// "(Monday to Thursday 9am - 5pm, **Friday 9am - 4pm**)": a day without a date, and its hours, right behind a week's.
fn goes_on_from_week(block: &Block, found: &Found, words: &TimeWords) -> bool {
    if !matches!(found.what, What::Time(_, Some(_))) {
        return false;
    }
    let before = block.found.iter().take_while(|f| f.start < found.start);
    let mut before = before.collect::<Vec<_>>().into_iter().rev().skip_while(|f| matches!(f.what, What::Time(..)));
    let Some(day) = before.next().filter(|f| matches!(&f.what, What::Day(day) if is_bare(day))) else { return false };
    let Some(week) = before.next().filter(|f| matches!(f.what, What::Time(_, Some(_)))) else { return false };
    let small = |text: &str| {
        let mut between = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        between.all(|word| words.or.contains(&word.to_lowercase()) || words.clock.contains(&word.to_lowercase()))
    };
    let beside = block.text.get(week.end..day.start).is_some_and(small);
    beside && (of_a_week(block, week, words) || goes_on_from_week(block, week, words))
}

/// A weekday and nothing that says which one.
fn is_bare(day: &Day) -> bool {
    day.weekday.is_some() && day.day.is_none() && day.month.is_none() && !day.next && day.later == 0
}

/// "In the office: Mon, Tue, Thu 8.30-15.00": so long a stretch on days without a date is when somebody is there.
fn on_several_days(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let What::Time(start, Some(end)) = &found.what else { return false };
    let weekday = |word: &&str| words.weekdays.iter().flatten().any(|w| w == *word);
    let before = block.text[..found.start].to_lowercase();
    let list = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let days = list.take_while(|word| weekday(word) || words.or.contains(word)).filter(weekday).count();
    days > 1 && end.minutes() - start.minutes() >= LONG
}

/// Minutes that no meeting takes.
const LONG: i16 = 240;

/// Bytes between the first and a later time of the same days.
const WEEK: usize = 24;

/// "Samedi midi : tu arrives à 10h": noon right behind its day is a part of that day, where the sentence has a time.
pub(super) fn is_part_of_day(block: &Block, i: usize, words: &TimeWords) -> bool {
    let (found, Some(before)) = (&block.found[i], i.checked_sub(1).map(|n| &block.found[n])) else { return false };
    if !is_noon(block, found, words) {
        return false;
    }
    // "À la pause de midi (12 h 15)"
    let exact = block.found.get(i + 1).filter(|f| matches!(f.what, What::Time(..)));
    if exact.is_some_and(|f| block.text[found.end..f.start].trim() == "(") {
        return true;
    }
    // "Wednesday at noon" is a time of its own.
    let bare = words.noon.contains(&block.text[found.start..found.end].to_lowercase());
    let beside = block.text[before.end..found.start].trim().is_empty() && matches!(before.what, What::Day(_));
    if !beside || !bare {
        return false;
    }
    let end = sentence_around(block.text, found.start, words).end;
    let behind = block.found[i + 1..].iter().take_while(|f| f.start < end).find(|f| !matches!(f.what, What::Zone(_)));
    behind.is_some_and(|f| matches!(f.what, What::Time(..)))
}

fn is_noon(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let said = block.text[found.start..found.end].to_lowercase();
    words.noon.iter().any(|noon| said == *noon || said.ends_with(noon) && !said.contains(|c: char| c.is_ascii_digit()))
}

/// Bytes between a time and the bracket that says it again: a zone stands there.
const BESIDE: usize = 8;

/// Is this time the end of a deadline or the bound of a window?
pub(super) fn not_a_start(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let before = lower(block.text[..found.start].trim_end());
    // "Until about six".
    let about = words.about.iter().filter_map(|w| before.strip_suffix(w));
    let before = about.min_by_key(|b| b.len()).filter(|b| b.ends_with(' ')).map_or(before.as_str(), str::trim_end);
    // "The day after at ten": what is part of a day says nothing of the time.
    let from = block.found.iter().take_while(|f| f.end <= found.start).last().map_or(0, |f| f.end);
    let near = before.get(from..).unwrap_or_default();
    let ends = |list: &Phrases| list.iter().any(|w| ends_with(near, w));
    let window = |list: &Phrases| {
        let tail: String = before.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
        list.iter().any(|w| {
            tail.contains(&format!("{w} "))
                && tail.split_whitespace().last().is_some_and(|l| ["and", "und", "et", "y", "e", "en"].contains(&l))
        })
    };
    // "Please come on Tuesday by 10 am": that is when it begins, if no other time does.
    let comes = || {
        let said = sentence_before(block.text, found.start, words);
        let from = found.start - said.len();
        let timed = block.has_time(from..found.start);
        let said = lower(said);
        let leads = |list: &Phrases| list.iter().any(|c| has_phrase(&said, c));
        leads(&words.moves_to) || leads(&words.comes) && !timed
    };
    let ended = ends(&words.deadline) || ends(&words.window);
    let ended = ended && !words.drops_by.iter().any(|verb| before.ends_with(verb));
    (ended || window(&words.window) || in_a_row_of_ends(block, words))
        && !comes()
        && !(is_short(found) && ends(&words.range_from))
}

/// "Ende | gegen 12.15 Uhr": does the line begin with a word for the end, in a cell or before a colon of its own?
fn in_a_row_of_ends(block: &Block, words: &TimeWords) -> bool {
    let Some((label, _)) = block.text.split_once(['|', ':', '\t']) else { return false };
    let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words.ends.contains(&label) && !words.to_label.contains(&label)
}

/// "I will ring you between four and five": so short a time to come begins with its first end.
fn is_short(found: &Found) -> bool {
    let What::Time(start, Some(end)) = &found.what else { return false };
    (1..=SHORT).contains(&(end.minutes() - start.minutes()))
}

/// Minutes of a window within which somebody will call, or may come.
const SHORT: i16 = 180;

/// Does a short stretch of time stand behind a word for "between"?
pub(super) fn is_short_window(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let before = block.text[..found.start].trim_end().to_lowercase();
    let own = block.text[found.start..found.end].to_lowercase();
    let opens = |w: &str| before.ends_with(w) || own.starts_with(w);
    is_short(found) && words.range_from.iter().any(opens)
}

/// Is it an old time by the words of its clause: before "is not possible", or the first behind "we had agreed on"? What
/// would not be possible "if" is still offered.
pub(super) fn told_old(block: &Block, found: &Found, clause: &Range<usize>, words: &TimeWords) -> bool {
    let said = lower(&block.text[clause.clone()]);
    let would_be =
        |at: usize| said.get(..at).is_some_and(|before| words.if_words.iter().any(|w| has_phrase(before, w)));
    let marks = |at: usize| {
        let here = clause.start + at;
        // "Tomorrow no good, Wednesday 4pm?" is said of the day before.
        let of_a_day = || block.has_day(clause.start..here) && block.has_day(here..found.start);
        // "Two no longer works, can you do four?" asks for another one.
        let asked = || {
            let between = block.text.get(here..found.start).unwrap_or_default();
            between.contains(", ") && block.text[clause.end..].starts_with('?')
        };
        found.start < here || !block.has_time(clause.start..found.start) && !of_a_day() && !asked()
    };
    words.old.iter().filter_map(|o| find_word(&said, o)).any(|at| marks(at) && !would_be(at))
}

/// "Who on Monday at eleven is in court": what keeps somebody away right behind a time, which is the old one.
pub(super) fn keeps_away(block: &Block, found: &Found, clause: &Range<usize>, kept: &Phrases) -> bool {
    let behind = lower(block.text.get(found.end..clause.end).unwrap_or_default());
    let behind = behind.trim_start();
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    kept.iter().any(|words| behind.strip_prefix(words).is_some_and(ends))
}

/// "From the station we pick you up, the train arrives at 13:52": a time of something else, where its sentence has no
/// day and another time is told.
pub(super) fn is_of_a_thing(block: &Block, found: &Found, clause: &Range<usize>, words: &TimeWords) -> bool {
    let sentence = sentence_around(block.text, found.start, words);
    let day = block.has_day(sentence);
    let said = lower(&block.text[clause.clone()]);
    let is_of = |list: &Phrases| list.iter().any(|w| has_phrase(&said, w));
    !day && is_of(&words.things)
}

/// The bytes of the sentence around a byte of a block.
pub(super) fn sentence_around(text: &str, at: usize, words: &TimeWords) -> Range<usize> {
    let end =
        text[at..].char_indices().map(|(i, _)| at + i).find(|i| ends_sentence(text, *i, words)).unwrap_or(text.len());
    at - sentence_before(text, at, words).len()..end
}

/// The bytes of the clause around a byte of a block: its sentence from the last semicolon to the next, or to a bracket
/// behind it.
pub(super) fn clause(text: &str, at: usize, words: &TimeWords) -> Range<usize> {
    let range = sentence_around(text, at, words);
    let start = text[range.start..at].rfind(';').map_or(range.start, |i| range.start + i + 1);
    let end = text[at..range.end].find([';', '(', ')']).map_or(range.end, |i| at + i);
    start..end
}

/// The part of the sentence before a byte.
pub(super) fn sentence_before<'a>(text: &'a str, at: usize, words: &TimeWords) -> &'a str {
    let start = text[..at]
        .char_indices()
        .rev()
        .find(|(i, _)| ends_sentence(text, *i, words))
        .map_or(0, |(i, c)| i + c.len_utf8());
    &text[start..at]
}

/// Does a sentence end with the sign at this byte? Not with the full stop of "am 4. März" and "2 p.m. on".
fn ends_sentence(text: &str, at: usize, words: &TimeWords) -> bool {
    let rest = &text[at..];
    if !rest.starts_with(['.', '?', '!']) || !rest[1..].starts_with([' ', '\n']) {
        return false;
    }
    let next = rest[1..].trim_start();
    let word: String = next.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let month = words.months.iter().flatten().any(|m| *m == word);
    let goes_on =
        next.starts_with(|c: char| c.is_lowercase()) || month || word.starts_with(|c: char| c.is_ascii_digit());
    !(rest.starts_with('.') && goes_on)
}

pub(super) fn has_phrase(text: &str, phrase: &str) -> bool {
    find_word(text, phrase).is_some()
}
