//! TLS in front of a server that has none.

use super::certs::{self, Cert};
use rustls::ServerConnection;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;

/// Starts it; gives its port.
pub fn before(port: u16) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for outside in listener.incoming().flatten() {
            std::thread::spawn(move || {
                if let Ok(inside) = TcpStream::connect(("127.0.0.1", port)) {
                    carry(outside, inside);
                }
            });
        }
    });
    own
}

/// Carries bytes both ways until one side has closed.
fn carry(mut outside: TcpStream, mut inside: TcpStream) {
    let mut tls = ServerConnection::new(certs::config(Cert::Good)).unwrap();
    outside.set_nonblocking(true).unwrap();
    inside.set_nonblocking(true).unwrap();
    let mut buffer = [0; 16 * 1024];
    let mut over = false;
    while !over {
        match inside.read(&mut buffer) {
            Ok(0) => over = true,
            Ok(n) => tls.writer().write_all(&buffer[..n]).unwrap(),
            Err(e) if e.kind() == ErrorKind::WouldBlock => {}
            Err(_) => over = true,
        }
        if over {
            tls.send_close_notify();
        }
        while tls.wants_write() && tls.write_tls(&mut outside).is_ok() {}
        match tls.read_tls(&mut outside) {
            Ok(0) => over = true,
            Ok(_) => {
                let Ok(state) = tls.process_new_packets() else { break };
                let mut plain = vec![0; state.plaintext_bytes_to_read()];
                tls.reader().read_exact(&mut plain).unwrap();
                over |= inside.write_all(&plain).is_err();
            }
            Err(e) if e.kind() == ErrorKind::WouldBlock => std::thread::sleep(Duration::from_micros(300)),
            Err(_) => over = true,
        }
    }
    let _ = outside.shutdown(Shutdown::Both);
    let _ = inside.shutdown(Shutdown::Both);
}
