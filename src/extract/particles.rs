//! Small words inside a family name: "Els van Dongen", "Ana de la Fuente".

/// Particles of family names.
pub const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "da", "dos", "das", "do", "di", "del", "della", "la", "le", "du", "des", "ter",
    "ten", "te", "zu", "zur", "af", "bin", "ibn", "al", "el", "ní", "nic", "ó", "mac", "st.", "'t", "’t", "op", "in",
    "san", "los", "las", "d'", "d’", "ap", "lo", "li", "bint", "binti", "thor", "ole", "ferch",
];
