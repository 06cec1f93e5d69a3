//! Subjects and titles of events: pieces between dashes, bars and brackets, told apart by their shape.
//!
//! Their order is not fixed: "Acme - Data Engineer" and "Data Engineer - Acme" are both common.

use super::desk;
use super::label::Agreement;
use super::name;
use super::scene::Scene;
use super::slash::is_one_title;
use super::title::{self, Title};
use super::town::is_town;
use crate::extract::tokens::{Case, Kind, Stream};
use crate::words::schema::WordClass as C;
use std::ops::Range;

/// A longer line is a sentence.
const LINE: usize = 14;

/// What the pieces of one subject are.
#[derive(Default, Debug)]
pub struct Pieces {
    /// Job titles, in order.
    pub titles: Vec<Title>,
    /// Words in small letters that look like a trade, behind the meeting and a colon.
    pub trades: Vec<Range<usize>>,
    /// Names that may be a company's, in order.
    pub names: Vec<Range<usize>>,
    /// Names that a title is joined to: "Data Engineer at Acme".
    pub employers: Vec<Range<usize>>,
}

/// The pieces of every sentence of a stream.
pub fn pieces(scene: &Scene, stream: Stream) -> Pieces {
    let mut found = Pieces::default();
    for sentence in scene.tokens.sentences.iter().filter(|s| s.stream == stream) {
        for piece in split(scene, &sentence.range) {
            // "Ward Clerk -> Coordinator": what comes behind an arrow is what it is about now.
            let all = &scene.tokens.all;
            let arrow = piece.start > sentence.range.start
                && (all[piece.start - 1].is('→')
                    || piece.start > 1 && all[piece.start - 1].is('>') && all[piece.start - 2].is('-'));
            if arrow {
                found.titles.clear();
            }
            // "Data Engineer @ Acme"
            let at_house = piece.start > sentence.range.start + 1 && all[piece.start - 1].is('@');
            if at_house && !scene.has_head(&piece) {
                found.employers.extend(name::at_start(scene, &piece));
            }
            read(scene, piece, &mut found);
        }
    }
    found
}

/// Lines that give the title of a meeting: "Event: Intro Call - Acme / Data Engineer".
pub fn entitled(scene: &Scene) -> Option<(Stream, Pieces)> {
    let mut found = Pieces::default();
    for sentence in scene.tokens.sentences.iter().filter(|s| matches!(s.stream, Stream::Said | Stream::Notes)) {
        let Range { start, end } = sentence.range;
        let label = (start..end.min(start + 3)).find(|i| scene.tokens.all[*i].is(':') || scene.tokens.all[*i].is('|'));
        let Some(colon) = label.filter(|at| *at > start && scene.is(*at - 1, C::Entitles)) else {
            if is_title_of_meeting(scene, &sentence.range) {
                let mut line = Pieces::default();
                split(scene, &sentence.range).into_iter().for_each(|piece| read(scene, piece, &mut line));
                found.titles.extend(line.titles);
            }
            continue;
        };
        for piece in split(scene, &(colon + 1..end)) {
            read(scene, piece, &mut found);
        }
    }
    (!found.titles.is_empty() || !found.names.is_empty()).then_some((Stream::Title, found))
}

/// "Phone interview - Data Engineer" on a line of its own.
fn is_title_of_meeting(scene: &Scene, line: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let alone = all[line.start].line && all.get(line.end).is_none_or(|t| t.line) && (2..=LINE).contains(&line.len());
    let begins = || {
        scene.is(line.start, C::Chatter) && all[line.start].capital() && !scene.is_head(line.start)
            || scene.is(line.start, C::Either) && scene.is(line.start + 1, C::Chatter)
            || opens_with_meeting(scene, line)
    };
    let small = [C::Link, C::With, C::Of];
    let spoken = |i: usize| {
        matches!(all[i].kind, Kind::Mark('.' | '!' | '?' | ';'))
            || scene.is(i, C::Function) && !all[i].capital() && !small.iter().any(|c| scene.is(i, *c))
    };
    // "Good day engineer,": a greeting.
    let greets = matches!(all[line.end - 1].kind, Kind::Mark(',' | ':'));
    alone && !greets && begins() && scene.has_head(line) && !line.clone().any(spoken)
}

/// "Postponement of interview - Data Engineer": what happens to a meeting, before a dash.
fn opens_with_meeting(scene: &Scene, line: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let dash = line.clone().skip(1).find(|i| matches!(all[*i].kind, Kind::Mark('-' | '–' | '—' | ':' | '|')));
    let Some(dash) = dash.filter(|_| all[line.start].capital()) else { return false };
    let words = (line.start..dash).all(|i| all[i].kind == Kind::Word && !scene.is_head(i));
    words && scene.is(dash - 1, C::Chatter) && scene.is(dash - 2, C::Link)
}

/// Splits at marks that stand between things; what follows an `@` with a time is dropped.
fn split(scene: &Scene, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let token = &scene.tokens.all[at];
        let splits = match token.kind {
            Kind::Mark(c) => matches!(
                c,
                '-' | '–'
                    | '—'
                    | '|'
                    | ':'
                    | '•'
                    | '·'
                    | '/'
                    | '<'
                    | '>'
                    | '['
                    | ']'
                    | '"'
                    | '“'
                    | '”'
                    | '„'
                    | '«'
                    | '»'
                    | '→'
                    | '↔'
                    | '@'
                    | '?'
                    | '!'
                    | '‖'
            ),
            Kind::Word => scene.tokens.fold(at) == "x" && at > range.start,
            Kind::Link => true,
            Kind::Number => false,
        };
        let titles = token.is('/') && is_one_title(scene, start..at, at + 1..range.end);
        // "Lead - SAP FICO": a rank alone is no title yet.
        let rank = token.is('-') && start + 1 == at && scene.is(start, C::Level) && scene.is_head(start);
        // "Developer (React / Node.js)": a remark is not split.
        if !splits || titles || rank || scene.is_suspended(at) || inside(scene, start..at, range.end) {
            continue;
        }
        if start < at {
            out.push(start..at);
        }
        start = at + 1;
        let timed = token.is('@')
            && start < range.end
            && (scene.is(start, C::Time) || scene.tokens.all[start].kind == Kind::Number);
        if timed {
            return out;
        }
    }
    if start < range.end {
        out.push(start..range.end);
    }
    out
}

/// Is a parenthesis open at the end of `piece` that closes before `limit`?
fn inside(scene: &Scene, piece: Range<usize>, limit: usize) -> bool {
    let is = |i: &usize, mark| scene.tokens.all[*i].is(mark);
    let open = piece.clone().rev().find(|i| is(i, '(') || is(i, ')')).is_some_and(|i| is(&i, '('));
    open && (piece.end..limit).any(|i| is(&i, ')'))
}

fn read(scene: &Scene, piece: Range<usize>, found: &mut Pieces) {
    if piece.is_empty() || scene.is_person(&piece) {
        return;
    }
    let open = piece.clone().find(|i| scene.tokens.all[*i].is('('));
    if let Some(at) = open.filter(|at| *at > piece.start) {
        let close = piece.clone().find(|i| *i > at && scene.tokens.all[*i].is(')')).unwrap_or(piece.end);
        if let Some(house) = bracketed_house(scene, &(at + 1..close)) {
            found.names.push(house);
            return read(scene, piece.start..at, found);
        }
        if !scene.has_head(&(piece.start..at)) && title::gender_mark(scene, &piece).is_none() {
            read(scene, piece.start..at, found);
            read(scene, at + 1..close, found);
            return;
        }
    }
    // "Next - Store Manager": the domain says that it is a name here.
    let plain = |i: usize| scene.tokens.all[i].is_text() && !scene.is(i, C::Function);
    if piece.len() <= 3
        && piece.clone().all(plain)
        && scene.agreement(&piece) != Agreement::None
        && name::is_name(scene, &piece)
        && !scene.has_head(&piece)
    {
        return found.names.push(piece);
    }
    if let Some(at) = house_before_title(scene, &piece) {
        read(scene, piece.start..at, found);
        return read(scene, at + 1..piece.end, found);
    }
    if let Some(title) = desk::before_job(scene, &piece) {
        return found.titles.push(title);
    }
    let bare = without_chatter(scene, piece.clone());
    if bare.is_empty() || scene.is_person(&bare) {
        return;
    }
    if scene.agreement(&bare) == Agreement::Full && name::is_name(scene, &bare) {
        return found.names.push(bare);
    }
    // "Lebenshilfe Marl e. V." ends as a title does, and has a legal form.
    if scene.is(bare.end - 1, C::Legal) && name::at_start(scene, &bare).is_some_and(|name| name == bare) {
        return found.names.push(bare);
    }
    if is_titled(scene, &bare) {
        return role(scene, bare, found);
    }
    if is_trade(scene, &bare) {
        return found.trades.push(bare);
    }
    if let Some(comma) = bare.clone().find(|i| scene.tokens.all[*i].is(',')) {
        let legal = comma + 1 < bare.end && scene.is(comma + 1, C::Legal);
        if !legal && !name::joins_partners(scene, comma, bare.end) {
            read(scene, bare.start..comma, found);
            return read(scene, comma + 1..bare.end, found);
        }
    }
    let met = bare.start > 0 && scene.is(bare.start - 1, C::With) && bare.len() > 1;
    let known = bare.clone().any(|i| scene.is(i, C::Institution) || scene.is(i, C::Legal));
    if met && !known && scene.agreement(&bare) == Agreement::None {
        return;
    }
    if let Some(range) = name::at_start(scene, &bare) {
        let rest = range.end..bare.end;
        if rest.is_empty()
            || scene.all(&rest, &[C::Chatter, C::Team, C::Function])
            || scene.agreement(&range) == Agreement::Full
        {
            if scene.agreement(&range) == Agreement::None && is_town(scene, &range) {
                return;
            }
            found.names.push(range);
        }
    }
}

/// "Colloquio: microtecnico": behind what it is, what it is about, if it looks like somebody who does something.
fn is_trade(scene: &Scene, piece: &Range<usize>) -> bool {
    let all = &scene.tokens.all;
    let small = |i: usize| all[i].kind == Kind::Word && !all[i].capital();
    let behind = piece.start > 1 && all[piece.start - 1].is(':');
    behind
        && scene.is(piece.start - 2, C::Chatter)
        && piece.len() <= 3
        && piece.clone().all(small)
        && scene.is_doer(piece.start)
        && !scene.tokens.fold(piece.start).contains('/')
}

/// Does a title stand in it, by its head, by who may have it, or by a rank before a word for somebody?
fn is_titled(scene: &Scene, piece: &Range<usize>) -> bool {
    let ranked = || piece.clone().any(|i| scene.is(i, C::Level) && title::ranked(scene, &(i..piece.end)));
    scene.has_head(piece) || title::gender_mark(scene, piece).is_some() || ranked()
}

/// "Clerk interview (Port of Plinth Authority)": what a bracket holds from end to end.
fn bracketed_house(scene: &Scene, inner: &Range<usize>) -> Option<Range<usize>> {
    let house = |i: usize| scene.is(i, C::Institution) && !scene.is(i, C::Team) || scene.is(i, C::Legal);
    let name = name::at_start(scene, inner).filter(|name| name == inner && name.len() > 1)?;
    (name.clone().any(house) && !scene.has_head(&name)).then_some(name)
}

/// A piece with the head of a title; behind its last comma the company may stand.
fn role(scene: &Scene, mut piece: Range<usize>, found: &mut Pieces) {
    // "Interview with the lead engineer": who is met.
    if let Some(at) = piece.clone().find(|i| scene.is(*i, C::With) && !scene.tokens.all[*i].capital()) {
        piece.end = at;
    }
    if piece.start > 0 && piece.start < scene.tokens.all.len() && scene.is(piece.start - 1, C::With) {
        return;
    }
    let ends = |at: usize| at + 1..piece.end;
    let own = |at: &usize| scene.agreement(&ends(*at)) != Agreement::None;
    let mut commas = piece.clone().skip(1).filter(|i| scene.tokens.all[*i].is(','));
    let last = commas.clone().last().filter(own);
    let (piece, tail) = match last.or_else(|| commas.find(|at| is_listed_house(scene, &ends(*at)))) {
        Some(at) => (piece.start..at, Some(at + 1..piece.end)),
        None => (piece, None),
    };
    if let Some(tail) = tail.filter(|t| name::is_name(scene, t)) {
        found.names.push(tail);
    }
    let joint = |i: &usize| scene.is(*i, C::Of) && !scene.tokens.all[*i].capital() && !scene.is(*i, C::Link);
    let end = piece.clone().find(joint).unwrap_or(piece.end);
    if end < piece.end {
        found.employers.extend(name::at_start(scene, &(end + 1..piece.end)));
    }
    let piece = behind_own_name(scene, piece, found);
    let piece = before_own_name(scene, piece, found);
    let end = end.min(piece.end);
    let end = end.max(piece.start);
    if let Some(mut title) = title::cut(scene, piece.start..end, true).filter(|t| t.head) {
        title.range.end = title::with_rest(scene, &title.range, end);
        found.titles.push(title);
    }
}

/// "Accountant, **Tarn Hospice**": what is a house's by its last word, or by its first, behind the comma.
fn is_listed_house(scene: &Scene, tail: &Range<usize>) -> bool {
    let house = |i: usize| {
        let kind = scene.is(i, C::Institution) && !scene.is(i, C::General) || scene.is(i, C::Legal);
        kind && !scene.is(i, C::Team) && !scene.is(i, C::Chatter) && scene.tokens.all[i].capital()
    };
    let own = |i: usize| scene.tokens.all[i].capital() && !scene.is_known(i) && !scene.is_head(i);
    let whole = || name::at_start(scene, tail).is_some_and(|name| name == *tail);
    let field = || scene.is(tail.start, C::Institution) && !tail.clone().skip(1).any(|i| scene.is(i, C::Article));
    let kind = tail.len() > 1 && (house(tail.end - 1) || house(tail.start) && !field());
    kind && tail.clone().any(own) && whole()
}

/// "Second interview Plinth Museum, cloakroom attendant": the comma between the house and the title.
fn house_before_title(scene: &Scene, piece: &Range<usize>) -> Option<usize> {
    let comma = piece.clone().find(|i| scene.tokens.all[*i].is(','))?;
    let name = without_chatter(scene, piece.start..comma);
    let house = name.clone().any(|i| scene.is(i, C::Institution) && !scene.is(i, C::Team));
    let titled = scene.has_head(&(comma + 1..piece.end)) && !scene.has_head(&name);
    (name.len() > 1 && house && titled && scene.tokens.all[name.start].capital()).then_some(comma)
}

/// "Acme Data Analyst": a title behind the company's name.
fn behind_own_name(scene: &Scene, piece: Range<usize>, found: &mut Pieces) -> Range<usize> {
    let own = (piece.start + 1..piece.end.min(piece.start + 6))
        .rev()
        .find(|end| scene.agreement(&(piece.start..*end)) == Agreement::Full && scene.has_head(&(*end..piece.end)));
    let Some(end) = own else { return piece };
    found.names.push(piece.start..end);
    end..piece.end
}

/// "Colloquio tecnico Acme": the company's name behind.
fn before_own_name(scene: &Scene, piece: Range<usize>, found: &mut Pieces) -> Range<usize> {
    let from = piece.start.max(piece.end.saturating_sub(5));
    let Some(at) = (from + 1..piece.end).find(|at| scene.is_domain(&(*at..piece.end))) else { return piece };
    if !scene.tokens.all[at].capital() || scene.has_head(&(at..piece.end)) {
        return piece;
    }
    found.names.push(at..piece.end);
    piece.start..at
}

/// "Colloquio tecnico Sistemista Linux": a small word that is a head elsewhere says what kind of meeting it is.
fn kind_of_meeting(scene: &Scene, piece: &Range<usize>, at: usize) -> bool {
    let all = &scene.tokens.all;
    let behind = at > piece.start && scene.is(at - 1, C::Chatter) && !scene.is_head(at - 1);
    let title = |i: usize| all[i].capital() && scene.is_head(i);
    let next = all.get(at + 1).is_some_and(|t| t.capital());
    behind && next && all[at].case == Case::Lower && (at + 1..piece.end.min(at + 4)).any(title)
}

/// Without the words of meetings around it: "Interview Senior Biochemist", "Acme next steps".
pub(super) fn without_chatter(scene: &Scene, mut piece: Range<usize>) -> Range<usize> {
    let whole = piece.clone();
    // "2nd round", "2. Gespräch": which one it is.
    let counts = |i: usize| {
        let next = if scene.tokens.all.get(i + 1).is_some_and(|t| t.is('.')) { i + 2 } else { i + 1 };
        whole.contains(&next) && scene.is(next, C::Chatter) && !scene.is(next, C::Level) && !scene.is_head(next)
    };
    // "Monday Bakery Group": a day that a house is called after.
    let house = |i: usize| whole.contains(&i) && scene.is(i, C::Institution) && scene.tokens.all[i].capital();
    let named = |i: usize| i == whole.start && scene.tokens.all[i].capital() && house(i + 1) && house(whole.end - 1);
    // "annonce commis de cuisine", "trabajo soldador": where titles begin with their head, the word for a job before it
    // is none of it.
    let says_job = |i: usize| scene.is(i, C::Hires) || scene.is(i, C::Affix) && !scene.tokens.all[i].capital();
    let job = |i: usize| i + 1 < whole.end && says_job(i) && scene.is_first_head(i + 1);
    let loose = |i: usize| {
        let t = &scene.tokens.all[i];
        t.is_text() && (kind_of_meeting(scene, &whole, i) || job(i))
            || t.is_text()
                && !scene.is_head(i)
                && (scene.is(i, C::Chatter)
                    || (scene.is(i, C::Function) && !t.capital())
                    || scene.is(i, C::Time) && !named(i))
            || matches!(t.kind, Kind::Mark(',' | '.' | '*' | '#' | '…') | Kind::Link)
            || (t.kind == Kind::Number && (i + 1 >= scene.tokens.all.len() || scene.is_number(i) || counts(i)))
    };
    let run = piece.clone().take_while(|i| loose(*i)).count();
    let leading = piece.start..piece.start + run;
    // "Panel Addetto alle pulizie": where titles begin with their head, nothing before it qualifies it.
    let heads = scene.is_first_head(leading.end);
    let small = |i: usize| {
        let next = scene.tokens.all.get(i + 1);
        !scene.tokens.all[i].capital() && next.is_some_and(|t| t.capital() && t.is_text())
    };
    let meeting = leading.clone().rev().find(|i| heads || small(*i) || !scene.is(*i, C::Either));
    piece.start = meeting.map_or(piece.start, |i| i + 1);
    let own = scene.agreement(&piece) == Agreement::Full;
    let belongs = |piece: &Range<usize>| {
        let last = piece.end - 1;
        // "Pantry & Post": what is joined by a sign is no word of a meeting.
        let joined = last > piece.start + 1 && scene.tokens.all[last - 1].is('&') && scene.tokens.all[last].capital();
        joined || scene.is_head(last) || title::is_object(scene, piece, last) || title::says_of_what(scene, piece, last)
    };
    while !own && piece.start < piece.end && loose(piece.end - 1) && !belongs(&piece) {
        piece.end -= 1;
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::super::test::role;

    fn titled(subject: &str) -> Option<String> {
        role(subject, "We look forward to it.")
    }

    #[test]
    fn who_does_something_and_may_be_anybody_is_a_title() {
        for (subject, title) in [
            ("Entrevista encuadernador/a de libros", "encuadernador/a de libros"),
            ("Entretien Doreur·euse de cadres", "Doreur·euse de cadres"),
            ("Colloquio: Vetraio/a", "Vetraio/a"),
        ] {
            assert_eq!(titled(subject).as_deref(), Some(title), "{subject}");
        }
        assert_eq!(titled("Interview: customer/guest"), None);
    }

    #[test]
    fn a_trade_behind_a_colon_is_a_title_and_elsewhere_a_word() {
        assert_eq!(titled("Colloquio conoscitivo: odontotecnico").as_deref(), Some("odontotecnico"));
        assert_eq!(titled("Su candidatura - sector textil"), None);
        assert_eq!(titled("Colloquio conoscitivo: parcheggio"), None);
    }

    #[test]
    fn which_one_it_is_belongs_to_the_meeting() {
        assert_eq!(titled("2nd round, Loom Technician").as_deref(), Some("Loom Technician"));
        assert_eq!(titled("2. Gespräch Küchenchefin").as_deref(), Some("Küchenchefin"));
        assert_eq!(titled("2nd Line Support Engineer").as_deref(), Some("2nd Line Support Engineer"));
    }

    #[test]
    fn what_happens_to_a_meeting_stands_above_its_title() {
        let line = |line: &str| role("Friday", &format!("Dear Ada,\n\n{line}\n\nPlease come on Friday at nine."));
        assert_eq!(line("POSTPONEMENT OF INTERVIEW - HARBOUR PILOT").as_deref(), Some("HARBOUR PILOT"));
        assert_eq!(line("Confirmation of Interview - Junior Weaver").as_deref(), Some("Junior Weaver"));
        assert_eq!(line("Notes from the interview - Dana Ito"), None);
    }

    #[test]
    fn the_word_for_a_job_before_a_title_is_none_of_it() {
        for (subject, title) in [
            ("Re: annonce commis de cuisine", "commis de cuisine"),
            ("currículo padeira", "padeira"),
            ("trabajo soldador", "soldador"),
            ("Bolsa Trabajador/a Social", "Trabajador/a Social"),
            ("Recruitment Consultant", "Recruitment Consultant"),
        ] {
            assert_eq!(titled(subject).as_deref(), Some(title), "{subject}");
        }
    }

    #[test]
    fn a_line_that_names_a_title_greets_nobody() {
        let line = |line: &str| role("hello", &format!("This event has been canceled.\n\n{line}\n\nSorry."));
        assert_eq!(line("Second interview, Stage Designer").as_deref(), Some("Stage Designer"));
    }

    #[test]
    fn a_greeting_is_no_title() {
        assert_eq!(role("hola", "Buenas tardes arquitecto,\n\nNos vemos el lunes."), None);
    }
}
