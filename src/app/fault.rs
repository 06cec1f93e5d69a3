//! A fault of ours: a panic is told in plain words, without anything of the mail or of a secret in it, and ends with a
//! code that says the truth about what was sent.

use super::restore;
use crate::deliver::once;
use crate::error::{Error, Exit};
use std::io::Write;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::process::ExitCode;

/// Runs the program. A panic puts the terminal back and becomes an exit code: 70, which proves that nothing was sent,
/// or 12 once a message was, or may have been.
pub fn guarded(run: impl FnOnce() -> ExitCode) -> ExitCode {
    set_hook(Box::new(|panic| {
        restore::now();
        // Where, not what: a panic's own words may hold anything.
        let _ = writeln!(std::io::stderr().lock(), "regrets: a fault of ours at {}", place(panic));
    }));
    // Nothing that the panic left half done is looked at again: the program ends.
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let error = told(once::may_have_left());
        super::output::error(&error);
        ExitCode::from(error.exit as u8)
    })
}

fn place(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or("an unknown place".into(), |at| format!("{}:{}", at.file(), at.line()))
}

fn told(may_have_left: bool) -> Error {
    let report = "Please report the line above, with what you did.";
    if may_have_left {
        return Error::new(Exit::Unknown, "the program failed after a message was, or may have been, sent")
            .hint("Look before you send again: `regrets log` has what is known.")
            .hint(report);
    }
    Error::new(Exit::Software, "the program failed; nothing was sent").hint(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_says_the_truth_about_what_was_sent() {
        assert_eq!((told(false).exit, told(true).exit), (Exit::Software, Exit::Unknown));
        assert!(told(false).message.contains("nothing was sent") && !told(true).message.contains("nothing"));
    }
}
