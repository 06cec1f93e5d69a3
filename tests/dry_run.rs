//! A dry run is dry: nothing but reading, and nothing of the machine in what would leave.

use std::path::Path;
use std::process::{Command, Output, Stdio};

const INVITATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/demo/invitation.eml");

/// A command of ours behind another program, in a home and under names that would be seen.
fn behind(program: &[&str], home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(program[0]);
    command.args(&program[1..]).arg(assert_cmd::cargo::cargo_bin("regrets")).args(arguments).arg(INVITATION);
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", home);
    for name in ["USER", "LOGNAME", "HOSTNAME", "EMAIL", "MAIL"] {
        command.env(name, "canary");
    }
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/dev/null").stdin(Stdio::null()).output().unwrap()
}

const COMMANDS: &[&[&str]] =
    &[&["read"], &["read", "--json"], &["preview"], &["preview", "--raw"], &["draft"], &["body"]];

/// P13, A57: home, user and host are in no byte.
#[test]
fn p13_nothing_of_the_machine_is_in_the_message() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("canary");
    std::fs::create_dir(&home).unwrap();
    let host = Command::new("uname").arg("-n").output().unwrap().stdout;
    let host = String::from_utf8_lossy(&host).trim().to_string();
    for arguments in COMMANDS {
        let out = behind(&["env"], &home, arguments);
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        let text = String::from_utf8_lossy(&out.stdout);
        assert!(!text.contains("canary"), "{arguments:?}: {text}");
        // The names of machines are short: they are looked for where one would stand.
        for place in [format!("@{host}"), format!(".{host}"), format!(" {host} "), format!("[{host}]")] {
            assert!(!text.contains(&place), "{arguments:?}: {text}");
        }
    }
}

/// P15: no socket, no keyring, nothing written; also where a journal is there.
#[test]
#[ignore = "needs strace: tests/run installs it"]
fn p15_a_dry_run_only_reads() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join(".local/state/regrets")).unwrap();
    let trace = folder.path().join("trace");
    let trace = trace.to_str().unwrap();
    for arguments in COMMANDS {
        let strace = ["strace", "-f", "-qq", "-o", trace, "-e", "trace=%file,%network,%desc"];
        let out = behind(&strace, folder.path(), arguments);
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        let calls = std::fs::read_to_string(trace).unwrap();
        assert!(calls.contains("invitation.eml"), "{arguments:?}: nothing was traced");
        for call in calls.lines() {
            let writes = ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|flag| call.contains(flag));
            assert!(!writes || call.contains("/dev/tty") || call.contains("/dev/null"), "{arguments:?}: {call}");
            let name = call.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').split('(').next().unwrap();
            let harm = [
                "unlink", "rename", "mkdir", "link", "symlink", "truncate", "chmod", "socket", "connect", "sendto",
                "bind",
            ];
            assert!(!harm.iter().any(|h| name.starts_with(h)), "{arguments:?}: {call}");
        }
    }
    let left: Vec<_> = std::fs::read_dir(folder.path().join(".local/state/regrets")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}
