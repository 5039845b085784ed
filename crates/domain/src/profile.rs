//! What the host system told us about users and machines, so that mails and tickets can name them.

use chrono::{DateTime, Utc};

use crate::language::Language;
use crate::store::{Scope, StoreResult};

/// A user of the host system. The id is the host's own string and means nothing to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserProfile {
    /// The host's id.
    pub user_id: String,
    /// Name for people.
    pub name: Option<String>,
    /// Mail address; without one the user gets no mail.
    pub email: Option<String>,
    /// The user's company.
    pub organization_name: Option<String>,
    /// The user's role there.
    pub role: Option<String>,
    /// The language to write to them in.
    pub language: Option<Language>,
    /// When the host last told us.
    pub updated_at: DateTime<Utc>,
}

/// A machine of the host system. The id is the host's own string and means nothing to us.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MachineProfile {
    /// The host's id.
    pub machine_id: String,
    /// The host's user whose machine it is; it may be one that we know nothing else about.
    pub user_id: Option<String>,
    /// Name for people.
    pub name: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Serial number.
    pub serial: Option<String>,
    /// Operating hours.
    pub hours: Option<f64>,
    /// Where it is.
    pub location: Option<String>,
    /// When the host last told us.
    pub updated_at: DateTime<Utc>,
}

/// Reading what the host system told us.
pub trait ProfileReads {
    /// What is known about a user.
    fn user(&mut self, scope: Scope, user_id: &str) -> StoreResult<Option<UserProfile>>;

    /// What is known about a machine.
    fn machine(&mut self, scope: Scope, machine_id: &str) -> StoreResult<Option<MachineProfile>>;

    /// The first `limit` machines of a user by the bytes of their ids, and how many there are in all.
    fn machines_of_user(
        &mut self,
        scope: Scope,
        user_id: &str,
        limit: i64,
    ) -> StoreResult<(Vec<MachineProfile>, i64)>;
}

/// Remembering what the host system told us.
pub trait ProfileWrites {
    /// Stores a user, replacing what was known.
    fn put_user(&mut self, scope: Scope, user: &UserProfile) -> StoreResult<()>;

    /// Stores a machine, replacing what was known.
    fn put_machine(&mut self, scope: Scope, machine: &MachineProfile) -> StoreResult<()>;

    /// Removes what is known about a user, and nothing else. Returns whether there was anything.
    fn delete_user(&mut self, scope: Scope, user_id: &str) -> StoreResult<bool>;

    /// Removes what is known about a machine, and nothing else. Returns whether there was anything.
    fn delete_machine(&mut self, scope: Scope, machine_id: &str) -> StoreResult<bool>;
}
