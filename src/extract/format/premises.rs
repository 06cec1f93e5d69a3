//! A house where people work, in the lines that name a time: "Tuesday at nine, come to the workshop", "12 Quay Street".

use super::text::{List, Text, lower};
use crate::extract::Format;
use crate::extract::rules::Context;
use crate::extract::when;
use crate::fact::{Fact, Sure};
use crate::text::Span;
use crate::words::schema::{FormatWords, Phrases};

/// Who names a house, or a street with its number, beside a time means to meet there, where no word says how.
pub(super) fn house_beside_a_time(it: &Context) -> Option<Fact<Format>> {
    let words = &it.words.format;
    when::around_times(it).into_iter().find_map(|(part, start, text)| {
        let found = words_of(text);
        let (from, to) =
            house(&found, words).or_else(|| labelled(text, words)).or_else(|| super::street::address(&found, words))?;
        let seen = Span::new(part, start + from, start + to);
        Some(Fact::new(Format::Onsite, Sure::Likely, "house-beside-a-time", vec![seen]))
    })
}

/// Who writes a street and its number behind "Where:" beside a time means to meet there, whatever calls go round it.
pub(super) fn address_beside_a_time(it: &Context) -> Option<Fact<Format>> {
    let words = &it.words.format;
    when::around_times(it).into_iter().find_map(|(part, start, text)| {
        let (from, to) = labelled(text, words)?;
        let told = text.get(from..to)?;
        let numbered = super::street::is_numbered(&words_of(told));
        let seen = Span::new(part, start + from, start + to);
        numbered.then(|| Fact::new(Format::Onsite, Sure::Likely, "house-beside-a-time", vec![seen]))
    })
}

/// "It takes place in the old mill": a house, or a street with its number, in the sentence that tells where they meet.
pub(super) fn held_in_a_house(it: &Context) -> Option<Fact<Format>> {
    let seen = it.texts().iter().filter(|t| t.first(List::Held).is_some()).find_map(|told| in_text(it, told))?;
    Some(Fact::new(Format::Onsite, Sure::Likely, "house-beside-a-time", vec![seen]))
}

/// The first house, or street with its number, of a sentence.
pub(super) fn in_text(it: &Context, told: &Text) -> Option<Span> {
    let words = &it.words.format;
    let whole = told.span(0, told.lower().len());
    // "Parklaan 7.": the stop of the sentence makes no date of the number.
    let found = words_of(it.mail.words(whole).trim_end_matches('.'));
    let (from, to) = house(&found, words).or_else(|| super::street::address(&found, words))?;
    Some(told.span(from, to - from))
}

/// A word of a text, with its signs and where it stands.
pub(super) struct Word<'a> {
    pub(super) start: usize,
    pub(super) written: &'a str,
    /// In lower case, without the signs around it.
    pub(super) bare: String,
}

impl Word<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.written.len()
    }

    pub(super) fn is_capital(&self) -> bool {
        self.written.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
    }
}

pub(super) fn words_of(text: &str) -> Vec<Word<'_>> {
    let word = |written: &'_ str| {
        let small = lower(written);
        let bare = small.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        (!bare.is_empty()).then(|| bare.to_string())
    };
    let mut at = 0;
    let all = text.split_inclusive(char::is_whitespace).map(|piece| {
        let start = at;
        at += piece.len();
        (start, piece.trim_end())
    });
    all.filter_map(|(start, written)| Some(Word { start, written, bare: word(written)? })).collect()
}

/// Is it a word of the list, or does it end as one of them: "-hall"?
pub(super) fn is_one_of(word: &str, list: &Phrases) -> bool {
    list.iter().any(|entry| match entry.strip_prefix('-') {
        Some(end) => word.ends_with(end),
        None => word == entry,
    })
}

/// A house behind "in the", "to our", where one word may stand between, or a house with a number: "room 2.11".
fn house(found: &[Word], words: &FormatWords) -> Option<(usize, usize)> {
    let texts: Vec<&str> = found.iter().map(|w| w.bare.trim_end_matches('.')).collect();
    (0..found.len()).find_map(|at| {
        // "dell'officina": the article is part of the word.
        let (glued, noun) = texts[at].rsplit_once(['\'', '’']).unwrap_or(("", texts[at]));
        let pair = texts.get(at + 1).map(|next| format!("{noun} {next}"));
        let two = pair.as_ref().is_some_and(|p| words.premises.nouns.contains(p));
        if !two && !is_one_of(noun, &words.premises.nouns) {
            return None;
        }
        let last = if two { at + 1 } else { at };
        let inside = !glued.is_empty() && is_before(&[format!("{glued}'").as_str()], words);
        let numbered =
            texts.get(last + 1).is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()) && !n.contains(':'));
        // "at the North Quay Clinic": words of its name.
        let own = |far: &usize| at + 1 >= *far && found[at + 1 - far..=at].iter().all(Word::is_capital);
        let mut near = (1..=2).chain((3..=OF_A_NAME).take_while(own));
        let first = if inside || numbered { at } else { near.find_map(|far| before(&texts, at, far, words))? };
        Some((found[first].start, found[last].end()))
    })
}

/// The name of a house has so many words.
const OF_A_NAME: usize = 5;

/// Where the words before a place begin, of which the last stands `far` words before it.
fn before(texts: &[&str], at: usize, far: usize, words: &FormatWords) -> Option<usize> {
    let end = at.checked_sub(far - 1)?;
    (1..=4).filter_map(|n| end.checked_sub(n)).find(|from| is_before(&texts[*from..end], words))
}

fn is_before(texts: &[&str], words: &FormatWords) -> bool {
    let phrase = texts.join(" ");
    !texts.is_empty() && [&words.behind_time.before, &words.premises.before].iter().any(|list| list.contains(&phrase))
}

/// What stands behind "Where:", or behind "Where" and a gap.
fn labelled(text: &str, words: &FormatWords) -> Option<(usize, usize)> {
    let mut at = 0;
    text.split('\n').find_map(|line| {
        let start = at;
        at += line.len() + 1;
        let value = behind_a_label(line, &words.premises.labels)?;
        let told = value.trim();
        let small = lower(told);
        let unknown = [&words.location.video, &words.location.phone, &words.location.open, &words.alone];
        let elsewhere =
            small.contains("http") || small.contains('@') || unknown.iter().any(|list| list.contains(&small));
        let size = (4..120).contains(&told.chars().count()) && told.starts_with(|c: char| c.is_alphanumeric());
        (size && !elsewhere).then(|| (start + line.len() - value.len(), start + line.len()))
    })
}

fn behind_a_label<'a>(line: &'a str, labels: &Phrases) -> Option<&'a str> {
    let rest = line.trim_start_matches([' ', '*', '-', '•']);
    let small = lower(rest);
    labels.iter().find_map(|label| {
        let behind = small.strip_prefix(label)?;
        let gap = [":", " :", " |", "  ", "\t"].iter().find(|gap| behind.starts_with(**gap))?;
        rest.get(label.len() + gap.len()..)
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::{Format, invitation};
    use crate::message::Mail;

    fn format(open: &str, body: &str) -> Option<Format> {
        let mail = format!(
            "From: Dana Ito <d@acme.example>\nTo: ada@home.example\nSubject: -\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nMessage-ID: <1@acme.example>\nContent-Type: text/plain; charset=utf-8\n\n{open}\n\n{body}\n"
        );
        let read =
            invitation(&Mail::read(mail.as_bytes()).unwrap(), &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap());
        read.format.value().copied()
    }

    #[test]
    fn a_house_in_the_sentence_of_a_time_is_where_they_meet() {
        let en = |body: &str| format("We would like to invite you to an interview for the Potter position.", body);
        assert_eq!(en("Tuesday 1 December at 9:00 suits us; walk up to the kiln shed."), Some(Format::Onsite));
        assert_eq!(en("Tuesday 1 December at 9:00 suits us.\n\nPots are fired twice.\n\nThe shed is old."), None);
        assert_eq!(en("Tuesday 1 December at 9:00 suits us; studio 12."), Some(Format::Onsite));
        assert_eq!(en("Tuesday 1 December at 9:00 at the North Kiln Foot Clinic."), Some(Format::Onsite));
        assert_eq!(en("Tuesday 1 December at 9:00. Thanks from the whole team of North Clinic."), None);
        let both = "\n\n- Tuesday 1 December at 9:00\n- Friday 4 December at 9:00";
        assert_eq!(en(&format!("Either of these, both in the old shed:{both}")), Some(Format::Onsite));
        assert_eq!(en(&format!("Sheds are made here. Please choose:{both}")), None);
        assert_eq!(en("Tuesday 1 December at 9:00 suits us; we make sheds."), None);
        let de = |body: &str| format("Wir möchten Sie gerne zu einem Vorstellungsgespräch einladen.", body);
        assert_eq!(de("Passt Dienstag, 1. Dezember, um 9 Uhr im Lehrerzimmer?"), Some(Format::Onsite));
        assert_eq!(de("Passt Dienstag, 1. Dezember, um 9 Uhr im Rahmen der Auswahl?"), None);
    }

    #[test]
    fn a_label_that_asks_where_beside_a_time() {
        let en = |body: &str| format("We would like to invite you to an interview for the Potter position.", body);
        assert_eq!(en("When     Tuesday 1 December, 9:00\nWhere    Kiln yard, blue door"), Some(Format::Onsite));
        assert_eq!(en("When     Tuesday 1 December, 9:00\nWhere    TBC"), None);
        assert_eq!(en("When     Tuesday 1 December, 9:00\nLocation Leeds"), None, "that of the job");
        let called =
            |place: &str| en(&format!("When: Tuesday 1 December, 9:00\nWhere: {place}\nI will call you afterwards."));
        assert_eq!(called("Kiln Parade 7, Leeds"), Some(Format::Onsite));
        assert_eq!(called("on your mobile"), Some(Format::Phone));
    }
}
