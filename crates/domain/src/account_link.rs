//! Links by which the owner of an account chooses a password: by an invitation, or after forgetting one.
//!
//! A link is a random token of which only the hash is stored. One that goes by mail is made when the mail is
//! sent: until then nothing is stored but that it is owed.

use std::net::IpAddr;

use chrono::{DateTime, Utc};

use crate::account::{
    Account, AccountStatus, AccountToken, EmailAddress, PasswordHash, TokenHash, TokenPurpose,
};
use crate::house::Scene;
use crate::id::{AccountId, OutboxId};
use crate::outbox::{About, NotificationKind, OutboxMessage};
use crate::sign_in::{GuessKind, Origin, count, forget_guesses};
use crate::store::{Scope, StoreError, StoreResult, Transaction, View};

/// Why a link did not work.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// It is unknown, was used, was replaced by a newer one or has expired. Which, is nobody's business.
    #[error("the link is not valid any more")]
    NotValid,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes an invitation: the account is active and has a password.
///
/// # Errors
/// [`LinkError`]
pub fn accept_invitation(
    tx: &mut dyn Transaction,
    (link, password): (&TokenHash, PasswordHash),
    now: DateTime<Utc>,
) -> Result<Account, LinkError> {
    use_link(tx, (link, TokenPurpose::Invite), password, now)
}

/// Whose link the token of this hash is, and what it is good for; `None` when it is good for nothing at
/// `now`. Using it decides anew.
///
/// # Errors
/// Those of the store.
pub fn owner_of_link(
    view: &mut dyn View,
    link: &TokenHash,
    now: DateTime<Utc>,
) -> StoreResult<Option<(Account, TokenPurpose)>> {
    let found = view.account_token(link)?.filter(|(token, account)| {
        token.used_at.is_none() && now < token.expires_at && account.status == waits_for(token.purpose)
    });
    Ok(found.map(|(token, account)| (account, token.purpose)))
}

/// Asks for a new password in the name of the account `email`, from `address`. The account that gets the
/// token of the hash `link`, or without one is owed a mail; `None` where there is none, it is not active, or
/// that was asked too often. Whoever asked must not be able to tell these apart.
///
/// # Errors
/// Those of the store.
pub fn begin_reset(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (email, address): (&str, IpAddr),
    link: impl Into<Option<TokenHash>>,
) -> StoreResult<Option<Account>> {
    let Some(email) = EmailAddress::parse(email) else { return Ok(None) };
    let locked = match tx.account_by_email(&email)? {
        Some(account) => tx.lock_account(account.scope(), account.id)?,
        None => None,
    };
    let origin = Origin::of(address);
    let subjects = [(GuessKind::Address, origin.site.as_str()), (GuessKind::Reset, email.as_str())];
    if count(tx, &subjects, (&origin, scene.now))?.is_some() {
        return Ok(None);
    }
    let account = locked.filter(|account| account.status == AccountStatus::Active);
    if let Some(account) = &account {
        give_link(tx, scene, account, (link.into(), TokenPurpose::Reset))?;
    }
    Ok(account)
}

/// Takes a reset: the account has the new password, and every login that the old one made is over.
///
/// # Errors
/// [`LinkError`]
pub fn finish_reset(
    tx: &mut dyn Transaction,
    (link, password): (&TokenHash, PasswordHash),
    now: DateTime<Utc>,
) -> Result<Account, LinkError> {
    use_link(tx, (link, TokenPurpose::Reset), password, now)
}

/// Makes the link that an owed mail will hold: the token of the hash `link` is good from now on, and an
/// older one of its purpose no more. `None` when the account does not wait for such a link any more.
///
/// # Errors
/// Those of the store.
pub fn renew_link(
    tx: &mut dyn Transaction,
    (scope, id): (Scope, AccountId),
    (link, purpose): (TokenHash, TokenPurpose),
    now: DateTime<Utc>,
) -> StoreResult<Option<Account>> {
    let account = tx.lock_account(scope, id)?.filter(|account| account.status == waits_for(purpose));
    if let Some(account) = &account {
        put_link(tx, account, (link, purpose), now)?;
    }
    Ok(account)
}

/// Stores the link that somebody else hands over, or owes it by mail.
pub(crate) fn give_link(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    account: &Account,
    (link, purpose): (Option<TokenHash>, TokenPurpose),
) -> StoreResult<()> {
    let Some(link) = link else {
        return tx.insert_outbox_messages(&[owed_link(scene, account, purpose)]);
    };
    put_link(tx, account, (link, purpose), scene.now)
}

fn owed_link(scene: &Scene<'_>, account: &Account, purpose: TokenPurpose) -> OutboxMessage {
    let kind = match purpose {
        TokenPurpose::Invite => NotificationKind::AccountInvitation,
        TokenPurpose::Reset => NotificationKind::AccountReset,
    };
    let (id, about) = (OutboxId(scene.ids.row()), About::Account(account.id));
    // Whoever waits for a link sits at a computer.
    OutboxMessage {
        urgent: true,
        ..OutboxMessage::owed(id, account.organization_id, (about, kind), scene.now)
    }
}

fn put_link(
    tx: &mut dyn Transaction,
    account: &Account,
    (hash, purpose): (TokenHash, TokenPurpose),
    now: DateTime<Utc>,
) -> StoreResult<()> {
    let expires_at = now + purpose.life();
    let token = AccountToken { hash, account_id: account.id, purpose, expires_at, used_at: None };
    tx.put_account_token(account.scope(), &token)
}

fn use_link(
    tx: &mut dyn Transaction,
    (link, purpose): (&TokenHash, TokenPurpose),
    password: PasswordHash,
    now: DateTime<Utc>,
) -> Result<Account, LinkError> {
    let (token, seen) = tx.account_token(link)?.ok_or(LinkError::NotValid)?;
    let scope = seen.scope();
    let mut account = tx.lock_account(scope, seen.id)?.ok_or(LinkError::NotValid)?;
    // Used under the lock: of many who show the same link one gets past this.
    let fits = token.purpose == purpose && account.status == waits_for(purpose);
    if !fits || !tx.use_account_token(scope, link, now)? {
        return Err(LinkError::NotValid);
    }
    account.status = AccountStatus::Active;
    account.password_hash = Some(password);
    account.updated_at = now;
    tx.update_account(&account)?;
    tx.remove_logins(scope, account.id)?;
    forget_guesses(tx, (GuessKind::Account, &account.email), now)?;
    Ok(account)
}

/// Where an account stands that such a link is good for.
fn waits_for(purpose: TokenPurpose) -> AccountStatus {
    match purpose {
        TokenPurpose::Invite => AccountStatus::Invited,
        TokenPurpose::Reset => AccountStatus::Active,
    }
}
