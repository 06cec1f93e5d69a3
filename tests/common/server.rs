//! A server that does what it is told to at each stage of the dialogue, and remembers what it saw.

use super::certs::{self, Cert};
use super::scram::{Exchange, Next, Sham};
use rustls::{ServerConnection, StreamOwned};
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What the server does instead of its usual answer.
#[derive(Clone, Debug)]
pub enum Act {
    /// Says this, byte for byte.
    Say(Vec<u8>),
    /// Says this and hangs up.
    Last(Vec<u8>),
    /// Hangs up.
    Drop,
    /// Hangs up in the rudest way, by RST.
    Reset,
    /// Ends TLS with an alert, as a server does that cannot read what it got.
    Alert,
    /// Somebody on the way, who has no keys, puts an alert into the connection.
    Forged,
    /// Ends TLS in order, and hangs up.
    Notice,
    /// Says nothing, until the client gives up.
    Silence,
    /// Says this a byte at a time.
    Drip(Vec<u8>, Duration),
    /// Says this after a while.
    Late(Vec<u8>, Duration),
    /// Says this for ever.
    Flood(Vec<u8>),
    /// In the middle of a message: says this, and reads no more.
    Early(Vec<u8>),
    /// In the middle of a message: reads no more.
    Stall,
}

/// Says a line.
pub fn say(line: &str) -> Act {
    Act::Say(format!("{line}\r\n").into_bytes())
}

/// What the server saw.
#[derive(Default, Debug, Clone)]
pub struct Seen {
    pub connections: usize,
    /// Messages that arrived whole and were not refused: what an honest server would have delivered.
    pub held: Vec<Vec<u8>>,
    /// Bytes of AUTH commands and their answers.
    pub auth: Vec<u8>,
    /// Bytes before TLS.
    pub clear: Vec<u8>,
    /// Commands.
    pub lines: Vec<String>,
    /// Bytes of a message, whole or not.
    pub body: usize,
    /// Did the end of a message arrive, whatever was answered?
    pub ended: bool,
}

/// The script: stage to act. Stages: greeting, ehlo, starttls, tls, ehlo2, auth, mail, rcpt, rcpt2, data, body,
/// dot, quit.
#[derive(Clone)]
pub struct Script {
    pub starttls: bool,
    pub cert: Cert,
    pub acts: HashMap<&'static str, Act>,
    /// The lines of EHLO's answer after the first.
    pub offers: Vec<&'static str>,
    /// The script holds for this many connections; later ones find a good server.
    pub times: usize,
    /// How it proves logins.
    pub scram: Sham,
}

impl Default for Script {
    fn default() -> Self {
        let acts = HashMap::new();
        let offers = vec!["SIZE 10240000", "AUTH PLAIN LOGIN"];
        Script { starttls: false, cert: Cert::Good, acts, offers, times: 99, scram: Sham::Honest }
    }
}

impl Script {
    pub fn at(stage: &'static str, act: Act) -> Script {
        Script { acts: HashMap::from([(stage, act)]), ..Script::default() }
    }

    pub fn starttls(mut self) -> Script {
        self.starttls = true;
        self
    }

    pub fn cert(mut self, cert: Cert) -> Script {
        self.cert = cert;
        self
    }

    pub fn offers(mut self, offers: &[&'static str]) -> Script {
        self.offers = offers.to_vec();
        self
    }

    pub fn once(mut self) -> Script {
        self.times = 1;
        self
    }

    /// Starts the server.
    pub fn serve(self) -> Faulty {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let (script, shared) = (Arc::new(self), seen.clone());
        let tls = certs::config(script.cert);
        let open = Arc::new(Mutex::new(Vec::new()));
        let all = open.clone();
        let over = Arc::new(AtomicBool::new(false));
        let ended = over.clone();
        std::thread::spawn(move || {
            for tcp in listener.incoming().flatten() {
                if ended.load(Ordering::SeqCst) {
                    break;
                }
                all.lock().unwrap().push(tcp.try_clone().unwrap());
                let number = {
                    let mut seen = shared.lock().unwrap();
                    seen.connections += 1;
                    seen.connections
                };
                let good = Script { acts: HashMap::new(), ..(*script).clone() };
                let script = if number <= script.times { script.clone() } else { Arc::new(good) };
                let (shared, tls) = (shared.clone(), tls.clone());
                std::thread::spawn(move || {
                    let mut talk = Talk { script, seen: shared, raw: tcp.try_clone().unwrap() };
                    let _ = talk.whole(tcp, tls);
                    let _ = talk.raw.shutdown(std::net::Shutdown::Both);
                });
            }
        });
        Faulty { port, seen, open, over }
    }
}

/// A running server.
pub struct Faulty {
    pub port: u16,
    seen: Arc<Mutex<Seen>>,
    open: Arc<Mutex<Vec<TcpStream>>>,
    over: Arc<AtomicBool>,
}

impl Drop for Faulty {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Seen {
    /// Was the first recipient named?
    pub fn recipient(&self) -> bool {
        self.lines.iter().any(|l| l.starts_with("RCPT"))
    }
}

impl Faulty {
    /// Cuts every connection, now, by RST.
    pub fn cut(&self) {
        for tcp in self.open.lock().unwrap().drain(..) {
            let _ = rustix::net::sockopt::set_socket_linger(&tcp, Some(Duration::ZERO));
            let _ = tcp.shutdown(std::net::Shutdown::Both);
        }
    }

    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap().clone()
    }

    /// Waits until the server has seen this, as long as the program that is to bring it about runs.
    pub fn until(&self, what: &str, mut run: Option<&mut Child>, holds: impl Fn(&Seen) -> bool) {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            // In this order: it may bring it about and end.
            let ended = run.as_mut().and_then(|run| run.try_wait().unwrap());
            let seen = self.seen();
            if holds(&seen) {
                return;
            }
            assert!(ended.is_none(), "the program ended ({ended:?}) before {what}; the server saw {seen:?}");
            assert!(Instant::now() < end, "a minute has passed without {what}; the server saw {seen:?}");
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

struct Talk {
    script: Arc<Script>,
    seen: Arc<Mutex<Seen>>,
    raw: TcpStream,
}

type Line<S> = BufReader<S>;

/// The server's end of a connection.
trait End: Read + Write {
    /// Ends TLS: in order, or with a fatal alert. In the clear there is none to end.
    fn end_tls(&mut self, _fatal: bool) -> io::Result<()> {
        Ok(())
    }
}

impl End for TcpStream {}

impl End for StreamOwned<ServerConnection, TcpStream> {
    fn end_tls(&mut self, fatal: bool) -> io::Result<()> {
        if fatal {
            // What no key has made: a record that cannot be read is answered with an alert.
            let record = [&[23, 3, 3, 0, 32][..], &[0; 32]].concat();
            self.conn.read_tls(&mut record.as_slice())?;
            let refused = self.conn.process_new_packets();
            assert!(refused.is_err());
        } else {
            self.conn.send_close_notify();
        }
        while self.conn.wants_write() {
            self.conn.write_tls(&mut self.sock)?;
        }
        Ok(())
    }
}

impl Talk {
    fn whole(&mut self, mut tcp: TcpStream, tls: Arc<rustls::ServerConfig>) -> io::Result<()> {
        tcp.set_nodelay(true)?;
        let connection = ServerConnection::new(tls).map_err(io::Error::other)?;
        if self.script.starttls {
            let mut clear = BufReader::new(tcp.try_clone()?);
            self.answer(clear.get_mut(), "greeting", "220 test ESMTP")?;
            self.read(&mut clear, true)?;
            let offers = self.listed(&["STARTTLS"]);
            self.answer(clear.get_mut(), "ehlo", &offers)?;
            self.read(&mut clear, true)?;
            self.answer(clear.get_mut(), "starttls", "220 go ahead")?;
            tcp = clear.into_inner();
        }
        if let Some(act) = self.script.acts.get("tls").cloned() {
            self.act(&mut tcp, act)?;
        }
        let mut stream = BufReader::new(StreamOwned::new(connection, tcp));
        if !self.script.starttls {
            self.answer(stream.get_mut(), "greeting", "220 test ESMTP")?;
        }
        self.session(&mut stream)
    }

    fn session<S: End>(&mut self, stream: &mut Line<S>) -> io::Result<()> {
        let mut recipients = 0;
        loop {
            let line = self.read(stream, false)?;
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => {
                    let offers = self.listed(&[]);
                    let stage = if self.script.starttls { "ehlo2" } else { "ehlo" };
                    self.answer(stream.get_mut(), stage, &offers)?;
                }
                "AUTH" => self.auth(stream, &line)?,
                "MAIL" => self.answer(stream.get_mut(), "mail", "250 2.1.0 ok")?,
                "RCPT" => {
                    recipients += 1;
                    let stage = if recipients == 1 { "rcpt" } else { "rcpt2" };
                    self.answer(stream.get_mut(), stage, "250 2.1.5 ok")?;
                }
                "DATA" => {
                    self.answer(stream.get_mut(), "data", "354 go ahead")?;
                    self.message(stream)?;
                }
                "QUIT" => {
                    self.answer(stream.get_mut(), "quit", "221 bye")?;
                    return Ok(());
                }
                _ => self.say(stream.get_mut(), b"500 what?\r\n")?,
            }
        }
    }

    fn auth<S: End>(&mut self, stream: &mut Line<S>, line: &str) -> io::Result<()> {
        self.seen.lock().unwrap().auth.extend(line.bytes());
        if line.to_ascii_uppercase().starts_with("AUTH LOGIN") {
            for challenge in ["334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n"] {
                self.say(stream.get_mut(), challenge.as_bytes())?;
                let line = self.read(stream, false)?;
                self.seen.lock().unwrap().auth.extend(line.bytes());
            }
        }
        if let Some(first) = line.strip_prefix("AUTH SCRAM-SHA-256 ")
            && !self.scram(stream, first)?
        {
            return self.say(stream.get_mut(), b"535 5.7.8 no\r\n");
        }
        self.answer(stream.get_mut(), "auth", "235 2.7.0 ok")
    }

    /// Is the login proved?
    fn scram<S: End>(&mut self, stream: &mut Line<S>, first: &str) -> io::Result<bool> {
        let mut exchange = Exchange::new(self.script.scram);
        let mut line = first.to_string();
        loop {
            match exchange.answer(&line) {
                Next::Challenge(text) => self.say(stream.get_mut(), format!("334 {text}\r\n").as_bytes())?,
                Next::Yes => return Ok(true),
                Next::No => return Ok(false),
            }
            line = self.read(stream, false)?;
            self.seen.lock().unwrap().auth.extend(line.bytes());
        }
    }

    fn message<S: End>(&mut self, stream: &mut Line<S>) -> io::Result<()> {
        let mut message = Vec::new();
        loop {
            let mut line = Vec::new();
            if stream.read_until(b'\n', &mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.seen.lock().unwrap().body += line.len();
            if line == b".\r\n" {
                self.seen.lock().unwrap().ended = true;
                break;
            }
            message.extend(line.strip_prefix(b".").unwrap_or(&line));
            if let Some(act) = self.script.acts.get("body").cloned() {
                self.act(stream.get_mut(), act)?;
            }
        }
        let refused = match self.script.acts.get("dot") {
            Some(Act::Say(said) | Act::Last(said) | Act::Late(said, _)) => {
                said.starts_with(b"4") || said.starts_with(b"5")
            }
            _ => false,
        };
        if !refused {
            self.seen.lock().unwrap().held.push(message);
        }
        self.answer(stream.get_mut(), "dot", "250 2.0.0 queued as 4711")
    }

    fn listed(&self, more: &[&str]) -> String {
        let mut lines = vec!["test greets you"];
        lines.extend(&self.script.offers);
        lines.extend(more);
        let last = lines.len() - 1;
        let line = |(i, l): (usize, &&str)| format!("250{}{l}", if i == last { ' ' } else { '-' });
        lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\r\n")
    }

    fn read<S: Read>(&mut self, stream: &mut Line<S>, clear: bool) -> io::Result<String> {
        let mut line = Vec::new();
        stream.read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut seen = self.seen.lock().unwrap();
        if clear {
            seen.clear.extend(&line);
        }
        let text = String::from_utf8_lossy(&line).trim_end().to_string();
        seen.lines.push(text.clone());
        Ok(text)
    }

    fn answer<S: End>(&mut self, stream: &mut S, stage: &str, usual: &str) -> io::Result<()> {
        match self.script.acts.get(stage).cloned() {
            Some(act) => self.act(stream, act),
            None => self.say(stream, format!("{usual}\r\n").as_bytes()),
        }
    }

    fn act<S: End>(&mut self, stream: &mut S, act: Act) -> io::Result<()> {
        let gone = || Err(io::ErrorKind::ConnectionAborted.into());
        match act {
            Act::Say(bytes) => self.say(stream, &bytes),
            Act::Last(bytes) => self.say(stream, &bytes).and_then(|()| gone()),
            Act::Drop => gone(),
            Act::Alert => stream.end_tls(true).and_then(|()| gone()),
            Act::Notice => stream.end_tls(false).and_then(|()| gone()),
            Act::Forged => {
                self.raw.write_all(&[21, 3, 3, 0, 2, 2, 80])?;
                gone()
            }
            Act::Reset => {
                // Unread bytes make the kernel answer with RST; so does a zero linger.
                rustix::net::sockopt::set_socket_linger(&self.raw, Some(Duration::ZERO))?;
                gone()
            }
            Act::Silence | Act::Stall => self.until_gone(),
            Act::Drip(bytes, pause) => {
                for byte in bytes {
                    self.say(stream, &[byte])?;
                    std::thread::sleep(pause);
                }
                Ok(())
            }
            Act::Late(bytes, pause) => {
                std::thread::sleep(pause);
                self.say(stream, &bytes)
            }
            Act::Flood(bytes) => loop {
                self.say(stream, &bytes)?;
            },
            Act::Early(bytes) => self.say(stream, &bytes).and_then(|()| self.until_gone()),
        }
    }

    /// Waits without reading, until the other side has closed.
    fn until_gone(&self) -> io::Result<()> {
        let mut byte = [0];
        self.raw.set_nonblocking(true)?;
        for _ in 0..2000 {
            match self.raw.peek(&mut byte) {
                Ok(0) => break,
                Err(e) if e.kind() != io::ErrorKind::WouldBlock => break,
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
        }
        Err(io::ErrorKind::ConnectionAborted.into())
    }

    fn say<S: Write>(&mut self, stream: &mut S, bytes: &[u8]) -> io::Result<()> {
        stream.write_all(bytes)?;
        stream.flush()
    }
}
