//! Signals. While something is being sent they ask the delivery to stop where stopping is safe; at any other time
//! they put the terminal back and end the program.

use super::{restore, terminal};
use crate::deliver::Stop;
use rustix::process::{Signal, getpgrp, getpid, getsid, kill_current_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

/// What is being sent now, if anything.
static SENDING: Mutex<Option<Stop>> = Mutex::new(None);

fn sending() -> std::sync::MutexGuard<'static, Option<Stop>> {
    SENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has a signal asked a delivery to stop?
static ASKED: AtomicBool = AtomicBool::new(false);

/// Has the person, or the system, asked to stop? Then nothing new is begun.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// A stop that Ctrl-C and the like ask for while the value lives; after that they end the program again.
pub struct Asked(Stop);

impl Deref for Asked {
    type Target = Stop;

    fn deref(&self) -> &Stop {
        &self.0
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        *sending() = None;
    }
}

/// A stop that Ctrl-C and the like ask for from now on.
pub fn stop() -> Asked {
    watch();
    let stop = Stop::default();
    *sending() = Some(stop.clone());
    let watched = stop.clone();
    std::thread::spawn(move || tell_of_waiting(&watched, PATIENCE));
    Asked(stop)
}

/// From now on a signal finds the terminal put back before it ends the program.
pub fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]) else { return };
        std::thread::spawn(move || {
            loop {
                for signal in signals.wait().collect::<Vec<_>>() {
                    take(signal);
                    // An editor that stops stops its whole group: we have done that already.
                    if signal == SIGTSTP {
                        signals.pending().filter(|later| *later != SIGTSTP).for_each(take);
                    }
                }
            }
        });
    });
}

/// Does another program have the keyboard?
static LENT: AtomicBool = AtomicBool::new(false);

/// Runs a program that has the keyboard meanwhile: what is typed there, Ctrl-C too, is meant for it.
pub fn lend<T>(run: impl FnOnce() -> T) -> T {
    watch();
    LENT.store(true, Ordering::SeqCst);
    let out = run();
    LENT.store(false, Ordering::SeqCst);
    out
}

/// Lets the program that has the keyboard stop first: it knows how to put the terminal back, and may not touch it any
/// more once a shell has it. Whoever sent the signal may have sent it to us alone.
fn let_it_stop() {
    if !is_job() {
        return;
    }
    let _ = kill_current_process_group(Signal::TSTP);
    let end = Instant::now() + Duration::from_millis(500);
    while Instant::now() < end && !terminal::at_rest() {
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn take(signal: i32) {
    if signal == SIGTSTP {
        let lent = LENT.load(Ordering::SeqCst);
        if lent {
            let_it_stop();
        }
        restore::pause();
        let _ = signal_hook::low_level::emulate_default_handler(signal);
        if lent && is_job() {
            let _ = kill_current_process_group(Signal::CONT);
        }
        return restore::resume();
    }
    if LENT.load(Ordering::SeqCst) && [SIGINT, SIGQUIT].contains(&signal) {
        return;
    }
    let stop = sending().clone();
    if let Some(stop) = stop {
        ASKED.store(true, Ordering::SeqCst);
        return stop.ask(signal);
    }
    restore::now();
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}

/// Ctrl-Z where the terminal makes no signal of it: stops us, as the terminal would have.
///
/// Only where we are a job that a shell started. Below a mail client it would stop the client, too, which does not
/// expect that while it waits for us; and the first process of a session has no shell that could let it go on.
pub fn suspend() {
    if is_job() {
        let _ = kill_current_process_group(Signal::TSTP);
    }
}

/// Did a shell start us as a job of its own?
fn is_job() -> bool {
    getpgrp() == getpid() && getsid(None).is_ok_and(|session| session != getpgrp())
}

/// How long a server may take to answer a whole message before the person is told.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tells the person, once, that there is nothing to do but wait: giving up early makes doubles.
fn tell_of_waiting(stop: &Stop, patience: Duration) {
    let mut since = None;
    loop {
        std::thread::sleep(Duration::from_millis(500));
        if !stop.waits() {
            since = None;
        } else if since.get_or_insert_with(Instant::now).elapsed() >= patience {
            super::output::say(
                "regrets: the server has the whole message and has not answered yet; this may take 10 minutes\n  \
                 Ctrl-C stops waiting, but then nobody knows whether it was sent.",
            );
            return;
        }
    }
}
