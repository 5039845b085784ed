//! Organizations: the tenants.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::id::OrganizationId;
use crate::store::{Scope, StoreResult};

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// Where its day begins and ends.
    pub time_zone: Tz,
}

impl Organization {
    /// The calendar day of `at` where the organization is; ticket numbers count within it.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.time_zone).date_naive()
    }
}

/// Reading organizations.
pub trait OrganizationReads {
    /// The organization of the scope.
    fn organization(&mut self, scope: Scope) -> StoreResult<Option<Organization>>;
}
