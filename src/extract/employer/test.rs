//! What the tests of employers read.

use super::Employer;
use super::scene::Scene;
use crate::message::Mail;

/// The employer of a mail from this sender with this text.
pub(super) fn company(from: &str, body: &str) -> Option<String> {
    employer(from, "hello", body).company.value().cloned()
}

/// The title of a mail with this subject and this text.
pub(super) fn role(subject: &str, body: &str) -> Option<String> {
    employer("Dana Ito <dana@plinth.example>", subject, body).role.value().cloned()
}

fn employer(from: &str, subject: &str, body: &str) -> Employer {
    let text = format!("From: {from}\nTo: Ada Byron <ada@home.example>\nSubject: {subject}\n\n{body}\n");
    Employer::of(&Scene::new(&Mail::read(text.as_bytes()).unwrap(), false))
}
