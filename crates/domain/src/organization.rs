//! Organizations: the tenants.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::id::{Ids, OrganizationId};
use crate::store::{Scope, StoreResult, Transaction};

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// The host system's name for it, which no other organization has. The default one has none.
    pub key: Option<String>,
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

    /// The organization that the host system calls `key`.
    fn organization_by_key(&mut self, key: &str) -> StoreResult<Option<Organization>>;
}

/// Adding organizations.
pub trait OrganizationWrites {
    /// Adds an organization; `false` when its key is taken.
    fn insert_organization(&mut self, organization: &Organization) -> StoreResult<bool>;
}

/// The organization that the host system calls `key`. One that was never heard of is made where
/// `may_create` allows it, with the days of the default one; otherwise, and for a key that is empty,
/// longer than 200 characters or not one line, there is none.
///
/// # Errors
/// Those of the store.
pub fn organization_for(
    tx: &mut dyn Transaction,
    ids: &dyn Ids,
    (key, may_create): (&str, bool),
) -> StoreResult<Option<Organization>> {
    if key.trim().is_empty() || key.chars().count() > 200 || key.chars().any(char::is_control) {
        return Ok(None);
    }
    let known = tx.organization_by_key(key)?;
    if known.is_some() || !may_create {
        return Ok(known);
    }
    let default = tx.organization(Scope::of(OrganizationId::DEFAULT))?;
    let new = Organization {
        id: OrganizationId(ids.row()),
        key: Some(key.to_owned()),
        name: key.trim().to_owned(),
        time_zone: default.map_or(Tz::UTC, |default| default.time_zone),
    };
    if tx.insert_organization(&new)? {
        return Ok(Some(new));
    }
    // Somebody else was faster.
    tx.organization_by_key(key)
}
