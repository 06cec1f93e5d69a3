//! Submission to a real server (Dovecot), and a real keyring (Secret Service). `tests/run` installs both.

mod common;

use common::testbed::Testbed;
use regrets::deliver::account::{Auth, PasswordSource, Sent, Server};
use regrets::deliver::imap::Folder;
use regrets::deliver::sasl::Secret;
use regrets::deliver::smtp::Smtp;
use regrets::deliver::{Outcome, Stop, Transport, secret};
use regrets::error::Exit;
use std::sync::atomic::{AtomicU16, Ordering};

fn account(bed: &Testbed, scheme: &str, user: &str, password: &str, auth: Auth) -> Smtp {
    let port = bed.port(if scheme == "smtps" { "SUBMISSIONS" } else { "SUBMISSION" });
    let mut server = Server::smtp(&format!("{scheme}://{user}@127.0.0.2:{port}")).unwrap();
    server.ca_file = Some(bed.value("CA").into());
    server.auth = auth;
    Smtp::new(server, Some(Secret::new(password.into())), Stop::default())
}

/// Dovecot's own word on who proved a password, and whose it had to be told.
fn proved(bed: &Testbed, service: &str) {
    let log = std::fs::read_to_string(bed.log()).unwrap();
    let logins = |user: &str, method: &str| {
        // "Login" up to 2.3, "Logged in" from 2.4 on.
        let entry = format!(": user=<{user}@example.test>, method={method}, rip=");
        let log_in = |l: &str| l.contains("Info: Login: ") || l.contains("Info: Logged in: ");
        log.lines().filter(|l| l.contains(service) && log_in(l) && l.contains(&entry)).count()
    };
    assert!(logins("alice", "SCRAM-SHA-256") >= 2 && logins("bob", "SCRAM-SHA-256") >= 1, "{log}");
    assert!(logins("alice", "PLAIN") == 0 && logins("carol", "PLAIN") >= 1, "{log}");
}

#[test]
#[ignore = "live: needs Dovecot; tests/run installs it"]
fn dovecot_takes_messages_under_both_forms_of_tls_and_every_mechanism() {
    let bed = Testbed::start();
    let token = bed.token("alice@example.test", 3600);
    let ways = [
        ("alice@example.test", "alice-pw", Auth::Auto),
        ("bob@example.test", "bob pä$", Auth::Plain),
        ("alice@example.test", "alice-pw", Auth::ScramSha256),
        ("bob@example.test", "bob pä$", Auth::ScramSha256),
        ("carol@example.test", "carol-pw", Auth::Login),
        ("carol@example.test", "carol-pw", Auth::Auto),
        ("alice@example.test", token.as_str(), Auth::Xoauth2),
        ("alice@example.test", token.as_str(), Auth::OauthBearer),
    ];
    for scheme in ["smtps", "smtp+starttls"] {
        for (n, (user, password, auth)) in ways.iter().enumerate() {
            let message = common::numbered(n, &["nora@remote.test"]);
            let outcome = account(&bed, scheme, user, password, *auth).hand_over(&message, &mut || Ok(()));
            assert!(matches!(&outcome, Outcome::Accepted(r) if r.code == Some(250)), "{scheme} {auth:?}: {outcome:?}");
        }
    }
    let delivered = bed.delivered("remote");
    assert_eq!(delivered.len(), 2 * ways.len());
    let body = String::from_utf8(common::message(&[]).bytes().to_vec()).unwrap().replace("\r\n", "\n");
    let body = body.split_once("\n\n").unwrap().1;
    assert!(delivered.iter().all(|m| m.ends_with(body)), "the text arrives as it was sealed: {delivered:?}");
    proved(&bed, "submission-login");
}

#[test]
#[ignore = "live: needs Dovecot; tests/run installs it"]
fn dovecot_refuses_what_it_should_and_we_say_so() {
    let bed = Testbed::start();
    let expired = bed.token("alice@example.test", -100);
    for (password, auth) in [
        ("wrong", Auth::Auto),
        ("wrong", Auth::ScramSha256),
        ("wrong", Auth::Plain),
        ("wrong", Auth::Login),
        (expired.as_str(), Auth::Xoauth2),
        (expired.as_str(), Auth::OauthBearer),
    ] {
        let e = account(&bed, "smtps", "alice@example.test", password, auth).check().unwrap_err();
        assert_eq!(e.exit, Exit::NoPermission, "{auth:?}: {e:?}");
        assert!(!format!("{e:?}").contains(password), "{e:?}");
    }
    account(&bed, "smtps", "alice@example.test", "alice-pw", Auth::Auto).check().unwrap();
    // Her password is kept as a digest that cannot check a proof.
    let e = account(&bed, "smtps", "carol@example.test", "carol-pw", Auth::ScramSha256).check().unwrap_err();
    assert!(e.exit == Exit::NoPermission && e.hints[0].contains("`auth = \"plain\"`"), "{e:?}");
    let rows = [
        ("nouser@remote.test", Exit::NoUser),
        ("greylist@remote.test", Exit::Temporary),
        ("full@remote.test", Exit::NoUser),
        ("spam@remote.test", Exit::Unavailable),
        ("later@remote.test", Exit::Temporary),
    ];
    for (to, exit) in rows {
        let smtp = account(&bed, "smtp+starttls", "alice@example.test", "alice-pw", Auth::Auto);
        let outcome = smtp.hand_over(&common::message(&[to]), &mut || Ok(()));
        assert!(matches!(&outcome, Outcome::NotSent(f) if f.error.exit == exit), "{to}: {outcome:?}");
    }
    let mut stranger = account(&bed, "smtps", "alice@example.test", "alice-pw", Auth::Auto);
    stranger.server.ca_file = None;
    assert_eq!(stranger.check().unwrap_err().exit, Exit::Unavailable);
    assert!(bed.delivered("remote").is_empty());
}

#[test]
#[ignore = "live: needs Postfix, Dovecot and root; tests/run installs both"]
fn postfix_takes_messages_under_both_forms_of_tls_and_refuses_what_it_should() {
    use std::io::Write;
    if !rustix::process::getuid().is_root() {
        let _ = writeln!(std::io::stderr(), "not run: only root can start a Postfix");
        return;
    }
    let bed = Testbed::with_postfix();
    let to = |scheme: &str, user: &str, password: &str, auth: Auth| {
        let port = bed.port(if scheme == "smtps" { "POSTFIX_SUBMISSIONS" } else { "POSTFIX_SUBMISSION" });
        let mut smtp = account(&bed, scheme, user, password, auth);
        (smtp.server.host, smtp.server.port) = ("127.0.0.1".into(), port);
        smtp
    };
    let token = bed.token("alice@example.test", 3600);
    let ways = [
        ("alice@example.test", "alice-pw", Auth::Auto),
        ("bob@example.test", "bob pä$", Auth::Plain),
        ("alice@example.test", "alice-pw", Auth::ScramSha256),
        ("bob@example.test", "bob pä$", Auth::ScramSha256),
        ("carol@example.test", "carol-pw", Auth::Login),
        ("carol@example.test", "carol-pw", Auth::Auto),
        ("alice@example.test", token.as_str(), Auth::Xoauth2),
        ("alice@example.test", token.as_str(), Auth::OauthBearer),
    ];
    let mut sent = 0;
    for scheme in ["smtps", "smtp+starttls"] {
        for (user, password, auth) in ways {
            sent += 1;
            let message = common::numbered(sent, &["nora@remote.test"]);
            let outcome = to(scheme, user, password, auth).hand_over(&message, &mut || Ok(()));
            assert!(matches!(&outcome, Outcome::Accepted(r) if r.code == Some(250)), "{scheme} {auth:?}: {outcome:?}");
        }
        let wrong = to(scheme, "alice@example.test", "wrong", Auth::Auto).check().unwrap_err();
        assert_eq!(wrong.exit, Exit::NoPermission, "{wrong:?}");
        let rows = [("nobody@remote.test", Exit::NoUser, ""), ("later@remote.test", Exit::Temporary, "in 5 minutes")];
        for (recipient, exit, says) in rows {
            let smtp = to(scheme, "alice@example.test", "alice-pw", Auth::Auto);
            let outcome = smtp.hand_over(&common::message(&[recipient]), &mut || Ok(()));
            let Outcome::NotSent(f) = &outcome else { panic!("{recipient}: {outcome:?}") };
            assert_eq!(f.error.exit, exit, "{recipient}: {f:?}");
            assert!(f.error.hints.iter().any(|h| h.contains(says)), "{recipient}: {f:?}");
        }
        let smtp = to(scheme, "alice@example.test", "alice-pw", Auth::Auto);
        let outcome = smtp.hand_over(&common::large(), &mut || Ok(()));
        assert!(matches!(&outcome, Outcome::NotSent(f) if f.error.exit == Exit::Unavailable), "{outcome:?}");
    }
    let mut stranger = to("smtps", "alice@example.test", "alice-pw", Auth::Auto);
    stranger.server.ca_file = None;
    assert_eq!(stranger.check().unwrap_err().exit, Exit::Unavailable);
    // Its queue passes them on in its own time.
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while bed.delivered("remote").len() < sent && std::time::Instant::now() < end {
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    assert_eq!(bed.delivered("remote").len(), sent, "each message arrives, and once");
}

/// smtp-sink of Postfix, which fails where its options say.
struct Sink(std::process::Child, u16);

impl Sink {
    fn start(options: &[&str]) -> Sink {
        // Below the ports that the system gives to connections: one of those may take the port first.
        static NEXT: AtomicU16 = AtomicU16::new(0);
        let start = u16::try_from(std::process::id() % 9000).unwrap();
        for _ in 0..50 {
            let port = 21000 + (start + NEXT.fetch_add(1, Ordering::SeqCst)) % 9000;
            let mut command = std::process::Command::new("/usr/sbin/smtp-sink");
            if rustix::process::getuid().is_root() {
                command.args(["-u", "nobody"]);
            }
            let child = command.args(options).args([format!("127.0.0.1:{port}"), "5".to_string()]).spawn().unwrap();
            let mut sink = Sink(child, port);
            while sink.0.try_wait().unwrap().is_none() {
                if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    return sink;
                }
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
        }
        panic!("smtp-sink does not start");
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
#[ignore = "live: needs smtp-sink of Postfix; tests/run installs it"]
fn a_server_that_others_wrote_fails_at_every_stage() {
    let rows: [(&str, &[&str], u8); 18] = [
        ("sound", &[], 0),
        ("F11", &["-Q", "CONNECT"], 75),
        ("F16", &["-e"], 69),
        ("F27", &["-r", "MAIL"], 75),
        ("F28", &["-f", "MAIL"], 69),
        ("F29", &["-Q", "MAIL"], 75),
        ("F31", &["-r", "RCPT"], 75),
        ("F32", &["-f", "RCPT"], 67),
        ("F34", &["-q", "RCPT"], 75),
        ("F36", &["-r", "DATA"], 75),
        ("F36", &["-f", "DATA"], 69),
        ("F37", &["-q", "DATA"], 75),
        ("F41", &["-q", "."], 12),
        ("F43", &["-Q", "."], 75),
        ("F44", &["-r", "."], 75),
        ("F44", &["-f", "."], 69),
        ("F45", &["-W", ".:5"], 12),
        ("F52", &["-q", "QUIT"], 0),
    ];
    std::thread::scope(|scope| {
        for (name, options, wanted) in rows {
            scope.spawn(move || {
                let sink = Sink::start(options);
                let mut smtp = common::smtp("smtps", common::front::before(sink.1));
                smtp.server.login = None;
                let outcome = smtp.hand_over(&common::message(&["nora@acme.example"]), &mut || Ok(()));
                let exit = match &outcome {
                    Outcome::Accepted(_) => 0,
                    Outcome::NotSent(f) | Outcome::Unknown(f) => f.error.exit as u8,
                };
                assert_eq!(exit, wanted, "{name} {options:?}: {outcome:?}");
            });
        }
    });
}

#[test]
#[ignore = "live: needs Dovecot; tests/run installs it"]
fn a_copy_is_filed_and_found_again_on_an_imap_server() {
    let bed = Testbed::start();
    let token = bed.token("alice@example.test", 3600);
    for (n, (user, password, auth)) in [
        ("alice@example.test", "alice-pw", Auth::Auto),
        ("bob@example.test", "bob pä$", Auth::Plain),
        ("alice@example.test", "alice-pw", Auth::ScramSha256),
        ("bob@example.test", "bob pä$", Auth::ScramSha256),
        ("carol@example.test", "carol-pw", Auth::Login),
        ("carol@example.test", "carol-pw", Auth::Auto),
        ("alice@example.test", token.as_str(), Auth::Xoauth2),
        ("alice@example.test", token.as_str(), Auth::OauthBearer),
    ]
    .into_iter()
    .enumerate()
    {
        let Sent::Imaps(mut server, name) =
            Sent::parse(&format!("imaps://{user}@localhost:{}/Sent", bed.port("IMAPS")), &|p| p.into()).unwrap()
        else {
            panic!()
        };
        (server.ca_file, server.auth) = (Some(bed.value("CA").into()), auth);
        let secret = Secret::new(password.into());
        let folder = Folder { server: &server, name: &name, secret: &secret };
        let message = common::numbered(n, &["nora@remote.test"]);
        assert_eq!(folder.has(message.message_id().as_str()), Ok(false), "{auth:?}");
        folder.append(message.bytes()).unwrap();
        assert_eq!(folder.has(message.message_id().as_str()), Ok(true), "{auth:?}");
        let wrong = Secret::new("wrong".into());
        let e = Folder { secret: &wrong, ..folder }.check().unwrap_err();
        assert_eq!(e.exit, Exit::NoPermission, "{auth:?}: {e:?}");
        let e = Folder { server: &server, name: "Nowhere", secret: &secret }.append(message.bytes()).unwrap_err();
        assert!(e.exit == Exit::CantCreate && e.message.contains("Nowhere"), "{e:?}");
    }
    proved(&bed, "imap-login");
}

#[test]
#[ignore = "live: needs a Secret Service; tests/run installs one"]
fn the_keyring_keeps_a_password_that_other_tools_can_read() {
    common::testbed::in_keyring("keyring_session");
}

#[test]
#[ignore = "live: runs inside the_keyring_keeps_a_password_that_other_tools_can_read"]
fn keyring_session() {
    if std::env::var_os("REGRETS_KEYRING_SESSION").is_none() {
        return;
    }
    let server = Server::smtp("smtps://ada@mail.example").unwrap();
    let get = || secret::get(&server, &PasswordSource::Keyring, &Stop::default());
    let none = get().unwrap_err();
    assert!(none.exit == Exit::NoPermission && none.hints[0].contains("regrets login"), "{none:?}");
    assert!(!secret::remove(&server).unwrap());
    secret::put(&server, &Secret::new("pä ss$".into())).unwrap();
    assert_eq!(get().unwrap().unwrap().as_str(), "pä ss$");
    let tool = |arguments: &[&str]| {
        let out = std::process::Command::new("secret-tool").args(arguments).output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    assert_eq!(tool(&["lookup", "service", "regrets", "username", "ada@mail.example"]), "pä ss$");
    assert!(secret::remove(&server).unwrap());
    assert_eq!(tool(&["lookup", "service", "regrets", "username", "ada@mail.example"]), "");
    secret::put(&server, &Secret::new("pw".into())).unwrap();
    let lock = "--session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \
                org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login";
    let locked = std::process::Command::new("dbus-send").args(lock.split_whitespace()).output().unwrap();
    assert!(locked.status.success(), "{locked:?}");
    // Nobody can answer the keyring's question here.
    let e = get().unwrap_err();
    assert!(e.exit == Exit::NoPermission && e.message.contains("locked"), "{e:?}");
    assert!(e.hints.iter().any(|h| h.contains("Unlock it")), "{e:?}");
}

#[test]
#[ignore = "live: needs a machine without D-Bus session; tests/run makes it so"]
fn without_a_keyring_the_error_says_what_to_do_instead() {
    common::testbed::without_bus("no_bus_session");
}

#[test]
#[ignore = "live: runs inside without_a_keyring_the_error_says_what_to_do_instead"]
fn no_bus_session() {
    if std::env::var_os("REGRETS_KEYRING_SESSION").is_none() {
        return;
    }
    let server = Server::smtp("smtps://ada@mail.example").unwrap();
    let e = secret::get(&server, &PasswordSource::Keyring, &Stop::default()).unwrap_err();
    assert!(e.exit == Exit::NoPermission && e.message.starts_with("there is no keyring here"), "{e:?}");
    assert!(e.hints.iter().any(|h| h.contains("password-command")), "{e:?}");
}
