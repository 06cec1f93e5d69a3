//! Trains the models of reading: `cargo run --profile train --example train`.
//!
//! Reads the mails of every language (`tests/train/mails/<language>/<class>.toml`) and the shorter texts
//! (`templates/<language>/training.toml`), makes messages of them with changing people, firms, titles and times, fits
//! linear models and writes them to `src/extract/models/`. The same texts give the same files; `tests/learned.rs` sees
//! to it that the files are younger than the texts.
//!
//! `... --example train measure [FILE]` tells how well mails are read that were not trained on: each third of the mails
//! is read by models that were fitted to the others. FILE gets every miss.

#![allow(clippy::print_stdout, reason = "it tells what it does")]

mod dice;
mod fit;
mod made;
mod measure;
mod tag;
mod texts;
mod values;

use dice::Dice;
use fit::Example;
use jiff::Zoned;
use made::Made;
use regrets::extract::format;
use regrets::extract::model::{Model, Models, pack};
use regrets::extract::purpose::{self, learned};
use regrets::extract::rules::Context;
use regrets::extract::weigh::{self, Feature};
use regrets::message::Mail;

/// Messages that are made of each mail, and of each short text.
const VARIANTS: usize = 8;
const SHORT: usize = 2;
/// Parts that the mails are cut into to measure.
const PARTS: usize = 3;

/// A message to learn from.
struct Lesson {
    made: Made,
    purpose: Example,
    /// Of a mail about an interview: how they meet.
    format: Option<Example>,
    /// Of a whole mail: who and what its words name.
    names: Vec<tag::Row>,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        [] => train(),
        ["measure"] => measure(None),
        ["measure", file] => measure(Some(file)),
        ["dump", folder] => dump(folder),
        _ => panic!("usage: train [measure [FILE] | dump FOLDER]"),
    }
}

fn now() -> Zoned {
    "2026-11-28T12:00:00+00:00[UTC]".parse().expect("a date")
}

/// Whole mails as messages, and the digest of all files.
fn mails() -> (Vec<Made>, [u8; 32]) {
    let (languages, _) = made::all();
    let mut all = Vec::new();
    let mut first = 0;
    for mails in &languages {
        all.extend(mails.messages(first, VARIANTS));
        first += mails.len();
    }
    (all, made::digest())
}

/// What is learned from a message.
fn lesson(made: Made, now: &Zoned) -> Lesson {
    let mail = Mail::read(made.message.as_bytes()).expect("a made message is one");
    let it = Context::new(&mail, now, Models::shipped());
    let class = learned::CLASSES.iter().position(|c| texts::name(*c) == made.class).expect("a class");
    let purpose = example(&purpose::features(&it), class, &made);
    let about_an_interview = !made.language.is_empty() && learned::CLASSES[class].has_interview();
    let format = about_an_interview.then(|| {
        let label = made.format.as_deref();
        let answer = format::learned::FORMATS.iter().position(|f| f.as_ref().map(measure::kebab).as_deref() == label);
        example(&it.said.features(), answer.expect("a format"), &made)
    });
    let names = if made.language.is_empty() { Vec::new() } else { tag::lessons(&made) };
    Lesson { made, purpose, format, names }
}

fn example(features: &[Feature], answer: usize, made: &Made) -> Example {
    let worth = weigh::worth(features);
    Example { features: features.iter().map(|f| (f.hash, worth(f.kind))).collect(), answer, group: made.mail }
}

/// The models that these lessons give, packed.
struct Trained {
    purpose: Vec<u8>,
    names: Vec<u8>,
    format: Vec<u8>,
}

impl Trained {
    fn on(lessons: &[&Lesson], digest: &[u8; 32]) -> Trained {
        let examples: Vec<&Example> = lessons.iter().map(|l| &l.purpose).collect();
        let (bias, rows) = fit::fit::<{ learned::CLASSES.len() }>(&examples, &fit::PURPOSE);
        let purpose = pack(digest, &bias, &rows);
        let examples: Vec<&Example> = lessons.iter().filter_map(|l| l.format.as_ref()).collect();
        let (bias, rows) = fit::fit::<{ format::learned::FORMATS.len() }>(&examples, &fit::FORMAT);
        let format = pack(digest, &bias, &rows);
        let (bias, rows) = tag::fit(&lessons.iter().flat_map(|l| &l.names).collect::<Vec<_>>());
        Trained { purpose, names: pack(digest, &bias, &rows), format }
    }

    fn models(&self) -> Models<'_> {
        Models {
            purpose: Model::over(&self.purpose),
            names: Model::over(&self.names),
            format: Model::over(&self.format),
        }
    }
}

/// The short texts as lessons of what a mail is for.
fn short(now: &Zoned) -> Vec<Lesson> {
    let mut out = Vec::new();
    let mut group = usize::MAX;
    for texts in texts::all().1 {
        let mut dice = Dice::new(&texts.language);
        for _ in 0..SHORT {
            for (class, message) in texts.messages(&mut dice) {
                group -= 1;
                let made = Made { class: class.into(), message, mail: group, ..Made::default() };
                out.push(lesson(made, now));
            }
        }
    }
    out
}

fn train() {
    let (made, digest) = mails();
    let now = now();
    let mut lessons: Vec<Lesson> = made.into_iter().map(|m| lesson(m, &now)).collect();
    lessons.extend(short(&now));
    let trained = Trained::on(&lessons.iter().collect::<Vec<_>>(), &digest);
    write("purpose", &trained.purpose);
    write("names", &trained.names);
    write("format", &trained.format);
}

fn write(name: &str, bytes: &[u8]) {
    let path = format!("{}/src/extract/models/{name}.bin", env!("CARGO_MANIFEST_DIR"));
    std::fs::write(&path, bytes).expect("the model can be written");
    println!("{path}: {} bytes", bytes.len());
}

/// How well mails are read by models that do not know them.
fn measure(misses: Option<&str>) {
    let (made, digest) = mails();
    let now = now();
    let lessons: Vec<Lesson> = made.into_iter().map(|m| lesson(m, &now)).collect();
    let short = short(&now);
    let trained: Vec<Trained> = (0..PARTS)
        .map(|part| {
            let known = lessons.iter().filter(|l| l.made.mail % PARTS != part).chain(&short);
            Trained::on(&known.collect::<Vec<_>>(), &digest)
        })
        .collect();
    let mut scores = measure::Scores::default();
    for (part, trained) in trained.iter().enumerate() {
        let models = trained.models();
        let mut last = usize::MAX;
        for lesson in lessons.iter().filter(|l| l.made.mail % PARTS == part) {
            // One message of each mail.
            if std::mem::replace(&mut last, lesson.made.mail) != lesson.made.mail {
                let mail = Mail::read(lesson.made.message.as_bytes()).expect("a made message is one");
                scores.add(&regrets::extract::invitation_by(&mail, &now, models), &lesson.made);
            }
        }
    }
    scores.print();
    if let Some(path) = misses {
        std::fs::write(path, scores.misses.join("\n")).expect("a file for the misses");
    }
}

/// The messages as files, with what they say as `labels.jsonl`.
fn dump(folder: &str) {
    let mut labels = String::new();
    let mut last = usize::MAX;
    for made in mails().0 {
        if std::mem::replace(&mut last, made.mail) == made.mail {
            continue;
        }
        let file = format!("{}-{}.eml", made.language, made.mail);
        std::fs::write(format!("{folder}/{file}"), &made.message).expect("a file");
        let people: Vec<_> = made.interviewers.iter().map(|n| serde_json::json!({ "name": n })).collect();
        let mut label = serde_json::json!({ "file": file, "class": made.class, "language": made.language });
        if matches!(made.class.as_str(), "invitation" | "reschedule" | "confirmation" | "cancellation") {
            label["company"] = made.company.clone().into();
            label["company_alt"] = made.company_of_domain.clone().into();
            label["role"] = made.role.clone().into();
            label["contact"] = serde_json::json!({ "name": made.contact });
            label["interviewers"] = people.into();
            label["format"] = made.format.clone().into();
            label["stage"] = made.stage.clone().into();
        }
        labels += &format!("{label}\n");
    }
    std::fs::write(format!("{folder}/labels.jsonl"), labels).expect("a file");
}
