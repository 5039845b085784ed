//! Statements that are put together while they run.
//!
//! What diesel's own language says less plainly: which index a look takes, or one look for each of several values.
//! Values are always bound, never written into the text.

use std::borrow::Cow;
use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, SmallInt, Text};
use diesel::sqlite::Sqlite;
use diesel::{QueryResult, RunQueryDsl};

use crate::sql_types::{Time, Uid, XTime, XUuid};

/// A value to be bound.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Id(Uid),
    At(Time),
    Words(String),
    Small(i16),
    Big(i64),
}

#[derive(Debug, Clone)]
enum Piece {
    Sql(Cow<'static, str>),
    /// What only SQLite understands.
    SqliteOnly(Cow<'static, str>),
    /// What only PostgreSQL understands.
    PostgresOnly(Cow<'static, str>),
    Value(Value),
    SqliteValue(Value),
    PostgresValue(Value),
}

/// A statement in pieces. Never kept prepared, because there may be as many as there are wishes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pieces(Vec<Piece>);

impl Pieces {
    /// Adds a part of the statement.
    pub(crate) fn sql(&mut self, sql: impl Into<Cow<'static, str>>) -> &mut Self {
        self.0.push(Piece::Sql(sql.into()));
        self
    }

    /// Adds a part that PostgreSQL is not told.
    pub(crate) fn sqlite_only(&mut self, sql: impl Into<Cow<'static, str>>) -> &mut Self {
        self.0.push(Piece::SqliteOnly(sql.into()));
        self
    }

    /// Adds a part that SQLite is not told.
    pub(crate) fn postgres_only(&mut self, sql: impl Into<Cow<'static, str>>) -> &mut Self {
        self.0.push(Piece::PostgresOnly(sql.into()));
        self
    }

    /// Adds a value for SQLite alone.
    pub(crate) fn sqlite_value(&mut self, value: Value) -> &mut Self {
        self.0.push(Piece::SqliteValue(value));
        self
    }

    /// Adds a value for PostgreSQL alone.
    pub(crate) fn postgres_value(&mut self, value: Value) -> &mut Self {
        self.0.push(Piece::PostgresValue(value));
        self
    }

    /// Adds a value.
    pub(crate) fn value(&mut self, value: Value) -> &mut Self {
        self.0.push(Piece::Value(value));
        self
    }

    /// Adds what `others` holds.
    pub(crate) fn add(&mut self, others: Self) -> &mut Self {
        self.0.extend(others.0);
        self
    }

    fn walk<'b, DB>(&'b self, mut out: AstPass<'_, 'b, DB>, is_sqlite: bool) -> QueryResult<()>
    where
        DB: Backend + HasSqlType<XUuid> + HasSqlType<XTime>,
        Uid: ToSql<XUuid, DB>,
        Time: ToSql<XTime, DB>,
        String: ToSql<Text, DB>,
        i16: ToSql<SmallInt, DB>,
        i64: ToSql<BigInt, DB>,
    {
        out.unsafe_to_cache_prepared();
        for piece in &self.0 {
            let value = match piece {
                Piece::Sql(sql) => {
                    out.push_sql(sql);
                    continue;
                }
                Piece::SqliteOnly(sql) | Piece::PostgresOnly(sql) => {
                    if is_sqlite == matches!(piece, Piece::SqliteOnly(_)) {
                        out.push_sql(sql);
                    }
                    continue;
                }
                Piece::SqliteValue(_) if !is_sqlite => continue,
                Piece::PostgresValue(_) if is_sqlite => continue,
                Piece::Value(value) | Piece::SqliteValue(value) | Piece::PostgresValue(value) => value,
            };
            match value {
                Value::Id(id) => out.push_bind_param::<XUuid, _>(id)?,
                Value::At(at) => out.push_bind_param::<XTime, _>(at)?,
                Value::Words(words) => out.push_bind_param::<Text, _>(words)?,
                Value::Small(number) => out.push_bind_param::<SmallInt, _>(number)?,
                Value::Big(number) => out.push_bind_param::<BigInt, _>(number)?,
            }
        }
        Ok(())
    }
}

impl QueryFragment<Pg> for Pieces {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.walk(out, false)
    }
}

impl QueryFragment<Sqlite> for Pieces {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        self.walk(out, true)
    }
}

/// A statement in pieces whose rows are of the SQL type `T`.
#[derive(Debug)]
pub(crate) struct Rows<T>(Pieces, PhantomData<T>);

impl<T> Rows<T> {
    /// The rows of `pieces`, which must give what `T` says.
    pub(crate) fn of(pieces: Pieces) -> Self {
        Self(pieces, PhantomData)
    }
}

impl<T> Query for Rows<T> {
    type SqlType = T;
}

impl<T, Conn> RunQueryDsl<Conn> for Rows<T> {}

impl<T> QueryId for Rows<T> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<T, DB: Backend> QueryFragment<DB> for Rows<T>
where
    Pieces: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}
