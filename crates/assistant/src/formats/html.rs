//! Pages of HTML: what a reader would see of them, as lines under headings.
//!
//! Tokens are enough for that. A tree would be built by rules that take quadratic time on pages that are
//! nested on purpose.

use handover_domain::Language;
use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::Said;
use super::cut::Sections;

/// What nobody sees, whatever it holds.
const UNSEEN: [&str; 12] = [
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "canvas", "select", "nav",
    "dialog",
];

/// What has no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// What ends without being told, where the next of its kind begins or what it stands in ends.
const ENDS_ITSELF: [&str; 8] = ["p", "li", "td", "th", "tr", "dt", "dd", "option"];

/// What stands on lines of its own.
const BLOCKS: [&str; 41] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Reads a page.
pub(super) fn read(content: &str) -> Said {
    let mut page = Page::default();
    page.read(content);
    Said { title: page.title.or(page.first_heading), language: page.language, sections: page.sections }
}

/// Reads a piece of a page, as Markdown may hold one, behind what has been said.
pub(super) fn read_into(sections: &mut Sections, content: &str) {
    let mut page = Page { sections: std::mem::take(sections), is_piece: true, ..Page::default() };
    page.read(content);
    *sections = page.sections;
}

/// What has been read so far.
#[derive(Default)]
struct Page {
    /// What stands in `<title>`.
    title: Option<String>,
    /// What stands in the first `<h1>`, where nothing is before it.
    first_heading: Option<String>,
    language: Option<Language>,
    sections: Sections,
    line: String,
    unseen: Option<Unseen>,
    /// The heading or title that is open.
    open: Option<String>,
    /// How many `<pre>` are open.
    pre: usize,
    is_piece: bool,
}

/// An element that nobody sees.
struct Unseen {
    name: String,
    /// How many of its name are open.
    same: usize,
    /// How many elements are open in it.
    inside: usize,
}

impl Page {
    fn read(&mut self, content: &str) {
        let mut emitter = DefaultEmitter::default();
        // After `<script>` follows no markup, and the like.
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(content, emitter).flatten() {
            match token {
                Token::StartTag(tag) => self.begin(&tag),
                Token::EndTag(tag) => self.end(&tag),
                Token::String(text) if self.unseen.is_none() => {
                    self.text(&String::from_utf8_lossy(&text.value));
                }
                Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        self.end_line();
    }

    fn begin(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let is_void = VOID.contains(&name.as_str());
        if let Some(unseen) = &mut self.unseen {
            if unseen.goes_on_with(&name, is_void || tag.self_closing) {
                return;
            }
            self.unseen = None;
        }
        if name == "html" && self.language.is_none() {
            self.language = attribute(tag, "lang").map(|tag| Language::from_tag(&tag));
        }
        if is_block(&name) {
            self.end_line();
        }
        let is_unseen = UNSEEN.contains(&name.as_str()) || is_hidden(tag);
        if is_unseen && !is_void && !(tag.self_closing && matches!(name.as_str(), "svg" | "math")) {
            self.unseen = Some(Unseen { name, same: 1, inside: 0 });
            return;
        }
        match name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "title" => self.open = Some(name),
            "li" => self.line.push_str("- "),
            "td" | "th" if !self.line.trim().is_empty() => self.line.push_str(" | "),
            "pre" => self.pre += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: &EndTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some(unseen) = &mut self.unseen {
            match unseen.ends_with(&name) {
                Ends::No => return,
                Ends::Itself => {
                    self.unseen = None;
                    return;
                }
                Ends::Around => self.unseen = None,
            }
        }
        if is_block(&name) {
            self.end_line();
        }
        if name == "pre" {
            self.pre = self.pre.saturating_sub(1);
        }
    }

    fn text(&mut self, text: &str) {
        if self.pre > 0 {
            for part in text.split_inclusive('\n') {
                self.line.push_str(part.trim_end_matches(['\n', '\r']));
                if part.ends_with('\n') {
                    self.end_line();
                }
            }
            return;
        }
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            self.line.push_str(word);
            if word.len() < part.len() && !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let said = line.trim();
        let Some(open) = self.open.take() else {
            if said != "-" {
                self.sections.line(&line);
            }
            return;
        };
        if said.is_empty() {
            return;
        }
        if open == "title" {
            self.title.get_or_insert_with(|| said.to_owned());
        } else if open == "h1" && !self.is_piece && self.first_heading.is_none() && self.sections.is_empty() {
            self.first_heading = Some(said.to_owned());
        } else {
            self.sections.heading(said);
        }
    }
}

/// Whether an end tag ends what nobody sees.
enum Ends {
    No,
    /// It is its own.
    Itself,
    /// It is that of what stands around it.
    Around,
}

impl Unseen {
    fn ends_itself(&self) -> bool {
        ENDS_ITSELF.contains(&self.name.as_str())
    }

    /// Takes the beginning of another element; `false` if that is behind this one.
    fn goes_on_with(&mut self, name: &str, is_empty: bool) -> bool {
        if name == self.name {
            if self.ends_itself() && self.inside == 0 {
                return false;
            }
            self.same += usize::from(!is_empty);
        }
        self.inside += usize::from(!is_empty);
        true
    }

    fn ends_with(&mut self, name: &str) -> Ends {
        if name == self.name {
            self.same -= 1;
            if self.same == 0 {
                return Ends::Itself;
            }
        } else if self.ends_itself() && self.inside == 0 {
            return Ends::Around;
        }
        self.inside = self.inside.saturating_sub(1);
        Ends::No
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

fn is_hidden(tag: &StartTag<()>) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    tag.attributes.contains_key(b"hidden".as_slice())
        || attribute(tag, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}
