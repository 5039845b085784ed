//! Signing in with an identity provider: OpenID Connect, the code flow with PKCE.
//!
//! The browser brings a code, which we change for a token directly with the provider. The token is believed
//! only when the provider has signed it, for us, in this very flow.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use handover_domain::{OutsideIdentity, ProviderFailure, Secret, SignOnFlow, SingleSignOn, TokenRefused};
use ring::digest::{SHA256, digest};
use serde_json::{Map, Value};
use ureq::http::Response;

use crate::claims::texts;
use crate::jwks::{FetchFailure, agent, explain};
use crate::jwt::JwtVerifier;
use crate::secrets::same;
use crate::settings::{JwksPace, JwksSettings, Keys, PublicAlgorithm, SettingsError, TokenSettings};
use crate::unique_json::read_object;

/// How long what the provider says about itself is believed.
const KNOWN_FOR: Duration = Duration::from_secs(3600);

/// No document of a provider is larger.
const LARGEST: u64 = 256 * 1024;

/// How patiently keys are waited for, in the middle of a sign-in.
const KEYS_WITHIN: Duration = Duration::from_secs(5);

/// Which provider is believed, and who we are to it.
#[derive(Debug, Clone)]
pub struct OidcSettings {
    /// What people call it.
    pub name: String,
    /// Its issuer, to the letter; `/.well-known/openid-configuration` is below it.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there, if we have one.
    pub client_secret: Option<Secret>,
    /// Where it sends browsers back to, to the letter.
    pub redirect_uri: String,
    /// What is asked for, separated by spaces.
    pub scopes: String,
    /// What its tokens may be signed with.
    pub algorithms: Vec<PublicAlgorithm>,
    /// For one answer of it.
    pub deadline: Duration,
}

/// An OpenID provider.
pub struct OidcProvider {
    settings: OidcSettings,
    known: Mutex<Option<(Instant, Arc<Known>)>>,
}

/// What the provider says about itself.
struct Known {
    authorization_endpoint: String,
    token_endpoint: String,
    /// Where it says more of somebody than in a token.
    userinfo_endpoint: Option<String>,
    /// Whether it takes our secret in the header; else in the body.
    takes_basic: bool,
    /// Whether it always says who it is beside the code (RFC 9207).
    names_itself: bool,
    verifier: JwtVerifier,
}

impl OidcProvider {
    /// A provider of which nothing is asked yet.
    ///
    /// # Errors
    /// [`SettingsError::Provider`]
    pub fn new(settings: OidcSettings) -> Result<Self, SettingsError> {
        let is_named = !settings.client_id.is_empty() && !settings.issuer.contains(['?', '#']);
        if !is_named || agent(&settings.issuer, settings.deadline).is_err() {
            return Err(SettingsError::Provider);
        }
        Ok(Self { settings, known: Mutex::default() })
    }

    fn known(&self) -> Result<Arc<Known>, ProviderFailure> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, known)) = known.as_ref()
            && at.elapsed() < KNOWN_FOR
        {
            return Ok(Arc::clone(known));
        }
        let discovered = Arc::new(self.discover()?);
        *known = Some((Instant::now(), Arc::clone(&discovered)));
        Ok(discovered)
    }

    fn discover(&self) -> Result<Known, ProviderFailure> {
        let issuer = &self.settings.issuer;
        let url = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let answer = self.agent(&url)?.get(&url).header("accept", "application/json").call();
        let document = read(answer)?;
        let text = |name: &str| document.get(name).and_then(Value::as_str).map(str::to_owned);
        // Or else one provider of several on a host could speak for another.
        if text("issuer").as_ref() != Some(issuer) {
            return Err(ProviderFailure::Refused("it describes another issuer".to_owned()));
        }
        let endpoint = |name: &str| {
            let url = text(name).ok_or_else(|| unavailable(&format!("it names no {name}")))?;
            // Checked here, so that no browser and no secret is sent anywhere without TLS.
            self.agent(&url).map(|_| url)
        };
        let methods = document.get("token_endpoint_auth_methods_supported").and_then(texts);
        let jwks = JwksSettings {
            url: endpoint("jwks_uri")?,
            algorithms: self.settings.algorithms.clone(),
            cache: None,
            // Only the provider itself gives us tokens, so nobody can make us ask too often.
            pace: JwksPace { hurry: Duration::from_secs(1), ..JwksPace::default() },
        };
        let tokens = TokenSettings::new(Keys::Jwks(jwks), issuer.clone(), self.settings.client_id.clone());
        Ok(Known {
            authorization_endpoint: endpoint("authorization_endpoint")?,
            token_endpoint: endpoint("token_endpoint")?,
            userinfo_endpoint: document
                .contains_key("userinfo_endpoint")
                .then(|| endpoint("userinfo_endpoint"))
                .transpose()?,
            takes_basic: methods.is_none_or(|methods| methods.contains(&"client_secret_basic")),
            names_itself: document.get("authorization_response_iss_parameter_supported")
                == Some(&Value::Bool(true)),
            verifier: JwtVerifier::new(&tokens).map_err(|error| unavailable(&error.to_string()))?,
        })
    }

    fn agent(&self, url: &str) -> Result<ureq::Agent, ProviderFailure> {
        let refused = |_| unavailable("an address of it is not https, or holds a login");
        agent(url, self.settings.deadline).map_err(refused)
    }

    /// Changes a code for what the provider gives for it.
    fn redeem(&self, known: &Known, flow: &SignOnFlow, code: &str) -> Result<Tokens, ProviderFailure> {
        let OidcSettings { client_id, client_secret, redirect_uri, .. } = &self.settings;
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
            ("client_id", client_id),
            ("code_verifier", &flow.verifier),
        ];
        let url = &known.token_endpoint;
        let mut request = self.agent(url)?.post(url).header("accept", "application/json");
        if let Some(secret) = client_secret {
            if known.takes_basic {
                let login = format!("{}:{}", encoded(client_id), encoded(secret.expose()));
                request = request.header("authorization", format!("Basic {}", STANDARD.encode(login)));
            } else {
                form.push(("client_secret", secret.expose()));
            }
        }
        let answer = read(request.send_form(form))?;
        let text = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
        let identity = text("id_token").ok_or_else(|| refused("there is no id_token in it"))?;
        Ok(Tokens { identity, access: text("access_token") })
    }

    /// Adds what the provider tells of the token's bearer elsewhere. Many tell there alone what the scopes
    /// `email` and `profile` ask for, as the standard has it.
    fn ask_more(
        &self,
        url: &str,
        access: &str,
        payload: &mut Map<String, Value>,
    ) -> Result<(), ProviderFailure> {
        let login = format!("Bearer {access}");
        let request = self.agent(url)?.get(url).header("accept", "application/json");
        let told = read(request.header("authorization", login).call())?;
        if told.get("sub") != payload.get("sub") {
            return Err(refused("it tells of another person"));
        }
        // An address and whether it is verified belong together.
        for name in ["email", "email_verified"] {
            payload.remove(name);
        }
        for (name, value) in told {
            payload.entry(name).or_insert(value);
        }
        Ok(())
    }

    /// What the token says. A key that is not known yet is waited for once.
    fn payload(
        &self,
        known: &Known,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<Map<String, Value>, ProviderFailure> {
        known.verifier.wait_for_attempts(1, KEYS_WITHIN);
        let asked = known.verifier.key_status().map_or(0, |status| status.attempts);
        let payload = match known.verifier.payload(token, now) {
            Err(TokenRefused::UnknownKey) => {
                known.verifier.wait_for_attempts(asked + 1, KEYS_WITHIN);
                known.verifier.payload(token, now)
            }
            other => other,
        };
        payload.map_err(|why| match why {
            TokenRefused::NoKeys => unavailable(&why.to_string()),
            _ => ProviderFailure::Refused(why.to_string()),
        })
    }
}

impl SingleSignOn for OidcProvider {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn begin(&self, flow: &SignOnFlow) -> Result<String, ProviderFailure> {
        let known = self.known()?;
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, flow.verifier.as_bytes()));
        let query: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", &self.settings.redirect_uri)
            .append_pair("scope", &self.settings.scopes)
            .append_pair("state", &flow.state)
            .append_pair("nonce", &flow.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .finish();
        let address = &known.authorization_endpoint;
        let glue = if address.contains('?') { '&' } else { '?' };
        Ok(format!("{address}{glue}{query}"))
    }

    fn finish(
        &self,
        flow: &SignOnFlow,
        (code, issuer): (&str, Option<&str>),
        now: DateTime<Utc>,
    ) -> Result<OutsideIdentity, ProviderFailure> {
        let known = self.known()?;
        // Another provider's code must not be shown to this one (RFC 9207).
        let is_named = issuer.map_or(!known.names_itself, |named| named == self.settings.issuer);
        if !is_named {
            return Err(refused("it comes from another issuer"));
        }
        let tokens = self.redeem(&known, flow, code)?;
        let mut payload = self.payload(&known, &tokens.identity, now)?;
        self.belongs(flow, &payload)?;
        if !payload.contains_key("email")
            && let (Some(url), Some(access)) = (&known.userinfo_endpoint, &tokens.access)
        {
            self.ask_more(url, access, &mut payload)?;
        }
        self.identity(&payload)
    }
}

impl OidcProvider {
    /// Whether the token was made for us, in this very sign-in.
    fn belongs(&self, flow: &SignOnFlow, payload: &Map<String, Value>) -> Result<(), ProviderFailure> {
        if !text(payload, "nonce").is_some_and(|nonce| same(nonce, &flow.nonce)) {
            return Err(refused("its token belongs to another sign-in"));
        }
        let audiences = payload.get("aud").and_then(texts).unwrap_or_default();
        let party = payload.get("azp").map(|azp| azp.as_str() == Some(self.settings.client_id.as_str()));
        if party == Some(false) || (audiences.len() > 1 && party.is_none()) {
            return Err(refused("its token was made for another party"));
        }
        Ok(())
    }

    fn identity(&self, payload: &Map<String, Value>) -> Result<OutsideIdentity, ProviderFailure> {
        let fits = |subject: &&str| subject.len() <= 255 && !subject.chars().any(char::is_control);
        let subject = text(payload, "sub").filter(fits).ok_or_else(|| refused("its token names nobody"))?;
        let is_verified = payload.get("email_verified").is_some_and(|verified| match verified {
            Value::Bool(verified) => *verified,
            Value::String(verified) => verified == "true",
            _ => false,
        });
        Ok(OutsideIdentity {
            subject: format!("{} {subject}", self.settings.issuer),
            email: text(payload, "email").filter(|_| is_verified).map(str::to_owned),
            name: text(payload, "name").map(str::to_owned),
        })
    }
}

/// What a code is changed for.
struct Tokens {
    /// Says who somebody is.
    identity: String,
    /// Opens what the provider tells of them.
    access: Option<String>,
}

/// A claim that says something.
fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// A part of an `Authorization: Basic` header, as OAuth has it.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn read(answer: Result<Response<ureq::Body>, ureq::Error>) -> Result<Map<String, Value>, ProviderFailure> {
    let failed = |failure: FetchFailure| unavailable(&failure.to_string());
    let mut answer = answer.map_err(|error| failed(explain(error)))?;
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(LARGEST).read_to_vec();
    let body = body.map_err(|error| failed(explain(error)))?;
    match status {
        200 => read_object(&body).ok_or_else(|| failed(FetchFailure::Protocol)),
        // The code was used before, is too old, or not ours.
        400 | 401 | 403 => Err(ProviderFailure::Refused(format!("it answered with status {status}"))),
        _ => Err(failed(FetchFailure::Status(status))),
    }
}

fn unavailable(why: &str) -> ProviderFailure {
    ProviderFailure::Unavailable(why.to_owned())
}

fn refused(why: &str) -> ProviderFailure {
    ProviderFailure::Refused(why.to_owned())
}
