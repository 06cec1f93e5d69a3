//! Submission against a server that fails on purpose.

mod common;

use common::server::Script;
use common::{message, smtp};
use regrets::deliver::{Outcome, Transport};

#[test]
fn both_forms_of_tls_deliver_the_exact_bytes() {
    for (scheme, script) in [("smtps", Script::default()), ("smtp+starttls", Script::default().starttls())] {
        let server = script.serve();
        let message = message(&["nora@acme.example"]);
        let mut asked = 0;
        let outcome = smtp(scheme, server.port).hand_over(&message, &mut || {
            asked += 1;
            Ok(())
        });
        let Outcome::Accepted(receipt) = outcome else { panic!("{scheme}: {outcome:?} {:?}", server.seen()) };
        assert_eq!((receipt.code, receipt.reply.as_str(), asked), (Some(250), "2.0.0 queued as 4711", 1));
        let seen = server.seen();
        assert_eq!(seen.held, [message.bytes()], "{scheme}");
        assert!(seen.lines.contains(&"EHLO [127.0.0.1]".to_string()), "{seen:?}");
        assert!(seen.lines.iter().any(|l| l.starts_with("MAIL FROM:<ada@home.example> SIZE=")), "{seen:?}");
        assert!(!String::from_utf8_lossy(&seen.clear).contains("AUTH"));
    }
}
