//! The configuration blocks of mail clients: the fenced blocks of `docs/clients/*.md`, printed, installed, removed.
//!
//! A block says in its first line which file it belongs to: "```muttrc file=~/.muttrc". Of several files, with commas
//! between, it is the first that is there: a client reads one of them, and a new one would hide the person's own.
//! With `there` the file has to be there, as the client makes it. With `whole` the file is the block; else the block stands
//! in it between two marks, so that it can be put in twice without harm, and taken out again. With `sections` each of its
//! lines stands in the section that is there.

mod sections;

use super::paths;
use crate::error::{Error, Exit, Result};
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

include!(concat!(env!("OUT_DIR"), "/clients.rs"));

/// One block of a client's page.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The file it belongs to.
    pub file: PathBuf,
    /// Has the file to be there?
    pub there: bool,
    /// Is the file nothing but the block?
    pub whole: bool,
    /// Does each line belong into a section, of which the file may have one already?
    pub sections: bool,
    /// The block.
    pub text: String,
}

/// The names of all clients with a page.
pub fn clients() -> impl Iterator<Item = &'static str> {
    CLIENTS.iter().map(|(name, _)| *name)
}

/// A client's page.
///
/// # Errors
/// [`Exit::Usage`] with the clients there are.
pub fn page(client: &str) -> Result<&'static str> {
    CLIENTS.iter().find(|(name, _)| *name == client).map(|(_, text)| *text).ok_or_else(|| {
        Error::new(Exit::Usage, format!("there is no page for the client `{client}`")).hint(format!(
            "There are: {}, and `config` for the configuration of regrets.",
            clients().collect::<Vec<_>>().join(", ")
        ))
    })
}

/// The blocks of a page that belong to a file.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|i| i.contains("file=")) else { continue };
        let file = info.split_whitespace().find_map(|w| w.strip_prefix("file=")).unwrap_or_default();
        let text: String = lines.by_ref().take_while(|l| !l.starts_with("```")).map(|l| format!("{l}\n")).collect();
        let has = |word| info.split_whitespace().any(|w| w == word);
        let (there, whole, sections) = (has("there"), has("whole"), has("sections"));
        out.push(Block { file: place(file), there, whole, sections, text });
    }
    out
}

/// The first of these files that is there, else the first.
fn place(files: &str) -> PathBuf {
    let all: Vec<PathBuf> = files.split(',').map(paths::expand).collect();
    all.iter().find(|f| f.exists()).or(all.first()).cloned().unwrap_or_default()
}

/// The heading of a page: what it is for.
pub fn heading(page: &str) -> &str {
    page.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
}

/// The key table of a page: what to press, and what it does.
pub fn keys(page: &str) -> String {
    let cell = |text: &str| text.trim().replace('`', "");
    let row = |line: &str| line.trim_matches('|').split_once(" | ").map(|(key, does)| (cell(key), cell(does)));
    let rows: Vec<(String, String)> = page.lines().filter(|l| l.starts_with("| `")).filter_map(row).collect();
    let width = rows.iter().map(|(key, _)| key.len()).max().unwrap_or_default();
    rows.iter().map(|(key, does)| format!("  {key:<width$}  {does}\n")).collect()
}

const BEGIN: &str = "# >>> regrets: put in by `regrets setup`, taken out by `--remove` >>>";
const END: &str = "# <<< regrets <<<";

/// Puts a block into its file, in place of one put in before; keeps a copy of the file beside it.
///
/// # Errors
/// [`Exit::CantCreate`] when a file cannot be written, or a whole file of the user's own is in the way.
pub fn install(block: &Block) -> Result<()> {
    let old = read(&block.file)?;
    if block.there && old.is_none() {
        let name = block.file.display();
        return Err(Error::new(
            Exit::CantCreate,
            format!("`{name}` is not there, and a new one would be all there is"),
        )
        .hint("Start the client once: it makes the file, with its own keys."));
    }
    let new = if block.whole { whole(block, old.as_deref())? } else { with(old.as_deref().unwrap_or_default(), block) };
    if old.as_deref() == Some(new.as_str()) {
        return Ok(());
    }
    if let Some(old) = &old {
        write(&beside(&block.file), old)?;
    }
    write(&block.file, &new)?;
    if block.whole && new.starts_with("#!") {
        use std::os::unix::fs::PermissionsExt;
        let _ = fs::set_permissions(&block.file, fs::Permissions::from_mode(0o755));
    }
    Ok(())
}

/// Takes a block out of its file again.
///
/// # Errors
/// [`Exit::CantCreate`] when the file cannot be written.
pub fn remove(block: &Block) -> Result<bool> {
    let Some(old) = read(&block.file)? else { return Ok(false) };
    if block.whole {
        if old != block.text {
            return Ok(false);
        }
        fs::remove_file(&block.file).map_err(|e| failed(&block.file, &e))?;
        return Ok(true);
    }
    let new = without(&old);
    if new == old {
        return Ok(false);
    }
    write(&beside(&block.file), &old)?;
    write(&block.file, &new)?;
    Ok(true)
}

fn whole(block: &Block, old: Option<&str>) -> Result<String> {
    match old {
        Some(old) if old != block.text && !old.contains("regrets") => Err(Error::new(
            Exit::CantCreate,
            format!("`{}` is there already, and it is not ours", block.file.display()),
        )
        .hint("Put the block into it by hand: leave `--write` out to see it.")),
        _ => Ok(block.text.clone()),
    }
}

fn with(old: &str, block: &Block) -> String {
    let mut text = without(old);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    if block.sections { sections::put(&text, &block.text, marked) } else { text + &marked(&block.text) }
}

fn marked(lines: &str) -> String {
    format!("{BEGIN}\n{lines}{END}\n")
}

/// The text without all that stands between marks.
fn without(old: &str) -> String {
    let Some((before, rest)) = old.split_once(BEGIN) else { return old.to_string() };
    let Some((_, after)) = rest.split_once(END) else { return old.to_string() };
    format!("{before}{}", without(after.strip_prefix('\n').unwrap_or(after)))
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".before-regrets");
    PathBuf::from(name)
}

fn read(file: &Path) -> Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(failed(file, &e)),
    }
}

/// Writes a file; a new one is for its owner alone, as some programs demand of their configuration.
fn write(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
    }
    let options = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file);
    options.and_then(|mut out| out.write_all(text.as_bytes())).map_err(|e| failed(file, &e))
}

fn failed(file: &Path, error: &std::io::Error) -> Error {
    Error::new(Exit::CantCreate, format!("`{}`: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_and_its_blocks_name_their_files() {
        assert!(clients().count() >= 8);
        for client in
            ["mutt", "neomutt", "aerc", "alot", "notmuch", "emacs", "himalaya", "procmail", "maildrop", "sieve"]
        {
            let blocks = blocks(page(client).unwrap());
            assert!(!blocks.is_empty(), "{client}");
            assert!(blocks.iter().all(|b| !b.text.trim().is_empty() && b.file.is_absolute()), "{client}: {blocks:?}");
        }
        assert!(page("pine").unwrap_err().hints[0].contains("mutt"));
    }

    #[test]
    fn installing_twice_is_installing_once_and_removing_restores() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rc");
        fs::write(&file, "set mine=yes").unwrap();
        let block = Block { file: file.clone(), there: false, whole: false, sections: false, text: "macro x\n".into() };
        install(&block).unwrap();
        let once = fs::read_to_string(&file).unwrap();
        install(&block).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), once);
        assert!(once.starts_with("set mine=yes\n# >>>") && once.contains("\nmacro x\n# <<<"));
        assert_eq!(fs::read_to_string(beside(&file)).unwrap(), "set mine=yes");
        assert!(remove(&block).unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "set mine=yes\n");
    }

    #[test]
    fn the_file_the_client_reads_is_the_one_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let name = |n: &str| folder.path().join(n).display().to_string();
        let page = format!("```rc file={},{} there\nx\n```\n", name("first"), name("second"));
        assert_eq!(blocks(&page)[0].file, folder.path().join("first"));
        assert_eq!(install(&blocks(&page)[0]).unwrap_err().exit, Exit::CantCreate);
        fs::write(folder.path().join("second"), "own\n").unwrap();
        assert_eq!(blocks(&page)[0].file, folder.path().join("second"));
        install(&blocks(&page)[0]).unwrap();
    }

    #[test]
    fn a_file_of_the_users_own_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let block = Block {
            file: folder.path().join("hook"),
            there: false,
            whole: true,
            sections: false,
            text: "#!/bin/sh\nregrets\n".into(),
        };
        fs::write(&block.file, "#!/bin/sh\nmine\n").unwrap();
        assert_eq!(install(&block).unwrap_err().exit, Exit::CantCreate);
        fs::remove_file(&block.file).unwrap();
        install(&block).unwrap();
        assert!(remove(&block).unwrap() && !block.file.exists());
    }
}
