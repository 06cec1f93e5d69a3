//! Which step of the process.
