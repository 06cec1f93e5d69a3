//! The order of the layers, the doors of the outside crates, and what stays data. See `docs/architecture.md`.

use std::fs;
use std::path::{Path, PathBuf};

/// From the lowest to the highest; what shares a line may use one another.
const LAYERS: &[&[&str]] = &[
    &["text", "fact", "error", "words"],
    &["message"],
    &["extract"],
    &["reply"],
    &["review"],
    &["deliver"],
    &["app"],
    &["main", "lib"],
];

/// An outside crate, and the only places that may name it.
const DOORS: &[(&str, &[&str])] = &[
    ("mail_parser", &["message/"]),
    ("html5gum", &["message/"]),
    ("idna", &["message/"]),
    ("psl", &["message/"]),
    ("mail_builder", &["reply/wire"]),
    ("tera", &["reply/template"]),
    ("lettre", &["reply/wire", "deliver/"]),
    ("keyring", &["deliver/secret"]),
    ("rusqlite", &["deliver/journal"]),
    ("async_imap", &["deliver/"]),
    ("clap", &["app/"]),
    ("annotate_snippets", &["review/evidence"]),
    ("ratatui", &["app/"]),
    ("crossterm", &["app/"]),
];

/// What only `deliver` and `app` may touch.
const EFFECTS: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::io::stdin",
    "std::io::stdout",
    "SystemTime",
    "Zoned::now",
    "Timestamp::now",
    "println!",
    "print!(",
    "eprintln!",
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    assert!(files.len() > 20, "the sources are there");
    let name = |p: &PathBuf| p.strip_prefix(&root).unwrap().to_str().unwrap().to_string();
    files.iter().map(|p| (name(p), fs::read_to_string(p).unwrap())).collect()
}

/// The code of a file: without comments and without its tests, which may look anywhere.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    body.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|l| l.contains(&name))
}

#[test]
fn a_file_uses_lower_layers_and_its_own_only() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let own = name.split(['/', '.']).next().unwrap();
        let mine = layer(own).unwrap_or_else(|| panic!("{name} is in no layer: add it to LAYERS"));
        let code = code(&text);
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + 7..];
            let named: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => group.split('}').next().unwrap().split(',').map(str::trim).collect(),
                None => vec![rest],
            };
            for used in named {
                let used = used.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
                if layer(used).is_some_and(|theirs| theirs > mine) {
                    wrong.push(format!("{name} uses {used}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_outside_crate_has_one_door() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let code = code(&text);
        for (outside, doors) in DOORS {
            let path = format!("{outside}::");
            let names = code
                .match_indices(&path)
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            if names && !doors.iter().any(|d| name.starts_with(d)) {
                wrong.push(format!("{name} names {outside}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_pure_layers_touch_nothing_outside() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        if layer(name.split(['/', '.']).next().unwrap()) >= layer("deliver") {
            continue;
        }
        let code = code(&text);
        wrong.extend(EFFECTS.iter().filter(|e| code.contains(**e)).map(|e| format!("{name} has {e}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names that must stay data: kinds of reply, and the systems that send mail.
fn names_in_data() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kinds = fs::read_to_string(root.join("templates/kinds.toml")).unwrap();
    let mut names: Vec<String> = kinds
        .lines()
        .filter_map(|l| l.strip_prefix('[')?.strip_suffix(']'))
        .map(|table| table.trim_start_matches("kind.").to_string())
        .filter(|n| !n.contains('.'))
        .collect();
    for entry in fs::read_dir(root.join("src/extract/senders")).unwrap() {
        names.push(entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_string());
    }
    names
}

#[test]
fn no_rust_file_names_a_kind_of_reply_or_a_vendor() {
    let names = names_in_data();
    assert!(names.len() > 20, "kinds and senders are there: {names:?}");
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let code = code(&text);
        for name in &names {
            // The default kind stands in the defaults of the configuration, as docs/config.toml says.
            if code.contains(&format!("\"{name}\"")) && !(file == "app/config.rs" && name == "decline") {
                wrong.push(format!("{file} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
