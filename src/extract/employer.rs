//! The employer, the agency between, and the job title: every source in one merge.
//!
//! Each source is a named rule that is worth points; what agrees with the domain of the mail is worth more, and
//! so is what several sources say. A domain by itself is a guess at most.

mod beginning;
pub mod between;
pub mod bracket;
pub mod carrier;
pub mod client;
mod compound;
mod desk;
pub mod display;
pub mod domains;
pub mod extent;
pub mod fit;
pub mod gather;
pub mod host;
pub mod house;
pub mod label;
pub mod lone;
mod lower;
pub mod name;
pub mod own;
mod quotation;
pub mod scene;
pub mod segments;
pub mod signature;
mod slash;
#[cfg(test)]
mod test;
pub mod title;
mod town;
mod worth;

use crate::fact::{Fact, Settled, Sure};
use crate::text::Span;
use crate::words::schema::{WordClass, folded};

/// What was understood of the employer.
#[derive(Clone, Debug, Default)]
pub struct Employer {
    /// The employer that would hire.
    pub company: Settled<String>,
    /// The agency between.
    pub agency: Settled<String>,
    /// The job title.
    pub role: Settled<String>,
    /// Names of an employer that are worth too little to be stated.
    pub weak: Vec<Candidate>,
}

/// One reading of one source.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// As the mail writes it.
    pub value: String,
    /// What it is worth, from 0 to 100.
    pub points: u8,
    /// The rule that found it.
    pub rule: &'static str,
    /// Where it stands.
    pub seen: Span,
    /// Does it agree with the domain of the mail?
    pub own: bool,
}

/// Facts worth less are not stated at all.
const LEAST: u8 = 66;
/// Names worth less than this are not even remembered.
const WEAK: u8 = 54;
/// From here on the mail says so in so many words.
const STATED: u8 = 82;
/// From here on it is likely.
const LIKELY: u8 = 72;
/// Facts nearer than this to one another are equally sure.
const NEAR: u8 = 3;
/// More candidates than this are not compared.
const MOST: usize = 300;
/// What a second source adds.
const AGAIN: u8 = 3;

impl Employer {
    /// Reads the employer out of a message.
    pub fn of(scene: &scene::Scene) -> Employer {
        let found = gather::gather(scene);
        let weak = |c: &&Candidate| !c.own && (WEAK..LEAST).contains(&c.points);
        Employer {
            weak: found.companies.iter().filter(weak).take(MOST).cloned().collect(),
            company: settle(found.companies, false, same_company),
            agency: settle(found.agencies, false, same_company),
            role: settle(found.roles, true, same_role),
        }
    }
}

/// Groups what is the same, and takes the best group; torn when another is as good.
fn settle(candidates: Vec<Candidate>, longest: bool, same: impl Fn(&str, &str) -> bool) -> Settled<String> {
    let mut groups: Vec<Vec<Candidate>> = Vec::new();
    for candidate in candidates.into_iter().take(MOST) {
        match groups.iter_mut().find(|g| same(&g[0].value, &candidate.value)) {
            Some(group) => group.push(candidate),
            None => groups.push(vec![candidate]),
        }
    }
    let mut settled: Vec<(u8, Fact<String>)> = groups.into_iter().map(|g| fact(g, longest)).collect();
    settled.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    let Some(best) = settled.first().map(|(points, _)| *points).filter(|p| *p >= LEAST) else { return Settled::None };
    let near = |points: u8| points >= STATED && best - points < NEAR;
    let rivals = settled.iter().skip(1).filter(|(points, _)| near(*points)).count();
    if longest {
        drop_parts(&mut settled, 1 + rivals);
    }
    let rivals = settled.iter().skip(1).filter(|(points, _)| near(*points)).count();
    if rivals > 0 {
        return Settled::Torn(settled.into_iter().take(1 + rivals).map(|(_, fact)| fact).collect());
    }
    Settled::One(settled.remove(0).1)
}

/// "Chargé de mission **espaces verts**": of the first `near`, what stands nowhere but inside another is a part of it.
fn drop_parts(settled: &mut Vec<(u8, Fact<String>)>, near: usize) {
    let whole: Vec<Span> = settled.iter().take(near).flat_map(|(_, fact)| fact.seen.iter().copied()).collect();
    let inside = |a: &Span| whole.iter().any(|b| a != b && a.part == b.part && b.start <= a.start && a.end <= b.end);
    let mut at = 0;
    settled.retain(|(_, fact)| {
        at += 1;
        at > near || !fact.seen.iter().all(inside)
    });
}

/// One fact of all that say the same: the best one's words, everybody's evidence.
fn fact(mut group: Vec<Candidate>, longest: bool) -> (u8, Fact<String>) {
    let top = group.iter().map(|c| c.points).max().unwrap_or(0);
    // A subject goes on with places and dates: it says a title at length only where nothing says it better.
    let near = |i: &usize| {
        let less = top - group[*i].points;
        less == 0 || longest && less <= NEAR && (group[*i].rule != "subject" || adds_remark(&group, *i, top))
    };
    let best = (0..group.len()).rev().filter(near).max_by_key(|i| if longest { group[*i].value.len() } else { 0 });
    let best = best.filter(|_| longest).unwrap_or_else(|| in_full(&group, best.unwrap_or(0)));
    let mut parts: Vec<_> = group.iter().map(|c| c.seen.part).collect();
    parts.sort();
    parts.dedup();
    let more = (parts.len() as u8 - 1).min(3) * AGAIN;
    group.swap(0, best);
    let points = (group[0].points + more).min(100);
    let sure = match points {
        STATED.. if group.iter().all(between::names_writer) => Sure::Likely,
        STATED.. => Sure::Stated,
        LIKELY.. => Sure::Likely,
        _ => Sure::Guess,
    };
    let seen = group.iter().map(|c| c.seen).collect();
    let best = group.swap_remove(0);
    (points, Fact::new(best.value, sure, best.rule, seen))
}

/// Where the name of the candidate at `at` is said in full, if a sender's name says it in short: "Recruitment (Marl)",
/// and "Marl Hospice" below.
fn in_full(group: &[Candidate], at: usize) -> usize {
    let words = crate::words::employer();
    let short = key(&group[at].value);
    let house = |w: &String| words.is(w, WordClass::Institution) && !words.is(w, WordClass::Team);
    let full = |c: &Candidate| {
        let long = key(&c.value);
        starts(&long, &short) && long[short.len()..].iter().all(house)
    };
    let short_of = group[at].rule == "sender-name";
    (0..group.len()).find(|i| short_of && group[*i].points >= LIKELY && full(&group[*i])).unwrap_or(at)
}

/// Does a subject go on with a remark where the best candidate ends: "class 2", not "Leeds"?
fn adds_remark(group: &[Candidate], at: usize, top: u8) -> bool {
    let best = group.iter().find(|c| c.points == top).map_or("", |c| c.value.as_str());
    let more = group[at].value.get(best.len()..).unwrap_or_default();
    folded(&group[at].value).starts_with(&folded(best))
        && !more.trim_start().starts_with(|c: char| c.is_uppercase() || c == '(')
}

/// Equal but for legal forms, or one is the beginning of the other, or both are called the same in quotation marks.
pub fn same_company(a: &str, b: &str) -> bool {
    if let (Some(a), Some(b)) = (quotation::inner(a), quotation::inner(b)) {
        return key(a) == key(b);
    }
    let (a, b) = (key(a), key(b));
    a == b || starts(&a, &b) || starts(&b, &a) || ends(&a, &b) || ends(&b, &a) || shortens(&a, &b) || shortens(&b, &a)
}

/// "IPCL" of "Instituto Politécnico de Campo Longo".
fn shortens(short: &[String], long: &[String]) -> bool {
    let words = crate::words::employer();
    let telling = long.iter().filter(|w| !words.is(w, WordClass::Link));
    matches!(short, [one] if one.len() > 2 && one.chars().eq(telling.filter_map(|w| w.chars().next())))
}

fn ends(long: &[String], short: &[String]) -> bool {
    let words = crate::words::employer();
    let kind = |w: &String| words.is(w, WordClass::Institution) || words.is(w, WordClass::Link);
    let before = long.len().saturating_sub(short.len());
    !short.is_empty() && long[before..] == *short && (before == 1 || before > 1 && long[..before].iter().all(kind))
}

fn key(name: &str) -> Vec<String> {
    let words = crate::words::employer();
    let folded = folded(name);
    let split = folded.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|w| !w.is_empty() && *w != "&");
    split.filter(|w| !words.is(w, WordClass::Legal) && *w != "the" && *w != "s").map(str::to_string).collect()
}

fn starts(long: &[String], short: &[String]) -> bool {
    let [kind, rest @ ..] = short else { return false };
    // "Dept of Coasts" and "Department of Coasts and Waterways".
    let kind = || kind == &long[0] || !rest.is_empty() && abbreviates(kind, &long[0]);
    long.len() > short.len() && long[1..short.len()] == *rest && kind()
}

/// "dept" of "department": its first letter and others of it, in their order.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    let inside = short.len() > 2 && short.len() < long.len() && short.chars().all(|c| letters.any(|l| l == c));
    inside && short.chars().next() == long.chars().next()
}

/// Equal but for gender marks, or one continues the other.
fn same_role(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    let gender = |v: Vec<String>| v.into_iter().filter(|w| w.len() > 1 && w != "in").collect::<Vec<_>>();
    let (a, b) = (gender(a), gender(b));
    // "Oberärztin" and "Oberarzt" are one title.
    let forms = |a: &String, b: &String| {
        a.len() >= 5
            && b.len() >= 5
            && a.len().abs_diff(b.len()) <= 3
            && (a.starts_with(b.as_str()) || b.starts_with(a.as_str()))
            || are_one_office(a, b)
    };
    let same = |(a, b): (&String, &String)| a == b || forms(a, b);
    !a.is_empty() && !b.is_empty() && (a.iter().zip(&b).all(same) || initials(&a, &b) || initials(&b, &a))
}

/// "Teamleiter" and "Teamleitung": the person and the office, which end in different ways.
fn are_one_office(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let [a, b] = [a, b].map(|w| w.chars().count() - common);
    common >= 4 && a.max(b) == 3 && a.min(b) == 2
}

/// "CSM" and "Customer Success Manager, EMEA": the first word of one is the first letters of the other.
fn initials(short: &[String], long: &[String]) -> bool {
    let first = short.first().map_or("", String::as_str);
    let letters = first.chars().count();
    let initials = long.iter().take(letters).filter_map(|w| w.chars().next());
    (2..=5).contains(&letters) && letters <= long.len() && initials.eq(first.chars())
}

#[cfg(test)]
mod tests {
    use super::test::{company, role};

    #[test]
    fn a_part_of_a_title_is_no_other_title() {
        let said = "Vous avez fait acte de candidature au poste de chargé de mission eaux vives (F/H) au sein de la Commune de Marl.";
        assert_eq!(role("Hello", said).as_deref(), Some("chargé de mission eaux vives (F/H)"));
    }

    #[test]
    fn a_name_is_said_in_full_where_the_mail_does() {
        let body = |signed: &str| format!("Your interview is on Tuesday.\n\nFor and on behalf of {signed}");
        let from = "Recruitment (Marl) <jobs@marl.example>";
        assert_eq!(company(from, &body("Marl Hospice")).as_deref(), Some("Marl Hospice"));
        assert_eq!(company(from, &body("Marl Recruiting Team")).as_deref(), Some("Marl"));
    }
}
