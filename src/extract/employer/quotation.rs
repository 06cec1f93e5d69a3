//! The name of a house in quotation marks behind what kind of house it is: `Liceo "A. Marl"`, `Kita „Sonnenblume“`.

use super::scene::Scene;
use crate::extract::tokens::Kind;
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// More words than these are no name.
const LONGEST: usize = 6;

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
    use super::super::test::company;

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
