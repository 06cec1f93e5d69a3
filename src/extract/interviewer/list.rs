//! Lists of people as they stand in a text, with what stands between the names.

use super::job::{begins_with_job, behind_job, behind_office, introduced, is_office};
use super::name::{Name, at, begins_with_given, is_job};
use super::name_words::next_word;
use super::titles::is_letters;
use crate::words::schema::{PeopleWords, folded};

/// The people named in a text, from its start: separated by commas, "and", line ends; each with what stands in
/// brackets or behind a comma passed over. Returns the byte behind the list.
pub(super) fn list(text: &str, from: usize, words: &PeopleWords) -> (Vec<Name>, usize) {
    let mut names: Vec<Name> = Vec::new();
    let mut here = from;
    let mut turned = false;
    loop {
        let turned_name = family_first(text, here, words, turned);
        turned = turned_name.is_some();
        let Some(name) = turned_name.or_else(|| one(text, here, words, !names.is_empty())) else { break };
        // "Zanele Mbeki, Actuary": one word behind a full name is what they do, unless "and" stands between.
        let bare = name.words == 1 && name.is_bare();
        let job = bare && !begins_with_given(&name);
        if job && text[..here].ends_with(',') && names.last().is_some_and(|n| n.words >= 2) {
            break;
        }
        if names.last().is_some_and(|known| is_their_job(text, known, &name, words)) {
            break;
        }
        let mut end = name.end;
        names.push(name);
        end = behind_word(text, behind_title(text, end, words), words);
        match separator(text, end, words) {
            Some(next) => here = next,
            None => return (names, end),
        }
        if names.len() > 12 {
            break;
        }
    }
    let end = names.last().map_or(from, |n| n.end);
    (names, end)
}

/// "Ito, Dana (CTO)", "Ito, Dana; Marsh, Leo": the family first, as directories write names. `further`: behind another
/// that was written so.
pub(super) fn family_first(text: &str, here: usize, words: &PeopleWords, further: bool) -> Option<Name> {
    let family = at(text, here, words).filter(|n| n.words == 1 && n.is_bare() && !begins_with_given(n))?;
    let given = text[family.end..].strip_prefix(", ").and_then(|rest| at(text, text.len() - rest.len(), words))?;
    let behind = text[given.end..].trim_start_matches(' ');
    let ends = behind.starts_with(['(', ';', '\n', '|', '–']) || behind.starts_with("- ");
    let alone = given.words <= 2 && given.is_bare() && (further || begins_with_given(&given)) && !given.goes_on;
    (ends && alone).then(|| Name {
        text: format!("{} {}", given.text, family.text),
        end: given.end,
        words: family.words + given.words,
        ..family
    })
}

/// The next name of a list; behind the first, a job may stand before it.
fn one(text: &str, here: usize, words: &PeopleWords, further: bool) -> Option<Name> {
    // "Chair: Dana Ito": a word before a colon heads something.
    let heads = |n: &Name| n.words == 1 && text[n.end..].starts_with(": ");
    let told = |n: &Name| !n.is_bare();
    let name = at(text, here, words).filter(|n| told(n) || !n.goes_on && !heads(n));
    let behind = || behind_job(text, here, words).or_else(|| behind_office(text, start_of(text, here), words));
    let name = match name {
        // "Principal Dana Ito".
        Some(name) if begins_with_job(&name) => {
            Some(behind_office(text, name.start, words).and_then(|next| at(text, next, words)).unwrap_or(name))
        }
        None if further => behind_elision(text, here, words).or_else(|| at(text, behind()?, words)),
        name => name,
    }?;
    let name = without_office(text, &name, words).unwrap_or(name);
    Some(in_full(text, &name, words).unwrap_or(name))
}

/// "l'Avv. Marl e l'Avv. Sani": the name with a title behind an article that is one word with it.
fn behind_elision(text: &str, here: usize, words: &PeopleWords) -> Option<Name> {
    let start = start_of(text, here);
    let rest = ["l'", "l’"].iter().find_map(|article| text[start..].strip_prefix(article))?;
    at(text, text.len() - rest.len(), words).filter(|name| !name.is_bare())
}

/// "Deputy Warden Anna Ito", "Harbour Pilot Anna Ito": the name from its given name on, where a known word that is none, or
/// two words, stand before it.
fn without_office(text: &str, name: &Name, words: &PeopleWords) -> Option<Name> {
    let employer = crate::words::employer();
    let known = |w: &str| employer.id(&folded(w)).is_some();
    let first = next_word(&text[name.start..]);
    let long = name.words == 4 || name.words > 2 && known(first);
    if !long || !name.is_bare() || begins_with_given(name) {
        return None;
    }
    let inner = text[name.start..name.end].match_indices(' ').map(|(i, _)| name.start + i + 1);
    let two = |n: &Name| n.end == name.end && (n.words == 2 || n.words == 3 && known(first));
    inner.filter_map(|from| at(text, from, words)).find(|n| two(n) && begins_with_given(n))
}

/// "Cllr Dana Marsh, Portfolio Holder" among rows of people: what stands behind the comma is what they do.
fn is_their_job(text: &str, known: &Name, next: &Name, words: &PeopleWords) -> bool {
    let above = text[..known.start].trim_end_matches([' ', '-', '*', '•']).strip_suffix('\n');
    let below = text[next.end..].trim_start_matches(' ').strip_prefix('\n');
    let told = Name::is_told;
    if !text[known.end..].starts_with(", ") || known.words < 2 || !told(known) || told(next) {
        return false;
    }
    // "Dana Ito, Branch Equality Rep".
    if next.words >= 2 && next.text.rsplit(' ').next().is_some_and(|w| is_job(&w.to_lowercase())) {
        return true;
    }
    let row = |line: &str| at(line, 0, words).is_some_and(|n| n.words >= 2 && line[n.end..].starts_with(", "));
    let named =
        |line: &str| row(line.rsplit([':', '|']).next().unwrap_or_default().trim_start_matches([' ', '-', '*', '•']));
    let last = above.and_then(|a| a.rsplit('\n').next()).is_some_and(named);
    let first = below.and_then(|b| b.split('\n').next()).is_some_and(named);
    let ends = below.is_some() || text[next.end..].trim().is_empty();
    ends && (last || first)
}

fn start_of(text: &str, here: usize) -> usize {
    text.len() - text[here..].trim_start_matches([' ', '\n']).len()
}

/// "la Benny (Benedetta Trovato, ...)": the full name in brackets behind a short one.
fn in_full(text: &str, name: &Name, words: &PeopleWords) -> Option<Name> {
    let inside = text[name.end..].strip_prefix(" (").filter(|_| name.words == 1 && name.title.is_none())?;
    let full = at(text, text.len() - inside.len(), words).filter(|n| n.words >= 2 && !n.goes_on)?;
    let ends = text[full.end..].starts_with([')', ',']);
    // "(Acme Berlin)" is where; a person's short and full name begin alike.
    let head: String = name.text.chars().take(2).collect();
    (ends && full.text.starts_with(&head)).then_some(Name { start: name.start, end: name.end, ..full })
}

/// Behind "(Head of Data)" or ", Head of Data" when another name follows.
fn behind_title(text: &str, end: usize, words: &PeopleWords) -> usize {
    let end = behind_letters(text, end);
    let rest = &text[end..];
    let trimmed = rest.trim_start_matches([' ', '\u{a0}']);
    // Brackets may stand on the next line, where a program broke this one.
    let trimmed = trimmed.strip_prefix('\n').filter(|next| next.starts_with('(')).unwrap_or(trimmed);
    if let Some(inside) = trimmed.strip_prefix('(')
        && let Some(close) = inside.find(')').filter(|c| *c < 120)
    {
        return end + (rest.len() - trimmed.len()) + close + 2;
    }
    let comma = end + (rest.len() - trimmed.len());
    behind_asides(text, comma, words).or_else(|| behind_house(text, end, words)).unwrap_or(end)
}

/// So much is said of one person between commas, and no clause of it is longer.
const ASIDES: usize = 3;
const ASIDE: usize = 120;

/// Behind ", our head of ops, who once sailed alone" when another person follows.
fn behind_asides(text: &str, comma: usize, words: &PeopleWords) -> Option<usize> {
    let mut here = comma;
    for further in 0..ASIDES {
        let behind = text[here..].strip_prefix([',', ';'])?;
        // A job may go over the end of a line.
        let size = behind.find([',', ';', '.']).unwrap_or(behind.len());
        let clause = behind.get(..size).filter(|c| c.len() < ASIDE && !c.contains("\n\n"))?;
        if !clause.trim_start().starts_with(char::is_lowercase) {
            // "Dana Ito, QC Manager, and Leo, her deputy", "Dana Ito, VP Stores, and her deputy Leo".
            let job = clause.trim_start().split(' ').any(is_office);
            let next = here + 1 + size;
            let full = |n: &Name| n.words >= 2 && !n.text.split(' ').any(is_office);
            let fits = |n: &Name| n.is_told() || full(n) || introduced(text, n, words);
            let on = || (job && goes_on_behind(text, next, words, fits)).then_some(next);
            return parted_by_and(text, here, clause, words).or_else(on).filter(|_| further == 0);
        }
        let next = here + 1 + size;
        // The further away, the surer must it be a person.
        let fits = |n: &Name| n.is_told() || further == 0 && n.words >= 2 || introduced(text, n, words);
        if goes_on_behind(text, next, words, fits) {
            return Some(next);
        }
        if let Some(and) = parted_by_and(text, here, clause, words).filter(|_| further == 0) {
            return Some(and);
        }
        here = next;
    }
    None
}

/// Behind ", Head of Data" in ", Head of Data and Leo Marsh": the byte of "and".
fn parted_by_and(text: &str, comma: usize, clause: &str, words: &PeopleWords) -> Option<usize> {
    let clause = clause.split('\n').next().unwrap_or_default();
    words.and.iter().find_map(|and| {
        let after = comma + 1 + clause.find(&format!(" {and} "))?;
        let named = at(text, after + and.len() + 1, words).is_some_and(|n| n.words >= 2 || !n.is_bare());
        (named && at(text, comma + 1, words).is_none()).then_some(after)
    })
}

/// Behind "from the executive" in "Dana Ito from the executive, and Leo Marsh".
fn behind_house(text: &str, end: usize, words: &PeopleWords) -> Option<usize> {
    let behind = text[end..].strip_prefix([' ', '\n'])?;
    let from = words.out_of.iter().filter(|o| behind.strip_prefix(o).is_some_and(|r| r.starts_with(' ')));
    from.max_by_key(|o| o.len())?;
    let size = behind.find([',', ';', '.', '(']).unwrap_or(behind.len());
    let house = behind.get(..size).filter(|h| h.len() < HOUSE && !h.contains("\n\n"))?;
    let and = words.and.iter().filter_map(|and| house.find(&format!(" {and} ")));
    let stop = end + 1 + and.min().unwrap_or(size);
    goes_on_behind(text, stop, words, Name::is_told).then_some(stop)
}

/// Where somebody belongs is said in fewer bytes.
const HOUSE: usize = 60;

/// "Mme Le Bihan, adjointe au maire, de M. Hoarau": does another person follow what ends at a byte?
fn goes_on_behind(text: &str, end: usize, words: &PeopleWords, fits: impl Fn(&Name) -> bool) -> bool {
    let Some(start) = separator(text, end, words) else { return false };
    let named = |start: usize| at(text, start, words).filter(|n| !n.goes_on);
    // "And her deputy Leo Marsh": a job before the name says that it is one.
    let behind = || named(behind_job(text, start_of(text, start), words)?);
    named(start).map_or_else(|| behind().is_some_and(|n| n.words >= 2 || fits(&n)), |n| fits(&n))
}

/// Behind ", MBA, PhD".
fn behind_letters(text: &str, end: usize) -> usize {
    let mut end = end;
    while let Some(behind) = text[end..].strip_prefix(", ") {
        let word = behind.split([',', ' ', '\n', ';', ')']).next().unwrap_or_default();
        if !is_letters(word) {
            break;
        }
        end += 2 + word.len();
    }
    end
}

/// The byte behind a separator of a list, where a name may follow.
fn separator(text: &str, end: usize, words: &PeopleWords) -> Option<usize> {
    let rest = &text[end..];
    let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\n']);
    let mut here = end + (rest.len() - trimmed.len());
    let mut found = false;
    if let Some(mark) = text[here..].chars().next().filter(|c| matches!(c, ',' | ';' | '/' | '•' | '·')) {
        here += mark.len_utf8();
        // Dots stand between anything; between people only where the next has a family name.
        found = !matches!(mark, '•' | '·') || at(text, here, words).is_some_and(|n| n.words >= 2);
    }
    let rest = text[here..].trim_start_matches([' ', '\n']);
    let at = text.len() - rest.len();
    for and in &words.and {
        if rest.get(..and.len()).is_some_and(|w| w.eq_ignore_ascii_case(and))
            && rest[and.len()..].starts_with([' ', '\n'])
        {
            return Some(behind_again(text, behind_filler(text, at + and.len() + 1, words), words));
        }
        if let Some(aside) = rest.strip_prefix(and).and_then(|r| r.strip_prefix(", ")) {
            // "..., and, if the ferry sails, Leo Marsh".
            let stop = aside.find([',', '.', ';', '\n']).filter(|stop| aside[*stop..].starts_with(", "))?;
            return Some(text.len() - aside.len() + stop + 2);
        }
    }
    // "Leo Marsh, then Dana Ito".
    let next = behind_filler(text, at, words);
    let here = if next > at { next } else { here };
    found.then_some(behind_again(text, here, words))
}

/// Behind "first" in "Leo first, then Dana" and "again" in "Leo again and Dana".
fn behind_word(text: &str, end: usize, words: &PeopleWords) -> usize {
    let Some(rest) = text[end..].strip_prefix(' ') else { return end };
    let filler = words.fillers.iter().find(|f| rest.strip_prefix(f).is_some_and(|r| r.starts_with([' ', ','])));
    let stop = filler.map(|f| end + 1 + f.len());
    stop.filter(|stop| goes_on_behind(text, *stop, words, |n| n.words >= 2 || n.is_told())).unwrap_or(end)
}

/// Behind "also" in "and also Leo".
fn behind_filler(text: &str, at: usize, words: &PeopleWords) -> usize {
    let filler = words.fillers.iter().find(|f| text[at..].strip_prefix(f).is_some_and(|r| r.starts_with(' ')));
    filler.map_or(at, |f| at + f.len() + 1)
}

/// Behind the preposition that a list repeats: "con Marta y con Luis".
fn behind_again(text: &str, at: usize, words: &PeopleWords) -> usize {
    let rest = text[at..].trim_start_matches([' ', '\n']);
    let start = text.len() - rest.len();
    let behind = words.again.iter().filter_map(|w| {
        let fits = rest.get(..w.len()).is_some_and(|head| head == w);
        let parted = w.ends_with('\'') || rest.get(w.len()..).is_some_and(|r| r.starts_with([' ', '\n']));
        (fits && parted).then_some(start + w.len() + usize::from(!w.ends_with('\'')))
    });
    behind.max().unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::super::tests::each;

    #[test]
    fn a_job_stands_between_two_people() {
        each(&[
            (
                "en",
                "You will talk with Priya Raman, VP Stores, and her deputy Sam Brekke.",
                &["Priya Raman", "Sam Brekke"],
            ),
            (
                "es",
                "Te recibirán la directora, Marta Gil, y la coordinadora de turno, Pilu Sanz.",
                &["Marta Gil", "Pilu Sanz"],
            ),
            ("en", "Priya Raman, VP Stores, sends her regards.", &[]),
        ]);
    }

    #[test]
    fn a_given_name_ends_a_sentence_and_is_no_office() {
        each(&[("nl", "Je spreekt Fatima en Joost. Petra stuurt de code.", &["Fatima", "Joost"])]);
    }

    #[test]
    fn what_is_said_of_the_next_person_is_not_said_of_the_one_before() {
        let said = "You will talk with Priya Raman and Sam Brekke, who is on parental leave until then.";
        each(&[("en", said, &["Priya Raman"])]);
    }
}
