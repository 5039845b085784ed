//! What experts know and have written down, and what they say about the assistant's answers.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::id::{MessageId, SessionId};
use crate::json::JsonText;
use crate::language::Language;
use crate::store::{Scope, StoreResult};
use crate::vocabulary::vocabulary;

/// One piece of what experts know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExpertKnowledgeId(pub Uuid);

/// One word of an expert about an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FeedbackId(pub Uuid);

/// Who found a piece of knowledge right, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Their name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A problem and its solution, in an expert's words. Once verified it is a document like any other, so that answers
/// rest on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpertKnowledge {
    /// Its id.
    pub id: ExpertKnowledgeId,
    /// Who wrote it: the id of an account or of a key, or a name where there is none.
    pub expert_user_id: String,
    /// Their name, as it was then.
    pub author: String,
    /// The number of the ticket whose solution it was drafted from, if it was.
    pub origin_ticket: Option<String>,
    /// What the problem is.
    pub problem_description: String,
    /// What helps.
    pub solution: String,
    /// The machines it is about; `None` for all.
    pub machine_version: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Whatever the client attached.
    pub metadata: Option<JsonText>,
    /// The language it is written in.
    pub language: Language,
    /// Who found it right; `None` while nobody has.
    pub verified: Option<Verified>,
    /// Raised by every change.
    pub version: i64,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl ExpertKnowledge {
    /// What the document is called that it becomes.
    pub fn source(&self) -> String {
        format!("expert-knowledge/{}", self.id.0)
    }

    /// The title of that document: the first line of the problem that has words, at most 120 characters, with one blank
    /// between words. What is no text stands for a blank.
    pub fn title(&self) -> String {
        let one_line = |line: &str| {
            let words = line.split(|c: char| c.is_whitespace() || c.is_control());
            words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let line = self.problem_description.lines().map(one_line).find(|line| !line.is_empty());
        line.unwrap_or_default().chars().take(120).collect::<String>().trim_end().to_owned()
    }

    /// The words of that document.
    pub fn text(&self) -> String {
        format!("{}\n\n{}", self.problem_description.trim(), self.solution.trim())
    }
}

vocabulary!(
    /// What feedback is about.
    FeedbackType {
        /// Whether it is true.
        Accuracy => "accuracy",
        /// Whether anything is missing.
        Completeness => "completeness",
        /// Whether it is safe.
        Safety => "safety",
        /// How it could be better.
        Improvement => "improvement",
    }
);

/// What an expert says about the assistant's answers in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpertFeedback {
    /// Its id.
    pub id: FeedbackId,
    /// The session.
    pub session: SessionId,
    /// The message it is about, if it is about one.
    pub message: Option<MessageId>,
    /// Who says it, as in [`ExpertKnowledge`].
    pub expert_user_id: String,
    /// What it is about.
    pub kind: FeedbackType,
    /// 1, the worst, to 5, the best.
    pub rating: crate::rating::Stars,
    /// In words.
    pub text: Option<String>,
    /// What would be better.
    pub suggested_improvement: Option<String>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Where a page of knowledge begins: behind this one, newest first.
pub type KnowledgePlace = (DateTime<Utc>, ExpertKnowledgeId);

/// Reading what experts know.
pub trait ExpertiseReads {
    /// One piece.
    fn expert_knowledge(
        &mut self,
        scope: Scope,
        id: ExpertKnowledgeId,
    ) -> StoreResult<Option<ExpertKnowledge>>;

    /// Up to `limit` pieces, newest first, after `after`: all, or only those that are verified or are not.
    fn expert_knowledge_page(
        &mut self,
        scope: Scope,
        verified: Option<bool>,
        page: (Option<KnowledgePlace>, i64),
    ) -> StoreResult<Vec<ExpertKnowledge>>;

    /// What experts have said about a session, oldest first.
    fn expert_feedback(&mut self, scope: Scope, session: SessionId) -> StoreResult<Vec<ExpertFeedback>>;
}

/// Writing what experts know.
pub trait ExpertiseWrites {
    /// Keeps a piece in place of what it was in the version before; the first version is a new one.
    /// [`Stale`](crate::StoreError::Stale) unless there is that version before.
    fn put_expert_knowledge(&mut self, scope: Scope, knowledge: &ExpertKnowledge) -> StoreResult<()>;

    /// Removes a piece. Returns whether there was one.
    fn delete_expert_knowledge(&mut self, scope: Scope, id: ExpertKnowledgeId) -> StoreResult<bool>;

    /// Adds feedback; it is never changed.
    fn insert_expert_feedback(&mut self, scope: Scope, feedback: &ExpertFeedback) -> StoreResult<()>;
}
