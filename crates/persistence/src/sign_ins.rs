//! Logins, and guesses at passwords.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use handover_domain::{
    Account, AccountId, GuessKind, Guessed, LoginSession, Scope, SignInReads, SignInWrites, StoreResult,
    TokenHash,
};

use crate::accounts::AccountRow;
use crate::connection::{Cached, run};
use crate::decode::{document, to_document};
use crate::schema::{accounts, login_sessions, sign_in_guesses};
use crate::sql_types::{Document, Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `login_sessions`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = login_sessions)]
struct LoginRow {
    token_hash: Vec<u8>,
    organization_id: Uid,
    account_id: Uid,
    created_at: Time,
    last_seen_at: Time,
    expires_at: Time,
}

impl LoginRow {
    fn of(scope: Scope, login: &LoginSession) -> Self {
        Self {
            token_hash: login.token_hash.as_bytes().to_vec(),
            organization_id: Uid(scope.organization().0),
            account_id: Uid(login.account_id.0),
            created_at: Time(login.created_at),
            last_seen_at: Time(login.last_seen_at),
            expires_at: Time(login.expires_at),
        }
    }

    fn into_domain(self, token_hash: TokenHash) -> LoginSession {
        LoginSession {
            token_hash,
            account_id: AccountId(self.account_id.0),
            created_at: self.created_at.0,
            last_seen_at: self.last_seen_at.0,
            expires_at: self.expires_at.0,
        }
    }
}

/// Guesses as they are stored, in microseconds since 1970.
fn guesses_document(guesses: &[Guessed]) -> QueryResult<Document> {
    let rows: Vec<_> = guesses.iter().map(|guess| (guess.at.timestamp_micros(), &guess.from)).collect();
    to_document(&rows)
}

fn guesses_of(stored: &Document) -> QueryResult<Vec<Guessed>> {
    let rows: Vec<(i64, String)> = document("sign_in_guesses.guesses", stored)?;
    let guess = |(micros, from)| Some(Guessed { at: DateTime::from_timestamp_micros(micros)?, from });
    Ok(rows.into_iter().filter_map(guess).collect())
}

impl SignInReads for SqlTransaction<'_> {
    fn login(&mut self, token: &TokenHash) -> StoreResult<Option<(LoginSession, Account)>> {
        self.run_aside(|db| {
            let found: Option<(LoginRow, AccountRow)> = run!(db, c => login_sessions::table
                .inner_join(accounts::table.on(accounts::id.eq(login_sessions::account_id)))
                .filter(login_sessions::token_hash.eq(token.as_bytes().as_slice()))
                .select((LoginRow::as_select(), AccountRow::as_select()))
                .get_result(c)
                .optional())?;
            found.map(|(login, account)| Ok((login.into_domain(*token), account.into_domain()?))).transpose()
        })
    }

    fn guesses(&mut self, kind: GuessKind, subject: &str) -> StoreResult<Vec<Guessed>> {
        self.run_aside(|db| {
            let stored: Option<Document> = run!(db, c => sign_in_guesses::table
                .find((kind.as_str(), subject))
                .select(sign_in_guesses::guesses)
                .get_result(c)
                .optional())?;
            stored.as_ref().map_or_else(|| Ok(Vec::new()), guesses_of)
        })
    }
}

impl SignInWrites for SqlTransaction<'_> {
    fn insert_login(&mut self, scope: Scope, login: &LoginSession) -> StoreResult<()> {
        self.run_aside(|db| {
            let row = LoginRow::of(scope, login);
            run!(db, c => diesel::insert_into(login_sessions::table).values(&row).execute(c))?;
            Ok(())
        })
    }

    fn touch_login(
        &mut self,
        token: &TokenHash,
        noted_before: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        self.run_aside(|db| {
            run!(db, c => diesel::update(login_sessions::table)
                .filter(login_sessions::token_hash.eq(token.as_bytes().as_slice()))
                .filter(login_sessions::last_seen_at.le(Time(noted_before)))
                .set(login_sessions::last_seen_at.eq(Time(now)))
                .execute(c))?;
            Ok(())
        })
    }

    fn remove_login(&mut self, token: &TokenHash) -> StoreResult<bool> {
        self.run_aside(|db| {
            let removed = run!(db, c => diesel::delete(login_sessions::table)
                .filter(login_sessions::token_hash.eq(token.as_bytes().as_slice()))
                .execute(c))?;
            Ok(removed == 1)
        })
    }

    fn remove_logins(&mut self, scope: Scope, account: AccountId) -> StoreResult<i64> {
        self.run_aside(|db| {
            let removed = run!(db, c => diesel::delete(login_sessions::table)
                .filter(login_sessions::account_id.eq(Uid(account.0)))
                .filter(login_sessions::organization_id.eq(Uid(scope.organization().0)))
                .execute(c))?;
            Ok(i64::try_from(removed).unwrap_or(i64::MAX))
        })
    }

    fn lock_guesses(
        &mut self,
        kind: GuessKind,
        subject: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Guessed>> {
        self.run_aside(|db| {
            // Changes nothing where there is a row, but locks it and returns what is in it then.
            let stored: Document = run!(db, c => Cached(
                diesel::insert_into(sign_in_guesses::table)
                    .values((
                        sign_in_guesses::kind.eq(kind.as_str()),
                        sign_in_guesses::subject.eq(subject),
                        sign_in_guesses::guesses.eq(guesses_document(&[])?),
                        sign_in_guesses::last_at.eq(Time(now)),
                    ))
                    .on_conflict((sign_in_guesses::kind, sign_in_guesses::subject))
                    .do_update()
                    .set(sign_in_guesses::subject.eq(excluded(sign_in_guesses::subject)))
                    .returning(sign_in_guesses::guesses))
            .get_result(c))?;
            guesses_of(&stored)
        })
    }

    fn put_guesses(
        &mut self,
        kind: GuessKind,
        subject: &str,
        (guesses, now): (&[Guessed], DateTime<Utc>),
    ) -> StoreResult<()> {
        self.run_aside(|db| {
            let guesses = guesses_document(guesses)?;
            run!(db, c => diesel::update(sign_in_guesses::table.find((kind.as_str(), subject)))
                .set((sign_in_guesses::guesses.eq(guesses), sign_in_guesses::last_at.eq(Time(now))))
                .execute(c))?;
            Ok(())
        })
    }

    fn forget_old_sign_ins(
        &mut self,
        now: DateTime<Utc>,
        counted_before: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<i64> {
        self.run_aside(|db| {
            let ended: Vec<Vec<u8>> = run!(&mut *db, c => login_sessions::table
                .filter(login_sessions::expires_at.lt(Time(now)))
                .limit(limit)
                .select(login_sessions::token_hash)
                .load(c))?;
            let mut forgotten = run!(&mut *db, c => diesel::delete(login_sessions::table)
                .filter(login_sessions::token_hash.eq_any(ended))
                .execute(c))?;
            let old: Vec<(String, String)> = run!(&mut *db, c => sign_in_guesses::table
                .filter(sign_in_guesses::last_at.lt(Time(counted_before)))
                .order(sign_in_guesses::last_at)
                .limit(limit)
                .select((sign_in_guesses::kind, sign_in_guesses::subject))
                .load(c))?;
            for (kind, subject) in old {
                // Asked again, because somebody may just have guessed.
                forgotten += run!(&mut *db, c => diesel::delete(
                    sign_in_guesses::table
                        .find((kind, subject))
                        .filter(sign_in_guesses::last_at.lt(Time(counted_before))))
                .execute(c))?;
            }
            Ok(i64::try_from(forgotten).unwrap_or(i64::MAX))
        })
    }
}
