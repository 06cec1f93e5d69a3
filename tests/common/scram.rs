//! A server's half of SCRAM-SHA-256, honest or not.

use super::PASSWORD;
use regrets::deliver::sasl::base64;
use regrets::message::from_base64;
use ring::hmac::{HMAC_SHA256, Key, sign};
use ring::{digest, pbkdf2};
use std::num::NonZeroU32;

/// What the server does wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sham {
    /// Nothing.
    #[default]
    Honest,
    /// It keeps the password in another form, and says no to the login's name.
    Refuses,
    /// It says no to every proof.
    Denies,
    /// It says no by the mechanism's own word.
    Word,
    /// It repeats a challenge that it heard elsewhere.
    Nonce,
    /// It wants so many rounds.
    Rounds(u32),
    /// It lets everybody in, and signs with a password of its own.
    Signs,
    /// It lets everybody in, and signs nothing.
    Silent,
    /// It lets everybody in, at once.
    Open,
}

/// What to say next.
pub enum Next {
    Challenge(String),
    Yes,
    No,
}

/// One exchange with `ada`, in base64 on both sides.
#[derive(Default)]
pub struct Exchange {
    pub sham: Sham,
    first: String,
    challenge: String,
    over: bool,
}

impl Exchange {
    pub fn new(sham: Sham) -> Exchange {
        Exchange { sham, ..Exchange::default() }
    }

    /// The answer to what the client said.
    pub fn answer(&mut self, said: &str) -> Next {
        let said = String::from_utf8(from_base64(said.as_bytes()).unwrap()).unwrap();
        let next = match (said.as_str(), self.challenge.is_empty()) {
            ("", _) => return if self.over { Next::Yes } else { Next::No },
            (first, true) => self.challenge(first),
            (last, false) => self.judge(last),
        };
        match next {
            Next::Challenge(text) => Next::Challenge(base64(text.as_bytes()).to_string()),
            other => other,
        }
    }

    fn challenge(&mut self, first: &str) -> Next {
        match self.sham {
            Sham::Refuses => return Next::No,
            Sham::Open => return Next::Yes,
            _ => {}
        }
        self.first = first.strip_prefix("n,,").unwrap().to_string();
        let nonce = match self.sham {
            Sham::Nonce => "somebody-else's",
            _ => self.first.strip_prefix("n=ada,r=").unwrap(),
        };
        let rounds = if let Sham::Rounds(n) = self.sham { n } else { 4096 };
        self.challenge = format!("r={nonce}server,s={},i={rounds}", *base64(b"salt"));
        Next::Challenge(self.challenge.clone())
    }

    fn judge(&mut self, last: &str) -> Next {
        let (bare, proof) = last.split_once(",p=").unwrap();
        let whole = format!("{},{},{bare}", self.first, self.challenge);
        let salted = |password: &str| {
            let mut out = [0; 32];
            let rounds = NonZeroU32::new(4096).unwrap();
            pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, rounds, b"salt", password.as_bytes(), &mut out);
            out
        };
        let client = keyed(&salted(PASSWORD), "Client Key");
        let mask = keyed(digest::digest(&digest::SHA256, &client).as_ref(), &whole);
        let wanted: Vec<u8> = client.iter().zip(mask).map(|(a, b)| a ^ b).collect();
        assert_eq!(from_base64(proof.as_bytes()).unwrap(), wanted, "the proof is of the right password");
        let own = if self.sham == Sham::Signs { "guessed" } else { PASSWORD };
        let signature = keyed(&keyed(&salted(own), "Server Key"), &whole);
        self.over = true;
        match self.sham {
            Sham::Denies => Next::No,
            Sham::Silent => Next::Yes,
            Sham::Word => Next::Challenge("e=invalid-proof".to_string()),
            _ => Next::Challenge(format!("v={}", *base64(&signature))),
        }
    }
}

fn keyed(key: &[u8], text: &str) -> Vec<u8> {
    sign(&Key::new(HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}
