//! Signing in with an identity provider: whom its word lets in.

use chrono::{DateTime, Utc};

use crate::account::{Account, AccountStatus, EmailAddress, PasswordHash, TokenHash};
use crate::account_desk::one_line;
use crate::actor::StaffRole;
use crate::house::Scene;
use crate::id::AccountId;
use crate::language::Language;
use crate::sign_in::begin_login;
use crate::store::{StoreResult, Transaction};

/// One sign-in at the provider: three secrets of which the first two come back with its answer. Made of
/// random bits that only the browser that began it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOnFlow {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back inside the token.
    pub nonce: String,
    /// Proves to the provider that who takes the token is who began (PKCE).
    pub verifier: String,
}

/// What the provider says about somebody, verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideIdentity {
    /// Who it is: the issuer, a space, and its name for them, which it never gives to another.
    pub subject: String,
    /// The address, if the provider has verified that it is theirs.
    pub email: Option<String>,
    /// Name for people.
    pub name: Option<String>,
}

/// Why the provider's word is worth nothing. The words are fit for a log: they hold no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderFailure {
    /// It does not answer, or not as it should; the same may work later.
    #[error("the identity provider cannot be used: {0}")]
    Unavailable(String),
    /// Its answer was not meant for this sign-in, or is not its own.
    #[error("the answer of the identity provider is refused: {0}")]
    Refused(String),
}

/// An identity provider. Blocks on the network, for some seconds at most.
pub trait SingleSignOn: Send + Sync {
    /// What people call it.
    fn name(&self) -> &str;

    /// The address to send a browser to.
    ///
    /// # Errors
    /// [`ProviderFailure`]
    fn begin(&self, flow: &SignOnFlow) -> Result<String, ProviderFailure>;

    /// Who has signed in, for the code that came back, and the issuer if one came with it.
    ///
    /// # Errors
    /// [`ProviderFailure`]
    fn finish(
        &self,
        flow: &SignOnFlow,
        answer: (&str, Option<&str>),
        now: DateTime<Utc>,
    ) -> Result<OutsideIdentity, ProviderFailure>;
}

/// Who gets an account by signing in, without an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// The domains of their addresses, in lower case.
    pub domains: Vec<String>,
    /// What they may do.
    pub role: StaffRole,
}

/// Lets in whom the provider vouches for, with a login of the token's hash `token`. The account is the one
/// that has signed in so before, or else the one with the verified address, which is theirs from then on; an
/// invitation is accepted by it. `None` for everybody else, unless `joining` says that they get an account.
///
/// # Errors
/// Those of the store.
pub fn sign_in_outside(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (identity, joining): (&OutsideIdentity, Option<&Joining>),
    token: TokenHash,
) -> StoreResult<Option<Account>> {
    let email = identity.email.as_deref().and_then(EmailAddress::parse);
    let known = match tx.account_by_subject(&identity.subject)? {
        Some(account) => Some(account),
        None => match &email {
            Some(email) => tx.account_by_email(email)?,
            None => None,
        },
    };
    let account = match known {
        Some(seen) => tx.lock_account(seen.scope(), seen.id)?.and_then(|account| taken(account, identity)),
        None => match (email, joining) {
            (Some(email), Some(joining)) => newcomer(scene, email, (identity, joining)),
            _ => None,
        },
    };
    let Some(mut account) = account else { return Ok(None) };
    account.updated_at = scene.now;
    if tx.account(account.scope(), account.id)?.is_some() {
        tx.update_account(&account)?;
    } else if !tx.insert_account(&account)? {
        // Somebody else joined with the address just now.
        return Ok(None);
    }
    begin_login(tx, &account, token, scene.now)?;
    Ok(Some(account))
}

/// The account as it stands once its owner has come in so; `None` when it is somebody else's, or disabled.
fn taken(mut account: Account, identity: &OutsideIdentity) -> Option<Account> {
    let is_theirs = account.subject.as_ref().is_none_or(|subject| *subject == identity.subject);
    if !is_theirs || account.status == AccountStatus::Disabled {
        return None;
    }
    account.subject = Some(identity.subject.clone());
    if account.status == AccountStatus::Invited {
        account.status = AccountStatus::Active;
        account.password_hash.get_or_insert_with(PasswordHash::of_nothing);
    }
    Some(account)
}

fn newcomer(
    scene: &Scene<'_>,
    email: EmailAddress,
    (identity, joining): (&OutsideIdentity, &Joining),
) -> Option<Account> {
    let (_, domain) = email.as_str().rsplit_once('@')?;
    if !joining.domains.iter().any(|known| known == domain) {
        return None;
    }
    let name = identity.name.as_deref().and_then(|name| one_line(name).ok());
    Some(Account {
        id: AccountId(scene.ids.row()),
        organization_id: scene.actor.scope().organization(),
        name: name.unwrap_or_else(|| email.as_str().to_owned()),
        email,
        role: joining.role,
        language: Language::default(),
        contact_id: None,
        status: AccountStatus::Active,
        password_hash: Some(PasswordHash::of_nothing()),
        subject: Some(identity.subject.clone()),
        created_at: scene.now,
        updated_at: scene.now,
    })
}
