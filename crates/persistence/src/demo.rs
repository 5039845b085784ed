//! Demonstrations: ending their notifications, and taking them away again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use handover_domain::insight::InsightWrites;
use handover_domain::{
    DeliveryResult, DemoMark, DemoReads, DemoRows, DemoWrites, OutboxId, OutboxStatus, OutboxWrites,
    OwnerKind, Scope, SessionId, SessionStatus, StoreResult, TicketNumber,
};

use crate::connection::{DbConn, run};
use crate::insight::forget_all_days;
use crate::schema::{
    accounts, ai_sessions, insight_changes, insight_sessions, machines, outbox, support_tickets,
    ticket_numbers, users,
};
use crate::sql_types::Uid;
use crate::transaction::SqlTransaction;

/// So many ids go into one statement.
const CHUNK: usize = 500;

impl DemoReads for SqlTransaction<'_> {
    fn demo_rows(&mut self, scope: Scope, mark: &DemoMark) -> StoreResult<DemoRows> {
        self.run(|db| {
            let organization = Uid(scope.organization().0);
            let sessions = marked_sessions(db, organization, mark)?;
            let mut tickets = 0;
            for some in sessions.chunks(CHUNK) {
                let found: i64 = run!(&mut *db, c => support_tickets::table
                    .filter(support_tickets::organization_id.eq(organization))
                    .filter(support_tickets::session_id.eq_any(some))
                    .count()
                    .get_result(c))?;
                tickets += found;
            }
            let known_users: i64 = run!(&mut *db, c => users::table
                .filter(users::organization_id.eq(organization))
                .filter(users::user_id.eq_any(&mark.users))
                .count()
                .get_result(c))?;
            let known_machines: i64 = run!(&mut *db, c => machines::table
                .filter(machines::organization_id.eq(organization))
                .filter(machines::machine_id.eq_any(&mark.machines))
                .count()
                .get_result(c))?;
            let counted = |rows: i64| usize::try_from(rows).unwrap_or_default();
            Ok(DemoRows {
                sessions: sessions.len(),
                tickets: counted(tickets),
                users: counted(known_users),
                machines: counted(known_machines),
                accounts: marked_accounts(db, organization, mark)?.len(),
            })
        })
    }
}

impl DemoWrites for SqlTransaction<'_> {
    fn end_outbox(
        &mut self,
        scope: Scope,
        id: OutboxId,
        (attempts, result): (i32, &DeliveryResult),
        at: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let claimed = self.run(|db| {
            run!(db, c => diesel::update(outbox::table)
                .filter(outbox::id.eq(Uid(id.0)))
                .filter(outbox::organization_id.eq(Uid(scope.organization().0)))
                .filter(outbox::status.eq(OutboxStatus::Waiting.as_str()))
                .filter(outbox::attempts.eq(0))
                .set(outbox::attempts.eq(attempts))
                .execute(c))
        })?;
        if claimed == 1 { self.finish_outbox(id, attempts, result, at) } else { Ok(false) }
    }

    fn remove_demo(&mut self, scope: Scope, mark: &DemoMark) -> StoreResult<DemoRows> {
        let found = self.demo_rows(scope, mark)?;
        let organization = Uid(scope.organization().0);
        let sessions = self.run(|db| marked_sessions(db, organization, mark))?;
        if self.run(|db| have_facts(db, organization, &sessions))? {
            // Whoever has read the facts learns that they are others now, and waits for us.
            self.raise_insight_revision(scope)?;
        }
        let left_alone = self.run(|db| {
            let (mut days, mut left_alone) = (BTreeSet::new(), Vec::new());
            forget_all_days(db, organization)?;
            for some in sessions.chunks(CHUNK) {
                left_alone.extend(let_go(db, organization, some)?);
                let numbers: Vec<String> = run!(&mut *db, c => diesel::delete(support_tickets::table)
                    .filter(support_tickets::organization_id.eq(organization))
                    .filter(support_tickets::session_id.eq_any(some))
                    .returning(support_tickets::ticket_number)
                    .get_results(c))?;
                days.extend(numbers.iter().filter_map(|number| day_and_count(number)).map(|(day, _)| day));
                run!(&mut *db, c => diesel::delete(insight_changes::table)
                    .filter(insight_changes::organization_id.eq(organization))
                    .filter(insight_changes::session_id.eq_any(some))
                    .execute(c))?;
                // Everything else that hangs on a session goes with its row.
                run!(&mut *db, c => diesel::delete(ai_sessions::table)
                    .filter(ai_sessions::organization_id.eq(organization))
                    .filter(ai_sessions::session_id.eq_any(some))
                    .execute(c))?;
            }
            count_anew(db, organization, &days)?;
            run!(&mut *db, c => diesel::delete(users::table)
                .filter(users::organization_id.eq(organization))
                .filter(users::user_id.eq_any(&mark.users))
                .execute(c))?;
            run!(&mut *db, c => diesel::delete(machines::table)
                .filter(machines::organization_id.eq(organization))
                .filter(machines::machine_id.eq_any(&mark.machines))
                .execute(c))?;
            let ours = marked_accounts(db, organization, mark)?;
            run!(db, c => diesel::delete(accounts::table)
                .filter(accounts::organization_id.eq(organization))
                .filter(accounts::id.eq_any(&ours))
                .execute(c))?;
            Ok(left_alone)
        })?;
        for id in left_alone.into_iter().filter(|id| !sessions.contains(id)) {
            self.note_change(scope.organization(), SessionId(id.0))?;
        }
        Ok(found)
    }
}

/// Ends the sessions of others that are served by the tickets of `sessions`, because their own were merged into these.
fn let_go(db: &mut DbConn<'_>, organization: Uid, sessions: &[Uid]) -> QueryResult<Vec<Uid>> {
    use ai_sessions::dsl;
    let going = support_tickets::table
        .filter(support_tickets::session_id.eq_any(sessions))
        .select(support_tickets::id.nullable());
    run!(db, c => diesel::update(dsl::ai_sessions)
        .filter(dsl::organization_id.eq(organization))
        .filter(dsl::status.eq(SessionStatus::Escalated.as_str()))
        .filter(dsl::served_by.eq_any(going))
        .set((
            dsl::status.eq(SessionStatus::Completed.as_str()),
            dsl::owner.eq(OwnerKind::Assistant.as_str()),
            dsl::owner_expert_id.eq(None::<String>),
            dsl::guidance.eq(None::<String>),
            dsl::epoch.eq(dsl::epoch + 1),
            dsl::version.eq(dsl::version + 1),
        ))
        .returning(dsl::session_id)
        .get_results(c))
}

fn marked_sessions(db: &mut DbConn<'_>, organization: Uid, mark: &DemoMark) -> QueryResult<Vec<Uid>> {
    let theirs: Vec<Uid> = run!(db, c => ai_sessions::table
        .filter(ai_sessions::organization_id.eq(organization))
        .filter(ai_sessions::user_id.eq_any(&mark.users))
        .select(ai_sessions::session_id)
        .load(c))?;
    Ok(theirs.into_iter().filter(|id| mark.is_on(id.0)).collect())
}

fn marked_accounts(db: &mut DbConn<'_>, organization: Uid, mark: &DemoMark) -> QueryResult<Vec<Uid>> {
    let all: Vec<Uid> = run!(db, c => accounts::table
        .filter(accounts::organization_id.eq(organization))
        .select(accounts::id)
        .load(c))?;
    Ok(all.into_iter().filter(|id| mark.is_on(id.0)).collect())
}

/// Whether figures have been derived from any of these sessions.
fn have_facts(db: &mut DbConn<'_>, organization: Uid, sessions: &[Uid]) -> QueryResult<bool> {
    for some in sessions.chunks(CHUNK) {
        let derived: i64 = run!(&mut *db, c => insight_sessions::table
            .filter(insight_sessions::organization_id.eq(organization))
            .filter(insight_sessions::session_id.eq_any(some))
            .count()
            .get_result(c))?;
        if derived > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

fn day_and_count(number: &str) -> Option<(NaiveDate, i64)> {
    let number = TicketNumber::parse(number)?;
    let (day, count) = number.day_and_count()?;
    Some((NaiveDate::parse_from_str(day, "%Y%m%d").ok()?, count))
}

/// Lets the counts of `days` go on after the tickets that are left.
fn count_anew(db: &mut DbConn<'_>, organization: Uid, days: &BTreeSet<NaiveDate>) -> QueryResult<()> {
    let mut highest: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for day in days {
        let left: Vec<String> = run!(&mut *db, c => support_tickets::table
            .filter(support_tickets::organization_id.eq(organization))
            .filter(support_tickets::ticket_number.like(format!("%-{}-%", day.format("%Y%m%d"))))
            .select(support_tickets::ticket_number)
            .load(c))?;
        if let Some(most) = left.iter().filter_map(|number| day_and_count(number)).map(|(_, n)| n).max() {
            highest.insert(*day, most);
        }
    }
    for day in days {
        match highest.get(day) {
            Some(most) => run!(&mut *db, c => diesel::update(ticket_numbers::table)
                .filter(ticket_numbers::organization_id.eq(organization))
                .filter(ticket_numbers::day.eq(day))
                .set(ticket_numbers::tickets.eq(most))
                .execute(c))?,
            None => run!(&mut *db, c => diesel::delete(ticket_numbers::table)
                .filter(ticket_numbers::organization_id.eq(organization))
                .filter(ticket_numbers::day.eq(day))
                .execute(c))?,
        };
    }
    Ok(())
}
