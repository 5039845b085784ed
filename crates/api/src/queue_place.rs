//! Where a ticket stands in the queue, as its user is told.

use handover_domain::{QueuePlace, Scene, SessionId, StoreError, Ticket, View, queue_place};
use serde::Serialize;
use utoipa::ToSchema;

/// Where a ticket stands in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Queue)]
pub(crate) struct QueueView {
    /// 1 is next; by priority, then age.
    position: i64,
    /// How many wait in all.
    waiting: i64,
    /// In how many seconds an answer is to be expected, in whole minutes; null while there are too few answers to
    /// tell.
    expected_seconds: Option<i64>,
    /// In how many seconds nine of ten answers have come.
    at_most_seconds: Option<i64>,
    /// Whether no expert is there to take it now.
    nobody_available: bool,
}

impl From<QueuePlace> for QueueView {
    fn from(place: QueuePlace) -> Self {
        Self {
            position: place.position,
            waiting: place.waiting,
            expected_seconds: place.expected_seconds,
            at_most_seconds: place.at_most_seconds,
            nobody_available: place.nobody_available,
        }
    }
}

/// Where `ticket` stands; `None` without one, or when it is not in the queue.
///
/// # Errors
/// Those of the store.
pub(crate) fn place_of(
    view: &mut dyn View,
    scene: &Scene<'_>,
    ticket: Option<&Ticket>,
) -> Result<Option<QueueView>, StoreError> {
    let Some(ticket) = ticket else { return Ok(None) };
    let place = queue_place(view, scene.actor.scope(), ticket, scene.now)?;
    Ok(place.map(QueueView::from))
}

/// The same of a session's ticket.
///
/// # Errors
/// Those of the store.
pub(crate) fn queue_of(
    view: &mut dyn View,
    scene: &Scene<'_>,
    session: SessionId,
) -> Result<Option<QueueView>, StoreError> {
    let ticket = view.ticket_of_session(scene.actor.scope(), session)?;
    place_of(view, scene, ticket.as_ref())
}
