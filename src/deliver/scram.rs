//! SCRAM-SHA-256 (RFC 5802, RFC 7677): the password is proved without being said, and the server proves that it knows
//! it. Without channel binding. The cryptography is ring's, the preparation of names and passwords stringprep's; the
//! words of the exchange are here.

use super::sasl::{Secret, base64};
use crate::error::{Error, Exit};
use crate::message::from_base64;
use crate::text::one_line;
use ring::hmac::{self, HMAC_SHA256, Key};
use ring::{digest, pbkdf2};
use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use zeroize::Zeroizing;

/// Fewer rounds make a password easy to guess for who has the exchange (RFC 7677 4); more keep this machine busy for a
/// stranger. The largest number takes half a second.
const ROUNDS: RangeInclusive<u32> = 4096..=2_000_000;

/// "This client has no channel binding, and speaks for nobody else."
const HEADER: &str = "n,,";

/// Why an exchange ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// The challenge is none.
    Malformed,
    /// The challenge does not begin with our nonce: it was made for another login.
    Nonce,
    /// So many rounds are too few, or too many.
    Rounds(u32),
    /// Login or password hold what RFC 4013 forbids.
    Unprepared,
    /// The server says no, with this word.
    Refused(String),
    /// The server does not prove that it knows the password.
    Unproved,
}

/// How far an exchange got.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    Begin,
    Asked,
    Proved,
    Confirmed,
}

/// One exchange, from the first words to the server's own proof.
pub struct Scram {
    login: String,
    secret: Secret,
    nonce: String,
    stage: Stage,
    /// With what the server signs, and what.
    signed: Option<(Key, String)>,
}

/// Does preparing change neither of the two? Servers differ in whether they prepare what they keep.
pub fn is_plain(login: &str, secret: &Secret) -> bool {
    let same = |text: &str| stringprep::saslprep(text).is_ok_and(|prepared| prepared == text);
    same(login) && same(secret)
}

impl Scram {
    /// An exchange for this login, with a nonce of its own.
    ///
    /// # Errors
    /// [`Exit::Os`] where the system gives no random numbers.
    pub fn begin(login: &str, secret: &Secret) -> Result<Scram, Error> {
        Ok(Scram::with_nonce(login, secret, base64(&super::random::<18>()?).to_string()))
    }

    fn with_nonce(login: &str, secret: &Secret, nonce: String) -> Scram {
        Scram { login: login.to_string(), secret: secret.clone(), nonce, stage: Stage::Begin, signed: None }
    }

    /// What to say to a challenge; the one before the first words is empty.
    ///
    /// # Errors
    /// What is wrong with the challenge. Nothing more may be said then.
    pub fn answer(&mut self, challenge: &[u8]) -> Result<String, Wrong> {
        let (answer, stage) = match self.stage {
            Stage::Begin => (format!("{HEADER}{}", self.first()?), Stage::Asked),
            Stage::Asked => (self.proof(challenge)?, Stage::Proved),
            Stage::Proved => (self.checked(challenge)?, Stage::Confirmed),
            Stage::Confirmed => return Err(Wrong::Malformed),
        };
        self.stage = stage;
        Ok(answer)
    }

    /// Was the password proved, so that a refusal is about it?
    pub fn has_proved(&self) -> bool {
        matches!(self.stage, Stage::Proved | Stage::Confirmed)
    }

    /// Has the server proved that it knows the password?
    pub fn is_confirmed(&self) -> bool {
        self.stage == Stage::Confirmed
    }

    fn first(&self) -> Result<String, Wrong> {
        let login = stringprep::saslprep(&self.login).map_err(|_| Wrong::Unprepared)?;
        // A comma or an equals sign in the name would end it (RFC 5802 5.1).
        let login = login.replace('=', "=3D").replace(',', "=2C");
        Ok(format!("n={login},r={}", self.nonce))
    }

    fn proof(&mut self, challenge: &[u8]) -> Result<String, Wrong> {
        let server = std::str::from_utf8(challenge).map_err(|_| Wrong::Malformed)?;
        let mut parts = server.split(',');
        let mut part = |name| parts.next().and_then(|p| p.strip_prefix(name)).ok_or(Wrong::Malformed);
        let (nonce, salt, rounds) = (part("r=")?, part("s=")?, part("i=")?);
        if !nonce.starts_with(&self.nonce) || nonce.len() == self.nonce.len() {
            return Err(Wrong::Nonce);
        }
        let salt = from_base64(salt.as_bytes()).ok_or(Wrong::Malformed)?;
        let salted = self.salted(&salt, rounds.parse().map_err(|_| Wrong::Malformed)?)?;
        let bare = format!("c={},r={nonce}", *base64(HEADER.as_bytes()));
        let whole = format!("{},{server},{bare}", self.first()?);
        let client = keyed(&salted[..], b"Client Key");
        let signature = keyed(digest::digest(&digest::SHA256, &client[..]).as_ref(), whole.as_bytes());
        let proof: Vec<u8> = client.iter().zip(signature.iter()).map(|(a, b)| a ^ b).collect();
        self.signed = Some((Key::new(HMAC_SHA256, &keyed(&salted[..], b"Server Key")[..]), whole));
        Ok(format!("{bare},p={}", *base64(&proof)))
    }

    /// The password as it goes into every digest.
    fn salted(&self, salt: &[u8], rounds: u32) -> Result<Zeroizing<[u8; 32]>, Wrong> {
        let asked = NonZeroU32::new(rounds).filter(|_| ROUNDS.contains(&rounds)).ok_or(Wrong::Rounds(rounds))?;
        let password = stringprep::saslprep(&self.secret).map_err(|_| Wrong::Unprepared)?;
        let password = Zeroizing::new(password.into_owned());
        let mut out = Zeroizing::new([0; 32]);
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, asked, salt, password.as_bytes(), &mut out[..]);
        Ok(out)
    }

    /// The server's last words: its signature, or why it says no.
    fn checked(&self, challenge: &[u8]) -> Result<String, Wrong> {
        let last = std::str::from_utf8(challenge).map_err(|_| Wrong::Malformed)?;
        let last = last.split(',').next().unwrap_or_default();
        if let Some(word) = last.strip_prefix("e=") {
            return Err(Wrong::Refused(one_line(word)));
        }
        let signature = last.strip_prefix("v=").and_then(|s| from_base64(s.as_bytes())).ok_or(Wrong::Unproved)?;
        let (key, whole) = self.signed.as_ref().ok_or(Wrong::Unproved)?;
        hmac::verify(key, whole.as_bytes(), &signature).map_err(|_| Wrong::Unproved)?;
        Ok(String::new())
    }
}

impl Wrong {
    /// The same for the person; `server` is a server's name as errors write it.
    pub fn error(&self, server: &str) -> Error {
        let denied = |what: String| Error::new(Exit::NoPermission, what);
        let between = "Somebody may stand between you and the server.";
        match self {
            Wrong::Malformed => {
                Error::new(Exit::Protocol, format!("{server} sent something in the login that cannot be understood"))
            }
            Wrong::Nonce => denied(format!("{server} answered in the login to somebody else's question"))
                .hint(between)
                .hint("The password was not used."),
            Wrong::Rounds(n) => denied(format!(
                "{server} wants the password digested {n} times; {} to {} times are safe",
                ROUNDS.start(),
                ROUNDS.end()
            ))
            .hint("The password was not used. If the server is trusted all the same, set `auth = \"plain\"`."),
            Wrong::Unprepared => denied("login or password hold a character that SCRAM does not allow".to_string())
                .hint("Set `auth = \"plain\"`, or choose another password."),
            Wrong::Refused(word) => denied(format!("{server} refuses the login: {word}")).hint(OTHERWISE),
            Wrong::Unproved => denied(format!("{server} did not prove that it knows the password"))
                .hint(between)
                .hint("The password was not said, but a weak one can be guessed from the proof: change it."),
        }
    }
}

/// The hint where a proof was refused.
pub const OTHERWISE: &str = "Store the right password with `regrets login`. If it is right, the server may not be able \
                             to check it this way: set `auth = \"plain\"`.";

fn keyed(key: &[u8], text: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    out.copy_from_slice(hmac::sign(&Key::new(HMAC_SHA256, key), text).as_ref());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // RFC 7677 3.
    const NONCE: &str = "rOprNGfwEbeRWgbNEkqO";
    const CHALLENGE: &str = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    const SIGNATURE: &[u8] = b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    fn asked() -> Scram {
        let mut scram = Scram::with_nonce("user", &Secret::new("pencil".into()), NONCE.into());
        assert_eq!(scram.answer(b"").unwrap(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        scram
    }

    fn proved() -> Scram {
        let mut scram = asked();
        assert_eq!(
            scram.answer(CHALLENGE.as_bytes()).unwrap(),
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
             p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
        );
        assert!(scram.has_proved() && !scram.is_confirmed());
        scram
    }

    #[test]
    fn the_exchange_of_the_standard() {
        let mut scram = proved();
        assert_eq!(scram.answer(SIGNATURE), Ok(String::new()));
        assert!(scram.is_confirmed());
        assert_eq!(scram.answer(SIGNATURE), Err(Wrong::Malformed), "there is nothing more to say");
    }

    #[test]
    fn a_server_that_does_not_sign_is_not_believed() {
        let flipped = String::from_utf8(SIGNATURE.to_vec()).unwrap().replace("v=6", "v=7");
        for last in [flipped.as_bytes(), b"v=", b"v=6rriTRBi", b"v=!", b"", CHALLENGE.as_bytes()] {
            let mut scram = proved();
            assert_eq!(scram.answer(last), Err(Wrong::Unproved), "{last:?}");
            assert!(!scram.is_confirmed());
        }
        assert_eq!(proved().answer(b"e=invalid-proof"), Err(Wrong::Refused("invalid-proof".into())));
        assert_eq!(proved().answer(b"\xff"), Err(Wrong::Malformed));
    }

    #[test]
    fn a_challenge_that_does_not_fit_gets_no_proof() {
        for (challenge, wrong) in [
            (CHALLENGE.replace("r=rOpr", "r=xOpr"), Wrong::Nonce),
            (CHALLENGE.replace("%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0", ""), Wrong::Nonce),
            (CHALLENGE.replace("i=4096", "i=4095"), Wrong::Rounds(4095)),
            (CHALLENGE.replace("i=4096", "i=0"), Wrong::Rounds(0)),
            (CHALLENGE.replace("i=4096", "i=4294967295"), Wrong::Rounds(u32::MAX)),
            (CHALLENGE.replace("i=4096", "i=4294967296"), Wrong::Malformed),
            (CHALLENGE.replace("s=W22Z", "s=W2?Z"), Wrong::Malformed),
            (CHALLENGE.replace(",i=4096", ""), Wrong::Malformed),
            (CHALLENGE.replace(",i=4096", ",i"), Wrong::Malformed),
            (CHALLENGE.replace(",s=", ","), Wrong::Malformed),
            (format!("m=ext,{CHALLENGE}"), Wrong::Malformed),
            (String::new(), Wrong::Malformed),
        ] {
            let mut scram = asked();
            assert_eq!(scram.answer(challenge.as_bytes()), Err(wrong), "{challenge}");
            assert!(!scram.has_proved());
        }
        assert_eq!(asked().answer(b"\xff"), Err(Wrong::Malformed));
        let more = format!("{CHALLENGE},x=an-extension");
        assert!(asked().answer(more.as_bytes()).is_ok(), "extensions nobody needs are passed over");
    }

    #[test]
    fn names_and_passwords_are_prepared() {
        let secret = |text: &str| Secret::new(text.into());
        // A soft hyphen is dropped, a ligature is spelt out (RFC 4013 3).
        let mut scram = Scram::with_nonce("a=b,\u{fb01}", &secret("I\u{ad}X"), "n".into());
        assert_eq!(scram.answer(b"").unwrap(), "n,,n=a=3Db=2Cfi,r=n");
        let mut same = Scram::with_nonce("a=b,fi", &secret("IX"), "n".into());
        let _ = same.answer(b"");
        let challenge = b"r=nx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
        assert_eq!(scram.answer(challenge), same.answer(challenge));
        let mut bell = Scram::with_nonce("ada", &secret("\u{7}"), "n".into());
        let _ = bell.answer(b"");
        assert_eq!(bell.answer(challenge), Err(Wrong::Unprepared));
        for (text, plain) in [("p\u{e4} ss$", true), ("pa\u{308}", false), ("I\u{ad}X", false), ("\u{7}", false)] {
            assert_eq!(is_plain("ada", &secret(text)), plain, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_server_says_it_is_never_believed_without_the_password(
            first: Vec<u8>, field in "[rsimve]=[a-zA-Z0-9+/=,]{0,12}", rounds in "|0|4095|4096|-1|4096x", last: Vec<u8>, cut in 0..90_usize
        ) {
            let challenges = [
                first,
                field.clone().into_bytes(),
                format!("r={NONCE}x,{field},i={rounds}").into_bytes(),
                format!("r={NONCE}x,s={field},i={rounds}").into_bytes(),
                CHALLENGE.as_bytes()[..cut.min(CHALLENGE.len())].to_vec(),
            ];
            for challenge in challenges {
                let mut scram = asked();
                let answer = scram.answer(&challenge);
                prop_assert_eq!(answer.is_ok(), scram.has_proved());
                for said in [&last[..], field.as_bytes(), SIGNATURE] {
                    let _ = scram.answer(said);
                    prop_assert!(!scram.is_confirmed() || challenge == CHALLENGE.as_bytes());
                }
            }
        }
    }

    #[test]
    fn each_exchange_has_a_nonce_of_its_own() {
        let first = || Scram::begin("ada", &Secret::default()).unwrap().answer(b"").unwrap();
        let (one, other) = (first(), first());
        assert!(one.len() == "n,,n=ada,r=".len() + 24 && one != other, "{one} {other}");
    }
}
