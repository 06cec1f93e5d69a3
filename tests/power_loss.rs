//! The power fails: what was written and not yet made durable is lost, in part or as a whole.
//!
//! One sending is watched by strace: every write, cut, name and fsync of its record, and every byte to the server. Then
//! the disk is made as it may be after a loss of power behind each of these calls, and the program runs on it again. It
//! must not send a second message, must not say "not sent" of one that left, and must know what it has told.

mod common;

use common::person::{INVITATION, Person, said};
use common::server::Script;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a sending did, as far as it matters.
#[derive(Clone, Debug, PartialEq)]
enum Event {
    /// A folder was made.
    Folder(PathBuf),
    /// A file was made, or was there.
    File(PathBuf),
    /// Bytes were written, from this byte on.
    Wrote(PathBuf, usize, Vec<u8>),
    /// A file was cut, or grew.
    Cut(PathBuf, usize),
    /// A file, or the names in a folder, were made durable.
    Synced(PathBuf),
    /// A name was taken away.
    Removed(PathBuf),
    /// Bytes went to the server.
    Said(usize),
    /// The person was told that it was sent.
    Told,
}

/// What a loss of power leaves of what is not durable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Left {
    Nothing,
    Everything,
    /// All, but the last write got half through.
    HalfOfTheLast,
    /// Of each file, the last write alone.
    TheLastAlone,
}

/// A disk: files and folders (`None`) by their names.
type Disk = BTreeMap<PathBuf, Option<Vec<u8>>>;

fn bytes(hex: &str) -> Vec<u8> {
    let digits = |pair: &str| u8::from_str_radix(pair, 16).expect("hexadecimal");
    hex.split("\\x").skip(1).map(|pair| digits(&pair[..2])).collect()
}

fn path(hex: &str) -> PathBuf {
    PathBuf::from(String::from_utf8(bytes(hex)).unwrap())
}

/// The calls of a trace, each in one line: those that another thread interrupted are put together.
fn calls(trace: &str) -> Vec<String> {
    let mut open: HashMap<&str, String> = HashMap::new();
    let mut out = Vec::new();
    for line in trace.lines() {
        let (thread, call) = line.split_once(' ').unwrap();
        let call = call.trim_start();
        if let Some(begun) = call.strip_suffix(" <unfinished ...>") {
            open.insert(thread, begun.to_string());
        } else if let Some((_, rest)) = call.strip_prefix("<... ").and_then(|c| c.split_once(" resumed>")) {
            // Blanks stand before the result of such a call, to line it up with others.
            let (end, result) = rest.rsplit_once(" = ").expect("a call that ends has a result");
            out.push(format!("{}{} = {result}", open.remove(thread).expect("it began"), end.trim_end()));
        } else {
            out.push(call.to_string());
        }
    }
    out
}

/// What a call means; `None` where it failed, or has nothing to do with the record and the server.
fn event(call: &str, places: &mut HashMap<PathBuf, usize>) -> Option<Event> {
    let (name, rest) = call.split_once('(')?;
    let result: usize = call.rsplit_once(" = ")?.1.split(['<', ' ']).next()?.parse().ok()?;
    let quoted = || rest.split('"').nth(1);
    let of = || Some(path(rest.split_once('<')?.1.split_once('>')?.0));
    let last = || {
        let number = rest.rsplit_once(") = ").and_then(|(call, _)| call.rsplit_once(", ")?.1.parse::<usize>().ok());
        number.unwrap_or_else(|| panic!("no number is at the end of {call}"))
    };
    assert!(!rest.contains("\"..."), "strace shows all bytes");
    Some(match name {
        "mkdir" => Event::Folder(path(quoted()?)),
        "openat" if rest.contains("O_CREAT") => {
            assert!(!rest.contains("O_TRUNC") || !rest.contains("journal"), "{call}");
            places.insert(path(quoted()?), 0);
            Event::File(path(quoted()?))
        }
        "pwrite64" => Event::Wrote(of()?, last(), bytes(quoted()?)),
        "write" if rest.starts_with("1<") => {
            let text = String::from_utf8(bytes(quoted()?)).ok()?;
            if text.starts_with("sent to ") { Event::Told } else { return None }
        }
        "write" => {
            let place = places.entry(of()?).or_default();
            let at = *place;
            *place += result;
            Event::Wrote(of()?, at, bytes(quoted()?))
        }
        "lseek" => {
            places.insert(of()?, result);
            return None;
        }
        "ftruncate" => Event::Cut(of()?, last()),
        "fsync" | "fdatasync" => Event::Synced(of()?),
        "unlink" => Event::Removed(path(quoted()?)),
        "sendto" | "sendmsg" | "writev" => Event::Said(result),
        "rename" | "renameat" | "renameat2" | "linkat" => panic!("no such call is known of the record: {call}"),
        _ => return None,
    })
}

/// The events of one sending, in their order.
fn watched(person: &Person) -> Vec<Event> {
    let trace = person.path("trace");
    let own = person.command();
    let mut strace = Command::new("strace");
    strace.env_clear().envs(own.get_envs().filter_map(|(k, v)| Some((k, v?)))).stdin(Stdio::null());
    let which = "trace=openat,mkdir,pwrite64,write,writev,lseek,fsync,fdatasync,ftruncate,rename,renameat,renameat2,\
                 linkat,unlink,sendto,sendmsg";
    strace.args(["-f", "-y", "-xx", "-s", "10000000", "-e", which, "-o"]).arg(&trace);
    let out = strace.arg(assert_cmd::cargo::cargo_bin("regrets")).args(["send", "--yes", INVITATION]).output().unwrap();
    let (code, text) = said(&out);
    assert_eq!(code, 0, "{text}");
    let home = person.path("");
    let home = home.to_str().unwrap().trim_end_matches('/');
    let state = Path::new(home).join("state");
    let mut places = HashMap::new();
    let ours = |event: &Event| match event {
        Event::Said(_) | Event::Told => true,
        Event::Synced(p) => p.starts_with(&state) || p == Path::new(home),
        Event::Folder(p) | Event::File(p) | Event::Wrote(p, ..) | Event::Cut(p, _) | Event::Removed(p) => {
            p.starts_with(&state)
        }
    };
    let trace = std::fs::read_to_string(trace).unwrap();
    let events = calls(&trace).into_iter().filter_map(|call| event(&call, &mut places)).filter(ours);
    // By where they are below the home, for another home.
    let below = |p: PathBuf| p.strip_prefix(home).unwrap().to_path_buf();
    events
        .map(|event| match event {
            Event::Folder(p) => Event::Folder(below(p)),
            Event::File(p) => Event::File(below(p)),
            Event::Wrote(p, at, bytes) => Event::Wrote(below(p), at, bytes),
            Event::Cut(p, length) => Event::Cut(below(p), length),
            Event::Synced(p) => Event::Synced(below(p)),
            Event::Removed(p) => Event::Removed(below(p)),
            other => other,
        })
        .collect()
}

/// A file: what is read from it now, what is durable of it, and the last write that is not.
#[derive(Default, Clone)]
struct File {
    now: Vec<u8>,
    durable: Vec<u8>,
    last: Option<(usize, Vec<u8>)>,
}

fn write(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[at..end].copy_from_slice(bytes);
}

/// The disk after these events and a loss of power.
fn after(events: &[Event], left: Left) -> Disk {
    let mut files: Vec<File> = Vec::new();
    // Names now, and those that are durable; a folder has no file.
    let mut names: BTreeMap<PathBuf, Option<usize>> = BTreeMap::new();
    let mut durable = names.clone();
    // The last write of all, unless it is durable.
    let last = events.iter().rposition(|e| matches!(e, Event::Wrote(..)));
    let torn = last
        .filter(|n| matches!(&events[*n], Event::Wrote(p, ..) if !events[*n..].contains(&Event::Synced(p.clone()))));
    for (n, event) in events.iter().enumerate() {
        match event {
            Event::Folder(p) => drop(names.insert(p.clone(), None)),
            Event::File(p) if !names.contains_key(p) => {
                files.push(File::default());
                names.insert(p.clone(), Some(files.len() - 1));
            }
            Event::Wrote(p, at, bytes) => {
                let file = &mut files[names[p].unwrap()];
                let half = left == Left::HalfOfTheLast && torn == Some(n);
                let bytes = if half { &bytes[..bytes.len() / 2] } else { bytes };
                write(&mut file.now, *at, bytes);
                file.last = Some((*at, bytes.to_vec()));
            }
            Event::Cut(p, length) => files[names[p].unwrap()].now.resize(*length, 0),
            Event::Synced(p) => match names.get(p) {
                Some(Some(file)) => {
                    let file = &mut files[*file];
                    (file.durable, file.last) = (file.now.clone(), None);
                }
                _ => {
                    let inside = |name: &PathBuf| name.parent() == Some(p);
                    durable.retain(|name, _| !inside(name));
                    durable.extend(names.iter().filter(|(name, _)| inside(name)).map(|(k, v)| (k.clone(), *v)));
                }
            },
            Event::Removed(p) => drop(names.remove(p)),
            Event::File(_) | Event::Said(_) | Event::Told => {}
        }
    }
    let content = |file: &File| match left {
        Left::Nothing => file.durable.clone(),
        Left::Everything | Left::HalfOfTheLast => file.now.clone(),
        Left::TheLastAlone => {
            let mut out = file.durable.clone();
            file.last.iter().for_each(|(at, bytes)| write(&mut out, *at, bytes));
            out
        }
    };
    let there = if left == Left::Nothing { &durable } else { &names };
    let rooted = |name: &Path| name.ancestors().skip(1).filter(|a| *a != Path::new("")).all(|a| there.contains_key(a));
    let kept = there.iter().filter(|(name, _)| rooted(name));
    kept.map(|(name, file)| (name.clone(), file.map(|f| content(&files[f])))).collect()
}

fn lay_out(disk: &Disk, home: &Path) {
    use std::os::unix::fs::PermissionsExt;
    for (name, content) in disk {
        let (path, mode) = (home.join(name), if content.is_some() { 0o600 } else { 0o700 });
        match content {
            None => std::fs::create_dir(&path).unwrap(),
            Some(bytes) => std::fs::write(&path, bytes).unwrap(),
        }
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
}

/// Runs the program on a disk: had the message left by then, and was the person told so?
fn again(disk: &Disk, message_left: bool, told: bool) -> Result<(), String> {
    let server = Script::default().serve();
    let person = Person::new(&server, "");
    lay_out(disk, &person.path(""));
    let (_, log) = person.run(&["log"]);
    let (code, text) = person.send(&[]);
    let held = server.seen().held.len();
    let knows = text.contains("was answered");
    let doubts = text.contains("may or may not have been sent") || text.contains("may have been, sent");
    let right = match (message_left, code) {
        // It may have left: nothing more is sent, and nobody says that it did not.
        (true, 13) => held == 0 && (knows || doubts && !told) && !log.contains("not sent"),
        // It has not: it is sent now, or in doubt.
        (false, 0) => held == 1,
        (false, 13) => held == 0 && doubts && !knows,
        _ => false,
    };
    if right { Ok(()) } else { Err(format!("exit {code}, {held} messages: {text}\nthe log: {log}")) }
}

/// C11, C15: a loss of power behind every call of a sending, with everything lost that was not made durable, nothing of
/// it, half of the last write, or all but the last write.
#[test]
#[ignore = "live: needs strace, and root; tests/run installs it"]
fn c11_c15_a_loss_of_power_gives_no_duplicate_and_no_lie() {
    let may = Command::new("strace").args(["-o", "/dev/null", "true"]).status();
    // The program lets nobody but root look into it (no image of a crash), and strace then sees neither bytes nor names.
    if !may.is_ok_and(|s| s.success()) || !rustix::process::getuid().is_root() {
        use std::io::Write;
        let _ = writeln!(
            std::io::stderr(),
            "not run: only root may see what the program writes, and only where strace may"
        );
        return;
    }
    let server = Script::default().serve();
    let events = watched(&Person::new(&server, ""));
    assert_eq!(server.seen().held.len(), 1);
    // The end of the message is CR LF . CR LF: five bytes, of which TLS 1.3 makes a record of 27. QUIT makes one of 28.
    let said: Vec<usize> = (0..events.len()).filter(|n| matches!(events[*n], Event::Said(_))).collect();
    let [.., end, quit] = said[..] else { panic!("{said:?}") };
    assert_eq!(
        (&events[end], &events[quit]),
        (&Event::Said(27), &Event::Said(28)),
        "the end of the message leaves alone"
    );
    let told = events.iter().position(|e| *e == Event::Told).expect("the person was told");
    let mut runs = Vec::new();
    let mut seen = HashSet::new();
    for n in 0..=events.len() {
        for left in [Left::Nothing, Left::Everything, Left::HalfOfTheLast, Left::TheLastAlone] {
            let disk = after(&events[..n], left);
            let row = (disk.clone(), n > end, n > told);
            if seen.insert(row) {
                runs.push((n, left, disk));
            }
        }
    }
    assert!(runs.iter().filter(|r| r.0 > end).count() > 20 && runs.len() > 100, "only {} disks", runs.len());
    let next = std::sync::atomic::AtomicUsize::new(0);
    let failed = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((n, left, disk)) = runs.get(next.fetch_add(1, std::sync::atomic::Ordering::SeqCst)) {
                    if let Err(e) = again(disk, *n > end, *n > told) {
                        let call = n.checked_sub(1).map(|n| format!("{:?}", events[n])).unwrap_or_default();
                        let call: String = call.chars().take(120).collect();
                        failed.lock().unwrap().push(format!("{n}, behind {call}, {left:?}: {e}"));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{} of {} disks:\n{}", failed.len(), runs.len(), failed.join("\n"));
}
