//! What my own mail server found out about the sender (`Authentication-Results`, RFC 8601).
//!
//! Anybody can write such a header. So only those are read that bear the name of a server I trust, as configured; and
//! of several with that name the worst holds, as a forged one would praise.

use super::sender::{is_freemail, is_vendor};
use crate::fact::{Finding, Weight};
use crate::message::Mail;

/// The sender's domain says that this mail is not from it (DMARC).
///
/// That is a *stop* where the domain is the employer's own; only a note where an honest mail fails, too: a forwarder's
/// (an ARC seal vouches for what it saw), and a domain that is nobody's in particular.
pub fn finding(mail: &Mail, my_server: &str) -> Option<Finding> {
    let from = mail.from.first()?;
    let mine = || mail.marks.authentication.iter().filter_map(|header| results(header, my_server)).flatten();
    let says = |method: &str, result: &str| mine().any(|r| r == format!("{method}={result}"));
    if !says("dmarc", "fail") {
        return None;
    }
    let excused = says("arc", "pass") || is_vendor(from) || is_freemail(&from.domain());
    let text = format!("your mail server could not confirm that this mail is from `{}` (dmarc=fail)", from.domain());
    let weight = if excused { Weight::Note } else { Weight::Stop };
    Some(
        Finding::new("not-authentic", weight, text)
            .help("A forwarded mail fails this, too. Ask by a way that the mail does not name."),
    )
}

/// The results in a header that this server wrote, as `method=result` in lower case.
fn results(header: &str, my_server: &str) -> Option<Vec<String>> {
    let plain = without_comments(header).to_ascii_lowercase();
    let (server, results) = plain.split_once(';')?;
    // A version may stand behind the name.
    let server = server.split_whitespace().next()?;
    let first = |result: &str| result.split_whitespace().next().map(str::to_string);
    let joined = results.replace(" =", "=").replace("= ", "=");
    server.eq_ignore_ascii_case(my_server.trim()).then(|| joined.split(';').filter_map(first).collect())
}

/// A structured header without what stands in parentheses (RFC 5322 3.2.2), and in one line.
fn without_comments(header: &str) -> String {
    let mut depth = 0usize;
    let mut escaped = false;
    let kept = header.chars().filter(|c| {
        let outside = depth == 0;
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        outside && *c != '('
    });
    kept.map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(from: &str, headers: &[&str]) -> Option<Weight> {
        let mut text: String = headers.iter().map(|h| format!("Authentication-Results: {h}\n")).collect();
        text += &format!("From: {from}\nTo: ada@home.example\n\nHi\n");
        finding(&Mail::read(text.as_bytes()).unwrap(), "mx.home.example").map(|f| f.weight)
    }

    #[test]
    fn only_my_own_server_is_believed_and_its_worst_word_holds() {
        let acme = "Dana <dana@acme.example>";
        let stop = Some(Weight::Stop);
        assert_eq!(weight(acme, &["mx.home.example; dmarc=fail (p=none) header.from=acme.example"]), stop);
        assert_eq!(weight(acme, &["MX.home.example 1;\n spf=pass;\n dmarc = fail"]), stop);
        assert_eq!(weight(acme, &["mx.home.example; dmarc=fail", "mx.home.example; dmarc=pass"]), stop);
        assert_eq!(weight(acme, &["mx.home.example; arc=pass; dmarc=fail"]), Some(Weight::Note));
        assert_eq!(weight("Dana <dana@gmail.com>", &["mx.home.example; dmarc=fail"]), Some(Weight::Note));
        for nothing in [
            "mx.home.example; none",
            "mx.home.example; dmarc=pass (not dmarc=fail; dmarc=fail)",
            "mx.home.example; dmarc=bestguesspass",
            "mx.evil.example; dmarc=fail",
            "mx.home.example.evil.example; dmarc=fail",
            "dmarc=fail",
            "",
        ] {
            assert_eq!(weight(acme, &[nothing]), None, "{nothing}");
        }
    }
}
