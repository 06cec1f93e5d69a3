//! Times: fixed, proposed, moved; read against the mail's own date.
