//! Checks the data files and packs them into the program, so that nothing is parsed at run time.

use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[allow(dead_code)]
#[path = "src/words/schema/mod.rs"]
mod schema;

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=src/words/schema");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    words(Path::new("templates"), &out);
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
    let mut list = format!("static PACKED: [Packed; {}] = [\n", codes.len());
    for code in &codes {
        let mut all = toml::Table::new();
        for file in schema::FILES {
            let path = templates.join(code).join(format!("{file}.toml"));
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            all.insert((*file).to_string(), toml::Value::Table(table));
        }
        let words = schema::Words::deserialize(all).unwrap_or_else(|e| panic!("templates/{code}: {e}"));
        let bytes = postcard::to_stdvec(&words).expect("plain data packs");
        fs::write(out.join(format!("words-{code}.bin")), bytes).expect("OUT_DIR can be written");
        list += &format!(
            "    Packed {{ code: {code:?}, bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/words-{code}.bin\")), words: OnceLock::new() }},\n"
        );
    }
    list += "];\n";
    fs::write(out.join("words.rs"), list).expect("OUT_DIR can be written");
}
