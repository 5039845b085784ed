//! A key that checks signatures, with the one algorithm that it belongs to.

use handover_domain::Secret;
use ring::hmac;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use rustls::pki_types::SubjectPublicKeyInfoDer;
use rustls::pki_types::pem::PemObject;

use crate::settings::{PublicAlgorithm, SettingsError};

/// What a shared secret needs, to be no weaker than the hash (RFC 7518, 3.2).
const SHORTEST_SECRET: usize = 32;

/// Bytes of the smallest RSA modulus that is accepted: 2048 bits, the highest of them set.
const SMALLEST_MODULUS: usize = 256;

/// Bytes of the largest one; more would only cost us time.
const LARGEST_MODULUS: usize = 1024;

/// A key and its algorithm in one: the one cannot be used with the other's.
pub(crate) enum VerifyingKey {
    Hs256(hmac::Key),
    Rs256(RsaPublicKeyComponents<Vec<u8>>),
    Es256(Vec<u8>),
    EdDsa(Vec<u8>),
}

impl VerifyingKey {
    /// A secret that both sides know.
    pub(crate) fn shared(secret: &Secret) -> Result<Self, SettingsError> {
        let secret = secret.expose();
        if secret.trim_start().starts_with("-----BEGIN") {
            return Err(SettingsError::SecretIsPem);
        }
        if secret.len() < SHORTEST_SECRET {
            return Err(SettingsError::ShortSecret(secret.len()));
        }
        Ok(Self::Hs256(hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes())))
    }

    /// The public key in a PEM file.
    pub(crate) fn from_pem(pem: &Secret, algorithm: PublicAlgorithm) -> Result<Self, SettingsError> {
        let info = SubjectPublicKeyInfoDer::from_pem_slice(pem.expose().as_bytes())
            .map_err(|_| SettingsError::NoPublicKey)?;
        public_key_info(&info)
            .filter(|key| key.algorithm() == algorithm.name())
            .ok_or(SettingsError::KeyDoesNotFit(algorithm.name()))
    }

    /// An RSA key, unless it is too short, too long or even.
    pub(crate) fn rsa(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
        let n = without_leading_zeros(modulus);
        let e = without_leading_zeros(exponent);
        let long_enough = n.len() > SMALLEST_MODULUS
            || (n.len() == SMALLEST_MODULUS && n.first().is_some_and(|b| *b >= 0x80));
        let odd = |number: &[u8]| number.last().is_some_and(|b| b % 2 == 1);
        (long_enough && n.len() <= LARGEST_MODULUS && odd(n) && odd(e) && e != [1])
            .then(|| Self::Rs256(RsaPublicKeyComponents { n: n.to_vec(), e: e.to_vec() }))
    }

    /// A point on P-256, given by its coordinates.
    pub(crate) fn p256(x: &[u8], y: &[u8]) -> Option<Self> {
        (x.len() == 32 && y.len() == 32).then(|| Self::Es256([&[4], x, y].concat()))
    }

    /// An Ed25519 key.
    pub(crate) fn ed25519(x: &[u8]) -> Option<Self> {
        (x.len() == 32).then(|| Self::EdDsa(x.to_vec()))
    }

    /// The one `alg` that tokens of this key may have.
    pub(crate) fn algorithm(&self) -> &'static str {
        match self {
            Self::Hs256(_) => "HS256",
            Self::Rs256(_) => PublicAlgorithm::Rs256.name(),
            Self::Es256(_) => PublicAlgorithm::Es256.name(),
            Self::EdDsa(_) => PublicAlgorithm::EdDsa.name(),
        }
    }

    /// Whether this key has signed `message`.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Hs256(key) => hmac::verify(key, message, signature),
            Self::Rs256(key) => key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature),
            Self::Es256(key) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key).verify(message, signature)
            }
            Self::EdDsa(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
        }
        .is_ok()
    }
}

/// Reads a `SubjectPublicKeyInfo` (RFC 5280, 4.1.2.7) of one of the three kinds.
fn public_key_info(der: &[u8]) -> Option<VerifyingKey> {
    /// `rsaEncryption` with its NULL, `id-ecPublicKey` with `prime256v1`, `id-Ed25519`.
    const RSA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
    const P256: &[u8] = b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
    const ED25519: &[u8] = b"\x06\x03\x2b\x65\x70";
    let (info, []) = element(SEQUENCE, der)? else { return None };
    let (algorithm, rest) = element(SEQUENCE, info)?;
    let (bits, []) = element(BIT_STRING, rest)? else { return None };
    let (0, key) = bits.split_first().map(|(unused, key)| (*unused, key))? else { return None };
    match algorithm {
        RSA => {
            let (numbers, []) = element(SEQUENCE, key)? else { return None };
            let (modulus, rest) = element(INTEGER, numbers)?;
            let (exponent, []) = element(INTEGER, rest)? else { return None };
            VerifyingKey::rsa(modulus, exponent)
        }
        P256 => {
            let (x, y) = key.strip_prefix(&[4])?.split_at_checked(32)?;
            VerifyingKey::p256(x, y)
        }
        ED25519 => VerifyingKey::ed25519(key),
        _ => None,
    }
}

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;

/// The content of the DER element at the start of `der`, and what follows it.
fn element(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = match der.strip_prefix(&[tag])? {
        [0x81, length, rest @ ..] => (usize::from(*length), rest),
        [0x82, high, low, rest @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), rest),
        [length @ ..=0x7f, rest @ ..] => (usize::from(*length), rest),
        _ => return None,
    };
    rest.split_at_checked(length)
}

fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}
