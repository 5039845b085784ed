//! The outside of a token: three parts, and a header that decides nothing by itself.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use handover_domain::TokenRefused;
use serde_json::{Map, Value};

use crate::unique_json::read_object;

/// Nothing longer is looked at.
const LONGEST: usize = 8 * 1024;

/// A token whose signature nobody has checked yet.
pub(crate) struct Token<'a> {
    signed: &'a str,
    payload: Vec<u8>,
    signature: Vec<u8>,
    /// The algorithm that the token claims. A wish: the key decides.
    pub(crate) algorithm: String,
    /// The name of its key, if it has one.
    pub(crate) key_id: Option<String>,
}

impl<'a> Token<'a> {
    /// Takes a token apart. Base64 has one way only to write some bytes here, so two different texts are
    /// never the same token.
    pub(crate) fn read(text: &'a str) -> Result<Self, TokenRefused> {
        if text.len() > LONGEST {
            return Err(TokenRefused::Malformed);
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(TokenRefused::Malformed)?;
        let (header, payload) = signed.split_once('.').ok_or(TokenRefused::Malformed)?;
        let header = read_object(&decode(header)?).ok_or(TokenRefused::Malformed)?;
        let payload = decode(payload)?;
        let signature = decode(signature)?;
        refuse_extensions(&header)?;
        let Some(Value::String(algorithm)) = header.get("alg") else { return Err(TokenRefused::Algorithm) };
        let key_id = match header.get("kid") {
            None => None,
            Some(Value::String(key_id)) => Some(key_id.clone()),
            Some(_) => return Err(TokenRefused::Malformed),
        };
        Ok(Self { signed, payload, signature, algorithm: algorithm.clone(), key_id })
    }

    /// What was signed, and the signature.
    pub(crate) fn signed(&self) -> (&[u8], &[u8]) {
        (self.signed.as_bytes(), &self.signature)
    }

    /// What the token says; only worth reading once the signature is known to be right.
    pub(crate) fn payload(&self) -> Result<Map<String, Value>, TokenRefused> {
        read_object(&self.payload).ok_or(TokenRefused::Malformed)
    }
}

fn decode(part: &str) -> Result<Vec<u8>, TokenRefused> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenRefused::Malformed)
}

/// We know no extension that a token could insist on (`crit`), and no other thing that a token could be
/// (`typ`) is meant for us. Keys and addresses of keys (`jwk`, `jku`, `x5c`, `x5u`) are never looked at.
fn refuse_extensions(header: &Map<String, Value>) -> Result<(), TokenRefused> {
    if header.contains_key("crit") {
        return Err(TokenRefused::Algorithm);
    }
    match header.get("typ") {
        None => Ok(()),
        Some(Value::String(typ)) if is_access_token(typ) => Ok(()),
        Some(_) => Err(TokenRefused::Algorithm),
    }
}

/// Media types have no case, and `application/` may be left out (RFC 7515, 4.1.9).
fn is_access_token(typ: &str) -> bool {
    let typ = typ.to_ascii_lowercase();
    matches!(typ.strip_prefix("application/").unwrap_or(&typ), "jwt" | "at+jwt")
}
