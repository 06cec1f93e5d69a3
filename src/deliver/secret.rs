//! Passwords and tokens: from the keyring of the system, or from a program that prints them. Never from an
//! argument, the environment or a file of ours; never shown. The keyring crate is used here and nowhere else.

use super::Stop;
use super::account::{PasswordSource, Server};
use super::program::{self, End};
use super::sasl::Secret;
use crate::error::{Error, Exit, Result};
use crate::text::one_line;
use keyring::v1::Entry;
use std::sync::mpsc;
use std::time::Duration;

/// The name of our entries.
const SERVICE: &str = "regrets";

/// How long a keyring may take, its question to the person included.
const KEYRING: Duration = Duration::from_secs(10);
/// How long a program may take, its question to the person included.
const PROGRAM: Duration = Duration::from_secs(30);

/// The secret of a server's login; `None` where nobody logs in.
///
/// # Errors
/// [`Exit::NoPermission`], with what to do about it.
pub fn get(server: &Server, source: &PasswordSource, stop: &Stop) -> Result<Option<Secret>> {
    let Some(user) = server.keyring_user() else { return Ok(None) };
    leave_no_core();
    let secret = match source {
        PasswordSource::Command(command) => printed(command, PROGRAM, stop)?,
        PasswordSource::Keyring => within(KEYRING, {
            let user = user.clone();
            move || Entry::new(SERVICE, &user).and_then(|e| e.get_password()).map(Secret::new)
        })
        .map_err(|e| unreadable(&user, e))?,
    };
    clean(secret).map(Some)
}

/// Puts the secret of a server's login into the keyring.
///
/// # Errors
/// As [`get`]; [`Exit::Config`] for a server without a login.
pub fn put(server: &Server, secret: &Secret) -> Result<()> {
    leave_no_core();
    let (user, secret) = (user(server)?, clean(secret.clone())?);
    let at = user.clone();
    within(KEYRING, move || Entry::new(SERVICE, &at)?.set_password(&secret)).map_err(|e| unreadable(&user, e))
}

/// Takes the secret of a server's login out of the keyring; says whether there was one.
///
/// # Errors
/// As [`put`].
pub fn remove(server: &Server) -> Result<bool> {
    let user = user(server)?;
    let at = user.clone();
    match within(KEYRING, move || Entry::new(SERVICE, &at)?.delete_credential()) {
        Ok(()) => Ok(true),
        Err(Trouble::Keyring(keyring::v1::Error::NoEntry)) => Ok(false),
        Err(e) => Err(unreadable(&user, e)),
    }
}

fn user(server: &Server) -> Result<String> {
    server.keyring_user().ok_or_else(|| {
        Error::new(Exit::Config, format!("the account has no login at `{}`", server.host))
            .hint("Write it into the URL: `smtps://you@mail.example`.")
    })
}

/// From now on a crash leaves no image of the memory, in which a secret may be. A limit alone does not hold for a
/// program that the system hands images to (core(5)); and other programs of mine cannot look into the memory either.
fn leave_no_core() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Why a keyring gave nothing.
enum Trouble {
    Keyring(keyring::v1::Error),
    Late,
}

/// A keyring may wait for a person who is not there; a thread that hangs ends with the process.
fn within<T: Send + 'static>(
    limit: Duration,
    ask: impl FnOnce() -> keyring::v1::Result<T> + Send + 'static,
) -> std::result::Result<T, Trouble> {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || tell.send(ask()));
    match told.recv_timeout(limit) {
        Ok(result) => result.map_err(Trouble::Keyring),
        Err(_) => Err(Trouble::Late),
    }
}

fn unreadable(user: &str, trouble: Trouble) -> Error {
    use keyring::v1::Error as Keyring;
    let error = |what: String| Error::new(Exit::NoPermission, what);
    let instead = "Or set `password-command` to a program that prints it, such as `pass`.";
    let error = match trouble {
        Trouble::Keyring(Keyring::NoEntry) => {
            error(format!("the keyring has no password for `{user}`")).hint("Store it with `regrets login`.")
        }
        Trouble::Late => error("the keyring did not answer in 10 seconds".to_string())
            .hint("It may be asking for its own password in a window; unlock it, then try again."),
        Trouble::Keyring(Keyring::NoStorageAccess(e)) => {
            error(format!("the keyring is locked ({}), and was not unlocked", one_line(&e.to_string())))
                .hint("Unlock it, then try again. Without a desktop its question cannot be shown.")
        }
        Trouble::Keyring(Keyring::Ambiguous(found)) => {
            error(format!("the keyring has {} passwords for `{user}`", found.len()))
                .hint("Remove all but one, in the keyring's own program.")
        }
        Trouble::Keyring(Keyring::NoDefaultStore | Keyring::PlatformFailure(_)) => error(format!(
            "there is no keyring here{}",
            match Entry::store_status() {
                Err(e) => format!(" ({})", one_line(&e.to_string())),
                Ok(()) => String::new(),
            }
        )),
        Trouble::Keyring(Keyring::BadEncoding(_)) => {
            error(format!("what the keyring has for `{user}` is no text")).hint("Store it with `regrets login`.")
        }
        Trouble::Keyring(other) => error(format!("the keyring cannot be used: {}", one_line(&other.to_string()))),
    };
    error.hint(instead).hint("Nothing was sent.")
}

/// What a program prints, without its line end.
fn printed(command: &[String], limit: Duration, stop: &Stop) -> Result<Secret> {
    let name = command.first().map_or("", String::as_str);
    let error = |what: String| {
        Error::new(Exit::NoPermission, format!("the password command `{name}` {what}")).hint("Nothing was sent.")
    };
    let left = program::run(command, Vec::new(), limit, stop).map_err(|e| error(format!("cannot be run: {e}")))?;
    match left.end {
        End::Exit(status) if status.success() => {}
        End::Exit(status) => {
            let code = status.code().map_or("by a signal".to_string(), |c| format!("with code {c}"));
            return Err(error(format!("ended {code}: {}", one_line(&left.stderr))));
        }
        End::Late => return Err(error(format!("did not end in {} seconds", limit.as_secs()))),
        End::Stopped => return Err(Error::new(Exit::Interrupted, "stopped").hint("Nothing was sent.")),
    }
    let text = std::str::from_utf8(&left.stdout).map_err(|_| error("printed something that is no text".into()))?;
    Ok(Secret::new(text.to_string()))
}

/// One line, not empty. A line end at the end belongs to how it was stored, not to the secret.
fn clean(secret: Secret) -> Result<Secret> {
    let text = secret.strip_suffix('\n').unwrap_or(&secret);
    let text = text.strip_suffix('\r').unwrap_or(text);
    let error = |what| Error::new(Exit::NoPermission, format!("the password {what}")).hint("Nothing was sent.");
    if text.is_empty() {
        return Err(error("is empty"));
    }
    if text.chars().any(|c| matches!(c, '\n' | '\r' | '\0')) {
        return Err(error("has more than one line").hint("`password-command` must print it alone, on one line."));
    }
    Ok(Secret::new(text.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Vec<String> {
        ["sh", "-c", script].map(String::from).to_vec()
    }

    fn ask(script: &str) -> Result<Option<Secret>> {
        let server = Server::smtp("smtps://ada@mail.example").unwrap();
        get(&server, &PasswordSource::Command(shell(script)), &Stop::default())
    }

    #[test]
    fn what_the_program_prints_is_the_password() {
        assert_eq!(ask("printf 'pä ss$\\n'").unwrap().unwrap().as_str(), "pä ss$");
        assert_eq!(ask("printf ' x '").unwrap().unwrap().as_str(), " x ");
    }

    /// B69, B70
    #[test]
    fn what_is_no_password_is_said_plainly_and_never_shown() {
        let cases = [
            ("echo hunter2; echo login: ada", "more than one line"),
            ("true", "empty"),
            ("echo hunter2; echo gpg: no key >&2; exit 2", "code 2: gpg: no key"),
            ("printf '\\377'", "no text"),
            ("kill -9 $$", "by a signal"),
        ];
        for (script, says) in cases {
            let e = ask(script).unwrap_err();
            assert!(e.exit == Exit::NoPermission && e.message.contains(says), "{script}: {e}");
            assert!(!format!("{e:?}").contains("hunter2"), "{e:?}");
        }
        let server = Server::smtp("smtps://ada@mail.example").unwrap();
        let missing = PasswordSource::Command(vec!["/nowhere/pass".into()]);
        assert_eq!(get(&server, &missing, &Stop::default()).unwrap_err().exit, Exit::NoPermission);
    }

    /// B70
    #[test]
    fn a_program_that_hangs_is_ended() {
        let e = printed(&shell("exec sleep 100"), Duration::from_millis(20), &Stop::default()).unwrap_err();
        assert!(e.message.contains("did not end"), "{e}");
    }

    #[test]
    fn without_a_login_no_secret_is_asked_for() {
        let server = Server::smtp("smtps://mail.example").unwrap();
        let source = PasswordSource::Command(shell("echo never; exit 1"));
        assert!(get(&server, &source, &Stop::default()).unwrap().is_none());
    }
}
