//! Running another program: without a shell, with a time limit, its words kept for the error.

use super::Stop;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How a program ended.
pub enum End {
    /// By itself.
    Exit(ExitStatus),
    /// It ran longer than it may, and was killed.
    Late,
    /// We were asked to stop, and it was killed.
    Stopped,
}

/// What a program left behind.
pub struct Left {
    /// How it ended.
    pub end: End,
    /// Its standard output; it may be a secret.
    pub stdout: Zeroizing<Vec<u8>>,
    /// The end of its standard error, as one text.
    pub stderr: String,
}

/// Runs `command` with `input` on its standard input.
///
/// # Errors
/// When it cannot be started.
pub fn run(command: &[String], input: Vec<u8>, limit: Duration, stop: &Stop) -> io::Result<Left> {
    let (program, arguments) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut pipe) = child.stdin.take() {
        std::thread::spawn(move || drop(pipe.write_all(&input)));
    }
    let stdout = reader(child.stdout.take());
    let stderr = reader(child.stderr.take());
    let end = wait(&mut child, limit, stop);
    // What the program started may hold the pipes open for longer than the program lives.
    let stdout = stdout.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
    let stderr = stderr.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
    let text = String::from_utf8_lossy(&stderr);
    let last = text.trim().lines().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("; ");
    Ok(Left { end, stdout, stderr: last })
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> Receiver<Zeroizing<Vec<u8>>> {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        // Enough for any token; a larger buffer would leave copies behind when it grows.
        let mut out = Zeroizing::new(Vec::with_capacity(64 * 1024));
        if let Some(mut pipe) = pipe {
            let _ = pipe.by_ref().take(64 * 1024 - 1).read_to_end(&mut out);
            let _ = io::copy(&mut pipe, &mut io::sink());
        }
        let _ = tell.send(out);
    });
    told
}

fn wait(child: &mut Child, limit: Duration, stop: &Stop) -> End {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return End::Exit(status);
        }
        let end = match stop.signal() {
            Some(_) => Some(End::Stopped),
            None => (start.elapsed() >= limit).then_some(End::Late),
        };
        if let Some(end) = end {
            let _ = child.kill();
            let _ = child.wait();
            return end;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
