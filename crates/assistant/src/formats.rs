//! Reads the documents that organizations bring: Markdown, HTML and plain text.
//!
//! What comes is not trusted: every reader takes time in proportion to the content and keeps nothing on
//! the program's stack for what is nested in it.

use handover_domain::{
    DocumentFlaw, DocumentFormat, DocumentKind, DocumentReader, KnowledgePassage, Language, RawDocument,
    ReadDocument,
};
use sha2::{Digest, Sha256};

use crate::document::Document;
use crate::library::unreadable_symptom;
use crate::parse;

mod cut;
mod html;
mod markdown;
mod text;

use cut::Sections;

/// The longest source, in characters.
const LONGEST_SOURCE: usize = 255;

/// The longest title and heading, in characters.
const LONGEST_TITLE: usize = 300;

/// A document of more passages is better brought in parts.
const MOST_PASSAGES: usize = 20_000;

/// How a Markdown document with front matter begins.
const FENCE: &str = "+++";

/// Reads documents as the assistant wants them.
#[derive(Debug, Clone, Copy, Default)]
pub struct KnowledgeReader;

/// What a format says of a document.
#[derive(Default)]
struct Said {
    title: Option<String>,
    language: Option<Language>,
    sections: Sections,
}

impl DocumentReader for KnowledgeReader {
    fn read(&self, raw: RawDocument<'_>) -> Result<ReadDocument, DocumentFlaw> {
        check_source(raw.source)?;
        let title = raw.title.map(check_title).transpose()?;
        if let Some(line) = raw.content.lines().position(|line| line.contains('\0')) {
            return Err(flaw(Some(line + 1), "the character U+0000 stands in no text"));
        }
        let words = raw.content.strip_prefix('\u{feff}').unwrap_or(raw.content);
        let is_pack = raw.format == DocumentFormat::Markdown
            && words.lines().next().is_some_and(|line| line.trim_end() == FENCE);
        if is_pack {
            return with_front_matter(raw, title);
        }
        let said = match raw.format {
            DocumentFormat::Markdown => markdown::read(words),
            DocumentFormat::Html => html::read(words),
            DocumentFormat::Text => text::read(words),
        };
        let title = title
            .or_else(|| said.title.map(|title| shortened(&title)).filter(|title| !title.is_empty()))
            .unwrap_or_else(|| shortened(&name_of(raw.source)));
        let passages = said.sections.passages(&title);
        let document = ReadDocument {
            source: raw.source.to_owned(),
            title,
            language: raw.language.or(said.language).unwrap_or_default(),
            format: raw.format,
            kind: DocumentKind::Article,
            notice: None,
            content_hash: Sha256::digest(raw.content).into(),
            content: raw.content.to_owned(),
            passages,
        };
        checked(document)
    }
}

/// A document that is written like one of a pack: an article with a notice, or a problem with its steps.
/// Its own language counts before the one that was said of it.
fn with_front_matter(raw: RawDocument<'_>, title: Option<String>) -> Result<ReadDocument, DocumentFlaw> {
    let read = parse::document(("own", raw.language.unwrap_or_default()), raw.content)
        .map_err(|bad| flaw(Some(bad.line), bad.message))?;
    if let Some((line, message)) = unreadable_symptom(&read, raw.content) {
        return Err(flaw(Some(line), message));
    }
    let document = Document { title: title.unwrap_or(read.title), ..read };
    let passages = document.passages().zip(1..).map(|((heading, text), number)| KnowledgePassage {
        number,
        heading: heading.to_owned(),
        text: text.into_owned(),
    });
    let passages = passages.collect();
    checked(ReadDocument {
        source: raw.source.to_owned(),
        title: shortened(&document.title),
        language: document.language,
        format: raw.format,
        kind: if document.problem.is_some() { DocumentKind::Problem } else { DocumentKind::Article },
        notice: document.notice,
        content_hash: Sha256::digest(raw.content).into(),
        content: raw.content.to_owned(),
        passages,
    })
}

fn checked(document: ReadDocument) -> Result<ReadDocument, DocumentFlaw> {
    match document.passages.len() {
        0 => Err(flaw(None, "there is no text in it that could be shown")),
        1..=MOST_PASSAGES => Ok(document),
        _ => Err(flaw(None, format!("it has more than {MOST_PASSAGES} passages; bring it in parts"))),
    }
}

fn flaw(line: Option<usize>, message: impl Into<String>) -> DocumentFlaw {
    DocumentFlaw { field: "content", line, message: message.into() }
}

fn check_source(source: &str) -> Result<(), DocumentFlaw> {
    let fits = !source.is_empty()
        && source.chars().count() <= LONGEST_SOURCE
        && !source.chars().any(char::is_control);
    let message = format!("a source is one line of 1 to {LONGEST_SOURCE} characters");
    if fits { Ok(()) } else { Err(DocumentFlaw { field: "source", line: None, message }) }
}

fn check_title(title: &str) -> Result<String, DocumentFlaw> {
    let title = title.trim();
    let fits =
        !title.is_empty() && title.chars().count() <= LONGEST_TITLE && !title.chars().any(char::is_control);
    let message = format!("a title is one line of 1 to {LONGEST_TITLE} characters");
    if fits { Ok(title.to_owned()) } else { Err(DocumentFlaw { field: "title", line: None, message }) }
}

/// One line that is no longer than a title may be.
fn shortened(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    let clean: String = line.chars().filter(|c| !c.is_control()).take(LONGEST_TITLE).collect();
    clean
}

/// What a source is called when nobody gave it a title: `manuals/feed_pump.md` is `feed pump`.
fn name_of(source: &str) -> String {
    let last = source.rsplit('/').find(|part| !part.is_empty()).unwrap_or(source);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| if stem.is_empty() { last } else { stem });
    stem.replace(['-', '_'], " ")
}

#[cfg(test)]
mod tests;
