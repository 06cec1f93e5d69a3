//! Times beside the meeting: when somebody may be asked or is away, and what is taken out of a stretch.

use super::about::{has_phrase, sentence_around, sentence_before};
use super::block::Block;
use super::lower;
use super::scan::{Found, What};
use crate::text::find_word;
use crate::words::schema::{Phrases, TimeWords};

/// Bytes between "except" and the time it takes out: "except perhaps between".
const LEAD: usize = 24;

/// "If you have questions, ring me on Thursday at four": when somebody may be asked.
pub(super) fn may_ask(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let said = lower(&block.text[sentence_around(block.text, found.start, words)]);
    let has = |list: &Phrases| list.iter().any(|w| has_phrase(&said, w));
    has(&words.ask_me) && has(&words.questions)
}

/// "The link I will **send you on Friday at five**": what the writer does then, told in the same clause before it.
pub(super) fn is_of_the_writer(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let said = lower(sentence_before(block.text, found.start, words));
    let clause = said.rsplit([',', ';', ':', '–', '(']).next().unwrap_or_default();
    words.writer_does.iter().any(|w| has_phrase(clause, w))
}

/// "Could you come on Thursday at three (back door, the shop is shut **from two**)?": a time in brackets that open
/// behind the one of the meeting, and offer no other one.
pub(super) fn is_in_brackets(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let sentence = found.start - sentence_before(block.text, found.start, words).len()..found.start;
    let said = &block.text[sentence.clone()];
    let Some(open) = said.rfind('(').filter(|open| !said[*open..].contains(')')) else { return false };
    let open = sentence.start + open;
    let inside = lower(&block.text[open..found.start]);
    let offers = words.or.iter().chain(&words.either).any(|w| has_phrase(&inside, w));
    let Some(met) = block.found.iter().rfind(|f| f.end <= open && matches!(f.what, What::Time(..))) else {
        return false;
    };
    // "Friday (3pm) or Monday (9am)" names a day of its own.
    met.start >= sentence.start
        && block.has_day(sentence.start..open)
        && !block.has_day(met.end..found.start)
        && !offers
}

/// "At **3** Tanners' Inn at 11.15": the number of a house, with nothing but its name up to the time.
pub(super) fn is_house_number(block: &Block, i: usize) -> bool {
    let found = &block.found[i];
    let number = |c: char| !c.is_ascii_digit();
    let said = block.text[found.start..found.end].rsplit(number).next().unwrap_or_default();
    let bare =
        !said.is_empty() && !block.text[found.start..found.end - said.len()].contains(|c: char| c.is_ascii_digit());
    let Some(next) = block.found.get(i + 1).filter(|f| bare && matches!(f.what, What::Time(..))) else { return false };
    let name = block.text[found.end..next.start].strip_prefix(' ').unwrap_or_default().trim_end();
    let capital = |word: &str| word.starts_with(char::is_uppercase) && !word.ends_with([',', '.', ';', '?', '!']);
    name.split_whitespace().count() > 1 && name.split_whitespace().all(capital)
}

/// "**Please arrive at a quarter to** for your interview at nine": words for being there, right before this time.
pub(super) fn is_there_first(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let said = sentence_before(block.text, found.start, words);
    let from = found.start - said.len();
    let last = block.found.iter().rfind(|f| matches!(f.what, What::Time(..)) && (from..found.start).contains(&f.start));
    let since = lower(block.text.get(last.map_or(from, |f| f.end)..found.start).unwrap_or_default());
    words.if_alone.iter().any(|w| has_phrase(&since, w))
}

/// "Services: Sundays **8am, 10am & 6pm**", "sonntags um 10 Uhr": what is so every week, right behind a day in the plural.
pub(super) fn is_weekly(block: &Block, found: &Found, words: &TimeWords) -> bool {
    let said = lower(sentence_before(block.text, found.start, words));
    let plural = |name: &str| name.len() > 4 && !name.contains(' ');
    let names = words.weekdays.iter().flatten().filter(|name| plural(name));
    let behind = |name: &str| {
        let at = find_word(&said, &format!("{name}s"))?;
        said.get(at + name.len() + 1..)
    };
    let stops = |text: &str| text.contains([';', '?', '!', '(', '–']);
    names.filter_map(behind).any(|between| {
        let from = found.start - between.len();
        between.len() <= WEEKLY && !stops(between) && !block.has_day(from..found.start)
    })
}

/// Bytes between a day in the plural and the last of its times.
const WEEKLY: usize = 24;

/// "Only **not between twelve and two**": what is taken out, with nothing but small words before it.
pub(super) fn is_excepted(block: &Block, found: &Found, words: &TimeWords) -> bool {
    if !matches!(found.what, What::Time(_, Some(_))) {
        return false;
    }
    let said = lower(sentence_before(block.text, found.start, words));
    // The words may count as a part of the time: "not | between".
    let own = lower(&block.text[found.start..found.end]);
    let last = |w: &str| find_word(&said, w).map(|at| said.len() - at - w.len());
    let named =
        |gap: &usize| block.has_day(found.start - gap..found.start) || block.has_time(found.start - gap..found.start);
    let led = words.except.iter().filter_map(last).min().filter(|gap| *gap <= LEAD && !named(gap));
    led.is_some() || words.except.iter().any(|w| own.starts_with(w))
}
