//! Accounts and the links that their owners are sent.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use handover_domain::{
    Account, AccountId, AccountReads, AccountStatus, AccountToken, AccountWrites, EmailAddress, Language,
    OrganizationId, PasswordHash, Scope, StaffRole, StoreResult, TokenHash, TokenPurpose,
};

use crate::connection::run;
use crate::decode::word;
use crate::schema::{account_tokens, accounts};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `accounts`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
#[diesel(treat_none_as_default_value = false)]
pub(crate) struct AccountRow {
    id: Uid,
    organization_id: Uid,
    email: String,
    name: String,
    role: String,
    contact_id: Option<String>,
    status: String,
    password_hash: Option<String>,
    created_at: Time,
    updated_at: Time,
    language: String,
    subject: Option<String>,
}

impl AccountRow {
    fn of(account: &Account) -> Self {
        Self {
            id: Uid(account.id.0),
            organization_id: Uid(account.organization_id.0),
            email: account.email.as_str().to_owned(),
            name: account.name.clone(),
            role: account.role.as_str().to_owned(),
            contact_id: account.contact_id.clone(),
            status: account.status.as_str().to_owned(),
            password_hash: account.password_hash.as_ref().map(|hash| hash.as_str().to_owned()),
            created_at: Time(account.created_at),
            updated_at: Time(account.updated_at),
            language: account.language.code().to_owned(),
            subject: account.subject.clone(),
        }
    }

    pub(crate) fn into_domain(self) -> QueryResult<Account> {
        Ok(Account {
            id: AccountId(self.id.0),
            organization_id: OrganizationId(self.organization_id.0),
            email: word("accounts.email", &self.email, EmailAddress::parse)?,
            name: self.name,
            role: word("accounts.role", &self.role, StaffRole::parse)?,
            contact_id: self.contact_id,
            status: word("accounts.status", &self.status, AccountStatus::parse)?,
            password_hash: self.password_hash.map(PasswordHash::new),
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
            language: Language::from_tag(&self.language),
            subject: self.subject,
        })
    }
}

/// A row of `account_tokens`. The key named here is the one that a newer link has in common with the older.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = account_tokens, primary_key(account_id, purpose))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
struct TokenRow {
    hash: Vec<u8>,
    organization_id: Uid,
    account_id: Uid,
    purpose: String,
    expires_at: Time,
    used_at: Option<Time>,
}

impl TokenRow {
    fn of(scope: Scope, token: &AccountToken) -> Self {
        Self {
            hash: token.hash.as_bytes().to_vec(),
            organization_id: Uid(scope.organization().0),
            account_id: Uid(token.account_id.0),
            purpose: token.purpose.as_str().to_owned(),
            expires_at: Time(token.expires_at),
            used_at: token.used_at.map(Time),
        }
    }

    fn into_domain(self, hash: TokenHash) -> QueryResult<AccountToken> {
        Ok(AccountToken {
            hash,
            account_id: AccountId(self.account_id.0),
            purpose: word("account_tokens.purpose", &self.purpose, TokenPurpose::parse)?,
            expires_at: self.expires_at.0,
            used_at: self.used_at.map(|at| at.0),
        })
    }
}

fn one(row: Option<AccountRow>) -> QueryResult<Option<Account>> {
    row.map(AccountRow::into_domain).transpose()
}

fn all(rows: Vec<AccountRow>) -> QueryResult<Vec<Account>> {
    rows.into_iter().map(AccountRow::into_domain).collect()
}

impl AccountReads for SqlTransaction<'_> {
    fn account(&mut self, scope: Scope, id: AccountId) -> StoreResult<Option<Account>> {
        self.run_aside(|db| {
            one(run!(db, c => accounts::table
                .find(Uid(id.0))
                .filter(accounts::organization_id.eq(Uid(scope.organization().0)))
                .select(AccountRow::as_select())
                .get_result(c)
                .optional())?)
        })
    }

    fn accounts(&mut self, scope: Scope) -> StoreResult<Vec<Account>> {
        // Sorted here: PostgreSQL would go by the rules of some language.
        let mut accounts = self.run_aside(|db| {
            all(run!(db, c => accounts::table
                .filter(accounts::organization_id.eq(Uid(scope.organization().0)))
                .select(AccountRow::as_select())
                .load(c))?)
        })?;
        accounts.sort_by(|a, b| a.email.cmp(&b.email));
        Ok(accounts)
    }

    fn account_by_email(&mut self, email: &EmailAddress) -> StoreResult<Option<Account>> {
        self.run_aside(|db| {
            one(run!(db, c => accounts::table
                .filter(accounts::email.eq(email.as_str()))
                .select(AccountRow::as_select())
                .get_result(c)
                .optional())?)
        })
    }

    fn account_by_subject(&mut self, subject: &str) -> StoreResult<Option<Account>> {
        self.run_aside(|db| {
            one(run!(db, c => accounts::table
                .filter(accounts::subject.eq(subject))
                .select(AccountRow::as_select())
                .get_result(c)
                .optional())?)
        })
    }

    fn account_token(&mut self, hash: &TokenHash) -> StoreResult<Option<(AccountToken, Account)>> {
        self.run_aside(|db| {
            let found: Option<(TokenRow, AccountRow)> = run!(db, c => account_tokens::table
                .inner_join(accounts::table.on(accounts::id.eq(account_tokens::account_id)))
                .filter(account_tokens::hash.eq(hash.as_bytes().as_slice()))
                .select((TokenRow::as_select(), AccountRow::as_select()))
                .get_result(c)
                .optional())?;
            found.map(|(token, account)| Ok((token.into_domain(*hash)?, account.into_domain()?))).transpose()
        })
    }
}

impl AccountWrites for SqlTransaction<'_> {
    fn insert_account(&mut self, account: &Account) -> StoreResult<bool> {
        self.run_aside(|db| {
            let row = AccountRow::of(account);
            let added = run!(db, c => diesel::insert_into(accounts::table)
                .values(&row)
                .on_conflict_do_nothing()
                .execute(c))?;
            Ok(added == 1)
        })
    }

    fn lock_account(&mut self, scope: Scope, id: AccountId) -> StoreResult<Option<Account>> {
        self.run_aside(|db| {
            let account = accounts::table
                .find(Uid(id.0))
                .filter(accounts::organization_id.eq(Uid(scope.organization().0)));
            // On SQLite the transaction has the whole database to itself.
            one(run!(db,
                pg(c) => account.select(AccountRow::as_select()).for_update().get_result(c).optional(),
                sqlite(c) => account.select(AccountRow::as_select()).get_result(c).optional())?)
        })
    }

    fn lock_accounts(&mut self, scope: Scope) -> StoreResult<Vec<Account>> {
        self.run_aside(|db| {
            let accounts = accounts::table
                .filter(accounts::organization_id.eq(Uid(scope.organization().0)))
                .order(accounts::id);
            all(run!(db,
                pg(c) => accounts.select(AccountRow::as_select()).for_update().load(c),
                sqlite(c) => accounts.select(AccountRow::as_select()).load(c))?)
        })
    }

    fn update_account(&mut self, account: &Account) -> StoreResult<()> {
        let row = AccountRow::of(account);
        let updated = self.run_aside(|db| {
            run!(db, c => diesel::update(accounts::table.find(row.id))
                .filter(accounts::organization_id.eq(row.organization_id))
                .set((
                    accounts::name.eq(row.name),
                    accounts::role.eq(row.role),
                    accounts::contact_id.eq(row.contact_id),
                    accounts::status.eq(row.status),
                    accounts::password_hash.eq(row.password_hash),
                    accounts::updated_at.eq(row.updated_at),
                    accounts::language.eq(row.language),
                    accounts::subject.eq(row.subject),
                ))
                .execute(c))
        })?;
        if updated == 1 { Ok(()) } else { self.run_fresh(|_, _| Ok(0)) }
    }

    fn put_account_token(&mut self, scope: Scope, token: &AccountToken) -> StoreResult<()> {
        self.run_aside(|db| {
            let row = TokenRow::of(scope, token);
            run!(db, c => diesel::insert_into(account_tokens::table)
                .values(&row)
                .on_conflict((account_tokens::account_id, account_tokens::purpose))
                .do_update()
                .set(&row)
                .execute(c))?;
            Ok(())
        })
    }

    fn use_account_token(&mut self, scope: Scope, hash: &TokenHash, now: DateTime<Utc>) -> StoreResult<bool> {
        self.run_aside(|db| {
            let used = run!(db, c => diesel::update(account_tokens::table)
                .filter(account_tokens::hash.eq(hash.as_bytes().as_slice()))
                .filter(account_tokens::organization_id.eq(Uid(scope.organization().0)))
                .filter(account_tokens::used_at.is_null())
                .filter(account_tokens::expires_at.gt(Time(now)))
                .set(account_tokens::used_at.eq(Some(Time(now))))
                .execute(c))?;
            Ok(used == 1)
        })
    }

    fn remove_account_tokens(&mut self, scope: Scope, account: AccountId) -> StoreResult<()> {
        self.run_aside(|db| {
            run!(db, c => diesel::delete(account_tokens::table)
                .filter(account_tokens::account_id.eq(Uid(account.0)))
                .filter(account_tokens::organization_id.eq(Uid(scope.organization().0)))
                .execute(c))?;
            Ok(())
        })
    }
}
