//! The dry run: what would the rules say about a session as it stands?

use crate::house::Scene;
use crate::id::SessionId;
use crate::judgement::{Signals, Verdict, judge};
use crate::language::Language;
use crate::message::Sender;
use crate::policy::{Action, Refusal};
use crate::session::Session;
use crate::session_desk::{SessionError, view_session};
use crate::step::StepOutcome;
use crate::store::View;

/// What to assume instead of the rule set's own thresholds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Assumptions {
    /// A confidence below this is low.
    pub confidence: Option<f64>,
    /// So many steps are too many.
    pub max_steps: Option<u32>,
}

/// What the rules would say.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The decision with its evidence.
    pub verdict: Verdict,
    /// The session it is about.
    pub session: Session,
    /// The thresholds that were used: confidence and steps.
    pub thresholds: (f64, u32),
}

/// Judges a text as if somebody had just said it, for whoever writes or explains rules.
///
/// # Errors
/// [`Refusal::NotAllowed`]
pub fn judge_text(scene: &Scene<'_>, text: &str, language: Language) -> Result<Verdict, Refusal> {
    scene.actor.demand(Action::Judge)?;
    Ok(judge(&scene.house.rules, &Signals::of_text(text, language)))
}

/// How far back the newest words of the user are looked for.
const LOOKS_BACK: i64 = 20;

/// Judges a session from its stored rows: its true confidence, the steps that were tried, and the
/// newest thing the user said. Writes nothing.
///
/// # Errors
/// [`SessionError::NoSuchSession`].
pub fn evaluate(
    view: &mut dyn View,
    scene: &Scene<'_>,
    id: SessionId,
    assumptions: Assumptions,
) -> Result<Evaluation, SessionError> {
    let scope = scene.actor.scope();
    let session = view_session(view, scene, id)?;
    let messages = view.newest_messages(scope, id, LOOKS_BACK)?;
    let said = messages.iter().rev().find(|message| message.sender == Sender::User);
    let steps = if session.was_guided() { view.steps(scope, id)? } else { Vec::new() };
    let last_outcome = steps.iter().rev().find_map(|step| step.outcome);
    let found = session.diagnosis.as_ref();
    let signals = Signals {
        text: said.map(|message| message.content.as_str()).unwrap_or_default(),
        language: session.language,
        confidence: session.confidence,
        steps_tried: session.steps_tried,
        step_failed: matches!(last_outcome, Some(StepOutcome::NotResolved | StepOutcome::Partially)),
        category: found.map(|found| found.category),
        requires_expert: found.is_some_and(|found| found.requires_expert),
    };
    let rules = scene.house.rules.with_thresholds(assumptions.confidence, assumptions.max_steps);
    let verdict = judge(&rules, &signals);
    let thresholds = (rules.thresholds.confidence, rules.thresholds.max_steps);
    Ok(Evaluation { verdict, session, thresholds })
}
