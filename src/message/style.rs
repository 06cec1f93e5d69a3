//! What styles hide from a person: an element's own, and the classes and ids of a style sheet.
//!
//! Text that only shows once a mail is answered or forwarded (a client drops the sheet, or nests the text) is the same
//! text hidden now. Rules inside `@media` and the like are for other screens, and are passed over.

use std::collections::HashMap;

/// More names than these are not kept.
const NAMES: usize = 1000;
/// An element this many pixels beside the page is off it.
const OFF_THE_PAGE: f32 = -900.0;

/// The classes (`.name`) and ids (`#name`) of a page that a style sheet hides.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The last rule for a name holds.
    names: HashMap<String, bool>,
}

impl Sheet {
    /// Adds the rules of one `style` element. Only rules for a name by itself are read (`.name`, `div.name`, `#name`):
    /// what a longer selector meets is not known here.
    pub(super) fn add(&mut self, css: &str) {
        let css = without_comments(css);
        let mut rest = css.as_str();
        while let Some(open) = rest.find('{') {
            let (selectors, behind) = (&rest[..open], &rest[open + 1..]);
            // A rule of a sheet in a sheet: `@media print { .a { ... } }`.
            let at_rule = selectors.trim_start().starts_with('@');
            let end = if at_rule { closing(behind) } else { behind.find('}') }.unwrap_or(behind.len());
            if !at_rule {
                self.rule(selectors, &behind[..end]);
            }
            rest = behind.get(end + 1..).unwrap_or_default();
        }
    }

    fn rule(&mut self, selectors: &str, declarations: &str) {
        let (hidden, shown) = (hides(declarations), shows(declarations));
        if !hidden && !shown {
            return;
        }
        for selector in selectors.split(',').map(str::trim) {
            let Some(at) = selector.find(['.', '#']) else { continue };
            let name = &selector[at..];
            let plain = |t: &str| t.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
            if plain(&selector[..at]) && plain(&name[1..]) && self.names.len() < NAMES {
                self.names.insert(name.to_string(), hidden);
            }
        }
    }

    /// Does the page hide elements of one of these classes (a list parted by blanks)?
    pub(super) fn hides_class(&self, classes: &str) -> bool {
        !self.names.is_empty() && classes.split_whitespace().any(|c| self.hides(&format!(".{c}")))
    }

    /// Does the page hide the element with this id?
    pub(super) fn hides_id(&self, id: &str) -> bool {
        !self.names.is_empty() && self.hides(&format!("#{}", id.trim()))
    }

    fn hides(&self, name: &str) -> bool {
        self.names.get(name).copied().unwrap_or(false)
    }
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once("*/").map_or("", |(_, behind)| behind);
    }
    // Sheets stand inside HTML comments for programs of the last century.
    (out + rest).replace("<!--", " ").replace("-->", " ")
}

/// Where the block that was just opened is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

/// The declarations: names in lower case, values without blanks.
fn declarations(style: &str) -> impl Iterator<Item = (String, String)> {
    style.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let value: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        Some((name.trim().to_ascii_lowercase(), value.trim_end_matches("!important").to_string()))
    })
}

/// Do these declarations hide an element from a person?
pub(super) fn hides(style: &str) -> bool {
    let mut color = None;
    let mut background = None;
    let mut away = false;
    let mut placed = false;
    for (name, value) in declarations(style) {
        let value = value.as_str();
        match name.as_str() {
            "display" if value == "none" => return true,
            "visibility" if value == "hidden" => return true,
            "mso-hide" if value == "all" => return true,
            "text-decoration" | "text-decoration-line" if value.contains("line-through") => return true,
            "max-height" | "opacity" if is_zero(value) => return true,
            "font-size" if is_zero(value) || matches!(value, "1px" | "1pt") => return true,
            "text-indent" if pixels(value) < OFF_THE_PAGE => return true,
            "clip" if value.starts_with("rect(0") => return true,
            "position" => placed = matches!(value, "absolute" | "fixed"),
            "left" | "top" | "right" | "bottom" | "margin-left" | "margin-top" => away |= pixels(value) < OFF_THE_PAGE,
            "color" => color = rgb(value),
            "background" | "background-color" => background = rgb(value),
            _ => {}
        }
    }
    placed && away || color.is_some() && color == background
}

/// Does a later rule show again what an earlier one hid?
fn shows(style: &str) -> bool {
    declarations(style).any(|(name, value)| match name.as_str() {
        "display" => value != "none",
        "visibility" => value == "visible",
        _ => false,
    })
}

fn is_zero(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.parse::<f32>().is_ok_and(|n| n == 0.0)
}

fn pixels(value: &str) -> f32 {
    value.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or(0.0)
}

/// A colour, in whatever form it is written.
fn rgb(value: &str) -> Option<(u8, u8, u8)> {
    let one = |digits: &str| u8::from_str_radix(digits, 16).ok();
    if let Some(hex) = value.strip_prefix('#').filter(|h| h.is_ascii()) {
        return match hex.len() {
            3 => Some((one(&hex[..1])? * 17, one(&hex[1..2])? * 17, one(&hex[2..])? * 17)),
            6 => Some((one(&hex[..2])?, one(&hex[2..4])?, one(&hex[4..])?)),
            _ => None,
        };
    }
    if let Some(parts) = value.strip_prefix("rgb(").and_then(|v| v.strip_suffix(')')) {
        let mut parts = parts.split(',').map(|p| p.parse().ok());
        return Some((parts.next()??, parts.next()??, parts.next()??));
    }
    match value {
        "white" => Some((255, 255, 255)),
        "black" => Some((0, 0, 0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_hides_an_element() {
        for style in [
            "display:none",
            "DISPLAY: none !important",
            "font-size:0px",
            "font-size:1px",
            "max-height:0;overflow:hidden",
            "opacity:0",
            "mso-hide:all",
            "color:#fff;background:#FFFFFF",
            "color:white;background-color:rgb(255, 255, 255)",
            "visibility:hidden",
            "position:absolute; left:-9999px",
            "text-indent:-9999px",
            "clip: rect(0, 0, 0, 0)",
        ] {
            assert!(hides(style), "{style}");
        }
        for style in [
            "",
            "display:block",
            "font-size:0.9em;opacity:0.8",
            "color:#fff",
            "color:#fff;background:#00f",
            "color:é;background:é",
            "left:-9999px",
            "position:absolute;left:-10px",
        ] {
            assert!(!hides(style), "{style}");
        }
    }

    #[test]
    fn the_last_rule_for_a_name_holds() {
        let mut sheet = Sheet::default();
        sheet.add(
            "<!-- body{color:red} /* .c{display:none} */ .a, div.b{display:none} #i{visibility:hidden} .k .m{display:none}\n\
             .r{display:none} .r{display:block} @media print {.p{display:none} .q{display:none}} .z{max-height:0} -->",
        );
        assert!(sheet.hides_class("x a") && sheet.hides_class("b") && sheet.hides_class("z") && sheet.hides_id("i"));
        for shown in ["c", "k", "m", "r", "p", "q", "x", ""] {
            assert!(!sheet.hides_class(shown), "{shown}");
        }
        sheet.add("@media{");
        sheet.add(".open{display:none");
        assert!(sheet.hides_class("open"));
    }
}
