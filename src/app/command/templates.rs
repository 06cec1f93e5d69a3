//! `regrets templates`: the wording, built in and the user's own.

use crate::app::cli::TemplatesCommand;
use crate::app::{output, wording};
use crate::error::{Error, Exit, Result};
use crate::reply::kind::Catalog;
use crate::words;
use std::process::ExitCode;

/// Lists, shows, starts or checks templates.
///
/// # Errors
/// [`Exit::Usage`] for a name there is none of; [`Exit::Config`] for the user's broken files.
pub fn run(what: &TemplatesCommand) -> Result<ExitCode> {
    match what {
        TemplatesCommand::List => list(&wording::load()?)?,
        TemplatesCommand::Show { name } => output::print(&text(&wording::load()?, name)?)?,
        TemplatesCommand::New { name } => new(name)?,
        TemplatesCommand::Check { name } => return crate::app::template_check::run(name.as_deref()),
    }
    Ok(ExitCode::SUCCESS)
}

fn list(catalog: &Catalog) -> Result<()> {
    let mut out = String::from("kinds (--as)\n");
    for kind in catalog.kinds() {
        let languages = catalog.languages(&kind.name).join(" ");
        out += &format!("  {:<14} {}  [{languages}]\n", kind.name, kind.summary);
    }
    out += "\nreasons (--because)\n";
    for reason in catalog.reasons() {
        out += &format!("  {:<14} {}\n", reason.name, reason.summary);
    }
    let own: Vec<&String> = catalog.own().keys().collect();
    out += "\nyour own files\n";
    if own.is_empty() {
        let folder = wording::folder().map(|f| f.display().to_string()).unwrap_or_default();
        out += &format!("  none; they would be in {folder}\n");
    }
    out.extend(own.iter().map(|path| format!("  {path}\n")));
    output::print(&out)
}

/// A template, or a data file, by its name as listed.
fn text(catalog: &Catalog, name: &str) -> Result<String> {
    let own = |path: &str| catalog.own().get(path).cloned();
    let data = match name {
        "kinds" => Some(own("kinds.toml").unwrap_or_else(|| include_str!("../../../templates/kinds.toml").into())),
        "reasons" => {
            Some(own("reasons.toml").unwrap_or_else(|| include_str!("../../../templates/reasons.toml").into()))
        }
        _ => name
            .split_once('/')
            .and_then(|(language, kind)| catalog.template(language, kind))
            .map(|(text, _)| text.to_string()),
    };
    data.ok_or_else(|| {
        let there: Vec<String> = words::templates().map(|t| t.trim_end_matches(".tera").to_string()).collect();
        Error::new(Exit::Usage, format!("there is no template `{name}`"))
            .hint(format!("There are: kinds, reasons, {}.", there.join(", ")))
    })
}

/// Starts a template of the user's own from the built-in one; never overwrites.
fn new(name: &str) -> Result<()> {
    let text = text(&Catalog::built_in(), name)?;
    let folder =
        wording::folder().ok_or_else(|| Error::new(Exit::Config, "neither XDG_CONFIG_HOME nor HOME is usable"))?;
    let path = folder.join(if name.contains('/') { format!("{name}.tera") } else { format!("{name}.toml") });
    let failed = |e: std::io::Error| Error::new(Exit::CantCreate, format!("`{}`: {e}", path.display()));
    std::fs::create_dir_all(path.parent().unwrap_or(&folder)).map_err(failed)?;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)?;
    output::print(&format!("{}\n", path.display()))
}
