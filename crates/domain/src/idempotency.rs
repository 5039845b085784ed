//! Idempotency: the same request with the same key has one effect and one answer, byte for byte.

use chrono::{DateTime, TimeDelta, Utc};

use crate::id::{MessageId, SessionId};
use crate::store::{Scope, StoreResult, Transaction};

/// How long a key is remembered.
pub const REMEMBERED_FOR: TimeDelta = TimeDelta::hours(72);

/// A key with all that it is unique within (besides the organization), and what it was sent with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Who sent it.
    pub actor: String,
    /// The operation, for example `chat`.
    pub route: String,
    /// The session in the path or body, or an empty string.
    pub session: String,
    /// The client's key, 1 to 255 characters.
    pub key: String,
    /// SHA-256 of the request body: another body under the same key is an error.
    pub fingerprint: [u8; 32],
}

/// An answer as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedAnswer {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// The turn that a running request had opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningTurn {
    /// Its session.
    pub session_id: SessionId,
    /// Its number.
    pub turn: i64,
    /// The user's message.
    pub message_id: MessageId,
}

/// What is known under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyRecord {
    /// The key.
    pub key: IdempotencyKey,
    /// The answer, once there is one.
    pub answer: Option<RecordedAnswer>,
    /// The turn that was opened, for a chat that still runs.
    pub running: Option<RunningTurn>,
    /// When a request that still runs may be taken over.
    pub deadline: DateTime<Utc>,
    /// When it was first seen.
    pub created_at: DateTime<Utc>,
}

/// Why a keyed request cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The key was used with another body.
    #[error("this idempotency key was used with another request body")]
    OtherBody,
    /// The first request with this key still runs.
    #[error("the first request with this idempotency key is still running")]
    StillRunning,
}

/// How a keyed request goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyState {
    /// Nobody used the key: do it.
    Fresh,
    /// It was done: answer the same.
    Answered(RecordedAnswer),
    /// It was begun by a request that must be dead by now: answer the stored message.
    TakenOver(RunningTurn),
}

/// Takes a key for a request that begins at `now` and may run for `patience`.
///
/// Waits for a transaction that is just taking the same key, so of many identical requests one is
/// [`KeyState::Fresh`] and the others see what it left.
///
/// # Errors
/// [`KeyError`] inside the `Ok` when the request cannot go on; the store's failure outside it.
pub fn take_key(
    tx: &mut dyn Transaction,
    scope: Scope,
    key: &IdempotencyKey,
    (now, patience): (DateTime<Utc>, TimeDelta),
) -> StoreResult<Result<KeyState, KeyError>> {
    let fresh = IdempotencyRecord {
        key: key.clone(),
        answer: None,
        running: None,
        deadline: now + patience,
        created_at: now,
    };
    if tx.claim_idempotency(scope, &fresh)? {
        return Ok(Ok(KeyState::Fresh));
    }
    let Some(record) = tx.idempotency_record(scope, key)? else {
        // The clean-up removed it between the two statements; the key is free again.
        tx.put_idempotency(scope, &fresh)?;
        return Ok(Ok(KeyState::Fresh));
    };
    if record.created_at + REMEMBERED_FOR <= now {
        tx.put_idempotency(scope, &fresh)?;
        return Ok(Ok(KeyState::Fresh));
    }
    if record.key.fingerprint != key.fingerprint {
        return Ok(Err(KeyError::OtherBody));
    }
    Ok(match (record.answer, record.running) {
        (Some(answer), _) => Ok(KeyState::Answered(answer)),
        (None, Some(turn)) if record.deadline <= now => Ok(KeyState::TakenOver(turn)),
        (None, _) => Err(KeyError::StillRunning),
    })
}

/// Remembers the turn that the request under `key` has opened, until its answer is known.
///
/// # Errors
/// Those of the store.
pub fn remember_turn(
    tx: &mut dyn Transaction,
    scope: Scope,
    key: &IdempotencyKey,
    (turn, now, patience): (RunningTurn, DateTime<Utc>, TimeDelta),
) -> StoreResult<()> {
    let record = IdempotencyRecord {
        key: key.clone(),
        answer: None,
        running: Some(turn),
        deadline: now + patience,
        created_at: now,
    };
    tx.put_idempotency(scope, &record)
}

/// Remembers the answer to the request under `key`, in the transaction that makes it true.
///
/// # Errors
/// Those of the store.
pub fn remember_answer(
    tx: &mut dyn Transaction,
    scope: Scope,
    key: &IdempotencyKey,
    (answer, now): (RecordedAnswer, DateTime<Utc>),
) -> StoreResult<()> {
    let record = IdempotencyRecord {
        key: key.clone(),
        answer: Some(answer),
        running: None,
        deadline: now,
        created_at: now,
    };
    tx.put_idempotency(scope, &record)
}

/// Reading idempotency records.
pub trait IdempotencyReads {
    /// What is known under a key; the fingerprint of `key` is not compared.
    fn idempotency_record(
        &mut self,
        scope: Scope,
        key: &IdempotencyKey,
    ) -> StoreResult<Option<IdempotencyRecord>>;
}

/// Changing idempotency records.
pub trait IdempotencyWrites {
    /// Stores or replaces a record.
    fn put_idempotency(&mut self, scope: Scope, record: &IdempotencyRecord) -> StoreResult<()>;

    /// Adds a record; `false` when the key is known already. Waits for a transaction that is just
    /// adding the same key.
    fn claim_idempotency(&mut self, scope: Scope, record: &IdempotencyRecord) -> StoreResult<bool>;

    /// Removes up to `limit` records made before `before`, of all organizations.
    fn forget_old_idempotency(&mut self, before: DateTime<Utc>, limit: i64) -> StoreResult<i64>;
}
