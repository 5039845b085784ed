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
use crate::queue_events::{AvailabilityNews, Snapshot, TicketNews};

/// Who has said whether they are there, and what.
pub(crate) type Presences = Arc<Vec<(String, bool)>>;

/// The open tickets of an organization, as of the last look, and who is there to take them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queue {
    tickets: Option<Arc<Vec<Ticket>>>,
    there: Option<Presences>,
}

impl Queue {
    /// Learns what was found and says whether it is anything new.
    pub(crate) fn learn(&mut self, tickets: Vec<Ticket>, there: Vec<(String, bool)>) -> bool {
        let keys = |tickets: &[Ticket]| tickets.iter().map(|t| (t.id, t.version)).collect::<Vec<_>>();
        let has_tickets = self.tickets.as_ref().is_some_and(|known| keys(known) == keys(&tickets));
        let has_there = self.there.as_ref().is_some_and(|known| **known == there);
        if !has_tickets {
            self.tickets = Some(Arc::new(tickets));
        }
        if !has_there {
            self.there = Some(Arc::new(there));
        }
        !(has_tickets && has_there)
    }
}

/// The open tickets of an organization, as they change.
pub(crate) struct QueueSource {
    seat: Seat<OrganizationId, Queue>,
    told: Option<Arc<Vec<Ticket>>>,
    told_there: Option<Presences>,
}

impl QueueSource {
    /// Begins with `tickets`, which are read already.
    pub(crate) fn new(seat: Seat<OrganizationId, Queue>, tickets: Vec<Ticket>) -> Self {
        let tickets = Arc::new(tickets);
        let first = Arc::clone(&tickets);
        seat.tell(|queue| {
            queue.tickets.get_or_insert(first);
        });
        Self { seat, told: None, told_there: None }
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

/// Whether there is nothing to tell beyond what was told.
fn same<T>(told: Option<&Arc<T>>, now: Option<&Arc<T>>) -> bool {
    match (told, now) {
        (Some(told), Some(now)) => Arc::ptr_eq(told, now),
        (_, None) => true,
        (None, Some(_)) => false,
    }
}

impl Source for QueueSource {
    async fn changed(&mut self) {
        while {
            let now = self.seat.now();
            same(self.told.as_ref(), now.tickets.as_ref())
                && same(self.told_there.as_ref(), now.there.as_ref())
        } {
            self.seat.changed().await;
        }
    }

    async fn read(&mut self) -> Result<Batch, ApiError> {
        let Queue { tickets: Some(now), there } = self.seat.now() else { return Ok(Batch::default()) };
        let mut frames = Vec::new();
        if !same(self.told.as_ref(), Some(&now)) {
            frames.extend(self.news(&now));
        }
        if !same(self.told_there.as_ref(), there.as_ref()) {
            let all = there.as_deref().map(Vec::as_slice).unwrap_or_default();
            // While nobody ever said anything there is nothing to tell.
            if self.told_there.is_some() || !all.is_empty() {
                frames.push(sse::event(None, "availability", &AvailabilityNews::of(all.iter())));
            }
            self.told_there = there;
        }
        Ok(Batch { frames, is_part: false })
    }
}
