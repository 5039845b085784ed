//! Scripts: arbitrary sequences of use cases, to be played on several stores side by side.
//!
//! A [`Player`] on each store, all with the same ids and the same time, must come to the same outcomes
//! and leave the same rows; and whatever is played, [`Player::check_rows`] holds.

use chrono::TimeDelta;

use super::world::{World, a_step, an_answer};
use crate::account::EmailAddress;
use crate::assistant::{Answer, Category, Diagnosis};
use crate::chat::{
    OpenTurn, Opened, PendingTurn, StepFeedback, TurnError, close_turn, newest_answer, open_turn,
    step_feedback, stop_answer, stop_turn,
};
use crate::escalation::{
    CancelEscalation, Escalate, EscalateError, Reason, cancel_escalation, escalate, tell_by_mail,
};
use crate::evaluation::{Assumptions, evaluate};
use crate::expert_desk::{
    AddNote, AnswerTicket, HandBack, TakeTicket, add_note, answer_ticket, hand_back, take_ticket,
};
use crate::house::Scene;
use crate::id::{AttemptId, Ids, SessionId, StepId, TicketId};
use crate::merging::{MergeTicket, merge_ticket};
use crate::outbox::{
    AttemptOutcome, DeliveryAttempt, DeliveryResult, OutboxFilter, OutboxMessage, OutboxStatus,
};
use crate::queue::{TicketFilter, TicketOrder};
use crate::session::{Owner, Session, SessionStatus};
use crate::session_desk::{
    ChangeSession, CreateSession, SessionError, abandon_idle, change_session, create_session,
};
use crate::store::{Store, StoreError, StoreExt, Transaction, View};
use crate::ticket::{Priority, Ticket, TicketStatus};
use crate::ticket_desk::{ChangeTicket, TicketRef, change_ticket};

/// One use case with its arguments, drawn from four arbitrary bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action(pub [u8; 4]);

impl Action {
    /// A beginning in which a ticket was merged into another.
    pub const MERGED: [Self; 3] = [Self([17, 0, 0, 1]), Self([17, 1, 1, 1]), Self([17, 0, 1, 1])];
}

const WORDS: [&str; 8] = [
    "The HP gauge is in the red",
    "I want to talk to a person",
    "There is smoke coming out of the pump and somebody is hurt",
    "Thanks",
    "it worked",
    "didn't work",
    "now it is worse",
    "",
];

/// Somebody who plays actions on one store.
#[derive(Debug)]
pub struct Player {
    world: World,
    sessions: Vec<SessionId>,
    pending: Vec<PendingTurn>,
    claimed: Vec<OutboxMessage>,
}

impl Default for Player {
    fn default() -> Self {
        Self::new()
    }
}

fn pick<T>(items: &[T], by: u8) -> Option<&T> {
    usize::from(by).checked_rem(items.len()).and_then(|index| items.get(index))
}

impl Player {
    /// A player at the beginning of everything.
    pub fn new() -> Self {
        Self { world: World::new(), sessions: Vec::new(), pending: Vec::new(), claimed: Vec::new() }
    }

    /// What a use case is handed in the player's world.
    pub fn scene(&self) -> crate::house::Scene<'_> {
        self.world.scene()
    }

    /// Plays one action and says what it came to.
    pub fn play(&mut self, store: &dyn Store, action: Action) -> String {
        let [kind, a, b, c] = action.0;
        self.world.wait(TimeDelta::milliseconds(7));
        match kind % 19 {
            0 => self.create(store),
            1..=3 => self.say(store, (a, b)),
            4 | 5 => self.close(store, (a, b)),
            6 => self.feedback(store, (a, b)),
            7 => self.escalate(store, (a, b, c)),
            8 => self.change_ticket(store, (a, b, c)),
            9 => self.change_session(store, (a, b)),
            10 => self.deliver(store, (a, b)),
            11..=14 => self.help(store, (a, b, c)),
            15 => self.cancel(store, (a, b)),
            16 => self.stop(store, (a, b)),
            17 => self.merge(store, (a, b, c)),
            _ => self.pass_time(store, (a, b)),
        }
    }

    /// Does `work` without a lock where the store can, and counts its ids once however often it is done.
    fn optimistic<T, E: From<StoreError>>(
        &self,
        store: &dyn Store,
        known: Option<&Session>,
        mut work: impl FnMut(&mut dyn Transaction, &Scene<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let count = self.world.ids.count();
        store.write_optimistically(known, |tx| {
            self.world.ids.count_from(count);
            work(tx, &self.world.scene())
        })
    }

    fn create(&mut self, store: &dyn Store) -> String {
        let command = CreateSession {
            user_id: Some("user-1".to_owned()),
            machine_id: None,
            language: None,
            problem_description: Some("no pressure".to_owned()),
        };
        let created = store.write(|tx| create_session(tx, &self.world.scene(), command));
        if let Ok(session) = &created {
            self.sessions.push(session.id);
        }
        format!("{created:?}")
    }

    fn say(&mut self, store: &dyn Store, (which, words): (u8, u8)) -> String {
        let text = pick(&WORDS, words).copied().unwrap_or_default();
        let session = if which > 200 { None } else { pick(&self.sessions, which).copied() };
        let machine_id = (words > 100).then(|| "machine-1".to_owned());
        let user_id = (words > 180).then(|| format!("user-{}", words % 2));
        let command = OpenTurn { session, user_id, machine_id, memory: 3, ..OpenTurn::saying(text) };
        let opened = self.optimistic(store, None, |tx, scene| open_turn(tx, scene, command.clone()));
        self.remember(opened)
    }

    fn remember(&mut self, opened: Result<Opened, TurnError>) -> String {
        let outcome = format!("{opened:?}");
        let session = match opened {
            Ok(Opened::Ask(pending)) => {
                let session = pending.session;
                self.pending.push(*pending);
                Some(session)
            }
            Ok(Opened::Closed(closed)) => Some(closed.session),
            Err(_) => None,
        };
        self.sessions.extend(session.filter(|id| !self.sessions.contains(id)));
        outcome
    }

    fn close(&mut self, store: &dyn Store, (which, answer): (u8, u8)) -> String {
        let Some(index) = usize::from(which).checked_rem(self.pending.len()) else {
            return "nothing is pending".to_owned();
        };
        let pending = self.pending.remove(index);
        let answer = answer_of(answer);
        let known = Some(&pending.stored);
        let closed =
            self.optimistic(store, known, |tx, scene| close_turn(tx, scene, &pending, answer.clone()));
        format!("{closed:?}")
    }

    fn feedback(&mut self, store: &dyn Store, (which, words): (u8, u8)) -> String {
        let Some(session) = pick(&self.sessions, which).copied() else { return "nobody is there".to_owned() };
        let scope = self.world.actor.scope();
        let steps = store.read(|view| view.steps(scope, session)).unwrap_or_default();
        let step = pick(&steps, words).map_or_else(|| StepId(self.world.ids.row()), |step| step.id);
        let feedback = pick(&WORDS, words / 3).copied().unwrap_or_default().to_owned();
        let command = StepFeedback { session, step, user_id: None, feedback, memory: 0 };
        let opened = self.optimistic(store, None, |tx, scene| step_feedback(tx, scene, command.clone()));
        self.remember(opened)
    }

    fn escalate(&mut self, store: &dyn Store, (which, reason, priority): (u8, u8, u8)) -> String {
        let stranger = SessionId(self.world.ids.capability());
        let wish = Escalate {
            session: pick(&self.sessions, which).copied().unwrap_or(stranger),
            user_id: None,
            reason: pick(Reason::ALL, reason).copied().unwrap_or(Reason::UserRequest),
            priority: pick(Priority::ALL, priority).copied().filter(|_| priority < 200),
            notes: (reason > 100).then(|| format!("note {}", reason % 3)),
        };
        let escalated: Result<_, EscalateError> = store.write(|tx| escalate(tx, &self.world.scene(), wish));
        format!("{escalated:?}")
    }

    fn change_ticket(&mut self, store: &dyn Store, (which, what, how): (u8, u8, u8)) -> String {
        let scope = self.world.actor.scope();
        let filter = TicketFilter::default();
        let tickets = store
            .read(|view| view.tickets(scope, &filter, (TicketOrder::Newest, None), 100))
            .unwrap_or_default();
        let missing = TicketId(self.world.ids.row());
        let id = pick(&tickets, which).map_or(missing, |ticket| ticket.id);
        let change = ChangeTicket {
            expected_version: (how > 230).then_some(1),
            status: (what % 2 == 0).then(|| pick(TicketStatus::ALL, how).copied()).flatten(),
            priority: (what % 3 == 0).then(|| pick(Priority::ALL, how).copied()).flatten(),
            assignee: match what % 5 {
                0 => Some(None),
                1 => Some(Some("hydraulic".to_owned())),
                2 if how > 200 => Some(Some("nobody".to_owned())),
                _ => None,
            },
            resolution_notes: (what % 4 > 1).then(|| "tightened the hose".to_owned()),
        };
        let changed = store.write(|tx| change_ticket(tx, &self.world.scene(), &TicketRef::Id(id), change));
        format!("{changed:?}")
    }

    /// One of the tickets that there are, or one that there is not.
    fn some_ticket(&self, store: &dyn Store, which: u8) -> TicketRef {
        let scope = self.world.actor.scope();
        let filter = TicketFilter::default();
        let tickets = store
            .read(|view| view.tickets(scope, &filter, (TicketOrder::Newest, None), 100))
            .unwrap_or_default();
        let missing = TicketId(self.world.ids.row());
        TicketRef::Id(pick(&tickets, which).map_or(missing, |ticket| ticket.id))
    }

    /// Merges one of the open tickets into another; now and then one that is over, or is not there. Where there are
    /// too few, one more is made.
    fn merge(&mut self, store: &dyn Store, (which, into, how): (u8, u8, u8)) -> String {
        let scope = self.world.actor.scope();
        let filter = TicketFilter { is_open: how < 220, ..TicketFilter::default() };
        let tickets = store
            .read(|view| view.tickets(scope, &filter, (TicketOrder::Newest, None), 100))
            .unwrap_or_default();
        if tickets.len() < 2 && how < 200 {
            let created = self.create(store);
            let newest = u8::try_from(self.sessions.len().saturating_sub(1)).unwrap_or(u8::MAX);
            return created + &self.escalate(store, (newest, which, into));
        }
        let missing = TicketId(self.world.ids.row());
        let named = |by| TicketRef::Id(pick(&tickets, by).map_or(missing, |ticket| ticket.id));
        let (from, into) = (named(which), named(into));
        let command = MergeTicket { expected_version: (how % 16 == 0).then_some(2), into };
        format!("{:?}", store.write(|tx| merge_ticket(tx, &self.world.scene(), &from, &command)))
    }

    fn help(&mut self, store: &dyn Store, (which, what, how): (u8, u8, u8)) -> String {
        let ticket = self.some_ticket(store, which);
        let expert = pick(&["general", "hydraulic", "nobody"], how).map(|id| (*id).to_owned());
        let expert = expert.filter(|_| how > 60);
        let expected_version = (how % 16 == 0).then_some(2);
        match what % 4 {
            0 => {
                let taking = TakeTicket { expected_version, expert };
                format!("{:?}", store.write(|tx| take_ticket(tx, &self.world.scene(), &ticket, taking)))
            }
            1 => {
                let content = pick(&WORDS, how).copied().unwrap_or_default().to_owned();
                let answer = AnswerTicket { expected_version, expert, content, waiting: how % 3 == 0 };
                format!("{:?}", store.write(|tx| answer_ticket(tx, &self.world.scene(), &ticket, answer)))
            }
            2 => {
                let note = AddNote { expected_version, text: format!("note {how}") };
                format!("{:?}", store.write(|tx| add_note(tx, &self.world.scene(), &ticket, note)))
            }
            _ => {
                let note = Some(format!("bled the pump; continue at step {}", how % 5));
                let command = HandBack { expected_version, expert, note, step: None, memory: 2 };
                let handed = store.write(|tx| hand_back(tx, &self.world.scene(), &ticket, command));
                let outcome = format!("{handed:?}");
                self.pending.extend(handed.ok().and_then(|handed| handed.next).map(|next| *next));
                outcome
            }
        }
    }

    fn cancel(&mut self, store: &dyn Store, (which, how): (u8, u8)) -> String {
        let stranger = SessionId(self.world.ids.capability());
        let session = pick(&self.sessions, which).copied().unwrap_or(stranger);
        if how < 60 {
            let address = EmailAddress::parse("kari@fjord.example").filter(|_| how < 40);
            let told = store.write(|tx| tell_by_mail(tx, &self.world.scene(), session, address));
            return format!("{told:?}");
        }
        let command = CancelEscalation { session, comment: (how > 150).then(|| "a new seal".to_owned()) };
        format!("{:?}", store.write(|tx| cancel_escalation(tx, &self.world.scene(), command)))
    }

    fn stop(&mut self, store: &dyn Store, (which, how): (u8, u8)) -> String {
        if how < 128 {
            let stranger = SessionId(self.world.ids.capability());
            let session = pick(&self.sessions, which).copied().unwrap_or(stranger);
            return format!("{:?}", store.write(|tx| stop_answer(tx, &self.world.scene(), session)));
        }
        let Some(index) = usize::from(which).checked_rem(self.pending.len()) else {
            return "nothing is pending".to_owned();
        };
        let pending = self.pending.remove(index);
        let said = if how > 200 { "" } else { "Check the" };
        let stopped = store.write(|tx| stop_turn(tx, &self.world.scene(), &pending, said));
        let newest = store.read(|view| newest_answer(view, &self.world.scene(), &pending));
        format!("{stopped:?} {newest:?}")
    }

    fn change_session(&mut self, store: &dyn Store, (which, status): (u8, u8)) -> String {
        let stranger = SessionId(self.world.ids.capability());
        let command = ChangeSession {
            session: pick(&self.sessions, which).copied().unwrap_or(stranger),
            status: pick(SessionStatus::ALL, status).copied().unwrap_or(SessionStatus::Active),
            resolution_summary: (status > 128).then(|| "done".to_owned()),
        };
        let changed: Result<Session, SessionError> =
            store.write(|tx| change_session(tx, &self.world.scene(), command));
        format!("{changed:?}")
    }

    fn deliver(&mut self, store: &dyn Store, (which, outcome): (u8, u8)) -> String {
        let now = self.world.now;
        let Some(index) = usize::from(which).checked_rem(self.claimed.len()).filter(|_| which % 2 == 0)
        else {
            let claimed = store.write(|tx| tx.claim_outbox(now, TimeDelta::seconds(60), 2));
            self.claimed.extend(claimed.as_ref().ok().into_iter().flatten().cloned());
            return format!("{claimed:?}");
        };
        let message = self.claimed.remove(index);
        let status = pick(OutboxStatus::ALL, outcome).copied().unwrap_or(OutboxStatus::Sent);
        let attempt = DeliveryAttempt {
            id: AttemptId(self.world.ids.row()),
            outbox_id: message.id,
            attempt: message.attempts,
            recipient: "support@example.com".to_owned(),
            outcome: pick(AttemptOutcome::ALL, outcome).copied().unwrap_or(AttemptOutcome::Sent),
            detail: None,
            at: now,
        };
        let result = DeliveryResult {
            status,
            next_attempt_at: now + TimeDelta::seconds(i64::from(outcome)),
            last_error: None,
            attempts: vec![attempt],
        };
        let finished = store.write(|tx| tx.finish_outbox(message.id, message.attempts, &result, now));
        format!("{finished:?}")
    }

    fn pass_time(&mut self, store: &dyn Store, (minutes, what): (u8, u8)) -> String {
        if what > 200 {
            self.world.wait(TimeDelta::days(8));
        }
        self.world.wait(TimeDelta::minutes(i64::from(minutes)));
        let before = self.world.now - TimeDelta::days(7);
        let abandoned = store.write(|tx| abandon_idle(tx, &self.world.scene(), before, 3));
        let verdict = pick(&self.sessions, what).copied().map(|session| {
            let assumptions = Assumptions { confidence: Some(0.5), max_steps: Some(2) };
            store.read(|view| evaluate(view, &self.world.scene(), session, assumptions))
        });
        format!("{abandoned:?} {verdict:?}")
    }

    /// Every row that the player's organization can see, as text to compare.
    pub fn picture(&self, store: &dyn Store) -> String {
        let scope = self.world.actor.scope();
        let rows = store.read(|view| {
            let mut text = String::new();
            for id in &self.sessions {
                text += &format!("{:?}\n", view.session(scope, *id)?);
                text += &format!("{:?}\n", view.newest_messages(scope, *id, 1000)?);
                text += &format!("{:?}\n", view.steps(scope, *id)?);
                text += &format!("{:?}\n", view.triggers(scope, *id)?);
                text += &format!("{:?}\n", view.session_events(scope, *id, 0, 1000)?);
            }
            for ticket in view.tickets(scope, &TicketFilter::default(), (TicketOrder::Newest, None), 1000)? {
                text += &format!("{ticket:?}\n{:?}\n", view.ticket_events(scope, ticket.id)?);
            }
            for owed in view.outbox_messages(scope, &OutboxFilter::default(), 1000)? {
                text += &format!("{owed:?}\n{:?}\n", view.delivery_attempts(scope, owed.id)?);
            }
            text += &format!("{:?}", view.outbox_counts(scope)?);
            Ok::<_, StoreError>(text)
        });
        rows.unwrap_or_else(|error| format!("unreadable: {error:?}"))
    }

    /// Panics unless the state table and the numbering hold in every row.
    pub fn check_rows(&self, store: &dyn Store) {
        let checked: Result<(), StoreError> = store.read(|view| {
            for id in &self.sessions {
                self.check_session(view, *id)?;
            }
            Ok(())
        });
        assert!(checked.is_ok(), "the rows can be read: {checked:?}");
    }

    fn check_session(&self, view: &mut dyn View, id: SessionId) -> Result<(), StoreError> {
        let scope = self.world.actor.scope();
        let Some(session) = view.session(scope, id)? else { panic!("the session {id} is gone") };
        let filter = TicketFilter { session_id: Some(id), ..TicketFilter::default() };
        let tickets = view.tickets(scope, &filter, (TicketOrder::Newest, None), 1000)?;
        let target = match session.served_by {
            Some(id) => view.ticket(scope, id)?,
            None => None,
        };
        check_state_table(&session, &tickets, target.as_ref());
        if let Some(target) = target.filter(|target| target.status.is_open()) {
            let leader = view.session(scope, target.session_id)?;
            let leader = leader.map(|leader| (leader.owner, leader.guidance));
            assert_eq!(
                leader,
                Some((session.owner, session.guidance)),
                "all that a ticket serves stand alike"
            );
        }
        for ticket in tickets.iter().filter(|ticket| ticket.merged_into.is_some()) {
            assert_eq!(ticket.status, TicketStatus::Closed, "what is part of another is closed: {ticket:?}");
            assert!(view.tickets_merged_into(scope, ticket.id)?.is_empty(), "no chains: {ticket:?}");
        }
        let numbers: Vec<i64> =
            view.newest_messages(scope, id, 1000)?.iter().map(|message| message.sequence).collect();
        assert_eq!(numbers, (1..=session.last_sequence).collect::<Vec<_>>(), "messages without gaps");
        let events: Vec<i64> =
            view.session_events(scope, id, 0, 1000)?.iter().map(|event| event.number).collect();
        assert_eq!(events, (1..=session.last_event).collect::<Vec<_>>(), "events without gaps");
        let mut judged: Vec<i64> =
            view.triggers(scope, id)?.iter().map(|trigger| trigger.turn).filter(|turn| *turn > 0).collect();
        judged.sort_unstable();
        assert_eq!(judged, (1..=session.judged_turn).collect::<Vec<_>>(), "one trigger per turn");
        assert!(session.judged_turn >= session.turn - 1, "only the newest turn may still be open");
        for ticket in &tickets {
            let filter = OutboxFilter { ticket_id: Some(ticket.id), status: None };
            assert!(!view.outbox_messages(scope, &filter, 10)?.is_empty(), "no ticket without its mail");
        }
        Ok(())
    }
}

/// The table "states that move together" of the architecture.
fn check_state_table(session: &Session, tickets: &[Ticket], target: Option<&Ticket>) {
    let mut open: Vec<&Ticket> = tickets.iter().filter(|ticket| ticket.status.is_open()).collect();
    assert!(open.len() <= 1, "at most one open ticket: {open:?}");
    if let Some(target) = target {
        assert!(open.is_empty(), "a session that another's ticket serves has none of its own: {open:?}");
        assert!(target.session_id != session.id && target.merged_into.is_none(), "no detours: {target:?}");
        let part = tickets.iter().any(|ticket| ticket.merged_into == Some(target.id));
        assert!(part, "served without having been merged: {session:?}");
        open.extend(Some(target).filter(|target| target.status.is_open()));
    }
    let Some(ticket) = open.first() else {
        assert_ne!(session.status, SessionStatus::Escalated, "escalated without an open ticket");
        assert_eq!(session.owner, Owner::Assistant, "a person owns it without an open ticket");
        return;
    };
    assert_eq!(session.status, SessionStatus::Escalated, "an open ticket, but {session:?}");
    // A ticket that waits for the user may be the expert's or, after a hand-back, the assistant's.
    if ticket.status == TicketStatus::WaitingOnUser && session.owner == Owner::Assistant {
        return;
    }
    assert_eq!(session.guidance, None, "a note to an assistant that may not speak");
    let owner = match ticket.status {
        TicketStatus::InProgress | TicketStatus::WaitingOnUser => {
            ticket.assigned_expert_id.clone().map(Owner::Expert)
        }
        TicketStatus::Open | TicketStatus::Resolved | TicketStatus::Closed => Some(Owner::Queue),
    };
    assert_eq!(Some(&session.owner), owner.as_ref(), "{ticket:?}");
}

fn answer_of(byte: u8) -> Answer {
    let plain = an_answer("Check the filter.", f64::from(byte % 10) / 10.0);
    match byte % 7 {
        0 | 1 => Answer { step: Some(a_step("pressure-loss", u32::from(byte % 4) + 1)), ..plain },
        2 => Answer {
            diagnosis: Some(Diagnosis {
                problem: "pressure-loss".to_owned(),
                title: "Pressure loss".to_owned(),
                category: Category::Hydraulic,
                confidence: 0.8,
                likely_causes: vec!["worn seal".to_owned()],
                safety_warnings: vec!["Release the pressure first.".to_owned()],
                requires_expert: byte > 128,
            }),
            step: Some(a_step("pressure-loss", 1)),
            ..plain
        },
        3 => Answer { guide_exhausted: true, ..plain },
        4 => Answer { asks_for_human: true, ..plain },
        5 => Answer { confidence: None, failure: Some("no answer in time".to_owned()), ..plain },
        _ => plain,
    }
}
