//! Users whom another system vouches for: what its tokens say, once they are verified.

use chrono::{DateTime, Utc};

use crate::house::Scene;
use crate::language::Language;
use crate::profile::UserProfile;
use crate::store::{StoreResult, Transaction, View};

/// What a token says about its bearer, under our names for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The host's id of the user.
    pub user_id: String,
    /// The host's name for the user's organization; `None` means the default one.
    pub organization: Option<String>,
    /// Name for people.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// The language to write to them in.
    pub language: Option<Language>,
    /// Whether a role in the token makes the bearer a manager of the organization.
    pub manager: bool,
    /// When the host made the token, where it says so.
    pub issued_at: Option<DateTime<Utc>>,
    /// From when on the token is worth nothing.
    pub expires_at: DateTime<Utc>,
}

/// Why a token is worth nothing. The words are fit for a caller: they hold no part of the token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// It is no token at all.
    #[error("the token cannot be read")]
    Malformed,
    /// It was made in a way that is not allowed here.
    #[error("the token is signed in a way that is not accepted here")]
    Algorithm,
    /// No key that we know has signed it.
    #[error("the token is signed by a key that is not known here")]
    UnknownKey,
    /// Its signature is wrong.
    #[error("the token's signature is wrong")]
    Signature,
    /// It is too old.
    #[error("the token has expired")]
    Expired,
    /// It is too new.
    #[error("the token is not valid yet")]
    NotYet,
    /// Another system made it.
    #[error("the token comes from another issuer")]
    Issuer,
    /// It was made for another service.
    #[error("the token is meant for another audience")]
    Audience,
    /// It names an organization that nobody knows here.
    #[error("the token names an organization that is not known here")]
    UnknownOrganization,
    /// A claim is missing or has the wrong shape.
    #[error("the token's claim `{0}` is missing or has the wrong shape")]
    Claim(String),
    /// The keys have never been fetched; the same request may succeed later.
    #[error("the keys to check tokens with are not available")]
    NoKeys,
}

/// Checks tokens. Never blocks on the network.
pub trait Tokens: Send + Sync {
    /// What `token` says at the time `now`.
    ///
    /// # Errors
    /// [`TokenRefused`]: nothing that it says may be believed.
    fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, TokenRefused>;
}

/// Whether `claims` say something about the user that is not remembered yet.
///
/// # Errors
/// Those of the store.
pub fn is_news(view: &mut dyn View, scene: &Scene<'_>, claims: &Claims) -> StoreResult<bool> {
    let known = view.user(scene.actor.scope(), &claims.user_id)?;
    let merged = merged(known.as_ref(), claims, scene);
    Ok(known.is_none_or(|known| UserProfile { updated_at: known.updated_at, ..merged } != known))
}

/// Remembers what the token says about its bearer, so that mails can greet a person. What it does not
/// say stays as the host last told it, and so does everything that the host told after it made the token.
///
/// # Errors
/// Those of the store.
pub fn remember_claims(tx: &mut dyn Transaction, scene: &Scene<'_>, claims: &Claims) -> StoreResult<()> {
    let scope = scene.actor.scope();
    let known = tx.user(scope, &claims.user_id)?;
    tx.put_user(scope, &merged(known.as_ref(), claims, scene))
}

fn merged(known: Option<&UserProfile>, claims: &Claims, scene: &Scene<'_>) -> UserProfile {
    let told = claims.issued_at.map_or(scene.now, |at| at.min(scene.now));
    let (name, email, language) = (claims.name.clone(), claims.email.clone(), claims.language);
    let Some(known) = known.cloned() else {
        let (user_id, updated_at) = (claims.user_id.clone(), told);
        return UserProfile {
            user_id,
            name,
            email,
            organization_name: None,
            role: None,
            language,
            updated_at,
        };
    };
    if told < known.updated_at {
        return UserProfile {
            name: known.name.or(name),
            email: known.email.or(email),
            language: known.language.or(language),
            ..known
        };
    }
    UserProfile {
        name: name.or(known.name),
        email: email.or(known.email),
        language: language.or(known.language),
        updated_at: told,
        ..known
    }
}
