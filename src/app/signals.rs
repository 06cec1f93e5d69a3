//! Signals while something is being sent: they ask the delivery to stop where stopping is safe.

use crate::deliver::Stop;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::time::{Duration, Instant};

/// A stop that Ctrl-C and the like ask for from now on.
pub fn stop() -> Stop {
    let stop = Stop::default();
    if let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) {
        let asked = stop.clone();
        std::thread::spawn(move || {
            for signal in signals.forever() {
                asked.ask(signal);
            }
        });
    }
    let watched = stop.clone();
    std::thread::spawn(move || tell_of_waiting(&watched, PATIENCE));
    stop
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
