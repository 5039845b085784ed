//! Tickets, their numbers and their history.

use chrono::NaiveDate;
use diesel::prelude::*;
use handover_domain::{
    Scope, SessionId, Sought, StoreResult, Ticket, TicketEvent, TicketEventId, TicketFilter, TicketId,
    TicketKey, TicketNumber, TicketOrder, TicketReads, TicketTally, TicketWrites,
};

use crate::connection::{Cached, DbConn, First, Update, run};
use crate::pieces::Pieces;
use crate::schema::{support_tickets, ticket_events, ticket_numbers};
use crate::sql_types::Uid;
use crate::ticket_search::{Holding, Search, SearchRow, walk};
use crate::transaction::SqlTransaction;

mod look;
#[cfg(test)]
mod plans;
mod rows;
mod tally;

pub(crate) use look::restrict;
use look::{AmongThese, Look};
pub(crate) use rows::{TicketEventRow, TicketRow};

/// The names of statements.
struct StoreTicket;
struct CountTicket;

impl TicketReads for SqlTransaction<'_> {
    fn ticket(&mut self, scope: Scope, id: TicketId) -> StoreResult<Option<Ticket>> {
        self.run(|db| {
            let row: Option<TicketRow> = run!(db, c => support_tickets::table
                .filter(support_tickets::id.eq(Uid(id.0)))
                .filter(support_tickets::organization_id.eq(Uid(scope.organization().0)))
                .select(TicketRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(TicketRow::into_domain).transpose()
        })
    }

    fn ticket_by_number(&mut self, scope: Scope, number: &TicketNumber) -> StoreResult<Option<Ticket>> {
        self.run(|db| {
            let row: Option<TicketRow> = run!(db, c => support_tickets::table
                .filter(support_tickets::organization_id.eq(Uid(scope.organization().0)))
                .filter(support_tickets::ticket_number.eq(number.as_str()))
                .select(TicketRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(TicketRow::into_domain).transpose()
        })
    }

    fn ticket_of_session(&mut self, scope: Scope, session: SessionId) -> StoreResult<Option<Ticket>> {
        self.run(|db| {
            let newest = support_tickets::table
                .filter(support_tickets::session_id.eq(Uid(session.0)))
                .filter(support_tickets::organization_id.eq(Uid(scope.organization().0)))
                // One that is over has a time when that was.
                .order((
                    support_tickets::resolved_at.is_null().desc(),
                    support_tickets::created_at.desc(),
                    support_tickets::id.desc(),
                ));
            let row: Option<TicketRow> =
                run!(db, c => First::<_, 1>(newest.select(TicketRow::as_select())).get_result(c).optional())?;
            row.map(TicketRow::into_domain).transpose()
        })
    }

    fn tickets_merged_into(&mut self, scope: Scope, target: TicketId) -> StoreResult<Vec<Ticket>> {
        self.run(|db| {
            let rows: Vec<TicketRow> = run!(db, c => support_tickets::table
                .filter(support_tickets::merged_into.eq(Uid(target.0)))
                .filter(support_tickets::organization_id.eq(Uid(scope.organization().0)))
                .order((support_tickets::resolved_at, support_tickets::id))
                .select(TicketRow::as_select())
                .load(c))?;
            rows.into_iter().map(TicketRow::into_domain).collect()
        })
    }

    fn tickets(
        &mut self,
        scope: Scope,
        filter: &TicketFilter,
        page: (TicketOrder, Option<TicketKey>),
        limit: i64,
    ) -> StoreResult<Vec<Ticket>> {
        let chosen = Look { scope, filter, page, limit }.statement("id");
        self.run(|db| {
            let rows: Vec<TicketRow> = run!(db, c => support_tickets::table
                .filter(AmongThese(chosen))
                .select(TicketRow::as_select())
                .load(c))?;
            let mut tickets = rows.into_iter().map(TicketRow::into_domain).collect::<Result<Vec<_>, _>>()?;
            tickets.sort_by(|one, other| page.0.compare(&TicketKey::of(one), &TicketKey::of(other)));
            Ok(tickets)
        })
    }

    fn tally_tickets(
        &mut self,
        scope: Scope,
        (filter, sought): (&TicketFilter, Option<&Sought>),
        most: i64,
    ) -> StoreResult<Vec<TicketTally>> {
        let mut tallies = Vec::new();
        let mut count = |db: &mut DbConn<'_>, chosen| {
            let counted = tally::counted(chosen);
            let rows: Vec<tally::TallyRow> = run!(db, c => counted.load(c))?;
            let found = rows.into_iter().map(tally::read).collect::<QueryResult<Vec<_>>>()?;
            let many = found.iter().map(|tally| tally.count).sum();
            tallies.extend(found);
            Ok(many)
        };
        self.run(|db| match sought {
            Some(sought) => {
                let search = Search { scope, sought, filter, holding: Holding::Any, behind: None };
                walk(db, &search, most, |db, chosen| {
                    let mut sql = Pieces::default();
                    sql.sql("SELECT ").sql(tally::COLUMNS).sql(" FROM (").add(chosen).sql(") AS chosen");
                    count(db, sql)
                })
            }
            None => {
                let look = Look { scope, filter, page: (TicketOrder::Newest, None), limit: most };
                count(db, look.statement(tally::COLUMNS)).map(drop)
            }
        })?;
        Ok(tallies)
    }

    fn ticket_events(&mut self, scope: Scope, ticket: TicketId) -> StoreResult<Vec<TicketEvent>> {
        self.run(|db| {
            let rows: Vec<TicketEventRow> = run!(db, c => ticket_events::table
                .filter(ticket_events::ticket_id.eq(Uid(ticket.0)))
                .filter(ticket_events::organization_id.eq(Uid(scope.organization().0)))
                .order((ticket_events::at, ticket_events::id))
                .select(TicketEventRow::as_select())
                .load(c))?;
            rows.into_iter().map(TicketEventRow::into_domain).collect()
        })
    }

    fn ticket_event(&mut self, scope: Scope, id: TicketEventId) -> StoreResult<Option<TicketEvent>> {
        self.run(|db| {
            let row: Option<TicketEventRow> = run!(db, c => ticket_events::table
                .filter(ticket_events::id.eq(Uid(id.0)))
                .filter(ticket_events::organization_id.eq(Uid(scope.organization().0)))
                .select(TicketEventRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(TicketEventRow::into_domain).transpose()
        })
    }
}

impl TicketWrites for SqlTransaction<'_> {
    fn next_ticket_count(&mut self, scope: Scope, day: NaiveDate) -> StoreResult<i64> {
        use ticket_numbers::dsl;
        self.run_aside(|db| {
            let first = (
                dsl::organization_id.eq(Uid(scope.organization().0)),
                dsl::day.eq(day),
                dsl::tickets.eq(1_i64),
            );
            let today = dsl::ticket_numbers.find((Uid(scope.organization().0), day));
            run!(db,
            pg(c) => Cached(
                diesel::insert_into(dsl::ticket_numbers)
                    .values(first)
                    .on_conflict((dsl::organization_id, dsl::day))
                    .do_update()
                    .set(dsl::tickets.eq(dsl::tickets + 1_i64))
                    .returning(dsl::tickets))
            .get_result(c),
            // Nobody else writes meanwhile.
            sqlite(c) => {
                let only = dsl::organization_id.eq(Uid(scope.organization().0)).and(dsl::day.eq(day));
                let more = dsl::tickets.eq(dsl::tickets + 1_i64).as_changeset();
                if Update::<CountTicket, _, _>::of("ticket_numbers", more, only).execute(c)? == 0 {
                    diesel::insert_into(dsl::ticket_numbers).values(first).execute(c)?;
                }
                today.select(dsl::tickets).get_result(c)
            })
        })
    }

    fn insert_ticket(&mut self, ticket: &Ticket) -> StoreResult<()> {
        self.add(|pending| {
            pending.tickets.push(TicketRow::of(ticket)?);
            pending.searches.push(SearchRow::of(ticket));
            Ok(())
        })
    }

    fn update_ticket(&mut self, ticket: &mut Ticket) -> StoreResult<()> {
        use support_tickets::dsl;
        // The ticket itself may be among what is pending, and an update would not see it.
        self.finish()?;
        self.run_fresh(|db, mut pending| {
            let mut row = TicketRow::of(ticket)?;
            pending.talked_in = Some(Uid(ticket.session_id.0));
            row.version += 1;
            let fresh = dsl::id
                .eq(row.id)
                .and(dsl::organization_id.eq(row.organization_id))
                .and(dsl::version.eq(ticket.version));
            run!(db,
            pg(c) => {
                let update = diesel::update(dsl::support_tickets).filter(fresh).set(&row);
                pending.add_to_postgres(c, &update.returning(dsl::version))
            },
            sqlite(c) => {
                pending.add_to_sqlite(c)?;
                Update::<StoreTicket, _, _>::of("support_tickets", row.as_changeset(), fresh).execute(c)
            })
        })?;
        ticket.version += 1;
        Ok(())
    }

    fn insert_ticket_events(&mut self, scope: Scope, events: &[TicketEvent]) -> StoreResult<()> {
        self.add(|pending| {
            pending.ticket_events.extend(events.iter().map(|event| TicketEventRow::of(scope, event)));
            Ok(())
        })
    }
}
