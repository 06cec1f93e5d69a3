//! Kinds of reply and reasons: data in `templates/kinds.toml` and `templates/reasons.toml`, shadowed by the user's.
