//! What is understood of hand-made messages.
//!
//! Every folder `tests/mail/<case>/` holds `mail.eml` and `facts.toml`: the whole values of the facts that
//! the case is about. Each is read with LF and with CRLF line ends. A mismatch leaves `facts.failed` beside
//! it, with what was understood instead; a missing file and an unknown key fail.
//!
//! In `facts.toml` nothing understood is `""` (`{}` for the contact, `[]` for a list), and candidates that
//! nobody could decide between are `"torn: one | other"`. `now` sets the present moment (the mail's own
//! date by default). People are `{ name, email, title }`, times `{ start, end, timezone }`, absent keys
//! left out; `warnings` are ids, `links` are `{ what, url }`.

use regrets::extract::{self, json};
use regrets::message::Mail;
use serde_json::Value as Json;
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// The keys a case may name.
const KEYS: &[&str] = &[
    "now",
    "class",
    "language",
    "formality",
    "contact",
    "company",
    "agency",
    "role",
    "interviewers",
    "slots",
    "format",
    "stage",
    "place",
    "phone",
    "links",
    "via",
    "reply_to",
    "reaches_a_person",
    "warnings",
];

/// The present moment of a case whose mail has no date.
const NOW: &str = "2026-11-24T12:00:00+00:00[UTC]";

#[test]
fn every_case_is_understood() {
    let folder = Path::new("tests/mail");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    let problems: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(problems.is_empty(), "{} of {} cases fail:\n{}", problems.len(), cases.len(), problems.join("\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = |file: &str| fs::read_to_string(case.join(file)).map_err(|e| format!("{name}/{file}: {e}"));
    let bytes = fs::read(case.join("mail.eml")).map_err(|e| format!("{name}/mail.eml: {e}"))?;
    let want: Table = read("facts.toml")?.parse().map_err(|e| format!("{name}/facts.toml: {e}"))?;
    if let Some(key) = want.keys().find(|k| !KEYS.contains(&k.as_str())) {
        return Err(format!("{name}/facts.toml: unknown key `{key}`; known: {}", KEYS.join(", ")));
    }
    let failed = case.join("facts.failed");
    let _ = fs::remove_file(&failed);
    let lf = lines(&bytes, b"\n");
    for (ends, bytes) in [("LF", lf.clone()), ("CRLF", lines(&lf, b"\r\n"))] {
        let got = understood(&bytes, want.get("now").and_then(Value::as_str), &want)?;
        if let Some(difference) = differs(&want, &got) {
            fs::write(&failed, got.to_string()).map_err(|e| e.to_string())?;
            return Err(format!("{name} ({ends}): {difference}"));
        }
    }
    Ok(())
}

/// The same message with other line ends.
fn lines(bytes: &[u8], end: &[u8]) -> Vec<u8> {
    let plain: Vec<&[u8]> = bytes.split(|b| *b == b'\n').map(|l| l.strip_suffix(b"\r").unwrap_or(l)).collect();
    plain.join(end)
}

/// The facts that `want` names, as they were understood.
fn understood(bytes: &[u8], now: Option<&str>, want: &Table) -> Result<Table, String> {
    let mail = Mail::read(bytes).map_err(|e| e.to_string())?;
    let now = match (now, &mail.date) {
        (None, Some(date)) => date.clone(),
        (text, _) => text.unwrap_or(NOW).parse::<jiff::Zoned>().map_err(|e| format!("now: {e}"))?,
    };
    let found = json::json(&mail, &extract::invitation(&mail, &now));
    let mut got = Table::new();
    for key in want.keys() {
        got.insert(key.clone(), fact(key, &found, want));
    }
    Ok(got)
}

fn fact(key: &str, found: &Json, want: &Table) -> Value {
    match key {
        "now" => want[key].clone(),
        "class" => text(&found["class"]["value"]),
        "language" | "formality" => text(&found[key]),
        "contact" => keys(&found[key], &["name", "email", "title"]),
        "interviewers" => list(&found[key], &["name", "email", "title"]),
        "slots" => list(&found[key], &["start", "end", "timezone"]),
        "links" => list(&found[key], &["what", "url"]),
        "via" | "reply_to" => text(&found["sender"][key]),
        "reaches_a_person" => match &found["sender"]["reply_reaches_a_person"] {
            Json::Bool(yes) => Value::Boolean(*yes),
            _ => Value::String(String::new()),
        },
        "warnings" => {
            let mut ids: Vec<Value> = found[key].as_array().into_iter().flatten().map(|w| text(&w["id"])).collect();
            ids.sort_by_key(Value::to_string);
            Value::Array(ids)
        }
        _ => settled(&found[key]),
    }
}

/// The value of a settled fact; all candidates where it is torn.
fn settled(found: &Json) -> Value {
    match found["candidates"].as_array() {
        Some(all) => {
            let each: Vec<&str> = all.iter().filter_map(|c| c["value"].as_str()).collect();
            Value::String(format!("torn: {}", each.join(" | ")))
        }
        None => text(&found["value"]),
    }
}

fn text(found: &Json) -> Value {
    Value::String(found.as_str().unwrap_or_default().to_string())
}

/// The named keys of an object, absent ones left out.
fn keys(found: &Json, names: &[&str]) -> Value {
    let present = names.iter().filter_map(|n| Some(((*n).to_string(), Value::String(found[n].as_str()?.to_string()))));
    Value::Table(present.collect())
}

fn list(found: &Json, names: &[&str]) -> Value {
    Value::Array(found.as_array().into_iter().flatten().map(|one| keys(one, names)).collect())
}

/// The first fact that was understood otherwise.
fn differs(want: &Table, got: &Table) -> Option<String> {
    let key = want.keys().find(|k| sorted(&want[*k]) != sorted(&got[*k]))?;
    Some(format!("{key} is {}, not {}", got[key], want[key]))
}

/// Warnings have no order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(all) if all.iter().all(Value::is_str) => {
            let mut all = all.clone();
            all.sort_by_key(Value::to_string);
            Value::Array(all)
        }
        other => other.clone(),
    }
}
