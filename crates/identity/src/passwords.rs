//! Passwords of local accounts: argon2id, and the same work for accounts that do not exist.
//!
//! One check takes some 20 ms and 19 MiB on purpose. The caller runs it where blocking is allowed and
//! bounds how many run at once.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use handover_domain::{
    PASSWORD_FEWEST_CHARS, PASSWORD_MOST_BYTES, PasswordHash as StoredHash, PasswordRefused, Passwords,
};

/// What OWASP asks for: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The hash of `nobody has this one`, made with the parameters above: what is checked when there is no account.
/// Whoever knows the words gets no further.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$ZMlWjqEfk/ZPdLaw7FuIFw$DTjNUyIxvF/F7S37pIgMlM0/ncetT642eJm78+Uji0I";

/// Passwords as this crate hashes them.
#[derive(Debug, Clone, Copy, Default)]
pub struct LocalPasswords;

impl Passwords for LocalPasswords {
    fn hash(&self, password: &str) -> Result<StoredHash, PasswordRefused> {
        hash(password).map(StoredHash::new)
    }

    fn verify(&self, password: &str, stored: Option<&StoredHash>) -> bool {
        verify(password, stored.map(StoredHash::as_str))
    }

    fn is_outdated(&self, stored: &StoredHash) -> bool {
        is_outdated(stored.as_str())
    }
}

/// Hashes a new password. The text holds the parameters and a random salt, and is all that is stored.
///
/// # Errors
/// [`PasswordRefused`]
pub fn hash(password: &str) -> Result<String, PasswordRefused> {
    if password.chars().count() < PASSWORD_FEWEST_CHARS {
        return Err(PasswordRefused::TooShort);
    }
    if password.len() > PASSWORD_MOST_BYTES {
        return Err(PasswordRefused::TooLong);
    }
    let hashed = hasher().and_then(|hasher| hasher.hash_password(password.as_bytes()).ok());
    hashed.map(|hash| hash.to_string()).ok_or(PasswordRefused::Unavailable)
}

/// Whether `password` is the one that `stored` was made from. Without an account, `stored` is `None`: the
/// answer is no and takes as long as any other.
pub fn verify(password: &str, stored: Option<&str>) -> bool {
    let readable = stored.and_then(|stored| PasswordHash::new(stored).ok());
    let known = readable.is_some() && password.len() <= PASSWORD_MOST_BYTES;
    // A longer password is nobody's; the empty one costs the same.
    let password = if password.len() <= PASSWORD_MOST_BYTES { password } else { "" };
    let Some(hash) = readable.or_else(|| PasswordHash::new(NOBODY).ok()) else { return false };
    let right = hasher().is_some_and(|hasher| hasher.verify_password(password.as_bytes(), &hash).is_ok());
    right && known
}

/// Whether a stored hash was made with other parameters than new ones are: hash again at the next login.
pub fn is_outdated(stored: &str) -> bool {
    !stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
}

fn hasher() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
