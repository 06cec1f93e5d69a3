//! The screen: facts above, kinds and reasons left, the letter right, findings and keys below.

use super::state::{Pane, State};
use super::view::{Row, View};
use crate::fact::Weight;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, List, ListState, Paragraph, Wrap};
use unicode_width::UnicodeWidthStr;

/// The columns letters are wrapped at.
const WRAPPED_AT: usize = 72;

/// Draws everything; `color` as `NO_COLOR` and the options say. Scrolling ends where the letter does.
pub fn draw(frame: &mut Frame, state: &mut State, view: &View, color: bool) {
    let paint = Paint { color };
    let shown = view.findings.len().min(3) as u16;
    let [title, facts, middle, findings, said, keys] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(3),
        Constraint::Min(6),
        Constraint::Length(shown),
        Constraint::Length(1),
        Constraint::Length(2),
    ])
    .areas(frame.area());
    frame.render_widget(Line::styled(view.title.as_str(), bold()), title);
    draw_facts(frame, facts, view, paint);
    let [left, letter] = Layout::horizontal([Constraint::Length(20), Constraint::Min(30)]).areas(middle);
    let [kinds, reasons] = Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(left);
    draw_list(frame, kinds, "kind", &state.choices.kinds, state.kind, state.pane == Pane::Kinds);
    draw_list(frame, reasons, "reason", &state.choices.reasons, state.reason, state.pane == Pane::Reasons);
    draw_letter(frame, letter, state, view);
    draw_findings(frame, findings, view, paint);
    draw_line(frame, said, state, paint);
    frame.render_widget(Paragraph::new(keys_of(state)).style(dim()), keys);
}

#[derive(Clone, Copy)]
struct Paint {
    color: bool,
}

impl Paint {
    fn doubtful(self) -> Style {
        if self.color { Style::new().fg(Color::Yellow) } else { bold() }
    }

    fn weight(self, weight: Weight) -> Style {
        match weight {
            Weight::Stop if self.color => Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            Weight::Stop => bold(),
            Weight::Ask => self.doubtful(),
            Weight::Note => Style::new(),
        }
    }
}

fn bold() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

fn dim() -> Style {
    Style::new().add_modifier(Modifier::DIM)
}

/// Two columns of two facts that a digit changes, and the times below.
fn draw_facts(frame: &mut Frame, area: Rect, view: &View, paint: Paint) {
    let rows: [Rect; 3] = Layout::vertical([Constraint::Length(1); 3]).areas(area);
    for (at, fact) in view.facts.iter().enumerate() {
        let halves: [Rect; 2] = Layout::horizontal([Constraint::Percentage(50), Constraint::Percentage(50)])
            .spacing(1)
            .areas(rows[(at % 4) / 2]);
        let (place, key) = match at {
            0..=3 => (halves[at % 2], char::from(b'1' + at as u8)),
            _ => (rows[2], ' '),
        };
        frame.render_widget(fact_line(fact, key, paint), place);
    }
}

fn fact_line<'a>(fact: &'a Row, key: char, paint: Paint) -> Line<'a> {
    let mut spans = vec![Span::styled(format!("{key} {:<8}", fact.label), dim()), Span::raw(fact.value.as_str())];
    if !fact.doubt.is_empty() {
        spans.push(Span::styled(format!(" ?{}", fact.doubt), paint.doubtful()));
    }
    Line::from(spans)
}

fn draw_list(frame: &mut Frame, area: Rect, title: &str, all: &[(String, String)], at: usize, focus: bool) {
    let mark = if focus { bold().add_modifier(Modifier::REVERSED) } else { bold() };
    let list = List::new(all.iter().map(|(name, _)| name.as_str()))
        .block(block(title, focus))
        .highlight_symbol("> ")
        .highlight_style(mark);
    frame.render_stateful_widget(list, area, &mut ListState::default().with_selected(Some(at)));
}

fn block(title: &str, focus: bool) -> Block<'_> {
    Block::bordered().title(title).border_style(if focus { bold() } else { dim() })
}

fn draw_letter(frame: &mut Frame, area: Rect, state: &mut State, view: &View) {
    let title = format!("letter: {}", view.about);
    let text = unwrapped(&view.letter);
    let letter = Paragraph::new(text.as_str()).wrap(Wrap { trim: false });
    // The last line stays in sight, however far the person scrolls.
    let lines: usize = text.lines().map(|l| l.width().div_ceil(usize::from(area.width.max(3) - 2)).max(1)).sum();
    let most = u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(area.height.saturating_sub(2));
    state.scroll = state.scroll.min(most);
    let letter = letter.scroll((state.scroll, 0));
    frame.render_widget(letter.block(block(&title, state.pane == Pane::Letter)), area);
}

/// The letter with the line ends of its own wrapping taken out: the pane is narrower, and wraps anew. A line end
/// is one of wrapping where the next word would not have fitted.
fn unwrapped(letter: &str) -> String {
    let mut out = String::with_capacity(letter.len());
    let mut width = 0;
    for line in letter.lines() {
        let word = line.split(' ').next().unwrap_or_default();
        let wrapped = width > 0 && !word.is_empty() && !line.starts_with('>') && width + 1 + word.width() > WRAPPED_AT;
        match out.is_empty() {
            true => {}
            false if wrapped => out.push(' '),
            false => out.push('\n'),
        }
        out.push_str(line);
        width = line.width();
    }
    out
}

fn draw_findings(frame: &mut Frame, area: Rect, view: &View, paint: Paint) {
    let more = view.findings.len().saturating_sub(3);
    let lines: Vec<Line> = view
        .findings
        .iter()
        .take(3)
        .enumerate()
        .map(|(at, (weight, text))| {
            let rest = if at == 2 && more > 0 { format!(" (and {more} more)") } else { String::new() };
            Line::styled(format!("{}: {text}{rest}", name(*weight)), paint.weight(*weight))
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

fn name(weight: Weight) -> &'static str {
    match weight {
        Weight::Stop => "stop",
        Weight::Ask => "ask",
        Weight::Note => "note",
    }
}

/// The line that is typed, else what the last key had to say, else what the choice under the cursor is.
fn draw_line(frame: &mut Frame, area: Rect, state: &State, paint: Paint) {
    if let Some((field, line)) = &state.line {
        let before = format!("{}: {}", field.label(), line.before());
        // A long line moves left, so that the cursor stays in sight.
        let over = before.width().saturating_sub(usize::from(area.width).saturating_sub(1));
        let text = Paragraph::new(format!("{}: {}", field.label(), line.text()));
        let over = u16::try_from(over).unwrap_or(u16::MAX);
        frame.render_widget(text.style(bold()).scroll((0, over)), area);
        let column = u16::try_from(before.width()).unwrap_or(u16::MAX).saturating_sub(over);
        frame.set_cursor_position(Position::new(area.x + column, area.y));
        return;
    }
    let summary = match state.pane {
        Pane::Kinds => state.choices.kinds.get(state.kind),
        _ => state.choices.reasons.get(state.reason),
    };
    let (text, style) = match (&state.said, summary) {
        (Some(said), _) => (said.as_str(), paint.doubtful()),
        (None, Some((_, summary))) => (summary.as_str(), Style::new()),
        _ => ("", Style::new()),
    };
    frame.render_widget(Line::styled(text, style), area);
}

fn keys_of(state: &State) -> &'static str {
    if state.line.is_some() {
        return "Enter takes it, Esc leaves it, Ctrl-U empties the line";
    }
    match (state.choices.sends, state.options.body.is_some() || state.aside.is_some()) {
        (true, false) => {
            "Tab arrows choose  1-4 correct  e edit  l language  f register  p times  n note\n\
             c calendar  o quote  PgDn scroll     s SEND (asks first)  d draft  q leave"
        }
        (true, true) => {
            "Tab arrows choose  1-4 correct  e edit  u your text or the written one\n\
             c calendar  o quote  PgDn scroll     s SEND (asks first)  d draft  q leave"
        }
        (false, false) => {
            "Tab arrows choose  1-4 correct  e edit  l language  f register  p times  n note\n\
             c calendar  o quote  PgDn scroll     d write the draft  q leave"
        }
        (false, true) => {
            "Tab arrows choose  1-4 correct  e edit  u your text or the written one\n\
             c calendar  o quote  PgDn scroll     d write the draft  q leave"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::state::{Field, Step, tests::choices};
    use super::*;
    use crate::app::cli::ReplyOptions;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    fn view() -> View {
        let row = |label, value: &str, doubt| Row { label, value: value.into(), doubt };
        View {
            title: "Interview, from Bob Baker <bob@acme.example>".into(),
            facts: vec![
                row("to", "bob@acme.example", ""),
                row("greets", "Bob Baker", ""),
                row("company", "Acme", "guess"),
                row("role", "Data Engineer", ""),
                row("when", "Thu 3 Dec 2026 14:00", "likely"),
            ],
            letter: "To: bob@acme.example\nSubject: Re: Interview\n\nDear Bob,\n\nno, thank you.\n\nAda".into(),
            body: Some("Dear Bob,\n".into()),
            about: "en, formal".into(),
            findings: vec![(Weight::Stop, "the address differs".into()), (Weight::Note, "no time".into())],
            refused: None,
        }
    }

    fn screen(state: &State, view: &View, width: u16, height: u16) -> String {
        let mut state = state.clone();
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(frame, &mut state, view, false)).unwrap();
        let buffer = terminal.backend().buffer();
        let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_string();
        (0..height).map(|y| row(y) + "\n").collect()
    }

    fn state() -> State {
        State::new(choices(), ReplyOptions::default(), "no", "none")
    }

    #[test]
    fn eighty_by_twenty_four_holds_all_of_it() {
        let wanted = "\
Interview, from Bob Baker <bob@acme.example>
1 to      bob@acme.example               2 greets  Bob Baker
3 company Acme ?guess                    4 role    Data Engineer
  when    Thu 3 Dec 2026 14:00 ?likely
┌kind──────────────┐┌letter: en, formal────────────────────────────────────────┐
│> no              ││To: bob@acme.example                                      │
│  later           ││Subject: Re: Interview                                    │
│  yes             ││                                                          │
│                  ││Dear Bob,                                                 │
│                  ││                                                          │
│                  ││no, thank you.                                            │
└──────────────────┘│                                                          │
┌reason────────────┐│Ada                                                       │
│> none            ││                                                          │
│  far             ││                                                          │
│                  ││                                                          │
│                  ││                                                          │
│                  ││                                                          │
└──────────────────┘└──────────────────────────────────────────────────────────┘
stop: the address differs
note: no time
about no
Tab arrows choose  1-4 correct  e edit  l language  f register  p times  n note
c calendar  o quote  PgDn scroll     s SEND (asks first)  d draft  q leave
";
        assert_eq!(screen(&state(), &view(), 80, 24), wanted);
    }

    #[test]
    fn a_typed_line_and_what_was_said_take_the_line_above_the_keys() {
        let mut s = state();
        assert_eq!(s.press(KeyEvent::new(KeyCode::Char('3'), KeyModifiers::NONE)), Step::Stay);
        assert!(matches!(s.line, Some((Field::Company, _))));
        let shown = screen(&s, &view(), 80, 24);
        assert!(shown.contains("\ncompany: Acme\nEnter takes it"), "{shown}");
        s.line = None;
        s.said = Some("not sent".into());
        assert!(screen(&s, &view(), 80, 24).contains("\nnot sent\nTab"));
    }

    #[test]
    fn no_size_of_terminal_is_too_small_to_draw_on() {
        let mut s = state();
        s.press(KeyEvent::new(KeyCode::Char('n'), KeyModifiers::NONE));
        let mut long = view();
        long.letter = "a very long word after another ".repeat(400);
        for (width, height) in [(1, 1), (10, 5), (20, 8), (40, 12), (300, 100)] {
            screen(&s, &long, width, height);
        }
    }

    #[test]
    fn a_paragraph_is_wrapped_for_the_pane_and_a_list_stays() {
        let full = "word ".repeat(14) + "x";
        assert_eq!(
            unwrapped(&format!("{full}\nnext line\nshort\n\n- a\n- b")),
            format!("{full} next line\nshort\n\n- a\n- b")
        );
    }

    #[test]
    fn the_end_of_a_long_letter_is_reached_and_not_passed() {
        let mut s = state();
        s.scroll = u16::MAX;
        let mut long = view();
        long.letter = (1..=60).map(|n| format!("line {n}\n")).collect();
        let shown = screen(&s, &long, 80, 24);
        assert!(shown.contains("line 60") && shown.contains("line 50"), "{shown}");
    }
}
