//! A folder on an IMAP server (RFC 3501), under TLS from the first byte: a copy goes in, a Message-ID is looked
//! for. Nothing else is ever read or changed there.

use super::account::{Auth, Server};
use super::sasl::{self, Secret};
use super::scram::{OTHERWISE, Scram, Wrong};
use super::tls;
use crate::error::{Error, Exit, Result};
use crate::text::one_line;
use async_imap::error::Error as Imap;
use async_imap::imap_proto::{Capability, Response};
use async_imap::{Authenticator, Client, Session};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use zeroize::Zeroizing;

/// How long the whole visit may take.
const LIMIT: Duration = Duration::from_secs(30);

/// What to do in the folder.
enum Visit<'a> {
    /// Put a message in, marked as read.
    Append(&'a [u8]),
    /// Is there a message with this Message-ID?
    Find(&'a str),
    /// Nothing: is the folder there?
    Look,
}

type Stream = TlsStream<TcpStream>;

/// A folder on a server.
pub struct Folder<'a> {
    /// The server.
    pub server: &'a Server,
    /// The folder's name, as people write it.
    pub name: &'a str,
    /// The password or token.
    pub secret: &'a Secret,
}

impl Folder<'_> {
    /// Puts a message in, marked as read.
    ///
    /// # Errors
    /// What the server says, or why it could not be reached.
    pub fn append(&self, message: &[u8]) -> Result<()> {
        self.visit(&Visit::Append(message)).map(|_| ())
    }

    /// Is there a message with this Message-ID?
    ///
    /// # Errors
    /// As [`Folder::append`].
    pub fn has(&self, message_id: &str) -> Result<bool> {
        self.visit(&Visit::Find(message_id))
    }

    /// Logs in and opens the folder.
    ///
    /// # Errors
    /// As [`Folder::append`].
    pub fn check(&self) -> Result<()> {
        self.visit(&Visit::Look).map(|_| ())
    }

    fn visit(&self, visit: &Visit<'_>) -> Result<bool> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| Error::new(Exit::Os, format!("no connection can be made: {e}")))?;
        let done = runtime.block_on(async { tokio::time::timeout(LIMIT, self.whole(visit)).await });
        runtime.shutdown_background();
        done.unwrap_or_else(|_| Err(self.temporary("did not answer in time")))
    }

    async fn whole(&self, visit: &Visit<'_>) -> Result<bool> {
        let mut session = self.log_in().await?;
        let name = modified_utf7(self.name);
        let found = match visit {
            Visit::Append(message) => session.append(&name, Some("(\\Seen)"), None, message).await.map(|()| true),
            Visit::Find(id) => match session.examine(&name).await {
                Ok(_) => {
                    session.uid_search(format!("HEADER Message-ID \"<{id}>\"")).await.map(|found| !found.is_empty())
                }
                Err(e) => Err(e),
            },
            Visit::Look => session.examine(&name).await.map(|_| true),
        };
        let found = found.map_err(|e| self.refused(Exit::CantCreate, &format!("folder `{}`", self.name), &e))?;
        // The work is done: a goodbye that fails changes nothing.
        let _ = tokio::time::timeout(Duration::from_secs(2), session.logout()).await;
        Ok(found)
    }

    async fn log_in(&self) -> Result<Session<Stream>> {
        let (connector, name) = tls::connector(self.server)?;
        let tcp = TcpStream::connect((self.server.host.as_str(), self.server.port))
            .await
            .map_err(|e| self.temporary(&format!("cannot be reached: {e}")))?;
        let stream = connector.connect(name, tcp).await.map_err(|e| {
            tls::refused(&self.server.host, &e).unwrap_or_else(|| self.temporary(&format!("was lost: {e}")))
        })?;
        let mut client = Client::new(stream);
        match client.read_response().await {
            Ok(Some(_)) => {}
            _ => return Err(self.temporary("did not greet")),
        }
        let login = self.server.login.as_deref().unwrap_or_default();
        if self.scram_comes_first(&mut client, login).await? {
            client = match self.prove(client, login).await? {
                Ok(session) => return Ok(session),
                Err(client) => client,
            };
        }
        let entered = match self.server.auth {
            Auth::Login => client.login(login, self.secret.as_str()).await,
            auth => client.authenticate(sasl::name(auth), Words::new(self, auth)).await,
        };
        match entered {
            Ok(session) => Ok(session),
            // Servers without SASL do not know the command; nothing secret was said yet.
            Err((Imap::Bad(_), client)) if self.server.auth == Auth::Auto => client
                .login(login, self.secret.as_str())
                .await
                .map_err(|(e, _)| self.refused(Exit::NoPermission, "the login", &e)),
            Err((e, _)) => Err(self.refused(Exit::NoPermission, "the login", &e)),
        }
    }

    /// Is SCRAM wanted, or the first to try of what the server offers?
    async fn scram_comes_first(&self, client: &mut Client<Stream>, login: &str) -> Result<bool> {
        match self.server.auth {
            Auth::ScramSha256 => Ok(true),
            Auth::Auto => {
                let offered =
                    offered(client).await.map_err(|e| self.refused(Exit::Protocol, "to say what it can", &e))?;
                Ok(sasl::choose(Auth::Auto, &offered, login, self.secret).first() == Some(&Auth::ScramSha256))
            }
            _ => Ok(false),
        }
    }

    /// Proves the password without saying it, and has the server prove that it knows it. Gives the connection back
    /// where the server refused before the proof, which says nothing about the password, and another way is open.
    async fn prove(
        &self,
        client: Client<Stream>,
        login: &str,
    ) -> Result<std::result::Result<Session<Stream>, Client<Stream>>> {
        let mut proof = Proof { scram: Scram::begin(login, self.secret)?, wrong: None };
        let entered = client.authenticate(sasl::name(Auth::ScramSha256), &mut proof).await;
        if let Some(wrong) = proof.wrong {
            return Err(wrong.error(&self.named()));
        }
        match entered {
            Ok(session) if proof.scram.is_confirmed() => Ok(Ok(session)),
            Ok(_) => Err(Wrong::Unproved.error(&self.named())),
            Err((Imap::No(_) | Imap::Bad(_), client))
                if self.server.auth == Auth::Auto && !proof.scram.has_proved() =>
            {
                Ok(Err(client))
            }
            Err((e, _)) => Err(self.refused(Exit::NoPermission, "the login", &e).hint(OTHERWISE)),
        }
    }

    fn named(&self) -> String {
        format!("the IMAP server `{}`", self.server.host)
    }

    fn temporary(&self, what: &str) -> Error {
        Error::new(Exit::Temporary, format!("{} {what}", self.named()))
    }

    /// A word of the server's, and nothing of what was sent to it.
    fn refused(&self, exit: Exit, what: &str, e: &Imap) -> Error {
        let server = self.named();
        match e {
            Imap::No(said) | Imap::Bad(said) => {
                Error::new(exit, format!("{server} refuses {what}: {}", one_line(said)))
            }
            Imap::Append => Error::new(exit, format!("{server} refuses a message for {what}"))
                .hint("Is the folder there, under this name? Servers differ: `Sent`, `Sent Items`, `INBOX.Sent`."),
            Imap::Io(_) | Imap::ConnectionLost => self.temporary("was lost"),
            _ => Error::new(Exit::Protocol, format!("{server} answers what cannot be understood")),
        }
    }
}

/// The mechanisms that a server offers, in upper case. async-imap asks for them only once somebody has logged in.
async fn offered(client: &mut Client<Stream>) -> std::result::Result<Vec<String>, Imap> {
    client.get_mut().write_all(b"C CAPABILITY\r\n").await?;
    client.get_mut().flush().await?;
    let mut offered = Vec::new();
    while let Some(response) = client.read_response().await? {
        match response.parsed() {
            Response::Capabilities(all) => offered.extend(all.iter().filter_map(|capability| match capability {
                Capability::Auth(name) => Some(name.to_ascii_uppercase()),
                _ => None,
            })),
            Response::Done { tag, .. } if tag.0 == "C" => return Ok(offered),
            _ => {}
        }
    }
    Err(Imap::ConnectionLost)
}

/// The words of SCRAM. They cannot break off: what is wrong is kept, and nothing more is said.
struct Proof {
    scram: Scram,
    wrong: Option<Wrong>,
}

impl Authenticator for &mut Proof {
    type Response = String;

    fn process(&mut self, challenge: &[u8]) -> Self::Response {
        if self.wrong.is_some() {
            return String::new();
        }
        self.scram.answer(challenge).unwrap_or_else(|wrong| {
            self.wrong = Some(wrong);
            String::new()
        })
    }
}

/// The words of a mechanism: once all of them, then the one that ends a refusal.
struct Words {
    first: Option<Zeroizing<String>>,
    end: &'static str,
}

impl Words {
    fn new(folder: &Folder<'_>, auth: Auth) -> Words {
        let server = folder.server;
        let login = server.login.as_deref().unwrap_or_default();
        let first = sasl::first(auth, login, folder.secret, &server.host, server.port);
        Words { first: Some(first), end: if auth == Auth::OauthBearer { "\x01" } else { "" } }
    }
}

impl Authenticator for Words {
    type Response = Zeroizing<String>;

    fn process(&mut self, _: &[u8]) -> Self::Response {
        self.first.take().unwrap_or_else(|| Zeroizing::new(self.end.to_string()))
    }
}

/// A folder's name as servers want it (RFC 3501 5.1.3).
fn modified_utf7(name: &str) -> String {
    let mut out = String::new();
    let mut other: Vec<u8> = Vec::new();
    let flush = |other: &mut Vec<u8>, out: &mut String| {
        if !other.is_empty() {
            out.push('&');
            out.push_str(&sasl::base64(other).trim_end_matches('=').replace('/', ","));
            out.push('-');
            other.clear();
        }
    };
    for c in name.chars() {
        if (' '..='~').contains(&c) {
            flush(&mut other, &mut out);
            out.push(c);
            if c == '&' {
                out.push('-');
            }
        } else {
            other.extend(c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    flush(&mut other, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::modified_utf7;

    #[test]
    fn folders_of_other_languages() {
        for (name, coded) in [
            ("Sent Items", "Sent Items"),
            ("Gesendete Objekte", "Gesendete Objekte"),
            ("Éléments envoyés", "&AMk-l&AOk-ments envoy&AOk-s"),
            ("R&D", "R&-D"),
            ("送信済み", "&kAFP4W4IMH8-"),
        ] {
            assert_eq!(modified_utf7(name), coded);
        }
    }
}
