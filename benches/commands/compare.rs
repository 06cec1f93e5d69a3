//! Programs that take turns, and the table of how long each took.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// One program and what it is called in the table.
pub struct Contender {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    variables: Vec<(&'static str, PathBuf)>,
    before: Box<dyn Fn()>,
    lines: Option<usize>,
    times: Vec<Duration>,
    peak: u64,
}

impl Contender {
    /// A program with its arguments.
    pub fn new(name: &'static str, program: impl AsRef<OsStr>, arguments: &[&str]) -> Contender {
        Contender {
            name,
            program: PathBuf::from(program.as_ref()),
            arguments: arguments.iter().map(ToString::to_string).collect(),
            variables: Vec::new(),
            before: Box::new(|| ()),
            lines: None,
            times: Vec::new(),
            peak: 0,
        }
    }

    /// With a variable of the environment.
    pub fn with(mut self, name: &'static str, value: &Path) -> Contender {
        self.variables.push((name, value.to_path_buf()));
        self
    }

    /// With a step before each run, which is not counted.
    pub fn before(mut self, step: impl Fn() + 'static) -> Contender {
        self.before = Box::new(step);
        self
    }

    /// It must tell of so many messages, three lines each: a fast answer that is wrong does not count.
    pub fn saying(mut self, messages: usize) -> Contender {
        self.lines = Some(3 * messages);
        self
    }

    /// Only where there is such a program; says so where there is none.
    pub fn if_installed(self) -> Option<Contender> {
        let there = Command::new(&self.program).arg("--version").stdout(Stdio::null()).status().is_ok();
        if !there {
            println!("{} is not compared: it is not installed", self.program.display());
        }
        there.then_some(self)
    }

    /// One run: its wall time from before the start to after the end.
    fn run(&mut self, input: &[u8]) -> Duration {
        (self.before)();
        let start = Instant::now();
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            .env("HOME", "/dev/null")
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(self.variables.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::piped())
            .stdout(if self.lines.is_some() { Stdio::piped() } else { Stdio::null() })
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        child.stdin.take().expect("a pipe").write_all(input).expect("all is read");
        let mut said = String::new();
        if let Some(mut out) = child.stdout.take() {
            out.read_to_string(&mut said).expect("text");
        }
        let end = child.wait4().expect("the program ends");
        let time = start.elapsed();
        assert!(end.status.success(), "{} failed: {}", self.name, end.status);
        assert!(self.lines.is_none_or(|n| n == said.lines().count()), "{} says: {said}", self.name);
        self.peak = self.peak.max(end.rusage.maxrss);
        time
    }
}

/// Runs all of them in turn, so that a machine whose speed drifts slows all of them, and prints the table: the
/// ratios are of the medians, to the first of them.
pub fn compare(what: &str, all: &mut [Contender], rounds: usize, input: &[u8]) {
    for one in &mut *all {
        one.run(input);
    }
    for _ in 0..rounds {
        for one in &mut *all {
            let time = one.run(input);
            one.times.push(time);
        }
    }
    println!("\n{what:<34} {:>10} {:>10} {:>7} {:>9}", "min ms", "median ms", "ratio", "peak MiB");
    let first = median(&mut all[0].times);
    for one in all {
        let middle = median(&mut one.times);
        println!(
            "  {:<32} {:>10.2} {:>10.2} {:>7.2} {:>9.1}",
            one.name,
            one.times[0].as_secs_f64() * 1e3,
            middle.as_secs_f64() * 1e3,
            middle.as_secs_f64() / first.as_secs_f64(),
            one.peak as f64 / (1 << 20) as f64
        );
    }
}

/// Sorts, too.
fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}
