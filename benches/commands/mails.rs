//! Mails of 100 KB, each of which is long in its own way.

const SIZE: usize = 100 * 1024;

const HEAD: &str = "From: Dana Ito <dana.ito@acme.example>\r\nTo: Ada Lovelace <ada@home.example>\r\n\
    Subject: Interview for the Data Engineer position\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n\
    Message-ID: <1@acme.example>\r\nMIME-Version: 1.0\r\n";

const SAID: &str = "Dear Ada,\r\n\r\nwe would like to invite you to an interview for the Data Engineer position at \
    Acme on\r\nThursday, 3 December 2026 at 14:00 (CET), by video. You will meet Tom Baker.\r\n\r\nKind regards,\r\nDana Ito\r\n";

/// Nothing but what is said.
pub fn short() -> Vec<u8> {
    format!("{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n{SAID}").into_bytes()
}

/// A short answer above a long history.
pub fn thread() -> Vec<u8> {
    let mut mail = format!("{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n{SAID}\r\nOn Monday, Ada wrote:\r\n");
    let mut line = 0;
    while mail.len() < SIZE {
        line += 1;
        mail += &format!(
            "> In week {line} we spoke about the project, its dates and who would lead it on day {}.\r\n",
            line % 28
        );
    }
    mail.into_bytes()
}

/// No plain text, and styles on everything.
pub fn html() -> Vec<u8> {
    let mut mail = format!("{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>\r\n");
    for line in SAID.lines() {
        mail += &format!("<p style=\"margin:0\">{line}</p>\r\n");
    }
    while mail.len() < SIZE {
        mail += "<table style=\"border-collapse:collapse;font-family:Arial\"><tr><td style=\"padding:0 4px;color:#333\">&nbsp;</td><td>Our benefits &amp; values</td></tr></table>\r\n";
    }
    (mail + "</body></html>\r\n").into_bytes()
}

/// A short text and a file.
pub fn attachment() -> Vec<u8> {
    let mut mail = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{SAID}\r\n\
         --b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    );
    while mail.len() < SIZE {
        mail += "JVBERi0xLjcKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2cvUGFnZXMgMiAwIFI+PgplbmRv\r\n";
    }
    (mail + "--b--\r\n").into_bytes()
}
