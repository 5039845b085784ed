//! Signing in: how often a password may be guessed, and how long it is remembered that one was right.
//!
//! A guess is counted in the transaction that allows it, before anybody verifies it. Counting the
//! failures afterwards would let any number of guesses that run at once be verified.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, TimeDelta, Utc};

use crate::account::{Account, AccountStatus, EmailAddress, PasswordHash, TokenHash};
use crate::actor::Actor;
use crate::id::AccountId;
use crate::store::{Scope, StoreResult, Transaction, View};
use crate::vocabulary::vocabulary;

/// A login ends after so long, whatever is done with it: a working day and some.
pub const LOGIN_LIFE: TimeDelta = TimeDelta::hours(12);

/// A login ends when nothing was done with it for so long: a computer that somebody walked away from.
pub const LOGIN_IDLE: TimeDelta = TimeDelta::hours(2);

/// The use of a login or key is noted at most so often, so that reading does not become writing.
pub const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// How long a guess counts.
pub const GUESS_WINDOW: TimeDelta = TimeDelta::minutes(15);

/// So many guesses at the password of one account are verified within [`GUESS_WINDOW`] from one address:
/// enough for somebody who mistypes, and some 500 a day for somebody who guesses.
pub const GUESSES_PER_ACCOUNT: usize = 5;

/// So many from all addresses together. It is more, so that whoever wants to keep the owner out needs
/// many addresses to do it from; NIST SP 800-63B lets nobody have more than 100.
pub const GUESSES_PER_ACCOUNT_IN_ALL: usize = 50;

/// So many wrong guesses from one address are verified within [`GUESS_WINDOW`], at whatever accounts:
/// more than for an account, because a whole office may share an address.
pub const GUESSES_PER_ADDRESS: usize = 20;

/// So many from all addresses of one IPv6 site, a /48, which is what a provider hands to one customer.
pub const GUESSES_PER_SITE: usize = 100;

/// So many resets may be asked for one account within [`RESET_WINDOW`], so that nobody is buried in mail.
pub const RESETS_PER_ACCOUNT: usize = 3;

/// How long the asking for a reset counts.
pub const RESET_WINDOW: TimeDelta = TimeDelta::hours(1);

vocabulary!(
    /// What guesses are counted for.
    GuessKind {
        /// Guesses at one account's password.
        Account => "account",
        /// Guesses from one site: an IPv4 address, or an IPv6 /48.
        Address => "address",
        /// Resets that were asked for one account.
        Reset => "reset",
    }
);

impl GuessKind {
    /// How many from one address, how many in all, and how long they count.
    fn limits(self) -> (usize, usize, TimeDelta) {
        match self {
            Self::Account => (GUESSES_PER_ACCOUNT, GUESSES_PER_ACCOUNT_IN_ALL, GUESS_WINDOW),
            Self::Address => (GUESSES_PER_ADDRESS, GUESSES_PER_SITE, GUESS_WINDOW),
            Self::Reset => (RESETS_PER_ACCOUNT, RESETS_PER_ACCOUNT, RESET_WINDOW),
        }
    }

    /// How long there is no room for one more `from` that address; `None` where there is.
    fn wait(self, guesses: &[Guessed], from: &str, now: DateTime<Utc>) -> Option<TimeDelta> {
        let (from_one, in_all, window) = self.limits();
        let counting = |guess: &&Guessed| now < guess.at + window;
        let own: Vec<_> = guesses.iter().filter(counting).filter(|guess| guess.from == from).collect();
        let all: Vec<_> = guesses.iter().filter(counting).collect();
        [(own, from_one), (all, in_all)]
            .into_iter()
            // The one whose ageing makes room.
            .filter_map(|(guesses, most)| Some(guesses.get(guesses.len().checked_sub(most)?)?.at))
            .map(|oldest| oldest + window - now)
            .max()
    }
}

/// A guess that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guessed {
    /// When.
    pub at: DateTime<Utc>,
    /// From which address, as far as addresses are told apart here.
    pub from: String,
}

/// A person who has proved who they are, until it ends. A new one is made by each sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginSession {
    /// The hash of the token that its owner shows.
    pub token_hash: TokenHash,
    /// Whose it is.
    pub account_id: AccountId,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to within [`NOTED_EVERY`].
    pub last_seen_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
}

impl LoginSession {
    fn begin(token_hash: TokenHash, account_id: AccountId, now: DateTime<Utc>) -> Self {
        Self { token_hash, account_id, created_at: now, last_seen_at: now, expires_at: now + LOGIN_LIFE }
    }

    /// Whether it has not ended at `now`.
    pub fn is_alive(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at && now < self.last_seen_at + LOGIN_IDLE
    }
}

/// What a token that somebody shows proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Who it is.
    pub actor: Actor,
    /// Whether the use is to be noted, by [`note_login_use`] or
    /// [`note_key_use`](crate::note_key_use).
    pub to_be_noted: bool,
}

/// Reading logins.
pub trait SignInReads {
    /// A login with its account, in the whole install: the token says which.
    fn login(&mut self, token: &TokenHash) -> StoreResult<Option<(LoginSession, Account)>>;

    /// The guesses that were counted for `subject`, oldest first.
    fn guesses(&mut self, kind: GuessKind, subject: &str) -> StoreResult<Vec<Guessed>>;
}

/// Changing logins, and counting guesses.
pub trait SignInWrites {
    /// Adds a login of a locked account.
    fn insert_login(&mut self, scope: Scope, login: &LoginSession) -> StoreResult<()>;

    /// Notes that a login was used at `now`, unless that was noted after `noted_before` already.
    fn touch_login(
        &mut self,
        token: &TokenHash,
        noted_before: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> StoreResult<()>;

    /// Removes a login; `false` when there is none.
    fn remove_login(&mut self, token: &TokenHash) -> StoreResult<bool>;

    /// Removes all logins of an account and says how many there were.
    fn remove_logins(&mut self, scope: Scope, account: AccountId) -> StoreResult<i64>;

    /// Reads the guesses that were counted for `subject`, oldest first, and locks them until the end of the
    /// transaction, even where there are none yet. A subject is no tenant's: an address that nobody has
    /// is counted like one that somebody has.
    fn lock_guesses(
        &mut self,
        kind: GuessKind,
        subject: &str,
        now: DateTime<Utc>,
    ) -> StoreResult<Vec<Guessed>>;

    /// Stores locked guesses, as they are at the instant that comes with them.
    fn put_guesses(
        &mut self,
        kind: GuessKind,
        subject: &str,
        counted: (&[Guessed], DateTime<Utc>),
    ) -> StoreResult<()>;

    /// Removes up to `limit` logins that ended before `now`, and as many counts that nothing was added
    /// to since `counted_before`, of all organizations. Says how many rows that were.
    fn forget_old_sign_ins(
        &mut self,
        now: DateTime<Utc>,
        counted_before: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<i64>;
}

/// The right to verify one guess at a password.
#[derive(Debug)]
pub struct Permit {
    account: Option<Account>,
    origin: Origin,
    at: DateTime<Utc>,
}

impl Permit {
    /// What the password is to be verified with. `None` where nobody can sign in with it: verify it with
    /// something else that takes as long, and end the sign-in as [`Guess::Wrong`].
    pub fn password_hash(&self) -> Option<&PasswordHash> {
        self.account.as_ref().and_then(|account| account.password_hash.as_ref())
    }
}

/// Whether a password may be verified.
#[derive(Debug)]
pub enum Attempt {
    /// It may, once.
    Permitted(Permit),
    /// Too many were wrong.
    Throttled {
        /// When the next may be.
        retry_after: TimeDelta,
    },
}

/// What became of a permitted guess.
#[derive(Debug, Clone, Copy)]
pub enum Guess {
    /// The password was wrong, or there was nothing to verify it with.
    Wrong,
    /// It was right, and its owner will show the token of this hash from now on.
    Right(TokenHash),
}

/// Counts a guess at the password of the account `email`, made from `address`, and says whether it may be
/// verified. The answer does not depend on whether there is such an account.
///
/// # Errors
/// Those of the store. Only what is committed permits anything.
pub fn begin_sign_in(
    tx: &mut dyn Transaction,
    (email, address): (&str, IpAddr),
    now: DateTime<Utc>,
) -> StoreResult<Attempt> {
    let (email, origin) = (EmailAddress::parse(email), Origin::of(address));
    // The address first: who has had its share there cannot make us remember ever more accounts.
    let mut subjects = vec![(GuessKind::Address, origin.site.as_str())];
    subjects.extend(email.as_ref().map(|email| (GuessKind::Account, email.as_str())));
    if let Some(retry_after) = count(tx, &subjects, (&origin, now))? {
        return Ok(Attempt::Throttled { retry_after });
    }
    let account = match &email {
        Some(email) => tx.account_by_email(email)?.filter(|a| a.status == AccountStatus::Active),
        None => None,
    };
    Ok(Attempt::Permitted(Permit { account, origin, at: now }))
}

/// Ends a sign-in. After a right guess the account has a new login, its wrong guesses are forgotten, and
/// this one no longer counts for the address. `None` means that nobody has signed in.
///
/// # Errors
/// Those of the store.
pub fn end_sign_in(
    tx: &mut dyn Transaction,
    permit: Permit,
    guess: Guess,
    now: DateTime<Utc>,
) -> StoreResult<Option<Account>> {
    let (Some(seen), Guess::Right(token)) = (permit.account, guess) else { return Ok(None) };
    // The guess was verified outside any transaction: the account may have another password by now, or
    // be disabled.
    let account = match tx.lock_account(seen.scope(), seen.id)? {
        Some(account)
            if account.status == AccountStatus::Active && account.password_hash == seen.password_hash =>
        {
            account
        }
        _ => return Ok(None),
    };
    let Origin { network, site } = &permit.origin;
    let mut guesses = tx.lock_guesses(GuessKind::Address, site, now)?;
    if let Some(own) = guesses.iter().position(|guess| guess.at == permit.at && guess.from == *network) {
        guesses.remove(own);
        tx.put_guesses(GuessKind::Address, site, (&guesses, now))?;
    }
    forget_guesses(tx, (GuessKind::Account, &account.email), now)?;
    begin_login(tx, &account, token, now)?;
    Ok(Some(account))
}

/// Keeps the password of an account that has just signed in as new ones are kept. Its logins and links stay.
///
/// # Errors
/// Those of the store.
pub fn renew_password(
    tx: &mut dyn Transaction,
    mut account: Account,
    hash: PasswordHash,
) -> StoreResult<Account> {
    account.password_hash = Some(hash);
    tx.update_account(&account)?;
    Ok(account)
}

/// Begins a login of a locked account whose owner has proved who they are.
pub(crate) fn begin_login(
    tx: &mut dyn Transaction,
    account: &Account,
    token: TokenHash,
    now: DateTime<Utc>,
) -> StoreResult<()> {
    tx.insert_login(account.scope(), &LoginSession::begin(token, account.id, now))
}

/// Gives an account a new password after its owner has shown the old one, for which `guess` is the
/// permit: every login that the old one made is over, every link is worth nothing, and a new login begins
/// with the token of this hash. `None` means that nothing has changed.
///
/// # Errors
/// Those of the store.
pub fn change_password(
    tx: &mut dyn Transaction,
    permit: Permit,
    (password, token): (PasswordHash, TokenHash),
    now: DateTime<Utc>,
) -> StoreResult<Option<Account>> {
    let Some(mut account) = end_sign_in(tx, permit, Guess::Right(token), now)? else { return Ok(None) };
    let scope = account.scope();
    account.password_hash = Some(password);
    account.updated_at = now;
    tx.update_account(&account)?;
    tx.remove_account_tokens(scope, account.id)?;
    tx.remove_logins(scope, account.id)?;
    begin_login(tx, &account, token, now)?;
    Ok(Some(account))
}

/// Who shows the token of this hash: its account as it stands now, so that one that was disabled or got
/// another role is not what it was when it signed in.
///
/// # Errors
/// Those of the store.
pub fn actor_of_login(
    view: &mut dyn View,
    token: &TokenHash,
    now: DateTime<Utc>,
) -> StoreResult<Option<Recognised>> {
    let alive = |(login, account): &(LoginSession, Account)| {
        login.is_alive(now) && account.status == AccountStatus::Active
    };
    Ok(view.login(token)?.filter(alive).map(|(login, account)| Recognised {
        actor: Actor::staff(account.organization_id, account.id, (&account.name, account.role)),
        to_be_noted: login.last_seen_at + NOTED_EVERY <= now,
    }))
}

/// Notes that a login was used, which puts off its end by idleness.
///
/// # Errors
/// Those of the store.
pub fn note_login_use(tx: &mut dyn Transaction, token: &TokenHash, now: DateTime<Utc>) -> StoreResult<()> {
    tx.touch_login(token, now - NOTED_EVERY, now)
}

/// Ends one login; `false` when there was none.
///
/// # Errors
/// Those of the store.
pub fn sign_out(tx: &mut dyn Transaction, token: &TokenHash) -> StoreResult<bool> {
    tx.remove_login(token)
}

/// Removes up to `limit` logins that have ended, and as many counts of guesses that count no more.
///
/// # Errors
/// Those of the store.
pub fn forget_old_sign_ins(tx: &mut dyn Transaction, now: DateTime<Utc>, limit: i64) -> StoreResult<i64> {
    tx.forget_old_sign_ins(now, now - RESET_WINDOW.max(GUESS_WINDOW), limit)
}

/// Counts one more for each subject, unless one of them has had its share: then for none, and how long
/// that lasts is returned. Who has had it makes us write nothing.
pub(crate) fn count(
    tx: &mut dyn Transaction,
    subjects: &[(GuessKind, &str)],
    (origin, now): (&Origin, DateTime<Utc>),
) -> StoreResult<Option<TimeDelta>> {
    for (kind, subject) in subjects {
        let seen = tx.guesses(*kind, subject)?;
        if let Some(wait) = kind.wait(&seen, &origin.network, now) {
            return Ok(Some(wait));
        }
    }
    let mut counts = Vec::new();
    for (kind, subject) in subjects {
        let mut guesses = tx.lock_guesses(*kind, subject, now)?;
        // Asked again: others may have guessed since.
        if let Some(wait) = kind.wait(&guesses, &origin.network, now) {
            return Ok(Some(wait));
        }
        let (_, _, window) = kind.limits();
        guesses.retain(|guess| now < guess.at + window);
        guesses.push(Guessed { at: now, from: origin.network.clone() });
        // The clocks of two processes may differ a little.
        guesses.sort_by_key(|guess| guess.at);
        counts.push((*kind, *subject, guesses));
    }
    for (kind, subject, guesses) in counts {
        tx.put_guesses(kind, subject, (&guesses, now))?;
    }
    Ok(None)
}

/// Starts counting anew for an account whose owner has shown to be its owner.
pub(crate) fn forget_guesses(
    tx: &mut dyn Transaction,
    (kind, email): (GuessKind, &EmailAddress),
    now: DateTime<Utc>,
) -> StoreResult<()> {
    tx.lock_guesses(kind, email.as_str(), now)?;
    tx.put_guesses(kind, email.as_str(), (&[], now))
}

/// Where a guess comes from.
#[derive(Debug)]
pub(crate) struct Origin {
    /// What counts as one address: of IPv6 the first half, because anybody has all of the second.
    network: String,
    /// What counts as one site: of IPv6 a /48, of IPv4 the address again.
    pub(crate) site: String,
}

impl Origin {
    pub(crate) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self { network: address.to_string(), site: address.to_string() },
            IpAddr::V6(address) => {
                let first = |bits: u32| {
                    let kept = address.to_bits() & !(u128::MAX >> bits);
                    format!("{}/{bits}", Ipv6Addr::from_bits(kept))
                };
                Self { network: first(64), site: first(48) }
            }
        }
    }
}
