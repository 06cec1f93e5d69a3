//! Checks the data files and packs them into the program, so that nothing is parsed at run time.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

#[allow(dead_code, unused_imports)]
#[path = "src/words/schema/mod.rs"]
mod schema;

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=src/words/schema");
    println!("cargo::rerun-if-changed=src/extract/senders");
    println!("cargo::rerun-if-changed=src/extract/senders.toml");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed=docs/clients");
    words(Path::new("templates"), &out);
    clients(Path::new("docs/clients"), &out);
    quick_start();
}

/// What makes the start of a run shorter (`docs/performance.md`), where the build knows the machine it builds for.
fn quick_start() {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|v| v == value);
    let here = env::var("HOST").is_ok_and(|host| is("TARGET", &host));
    if here && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        short_relocations();
        own_unwinder();
    }
}

/// Addresses in constants are written by the loader at each start. Listed in the short form they cost less, and glibc
/// understands it since 2.36.
fn short_relocations() {
    let version = printed("getconf", "GNU_LIBC_VERSION");
    let version = version.strip_prefix("glibc 2.").and_then(|minor| minor.parse::<u32>().ok());
    if version.is_some_and(|minor| minor >= 36) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The unwinder that comes with the C compiler, as a part of the program. As a library of its own it has to be found and
/// mapped at each start, and asks the processor for its abilities, which is slow on a virtual machine.
fn own_unwinder() {
    let archive = PathBuf::from(printed("cc", "-print-file-name=libgcc_eh.a"));
    if let Some(folder) = archive.parent().filter(|_| archive.is_absolute() && archive.exists()) {
        println!("cargo::rustc-link-search=native={}", folder.display());
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}

/// The line that a command prints; nothing where there is no such command.
fn printed(command: &str, argument: &str) -> String {
    let output = Command::new(command).arg(argument).output().map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&output).trim().to_string()
}

/// Every folder below `templates` that has a `language.toml` is a language.
fn words(templates: &Path, out: &Path) {
    let mut codes: Vec<String> = fs::read_dir(templates)
        .expect("templates/ is there")
        .map(|entry| entry.expect("templates/ can be read").path())
        .filter(|path| path.join("language.toml").is_file())
        .map(|path| path.file_name().expect("a folder has a name").to_string_lossy().into_owned())
        .collect();
    codes.sort();
    let (mut tells, letters) = recognised(&templates.join("recognised.toml"));
    let mut mail = Vec::new();
    let mut introductions = Vec::new();
    let varieties = varieties(templates);
    let mut list = format!("static PACKED: [Words; {}] = [\n", codes.len() + varieties.len());
    for code in &codes {
        let mut words = folder(templates, code, code);
        // They are looked up in one table for all languages.
        let own = std::mem::take(&mut words.language.tells);
        tells.insert(code.clone(), own.iter().map(str::to_string).collect());
        mail.push(words.language.clone());
        introductions.extend(words.letter.as_ref().map(|l| l.attribution.clone()));
        list += &packed_words(out, code, &words);
    }
    for variety in &varieties {
        let words = variety_words(templates, variety);
        introductions.extend(words.letter.as_ref().map(|l| l.attribution.clone()));
        list += &packed_words(out, &variety.code, &words);
    }
    list += "];\n";
    list += &format!("static INTRODUCTIONS: &[&str] = &{introductions:?};\n");
    let bytes = postcard::to_stdvec(&varieties).expect("plain data packs");
    fs::write(out.join("varieties.bin"), bytes).expect("OUT_DIR can be written");
    list += "static PACKED_VARIETIES: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/varieties.bin\"));\n";
    list += &told(&tells);
    list += &format!("static LETTERS: &[(&str, &str)] = &{letters:?};\n");
    let bytes = postcard::to_stdvec(&mail).expect("plain data packs");
    fs::write(out.join("mail.bin"), bytes).expect("OUT_DIR can be written");
    list += "static PACKED_MAIL: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/mail.bin\"));\n";
    list += &packed::<schema::Kinds>(templates, out, "kinds");
    list += &packed::<schema::Reasons>(templates, out, "reasons");
    list += &packed::<schema::Advise>(templates, out, "advise");
    list += &packed::<schema::PurposeWords>(templates, out, "purpose");
    let folders: Vec<String> = codes.iter().cloned().chain(varieties.iter().map(|v| v.code.clone())).collect();
    list += &letter_templates(templates, &folders);
    list += &senders(Path::new("src/extract"), out);
    list += &employer(templates, &codes, out);
    list += &glance(templates, &codes);
    fs::write(out.join("words.rs"), list).expect("OUT_DIR can be written");
}

/// The words of a language, with the letters of a folder of its own.
fn folder(templates: &Path, code: &str, letters: &str) -> schema::Words {
    let mut all = toml::Table::new();
    for file in schema::FILES {
        let folder = if *file == "letter" { letters } else { code };
        let path = templates.join(folder).join(format!("{file}.toml"));
        if *file == "letter" && !path.exists() {
            continue;
        }
        all.insert((*file).to_string(), toml::Value::Table(read(&path)));
    }
    schema::Words::deserialize(all).unwrap_or_else(|e| panic!("templates/{letters}: {e}"))
}

/// The words of a language, one packed file each: a run unpacks the ones that it asks for.
fn packed_words(out: &Path, code: &str, words: &schema::Words) -> String {
    let mut list = format!("    Words {{ code: {code:?}, ");
    let mut file = |name: &str, bytes: postcard::Result<Vec<u8>>| {
        fs::write(out.join(format!("{code}-{name}.bin")), bytes.expect("plain data packs"))
            .expect("OUT_DIR can be written");
        list += &format!("{name}: Part::new(include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{code}-{name}.bin\"))), ");
    };
    file("letter", postcard::to_stdvec(&words.letter));
    file("time", postcard::to_stdvec(&words.time));
    file("format", postcard::to_stdvec(&words.format));
    file("people", postcard::to_stdvec(&words.people));
    file("sender", postcard::to_stdvec(&words.sender));
    file("thread", postcard::to_stdvec(&words.thread));
    file("purpose", postcard::to_stdvec(&words.purpose));
    list + "},\n"
}

/// Every folder below `templates` that has a `variety.toml` is a variety of a language.
fn varieties(templates: &Path) -> Vec<schema::Variety> {
    let mut all: Vec<schema::Variety> = Vec::new();
    for entry in fs::read_dir(templates).expect("templates/ is there") {
        let path = entry.expect("templates/ can be read").path().join("variety.toml");
        if !path.is_file() {
            continue;
        }
        let mut variety: schema::Variety = read(&path);
        let folder = path.parent().and_then(Path::file_name).expect("a folder has a name");
        variety.code = folder.to_string_lossy().into_owned();
        all.push(variety);
    }
    all.sort_by(|a, b| a.code.cmp(&b.code));
    all
}

/// A variety has the words of its language, and its own letters.
fn variety_words(templates: &Path, variety: &schema::Variety) -> schema::Words {
    let mut words = folder(templates, &variety.of, &variety.code);
    words.language.tells = schema::Phrases::default();
    words.language.code = variety.code.clone();
    words.language.name = variety.name.clone();
    words
}

/// The languages we have no folder for: by their telling words, and (ISO 639-3, code) by letter statistics.
#[allow(clippy::type_complexity)]
fn recognised(path: &Path) -> (BTreeMap<String, Vec<String>>, Vec<(String, String)>) {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Language {
        #[serde(rename = "name")]
        _name: String,
        #[serde(default)]
        tells: Vec<String>,
        letters: Option<String>,
    }
    let all: BTreeMap<String, Language> = read(path);
    let letters = all.iter().filter_map(|(code, l)| Some((l.letters.clone()?, code.clone()))).collect();
    (all.into_iter().filter(|(_, l)| !l.tells.is_empty()).map(|(code, l)| (code, l.tells)).collect(), letters)
}

/// Every telling word with a bit for each language it speaks for, sorted: nothing is built at run time.
fn told(tells: &BTreeMap<String, Vec<String>>) -> String {
    assert!(tells.len() <= 32, "one bit a language");
    let codes: Vec<&String> = tells.keys().collect();
    let mut words: BTreeMap<&str, u32> = BTreeMap::new();
    for (bit, all) in tells.values().enumerate() {
        for word in all {
            *words.entry(word).or_default() |= 1 << bit;
        }
    }
    format!("static TOLD: &[&str] = &{codes:?};\n{}", sorted("TELLS", "u32", &words))
}

/// A table of words, as `src/words/sorted.rs` looks into it.
fn sorted<W: AsRef<str>, V: std::fmt::Debug>(name: &str, value: &str, words: &BTreeMap<W, V>) -> String {
    let text: String = words.keys().map(AsRef::as_ref).collect();
    assert!(u16::try_from(text.len()).is_ok(), "16 bits count the letters of {name}");
    let ends: Vec<usize> = words
        .keys()
        .scan(0, |end, word| {
            *end += word.as_ref().len();
            Some(*end)
        })
        .collect();
    let values: Vec<&V> = words.values().collect();
    format!("static {name}: Sorted<{value}> = Sorted {{ text: {text:?}, ends: &{ends:?}, values: &{values:?} }};\n")
}

/// What a data file says. Its text stays until the build ends: lists of phrases borrow from it.
fn read<T: Deserialize<'static>>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    toml::from_str(text.leak()).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// One file of `templates/`, checked and packed.
fn packed<T: Deserialize<'static> + serde::Serialize>(templates: &Path, out: &Path, name: &str) -> String {
    let data: T = read(&templates.join(format!("{name}.toml")));
    fs::write(out.join(format!("{name}.bin")), postcard::to_stdvec(&data).expect("plain data packs"))
        .expect("OUT_DIR can be written");
    format!(
        "static PACKED_{}: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.bin\"));\n",
        name.to_uppercase()
    )
}

/// The `employer.toml` of every language, merged: job mail mixes languages.
fn employer(templates: &Path, codes: &[String], out: &Path) -> String {
    let sources: Vec<schema::EmployerSource> =
        codes.iter().map(|code| read(&templates.join(code).join("employer.toml"))).collect();
    let words = schema::EmployerWords::compile(&sources).unwrap_or_else(|e| panic!("employer.toml: {e}"));
    let bytes = postcard::to_stdvec(&words).expect("plain data packs");
    fs::write(out.join("employer.bin"), bytes).expect("OUT_DIR can be written");
    "static PACKED_EMPLOYER: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/employer.bin\"));\n".into()
}

/// The `glance.toml` of every language, merged and sorted: the first look does not know the language.
fn glance(templates: &Path, codes: &[String]) -> String {
    let mut all: BTreeMap<String, u64> = BTreeMap::new();
    // The last one is for the languages that are only recognised.
    let folders = codes.iter().map(|code| templates.join(code)).chain([templates.to_path_buf()]);
    for (number, folder) in (0..).zip(folders) {
        let path = folder.join("glance.toml");
        let source: schema::glance::GlanceSource = read(&path);
        for (word, bit) in source.pairs(number) {
            let plain = word.len() >= 2 && word.bytes().all(|b| b.is_ascii_lowercase() || b" -/".contains(&b));
            assert!(plain, "{}: `{word}`", path.display());
            *all.entry(word).or_default() |= bit;
        }
    }
    sorted("GLANCE", "u64", &all)
}

/// Every template, by its path below `templates/`.
fn letter_templates(templates: &Path, codes: &[String]) -> String {
    let mut paths: Vec<String> = Vec::new();
    for code in codes {
        for entry in fs::read_dir(templates.join(code)).expect("a language folder can be read") {
            let name = entry.expect("a language folder can be read").file_name().to_string_lossy().into_owned();
            if name.ends_with(".tera") {
                paths.push(format!("{code}/{name}"));
            }
        }
    }
    paths.sort();
    let one =
        |p: &String| format!("    ({p:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/templates/{p}\"))),\n");
    format!("static TEMPLATES: &[(&str, &str)] = &[\n{}];\n", paths.iter().map(one).collect::<String>())
}

/// The systems that mail for employers, one file each, and the rules for any sender.
fn senders(folder: &Path, out: &Path) -> String {
    let mut files: Vec<PathBuf> = fs::read_dir(folder.join("senders"))
        .expect("senders/ is there")
        .map(|e| e.expect("senders/ can be read").path())
        .collect();
    files.sort();
    let system = |path: &PathBuf| {
        let mut system: schema::System = read(path);
        system.id = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        system
    };
    let mut all =
        schema::Senders { rules: read(&folder.join("senders.toml")), systems: files.iter().map(system).collect() };
    let write = |name: &str, bytes: Vec<u8>| fs::write(out.join(name), bytes).expect("OUT_DIR can be written");
    // The examples are for the test that reads them.
    write("sender-examples.bin", postcard::to_stdvec(&all).expect("plain data packs"));
    for system in &mut all.systems {
        system.example.clear();
        system.not.clear();
    }
    write("senders.bin", postcard::to_stdvec(&all).expect("plain data packs"));
    "static PACKED_SENDERS: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/senders.bin\"));\n".to_string()
}

/// Every mail client's page: `regrets setup` prints the blocks in it.
fn clients(folder: &Path, out: &Path) {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("docs/clients/ is there")
        .map(|e| e.expect("docs/clients/ can be read").file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(".md").map(str::to_string))
        .collect();
    names.sort();
    let one = |n: &String| {
        format!("    ({n:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/docs/clients/{n}.md\"))),\n")
    };
    let list = format!("static CLIENTS: &[(&str, &str)] = &[\n{}];\n", names.iter().map(one).collect::<String>());
    fs::write(out.join("clients.rs"), list).expect("OUT_DIR can be written");
}
