//! What the person has chosen so far, and what a key does to it: keys in, state out. Nothing is drawn or run here.

use super::line::Line;
use crate::app::cli::ReplyOptions;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What can be chosen from, and what was understood; fixed for one mail.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Names and summaries of the kinds of reply.
    pub kinds: Vec<(String, String)>,
    /// Names and summaries of the reasons.
    pub reasons: Vec<(String, String)>,
    /// Codes of the languages.
    pub languages: Vec<String>,
    /// What the mail says about each fact that can be corrected; empty where it says nothing.
    pub found: Vec<(Field, String)>,
    /// May the answer be sent from here?
    pub sends: bool,
    /// Is a draft's file asked for? Else the caller knows where it goes.
    pub asks_file: bool,
}

/// Which part of the screen the arrow keys move in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The kinds of reply.
    Kinds,
    /// The reasons.
    Reasons,
    /// The letter.
    Letter,
}

/// What is typed into the line at the bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The address the reply goes to.
    To,
    /// Whom it greets.
    Name,
    /// The employer.
    Company,
    /// The job title.
    Role,
    /// The interview's time.
    Time,
    /// Times to propose, separated by `;`.
    Propose,
    /// Sentences of the person's own, separated by `|`.
    Note,
    /// The file for the draft.
    Draft,
}

impl Field {
    /// The question before the line.
    pub fn label(self) -> &'static str {
        match self {
            Field::To => "to",
            Field::Name => "greets",
            Field::Company => "company",
            Field::Role => "role",
            Field::Time => "the interview's time (tue 14:00; 2026-12-01 10:00)",
            Field::Propose => "propose times (tue 14:00; 2026-12-01 10:00)",
            Field::Note => "your own words (several with |)",
            Field::Draft => "write the draft to the file or Maildir",
        }
    }
}

/// What has to happen after a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Draw again.
    Stay,
    /// Compose the letter anew, then draw.
    Compose,
    /// Open the letter in the person's editor.
    Edit,
    /// Show the preview, ask, and send.
    Send,
    /// Write the draft; to this file where one was asked for.
    Draft(Option<String>),
    /// Pass what stops the answer.
    Pass,
    /// Leave; nothing was sent.
    Leave,
}

/// The state of the view.
#[derive(Clone, Debug)]
pub struct State {
    /// What can be chosen from.
    pub choices: Choices,
    /// Where the arrow keys move.
    pub pane: Pane,
    /// The kind chosen, as a place among the choices.
    pub kind: usize,
    /// The reason chosen.
    pub reason: usize,
    /// All other choices.
    pub options: ReplyOptions,
    /// The line being typed.
    pub line: Option<(Field, Line)>,
    /// Text of the person's own that was put aside.
    pub aside: Option<String>,
    /// How many lines of the letter are above its pane.
    pub scroll: u16,
    /// What the last key had to say.
    pub said: Option<String>,
    /// The language of the letter where none is chosen.
    pub usual: String,
    /// Is there a letter that can leave?
    pub ready: bool,
}

impl State {
    /// Begins with what the command line and the configuration say.
    pub fn new(choices: Choices, options: ReplyOptions, kind: &str, reason: &str) -> State {
        let place = |all: &[(String, String)], name: &str| all.iter().position(|(n, _)| n == name).unwrap_or(0);
        let (kind, reason) = (place(&choices.kinds, kind), place(&choices.reasons, reason));
        let pane = Pane::Kinds;
        State {
            choices,
            pane,
            kind,
            reason,
            options,
            line: None,
            aside: None,
            scroll: 0,
            said: None,
            usual: String::new(),
            ready: true,
        }
    }

    /// The options that stand for what was chosen.
    pub fn chosen(&self) -> ReplyOptions {
        let name = |all: &[(String, String)], at: usize| all.get(at).map(|(name, _)| name.clone());
        ReplyOptions {
            kind: name(&self.choices.kinds, self.kind),
            because: name(&self.choices.reasons, self.reason),
            edit: false,
            ..self.options.clone()
        }
    }

    /// Keeps text that came back from the editor.
    pub fn edited(&mut self, text: String) {
        self.options.body = Some(text);
        self.aside = None;
        self.scroll = 0;
    }

    /// Does what a key means.
    pub fn press(&mut self, key: KeyEvent) -> Step {
        self.said = None;
        if key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c') {
            return Step::Leave;
        }
        if let Some((field, mut line)) = self.line.take() {
            return match key.code {
                KeyCode::Esc => Step::Stay,
                KeyCode::Enter => self.typed(field, line.text().trim()),
                _ => {
                    line.press(key);
                    self.line = Some((field, line));
                    Step::Stay
                }
            };
        }
        match key.code {
            KeyCode::Char('q') | KeyCode::Esc => Step::Leave,
            KeyCode::Char('e') => Step::Edit,
            KeyCode::Char('s') => self.send(),
            KeyCode::Char('d') if self.choices.asks_file && self.ready => self.ask(Field::Draft),
            KeyCode::Char('d') => Step::Draft(None),
            KeyCode::Char('!') => Step::Pass,
            KeyCode::Char('u') => self.swap(),
            KeyCode::Char('c') => self.toggle(|o| &mut o.no_calendar),
            KeyCode::Tab | KeyCode::Right => self.turn(1),
            KeyCode::BackTab | KeyCode::Left => self.turn(2),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Home => self.step(isize::MIN),
            KeyCode::End => self.step(isize::MAX),
            KeyCode::PageUp => self.roll(-8),
            KeyCode::PageDown | KeyCode::Char(' ') => self.roll(8),
            KeyCode::Char('1') => self.ask(Field::To),
            code => self.word(code),
        }
    }

    /// The keys that change the words of the letter.
    fn word(&mut self, code: KeyCode) -> Step {
        let known = matches!(code, KeyCode::Char('2' | '3' | '4' | '5' | 'l' | 'f' | 'o' | 'p' | 'n'));
        if known && self.own_text() {
            return Step::Stay;
        }
        match code {
            KeyCode::Char('2') => self.ask(Field::Name),
            KeyCode::Char('3') => self.ask(Field::Company),
            KeyCode::Char('4') => self.ask(Field::Role),
            KeyCode::Char('5') => self.ask(Field::Time),
            KeyCode::Char('p') => self.ask(Field::Propose),
            KeyCode::Char('n') => self.ask(Field::Note),
            KeyCode::Char('o') => self.toggle(|o| &mut o.quote),
            KeyCode::Char('l') => self.language(),
            KeyCode::Char('f') => self.register(),
            _ => Step::Stay,
        }
    }

    /// Text of the person's own is never written over: is there some, then say how to go on.
    fn own_text(&mut self) -> bool {
        let own = self.options.body.is_some();
        if own {
            self.said = Some("this is your own text; `u` brings the written letter back, and again yours".into());
        }
        own
    }

    fn send(&mut self) -> Step {
        if self.choices.sends {
            return Step::Send;
        }
        self.said = Some("this writes a draft; `regrets reply` and `regrets send` can send".into());
        Step::Stay
    }

    fn swap(&mut self) -> Step {
        std::mem::swap(&mut self.options.body, &mut self.aside);
        self.scroll = 0;
        Step::Compose
    }

    fn toggle(&mut self, of: impl Fn(&mut ReplyOptions) -> &mut bool) -> Step {
        let flag = of(&mut self.options);
        *flag = !*flag;
        Step::Compose
    }

    fn turn(&mut self, by: usize) -> Step {
        let panes = [Pane::Kinds, Pane::Reasons, Pane::Letter];
        let at = panes.iter().position(|p| *p == self.pane).unwrap_or(0);
        self.pane = panes[(at + by) % panes.len()];
        Step::Stay
    }

    fn step(&mut self, by: isize) -> Step {
        let (all, at) = match self.pane {
            Pane::Kinds => (self.choices.kinds.len(), self.kind),
            Pane::Reasons => (self.choices.reasons.len(), self.reason),
            Pane::Letter => return self.roll(by),
        };
        let to = at.saturating_add_signed(by).min(all.saturating_sub(1));
        if to == at || self.own_text() {
            return Step::Stay;
        }
        match self.pane {
            Pane::Kinds => self.kind = to,
            _ => self.reason = to,
        }
        self.scroll = 0;
        Step::Compose
    }

    fn roll(&mut self, by: isize) -> Step {
        let to = usize::from(self.scroll).saturating_add_signed(by);
        self.scroll = u16::try_from(to).unwrap_or(u16::MAX);
        Step::Stay
    }

    /// The mail's language, then each other we have words for, then the mail's again.
    fn language(&mut self) -> Step {
        let mut others = self.choices.languages.iter().filter(|l| **l != self.usual);
        let next = match &self.options.lang {
            None => others.next(),
            Some(now) => others.skip_while(|l| *l != now).nth(1),
        };
        self.options.lang = next.cloned();
        Step::Compose
    }

    /// The mail's register, then formal, then informal.
    fn register(&mut self) -> Step {
        let o = &mut self.options;
        (o.formal, o.informal) = match (o.formal, o.informal) {
            (false, false) => (true, false),
            (true, _) => (false, true),
            _ => (false, false),
        };
        Step::Compose
    }

    fn ask(&mut self, field: Field) -> Step {
        let o = &self.options;
        let own = match field {
            Field::To => o.to.clone(),
            Field::Name => o.name.clone(),
            Field::Company => o.company.clone(),
            Field::Role => o.role.clone(),
            Field::Time => o.time.clone(),
            Field::Propose => Some(o.propose.join("; ")),
            Field::Note => Some(o.note.join(" | ")),
            Field::Draft => Some("reply.eml".into()),
        };
        let found = self.choices.found.iter().find(|(f, _)| *f == field).map(|(_, text)| text.clone());
        self.line = Some((field, Line::new(own.or(found).unwrap_or_default())));
        Step::Stay
    }

    /// Takes a typed line over; an emptied correction is none.
    fn typed(&mut self, field: Field, text: &str) -> Step {
        let parts = |by: char| text.split(by).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect();
        let found = self.choices.found.iter().any(|(f, found)| *f == field && found == text);
        let one = Some(text.to_owned()).filter(|t| !t.is_empty() && !found);
        let o = &mut self.options;
        match field {
            Field::Draft if text.is_empty() => return Step::Stay,
            Field::Draft => return Step::Draft(Some(text.to_owned())),
            Field::To => o.to = one,
            Field::Name => o.name = one,
            Field::Company => o.company = one,
            Field::Role => o.role = one,
            Field::Time => o.time = one,
            Field::Propose => o.propose = parts(';'),
            Field::Note => o.note = parts('|'),
        }
        Step::Compose
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Some choices, as data files could have them.
    pub fn choices() -> Choices {
        let both = |names: &[&str]| names.iter().map(|n| (n.to_string(), format!("about {n}"))).collect();
        Choices {
            kinds: both(&["no", "later", "yes"]),
            reasons: both(&["none", "far"]),
            languages: vec!["de".into(), "en".into()],
            found: vec![(Field::Company, "Acme".into()), (Field::Time, "2026-12-03 14:00".into())],
            sends: true,
            asks_file: true,
        }
    }

    fn state() -> State {
        State::new(choices(), ReplyOptions::default(), "later", "none")
    }

    /// Types keys by name; others letter by letter; the last step counts.
    fn type_in(state: &mut State, keys: &[&str]) -> Step {
        let mut last = Step::Stay;
        for key in keys {
            let code = match *key {
                "Enter" => vec![KeyCode::Enter],
                "Esc" => vec![KeyCode::Esc],
                "Tab" => vec![KeyCode::Tab],
                "Up" => vec![KeyCode::Up],
                "Down" => vec![KeyCode::Down],
                "Backspace" => vec![KeyCode::Backspace],
                text => text.chars().map(KeyCode::Char).collect(),
            };
            for code in code {
                last = state.press(KeyEvent::new(code, KeyModifiers::NONE));
            }
        }
        last
    }

    #[test]
    fn arrows_choose_kind_and_reason_and_stop_at_the_ends() {
        let mut s = state();
        assert_eq!(type_in(&mut s, &["Down"]), Step::Compose);
        assert_eq!(type_in(&mut s, &["Down"]), Step::Stay);
        assert_eq!(type_in(&mut s, &["Tab", "j"]), Step::Compose);
        assert_eq!((s.chosen().kind.as_deref(), s.chosen().because.as_deref()), (Some("yes"), Some("far")));
        assert_eq!(type_in(&mut s, &["Tab", "Down", "Down", "Up"]), Step::Stay);
        assert_eq!((s.scroll, s.kind), (1, 2));
    }

    #[test]
    fn a_fact_is_corrected_from_what_was_read() {
        let mut s = state();
        assert_eq!(type_in(&mut s, &["3", " Ltd", "Enter"]), Step::Compose);
        assert_eq!(s.chosen().company.as_deref(), Some("Acme Ltd"));
        type_in(&mut s, &["3", "Backspace", "Backspace", "Backspace", "Backspace", "Enter"]);
        assert_eq!(s.chosen().company, None, "what the mail says is no correction");
        assert_eq!(type_in(&mut s, &["3", "x", "Esc"]), Step::Stay);
        assert_eq!(s.chosen().company, None);
        type_in(&mut s, &["5", "Enter"]);
        assert_eq!(s.chosen().time, None);
        type_in(&mut s, &["5", "Backspace", "5", "Enter"]);
        assert_eq!(s.chosen().time.as_deref(), Some("2026-12-03 14:05"));
    }

    #[test]
    fn letters_typed_into_a_line_are_no_commands() {
        let mut s = state();
        assert_eq!(type_in(&mut s, &["n", "sqd"]), Step::Stay);
        assert_eq!(type_in(&mut s, &["|more", "Enter"]), Step::Compose);
        assert_eq!(s.chosen().note, ["sqd", "more"]);
        type_in(&mut s, &["p", "tue 14:00; wed 9:00", "Enter"]);
        assert_eq!(s.chosen().propose, ["tue 14:00", "wed 9:00"]);
    }

    #[test]
    fn text_of_my_own_is_never_written_over() {
        let mut s = state();
        assert_eq!(type_in(&mut s, &["e"]), Step::Edit);
        s.edited("mine\n".into());
        assert_eq!(type_in(&mut s, &["Down"]), Step::Stay);
        assert!(s.said.as_deref().is_some_and(|t| t.contains("your own text")));
        assert_eq!(type_in(&mut s, &["l"]), Step::Stay);
        assert_eq!(s.chosen().body.as_deref(), Some("mine\n"));
        assert_eq!(type_in(&mut s, &["u", "Down"]), Step::Compose);
        assert_eq!(s.chosen().body, None);
        type_in(&mut s, &["u"]);
        assert_eq!(s.chosen().body.as_deref(), Some("mine\n"));
    }

    #[test]
    fn language_and_register_go_round() {
        let mut s = state();
        let mut seen = Vec::new();
        for _ in 0..3 {
            type_in(&mut s, &["l"]);
            seen.push(s.chosen().lang);
        }
        assert_eq!(seen, [Some("de".to_string()), Some("en".to_string()), None]);
        s.usual = "de".into();
        type_in(&mut s, &["l"]);
        assert_eq!(s.chosen().lang.as_deref(), Some("en"), "no key leaves the letter as it is");
        type_in(&mut s, &["l"]);
        type_in(&mut s, &["f"]);
        assert!(s.chosen().formal && !s.chosen().informal);
        type_in(&mut s, &["f"]);
        assert!(!s.chosen().formal && s.chosen().informal);
        type_in(&mut s, &["f", "c", "o"]);
        assert!(!s.chosen().informal && s.chosen().no_calendar && s.chosen().quote);
    }

    #[test]
    fn it_ends_as_asked() {
        assert_eq!(type_in(&mut state(), &["s"]), Step::Send);
        assert_eq!(type_in(&mut state(), &["q"]), Step::Leave);
        assert_eq!(type_in(&mut state(), &["d", "Enter"]), Step::Draft(Some("reply.eml".into())));
        let control_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        let mut typing = state();
        type_in(&mut typing, &["n", "half"]);
        assert_eq!(typing.press(control_c), Step::Leave);
        let mut unready = State { ready: false, ..state() };
        assert_eq!(type_in(&mut unready, &["d"]), Step::Draft(None), "no file is asked for what cannot be written");
        let mut drafting = state();
        (drafting.choices.sends, drafting.choices.asks_file) = (false, false);
        assert_eq!(type_in(&mut drafting, &["s"]), Step::Stay);
        assert_eq!(type_in(&mut drafting, &["d"]), Step::Draft(None));
    }
}
