//! An IMAP server as small as a copy needs it; TLS stands in front of it.

use super::front;
use super::scram::{Exchange, Next, Sham};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What the server saw.
#[derive(Default, Clone, Debug)]
pub struct Seen {
    /// Lines, without their tags.
    pub lines: Vec<String>,
    /// Messages put into a folder.
    pub held: Vec<Vec<u8>>,
}

/// A running server.
pub struct Folders {
    /// Its port for TLS.
    pub port: u16,
    seen: Arc<Mutex<Seen>>,
}

impl Folders {
    /// Starts one that lists these capabilities, and proves logins so.
    pub fn serve(offers: &'static str, sham: Sham) -> Folders {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = front::before(listener.local_addr().unwrap().port());
        let seen = Arc::new(Mutex::new(Seen::default()));
        let shared = seen.clone();
        std::thread::spawn(move || {
            for tcp in listener.incoming().flatten() {
                let mut talk = Talk { stream: BufReader::new(tcp), seen: shared.clone(), sham };
                std::thread::spawn(move || talk.whole(offers));
            }
        });
        Folders { port, seen }
    }

    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap().clone()
    }
}

struct Talk {
    stream: BufReader<TcpStream>,
    seen: Arc<Mutex<Seen>>,
    sham: Sham,
}

impl Talk {
    fn say(&mut self, line: &str) -> io::Result<()> {
        self.stream.get_mut().write_all(format!("{line}\r\n").as_bytes())
    }

    fn read(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_string())
    }

    fn seen(&self, line: &str) {
        self.seen.lock().unwrap().lines.push(line.to_string());
    }

    fn whole(&mut self, offers: &str) -> io::Result<()> {
        self.say("* OK ready")?;
        loop {
            let line = self.read()?;
            let (tag, command) = line.split_once(' ').unwrap();
            self.seen(command);
            let answer = match command.split(' ').next().unwrap() {
                "CAPABILITY" => {
                    self.say(&format!("* CAPABILITY IMAP4rev1 {offers}"))?;
                    "OK listed"
                }
                "AUTHENTICATE" => self.authenticate(command.split(' ').nth(1).unwrap(), offers)?,
                "APPEND" => self.append(command)?,
                "LOGIN" | "LOGOUT" | "EXAMINE" => "OK done",
                _ => "BAD what?",
            };
            self.say(&format!("{tag} {answer}"))?;
        }
    }

    fn authenticate(&mut self, mechanism: &str, offers: &str) -> io::Result<&'static str> {
        if !offers.split(' ').any(|o| o.strip_prefix("AUTH=") == Some(mechanism)) {
            return Ok("BAD no such mechanism");
        }
        let mut exchange = Exchange::new(self.sham);
        self.say("+ ")?;
        loop {
            let line = self.read()?;
            self.seen(&line);
            match mechanism {
                "SCRAM-SHA-256" => match exchange.answer(&line) {
                    Next::Challenge(text) => self.say(&format!("+ {text}"))?,
                    Next::Yes => return Ok("OK in"),
                    Next::No => return Ok("NO [AUTHENTICATIONFAILED] no"),
                },
                _ => return Ok("OK in"),
            }
        }
    }

    fn append(&mut self, command: &str) -> io::Result<&'static str> {
        let size = command.rsplit_once('{').unwrap().1.trim_end_matches('}').parse().unwrap();
        self.say("+ go")?;
        let mut message = vec![0; size];
        self.stream.read_exact(&mut message)?;
        self.read()?;
        self.seen.lock().unwrap().held.push(message);
        Ok("OK appended")
    }
}
