//! Secrets that we hand out: made here, stored as digests, compared in constant time.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use handover_domain::Secret;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use subtle::ConstantTimeEq;

/// Random bytes of a token: 256 bits.
const TOKEN_BYTES: usize = 32;

/// The characters that they become.
const TOKEN_CHARS: usize = 43;

/// The system has no random bytes to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system has no random bytes to give")]
pub struct NoRandomness;

/// Makes a token: `prefix`, by which people and scanners recognise it, and 256 random bits as 43
/// characters of base64url.
///
/// # Errors
/// [`NoRandomness`]: there is no token rather than one that can be guessed.
pub fn new_token(prefix: &'static str) -> Result<Secret, NoRandomness> {
    let mut bytes = [0; TOKEN_BYTES];
    SystemRandom::new().fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(Secret::new(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))))
}

/// Whether `text` could be a token that [`new_token`] made with this prefix: worth a look into the
/// database.
pub fn looks_like_token(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|rest| {
        rest.len() == TOKEN_CHARS && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    })
}

/// What is stored of a token: its SHA-256. A token holds so much chance that nothing slower is needed;
/// for what people choose there are [`passwords`](crate::passwords).
///
/// `==` takes the same time wherever two digests differ.
#[derive(Debug, Clone, Copy)]
pub struct TokenDigest([u8; 32]);

impl TokenDigest {
    /// The digest of a token.
    pub fn of(token: &str) -> Self {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        Self(bytes)
    }

    /// 64 hexadecimal digits, for a column.
    pub fn to_hex(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The bytes, for example as the seed of an id that cannot be turned around.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for TokenDigest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for TokenDigest {}

/// Whether two texts are the same, in a time that tells nothing about where they differ.
pub fn same(left: &str, right: &str) -> bool {
    TokenDigest::of(left) == TokenDigest::of(right)
}
