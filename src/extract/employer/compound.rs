//! A title and the word for a job in one word: "die **Erzieher**stelle".

use super::scene::Scene;
use crate::extract::tokens::{Kind, Stream};
use crate::text::Span;
use crate::words::schema::{WordClass as C, folded};

/// Fewer letters are no title before a word for a job: "Hauptrolle".
const TITLE: usize = 4;
/// Fewer letters are no word for a job: "Ausbildungsjob" is any.
const JOB: usize = 5;
/// What joins the two.
const JOINTS: [&str; 5] = ["-", "nen", "s", "", "en"];

/// The titles of such words, and where they stand.
pub fn titles(scene: &Scene) -> Vec<(String, Span)> {
    let told = scene.tokens.sentences.iter().filter(|s| matches!(s.stream, Stream::Said | Stream::Notes));
    told.flat_map(|s| s.range.clone()).filter_map(|at| title(scene, at)).collect()
}

fn title(scene: &Scene, at: usize) -> Option<(String, Span)> {
    let token = &scene.tokens.all[at];
    let fold = scene.tokens.fold(at);
    if token.kind != Kind::Word || fold.len() < TITLE + JOB || scene.is_known(at) {
        return None;
    }
    let ends = fold.char_indices().map(|(i, _)| i).filter(|i| *i >= TITLE && fold.len() - i >= JOB);
    let stem = ends.filter(|i| scene.words.is(&fold[*i..], C::Hires)).map(|i| &fold[..i]).next()?;
    let title = JOINTS.iter().filter_map(|joint| stem.strip_suffix(joint)).find(|word| is_trade(scene, word))?;
    let word = scene.mail.words(token.span);
    // Byte for byte the letters of the title, which folding may have made fewer.
    let end = word.char_indices().map(|(i, _)| i).find(|i| folded(&word[..*i]) == title)?;
    let seen = Span::new(token.span.part, token.span.start, token.span.start + end);
    Some((word[..end].to_string(), seen))
}

/// Who does something, and no rank, desk or meeting: "Teamposition" and "Hauptvakanz" are any.
fn is_trade(scene: &Scene, word: &str) -> bool {
    let other = [C::Level, C::Team, C::Chatter, C::Time, C::Institution];
    word.len() >= TITLE && scene.is_head_word(word) && !other.iter().any(|class| scene.words.is(word, *class))
}

#[cfg(test)]
mod tests {
    use super::super::test::role;

    #[test]
    fn one_word_names_the_job_and_who_does_it() {
        let said = |job: &str| role("hallo", &format!("Das Gespräch über {job} muss leider entfallen."));
        for (job, title) in [
            ("die Grundschullehrerstelle", "Grundschullehrer"),
            ("unsere Erzieher-Stelle", "Erzieher"),
            ("die Referentenstelle", "Referent"),
            ("die Köchinnenstelle", "Köchin"),
        ] {
            assert_eq!(said(job).as_deref(), Some(title), "{job}");
        }
        for none in ["die Baustelle", "die Beratungsstelle", "die Tankstelle", "die Teamposition", "die Schnittstelle"]
        {
            assert_eq!(said(none), None, "{none}");
        }
        assert_eq!(
            role("hallo", "Ons gesprek gaat niet door: de chauffeursfunctie vervalt.").as_deref(),
            Some("chauffeur")
        );
    }
}
