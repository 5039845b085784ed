//! Bringing kept facts up to date, making them anew, and comparing them with what they follow from.
//!
//! Whoever changes a session notes it in the same transaction. Facts are derived later, from a consistent picture of
//! the rows, and kept in a short transaction together with the forgetting of the notes that the picture had. A change
//! that comes meanwhile has a note of its own.
//!
//! A turn is two transactions, and only the one that opens it adds a note: it is held until a picture shows the turn as
//! closed, and says nothing new as long as the session has the version of the picture. So whatever ends the turn is
//! followed up, and a turn whose process has died costs nothing until then. However late its transaction ends, no
//! change is passed over, and nothing depends on anybody's clock.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::facts::{InsightReads, SessionFacts};
use crate::house::Scene;
use crate::id::SessionId;
use crate::policy::Action;
use crate::replay::Window;
use crate::store::{StoreResult, Transaction, View};

use super::desk::{InsightError, everywhere};

/// Facts that were derived and are to be kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fresh {
    /// The facts of the sessions that had changed.
    pub facts: Vec<SessionFacts>,
    /// The notes that said so and are to be forgotten.
    pub notes: Vec<i64>,
    /// The notes that stay, one of each session with an open turn, with the version that its facts follow from.
    pub held: Vec<(i64, i64)>,
    /// When they were derived, where there were no other notes: all that had happened until then is in them.
    pub all_at: Option<DateTime<Utc>>,
    /// The revision of the facts that were kept then.
    pub revision: i64,
}

impl Fresh {
    /// Whether nothing is to be kept.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.notes.is_empty()
    }
}

/// Derives the facts of sessions that have changed, following up to `limit` notes.
///
/// # Errors
/// [`InsightError::Refused`]
pub fn fresh_facts(view: &mut dyn View, scene: &Scene<'_>, limit: i64) -> Result<Fresh, InsightError> {
    everywhere(scene.actor, Action::ReadInsight)?;
    let scope = scene.actor.scope();
    let revision = view.insight_state(scope)?.map_or(0, |state| state.revision);
    // One more than asked for tells whether there are others.
    let mut notes = view.changed_sessions(scope, limit.saturating_add(1))?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let all_at = (notes.len() <= most).then_some(scene.now);
    notes.truncate(most);
    let mut sessions: Vec<SessionId> = notes.iter().map(|(_, session)| *session).collect();
    sessions.sort_unstable();
    sessions.dedup();
    let histories = view.histories(scope, &sessions)?;
    let open = histories.iter().map(|history| &history.session).filter(|session| session.has_open_turn());
    let mut open: BTreeMap<SessionId, i64> = open.map(|session| (session.id, session.version)).collect();
    let mut fresh = Fresh {
        facts: histories.iter().map(SessionFacts::of).collect(),
        all_at,
        revision,
        ..Fresh::default()
    };
    // The newest of a session is held: whoever forgets one leaves a newer one.
    for (number, session) in notes.into_iter().rev() {
        match open.remove(&session) {
            Some(version) => fresh.held.push((number, version)),
            None => fresh.notes.push(number),
        }
    }
    Ok(fresh)
}

fn derive(
    view: &mut (impl InsightReads + ?Sized),
    scene: &Scene<'_>,
    sessions: &[SessionId],
) -> StoreResult<Vec<SessionFacts>> {
    let histories = view.histories(scene.actor.scope(), sessions)?;
    Ok(histories.iter().map(SessionFacts::of).collect())
}

/// Keeps facts that [`fresh_facts`] has derived.
///
/// # Errors
/// [`InsightError::Refused`]
pub fn keep_facts(tx: &mut dyn Transaction, scene: &Scene<'_>, fresh: &Fresh) -> Result<(), InsightError> {
    everywhere(scene.actor, Action::ReadInsight)?;
    let scope = scene.actor.scope();
    let revision = tx.raise_insight_revision(scope)?;
    tx.put_insight_facts(scope, &fresh.facts, revision)?;
    for (note, version) in &fresh.held {
        tx.hold_change(scope, *note, *version)?;
    }
    tx.forget_changes(scope, &fresh.notes)?;
    // Where facts were kept, or all forgotten, meanwhile, the picture does not say how far they have come.
    if let Some(at) = fresh.all_at.filter(|_| revision == fresh.revision + 1) {
        tx.put_insight_as_of(scope, at)?;
    }
    Ok(())
}

/// So long after its end a day's facts are packed: until then they change all the time.
const SETTLES: TimeDelta = TimeDelta::hours(12);

/// Packs the facts of some days that are over, and says whether there may be others to pack.
///
/// # Errors
/// [`InsightError::Refused`]
pub fn pack_facts(tx: &mut dyn Transaction, scene: &Scene<'_>, days: usize) -> Result<bool, InsightError> {
    everywhere(scene.actor, Action::ReadInsight)?;
    let scope = scene.actor.scope();
    let found = tx.unpacked_insight_days(scope, scene.now - SETTLES, days)?;
    if !found.is_empty() {
        tx.raise_insight_revision(scope)?;
        tx.pack_insight_days(scope, &found)?;
    }
    Ok(found.len() >= days)
}

/// The days whose packed facts are not what is kept of their sessions.
///
/// # Errors
/// [`InsightError::Refused`]
pub fn amiss_days(view: &mut dyn View, scene: &Scene<'_>) -> Result<Vec<NaiveDate>, InsightError> {
    everywhere(scene.actor, Action::ReadInsight)?;
    Ok(view.amiss_insight_days(scene.actor.scope())?)
}

/// Forgets all kept facts of the organization, so that they are derived anew.
///
/// # Errors
/// [`InsightError::Refused`]
pub fn forget_facts(tx: &mut dyn Transaction, scene: &Scene<'_>) -> Result<(), InsightError> {
    everywhere(scene.actor, Action::ReadInsight)?;
    let scope = scene.actor.scope();
    tx.raise_insight_revision(scope)?;
    Ok(tx.note_all_sessions(scope)?)
}

/// Kept facts that do not follow from the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch {
    /// The session.
    pub session: SessionId,
    /// What is kept of it.
    pub kept: Option<SessionFacts>,
    /// What follows from its rows.
    pub right: Option<SessionFacts>,
}

/// A page of sessions that was compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// What does not fit.
    pub mismatches: Vec<Mismatch>,
    /// How many sessions were compared.
    pub sessions: usize,
    /// The last of them, behind which the next page begins; `None` after the last page.
    pub last: Option<SessionId>,
}

/// Derives the facts of a page of sessions by their ids, at most `limit` after `after`, and compares them with those
/// that are kept.
///
/// # Errors
/// [`InsightError::Refused`]
pub fn compare_facts(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (after, limit): (Option<SessionId>, i64),
) -> Result<Compared, InsightError> {
    everywhere(scene.actor, Action::ReadInsight)?;
    let scope = scene.actor.scope();
    let ever = Window { since: chrono::DateTime::UNIX_EPOCH, until: None };
    let sessions = view.sessions_opened(scope, ever, (after, limit))?;
    let kept = view.insight_facts_of(scope, &sessions)?;
    let right = derive(view, scene, &sessions)?;
    let of = |all: &[SessionFacts], id| all.iter().find(|facts| facts.session == id).cloned();
    let pair = |id: &SessionId| Mismatch { session: *id, kept: of(&kept, *id), right: of(&right, *id) };
    let mismatches = sessions.iter().map(pair).filter(|pair| pair.kept != pair.right).collect();
    let last = sessions.last().copied().filter(|_| sessions.len() == usize::try_from(limit).unwrap_or(0));
    Ok(Compared { mismatches, sessions: sessions.len(), last })
}
