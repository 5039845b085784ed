//! Accounts, logins, guesses and API keys.

use chrono::{DateTime, Utc};

use super::Draft;
use crate::account::{Account, AccountReads, AccountToken, AccountWrites, EmailAddress, TokenHash};
use crate::api_key::{ApiKey, ApiKeyReads, ApiKeyWrites};
use crate::id::{AccountId, ApiKeyId};
use crate::sign_in::{GuessKind, Guessed, LoginSession, SignInReads, SignInWrites};
use crate::store::{Scope, StoreError, StoreResult};

/// What is counted for one subject.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    kind: GuessKind,
    subject: String,
    guesses: Vec<Guessed>,
    last_at: DateTime<Utc>,
}

impl Draft {
    fn account_of(&self, id: AccountId) -> Option<Account> {
        self.tables.accounts.iter().find(|a| a.id == id).cloned()
    }

    fn has_account(&self, scope: Scope, id: AccountId) -> bool {
        self.account_of(id).is_some_and(|account| account.organization_id == scope.organization())
    }

    /// The foreign key that every row of an account has.
    fn must_have_account(&mut self, scope: Scope, id: AccountId) -> StoreResult<()> {
        if self.has_account(scope, id) {
            return Ok(());
        }
        self.refuse(StoreError::Failed(format!("no account {id}").into()))
    }
}

impl AccountReads for Draft {
    fn account(&mut self, scope: Scope, id: AccountId) -> StoreResult<Option<Account>> {
        Ok(self.account_of(id).filter(|account| account.organization_id == scope.organization()))
    }

    fn accounts(&mut self, scope: Scope) -> StoreResult<Vec<Account>> {
        let mut mine = self.lock_accounts(scope)?;
        mine.sort_by(|a, b| a.email.cmp(&b.email));
        Ok(mine)
    }

    fn account_by_email(&mut self, email: &EmailAddress) -> StoreResult<Option<Account>> {
        Ok(self.tables.accounts.iter().find(|a| a.email == *email).cloned())
    }

    fn account_by_subject(&mut self, subject: &str) -> StoreResult<Option<Account>> {
        let theirs = |a: &&Account| a.subject.as_deref() == Some(subject);
        Ok(self.tables.accounts.iter().find(theirs).cloned())
    }

    fn account_token(&mut self, hash: &TokenHash) -> StoreResult<Option<(AccountToken, Account)>> {
        let token = self.tables.account_tokens.iter().find(|t| t.hash == *hash).cloned();
        Ok(token.and_then(|token| Some((token.clone(), self.account_of(token.account_id)?))))
    }
}

impl AccountWrites for Draft {
    fn insert_account(&mut self, account: &Account) -> StoreResult<bool> {
        let same_subject = |a: &Account| a.subject.is_some() && a.subject == account.subject;
        let is_taken = |a: &Account| a.id == account.id || a.email == account.email || same_subject(a);
        if self.tables.accounts.iter().any(is_taken) {
            return Ok(false);
        }
        self.tables.accounts.push(account.clone());
        Ok(true)
    }

    fn lock_account(&mut self, scope: Scope, id: AccountId) -> StoreResult<Option<Account>> {
        self.account(scope, id)
    }

    fn lock_accounts(&mut self, scope: Scope) -> StoreResult<Vec<Account>> {
        let mine = self.tables.accounts.iter().filter(|a| a.organization_id == scope.organization());
        let mut mine: Vec<_> = mine.cloned().collect();
        mine.sort_by_key(|account| account.id);
        Ok(mine)
    }

    fn update_account(&mut self, account: &Account) -> StoreResult<()> {
        let rival = |a: &Account| a.id != account.id && a.subject.is_some() && a.subject == account.subject;
        if self.tables.accounts.iter().any(rival) {
            return self.duplicate("accounts_subject");
        }
        let mut rows = self.tables.accounts.iter_mut();
        let row = rows.find(|a| a.id == account.id && a.organization_id == account.organization_id);
        let Some(row) = row else { return self.refuse(StoreError::Stale) };
        *row = Account { email: row.email.clone(), created_at: row.created_at, ..account.clone() };
        Ok(())
    }

    fn put_account_token(&mut self, scope: Scope, token: &AccountToken) -> StoreResult<()> {
        self.must_have_account(scope, token.account_id)?;
        let older = |t: &AccountToken| t.account_id == token.account_id && t.purpose == token.purpose;
        self.tables.account_tokens.retain(|t| !older(t));
        if self.tables.account_tokens.iter().any(|t| t.hash == token.hash) {
            return self.duplicate("account_tokens_pkey");
        }
        self.tables.account_tokens.push(token.clone());
        Ok(())
    }

    fn use_account_token(&mut self, scope: Scope, hash: &TokenHash, now: DateTime<Utc>) -> StoreResult<bool> {
        let mut rows = self.tables.account_tokens.iter_mut();
        let row = rows.find(|t| t.hash == *hash && t.used_at.is_none() && now < t.expires_at);
        let Some(account) = row.map(|token| {
            token.used_at = Some(now);
            token.account_id
        }) else {
            return Ok(false);
        };
        self.must_have_account(scope, account)?;
        Ok(true)
    }

    fn remove_account_tokens(&mut self, scope: Scope, account: AccountId) -> StoreResult<()> {
        if self.has_account(scope, account) {
            self.tables.account_tokens.retain(|t| t.account_id != account);
        }
        Ok(())
    }
}

impl SignInReads for Draft {
    fn login(&mut self, token: &TokenHash) -> StoreResult<Option<(LoginSession, Account)>> {
        let login = self.tables.logins.iter().find(|l| l.token_hash == *token).cloned();
        Ok(login.and_then(|login| Some((login.clone(), self.account_of(login.account_id)?))))
    }

    fn guesses(&mut self, kind: GuessKind, subject: &str) -> StoreResult<Vec<Guessed>> {
        let mut counted = self.tables.guesses.iter();
        let counted = counted.find(|counted| counted.kind == kind && counted.subject == subject);
        Ok(counted.map(|counted| counted.guesses.clone()).unwrap_or_default())
    }
}

impl SignInWrites for Draft {
    fn insert_login(&mut self, scope: Scope, login: &LoginSession) -> StoreResult<()> {
        self.must_have_account(scope, login.account_id)?;
        if self.tables.logins.iter().any(|l| l.token_hash == login.token_hash) {
            return self.duplicate("login_sessions_pkey");
        }
        self.tables.logins.push(login.clone());
        Ok(())
    }

    fn touch_login(
        &mut self,
        token: &TokenHash,
        noted_before: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let mut rows = self.tables.logins.iter_mut();
        if let Some(login) = rows.find(|l| l.token_hash == *token && l.last_seen_at <= noted_before) {
            login.last_seen_at = now;
        }
        Ok(())
    }

    fn remove_login(&mut self, token: &TokenHash) -> StoreResult<bool> {
        let count = self.tables.logins.len();
        self.tables.logins.retain(|l| l.token_hash != *token);
        Ok(self.tables.logins.len() < count)
    }

    fn remove_logins(&mut self, scope: Scope, account: AccountId) -> StoreResult<i64> {
        if !self.has_account(scope, account) {
            return Ok(0);
        }
        let count = self.tables.logins.len();
        self.tables.logins.retain(|l| l.account_id != account);
        Ok(i64::try_from(count - self.tables.logins.len()).unwrap_or(0))
    }

    fn lock_guesses(
        &mut self,
        kind: GuessKind,
        subject: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Guessed>> {
        let guesses = self.guesses(kind, subject)?;
        if guesses.is_empty() {
            self.put_guesses(kind, subject, (&[], now))?;
        }
        Ok(guesses)
    }

    fn put_guesses(
        &mut self,
        kind: GuessKind,
        subject: &str,
        (guesses, now): (&[Guessed], DateTime<Utc>),
    ) -> StoreResult<()> {
        self.tables.guesses.retain(|counted| !(counted.kind == kind && counted.subject == subject));
        let (subject, guesses) = (subject.to_owned(), guesses.to_vec());
        self.tables.guesses.push(Counted { kind, subject, guesses, last_at: now });
        Ok(())
    }

    fn forget_old_sign_ins(
        &mut self,
        now: DateTime<Utc>,
        counted_before: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<i64> {
        let forgotten = forget(&mut self.tables.logins, limit, |login| login.expires_at < now)
            + forget(&mut self.tables.guesses, limit, |counted| counted.last_at < counted_before);
        Ok(forgotten)
    }
}

/// Removes up to `limit` rows that are old and says how many.
fn forget<T>(rows: &mut Vec<T>, limit: i64, is_old: impl Fn(&T) -> bool) -> i64 {
    let mut left = limit;
    rows.retain(|row| {
        let forget = left > 0 && is_old(row);
        left -= i64::from(forget);
        !forget
    });
    limit - left
}

impl ApiKeyReads for Draft {
    fn api_key_by_hash(&mut self, hash: &TokenHash) -> StoreResult<Option<ApiKey>> {
        Ok(self.tables.api_keys.iter().find(|key| key.hash == *hash).cloned())
    }

    fn api_keys(&mut self, scope: Scope) -> StoreResult<Vec<ApiKey>> {
        let mine = self.tables.api_keys.iter().filter(|key| key.organization_id == scope.organization());
        let mut mine: Vec<_> = mine.cloned().collect();
        mine.sort_by_key(|key| (key.created_at, key.id));
        Ok(mine)
    }
}

impl ApiKeyWrites for Draft {
    fn insert_api_key(&mut self, key: &ApiKey) -> StoreResult<()> {
        if self.tables.api_keys.iter().any(|known| known.hash == key.hash) {
            return self.duplicate("api_keys_hash");
        }
        self.tables.api_keys.push(key.clone());
        Ok(())
    }

    fn revoke_api_key(
        &mut self,
        scope: Scope,
        id: ApiKeyId,
        now: DateTime<Utc>,
    ) -> StoreResult<Option<ApiKey>> {
        let mut rows = self.tables.api_keys.iter_mut();
        let key = rows.find(|key| key.id == id && key.organization_id == scope.organization());
        Ok(key.map(|key| {
            key.revoked_at.get_or_insert(now);
            key.clone()
        }))
    }

    fn touch_api_key(
        &mut self,
        hash: &TokenHash,
        noted_before: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        let mut rows = self.tables.api_keys.iter_mut();
        let stale = |key: &ApiKey| key.last_used_at.is_none_or(|at| at <= noted_before);
        if let Some(key) = rows.find(|key| key.hash == *hash && stale(key)) {
            key.last_used_at = Some(now);
        }
        Ok(())
    }
}
