//! An account as delivery needs it: plain data, and the URLs of the configuration.

use crate::error::{Error, Exit, Result};
use std::path::{Path, PathBuf};

/// One account, ready to send.
#[derive(Clone, PartialEq, Debug)]
pub struct Account {
    /// Its name in the configuration.
    pub name: String,
    /// The address it sends as.
    pub from: String,
    /// How a message leaves.
    pub way: Way,
    /// Where the password or token comes from.
    pub password: PasswordSource,
    /// Where the copy of a sent message goes.
    pub sent: Sent,
    /// Run after a send, with the mail answered as its last argument, as `id:MESSAGE-ID`.
    pub answered_command: Option<Vec<String>>,
}

/// How a message leaves.
#[derive(Clone, PartialEq, Debug)]
pub enum Way {
    /// By submission to a server (RFC 6409).
    Smtp(Server),
    /// By a program that takes a message as sendmail does, with its own arguments.
    Command(Vec<String>),
}

/// A server that is spoken to under TLS only (RFC 8314).
#[derive(Clone, PartialEq, Debug)]
pub struct Server {
    /// Name or address, as in its certificate.
    pub host: String,
    /// Port.
    pub port: u16,
    /// When TLS starts.
    pub tls: Tls,
    /// Who logs in; `None`: nobody does.
    pub login: Option<String>,
    /// A certificate authority of one's own, instead of the system's trust store.
    pub ca_file: Option<PathBuf>,
    /// How the login is proved.
    pub auth: Auth,
}

/// When TLS starts. There is no form without it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tls {
    /// With the first byte.
    Implicit,
    /// After STARTTLS, which the server must offer (RFC 3207).
    StartTls,
}

/// How a login is proved (RFC 4954).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Auth {
    /// The best password mechanism the server offers: SCRAM-SHA-256, then PLAIN, then LOGIN.
    #[default]
    Auto,
    /// RFC 7677: the password is proved, not said.
    ScramSha256,
    /// RFC 4616.
    Plain,
    /// The old two-step form.
    Login,
    /// A token, in the form that came before RFC 7628.
    Xoauth2,
    /// A token (RFC 7628).
    OauthBearer,
}

/// Where the password or token comes from.
#[derive(Clone, PartialEq, Debug)]
pub enum PasswordSource {
    /// The keyring of the system.
    Keyring,
    /// What this program prints.
    Command(Vec<String>),
}

/// Where the copy of a sent message goes.
#[derive(Clone, PartialEq, Debug)]
pub enum Sent {
    /// Into this Maildir.
    Maildir(PathBuf),
    /// Into a folder of an IMAP server.
    Imaps(Server, String),
    /// Nowhere: the provider files its own.
    None,
}

impl Server {
    /// Reads `smtps://user@host:465` or `smtp+starttls://user@host:587`.
    ///
    /// The login may hold an `@`, as it stands or as `%40`; the port may be absent.
    ///
    /// # Errors
    /// [`Exit::Config`] for any other form, above all for one with a password, which is never repeated.
    pub fn smtp(url: &str) -> Result<Server> {
        let (tls, rest, port) = if let Some(rest) = url.strip_prefix("smtps://") {
            (Tls::Implicit, rest, 465)
        } else if let Some(rest) = url.strip_prefix("smtp+starttls://") {
            (Tls::StartTls, rest, 587)
        } else {
            return Err(bad("`smtp` must start with `smtps://` or `smtp+starttls://`")
                .hint("Plain `smtp://` does not exist here: a password must never travel in the clear."));
        };
        authority(rest.strip_suffix('/').unwrap_or(rest), tls, port)
    }

    /// The name under which the keyring has the password: the login, with `@host` added when it has none.
    pub fn keyring_user(&self) -> Option<String> {
        let login = self.login.as_deref()?;
        Some(if login.contains('@') { login.to_string() } else { format!("{login}@{}", self.host) })
    }
}

impl Sent {
    /// Reads `maildir:PATH`, `imaps://user@host:993/Sent` or `none`; `expand` makes a path of what was typed.
    ///
    /// # Errors
    /// [`Exit::Config`] for any other form.
    pub fn parse(text: &str, expand: &dyn Fn(&str) -> PathBuf) -> Result<Sent> {
        if text == "none" {
            return Ok(Sent::None);
        }
        if let Some(path) = text.strip_prefix("maildir:").filter(|p| !p.is_empty()) {
            return Ok(Sent::Maildir(expand(path)));
        }
        let Some(rest) = text.strip_prefix("imaps://") else {
            return Err(bad("`sent` must be `maildir:PATH`, `imaps://user@host:993/Sent` or `none`"));
        };
        let (server, folder) = rest.split_once('/').unwrap_or((rest, ""));
        let folder = if folder.is_empty() { "Sent".to_string() } else { percent(folder)? };
        let server = authority(server, Tls::Implicit, 993)?;
        if server.login.is_none() {
            return Err(bad("`sent` names no login: write `imaps://user@host:993/Sent`"));
        }
        Ok(Sent::Imaps(server, folder))
    }

    /// The same, trusting this certificate authority and proving the login this way.
    pub fn with(mut self, ca_file: Option<&Path>, auth: Auth) -> Sent {
        if let Sent::Imaps(server, _) = &mut self {
            server.ca_file = ca_file.map(Path::to_path_buf);
            server.auth = auth;
        }
        self
    }
}

impl Auth {
    /// Reads `auto`, `scram-sha-256`, `plain`, `login`, `xoauth2` or `oauthbearer`.
    ///
    /// # Errors
    /// [`Exit::Config`] for anything else.
    pub fn parse(text: &str) -> Result<Auth> {
        Ok(match text {
            "auto" => Auth::Auto,
            "scram-sha-256" => Auth::ScramSha256,
            "plain" => Auth::Plain,
            "login" => Auth::Login,
            "xoauth2" => Auth::Xoauth2,
            "oauthbearer" => Auth::OauthBearer,
            _ => {
                return Err(bad(
                    "`auth` must be `auto`, `scram-sha-256`, `plain`, `login`, `xoauth2` or `oauthbearer`",
                ));
            }
        })
    }

    /// Is the secret a token, not a password?
    pub fn is_token(self) -> bool {
        matches!(self, Auth::Xoauth2 | Auth::OauthBearer)
    }
}

fn bad(what: &str) -> Error {
    Error::new(Exit::Config, what)
}

/// `[login@]host[:port]` (RFC 3986 3.2). Nothing of a URL with a password is repeated in an error.
fn authority(text: &str, tls: Tls, default_port: u16) -> Result<Server> {
    let (user, place) = match text.rsplit_once('@') {
        Some((user, place)) => (Some(user), place),
        None => (None, text),
    };
    if user.is_some_and(|u| u.contains(':')) {
        return Err(bad("a server's URL holds a password")
            .hint("Take it out: `regrets login` puts it into the keyring, or `password-command` prints it."));
    }
    let (host, port) = match place.strip_prefix('[').and_then(|p| p.split_once(']')) {
        Some((six, "")) => (six, None),
        Some((six, rest)) => (six, Some(rest.strip_prefix(':').unwrap_or("?"))),
        None => place.split_once(':').map_or((place, None), |(h, p)| (h, Some(p))),
    };
    let port = match port {
        None => default_port,
        Some(text) => {
            text.parse().ok().filter(|p| *p > 0).ok_or_else(|| bad(&format!("`{place}` has no valid port")))?
        }
    };
    if host.is_empty() || !host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:_".contains(&b)) {
        return Err(bad(&format!("`{place}` is not a server's name")));
    }
    let login = user.filter(|u| !u.is_empty()).map(percent).transpose()?;
    Ok(Server { host: host.to_string(), port, tls, login, ca_file: None, auth: Auth::Auto })
}

/// Percent-decoding (RFC 3986 2.1); what it decodes to must be clean text.
fn percent(text: &str) -> Result<String> {
    let wrong = || bad(&format!("`{text}` is not a valid part of a URL"));
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let hex = tail.get(..2).and_then(|h| std::str::from_utf8(h).ok()).ok_or_else(wrong)?;
        bytes.push(u8::from_str_radix(hex, 16).map_err(|_| wrong())?);
        rest = &tail[2..];
    }
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    if text.chars().any(char::is_control) { Err(wrong()) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(url: &str) -> (String, u16, Tls, Option<String>) {
        let s = Server::smtp(url).unwrap_or_else(|e| panic!("{url}: {e}"));
        (s.host, s.port, s.tls, s.login)
    }

    #[test]
    fn both_forms_of_submission() {
        let ada = || Some("ada@home.example".to_string());
        let host = || "mail.home.example".to_string();
        assert_eq!(server("smtps://ada@home.example@mail.home.example:4650"), (host(), 4650, Tls::Implicit, ada()));
        assert_eq!(server("smtps://ada%40home.example@mail.home.example"), (host(), 465, Tls::Implicit, ada()));
        assert_eq!(
            server("smtp+starttls://ada%40home.example@mail.home.example/"),
            (host(), 587, Tls::StartTls, ada())
        );
        assert_eq!(server("smtps://[::1]:25"), ("::1".into(), 25, Tls::Implicit, None));
    }

    #[test]
    fn a_form_without_tls_does_not_exist() {
        for url in
            ["smtp://h.example", "h.example:25", "SMTPS://h.example", "", "smtps://", "smtps://a@", "smtps://h:0"]
        {
            assert_eq!(Server::smtp(url).unwrap_err().exit, Exit::Config, "{url}");
        }
    }

    #[test]
    fn a_password_in_a_url_is_refused_and_never_repeated() {
        for url in ["smtps://ada:hunter2@h.example", "smtps://ada:hunter2@x@h.example:465"] {
            let e = Server::smtp(url).unwrap_err();
            assert!(e.hints.iter().any(|h| h.contains("keyring")) && !format!("{e:?}").contains("hunter2"), "{e:?}");
        }
        let e = Sent::parse("imaps://ada:hunter2@h.example/Sent", &|p| p.into()).unwrap_err();
        assert!(!format!("{e:?}").contains("hunter2"));
    }

    #[test]
    fn the_keyring_has_the_login_with_a_host() {
        let user = |url: &str| Server::smtp(url).unwrap().keyring_user();
        assert_eq!(user("smtps://ada@mail.example").as_deref(), Some("ada@mail.example"));
        assert_eq!(user("smtps://ada@home.example@mail.example").as_deref(), Some("ada@home.example"));
        assert_eq!(user("smtps://mail.example"), None);
    }

    #[test]
    fn where_copies_go() {
        let expand = |p: &str| PathBuf::from(p.replace("~/", "/home/ada/"));
        assert_eq!(Sent::parse("none", &expand).unwrap(), Sent::None);
        assert_eq!(Sent::parse("maildir:~/Mail/.Sent", &expand).unwrap(), Sent::Maildir("/home/ada/Mail/.Sent".into()));
        let Sent::Imaps(server, folder) = Sent::parse("imaps://ada@mail.example/Sent%20Items", &expand).unwrap() else {
            panic!()
        };
        assert_eq!((server.port, folder.as_str()), (993, "Sent Items"));
        for wrong in ["", "maildir:", "imap://a@b/Sent", "imaps://mail.example/Sent", "imaps://a@b/%0aX"] {
            assert_eq!(Sent::parse(wrong, &expand).unwrap_err().exit, Exit::Config, "{wrong}");
        }
    }
}
