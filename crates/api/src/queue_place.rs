//! Where a ticket stands in the queue, as its user is told.

use handover_domain::{
    QueueKey, QueuePlace, Scene, Session, SessionId, StoreError, View, queue_key, queue_place,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Where a ticket stands in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Queue)]
pub(crate) struct QueueView {
    /// 1 is next; by priority, then age. Told exactly to 200; with more before it, 201.
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

/// Where the ticket of `session` stands, and as what; `None` without one, or when it is not in the queue.
///
/// # Errors
/// Those of the store.
pub(crate) fn place_of(
    view: &mut dyn View,
    scene: &Scene<'_>,
    session: &Session,
) -> Result<Option<(QueueKey, QueueView)>, StoreError> {
    let scope = scene.actor.scope();
    let Some(key) = queue_key(view, scope, session)? else { return Ok(None) };
    Ok(Some((key, queue_place(view, scope, key, scene.now)?.into())))
}

/// The same of a session by its id.
///
/// # Errors
/// Those of the store.
pub(crate) fn queue_of(
    view: &mut dyn View,
    scene: &Scene<'_>,
    session: SessionId,
) -> Result<Option<QueueView>, StoreError> {
    let Some(session) = view.session(scene.actor.scope(), session)? else { return Ok(None) };
    Ok(place_of(view, scene, &session)?.map(|(_, place)| place))
}
