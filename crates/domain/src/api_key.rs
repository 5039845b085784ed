//! Keys that other programs show.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::account::TokenHash;
use crate::account_desk::{AccessError, one_line};
use crate::actor::Actor;
use crate::house::Scene;
use crate::id::{ApiKeyId, OrganizationId};
use crate::policy::{Action, KeyScope};
use crate::setting_change::{Altered, SettingKind, listed, record_change, told};
use crate::sign_in::{NOTED_EVERY, Recognised};
use crate::store::{Scope, StoreResult, Transaction, View};

/// How keys begin, so that one that leaked is recognised for what it is.
pub const API_KEY_PREFIX: &str = "hok_";

/// A key of another program. The key itself is shown once, to whoever makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// The tenant.
    pub organization_id: OrganizationId,
    /// What the program is called.
    pub name: String,
    /// The hash of the key.
    pub hash: TokenHash,
    /// What it may be used for.
    pub scopes: Vec<KeyScope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From when on it is worth nothing.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was last used, to within [`NOTED_EVERY`].
    pub last_used_at: Option<DateTime<Utc>>,
}

impl ApiKey {
    /// Whether it is worth anything at `now`.
    pub fn is_valid(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }

    /// What it is good for, for the history of settings.
    fn described(&self) -> String {
        let scopes = listed(self.scopes.iter().map(|scope| scope.as_str()));
        let end = self.expires_at.map(|end| end.to_rfc3339_opts(SecondsFormat::Secs, true));
        told([("scopes", &scopes), ("expires_at", &end.unwrap_or_default())])
    }
}

/// A program that is to have a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApiKey {
    /// What the program is called.
    pub name: String,
    /// What the key may be used for.
    pub scopes: Vec<KeyScope>,
    /// From when on it shall be worth nothing.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Reading API keys.
pub trait ApiKeyReads {
    /// The key with this hash in the whole install: the key says which.
    fn api_key_by_hash(&mut self, hash: &TokenHash) -> StoreResult<Option<ApiKey>>;

    /// All keys, also those that are worth nothing any more, oldest first.
    fn api_keys(&mut self, scope: Scope) -> StoreResult<Vec<ApiKey>>;
}

/// Changing API keys.
pub trait ApiKeyWrites {
    /// Adds a key.
    fn insert_api_key(&mut self, key: &ApiKey) -> StoreResult<()>;

    /// Marks a key as revoked, unless it is already, and returns it as it is then.
    fn revoke_api_key(
        &mut self,
        scope: Scope,
        id: ApiKeyId,
        now: DateTime<Utc>,
    ) -> StoreResult<Option<ApiKey>>;

    /// Notes that a key was used at `now`, unless that was noted after `noted_before` already.
    fn touch_api_key(
        &mut self,
        hash: &TokenHash,
        noted_before: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<()>;
}

/// Makes a key, whose holder will show what has the hash `hash`.
///
/// # Errors
/// [`AccessError`]
pub fn create_api_key(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    new: NewApiKey,
    hash: TokenHash,
) -> Result<ApiKey, AccessError> {
    scene.actor.demand(Action::ManageAccess)?;
    let mut scopes = new.scopes;
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Err(AccessError::NoScope);
    }
    if new.expires_at.is_some_and(|end| end <= scene.now) {
        return Err(AccessError::ExpiresInThePast);
    }
    let key = ApiKey {
        id: ApiKeyId(scene.ids.row()),
        organization_id: scene.actor.scope().organization(),
        name: one_line(&new.name)?,
        hash,
        scopes,
        created_at: scene.now,
        expires_at: new.expires_at,
        revoked_at: None,
        last_used_at: None,
    };
    tx.insert_api_key(&key)?;
    let made = Altered { from: None, to: Some(key.described()) };
    record_change(tx, scene, (SettingKind::ApiKey, &key.name), made)?;
    Ok(key)
}

/// Makes a key worth nothing from now on; one that was revoked before stays as it is.
///
/// # Errors
/// [`AccessError`]
pub fn revoke_api_key(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: ApiKeyId,
) -> Result<ApiKey, AccessError> {
    scene.actor.demand(Action::ManageAccess)?;
    let scope = scene.actor.scope();
    let held = tx.api_keys(scope)?.iter().any(|key| key.id == id && key.revoked_at.is_none());
    let key = tx.revoke_api_key(scope, id, scene.now)?.ok_or(AccessError::NoSuchKey)?;
    if held {
        let gone = Altered { from: Some(key.described()), to: None };
        record_change(tx, scene, (SettingKind::ApiKey, &key.name), gone)?;
    }
    Ok(key)
}

/// All keys of the organization, also those that are worth nothing any more, oldest first.
///
/// # Errors
/// [`AccessError`]
pub fn list_api_keys(view: &mut dyn View, scene: &Scene<'_>) -> Result<Vec<ApiKey>, AccessError> {
    scene.actor.demand(Action::ManageAccess)?;
    Ok(view.api_keys(scene.actor.scope())?)
}

/// Who shows the key of this hash.
///
/// # Errors
/// Those of the store.
pub fn actor_of_key(
    view: &mut dyn View,
    hash: &TokenHash,
    now: DateTime<Utc>,
) -> StoreResult<Option<Recognised>> {
    Ok(view.api_key_by_hash(hash)?.filter(|key| key.is_valid(now)).map(|key| Recognised {
        to_be_noted: key.last_used_at.is_none_or(|at| at + NOTED_EVERY <= now),
        actor: Actor::service(key.organization_id, key.id, (&key.name, key.scopes)),
    }))
}

/// Notes that a key was used.
///
/// # Errors
/// Those of the store.
pub fn note_key_use(tx: &mut dyn Transaction, hash: &TokenHash, now: DateTime<Utc>) -> StoreResult<()> {
    tx.touch_api_key(hash, now - NOTED_EVERY, now)
}
