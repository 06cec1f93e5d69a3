//! What the tests of employers read.

use super::Employer;
use super::scene::Scene;
use crate::message::Mail;

/// The employer of a mail from this sender with this text.
pub(super) fn company(from: &str, body: &str) -> Option<String> {
    let text = format!("From: {from}\nTo: Ada Byron <ada@home.example>\nSubject: hello\n\n{body}\n");
    Employer::of(&Scene::new(&Mail::read(text.as_bytes()).unwrap())).company.value().cloned()
}
