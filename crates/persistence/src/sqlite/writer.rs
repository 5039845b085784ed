//! The one connection that writes, and commits many units of work at once.
//!
//! Making a commit durable costs far more than the work that it makes durable. A unit that owns what it
//! needs is left to a thread of ours, which runs one after the other without passing anything on. A unit
//! that borrows from its thread cannot be; for those the connection travels. Whoever has the desk opens a
//! batch if there is none, and leaves it open if somebody is already waiting for the desk. Whoever sees
//! nobody waiting commits for all, and none is answered before.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread::Builder;
use std::time::Instant;

use handover_domain::{Ending, StoreResult, Transaction, Unit};
use parking_lot::{Mutex, MutexGuard};

use super::File;
use super::batch::{Desk, Ran};

/// Runs units of work one after the other.
pub(super) struct Writer {
    turns: Arc<Turns>,
    /// Leads to the thread, from the first unit on that owns what it needs; `None` where none can be had.
    submitted: OnceLock<Option<Sender<Submitted>>>,
}

/// A unit for the thread, and when it came.
type Submitted = (Box<dyn Unit>, Instant);

/// Who has the desk.
struct Turns {
    /// Threads that want the desk and do not have it yet.
    ///
    /// Invariant: while a batch is open and nobody has the desk, this is not 0. Whoever is counted
    /// here takes the desk next and does not leave it before it has committed or seen yet another.
    waiting: AtomicUsize,
    /// Fair in the long run, so that no unit waits for ever.
    desk: Mutex<Desk>,
}

impl Turns {
    fn take(&self) -> MutexGuard<'_, Desk> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let desk = self.desk.lock();
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        desk
    }

    /// Leaves the desk, after a commit unless somebody waits who will see to it.
    fn leave(&self, mut desk: MutexGuard<'_, Desk>) {
        if self.waiting.load(Ordering::SeqCst) == 0 || desk.batch_is_full() {
            desk.commit();
        }
    }
}

impl Writer {
    pub(super) fn new(file: File) -> Self {
        let turns = Turns { waiting: AtomicUsize::new(0), desk: Mutex::new(Desk::new(file)) };
        Self { turns: Arc::new(turns), submitted: OnceLock::new() }
    }

    /// Runs `work` once and answers after the commit that holds it is durable.
    pub(super) fn run(&self, work: &mut dyn FnMut(&mut dyn Transaction) -> Ending) -> StoreResult<()> {
        let arrived = Instant::now();
        let mut desk = self.turns.take();
        let ran = desk.run_unit(arrived, work);
        self.turns.leave(desk);
        ran?.ended().unwrap_or_else(|panic| resume_unwind(panic))
    }

    /// Leaves `unit` to the thread, or gives it back where there is none.
    pub(super) fn submit(&self, unit: Box<dyn Unit>) -> Option<Box<dyn Unit>> {
        let Some(submitted) = self.submitted.get_or_init(|| start(Arc::clone(&self.turns))) else {
            return Some(unit);
        };
        submitted.send((unit, Instant::now())).err().map(|returned| returned.0.0)
    }
}

/// Starts the thread, which ends after the sender is dropped.
fn start(turns: Arc<Turns>) -> Option<Sender<Submitted>> {
    let (submitted, units) = channel();
    let thread = Builder::new().name("writer".to_owned()).spawn(move || work_off(&turns, &units));
    if let Err(error) = &thread {
        tracing::warn!(%error, "every unit of work is left to the thread that has it");
    }
    thread.is_ok().then_some(submitted)
}

/// Runs the units that come, as many as are there in one batch.
fn work_off(turns: &Turns, units: &Receiver<Submitted>) {
    let mut ran: Vec<(Box<dyn Unit>, StoreResult<Ran>)> = Vec::new();
    while let Ok(first) = units.recv() {
        let mut next = Some(first);
        let mut desk = turns.take();
        while let Some((mut unit, arrived)) = next {
            let result = desk.run_unit(arrived, &mut |tx| unit.run(tx));
            // Where no batch could be opened, those who wait are told before the next one is tried.
            let ends = result.is_err() || desk.batch_is_full();
            ran.push((unit, result));
            next = if ends { None } else { units.try_recv().ok() };
        }
        turns.leave(desk);
        for (unit, ran) in ran.drain(..) {
            // A unit that panics here too costs nobody else the answer.
            let told = catch_unwind(AssertUnwindSafe(|| match ran.map(Ran::ended) {
                Ok(Ok(result)) => unit.end(result),
                Err(error) => unit.end(Err(error)),
                // Whoever waits for the unit sees that it is gone.
                Ok(Err(_panic)) => drop(unit),
            }));
            if told.is_err() {
                tracing::error!("a unit of work panicked when it was told how it ended");
            }
        }
    }
}
