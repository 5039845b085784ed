//! A knowledge document: its front matter and its sections or steps.

use std::borrow::Cow;

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

impl Document {
    /// Its passages in order: the sections, and the steps as passages of their own, each with its heading.
    pub(crate) fn passages(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let sections = self.sections.iter().map(|section| {
            let heading = if section.heading.is_empty() { &self.title } else { &section.heading };
            (heading.as_str(), Cow::Borrowed(section.text.as_str()))
        });
        let steps = self.problem.iter().flat_map(|problem| &problem.steps);
        sections.chain(steps.map(|step| (step.title.as_str(), step.words())))
    }

    /// The passage with a number, counted from 1.
    pub(crate) fn passage(&self, number: u32) -> Option<(&str, Cow<'_, str>)> {
        self.passages().nth(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The number of the passage that a step, counted from 1, is.
    pub(crate) fn passage_of_step(&self, step: u32) -> Option<u32> {
        u32::try_from(self.sections.len()).ok()?.checked_add(step)
    }
}

impl GuidedStep {
    /// Its instruction with its warnings.
    fn words(&self) -> Cow<'_, str> {
        if self.warnings.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let lines = std::iter::once(&self.text).chain(&self.warnings);
        Cow::Owned(lines.map(String::as_str).collect::<Vec<_>>().join("\n"))
    }
}
