//! Checks the host system's tokens.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use handover_domain::{Claims, TokenRefused, Tokens};
use serde_json::{Map, Value};

use crate::claims::ClaimRules;
use crate::jwks::{KeyKeeper, KeyStatus};
use crate::key::VerifyingKey;
use crate::settings::{Keys, SettingsError, TokenSettings};
use crate::token::Token;

/// Believes tokens that are signed and filled as the settings say, and no others.
///
/// With published keys it has a thread that fetches them; the thread ends with the verifier.
pub struct JwtVerifier {
    keys: Source,
    rules: ClaimRules,
}

enum Source {
    Fixed(Arc<VerifyingKey>),
    Published(KeyKeeper),
}

impl JwtVerifier {
    /// A verifier for these settings. With published keys it reads the cached set, begins to fetch a new
    /// one, and does not wait for it.
    ///
    /// # Errors
    /// [`SettingsError`]: the settings are wrong or would not protect anything.
    pub fn new(settings: &TokenSettings) -> Result<Self, SettingsError> {
        settings.check()?;
        let keys = match &settings.keys {
            Keys::Shared(secret) => Source::Fixed(Arc::new(VerifyingKey::shared(secret)?)),
            Keys::Public { pem, algorithm } => {
                Source::Fixed(Arc::new(VerifyingKey::from_pem(pem, *algorithm)?))
            }
            Keys::Jwks(jwks) => Source::Published(KeyKeeper::start(jwks)?),
        };
        Ok(Self { keys, rules: ClaimRules::new(settings) })
    }

    /// How it stands with the published keys; `None` when the key is fixed by the settings.
    pub fn key_status(&self) -> Option<KeyStatus> {
        match &self.keys {
            Source::Fixed(_) => None,
            Source::Published(keeper) => Some(keeper.status()),
        }
    }

    /// Waits until the published keys have been asked for `attempts` times since the start, well or not,
    /// but no longer than `patience`. For a start that wants its keys, and for `doctor`.
    pub fn wait_for_attempts(&self, attempts: u64, patience: Duration) -> Option<KeyStatus> {
        match &self.keys {
            Source::Fixed(_) => None,
            Source::Published(keeper) => Some(keeper.wait_for_attempts(attempts, patience)),
        }
    }

    fn key_of(&self, token: &Token<'_>) -> Result<Arc<VerifyingKey>, TokenRefused> {
        match &self.keys {
            Source::Fixed(key) if key.algorithm() == token.algorithm => Ok(Arc::clone(key)),
            Source::Fixed(_) => Err(TokenRefused::Algorithm),
            Source::Published(keeper) => keeper.find(token.key_id.as_deref(), &token.algorithm),
        }
    }
}

impl JwtVerifier {
    /// All that a token says that is signed, in time and meant for us.
    pub(crate) fn payload(
        &self,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<Map<String, Value>, TokenRefused> {
        let payload = self.signed_payload(token)?;
        self.rules.check(&payload, now)?;
        Ok(payload)
    }

    fn signed_payload(&self, token: &str) -> Result<Map<String, Value>, TokenRefused> {
        let token = Token::read(token)?;
        let key = self.key_of(&token)?;
        let (signed, signature) = token.signed();
        if !key.has_signed(signed, signature) {
            return Err(TokenRefused::Signature);
        }
        token.payload()
    }
}

impl Tokens for JwtVerifier {
    fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, TokenRefused> {
        self.rules.read(&self.signed_payload(token)?, now)
    }
}

impl fmt::Debug for JwtVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JwtVerifier").field("keys", &self.key_status()).finish_non_exhaustive()
    }
}
