//! Mails to try properties on: our own hand-made ones, and what becomes of them when they are damaged.

use proptest::prelude::*;
use std::path::Path;
use std::sync::OnceLock;

/// How many cases each property gets; short in everyday use.
pub fn cases() -> ProptestConfig {
    let asked = std::env::var("REGRETS_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(48), failure_persistence: None, ..ProptestConfig::default() }
}

/// Every hand-made mail of the tests.
pub fn seeds() -> &'static [Vec<u8>] {
    static SEEDS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        let mut all = vec![std::fs::read(tests.join("demo/invitation.eml")).unwrap()];
        for folder in ["mail", "itip"] {
            for case in std::fs::read_dir(tests.join(folder)).unwrap().map(|c| c.unwrap().path()) {
                let files = std::fs::read_dir(&case).into_iter().flatten().map(|f| f.unwrap().path());
                all.extend(
                    files.filter(|f| f.extension().is_some_and(|e| e == "eml")).map(|f| std::fs::read(f).unwrap()),
                );
            }
        }
        assert!(all.len() > 50, "{} mails", all.len());
        all.sort();
        all
    })
}

/// What strangers write where it does harm.
pub const STRANGE: &[&str] = &[
    "\r\nBcc: x@evil.example",
    "=?utf-8?q?a=0d=0aBcc:_x=40evil.example?=",
    "\u{1b}]0;x\u{7}",
    "\u{202e}",
    "\u{9b}2J",
    "\0",
    "\r.\r\n",
    "\n.\n",
    "{{ get_env(name='HOME') }}",
    "<b hidden>",
    "\"",
    "\\",
    "<",
    ">",
    "@",
    "%0d%0a",
    "a@b.example, c@d.example",
    "ATTENDEE:mailto:x@evil.example",
    "\nRRULE:FREQ=SECONDLY\n",
    "BEGIN:VEVENT\n",
    "--part\n",
    "=\n",
    "=?x-no?b?$$?=",
    "ß漢🙂",
    "Subject: ",
    "Content-Type: message/rfc822\n\n",
    "Reply-To: -oQ@evil.example\n",
    "\u{feff}",
    "\t\t",
    "&#x27;",
];

/// One way to damage a mail: where, how much, and with what.
pub type Damage = (u8, prop::sample::Index, usize, prop::sample::Index);

pub fn damage() -> impl Strategy<Value = Vec<Damage>> {
    prop::collection::vec((0..6_u8, any::<prop::sample::Index>(), 1..200_usize, any::<prop::sample::Index>()), 0..8)
}

pub fn damaged(seed: prop::sample::Index, how: &[Damage]) -> Vec<u8> {
    let mut mail = seed.get(seeds()).clone();
    for (kind, place, length, other) in how {
        let at = place.index(mail.len().max(1)).min(mail.len());
        let end = (at + length).min(mail.len());
        let head = mail.windows(2).position(|w| w == b"\n\n").unwrap_or(mail.len());
        match kind {
            0 if at < mail.len() => mail[at] = (other.index(256)) as u8,
            1 => drop(mail.drain(at..end)),
            2 => {
                let piece = mail[at..end].to_vec();
                let to = other.index(mail.len() + 1);
                mail.splice(to..to, piece);
            }
            3 => drop(mail.splice(at..at, other.get(STRANGE).bytes())),
            // Into the header, where it is worst.
            4 => drop(mail.splice(at.min(head)..at.min(head), other.get(STRANGE).bytes())),
            _ => mail.truncate(end.max(40)),
        }
    }
    mail
}
