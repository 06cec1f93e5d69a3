//! One conversation after another: rows of a day that each have a time and somebody of their own.

use crate::extract::rules::Context;
use crate::extract::{Person, when};
use crate::fact::Fact;
use crate::text::Span;

/// A row is shorter than this; what is longer is text, which tells of several things.
const ROW: usize = 160;

/// The rows, where there are two or more, and two people or more in them. A row that names its day is a choice as often.
pub(super) fn conversations(it: &Context, people: &[Fact<Person>]) -> Vec<Span> {
    let short = when::rows_of_a_day(it).into_iter().filter(|row| row.end - row.start < ROW);
    let met = |row: &Span| -> Vec<usize> {
        (0..people.len()).filter(|at| people[*at].seen.iter().any(|s| row.overlaps(s))).collect()
    };
    let rows: Vec<(Span, Vec<usize>)> = short.map(|row| (row, met(&row))).filter(|(_, met)| !met.is_empty()).collect();
    let different =
        rows.first().is_some_and(|(_, first)| rows.iter().any(|(_, met)| met.iter().any(|m| !first.contains(m))));
    if different { rows.into_iter().map(|(row, _)| row).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::extract::{Stage, invitation};
    use crate::message::Mail;

    fn stage(body: &str) -> Option<Stage> {
        let mail = format!(
            "From: Dana Ito <d@acme.example>\nTo: ada@home.example\nSubject: Interview\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nMessage-ID: <1@acme.example>\n\nDear Ada,\n\nWe would like to invite you to an interview for the Engineer position.\n\n{body}\n\nKind regards,\nDana Ito\n"
        );
        let read =
            invitation(&Mail::read(mail.as_bytes()).unwrap(), &"2026-11-24T12:00:00+00:00[UTC]".parse().unwrap());
        read.stage.value().copied()
    }

    #[test]
    fn conversations_one_after_another() {
        let day = "Tuesday, 1 December 2026:";
        let rows = "9:00 - 9:45 | Technical interview | Maria Sand\n10:00 - 10:45 | Teamwork | Peter Holm";
        assert_eq!(stage(&format!("{day}\n\n{rows}")), Some(Stage::OnsiteLoop));
        let same = "9:00 - 9:45 | Welcome | Maria Sand\n10:00 - 10:45 | Teamwork | Maria Sand";
        assert_eq!(stage(&format!("{day}\n\n{same}")), None);
        let choice = "You will meet Maria Sand. Choose one:\n\n9:00 - 9:45\n10:00 - 10:45";
        assert_eq!(stage(&format!("{day}\n\n{choice}")), None);
    }
}
