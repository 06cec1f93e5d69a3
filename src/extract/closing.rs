//! The closing formula of a letter.

use std::sync::OnceLock;

/// In fewer bytes, the formula is the whole line.
const LONG: usize = 20;

/// A line of more bytes is no formula.
const LONGEST: usize = 140;

/// Is the line a closing formula: "Kind regards", or a sentence that ends as one: "Je vous prie d'agréer, Madame,
/// l'expression de mes salutations distinguées."?
pub fn is_formula(line: &str) -> bool {
    let core = line.trim().trim_end_matches([',', '.', '!', ' ']);
    if core.len() >= LONGEST {
        return false;
    }
    let core = core.to_lowercase();
    formulas().iter().any(|formula| *formula == core || formula.len() >= LONG && core.ends_with(formula))
}

/// The closing formulas of all languages, in lower case: every line of a mail is compared with them.
fn formulas() -> &'static [String] {
    static LOWER: OnceLock<Vec<String>> = OnceLock::new();
    LOWER.get_or_init(|| crate::words::mail().iter().flat_map(|w| &w.closings).map(|c| c.to_lowercase()).collect())
}
