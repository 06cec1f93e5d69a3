//! Templates; Tera is used here and nowhere else. Mail text is only ever a value, never a template.
