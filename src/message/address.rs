//! Mail addresses, normalised once, at the door.

/// A mailbox: the name people see, the address servers use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    /// The display name, decoded; `None` when absent or empty.
    pub name: Option<String>,
    /// `local@domain`, byte for byte as written: routing tokens live in it.
    pub email: String,
}

impl Address {
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
}

pub(super) fn list(found: Option<&mail_parser::Address>) -> Vec<Address> {
    let Some(found) = found else { return Vec::new() };
    let each = found.iter().filter_map(|a| {
        let email = a.address()?.to_string();
        let name = a.name().map(str::trim).filter(|n| !n.is_empty()).map(str::to_string);
        Some(Address { name, email })
    });
    each.collect()
}
