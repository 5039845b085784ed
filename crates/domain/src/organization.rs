//! Organizations: the tenants.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::id::{Ids, OrganizationId};
use crate::store::{Scope, StoreError, StoreResult, Transaction, View};

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

    /// All organizations, the default one first and the others by key.
    fn organizations(&mut self) -> StoreResult<Vec<Organization>>;
}

/// Adding organizations.
pub trait OrganizationWrites {
    /// Adds an organization; `false` when its key is taken.
    fn insert_organization(&mut self, organization: &Organization) -> StoreResult<bool>;
}

/// An organization to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganization {
    /// The host system's name for it, as its tokens spell it.
    pub key: String,
    /// Its name; that of the host where none is given.
    pub name: Option<String>,
    /// Where its day begins and ends; where the default one's does if none is given.
    pub time_zone: Option<Tz>,
}

/// Why an organization was not added.
#[derive(Debug, thiserror::Error)]
pub enum OrganizationError {
    /// A key or name that cannot be one.
    #[error("the {0} of an organization is one line of 1 to {LONGEST} characters")]
    NotOneLine(&'static str),
    /// There is one of that key.
    #[error("there is an organization with the key `{0}`")]
    KeyTaken(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The longest key and name, in characters.
const LONGEST: usize = 200;

fn is_one_line(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control)
}

/// Adds an organization. Its caller vouches for having the right to: it belongs to no organization yet, so
/// that no role has it.
///
/// # Errors
/// [`OrganizationError`]; nothing is written then.
pub fn add_organization(
    tx: &mut dyn Transaction,
    ids: &dyn Ids,
    new: NewOrganization,
) -> Result<Organization, OrganizationError> {
    let name = new.name.as_deref().unwrap_or(&new.key).trim();
    for (what, text) in [("key", new.key.as_str()), ("name", name)] {
        if !is_one_line(text) {
            return Err(OrganizationError::NotOneLine(what));
        }
    }
    let time_zone = match new.time_zone {
        Some(zone) => zone,
        None => tx.organization(Scope::of(OrganizationId::DEFAULT))?.map_or(Tz::UTC, |o| o.time_zone),
    };
    let (id, name) = (OrganizationId(ids.row()), name.to_owned());
    let added = Organization { id, key: Some(new.key.clone()), name, time_zone };
    if tx.insert_organization(&added)? { Ok(added) } else { Err(OrganizationError::KeyTaken(new.key)) }
}

/// The organization that the host system calls `key`; none for a key that cannot be one.
///
/// # Errors
/// Those of the store.
pub fn organization_named(view: &mut dyn View, key: &str) -> StoreResult<Option<Organization>> {
    if is_one_line(key) { view.organization_by_key(key) } else { Ok(None) }
}

/// The organization that the host system calls `key`. One that was never heard of is made where
/// `may_create` allows it, with the days of the default one; otherwise, and for a key that cannot be one,
/// there is none.
///
/// # Errors
/// Those of the store.
pub fn organization_for(
    tx: &mut dyn Transaction,
    ids: &dyn Ids,
    (key, may_create): (&str, bool),
) -> StoreResult<Option<Organization>> {
    let known = organization_named(tx, key)?;
    if known.is_some() || !may_create {
        return Ok(known);
    }
    match add_organization(tx, ids, NewOrganization { key: key.to_owned(), name: None, time_zone: None }) {
        Ok(made) => Ok(Some(made)),
        Err(OrganizationError::NotOneLine(_)) => Ok(None),
        // Somebody else was faster.
        Err(OrganizationError::KeyTaken(_)) => tx.organization_by_key(key),
        Err(OrganizationError::Store(error)) => Err(error),
    }
}
