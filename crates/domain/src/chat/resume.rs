//! Going on after a person had the conversation.

use crate::assistant::{GuidePosition, Request};
use crate::chat::open::{ask, close_unjudged};
use crate::chat::record::{Turn, Words};
use crate::chat::{Opened, PendingTurn, TurnError};
use crate::house::Scene;
use crate::message::{MessageType, Sender};
use crate::phrases;
use crate::session::Session;
use crate::step::StepOutcome;
use crate::store::Transaction;

/// Tells the user that the assistant goes on; with a place in a guide, opens the turn in which it gives the step
/// after that.
pub(crate) fn resume(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    session: Session,
    (begin, memory): (Option<GuidePosition>, u16),
) -> Result<Option<Box<PendingTurn>>, TurnError> {
    let mut turn = Turn::of(tx, scene, session);
    if begin.is_some() {
        close_unjudged(&mut turn)?;
        turn.session.turn += 1;
    }
    let text = phrases::handed_back(turn.session.language);
    let words = Words { sender: Sender::System, ..Words::of_user(text, MessageType::Text) };
    let message = turn.say(words)?;
    let Some(guide) = begin else {
        turn.store()?;
        return Ok(None);
    };
    let request = Request::NextStep { guide, outcome: StepOutcome::Unclear };
    match ask(turn, message, (String::new(), None, memory), request)? {
        Opened::Ask(pending) => Ok(Some(pending)),
        Opened::Closed(_) => Ok(None),
    }
}
