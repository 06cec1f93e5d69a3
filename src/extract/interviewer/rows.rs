//! People in rows: lists, tables, brackets.

use super::acts::is_no_word;
use super::candidate_words;
use super::doubt::MAY_BE;
use super::job::{behind_office, introduced};
use super::list;
use super::name::{self, Name};
use super::said::{DOES, GAP, MEET, Said, of};
use crate::extract::finder::Hit;
use crate::words::schema::{PeopleWords, WordClass, folded};
use std::ops::Range;

/// The next line of a list, behind its bullet, where a name begins it.
pub(super) fn next(text: &str, from: usize, words: &PeopleWords, listed: bool) -> Option<usize> {
    let rest = text.get(from..)?;
    let line_end = rest.find('\n')?;
    let row = from + line_end + 1;
    let line = text[row..].split('\n').next()?;
    if line.trim().is_empty() {
        return None;
    }
    let bare = line.trim_start_matches([' ', '-', '*', '•', '|', '–', '·']);
    let bullet = line.trim_start().starts_with(['-', '*', '•', '·', '–']);
    let at = row + (line.len() - bare.len());
    let name = list::family_first(text, at, words, false).or_else(|| name::at(text, at, words))?;
    let behind = text[name.end..].chars().next();
    let ended = matches!(behind, None | Some('\n' | ',' | '('))
        || text[name.end..].starts_with(" (")
        || text[name.end..].starts_with(GAP)
        || text[name.end..].starts_with(" -")
        || text[name.end..].starts_with(" –");
    // A list goes on with short names, too: "- Bao (product)".
    let told = name.words >= 2 || !name.is_bare() || bullet;
    ((bullet || listed) && ended && told && !name.goes_on).then_some(at)
}

/// Does a row begin with who is surely somebody, or say what its owner is?
pub(super) fn tells_who(text: &str, at: usize, words: &PeopleWords) -> bool {
    name::at(text, at, words).is_some_and(|n| n.is_told() || !text[n.end..].starts_with('\n'))
}

/// "Site Operations (Johan Steyn, Ana Ruiz)": brackets that hold nothing but names.
pub(super) fn bracketed(said: &mut Said) {
    let (text, words) = (said.text, said.words);
    let mut any = false;
    for (open, _) in text.match_indices('(') {
        let Some(close) = text[open..].find(')').filter(|c| *c < 120) else { continue };
        let line = text[..open].rsplit('\n').next().unwrap_or_default();
        if !line.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let (names, end) = list::list(text, open + 1, words);
        let ends = text[open + close + 1..].trim_start_matches([' ', '.']).starts_with('\n');
        // "(React Native)" in the middle of a sentence is no one.
        let whole = end == open + close && (names.len() > 1 || ends || text.len() == open + close + 1);
        // "(New York)" behind a time is where, but for a plan whose other parts have people there.
        let row = any && begins_with_clock(line.trim_start());
        let known = row || names.len() > 1 || names.iter().any(|n| n.is_told());
        if whole && known && names.iter().all(|n| n.words >= 2 || !n.is_bare()) {
            names.iter().for_each(|n| said.push(n, "people-of-a-part"));
            any = true;
        }
    }
}

/// A longer line is no row of an agenda.
const ROW: usize = 200;

/// "11:30 - Coding: Hiroshi Abe, Staff Engineer": rows of a time, what is done, and with whom; one alone is none, but in a
/// plan.
pub(super) fn agenda(said: &mut Said) {
    let timed = timed_rows(said.text);
    let read = |sure: f32| timed.iter().map(|row| people_of(said, row, sure).unwrap_or_default()).collect::<Vec<_>>();
    let named = read(MAY_BE).iter().filter(|names| !names.is_empty()).count();
    if named < 2 && (named == 0 || timed.len() < PLAN) {
        return;
    }
    // Beside rows with people, a full name at the place of one is enough where no word of it is another.
    let people = read(BESIDE_OTHERS);
    if are_candidates(said, &people) {
        return;
    }
    people.iter().flatten().for_each(|n| said.push(n, "people-of-a-table"));
}

/// So likely is somebody a person in a plan that names others.
const BESIDE_OTHERS: f32 = 0.2;

/// The lines that have a time, from the byte behind it.
fn timed_rows(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut out = Vec::new();
    for line in text.split('\n') {
        let here = start;
        start += line.len() + 1;
        let bare = line.trim_start_matches([' ', '-', '*', '•', '–', '·']);
        let timed = begins_with_clock(bare) || line.contains(" | ") && ends_with_clock(line);
        if line.len() <= ROW && timed {
            out.push(here + line.len() - behind_clock(bare).len()..here + line.len());
        }
    }
    out
}

/// What stands behind the times at the beginning of a row: "1:00 PM", "10:00 – 10:30 Uhr".
fn behind_clock(row: &str) -> &str {
    let part = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        bare.is_empty() || bare.starts_with(|c: char| c.is_ascii_digit()) || HALVES.contains(&bare.as_str())
    };
    let mut rest = row;
    while let Some((_, behind)) = rest.split_once(' ').filter(|(word, _)| part(word)) {
        rest = behind;
    }
    rest
}

/// Words of a clock behind its numbers, and between two times.
const HALVES: &[&str] = &[
    "am", "pm", "a.m", "p.m", "uhr", "uur", "h", "hrs", "hr", "hours", "u", "bis", "to", "tot", "à", "a", "às", "alle",
];

/// The people of a row: all of them full names of whom one at least is surely a person, be it for the tagger.
fn people_of(said: &Said, row: &Range<usize>, least: f32) -> Option<Vec<Name>> {
    let (text, words) = (said.text, said.words);
    let alone = |n: &Name| text[n.end..].trim_start_matches(' ').starts_with(['\n', ',', '–', '-', '(']);
    let told = |n: &Name| n.is_told() && (n.words >= 2 || alone(n) || !n.is_bare());
    let likely = |n: &Name| said.is_somebody(n, MAY_BE) || is_no_word(n) && said.is_somebody(n, least);
    let sure = |n: &Name| told(n) || n.words >= 2 && !n.goes_on && alone(n) && likely(n);
    let lists = starts_in(text, row, words).into_iter().map(|at| list::list(text, at, words));
    let mut whole = lists.filter(|(names, end)| {
        // Beside one who is surely a person, a full name is enough.
        let full = names.iter().any(sure) && names.iter().all(|n| !n.goes_on && (n.words >= 2 || sure(n)));
        let behind = text[*end..].split('\n').next().unwrap_or_default();
        full && *end <= row.end + 1 && (behind.trim().is_empty() || behind.starts_with([',', ' ', ')']))
    });
    let (mut names, _) = whole.next()?;
    let first = names.first().map(|n| n.start);
    // "Dana Ito, Customer Experience".
    names.retain(|n| Some(n.start) == first || !is_a_department(n));
    Some(names)
}

/// Where people may begin in a row: behind its time, a mark or a "with".
fn starts_in(text: &str, row: &Range<usize>, words: &PeopleWords) -> Vec<usize> {
    let line = &text[row.clone()];
    let with = words.with.iter().map(|w| format!(" {w} "));
    let marks = [": ", " - ", " – ", " — ", " | ", ", ", GAP].map(String::from).into_iter().chain(with);
    let behind = marks.flat_map(|m| line.match_indices(&m).map(|(at, _)| row.start + at + m.len()).collect::<Vec<_>>());
    behind.chain([row.start]).collect()
}

/// Does the reader stand in a row of their own, as those in the others do? Then all of them are who is seen.
fn are_candidates(said: &Said, rows: &[Vec<Name>]) -> bool {
    let mine = candidate_words(said.it);
    let own = |name: &Name| {
        let mut words = name.text.split(' ').map(str::to_lowercase).filter(|w| w.chars().count() > 2).peekable();
        words.peek().is_some() && words.all(|w| mine.contains(&w))
    };
    rows.iter().any(|names| matches!(names.as_slice(), [one] if own(one)))
}

/// So many rows with times are a plan, also where one of them names people only.
const PLAN: usize = 3;

/// Does a line begin with the time of a clock?
fn begins_with_clock(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &line[digits..];
    let minutes = behind.starts_with([':', '.', 'h']) && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    let half = ["am", " am", "pm", " pm", "h ", " h ", " Uhr", " uur"].iter().any(|w| behind.starts_with(w));
    (1..=2).contains(&digits) && (minutes || half)
}

/// "Dana Ito, Chief Estimator – 9:45–10:30 AM".
fn ends_with_clock(line: &str) -> bool {
    let tail = line.rsplit([' ', '–', '-']).find(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    let cell = line.trim_end().rsplit(" | ").next().unwrap_or_default();
    let last = cell.rsplit(['–', '-']).next().unwrap_or_default();
    tail.is_some_and(begins_with_clock) && last.trim().len() <= 8
}

/// A table whose head names a column of people, or a row whose head names people: "Who: Dana Ito".
pub(super) fn columns(said: &mut Said) {
    let (text, words) = (said.text, said.words);
    let is_head = |cell: &str| words.column.contains(&bare(cell));
    let old_label = &said.it.words.time.old_label;
    let is_old = |cell: &str| old_label.contains(&cell.trim().to_lowercase());
    let (mut column, mut old): (Option<usize>, Option<usize>) = (None, None);
    let mut start = 0;
    let mut above = "";
    for line in text.split('\n') {
        let here = start;
        start += line.len() + 1;
        let headed = above.trim_end().ends_with(':');
        above = if line.trim().is_empty() { above } else { line };
        let cells: Vec<&str> = line.split(" | ").collect();
        if cells.len() < 2 {
            if let Some((_, at)) = labelled(line).filter(|(label, _)| is_head(label)) {
                names_of(said, here + at, here + line.len());
                rows_below(said, here + line.len());
            }
            continue;
        }
        let place = |n: usize| here + cells[..n].iter().map(|c| c.len() + 3).sum::<usize>();
        // "| Was | Now": below such a head, whom one would have met is not met.
        let head = !line.contains(|c: char| c.is_ascii_digit());
        old = cells.iter().position(|c| head && is_old(c)).map(|at| cells.len() - at).or(old);
        if let Some(was) = old.and_then(|o| cells.len().checked_sub(o)).filter(|at| *at > 0 && is_head(cells[0])) {
            said.withdraw(place(was)..place(was) + cells[was].len());
            let now = (1..cells.len()).find(|at| *at != was);
            now.map(|now| names_of(said, place(now), place(now) + cells[now].len()));
            continue;
        }
        if let Some(at) = cells.iter().position(|c| is_head(c)).or_else(|| names_column(&cells, headed, words)) {
            // "Panel | Dana Ito": a head beside its people, and none above them.
            if at + 2 == cells.len() && names_of(said, place(at + 1), here + line.len()) {
                rows_below(said, here + line.len());
                continue;
            }
            column = Some(at);
            continue;
        }
        let Some(cell) = column.and_then(|c| cells.get(c)) else { continue };
        let offset = place(column.unwrap_or(0));
        names_of(said, offset, offset + cell.len());
    }
}

/// The words of a head or a label, in small letters, without its number, bullet and marks.
fn bare(cell: &str) -> String {
    cell.trim_matches(|c: char| !c.is_alphanumeric() && c != ')')
        .trim_start_matches(|c: char| c.is_ascii_digit() || ".) ".contains(c))
        .to_lowercase()
}

/// The column of names in the head of a table that a line such as "You will meet:" stands above, or that tells what each is.
fn names_column(cells: &[&str], headed: bool, words: &PeopleWords) -> Option<usize> {
    let at = cells.iter().position(|c| words.name_column.contains(&bare(c)))?;
    let jobs = cells.iter().any(|c| words.job_column.contains(&bare(c)));
    (cells.len() > 1 && (jobs || headed)).then_some(at)
}

/// A table whose columns wide gaps part: the names below the head of their column.
pub(super) fn aligned(said: &mut Said) {
    let (text, words) = (said.text, said.words);
    let (mut start, mut column, mut above) = (0, None, "");
    for line in text.split('\n') {
        let here = start;
        start += line.len() + 1;
        let cells = gapped(line);
        let texts: Vec<&str> = cells.iter().map(|at| line[at.clone()].trim()).collect();
        let headed = above.trim_end().ends_with(':');
        above = if line.trim().is_empty() { above } else { line };
        if let Some(at) = names_column(&texts, headed, words) {
            column = Some(at);
        } else if cells.len() < 2 {
            // A line of dashes parts the head from the rows.
            column = column.filter(|_| !line.contains(char::is_alphanumeric) && !line.trim().is_empty());
        } else if let Some(cell) = column.and_then(|c| cells.get(c)) {
            names_of(said, here + cell.start, here + cell.end);
        }
    }
}

/// The cells of a line that gaps of two blanks or more, or a tab, part.
fn gapped(line: &str) -> Vec<Range<usize>> {
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut gap = usize::MAX;
    for (at, c) in line.char_indices() {
        if c.is_whitespace() {
            gap = gap.saturating_add(if c == '\t' { 2 } else { 1 });
            continue;
        }
        let end = at + c.len_utf8();
        match cells.last_mut().filter(|_| gap < 2) {
            Some(cell) => cell.end = end,
            None => cells.push(at..end),
        }
        gap = 0;
    }
    cells
}

/// The label of a line and where its value begins.
fn labelled(line: &str) -> Option<(&str, usize)> {
    [":", " – ", " - "].iter().find_map(|mark| {
        let (label, value) = line.split_once(mark)?;
        Some((label, line.len() - value.len()))
    })
}

/// The lines below that begin with names.
fn rows_below(said: &mut Said, from: usize) {
    let mut from = from;
    for _ in 0..12 {
        let Some(at) = next(said.text, from, said.words, true) else { return };
        let (names, last) = list::list(said.text, at, said.words);
        names.iter().for_each(|n| said.push(n, "people-of-a-table"));
        from = last;
    }
}

/// The full names of a cell; whether there are any.
fn names_of(said: &mut Said, from: usize, to: usize) -> bool {
    let mut any = false;
    let start = from + said.text[from..to].len() - said.text[from..to].trim_start().len();
    let start = Some(start).filter(|at| name::at(said.text, *at, said.words).is_some());
    // "plant manager Dana Ito": a job before the name.
    let lead = said.text.len() - said.text[from..].trim_start().len();
    let behind = || behind_office(said.text, lead, said.words).filter(|at| *at < to);
    let Some(start) = start.or_else(behind) else { return false };
    let mut last = start;
    for name in list::list(said.text, start, said.words).0 {
        let told = name.words >= 2 || name.is_told() || has_a_job_behind(said, &name);
        let department = any && said.text[last..name.start].trim() == "," && is_a_department(&name);
        last = name.end;
        if name.end <= to && told && !department {
            said.push(&name, "people-of-a-table");
            any = true;
        }
    }
    any
}

/// "Rajiv, her deputy".
fn has_a_job_behind(said: &Said, name: &Name) -> bool {
    said.text[name.end..].starts_with(", ") && introduced(said.text, name, said.words)
}

/// "Hana Okoro, Customer Experience": where somebody works, by a word of firms and subjects, and nobody.
fn is_a_department(name: &Name) -> bool {
    let employer = crate::words::employer();
    let known = |w: &str| employer.id(&folded(w)).is_some() && !employer.is(&folded(w), WordClass::Given);
    !name.is_told() && name.text.split(' ').any(known)
}

/// "Your interviewers on Thursday are:", "These colleagues will take part:" with the names in the lines below.
pub(super) fn below_a_heading(said: &mut Said, hits: &[Hit]) {
    let (text, words) = (said.text, said.words);
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        let here = start;
        start = end + 1;
        let lower = line.to_lowercase();
        let head = |w: &str| lower.match_indices(w).any(|(i, _)| whole_word(&lower, i, w.len()));
        let acts = || of(hits, MEET).chain(of(hits, DOES)).any(|hit| (here..end).contains(&hit.at));
        let speaks = || words.column.iter().filter(|w| w.len() >= 4).any(head) || acts();
        if !line.trim_end().ends_with(':') || !speaks() || said.excluded(here + line.trim_end().len()) {
            continue;
        }
        let gap = text[end..].len() - text[end..].trim_start_matches('\n').len();
        let mut from = end + gap.max(1) - 1;
        let mut rows = 0;
        let row = |from: usize| next(text, from, words, true).or_else(|| labelled_row(text, from, words));
        while let Some(at) = row(from).filter(|_| rows < 12) {
            let (names, last) = list::list(text, at, words);
            let aside = said.excluded(at);
            names.iter().filter(|_| !aside).for_each(|n| said.push(n, "people-to-meet"));
            from = last;
            rows += 1;
        }
    }
}

/// "Chair: Dana Ito": the next row, where a label stands before a person who is known to be one.
fn labelled_row(text: &str, from: usize, words: &PeopleWords) -> Option<usize> {
    let row = from + text.get(from..)?.find('\n')? + 1;
    let (label, value) = text[row..].split('\n').next()?.split_once(": ")?;
    let at = row + label.len() + 2 + (value.len() - value.trim_start().len());
    let told = |n: &Name| n.words >= 2 && n.is_told();
    (label.split(' ').count() <= 3 && name::at(text, at, words).as_ref().is_some_and(told)).then_some(at)
}

fn whole_word(text: &str, at: usize, len: usize) -> bool {
    !text[..at].ends_with(char::is_alphanumeric) && !text[at + len..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{each, interviewers, people};

    #[test]
    fn rows_below_a_line_that_says_what_they_do() {
        each(&[
            (
                "en",
                "On our side these two will take part:\n\n    Priya Raman, stores\n    Sam Hill, works council",
                &["Priya Raman", "Sam Hill"],
            ),
            (
                "de",
                "Von unserer Seite nehmen teil:\n\n    Jens Maurer, Lager\n    Petra Kolb, Betriebsrat",
                &["Jens Maurer", "Petra Kolb"],
            ),
            ("fr", "Seront présents :\n\n- Salomé Roy, caisse\n- Jean Duprat, stock", &["Salomé Roy", "Jean Duprat"]),
            ("en", "Please bring these papers:\n\n    Priya Raman, stores\n    Sam Hill, works council", &[]),
        ]);
    }

    #[test]
    fn the_next_row_of_a_column_is_somebody_else() {
        let said = "The talk is on Friday at ten.\n\nYou will meet:   Priya Raman-Okonkwo, Operations Manager\n                 \
                    Bartek Zielny, foreman\nPlace:           Mill Road 4";
        assert_eq!(interviewers("en", said), ["Priya Raman-Okonkwo", "Bartek Zielny"]);
    }

    #[test]
    fn full_names_in_a_plan_beside_others() {
        let plan = "The plan for Friday:\n\n1:00 PM  Priya Raman - Stock\n1:45 PM - 2:30 PM  Round of the mill, Henrik Brekke\n\
                    3:00 PM  Free Parking";
        assert_eq!(interviewers("en", plan), ["Priya Raman", "Henrik Brekke"]);
    }

    #[test]
    fn who_is_seen_beside_the_reader_is_a_candidate() {
        let from = "Dana Ito <dana.ito@plinth.example>";
        let rows =
            |mine: &str| format!("We see three people on Friday:\n\n10.00  P. Raman\n11.30  {mine}\n14.00  S. Hill");
        let (_, met) = people("en", from, &rows("Ada"), "Dana Ito");
        assert_eq!(met, [""; 0]);
    }

    #[test]
    fn a_gap_parts_somebody_from_what_they_are() {
        each(&[
            (
                "en",
                "It will be conducted by:\n\n    Mrs Priya Raman     Head of Stores\n    Mr Sam Orr     Personnel",
                &["Priya Raman", "Sam Orr"],
            ),
            (
                "en",
                "10:00 hrs   Round 1   Mr. Raman, Stores Manager\n11:00 hrs   Round 2   Ms. Priya Orr, Director\n\
                 12:30 hrs   Round 3   General Manager",
                &["Raman", "Priya Orr"],
            ),
            (
                "en",
                "The other members are\n\n    Sam Hill (chair)\n    Priya Raman, stores",
                &["Sam Hill", "Priya Raman"],
            ),
            ("en", "Please bring:\n\n    Plinth Badge     for the gate\n    Steel Shoes     for the floor", &[]),
        ]);
    }
}
