//! What has to be done once in a while: giving up idle sessions, forgetting old idempotency keys and logins, owing the
//! weekly reports.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::insight::InsightError;
use handover_domain::{
    Actor, Clock, HouseRules, Ids, OrganizationId, REMEMBERED_FOR, ReportMailError, Scene, Store, StoreError,
    StoreExt, StoreResult, Transaction, abandon_idle, forget_old_sign_ins, owe_reports,
};

use crate::catch_up::catch_up;
use crate::shutdown::Stop;

/// The time between two rounds. The first comes after [`SETTLE`], so that it is in nobody's way.
const ROUND: Duration = Duration::from_secs(60 * 60);
const SETTLE: Duration = Duration::from_secs(60);

/// How often it is looked whether reports are due.
const REPORTS: Duration = Duration::from_secs(60);

/// Rows per transaction: others get their turn between two.
const BATCH: i64 = 200;

/// Transactions per round and task, in case rows come faster than they go.
const MOST_BATCHES: usize = 500;

/// After each transaction that derives facts so many times as long is left to others: figures can wait, users cannot.
const REST: u32 = 4;
/// A stop waits no longer than this for a rest to end.
const NAP: Duration = Duration::from_millis(200);

/// What the rounds need.
#[derive(Clone)]
pub(crate) struct Housekeeping {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) house: Arc<HouseRules>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    /// A session in which nothing happened for so long is abandoned.
    pub(crate) abandon_after: TimeDelta,
}

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Round {
    pub(crate) abandoned: usize,
    pub(crate) forgotten: i64,
    /// Sessions whose facts were derived.
    pub(crate) derived: usize,
}

impl Housekeeping {
    /// Does a round now and then until `stop`.
    pub(crate) async fn run(&self, mut stop: Stop) {
        let mut pause = SETTLE;
        while !stop.requested_within(pause).await {
            pause = ROUND;
            let (this, stopping) = (self.clone(), stop.clone());
            match tokio::task::spawn_blocking(move || this.round(&|| stopping.is_requested())).await {
                Ok(Ok(Round { abandoned: 0, forgotten: 0, derived: 0 })) => {}
                Ok(Ok(Round { abandoned, forgotten, derived })) => {
                    tracing::info!(
                        abandoned,
                        forgotten,
                        derived,
                        "idle sessions abandoned, old keys and logins forgotten, facts for figures derived"
                    );
                }
                Ok(Err(error)) => {
                    tracing::warn!(%error, "a round of housekeeping failed; the next comes in an hour")
                }
                Err(_) => tracing::error!("a round of housekeeping panicked"),
            }
        }
    }

    /// Owes reports when they are due until `stop`.
    pub(crate) async fn run_reports(&self, mut stop: Stop) {
        while !stop.requested_within(REPORTS).await {
            let (this, stopping) = (self.clone(), stop.clone());
            match tokio::task::spawn_blocking(move || this.owe_reports(&|| stopping.is_requested())).await {
                Ok(Ok(0)) => {}
                Ok(Ok(reports)) => tracing::info!(reports, "weekly reports are on their way"),
                Ok(Err(error)) => {
                    tracing::warn!(%error, "weekly reports could not be made; again in a minute")
                }
                Err(_) => tracing::error!("making weekly reports panicked"),
            }
        }
    }

    /// Owes all reports that are due, and returns how many.
    pub(crate) fn owe_reports(&self, is_stopping: &dyn Fn() -> bool) -> StoreResult<usize> {
        let now = self.clock.now();
        let mut reports = 0;
        for organization in self.store.read(|view| view.organizations_with_reports(now))? {
            // A report rests on facts, which are to have all of its week.
            self.derive(organization, is_stopping)?;
            if is_stopping() {
                break;
            }
            let actor = Actor::system(organization);
            let scene = Scene { actor: &actor, now, ids: self.ids.as_ref(), house: &self.house };
            let owed = self.store.write(|tx| owe_reports(tx, &scene));
            reports += owed.map_err(|error| match error {
                ReportMailError::Store(error) => error,
                other => StoreError::Failed(other.into()),
            })?;
        }
        Ok(reports)
    }

    /// One round, in small transactions; it ends between two of them when it is time to stop.
    pub(crate) fn round(&self, is_stopping: &dyn Fn() -> bool) -> StoreResult<Round> {
        let mut round = Round::default();
        for organization in self.store.read(|view| view.organizations())? {
            round.abandoned += self.abandon_idle(organization.id, is_stopping)?;
            round.derived += self.derive(organization.id, is_stopping)?;
            if is_stopping() {
                break;
            }
        }
        let forget_keys =
            |now| move |tx: &mut dyn Transaction| tx.forget_old_idempotency(now - REMEMBERED_FOR, BATCH);
        round.forgotten += self.forget(is_stopping, forget_keys)?;
        let forget_logins = |now| move |tx: &mut dyn Transaction| forget_old_sign_ins(tx, now, BATCH);
        round.forgotten += self.forget(is_stopping, forget_logins)?;
        Ok(round)
    }

    fn abandon_idle(
        &self,
        organization: OrganizationId,
        is_stopping: &dyn Fn() -> bool,
    ) -> StoreResult<usize> {
        let actor = Actor::system(organization);
        let mut abandoned = 0;
        for _ in 0..MOST_BATCHES {
            let scene =
                Scene { actor: &actor, now: self.clock.now(), ids: self.ids.as_ref(), house: &self.house };
            let before = scene.now - self.abandon_after;
            let count = self.store.write(|tx| abandon_idle(tx, &scene, before, BATCH))?;
            abandoned += count;
            if count == 0 || is_stopping() {
                break;
            }
        }
        Ok(abandoned)
    }

    /// Brings what figures rest on up to date, so that nothing piles up where nobody asks for figures.
    fn derive(&self, organization: OrganizationId, is_stopping: &dyn Fn() -> bool) -> StoreResult<usize> {
        let actor = Actor::system(organization);
        let scene =
            || Scene { actor: &actor, now: self.clock.now(), ids: self.ids.as_ref(), house: &self.house };
        let go_on = |took: Duration| {
            let end = Instant::now() + took * REST;
            while !is_stopping() && Instant::now() < end {
                std::thread::sleep(end.saturating_duration_since(Instant::now()).min(NAP));
            }
            !is_stopping()
        };
        catch_up(self.store.as_ref(), &scene, &go_on).map_err(|error| match error {
            InsightError::Store(error) => error,
            other => StoreError::Failed(other.into()),
        })
    }

    /// Forgets in small transactions, and says how many rows those were.
    fn forget<F: FnOnce(&mut dyn Transaction) -> StoreResult<i64>>(
        &self,
        is_stopping: &dyn Fn() -> bool,
        at: impl Fn(DateTime<Utc>) -> F,
    ) -> StoreResult<i64> {
        let mut forgotten = 0;
        for _ in 0..MOST_BATCHES {
            let count = self.store.write(at(self.clock.now()))?;
            forgotten += count;
            if count < BATCH || is_stopping() {
                break;
            }
        }
        Ok(forgotten)
    }
}

#[cfg(test)]
mod tests;
