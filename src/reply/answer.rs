//! The calendar answer (RFC 5546, 6047): which, to whom, and its exact text.
