//! Passwords of accounts. How they are hashed is the business of whoever implements [`Passwords`].

use crate::account::PasswordHash;

/// The fewest characters of a new password.
pub const PASSWORD_FEWEST_CHARS: usize = 12;

/// The most bytes of a password.
pub const PASSWORD_MOST_BYTES: usize = 1024;

/// Why a password cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// It can be guessed.
    #[error("the password needs at least {PASSWORD_FEWEST_CHARS} characters")]
    TooShort,
    /// It would cost more to check than it is worth.
    #[error("the password may have {PASSWORD_MOST_BYTES} bytes at most")]
    TooLong,
    /// The machine has no memory or no random bytes for it.
    #[error("the password cannot be hashed now")]
    Unavailable,
}

/// Hashes and verifies passwords. Both take long and much memory on purpose: the caller runs them where
/// blocking is allowed and bounds how many run at once.
pub trait Passwords: Send + Sync {
    /// What is kept of a new password.
    ///
    /// # Errors
    /// [`PasswordRefused`]
    fn hash(&self, password: &str) -> Result<PasswordHash, PasswordRefused>;

    /// Whether `password` is the one that `stored` was made from. Without one the answer is no, and takes as
    /// long as any other.
    fn verify(&self, password: &str, stored: Option<&PasswordHash>) -> bool;

    /// Whether `stored` was made in another way than new ones are, so that it is made anew when its owner
    /// shows the password.
    fn is_outdated(&self, stored: &PasswordHash) -> bool;
}
