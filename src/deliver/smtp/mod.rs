//! Message submission (RFC 6409) under TLS. lettre speaks the dialogue, stage by stage, over a stream of ours
//! that checks every reply, keeps time and holds back the end of the message; `docs/delivery.md` says why.

pub mod reply;
pub mod stream;
pub mod verdict;

use super::account::{Auth, Server, Tls};
use super::sasl::{self, Secret};
use super::scram::{Scram, Wrong};
use super::{Outcome, Receipt, Stop, Transport, tls};
use crate::error::{Error, Exit, Result};
use crate::message::from_base64;
use crate::reply::wire::{self, Outgoing};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::extension::{ClientId, MailParameter};
use reply::Reply;
use std::fmt::{self, Display};
use std::future::poll_fn;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use stream::{Gate, Guarded, Handle, Wire};
use tokio::net::TcpStream;
use tokio::time::Instant;
use verdict::{Fault, Stage};
use zeroize::Zeroizing;

/// How long each step may take, however the bytes drip.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Finding the server's address and reaching one of them, and for TLS to be agreed.
    pub connect: Duration,
    /// Greeting, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA: RFC 5321 4.5.3.2 asks for 5 minutes.
    pub command: Duration,
    /// Writing the message.
    pub body: Duration,
    /// The answer to the whole message: RFC 5321 4.5.3.2.6 asks for 10 minutes, as giving up early makes doubles.
    pub end: Duration,
    /// All before the end of the message.
    pub total: Duration,
    /// A goodbye nobody needs.
    pub quit: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let minutes = |n: u64| Duration::from_secs(60 * n);
        Limits {
            connect: Duration::from_secs(30),
            command: minutes(5),
            body: minutes(5),
            end: minutes(10),
            total: minutes(15),
            quit: Duration::from_secs(2),
        }
    }
}

/// Finds the addresses of a server.
pub type Resolve = Arc<dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync>;

/// Submission to one server.
pub struct Smtp {
    /// The server.
    pub server: Server,
    /// Password or token, where the server has a login.
    pub secret: Option<Secret>,
    /// Deadlines.
    pub limits: Limits,
    /// Set by a signal.
    pub stop: Stop,
    /// The system's resolver, but for tests.
    pub resolve: Resolve,
}

impl Smtp {
    /// Submission with the usual limits and the system's resolver.
    pub fn new(server: Server, secret: Option<Secret>, stop: Stop) -> Smtp {
        let resolve: Resolve = Arc::new(|host, port| Ok((host, port).to_socket_addrs()?.collect()));
        Smtp { server, secret, limits: Limits::default(), stop, resolve }
    }

    /// Connects, agrees on TLS, logs in and says goodbye: all that `send` does before it names a message.
    ///
    /// # Errors
    /// What `send` would say.
    pub fn check(&self) -> Result<()> {
        let mut never = || Err(io::ErrorKind::Unsupported.into());
        let failed = self.run(None, &mut never);
        match failed {
            Outcome::Accepted(_) => Ok(()),
            Outcome::NotSent(f) | Outcome::Unknown(f) => Err(f.error),
        }
    }

    fn run(&self, message: Option<&Outgoing>, critical: &mut dyn FnMut() -> io::Result<()>) -> Outcome {
        let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(e) => {
                let fault = Fault::Refused(Error::new(Exit::Os, format!("no connection can be made: {e}")));
                return verdict::of(&self.server.host, Stage::Connect, fault, false);
            }
        };
        let shared = Handle::default();
        let end = runtime.block_on(async { Instant::now() }) + self.limits.total;
        let mut talk = Dialogue { smtp: self, shared: shared.clone(), stage: Stage::Connect, end, critical };
        let result = runtime.block_on(talk.whole(message));
        let (stage, ended) = (talk.stage, shared.lock().ended);
        // A resolver that hangs must not hold us.
        runtime.shutdown_background();
        match result {
            Ok(reply) => Outcome::Accepted(Receipt { code: Some(reply.code), reply: reply.lines.join(" ") }),
            Err(fault) => verdict::of(&self.server.host, stage, fault, ended),
        }
    }
}

impl Transport for Smtp {
    fn hand_over(&self, message: &Outgoing, critical: &mut dyn FnMut() -> io::Result<()>) -> Outcome {
        self.run(Some(message), critical)
    }
}

/// One dialogue, and how far it got.
struct Dialogue<'a> {
    smtp: &'a Smtp,
    shared: Handle,
    stage: Stage,
    end: Instant,
    critical: &'a mut dyn FnMut() -> io::Result<()>,
}

type Step<T> = std::result::Result<T, Fault>;

impl Dialogue<'_> {
    /// The whole story. Without a message it ends after the login.
    async fn whole(&mut self, message: Option<&Outgoing>) -> Step<Reply> {
        let tcp = self.connect().await?;
        let server = match self.smtp.server.tls {
            Tls::Implicit => {
                let stream = self.secure(tcp).await?;
                self.greeted(Guarded::new(stream, self.shared.clone())).await?
            }
            Tls::StartTls => {
                let tcp = self.start_tls(tcp).await?;
                let stream = self.secure(tcp).await?;
                Guarded::new(stream, self.shared.clone())
            }
        };
        let (mut lettre, hello) = self.hello(server.greeted()).await?;
        self.log_in(&mut lettre, &hello).await?;
        let reply = match message {
            Some(message) => self.submit(&mut lettre, message, &hello).await?,
            None => hello,
        };
        self.goodbye(&mut lettre).await?;
        Ok(reply)
    }

    /// Reaches one of the server's addresses, trying each in turn.
    async fn connect(&mut self) -> Step<TcpStream> {
        let (server, limit) = (&self.smtp.server, self.smtp.limits.connect);
        let (host, port, resolve) = (server.host.clone(), server.port, self.smtp.resolve.clone());
        let found = tokio::task::spawn_blocking(move || resolve(&host, port));
        let addresses = match self.watch(found, limit).await? {
            Ok(Ok(addresses)) if !addresses.is_empty() => addresses,
            Ok(Ok(_)) => return Err(unknown_host(&server.host)),
            Ok(Err(e)) if e.to_string().contains("Temporary failure") => return Err(Fault::Lost(e)),
            Ok(Err(_)) => return Err(unknown_host(&server.host)),
            Err(e) => return Err(Fault::Lost(io::Error::other(e))),
        };
        let each = limit / u32::try_from(addresses.len().min(10)).unwrap_or(10);
        let mut last = Fault::Late;
        for address in addresses {
            match self.watch(TcpStream::connect(address), each).await {
                Ok(Ok(stream)) => {
                    let _ = stream.set_nodelay(true);
                    return Ok(stream);
                }
                Ok(Err(e)) => last = Fault::Lost(e),
                Err(Fault::Late) => last = Fault::Late,
                Err(other) => return Err(other),
            }
        }
        Err(last)
    }

    async fn secure(&mut self, tcp: TcpStream) -> Step<tokio_rustls::client::TlsStream<TcpStream>> {
        self.stage = Stage::Tls;
        let (connector, name) = tls::connector(&self.smtp.server).map_err(Fault::Refused)?;
        match self.watch(connector.connect(name, tcp), self.smtp.limits.connect).await? {
            Ok(stream) => Ok(stream),
            Err(e) => Err(tls::refused(&self.smtp.server.host, &e).map_or(Fault::Lost(e), Fault::Refused)),
        }
    }

    async fn greeted<S: Wire>(&mut self, mut stream: Guarded<S>) -> Step<Guarded<S>> {
        self.stage = Stage::Greeting;
        let reply = self.watch(stream.reply(), self.smtp.limits.command).await??;
        exactly(220, reply)?;
        Ok(stream)
    }

    /// Greeting, EHLO and STARTTLS in the clear, where nothing secret is said and nothing heard is believed but
    /// that the server offers TLS (RFC 3207). What it says beyond its `220` would be taken for TLS's own
    /// answers, so it ends the dialogue.
    async fn start_tls(&mut self, tcp: TcpStream) -> Step<TcpStream> {
        let limit = self.smtp.limits.command;
        let mut stream = self.greeted(Guarded::new(tcp, self.shared.clone())).await?;
        self.stage = Stage::Ehlo;
        let ehlo = format!("EHLO {}\r\n", name());
        let hello = self.watch(stream.ask(&ehlo), limit).await??;
        let hello = exactly(250, hello)?;
        self.stage = Stage::StartTls;
        if !keywords(&hello).any(|words| words.first().is_some_and(|w| w == "STARTTLS")) {
            let host = &self.smtp.server.host;
            return Err(Fault::Refused(
                Error::new(Exit::Unavailable, format!("`{host}` does not offer STARTTLS"))
                    .hint("No password travels without TLS. Try `smtps://` with port 465."),
            ));
        }
        let go = self.watch(stream.ask("STARTTLS\r\n"), limit).await??;
        exactly(220, go)?;
        stream.into_inner().await
    }

    async fn hello<S: Wire>(&mut self, stream: Guarded<S>) -> Step<(AsyncSmtpConnection, Reply)> {
        self.stage = Stage::Ehlo;
        let name = name();
        let opened = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &name);
        let opened = self.watch(opened, self.smtp.limits.command).await?;
        let reply = self.settle(250)?;
        let lettre = opened.map_err(|_| Fault::Broken("an answer to EHLO that lists nothing"))?;
        Ok((lettre, reply))
    }

    async fn log_in(&mut self, lettre: &mut AsyncSmtpConnection, hello: &Reply) -> Step<()> {
        let server = &self.smtp.server;
        let (Some(login), Some(secret)) = (&server.login, &self.smtp.secret) else { return Ok(()) };
        self.stage = Stage::Auth;
        let offered: Vec<String> =
            keywords(hello).filter(|w| w.first().is_some_and(|w| w == "AUTH")).flat_map(|w| w[1..].to_vec()).collect();
        let mechanisms = sasl::choose(server.auth, &offered, login, secret);
        for (n, mechanism) in mechanisms.iter().enumerate() {
            if *mechanism != Auth::ScramSha256 {
                return self.say_secret(lettre, *mechanism, login, secret).await;
            }
            match self.prove_secret(lettre, login, secret).await? {
                None => return Ok(()),
                // Servers offer SCRAM also to those whose password they keep as a digest of another kind.
                Some(_) if n + 1 < mechanisms.len() => {}
                Some(refusal) => return Err(Fault::Unproved(refusal)),
            }
        }
        Err(Fault::Refused(no_mechanism(&server.host, &offered)))
    }

    /// The mechanisms that say a password or token.
    async fn say_secret(
        &mut self,
        lettre: &mut AsyncSmtpConnection,
        mechanism: Auth,
        login: &str,
        secret: &Secret,
    ) -> Step<()> {
        let server = &self.smtp.server;
        let words = sasl::base64(sasl::first(mechanism, login, secret, &server.host, server.port).as_bytes());
        if mechanism == Auth::Login {
            self.command(lettre, Line::new("AUTH LOGIN"), 334).await?;
            self.command(lettre, Line(sasl::base64(login.as_bytes())), 334).await?;
            self.command(lettre, Line(sasl::base64(secret.as_bytes())), 235).await?;
            return Ok(());
        }
        let asked = Line(Zeroizing::new(format!("AUTH {} {}", sasl::name(mechanism), *words)));
        match self.command(lettre, asked, 235).await {
            // A refused token is explained in a challenge, and the refusal itself follows (RFC 7628 3.2.3).
            Err(Fault::Unexpected(reply)) if reply.code == 334 && mechanism.is_token() => {
                let end = Line::new(if mechanism == Auth::Xoauth2 { "" } else { "AQ==" });
                self.command(lettre, end, 235).await?;
            }
            other => {
                other?;
            }
        }
        Ok(())
    }

    /// Proves the password without saying it, and has the server prove that it knows it. Gives back a refusal that came
    /// before the proof: it says nothing about the password.
    async fn prove_secret(
        &mut self,
        lettre: &mut AsyncSmtpConnection,
        login: &str,
        secret: &Secret,
    ) -> Step<Option<Reply>> {
        let host = format!("`{}`", self.smtp.server.host);
        let wrong = |w: Wrong| Fault::Refused(w.error(&host));
        let mut scram = Scram::begin(login, secret).map_err(Fault::Refused)?;
        let first = sasl::base64(scram.answer(b"").map_err(wrong)?.as_bytes());
        let mut line = Line::new(&format!("AUTH {} {}", sasl::name(Auth::ScramSha256), *first));
        loop {
            let challenge = match self.command(lettre, line, 334).await {
                Ok(reply) => from_base64(reply.lines.concat().as_bytes()).ok_or(Wrong::Malformed).map_err(wrong)?,
                Err(Fault::Unexpected(reply)) if reply.code == 235 && scram.is_confirmed() => return Ok(None),
                Err(Fault::Unexpected(reply)) if reply.code == 235 => return Err(wrong(Wrong::Unproved)),
                Err(Fault::Told(reply)) if reply.code >= 500 && scram.has_proved() => {
                    return Err(Fault::Unproved(reply));
                }
                Err(Fault::Told(reply)) if reply.code >= 500 => return Ok(Some(reply)),
                Err(other) => return Err(other),
            };
            line = Line(sasl::base64(scram.answer(&challenge).map_err(wrong)?.as_bytes()));
        }
    }

    /// MAIL, RCPT for each recipient, DATA, the message: all or nothing, each answer exactly the one that is due.
    async fn submit(&mut self, lettre: &mut AsyncSmtpConnection, message: &Outgoing, hello: &Reply) -> Step<Reply> {
        // lettre ends a message with CRLF of its own before the dot.
        let bytes = message.bytes().strip_suffix(b"\r\n").unwrap_or(message.bytes());
        let envelope = message.envelope();
        self.stage = Stage::Mail;
        let parameters = size(hello, bytes.len() + 2, &self.smtp.server.host)?;
        self.command(lettre, Mail::new(Some(address(&envelope.from.email)?), parameters), 250).await?;
        self.stage = Stage::Rcpt;
        for to in &envelope.to {
            self.command(lettre, Rcpt::new(address(&to.email)?, vec![]), 250).await?;
        }
        self.stage = Stage::Data;
        self.command(lettre, Data, 354).await?;
        self.stage = Stage::Body;
        self.shared.lock().body = true;
        let written = self.watch(lettre.message(bytes), self.smtp.limits.body).await;
        self.smtp.stop.set_waits(false);
        let _ = written?;
        self.shared.lock().body = false;
        self.settle(250)
    }

    /// The message is the server's now, and whatever happens here changes nothing; but for a refusal that comes after
    /// the acceptance. One of the two then answers the message, and nobody knows which: a server, or somebody on the
    /// way, has said more than it was asked, and all later answers came one too late.
    async fn goodbye(&mut self, lettre: &mut AsyncSmtpConnection) -> Step<()> {
        let _ = self.watch(lettre.command(Quit), self.smtp.limits.quit).await;
        let mut shared = self.shared.lock();
        let said = match shared.fault.take() {
            Some(Fault::Told(reply)) => Some(reply),
            _ => shared.reply.take(),
        };
        match said {
            Some(reply) if shared.ended && reply.code >= 400 && reply.code != 421 => Err(Fault::Unasked),
            _ => Ok(()),
        }
    }

    async fn command(&mut self, lettre: &mut AsyncSmtpConnection, what: impl Display, due: u16) -> Step<Reply> {
        // What lettre makes of the reply is not asked: the stream below has seen it, code and all.
        let _ = self.watch(lettre.command(what), self.smtp.limits.command).await?;
        self.settle(due)
    }

    /// The reply that just arrived, if it is the one that is due.
    fn settle(&self, due: u16) -> Step<Reply> {
        let mut shared = self.shared.lock();
        if let Some(fault) = shared.fault.take() {
            return Err(fault);
        }
        exactly(due, shared.reply.take().ok_or(Fault::Broken("nothing"))?)
    }

    /// Runs one step: in time, until a signal stops it, and with leave asked before the end of a message.
    async fn watch<F: Future>(&mut self, step: F, limit: Duration) -> Step<F::Output> {
        let mut step = pin!(step);
        let mut late = pin!(tokio::time::sleep_until(self.end.min(Instant::now() + limit)));
        let mut tick = tokio::time::interval(Duration::from_millis(50));
        poll_fn(|cx| {
            loop {
                if let Poll::Ready(out) = step.as_mut().poll(cx) {
                    return Poll::Ready(Ok(out));
                }
                while tick.poll_tick(cx).is_ready() {}
                if let Some(signal) = self.smtp.stop.signal() {
                    return Poll::Ready(Err(Fault::Stopped(signal)));
                }
                if self.shared.lock().gate != Gate::Asked {
                    break;
                }
                if let Err(e) = (self.critical)() {
                    return Poll::Ready(Err(Fault::Journal(e)));
                }
                self.shared.lock().gate = Gate::Open;
                self.smtp.stop.set_waits(true);
                late.as_mut().reset(Instant::now() + self.smtp.limits.end);
            }
            late.as_mut().poll(cx).map(|()| Err(Fault::Late))
        })
        .await
    }
}

/// A line that may hold a secret.
struct Line(Zeroizing<String>);

impl Line {
    fn new(text: &str) -> Line {
        Line(Zeroizing::new(text.to_string()))
    }
}

impl Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\r\n", *self.0)
    }
}

/// An address literal: this machine's name is nobody's business (RFC 5321 4.1.3).
fn name() -> ClientId {
    ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST)
}

fn exactly(due: u16, reply: Reply) -> Step<Reply> {
    match reply.code {
        code if code == due => Ok(reply),
        400.. => Err(Fault::Told(reply)),
        _ => Err(Fault::Unexpected(reply)),
    }
}

/// The extensions a server lists, each as words in upper case; `AUTH=` is the form of old servers.
fn keywords(hello: &Reply) -> impl Iterator<Item = Vec<String>> {
    hello.lines.iter().skip(1).map(|line| {
        line.to_ascii_uppercase().replacen("AUTH=", "AUTH ", 1).split_whitespace().map(String::from).collect()
    })
}

/// The size declared, where the server wants to know it (RFC 1870).
fn size(hello: &Reply, bytes: usize, host: &str) -> Step<Vec<MailParameter>> {
    let Some(words) = keywords(hello).find(|w| w.first().is_some_and(|w| w == "SIZE")) else { return Ok(vec![]) };
    let limit: usize = words.get(1).and_then(|n| n.parse().ok()).unwrap_or(0);
    if limit > 0 && bytes > limit {
        let what = format!("`{host}` takes messages of {limit} bytes at most, this one has {bytes}");
        return Err(Fault::Refused(Error::new(Exit::Unavailable, what)));
    }
    Ok(vec![MailParameter::Size(bytes)])
}

fn address(email: &str) -> Step<lettre::Address> {
    wire::for_server(email).map_err(Fault::Refused)
}

fn unknown_host(host: &str) -> Fault {
    Fault::Refused(Error::new(Exit::NoHost, format!("there is no server `{host}`")))
}

fn no_mechanism(host: &str, offered: &[String]) -> Error {
    let error = Error::new(Exit::NoPermission, format!("`{host}` offers no way to log in that fits this account"));
    if offered.is_empty() {
        return error.hint("It offers none at all; is this the port for submission (465 or 587)?");
    }
    error.hint(format!("It offers {}; set `auth` in the account.", offered.join(", ").to_lowercase()))
}
