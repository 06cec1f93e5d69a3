//! The screen: facts above, kinds and reasons left, the letter right, findings and keys below.

use super::state::{Pane, State};
use super::view::{Row, View};
use crate::fact::Weight;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, List, ListState, Paragraph, Wrap};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns letters are wrapped at.
const WRAPPED_AT: usize = 72;

/// Screens of this height have room for more findings.
const ROOMY: u16 = 30;

/// Draws everything; `color` as `NO_COLOR` and the options say. Scrolling ends where the letter does.
pub fn draw(frame: &mut Frame, state: &mut State, view: &View, color: bool) {
    let paint = Paint { color };
    // The same room whatever is found, so that nothing jumps from one choice to the next.
    let shown = if frame.area().height < ROOMY { 2 } else { 4 };
    let [title, facts, middle, findings, said, keys] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(3),
        Constraint::Min(6),
        Constraint::Length(shown),
        Constraint::Length(1),
        Constraint::Length(2),
    ])
    .areas(frame.area());
    frame.render_widget(Line::styled(fitting(&view.title, title.width), bold()), title);
    draw_facts(frame, facts, view, paint);
    let [left, letter] = Layout::horizontal([Constraint::Length(20), Constraint::Min(30)]).areas(middle);
    let [kinds, reasons] = Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(left);
    draw_list(frame, kinds, "kind", &state.choices.kinds, state.kind, state.pane == Pane::Kinds);
    draw_list(frame, reasons, "reason", &state.choices.reasons, state.reason, state.pane == Pane::Reasons);
    draw_letter(frame, letter, state, view);
    draw_findings(frame, findings, view, paint);
    draw_line(frame, said, state, paint);
    frame.render_widget(Paragraph::new(keys_of(state, view)), keys);
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

/// Two columns of two facts, and the times below; each has the digit that corrects it.
fn draw_facts(frame: &mut Frame, area: Rect, view: &View, paint: Paint) {
    let rows: [Rect; 3] = Layout::vertical([Constraint::Length(1); 3]).areas(area);
    for (at, fact) in view.facts.iter().enumerate() {
        let halves: [Rect; 2] = Layout::horizontal([Constraint::Percentage(50), Constraint::Percentage(50)])
            .spacing(1)
            .areas(rows[at.min(4) / 2]);
        let place = if at < 4 { halves[at % 2] } else { rows[2] };
        frame.render_widget(fact_line(fact, char::from(b'1' + at as u8), place.width, paint), place);
    }
}

/// A doubt stays in sight, however long the value is.
fn fact_line(fact: &Row, key: char, width: u16, paint: Paint) -> Line<'static> {
    let doubt = if fact.doubt.is_empty() { String::new() } else { format!(" ?{}", fact.doubt) };
    let label = format!("{key} {:<8}", fact.label);
    let room = usize::from(width).saturating_sub(label.width() + doubt.width());
    let value = fitting(&fact.value, u16::try_from(room).unwrap_or(u16::MAX));
    Line::from(vec![Span::styled(label, dim()), Span::raw(value), Span::styled(doubt, paint.doubtful())])
}

/// A text, or its beginning and a mark that there is more.
fn fitting(text: &str, width: u16) -> String {
    let width = usize::from(width);
    if text.width() <= width {
        return text.to_string();
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + c.width().unwrap_or(0) >= width {
            break;
        }
        out.push(c);
    }
    out + "…"
}

fn draw_list(frame: &mut Frame, area: Rect, title: &str, all: &[(String, String)], at: usize, focus: bool) {
    let mark = if focus { bold().add_modifier(Modifier::REVERSED) } else { bold() };
    let list = List::new(all.iter().map(|(name, _)| name.as_str()))
        .block(block(format!("{title} {} of {}", at + 1, all.len()), focus))
        .highlight_symbol("> ")
        .highlight_style(mark);
    frame.render_stateful_widget(list, area, &mut ListState::default().with_selected(Some(at)));
}

fn block(title: String, focus: bool) -> Block<'static> {
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
    let mut around = block(title, state.pane == Pane::Letter);
    if state.scroll < most {
        around = around.title_bottom(Line::from(format!("{} more lines", most - state.scroll)).right_aligned());
    }
    frame.render_widget(letter.block(around), area);
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
    let room = usize::from(area.height);
    let more = view.findings.len().saturating_sub(room);
    let lines: Vec<Line> = view
        .findings
        .iter()
        .take(room)
        .enumerate()
        .map(|(at, (weight, text))| {
            let rest = if at + 1 == room && more > 0 { format!(" (and {more} more)") } else { String::new() };
            let width = area.width.saturating_sub(u16::try_from(rest.len()).unwrap_or(0));
            let line = fitting(&format!("{}: {text}", name(*weight)), width);
            Line::styled(line + &rest, paint.weight(*weight))
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

/// The keys that do something now, with what they do.
fn keys_of(state: &State, view: &View) -> Vec<Line<'static>> {
    if state.line.is_some() {
        return vec![keys(&[("Enter", "takes it"), ("Esc", "leaves it"), ("Ctrl-U", "empties the line")])];
    }
    let choosing = [("Tab \u{2191}\u{2193}", "choose"), ("1-5", "correct"), ("e", "edit")];
    let own = state.options.body.is_some() || state.aside.is_some();
    let words: &[(&str, &str)] = match own {
        true => &[("u", "your text or the written one")],
        false => &[("l", "language"), ("f", "register"), ("p", "times"), ("n", "note")],
    };
    let letter = [("c", "calendar"), ("o", "quote"), ("PgDn", "scroll")];
    let stop: &[(&str, &str)] = if view.stop.is_some() { &[("!", "pass")] } else { &[] };
    let end: &[(&str, &str)] = match state.choices.sends {
        true => &[("s", "SEND (asks first)"), ("d", "draft"), ("q", "leave")],
        false => &[("d", "write the draft"), ("q", "leave")],
    };
    vec![keys(&[&choosing, words].concat()), keys(&[&letter, stop, end].concat())]
}

fn keys(all: &[(&'static str, &'static str)]) -> Line<'static> {
    let spans = all.iter().enumerate().flat_map(|(at, (key, does))| {
        let gap = if at == 0 { "" } else { "  " };
        [Span::raw(gap), Span::styled(*key, bold()), Span::styled(format!(" {does}"), dim())]
    });
    Line::from(spans.collect::<Vec<_>>())
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
            language: "en".into(),
            about: "en, formal".into(),
            findings: vec![(Weight::Stop, "the address differs".into()), (Weight::Note, "no time".into())],
            refused: None,
            stop: None,
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
5 when    Thu 3 Dec 2026 14:00 ?likely
┌kind 1 of 3───────┐┌letter: en, formal────────────────────────────────────────┐
│> no              ││To: bob@acme.example                                      │
│  later           ││Subject: Re: Interview                                    │
│  yes             ││                                                          │
│                  ││Dear Bob,                                                 │
│                  ││                                                          │
│                  ││no, thank you.                                            │
└──────────────────┘│                                                          │
┌reason 1 of 2─────┐│Ada                                                       │
│> none            ││                                                          │
│  far             ││                                                          │
│                  ││                                                          │
│                  ││                                                          │
│                  ││                                                          │
└──────────────────┘└──────────────────────────────────────────────────────────┘
stop: the address differs
note: no time
about no
Tab ↑↓ choose  1-5 correct  e edit  l language  f register  p times  n note
c calendar  o quote  PgDn scroll  s SEND (asks first)  d draft  q leave
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
    fn what_is_too_long_or_out_of_sight_is_marked() {
        let mut long = view();
        long.facts[2].value = "A company with a name that is longer than its place".into();
        long.letter = "line\n".repeat(30);
        long.findings = (1..5).map(|n| (Weight::Ask, format!("finding {n}"))).collect();
        long.stop = Some(super::super::view::Passed::Class);
        let shown = screen(&state(), &long, 80, 24);
        for words in ["… ?guess", "17 more lines", "ask: finding 2 (and 2 more)", "  ! pass  "] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
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
