//! The inside of a token: what it says, once nobody can have changed it.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{Actor, Claims, Language, OrganizationId, TokenRefused};
use serde_json::{Map, Value};

use crate::settings::{ClaimNames, TokenSettings};

type Payload = Map<String, Value>;

/// Last second of the year 9999. A time after it is a mistake, for example in milliseconds.
const LAST_SECOND: Duration = Duration::from_secs(253_402_300_799);

/// The longest text that is taken for an id, a name or an address.
const LONGEST_TEXT: usize = 512;

/// Which tokens are meant for us, and where in them things are.
pub(crate) struct ClaimRules {
    issuer: String,
    audience: String,
    leeway: TimeDelta,
    names: ClaimNames,
}

impl ClaimRules {
    pub(crate) fn new(settings: &TokenSettings) -> Self {
        Self {
            issuer: settings.issuer.clone(),
            audience: settings.audience.clone(),
            // The settings allow 30 seconds at most.
            leeway: TimeDelta::from_std(settings.leeway).unwrap_or_default(),
            names: settings.claims.clone(),
        }
    }

    /// What the token says at the time `now`.
    pub(crate) fn read(&self, payload: &Payload, now: DateTime<Utc>) -> Result<Claims, TokenRefused> {
        let expires_at = self.check(payload, now)?;
        let names = &self.names;
        Ok(Claims {
            user_id: user_id(payload, &names.user_id)?,
            organization: self.organization(payload)?,
            name: optional_text(payload, &names.name)?,
            email: email(payload, &names.email)?,
            language: optional_text(payload, &names.language)?.map(|tag| Language::from_tag(&tag)),
            manager: self.is_manager(payload)?,
            issued_at: time(payload, "iat")?,
            expires_at,
        })
    }

    /// Whether the token is in time and meant for us; when it ends.
    pub(crate) fn check(&self, payload: &Payload, now: DateTime<Utc>) -> Result<DateTime<Utc>, TokenRefused> {
        let expires_at = self.check_times(payload, now)?;
        self.check_parties(payload)?;
        Ok(expires_at)
    }

    fn check_times(&self, payload: &Payload, now: DateTime<Utc>) -> Result<DateTime<Utc>, TokenRefused> {
        let expires_at = time(payload, "exp")?.ok_or_else(|| wrong("exp"))?;
        if now - self.leeway >= expires_at {
            return Err(TokenRefused::Expired);
        }
        for name in ["nbf", "iat"] {
            if time(payload, name)?.is_some_and(|from| now + self.leeway < from) {
                return Err(TokenRefused::NotYet);
            }
        }
        Ok(expires_at)
    }

    fn check_parties(&self, payload: &Payload) -> Result<(), TokenRefused> {
        let Some(Value::String(issuer)) = payload.get("iss") else { return Err(wrong("iss")) };
        if *issuer != self.issuer {
            return Err(TokenRefused::Issuer);
        }
        let audiences = payload.get("aud").and_then(texts).ok_or_else(|| wrong("aud"))?;
        if audiences.contains(&self.audience.as_str()) { Ok(()) } else { Err(TokenRefused::Audience) }
    }

    /// A token without the claim must not end up in the default organization, among its secrets.
    fn organization(&self, payload: &Payload) -> Result<Option<String>, TokenRefused> {
        let Some(name) = &self.names.organization else { return Ok(None) };
        id(payload, name)?.ok_or_else(|| wrong(name)).map(Some)
    }

    fn is_manager(&self, payload: &Payload) -> Result<bool, TokenRefused> {
        let names = &self.names;
        if names.manager_roles.is_empty() {
            return Ok(false);
        }
        let roles = match find(payload, &names.roles) {
            None => return Ok(false),
            Some(value) => texts(value).ok_or_else(|| wrong(&names.roles))?,
        };
        Ok(names.manager_roles.iter().any(|manager| roles.contains(&manager.as_str())))
    }
}

fn wrong(claim: &str) -> TokenRefused {
    TokenRefused::Claim(claim.to_owned())
}

/// The claim of that name, else what a dotted name leads to. `null` is as good as nothing.
fn find<'a>(payload: &'a Payload, name: &str) -> Option<&'a Value> {
    let exact = payload.get(name);
    let value = exact.or_else(|| {
        let (first, path) = name.split_once('.')?;
        path.split('.').try_fold(payload.get(first)?, |value, step| value.get(step))
    });
    value.filter(|value| !value.is_null())
}

/// A text, or a list of nothing but texts.
pub(crate) fn texts(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::String(text) => Some(vec![text]),
        Value::Array(items) => items.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

/// A point in time as JWTs have it: seconds since 1970, of which there may be a fraction.
fn time(payload: &Payload, name: &str) -> Result<Option<DateTime<Utc>>, TokenRefused> {
    let Some(value) = payload.get(name) else { return Ok(None) };
    let since = match value.as_u64() {
        Some(seconds) => Some(Duration::from_secs(seconds)),
        None => value.as_f64().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
    };
    since
        .filter(|since| *since <= LAST_SECOND)
        .and_then(|since| TimeDelta::from_std(since).ok())
        .and_then(|since| DateTime::UNIX_EPOCH.checked_add_signed(since))
        .map(Some)
        .ok_or_else(|| wrong(name))
}

/// The user's id. Whoever could choose one of ours would be somebody else: the domain knows which those are.
fn user_id(payload: &Payload, name: &str) -> Result<String, TokenRefused> {
    id(payload, name)?
        .filter(|id| Actor::user(OrganizationId::DEFAULT, id, false).is_ok())
        .ok_or_else(|| wrong(name))
}

/// An id: a text, or outside of the standard's `sub` a whole number, as many hosts number their users.
fn id(payload: &Payload, name: &str) -> Result<Option<String>, TokenRefused> {
    match find(payload, name) {
        Some(Value::Number(number)) if name != "sub" && number.is_u64() => Ok(Some(number.to_string())),
        _ => optional_text(payload, name),
    }
}

/// A text without control characters; an empty one is none.
fn optional_text(payload: &Payload, name: &str) -> Result<Option<String>, TokenRefused> {
    match find(payload, name) {
        None => Ok(None),
        Some(Value::String(text)) if text.len() <= LONGEST_TEXT && !text.chars().any(char::is_control) => {
            Ok(Some(text.clone()).filter(|text| !text.trim().is_empty()))
        }
        Some(_) => Err(wrong(name)),
    }
}

/// An address that the host itself does not believe gets no mail about other people's machines.
fn email(payload: &Payload, name: &str) -> Result<Option<String>, TokenRefused> {
    let denied = match payload.get("email_verified") {
        Some(Value::Bool(verified)) => !verified,
        Some(Value::String(verified)) => verified.eq_ignore_ascii_case("false"),
        _ => false,
    };
    Ok(optional_text(payload, name)?.filter(|_| !denied))
}
