//! The table: every rule in order, one line each. This is the extractor at a glance.

use super::finder::Finder;
use super::model::Models;
use super::*;
use crate::text::{Span, one_line};
use crate::words::{self, Words};
use std::cell::OnceCell;
use std::ops::Deref;

/// Every rule by the name that `read` shows, with the fact it is for. `docs/how-it-reads-mail.md` explains each.
///
/// What a mail is for is decided by cues whose names are data, in `templates/<language>/purpose.toml`; of those,
/// this list has the ones that decide a class, and those that no cue stands behind.
pub const NAMES: &[(&str, &[&str])] = &[
    (
        "class",
        &[
            "calendar-request",
            "calendar-cancel",
            "invites-to-interview",
            "wants-to-meet",
            "asks-to-come",
            "next-round",
            "choose-a-slot",
            "asks-for-times",
            "proposes-a-time",
            "times-to-come",
            "asks-to-confirm",
            "interview-details",
            "scheduled",
            "see-you-then",
            "confirms",
            "reminds",
            "moves-it",
            "updated-event",
            "apologises-for-change",
            "calls-it-off",
            "process-stopped",
            "test-to-take",
            "test-expires",
            "one-way",
            "asks-about-application",
            "received",
            "thanks-for-applying",
            "will-review",
            "no",
            "regrets",
            "wishes-luck",
            "offers-the-job",
            "cold-approach",
            "staffing",
            "job-words",
            "circular",
            "discussion-list",
            "not-a-job-interview",
            "another-matter",
            "daily-life",
            "comes-to-the-house",
            "own-news",
            "asks-to-interview",
            "after-the-interview",
            "will-be-contacted",
            "not-yet",
            "candidate-writes",
            "account",
            purpose::learned::RULE,
            "nothing-known",
        ],
    ),
    (
        "company, agency",
        &[
            "role-at-company",
            "company-for-role",
            "company-says",
            "team-of-company",
            "writer-of-company",
            "with-company",
            "is-called",
            "house-in-passing",
            "through-agency",
            "wants-you",
            "they-want",
            "subject",
            "sender-name",
            "signature",
            "letterhead",
            "place-in-title",
            "named-as-its-domain",
            "domain",
            names::RULE,
            "json-ld",
            "thread",
        ],
    ),
    (
        "role",
        &[
            "role-at-company",
            "company-for-role",
            "for-the-role",
            "position-of-role",
            "a-role",
            "line-about-role",
            "programme-as-role",
            "subject",
            "heading",
            "hiring-words",
            "in-brackets",
            names::RULE,
            "json-ld",
            "thread",
        ],
    ),
    ("contact", &["from-and-signature", "from-name", "signature", "says-who-it-is", names::RULE, "host"]),
    (
        "interviewers",
        &[
            "calendar-guest",
            "calendar-organizer",
            "people-to-meet",
            "people-of-a-table",
            "people-of-a-part",
            "named-with-a-title",
            "with-somebody",
            "with-the-writer",
            "people-who-act",
            "people-kept-away",
            "the-writer",
            names::RULE,
        ],
    ),
    ("times", &["calendar-start", "day-and-time", "time-below-a-day", "time-named", "json-ld", "thread"]),
    (
        "format, place, phone",
        &[
            "calendar-location",
            "format-words",
            "format-to-choose",
            "meeting-link",
            "place-label",
            "place-behind-a-time",
            "house-beside-a-time",
            "number-to-call",
        ],
    ),
    ("step", &["stage-name", "one-after-another", "sit-together", "test-as-step"]),
    ("any", &["you"]),
];

/// What every rule may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The message.
    pub mail: &'a Mail,
    /// The present moment; the mail's own `Date:` goes first where it can.
    pub now: &'a Zoned,
    /// The language of what is said, as an ISO 639-1 code, if it is known.
    pub language: Option<String>,
    /// The words of that language; the English ones where we have none for it.
    pub words: &'static Words,
    /// The trained models that are asked.
    pub models: Models<'a>,
    /// What is said, as the cues of that language.
    pub said: purpose::Said,
    /// Who sent it.
    pub sender: Sender,
    /// What the message is for; [`Class::Other`] until that is known.
    pub class: Class,
    /// Is there an interview in it, or may there be one?
    pub interview: bool,
    /// The employer, the agency and the job title.
    pub employer: WhenAsked<'a>,
    texts: OnceCell<Vec<format::Text>>,
    times: OnceCell<Vec<Vec<when::scan::Found>>>,
    writer: OnceCell<Option<Fact<Person>>>,
    people: OnceCell<Finder<'static>>,
}

/// The employer, and what the words name, read when it is first asked for.
#[derive(Debug)]
pub struct WhenAsked<'a> {
    mail: &'a Mail,
    head_first: bool,
    names: model::Model<'a>,
    scene: OnceCell<employer::scene::Scene<'a>>,
    found: OnceCell<employer::Employer>,
    tags: OnceCell<tagger::Tags>,
}

impl<'a> WhenAsked<'a> {
    /// The words of the message.
    pub fn scene(&self) -> &employer::scene::Scene<'a> {
        self.scene.get_or_init(|| employer::scene::Scene::new(self.mail, self.head_first))
    }

    /// What the words name, as the tagger has it.
    pub fn tags(&self) -> &tagger::Tags {
        self.tags.get_or_init(|| tagger::Tags::of(self.scene(), &self.names))
    }
}

impl Deref for WhenAsked<'_> {
    type Target = employer::Employer;

    fn deref(&self) -> &employer::Employer {
        self.found.get_or_init(|| employer::Employer::of(self.scene()))
    }
}

impl<'a> Context<'a> {
    /// Everything known before the first rule.
    pub fn new(mail: &'a Mail, now: &'a Zoned, models: Models<'a>) -> Self {
        let language = language::language(mail);
        let words = words::or_english(language.as_deref().unwrap_or("en"));
        let said = purpose::Said::of(mail, words::purpose(language.as_deref()));
        let head_first = words::mail().iter().any(|l| l.head_first && Some(&l.code) == language.as_ref());
        Context {
            mail,
            now,
            language,
            words,
            models,
            said,
            class: Class::Other,
            interview: false,
            sender: sender::sender(mail, &words.sender),
            employer: WhenAsked {
                mail,
                head_first,
                names: models.names,
                scene: OnceCell::new(),
                found: OnceCell::new(),
                tags: OnceCell::new(),
            },
            texts: OnceCell::new(),
            times: OnceCell::new(),
            writer: OnceCell::new(),
            people: OnceCell::new(),
        }
    }

    /// Subject, event and what is said, with the phrases of formats and steps in them.
    pub fn texts(&self) -> &[format::Text] {
        self.texts.get_or_init(|| format::texts(self.mail, self.words))
    }

    /// What finds the phrases of people: in what is said, in the subject, in the history.
    pub(super) fn people(&self) -> &Finder<'static> {
        self.people.get_or_init(|| interviewer::finder(&self.words.people))
    }

    /// The days and times in what is said: what the mail is for asks for them, and when it is.
    pub(super) fn times(&self) -> &[Vec<when::scan::Found>] {
        self.times.get_or_init(|| when::read(self.mail, &self.words.time))
    }

    /// Who wrote, asked for once what the message is for is known.
    pub(super) fn writer(&self) -> Option<&Fact<Person>> {
        self.writer.get_or_init(|| interviewer::writer(self)).as_ref()
    }
}

/// The first row of the table alone: what the message is for, where it may tell of a process.
pub(super) fn of_process(mail: &Mail, now: &Zoned) -> Option<Fact<Class>> {
    purpose::of_process(&Context::new(mail, now, Models::shipped()))
}

/// Runs the table over a message, settles the candidates and checks them against one another.
pub(super) fn run(mail: &Mail, now: &Zoned, models: Models) -> Invitation {
    let mut it = Context::new(mail, now, models);
    let (class, interview) = purpose::class(&it);
    (it.class, it.interview) = (class.value, interview);
    let format = format::format(&it);
    let interviewers = interviewer::interviewers(&it);
    let stage = stage::stage(&it, &class, &interviewers);
    let mut found = Invitation {
        class,
        formality: language::formality(&it),
        contact: interviewer::addressed(&it, &interviewers),
        company: company::company(&it),
        agency: company::agency(&it),
        role: role::role(&it),
        stage,
        interviewers,
        slots: when::slots(&it),
        place: format::place(&it, &format),
        format,
        phone: format::phone(&it),
        links: format::links(&it),
        warnings: vec![],
        variety: language::variety(mail, it.language.as_deref()),
        language: it.language.clone(),
        sender: it.sender.clone(),
    };
    drop_person(&mut found);
    jsonld::complete(&it, &mut found);
    in_one_line(&mut found);
    found.warnings = sender::warnings(&it, &found);
    found
}

/// Names go into sentences: what the mail wrote with tabs, line ends or hidden characters in it is given without.
fn in_one_line(found: &mut Invitation) {
    let Invitation { company, agency, role, place, phone, .. } = found;
    for fact in [company, agency, role, place, phone].into_iter().flat_map(Settled::facts_mut) {
        fact.value = one_line(&fact.value);
    }
    for slot in &mut found.slots {
        slot.value.as_written = one_line(&slot.value.as_written);
    }
    let contact = found.contact.facts_mut().iter_mut();
    for person in contact.chain(&mut found.interviewers).map(|fact| &mut fact.value) {
        for text in [&mut person.name, &mut person.title].into_iter().flatten() {
            *text = one_line(text);
        }
    }
}

/// Who is met is no employer: a signature's line that turns out to be a sentence about a person names none. And a name
/// that stands nowhere but inside a longer one of the employer's is nobody's: "Trattoria Da Gino".
fn drop_person(found: &mut Invitation) {
    let Some(company) = found.company.fact() else { return };
    let within = |inner: &Span, outer: &[Span]| {
        outer.iter().any(|o| o.part == inner.part && o.start <= inner.start && inner.end <= o.end)
    };
    let people: Vec<Span> = found.interviewers.iter().flat_map(|i| i.seen.iter().copied()).collect();
    if company.rule == "signature" && company.seen.iter().all(|seen| within(seen, &people)) {
        found.company = Settled::None;
        return;
    }
    let longer = |s: &Span| {
        let outer: Vec<Span> = company.seen.iter().copied().filter(|c| c.end - c.start > s.end - s.start).collect();
        within(s, &outer)
    };
    found.interviewers.retain(|i| i.seen.is_empty() || !i.seen.iter().all(longer));
}
