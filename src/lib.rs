//! `regrets` answers a job interview invitation from the mail client.
//!
//! One way through the house:
//!
//! ```text
//! bytes -> message -> invitation -> reply -> sealed bytes -> review -> deliver
//!          (Mail)    (Invitation)  (Reply)   (Outgoing)     (Findings) (Receipt)
//! ```
//!
//! Layers; a file uses lower layers and its own, never higher ones (`tests/layers.rs` holds that):
//!
//! ```text
//! text, fact, error, words  <-  message  <-  extract  <-  reply  <-  review  <-  deliver  <-  app  <-  main
//! ```
//!
//! Everything up to `review` is pure: bytes, words, the present moment, the zone, identity and ids come in
//! as values; the same input gives the same bytes. Files, clock, environment, network, keyring and other
//! programs are touched in `deliver` and `app` only.

pub mod app;
pub mod deliver;
pub mod error;
pub mod extract;
pub mod fact;
pub mod message;
pub mod reply;
pub mod review;
pub mod text;
pub mod words;
