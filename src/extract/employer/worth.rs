//! What a company in a form is worth by what it looks like: some words stand before people and places as often.

use super::gather::mentioned;
use super::label::Agreement;
use super::scene::Scene;
use super::{carrier, fit};
use crate::extract::particles::PARTICLES;
use crate::extract::phrase::Slot;
use crate::extract::sender;
use crate::extract::tokens::{Kind, Stream};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// The points of a company that a form of this rule found, of `points` that the rule gives.
pub(super) fn of_company(
    scene: &Scene,
    (slot, range): (&Slot, &Range<usize>),
    (rule, points): (&str, u8),
    stream: Stream,
) -> u8 {
    match rule {
        WRITER if is_of_branch(scene, range) => 0,
        WITH => met(scene, range, points, stream),
        WRITER => introduced(scene, range, points),
        WANTS => wanting(scene, range, points),
        PASSING => house(scene, range, points),
        // "Plinth would like to see you": who an agency says that of is somebody as often.
        SAYS if range.len() == 1 && scene.tokens.all[range.start].line && !slot.open && from_a_person(scene) => {
            wanting(scene, range, points)
        }
        _ if within(scene, range) => placed(scene, range, points),
        _ => points,
    }
}

/// "An interview with X": X is as often a person, so what X looks like decides.
const WITH: &str = "with-company";

fn met(scene: &Scene, range: &Range<usize>, points: u8, stream: Stream) -> u8 {
    let known = fit::is_a_house(scene, range);
    let titled = matches!(stream, Stream::Subject | Stream::Title);
    match (known || scene.agreement(range) != Agreement::None, range.len(), titled) {
        (true, _, _) => points + 16,
        (false, 1, true) => points + 6,
        (false, 1, false) => points.saturating_sub(4),
        _ => points.saturating_sub(12),
    }
}

/// "Hier ist Dana von der ...".
const WRITER: &str = "writer-of-company";

/// "Dana von der Weide", "Dana de Plinth": behind a name, what joins a house to it begins a family name as often, unless
/// what follows is a house by its words, its domain, or another place of the mail.
fn introduced(scene: &Scene, range: &Range<usize>, points: u8) -> u8 {
    let all = &scene.tokens.all;
    let sentences = &scene.tokens.sentences;
    let behind = sentences.partition_point(|s| s.range.start <= range.start);
    let begin = behind.checked_sub(1).map_or(0, |at| sentences[at].range.start);
    let small = (begin..range.start).rev().take_while(|i| all[*i].kind == Kind::Word && !all[*i].capital());
    let joints = small.last().unwrap_or(range.start)..range.start;
    let family = !joints.is_empty()
        && joints.start > begin
        && all[joints.start - 1].kind == Kind::Word
        && joints.clone().all(|i| PARTICLES.contains(&scene.tokens.fold(i)));
    // "Jens hier, ...": nothing joins who that is to a house.
    let bare = joints.is_empty() && begin == range.start;
    let begins = || range.len() == 1 && scene.begins_domain(scene.tokens.fold(range.start));
    let known = || fit::says_what_it_is(scene, range) || begins();
    let listed = || mentioned(scene, range, &[Stream::Subject, Stream::Title, Stream::Signature]);
    if !(family || bare) || known() || scene.agreement(range) != Agreement::None || listed() { points } else { 0 }
}

/// "Dana della filiale di Marl": where the branch is, unless the domain says otherwise.
fn is_of_branch(scene: &Scene, range: &Range<usize>) -> bool {
    let joined = range.start > 1 && (scene.is(range.start - 1, C::Genitive) || scene.is(range.start - 1, C::Link));
    joined && scene.is(range.start - 2, C::Site) && scene.agreement(range) == Agreement::None
}

/// "Bei uns in der ...", "come by ...".
const PASSING: &str = "house-in-passing";

/// What stands there is anything, unless its words say that it is a house: "Tischlerei Plinth", "Plinth & Sons".
fn house(scene: &Scene, range: &Range<usize>, points: u8) -> u8 {
    let known = fit::says_what_it_is(scene, range);
    let listed = range.len() > 1 && (known || stands_before_its_street(scene, range));
    if listed || scene.agreement(range) != Agreement::None { points } else { 0 }
}

/// "au Petit Marl, 8 quai des Tanneurs": a street stands right behind it, and none is in it.
fn stands_before_its_street(scene: &Scene, range: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let behind = range.end + 1..all.len().min(range.end + 1 + STREET);
    let comma = all.get(range.end).is_some_and(|t| t.is(','));
    comma && has_street(scene, behind) && !has_street(scene, range.clone())
}

/// Words in which a street is told: "8 Old Mill Lane".
const STREET: usize = 4;

/// Does a word for a street stand there, in whatever language?
fn has_street(scene: &Scene, mut range: Range<usize>) -> bool {
    let lists = crate::words::languages().filter_map(crate::words::of).map(|words| &words.people.streets);
    let lists: Vec<_> = lists.collect();
    range.any(|i| {
        let word = scene.mail.words(scene.tokens.all[i].span).to_lowercase();
        lists.iter().any(|list| list.iter().any(|s| *s == word || s.len() > 3 && word.ends_with(s)))
    })
}

/// "puesto de camarero en Plinth", "en Málaga": behind such a word stands a place as often as an employer.
fn within(scene: &Scene, range: &Range<usize>) -> bool {
    range.start > 0 && scene.is(range.start - 1, C::Within)
}

fn placed(scene: &Scene, range: &Range<usize>, points: u8) -> u8 {
    let known = fit::is_a_house(scene, range);
    let listed = || mentioned(scene, range, &[Stream::Subject, Stream::Title, Stream::Signature]);
    if known || scene.agreement(range) != Agreement::None || listed() { points } else { points.min(68) }
}

/// "Plinth would like to invite you", among other sentences about an application.
const SAYS: &str = "company-says";

/// Has who writes an address of their own? Then whom they name at the start of a line may be a colleague.
fn from_a_person(scene: &Scene) -> bool {
    scene.mail.from.first().is_some_and(|a| !carrier::is_machine(a) && !sender::is_shared_mailbox(a))
}

/// "X would like to meet you": X is a person as often, unless something else says that it is none.
const WANTS: &str = "wants-you";

fn wanting(scene: &Scene, range: &Range<usize>, points: u8) -> u8 {
    // "L'équipe Plinth vous propose": the team is not the name.
    let team = |i: usize| scene.is(i, C::Team) && !scene.is(i, C::Institution) && !scene.tokens.all[i].capital();
    if range.clone().any(team) {
        return 0;
    }
    let known = fit::is_a_house(scene, range);
    let listed = || mentioned(scene, range, &[Stream::Subject, Stream::Title, Stream::Location]);
    if known || scene.agreement(range) != Agreement::None || listed() { points } else { points.saturating_sub(26) }
}

#[cfg(test)]
mod tests {
    use super::super::test::company;

    #[test]
    fn who_introduces_themselves_names_their_house() {
        for (said, house) in [
            ("Tom here from Marl Joinery. Could you come in on Thursday?", "Marl Joinery"),
            ("My name is Tom and I run Marl Roofing. Could you come in on Thursday?", "Marl Roofing"),
            ("hier ist Anke von der Gärtnerei Marl. Magst du vorbeikommen?", "Gärtnerei Marl"),
            ("Schlosserei Hofer hier. Können Sie am Montag kommen?", "Schlosserei Hofer"),
            ("soy Iván, de Talleres Marl. ¿Puedes venir el jueves?", "Talleres Marl"),
            ("daqui fala o Rui, da Marcenaria Lopes. Podes vir na quinta?", "Marcenaria Lopes"),
            ("mi chiamo Carla Bassi e Le scrivo dall'Officina Marl.", "Officina Marl"),
            ("Els hier, van Hoveniersbedrijf De Marl. Past vrijdag?", "Hoveniersbedrijf De Marl"),
            ("met Joost van Bakkerij Smit. Kun je donderdag langskomen?", "Bakkerij Smit"),
        ] {
            assert_eq!(company("Tom <tom@gmail.com>", said).as_deref(), Some(house), "{said}");
        }
    }

    #[test]
    fn a_house_in_passing_is_one_by_its_own_words() {
        for (said, house) in [
            ("Could you pop into Marl Bakery on Thursday?", "Marl Bakery"),
            ("Den Zettel haben Sie bei uns in der Bäckerei Marl gelassen.", "Bäckerei Marl"),
            ("Ici le garage Marl, route d'Albi.", "garage Marl"),
            ("Te escribo de la cooperativa Marl.", "cooperativa Marl"),
            ("Estamos aqui na Padaria Marl.", "Padaria Marl"),
            ("Passa all'Officina Marl quando vuoi.", "Officina Marl"),
            ("Loop even binnen bij Bakkerij Marl.", "Bakkerij Marl"),
            ("The place is Marl & Sons, 14 Quay Road.", "Marl & Sons"),
        ] {
            assert_eq!(company("Tom <tom@gmail.com>", said).as_deref(), Some(house), "{said}");
        }
        for said in [
            "Could you pop into town on Thursday?",
            "Hier die Adresse: Hauptstraße 4.",
            "Come over to Kilkenny on Thursday.",
            "Wir von der Küche freuen uns.",
            "Passez donc à la gare.",
        ] {
            assert_eq!(company("Tom <tom@gmail.com>", said), None, "{said}");
        }
    }

    #[test]
    fn an_article_with_a_capital_belongs_to_the_house() {
        let said = "C'est Anne de La Brumante, on cherche un cuisinier.";
        assert_eq!(company("Anne <anne@labrumante.example>", said).as_deref(), Some("La Brumante"));
    }

    #[test]
    fn the_end_of_a_family_name_is_no_house() {
        for said in [
            "hier ist Anke von der Heide. Magst du vorbeikommen?",
            "soy Ana de la Fuente. ¿Puedes venir el jueves?",
            "aqui é a Ana da Silva. Você pode vir na quinta?",
            "sono Anna della Rovere. Puoi venire giovedì?",
            "ik ben Els van Dongen. Kun je donderdag?",
            "met Joost van Dijk. Kun je donderdag?",
            "hier ist der Link von Zoom für unser Gespräch.",
        ] {
            assert_eq!(company("Tom <tom@gmail.com>", said), None, "{said}");
        }
    }
}
