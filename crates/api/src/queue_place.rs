//! Where a ticket stands in the queue, as its user is told.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use handover_domain::{
    OrganizationId, QueueKey, QueueLine, QueuePlace, Scene, Session, SessionId, StoreError, StoreExt,
    StoreResult, View, queue_key, queue_line, queue_place,
};
use serde::Serialize;
use tokio::sync::oneshot;
use utoipa::ToSchema;

use crate::api::Desk;

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

/// Who waits for a look at the queue of an organization, while somebody looks at it already.
///
/// Whoever finds nobody looking looks for itself. All who come while it looks wait for one look at the whole queue,
/// which begins after they came and so sees what they have stored.
#[derive(Default)]
pub(crate) struct Lookers(Mutex<Waiting>);

type Waiting = HashMap<OrganizationId, Vec<oneshot::Sender<Arc<QueueLine>>>>;

/// What somebody who wants to know a place has to do.
enum Turn {
    Look(Looking),
    Wait(oneshot::Receiver<Arc<QueueLine>>),
}

/// That somebody looks. Where that is given up, by a panic or a stop, those who wait are told nothing.
struct Looking {
    lookers: Arc<Lookers>,
    organization: OrganizationId,
    is_over: bool,
}

impl Lookers {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn join(self: &Arc<Self>, organization: OrganizationId) -> Turn {
        match self.waiting().entry(organization) {
            Entry::Occupied(mut others) => {
                let (tell, told) = oneshot::channel();
                others.get_mut().push(tell);
                Turn::Wait(told)
            }
            Entry::Vacant(nobody) => {
                nobody.insert(Vec::new());
                Turn::Look(Looking { lookers: Arc::clone(self), organization, is_over: false })
            }
        }
    }
}

impl Looking {
    /// Looks as long as somebody waits.
    fn for_others(mut self, mut look: impl FnMut() -> StoreResult<QueueLine>) {
        while let Some(others) = self.next() {
            // Without a line they are told nothing.
            let Ok(line) = look().map(Arc::new) else { continue };
            for tell in others {
                drop(tell.send(Arc::clone(&line)));
            }
        }
    }

    /// Those who wait; `None`, and nobody looks any more, when nobody does.
    fn next(&mut self) -> Option<Vec<oneshot::Sender<Arc<QueueLine>>>> {
        let mut waiting = self.lookers.waiting();
        let others = std::mem::take(waiting.get_mut(&self.organization)?);
        if others.is_empty() {
            waiting.remove(&self.organization);
            self.is_over = true;
            return None;
        }
        Some(others)
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        if !self.is_over {
            self.lookers.waiting().remove(&self.organization);
        }
    }
}

/// Where what has just been stored as `key` stands now, looked up once for all who ask at the same time; `None` where
/// that cannot be told. Whoever waited for a look that failed looks once more itself.
pub(crate) async fn place_now(desk: &Desk, key: QueueKey) -> Option<QueueView> {
    match desk.lookers.join(desk.actor.scope().organization()) {
        Turn::Look(looking) => look_for_all(desk, key, looking).await,
        Turn::Wait(told) => match told.await {
            Ok(line) => Some(line.place(key, desk.clock.now()).into()),
            Err(_) => look(desk, key).await,
        },
    }
}

async fn look(desk: &Desk, key: QueueKey) -> Option<QueueView> {
    let place =
        desk.read(move |view, scene| Ok(queue_place(view, scene.actor.scope(), key, scene.now)?)).await;
    Some(place.ok()?.into())
}

async fn look_for_all(desk: &Desk, key: QueueKey, looking: Looking) -> Option<QueueView> {
    let (tell, told) = oneshot::channel();
    let desk = desk.clone();
    // On a thread that may block, and to its end: others wait for it even when this request has gone.
    drop(actix_web::rt::task::spawn_blocking(move || {
        desk.on_scene(|scene| {
            let scope = scene.actor.scope();
            drop(tell.send(desk.store().read(|view| queue_place(view, scope, key, scene.now))));
            looking.for_others(|| desk.store().read(|view| queue_line(view, scope, desk.clock.now())));
        });
    }));
    Some(told.await.ok()?.ok()?.into())
}

#[cfg(test)]
mod tests {
    use super::{Lookers, Looking, Turn, place_now};
    use crate::api::Tools;
    use actix_web::rt::System;
    use chrono::DateTime;
    use futures_util::future::join4;
    use handover_domain::testing::MemoryStore;
    use handover_domain::{
        Actor, Ending, OrganizationId, Priority, QueueKey, QueueLine, Store, StoreError, StoreExt,
        StoreResult, TicketId, Transaction, View, queue_line,
    };
    use std::ops::Range;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Barrier};
    use tokio::sync::oneshot::Receiver;
    use tokio::sync::oneshot::error::TryRecvError;

    fn line(second: i64) -> StoreResult<QueueLine> {
        let at = DateTime::from_timestamp(second, 0).unwrap();
        let scope = Actor::system(OrganizationId::DEFAULT).scope();
        MemoryStore::new().read(|view| queue_line(view, scope, at))
    }

    fn looks(lookers: &Arc<Lookers>) -> Looking {
        match lookers.join(OrganizationId::DEFAULT) {
            Turn::Look(looking) => looking,
            Turn::Wait(_) => panic!("somebody looks already"),
        }
    }

    fn waits(lookers: &Arc<Lookers>) -> Receiver<Arc<QueueLine>> {
        match lookers.join(OrganizationId::DEFAULT) {
            Turn::Wait(told) => told,
            Turn::Look(_) => panic!("nobody looks"),
        }
    }

    #[test]
    fn whoever_comes_during_a_look_is_told_what_a_later_one_saw() {
        let lookers = Arc::new(Lookers::default());
        let looking = looks(&lookers);
        let (mut first, mut second) = (waits(&lookers), waits(&lookers));
        let mut late = None;
        let mut count = 0;
        looking.for_others(|| {
            count += 1;
            late.get_or_insert_with(|| waits(&lookers));
            line(count)
        });
        let seen = |told: &mut Receiver<Arc<QueueLine>>| told.try_recv().unwrap().at.timestamp();
        assert_eq!((seen(&mut first), seen(&mut second), seen(&mut late.unwrap())), (1, 1, 2));
        assert_eq!(count, 2);
        looks(&lookers);
    }

    #[test]
    fn whoever_waits_for_a_look_that_fails_or_is_given_up_is_told_nothing() {
        let lookers = Arc::new(Lookers::default());
        let looking = looks(&lookers);
        let mut told = waits(&lookers);
        looking.for_others(|| Err(StoreError::Stale));
        assert_eq!(told.try_recv().unwrap_err(), TryRecvError::Closed);
        let looking = looks(&lookers);
        let mut told = waits(&lookers);
        drop(looking);
        assert_eq!(told.try_recv().unwrap_err(), TryRecvError::Closed);
        looks(&lookers);
    }

    /// A database that fails some of its reads. The first of all takes until everybody has asked.
    struct Busy {
        store: MemoryStore,
        reads: AtomicUsize,
        failing: Range<usize>,
        asked: Barrier,
    }

    impl Store for Busy {
        fn transaction(&self, work: &mut dyn FnMut(&mut dyn Transaction) -> Ending) -> StoreResult<()> {
            self.store.transaction(work)
        }

        fn view(&self, work: &mut dyn FnMut(&mut dyn View)) -> StoreResult<()> {
            let read = self.reads.fetch_add(1, Ordering::SeqCst);
            if read == 0 {
                self.asked.wait();
            }
            if self.failing.contains(&read) { Err(StoreError::Stale) } else { self.store.view(work) }
        }

        fn check(&self) -> StoreResult<()> {
            self.store.check()
        }
    }

    #[test]
    fn whoever_waited_for_a_look_that_failed_looks_once_more_itself() {
        // The look for all who wait is the second.
        for (failing, without) in [(1..2, 0), (1..3, 1), (1..4, 2), (0..9, 3)] {
            let (reads, asked) = (AtomicUsize::new(0), Barrier::new(2));
            let store = Arc::new(Busy { store: MemoryStore::new(), reads, failing: failing.clone(), asked });
            let tools = Tools::on(store.clone());
            let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
            let created_at = desk.clock.now();
            let key = QueueKey { priority: Priority::High, created_at, ticket: TicketId(desk.ids.row()) };
            let everybody_asked = async { store.asked.wait() };
            let asked =
                join4(place_now(&desk, key), place_now(&desk, key), place_now(&desk, key), everybody_asked);
            let (first, second, third, _) = System::new().block_on(asked);
            let places = [first, second, third];
            assert_eq!(places.iter().filter(|place| place.is_none()).count(), without, "{failing:?}");
            assert_eq!(store.reads.load(Ordering::SeqCst), 4, "{failing:?}");
        }
    }
}
