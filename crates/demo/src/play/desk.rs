//! What experts do with a ticket: take it, answer, note, hand back, resolve, reopen and close.

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::chat::Opened as OpenedTurn;
use handover_domain::{
    Actor, AddNote, AnswerTicket, ChangeTicket, HandBack, Priority, TakeTicket, TicketError, TicketId,
    TicketRef, TicketStatus, Transaction, add_note, answer_ticket, change_ticket, hand_back, take_ticket,
};

use super::fate::{TicketFate, wait};
use super::{Act, Opened, Stage};
use crate::DemoError;
use crate::calendar::at_the_desk;
use crate::content::Kind;

/// What came in so short before the end waits for somebody more often than not.
const BACKLOG: TimeDelta = TimeDelta::hours(30);

impl Stage<'_> {
    /// A ticket is there, new or anew: whoever gets it answers when they come to it.
    pub(super) fn ticket_opened(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        id: TicketId,
        now: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        let ticket = tx.ticket(self.system.scope(), id)?.ok_or(TicketError::NoSuchTicket)?;
        let session = tx.session(self.system.scope(), ticket.session_id)?;
        let guided =
            session.and_then(|session| session.diagnosis).is_some_and(|found| !found.requires_expert);
        let Some(player) = self.players.get(place) else { return Ok(()) };
        let language = player.visit.user.language;
        let known = player.ticket;
        let fate = match known {
            // What was handed back once is solved by the expert the second time.
            Some(_) => TicketFate::Solved,
            None => self.fates.of_ticket(&mut self.dice, guided),
        };
        let expert = self.experts.for_contact(&ticket.referral.primary.id, ticket.reason);
        let opened = Opened { id, fate, priority: ticket.priority, expert, handed_back: false, resolved: 0 };
        if let Some(player) = self.player(place) {
            player.ticket = Some(opened);
            player.step = None;
        }
        let late = self.seed.to - now < BACKLOG && ticket.priority != Priority::Urgent;
        let seconds = wait(&mut self.dice, language, ticket.priority);
        let due = now + TimeDelta::seconds(seconds);
        let due = at_the_desk(&mut self.dice, due, self.zone, ticket.priority == Priority::Urgent);
        self.meanwhile(place, (now, due), known.is_some());
        if late && self.dice.in_percent(60) {
            return Ok(());
        }
        if fate == TicketFate::Cancelled && self.dice.in_percent(60) {
            let at = (now + (due - now) * 3 / 5).max(now + TimeDelta::minutes(4));
            self.later(place, at, Act::Cancel);
            return Ok(());
        }
        if self.dice.in_percent(60) {
            self.within(place, due, (-240, -40), Act::Take);
        }
        self.later(place, due, if fate == TicketFate::Unanswered { Act::AskBack } else { Act::Answer });
        Ok(())
    }

    /// What users do while they wait.
    fn meanwhile(&mut self, place: usize, (now, due): (DateTime<Utc>, DateTime<Utc>), again: bool) {
        if again {
            return;
        }
        if self.dice.in_percent(14) {
            self.within(place, now, (20, 90), Act::LeaveAddress);
        }
        if due - now > TimeDelta::minutes(40) && self.dice.in_percent(30) {
            let at = now + (due - now) * 2 / 5;
            self.later(place, at, Act::Nudge);
        }
    }

    pub(super) fn at_the_desk(
        &mut self,
        tx: &mut dyn Transaction,
        (place, act): (usize, Act),
        now: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        let Some(opened) = self.players.get(place).and_then(|player| player.ticket) else { return Ok(()) };
        let actor = self.experts.actor(opened.expert).cloned().ok_or(TicketError::NoSuchTicket)?;
        let which = TicketRef::Id(opened.id);
        match act {
            Act::Take => {
                take_ticket(tx, &self.scene(&actor, now), &which, TakeTicket::default())?;
                Ok(())
            }
            Act::Answer => self.first_answer(tx, place, now, (&actor, opened)),
            Act::AnswerMore => {
                self.answer_with(tx, place, now, (&actor, &which, Kind::Closing))?;
                self.desk_act(place, now, (5000, 60_000), Act::Resolve);
                Ok(())
            }
            Act::AskBack => self.ask_back(tx, place, now, (&actor, &which)),
            Act::Note => self.note(tx, place, now, (&actor, &which)),
            Act::Raise => {
                let change = ChangeTicket { priority: Some(Priority::High), ..ChangeTicket::default() };
                self.change(tx, now, (&actor, &which), change)
            }
            Act::HandBack => self.hand_back(tx, place, now, (&actor, &which)),
            Act::Resolve => self.resolve(tx, place, now, (&actor, opened)),
            Act::Reopen => self.reopen(tx, place, now, (&actor, &which)),
            Act::GiveUp => self.give_up(tx, now, (&actor, &which)),
            _ => self.change(tx, now, (&actor, &which), to(TicketStatus::Closed)),
        }
    }

    /// The topic of a player's texts.
    fn topic(&self, place: usize) -> &'static str {
        self.players.get(place).map_or(crate::content::HUMAN, |player| player.visit.trouble.topic())
    }

    fn answer_with(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        (actor, which, kind): (&Actor, &TicketRef, Kind),
    ) -> Result<(), DemoError> {
        let topic = if kind == Kind::Expert { self.topic(place) } else { "" };
        let content = self.text(place, kind, topic);
        let waiting = kind == Kind::Waiting;
        let command = AnswerTicket { expected_version: None, expert: None, content, waiting };
        answer_ticket(tx, &self.scene(actor, now), which, command)?;
        Ok(())
    }

    fn first_answer(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        (actor, opened): (&Actor, Opened),
    ) -> Result<(), DemoError> {
        self.answer_with(tx, place, now, (actor, &TicketRef::Id(opened.id), Kind::Expert))?;
        if self.dice.in_percent(75) {
            self.within(place, now, (120, 3000), Act::Reply);
        }
        if opened.priority < Priority::High && self.dice.in_percent(10) {
            self.within(place, now, (30, 300), Act::Raise);
        }
        match opened.fate {
            TicketFate::Cancelled => self.within(place, now, (3100, 9000), Act::Cancel),
            TicketFate::HandedBack => self.within(place, now, (3100, 5400), Act::HandBack),
            TicketFate::Solved | TicketFate::Unanswered => {
                self.desk_act(place, now, (3600, 30_000), Act::Resolve)
            }
            TicketFate::SolvedTogether | TicketFate::Reopened => {
                self.within(place, now, (200, 2500), Act::Note);
                self.desk_act(place, now, (3300, 9000), Act::AnswerMore);
            }
        }
        Ok(())
    }

    /// The same as [`Stage::within`], when somebody is at the desk.
    fn desk_act(&mut self, place: usize, now: DateTime<Utc>, (first, last): (i64, i64), act: Act) {
        let at = now + TimeDelta::seconds(self.dice.between(first, last));
        let at = at_the_desk(&mut self.dice, at, self.zone, false);
        self.later(place, at, act);
    }

    fn ask_back(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        (actor, which): (&Actor, &TicketRef),
    ) -> Result<(), DemoError> {
        self.answer_with(tx, place, now, (actor, which, Kind::Waiting))?;
        self.desk_act(place, now + TimeDelta::days(6), (0, 40_000), Act::GiveUp);
        Ok(())
    }

    fn note(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        (actor, which): (&Actor, &TicketRef),
    ) -> Result<(), DemoError> {
        let topic = self.topic(place);
        let Some(text) = self.dice.one(self.content.notes(topic)).cloned() else { return Ok(()) };
        add_note(tx, &self.scene(actor, now), which, AddNote { expected_version: None, text })?;
        Ok(())
    }

    fn change(
        &mut self,
        tx: &mut dyn Transaction,
        now: DateTime<Utc>,
        (actor, which): (&Actor, &TicketRef),
        change: ChangeTicket,
    ) -> Result<(), DemoError> {
        change_ticket(tx, &self.scene(actor, now), which, change)?;
        Ok(())
    }

    fn hand_back(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        (actor, which): (&Actor, &TicketRef),
    ) -> Result<(), DemoError> {
        let session =
            self.players.get(place).and_then(|player| player.session).ok_or(TicketError::NoSuchTicket)?;
        let session = tx.session(actor.scope(), session)?.ok_or(TicketError::NoSuchTicket)?;
        let found = session.diagnosis.filter(|found| !found.requires_expert);
        let Some(_) = found else {
            // There are no steps that the assistant could go on with.
            self.desk_act(place, now, (3600, 20_000), Act::Resolve);
            return Ok(());
        };
        let step = session.guide.map_or(2, |guide| guide.step);
        let note =
            self.dice.one(&self.content.desk.hand_back).map(|note| note.replace("{step}", &step.to_string()));
        let memory = self.assistant.memory();
        let command = HandBack { note, step: Some(step), memory, ..HandBack::default() };
        let handed = hand_back(tx, &self.scene(actor, now), which, command)?;
        if let Some(ticket) = self.player(place).and_then(|player| player.ticket.as_mut()) {
            ticket.handed_back = true;
        }
        let Some(next) = handed.next else { return Ok(()) };
        let service = self.system.clone();
        let closed = self.answered(tx, &service, now, OpenedTurn::Ask(next))?;
        let step = closed.reply.step;
        let minutes = step.as_ref().map_or(5, |step| i64::from(step.minutes));
        if let Some(player) = self.player(place) {
            player.step = step;
        }
        self.within(place, now, (minutes * 40, minutes * 100), Act::OnStep);
        Ok(())
    }

    fn resolve(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        (actor, opened): (&Actor, Opened),
    ) -> Result<(), DemoError> {
        let topic = self.topic(place);
        let notes = self.dice.one(self.content.resolutions(topic)).cloned();
        let notes = notes.unwrap_or_else(|| "Solved together with the user.".to_owned());
        let change = ChangeTicket { resolution_notes: Some(notes), ..to(TicketStatus::Resolved) };
        self.change(tx, now, (actor, &TicketRef::Id(opened.id)), change)?;
        if let Some(ticket) = self.player(place).and_then(|player| player.ticket.as_mut()) {
            ticket.resolved += 1;
        }
        self.rate_later(place, now, (300, 15_000), 52);
        if opened.fate == TicketFate::Reopened && opened.resolved == 0 {
            self.desk_act(place, now, (9000, 100_000), Act::Reopen);
        } else if self.dice.in_percent(65) {
            self.desk_act(place, now + TimeDelta::days(3), (0, 60_000), Act::Close);
        }
        Ok(())
    }

    fn reopen(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
        (actor, which): (&Actor, &TicketRef),
    ) -> Result<(), DemoError> {
        self.change(tx, now, (actor, which), to(TicketStatus::InProgress))?;
        if let Some(text) = self.dice.one(&self.content.desk.reopened).cloned() {
            add_note(tx, &self.scene(actor, now), which, AddNote { expected_version: None, text })?;
        }
        self.answer_with(tx, place, now, (actor, which, Kind::Reopened))?;
        self.desk_act(place, now, (7200, 60_000), Act::Resolve);
        Ok(())
    }

    fn give_up(
        &mut self,
        tx: &mut dyn Transaction,
        now: DateTime<Utc>,
        (actor, which): (&Actor, &TicketRef),
    ) -> Result<(), DemoError> {
        let notes = self.dice.one(&self.content.desk.no_answer).cloned();
        let change = ChangeTicket { resolution_notes: notes, ..to(TicketStatus::Closed) };
        self.change(tx, now, (actor, which), change)
    }
}

fn to(status: TicketStatus) -> ChangeTicket {
    ChangeTicket { status: Some(status), ..ChangeTicket::default() }
}
