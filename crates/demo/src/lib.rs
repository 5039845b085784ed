//! A month that could have been, for trying the product with data in it: people in six languages have trouble with
//! their machines, the assistant answers, rules fire, experts work on tickets, mails go out or fail.
//!
//! Nothing is written past the business: sessions, turns, escalations and tickets go through the use cases of the
//! domain, with a time and ids of their own, the rules in force and the assistant's real answers. So everything that
//! holds of real rows holds of these. Only the mails are ended by hand, in the transaction that owes them, because
//! none may ever be sent.
//!
//! The same seed and the same end give the same rows, ids included. What was made carries a mark ([`mark_of`]), by
//! which [`remove`] finds all of it and nothing else.

mod calendar;
mod cast;
mod content;
mod dice;
mod ids;
mod plan;
mod play;
pub mod story;

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::assistant::Assistant;
use handover_domain::chat::TurnError;
use handover_domain::{
    Actor, DemoMark, DemoRows, HouseRules, OrganizationId, Store, StoreError, StoreExt, TicketError,
};

pub use content::{Content, ContentError, Kind, Sample};
pub use ids::mark_of;

/// What to make.
#[derive(Debug, Clone)]
pub struct Seed {
    /// Whose rows they become.
    pub organization: OrganizationId,
    /// When the month ends; nothing happens after it.
    pub to: DateTime<Utc>,
    /// How many sessions: [`SESSIONS`] as a rule, [`FEWEST`] at least, [`MOST`] at most.
    pub sessions: usize,
    /// What chance depends on.
    pub seed: u64,
}

/// So many sessions make a believable month.
pub const SESSIONS: usize = 400;
/// With fewer the planted story does not show.
pub const FEWEST: usize = 100;
/// A demonstration is no load test.
pub const MOST: usize = 5000;
/// How many days it lasts.
pub const DAYS: i64 = 30;

/// When the month begins that ends at `to`.
pub fn begins(to: DateTime<Utc>) -> DateTime<Utc> {
    to - TimeDelta::days(DAYS)
}

/// What was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seeded {
    /// The rows.
    pub rows: DemoRows,
    /// Why stories broke off: the rules in force, or somebody at work beside us, made their next scene impossible.
    /// None does with the rules and contacts that come with the product.
    pub broken_off: Vec<String>,
}

/// Why no month was made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There is one already.
    #[error("there is demo data already ({0} sessions); `handover demo remove` takes it away")]
    AlreadyThere(usize),
    /// Somebody else told about a user or a machine of that id.
    #[error("a user or a machine of the demo data is known already, but not from it; nothing was changed")]
    ForeignRows,
    /// There is no such organization.
    #[error("there is no such organization")]
    NoOrganization,
    /// The number of sessions is out of bounds.
    #[error("the number of sessions must be from {FEWEST} to {MOST}")]
    Sessions,
    /// The texts cannot be read.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// The assistant did not answer at once, as one without a network does.
    #[error("the assistant kept us waiting")]
    Waiting,
    /// A turn failed.
    #[error(transparent)]
    Turn(#[from] TurnError),
    /// Work on a ticket failed.
    #[error(transparent)]
    Ticket(#[from] TicketError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes the month. `progress` is told after each piece how many of the sessions have begun.
///
/// # Errors
/// [`DemoError`]. What was made until then stays and can be removed.
pub fn seed(
    store: &dyn Store,
    (house, assistant): (&HouseRules, &dyn Assistant),
    seed: &Seed,
    progress: &mut dyn FnMut(usize),
) -> Result<Seeded, DemoError> {
    if !(FEWEST..=MOST).contains(&seed.sessions) {
        return Err(DemoError::Sessions);
    }
    let content = Content::shipped()?;
    let operator = Actor::operator(seed.organization);
    let mark = mark_of(seed.organization);
    let found: DemoRows = status(store, seed.organization)?;
    if found.sessions > 0 {
        return Err(DemoError::AlreadyThere(found.sessions));
    }
    if !found.is_empty() {
        return Err(DemoError::ForeignRows);
    }
    let organization = store.read(|view| view.organization(operator.scope()))?;
    let organization: handover_domain::Organization = organization.ok_or(DemoError::NoOrganization)?;
    let plan = plan::draw(seed, organization.time_zone);
    let broken_off = play::play(store, (house, assistant), (seed, &content, plan), progress)?;
    let rows = store.read(|view| view.demo_rows(operator.scope(), &mark))?;
    Ok(Seeded { rows, broken_off })
}

/// How much of a demonstration there is in an organization.
///
/// # Errors
/// Those of the store.
pub fn status(store: &dyn Store, organization: OrganizationId) -> Result<DemoRows, StoreError> {
    let operator = Actor::operator(organization);
    store.read(|view| view.demo_rows(operator.scope(), &mark_of(organization)))
}

/// Takes away all that [`seed`] made, with what happened to it since, and nothing else.
///
/// # Errors
/// Those of the store; nothing is removed then.
pub fn remove(store: &dyn Store, organization: OrganizationId) -> Result<DemoRows, StoreError> {
    let operator = Actor::operator(organization);
    let mark: DemoMark = mark_of(organization);
    store.write(|tx| tx.remove_demo(operator.scope(), &mark))
}
