//! Ratings.

use diesel::prelude::*;
use handover_domain::{
    RatedHelp, Rating, RatingReads, RatingWrites, Scope, SessionId, Stars, StoreResult, TicketId,
};

use crate::connection::{Cached, run};
use crate::decode::{number, word};
use crate::schema::session_ratings::{self, dsl};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `session_ratings`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = session_ratings, treat_none_as_default_value = false)]
struct RatingRow {
    session_id: Uid,
    about: String,
    organization_id: Uid,
    ticket_id: Option<Uid>,
    rating: i32,
    comment: Option<String>,
    first_at: Time,
    at: Time,
}

impl RatingRow {
    fn of(scope: Scope, rating: &Rating) -> Self {
        Self {
            session_id: Uid(rating.session_id.0),
            about: rating.about.as_str().to_owned(),
            organization_id: Uid(scope.organization().0),
            ticket_id: rating.ticket_id.map(|id| Uid(id.0)),
            rating: u8::from(rating.stars).into(),
            comment: rating.comment.clone(),
            first_at: Time(rating.first_at),
            at: Time(rating.at),
        }
    }

    fn into_domain(self) -> QueryResult<Rating> {
        Ok(Rating {
            session_id: SessionId(self.session_id.0),
            about: word("session_ratings.about", &self.about, RatedHelp::parse)?,
            ticket_id: self.ticket_id.map(|id| TicketId(id.0)),
            stars: stars("session_ratings.rating", self.rating)?,
            comment: self.comment,
            first_at: self.first_at.0,
            at: self.at.0,
        })
    }
}

/// Reads how good something was found.
pub(crate) fn stars(column: &'static str, rating: i32) -> QueryResult<Stars> {
    let rating: u8 = number(column, rating.into())?;
    Stars::try_from(rating).map_err(|error| diesel::result::Error::DeserializationError(Box::new(error)))
}

impl RatingReads for SqlTransaction<'_> {
    fn rating(&mut self, scope: Scope, session: SessionId, about: RatedHelp) -> StoreResult<Option<Rating>> {
        self.run_aside(|db| {
            let row: Option<RatingRow> = run!(db, c => dsl::session_ratings
                .filter(dsl::session_id.eq(Uid(session.0)))
                .filter(dsl::about.eq(about.as_str()))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .select(RatingRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(RatingRow::into_domain).transpose()
        })
    }
}

impl RatingWrites for SqlTransaction<'_> {
    fn put_rating(&mut self, scope: Scope, rating: &Rating) -> StoreResult<()> {
        // The ticket that it names may be among what is pending.
        self.run(|db| {
            let row = RatingRow::of(scope, rating);
            let changed = (
                dsl::ticket_id.eq(row.ticket_id),
                dsl::rating.eq(row.rating),
                dsl::comment.eq(row.comment.clone()),
                dsl::at.eq(row.at),
            );
            run!(db, c => Cached(
                diesel::insert_into(dsl::session_ratings)
                    .values(&row)
                    .on_conflict((dsl::session_id, dsl::about))
                    .do_update()
                    .set(changed)
                    .returning(dsl::rating))
            .load::<i32>(c))?;
            Ok(())
        })
    }
}
