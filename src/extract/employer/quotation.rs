//! The name of a house in quotation marks behind what kind of house it is: `Liceo "A. Marl"`, `Kita „Sonnenblume“`.

use super::scene::Scene;
use crate::extract::tokens::Kind;
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// More words than these are no name.
const LONGEST: usize = 6;

/// Tokens of a title in quotation marks.
const LONGEST_TITLE: usize = 12;

const OPENS: [char; 5] = ['"', '“', '„', '«', '»'];
const CLOSES: [char; 5] = ['"', '”', '“', '»', '«'];

/// Where a name of a house ends whose own name follows in quotation marks, not behind `limit`.
pub fn end(scene: &Scene, kind: &Range<usize>, limit: usize) -> Option<usize> {
    let all = &scene.tokens.all;
    let opens = |at: usize| at < limit && !all[at].line && OPENS.iter().any(|c| all[at].is(*c));
    let house = kind.clone().any(|i| scene.is(i, C::Institution) || scene.words.ends_as_house(scene.tokens.fold(i)));
    if !house || !opens(kind.end) {
        return None;
    }
    let first = kind.end + 1;
    let close = (first + 1..limit.min(first + LONGEST + 1)).find(|i| CLOSES.iter().any(|c| all[*i].is(*c)))?;
    let inner = first..close;
    let words = inner.clone().all(|i| !all[i].line && matches!(all[i].kind, Kind::Word | Kind::Mark('.' | '-')));
    (words && all[first].capital()).then_some(close + 1)
}

/// The inside of the quotation with which a range begins, mark or no mark in the range: `call it "lead grower, herbs"`.
pub fn around(scene: &Scene, range: &Range<usize>) -> Option<Range<usize>> {
    let all = &scene.tokens.all;
    let mark = |marks: &[char], at: usize| marks.iter().any(|c| all[at].is(*c));
    let inside = range.start < range.end && mark(&OPENS, range.start);
    let start = range.start + usize::from(inside);
    let opened = inside || range.start > 0 && mark(&OPENS, range.start - 1);
    let end = range.end.saturating_add(1).min(all.len()).min(start + LONGEST_TITLE);
    let close = (start..end).find(|i| mark(&CLOSES, *i)).filter(|_| opened)?;
    (start < close).then_some(start..close)
}

/// Does a range end with a quotation that begins inside it?
pub fn closes(scene: &Scene, range: &Range<usize>) -> bool {
    let mark = |marks: &[char], at: usize| marks.iter().any(|c| scene.tokens.all[at].is(*c));
    range.len() > 2 && mark(&CLOSES, range.end - 1) && (range.start + 1..range.end - 1).any(|i| mark(&OPENS, i))
}

/// What stands in quotation marks at the end of a name.
pub fn inner(name: &str) -> Option<&str> {
    let inner = name.strip_suffix(CLOSES)?;
    inner.rfind(OPENS).map(|at| inner[at..].trim_start_matches(OPENS))
}

#[cfg(test)]
mod tests {
    use super::super::test::{company, role};

    #[test]
    fn a_title_ends_where_its_quotation_does() {
        let said = |said: &str| role("Hello", &format!("{said} Could you come for an interview on Monday at ten?"));
        assert_eq!(said("We now call it \"lead grower, herbs\".").as_deref(), Some("lead grower, herbs"));
        assert_eq!(said("Le poste s'appelle « chef de rang ».").as_deref(), Some("chef de rang"));
        assert_eq!(said("We call it \"the big one\"."), None);
        assert_eq!(said("We'll call it a day, said the manager."), None);
    }

    #[test]
    fn a_house_is_called_what_stands_in_quotation_marks() {
        for (said, name) in [
            ("La aspettiamo per un colloquio.\n\nPia Sala\nLiceo Artistico \"A. Marl\"", "Liceo Artistico \"A. Marl\""),
            ("Wir freuen uns.\n\nPia Sand\nKita „Marlblume“", "Kita „Marlblume“"),
            ("Cordialement,\nPia Sand\nCrèche « Les Marlinots »", "Crèche « Les Marlinots »"),
            ("Your application for the Cook role at Hotel \"Marl\" has arrived", "Hotel \"Marl\""),
        ] {
            assert_eq!(company("Pia <pia@gmail.com>", said).as_deref(), Some(name), "{said}");
        }
    }
}
