//! A Maildir as people have it, made anew: letters, newsletters, notices and attachments, and a few invitations.

use crate::prose::{Dice, OFFERS, TALK};
use std::fs;
use std::io;
use std::path::Path;

/// Messages in it.
const MESSAGES: usize = 12_000;
/// One message in so many asks to an interview.
const INVITATIONS: usize = 400;

/// What was made.
#[derive(Default)]
pub struct Made {
    /// Messages.
    pub messages: usize,
    /// Of all of them.
    pub bytes: u64,
    /// Invitations that wait for an answer.
    pub waiting: usize,
}

/// Makes the Maildir at `path`; the same one in every run.
///
/// # Errors
/// When it cannot be written.
pub fn make(path: &Path) -> io::Result<Made> {
    for folder in ["cur", "new", "tmp"] {
        fs::create_dir_all(path.join(folder))?;
    }
    let mut dice = Dice(2026);
    let mut made = Made::default();
    for number in 0..MESSAGES {
        let invites = number % INVITATIONS == INVITATIONS / 2;
        let mail = if invites { invitation(&mut dice, number) } else { other(&mut dice, number) };
        let name = format!("cur/{}.M{number}P1.home:2,S", 1_790_000_000 + number * 600);
        fs::write(path.join(name), &mail)?;
        made.messages += 1;
        made.bytes += mail.len() as u64;
        made.waiting += usize::from(invites);
    }
    Ok(made)
}

fn other(dice: &mut Dice, number: usize) -> String {
    match dice.below(100) {
        0..50 => letter(dice, number),
        50..75 => newsletter(dice, number),
        75..93 => notice(dice, number),
        _ => attachment(dice, number),
    }
}

/// What servers write above a message, as long as it is in our days.
fn head(dice: &mut Dice, number: usize, from: &str, subject: &str, more: &str) -> String {
    let mut out = format!("Return-Path: <bounce-{:x}@mail.example>\nDelivered-To: ada@home.example\n", dice.next());
    for hop in 0..4 {
        let id = dice.next();
        out += &format!(
            "Received: from mx{hop}.mail.example (mx{hop}.mail.example [192.0.2.{}])\n\tby in{hop}.home.example with \
             ESMTPS id {id:x}\n\tfor <ada@home.example>; Tue, 17 Nov 2026 09:{:02}:{:02} +0000\n",
            id % 256,
            id % 60,
            id % 59
        );
    }
    for name in ["DKIM-Signature: v=1; a=rsa-sha256; d=mail.example; s=s1", "ARC-Seal: i=1; a=rsa-sha256; d=in.example"]
    {
        out += &format!("{name};\n\tb={}\n", base64(dice, 340).trim_end().replace('\n', "\n\t"));
    }
    out += "Authentication-Results: in.home.example; dkim=pass header.d=mail.example; spf=pass; dmarc=pass\n";
    let (day, hour, minute) = (1 + dice.below(27), dice.below(24), dice.below(60));
    out + &format!(
        "From: {from}\nTo: Ada Lovelace <ada@home.example>\nSubject: {subject}\n\
         Date: {day} Nov 2026 {hour:02}:{minute:02}:00 +0000\nMessage-ID: <{number}.{:x}@mail.example>\n\
         MIME-Version: 1.0\n{more}",
        dice.next()
    )
}

fn sentences(dice: &mut Dice, of: &[&str], size: usize) -> String {
    let mut out = String::new();
    while out.len() < size {
        for _ in 0..1 + dice.below(5) {
            out += dice.one(of);
            out.push(if dice.below(3) == 0 { '\n' } else { ' ' });
        }
        out += "\n\n";
    }
    out
}

/// What a person writes of in one message: one matter, or two.
fn matter(dice: &mut Dice) -> Vec<&'static str> {
    let (one, other) = (dice.below(TALK.len()), dice.below(TALK.len()));
    let mut of = TALK[one].to_vec();
    if dice.below(3) == 0 {
        of.extend(TALK[other]);
    }
    of
}

/// A short answer, one in three over a list, with or without what it answers.
fn letter(dice: &mut Dice, number: usize) -> String {
    let from =
        dice.one(&["Bea <bea@friend.example>", "Tom Baker <tom@work.example>", "Ines Costa <ines@list.example>"]);
    let list = if dice.below(3) == 0 { "List-Id: <talk.list.example>\n" } else { "" };
    let plain = format!("{list}Content-Type: text/plain; charset=utf-8\n\n");
    let mut out = head(dice, number, from, "Re: the weekend", &plain);
    let size = dice.size(300, 4000);
    let of = matter(dice);
    out += &sentences(dice, &of, size);
    if dice.below(2) == 0 {
        out += "On Monday, Ada wrote:\n";
        let size = dice.size(500, 8000);
        let history = sentences(dice, &of, size);
        out.extend(history.lines().map(|line| format!("> {line}\n")));
    }
    out
}

const BOTH: &str = "Content-Type: multipart/alternative; boundary=\"=_b\"\n\n--=_b\nContent-Type: text/plain; \
                    charset=utf-8\n\n";
const PAGE: &str = "\n--=_b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n";

/// A page of tables in tables, and its text.
fn newsletter(dice: &mut Dice, number: usize) -> String {
    let mut out = head(dice, number, "Your Shop <news@shop.example>", "New this week", BOTH);
    out += &sentences(dice, OFFERS, 2000);
    out += PAGE;
    let end = out.len() + dice.size(15_000, 90_000);
    while out.len() < end {
        out += "<table role=3D\"presentation\" width=3D\"100%\" cellpadding=3D\"0\" cellspacing=\n=3D\"0\" border=3D\"0\" \
                style=3D\"border-collapse:collapse\"><tr><td style=3D\"font-f=\namily:Arial,Helvetica,sans-serif;\
                font-size:16px;line-height:24px;color:#33=\n3333;padding:0 24px 12px\">";
        out += dice.one(OFFERS);
        out += &format!(
            "=\n<a href=3D\"https://click.shop.example/t/{:x}{:x}\" style=3D\"color:#06c\"=\n>More</a></td></tr></table>=\n",
            dice.next(),
            dice.next()
        );
    }
    out + "\n--=_b--\n"
}

/// A short page of a machine.
fn notice(dice: &mut Dice, number: usize) -> String {
    let list = format!("List-Id: <importer.tracker.example>\n{BOTH}");
    let mut out = head(dice, number, "Tracker <notify@tracker.example>", "[importer] Build failed", &list);
    let of = matter(dice);
    out += &sentences(dice, &of, 400);
    out += PAGE;
    let size = dice.size(1500, 8000);
    let text = sentences(dice, &of, size);
    out.extend(text.lines().map(|line| format!("<p style=3D\"margin:0\">{line}</p>\n")));
    out + "\n--=_b--\n"
}

/// A few words and a file.
fn attachment(dice: &mut Dice, number: usize) -> String {
    let kind = "Content-Type: multipart/mixed; boundary=\"=_b\"\n\n--=_b\nContent-Type: text/plain; charset=utf-8\n\n";
    let mut out = head(dice, number, "Tom Baker <tom@work.example>", "The report", kind);
    let of = matter(dice);
    out += &sentences(dice, &of, 300);
    out += "\n--=_b\nContent-Type: application/pdf; name=\"report.pdf\"\nContent-Transfer-Encoding: base64\n\n";
    let size = dice.size(30_000, 1_000_000);
    out += &base64(dice, size);
    out + "--=_b--\n"
}

fn base64(dice: &mut Dice, size: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(size + size / 76 + 2);
    let mut column = 0;
    while out.len() < size {
        let mut bits = dice.next();
        for _ in 0..10 {
            out.push(LETTERS[(bits & 63) as usize] as char);
            bits >>= 6;
            column += 1;
            if column == 76 {
                out.push('\n');
                column = 0;
            }
        }
    }
    out.push('\n');
    out
}

fn invitation(dice: &mut Dice, number: usize) -> String {
    let mut out = head(
        dice,
        number,
        "Dana Ito <dana.ito@acme.example>",
        "Interview for the Data Engineer position",
        "Content-Type: text/plain; charset=utf-8\n\n",
    );
    out += "Dear Ada,\n\nwe would like to invite you to an interview for the Data Engineer position at Acme, by \
            video.\nWhich time would suit you next week?\n\nKind regards,\nDana Ito\n";
    out
}
