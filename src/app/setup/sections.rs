//! Files with sections, and sections in those, of which each may stand only once (alot's): a block of ours is taken apart,
//! and each part is put into the section that is there.

/// Lines of one section; its headers, the outermost first. Lines before all sections have none.
struct Part<'a> {
    headers: Vec<&'a str>,
    lines: Vec<&'a str>,
}

/// The text with each line of the block where it belongs, between marks; a setting that is there stays as it is.
pub fn put(old: &str, block: &str, marked: impl Fn(&str) -> String) -> String {
    let mut text = old.to_string();
    for part in parts(block) {
        let (at, missing) = place(&text, &part.headers);
        let there = |line: &&&str| key(line).is_some_and(|k| section_at(&text, at).any(|l| key(l) == Some(k)));
        let new: Vec<&str> = part.lines.iter().filter(|line| !there(line)).copied().collect();
        if new.is_empty() {
            continue;
        }
        let lines: String = missing.iter().chain(&new).map(|line| format!("{line}\n")).collect();
        text.insert_str(at, &marked(&lines));
    }
    text
}

fn parts(block: &str) -> Vec<Part<'_>> {
    let mut out: Vec<Part> = vec![Part { headers: Vec::new(), lines: Vec::new() }];
    for line in block.lines().filter(|l| !l.trim().is_empty()) {
        match depth(line) {
            0 => {
                if let Some(last) = out.last_mut() {
                    last.lines.push(line);
                }
            }
            deep => {
                let above = out.last().map(|p| p.headers.as_slice()).unwrap_or_default();
                let headers = above.iter().take(deep - 1).copied().chain([line]).collect();
                out.push(Part { headers, lines: Vec::new() });
            }
        }
    }
    out.retain(|part| !part.lines.is_empty());
    out
}

/// `[one]`, `[[two]]`; 0 for a line that is no header.
fn depth(line: &str) -> usize {
    let line = line.trim();
    if line.ends_with(']') { line.chars().take_while(|c| *c == '[').count() } else { 0 }
}

/// What is set by a line.
fn key(line: &str) -> Option<&str> {
    line.split_once('=').map(|(key, _)| key.trim()).filter(|key| !key.starts_with('#'))
}

/// Where lines below these headers go, and the headers that are not there yet. Settings go to the top of their section,
/// a new section to the end of the one it belongs into.
fn place<'a>(text: &str, headers: &[&'a str]) -> (usize, Vec<&'a str>) {
    let (mut start, mut end) = (0, text.len());
    for (at, header) in headers.iter().enumerate() {
        let found = lines(text, start, end).find(|(_, line)| line.trim() == header.trim());
        let Some((place, line)) = found else { return (end, headers[at..].to_vec()) };
        start = place + line.len();
        end = lines(text, start, end).find(|(_, l)| (1..=depth(header)).contains(&depth(l))).map_or(end, |(p, _)| p);
    }
    (start, Vec::new())
}

/// The lines from here to the next header.
fn section_at(text: &str, at: usize) -> impl Iterator<Item = &str> {
    lines(text, at, text.len()).map(|(_, line)| line).take_while(|line| depth(line) == 0)
}

/// The lines of a part of a text, with their places.
fn lines(text: &str, start: usize, end: usize) -> impl Iterator<Item = (usize, &str)> {
    text[start..end].split_inclusive('\n').scan(start, |at, line| {
        let place = *at;
        *at += line.len();
        Some((place, line))
    })
}

#[cfg(test)]
mod tests {
    use super::put;

    const BLOCK: &str = "hooks = ours\n[keys]\n  [[thread]]\n    p = preview\n    s = send\n";

    fn with(old: &str) -> String {
        put(old, BLOCK, |lines| format!("#>\n{lines}#<\n"))
    }

    #[test]
    fn sections_that_are_there_are_used() {
        let all = "#>\n[keys]\n  [[thread]]\n    p = preview\n    s = send\n#<\n";
        assert_eq!(with(""), format!("#>\nhooks = ours\n#<\n{all}"));
        assert_eq!(with("[other]\nx = 1\n"), format!("#>\nhooks = ours\n#<\n[other]\nx = 1\n{all}"));
        assert_eq!(
            with("[keys]\nq = quit\n  [[list]]\n  a = b\n[other]\nx = 1\n"),
            "#>\nhooks = ours\n#<\n[keys]\nq = quit\n  [[list]]\n  a = b\n#>\n  [[thread]]\n    p = preview\n    s = send\n#<\n[other]\nx = 1\n"
        );
        assert_eq!(
            with("[keys]\n  [[thread]]\n    x = y\n  [[list]]\n    a = b\n"),
            "#>\nhooks = ours\n#<\n[keys]\n  [[thread]]\n#>\n    p = preview\n    s = send\n#<\n    x = y\n  [[list]]\n    a = b\n"
        );
    }

    #[test]
    fn what_is_set_already_stays() {
        assert_eq!(
            with("theme = dark\nhooks = mine\n[keys]\n  [[thread]]\n    p = print\n"),
            "theme = dark\nhooks = mine\n[keys]\n  [[thread]]\n#>\n    s = send\n#<\n    p = print\n"
        );
    }
}
