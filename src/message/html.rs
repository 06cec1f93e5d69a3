//! An HTML part as the text a person saw: blocks become lines, cells of a row stand side by side, hidden text
//! is dropped, links keep their place. One pass, linear; nothing is loaded.

use super::body::Href;
use super::microdata::{Attributes, Microdata};
use super::style::{Sheet, hides};
use html5gum::emitters::ForwardingEmitter;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Span, Tokenizer};
use std::collections::HashMap;
use std::convert::Infallible;

/// What was rendered.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// The visible text, LF line ends.
    pub text: String,
    /// Links and their places in the text.
    pub links: Vec<Href>,
    /// The text of every JSON-LD script, and every microdata item as JSON-LD.
    pub jsonld: Vec<String>,
}

/// Between the cells of a row.
pub(super) const CELL: &str = " | ";

/// A page's text ends here, in bytes; nobody reads on.
const TEXT_LIMIT: usize = 1024 * 1024;
/// So many links are kept.
const LINKS: usize = 1000;
/// So many styles are kept.
const STYLES: usize = 1000;
/// Quotes in quotes are shown so deep, and a cell of a row is so long at most.
const QUOTES: usize = 8;
const CELL_LIMIT: usize = 2000;

/// Renders an HTML part.
pub(super) fn render(html: &str) -> Rendered {
    let mut page = Page::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        page.event(event);
        None
    });
    emitter.naively_switch_states(true);
    for _ in Tokenizer::new_with_emitter(html, Quiet(emitter)) {}
    page.finish()
}

/// Takes no notice of what is against the standard, so that nothing looks for it.
struct Quiet<E>(E);

impl<E: Emitter> ForwardingEmitter for Quiet<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = E::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

#[derive(Default)]
struct Page {
    out: Rendered,
    tag: Tag,
    attribute: Vec<u8>,
    /// The element that hides what is inside it, and how many of its name are open.
    hiding: Option<(Vec<u8>, usize)>,
    /// Line ends owed before the next text; 2 is a blank line.
    breaks: usize,
    /// A blank owed before the next text of the line.
    space: bool,
    /// Depth of quoting blockquotes, and of blockquotes that only indent.
    quotes: Vec<bool>,
    /// Where the text of each open table cell began.
    cells: Vec<usize>,
    /// Does the next cell stand beside the last one?
    beside: bool,
    link: Option<(usize, String)>,
    pre: usize,
    capture: Option<Vec<u8>>,
    /// What style sheets hide, and the one that is being read.
    sheet: Sheet,
    css: Option<Vec<u8>>,
    /// The styles that were met, and whether they hide.
    styles: HashMap<Vec<u8>, bool>,
    items: Microdata,
}

/// The start tag that is being read.
#[derive(Default)]
struct Tag {
    name: Vec<u8>,
    hidden: bool,
    quote: bool,
    jsonld: bool,
    href: String,
    item: Attributes,
}

impl Page {
    fn event(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag = Tag { name: name.to_vec(), ..Tag::default() },
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
                self.tag.hidden |= name == b"hidden";
                self.tag.item.scope |= name == b"itemscope";
            }
            CallbackEvent::AttributeValue { value } => self.attribute_value(value),
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.string(value),
            _ => {}
        }
    }

    fn attribute_value(&mut self, value: &[u8]) {
        if self.attribute == b"style" {
            self.tag.hidden |= self.hides(value);
            return;
        }
        let text = || String::from_utf8_lossy(value);
        match self.attribute.as_slice() {
            b"href" => {
                self.tag.href = text().trim().to_string();
                self.tag.item.value = Some(self.tag.href.clone());
            }
            b"itemtype" => self.tag.item.kind = text().into_owned(),
            b"itemprop" => self.tag.item.property = text().into_owned(),
            b"content" | b"datetime" => self.tag.item.value = Some(text().into_owned()),
            b"type" => {
                let text = text();
                self.tag.quote |= text.eq_ignore_ascii_case("cite");
                self.tag.jsonld |= text.eq_ignore_ascii_case("application/ld+json");
            }
            b"class" => {
                let text = text();
                self.tag.quote |= text.to_ascii_lowercase().contains("quote");
                self.tag.hidden |= self.sheet.hides_class(&text);
            }
            b"id" => self.tag.hidden |= self.sheet.hides_id(&text()),
            _ => {}
        }
    }

    /// Does this style hide? A page says the same few styles over and over.
    fn hides(&mut self, style: &[u8]) -> bool {
        if let Some(known) = self.styles.get(style) {
            return *known;
        }
        let hidden = hides(&String::from_utf8_lossy(style));
        if self.styles.len() < STYLES {
            self.styles.insert(style.to_vec(), hidden);
        }
        hidden
    }

    fn start(&mut self) {
        let mut tag = std::mem::take(&mut self.tag);
        self.items.start(&tag.name, std::mem::take(&mut tag.item), is_void(&tag.name));
        if let Some((name, depth)) = &mut self.hiding {
            *depth += usize::from(*name == tag.name);
            return;
        }
        if tag.name == b"style" {
            self.css = Some(Vec::new());
        }
        match tag.name.as_slice() {
            b"script" if tag.jsonld => self.capture = Some(Vec::new()),
            // What is struck out is taken back: the old time beside the new one.
            b"script" | b"style" | b"template" | b"title" | b"object" | b"svg" | b"noframes" | b"s" | b"strike"
            | b"del" => {
                self.hiding = Some((tag.name, 1));
                return;
            }
            _ => {}
        }
        if tag.hidden && !is_void(&tag.name) {
            self.hiding = Some((tag.name, 1));
            return;
        }
        self.open(tag);
    }

    fn open(&mut self, tag: Tag) {
        match tag.name.as_slice() {
            b"br" => self.breaks += 1,
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"dl" => self.block(2),
            b"div" | b"table" | b"tr" | b"section" | b"article" | b"header" | b"footer" | b"center" | b"dt" | b"dd"
            | b"form" | b"address" | b"caption" => self.block(1),
            b"li" => {
                self.block(1);
                self.text("- ");
            }
            b"hr" => {
                self.block(1);
                self.text("________________");
                self.block(1);
            }
            b"td" | b"th" => self.cell(),
            b"blockquote" => {
                self.block(1);
                self.quotes.push(tag.quote);
            }
            b"pre" => {
                self.block(1);
                self.pre += 1;
            }
            b"a" => {
                self.close_link();
                if !tag.href.is_empty() {
                    self.link = Some((usize::MAX, tag.href));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        self.items.end(name);
        if let Some(css) = self.css.take_if(|_| name == b"style") {
            self.sheet.add(&String::from_utf8_lossy(&css));
        }
        if let Some((hiding, depth)) = &mut self.hiding {
            if hiding == name {
                *depth -= 1;
                if *depth == 0 {
                    self.hiding = None;
                }
            }
            return;
        }
        match name {
            b"script" => {
                let captured = self.capture.take();
                self.out.jsonld.extend(captured.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
            }
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"dl" => self.block(2),
            b"div" | b"table" | b"section" | b"article" | b"header" | b"footer" | b"center" | b"dt" | b"dd" | b"li"
            | b"form" | b"address" | b"caption" => self.block(1),
            b"tr" => {
                self.beside = false;
                self.cells.pop();
                self.block(1);
            }
            b"td" | b"th" => self.end_cell(),
            b"blockquote" => {
                self.block(1);
                self.quotes.pop();
            }
            b"pre" => self.pre = self.pre.saturating_sub(1),
            b"a" => self.close_link(),
            _ => {}
        }
    }

    /// A block starts or ends: at least `lines` line ends before the next text. At the very start of a cell
    /// it owes nothing: `<td><p>` is one cell of one line.
    fn block(&mut self, lines: usize) {
        let at_cell_start = self.cells.last() == Some(&self.out.text.len()) && self.beside;
        if !at_cell_start {
            self.breaks = self.breaks.max(lines);
        }
        self.space = false;
    }

    fn cell(&mut self) {
        if self.beside {
            // The cell before was one line: what its blocks owed is forgotten, the cells stand side by side.
            self.breaks = 0;
            self.space = false;
            if self.cells.last().is_some_and(|at| *at < self.out.text.len()) && !self.out.text.ends_with(CELL) {
                self.out.text.push_str(CELL);
            }
        }
        self.cells.pop();
        self.beside = self.beside || self.breaks == 0;
        self.cells.push(self.out.text.len());
    }

    fn end_cell(&mut self) {
        let Some(start) = self.cells.last() else { return };
        let said = self.out.text.get(*start..).unwrap_or_default();
        let lines = said.len() > CELL_LIMIT || said.trim().contains('\n');
        self.beside = !lines && !said.trim().is_empty();
        if lines {
            self.block(1);
        }
    }

    fn string(&mut self, value: &[u8]) {
        if let Some(captured) = &mut self.capture {
            captured.extend_from_slice(value);
            return;
        }
        if let Some(css) = &mut self.css {
            css.extend_from_slice(value);
            return;
        }
        let text = String::from_utf8_lossy(value);
        self.items.text(&text);
        if self.hiding.is_some() {
            return;
        }
        if self.pre > 0 {
            self.preformatted(&text);
            return;
        }
        let mut word = 0;
        for (at, c) in text.char_indices() {
            if is_blank(c) || is_filler(c) {
                self.text(&text[word..at]);
                self.space |= is_blank(c);
                word = at + c.len_utf8();
            }
        }
        self.text(&text[word..]);
    }

    fn preformatted(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            self.breaks += usize::from(at > 0);
            self.text(line.trim_end_matches('\r'));
        }
    }

    fn text(&mut self, text: &str) {
        let out = &mut self.out.text;
        if text.is_empty() || out.len() > TEXT_LIMIT {
            return;
        }
        if self.breaks > 0 && !out.is_empty() {
            let have = out.len() - out.trim_end_matches('\n').len();
            for _ in have..self.breaks.min(3) {
                out.push('\n');
            }
        }
        let at_line_start = out.is_empty() || out.ends_with('\n');
        if at_line_start {
            for _ in self.quotes.iter().filter(|q| **q).take(QUOTES) {
                out.push_str("> ");
            }
        } else if self.space && !out.ends_with(' ') {
            out.push(' ');
        }
        self.breaks = 0;
        self.space = false;
        if let Some((start, _)) = self.link.as_mut().filter(|(start, _)| *start == usize::MAX) {
            *start = out.len();
        }
        out.push_str(text);
    }

    fn close_link(&mut self) {
        let Some((start, url)) = self.link.take() else { return };
        let end = self.out.text.len();
        if self.out.links.len() >= LINKS {
            return;
        }
        self.out.links.push(Href { start: start.min(end), end, url });
    }

    fn finish(mut self) -> Rendered {
        self.close_link();
        self.out.jsonld.extend(std::mem::take(&mut self.items).finish());
        self.out
    }
}

fn is_void(name: &[u8]) -> bool {
    matches!(name, b"br" | b"hr" | b"img" | b"input" | b"meta" | b"link" | b"col" | b"area" | b"base" | b"wbr")
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}')
}

/// Invisible characters that pad the line mail clients show in their lists.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{34f}' | '\u{ad}' | '\u{200e}' | '\u{200f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        render(html).text
    }

    #[test]
    fn blocks_become_lines_and_inline_stays() {
        assert_eq!(
            text("<p>Hi <b>Ada</b>,</p>\n<p>We &amp; you<br>met.&nbsp;Soon</p>"),
            "Hi Ada,\n\nWe & you\nmet. Soon"
        );
        assert_eq!(text("<div>a</div><div>b</div>c<ul><li>x</li><li>y</li></ul>"), "a\nb\nc\n\n- x\n- y");
    }

    #[test]
    fn cells_of_a_row_stand_side_by_side_also_around_paragraphs() {
        assert_eq!(
            text("<table><tr><td>When:</td><td>Tue 10:00</td></tr><tr><td>Where:</td><td>Zoom</td></tr></table>"),
            "When: | Tue 10:00\nWhere: | Zoom"
        );
        assert_eq!(text("<table><tr><td><p>9:00</p></td><td><p>Dana Ito</p></td></tr></table>"), "9:00 | Dana Ito");
    }

    #[test]
    fn a_layout_table_keeps_its_lines() {
        assert_eq!(
            text("<table><tr><td><p>Dear Ada,</p><p>thank you.</p></td><td>side</td></tr></table>"),
            "Dear Ada,\n\nthank you.\n\nside"
        );
    }

    #[test]
    fn hidden_text_is_not_seen() {
        assert_eq!(text("<div style=\"display:none\">Acme <div>x</div> y</div>z"), "z");
        assert_eq!(text("<style>.k, #i{display:none}</style><p class='a k'>x</p><p id=i>y</p><p class=a>z</p>"), "z");
        assert_eq!(
            text(
                "<span style=\"font-size:0.9em;opacity:0.8\">a</span><style>b{}</style><p hidden>c</p><script>d()</script>"
            ),
            "a"
        );
    }

    #[test]
    fn links_keep_their_words() {
        let page = render("<p>Please <a href=\"https://x.example/r?a=1&amp;b=2\">pick a time</a> soon</p>");
        let link = &page.links[0];
        assert_eq!(
            (&page.text[link.start..link.end], link.url.as_str()),
            ("pick a time", "https://x.example/r?a=1&b=2")
        );
    }

    #[test]
    fn quotes_are_marked_and_indents_are_not() {
        assert_eq!(text("ok<blockquote type=cite>old<br>older</blockquote>"), "ok\n> old\n> older");
        assert_eq!(text("<blockquote style=\"margin:1em\">indented</blockquote>"), "indented");
    }

    #[test]
    fn structured_data_is_kept_apart() {
        let page = render("<head><script type=\"application/ld+json\">{\"a\":1}</script></head><body>b</body>");
        assert_eq!((page.text.as_str(), page.jsonld.len()), ("b", 1));
        let page = render("<body><script type=\"application/ld+json\">{\"a\":1}</script>b</body>");
        assert_eq!((page.text.as_str(), page.jsonld.as_slice()), ("b", &["{\"a\":1}".to_string()][..]));
    }

    #[test]
    fn microdata_is_read_as_the_same_json() {
        let page = render(
            "<div itemscope itemtype='http://schema.org/JobPosting' style='display:none'>\
             <meta itemprop='title' content='Data Engineer'><div itemprop='hiringOrganization' itemscope \
             itemtype='https://schema.org/Organization'>at <b itemprop=name>Plinth <i>Ltd</i></b></div></div>\
             <p itemprop='title'>outside</p>",
        );
        let item: serde_json::Value = serde_json::from_str(&page.jsonld[0]).unwrap();
        assert_eq!(item["title"], "Data Engineer");
        assert_eq!(item["hiringOrganization"]["name"], "Plinth Ltd");
        assert_eq!((page.jsonld.len(), page.text.as_str()), (1, "outside"));
    }
}
