//! Whom callers are taken to be, and which tokens prove it.

use std::path::PathBuf;
use std::time::Duration;

use handover_domain::{Joining, Secret, StaffRole};
use handover_identity::{ClaimNames, JwksPace, JwksSettings, OidcSettings, PublicAlgorithm};

use super::values::{Algorithms, AuthMode, PublicUrl, Words};
use super::{Reader, SettingsError};

/// Whom callers are taken to be.
#[derive(Debug)]
pub(crate) enum Auth {
    /// The operator of this computer.
    Open,
    /// Whoever they prove to be.
    Token(TokenAuth),
}

/// What proves who a caller is.
#[derive(Debug)]
pub(crate) struct TokenAuth {
    /// The host's tokens; `None` while no user of the host may come in.
    pub(crate) tokens: Option<TokenRules>,
    /// Whether somebody unknown may open a session.
    pub(crate) visitors: bool,
    /// Whether an organization that a token names is made where nobody knows it yet.
    pub(crate) new_organizations: bool,
    /// Where else people with an account can sign in.
    pub(crate) provider: Option<Provider>,
}

/// An identity provider, and who gets an account by signing in there.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(crate) settings: OidcSettings,
    pub(crate) joining: Option<Joining>,
}

/// Which tokens are believed.
#[derive(Debug)]
pub(crate) struct TokenRules {
    pub(crate) keys: KeySource,
    pub(crate) issuer: String,
    pub(crate) audience: String,
    pub(crate) leeway: Duration,
    pub(crate) claims: ClaimNames,
}

/// Where the keys come from.
#[derive(Debug)]
pub(crate) enum KeySource {
    Secret(Secret),
    File(PathBuf, PublicAlgorithm),
    Published(JwksSettings),
}

pub(super) fn read(reader: &Reader<'_>) -> Result<Auth, SettingsError> {
    let mode = reader.required::<AuthMode>("auth.mode")?;
    let visitors: bool = reader.required("auth.visitors")?;
    let new_organizations: bool = reader.required("auth.new_organizations")?;
    // Checked even where they do not count: a typing error should not wait for later.
    let tokens = rules(reader)?;
    let provider = provider(reader)?;
    match mode {
        AuthMode::Open => Ok(Auth::Open),
        AuthMode::Token => Ok(Auth::Token(TokenAuth { tokens, visitors, new_organizations, provider })),
    }
}

fn provider(reader: &Reader<'_>) -> Result<Option<Provider>, SettingsError> {
    let role = reader.required::<String>("auth.oidc.join_role")?;
    let role = StaffRole::parse(&role)
        .ok_or_else(|| reader.invalid("auth.oidc.join_role", "expected expert, lead or admin"))?;
    let domains = reader.required::<Words>("auth.oidc.join_domains")?.0;
    let domains: Vec<String> = domains.iter().map(|domain| domain.to_ascii_lowercase()).collect();
    let secret: Option<String> = reader.optional("auth.oidc.client_secret")?;
    let algorithms = reader.required::<Algorithms>("auth.oidc.algorithms")?.0;
    let Some(issuer) = reader.optional::<String>("auth.oidc.issuer")? else { return Ok(None) };
    let Some(PublicUrl(public_url)) = reader.optional("server.public_url")? else {
        let expected = "whoever signs in there has to be sent back: set server.public_url";
        return Err(reader.invalid("auth.oidc.issuer", expected));
    };
    let client_id: Option<String> = reader.optional("auth.oidc.client_id")?;
    let client_id = client_id
        .ok_or_else(|| reader.invalid("auth.oidc.client_id", "expected our name at the provider"))?;
    let settings = OidcSettings {
        name: reader.required("auth.oidc.name")?,
        issuer,
        client_id,
        client_secret: secret.map(Secret::new),
        redirect_uri: format!("{public_url}/api/auth/oidc/callback"),
        scopes: reader.required("auth.oidc.scopes")?,
        algorithms,
        deadline: Duration::from_secs(5),
    };
    let joining = (!domains.is_empty()).then_some(Joining { domains, role });
    Ok(Some(Provider { settings, joining }))
}

fn rules(reader: &Reader<'_>) -> Result<Option<TokenRules>, SettingsError> {
    let leeway = reader.within("auth.leeway", Duration::ZERO, Duration::from_secs(30))?;
    let claims = claims(reader)?;
    let Some(keys) = keys(reader)? else { return Ok(None) };
    let named = |key| {
        let given: Option<String> = reader.optional(key)?;
        given.ok_or_else(|| {
            reader.invalid(key, "tokens are believed only with both auth.issuer and auth.audience")
        })
    };
    let (issuer, audience) = (named("auth.issuer")?, named("auth.audience")?);
    Ok(Some(TokenRules { keys, issuer, audience, leeway, claims }))
}

fn keys(reader: &Reader<'_>) -> Result<Option<KeySource>, SettingsError> {
    let secret: Option<String> = reader.optional("auth.secret")?;
    let file: Option<PathBuf> = reader.optional("auth.key_file")?;
    let url: Option<String> = reader.optional("auth.jwks_url")?;
    let algorithms = reader.required::<Algorithms>("auth.algorithms")?.0;
    let cache: Option<PathBuf> = reader.optional("auth.jwks_cache")?;
    match (secret, file, url) {
        (None, None, None) => Ok(None),
        (Some(secret), None, None) => Ok(Some(KeySource::Secret(Secret::new(secret)))),
        (None, Some(file), None) => match algorithms.as_slice() {
            [only] => Ok(Some(KeySource::File(file, *only))),
            _ => Err(reader.invalid("auth.algorithms", "a key file belongs to one algorithm; name it alone")),
        },
        (None, None, Some(url)) => {
            let pace = JwksPace::default();
            Ok(Some(KeySource::Published(JwksSettings { url, algorithms, cache, pace })))
        }
        _ => {
            let expected = "only one of auth.secret, auth.key_file and auth.jwks_url may be set";
            Err(reader.invalid("auth.mode", expected))
        }
    }
}

fn claims(reader: &Reader<'_>) -> Result<ClaimNames, SettingsError> {
    Ok(ClaimNames {
        user_id: reader.required("auth.claim_user_id")?,
        organization: reader.optional("auth.claim_organization")?,
        name: reader.required("auth.claim_name")?,
        email: reader.required("auth.claim_email")?,
        language: reader.required("auth.claim_language")?,
        roles: reader.required("auth.claim_roles")?,
        manager_roles: reader.required::<Words>("auth.manager_roles")?.0,
    })
}
