//! The keys that the host publishes: one set of them, and who keeps it fresh.

mod cache;
mod fetch;
mod keeper;

pub use keeper::KeyStatus;

pub(crate) use fetch::{FetchFailure, agent, explain};
pub(crate) use keeper::KeyKeeper;

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use handover_domain::TokenRefused;
use serde_json::{Map, Value};
use tracing::{debug, warn};

use crate::key::VerifyingKey;
use crate::settings::PublicAlgorithm;
use crate::unique_json::read_object;

/// The keys of one published set that can be used here.
pub(crate) struct KeySet {
    keys: Vec<PublishedKey>,
}

struct PublishedKey {
    id: Option<String>,
    key: Arc<VerifyingKey>,
}

/// Why a key of a set is not taken.
enum Skipped {
    /// It is meant for something else, as most sets hold such keys too.
    NotForUs,
    /// It should have been for us.
    Wrong(&'static str),
}

impl KeySet {
    /// Reads a set (RFC 7517) and takes the keys that may be used. `None` when it is no set, or when no key
    /// in it can be used.
    pub(crate) fn read(json: &[u8], allowed: &[PublicAlgorithm]) -> Option<Self> {
        let set = read_object(json)?;
        let listed: Vec<&Map<String, Value>> =
            set.get("keys")?.as_array()?.iter().filter_map(Value::as_object).collect();
        let mut keys = Vec::new();
        for jwk in &listed {
            let id = text(jwk, "kid");
            match read_key(jwk, allowed) {
                Ok(_) if id.is_some() && has_rival(jwk, &listed) => {
                    warn!(kid = ?id, "a published key is not used: another one has its name");
                }
                Ok(key) => keys.push(PublishedKey { id: id.map(str::to_owned), key: Arc::new(key) }),
                Err(Skipped::Wrong(why)) => warn!(kid = ?id, "a published key is not used: {why}"),
                Err(Skipped::NotForUs) => debug!(kid = ?id, "a published key is meant for something else"),
            }
        }
        (!keys.is_empty()).then_some(Self { keys })
    }

    /// The key of a token. One without a key's name is given the only key of its algorithm, if it is the only one.
    pub(crate) fn find(&self, id: Option<&str>, algorithm: &str) -> Result<Arc<VerifyingKey>, TokenRefused> {
        let mut candidates = self.keys.iter().filter(|published| match id {
            Some(id) => published.id.as_deref() == Some(id),
            None => published.key.algorithm() == algorithm,
        });
        let found = candidates.next().ok_or(TokenRefused::UnknownKey)?;
        if id.is_none() && candidates.next().is_some() {
            return Err(TokenRefused::UnknownKey);
        }
        if found.key.algorithm() != algorithm {
            return Err(TokenRefused::Algorithm);
        }
        Ok(Arc::clone(&found.key))
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }
}

fn text<'a>(jwk: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    jwk.get(name).and_then(Value::as_str)
}

/// Whether another signing key of the set goes by the same name: nobody could tell which one signed.
fn has_rival(jwk: &Map<String, Value>, listed: &[&Map<String, Value>]) -> bool {
    let same_name =
        |other: &&&Map<String, Value>| other.get("kid") == jwk.get("kid") && is_for_signatures(other);
    listed.iter().filter(same_name).count() > 1
}

fn is_for_signatures(jwk: &Map<String, Value>) -> bool {
    let by_use = jwk.get("use").is_none_or(|used_for| used_for == "sig");
    let by_operations = jwk.get("key_ops").is_none_or(|operations| {
        operations.as_array().is_some_and(|list| list.iter().any(|op| op == "verify"))
    });
    by_use && by_operations
}

fn read_key(jwk: &Map<String, Value>, allowed: &[PublicAlgorithm]) -> Result<VerifyingKey, Skipped> {
    if !is_for_signatures(jwk) {
        return Err(Skipped::NotForUs);
    }
    let algorithm = match (text(jwk, "kty"), text(jwk, "crv")) {
        (Some("RSA"), _) => PublicAlgorithm::Rs256,
        (Some("EC"), Some("P-256")) => PublicAlgorithm::Es256,
        (Some("OKP"), Some("Ed25519")) => PublicAlgorithm::EdDsa,
        _ => return Err(Skipped::NotForUs),
    };
    if !allowed.contains(&algorithm) || jwk.get("alg").is_some_and(|stated| stated != algorithm.name()) {
        return Err(Skipped::Wrong("the settings do not allow its algorithm"));
    }
    if jwk.contains_key("d") {
        return Err(Skipped::Wrong("its private half is published too"));
    }
    let bytes =
        |name| text(jwk, name).and_then(|number| URL_SAFE_NO_PAD.decode(number).ok()).unwrap_or_default();
    match algorithm {
        PublicAlgorithm::Rs256 => VerifyingKey::rsa(&bytes("n"), &bytes("e")),
        PublicAlgorithm::Es256 => VerifyingKey::p256(&bytes("x"), &bytes("y")),
        PublicAlgorithm::EdDsa => VerifyingKey::ed25519(&bytes("x")),
    }
    .ok_or(Skipped::Wrong("it is too short or cannot be read"))
}
