//! The configuration files of other mail programs, as far as they say how to send.

use super::Found;
use crate::deliver::account::{Auth, Server};
use std::collections::HashMap;

/// mutt and neomutt, as `-Q` prints them: `name="value"` or `set name = "value"`.
pub fn mutt(text: &str) -> Vec<Found> {
    let values: HashMap<&str, String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("set ").unwrap_or(line).split_once('='))
        .map(|(name, value)| (name.trim(), value.trim().trim_matches('"').replace("\\\"", "\"")))
        .collect();
    let value = |name: &str| values.get(name).map(String::as_str).unwrap_or_default();
    let me = Some(value("realname").to_string()).filter(|n| !n.is_empty()).or_else(|| display(value("from")));
    let mut found = Found { name: "mutt".into(), from: address(value("from")), me, ..Found::default() };
    match (value("smtp_url"), value("sendmail")) {
        ("", "") => {}
        ("", program) => {
            // The program of the system is what mutt takes when nobody has said anything.
            if !program.starts_with("/usr/sbin/sendmail") {
                found.command = Some(words(program));
            }
        }
        (url, _) => set_url(&mut found, url, value("ssl_starttls") != "no"),
    }
    vec![found]
}

/// msmtp: `account NAME : PARENT`, `defaults`, and a word with its value on each line.
pub fn msmtp(text: &str) -> Vec<Found> {
    let mut accounts: Vec<(String, HashMap<String, String>)> = Vec::new();
    let mut defaults: HashMap<String, String> = HashMap::new();
    let mut in_defaults = true;
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        match word {
            "defaults" => in_defaults = true,
            "account" => {
                in_defaults = false;
                let (name, parent) = rest.split_once(':').unwrap_or((rest, ""));
                let of_parent = accounts.iter().find(|(known, _)| known == parent.trim()).map(|(_, v)| v.clone());
                accounts.push((name.trim().to_string(), of_parent.unwrap_or_else(|| defaults.clone())));
            }
            _ => {
                let values = if in_defaults { Some(&mut defaults) } else { accounts.last_mut().map(|(_, v)| v) };
                if let Some(values) = values {
                    values.insert(word.to_string(), rest.trim_matches('"').to_string());
                }
            }
        }
    }
    // `account default : work` only says which one is meant.
    let alias = |name: &str| name == "default" && accounts.len() > 1;
    accounts.iter().filter(|(name, _)| !alias(name)).map(|(name, values)| of_msmtp(name, values)).collect()
}

fn of_msmtp(name: &str, values: &HashMap<String, String>) -> Found {
    let value = |name: &str| values.get(name).map(String::as_str).unwrap_or_default();
    let mut found = Found { name: name.to_string(), from: address(value("from")), ..Found::default() };
    let starttls = value("tls_starttls") != "off";
    if value("tls") != "on" {
        found.notes.push("without TLS there: nothing is sent so from here".into());
        return found;
    }
    let port = value("port").parse().unwrap_or(if starttls { 587 } else { 465 });
    let login = if value("auth") == "off" { "" } else { value("user") };
    found.smtp = url(login, value("host"), port, starttls);
    // Anything else, as `on`, is its own choice, and so is ours.
    found.auth = Some(value("auth").to_string()).filter(|a| Auth::parse(a).is_ok());
    found.ca_file = Some(value("tls_trust_file"))
        .filter(|f| !f.is_empty() && *f != "system" && !f.starts_with("/etc/ssl/certs/ca-"))
        .map(String::from);
    found.password_command = shell(value("passwordeval"));
    if values.contains_key("password") {
        found.notes.push("its password stands in a file there; here it goes into the keyring".into());
    }
    found
}

/// aerc's `accounts.conf`: sections with `key = value`.
pub fn aerc(text: &str) -> Vec<Found> {
    let mut accounts: Vec<(String, HashMap<&str, &str>)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.starts_with(['#', ';'])) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            accounts.push((name.to_string(), HashMap::new()));
        } else if let (Some((key, value)), Some((_, values))) = (line.split_once('='), accounts.last_mut()) {
            values.insert(key.trim(), value.trim());
        }
    }
    accounts.iter().map(|(name, values)| of_aerc(name, values)).collect()
}

fn of_aerc(name: &str, values: &HashMap<&str, &str>) -> Found {
    let value = |name: &str| values.get(name).copied().unwrap_or_default();
    let mine = value("aliases").split(',').map(address).filter(|a| a.contains('@')).collect();
    let me = display(value("from"));
    let mut found = Found { name: name.to_string(), from: address(value("from")), me, mine, ..Found::default() };
    found.sent = sent_of_aerc(value("source"), value("copy-to"));
    let outgoing = value("outgoing");
    match outgoing.split_once("://") {
        None if outgoing.is_empty() => {}
        None => found.command = Some(words(outgoing)),
        Some((scheme, rest)) => {
            // The mechanism follows the scheme: `smtps+xoauth2://`.
            let (scheme, mechanism) = scheme.split_once('+').unwrap_or((scheme, ""));
            if mechanism == "insecure" {
                found.notes.push("without TLS there: nothing is sent so from here".into());
                return found;
            }
            set_url(&mut found, &format!("{scheme}://{rest}"), true);
            found.auth =
                Some(mechanism.to_string()).filter(|m| ["login", "xoauth2", "oauthbearer"].contains(&m.as_str()));
            found.password_command = shell(value("outgoing-cred-cmd"));
        }
    }
    found
}

/// Where aerc copies what it sends: a folder of the server, or of the Maildir, that it reads.
fn sent_of_aerc(source: &str, folder: &str) -> Option<String> {
    let (scheme, rest) = source.split_once("://").filter(|_| !folder.is_empty())?;
    match scheme.split('+').next()? {
        "maildir" => Some(format!("maildir:{}/{folder}", rest.trim_end_matches('/'))),
        "imaps" => {
            let (user, place) = rest.split('/').next()?.rsplit_once('@')?;
            let login = user.split(':').next()?;
            Some(format!("imaps://{login}@{place}/{folder}"))
        }
        _ => None,
    }
}

/// himalaya's TOML, of version 2 (`smtp.server`) and of version 1 (`message.send.backend`).
pub fn himalaya(text: &str) -> Vec<Found> {
    let Ok(table) = text.parse::<toml::Table>() else { return vec![] };
    let Some(accounts) = table.get("accounts").and_then(toml::Value::as_table) else { return vec![] };
    accounts.iter().map(|(name, account)| of_himalaya(name, account)).collect()
}

fn of_himalaya(name: &str, account: &toml::Value) -> Found {
    let at = |path: &str| path.split('.').try_fold(account, |value, key| value.get(key));
    let text = |path: &str| at(path).and_then(toml::Value::as_str).unwrap_or_default();
    let me = Some(text("display-name").to_string()).filter(|n| !n.is_empty());
    let mut found = Found { name: name.to_string(), from: address(text("email")), me, ..Found::default() };
    let server = text("smtp.server");
    if !server.is_empty() {
        let bare = if server.contains("://") { server.to_string() } else { format!("smtps://{server}") };
        set_url(&mut found, &bare, true);
        for mechanism in ["plain", "login", "scram-sha-256", "xoauth2", "oauthbearer"] {
            let login = text(&format!("smtp.sasl.{mechanism}.username"));
            if login.is_empty() {
                continue;
            }
            let parsed = found.smtp.as_deref().and_then(|u| Server::smtp(u).ok());
            found.smtp = parsed.and_then(|s| url(login, &s.host, s.port, bare.starts_with("smtp://")));
            found.auth = Some(mechanism.to_string()).filter(|m| m != "plain");
            let secret = if mechanism.ends_with("2") || mechanism == "oauthbearer" { "token" } else { "password" };
            found.password_command = at(&format!("smtp.sasl.{mechanism}.{secret}.command")).and_then(command);
        }
        return found;
    }
    if text("message.send.backend.type") == "sendmail" {
        found.command = at("message.send.backend.cmd").and_then(|line| match line {
            toml::Value::String(line) => Some(words(line)),
            list => command(list),
        });
        return found;
    }
    let port = at("message.send.backend.port").and_then(toml::Value::as_integer).and_then(|p| u16::try_from(p).ok());
    let starttls = text("message.send.backend.encryption.type") == "start-tls";
    let host = text("message.send.backend.host");
    let port = port.unwrap_or(if starttls { 587 } else { 465 });
    found.smtp = url(text("message.send.backend.login"), host, port, starttls);
    let auth = |key: &str| at(&format!("message.send.backend.auth.{key}")).and_then(command);
    found.password_command = auth("cmd").or_else(|| auth("command"));
    found
}

/// A command as TOML has it: one text for the shell, or a list of words.
fn command(value: &toml::Value) -> Option<Vec<String>> {
    match value {
        toml::Value::String(text) => shell(text),
        toml::Value::Array(words) => words.iter().map(|w| w.as_str().map(String::from)).collect(),
        _ => None,
    }
}

/// Takes over a URL; a password in it is left behind.
fn set_url(found: &mut Found, text: &str, starttls: bool) {
    let Some((scheme, rest)) = text.split_once("://") else { return };
    let rest = rest.split('/').next().unwrap_or_default();
    let (user, place) = rest.rsplit_once('@').unwrap_or(("", rest));
    let login = user.split_once(':').map_or(user, |(login, _)| login);
    if login.len() < user.len() {
        found.notes.push("its password stands in a URL there; here it goes into the keyring".into());
    }
    let login = if login.is_empty() { String::new() } else { format!("{}@", login.replace('@', "%40")) };
    match scheme {
        "smtps" => found.smtp = Some(format!("smtps://{login}{place}")),
        "smtp" if starttls => found.smtp = Some(format!("smtp+starttls://{login}{place}")),
        _ => found.notes.push("without TLS there: nothing is sent so from here".into()),
    }
    found.smtp = found.smtp.take().filter(|u| Server::smtp(u).is_ok());
}

fn url(login: &str, host: &str, port: u16, starttls: bool) -> Option<String> {
    let scheme = if starttls { "smtp+starttls" } else { "smtps" };
    let login: String = login
        .chars()
        .map(|c| match c {
            '%' | '@' | ':' | '/' => format!("%{:02X}", c as u32),
            other => other.to_string(),
        })
        .collect();
    let login = if login.is_empty() { login } else { format!("{login}@") };
    Some(format!("{scheme}://{login}{host}:{port}")).filter(|u| Server::smtp(u).is_ok())
}

/// `Ada <ada@home.example>` or the address alone.
fn address(text: &str) -> String {
    let inner = text.rsplit_once('<').map_or(text, |(_, rest)| rest.trim_end_matches('>'));
    inner.trim().to_string()
}

/// The name before an address.
fn display(text: &str) -> Option<String> {
    let name = text.rsplit_once('<')?.0.trim().trim_matches('"').trim();
    (!name.is_empty()).then(|| name.to_string())
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(String::from).collect()
}

/// A line for the shell as a command: it may have pipes and quotes.
fn shell(line: &str) -> Option<Vec<String>> {
    (!line.is_empty()).then(|| ["sh", "-c", line].map(String::from).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(line: &str) -> Option<Vec<String>> {
        shell(line)
    }

    #[test]
    fn mutt_and_neomutt() {
        let text = "from=\"Ada <ada@home.example>\"\nsmtp_url=\"smtp://ada@home.example:hunter2@mail.example:587/\"\n\
                    ssl_starttls=yes\nsendmail=\"/usr/sbin/sendmail -oem -oi\"\n";
        let found = &mutt(text)[0];
        assert_eq!(found.smtp.as_deref(), Some("smtp+starttls://ada%40home.example@mail.example:587"));
        assert_eq!(found.from, "ada@home.example");
        assert!(!format!("{found:?}").contains("hunter2") && found.notes[0].contains("keyring"));
        let text = "set from = \"ada@home.example\"\nset smtp_url = \"\"\nset sendmail = \"msmtp -a work\"\n";
        assert_eq!(mutt(text)[0].command, Some(words("msmtp -a work")));
        assert_eq!(mutt("")[0].smtp, None);
    }

    #[test]
    fn msmtp_with_defaults_and_an_alias() {
        let text = "defaults\nauth on\ntls on\ntls_trust_file /etc/ssl/certs/ca-certificates.crt\n\n# home\n\
                    account home\nhost mail.home.example\nport 465\ntls_starttls off\nfrom ada@home.example\n\
                    user ada@home.example\npasswordeval \"pass show mail/home | head -1\"\n\
                    account work\nhost smtp.work.example\nfrom ada@work.example\nuser ada\npassword hunter2\n\
                    auth scram-sha-256\n\
                    account plain\ntls off\nhost x.example\nfrom a@b.example\naccount default : home\n";
        let found = msmtp(text);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].smtp.as_deref(), Some("smtps://ada%40home.example@mail.home.example:465"));
        assert_eq!(found[0].password_command, sh("pass show mail/home | head -1"));
        assert_eq!(found[1].smtp.as_deref(), Some("smtp+starttls://ada@smtp.work.example:587"));
        assert_eq!((found[0].auth.as_deref(), found[1].auth.as_deref()), (None, Some("scram-sha-256")));
        assert_eq!((found[2].smtp.as_deref(), found[2].notes.len()), (None, 1));
        assert!(!format!("{found:?}").contains("hunter2"));
    }

    #[test]
    fn aerc_with_urls_and_programs() {
        let text = "[Home]\nsource = imaps://ada@mail.example\noutgoing = smtps+xoauth2://ada%40home.example@mail.example:465\n\
                    outgoing-cred-cmd = oama access ada@home.example\nfrom = Ada <ada@home.example>\n\
                    aliases = \"Ada, L.\" <ada@alias.example>, *@ada.example\ncopy-to = Sent\n\
                    [Work]\nsource = maildir://~/Mail\ncopy-to = Sent\n\
                    outgoing = /usr/bin/msmtp -a work\nfrom = ada@work.example\n\
                    [Old]\noutgoing = smtp+insecure://x@old.example\nfrom = a@old.example\n";
        let found = aerc(text);
        assert_eq!(found[0].smtp.as_deref(), Some("smtps://ada%40home.example@mail.example:465"));
        assert_eq!(
            (found[0].auth.as_deref(), &found[0].password_command),
            (Some("xoauth2"), &sh("oama access ada@home.example"))
        );
        assert_eq!(
            (found[0].me.as_deref(), found[0].sent.as_deref()),
            (Some("Ada"), Some("imaps://ada@mail.example/Sent"))
        );
        assert_eq!(found[0].mine, ["ada@alias.example", "*@ada.example"]);
        assert_eq!(found[1].command, Some(words("/usr/bin/msmtp -a work")));
        assert_eq!(found[1].sent.as_deref(), Some("maildir:~/Mail/Sent"));
        assert_eq!(found[2].smtp, None);
    }

    #[test]
    fn himalaya_of_both_versions() {
        let text = "[accounts.home]\nemail = \"ada@home.example\"\nsmtp.server = \"smtp://mail.example:587\"\n\
                    smtp.sasl.plain.username = \"ada@home.example\"\nsmtp.sasl.plain.password.command = [\"pass\", \"home\"]\n\
                    [accounts.old]\nemail = \"ada@old.example\"\nmessage.send.backend.host = \"mail.old.example\"\n\
                    message.send.backend.port = 465\nmessage.send.backend.encryption.type = \"tls\"\n\
                    message.send.backend.login = \"ada\"\nmessage.send.backend.auth.cmd = \"pass old\"\n\
                    [accounts.local]\nemail = \"a@local.example\"\ndisplay-name = \"Ada\"\n\
                    message.send.backend.type = \"sendmail\"\nmessage.send.backend.cmd = \"/usr/bin/msmtp -a local\"\n\
                    [accounts.raw]\nemail = \"a@b.example\"\nsmtp.server = \"mail.b.example:465\"\n\
                    smtp.sasl.login.username = \"a\"\nsmtp.sasl.login.password.raw = \"hunter2\"\n\
                    [accounts.proved]\nemail = \"a@c.example\"\nsmtp.server = \"mail.c.example\"\n\
                    smtp.sasl.scram-sha-256.username = \"a\"\nsmtp.sasl.scram-sha-256.password.command = [\"pass\", \"c\"]\n";
        let found = himalaya(text);
        assert_eq!(found[0].smtp.as_deref(), Some("smtp+starttls://ada%40home.example@mail.example:587"));
        assert_eq!(found[0].password_command, Some(words("pass home")));
        assert_eq!(found[1].smtp.as_deref(), Some("smtps://ada@mail.old.example:465"));
        assert_eq!(found[1].password_command, sh("pass old"));
        assert_eq!((&found[2].command, found[2].me.as_deref()), (&Some(words("/usr/bin/msmtp -a local")), Some("Ada")));
        assert_eq!(
            (found[3].smtp.as_deref(), found[3].auth.as_deref()),
            (Some("smtps://a@mail.b.example:465"), Some("login"))
        );
        assert_eq!(
            (found[4].auth.as_deref(), &found[4].password_command),
            (Some("scram-sha-256"), &Some(words("pass c")))
        );
        assert!(!format!("{found:?}").contains("hunter2"));
        assert!(himalaya("not toml [").is_empty());
    }
}
