//! Names of people as they stand in a text: titles, given names, particles, family names. Nothing is guessed from a
//! first name.

use super::name_words::{is_initials, is_name_word, is_no_name, name_words, next_word, plain};
use super::titles::{RETIRED, SPIRITUAL, addressed, english, is_academic, is_letters, is_title, titled_next};
use crate::extract::Gender;
use crate::extract::particles::PARTICLES;
use crate::words::schema::{PeopleWords, WordClass, folded};

/// A name in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    /// The name without titles.
    pub text: String,
    /// First byte, titles included.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Words of the name.
    pub words: usize,
    /// Academic titles as written.
    pub title: Option<String>,
    /// From a title of address.
    pub gender: Option<Gender>,
    /// A rank or a word of kinship stands before it: "Capt.", "Sister".
    pub rank: bool,
    /// A word with a capital that is no name follows at once: "Customer Success Manager".
    pub goes_on: bool,
}

impl Name {
    /// No title of any kind?
    pub(super) fn is_bare(&self) -> bool {
        self.gender.is_none() && self.title.is_none() && !self.rank
    }

    /// Is it surely a person's: by a title, by a known given name, by an initial before the family's?
    pub(super) fn is_told(&self) -> bool {
        let mut first = self.text.split(' ').next().unwrap_or_default().chars();
        let initial = first.next().is_some_and(char::is_uppercase) && first.next() == Some('.');
        !self.is_bare() || begins_with_given(self) || initial && self.words >= 2
    }
}

/// Nobody has more titles.
const TITLES: usize = 8;

/// The name that begins at byte `at`, titles first; `None` where no name begins.
pub(super) fn at(text: &str, at: usize, words: &PeopleWords) -> Option<Name> {
    let mut rest = &text[at..];
    let mut title: Option<String> = None;
    let (mut gender, mut rank) = (None, false);
    let skip = |s: &str| s.len() - s.trim_start_matches([' ', '\t', '*', '\u{a0}', '\n']).len();
    rest = behind_article(&rest[skip(rest)..], words);
    for _ in 0..TITLES {
        rest = &rest[skip(rest)..];
        let word = glued_title(next_word(rest), words);
        let lower = word.to_lowercase();
        if matches!(lower.as_str(), "messrs." | "messrs" | "mm." | "mmes" | "proff." | "sir" | "juf" | "meester") {
            rest = &rest[word.len()..];
            continue;
        }
        if let Some(told) = addressed(&lower, words) {
            gender = Some(told);
            if is_academic(&lower) {
                title = Some(joined(title, word));
            }
        } else if is_rank(word, &lower, words)
            && (titled_next(behind_brackets(rest, word, words))
                || named_next(behind_brackets(rest, word, words), words))
        {
            rank = true;
        } else if let Some(told) = english(word) {
            gender = told.or(gender);
        } else if is_title(word, &lower) {
            title = Some(joined(title, word));
        } else if let Some(retired) =
            RETIRED.iter().find(|r| rest[word.len()..].starts_with(**r)).filter(|_| is_name_word(word))
        {
            // "Kapitän a. D. Harms".
            rest = &rest[word.len() + retired.len() - 1..];
            continue;
        } else if is_abbreviation(word, gender.is_some() || title.is_some()) && named_next(&rest[word.len()..], words) {
            // "Frau MMag. Erna Kogler": a title that no list has.
            title = Some(joined(title, word));
        } else if title.is_some() && SPIRITUAL.contains(&lower.as_str()) {
            // "The Revd Canon Strode".
        } else if !PARTICLES.contains(&lower.as_str())
            && (is_office(word) && (titled_next(&rest[word.len()..]) || given_next(&rest[word.len()..]))
                || gender.is_some() && is_job(&lower)
                || (title.is_some() || rank) && is_job(&lower) && full_next(&rest[word.len()..], words))
            && named_next(&rest[word.len()..], words)
        {
            // "Stadtr. DI Erna Kogler", "Herr Rechtsanwalt Dr. Vogel": an office before a title or a name.
        } else {
            break;
        }
        rest = behind_brackets(rest, word, words);
    }
    let begin = text.len() - rest.len();
    let line = text[..begin].rsplit('\n').next().unwrap_or_default().chars().count();
    let titled = gender.is_some() || title.is_some() || rank;
    let first = if titled { named_as_no_name(rest, words) } else { 0 };
    let (end, count) = name_words(&rest[first..], line, words)?;
    let (end, count) = (first + end, count + usize::from(first > 0));
    let name = rest[..end].trim_end_matches(['.', ',', ' ']);
    // "Katya M." keeps its stop.
    let keep = rest[name.len()..].starts_with('.') && name.chars().rev().take_while(|c| c.is_alphabetic()).count() == 1;
    let name = if keep { &rest[..=name.len()] } else { name };
    let flat = plain(name);
    // "DNP", "CTO", "P": letters, no name.
    let letters = is_letters(&flat) || flat.chars().filter(|c| c.is_alphabetic()).count() == 1;
    // "mevrouw E.": initials whose family name is not there.
    let initials = flat.ends_with('.') && is_initials(&flat);
    // "mit dem Altgesellen", "Presidente: Prof. Ito": a job.
    let job = is_job(&flat.to_lowercase()) && !crate::words::employer().is(&folded(&flat), WordClass::Given);
    // "Senhor Administrador, Dr. Leite": a job that the name stands behind.
    let office = job && rest[name.len()..].strip_prefix(',').is_some_and(titled_next);
    // "Fr. and team": a title that nobody follows.
    let stopped = rest[name.len()..].starts_with('.')
        && is_rank(&rest[..=name.len()], &format!("{}.", flat.to_lowercase()), words);
    if count == 1 && (office || stopped || initials || gender.is_none() && title.is_none() && !rank && (letters || job))
    {
        return None;
    }
    let goes_on = rest[name.len()..].strip_prefix([' ', '\u{a0}']).is_some_and(|behind| {
        let next = next_word(behind);
        next.starts_with(char::is_uppercase) && is_no_name(&next.to_lowercase(), words)
    });
    Some(Name {
        text: flat,
        start: at + skip(&text[at..]),
        end: begin + name.len(),
        words: count,
        title,
        gender,
        rank,
        goes_on,
    })
}

/// What follows a title, and the titles in brackets behind it: "Prof. (Dr.) Dana Ito".
fn behind_brackets<'a>(rest: &'a str, word: &str, words: &PeopleWords) -> &'a str {
    let behind = &rest[word.len()..];
    let Some((inside, after)) = behind.strip_prefix(" (").and_then(|b| b.split_once(')')) else { return behind };
    let titled = |word: &str| {
        let lower = word.to_lowercase();
        let known = addressed(&lower, words).is_some() || is_academic(&lower);
        known || word.ends_with('.') || english(word).is_some()
    };
    if inside.len() < TITLES_IN_BRACKETS && inside.split(' ').all(titled) { after } else { behind }
}

/// Titles in brackets are shorter.
const TITLES_IN_BRACKETS: usize = 24;

/// "Capt.", "le commandant", "Sister": a rank, an office or a kinship that people write before a name.
fn is_rank(word: &str, lower: &str, words: &PeopleWords) -> bool {
    let written = match word.len() {
        // "Me Brunet", but "me".
        ..3 => word.starts_with(char::is_uppercase),
        3 => true,
        _ => word.chars().skip(1).all(|c| !c.is_uppercase()),
    };
    written && words.ranks.contains(lower)
}

/// The bytes of a word that is elsewhere no name, between a title and a family name: a day or a month, or an article with
/// a capital, "Mr Sunday Okoro", "Mme Le Goff".
fn named_as_no_name(rest: &str, words: &PeopleWords) -> usize {
    let word = next_word(rest);
    let lower = word.to_lowercase();
    let long = word.chars().count() > 2 || PARTICLES.contains(&lower.as_str());
    let day = words.no_names.contains(&lower) && is_name_word(word) && long;
    let behind = rest[word.len()..].strip_prefix(' ').map(next_word).unwrap_or_default();
    let family = is_name_word(behind) && !is_no_name(&behind.to_lowercase(), words) && !is_job(&behind.to_lowercase());
    if day && family && !is_job(&word.to_lowercase()) { word.len() + 1 } else { 0 }
}

/// Does a title follow, or a word that is no job?
fn named_next(rest: &str, words: &PeopleWords) -> bool {
    let behind = rest.trim_start_matches(' ');
    let next = next_word(behind);
    let name = || !is_no_name(&next.to_lowercase(), words) || named_as_no_name(behind, words) > 0;
    titled_next(rest) || next.starts_with(char::is_uppercase) && name()
}

/// Does a known given name follow: "Mtra. Ximena Arredondo"?
fn given_next(rest: &str) -> bool {
    let next = next_word(rest.strip_prefix(' ').unwrap_or_default());
    next.starts_with(char::is_uppercase) && crate::words::employer().is(&folded(next), WordClass::Given)
}

/// Does a name of two words follow, none of which is a job: "Enf.ª Gestora Inês Prado"?
fn full_next(rest: &str, words: &PeopleWords) -> bool {
    let named = |word: &str| is_name_word(word) && !is_no_name(&word.to_lowercase(), words) && !is_job(word);
    let mut next = rest.strip_prefix(' ').unwrap_or_default().split(' ').take(2);
    next.next().is_some_and(named) && next.next().is_some_and(|w| named(next_word(w)))
}

/// Is it what somebody is, as a word of its own?
pub(super) fn is_job(lower: &str) -> bool {
    let (employer, word) = (crate::words::employer(), folded(lower));
    let jobs = 1 << WordClass::Role as u64 | 1 << WordClass::RoleFirst as u64;
    employer.id(&word).is_some_and(|id| employer.classes(id) & jobs != 0) || employer.ends_as_role(&word)
}

/// A short word of an office: with a stop at its end, or with a capital inside.
fn is_office(word: &str) -> bool {
    // "You will meet Leo. Dana sends the code."
    if crate::words::employer().is(&folded(word.trim_end_matches('.')), WordClass::Given) {
        return false;
    }
    let inside = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    word.ends_with('.') && word.chars().count() > 3 || inside && word.chars().count() <= 6
}

/// Is it a short word that only a title is: with a stop at its end, and with a capital inside or, behind another title,
/// without a vowel? "MMag.", "Dkfm."
fn is_abbreviation(word: &str, titled: bool) -> bool {
    let Some(short) = word.strip_suffix('.').filter(|w| w.chars().all(char::is_alphabetic)) else { return false };
    let size = short.chars().count();
    let inside = size <= 6 && short.chars().skip(1).any(char::is_uppercase) && short.chars().any(char::is_lowercase);
    let silent = (3..=6).contains(&size) && !folded(short).contains(['a', 'e', 'i', 'o', 'u', 'y']);
    short.starts_with(char::is_uppercase) && (inside || titled && silent)
}

/// Behind the article of "de heer Bos", "l'Avv. Sala", where a title follows.
fn behind_article<'a>(text: &'a str, words: &PeopleWords) -> &'a str {
    let titled = |rest: &str| {
        let word = next_word(rest);
        let lower = word.to_lowercase();
        let known = addressed(&lower, words).is_some() || is_title(word, &lower);
        known || is_rank(word, &lower, words)
    };
    let behind = words.own.iter().filter_map(|own| {
        let head = text.get(..own.len()).filter(|head| head.to_lowercase() == *own)?;
        let rest = &text[head.len()..];
        let rest = if own.ends_with(['\'', '’']) { rest } else { rest.strip_prefix(' ')? };
        titled(rest).then_some(rest)
    });
    behind.min_by_key(|rest| rest.len()).unwrap_or(text)
}

/// The title of "Mr.Sun", which nothing parts from the name.
fn glued_title<'a>(word: &'a str, words: &PeopleWords) -> &'a str {
    let Some((head, name)) = word.split_once('.') else { return word };
    let title = &word[..=head.len()];
    let lower = title.to_lowercase();
    let known = addressed(&lower, words).is_some() || english(title).is_some();
    if known && name.starts_with(char::is_uppercase) && name.chars().count() > 1 { title } else { word }
}

fn joined(before: Option<String>, word: &str) -> String {
    before.map_or(word.to_string(), |b| format!("{b} {word}"))
}

/// Is the first word of a name a given name that we know?
pub(super) fn begins_with_given(name: &Name) -> bool {
    let first = folded(name.text.split(' ').next().unwrap_or_default());
    let given = |word: &str| crate::words::employer().is(word, WordClass::Given);
    // "Mei-Ling", "Henk-Jan".
    given(&first) || first.split_once('-').is_some_and(|(one, other)| given(one) || given(other))
}

/// Is the whole text one person's name: two words or more, or one where that is enough?
pub(super) fn whole(text: &str, words: &PeopleWords, least: usize) -> Option<Name> {
    let text = text.trim().trim_end_matches(['.', ',']);
    let name = at(text, 0, words)?;
    let name = with_mothers_family(text, &name, words).unwrap_or(name);
    let rest = text[name.end..].trim();
    let letters = rest.starts_with(',');
    let suffix = rest.is_empty()
        || rest.starts_with('(') && rest.ends_with(')')
        || rest
            .trim_start_matches([',', ' '])
            .split([',', ' '])
            .all(|w| w.is_empty() || letters && is_letters(w) || is_academic(&w.to_lowercase()));
    let shouted = name.words >= 2 && !name.text.chars().any(char::is_lowercase);
    (suffix && !shouted && name.words >= least).then_some(name)
}

/// What joins the families of father and mother in the name of one person.
pub(super) const BETWEEN_FAMILIES: [&str; 3] = [" e ", " y ", " i "];

/// "Inês Prado e Moura", "Luis Ferrer y Gil": the name up to the family behind the word for "and", where that is no given
/// name, but a family's.
fn with_mothers_family(text: &str, name: &Name, words: &PeopleWords) -> Option<Name> {
    let rest = &text[name.end..];
    let and = BETWEEN_FAMILIES.iter().find(|and| rest.starts_with(**and))?;
    let family = at(text, name.end + and.len(), words)?;
    let house = |w: &str| {
        let (employer, word) = (crate::words::employer(), folded(w));
        [WordClass::Institution, WordClass::Legal, WordClass::Team].iter().any(|c| employer.is(&word, *c))
    };
    let one = family.words == 1 && family.is_bare() && !begins_with_given(&family) && !house(&family.text);
    (one && name.words >= 2 && name.is_told()).then(|| Name {
        text: format!("{}{and}{}", name.text, family.text),
        end: family.end,
        words: name.words + 1,
        goes_on: family.goes_on,
        ..name.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::super::list::list;
    use super::*;

    fn words(language: &str) -> &'static PeopleWords {
        &crate::words::of(language).unwrap().people
    }

    fn names(language: &str, text: &str) -> Vec<String> {
        list(text, 0, words(language)).0.into_iter().map(|n| n.text).collect()
    }

    #[test]
    fn lists_of_people_with_titles_and_jobs() {
        assert_eq!(
            names("en", "Dr Aoife Brannigan (chair), Mr. Padraig Tuohy and an external"),
            ["Aoife Brannigan", "Padraig Tuohy"]
        );
        assert_eq!(names("en", "Bob Garland, Platform team"), ["Bob Garland"]);
        assert_eq!(names("en", "Bob Garland in Stuttgart"), ["Bob Garland"]);
        assert_eq!(names("nl", "Ina in 't Veld"), ["Ina in 't Veld"]);
        assert_eq!(names("en", "Orla\nHeadmistress\n"), ["Orla"]);
        assert_eq!(names("en", "Leo (CTO) and Katya M. on Monday"), ["Leo", "Katya M."]);
        assert_eq!(names("de", "Frau Dr. Müller und Herr von der Leyen teil"), ["Müller", "von der Leyen"]);
        assert_eq!(names("nl", "Sanne de Vries en Joost van den Berg"), ["Sanne de Vries", "Joost van den Berg"]);
        assert_eq!(names("fr", "M. Jean DUPONT et Mme Marie Curie"), ["Jean DUPONT", "Marie Curie"]);
    }

    #[test]
    fn nicknames_initials_and_letters_behind_names() {
        let read = |language: &str, text: &str| whole(text, words(language), 1).map(|n| n.text);
        assert_eq!(read("nl", "A. (Anke) Postma").as_deref(), Some("Anke Postma"));
        assert_eq!(read("en", "Maximilian \"Max\" Adeyemi").as_deref(), Some("Maximilian Adeyemi"));
        assert_eq!(read("en", "Karin Vogt (she/her)").as_deref(), Some("Karin Vogt"));
        assert_eq!(read("en", "Howard P. Lindell III, FRCS-ED").as_deref(), Some("Howard P. Lindell III"));
        assert_eq!(read("en", "Suresh s/o Maniam").as_deref(), Some("Suresh s/o Maniam"));
        assert_eq!(read("es", "Dr. Jordi Ferrer i Vidal").as_deref(), Some("Jordi Ferrer i Vidal"));
        assert_eq!(read("de", "Stadtr. DI Erna Kogler-Haas").as_deref(), Some("Erna Kogler-Haas"));
        assert_eq!(names("en", "Owen Prior, K.C. and Tal Benami"), ["Owen Prior", "Tal Benami"]);
        assert_eq!(names("en", "Grace Mori • Anil P. • L.M. Roche"), ["Grace Mori", "Anil P.", "L.M. Roche"]);
        // Letters of a firm are none of a person, and dots stand between other things, too.
        assert_eq!(read("es", "Café de Altura S.A.S."), None);
        assert_eq!(names("en", "Dana Fox • Privacy"), ["Dana Fox"]);
    }

    #[test]
    fn what_is_no_name() {
        for text in
            ["I'll be there", "P - 1", "DNP", "CTO", "the Hiring Team", "Zoom", "our CTO", "you", "Tuesday at 3"]
        {
            assert_eq!(names("en", text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn any_text_is_read_and_a_name_stays_a_name() {
        let pieces = [
            "Dana",
            " ",
            "\n",
            ",",
            "(",
            ")",
            "\"",
            "“",
            "Dr.",
            "van",
            "s/o ",
            "d'",
            "<",
            "{",
            "É",
            "ß",
            "\u{a0}",
            "•",
            "G.",
            "i",
            "和",
            "\u{202e}",
            "\0",
            "MBA",
            "|",
            ".",
            "-",
            "O’Neil",
            "and",
            "Ms",
            "\u{1f600}",
            "'",
            "St.",
            "\t",
        ];
        let mut seed = 7_u64;
        for _ in 0..4000 {
            let mut text = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let starts = text.char_indices().map(|(i, _)| i).filter(|i| text[*i..].starts_with(char::is_uppercase));
            for name in starts.flat_map(|i| list(&text, i, words("en")).0) {
                assert!(name.start <= name.end && text.get(name.start..name.end).is_some(), "{text:?}");
                assert!(
                    !name.text.contains(['<', '{', '\n', '|']) && !name.text.contains(char::is_control),
                    "{text:?}"
                );
            }
        }
    }
}
