//! Writing down what experts know, verifying it, finding it, and saying what is wrong with an answer.

use crate::actor::Actor;
use crate::expertise::{
    ExpertFeedback, ExpertKnowledge, ExpertKnowledgeId, FeedbackId, FeedbackType, KnowledgePlace, Verified,
};
use crate::house::Scene;
use crate::id::{MessageId, SessionId};
use crate::insight::{Asked, InsightError, gaps, taken};
use crate::json::JsonText;
use crate::judgement::folded_words;
use crate::knowledge::ReadDocument;
use crate::knowledge_desk::{KnowledgeError, bring_document, remove_document};
use crate::language::Language;
use crate::policy::{Action, Reach, Refusal};
use crate::rating::Stars;
use crate::store::{StoreError, Transaction, View};

/// Why nothing was written down or found. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExpertiseError {
    /// There is no such knowledge, or the caller may not know of it.
    #[error("there is no such expert knowledge")]
    NotThere,
    /// There is no such session, or the caller may not know of it.
    #[error("there is no session {0}")]
    NoSuchSession(SessionId),
    /// The session has no such message.
    #[error("the session has no such message")]
    NoSuchMessage,
    /// There is no such gap in the days that were asked about.
    #[error("there is no such group of questions")]
    NoSuchGap,
    /// None of the tickets behind a gap says how it was solved.
    #[error("no ticket behind these questions says how it was solved")]
    NothingSolved,
    /// A problem or a solution without words.
    #[error("the {0} must hold words")]
    NothingSaid(&'static str),
    /// It has changed since the caller read it.
    #[error("the expert knowledge is at version {current}")]
    Stale {
        /// The version it has now.
        current: i64,
    },
    /// The document that it is to become was not taken.
    #[error(transparent)]
    Document(KnowledgeError),
    /// The days are no period.
    #[error(transparent)]
    Insight(#[from] InsightError),
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<KnowledgeError> for ExpertiseError {
    fn from(error: KnowledgeError) -> Self {
        match error {
            KnowledgeError::Refused(refusal) => Self::Refused(refusal),
            KnowledgeError::Store(error) => Self::Store(error),
            other => Self::Document(other),
        }
    }
}

fn everywhere(actor: &Actor, action: Action) -> Result<(), Refusal> {
    match actor.demand(action)? {
        Reach::Organization => Ok(()),
        Reach::Own | Reach::Nothing => Err(Refusal::NotAllowed { role: actor.role(), action }),
    }
}

fn who(actor: &Actor) -> String {
    actor.account().map_or_else(|| actor.name().to_owned(), |account| account.0.to_string())
}

/// What an expert writes down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExpertKnowledge {
    /// What the problem is.
    pub problem_description: String,
    /// What helps.
    pub solution: String,
    /// The machines it is about.
    pub machine_version: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Whatever the client attached.
    pub metadata: Option<JsonText>,
    /// The language it is in; `None` for what its letters say.
    pub language: Option<Language>,
    /// The number of the ticket whose solution it is drafted from.
    pub origin_ticket: Option<String>,
}

/// Writes knowledge down. Nothing rests on it until somebody who leads has verified it.
///
/// # Errors
/// [`ExpertiseError::NothingSaid`], [`ExpertiseError::Refused`].
pub fn add_expertise(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    new: NewExpertKnowledge,
) -> Result<ExpertKnowledge, ExpertiseError> {
    everywhere(scene.actor, Action::ShareExpertise)?;
    let language = new.language.unwrap_or_else(|| language_of(&new.problem_description));
    let knowledge = ExpertKnowledge {
        id: ExpertKnowledgeId(scene.ids.row()),
        expert_user_id: who(scene.actor),
        author: scene.actor.name().to_owned(),
        origin_ticket: new.origin_ticket,
        problem_description: new.problem_description,
        solution: new.solution,
        machine_version: new.machine_version,
        tags: new.tags,
        metadata: new.metadata,
        language,
        verified: None,
        version: 1,
        created_at: scene.now,
        updated_at: scene.now,
    };
    checked(&knowledge)?;
    tx.put_expert_knowledge(scene.actor.scope(), &knowledge)?;
    Ok(knowledge)
}

/// Greek and Arabic by their letters; of the others none can be told by them.
fn language_of(text: &str) -> Language {
    let count = |range: std::ops::RangeInclusive<char>| text.chars().filter(|c| range.contains(c)).count();
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    match (count('\u{370}'..='\u{3ff}'), count('\u{600}'..='\u{6ff}')) {
        (greek, _) if greek * 2 > letters => Language::El,
        (_, arabic) if arabic * 2 > letters => Language::Ar,
        _ => Language::En,
    }
}

fn checked(knowledge: &ExpertKnowledge) -> Result<(), ExpertiseError> {
    for (name, text) in
        [("problem_description", &knowledge.problem_description), ("solution", &knowledge.solution)]
    {
        // What has nothing to show can be no document.
        if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
            return Err(ExpertiseError::NothingSaid(name));
        }
    }
    Ok(())
}

/// A change of knowledge. What is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeExpertise {
    /// The version that the caller read.
    pub expected_version: Option<i64>,
    /// Whether it is found right.
    pub verified: Option<bool>,
    /// What the problem is.
    pub problem_description: Option<String>,
    /// What helps.
    pub solution: Option<String>,
    /// Words to find it by.
    pub tags: Option<Vec<String>>,
}

/// What knowledge would be after a change. Only those who lead say what is verified, and change what is.
///
/// # Errors
/// [`ExpertiseError::NotThere`], [`ExpertiseError::Stale`], [`ExpertiseError::NothingSaid`],
/// [`ExpertiseError::Refused`].
pub fn changed_expertise(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (id, change): (ExpertKnowledgeId, ChangeExpertise),
) -> Result<ExpertKnowledge, ExpertiseError> {
    everywhere(scene.actor, Action::ShareExpertise)?;
    let known = view.expert_knowledge(scene.actor.scope(), id)?.ok_or(ExpertiseError::NotThere)?;
    if change.expected_version.is_some_and(|expected| expected != known.version) {
        return Err(ExpertiseError::Stale { current: known.version });
    }
    if known.verified.is_some() || change.verified.is_some() {
        everywhere(scene.actor, Action::WriteKnowledge)?;
    }
    let verified = match change.verified {
        Some(true) => {
            known.verified.or_else(|| Some(Verified { by: scene.actor.name().to_owned(), at: scene.now }))
        }
        Some(false) => None,
        None => known.verified,
    };
    let changed = ExpertKnowledge {
        problem_description: change.problem_description.unwrap_or(known.problem_description),
        solution: change.solution.unwrap_or(known.solution),
        tags: change.tags.unwrap_or(known.tags),
        verified,
        version: known.version + 1,
        updated_at: scene.now,
        ..known
    };
    checked(&changed)?;
    Ok(changed)
}

/// Keeps knowledge that [`changed_expertise`] has told, with the document that it becomes if it is verified. What is
/// not verified has no document.
///
/// # Errors
/// [`ExpertiseError::Refused`]; [`StoreError::Stale`] when it has changed meanwhile.
pub fn keep_expertise(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (knowledge, document): (&ExpertKnowledge, Option<ReadDocument>),
) -> Result<(), ExpertiseError> {
    everywhere(scene.actor, Action::ShareExpertise)?;
    let scope = scene.actor.scope();
    let known = tx.expert_knowledge(scope, knowledge.id)?.ok_or(ExpertiseError::NotThere)?;
    match (document, known.verified.is_some() || knowledge.verified.is_some()) {
        (Some(document), _) => drop(bring_document(tx, scene, (document, None))?),
        (None, true) => drop(remove_document(tx, scene, (&knowledge.source(), None))?),
        (None, false) => {}
    }
    Ok(tx.put_expert_knowledge(scope, knowledge)?)
}

/// Removes knowledge and its document.
///
/// # Errors
/// [`ExpertiseError::NotThere`], [`ExpertiseError::Refused`].
pub fn remove_expertise(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: ExpertKnowledgeId,
) -> Result<(), ExpertiseError> {
    everywhere(scene.actor, Action::WriteKnowledge)?;
    let scope = scene.actor.scope();
    let known = tx.expert_knowledge(scope, id)?.ok_or(ExpertiseError::NotThere)?;
    if known.verified.is_some() {
        remove_document(tx, scene, (&known.source(), None))?;
    }
    tx.delete_expert_knowledge(scope, id)?;
    Ok(())
}

/// A page of knowledge, newest first.
///
/// # Errors
/// [`ExpertiseError::Refused`]
pub fn list_expertise(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (verified, after, limit): (Option<bool>, Option<KnowledgePlace>, i64),
) -> Result<Vec<ExpertKnowledge>, ExpertiseError> {
    everywhere(scene.actor, Action::ReadKnowledge)?;
    Ok(view.expert_knowledge_page(scene.actor.scope(), verified, (after, limit))?)
}

/// So many keywords are looked for, as in the prototype.
const KEYWORDS: usize = 3;

/// How many pieces are read at once while looking for some.
const AT_ONCE: i64 = 200;

/// Verified knowledge with any of the first three keywords, for machines of a version, newest first. Words are folded,
/// so that accents and case do not matter.
///
/// # Errors
/// [`ExpertiseError::Refused`]
pub fn search_expertise(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (keywords, machine_version, limit): (&[String], Option<&str>, usize),
) -> Result<Vec<ExpertKnowledge>, ExpertiseError> {
    everywhere(scene.actor, Action::ReadKnowledge)?;
    let folded = |text: &str| folded_words(text).collect::<Vec<_>>().join(" ");
    let keywords: Vec<String> =
        keywords.iter().map(|word| folded(word)).filter(|word| !word.is_empty()).collect();
    let fits = |knowledge: &ExpertKnowledge| {
        let all = [&knowledge.problem_description, &knowledge.solution, &knowledge.tags.join(" ")]
            .map(|text| folded(text));
        let of = knowledge.machine_version.as_deref();
        let is_of = machine_version.is_none_or(|version| of.is_none_or(|of| of == version));
        is_of
            && keywords.iter().take(KEYWORDS).any(|word| all.iter().any(|text| text.contains(word.as_str())))
    };
    let (mut found, mut after) = (Vec::new(), None);
    while found.len() < limit {
        let page = view.expert_knowledge_page(scene.actor.scope(), Some(true), (after, AT_ONCE))?;
        let Some(last) = page.last() else { break };
        after = Some((last.created_at, last.id));
        found.extend(page.into_iter().filter(&fits).take(limit - found.len()));
    }
    Ok(found)
}

/// Feedback of an expert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeedback {
    /// The session.
    pub session: SessionId,
    /// The message it is about, if it is about one.
    pub message: Option<MessageId>,
    /// What it is about.
    pub kind: FeedbackType,
    /// How good it was.
    pub rating: Stars,
    /// In words.
    pub text: Option<String>,
    /// What would be better.
    pub suggested_improvement: Option<String>,
}

/// Keeps what an expert says about the assistant's answers.
///
/// # Errors
/// [`ExpertiseError::NoSuchSession`], [`ExpertiseError::NoSuchMessage`], [`ExpertiseError::Refused`].
pub fn give_feedback(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    new: NewFeedback,
) -> Result<ExpertFeedback, ExpertiseError> {
    everywhere(scene.actor, Action::ShareExpertise)?;
    let scope = scene.actor.scope();
    tx.session(scope, new.session)?.ok_or(ExpertiseError::NoSuchSession(new.session))?;
    if let Some(id) = new.message {
        tx.message(scope, new.session, id)?.ok_or(ExpertiseError::NoSuchMessage)?;
    }
    let feedback = ExpertFeedback {
        id: FeedbackId(scene.ids.row()),
        session: new.session,
        message: new.message,
        expert_user_id: who(scene.actor),
        kind: new.kind,
        rating: new.rating,
        text: new.text,
        suggested_improvement: new.suggested_improvement,
        created_at: scene.now,
    };
    tx.insert_expert_feedback(scope, &feedback)?;
    Ok(feedback)
}

/// Writes a draft from the newest solutions of the tickets behind a group of questions. Nothing rests on it until
/// somebody has verified it.
///
/// # Errors
/// [`ExpertiseError::NoSuchGap`], [`ExpertiseError::NothingSolved`], [`ExpertiseError::Refused`].
pub fn draft_from_gap(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (asked, first): (Asked, MessageId),
) -> Result<ExpertKnowledge, ExpertiseError> {
    everywhere(scene.actor, Action::ShareExpertise)?;
    let selected = taken(tx, scene, asked)?;
    let gap = gaps(tx, &selected)?.into_iter().find(|gap| gap.first == first);
    let gap = gap.ok_or(ExpertiseError::NoSuchGap)?;
    let (mut solutions, mut origin_ticket) = (Vec::new(), None);
    for (_, ticket) in &gap.solved_by {
        let Some(ticket) = tx.ticket(scene.actor.scope(), *ticket)? else { continue };
        let Some(notes) = ticket.resolution_notes else { continue };
        origin_ticket.get_or_insert_with(|| ticket.number.to_string());
        solutions.push(notes);
    }
    solutions.dedup();
    if solutions.is_empty() {
        return Err(ExpertiseError::NothingSolved);
    }
    let language = gap.languages.iter().max_by_key(|(_, count)| **count).map(|(language, _)| *language);
    let new = NewExpertKnowledge {
        problem_description: gap.label,
        solution: solutions.join("\n\n"),
        machine_version: None,
        tags: Vec::new(),
        metadata: None,
        language,
        origin_ticket,
    };
    add_expertise(tx, scene, new)
}
