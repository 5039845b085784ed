//! Statements that are put together while they run.
//!
//! What diesel's own language says less plainly: which index a look takes, or one look for each of several values.
//! Values are always bound, never written into the text.

use std::borrow::Cow;

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, SmallInt, Text};
use diesel::sqlite::Sqlite;

use crate::sql_types::{Time, Uid, XTime, XUuid};

/// A value to be bound.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Id(Uid),
    At(Time),
    Words(String),
    Small(i16),
}

#[derive(Debug, Clone)]
enum Piece {
    Sql(Cow<'static, str>),
    /// What only SQLite understands.
    SqliteOnly(Cow<'static, str>),
    Value(Value),
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
    {
        out.unsafe_to_cache_prepared();
        for piece in &self.0 {
            match piece {
                Piece::Sql(sql) => out.push_sql(sql),
                Piece::SqliteOnly(sql) if is_sqlite => out.push_sql(sql),
                Piece::SqliteOnly(_) => {}
                Piece::Value(Value::Id(id)) => out.push_bind_param::<XUuid, _>(id)?,
                Piece::Value(Value::At(at)) => out.push_bind_param::<XTime, _>(at)?,
                Piece::Value(Value::Words(words)) => out.push_bind_param::<Text, _>(words)?,
                Piece::Value(Value::Small(number)) => out.push_bind_param::<SmallInt, _>(number)?,
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
