//! A turn in the making: the locked session with what is to be stored beside it.

use crate::chat::{Closed, MODEL_HANDOFF, Notice, Reply, TurnError, Workflow};
use crate::escalation::{Announcement, Call, Escalated, Reason, raise_ticket, solve};
use crate::house::Scene;
use crate::id::{MessageId, SessionId, StepId, TriggerId};
use crate::judgement::{Evidence, Signals, Verdict, judge};
use crate::linked::{own_ticket, serving, ticket_seen_in};
use crate::message::{Message, MessageType, Sender};
use crate::phrases;
use crate::policy::Action;
use crate::session::{Session, SessionMove};
use crate::session_desk::lock_for;
use crate::session_event::{SessionEvent, SessionEventKind};
use crate::step::{Step, StepOutcome};
use crate::store::{StoreError, StoreResult, Transaction, View};
use crate::ticket::{Priority, Ticket, TicketStatus};
use crate::ticket_desk::TicketError;
use crate::trigger::{Decision, Trigger, TriggerType};
use crate::work::Work;

/// The locked session of a turn, the transaction it lives in, and the events to store with it.
pub(super) struct Turn<'a> {
    pub(super) tx: &'a mut dyn Transaction,
    pub(super) scene: &'a Scene<'a>,
    pub(super) session: Session,
    events: Vec<SessionEvent>,
    /// The user's message of this turn.
    asked: Option<MessageId>,
}

impl<'a> Turn<'a> {
    /// Locks a session that the caller may use.
    pub(super) fn lock(
        tx: &'a mut dyn Transaction,
        scene: &'a Scene<'a>,
        whose: (SessionId, Option<&str>),
    ) -> Result<Self, TurnError> {
        let session = lock_for::<TurnError>(tx, scene, Action::Converse, whose)?
            .ok_or(TurnError::NoSuchSession(whose.0))?;
        Ok(Self::of(tx, scene, session))
    }

    /// A turn in a session that is locked or new.
    pub(super) fn of(tx: &'a mut dyn Transaction, scene: &'a Scene<'a>, session: Session) -> Self {
        Self { tx, scene, session, events: Vec::with_capacity(4), asked: None }
    }

    /// A turn that answers the stored `message`.
    pub(super) fn asked(self, message: MessageId) -> Self {
        Self { asked: Some(message), ..self }
    }

    /// A session that was closed is open again once its user says something.
    pub(super) fn wake(&mut self) -> Result<(), TurnError> {
        let before = self.session.status;
        self.session.apply(SessionMove::Speak)?;
        if before != self.session.status {
            self.note(SessionEventKind::Status, None);
        }
        Ok(())
    }

    /// Stores a message and numbers it.
    pub(super) fn say(&mut self, words: Words) -> StoreResult<MessageId> {
        let message = Message {
            id: MessageId(self.scene.ids.row()),
            session_id: self.session.id,
            sequence: self.session.next_sequence(),
            turn: self.session.turn,
            sender: words.sender,
            content: words.content,
            message_type: words.message_type,
            language: self.session.language,
            confidence: words.reply.as_ref().and_then(|reply| reply.confidence),
            model_used: words.reply.as_ref().map(|reply| reply.model.clone()),
            citations: words.reply.map(|reply| reply.citations).unwrap_or_default(),
            step_id: words.step,
            metadata: words.metadata,
            author: None,
            timestamp: self.scene.now,
        };
        self.tx.insert_message(self.scene.actor.scope(), &message)?;
        self.note(SessionEventKind::Message, Some(message.id.0));
        if message.sender == Sender::User {
            self.asked = Some(message.id);
        }
        Ok(message.id)
    }

    /// Numbers a change of the session.
    pub(super) fn note(&mut self, kind: SessionEventKind, subject: Option<uuid::Uuid>) {
        let event = self.session.event(kind, subject, self.scene.now);
        self.events.push(event);
    }

    /// Judges what was said together with what the session knows.
    pub(super) fn judge(&self, text: &str, heard: Heard) -> Verdict {
        let found = self.session.diagnosis.as_ref();
        let signals = Signals {
            text,
            language: self.session.language,
            confidence: heard.confidence,
            steps_tried: self.session.steps_tried,
            step_failed: heard.step_failed,
            category: found.map(|found| found.category),
            requires_expert: heard.asks_for_human || found.is_some_and(|found| found.requires_expert),
        };
        judge(&self.scene.house.rules, &signals)
    }

    /// Records the decision on the turn `turn`.
    pub(super) fn record(
        &mut self,
        turn: i64,
        message: Option<MessageId>,
        verdict: Verdict,
    ) -> StoreResult<()> {
        let id = TriggerId(self.scene.ids.row());
        let trigger = Trigger::of_turn(id, self.session.id, (turn, message), verdict, self.scene.now);
        self.tx.insert_trigger(self.scene.actor.scope(), &trigger)?;
        self.session.judged_turn = turn;
        Ok(())
    }

    /// Records that nothing was decided about the turn `turn`, and why.
    pub(super) fn record_nothing(
        &mut self,
        turn: i64,
        message: Option<MessageId>,
        why: &str,
    ) -> StoreResult<()> {
        let trigger = Trigger {
            id: TriggerId(self.scene.ids.row()),
            session_id: self.session.id,
            turn,
            message_id: message,
            trigger_type: TriggerType::Evaluation,
            value: None,
            decision: Decision::Continue,
            reason: why.to_owned(),
            evidence: Evidence {
                rule: "none".to_owned(),
                rule_version: self.scene.house.rules.version.clone(),
                spans: Vec::new(),
                inputs: Vec::new(),
                near_miss: None,
            },
            requested_by: None,
            triggered_at: self.scene.now,
        };
        self.tx.insert_trigger(self.scene.actor.scope(), &trigger)?;
        self.session.judged_turn = turn;
        Ok(())
    }

    /// Makes the session's ticket, or adds to it.
    pub(super) fn escalate(
        &mut self,
        reason: Reason,
        priority: Priority,
        announcement: Announcement,
    ) -> StoreResult<Escalated> {
        self.call(Call { reason, priority: Some(priority), notes: None, announcement })
    }

    /// Adds to the ticket that the session has, so that somebody is told.
    pub(super) fn add_to_ticket(
        &mut self,
        reason: Reason,
        priority: Priority,
        notes: String,
    ) -> StoreResult<Ticket> {
        let call = Call {
            reason,
            priority: Some(priority),
            notes: Some(notes.trim().to_owned()),
            announcement: Announcement::StopWork,
        };
        Ok(self.call(call)?.ticket)
    }

    fn call(&mut self, call: Call) -> StoreResult<Escalated> {
        let (escalated, _) = raise_ticket(self.tx, self.scene, &mut self.session, &call, &mut self.events)?;
        Ok(escalated)
    }

    /// The user has answered, so that the ticket waits for its expert again.
    pub(super) fn user_replied(&mut self) -> StoreResult<()> {
        let ticket = serving(self.tx, self.scene.actor.scope(), &self.session)?;
        let waiting = ticket.filter(|ticket| ticket.status == TicketStatus::WaitingOnUser);
        self.on_ticket(waiting, |mut work| {
            work.move_to(TicketStatus::InProgress)?;
            Ok(work.finish()?.1)
        })
    }

    /// The user says that the problem is gone, so the open ticket is over, or the session's part in it.
    pub(super) fn solve_ticket(&mut self) -> StoreResult<()> {
        let scope = self.scene.actor.scope();
        let open = serving(self.tx, scope, &self.session)?.filter(|ticket| ticket.status.is_open());
        let own = match (open, self.session.served_by) {
            (Some(_), Some(_)) => own_ticket(self.tx, scope, &self.session)?,
            (open, _) => open,
        };
        self.on_ticket(own, |work| Ok(solve(work, None)?.1))
    }

    /// Works on a ticket of the session, which is stored as it stands before.
    fn on_ticket(
        &mut self,
        ticket: Option<Ticket>,
        work: impl FnOnce(Work<'_>) -> Result<Session, TicketError>,
    ) -> StoreResult<()> {
        let Some(ticket) = ticket else { return Ok(()) };
        self.store()?;
        let done = work(Work::on(&mut *self.tx, self.scene, (self.session.clone(), ticket)));
        self.session = done.map_err(|error| match error {
            TicketError::Store(error) => error,
            illegal => StoreError::Failed(illegal.into()),
        })?;
        Ok(())
    }

    /// Ends the step the user is at, if there is one.
    pub(super) fn end_step(&mut self, outcome: StepOutcome, feedback: Option<&str>) -> StoreResult<()> {
        let Some(id) = self.session.current_step else { return Ok(()) };
        if let Some(step) = self.tx.step(self.scene.actor.scope(), self.session.id, id)? {
            self.complete(step, outcome, feedback)?;
        }
        self.session.current_step = None;
        Ok(())
    }

    /// Ends `step`, which is the one the user is at.
    pub(super) fn complete(
        &mut self,
        mut step: Step,
        outcome: StepOutcome,
        feedback: Option<&str>,
    ) -> StoreResult<()> {
        if step.outcome.is_none() && matches!(outcome, StepOutcome::NotResolved | StepOutcome::Partially) {
            self.session.steps_tried += 1;
        }
        step.complete(outcome, feedback, self.scene.now);
        self.tx.update_step(self.scene.actor.scope(), &step)?;
        self.session.current_step = None;
        Ok(())
    }

    /// What the user is told while a person or the queue owns the conversation. Stores nothing.
    pub(super) fn handed_off(&mut self) -> StoreResult<Closed> {
        let closed = handed_off(self.tx, self.scene, &self.session)?;
        Ok(Closed { asked: self.asked, ..closed })
    }

    /// Leaves the turn `turn` to the person who has the conversation.
    pub(super) fn hand_off(mut self, turn: i64, message: MessageId) -> StoreResult<Closed> {
        let closed = self.handed_off()?;
        self.record_nothing(turn, Some(message), "A person has the conversation")?;
        self.store()?;
        Ok(closed)
    }

    /// What the user is told about a ticket.
    pub(super) fn notice_of(ticket: &Ticket) -> Notice {
        Notice {
            decision: Decision::Escalate,
            reason: ticket.reason,
            ticket: Some((ticket.id, ticket.number.clone())),
            contact: ticket.referral.primary.clone(),
        }
    }

    /// What the user is told about an offer.
    pub(super) fn offer_of(&self, reason: Reason) -> Notice {
        let category = self.session.diagnosis.as_ref().map(|found| found.category);
        Notice {
            decision: Decision::Offer,
            reason,
            ticket: None,
            contact: self.scene.house.contacts.route(reason, category).clone(),
        }
    }

    /// Stores the session with its events.
    pub(super) fn store(&mut self) -> StoreResult<()> {
        self.session.updated_at = self.scene.now;
        if !self.events.is_empty() {
            let events = std::mem::take(&mut self.events);
            self.tx.insert_session_events(self.scene.actor.scope(), &events)?;
        }
        self.tx.update_session(&mut self.session)
    }

    /// What the turn came to, without storing anything.
    pub(super) fn closed(self, reply: Reply, notice: Option<Notice>, workflow: Workflow) -> Closed {
        Closed { session: self.session.id, reply, notice, workflow, asked: self.asked }
    }

    /// Stores the session and says what the turn came to.
    pub(super) fn finish(
        mut self,
        reply: Reply,
        notice: Option<Notice>,
        workflow: Workflow,
    ) -> StoreResult<Closed> {
        self.store()?;
        Ok(self.closed(reply, notice, workflow))
    }
}

/// What the user is told while a person or the queue owns the conversation.
pub(super) fn handed_off(view: &mut dyn View, scene: &Scene<'_>, session: &Session) -> StoreResult<Closed> {
    let ticket = ticket_seen_in(view, scene.actor.scope(), session)?;
    let text = ticket
        .as_ref()
        .map(|ticket| phrases::expert_on_the_way(session.language, &ticket.number))
        .unwrap_or_default();
    Ok(Closed {
        session: session.id,
        reply: Reply::fixed(text, MODEL_HANDOFF),
        notice: ticket.as_ref().map(Turn::notice_of),
        workflow: Workflow::Escalated,
        asked: None,
    })
}

/// What a turn has shown besides the user's words.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) confidence: Option<f64>,
    pub(super) step_failed: bool,
    pub(super) asks_for_human: bool,
}

/// One message to be stored.
pub(super) struct Words {
    pub(super) sender: Sender,
    pub(super) content: String,
    pub(super) message_type: MessageType,
    pub(super) step: Option<StepId>,
    pub(super) metadata: Option<crate::json::JsonText>,
    pub(super) reply: Option<Spoken>,
}

/// What is known about words of the assistant.
pub(super) struct Spoken {
    pub(super) confidence: Option<f64>,
    pub(super) model: String,
    pub(super) citations: Vec<crate::assistant::Citation>,
}

impl Words {
    /// Words of the user.
    pub(super) fn of_user(content: &str, message_type: MessageType) -> Self {
        Self {
            sender: Sender::User,
            content: content.to_owned(),
            message_type,
            step: None,
            metadata: None,
            reply: None,
        }
    }
}
