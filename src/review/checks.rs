//! The table of checks: one line a check, each with its function and its test below.
