//! People who work here: their accounts, and the links by which they choose a password.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};

use crate::actor::StaffRole;
use crate::id::{AccountId, OrganizationId};
use crate::language::Language;
use crate::store::{Scope, StoreResult};
use crate::vocabulary::vocabulary;

/// How long an invitation may be accepted: a week, so that a holiday does not void it.
pub const INVITATION_LIFE: TimeDelta = TimeDelta::days(7);

/// How long a reset may be finished: whoever asked for it is at the computer.
pub const RESET_LIFE: TimeDelta = TimeDelta::hours(1);

vocabulary!(
    /// Where an account stands.
    AccountStatus {
        /// It waits for its owner to choose a password.
        Invited => "invited",
        /// Its owner may sign in.
        Active => "active",
        /// Nobody may sign in to it.
        Disabled => "disabled",
    }
);

vocabulary!(
    /// What a link is good for.
    TokenPurpose {
        /// Accept an invitation.
        Invite => "invite",
        /// Choose a new password.
        Reset => "reset",
    }
);

impl TokenPurpose {
    /// How long such a link may be used.
    pub fn life(self) -> TimeDelta {
        match self {
            Self::Invite => INVITATION_LIFE,
            Self::Reset => RESET_LIFE,
        }
    }
}

/// A mail address that an account may have, in lower case.
///
/// ASCII only: two accounts must not be able to look alike, and no letter may become another's by being
/// put in lower case. A domain of another script has an ASCII spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct EmailAddress(String);

/// A text that is no mail address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("that is no mail address")]
pub struct NoEmailAddress;

impl TryFrom<String> for EmailAddress {
    type Error = NoEmailAddress;

    fn try_from(text: String) -> Result<Self, NoEmailAddress> {
        Self::parse(&text).ok_or(NoEmailAddress)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl EmailAddress {
    /// Reads an address; `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, domain) = text.split_once('@')?;
        let plain = |c: char| c.is_ascii_graphic() && !"@<>()[],;:\\\"".contains(c);
        let whole = !local.is_empty() && !domain.is_empty() && text.len() <= 254;
        (whole && local.chars().all(plain) && domain.chars().all(plain))
            .then(|| Self(text.to_ascii_lowercase()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is kept of a password. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Takes the text that the hashing function made, with its parameters and salt.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// What an account has whose owner signs in elsewhere: no password is right for it.
    pub(crate) fn of_nothing() -> Self {
        Self("none".to_owned())
    }

    /// The text, to verify a password with.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// How the tokens of links begin by which a password is chosen, so that one that leaked is recognised for
/// what it is.
pub const LINK_PREFIX: &str = "hop_";

/// The SHA-256 of a random token that somebody shows. Never printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenHash([u8; 32]);

/// The SHA-256 of no bytes at all.
const OF_NOTHING: [u8; 32] = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

impl TokenHash {
    /// Takes a hash; `None` for that of an empty token and for one that was never filled in, so that
    /// neither can be stored or looked for.
    pub fn new(hash: [u8; 32]) -> Option<Self> {
        (hash != OF_NOTHING && hash != [0; 32]).then_some(Self(hash))
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(..)")
    }
}

/// A person who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The tenant.
    pub organization_id: OrganizationId,
    /// What its owner signs in with; no other account of the install has it.
    pub email: EmailAddress,
    /// Name for people.
    pub name: String,
    /// What its owner may do.
    pub role: StaffRole,
    /// The language to write to its owner in.
    pub language: Language,
    /// The contact whose tickets are its owner's.
    pub contact_id: Option<String>,
    /// Where it stands.
    pub status: AccountStatus,
    /// What is kept of the password, once there is one.
    pub password_hash: Option<PasswordHash>,
    /// Who its owner is to the identity provider, once they have signed in there.
    pub subject: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Account {
    /// Whether its owner decides who works here, now.
    pub fn is_active_admin(&self) -> bool {
        self.status == AccountStatus::Active && self.role == StaffRole::Admin
    }

    pub(crate) fn scope(&self) -> Scope {
        Scope::of(self.organization_id)
    }
}

/// A link that was sent to the owner of an account. An account has one of each purpose at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountToken {
    /// The hash of what is in the link.
    pub hash: TokenHash,
    /// Whose it is.
    pub account_id: AccountId,
    /// What it is good for.
    pub purpose: TokenPurpose,
    /// From when on it is worth nothing.
    pub expires_at: DateTime<Utc>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
}

/// Reading accounts.
pub trait AccountReads {
    /// One account.
    fn account(&mut self, scope: Scope, id: AccountId) -> StoreResult<Option<Account>>;

    /// All accounts, by mail address.
    fn accounts(&mut self, scope: Scope) -> StoreResult<Vec<Account>>;

    /// The account with this address in the whole install: somebody who signs in names no organization.
    fn account_by_email(&mut self, email: &EmailAddress) -> StoreResult<Option<Account>>;

    /// The account whose owner the identity provider knows by this name, in the whole install.
    fn account_by_subject(&mut self, subject: &str) -> StoreResult<Option<Account>>;

    /// A link, with the account it belongs to, in the whole install: the link says which.
    fn account_token(&mut self, hash: &TokenHash) -> StoreResult<Option<(AccountToken, Account)>>;
}

/// Changing accounts.
///
/// Whoever changes an account, its links or its logins locks the account first, and only then what is
/// counted of its owner's guesses.
pub trait AccountWrites {
    /// Adds an account; `false` when the address is taken, in whatever organization.
    fn insert_account(&mut self, account: &Account) -> StoreResult<bool>;

    /// Reads an account and locks it until the end of the transaction.
    fn lock_account(&mut self, scope: Scope, id: AccountId) -> StoreResult<Option<Account>>;

    /// Reads all accounts, by id, and locks them until the end of the transaction.
    fn lock_accounts(&mut self, scope: Scope) -> StoreResult<Vec<Account>>;

    /// Stores all of a locked account but its id, organization, address and creation.
    fn update_account(&mut self, account: &Account) -> StoreResult<()>;

    /// Stores a link of a locked account, in the place of the older one of its purpose.
    fn put_account_token(&mut self, scope: Scope, token: &AccountToken) -> StoreResult<()>;

    /// Marks a link as used; `false` when it is used already, is replaced, or has expired at `now`.
    fn use_account_token(&mut self, scope: Scope, hash: &TokenHash, now: DateTime<Utc>) -> StoreResult<bool>;

    /// Removes all links of an account.
    fn remove_account_tokens(&mut self, scope: Scope, account: AccountId) -> StoreResult<()>;
}
