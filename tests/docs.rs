//! The pages that explain the program say what it does.

use regrets::extract::{self, json, rules};
use regrets::message::Mail;
use regrets::words;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// The names that a page explains: those that stand in front of their item or paragraph.
fn explained(page: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in page.lines().map(|l| l.trim_start_matches("- ")) {
        let mut rest = line;
        while let Some((name, behind)) = rest.strip_prefix('`').and_then(|r| r.split_once('`')) {
            names.insert(name.to_string());
            rest = behind.trim_start_matches([',', ' ']);
        }
    }
    names
}

#[test]
fn every_rule_is_explained_and_no_other() {
    let page = fs::read_to_string("docs/how-it-reads-mail.md").unwrap();
    let explained = explained(&page);
    let rules: BTreeSet<String> = rules::NAMES.iter().flat_map(|(_, all)| *all).map(|n| n.to_string()).collect();
    let missing: Vec<_> = rules.difference(&explained).collect();
    assert!(missing.is_empty(), "not explained: {missing:?}");
    let unknown: Vec<_> = explained.difference(&rules).filter(|n| n.contains('-')).collect();
    assert!(unknown.is_empty(), "no such rule: {unknown:?}");
    assert!(page.lines().count() <= 150, "a page that nobody reads to its end: {} lines", page.lines().count());
}

/// The names of the rules behind every fact of an answer.
fn used(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            names.extend(object.get("rule").and_then(Value::as_str).map(str::to_string));
            object.values().for_each(|v| used(v, names));
        }
        Value::Array(all) => all.iter().for_each(|v| used(v, names)),
        _ => {}
    }
}

#[test]
fn the_table_has_every_rule_that_finds_something() {
    let mut names: BTreeSet<String> = words::employer().rules.iter().map(|(name, _)| name.clone()).collect();
    let now = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
    for case in fs::read_dir("tests/mail").unwrap().flatten().map(|e| e.path()).filter(|p| p.is_dir()) {
        let mail = Mail::read(&fs::read(case.join("mail.eml")).unwrap()).unwrap();
        used(&json::json(&mail, &extract::invitation(&mail, &now)), &mut names);
    }
    let table: BTreeSet<String> = rules::NAMES.iter().flat_map(|(_, all)| *all).map(|n| n.to_string()).collect();
    let missing: Vec<_> = names.difference(&table).collect();
    assert!(missing.is_empty(), "not in the table of rules: {missing:?}");
}

#[test]
fn the_table_has_no_cue_that_is_gone() {
    let cues: BTreeSet<&str> = words::languages()
        .filter_map(words::of)
        .flat_map(|w| &w.purpose.cues)
        .map(|cue| cue.name.as_str())
        .chain([
            "calendar-request",
            "all-its-words",
            "calendar-cancel",
            "nothing-known",
            "discussion-list",
            "times-to-come",
        ])
        .collect();
    let class = rules::NAMES.iter().find(|(fact, _)| *fact == "class").unwrap();
    let gone: Vec<_> = class.1.iter().filter(|name| !cues.contains(*name)).collect();
    assert!(gone.is_empty(), "no cue has this name: {gone:?}");
}

/// The numbers that a text has of the lists of `docs/guards.md`: `B33`, `F01-F05`; in names of tests `c20_`.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let number = |word: &str| {
        let (list, digits) = (word.chars().next()?, word.get(1..)?);
        let known = "FCZPBA".contains(list) && digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        known.then(|| (list, digits.parse::<u8>().unwrap()))
    };
    for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_') {
        match word.split_once('-').map(|(from, to)| (number(from), number(to))) {
            Some((Some((list, from)), Some((_, to)))) => out.extend((from..=to).map(|n| format!("{list}{n:02}"))),
            _ => out.extend(number(word).map(|(list, n)| format!("{list}{n:02}"))),
        }
    }
    for name in text.split("fn ").skip(1).filter_map(|rest| rest.split('(').next()) {
        for part in name.split('_') {
            let (list, digits) = part.split_at(part.chars().next().map_or(0, char::len_utf8));
            out.extend(
                number(&format!("{}{digits:0>2}", list.to_uppercase())).map(|(list, n)| format!("{list}{n:02}")),
            );
        }
    }
    out
}

#[test]
fn every_number_leads_to_its_test() {
    let page = fs::read_to_string("docs/guards.md").unwrap();
    let mut found = BTreeSet::new();
    for row in page.lines().filter(|l| l.starts_with("| ") && l.contains('`')) {
        let (listed, file) = row.split_once(" | `").unwrap();
        let file = file.trim_end_matches([' ', '|', '`']);
        let there = numbers(&fs::read_to_string(file).unwrap());
        let listed = numbers(listed);
        let missing: Vec<_> = listed.difference(&there).collect();
        assert!(!listed.is_empty() && missing.is_empty(), "not in {file}: {missing:?}");
        found.extend(listed);
    }
    let headings: String = page.lines().filter(|l| l.starts_with("## ")).collect();
    let promised = numbers(&headings);
    assert_eq!(promised.len(), 55 + 21 + 12 + 20 + 84 + 60);
    let untested: Vec<_> = promised.difference(&found).collect();
    assert!(untested.is_empty(), "without a test: {untested:?}");
}
