//! Keys that the host publishes, and what happens when it does so badly or not at all.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use handover_domain::TokenRefused;
use handover_identity::{
    JwksPace, JwksSettings, JwtVerifier, KeyStatus, Keys, PublicAlgorithm, TokenSettings,
};
use serde_json::{Value, json};

use crate::host::{AUDIENCE, ISSUER, Signer, merged, user};
use crate::publisher::{Answer, Publisher};

const PATIENCE: Duration = Duration::from_mins(1);
const ALL: [PublicAlgorithm; 3] = [PublicAlgorithm::Rs256, PublicAlgorithm::Es256, PublicAlgorithm::EdDsa];

/// Fetches again as soon as somebody asks for an unknown key.
const EAGER: JwksPace = JwksPace {
    refresh: Duration::from_secs(3600),
    hurry: Duration::from_millis(20),
    deadline: Duration::from_secs(2),
};

/// Fetches once.
const LAZY: JwksPace =
    JwksPace { refresh: Duration::from_secs(3600), hurry: Duration::from_secs(3600), ..EAGER };

fn verifier(
    url: String,
    algorithms: &[PublicAlgorithm],
    pace: JwksPace,
    cache: Option<PathBuf>,
) -> JwtVerifier {
    let jwks = JwksSettings { url, algorithms: algorithms.to_vec(), cache, pace };
    JwtVerifier::new(&TokenSettings::new(Keys::Jwks(jwks), ISSUER, AUDIENCE)).unwrap()
}

fn wait(verifier: &JwtVerifier, attempts: u64) -> KeyStatus {
    let status = verifier.wait_for_attempts(attempts, PATIENCE).unwrap();
    assert!(status.attempts >= attempts, "{status:?}");
    status
}

/// Waits until a fetch has ended that began after this call: the first one may have begun before it.
fn fetched_since_now(verifier: &JwtVerifier, host: &Signer) -> KeyStatus {
    let mut status = wait(verifier, 0);
    for _ in 0..2 {
        assert_eq!(user(verifier, &named(host, "a wish")), Err(TokenRefused::UnknownKey));
        status = wait(verifier, status.attempts + 1);
    }
    status
}

fn ok() -> Result<String, TokenRefused> {
    Ok("u-1".to_owned())
}

fn named(host: &Signer, kid: &str) -> String {
    host.headed(json!({ "kid": kid }))
}

#[test]
fn every_kind_of_key_works_by_its_name() {
    let hosts = [Signer::rs256(), Signer::es256(), Signer::ed_dsa()];
    let server = Publisher::of(&hosts.iter().map(|host| host.jwk(host.name())).collect::<Vec<_>>());
    let verifier = verifier(server.url(), &ALL, LAZY, None);
    let status = wait(&verifier, 1);
    assert_eq!((status.keys, &status.failure), (3, &None));
    assert!(status.fetched_at.is_some());
    for host in &hosts {
        assert_eq!(user(&verifier, &named(host, host.name())), ok(), "{}", host.name());
        assert_eq!(user(&verifier, &host.headed(json!({}))), ok(), "{} without a name", host.name());
        // A name leads to one key, whatever the token says about the rest.
        let other = if host.name() == "RS256" { "ES256" } else { "RS256" };
        assert_eq!(user(&verifier, &named(host, other)), Err(TokenRefused::Algorithm));
        assert_eq!(
            user(&verifier, &host.headed(json!({ "kid": other, "alg": other }))),
            Err(TokenRefused::Signature)
        );
    }
    assert_eq!(user(&verifier, &Signer::hs256().headed(json!({}))), Err(TokenRefused::Algorithm));
}

#[test]
fn keys_rotate() {
    let (old, new) = (Signer::es256(), Signer::es256());
    let server = Publisher::of(&[old.jwk("old")]);
    let verifier = verifier(server.url(), &ALL, EAGER, None);
    wait(&verifier, 1);
    assert_eq!(user(&verifier, &named(&old, "old")), ok());

    server.now_answers(Publisher::set(&[old.jwk("old"), new.jwk("new")]));
    assert_eq!(user(&verifier, &named(&new, "new")), Err(TokenRefused::UnknownKey));
    wait(&verifier, 2);
    assert_eq!(user(&verifier, &named(&new, "new")), ok());
    assert_eq!(user(&verifier, &named(&old, "old")), ok());
    // Two keys could have signed it, and guessing is not our business.
    assert_eq!(user(&verifier, &new.headed(json!({}))), Err(TokenRefused::UnknownKey));

    server.now_answers(Publisher::set(&[new.jwk("new")]));
    fetched_since_now(&verifier, &old);
    assert_eq!(user(&verifier, &named(&old, "old")), Err(TokenRefused::UnknownKey));
    assert_eq!(user(&verifier, &named(&new, "new")), ok());
}

#[test]
fn keys_are_fetched_regularly_without_a_wish() {
    let host = Signer::ed_dsa();
    let server = Publisher::of(&[host.jwk("k")]);
    let pace = JwksPace { refresh: Duration::from_millis(50), hurry: Duration::from_secs(3600), ..EAGER };
    let verifier = verifier(server.url(), &ALL, pace, None);
    assert_eq!(wait(&verifier, 4).failure, None);
}

#[test]
fn unknown_keys_do_not_make_us_ask_all_the_time() {
    let host = Signer::ed_dsa();
    let server = Publisher::of(&[host.jwk("k")]);
    let verifier = verifier(server.url(), &ALL, LAZY, None);
    wait(&verifier, 1);
    for n in 0..500 {
        assert_eq!(user(&verifier, &named(&host, &format!("made-up-{n}"))), Err(TokenRefused::UnknownKey));
    }
    let status = verifier.wait_for_attempts(2, Duration::from_millis(300)).unwrap();
    assert_eq!((status.attempts, server.asked()), (1, 1));
}

#[test]
fn the_last_good_set_outlives_outages() {
    let host = Signer::ed_dsa();
    let thief = Signer::ed_dsa();
    let elsewhere = Publisher::of(&[thief.jwk("k")]);
    let server = Publisher::of(&[host.jwk("k")]);
    let verifier = verifier(server.url(), &ALL, EAGER, None);
    wait(&verifier, 1);
    let duplicate = format!(r#"{{"keys":[],"keys":[{}]}}"#, thief.jwk("k"));
    let large = json!({ "keys": [thief.jwk("k")], "more": "x".repeat(256 * 1024) }).to_string();
    let encrypting = merged(thief.jwk("k"), json!({ "use": "enc" }));
    for (answer, failure) in [
        (Answer::Status(500), "the server answered with status 500; redirects are not followed"),
        (Answer::Status(404), "the server answered with status 404; redirects are not followed"),
        (
            Answer::Redirect(elsewhere.url()),
            "the server answered with status 302; redirects are not followed",
        ),
        (Answer::Endless, "the answer is larger than 256 KiB"),
        (Answer::Body(large), "the answer is larger than 256 KiB"),
        (Answer::Silence, "the server took too long"),
        (Answer::Drip, "the server took too long"),
        (Answer::Body("<html>".to_owned()), "the answer holds no key that can be used"),
        (Answer::Body(duplicate), "the answer holds no key that can be used"),
        (Publisher::set(&[]), "the answer holds no key that can be used"),
        (Publisher::set(&[encrypting]), "the answer holds no key that can be used"),
    ] {
        server.now_answers(answer);
        let status = fetched_since_now(&verifier, &host);
        assert_eq!(status.failure.as_deref(), Some(failure));
        assert_eq!(status.keys, 1);
        assert_eq!(user(&verifier, &named(&host, "k")), ok(), "{failure}");
        assert_eq!(user(&verifier, &named(&thief, "k")), Err(TokenRefused::Signature), "{failure}");
    }
    assert_eq!(elsewhere.asked(), 0, "a redirect was followed");
}

#[test]
fn nothing_waits_for_the_network() {
    let host = Signer::ed_dsa();
    let server = Publisher::start(Answer::Silence);
    let patient = JwksPace { deadline: Duration::from_mins(10), ..EAGER };
    let verifier = verifier(server.url(), &ALL, patient, None);
    for _ in 0..100 {
        assert_eq!(user(&verifier, &named(&host, "k")), Err(TokenRefused::NoKeys));
    }
    // All of that while the first fetch still waits for its answer.
    assert_eq!(wait(&verifier, 0).attempts, 0);
}

#[test]
fn a_bad_start_is_made_good() {
    let host = Signer::ed_dsa();
    let server = Publisher::start(Answer::Status(503));
    let verifier = verifier(server.url(), &ALL, EAGER, None);
    let mut status = wait(&verifier, 1);
    assert_eq!((status.keys, user(&verifier, &named(&host, "k"))), (0, Err(TokenRefused::NoKeys)));
    server.now_answers(Publisher::set(&[host.jwk("k")]));
    let started = Instant::now();
    while status.keys == 0 {
        assert!(started.elapsed() < PATIENCE);
        status = wait(&verifier, status.attempts + 1);
    }
    assert_eq!(user(&verifier, &named(&host, "k")), ok());
}

#[test]
fn a_restart_during_an_outage_knows_the_last_good_set() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token-keys.json");
    let host = Signer::es256();
    let server = Publisher::of(&[host.jwk("k")]);
    let restarted = |url: String| verifier(url, &ALL, LAZY, Some(file.clone()));
    wait(&restarted(server.url()), 1);
    assert_eq!(mode(&file), 0o600);

    server.now_answers(Answer::Status(503));
    let during = restarted(server.url());
    assert_eq!(user(&during, &named(&host, "k")), ok());
    let status = wait(&during, 1);
    assert_eq!((status.keys, status.fetched_at), (1, None));
    assert_eq!(user(&during, &named(&host, "k")), ok());

    // What one host published says nothing about another's tokens.
    let other = Publisher::start(Answer::Status(503));
    assert_eq!(user(&restarted(other.url()), &named(&host, "k")), Err(TokenRefused::NoKeys));

    // Whoever can write the file could have written the keys.
    open_to_all(&file);
    assert_eq!(user(&restarted(server.url()), &named(&host, "k")), Err(TokenRefused::NoKeys));
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, "garbage").unwrap();
    assert_eq!(user(&restarted(server.url()), &named(&host, "k")), Err(TokenRefused::NoKeys));
}

/// Which keys of a set are taken, told by how many.
#[test]
fn keys_that_are_not_for_us_are_skipped() {
    let (host, other) = (Signer::ed_dsa(), Signer::ed_dsa());
    let key = |extra| merged(host.jwk("k"), extra);
    let small = json!({ "kty": "RSA", "kid": "small", "n": crate::host::encode(&[0xff; 255]), "e": "AQAB" });
    let even = json!({ "kty": "RSA", "kid": "even", "n": crate::host::encode(&[0xfe; 256]), "e": "AQAB" });
    let table: [(&str, Vec<Value>, bool); 17] = [
        ("ordinary", vec![key(json!({}))], true),
        ("no use, no alg", vec![key(json!({ "use": null, "alg": null }))], true),
        ("key_ops verify", vec![key(json!({ "key_ops": ["verify"] }))], true),
        ("key_ops encrypt", vec![key(json!({ "key_ops": ["encrypt"] }))], false),
        ("use enc", vec![key(json!({ "use": "enc" }))], false),
        ("use a list", vec![key(json!({ "use": ["sig"] }))], false),
        ("alg of another kind", vec![key(json!({ "alg": "RS256" }))], false),
        ("alg a number", vec![key(json!({ "alg": 1 }))], false),
        ("unknown curve", vec![key(json!({ "crv": "X25519" }))], false),
        ("x too short", vec![key(json!({ "x": "AAAA" }))], false),
        ("x padded", vec![key(json!({ "x": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }))], false),
        ("private half", vec![key(json!({ "d": "AAAA" }))], false),
        ("name taken twice", vec![key(json!({})), other.jwk("k")], false),
        (
            "name shared with an encryption key",
            vec![key(json!({})), merged(other.jwk("k"), json!({ "use": "enc" }))],
            true,
        ),
        ("secret key", vec![Signer::hs256().jwk("k")], false),
        ("RSA too short", vec![small], false),
        ("RSA even", vec![even], false),
    ];
    for (name, mut keys, taken) in table {
        keys.push(Signer::es256().jwk("witness"));
        keys.push(json!("no key at all"));
        let verifier = verifier(Publisher::of(&keys).url(), &ALL, LAZY, None);
        assert_eq!(wait(&verifier, 1).keys, 1 + usize::from(taken), "{name}");
        let expected = if taken { ok() } else { Err(TokenRefused::UnknownKey) };
        assert_eq!(user(&verifier, &named(&host, "k")), expected, "{name}");
    }
    let only_rsa = verifier(
        Publisher::of(&[host.jwk("k"), Signer::rs256().jwk("r")]).url(),
        &[PublicAlgorithm::Rs256],
        LAZY,
        None,
    );
    assert_eq!(wait(&only_rsa, 1).keys, 1);
    assert_eq!(user(&only_rsa, &named(&host, "k")), Err(TokenRefused::Algorithm));
}

fn mode(file: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).unwrap().permissions().mode() & 0o777
}

fn open_to_all(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o666)).unwrap();
}
