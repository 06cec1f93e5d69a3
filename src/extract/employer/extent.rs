//! Where a job title ends that nothing closes: token by token, as far as the words can belong to it.

use super::label::Agreement;
use super::scene::Scene;
use crate::extract::tokens::{Case, Kind};
use crate::words::schema::WordClass as C;

/// A label at the beginning of a line has no more words than this.
const LABEL: usize = 3;

/// Where the title ends.
pub fn finish(scene: &Scene, start: usize, limit: usize, open: bool) -> usize {
    let capital = scene.tokens.all.get(start).is_some_and(|t| t.capital());
    let mut walk = Walk { scene, start, limit, open, capital, head: false, first_head: false };
    let mut at = start;
    while at < limit {
        match walk.step(at) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

struct Walk<'s, 'm> {
    scene: &'s Scene<'m>,
    start: usize,
    limit: usize,
    open: bool,
    capital: bool,
    head: bool,
    first_head: bool,
}

impl Walk<'_, '_> {
    /// The token behind the piece at `at`, or `None` where the title ends.
    fn step(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let token = &scene.tokens.all[at];
        if at > self.start && token.paragraph {
            return None;
        }
        match token.kind {
            Kind::Link => None,
            Kind::Number => (!scene.is_number(at) || !self.open).then_some(at + 1),
            Kind::Mark(mark) => self.mark(at, mark),
            Kind::Word => self.word(at),
        }
    }

    fn mark(&mut self, at: usize, mark: char) -> Option<usize> {
        let scene = self.scene;
        let next = (at + 1 < self.limit).then(|| &scene.tokens.all[at + 1]);
        let capital = next.is_some_and(|t| t.capital() && t.is_text());
        match mark {
            '(' => self.parenthesis(at),
            // "Roofer (m/w/d), Halle": nothing of the title comes behind who may have it.
            ',' if at > self.start + 2 && scene.tokens.all[at - 1].is(')') && scene.is(at - 2, C::Gender) => None,
            ',' if self.open => {
                let name = at + 2..self.run(at + 1);
                let person = scene.is_person(&(at + 1..name.end));
                let pay = scene.is(at + 1, C::Manner) || scene.is(at + 1, C::Reference);
                (capital
                    && self.head
                    && !person
                    && !pay
                    && !scene.is(at + 1, C::Function)
                    && !self.meeting(at + 1)
                    && !self.another_clause(at + 1))
                .then_some(at + 1)
            }
            // "Social Worker, to be held on ...": a small word goes on with the sentence.
            ',' if next.is_some_and(|t| !t.capital()) && self.head && stop_word(scene, at + 1) => None,
            // "adviseur bodem, donderdag": when, not what.
            ',' if next.is_some_and(|t| !t.capital()) && self.head && scene.is(at + 1, C::Time) => None,
            ',' | '&' | '+' | '/' | '·' | '\'' | '’' => Some(at + 1),
            ':' => (self.head && (at + 1 < self.limit) && scene.is(at + 1, C::Level)).then_some(at + 1),
            '-' if scene.is_suspended(at) => Some(at + 1),
            '-' | '–' | '—' if at + 1 < self.limit && self.meeting(at + 1) => None,
            '-' | '–' | '—' => {
                (!self.open || capital || (self.first_head && next.is_some_and(|t| t.kind == Kind::Word)))
                    .then_some(at + 1)
            }
            '"' | '“' | '”' | '„' | '«' | '»' | '*' | '_' if at == self.start => Some(at + 1),
            _ => None,
        }
    }

    /// Is it a word of meetings and not of titles?
    fn meeting(&self, at: usize) -> bool {
        let scene = self.scene;
        scene.is(at, C::Chatter) && !scene.is(at, C::Either) && !scene.is_head(at) && !scene.is(at, C::Level)
    }

    /// Capitalised words from `at` on.
    fn run(&self, at: usize) -> usize {
        let name = |i: &usize| self.scene.tokens.all[*i].capital() && self.scene.tokens.all[*i].kind == Kind::Word;
        at + (at..self.limit).take_while(name).count()
    }

    /// "Data Engineer, Acme would like": what follows is no part of the title.
    fn another_clause(&self, at: usize) -> bool {
        let behind = self.run(at);
        let verb =
            behind < self.limit && self.scene.tokens.all[behind].kind == Kind::Word && !self.scene.is(behind, C::Link);
        let own = self.scene.agreement(&(at..behind)) == Agreement::Full;
        // "Analyst, Markets programme" goes on with what it is.
        let programme = behind < self.limit && self.scene.is_head(behind);
        own || (verb && !programme && !self.scene.is(behind, C::Stop) && self.capital)
    }

    /// Remarks in parentheses belong to the title unless they are numbers of the employer's.
    fn parenthesis(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let close = (at..self.limit.min(at + 9)).find(|i| scene.tokens.all[*i].is(')'))?;
        let inner = at + 1..close;
        let code = inner.len() == 2
            && scene.tokens.all[inner.start].case == Case::Upper
            && scene.tokens.all[inner.start + 1].kind == Kind::Number
            && scene.tokens.fold(inner.start + 1).len() > 1;
        let number =
            code || inner.clone().any(|i| scene.is_number(i) || scene.is(i, C::Reference) && !scene.is(i, C::Gender));
        let sentence =
            inner.clone().any(|i| scene.is(i, C::Function) && !scene.is(i, C::Link) && !scene.is(i, C::Gender));
        // "(36 hours)", "(80-100 %)": how much of it, not what.
        let first = scene.tokens.all[inner.start].span;
        let much = scene.mail.words(first).chars().all(|c| !c.is_alphabetic()) && inner.len() > 1;
        let manner = much || inner.len() <= 5 && inner.clone().any(|i| scene.is(i, C::Manner));
        let remark = inner.len() > 2
            && !scene.tokens.all[inner.start].capital()
            && !scene.has_head(&(inner.start..inner.end.min(inner.start + 2)))
            && !scene.is(inner.start, C::Level);
        // "(confidential)": who hires is not told.
        let withheld = scene.words.withholds(|i| (inner.start + i < close).then(|| scene.tokens.fold(inner.start + i)));
        let employer = scene.agreement(&inner) != Agreement::None
            || scene.is_person(&inner)
            || scene.is_person(&(inner.start..inner.start + 1)) && !scene.has_head(&inner);
        (!number && !sentence && !manner && !remark && !employer && !withheld && !inner.is_empty()).then_some(close + 1)
    }

    fn word(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let token = &scene.tokens.all[at];
        if at > self.start && self.is_label(at) {
            return None;
        }
        let head = scene.is_head(at);
        // "hang- en sluitwerk", "Bau- und Möbelschreiner"
        if (1..=2).any(|back| at >= self.start + back && scene.is_suspended(at - back)) {
            self.head |= head;
            return Some(at + 1);
        }
        if head {
            self.head = true;
            self.first_head |= scene.is_first_head(at);
            return Some(at + 1);
        }
        // A letter that stands for a gender in one language is a small word in another.
        if scene.is(at, C::Gender) && !scene.is(at, C::Link) {
            return Some(at + 1);
        }
        // "Credit Controller Jr. We have decided": the full stop was the sentence's, too.
        let stopped = at > self.start && scene.mail.words(scene.tokens.all[at - 1].span).ends_with('.');
        if stopped && token.capital() && (scene.is(at, C::Function) || scene.is(at, C::Stop)) {
            return None;
        }
        let named = at + 1 < self.limit && scene.tokens.all[at + 1].capital();
        if scene.is(at, C::Honorific) && at > self.start && token.capital() && (named || !scene.is(at, C::Level)) {
            return None;
        }
        // "Officer (Wetlands) planned for Monday": a remark ends the title.
        let remarked = at > self.start && scene.tokens.all[at - 1].is(')') && self.head && !token.capital();
        if remarked && !scene.is(at, C::Link) && !scene.is(at, C::Level) {
            return None;
        }
        if !self.open && !token.line && !scene.is(at, C::Link) {
            let ends = self.head
                && !token.capital()
                && !scene.is(at, C::Link)
                && !scene.is(at, C::Level)
                && (scene.is(at, C::Stop) || scene.is(at, C::Function) || self.asks(at) || self.dates(at));
            return (!ends).then_some(at + 1);
        }
        if scene.is(at, C::Reference)
            && at > self.start
            && at + 1 < self.limit
            && (scene.is_number(at + 1) || !scene.tokens.all[at + 1].is_text())
        {
            return None;
        }
        if scene.is(at, C::Link) {
            return self.link(at);
        }
        if !token.capital() && (scene.is(at, C::Stop) || self.asks(at)) {
            return None;
        }
        let breaks = token.line && self.head && token.capital() && at > self.start;
        if breaks && !self.wrapped(at) {
            return None;
        }
        let day = scene.is(at, C::Time) && self.head && !scene.is(at, C::Level) && at > self.start;
        if day && !token.capital() && !scene.is(at - 1, C::Link) {
            return None;
        }
        if token.capital() || scene.is(at, C::Level) || scene.is(at, C::Manner) {
            // "Head of Year 9": behind a small word it is no time.
            let joined = at > self.start && scene.is(at - 1, C::Link) && !scene.tokens.all[at - 1].capital();
            let known = self.head && scene.is(at, C::Time) && !scene.is(at, C::Level) && !(joined && token.capital());
            return (!known).then_some(at + 1);
        }
        // Small letters: before the head they may be anything, behind it only where words follow their head.
        let ordinal = at > self.start && scene.tokens.all[at - 1].kind == Kind::Number;
        let paired = at + 1 < self.limit && matches!(scene.tokens.all[at + 1].kind, Kind::Mark('/' | '('));
        let paired = paired && !(self.head && self.meeting(at));
        let qualifies = self.first_head || !self.head || ordinal || paired || self.head_follows(at);
        qualifies.then_some(at + 1)
    }

    /// "When:", "Pay band:" on the next line.
    fn is_label(&self, at: usize) -> bool {
        let all = &self.scene.tokens.all;
        let plain = |i: &usize| all.get(*i).is_some_and(|t| t.kind == Kind::Word && (*i == at || !t.line));
        let words = (at..at + LABEL).take_while(plain).count();
        all[at].line && all.get(at + words).is_some_and(|t| t.is(':') && !t.line)
    }

    /// "pouvez-vous": a verb and its pronoun.
    fn asks(&self, at: usize) -> bool {
        let word = self.scene.tokens.fold(at).rsplit_once('-');
        word.is_some_and(|(_, last)| self.scene.words.is(last, C::Function) && self.scene.words.is(last, C::Stop))
    }

    /// "assistente alla poltrona **lunedì 30**", "aide à domicile **jeudi à**": a day, and more of when it is.
    fn dates(&self, at: usize) -> bool {
        let small = |i: usize| [C::Link, C::Stop, C::Function, C::Genitive].iter().any(|c| self.scene.is(i, *c));
        let more = self.scene.tokens.all.get(at + 1).is_some_and(|t| t.kind == Kind::Number || small(at + 1));
        self.scene.is(at, C::Time) && !self.scene.is(at, C::Level) && more
    }

    /// "aiuto pasticcere **da gennaio**": from when on, whether or not the trade is known. Not "veilleur de nuit".
    fn of_a_date(&self, at: usize, next: usize) -> bool {
        let scene = self.scene;
        let small = !scene.tokens.all[next].capital() && at > self.start;
        let joins = scene.is(at, C::Genitive) && !scene.is(at, C::Stop);
        small && scene.is(next, C::Time) && !scene.is(next, C::Level) && !joins
    }

    /// "founding data scientist": another head ends the title.
    fn head_follows(&self, at: usize) -> bool {
        let scene = self.scene;
        let plain = |i: &usize| {
            scene.tokens.all[*i].kind == Kind::Word && ![C::Function, C::Stop, C::Link].iter().any(|c| scene.is(*i, *c))
        };
        let end = self.limit.min(at + 3);
        (at..end).take_while(plain).any(|i| i > at && scene.is_head(i) && !scene.tokens.all[i].capital())
    }

    /// Does the line before `at` fill its width, so that the break says nothing?
    fn wrapped(&self, at: usize) -> bool {
        let (all, mail) = (&self.scene.tokens.all, self.scene.mail);
        let before = all[at - 1].span.end;
        let text = mail.part(all[at].span.part);
        let line = text.get(..before).map_or(0, |t| before - t.rfind('\n').map_or(0, |n| n + 1));
        line >= 50
    }

    /// A small joining word belongs to the title when a name or a qualifying word follows it.
    fn link(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        // "chargée de la communication": the article belongs to what joins.
        let article = at > self.start && scene.is(at, C::Article) && scene.is(at - 1, C::Genitive);
        let genitive = (scene.is(at, C::Genitive) || article) && self.head;
        let and = scene.is(at, C::And) && self.head;
        let stop = scene.is(at, C::Stop) && !genitive && !and;
        // "the Buyer role and the team", "a vaga de estágio e a Matilde"
        let of = at + 1 < self.limit && scene.is(at + 1, C::Genitive);
        let another = and && at + 1 < self.limit && scene.is(at + 1, C::Article) && !scene.is(at, C::Genitive) && !of;
        // "health and safety officer", "front of house manager": the head comes behind both.
        if !self.head && (scene.is(at, C::And) || scene.is(at, C::Of)) && at > self.start && self.head_follows(at + 1) {
            return Some(at + 1);
        }
        // "jefe de compras y logística", but "un cocinero y hablamos": only what a job is about has two parts.
        let about = (self.start..at).any(|i| scene.is(i, C::Genitive));
        if self.head && (another || self.own_name(at + 1) || self.house_follows(at)) {
            return None;
        }
        if !self.open && !stop {
            return Some(at + 1);
        }
        let mut next = at + 1;
        let small = |i: usize| scene.is(i, C::Link) || scene.is(i, C::Article) && !scene.tokens.all[i].capital();
        while next < self.limit && small(next) && next < at + 3 {
            next += 1;
        }
        let token = (next < self.limit).then(|| &scene.tokens.all[next])?;
        if token.kind != Kind::Word || token.paragraph {
            return None;
        }
        let name = token.capital() && !scene.is_person(&(next..next + 1)) && !(stop_word(scene, next));
        // "camarera para los sábados", "Verkäuferin für die Nachmittage", but not "veilleur de nuit".
        let led = next > at + 1;
        let when = scene.is(next, C::Time) && !scene.is(next, C::Level) && (led || !scene.is(at, C::Genitive));
        // "commis de cuisine et des horaires": what else is talked about.
        if and && self.head && led && !token.capital() && (scene.is(next, C::Manner) || scene.is(next, C::Time)) {
            return None;
        }
        if self.head && scene.is(next, C::Condition) && next == at + 1 {
            return Some(next + 1);
        }
        // "Classroom Assistant on Monday": behind a word that ends a title, whatever its first letter.
        if scene.is(next, C::Site) && !self.is_of_a_site(at, next)
            || when && self.head && (led || stop || !token.capital())
            || self.of_a_date(at, next)
        {
            return None;
        }

        // "comptable à Lyon": where titles have small letters, a capital behind such a word is a place.
        if name && self.head && !self.capital && scene.is(at, C::Within) && !genitive && !scene.has_field(at - 1) {
            return None;
        }
        let own = name && scene.agreement(&(next..self.run(next))) != Agreement::None;
        // "Assistant to the Director", "Ausbildung zur Kauffrau"
        let joined = self.head && name && scene.is_head(next) && !scene.is(at, C::Of) && !scene.is(at, C::With);
        if stop && joined {
            return Some(next);
        }
        let fine = if stop && self.field_follows(at) {
            true
        } else if stop {
            name && !own
                && self.head
                && !scene.is(next, C::Team)
                && next == at + 1
                && (scene.has_field(at - 1) || self.few(at))
        } else {
            (name && !own)
                || scene.is_head(next)
                || (self.first_head && self.qualifies(next) && !(and && (!about || self.acts(next))))
        };
        fine.then_some(at + 1)
    }

    /// "barista da Plinth": does the name that the domain knows begin here?
    fn own_name(&self, at: usize) -> bool {
        let end = self.run(at).max(at + 1).min(self.limit);
        // "officier de port": a small word that ends a domain, too, is no name.
        let named = |end: usize| self.scene.tokens.all[at].capital() || self.scene.is_exact(&(at..end));
        at < end && named(end) && (at + 1..=end).any(|end| self.scene.agreement(&(at..end)) == Agreement::Full)
    }

    /// "directeur **de site**", but not "vendeuse pour le site", "cuoca della sede": what a head is at the head of.
    fn is_of_a_site(&self, at: usize, next: usize) -> bool {
        let scene = self.scene;
        let joins = scene.is(at, C::Genitive) && scene.is(at, C::Presents) && !scene.is(at, C::For);
        joins && next == at + 1 && scene.is_first_head(at - 1) && !scene.tokens.all[next].capital()
    }

    /// "técnico de cultura del Ayuntamiento de Villabajo": behind what the head is about, a house with a name of its own.
    fn house_follows(&self, at: usize) -> bool {
        let (scene, all) = (self.scene, &self.scene.tokens.all);
        let house = (at + 1..self.limit.min(at + 4)).find(|i| !scene.is(*i, C::Article) && !scene.is(*i, C::Link));
        let Some(house) = house.filter(|i| scene.is(*i, C::Institution) && all[*i].capital()) else { return false };
        let name = (house + 1..self.limit.min(house + 5)).find(|i| all[*i].kind != Kind::Word || all[*i].capital());
        let named = name.is_some_and(|i| all[i].kind == Kind::Word && !all[i].line && !scene.is_head(i));
        let bare = scene.is(at, C::Of) || scene.is(at, C::Genitive);
        // "kinesiólogo adulto en Clínica Los Tilos", but not "técnico auxiliar en Farmacia Hospitalaria".
        let inside = scene.is(at, C::Within) && scene.head_first && self.run(house + 1) > house + 2;
        (bare || inside) && at > self.start + 1 && named
    }

    /// "technicien en mécanique", but not "cocinera en Madrid", "vendeuse en boutique": right behind the head. One that is
    /// a word of meetings, too, says nothing without it: "técnico en farmacia".
    fn field_follows(&self, at: usize) -> bool {
        let (scene, next) = (self.scene, at + 1);
        let bare = at > 0 && scene.is(at - 1, C::Chatter);
        let other = [C::Manner, C::Time, C::Institution, C::Site, C::Chatter, C::Team];
        let other = other.into_iter().filter(|class| !(bare && *class == C::Institution));
        // "travailleur social en ..."
        let plain = |i: usize| ![C::Function, C::Stop, C::Link].iter().any(|c| scene.is(i, *c)) && !scene.is_head(i);
        let qualified = at > self.start + 1 && !scene.tokens.all[at - 1].capital() && plain(at - 1);
        let head = if qualified { at - 2 } else { at - 1 };
        scene.is(at, C::Within)
            && scene.is_first_head(head)
            && !scene.tokens.all[next].capital()
            && self.qualifies(next)
            && !other.into_iter().any(|c| scene.is(next, c))
    }

    /// A word in small letters that says what the head is about, and does not begin a sentence of its own.
    fn qualifies(&self, at: usize) -> bool {
        let scene = self.scene;
        !scene.is(at, C::Function) && !scene.is(at, C::Stop)
    }

    /// "e quer te conhecer": a verb and its pronoun.
    fn acts(&self, at: usize) -> bool {
        let (scene, next) = (self.scene, at + 1);
        next < self.limit && scene.is(next, C::Function) && scene.is(next, C::Stop) && !scene.is(next, C::Link)
    }

    /// "Lecturer in Comparative Literature", but not "Engineer in Berlin": the joint word is followed by two.
    fn few(&self, at: usize) -> bool {
        self.run(at + 1) >= at + 3
    }
}

/// "and We", "und Ihr": a word that begins another thought, whatever its first letter.
fn stop_word(scene: &Scene, at: usize) -> bool {
    // "analista de TI", "Head of IT": letters that stand for words are no small word.
    let upper = |i: usize| scene.tokens.all[i].case == Case::Upper;
    if upper(at) && scene.tokens.fold(at).len() > 1 && at > 0 && !upper(at - 1) {
        return false;
    }
    let verb = scene.tokens.fold(at).contains('\'') && scene.is(at, C::Function);
    verb || scene.is(at, C::Function) && scene.is(at, C::Stop) || scene.is(at, C::Honorific)
}

#[cfg(test)]
mod tests {
    use super::super::test::role;

    fn said(said: &str) -> Option<String> {
        role("Hello", said)
    }

    #[test]
    fn a_title_ends_before_its_day() {
        for (text, title) in [
            (
                "Your interview for the post of Studio Assistant on Monday next, 7th December, is confirmed.",
                "Studio Assistant",
            ),
            ("Interview for the post of Director of Sunday School at ten.", "Director of Sunday School"),
            ("Ci serve un aiuto pasticcere da gennaio.", "aiuto pasticcere"),
            ("Per il posto di responsabile di cantina vorrei parlarle giovedì.", "responsabile di cantina"),
        ] {
            assert_eq!(said(text).as_deref(), Some(title), "{text}");
        }
    }

    #[test]
    fn a_title_ends_before_what_else_is_said() {
        for (text, title) in [
            ("La vacante de Jefa de Compras, y nuestro cliente la espera.", "Jefa de Compras"),
            ("Hemos leído su perfil para la vacante de Jefa de Compras y desean conocerla.", "Jefa de Compras"),
            ("Il suo profilo per il posto di Capo di Cantina e desidera incontrarla.", "Capo di Cantina"),
            ("O seu perfil para a vaga de Chefe de Sala e desejam entrevistá-lo.", "Chefe de Sala"),
            ("Hemos ofrecido el puesto de encargada a otra persona.", "encargada"),
            ("Nous avons proposé le poste de cheffe de rang à quelqu'un d'autre.", "cheffe de rang"),
            ("On discute du poste de commis de salle et des horaires.", "commis de salle"),
            ("Hablamos del puesto de ayudante de sala y de los horarios.", "ayudante de sala"),
            ("le poste de responsable des achats et des stocks", "responsable des achats et des stocks"),
            ("il posto di guardarobiera, fissato per giovedì", "guardarobiera"),
            ("Ihre Bewerbung als Auditorin ISO 45001 freut uns.", "Auditorin"),
        ] {
            assert_eq!(said(text).as_deref(), Some(title), "{text}");
        }
    }

    #[test]
    fn a_title_ends_before_the_label_of_the_next_line() {
        let line = "Job title: Senior Occupational Therapist - Hand Surgery Ward";
        for label in ["Pay band: 6", "Hours of work: 37", "Salary: 30k"] {
            let title = said(&format!("Reference: 12-AHP-99\n{line}\n{label}\n\nYou are invited to an interview."));
            assert_eq!(title.as_deref(), Some("Senior Occupational Therapist - Hand Surgery Ward"), "{label}");
        }
    }

    #[test]
    fn what_somebody_is_in_belongs_to_the_title() {
        for (text, title) in [
            ("Your interview for the position of Weaver in Residence is on Monday.", "Weaver in Residence"),
            ("Come to an interview for the post of nurse in charge on Monday.", "nurse in charge"),
            ("Come to an interview for the post of cook in Leeds on Monday.", "cook"),
            ("We zoeken een leraar in opleiding.", "leraar in opleiding"),
        ] {
            assert_eq!(said(text).as_deref(), Some(title), "{text}");
        }
    }

    #[test]
    fn a_site_belongs_to_who_leads_it_and_a_house_to_nobody() {
        for (text, title) in [
            ("Un échange au sujet du poste de Directeur de site (H/F) que nous recrutons.", "Directeur de site (H/F)"),
            ("Hablamos del puesto de jefa de oficina.", "jefa de oficina"),
            ("Le poste de vendeuse pour le site de Lille est libre.", "vendeuse"),
            ("Su candidatura al puesto de Logopeda Infantil en Clínica Los Tilos avanza.", "Logopeda Infantil"),
        ] {
            assert_eq!(said(text).as_deref(), Some(title), "{text}");
        }
    }

    #[test]
    fn a_title_that_is_needed_is_what_is_hired_for() {
        assert_eq!(said("Die Lageristin wird dort dringend gebraucht.").as_deref(), Some("Lageristin"));
        assert_eq!(said("A welder is urgently needed.").as_deref(), Some("welder"));
        assert_eq!(said("Der Ausweis wird dort dringend gebraucht."), None);
        assert_eq!(said("A car is urgently needed."), None);
    }
}
