//! The moments after a yes in which any key takes it back.

use std::io;
use std::time::Duration;

/// The person's terminal, as far as a countdown needs it.
pub trait Watcher {
    /// Shows how many seconds are left.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn show(&mut self, left: u64) -> io::Result<()>;

    /// Waits for a key for so long, and says whether one was pressed.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn key(&mut self, wait: Duration) -> io::Result<bool>;
}

/// Counts down; `true` means that nobody objected. A terminal that goes away is an objection.
pub fn passed(seconds: u64, watcher: &mut dyn Watcher) -> bool {
    (1..=seconds)
        .rev()
        .all(|left| watcher.show(left).is_ok() && matches!(watcher.key(Duration::from_secs(1)), Ok(false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A person who presses a key at this second, or whose terminal goes away.
    struct Person {
        shown: Vec<u64>,
        key_at: Option<u64>,
        gone_at: Option<u64>,
    }

    impl Watcher for Person {
        fn show(&mut self, left: u64) -> io::Result<()> {
            self.shown.push(left);
            Ok(())
        }

        fn key(&mut self, _: Duration) -> io::Result<bool> {
            let now = self.shown.last().copied();
            if now == self.gone_at { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(now == self.key_at) }
        }
    }

    fn person(key_at: Option<u64>, gone_at: Option<u64>) -> Person {
        Person { shown: vec![], key_at, gone_at }
    }

    #[test]
    fn silence_is_consent_and_a_key_is_not() {
        let mut quiet = person(None, None);
        assert!(passed(5, &mut quiet));
        assert_eq!(quiet.shown, [5, 4, 3, 2, 1]);
        for at in 1..=5 {
            assert!(!passed(5, &mut person(Some(at), None)), "{at}");
        }
        assert!(passed(0, &mut person(None, None)));
    }

    #[test]
    fn a_terminal_that_goes_away_sends_nothing() {
        assert!(!passed(3, &mut person(None, Some(2))));
    }
}
