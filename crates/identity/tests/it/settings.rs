//! Settings that would not protect anything are refused at the start.

use std::time::Duration;

use handover_domain::Secret;
use handover_identity::{
    JwksPace, JwksSettings, JwtVerifier, Keys, PublicAlgorithm, SettingsError, TokenSettings,
};

use crate::host::{AUDIENCE, ISSUER, RSA_PEM, SMALL_RSA_PEM, Signer};

fn refusal(keys: Keys) -> Option<SettingsError> {
    JwtVerifier::new(&TokenSettings::new(keys, ISSUER, AUDIENCE)).err()
}

fn changed(change: impl FnOnce(&mut TokenSettings)) -> Option<SettingsError> {
    let mut settings = TokenSettings::new(Signer::hs256().keys(), ISSUER, AUDIENCE);
    change(&mut settings);
    JwtVerifier::new(&settings).err()
}

fn published_at(url: &str) -> Option<SettingsError> {
    refusal(Keys::Jwks(JwksSettings {
        url: url.to_owned(),
        algorithms: vec![PublicAlgorithm::Rs256],
        cache: None,
        pace: JwksPace { deadline: Duration::from_millis(100), ..JwksPace::default() },
    }))
}

#[test]
fn parties_leeway_and_names_are_needed() {
    assert_eq!(changed(|_| {}), None);
    assert_eq!(changed(|settings| settings.issuer.clear()), Some(SettingsError::NoIssuer));
    assert_eq!(changed(|settings| settings.audience.clear()), Some(SettingsError::NoAudience));
    assert_eq!(changed(|settings| settings.leeway = Duration::from_secs(31)), Some(SettingsError::Leeway));
    assert_eq!(changed(|settings| settings.claims.user_id.clear()), Some(SettingsError::NoUserClaim));
}

#[test]
fn keys_must_be_strong_and_fit() {
    let shared = |secret: &str| refusal(Keys::Shared(Secret::new(secret)));
    assert_eq!(shared(&"s".repeat(31)), Some(SettingsError::ShortSecret(31)));
    assert_eq!(shared(&"s".repeat(32)), None);
    assert_eq!(shared(RSA_PEM), Some(SettingsError::SecretIsPem));

    let public = |pem: &str, algorithm| refusal(Keys::Public { pem: Secret::new(pem), algorithm });
    assert_eq!(public(RSA_PEM, PublicAlgorithm::Rs256), None);
    assert_eq!(public(RSA_PEM, PublicAlgorithm::Es256), Some(SettingsError::KeyDoesNotFit("ES256")));
    assert_eq!(public(SMALL_RSA_PEM, PublicAlgorithm::Rs256), Some(SettingsError::KeyDoesNotFit("RS256")));
    assert_eq!(public("", PublicAlgorithm::Rs256), Some(SettingsError::NoPublicKey));
    let private = RSA_PEM.replace("PUBLIC", "PRIVATE");
    assert_eq!(public(&private, PublicAlgorithm::Rs256), Some(SettingsError::NoPublicKey));
    let cut = RSA_PEM.lines().enumerate().filter(|(n, _)| *n != 3).map(|(_, line)| line).collect::<Vec<_>>();
    assert_eq!(public(&cut.join("\n"), PublicAlgorithm::Rs256), Some(SettingsError::KeyDoesNotFit("RS256")));
}

#[test]
fn keys_come_over_tls_or_from_this_machine() {
    for url in ["http://127.0.0.1:9/k", "http://[::1]:9/k", "http://localhost:9/k", "https://127.0.0.1:9/k"] {
        assert_eq!(published_at(url), None, "{url}");
    }
    for url in [
        "http://host.example/k",
        "http://127.0.0.1.evil.example/k",
        "http://localhost.evil.example/k",
        "https://login:word@host.example/k",
        "http://localhost@evil.example/k",
        "file:///etc/keys",
        "/keys",
        "",
    ] {
        assert_eq!(published_at(url), Some(SettingsError::KeyAddress), "{url}");
    }
    let none = JwksSettings {
        url: "https://host.example/k".to_owned(),
        algorithms: Vec::new(),
        cache: None,
        pace: JwksPace::default(),
    };
    assert_eq!(refusal(Keys::Jwks(none)), Some(SettingsError::NoAlgorithms));
}
