//! Deciding who works here: accounts are invited, changed and disabled.

use crate::account::{Account, AccountStatus, EmailAddress, PasswordHash, TokenHash, TokenPurpose};
use crate::account_link::give_link;
use crate::actor::{StaffRole, is_reserved};
use crate::house::Scene;
use crate::id::AccountId;
use crate::language::Language;
use crate::policy::{Action, Refusal, Role};
use crate::setting_change::{Altered, SettingKind, record_change, told};
use crate::store::{StoreError, Transaction, View};

/// Why access could not be changed as asked.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There is no such account, or the caller may not know of it.
    #[error("there is no such account")]
    NoSuchAccount,
    /// There is no such key, or the caller may not know of it.
    #[error("there is no such API key")]
    NoSuchKey,
    /// Another account has the address.
    #[error("the mail address is taken")]
    EmailTaken,
    /// A name is empty, longer than 200 characters, not one line, or one that the service has in histories.
    #[error("a name must be one line of 1 to 200 characters, and not `operator` or `system`")]
    BadName,
    /// The contacts file knows no such contact.
    #[error("there is no contact `{0}`")]
    NoSuchContact(String),
    /// Without this admin nobody could let anybody in.
    #[error("this is the last active admin")]
    LastAdmin,
    /// Only an active account has a password to reset.
    #[error("the account is not active")]
    NotActive,
    /// An API key is to be good for nothing.
    #[error("an API key needs a scope")]
    NoScope,
    /// An API key is to have expired already.
    #[error("the expiry is not in the future")]
    ExpiresInThePast,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Somebody who is to have an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// What they sign in with.
    pub email: EmailAddress,
    /// Name for people.
    pub name: String,
    /// What they may do.
    pub role: StaffRole,
    /// The language to write to them in.
    pub language: Language,
    /// The contact whose tickets are theirs.
    pub contact_id: Option<String>,
}

/// A change of an account; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeAccount {
    /// Name for people.
    pub name: Option<String>,
    /// What they may do.
    pub role: Option<StaffRole>,
    /// The contact whose tickets are theirs; `Some(None)` for none.
    pub contact_id: Option<Option<String>>,
}

/// Makes an account that waits for its owner, who gets the token of the hash `link` from whoever invites;
/// without one it is owed to them by mail. For somebody who is invited already the invitation is made anew,
/// and the older link is worth nothing once there is a newer.
///
/// # Errors
/// [`AccessError`]
pub fn invite(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    new: NewAccount,
    link: impl Into<Option<TokenHash>>,
) -> Result<Account, AccessError> {
    let mut account = made(scene, new, None)?;
    let mut before = None;
    if !tx.insert_account(&account)? {
        let known = tx.account_by_email(&account.email)?.ok_or(AccessError::EmailTaken)?;
        before = Some(described(&known));
        account = match tx.lock_account(scene.actor.scope(), known.id)? {
            Some(known) if known.status == AccountStatus::Invited => {
                Account { id: known.id, created_at: known.created_at, ..account }
            }
            _ => return Err(AccessError::EmailTaken),
        };
        tx.update_account(&account)?;
    }
    // The mail may wait long: what was given before must not stay good with what the account may do now.
    tx.remove_account_tokens(scene.actor.scope(), account.id)?;
    give_link(tx, scene, &account, (link.into(), TokenPurpose::Invite))?;
    note(tx, scene, before, &account)?;
    Ok(account)
}

/// Makes an account that can be used at once. Only for whoever is at the server's own command line:
/// everybody else chooses their password themselves.
///
/// # Errors
/// [`AccessError`]
pub fn add_account(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    new: NewAccount,
    password: PasswordHash,
) -> Result<Account, AccessError> {
    if scene.actor.role() != Role::System {
        let refusal = Refusal::NotAllowed { role: scene.actor.role(), action: Action::ManageAccess };
        return Err(refusal.into());
    }
    let account = made(scene, new, Some(password))?;
    if !tx.insert_account(&account)? {
        return Err(AccessError::EmailTaken);
    }
    note(tx, scene, None, &account)?;
    Ok(account)
}

/// Lets the owner of an account choose a new password by the token of the hash `link`, or without one by
/// what is owed to them by mail. Until then the old one goes on to work.
///
/// # Errors
/// [`AccessError`]
pub fn reset_account(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: AccountId,
    link: impl Into<Option<TokenHash>>,
) -> Result<Account, AccessError> {
    scene.actor.demand(Action::ManageAccess)?;
    let account = tx.lock_account(scene.actor.scope(), id)?.ok_or(AccessError::NoSuchAccount)?;
    if account.status != AccountStatus::Active {
        return Err(AccessError::NotActive);
    }
    tx.remove_account_tokens(scene.actor.scope(), account.id)?;
    give_link(tx, scene, &account, (link.into(), TokenPurpose::Reset))?;
    Ok(account)
}

/// Changes an account. What its owner may do changes with their next request.
///
/// # Errors
/// [`AccessError`]
pub fn change_account(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: AccountId,
    change: ChangeAccount,
) -> Result<Account, AccessError> {
    let (mut account, others) = locked(tx, scene, id)?;
    let before = described(&account);
    if let Some(name) = change.name {
        account.name = one_line(&name)?;
    }
    if let Some(contact) = change.contact_id {
        account.contact_id = known_contact(scene, contact)?;
    }
    if let Some(role) = change.role {
        let demoted = account.is_active_admin() && role != StaffRole::Admin;
        if demoted && !others.iter().any(Account::is_active_admin) {
            return Err(AccessError::LastAdmin);
        }
        account.role = role;
    }
    account.updated_at = scene.now;
    tx.update_account(&account)?;
    note(tx, scene, Some(before), &account)?;
    Ok(account)
}

/// Lets nobody sign in to an account any more: its logins and links are gone.
///
/// # Errors
/// [`AccessError`]
pub fn disable_account(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: AccountId,
) -> Result<Account, AccessError> {
    let (mut account, others) = locked(tx, scene, id)?;
    if account.is_active_admin() && !others.iter().any(Account::is_active_admin) {
        return Err(AccessError::LastAdmin);
    }
    let before = described(&account);
    account.status = AccountStatus::Disabled;
    account.updated_at = scene.now;
    tx.update_account(&account)?;
    note(tx, scene, Some(before), &account)?;
    tx.remove_logins(scene.actor.scope(), id)?;
    tx.remove_account_tokens(scene.actor.scope(), id)?;
    Ok(account)
}

/// Lets the owner of a disabled account sign in again, with the password it had. One that never had a
/// password waits for a new invitation.
///
/// # Errors
/// [`AccessError`]
pub fn enable_account(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: AccountId,
) -> Result<Account, AccessError> {
    let (mut account, _) = locked(tx, scene, id)?;
    if account.status == AccountStatus::Disabled {
        let (before, was_active) = (described(&account), account.password_hash.is_some());
        account.status = if was_active { AccountStatus::Active } else { AccountStatus::Invited };
        account.updated_at = scene.now;
        tx.update_account(&account)?;
        note(tx, scene, Some(before), &account)?;
    }
    Ok(account)
}

/// Ends every login of an account and says how many there were. Everybody may do so to their own.
///
/// # Errors
/// [`AccessError`]
pub fn revoke_everywhere(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: AccountId,
) -> Result<i64, AccessError> {
    if scene.actor.account() != Some(id) {
        scene.actor.demand(Action::ManageAccess)?;
    }
    let scope = scene.actor.scope();
    tx.lock_account(scope, id)?.ok_or(AccessError::NoSuchAccount)?;
    Ok(tx.remove_logins(scope, id)?)
}

/// All accounts of the organization, by mail address.
///
/// # Errors
/// [`AccessError`]
pub fn list_accounts(view: &mut dyn View, scene: &Scene<'_>) -> Result<Vec<Account>, AccessError> {
    scene.actor.demand(Action::ManageAccess)?;
    Ok(view.accounts(scene.actor.scope())?)
}

fn made(
    scene: &Scene<'_>,
    new: NewAccount,
    password_hash: Option<PasswordHash>,
) -> Result<Account, AccessError> {
    scene.actor.demand(Action::ManageAccess)?;
    let active = password_hash.is_some();
    Ok(Account {
        id: AccountId(scene.ids.row()),
        organization_id: scene.actor.scope().organization(),
        email: new.email,
        name: one_line(&new.name)?,
        role: new.role,
        language: new.language,
        contact_id: known_contact(scene, new.contact_id)?,
        status: if active { AccountStatus::Active } else { AccountStatus::Invited },
        password_hash,
        subject: None,
        created_at: scene.now,
        updated_at: scene.now,
    })
}

/// An account and all others. They are all locked, so that of two admins who would each take the other's
/// place away one is refused.
fn locked(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: AccountId,
) -> Result<(Account, Vec<Account>), AccessError> {
    scene.actor.demand(Action::ManageAccess)?;
    let mut accounts = tx.lock_accounts(scene.actor.scope())?;
    let index = accounts.iter().position(|account| account.id == id).ok_or(AccessError::NoSuchAccount)?;
    let account = accounts.swap_remove(index);
    Ok((account, accounts))
}

/// An account for the history of settings.
fn described(account: &Account) -> String {
    let Account { name, email, role, status, contact_id, .. } = account;
    let contact = contact_id.as_deref().unwrap_or_default();
    told([
        ("name", name),
        ("email", email.as_str()),
        ("role", role.as_str()),
        ("status", status.as_str()),
        ("contact_id", contact),
    ])
}

/// Notes what an account was and is, where that differs.
fn note(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    before: Option<String>,
    account: &Account,
) -> Result<(), AccessError> {
    let after = Some(described(account));
    if before != after {
        let change = Altered { from: before, to: after };
        record_change(tx, scene, (SettingKind::Account, account.email.as_str()), change)?;
    }
    Ok(())
}

/// A name as it may stand in lists, histories and mails.
pub(crate) fn one_line(name: &str) -> Result<String, AccessError> {
    let name = name.trim();
    let is_line = !name.is_empty() && name.chars().count() <= 200 && !name.chars().any(char::is_control);
    let fits = is_line && !is_reserved(name);
    if fits { Ok(name.to_owned()) } else { Err(AccessError::BadName) }
}

fn known_contact(scene: &Scene<'_>, id: Option<String>) -> Result<Option<String>, AccessError> {
    match id {
        Some(id) if scene.house.contacts.find(&id).is_none() => Err(AccessError::NoSuchContact(id)),
        id => Ok(id),
    }
}
