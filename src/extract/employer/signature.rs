//! Who signs, for whom: "Head of Talent, Acme", "Acme GmbH · Personal", a line with the company alone.

use super::display::{is_of_the_family, words_of};
use super::label::Agreement;
use super::scene::Scene;
use super::{name, quotation};
use crate::extract::particles::PARTICLES;
use crate::extract::sender;
use crate::extract::tokens::{Kind, Stream};
use crate::message::address::Address;
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// Among so many words at the beginning of a line stands who carried the mail: "Pigeon | This message was sent for".
const CARRIED: usize = 8;

/// Lines of a signature that are looked at.
const LINES: usize = 14;
/// A longer line names nobody.
const LINE: usize = 16;

/// A name in a signature that may be a company's, and how much speaks for it.
#[derive(Debug)]
pub struct Signed {
    /// Its tokens.
    pub range: Range<usize>,
    /// From 0 to 100.
    pub points: u8,
}

/// The names in the signature; where there is none, in the last lines of what is said.
pub fn names(scene: &Scene) -> Vec<Signed> {
    lines(scene).iter().filter(|l| l.len() <= LINE).flat_map(|line| in_line(scene, line)).collect()
}

/// The lines in which names are looked for.
fn lines(scene: &Scene) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for stream in [Stream::Signature, Stream::Said] {
        let mut all: Vec<Range<usize>> = Vec::new();
        // A sentence of several long lines is no signature, wherever it was wrapped.
        let prose =
            |s: &Range<usize>| stream == Stream::Said && s.len() > LINE && scene.tokens.line(s.start, s).end < s.end;
        for sentence in scene.tokens.sentences.iter().filter(|s| s.stream == stream && !prose(&s.range)) {
            let mut at = sentence.range.start;
            while at < sentence.range.end {
                let line = scene.tokens.line(at, &sentence.range);
                at = line.end.max(at + 1);
                all.push(line);
            }
        }
        let skip = if stream == Stream::Said { all.len().saturating_sub(8) } else { 0 };
        lines.extend(all.into_iter().skip(skip).take(LINES));
        if !lines.is_empty() && stream == Stream::Signature && lines.len() > 2 {
            break;
        }
    }
    lines
}

/// "Plinth Coatings Ltd" above "A Marl Group company": the lines of a house and of who owns it.
pub fn owned_house(scene: &Scene) -> Option<(Range<usize>, Range<usize>)> {
    let lines = lines(scene);
    let tells = |line: &Range<usize>| {
        let described = |i: usize| scene.is(i, C::General) || scene.is(i, C::Legal) || scene.is(i, C::Institution);
        let end = line.end - 1;
        let end = if scene.tokens.all[end].is('.') && end > line.start { end - 1 } else { end };
        INDEFINITE.contains(&scene.tokens.fold(line.start))
            && (described(end) && !scene.tokens.all[end].capital() || described(line.start + 1))
            && line.len() > 2
    };
    let pair = lines.windows(2).find(|pair| tells(&pair[1]) && pair[0].end == pair[1].start)?;
    Some((pair[0].clone(), pair[1].clone()))
}

/// Articles before what a house is said to be.
const INDEFINITE: [&str; 9] = ["a", "an", "ein", "eine", "une", "una", "un", "uma", "een"];

fn in_line(scene: &Scene, line: &Range<usize>) -> Vec<Signed> {
    // "Powered by Carrier Pigeon Inc.": who carried the mail.
    if line.clone().take(CARRIED).any(|i| scene.is(i, C::Carrier)) {
        return Vec::new();
    }
    if let Some(range) = small_house(scene, line) {
        return vec![Signed { range, points: 72 }];
    }
    if articled_house(scene, line) {
        return vec![Signed { range: line.clone(), points: 74 }];
    }
    if listed_house(scene, line) {
        let own = scene.agreement(line) != Agreement::None;
        return vec![Signed { range: line.clone(), points: if own { 88 } else { 72 } }];
    }
    if let Some(range) = named_for_who_signs(scene, line) {
        return vec![Signed { range, points: 80 }];
    }
    let told = is_told(scene, line);
    let pieces = split(scene, line);
    let titled = pieces
        .first()
        .is_some_and(|p| scene.has_head(p) || scene.all(p, &[C::Team, C::Link, C::Function]) && !p.is_empty());
    // "with the manager, Ana Lopes": a sentence, not a signature.
    let spoken =
        pieces.first().is_some_and(|p| p.clone().any(|i| scene.is(i, C::With) && !scene.tokens.all[i].capital()));
    let mut out = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        if !spoken
            && !told
            && let Some(points) = whole_house(scene, piece)
        {
            out.push(Signed { range: piece.clone(), points });
            continue;
        }
        let at_sign = piece.start > line.start && scene.tokens.all[piece.start - 1].is('@');
        // "Vacancy: Cook": what stands before a colon says what is behind it.
        if scene.tokens.all.get(piece.end).is_some_and(|t| t.is(':')) && piece.end < line.end {
            continue;
        }
        let labelled = piece.start > line.start && scene.tokens.all[piece.start - 1].is(':');
        let behind_at = scene.is(piece.start, C::Of) && piece.len() > 1;
        let from = if behind_at && !scene.tokens.all[piece.start].capital() {
            piece.start + 1..piece.end
        } else {
            piece.clone()
        };
        // "For Plinth Hotel": on whose behalf they sign.
        let behalf = from.len() > 1 && scene.is(from.start, C::Function) && scene.is(from.start, C::Link);
        let small = |i: usize| scene.is(i, C::Article) && !scene.tokens.all[i].capital();
        let article = from.len() > 2 && scene.is(from.start, C::For) && small(from.start + 1);
        let name = from.start + if article { 2 } else { 1 };
        let behalf = behalf && !scene.is(from.start, C::Article) && (article || !scene.is_known(name));
        let from = if behalf && scene.tokens.all[name].capital() { name..from.end } else { from };
        let from = unsigned(scene, from);
        let behind = teamless(scene, from.clone());
        let desk = pieces.len() == 1 && behind.start > from.start;
        let from = behind;
        out.extend(trading_person(scene, &from));
        if let Some(range) = said_by_domain(scene, &from) {
            out.push(Signed { range, points: 88 });
            continue;
        }
        let Some(range) = name::at_start(scene, &from).filter(|range| !is_host(scene, range)) else { continue };
        let rest = range.end..from.end;
        let hollow = scene.all(&rest, &[C::Team, C::Function, C::Link, C::Chatter]);
        let points = match scene.agreement(&range) {
            Agreement::Full if alone(scene, &range, line) => 72,
            _ if is_of_the_family(scene, &scene.text(&range)) => continue,
            Agreement::Full => 88,
            Agreement::Part if hollow => 84,
            // "Ask for me at the Riverside Hotel.": of whom a sentence speaks signs nothing.
            Agreement::None if told => continue,
            _ if !hollow || scene.folds(&rest).iter().any(|w| w.bytes().all(|b| b.is_ascii_digit())) => continue,
            _ if at_sign => 80,
            _ if range.clone().any(|i| scene.is(i, C::Legal)) && !is_only_a_kind(scene, &range) => 80,
            // "Klinik für Innere Medizin": a department, unless the domain knows it.
            _ if department(scene, &range) => continue,
            _ if range.len() > 1 && range.clone().any(|i| is_house(scene, i)) && !has_title(scene, &from) => 72,
            _ if range == from && range.len() > 1 && range.clone().any(|i| scene.is(i, C::Agency)) => 70,
            _ if desk && range == from && is_of_desk(scene, &range) => 70,
            // A bracket behind a job holds where in the house: "Deputy Director (Admn.)".
            _ if i > 0
                && titled
                && !spoken
                && pieces.len() == 2
                && !number_near(scene, line)
                && !labelled
                && !scene.has_head(piece)
                && !bracketed(scene, piece) =>
            {
                72
            }
            _ => continue,
        };
        out.push(Signed { range, points });
    }
    out
}

/// `marl.example` in a signature: where the house is on the net, not what it is called.
fn is_host(scene: &Scene, range: &Range<usize>) -> bool {
    let host = |a: &Address| a.domain() == scene.tokens.fold(range.start);
    range.len() == 1 && scene.mail.from.iter().any(host)
}

/// "Scène nationale du Val" of `scene-nationale-val`: small words belong to a name whose words the domain says.
fn said_by_domain(scene: &Scene, piece: &Range<usize>) -> Option<Range<usize>> {
    let all = &scene.tokens.all;
    let named = (3..=8).contains(&piece.len()) && all[piece.start].capital() && all[piece.end - 1].capital();
    let words = piece.clone().all(|i| all[i].kind == Kind::Word && !scene.is_head(i));
    let small = piece.clone().any(|i| !all[i].capital());
    let own = || scene.agreement(piece) == Agreement::Full && name::is_name(scene, piece);
    (named && words && small && own()).then(|| piece.clone())
}

/// A sentence that ends as one, with the small words of one.
fn is_told(scene: &Scene, line: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let last = line.clone().next_back();
    // "e. V.": a legal form ends with a full stop of its own, "Ltd" with that of its sentence.
    let letter = |i: usize| scene.tokens.fold(i).chars().filter(|c| c.is_alphabetic()).count() == 1;
    let legal = last.is_some_and(|i| i > line.start && scene.is(i - 1, C::Legal) && letter(i - 1));
    let dotted = |i: usize| scene.mail.words(all[i].span).ends_with('.') && !letter(i);
    let stops = |i: usize| matches!(all[i].kind, Kind::Mark('.' | '!' | '?')) || dotted(i);
    let ends = !legal && last.is_some_and(stops);
    let small = |i: usize| !all[i].capital() && (scene.is(i, C::Function) || scene.is(i, C::Stop));
    ends && line.len() > 4 && line.clone().any(small)
}

/// "p. Plinth", "i. A. Plinth": that they sign on its behalf.
fn unsigned(scene: &Scene, mut piece: Range<usize>) -> Range<usize> {
    let all = &scene.tokens.all;
    let letter = |i: usize| {
        let word = scene.mail.words(all[i].span).trim_end_matches('.');
        all[i].kind == Kind::Word && word.split('.').all(|letter| letter.chars().count() == 1)
    };
    let small = |i: usize| scene.mail.words(all[i].span).starts_with(char::is_lowercase);
    if piece.len() < 3 || !small(piece.start) {
        return piece;
    }
    let end = piece.clone().find(|i| !letter(*i) && !all[*i].is('.')).unwrap_or(piece.start);
    if end > piece.start + 1 || end > piece.start && scene.mail.words(all[piece.start].span).ends_with('.') {
        piece.start = end;
    }
    piece
}

/// "Marl & Vale, growers" below "Joan Vale", or from her: a house that is named for somebody, and for others.
fn named_for_who_signs(scene: &Scene, line: &Range<usize>) -> Option<Range<usize>> {
    let all = &scene.tokens.all;
    let and = line.clone().find(|i| all[*i].is('&') || scene.is(*i, C::And))?;
    // "Joan Vale, Marl & Trame": who signs stands before it.
    let comma = (line.start + 2..and).find(|i| all[*i].is(',')).filter(|i| scene.is_person(&(line.start..*i)));
    let line = comma.map_or(line.start, |i| i + 1)..line.end;
    let legal = |i: usize| i + 1 < line.end && scene.is(i + 1, C::Legal);
    let ends = |i: &usize| !legal(*i) && matches!(all[*i].kind, Kind::Mark(',' | '|' | '·' | '-' | '–' | '('));
    let name = line.start..(and..line.end).find(ends).unwrap_or(line.end);
    let own = |i: usize| all[i].kind == Kind::Word && all[i].capital() && !scene.is_head(i) && !scene.is(i, C::Team);
    let above = line.start.saturating_sub(4)..line.start;
    let signs = |i: usize| {
        let told = above.clone().any(|at| scene.tokens.fold(at) == scene.tokens.fold(i));
        !scene.is_known(i) && (told || scene.is_person(&(i..i + 1)))
    };
    let shaped = and > name.start
        && and + 1 < name.end
        && name.len() <= 7
        && name.clone().all(|i| i == and || own(i) || all[i].is(','));
    let given = |i: usize| scene.is(i, C::Given);
    let people = scene.is_person(&(name.start..and)) && scene.is_person(&(and + 1..name.end));
    // "Joan & Tom Vale", above whom one of them signs.
    let family = and + 2 < name.end && (given(and + 1) || scene.is_person(&(name.end - 1..name.end)));
    let people = people || and == name.start + 1 && given(name.start) && family;
    (shaped && !people && name.clone().any(|i| i != and && signs(i))).then_some(name)
}

/// "Second Fix Learning", "Te Awa Hospice", "Van Marl Transport B.V.": capitals from end to end, with a word for a house
/// among them, are one name, whatever its first word is elsewhere.
fn whole_house(scene: &Scene, piece: &Range<usize>) -> Option<u8> {
    let all = &scene.tokens.all;
    let house = |i: usize| (scene.is(i, C::Institution) || scene.is(i, C::Legal)) && !scene.is(i, C::Team);
    let other = [C::Team, C::Tool, C::Honorific, C::Agency, C::Broker, C::Entitles, C::Reference];
    let part = |i: usize| {
        let joint = i > piece.start && i + 1 < piece.end && (all[i].is('&') || scene.is(i, C::Link));
        let named = all[i].capital() && (house(i) || !scene.is_head(i) && !other.iter().any(|c| scene.is(i, *c)));
        joint || all[i].kind == Kind::Word && named
    };
    let first = piece.start;
    let behalf = scene.is(first, C::Function) && scene.is(first, C::Link);
    let led = scene.is(first, C::Article) || behalf && !PARTICLES.contains(&scene.tokens.fold(first));
    let named = (3..=7).contains(&piece.len()) && piece.clone().all(part) && piece.clone().any(house);
    if led || !named || is_only_a_kind(scene, piece) || !name::is_name(scene, piece) {
        return None;
    }
    Some(if scene.agreement(piece) == Agreement::None { 73 } else { 88 })
}

/// "Recursos Humanos **Marl Textil**", "Recruitment **Marl&Vale**": several words behind a department alone on its
/// line, which are nobody's name. One word may be a place.
fn is_of_desk(scene: &Scene, range: &Range<usize>) -> bool {
    let other = [C::Team, C::Chatter, C::Time, C::Tool, C::Manner, C::Given, C::Level];
    let part = |i: usize| {
        let token = &scene.tokens.all[i];
        token.is('&') || token.kind == Kind::Word && token.capital() && !other.iter().any(|c| scene.is(i, *c))
    };
    let several = range.len() > 1 || scene.text(range).contains(['&', '+']);
    several && range.clone().all(part) && !scene.has_head(range) && !scene.is_person(range)
}

/// A word for a house that is none for its departments: "Hotel", but not "Services".
fn is_house(scene: &Scene, at: usize) -> bool {
    scene.is(at, C::Institution) && !scene.is(at, C::Team)
}

/// "Manager, Field Services", but not "Marl & Vale Solicitors": several people of a trade at the end are a house.
fn has_title(scene: &Scene, piece: &Range<usize>) -> bool {
    let house = piece.end - 1;
    let named = scene.is(house, C::Institution) && scene.tokens.all[house].capital() && piece.len() > 1;
    scene.has_head(&(piece.start..if named { house } else { piece.end }))
}

/// "Society of Solicitors, LP": what kind of house it is, not which.
fn is_only_a_kind(scene: &Scene, range: &Range<usize>) -> bool {
    let kind = |i: usize| [C::Institution, C::Legal, C::Link].iter().any(|c| scene.is(i, *c)) || scene.is_head(i);
    range.clone().filter(|i| scene.tokens.all[*i].kind == Kind::Word).all(kind)
}

fn bracketed(scene: &Scene, piece: &Range<usize>) -> bool {
    piece.start > 0 && scene.tokens.all[piece.start - 1].is('(')
}

/// "marl & sons", "papyr – letters by hand" below the name of who writes: a house that writes itself small.
fn small_house(scene: &Scene, line: &Range<usize>) -> Option<Range<usize>> {
    let all = &scene.tokens.all;
    let word = |i: usize| all[i].kind == Kind::Word && !all[i].capital();
    let unknown = |i: usize| word(i) && !scene.is_known(i) && all[i].span.end - all[i].span.start > 3;
    let small = |i: usize| !all[i].capital() && !matches!(all[i].kind, Kind::Number | Kind::Link);
    // "Yusra x": who signs, and what they end with.
    let above = (0..line.start).rev().take(4).find(|i| all[*i].line && all[*i].kind == Kind::Word);
    let below = above.is_some_and(|i| scene.is_person(&(i..i + 1)));
    if !below || !unknown(line.start) || scene.is_person(&(line.start..line.start + 1)) || !line.clone().all(small) {
        return None;
    }
    let next = line.start + 1;
    let joined = next + 1 < line.end && all[next].is('&') && word(next + 1);
    // "plot. / the outliner": a brand with a full stop.
    let mark = if next < line.end && all[next].is('.') { next + 1 } else { next };
    let motto = mark < line.end && matches!(all[mark].kind, Kind::Mark('-' | '–' | '—' | '|' | '/'));
    match (joined, motto) {
        (true, _) => Some(line.start..next + 2),
        (false, true) => Some(line.start..next),
        _ => None,
    }
}

/// "The Copper Kettle", "La Bottega Verde" below the name of who writes: what has an article and capitals is a house's.
fn articled_house(scene: &Scene, line: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let other = [C::Team, C::Chatter, C::Function, C::Honorific, C::Time];
    let name = |i: usize| {
        all[i].kind == Kind::Word && all[i].capital() && !scene.is_head(i) && !other.iter().any(|c| scene.is(i, *c))
    };
    let above = (0..line.start).rev().take(4).find(|i| all[*i].line);
    // "Atracción de Talento" above it, or somebody.
    let team = |i: usize| scene.is(i, C::Team) && scene.all(&(i..line.start), &[C::Team, C::Link]);
    let signed = above.is_some_and(|i| scene.is_person(&(i..i + 1)) || team(i));
    signed && (3..=5).contains(&line.len()) && scene.is(line.start, C::Article) && (line.start + 1..line.end).all(name)
}

/// "Ministerium für Wasser, Boden und Verkehr": a house that is named after what it looks after.
fn listed_house(scene: &Scene, line: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let comma = line.clone().find(|i| all[*i].is(','));
    let and = line.clone().rev().find(|i| scene.is(*i, C::And));
    let plain = |i: usize| all[i].is(',') || all[i].kind == Kind::Word && (all[i].capital() || scene.is(i, C::Link));
    let list = comma.zip(and).is_some_and(|(comma, and)| comma < and && and + 1 < line.end && all[and + 1].capital());
    list && scene.is(line.start, C::Institution) && scene.is(line.start + 1, C::Link) && line.clone().all(plain)
}

/// "Larue RH", "Pascoe Recruitment" from Tom Pascoe: who trades under their own name.
fn trading_person(scene: &Scene, piece: &Range<usize>) -> Option<Signed> {
    let last = piece.end.checked_sub(1).filter(|last| *last > piece.start)?;
    let trade = [C::Agency, C::Broker, C::Team].iter().any(|c| scene.is(last, *c));
    let shared = scene.mail.from.first().is_some_and(sender::is_shared_mailbox);
    let other = scene.is(last, C::Tool) || scene.is_head(last) || shared;
    let capital = piece.clone().all(|i| scene.tokens.all[i].capital() || scene.tokens.all[i].is('&'));
    (trade && !other && capital && scene.is_person(&(piece.start..last)))
        .then(|| Signed { range: piece.clone(), points: 80 })
}

/// "Hiring Team Acme" and "Team der Acme" name the company behind the team.
fn teamless(scene: &Scene, mut piece: Range<usize>) -> Range<usize> {
    let whole = piece.clone();
    let team = |i: usize| scene.is(i, C::Team) && !scene.is(i, C::Institution) || scene.is(i, C::Chatter);
    let own = |piece: &Range<usize>| scene.agreement(piece) == Agreement::Full;
    while piece.start < piece.end && (team(piece.start) || scene.is(piece.start, C::Function)) && !own(&piece) {
        piece.start += 1;
    }
    let passed = (whole.start..piece.start).any(team);
    if piece.is_empty() || !passed { whole } else { piece }
}

/// "Feist" below a letter of "Notariat Dr. Feist": the last word of the house's name is who signs.
fn alone(scene: &Scene, range: &Range<usize>, line: &Range<usize>) -> bool {
    let display = scene.mail.from.first().and_then(|a| a.name.as_deref()).unwrap_or_default();
    let words = words_of(display);
    let last = words.len() > 1 && words.last().is_some_and(|w| w == scene.tokens.fold(range.start));
    last && range.len() == 1 && line.len() == 1 && !scene.is_exact(range)
}

fn department(scene: &Scene, range: &Range<usize>) -> bool {
    let second = range.start + 1;
    // "Botschaft von Marland" says whose it is.
    let field = scene.is(second, C::Link) && scene.is(second, C::Stop) && !scene.is(second, C::Of);
    range.len() > 2 && scene.is(range.start, C::Institution) && field
}

fn number_near(scene: &Scene, line: &Range<usize>) -> bool {
    line.clone().any(|i| scene.tokens.all[i].kind == Kind::Number)
}

fn split(scene: &Scene, line: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = line.start;
    let mut quoted = line.start;
    for at in line.clone() {
        quoted = quotation::end(scene, &(start..at), line.end).unwrap_or(quoted);
        if at < quoted {
            continue;
        }
        let splits = match scene.tokens.all[at].kind {
            Kind::Mark(',') => {
                let legal = at + 1 < line.end && scene.is(at + 1, C::Legal);
                !(legal || at > line.start && name::joins_partners(scene, at, line.end))
            }
            Kind::Mark(c) => {
                matches!(c, '|' | '·' | '•' | '-' | '–' | '—' | '@' | '/' | ':' | ';' | '»' | '>' | '(' | ')' | '"')
            }
            Kind::Link => true,
            _ => scene.is(at, C::Of) && !scene.is(at, C::Link) && !scene.tokens.all[at].capital() && at > line.start,
        };
        // "(Pty) Ltd" is a part of the name.
        let inside = scene.tokens.all[at].is('(')
            && at + 2 < line.end
            && (scene.is(at + 1, C::Legal) || (at + 3 < line.end && scene.is(at + 3, C::Legal)));
        let closing = scene.tokens.all[at].is(')')
            && at > line.start
            && (scene.is(at - 1, C::Legal) || at + 1 < line.end && scene.is(at + 1, C::Legal));
        if splits && !inside && !closing {
            if start < at {
                out.push(start..at);
            }
            start = at + 1;
        }
    }
    if start < line.end {
        out.push(start..line.end);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::test::company;

    #[test]
    fn who_carried_the_mail_does_not_sign_it() {
        for line in [
            "Botelo | Este mensaje se envió por encargo de Obrador Marl.",
            "Botelo B.V. verstuurt deze mail voor Obrador Marl.",
        ] {
            let body = format!("¿Puedes venir a una entrevista el jueves a las 10?\n\n{line}");
            assert_eq!(
                company("Obrador Marl <avisos@botelo.example>", &body).as_deref(),
                Some("Obrador Marl"),
                "{line}"
            );
        }
    }

    #[test]
    fn of_whom_a_sentence_speaks_signs_nothing() {
        let from = "Dana Ito <dana@gmail.com>";
        assert_eq!(company(from, "Ask for me at the Riverside Hotel.\n\nDana"), None);
        assert_eq!(company(from, "Ask for me.\n\nDana\nRiverside Hotel").as_deref(), Some("Riverside Hotel"));
    }

    #[test]
    fn a_line_of_the_domains_words_is_the_name_small_words_and_all() {
        let from = "Ines Roux <ines@ronde-populaire-val.example>";
        let sign = |line: &str| company(from, &format!("À demain.\n\nInes Roux\n{line}"));
        assert_eq!(sign("Ronde populaire de l'Val").as_deref(), Some("Ronde populaire de l'Val"));
        assert_eq!(sign("Ronde sportive de l'Aubier"), None);
    }

    #[test]
    fn on_whose_behalf_one_signs_is_the_house() {
        let from = "Dana Ito <dana@officineplinth.example>";
        assert_eq!(
            company(from, "A domani.\n\nDana Ito\np. Officine Plinth S.r.l.").as_deref(),
            Some("Officine Plinth S.r.l.")
        );
    }

    #[test]
    fn an_article_and_capitals_below_who_signs_are_a_house() {
        let from = "Dana Ito <dana.ito@gmail.com>";
        assert_eq!(company(from, "Come at ten.\n\nDana\nThe Copper Kettle").as_deref(), Some("The Copper Kettle"));
        assert_eq!(company(from, "Come at ten.\n\nDana\nCopper Kettle"), None);
    }
}
