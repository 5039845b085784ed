//! The sessions behind a mark.

use handover_domain::insight::SessionFacts;
use handover_domain::{Scene, StoreResult, View};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::field::Time;
use crate::paging::TimePlace;
use crate::words::{LanguageWord, OutcomeWord, ReasonWord};

/// The columns of the list as a table.
pub(super) const COLUMNS: &[&str] = &[
    "created_at",
    "session_id",
    "language",
    "machine_model",
    "reason",
    "outcome",
    "ticket_number",
    "problem",
];

/// A session behind a mark.
#[derive(Serialize, ToSchema)]
pub(crate) struct TranscriptView {
    session_id: Uuid,
    created_at: Time,
    language: LanguageWord,
    machine_model: Option<String>,
    /// Why a person was needed first.
    reason: Option<ReasonWord>,
    outcome: OutcomeWord,
    /// The newest ticket.
    ticket_number: Option<String>,
    /// What the assistant took the problem to be.
    problem: Option<String>,
}

/// A page of sessions, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct TranscriptPage {
    pub(super) sessions: Vec<TranscriptView>,
    /// Where the next page begins; null on the last one.
    pub(super) next_cursor: Option<String>,
}

/// Where a session stands in the list.
pub(super) fn place(facts: &SessionFacts) -> String {
    TimePlace { at: facts.opened_at, id: facts.session.0 }.text()
}

impl TranscriptPage {
    pub(super) fn of(
        view: &mut dyn View,
        scene: &Scene<'_>,
        (found, next_cursor): (&[SessionFacts], Option<String>),
    ) -> StoreResult<Self> {
        let models = view.machine_models(scene.actor.scope())?;
        let model = |facts: &SessionFacts| {
            let machine = facts.machine_id.as_deref()?;
            models.iter().find(|(id, _)| id == machine).map(|(_, model)| model.clone())
        };
        let session = |facts: &SessionFacts| TranscriptView {
            session_id: facts.session.0,
            created_at: Time(facts.opened_at),
            language: LanguageWord(facts.language),
            machine_model: model(facts),
            reason: facts.reason().map(ReasonWord),
            outcome: facts.outcome.into(),
            ticket_number: facts.tickets.last().map(|ticket| ticket.number.clone()),
            problem: facts.problem.as_ref().map(|(_, title)| title.to_string()),
        };
        Ok(Self { sessions: found.iter().map(session).collect(), next_cursor })
    }
}
