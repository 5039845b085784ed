//! Who wants the weekly mail with the figures.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use handover_domain::{AccountId, OrganizationId, ReportMailReads, ReportMailWrites, Scope, StoreResult};

use crate::connection::run;
use crate::schema::report_mails::dsl;
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

impl ReportMailReads for SqlTransaction<'_> {
    fn report_due(&mut self, scope: Scope, account: AccountId) -> StoreResult<Option<DateTime<Utc>>> {
        self.run_aside(|db| {
            let due: Option<Time> = run!(db, c => dsl::report_mails
                .filter(dsl::account_id.eq(Uid(account.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .select(dsl::due_at)
                .get_result(c)
                .optional())?;
            Ok(due.map(|at| at.0))
        })
    }

    fn organizations_with_reports(&mut self, now: DateTime<Utc>) -> StoreResult<Vec<OrganizationId>> {
        self.run_aside(|db| {
            let found: Vec<Uid> = run!(db, c => dsl::report_mails
                .filter(dsl::due_at.le(Time(now)))
                .select(dsl::organization_id)
                .distinct()
                .load(c))?;
            Ok(found.into_iter().map(|id| OrganizationId(id.0)).collect())
        })
    }
}

impl ReportMailWrites for SqlTransaction<'_> {
    fn put_report_due(
        &mut self,
        scope: Scope,
        account: AccountId,
        due: Option<DateTime<Utc>>,
    ) -> StoreResult<()> {
        let (account, organization) = (Uid(account.0), Uid(scope.organization().0));
        self.run_aside(|db| {
            match due {
                Some(due) => run!(db, c => diesel::insert_into(dsl::report_mails)
                    .values((
                        dsl::account_id.eq(account),
                        dsl::organization_id.eq(organization),
                        dsl::due_at.eq(Time(due)),
                    ))
                    .on_conflict(dsl::account_id)
                    .do_update()
                    .set(dsl::due_at.eq(excluded(dsl::due_at)))
                    .execute(c))?,
                None => run!(db, c => diesel::delete(dsl::report_mails)
                    .filter(dsl::account_id.eq(account))
                    .filter(dsl::organization_id.eq(organization))
                    .execute(c))?,
            };
            Ok(())
        })
    }

    fn take_reports(
        &mut self,
        scope: Scope,
        now: DateTime<Utc>,
        next: DateTime<Utc>,
    ) -> StoreResult<Vec<AccountId>> {
        self.run_aside(|db| {
            // One statement: who comes second waits for the first, looks again and finds nothing due.
            let taken: Vec<Uid> = run!(db, c => diesel::update(dsl::report_mails)
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::due_at.le(Time(now)))
                .set(dsl::due_at.eq(Time(next)))
                .returning(dsl::account_id)
                .get_results(c))?;
            let mut taken: Vec<AccountId> = taken.into_iter().map(|id| AccountId(id.0)).collect();
            taken.sort_unstable();
            Ok(taken)
        })
    }
}
