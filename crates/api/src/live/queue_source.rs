//! What a stream of the experts' queue tells.
//!
//! One look at the open tickets of an organization serves all its readers in this process: the poll takes it at most
//! once a second, or at once when a ticket was changed here. A reader is told what differs from what it was told last.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::web::Bytes;
use handover_domain::{OrganizationId, Ticket, TicketId};

use super::{Batch, Seat, Source, sse};
use crate::problem::ApiError;
use crate::queue_events::{Snapshot, TicketNews};

/// The open tickets of an organization, as of the last look.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queue(pub(crate) Option<Arc<Vec<Ticket>>>);

impl Queue {
    /// Whether `tickets` are the same in the same versions.
    pub(crate) fn is(&self, tickets: &[Ticket]) -> bool {
        let keys = |tickets: &[Ticket]| tickets.iter().map(|t| (t.id, t.version)).collect::<Vec<_>>();
        self.0.as_ref().is_some_and(|known| keys(known) == keys(tickets))
    }
}

/// The open tickets of an organization, as they change.
pub(crate) struct QueueSource {
    seat: Seat<OrganizationId, Queue>,
    told: Option<Arc<Vec<Ticket>>>,
}

impl QueueSource {
    /// Begins with `tickets`, which are read already.
    pub(crate) fn new(seat: Seat<OrganizationId, Queue>, tickets: Vec<Ticket>) -> Self {
        let tickets = Arc::new(tickets);
        let first = Arc::clone(&tickets);
        seat.tell(|queue| {
            queue.0.get_or_insert(first);
        });
        Self { seat, told: None }
    }

    fn news(&mut self, now: &Arc<Vec<Ticket>>) -> Vec<Bytes> {
        let Some(told) = self.told.replace(Arc::clone(now)) else {
            return vec![sse::event(None, "snapshot", &Snapshot::of(now))];
        };
        let before: HashMap<TicketId, &Ticket> = told.iter().map(|ticket| (ticket.id, ticket)).collect();
        let changed = now.iter().filter(|ticket| before.get(&ticket.id).is_none_or(|old| *old != *ticket));
        let changed = changed.map(|ticket| TicketNews::of(before.get(&ticket.id).copied(), ticket, now));
        let mut frames: Vec<Bytes> = changed.map(|news| sse::event(None, "ticket", &news)).collect();
        let gone = told.iter().filter(|old| now.iter().all(|ticket| ticket.id != old.id));
        frames.extend(gone.map(|ticket| sse::event(None, "gone", &TicketNews::gone(ticket, now))));
        frames
    }
}

impl Source for QueueSource {
    async fn changed(&mut self) {
        while match (&self.told, self.seat.now().0) {
            (Some(told), Some(now)) => Arc::ptr_eq(told, &now),
            (None, Some(_)) => false,
            (_, None) => true,
        } {
            self.seat.changed().await;
        }
    }

    async fn read(&mut self) -> Result<Batch, ApiError> {
        let Some(now) = self.seat.now().0 else { return Ok(Batch::default()) };
        Ok(Batch { frames: self.news(&now), is_part: false })
    }
}
