//! Who mails: systems as data, and where an answer goes.
