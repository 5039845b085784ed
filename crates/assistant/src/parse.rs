//! Reads a knowledge file strictly: what cannot be understood is an error with its line.

use handover_domain::Language;
use handover_domain::assistant::Category;
use serde::Deserialize;

use crate::document::{Document, GuidedStep, Problem, Section};

/// What is wrong with a file, and on which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// Counted from 1.
    pub(crate) line: usize,
    /// A sentence that says how it should be.
    pub(crate) message: String,
}

impl Flaw {
    fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

const FENCE: &str = "+++";
const STEPS: &str = "Steps";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Article,
    Problem,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    id: String,
    title: String,
    kind: Kind,
    language: Option<String>,
    notice: Option<String>,
    category: Option<String>,
    requires_expert: Option<bool>,
    #[serde(default)]
    symptoms: Vec<String>,
    #[serde(default)]
    causes: Vec<String>,
    #[serde(default)]
    warnings: Vec<String>,
}

/// Reads one document of a pack, in the language given if it names none.
pub(crate) fn document((pack, language): (&str, Language), source: &str) -> Result<Document, Flaw> {
    let (front, body, first_line) = split(source)?;
    let matter: FrontMatter = toml::from_str(front).map_err(|error| flaw_of(&error, front, 1))?;
    check_id(&matter.id, front)?;
    let blocks = blocks(body, first_line)?;
    let (sections, steps) = match matter.kind {
        Kind::Article => (sections(&blocks), Vec::new()),
        Kind::Problem => sections_and_steps(&blocks, first_line)?,
    };
    let problem = problem(&matter, steps, front)?;
    if problem.is_none() && sections.iter().all(|section| section.text.is_empty()) {
        return Err(Flaw::new(first_line, "an article needs a text"));
    }
    Ok(Document {
        id: format!("{pack}/{}", matter.id),
        language: language_of(matter.language.as_deref(), front)?.unwrap_or(language),
        title: matter.title,
        notice: matter.notice,
        sections,
        problem,
    })
}

/// Reads a pack's list of words that mean the same.
pub(crate) fn vocabulary(source: &str) -> Result<Vec<Vec<String>>, Flaw> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Vocabulary {
        same: Vec<Vec<String>>,
    }
    let read: Vocabulary = toml::from_str(source).map_err(|error| flaw_of(&error, source, 0))?;
    Ok(read.same)
}

/// The front matter, the body, and the line on which the body begins.
fn split(source: &str) -> Result<(&str, &str, usize), Flaw> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let opened = source
        .split_once('\n')
        .filter(|(line, _)| line.trim_end() == FENCE)
        .map(|(_, rest)| rest)
        .ok_or_else(|| Flaw::new(1, "the first line must be `+++`, followed by the front matter"))?;
    let mut offset = 0;
    for (number, line) in opened.split_inclusive('\n').enumerate() {
        if line.trim_end() == FENCE {
            let (front, rest) = opened.split_at(offset);
            let body = rest.get(line.len()..).unwrap_or_default();
            return Ok((front, body, number + 3));
        }
        offset += line.len();
    }
    Err(Flaw::new(1, "the front matter is not closed by a line `+++`"))
}

fn flaw_of(error: &toml::de::Error, source: &str, lines_before: usize) -> Flaw {
    let start = error.span().map_or(0, |span| span.start);
    let line = source.get(..start).map_or(0, |before| before.matches('\n').count());
    Flaw::new(line + 1 + lines_before, error.message())
}

/// The line of a key in the front matter, or the front matter's first.
fn line_of(key: &str, front: &str) -> usize {
    let found = front.lines().position(|line| {
        line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
    });
    found.map_or(1, |index| index + 2)
}

fn check_id(id: &str, front: &str) -> Result<(), Flaw> {
    let fits = !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if fits { Ok(()) } else { Err(Flaw::new(line_of("id", front), "`id` takes a-z, 0-9 and -")) }
}

fn language_of(tag: Option<&str>, front: &str) -> Result<Option<Language>, Flaw> {
    let Some(tag) = tag else { return Ok(None) };
    Language::ALL.into_iter().find(|language| language.code() == tag).map(Some).ok_or_else(|| {
        Flaw::new(
            line_of("language", front),
            format!("`language` \"{tag}\" is none of en, el, ar, es, tr, no"),
        )
    })
}

fn problem(matter: &FrontMatter, steps: Vec<GuidedStep>, front: &str) -> Result<Option<Problem>, Flaw> {
    if matter.kind == Kind::Article {
        let lists =
            [("symptoms", &matter.symptoms), ("causes", &matter.causes), ("warnings", &matter.warnings)];
        let given = lists.iter().filter(|(_, list)| !list.is_empty()).map(|(key, _)| *key);
        let given = given.chain(matter.category.is_some().then_some("category"));
        let mut given = given.chain(matter.requires_expert.is_some().then_some("requires_expert"));
        return match given.next() {
            Some(key) => Err(Flaw::new(
                line_of(key, front),
                format!("`{key}` belongs to a problem, not to an article"),
            )),
            None => Ok(None),
        };
    }
    for (key, list) in [("symptoms", &matter.symptoms), ("causes", &matter.causes)] {
        if list.is_empty() {
            return Err(Flaw::new(line_of(key, front), format!("a problem needs `{key}`")));
        }
    }
    let word = matter.category.as_deref().ok_or_else(|| Flaw::new(1, "a problem needs `category`"))?;
    let category = Category::parse(word).ok_or_else(|| {
        let words: Vec<&str> = Category::ALL.iter().map(|category| category.as_str()).collect();
        Flaw::new(
            line_of("category", front),
            format!("`category` \"{word}\" is none of {}", words.join(", ")),
        )
    })?;
    let requires_expert = matter
        .requires_expert
        .ok_or_else(|| Flaw::new(1, "a problem needs `requires_expert` = true or false"))?;
    Ok(Some(Problem {
        category,
        requires_expert,
        symptoms: matter.symptoms.clone(),
        causes: matter.causes.clone(),
        warnings: matter.warnings.clone(),
        steps,
    }))
}

/// A block of Markdown, with the line it begins on.
#[derive(Debug)]
struct Block {
    line: usize,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Heading(usize, String),
    Paragraph(String),
    Item(String),
    Quote(String),
}

/// Reads headings, paragraphs, list items and quotes; wrapped lines are joined.
fn blocks(body: &str, first_line: usize) -> Result<Vec<Block>, Flaw> {
    let mut found: Vec<Block> = Vec::new();
    let mut open = false;
    for (index, raw) in body.lines().enumerate() {
        let line = index + first_line;
        let text = raw.trim();
        if text.is_empty() {
            open = false;
            continue;
        }
        let content = match starting(text) {
            Some(Content::Quote(more)) if open && joins_quote(&mut found, &more) => continue,
            Some(content) => content,
            None if open && joins(&mut found, text) => continue,
            None => Content::Paragraph(plain(text)),
        };
        open = !matches!(content, Content::Heading(..));
        if let Content::Heading(level, _) = &content
            && !(2..=3).contains(level)
        {
            return Err(Flaw::new(line, "headings are `##` or `###`; the title stands in the front matter"));
        }
        found.push(Block { line, content });
    }
    Ok(found)
}

/// A block that a line begins by its marks.
fn starting(text: &str) -> Option<Content> {
    let level = text.chars().take_while(|c| *c == '#').count();
    if level > 0
        && let Some(title) = text.trim_start_matches('#').strip_prefix(' ')
    {
        return Some(Content::Heading(level, plain(title.trim())));
    }
    if let Some(quote) = text.strip_prefix('>') {
        return Some(Content::Quote(plain(quote.trim())));
    }
    if let Some(item) = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")) {
        return Some(Content::Item(format!("- {}", plain(item.trim()))));
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let numbered = digits > 0 && text.get(digits..).is_some_and(|rest| rest.starts_with(". "));
    numbered.then(|| Content::Item(plain(text)))
}

/// Without the marks of emphasis, which a chat shows as they are.
fn plain(text: &str) -> String {
    text.replace("**", "").replace('`', "")
}

fn joins(found: &mut [Block], text: &str) -> bool {
    match found.last_mut().map(|block| &mut block.content) {
        Some(Content::Paragraph(before) | Content::Item(before) | Content::Quote(before)) => {
            before.push(' ');
            before.push_str(&plain(text));
            true
        }
        Some(Content::Heading(..)) | None => false,
    }
}

fn joins_quote(found: &mut [Block], more: &str) -> bool {
    let inside = matches!(found.last().map(|block| &block.content), Some(Content::Quote(_)));
    inside && !more.starts_with(WARNING) && joins(found, more)
}

const WARNING: &str = "Warning:";
const EXPECT: &str = "- Expect:";

fn sections(blocks: &[Block]) -> Vec<Section> {
    let mut found = vec![Section { heading: String::new(), text: String::new() }];
    for block in blocks {
        match &block.content {
            Content::Heading(_, heading) => {
                found.push(Section { heading: heading.clone(), text: String::new() })
            }
            Content::Paragraph(text) | Content::Item(text) | Content::Quote(text) => {
                if let Some(section) = found.last_mut() {
                    add_line(&mut section.text, text);
                }
            }
        }
    }
    found.retain(|section| !section.text.is_empty());
    found
}

fn add_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

fn sections_and_steps(blocks: &[Block], first_line: usize) -> Result<(Vec<Section>, Vec<GuidedStep>), Flaw> {
    let is_steps = |block: &Block| matches!(&block.content, Content::Heading(2, heading) if heading == STEPS);
    let start = blocks
        .iter()
        .position(is_steps)
        .ok_or_else(|| Flaw::new(first_line, "a problem needs a heading `## Steps`"))?;
    let (before, rest) = blocks.split_at(start);
    let heading_line = rest.first().map_or(first_line, |block| block.line);
    let rest = rest.get(1..).unwrap_or_default();
    let after =
        rest.iter().position(|block| matches!(block.content, Content::Heading(2, _))).unwrap_or(rest.len());
    let (steps, after) = rest.split_at(after);
    let mut sections = sections(before);
    sections.extend(self::sections(after));
    Ok((sections, self::steps(steps, heading_line)?))
}

fn steps(blocks: &[Block], heading_line: usize) -> Result<Vec<GuidedStep>, Flaw> {
    let mut found: Vec<GuidedStep> = Vec::new();
    let mut begun = heading_line;
    for block in blocks {
        if let Content::Heading(_, heading) = &block.content {
            finished(found.last(), begun)?;
            begun = block.line;
            let (title, minutes) =
                step_heading(heading, found.len() + 1).map_err(|text| Flaw::new(begun, text))?;
            found.push(GuidedStep {
                title,
                minutes,
                text: String::new(),
                warnings: Vec::new(),
                outcomes: Vec::new(),
            });
            continue;
        }
        let step = found.last_mut().ok_or_else(|| {
            Flaw::new(block.line, "between `## Steps` and the first step `### 1. …` stands nothing")
        })?;
        add_to_step(step, block)?;
    }
    finished(found.last(), begun)?;
    if found.is_empty() {
        return Err(Flaw::new(heading_line, "a problem needs at least one step `### 1. Title (5 min)`"));
    }
    Ok(found)
}

fn finished(step: Option<&GuidedStep>, line: usize) -> Result<(), Flaw> {
    match step {
        Some(step) if step.text.is_empty() => {
            Err(Flaw::new(line, "a step needs an instruction under its heading"))
        }
        Some(step) if step.outcomes.is_empty() => {
            Err(Flaw::new(line, "a step needs at least one `- Expect: …`"))
        }
        Some(_) | None => Ok(()),
    }
}

fn add_to_step(step: &mut GuidedStep, block: &Block) -> Result<(), Flaw> {
    let after = |text: &str, mark: &str| text.strip_prefix(mark).map(|rest| rest.trim().to_owned());
    match &block.content {
        Content::Paragraph(text) => add_line(&mut step.text, text),
        Content::Quote(text) => step.warnings.push(
            after(text, WARNING)
                .ok_or_else(|| Flaw::new(block.line, "a quote in a step reads `> Warning: …`"))?,
        ),
        Content::Item(text) => step.outcomes.push(
            after(text, EXPECT)
                .ok_or_else(|| Flaw::new(block.line, "a list in a step reads `- Expect: …`"))?,
        ),
        Content::Heading(..) => {}
    }
    Ok(())
}

/// `2. Check the fuel (10 min)` when `number` is 2.
fn step_heading(heading: &str, number: usize) -> Result<(String, u32), String> {
    let form = || format!("expected `### {number}. Title (5 min)`, found \"{heading}\"");
    let rest = heading.strip_prefix(&format!("{number}. ")).ok_or_else(form)?;
    let (title, time) = rest.rsplit_once(" (").ok_or_else(form)?;
    let minutes = time.strip_suffix(" min)").and_then(|minutes| minutes.parse().ok()).filter(|m| *m > 0);
    Ok((title.trim().to_owned(), minutes.ok_or_else(form)?))
}
