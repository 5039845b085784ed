//! A knowledge document: its front matter and its sections or steps.

use handover_domain::Language;
use handover_domain::assistant::Category;

/// One file of a pack, read and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `pack/id`, unique in a library and stable across edits.
    pub id: String,
    /// For people.
    pub title: String,
    /// What the text is written in.
    pub language: Language,
    /// Said wherever a part of the document is quoted.
    pub notice: Option<String>,
    /// The text under each heading, in order; the text before the first heading has an empty one.
    pub sections: Vec<Section>,
    /// What makes it a problem with guided steps; `None` for an article.
    pub problem: Option<Problem>,
}

/// The text under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading, without its marks.
    pub heading: String,
    /// The text, one paragraph or list item a line.
    pub text: String,
}

/// A fault that can be recognised and worked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind of fault.
    pub category: Category,
    /// Whether only an expert may mend it.
    pub requires_expert: bool,
    /// How users describe it.
    pub symptoms: Vec<String>,
    /// Most likely first.
    pub causes: Vec<String>,
    /// What could hurt somebody.
    pub warnings: Vec<String>,
    /// In the order to take them, never empty.
    pub steps: Vec<GuidedStep>,
}

/// One instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuidedStep {
    /// What the step is about, in a few words.
    pub title: String,
    /// How long it takes.
    pub minutes: u32,
    /// What to do, one paragraph a line.
    pub text: String,
    /// What could hurt somebody during it.
    pub warnings: Vec<String>,
    /// What to see when it worked.
    pub outcomes: Vec<String>,
}
