//! Work on one ticket: the ticket and its session, both locked, and what is to be stored about them.

use crate::escalation::{Entry, SOLVED, event};
use crate::house::Scene;
use crate::id::{AccountId, MessageId, TicketEventId};
use crate::linked::{Linked, lock_linked, serving, settle, spoken};
use crate::message::{MessageType, Sender};
use crate::policy::Action;
use crate::session::{Owner, Session, SessionStatus};
use crate::session_event::{SessionEvent, SessionEventKind};
use crate::store::{Scope, StoreResult, Transaction, View};
use crate::ticket::{OwnerChange, Ticket, TicketEvent, TicketEventKind, TicketStatus};
use crate::ticket_desk::{TicketError, TicketFile, TicketRef, file_of, find};

/// An expert, as tickets and conversations name one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expert {
    /// The id of a contact, or of an account that is no contact's.
    pub(crate) id: String,
    /// The name for people.
    pub(crate) name: String,
}

/// A ticket and its session in work.
pub(crate) struct Work<'a> {
    pub(crate) tx: &'a mut dyn Transaction,
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) session: Session,
    pub(crate) ticket: Ticket,
    history: Vec<TicketEvent>,
    events: Vec<SessionEvent>,
    /// The other sessions that the ticket serves, once they are locked.
    linked: Option<Vec<Linked>>,
    /// Whether somebody else may have to have the conversation afterwards.
    moved: bool,
    changed: bool,
}

impl<'a> Work<'a> {
    /// Locks the ticket `which` for `action`.
    ///
    /// # Errors
    /// [`TicketError::NoSuchTicket`]; [`TicketError::Stale`] unless it has the version `expected`, if any.
    pub(crate) fn begin(
        tx: &'a mut dyn Transaction,
        scene: &'a Scene<'a>,
        (which, action): (&TicketRef, Action),
        expected: Option<i64>,
    ) -> Result<Self, TicketError> {
        let session_id = find(tx, scene, (which, action))?.session_id;
        let session = tx.lock_session(scene.actor.scope(), session_id)?.ok_or(TicketError::NoSuchTicket)?;
        // Read again under the session's lock, which guards its tickets.
        let ticket = find(tx, scene, (which, action))?;
        if expected.is_some_and(|expected| expected != ticket.version) {
            return Err(TicketError::Stale { current: ticket.version });
        }
        Ok(Self::on(tx, scene, (session, ticket)))
    }

    /// Work on a ticket whose session is locked.
    pub(crate) fn on(
        tx: &'a mut dyn Transaction,
        scene: &'a Scene<'a>,
        (session, ticket): (Session, Ticket),
    ) -> Self {
        Self {
            tx,
            scene,
            session,
            ticket,
            history: Vec::new(),
            events: Vec::new(),
            linked: None,
            moved: false,
            changed: false,
        }
    }

    pub(crate) fn scope(&self) -> Scope {
        self.scene.actor.scope()
    }

    /// Adds a line to the ticket's history.
    pub(crate) fn enter(&mut self, entry: Entry) -> TicketEventId {
        self.moved |= matches!(entry.kind(), TicketEventKind::StatusChanged | TicketEventKind::Assigned);
        self.changed = true;
        let line = event(self.scene, &self.ticket, entry);
        let id = line.id;
        self.history.push(line);
        id
    }

    /// Numbers a change of the session.
    pub(crate) fn note(&mut self, kind: SessionEventKind, subject: Option<uuid::Uuid>) {
        let event = self.session.event(kind, subject, self.scene.now);
        self.events.push(event);
    }

    /// Stores a message of the session.
    pub(crate) fn say(
        &mut self,
        who: (Sender, Option<String>),
        words: (String, MessageType),
    ) -> StoreResult<MessageId> {
        let message = spoken(self.scene, &mut self.session, who, words);
        self.tx.insert_message(self.scope(), &message)?;
        self.note(SessionEventKind::Message, Some(message.id.0));
        Ok(message.id)
    }

    /// Does `work` with each of the other sessions that the ticket serves.
    pub(crate) fn with_linked(
        &mut self,
        mut work: impl FnMut(&mut dyn Transaction, &Scene<'_>, &mut Linked) -> StoreResult<()>,
    ) -> StoreResult<()> {
        let mut linked = self.lock_linked()?;
        for one in &mut linked {
            work(self.tx, self.scene, one)?;
        }
        self.linked = Some(linked);
        Ok(())
    }

    fn lock_linked(&mut self) -> StoreResult<Vec<Linked>> {
        match self.linked.take() {
            Some(linked) => Ok(linked),
            None => lock_linked(self.tx, self.scene.actor.scope(), (&self.ticket, &self.session)),
        }
    }

    /// The session has gone its own way: its merged ticket is over for it.
    pub(crate) fn part(&mut self) {
        self.session.served_by = None;
        (self.moved, self.changed) = (true, true);
    }

    /// The ticket has changed in a way that its history does not tell.
    pub(crate) fn touch(&mut self) {
        self.changed = true;
    }

    /// The expert with this id: a contact, or somebody with an active account.
    pub(crate) fn expert(&mut self, id: &str) -> Result<Expert, TicketError> {
        known_expert(self.tx, self.scene, id)
    }

    /// Who works on the ticket now: whoever asks, if that is somebody with an account; else who is `named`, has
    /// the ticket or was to get it.
    pub(crate) fn acting(&mut self, named: Option<&str>) -> Result<Expert, TicketError> {
        if let Some(id) = self.scene.actor.account() {
            return known_expert(self.tx, self.scene, &id.0.to_string());
        }
        match named.or(self.ticket.assigned_expert_id.as_deref()) {
            Some(id) => {
                let id = id.to_owned();
                self.expert(&id)
            }
            None => Ok(self.routed_to()),
        }
    }

    /// The contact that the ticket was routed to, or the general one where that is gone.
    pub(crate) fn routed_to(&self) -> Expert {
        let contacts = &self.scene.house.contacts;
        let contact = contacts.find(&self.ticket.referral.primary.id).unwrap_or_else(|| contacts.general());
        Expert { id: contact.id.clone(), name: contact.name.clone() }
    }

    /// Gives the ticket to `expert`, or to nobody.
    pub(crate) fn assign(&mut self, expert: Option<Expert>) -> StoreResult<()> {
        let (id, name) = expert.map(|expert| (expert.id, expert.name)).unzip();
        if self.ticket.assigned_expert_id != id {
            let before = self.ticket.assigned_expert_id.clone();
            self.enter(Entry::replaced(TicketEventKind::Assigned, before.as_deref(), id.as_deref()));
            // Nobody asks for it where tickets are not given out by themselves.
            if let Some(id) = &id
                && self.scene.house.auto_assign
            {
                self.tx.note_assigned(self.scope(), id, self.scene.now)?;
            }
            self.ticket.assigned_expert_id = id;
        }
        self.ticket.assigned_expert_name = name;
        Ok(())
    }

    /// Notes how the ticket was solved.
    pub(crate) fn note_resolution(&mut self, notes: String) {
        if self.ticket.resolution_notes.as_ref() != Some(&notes) {
            let before = self.ticket.resolution_notes.replace(notes.clone());
            self.enter(Entry::replaced(TicketEventKind::ResolutionNoted, before.as_deref(), Some(&notes)));
        }
    }

    /// Moves the ticket; staying where it is is no move.
    ///
    /// # Errors
    /// [`TicketError::Illegal`], [`TicketError::ResolutionNeeded`], [`TicketError::AnotherIsOpen`].
    pub(crate) fn move_to(&mut self, status: TicketStatus) -> Result<(), TicketError> {
        if status == self.ticket.status {
            return Ok(());
        }
        let moved = self.ticket.status.become_status(status)?;
        let is_said = self.ticket.resolution_notes.as_deref().is_some_and(|notes| !notes.trim().is_empty());
        if status == TicketStatus::Resolved && !is_said {
            return Err(TicketError::ResolutionNeeded);
        }
        if !self.ticket.status.is_open() && status.is_open() && self.another_is_open()? {
            return Err(TicketError::AnotherIsOpen);
        }
        if status.is_open() && self.session.id == self.ticket.session_id {
            self.session.served_by = None;
        }
        self.enter(Entry::changed(TicketEventKind::StatusChanged, self.ticket.status, status));
        self.ticket.status = moved;
        // It is not solved after all, and whoever solves it says how.
        if status.is_open() {
            self.ticket.resolution_notes.take_if(|notes| notes.starts_with(SOLVED));
        }
        let over = (!status.is_open()).then(|| self.ticket.resolved_at.unwrap_or(self.scene.now));
        self.ticket.resolved_at = over;
        if status.is_in_work() && self.ticket.assigned_expert_id.is_none() {
            let expert = self.routed_to();
            self.assign(Some(expert))?;
        }
        Ok(())
    }

    fn another_is_open(&mut self) -> StoreResult<bool> {
        if self.session.status != SessionStatus::Escalated {
            return Ok(false);
        }
        let current = serving(self.tx, self.scene.actor.scope(), &self.session)?;
        Ok(current.is_some_and(|other| other.id != self.ticket.id && other.status.is_open()))
    }

    /// Gives the conversation to `owner`.
    pub(crate) fn hand_to(&mut self, owner: Owner) {
        let epoch = self.session.epoch;
        self.session.hand_to(owner);
        if self.session.epoch != epoch {
            self.note(SessionEventKind::Owner, None);
        }
    }

    /// Stores the ticket, its history, the session and its events, and brings the other sessions of the ticket in
    /// step. Without any change nothing is stored.
    pub(crate) fn finish(mut self) -> Result<(TicketFile, Session), TicketError> {
        if self.changed {
            self.ticket.updated_at = self.scene.now;
            self.tx.update_ticket(&mut self.ticket)?;
            self.tx.insert_ticket_events(self.scene.actor.scope(), &self.history)?;
            self.note(SessionEventKind::Ticket, Some(self.ticket.id.0));
            if self.moved {
                self.follow()?;
            }
        }
        if !self.events.is_empty() {
            self.session.updated_at = self.scene.now;
            let events = std::mem::take(&mut self.events);
            self.tx.insert_session_events(self.scope(), &events)?;
            self.tx.update_session(&mut self.session)?;
        }
        if self.changed {
            for linked in self.lock_linked()? {
                linked.follow(self.tx, self.scene, (&self.ticket, &self.session))?;
            }
        }
        Ok((file_of(self.tx, self.scene.actor.scope(), self.ticket)?, self.session))
    }

    /// Brings the session in step with its ticket.
    fn follow(&mut self) -> StoreResult<()> {
        if !self.is_current()? {
            return Ok(());
        }
        // Who was given the conversation on purpose keeps it: a ticket that waits for the user may be the
        // expert's or, after a hand-back, the assistant's.
        if !self.is_handed_back() {
            self.hand_to(owner_of(&self.ticket));
        }
        let status = self.session.status;
        // Every status knows the moves that a ticket makes.
        self.session.status = status.after(self.ticket.status.session_move()).unwrap_or(status);
        if !self.ticket.status.is_open() {
            settle(&mut self.session, &self.ticket);
        }
        if self.session.status != status {
            self.note(SessionEventKind::Status, None);
        }
        Ok(())
    }

    fn is_handed_back(&self) -> bool {
        self.history.iter().any(|line| line.kind == TicketEventKind::HandedBack)
    }

    /// Whether the session's state is this ticket's to say: it is the open one, or was until now. The newest of
    /// a session need not be the one in work: an older one may have been reopened, or another's may serve it.
    fn is_current(&mut self) -> StoreResult<bool> {
        if self.session.served_by.is_some_and(|id| id != self.ticket.id) {
            return Ok(false);
        }
        if self.ticket.status.is_open() {
            return Ok(true);
        }
        // What is open comes first there.
        let first = self.tx.ticket_of_session(self.scope(), self.session.id)?;
        let none_is_open = first.is_none_or(|first| !first.status.is_open());
        Ok(self.session.status == SessionStatus::Escalated && none_is_open)
    }
}

fn known_expert(view: &mut dyn View, scene: &Scene<'_>, id: &str) -> Result<Expert, TicketError> {
    expert_named(view, scene, id)?.ok_or_else(|| TicketError::UnknownAssignee(id.to_owned()))
}

/// The expert with this id: a contact, or somebody with an active account, by the id that tickets name them by.
pub(crate) fn expert_named(view: &mut dyn View, scene: &Scene<'_>, id: &str) -> StoreResult<Option<Expert>> {
    if let Some(contact) = scene.house.contacts.find(id) {
        return Ok(Some(Expert { id: contact.id.clone(), name: contact.name.clone() }));
    }
    let account = match uuid::Uuid::try_parse(id) {
        Ok(id) => view.account(scene.actor.scope(), AccountId(id))?,
        Err(_) => None,
    };
    let account = account.filter(|account| account.status == crate::account::AccountStatus::Active);
    let Some(account) = account else { return Ok(None) };
    let id = account.contact_id.clone().filter(|id| scene.house.contacts.find(id).is_some());
    Ok(Some(Expert { id: id.unwrap_or_else(|| account.id.0.to_string()), name: account.name }))
}

fn owner_of(ticket: &Ticket) -> Owner {
    match (ticket.status.owner_change(), &ticket.assigned_expert_id) {
        (OwnerChange::ToAssignee, Some(expert)) => Owner::Expert(expert.clone()),
        (OwnerChange::ToQueue | OwnerChange::ToAssignee, _) => Owner::Queue,
        (OwnerChange::ToAssistant, _) => Owner::Assistant,
    }
}
