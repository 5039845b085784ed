//! What the library says to a question, and whether somebody else may say it better.

use handover_domain::assistant::{Answer, Citation};

/// An answer, and whether it is the last word.
pub(crate) struct Considered {
    /// What the library says.
    pub(crate) answer: Answer,
    /// `None` where its word is the last: steps, manners, and that all is well.
    pub(crate) open: Option<Open>,
}

/// That a question is open to a better answer.
pub(crate) struct Open {
    /// The step under way, to be repeated after whatever is said.
    pub(crate) step: Option<Answer>,
    /// What the library knows about the question, best first; the step under way before all.
    pub(crate) evidence: Vec<Evidence>,
}

/// A passage that an answer may rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// Where it stands.
    pub(crate) citation: Citation,
    /// What it says.
    pub(crate) text: String,
    /// What has to be said wherever it is quoted.
    pub(crate) notice: Option<String>,
}

impl Considered {
    /// The library's word is the last.
    pub(crate) fn settled(answer: Answer) -> Self {
        Self { answer, open: None }
    }
}
