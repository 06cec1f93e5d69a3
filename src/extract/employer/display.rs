//! The name of a sender: "Dana Ito (Acme)", "Acme Hiring Team", "Dana from Acme".

use super::Candidate;
use super::label::Agreement;
use super::scene::Scene;
use super::{carrier, fit};
use crate::extract::closing::is_formula;
use crate::extract::sender;
use crate::extract::tokens::Stream;
use crate::message::address::{Address, registered};
use crate::message::body::{Line, Voice};
use crate::text::{Part, Span};
use crate::words::schema::WordClass as C;
use crate::words::schema::folded;

/// The rule by which the name of a sender is read.
pub(super) const RULE: &str = "sender-name";

/// "Dana Ito (Acme)", "Acme Hiring Team", "Dana from Acme".
pub fn names(scene: &Scene, companies: &mut Vec<Candidate>) {
    let mail = scene.mail;
    let from = mail.from.first().map(|a| (a, Part::From));
    let reply = mail.reply_to.first().map(|a| (a, Part::ReplyTo));
    for (address, part) in from.into_iter().chain(reply).filter(|(address, _)| !sender::is_system(address)) {
        let Some(display) = address.name.as_deref() else { continue };
        for (piece, points) in display_pieces(scene, address, display) {
            let start = display.find(piece).unwrap_or(0);
            let seen = Span::new(part, start, start + piece.len());
            let own = agreement(scene, piece) != Agreement::None;
            companies.push(Candidate { value: piece.to_string(), points, rule: RULE, seen, own });
        }
    }
}

/// What stands between a person and a company, and between nothing else.
const OF_COMPANY: [&str; 7] = [" @ ", " at ", " from ", " von ", " de chez ", " bei ", " bij "];

/// What stands between two words of a house's name as often.
const OF_ANYBODY: [&str; 5] = [" de ", " da ", " di ", " van ", " of "];

/// What stands between a given name and a family name, too: "Ruprecht von Marl".
const OF_FAMILY: [&str; 5] = [" von ", " de ", " da ", " di ", " van "];

/// Does the mailbox bear that name?
fn is_in_address(address: &Address, name: &str) -> bool {
    let local = folded(address.local());
    words_of(name).last().is_some_and(|last| last.len() > 3 && local.contains(last.as_str()))
}

fn display_pieces<'d>(scene: &Scene, address: &Address, display: &'d str) -> Vec<(&'d str, u8)> {
    let mut out = Vec::new();
    if let Some(brand) = small_brand(scene, address, display) {
        return vec![(brand, 80)];
    }
    let display = display.split(" via ").next().unwrap_or(display);
    let display = display.split(" (via ").next().unwrap_or(display);
    let joints = [
        " | ",
        " - ",
        " – ",
        " @ ",
        " at ",
        " from ",
        " von ",
        " de chez ",
        " de ",
        " da ",
        " di ",
        " van ",
        " bei ",
        " bij ",
        " of ",
        ", ",
        " (",
    ];
    let splits = joints.iter().flat_map(|j| display.match_indices(j));
    let mut splits: Vec<(usize, &str)> = splits.take(12).collect();
    splits.sort();
    for (at, joint) in splits {
        let (before, behind) = (&display[..at], display[at + joint.len()..].trim_end_matches(')'));
        if of_institution(scene, before) || OF_ANYBODY.contains(&joint) && is_of_a_house(scene, before) {
            continue;
        }
        let behind = sender::without_suffix(behind).trim();
        let person = is_person_text(scene, before);
        if OF_FAMILY.contains(&joint) && person && is_in_address(address, behind) {
            continue;
        }
        if is_display_name(scene, behind) {
            match agreement(scene, behind) {
                Agreement::Full => out.push((behind, 90)),
                Agreement::Part => out.push((behind, 86)),
                Agreement::None if OF_COMPANY.contains(&joint) && (person || is_team(scene, before)) => {
                    out.push((behind, 82));
                }
                Agreement::None if joint == " (" && person => out.push((behind, 76)),
                Agreement::None if joint == " - " && is_team(scene, before) => out.push((behind, 76)),
                Agreement::None => {}
            }
        }
        let before = sender::without_suffix(before).trim();
        if is_display_name(scene, before) && agreement(scene, before) == Agreement::Full {
            out.push((before, 88));
        }
    }
    // "Filiale di Treviso - Lavorabene": the shortest piece that agrees says it best.
    if let Some(best) = out.iter().copied().min_by_key(|(piece, points)| (*points < 88, piece.len())) {
        return vec![best];
    }
    let bare = sender::without_suffix(display).trim();
    let bare = teamless(scene, bare.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let bare = without_mailbox(scene, address, without_desk(scene, bare));
    let stripped = bare.len() < display.trim().len();
    if signed_as(scene, address, bare) {
        return vec![(bare, 78)];
    }
    if !is_display_name(scene, bare) || display.contains(['@', '(']) || is_of_the_family(scene, bare) {
        return out;
    }
    let shared = sender::is_shared_mailbox(address);
    let mark = [" - ", " – ", " | "].into_iter().find(|s| bare.contains(s)).unwrap_or(" | ");
    if let Some(piece) = bare.split(mark).filter(|p| p.len() < bare.len()).find(|p| is_institution(scene, p)) {
        return vec![(piece, 80)];
    }
    let own = agreement(scene, bare) == Agreement::Full;
    let house = is_named_for(scene, address, bare);
    if !shared && !stripped && !own && !house && looks_like_person(scene, bare) && bare.contains(' ') {
        return out;
    }
    let robot = sender::is_no_reply(address);
    let points = match agreement(scene, bare) {
        Agreement::Full | Agreement::Part if robot && !text_mentions(scene, bare) => return out,
        // A system that nobody knows says its own name there, too.
        Agreement::Full if shared || stripped => 78,
        Agreement::Full => 80,
        Agreement::Part => 76,
        Agreement::None if is_institution(scene, bare) && !robot => 78,
        Agreement::None if has_legal_form(scene, bare) => 97,
        Agreement::None if robot && is_institution(scene, bare) && says_so(scene, address, bare) => 80,
        Agreement::None if robot && sender::is_vendor(address) && in_subject(scene, bare) => 80,
        Agreement::None if stripped && sender::is_vendor(address) && in_subject(scene, bare) => 80,
        Agreement::None if stripped && !is_person_text(scene, bare) => 76,
        Agreement::None if stripped && spoken_of(scene, bare) => 80,
        // "Marl Mews Hiring" from a system.
        Agreement::None if (stripped || is_branded(bare)) && robot && !names_somebody(scene, bare) => 76,
        Agreement::None if carrier::is_machine(address) && is_one_unknown(scene, bare) && in_subject(scene, bare) => 76,
        Agreement::None if shared && bare.contains(" & ") && !names_somebody(scene, bare) => 78,
        // "Plinth" from a known system: it mails for others, and somebody else signs.
        Agreement::None if robot && sender::is_vendor(address) && is_one_unknown(scene, bare) => 76,
        Agreement::None if house => 76,
        Agreement::None if shared && !looks_like_person(scene, bare) => 70,
        Agreement::None => return out,
    };
    out.push((bare, points));
    out
}

/// "marl via Planable": a house that writes itself small, before the system that mails for it, and in the text.
fn small_brand<'d>(scene: &Scene, address: &Address, display: &'d str) -> Option<&'d str> {
    let (brand, _) = display.split_once(" via ").filter(|_| carrier::is_machine(address))?;
    let words = words_of(brand);
    let small = brand.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '&'));
    let other = [C::Given, C::Team, C::Function, C::Chatter];
    let somebody = |w: &String| scene.people.contains(w) || other.iter().any(|c| scene.words.is(w, *c));
    (small && (1..=3).contains(&words.len()) && !words.iter().any(somebody) && text_mentions(scene, brand))
        .then_some(brand)
}

/// "Kita Marl, Verwaltung", "Marl -": without the desk of the house behind a mark, and without the mark.
fn without_desk<'t>(scene: &Scene, text: &'t str) -> &'t str {
    let cut = text.rsplit_once(", ").filter(|(_, desk)| is_team(scene, desk));
    let text = cut.map_or(text, |(house, _)| house);
    text.trim_end_matches([' ', '-', '–', '|', ','])
}

/// "Post Plinth" from `post@plinth.example`: which mailbox of the house it is.
fn without_mailbox<'t>(scene: &Scene, address: &Address, text: &'t str) -> &'t str {
    let Some((first, rest)) = text.split_once(' ') else { return text };
    let local = folded(address.local());
    let of_the_house = |w: &str| scene.words.is(&folded(w), C::Institution);
    let mailbox = first.len() > 3 && local.split(['.', '-', '_']).any(|piece| piece == folded(first));
    let house = agreement(scene, rest) != Agreement::None && !scene.people.contains(&folded(rest));
    if mailbox && house && !of_the_house(first) && !sender::is_vendor(address) { rest } else { text }
}

/// A house for which a known system mails, and which the text names.
fn says_so(scene: &Scene, address: &Address, text: &str) -> bool {
    sender::is_vendor(address) && text_mentions(scene, text)
}

/// "Plinth Recruiting", and a mail that speaks of Plinth: no given name is in it, and it is not who signs.
fn spoken_of(scene: &Scene, text: &str) -> bool {
    let streams = [Stream::Subject, Stream::Said, Stream::Title, Stream::Notes];
    !names_somebody(scene, text) && mentions(scene, text, &streams) && !ends_with(scene, text)
}

/// Is somebody's name in it? "Ash" is one, "Quill & Ash" has none.
fn names_somebody(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    let given = |w: &String| scene.words.is(w, C::Given);
    let joined = text.contains('&') && !words.iter().all(given);
    words.iter().any(|w| scene.people.contains(w) || !joined && given(w))
}

/// "La Cigale": an article with a capital is a part of the name, but for "The".
fn led_by_article(scene: &Scene, text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let is = |class| scene.words.is(&folded(first), class);
    text.contains(' ') && first.starts_with(char::is_uppercase) && is(C::Article) && !is(C::Thing)
}

/// "Loophole", "La Cigale": one word that is nobody's name.
fn is_one_unknown(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    let words = words.get(usize::from(led_by_article(scene, text))..).unwrap_or_default();
    matches!(words, [word] if word.len() > 3 && !names_somebody(scene, text))
}

/// "Minuit.", "Yes&", "Quill & Ash", "Zeta 4 Logistica": a sign or a number as nobody's name has it.
fn is_branded(text: &str) -> bool {
    let signed = text.ends_with(['.', '!', '?', ';', '&', '+']) && !text.contains(' ');
    let numbered = text.split(' ').skip(1).any(|w| w.bytes().all(|b| b.is_ascii_digit()));
    signed || numbered || text.contains(" & ") || text.contains(" + ")
}

/// Is it the last line of what the mail says?
fn ends_with(scene: &Scene, text: &str) -> bool {
    last_line(scene).is_some_and(|line| words_of(line) == words_of(text))
}

/// The last line that somebody wrote.
fn last_line<'s>(scene: &'s Scene) -> Option<&'s str> {
    let spoken = |l: &&Line| matches!(l.voice, Voice::Said | Voice::Signature);
    let mut lines = scene.mail.body.lines.iter().filter(spoken).map(|l| scene.mail.body.line(l).trim());
    lines.rfind(|l| !l.is_empty())
}

/// "Weberei Marl" from `info@marl.example`, signed by somebody of another name: it ends as the domain begins, and
/// nothing in the mail says that it is somebody.
fn is_named_for(scene: &Scene, address: &Address, text: &str) -> bool {
    let words = words_of(text);
    let domain = address.domain();
    let label = own_label(address);
    let pieces: Vec<String> = label.split('-').map(folded).collect();
    let local = folded(address.local());
    let [first, .., last] = words.as_slice() else { return false };
    let somebody = scene.words.is(first, C::Given) || scene.people.contains(first) || local.contains(first.as_str());
    let signed = last_line(scene).map(words_of).unwrap_or_default();
    let by_another = (1..=3).contains(&signed.len()) && !signed.contains(first) && !local.contains(last.as_str());
    let hollow = [C::Chatter, C::Function, C::Team].iter().any(|c| signed.iter().any(|w| scene.words.is(w, *c)));
    let named = last_line(scene).is_some_and(|l| l.split_whitespace().all(|w| w.starts_with(char::is_uppercase)));
    // "L'équipe Plinth": whose team it is.
    let team = words.iter().any(|w| scene.words.is(w.rsplit('\'').next().unwrap_or(w), C::Team));
    !team
        && last.len() > 4
        && pieces.contains(last)
        && !somebody
        && by_another
        && !hollow
        && named
        && !sender::is_freemail(&domain)
}

/// The telling label of an address: "plinth" of `dana@mail.plinth.example`.
fn own_label(address: &Address) -> String {
    registered(&address.domain()).split('.').next().unwrap_or_default().to_string()
}

fn is_team(scene: &Scene, text: &str) -> bool {
    words_of(text).iter().all(|w| [C::Team, C::Agency, C::Hires].iter().any(|c| scene.words.is(w, *c)))
}

/// "Bäckerei Holzer": a name that says what the house does.
fn is_institution(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    words.len() > 1 && words.iter().any(|w| scene.words.is(w, C::Institution) && !scene.words.is(w, C::Team))
}

/// "Zug um Zug AG", also from an address of a system.
fn has_legal_form(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    words.len() > 1 && words.last().is_some_and(|w| scene.words.is(w, C::Legal))
}

/// "Hospital de São Telmo" is one name.
fn of_institution(scene: &Scene, before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    scene.words.is(&folded(last), C::Institution)
}

/// "Galleries Civiques de Valmont": neither somebody nor a team of a house, but the beginning of its name.
fn is_of_a_house(scene: &Scene, before: &str) -> bool {
    let words = words_of(before);
    let somebody = [C::Team, C::Chatter, C::Function, C::Role, C::RoleFirst, C::Given, C::Honorific];
    let small = |w: &str| scene.words.is(&folded(w), C::Link);
    words.len() > 1
        && before.split_whitespace().all(|w| w.starts_with(char::is_uppercase) || small(w))
        && !words.iter().any(|w| scene.people.contains(w) || somebody.iter().any(|c| scene.words.is(w, *c)))
}

/// "Karriere Acme", "Acme Interview Scheduling": without the words of departments around the name.
fn teamless<'t>(scene: &Scene, mut text: &'t str) -> &'t str {
    let team = |word: &str| {
        let w = folded(word);
        // "TU Marl"
        let initials = word.len() > 1 && word.chars().all(char::is_uppercase);
        let class = |c: &C| scene.words.is(&w, *c) && !(initials && matches!(c, C::Function));
        [C::Team, C::Chatter, C::Function, C::Hires].iter().any(class) && !scene.words.is(&w, C::Institution)
    };
    let whole = text;
    let front = |w: &str, text: &str| team(w) && !led_by_article(scene, text);
    while let Some((first, rest)) =
        text.split_once(' ').filter(|(first, _)| front(first, text) && agreement(scene, text) != Agreement::Full)
    {
        let _ = first;
        text = rest.trim_start();
    }
    while let Some((rest, _)) =
        text.rsplit_once(' ').filter(|(_, last)| team(last) && agreement(scene, text) != Agreement::Full)
    {
        text = rest.trim_end();
    }
    if text.split_whitespace().all(team) { whole } else { text }
}

pub(super) fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|w| folded(w.trim_matches(|c: char| !c.is_alphanumeric())))
        .filter(|w| !w.is_empty())
        .collect()
}

fn agreement(scene: &Scene, text: &str) -> Agreement {
    let words = words_of(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    scene.agrees(&words)
}

fn is_person_text(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    !words.is_empty() && words.iter().any(|w| scene.people.contains(w)) || looks_like_person(scene, text)
}

/// Two or three capitalised words without any that companies use.
fn looks_like_person(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    let classes = [C::Institution, C::Legal, C::Team, C::Chatter, C::Agency, C::Role];
    let led = led_by_article(scene, text);
    (1..=4).contains(&words.len()) && !led && !words.iter().any(|w| classes.iter().any(|c| scene.words.is(w, *c)))
}

fn is_display_name(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    let classes = [C::Chatter, C::Team, C::Function, C::Time, C::Level, C::Honorific, C::Tool, C::Agency, C::Manner];
    let hollow = words.iter().all(|w| classes.iter().any(|c| scene.words.is(w, *c)));
    let tool = words.iter().all(|w| scene.words.is(w, C::Tool)) && agreement(scene, text) != Agreement::Full;
    let person = words.iter().all(|w| scene.people.contains(w));
    let agrees = agreement(scene, text) != Agreement::None;
    let automatic = sender::system(&text.to_lowercase()).is_some();
    let title = !agrees
        && words.iter().any(|w| scene.words.is(w, C::Role))
        && !words.iter().any(|w| scene.words.is(w, C::Institution));
    let name = agrees || text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let sentence = text
        .split_whitespace()
        .any(|w| scene.words.is(w, C::Function) && !scene.words.is(w, C::Link) && !scene.words.is(w, C::Article));
    let kind = words.len() == 1 && !agrees && scene.words.is(&words[0], C::Institution);
    let person = person || !agrees && is_titled(scene, &words);
    name && !title
        && !kind
        && (agrees || !sentence || has_legal_form(scene, text))
        && !words.is_empty()
        && words.len() <= 8
        && (!hollow || agrees)
        && !person
        && !tool
        && !automatic
}

/// "Maître Marl", "Marl" where the text speaks of "Prof. Marl": somebody, whose title says so.
fn is_titled(scene: &Scene, words: &[String]) -> bool {
    let house = |w: &String| scene.words.is(w, C::Institution) || scene.words.is(w, C::Legal);
    let titled = || (0..scene.tokens.all.len()).any(|i| *words[0] == *scene.tokens.fold(i) && fit::titled(scene, i));
    match words {
        [first, _] => scene.words.is(first, C::Honorific) && !words.iter().any(house),
        [_] => titled(),
        _ => false,
    }
}

/// "Moni Marl" from `shop@marl.example`, who signs so: somebody whose family the house is named for.
pub(super) fn is_of_the_family(scene: &Scene, text: &str) -> bool {
    let words = words_of(text);
    let [first, last] = words.as_slice() else { return false };
    let kind = [C::Institution, C::Article, C::Legal, C::Agency, C::Team, C::Function];
    let house = kind.iter().any(|c| scene.words.is(first, *c)) || scene.words.ends_as_house(first);
    let display = scene.mail.from.first().and_then(|a| a.name.as_deref()).map(words_of);
    let domain = scene.mail.from.first().is_some_and(|a| folded(&own_label(a)) == *last);
    !house && display.as_ref() == Some(&words) && domain && ends_with(scene, text)
}

/// Do these words stand in the subject, in what is said or signed?
fn text_mentions(scene: &Scene, text: &str) -> bool {
    mentions(scene, text, &[Stream::Subject, Stream::Said, Stream::Signature, Stream::Title, Stream::Notes])
}

/// Does the mail end with a person's name and, below it, this one? Then it is the house's.
fn signed_as(scene: &Scene, address: &Address, text: &str) -> bool {
    let spoken = |l: &&Line| !matches!(l.voice, Voice::Quoted | Voice::Attribution | Voice::Repeated);
    let lines = scene.mail.body.lines.iter().filter(spoken).map(|l| scene.mail.body.line(l).trim());
    let lines: Vec<&str> = lines.filter(|l| !l.is_empty()).collect();
    let own = words_of(text);
    let last = lines.len().saturating_sub(3);
    let at = lines.iter().rposition(|l| words_of(l).starts_with(&own)).filter(|at| *at >= last.max(1));
    // A given name and nothing else; a closing formula ends with a comma or has more words.
    let given = |line: &str| {
        let hollow = [C::Chatter, C::Function, C::Team, C::Role].iter().any(|c| scene.words.is(&folded(line), *c));
        !hollow && line.starts_with(char::is_uppercase) && line.chars().all(char::is_alphabetic)
    };
    let known = own.iter().all(|w| scene.people.contains(w) || scene.words.is(w, C::Function))
        && !sender::is_freemail(&address.domain());
    // "Sebas" above "Sebastian Ito": the same person, in short.
    let short = |line: &str| own.first().is_some_and(|first| line.len() > 2 && first.starts_with(&folded(line)));
    let another = |line: &str| given(line) && !own.contains(&folded(line)) && !short(line) && !is_formula(line);
    own.len() > 1 && !known && at.is_some_and(|at| another(lines[at - 1]))
}

fn in_subject(scene: &Scene, text: &str) -> bool {
    mentions(scene, text, &[Stream::Subject, Stream::Title])
}

fn mentions(scene: &Scene, text: &str, streams: &[Stream]) -> bool {
    let words = words_of(text);
    let sentences = scene.tokens.sentences.iter().filter(|s| streams.contains(&s.stream));
    sentences.flat_map(|s| s.range.clone()).any(|at| stands_at(scene, &words, at))
}

/// Do these words stand from this token on, whatever "&" joins them?
fn stands_at(scene: &Scene, words: &[String], at: usize) -> bool {
    let mut tokens = (at..scene.tokens.all.len()).filter(|i| *i == at || !scene.tokens.all[*i].is('&'));
    words.iter().all(|w| tokens.next().is_some_and(|i| scene.tokens.fold(i) == *w))
}

#[cfg(test)]
mod tests {
    use super::super::test::company;

    #[test]
    fn a_closing_formula_is_nobody_above_a_house() {
        for closing in ["Cordialement", "Regards", "Grüße", "Saludos", "Saluti", "Groet", "Abraço"] {
            let body = format!("Could you come for an interview on Friday at ten?\n{closing}\nPaul Morel");
            assert_eq!(company("Paul Morel <paul.morel@gmail.com>", &body), None, "{closing}");
        }
    }

    #[test]
    fn a_mailbox_is_no_part_of_the_name() {
        let body = "Your interview is on Tuesday.";
        assert_eq!(company("Pforte AG Talheim <pforte@ag-talheim.example>", body).as_deref(), Some("AG Talheim"));
        assert_eq!(company("Marl Hotel <marl@gmail.com>", body).as_deref(), Some("Marl Hotel"));
    }

    #[test]
    fn a_system_mails_for_a_team_or_a_brand() {
        let body = "Your interview is on Tuesday.";
        let house = |from: &str| company(&format!("{from} <no-reply@mail.planable.example>"), body);
        assert_eq!(house("Quill & Ash Hiring").as_deref(), Some("Quill & Ash"));
        assert_eq!(house("Marl Mews Careers").as_deref(), Some("Marl Mews"));
        assert_eq!(house("\"Marlet.\"").as_deref(), Some("Marlet."));
        for somebody in ["Dana Ito", "Priya Ito Hiring", "Priya & Ines", "Marlet", "Hiring Team"] {
            assert_eq!(house(somebody), None, "{somebody}");
        }
    }

    #[test]
    fn a_small_brand_stands_before_the_system_that_mails_for_it() {
        let body = "Pick a time.\n\nthe marl people team";
        assert_eq!(company("marl via Planable <no-reply@planable.example>", body).as_deref(), Some("marl"));
        assert_eq!(company("ines via Planable <no-reply@planable.example>", "Pick a time with ines."), None);
        assert_eq!(company("marl via Planable <no-reply@planable.example>", "Pick a time."), None);
    }

    #[test]
    fn a_house_that_ends_as_its_domain_is_signed_by_somebody_else() {
        let body = "Kommen Sie am Dienstag um zehn.\n\nJoost Lenz";
        assert_eq!(company("Weberei Plinthe <tuch@plinthe.example>", body).as_deref(), Some("Weberei Plinthe"));
        assert_eq!(company("Joost Lenz <tuch@plinthe.example>", body), None);
    }

    #[test]
    fn whose_family_the_house_is_named_for_is_no_house() {
        let from = "Moni Plinthe <laden@plinthe.example>";
        let body = "Kommen Sie am Dienstag um zehn.\n\nMoni Plinthe";
        assert_ne!(company(from, body).as_deref(), Some("Moni Plinthe"));
        let body = "Kommen Sie am Dienstag zu uns in die Bäckerei Plinthe.\n\nMoni Plinthe";
        assert_eq!(company(from, body).as_deref(), Some("Bäckerei Plinthe"));
    }

    #[test]
    fn the_team_of_a_house_writes_through_a_system() {
        let from = "Recruitment at Marl Lane Learning <notifications@shiftly.example>";
        let body = "You are meeting us tomorrow.\n\nShiftly Pty Ltd, 200 Quay Road";
        assert_eq!(company(from, body).as_deref(), Some("Marl Lane Learning"));
    }

    #[test]
    fn who_signs_in_short_and_in_full_is_one_person() {
        let body = "Kunt u dinsdag om tien uur?\n\nWilh\nWilhelmus Aerts, balie";
        assert_ne!(company("Wilhelmus Aerts <wilh@plinthe.example>", body).as_deref(), Some("Wilhelmus Aerts"));
    }
}
