//! The letters: every kind with every reason, in every language and register, with and without every fact; and whole
//! letters in `docs/gallery.md`, for reading. Ids such as E1 are those of `docs/templates.md`.

use jiff::Zoned;
use regrets::extract::{self, Formality, Gender, Invitation, Person, Salutation, Slot, Start};
use regrets::fact::{Fact, Settled, Sure};
use regrets::message::Mail;
use regrets::reply::kind::{Catalog, Kind, Medium, Need};
use regrets::reply::letter::{self, Letter, Question};
use regrets::reply::{Intent, Me};
use regrets::review::checks;
use regrets::words;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const NOW: &str = "2026-11-24T12:00:00+01:00[Europe/Berlin]";

/// What is known in one case of the matrix.
#[derive(Clone, Copy, Debug)]
struct Known {
    role: bool,
    company: bool,
    person: bool,
    time: Option<i64>,
    old: bool,
    proposals: usize,
    notes: usize,
}

const KNOWN: [Known; 7] = [
    Known { role: true, company: true, person: true, time: Some(300), old: false, proposals: 1, notes: 2 },
    Known { role: false, company: false, person: false, time: None, old: false, proposals: 0, notes: 1 },
    Known { role: true, company: false, person: true, time: Some(10), old: true, proposals: 2, notes: 1 },
    Known { role: false, company: true, person: false, time: Some(-10), old: true, proposals: 0, notes: 3 },
    Known { role: true, company: true, person: false, time: None, old: true, proposals: 2, notes: 1 },
    Known { role: false, company: true, person: true, time: Some(-10), old: false, proposals: 1, notes: 1 },
    Known { role: true, company: false, person: false, time: Some(30), old: false, proposals: 0, notes: 1 },
];

fn mail(n: usize) -> Mail {
    let text = format!(
        "From: Nora Whitfield <nora@acme.example>\nTo: ada@home.example\nMessage-ID: <{n}@acme.example>\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nSubject: Interview\n\nhi\n"
    );
    let mut mail = Mail::read(text.as_bytes()).unwrap();
    if n.is_multiple_of(2) {
        mail.id = None;
    }
    mail
}

fn stated<T>(value: T) -> Settled<T> {
    Settled::One(Fact::new(value, Sure::Stated, "test", vec![]))
}

/// A time as a sender of this language writes it.
fn as_written(language: &str) -> String {
    let all = [
        ("de", "Donnerstag, den 3. Dezember um 14 Uhr"),
        ("en", "Thursday 3 December at 2 pm"),
        ("es", "jueves 3 de diciembre a las 14 h"),
        ("fr", "jeudi 3 décembre à 14 h"),
        ("it", "giovedì 3 dicembre alle 14"),
        ("nl", "donderdag 3 december om 14 uur"),
        ("pt", "quinta-feira, 3 de dezembro, às 14h"),
    ];
    all.iter().find(|(code, _)| *code == words::base(language)).map(|(_, time)| time.to_string()).unwrap()
}

fn invitation(mail: &Mail, known: Known, now: &Zoned, language: &str) -> Invitation {
    let mut found = extract::invitation(mail, now);
    found.language = Some(words::base(language).to_string());
    found.role = if known.role { stated("Backend Engineer (m/w/d)".to_string()) } else { Settled::None };
    found.company = if known.company { stated("Öko-Orange".to_string()) } else { Settled::None };
    let salutation = Salutation {
        given: Some("Nora".into()),
        family: Some("van den Berg".into()),
        title: None,
        gender: Some(Gender::Feminine),
    };
    let person = Person { name: Some("Nora van den Berg".into()), salutation, ..Person::default() };
    found.contact = if known.person { stated(person) } else { Settled::None };
    found.slots = known
        .time
        .map(|hours| {
            let start = Start::Zoned(now.saturating_add(jiff::SignedDuration::from_hours(hours)));
            let slot = Slot { start, end: None, timezone: None, as_written: as_written(language) };
            Fact::new(slot, Sure::Stated, "test", vec![])
        })
        .into_iter()
        .collect();
    found
}

fn write(
    kind: &Kind,
    reason: &str,
    language: &str,
    formality: Formality,
    known: Known,
    n: usize,
    catalog: &Catalog,
) -> Letter {
    // A kind that asks for something puts the first note into a sentence of its own: the other role, the question.
    let first = if kind.note.is_some() { "the Data Engineer position" } else { "My plans for next year have changed." };
    let notes = [first, "I have built such systems for five years.", "I would need step-free access."];
    let without = known.notes == 1 && kind.note.is_none() && n.is_multiple_of(2);
    noted(kind, reason, language, formality, known, n, catalog, &notes[..if without { 0 } else { known.notes }])
}

#[allow(clippy::too_many_arguments, reason = "each is one axis of the matrix")]
fn noted(
    kind: &Kind,
    reason: &str,
    language: &str,
    formality: Formality,
    known: Known,
    n: usize,
    catalog: &Catalog,
    notes: &[&str],
) -> Letter {
    let now: Zoned = NOW.parse().unwrap();
    let later: Zoned = "2026-11-30T12:00:00+01:00[Europe/Berlin]".parse().unwrap();
    let now = if known.old { later } else { now };
    let mail = mail(n);
    let found = invitation(&mail, known, &now, language);
    let intent = Intent {
        kind: kind.name.clone(),
        reason: (reason != "none").then(|| reason.to_string()),
        propose: (0..known.proposals)
            .map(|i| now.saturating_add(jiff::SignedDuration::from_hours(100 + 24 * i as i64)))
            .collect(),
        notes: notes.iter().map(|n| (*n).to_string()).collect(),
        language: Some(language.to_string()),
        formality: Some(formality),
        ..Intent::default()
    };
    let me = Me { name: Some("Ada Lovelace".into()), ..Me::default() };
    letter::write(&Question { mail: &mail, found: &found, intent: &intent, me: &me, now: &now, catalog })
        .unwrap_or_else(|e| panic!("{language}/{} {reason} {known:?}: {e}", kind.name))
}

/// E1 to E8 on one letter, as far as a machine can tell; the problems found.
fn problems(body: &str, kind: &Kind, language: &str) -> Vec<String> {
    let words = words::of(language).unwrap().letter.as_ref().unwrap();
    let flat = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = flat.to_lowercase();
    let any = |list: &[String]| list.iter().any(|w| lower.contains(w.as_str()));
    let mut out = Vec::new();
    let mut must = |good: bool, what: &str| {
        if !good {
            out.push(what.to_string())
        }
    };
    must(any(&words.thanks), "E1 no thanks");
    if let Some(decision) = words.decision.get(&kind.decision) {
        must(any(decision), "E2 no decision");
    }
    for (name, list) in &words.avoid {
        for word in list {
            let (stem, open) = word.strip_suffix('*').map_or((word.as_str(), false), |stem| (stem, true));
            let hit = lower.match_indices(stem).any(|(at, _)| {
                !lower[..at].ends_with(char::is_alphanumeric)
                    && (open || !lower[at + stem.len()..].starts_with(char::is_alphanumeric))
            });
            must(!hit, &format!("E4 {name}: {word}"));
        }
    }
    let paragraphs: Vec<&str> = body.trim().split("\n\n").collect();
    let core: usize = paragraphs[1..paragraphs.len() - 1].iter().map(|p| p.split_whitespace().count()).sum();
    must((kind.words.0..=kind.words.1).contains(&core), &format!("E7 {core} words"));
    must(body.trim_end().ends_with("\nAda Lovelace"), "E6 not signed");
    must(
        !body.contains("{{")
            && !body.contains("{}")
            && !body.contains("{de}")
            && !body.contains("[")
            && !body.contains("(e)"),
        "an open slot",
    );
    must(
        !body.contains("  ")
            && !flat.contains(" .")
            && !flat.contains(" ,")
            && !flat.contains("..")
            && !flat.contains(",,")
            && !flat.contains("()"),
        "a doubled or stray sign",
    );
    must(!flat.contains("(m/w/d)"), "a mark of gender");
    must(body.lines().all(|l| l.chars().count() <= 72 || !l.contains(' ')), "a long line");
    // A sentence begins with a capital; German and Italian go on in small letters behind the greeting's comma.
    for paragraph in &paragraphs[2..paragraphs.len() - 1] {
        let first = paragraph.chars().next().unwrap_or('A');
        must(
            first.is_uppercase() || !first.is_alphabetic() || paragraph.starts_with("the Data"),
            &format!("a small letter: {paragraph}"),
        );
    }
    let said = paragraphs[1..].join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    for (end, next) in said.match_indices(". ").map(|(at, _)| (at, &said[at + 2..])) {
        let number = said[..end].ends_with(|c: char| c.is_ascii_digit());
        must(
            number || !next.starts_with(char::is_lowercase) || next.starts_with("the Data"),
            &format!("a small letter behind a stop: {}", next.chars().take(20).collect::<String>()),
        );
    }
    out
}

#[test]
fn every_letter_of_the_matrix_is_a_good_answer() {
    let languages: Vec<&str> = words::languages().collect();
    let (count, wrong) = std::thread::scope(|scope| {
        let all: Vec<_> = languages.iter().map(|language| scope.spawn(|| matrix(language))).collect();
        all.into_iter().map(|one| one.join().unwrap()).fold((0, Vec::new()), |(count, mut wrong), (more, found)| {
            wrong.extend(found);
            (count + more, wrong)
        })
    });
    assert!(count > 2500, "{count} letters");
    assert!(wrong.is_empty(), "{} of {count} letters:\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n----\n"));
}

/// The letters of one language, all that differ by what is known, and every reason with some of that: how many there
/// are, and what is wrong with them.
fn matrix(language: &str) -> (usize, Vec<String>) {
    let catalog = Catalog::built_in();
    let (mut count, mut wrong) = (0, Vec::new());
    for kind in catalog.kinds() {
        let all = catalog.reasons().iter().map(|r| r.name.as_str());
        let reasons =
            all.filter(|r| *r == "none" && kind.name != needs_reason(&catalog) || *r != "none" && kind.takes(r));
        for (turn, reason) in reasons.enumerate() {
            let known = KNOWN.into_iter().enumerate().filter(|(n, _)| reason == "none" || (n + turn) % 3 == 0);
            for (n, known) in known {
                for formality in [Formality::Formal, Formality::Informal] {
                    let letter = write(kind, reason, language, formality, known, n, &catalog);
                    count += 1;
                    wrong.extend(alarms(&letter, kind, known).into_iter().map(|finding| {
                        format!("{language}/{} {formality:?} {reason}: {finding}\n{}", kind.name, letter.body)
                    }));
                    wrong.extend(problems(&letter.body, kind, language).into_iter().map(|problem| {
                        format!("{language}/{} {formality:?} {reason}: {problem}\n{}", kind.name, letter.body)
                    }));
                }
            }
        }
    }
    (count, wrong)
}

/// What the checks say of a letter that the program itself wrote: nothing, or they would be heeded no more.
fn alarms(letter: &Letter, kind: &Kind, known: Known) -> Vec<String> {
    let now: Zoned = NOW.parse().unwrap();
    let mail = mail(1);
    let found = invitation(&mail, known, &now, &letter.language);
    let words = words::of(&letter.language).unwrap().letter.as_ref().unwrap();
    let findings = checks::run(&checks::Letter {
        body: &letter.body,
        language: &letter.language,
        words,
        kind: Some(kind),
        answers: Some((&mail, &found)),
        intent: None,
    });
    // The notes of this test are English in every letter.
    findings.into_iter().filter(|f| f.id != "other-language").map(|f| format!("{}: {}", f.id, f.text)).collect()
}

/// The kind that cannot be written without a reason.
fn needs_reason(catalog: &Catalog) -> &str {
    catalog.kinds().iter().find(|k| k.needs.contains(&Need::Reason)).map_or("", |k| k.name.as_str())
}

#[test]
fn every_language_has_every_kind_and_every_reason() {
    let catalog = Catalog::built_in();
    for language in words::languages() {
        let letter =
            words::of(language).unwrap().letter.as_ref().unwrap_or_else(|| panic!("{language} has no letters"));
        let beside = [Medium::Note, Medium::Call].map(|m| catalog.beside(m).unwrap());
        for kind in catalog.kinds().iter().chain(beside) {
            assert!(catalog.template(language, &kind.name).is_some(), "{language}/{}", kind.name);
        }
        for reason in catalog.reasons().iter().filter(|r| r.name != "none") {
            assert!(letter.reason.contains_key(&reason.name), "{language}: {}", reason.name);
        }
    }
    for template in words::templates() {
        let kind = template.split('/').nth(1).and_then(|t| t.strip_suffix(".tera")).unwrap();
        assert!(catalog.text(kind).is_ok(), "{template} belongs to no kind");
    }
}

/// What a language or a variety is called.
fn name_of(code: &str) -> &'static str {
    let variety = words::varieties().iter().find(|v| v.code == code).map(|v| v.name.as_str());
    let language = || words::mail().iter().find(|w| w.code == code).map(|w| w.name.as_str());
    variety.or_else(language).expect("a built-in language")
}

#[test]
fn two_declines_to_one_company_do_not_read_as_copies() {
    let catalog = Catalog::built_in();
    let kind = catalog.kinds().iter().find(|k| k.decision == "no").unwrap();
    let bodies: BTreeSet<String> =
        (1..20).step_by(2).map(|n| write(kind, "none", "en", Formality::Formal, KNOWN[0], n, &catalog).body).collect();
    assert!(bodies.len() >= 5, "{} texts of 10", bodies.len());
    let again = |n| write(kind, "none", "en", Formality::Formal, KNOWN[0], n, &catalog).body;
    assert_eq!(again(3), again(3), "the same mail gives the same letter");
}

/// What is asked where a kind needs something to ask, in each language of the gallery.
const QUESTIONS: [(&str, &str); 8] = [
    ("de", "Findet das Gespräch online statt?"),
    ("en", "Would the interview be held online?"),
    ("es", "¿La entrevista será en línea?"),
    ("fr", "L'entretien aura-t-il lieu en ligne ?"),
    ("it", "Il colloquio si terrà online?"),
    ("nl", "Vindt het gesprek online plaats?"),
    ("pt", "A entrevista será online?"),
    ("pt-pt", "A entrevista será online?"),
];

/// `docs/gallery.md`: one letter a kind and language, both registers in turn.
fn gallery() -> String {
    let catalog = Catalog::built_in();
    let mut out = String::from(
        "# The letters\n\nOne letter of each kind in each language, as `regrets body` prints it, formal and informal in turn. Sentences\n\
         vary from mail to mail, so yours will read a little differently. This page is generated and checked by\n\
         `cargo test --test replies`; `REGRETS_BLESS=1` in front writes it anew.\n",
    );
    for (language, question) in QUESTIONS {
        out += &format!("\n## {}\n", name_of(language));
        for (n, kind) in catalog.kinds().iter().enumerate() {
            let formality = if n.is_multiple_of(2) { Formality::Formal } else { Formality::Informal };
            let reason = Some("location").filter(|r| kind.takes(r)).unwrap_or("none");
            let known = Known { notes: 0, ..KNOWN[0] };
            let note = if kind.decision == "no" { "Data Engineer" } else { question };
            let notes: &[&str] = if kind.needs.contains(&Need::Note) { &[note] } else { &[] };
            let letter = noted(kind, reason, language, formality, known, 1, &catalog, notes);
            let register = format!("{formality:?}").to_lowercase();
            out += &format!("\n### {}, {register}\n\n```text\n{}```\n", kind.name, letter.body);
        }
    }
    out
}

#[test]
fn the_gallery_shows_the_letters_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/gallery.md");
    let now = gallery();
    if std::env::var_os("REGRETS_BLESS").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let kept = fs::read_to_string(&path).expect("docs/gallery.md is there");
    let differs = kept.lines().zip(now.lines()).enumerate().find(|(_, (a, b))| a != b);
    assert!(kept == now, "docs/gallery.md is not what is written now: {differs:?}");
}

/// What a template can use, as the error about a wrong name lists it.
fn names() -> BTreeSet<String> {
    let own = BTreeMap::from([("en/decline.tera".to_string(), "{{ no_such_name }}".to_string())]);
    let catalog = Catalog::with_own(own).unwrap();
    let kind = catalog.kinds().iter().find(|k| k.name == "decline").unwrap();
    let now: Zoned = NOW.parse().unwrap();
    let mail = mail(1);
    let found = invitation(&mail, KNOWN[0], &now, "en");
    let intent = Intent { kind: kind.name.clone(), language: Some("en".into()), ..Intent::default() };
    let me = Me::default();
    let question = Question { mail: &mail, found: &found, intent: &intent, me: &me, now: &now, catalog: &catalog };
    let error = letter::write(&question).err().unwrap();
    let list = error.hints[0].trim_start_matches("There are: ").trim_end_matches('.');
    list.split(", ").map(str::to_string).collect()
}

#[test]
fn the_page_about_templates_names_every_value() {
    let page = include_str!("../docs/templates.md");
    let rows = page.lines().filter_map(|l| l.strip_prefix("| `")?.split_once('`'));
    let told: BTreeSet<String> = rows.map(|(name, _)| name.to_string()).filter(|n| !n.contains('.')).collect();
    assert_eq!(told, names());
}

#[test]
fn german_firms_have_their_article() {
    let catalog = Catalog::built_in();
    let kind = catalog.kinds().iter().find(|k| k.decision == "no").unwrap();
    let now: Zoned = NOW.parse().unwrap();
    let mail = mail(1);
    let found = invitation(&mail, KNOWN[0], &now, "de");
    let says = |company: &str| {
        let intent = Intent {
            kind: kind.name.clone(),
            company: Some(company.into()),
            language: Some("de".into()),
            ..Intent::default()
        };
        let me = Me::default();
        let body = letter::write(&Question {
            mail: &mail,
            found: &found,
            intent: &intent,
            me: &me,
            now: &now,
            catalog: &catalog,
        });
        body.unwrap().body.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(says("Backwerk Nord GmbH").contains(" bei der Backwerk Nord GmbH"));
    assert!(says("Backwerk").contains(" bei Backwerk"));
}

/// C3: a note is within its limit, has no link, and is there for long names, too.
#[test]
fn c3_a_note_fits_its_limit_in_every_language() {
    let catalog = Catalog::built_in();
    let kind = catalog.beside(Medium::Note).unwrap();
    for language in words::languages() {
        for (n, known) in KNOWN.into_iter().enumerate() {
            let known = Known { notes: 0, proposals: 0, ..known };
            let text = noted(kind, "none", language, Formality::Formal, known, n, &catalog, &[]).body;
            let versions: Vec<String> =
                text.split("\n\n").map(|v| v.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            for limit in [300, 200] {
                let note = versions.iter().find(|v| v.chars().count() <= limit);
                let note = note.unwrap_or_else(|| panic!("{language}: {versions:?}"));
                assert!(
                    !note.contains("http") && !note.contains("{{") && note.chars().count() > 40,
                    "{language}: {note}"
                );
            }
        }
    }
}
