//! From a typed reply to the exact bytes that leave (RFC 5322, 2045-2047); mail-builder is used here and nowhere else.

use super::Reply;
use crate::error::{Error, Exit, Result};
use crate::message::address::Address;
use crate::message::thread::MsgId;

/// What makes two sealings of one reply differ.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// For `Date:`.
    pub now: jiff::Zoned,
    /// The new message's id: 128 random bits at my domain.
    pub message_id: MsgId,
    /// For multipart boundaries.
    pub boundary: String,
}

/// Who hands the message over, and to whom (RFC 5321 3.3).
#[derive(Clone, PartialEq, Debug)]
pub struct Envelope {
    /// `MAIL FROM`.
    pub from: Address,
    /// `RCPT TO`, each exactly once.
    pub to: Vec<Address>,
}

/// A sealed message: exact bytes and envelope, made once, never changed. Preview, draft and send all take it.
#[derive(Clone, PartialEq, Debug)]
pub struct Outgoing {
    bytes: Vec<u8>,
    envelope: Envelope,
    message_id: MsgId,
}

impl Outgoing {
    /// The exact bytes: CRLF, at most 998 bytes a line, 7 bit, ending with CRLF.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Who and whom.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// The message's own id.
    pub fn message_id(&self) -> &MsgId {
        &self.message_id
    }
}

/// Makes the exact bytes of a reply.
///
/// # Errors
/// [`Exit::Software`] when the bytes break one of our own rules: that is a bug, and nothing may leave.
pub fn seal(_reply: &Reply, _stamp: &Stamp) -> Result<Outgoing> {
    Err(Error::new(Exit::Software, "sealing is not built yet"))
}
