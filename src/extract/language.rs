//! Which language and which register.
