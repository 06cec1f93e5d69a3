//! Which language and which register.

use super::Formality;
use super::interviewer;
use super::rules::Context;
use crate::message::Mail;
use crate::message::body::Voice;
use crate::words;
use crate::words::schema::Phrases;
use std::cmp::Ordering;

/// So many telling words are enough.
const ENOUGH: usize = 300;
/// Words that early count double: a mail in two languages is in the one it begins with.
const EARLY: usize = 40;

/// The language of what is said, as an ISO 639-1 code; `None` when the words do not tell.
///
/// Counts words that tell languages apart ([`words::tells`]) in the speaking lines, and in the subject
/// where the body is short; where these do not tell, what is quoted does, for who answers keeps to the language of a
/// thread. An unknown script or a draw is left to letter statistics.
pub fn language(mail: &Mail) -> Option<String> {
    let said = spoken(mail, &[Voice::Said, Voice::Forwarded]);
    let mut count = Count::default();
    count.add(&said);
    if count.words < EARLY {
        for event in mail.calendars.iter().flat_map(|c| &c.events) {
            event.description.iter().for_each(|d| count.add(d));
            event.summary.iter().for_each(|s| count.add(s));
        }
        count.add(&mail.subject);
    }
    let found = count.winner().or_else(|| {
        count.add(&spoken(mail, &[Voice::Quoted]));
        count.winner()
    });
    found.or_else(|| by_letters(&said, &mail.subject)).map(str::to_string)
}

/// What is said in these voices, or its first pages.
fn spoken(mail: &Mail, voices: &[Voice]) -> String {
    let mut said = String::new();
    for line in mail.body.lines.iter().filter(|l| voices.contains(&l.voice)) {
        said.push_str(mail.body.line(line));
        said.push('\n');
        if said.len() > 8000 {
            break;
        }
    }
    said
}

/// The language of a text by its words alone; `None` when they do not tell.
pub fn of_text(text: &str) -> Option<String> {
    let mut count = Count::default();
    count.add(text);
    count.winner().map(str::to_string)
}

#[derive(Default)]
struct Count {
    points: [u32; 32],
    words: usize,
}

impl Count {
    fn add(&mut self, text: &str) {
        let mut word = String::new();
        for piece in text.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()) {
            if self.words > ENOUGH {
                return;
            }
            word.clear();
            word.extend(piece.chars().flat_map(char::to_lowercase));
            let mask = words::tells(&word);
            self.words += 1;
            let weight = if self.words <= EARLY { 48 } else { 24 } / mask.count_ones().max(1);
            for bit in (0..32).filter(|b| mask >> b & 1 == 1) {
                self.points[bit] += weight;
            }
        }
    }

    /// The language that most words speak for, if it is clearly ahead.
    fn winner(&self) -> Option<&'static str> {
        let best = (0..32).max_by_key(|i| self.points[*i])?;
        let next = (0..32).filter(|i| *i != best).map(|i| self.points[i]).max()?;
        let ahead = self.points[best] >= 60 && self.points[best] > next + next / 8;
        ahead.then(|| words::recognised().get(best).copied()).flatten()
    }
}

/// By letter statistics, for what is long enough and reliable.
fn by_letters(said: &str, subject: &str) -> Option<&'static str> {
    let text = if said.trim().len() > 20 { said } else { subject };
    let cut = text.char_indices().nth(600).map_or(text.len(), |(i, _)| i);
    let found = whatlang::detect(&text[..cut])?;
    if !found.is_reliable() {
        return None;
    }
    words::by_letters(found.lang().code())
}

/// The variety of a language that a mail is written in, where one of ours has more signs for it than against it.
///
/// The words tell, and so does the country of the sender's domain.
pub fn variety(mail: &Mail, language: Option<&str>) -> Option<String> {
    let ours = words::varieties().iter().filter(|v| language == Some(v.of.as_str()));
    let said = mail.body.lines.iter().filter(|l| matches!(l.voice, Voice::Said | Voice::Forwarded | Voice::Signature));
    let text =
        said.map(|l| mail.body.line(l)).chain([mail.subject.as_str()]).collect::<Vec<_>>().join(" ").to_lowercase();
    let all: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let count = |signs: &Phrases| all.iter().filter(|w| signs.contains(w)).count();
    let from = |ends: &Phrases| {
        let ends_so = |domain: &str| ends.iter().any(|e| domain.rsplit('.').next() == Some(e));
        if mail.from.first().is_some_and(|a| ends_so(&a.domain())) { 2 } else { 0 }
    };
    let mut fits = ours.filter(|v| count(&v.signs) + from(&v.domains) > count(&v.against) + from(&v.other_domains));
    fits.next().map(|v| v.code.clone())
}

/// The register of what is said; `None` when nothing tells.
///
/// Points of the language's formal and informal cues; what a forwarded writer says goes before what the
/// forwarding one does, since that is who will be answered.
pub fn formality(it: &Context) -> Option<Formality> {
    let (formal, informal) = it.said.register();
    match formal.cmp(&informal) {
        Ordering::Greater => Some(Formality::Formal),
        Ordering::Less => Some(Formality::Informal),
        // Where no word tells the register, who signs "Zoe" does.
        Ordering::Equal => interviewer::signs_by_given_name(it).then_some(Formality::Informal),
    }
}

#[cfg(test)]
#[allow(clippy::field_reassign_with_default)]
mod tests {
    use super::*;
    use crate::message::body::Body;

    fn mail(subject: &str, body: Body) -> Mail {
        let mut mail = Mail::default();
        mail.subject = subject.into();
        mail.body = body;
        mail
    }

    fn of(subject: &str, text: &str) -> Option<String> {
        language(&mail(subject, Body::plain(text)))
    }

    #[test]
    fn the_words_tell_the_language() {
        for (code, text) in [
            ("en", "Hi Ana, could you talk on Tuesday?"),
            ("de", "Hallo Ana, passt dir Dienstag um zehn?"),
            ("fr", "Bonjour Ana, seriez-vous disponible mardi ?"),
            ("es", "Hola Ana, ¿te va bien el martes?"),
            ("pt", "Olá Ana, você tem disponibilidade na terça?"),
            ("it", "Ciao Ana, ti va bene martedì alle 10?"),
            ("nl", "Hoi Ana, kun je dinsdag om 10 uur?"),
            ("pl", "Dzień dobry, zapraszamy na rozmowę w czwartek."),
            ("sv", "Hej Ana, kan du ses på tisdag för en intervju?"),
            ("uk", "Вітаємо, Олена! Запрошуємо вас на співбесіду."),
            ("ja", "面接のご案内です。来週の火曜日はいかがでしょうか。よろしくお願いいたします。"),
        ] {
            assert_eq!(of("", text).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_few_signs_are_no_language() {
        assert_eq!(of("", "OK :-)"), None);
        assert_eq!(of("", ""), None);
    }

    #[test]
    fn the_quoted_part_does_not_count() {
        let mut body = Body::plain(
            "Hoi Ana, dat is goed. Tot dinsdag!\nWould you be available on Tuesday at ten, and is that fine with you?",
        );
        body.lines[1].voice = Voice::Quoted;
        assert_eq!(language(&mail("", body)).as_deref(), Some("nl"));
    }

    #[test]
    fn what_is_quoted_tells_where_the_rest_does_not() {
        let mut body = Body::plain("OK!\nBuenos días, ¿le va bien el martes a las diez para la entrevista?");
        body.lines[1].voice = Voice::Quoted;
        assert_eq!(language(&mail("", body)).as_deref(), Some("es"));
    }
}
