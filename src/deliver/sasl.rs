//! Proving a login (RFC 4422): first words of the mechanisms, and which one to take.

use super::account::Auth;
use super::scram;
use zeroize::Zeroizing;

/// A password or token; wiped when it is dropped.
pub type Secret = Zeroizing<String>;

/// Base64 without line ends (RFC 4648 4).
pub fn base64(bytes: &[u8]) -> Zeroizing<String> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |acc, b| acc << 8 | u32::from(*b)) << (8 * (3 - three.len()));
        for i in 0..4 {
            let sextet = (bits >> (18 - 6 * i)) as usize & 63;
            out.push(if i <= three.len() { char::from(ALPHABET[sextet]) } else { '=' });
        }
    }
    Zeroizing::new(out)
}

/// The mechanisms to try, in turn, of those a server offers (in upper case); none when none of them fits. SCRAM comes
/// first where its preparation changes nothing: servers differ in whether they prepare the password that they keep.
pub fn choose(wanted: Auth, offered: &[String], login: &str, secret: &Secret) -> Vec<Auth> {
    let offers = |mechanism: &Auth| offered.iter().any(|m| m == name(*mechanism));
    let says = [Auth::Plain, Auth::Login].into_iter().find(offers);
    match wanted {
        Auth::Auto if scram::is_plain(login, secret) => {
            [Auth::ScramSha256].into_iter().filter(offers).chain(says).collect()
        }
        Auth::Auto => says.into_iter().chain([Auth::ScramSha256].into_iter().filter(offers)).collect(),
        one => [one].into_iter().filter(offers).collect(),
    }
}

/// A mechanism as servers list it.
pub fn name(mechanism: Auth) -> &'static str {
    match mechanism {
        Auth::ScramSha256 => "SCRAM-SHA-256",
        Auth::Auto | Auth::Plain => "PLAIN",
        Auth::Login => "LOGIN",
        Auth::Xoauth2 => "XOAUTH2",
        Auth::OauthBearer => "OAUTHBEARER",
    }
}

/// The first words of a mechanism that says all at once, not yet encoded; LOGIN and SCRAM have none.
pub fn first(mechanism: Auth, login: &str, secret: &Secret, host: &str, port: u16) -> Zeroizing<String> {
    let secret = secret.as_str();
    Zeroizing::new(match mechanism {
        Auth::Auto | Auth::Plain => format!("\0{login}\0{secret}"),
        Auth::Login | Auth::ScramSha256 => String::new(),
        Auth::Xoauth2 => format!("user={login}\x01auth=Bearer {secret}\x01\x01"),
        Auth::OauthBearer => {
            // RFC 5801 4: a comma or an equals sign in the name would end it.
            let login = login.replace('=', "=3D").replace(',', "=2C");
            format!("n,a={login},\x01host={host}\x01port={port}\x01auth=Bearer {secret}\x01\x01")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_the_standard() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()).as_str(), coded);
        }
    }

    #[test]
    fn a_password_is_never_offered_as_a_token() {
        let choose = |wanted, list: &str| {
            let offered: Vec<String> = list.split_whitespace().map(String::from).collect();
            super::choose(wanted, &offered, "ada", &Secret::new("pw".into()))
        };
        assert_eq!(choose(Auth::Auto, "LOGIN PLAIN XOAUTH2"), [Auth::Plain]);
        assert_eq!(choose(Auth::Auto, "LOGIN"), [Auth::Login]);
        assert_eq!(choose(Auth::Auto, "XOAUTH2 OAUTHBEARER"), []);
        assert_eq!(choose(Auth::Xoauth2, "PLAIN LOGIN SCRAM-SHA-256"), []);
        assert_eq!(choose(Auth::Auto, ""), []);
    }

    #[test]
    fn a_password_is_proved_rather_than_said() {
        let choose = |wanted, list: &str, secret: &str| {
            let offered: Vec<String> = list.split_whitespace().map(String::from).collect();
            super::choose(wanted, &offered, "ada", &Secret::new(secret.into()))
        };
        assert_eq!(choose(Auth::Auto, "PLAIN LOGIN SCRAM-SHA-256", "pw"), [Auth::ScramSha256, Auth::Plain]);
        assert_eq!(choose(Auth::Auto, "SCRAM-SHA-256", "pw"), [Auth::ScramSha256]);
        assert_eq!(choose(Auth::Auto, "SCRAM-SHA-256-PLUS SCRAM-SHA-1 PLAIN", "pw"), [Auth::Plain]);
        assert_eq!(choose(Auth::ScramSha256, "PLAIN LOGIN", "pw"), []);
        assert_eq!(choose(Auth::Plain, "PLAIN SCRAM-SHA-256", "pw"), [Auth::Plain]);
        // Preparing would change it, and not every server prepares.
        assert_eq!(choose(Auth::Auto, "PLAIN SCRAM-SHA-256", "I\u{ad}X"), [Auth::Plain, Auth::ScramSha256]);
    }

    #[test]
    fn a_login_cannot_end_its_own_field() {
        let secret = Secret::new("t".into());
        let words = first(Auth::OauthBearer, "a=b,c@h.example", &secret, "h.example", 465);
        assert_eq!(words.as_str(), "n,a=a=3Db=2Cc@h.example,\x01host=h.example\x01port=465\x01auth=Bearer t\x01\x01");
    }
}
