//! Proving a login (RFC 4422): first words of the mechanisms, and which one to take.

use crate::deliver::account::Auth;
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

/// The mechanism to use, of those a server offers (in upper case); `None` when none of them fits.
pub fn choose(wanted: Auth, offered: &[String]) -> Option<Auth> {
    let has = |name: &str| offered.iter().any(|m| m == name);
    match wanted {
        Auth::Auto if has("PLAIN") => Some(Auth::Plain),
        Auth::Auto if has("LOGIN") => Some(Auth::Login),
        Auth::Plain if has("PLAIN") => Some(Auth::Plain),
        Auth::Login if has("LOGIN") => Some(Auth::Login),
        Auth::Xoauth2 if has("XOAUTH2") => Some(Auth::Xoauth2),
        Auth::OauthBearer if has("OAUTHBEARER") => Some(Auth::OauthBearer),
        _ => None,
    }
}

/// The first words of a mechanism that says all at once, not yet encoded; LOGIN has none.
pub fn first(mechanism: Auth, login: &str, secret: &Secret, host: &str, port: u16) -> Zeroizing<String> {
    let secret = secret.as_str();
    Zeroizing::new(match mechanism {
        Auth::Auto | Auth::Plain => format!("\0{login}\0{secret}"),
        Auth::Login => String::new(),
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
        let offered = |list: &str| list.split(' ').map(String::from).collect::<Vec<_>>();
        assert_eq!(choose(Auth::Auto, &offered("LOGIN PLAIN XOAUTH2")), Some(Auth::Plain));
        assert_eq!(choose(Auth::Auto, &offered("LOGIN")), Some(Auth::Login));
        assert_eq!(choose(Auth::Auto, &offered("XOAUTH2 OAUTHBEARER")), None);
        assert_eq!(choose(Auth::Xoauth2, &offered("PLAIN LOGIN")), None);
        assert_eq!(choose(Auth::Auto, &[]), None);
    }

    #[test]
    fn a_login_cannot_end_its_own_field() {
        let secret = Secret::new("t".into());
        let words = first(Auth::OauthBearer, "a=b,c@h.example", &secret, "h.example", 465);
        assert_eq!(words.as_str(), "n,a=a=3Db=2Cc@h.example,\x01host=h.example\x01port=465\x01auth=Bearer t\x01\x01");
    }
}
