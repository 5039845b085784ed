//! What came of the newest turn, for a request whose own message has been overtaken by it.

use crate::chat::open::workflow_of;
use crate::chat::record::handed_off;
use crate::chat::{Closed, MODEL_RULES, MODEL_SUPERSEDED, Notice, PendingTurn, Reply, TurnError};
use crate::house::Scene;
use crate::message::{Message, Sender};
use crate::phrases;
use crate::session::Session;
use crate::session_desk::view_session;
use crate::store::{StoreResult, View};
use crate::trigger::{Decision, Trigger};

/// The `model_used` of an answer that could not be made.
const MODEL_ERROR: &str = "error";

/// What the request of `pending` is answered with after a newer message or a person has overtaken it: the answer
/// to that message; `None` while that is being made.
///
/// # Errors
/// [`TurnError::NoSuchSession`] when the session is gone.
pub fn newest_answer(
    view: &mut dyn View,
    scene: &Scene<'_>,
    pending: &PendingTurn,
) -> Result<Option<Closed>, TurnError> {
    let id = pending.session;
    let session = view_session(view, scene, id).map_err(|_| TurnError::NoSuchSession(id))?;
    let asked = Some(pending.message);
    if !session.assistant_may_speak() {
        return Ok(Some(Closed { asked, ..handed_off(view, scene, &session)? }));
    }
    if session.judged_turn < session.turn {
        return Ok(None);
    }
    let spoken = match view.message_of_turn(scene.actor.scope(), id, session.turn, Sender::Assistant)? {
        None => view.message_of_turn(scene.actor.scope(), id, session.turn, Sender::System)?,
        found => found,
    };
    let (Some(spoken), true) = (spoken, session.turn > pending.turn) else {
        return Ok(Some(Closed { asked, ..superseded(&session) }));
    };
    let notice = notice_of(view, scene, &session)?;
    let workflow = workflow_of(&session);
    let reply = reply_of(view, scene, spoken)?;
    Ok(Some(Closed { session: id, reply, notice, workflow, asked }))
}

/// What a request is told whose answer nobody waits for any more.
pub fn superseded(session: &Session) -> Closed {
    let text = phrases::superseded(session.language).to_owned();
    Closed {
        session: session.id,
        reply: Reply::fixed(text, MODEL_SUPERSEDED),
        notice: None,
        workflow: workflow_of(session),
        asked: None,
    }
}

fn reply_of(view: &mut dyn View, scene: &Scene<'_>, spoken: Message) -> StoreResult<Reply> {
    let step = match spoken.step_id {
        Some(id) => view.step(scene.actor.scope(), spoken.session_id, id)?,
        None => None,
    };
    let model = spoken.model_used.unwrap_or_else(|| MODEL_RULES.to_owned());
    let failure = (model == MODEL_ERROR).then(|| "The assistant failed".to_owned());
    Ok(Reply {
        text: spoken.content,
        model,
        tokens: 0,
        message: Some(spoken.id),
        step,
        confidence: spoken.confidence,
        citations: spoken.citations,
        failure,
    })
}

/// What the rules decided on the newest turn, as its own request was told.
fn notice_of(view: &mut dyn View, scene: &Scene<'_>, session: &Session) -> StoreResult<Option<Notice>> {
    let decided = |trigger: &Trigger| trigger.turn == session.turn && trigger.decision == Decision::Offer;
    let triggers = view.triggers(scene.actor.scope(), session.id)?;
    let reason = triggers.iter().rev().find(|trigger| decided(trigger)).and_then(Trigger::asks_for);
    Ok(reason.map(|reason| {
        let category = session.diagnosis.as_ref().map(|found| found.category);
        Notice {
            decision: Decision::Offer,
            reason,
            ticket: None,
            contact: scene.house.contacts.route(reason, category).clone(),
        }
    }))
}
