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
