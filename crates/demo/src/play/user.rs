//! What users do: they tell of trouble, try steps, accept or ignore a person, wait, answer and leave.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{FutureExt, StreamExt};
use handover_domain::assistant::{Answer, AnswerPart};
use handover_domain::chat::{Closed, OpenTurn, Opened as OpenedTurn, PendingTurn, StepFeedback, Workflow};
use handover_domain::chat::{close_turn, open_turn, step_feedback};
use handover_domain::escalation::EscalateError;
use handover_domain::escalation::{CancelEscalation, Escalate, cancel_escalation, escalate, tell_by_mail};
use handover_domain::{
    Actor, ChangeSession, Decision, EmailAddress, Priority, RateSession, RatedHelp, RatingError, Reason,
    SessionError, SessionId, SessionStatus, Stars, Step, StoreError, TicketError, Transaction,
    change_session, rate_session, view_session,
};

use super::fate::StepFate;
use super::{Act, Stage};
use crate::DemoError;
use crate::cast::USERS;
use crate::content::Kind;
use crate::plan::Trouble;
use crate::story::SLOW_LANGUAGE;

impl Stage<'_> {
    pub(super) fn by_the_user(
        &mut self,
        tx: &mut dyn Transaction,
        (place, act): (usize, Act),
        now: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        match act {
            Act::Begin => self.begin(tx, place, now),
            Act::OnStep => self.on_step(tx, place, now),
            Act::Insist => self.insist(tx, place, now),
            Act::Accept => self.accept(tx, place, now),
            Act::LeaveAddress => self.leave_address(tx, place, now),
            Act::Nudge => self.nudge(tx, place, now),
            Act::Cancel => self.cancel(tx, place, now),
            Act::Reply => self.say(tx, place, now, Kind::Reply).map(drop),
            Act::Rate => self.rate(tx, place, now),
            Act::Abandon => self.leave(tx, place, now, SessionStatus::Abandoned),
            _ => self.leave(tx, place, now, SessionStatus::Completed),
        }
    }

    fn begin(&mut self, tx: &mut dyn Transaction, place: usize, now: DateTime<Utc>) -> Result<(), DemoError> {
        self.begun += 1;
        let Some(trouble) = self.player(place).map(|player| player.visit.trouble) else { return Ok(()) };
        let text = match trouble {
            Trouble::Fault(problem) => self.opening(place, problem),
            Trouble::Gap => self.text(place, Kind::Gap, ""),
            Trouble::Question => self.text(place, Kind::Question, ""),
            Trouble::Hazard => self.text(place, Kind::Hazard, ""),
            Trouble::Human => self.text(place, Kind::Human, ""),
        };
        let closed = self.turn(tx, place, now, text)?;
        if let Some(player) = self.player(place) {
            player.session = Some(closed.session);
        }
        self.after_turn(tx, place, now, closed)
    }

    fn opening(&mut self, place: usize, problem: &'static str) -> String {
        let opening = self.text(place, Kind::Opening, problem);
        if self.dice.in_percent(60) {
            return opening;
        }
        format!("{opening} {}", self.text(place, Kind::Tail, ""))
    }

    /// A message of the user and what comes back.
    fn turn(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        text: String,
    ) -> Result<Closed, DemoError> {
        let Some(player) = self.players.get(place) else { return Err(nobody()) };
        let command = OpenTurn {
            session: player.session,
            machine_id: player.session.is_none().then(|| player.visit.machine.id.to_owned()),
            language: player.session.is_none().then_some(player.visit.user.language),
            memory: self.assistant.memory(),
            ..OpenTurn::saying(text)
        };
        let actor = self.actor_of(place)?;
        let opened = open_turn(tx, &self.scene(&actor, now), command)?;
        self.answered(tx, &actor, now, opened)
    }

    /// Asks the assistant where it is to be asked.
    pub(super) fn answered(
        &mut self,
        tx: &mut dyn Transaction,
        actor: &Actor,
        now: DateTime<Utc>,
        opened: OpenedTurn,
    ) -> Result<Closed, DemoError> {
        let pending: Box<PendingTurn> = match opened {
            OpenedTurn::Ask(pending) => pending,
            OpenedTurn::Closed(closed) => return Ok(*closed),
        };
        let answer = self.answer(&pending)?;
        let then = now + TimeDelta::milliseconds(self.dice.between(350, 1900));
        self.ids.at(then);
        Ok(close_turn(tx, &self.scene(actor, then), &pending, answer)?)
    }

    fn answer(&self, pending: &PendingTurn) -> Result<Answer, DemoError> {
        let mut parts = self.assistant.answer(pending.question.clone());
        loop {
            match parts.next().now_or_never().flatten() {
                Some(AnswerPart::Done(answer)) => return Ok(*answer),
                Some(AnswerPart::Text(_) | AnswerPart::Withdrawn) => {}
                None => return Err(DemoError::Waiting),
            }
        }
    }

    pub(super) fn actor_of(&self, place: usize) -> Result<Actor, DemoError> {
        let player = self.players.get(place).ok_or_else(nobody)?;
        let at = USERS.iter().position(|user| user.id == player.visit.user.id);
        at.and_then(|at| self.users.get(at)).cloned().ok_or_else(nobody)
    }

    fn session_of(&self, place: usize) -> Result<SessionId, DemoError> {
        self.players.get(place).and_then(|player| player.session).ok_or_else(nobody)
    }

    /// Decides what comes after a turn.
    pub(super) fn after_turn(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        closed: Closed,
    ) -> Result<(), DemoError> {
        let Some(player) = self.players.get_mut(place) else { return Ok(()) };
        player.step = closed.reply.step.clone().filter(|_| closed.workflow == Workflow::InProgress);
        if closed.workflow == Workflow::Completed {
            player.over = true;
            self.rate_later(place, now, (10, 150), 42);
            return Ok(());
        }
        let ticket = closed.notice.as_ref().and_then(|notice| notice.ticket.clone());
        if let Some((ticket, _)) = ticket {
            return self.ticket_opened(tx, place, ticket, now);
        }
        let offer =
            closed.notice.filter(|notice| notice.decision == Decision::Offer).map(|notice| notice.reason);
        if let Some(reason) = offer
            && self.decides_for_a_person(tx, place, reason)?
        {
            self.within(place, now, (15, 140), Act::Accept);
            return Ok(());
        }
        self.go_on_alone(place, now, offer);
        Ok(())
    }

    fn decides_for_a_person(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        reason: Reason,
    ) -> Result<bool, DemoError> {
        let session = self.session_of(place)?;
        let actor = self.actor_of(place)?;
        let session = tx.session(actor.scope(), session)?;
        let experts_only =
            session.and_then(|session| session.diagnosis).is_some_and(|found| found.requires_expert);
        let pressing = self.players.get(place).is_some_and(|player| player.visit.pressing);
        let accepted = pressing || self.fates.accepts(&mut self.dice, reason, experts_only);
        if let Some(player) = self.player(place) {
            player.offered = Some(reason);
            player.experts_only = experts_only;
            player.went_on |= !accepted;
        }
        Ok(accepted)
    }

    fn go_on_alone(&mut self, place: usize, now: DateTime<Utc>, offer: Option<Reason>) {
        let Some(player) = self.players.get(place) else { return };
        let minutes = player.step.as_ref().map(|step| i64::from(step.minutes));
        match (minutes, offer) {
            (Some(minutes), _) => {
                self.within(place, now, (minutes * 24 + 15, minutes * 75 + 60), Act::OnStep)
            }
            // Who wanted a person and thinks again says what is wrong; who got no answer asks once more or goes.
            (None, Some(Reason::UserRequest)) => self.within(place, now, (20, 180), Act::Insist),
            (None, Some(Reason::LowConfidence)) if self.dice.in_percent(40) => {
                self.within(place, now, (20, 240), Act::Insist);
            }
            (None, None) if self.dice.in_percent(70) => self.within(place, now, (30, 600), Act::GoAway),
            (None, _) => self.give_up_later(place, now),
        }
    }

    /// Whoever says nothing for a week has left.
    fn give_up_later(&mut self, place: usize, now: DateTime<Utc>) {
        self.within(place, now + TimeDelta::days(7), (60, 3600), Act::Abandon);
    }

    fn on_step(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        let Some(player) = self.players.get(place) else { return Ok(()) };
        let Some(step) = player.step.clone() else { return Ok(()) };
        let alone = player.went_on || player.ticket.is_some();
        let fate = self.fates.of_step(&mut self.dice, (&step.problem, step.number), alone);
        let closed = match fate {
            StepFate::LeftAlone => {
                self.give_up_later(place, now);
                return Ok(());
            }
            StepFate::Done => {
                let text = self.text(place, Kind::Done, "");
                self.feedback(tx, place, now, (&step, text))?
            }
            StepFate::Worked => self.about_step(tx, place, now, (&step, "worked", Kind::Worked))?,
            StepFate::Failed => self.about_step(tx, place, now, (&step, "didnt_work", Kind::Failed))?,
            StepFate::Partly => self.about_step(tx, place, now, (&step, "partially_worked", Kind::Partly))?,
        };
        self.after_turn(tx, place, now, closed)
    }

    /// Says how a step went: mostly by a button, else in the user's words.
    fn about_step(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        (step, button, kind): (&Step, &str, Kind),
    ) -> Result<Closed, DemoError> {
        match self.dice.below(10) {
            0..6 => self.feedback(tx, place, now, (step, button.to_owned())),
            6..8 => {
                let text = self.text(place, kind, "");
                self.feedback(tx, place, now, (step, text))
            }
            _ => {
                let text = self.text(place, kind, "");
                self.turn(tx, place, now, text)
            }
        }
    }

    fn feedback(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        (step, feedback): (&Step, String),
    ) -> Result<Closed, DemoError> {
        let actor = self.actor_of(place)?;
        let session = self.session_of(place)?;
        let memory = self.assistant.memory();
        let command = StepFeedback { session, step: step.id, user_id: None, feedback, memory };
        let opened = step_feedback(tx, &self.scene(&actor, now), command)?;
        self.answered(tx, &actor, now, opened)
    }

    /// Says what is wrong after all, or asks once more.
    fn insist(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        let Some(trouble) = self.players.get(place).map(|player| player.visit.trouble) else { return Ok(()) };
        let text = match trouble {
            Trouble::Gap => self.text(place, Kind::Gap, ""),
            _ => self.opening(place, "pressure-loss"),
        };
        let closed = self.turn(tx, place, now, text)?;
        self.after_turn(tx, place, now, closed)
    }

    fn accept(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        let reason = self.players.get(place).and_then(|player| player.offered).unwrap_or(Reason::UserRequest);
        let handed_back =
            self.players.get(place).and_then(|p| p.ticket).is_some_and(|ticket| ticket.handed_back);
        let kind = if handed_back { Kind::Again } else { Kind::Accept };
        let notes = self.dice.in_percent(70).then(|| self.text(place, kind, ""));
        let raised = self.dice.in_percent(12).then_some(Priority::High);
        let escalated = self.call(tx, place, now, (reason, raised, notes))?;
        self.ticket_opened(tx, place, escalated, now)
    }

    fn call(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        (reason, priority, notes): (Reason, Option<Priority>, Option<String>),
    ) -> Result<handover_domain::TicketId, DemoError> {
        let session = self.session_of(place)?;
        let actor = self.actor_of(place)?;
        let command = Escalate { session, user_id: None, reason, priority, notes };
        let escalated = escalate(tx, &self.scene(&actor, now), command).map_err(|error| match error {
            EscalateError::NoSuchSession(id) => TicketError::NoSuchSession(id),
            EscalateError::Refused(refusal) => refusal.into(),
            EscalateError::Store(error) => error.into(),
        })?;
        Ok(escalated.ticket.id)
    }

    fn leave_address(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        let session = self.session_of(place)?;
        let actor = self.actor_of(place)?;
        let address = self.players.get(place).and_then(|player| EmailAddress::parse(player.visit.user.email));
        tell_by_mail(tx, &self.scene(&actor, now), session, address)?;
        Ok(())
    }

    /// Says something while a person has the conversation.
    fn say(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        kind: Kind,
    ) -> Result<Closed, DemoError> {
        let text = self.text(place, kind, "");
        self.turn(tx, place, now, text)
    }

    fn nudge(&mut self, tx: &mut dyn Transaction, place: usize, now: DateTime<Utc>) -> Result<(), DemoError> {
        if self.dice.in_percent(55) {
            return self.say(tx, place, now, Kind::Nudge).map(drop);
        }
        self.rate_later(place, now, (20, 400), 35);
        let notes = Some(self.text(place, Kind::Nudge, ""));
        self.call(tx, place, now, (Reason::UserRequest, Some(Priority::High), notes))?;
        Ok(())
    }

    /// Lets the user rate the help in so many of a hundred cases.
    pub(super) fn rate_later(&mut self, place: usize, now: DateTime<Utc>, span: (i64, i64), percent: u64) {
        if self.dice.in_percent(percent) {
            self.within(place, now, span, Act::Rate);
        }
    }

    fn rate(&mut self, tx: &mut dyn Transaction, place: usize, now: DateTime<Utc>) -> Result<(), DemoError> {
        let session = self.session_of(place)?;
        let actor = self.actor_of(place)?;
        let known = tx.ticket_of_session(actor.scope(), session)?;
        let help = RatedHelp::of(known.as_ref());
        let slow = self.players.get(place).is_some_and(|player| player.visit.user.language == SLOW_LANGUAGE);
        let stars: u8 = match (help, slow) {
            (RatedHelp::Assistant, _) => self.dice.weighted(&[(5, 44), (4, 34), (3, 12), (2, 6), (1, 4)]),
            (RatedHelp::Expert, false) => self.dice.weighted(&[(5, 58), (4, 27), (3, 9), (2, 4), (1, 2)]),
            (RatedHelp::Expert, true) => self.dice.weighted(&[(5, 16), (4, 22), (3, 26), (2, 22), (1, 14)]),
            (RatedHelp::Handoff, _) => self.dice.weighted(&[(4, 10), (3, 25), (2, 35), (1, 30)]),
        }
        .unwrap_or(4);
        let kind = if stars > 3 { Kind::Praise } else { Kind::Complaint };
        let comment = (stars != 3 && self.dice.in_percent(45)).then(|| self.text(place, kind, ""));
        let stars = Stars::try_from(stars).map_err(|_| nobody())?;
        rate_session(tx, &self.scene(&actor, now), RateSession { session, stars, comment })
            .map_err(of_rating)?;
        Ok(())
    }

    fn cancel(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        let session = self.session_of(place)?;
        let actor = self.actor_of(place)?;
        let comment = self.dice.in_percent(75).then(|| self.text(place, Kind::Solved, ""));
        cancel_escalation(tx, &self.scene(&actor, now), CancelEscalation { session, comment })?;
        if let Some(player) = self.player(place) {
            player.over = true;
        }
        Ok(())
    }

    fn leave(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        status: SessionStatus,
    ) -> Result<(), DemoError> {
        let id = self.session_of(place)?;
        let user = self.actor_of(place)?;
        let actor = if status == SessionStatus::Abandoned { self.system.clone() } else { user };
        let scene = self.scene(&actor, now);
        // A service at work beside us may have noticed the silence first.
        if view_session(tx, &scene, id).map_err(of_session)?.status == SessionStatus::Active {
            let command = ChangeSession { session: id, status, resolution_summary: None };
            change_session(tx, &scene, command).map_err(of_session)?;
        }
        if let Some(player) = self.player(place) {
            player.over = true;
        }
        Ok(())
    }
}

fn nobody() -> DemoError {
    TicketError::NoSuchTicket.into()
}

fn of_rating(error: RatingError) -> DemoError {
    match error {
        RatingError::Store(error) => error.into(),
        RatingError::Refused(refusal) => TicketError::Refused(refusal).into(),
        RatingError::NoSuchSession(id) => TicketError::NoSuchSession(id).into(),
        RatingError::TooEarly | RatingError::TooLate => nobody(),
    }
}

fn of_session(error: SessionError) -> DemoError {
    match error {
        SessionError::Store(error) => error.into(),
        other => StoreError::Failed(other.into()).into(),
    }
}
