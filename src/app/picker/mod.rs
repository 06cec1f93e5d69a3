//! The full-screen view in which a person chooses, sees and changes the answer. It composes by the same walk as
//! `preview`, and what leaves, leaves by `send`: there is no second way.

mod draw;
mod line;
mod plain;
mod screen;
mod state;
mod view;

use super::cli::ReplyOptions;
use super::editor::{self, Edited};
use super::run::Opened;
use super::session::Session;
use super::terminal::Keyboard;
use crate::error::{Error, Exit, Result};
use screen::Screen;
use state::{State, Step};
use std::path::PathBuf;
use view::{Passed, View};

/// What is to be done with what was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Preview, question, delivery.
    Send,
    /// Write the draft, to this file or Maildir where one was asked for.
    Draft(Option<PathBuf>),
}

/// What the view can end in, and how it asks.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// May the answer be sent?
    pub sends: bool,
    /// Is the draft's file asked for?
    pub asks_file: bool,
    /// Line by line, without a screen?
    pub plain: bool,
}

const INSTEAD: &str = "Say what to answer with `--as KIND`; `regrets templates list` has the kinds.";

/// Would `send` and `draft` open the view here? Not where the person said what to answer, nor without a terminal.
pub fn wanted(session: &Session, options: &ReplyOptions) -> bool {
    let said = options.kind.is_some() || options.because.is_some() || options.template.is_some() || options.edit;
    session.config.defaults.picker && !said && session.style.terminal && Keyboard::open(INSTEAD).is_ok()
}

/// Lets the person choose, and does what they chose.
///
/// # Errors
/// [`Exit::No`] when they left; [`Exit::NeedsPerson`] without a terminal; else as `act`.
pub fn run(
    session: &Session,
    bytes: &[u8],
    options: &ReplyOptions,
    offer: Offer,
    act: &mut dyn FnMut(&ReplyOptions, Act) -> Result<()>,
) -> Result<()> {
    let opened = Opened::new(session, bytes, options.thread.as_deref())?;
    let mut choices = view::choices(&opened);
    (choices.sends, choices.asks_file) = (offer.sends, offer.asks_file);
    let defaults = &session.config.defaults;
    let kind = options.kind.as_deref().unwrap_or(&defaults.kind);
    let reason = options.because.as_deref().unwrap_or(&defaults.because);
    let mut state = State::new(choices, options.clone(), kind, reason);
    let dumb = std::env::var_os("TERM").is_none_or(|t| t == "dumb");
    let mut desk = Desk { session, opened, plain: offer.plain || dumb, asked: false, edited: None };
    let done = desk.until_done(&mut state, act);
    editor::settle(desk.edited.as_ref(), done)
}

/// One mail on the desk.
struct Desk<'a> {
    session: &'a Session,
    /// Read once; a key only composes.
    opened: Opened,
    plain: bool,
    /// Were kind and reason asked for line by line?
    asked: bool,
    /// The text that the editor gave back last, with its file.
    edited: Option<Edited>,
}

impl Desk<'_> {
    /// Lets the person choose and does it, until it is done or they leave.
    fn until_done(&mut self, state: &mut State, act: &mut dyn FnMut(&ReplyOptions, Act) -> Result<()>) -> Result<()> {
        loop {
            let chosen = self.choose(state)?;
            match act(&state.chosen(), chosen) {
                // A no to the question, or a file that cannot be written, loses nothing of what was chosen.
                Err(e) if matches!(e.exit, Exit::No | Exit::CantCreate) => state.said = Some(view::said(&e)),
                done => return done,
            }
        }
    }

    fn view(&self, state: &mut State) -> View {
        let view = view::view(self.session, &self.opened, &state.chosen());
        if state.options.lang.is_none() {
            state.usual.clone_from(&view.language);
        }
        state.ready = view.refused.is_none();
        view
    }

    /// Until the person wants something that is no change of the letter.
    fn choose(&mut self, state: &mut State) -> Result<Act> {
        loop {
            let view = self.view(state);
            let (step, view) = if self.plain { self.ask(state, view)? } else { self.look(state, view)? };
            match step {
                Step::Leave => return Err(Error::new(Exit::No, "left; nothing was sent")),
                Step::Edit => self.edit(state, &view),
                Step::Pass => pass(state, &view),
                Step::Send | Step::Draft(_) if view.refused.is_some() => state.said = view.refused,
                Step::Send => return Ok(Act::Send),
                Step::Draft(file) => return Ok(Act::Draft(file.map(|f| super::paths::expand(&f)))),
                Step::Stay | Step::Compose => {}
            }
        }
    }

    /// On a screen, until a step that needs the terminal for something else.
    fn look(&self, state: &mut State, mut view: View) -> Result<(Step, View)> {
        let mut screen = Screen::open(INSTEAD, self.session.style.color)?;
        loop {
            screen.show(state, &view)?;
            let Some(key) = screen.key()? else { continue };
            match state.press(key) {
                Step::Stay => {}
                Step::Compose => view = self.view(state),
                Step::Pass => {
                    pass(state, &view);
                    view = self.view(state);
                }
                Step::Send | Step::Draft(_) if view.refused.is_some() => state.said.clone_from(&view.refused),
                step => return Ok((step, view)),
            }
        }
    }

    /// The person's editor on the letter; whatever goes wrong, the letter stays as it was.
    fn edit(&mut self, state: &mut State, view: &View) {
        let Some(body) = &view.body else {
            state.said = view.refused.clone();
            return;
        };
        match editor::edit(body) {
            Ok(own) if own.text == *body => own.done(),
            Ok(own) => {
                state.edited(own.text.clone());
                if let Some(before) = self.edited.replace(own) {
                    before.done();
                }
            }
            Err(e) => state.said = Some(view::said(&e)),
        }
    }

    /// Line by line.
    fn ask(&mut self, state: &mut State, view: View) -> Result<(Step, View)> {
        let mut keyboard = Keyboard::open(INSTEAD)?;
        if !std::mem::replace(&mut self.asked, true) {
            plain::choose(&mut keyboard, state, &view)?;
            return Ok((Step::Compose, view));
        }
        plain::next(&mut keyboard, state, &view).map(|step| (step, view))
    }
}

/// The person has looked, and wants what stops it passed.
fn pass(state: &mut State, view: &View) {
    let Some(stop) = &view.stop else {
        state.said = Some("nothing stops this answer".into());
        return;
    };
    match stop {
        Passed::Class => state.options.force = true,
        Passed::Finding(id) => state.options.allow.push(id.clone()),
    }
    state.said = Some("passed; look at it once more before you send it".into());
}
