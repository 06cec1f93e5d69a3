//! The last resort: a mail that names no employer, from a person who writes from a house's own domain.
//!
//! `dana@plinth.example` works at something that calls itself "plinth". That is a guess, in the letters of the
//! address; it is never put into a sentence.

use super::Candidate;
use super::display::words_of;
use super::scene::Scene;
use crate::extract::sender;
use crate::message::address::{Address, registered};
use crate::text::{Part, Span};
use crate::words::schema::WordClass as C;
use crate::words::schema::folded;

/// A longer label is more than two words run together, which is how nobody writes the name.
const LONGEST: usize = 15;

/// The telling label of the sender's domain, where a person writes for themselves.
pub fn name(scene: &Scene, points: u8) -> Option<Candidate> {
    let mail = scene.mail;
    let from = mail.from.first().filter(|_| mail.from.len() == 1)?;
    let passed_on = mail.body.forward.is_some() || mail.reply_to.iter().any(|r| !r.same_organisation(from));
    if passed_on || mail.marks.list || mail.marks.precedence.is_some() || !is_persons(scene, from) {
        return None;
    }
    let domain = registered(&from.domain());
    let label = domain.split('.').next().filter(|l| l.len() > 2 && l.len() <= LONGEST)?;
    if !is_house(scene, from, label) {
        return None;
    }
    let start = mail.part(Part::From).rfind(&domain)?;
    let seen = Span::new(Part::From, start, start + label.len());
    Some(Candidate { value: label.to_string(), points, rule: "domain", seen, own: true })
}

/// An address that a person chose or was given: their name is in it, and nothing that a machine would add.
fn is_persons(scene: &Scene, from: &Address) -> bool {
    let local = from.local().to_lowercase();
    let plain = !sender::is_shared_mailbox(from) && !sender::is_of_a_machine(from) && !local.contains('+');
    let foreign = sender::is_vendor(from) || sender::is_freemail(&from.domain());
    let pieces = || local.split(['.', '-', '_']).filter(|p| !p.is_empty());
    let digits = local.bytes().filter(u8::is_ascii_digit).count();
    // "Office of the Principal" is nobody's name.
    let post = |w: &String| [C::Role, C::RoleFirst, C::Team, C::Function].iter().any(|c| scene.words.is(w, *c));
    let name = words_of(&from.name.as_deref().unwrap_or_default().replace('-', ""));
    let post = name.iter().filter(|w| w.len() > 1).all(post);
    let named = pieces().any(|p| name.iter().any(|n| n.len() > 1 && (p == n || p.len() > n.len() && p.ends_with(n))));
    plain && !foreign && digits == 0 && pieces().count() <= 3 && named && !post
}

/// Is the label a house's, not the writer's own name, a trade's or a tool's?
fn is_house(scene: &Scene, from: &Address, label: &str) -> bool {
    let bare = folded(label);
    let own = words_of(from.name.as_deref().unwrap_or_default());
    let persons = own.iter().any(|n| n.len() > 2 && bare.contains(n.as_str()));
    let between = [C::Agency, C::Broker, C::Tool, C::Team, C::Hires];
    let is = |word: &str| between.iter().any(|c| scene.words.is(word, *c));
    // "larkspursearch": a trade at the end of one word.
    let trade = |p: &str| (3..p.len()).any(|at| p.is_char_boundary(at) && p.len() - at > 3 && is(&p[at..]));
    bare.chars().any(char::is_alphabetic) && !persons && is_one_word(scene, &bare) && !is(&bare) && !trade(&bare)
}

/// `marl-dairy`, `marlanddairy`, `marldairy`: how these are written nobody knows.
fn is_one_word(scene: &Scene, label: &str) -> bool {
    let house = |w: &str| w.len() > 3 && scene.words.is(w, C::Institution);
    let cuts = || (2..label.len().saturating_sub(1)).filter(|at| label.is_char_boundary(*at));
    let kind = cuts().any(|at| house(&label[at..]) || house(&label[..at]));
    let joined = ["and", "und"].iter().any(|and| label.find(and).is_some_and(|at| at > 1 && at + 4 < label.len()));
    // "quickmail", "valleynet": who carries the mail of many.
    let carrier = ["mail", "correo", "correio"].iter().any(|word| label.contains(word));
    let carrier = carrier || ["online", "net"].iter().any(|end| label.ends_with(end));
    !label.contains('-') && !kind && !joined && !carrier
}

#[cfg(test)]
mod tests {
    use super::super::Employer;
    use super::super::scene::Scene;
    use crate::fact::Sure;
    use crate::message::Mail;

    fn company(from: &str) -> Option<(String, Sure)> {
        let text = format!("From: {from}\nTo: Ada Byron <ada@home.example>\nSubject: hello\n\nCould we talk at ten?\n");
        let found = Employer::of(&Scene::new(&Mail::read(text.as_bytes()).unwrap(), false)).company;
        found.fact().map(|f| (f.value.clone(), f.sure))
    }

    #[test]
    fn who_writes_from_a_house_works_there() {
        assert_eq!(company("Dana Ito <dana.ito@plinth.example>"), Some(("plinth".into(), Sure::Guess)));
        assert_eq!(
            company("Ann Ito-Marsh <a.itomarsh@plinthstonelea.example>"),
            Some(("plinthstonelea".into(), Sure::Guess))
        );
        assert_eq!(company("dana <dana@plinth.example>"), Some(("plinth".into(), Sure::Guess)));
    }

    #[test]
    fn machines_brokers_and_people_of_their_own_do_not() {
        for from in [
            "Plinth <no-reply@plinth.example>",
            "Dana Ito <dana.ito@gmail.com>",
            "Dana Ito <dana@danaito.example>",
            "Dana Ito <dana@marlsearch.example>",
            "Dana Ito <dana-ito-a8f3@mailer.example>",
            "Dana Ito <jobs@plinth.example>",
            "Dana Ito <dana@stone-plinth.example>",
            "Dana Ito <dana@plinthanddell.example>",
            "Dana Ito <dana@plinthdairy.example>",
            "Dana Ito <dana@plinthmail.example>",
            "Dana Ito <dana@plinthnet.example>",
            "Dana Ito <dana+771@talk.hireflow.example>",
            "Office of the Principal <principal.office@plinth.example>",
            "Dana Ito <dana@plinthsomewhereelse.example>",
        ] {
            assert_eq!(company(from), None, "{from}");
        }
    }
}
