//! The store: one atomic piece of work at a time, or a read of a consistent picture.
//!
//! Use cases take a transaction, never the store, so they can be composed and can neither open,
//! commit nor await anything.

use crate::account::{AccountReads, AccountWrites};
use crate::api_key::{ApiKeyReads, ApiKeyWrites};
use crate::canned_answer::{CannedAnswerReads, CannedAnswerWrites};
use crate::demo::{DemoReads, DemoWrites};
use crate::expertise::{ExpertiseReads, ExpertiseWrites};
use crate::id::OrganizationId;
use crate::idempotency::{IdempotencyReads, IdempotencyWrites};
use crate::insight::{InsightReads, InsightWrites};
use crate::knowledge::{KnowledgeReads, KnowledgeWrites};
use crate::live_sign::{LiveSignReads, LiveSignWrites};
use crate::message::{MessageReads, MessageWrites};
use crate::organization::{OrganizationReads, OrganizationWrites};
use crate::outbox::{OutboxReads, OutboxWrites};
use crate::profile::{ProfileReads, ProfileWrites};
use crate::rating::{RatingReads, RatingWrites};
use crate::report_mail::{ReportMailReads, ReportMailWrites};
use crate::roster::{RosterReads, RosterWrites};
use crate::saved_view::{SavedViewReads, SavedViewWrites};
use crate::search_desk::{TicketSearchReads, TicketSearchWrites};
use crate::session::{Session, SessionReads, SessionWrites};
use crate::session_event::{SessionEventReads, SessionEventWrites};
use crate::setting_change::{SettingChangeReads, SettingChangeWrites};
use crate::sign_in::{SignInReads, SignInWrites};
use crate::step::{StepReads, StepWrites};
use crate::ticket::{TicketReads, TicketWrites};
use crate::ticket_link::{InstallSecretReads, InstallSecretWrites};
use crate::trigger::{TriggerReads, TriggerWrites};
use crate::waiting::QueueReads;

/// The organization whose rows a query may touch. Every repository method takes one, so a query
/// across tenants cannot be written. Only an actor has one to give:
///
/// ```
/// use handover_domain::{Actor, OrganizationId, Scope, StoreResult, Ticket, TicketId, View};
///
/// fn read(view: &mut dyn View, actor: &Actor, id: TicketId) -> StoreResult<Option<Ticket>> {
///     let scope: Scope = actor.scope();
///     let _: OrganizationId = scope.organization();
///     view.ticket(scope, id)
/// }
/// ```
///
/// The same without one does not compile, nor does another way to come by one. (Nightly compilers check the
/// reasons too.)
///
/// ```compile_fail,E0061
/// use handover_domain::{StoreResult, Ticket, TicketId, View};
///
/// fn read(view: &mut dyn View, id: TicketId) -> StoreResult<Option<Ticket>> {
///     view.ticket(id)
/// }
/// ```
///
/// ```compile_fail,E0308
/// use handover_domain::{OrganizationId, StoreResult, Ticket, TicketId, View};
///
/// fn read(view: &mut dyn View, id: TicketId) -> StoreResult<Option<Ticket>> {
///     view.ticket(OrganizationId::DEFAULT, id)
/// }
/// ```
///
/// ```compile_fail,E0061
/// use handover_domain::{StoreResult, Transaction, UserProfile};
///
/// fn write(tx: &mut dyn Transaction, user: &UserProfile) -> StoreResult<()> {
///     tx.put_user(user)
/// }
/// ```
///
/// ```compile_fail,E0624
/// use handover_domain::{OrganizationId, Scope};
///
/// let _ = Scope::of(OrganizationId::DEFAULT);
/// ```
///
/// ```compile_fail,E0451
/// use handover_domain::{OrganizationId, Scope};
///
/// let _ = Scope { organization: OrganizationId::DEFAULT };
/// ```
///
/// ```compile_fail,E0599
/// use handover_domain::Scope;
///
/// let _ = Scope::default();
/// ```
///
/// ```compile_fail,E0277
/// use handover_domain::{OrganizationId, Scope};
///
/// let _: Scope = OrganizationId::DEFAULT.into();
/// ```
///
/// ```compile_fail,E0616
/// use handover_domain::{Actor, OrganizationId};
///
/// let mut actor = Actor::operator(OrganizationId::DEFAULT);
/// actor.organization = OrganizationId::DEFAULT;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    organization: OrganizationId,
}

impl Scope {
    pub(crate) fn of(organization: OrganizationId) -> Self {
        Self { organization }
    }

    /// The organization.
    pub fn organization(self) -> OrganizationId {
        self.organization
    }
}

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The row has changed since the caller read it.
    #[error("the row has changed since it was read")]
    Stale,
    /// A uniqueness rule of the database refused the row.
    #[error("a row with the same `{constraint}` exists")]
    Duplicate {
        /// The constraint's name.
        constraint: String,
    },
    /// A statement failed, its error was ignored, and the work asked to commit all the same.
    #[error("a failed statement was ignored; nothing was committed")]
    Ignored,
    /// The database cannot be reached or is too busy; the same request may succeed later.
    #[error("the database is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Anything else, which is a bug or a broken database.
    #[error("the database failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What the store gives back.
pub type StoreResult<T> = Result<T, StoreError>;

/// How a unit of work wants to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Keep everything.
    Commit,
    /// Keep nothing.
    RollBack,
}

/// What came of [`Store::optimistically`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Optimistic {
    /// The work has ended as it would have in a transaction.
    Done,
    /// Nothing was written, and what the work returned counts for nothing: a transaction has to do it.
    Refused,
}

/// Everything that can be read.
pub trait View:
    OrganizationReads
    + SessionReads
    + SessionEventReads
    + MessageReads
    + StepReads
    + TriggerReads
    + TicketReads
    + TicketSearchReads
    + OutboxReads
    + ProfileReads
    + IdempotencyReads
    + AccountReads
    + SignInReads
    + ApiKeyReads
    + KnowledgeReads
    + QueueReads
    + RatingReads
    + CannedAnswerReads
    + SettingChangeReads
    + DemoReads
    + InsightReads
    + InstallSecretReads
    + ExpertiseReads
    + RosterReads
    + SavedViewReads
    + ReportMailReads
    + LiveSignReads
{
}

/// Everything that can be read and written in one atomic piece of work.
pub trait Transaction:
    View
    + SessionWrites
    + SessionEventWrites
    + MessageWrites
    + StepWrites
    + TriggerWrites
    + TicketWrites
    + TicketSearchWrites
    + OutboxWrites
    + ProfileWrites
    + IdempotencyWrites
    + OrganizationWrites
    + AccountWrites
    + SignInWrites
    + ApiKeyWrites
    + KnowledgeWrites
    + RatingWrites
    + CannedAnswerWrites
    + SettingChangeWrites
    + DemoWrites
    + InsightWrites
    + InstallSecretWrites
    + ExpertiseWrites
    + RosterWrites
    + SavedViewWrites
    + ReportMailWrites
    + LiveSignWrites
{
}

/// A unit of work that owns all it needs, so that a store may run it on a thread of its own.
pub trait Unit: Send {
    /// Does the work. Called once at most.
    fn run(&mut self, tx: &mut dyn Transaction) -> Ending;

    /// Learns how it ended, as [`Store::transaction`] would have said. A unit that panicked is dropped
    /// instead.
    fn end(self: Box<Self>, result: StoreResult<()>);
}

/// The database. Object safe and free of any runtime; call it through [`StoreExt`].
pub trait Store: Send + Sync {
    /// Plumbing of [`StoreExt::write`]: runs `work` exactly once in one transaction.
    ///
    /// # Errors
    /// [`StoreError::Ignored`] when `work` wanted to commit although one of its statements failed.
    /// After any error nothing of the work is visible, except that after
    /// [`StoreError::Unavailable`] from the commit itself its outcome is unknown.
    fn transaction(&self, work: &mut dyn FnMut(&mut dyn Transaction) -> Ending) -> StoreResult<()>;

    /// Plumbing of [`StoreExt::write_optimistically`]: runs `work`, once at most, without a lock. What it writes is kept in
    /// one go, and only if the session it has locked in name has not been changed by anybody meanwhile. `known` is a
    /// session as it was stored a moment ago; it is not read again.
    ///
    /// [`Optimistic::Refused`] where that is not so, where the work does more than can be done this way, and always from a
    /// store that gains nothing by it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] as from [`Store::transaction`].
    fn optimistically(
        &self,
        known: Option<&Session>,
        work: &mut dyn FnMut(&mut dyn Transaction) -> Ending,
    ) -> StoreResult<Optimistic> {
        let _ = (known, work);
        Ok(Optimistic::Refused)
    }

    /// Takes `unit` and runs it soon, without keeping the caller waiting; gives it back when only the
    /// caller's own thread can run it, through [`Store::transaction`].
    fn submit(&self, unit: Box<dyn Unit>) -> Option<Box<dyn Unit>> {
        Some(unit)
    }

    /// Plumbing of [`StoreExt::read`]: runs `work` exactly once on one consistent picture.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection can be had.
    fn view(&self, work: &mut dyn FnMut(&mut dyn View)) -> StoreResult<()>;

    /// Answers whether the database can be reached and holds the tables this build expects.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] or [`StoreError::Failed`], with the cause.
    fn check(&self) -> StoreResult<()>;
}

/// The two ways to use a [`Store`].
pub trait StoreExt: Store {
    /// Runs `work` once in one transaction: `Ok` commits, `Err` rolls back.
    ///
    /// # Errors
    /// What `work` returned, or the store's own failure.
    fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut work = Some(work);
        let mut outcome = None;
        self.transaction(&mut |tx| {
            let Some(work) = work.take() else { return Ending::RollBack };
            let result = work(tx);
            let ending = if result.is_ok() { Ending::Commit } else { Ending::RollBack };
            outcome = Some(result);
            ending
        })?;
        outcome.unwrap_or_else(|| Err(E::from(never_ran())))
    }

    /// Plumbing of [`write_optimistically`](Self::write_optimistically): runs `work` in a transaction, and once without a
    /// lock before where the store has a way to do that.
    ///
    /// # Errors
    /// Those of [`Store::transaction`].
    fn optimistic_transaction(
        &self,
        known: Option<&Session>,
        work: &mut dyn FnMut(&mut dyn Transaction) -> Ending,
    ) -> StoreResult<()> {
        match self.optimistically(known, work)? {
            Optimistic::Done => Ok(()),
            Optimistic::Refused => self.transaction(work),
        }
    }

    /// Runs `work` as [`write`](Self::write) does, but once without a lock before, for work that hardly ever meets other
    /// work on the same session: with `known`, the session as it was stored a moment ago, that saves reading it too.
    /// Only what the last run of `work` returned counts.
    ///
    /// # Errors
    /// What `work` returned, or the store's own failure.
    fn write_optimistically<T, E: From<StoreError>>(
        &self,
        known: Option<&Session>,
        mut work: impl FnMut(&mut dyn Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut outcome = None;
        let mut run = |tx: &mut dyn Transaction| {
            let result = work(tx);
            let ending = if result.is_ok() { Ending::Commit } else { Ending::RollBack };
            outcome = Some(result);
            ending
        };
        self.optimistic_transaction(known, &mut run)?;
        outcome.unwrap_or_else(|| Err(E::from(never_ran())))
    }

    /// Runs `work` once on one consistent picture of the rows.
    ///
    /// # Errors
    /// What `work` returned, or the store's own failure.
    fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut dyn View) -> Result<T, E>) -> Result<T, E> {
        let mut work = Some(work);
        let mut outcome = None;
        self.view(&mut |view| {
            if let Some(work) = work.take() {
                outcome = Some(work(view));
            }
        })?;
        outcome.unwrap_or_else(|| Err(E::from(never_ran())))
    }
}

impl<S: Store + ?Sized> StoreExt for S {}

fn never_ran() -> StoreError {
    StoreError::Failed("the store returned without running the work".into())
}
