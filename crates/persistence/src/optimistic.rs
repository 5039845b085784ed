//! Units of work on PostgreSQL that lock nothing.
//!
//! A turn reads its session, adds a few rows and stores the session. In a transaction that is five round trips, all of
//! them but two with the session locked, and twice that for a turn that asks the assistant. Hardly ever does anybody else
//! work on the same session meanwhile. So it is read without a lock, if it is not known already, everything that is to
//! be written goes in one statement, and that fails as a whole unless the session is as it was read. Then, and whenever
//! the work asks for more than can be done this way, nothing has been written and a transaction does it again.

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::{PgConnection, QueryResult};
use handover_domain::{Ending, Optimistic, Scope, Session, SessionId, StoreError, StoreResult};

use crate::connection::DbConn;
use crate::error::{store_error, was_undone};
use crate::idempotency::{self, KeyRow};
use crate::pending::Pending;
use crate::sessions::{SessionRow, insertion, update};
use crate::steps::{StepRow, completion};
use crate::transaction::SqlTransaction;

/// What such a unit of work knows and wants of its session.
#[derive(Default)]
pub(crate) struct Hope {
    /// The session as somebody has stored it a moment ago, until it is asked for.
    known: Option<Session>,
    /// Whether that was taken for the truth, which only a write can prove.
    unproved: bool,
    session: Option<Held>,
    steps: Vec<StepRow>,
    key: Option<HeldKey>,
    refused: bool,
}

/// The one session that the work is about.
struct Held {
    id: SessionId,
    /// The version that the work believes it to have.
    version: i64,
    /// The version that it was read with; none where it is new.
    read: Option<i64>,
    /// What it is to become.
    wanted: Option<SessionRow>,
}

/// The idempotency key of the request.
enum HeldKey {
    /// Nobody has used it, which shows at the end.
    New(KeyRow),
    /// This is known of it.
    Read(KeyRow),
    /// It is to become `row`, if it is as it was read.
    Changed { row: KeyRow, read: KeyRow },
}

impl Hope {
    pub(crate) fn of(known: Option<&Session>) -> Self {
        Self { known: known.cloned(), ..Self::default() }
    }

    /// Whether the work rests on anything that only a write can prove.
    fn rests_on_something(&self) -> bool {
        self.unproved || self.session.is_some() || self.key.is_some()
    }

    /// Whether the session may be another than the one that is stored.
    pub(crate) fn holds_session(&self) -> bool {
        self.session.is_some()
    }

    /// The session `id`, if it is known.
    fn take_known(&mut self, scope: Scope, id: SessionId) -> Option<Session> {
        let known =
            self.known.take().filter(|known| (known.id, known.organization_id) == (id, scope.organization()));
        self.unproved |= known.is_some();
        known
    }

    /// Holds on to a session that was read; `false` where the work would have to lock more than that, or is about a ticket.
    fn hold_session(&mut self, session: &Session) -> bool {
        let is_alone = self.session.is_none() && session.served_by.is_none() && session.assistant_may_speak();
        if is_alone {
            let (id, version) = (session.id, session.version);
            self.session = Some(Held { id, version, read: Some(version), wanted: None });
        }
        is_alone
    }

    /// Wants a new session. Whether its id is taken shows at the end.
    pub(crate) fn add_session(&mut self, row: SessionRow) -> bool {
        let is_alone = self.session.is_none();
        let (id, version) = (row.id(), row.version());
        self.session = Some(Held { id, version, read: None, wanted: Some(row) });
        is_alone
    }

    /// Wants a session to become `row`; `false` unless it is the one that was read, as it was stored last.
    pub(crate) fn change_session(&mut self, mut row: SessionRow) -> bool {
        let held = self.session.as_mut().filter(|held| (held.id, held.version) == (row.id(), row.version()));
        let Some(held) = held else { return false };
        row.raise_version();
        held.version = row.version();
        held.wanted = Some(row);
        true
    }

    /// Wants a step of the session to become `row`.
    pub(crate) fn change_step(&mut self, row: StepRow) -> bool {
        let is_first = self.session.is_some() && self.steps.is_empty();
        self.steps.push(row);
        is_first
    }

    /// Claims a key. Whether somebody has it shows at the end.
    pub(crate) fn add_key(&mut self, row: KeyRow) -> bool {
        self.key.replace(HeldKey::New(row)).is_none()
    }

    /// Holds on to what is known of a key, which may not have been claimed or read before.
    pub(crate) fn hold_key(&mut self, row: Option<&KeyRow>) -> bool {
        let is_first = self.key.is_none();
        self.key = row.cloned().map(HeldKey::Read);
        is_first
    }

    /// Wants what is known of a key to become `row`; `false` unless it is the one that was claimed or read.
    pub(crate) fn change_key(&mut self, row: KeyRow) -> bool {
        self.key = match self.key.take() {
            Some(HeldKey::New(before)) if before.is_of(&row) => Some(HeldKey::New(row)),
            Some(HeldKey::Read(read)) if read.is_of(&row) && read.is_running() => {
                Some(HeldKey::Changed { row, read })
            }
            _ => None,
        };
        self.key.is_some()
    }

    /// Writes everything in one statement.
    fn fulfil(&self, pending: &Pending, c: &mut PgConnection) -> QueryResult<Optimistic> {
        let (new_key, changed_key, new_session, changed_session);
        let mut parts: Vec<&dyn QueryFragment<Pg>> = Vec::with_capacity(4);
        if let Some(HeldKey::New(row)) = &self.key {
            new_key = idempotency::insertion(row);
            parts.push(&new_key);
        }
        match &self.session {
            Some(Held { wanted: Some(row), read: None, .. }) => {
                new_session = insertion(row);
                parts.push(&new_session);
            }
            Some(Held { wanted: Some(row), read: Some(read), .. }) => {
                changed_session = update(row, *read);
                parts.push(&changed_session);
            }
            None if pending.is_empty() && !self.rests_on_something() => return Ok(Optimistic::Done),
            // Nothing would show whether everything is still as it was read.
            Some(Held { wanted: None, .. }) | None => return Ok(Optimistic::Refused),
        }
        if let Some(HeldKey::Changed { row, read }) = &self.key {
            changed_key = idempotency::change(row, read);
            parts.push(&changed_key);
        }
        let steps: Vec<_> = self.steps.iter().map(completion).collect();
        parts.extend(steps.iter().map(|step| -> &dyn QueryFragment<Pg> { step }));
        pending.add_all_to_postgres(c, &parts, &IfAll(parts.len()))?;
        Ok(Optimistic::Done)
    }
}

/// What ends a statement that must have no effect at all unless each of its first so many parts has one: a division by zero
/// undoes it. They are done one after the other, as they are asked for, and before all other parts.
struct IfAll(usize);

impl QueryFragment<Pg> for IfAll {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT 1::bigint / CASE");
        for part in 0..self.0 {
            out.push_sql(&format!(" WHEN (SELECT count(*) FROM a{part}) = 0 THEN 0::bigint"));
        }
        out.push_sql(" ELSE 1::bigint END");
        Ok(())
    }
}

impl<'a> SqlTransaction<'a> {
    /// A unit of work that locks nothing.
    pub(crate) fn optimistic(conn: DbConn<'a>, known: Option<&Session>) -> Self {
        let mut tx = Self::new(conn);
        tx.hope = Some(Hope::of(known));
        tx
    }

    /// What a unit of work that locks nothing cannot do.
    pub(crate) fn refuse<T>(&mut self) -> StoreResult<T> {
        if let Some(hope) = &mut self.hope {
            hope.refused = true;
        }
        Err(StoreError::Stale)
    }

    /// Lets the unit of work count on something, unless that is more than it can.
    pub(crate) fn hope_for(&mut self, something: impl FnOnce(&mut Hope) -> bool) -> StoreResult<()> {
        if self.hope.as_mut().is_some_and(something) { Ok(()) } else { self.refuse() }
    }

    /// Reads the session that would be locked.
    pub(crate) fn hold_session(&mut self, scope: Scope, id: SessionId) -> StoreResult<Option<Session>> {
        let known = self.hope.as_mut().and_then(|hope| hope.take_known(scope, id));
        let found = match known {
            Some(known) => Some(known),
            None => self.read_session(scope, id)?,
        };
        if let Some(session) = &found {
            self.hope_for(|hope| hope.hold_session(session))?;
            self.look_for_note(session);
        }
        Ok(found)
    }

    /// Whether steps of the session are as the database has them.
    pub(crate) fn steps_are_stored(&self) -> bool {
        self.pending.steps.is_empty() && self.hope.as_ref().is_none_or(|hope| hope.steps.is_empty())
    }

    /// Ends a unit of work that locks nothing, and says whether its connection can be used again.
    pub(crate) fn conclude(mut self, ending: Ending) -> (StoreResult<Optimistic>, bool) {
        let hope = self.hope.take().unwrap_or_default();
        let is_sound = !self.broken();
        // Nothing has been written yet.
        if hope.refused || self.failed() {
            return (Ok(Optimistic::Refused), is_sound);
        }
        if ending == Ending::RollBack {
            let told = if hope.rests_on_something() { Optimistic::Refused } else { Optimistic::Done };
            return (Ok(told), is_sound);
        }
        let done = match &mut self.conn {
            DbConn::Pg(c) => hope.fulfil(&self.pending, c),
            DbConn::Sqlite(_) => Ok(Optimistic::Refused),
        };
        match done {
            Ok(done) => (Ok(done), is_sound),
            Err(error) if was_undone(&error) => (Ok(Optimistic::Refused), is_sound),
            // Whether it was done is not known then, as after a commit.
            Err(error) => (Err(store_error(error)), false),
        }
    }
}
