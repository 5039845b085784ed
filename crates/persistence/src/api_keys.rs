//! API keys.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use handover_domain::{
    ApiKey, ApiKeyId, ApiKeyReads, ApiKeyWrites, KeyScope, OrganizationId, Scope, StoreResult, TokenHash,
};

use crate::connection::run;
use crate::decode::{document, to_document, word};
use crate::schema::api_keys::{self, dsl};
use crate::sql_types::{Document, Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `api_keys`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = api_keys)]
#[diesel(treat_none_as_default_value = false)]
struct KeyRow {
    id: Uid,
    organization_id: Uid,
    name: String,
    hash: Vec<u8>,
    scopes: Document,
    created_at: Time,
    expires_at: Option<Time>,
    revoked_at: Option<Time>,
    last_used_at: Option<Time>,
}

impl KeyRow {
    fn of(key: &ApiKey) -> QueryResult<Self> {
        let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
        Ok(Self {
            id: Uid(key.id.0),
            organization_id: Uid(key.organization_id.0),
            name: key.name.clone(),
            hash: key.hash.as_bytes().to_vec(),
            scopes: to_document(&scopes)?,
            created_at: Time(key.created_at),
            expires_at: key.expires_at.map(Time),
            revoked_at: key.revoked_at.map(Time),
            last_used_at: key.last_used_at.map(Time),
        })
    }

    fn into_domain(self) -> QueryResult<ApiKey> {
        let scopes: Vec<String> = document("api_keys.scopes", &self.scopes)?;
        let scope = |name: String| word("api_keys.scopes", &name, KeyScope::parse);
        let hash = |hash: Vec<u8>| TokenHash::new(hash.try_into().ok()?);
        Ok(ApiKey {
            id: ApiKeyId(self.id.0),
            organization_id: OrganizationId(self.organization_id.0),
            name: self.name,
            hash: hash(self.hash).ok_or_else(unreadable_hash)?,
            scopes: scopes.into_iter().map(scope).collect::<QueryResult<_>>()?,
            created_at: self.created_at.0,
            expires_at: self.expires_at.map(|at| at.0),
            revoked_at: self.revoked_at.map(|at| at.0),
            last_used_at: self.last_used_at.map(|at| at.0),
        })
    }
}

fn unreadable_hash() -> diesel::result::Error {
    diesel::result::Error::DeserializationError("the column api_keys.hash holds no hash of a key".into())
}

impl ApiKeyReads for SqlTransaction<'_> {
    fn api_key_by_hash(&mut self, hash: &TokenHash) -> StoreResult<Option<ApiKey>> {
        self.run_aside(|db| {
            let row: Option<KeyRow> = run!(db, c => dsl::api_keys
                .filter(dsl::hash.eq(hash.as_bytes().as_slice()))
                .select(KeyRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(KeyRow::into_domain).transpose()
        })
    }

    fn api_keys(&mut self, scope: Scope) -> StoreResult<Vec<ApiKey>> {
        self.run_aside(|db| {
            let rows: Vec<KeyRow> = run!(db, c => dsl::api_keys
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .order((dsl::created_at, dsl::id))
                .select(KeyRow::as_select())
                .load(c))?;
            rows.into_iter().map(KeyRow::into_domain).collect()
        })
    }
}

impl ApiKeyWrites for SqlTransaction<'_> {
    fn insert_api_key(&mut self, key: &ApiKey) -> StoreResult<()> {
        self.run_aside(|db| {
            let row = KeyRow::of(key)?;
            run!(db, c => diesel::insert_into(dsl::api_keys).values(&row).execute(c))?;
            Ok(())
        })
    }

    fn revoke_api_key(
        &mut self,
        scope: Scope,
        id: ApiKeyId,
        now: DateTime<Utc>,
    ) -> StoreResult<Option<ApiKey>> {
        self.run_aside(|db| {
            let mine =
                dsl::api_keys.find(Uid(id.0)).filter(dsl::organization_id.eq(Uid(scope.organization().0)));
            run!(&mut *db, c => diesel::update(mine.filter(dsl::revoked_at.is_null()))
                .set(dsl::revoked_at.eq(Some(Time(now))))
                .execute(c))?;
            let row: Option<KeyRow> =
                run!(db, c => mine.select(KeyRow::as_select()).get_result(c).optional())?;
            row.map(KeyRow::into_domain).transpose()
        })
    }

    fn touch_api_key(
        &mut self,
        hash: &TokenHash,
        noted_before: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        self.run_aside(|db| {
            run!(db, c => diesel::update(dsl::api_keys)
                .filter(dsl::hash.eq(hash.as_bytes().as_slice()))
                .filter(dsl::last_used_at.is_null().or(dsl::last_used_at.le(Time(noted_before))))
                .set(dsl::last_used_at.eq(Some(Time(now))))
                .execute(c))?;
            Ok(())
        })
    }
}
