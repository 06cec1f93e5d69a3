//! The writer as one of those who are met: where they say so, or are named beside somebody.

use super::before::names_before;
use super::doubt::LIKELY;
use super::job::behind_job;
use super::said::{AND_ME, ASKS_FOR_ME, BESIDE_ME, BRINGS, KEPT_ME, ME, Said, THEY_ACT, US, of};
use super::{address, contact, display, name, same_name, sentence};
use crate::extract::finder::Hit;
use crate::extract::{Class, Person};
use crate::fact::{Fact, Sure};
use crate::message::body::Voice;
use crate::text::{Part, Span, find_word};
use crate::words::schema::Phrases;
use std::ops::Range;

/// A signature has its job in so many lines.
const SIGNATURE: usize = 4;

/// What somebody is stands in a shorter line.
const JOB: usize = 60;

/// The rules by which somebody is met whom the writer may be beside.
const MET: [&str; 3] = ["people-to-meet", "people-who-act", "with-somebody"];

impl Said<'_, '_> {
    /// The writer, where they say that it is they.
    pub(super) fn the_writer(&self, hits: &[Hit]) -> Option<Fact<Person>> {
        if self.away {
            return None;
        }
        // An agent who says whom the client sends is not met besides.
        let between = self.it.employer.agency.fact().is_some() && !self.found.is_empty();
        let speaks = |hit: &Hit| {
            self.is_of_the_meeting(hit.at) && !self.is_later(hit.at) && !(between && self.is_the_writers(hit.at))
        };
        let others = |hit: &Hit| !self.names_the_writer(hit) && self.others_act(hit.at) || self.somebody_wishes(hit.at);
        let met = |hit: &Hit| {
            speaks(hit) && !others(hit) && !self.is_said_of_another(hits, hit.at) && !self.is_with_them(hit.end)
        };
        // "Thanks for coming in to see Priya and me".
        let now = |hit: &Hit| !self.excluded(hit.at);
        let named = |hit: &Hit| !names_before(self.text, hit.at, self.words).is_empty();
        let and_me = of(hits, AND_ME).find(|hit| named(hit) && now(hit));
        let beside = || of(hits, BESIDE_ME).find(|hit| speaks(hit) && self.others_are_met(hit.at, &MET));
        let brings = || of(hits, BRINGS).find(|hit| self.comes_along(hit) && met(hit));
        // Who moves a meeting that names nobody, for what keeps them from it, would have been there.
        let nobody = self.found.is_empty();
        let kept = || of(hits, KEPT_ME).find(|hit| nobody && self.it.class == Class::Reschedule && met(hit));
        // Who opens the door for somebody else is asked for, too.
        let asked = || of(hits, ASKS_FOR_ME).find(|hit| nobody && met(hit));
        let ours = || of(hits, US).find(|hit| nobody && met(hit) && self.meets_themselves());
        let alone = || of(hits, ME).find(met).or_else(brings).or_else(kept).or_else(asked).or_else(ours);
        // Who sits at the desk takes people to somebody else.
        let clerk = !nobody && self.signs_as(&self.words.clerks);
        let hit = and_me.or_else(beside).or_else(|| alone().filter(|_| !clerk));
        let bytes = hit.map(|hit| hit.at..hit.end).or_else(|| self.adds_somebody())?;
        let seen = Span::new(self.part, self.start + bytes.start, self.start + bytes.end);
        Some(Fact::new(self.writer(bytes.start)?, Sure::Likely, "the-writer", vec![seen]))
    }

    /// "You'll have a chat with her": does what stands behind a byte say that it is with who was told before?
    fn is_with_them(&self, end: usize) -> bool {
        let rest = self.lower[end..].strip_prefix(' ').unwrap_or_default();
        let whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        self.words.with_them.iter().any(|with| rest.strip_prefix(with).is_some_and(whole))
    }

    /// "I'll ride along": do the words say who it is?
    fn names_the_writer(&self, hit: &Hit) -> bool {
        let mut all = self.lower[hit.at..hit.end].split(|c: char| !c.is_alphabetic());
        all.any(|word| self.words.myself.contains(word))
    }

    /// "Priya, who bakes, would like to say hello too": does the mail name nobody but such as come besides the writer,
    /// who arranges it for themselves? The word that says so.
    fn adds_somebody(&self) -> Option<Range<usize>> {
        if self.part != Part::Body || self.found.is_empty() || !self.meets_themselves() {
            return None;
        }
        let met: Vec<&(usize, Fact<Person>)> = self.found.iter().filter(|(_, fact)| MET.contains(&fact.rule)).collect();
        // "My wife Petra will join, too" names one person by two rules.
        let known = |fact: &Fact<Person>| {
            met.iter().any(|(_, m)| m.seen.iter().any(|s| fact.seen.iter().any(|f| f.overlaps(s))))
        };
        if !self.found.iter().all(|(_, fact)| known(fact)) {
            return None;
        }
        let words: Option<Vec<Range<usize>>> = met.iter().map(|(_, fact)| self.too(fact)).collect();
        words?.into_iter().next()
    }

    /// The word that says that somebody comes besides others: behind the name, in its sentence, or right before it, if it
    /// does not begin the sentence.
    fn too(&self, fact: &Fact<Person>) -> Option<Range<usize>> {
        let seen = fact.seen.first()?;
        let (start, end) = (seen.start.checked_sub(self.start)?, seen.end.checked_sub(self.start)?);
        let sentence = sentence::around(self.text, end);
        let clause = self.lower.get(end..sentence.end)?;
        let behind = self.words.too.iter().find_map(|too| Some((end + find_word(clause, too)?, too.len())));
        let head = self.lower.get(sentence.start..start)?.trim_end();
        let before = self.words.too.iter().find_map(|too| {
            let rest = head.strip_suffix(too)?.strip_suffix(' ')?;
            (!rest.trim().is_empty()).then_some((sentence.start + rest.len() + 1, too.len()))
        });
        behind.or(before).map(|(at, size)| at..at + size)
    }

    /// Is who writes no agent and nobody who arranges the meetings of others?
    fn meets_themselves(&self) -> bool {
        self.it.employer.agency.fact().is_none()
            && !self.signs_as(&self.words.arrangers)
            && !self.signs_as(&self.words.clerks)
    }

    /// Does the signature, or the sender, have one of these words?
    fn signs_as(&self, jobs: &Phrases) -> bool {
        let contact = contact(self.it);
        let seen = contact.fact().map(|c| c.seen.as_slice()).unwrap_or_default();
        let below = seen.iter().filter(|s| s.part == Part::Body).map(|s| s.start).min();
        let signature = below.and_then(|at| self.it.mail.body.text.get(at..)).unwrap_or_default();
        let from = self.it.mail.from.iter().take(1);
        let shown = from.flat_map(|a| [a.name.as_deref().unwrap_or_default(), a.local()]);
        let says = |text: &str| {
            let lower = text.to_lowercase();
            jobs.iter().any(|job| find_word(&lower, job).is_some())
        };
        signature.lines().take(SIGNATURE).filter(|line| line.len() < JOB).chain(shown).any(says)
    }

    /// "I'll have Dana from accounts sit in": is somebody named whom the writer has beside them?
    pub(super) fn comes_along(&self, hit: &Hit) -> bool {
        let from = hit.end;
        let Some(rest) = self.text.get(from..).filter(|rest| rest.starts_with(' ')) else { return false };
        let end = sentence::around(self.text, from).end;
        let name = self.person_near(from + 1).filter(|n| n.end <= end && rest.len() > 1);
        // "Ich bringe Kuchen mit": where all nouns have a capital, one says nothing.
        let small = self.words.no_name_endings.is_empty();
        let name = name.filter(|n| small || n.is_told() || self.is_somebody(n, LIKELY));
        name.is_some_and(|n| self.words.along.iter().any(|a| find_word(&self.lower[n.end..end], a).is_some()))
    }

    /// The name at a byte, also behind the job: "our foreman Leo".
    fn person_near(&self, at: usize) -> Option<name::Name> {
        let named = |at: usize| name::at(self.text, at, self.words);
        named(at).or_else(|| named(behind_job(self.text, at, self.words)?).filter(name::Name::is_told))
    }

    /// "Our director, Leo Marsh, would like to talk with you": is it somebody else who acts in the sentence?
    fn others_act(&self, at: usize) -> bool {
        self.others_are_met(at, &["people-who-act"])
    }

    /// "A Inês gostaria de te conhecer": does the name of somebody else stand right before words that leave out who it is?
    fn somebody_wishes(&self, at: usize) -> bool {
        let names = names_before(self.text, at, self.words);
        let Some(last) = names.last().filter(|n| n.is_told()) else { return false };
        let writer = contact(self.it).fact().and_then(|c| c.value.name.clone());
        let mine = writer.is_some_and(|w| same_name(&w, &last.text));
        !mine && self.text.get(last.end..at).is_some_and(|gap| gap.trim().is_empty() && !gap.contains('\n'))
    }

    /// "Le gustaría hablar contigo": does the sentence, up to a byte, tell what somebody does whom the one before names?
    fn is_said_of_another(&self, hits: &[Hit], at: usize) -> bool {
        let start = sentence::around(self.text, at).start;
        !self.found.is_empty() && of(hits, THEY_ACT).any(|hit| (start..=at).contains(&hit.at))
    }

    /// Does the sentence, up to a byte, name somebody by one of these rules?
    fn others_are_met(&self, at: usize, rules: &[&str]) -> bool {
        let start = sentence::around(self.text, at).start;
        self.found.iter().any(|(name, fact)| rules.contains(&fact.rule) && (start..at).contains(name))
    }

    /// Is it the writer who speaks here, and nobody whose mail they forward?
    fn is_the_writers(&self, at: usize) -> bool {
        let line = self.it.mail.body.lines.iter().find(|l| l.start <= at && at <= l.end);
        self.part != Part::Body || line.is_some_and(|l| l.voice != Voice::Forwarded)
    }

    /// Who says what stands at a byte: the contact, or the writer of a forwarded message.
    fn writer(&self, at: usize) -> Option<Person> {
        let body = &self.it.mail.body;
        if self.is_the_writers(at) {
            return contact(self.it).fact().map(|c| c.value.clone());
        }
        let from = body.forward.as_ref()?.from.as_ref()?;
        let name = name::whole(&display(from.name.as_deref()?), self.words, 2)?;
        Some(Person { email: Some(from.email.clone()), ..address::person(&name, None) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::interviewers;

    fn meets(language: &str, said: &str, want: &[&str]) {
        assert_eq!(interviewers(language, said), want, "{said}");
    }

    #[test]
    fn the_writer_is_met_beside_whom_the_sentence_names() {
        for (language, said, other) in [
            ("en", "You'll meet Priya who keeps the books, and me of course.", "Priya"),
            ("en", "Sam Hill, our auditor, will be in the room with me.", "Sam Hill"),
            ("de", "Sie treffen Jens Maurer, der die Bücher führt, und natürlich mich.", "Jens Maurer"),
            ("fr", "Tu verras Salomé qui tient les comptes, et moi bien sûr.", "Salomé"),
            ("nl", "Je ontmoet Fatima, die de boeken doet, en mij natuurlijk.", "Fatima"),
        ] {
            meets(language, said, &[other, "Dana Ito"]);
        }
        // Beside nobody they are nobody's neighbour.
        meets("en", "Send the form to our desk and me by Monday.", &[]);
    }

    #[test]
    fn the_writer_and_their_own_are_met() {
        for (language, said) in [
            ("en", "My wife and I would love to talk to you."),
            ("de", "Mein Mann und ich würden gern mit Ihnen reden."),
            ("fr", "Mon mari et moi aimerions vous rencontrer."),
            ("es", "Mi marido y yo queremos conocerte."),
            ("pt", "O meu marido e eu gostaríamos de o conhecer."),
            ("it", "Io e mio marito vorremmo conoscerla."),
            ("nl", "Mijn man en ik zouden graag eens met u spreken."),
        ] {
            meets(language, said, &["Dana Ito"]);
        }
        meets("en", "My wife and I are away until Friday.", &[]);
        meets("en", "My wife and I can recommend the hotel.", &[]);
    }

    #[test]
    fn the_writer_is_known_by_where_they_are_and_whose_time_they_ask_for() {
        meets("en", "I'll be the one up the ladder.", &["Dana Ito"]);
        meets("en", "I should value forty minutes of your time.", &["Dana Ito"]);
        meets("en", "Myself, Priya and our chair, Mr Sam Hill, will be there.", &["Priya", "Sam Hill", "Dana Ito"]);
        meets("fr", "Ma collègue, Salomé Roy, sera avec nous.", &["Salomé Roy", "Dana Ito"]);
        // Somebody else's time, another matter, another place in the sentence.
        meets("en", "I'll be the one to send you the link.", &[]);
        meets("en", "The board would value forty minutes of your time.", &[]);
        meets("en", "I'd like it myself, but you will meet Priya Raman.", &["Priya Raman"]);
    }

    #[test]
    fn who_talks_when_all_is_seen_is_the_writer() {
        for (language, said) in [
            ("en", "Have a look around first, then we'll talk."),
            ("de", "Schau dich erst um, danach reden wir."),
            ("fr", "Tu fais le tour, et après on discute."),
            ("es", "Lo ves todo y luego hablamos."),
            ("pt", "Você vê tudo e depois a gente conversa."),
            ("it", "Ti guardi intorno e poi parliamo."),
            ("nl", "Je kijkt eerst rond en daarna praten we."),
        ] {
            meets(language, said, &["Dana Ito"]);
        }
    }

    #[test]
    fn who_says_when_they_talk_is_met_where_nobody_else_is() {
        for (language, said) in [
            ("en", "Talk Monday!"),
            ("de", "Wir hören uns am Montag."),
            ("de", "Ich rufe Sie am Montag unter Ihrer Nummer an."),
            ("it", "Ne parliamo lunedì."),
            ("nl", "We spreken elkaar maandag."),
        ] {
            meets(language, said, &["Dana Ito"]);
        }
        meets("en", "You will meet Priya Raman. Talk Monday!", &["Priya Raman"]);
        meets("en", "Dr. Sam Hill and the undersigned will take part.", &["Sam Hill", "Dana Ito"]);
    }

    #[test]
    fn the_writer_is_met_where_they_say_what_they_will_do() {
        for (language, said) in [
            ("en", "I’ll ring your mobile around four."),
            ("en", "Pop in and see us on Saturday."),
            ("en", "It will be only me on the day."),
            ("en", "Friday works best for me."),
            ("en", "You'll find me in the back office."),
            ("en", "Come by at four so you can meet us both."),
            ("en", "Could I ring you on Friday?"),
            ("en", "I shall of course be there."),
            ("de", "Darf ich Sie am Freitag anrufen?"),
            ("fr", "Puis-je vous appeler vendredi ?"),
            ("es", "¿Le puedo llamar el viernes?"),
            ("it", "Posso chiamarla venerdì?"),
            ("pt", "Posso ligar-lhe na sexta?"),
            ("nl", "Mag ik je vrijdag bellen?"),
            ("en", "Pop by my workshop when you get here."),
            ("de", "Ich hab am Freitag eine Stunde für dich."),
            ("fr", "Tu me trouveras à l'atelier."),
            ("es", "Me encuentras en el taller."),
            ("pt", "Você me encontra na oficina."),
            ("nl", "Je vindt me in de werkplaats."),
            ("de", "Ich würd dich gern diese Woche noch anrufen."),
            ("de", "Ich nehme mir dann eine Stunde Zeit für Sie."),
            ("fr", "Je te passe un petit coup de fil jeudi."),
            ("fr", "Passe donc me voir à l'atelier."),
            ("es", "Te marco el jueves a las diez."),
            ("pt", "Por mim pode ser sexta."),
            ("it", "Passa a trovarmi in negozio."),
            ("nl", "Dan zet ik koffie en kijken we even rond."),
        ] {
            meets(language, said, &["Dana Ito"]);
        }
        meets("en", "I’ll call you once we know more.", &[]);
        meets("en", "You'll find the form in my mail.", &[]);
        meets("en", "I'll explain the form to you below.", &[]);
        meets("en", "I shan't be in the room but I'll make you a tea.", &[]);
    }

    #[test]
    fn the_writer_comes_behind_somebody_else() {
        for (language, said, other) in [
            ("en", "Uncle Tom will talk to you first, then me.", "Tom"),
            ("en", "My niece Priya does the hiring, so you'll see her and then you'll ride with me.", "Priya"),
            ("en", "Ask for Priya or me, we'll both sit down with you.", "Priya"),
            ("de", "Erst redest du mit Jens Maurer, dann mit mir.", "Jens Maurer"),
            ("fr", "Tu verras d'abord Salomé, puis moi.", "Salomé"),
            ("es", "Primero hablas con Marta y luego conmigo.", "Marta"),
            ("pt", "Primeiro falas com a Marta, depois comigo.", "Marta"),
            ("it", "Prima parli con Carla, poi con me.", "Carla"),
            ("nl", "Je spreekt eerst Fatima Laan, daarna mij.", "Fatima Laan"),
        ] {
            meets(language, said, &[other, "Dana Ito"]);
        }
    }

    #[test]
    fn who_comes_too_comes_besides_the_writer() {
        for (language, said, other) in [
            ("en", "Priya, who runs the kitchen, wants to say hello too.", "Priya"),
            ("de", "Meine Frau Petra setzt sich dann auch dazu.", "Petra"),
            ("fr", "Ma sœur Salomé sera là aussi.", "Salomé"),
            ("es", "Se suma también Luis Paredes, el encargado.", "Luis Paredes"),
            ("pt", "A minha sócia Marta também quer te conhecer.", "Marta"),
            ("it", "Mia moglie Carla ci sarà anche lei.", "Carla"),
            ("nl", "Mijn compagnon Joost wil je ook graag zien.", "Joost"),
        ] {
            meets(language, said, &[other, "Dana Ito"]);
        }
        // Not those who arrange it for others.
        for (job, said) in
            [("HR Officer", "Priya Raman will join, too."), ("Recruitment", "Priya Raman will join as well.")]
        {
            let (_, met) =
                super::super::tests::people("en", "Dana Ito <dana@plinth.example>", said, &format!("Dana Ito\n{job}"));
            assert_eq!(met, ["Priya Raman"], "{job}");
        }
        meets("en", "You will meet Sam Hill. Priya Raman will join, too.", &["Sam Hill", "Priya Raman"]);
    }

    #[test]
    fn who_sits_at_the_desk_takes_people_to_others() {
        let said = "I'll walk you over. You will meet Priya Raman.";
        let (_, met) =
            super::super::tests::people("en", "Dana Ito <dana@plinth.example>", said, "Dana Ito\nSchool Secretary");
        assert_eq!(met, ["Priya Raman"]);
    }

    #[test]
    fn who_is_asked_for_at_the_door_is_met_where_nobody_else_is() {
        for (language, said) in
            [("en", "Ask for me at the gate."), ("de", "Fragen Sie nach mir."), ("es", "Pregunte por mí en la puerta.")]
        {
            meets(language, said, &["Dana Ito"]);
        }
        meets("en", "Dr. Raman will interview you. Ask for me at the gate.", &["Raman"]);
        meets("es", "Le entrevistará la Dra. Gil. Pregunte por mí en la puerta.", &["Gil"]);
    }

    #[test]
    fn whom_the_reader_has_seen_with_the_writer_says_nothing_of_them() {
        meets("en", "Many thanks for coming in to see Sam and me. You will now meet Priya Raman.", &["Priya Raman"]);
        meets("en", "You would see Sam and me.", &["Sam", "Dana Ito"]);
    }

    #[test]
    fn the_writer_takes_time_for_the_reader() {
        for (language, said) in [
            ("en", "I'd love to grab 25 minutes with you next week."),
            ("en", "Could you come over to the yard on Friday so we can chat?"),
            ("de", "Ich kann Mittwoch 17:30 oder Freitag 13 Uhr."),
            ("de", "Kommst du am Freitag vorbei, damit wir kurz reden können?"),
            ("fr", "Je peux jeudi à dix heures."),
            ("es", "¿Puedes venir el lunes para que hablemos?"),
            ("pt", "Consegue vir aqui na segunda pra gente conversar?"),
            ("nl", "Ik kan dinsdag om tien uur."),
        ] {
            meets(language, said, &["Dana Ito"]);
        }
        meets("en", "My wife Priya does the books and she'll join us.", &["Priya", "Dana Ito"]);
        meets("en", "You'll meet Priya Raman, who hopes you will join us.", &["Priya Raman"]);
        // Others, and other matters.
        meets("en", "Our chef has your letter, so you'll have a yarn with him.", &[]);
        meets("en", "Send your papers, then I will register you with security.", &[]);
        meets("en", "You could come on Friday so that we can meet the deadline.", &[]);
    }
}
