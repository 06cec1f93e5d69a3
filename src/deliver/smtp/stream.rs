//! The stream below lettre's connection: it serves one checked reply for one command, refuses what nobody
//! asked for, and holds the end of the message back until the journal has it.

use super::reply::{Parser, Reply};
use super::verdict::Fault;
use lettre::transport::smtp::client::AsyncTokioStream;
use std::fmt::Debug;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};

/// What ends a message (RFC 5321 4.1.1.4).
const TERMINATOR: &[u8] = b"\r\n.\r\n";
/// The longest line served to lettre, which refuses lines beyond 1000.
const SERVED: usize = 500;

/// What the stream and the one who drives the dialogue tell each other.
#[derive(Default, Debug)]
pub struct Shared {
    /// The reply to the last command.
    pub reply: Option<Reply>,
    /// Why the stream is of no more use.
    pub fault: Option<Fault>,
    /// Is a message being written?
    pub body: bool,
    /// The way to the end of the message.
    pub gate: Gate,
    /// May a byte of the end of the message have left?
    pub ended: bool,
}

/// The way to the end of the message.
#[derive(Default, Debug, PartialEq, Eq, Clone, Copy)]
pub enum Gate {
    /// Nobody stands before it.
    #[default]
    Closed,
    /// All but the end is written; the stream waits for leave.
    Asked,
    /// The journal has it; the end may be written.
    Open,
}

/// The shared part, by both its owners.
#[derive(Clone, Default, Debug)]
pub struct Handle(Arc<Mutex<Shared>>);

impl Handle {
    /// The shared part.
    pub fn lock(&self) -> MutexGuard<'_, Shared> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream that can carry SMTP.
pub trait Wire: AsyncRead + AsyncWrite + Unpin + Send + Sync + Debug + 'static {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send + Sync + Debug + 'static> Wire for S {}

/// The stream below lettre.
#[derive(Debug)]
pub struct Guarded<S> {
    inner: S,
    shared: Handle,
    arrived: Parser,
    /// A checked reply in its plainest form, and how much of it was read.
    serve: (Vec<u8>, usize),
    /// What is to be written, and how much of it was.
    out: (Vec<u8>, usize),
    greets: bool,
}

impl<S: Wire> Guarded<S> {
    /// Guards a stream on which nothing was read yet.
    pub fn new(inner: S, shared: Handle) -> Self {
        let (serve, out) = Default::default();
        Guarded { inner, shared, arrived: Parser::default(), serve, out, greets: false }
    }

    /// The next whole reply.
    pub async fn reply(&mut self) -> Result<Reply, Fault> {
        std::future::poll_fn(|cx| self.poll_reply(cx)).await
    }

    /// Writes one command and reads its reply, outside lettre.
    pub async fn ask(&mut self, command: &str) -> Result<Reply, Fault> {
        let written = async {
            self.write_all(command.as_bytes()).await?;
            self.flush().await
        };
        if let Err(e) = written.await {
            return Err(self.shared.lock().fault.take().unwrap_or(Fault::Lost(e)));
        }
        self.reply().await
    }

    /// The stream itself, if the other side has said nothing beyond its last reply.
    pub async fn into_inner(mut self) -> Result<S, Fault> {
        match std::future::poll_fn(|cx| Poll::Ready(self.poll_unasked(cx))).await {
            Some(fault) => Err(fault),
            None => Ok(self.inner),
        }
    }

    /// Lets lettre read a greeting that was read, and checked, before.
    pub fn greeted(mut self) -> Self {
        self.serve = (b"220 ready\r\n".to_vec(), 0);
        self
    }

    fn poll_reply(&mut self, cx: &mut Context<'_>) -> Poll<Result<Reply, Fault>> {
        loop {
            match self.arrived.take() {
                Err(what) => return Poll::Ready(Err(Fault::Broken(what))),
                Ok(Some(reply)) => return Poll::Ready(Ok(reply)),
                Ok(None) => match ready!(self.poll_fill(cx)) {
                    Ok(0) => return Poll::Ready(Err(Fault::Lost(io::ErrorKind::UnexpectedEof.into()))),
                    Ok(_) => {}
                    Err(e) => return Poll::Ready(Err(Fault::Lost(e))),
                },
            }
        }
    }

    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let mut space = [0; 4096];
        let mut buffer = ReadBuf::new(&mut space);
        ready!(Pin::new(&mut self.inner).poll_read(cx, &mut buffer))?;
        self.arrived.push(buffer.filled());
        Poll::Ready(Ok(buffer.filled().len()))
    }

    /// Has the other side spoken although it was not asked? A 421 is a goodbye, a refusal inside a message is
    /// an early answer, one behind it is a second; anything else would be taken for the answer to the next command.
    fn poll_unasked(&mut self, cx: &mut Context<'_>) -> Option<Fault> {
        let message = {
            let shared = self.shared.lock();
            shared.body || shared.ended
        };
        match self.poll_reply(cx) {
            Poll::Pending if self.arrived.is_empty() => None,
            Poll::Pending => Some(Fault::Unasked),
            Poll::Ready(Ok(reply)) if reply.code == 421 || (message && reply.code >= 400) => Some(Fault::Told(reply)),
            Poll::Ready(Ok(_)) => Some(Fault::Unasked),
            Poll::Ready(Err(fault)) => Some(fault),
        }
    }

    fn fail<T>(&self, fault: Fault) -> Poll<io::Result<T>> {
        self.shared.lock().fault.get_or_insert(fault);
        Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()))
    }

    /// Writes until only `keep` bytes are left, and makes the other side see them.
    fn poll_write_out(&mut self, cx: &mut Context<'_>, keep: usize) -> Poll<io::Result<()>> {
        let end = self.out.0.len().saturating_sub(keep);
        while self.out.1 < end {
            match ready!(Pin::new(&mut self.inner).poll_write(cx, &self.out.0[self.out.1..end])) {
                Ok(0) => return self.fail(Fault::Lost(io::ErrorKind::WriteZero.into())),
                Ok(n) => self.out.1 += n,
                Err(e) => return self.fail(Fault::Lost(e)),
            }
        }
        match ready!(Pin::new(&mut self.inner).poll_flush(cx)) {
            Ok(()) => Poll::Ready(Ok(())),
            Err(e) => self.fail(Fault::Lost(e)),
        }
    }

    fn poll_flush_command(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.out.1 == 0
            && !self.out.0.is_empty()
            && let Some(fault) = self.poll_unasked(cx)
        {
            return self.fail(fault);
        }
        ready!(self.poll_write_out(cx, 0))?;
        self.greets = self.out.0.starts_with(b"EHLO");
        self.out = Default::default();
        Poll::Ready(Ok(()))
    }

    /// Writes the message but for its last five bytes; when those are its end, asks for leave first.
    fn poll_flush_body(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let ended = self.shared.lock().ended;
        if !ended && let Some(fault) = self.poll_unasked(cx) {
            return self.fail(fault);
        }
        if self.shared.lock().gate == Gate::Open {
            self.shared.lock().ended = true;
            ready!(self.poll_write_out(cx, 0))?;
            self.out = Default::default();
            return Poll::Ready(Ok(()));
        }
        ready!(self.poll_write_out(cx, TERMINATOR.len()))?;
        if &self.out.0[self.out.1..] != TERMINATOR {
            return Poll::Ready(Ok(()));
        }
        self.shared.lock().gate = Gate::Asked;
        Poll::Pending
    }
}

/// A reply as lettre reads it: code and text on every line, ASCII, short; keywords of EHLO in upper case.
fn plain(reply: &Reply, greets: bool) -> Vec<u8> {
    let mut out = Vec::new();
    for (i, line) in reply.lines.iter().enumerate() {
        let last = i + 1 == reply.lines.len();
        let mut text: String =
            line.chars().map(|c| if c.is_ascii() && !c.is_ascii_control() { c } else { '?' }).take(SERVED).collect();
        if greets {
            // lettre takes the first word of every line that is not empty, and trusts that there is one.
            text = if i == 0 { "server".into() } else { text.trim().to_ascii_uppercase() };
        }
        out.extend(format!("{}{}{text}\r\n", reply.code, if last { ' ' } else { '-' }).bytes());
    }
    out
}

impl<S: Wire> AsyncRead for Guarded<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.serve.1 == this.serve.0.len() {
            match ready!(this.poll_reply(cx)) {
                Err(fault) => return this.fail(fault),
                Ok(reply) => {
                    this.serve = (plain(&reply, this.greets), 0);
                    let mut shared = this.shared.lock();
                    // lettre says goodbye to a server that refuses EHLO; the refusal must not be lost by that.
                    if this.greets && reply.code >= 400 {
                        shared.fault = Some(Fault::Told(reply));
                    } else {
                        shared.reply = Some(reply);
                    }
                }
            }
        }
        let rest = &this.serve.0[this.serve.1..];
        let n = rest.len().min(buffer.remaining());
        buffer.put_slice(&rest[..n]);
        this.serve.1 += n;
        Poll::Ready(Ok(()))
    }
}

impl<S: Wire> AsyncWrite for Guarded<S> {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.shared.lock().fault.is_some() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        this.out.0.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let body = this.shared.lock().body;
        if body { this.poll_flush_body(cx) } else { this.poll_flush_command(cx) }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(cx)
    }
}

impl<S: Wire> AsyncTokioStream for Guarded<S> {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
