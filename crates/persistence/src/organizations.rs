//! Organizations.

use diesel::prelude::*;
use handover_domain::{Organization, OrganizationId, OrganizationReads, Scope, StoreResult};

use crate::connection::run;
use crate::decode::word;
use crate::schema::organizations::dsl;
use crate::sql_types::Uid;
use crate::transaction::SqlTransaction;

impl OrganizationReads for SqlTransaction<'_> {
    fn organization(&mut self, scope: Scope) -> StoreResult<Option<Organization>> {
        let id = scope.organization();
        self.run_aside(|db| {
            let row: Option<(Uid, String, String)> =
                run!(db, c => dsl::organizations.find(Uid(id.0)).get_result(c).optional())?;
            row.map(|(id, name, zone)| {
                Ok(Organization {
                    id: OrganizationId(id.0),
                    name,
                    time_zone: word("organizations.time_zone", &zone, |zone| zone.parse().ok())?,
                })
            })
            .transpose()
        })
    }
}
