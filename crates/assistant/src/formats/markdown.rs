//! CommonMark with tables.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Said, html};

/// Reads a Markdown document. Marks of emphasis go, because a chat shows them as they are; HTML in it is
/// read as HTML.
pub(super) fn read(content: &str) -> Said {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut page = Page::default();
    for event in Parser::new_ext(content, options) {
        page.take(event);
    }
    page.end_line();
    page.said
}

/// What has been read so far.
#[derive(Default)]
struct Page {
    said: Said,
    line: String,
    /// What the next line begins with: the mark of a list item.
    mark: String,
    /// For each open list, the number of its next item if it has numbers.
    lists: Vec<Option<u64>>,
    /// Pieces of HTML that belong together.
    markup: String,
    in_code: bool,
    skips: bool,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.code(&text),
            Event::Text(text) | Event::Code(text) if !self.skips => self.line.push_str(&text),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak | Event::Rule => self.end_line(),
            Event::Html(markup) => self.markup.push_str(&markup),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::HtmlBlock => self.end_line(),
            Tag::CodeBlock(_) => {
                self.end_line();
                self.in_code = true;
            }
            Tag::List(start) => {
                self.end_line();
                self.lists.push(*start);
            }
            Tag::Item => {
                self.end_line();
                self.mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}. ");
                        *number = number.saturating_add(1);
                        mark
                    }
                    Some(None) | None => "- ".to_owned(),
                };
            }
            Tag::TableCell if !self.line.is_empty() => self.line.push_str(" | "),
            Tag::MetadataBlock(_) => self.skips = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow => self.end_line(),
            TagEnd::CodeBlock => {
                self.end_line();
                self.in_code = false;
            }
            TagEnd::List(_) => {
                self.end_line();
                self.lists.pop();
            }
            TagEnd::HtmlBlock => {
                html::read_into(&mut self.said.sections, &std::mem::take(&mut self.markup));
            }
            TagEnd::MetadataBlock(_) => self.skips = false,
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let heading = std::mem::take(&mut self.line);
        let is_title =
            level == HeadingLevel::H1 && self.said.title.is_none() && self.said.sections.is_empty();
        if is_title {
            self.said.title = Some(heading);
        } else {
            self.said.sections.heading(&heading);
        }
    }

    fn code(&mut self, text: &str) {
        for part in text.split_inclusive('\n') {
            self.line.push_str(part.trim_end_matches(['\n', '\r']));
            if part.ends_with('\n') {
                self.end_line();
            }
        }
    }

    fn end_line(&mut self) {
        if !self.line.trim().is_empty() {
            let mark = std::mem::take(&mut self.mark);
            self.said.sections.line(&format!("{mark}{}", self.line));
        }
        self.line.clear();
    }
}
