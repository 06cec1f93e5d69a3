//! What the tests of delivery share: a server that fails on purpose, certificates, a message.
#![allow(dead_code, missing_docs, reason = "each test file uses its part")]

pub mod certs;
pub mod damage;
pub mod desk;
pub mod front;
pub mod imap;
pub mod person;
pub mod reader;
pub mod scram;
pub mod screen;
pub mod server;
pub mod testbed;

use regrets::deliver::Stop;
use regrets::deliver::account::Server;
use regrets::deliver::sasl::Secret;
use regrets::deliver::smtp::{Limits, Smtp};
use regrets::message::address::Address;
use regrets::message::thread::MsgId;
use regrets::reply::wire::{Envelope, Outgoing};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A password that must be seen nowhere.
pub const PASSWORD: &str = "canary-Zk7";

/// The headers that a message of ours may have, in the order they stand in.
pub const HEADERS: [&str; 10] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];

/// The names of a header block, in their order.
pub fn header_names(head: &str) -> Vec<&str> {
    let lines = head.lines().filter(|l| !l.is_empty() && !l.starts_with([' ', '\t']));
    lines.map(|l| l.split(':').next().unwrap_or_default()).collect()
}

/// A sealed message to these recipients.
pub fn message(to: &[&str]) -> Outgoing {
    numbered(1, to)
}

/// The same, with a Message-ID of its own.
pub fn numbered(n: usize, to: &[&str]) -> Outgoing {
    let address = |email: &str| Address { name: None, email: email.to_string() };
    let id = MsgId::parse(&format!("<{n:032x}@home.example>")).unwrap();
    let bytes = format!(
        "From: ada@home.example\r\nTo: {}\r\nSubject: Re: Interview\r\nMessage-ID: {id}\r\n\r\n\
         Dear Nora,\r\n.a dot\r\n..two\r\n.\r\nKind regards\r\nAda\r\n",
        to.join(", ")
    );
    let envelope = Envelope { from: address("ada@home.example"), to: to.iter().map(|a| address(a)).collect() };
    Outgoing::kept(bytes.into_bytes(), envelope, id)
}

/// A message far beyond what the system keeps in its buffers.
pub fn large() -> Outgoing {
    let small = message(&["nora@acme.example"]);
    let bytes = [small.bytes(), "line after line\r\n".repeat(450_000).as_bytes()].concat();
    Outgoing::kept(bytes, small.envelope().clone(), small.message_id().clone())
}

/// Deadlines of the usual proportions, so short that a test of them takes no time.
pub fn fast() -> Limits {
    let ms = Duration::from_millis;
    Limits { connect: ms(1500), command: ms(700), body: ms(900), end: ms(1500), total: ms(4000), quit: ms(100) }
}

/// Submission to a server on this machine whose certificate says `localhost`.
pub fn smtp(scheme: &str, port: u16) -> Smtp {
    trusting(certs::ca_file(), scheme, port)
}

/// The same, trusting another authority.
pub fn trusting(ca_file: PathBuf, scheme: &str, port: u16) -> Smtp {
    let mut server = Server::smtp(&format!("{scheme}://ada@localhost:{port}")).unwrap();
    server.ca_file = Some(ca_file);
    let mut smtp = Smtp::new(server, Some(Secret::new(PASSWORD.into())), Stop::default());
    smtp.limits = fast();
    smtp.resolve = Arc::new(|_, port| Ok(vec![([127, 0, 0, 1], port).into()]));
    smtp
}
