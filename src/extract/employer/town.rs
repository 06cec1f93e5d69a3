//! Is a name the town where a house stands: "gate 4, Marlborough", "55000 Valbrune"?

use super::scene::Scene;
use crate::extract::tokens::Kind;
use std::ops::Range;

/// Does a line of the mail end with these words as an address does: behind a comma, in a line with a number, or behind
/// a postcode?
pub fn is_town(scene: &Scene, name: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let words = scene.folds(name);
    let same = |at: usize| (0..words.len()).all(|n| at + n < all.len() && scene.tokens.fold(at + n) == words[n]);
    let ends = |at: usize| all.get(at).is_none_or(|t| t.line || matches!(t.kind, Kind::Mark(',' | '.' | '(')));
    let addressed = |at: usize| {
        let comma = all[at - 1].is(',') && !all[at].line;
        let postcode = all[at - 1].kind == Kind::Number && !all[at].line && scene.tokens.fold(at - 1).len() > 3;
        postcode || comma && has_number(scene, at)
    };
    name.len() == words.len() && (1..all.len()).any(|at| same(at) && ends(at + words.len()) && addressed(at))
}

/// Is there a number in the line before a token?
fn has_number(scene: &Scene, at: usize) -> bool {
    let all = &scene.tokens.all;
    let start = (0..at).rev().find(|i| all[*i].line).unwrap_or(0);
    (start..at).any(|i| all[i].kind == Kind::Number && scene.tokens.fold(i).bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Mail;

    #[test]
    fn an_address_ends_with_a_town() {
        let town = |body: &str| {
            let mail = Mail::read(format!("From: a@b.example\nSubject: Marlborough\n\n{body}\n").as_bytes()).unwrap();
            is_town(&Scene::new(&mail, false), &(0..1))
        };
        assert!(town("Address: North Depot, gate 4, Marlborough") && town("Route du Lac, 55000 Marlborough\nDana"));
        assert!(!town("See you on Monday, Marlborough.") && !town("Marlborough, 4 Mill Road"));
    }
}
