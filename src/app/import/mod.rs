//! `regrets setup --import`: accounts as other mail programs have them, proposed as configuration of ours.
//! Nothing is written, and no secret is read: only how to get one.

mod alternates;
mod formats;

use crate::app::{output, paths};
use crate::error::Result;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// An account of another program.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    /// The name it has there.
    pub name: String,
    /// The address it sends as.
    pub from: String,
    /// `smtps://` or `smtp+starttls://`.
    pub smtp: Option<String>,
    /// How the login is proved, where it is not the usual way.
    pub auth: Option<String>,
    /// A certificate authority of its own.
    pub ca_file: Option<String>,
    /// A program that prints the password.
    pub password_command: Option<Vec<String>>,
    /// A program that sends, instead of a server.
    pub command: Option<Vec<String>>,
    /// Where copies go: `maildir:` or `imaps://`.
    pub sent: Option<String>,
    /// The person's name there.
    pub me: Option<String>,
    /// Further addresses of the person, `*` allowed.
    pub mine: Vec<String>,
    /// What the person should know.
    pub notes: Vec<String>,
}

impl Found {
    /// Is there a way to send?
    fn is_whole(&self) -> bool {
        !self.from.is_empty() && (self.smtp.is_some() || self.command.is_some())
    }

    /// The account as a table of the configuration.
    fn table(&self, program: &str) -> String {
        let mut out = format!("# from {program}\n");
        for note in &self.notes {
            out.push_str(&format!("# {}\n", crate::text::one_line(note)));
        }
        out.push_str(&format!("[account.{}]\nfrom = {}\n", key(&self.name), text(&self.from)));
        let single = [("smtp", &self.smtp), ("auth", &self.auth), ("ca-file", &self.ca_file)];
        for (name, value) in single.into_iter().filter_map(|(n, v)| Some((n, v.as_ref()?))) {
            out.push_str(&format!("{name} = {}\n", text(value)));
        }
        let lists = [("password-command", &self.password_command), ("command", &self.command)];
        for (name, words) in lists.into_iter().filter_map(|(n, w)| Some((n, w.as_ref()?))) {
            out.push_str(&format!("{name} = {}\n", list(words)));
        }
        out.extend(self.sent.iter().map(|place| format!("sent = {}\n", text(place))));
        if self.smtp.is_some() && self.password_command.is_none() {
            out.push_str(&format!("# password: `regrets login {}` puts it into the keyring\n", key(&self.name)));
        }
        out
    }
}

fn text(value: &str) -> String {
    toml::Value::String(value.to_string()).to_string()
}

fn list(words: &[String]) -> String {
    format!("[{}]", words.iter().map(|w| text(w)).collect::<Vec<_>>().join(", "))
}

/// Who the person is, as all the programs together have it.
fn me(found: &[(&'static str, Found)]) -> String {
    let mut addresses: Vec<String> = Vec::new();
    let own = found.iter().filter(|(_, f)| f.is_whole()).map(|(_, f)| &f.from);
    for address in own.chain(found.iter().flat_map(|(_, f)| &f.mine)) {
        if !addresses.iter().any(|a| a.eq_ignore_ascii_case(address)) {
            addresses.push(address.clone());
        }
    }
    let name = found.iter().find_map(|(_, f)| f.me.as_ref()).map(|name| format!("name = {}\n", text(name)));
    format!("[me]\n{}addresses = {}\n", name.unwrap_or_default(), list(&addresses))
}

/// A name as a bare key.
fn key(name: &str) -> String {
    let key: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
    if key.is_empty() { "main".to_string() } else { key }
}

/// Prints what was found, ready to be copied into the configuration.
///
/// # Errors
/// As [`output::print`].
pub fn run() -> Result<()> {
    let mut found: Vec<(&'static str, Found)> = Vec::new();
    for (program, account) in gathered().into_iter().flat_map(|(p, all)| all.into_iter().map(move |f| (p, f))) {
        // neomutt reads mutt's own file where it has none.
        if !found.iter().any(|(_, known)| *known == account) {
            found.push((program, account));
        }
    }
    let mut names: Vec<String> = Vec::new();
    let mut all = me(&found) + "\n";
    for (program, mut account) in found.into_iter().filter(|(_, f)| f.is_whole()) {
        if names.contains(&key(&account.name)) {
            account.name = format!("{}-{program}", key(&account.name));
        }
        names.push(key(&account.name));
        all.push_str(&format!("{}\n", account.table(program)));
    }
    if names.is_empty() {
        output::say("no account that can send was found for mutt, neomutt, msmtp, aerc or himalaya");
        return Ok(());
    }
    output::say("Copy what you want into the configuration; nothing was written, and no password was read.");
    output::print(&all)
}

fn gathered() -> Vec<(&'static str, Vec<Found>)> {
    let file = |candidates: &[&str]| {
        candidates.iter().map(|c| paths::expand(c)).find_map(|p| std::fs::read_to_string(p).ok()).unwrap_or_default()
    };
    let config = paths::config_dir().and_then(|p| p.parent().map(PathBuf::from)).unwrap_or_default();
    let below = |name: &str| config.join(name).display().to_string();
    let mutt = |program: &str, files: &[&str]| {
        let mut found = formats::mutt(&asked(program));
        let file = files.iter().map(|f| paths::expand(f)).find(|f| f.is_file());
        found.iter_mut().for_each(|f| f.mine = file.as_ref().map(|f| alternates::of(f)).unwrap_or_default());
        found
    };
    vec![
        ("mutt", mutt("mutt", &["~/.muttrc", "~/.mutt/muttrc", &below("mutt/muttrc")])),
        (
            "neomutt",
            mutt(
                "neomutt",
                &[
                    "~/.neomuttrc",
                    "~/.neomutt/neomuttrc",
                    &below("neomutt/neomuttrc"),
                    "~/.muttrc",
                    "~/.mutt/muttrc",
                    &below("mutt/muttrc"),
                ],
            ),
        ),
        ("msmtp", formats::msmtp(&file(&["~/.msmtprc", &below("msmtp/config")]))),
        ("aerc", formats::aerc(&file(&[&below("aerc/accounts.conf")]))),
        ("himalaya", formats::himalaya(&file(&[&below("himalaya/config.toml"), "~/.himalayarc"]))),
    ]
}

/// What mutt has after reading its own configuration. Its password is not asked for.
fn asked(program: &str) -> String {
    let out = Command::new(program)
        .args(["-Q", "from", "-Q", "realname", "-Q", "smtp_url", "-Q", "ssl_starttls", "-Q", "sendmail"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    out.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::config::Config;

    #[test]
    fn what_is_proposed_is_an_account_of_ours() {
        let found = Found {
            name: "my work!".into(),
            from: "ada@home.example".into(),
            smtp: Some("smtps://ada%40home.example@mail.example:465".into()),
            password_command: Some(["sh", "-c", "pass 'a b' | head -1 # \"x\""].map(String::from).to_vec()),
            notes: vec!["two\nlines".into()],
            ..Found::default()
        };
        let config: Config = toml::from_str(&found.table("msmtp")).unwrap();
        let account = config.account_for(Some("my-work-"), None).unwrap();
        assert_eq!(account.from, "ada@home.example");
        let mine = Found { me: Some("Ada \"X\"".into()), mine: vec!["ada+*@home.example".into()], ..found.clone() };
        let config: Config = toml::from_str(&me(&[("mutt", mine), ("msmtp", found)])).unwrap();
        assert_eq!(config.me.name.as_deref(), Some("Ada \"X\""));
        assert_eq!(config.me.addresses, ["ada@home.example", "ada+*@home.example"]);
        assert!(!Found::default().is_whole());
    }
}
