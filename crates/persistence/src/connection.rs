//! One connection of either database, and the macro that compiles a typed query once for each.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;
use diesel::{PgConnection, QueryResult, RunQueryDsl, SqliteConnection};

/// A connection of either database.
pub(crate) enum DbConn<'a> {
    Pg(&'a mut PgConnection),
    Sqlite(&'a mut SqliteConnection),
}

/// Runs one diesel body on whichever database it is. The two-armed form is for what has to differ.
macro_rules! run {
    ($db:expr, $c:ident => $body:expr) => {
        match $db {
            $crate::connection::DbConn::Pg(c) => {
                let $c: &mut diesel::PgConnection = c;
                $body
            }
            $crate::connection::DbConn::Sqlite(c) => {
                let $c: &mut diesel::SqliteConnection = c;
                $body
            }
        }
    };
    ($db:expr, pg($p:ident) => $pg:expr, sqlite($s:ident) => $sqlite:expr) => {
        match $db {
            $crate::connection::DbConn::Pg(c) => {
                let $p: &mut diesel::PgConnection = c;
                $pg
            }
            $crate::connection::DbConn::Sqlite(c) => {
                let $s: &mut diesel::SqliteConnection = c;
                $sqlite
            }
        }
    };
}
pub(crate) use run;

/// Wrappers that read as the statement within, and say that it stays prepared.
macro_rules! stay_prepared {
    ($($wrapper:ident),+) => {$(
        impl<Q, Conn> RunQueryDsl<Conn> for $wrapper<Q> {}

        impl<Q, DB> QueryFragment<DB> for $wrapper<Q>
        where
            DB: Backend,
            Q: QueryFragment<DB>,
        {
            fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
                self.0.walk_ast(out)
            }

            fn is_safe_to_cache_prepared(&self, _backend: &DB) -> QueryResult<bool> {
                Ok(true)
            }
        }
    )+};
}
stay_prepared!(Cached, Prepared, Adding);

/// A statement that stays prepared on its connection.
///
/// Diesel prepares every `UPDATE` and every upsert anew, because a changeset may leave columns out.
/// Those wrapped here never do: their text is the same each time. Only `load` and its kin keep them
/// prepared; `execute` asks a reference to the statement, which knows nothing of this.
pub(crate) struct Cached<Q>(pub(crate) Q);

impl<Q> QueryId for Cached<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Cached<Q> {
    type SqlType = Q::SqlType;
}

/// `UPDATE table SET … WHERE …` that stays prepared on its connection and is found there by its name, `Id`, without
/// its text being put together again. Counts the rows.
///
/// Everything in it but what is bound must always be the same. On SQLite this is cheaper than [`Cached`] with a
/// `RETURNING`, for whose rows a table is made and thrown away each time.
pub(crate) struct Update<Id, C, W> {
    id: PhantomData<Id>,
    table: &'static str,
    changes: C,
    only: W,
}

impl<Id, C, W> Update<Id, C, W> {
    /// Makes `changes` to the rows of `table` that are `only` these.
    pub(crate) fn of(table: &'static str, changes: C, only: W) -> Self {
        Self { id: PhantomData, table, changes, only }
    }
}

impl<Id: 'static, C, W> QueryId for Update<Id, C, W> {
    type QueryId = Update<Id, (), ()>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Id, C, W, DB> QueryFragment<DB> for Update<Id, C, W>
where
    DB: Backend,
    C: QueryFragment<DB>,
    W: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("UPDATE ");
        out.push_identifier(self.table)?;
        out.push_sql(" SET ");
        self.changes.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.only.walk_ast(out.reborrow())
    }
}

impl<Id, C, W, Conn> RunQueryDsl<Conn> for Update<Id, C, W> {}

/// A statement of which only what is bound ever changes, and diesel knows it by its type: it stays prepared without
/// being gone through each time to see whether it may.
pub(crate) struct Prepared<Q>(pub(crate) Q);

impl<Q: QueryId> QueryId for Prepared<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q: Query> Query for Prepared<Q> {
    type SqlType = Q::SqlType;
}

/// An `INSERT` that returns nothing, likewise. Only what is loaded is taken at its word, so it is, as no rows.
pub(crate) struct Adding<Q>(pub(crate) Q);

impl<Q: QueryId> QueryId for Adding<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q> Query for Adding<Q> {
    type SqlType = BigInt;
}

/// Runs such an `INSERT`.
macro_rules! add {
    ($insert:expr, $c:expr) => {
        $crate::connection::Adding($insert).load::<i64>($c).map(drop)
    };
}
pub(crate) use add;

/// The first `N` rows of a query that stays prepared: [`AtMost`] where the number is always the same, which spares
/// putting the text together to find the statement.
pub(crate) struct First<Q, const N: i64>(pub(crate) Q);

impl<Q: QueryId, const N: i64> QueryId for First<Q, N> {
    type QueryId = First<Q::QueryId, N>;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q: Query, const N: i64> Query for First<Q, N> {
    type SqlType = Q::SqlType;
}

impl<Q, Conn, const N: i64> RunQueryDsl<Conn> for First<Q, N> {}

impl<Q, DB, const N: i64> QueryFragment<DB> for First<Q, N>
where
    DB: Backend,
    Q: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT ");
        out.push_sql(&N.to_string());
        Ok(())
    }

    fn is_safe_to_cache_prepared(&self, _backend: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

/// At most so many rows of a query, the number written into the statement.
///
/// Diesel binds it instead, and SQLite plans a statement anew whenever the value behind a `LIMIT` is
/// bound again, which costs more than reading a few rows.
pub(crate) struct AtMost<Q>(pub(crate) Q, pub(crate) i64);

/// The numbers that use cases ask for by themselves; a statement with one of these stays prepared.
const USUAL_LIMITS: [i64; 4] = [1, 20, 100, 200];

/// How many rows a query has, counted to so many at most.
pub(crate) struct CountTo<Q>(pub(crate) Q, pub(crate) i64);

impl<Q> QueryId for CountTo<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for CountTo<Q> {
    type SqlType = BigInt;
}

impl<Q, Conn> RunQueryDsl<Conn> for CountTo<Q> {}

impl<Q, DB> QueryFragment<DB> for CountTo<Q>
where
    DB: Backend,
    Q: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT count(*) FROM (");
        push_at_most(&self.0, self.1, &mut out)?;
        out.push_sql(") AS counted");
        Ok(())
    }

    /// Nothing in such a query changes but what is bound.
    fn is_safe_to_cache_prepared(&self, _backend: &DB) -> QueryResult<bool> {
        Ok(USUAL_LIMITS.contains(&self.1))
    }
}

impl<Q> QueryId for AtMost<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for AtMost<Q> {
    type SqlType = Q::SqlType;
}

impl<Q, Conn> RunQueryDsl<Conn> for AtMost<Q> {}

impl<Q, DB> QueryFragment<DB> for AtMost<Q>
where
    DB: Backend,
    Q: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        push_at_most(&self.0, self.1, &mut out)
    }
}

fn push_at_most<'b, DB: Backend>(
    query: &'b impl QueryFragment<DB>,
    most: i64,
    out: &mut AstPass<'_, 'b, DB>,
) -> QueryResult<()> {
    if !USUAL_LIMITS.contains(&most) {
        // A caller that asks for every possible number would leave a statement for each.
        out.unsafe_to_cache_prepared();
    }
    query.walk_ast(out.reborrow())?;
    out.push_sql(" LIMIT ");
    out.push_sql(&most.to_string());
    Ok(())
}
