//! mutt's `alternates`: the further addresses of a person, as regular expressions in files that may name more files.

use crate::app::paths::expand;
use std::path::{Path, PathBuf};

/// More files than these are not read.
const FILES: usize = 50;

/// The alternates in a configuration of mutt, as addresses with `*`; those that say more than that are left out.
pub fn of(file: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> = vec![file.to_path_buf()];
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(file) = files.get(at).cloned().filter(|_| at < FILES) {
        at += 1;
        for line in std::fs::read_to_string(file).unwrap_or_default().lines() {
            match line.trim().split_once(char::is_whitespace) {
                Some(("alternates", words)) => out.extend(patterns(words)),
                // A program that prints a configuration is not run.
                Some(("source", place)) if !place.trim().ends_with('|') => {
                    let place = expand(place.trim().trim_matches(['"', '\'']));
                    if !files.contains(&place) {
                        files.push(place);
                    }
                }
                _ => {}
            }
        }
    }
    out.dedup();
    out
}

/// The words of an `alternates` line; `-group NAME` stands before them.
fn patterns(words: &str) -> Vec<String> {
    let mut words = words.split('#').next().unwrap_or_default().split_whitespace();
    let mut out = Vec::new();
    while let Some(word) = words.next() {
        if word == "-group" {
            words.next();
        } else {
            out.extend(address(word.trim_matches(['"', '\''])));
        }
    }
    out
}

/// `^ada\\+.*@home\\.example$` is `ada+*@home.example`.
fn address(pattern: &str) -> Option<String> {
    let bare = pattern.trim_start_matches('^').trim_end_matches('$').replace("\\\\", "\\").replace(".*", "*");
    let mut out = String::new();
    let mut chars = bare.chars();
    while let Some(c) = chars.next() {
        match c {
            // A full stop that nobody escaped is meant as one.
            '\\' => out.push(chars.next()?),
            '(' | ')' | '[' | ']' | '{' | '}' | '|' | '?' | '+' | '^' | '$' => return None,
            c => out.push(c),
        }
    }
    let (local, domain) = out.split_once('@')?;
    (!local.is_empty() && domain.contains('.') && !domain.contains('*')).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_that_are_addresses_with_stars() {
        let home = tempfile::tempdir().unwrap();
        let (main, more) = (home.path().join("muttrc"), home.path().join("more"));
        let text = format!(
            "set from=ada@home.example\n  alternates -group me ada@work\\.example \"^ada\\\\+.*@home\\\\.example$\" # mine\n\
             source {}\nsource 'pass show muttrc |'\nsource {}\n",
            more.display(),
            main.display()
        );
        std::fs::write(&main, text).unwrap();
        std::fs::write(&more, "alternates a(b|c)@x.example [ab]@x.example ada@.* Ada.L@y.example nobody").unwrap();
        assert_eq!(of(&main), ["ada@work.example", "ada+*@home.example", "Ada.L@y.example"]);
        assert!(of(&home.path().join("none")).is_empty());
    }
}
