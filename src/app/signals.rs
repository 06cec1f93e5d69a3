//! Signals while something is being sent: they ask the delivery to stop where stopping is safe.

use crate::deliver::Stop;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

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
    stop
}
