//! The configuration: typed, unknown keys refused, everything optional.

use super::paths;
use crate::error::{Error, Exit, Result};
use crate::message::address::is_address;
use crate::reply::Me;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use std::path::{Path, PathBuf};

/// The commented defaults, which are also the reference: `docs/config.toml`.
pub const REFERENCE: &str = include_str!("../../docs/config.toml");

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Who I am.
    pub me: MeConfig,
    /// What holds without an option.
    pub defaults: Defaults,
    /// The accounts, in the order of the file.
    #[serde(deserialize_with = "accounts")]
    pub account: Vec<AccountConfig>,
    /// Where the file was, for messages; `None` when there is none.
    #[serde(skip)]
    pub path: Option<PathBuf>,
}

/// `[me]`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MeConfig {
    /// See `docs/config.toml`, as all below.
    pub name: Option<String>,
    /// My addresses, globs allowed.
    pub addresses: Vec<String>,
    /// IANA name.
    pub timezone: Option<String>,
    /// Signature line.
    pub phone: Option<String>,
    /// Signature line.
    pub linkedin: Option<String>,
    /// Signature line.
    pub website: Option<String>,
    /// Codes of languages.
    pub languages: Vec<String>,
    /// The name by which my mail server signs what it found out about senders.
    pub authserv_id: Option<String>,
}

/// `[defaults]`.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Defaults {
    /// Kind of reply.
    #[serde(rename = "as")]
    pub kind: String,
    /// Reason.
    pub because: String,
    /// Quote the original?
    pub quote: bool,
    /// Offer to stay in touch?
    pub stay_in_touch: bool,
    /// format=flowed?
    pub flowed: bool,
    /// Seconds to stop a send.
    pub undo: u64,
    /// Open the full-screen view where `send` and `draft` are not told what to answer?
    pub picker: bool,
    /// Answer calendar requests?
    pub calendar: bool,
    /// Answer an `ask` with TENTATIVE?
    pub tentative: bool,
}

impl Default for Defaults {
    fn default() -> Self {
        Defaults {
            kind: "decline".into(),
            because: "none".into(),
            quote: false,
            stay_in_touch: true,
            flowed: false,
            undo: 5,
            picker: true,
            calendar: true,
            tentative: false,
        }
    }
}

/// One `[account.NAME]`, as typed; [`crate::deliver`] says what it means.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AccountConfig {
    /// The table's name.
    #[serde(skip)]
    pub name: String,
    /// The address it sends as.
    pub from: String,
    /// `smtps://` or `smtp+starttls://`.
    pub smtp: Option<String>,
    /// A CA of one's own.
    pub ca_file: Option<PathBuf>,
    /// Mechanism.
    pub auth: Option<String>,
    /// Prints the password or token.
    pub password_command: Option<Vec<String>>,
    /// sendmail-compatible program.
    pub command: Option<Vec<String>>,
    /// `maildir:`, `imaps://` or `none`.
    pub sent: Option<String>,
    /// Run after a send, with the Message-ID answered.
    pub answered_command: Option<Vec<String>>,
}

impl Config {
    /// Reads the configuration: `file` if given, else the user's, else the defaults.
    ///
    /// # Errors
    /// [`Exit::Config`] for a file that cannot be read or understood, with line, column and the allowed keys.
    pub fn load(file: Option<&Path>) -> Result<Config> {
        let (path, text) = match file {
            Some(path) => (path.to_path_buf(), std::fs::read_to_string(path)),
            None => match paths::config_file() {
                Some(path) if path.exists() => (path.clone(), std::fs::read_to_string(&path)),
                _ => return Ok(Config::default()),
            },
        };
        let text = text.map_err(|e| {
            Error::new(Exit::Config, format!("the configuration `{}` cannot be read: {e}", path.display()))
        })?;
        let mut config = Config::parse(&text, &path)?;
        config.path = Some(path);
        Ok(config)
    }

    fn parse(text: &str, path: &Path) -> Result<Config> {
        toml::from_str(text).map_err(|e| refused(text, path, &e))
    }

    /// The person, as the pure layers know them.
    ///
    /// # Errors
    /// [`Exit::Config`] for a zone nobody knows.
    pub fn me(&self) -> Result<Me> {
        let me = &self.me;
        let timezone = match &me.timezone {
            None => None,
            Some(name) => Some(jiff::tz::TimeZone::get(name).map_err(|_| {
                Error::new(Exit::Config, format!("`{name}` is not a time zone"))
                    .hint("Use an IANA name such as `Europe/London`.")
            })?),
        };
        let line = |s: &Option<String>| s.clone().filter(|s| !s.trim().is_empty());
        let mut addresses = me.addresses.clone();
        for account in &self.account {
            if !addresses.iter().any(|a| a.eq_ignore_ascii_case(&account.from)) {
                addresses.push(account.from.clone());
            }
        }
        Ok(Me {
            name: line(&me.name),
            addresses,
            timezone,
            phone: line(&me.phone),
            linkedin: line(&me.linkedin),
            website: line(&me.website),
            languages: me.languages.clone(),
        })
    }
}

/// A table of accounts becomes a list with their names in them. Read from the file itself, so that errors have a place.
fn accounts<'de, D: Deserializer<'de>>(table: D) -> std::result::Result<Vec<AccountConfig>, D::Error> {
    struct InOrder;
    impl<'de> Visitor<'de> for InOrder {
        type Value = Vec<AccountConfig>;

        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str("a table `[account.NAME]`")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> std::result::Result<Self::Value, A::Error> {
            let mut out = Vec::new();
            while let Some((name, account)) = table.next_entry::<String, AccountConfig>()? {
                let wrong = |what: &str| A::Error::custom(format!("account `{name}`{what}"));
                if account.from.is_empty() {
                    return Err(wrong(" has no `from`"));
                }
                if !is_address(&account.from) {
                    return Err(wrong(": `from` is a mail address and nothing else; your name stands under `[me]`"));
                }
                if account.smtp.iter().chain(&account.sent).any(|url| holds_password(url)) {
                    return Err(wrong(IN_URL));
                }
                out.push(AccountConfig { name, ..account });
            }
            Ok(out)
        }
    }
    table.deserialize_map(InOrder)
}

/// toml's message names the allowed keys; ours adds where, and never shows the line itself: it may hold a secret.
fn refused(text: &str, path: &Path, error: &toml::de::Error) -> Error {
    let place = error.span().map_or(String::new(), |span| {
        let before = &text[..span.start.min(text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        format!(":{line}:{column}")
    });
    let mut out = Error::new(
        Exit::Config,
        format!("{}{place}: {}", path.display(), without_text(error.message()).trim_end().replace('\n', " ")),
    );
    let message = error.message();
    if ["unknown field `password`", "unknown field `pass`", IN_URL].iter().any(|m| message.contains(m)) {
        out = out.hint(NO_PASSWORD);
    }
    out.hint("`docs/config.toml` lists every key with its default; `regrets setup config` prints it.")
}

/// A message without the text that stood where something else belongs: it may be a secret.
fn without_text(message: &str) -> String {
    match (message.split_once("string \""), message.rsplit_once("\", expected")) {
        (Some((before, _)), Some((_, behind))) => format!("{before}a string, expected{behind}"),
        _ => message.to_string(),
    }
}

const IN_URL: &str = ": a server's URL holds a password";
const NO_PASSWORD: &str =
    "A password never stands in this file: `regrets login` puts it into the keyring, or `password-command` prints it.";

/// `scheme://login:password@host`
fn holds_password(url: &str) -> bool {
    let login = url.split_once("://").and_then(|(_, rest)| rest.split('/').next()?.rsplit_once('@'));
    login.is_some_and(|(login, _)| login.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config> {
        Config::parse(text, Path::new("c.toml"))
    }

    #[test]
    fn the_reference_holds_the_defaults_and_every_key() {
        let config = parse(REFERENCE).unwrap();
        assert_eq!(config.defaults, Defaults::default());
        let all: String = REFERENCE
            .lines()
            .map(|l| {
                l.strip_prefix('#')
                    .filter(|r| {
                        r.starts_with(|c: char| c.is_ascii_lowercase() || c == '[')
                            && (r.contains(" = ") || r.starts_with('['))
                    })
                    .unwrap_or(if l.starts_with('#') { "" } else { l })
                    .to_string()
                    + "\n"
            })
            .collect();
        let config = parse(&all).unwrap_or_else(|e| panic!("{e}\n{all}"));
        assert_eq!(config.account[0].name, "main");
        assert_eq!(config.me().unwrap().addresses, ["ada@home.example", "ada+*@home.example"]);
    }

    #[test]
    fn unknown_keys_are_refused_with_place_and_allowed_ones() {
        let e = parse("[me]\nname = \"A\"\nadresses = []\n").unwrap_err();
        assert_eq!(e.exit, Exit::Config);
        assert!(
            e.message.starts_with("c.toml:3:1: unknown field `adresses`") && e.message.contains("`addresses`"),
            "{e}"
        );
    }

    #[test]
    fn a_password_is_refused_and_never_repeated() {
        let e = parse("[account.main]\nfrom = \"a@b.example\"\npassword = \"hunter2\"\n").unwrap_err();
        assert!(e.hints.iter().any(|h| h.contains("keyring")), "{e:?}");
        assert!(!format!("{e:?}").contains("hunter2"));
        for key in ["smtp = \"smtps", "sent = \"imaps"] {
            let text = format!("[account.main]\nfrom = \"a@b.example\"\n{key}://ada:hunter2@mail.example:465\"\n");
            let e = parse(&text).unwrap_err();
            assert!(e.exit == Exit::Config && !format!("{e:?}").contains("hunter2"), "{e:?}");
        }
    }

    #[test]
    fn from_is_an_address_alone_and_that_is_told_before_any_mail_is_read() {
        let e = parse("[account.main]\nfrom = \"Ada Lovelace <ada@home.example>\"\n").unwrap_err();
        assert!(e.exit == Exit::Config && e.message.contains("account `main`: `from` is a mail address"), "{e:?}");
    }

    #[test]
    fn accounts_keep_the_order_of_the_file() {
        let config =
            parse("[account.zeta]\nfrom = \"z@b.example\"\n[account.alpha]\nfrom = \"a@b.example\"\n").unwrap();
        let names: Vec<String> = config.account.into_iter().map(|a| a.name).collect();
        assert_eq!(names, ["zeta", "alpha"]);
    }
}
