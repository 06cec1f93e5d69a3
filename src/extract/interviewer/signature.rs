//! The name under a letter.

use super::headers::{introduces_itself, is_whole_address, small_name};
use super::name::{self, Name};
use super::said;
use super::{candidate_words, is_company, titles};
use crate::extract::closing::is_formula;
use crate::extract::rules::Context;
use crate::extract::sender;
use crate::message::address::Address;
use crate::message::body::Href;
use crate::message::body::{Line, Voice};
use crate::text::{Part, Span};
use crate::words::schema::{PeopleWords, Phrases, WordClass, folded};

/// The first name under the letter: behind the closing formula, or alone at its end.
pub(super) fn signature(it: &Context) -> Option<(Name, Span)> {
    let closed =
        above_the_mark(it).or_else(|| marked(it)).or_else(|| below_a_formula(it)).or_else(|| above_the_house(it));
    let last = || last_line(it).or_else(|| below_a_rule(it));
    closed.or_else(last).or_else(|| in_small_letters(it))
}

/// A letter without a formula: below its last sentence a block of lines of which the first is somebody's name and the
/// second what they are, or the house. A given name alone stands right above the house that mails.
fn above_the_house(it: &Context) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let own = |l: &&Line| matches!(l.voice, Voice::Said | Voice::Signature) && !body.line(l).trim().is_empty();
    let lines: Vec<&Line> = body.lines.iter().filter(own).collect();
    let glued = |pair: &[&Line]| pair[0].end + 1 == pair[1].start;
    let from = lines.windows(2).rposition(|pair| !glued(pair))? + 1;
    let ([.., sentence], [first, second, rest @ ..]) = lines.split_at_checked(from)? else { return None };
    let (above, below) = (body.line(sentence).trim(), body.line(second).trim());
    // Rows of people, each with what they do, are no signature.
    let others = rest.iter().any(|line| signs(it, line, 2).is_some_and(|(name, _)| name.is_told()));
    let ends = rest.len() < BLOCK_OF_NAME && !others && !above.ends_with(':') && above.chars().count() > SHORT;
    if !ends || ends_as_text(body.line(first)) || ends_as_text(below) {
        return None;
    }
    let from = it.mail.from.first()?;
    let house = shares_a_word(below, from.name.as_deref().unwrap_or_default()) || is_in_one_word(below, &from.domain());
    let words: Vec<&str> = below.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let is_job = |w: &&str| name::is_job(&w.to_lowercase());
    let job = words.iter().any(is_job);
    let (name, span) = signs(it, first, 1)?;
    // Whom nothing but a job tells: "Driver Recruiter".
    let only_a_job = || name.words <= 3 && words.last().is_some_and(is_job);
    let full = name.words >= 2 && (name.is_told() && (house || job) || only_a_job() && !is_job_or_house(&name));
    let given = name.words == 1 && house && !name::is_job(&name.text.to_lowercase());
    (full || given).then_some((name, span))
}

/// "Marl Works", "Site Manager": does a word of the name belong to what is no person?
fn is_job_or_house(name: &Name) -> bool {
    use WordClass::{Institution, Legal, Team};
    let employer = crate::words::employer();
    let other = |w: &str| [Institution, Legal, Team].iter().any(|c| employer.is(w, *c)) || name::is_job(w);
    name.text.split(' ').any(|w| other(&folded(w)))
}

/// No signature goes on for more lines below what its owner is.
const BLOCK_OF_NAME: usize = 6;

/// "Marl Lane Dental" above marllanedental.example: does a domain write all of a line in one word?
fn is_in_one_word(line: &str, domain: &str) -> bool {
    let letters: String = folded(line).chars().filter(|c| c.is_alphanumeric()).collect();
    line.contains(' ') && domain.split('.').any(|label| label.replace('-', "") == letters)
}

/// Do two texts have a word in common that is long enough to be of a name?
fn shares_a_word(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).map(folded).filter(|w| w.chars().count() > 4).collect()
    };
    let other = words(other);
    words(one).iter().any(|w| other.contains(w))
}

/// "leo" in the last line of a letter that says "c'est leo": how its writer, who knows no capitals, signs.
fn in_small_letters(it: &Context) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let mut lines = body.lines.iter().rev().filter(|l| l.voice == Voice::Said && !body.line(l).trim().is_empty());
    let line = lines.next()?;
    let text = body.line(line).trim();
    let small = (2..=24).contains(&text.chars().count()) && text.chars().all(char::is_lowercase);
    let employer = crate::words::employer();
    let key = folded(text);
    let known = employer.id(&key).is_some() && !employer.is(&key, WordClass::Given);
    let name = |text: &str| !known && !it.words.people.no_names.contains(text);
    let own = small && name(text) && introduces_itself(it, text);
    own.then(|| (small_name(text), Span::new(Part::Body, line.start, line.end))).or_else(|| behind_a_formula(it, line))
}

/// "lg sepp": a formula in the last line, and behind it a given name in small letters.
fn behind_a_formula(it: &Context, line: &Line) -> Option<(Name, Span)> {
    let text = it.mail.body.line(line).trim();
    let rest = without_closing(text);
    let word = rest.len() < text.len() && rest.chars().count() > 2 && rest.chars().all(char::is_lowercase);
    let given = crate::words::employer().is(&folded(rest), WordClass::Given);
    (word && given).then(|| (small_name(rest), Span::new(Part::Body, line.start, line.end)))
}

/// A row of stars or dashes and below it, first of a few lines, the full name of somebody who is one for sure.
fn below_a_rule(it: &Context) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let own = |l: &&Line| matches!(l.voice, Voice::Said | Voice::Signature) && !body.line(l).trim().is_empty();
    let lines: Vec<&Line> = body.lines.iter().filter(own).collect();
    let from = lines.len().saturating_sub(BLOCK);
    let block = lines.get(from..)?.windows(2).rev().filter(|pair| is_rule(body.line(pair[0])));
    block.filter(|pair| !is_rule(body.line(pair[1]))).find_map(|pair| {
        let addressed = behind_name(body.line(pair[1]), &it.words.people);
        signs(it, pair[1], 2).filter(|(name, _)| name.is_told() || addressed)
    })
}

/// "****", "----": a line of nothing but one sign.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let sign = line.chars().next().filter(|c| "*-=_~+#─━—".contains(*c));
    sign.is_some_and(|sign| line.chars().count() >= RULE && line.chars().all(|c| c == sign))
}

/// So many signs in a row are a line.
const RULE: usize = 5;

/// "Dana Ito (Ms.)": does a title of address stand in brackets behind a name?
fn behind_name(line: &str, words: &PeopleWords) -> bool {
    let inside = line.trim().strip_suffix(')').and_then(|line| line.rsplit_once('('));
    inside.is_some_and(|(_, title)| titles::addressed(&title.to_lowercase(), words).is_some())
}

/// "Kind regards", a full name, and "--" further down: the lines below that mark name the owners of the house.
fn above_the_mark(it: &Context) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let lines: Vec<&Line> = body.lines.iter().filter(|l| !body.line(l).trim().is_empty()).collect();
    let mark = lines.iter().rposition(|l| l.voice == Voice::Signature && body.line(l).trim() == "--")?;
    let formula = lines[..mark].iter().rposition(|l| l.voice == Voice::Said && is_formula(body.line(l)))?;
    lines[formula + 1..mark].iter().take(2).find_map(|l| signs(it, l, 2))
}

/// "Dana", and "Dana Ito" in a line of its own further down.
pub(super) fn is_above_itself(it: &Context, full: &Name) -> bool {
    let body = &it.mail.body;
    let own = |l: &&Line| matches!(l.voice, Voice::Said | Voice::Signature) && !body.line(l).trim().is_empty();
    let given = full.text.split_once(' ').map(|(given, _)| given).filter(|_| full.is_bare());
    let mut lines = body.lines.iter().rev().filter(own).take(LAST);
    given.is_some_and(|given| lines.any(|l| body.line(l).trim() == given))
}

/// So many lines at the end of a letter are looked at for the name of From.
const LAST: usize = 8;

/// The line at the end of the letter that holds the name of From and nothing else.
pub(super) fn signed_as(it: &Context, from: &Name) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let own = |l: &&Line| matches!(l.voice, Voice::Said | Voice::Signature) && !body.line(l).trim().is_empty();
    let mut names = body.lines.iter().rev().filter(own).take(LAST).filter_map(|l| signs(it, l, 1));
    // "Zoe from Plinth" signs as "Zoe Marsh".
    let short = format!("{} ", from.text);
    let longer = |name: &Name| from.words == 1 && name.words <= 3 && name.text.starts_with(&short);
    names.find(|(name, _)| name.text == from.text || longer(name))
}

/// "Dana" alone in a line at the end of a letter from "Dana Ito": how she signs, whatever formula stands above it.
pub(super) fn signed_by_given(it: &Context, from: &Name) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let own = |l: &&Line| matches!(l.voice, Voice::Said | Voice::Signature) && !body.line(l).trim().is_empty();
    let given = from.text.split_once(' ').map(|(given, _)| given).filter(|_| name::begins_with_given(from))?;
    let line = body.lines.iter().rev().filter(own).take(LAST).find(|l| body.line(l).trim() == given)?;
    name_of(it, given, 1).map(|name| (name, Span::new(Part::Body, line.start, line.end)))
}

/// Below more lines than these no name stands: what a house adds to every mail is long.
const BLOCK: usize = 20;

/// The line at the end of the letter that holds the full name of which the address is made.
pub(super) fn signed_with(it: &Context, address: &Address) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let own = |l: &&Line| matches!(l.voice, Voice::Said | Voice::Signature) && !body.line(l).trim().is_empty();
    let short = |l: &&Line| body.line(l).len() < 2 * SHORT;
    let mut names = body.lines.iter().rev().filter(own).take(BLOCK).filter(short).filter_map(|l| signs(it, l, 2));
    names.find(|(name, _)| is_whole_address(&name.text, address))
}

/// Does anybody close the letter, a team, too?
pub(super) fn is_signed(it: &Context) -> bool {
    it.mail.body.lines.iter().any(|l| l.voice == Voice::Signature || is_formula(it.mail.body.line(l)))
}

/// The name in a line with its place, if it is one of somebody who may sign, and no button.
fn signs(it: &Context, line: &Line, least: usize) -> Option<(Name, Span)> {
    let name = name_of(it, it.mail.body.line(line), least)?;
    let button = !name::begins_with_given(&name) && is_linked(it, line);
    let motto = is_motto(it.mail.body.line(line));
    (!button && !motto).then_some((name, Span::new(Part::Body, line.start, line.end)))
}

/// "Wood, as it lasts.": a sentence below the name of a house.
fn is_motto(line: &str) -> bool {
    let line = line.trim();
    let small = line.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
    line.ends_with(['.', '!']) && line.contains(',') && small > 1
}

/// Does the whole of a line lead somewhere else than to a mailbox?
fn is_linked(it: &Context, line: &Line) -> bool {
    let body = &it.mail.body;
    let shown = |l: &Href| body.text.get(l.start..l.end).unwrap_or_default().trim();
    let mut links = body.links.iter().filter(|l| line.start <= l.start && l.end <= line.end);
    links.any(|l| shown(l) == body.line(line).trim() && !l.url.starts_with("mailto:"))
}

/// The name in a text, if it is one of somebody who may sign.
fn name_of(it: &Context, text: &str, least: usize) -> Option<Name> {
    let words = &it.words.people;
    let text =
        text.trim().trim_start_matches(['-', '–', '—', '*', '/', '~', ' ', '_']).trim_end_matches(['*', ' ', '_']);
    // "Gráinne xx": kisses.
    let text = text.trim_end_matches(['x', 'X']).strip_suffix(' ').map_or(text, str::trim_end);
    // "(Dr Ito, Dr Marsh & Partners)" is whose house it is.
    let inside = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    let text = inside.filter(|t| !t.contains(" & ")).unwrap_or(text);
    // "(she/her)", "(Mrs)" behind the name.
    let (text, aside) = match text.split_once(" (") {
        Some((name, aside)) if aside.ends_with(')') => (name, aside),
        _ => (text, ""),
    };
    let lower = text.to_lowercase();
    // "Sd/-" stands above who signs.
    if words.machine.iter().any(|m| lower.contains(m)) || words.on_behalf.contains(&lower) {
        return None;
    }
    let head = text.split([',', '|', '•', '·', '/']).next().unwrap_or_default();
    let head = head.split(" - ").next().unwrap_or_default().split(" – ").next().unwrap_or_default();
    let head = without_closing(head);
    let head = without_for(head, &words.on_behalf);
    let name = name::whole(head, words, least).filter(|n| !is_address(n, &words.streets))?;
    // "Thirsk (Yorkshire)": a town and its county.
    if name.words == 1 && aside.starts_with(char::is_uppercase) && !name.is_told() {
        return None;
    }
    let own = name.text.to_lowercase();
    let candidate = candidate_words(it);
    let mine = !candidate.is_empty() && own.split(' ').all(|w| candidate.iter().any(|c| c == w));
    (!mine && !is_company(it, &name.text) && !is_the_machine(it, &name)).then_some(name)
}

/// "Planable, on behalf of Plinth" from no-reply@planable.example: the system signs with its own name.
fn is_the_machine(it: &Context, name: &Name) -> bool {
    let word = folded(&name.text);
    let own = |a: &Address| sender::is_no_reply(a) && a.domain().split('.').any(|l| l == word);
    name.words == 1 && name.is_bare() && it.mail.from.first().is_some_and(own)
}

/// In the lines that are known as a signature.
fn marked(it: &Context) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let mut seen = 0;
    for line in body.lines.iter().filter(|l| l.voice == Voice::Signature) {
        let text = body.line(line);
        if text.trim().is_empty() || text.trim() == "--" {
            continue;
        }
        seen += 1;
        if seen > 6 {
            break;
        }
        // The formula's own line may hold the name: "Best, Dana".
        let behind = text.split_once(',').map(|(_, b)| b).filter(|b| !b.trim().is_empty() && seen == 1);
        let behind = behind.and_then(|b| name_of(it, b, 1));
        let behind = behind.map(|name| (name, Span::new(Part::Body, line.start, line.end)));
        // "Vigilado Ministerio del Puerto" below the house is nobody.
        let person = |(name, _): &(Name, Span)| name.words < 3 || name.is_told() || !is_job_or_house(name);
        let found = behind.or_else(|| signs(it, line, if seen > 1 { 1 } else { 2 }).filter(person));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Behind a closing formula that long lines follow, so that it is no signature by its form; else behind words of a
/// letter's own in the place of one.
fn below_a_formula(it: &Context) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let lines: Vec<&Line> = body.speaking().filter(|l| !body.line(l).trim().is_empty()).collect();
    let Some(formula) = lines.iter().rposition(|l| is_formula(body.line(l))) else {
        return below_own_words(it, &lines);
    };
    let below = lines.get(formula + 1..)?.iter().take(4);
    let mut below = below.take_while(|l| body.line(l).chars().count() <= 70);
    below.find_map(|l| signs(it, l, 2))
}

/// "Until the kettle boils," and a name in full below it, of which the first word is a given name.
fn below_own_words(it: &Context, lines: &[&Line]) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    lines.windows(2).rev().find_map(|pair| {
        let [above, line] = pair else { return None };
        let words = body.line(above).trim_end().strip_suffix(',')?;
        let few = words.split_whitespace().count() <= FEW && !words.contains(|c: char| c.is_ascii_digit());
        let found = few.then(|| signs(it, line, 1)).flatten()?;
        // One word alone may greet, unless the full name follows it: "Zoe", "Zoe Marsh".
        let full = || in_full_below(it, lines, line, &found.0);
        let told = || found.0.is_told() || names_a_job_below(it, lines, line);
        if found.0.words < 2 { full() } else { told().then_some(found) }
    })
}

/// Does the next line say what its owner is, at the end of the letter: "Assistant Buyer, Personnel"?
fn names_a_job_below(it: &Context, lines: &[&Line], line: &Line) -> bool {
    let Some(at) = lines.iter().position(|l| l.start == line.start) else { return false };
    let Some(below) = lines.get(at + 1).filter(|_| at + LAST_OF_NAME >= lines.len()) else { return false };
    let text = it.mail.body.line(below).trim();
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let capitals = words().next().is_some_and(|w| w.starts_with(char::is_uppercase)) && !ends_as_text(text);
    below.start == line.end + 1
        && capitals
        && words().count() <= FEW + 3
        && words().any(|w| name::is_job(&w.to_lowercase()))
}

/// A name stands no farther above the end of the letter.
const LAST_OF_NAME: usize = 4;

/// The full name in one of the two lines below somebody's given name.
fn in_full_below(it: &Context, lines: &[&Line], line: &Line, given: &Name) -> Option<(Name, Span)> {
    let mut below = lines.iter().skip_while(|l| l.start <= line.start).take(2).filter_map(|l| signs(it, l, 2));
    below.find(|(full, _)| full.words <= 3 && full.text.starts_with(&format!("{} ", given.text)))
}

/// So many words at most are in the place of a closing formula.
const FEW: usize = 5;

/// "Cheers, Dana Ito", "See you Friday, Dana": a few words that name nobody, and behind them who signs.
fn behind_own_words(it: &Context, line: &Line) -> Option<(Name, Span)> {
    let text = it.mail.body.line(line);
    let at = text.rfind([',', '!'])?;
    let (head, own) = (text[..at].trim(), text[at + 1..].trim());
    let few = (1..=FEW).contains(&head.split_whitespace().count()) && !head.contains(|c: char| c.is_ascii_digit());
    let words = &it.words.people;
    let begins = name::at(head, 0, words).is_some_and(|n| n.is_told() || n.words > 1);
    let nobody = !begins && said::next_person(head, 0..head.len(), words).is_none();
    let name = name_of(it, own, 1).filter(|n| few && nobody && n.is_told() && n.words <= FEW)?;
    // What else stands in the line may be of a sentence.
    let whole = !own.contains([' ', '.']) || name.words > 1;
    whole.then(|| (name, Span::new(Part::Body, line.start, line.end)))
}

/// A name alone in the last line of what is said, or above the last line, if that tells what its owner is.
fn last_line(it: &Context) -> Option<(Name, Span)> {
    let body = &it.mail.body;
    let said = |l: &&Line| matches!(l.voice, Voice::Said | Voice::Forwarded);
    let mut lines = body.lines.iter().rev().filter(|l| said(l) && !body.line(l).trim().is_empty());
    let last = lines.next()?;
    let above = lines.next();
    let is_short = |line: &Line| body.line(line).trim().chars().count() <= SHORT;
    let several = body.lines.iter().filter(|l| l.voice == Voice::Said && l.end > l.start).count() > 1;
    if !several || !is_short(last) {
        return None;
    }
    if let Some(found) = behind_own_words(it, last) {
        return Some(found);
    }
    let titled = |line: &Line| signs(it, line, 2).filter(|(name, _)| name.is_told());
    let own = |line: &&Line| line.end + 1 == last.start && is_short(line) && !ends_as_text(body.line(last));
    signs(it, last, 1).or_else(|| above.filter(own).and_then(titled))
}

/// A line that somebody signs with is no longer.
const SHORT: usize = 30;

fn ends_as_text(line: &str) -> bool {
    line.trim_end().ends_with(['.', '!', '?', ':', ','])
}

/// "Groetjes Bas" without the formula.
fn without_closing(text: &str) -> &str {
    let all = crate::words::mail().iter().flat_map(|w| &w.closings);
    let mut cut = 0;
    for closing in all {
        let fits = text.get(..closing.len()).is_some_and(|head| head.eq_ignore_ascii_case(closing))
            && text[closing.len()..].starts_with([' ', ',']);
        if fits {
            cut = cut.max(closing.len() + 1);
        }
    }
    text.get(cut..).unwrap_or_default().trim_start()
}

/// "i. A. Karin Vogt" without the "i. A.", which may stand alone, too.
fn without_for<'a>(text: &'a str, words: &Phrases) -> &'a str {
    let lower = text.trim_start().to_lowercase();
    let cut =
        words.iter().find(|w| lower.strip_prefix(*w).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    cut.and_then(|w| text.trim_start().get(w.len()..)).unwrap_or(text)
}

/// "Piazza Garibaldi": a square that nothing says to be somebody.
fn is_address(name: &Name, streets: &Phrases) -> bool {
    let first = name.text.split(' ').next().unwrap_or_default().to_lowercase();
    name.words > 1 && name.is_bare() && streets.contains(&first) && !name::begins_with_given(name)
}

#[cfg(test)]
mod tests {
    use crate::extract::interviewer::tests::people;

    fn contact(from: &str, signature: &str) -> Option<String> {
        people("de", from, "Passt Donnerstag um 10 Uhr?", signature).0
    }

    #[test]
    fn a_block_without_a_formula_begins_with_who_signs() {
        let said = "Could you come to the yard on Friday at ten?";
        let signed = |from: &str, under: &str| people("en", from, said, under).0;
        let house = "Marl & Daughters <office@marl.example>";
        assert_eq!(signed(house, "Ngozika\nMarl & Daughters | Plumbing\n24 hours").as_deref(), Some("Ngozika"));
        let office = "Recruiting <drivers@marl.example>";
        let under = "Tamsy Jo Perl\nDriver Recruiter\nMarl Freight Lines, Inc.";
        assert_eq!(signed(office, under).as_deref(), Some("Tamsy Jo Perl"));
        assert_eq!(signed(house, "Priya Ito\nDaughters and Marl Ltd of Leigh and Goole").as_deref(), Some("Priya Ito"));
        let desk = "Desk <desk@marllanedental.example>";
        assert_eq!(signed(desk, "Trish\nMarl Lane Dental\n(reception)").as_deref(), Some("Trish"));
        assert_eq!(signed(desk, "Yours faithfully,\nSd/-\nK. Perlman\nREGISTRAR i/c").as_deref(), Some("K. Perlman"));
        // A house and a job are nobody, and whom the letter lists does not write it.
        assert_eq!(signed(office, "Marl Works\nSite Manager"), None);
        let rows = "Priya Ito\nSite Manager\nSam Hill\nBuyer of Mills and Yards, too";
        assert_ne!(signed(office, rows).as_deref(), Some("Priya Ito"));
    }

    #[test]
    fn formulas_of_a_sport_and_of_who_greets() {
        let signed = |language: &str, from: &str, under: &str| people(language, from, "Friday at 10?", under).0;
        let club = "Marl F.C. (Secretary) <secretary@marl.example>";
        assert_eq!(signed("en", club, "Yours in football\nRoy Perl\nHon. Sec.").as_deref(), Some("Roy Perl"));
        let board = "Vorstand Perl Seehagen <vorstand@perl-seehagen.example>";
        let under = "Herzlich grüßt Sie\nWiebke Marl\nfür den Vorstand";
        assert_eq!(signed("de", board, under).as_deref(), Some("Wiebke Marl"));
        assert_eq!(signed("de", "Gasthof Marl <info@marl.example>", "lg sepp").as_deref(), Some("sepp"));
        assert_eq!(signed("de", "Gasthof Marl <info@marl.example>", "danke dir"), None);
    }

    #[test]
    fn a_given_name_alone_closes_the_letter() {
        let under = "With my prayers,\n\nPriya\n\nCanon Precentor, Marl Cathedral";
        let (contact, met) =
            people("en", "Revd Canon Priya Ito <priya.ito@marl.example>", "Friday at 10 suits.", under);
        assert_eq!((contact.as_deref(), met.contains(&"Precentor".to_string())), (Some("Priya Ito"), false));
    }

    #[test]
    fn a_motto_below_the_house_is_nobody() {
        let signature = "Pfiat di\nSepp\n\n-- \nTischlerei Marlhuber\nHolz, das immer bleibt.\nGewerbeweg 4";
        assert_eq!(contact("Marlhuber Sepp <werkstatt@marlhuber.example>", signature).as_deref(), Some("Sepp"));
    }

    #[test]
    fn kisses_are_no_part_of_a_name() {
        for kisses in ["x", "xx", "XXX"] {
            let signature = format!("Gráinne {kisses}");
            assert_eq!(contact("office@park.example", &signature).as_deref(), Some("Gráinne"), "{kisses}");
        }
        assert_eq!(contact("office@park.example", "Max").as_deref(), Some("Max"));
    }

    #[test]
    fn where_somebody_sits_is_nobody() {
        let signature = "i. A. Nicole Marl\nAnmeldung";
        assert_ne!(contact("Praxis am Park <praxis@park.example>", signature).as_deref(), Some("Anmeldung"));
    }

    #[test]
    fn a_name_inside_that_of_the_house_is_nobody_to_meet() {
        let said = "Vieni sabato alle 16, ti presento mia moglie Ivana.";
        let (_, met) = people("it", "Gino <da.gino@gmail.com>", said, "Gino\nTrattoria Da Gino al Ponte");
        assert!(!met.iter().any(|name| name.contains("Ponte")), "{met:?}");
    }

    #[test]
    fn an_evening_greeting_greets_the_reader() {
        let said = "Guten Abend Frau Marl\n\nPasst Donnerstag um 10 Uhr?";
        let (_, met) = people("de", "Dana Ito <dana.ito@plinth.example>", said, "Dana Ito");
        assert!(!met.contains(&"Marl".to_string()), "{met:?}");
    }

    #[test]
    fn who_signs_for_another_is_the_contact_and_no_word_or_square_is() {
        let signed = |language: &str, under: &str| people(language, "office@park.example", "Friday at 10?", under).0;
        assert_eq!(
            signed("en", "Yours faithfully,\n(Sgd.)\nComfort Marl-Ott\nRegistrar").as_deref(),
            Some("Comfort Marl-Ott")
        );
        let under = "Com os melhores cumprimentos,\n\nO Presidente da Câmara,\n(por delegação) Arménio Marl\n\n\
                     Município de Vale\nPraça do Município, 1";
        assert_eq!(signed("pt", under).as_deref(), Some("Arménio Marl"));
        let under = "Com os melhores cumprimentos,\n\nCâmara de Vale\nPraça do Município, 1";
        assert_eq!(signed("pt", under), None);
    }

    #[test]
    fn a_row_of_signs_stands_above_who_signs() {
        let signed = |first: &str| {
            let under = format!("Thank you in advance.\n\n*********\n{first}\nHuman Resources\n*********");
            people("en", "office@park.example", "Friday at 10?", &under).0
        };
        assert_eq!(signed("Mayumi Hashi (Ms.)").as_deref(), Some("Mayumi Hashi"));
        assert_eq!(signed("Marl Works"), None);
    }

    #[test]
    fn who_says_their_name_in_small_letters_signs_so() {
        let signed = |said: &str, under: &str| people("fr", "Le Comptoir <contact@halles.example>", said, under).0;
        assert_eq!(signed("c'est kembo le chef, passe nous voir jeudi.", "kembo").as_deref(), Some("kembo"));
        assert_eq!(signed("passe nous voir jeudi, c'est bien.", "bien"), None);
    }
}
