//! Where a job title begins and ends: "for the position of **Sr Engineer - Inventory** at Acme".

use super::beginning::{backwards, begin, behind_article};
use super::desk;
use super::extent::finish;
use super::quotation;
use super::scene::Scene;
use crate::extract::phrase::Slot;
use crate::extract::tokens::{Case, Kind, Token};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// A title has no more words than this.
const LONGEST: usize = 14;

/// So near before a title a word denies it.
const DENIED: usize = 3;

/// A job title that was cut out of a text.
#[derive(Clone, Debug)]
pub struct Title {
    /// Its tokens.
    pub range: Range<usize>,
    /// Does it hold the head of a title, "engineer", or begin with a rank?
    pub head: bool,
}

/// The job title in a slot; `None` when there is none.
pub fn of_slot(scene: &Scene, slot: &Slot) -> Option<Title> {
    let mut range = slot.range.clone();
    // "Interview with our lead developer": who is met.
    if scene.is(range.start, C::With) && !scene.tokens.all[range.start].capital() {
        return None;
    }
    let quoted = quotation::around(scene, &range);
    if let Some(inner) = &quoted {
        range = inner.clone();
    } else if slot.back {
        range.start = backwards(scene, &range);
    } else if !slot.open {
        range.start = behind_article(scene, &range);
    }
    // "The post of drayman", but not "the post is filled", "we need a computer".
    let named = range.start > 0 && scene.is(range.start - 1, C::Presents) && !scene.is(range.start - 1, C::Thing);
    let whole = |t: &Title| slot.open && (named || slot.range.start < range.start) || closed(scene, slot, t);
    let small = || plain(scene, &range).filter(whole).or_else(|| desk::of_slot(scene, slot, &range));
    let mut title = cut(scene, range.clone(), slot.open && quoted.is_none()).or_else(small)?;
    if is_somebodys(scene, &title.range) || is_met(scene, slot.range.start, &title.range) {
        return None;
    }
    if slot.range.start > 0 && scene.tokens.all[slot.range.start - 1].is(':') {
        let line = (title.range.end..slot.range.end).find(|i| scene.tokens.all[*i].line).unwrap_or(slot.range.end);
        title.range.end = with_rest(scene, &title.range, line);
    }
    Some(title)
}

/// "for an interview **with our** Director": who is met, where nothing but an article stands between.
fn is_met(scene: &Scene, from: usize, title: &Range<usize>) -> bool {
    let small = |i: &usize| !scene.tokens.all[*i].capital() && scene.tokens.all[*i].kind == Kind::Word;
    let article = |i: usize| scene.is(i, C::Thing) || scene.is(i, C::Function) && !scene.is(i, C::Presents);
    let led = (from..title.start).rev().take_while(small).find(|i| scene.is(*i, C::With) || !article(*i));
    led.is_some_and(|i| scene.is(i, C::With))
}

/// "della Preside, dott.ssa Ersilia Marl": what somebody is who is named behind it.
fn is_somebodys(scene: &Scene, title: &Range<usize>) -> bool {
    let named = |i: usize| scene.is(i, C::Honorific) && scene.tokens.all.get(i + 1).is_some_and(|t| t.capital());
    title.clone().any(|i| scene.tokens.all[i].is(',') && named(i + 1))
}

/// "Skipper rondvaart", "Export Manager Europa orientale": small words that nothing else knows, and with which the
/// piece or the line ends, belong to the title.
pub fn with_rest(scene: &Scene, title: &Range<usize>, end: usize) -> usize {
    let all = &scene.tokens.all;
    let end = (title.end..end).find(|i| all[*i].is('(')).unwrap_or(end);
    let plain = |i: usize| {
        all[i].kind == Kind::Word && all[i].case == Case::Lower && !scene.is_known(i) && scene.tokens.fold(i).len() > 2
    };
    let rest = title.end..end;
    if rest.len() <= 2 && (scene.is_head(title.end - 1) || all[title.end - 1].capital()) && rest.clone().all(plain) {
        end
    } else {
        title.end
    }
}

/// "for the Cook job, not the Baker one", "a Cook and a Baker": another one is meant, or nobody knows which.
pub fn is_one_of_two(scene: &Scene, range: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let before = (range.start.saturating_sub(DENIED)..range.start).rev();
    // "We have not forgotten the Cook job": what is done is denied, not the job.
    let joins = |i: usize| [C::Denies, C::Function, C::Link, C::Hires].iter().any(|c| scene.is(i, *c));
    let mut before = before.take_while(|i| all[*i].kind == Kind::Word && !all[*i + 1].line && joins(*i));
    let small = |i: &usize| all[*i].kind == Kind::Word && !all[*i].capital() && scene.is(*i, C::Function);
    let joints = (range.end..all.len()).take_while(small).take(3).count();
    let joints = range.end..range.end + joints;
    let has = |class: C| joints.clone().any(|i| scene.is(i, class));
    let other = joints.len() > 1 && scene.is(joints.start, C::And) && has(C::Presents) && !has(C::Denies);
    let named = |i: &usize| all[*i].kind == Kind::Word && (all[*i].capital() || scene.is_head(*i));
    let second = (joints.end..all.len()).take_while(named).take(4).any(|i| scene.is_head(i));
    before.any(|i| scene.is(i, C::Denies)) || other && second
}

/// Where "(m/w/d)" or "H/F" stands behind the first word of a range: nothing but a title has it.
pub fn gender_mark(scene: &Scene, range: &Range<usize>) -> Option<usize> {
    let mark = |i: &usize| scene.is(*i, C::Gender) && scene.tokens.fold(*i).contains('/');
    range.clone().skip(1).find(mark)
}

/// "Junior Cataloguer": behind a rank stands a trade, known or not, that looks like one.
pub fn ranked(scene: &Scene, range: &Range<usize>) -> bool {
    let rank = |i: usize| {
        let other = [C::Institution, C::Chatter, C::Time].iter().any(|c| scene.is(i, *c));
        scene.is(i, C::Level) && !other && scene.tokens.all[i].capital() && scene.tokens.fold(i).len() > 1
    };
    let doer = |i: usize| scene.tokens.all[i].capital() && scene.is_doer(i) && !scene.is_person(&(i..i + 1));
    range.len() > 1 && rank(range.start) && range.clone().skip(1).any(doer)
}

/// "for the pressing shed job": the whole of what stands between the words of the form.
fn closed(scene: &Scene, slot: &Slot, title: &Title) -> bool {
    let whole = title.range.end == slot.range.end && title.range.start > slot.range.start;
    !slot.open && !slot.back && whole && scene.is(slot.range.end, C::Hires)
}

/// A title in small letters of which no word is known, as most of the trades of the world are: "puesto de
/// carretillera". Nothing but the end of the phrase says where it ends.
fn plain(scene: &Scene, range: &Range<usize>) -> Option<Title> {
    let all = &scene.tokens.all;
    let known = |i: usize| scene.is_known(i) && !scene.is(i, C::Level);
    let start = range.start;
    if range.is_empty() {
        return None;
    }
    // "provador júnior cá na": behind who does something, only a rank is known to belong to it.
    if scene.is_doer(start) && !all[start].capital() {
        let ranks = (start + 1..range.end).take_while(|i| scene.is(*i, C::Level)).count();
        return Some(Title { range: start..start + 1 + ranks, head: false });
    }
    let end = (start..range.end).find(|i| all[*i].kind != Kind::Word || known(*i)).unwrap_or(range.end);
    // "policy and advocacy": more of it follows.
    let stop = || scene.is(end, C::Stop) && !scene.is(end, C::And) || scene.is(end, C::Hires);
    let stops = |t: &Token| t.paragraph || matches!(t.kind, Kind::Mark(_)) || stop();
    let closes = all.get(end).is_none_or(stops);
    let long = scene.tokens.fold(start).chars().count() > 4;
    let small = (start..end).all(|i| !all[i].capital());
    (small && long && closes && (1..=2).contains(&(end - start))).then_some(Title { range: start..end, head: false })
}

/// Cuts a job title out of a range; an open one ends where the sentence goes on.
pub fn cut(scene: &Scene, range: Range<usize>, open: bool) -> Option<Title> {
    let start = begin(scene, &range);
    let end = finish(scene, start, range.end, open);
    let range = trim(scene, start..end);
    let words = scene.folds(&range).len();
    if words == 0 || words > LONGEST {
        return None;
    }
    let head = scene.has_head(&range) || ranked(scene, &range) || gender_mark(scene, &range).is_some();
    let title = Title { range, head };
    is_title(scene, &title).then_some(title)
}

/// "agent d'entretien", "jefe de turno": a word of meetings or hours that is joined to a head says what it does.
pub(super) fn is_object(scene: &Scene, range: &Range<usize>, at: usize) -> bool {
    let goes_on = scene.tokens.all.get(at + 1).is_some_and(|t| t.kind == Kind::Word && !t.capital() && !t.line);
    let qualified = goes_on && scene.is(at + 1, C::Manner);
    at > range.start + 1 && scene.is(at - 1, C::Genitive) && scene.is_head(at - 2) && !qualified
}

/// "deputy **stage** manager", "montatore **video**": what belongs to titles as much as to meetings, right at a head.
pub(super) fn says_of_what(scene: &Scene, range: &Range<usize>, at: usize) -> bool {
    let small = !scene.tokens.all[at].capital() && !scene.tokens.all[at].line;
    let before = at + 1 < range.end && scene.is_listed_head(at + 1);
    let behind = at > range.start && scene.is_first_head(at - 1) && at + 1 == range.end;
    scene.is(at, C::Either) && small && (before || behind)
}

/// Drops joints, marks and numbers at both ends.
fn trim(scene: &Scene, mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end {
        let last = range.end - 1;
        let token = &scene.tokens.all[last];
        let drop = match token.kind {
            Kind::Mark(')') => !closes(scene, &range),
            Kind::Mark(_) => true,
            Kind::Link => true,
            // "assistant 80 %": how much of a week.
            Kind::Number => {
                scene.is_number(last)
                    || is_share(scene, range.end)
                    || range.len() > 1 && is_ordinal(scene.mail.words(token.span))
            }
            Kind::Word => {
                let joint = !token.capital()
                    && (scene.is(last, C::Link) || scene.is(last, C::Function))
                    && !scene.is_head(last)
                    && !scene.is(last, C::Level);
                let meeting = scene.is(last, C::Chatter) && !scene.is(last, C::Level) && !scene.is_head(last);
                let own = is_object(scene, &range, last) || says_of_what(scene, &range, last);
                let other = (scene.is(last, C::Manner) || meeting) && !own;
                scene.is_number(last)
                    || names_number(scene, &range)
                    || !token.capital() && other && range.len() > 1
                    || joint
                    || (scene.is(last, C::Reference)
                        && range.len() > 1
                        && !scene.is(last, C::Level)
                        && !scene.is(last, C::Gender))
            }
        };
        if !drop {
            break;
        }
        range.end = last;
    }
    place(scene, range)
}

/// "Qualitätsmanagerin ISO 13485": letters that say whose number stands behind them, and end as it does.
fn names_number(scene: &Scene, range: &Range<usize>) -> bool {
    let (all, last) = (&scene.tokens.all, range.end - 1);
    let numbered = all.get(range.end).is_some_and(|t| t.kind == Kind::Number && !t.line) && scene.is_number(range.end);
    numbered && range.len() > 1 && all[last].case == Case::Upper && !scene.is_head(last) && !scene.is(last, C::Level)
}

/// "Supervisor 2do turno": "the second" of something that is no part of the title, but not "Artist 3D".
fn is_ordinal(word: &str) -> bool {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let small = letters.chars().all(|c| c.is_lowercase() || matches!(c, 'º' | 'ª' | '°'));
    letters.len() < word.len() && (1..=3).contains(&letters.chars().count()) && small
}

fn closes(scene: &Scene, range: &Range<usize>) -> bool {
    range.clone().any(|i| scene.tokens.all[i].is('('))
}

/// Does a number go on as how much of a week: "80 %", "60–100 %"?
fn is_share(scene: &Scene, at: usize) -> bool {
    let is = |i: usize, marks: &[char]| scene.tokens.all.get(i).is_some_and(|t| marks.iter().any(|m| t.is(*m)));
    let number = scene.tokens.all.get(at + 1).is_some_and(|t| t.kind == Kind::Number);
    is(at, &['%']) || is(at, &['-', '–']) && number && is(at + 2, &['%'])
}

/// "Product Owner (m/w/d) – Rosdorf/Remote": where the work is done is no part of the title.
fn place(scene: &Scene, range: Range<usize>) -> Range<usize> {
    let dash = |i: &usize| matches!(scene.tokens.all[*i].kind, Kind::Mark('-' | '–' | '—' | '|'));
    let Some(at) = range.clone().rev().find(dash) else { return range };
    let tail = at + 1..range.end;
    let pieces = |i: usize| scene.tokens.fold(i).split('/').any(|p| scene.words.is(p, C::Manner));
    let slashed = tail.clone().any(|i| scene.tokens.fold(i).contains('/') && pieces(i));
    if slashed && scene.has_head(&(range.start..at)) { range.start..at } else { range }
}

fn is_title(scene: &Scene, title: &Title) -> bool {
    let range = &title.range;
    // "Acme (infra engineer)": an employer, and the title behind it.
    let house = scene.tokens.all.get(range.start + 1).is_some_and(|t| t.is('(')) && range.len() > 1;
    if scene.is_person(range) || house && scene.is_domain(&(range.start..range.start + 1)) {
        return false;
    }
    // "The Old Rep" of `theoldrep.example`.
    let article = range.start.checked_sub(1).filter(|i| scene.is(*i, C::Article) && scene.tokens.all[*i].capital());
    if article.is_some_and(|from| scene.is_exact(&(from..range.end))) {
        return false;
    }
    // "VIDEO INTERVIEW WITH RECRUITER": where all is in capitals, they say nothing.
    let shouted = range.clone().all(|i| !scene.tokens.all[i].is_text() || scene.tokens.all[i].case == Case::Upper);
    let names_meeting = range.clone().any(|i| {
        scene.is(i, C::Chatter)
            && !scene.is(i, C::Level)
            && !scene.is_head(i)
            && !scene.is(i, C::Team)
            && !is_object(scene, range, i)
            && !says_of_what(scene, range, i)
            && (chatty(scene, i) || shouted)
    });
    let words = || range.clone().filter(|i| scene.tokens.all[*i].is_text());
    let clock = words().all(|i| scene.is(i, C::Time) || scene.tokens.all[i].kind == Kind::Number);
    let stage = range.len() == 1 && scene.is(range.start, C::Chatter) && !scene.is(range.start, C::Level);
    if clock || stage {
        return false;
    }
    if title.head {
        let only_level =
            scene.folds(range).len() == 1 && scene.is(range.start, C::Team) && !scene.tokens.all[range.start].capital();
        let hiring = range.len() == 1
            && range.start > 0
            && scene.is(range.start, C::Team)
            && scene.is(range.start - 1, C::Chatter)
            && scene.is(range.start - 1, C::Team);
        // "Recruiter screen, Staff Engineer"
        let met = range.len() == 1
            && scene.is(range.start, C::Team)
            && scene.is(range.end, C::Chatter)
            && !scene.is(range.end, C::Level)
            && !scene.tokens.all[range.end].line;
        return !names_meeting && !only_level && !hiring && !met;
    }
    let somebody = scene.is_person(&(range.start..range.start + 1));
    let capital = scene.tokens.all[range.start].capital() && !scene.is(range.start, C::Honorific) && !somebody;
    let hollow = scene.all(range, &[C::Chatter, C::Team, C::Function, C::Time, C::Manner, C::Level, C::Stop]);
    let department = scene.is(range.end - 1, C::Team) || scene.is(range.end - 1, C::Institution);
    capital && !hollow && !department && !names_meeting && scene.agreement(range) == super::label::Agreement::None
}

/// Words of meetings that never stand in a title.
fn chatty(scene: &Scene, at: usize) -> bool {
    let fold = scene.tokens.fold(at);
    fold.len() > 4 && !scene.tokens.all[at].capital()
        || matches!(scene.tokens.all[at].kind, Kind::Word)
            && scene.words.is(fold, C::Chatter)
            && scene.words.is(fold, C::Stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Mail;

    fn titles(body: &str) -> Vec<String> {
        let mail = Mail::read(
            format!("From: Dana <dana@acme.example>\nTo: Ada Byron <ada@home.example>\n\n{body}\n").as_bytes(),
        );
        let mail = mail.unwrap();
        let scene = Scene::new(&mail, false);
        let mut found: Vec<String> =
            super::super::gather::gather(&scene).roles.into_iter().filter(|r| r.points > 66).map(|r| r.value).collect();
        found.dedup();
        found
    }

    #[test]
    fn small_words_before_a_title_are_none_of_it_however_they_are_written() {
        for (said, title) in [
            ("INTERVIEW FOR THE POST OF CRANE DRIVER", "CRANE DRIVER"),
            ("RE: INVITATION FOR ORAL INTERVIEW - LOCK KEEPER", "LOCK KEEPER"),
            ("suite à notre annonce pour un·e affineur·se", "affineur·se"),
            ("Sie haben sich als eine*n Weberin beworben", "Weberin"),
            (
                "You would be part of the IT Support team, in the position of IT Support Engineer.",
                "IT Support Engineer",
            ),
        ] {
            assert!(titles(said).iter().any(|t| t == title), "{said} {:?}", titles(said));
        }
    }

    #[test]
    fn how_many_are_looked_for_is_no_part_of_the_title() {
        for (said, title) in [
            ("Nous recrutons deux mécaniciens pour mars.", "mécaniciens"),
            ("We are looking for two welders.", "welders"),
            ("Wir suchen drei Lagerhelfer.", "Lagerhelfer"),
            ("Buscamos dos camareras.", "camareras"),
        ] {
            assert!(titles(said).iter().any(|t| t == title), "{said} {:?}", titles(said));
        }
    }

    #[test]
    fn what_somebody_is_who_is_named_is_no_title() {
        let said = "su incarico della Preside, dott.ssa Ersilia Marl, Le chiedo di presentarsi";
        assert_eq!(titles(said), Vec::<String>::new());
        assert_eq!(titles("La supplenza di docente di arte è libera."), ["docente di arte"]);
    }

    #[test]
    fn a_title_ends_where_the_sentence_goes_on() {
        for (said, title) in [
            ("Thank you for applying for the Data Engineer role.", "Data Engineer"),
            (
                "You applied for the position of Sr. Engineer - Inventory Systems at Acme.",
                "Sr. Engineer - Inventory Systems",
            ),
            ("Thank you for your interest in the Product Manager, Growth position.", "Product Manager, Growth"),
            ("We are hiring for a Head of Data and would like to talk.", "Head of Data"),
            (
                "vielen Dank für Ihre Bewerbung als Leiterin der Abteilung Einkauf bei der Acme AG.",
                "Leiterin der Abteilung Einkauf",
            ),
            (
                "votre candidature au poste de chef de projet éditorial a retenu notre attention",
                "chef de projet éditorial",
            ),
            ("la vacante de Técnico/a de Laboratorio en Acme", "Técnico/a de Laboratorio"),
            (
                "über Ihre Bewerbung auf die Stelle als\n\n    Oberarzt (m/w/d) Innere Medizin\n\nfreuen wir uns",
                "Oberarzt (m/w/d) Innere Medizin",
            ),
        ] {
            assert_eq!(titles(said).first().map(String::as_str), Some(title), "{said}");
        }
    }

    #[test]
    fn numbers_places_and_manners_are_no_part_of_it() {
        assert_eq!(titles("for the position of R0012345 Data Engineer (Remote)"), ["Data Engineer"]);
        assert_eq!(titles("for the role of Data Engineer (Ref. 4711)."), ["Data Engineer"]);
        assert_eq!(titles("pour le poste de comptable 80% dans notre service"), ["comptable"]);
        assert_eq!(titles("la vacante de Jefe de Almacén (confidencial)"), ["Jefe de Almacén"]);
        assert_eq!(titles("la vacante de Jefe de Almacén (Norte)").first().unwrap(), "Jefe de Almacén (Norte)");
        assert_eq!(titles("la vacante de Encargada de Cocina 2do turno"), ["Encargada de Cocina"]);
        assert_eq!(titles("for the position of Character Artist 3D"), ["Character Artist 3D"]);
    }

    #[test]
    fn who_may_have_it_makes_a_title_of_any_words() {
        for (said, title) in [
            ("wir freuen uns auf Dienstag.\n\nKlöppelmeier (w/m/d)\n\nBis dann", "Klöppelmeier (w/m/d)"),
            ("Stelle: Marktleitung (m/w/d), Lübz", "Marktleitung (m/w/d)"),
            ("à mardi.\n\nFaluchier (H/F)\n\nCordialement", "Faluchier (H/F)"),
        ] {
            assert_eq!(titles(said), [title], "{said}");
        }
        assert_eq!(titles("bis Dienstag.\n\nKlöppelmeier (Halle)\n\nBis dann"), Vec::<String>::new());
    }

    #[test]
    fn a_share_of_a_week_and_a_house_end_it_and_an_abbreviation_does_not() {
        for (said, title) in [
            ("Ihre Bewerbung als Fachfrau Betreuung 60–80 % freut uns.", "Fachfrau Betreuung"),
            ("la plaza de Monitora de Ocio del Ayuntamiento de Vallehondo", "Monitora de Ocio"),
            ("la vacante de Directora del Museo", "Directora del Museo"),
            ("la vacante de Analista de TI en remoto", "Analista de TI"),
            ("pour le poste d'agent d'entretien", "agent d'entretien"),
            ("el puesto de jefa de turno", "jefa de turno"),
            ("het gesprek over de plek als bakker", "bakker"),
            ("votre candidature d'ergothérapeute reste une priorité", "ergothérapeute"),
            ("pour le poste de comptable à Lille", "comptable"),
        ] {
            assert_eq!(titles(said).first().map(String::as_str), Some(title), "{said}");
        }
    }

    #[test]
    fn the_word_for_a_job_is_no_part_of_its_title() {
        assert_eq!(titles("il colloquio per l'incarico di Pianista avrà luogo")[0], "Pianista");
        assert_eq!(titles("para a vaga de Arquivista desta casa"), ["Arquivista"]);
        assert_eq!(titles("suite à votre candidature au poste de chargé de mission")[0], "chargé de mission");
    }

    #[test]
    fn a_compound_ends_with_a_word_for_a_title() {
        assert_eq!(titles("Ihre Bewerbung als Kupferschmiedegeselle"), ["Kupferschmiedegeselle"]);
        assert_eq!(titles("je sollicitatie als klokkenrestauratiemedewerker"), ["klokkenrestauratiemedewerker"]);
    }

    #[test]
    fn people_meetings_and_teams_are_no_titles() {
        for said in [
            "You will meet the hiring manager, Dave Stone.",
            "We would like to invite you for an interview.",
            "Thank you for your interest in the role.",
            "as discussed with Ada Byron for the role",
            "With reference to your application for the above post, you are called for an interview.",
            "Your application for the above-mentioned position was read.",
            "about the next step on Tuesday at 4 PM",
            "el puesto de congelada",
            "the search for the position continues",
            "Your application for the role has moved to: VIDEO INTERVIEW WITH RECRUITER",
            "You have been shortlisted for an interview with our Director (Operations), Mr Stone.",
            "Wir laden Sie zu einem Gespräch mit unserer Leiterin ein.",
            "So no interview for the moment, I write you again next week.",
        ] {
            assert_eq!(titles(said), Vec::<String>::new(), "{said}");
        }
    }
}
