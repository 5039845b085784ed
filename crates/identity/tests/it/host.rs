//! A host system that signs tokens, well or badly.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{Claims, Secret, TokenRefused, Tokens};
use handover_identity::{JwtVerifier, Keys, PublicAlgorithm, TokenSettings};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::rsa::KeyPair as RsaKeyPair;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256,
};
use serde_json::{Value, json};

pub(crate) const ISSUER: &str = "https://host.example";
pub(crate) const AUDIENCE: &str = "handover";
pub(crate) const SECRET: &str = "CANARY-7f3a-a-secret-of-the-host-that-is-long-enough";

/// The time at which everything here happens, in seconds.
pub(crate) const NOW: u64 = 1_795_000_000;

const RSA_KEY: &[u8] = include_bytes!("keys/rsa-2048.der");
pub(crate) const RSA_PEM: &str = include_str!("keys/rsa-2048.pem");
pub(crate) const SMALL_RSA_PEM: &str = include_str!("keys/rsa-1024.pem");

/// DER of a `SubjectPublicKeyInfo` up to the key itself.
const P256_INFO: &[u8] =
    b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
const ED25519_INFO: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";

pub(crate) fn now() -> DateTime<Utc> {
    at(0)
}

/// The time `seconds` from [`NOW`].
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(i64::try_from(NOW).unwrap() + seconds)
}

pub(crate) enum Signer {
    Hs256(Vec<u8>),
    Rs256(RsaKeyPair),
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
}

impl Signer {
    pub(crate) fn hs256() -> Self {
        Self::Hs256(SECRET.as_bytes().to_vec())
    }

    pub(crate) fn rs256() -> Self {
        Self::Rs256(RsaKeyPair::from_pkcs8(RSA_KEY).unwrap())
    }

    pub(crate) fn es256() -> Self {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        Self::Es256(
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, key.as_ref(), &random).unwrap(),
        )
    }

    pub(crate) fn ed_dsa() -> Self {
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self::EdDsa(Ed25519KeyPair::from_pkcs8(key.as_ref()).unwrap())
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Hs256(_) => "HS256",
            Self::Rs256(_) => "RS256",
            Self::Es256(_) => "ES256",
            Self::EdDsa(_) => "EdDSA",
        }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Hs256(secret) => {
                hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message).as_ref().to_vec()
            }
            Self::Rs256(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).unwrap();
                signature
            }
            Self::Es256(key) => key.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec(),
            Self::EdDsa(key) => key.sign(message).as_ref().to_vec(),
        }
    }

    /// A token of exactly this header and this payload.
    pub(crate) fn seal(&self, header: &str, payload: &str) -> String {
        let signed = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
        format!("{signed}.{}", encode(&self.sign(signed.as_bytes())))
    }

    /// A token with an ordinary header, `extra` merged into it.
    pub(crate) fn headed(&self, extra: Value) -> String {
        let header = merged(json!({ "alg": self.name(), "typ": "JWT" }), extra);
        self.seal(&header.to_string(), &payload(json!({})))
    }

    /// A token with an ordinary payload, `extra` merged into it; `null` takes a claim away.
    pub(crate) fn saying(&self, extra: Value) -> String {
        self.seal(&json!({ "alg": self.name(), "typ": "JWT" }).to_string(), &payload(extra))
    }

    /// The public key as a host would publish it.
    pub(crate) fn jwk(&self, kid: &str) -> Value {
        let key = match self {
            Self::Hs256(secret) => json!({ "kty": "oct", "k": encode(secret) }),
            Self::Rs256(key) => {
                let public = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(key.public());
                json!({ "kty": "RSA", "n": encode(&public.n), "e": encode(&public.e) })
            }
            Self::Es256(key) => {
                let point = key.public_key().as_ref();
                json!({ "kty": "EC", "crv": "P-256", "x": encode(&point[1..33]), "y": encode(&point[33..]) })
            }
            Self::EdDsa(key) => {
                json!({ "kty": "OKP", "crv": "Ed25519", "x": encode(key.public_key().as_ref()) })
            }
        };
        merged(key, json!({ "kid": kid, "use": "sig", "alg": self.name() }))
    }

    /// What an operator sets for this signer's tokens.
    pub(crate) fn keys(&self) -> Keys {
        let (pem, algorithm) = match self {
            Self::Hs256(_) => return Keys::Shared(Secret::new(SECRET)),
            Self::Rs256(_) => (RSA_PEM.to_owned(), PublicAlgorithm::Rs256),
            Self::Es256(key) => (pem(P256_INFO, key.public_key().as_ref()), PublicAlgorithm::Es256),
            Self::EdDsa(key) => (pem(ED25519_INFO, key.public_key().as_ref()), PublicAlgorithm::EdDsa),
        };
        Keys::Public { pem: Secret::new(pem), algorithm }
    }

    pub(crate) fn verifier(&self) -> JwtVerifier {
        JwtVerifier::new(&TokenSettings::new(self.keys(), ISSUER, AUDIENCE)).unwrap()
    }
}

/// Whose token it is.
pub(crate) fn user(verifier: &JwtVerifier, token: &str) -> Result<String, TokenRefused> {
    verifier.verify(token, now()).map(|claims: Claims| claims.user_id)
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// An ordinary payload, `extra` merged into it; `null` takes a claim away.
pub(crate) fn payload(extra: Value) -> String {
    let ordinary = json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": "u-1", "exp": NOW + 300, "nbf": NOW - 60, "iat": NOW - 60,
        "name": "Eleni", "email": "eleni@host.example", "locale": "el-GR",
    });
    merged(ordinary, extra).to_string()
}

pub(crate) fn merged(mut base: Value, extra: Value) -> Value {
    let object = base.as_object_mut().unwrap();
    for (name, value) in extra.as_object().unwrap() {
        if value.is_null() {
            object.remove(name);
        } else {
            object.insert(name.clone(), value.clone());
        }
    }
    base
}

fn pem(info: &[u8], key: &[u8]) -> String {
    let der = STANDARD.encode([info, key].concat());
    format!("-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----\n")
}
