//! Mail addresses, normalised once, at the door.

use crate::text::is_trick;
use std::fmt;

/// A mailbox: the name people see, the address servers use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    /// The display name, decoded; `None` when absent or empty.
    pub name: Option<String>,
    /// `local@domain`, byte for byte as written: routing tokens live in it.
    pub email: String,
}

impl Address {
    /// An address without a name, if the text is one.
    pub fn plain(email: impl Into<String>) -> Option<Address> {
        let email = for_servers(&email.into())?;
        is_address(&email).then_some(Address { name: None, email })
    }

    /// The part before the last `@`.
    pub fn local(&self) -> &str {
        self.email.rsplit_once('@').map_or(self.email.as_str(), |(l, _)| l)
    }

    /// The part after the last `@`, in lower case; empty when there is none.
    pub fn domain(&self) -> String {
        self.email.rsplit_once('@').map_or(String::new(), |(_, d)| d.to_ascii_lowercase())
    }

    /// Do both reach the same mailbox, as far as strings can tell: equal but for case?
    pub fn same(&self, other: &Address) -> bool {
        self.email.eq_ignore_ascii_case(&other.email)
    }

    /// Do both belong to one organisation: the same registered domain by the public suffix list?
    ///
    /// Providers of mailboxes are no organisation of their users; callers look at that themselves.
    pub fn same_organisation(&self, other: &Address) -> bool {
        let (a, b) = (registered(&self.domain()), registered(&other.domain()));
        !a.is_empty() && a == b
    }
}

impl fmt::Display for Address {
    /// `Name <address>`, for people; not a header.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.email),
            None => f.write_str(&self.email),
        }
    }
}

/// The registered domain of a host: `mail.acme.co.uk` belongs to `acme.co.uk`; the host itself where the list
/// knows nothing better.
pub fn registered(host: &str) -> String {
    psl::domain_str(host).unwrap_or(host).to_string()
}

/// An address as servers take it: a domain with letters beyond ASCII in punycode (RFC 5891), all else byte for byte.
/// `None` for a domain that is none: with characters that hide, or with punycode that stands for nothing.
fn for_servers(email: &str) -> Option<String> {
    let Some((local, domain)) = email.rsplit_once('@') else { return Some(email.to_string()) };
    let coded = domain.to_ascii_lowercase().contains("xn--");
    if domain.is_ascii() && !coded {
        return Some(email.to_string());
    }
    let ascii = idna::domain_to_ascii(domain).ok().filter(|_| !domain.chars().any(is_trick))?;
    Some(if coded { email.to_string() } else { format!("{local}@{ascii}") })
}

/// A domain in punycode as people read it; `None` where that is no other.
pub fn as_read(domain: &str) -> Option<String> {
    let (read, valid) = idna::domain_to_unicode(domain);
    (valid.is_ok() && !read.is_ascii()).then_some(read)
}

/// A registered domain as the name somebody chose and the suffix below which it was to be had.
pub fn chosen(domain: &str) -> (&str, &str) {
    let suffix = psl::suffix_str(domain).unwrap_or_default();
    (domain.strip_suffix(suffix).unwrap_or(domain).trim_end_matches('.'), suffix)
}

/// Something before and after one `@`, no blanks, nothing hidden, no brackets: what can be answered at all.
pub fn is_address(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else { return false };
    let clean =
        |s: &str| !s.is_empty() && !s.chars().any(|c| c.is_whitespace() || is_trick(c) || "<>,;:\\\"()[]".contains(c));
    email.len() <= 320 && clean(local) && clean(domain) && !local.contains('@')
}

/// Which of my addresses a mail was sent to.
///
/// `patterns` are my addresses, `*` in the local part standing for anything; `seen` the addresses of To, Cc,
/// Delivered-To and the like, in the order of preference. A plus-address of mine is mine. The address is
/// returned as the mail has it, so that the answer comes from where it was written to.
pub fn mine<'a>(patterns: &[String], seen: impl IntoIterator<Item = &'a Address>) -> Option<&'a Address> {
    seen.into_iter().find(|a| patterns.iter().any(|p| is_mine(p, &a.email)))
}

/// Does an address of mine, perhaps with `*`, cover this one?
pub fn is_mine(pattern: &str, email: &str) -> bool {
    let Some(pattern) = for_servers(pattern) else { return false };
    let (Some((pl, pd)), Some((el, ed))) = (pattern.rsplit_once('@'), email.rsplit_once('@')) else { return false };
    if !pd.eq_ignore_ascii_case(ed) {
        return false;
    }
    let (pl, el) = (pl.to_lowercase(), el.to_lowercase());
    glob(&pl, &el) || el.split_once('+').is_some_and(|(base, _)| glob(&pl, base))
}

/// `*` stands for any run of characters.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

pub(super) fn list(found: Option<&mail_parser::Address>) -> Vec<Address> {
    let Some(found) = found else { return Vec::new() };
    let each = found.iter().take(200).filter_map(|a| {
        let email = a.address()?.trim();
        // An obsolete source route (RFC 5322 4.4) is dropped: nobody routes by it.
        let email = email.strip_prefix('@').and_then(|r| r.split_once(':')).map_or(email, |(_, e)| e);
        let name = a.name().map(str::trim).filter(|n| !n.is_empty()).map(str::to_string);
        let email = for_servers(email)?;
        is_address(&email).then_some(Address { name, email })
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(email: &str) -> Address {
        Address { name: None, email: email.into() }
    }

    #[test]
    fn plus_addresses_globs_and_case_are_mine() {
        let mine = |p: &str, e: &str| is_mine(p, e);
        assert!(mine("ada@home.example", "ADA@Home.example"));
        assert!(mine("ada@bücher.example", "ada@xn--bcher-kva.example"));
        assert!(mine("ada@home.example", "ada+jobs@home.example"));
        assert!(mine("ada-*@home.example", "ada-acme@home.example"));
        assert!(mine("*@ada.example", "x.y@ada.example"));
        assert!(!mine("ada@home.example", "adam@home.example"));
        assert!(!mine("ada@home.example", "ada@evil.example"));
        assert!(!mine("ada-*-x@home.example", "ada-x@home.example"));
    }

    #[test]
    fn the_address_that_was_written_to_comes_back_as_written() {
        let seen = [address("hr@acme.example"), address("Ada+Jobs@home.example")];
        assert_eq!(
            super::mine(&["ada@home.example".into()], &seen).map(|a| a.email.as_str()),
            Some("Ada+Jobs@home.example")
        );
    }

    #[test]
    fn what_cannot_be_answered_is_no_address() {
        for bad in [
            "",
            "@x.example",
            "a@",
            "a b@x.example",
            "a@b@x.example",
            "a@x.example\r\nBcc: c@d.example",
            "<a@x.example>",
            "\u{202e}a@x.example",
            "a\u{200b}@x.example",
        ] {
            assert!(!is_address(bad), "{bad:?}");
        }
        assert!(is_address("thread+8c1f=x@ats.example"));
    }

    #[test]
    fn a_domain_is_written_as_servers_take_it() {
        let plain = |email: &str| Address::plain(email).map(|a| a.email);
        assert_eq!(plain("Dana@Bücher.example").as_deref(), Some("Dana@xn--bcher-kva.example"));
        assert_eq!(plain("dana@XN--bcher-kva.example").as_deref(), Some("dana@XN--bcher-kva.example"));
        assert_eq!(plain("Dana@Acme.Example").as_deref(), Some("Dana@Acme.Example"));
        for bad in ["d@ac\u{200b}me.example", "d@xn--acme-.example", "d@xn--a.example"] {
            assert_eq!(plain(bad), None, "{bad}");
        }
        assert_eq!(as_read("xn--bcher-kva.example").as_deref(), Some("bücher.example"));
        assert_eq!(as_read("acme.example"), None);
    }

    #[test]
    fn organisations_by_registered_domain() {
        assert!(address("a@mail.acme.co.uk").same_organisation(&address("b@acme.co.uk")));
        assert!(!address("a@acme.co.uk").same_organisation(&address("b@other.co.uk")));
    }
}
