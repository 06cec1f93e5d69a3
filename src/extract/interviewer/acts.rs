//! People before what they do, and whom a sentence speaks of: "Dana Ito will interview you", "she will ring you".

use super::before::names_before;
use super::doubt::{LIKELY, MAY_BE};
use super::job::{behind_job, introduced};
use super::name::{self, Name};
use super::said::{DOES, FELT, KEPT_AWAY, REPLACED, Said, WANTS, next_person, of};
use super::{contact, list, same_name, sentence};
use crate::extract::Class;
use crate::extract::finder::{Hit, WIDE};
use crate::text::{ends_with, find_word};
use crate::words::schema::{PeopleWords, folded};
use std::ops::Range;

impl Said<'_, '_> {
    /// "Jule (our CTO) and I would ...", "Dana Ito will interview you": names before what they do.
    pub(super) fn before(&mut self, hit: Hit, rule: &'static str) {
        let names = self.who_act(hit.at);
        let Some(first) = names.first() else { return };
        // Before a wish, one word may be a firm, and before what keeps one away a thing: "Train is stuck".
        let one = names.len() == 1 && first.is_bare() && !self.has_a_job(first);
        let told = name::begins_with_given(first);
        // "Priya from accounts".
        let described = told && self.text.get(first.end..hit.at).is_some_and(|gap| !gap.trim().is_empty());
        let firm = hit.list == WANTS && !described && (first.words == 1 || !told);
        // "Ito & Marsh would like to meet you".
        let firms =
            hit.list == WANTS && names.iter().all(|n| n.words == 1 && n.is_bare() && !name::begins_with_given(n));
        if firms && names.len() > 1 && self.text[first.start..hit.at].contains(" & ") {
            return;
        }
        let likely = || match hit.list {
            KEPT_AWAY => false,
            // "Free Parking will be there".
            _ if first.words > 1 => !self.is_hardly_somebody(first),
            DOES if is_no_word(first) => self.is_somebody(first, MAY_BE),
            _ => self.is_somebody(first, LIKELY),
        };
        let weak = first.words == 1 || matches!(hit.list, KEPT_AWAY | DOES);
        let thing = !told && weak && self.may_be_a_thing(first) && !likely();
        // "Leitung Strom/Gas (m/w/d)": half of what a title has.
        let half = !told && names.len() == 1 && self.text[..first.start].ends_with('/');
        if half || one && (firm || thing) {
            return;
        }
        // "Kaffee und Kuchen sind da": where all nouns have a capital.
        let nouns = !self.words.no_name_endings.is_empty();
        if nouns && !names.iter().any(|n| n.is_told() || n.words > 1 || self.is_somebody(n, LIKELY)) {
            return;
        }
        if self.excluded(first.start) || !self.is_of_the_meeting(hit.at) {
            return;
        }
        names.iter().for_each(|name| self.push(name, rule));
    }

    /// The names right before a byte, but for the first of "instead of Leo, Dana".
    fn who_act(&self, at: usize) -> Vec<Name> {
        let mut names = names_before(self.text, at, self.words);
        let replaced = |first: &Name| {
            let before = self.lower[..first.start].trim_end();
            let comma = self.text[first.end..].starts_with(',');
            comma && self.words.instead.iter().any(|instead| ends_with(before, instead))
        };
        if names.len() > 1 && replaced(&names[0]) {
            names.remove(0);
        }
        names
    }

    /// "I have passed you on to Dana Ito. She'll ring you": the one person of the sentence, or of the one before it.
    pub(super) fn named_before(&mut self, hit: Hit) {
        let own = sentence::start(&self.text[..hit.at]);
        let above = |at: usize| sentence::start(self.text[..at].trim_end().trim_end_matches(['.', '!', '?']));
        let before = above(own);
        let one = |range: Range<usize>| one_person(self.text, range, self.words);
        // A sentence that names nobody may stand between.
        let nobody = next_person(self.text, before..hit.at, self.words).is_none();
        let further = || nobody.then(|| one(above(before)..before)).flatten();
        let name = one(own..hit.at).or_else(|| one(before..own)).or_else(further);
        let writer = contact(self.it).fact().and_then(|c| c.value.name.clone());
        let Some(name) = name.filter(|n| !writer.is_some_and(|w| same_name(&w, &n.text))) else { return };
        if !self.excluded(name.start) && self.is_of_the_meeting(hit.at) {
            self.push(&name, "people-who-act");
        }
    }

    /// "Ask for Bernice, she will talk you through it": somebody at a desk, or who is met, if the sentence says so.
    pub(super) fn asked_for(&mut self, hit: Hit, acts: Option<&[usize]>) {
        let (text, words) = (self.text, self.words);
        let start = hit.end;
        let rest = &text[start..];
        // "ASK FOR: Dana Ito", "Ask for | Dana Ito".
        let gap = [" | ", ": ", " : ", " "].iter().find(|gap| rest.starts_with(**gap));
        let Some(start) = gap.map(|gap| start + gap.len()) else { return };
        let named = |at: usize| list::list(text, at, words).0.into_iter().next();
        let name = named(start).or_else(|| named(behind_job(text, start, words)?));
        let Some(name) = name else { return };
        let end = sentence::around(text, name.end).end;
        let sentence = &self.lower[name.end..end];
        let aside = self.words.not.iter().any(|n| find_word(sentence, n).is_some());
        let acts = acts.is_none_or(|acts| acts.get(acts.partition_point(|a| *a < name.end)).is_some_and(|a| *a < end));
        let own = text[name.end..].starts_with(',') && introduced(text, &name, words);
        if !aside && !self.leads_there(name.end) && (acts || own) {
            self.push(&name, "people-to-meet");
        }
    }

    /// "Für den Betriebsrat nimmt Frau Ito teil": the first half of the verb, where nothing between both denies it and the
    /// second one ends its clause.
    pub(super) fn takes_part<'w>(&self, hit: &Hit<'w>) -> Option<Hit<'w>> {
        let (first, _) = hit.phrase.split_once(WIDE)?;
        let end = hit.at + first.len();
        let clause = self.lower.get(end..hit.end)?;
        let denied = self.words.denied.iter().any(|not| find_word(clause, not).is_some());
        let behind = self.lower[hit.end..].trim_start_matches([' ', '\n']);
        let and = behind.split(' ').next().is_some_and(|word| self.words.and.contains(word));
        let ends = !behind.starts_with(char::is_alphanumeric) || and;
        // "Dann kommt Kaffee dazu."
        let somebody = |n: &Name| n.is_told() || self.is_somebody(n, LIKELY);
        let people = || list::list(self.text, end + 1, self.words).0.iter().any(somebody);
        let job = || behind_job(self.text, end + 1, self.words).is_some();
        (!denied && ends && (people() || job())).then_some(Hit { end, ..*hit })
    }

    /// "our CTO Jens": does a job stand before the name?
    pub(super) fn has_a_job(&self, name: &Name) -> bool {
        let before = self.text[..name.start].trim_end();
        let mut last = before.rsplit([' ', '\n']);
        let job = last.next().unwrap_or_default().to_lowercase();
        let own = last.next().unwrap_or_default().to_lowercase();
        let is = |w: &str| self.words.own.contains(w);
        !is(&job) && is(&own) || introduced(self.text, name, self.words)
    }

    /// The bytes behind the names of those whom somebody replaces, and those who cannot come to a meeting that is moved.
    pub(super) fn kept_away(&self, hits: &[Hit]) -> Vec<usize> {
        let moved = matches!(self.it.class, Class::Reschedule | Class::Cancellation);
        let mut out = Vec::new();
        for hit in of(hits, REPLACED).chain(of(hits, KEPT_AWAY).filter(|_| moved)) {
            // "You will meet Sam Hill; Priya Raman can't make it".
            let own = |name: &Name| !self.text[name.end..hit.at].contains(';');
            out.extend(
                names_before(self.text, hit.at, self.words).iter().filter(|name| own(name)).map(|name| name.end),
            );
        }
        let felt = of(hits, FELT).flat_map(|hit| names_before(self.text, hit.at, self.words));
        out.extend(felt.map(|name| name.end));
        out
    }
}

/// Is no word of a name one that the program knows?
pub(super) fn is_no_word(name: &Name) -> bool {
    name.text.split(' ').all(|word| crate::words::employer().id(&folded(word)).is_none())
}

/// The person whom a stretch of text names, if it names one only.
fn one_person(text: &str, range: Range<usize>, words: &PeopleWords) -> Option<Name> {
    let found = next_person(text, range.clone(), words)?;
    next_person(text, found.end..range.end, words).is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{each, in_a_thread, interviewers};

    #[test]
    fn people_do_what_only_people_do() {
        each(&[
            ("en", "Our senior partner Anil Menon sir will take your interview.", &["Anil Menon"]),
            ("en", "Mr. Cole and the buyer, Mr. Van Rijn, shall both be available.", &["Cole", "Van Rijn"]),
            ("en", "You'd be shown around by Marta, our baker.", &["Marta"]),
            ("en", "You'll meet a colleague called Priya.", &["Priya"]),
            (
                "en",
                "Mr Cole says bring your certificate. He'll be in with Priya (practice manager).",
                &["Cole", "Priya"],
            ),
            ("de", "Die Gerti Moser wär auf jeden Fall da.", &["Gerti Moser"]),
            ("it", "Ti chiamerebbe direttamente il capo magazzino, il sig. Melis.", &["Melis"]),
            ("pt", "Conduz a entrevista a Enf.ª Diretora, Graça Malho.", &["Graça Malho"]),
            ("pt", "👤 Marta Pacheco Filho, supervisora", &["Marta Pacheco Filho"]),
            ("pt", "Quem vai falar com você é a minha sócia, a Ivone.", &["Ivone"]),
            ("nl", "Karin (zij leidt de bakkerij) en haar man Joost ontvangen je.", &["Karin", "Joost"]),
            ("de", "Die Gespräche macht bei uns der Kurt.", &["Kurt"]),
            ("de", "Kurt hätte am Montag um zehn Zeit.", &["Kurt"]),
            ("it", "I colloqui li fa Carla.", &["Carla"]),
            ("nl", "De gesprekken doet Joost.", &["Joost"]),
            ("pt", "A Marta pode te ver na terça às dez.", &["Marta"]),
            ("en", "Peter asked me to set something up with you.", &["Peter"]),
            ("nl", "Joost heeft me gevraagd om iets in te plannen.", &["Joost"]),
            ("nl", "Joost en Karin zitten erbij.", &["Joost", "Karin"]),
            ("fr", "L'entretien aura lieu avec Mme Da Silva.", &["Da Silva"]),
            (
                "en",
                "There are questions from the panel: Priya Raman, Director; and Sam Hill, Trustee.",
                &["Priya Raman", "Sam Hill"],
            ),
            // Things do not.
            ("nl", "De koffie zit erbij.", &[]),
            ("de", "Unser Kunde möchte Sie für die Stelle Leiter Strom/Gas (m/w/d) gern kennenlernen.", &[]),
            ("es", "Con motivo de la plaza de Técnico/a de Juventud le citamos.", &[]),
            ("de", "Kaffee und Kuchen sind da.", &[]),
            ("en", "Reception will show you where to go.", &[]),
            ("en", "Coffee will be there from nine.", &[]),
            ("en", "Free Parking will be available behind the house.", &[]),
            ("en", "Priya Raman will be available for any questions.", &[]),
        ]);
        let table = "When | Who | Where\n10:00 | Priya Raman | Office\n12:00 | Lunch with the graduates | Canteen\n\nHigh House, Marl Road, Leigh.";
        assert_eq!(interviewers("en", table), ["Priya Raman"]);
    }

    #[test]
    fn who_would_be_happy_to_see_the_reader_or_asks_to_move_it_is_met() {
        each(&[
            ("en", "Sam Hill would be happy to see you on Friday at 3.", &["Sam Hill"]),
            ("en", "Dr Raman has asked to move your interview.", &["Raman"]),
            ("de", "Jens Maurer würde sich sehr freuen, Sie am Freitag zu sehen.", &["Jens Maurer"]),
            ("fr", "M. Duprat serait très heureux de vous voir vendredi.", &["Duprat"]),
            ("es", "Luis Paredes estaría encantado de verle.", &["Luis Paredes"]),
            ("nl", "Joost Laan wil graag het gesprek naar vrijdag verzetten.", &["Joost Laan"]),
            ("pt", "Marta Pacheco teria muito gosto em falar consigo.", &["Marta Pacheco"]),
            ("en", "Sales would be happy to see you.", &[]),
        ]);
    }

    #[test]
    fn who_is_told_first_and_named_behind_is_met() {
        each(&[
            ("en", "My husband would show you the shop on Friday. He's called Tom.", &["Tom"]),
            ("fr", "Mon mari vous montrera la boutique. Il s'appelle Jean.", &["Jean"]),
            ("es", "Te enseña el taller mi marido. Mi marido se llama Luis.", &["Luis"]),
            ("it", "Parlerai con mio marito. Mio marito si chiama Carlo.", &["Carlo"]),
            ("nl", "Mijn man laat je de winkel zien. Hij heet Joost.", &["Joost"]),
            ("en", "You will see our shop. It is called Plinth.", &[]),
            ("es", "La calle se llama Marta Gil.", &[]),
            ("it", "La via si chiama Carlo Orto.", &[]),
            ("en", "Sam who is responsible for the kiln and I will be there.", &["Sam", "Dana Ito"]),
            ("en", "Could you spare Priya half an hour on Friday?", &["Priya"]),
            ("en", "Could you spare Friday morning?", &[]),
        ]);
    }

    #[test]
    fn who_looks_after_the_reader_is_met() {
        each(&[
            ("en", "I won't be there myself, but Priya will take good care of you.", &["Priya"]),
            ("en", "The interview will be run by Sam Hill.", &["Sam Hill"]),
            ("de", "Ich selbst bin nicht da, aber Petra kümmert sich um dich.", &["Petra"]),
            ("de", "Von unserer Seite sind Jens Maurer und Petra Kolb dabei.", &["Jens Maurer", "Petra Kolb"]),
            ("fr", "Je ne serai pas là, mais Salomé s'occupera de vous.", &["Salomé"]),
            ("es", "La entrevista la hará Luis Paredes.", &["Luis Paredes"]),
            ("nl", "Daarna laat Joost je de werkplaats zien.", &["Joost"]),
            // The house is run by somebody, too.
            ("en", "Our house is run by Sam Hill.", &[]),
        ]);
    }

    #[test]
    fn who_was_going_to_interview_is_met_when_it_is_moved() {
        let said = "I am sorry: Sam Hill, who was going to interview you, is in bed. Could we reschedule the interview to Monday at 10?";
        assert_eq!(in_a_thread("Re: our interview on Friday", said, ""), ["Sam Hill"]);
        assert_eq!(interviewers("en", "Sam Hill, who was going to interview you, is in bed."), [""; 0]);
    }

    #[test]
    fn who_cannot_come_to_a_meeting_that_is_moved_is_not_met() {
        let moved = |said: &str| in_a_thread("Re: our interview on Friday", said, "");
        let said =
            "Could we reschedule the interview to Monday at 10? You will meet Sam Hill; Priya Raman can't make it.";
        assert_eq!(moved(said), ["Sam Hill"]);
        // Who moves it for themselves may leave out who else was to be met.
        let old = "On Mon, 23 Nov 2026, Dana Ito <dana.ito@plinth.example> wrote:\n> Hi Ada, could you come for an interview \
                   on Friday?\n> You would talk with Leo Marsh and me.\n";
        let said = "So sorry, my train is cancelled. Could we reschedule the interview to Monday at 10?";
        assert_eq!(in_a_thread("Re: our interview on Friday", said, old), ["Dana Ito", "Leo Marsh"]);
    }

    #[test]
    fn whose_place_another_takes_is_not_met() {
        each(&[
            ("en", "Mr Hill will be replaced by Ms Raman.", &["Raman"]),
            ("de", "Herr Maurer wird durch Frau Kolb vertreten.", &["Kolb"]),
            ("fr", "M. Duprat sera remplacé par Mme Roy.", &["Roy"]),
            ("es", "El Sr. Paredes será sustituido por la Sra. Gil.", &["Gil"]),
            ("pt", "O Sr. Prado será substituído por Marta Pacheco.", &["Marta Pacheco"]),
            ("it", "Il dott. Orto sarà sostituito da Carla Sala.", &["Carla Sala"]),
            ("nl", "De heer Laan wordt vervangen door mevrouw Pinas.", &["Pinas"]),
            ("en", "The old lathe was replaced by Plinth Works.", &[]),
        ]);
    }

    #[test]
    fn a_verb_in_two_halves_stands_around_who_is_met() {
        each(&[
            ("de", "Für den Betriebsrat nimmt Frau Kolb teil.", &["Kolb"]),
            ("de", "Am Gespräch nehmen Jens Maurer und Petra Kolb teil.", &["Jens Maurer", "Petra Kolb"]),
            ("nl", "Om elf schuift Joost Laan aan.", &["Joost Laan"]),
            ("de", "Für den Betriebsrat nimmt Frau Kolb nicht teil.", &[]),
            ("de", "Die Pakete nehmen Jens Maurer und Petra Kolb an.", &[]),
            ("de", "Dann kommt Kaffee dazu.", &[]),
        ]);
    }

    #[test]
    fn a_label_asks_for_somebody() {
        each(&[
            ("it", "CHIEDERE DI: Sig. Carlo Sala (capo magazzino)", &["Carlo Sala"]),
            ("en", "Ask for: Mr Hill", &["Hill"]),
            ("en", "Ask for: the key", &[]),
        ]);
    }

    #[test]
    fn an_office_behind_our_is_no_part_of_a_name() {
        each(&[("de", "Unser Küchenchef Gerhard nimmt sich Zeit für dich.", &["Gerhard"])]);
    }

    #[test]
    fn who_takes_the_place_of_one_sits_with_the_others() {
        let old = "On Mon, 23 Nov 2026, Dana Ito <dana.ito@plinth.example> wrote:\n> Hi Ada, could you come for an interview \
                   on Friday?\n> The panel will be Priya Raman and Leo Marsh.\n";
        let said = "Could we reschedule the interview to Monday at 10? Mr Hill will now chair in place of Priya Raman.";
        assert_eq!(in_a_thread("Re: our interview on Friday", said, old), ["Hill", "Leo Marsh"]);
    }
}
