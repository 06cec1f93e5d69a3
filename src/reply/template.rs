//! Templates; Tera is used here and nowhere else. Mail text is only ever a value, never a template.

use crate::error::{Error, Exit, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use tera::{Context, ErrorKind, Kwargs, State, Tera};

/// The values a template may use, by name.
#[derive(Debug, Default, Clone)]
pub struct Values(BTreeMap<String, serde_json::Value>);

impl Values {
    /// Sets one value.
    pub fn set(&mut self, name: &str, value: impl Into<serde_json::Value>) {
        self.0.insert(name.to_string(), value.into());
    }

    /// The names there are, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// A template that was parsed.
pub struct Template<'a> {
    name: &'a str,
    text: &'a str,
    tera: Tera,
}

impl<'a> Template<'a> {
    /// Parses a template. `either(a=..., b=..., c=...)` in it takes one of its arguments: the same one for the same
    /// `seed` and place.
    ///
    /// # Errors
    /// [`Exit::Config`], with line and column, for a template that cannot be parsed.
    pub fn parse(name: &'a str, text: &'a str, seed: u64) -> Result<Template<'a>> {
        let mut tera = Tera::new();
        // A template of the user's may not read the environment.
        tera.register_function("get_env", |_: Kwargs, _: &State| -> tera::TeraResult<String> {
            Err(tera::Error::message("a template cannot read the environment"))
        });
        let turn = AtomicU64::new(seed);
        tera.register_function("either", move |args: Kwargs, _: &State| -> tera::TeraResult<String> {
            let mut all = Vec::new();
            for key in ["a", "b", "c", "d", "e", "f"] {
                all.extend(args.get::<String>(key)?);
            }
            let state = turn.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            let index = (mixed(state) % all.len().max(1) as u64) as usize;
            Ok(all.get(index).cloned().unwrap_or_default())
        });
        tera.add_raw_template(name, text).map_err(|e| failed(name, &e))?;
        Ok(Template { name, text, tera })
    }

    /// The names it uses.
    pub fn uses(&self) -> BTreeSet<String> {
        let names = self.tera.get_template_variables(self.name).unwrap_or_default();
        names.into_iter().map(str::to_string).collect()
    }

    /// Renders it. A second call goes on where the first left off in taking turns.
    ///
    /// # Errors
    /// [`Exit::Config`], with line and column, for a name that is not there; [`Exit::Data`] for an empty result.
    pub fn render(&self, values: &Values) -> Result<String> {
        if let Some(unknown) = self.uses().into_iter().find(|n| !values.0.contains_key(n)) {
            return Err(unknown_name(self.name, self.text, &unknown, values));
        }
        let context = Context::from_serialize(&values.0).map_err(|e| failed(self.name, &e))?;
        let mut out = Bounded(Vec::new());
        let rendered = self.tera.render_to(self.name, &context, &mut out);
        if out.0.len() >= LIMIT {
            let what =
                format!("the template `{}` gives more than {} KiB: does a loop never end?", self.name, LIMIT >> 10);
            return Err(Error::new(Exit::Config, what));
        }
        rendered.map_err(|e| failed(self.name, &e))?;
        let out = String::from_utf8_lossy(&out.0).into_owned();
        if out.trim().is_empty() {
            return Err(Error::new(Exit::Data, format!("the template `{}` renders nothing", self.name)));
        }
        Ok(out)
    }
}

/// The most that a template may give, in bytes: no letter is as long.
const LIMIT: usize = 256 << 10;

/// What was rendered, up to the limit.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let room = bytes.len().min(LIMIT - self.0.len());
        self.0.extend_from_slice(&bytes[..room]);
        Ok(room)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Spreads the bits of a seed.
fn mixed(mut state: u64) -> u64 {
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

fn unknown_name(name: &str, text: &str, unknown: &str, values: &Values) -> Error {
    let at = text.find(unknown).unwrap_or(0);
    let before = &text[..at];
    let (line, column) =
        (before.matches('\n').count() + 1, before.chars().rev().take_while(|c| *c != '\n').count() + 1);
    Error::new(Exit::Config, format!("the template `{name}`:{line}:{column} uses `{unknown}`, which is not there"))
        .hint(format!("There are: {}.", values.names().collect::<Vec<_>>().join(", ")))
}

fn failed(name: &str, error: &tera::Error) -> Error {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            Error::new(
                Exit::Config,
                format!("the template `{name}`:{}:{}: {}", span.start_line, span.start_col + 1, report.message()),
            )
        }
        other => Error::new(Exit::Config, format!("the template `{name}`: {}", other.to_string().replace('\n', " "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(name: &str, text: &str, values: &Values, seed: u64) -> Result<String> {
        Template::parse(name, text, seed)?.render(values)
    }

    fn values() -> Values {
        let mut values = Values::default();
        values.set("role", "{{ 7*7 }} {% include 'x' %}");
        values
    }

    #[test]
    fn values_are_never_templates() {
        assert_eq!(render("t", "a {{ role }}", &values(), 1).unwrap(), "a {{ 7*7 }} {% include 'x' %}");
    }

    #[test]
    fn one_seed_one_text() {
        let text = "{{ either(a='1', b='2', c='3') }}{{ either(a='1', b='2', c='3') }}";
        let all: BTreeSet<String> = (0..60).map(|seed| render("t", text, &values(), seed).unwrap()).collect();
        assert_eq!(all.len(), 9);
        assert_eq!(render("t", text, &values(), 5).unwrap(), render("t", text, &values(), 5).unwrap());
    }

    #[test]
    fn errors_name_line_and_column() {
        let e = render("own/x", "line\n  {{ company }}", &values(), 1).unwrap_err();
        assert!(e.exit == Exit::Config && e.message.contains("`own/x`:2:6 uses `company`"), "{e}");
        assert!(e.hints[0].contains("role"));
        let e = render("own/x", "line\n{% if %}", &values(), 1).unwrap_err();
        assert!(e.message.contains("`own/x`:2:"), "{e}");
        let e = render("own/x", "{{ get_env(name='HOME') }}", &values(), 1).unwrap_err();
        assert_eq!(e.exit, Exit::Config);
        assert_eq!(render("own/x", "  \n", &values(), 1).unwrap_err().exit, Exit::Data);
        let loops = "{% for i in range(end=1000) %}";
        let e = render("own/x", &format!("{loops}{loops}{loops}x{0}{0}{0}", "{% endfor %}"), &values(), 1).unwrap_err();
        assert!(e.exit == Exit::Config && e.message.contains("256 KiB"), "{e}");
    }
}
