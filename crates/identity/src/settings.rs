//! What an operator decides about tokens.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use handover_domain::Secret;

/// How far our clock and the host's may be apart, at most.
const MOST_LEEWAY: Duration = Duration::from_secs(30);

/// Which tokens are believed, and what they say. Plain data; [`JwtVerifier::new`](crate::JwtVerifier::new)
/// checks it.
#[derive(Debug, Clone)]
pub struct TokenSettings {
    /// What tokens are signed with.
    pub keys: Keys,
    /// What `iss` must be, to the letter.
    pub issuer: String,
    /// What `aud` must be or contain, to the letter.
    pub audience: String,
    /// How far our clock and the host's may be apart; 30 seconds at most.
    pub leeway: Duration,
    /// Where in a token things are.
    pub claims: ClaimNames,
}

impl TokenSettings {
    /// Settings with the most leeway and the usual names of claims.
    pub fn new(keys: Keys, issuer: impl Into<String>, audience: impl Into<String>) -> Self {
        Self {
            keys,
            issuer: issuer.into(),
            audience: audience.into(),
            leeway: MOST_LEEWAY,
            claims: ClaimNames::default(),
        }
    }

    pub(crate) fn check(&self) -> Result<(), SettingsError> {
        if self.issuer.is_empty() {
            return Err(SettingsError::NoIssuer);
        }
        if self.audience.is_empty() {
            return Err(SettingsError::NoAudience);
        }
        if self.leeway > MOST_LEEWAY {
            return Err(SettingsError::Leeway);
        }
        if self.claims.user_id.is_empty() {
            return Err(SettingsError::NoUserClaim);
        }
        Ok(())
    }
}

/// What tokens are signed with. A key belongs to one algorithm, and no token can change that.
#[derive(Debug, Clone)]
pub enum Keys {
    /// HS256 with a secret that the host and we share: the bytes of this text, at least 32 of them.
    Shared(Secret),
    /// One public key.
    Public {
        /// The content of the key's PEM file (`BEGIN PUBLIC KEY`). Masked, because an operator may name
        /// the file of the private key by mistake.
        pem: Secret,
        /// The one algorithm that it is used with.
        algorithm: PublicAlgorithm,
    },
    /// The keys that the host publishes.
    Jwks(JwksSettings),
}

/// An algorithm whose keys may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicAlgorithm {
    /// RSA of 2048 to 8192 bits, PKCS#1 1.5, SHA-256.
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// Ed25519.
    EdDsa,
}

impl PublicAlgorithm {
    /// The name that tokens and settings use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
        }
    }
}

/// No [`PublicAlgorithm`] is called like that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be RS256, ES256 or EdDSA")]
pub struct UnknownAlgorithm;

impl FromStr for PublicAlgorithm {
    type Err = UnknownAlgorithm;

    fn from_str(name: &str) -> Result<Self, UnknownAlgorithm> {
        [Self::Rs256, Self::Es256, Self::EdDsa]
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
            .ok_or(UnknownAlgorithm)
    }
}

/// Keys that the host publishes as a JSON Web Key Set.
#[derive(Debug, Clone)]
pub struct JwksSettings {
    /// Where; `https`, or `http` on this machine.
    pub url: String,
    /// What the keys may be used with. A key of another kind is not taken.
    pub algorithms: Vec<PublicAlgorithm>,
    /// Where the last good set is kept, so that a restart while the host is down still knows it.
    pub cache: Option<PathBuf>,
    /// How often it is fetched.
    pub pace: JwksPace,
}

/// How often and how patiently keys are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JwksPace {
    /// From one regular fetch to the next.
    pub refresh: Duration,
    /// The least time between two fetches, when a token names an unknown key or the last fetch failed.
    pub hurry: Duration,
    /// For one fetch, from the name of the host to the last byte.
    pub deadline: Duration,
}

impl Default for JwksPace {
    fn default() -> Self {
        Self {
            refresh: Duration::from_mins(10),
            hurry: Duration::from_secs(30),
            deadline: Duration::from_secs(5),
        }
    }
}

/// Where in a token things are. A name stands for the claim of exactly that name or, when there is none
/// and the name has dots, for a path through objects: `realm_access.roles`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimNames {
    /// The host's id of the user. Required in every token.
    pub user_id: String,
    /// The host's name for the organization. When one is set, every token must have it.
    pub organization: Option<String>,
    /// Name for people.
    pub name: String,
    /// Mail address. Not believed when the token says `email_verified: false`.
    pub email: String,
    /// Language tag.
    pub language: String,
    /// Roles: a text or a list of texts.
    pub roles: String,
    /// The roles that make a manager of the organization. When there are none, roles are not looked at.
    pub manager_roles: Vec<String>,
}

impl Default for ClaimNames {
    fn default() -> Self {
        Self {
            user_id: "sub".to_owned(),
            organization: None,
            name: "name".to_owned(),
            email: "email".to_owned(),
            language: "locale".to_owned(),
            roles: "roles".to_owned(),
            manager_roles: Vec::new(),
        }
    }
}

/// Why settings cannot be used. The words hold no part of a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The issuer is empty.
    #[error("tokens need an issuer")]
    NoIssuer,
    /// The audience is empty.
    #[error("tokens need an audience")]
    NoAudience,
    /// More leeway than is safe.
    #[error("the leeway may be 30 seconds at most")]
    Leeway,
    /// Nothing says whose token it is.
    #[error("the claim with the user's id needs a name")]
    NoUserClaim,
    /// The secret can be guessed.
    #[error("the secret for HS256 has {0} bytes; it needs at least 32")]
    ShortSecret(usize),
    /// A public key, which everybody knows, would be the secret.
    #[error("the secret for HS256 is a key in PEM form; give that as a public key with its algorithm")]
    SecretIsPem,
    /// There is no public key in the text.
    #[error("the key file holds no public key in PEM form (`BEGIN PUBLIC KEY`)")]
    NoPublicKey,
    /// The public key is of another kind.
    #[error("the public key cannot be used with {0}: another kind of key, or too short")]
    KeyDoesNotFit(&'static str),
    /// Nothing would ever be accepted.
    #[error("the published keys need at least one algorithm of RS256, ES256 and EdDSA")]
    NoAlgorithms,
    /// The address of the published keys cannot be trusted.
    #[error(
        "the address of the published keys must be an https URL without a login (http only for this machine)"
    )]
    KeyAddress,
    /// The identity provider cannot be trusted, or is not named.
    #[error(
        "the identity provider must be an https URL without a login (http only for this machine), with a client id"
    )]
    Provider,
    /// No thread could be started.
    #[error("the thread that fetches the published keys cannot be started")]
    NoThread,
}
